"""Decoding with every configuration in turns, and the rows of it."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers.generation import BaseStreamer

from experiments.bench.speculation_subjects import GivenDraft, Subject
from flame.app.experiment import Context
from flame.errors import FlameWarning
from flame.ids import ExpertId
from flame.prediction_table import PredictionTable
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import StreamCounts
from online.serving.session import Session, stream
from online.serving.stores import LimitedStore

COLUMNS = (
    "model", "weights", "configuration", "slots", "link_bytes_per_s", "draft_tokens", "acceptance", "given_acceptance",
    "routing", "tokens_per_s", "speedup_over_streaming", "bytes_per_token", "bytes_over_streaming", "equal",
    "tokens_per_round", "rounds", "hit_ratio", "loads_per_token", "stall_ms_per_token", "ms_per_token", "draft_bytes",
    "draft_slots", "expert_bytes", "tokens", "pattern",
)  # fmt: skip


WARM_UP = 16  # tokens after opening that are not counted: they fill a buffer


class _CountedFrom(BaseStreamer):
    """Notes the moment and the counts at one of an answer's tokens, the first as 0."""

    def __init__(self, session: Session, token: int) -> None:
        self._session, self._puts, self._token = session, 0, token
        self.at_s = 0.0
        self.counts = session.counts()

    def put(self, value: torch.Tensor) -> None:
        self._puts += 1
        if self._puts == self._token + 2:  # the first is the prompt
            self.counts, self.at_s = self._session.counts(), time.perf_counter()

    def end(self) -> None:
        pass


@dataclass(frozen=True, eq=False)
class _Way:
    """A way to decode.

    Attributes:
        name: as in the rows.
        halved: whether upper halves are resident.
        draft_tokens: of each round; 0 leaves the number to the stream, None drafts nothing.
        table: predicts; None has no prediction.
    """

    name: str
    halved: bool = False
    draft_tokens: int | None = None
    table: PredictionTable | None = None


@dataclass(eq=False)
class _Configuration:
    """An open stream, and what it took."""

    way: _Way
    session: Session
    seconds: float = 0.0
    answers: list[torch.Tensor] = field(default_factory=list)
    tokens: int = 0
    loaded_bytes: int = 0
    accesses: int = 0
    hits: int = 0
    demand_loads: int = 0
    stall_ms: float = 0.0

    @torch.inference_mode()
    def decode(self, inputs: Any, tokens: int) -> None:
        """Continue one text, the first by `WARM_UP` tokens more."""
        uncounted = 0 if self.answers else WARM_UP
        start, written = _CountedFrom(self.session, uncounted), uncounted + tokens + 1
        model = self.session.model
        answer: torch.Tensor = model.generate_from(inputs, written, min_new_tokens=written, streamer=start)
        self.seconds += time.perf_counter() - start.at_s
        self._add(start.counts, self.session.counts())
        self.tokens += tokens
        self.answers.append(answer)

    def _add(self, before: StreamCounts, after: StreamCounts) -> None:
        self.loaded_bytes += after.loaded_bytes - before.loaded_bytes
        change = after.total - before.total
        self.accesses += change.accesses
        self.hits += change.hits
        self.demand_loads += change.demand_loads + change.preloads - change.dropped_preloads
        self.stall_ms += change.stall_ms


