"""The percentile bootstrap, against itself written out and on data whose truth is known."""

import numpy as np
import pytest

from offline.intervals import ratio_interval, statistic_interval


def test_equal_units_leave_no_doubt():
    assert ratio_interval([2.0, 4.0], [1, 2], 50, 0) == (2.0, 2.0)
    assert ratio_interval([3.0], [2], 50, 0) == (1.5, 1.5)


def test_all_draws_of_two_units():
    # Two units give ratios 0, 0.5 and 1 in a quarter, a half and a quarter of the draws.
    assert ratio_interval([0.0, 1.0], [1, 1], 4000, 1, confidence=0.4) == (0.5, 0.5)
    assert ratio_interval([0.0, 1.0], [1, 1], 4000, 1, confidence=0.6) == (0.0, 1.0)


def test_as_wide_as_draws_written_out():
    draw = np.random.default_rng(0)
    parts, wholes = draw.gamma(2.0, 1.0, 80), draw.integers(1, 9, 80)
    picks = draw.integers(0, 80, (4000, 80))
    expected = np.quantile(parts[picks].sum(1) / wholes[picks].sum(1), [0.05, 0.95])
    assert ratio_interval(parts, wholes, 4000, 3, confidence=0.9) == pytest.approx(tuple(expected), rel=0.02)
    assert ratio_interval(parts, wholes, 300, 3) == ratio_interval(parts, wholes, 300, 3)


def test_a_statistic_of_the_drawn_dialogues_has_the_interval_of_the_ratio_that_it_is():
    draw = np.random.default_rng(0)
    parts, wholes = draw.gamma(2.0, 1.0, 80), draw.integers(1, 9, 80)
    found = statistic_interval(lambda i: float(parts[i].sum() / wholes[i].sum()), 80, 3000, 1)
    assert found == pytest.approx(ratio_interval(parts, wholes, 3000, 2), rel=0.02)
    assert statistic_interval(lambda i: float(len(i)), 5, 50, 0) == (5.0, 5.0)
    assert statistic_interval(lambda i: float(parts[i].sum()), 1, 50, 0) == (parts[0], parts[0])
