"""Pareto fronts."""

from __future__ import annotations

import numpy as np


def undominated(objectives: np.ndarray) -> np.ndarray:
    """Which rows no other row beats.

    Args:
        objectives: float `[points, objectives]`, smaller is better.
    Returns:
        bool `[points]`: no other point is at least as good everywhere and better somewhere; equal points stay together.
    """
    best = np.ones(len(objectives), bool)
    for i, point in enumerate(objectives):
        rivals = objectives[best]
        best[i] = not ((rivals <= point).all(1) & (rivals < point).any(1)).any()
    return best


def first_of_equals(objectives: np.ndarray) -> np.ndarray:
    """Which rows are not equal to an earlier one: bool `[points]`."""
    first = np.zeros(len(objectives), bool)
    first[np.unique(objectives, axis=0, return_index=True)[1]] = True
    return first
