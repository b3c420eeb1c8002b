"""The accelerator before synthesis: cycles, resources, traffic, energy; the tools' reports and Yosys' counts beside."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from experiments.paper.values import number
from experiments.tools.scheduled_parts import SCHEDULED, scheduled_rows
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, ToolchainMissing, check_counts
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.storage.artifact import Labels
from hw.design import Design
from hw.energy import NAME as ENERGY_MODEL
from hw.estimate import (
    AcceleratorEstimate,
    KernelEstimate,
    array_logic,
    estimate_accelerator,
    estimate_expert,
    placed,
    slots_that_fit,
    unit_resources,
)
from hw.factorised.design import FactorisedDesign
from hw.factorised.estimate import estimate_factorised
from hw.host_calls import CALL_US, HostCalls
from hw.kept_kernels import FACTORISED, GATED
from hw.reports import NOT_RUN, report_rows

PROJECT_KERNEL = "flame_moe"  # the one kernel of a project; each unit is an instance of it
TITLE = "What the accelerator takes of a board: cycles, resources, traffic and energy, modelled"
READS = ("pruning.pattern", "predictor.known_layers", "platform", "design")


@dataclass(frozen=True)
class Parameters:
    """The design whose estimate is wanted; pattern, known layers and board come from their own groups.

    Args:
        d_model, d_ff, experts, moe_layers: the model's shapes.
        rows: rows that one instance of the kernel computes together.
        units: instances of the kernel, each with its share of every expert's hidden units.
        slots: expert slots on chip for all layers together; None takes as many as fit.
        hit_ratios: shares of uses that find their expert on chip, or numbers of the paper by their ids, a row for each.
        project: folder of a built project (`experiment=bitstream`), whose reports are set beside; None for none.
        yosys_rows: rows of the array that Yosys maps and XLS schedules, 0 for none; more are as many times as much.
        yosys_words: words of the slot memory that Yosys maps.
    """

    d_model: int
    d_ff: int
    experts: int
    moe_layers: int
    rows: int
    units: int
    slots: int | None
    hit_ratios: tuple[float | str, ...]
    project: str | None
    yosys_rows: int
    yosys_words: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("yosys_rows",))


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(project=parameters.project)


def run(context: Context, parameters: Parameters) -> Report:
    """Estimate each kernel and the whole.

    Raises:
        ConfigError: a shape that does not divide, or a design that does not fit the board.
    """
    settings, platform = context.settings, context.settings.platform
    design = Design(
        parameters.d_model, parameters.d_ff, NMPattern.parse(settings.pruning.pattern), parameters.rows,
        parameters.experts, parameters.moe_layers, settings.predictor.known_layers, 1,
        units=parameters.units,
    )  # fmt: skip
    design = design.holding(parameters.slots or slots_that_fit(design, platform) or 2)
    shares = [number(hits) if isinstance(hits, str) else hits for hits in parameters.hit_ratios]
    wholes = [estimate_accelerator(design, platform, hits) for hits in shares]
    missing = estimate_accelerator(design, platform, 0.0)
    if missing.shortage:
        raise ConfigError(f"the design does not fit: {missing.shortage}")
    rows = [_kernel_row(kernel, design, platform) for kernel in wholes[0].kernels]
    slowest = [estimate_accelerator(design, platform.at_its_least(), hits) for hits in shares]
    rows += [_whole_row(whole, slow, design) for whole, slow in zip(wholes, slowest, strict=True)]
    rows += [_alone_row("sparse_expert by itself", design, platform)]
    if design.rows * design.pattern.keep >= design.pattern.group:
        rows.append(_alone_row("dense_expert by itself", design.dense_twin(), platform))
    rows += [_factorised_row(name, kept, platform) for name, (kept, _) in FACTORISED.items()]
    rows += _placement_rows(design, platform)
    tools = report_rows(Path(parameters.project or "absent"), {PROJECT_KERNEL: missing.as_reported()})
    counts = _yosys_rows(design, parameters)
    return Report(
        "estimate",
        TITLE,
        Labels("none", "modelled"),
        rows + tools + counts,
        notes=_notes(design, platform, parameters, wholes[0]),
        provenance=context.provenance(model=False, dataset=False),
    )


def _kernel_row(kernel: KernelEstimate, design: Design, platform: Platform) -> dict[str, Any]:
    resources = asdict(kernel.resources)
    return {
        "part": kernel.kernel, "copies": kernel.copies, "cycles": kernel.cycles,
        "latency_ms": design.moe_layers * platform.ms(kernel.cycles), "bound": kernel.bound,
        "offchip_bytes": design.moe_layers * kernel.offchip_bytes,
        **{name: "not estimated" if value is None else value for name, value in resources.items()},
    }  # fmt: skip


def _placement_rows(design: Design, platform: Platform) -> list[dict[str, Any]]:
    """Units and shares of each region, and the borders between regions that lie between units and their banks."""
    placement = placed(design, platform)
    rows = [
        {"part": f"region {share.region}", "copies": share.units}
        | {f"{name.lower()}_share": taken for name, taken in share.taken.items()}
        for share in placement.shares(unit_resources(design, platform), platform)
    ]
    return [*rows, {"part": "borders between the units and their banks", "crossings": placement.crossings}]


def _alone_row(part: str, design: Design, platform: Platform) -> dict[str, Any]:
    """The kernel that streams an expert's weights from off-chip memory, for one token in all MoE layers."""
    found = estimate_expert(design, platform, platform.offchip_banks)
    return {
        "part": part, "copies": 1, "cycles": found.cycles, "latency_ms": design.moe_layers * found.ms,
        "bound": found.bound, "offchip_bytes": design.moe_layers * found.offchip_bytes,
        "offchip_bytes_per_s": found.offchip_bytes / found.ms * 1e3, "dsp": found.dsp, "bram18": found.bram18,
        "uram": found.uram,
    }  # fmt: skip


