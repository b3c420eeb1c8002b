"""C-simulation of a project with plain g++: every kernel against its test vectors, under sanitizers."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flame.errors import FlameError, ToolchainMissing
from hw.design import Design
from hw.golden import HardwareExpert, image_sections
from hw.project import KERNELS, BuildPlan

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")
STAND_INS = Path(__file__).parent / "stand_ins"


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


def hls_headers() -> Path:
    """Folder of the open HLS headers (``ap_int.h`` and others).

    Raises:
        ToolchainMissing: the package that ships them is not installed.
    """
    found = importlib.util.find_spec("hls4ml")  # only located: importing it would import far more
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "templates/vivado/ap_types"
        if (folder / "ap_int.h").is_file():
            return folder
    raise ToolchainMissing("C-simulation of emitted kernels needs open HLS headers (pip install hls4ml==1.3.0)")


def simulate_emitted(
    design: Design, code: str, expert: HardwareExpert, tokens: NDArray[np.int8], compiler: str = "g++"
) -> NDArray[np.int32]:
    """Tokens int8 [n, d_model] through the emitted sparse expert kernel, int32 [n, d_model], under sanitizers.

    Raises:
        ToolchainMissing: no compiler, or no open HLS headers.
        FlameError: the code does not compile, or a sanitizer stops it.
    """
    found = shutil.which(compiler)
    if found is None:
        raise ToolchainMissing(f"C-simulation needs {compiler} (install g++ 9 or newer)")
    headers = hls_headers()
    group, rows = design.pattern.group, design.rows
    sections = image_sections(design, [expert])
    arguments = []
    for name in ("wi", "wo"):
        groups = design.d_model * design.d_ff // design.outputs(name) // group
        kinds = (
            ("int8_t", "values", f"[{groups}][{design.value_word_bytes}]"),
            ("uint8_t", "places", f"[{groups}][{design.place_word_bytes}]"),
            ("int32_t", "multipliers", f"[{rows}]"),
        )
        arguments += [f'argument<{kind}{shape}>("{name}_{part}")' for kind, part, shape in kinds]
    bench = f"""
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>
#include "kernel.cpp"
static std::map<std::string, std::vector<char>> files;
static std::vector<char>& load(const std::string& name) {{
    std::ifstream file(name + ".bin", std::ios::binary);
    return files[name] = std::vector<char>(std::istreambuf_iterator<char>(file), {{}});
}}
template <class Row>
static Row* argument(const std::string& name) {{ return reinterpret_cast<Row*>(load(name).data()); }}
int main() {{
    auto& x = load("x");
    std::vector<int32_t> y(x.size());
    for (size_t at = 0; at < x.size(); at += {design.d_model})
        sparse_expert(reinterpret_cast<int8_t(*)[{group}]>(&x[at]), {", ".join(arguments)},
                      reinterpret_cast<int32_t(*)[{rows}]>(&y[at]));
    std::ofstream("y.bin", std::ios::binary).write(reinterpret_cast<char*>(y.data()), y.size() * sizeof(int32_t));
}}
"""
    with tempfile.TemporaryDirectory(prefix="flame-csim-") as scratch:
        folder = Path(scratch)
        for name, content in (sections | {"x": tokens.tobytes()}).items():
            (folder / f"{name}.bin").write_bytes(content)
        (folder / "kernel.cpp").write_text(code, encoding="utf-8")
        (folder / "bench.cpp").write_text(bench, encoding="utf-8")
        # The open headers themselves shift negative numbers, so that one check is left out.
        flags = [
            "-std=c++17",
            "-O1",
            "-w",
            *SANITIZERS,
            "-fno-sanitize=shift",
            f"-I{STAND_INS}",
            "-isystem",
            str(headers),
        ]
        _run([found, *flags, "-o", str(folder / "bench"), str(folder / "bench.cpp")], 300)
        _run([str(folder / "bench")], 300, folder)
        return np.fromfile(folder / "y.bin", "<i4").reshape(tokens.shape)


def _run(command: list[str], timeout_s: float, folder: Path | None = None) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise FlameError(f"C-simulation: {Path(command[0]).name} did not end within {timeout_s:g} s") from error
    differs = done.returncode == 1 and done.stdout.rstrip().endswith("FAIL")
    if done.returncode and not differs:
        reason = next(
            (line for line in done.stderr.splitlines() if "error:" in line.lower()), done.stderr.strip()[-300:]
        )
        raise FlameError(f"C-simulation: {Path(command[0]).name} stopped with status {done.returncode}: {reason}")
    return done.stdout
