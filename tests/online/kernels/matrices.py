"""Packed matrices of every pattern and value type, and their exact products."""

import numpy as np
import pytest

from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack, unpack
from flame.value_types import is_integer, scale_columns
from online.kernels import nm_kernels as sparse_kernels
from online.kernels.nm_kernels import INSTRUCTION_SETS, VALUE_TYPES, best_instruction_set
from online.kernels.nm_numpy import MOST_STEPS

PATTERNS = ("1:2", "1:4", "2:4", "3:4", "2:8", "1:8", "4:8", "8:16", "1:16", "4:4", "3:5", "5:32", "40:64", "1:1")
BEST = best_instruction_set()
AVAILABLE = INSTRUCTION_SETS[: INSTRUCTION_SETS.index(BEST) + 1] if BEST != "numpy" else ()
INTEGERS = [name for name in VALUE_TYPES if is_integer(name)]


def fits(pattern: str, value_type: str) -> bool:
    """Whether the columns that share a scale are whole groups."""
    return scale_columns(value_type) % NMPattern.parse(pattern).group == 0


def cases(*patterns: str) -> list[tuple[str, str]]:
    """Every pattern with every value type that takes it."""
    return [(pattern, value_type) for pattern in patterns for value_type in VALUE_TYPES if fits(pattern, value_type)]


needs_native = pytest.mark.skipif(not AVAILABLE, reason="online._native is not built")


def nm_matrix(rows: int, cols: int, pattern: NMPattern, seed: int = 0) -> np.ndarray:
    """Random weights of which `keep` in each group are not zero."""
    rng = np.random.default_rng(seed)
    places = np.argsort(rng.random((rows, -(-cols // pattern.group), pattern.group)), axis=-1)
    kept = (places < pattern.keep).reshape(rows, -1)[:, :cols]
    return (rng.standard_normal((rows, cols)) * kept).astype(np.float32)


def packed_matrix(rows: int, cols: int, pattern: str, value_type: str, encoding: str | None = None) -> PackedMatrix:
    nm = NMPattern.parse(pattern)
    return pack(nm_matrix(rows, cols, nm), nm, value_type, encoding=encoding, pad=True)


def activations(tokens: int, cols: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((tokens, cols)).astype(np.float32)


def exact(packed: PackedMatrix, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The product in fp64, and the most that a result may be off."""
    dense = np.asarray(unpack(packed), np.float64)
    magnitudes = np.abs(x.astype(np.float64)) @ np.abs(dense).T
    bound = packed.shape[1] * 2.0**-23 * magnitudes
    if is_integer(packed.value_type):  # half a step for each weight, one rounding at the end
        largest = np.abs(x).max(axis=1).astype(np.float64)
        step = 2.0 ** (np.frexp(largest)[1] - 15)
        step = np.where(np.rint(largest / step) > MOST_STEPS, 2 * step, step)
        bound = step[:, None] / 2 * np.abs(dense).sum(axis=1) + 2.0**-22 * magnitudes
    return x.astype(np.float64) @ dense.T, bound + 1e-30


def without_native(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparse_kernels, "_library", lambda: None)
