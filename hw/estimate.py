"""Cycles, resources, traffic and energy of a design before synthesis; everything here is modelled.

The model of a kernel: each matrix product takes one cycle a word of weights (or as long as its bank needs to deliver
the word), each load and rescaling loop one cycle an element, each loop a fixed depth to fill and one round trip to
memory. The accelerator as a whole has ``units`` copies of the expert kernel, which share an expert's rows, and slots
of on-chip memory that they read experts from (:class:`AcceleratorEstimate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from flame.errors import ConfigError
from flame.platform import Platform
from hw.design import Design
from hw.energy import Energy, token_energy

LOOP_DEPTH_CYCLES = 24  # Assumption: pipeline stages of a loop with one multiplication and an off-chip read
DSP_OF_PRODUCT = 1  # an int8 product; packing two into one DSP48E2 is left to synthesis
DSP_OF_RESCALING = 4  # int32 by int32
_BRAM18_BITS = 18_432
_BRAM18_WIDTH = 36
_LUTRAM_BITS = 1_024  # Assumption: smaller arrays become LUT memory, as Vitis HLS does by default
_AXI_BRAM18 = {64: 30, 32: 16, 16: 8}  # Assumption: read buffers of an AXI port by its bytes


@dataclass(frozen=True)
class ExpertEstimate:
    """What one token through one expert costs on ``sparse_expert``; all modelled.

    Args:
        cycles, ms: from start to the last output.
        compute_cycles, memory_cycles: of the two products alone, were the other one free.
        offchip_bytes: weights and activations moved.
        dsp, bram18, uram: of the kernel.
        bound: ``compute``, or ``off-chip memory``.
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
    """Model ``sparse_expert``, whose values come from one memory bank and whose places come from another.

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
    rows, group = design.rows, design.pattern.group
    arrays = [  # partitions, words of each, bits of a word
        (group, design.d_model // group, 8),
        (group, design.d_ff // group, 8),
        (rows, design.d_ff // rows, 32),
        (rows, design.d_model // rows, 32),
    ]
    # A group's inputs are read by all rows at once: one port serves them, since all read the same address.
    bram18 = sum(parts * _bram18(words, bits) for parts, words, bits in arrays)
    bram18 += 2 * _axi_bram18(design.value_word_bytes) + _axi_bram18(design.place_word_bytes) + _axi_bram18(4)
    return ExpertEstimate(
        cycles=cycles,
        ms=platform.ms(cycles),
        compute_cycles=compute,
        memory_cycles=memory,
        offchip_bytes=design.expert_bytes + 5 * design.d_model,
        dsp=2 * design.value_word_bytes * DSP_OF_PRODUCT + 2 * DSP_OF_RESCALING,  # each product has its own lanes
        bram18=bram18,
        uram=0,
        bound="off-chip memory" if memory > compute else "compute",
    )


def _bram18(words: int, bits: int) -> int:
    if words * bits <= _LUTRAM_BITS:
        return 0
    return math.ceil(bits / _BRAM18_WIDTH) * math.ceil(words * min(bits, _BRAM18_WIDTH) / _BRAM18_BITS)


def _axi_bram18(word_bytes: int) -> int:
    return next((bram for size, bram in sorted(_AXI_BRAM18.items()) if word_bytes <= size), 0) if word_bytes else 0


@dataclass(frozen=True)
class Resources:
    """Cells of a kernel; ``luts`` and ``flip_flops`` are None where no model of them can be defended."""

    dsp: int = 0
    bram18: int = 0
    uram: int = 0
    luts: int | None = None
    flip_flops: int | None = None

    def shortage(self, platform: Platform) -> str | None:
        """The first resource that the board lacks, with the amounts, or None."""
        for name, needed, there in (
            ("DSP", self.dsp, platform.dsp),
            ("BRAM18", self.bram18, 2 * platform.bram36),
            ("URAM", self.uram, platform.uram),
            ("LUT", self.luts or 0, platform.luts),
            ("FF", self.flip_flops or 0, platform.flip_flops),
        ):
            if needed > there:
                return f"{name}: {needed} needed, {there} left on {platform.name}"
        return None

    def fullest(self, platform: Platform) -> tuple[str, float]:
        """The resource of which the largest share is used, and that share."""
        shares = {
            "DSP": self.dsp / max(1, platform.dsp),
            "BRAM": self.bram18 / max(1, 2 * platform.bram36),
            "URAM": self.uram / max(1, platform.uram),
        }
        return max(shares.items(), key=lambda item: item[1])


@dataclass(frozen=True)
class KernelEstimate:
    """One kernel, or the memory of the slots, for one token in one MoE layer.

    Args:
        cycles: of one call, memory included.
        resources: cells of one copy.
        copies: how many there are.
        offchip_bytes: moved by one call of all copies together.
        bound: ``compute`` or ``off-chip memory``.
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
        compute_cycles, load_cycles: of that, computing and waiting for loads.
        offchip_bytes: moved for one token.
        energy: of one token (:mod:`hw.energy`).
        resources: of all parts together.
        bound: ``compute``; ``off-chip memory`` where waiting takes longer; or ``on-chip memory`` where it does because
            the board holds no more slots.
        shortage: what does not fit, and the nearest choice that does; None where everything fits.
    """

    kernels: tuple[KernelEstimate, ...]
    slots: int
    hit_ratio: float
    cycles: int
    ms: float
    compute_cycles: int
    load_cycles: int
    offchip_bytes: int
    energy: Energy
    resources: Resources
    bound: str
    shortage: str | None

    @property
    def offchip_bytes_per_s(self) -> float:
        """Bandwidth that the tokens draw on average."""
        return self.offchip_bytes / self.ms * 1e3


def estimate_accelerator(
    design: Design, platform: Platform, units: int, slots: int, hit_ratio: float
) -> AcceleratorEstimate:
    """Model one token in all MoE layers.

    Args:
        units: copies of the expert kernel; each computes its share of the rows and reads its share of every slot.
        slots: expert slots on chip, for all layers together.
        hit_ratio: share of uses that find their expert on chip.
    Raises:
        ConfigError: units that do not divide the rows of both matrices, no slot, or no share.
    """
    if units < 1 or any(design.outputs(name) % (units * design.rows) for name in ("wi", "wo")):
        raise ConfigError(
            f"estimate: units={units} of {design.rows} rows do not divide {design.d_ff} and {design.d_model} outputs "
            f"(choose units={math.gcd(design.d_ff, design.d_model) // design.rows} or one of its divisors)"
        )
    if slots < 1 or not 0 <= hit_ratio <= 1:
        raise ConfigError(f"estimate: slots={slots}, hit_ratio={hit_ratio} (expected at least 1, and 0 to 1)")
    kernels = _kernels(design, platform, units, slots)
    resources = _together(kernels)
    expert = next(kernel for kernel in kernels if kernel.kernel == "sparse_expert")
    load = math.ceil(as_fast_as_slots_fill(design, platform, units).load_cycles(design.expert_bytes))
    layers = design.moe_layers
    compute_cycles = layers * sum(kernel.cycles for kernel in kernels)
    load_cycles = round(layers * (1 - hit_ratio) * load)
    cycles = compute_cycles + load_cycles
    offchip = round(layers * (sum(kernel.offchip_bytes for kernel in kernels) + (1 - hit_ratio) * design.expert_bytes))
    products = layers * design.words("wi") * 2 * design.rows * design.pattern.keep
    value_bits = 8 * design.value_word_bytes // (design.rows * design.pattern.keep)
    fitting = slots_that_fit(design, platform, units)
    bound = "compute"
    if load_cycles > compute_cycles:
        full = slots >= fitting and slots < layers * design.experts
        bound = "on-chip memory" if full else "off-chip memory"
    shortage = resources.shortage(platform)
    return AcceleratorEstimate(
        kernels=kernels, slots=slots, hit_ratio=hit_ratio, cycles=cycles, ms=platform.ms(cycles),
        compute_cycles=compute_cycles, load_cycles=load_cycles, offchip_bytes=offchip,
        energy=token_energy(platform, platform.ms(cycles), offchip, products, layers * design.expert_bytes, value_bits),
        resources=resources, bound=bound,
        shortage=shortage and f"{shortage} ({_nearest(design, platform, units, expert, fitting)})",
    )  # fmt: skip


def as_fast_as_slots_fill(design: Design, platform: Platform, units: int) -> Platform:
    """The board with no more bandwidth than its slots take: a word of values and places a cycle and unit."""
    most = units * (design.value_word_bytes + design.place_word_bytes) * platform.clock_hz / platform.offchip_efficiency
    return replace(platform, offchip_bytes_per_s=min(platform.offchip_bytes_per_s, most))


def slots_that_fit(design: Design, platform: Platform, units: int) -> int:
    """Expert slots that the board's memory holds beside the kernels, blocks rounded up; at most all experts."""
    everything = design.moe_layers * design.experts
    fitting = 0
    for slots in range(1, everything + 1):
        if _together(_kernels(design, platform, units, slots)).shortage(platform):
            break
        fitting = slots
    return fitting


