"""C-simulation of a project with plain g++: every kernel against its test vectors, under sanitizers."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from flame.errors import FlameError, ToolchainMissing
from hw.project import KERNELS, BuildPlan

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")


@dataclass(frozen=True)
class KernelCheck:
    """How many values of a kernel's answers were compared, and how many differ."""

    kernel: str
    values: int
    differ: int


def simulate(
    plan: BuildPlan, compiler: str = "g++", sanitize: bool = True, timeout_s: float = 300
) -> list[KernelCheck]:
    """Build a project's kernels and test bench and run them.

    Raises:
        ToolchainMissing: there is no such compiler.
        FlameError: the simulation does not compile, is stopped by a sanitizer, or does not end in time.
    """
    found = shutil.which(compiler)
    if found is None:
        raise ToolchainMissing(f"C-simulation needs {compiler} (install g++ 9 or newer)")
    with tempfile.TemporaryDirectory(prefix="flame-csim-") as scratch:
        folder = Path(scratch)
        plan.write(folder)
        program = folder / "flame_tb"
        sources = [str(folder / "src" / f"{name}.cpp") for name in ("flame_tb", *KERNELS)]
        flags = ["-std=c++17", "-O1", "-g", "-Wall", "-Wno-unknown-pragmas", *(SANITIZERS if sanitize else ())]
        _run([found, *flags, f"-I{folder / 'src'}", "-o", str(program), *sources], timeout_s)
        output = _run([str(program), str(folder)], timeout_s)
    checks = [
        KernelCheck(kernel, int(values), int(differ))
        for kernel, values, differ in re.findall(r"^(\w+): (\d+) values, (\d+) differ$", output, re.M)
    ]
    if [check.kernel for check in checks] != list(KERNELS):
        raise FlameError(f"C-simulation: answers of {[c.kernel for c in checks]} (expected {list(KERNELS)})")
    return checks


def _run(command: list[str], timeout_s: float) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise FlameError(f"C-simulation: {Path(command[0]).name} did not end within {timeout_s:g} s") from error
    differs = done.returncode == 1 and done.stdout.rstrip().endswith("FAIL")
    if done.returncode and not differs:
        reason = next(
            (line for line in done.stderr.splitlines() if "error:" in line.lower()), done.stderr.strip()[-300:]
        )
        raise FlameError(f"C-simulation: {Path(command[0]).name} stopped with status {done.returncode}: {reason}")
    return done.stdout
