"""Replay: hand-worked traces, a naive loop, exhaustive search for Belady, and what holds for every policy."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import pytest

from flame.errors import ConfigError, TraceError
from flame.routing import RoutingTrace
from online.pa_buf.bounds import OracleTable, assess
from online.pa_buf.decisions import batch_order
from online.pa_buf.native_replay import NATIVE_POLICIES, native_is_built
from online.pa_buf.policies import POLICIES
from online.pa_buf.replay import hit_curves, predict_ahead, replay
from online.pa_buf.slot_plan import SlotPlan, divide_slots

native_only = pytest.mark.skipif(not native_is_built(), reason="online._native was not built: no C++ compiler")


def make_trace(experts: object, example_ptr: object = None, num_experts: int = 4) -> RoutingTrace:
    array = np.asarray(experts, np.int16)
    array = array[..., None] if array.ndim == 2 else array
    ptr = np.asarray([0, len(array)] if example_ptr is None else example_ptr, np.int64)
    return RoutingTrace(array, ptr, num_experts)


@dataclass(frozen=True)
class FixedTable:
    """Predictions written down in the test, [tokens, layers, top]."""

    guesses: np.ndarray

    def predict_trace(self, trace: RoutingTrace, top: int) -> np.ndarray:
        return self.guesses[..., :top]


class FixedReuse(FixedTable):
    """The same, made after each decision."""

    after_decision = True


def random_case(seed: int, experts: int = 5, top_k: int = 1, width: int = 2) -> tuple[RoutingTrace, FixedTable]:
    """Skewed routing with guesses that are right about half the time."""
    rng = np.random.default_rng(seed)
    tokens, layers = 60, 3
    weights = rng.dirichlet(np.full(experts, 0.7), size=layers)
    routed = np.stack(
        [
            [
                rng.choice(experts, size=top_k, replace=False, p=weights[layer] * 0.9 + 0.1 / experts)
                for layer in range(layers)
            ]
            for _ in range(tokens)
        ]
    ).astype(np.int16)
    guesses = np.stack([np.stack([rng.permutation(experts) for _ in range(layers)]) for _ in range(tokens)])
    right = rng.random((tokens, layers)) < 0.5
    for token, layer in zip(*np.nonzero(right), strict=True):
        order = guesses[token, layer].tolist()
        order.remove(routed[token, layer, 0])
        guesses[token, layer] = [routed[token, layer, 0], *order]
    trace = RoutingTrace(routed, np.asarray([0, 7, 8, 31, tokens], np.int64), experts)
    return trace, FixedTable(guesses.astype(np.int16)[..., : max(width, experts)])


def plain_lru(trace: RoutingTrace, guesses: np.ndarray | None, capacity: int) -> int:
    """The definition as one would first write it, for one expert a token."""
    layers = trace.experts.shape[1]
    buffers: list[OrderedDict[int, None]] = [OrderedDict() for _ in range(layers)]
    hits = 0
    routed = trace.experts[..., 0].tolist()
    first = None if guesses is None else guesses[..., 0].tolist()
    for token, row in enumerate(routed):
        for layer, expert in enumerate(row):
            buffer = buffers[layer]
            for wanted, counts in ((None if first is None else first[token][layer], False), (expert, True)):
                if wanted is None:
                    continue
                if wanted in buffer:
                    hits += counts
                    buffer.move_to_end(wanted)
                else:
                    if len(buffer) == capacity:
                        buffer.popitem(last=False)
                    buffer[wanted] = None
    return hits


def test_two_tokens_three_layers_by_hand() -> None:
    # One slot a layer, no table: layer 0 repeats expert 1, the others change.
    trace = make_trace([[1, 2, 3], [1, 0, 2]])
    result = replay(trace, None, 1)
    assert (result.hits, result.accesses, result.demand_loads, result.preloads) == (1, 6, 5, 0)
    assert result.hit_ratio == pytest.approx(1 / 6)
    # The guesses are right in four of six places: with one slot that is the hit ratio.
    guesses = np.asarray([[1, 0, 3], [1, 0, 3]], np.int16)[..., None]
    result = replay(trace, FixedTable(guesses), 1)
    assert result.hits == 4
    assert result.hits_per_layer.tolist() == [2, 1, 1]
    # Layer 0 preloads 1 once; layer 1 preloads 0 (wasted), then 0 again (used); layer 2 preloads 3 once.
    assert (result.preloads, result.useful_preloads, result.wasted_preloads) == (4, 3, 1)
    assert result.demand_loads == 2


def test_two_slots_evict_the_least_recent() -> None:
    trace = make_trace([[0], [1], [0], [2], [0], [1]])
    # 0 miss, 1 miss, 0 hit, 2 evicts 1, 0 hit, 1 miss
    assert replay(trace, None, 2).hits == 2
    # first in first out: 2 evicts 0, so that the second-last misses and evicts 1
    assert replay(trace, None, 2, "fifo").hits == 1


def test_buffer_survives_examples() -> None:
    assert replay(make_trace([[1], [1]], [0, 1, 2]), None, 1).hits == 1


def test_a_prediction_of_a_resident_counts_as_a_reference() -> None:
    # Slots {0, 1}; guess 0 makes 1 the least recent, so the demand load of 2 evicts 1 and 0 is still there.
    guesses = np.asarray([[0], [1], [0], [0]], np.int16)[..., None]
    assert replay(make_trace([[0], [1], [2], [0]]), FixedTable(guesses), 2).hits == 3


@pytest.mark.parametrize("capacity", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("with_table", [False, True])
def test_lru_equals_the_plain_loop(capacity: int, with_table: bool) -> None:
    for seed in range(4):
        trace, table = random_case(seed)
        expected = plain_lru(trace, table.guesses if with_table else None, capacity)
        for native in (False, None):
            assert replay(trace, table if with_table else None, capacity, native=native).hits == expected


def test_one_slot_hits_as_often_as_the_table_is_right() -> None:
    trace, table = random_case(11)
    accuracy = (table.guesses[..., 0] == trace.experts[..., 0]).mean()
    for policy in POLICIES:
        assert replay(trace, table, 1, policy, reuse=FixedReuse(table.guesses)).hit_ratio == pytest.approx(accuracy)


@native_only
@pytest.mark.parametrize("policy", NATIVE_POLICIES)
def test_native_counts_equal_the_python_loop(policy: str) -> None:
    for seed in range(6):
        for top_k, width, batch in itertools.product((1, 2), (1, 2), (1, 3)):
            trace, table = random_case(seed, top_k=top_k)
            plans = [SlotPlan.per_layer(3, 1 + seed % 4), SlotPlan.shared(3, 2 + seed), SlotPlan.divided([1, 3, 2])]
            for plan, used in itertools.product(plans, (None, table)):
                options = {"preload": width, "batch": batch, "reuse": FixedReuse(random_case(seed + 9)[1].guesses)}
                fast = replay(trace, used, plan, policy, native=True, **options)
                slow = replay(trace, used, plan, policy, native=False, **options)
                for name in ("hits", "demand_loads", "preloads", "useful_preloads", "late_preloads", "accesses"):
                    got, expected = (getattr(result, f"{name}_per_layer") for result in (fast, slow))
                    assert got.tolist() == expected.tolist(), (name, seed, top_k, width, batch, plan)


@native_only
def test_native_recency_words_equal_the_general_replay() -> None:
    # Sixteen experts run on packed words; one expert more forces the general path on the same trace.
    rng = np.random.default_rng(3)
    routed = rng.zipf(1.4, size=(500, 4, 1)).clip(max=16).astype(np.int16) - 1
    guesses = np.where(rng.random(routed.shape) < 0.6, routed, rng.integers(-1, 16, routed.shape)).astype(np.int16)
    for slots in (1, 2, 7, 15, 16, 20):
        results = [
            replay(make_trace(routed, num_experts=count), FixedTable(guesses), slots, native=True) for count in (16, 17)
        ]
        for name in ("hits", "demand_loads", "preloads", "useful_preloads"):
            first, second = (getattr(result, f"{name}_per_layer").tolist() for result in results)
            assert first == second, (name, slots)


def test_reuse_by_hand() -> None:
    """Three experts in two slots: after 0 and 1, the ranking of 2's decision says that 1 comes back last."""
    trace = make_trace([[0], [1], [2], [0], [1]], num_experts=3)
    rankings = np.asarray([[0, 1, 2], [0, 1, 2], [2, 0, 1], [0, 2, 1], [0, 1, 2]], np.int16)[:, None]
    for native in (False, None):
        assert replay(trace, None, 2, "lru", native=native).hits == 0
        assert replay(trace, None, 2, "reuse", reuse=FixedReuse(rankings), native=native).hits == 1