def _factorised_row(name: str, design: FactorisedDesign, platform: Platform) -> dict[str, Any]:
    """The kept kernel of factorised prediction, for one token in all layers of its own model."""
    found = estimate_factorised(design, platform)
    whole = design.layers * found.cycles + found.token_cycles
    return {
        "part": f"{name}: rankings of {design.layers} layers of {design.experts} experts", "copies": 1,
        "cycles": found.cycles, "example_cycles": found.example_cycles, "latency_ms": platform.ms(whole),
        "offchip_bytes": design.layers * found.read_bytes, "table_bytes": found.table_bytes,
        "dsp": found.resources.dsp, "bram18": found.resources.bram18, "uram": found.resources.uram,
    }  # fmt: skip


def _whole_row(whole: AcceleratorEstimate, slowest: AcceleratorEstimate, design: Design) -> dict[str, Any]:
    """The kernels of one token, their band, and the whole system with its host.

    Args:
        slowest: the same with the board's lowest clock and efficiency of memory.
    """
    host = HostCalls.of(design).ms()
    return {
        "latency_ms_slowest": slowest.ms, "whole_system_ms_fastest": whole.ms + host[0],
        "whole_system_ms_slowest": slowest.ms + host[1],
        "part": "whole, one token in all MoE layers", "hit_ratio": whole.hit_ratio, "slots": whole.slots,
        "cycles": whole.cycles, "latency_ms": whole.ms, "computing_cycles": whole.compute_cycles,
        "waiting_cycles": whole.load_cycles, "bound": whole.bound, "offchip_bytes": whole.offchip_bytes,
        "offchip_bytes_per_s": whole.offchip_bytes_per_s, "energy_uj": whole.energy.total_uj,
        **asdict(whole.energy), "dsp": whole.resources.dsp, "bram18": whole.resources.bram18,
        "uram": whole.resources.uram,
    }  # fmt: skip


