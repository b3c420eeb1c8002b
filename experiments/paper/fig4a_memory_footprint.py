"""How much of a Switch transformer is experts, from the real configurations, without weights (paper figure 4a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure as Canvas

from experiments.paper.values import beside, number
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.storage.artifact import Labels

TITLE = "Memory of experts and of everything else (figure 4a)"
READS = ()

PAPER = {n: number(f"expert_share_{n}") for n in (8, 256)}


@dataclass(frozen=True)
class Parameters:
    """Geometry of the models.

    Args:
        num_experts: experts of a layer, a model for each number.
        d_model, d_ff, d_kv: widths of the residual stream, of an expert and of a head, in weights.
        num_heads: heads of an attention.
        encoder_blocks, decoder_blocks: blocks of each stack.
        encoder_moe_layers, decoder_moe_layers: those of them that have experts.
        vocabulary: tokens of the embedding.
        position_buckets: of the relative positions.
        bytes_per_weight: of the checkpoint as released.
    """

    num_experts: tuple[int, ...]
    d_model: int
    d_ff: int
    num_heads: int
    d_kv: int
    encoder_blocks: int
    decoder_blocks: int
    encoder_moe_layers: int
    decoder_moe_layers: int
    vocabulary: int
    position_buckets: int
    bytes_per_weight: int

    def __post_init__(self) -> None:
        check_counts(
            self,
            "experiment",
            zero=("encoder_blocks", "decoder_blocks", "encoder_moe_layers", "decoder_moe_layers", "position_buckets"),
        )
        if not self.num_experts:
            raise ConfigError("experiment.num_experts=[]: expected numbers of at least 1")
        for stack in ("encoder", "decoder"):
            blocks, moe_layers = getattr(self, f"{stack}_blocks"), getattr(self, f"{stack}_moe_layers")
            if moe_layers > blocks:
                raise ConfigError(
                    f"experiment.{stack}_moe_layers={moe_layers}: expected at most {stack}_blocks={blocks}"
                )


@dataclass(frozen=True)
class WeightCount:
    """Weights of one model by what they belong to."""

    experts: int
    routers: int
    dense_ffn: int
    attention: int
    norms: int
    position_biases: int
    embedding: int

    def non_experts(self, parts: Sequence[str]) -> int:
        """Sum of the named parts."""
        return sum(getattr(self, part) for part in parts)


# The ways of counting "all weights" that were tried, by the parts that they take beside the experts.
_BODY = ("routers", "dense_ffn", "attention", "norms", "position_biases")
COUNTINGS: dict[str, tuple[str, ...]] = {
    "without embeddings": _BODY,
    "all weights, shared embedding once": (*_BODY, "embedding"),
    "embedding and output projection": (*_BODY, "embedding", "embedding"),
    "matrices of the blocks only": ("dense_ffn", "attention"),
    "feed-forward layers only": ("dense_ffn",),
}
HEADLINE = "without embeddings"


def count_weights(p: Parameters, num_experts: int) -> WeightCount:
    """Weights of a Switch transformer with tied embeddings, by part; equal to what transformers builds."""
    blocks = p.encoder_blocks + p.decoder_blocks
    moe_layers = p.encoder_moe_layers + p.decoder_moe_layers
    ffn = 2 * p.d_model * p.d_ff
    attention = 4 * p.d_model * p.num_heads * p.d_kv
    return WeightCount(
        experts=moe_layers * num_experts * ffn,
        routers=moe_layers * num_experts * p.d_model,
        dense_ffn=(blocks - moe_layers) * ffn,
        attention=attention * (p.encoder_blocks + 2 * p.decoder_blocks),  # the decoder also attends to the encoder
        norms=p.d_model * (2 * p.encoder_blocks + 3 * p.decoder_blocks + 2),
        position_biases=2 * p.position_buckets * p.num_heads,
        embedding=p.vocabulary * p.d_model,
    )


def run(context: Context, parameters: Parameters) -> Report:
    """Count the weights of each model in each way."""
    rows: list[dict[str, Any]] = []
    for num_experts in parameters.num_experts:
        count = count_weights(parameters, num_experts)
        for counting, parts in COUNTINGS.items():
            others = count.non_experts(parts)
            rows.append(
                {
                    "model": f"switch-base-{num_experts}",
                    "num_experts": num_experts,
                    "counting": counting,
                    "expert_weights": count.experts,
                    "non_expert_weights": others,
                    "expert_fraction": count.experts / (count.experts + others),
                    "paper_fraction": PAPER.get(num_experts),
                    "expert_bytes": count.experts * parameters.bytes_per_weight,
                    "non_expert_bytes": others * parameters.bytes_per_weight,
                }
            )
    headline = [row for row in rows if row["counting"] == HEADLINE]
    ours = {row["num_experts"]: row["expert_fraction"] for row in headline}
    paper = [beside(f"expert_share_{n}", ours.get(n), ours_kind="arithmetic") for n in PAPER]
    return Report(
        "fig4a_memory_footprint",
        TITLE,
        Labels("none"),
        rows,
        paper,
        _notes(rows),
        [Figure("memory_footprint", "Weights of switch-base-8 to -256; the share of the experts is above each bar "
                f"({HEADLINE}).", lambda canvas: _draw(canvas, headline), height=4.8)],
        context.provenance(model=False, dataset=False),
    )  # fmt: skip


def _notes(rows: Sequence[dict[str, Any]]) -> list[str]:
    errors: dict[str, list[float]] = {}
    for row in rows:
        if row["paper_fraction"] is not None:
            errors.setdefault(row["counting"], []).append(row["expert_fraction"] - row["paper_fraction"])
    tried = [
        f"Counting '{counting}': {' and '.join(f'{100 * e:+.2f}' for e in differences)} points against the paper."
        for counting, differences in errors.items()
    ]
    return [
        "Counted from the published configurations; no weights are loaded.",
        "The paper does not say what it counts. No one counting gives both of its values; the nearest leaves the "
        "embeddings out, and is the one drawn.",
        *tried,
    ]


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Experts are nearly all of the model", "", "GB as released (log scale)")
    places = range(len(rows))
    experts = [row["expert_bytes"] / 1e9 for row in rows]
    others = [row["non_expert_bytes"] / 1e9 for row in rows]
    axes.bar([x - 0.2 for x in places], experts, 0.38, color=plots.OURS, label="experts")
    axes.bar([x + 0.2 for x in places], others, 0.38, color=plots.MUTED, label="everything else")
    for x, row, height in zip(places, rows, experts, strict=True):
        text = f"{row['expert_fraction']:.2%}"
        if row["paper_fraction"] is not None:
            text += f"\npaper {100 * row['paper_fraction']:.2f}%"
        axes.annotate(
            text, (x - 0.2, height), (0, 4), textcoords="offset points", ha="center", va="bottom", fontsize=10
        )
    axes.set_yscale("log")
    axes.set_ylim(min(others) / 2, max(experts) * 4)
    axes.minorticks_off()
    axes.set_xticks(list(places), [row["model"].replace("base-", "base-\n") for row in rows])
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper left")