def best_hits(trace: RoutingTrace, guesses: np.ndarray | None, capacity: int) -> int:
    """Exhaustive search over every choice of victim, one layer."""
    routed = trace.experts[:, 0, 0].tolist()
    references = []
    for token, expert in enumerate(routed):
        if guesses is not None:
            references.append((int(guesses[token, 0, 0]), False))
        references.append((expert, True))
    states: dict[frozenset[int], int] = {frozenset(): 0}
    for expert, counts in references:
        following: dict[frozenset[int], int] = {}
        for residents, hits in states.items():
            if expert in residents:
                choices = [(residents, hits + counts)]
            elif len(residents) < capacity:
                choices = [(residents | {expert}, hits)]
            else:
                choices = [((residents - {leaves}) | {expert}, hits) for leaves in residents]
            for state, value in choices:
                following[state] = max(following.get(state, -1), value)
        states = following
    return max(states.values())


@pytest.mark.parametrize("with_table", [False, True])
@pytest.mark.parametrize("native", [False, None])
def test_belady_equals_exhaustive_search(with_table: bool, native: bool | None) -> None:
    rng = np.random.default_rng(5)
    for _ in range(40):
        routed = rng.integers(0, 5, (14, 1, 1)).astype(np.int16)
        guesses = np.where(rng.random(routed.shape) < 0.5, routed, rng.integers(0, 5, routed.shape)).astype(np.int16)
        trace = make_trace(routed, num_experts=5)
        for capacity in (1, 2, 3, 4):
            table = FixedTable(guesses) if with_table else None
            expected = best_hits(trace, guesses if with_table else None, capacity)
            assert replay(trace, table, capacity, "belady", native=native).hits == expected


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("batch", [1, 2, 4])
def test_what_holds_for_every_policy(policy: str, batch: int) -> None:
    for seed, top_k in ((0, 1), (1, 2), (2, 1)):
        trace, table = random_case(seed, top_k=top_k)
        reuse = FixedReuse(random_case(seed + 9)[1].guesses)
        for plan in (SlotPlan.per_layer(3, 2), SlotPlan.shared(3, 5)):
            for options in ({}, {"preload": 2}, {"loads_per_decision": 0.4, "preload": 2}):
                result = replay(trace, table, plan, policy, batch=batch, reuse=reuse, **options)
                best = replay(trace, table, plan, "belady", batch=batch, **options)
                assert result.hits + result.misses == result.accesses == trace.experts.size
                assert result.useful_preloads + result.late_preloads + result.wasted_preloads == result.preloads
                assert result.wasted_preloads >= 0
                assert result.demand_loads + result.late_preloads <= result.misses
                if batch == top_k == 1 and not options:
                    assert result.hits <= best.hits
        everything = replay(trace, None, trace.num_experts, policy, batch=batch, reuse=reuse)
        assert everything.demand_loads == len({tuple(x) for x in _ids(trace)})


