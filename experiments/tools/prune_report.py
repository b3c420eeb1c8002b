"""What a report of a pruned checkpoint shows: bytes of each layer and of all, and accuracy before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas

from experiments.tools.prune_steps import Work
from flame.app import plots
from flame.models.loading import load_model
from flame.models.packed_folder import PACKED
from flame.nm_pattern import NMPattern
from flame.storage.packed_store import PackedStore
from offline.evaluation import EvaluationSet
from offline.pruning.checkpoints import PruneSummary
from offline.pruning.criteria import Patterns


def dense_bits(value_type: str) -> int:
    return 32 if value_type == "fp32" else 16


def _shared_facts(work: Work, patterns: Patterns) -> dict[str, Any]:
    pruning = work.context.settings.pruning
    words = str(patterns) if isinstance(patterns, NMPattern) else _counted(patterns.values())
    return {
        "model": work.context.settings.model.name, "pattern": words, "criterion": pruning.criterion,
        "value_type": pruning.value_type,
    }  # fmt: skip


def _counted(patterns: Iterable[NMPattern]) -> str:
    counts = sorted(Counter(patterns).items())
    return ", ".join(f"{pattern} x {count}" for pattern, count in counts)


def layer_rows(work: Work, patterns: Patterns, summary: PruneSummary) -> list[dict[str, Any]]:
    shared = _shared_facts(work, patterns)
    checkpoint = work.checkpoint
    dense_bytes = checkpoint.expert_weights / len(checkpoint.layers) * dense_bits(shared["value_type"]) / 8
    rows: list[dict[str, Any]] = []
    for layer, size, _ in summary.layers:
        mixed: dict[str, Any] = {}
        if not isinstance(patterns, NMPattern):
            here = (nm for place, nm in patterns.items() if place.expert.layer == layer)
            mixed = {"pattern": _counted(here)}
        rows.append(
            {"kind": "layer", **shared, **mixed, "layer": f"{layer.stack} {layer.position}", "packed_bytes": size,
             "fraction_of_dense": size / dense_bytes}
        )  # fmt: skip
    return rows


def size_rows(work: Work, patterns: Patterns, summary: PruneSummary) -> list[dict[str, Any]]:
    shared = _shared_facts(work, patterns)
    bits = dense_bits(shared["value_type"])
    dense_bytes = summary.expert_weights * bits // 8
    platform = work.context.settings.platform
    experts = len(summary.layers) * PackedStore(summary.folder / PACKED).num_experts
    return [
        *layer_rows(work, patterns, summary),
        {"kind": "all experts", **shared, "expert_weights": summary.expert_weights,
         "packed_bytes": summary.packed_bytes, f"dense_{bits}_bit_bytes": dense_bytes,
         "fraction_of_dense": summary.packed_bytes / dense_bytes, "platform": platform.name,
         "buffer_slots": int(platform.buffer_bytes * experts // summary.packed_bytes),
         "buffer_slots_dense": int(platform.buffer_bytes * experts // dense_bytes)},
    ]  # fmt: skip


def accuracy_rows(
    work: Work, patterns: Patterns, dense_folder: Path, before_recovery: Path | None
) -> list[dict[str, Any]]:
    p, context = work.parameters, work.context
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        context.model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    dense = judge.loss(context.model)
    shared = _shared_facts(work, patterns)
    rows = [{"kind": "accuracy before", **shared, "pattern": "1:1", **judge.facts(context.model, dense)}]
    folders = {"accuracy pruned, not recovered": before_recovery, "accuracy after": dense_folder}
    for kind, folder in folders.items():
        if folder is not None:
            after = load_model(replace(context.settings.model, source="hub", path=str(folder)))
            rows.append({"kind": kind, **shared, **judge.facts(after, dense)})
    return rows


def draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    layers = [row for row in rows if row["kind"] == "layer"]
    axes = plots.new_axes(canvas, "Packed experts on disk", "MoE layer", "MB")
    places = range(len(layers))
    dense = [row["packed_bytes"] / row["fraction_of_dense"] / 1e6 for row in layers]
    axes.bar(places, dense, 0.7, color=plots.MUTED, label="dense")
    axes.bar(places, [row["packed_bytes"] / 1e6 for row in layers], 0.7, color=plots.OURS, label="packed")
    axes.set_xticks(list(places), [row["layer"].replace("coder ", ".") for row in layers], fontsize=9)
    axes.grid(axis="x", visible=False)
    axes.legend(loc="lower right", facecolor="white", frameon=True)
