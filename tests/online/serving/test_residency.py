"""Who is resident, unused, displaced and held, by hand: no thread, no model, no clock."""

from __future__ import annotations

from flame.ids import ExpertId, decoder_expert
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import Tallies
from online.serving.loader import Request
from online.serving.residency import Residency
from online.serving.throttle import PreloadThrottle

A, B, C, D = (decoder_expert(0, number) for number in range(4))
SIZE = 100


class Queue:
    """A loader that loads when it is told to."""

    def __init__(self) -> None:
        self.queued: list[Request] = []

    def request(self, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        self.queued.append(Request(expert, demanded, token, demanded))
        return self.queued[-1]

    def drop(self, request: Request) -> bool:
        if request.demanded or request.done or request not in self.queued:
            return False
        self.queued.remove(request)
        return True

    def drop_all(self) -> None:
        self.queued.clear()

    def load(self, *experts: ExpertId) -> None:
        for request in [request for request in self.queued if request.expert in experts]:
            self.queued.remove(request)
            request.done = True


class Counted(PreloadThrottle):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.left_unused = 0

    def unused(self) -> None:
        self.left_unused += 1


def made(slots: int = 2) -> tuple[Residency, Queue, Tallies, Counted]:
    queue, tallies, throttle = Queue(), Tallies(1, False), Counted()
    buffer = ExpertBuffer(SlotPlan.per_layer(1, slots))
    return Residency(buffer, queue, lambda _: SIZE, tallies, throttle), queue, tallies, throttle


def test_a_preload_in_time_is_fresh_once() -> None:
    residency, queue, tallies, _ = made()
    residency.preload(0, 0, [A])
    queue.load(A)
    found = residency.decide(0, 0, {A: 1})
    assert (found.resident, found.on_time) == ((A,), {A})
    requests = residency.hold(found.resident)
    assert requests[A].done
    assert residency.is_fresh(A)
    residency.release()
    residency.hold(residency.decide(1, 0, {A: 1}).resident)
    assert not residency.is_fresh(A), "it was used before"
    assert (tallies[0].preloads, tallies[0].demand_loads, tallies[0].dropped_preloads) == (1, 0, 0)


def test_a_preload_under_way_is_resident_but_not_on_time() -> None:
    residency, queue, _, _ = made()
    residency.preload(0, 0, [A])
    found = residency.decide(0, 0, {A: 1})
    assert (found.resident, found.on_time) == ((A,), frozenset())
    assert [request.expert for request in queue.queued] == [A], "it is not dropped: the decision wants it"


def test_what_was_preloaded_in_vain_is_taken_off_the_queue_unless_it_has_begun() -> None:
    residency, queue, tallies, throttle = made()
    residency.preload(0, 0, [A, B])
    queue.load(A)
    residency.decide(0, 0, {C: 1})
    assert tallies[0].dropped_preloads == 1, "B had not begun"
    assert B not in residency.buffer
    assert A in residency.buffer
    assert residency.request_of(B) is None
    assert queue.queued == []
    residency.demand(C, {C: 1})
    residency.decide(1, 0, {D: 1})
    residency.demand(D, {D: 1})  # takes A's slot: loaded, never used
    assert (tallies[0].wasted_bytes, throttle.left_unused) == (SIZE, 1)
    assert tallies[0].demand_bytes == 2 * SIZE


def test_an_expert_that_left_for_a_preload_is_displaced_until_it_is_back() -> None:
    residency, queue, _, _ = made(slots=1)
    residency.decide(0, 0, {A: 1})
    residency.demand(A, {A: 1})
    queue.load(A)
    residency.release()
    residency.preload(1, 0, [B])
    assert residency.is_displaced(A)
    residency.decide(1, 0, {A: 1})
    request = residency.demand(A, {A: 1})
    assert residency.is_displaced(A), "whoever waits for it has to know"
    assert (request.token, request.on_demand) == (1, True)
    residency.arrived(A)
    assert not residency.is_displaced(A)


def test_what_the_decision_holds_is_not_dropped_with_its_slot() -> None:
    residency, queue, tallies, _ = made(slots=1)
    residency.preload(0, 0, [A])
    found = residency.decide(0, 0, {A: 1, B: 1})
    held = residency.hold(found.resident)
    residency.demand(B, {A: 1, B: 1})  # one slot: A leaves it, and is still waited for
    assert held[A] in queue.queued
    assert tallies[0].dropped_preloads == 0
    assert residency.request_of(A) is None


def test_an_evicted_preload_that_nobody_holds_is_dropped() -> None:
    residency, queue, tallies, throttle = made(slots=1)
    residency.preload(0, 0, [A])
    residency.preload(0, 0, [B])
    assert [request.expert for request in queue.queued] == [B]
    assert (tallies[0].preloads, tallies[0].dropped_preloads) == (2, 1)
    assert (tallies[0].wasted_bytes, throttle.left_unused) == (0, 0)


def test_a_failed_preload_is_asked_for_again_where_it_still_has_its_slot() -> None:
    residency, _, _, _ = made()
    residency.preload(0, 0, [A])
    residency.decide(0, 0, {A: 1})
    failed = residency.request_of(A)
    assert failed is not None
    again = residency.replace(A, failed)
    assert residency.request_of(A) is again is not failed
    assert again.on_demand
    other = residency.replace(A, failed)
    assert residency.request_of(A) is again, "only the failed one is replaced"
    assert other is not again


def test_clearing_forgets_everything() -> None:
    residency, queue, _, _ = made(slots=1)
    residency.preload(0, 0, [A])
    residency.preload(0, 0, [B])
    residency.hold(residency.decide(0, 0, {B: 1}).resident)
    residency.clear()
    assert (len(residency.buffer), residency.requests(), queue.queued) == (0, (), [])
    assert not residency.is_displaced(A)
    assert not residency.is_fresh(B)
