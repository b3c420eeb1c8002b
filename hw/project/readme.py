"""The README of a project."""

from __future__ import annotations

from string import Template

from flame.platform import Platform
from hw.design import Design
from hw.project.kernel_source import answer_type


def readme(template: str, design: Design, platform: Platform, steps: int) -> str:
    """What is in the project, how it is laid out, how it is built and run, and what that prints.

    Args:
        steps: of the test vectors.
    """
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
        else f"{answer_type(design)} [d_model]: sums, which `finish.h` turns into int32 with 16 fractional bits"
    )
    return Template(template).substitute(
        board=platform.name, vitis_platform=platform.vitis_platform, moe_layers=design.moe_layers,
        experts=design.experts, d_model=design.d_model, d_ff=design.d_ff, pattern=design.pattern, rows=design.rows,
        lane=lane, slots=slots, instances=instances, answer=answer, images=rows,
        steps=steps, decided=design.units * steps * 6, answered=steps * design.d_model, transfers=2 * design.units,
    )  # fmt: skip
