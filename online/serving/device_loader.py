"""Brings experts of the decoder into slots on a CUDA device, on a stream of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import torch

from flame.ids import ExpertId
from flame.models.layers import MoeLayer
from flame.timeline import Event
from online.pa_buf.slot_plan import SlotPlan
from online.serving.expert_calls import Compute
from online.serving.loader import Request

if TYPE_CHECKING:
    from online.kernels.triton_experts import ExpertSlots


class DeviceLoader:
    """What residency and decoding ask of a loader; nobody ever waits for it.

    An expert without a slot is read at home meanwhile. A slot's last expert is given up on the computing stream, behind
    everything that may read it there and before everything that comes; the copy begins when that has come so far. Of
    who is in a slot the device learns when the copy is whole. Copies begin with `flush`: who has left again by then is
    not copied.

    Args:
        layers: slots of every streamed layer.
        plan: how the decoder's layers share them.
        has_slot: whether the buffer gives an expert a slot.
    """

    def __init__(
        self, layers: Mapping[MoeLayer, ExpertSlots], plan: SlotPlan, has_slot: Callable[[ExpertId], bool]
    ) -> None:
        self._layers = {layer.id: slots for layer, slots in layers.items() if layer.stack == "decoder"}
        self._plan, self._has_slot = plan, has_slot
        self._holders: list[list[ExpertId | None]] = [[None] * slots for slots in plan.slots]  # who is to be there
        self._there: list[list[ExpertId | None]] = [[None] * slots for slots in plan.slots]  # who is, or is coming
        self._due: set[tuple[int, int]] = set()  # slots that were given since the last copies
        self._come: dict[ExpertId, torch.cuda.Event] = {}  # when the copies of those are whole
        self._pending: list[Request] = []
        self._device = next(iter(layers.values())).device
        self._copies = torch.cuda.Stream(self._device) if self._device.type == "cuda" else None
        if self._copies is not None:
            for each in (tensor for slots in self._layers.values() for tensor in slots.tensors()):
                each.record_stream(self._copies)
        self._seconds_a_byte = self._measured() if self._copies is not None else 0.0
        self.events: list[Event] = []  # copies have no clock
        self.loaded_bytes = 0
        self.opened_s = time.perf_counter()

    def request(self, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        """Give an expert the slot of one that has just left."""
        pool = self._plan.pool_of_layer[expert.layer.position]
        holders = self._holders[pool]
        request = Request(expert, demanded, token, demanded)
        request.ended_s = self._layers[expert.layer].expert_bytes * self._seconds_a_byte
        self._pending.append(request)
        if expert not in holders:  # it may have left and come back before anyone took its slot
            slot = next(i for i, holder in enumerate(holders) if holder is None or not self._has_slot(holder))
            holders[slot] = expert
            self._due.add((pool, slot))
        return request

    def flush(self) -> None:
        """Begin the copies of those who have been given a slot, as far as they still have it."""
        due = sorted(
            place for place in self._due if self._holders[place[0]][place[1]] != self._there[place[0]][place[1]]
        )
        self._due.clear()
        for pool, slot in due:
            self._give_up(pool, slot)
        for pool, slot in due:
            expert = self._holders[pool][slot]
            assert expert is not None, "a slot that was given has a holder"
            self._copy(pool, slot, expert)
        self.poll()

    def poll(self) -> None:
        """Look which copies are whole."""
        for request in self._pending:
            event = self._come.get(request.expert)
            request.done = event.query() if event is not None else self._is_there(request.expert)
        self._pending = [request for request in self._pending if not request.done]

    def was_late(self, request: Request) -> None:
        """A preload that was not whole when its expert was wanted has saved nothing."""
        request.done, request.started_s = False, request.ended_s
        if request not in self._pending:
            self._pending.append(request)

    def drop(self, request: Request) -> bool:
        """A copy has always begun."""
        return False

    def drop_all(self) -> None:
        """Every expert is read at home again."""
        for pool, holders in enumerate(self._holders):
            for slot in range(len(holders)):
                self._give_up(pool, slot)
                holders[slot] = None
        self._pending.clear()
        self._due.clear()

    def let_begin(self, request: Request) -> float:
        """It has; seconds that this took."""
        return 0.0

    def wait(self, request: Request) -> Compute:
        """There is nothing to wait for: what was wanted has been computed."""
        return _computed

    def close(self) -> bool:
        """Wait for all that reads or writes the experts, whose memory is about to go."""
        if self._copies is not None:
            torch.cuda.synchronize(self._device)
        return True

    def _is_there(self, expert: ExpertId) -> bool:
        return expert in self._there[self._plan.pool_of_layer[expert.layer.position]]

    def _copy(self, pool: int, slot: int, expert: ExpertId) -> None:
        slots = self._layers[expert.layer]
        self._there[pool][slot] = expert
        self.loaded_bytes += slots.expert_bytes
        if self._copies is None:
            slots.fill(slot, expert.expert)
            return
        begun = torch.cuda.current_stream(self._device).record_event()
        with torch.cuda.stream(self._copies):
            self._copies.wait_event(begun)
            slots.fill(slot, expert.expert)
            self._come[expert] = self._copies.record_event()

    def _give_up(self, pool: int, slot: int) -> None:
        present = self._there[pool][slot]
        if present is None:
            return
        come = self._come.pop(present, None)
        if come is not None:  # its copy says where it is when it is whole, and has to have said so
            torch.cuda.current_stream(self._device).wait_event(come)
        self._layers[present.layer].vacate(slot)
        self._there[pool][slot] = None

    def _measured(self) -> float:
        """Seconds in which a byte is copied, of some megabytes."""
        host = torch.empty(1 << 24, dtype=torch.uint8, pin_memory=True)
        there = torch.empty_like(host, device=self._device)
        seconds = []
        for _ in range(3):
            torch.cuda.synchronize(self._device)
            start = time.perf_counter()
            there.copy_(host, non_blocking=True)
            torch.cuda.synchronize(self._device)
            seconds.append(time.perf_counter() - start)
        return min(seconds) / host.numel()


def _computed(rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
    raise AssertionError("an expert on a device is computed with its layer")
