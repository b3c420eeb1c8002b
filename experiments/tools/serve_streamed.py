"""Summaries from a model whose experts stay on disk, printed as they are generated.

The model's experts are pruned and packed, written to a store, and streamed through the expert buffer; every summary is
compared, token by token, with the same packed weights fully resident. What happened is kept as an artifact beside the
report: a trace that Perfetto opens, and the counts of every decoding step and layer as a table.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from experiments.tools.learnt_tables import asked_name, asked_predictor, asked_reuse
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, near_names
from flame.ids import ExpertId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.prediction_table import Predictor
from flame.storage.artifact import write_artifact
from flame.storage.dataset import Dialogue
from flame.storage.packed_store import PackedStore, write_packed_layer, write_store_index
from flame.storage.work_key import cached
from flame.timeline import Timeline
from offline.pruning.masks import apply_masks, magnitude_masks, nm_mask
from offline.rouge import rouge_scores, words_for
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.replay import hit_curves
from online.pa_buf.slot_plan import SlotPlan, divide_slots, slots_within
from online.serving.counts import LayerCounts, StreamCounts, Visit
from online.serving.expert_calls import resident
from online.serving.little_experts import LittleExperts
from online.serving.session import Session, stream
from online.serving.stores import STORES, ExpertStore, FileStore, LimitedStore, open_store

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Summaries generated with experts streamed from a store"
READS = ("model", "accuracy dialogues", "routing traces", "pruning", "predictor", "buffer")

STORE_KIND, STORE_VERSION = "packed-experts", 1
RECORD_KIND, RECORD_VERSION = "stream-record", 1
SHOWN_STEPS = (4, 11)  # of the timeline figure
DIVISIONS = ("per layer", "shared", "adaptive")


@dataclass(frozen=True)
class Parameters:
    """What is served, and how.

    Args:
        dialogues: dialogues of the report split that are summarised.
        batch: dialogues decoded together.
        preload: experts preloaded for each decision.
        packed: packed store of this model's experts, as `experiment=prune` writes it; null prunes by magnitude to
            `pruning.pattern` and packs.
        store: how the store is read: `read`, `direct`, `mapped` or `memory` (`online.serving.stores`).
        store_bytes_per_s, store_latency_s: link to the store; null for the disk as it is.
        deadline_s: longest wait for one expert.
        division: how slots are divided: `per layer`, `shared`, or `adaptive` (by the tuning split's hits).
        buffer_bytes: budget of the whole buffer, in place of `buffer.slots` for each layer; null for slots.
        little_pattern: N:M pattern of little experts that stay resident, for a row whose answers are not exact; null
            leaves it out.
        little_at_most: where an expert is not resident, tokens of no higher router probability get its little one.
    """

    dialogues: int
    batch: int
    preload: int
    packed: str | None
    store: str
    store_bytes_per_s: float | None
    store_latency_s: float
    deadline_s: float
    division: str
    buffer_bytes: int | None
    little_pattern: str | None
    little_at_most: float

    def __post_init__(self) -> None:
        if self.division not in DIVISIONS:
            raise ConfigError(f"experiment.division={self.division}: {near_names(self.division, DIVISIONS)}")
        if self.store not in STORES:
            raise ConfigError(f"experiment.store={self.store}: {near_names(self.store, STORES)}")
        for name in ("dialogues", "batch", "preload"):
            if getattr(self, name) < 1:
                raise ConfigError(f"experiment.{name}={getattr(self, name)}: expected at least 1")
        if not self.deadline_s > 0 or not 0 < self.little_at_most <= 1:
            raise ConfigError(
                f"experiment.deadline_s={self.deadline_s}, little_at_most={self.little_at_most}: expected above 0, and "
                "a probability above 0"
            )
        if (self.store_bytes_per_s is not None and not self.store_bytes_per_s > 0) or self.store_latency_s < 0:
            raise ConfigError(
                f"experiment.store_bytes_per_s={self.store_bytes_per_s}, store_latency_s={self.store_latency_s}: "
                "expected above 0 (or null), and at least 0"
            )


@dataclass(frozen=True)
class Served:
    """One pass over the dialogues."""

    configuration: str
    summaries: tuple[str, ...]
    answers: tuple[tuple[int, ...], ...]
    tokens: int
    seconds: float
    counts: StreamCounts | None
    equal: int
    rouge1: float | None
    visits: tuple[Visit, ...] = ()
    timeline: Timeline | None = None


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(packed=parameters.packed)


def run(context: Context, parameters: Parameters) -> Report:
    """Serve resident, on demand, and with prediction; the same dialogues, the same weights."""
    settings = context.settings
    pattern = NMPattern.parse(settings.pruning.pattern)
    folder = packed_folder(context, pattern) if parameters.packed is None else Path(parameters.packed)
    model = context.model
    split, dialogues = context.accuracy_dialogues()
    dialogues = dialogues[: parameters.dialogues]
    traces = split_traces(context)
    table, reuse = asked_predictor(context, traces.train), asked_reuse(context, traces.train)
    name = "CEPR" if asked_name(context) == "cepr" else asked_name(context)
    packed = FileStore(folder)
    try:
        with resident(model, packed):
            expected = _serve(model, dialogues, parameters, "resident", None, None)
        plan = _plan(parameters, settings.buffer.slots, model, packed, lambda: hit_curves(traces.tuning, table))
    finally:
        packed.close()
    little = None
    if parameters.little_pattern is not None:
        small = NMPattern.parse(parameters.little_pattern)
        little = LittleExperts(_decoder_experts(model, packed_folder(context, small)), parameters.little_at_most)
    served = [expected]
    wanted: list[tuple[str, Predictor | None, LittleExperts | None]] = [
        ("on demand", None, None),
        (name, table, None),
    ]
    wanted += [(f"{name}, little experts", table, little)] if little else []
    for configuration, predictor, instead in wanted:
        store = open_store(parameters.store, folder)
        if parameters.store_bytes_per_s is not None:
            store = LimitedStore(store, parameters.store_bytes_per_s, parameters.store_latency_s)
        try:
            with stream(
                model, store, ExpertBuffer(plan, settings.buffer.policy), predictor, reuse=reuse,
                preload=parameters.preload, deadline_s=parameters.deadline_s, record_events=True, little=instead,
            ) as session:  # fmt: skip
                served.append(_serve(model, dialogues, parameters, configuration, session, expected.answers))
        finally:
            store.close()
    record = _write_record(context, served)
    predicted = next(item for item in served if item.configuration == name)
    common = {
        "split": split,
        "dialogues": len(dialogues),
        **packed_as(folder),
        "slots": plan.total,
        "division": parameters.division,
        "policy": settings.buffer.policy,
        "batch": parameters.batch,
    }
    link = f"the disk ({parameters.store})"
    if parameters.store_bytes_per_s is not None:
        link = f"a link of {parameters.store_bytes_per_s / 1e9:g} GB/s after {parameters.store_latency_s * 1e3:g} ms"
    return Report(
        "serve_streamed",
        TITLE,
        context.labels("measured"),
        [common | _row(item, expected) for item in served] + _layer_rows(common, predicted),
        notes=[
            "equal counts the summaries that are the same as with the same packed weights fully resident; anything but "
            "all of them is a fault.",
            f"Experts come from {link}; the encoder's pass through one by one, the decoder's through {plan.total} "
            f"slots ({', '.join(map(str, plan.slots))} by pool, {settings.buffer.policy}).",
            "Experts are computed straight from their packed bytes by the sparse kernels, resident or streamed.",
            "late: the expert was on its way when the router asked for it. wasted: preloads that left unused.",
            f"{record}: trace.json opens in ui.perfetto.dev and chrome://tracing, visits.csv has the counts of every "
            "decoding step and layer; one pair for each streamed configuration.",
            *_rouge_note(dialogues),
            *_little_notes(parameters, little),
        ],
        figures=[
            Figure("serve_streamed", "Tokens a second, and accesses by where the expert was.",
                   lambda canvas: _draw(canvas, served)),
            Figure("timeline", f"The first decoding steps with {name}: loads above, computed experts below.",
                   lambda canvas: _draw_timeline(canvas, predicted), height=3.2),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _rouge_note(dialogues: tuple[Dialogue, ...]) -> list[str]:
    if not all(dialogue.summary for dialogue in dialogues):
        return ["The corpus has no summaries, so there is no rouge1."]
    return [f"rouge1 compares words: {words_for([dialogue.summary or '' for dialogue in dialogues]).name}."]


def packed_as(folder: Path) -> dict[str, str]:
    """`pattern` and `value_type` of a store's experts as its own headers state them, the most frequent first."""
    store = PackedStore(folder)
    experts = [store.location(ExpertId(layer, e)) for layer in store.layers for e in range(store.num_experts)]
    matrices = [matrix for place in experts for matrix in place.header["matrices"].values()]
    return {
        fact: ", ".join(str(value) for value, _ in Counter(matrix[fact] for matrix in matrices).most_common())
        for fact in ("pattern", "value_type")
    }


def _plan(
    parameters: Parameters, slots: int, model: MoeModel, store: ExpertStore, curves: Callable[[], Any]
) -> SlotPlan:
    """The slots that the configuration asks for, by number or by bytes."""
    layers = len(model.moe_layers("decoder"))
    sizes = [
        max(store.size_bytes(decoder_expert(layer, expert)) for expert in range(model.num_experts))
        for layer in range(layers)
    ]
    if parameters.division == "adaptive":
        budget = parameters.buffer_bytes
        return divide_slots(curves(), layers * slots if budget is None else slots_within(budget, max(sizes)))
    shared = parameters.division == "shared"
    if parameters.buffer_bytes is not None:
        return SlotPlan.within(parameters.buffer_bytes, sizes, shared)
    return SlotPlan.shared(layers, layers * slots) if shared else SlotPlan.per_layer(layers, slots)


def _decoder_experts(model: MoeModel, folder: Path) -> dict[ExpertId, PackedExpert]:
    store = PackedStore(folder)
    wanted = (ExpertId(layer.id, e) for layer in model.moe_layers("decoder") for e in range(model.num_experts))
    return {expert: store.load(expert) for expert in wanted}


def _little_notes(parameters: Parameters, little: LittleExperts | None) -> list[str]:
    if little is None:
        return ["Little experts were not run: experiment.little_pattern=1:8 adds their row."]
    size = sum(expert.size_bytes for expert in little.experts.values())
    return [
        f"Little experts ({parameters.little_pattern}, resident, {size} bytes beside the buffer): where an expert is "
        f"not resident, tokens of router probability {parameters.little_at_most:g} or less are computed with its "
        "little copy. Not exact: rouge1 and equal show the cost beside the time saved, and both may differ from run to "
        "run."
    ]


def _write_record(context: Context, served: list[Served]) -> Path:
    """Keep the trace and the counts of each streamed configuration."""

    def fill(folder: Path) -> None:
        for item in served:
            if item.timeline is None:
                continue
            at = folder / item.configuration.replace(",", "").replace(" ", "_")
            at.mkdir()
            (at / "trace.json").write_text(item.timeline.to_chrome_json(), encoding="utf-8")
            with (at / "visits.csv").open("w", newline="", encoding="utf-8") as stream:
                writer = csv.writer(stream)
                names = [each.name for each in fields(LayerCounts)]
                writer.writerow(["step", "layer", *names, "misses"])
                for visit in item.visits:
                    counts = asdict(visit.counts)
                    writer.writerow([visit.step, visit.layer, *(counts[name] for name in names), visit.counts.misses])

    return write_artifact(
        context.artifacts / "serve_streamed_record",
        RECORD_KIND,
        RECORD_VERSION,
        fill,
        config=context.settings_json(),
        labels=context.labels("measured"),
    )


def packed_folder(context: Context, pattern: NMPattern) -> Path:
    """The packed store of the model, pruned by magnitude; made once."""
    pruning = context.settings.pruning

    def fill(folder: Path) -> None:
        masks = magnitude_masks(context.model, lambda matrix: nm_mask(matrix, pattern, pad=pruning.pad))
        pruned = apply_masks(context.model, masks)
        layers = pruned.moe_layers()
        for layer in layers:
            experts = [
                PackedExpert.pack(pruned.expert_matrices(layer, expert), pattern, pruning.value_type, pruning.pad)
                for expert in range(pruned.num_experts)
            ]
            write_packed_layer(folder, layer.id, layer.block, experts)
        write_store_index(folder, [layer.id for layer in layers], pruned.num_experts)

    return cached(
        context.artifacts,
        STORE_KIND,
        STORE_VERSION,
        fill,
        config={
            "pattern": str(pattern),
            "criterion": "magnitude",
            "value_type": pruning.value_type,
            "pad": pruning.pad,
        },
        inputs={"model": context.model_sha256},
        maker="offline.pruning.masks",
        labels=context.labels(),
    )


def _serve(
    model: MoeModel, dialogues: tuple[Dialogue, ...], parameters: Parameters, configuration: str,
    session: Session | None, expected: tuple[tuple[int, ...], ...] | None,
) -> Served:  # fmt: skip
    summaries: list[str] = []
    answers: list[tuple[int, ...]] = []
    tokens, seconds = 0, 0.0
    print(f"{configuration}:", flush=True)
    for first in range(0, len(dialogues), parameters.batch):
        texts = [dialogue.text for dialogue in dialogues[first : first + parameters.batch]]
        start = time.perf_counter()
        live = _Live(model, tokens, seconds, session)
        ids = model.generate_ids(texts, stopping_criteria=[live])
        seconds += time.perf_counter() - start
        tokens += sum(model.written_lengths(ids))
        for answer, text in zip(ids, model.tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
            summaries.append(text.strip())
            answers.append(tuple(answer.tolist()))
            as_resident = None if expected is None else answers[-1] == expected[len(answers) - 1]
            print("  " + _line(text.strip(), tokens / seconds, session, as_resident), flush=True)
    equal = sum(a == b for a, b in zip(answers, expected or answers, strict=True))
    rouge1 = None
    if all(dialogue.summary for dialogue in dialogues):
        rouge1 = float(rouge_scores(summaries, [dialogue.summary or "" for dialogue in dialogues])["rouge1"].mean())
    served = Served(configuration, tuple(summaries), tuple(answers), tokens, seconds, None, equal, rouge1)
    if session is None:
        return served
    return replace(served, counts=session.counts(), visits=session.visits(), timeline=session.timeline())


class _Live:
    """Shows the summary under way, tokens a second and hit ratio on a terminal's last line; asked after each token."""

    def __init__(self, model: MoeModel, tokens: int, seconds: float, session: Session | None) -> None:
        self._model, self._tokens, self._before_s, self._session = model, tokens, seconds, session
        self._start = time.perf_counter()
        self._prompt: int | None = None
        self._shown = sys.stderr.isatty()

    def __call__(self, ids: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:
        if self._prompt is None:
            self._prompt = ids.shape[1] - 1  # a decoder alone is given its prompt before the first token that it writes
        if self._shown:
            written = ids[:, self._prompt :]
            spent = self._before_s + time.perf_counter() - self._start
            facts = f"{(self._tokens + written.numel()) / spent:6.1f} tokens/s"
            if self._session is not None:
                facts += f", hits {self._session.counts().hit_ratio:6.1%}"
            text = self._model.tokenizer.decode(written[0], skip_special_tokens=True)[-60:]
            print(f"\r\x1b[K  [{facts}] {text}", end="", file=sys.stderr, flush=True)
        return torch.zeros(len(ids), dtype=torch.bool)


def _line(text: str, tokens_per_s: float, session: Session | None, as_resident: bool | None) -> str:
    facts = [f"{tokens_per_s:.1f} tokens/s"]
    if session is not None and as_resident is not None:
        so_far = session.counts()
        facts += [f"hits {so_far.hit_ratio:.1%}", f"late {so_far.late / max(1, so_far.accesses):.1%}"]
        facts += ["as resident" if as_resident else "NOT AS RESIDENT"]
    return f"[{', '.join(facts)}] {text}"


def _row(item: Served, resident: Served) -> dict[str, Any]:
    row: dict[str, Any] = {
        "configuration": item.configuration,
        "tokens": item.tokens,
        "tokens_per_s": item.tokens / item.seconds,
        "speedup_over_resident": (item.tokens / item.seconds) / (resident.tokens / resident.seconds),
        "equal": item.equal,
        "rouge1": item.rouge1,
    }
    if item.counts is not None:
        counts, total = item.counts, item.counts.total
        row |= {
            "hit_ratio": counts.hit_ratio,
            "late_ratio": counts.late / counts.accesses,
            "little_ratio": total.little / counts.accesses,
            "demand_loads": total.demand_loads,
            "preloads": total.preloads,
            "useful_preloads": total.useful_preloads,
            "dropped_preloads": total.dropped_preloads,
            "useful_preload_bytes": total.useful_bytes,
            "late_preload_bytes": total.late_bytes,
            "wasted_preload_bytes": total.wasted_bytes,
            "paused_decisions": counts.paused_decisions,
            "stall_ms_per_token": counts.stall_ms / item.tokens,
            "loaded_bytes_per_token": counts.loaded_bytes / item.tokens,
        }
    return row


def _layer_rows(common: dict[str, Any], item: Served) -> list[dict[str, Any]]:
    """The counts of each MoE layer of the decoder."""
    assert item.counts is not None, "a streamed configuration has counts"
    return [
        common | {"configuration": item.configuration, "layer": layer} | asdict(counts) | {"misses": counts.misses}
        for layer, counts in enumerate(item.counts.layers)
    ]


def _draw_timeline(canvas: Canvas, item: Served) -> None:
    """The events of the first decoding steps after the buffer has filled."""
    axes = plots.new_axes(canvas, "Loads and computed experts", "milliseconds", "")
    assert item.timeline is not None, "a streamed configuration has a timeline"
    chosen = [event for event in item.timeline.events if SHOWN_STEPS[0] <= event.token <= SHOWN_STEPS[1]]
    begin = min((event.start_ms for event in chosen), default=0.0)
    colours = {"demand load": plots.ACCENT, "preload": plots.OURS, "expert": plots.SECOND}
    for activity, colour in colours.items():
        spans = [
            (event.start_ms - begin, event.end_ms - event.start_ms) for event in chosen if event.activity == activity
        ]
        place = 0 if activity == "expert" else 1
        axes.broken_barh(spans, (place - 0.4, 0.8), facecolors=colour, label=activity)
    axes.set_yticks([0, 1], ["compute", "loader"])
    axes.grid(axis="y", visible=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.25), ncols=3, fontsize=9)


def _draw(canvas: Canvas, served: list[Served]) -> None:
    left, right = canvas.subplots(1, 2)
    names = [item.configuration for item in served]
    plots.label(left, "Speed", "", "tokens a second")
    bars = left.bar(names, [item.tokens / item.seconds for item in served], color=plots.OURS)
    left.bar_label(bars, fmt="%.0f")
    plots.label(right, "Where the expert was", "", "accesses")
    bottom = {item.configuration: 0.0 for item in served if item.counts}
    shares: tuple[tuple[str, str, Callable[[StreamCounts], int]], ...] = (
        ("resident", plots.OURS, lambda counts: counts.hits),
        ("on its way", plots.FOURTH, lambda counts: counts.late),
        ("little", plots.SECOND, lambda counts: counts.total.little),
        ("in the store", plots.ACCENT, lambda counts: counts.total.misses),
    )
    for label, colour, count in shares:
        for name, share in _shares(served, count):
            right.bar(
                name, share, bottom=bottom[name], color=colour, label=label if name == next(iter(bottom)) else None
            )
            bottom[name] += share
    plots.as_percent(right)
    right.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=9)


def _shares(served: list[Served], count: Callable[[StreamCounts], int]) -> Iterator[tuple[str, float]]:
    for item in served:
        if item.counts is not None:
            yield item.configuration, count(item.counts) / item.counts.accesses
