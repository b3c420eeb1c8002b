"""What decoding says of its own time, how long it chose and waited; and what it asks the loader for."""

from __future__ import annotations

import time

import pytest

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.serving.loader import Loader, Request
from online.serving.session import stream
from online.serving.stores import MemoryStore
from online.serving.throttle import PreloadThrottle
from tests.online.small_streams import buffer, walk


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of every choice that throttles were told of."""
    told: list[float] = []
    monkeypatch.setattr(PreloadThrottle, "chose", lambda _, seconds: told.append(seconds))
    return told


def test_the_time_of_choosing_counts_where_something_was_chosen(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, chosen: list[float]
) -> None:
    with stream(
        pruned, MemoryStore(packed), buffer(4), table, throttle=False, native=False
    ):  # every expert fits: nothing is awaited
        walk(pruned, 1, 30, 0)
    assert 0 < len(chosen) <= 2 * 30  # once a decision at most, and not where an expert was awaited meanwhile


def test_what_was_never_to_be_chosen_took_no_time(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, chosen: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with stream(pruned, MemoryStore(packed), buffer(4), throttle=False, native=False):
        walk(pruned, 1, 10, 0)
    monkeypatch.setattr(PreloadThrottle, "allows", lambda *_: False)
    with stream(pruned, MemoryStore(packed), buffer(4), table, native=False) as session:
        walk(pruned, 1, 10, 0)
    assert not chosen
    assert session.counts().total.preloads == 0


@pytest.mark.parametrize("native", [False, None])
def test_decoding_waits_no_longer_than_it_takes(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], native: bool | None
) -> None:
    start = time.perf_counter()
    with stream(pruned, MemoryStore(packed), buffer(2), native=native) as session:
        walk(pruned, 1, 30, 0)
    elapsed_ms = (time.perf_counter() - start) * 1e3
    assert 0 < session.counts().total.stall_ms <= elapsed_ms


def test_only_guesses_wait_behind_what_is_needed(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a pass over many tokens needs, the next expert included, is asked for as a demand."""
    asked: list[tuple[str, bool]] = []
    request = Loader.request

    def spy(loader: Loader, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        asked.append((expert.layer.stack, demanded))
        return request(loader, expert, demanded, token)

    monkeypatch.setattr(Loader, "request", spy)
    with stream(pruned, MemoryStore(packed), buffer(2), table, throttle=False, native=False):
        walk(pruned, 2, 20, 0)
    assert {demanded for stack, demanded in asked if stack == "encoder"} == {True}
    assert {demanded for stack, demanded in asked if stack == "decoder"} == {True, False}


def test_preloads_are_made_for_the_decision_that_follows(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a token's last layer comes the next token's first: tokens and layers of preloads only ever go on."""
    made: list[tuple[int, int]] = []
    request = Loader.request

    def spy(loader: Loader, expert: ExpertId, demanded: bool, token: int = -1) -> Request:
        if not demanded:
            made.append((token, expert.layer.position))
        return request(loader, expert, demanded, token)

    monkeypatch.setattr(Loader, "request", spy)
    with stream(pruned, MemoryStore(packed), buffer(1), table, throttle=False, native=False):
        walk(pruned, 2, 20, 0)
    assert made == sorted(made)
    assert {layer for _, layer in made} == {0, 1}
    assert 0 <= made[0][0] < made[-1][0] <= 20
