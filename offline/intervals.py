"""Confidence intervals over dialogues: tokens of one dialogue resemble each other, so whole dialogues are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import bootstrap


def ratio_interval(
    parts: ArrayLike, wholes: ArrayLike, resamples: int, seed: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Percentile bootstrap interval of `sum(parts) / sum(wholes)`.

    Args:
        parts, wholes: float [dialogues], drawn together with replacement.
        resamples: draws; equal seeds draw equal dialogues.
    Returns:
        Lower and upper bound; both are the ratio itself where there is but one dialogue.
    """
    pair = np.asarray(parts, np.float64), np.asarray(wholes, np.float64)
    if len(pair[0]) == 1:
        return (only := float(pair[0][0] / pair[1][0])), only
    found = bootstrap(
        pair, lambda part, whole, axis: part.sum(axis) / whole.sum(axis), paired=True, vectorized=True, rng=seed,
        n_resamples=resamples, confidence_level=confidence, method="percentile",
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


def statistic_interval(
    statistic: Callable[[NDArray[np.int64]], float], dialogues: int, resamples: int, seed: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Percentile bootstrap interval of any figure of the dialogues drawn.

    Args:
        statistic: of the drawn dialogues' positions, int64 [dialogues], some of them more than once.
        dialogues: how many there are; the bounds are the figure itself where there is but one.
    """
    if dialogues == 1:
        return (only := statistic(np.zeros(1, np.int64))), only
    found = bootstrap(
        (np.arange(dialogues),), statistic, vectorized=False, rng=seed, n_resamples=resamples,
        confidence_level=confidence, method="percentile",
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)
