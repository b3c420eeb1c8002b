"""Speculation against plain streaming and against prediction without it, at several links and slots."""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from experiments.bench.speculation_rows import TAIL, TURN, WARM_UP, rows_of
from experiments.bench.speculation_subjects import Grid, RandomModel, own_subject, random_subject
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.storage.artifact import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Speculation: drafts of resident upper halves, checked with streamed exact experts"
READS = ("model", "accuracy dialogues", "routing traces", "pruning.pattern", "predictor.known_layers", "buffer.policy")


@dataclass(frozen=True)
class Parameters:
    """What is decoded, and how; the pattern and the predictor come from their groups.

    Args:
        embedded: how the model of the configuration is decoded, with its own acceptance; null leaves it out.
        table_dialogues: of the traces' corpus, from which its prediction table learns.
        random: a random model at real sizes; null leaves it out.
        draft_tokens: lengths of drafts; 0 leaves the length to the stream, which may turn drafts off.
        threads: of torch and the kernels.
    """

    embedded: Grid | None
    table_dialogues: int
    random: RandomModel | None
    draft_tokens: tuple[int, ...]
    threads: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("draft_tokens",))
        if not self.draft_tokens:
            raise ConfigError("experiment.draft_tokens: is empty (expected at least one)")
        if self.random is None and self.embedded is None:
            raise ConfigError("experiment.embedded: null beside experiment.random=null (expected one model at least)")


def run(context: Context, parameters: Parameters) -> Report:
    """Decode the same texts with every configuration in turns, at every link and number of slots."""
    p, rows = parameters, []
    load, before = os.getloadavg()[0], torch.get_num_threads()
    torch.set_num_threads(p.threads)
    gc.disable()
    try:
        if p.embedded is not None:
            rows += rows_of(context, own_subject(context, p.embedded, p.table_dialogues), p.draft_tokens)
        if p.random is not None:
            for share in p.random.given_acceptance:
                rows += rows_of(context, random_subject(context, p.random, share), p.draft_tokens)
    finally:
        gc.enable()
        torch.set_num_threads(before)
    notes = [
        f"{os.cpu_count()} CPUs, {p.threads} threads; load average {load:.1f} at the start (a busy machine slows all "
        "configurations, and not alike; more threads than free CPUs wait for one another at each product). Batch 1, "
        f"greedy; not counted are the first token of each answer, {WARM_UP} after it and the last {TAIL}; a round "
        f"counts where its first token does. All configurations write an answer in turns of {TURN} tokens, there and "
        "back. speedup_low, speedup_high: 95% interval, bootstrapped over turns, each with plain streaming's over the "
        "same tokens.",
        "streaming: whole int8 experts. prediction: the same with the table's preloads. more_slots: the same with the "
        "slots that the draft's bytes would give beside (draft_slots). halves: upper halves resident, no draft. "
        "speculation: draft_tokens of 0 is a length that the stream chooses, and may be none.",
        "routing: own is the model's; the routers of a random model follow a trace. equal: every token is that of "
        "resident experts. acceptance: of the drafted tokens, those then chosen; with given_acceptance the draft runs "
        "and its choice is replaced by the right token as often as that says, by dice.",
    ]
    return Report(
        "bench_speculation", TITLE, Labels(rows[0]["weights"], "measured"), rows, notes=notes,
        figures=_figures(rows),
        provenance=context.provenance(model=p.embedded is not None, dataset=p.embedded is not None),
    )  # fmt: skip


def _figures(rows: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """A figure for each model and acceptance."""
    of_each: dict[tuple[str, float | None], list[Mapping[str, Any]]] = {}
    for row in rows:
        of_each.setdefault((row["model"], row.get("given_acceptance")), []).append(row)
    figures = []
    for (model, given), own in of_each.items():
        name = model if given is None else f"{model}_{round(100 * given)}"
        accepted = "its own drafts" if given is None else f"{given:.0%} of drafted tokens made right"
        caption = f"{model}, {accepted}: tokens a second and bytes loaded a token over plain streaming's."
        figures.append(Figure(name, caption, functools.partial(_draw, rows=own), width=11, height=6.5))
    return figures


BARS = (  # configuration, whether drafts have a fixed length, colour, name
    ("prediction", False, plots.MUTED, "prediction, no draft"),
    ("more_slots", False, plots.SECOND, "the draft's bytes as slots"),
    ("halves", False, plots.FOURTH, "halves, no draft"),
    ("speculation", False, plots.OURS, "draft, length chosen"),
    ("speculation", True, plots.ACCENT, "draft, best fixed length"),
)


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    """Speeds above bytes: a group of bars for each link and number of slots, on an axis of ratios."""
    groups = sorted({(row["slots"], row["link_bytes_per_s"]) for row in rows})
    known = [bar for bar in BARS if any(_is(row, bar) for row in rows)]
    width = 0.8 / len(known)
    both = np.atleast_1d(canvas.subplots(2, 1, sharex=True))
    for axes, column, name in (
        (both[0], "speedup_over_streaming", "tokens/s over\nplain streaming's"),
        (both[1], "bytes_over_streaming", "bytes a token over\nplain streaming's"),
    ):
        plots.label(axes, "", "", name)
        for place, bar in enumerate(known):
            at = np.arange(len(groups)) + (place - (len(known) - 1) / 2) * width
            best = [_best(rows, bar, group) for group in groups]
            heights = tops = np.array([row[column] for row in best])
            axes.bar(at, heights, 0.92 * width, color=bar[2], label=bar[3])
            if column == "speedup_over_streaming":
                tops = np.array([row["speedup_high"] for row in best])
                ends = heights - [row["speedup_low"] for row in best], tops - heights
                axes.errorbar(at, heights, np.maximum(ends, 0), fmt="none", ecolor="black", elinewidth=0.8, capsize=2)
            for x, top, height in zip(at, tops, heights, strict=True):
                axes.annotate(
                    f"{height:.2f}", (x, top), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=8,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0},
                )  # fmt: skip
        axes.axhline(1, color="black", linewidth=0.8)
        axes.grid(False, axis="x")
        axes.margins(y=0.12)
    both[1].set_xticks(range(len(groups)), [f"{slots} slots\n{_speed(link)}" for slots, link in groups])
    both[0].legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(known), fontsize=9)


def _speed(link: float) -> str:
    return f"{link / 1e9:.3g} GB/s" if link >= 1e9 else f"{link / 1e6:.3g} MB/s"


def _is(row: Mapping[str, Any], bar: tuple[str, bool, str, str]) -> bool:
    return row["configuration"] == bar[0] and bool(row.get("draft_tokens")) == bar[1]


def _best(
    rows: Sequence[Mapping[str, Any]], bar: tuple[str, bool, str, str], group: tuple[int, float]
) -> Mapping[str, Any]:
    """A bar's fastest row."""
    own = [row for row in rows if _is(row, bar) and (row["slots"], row["link_bytes_per_s"]) == group]
    return max(own, key=lambda row: row["speedup_over_streaming"])
