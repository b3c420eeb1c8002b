"""A thousand random schedules, interrupts at random moments, and a hammer for the loader that sees planted races."""

from __future__ import annotations

import contextlib
import itertools
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
import pytest
import torch

from flame.ids import ExpertId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.serving.expert_calls import resident
from online.serving.loader import Loader, Request, StreamingError
from online.serving.session import session_of, stream
from online.serving.stores import MemoryStore
from tests.online.small_streams import POLICIES, DelayedStore, WrappedStore, buffer, hollow, walk

SCHEDULES = {"native": 1000, "python": 250}  # of each runtime; the second is the oracle
STRIKES, TRIES = 20, 1000  # interrupts that have to strike; how often that is tried
STEPS = 5


class Recorded:
    """What each router of the decoder chose, step by step, in a resident walk."""

    def __init__(self, model: MoeModel, batch: int, seed: int) -> None:
        self.chosen: dict[tuple[int, int], list[int]] = {}
        self.layers = len(model.moe_layers("decoder"))
        with model.hook_routers(self._record):
            walk(model, batch, STEPS, seed)

    def _record(self, layer: object, logits: torch.Tensor, _: torch.Tensor) -> None:
        position = layer.position  # type: ignore[attr-defined]
        step = sum(key[1] == position for key in self.chosen)
        self.chosen[step, position] = logits[:, -1].argmax(-1).tolist()


