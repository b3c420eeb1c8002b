"""Baselines, controls and the table that goes on learning."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from flame.errors import TraceError
from flame.routing import RoutingTrace
from offline.prediction import predictors
from offline.prediction.accuracy import score
from offline.prediction.cepr import build_cepr_table
from offline.prediction.context_trees import grow_trees
from tests.offline.synthetic_routing import path_entries, random_trace


def test_previous_token_by_hand() -> None:
    trace = RoutingTrace(np.array([[[0], [1]], [[2], [1]], [[3], [1]]]), np.array([0, 2, 3]), 4)
    predictor = predictors.previous_token(trace)
    guesses = predictor.predict_trace(trace, 4)
    assert guesses[1, 0].tolist() == [0, 2, 3, 1]  # the token before, then the layer's most frequent
    assert guesses[1, 1, 0] == 1
    assert guesses[2, 0].tolist() == [0, 2, 3, 1]  # an example's first token: most frequent, ties by id
    two = random_trace(0, top_k=2)
    again = predictors.previous_token(two).predict_trace(two, 2)
    inside = two.position_in_example() > 0
    np.testing.assert_array_equal(again[inside], two.experts[np.flatnonzero(inside) - 1])


def test_oracle_random_and_marginal() -> None:
    trace = random_trace(1, tokens=3000, layers=2)
    assert score(predictors.oracle().predict_trace(trace, 1), trace).overall == 1
    guesses = predictors.random_guess(0).predict_trace(trace, 4)
    assert (np.sort(guesses, axis=2) == np.arange(4)).all()
    assert score(guesses, trace).overall == pytest.approx(0.25, abs=0.03)
    most = [np.bincount(trace.experts[:, i, 0]).max() / trace.tokens for i in range(2)]
    assert score(predictors.marginal(trace).predict_trace(trace, 1), trace).per_layer.tolist() == pytest.approx(most)


def test_shuffling_leaves_only_the_marginal() -> None:
    draw = np.random.default_rng(0)
    column = draw.choice(8, 20_000, p=np.arange(1, 9) / 36)
    trace = RoutingTrace(np.stack([column] * 3, axis=1)[:, :, None], np.arange(0, 20_001, 50), 8)
    train, test = (predictors.shuffle_trace(trace, seed) for seed in (1, 2))
    table = build_cepr_table(train, 2)
    assert score(build_cepr_table(trace, 2).predict_trace(trace), trace).per_layer[2] == 1
    marginal = score(predictors.marginal(train).predict_trace(test, 1), test).overall
    assert score(table.predict_trace(test), test).overall == pytest.approx(marginal, abs=0.01)


@pytest.mark.parametrize("weight", [1, 3])
def test_adaptation_against_a_plain_loop(weight: int) -> None:
    train, test = random_trace(3, tokens=50, layers=2), random_trace(4, tokens=40, layers=2)
    table = build_cepr_table(train, 2)
    counts: dict = defaultdict(Counter)

    def observe(trace: RoutingTrace, by: int) -> list[int]:
        guesses = []
        for e in range(trace.examples):
            path = path_entries(trace, e)
            for i, entry in enumerate(path):
                contexts = [(i % 2, tuple(path[i - m : i])) for m in range(min(2, i) + 1)]
                seen = next((counts[c] for c in reversed(contexts) if counts[c]), Counter({0: 1}))
                guesses.append(min(seen, key=lambda x: (-seen[x], x)))
                for c in contexts:
                    counts[c][entry[0]] += by
        return guesses

    observe(train, 1)
    expected = observe(test, weight)
    predicted = predictors.adaptive(table, weight).predict_trace(test, 1)
    assert predicted.reshape(-1).tolist() == expected


def test_adaptation_recovers_from_a_shift() -> None:
    trace = random_trace(5, tokens=4000, skew=0.8)
    moved = RoutingTrace((trace.experts + 1) % 4, trace.example_ptr, 4)
    table = build_cepr_table(trace, 1)
    stale = score(table.predict_trace(moved), moved).overall
    fresh = score(predictors.adaptive(table, 20).predict_trace(moved, 1), moved).overall
    assert fresh > stale + 0.3


def test_storage_and_work() -> None:
    trace = random_trace(6, tokens=400, layers=3)
    table = build_cepr_table(trace, 3)
    dense, small = predictors.table_predictor("a", table), predictors.table_predictor("b", table, "compressed")
    assert (dense.storage_bits, dense.reads) == (3 * 4**3 * 2, 1)
    assert (small.storage_bits, small.reads) == (table.size_bits("compressed"), 4)
    trees = grow_trees(trace, lags=4, token_table=None, min_leaf=5, max_depth=4).cut(700)
    predictor = predictors.tree_predictor("c", trees)
    assert predictor.storage_bits <= 700
    assert 1 <= predictor.reads <= 5
    np.testing.assert_array_equal(predictor.predict_trace(trace, 2), trees.predict_trace(trace, 2))


def test_a_gate_knows_its_own_trace_only() -> None:
    trace = random_trace(0)
    predictor = predictors.gate("stale gate", "baseline", trace, trace.paths(), d_model=16)
    assert predictor.macs == 64
    assert score(predictor.predict_trace(trace, 2), trace).overall == 1
    with pytest.raises(TraceError, match="one recorded trace only"):
        predictor.predict_trace(random_trace(1), 1)
