"""The compiled extension, and whether it was built from the sources that lie beside it."""

from __future__ import annotations

import ctypes
import hashlib
from functools import cache
from pathlib import Path

from flame.errors import ToolchainMissing

SOURCES = Path(__file__).parent / "native"


@cache
def extension() -> ctypes.CDLL | None:
    """The functions of `online/native`, or None where they were not built.

    Raises:
        ToolchainMissing: it was built from other sources than those that are here.
    """
    try:
        from online import _native  # type: ignore[attr-defined]

        library = ctypes.CDLL(_native.__file__)
    except (ImportError, OSError):
        return None
    try:
        stated = library.flame_sources
    except AttributeError:
        built_from = "none"
    else:
        stated.restype = ctypes.c_char_p
        built_from = stated().decode()
    if built_from != sources_sha256():
        raise ToolchainMissing(
            f"{_native.__file__}: built from other sources than those of {SOURCES} (pip install -e . builds it anew)"
        )
    return library


def sources_sha256() -> str:
    """Digest of the C++ sources, as setup.py compiles it in."""
    files = sorted(file for file in SOURCES.iterdir() if file.suffix in (".cpp", ".h"))
    return hashlib.sha256(b"".join(file.name.encode() + b"\n" + file.read_bytes() for file in files)).hexdigest()
