"""Decoding with every configuration in turns, and the rows of it.

A stream's memory is where it is while it is open, and who is measured later finds another machine. So all
configurations write an answer in turns of a few tokens, and are opened anew, in the other order, as often as a grid
says.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import torch

from experiments.bench.speculation_subjects import GivenDraft, Subject
from experiments.bench.turns import Answer
from flame.app.experiment import Context
from flame.errors import FlameWarning
from flame.ids import ExpertId
from flame.prediction_table import PredictionTable
from offline.intervals import ratio_interval
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import SpeculationCounts, StreamCounts
from online.serving.session import Session, stream
from online.serving.stores import LimitedStore

COLUMNS = (
    "model", "weights", "configuration", "slots", "link_bytes_per_s", "draft_tokens", "acceptance", "given_acceptance",
    "routing", "tokens_per_s", "speedup_over_streaming", "speedup_low", "speedup_high", "bytes_per_token",
    "bytes_over_streaming", "equal", "tokens_per_round", "rounds", "hit_ratio", "loads_per_token", "stall_ms_per_token",
    "ms_per_token", "draft_bytes", "draft_slots", "expert_bytes", "tokens", "pattern",
)  # fmt: skip


WARM_UP = 16  # tokens of an answer, after its first, that are not counted: they fill a buffer
TURN = 8  # tokens that a configuration writes before the next one goes on
TAIL = 8  # tokens after the counted ones: a round counts where its first token does, so none may end with the answer
RESAMPLES = 2000  # of turns, for the interval of a speed


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
    """A way to decode, and what it took each time that it was opened.

    Attributes:
        seconds: of each turn.
        drafts: what became of them, uncounted tokens included; None without.
        equal: whether all answers are those of resident experts.
    """

    way: _Way
    seconds: list[float] = field(default_factory=list)
    drafts: SpeculationCounts | None = None
    equal: bool = True
    tokens: int = 0
    loaded_bytes: int = 0
    accesses: int = 0
    hits: int = 0
    demand_loads: int = 0
    stall_ms: float = 0.0

    def add(self, before: StreamCounts, after: StreamCounts) -> None:
        """What happened over some tokens."""
        self.loaded_bytes += after.loaded_bytes - before.loaded_bytes
        change = after.total - before.total
        self.accesses += change.accesses
        self.hits += change.hits
        self.demand_loads += change.demand_loads + change.preloads - change.dropped_preloads
        self.stall_ms += change.stall_ms

    def add_drafts(self, found: SpeculationCounts | None) -> None:
        """What became of an open stream's."""
        if found is not None:
            before = self.drafts or SpeculationCounts()
            self.drafts = before.plus(rounds=found.rounds, drafted=found.drafted, accepted=found.accepted)


