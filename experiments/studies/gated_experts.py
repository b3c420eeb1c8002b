"""Gated experts of today's models, streamed from a board's memory: tokens a second, bandwidth and energy, modelled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from hw.energy import NAME as ENERGY_MODEL
from hw.gated import Attention, GatedLayers, estimate_gated

TITLE = "Gated experts of today's models on a board, all streamed from off-chip memory, modelled"
READS = ("platform",)


@dataclass(frozen=True)
class Parameters:
    """The model's shapes, and what is tried of it.

    Args:
        d_model, d_ff, experts, top_k, layers: the model's shapes.
        heads, kv_heads, head_dim, context: of its attention, and the tokens whose keys and values are read.
        group: weights that share a scale.
        value_bits: bits of a weight, a row for each.
        patterns: pruning patterns, a row for each; 1:1 is dense.
    """

    d_model: int
    d_ff: int
    experts: int
    top_k: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    context: int
    group: int
    value_bits: tuple[int, ...]
    patterns: tuple[str, ...]

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Nothing is read but the configuration."""
    return context.inputs()


def run(context: Context, parameters: Parameters) -> Report:
    """Estimate the experts alone, and the whole decoder blocks, where the board holds them.

    Raises:
        ConfigError: a shape that does not divide, or the board holds none of it.
    """
    p = parameters
    attention = Attention(p.heads, p.kv_heads, p.head_dim, p.context)
    rows: list[dict[str, Any]] = []
    left_out = []
    platform = context.settings.platform
    for bits in p.value_bits:
        for pattern in p.patterns:
            experts = GatedLayers(
                p.d_model, p.d_ff, p.experts, p.top_k, p.layers, bits, p.group, NMPattern.parse(pattern)
            )
            for part, model in (("experts", experts), ("whole blocks", replace(experts, attention=attention))):
                try:
                    found = estimate_gated(model, platform)
                    slowest = estimate_gated(model, platform.at_its_least())
                except ConfigError as error:
                    left_out.append(f"int{bits} at {pattern}, {part}: {error}")
                    continue
                rows.append({
                    "part": part, "value_bits": bits, "pattern": pattern, "expert_bytes": model.expert_bytes,
                    "stored_bytes": model.stored_bytes, "token_bytes": model.token_bytes, "lanes": found.lanes,
                    "dsp": found.dsp, "tokens_per_s": found.tokens_per_s, "tokens_per_s_slowest": slowest.tokens_per_s,
                    "bandwidth_share": found.bandwidth_share, "reachable_share": found.reachable_share,
                    "energy_mj": found.energy.total_uj * 1e-3, "bound": found.bound,
                    "experts_on_chip": platform.buffer_bytes // model.expert_bytes,
                })  # fmt: skip
    if not rows:
        raise ConfigError(f"gated_experts: the board holds none of it ({left_out[0]})")
    notes = [
        "Modelled, and of no kernel yet: words of weights at the memory's pace, a fill for each matrix, the router's "
        "answer awaited in each layer. bandwidth_share is of the memory's peak, reachable_share of what the board's "
        "assumed efficiency leaves of it; tokens_per_s_slowest is at its lowest clock and efficiency.",
        f"{platform.name}: {p.layers} layers of {p.experts} experts, {p.top_k} a token, {p.d_model} x {p.d_ff}; scales "
        f"of 16 bits for groups of {p.group}. Whole blocks add attention's projections, dense, and keys and values of "
        f"{p.context} tokens; embeddings and the vocabulary are left out.",
        f"Energy model: {ENERGY_MODEL}; products of 8 bits, those of 4 bits are not told apart.",
        *(f"Not shown: {reason}" for reason in left_out),
    ]
    return Report(
        "gated_experts",
        TITLE,
        Labels("none", "modelled"),
        rows,
        notes=notes,
        provenance=context.provenance(model=False, dataset=False),
    )