def _yosys_rows(design: Design, parameters: Parameters) -> list[dict[str, Any]]:
    """The estimator's array and slot memory beside what Yosys maps them to."""
    if not parameters.yosys_rows:
        return [{"part": "array, slots and parts by Yosys", "status": NOT_RUN, "reason": "experiment.yosys_rows=0"}]
    keep, group, rows = design.pattern.keep, design.pattern.group, parameters.yosys_rows
    small = Design(
        rows * group, rows * group, design.pattern, rows, design.experts, design.moe_layers, design.known_layers,
        design.slots,
    )  # fmt: skip
    luts, flip_flops = array_logic(small)
    widths = [8 * size for size in (design.value_word_bytes, design.place_word_bytes) if size]
    estimated = {
        "array": {"dsp": rows * keep, "bram36": 0, "uram": 0, "luts": luts, "flip_flops": flip_flops},
        "slots": {"dsp": 0, "bram36": 0, "uram": sum(-(-w // 72) * -(-parameters.yosys_words // 4096) for w in widths)},
    }
    names = {
        "array": f"array of {rows} x {keep} products, {design.pattern}",
        "slots": f"slots of {parameters.yosys_words} words of {' and '.join(map(str, widths))} bits",
    }
    try:
        from hw.rtl.arrays import MacArray, SlotMemory, rtlil_text
        from hw.rtl.yosys import count_cells

        counted = {
            "array": asdict(count_cells(rtlil_text(MacArray(rows, keep, group), "array"), "array")),
        }
        memories = [
            asdict(count_cells(rtlil_text(SlotMemory(parameters.yosys_words, width), "slots"), "slots"))
            for width in widths
        ]
        counted["slots"] = {name: sum(memory[name] for memory in memories) for name in memories[0]}
    except (ToolchainMissing, ModuleNotFoundError) as error:
        return [{"part": "array and slots by Yosys", "status": NOT_RUN, "reason": str(error)}]
    counts: list[dict[str, Any]] = [
        {"part": names[part], "quantity": quantity, "estimated": value, "yosys": counted[part][quantity]}
        for part, quantities in estimated.items()
        for quantity, value in quantities.items()
    ]
    return counts + scheduled_rows(small, GATED["gated_tiny_int4"][0])


def _notes(design: Design, platform: Platform, parameters: Parameters, whole: AcceleratorEstimate) -> list[str]:
    resource, share = whole.resources.fullest(platform)
    everything, calls = design.moe_layers * design.experts, HostCalls.of(design)
    return [
        "Modelled, before any synthesis. Cycles are of one call and resources of one copy, all else is of one token in "
        "all MoE layers. One cycle a word of weights, a fixed depth a loop, a round trip to memory a read; look-up "
        "tables and flip-flops only of the arrays, where Yosys' counts defend them.",
        f"{platform.name} at {platform.clock_hz / 1e6:.0f} MHz: {parameters.units} units of {design.rows} x "
        f"{design.pattern.keep} products, {whole.slots} of {everything} experts on chip, {design.expert_bytes:,} bytes "
        f"each; {resource} is the fullest resource ({share:.0%}).",
        "A use that misses waits for its whole load with nothing beside it: an upper bound, which table1 and "
        "design_space replace by events.",
        f"A band: at {platform.least_clock_hz / 1e6:.0f} MHz and {platform.least_offchip_efficiency:.0%} of the "
        f"memory's peak, in the place of {platform.clock_hz / 1e6:.0f} MHz and {platform.offchip_efficiency:.0%}, "
        f"kernels take latency_ms_slowest. The whole system has the host's {calls.transfers} transfers and "
        f"{calls.starts} starts beside, at an assumed {CALL_US[0]:.0f} to {CALL_US[1]:.0f} us each.",
        f"Parts {SCHEDULED}: written anew in DSLX, with the delays of a standard-cell library at the kernel's clock: "
        "neither modelled by us nor measured, and no word on what Vitis would schedule.",
        f"Energy model: {ENERGY_MODEL}; {platform.offchip_pj_per_bit} pJ an off-chip bit, {platform.static_w} W idle.",
    ]
