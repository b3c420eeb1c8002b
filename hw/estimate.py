"""Cycles, resources, traffic and energy of a design before synthesis; everything here is modelled.

The model of a kernel is `hw.kernel_cycles`: one cycle a word or an element, a depth to fill for each loop, round trips
to memory. The accelerator as a whole (`AcceleratorEstimate`) is `design.units` instances of the layer's kernel
(`hw.kernels.moe_layer`). Each has a router, slots, and an equal share of every expert's hidden units, whose
weights lie in a memory bank of its own, or in two where the board has as many: values in one, all else in the other.
What several units answer the host adds up; its calls are `hw.host_calls`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from flame.errors import ConfigError
from flame.platform import Platform
from hw.blocks import axi_bram18, bram18, stream_bram18, uram
from hw.design import Design
from hw.energy import Energy, token_energy
from hw.kernel_cycles import (
    LOOP_DEPTH_CYCLES,
    control_cycles,
    expert_cycles,
    lookup_cycles,
    router_cycles,
    router_words_cycles,
)
from hw.placement import Placement, Resources, Shortage, place, unit_banks

DSP_OF_PRODUCT = 1  # an int8 product; packing two into one DSP48E2 is left to synthesis
DSP_OF_RESCALING = 4  # int32 by int32


@dataclass(frozen=True)
class ExpertEstimate:
    """What one token through one expert costs on `sparse_expert`; all modelled.

    Args:
        cycles, ms: from start to the last output.
        compute_cycles, memory_cycles: of the two products alone, were the other one free.
        offchip_bytes: weights and activations moved.
        dsp, bram18, uram: of the kernel.
        bound: `compute`, or `off-chip memory`.
    """

    cycles: int
    ms: float
    compute_cycles: int
    memory_cycles: int
    offchip_bytes: int
    dsp: int
    bram18: int
    uram: int
    bound: str


def estimate_expert(design: Design, platform: Platform, banks: int) -> ExpertEstimate:
    """Model `sparse_expert`, whose values come from one memory bank and whose places come from another.

    Args:
        banks: off-chip memory banks that share the platform's bandwidth equally.
    """
    bank_bytes_per_cycle = platform.offchip_bytes_per_cycle / banks
    compute = memory = cycles = 0
    for name in ("wi", "wo"):
        words = design.words(name)
        read = math.ceil(words * max(design.value_word_bytes, design.place_word_bytes) / bank_bytes_per_cycle)
        compute += words
        memory += read
        cycles += max(words, read) + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
        cycles += design.outputs(name) + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
    cycles += design.d_model + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
    products = design.rows * design.pattern.keep
    blocks = _array_bram18(design, design.d_ff)
    blocks += 2 * stream_bram18(design.value_word_bytes) + stream_bram18(design.place_word_bytes) + axi_bram18(4)
    return ExpertEstimate(
        cycles=cycles,
        ms=platform.ms(cycles),
        compute_cycles=compute,
        memory_cycles=memory,
        offchip_bytes=design.expert_bytes + 5 * design.d_model,
        dsp=2 * products * DSP_OF_PRODUCT + 2 * DSP_OF_RESCALING,  # each matrix product has its own lanes
        bram18=blocks,
        uram=0,
        bound="off-chip memory" if memory > compute else "compute",
    )


def _array_bram18(design: Design, d_ff: int) -> int:
    """Memory of the inputs, the hidden units and the sums of both products.

    A group's inputs are read by all rows at once: one port serves them, since all read the same address.
    """
    rows, group = design.rows, design.pattern.group
    arrays = [  # partitions, words of each, bits of a word
        (group, design.d_model // group, design.value_bits),
        (group, d_ff // group, design.value_bits),
        (rows, d_ff // rows, design.sum_bits),
        (rows, design.d_model // rows, design.sum_bits),
    ]
    return sum(parts * bram18(words, bits) for parts, words, bits in arrays)


@dataclass(frozen=True)
class KernelEstimate:
    """One kernel, or the memory of the slots, for one token in one MoE layer.

    Args:
        cycles: of one call, memory included.
        resources: cells of one copy.
        copies: how many there are.
        offchip_bytes: moved by one call of all copies together.
        bound: `compute` or `off-chip memory`.
    """

    kernel: str
    cycles: int
    resources: Resources
    copies: int
    offchip_bytes: int
    bound: str


@dataclass(frozen=True)
class AcceleratorEstimate:
    """The whole: router, look-up, buffer control, slots, and expert kernels that read them.

    Args:
        kernels: each part.
        slots: expert slots on chip, for all layers together.
        hit_ratio: uses that find their expert on chip; the others wait for their load, with nothing beside it.
        cycles: of one token in all MoE layers.
        compute_cycles, load_cycles: of that, routing and computing, and waiting for loads.
        miss_cycles: what one miss waits for.
        offchip_bytes: moved for one token.
        energy: of one token (`hw.energy`).
        resources: of all parts together.
        bound: `compute`; `off-chip memory` where waiting takes longer; or `on-chip memory` where it does because
            the board holds no more slots.
        shortages: what the board lacks; none where everything fits.
        shortage: the same in words, and the nearest choice that fits; None where everything does.
    """

    kernels: tuple[KernelEstimate, ...]
    slots: int
    hit_ratio: float
    cycles: int
    ms: float
    compute_cycles: int
    load_cycles: int
    miss_cycles: int
    offchip_bytes: int
    energy: Energy
    resources: Resources
    bound: str
    shortages: tuple[Shortage, ...]
    shortage: str | None

    @property
    def offchip_bytes_per_s(self) -> float:
        """Bandwidth that the tokens draw on average."""
        return self.offchip_bytes / self.ms * 1e3

    def as_reported(self) -> dict[str, int | None]:
        """One instance as the tools report a kernel: a layer's call that misses; its arrays' logic is but a part."""
        resources = [kernel.resources for kernel in self.kernels]
        call = sum(kernel.cycles for kernel in self.kernels)
        return {
            "cycles": call + self.miss_cycles,
            **{name: sum(getattr(r, name) for r in resources) for name in ("dsp", "bram18", "uram")},
            "luts": None,
            "flip_flops": None,
        }


def estimate_accelerator(design: Design, platform: Platform, hit_ratio: float) -> AcceleratorEstimate:
    """Model one token in all MoE layers.

    Args:
        design: its units share every expert's hidden units; its slots are those of all layers.
        hit_ratio: share of uses that find their expert on chip.
    Raises:
        ConfigError: more units than there are banks, or no share.
    """
    if design.units > platform.offchip_banks:
        raise ConfigError(
            f"estimate: units={design.units}, each with weights in a bank of its own ({platform.name} has "
            f"{platform.offchip_banks} banks: choose units={design.most_units(platform.offchip_banks)})"
        )
    if not 0 <= hit_ratio <= 1:
        raise ConfigError(f"estimate: hit_ratio={hit_ratio} (expected 0 to 1)")
    kernels = _kernels(design, platform)
    resources = _together(kernels)
    load = math.ceil(as_fast_as_slots_fill(design, platform).load_cycles(design.expert_bytes))
    slots = design.all_slots
    layers = design.moe_layers
    compute_cycles = layers * sum(kernel.cycles for kernel in kernels)
    load_cycles = round(layers * (1 - hit_ratio) * load)
    cycles = compute_cycles + load_cycles
    offchip = round(layers * (sum(kernel.offchip_bytes for kernel in kernels) + (1 - hit_ratio) * design.expert_bytes))
    products = layers * design.words("wi") * 2 * design.rows * design.pattern.keep
    fitting = slots_that_fit(design, platform)
    bound = "compute"
    if load_cycles > compute_cycles:
        full = slots >= fitting and slots < layers * design.experts
        bound = "on-chip memory" if full else "off-chip memory"
    lacking = unit_resources(design, platform).shortages(platform, design.units)
    return AcceleratorEstimate(
        kernels=kernels, slots=slots, hit_ratio=hit_ratio, cycles=cycles, ms=platform.ms(cycles),
        compute_cycles=compute_cycles, load_cycles=load_cycles, miss_cycles=load,
        offchip_bytes=offchip,
        energy=token_energy(
            platform, platform.ms(cycles), offchip, products, layers * design.expert_bytes, design.value_bits
        ),
        resources=resources, bound=bound,
        shortages=lacking,
        shortage=f"{in_words(lacking, platform)} ({_nearest(design, platform, fitting)})" if lacking else None,
    )  # fmt: skip


def as_fast_as_slots_fill(design: Design, platform: Platform) -> Platform:
    """The board with no more bandwidth than its slots take.

    A unit writes at most a word of values and places a cycle, and no faster than its banks deliver them; then one
    multiplier a cycle.
    """
    bank = platform.offchip_bytes_per_cycle / platform.offchip_banks
    value, place = design.value_word_bytes, design.place_word_bytes
    apart = len(unit_banks(design.units, platform, 0)) > 1
    words_per_cycle = min(1.0, bank / max(value, place) if apart else bank / (value + place))
    cycles = design.expert_words / design.units / words_per_cycle + design.multipliers
    most = design.expert_bytes / cycles * platform.clock_hz / platform.offchip_efficiency
    return replace(platform, offchip_bytes_per_s=min(platform.offchip_bytes_per_s, most))


def shortages(design: Design, platform: Platform) -> tuple[Shortage, ...]:
    """What a board lacks for a design with its units and slots: none where it fits, whoever asks."""
    return unit_resources(design, platform).shortages(platform, design.units)


def unit_resources(design: Design, platform: Platform) -> Resources:
    """Cells of one unit with its share of the slots."""
    return _together(tuple(replace(kernel, copies=1) for kernel in _kernels(design, platform)))


def placed(design: Design, platform: Platform) -> Placement:
    """Where the units of a design go.

    Raises:
        ConfigError: the board's regions do not hold them.
    """
    found = place(design.units, platform, unit_resources(design, platform))
    if found is None:
        lacking = in_words(shortages(design, platform), platform)
        raise ConfigError(f"{lacking} ({_nearest(design, platform, slots_that_fit(design, platform))})")
    return found


def in_words(lacking: tuple[Shortage, ...], platform: Platform) -> str:
    """What is short, with the amounts."""
    return f"{'; '.join(map(str, lacking))} on {platform.name}"


def slots_that_fit(design: Design, platform: Platform) -> int:
    """Expert slots, for all layers together, that the board's memory holds beside the kernels of the design.

    Each unit within one region. Blocks are rounded up; at most all experts, and 0 where not even two fit: one alone
    cannot take a preload.
    """
    fitting = 0
    for slots in range(2, design.moe_layers * design.experts + 1):
        if shortages(design.holding(slots), platform):
            break
        fitting = slots
    return fitting


def _nearest(design: Design, platform: Platform, fitting: int) -> str:
    """The nearest choice that fits, in words."""
    if fitting:
        return f"nearest that fits: slots={fitting}"
    for units in range(design.units - 1, 0, -1):
        if design.divides_into(units) and slots_that_fit(replace(design, units=units), platform):
            return f"nearest that fits: units={units}"
    return (
        f"no number of units fits: one expert takes {design.expert_bytes} bytes, {platform.name} has "
        f"{platform.onchip_bytes} on chip; prune further, take smaller values, or a board with more memory"
    )


def _together(kernels: tuple[KernelEstimate, ...]) -> Resources:
    def total(name: str) -> int:
        return sum(kernel.copies * (getattr(kernel.resources, name) or 0) for kernel in kernels)

    return Resources(total("dsp"), total("bram18"), total("uram"), total("luts"), total("flip_flops"))


def _kernels(design: Design, platform: Platform) -> tuple[KernelEstimate, ...]:
    hidden, units = design.unit_ff, design.units
    # Counted for int8 alone.
    luts, flip_flops = (2 * count for count in array_logic(design)) if design.value_bits == 8 else (None, None)
    streams = (design.value_word_bytes, design.place_word_bytes, 4)  # values, places, multipliers
    expert = KernelEstimate(
        "sparse_expert",
        cycles=expert_cycles(design, platform),
        resources=Resources(
            2 * design.rows * design.pattern.keep * DSP_OF_PRODUCT + (1 + (units == 1)) * DSP_OF_RESCALING,
            _array_bram18(design, hidden) + sum(map(stream_bram18, streams)) + 2 * axi_bram18(4), 0, luts, flip_flops,
        ),
        copies=units,
        offchip_bytes=0,  # it reads the slots; loads are counted with the misses
        bound="compute",
    )  # fmt: skip
    lanes = design.router_lanes
    waits = router_words_cycles(design, platform) > design.d_model // lanes
    router = KernelEstimate(
        "router_top1",
        cycles=router_cycles(design, platform),
        resources=Resources(lanes + DSP_OF_RESCALING, stream_bram18(2 * lanes) + axi_bram18(2)),
        copies=units,
        offchip_bytes=2 * design.d_model * (design.experts + 1) * units,
        bound="off-chip memory" if waits else "compute",
    )
    lookup = KernelEstimate(
        "cepr_lookup",  # the table lies in off-chip memory: an entry a look-up
        cycles=lookup_cycles(design, platform),
        resources=Resources(0, axi_bram18(4)),
        copies=units,
        offchip_bytes=units,
        bound="off-chip memory",
    )
    control = KernelEstimate("expert_buffer", control_cycles(design, platform), Resources(), units, 0, "compute")
    return (expert, router, lookup, control, _slot_memory(design, platform))


def _slot_memory(design: Design, platform: Platform) -> KernelEstimate:
    """Memory of the slots: each unit has arrays of values, of places and of multipliers, a word of each a cycle."""
    slots = design.all_slots
    words = slots * design.expert_words // design.units
    arrays = [
        (words, 8 * design.value_word_bytes), (words, 8 * design.place_word_bytes),
        (slots * design.multipliers, 32),
    ]  # fmt: skip
    if platform.uram:
        held = Resources(0, 0, sum(uram(depth, bits) for depth, bits in arrays))
    else:
        held = Resources(0, sum(math.ceil(bits / 36) * math.ceil(depth / 512) for depth, bits in arrays))
    return KernelEstimate("expert_slots", 0, held, design.units, 0, "compute")


def array_logic(design: Design) -> tuple[int, int]:
    """LUTs and flip-flops of one array of products with its sums, the selection of inputs included.

    Fitted to Yosys' counts of `hw.rtl.arrays.MacArray` (which are pessimistic): eight LUTs a step of the selection, an
    adder a product, a sum with its clearing a row; a register of 16 bits a product and of 32 a row.
    """
    keep, group, rows = design.pattern.keep, design.pattern.group, design.rows
    steps = 0 if keep == group else {2: 1, 4: 1, 8: 2, 16: 4}[group]
    luts = rows * (keep * 8 * steps + 17 * (keep - 1) + 53)
    return luts, rows * (16 * keep + 32) + 2
