"""Compiles the native replay and the sparse kernels; everything else is in pyproject.toml."""

from glob import glob

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "online._native",
            sources=sorted(glob("online/native/*.cpp")),
            depends=sorted(glob("online/native/*.h")),
            language="c++",
            extra_compile_args=["-O3", "-std=c++17", "-fvisibility=hidden", "-pthread"],
            extra_link_args=["-pthread"],
            optional=True,  # without a compiler both run in Python, and say so
        )
    ]
)
