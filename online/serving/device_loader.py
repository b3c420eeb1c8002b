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

    An expert without a slot is read at home meanwhile. Its slot's last expert is given up on the computing stream,
    behind everything that may read it there and before everything that comes; the copy begins when that has come so
    far. Of who is in a slot the device learns when the copy is whole.

    Args:
        layers: slots of every streamed layer.
        plan: how the decoder's layers share them.
        has_slot: whether the buffer gives an expert a slot.
        size_bytes: packed size of an expert.
    """

    def __init__(
        self, layers: Mapping[MoeLayer, ExpertSlots], plan: SlotPlan, has_slot: Callable[[ExpertId], bool],
        size_bytes: Callable[[ExpertId], int],
    ) -> None:  # fmt: skip
        self._layers = {layer.id: slots for layer, slots in layers.items() if layer.stack == "decoder"}
        self._plan, self._has_slot, self._size_bytes = plan, has_slot, size_bytes
        self._holders: list[list[ExpertId | None]] = [[None] * slots for slots in plan.slots]
        self._come: dict[ExpertId, torch.cuda.Event] = {}  # when the copies of holders are whole
        self._pending: list[Request] = []
        device = next(iter(layers.values())).device
        self._copies = torch.cuda.Stream(device) if device.type == "cuda" else None
        self._device = device
        self._seconds_a_byte = self._measured() if self._copies is not None else 0.0
        self.events: list[Event] = []  # copies have no clock
        self.loaded_bytes = 0
        self.opened_s = time.perf_counter()

    def request(self, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        """Begin a copy into the slot of an expert that has just left."""
        slots, holders = self._layers[expert.layer], self._holders[self._plan.pool_of_layer[expert.layer.position]]
        request = Request(expert, demanded, token, demanded)
        request.ended_s = self._size_bytes(expert) * self._seconds_a_byte
        self._pending.append(request)
        if expert not in holders:  # it may have left and come back before anyone took its slot
            slot = next(i for i, holder in enumerate(holders) if holder is None or not self._has_slot(holder))
            self._give_up(holders, slot)
            self._copy(slots, slot, expert)
            holders[slot] = expert
        self.poll()
        return request

    def _copy(self, slots: ExpertSlots, slot: int, expert: ExpertId) -> None:
        self.loaded_bytes += self._size_bytes(expert)
        if self._copies is None:
            slots.fill(slot, expert.expert)
            return
        begun = torch.cuda.current_stream(self._device).record_event()
        with torch.cuda.stream(self._copies):
            self._copies.wait_event(begun)
            slots.fill(slot, expert.expert)
            self._come[expert] = self._copies.record_event()

    def poll(self) -> None:
        """Look which copies are whole."""
        for request in self._pending:
            event = self._come.get(request.expert)
            request.done = event is None or event.query()
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
        for holders in self._holders:
            for slot in range(len(holders)):
                self._give_up(holders, slot)
        self._pending.clear()

    def let_begin(self, request: Request) -> float:
        """It has; seconds that this took."""
        return 0.0

    def wait(self, request: Request) -> Compute:
        """There is nothing to wait for: what was wanted has been computed."""
        return _computed

    def close(self) -> bool:
        """Wait for the copies under way, whose memory is about to go."""
        if self._copies is not None:
            self._copies.synchronize()
        return True

    def _give_up(self, holders: list[ExpertId | None], slot: int) -> None:
        holder = holders[slot]
        if holder is None:
            return
        come = self._come.pop(holder, None)
        if come is not None:  # its copy says where it is when it is whole, and has to have said so
            torch.cuda.current_stream(self._device).wait_event(come)
        self._layers[holder.layer].vacate(slot)
        holders[slot] = None

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