def _ids(trace: RoutingTrace) -> list[tuple[int, int]]:
    tokens, layers, _ = trace.experts.shape
    return [
        (layer, int(expert))
        for token in range(tokens)
        for layer in range(layers)
        for expert in trace.experts[token, layer]
    ]


def test_more_slots_never_hit_less_under_lru() -> None:
    trace, table = random_case(8)
    for used in (None, table):
        hits = [replay(trace, used, slots).hits for slots in range(1, 6)]
        assert hits == sorted(hits)


def test_oracle_hits_always_and_assessment_bounds() -> None:
    trace, table = random_case(4)
    assert replay(trace, OracleTable(), 1).hit_ratio == 1.0
    assessment = assess(trace, table, 2)
    assert assessment.regret >= 0
    assert 0 < assessment.gap_won < 1
    assert assess(trace, OracleTable(), 2).gap_won == 1.0
    assert assess(trace, None, 2).gap_won == 0.0


def test_batches_share_the_buffer() -> None:
    assert batch_order(np.asarray([0, 3, 4, 6]), 2).tolist() == [[0, 3], [1, -1], [2, -1], [4, -1], [5, -1]]
    # Both sequences want expert 1 at once: one demand load serves both, and neither found it resident.
    trace = make_trace([[1], [1]], [0, 1, 2])
    result = replay(trace, None, 1, batch=2)
    assert (result.hits, result.demand_loads, result.accesses) == (0, 1, 2)


