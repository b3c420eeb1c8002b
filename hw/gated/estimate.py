"""Cycles, resources and energy of layers of gated experts before synthesis; everything here is modelled.

A call of the kernel is followed word by word (`call_cycles`): memory delivers words at its pace into a stream of fixed
depth, and the engine takes one a cycle but for the loops between, whose cycles are those of the emitted loops. All
units run beside each other, each on a bank of its own. The whole decoder block adds what no kernel of ours does, the
router and attention, as a stream at the pace of all banks.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from hw.blocks import LUT_WORDS, axi_bram18, bram18
from hw.energy import Energy, token_energy
from hw.gated.design import ACTIVATION_BITS, PARTS, SILU_ENTRIES, WORD_BITS, GatedDesign
from hw.kernel_cycles import DIVISION_CYCLES, LOOP_DEPTH_CYCLES
from hw.kernels.gated_vocabulary import AHEAD_WORDS
from hw.placement import HBM_MASTERS, Resources, Shortage

ROUTER_BYTES = 2  # of a router's weight
CACHE_BYTES = 2  # of a key's or value's element
DSP_OF_SCALING = 2  # a group's sum of 32 bits by its scale of 16
DSP_OF_RESCALING = 8  # a total of 64 bits by 32
BURST_WORDS = 64  # of a port: 16 under way cover the memory's latency many times
_MEMORY_SHARE = 0.9  # Assumption: the rest is for buffers, caches and, on a shared memory, the operating system


@dataclass(frozen=True)
class Attention:
    """Grouped-query attention of a layer.

    Args:
        heads, kv_heads, head_dim: its shapes.
        context: tokens whose keys and values are read.
    """

    heads: int
    kv_heads: int
    head_dim: int
    context: int

    def bytes(self, design: GatedDesign) -> int:
        """Projections, dense, in the experts' bits with their scales; and the keys and values that a token reads."""
        weights = design.d_model * self.head_dim * (2 * self.heads + 2 * self.kv_heads)
        return weights * design.value_bits // 8 + weights // design.group * 2 + self.cache_bytes

    @property
    def cache_bytes(self) -> int:
        """Keys and values of a layer."""
        return 2 * self.context * self.kv_heads * self.head_dim * CACHE_BYTES

    def unit_resources(self, design: GatedDesign) -> Resources:
        """Cells of one unit of attention; none is written, so all of it is an assumption.

        Assumption: as many products a cycle as a unit of the experts, with its ports and stream, and the scores of its
        share of the heads in 32 bits for each token of the context.
        """
        each = unit_resources(design)
        scores = bram18(-(-self.heads // design.units) * self.context, 32)
        return Resources(each.dsp, each.bram18 + scores)


def design_for(
    platform: Platform,
    d_model: int,
    d_ff: int,
    experts: int,
    top_k: int,
    value_bits: int,
    pattern: NMPattern,
    group: int,
) -> GatedDesign:
    """The kernel for a board: as many units as banks where the hidden units divide, and words as wide as a bank fills.

    Where whole groups do not divide, a scale of `down` serves several rows of fewer columns. Its layers are as
    many as the board's memory holds.

    Raises:
        ConfigError: no number of units divides the hidden units into groups, or the memory does not hold one layer.
    """
    bank = 8 * platform.offchip_bytes_per_cycle / platform.offchip_banks
    refusal = None
    most = min(platform.offchip_banks, HBM_MASTERS) if platform.memory == "HBM" else platform.offchip_banks
    widths = sorted(WORD_BITS, key=lambda bits: (bits < bank, bits))
    for units, split in product(range(most, 0, -1), (1, 2, 4)):
        for bits in widths:
            try:
                one = GatedDesign(
                    d_model, d_ff, experts, 1, top_k, value_bits, pattern, group, group // split, bits, units
                )
            except ConfigError as error:
                refusal = error
                continue
            layers = int(_room_bytes(platform, units) // one.stored_bytes)
            if not layers:
                raise ConfigError(
                    f"gated: one layer takes {one.stored_bytes:,} bytes ({platform.name} has "
                    f"{platform.offchip_capacity_bytes:,.0f} of off-chip memory: prune further, or take fewer bits)"
                )
            return replace(one, layers=layers)
    raise refusal if refusal is not None else ConfigError(f"gated: {platform.name} has no memory bank")


def _room_bytes(platform: Platform, units: int) -> float:
    """What the banks of the units hold: a unit's weights lie in its own."""
    return platform.offchip_capacity_bytes * _MEMORY_SHARE * units / platform.offchip_banks


def word_cycles(design: GatedDesign, platform: Platform) -> float:
    """Cycles from word to word as a unit's bank delivers them, at least one."""
    bank = platform.offchip_bytes_per_cycle / platform.offchip_banks
    return max(1.0, design.word_bits / 8 / bank)


def pauses(design: GatedDesign) -> tuple[tuple[int, int], ...]:
    """Runs of one expert's words: cycles in which the engine takes no word, and the words that it then takes."""
    fill, part = LOOP_DEPTH_CYCLES, design.part_blocks * design.block_words
    add = design.d_model // design.rows + fill
    runs = [(0, 1)] + [(fill, part)] * (PARTS - 1) + [(design.unit_ff + 2 * fill, part)]
    return (*runs, (add, 0))


@lru_cache(maxsize=64)
def call_cycles(design: GatedDesign, platform: Platform) -> int:
    """One call, from its start to its last answer: a token through the chosen experts of a layer."""
    trip, fill, each = platform.offchip_latency_cycles, LOOP_DEPTH_CYCLES, word_cycles(design, platform)
    requested = design.chosen_words + trip + fill  # the chosen experts' numbers
    now: float = (
        2 * (trip + fill) + design.share_words + design.d_model // design.word_inputs
    )  # shares and inputs, read by the engine
    held: deque[float] = deque([0.0] * AHEAD_WORDS, maxlen=AHEAD_WORDS)  # when the last words were taken
    for _ in range(design.top_k):
        delivered = requested + trip + fill - each
        for pause, words in pauses(design):
            now += pause
            for _ in range(words):
                delivered = max(delivered + each, held[0])
                now = max(now + 1, delivered)
                held.append(now)
        requested = math.ceil(delivered)
    return math.ceil(now) + design.d_model // design.rows + fill + trip


def unit_resources(design: GatedDesign) -> Resources:
    """Cells of one unit, look-up tables (and the activations and few sums that lie in them) and flip-flops left out."""
    rows = design.rows
    sums = rows * design.split
    dsp = design.lanes + sums * DSP_OF_SCALING + (rows + 2) * DSP_OF_RESCALING + 1
    arrays = (
        (sums * bram18(design.sum_blocks, 64) if design.sum_blocks > LUT_WORDS else 0)
        + rows * bram18(design.d_model // rows, 32)
        + bram18(SILU_ENTRIES, ACTIVATION_BITS)
        + bram18(AHEAD_WORDS, design.word_bits)
    )
    return Resources(dsp, arrays + axi_bram18(design.word_bits // 8, BURST_WORDS) + axi_bram18(4 * rows))


@dataclass(frozen=True)
class GatedEstimate:
    """One token in all layers of a model.

    Args:
        boards: that hold the model, one after the other.
        layers_a_board: that a board's memory holds.
        cycles: of a layer.
        ms: of a token in all layers.
        moved_bytes: of a token in all layers.
        bandwidth_share: of the memory's peak while a layer is computed.
        reachable_share: of what long bursts reach.
        energy: of a token; while one board computes, only that one is counted.
        shortages: what the board lacks for the units, those of attention beside them where it is counted.
    """

    boards: int
    layers_a_board: int
    cycles: int
    ms: float
    moved_bytes: int
    bandwidth_share: float
    reachable_share: float
    energy: Energy
    shortages: tuple[Shortage, ...]

    @property
    def tokens_per_s(self) -> float:
        """Tokens a second, one after the other."""
        return 1e3 / self.ms


def estimate_gated(
    design: GatedDesign, platform: Platform, layers: int, attention: Attention | None = None
) -> GatedEstimate:
    """Model one token in `layers` layers: their experts, or with `attention` the whole blocks."""
    cycles, moved = call_cycles(design, platform), design.top_k * design.expert_bytes
    products = 3 * design.top_k * design.d_model * design.d_ff * design.pattern.keep // design.pattern.group
    if attention is not None:
        beside = attention.bytes(design) + design.experts * design.d_model * ROUTER_BYTES
        # The router's answer is awaited: two round trips, its scores and largest ones scanned, a division for each.
        waits = 2 * (platform.offchip_latency_cycles + design.experts + LOOP_DEPTH_CYCLES)
        cycles += math.ceil(beside / platform.offchip_bytes_per_cycle) + waits + design.top_k * DIVISION_CYCLES
        moved += beside
        products += 8 * beside // design.value_bits
    shortages = unit_resources(design).shortages(platform, design.units)
    held = design.layers
    if attention is not None:
        shortages = _beside(design, platform, attention)
        router = design.experts * design.d_model * ROUTER_BYTES
        stored = design.stored_bytes // design.layers + attention.bytes(design) + router
        held = int(_room_bytes(platform, design.units) // stored)
    ms = layers * platform.ms(cycles)
    rate = moved / (platform.ms(cycles) * 1e-3)
    return GatedEstimate(
        boards=-(-layers // max(1, held)), layers_a_board=held, cycles=cycles, ms=ms, moved_bytes=layers * moved,
        bandwidth_share=rate / platform.offchip_bytes_per_s,
        reachable_share=rate / (platform.offchip_bytes_per_s * platform.offchip_efficiency),
        energy=token_energy(platform, ms, layers * moved, layers * products, 0, ACTIVATION_BITS),
        shortages=shortages,
    )  # fmt: skip


def _beside(design: GatedDesign, platform: Platform, attention: Attention) -> tuple[Shortage, ...]:
    """What the board lacks for a unit of attention beside each unit of the experts: cells, or ports of HBM."""
    experts, other = unit_resources(design), attention.unit_resources(design)
    pair = Resources(experts.dsp + other.dsp, experts.bram18 + other.bram18)
    lacking = pair.shortages(platform, design.units)
    if platform.memory == "HBM" and 2 * design.units > HBM_MASTERS:
        lacking += (Shortage("HBM ports", 1, 2 * design.units, HBM_MASTERS, (("HBM", HBM_MASTERS),)),)
    return lacking