def rows_of(context: Context, subject: Subject, draft_tokens: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of one model at every link and number of slots.

    Args:
        draft_tokens: lengths of drafts; 0 leaves the length to the stream.
    """
    ways = _ways(subject, draft_tokens)
    links = [_expert_bytes(subject) / milliseconds * 1e3 for milliseconds in subject.grid.expert_load_ms]
    grid = [(slots, link) for slots in subject.grid.slots for link in links]
    named = subject.model.name if subject.given is None else f"{subject.model.name}, {subject.given:.0%} accepted"
    bar = context.progress(range(len(grid) * len(subject.inputs) * len(ways)), f"{named}: texts decoded")
    rows = []
    for slots, link in grid:
        with ExitStack() as stack:
            whole, halved = LimitedStore(subject.whole, link), LimitedStore(subject.halved, link)
            opened = [_opened(context, subject, way, slots, halved if way.halved else whole, stack) for way in ways]
            _decode(subject, opened, lambda: next(bar))
            rows += [_row(context, subject, each, opened[0], slots, link) for each in opened]
    return rows


def _ways(subject: Subject, draft_tokens: Sequence[int]) -> list[_Way]:
    """The ways to decode, plain streaming first."""
    ways = [_Way("streaming"), _Way("more_slots"), _Way("halves", halved=True)]
    ways += [_Way("speculation", halved=True, draft_tokens=tokens) for tokens in draft_tokens]
    return ways if subject.table is None else [*ways, _Way("prediction", table=subject.table)]


def _opened(
    context: Context, subject: Subject, way: _Way, slots: int, store: LimitedStore, stack: ExitStack
) -> _Configuration:
    """A way to decode on a copy of the model."""
    if way.name == "more_slots":
        slots = min(subject.model.num_experts, slots + int(_draft_slots(subject)))
    plan = SlotPlan.per_layer(len(subject.model.moe_layers("decoder")), slots)
    buffer = ExpertBuffer(plan, context.settings.buffer.policy)
    model = subject.model.copy(shares_weights=True)
    if subject.routes is not None:
        subject.routes.lead(model)
    draft = None if way.draft_tokens is None else "little"
    session = stack.enter_context(
        stream(model, store, buffer, way.table, draft=draft, draft_tokens=way.draft_tokens or None)
    )
    if session.speculation is not None and subject.given is not None:
        session.speculation.draft = GivenDraft(session.speculation.draft, subject.given, context.settings.seed)
    return _Configuration(way, session)


def _decode(subject: Subject, configurations: Sequence[_Configuration], done: Callable[[], object]) -> None:
    """Continue every text with each configuration in turns, plain streaming first.

    Args:
        done: called after each.
    """
    tokens = subject.grid.tokens
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FlameWarning)  # that drafts or preloads rest is what the rows say
        for text, inputs in enumerate(subject.inputs):
            if subject.routes is not None:
                subject.routes.begin(text, inputs["input_ids"].shape[1] + WARM_UP + tokens + 1)
            for each in configurations:
                draft = None if each.session.speculation is None else each.session.speculation.draft
                if isinstance(draft, GivenDraft):
                    draft.answer = configurations[0].answers[-1]
                each.decode(inputs, tokens)
                if subject.routes is not None:
                    subject.routes.answer = configurations[0].answers[-1]
                done()


def _draft_slots(subject: Subject) -> float:
    """Slots of each layer that the draft's bytes would hold."""
    return subject.halved.resident_bytes / (len(subject.model.moe_layers("decoder")) * _expert_bytes(subject))


def _expert_bytes(subject: Subject) -> int:
    """Of a whole packed expert."""
    return subject.whole.size_bytes(ExpertId(subject.model.moe_layers("decoder")[0].id, 0))


def _row(
    context: Context, subject: Subject, own: _Configuration, streaming: _Configuration, slots: int, link: float
) -> dict[str, Any]:
    counts = own.session.counts().speculation
    row = {
        "model": subject.model.name,
        "weights": subject.model.weights,
        "configuration": own.way.name,
        "slots": slots,
        "link_bytes_per_s": link,
        "draft_tokens": own.way.draft_tokens,
        "acceptance": counts.acceptance if counts is not None and counts.drafted else None,
        "given_acceptance": subject.given,
        "routing": "own" if subject.routes is None else subject.routes.name,
        "tokens_per_s": own.tokens / own.seconds,
        "speedup_over_streaming": own.tokens / own.seconds / (streaming.tokens / streaming.seconds),
        "bytes_per_token": own.loaded_bytes / own.tokens,
        "bytes_over_streaming": own.loaded_bytes / own.tokens / max(1, streaming.loaded_bytes / streaming.tokens),
        "equal": all(map(torch.equal, own.answers, streaming.answers)),
        "tokens_per_round": counts.tokens_per_round if counts is not None and counts.rounds else None,
        "rounds": None if counts is None else counts.rounds,
        "hit_ratio": own.hits / own.accesses if own.accesses else 0.0,
        "loads_per_token": own.demand_loads / own.tokens,
        "stall_ms_per_token": own.stall_ms / own.tokens,
        "ms_per_token": own.seconds / own.tokens * 1e3,
        "draft_bytes": subject.halved.resident_bytes if own.way.halved else 0,
        "draft_slots": _draft_slots(subject),
        "expert_bytes": _expert_bytes(subject),
        "tokens": own.tokens,
        "pattern": context.settings.pruning.pattern,
    }
    return {key: row[key] for key in COLUMNS if row[key] is not None}