def test_a_slow_link_makes_preloads_late() -> None:
    trace = make_trace([[0], [1], [2], [3]])
    oracle = OracleTable()
    assert replay(trace, oracle, 2, loads_per_decision=1.0).hits == 4
    slow = replay(trace, oracle, 2, loads_per_decision=0.5)
    assert (slow.hits, slow.late_preloads, slow.demand_loads) == (0, 4, 0)
    none = replay(trace, oracle, 2, loads_per_decision=0.0)
    assert (none.hits, none.late_preloads, none.demand_loads, none.preloads) == (0, 0, 4, 0)


@dataclass(frozen=True)
class NextTable(FixedTable):
    """Layer after layer the expert number grows by one: known to be right at every lead on such a trace."""

    known_layers: int = 1

    def predict(self, layer: int, context: tuple[int, ...], top: int = 1) -> tuple[int, ...]:
        return ((context[-1] + 1) % 4,) if context else (0,)


def test_predictions_roll_forward() -> None:
    path = np.arange(12).reshape(4, 3) % 4
    trace = make_trace(path, [0, 2, 4])
    for lead in (2, 3):
        guesses = predict_ahead(trace, NextTable(np.zeros((4, 3, 1), np.int16)), lead, 1)[..., 0]
        flat, truth = guesses.reshape(2, 6), path.reshape(2, 6)
        assert (flat[:, : lead - 1] == -1).all()  # the example has not begun: nobody can know
        assert flat[:, lead:].tolist() == truth[:, lead:].tolist()


def test_slots_divided_by_need() -> None:
    # Layer 0 cycles through three experts, layer 1 always takes the same one.
    trace = make_trace([[token % 3, 2] for token in range(30)])
    plan = divide_slots(hit_curves(trace, None), 4)
    assert plan == SlotPlan.divided([3, 1])
    assert replay(trace, None, plan).hits > replay(trace, None, 2).hits
    with pytest.raises(ConfigError, match="cannot give each of 2"):
        divide_slots(hit_curves(trace, None), 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"capacity": 0}, "0 slots"),
        ({"capacity": 2.5}, r"2\.5 slots \(expected a whole number"),
        ({"capacity": True}, "True slots"),
        ({"preload": 1.5}, r"preload is 1\.5"),
        ({"batch": 2.0}, r"batch is 2\.0"),
        ({"ahead": 0.5}, r"ahead is 0\.5"),
        ({"policy": "lru2"}, "lru2"),
        ({"preload": 0}, "preload is 0"),
        ({"batch": 0}, "batch is 0"),
        ({"capacity": SlotPlan.per_layer(2, 1)}, "2 MoE layers"),
        ({"loads_per_decision": -1.0}, "loads_per_decision"),
    ],
)
def test_arguments_out_of_range(arguments: dict, message: str) -> None:
    trace, table = random_case(0)
    with pytest.raises(ConfigError, match=message):
        replay(**{"trace": trace, "table": table, "capacity": 1} | arguments)


def test_predictions_of_another_model_are_refused() -> None:
    trace, _ = random_case(0)
    with pytest.raises(TraceError, match="3 MoE layers"):
        replay(trace, FixedTable(np.zeros((60, 4, 1), np.int16)), 1)
    with pytest.raises(TraceError, match="expert 9"):
        replay(trace, FixedTable(np.full((60, 3, 1), 9, np.int16)), 1)
