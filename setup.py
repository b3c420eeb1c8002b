"""Compiles the native replay and the sparse kernels; everything else is in pyproject.toml."""

import hashlib
from glob import glob
from pathlib import Path

from setuptools import Extension, setup

# as `online.extension.sources_sha256`, which refuses what was built from other sources
FILES = sorted(map(Path, glob("online/native/*.cpp") + glob("online/native/*.h")), key=lambda file: file.name)
DIGEST = hashlib.sha256(b"".join(file.name.encode() + b"\n" + file.read_bytes() for file in FILES)).hexdigest()

setup(
    ext_modules=[
        Extension(
            "online._native",
            sources=sorted(glob("online/native/*.cpp")),
            depends=sorted(glob("online/native/*.h")),
            language="c++",
            define_macros=[("FLAME_SOURCES", f'"{DIGEST}"')],
            extra_compile_args=["-O3", "-std=c++17", "-fvisibility=hidden", "-pthread"],
            extra_link_args=["-pthread"],
            optional=True,  # without a compiler both run in Python, and say so
        )
    ]
)
