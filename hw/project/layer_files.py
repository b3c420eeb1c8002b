"""What a project of the layer's kernel is built around: experts, router, prediction table, and steps to try them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError
from hw.design import Design
from hw.golden import HardwareExpert, Steps, image_sections, run_layers
from hw.project.contents import Contents
from hw.project.ports import answer_type


@dataclass(frozen=True)
class Workload:
    """The model's experts, router and table, and steps to try them on.

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


def layer_contents(design: Design, workload: Workload) -> Contents:
    """Images of each unit and of all, and the answers that NumPy computes.

    Raises:
        ConfigError: the workload does not have the design's experts, table or router, or the design routes to several.
        FormatError: an expert of another shape or pattern.
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
    images = {
        f"unit_{unit}/{name}": content
        for unit in range(design.units)
        for name, content in image_sections(design, workload.experts, unit).items()
        if content
    }
    images |= {"table": workload.table, "router_weights": workload.router.astype("<i2").tobytes()}
    if design.units > 1:
        outputs = [expert["wo"].multipliers.astype("<i4").tobytes() for expert in workload.experts]
        images["output_multipliers"] = b"".join(outputs)
    steps = workload.steps
    decisions, y = run_layers(design, steps, workload.experts, workload.router, workload.table)
    vectors: dict[str, NDArray[Any]] = {
        "command": steps.commands.astype(np.int32), "router_x": steps.router_x.astype(np.int16),
        "x": steps.x.astype(f"i{design.value_bits // 8}"), "decision": decisions.astype(np.int32),
        "y": y.astype(np.int32),
    }  # fmt: skip
    facts = {"experts": design.experts, "d_model": design.d_model, "output_shift": design.output_shift}
    return Contents(images, vectors, facts, _readme(design, len(decisions)))


def _readme(design: Design, steps: int) -> dict[str, str]:
    lane = f"int{design.value_bits}"
    share = f"a unit's {design.unit_ff} hidden units: rows of wi, columns of wo"
    sections = {
        "unit_*/values": f"{lane} [experts][wi, then wo][rows / {design.rows}][columns / {design.pattern.group}]"
        f"[{design.rows}][{design.pattern.keep}], {share}",
        "unit_*/places": f"places of those values in their groups, {design.place_bits} bits each, the first in the "
        "lowest bits of a byte",
        "unit_*/multipliers": f"int32 [experts][{design.unit_ff} hidden units"
        + (", then d_model]" if design.units == 1 else "]; those of the outputs: `output_multipliers.bin`"),
        "router_weights": "int16 [layers][experts][d_model]",
        "table": f"the dense prediction table for 0 to {design.known_layers} known entries, one after the other, each "
        f"from a whole byte: [layers][contexts] entries of {design.expert_index_bits} bits, most significant first; "
        f"the context's newest entry is its lowest digit, base {design.experts}; a zero byte ends it",
    }
    if not design.place_bits:
        del sections["unit_*/places"]
    slots = f"{design.slots} slots " + ("that the layers share" if design.shared_slots else "a layer")
    instances = "in one instance"
    if design.units > 1:
        instances = (
            f"in {design.units} instances, each with its share of\nevery expert's hidden units in its own memory bank "
            "and slots; all decide alike, and the host adds up and rescales\nwhat they answer (`src/finish.h`)"
        )
    answer = (
        "int32 [d_model] with 16 fractional bits, scaled by the router"
        if design.units == 1
        else f"{answer_type(design).__name__} [d_model]: sums, which `finish.h` turns into int32 with 16 fractional "
        "bits"
    )
    return {
        "what": f"""\
{design.moe_layers} MoE layers of {design.experts} experts, d_model {design.d_model}, d_ff {design.d_ff}, weights
{design.pattern} in {lane}, {design.rows} rows a cycle, {slots}. One kernel, `flame_moe`, {instances}: a call
routes a token through one layer, computes its expert from an on-chip slot (loading it first where it was not
resident) and meanwhile preloads the expert that the prediction table names for the coming layer.
`src/moe_layer.cpp` was emitted by Allo; slots, tags and path are kept from call to call.""",
        "answered": f"decision: {design.units * steps * 6} values, 0 differ\n"
        f"   y: {steps * design.d_model} values, 0 differ",
        "arguments": f"""\
`command` int32 [5]: layer; 1 where an example begins; 1 where it ends (nothing is preloaded); 1 to forget residents;
the right shift of router sums to steps of 2^-10. `router_x` int16 and `x` {lane} [d_model]. `decision` int32 [6]:
expert, softmax scale in 1/65536, hit, slot, predicted expert of the coming layer (-1: none), slot it is
loaded into (-1: none).
`y` {answer}.""",
        "numbered": f"; expert `layer * {design.experts} + index`",
        "images": _rows(sections),
    }


def _rows(sections: dict[str, str]) -> str:
    return "\n".join(f"| `image/{name}.bin` | {text} |" for name, text in sections.items())
