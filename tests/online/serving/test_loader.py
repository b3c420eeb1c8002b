"""In which order a loader loads, and what becomes of what is dropped or hurried: the store waits to be let on."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from flame.ids import ExpertId, decoder_expert
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.serving.loader import Loader

A, B, C, D = (decoder_expert(0, number) for number in range(4))


class Gate:
    """A store whose loads begin when they are let on, and that keeps their order."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.on = threading.Semaphore(0)
        self.order: list[ExpertId] = []
        one = np.ones((1, 1), np.float32)
        self._expert = PackedExpert.pack({"up": one, "down": one}, NMPattern(1, 1))

    def layers(self) -> tuple:
        return (A.layer,)

    def size_bytes(self, expert: ExpertId) -> int:
        return self._expert.size_bytes

    def load(self, expert: ExpertId) -> PackedExpert:
        self.order.append(expert)
        self.begun.release()
        assert self.on.acquire(timeout=60)
        return self._expert

    def close(self) -> None:
        """Nothing to give back."""


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def loader(gate: Gate) -> Loader:
    loader = Loader(gate, lambda expert, _: lambda rows, gates: rows, 60.0, record_events=True)  # type: ignore[arg-type]
    yield loader  # type: ignore[misc]
    for _ in range(9):
        gate.on.release()
    loader.close()


def test_demands_go_before_preloads(gate: Gate, loader: Loader) -> None:
    first = loader.request(A, demanded=False, token=3)
    gate.begun.acquire()  # it is under way, and is not broken off
    late = loader.request(B, demanded=False)
    wanted = loader.request(C, demanded=True)
    again = loader.request(D, demanded=True)
    for _ in range(4):
        gate.on.release()
    for request in (first, wanted, again):
        loader.wait(request)
    while not late.done:  # not waited for: that would make a demand of it
        time.sleep(0.001)
    assert gate.order == [A, C, D, B]
    assert wanted.behind_s > 0, "it waited for the preload under way"
    assert first.load_s > 0
    assert loader.loaded_bytes == 4 * gate.size_bytes(A)
    assert [(e.activity, e.expert) for e in loader.events] == [
        ("preload", 0), ("demand load", 2), ("demand load", 3), ("preload", 1),
    ]  # fmt: skip
    assert loader.events[0].token == 3
    for event, request in zip(loader.events, (first, wanted, again, late), strict=True):
        times = [(moment - loader.opened_s) * 1e3 for moment in (request.started_s, request.ended_s)]
        assert [event.start_ms, event.end_ms] == pytest.approx(times, rel=1e-9), "milliseconds since it was opened"


def test_a_preload_that_is_waited_for_goes_first(gate: Gate, loader: Loader) -> None:
    loader.request(A, demanded=True)
    gate.begun.acquire()
    loader.request(B, demanded=False)
    hurried = loader.request(C, demanded=False)
    threading.Timer(0.05, lambda: [gate.on.release() for _ in range(3)]).start()
    loader.wait(hurried)
    assert gate.order[:2] == [A, C]
    assert hurried.demanded
    assert not hurried.on_demand


def test_what_is_dropped_is_not_loaded(gate: Gate, loader: Loader) -> None:
    first = loader.request(A, demanded=False)
    gate.begun.acquire()
    dropped, kept, demanded = loader.request(B, False), loader.request(C, False), loader.request(D, True)
    assert loader.drop(dropped)
    assert not loader.drop(dropped), "it is off the queue"
    assert not loader.drop(first), "it has begun"
    assert not loader.drop(demanded), "only preloads are dropped"
    for _ in range(3):
        gate.on.release()
    loader.wait(kept)
    assert not loader.drop(kept), "it is done"
    assert gate.order == [A, D, C]
    gate.begun = threading.Semaphore(0)
    blocked = loader.request(A, demanded=True)
    gate.begun.acquire()
    loader.request(B, demanded=False)
    loader.request(C, demanded=True)
    loader.drop_all()
    gate.on.release()
    loader.wait(blocked)
    assert loader.close()
    assert gate.order == [A, D, C, A]


def test_a_head_start_lasts_until_the_load_is_done(gate: Gate, loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("online.serving.loader._HEAD_START_S", 60.0)
    request = loader.request(A, demanded=True)
    threading.Timer(0.05, gate.on.release).start()
    assert loader.let_begin(request) > 0
    assert request.done
