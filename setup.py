"""Compiles the native replay; everything else is in pyproject.toml."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "online._native",
            sources=["online/native/replay.cpp"],
            language="c++",
            extra_compile_args=["-O3", "-std=c++17", "-fvisibility=hidden"],
            optional=True,  # without a compiler the replay runs in Python, and says so
        )
    ]
)
