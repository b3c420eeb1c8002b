"""Figure 5: how unevenly tokens spread over the expert activation paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.paper.values import beside, number
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import check_counts
from flame.routing import RoutingTrace, concatenate
from offline.intervals import statistic_interval
from offline.prediction.paths import PathCounts, count_paths

TITLE = "Skew of expert activation paths (figure 5)"
READS = ("model", "routing traces")


@dataclass(frozen=True)
class Parameters:
    """What is counted.

    Args:
        top_paths: paths whose share of the tokens is given.
        frequent_over: a path is frequent with more tokens than this.
        rare_within: a path is rare with at most so many tokens.
        paper_tokens: tokens of the paper's trace, to which both thresholds belong; shares are also given with the
            thresholds scaled to the size of the trace at hand.
        window_layers: MoE layers of the paper's model; of one with more, paths through windows of so many consecutive
            layers are counted as well, since whole paths hardly repeat there.
        resamples: bootstrap draws over dialogues for the 95% intervals.
    """

    top_paths: int
    frequent_over: int
    rare_within: int
    paper_tokens: int
    window_layers: int
    resamples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context)
    whole = concatenate([traces.train, traces.tuning, traces.report])
    everything = count_paths(whole)
    parts = {
        f"{traces.train_split} + {traces.tuning_split} + {traces.report_split}": everything,
        traces.report_split: count_paths(traces.report),
    }
    rows = [_row(split, counts, parameters) for split, counts in parts.items()]
    rows += _window_rows(next(iter(parts)), whole, parameters)
    return Report(
        "fig5_path_skew",
        TITLE,
        context.labels(),
        rows,
        paper=_paper(everything, whole, parameters.resamples, context.settings.seed),
        notes=(
            f"{traces.origin}; a path is a token's expert at each of its {whole.moe_layers} MoE layers.",
            "Nothing is learnt here, so the first row counts all splits; the shares of frequent and rare paths depend "
            f"on the length of the trace, so they are also given with thresholds scaled from the paper's "
            f"{parameters.paper_tokens:,} tokens to this trace.",
            "Intervals are bootstrapped over dialogues. Counts of distinct paths have none: a drawn sample repeats "
            "dialogues, so it always has fewer paths than the trace.",
            *(
                [
                    f"Rows with layers count paths through {parameters.window_layers} consecutive MoE layers, as many "
                    "as the paper's model has; paths through all layers hardly repeat in a deep model."
                ]
                if whole.moe_layers > parameters.window_layers
                else []
            ),
            "The paper calls the top ten 0.2% of the paths; ten of its 11,693 paths are 0.09%.",
        ),
        figures=(
            Figure(
                "path_frequency",
                f"Tokens on each path, by rank, and the share of the tokens that the most frequent paths hold "
                f"({everything.tokens:,} tokens).",
                lambda canvas: _draw(canvas, everything),
                width=11,
            ),
        ),
        provenance=context.provenance(),
    )


def _row(split: str, counts: PathCounts, parameters: Parameters) -> dict[str, Any]:
    scale = counts.tokens / parameters.paper_tokens
    return {
        "split": split,
        "tokens": counts.tokens,
        "possible_paths": counts.possible,
        "distinct_paths": counts.distinct,
        "tokens_on_first_path": int(counts.counts[0]),
        "tokens_on_second_path": int(counts.counts[1]) if counts.distinct > 1 else 0,
        "share_of_tokens_on_first_path": counts.share_of_tokens(1),
        f"share_of_tokens_on_top_{parameters.top_paths}": counts.share_of_tokens(parameters.top_paths),
        f"share_of_paths_over_{parameters.frequent_over}_tokens": counts.share_of_paths_over(parameters.frequent_over),
        f"share_of_paths_within_{parameters.rare_within}_tokens": counts.share_of_paths_within(parameters.rare_within),
        "share_of_paths_over_scaled": counts.share_of_paths_over(parameters.frequent_over * scale),
        "share_of_paths_within_scaled": counts.share_of_paths_within(max(1.0, parameters.rare_within * scale)),
        "paths_for_half_of_tokens": int(np.searchsorted(counts.counts.cumsum(), counts.tokens / 2) + 1),
    }


def _window_rows(split: str, trace: RoutingTrace, parameters: Parameters) -> list[dict[str, Any]]:
    """Paths through windows of consecutive layers, which do not overlap; none in a model without more layers."""
    width = parameters.window_layers
    if trace.moe_layers <= width:
        return []
    rows = []
    for first in range(0, trace.moe_layers - width + 1, width):
        window = RoutingTrace(trace.experts[:, first : first + width], trace.example_ptr, trace.num_experts)
        rows.append(_row(split, count_paths(window), parameters) | {"layers": f"{first} to {first + width - 1}"})
    return rows


def _paper(counts: PathCounts, trace: RoutingTrace, resamples: int, seed: int) -> tuple[PaperValue, ...]:
    _, path_of_token = np.unique(trace.paths(), axis=0, return_inverse=True)
    dialogue_of_token = np.repeat(np.arange(trace.examples), trace.example_lengths)

    def drawn_counts(drawn: np.ndarray) -> np.ndarray:
        times = np.bincount(drawn, minlength=trace.examples)
        return np.sort(np.bincount(path_of_token.ravel(), weights=times[dialogue_of_token]))[::-1]

    def value(id: str, of: Callable[[np.ndarray], float]) -> PaperValue:
        interval = statistic_interval(lambda drawn: of(drawn_counts(drawn)), trace.examples, resamples, seed)
        return beside(id, of(counts.counts), ours_interval=interval)

    return (
        beside("possible_paths", counts.possible, ours_kind="arithmetic"),
        beside("distinct_paths", counts.distinct),
        value("tokens_first", lambda c: float(c[0])),
        value("tokens_second", lambda c: float(c[1]) if len(c) > 1 else 0.0),
        value("share_first", lambda c: float(c[0] / c.sum())),
        value("share_top_ten", lambda c: float(c[:10].sum() / c.sum())),
        beside("paths_over_1000", counts.share_of_paths_over(1000)),
        beside("paths_within_10", counts.share_of_paths_within(10)),
        beside("top_ten_of_paths", 10 / counts.distinct),
    )


def _draw(canvas: Canvas, counts: PathCounts) -> None:
    left, right = canvas.subplots(1, 2)
    rank = np.arange(1, counts.distinct + 1)
    left.loglog(rank, counts.counts, color=plots.OURS)
    plots.label(left, "Tokens on each path", "rank of the path", "tokens on the path")
    right.semilogx(rank, counts.counts.cumsum() / counts.tokens, color=plots.OURS, label="this trace")
    share = number("share_top_ten")
    right.plot([10], [share], "D", color=plots.PAPER, label=f"paper: top 10 paths, {share:.1%}")
    top = min(10, counts.distinct)
    right.plot([top], [counts.share_of_tokens(top)], "o", color=plots.ACCENT, label=f"top {top} here")
    right.set_ylim(0, 1)
    plots.label(right, "Share of the tokens", "most frequent paths", "")
    plots.as_percent(right)
    right.legend(loc="lower right")
