"""Learning factorised tables: as good as can be on routing whose log-odds are known, rounded, and the same again."""

import numpy as np
import pytest

from flame.errors import ConfigError
from flame.routing import RoutingTrace
from offline.prediction.accuracy import score
from offline.prediction.factorised import learn_factorised
from offline.prediction.factorised_shapes import FactorisedShape, Schedule

SHAPE = FactorisedShape(("layer 1", "token 1"), (), 4, 2, 2, 8)
SCHEDULE = Schedule(10, 3, 128, 1e-2, 0.0, 0.0)


def additive_routing(tokens: int, seed: int) -> tuple[RoutingTrace, np.ndarray]:
    """Routing whose log-odds are known: rows of the layer before and of the token before add up.

    Two of 12 experts a layer are drawn without replacement with the odds of the sums, so that no guess of two recalls
    more on average than the two largest sums.

    Returns:
        The trace, examples of 50 tokens, and the best guess of two, int16 `[tokens, layers, 2]`.
    """
    rows = np.random.default_rng(99).normal(0, 1.4, (2, 3, 12, 12))
    draw = np.random.default_rng(seed)
    chosen, best = (np.zeros((tokens, 3, 2), np.int16) for _ in range(2))
    for token in range(tokens):
        for layer in range(3):
            odds = np.zeros(12)
            if layer:
                odds += rows[0, layer, chosen[token, layer - 1]].sum(axis=0)
            if token % 50:
                odds += rows[1, layer, chosen[token - 1, layer]].sum(axis=0)
            best[token, layer] = np.argsort(-odds)[:2]
            chosen[token, layer] = np.argsort(-(odds + draw.gumbel(size=12)))[:2]
    return RoutingTrace(chosen, np.arange(0, tokens + 1, 50), 12), best


def test_as_good_as_can_be_on_known_log_odds() -> None:
    train, _ = additive_routing(20_000, 0)
    test, best = additive_routing(4_000, 1)
    table = learn_factorised(train, SHAPE, SCHEDULE)
    bayes = score(best, test).overall
    found = score(table.predict_trace(test, 2), test).overall
    assert 0.5 < bayes < 0.95
    assert found > bayes - 0.005


def test_counts_come_close_on_known_log_odds() -> None:
    """Rows that are counted one by one know nothing of one another: near the best there can be, not as near."""
    train, _ = additive_routing(20_000, 0)
    test, best = additive_routing(4_000, 1)
    table = learn_factorised(train, SHAPE, None)
    found, bayes = (score(guess, test).overall for guess in (table.predict_trace(test, 2), best))
    assert bayes - 0.035 < found < bayes


def chain_routing(tokens: int, seed: int) -> tuple[RoutingTrace, np.ndarray]:
    """Routing in which counting is exact: one expert a layer, drawn with the odds of the one before it.

    Returns:
        The trace, examples of 50 tokens, and the best guess, int16 `[tokens, layers, 1]`.
    """
    rows = np.random.default_rng(98).normal(0, 1.5, (3, 12, 12))
    draw = np.random.default_rng(seed)
    chosen, best = (np.zeros((tokens, 3, 1), np.int16) for _ in range(2))
    for token in range(tokens):
        for layer in range(3):
            odds = rows[layer, chosen[token, layer - 1, 0]] if layer else rows[0, 0]
            best[token, layer] = np.argmax(odds)
            chosen[token, layer] = np.argmax(odds + draw.gumbel(size=12))
    return RoutingTrace(chosen, np.arange(0, tokens + 1, 50), 12), best


def test_counts_are_as_good_as_can_be_where_one_expert_votes() -> None:
    (train, _), (test, best) = chain_routing(10_000, 0), chain_routing(4_000, 1)
    table = learn_factorised(train, FactorisedShape(("layer 1",), (), 1, 1, 2, 8), None)
    found, bayes = (score(guess, test).overall for guess in (table.predict_trace(test, 1), best))
    assert 0.3 < bayes < 0.95
    assert found > bayes - 0.005


