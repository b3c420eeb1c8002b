"""Traces with the hidden states that predictors learn from: recorded once for a model and its dialogues, then read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments.tools.routing_traces import batch_of, excerpts
from flame.app.experiment import Context
from flame.storage.dataset import Dialogue
from flame.storage.hidden_traces import HIDDEN_TRACE_KIND, HIDDEN_TRACE_VERSION, read_states, write_states
from flame.storage.trace_files import read_trace_files, write_trace_files
from flame.storage.work_key import cached
from offline.prediction.tracing import HiddenTrace, record_hidden_trace


def kept_states(context: Context, mode: str, dialogues: Sequence[Dialogue]) -> HiddenTrace:
    """A trace of the decoder with its hidden states, recorded once."""
    model, settings = context.model, context.settings.model

    def fill(at: Path) -> None:
        kept = record_hidden_trace(
            model, dialogues, mode=mode, batch=batch_of(context, mode), max_new_tokens=settings.max_new_tokens,
            progress=lambda batches: context.progress(batches, "recording"),
        )  # fmt: skip
        write_trace_files(kept.trace, at)
        write_states(kept.router, kept.block, at)

    folder = cached(
        context.artifacts, HIDDEN_TRACE_KIND, HIDDEN_TRACE_VERSION, fill,
        config={
            "dialogues": [dialogue.id for dialogue in dialogues], "mode": mode,
            "max_new_tokens": settings.max_new_tokens, "max_source_tokens": settings.max_source_tokens,
            "prefix": settings.prefix, "chat": settings.chat,
        },
        labels=context.labels(),
        inputs={
            "router": model.router_sha256(), "model": context.model_sha256, "corpus": context.trace_corpus.sha256,
        },
        maker=record_hidden_trace.__module__,
    )  # fmt: skip
    return HiddenTrace(read_trace_files(folder), *read_states(folder))


def spread(dialogues: Sequence[Dialogue], count: int, excerpt_turns: int | None) -> tuple[Dialogue, ...]:
    """So many dialogues, or pieces of about `excerpt_turns` lines, evenly spaced; all where there are fewer."""
    pieces = tuple(dialogues) if excerpt_turns is None else excerpts(dialogues, excerpt_turns)
    count = min(count, len(pieces))
    return tuple(pieces[place * len(pieces) // count] for place in range(count))
