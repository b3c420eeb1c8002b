"""The emitted kernel behind named AXI ports, its header, and its form for C-simulation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hw.blocks import burst_words
from hw.design import Design
from hw.project.ports import ANSWER, TOP, Accelerator, Port, answer_type, kernel_of, ports_of


@dataclass(frozen=True)
class Parameter:
    """One argument of an emitted kernel: its C++ type and how many elements it points to."""

    type: str
    elements: int

    @property
    def bits(self) -> int:
        """Width of an element."""
        return int(re.search(r"\d+", self.type)[0])  # type: ignore[index]


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
    process = r"  processes.emplace_back([&] { hls::Process alive; \1; });"
    region, count = re.subn(r"^  (\w+\(.*\));$", process, region, flags=re.M)
    region = region.rstrip().removesuffix("}") + "  for (std::thread& process : processes) process.join();\n}\n"
    begin = f"  hls::begin({count});\n  std::vector<std::thread> processes;\n"
    return f"#include <thread>\n#include <vector>\n{head}{begin}{region}"


def arguments_of(design: Accelerator, code: str) -> tuple[tuple[Port, Parameter], ...]:
    """The arguments of a design's kernel, with what was emitted for each."""
    return tuple(zip(ports_of(design), parameters_of(kernel_of(design), code), strict=True))


def step_bytes(design: Accelerator, code: str) -> dict[str, int]:
    """Bytes that each argument has in a step, those of images left out."""
    return {
        port.name: each.elements * each.bits // 8 for port, each in arguments_of(design, code) if port.role != "image"
    }


def header(design: Accelerator, code: str) -> str:
    """`flame_moe.h`: the kernel's declaration, its arguments, and the constants that the hosts and the bench need."""
    arguments = arguments_of(design, code)
    declared = ", ".join(f"{each.type}* {port.name}" for port, each in arguments)
    constants = {"D_MODEL": design.d_model, "EXPERTS": design.experts, "UNITS": design.units}
    if isinstance(design, Design):
        constants |= {"OUTPUT_SHIFT": design.output_shift}
    lines = [f"constexpr int {name} = {value};" for name, value in constants.items()]
    bytes_of = step_bytes(design, code)
    rows = [
        f'    {{"{port.name}", Role::{port.role}, {str(port.own).lower()}, {bytes_of.get(port.name, 0)}}},'
        for port, _ in arguments
    ]
    return f"""\
// One token through one MoE layer; written by flame from its configuration.
#pragma once
#include <cstddef>
#include <cstdint>

{chr(10).join(lines)}
constexpr const char* ANSWER = "{ANSWER}";

// What a unit answers: finished outputs where it is alone, else what the host adds up and finishes.
using Answer = {answer_type(design).__name__}_t;

// The kernel's arguments in order. An image is written once, each unit's own or that of all; what a step gives and
// takes has its size in bytes.
enum class Role {{ image, given, taken }};
struct Argument {{
    const char* name;
    Role role;
    bool own;
    size_t bytes;
}};
constexpr Argument ARGUMENTS[] = {{
{chr(10).join(rows)}
}};

#ifndef FLAME_HOST
#include <ap_int.h>
extern "C" void {TOP}({declared});
#endif
"""


def wrapper(design: Accelerator, code: str, image_bytes: Mapping[str, int] | None = None) -> str:
    """`flame_moe.cpp`: the emitted kernel behind named AXI ports.

    Args:
        image_bytes: of images by name; an image that is not named has all that the kernel can address.
    """
    arguments = arguments_of(design, code)
    declared = ", ".join(f"{each.type}* {port.name}" for port, each in arguments)
    depths = {port.name: each.elements for port, each in arguments}
    depths |= {port.name: size for port, each in arguments
               if (size := 8 * (image_bytes or {}).get(port.name, 0) // each.bits)}  # fmt: skip
    pragmas = [
        f"#pragma HLS interface m_axi port={port.name} bundle={port.bundle} offset=slave depth={depths[port.name]}"
        + (f" max_read_burst_length={burst_words(each.bits // 8)}" if port.streamed else "")
        for port, each in arguments
    ]
    return f"""\
// The emitted kernel as Vitis links it: named arguments behind AXI ports. Arguments of different widths on one port
// would turn its bursts off (UG1448, 200-451).
#include "flame_moe.h"

#include "{kernel_of(design)}.cpp"

extern "C" void {TOP}({declared}) {{
{chr(10).join(pragmas)}
#pragma HLS interface s_axilite port=return
    {kernel_of(design)}({", ".join(port.name for port, _ in arguments)});
}}
"""
