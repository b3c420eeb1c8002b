"""Figure 6: which expert follows which, and the most frequent activation paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.paper.values import beside, number
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import check_counts
from flame.routing import RoutingTrace, concatenate
from offline.intervals import statistic_interval
from offline.prediction.paths import PathCounts, Transitions, count_paths, count_transitions

PAPER_FIRST = number("share_first")
SHOWN_ENTRIES = 6  # at each end of a path, beside a bar

TITLE = "Transitions between experts, and the top paths (figure 6)"
READS = ("model", "routing traces")


@dataclass(frozen=True)
class Parameters:
    """What is shown.

    Args:
        top_paths: rows of the table of paths.
        shown_layer: layer of the heat map, with the layer before it; the last layer where a model has fewer.
        resamples: bootstrap draws over dialogues for the 95% intervals.
    """

    top_paths: int
    shown_layer: int
    resamples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("shown_layer",))


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context)
    trace = concatenate([traces.train, traces.tuning, traces.report])
    split = f"{traces.train_split} + {traces.tuning_split} + {traces.report_split}"
    shown = count_transitions(trace, min(parameters.shown_layer, trace.moe_layers - 1))
    every = [count_transitions(trace, layer) for layer in range(trace.moe_layers)]
    paths = count_paths(trace)
    rows: list[dict[str, Any]] = [_transition_row(split, trace.tokens, t) for t in every]
    rows += _path_rows(split, paths, parameters.top_paths)
    likely = np.nanmax(shown.probabilities)
    return Report(
        "fig6_transitions",
        TITLE,
        context.labels(),
        rows,
        paper=(
            beside(
                "transition", float(likely),
                ours_interval=_likeliest_interval(trace, shown.layer, parameters.resamples, context.settings.seed),
            ),
            beside("share_first", paths.share_of_tokens(1)),
        ),
        notes=(
            f"{traces.origin}.",
            "Transitions into layer 0 come from the last layer of the token before, within one dialogue: the circular "
            "path of section 5.2.",
        ),
        figures=(
            Figure(
                "transitions", f"Probability of each expert at layer {shown.layer}, given the one before it.",
                lambda canvas: _draw_heat_map(canvas, shown), width=7, height=6,
            ),
            Figure(
                "information", "What the entry before tells of each layer's expert: the likeliest follower's accuracy.",
                lambda canvas: _draw_information(canvas, every),
            ),
            Figure(
                "top_paths", f"The {parameters.top_paths} most frequent activation paths.",
                lambda canvas: _draw_paths(canvas, paths, parameters.top_paths), height=5,
            ),
        ),
        provenance=context.provenance(),
    )  # fmt: skip


def _likeliest_interval(trace: RoutingTrace, layer: int, resamples: int, seed: int) -> tuple[float, float]:
    """Of the likeliest transition into a layer, whichever it is in the dialogues drawn."""
    counts = np.stack([
        count_transitions(trace.select([i]), layer).counts for i in range(trace.examples)
        if layer or trace.example_lengths[i] > 1
    ])  # fmt: skip

    def likeliest(drawn: np.ndarray) -> float:
        return float(np.nanmax(Transitions(layer, counts[drawn].sum(axis=0)).probabilities))

    return statistic_interval(likeliest, len(counts), resamples, seed)


def _transition_row(split: str, tokens: int, transitions: Transitions) -> dict[str, Any]:
    probabilities = transitions.probabilities
    before, after = np.unravel_index(np.nanargmax(probabilities), probabilities.shape)
    counts = transitions.counts
    return {
        "split": split,
        "tokens": tokens,
        "kind": "transition",
        "layer": transitions.layer,
        "likeliest_before": int(before),
        "likeliest_after": int(after),
        "probability": float(probabilities[before, after]),
        "accuracy_of_likeliest": float(counts.max(axis=1).sum() / counts.sum()),
        "accuracy_of_marginal": float(counts.sum(axis=0).max() / counts.sum()),
        "mutual_information_bits": transitions.mutual_information_bits,
    }


def _path_rows(split: str, paths: PathCounts, top: int) -> list[dict[str, Any]]:
    return [
        {
            "split": split,
            "tokens": paths.tokens,
            "kind": "path",
            "rank": rank,
            "path": "-".join(map(str, path.tolist())),
            "tokens_on_path": int(count),
            "share_of_tokens": float(count / paths.tokens),
        }
        for rank, (path, count) in enumerate(zip(paths.paths[:top], paths.counts[:top], strict=True), start=1)
    ]


def _draw_heat_map(canvas: Canvas, transitions: Transitions) -> None:
    source = f"layer {transitions.layer - 1}" if transitions.layer else "the last layer, token before"
    axes = plots.new_axes(
        canvas, "Which expert follows which", f"expert at layer {transitions.layer}", f"expert at {source}"
    )
    probabilities = transitions.probabilities
    image = axes.imshow(probabilities, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.grid(visible=False)
    experts = len(probabilities)
    if experts <= 16:
        axes.set_xticks(range(experts))
        axes.set_yticks(range(experts))
        for (i, j), p in np.ndenumerate(probabilities):
            if np.isfinite(p):
                axes.text(
                    j, i, f"{p:.0%}", ha="center", va="center", fontsize=9, color="white" if p > 0.5 else "#333333"
                )
    canvas.colorbar(image, ax=axes, label="probability")


def _draw_information(canvas: Canvas, every: list[Transitions]) -> None:
    axes = plots.new_axes(canvas, "What one entry of context tells", "MoE layer", "accuracy")
    layers = np.arange(len(every))
    likeliest = [t.counts.max(axis=1).sum() / t.counts.sum() for t in every]
    marginal = [t.counts.sum(axis=0).max() / t.counts.sum() for t in every]
    axes.bar(layers - 0.2, marginal, 0.4, color=plots.MUTED, label="most frequent expert")
    axes.bar(layers + 0.2, likeliest, 0.4, color=plots.OURS, label="likeliest after the entry before")
    axes.set_ylim(0, 1)
    axes.set_xticks(layers[:: 1 + len(layers) // 16])
    plots.as_percent(axes)
    axes.legend(loc="upper left", ncols=2)


def _draw_paths(canvas: Canvas, paths: PathCounts, top: int) -> None:
    axes = plots.new_axes(canvas, "Most frequent activation paths", "share of the tokens", "")
    shares = paths.counts[:top] / paths.tokens
    names = [_shown(path.tolist()) for path in paths.paths[:top]]
    axes.barh(range(len(shares)), shares, color=plots.OURS)
    axes.set_yticks(range(len(shares)), names, family="monospace")
    axes.invert_yaxis()
    for i, share in enumerate(shares):
        axes.text(share, i, f" {share:.1%}", va="center", fontsize=10)
    axes.axvline(PAPER_FIRST, color=plots.PAPER, linestyle="--", linewidth=1.5)
    axes.annotate(f"paper: first path, {PAPER_FIRST:.1%}", (PAPER_FIRST, 1.0), xytext=(4, -4), va="top", fontsize=10,
                  xycoords=("data", "axes fraction"), textcoords="offset points", color="#666666")  # fmt: skip
    axes.set_xlim(0, 1.35 * max(PAPER_FIRST, float(shares[0])))
    plots.as_percent(axes, "x")


def _shown(path: list[int]) -> str:
    """A path as an axis has room for it: both ends of a long one."""
    if len(path) <= 2 * SHOWN_ENTRIES:
        return "-".join(map(str, path))
    return f"{'-'.join(map(str, path[:SHOWN_ENTRIES]))} … {'-'.join(map(str, path[-SHOWN_ENTRIES:]))}"
