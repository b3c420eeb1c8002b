"""A stated link of the native step: its time passes on the clock, and what goes before what on it."""

from __future__ import annotations

import itertools
import os
import time

import pytest
import torch

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.stores import LimitedStore, MemoryStore
from tests.online.small_streams import hollow, walk


def test_a_link_takes_its_time(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    model = hollow(pruned)
    size = next(iter(packed.values())).size_bytes
    store = LimitedStore(MemoryStore(packed), bytes_per_s=size / 0.004, latency_s=0.001)
    with stream(model, store, slots=1, native=True, record_events=True) as session:
        walk(model, 1, 10, 0)
        loads = [event for event in session.timeline().events if event.resource == "loader"]
    assert loads
    assert all(event.end_ms - event.start_ms == pytest.approx(5) for event in loads)


def test_a_stated_link_takes_no_thread(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    """Its time passes on the clock: a thread that woke to say so would take a core from the products."""
    model = hollow(pruned)
    walk(model, 1, 3, 0)  # whatever threads the products take are there
    before = set(os.listdir("/proc/self/task"))
    with stream(model, LimitedStore(MemoryStore(packed), 1e9), slots=1, native=True) as session:
        walk(model, 1, 3, 0)
        assert session.counts().loaded_bytes > 0
        for _ in range(500):  # the thread that looked at the store's first expert may be on its way out
            others = set(os.listdir("/proc/self/task")) - before
            if not others:
                break
            time.sleep(0.01)
        assert not others


def test_a_link_goes_on_at_once_with_what_was_asked_for_meanwhile(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    """A pass over many tokens asks for an expert ahead: it begins at the moment at which the one before it ends."""
    model = hollow(pruned)
    size = next(iter(packed.values())).size_bytes
    store = LimitedStore(MemoryStore(packed), bytes_per_s=size / 0.004)
    with stream(model, store, slots=1, native=True, record_events=True) as session:
        walk(model, 4, 2, 0)
        loads = [each for each in session.timeline().events if each.resource == "loader"]
    loads.sort(key=lambda each: each.start_ms)
    gaps = [later.start_ms - earlier.end_ms for earlier, later in itertools.pairwise(loads)]
    assert min(gaps) > -1e-6, "one load at a time"
    assert sum(gap < 1e-6 for gap in gaps) > 2


class InTurn:
    """Expects every expert as often as any other."""

    def __init__(self, num_experts: int) -> None:
        self.asked, self.num_experts = 0, num_experts

    def predict(self, layer: int, context: object, top: int = 1) -> tuple[int, ...]:
        self.asked += 1
        return (self.asked // 2 % self.num_experts,)


def test_a_preload_that_was_wrong_lets_the_next_ones_pass(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    """After a demand the link turns to what is preloaded for the decision that follows; what is left of a preload that
    was not needed comes behind it."""
    size = next(iter(packed.values())).size_bytes
    store = LimitedStore(MemoryStore(packed), bytes_per_s=size / 0.01)
    options = {"slots": 2, "native": True, "record_events": True, "throttle": False}
    with stream(hollow(pruned), store, predictor=InTurn(pruned.num_experts), **options) as session:  # type: ignore[arg-type]
        walk(session.model, 1, 30, 0)
        loads = [each for each in session.timeline().events if each.resource == "loader" and each.token >= 0]
    loads.sort(key=lambda each: each.start_ms)
    layers = len(pruned.moe_layers("decoder"))
    begun = {(each.token, each.layer) for each in loads if each.activity == "preload"}
    beside_a_wrong_one = 0
    for before, demand, after in zip(loads, loads[1:], loads[2:], strict=False):
        following = divmod(demand.token * layers + demand.layer + 1, layers)
        if demand.activity == "demand load" and following in begun:
            assert (after.token, after.layer) == following
            beside_a_wrong_one += (before.token, before.layer) == (demand.token, demand.layer)
    assert beside_a_wrong_one > 3


def test_what_was_set_aside_comes_once_it_is_needed(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 1, 60, 0)
    size = next(iter(packed.values())).size_bytes
    store = LimitedStore(MemoryStore(packed), bytes_per_s=size / 0.003)
    options = {"slots": 3, "native": True, "throttle": False, "deadline_s": 5.0}
    with stream(hollow(pruned), store, predictor=InTurn(pruned.num_experts), **options) as session:  # type: ignore[arg-type]
        assert torch.equal(walk(session.model, 1, 60, 0), expected)
        assert session.counts().total.late > 8
