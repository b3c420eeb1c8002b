"""Which experts of the decoder are resident, and what is known of each.

The buffer decides who is resident, the loader brings the bytes; this holds the two together, expert by expert: whether
it was preloaded and not used yet, whether it was evicted for a preload, whether the present decision needs it, slot or
no slot. It waits for nothing and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flame.ids import ExpertId
from online.pa_buf.buffer import ExpertBuffer
from online.serving.counts import Tallies
from online.serving.loader import Request
from online.serving.throttle import PreloadThrottle


class Loading(Protocol):
    """What residency asks of a loader (`online.serving.loader.Loader`)."""

    def request(self, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        """Queue a load."""
        ...

    def drop(self, request: Request) -> bool:
        """Take a preload off the queue; False when it has begun."""
        ...

    def drop_all(self) -> None:
        """Empty the queues."""
        ...


@dataclass(frozen=True)
class Found:
    """What a decision finds.

    Attributes:
        resident: its experts that have a slot, in order.
        on_time: those of them whose bytes are there.
    """

    resident: tuple[ExpertId, ...]
    on_time: frozenset[ExpertId]


class Residency:
    """The state of every resident expert.

    Args:
        buffer: who is resident, and who leaves.
        loader: brings the bytes.
        size_bytes: packed size of an expert.
        tallies: where loads and what became of preloads are counted.
        throttle: is told of preloads that left unused.
    """

    def __init__(
        self,
        buffer: ExpertBuffer,
        loader: Loading,
        size_bytes: Callable[[ExpertId], int],
        tallies: Tallies,
        throttle: PreloadThrottle,
    ) -> None:
        self.buffer = buffer
        self._loader = loader
        self._size_bytes = size_bytes
        self._tallies = tallies
        self._throttle = throttle
        self._requests: dict[ExpertId, Request] = {}
        self._unused: set[ExpertId] = set()  # preloaded, and not used since
        self._fresh: set[ExpertId] = set()  # preloads that the present decision is the first to use
        self._displaced: set[ExpertId] = set()  # evicted for a preload, and not loaded since
        self._held: set[Request] = set()  # needed by the present decision, slot or no slot
        self._step = -1

    def clear(self) -> None:
        """A pass was cut off somewhere: nothing is known, so everything leaves."""
        self._loader.drop_all()
        self.buffer.clear()
        self._requests.clear()
        for kept in (self._unused, self._fresh, self._displaced):
            kept.clear()
        self._held.clear()

    def fill(self, experts: Iterable[ExpertId]) -> list[Request]:
        """Ask for experts that free slots are given to before anything is decoded (`ExpertBuffer.fill`)."""
        for expert in self.buffer.fill(experts):
            self._requests[expert] = self._loader.request(expert, demanded=True)
        return list(self._requests.values())

    def place(self, expert: ExpertId) -> str | None:
        """Whether an expert has a slot: `used`, `preloaded` and not used yet, `coming`; None for none."""
        request = self._requests.get(expert)
        if request is None:
            return None
        return "coming" if not request.done else "preloaded" if expert in self._unused else "used"

    @property
    def unused(self) -> int:
        """How many preloads are there or on their way, and not used yet."""
        return len(self._unused)

    def residents(self) -> tuple[ExpertId, ...]:
        """The experts that have a slot."""
        return tuple(self._requests)

    def requests(self) -> tuple[Request, ...]:
        """The loads of all resident experts."""
        return tuple(self._requests.values())

    def request_of(self, expert: ExpertId) -> Request | None:
        """The load of a resident expert."""
        return self._requests.get(expert)

    def is_fresh(self, expert: ExpertId) -> bool:
        """Whether the present decision is the first to use an expert since it was preloaded."""
        return expert in self._fresh

    def is_displaced(self, expert: ExpertId) -> bool:
        """Whether an expert was evicted for a preload and has not come back since."""
        return expert in self._displaced

    def size_of(self, request: Request) -> int:
        """Bytes that the store moves for what was asked for."""
        return self._size_bytes(request.expert)

    def decide(self, step: int, layer: int, uses: Mapping[ExpertId, int]) -> Found:
        """A router has decided: say what is there, and take off the queue what was preloaded in vain.

        Args:
            step: decoding step.
            layer: position of the deciding layer.
            uses: how many rows each chosen expert has.
        """
        self._step = step
        self.buffer.move_to(step, layer)
        resident = self.buffer.decide(tuple(uses))
        on_time = frozenset(expert for expert in resident if self._requests[expert].done)
        useless = [expert for expert in self._unused if expert.layer.position == layer and expert not in uses]
        for expert in sorted(useless):
            if self._loader.drop(self._requests[expert]):
                self._tallies[layer].dropped_preloads += 1
                self._unused.discard(expert)
                del self._requests[expert]
                self.buffer.discard(expert)
        return Found(resident, on_time)

    def hold(self, experts: Iterable[ExpertId]) -> dict[ExpertId, Request]:
        """Keep the loads of resident experts for the present decision, whatever becomes of their slots."""
        requests = {expert: self._requests[expert] for expert in experts}
        self._held = set(requests.values())
        self._fresh = self._unused.intersection(requests)
        self._unused -= self._fresh
        return requests

    def release(self) -> None:
        """What was held has been computed."""
        self._held.clear()

    def preload(self, step: int, layer: int, wishes: Iterable[ExpertId]) -> None:
        """Begin loads for a decision to come (`buffer.move_to` has said which), evicting by policy."""
        loads = self.buffer.preload(wishes)
        for load in loads:
            self._bring(load.expert, load.evicted, step, demanded=False)
            self._unused.add(load.expert)
            if load.evicted is not None:
                self._displaced.add(load.evicted)
        self._tallies[layer].preloads += len(loads)

    def demand(self, expert: ExpertId, wanted: Container[ExpertId]) -> Request:
        """Load an expert that a decision needs and has not found."""
        displaced = expert in self._displaced
        load = self.buffer.demand(expert, wanted)
        request = self._bring(load.expert, load.evicted, self._step, demanded=True)
        if displaced:
            self._displaced.add(expert)  # until it has come: whoever waits then knows what that took
        tally = self._tallies[expert.layer.position]
        tally.demand_loads += 1
        tally.demand_bytes += self._size_bytes(expert)
        return request

    def arrived(self, expert: ExpertId) -> None:
        """An expert that was waited for is there."""
        self._displaced.discard(expert)

    def replace(self, expert: ExpertId, failed: Request) -> Request:
        """Ask once more for an expert whose preload failed."""
        request = self._loader.request(expert, demanded=True, token=self._step)
        if self._requests.get(expert) is failed:
            self._requests[expert] = request
        return request

    def _bring(self, expert: ExpertId, evicted: ExpertId | None, step: int, demanded: bool) -> Request:
        if evicted is not None:
            self._leave(evicted)
        request = self._loader.request(expert, demanded, step)
        self._requests[expert] = request
        self._displaced.discard(expert)
        if demanded:
            self._held.add(request)
        return request

    def _leave(self, evicted: ExpertId) -> None:
        request = self._requests.pop(evicted)
        tally = self._tallies[evicted.layer.position]
        if request not in self._held and self._loader.drop(request):
            tally.dropped_preloads += 1
        elif evicted in self._unused:
            tally.wasted_bytes += self.size_of(request)
            self._throttle.unused()
        self._unused.discard(evicted)
