"""Routing traces as artifacts: recorded from the model in any mode, or imported from a CSV or parquet file."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flame.dataset import Dialogue
from flame.errors import ConfigError, TraceError
from flame.experiment import Context
from flame.report import Report
from flame.routing import RoutingTrace, import_trace, load_trace, save_trace
from offline.paths import count_paths
from offline.tracing import MODES, record_trace

TITLE = "Routing traces: record or import them, bound to the router"


@dataclass(frozen=True)
class Parameters:
    """What is recorded.

    Args:
        split: of the trace corpus; its first ``dataset.trace_dialogues`` are used.
        mode, stack, num_beams, batch, probabilities: as in ``offline.tracing.record_trace``.
        import_file: CSV or parquet file of a trace that was made elsewhere with this model, in place of recording.
        folder: where the trace is written, below the output folder.
    """

    split: str
    mode: str
    stack: str
    num_beams: int
    batch: int
    probabilities: bool
    import_file: str | None
    folder: str

    def __post_init__(self) -> None:
        if self.mode not in MODES or self.stack not in ("decoder", "encoder"):
            raise ConfigError(
                f"experiment.mode={self.mode}, stack={self.stack}: expected one of {', '.join(MODES)}, and decoder or "
                "encoder"
            )
        if self.batch < 1 or self.num_beams < 1:
            raise ConfigError(f"experiment.batch={self.batch}, num_beams={self.num_beams}: expected at least 1")


def run(context: Context, parameters: Parameters) -> Report:
    _ = context.model, context.trace_corpus  # loaded before the clock runs
    start = time.perf_counter()
    trace = _imported(context, parameters) if parameters.import_file else _recorded(context, parameters)
    seconds = time.perf_counter() - start
    router = context.model.router_sha256(parameters.stack)
    folder = save_trace(
        trace, Path(context.settings.output) / parameters.folder, router_sha256=router,
        config=asdict(parameters) | {"corpus": context.trace_corpus.name, "model": context.model.name},
        labels=context.labels(), seed=context.settings.seed,
    )  # fmt: skip
    load_trace(folder, router)  # what was written is what a later run accepts
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
        "seconds": seconds,
        "tokens_per_minute": 60 * trace.tokens / seconds,
        "folder": str(folder),
    }
    return Report(
        "record_traces",
        TITLE,
        context.labels("measured"),
        [row],
        notes=(
            "The trace is a parquet file, a row a token, with a manifest that binds it to the router's weights; "
            "loading it against another router is refused.",
            "A token over its expert's capacity keeps the expert that its router chose and is marked as dropped.",
            "tokens_per_minute is wall time of recording alone, the model loaded.",
        ),
        provenance=context.provenance(),
    )


def _recorded(context: Context, parameters: Parameters) -> RoutingTrace:
    dialogues: tuple[Dialogue, ...] = context.trace_corpus.split(parameters.split)
    return record_trace(
        context.model, dialogues[: context.settings.dataset.trace_dialogues], mode=parameters.mode,
        batch=parameters.batch, max_new_tokens=context.settings.model.max_new_tokens, stack=parameters.stack,
        num_beams=parameters.num_beams, probabilities=parameters.probabilities,
        progress=lambda batches: context.progress(batches, "recording"),
    )  # fmt: skip


def _imported(context: Context, parameters: Parameters) -> RoutingTrace:
    """Read a file, and refuse one that this model cannot have made."""
    assert parameters.import_file is not None
    model = context.model
    trace = import_trace(Path(parameters.import_file), model.num_experts)
    layers = len(model.moe_layers(parameters.stack))
    if trace.moe_layers != layers:
        raise TraceError(
            f"{parameters.import_file}: {trace.moe_layers} layers (expected {layers}, the MoE layers of the "
            f"{parameters.stack} of {model.name})"
        )
    return trace
