"""What the timing model (`hw.kernel_cycles`) takes for granted of a synthesis: its loops, and its bursts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from hw.design import Design
from hw.gated.design import GatedDesign
from hw.project.kernel_source import arguments_of
from hw.project.ports import Accelerator, ports_of

CYCLES_A_WORD = 1  # a pipelined loop starts an iteration each cycle
_LOOP = re.compile(r"( *)(?:(\w+): )?for \(int \w+ = 0; \w+ < (\d+); \w+\+\+\) \{")


@dataclass(frozen=True)
class Loop:
    """A pipelined loop of an emitted kernel.

    Args:
        nest: labels of the loops that are flattened into it, the outermost first.
        trips: iterations between two fills of its pipeline.
    """

    nest: tuple[str, ...]
    trips: int


def pipelined_loops(code: str) -> tuple[Loop, ...]:
    """The pipelined loops of emitted code; those that a loop holds alone are flattened into it."""
    lines = code.splitlines()
    found = []
    for at, line in enumerate(lines):
        if not line.lstrip().startswith("#pragma HLS pipeline"):
            continue
        head = at - 1
        inner = _LOOP.fullmatch(lines[head])
        assert inner is not None, f"line {at + 1}: a pipelined loop without a fixed number of iterations"
        nest, trips = [inner[2]], int(inner[3])
        indent, end = len(inner[1]), _end(lines, head, len(inner[1]))
        while (outer := _LOOP.fullmatch(lines[head - 1])) and lines[end + 1] == " " * (indent - 2) + "}":
            nest, trips = [outer[2], *nest], trips * int(outer[3])
            head, indent, end = head - 1, indent - 2, end + 1
        found.append(Loop(tuple(nest), trips))
    return tuple(found)


def _end(lines: list[str], head: int, indent: int) -> int:
    return next(at for at in range(head + 1, len(lines)) if lines[at] == " " * indent + "}")


def bursts(design: Accelerator) -> dict[tuple[str, str], tuple[int, ...]]:
    """Lengths, in elements, of what each port moves word after word in a direction; single words are no burst."""
    lengths = _gated_bursts(design) if isinstance(design, GatedDesign) else _layer_bursts(design)
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for port in ports_of(design):
        way, counts = lengths.get(port.name, ("read", ()))
        if several := tuple(n for n in counts if n > 1):
            found[port.bundle, way] = found.get((port.bundle, way), ()) + several
    return found


def _gated_bursts(design: GatedDesign) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {
        "chosen": ("read", (design.chosen_words,)),
        "shares": ("read", (design.share_words,)),
        "x": ("read", (design.d_model // design.word_inputs,)),
        "words": ("read", (design.expert_words,)),
        "y": ("write", (design.d_model // design.rows,)),
    }


def _layer_bursts(design: Design) -> dict[str, tuple[str, tuple[int, ...]]]:
    half = design.expert_words // design.units // 2
    finished = (design.d_model,) if design.units == 1 else ()
    return {
        "router_x": ("read", (design.d_model,)),
        "router_weights": ("read", (design.d_model // design.router_lanes,)),
        "x": ("read", (design.d_model,)),
        "values": ("read", (half, half)),
        "places": ("read", (half, half) if design.place_bits else ()),
        "multipliers": ("read", (design.unit_ff, *finished)),
        "y": ("write", (design.d_model,)),
    }


def expected_json(design: Accelerator, code: str) -> str:
    """`expected.json`: what `check_csynth.py` compares a report with."""
    bits = {port.bundle: each.bits for port, each in arguments_of(design, code)}
    expected: dict[str, Any] = {
        "loops": [
            {"nest": loop.nest, "trips": loop.trips, "ii": CYCLES_A_WORD}
            for loop in pipelined_loops(code)
            if loop.trips > 1
        ],
        "bursts": [
            {"port": bundle, "direction": way, "lengths": lengths, "width": bits[bundle]}
            for (bundle, way), lengths in bursts(design).items()
        ],
    }
    return json.dumps(expected, indent=1) + "\n"
