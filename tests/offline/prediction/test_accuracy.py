"""Scores and their bootstrap intervals."""

import numpy as np
import pytest

from flame.errors import TraceError
from flame.routing import RoutingTrace
from offline.prediction.accuracy import score
from tests.offline.synthetic_routing import random_trace


def test_score_by_hand() -> None:
    trace = RoutingTrace(np.array([[[0], [1]], [[2], [3]], [[0], [3]]]), np.array([0, 1, 3]), 4)
    predicted = np.array([[[0, 1], [0, 1]], [[2, 0], [3, 0]], [[1, 0], [3, -1]]], np.int16)
    first = score(predicted, trace)
    assert first.hits.tolist() == [[1, 0], [1, 2]]
    assert first.accesses.tolist() == [1, 2]
    assert first.overall == pytest.approx(4 / 6)
    assert first.per_layer.tolist() == pytest.approx([2 / 3, 2 / 3])
    assert score(predicted, trace, top=2).overall == 1.0


def test_two_experts_a_token() -> None:
    trace = RoutingTrace(np.array([[[0, 1]], [[2, 3]]]), np.array([0, 2]), 4)
    accuracy = score(np.array([[[1, 2]], [[3, 2]]]), trace)  # one of two, then both
    assert accuracy.overall == 0.75


def test_predictions_for_another_trace_are_refused() -> None:
    with pytest.raises(TraceError, match=r"expected \[60, 3, 1 or more\]"):
        score(np.zeros((10, 3, 1), np.int16), random_trace(0))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    draw = np.random.default_rng(0)
    held = 0
    for trial in range(200):
        # Examples differ: each has its own chance of a right prediction, 0.6 on average.
        chance = np.repeat(draw.beta(6, 4, 60), 10)
        experts = (draw.random(600) >= chance).astype(int)[:, None, None]
        trace = RoutingTrace(experts, np.arange(0, 601, 10), 2)
        low, high = score(np.zeros((600, 1, 1), np.int16), trace).interval(400, seed=trial)
        held += low <= 0.6 <= high
    assert 0.90 <= held / 200 <= 0.99


def test_gains_are_drawn_together() -> None:
    trace = random_trace(1, tokens=100)
    right = score(trace.experts, trace)
    assert right.gain_interval(right, 100, seed=0) == (0.0, 0.0)
    assert right.interval(100, seed=3) == (1.0, 1.0)
