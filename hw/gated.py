"""Layers of gated experts on a board, of which all are streamed from off-chip memory; everything here is modelled.

There is no kernel of these layers yet: this is what a stream of words at the memory's pace would give, with a fill for
each matrix and a round trip for each layer's router. A buffer would help little: of thousands of experts a board holds
a few. Weights lie in groups that share a 16-bit scale; of N:M pruned groups the kept weights and their places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from hw.energy import Energy, token_energy
from hw.kernel_cycles import DIVISION_CYCLES, LOOP_DEPTH_CYCLES

SCALE_BYTES = 2  # of a group of weights
ROUTER_BYTES = 2  # of a router's weight
CACHE_BYTES = 2  # of a key's or value's element
DSP_OF_SCALING = 4  # a group's sum by its scale
DSP_SHARE = 0.8  # Assumption: beyond it a region seldom meets its clock


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

    def weights(self, d_model: int) -> int:
        """Weights of the four projections."""
        return d_model * self.head_dim * (2 * self.heads + 2 * self.kv_heads)

    @property
    def cache_bytes(self) -> int:
        """Keys and values that a token reads."""
        return 2 * self.context * self.kv_heads * self.head_dim * CACHE_BYTES


@dataclass(frozen=True)
class GatedLayers:
    """A decoder's layers of gated experts (gate, up, down).

    Args:
        d_model, d_ff: inputs and hidden units of an expert.
        experts, top_k: experts of a layer, and those that a token uses.
        layers: how many there are.
        value_bits: of a weight, 4 or 8.
        group: weights that share a scale.
        pattern: kept weights of each group of the pruning pattern; 1:1 is dense.
        attention: of each layer where it is to be streamed too; None for the experts alone.
    Raises:
        ConfigError: a shape that does not divide, more experts chosen than there are, or other value bits.
    """

    d_model: int
    d_ff: int
    experts: int
    top_k: int
    layers: int
    value_bits: int
    group: int
    pattern: NMPattern
    attention: Attention | None = None

    def __post_init__(self) -> None:
        if self.value_bits not in (4, 8):
            raise ConfigError(f"gated: value_bits={self.value_bits} (expected 4 or 8)")
        if not 1 <= self.top_k <= self.experts:
            raise ConfigError(f"gated: top_k={self.top_k} (expected 1 to {self.experts})")
        for name in ("d_model", "d_ff"):
            if getattr(self, name) % self.group or self.group % self.pattern.group:
                raise ConfigError(
                    f"gated: {name}={getattr(self, name)} in groups of {self.group} at {self.pattern} (expected groups "
                    "that divide it, and that the pattern divides)"
                )

    @property
    def _kept(self) -> float:
        return self.pattern.keep / self.pattern.group

    @property
    def expert_weights(self) -> int:
        """Kept weights of an expert."""
        return round(3 * self.d_model * self.d_ff * self._kept)

    @property
    def place_bits(self) -> int:
        """Bits of a kept weight's place."""
        return 0 if self.pattern.keep == self.pattern.group else (self.pattern.group - 1).bit_length()

    @property
    def expert_bytes(self) -> int:
        """An expert as it is streamed."""
        scales = 3 * self.d_model * self.d_ff // self.group * SCALE_BYTES
        return math.ceil(self.expert_weights * (self.value_bits + self.place_bits) / 8) + scales

    @property
    def router_bytes(self) -> int:
        """A layer's router."""
        return self.experts * self.d_model * ROUTER_BYTES

    @property
    def attention_bytes(self) -> int:
        """A layer's projections, dense, in the experts' bits; 0 where attention is left out."""
        if self.attention is None:
            return 0
        weights = self.attention.weights(self.d_model)
        return weights * self.value_bits // 8 + weights // self.group * SCALE_BYTES

    @property
    def stored_bytes(self) -> int:
        """All layers in off-chip memory."""
        cache = self.attention.cache_bytes if self.attention else 0
        return self.layers * (self.experts * self.expert_bytes + self.router_bytes + self.attention_bytes + cache)

    @property
    def token_bytes(self) -> int:
        """What one token reads."""
        cache = self.attention.cache_bytes if self.attention else 0
        return self.layers * (self.top_k * self.expert_bytes + self.router_bytes + self.attention_bytes + cache)


@dataclass(frozen=True)
class GatedEstimate:
    """One token in all layers.

    Args:
        lanes: products a cycle.
        dsp: of the lanes and their scaling.
        cycles, ms: of a token.
        bandwidth_share: of the memory's peak, on average.
        reachable_share: of what long bursts reach.
        energy: of a token.
        bound: `off-chip memory`, or `DSP` where the board has too few of them to keep up with it.
    """

    lanes: int
    dsp: int
    cycles: int
    ms: float
    bandwidth_share: float
    reachable_share: float
    energy: Energy
    bound: str

    @property
    def tokens_per_s(self) -> float:
        """Tokens a second, one after the other."""
        return 1e3 / self.ms


def estimate_gated(model: GatedLayers, platform: Platform) -> GatedEstimate:
    """Model one token: as many lanes as the memory feeds, or as the board has.

    Raises:
        ConfigError: the layers do not fit the board's memory.
    """
    if model.stored_bytes > platform.offchip_capacity_bytes:
        raise ConfigError(
            f"gated: the layers take {model.stored_bytes:,} bytes ({platform.name} has "
            f"{platform.offchip_capacity_bytes:,.0f} of off-chip memory: prune further, or take fewer bits)"
        )
    # Products and bytes of each part of a layer; the lanes keep up with the densest.
    weights = model.expert_weights
    parts = [
        (model.top_k * weights, model.top_k * model.expert_bytes),
        (model.router_bytes // ROUTER_BYTES, model.router_bytes),
    ]
    if model.attention is not None:
        parts.append((model.attention.weights(model.d_model), model.attention_bytes))
        attended = 2 * model.attention.context * model.attention.heads * model.attention.head_dim
        parts.append((attended, model.attention.cache_bytes))
    fed = platform.offchip_bytes_per_cycle * max(products / size for products, size in parts)
    # A lane is a product; every 16 lanes share a scaling, which a group of 16 weights or more uses once.
    each = 1 + DSP_OF_SCALING / 16
    lanes = min(math.ceil(fed), int(DSP_SHARE * platform.dsp / each))
    per_layer = sum(products for products, _ in parts) / lanes
    streamed = model.token_bytes / model.layers / platform.offchip_bytes_per_cycle
    # The router's answer is awaited; the matrices of all chosen experts then follow each other as one stream.
    fills = 3 * model.top_k * LOOP_DEPTH_CYCLES
    waits = (
        2 * platform.offchip_latency_cycles + 2 * (model.experts + LOOP_DEPTH_CYCLES) + model.top_k * DIVISION_CYCLES
    )
    cycles = round(model.layers * (max(per_layer, streamed) + fills + waits))
    ms = platform.ms(cycles)
    moved = model.token_bytes / (ms * 1e-3)
    return GatedEstimate(
        lanes=lanes, dsp=math.ceil(lanes * each), cycles=cycles, ms=ms,
        bandwidth_share=moved / platform.offchip_bytes_per_s,
        reachable_share=moved / (platform.offchip_bytes_per_s * platform.offchip_efficiency),
        energy=token_energy(platform, ms, model.token_bytes, model.layers * sum(products for products, _ in parts), 0),
        bound="off-chip memory" if streamed >= per_layer else "DSP",
    )  # fmt: skip
