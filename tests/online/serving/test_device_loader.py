"""Who is copied to a device's slots, and when; the slots are told and hold nothing."""

from __future__ import annotations

import pytest
import torch

from flame.ids import ExpertId, decoder_expert
from flame.models.layers import MoeLayer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.device_loader import DeviceLoader

LAYERS = (MoeLayer("decoder", 1, 0), MoeLayer("decoder", 3, 1))


class Told:
    """Stands for a layer's slots: remembers what it was told."""

    device, expert_bytes = torch.device("cpu"), 100

    def __init__(self, layer: int, said: list[tuple[object, ...]]) -> None:
        self.layer, self.said = layer, said

    def fill(self, slot: int, number: int) -> None:
        self.said.append(("fill", self.layer, slot, number))

    def vacate(self, slot: int) -> None:
        self.said.append(("vacate", self.layer, slot))


class Case:
    def __init__(self, plan: SlotPlan) -> None:
        self.said: list[tuple[object, ...]] = []
        self.resident: set[ExpertId] = set()
        layers = {layer: Told(layer.position, self.said) for layer in LAYERS}
        self.loader = DeviceLoader(layers, plan, self.resident.__contains__)  # type: ignore[arg-type]

    def bring(self, layer: int, number: int, *leaving: tuple[int, int]):
        self.resident.difference_update(decoder_expert(*each) for each in leaving)
        self.resident.add(decoder_expert(layer, number))
        return self.loader.request(decoder_expert(layer, number), demanded=True)

    def flushed(self) -> list[tuple[object, ...]]:
        self.said.clear()
        self.loader.flush()
        return list(self.said)


def test_copies_begin_together_and_those_who_have_left_are_not_copied() -> None:
    case = Case(SlotPlan.per_layer(2, 1))
    requests = [case.bring(0, 3), case.bring(0, 5, (0, 3)), case.bring(1, 2), case.bring(0, 6, (0, 5))]
    assert not case.said
    assert not any(request.done for request in requests)
    assert sorted(case.flushed()) == [("fill", 0, 0, 6), ("fill", 1, 0, 2)]
    assert [request.done for request in requests] == [False, False, True, True]
    assert case.loader.loaded_bytes == 200
    case.bring(0, 1, (0, 6))
    assert case.flushed() == [("vacate", 0, 0), ("fill", 0, 0, 1)]
    assert case.flushed() == []


def test_who_comes_back_in_time_stays_where_it_is() -> None:
    case = Case(SlotPlan.per_layer(2, 2))
    case.bring(0, 0), case.bring(0, 1)
    case.flushed()
    case.bring(0, 2, (0, 0))
    back = case.bring(0, 0, (0, 2))  # nobody has been copied over it
    assert case.flushed() == []
    assert back.done
    case.resident.difference_update({decoder_expert(0, 0), decoder_expert(0, 1)})
    case.bring(0, 4), case.bring(0, 0)  # the first takes the slot that 0 is in
    assert case.flushed() == [("vacate", 0, 0), ("vacate", 0, 1), ("fill", 0, 0, 4), ("fill", 0, 1, 0)]


def test_layers_share_slots() -> None:
    case = Case(SlotPlan.shared(2, 1))
    case.bring(0, 7)
    assert case.flushed() == [("fill", 0, 0, 7)]
    case.bring(1, 7, (0, 7))
    assert case.flushed() == [("vacate", 0, 0), ("fill", 1, 0, 7)]


def test_all_can_be_dropped_and_a_copy_cannot() -> None:
    case = Case(SlotPlan.per_layer(2, 2))
    case.bring(0, 0)
    assert not case.loader.drop(case.bring(1, 1))
    case.loader.drop_all()
    assert case.flushed() == []
    case.bring(1, 1)
    assert case.flushed() == [("fill", 1, 0, 1)]


def test_a_late_preload_has_saved_nothing() -> None:
    case = Case(SlotPlan.per_layer(2, 1))
    request = case.bring(0, 0)
    request.ended_s = 2.0
    case.flushed()
    assert (request.done, request.load_s) == (True, 2.0)
    case.loader.was_late(request)
    assert (request.done, request.load_s) == (False, 0.0)
    case.loader.poll()
    assert request.done
    with pytest.raises(AssertionError):
        case.loader.wait(request)(torch.zeros(1), None)