def rows_of(context: Context, subject: Subject, draft_tokens: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of one model at every link and number of slots.

    Args:
        draft_tokens: lengths of drafts; 0 leaves the length to the stream.
    """
    ways = _ways(subject, draft_tokens)
    links = [_expert_bytes(subject) / milliseconds * 1e3 for milliseconds in subject.grid.expert_load_ms]
    grid = [(slots, link) for slots in subject.grid.slots for link in links]
    named = subject.model.name if subject.given is None else f"{subject.model.name}, {subject.given:.0%} accepted"
    times = subject.grid.openings * len(subject.inputs)
    bar = context.progress(range(len(grid) * times), f"{named}: texts decoded")
    expected = _resident_answers(subject)
    rows = []
    for slots, link in grid:
        found = [_Configuration(way) for way in ways]
        whole, halved = LimitedStore(subject.whole, link), LimitedStore(subject.halved, link)
        for opening in range(subject.grid.openings):
            with ExitStack() as stack:
                opened = [
                    (own, _opened(context, subject, own.way, slots, halved if own.way.halved else whole, stack))
                    for own in (reversed(found) if opening % 2 else found)
                ]
                _decode(subject, opened, expected, lambda: next(bar))
        rows += [_row(context, subject, each, found[0], slots, link) for each in found]
    return rows


def _ways(subject: Subject, draft_tokens: Sequence[int]) -> list[_Way]:
    """The ways to decode, plain streaming first."""
    ways = [_Way("streaming"), _Way("more_slots"), _Way("halves", halved=True)]
    ways += [_Way("speculation", halved=True, draft_tokens=tokens) for tokens in draft_tokens]
    return ways if subject.table is None else [*ways, _Way("prediction", table=subject.table)]


def _opened(
    context: Context, subject: Subject, way: _Way, slots: int, store: LimitedStore, stack: ExitStack
) -> Session:
    """A way to decode, on a copy of the model."""
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
    return session


def _written(subject: Subject) -> int:
    """Tokens of an answer."""
    return 1 + WARM_UP + subject.grid.tokens + TAIL


@torch.inference_mode()
def _resident_answers(subject: Subject) -> list[torch.Tensor]:
    """What each text is continued by, written where all experts have a slot and none has to come."""
    written, model, answers = _written(subject), subject.model.copy(shares_weights=True), []
    if subject.routes is not None:
        subject.routes.lead(model)
    with stream(model, subject.whole, slots=model.num_experts):
        for text, inputs in enumerate(subject.inputs):
            if subject.routes is not None:
                subject.routes.begin(text, inputs["input_ids"].shape[1] + written)
            answers.append(model.generate_from(inputs, written, min_new_tokens=written))
    return answers


@torch.inference_mode()
def _decode(
    subject: Subject, opened: Sequence[tuple[_Configuration, Session]], expected: Sequence[torch.Tensor],
    done: Callable[[], object],
) -> None:  # fmt: skip
    """Continue every text with all open streams in turns, every other round of them backwards.

    Args:
        done: called after each text.
    """
    written = _written(subject)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FlameWarning)  # that drafts or preloads rest is what the rows say
        for text, (inputs, right) in enumerate(zip(subject.inputs, expected, strict=True)):
            if subject.routes is not None:
                subject.routes.begin(text, inputs["input_ids"].shape[1] + written)
                subject.routes.answer = right
            answers = [_begun(session, inputs, written, right) for _, session in opened]
            before = [session.counts() for _, session in opened]
            for turn, first in enumerate(range(0, subject.grid.tokens, TURN)):
                tokens = min(TURN, subject.grid.tokens - first)
                for place in range(len(opened)) if turn % 2 == 0 else reversed(range(len(opened))):
                    start = time.perf_counter()
                    answers[place].go_on(tokens)
                    opened[place][0].seconds.append(time.perf_counter() - start)
            for (own, session), answer, counts in zip(opened, answers, before, strict=True):
                own.add(counts, session.counts())
                own.tokens += subject.grid.tokens
                answer.go_on(TAIL)
                own.equal &= torch.equal(answer.finish(), right)
            done()
    for own, session in opened:
        own.add_drafts(session.counts().speculation)


def _begun(session: Session, inputs: Any, written: int, right: torch.Tensor) -> Answer:
    """An answer whose uncounted tokens are written."""
    draft = None if session.speculation is None else session.speculation.draft
    if isinstance(draft, GivenDraft):
        draft.answer = right
    answer = Answer(
        lambda streamer: session.model.generate_from(inputs, written, min_new_tokens=written, streamer=streamer)
    )
    answer.go_on(1 + WARM_UP)
    return answer


def _draft_slots(subject: Subject) -> float:
    """Slots of each layer that the draft's bytes would hold."""
    return subject.halved.resident_bytes / (len(subject.model.moe_layers("decoder")) * _expert_bytes(subject))


def _expert_bytes(subject: Subject) -> int:
    """Of a whole packed expert."""
    return subject.whole.size_bytes(ExpertId(subject.model.moe_layers("decoder")[0].id, 0))


def _row(
    context: Context, subject: Subject, own: _Configuration, streaming: _Configuration, slots: int, link: float
) -> dict[str, Any]:
    counts, seconds = own.drafts, sum(own.seconds)
    low, high = ratio_interval(streaming.seconds, own.seconds, RESAMPLES, context.settings.seed)
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
        "tokens_per_s": own.tokens / seconds,
        "speedup_over_streaming": sum(streaming.seconds) / seconds,
        "speedup_low": low,
        "speedup_high": high,
        "bytes_per_token": own.loaded_bytes / own.tokens,
        "bytes_over_streaming": own.loaded_bytes / own.tokens / max(1, streaming.loaded_bytes / streaming.tokens),
        "equal": own.equal,
        "tokens_per_round": counts.tokens_per_round if counts is not None and counts.rounds else None,
        "rounds": None if counts is None else counts.rounds,
        "hit_ratio": own.hits / own.accesses if own.accesses else 0.0,
        "loads_per_token": own.demand_loads / own.tokens,
        "stall_ms_per_token": own.stall_ms / own.tokens,
        "ms_per_token": seconds / own.tokens * 1e3,
        "draft_bytes": subject.halved.resident_bytes if own.way.halved else 0,
        "draft_slots": _draft_slots(subject),
        "expert_bytes": _expert_bytes(subject),
        "tokens": own.tokens,
        "pattern": context.settings.pruning.pattern,
    }
    return {key: row[key] for key in COLUMNS if row[key] is not None}
