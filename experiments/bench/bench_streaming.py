"""Decoding with streamed experts, against the model held in memory and against offloading to disk (table 1 made real).

Every configuration decodes the same tokens in turns, batch 1. The time counted is that of the decoder's MoE layers
(router, waiting for experts, experts), as in table 1; the rest of the decoder runs too and is reported beside it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from experiments.bench.streaming_rows import rows_of
from experiments.bench.streaming_subjects import own_subject, random_subject
from experiments.paper.paper_routing import PaperRouting
from experiments.paper.values import beside
from flame.app import plots
from flame.app.config import BufferSettings
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError, check_counts, near_names
from flame.storage.artifact import Labels
from offline.prediction.hidden import HiddenSchedule

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Decoding with streamed experts, against resident ones and disk offload"
READS = (
    "model",
    "accuracy dialogues",
    "routing traces",
    "pruning.pattern",
    "predictor.known_layers",
    "predictor.path",
    "buffer",
)

STREAMED = ("baseline", "nm", "cepr", "both")
OF_PAPER = {"nm": "N:M", "cepr": "CEPR", "both": "both"}  # its names of the configurations
_DEVICES = ("cpu", "cuda")


@dataclass(frozen=True)
class Parameters:
    """What is decoded, and how; pattern, slots of a layer, policy and known layers come from their groups.

    Args:
        geometry: sizes of the random model (as `conf/model/random_switch.yaml`); null leaves it out. With
            `model=random_switch` the sizes are that model's.
        routing: the random model's routers are made to follow a trace drawn from this.
        embedded: whether the model of the configuration is timed as well, with its own routing.
        hidden_dialogues: dialogues that a predictor from hidden states is learnt from, for the model of the
            configuration; 0 leaves it out, unless `predictor.path` names one that is stored.
        hidden_learning: how it is learnt.
        value_types: of packed values; each gives its own four streamed rows.
        store_bytes_per_s, store_latency_s: link between store and memory.
        preload: numbers of experts to preload for a decision; each predicted configuration takes the one that was
            fastest on examples that the figures do not use.
        threads: of torch and the kernels.
        source_tokens: length of the encoder's output that the decoder attends to, for the random model.
        examples, tokens: decodings that are timed, and tokens of each at most.
        warm_up_examples: decodings before them, which also choose `preload`.
        disk_tokens: tokens decoded with accelerate's disk_offload, of which the first is not counted; 0 leaves it out.
        loss_dialogues: dialogues on which the loss of the embedded model is measured.
        device: cpu, or cuda (the first device). On cuda the store is page-locked host memory, its link is the one that
            there is (its bandwidth is measured; store_bytes_per_s and store_latency_s are not used).
    """

    geometry: dict[str, int] | None
    routing: PaperRouting
    embedded: bool
    hidden_dialogues: int
    hidden_learning: HiddenSchedule
    value_types: tuple[str, ...]
    store_bytes_per_s: float
    store_latency_s: float
    preload: tuple[int, ...]
    threads: int
    source_tokens: int
    examples: int
    tokens: int
    warm_up_examples: int
    disk_tokens: int
    loss_dialogues: int
    device: str

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("disk_tokens", "hidden_dialogues"))
        if self.tokens < 2:
            raise ConfigError(f"experiment.tokens: {self.tokens} (expected at least 2)")
        for name in ("value_types", "preload"):
            if not getattr(self, name):
                raise ConfigError(f"experiment.{name}: is empty (expected at least one)")
        if self.device not in _DEVICES:
            raise ConfigError(f"experiment.device: {self.device!r} is unknown ({near_names(self.device, _DEVICES)})")
        if self.device == "cuda" and not torch.cuda.is_available():
            raise ConfigError("experiment.device: cuda, but torch finds no CUDA device (choose cpu)")
        if self.geometry is None and not self.embedded:
            raise ConfigError(
                "experiment.embedded: false beside experiment.geometry=null (expected one model at least)"
            )


def run(context: Context, parameters: Parameters) -> Report:
    """Time every configuration on the random model at real size, and on the model of the configuration."""
    p = parameters
    rows: list[dict[str, Any]] = []
    notes = [_counted_note(p, context.settings.buffer)]
    load = os.getloadavg()[0]
    before = torch.get_num_threads()
    torch.set_num_threads(p.threads)
    gc.disable()  # as timeit does: a collection takes longer than a token, and falls on whoever decodes then
    try:
        random = context.settings.model.source == "random"
        geometry = context.settings.model.geometry if random else p.geometry
        if geometry is not None:
            subject, said = random_subject(context, geometry, p)
            notes.append(said)
            rows += rows_of(context, subject, p)
        if p.embedded and not random:
            rows += rows_of(context, own_subject(context, p), p)
    finally:
        gc.enable()
        torch.set_num_threads(before)
    notes += [
        f"{os.cpu_count()} CPUs, {p.threads} threads; load average {load:.1f} at the start (a busy machine slows all "
        "configurations, and not alike).",
        _link_note(p),
        "limit_ms: what the experts' bytes forbid to undercut, for the loads as they were: bytes demanded too late by "
        "the link's bandwidth, plus bytes computed by the memory bandwidth measured in the same run. "
        "resident_over_limit is the speed-up over resident that remains when all else takes no time.",
        "products_ms: what the experts' products take by themselves, measured between the decodings; around_ms is the "
        "rest of compute_ms: Python, torch's dispatch and the buffer's bookkeeping, which run on caches that the dense "
        "blocks have just swept.",
        "cepr and both preload what a CEPR table predicts, hidden what the next layer's router, learnt on, says of the "
        "present router's input. stall_saved_ms: waiting without prediction (baseline, nm: experts packed alike) less "
        "that with it. stall_caused_ms: the part of stall_ms that preloads caused, behind one under way or for an "
        "expert that one had evicted. predicting_ms: what compute_ms grew by; predicting_share: over a token's whole "
        "time. won_ms: what the MoE layers take less, all told. rested_per_token: decisions of a token for which "
        "nothing was preloaded, since that had lost time.",
        "Resident and disk_offload are transformers in the model's own type; they stand beside each value type because "
        "they were timed in turns with it (disk_offload after it).",
    ]
    notes += [_stall_note(row) for row in rows if "stall_saved_ms" in row]
    shown = [row for row in rows if row["model"] == rows[0]["model"] and "ms_per_token" in row]
    notes += [_forbidden_note(shown, value_type) for value_type in p.value_types]
    return Report(
        "bench_streaming", TITLE, Labels(rows[0]["weights"], "measured"), rows, paper=_paper(shown), notes=notes,
        figures=[
            Figure("bench_streaming", "Where the time of the MoE layers goes; the rest of the decoder is "
                   "not shown. Ticks: what the bytes loaded and computed forbid to undercut.",
                   lambda canvas: _draw(canvas, shown), height=5.5),
            Figure("stall", "Waiting for experts with each predictor, and what of it preloads caused. Ticks: the "
                   "waiting without prediction.", lambda canvas: _draw_stall(canvas, rows), height=5.5),
        ],
        provenance=context.provenance(model=p.embedded and not random, dataset=p.embedded and not random),
    )  # fmt: skip


def _counted_note(p: Parameters, buffer: BufferSettings) -> str:
    if p.device == "cuda":
        store = f"store in page-locked memory, model on {torch.cuda.get_device_name()}"
    else:
        store = f"store behind {p.store_bytes_per_s / 1e9:g} GB/s"
    return (
        f"Batch 1, {buffer.slots} slots a layer ({buffer.policy}), {store}. ms_per_token counts the decoder's MoE "
        "layers: router, stall, experts and what joins them; rest_ms is the rest of the decoder, which hides loads "
        "but is not counted there; token_ms is both. Means, since medians would hide stalls."
    )


def _link_note(p: Parameters) -> str:
    if p.device == "cuda":
        return "The clock waits for the device at the beginning and the end of what it counts."
    return (
        "The link's time passes on the clock: no thread is woken for it, as none is for a device that writes to memory "
        "by itself; what such a device takes of the memory's bandwidth is not taken here."
    )


def _stall_note(row: Mapping[str, Any]) -> str:
    """What a predictor saves and costs, in words."""
    unit = "us" if row["stall_ms"] + row["stall_saved_ms"] < 0.1 else "ms"
    saved, caused, left, choosing, won = (
        f"{row[key] * (1e3 if unit == 'us' else 1):.3g}"
        for key in ("stall_saved_ms", "stall_caused_ms", "stall_ms", "predicting_ms", "won_ms")
    )
    verdict = f"a token wins {won} {unit}" if row["won_ms"] > 0 else f"a token loses {won.removeprefix('-')} {unit}"
    return (
        f"{row['model']}, {row['configuration']} in {row['value_type']}: prediction saves {saved} {unit} of waiting a "
        f"token and leaves {left}, of which preloads cause {caused}; predicting takes {choosing}: {verdict}."
    )


def _forbidden_note(rows: Sequence[Mapping[str, Any]], value_type: str) -> str:
    """What stands between "both" and a higher speed-up over resident."""
    ours = {row["configuration"]: row for row in rows if row["beside"] == value_type}
    resident, both = ours["resident"]["ms_per_token"], ours["both"]
    return (
        f"{value_type}: both is {both['speedup_over_resident']:.2f}x resident. It would be "
        f"{resident / (both['ms_per_token'] - both['around_ms']):.2f}x if what is around the products took no time, "
        f"and {both['resident_over_limit']:.2f}x at the limit of the bytes. A whole token is "
        f"{both['token_speedup_over_resident']:.2f}x: what streaming makes quicker beside the experts hides less of "
        "their loads."
    )


def _paper(rows: Sequence[Mapping[str, Any]]) -> list[PaperValue]:
    ours = {(row["configuration"], row["beside"]): row for row in rows}
    values = []
    for value_type in dict.fromkeys(row["beside"] for row in rows):
        for name in STREAMED[1:]:
            row = ours[name, value_type]
            values += [
                _of_type(f"gain_{OF_PAPER[name]}", value_type, row["speedup_over_baseline"]),
                _of_type(f"times_{OF_PAPER[name]}", value_type, row["speedup_over_resident"]),
            ]
    return values


def _of_type(id: str, value_type: str, ours: float) -> PaperValue:
    value = beside(id, ours)
    return replace(
        value, id=f"{id}_{value_type}", quantity=f"{value.quantity}; ours with {value_type}, both sides on this machine"
    )


def _draw_stall(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    shown = [row for row in rows if row.get("stall_saved_ms") is not None][::-1]
    axes = plots.new_axes(canvas, "Waiting for experts", "ms a token", "")
    names = {"cepr": "CEPR, dense experts", "both": "CEPR", "hidden": "hidden states"}
    for place, row in enumerate(shown):
        caused, before = row["stall_caused_ms"], row["stall_ms"] + row["stall_saved_ms"]
        axes.barh(place, row["stall_ms"] - caused, color=plots.OURS, label="waiting" if not place else None)
        axes.barh(
            place, caused, left=row["stall_ms"] - caused, color=plots.ACCENT,
            label="of it caused by preloads" if not place else None,
        )  # fmt: skip
        axes.plot([before] * 2, [place - 0.42, place + 0.42], color="black", linewidth=1.5,
                  label="without prediction" if not place else None)  # fmt: skip
        axes.annotate(f"{row['stall_saved_ms'] / max(before, 1e-9):.0%} saved", (max(before, row["stall_ms"]), place),
                      xytext=(6, 0), textcoords="offset points", va="center")  # fmt: skip
    labels = [f"{row['model']}, {row['value_type']}\n{names[row['configuration']]}" for row in shown]
    axes.set_yticks(range(len(shown)), labels, fontsize=9)
    axes.set_xlim(0, 1.3 * max((row["stall_ms"] + max(0.0, row["stall_saved_ms"]) for row in shown), default=1.0))
    axes.grid(axis="y", visible=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.12), ncols=3, fontsize=9)


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    shown = [row for row in rows if row["configuration"] != "disk_offload"]
    groups = list(dict.fromkeys(row["beside"] for row in shown))
    longest = max(row["ms_per_token"] for row in shown)
    for axes, group in zip(np.atleast_1d(canvas.subplots(1, len(groups), sharey=True)), groups, strict=True):
        chosen = [row for row in shown if row["beside"] == group][::-1]
        plots.label(axes, f"experts in {group}", "ms a token in the MoE layers", "")
        left = np.zeros(len(chosen))
        parts = (("router_ms", "router", plots.MUTED), ("stall_ms", "stall", plots.ACCENT),
                 ("products_ms", "products", plots.OURS), ("around_ms", "around them", plots.SECOND))  # fmt: skip
        for key, name, colour in parts:
            widths = np.array([row[key] for row in chosen])
            axes.barh(range(len(chosen)), widths, left=left, color=colour, label=name, height=0.7)
            left += widths
        for place, row in enumerate(chosen):
            speed = f"{row['speedup_over_resident']:.1f}x resident"
            axes.annotate(speed, (row["ms_per_token"], place), xytext=(5, 0), textcoords="offset points", va="center")
            axes.plot([row["limit_ms"]] * 2, [place - 0.42, place + 0.42], color="black", linewidth=1.5)
        axes.set_yticks(range(len(chosen)), [row["configuration"] for row in chosen])
        axes.set_xlim(0, longest * 1.35)
        axes.grid(axis="y", visible=False)
    axes.plot([], [], color="black", linewidth=1.5, label="limit of the bytes")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=10)
