"""S3-FIFO against the authors' own simulator, access for access, and what is ours beside it."""

from __future__ import annotations

import numpy as np
import pytest

from flame.errors import ConfigError
from flame.ids import decoder_expert
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.policies import Position, S3Fifo
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan

NOWHERE = Position(0, 0, 1)


def accesses(seed: int, slots: int, count: int = 2000) -> list[int]:
    """Experts of one layer, some far more often than others."""
    rng = np.random.default_rng(seed)
    return np.minimum(rng.exponential(0.7 * slots, count).astype(int), 6 * slots).tolist()


def hits_of(policy: S3Fifo, slots: int, sequence: list[int]) -> list[bool]:
    hits = []
    for number in sequence:
        expert = decoder_expert(0, number)
        hits.append(expert in policy)
        if expert in policy:
            policy.referenced(expert, NOWHERE)
            continue
        if len(policy) == slots:
            victim = policy.victim((), NOWHERE)
            assert victim is not None
            policy.evicted(victim)
        policy.loaded(expert, NOWHERE)
    return hits


def hits_of_the_simulator(slots: int, sequence: list[int], **options: float) -> list[bool]:
    libcachesim = pytest.importorskip("libcachesim", reason="libcachesim has no wheel for this platform")
    cache = libcachesim.S3FIFO(slots, hashpower=8, **options)
    return [bool(cache.get(libcachesim.Request(obj_id=number + 1, obj_size=1))) for number in sequence]


@pytest.mark.parametrize("slots", [20, 21, 29, 30, 64, 128])
def test_the_published_default(slots: int) -> None:
    for seed in range(4):
        sequence = accesses(seed, slots)
        expected = hits_of_the_simulator(slots, sequence)
        assert hits_of(S3Fifo(slots), slots, sequence) == expected
        assert 0 < sum(expected) < len(expected)


@pytest.mark.parametrize("slots", [3, 4, 5, 7, 8, 12, 16, 40])
@pytest.mark.parametrize(("ghost", "promoted_at"), [(0.9, 2), (0.9, 1), (0.5, 2), (1.0, 3), (2.0, 1)])
def test_other_values(slots: int, ghost: float, promoted_at: int) -> None:
    """A small queue of two slots or more; with one the simulator admits nothing, and below three slots it aborts."""
    small = max(0.25, 2.001 / slots)
    for seed in range(3):
        sequence = accesses(seed, slots)
        expected = hits_of_the_simulator(
            slots, sequence, small_size_ratio=small, ghost_size_ratio=ghost, move_to_main_threshold=promoted_at
        )
        assert hits_of(S3Fifo(slots, small, ghost, promoted_at), slots, sequence) == expected
        assert 0 < sum(expected) < len(expected)


def test_a_buffer_counts_the_same_hits() -> None:
    slots, sequence = 20, accesses(9, 20)
    trace = RoutingTrace(np.asarray(sequence, np.int16)[:, None, None], np.asarray([0, len(sequence)]), 121)
    assert replay(trace, None, slots, "s3fifo").hits == sum(hits_of_the_simulator(slots, sequence))


def test_by_hand() -> None:
    """Four slots, one of them the small queue; two references carry an expert over."""
    buffer = ExpertBuffer(SlotPlan.per_layer(1, 4), "s3fifo")

    def use(number: int) -> int | None:
        expert = decoder_expert(0, number)
        if expert in buffer:
            buffer.reference(expert)
            return None
        load = buffer.load(expert)
        assert load is not None
        return load.evicted.expert if load.evicted else None

    assert [use(number) for number in (0, 1, 2, 3)] == [None] * 4  # 0 in the small queue, the rest in the main one
    assert use(0) is None  # one reference does not carry it over
    assert use(4) == 0
    assert [use(number) for number in (4, 4)] == [None, None]  # two references: promoted when a slot is needed
    assert use(5) == 1  # the main queue, too long by one, gives up its first
    assert use(0) == 5  # remembered: 0 enters the main queue, and the small one gives up its one-off
    assert use(6) == 2  # the main queue is too long by one again


@pytest.mark.parametrize("values", [(0.0, 0.9, 2), (1.5, 0.9, 2), (0.1, -0.1, 2), (0.1, 0.9, 0)])
def test_values_out_of_range_are_refused(values: tuple[float, float, int]) -> None:
    with pytest.raises(ConfigError, match="s3fifo: small="):
        S3Fifo(4, *values)
