"""Path statistics: by hand, and against plain loops."""

from collections import Counter

import numpy as np
import pytest

from flame.errors import TraceError
from flame.routing import RoutingTrace
from offline.prediction.paths import count_paths, count_transitions
from tests.offline.synthetic_routing import path_entries, random_trace


def test_paths_by_hand() -> None:
    routes = np.array([[0, 1], [0, 1], [1, 1], [0, 1], [1, 0]])[:, :, None]
    counts = count_paths(RoutingTrace(routes, np.array([0, 2, 5]), 2))
    assert counts.paths.tolist() == [[0, 1], [1, 0], [1, 1]]
    assert counts.counts.tolist() == [3, 1, 1]
    assert (counts.tokens, counts.distinct, counts.possible) == (5, 3, 4)
    assert counts.share_of_tokens(1) == 0.6
    assert counts.share_of_paths_over(2) == pytest.approx(1 / 3)
    assert counts.share_of_paths_within(1) == pytest.approx(2 / 3)


def test_transitions_by_hand() -> None:
    routes = np.array([[0, 1], [0, 1], [1, 1], [0, 1], [1, 0]])[:, :, None]
    trace = RoutingTrace(routes, np.array([0, 2, 5]), 2)
    assert count_transitions(trace, 1).counts.tolist() == [[0, 3], [1, 1]]
    # Into layer 0, within examples: 1 to 0 (tokens 0, 1), then 1 to 0 and 1 to 1 (tokens 2, 3, 4).
    around = count_transitions(trace, 0)
    assert around.counts.tolist() == [[0, 0], [2, 1]]
    assert np.isnan(around.probabilities[0]).all()
    assert around.probabilities[1].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert around.mutual_information_bits == pytest.approx(0)


@pytest.mark.parametrize("seed", range(5))
def test_against_plain_loops(seed: int) -> None:
    trace = random_trace(seed, tokens=200)
    counts = count_paths(trace)
    naive = Counter(tuple(token) for token in trace.paths().tolist())
    assert {tuple(p): c for p, c in zip(counts.paths.tolist(), counts.counts.tolist(), strict=True)} == dict(naive)
    assert (np.diff(counts.counts) <= 0).all()
    pairs = Counter()
    for e in range(trace.examples):
        path = [entry[0] for entry in path_entries(trace, e)]
        pairs.update((i % trace.moe_layers, path[i - 1], path[i]) for i in range(1, len(path)))
    for layer in range(trace.moe_layers):
        for (i, j), count in np.ndenumerate(count_transitions(trace, layer).counts):
            assert count == pairs[layer, i, j]


def test_a_copying_layer_tells_all() -> None:
    column = np.arange(64) % 8
    trace = RoutingTrace(np.stack([column, column], 1)[:, :, None], np.array([0, 64]), 8)
    assert count_transitions(trace, 1).mutual_information_bits == pytest.approx(3)


def test_bad_layers() -> None:
    trace = RoutingTrace(np.zeros((2, 2, 1), int), np.array([0, 1, 2]), 2)
    with pytest.raises(TraceError, match=r"expected 0\.\.1"):
        count_transitions(trace, 2)
    with pytest.raises(TraceError, match="no example has two tokens"):
        count_transitions(trace, 0)
