"""The product of a packed matrix in NumPy, where the native kernels are not built: whole numbers give the same bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flame.packed import PackedMatrix
from flame.value_types import is_integer

# int8 and int4: an activation is a whole number of steps, the step the smallest power of two that keeps it within these
MOST_STEPS = 127 * 256 + 127  # two digits of base 256 with signs


def multiply_numpy(packed: PackedMatrix, x: NDArray[np.float32]) -> NDArray[np.float32]:
    """[tokens, rows], one token at a time, so that the tokens beside it change no result."""
    kept, whole = packed.kept(), is_integer(packed.value_type)
    stored = packed.integers() if whole else packed.floats()
    dense = np.zeros(kept.shape, np.float64 if whole else np.float32)
    dense[kept] = stored.reshape(-1)
    dense = dense.reshape(packed.shape[0], packed.groups * packed.pattern.group)[:, : packed.shape[1]]
    y = np.empty((len(x), packed.shape[0]), np.float32)
    scales = 1.0 if packed.scales is None else packed.scales.astype(np.float64)
    for token, row in enumerate(x):
        if not whole:
            y[token] = dense @ row
            continue
        largest = np.abs(row).max(initial=np.float32(0))
        if not np.isfinite(largest):
            y[token] = np.nan
            continue
        step = np.ldexp(1.0, int(np.frexp(largest)[1]) - 15)
        step *= 2 if np.rint(float(largest) / step) > MOST_STEPS else 1
        steps = np.rint(row.astype(np.float64) / step)
        y[token] = (dense @ steps) * step * scales  # every partial sum is a whole number below 2**53: exact
    return y
