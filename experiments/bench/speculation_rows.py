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
from flame.models.moe_model import MoeModel
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import StreamCounts
from online.serving.session import Session, stream
from online.serving.stores import LimitedStore

COLUMNS = (
    "model", "weights", "configuration", "slots", "link_bytes_per_s", "draft_tokens", "acceptance", "acceptance_given",
    "routing", "tokens_per_s", "speedup_over_streaming", "bytes_per_token", "bytes_over_streaming", "equal",
    "tokens_per_round", "rounds", "hit_ratio", "loads_per_token", "stall_ms_per_token", "ms_per_token", "draft_bytes",
    "draft_slots", "expert_bytes", "tokens", "pattern",
)  # fmt: skip


class _FirstToken(BaseStreamer):
    """Notes the moment and the counts at an answer's first token."""

    def __init__(self, session: Session) -> None:
        self._session, self._puts = session, 0
        self.at_s = 0.0
        self.counts = session.counts()

    def put(self, value: torch.Tensor) -> None:
        self._puts += 1
        if self._puts == 2:  # the first is the prompt
            self.counts, self.at_s = self._session.counts(), time.perf_counter()

    def end(self) -> None:
        pass


@dataclass(eq=False)
class _Configuration:
    """One way to decode, and what it took."""

    name: str
    slots: int
    draft_tokens: int
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
    def decode(self, inputs: Any, tokens: int) -> torch.Tensor:
        """Continue one text."""
        first = _FirstToken(self.session)
        model = self.session.model
        answer: torch.Tensor = model.generate_from(inputs, tokens + 1, min_new_tokens=tokens + 1, streamer=first)
        self.seconds += time.perf_counter() - first.at_s
        self._add(first.counts, self.session.counts())
        self.tokens += tokens
        self.answers.append(answer)
        return answer

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
    rows = []
    grid = [(slots, link) for slots in subject.grid.slots for link in subject.grid.link_bytes_per_s]
    for slots, link in context.progress(grid, f"{subject.model.name}: links and slots"):
        with ExitStack() as stack:
            rows += _rows_at(context, subject, slots, link, draft_tokens, stack)
    return rows


def _rows_at(
    context: Context, subject: Subject, slots: int, link: float, draft_tokens: Sequence[int], stack: ExitStack
) -> list[dict[str, Any]]:
    configurations = _configurations(context, subject, slots, link, draft_tokens, stack)
    tokens = subject.grid.tokens
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FlameWarning)  # that drafts or preloads rest is what the rows say
        for text, inputs in enumerate(subject.inputs):
            if subject.routes is not None:
                subject.routes.begin(text, inputs["input_ids"].shape[1] + tokens + 1)
            answer = configurations[0].decode(inputs, tokens)
            if subject.routes is not None:
                subject.routes.answer = answer
            for each in configurations[1:]:
                draft = None if each.session.speculation is None else each.session.speculation.draft
                if isinstance(draft, GivenDraft):
                    draft.answer = answer
                each.decode(inputs, tokens)
    return [_row(context, subject, each, configurations[0], link) for each in configurations]


def _configurations(
    context: Context, subject: Subject, slots: int, link: float, draft_tokens: Sequence[int], stack: ExitStack
) -> list[_Configuration]:
    whole, halved = LimitedStore(subject.whole, link), LimitedStore(subject.halved, link)
    layers, policy = len(subject.model.moe_layers("decoder")), context.settings.buffer.policy

    def configuration(
        name: str, count: int, open_stream: Callable[[MoeModel, ExpertBuffer], Session], draft: int = 0
    ) -> _Configuration:
        buffer = ExpertBuffer(SlotPlan.per_layer(layers, count), policy)
        model = subject.model.copy(shares_weights=True)
        if subject.routes is not None:
            subject.routes.lead(model)
        session = stack.enter_context(open_stream(model, buffer))
        return _Configuration(name, count, draft, session)

    def speculation(tokens: int) -> _Configuration:
        found = configuration(
            "speculation", slots,
            lambda model, buffer: stream(model, halved, buffer, draft="little", draft_tokens=tokens or None), tokens,
        )  # fmt: skip
        if subject.given is not None:
            assert found.session.speculation is not None
            inner = found.session.speculation.draft
            found.session.speculation.draft = GivenDraft(inner, subject.given, context.settings.seed)
        return found

    more = min(subject.model.num_experts, slots + int(_draft_slots(subject)))
    found = [
        configuration("streaming", slots, lambda model, buffer: stream(model, whole, buffer)),
        configuration("more_slots", more, lambda model, buffer: stream(model, whole, buffer)),
        configuration("halves", slots, lambda model, buffer: stream(model, halved, buffer)),
        *map(speculation, draft_tokens),
    ]
    if subject.table is not None:
        table = subject.table
        found.append(configuration("prediction", slots, lambda model, buffer: stream(model, whole, buffer, table)))
    return found


def _draft_slots(subject: Subject) -> float:
    """Slots of each layer that the draft's bytes would hold."""
    layers = subject.model.moe_layers("decoder")
    expert = subject.whole.size_bytes(ExpertId(layers[0].id, 0))
    return subject.halved.resident_bytes / (len(layers) * expert)


def _row(
    context: Context, subject: Subject, own: _Configuration, streaming: _Configuration, link: float
) -> dict[str, Any]:
    counts = own.session.counts().speculation
    drafts = own.name == "speculation"
    row = {
        "model": subject.model.name,
        "weights": subject.model.weights,
        "configuration": own.name,
        "slots": streaming.slots if own.name == "more_slots" else own.slots,
        "link_bytes_per_s": link,
        "draft_tokens": own.draft_tokens,
        "acceptance": counts.acceptance if counts is not None and counts.drafted else None,
        "acceptance_given": subject.given is not None,
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
        "draft_bytes": subject.halved.resident_bytes if drafts or own.name == "halves" else 0,
        "draft_slots": _draft_slots(subject),
        "expert_bytes": subject.whole.size_bytes(ExpertId(subject.model.moe_layers("decoder")[0].id, 0)),
        "tokens": own.tokens,
        "pattern": context.settings.pruning.pattern,
    }
    return {key: row[key] for key in COLUMNS if row[key] is not None}