class Guess:
    """Predicts from what was recorded, always right, always wrong, or by dice."""

    def __init__(self, recorded: Recorded, kind: str, experts: int, seed: int) -> None:
        self._recorded, self._kind, self._experts = recorded, kind, experts
        self._rng = np.random.default_rng(seed)

    def predict(self, layer: int, context: Sequence[object], top: int = 1) -> tuple[int, ...]:
        right = dict.fromkeys(self._recorded.chosen.get((len(context) // self._recorded.layers, layer), [0]))
        wrong = [expert for expert in range(self._experts) if expert not in right]
        if self._kind == "dice":
            return tuple(self._rng.permutation(self._experts)[:top].tolist())
        return tuple([*right, *wrong][:top] if self._kind == "right" else wrong[:top])


def test_random_schedules_give_the_resident_answer(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], runtime: str
) -> None:
    model = hollow(pruned)

    @cache
    def expected(batch: int, seed: int) -> tuple[torch.Tensor, Recorded]:
        with resident(pruned, MemoryStore(packed)):
            return walk(pruned, batch, STEPS, seed), Recorded(pruned, batch, seed)

    hits = Counter[str]()
    for schedule in range(SCHEDULES[runtime]):
        rng = np.random.default_rng(schedule)
        batch, seed = int(rng.integers(1, 5)), int(rng.integers(4))
        answer, recorded = expected(batch, seed)
        shared = bool(rng.random() < 0.5)
        slots = buffer(int(rng.integers(1, 8 if shared else 5)), str(rng.choice(POLICIES)), shared)
        kind = str(rng.choice(["none", "right", "wrong", "dice"]))
        guess = None if kind == "none" else Guess(recorded, kind, pruned.num_experts, schedule)
        delay_s = float(rng.choice([0.0, 0.0, 0.0, 0.0002, 0.0005]))
        store = DelayedStore(MemoryStore(packed), schedule, delay_s)
        preload, walks = int(rng.integers(1, 4)), int(rng.integers(1, 3))
        with stream(model, store, slots, guess, preload=preload, deadline_s=20) as session:
            for _ in range(walks):
                found = walk(model, batch, STEPS, seed)
                assert torch.equal(found, answer), f"schedule {schedule}"
            total = session.counts().total
        assert len(slots) <= slots.plan.total
        assert total.hits + total.late <= total.accesses == walks * batch * STEPS * 2
        hits[kind] += total.hits + total.late
    assert hits["right"] > hits["none"] > 0  # the schedules differ in more than name


@contextlib.contextmanager
def interrupts() -> Iterator[Callable[[float], None]]:
    """Give a function that raises KeyboardInterrupt in the main thread after so many seconds; 0 calls it off."""
    armed = [False]

    def strike(*_: object) -> None:
        if armed[0]:
            armed[0] = False
            raise KeyboardInterrupt

    def arm(seconds: float) -> None:
        armed[0] = seconds > 0
        signal.setitimer(signal.ITIMER_REAL, seconds)

    before = signal.signal(signal.SIGALRM, strike)
    try:
        yield arm
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("runtime")
def test_interrupts_at_any_moment(pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object) -> None:
    model = hollow(pruned)
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 2, STEPS, 0)
    rng = np.random.default_rng(0)
    store = DelayedStore(MemoryStore(packed), 0, 0.0003)
    struck = 0
    with interrupts() as arm, warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the throttle may speak
        with stream(model, store, buffer(2), table, deadline_s=20):
            usual_s = 1.0
            for _ in range(4):
                start = time.perf_counter()
                walk(model, 2, STEPS, 0)
                usual_s = min(usual_s, time.perf_counter() - start)
            for _ in range(TRIES):  # the same session goes on
                if struck == STRIKES:
                    break
                try:
                    arm(float(rng.uniform(1e-5, usual_s)))
                    walk(model, 2, STEPS, 0)
                    arm(0)
                except KeyboardInterrupt:
                    struck += 1
                assert torch.equal(walk(model, 2, STEPS, 0), expected)
        for _ in range(TRIES):  # opening and closing are interrupted as well
            if struck == 2 * STRIKES:
                break
            try:
                arm(float(rng.uniform(1e-5, usual_s)))
                with stream(model, store, buffer(2), table, deadline_s=20):
                    walk(model, 2, 2, 0)
                arm(0)
            except KeyboardInterrupt:
                struck += 1
            if (left := session_of(model)) is not None:
                left.close()
            assert not any("forward" in vars(model.sparse_mlp(layer)) for layer in model.moe_layers())
        with stream(model, store, buffer(2), table):
            assert torch.equal(walk(model, 2, STEPS, 0), expected)
    assert struck == 2 * STRIKES, "the interrupts came too late, time after time"


@pytest.mark.usefixtures("runtime")
def test_an_interrupt_between_two_layers_leaves_none_served(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = hollow(pruned)
    serve, calls = model.family.serve, itertools.count(1)

    def struck(*arguments: object) -> None:
        serve(*arguments)  # type: ignore[arg-type]
        if next(calls) == 2:  # the second layer is served, and its caller does not know yet
            raise KeyboardInterrupt

    monkeypatch.setattr(model.family, "serve", struck)
    with pytest.raises(KeyboardInterrupt):
        stream(model, MemoryStore(packed), buffer(2))
    assert session_of(model) is None
    assert not any("forward" in vars(model.sparse_mlp(layer)) for layer in model.moe_layers())


def test_a_close_that_was_interrupted_can_be_found_and_closed(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = hollow(pruned)
    session = stream(model, MemoryStore(packed), buffer(2), native=False)
    with monkeypatch.context() as interrupted:
        interrupted.setattr(Loader, "close", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            session.close()
    assert session_of(model) is session
    session.close()
    assert session_of(model) is None
    assert not session.runtime.loader.alive


def _interrupt(_: object) -> bool:
    raise KeyboardInterrupt


# --- the loader alone --------------------------------------------------------------------------------------------


class Numbered(WrappedStore):
    """Holds an expert for each number, and keeps count of the loads."""

    def __init__(self) -> None:
        pattern = NMPattern(1, 1)
        experts = {
            decoder_expert(0, n): PackedExpert.pack({"up": np.full((1, 1), 1 + n, np.float32)}, pattern)
            for n in range(64)
        }
        super().__init__(MemoryStore(experts))
        self.loads: list[ExpertId] = []

    def load(self, key: ExpertId) -> PackedExpert:
        self.loads.append(key)
        return super().load(key)


def hammer(kind: type[Loader], rounds: int) -> None:
    """Ask, hurry, drop and wait in random order; every request must be loaded once, dropped ones never."""
    store = Numbered()
    loader = kind(store, lambda _, packed: packed, 1.0)  # type: ignore[arg-type, return-value]
    rng = np.random.default_rng(0)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(rounds):
            numbers = rng.permutation(64)[:12].tolist()
            store.loads.clear()
            asked = {n: loader.request(decoder_expert(0, n), demanded=bool(rng.random() < 0.25)) for n in numbers}
            dropped, waited = set(), []
            for n in rng.permutation(numbers).tolist():
                if rng.random() < 0.4 and loader.drop(asked[n]):
                    dropped.add(n)
                else:
                    waited.append((n, loader.wait(asked[n])))
            for n, expert in waited:
                assert expert.matrices["up"].values[0, 0] == 1 + n, "another expert's bytes"  # type: ignore[attr-defined]
            counts = Counter(key.expert for key in store.loads)
            assert not dropped & set(counts), "a dropped request was loaded"
            assert all(counts[n] == 1 for n, _ in waited), "a request was loaded twice, or never"
            assert not loader._demands
            assert not loader._preloads
    finally:
        sys.setswitchinterval(before)
        loader.close()


class TakesInTwoSteps(Loader):
    """Planted: looks at the queue, and takes from it a moment later."""

    def _next(self) -> Request | None:
        for queue in (self._demands, self._preloads):
            if queue:
                request = queue[0]
                time.sleep(1e-5)
                with contextlib.suppress(IndexError):
                    queue.popleft()
                return request
        return None


class PublishesTooEarly(Loader):
    """Planted: says that it is done before the expert is there."""

    def _load(self, request: Request) -> None:
        request.done = True
        time.sleep(1e-5)
        super()._load(request)


class HurriesWithoutTaking(Loader):
    """Planted: puts a preload among the demands without taking it off its queue."""

    def wait(self, request: Request) -> object:  # type: ignore[override]
        if not request.done and request in self._preloads:
            self._demands.append(request)
            self._wake.put(None)
            for _ in range(20):
                if request.done or request.latch.acquire(timeout=0.01):
                    break
        return super().wait(request)


def test_the_loader_loads_every_request_once() -> None:
    hammer(Loader, 200)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", [TakesInTwoSteps, PublishesTooEarly, HurriesWithoutTaking])
def test_the_hammer_sees_a_planted_race(kind: type[Loader]) -> None:
    with pytest.raises((AssertionError, StreamingError)):
        hammer(kind, 400)
