"""Eviction policies of plug-ins, asked by the native step: the decisions of the Python one, and what they take."""

from __future__ import annotations

import warnings
from collections.abc import Container

import pytest
import torch

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.prediction_table import PredictionTable
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.policies import Lru, Position
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.online.serving.test_native_stream import load_at_once, timeless
from tests.online.small_streams import hollow, walk


class Newest(Lru):
    """A policy of a plug-in: what was used last leaves first."""

    def __init__(self, slots: int) -> None:
        super().__init__()

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return next((expert for expert in reversed(self._residents) if expert not in pinned), None)


@pytest.fixture
def newest(monkeypatch: pytest.MonkeyPatch) -> type[Newest]:
    own = type("Own", (Newest,), {})
    monkeypatch.setattr("online.pa_buf.policies.plugin_names", lambda _: ("newest",))
    monkeypatch.setattr("online.pa_buf.policies.load_plugin", lambda *_: own)
    return own


@pytest.mark.parametrize("shared", [False, True])
def test_a_policy_of_a_plug_in_is_asked_natively_and_says_once_what_it_takes(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: PredictionTable, newest: type[Newest], shared: bool
) -> None:
    plan = SlotPlan.shared(2, 3) if shared else SlotPlan.per_layer(2, 2)
    found = []
    for native in (False, None):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            with stream(
                hollow(pruned), MemoryStore(packed), ExpertBuffer(plan, "newest"), table, native=native, throttle=False
            ) as session:
                load_at_once(session)
                answer = walk(session.model, 2, 40, 0)
                assert session.native == (native is None)
                found.append((answer, list(map(timeless, session.counts().layers)), session.places()))
        costs = [str(each.message) for each in said if "policy newest is Python's" in str(each.message)]
        assert len(costs) == session.native
    assert torch.equal(found[0][0], found[1][0])
    assert found[0][1:] == found[1][1:]
    assert sum(layer.demand_loads for layer in found[0][1]) > 0


def test_an_error_of_a_policy_is_its_own(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], newest: type[Newest]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("mine")

    newest.victim = broken  # type: ignore[assignment, method-assign]
    model = hollow(pruned)
    plan = SlotPlan.per_layer(2, 1)
    with stream(model, MemoryStore(packed), ExpertBuffer(plan, "newest"), native=True):
        for _ in range(2):
            with pytest.raises(ZeroDivisionError, match="mine"):
                walk(model, 1, 9, 0)


def test_a_policy_that_looks_at_rankings_is_pythons_alone(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], newest: type[Newest]
) -> None:
    newest.wants_rankings = True
    with stream(hollow(pruned), MemoryStore(packed), ExpertBuffer(SlotPlan.per_layer(2, 1), "newest")) as session:
        assert not session.native
