"""Summaries from a model whose experts stay on disk, printed as they are generated.

The model's experts are pruned and packed, written to a store, and streamed through the expert buffer; every summary is
compared, token by token, with the same packed weights fully resident.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.routing_traces import split_traces
from flame import plots
from flame.artifact import cached
from flame.dataset import Dialogue
from flame.experiment import Context
from flame.model import MoeModel
from flame.nm_format import NMPattern, PackedExpert
from flame.packed_store import write_packed_layer, write_store_index
from flame.report import Figure, Report
from offline.cepr import build_cepr_table
from offline.pruning import apply_masks, magnitude_masks, nm_mask
from online.expert_buffer import ExpertBuffer, SlotPlan
from online.expert_store import ExpertStore, FileStore, LimitedStore
from online.routed_mlp import resident
from online.streaming import StreamCounts, streaming

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Summaries generated with experts streamed from a store"

STORE_KIND, STORE_VERSION = "packed-experts", 1


@dataclass(frozen=True)
class Parameters:
    """What is served, and how.

    Args:
        dialogues: dialogues of the report split that are summarised.
        batch: dialogues decoded together.
        prefetch: experts preloaded for each decision.
        known_layers: context of the CEPR table.
        store_bytes_per_s, store_latency_s: link to the store; null for the disk as it is.
        deadline_s: longest wait for one expert.
    """

    dialogues: int
    batch: int
    prefetch: int
    known_layers: int
    store_bytes_per_s: float | None
    store_latency_s: float
    deadline_s: float


@dataclass(frozen=True)
class Served:
    """One pass over the dialogues."""

    configuration: str
    summaries: tuple[str, ...]
    tokens: int
    seconds: float
    counts: StreamCounts | None
    equal: int


def run(context: Context, parameters: Parameters) -> Report:
    """Serve resident, on demand, and with prediction; the same dialogues, the same weights."""
    settings = context.settings
    pattern = NMPattern.parse(settings.pruning.pattern)
    folder = _store(context, pattern)
    model = context.model
    split, dialogues = context.accuracy_dialogues()
    dialogues = dialogues[: parameters.dialogues]
    table = build_cepr_table(split_traces(context).train, parameters.known_layers)

    packed = FileStore(folder)
    try:
        with resident(model, packed):
            expected = _serve(model, dialogues, parameters, "resident", None, None)
    finally:
        packed.close()
    served = [expected]
    for configuration, predictor in (("on demand", None), ("CEPR", table)):
        store: ExpertStore = FileStore(folder)
        if parameters.store_bytes_per_s is not None:
            store = LimitedStore(store, parameters.store_bytes_per_s, parameters.store_latency_s)
        buffer = ExpertBuffer(
            SlotPlan.per_layer(len(model.moe_layers("decoder")), settings.buffer.slots), settings.buffer.policy
        )
        try:
            with streaming(
                model, store, buffer, predictor, prefetch=parameters.prefetch, deadline_s=parameters.deadline_s
            ) as session:
                served.append(_serve(model, dialogues, parameters, configuration, session.counts, expected.summaries))
        finally:
            store.close()
    common = {
        "split": split,
        "dialogues": len(dialogues),
        "pattern": str(pattern),
        "value_type": settings.pruning.value_type,
        "slots": settings.buffer.slots,
        "policy": settings.buffer.policy,
        "batch": parameters.batch,
    }
    link = "the disk, through the page cache"
    if parameters.store_bytes_per_s is not None:
        link = f"a link of {parameters.store_bytes_per_s / 1e9:g} GB/s after {parameters.store_latency_s * 1e3:g} ms"
    return Report(
        "serve_streamed",
        TITLE,
        context.labels("measured"),
        [common | _row(item, expected) for item in served],
        notes=[
            "equal counts the summaries that are the same as with the same packed weights fully resident; anything but "
            "all of them is a fault.",
            f"Experts come from {link}; the encoder's pass through one by one, the decoder's through "
            f"{settings.buffer.slots} slots a layer ({settings.buffer.policy}).",
            "Experts are computed straight from their packed bytes by the sparse kernels, resident or streamed.",
            "late: the expert was on its way when the router asked for it.",
        ],
        figures=[
            Figure("serve_streamed", "Tokens a second, and accesses by where the expert was.",
                   lambda canvas: _draw(canvas, served)),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _store(context: Context, pattern: NMPattern) -> Path:
    """The packed store of the pruned model, made once."""

    def fill(folder: Path) -> None:
        pruned = apply_masks(context.model, magnitude_masks(context.model, lambda matrix: nm_mask(matrix, pattern)))
        layers = pruned.moe_layers()
        for layer in layers:
            experts = [
                PackedExpert.pack(pruned.expert_matrices(layer, expert), pattern, context.settings.pruning.value_type)
                for expert in range(pruned.num_experts)
            ]
            write_packed_layer(folder, layer.stack, layer.position, layer.block, experts)
        write_store_index(folder, [(layer.stack, layer.position) for layer in layers], pruned.num_experts)

    return cached(
        context.artifacts,
        STORE_KIND,
        STORE_VERSION,
        fill,
        config={
            "pattern": str(pattern),
            "criterion": "magnitude",
            "value_type": context.settings.pruning.value_type,
        },
        inputs={"model": context.model.weights_sha256()},
        labels=context.labels(),
    )


def _serve(
    model: MoeModel, dialogues: tuple[Dialogue, ...], parameters: Parameters, configuration: str,
    counts: Callable[[], StreamCounts] | None, expected: tuple[str, ...] | None,
) -> Served:  # fmt: skip
    summaries: list[str] = []
    tokens, seconds = 0, 0.0
    print(f"{configuration}:", flush=True)
    for first in range(0, len(dialogues), parameters.batch):
        texts = [dialogue.text for dialogue in dialogues[first : first + parameters.batch]]
        start = time.perf_counter()
        ids = model.generate_ids(texts)
        seconds += time.perf_counter() - start
        tokens += int((ids[:, 1:] != model.tokenizer.pad_token_id).sum())
        for text in model.tokenizer.batch_decode(ids, skip_special_tokens=True):
            summaries.append(text.strip())
            print("  " + _line(summaries, tokens / seconds, counts, expected), flush=True)
    equal = sum(a == b for a, b in zip(summaries, expected or tuple(summaries), strict=True))
    return Served(configuration, tuple(summaries), tokens, seconds, counts() if counts else None, equal)


def _line(
    summaries: list[str], tokens_per_s: float, counts: Callable[[], StreamCounts] | None,
    expected: tuple[str, ...] | None,
) -> str:  # fmt: skip
    facts = [f"{tokens_per_s:.1f} tokens/s"]
    if counts is not None and expected is not None:
        so_far = counts()
        facts += [f"hits {so_far.hit_ratio:.1%}", f"late {so_far.late / max(1, so_far.accesses):.1%}"]
        facts += ["as resident" if summaries[-1] == expected[len(summaries) - 1] else "NOT AS RESIDENT"]
    return f"[{', '.join(facts)}] {summaries[-1]}"


def _row(item: Served, resident: Served) -> dict[str, Any]:
    row: dict[str, Any] = {
        "configuration": item.configuration,
        "tokens": item.tokens,
        "tokens_per_s": item.tokens / item.seconds,
        "speedup_over_resident": (item.tokens / item.seconds) / (resident.tokens / resident.seconds),
        "equal": item.equal,
    }
    if item.counts is not None:
        counts = item.counts
        row |= {
            "hit_ratio": counts.hit_ratio,
            "late_ratio": counts.late / counts.accesses,
            "demand_loads": sum(layer.demand_loads for layer in counts.layers),
            "preloads": sum(layer.preloads for layer in counts.layers),
            "useful_preloads": sum(layer.useful_preloads for layer in counts.layers),
            "stall_ms_per_token": counts.stall_ms / item.tokens,
            "loaded_bytes_per_token": counts.loaded_bytes / item.tokens,
        }
    return row


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
        ("in the store", plots.ACCENT, lambda counts: counts.accesses - counts.hits - counts.late),
    )
    for label, colour, count in shares:
        for name, share in _shares(served, count):
            right.bar(
                name, share, bottom=bottom[name], color=colour, label=label if name == next(iter(bottom)) else None
            )
            bottom[name] += share
    plots.as_percent(right)
    right.legend(loc="lower right", fontsize=9)


def _shares(served: list[Served], count: Callable[[StreamCounts], int]) -> Iterator[tuple[str, float]]:
    for item in served:
        if item.counts is not None:
            yield item.configuration, count(item.counts) / item.counts.accesses
