"""N:M, unstructured and column-balanced block pruning of the experts at one sparsity (paper figure 4b)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray

from experiments.paper.values import beside
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError, check_counts
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from offline.evaluation import EvaluationSet, below_dense_note
from offline.intervals import ratio_interval
from offline.pruning.masks import (
    apply_masks,
    block_mask,
    expert_drop_masks,
    expert_matrices,
    magnitude_masks,
    nm_mask,
    unstructured_mask,
)

TITLE = "Three pruning strategies at equal sparsity (figure 4b)"
READS = ("model", "accuracy dialogues", "pruning.pattern", "pruning.pad")

COLOURS = {
    "dense": plots.MUTED, "N:M": plots.OURS, "unstructured": plots.SECOND, "column-balanced block": plots.ACCENT,
    "whole experts": plots.THIRD,
}  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """What is compared at the sparsity of `pruning.pattern`, and on how much.

    Args:
        block: rows and columns of a block; balance: `column`, `row` or `none`.
        drop_experts: also drop whole experts, the smallest by norm.
        illustration_columns: columns of the small matrix on which the paper's simplified comparison of index storage
            is made (figure 1e).
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7.
    """

    block: tuple[int, int]
    balance: str
    drop_experts: bool
    illustration_columns: int
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def run(context: Context, parameters: Parameters) -> Report:
    """Prune a copy with each strategy by magnitude, measure held-out loss, ROUGE and index storage."""
    p, model = parameters, context.model
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    if p.illustration_columns % pattern.group:
        raise ConfigError(
            f"experiment.illustration_columns={p.illustration_columns}: expected a multiple of the group of {pattern}"
        )
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    dense = judge.loss(model)
    rows: list[dict[str, Any]] = []
    scores: dict[str, NDArray[Any]] = {}
    for strategy, prune in context.progress(
        _strategies(p, pattern, context.settings.pruning.pad).items(), "strategies"
    ):
        pruned = prune(model)
        kept = [float((matrix != 0).float().mean()) for _, matrix in expert_matrices(pruned)]
        facts, scores[strategy] = judge.facts_and_scores(pruned, dense)
        rows.append(
            {"model": model.name, "strategy": strategy, "sparsity": 1 - sum(kept) / len(kept)}
            | _index_storage(strategy, p, pattern, model)
            | facts
        )
    by_name = {row["strategy"]: row for row in rows}
    return Report(
        "fig4b_pruning_strategies",
        TITLE,
        context.labels(),
        rows,
        _paper(by_name, scores, p.bootstrap_samples, context.settings.seed),
        _notes(by_name, p),
        [Figure("pruning_strategies", f"Experts pruned to {100 * pattern.sparsity:.0f}% by magnitude, without "
                "retraining: held-out loss above the dense model, with 95% intervals of the paired difference; how "
                "often the likeliest next token is the dense model's; bits of index for each weight. R-1 is ROUGE-1.",
                lambda canvas: _draw(canvas, rows), 13.5, 4.2)],
        context.provenance(),
    )  # fmt: skip


def _strategies(p: Parameters, pattern: NMPattern, pad: bool) -> dict[str, Callable[[MoeModel], MoeModel]]:
    def by_mask(mask_of: Callable[[torch.Tensor], torch.Tensor]) -> Callable[[MoeModel], MoeModel]:
        return lambda model: apply_masks(model, magnitude_masks(model, mask_of))

    chosen: dict[str, Callable[[MoeModel], MoeModel]] = {
        "dense": lambda model: model,
        "unstructured": by_mask(lambda w: unstructured_mask(w, pattern.sparsity)),
        "N:M": by_mask(lambda w: nm_mask(w, pattern, pad=pad)),
        "column-balanced block": by_mask(lambda w: block_mask(w, pattern.sparsity, p.block, p.balance)),
    }
    if p.drop_experts:
        chosen["whole experts"] = lambda model: apply_masks(model, expert_drop_masks(model, pattern.sparsity))
    return chosen


def _index_storage(strategy: str, p: Parameters, pattern: NMPattern, model: MoeModel) -> dict[str, Any]:
    """Bits of index a weight, in the smallest encoding, and a kept weight in the paper's simplified scenario.

    Unstructured rows need a bitmask or, for each kept weight, its column (and a row pointer). Blocks need one bit
    each. In the simplified scenario each kept weight has the number of its column: among all columns of a small
    matrix if unstructured, within its group if N:M.
    """
    rows, cols = model.d_ff, model.d_model
    if strategy == "N:M":
        return {
            "index_bits_per_weight": pattern.index_bits(pattern.best_encoding) / pattern.group,
            "simplified_index_bits_per_kept_weight": float((pattern.group - 1).bit_length()),
        }
    if strategy == "unstructured":
        density = pattern.keep / pattern.group
        columns = (cols - 1).bit_length() * density + math.ceil(math.log2(rows * cols + 1)) / cols
        return {
            "index_bits_per_weight": min(1.0, columns),
            "simplified_index_bits_per_kept_weight": float((p.illustration_columns - 1).bit_length()),
        }
    if strategy == "column-balanced block":
        return {"index_bits_per_weight": 1 / (p.block[0] * p.block[1])}
    return {"index_bits_per_weight": 0.0 if strategy == "dense" else 1 / (rows * cols)}


def _paper(
    rows: Mapping[str, Mapping[str, Any]], scores: Mapping[str, NDArray[Any]], samples: int, seed: int
) -> list[PaperValue]:
    nm, free, block = ("N:M", "unstructured", "column-balanced block")
    bits = "simplified_index_bits_per_kept_weight"

    def kept(over: str) -> tuple[float, float, float] | None:
        """ROUGE-1 of N:M over another strategy's, with the interval of dialogues drawn for both."""
        above, below = scores[nm], scores[over]
        return (float(above.sum() / below.sum()), *ratio_interval(above, below, samples, seed)) if below.sum() else None

    lost = better = None
    lost_interval = better_interval = None
    if of_free := kept(free):
        lost, lost_interval = 1 - of_free[0], (1 - of_free[2], 1 - of_free[1])
    if of_block := kept(block):
        better, better_interval = of_block[0] - 1, (of_block[1] - 1, of_block[2] - 1)
    return [
        beside("nm_index", rows[nm][bits] / rows[free][bits], ours_kind="arithmetic"),
        beside("nm_accuracy_lost", lost, ours_interval=lost_interval),
        beside("nm_over_block", better, ours_interval=better_interval),
    ]


