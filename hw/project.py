"""A complete Vitis project for an Alveo board, as pure data: file names and bytes.

Tools needed to build it: Vitis 2022.2 and XRT on the user's machine (``csim`` needs only g++). Products: one object
file a kernel, ``flame.link.xclbin``, ``flame.xclbin`` and ``flame_host``. Nothing here runs a tool.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError
from flame.platform import Platform
from hw.design import Design
from hw.golden import SECTIONS, HardwareExpert, image_sections, run_buffer, run_expert, run_router

KERNELS = ("sparse_expert", "router_top1", "cepr_lookup", "expert_buffer")
SOURCES = Path(__file__).parent / "hls"


@dataclass(frozen=True)
class Board:
    """What the linker must know of a board beyond its resources.

    Args:
        vitis_platform: name of the Vitis platform.
        banks: off-chip memory banks.
        memory: name of the memory in the linker's configuration, ``DDR`` or ``HBM``.
        region: super logic region that the kernels are placed in, next to bank 0.
    """

    vitis_platform: str
    banks: int
    memory: str = "DDR"
    region: str = "SLR0"


BOARDS = {"Alveo U200": Board("xilinx_u200_gen3x16_xdma_2_202110_1", 4)}


@dataclass(frozen=True)
class Workload:
    """What a project is built around: the model's experts, router and table, and inputs to try them on.

    Args:
        experts: expert ``layer * design.experts + index`` at that place.
        table: image of the prediction table (:func:`hw.golden.table_image`).
        router: int16 [moe_layers, experts, d_model]; with its inputs it has ``logit_bits`` fractional bits.
        expert_ids, x: int32 [n] and int8 [n, d_model].
        router_layers, router_x: int32 [m] and int16 [m, d_model].
        accesses: int32 [k, 3]: layer, predicted expert or -1, expert.
    Raises:
        ConfigError: the parts do not fit each other's number.
    """

    experts: Sequence[HardwareExpert]
    table: bytes
    router: NDArray[np.int16]
    logit_bits: int
    expert_ids: NDArray[np.int32]
    x: NDArray[np.int8]
    router_layers: NDArray[np.int32]
    router_x: NDArray[np.int16]
    accesses: NDArray[np.int32]


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


def plan_project(design: Design, platform: Platform, workload: Workload) -> BuildPlan:
    """Everything that a build of this design for this board needs.

    Raises:
        ConfigError: the board has no linker facts, or the workload does not have the design's experts.
        FormatError: an expert of another shape or pattern.
    """
    board = BOARDS.get(platform.name)
    if board is None:
        raise ConfigError(f"platform {platform.name}: no linker facts yet (nearest that works: {', '.join(BOARDS)})")
    count = design.moe_layers * design.experts
    if len(workload.experts) != count or len(workload.table) != design.moe_layers * design.table_entries:
        raise ConfigError(
            f"project: {len(workload.experts)} experts and {len(workload.table)} table entries (expected {count} and "
            f"{design.moe_layers * design.table_entries})"
        )
    files: dict[str, bytes] = {
        f"src/{name}": (SOURCES / name).read_bytes()
        for name in ("flame_kernels.h", "flame_tb.cpp", "host.cpp", *(f"{k}.cpp" for k in KERNELS))
    }
    texts = {
        "src/flame_design.h": design.header(),
        "Makefile": makefile(platform, board),
        "u200.cfg" if platform.name == "Alveo U200" else "link.cfg": link_config(board),
        "xrt.ini": XRT_INI,
        "host.py": HOST_PY,
        "README.md": readme(design, platform, board),
        **{f"tcl/{kernel}.tcl": hls_tcl(kernel, platform) for kernel in KERNELS},
    }
    files |= {name: text.encode() for name, text in texts.items()}
    files |= {f"image/{name}.bin": content for name, content in image_sections(design, workload.experts).items()}
    files["image/cepr_table.bin"] = workload.table
    files["image/router.bin"] = workload.router.astype("<i2").tobytes()
    files |= {f"vectors/{name}.bin": content for name, content in _vectors(design, workload).items()}
    return BuildPlan(files)


def _vectors(design: Design, w: Workload) -> dict[str, bytes]:
    lookups, predicted = _lookups(design, w.table)
    routes = [
        run_router(design, w.logit_bits, x, w.router[layer])
        for layer, x in zip(w.router_layers, w.router_x, strict=True)
    ]
    outputs = [run_expert(w.experts[i], x) for i, x in zip(w.expert_ids, w.x, strict=True)]
    words = {
        "experts": w.expert_ids,
        "y": np.asarray(outputs),
        "router_layers": w.router_layers,
        "router_logit_bits": np.full(len(w.router_layers), w.logit_bits),
        "routes": np.asarray(routes),
        "lookups": lookups,
        "predicted": predicted,
        "accesses": w.accesses,
        "residences": run_buffer(design, w.accesses),
    }
    packed = {name: np.asarray(values).astype("<i4").tobytes() for name, values in words.items()}
    return packed | {"x": w.x.tobytes(), "router_x": w.router_x.astype("<i2").tobytes()}


def _lookups(design: Design, table: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every context of every length, up to 512 a layer and length, with the entry that the layout holds for it."""
    queries, answers = [], []
    for layer in range(design.moe_layers):
        first = layer * design.table_entries
        for length in range(design.known_layers + 1):
            contexts = design.experts**length
            for code in range(0, contexts, max(1, contexts // 512)):
                digits = [code // design.experts**i % design.experts for i in range(length)][::-1]
                queries.append([layer, length, *digits, *[0] * (design.known_layers - length)])
                answers.append(table[first + code])
            first += contexts
    return np.asarray(queries), np.asarray(answers)


def hls_tcl(kernel: str, platform: Platform) -> str:
    """Vitis HLS: C-simulation, synthesis and co-simulation of one kernel; ``STEP`` chooses how far."""
    sources = " ".join(f"src/{k}.cpp" for k in KERNELS if k != kernel)
    return f"""\
# STEP=csim|csynth|cosim vitis_hls -f tcl/{kernel}.tcl   (from the project's folder)
set step [expr {{[info exists ::env(STEP)] ? $::env(STEP) : "csynth"}}]
open_project -reset build/hls_{kernel}
set_top {kernel}
add_files src/{kernel}.cpp -cflags "-std=c++17 -Isrc"
add_files -tb "src/flame_tb.cpp {sources}" -cflags "-std=c++17 -Isrc"
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
    export_design -format xo -output build/{kernel}.xo
}}
exit
"""


# Which bank each argument of a kernel is read from; what is read in the same cycles comes from different banks.
_BANK_OF: dict[str, dict[str, int]] = {
    "sparse_expert": {
        "x": 1, "wi_values": 0, "wi_places": 1, "wi_multipliers": 1, "wo_values": 0, "wo_places": 1,
        "wo_multipliers": 1, "y": 1,
    },
    "router_top1": {"x": 1, "weights": 1, "route": 1},
    "cepr_lookup": {"context": 1, "table": 1, "predicted": 1},
    "expert_buffer": {"accesses": 1, "residences": 1},
}  # fmt: skip


def link_config(board: Board) -> str:
    """Linker configuration: one instance of each kernel, its region, and the bank of each argument."""
    lines = ["[connectivity]"]
    lines += [f"nk={kernel}:1:{kernel}_1" for kernel in KERNELS]
    lines += [f"slr={kernel}_1:{board.region}" for kernel in KERNELS]
    lines += [
        f"sp={kernel}_1.{argument}:{board.memory}[{min(bank, board.banks - 1)}]"
        for kernel in KERNELS
        for argument, bank in _BANK_OF[kernel].items()
    ]
    return "\n".join(lines) + "\n"


def makefile(platform: Platform, board: Board) -> str:
    """Targets csim, csynth, cosim, hw_emu and hw; each kernel is compiled on its own."""
    mhz = round(platform.clock_hz / 1e6)
    config = "u200.cfg" if platform.name == "Alveo U200" else "link.cfg"
    return f"""\
# make csim    C-simulation with plain g++ (SANITIZE= leaves the sanitizers out)
# make csynth  synthesis of each kernel with Vitis HLS      make cosim   and co-simulation
# make hw_emu  hardware emulation, run to the end           make hw      the bitstream, flame.xclbin
PLATFORM ?= {board.vitis_platform}
CXX ?= g++
VPP ?= v++
SANITIZE ?= -fsanitize=address,undefined -fno-sanitize-recover=all
XRT_CXXFLAGS ?= $(if $(XILINX_XRT),-I$(XILINX_XRT)/include,-I/usr/include/xrt)
XRT_LDFLAGS ?= $(if $(XILINX_XRT),-L$(XILINX_XRT)/lib) -lxrt_coreutil -luuid -pthread
KERNELS := {" ".join(KERNELS)}
HEADERS := src/flame_design.h src/flame_kernels.h

.PHONY: csim csynth cosim hw_emu hw clean
.SECONDARY:

csim: build/flame_tb
	build/flame_tb .

build/flame_tb: src/flame_tb.cpp $(KERNELS:%=src/%.cpp) $(HEADERS)
	@mkdir -p build
	$(CXX) -std=c++17 -O1 -g -Wall -Wno-unknown-pragmas $(SANITIZE) -Isrc -o $@ $(filter %.cpp,$^)

csynth: $(KERNELS:%=build/%.csynth)
cosim: $(KERNELS:%=build/%.cosim)

build/%.csynth build/%.cosim: src/%.cpp tcl/%.tcl $(HEADERS)
	@mkdir -p build
	STEP=$(subst .,,$(suffix $@)) vitis_hls -f tcl/$*.tcl
	@touch $@

hw_emu: build/hw_emu/flame.xclbin build/flame_host build/hw_emu/emconfig.json
	cp xrt.ini build/hw_emu/
	cd build/hw_emu && XCL_EMULATION_MODE=hw_emu ../flame_host flame.xclbin ../..

hw: build/hw/flame.xclbin build/flame_host
	@echo "build/flame_host build/hw/flame.xclbin ."

define COMPILE
build/$(1)/$(2).xo: src/$(2).cpp $(HEADERS)
	@mkdir -p build/$(1)
	$(VPP) -c -t $(1) --platform $(PLATFORM) --kernel_frequency {mhz} -k $(2) --temp_dir build/$(1)/$(2) -Isrc \\
		-o $$@ $$<
endef
$(foreach target,hw_emu hw,$(foreach kernel,$(KERNELS),$(eval $(call COMPILE,$(target),$(kernel)))))

build/%/flame.link.xclbin: {config}
	$(VPP) -l -t $* --platform $(PLATFORM) --config {config} --kernel_frequency {mhz} --temp_dir build/$*/link -o $@ \\
		$(filter %.xo,$^)
build/hw_emu/flame.link.xclbin: $(KERNELS:%=build/hw_emu/%.xo)
build/hw/flame.link.xclbin: $(KERNELS:%=build/hw/%.xo)

build/%/flame.xclbin: build/%/flame.link.xclbin
	$(VPP) -p $< -t $* --platform $(PLATFORM) --package.out_dir build/$*/package -o $@

build/hw_emu/emconfig.json:
	@mkdir -p build/hw_emu
	emconfigutil --platform $(PLATFORM) --od build/hw_emu

build/flame_host: src/host.cpp $(HEADERS)
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

HOST_PY = '''\
"""Run the expert kernel over the test vectors with pyxrt: python3 host.py flame.xclbin PROJECT_FOLDER [DEVICE]"""

import sys
from pathlib import Path

import numpy as np
import pyxrt

SECTIONS = ("wi_values", "wi_places", "wi_multipliers", "wo_values", "wo_places", "wo_multipliers")


def main(xclbin: str, folder: str, number: str = "0") -> int:
    root = Path(folder)
    device = pyxrt.device(int(number))
    kernel = pyxrt.kernel(device, device.load_xclbin(pyxrt.xclbin(xclbin)), "sparse_expert", pyxrt.kernel.shared)

    def buffer(size: int, argument: int) -> pyxrt.bo:
        return pyxrt.bo(device, max(size, 64), pyxrt.bo.normal, kernel.group_id(argument))

    weights = []
    for argument, name in enumerate(SECTIONS, start=2):
        content = (root / "image" / f"{name}.bin").read_bytes()
        weights.append(buffer(len(content), argument))
        weights[-1].write(content, 0)
        weights[-1].sync(pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE, max(len(content), 64), 0)
    experts = np.fromfile(root / "vectors/experts.bin", "<i4")
    inputs = np.fromfile(root / "vectors/x.bin", np.int8).reshape(len(experts), -1)
    expected = np.fromfile(root / "vectors/y.bin", "<i4").reshape(inputs.shape)
    x, y = buffer(inputs[0].nbytes, 1), buffer(expected[0].nbytes, 8)
    wrong = 0
    for expert, values, answer in zip(experts.tolist(), inputs, expected):
        x.write(values.tobytes(), 0)
        x.sync(pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE, values.nbytes, 0)
        kernel(expert, x, *weights, y).wait()
        y.sync(pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_FROM_DEVICE, answer.nbytes, 0)
        wrong += bytes(y.read(answer.nbytes, 0)) != answer.tobytes()
    print(f"sparse_expert: {len(experts)} tokens, {wrong} differ")
    return int(wrong != 0)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
'''


def readme(design: Design, platform: Platform, board: Board) -> str:
    """What is in the project, how it is laid out, and how it is built and run."""
    sections = {
        "wi_values": f"int8 [experts][d_ff / {design.rows}][d_model / {design.pattern.group}][{design.rows}]"
        f"[{design.pattern.keep}]",
        "wi_places": f"places of those values in their groups, {design.place_bits} bits each, the first in the lowest "
        "bits of a byte (empty for a dense pattern)",
        "wi_multipliers": "int32 [experts][d_ff]",
        "wo_values": "as wi_values, d_ff and d_model exchanged",
        "wo_places": "as wi_places",
        "wo_multipliers": "int32 [experts][d_model]",
        "router": "int16 [layers][experts][d_model]",
        "cepr_table": f"uint8 [layers][{design.table_entries}]: contexts of length 0 to {design.known_layers}, "
        f"each length in base {design.experts} with the newest entry as the lowest digit",
    }
    assert set(SECTIONS) <= set(sections)
    rows = "\n".join(f"| `image/{name}.bin` | {text} |" for name, text in sections.items())
    return f"""\
# MoE expert accelerator for {platform.name}

{design.moe_layers} MoE layers of {design.experts} experts, d_model {design.d_model}, d_ff {design.d_ff}, weights
{design.pattern} in int8, {design.rows} rows a cycle. Four kernels: `sparse_expert` (one token through one expert,
weights streamed from {board.memory}), `router_top1`, `cepr_lookup` (which expert comes next) and `expert_buffer` (which
experts are resident). The kernels are separate; preloading experts on chip while another computes is not part of this
project yet.

## Build
| command | needs | takes about | makes |
|---|---|---|---|
| `make csim` | g++ | seconds | compares every kernel with `vectors/`, bit for bit |
| `make csynth` | Vitis HLS 2022.2 | minutes | `build/hls_*/solution/syn/report`, `build/*.xo` |
| `make cosim` | Vitis HLS 2022.2 | an hour | RTL against the same vectors |
| `make hw_emu` | Vitis 2022.2, XRT, `{board.vitis_platform}` | hours | a run in hardware emulation |
| `make hw` | the same | many hours | `build/hw/flame.xclbin` |

None of the Vitis steps has been run by those who wrote this generator; the times are the vendor tools' usual ones.
On the board: `build/flame_host build/hw/flame.xclbin .`, or `python3 host.py build/hw/flame.xclbin .` with pyxrt.

## Layout of the images
All numbers are little-endian; expert `layer * {design.experts} + index`.

| file | content |
|---|---|
{rows}

`y = int32 with 16 fractional bits`; `vectors/` holds inputs and the answers that NumPy computed.
"""
