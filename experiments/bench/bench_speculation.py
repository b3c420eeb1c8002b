"""Speculation against plain streaming and against prediction without it, at several links and slots."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from experiments.bench.speculation_rows import rows_of
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
        random: a random model at real sizes; null leaves it out.
        draft_tokens: lengths of drafts; 0 leaves the length to the stream, which may turn drafts off.
        threads: of torch and the kernels.
    """

    embedded: Grid | None
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
            rows += rows_of(context, own_subject(context, p.embedded), p.draft_tokens)
        if p.random is not None:
            for share in p.random.given_acceptance:
                rows += rows_of(context, random_subject(context, p.random, share), p.draft_tokens)
    finally:
        gc.enable()
        torch.set_num_threads(before)
    notes = [
        f"{os.cpu_count()} CPUs, {p.threads} threads; load average {load:.1f} at the start (a busy machine slows all "
        "configurations, and not alike). Batch 1, greedy; the first token of each answer is not counted.",
        "streaming: whole int8 experts. prediction: the same with the table's preloads. more_slots: the same with the "
        "slots that the draft's bytes would give beside (draft_slots). halves: upper halves resident, no draft. "
        "speculation: draft_tokens of 0 is a length that the stream chooses, and may be none.",
        "routing: own is the model's; the routers of a random model follow a trace. equal: every token is streaming's. "
        "acceptance: of the drafted tokens, those then chosen; where given is true, "
        "the draft runs and its choice is replaced by the right token as often as stated, by dice.",
    ]
    return Report(
        "bench_speculation", TITLE, Labels(rows[0]["weights"], "measured"), rows, notes=notes,
        figures=[Figure("bench_speculation", "Tokens a second over plain streaming's, and bytes loaded a token.",
                        lambda canvas: _draw(canvas, rows), width=10, height=5)],
        provenance=context.provenance(model=p.embedded is not None, dataset=p.embedded is not None),
    )  # fmt: skip


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    shown = [row for row in rows if (row["model"], row["acceptance_given"]) == _first(rows)]
    slots = sorted({row["slots"] for row in shown})
    speeds, volumes = np.atleast_1d(canvas.subplots(1, 2))
    for axes, column, name in (
        (speeds, "speedup_over_streaming", "tokens a second / streaming's"),
        (volumes, "bytes_over_streaming", "bytes a token / streaming's"),
    ):
        plots.label(axes, "", "link (MB/s)", name)
        for configuration, colour in (("prediction", plots.MUTED), ("more_slots", plots.SECOND),
                                      ("halves", plots.ACCENT), ("speculation", plots.OURS)):  # fmt: skip
            for style, count in zip(("-", "--", ":", "-."), slots, strict=False):
                chosen = [
                    row for row in shown
                    if row["configuration"] == configuration and row["slots"] == count and not row["draft_tokens"]
                ]  # fmt: skip
                if chosen:
                    axes.plot(
                        [row["link_bytes_per_s"] / 1e6 for row in chosen], [row[column] for row in chosen], style,
                        color=colour, marker="o", label=f"{configuration}, {count} slots",
                    )  # fmt: skip
        axes.set_xscale("log")
        axes.axhline(1, color="black", linewidth=0.8)
    volumes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=9)


def _first(rows: Sequence[Mapping[str, Any]]) -> tuple[str, bool]:
    return rows[0]["model"], rows[0]["acceptance_given"]
