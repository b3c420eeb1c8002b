"""Whole tokens of a model on a device: as transformers has it, with packed experts that are all there, and streamed.

Every way continues the same texts by itself, one sequence, in turns. On a CUDA device packed and streamed steps are
timed both captured as CUDA graphs and not (`online.serving.device_step`).
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas
from transformers.generation import BaseStreamer

from experiments.bench.bench_batches import DEVICES, PERCENTILES, absent
from experiments.bench.bench_kernels import check_known, check_some, torch_threads
from experiments.bench.streaming_stores import packed_stores
from experiments.tools.routing_traces import trace_to_learn
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, FlameWarning, check_counts
from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.prediction_table import PredictionTable
from flame.storage.artifact import Labels
from offline.prediction.cepr import build_cepr_table
from online.kernels.nm_kernels import VALUE_TYPES
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import Session, stream

TITLE = "Whole tokens on a device: resident, streamed, captured"
READS = (
    "model", "accuracy dialogues", "routing traces", "pruning.pattern", "pruning.value_type", "predictor.known_layers",
    "buffer.policy",
)  # fmt: skip

_UNCOUNTED = 4  # tokens of an answer: the prompt's own, and those until a step is captured


@dataclass(frozen=True)
class Parameters:
    """What is timed; pattern, value type, policy and known layers come from their groups.

    Args:
        devices: of `experiments.bench.bench_batches.DEVICES`; one that is not there is a row that says so.
        slots: of each layer; each gives rows without prediction and with it.
        texts: that are continued, after one that is not counted.
        tokens: of each.
        table_dialogues: of the traces' corpus, from which the prediction table learns.
        threads: on a CPU.
    """

    devices: tuple[str, ...]
    slots: tuple[int, ...]
    texts: int
    tokens: int
    table_dialogues: int
    threads: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for name in ("devices", "slots"):
            check_some(f"experiment.{name}", getattr(self, name))
        check_known("experiment.devices", self.devices, DEVICES)
        if self.tokens <= _UNCOUNTED:
            raise ConfigError(f"experiment.tokens: {self.tokens} (expected above {_UNCOUNTED}, which are not counted)")


@dataclass(eq=False)
class _Way:
    """One way to decode.

    Attributes:
        facts: of its row.
        model: its own, whose weights are shared.
        opened: what has its experts computed; a stream tells hits.
        captured: whether steps may be captured.
        ms: of each counted token.
        answers: ids of each text.
    """

    facts: dict[str, Any]
    model: MoeModel
    opened: AbstractContextManager[Session | None]
    captured: bool
    ms: list[float] = field(default_factory=list)
    answers: list[torch.Tensor] = field(default_factory=list)
    session: Session | None = None


class _Clock(BaseStreamer):  # type: ignore[misc]
    """When each token was there."""

    def __init__(self) -> None:
        self.moments: list[float] = []

    def put(self, value: torch.Tensor) -> None:
        self.moments.append(time.perf_counter())

    def end(self) -> None:
        """Nothing is left."""


def run(context: Context, parameters: Parameters) -> Report:
    """Decode every text in every way."""
    p, rows = parameters, list[dict[str, Any]]()
    check_known("pruning.value_type", (context.settings.pruning.value_type,), VALUE_TYPES)
    with torch_threads(p.threads):
        for device in p.devices:
            reason = absent(device)
            rows += _rows(context, p, device) if reason is None else [{"device": device, "not_run": reason}]
    timed = [row for row in rows if "p50_ms" in row]
    notes = [
        f"Batch 1, {p.texts} texts of {p.tokens} tokens, of which the first {_UNCOUNTED} are not counted; ways take "
        "turns text by text, after one text that is not counted. A token is timed from the one before, on the host.",
        "transformers: the model as it is. packed: every expert packed and in a slot. streamed: some are. "
        "same_answer: whether the tokens are those of packed ones with the same kind of cache.",
        "captured: steps are CUDA graphs, with a cache of one size. On a CUDA device experts without a slot are read "
        "in the host's memory, so that hit_ratio tells how many were not.",
    ]  # fmt: skip
    figures = []
    if timed:
        text = "Tokens a second of each way; the weights are those of the model."
        figures = [Figure("bench_tokens", text, lambda canvas: _draw(canvas, timed))]
    return Report(
        "bench_tokens", TITLE, Labels(context.model.weights, "measured"), rows, notes=notes, figures=figures,
        provenance=context.provenance(model=True, dataset=True),
    )  # fmt: skip


def _rows(context: Context, p: Parameters, device: str) -> list[dict[str, Any]]:
    model = context.model.copy()
    model.to(device)
    _, dialogues = context.accuracy_dialogues()
    inputs = [
        {name: each.to(device) for name, each in model.encode([dialogues[i % len(dialogues)].text]).items()}
        for i in range(1 + p.texts)
    ]
    with ExitStack() as stack:
        ways = []
        for way in _ways(context, p, model, device):
            way.session = stack.enter_context(way.opened)
            if not way.captured:
                way.model.writing = {}
            ways.append(way)
        for text, each in context.progress(list(enumerate(inputs)), device):
            for way in ways:
                _write(way, each, p.tokens, counted=text > 0)
        for way in ways:
            if way.session is not None:
                total = way.session.counts().total
                way.facts["hit_ratio"] = total.hits / total.accesses
    return [_row(way, ways) for way in ways]


def _ways(context: Context, p: Parameters, model: MoeModel, device: str) -> Iterator[_Way]:
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    value_type = context.settings.pruning.value_type
    store = packed_stores(model, pattern, value_type)[pattern]
    table = build_cepr_table(trace_to_learn(context, p.table_dialogues), context.settings.predictor.known_layers)
    policy = context.settings.buffer.policy

    layers = model.moe_layers("decoder")
    every = [ExpertId(layer.id, number) for layer in layers for number in range(model.shape(layer).num_experts)]
    facts = {"device": device, "model": model.name}
    yield _Way(facts | {"way": "transformers"}, model.copy(shares_weights=True), nullcontext(), False)
    for captured in (False, True) if device == "cuda" else (False,):
        kinds: list[tuple[str, int, PredictionTable | None]] = [("packed", model.num_experts, None)]
        for slots in p.slots:
            kinds.append(("streamed", slots, None))
            if not captured:  # a preload would come a token late (`online.serving.device_stream`)
                kinds.append(("predicted", slots, table))
        for name, slots, predictor in kinds:
            own, warm = model.copy(shares_weights=True), every if name == "packed" else ()
            buffer = ExpertBuffer(SlotPlan.per_layer(len(layers), slots), policy)
            said = {
                "way": name,
                "slots": slots,
                "captured": captured,
                "value_type": value_type,
                "pattern": str(pattern),
            }
            yield _Way(facts | said, own, stream(own, store, buffer, predictor, warm=warm), captured)


def _write(way: _Way, inputs: dict[str, torch.Tensor], tokens: int, counted: bool) -> None:
    clock = _Clock()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FlameWarning)  # that preloads rest is what the rows say
        answer = way.model.generate_from(inputs, tokens, min_new_tokens=tokens, streamer=clock)
    if counted:
        way.ms += [1e3 * ms for ms in np.diff(clock.moments[-tokens:])[_UNCOUNTED - 1 :]]
        way.answers.append(answer)


def _row(way: _Way, ways: Sequence[_Way]) -> dict[str, Any]:
    row = way.facts | {f"p{each}_ms": float(np.percentile(way.ms, each)) for each in PERCENTILES}
    row |= {"tokens": len(way.ms), "tokens_per_s": 1e3 / float(np.mean(way.ms))}
    row["speedup_over_transformers"] = row["tokens_per_s"] * float(np.mean(ways[0].ms)) / 1e3
    alike = [each for each in ways if each.facts["way"] == "packed" and each.captured == way.captured]
    if way is not ways[0]:
        row["same_answer"] = all(map(torch.equal, way.answers, alike[0].answers))
    return row


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "", "tokens a second", "")
    names = []
    for place, row in enumerate(rows[::-1]):
        names.append(
            f"{row['device']}, {row['way']}" + (f", {row['slots']} slots" if "slots" in row else "")
            + (", captured" if row.get("captured") else "")
        )  # fmt: skip
        colour = plots.MUTED if row["way"] == "transformers" else plots.OURS
        axes.barh(place, row["tokens_per_s"], color=colour)
        text = f"{row['speedup_over_transformers']:.2f}x"
        axes.annotate(text, (row["tokens_per_s"], place), xytext=(5, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlim(0, 1.15 * max(row["tokens_per_s"] for row in rows))
    axes.grid(axis="y", visible=False)