def test_counted_rows_of_tokens_and_of_reuse() -> None:
    draw = np.random.default_rng(0)
    ids = draw.integers(0, 40, 4000).astype(np.int32)
    paths = draw.random((40, 3, 8)).argsort(axis=2)[:, :, :2].astype(np.int16)
    trace = RoutingTrace(paths[ids], np.arange(0, 4001, 100), 8, token_ids=ids)
    table = learn_factorised(trace, FactorisedShape((), (), 1, 24, 2, 8), None)
    assert score(table.predict_trace(trace, 2), trace).overall > 0.9
    noise = RoutingTrace(paths[draw.permutation(ids)], trace.example_ptr, 8, token_ids=ids)
    assert score(table.predict_trace(noise, 2), noise).overall < 0.4
    shape = FactorisedShape(("layer 0", "recent 1"), (), 1, 2, 2, 8, reuse_tokens=4)
    assert learn_factorised(trace, shape, None).after_decision


def test_equal_traces_give_equal_counts() -> None:
    train, _ = additive_routing(500, 0)
    votes = [learn_factorised(train, SHAPE, None, seed).votes(train) for seed in (3, 3)]
    assert (votes[0] == votes[1]).all()


def test_tokens_are_learnt_and_shuffled_routes_are_not() -> None:
    draw = np.random.default_rng(0)
    ids = draw.integers(0, 40, 3000).astype(np.int32)
    paths = draw.random((40, 3, 8)).argsort(axis=2)[:, :, :2].astype(np.int16)
    trace = RoutingTrace(paths[ids], np.arange(0, 3001, 100), 8, token_ids=ids)
    shape = FactorisedShape((), (), 24, 12, 2, 8)
    table = learn_factorised(trace, shape, Schedule(12, 3, 64, 1e-2, 0.0, 0.0))
    assert score(table.predict_trace(trace, 2), trace).overall > 0.95
    noise = RoutingTrace(paths[draw.permutation(ids)], trace.example_ptr, 8, token_ids=ids)
    assert score(table.predict_trace(noise, 2), noise).overall < 0.4


def test_four_bits_lose_little_and_halve_the_size() -> None:
    train, _ = additive_routing(4_000, 0)
    shapes = [FactorisedShape(SHAPE.evidence, (0, 2), 16, 2, 2, bits) for bits in (8, 4)]
    eight, four = (learn_factorised(train, shape, SCHEDULE) for shape in shapes)
    recalls = [score(table.predict_trace(train, 2), train).overall for table in (eight, four)]
    assert recalls[1] > recalls[0] - 0.03
    assert four.size_bits() < 0.7 * eight.size_bits()


def test_equal_seeds_give_equal_tables() -> None:
    train, _ = additive_routing(500, 0)
    schedule = Schedule(2, 1, 64, 1e-2, 0.01, 0.2, 1)
    tables = [learn_factorised(train, SHAPE, schedule, seed) for seed in (3, 3, 4)]
    votes = [table.votes(train) for table in tables]
    assert (votes[0] == votes[1]).all()
    assert (votes[0] != votes[2]).any()


@pytest.mark.parametrize("change", [{"width": 0}, {"entry_bits": 5}, {"rates": (13,)}, {"token_uses": 0}])
def test_shapes_that_make_no_sense_are_refused(change: dict) -> None:
    with pytest.raises(ConfigError, match="factorised"):
        FactorisedShape(**(SHAPE.__dict__ | change))
    with pytest.raises(ConfigError, match="rounded_epochs"):
        Schedule(2, 3, 64, 1e-2, 0.01, 0.2)


def test_memories_that_forget_slowly_keep_what_a_table_can_say() -> None:
    """Votes so small that a memory's rows would count in less than the unit: they are rounded, not refused."""
    train, _ = additive_routing(600, 0)
    for evidence in (("recent 6",), ("recent 12",)):
        shape = FactorisedShape(evidence, (12,), 2, 2, 2, 4)
        assert learn_factorised(train, shape, None).direct.exponents.min() >= -16
        assert learn_factorised(train, shape, Schedule(1, 1, 64, 1e-6, 0.0, 0.0, 1)).history.exponents.min() >= -16