def _notes(rows: Mapping[str, Mapping[str, Any]], p: Parameters) -> list[str]:
    loss = {name: row["loss_increase_nats"] for name, row in rows.items()}
    between = loss["unstructured"] <= loss["N:M"] <= loss["column-balanced block"]
    order = ", ".join(f"{name} {loss[name]:+.3f}" for name in ("unstructured", "N:M", "column-balanced block"))
    agreement = ", ".join(f"{name} {row['agreement_with_dense']:.3f}" for name, row in rows.items() if name != "dense")
    scores = [row for name, row in rows.items() if "rouge1" in row and name != "dense"]
    apart = not scores or max(row["rouge1_low"] for row in scores) > min(row["rouge1_high"] for row in scores)
    words = "lies" if between else "does not lie"
    return [
        f"Loss above dense, nats a token: {order}. N:M {words} between the other two as in the paper.",
        f"Next tokens predicted as by the dense model: {agreement}. This shows how far a strategy moves the model even "
        "where the references do not mind.",
        *below_dense_note(rows.values(), "strategy"),
        *(
            []
            if apart
            else [
                "The 95% intervals of all strategies' ROUGE-1 overlap: on these dialogues only the loss and "
                "the agreement tell them apart."
            ]
        ),
        f"Assumption: blocks of {p.block[0]} x {p.block[1]} weights ranked by L2 norm, balance by {p.balance} (Peng et "
        "al. 2021); the paper gives neither its block nor its rule.",
        "Assumption: the paper's accuracy is ROUGE-1, and its simplified index comparison (figure 1e) numbers the "
        f"columns of a matrix of {p.illustration_columns} columns. In the smallest encodings at real size, "
        f"unstructured takes {rows['unstructured']['index_bits_per_weight']:.3f} bits a weight and N:M "
        f"{rows['N:M']['index_bits_per_weight']:.3f}.",
    ]


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    left, middle, right = canvas.subplots(1, 3)
    pruned = [row for row in rows if row["strategy"] != "dense"]
    names = [row["strategy"].replace(" block", "\nblock").replace(" experts", "\nexperts") for row in pruned]
    colours = [COLOURS[row["strategy"]] for row in pruned]
    plots.label(left, "Held-out loss", "", "nats a token above dense")
    values = [row["loss_increase_nats"] for row in pruned]
    spread = [
        [row["loss_increase_nats"] - row["loss_increase_nats_low"] for row in pruned],
        [row["loss_increase_nats_high"] - row["loss_increase_nats"] for row in pruned],
    ]
    left.bar(names, values, 0.6, color=colours, yerr=spread, capsize=5)
    for i, (row, value) in enumerate(zip(pruned, values, strict=True)):
        text = f"{value:+.3f}" + (f"\nR-1 {100 * row['rouge1']:.1f}" if "rouge1" in row else "")
        top = max(row["loss_increase_nats_high"], 0)
        left.annotate(text, (i, top), (0, 4), textcoords="offset points", ha="center", fontsize=10)
    left.margins(y=0.2)
    plots.label(middle, "Same next token as dense", "", "share of tokens")
    middle.set_ylim(0, 1)
    plots.as_percent(middle)
    plots.label(right, "Index storage", "", "bits a weight")
    shares, bits = ([row[key] for row in pruned] for key in ("agreement_with_dense", "index_bits_per_weight"))
    for axes, heights, form in ((middle, shares, "{:.1%}"), (right, bits, "{:.3f}")):
        axes.bar(names, heights, 0.6, color=colours)
        for i, height in enumerate(heights):
            text = form.format(height)
            axes.annotate(text, (i, height), (0, 4), textcoords="offset points", ha="center", fontsize=10)
    for axes in (left, middle, right):
        axes.grid(axis="x", visible=False)
        axes.tick_params(axis="x", labelsize=8)
