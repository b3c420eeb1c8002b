"""A complete Vitis project for a board, as pure data: file names and bytes.

Tools needed to build it: Vitis 2022.2 and XRT on the user's machine (`csim` needs only g++ and open HLS headers).
Products: `flame_moe.xo`, `flame.link.xclbin`, `flame.xclbin` and `flame_host`. Nothing here runs a tool.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template

from flame.errors import ConfigError
from flame.platform import Platform
from hw.gated.design import GatedDesign
from hw.kept_kernels import GATED, KEPT, emitted
from hw.project.board_files import board_mk, board_tcl, config_name, link_config
from hw.project.build_plan import BuildPlan
from hw.project.contents import Contents
from hw.project.expectations import expected_json
from hw.project.gated_files import GatedWorkload, gated_contents
from hw.project.kernel_source import bounded, header, step_bytes, wrapper
from hw.project.layer_files import Workload, layer_contents
from hw.project.ports import Accelerator, answer_type, kernel_of, ports_of, transfers
from hw.project.rules import broken_rules

TEMPLATES = Path(__file__).parent / "templates"
STAND_INS = Path(__file__).parents[1] / "simulation" / "stand_ins"
# Files of every project, and their folders; what differs between projects they read from the others.
_AS_THEY_ARE = {
    "Makefile": "", "xrt.ini": "", "host.py": "", "pynq_driver.py": "", "check_csynth.py": "", "flame_moe.tcl": "tcl/",
    "flame_tb.cpp": "src/", "host.cpp": "src/", "steps.h": "src/",
}  # fmt: skip
_OF_THE_KERNEL = {"finishing.py": "", "finish.h": "src/"}


def plan_project(design: Accelerator, platform: Platform, workload: Workload | GatedWorkload) -> BuildPlan:
    """Everything that a build of this design for this board needs.

    Args:
        workload: of the design's kind.
    Raises:
        ConfigError: the workload is not the design's, or the board's banks or regions do not hold its units.
        FormatError: an expert of another shape or pattern.
        ToolchainMissing: the design's kernel is not kept, and Allo is not installed.
    """
    contents = _contents(design, workload)
    if design.units > platform.offchip_banks:
        choice = "fewer" if isinstance(design, GatedDesign) else f"units={design.most_units(platform.offchip_banks)}"
        raise ConfigError(
            f"project: units={design.units}, each with weights in a bank of its own ({platform.name} has "
            f"{platform.offchip_banks} banks: choose {choice})"
        )
    kernel, code = kernel_of(design), _code(design, platform)
    image_bytes = {Path(name).name: len(content) for name, content in contents.images.items()}
    config, ports = link_config(design, platform), wrapper(design, code, image_bytes)
    if broken := broken_rules(design, platform, config, ports, code):
        raise ConfigError(f"project: {'; '.join(broken)}")
    texts = {
        f"src/{kernel}.cpp": code,
        "src/flame_moe.h": header(design, code),
        "src/flame_moe.cpp": ports,
        f"sim/{kernel}.cpp": bounded(code),
        config_name(platform): config,
        "board.mk": board_mk(design, platform),
        "tcl/board.tcl": board_tcl(platform),
        "design.json": design_json(design, code, contents.facts),
        "expected.json": expected_json(design, code),
        "README.md": _readme(design, platform, contents),
        **smoke(design, platform),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"{folder}{name}": (TEMPLATES / name).read_bytes() for name, folder in _AS_THEY_ARE.items()}
    own = TEMPLATES / ("gated" if isinstance(design, GatedDesign) else "layer")
    files |= {f"{folder}{name}": (own / name).read_bytes() for name, folder in _OF_THE_KERNEL.items()}
    stand_ins = sorted([*STAND_INS.glob("*.h"), *STAND_INS.glob("xrt/*.h"), *STAND_INS.glob("xrt/*.py")])
    files |= {f"sim/{file.relative_to(STAND_INS)}": file.read_bytes() for file in stand_ins}
    files |= {f"image/{name}.bin": content for name, content in contents.images.items()}
    return BuildPlan(files | {f"vectors/{name}.bin": content for name, content in contents.vector_bytes().items()})


def _contents(design: Accelerator, workload: Workload | GatedWorkload) -> Contents:
    if isinstance(design, GatedDesign) and isinstance(workload, GatedWorkload):
        return gated_contents(design, workload)
    if not isinstance(design, GatedDesign) and isinstance(workload, Workload):
        return layer_contents(design, workload)
    raise ConfigError(f"project: {type(workload).__name__} for {kernel_of(design)} (expected one of its own kind)")


def _code(design: Accelerator, platform: Platform) -> str:
    code = emitted(kernel_of(design), design)
    return code if platform.uram else code.replace("impl=uram", "impl=bram")


def smoke_of(design: Accelerator) -> Accelerator:
    """A tiny design of the same kind: all of its kernel's parts, and minutes to synthesise."""
    tiny: tuple[Accelerator, object] = (
        GATED["gated_tiny_int4"] if isinstance(design, GatedDesign) else KEPT["switch_tiny_4"]
    )
    return tiny[0]


def smoke(design: Accelerator, platform: Platform) -> dict[str, str]:
    """A tiny design for the same board, and what its synthesis should say: a first look at the tools, in minutes."""
    tiny = smoke_of(design)
    code = _code(tiny, platform)
    return {
        f"smoke/{kernel_of(tiny)}.cpp": code,
        "smoke/flame_moe.h": header(tiny, code),
        "smoke/flame_moe.cpp": wrapper(tiny, code),
        "smoke/expected.json": expected_json(tiny, code),
    }


def design_json(design: Accelerator, code: str, facts: Mapping[str, int]) -> str:
    """`design.json`: what the drivers in Python need to know.

    Args:
        facts: what `finishing.py` needs beside the arguments.
    """
    sizes = step_bytes(design, code)
    arguments = [
        {"name": port.name, "role": port.role, "own": port.own, "bytes": sizes.get(port.name, 0)}
        for port in ports_of(design)
    ]
    known = {"units": design.units, "answer": answer_type(design).__name__, "arguments": arguments, **facts}
    return json.dumps(known, indent=1, sort_keys=True) + "\n"


def _readme(design: Accelerator, platform: Platform, contents: Contents) -> str:
    """What is in the project, how it is laid out, how it is built and run, and what that prints."""
    return Template((TEMPLATES / "README.md").read_text(encoding="utf-8")).substitute(
        contents.readme, board=platform.name, vitis_platform=platform.vitis_platform, steps=contents.steps,
        transfers=transfers(design, platform),
    )  # fmt: skip
