"""A complete Vitis project for a board, as pure data: file names and bytes.

Tools needed to build it: Vitis 2022.2 and XRT on the user's machine (`csim` needs only g++ and open HLS headers).
Products: `flame_moe.xo`, `flame.link.xclbin`, `flame.xclbin` and `flame_host`. Nothing here runs a tool.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError
from flame.platform import Platform
from hw.allo_backend import emitted
from hw.design import Design
from hw.golden import HardwareExpert, Steps, image_sections, run_layers

TOP = "flame_moe"  # the Vitis kernel: the emitted moe_layer behind named ports
HOST_SOURCES = Path(__file__).parent / "templates"
STAND_INS = Path(__file__).parents[1] / "simulation" / "stand_ins"
INPUTS = ("command", "router_x", "router_weights", "table", "x", "values", "places", "multipliers")
OUTPUTS = ("decision", "y")
# AXI port of each argument: one process of the kernel reads through one port.
_PORT = {
    "command": "control", "router_x": "control", "table": "control", "decision": "control", "router_weights": "router",
    "x": "engine", "y": "engine", "values": "values", "places": "places", "multipliers": "multipliers",
}  # fmt: skip


@dataclass(frozen=True)
class Workload:
    """What a project is built around: the model's experts, router and table, and steps to try them on.

    Args:
        experts: expert `layer * design.experts + index` at that place.
        table: image of the prediction table (`hw.golden.table_image`).
        router: int16 [moe_layers, experts, d_model].
        steps: what the test vectors ask for, from an empty buffer.
    """

    experts: Sequence[HardwareExpert]
    table: bytes
    router: NDArray[np.int16]
    steps: Steps


@dataclass(frozen=True)
class BuildPlan:
    """The files of a project by name; equal inputs give equal bytes.

    Raises:
        ConfigError: a name that leaves the project's folder.
    """

    files: Mapping[str, bytes]

    def __post_init__(self) -> None:
        for name in self.files:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:
                raise ConfigError(f"project: file {name!r} (expected a name below the project's folder)")

    @property
    def digest(self) -> str:
        """SHA-256 over all names and contents, in the order of the names."""
        whole = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            whole.update(f"{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest()

    def archive(self) -> bytes:
        """The project as an uncompressed tar file without times, owners or order of its own."""
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for name, content in sorted(self.files.items()):
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                entry.mode = 0o644
                tar.addfile(entry, io.BytesIO(content))
        return out.getvalue()

    def write(self, folder: Path) -> None:
        """Write the files below a folder."""
        for name, content in sorted(self.files.items()):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


@dataclass(frozen=True)
class Parameter:
    """One argument of an emitted kernel: its C++ type and how many elements it points to."""

    type: str
    elements: int


def parameters_of(kernel: str, code: str) -> tuple[Parameter, ...]:
    """The arguments of an emitted kernel, in order."""
    found = re.search(rf"^void {kernel}\(\n(.*?)\n\) {{", code, re.S | re.M)
    assert found is not None, f"no function {kernel} was emitted"
    parameters = []
    for line in found[1].split(",\n"):
        kind, sizes = re.fullmatch(r"\s*(.+) v\d+((?:\[\d+\])+)", line).groups()  # type: ignore[union-attr]
        parameters.append(Parameter(kind, int(np.prod([int(n) for n in re.findall(r"\d+", sizes)]))))
    return tuple(parameters)


def bounded(code: str) -> str:
    """An emitted kernel for C-simulation: streams as deep as their pragmas say, processes as threads."""
    code = re.sub(r"(hls::stream< \S+ > (\w+));\n\s*#pragma HLS stream variable=\2 depth=(\d+)", r"\1(\3);", code)
    head, found, region = code.partition("#pragma HLS dataflow\n")
    if not found:
        return code
    region = re.sub(r"^  (\w+\(.*\));$", r"  processes.emplace_back([&] { \1; });", region, flags=re.M)
    region = region.rstrip().removesuffix("}") + "  for (std::thread& process : processes) process.join();\n}\n"
    return f"#include <thread>\n#include <vector>\n{head}  std::vector<std::thread> processes;\n{region}"


def plan_project(design: Design, platform: Platform, workload: Workload) -> BuildPlan:
    """Everything that a build of this design for this board needs.

    Raises:
        ConfigError: the workload does not have the design's experts, table or router, or the design routes to several.
        FormatError: an expert of another shape or pattern.
        ToolchainMissing: the design's kernel is not kept, and Allo is not installed.
    """
    count = design.moe_layers * design.experts
    found = (len(workload.experts), len(workload.table), workload.router.shape)
    wanted = (count, sum(design.table_level_bytes) + 1, (design.moe_layers, design.experts, design.d_model))
    if found != wanted:
        raise ConfigError(
            f"project: {found[0]} experts, {found[1]} table bytes, router {list(found[2])} (expected {wanted[0]}, "
            f"{wanted[1]}, {list(wanted[2])})"
        )
    if design.top_k != 1:
        raise ConfigError(f"project: top_k={design.top_k} (the layer's kernel routes to one expert: choose 1)")
    if design.units > platform.offchip_banks:
        raise ConfigError(
            f"project: units={design.units}, each with weights in a bank of its own ({platform.name} has "
            f"{platform.offchip_banks} banks: choose units={design.most_units(platform.offchip_banks)})"
        )
    code = emitted("moe_layer", design)
    if not platform.uram:
        code = code.replace("impl=uram", "impl=bram")
    decisions, y = run_layers(design, workload.steps, workload.experts, workload.router, workload.table)
    texts = {
        "src/moe_layer.cpp": code,
        "src/flame_moe.h": header(design, code),
        "src/flame_moe.cpp": wrapper(code),
        "sim/moe_layer.cpp": bounded(code),
        "Makefile": makefile(platform),
        config_name(platform): link_config(design, platform),
        "xrt.ini": XRT_INI,
        "host.py": host_py(design),
        "pynq_driver.py": pynq_driver(design),
        "tcl/flame_moe.tcl": hls_tcl(platform),
        "README.md": readme(design, platform),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"src/{name}": (HOST_SOURCES / name).read_bytes() for name in ("flame_tb.cpp", "host.cpp", "finish.h")}
    files |= {f"sim/{file.name}": file.read_bytes() for file in sorted(STAND_INS.glob("*.h"))}
    for unit in range(design.units):
        sections = image_sections(design, workload.experts, unit)
        if not design.place_bits:
            sections["places"] = bytes(64)  # a dense kernel has the port and reads nothing from it
        files |= {f"image/unit_{unit}/{name}.bin": content for name, content in sections.items()}
    files["image/table.bin"] = workload.table
    files["image/router_weights.bin"] = workload.router.astype("<i2").tobytes()
    if design.units > 1:
        outputs = [expert["wo"].multipliers.astype("<i4").tobytes() for expert in workload.experts]
        files["image/output_multipliers.bin"] = b"".join(outputs)
    vectors = {
        "command": workload.steps.commands.astype("<i4"),
        "router_x": workload.steps.router_x.astype("<i2"),
        "x": workload.steps.x.astype(f"<i{design.value_bits // 8}"),
        "decision": decisions.astype("<i4"),
        "y": y.astype("<i4"),
    }
    return BuildPlan(files | {f"vectors/{name}.bin": array.tobytes() for name, array in vectors.items()})


def _signature(code: str) -> list[tuple[str, Parameter]]:
    return list(zip((*INPUTS, *OUTPUTS), parameters_of("moe_layer", code), strict=True))


def header(design: Design, code: str) -> str:
    """`flame_moe.h`: the kernel's declaration and the constants that the host and the test bench need."""
    arguments = ", ".join(f"{p.type}* {name}" for name, p in _signature(code))
    constants = {"D_MODEL": design.d_model, "EXPERTS": design.experts, "MOE_LAYERS": design.moe_layers}
    constants |= {"COMMAND_WORDS": 5, "DECISION_WORDS": 6, "VALUE_BYTES": design.value_bits // 8}
    constants |= {"UNITS": design.units, "OUTPUT_SHIFT": design.output_shift}
    lines = [f"constexpr int {name} = {value};" for name, value in constants.items()]
    answer = dict(_signature(code))["y"].type
    return f"""\
// One token through one MoE layer; written by flame from its configuration.
#pragma once
#include <cstdint>

{chr(10).join(lines)}

// What a unit answers: finished outputs where it is alone, else sums that the host finishes.
using Answer = {answer};

#ifndef FLAME_HOST
#include <ap_int.h>
extern "C" void {TOP}({arguments});
#endif
"""


def wrapper(code: str) -> str:
    """`flame_moe.cpp`: the emitted kernel behind named AXI ports."""
    signature = _signature(code)
    arguments = ", ".join(f"{p.type}* {name}" for name, p in signature)
    burst = {"values", "places", "router_weights"}
    pragmas = [
        f"#pragma HLS interface m_axi port={name} bundle=gmem_{_PORT[name]} offset=slave depth={p.elements}"
        + (" max_read_burst_length=64" if name in burst else "")
        for name, p in signature
    ]
    return f"""\
// The emitted kernel as Vitis links it: named arguments, one AXI port for each process and weight stream.
#include "flame_moe.h"

#include "moe_layer.cpp"

extern "C" void {TOP}({arguments}) {{
{chr(10).join(pragmas)}
#pragma HLS interface s_axilite port=return
    moe_layer({", ".join(name for name, _ in signature)});
}}
"""


def hls_tcl(platform: Platform) -> str:
    """Vitis HLS: C-simulation, synthesis and co-simulation; `STEP` chooses how far."""
    return f"""\
# STEP=csim|csynth|cosim vitis_hls -f tcl/{TOP}.tcl   (from the project's folder)
set step [expr {{[info exists ::env(STEP)] ? $::env(STEP) : "csynth"}}]
open_project -reset build/hls_{TOP}
set_top {TOP}
add_files src/{TOP}.cpp -cflags "-std=c++17 -Isrc"
add_files -tb src/flame_tb.cpp -cflags "-std=c++17 -Isrc"
open_solution -reset solution -flow_target vitis
set_part {{{platform.part}}}
create_clock -period {1e9 / platform.clock_hz:.2f} -name default
if {{$step eq "csim"}} {{
    csim_design -argv [pwd]
}} else {{
    csynth_design
    if {{$step eq "cosim"}} {{
        cosim_design -argv [pwd]
    }}
    export_design -format xo -output build/{TOP}.xo
}}
exit
"""


def config_name(platform: Platform) -> str:
    """File name of the linker's configuration: the board's, as in `u200.cfg`."""
    return platform.name.split()[-1].lower() + ".cfg"


def link_config(design: Design, platform: Platform) -> str:
    """Linker configuration: the instances, and the bank of each argument.

    A unit has two banks, one for its values and one for all else, where the board has as many; else one. A single
    unit is placed in the region next to its weights; more are left to the placer, since a region with two banks may
    not hold two units.
    """
    names = [f"{TOP}_{unit + 1}" for unit in range(design.units)]
    lines = ["[connectivity]", f"nk={TOP}:{design.units}:{'.'.join(names)}"]
    if design.units == 1 and platform.bank_region(0).startswith("SLR"):
        lines.append(f"slr={TOP}_1:{platform.bank_region(0)}")
    for unit, name in enumerate(names):
        banks = unit_banks(design, platform, unit)
        for argument in (*INPUTS, *OUTPUTS):
            bank = banks[0] if argument == "values" else banks[-1]
            port = f"{platform.memory}{bank}" if platform.memory == "HP" else f"{platform.memory}[{bank}]"
            lines.append(f"sp={name}.{argument}:{port}")
    return "\n".join(lines) + "\n"


def unit_banks(design: Design, platform: Platform, unit: int) -> tuple[int, ...]:
    """Banks of a unit: of its values, and of all else."""
    if 2 * design.units <= platform.offchip_banks:
        return (2 * unit, 2 * unit + 1)
    return (unit,)


def makefile(platform: Platform) -> str:
    """Targets csim, csynth, cosim, hw_emu and hw."""
    mhz = round(platform.clock_hz / 1e6)
    return f"""\
# make csim    C-simulation with plain g++ (SANITIZE= leaves the sanitizers out; HLS_HEADERS= names open HLS headers)
# make csynth  synthesis with Vitis HLS                     make cosim   and co-simulation
# make hw_emu  hardware emulation, run to the end           make hw      the bitstream, flame.xclbin
PLATFORM ?= {platform.vitis_platform}
CXX ?= g++
VPP ?= v++
PYTHON ?= python3
SANITIZE ?= -fsanitize=address,undefined -fno-sanitize=shift -fno-sanitize-recover=all
FIND := import importlib.util as u; print(u.find_spec("hls4ml").submodule_search_locations[0])
HLS_HEADERS ?= $(shell $(PYTHON) -c '$(FIND)' 2>/dev/null)/templates/vivado/ap_types
XRT_CXXFLAGS ?= $(if $(XILINX_XRT),-I$(XILINX_XRT)/include,-I/usr/include/xrt)
XRT_LDFLAGS ?= $(if $(XILINX_XRT),-L$(XILINX_XRT)/lib) -lxrt_coreutil -luuid -pthread
SOURCES := src/{TOP}.cpp src/moe_layer.cpp src/{TOP}.h
HOST_SOURCES := src/host.cpp src/finish.h src/{TOP}.h

.PHONY: csim csynth cosim hw_emu hw clean
.SECONDARY:

csim: build/flame_tb
	build/flame_tb .

# sim/ comes first: its moe_layer.cpp has bounded streams, and its headers stand for those that Vitis alone has.
build/flame_tb: src/flame_tb.cpp src/finish.h sim/moe_layer.cpp src/{TOP}.cpp src/{TOP}.h
	@test -f "$(HLS_HEADERS)/ap_int.h" || \
		{{ echo "open HLS headers are missing: pip install hls4ml==1.3.0, or make csim HLS_HEADERS=FOLDER"; exit 2; }}
	@mkdir -p build/csim
	@cp sim/* src/{TOP}.cpp src/{TOP}.h src/flame_tb.cpp src/finish.h build/csim/
	$(CXX) -std=c++17 -O1 -g -w -pthread $(SANITIZE) -Ibuild/csim -isystem $(HLS_HEADERS) -o $@ \
		build/csim/flame_tb.cpp build/csim/{TOP}.cpp

csynth: build/{TOP}.csynth
cosim: build/{TOP}.cosim

build/{TOP}.csynth build/{TOP}.cosim: $(SOURCES) tcl/{TOP}.tcl
	@mkdir -p build
	STEP=$(subst .,,$(suffix $@)) vitis_hls -f tcl/{TOP}.tcl
	@touch $@

hw_emu: build/hw_emu/flame.xclbin build/flame_host build/hw_emu/emconfig.json
	cp xrt.ini build/hw_emu/
	cd build/hw_emu && XCL_EMULATION_MODE=hw_emu ../flame_host flame.xclbin ../..

hw: build/hw/flame.xclbin build/flame_host
	@echo "build/flame_host build/hw/flame.xclbin ."

build/%/{TOP}.xo: $(SOURCES)
	@mkdir -p build/$*
	$(VPP) -c -t $* --platform $(PLATFORM) --kernel_frequency {mhz} -k {TOP} --temp_dir build/$*/compile -Isrc \
		-o $@ src/{TOP}.cpp

build/%/flame.link.xclbin: build/%/{TOP}.xo {config_name(platform)}
	$(VPP) -l -t $* --platform $(PLATFORM) --config {config_name(platform)} --kernel_frequency {mhz} \
		--temp_dir build/$*/link -o $@ $<

build/%/flame.xclbin: build/%/flame.link.xclbin
	$(VPP) -p $< -t $* --platform $(PLATFORM) --package.out_dir build/$*/package -o $@

build/hw_emu/emconfig.json:
	@mkdir -p build/hw_emu
	emconfigutil --platform $(PLATFORM) --od build/hw_emu

build/flame_host: $(HOST_SOURCES)
	@mkdir -p build
	$(CXX) -std=c++17 -O2 $(XRT_CXXFLAGS) -Isrc -o $@ src/host.cpp $(XRT_LDFLAGS)

clean:
	rm -rf build
"""


XRT_INI = """\
[Debug]
opencl_trace=true
device_trace=fine

[Emulation]
debug_mode=batch
"""


def host_py(design: Design) -> str:
    """The pyxrt script: the kernel over the test vectors."""
    finishing = _FINISHED_PY.format(answer=_answer(design), shift=design.output_shift)
    return f'''\
"""Run the kernel over the test vectors with pyxrt: python3 host.py flame.xclbin PROJECT_FOLDER [DEVICE]"""

import sys
from pathlib import Path

import numpy as np
import pyxrt

UNITS, EXPERTS, D_MODEL = {design.units}, {design.experts}, {design.d_model}
IMAGES = {{"router_weights": 2, "table": 3, "values": 5, "places": 6, "multipliers": 7}}
STEPS = {{"command": 0, "router_x": 1, "x": 4}}
TO_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE
FROM_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_FROM_DEVICE

{finishing}

class Unit:
    """One instance of the kernel: its buffers lie in its own memory banks."""

    def __init__(self, device, xclbin, root, number, sizes):
        name = f"flame_moe:{{{{flame_moe_{{number + 1}}}}}}"
        self.kernel = pyxrt.kernel(device, xclbin, name, pyxrt.kernel.shared)
        self.arguments = [None] * 10
        for name, argument in IMAGES.items():
            folder = root / "image" if name in ("router_weights", "table") else root / "image" / f"unit_{{number}}"
            content = (folder / f"{{name}}.bin").read_bytes()
            self.arguments[argument] = self.buffer(device, len(content), argument)
            self.give(argument, content)
        for argument, size in sizes.items():
            self.arguments[argument] = self.buffer(device, size, argument)

    def buffer(self, device, size, argument):
        return pyxrt.bo(device, size, pyxrt.bo.normal, self.kernel.group_id(argument))

    def give(self, argument, content):
        self.arguments[argument].write(content, 0)
        self.arguments[argument].sync(TO_DEVICE, len(content), 0)

    def take(self, argument, size, dtype):
        self.arguments[argument].sync(FROM_DEVICE, size, 0)
        return np.frombuffer(bytes(self.arguments[argument].read(size, 0)), dtype)


def main(xclbin: str, folder: str, number: str = "0") -> int:
    root = Path(folder)
    device = pyxrt.device(int(number))
    loaded = device.load_xclbin(pyxrt.xclbin(xclbin))
    steps = len((root / "vectors/command.bin").read_bytes()) // 20
    rows = {{
        name: np.frombuffer((root / "vectors" / f"{{name}}.bin").read_bytes(), np.uint8).reshape(steps, -1)
        for name in (*STEPS, "decision", "y")
    }}
    sizes = {{argument: rows[name].shape[1] for name, argument in STEPS.items()}}
    sizes |= {{8: 24, 9: D_MODEL * ANSWER.itemsize}}
    units = [Unit(device, loaded, root, unit, sizes) for unit in range(UNITS)]
    wrong = 0
    for step in range(steps):
        for unit in units:
            for name, argument in STEPS.items():
                unit.give(argument, rows[name][step].tobytes())
        runs = [unit.kernel(*unit.arguments) for unit in units]
        for run in runs:
            run.wait()
        decisions = [unit.take(8, sizes[8], np.int32) for unit in units]
        answers = [unit.take(9, sizes[9], ANSWER) for unit in units]
        layer = int(rows["command"][step].view(np.int32)[0])
        y = finished(root, layer, decisions[0], answers)
        agree = all(decision.tobytes() == rows["decision"][step].tobytes() for decision in decisions)
        wrong += not (agree and y.tobytes() == rows["y"][step].tobytes())
    print(f"flame_moe: {{steps}} steps, {{wrong}} differ")
    return int(wrong != 0)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
'''


# What a unit answers, and the outputs from the answers of all: a single unit answers with finished outputs.
_FINISHED_PY = '''\
ANSWER = np.dtype("{answer}")


def finished(root, layer, decision, answers):
    """Outputs with 16 fractional bits, int32 [D_MODEL]."""
    if len(answers) == 1:
        return answers[0]
    expert = layer * EXPERTS + int(decision[0])
    multipliers = np.fromfile(root / "image/output_multipliers.bin", np.int32, D_MODEL, offset=4 * D_MODEL * expert)
    scaled = sum(answer.astype(object) for answer in answers) * multipliers.astype(object)
    outputs = np.clip((scaled + (1 << {shift} - 1)) >> {shift}, -(2**31), 2**31 - 1)
    return ((outputs * int(decision[1]) + (1 << 15)) >> 16).astype(np.int32)
'''


def pynq_driver(design: Design) -> str:
    """A driver class for PYNQ on Zynq boards."""
    finishing = _FINISHED_PY.format(answer=_answer(design), shift=design.output_shift)
    value = f"int{design.value_bits}"
    return f'''\
"""The accelerator from a PYNQ notebook on a Zynq board.

    moe = FlameMoe("flame.xclbin", "PROJECT_FOLDER")
    expert, scale, hit, y = moe.step(layer, router_x, x, begins=True)
"""

from pathlib import Path

import numpy as np
from pynq import Overlay, allocate

UNITS, EXPERTS, D_MODEL = {design.units}, {design.experts}, {design.d_model}
{finishing}

class FlameMoe:
    """One MoE layer of one token a call; residents and path are kept on the device from call to call."""

    def __init__(self, bitstream: str, folder: str, step_shift: int | None = None) -> None:
        self._root = Path(folder)
        overlay = Overlay(bitstream)
        self._kernels = [getattr(overlay, f"flame_moe_{{unit + 1}}") for unit in range(UNITS)]
        shared = [self._image(f"image/{{name}}.bin") for name in ("router_weights", "table")]
        self._images = [
            shared + [self._image(f"image/unit_{{unit}}/{{name}}.bin") for name in ("values", "places", "multipliers")]
            for unit in range(UNITS)
        ]
        self._command = allocate((5,), np.int32)
        self._router_x = allocate((D_MODEL,), np.int16)
        self._x = allocate((D_MODEL,), np.{value})
        self._decisions = [allocate((6,), np.int32) for _ in range(UNITS)]
        self._answers = [allocate((D_MODEL,), ANSWER) for _ in range(UNITS)]
        vectors = np.fromfile(self._root / "vectors/command.bin", np.int32)
        self._step_shift = int(vectors[4]) if step_shift is None else step_shift
        self._forget = 1

    def _image(self, name):
        content = np.fromfile(self._root / name, np.uint8)
        image = allocate(content.shape, np.uint8)
        image[:] = content
        image.flush()
        return image

    def step(self, layer, router_x, x, begins=False, ends=False):
        """Route and compute: expert, its softmax scale in 1/65536, hit, and y with 16 fractional bits.

        `begins` and `ends` mark the first and the last step of an example.
        """
        self._command[:] = (layer, begins, ends, self._forget, self._step_shift)
        self._router_x[:], self._x[:] = router_x, x
        for given in (self._command, self._router_x, self._x):
            given.flush()
        calls = []
        for kernel, images, decision, answer in zip(self._kernels, self._images, self._decisions, self._answers):
            weights, table, values, places, multipliers = images
            calls.append(
                kernel.start(
                    self._command, self._router_x, weights, table, self._x, values, places, multipliers, decision,
                    answer,
                )
            )
        for call in calls:
            call.wait()
        for taken in (*self._decisions, *self._answers):
            taken.invalidate()
        self._forget = 0
        decision = self._decisions[0]
        y = finished(self._root, layer, decision, [np.array(answer) for answer in self._answers])
        return int(decision[0]), int(decision[1]), bool(decision[2]), y
'''


def _answer(design: Design) -> str:
    return "int64" if design.units > 1 and design.sum_bits > 32 else "int32"


def readme(design: Design, platform: Platform) -> str:
    """What is in the project, how it is laid out, and how it is built and run."""
    lane = f"int{design.value_bits}"
    share = f"a unit's {design.unit_ff} hidden units: rows of wi, columns of wo"
    sections = {
        "unit_*/values": f"{lane} [experts][wi, then wo][rows / {design.rows}][columns / {design.pattern.group}]"
        f"[{design.rows}][{design.pattern.keep}], {share}",
        "unit_*/places": f"places of those values in their groups, {design.place_bits} bits each, the first in the "
        "lowest bits of a byte (a dense pattern has none)",
        "unit_*/multipliers": f"int32 [experts][{design.unit_ff} hidden units"
        + (", then d_model]" if design.units == 1 else "]; those of the outputs: `output_multipliers.bin`"),
        "router_weights": "int16 [layers][experts][d_model]",
        "table": f"the dense prediction table for 0 to {design.known_layers} known entries, one after the other, each "
        f"from a whole byte: [layers][contexts] entries of {design.expert_index_bits} bits, most significant first; "
        f"the context's newest entry is its lowest digit, base {design.experts}; a zero byte ends it",
    }
    slots = f"{design.slots} slots " + ("that the layers share" if design.shared_slots else "a layer")
    instances = "in one instance"
    if design.units > 1:
        instances = (
            f"in {design.units} instances, each with its share of\nevery expert's hidden units in its own memory bank "
            "and slots; all decide alike, and the host adds up and rescales\nwhat they answer (`src/finish.h`)"
        )
    rows = "\n".join(f"| `image/{name}.bin` | {text} |" for name, text in sections.items())
    answer = (
        "int32 [d_model] with 16 fractional bits, scaled by the router"
        if design.units == 1
        else f"{_answer(design)} [d_model]: sums, which `finish.h` turns into int32 with 16 fractional bits"
    )
    return f"""\
# MoE layer accelerator for {platform.name}

{design.moe_layers} MoE layers of {design.experts} experts, d_model {design.d_model}, d_ff {design.d_ff}, weights
{design.pattern} in {lane}, {design.rows} rows a cycle, {slots}. One kernel, `{TOP}`, {instances}: a call
routes a token through one layer, computes its expert from an on-chip slot (loading it first where it was not
resident) and meanwhile preloads the expert that the prediction table names for the coming layer.
`src/moe_layer.cpp` was emitted by Allo; slots, tags and path are kept from call to call.

## Build
| command | needs | takes about | makes |
|---|---|---|---|
| `make csim` | g++, open HLS headers (`pip install hls4ml==1.3.0`) | a minute | compares with `vectors/`, bit for bit |
| `make csynth` | Vitis HLS 2022.2 | minutes | `build/hls_{TOP}/solution/syn/report`, `build/{TOP}.xo` |
| `make cosim` | Vitis HLS 2022.2 | hours | RTL against the same vectors |
| `make hw_emu` | Vitis 2022.2, XRT, `{platform.vitis_platform}` | hours | a run in hardware emulation |
| `make hw` | the same | many hours | `build/hw/flame.xclbin` |

None of the Vitis steps has been run by those who wrote this generator; the times are the vendor tools' usual ones.
On the board: `build/flame_host build/hw/flame.xclbin .`, `python3 host.py build/hw/flame.xclbin .` with pyxrt, or
`pynq_driver.py` in a PYNQ notebook. Boards that boot from a card (Zynq) package the linked xclbin with their own
platform's image.

## Arguments
`command` int32 [5]: layer; 1 where an example begins; 1 where it ends (nothing is preloaded); 1 to forget residents;
the right shift of router sums to steps of 2^-10. `router_x` int16 and `x` {lane} [d_model]. `decision` int32 [6]:
expert, softmax scale in 1/65536, hit, slot, predicted expert of the coming layer (-1: none), slot it is
loaded into (-1: none).
`y` {answer}.

## Layout of the images
All numbers are little-endian; expert `layer * {design.experts} + index`.

| file | content |
|---|---|
{rows}

`vectors/` holds steps and the answers that NumPy computed.
"""
