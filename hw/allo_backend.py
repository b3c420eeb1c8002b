"""Allo: simulation on the CPU and emission of HLS C++. The only file that imports it.

Tools needed: Allo (https://github.com/cornell-zhang/allo, from source: Python 3.12, an LLVM/MLIR 22.1 build named by
``LLVM_BUILD_DIR``). Product: :func:`emit` returns the text that is kept under ``hw/generated``.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import io
import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FlameError, ToolchainMissing
from flame.nm_format import NMPattern
from hw.design import Design
from hw.golden import HardwareExpert, image_sections
from hw.kernels import sparse_expert

# The configuration that hw/generated holds: the embedded model's geometry.
DEFAULT = Design(
    d_model=128, d_ff=256, pattern=NMPattern(2, 4), rows=16, experts=8, moe_layers=6, known_layers=3, slots=2
)
GENERATED = Path(__file__).parent / "generated"


def require_allo() -> ModuleType:
    """The ``allo`` package.

    Raises:
        ToolchainMissing: it is not installed, or the libraries that it needs are not.
    """
    try:
        return importlib.import_module("allo")
    except ImportError as error:
        raise ToolchainMissing(
            f"Allo cannot be imported ({error}); build github.com/cornell-zhang/allo from source with Python 3.12 and "
            "LLVM/MLIR 22.1, and set LLVM_BUILD_DIR"
        ) from error


def source_digest() -> str:
    """SHA-256 of the kernel's source, which what is emitted belongs to."""
    return hashlib.sha256(inspect.getsource(sparse_expert).encode()).hexdigest()


def compiled(design: Design) -> Any:
    """Allo's schedule of the sparse expert kernel for a design.

    Raises:
        ToolchainMissing: Allo is not installed.
        FlameError: Allo refuses the kernel; its own words follow.
    """
    allo = require_allo()
    types = importlib.import_module("allo.ir.types")
    names = {name: getattr(types, name) for name in ("int8", "uint8", "int32", "int64")}
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            s = allo.customize(
                sparse_expert.sparse_expert, global_vars={**names, **sparse_expert.sizes(design), "allo": allo}
            )
            sparse_expert.schedule(s)
    except SystemExit as error:  # how Allo reports an error in a kernel
        raise FlameError(f"sparse_expert: Allo refuses the kernel: {said.getvalue().strip()[-400:]}") from error
    return s


def emit(design: Design) -> str:
    """HLS C++ of the sparse expert kernel."""
    return str(compiled(design).build(target="vhls").hls_code)


def kernel_arguments(design: Design, expert: HardwareExpert, x: NDArray[np.int8]) -> list[NDArray[Any]]:
    """The kernel's arguments as arrays: the input, one expert's part of the image, and an output of zeros."""
    sections = image_sections(design, [expert])
    arguments: list[NDArray[Any]] = [x.reshape(-1, design.pattern.group).copy()]
    for name in ("wi", "wo"):
        blocks = design.outputs(name) // design.rows
        arguments += [
            np.frombuffer(sections[f"{name}_values"], np.int8).reshape(blocks, -1, design.value_word_bytes),
            np.frombuffer(sections[f"{name}_places"], np.uint8).reshape(blocks, -1, design.place_word_bytes),
            np.frombuffer(sections[f"{name}_multipliers"], "<i4").reshape(blocks, design.rows),
        ]
    arguments.append(np.zeros((design.d_model // design.rows, design.rows), np.int32))
    return [a.copy() for a in arguments]  # Allo writes to its arguments


def simulate(design: Design, expert: HardwareExpert, tokens: NDArray[np.int8]) -> NDArray[np.int32]:
    """Rung 0: tokens int8 [n, d_model] through the kernel on Allo's CPU backend, int32 [n, d_model]."""
    module = compiled(design).build(target="llvm")
    answers = []
    for x in tokens:
        arguments = kernel_arguments(design, expert, x)
        module(*arguments)
        answers.append(arguments[-1].reshape(-1))
    return np.stack(answers)


def regenerate(allo_version: str, allo_commit: str) -> None:
    """Emit the default configuration again and record what it was emitted from."""
    record = {
        "allo_commit": allo_commit,
        "allo_version": allo_version,
        "design": asdict(DEFAULT),
        "source_sha256": source_digest(),
    }
    (GENERATED / "sparse_expert.cpp").write_text(emit(DEFAULT), encoding="utf-8")
    (GENERATED / "sparse_expert.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m hw.allo_backend ALLO_VERSION ALLO_COMMIT")
    regenerate(*sys.argv[1:])
