"""The closed form of table 1: latencies by hand, exact rows recovered, and no better fit than the one found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flame.errors import ConfigError
from online.timing.latency_fit import Assumption, fit_latencies

SERIAL = Assumption((0.0, 0.0, 0.5, 0.75), 0.5, 0.5, overlapped=False)


def test_latencies_by_hand() -> None:
    # Load 4 (2 when pruned), compute 3 (2 when pruned).
    assert SERIAL.latencies(4, 3, 2).tolist() == [7, 4, 0.5 * 4 + 3, 0.25 * 2 + 2]
    overlapped = replace(SERIAL, overlapped=True)
    assert overlapped.latencies(4, 3, 2).tolist() == [7, 4, 0.5 * 7 + 0.5 * 4, 0.25 * 4 + 0.75 * 2]
    reused = replace(overlapped, hits=(0.5, 0.0, 0.5, 0.75))  # without a guess a hit is an expert that is still there
    assert reused.latencies(4, 3, 2)[0] == 0.5 * 4 + 3


@pytest.mark.parametrize("overlapped", [False, True])
@pytest.mark.parametrize("times", [(4.0, 3.0, 2.0), (2.0, 3.0, 1.8), (9.0, 1.0, 0.6)])
def test_rows_that_the_model_made_are_found_again(overlapped: bool, times: tuple[float, float, float]) -> None:
    assumption = replace(SERIAL, overlapped=overlapped)
    found = fit_latencies(assumption, (6 * assumption.latencies(*times)).tolist(), 6)
    assert found.worst < 1e-9
    if not overlapped:
        assert (found.load_ms, found.dense_ms, found.pruned_ms) == pytest.approx(times)


@pytest.mark.parametrize("overlapped", [False, True])
def test_no_other_times_come_nearer(overlapped: bool) -> None:
    stated = [31.27, 22.98, 21.08, 11.61]
    assumption = Assumption((0.0, 0.0, 0.758, 0.844), 0.547, 0.5, overlapped)
    found = fit_latencies(assumption, stated, 6)
    assert found.modelled_ms == pytest.approx(6 * assumption.latencies(found.load_ms, found.dense_ms, found.pruned_ms))
    rng = np.random.default_rng(0)
    for scale in (2.0, 0.1, 0.01):
        for _ in range(1500):
            load, dense = np.asarray([found.load_ms, found.dense_ms]) * np.exp(scale * rng.normal(size=2))
            pruned = dense * rng.uniform(0.5, 1.0)
            error = np.abs(6 * assumption.latencies(load, dense, pruned) / stated - 1).max()
            assert error >= found.worst - 1e-9


def test_the_papers_rows() -> None:
    stated = [31.27, 22.98, 21.08, 11.61]
    exact = fit_latencies(Assumption((0.0, 0.0, 0.758, 0.844), 1.0, 0.5, False), stated, 6)
    assert exact.worst < 0.001
    assert exact.dense_ms / 2 <= exact.pruned_ms <= exact.dense_ms
    # Baseline: a load and a computation a layer; with CEPR a quarter of the loads.
    assert 6 * (exact.load_ms + exact.dense_ms) == pytest.approx(31.27, rel=0.001)
    assert 6 * (0.242 * exact.load_ms + exact.dense_ms) == pytest.approx(21.08, rel=0.001)
    shrinking = fit_latencies(Assumption((0.0, 0.0, 0.758, 0.844), 0.5, 0.5, False), stated, 6)
    assert shrinking.worst > 0.05


def test_nonsense_is_refused() -> None:
    with pytest.raises(ConfigError, match="shares"):
        replace(SERIAL, hits=(0.0, 0.0, 0.5, 1.5))
    with pytest.raises(ConfigError, match="four positive rows"):
        fit_latencies(SERIAL, [1.0, 2.0, 3.0], 6)
