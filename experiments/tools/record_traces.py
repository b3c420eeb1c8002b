"""Routing traces as artifacts: recorded from the model in any mode, or imported from a CSV or parquet file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from experiments.tools.sharding import check_shard, part
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, TraceError, check_counts
from flame.routing import RoutingTrace, concatenate
from flame.storage.artifact import Labels
from flame.storage.dataset import Dialogue
from flame.storage.trace_files import (
    ELSEWHERE,
    TRACE_KIND,
    TRACE_VERSION,
    import_trace,
    load_trace,
    save_trace,
    write_trace_files,
)
from flame.storage.work_key import cached
from offline.prediction.paths import count_paths
from offline.prediction.tracing import MODES, record_trace

TITLE = "Routing traces: record or import them, bound to the router"
READS = ("model", "routing traces")


@dataclass(frozen=True)
class Parameters:
    """What is recorded.

    Args:
        split: of the trace corpus; its first `dataset.trace_dialogues` are used.
        mode, stack, num_beams, batch, probabilities: as in `offline.prediction.tracing.record_trace`.
        import_file: CSV or parquet file of a trace that was made elsewhere, in place of recording: with this model, or
            with `import_model`, a name for reports, which has `import_experts` experts a layer and is not here.
        folder: where the trace is written, below the output folder.
        shards, shard: record a part of the dialogues alone, the `shard`-th of `shards`, and keep it with the
            artifacts; with null all parts, those that stand taken over, become the trace.
    """

    split: str
    mode: str
    stack: str
    num_beams: int
    batch: int
    probabilities: bool
    import_file: str | None
    import_model: str | None
    import_experts: int | None
    folder: str
    shards: int
    shard: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("shard",))
        if self.mode not in MODES or self.stack not in ("decoder", "encoder"):
            raise ConfigError(
                f"experiment.mode={self.mode}, stack={self.stack}: expected one of {', '.join(MODES)}, and decoder or "
                "encoder"
            )
        check_shard(self.shards, self.shard)
        if self.import_file is not None and self.shard is not None:
            raise ConfigError("experiment.shard with import_file: a file is read whole (leave out shard)")
        if (self.import_model is None) != (self.import_experts is None) or (self.import_model and not self.import_file):
            raise ConfigError("experiment.import_model, import_experts: expected both beside import_file, or neither")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(import_file=parameters.import_file)


def run(context: Context, parameters: Parameters) -> Report:
    if parameters.import_model is None:
        _ = context.model, context.trace_corpus  # loaded before the clock runs
    start = time.perf_counter()
    here = parameters.import_model is None
    router = context.model.router_sha256(parameters.stack) if here else ELSEWHERE
    labels = context.labels() if here else Labels("none")
    if parameters.shard is not None:
        folder = _part(context, parameters, parameters.shard)
        trace, _ = load_trace(folder, router)
    else:
        trace = _imported(context, parameters) if parameters.import_file else _whole(context, parameters)
        folder = save_trace(
            trace, Path(context.settings.output) / parameters.folder, router_sha256=router,
            config=_facts(context, parameters), labels=labels, seed=context.settings.seed,
        )  # fmt: skip
        load_trace(folder, router)  # what was written is what a later run accepts
    seconds = time.perf_counter() - start
    speed = {"seconds": seconds, "tokens_per_minute": 60 * trace.tokens / seconds} if parameters.shards == 1 else {}
    paths = count_paths(trace)
    row: dict[str, Any] = {
        "source": parameters.import_file or context.trace_corpus.name,
        "split": "none" if parameters.import_file else parameters.split,
        "stack": parameters.stack,
        "mode": "imported" if parameters.import_file else parameters.mode,
        "tokens": trace.tokens,
        "examples": trace.examples,
        "moe_layers": trace.moe_layers,
        "num_experts": trace.num_experts,
        "top_k": trace.top_k,
        "distinct_paths": paths.distinct,
        "dropped_accesses": 0 if trace.dropped is None else int(trace.dropped.sum()),
        **({} if parameters.shard is None else {"shard": parameters.shard, "shards": parameters.shards}),
        **speed,
        "folder": str(folder),
    }
    return Report(
        "record_traces",
        TITLE,
        Labels(labels.weights, "measured"),
        [row],
        notes=(
            "The trace is a parquet file, a row a token, with a manifest that binds it to the router's weights; "
            "loading it against another router is refused.",
            "A token over its expert's capacity keeps the expert that its router chose and is marked as dropped.",
            "tokens_per_minute is wall time of recording and writing, the model loaded; a trace in parts has none.",
        ),
        provenance=context.provenance(model=here, dataset=here) | ({} if here else {"model": parameters.import_model}),
    )


def _facts(context: Context, parameters: Parameters) -> dict[str, Any]:
    """What determines a trace; in how many parts it was recorded does not."""
    corpus = Path(parameters.import_file).name if parameters.import_file else context.trace_corpus.name
    facts = asdict(parameters) | {"corpus": corpus, "model": parameters.import_model or context.model.name}
    return {key: value for key, value in facts.items() if key not in ("shards", "shard")}


def _whole(context: Context, parameters: Parameters) -> RoutingTrace:
    shards = range(parameters.shards)
    if parameters.shards == 1:
        return _recorded(context, parameters, _dialogues(context, parameters))
    folders = [_part(context, parameters, shard) for shard in context.progress(shards, "parts")]
    return concatenate([load_trace(folder)[0] for folder in folders])


def _part(context: Context, parameters: Parameters, shard: int) -> Path:
    """The trace of one part of the dialogues, as an artifact: recorded, or taken over."""
    own = part(_dialogues(context, parameters), parameters.shards, shard, "dialogues")
    settings = context.settings.model
    limits = {key: getattr(settings, key) for key in ("prefix", "max_source_tokens", "max_new_tokens")}
    return cached(
        context.artifacts, TRACE_KIND, TRACE_VERSION,
        lambda at: write_trace_files(_recorded(context, parameters, own), at),
        config=_facts(context, parameters) | limits | {"dialogues": [dialogue.id for dialogue in own]},
        labels=context.labels(),
        inputs={
            "router": context.model.router_sha256(parameters.stack), "model": context.model_sha256,
            "corpus": context.trace_corpus.sha256,
        },
        maker=record_trace.__module__,
    )  # fmt: skip


def _dialogues(context: Context, parameters: Parameters) -> Sequence[Dialogue]:
    return context.trace_corpus.split(parameters.split)[: context.settings.dataset.trace_dialogues]


def _recorded(context: Context, parameters: Parameters, dialogues: Sequence[Dialogue]) -> RoutingTrace:
    return record_trace(
        context.model, dialogues, mode=parameters.mode,
        batch=parameters.batch, max_new_tokens=context.settings.model.max_new_tokens, stack=parameters.stack,
        num_beams=parameters.num_beams, probabilities=parameters.probabilities,
        progress=lambda batches: context.progress(batches, "recording"),
    )  # fmt: skip


def _imported(context: Context, parameters: Parameters) -> RoutingTrace:
    """Read a file, and refuse one that this model cannot have made."""
    assert parameters.import_file is not None
    if parameters.import_model is not None:
        return import_trace(Path(parameters.import_file), parameters.import_experts)
    model = context.model
    trace = import_trace(Path(parameters.import_file), model.num_experts)
    layers = len(model.moe_layers(parameters.stack))
    if trace.moe_layers != layers:
        raise TraceError(
            f"{parameters.import_file}: {trace.moe_layers} layers (expected {layers}, the MoE layers of the "
            f"{parameters.stack} of {model.name})"
        )
    return trace
