"""What bounds a replay: a predictor of stated accuracy, how much of the way was won, and tables that do not fit."""

import math

import numpy as np
import pytest

from flame.errors import TraceError
from flame.routing import RoutingTrace
from online.pa_buf.bounds import Assessment, NoisyOracle, assess
from online.pa_buf.replay import replay
from tests.offline.synthetic_routing import random_trace


@pytest.mark.parametrize("accuracy", [0.0, 0.3, 1.0])
def test_a_noisy_oracle_is_as_right_as_it_says_and_wrong_about_every_other_alike(accuracy: float) -> None:
    draw = np.random.default_rng(0)
    trace = RoutingTrace(draw.integers(0, 5, (4000, 2, 1)), np.array([0, 4000]), 5)
    guesses = NoisyOracle(accuracy, 1).predict_trace(trace, 3)
    assert guesses.shape == (4000, 2, 1)
    right = guesses == trace.experts
    sigma = math.sqrt(accuracy * (1 - accuracy) / right.size)
    assert abs(right.mean() - accuracy) <= 4 * sigma
    away = (guesses - trace.experts)[~right] % 5
    counts = np.bincount(away, minlength=5)
    assert counts[0] == 0
    if len(away):  # four other experts, each a quarter of the wrong guesses
        assert np.abs(counts[1:] / len(away) - 0.25).max() < 4 * math.sqrt(0.25 * 0.75 / len(away))
    assert (NoisyOracle(accuracy, 1).predict_trace(trace) == guesses).all()


def test_the_share_of_the_way_that_is_won() -> None:
    """One slot, experts 0 1 0 1: nothing hits without prediction, all does with the oracle, half with half of it."""
    trace = RoutingTrace(np.array([0, 1, 0, 1]).reshape(4, 1, 1), np.array([0, 4]), 2)

    class Half:
        def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
            return np.zeros((*trace.experts.shape[:2], 1), np.int16)

    found = assess(trace, Half(), 1)
    assert (found.none.hit_ratio, found.replay.hit_ratio, found.oracle.hit_ratio) == (0.0, 0.5, 1.0)
    assert found.gap_won == 0.5
    assert math.isnan(Assessment(found.oracle, found.oracle, found.oracle, found.oracle).gap_won)


@pytest.mark.parametrize(("guess", "fits"), [(3, True), (-1, True), (4, False), (-2, False)])
def test_guesses_of_experts_that_there_are_not_are_refused(guess: int, fits: bool) -> None:
    trace = random_trace(0)  # of 4 experts; -1 guesses nothing

    class Constant:
        def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
            return np.full((*trace.experts.shape[:2], 1), guess, np.int16)

    if fits:
        assert replay(trace, Constant(), 2).accesses == trace.tokens * trace.moe_layers
    else:
        with pytest.raises(TraceError, match="the trace has 4 experts"):
            replay(trace, Constant(), 2)
