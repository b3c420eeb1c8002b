"""A thread that brings experts from a store into memory, with deadlines.

One thread, one load at a time, demand before preload. Whoever waits, waits with a deadline; whatever goes wrong in the
thread (an error of the store, its death, a device that never answers) is one `StreamingError` where the expert is
needed.

No lock is held across Python code, so that an interrupt at any moment leaves none behind. A queued request belongs to
whoever takes it off its deque, in one atomic step: the thread to load it, or the asker to drop or hurry it. A loaded
request is published by `done`, set after all that it announces, and then by releasing its latch.
"""

from __future__ import annotations

import _thread
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue

from flame.errors import FlameError
from flame.ids import ExpertId
from flame.packed_expert import PackedExpert
from flame.timeline import Event
from online.serving.expert_calls import Compute
from online.serving.stores import ExpertStore

_LIVENESS_S = 0.2  # how often a wait looks whether the thread still lives
_HEAD_START_S = 100e-6  # what the thread needs, at most, to begin a load
CLOSING_S = 5.0  # longest wait for the thread at the end


class StreamingError(FlameError):
    """An expert that could not be brought in; the message says which, and why."""


def _taken_latch() -> threading.Lock:
    latch = threading.Lock()
    latch.acquire()
    return latch


@dataclass(eq=False, repr=False)  # a deque puts what it does not find into its error, arrays and all
class Request:
    """One expert on its way. The fields from `started_s` on are the thread's, to be read once `done`.

    Attributes:
        expert: which one.
        on_demand: asked for by a decision, not by a prediction.
        token: on whose behalf, for the timeline.
        demanded: waits before all preloads; a preload that is waited for becomes so.
        queued_s, started_s, ended_s: moments by `time.perf_counter`.
        behind_s: seconds that a demand load waited for a preload under way.
        packed, compute: the expert, unless there was an `error`.
    """

    expert: ExpertId
    on_demand: bool
    token: int = -1
    demanded: bool = False
    queued_s: float = field(default_factory=time.perf_counter)
    started_s: float = 0.0
    ended_s: float = 0.0
    behind_s: float = 0.0
    packed: PackedExpert | None = None
    compute: Compute | None = None
    error: BaseException | None = None
    done: bool = False
    latch: threading.Lock = field(default_factory=_taken_latch)

    @property
    def load_s(self) -> float:
        """Seconds that the load took."""
        return self.ended_s - self.started_s


class Loader:
    """Loads experts on a background thread. Everything else is called from one thread.

    Args:
        store: where they come from; the loader does not close it.
        prepare: makes a packed expert compute; called on the thread.
        deadline_s: longest wait for one expert.
        record_events: keep an event for each load, for a timeline.
    """

    def __init__(
        self,
        store: ExpertStore,
        prepare: Callable[[ExpertId, PackedExpert], Compute],
        deadline_s: float,
        record_events: bool = False,
    ) -> None:
        self._store = store
        self._prepare = prepare
        self._deadline_s = deadline_s
        self._demands: deque[Request] = deque()
        self._preloads: deque[Request] = deque()
        self._wake: SimpleQueue[None] = SimpleQueue()  # at least one token for each queued request
        self._closing = False
        self._record_events = record_events
        self._preload_ended_s = 0.0
        self.events: list[Event] = []
        self.loaded_bytes = 0
        self.opened_s = time.perf_counter()
        self._dead = False
        self._ended = _taken_latch()
        _thread.start_new_thread(self._main, ())  # threading.Thread waits for its start under a lock of Python code

    @property
    def alive(self) -> bool:
        """Whether the thread can still load."""
        return not self._dead

    def request(self, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        """Queue a load."""
        request = Request(expert, demanded, token, demanded)
        (self._demands if demanded else self._preloads).append(request)
        self._wake.put(None)
        return request

    def drop(self, request: Request) -> bool:
        """Take a preload off the queue; False when it has begun, and then it ends unseen."""
        if request.done:
            return False
        try:
            self._preloads.remove(request)
        except ValueError:
            return False
        return True

    def drop_all(self) -> None:
        """Empty the queues."""
        self._demands.clear()
        self._preloads.clear()

    def let_begin(self, request: Request) -> float:
        """Leave the interpreter to the thread until it has begun a load, where the caller has other work meanwhile.

        Returns:
            Seconds that this took.
        """
        start = time.perf_counter()
        if not request.done:
            request.latch.acquire(timeout=_HEAD_START_S)
        return time.perf_counter() - start

    def wait(self, request: Request) -> Compute:
        """Wait for a load, before all preloads.

        Raises:
            StreamingError: the store failed, the thread is dead, or the deadline has passed.
        """
        if not request.done:
            self._await(request)
        if request.error is not None:
            raise StreamingError(f"{request.expert}: {request.error}") from request.error
        assert request.compute is not None, "a load that succeeded has its expert"
        return request.compute

    def _await(self, request: Request) -> None:
        end = time.monotonic() + self._deadline_s
        if self.drop(request):
            request.demanded = True
            self._demands.append(request)
            self._wake.put(None)
        while not request.done:
            left = end - time.monotonic()
            if left <= 0:
                raise StreamingError(
                    f"{request.expert}: not loaded within {self._deadline_s:g} s (the storage is stalled; "
                    "mend it, or allow a longer deadline)"
                )
            if not request.latch.acquire(timeout=min(left, _LIVENESS_S)) and not self.alive:
                if request.done:
                    break
                raise StreamingError(
                    f"{request.expert}: the loader thread has died, or the stream was closed (open it anew)"
                )

    def close(self) -> bool:
        """Stop the thread; False when it hangs in the store and was left behind. May be called again."""
        self._closing = True
        self._wake.put(None)
        if self.alive and self._ended.acquire(timeout=min(self._deadline_s, CLOSING_S)):
            self._ended.release()
        return not self.alive

    def _main(self) -> None:
        try:
            self._run()
        finally:
            self._dead = True
            self._ended.release()

    def _run(self) -> None:
        while True:
            self._wake.get()
            if self._closing:
                return
            request = self._next()
            if request is not None:
                self._load(request)

    def _next(self) -> Request | None:
        for queue in (self._demands, self._preloads):
            try:
                return queue.popleft()
            except IndexError:
                continue
        return None

    def _load(self, request: Request) -> None:
        demanded = request.demanded  # it may become so while it loads
        request.started_s = time.perf_counter()
        if request.on_demand:
            request.behind_s = max(0.0, self._preload_ended_s - request.queued_s)
        try:
            request.packed = self._store.load(request.expert)
            request.compute = self._prepare(request.expert, request.packed)
            self.loaded_bytes += self._store.size_bytes(request.expert)
        except BaseException as error:  # whatever it is, it belongs to whoever needs the expert
            request.error = error
        request.ended_s = time.perf_counter()
        if not demanded:
            self._preload_ended_s = request.ended_s
        if self._record_events:
            first, last = ((t - self.opened_s) * 1e3 for t in (request.started_s, request.ended_s))
            activity = "demand load" if request.demanded else "preload"
            layer, number = request.expert.layer.position, request.expert.expert
            self.events.append(Event("loader", activity, request.token, layer, number, first, last))
        request.done = True
        request.latch.release()
