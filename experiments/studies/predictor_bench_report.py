"""What a predictor bench says of its results: notes, the two aims in words, and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from experiments.tools.routing_traces import SplitTraces
from flame.app import plots
from flame.routing import RoutingTrace
from offline.prediction.accuracy import Accuracy
from offline.prediction.predictors import Candidate

if TYPE_CHECKING:
    from experiments.studies.predictor_bench import Parameters


@dataclass(frozen=True)
class Competitor:
    """A predictor in the bench.

    Args:
        known_layers: entries of the context of a CEPR or incremental table; None for others.
        budget_bytes: what trees were cut to; None for others.
    """

    family: str
    predictor: Candidate
    known_layers: int | None = None
    budget_bytes: int | None = None


@dataclass(frozen=True)
class Result:
    """How right a competitor was on a trace."""

    competitor: Competitor
    accuracy: Accuracy
    trace: RoutingTrace

    @property
    def family(self) -> str:
        return self.competitor.family

    @property
    def predictor(self) -> Candidate:
        return self.competitor.predictor


def equal_bytes_rival(budget_bytes: int, results: Sequence[Result]) -> Result | None:
    """The most accurate CEPR table, dense or compressed, of no more bytes than a budget."""
    fitting = [r for r in results if r.family.startswith("CEPR") and r.predictor.storage_bits <= budget_bytes * 8]
    return max(fitting, key=lambda r: r.accuracy.overall) if fitting else None


def notes(results: Sequence[Result], traces: SplitTraces, parameters: Parameters) -> tuple[str, ...]:
    lines = [
        f"Learnt on {traces.train_split} ({traces.train.tokens:,} tokens, {traces.train.examples:,} examples); what is "
        f"kept of the trees and which token classes they use is chosen on {traces.tuning_split} "
        f"({traces.tuning.tokens:,}); measured on {traces.report_split} ({traces.report.tokens:,}). {traces.origin}.",
        "index_bits counts everything that is kept for prediction: for trees the exported image with header, token "
        "tags and rank directory; for compressed tables keys or bitmaps and counts; for adaptive tables 16-bit "
        "counters.",
        "reads are the most dependent reads of that storage for one prediction. Trees with token classes predict once "
        "the token that enters the decoder is known, which is before its first router. Gates and the oracle keep "
        "nothing.",
        f"Gates were heard on {parameters.gate_dialogues} dialogues of the report split."
        if traces.report_dialogues
        else "Gates: not run (a stored trace has no hidden states that they could hear).",
        "A shuffled trace must not be predicted better than by its marginal, a fresh gate must be right always.",
    ]
    lines += _verdicts(results)
    if traces.train.tokens < 200_000:
        lines.append(
            f"The tables learnt on {traces.train.tokens:,} tokens only; the learning curves show what more would give "
            "(dataset=chitchat dataset.trace_dialogues=null experiment.excerpt_turns=20 gives over 200,000)."
        )
    return tuple(lines)


def _verdicts(results: Sequence[Result]) -> list[str]:
    """The two aims in words: 2 KB for the best CEPR of n up to 6, and the gain at equal bytes from 144 on."""
    cepr = [r for r in results if r.family == "CEPR" and (r.competitor.known_layers or 0) <= 6]
    trees = [(r, r.competitor.budget_bytes) for r in results if r.competitor.budget_bytes is not None]
    lines = []
    small = [r for r, budget in trees if budget <= 2048]
    if cepr and small:
        best, ours = (max(group, key=lambda r: r.accuracy.overall) for group in (cepr, small))
        verdict = "reaches" if ours.accuracy.overall >= best.accuracy.overall else "does not reach"
        lines.append(f"Within 2 KB, {_in_words(ours)} {verdict} the best CEPR table of n up to 6: {_in_words(best)}.")
    gains = []
    for budget in sorted({budget for _, budget in trees if budget >= 144}):
        rival = equal_bytes_rival(budget, results)
        ours = max((r for r, own in trees if own == budget), key=lambda r: r.family == "token trees")
        if rival is not None:
            points = 100 * (ours.accuracy.overall - rival.accuracy.overall)
            gains.append(f"{budget:,} bytes {points:+.1f} (CEPR {rival.accuracy.overall:.1%})")
    if gains:
        lines.append(f"Points above the best CEPR, dense or compressed, of no more bytes: {'; '.join(gains)}.")
    return lines


def _in_words(result: Result) -> str:
    size = result.predictor.storage_bits / 8
    return f"{result.predictor.name} ({result.accuracy.overall:.1%} with {size:,.0f} bytes)"


def draw_front(canvas: Canvas, rows: Sequence[dict[str, Any]], traces: SplitTraces) -> None:
    axes = plots.new_axes(canvas, "Better than CEPR at the same bytes", "bytes of index", "held-out accuracy")
    learnt = [row for row in rows if row["kind"] == "learnt"]
    for family, color, mark in (
        ("CEPR", plots.OURS, "o"), ("CEPR, compressed", plots.FOURTH, "o"), ("incremental", plots.MUTED, "s"),
        ("path trees", plots.SECOND, "^"), ("token trees", plots.ACCENT, "D"),
        ("adaptive CEPR", plots.THIRD, "v"),
    ):  # fmt: skip
        chosen = [row for row in learnt if row["family"] == family]
        axes.semilogx(
            [row["index_bytes"] for row in chosen], [row["accuracy"] for row in chosen], mark, color=color, label=family
        )
    front = sorted((row["index_bytes"], row["accuracy"]) for row in learnt if row["on_pareto_front"])
    axes.plot(*zip(*front, strict=True), color="#444444", linewidth=1, zorder=0, label="Pareto front")
    for name in ("marginal", "previous token", "stale gate"):
        for row in (row for row in rows if row["family"] == name):
            plots.paper_line(axes, row["accuracy"], name)
    axes.axvline(2048, color=plots.PAPER, linewidth=1)
    axes.annotate("2 KB", (2048, 0.01), xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points")
    axes.set_xlim(right=2e6)  # dense tables of longer contexts lie beyond, and are no better
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def draw_layers(canvas: Canvas, results: Sequence[Result], parameters: Parameters) -> None:
    axes: Axes = plots.new_axes(canvas, "Where trees win", "MoE layer", "held-out accuracy")
    layers = np.arange(results[0].trace.moe_layers)
    for family, color, style in (
        ("marginal", plots.MUTED, ":"), ("CEPR", plots.OURS, "o-"), ("path trees", plots.SECOND, "^-"),
        ("token trees", plots.ACCENT, "D-"), ("stale gate", plots.THIRD, "s--"),
    ):  # fmt: skip
        chosen = [r for r in results if r.family == family and r.predictor.storage_bits <= 2048 * 8]
        if chosen:
            best = max(chosen, key=lambda r: r.accuracy.overall)
            axes.plot(layers, best.accuracy.per_layer, style, color=color, label=best.predictor.name)
    axes.set_ylim(0, 1)
    axes.set_xticks(layers)
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def draw_curves(canvas: Canvas, curves: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "How much routing is enough", "tokens learnt from", "held-out accuracy")
    for name in dict.fromkeys(row["predictor"] for row in curves):
        chosen = [row for row in curves if row["predictor"] == name]
        axes.semilogx([r["train_tokens"] for r in chosen], [r["accuracy"] for r in chosen], "o-", label=name)
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
