"""Gated experts of today's models, streamed from a board's memory: tokens a second, bandwidth and energy, modelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.storage.artifact import Labels
from hw.energy import NAME as ENERGY_MODEL
from hw.gated.design import GatedDesign
from hw.gated.estimate import Attention, design_for, estimate_gated, unit_resources
from hw.host_calls import HostCalls
from hw.kept_kernels import GATED
from hw.project.ports import transfers

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
    """Estimate the experts by their kernel, and the whole decoder blocks.

    Raises:
        ConfigError: a shape that does not divide, or the board's memory holds no layer of it.
    """
    p = parameters
    attention = Attention(p.heads, p.kv_heads, p.head_dim, p.context)
    platform = context.settings.platform
    rows: list[dict[str, Any]] = []
    left_out = []
    for bits, pattern in product(p.value_bits, p.patterns):
        try:
            design = design_for(
                platform, p.d_model, p.d_ff, p.experts, p.top_k, bits, NMPattern.parse(pattern), p.group
            )
        except ConfigError as error:
            left_out.append(f"int{bits} at {pattern}: {error}")
            continue
        for part, of in (("experts", None), ("whole blocks", attention)):
            rows.append(_row(p, design, platform, part, of) | {"value_bits": bits, "pattern": pattern})
    if not rows:
        raise ConfigError(f"gated_experts: the board holds none of it ({left_out[0]})")
    return Report(
        "gated_experts",
        TITLE,
        Labels("none", "modelled"),
        rows,
        notes=_notes(p, platform, left_out),
        provenance=context.provenance(model=False, dataset=False),
    )


def _row(
    p: Parameters, design: GatedDesign, platform: Platform, part: str, attention: Attention | None
) -> dict[str, Any]:
    found = estimate_gated(design, platform, p.layers, attention)
    slowest = estimate_gated(design, platform.at_its_least(), p.layers, attention)
    host = HostCalls.gated(p.layers, design.units, transfers(design, platform)).ms()
    each = unit_resources(design)
    return {
        "part": part, "kernel": _kernel(design) if attention is None else "none of attention", "units": design.units,
        "word_bits": design.word_bits, "lanes": design.units * design.lanes, "layers_a_board": found.layers_a_board,
        "boards": found.boards, "layer_cycles": found.cycles, "tokens_per_s": found.tokens_per_s,
        "tokens_per_s_slowest": slowest.tokens_per_s, "bandwidth_share": found.bandwidth_share,
        "reachable_share": found.reachable_share, "energy_mj": found.energy.total_uj * 1e-3,
        "token_bytes": found.moved_bytes, "expert_bytes": design.expert_bytes, "dsp": design.units * each.dsp,
        "bram18": design.units * each.bram18, "fits": "; ".join(map(str, found.shortages)) or "yes",
        "host_ms": list(host),
    }  # fmt: skip


def _kernel(design: GatedDesign) -> str:
    kept = [name for name, (made, _) in GATED.items() if made == design]
    return f"kept: {kept[0]}" if kept else "needs Allo"


def _notes(p: Parameters, platform: Platform, left_out: Sequence[str]) -> list[str]:
    return [
        "Modelled: the emitted kernel's loops word by word, memory at its pace. bandwidth_share is of the memory's "
        "peak, reachable_share of what the board's assumed efficiency leaves of it; tokens_per_s_slowest is at its "
        "lowest clock and efficiency. Several boards that hold the model compute one after the other.",
        f"{platform.name}: {p.layers} layers of {p.experts} experts, {p.top_k} a token, {p.d_model} x {p.d_ff}; scales "
        f"of 16 bits for groups of {p.group}. A layer's experts and their shares come from the model's own router.",
        f"Whole blocks add router and attention's projections, dense, and keys and values of {p.context} tokens as a "
        "stream that no kernel of ours reads; embeddings and the vocabulary are left out. Whether they fit is modelled "
        "with a unit of attention beside each unit of the experts, assumed to take as much and its heads' scores.",
        "host_ms is what a host's transfers and starts add to a token at an assumed least and most; it is in no other "
        "figure.",
        f"Energy model: {ENERGY_MODEL}; products of 16 bits.",
        *(f"Not shown: {reason}" for reason in left_out),
    ]