def _nearest(design: Design, platform: Platform, units: int, expert: KernelEstimate, fitting: int) -> str:
    """The nearest choice that fits, in words."""
    if fitting:
        return f"nearest that fits: slots={fitting}"
    for fewer in range(units - 1, 0, -1):
        shares = all(design.outputs(name) % (fewer * design.rows) == 0 for name in ("wi", "wo"))
        if shares and slots_that_fit(design, platform, fewer):
            return f"nearest that fits: units={fewer}"
    return (
        f"no number of units fits: one expert takes {design.expert_bytes} bytes, {platform.name} has "
        f"{platform.onchip_bytes} on chip; prune further, take smaller values, or a board with more memory"
    )


def _together(kernels: tuple[KernelEstimate, ...]) -> Resources:
    def total(name: str) -> int:
        return sum(kernel.copies * (getattr(kernel.resources, name) or 0) for kernel in kernels)

    return Resources(total("dsp"), total("bram18"), total("uram"), total("luts"), total("flip_flops"))


def _kernels(design: Design, platform: Platform, units: int, slots: int) -> tuple[KernelEstimate, ...]:
    single = estimate_expert(design, platform, platform.offchip_banks)
    share = [(design.words(name) // units, design.outputs(name) // units) for name in ("wi", "wo")]
    array_luts, array_ffs = array_logic(design)
    expert = KernelEstimate(
        "sparse_expert",
        cycles=design.d_model + sum(words + outputs + 2 * LOOP_DEPTH_CYCLES for words, outputs in share),
        resources=Resources(single.dsp, single.bram18, 0, 2 * array_luts, 2 * array_ffs),
        copies=units,
        offchip_bytes=0,  # it reads the slots; loads are counted with the misses
        bound="compute",
    )
    lanes = math.gcd(design.d_model, 32)
    words = design.experts * design.d_model // lanes
    read = math.ceil(words * 2 * lanes / (platform.offchip_bytes_per_cycle / platform.offchip_banks))
    router = KernelEstimate(
        "router_top1",
        cycles=max(words, read) + platform.offchip_latency_cycles + 2 * LOOP_DEPTH_CYCLES,
        resources=Resources(lanes + DSP_OF_RESCALING, _axi_bram18(2 * lanes)),
        copies=1,
        offchip_bytes=2 * design.d_model * (design.experts + 1),
        bound="off-chip memory" if read > words else "compute",
    )
    table_bits = 8 * design.moe_layers * design.table_entries
    lookup = KernelEstimate(
        "cepr_lookup",
        cycles=LOOP_DEPTH_CYCLES + design.known_layers + 1,
        resources=Resources(0, _bram18(math.ceil(table_bits / 8), 8)),  # the table stays on chip
        copies=1,
        offchip_bytes=0,
        bound="compute",
    )
    control = KernelEstimate("expert_buffer", LOOP_DEPTH_CYCLES + slots, Resources(), 1, 0, "compute")
    return (expert, router, lookup, control, _slot_memory(design, platform, units, slots))


def _slot_memory(design: Design, platform: Platform, units: int, slots: int) -> KernelEstimate:
    """Memory of the slots: each unit reads a word of values and places a cycle from its own blocks."""
    bits = 8 * (design.value_word_bytes + design.place_word_bytes)
    depth = slots * math.ceil((design.words("wi") + design.words("wo")) / units)
    multipliers = math.ceil(slots * (design.d_ff + design.d_model) / units / 512)
    if platform.uram:
        held = Resources(0, multipliers, math.ceil(bits / 72) * math.ceil(depth / 4096))
    else:
        held = Resources(0, multipliers + math.ceil(bits / 36) * math.ceil(depth / 512))
    return KernelEstimate("expert_slots", 0, held, units, 0, "compute")


def array_logic(design: Design) -> tuple[int, int]:
    """LUTs and flip-flops of one array of products with its sums, the selection of inputs included.

    Fitted to Yosys' counts of :class:`hw.rtl.MacArray` (which are pessimistic): eight LUTs a step of the selection, an
    adder a product, a sum with its clearing a row; a register of 16 bits a product and of 32 a row.
    """
    keep, group, rows = design.pattern.keep, design.pattern.group, design.rows
    steps = 0 if keep == group else {2: 1, 4: 1, 8: 2, 16: 4}[group]
    luts = rows * (keep * 8 * steps + 17 * (keep - 1) + 53)
    return luts, rows * (16 * keep + 32) + 2
