"""Expert buffer and policies: what each policy evicts, by hand, and how budgets turn into slots."""

from __future__ import annotations

import numpy as np
import pytest

from flame.errors import ConfigError
from flame.ids import decoder_expert
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.policies import POLICIES, Position, make_policy
from online.pa_buf.slot_plan import SlotPlan, slots_within


def run(
    policy: str, slots: int, references: list[int], rankings: dict[int, list[int]] | None = None
) -> list[int | None]:
    """Reference experts of one layer, a token each; return who was evicted at each step (None for nobody)."""
    buffer = ExpertBuffer(SlotPlan.per_layer(1, slots), policy)
    evicted: list[int | None] = []
    for step, expert in enumerate(references):
        buffer.move_to(step, 0)
        if rankings and step in rankings:
            buffer.predicted(0, [rankings[step]])
        wanted = decoder_expert(0, expert)
        if wanted in buffer:
            buffer.reference(wanted)
            evicted.append(None)
        else:
            load = buffer.load(wanted)
            assert load is not None
            evicted.append(load.evicted.expert if load.evicted else None)
    return evicted


def test_lru_fifo_lfu_by_hand() -> None:
    references = [0, 0, 1, 2, 0, 3]
    assert run("lru", 2, references) == [None, None, None, 0, 1, 2]
    assert run("fifo", 2, references) == [None, None, None, 0, 1, 2]
    assert run("lfu", 2, references) == [None, None, None, 1, None, 2]
    assert run("lru", 2, [0, 1, 0, 2]) == [None, None, None, 1]
    assert run("fifo", 2, [0, 1, 0, 2]) == [None, None, None, 0]


def test_s3fifo_keeps_the_referenced() -> None:
    # 0 is referenced twice, so it moves to the main queue, whose first leaves.
    assert run("s3fifo", 2, [0, 0, 0, 1, 2]) == [None, None, None, None, 1]
    # Once is not enough: 0 leaves the small queue.
    assert run("s3fifo", 2, [0, 0, 1, 2]) == [None, None, None, 0]


def test_cepr_policy_evicts_the_lowest_ranked() -> None:
    assert run("cepr", 2, [0, 1, 2], {2: [2, 0, 1, 3]}) == [None, None, 1]
    assert run("cepr", 2, [0, 1, 2], {2: [2, 1, 0, 3]}) == [None, None, 0]
    assert run("cepr", 2, [0, 1, 0, 2]) == run("lru", 2, [0, 1, 0, 2])


def test_least_stale_evicts_older_passes_then_the_layer_farthest_ahead() -> None:
    buffer = ExpertBuffer(SlotPlan.shared(3, 3), "least-stale")
    for layer in range(3):
        buffer.move_to(0, layer)
        buffer.load(decoder_expert(layer, 0))
    buffer.move_to(1, 0)
    # All are of pass 0 and layer 0 decides now: layer 2 is farthest.
    load = buffer.load(decoder_expert(0, 1))
    assert load is not None
    assert load.evicted == decoder_expert(2, 0)
    buffer.move_to(1, 1)
    buffer.reference(decoder_expert(1, 0))
    # (0, 1) and (1, 0) belong to this pass; the stale (0, 0) leaves.
    load = buffer.load(decoder_expert(1, 3))
    assert load is not None
    assert load.evicted == decoder_expert(0, 0)


@pytest.mark.parametrize("policy", [policy for policy in POLICIES if policy != "belady"])
@pytest.mark.parametrize("slots", [1, 2, 3, 7])
def test_never_over_capacity_and_never_a_pinned_victim(policy: str, slots: int) -> None:
    rng = np.random.default_rng(slots)
    buffer = ExpertBuffer(SlotPlan.shared(2, slots), policy)
    for step in range(300):
        layer = step % 2
        buffer.move_to(step // 2, layer)
        expert = decoder_expert(layer, int(rng.integers(6)))
        residents = set(buffer)
        pinned = {resident for resident in residents if rng.random() < 0.5}
        if expert in buffer:
            buffer.reference(expert)
            continue
        load = buffer.load(expert, pinned)
        if load is None:
            assert pinned == residents
            assert set(buffer) == residents
            assert len(residents) == slots
        else:
            assert load.evicted not in pinned
            assert set(buffer) == (residents | {expert}) - {load.evicted}
        assert len(buffer) <= slots
        if rng.random() < 0.1 and len(buffer):
            buffer.discard(next(iter(buffer)))


def test_pruning_raises_the_number_of_slots() -> None:
    dense = 2 * 768 * 3072 * 2
    assert slots_within(2 * dense, dense) == 2
    assert slots_within(2 * dense, dense * 9 // 16) == 3  # 2:4 in 16 bits with 2-bit indexes
    with pytest.raises(ConfigError, match="hold no expert"):
        slots_within(10, 11)
    with pytest.raises(ConfigError, match="0 bytes"):
        slots_within(10, 0)


def test_a_budget_in_bytes_is_divided_by_packed_size() -> None:
    # 120 bytes are 40 for each of three layers: 4 experts of 10 bytes, 2 of 20, 1 of 30.
    assert SlotPlan.within(120, [10, 20, 30]).slots == (4, 2, 1)
    shared = SlotPlan.within(120, [10, 20, 30], shared=True)  # each slot holds the largest
    assert (shared.slots, shared.layers) == ((4,), 3)
    with pytest.raises(ConfigError, match=r"89 bytes are 29 for each of 3 layers.*at least 90"):
        SlotPlan.within(89, [10, 20, 30])


def test_a_cleared_buffer_is_a_new_one() -> None:
    buffer = ExpertBuffer(SlotPlan.shared(2, 2), "s3fifo")
    for expert in range(5):
        buffer.load(decoder_expert(0, expert))
    buffer.move_to(3, 1)
    buffer.clear()
    assert (len(buffer), buffer.position) == (0, Position(0, 0, 2))
    assert buffer.load(decoder_expert(0, 4)) is not None


def test_plans_and_names_are_checked() -> None:
    assert SlotPlan.per_layer(3, 2).total == 6
    assert SlotPlan.shared(3, 5).total == 5
    for wrong in ({"slots": (1, 1), "pool_of_layer": (0, 0)}, {"slots": (1,), "pool_of_layer": ()}):
        with pytest.raises(ConfigError, match="pools"):
            SlotPlan(**wrong)
    with pytest.raises(ConfigError, match="did you mean lru"):
        make_policy("lrru", 2)
    with pytest.raises(ConfigError, match="whole trace"):
        make_policy("belady", 2)
