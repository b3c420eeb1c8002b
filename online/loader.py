"""A thread that brings experts from a store into memory, with deadlines.

One thread, one load at a time, demand before preload. Whoever waits, waits with a deadline; whatever goes wrong in the
thread (an error of the store, its death, a device that never answers) is one `StreamingError` where the expert is
needed.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from flame.errors import FlameError
from flame.nm_format import PackedExpert
from flame.timeline import Event
from online.expert_store import ExpertKey, ExpertStore
from online.routed_mlp import Compute

_LIVENESS_S = 0.2  # how often a wait looks whether the thread still lives


class StreamingError(FlameError):
    """An expert that could not be brought in; the message says which, and why."""


@dataclass(eq=False)
class Request:
    """One expert on its way. Fields below `layer` belong to the loader and change under its lock.

    Attributes:
        key: which expert.
        on_demand: asked for by a decision, not by a prediction.
        token, layer: on whose behalf, for the timeline.
        demanded: waits before all preloads; a preload that is waited for becomes so.
    """

    key: ExpertKey
    on_demand: bool
    token: int = -1
    layer: int = -1
    demanded: bool = False
    started: bool = False
    cancelled: bool = False
    done: bool = False
    packed: PackedExpert | None = None
    compute: Compute | None = None
    error: BaseException | None = None


@dataclass
class _Queues:
    demand: deque[Request] = field(default_factory=deque)
    preload: deque[Request] = field(default_factory=deque)

    def next(self) -> Request | None:
        for queue in (self.demand, self.preload):
            while queue:
                request = queue.popleft()
                if not request.started and not request.cancelled:
                    return request
        return None


class Loader:
    """Loads experts on a background thread.

    Args:
        store: where they come from; the loader does not close it.
        prepare: makes a packed expert compute; called on the thread.
        deadline_s: longest wait for one expert.
        record_events: keep an event for each load, for a timeline.
    """

    def __init__(
        self,
        store: ExpertStore,
        prepare: Callable[[PackedExpert], Compute],
        deadline_s: float,
        record_events: bool = False,
    ) -> None:
        self._store = store
        self._prepare = prepare
        self._deadline_s = deadline_s
        self._changed = threading.Condition()
        self._queues = _Queues()
        self._closing = False
        self._record_events = record_events
        self.events: list[Event] = []
        self.loaded_bytes = 0
        self.started_s = time.perf_counter()
        self._thread = threading.Thread(target=self._run, name="flame-loader", daemon=True)
        self._thread.start()

    def request(self, key: ExpertKey, demanded: bool, token: int = -1, layer: int = -1) -> Request:
        """Queue a load."""
        request = Request(key, demanded, token, layer, demanded)
        with self._changed:
            (self._queues.demand if demanded else self._queues.preload).append(request)
            self._changed.notify_all()
        return request

    def cancel(self, request: Request) -> None:
        """Forget a load that nobody needs any more; one that has begun ends unseen."""
        with self._changed:
            request.cancelled = True
            request.packed = request.compute = None

    def is_done(self, request: Request) -> bool:
        """Whether the load has ended, well or badly."""
        with self._changed:
            return request.done

    def wait(self, request: Request) -> Compute:
        """Wait for a load, before all preloads.

        Raises:
            StreamingError: the store failed, the thread is dead, or the deadline has passed.
        """
        end = time.monotonic() + self._deadline_s
        with self._changed:
            if not request.demanded and not request.started:
                request.demanded = True
                self._queues.demand.append(request)  # its place among the preloads is skipped once it has started
                self._changed.notify_all()
            while not request.done:
                if not self._thread.is_alive():
                    raise StreamingError(f"{_name(request.key)}: the loader thread has died (open the stream anew)")
                left = end - time.monotonic()
                if left <= 0:
                    raise StreamingError(
                        f"{_name(request.key)}: not loaded within {self._deadline_s:g} s (the storage is stalled; "
                        "mend it, or allow a longer deadline)"
                    )
                self._changed.wait(min(left, _LIVENESS_S))
            if request.error is not None:
                raise StreamingError(f"{_name(request.key)}: {request.error}") from request.error
            assert request.compute is not None, "a request is waited for after it was cancelled"
            return request.compute

    def close(self) -> bool:
        """Stop the thread; False when it hangs in the store and was left behind."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(min(self._deadline_s, 5.0))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._changed:
                request = self._queues.next()
                while request is None and not self._closing:
                    self._changed.wait()
                    request = self._queues.next()
                if self._closing:
                    return
                assert request is not None
                request.started = True
            start = time.perf_counter()
            packed: PackedExpert | None = None
            compute: Compute | None = None
            error: BaseException | None = None
            try:
                packed = self._store.load(request.key)
                compute = self._prepare(packed)
                size_bytes = packed.size_bytes
            except BaseException as failure:  # whatever it is, it belongs to whoever needs the expert
                error = failure
                size_bytes = 0
            with self._changed:
                self.loaded_bytes += size_bytes
                if self._record_events:
                    first, last = ((t - self.started_s) * 1e3 for t in (start, time.perf_counter()))
                    activity = "demand load" if request.demanded else "preload"
                    self.events.append(
                        Event("loader", activity, request.token, request.layer, request.key[2], first, last)
                    )
                if not request.cancelled:
                    request.packed, request.compute = packed, compute
                request.error = error
                request.done = True
                self._changed.notify_all()


def _name(key: ExpertKey) -> str:
    return f"{key[0]} layer {key[1]}, expert {key[2]}"
