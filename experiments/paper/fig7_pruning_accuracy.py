"""Accuracy against N:M sparsity of the experts (paper figure 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray

from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import check_counts
from flame.nm_pattern import NMPattern
from offline.evaluation import EvaluationSet, below_dense_note
from offline.intervals import ratio_interval
from offline.pruning.masks import apply_masks, magnitude_masks, nm_mask

TITLE = "Accuracy against N:M sparsity (figure 7)"
READS = ("model", "accuracy dialogues", "pruning.pad")

CAPTION = (
    "Held-out loss, agreement with the dense model and ROUGE of pruned experts, without any retraining. The band is "
    "the 95% bootstrap interval of the difference from dense on the same dialogues, the bars those of ROUGE itself."
)


@dataclass(frozen=True)
class Parameters:
    """What is tried, with the magnitude criterion.

    Args:
        patterns: N:M patterns; one that keeps every weight is the dense model.
        loss_dialogues, rouge_dialogues: dialogues of the report split, at equal distances; None takes all.
        max_target_tokens: reference tokens that the loss counts, for each dialogue.
        batch: dialogues computed together.
        bootstrap_samples: resamplings for the 95% intervals.
    """

    patterns: tuple[str, ...]
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for text in self.patterns:
            NMPattern.parse(text)


def run(context: Context, parameters: Parameters) -> Report:
    """Prune at each pattern, measure held-out loss and ROUGE."""
    p = parameters
    patterns = sorted({NMPattern.parse(text) for text in p.patterns}, key=lambda n: (n.sparsity, n.group))
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        context.model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    dense, pad = judge.loss(context.model), context.settings.pruning.pad
    rows: list[dict[str, Any]] = []
    dense_scores: NDArray[Any] | None = None
    for pattern in context.progress(patterns, "patterns"):
        model = context.model
        if pattern.sparsity:
            masks = magnitude_masks(model, lambda matrix, nm=pattern: nm_mask(matrix, nm, pad=pad))  # type: ignore[misc]
            model = apply_masks(model, masks)
        facts, scores = judge.facts_and_scores(model, dense)
        dense_scores = scores if dense_scores is None and not pattern.sparsity else dense_scores
        rows.append(
            {"model": model.name, "pattern": str(pattern), "sparsity": pattern.sparsity, "criterion": "magnitude"}
            | facts
            | _over_dense(scores, dense_scores, p.bootstrap_samples, context.settings.seed)
        )
    return Report(
        "fig7_pruning_accuracy",
        TITLE,
        context.labels(),
        rows,
        notes=_notes(rows),
        figures=[Figure("pruning_accuracy", CAPTION, lambda canvas: _draw(canvas, rows), 13.5, 4.2)],
        provenance=context.provenance(),
    )


def _over_dense(scores: NDArray[Any], dense: NDArray[Any] | None, samples: int, seed: int) -> dict[str, float]:
    """ROUGE-1 over the dense model's on the same dialogues, with the interval of dialogues drawn for both."""
    if dense is None or not dense.sum():
        return {}
    low, high = ratio_interval(scores, dense, samples, seed)
    return {
        "rouge1_over_dense": float(scores.sum() / dense.sum()),
        "rouge1_over_dense_low": low,
        "rouge1_over_dense_high": high,
    }


def _notes(rows: Sequence[dict[str, Any]]) -> list[str]:
    losses = [(row["pattern"], row["loss_nats"]) for row in rows]
    falls = [f"{b[0]} below {a[0]}" for a, b in pairwise(losses) if b[1] < a[1]]
    trend = (
        f"The loss does not grow at every step: {', '.join(falls)}; the intervals tell whether that is noise."
        if falls
        else "Held-out loss grows with sparsity at every step."
    )
    return [
        "All expert matrices of encoder and decoder are pruned by magnitude, without retraining.",
        "The paper's figure 7 has curves without values; its text says that N:M pruning preserves accuracy as sparsity "
        "increases, so there is no value to set beside ours.",
        trend,
        *below_dense_note(rows, "pattern"),
        "Next tokens predicted as by the dense model: "
        + ", ".join(f"{row['pattern']} {row['agreement_with_dense']:.3f}" for row in rows)
        + ". This shows how far pruning moves the model even where the references do not mind.",
    ]


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    left, middle, right = canvas.subplots(1, 3)
    x = [row["sparsity"] for row in rows]
    plots.label(left, "Held-out loss", "sparsity of the experts", "nats a token (teacher-forced)")
    loss = [row["loss_nats"] for row in rows]
    dense = loss[0] - rows[0]["loss_increase_nats"]
    low, high = ([dense + row[f"loss_increase_nats_{end}"] for row in rows] for end in ("low", "high"))
    left.fill_between(x, low, high, color=plots.OURS, alpha=0.15, linewidth=0)
    left.plot(x, loss, "o-", color=plots.OURS)
    plots.label(middle, "Same next token as dense", "sparsity of the experts", "share of tokens")
    agreement = [row["agreement_with_dense"] for row in rows]
    middle.plot(x, agreement, "o-", color=plots.ACCENT)
    middle.set_ylim(0, 1.08)
    plots.as_percent(middle)
    for axes, values in ((left, loss), (middle, agreement)):
        for row, value in zip(rows, values, strict=True):
            axes.annotate(
                row["pattern"], (row["sparsity"], value), (0, 8), textcoords="offset points", ha="center", fontsize=9
            )
    if all("rouge1" in row for row in rows):
        plots.label(right, "Summaries", "sparsity of the experts", "ROUGE (F-measure)")
        for i, (name, text) in enumerate((("rouge1", "ROUGE-1"), ("rougeL", "ROUGE-L"), ("rouge2", "ROUGE-2"))):
            values = [row[name] for row in rows]
            spread = [
                [row[name] - row[f"{name}_low"] for row in rows],
                [row[f"{name}_high"] - row[name] for row in rows],
            ]
            right.errorbar(x, values, spread, fmt="o-", capsize=3, color=plots.SERIES[i], label=text)
        right.set_ylim(bottom=0)
        right.legend(ncols=3, fontsize=9, loc="upper center", columnspacing=1, handletextpad=0.4)
        right.set_ylim(top=1.25 * max(row["rouge1_high"] for row in rows) or 1.0)
    else:
        right.set_visible(False)
    for axes in (left, middle, right):
        plots.as_percent(axes, "x")
