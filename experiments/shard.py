"""Tracing or pruning in shards, so that a sweep's workers share one big job; then all shards as one artifact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flame.artifact import cached, file_sha256, write_artifact
from flame.dataset import Dialogue
from flame.errors import ConfigError
from flame.experiment import Context
from flame.nm_format import NMPattern, PackedExpert
from flame.packed_store import PackedStore, layer_file, write_packed_layer, write_store_index
from flame.report import Report
from flame.routing import TRACE_KIND, TRACE_VERSION, concatenate, load_trace, save_trace, write_trace_files
from offline.pruning import nm_mask
from offline.tracing import record_trace

TITLE = "Tracing or pruning in shards over a sweep's workers, then as one artifact"
STORE_KIND, STORE_VERSION = "packed-experts", 1
WORKS = ("trace", "prune")


@dataclass(frozen=True)
class Parameters:
    """Which part of which work.

    Args:
        work: ``trace`` (decoder routes of the trace corpus's report split while it generates) or ``prune`` (N:M by
            magnitude and packing, as ``pruning`` says).
        shards: parts, dialogues or MoE layers dealt out in turn.
        shard: which of them, from 0; null puts all together, making those that are missing.
        batch: dialogues decoded together.
    """

    work: str
    shards: int
    shard: int | None
    batch: int

    def __post_init__(self) -> None:
        if self.work not in WORKS:
            raise ConfigError(f"experiment.work={self.work}: expected {' or '.join(WORKS)}")
        if self.shards < 1 or self.batch < 1:
            raise ConfigError(f"experiment.shards={self.shards}, batch={self.batch}: expected at least 1")
        if self.shard is not None and not 0 <= self.shard < self.shards:
            raise ConfigError(f"experiment.shard={self.shard}: expected 0..{self.shards - 1}, or null")


def run(context: Context, parameters: Parameters) -> Report:
    """Make one part, or all of them and ``<output>/sharded_trace`` or ``<output>/sharded_store``."""
    p = parameters
    part = _trace_part if p.work == "trace" else _store_part
    wanted = range(p.shards) if p.shard is None else [p.shard]
    folders = [part(context, p, shard) for shard in context.progress(wanted, f"shards, {p.work}")]
    row: dict[str, Any] = {"work": p.work, "shards": p.shards, "shard": "all" if p.shard is None else p.shard}
    if p.shard is None:
        row |= _whole_trace(context, folders) if p.work == "trace" else _whole_store(context, folders)
    return Report(
        "shard",
        TITLE,
        context.labels(),
        [row],
        notes=["Dealing out changes nothing: the whole is the same whatever the number of shards and workers."],
        provenance=context.provenance(),
    )


def _dialogues(context: Context) -> tuple[str, tuple[Dialogue, ...]]:
    corpus = context.trace_corpus
    return corpus.report_split, corpus.split(corpus.report_split)[: context.settings.dataset.trace_dialogues]


def _trace_part(context: Context, p: Parameters, shard: int) -> Path:
    split, dialogues = _dialogues(context)
    size = -(-len(dialogues) // p.shards)
    own = dialogues[shard * size : (shard + 1) * size]
    if not own:
        raise ConfigError(f"experiment.shards={p.shards}: shard {shard} of {len(dialogues)} dialogues is empty")
    limit = context.settings.model.max_new_tokens
    return cached(
        context.artifacts, TRACE_KIND, TRACE_VERSION,
        lambda at: write_trace_files(record_trace(context.model, own, batch=p.batch, max_new_tokens=limit), at),
        config={"corpus": context.trace_corpus.name, "split": split, "dialogues": [d.id for d in own],
                "max_new_tokens": limit, "prefix": context.settings.model.prefix,
                "max_source_tokens": context.settings.model.max_source_tokens},
        labels=context.labels(),
        inputs={"router": context.model.router_sha256(), "model": context.model.weights_sha256(),
                "corpus": context.trace_corpus.sha256},
    )  # fmt: skip


def _whole_trace(context: Context, folders: list[Path]) -> dict[str, Any]:
    router = context.model.router_sha256()
    trace = concatenate([load_trace(folder, router)[0] for folder in folders])
    place = save_trace(
        trace, Path(context.settings.output) / "sharded_trace", router_sha256=router, config=context.settings_json(),
        labels=context.labels(),
    )  # fmt: skip
    return {"tokens": trace.tokens, "examples": trace.examples, "sha256": file_sha256(place / "trace.parquet")}


def _store_part(context: Context, p: Parameters, shard: int) -> Path:
    model, pruning = context.model, context.settings.pruning
    pattern = NMPattern.parse(pruning.pattern)
    layers = model.moe_layers()[shard :: p.shards]

    def fill(folder: Path) -> None:
        for layer in layers:
            experts = []
            for expert in range(model.num_experts):
                matrices = model.expert_matrices(layer, expert)
                kept = {name: matrix * nm_mask(matrix, pattern, name) for name, matrix in matrices.items()}
                experts.append(PackedExpert.pack(kept, pattern, pruning.value_type))
            write_packed_layer(folder, layer.stack, layer.position, layer.block, experts)

    return cached(
        context.artifacts, "packed-layers", STORE_VERSION, fill,
        config={"pattern": str(pattern), "value_type": pruning.value_type, "criterion": "magnitude",
                "layers": [str(layer) for layer in layers]},
        labels=context.labels(), inputs={"model": model.weights_sha256()},
    )  # fmt: skip


def _whole_store(context: Context, folders: list[Path]) -> dict[str, Any]:
    model = context.model
    layers = [(layer.stack, layer.position) for layer in model.moe_layers()]
    names = {layer_file(*layer) for layer in layers}

    def fill(place: Path) -> None:
        for folder in folders:
            for file in folder.iterdir():
                if file.name in names:
                    (place / file.name).write_bytes(file.read_bytes())
        write_store_index(place, layers, model.num_experts)

    place = write_artifact(
        Path(context.settings.output) / "sharded_store", STORE_KIND, STORE_VERSION, fill,
        config=context.settings_json(), labels=context.labels(), inputs={"model": model.weights_sha256()},
    )  # fmt: skip
    digest = [file_sha256(place / name) for name in sorted(names)]
    return {"moe_layers": len(layers), "packed_bytes": PackedStore(place).size_bytes, "sha256": digest}
