"""What could explain the paper's table 1: three fitted times, hit ratios from figure 8b, and nothing else.

A token in one MoE layer loads an expert for a time unless it hits, and computes it. With the times of loading a dense
expert, of computing a dense one and of computing a pruned one as the only unknowns, each row's latency is linear in
them (piecewise linear where a hit's preload overlaps computing). So the smallest possible worst error under given
assumptions is a linear programme, and its optimum a proof: no parameter set under those assumptions does better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import linprog

from flame.errors import ConfigError


@dataclass(frozen=True)
class Assumption:
    """What is taken as given.

    Attributes:
        hits: share of uses whose expert is on chip: baseline, N:M, CEPR, both.
        load_share: time of loading a pruned expert over that of a dense one.
        keep_share: share of the weights that pruning keeps; computing a pruned expert takes at least that.
        overlapped: a hit's expert was preloaded while the one before was computed, so that the longer of the two
            counts; otherwise a hit costs no load at all.
    """

    hits: tuple[float, float, float, float]
    load_share: float
    keep_share: float
    overlapped: bool

    def __post_init__(self) -> None:
        if min(self.hits) < 0 or max(self.hits) > 1 or not 0 < self.keep_share <= 1 or self.load_share <= 0:
            raise ConfigError(f"latency fit: {self} (expected shares from 0 to 1, and a load that takes time)")

    def latencies(self, load_ms: float, dense_ms: float, pruned_ms: float) -> np.ndarray:
        """Milliseconds of one layer in each row, from the three times."""
        loads = np.asarray([load_ms, self.load_share * load_ms] * 2)
        computing = np.asarray([dense_ms, pruned_ms] * 2)
        hits = np.asarray(self.hits)
        hidden = np.minimum(loads, computing) if self.overlapped else loads
        predicted = np.asarray([0, 0, 1, 1]) if self.overlapped else 1  # without a guess nothing is preloaded
        return loads + computing - hits * np.where(predicted, hidden, loads)


@dataclass(frozen=True)
class LatencyFit:
    """The best three times under an assumption, per layer, and each row's latency per token and relative error."""

    assumption: Assumption
    load_ms: float
    dense_ms: float
    pruned_ms: float
    modelled_ms: tuple[float, ...]
    residuals: tuple[float, ...]

    @property
    def worst(self) -> float:
        return max(map(abs, self.residuals))


def fit_latencies(assumption: Assumption, stated_ms: Sequence[float], layers: int) -> LatencyFit:
    """The three times whose worst relative error over the four rows is the smallest possible.

    Args:
        stated_ms: latency per token of baseline, N:M, CEPR, both.
        layers: MoE layers of a token.
    Raises:
        ConfigError: not four rows, or a latency that is not positive.
    """
    stated = np.asarray(stated_ms, np.float64)
    if stated.shape != (4,) or stated.min() <= 0 or layers < 1:
        raise ConfigError(f"latency fit: {stated_ms} over {layers} layers (expected four positive rows)")
    best: tuple[float, np.ndarray] | None = None
    share, hits = assumption.load_share, np.asarray(assumption.hits)
    for dense_load_is_shorter, pruned_load_is_shorter in product((True, False), repeat=2):
        if not assumption.overlapped and not (dense_load_is_shorter and pruned_load_is_shorter):
            continue
        # Unknowns: load, dense, pruned, worst error. Each row is load + computing - hits * (the shorter of the two).
        rows = np.asarray([[1, 1, 0], [share, 0, 1], [1, 1, 0], [share, 0, 1]], np.float64)
        for row, (loading, computing) in enumerate([((1, 0, 0), (0, 1, 0)), ((share, 0, 0), (0, 0, 1))] * 2):
            shorter = pruned_load_is_shorter if row % 2 else dense_load_is_shorter
            preloaded = row > 1 and assumption.overlapped
            rows[row] -= hits[row] * np.asarray(loading if shorter or not preloaded else computing)
        relative = layers * rows / stated[:, None]
        limits = [(np.r_[relative[i], -1.0], 1.0) for i in range(4)]
        limits += [(np.r_[-relative[i], -1.0], -1.0) for i in range(4)]
        limits += [(np.asarray([0, -1, 1, 0.0]), 0.0), (np.asarray([0, assumption.keep_share, -1, 0.0]), 0.0)]
        if assumption.overlapped:
            sign = [1.0 if shorter else -1.0 for shorter in (dense_load_is_shorter, pruned_load_is_shorter)]
            limits += [
                (sign[0] * np.asarray([1.0, -1, 0, 0]), 0.0),
                (sign[1] * np.asarray([share, 0, -1.0, 0]), 0.0),
            ]
        found = linprog(
            [0, 0, 0, 1],
            A_ub=np.asarray([row for row, _ in limits]),
            b_ub=[limit for _, limit in limits],
            method="highs",
        )
        if found.success and (best is None or found.fun < best[0]):
            best = (found.fun, found.x)
    assert best is not None, "loading and computing of equal length always fit some error"
    load, dense, pruned = float(best[1][0]), float(best[1][1]), float(best[1][2])
    modelled = layers * assumption.latencies(load, dense, pruned)
    return LatencyFit(
        assumption, load, dense, pruned, tuple(modelled.tolist()), tuple((modelled / stated - 1).tolist())
    )
