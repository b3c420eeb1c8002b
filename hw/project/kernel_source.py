"""The emitted kernel behind named AXI ports, its header, and its form for C-simulation."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from hw.blocks import burst_words
from hw.design import Design

TOP = "flame_moe"  # the Vitis kernel: the emitted moe_layer behind named ports
INPUTS = ("command", "router_x", "router_weights", "table", "x", "values", "places", "multipliers")
OUTPUTS = ("decision", "y")
STREAMED = ("router_weights", "values", "places", "multipliers")  # read word after word, in the longest bursts


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
    pragmas = [
        f"#pragma HLS interface m_axi port={name} bundle=gmem_{name} offset=slave depth={p.elements}"
        + (f" max_read_burst_length={burst_words(p.bits // 8)}" if name in STREAMED else "")
        for name, p in signature
    ]
    return f"""\
// The emitted kernel as Vitis links it: named arguments, an AXI port for each. Arguments of different widths on one
// port would turn its bursts off (UG1448, 200-451).
#include "flame_moe.h"

#include "moe_layer.cpp"

extern "C" void {TOP}({arguments}) {{
{chr(10).join(pragmas)}
#pragma HLS interface s_axilite port=return
    moe_layer({", ".join(name for name, _ in signature)});
}}
"""


def answer_type(design: Design) -> str:
    """What a unit answers with: sums of several units may need 64 bits."""
    return "int64" if design.units > 1 and design.sum_bits > 32 else "int32"
