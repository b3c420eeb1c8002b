"""The routing traces that several experiments share: recorded once for a model and a corpus, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from flame.app.experiment import Context
from flame.errors import ConfigError, TraceError
from flame.routing import TRACE_KIND, TRACE_VERSION, RoutingTrace, load_trace, write_trace_files
from flame.storage.artifact import Manifest, cached, open_artifact
from flame.storage.dataset import Dialogue, disjoint_splits
from offline.prediction.tracing import record_trace

BATCH = 64  # dialogues decoded together


@dataclass(frozen=True)
class SplitTraces:
    """Decoder traces to learn from, to tune on and to report on, from different dialogues, with their splits' names.

    `origin` says where they are from, in words; traces from a folder have no `report_dialogues`.
    """

    train: RoutingTrace
    tuning: RoutingTrace
    report: RoutingTrace
    train_split: str
    tuning_split: str
    report_split: str
    corpus: str
    report_dialogues: tuple[Dialogue, ...]
    origin: str


def split_traces(context: Context, excerpt_turns: int | None = None) -> SplitTraces:
    """Record, or read back, the decoder's routes while it generates for the dialogues of `dataset`.

    The traces are artifacts bound to the routers' weights, the corpus and the settings of decoding. With
    `dataset.traces` they are that trace's examples, shared out in their order.

    Args:
        excerpt_turns: cut the dialogues of a corpus without summaries into pieces (`excerpts`); None does not.
    Raises:
        ArtifactError: `dataset.traces` is no trace, or of other routers than the model's.
        TraceError: it has fewer than three examples.
    """
    if context.stored_trace is not None:
        return _stored(context, *context.stored_trace)
    settings = context.settings
    corpus = context.trace_corpus
    parts = disjoint_splits(corpus, settings.dataset.trace_dialogues)
    if excerpt_turns is not None and not corpus.has_summaries:
        parts = replace(
            parts, train=excerpts(parts.train, excerpt_turns), tuning=excerpts(parts.tuning, excerpt_turns),
            report=excerpts(parts.report, excerpt_turns),
        )  # fmt: skip

    def trace(dialogues: tuple[Dialogue, ...], split: str) -> RoutingTrace:
        record = partial(
            record_trace, context.model, dialogues, mode="generate", batch=BATCH,
            max_new_tokens=settings.model.max_new_tokens,
            progress=lambda batches: context.progress(batches, f"traces, {split}"),
        )  # fmt: skip
        folder = cached(
            context.artifacts, TRACE_KIND, TRACE_VERSION, lambda at: write_trace_files(record(), at),
            config={
                "corpus": corpus.name, "split": split, "dialogues": [d.id for d in dialogues], "mode": "generate",
                "stack": "decoder", "excerpt_turns": excerpt_turns, "max_new_tokens": settings.model.max_new_tokens,
                "max_source_tokens": settings.model.max_source_tokens, "prefix": settings.model.prefix,
            },
            labels=context.labels(),
            inputs={
                "router": context.model.router_sha256(), "model": context.model.weights_sha256(),
                "corpus": corpus.sha256,
            },
        )  # fmt: skip
        return load_trace(folder, context.model.router_sha256())[0]

    return SplitTraces(
        trace(parts.train, parts.train_name), trace(parts.tuning, parts.tuning_name),
        trace(parts.report, parts.report_name), parts.train_name, parts.tuning_name, parts.report_name, corpus.name,
        parts.report, f"Routes of the decoder while it generates for dialogues of {corpus.name}",
    )  # fmt: skip


def _stored(context: Context, trace: RoutingTrace, manifest: Manifest) -> SplitTraces:
    """The examples of a trace, 70 : 10 : 20; the first `dataset.trace_dialogues` of them, where that is given."""
    folder = Path(str(context.settings.dataset.traces))
    if not context.trace_is_foreign:
        open_artifact(folder, TRACE_KIND, TRACE_VERSION, {"router": context.model.router_sha256()}, verify=False)
    count = min(trace.examples, context.settings.dataset.trace_dialogues or trace.examples)
    if count < 3:
        raise TraceError(f"{folder}: {count} examples (expected at least 3, to learn, tune and report on)")
    first = min(max(1, count * 7 // 10), count - 2)
    second = max(first + 1, count * 8 // 10)
    train, tuning, report = (
        trace.select(range(*ends)) for ends in ((0, first), (first, second), (second, count))
    )  # fmt: skip
    model, corpus = manifest.config["model"], manifest.config["corpus"]
    return SplitTraces(
        train, tuning, report, "examples (first 70%)", "examples (next 10%)", "examples (last 20%)", corpus, (),
        f"Routes of {model}, read from {folder} ({corpus})",
    )  # fmt: skip


def excerpts(dialogues: Sequence[Dialogue], turns: int) -> tuple[Dialogue, ...]:
    """Cut each dialogue into consecutive pieces of about `turns` lines; a short one stays whole.

    A model that reads a limited number of tokens never sees the end of a long conversation; its pieces are examples
    of their own, and stay in their dialogue's split.

    Raises:
        ConfigError: `turns` is below 1.
    """
    if turns < 1:
        raise ConfigError(f"excerpt_turns: {turns} (expected at least 1)")
    pieces = []
    for dialogue in dialogues:
        lines = dialogue.text.splitlines()
        count = max(1, round(len(lines) / turns))
        cuts = [round(i * len(lines) / count) for i in range(count + 1)]
        pieces += [
            Dialogue(f"{dialogue.id}/{i}", "\n".join(lines[a:b])) for i, (a, b) in enumerate(pairwise(cuts))
        ] if count > 1 else [dialogue]  # fmt: skip
    return tuple(pieces)
