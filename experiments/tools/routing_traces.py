"""The routing traces that several experiments share: recorded once for a model and a corpus, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from flame.app.experiment import Context
from flame.errors import ConfigError, TraceError
from flame.routing import RoutingTrace
from flame.storage.artifact import Manifest, open_artifact
from flame.storage.dataset import Dialogue, disjoint_splits
from flame.storage.trace_files import TRACE_KIND, TRACE_VERSION, load_trace, open_trace, write_trace_files
from flame.storage.work_key import cached
from offline.evaluation import spread
from offline.prediction.tracing import record_trace

BATCH = 64  # dialogues decoded together
READ_BATCH = 4  # texts read whole at once: each is filled up to the longest, which may be many times as long


@dataclass(frozen=True)
class SplitTraces:
    """Decoder traces to learn from, to tune on and to report on, from different dialogues, with their splits' names.

    A decoder alone routes its prompts too: they are learnt from, and neither tuned nor reported on.
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
    trace = partial(_recorded, context, mode="generate", excerpt_turns=excerpt_turns)
    return SplitTraces(
        trace(parts.train, parts.train_name), trace(parts.tuning, parts.tuning_name).decoded(),
        trace(parts.report, parts.report_name).decoded(), parts.train_name, parts.tuning_name, parts.report_name,
        corpus.name, parts.report, _origin(context, corpus.name),
    )  # fmt: skip


def trace_to_learn(context: Context, dialogues: int | None) -> RoutingTrace:
    """Record, or read back, routes to learn a table from, where nothing is tuned or reported on.

    What an encoder-decoder generates for dialogues of the train split is what `split_traces` learns from. A decoder
    alone reads each in one pass, which takes a small part of the time that generating does.

    Args:
        dialogues: so many of them, evenly spaced; None takes all.
    Raises:
        ArtifactError, TraceError: as `split_traces`.
    """
    if context.stored_trace is not None:
        return _stored(context, *context.stored_trace).train
    parts = disjoint_splits(context.trace_corpus, context.settings.dataset.trace_dialogues)
    chosen = tuple(spread(parts.train, dialogues))
    return _recorded(context, chosen, parts.train_name, mode=learning_mode(context))


def learning_mode(context: Context) -> str:
    """How what is only learnt from is recorded: one pass a text, where that is enough."""
    return "generate" if context.model.is_encoder_decoder else "teacher_forced"


def batch_of(context: Context, mode: str) -> int:
    """Dialogues that are recorded together in a mode."""
    return BATCH if mode == "generate" or context.model.is_encoder_decoder else READ_BATCH


def _recorded(
    context: Context, dialogues: tuple[Dialogue, ...], split: str, *, mode: str, excerpt_turns: int | None = None
) -> RoutingTrace:
    settings, corpus = context.settings, context.trace_corpus
    record = partial(
        record_trace, context.model, dialogues, mode=mode, batch=batch_of(context, mode),
        max_new_tokens=settings.model.max_new_tokens,
        progress=lambda batches: context.progress(batches, f"traces, {split}"),
    )  # fmt: skip
    folder = cached(
        context.artifacts, TRACE_KIND, TRACE_VERSION, lambda at: write_trace_files(record(), at),
        config={
            "corpus": corpus.name, "split": split, "dialogues": [d.id for d in dialogues], "mode": mode,
            "stack": "decoder", "excerpt_turns": excerpt_turns, "max_new_tokens": settings.model.max_new_tokens,
            "max_source_tokens": settings.model.max_source_tokens, "prefix": settings.model.prefix,
            "chat": settings.model.chat,
        },
        labels=context.labels(),
        inputs={
            "router": context.model.router_sha256(), "model": context.model_sha256, "corpus": corpus.sha256,
        },
        maker=record_trace.__module__,
    )  # fmt: skip
    return load_trace(folder, context.model.router_sha256())[0]


def _origin(context: Context, corpus: str) -> str:
    """Where recorded traces are from, in words."""
    said = f"Routes of the decoder while it generates for dialogues of {corpus}"
    if context.model.is_encoder_decoder:
        return said
    return f"{said}; the prompts, which begin alike, are among what is learnt from and counted"


def _stored(context: Context, trace: RoutingTrace, manifest: Manifest) -> SplitTraces:
    """The examples of a trace, 75 : 10 : 15, or 90 : 10 where `dataset.traces_test` has those to report on.

    With `dataset.trace_dialogues` the first so many of its examples.
    """
    dataset = context.settings.dataset
    place = Path(str(dataset.traces))
    if not context.trace_is_foreign:
        open_artifact(place, TRACE_KIND, TRACE_VERSION, {"router": context.model.router_sha256()}, verify=False)
    count = min(trace.examples, dataset.trace_dialogues or trace.examples)
    least = 3 if dataset.traces_test is None else 2
    if count < least:
        raise TraceError(f"{place}: {count} examples (expected at least {least}, to learn, tune and report on)")
    corpus = manifest.config["corpus"]
    model = manifest.config["model"] if context.trace_is_foreign else context.model.name  # a kept trace does not say
    origin = f"Routes of {model}, read from {place} ({corpus})"
    if dataset.traces_test is None:
        first = min(max(1, count * 75 // 100), count - 2)
        second = max(first + 1, count * 85 // 100)
        report, names = trace.select(range(second, count)), ("first 75%", "next 10%", "last 15%")
    else:
        first, second = max(1, min(count * 90 // 100, count - 1)), count
        report = open_trace(Path(dataset.traces_test), dataset.trace_top_k, dataset.trace_experts)[0]
        _check_same_model(trace, report, dataset.traces_test)
        names = ("first 90%", "last 10%", f"all of {Path(dataset.traces_test).name}")
        origin += f"; reported on {dataset.traces_test}"
    return SplitTraces(
        trace.select(range(first)), trace.select(range(first, second)), report,
        f"examples ({names[0]})", f"examples ({names[1]})", f"examples ({names[2]})", corpus, (), origin,
    )  # fmt: skip


def _check_same_model(learnt: RoutingTrace, other: RoutingTrace, place: str) -> None:
    sizes = [(trace.num_experts, trace.moe_layers, trace.top_k) for trace in (learnt, other)]
    if sizes[0] != sizes[1]:
        raise TraceError(
            f"dataset.traces_test={place}: has (experts, layers, top_k) {sizes[1]}, dataset.traces {sizes[0]} "
            "(give traces of one model)"
        )


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
        lines = dialogue.text.split("\n")
        count = max(1, round(len(lines) / turns))
        cuts = [round(i * len(lines) / count) for i in range(count + 1)]
        pieces += [
            Dialogue(f"{dialogue.id}/{i}", "\n".join(lines[a:b])) for i, (a, b) in enumerate(pairwise(cuts))
        ] if count > 1 else [dialogue]  # fmt: skip
    return tuple(pieces)
