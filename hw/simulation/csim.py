"""C-simulation with plain g++ and open HLS headers, under sanitizers: single emitted kernels, and whole projects.

Streams are as deep as the hardware's and the processes of a dataflow region run as threads, so that a deadlock shows.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FlameError, ToolchainMissing
from hw.project.build_plan import BuildPlan
from hw.project.kernel_source import bounded, parameters_of

# The open headers themselves shift negative numbers, so that one check is left out.
SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize=shift", "-fno-sanitize-recover=all")
STAND_INS = Path(__file__).parent / "stand_ins"


@dataclass(frozen=True)
class Check:
    """How many values of a project's answers were compared, and how many differ."""

    answer: str
    values: int
    differ: int


def simulate(
    plan: BuildPlan, compiler: str = "g++", sanitize: bool = True, timeout_s: float = 600
) -> tuple[Check, ...]:
    """`make csim` of a project: its kernel over its test vectors.

    Raises:
        ToolchainMissing: no make, compiler or open HLS headers.
        FlameError: the simulation does not compile, deadlocks, is stopped by a sanitizer, or does not end in time.
    """
    headers = hls_headers()
    for tool in (compiler, "make"):
        _found(tool)
    command = ["make", "-s", "csim", f"CXX={compiler}", f"HLS_HEADERS={headers}"]
    with tempfile.TemporaryDirectory(prefix="flame-csim-") as scratch:
        plan.write(Path(scratch))
        output = _run([*command, *(() if sanitize else ("SANITIZE=",))], timeout_s, Path(scratch))
    checks = tuple(
        Check(answer, int(values), int(differ))
        for answer, values, differ in re.findall(r"^(\w+): (\d+) values, (\d+) differ$", output, re.M)
    )
    wanted = re.findall(r'{"(\w+)", Role::taken,', plan.files["src/flame_moe.h"].decode())
    if [check.answer for check in checks] != wanted:
        raise FlameError(f"C-simulation: answers {[c.answer for c in checks]} (expected {wanted})")
    return checks


def hls_headers() -> Path:
    """Folder of the open HLS headers (`ap_int.h` and others).

    Raises:
        ToolchainMissing: the package that ships them is not installed.
    """
    found = importlib.util.find_spec("hls4ml")  # only located: importing it would import far more
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "templates/vivado/ap_types"
        if (folder / "ap_int.h").is_file():
            return folder
    raise ToolchainMissing("C-simulation of emitted kernels needs open HLS headers (pip install hls4ml==1.3.0)")


# Reads, keeps and writes what a kernel is called with; its `main` follows.
_BENCH = """
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>
#include "kernel.cpp"
template <class T>
struct Argument {
    size_t each;
    std::vector<T> all;
    T* at(size_t call) { return all.data() + (all.size() <= each ? 0 : call * each); }
    void store(const std::string& name) {
        std::ofstream(name, std::ios::binary).write(reinterpret_cast<char*>(all.data()), all.size() * sizeof(T));
    }
};
struct Place {  // converts to whatever the parameter points to, arrays included
    void* place;
    template <class U>
    operator U*() const { return static_cast<U*>(place); }
};
template <class T>
static Argument<T> load(const std::string& name, size_t each) {
    std::ifstream file(name, std::ios::binary);
    const std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
    Argument<T> argument{each, std::vector<T>(bytes.size() / sizeof(T))};
    std::memcpy(reinterpret_cast<char*>(argument.all.data()), bytes.data(), bytes.size());
    return argument;
}
"""


def run_kernel(
    kernel: str,
    code: str,
    arguments: Sequence[NDArray[Any]],
    calls: int = 1,
    compiler: str = "g++",
    timeout_s: float = 600,
) -> list[NDArray[Any]]:
    """Call an emitted kernel, whose state is kept from call to call, under sanitizers.

    Args:
        arguments: in the kernel's order; each holds what one call takes (of an image as much as is read), or `calls`
            times that.
    Returns:
        the arguments as the calls left them.
    Raises:
        ToolchainMissing: no compiler, or no open HLS headers.
        FlameError: the code does not compile, deadlocks, or a sanitizer stops it.
    """
    program_of = _found(compiler)
    parameters = parameters_of(kernel, code)
    if len(parameters) != len(arguments):
        raise FlameError(f"{kernel}: {len(arguments)} arguments (expected {len(parameters)})")
    loads = [f'auto a{i} = load<{p.type}>("a{i}", {p.elements});' for i, p in enumerate(parameters)]
    passed = ", ".join(f"Place{{a{i}.at(call)}}" for i in range(len(parameters)))
    stores = [f'a{i}.store("a{i}");' for i in range(len(parameters))]
    main = f"""
int main() {{
    {" ".join(loads)}
    for (size_t call = 0; call < {calls}; call++) {kernel}({passed});
    {" ".join(stores)}
}}
"""
    with tempfile.TemporaryDirectory(prefix="flame-csim-") as scratch:
        folder = Path(scratch)
        for i, array in enumerate(arguments):
            (folder / f"a{i}").write_bytes(np.ascontiguousarray(array).tobytes())
        (folder / "kernel.cpp").write_text(bounded(code), encoding="utf-8")
        (folder / "bench.cpp").write_text(_BENCH + main, encoding="utf-8")
        flags = ["-std=c++17", "-O1", "-w", "-pthread", *SANITIZERS, f"-I{STAND_INS}", "-isystem", str(hls_headers())]
        _run([program_of, *flags, "-o", str(folder / "bench"), str(folder / "bench.cpp")], timeout_s)
        _run([str(folder / "bench")], timeout_s, folder)
        return [
            np.frombuffer((folder / f"a{i}").read_bytes(), array.dtype).reshape(array.shape)
            for i, array in enumerate(arguments)
        ]


def _found(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        raise ToolchainMissing(f"C-simulation needs {tool} (install {'g++ 9 or newer' if tool != 'make' else 'make'})")
    return found


def _run(command: list[str], timeout_s: float, folder: Path | None = None) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise FlameError(f"C-simulation: {Path(command[0]).name} did not end within {timeout_s:g} s") from error
    if done.returncode and not done.stdout.rstrip().endswith("FAIL"):
        reason = next(
            (line for line in done.stderr.splitlines() if "error:" in line.lower()), done.stderr.strip()[-300:]
        )
        raise FlameError(f"C-simulation: {Path(command[0]).name} stopped with status {done.returncode}: {reason}")
    return done.stdout
