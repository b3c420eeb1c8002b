"""Random packed experts, made packed: packing dense ones would take half a second each."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from flame import index_codes
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.value_types import INT4_LEAST, is_integer, scale_groups, value_columns

_LEAST_MULTIPLIER = 64  # multipliers of random int4 groups are drawn from here to 255


def random_expert(
    d_model: int, d_ff: int, pattern: NMPattern, value_type: str, draw: np.random.Generator, gated: bool = False
) -> PackedExpert:
    """An expert of random weights, each matrix with outputs about as large as its inputs."""
    shapes = {"gate": (d_ff, d_model)} if gated else {}
    shapes |= {"up": (d_ff, d_model), "down": (d_model, d_ff)}
    return PackedExpert({name: random_matrix(shape, pattern, value_type, draw) for name, shape in shapes.items()})


def random_matrix(
    shape: tuple[int, int], pattern: NMPattern, value_type: str, draw: np.random.Generator
) -> PackedMatrix:
    """A random packed matrix.

    Whole numbers are uniform and have powers of two for scales, so that formats with a scale in fp16 hold the very
    same weights.
    """
    rows, cols = shape
    kept = pattern.groups(cols) * pattern.keep
    scales = multipliers = None
    if is_integer(value_type):
        values, scales, multipliers = _random_integers(rows, kept, cols, value_type, draw)
    else:
        values = draw.standard_normal((rows, kept), np.float32) * np.float32(kept**-0.5)
    if value_type == "fp16":
        values = values.astype(np.float16)
    elif value_type == "bf16":
        values = (values.view(np.uint32) >> 16).astype(np.uint16)
    places = _places(rows, cols, pattern)
    return PackedMatrix(pattern, shape, value_type, pattern.best_encoding, values, places, scales, multipliers)


def _random_integers(
    rows: int, kept: int, cols: int, value_type: str, draw: np.random.Generator
) -> tuple[NDArray[np.generic], NDArray[np.float32], NDArray[np.uint8] | None]:
    stored = np.frombuffer(draw.bytes(rows * value_columns(value_type, kept)), np.uint8).reshape(rows, -1)
    spread, multipliers = 127 / 3**0.5, None
    values: NDArray[np.generic] = np.maximum(stored.view(np.int8), np.int8(-127))
    if groups := scale_groups(value_type, cols):
        values = stored
        multipliers = draw.integers(_LEAST_MULTIPLIER, 256, (rows, groups), np.uint8)
        spread = -INT4_LEAST / 3**0.5 * float(multipliers.mean())
    scale = 2.0 ** np.round(np.log2(kept**-0.5 / spread))
    return values, np.full(rows, scale, np.float32), multipliers


@cache
def _places(rows: int, cols: int, pattern: NMPattern) -> NDArray[np.uint8]:
    """Index codes of 64 groups of random places, again and again: a kernel's speed does not depend on them."""
    draw = np.random.default_rng(0)
    places = np.zeros((64, pattern.group), bool)
    for group in places:
        group[draw.permutation(pattern.group)[: pattern.keep]] = True
    kept = np.resize(places, (rows * pattern.groups(cols), pattern.group))
    return index_codes.encode(kept, pattern, pattern.best_encoding)
