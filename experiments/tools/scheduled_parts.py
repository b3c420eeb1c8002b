"""Parts of the kernels as Google XLS schedules them and Yosys maps them, beside what the timing model takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flame.errors import ToolchainMissing
from hw.design import Design
from hw.estimate import DSP_OF_PRODUCT, DSP_OF_RESCALING
from hw.gated import estimate as gated_estimate
from hw.gated.design import GatedDesign
from hw.kernel_cycles import LOOP_DEPTH_CYCLES
from hw.reports import NOT_RUN
from hw.xls.dslx import GATED_PARTS, PARTS

SCHEDULED = "scheduled by XLS"


def modelled_parts(design: Design) -> Mapping[str, Mapping[str, int]]:
    """What `hw.kernel_cycles` and `hw.estimate` take for each part; what they do not single out is left out.

    `cycles a word` and `cycles to its answer` are those of a part that has no other work; the model has the buffer's
    control look at one slot a cycle, twice for each of two experts.
    """
    fill = LOOP_DEPTH_CYCLES
    scans = 2 * 2 * (design.slots + fill)
    return {
        "expert_row": {
            "cycles a word": 1, "cycles to its answer": fill,
            "dsp": design.rows * design.pattern.keep * DSP_OF_PRODUCT,
        },
        "activated": {"cycles a word": 1, "cycles to its answer": fill, "dsp": DSP_OF_RESCALING},
        "finished": {"cycles a word": 1, "cycles to its answer": fill, "dsp": DSP_OF_RESCALING},
        "router_choice": {"cycles a word": design.experts, "cycles to its answer": design.experts + fill},
        "table_place": {"cycles to its answer": fill},
        "buffer_control": {"cycles a word": scans, "cycles to its answer": scans},
    }  # fmt: skip


def modelled_gated_parts(design: GatedDesign) -> Mapping[str, Mapping[str, int]]:
    """What `hw.gated.estimate` takes for each part of the gated experts' kernel."""
    each = {"cycles a word": 1, "cycles to its answer": LOOP_DEPTH_CYCLES}
    rescaling = each | {"dsp": gated_estimate.DSP_OF_RESCALING}
    dsp = design.lanes + design.rows * design.split * gated_estimate.DSP_OF_SCALING
    return {"gated_row": each | {"dsp": dsp}, "gated_activation": rescaling, "gated_answer": rescaling}


def scheduled_rows(design: Design, gated: GatedDesign) -> list[dict[str, Any]]:
    """A row for each part and quantity; one row `not run` with the reason where a tool is not installed.

    Args:
        design: a small one will do: `rows` times `keep` products lie side by side.
        gated: of the gated experts' kernel, likewise.
    """
    try:
        from hw.rtl.yosys import count_cells
        from hw.xls.schedule import DELAY_MODEL, pipeline

        made = {name: pipeline(part(design)) for name, part in PARTS.items()}
        made |= {name: pipeline(part(gated)) for name, part in GATED_PARTS.items()}
        counted = {name: count_cells(each.verilog, "dut", "verilog") for name, each in made.items()}
    except (ToolchainMissing, ModuleNotFoundError) as error:
        return [{"part": f"parts {SCHEDULED}", "status": NOT_RUN, "reason": str(error)}]
    modelled = {**modelled_parts(design), **modelled_gated_parts(gated)}
    rows: list[dict[str, Any]] = []
    for name, each in made.items():
        found = {"cycles a word": each.interval, "cycles to its answer": each.stages + 1}
        cells = {"dsp": counted[name].dsp, "luts": counted[name].luts, "flip_flops": counted[name].flip_flops}
        for quantity, value in (found | cells).items():
            rows.append({
                "part": f"{name}, {SCHEDULED} ({DELAY_MODEL})", "quantity": quantity,
                "estimated": modelled.get(name, {}).get(quantity, "not estimated"),
                ("scheduled" if quantity in found else "yosys"): value,
            })  # fmt: skip
    return rows
