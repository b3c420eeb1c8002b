"""The package's metadata is in pyproject.toml; this adds the native code, which needs a C++17 compiler."""

from glob import glob

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "online._native",
            sources=sorted(glob("online/native/*.cpp")),
            depends=sorted(glob("online/native/*.h")),
            extra_compile_args=["-O3", "-std=c++17", "-fvisibility=hidden"],
            language="c++",
        )
    ]
)
