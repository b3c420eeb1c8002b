"""A complete Vitis project for a board, as pure data: file names and bytes.

Tools needed to build it: Vitis 2022.2 and XRT on the user's machine (`csim` needs only g++ and open HLS headers).
Products: `flame_moe.xo`, `flame.link.xclbin`, `flame.xclbin` and `flame_host`. Nothing here runs a tool.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError
from flame.platform import Platform
from hw.design import Design
from hw.golden import HardwareExpert, Steps, image_sections, run_layers
from hw.kept_kernels import KEPT, emitted
from hw.project.board_files import board_mk, board_tcl, config_name, link_config
from hw.project.build_plan import BuildPlan
from hw.project.expectations import expected_json
from hw.project.kernel_source import answer_type, bounded, header, wrapper
from hw.project.readme import readme
from hw.project.rules import broken_rules

TEMPLATES = Path(__file__).parent / "templates"
STAND_INS = Path(__file__).parents[1] / "simulation" / "stand_ins"
# Files of every project, and their folders; what differs between projects they read from the others.
_AS_THEY_ARE = {
    "Makefile": "", "xrt.ini": "", "host.py": "", "pynq_driver.py": "", "finishing.py": "", "check_csynth.py": "",
    "flame_moe.tcl": "tcl/", "flame_tb.cpp": "src/", "host.cpp": "src/", "finish.h": "src/",
}  # fmt: skip
SMOKE, _ = KEPT["switch_tiny_4"]  # one unit, all of a layer's parts, and minutes to synthesise


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


def plan_project(design: Design, platform: Platform, workload: Workload) -> BuildPlan:
    """Everything that a build of this design for this board needs.

    Raises:
        ConfigError: the workload does not have the design's experts, table or router, the design routes to several, or
            the board's regions do not hold its units.
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
    code = _code(design, platform)
    config, ports = link_config(design, platform), wrapper(code)
    if broken := broken_rules(design, platform, config, ports, code):
        raise ConfigError(f"project: {'; '.join(broken)}")
    decisions, y = run_layers(design, workload.steps, workload.experts, workload.router, workload.table)
    steps = len(workload.steps.commands)
    texts = {
        "src/moe_layer.cpp": code,
        "src/flame_moe.h": header(design, code),
        "src/flame_moe.cpp": ports,
        "sim/moe_layer.cpp": bounded(code),
        config_name(platform): config,
        "board.mk": board_mk(platform),
        "tcl/board.tcl": board_tcl(platform),
        "design.json": design_json(design),
        "expected.json": expected_json(design, code),
        "README.md": readme((TEMPLATES / "README.md").read_text(encoding="utf-8"), design, platform, steps),
        **smoke(platform),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"{folder}{name}": (TEMPLATES / name).read_bytes() for name, folder in _AS_THEY_ARE.items()}
    stand_ins = sorted([*STAND_INS.glob("*.h"), *STAND_INS.glob("xrt/*.h"), *STAND_INS.glob("xrt/*.py")])
    files |= {f"sim/{file.relative_to(STAND_INS)}": file.read_bytes() for file in stand_ins}
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


def _code(design: Design, platform: Platform) -> str:
    code = emitted("moe_layer", design)
    return code if platform.uram else code.replace("impl=uram", "impl=bram")


def smoke(platform: Platform) -> dict[str, str]:
    """A tiny design for the same board, and what its synthesis should say: a first look at the tools, in minutes."""
    code = _code(SMOKE, platform)
    return {
        "smoke/moe_layer.cpp": code,
        "smoke/flame_moe.h": header(SMOKE, code),
        "smoke/flame_moe.cpp": wrapper(code),
        "smoke/expected.json": expected_json(SMOKE, code),
    }


def design_json(design: Design) -> str:
    """`design.json`: what the drivers in Python need to know."""
    facts = {
        "units": design.units, "experts": design.experts, "d_model": design.d_model, "value_bits": design.value_bits,
        "answer": answer_type(design), "output_shift": design.output_shift,
    }  # fmt: skip
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"
