"""With many tokens rows of whole numbers are unpacked once: the bits are those of one token alone."""

import numpy as np
import pytest

from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack, unpack
from flame.packed_expert import PackedExpert
from online.kernels.nm_kernels import SparseExpert, SparseMatrix
from online.kernels.nm_numpy import MOST_STEPS
from tests.online.kernels.matrices import (
    AVAILABLE,
    INTEGERS,
    activations,
    cases,
    needs_native,
    nm_matrix,
    packed_matrix,
)

TOKENS = 30  # all but quads (test_quads.py) are unpacked from here on, as `tile_tokens` of nm_tile.cpp has it


@needs_native
@pytest.mark.parametrize(
    ("pattern", "value_type"), [c for c in cases("2:4", "1:4", "4:8", "1:16", "3:5", "4:4", "1:1") if c[1] in INTEGERS]
)
@pytest.mark.parametrize("tokens", [5, 6, 7, 8, 9, 15, 16, 20, 21, 27, 28, 31])
def test_a_token_beside_many_has_the_bits_that_it_has_alone(pattern, value_type, tokens):
    group = NMPattern.parse(pattern).group
    for rows, groups in ((70, 48), (3, 64 * 9 // group + 1)):
        cols = groups * group
        if value_type != "int8":
            cols += -cols % 64
        if cols % group:
            continue
        matrix = SparseMatrix(packed_matrix(rows, cols, pattern, value_type))
        x = activations(tokens, cols) * np.logspace(-3, 3, tokens, dtype=np.float32)[:, None]
        for instruction_set in AVAILABLE:
            alone = np.stack([matrix(row, 1, instruction_set) for row in x])
            for threads in (1, 2, 3):
                assert (matrix(x, threads, instruction_set) == alone).all()


@needs_native
def test_numpy_says_the_same(monkeypatch):
    for value_type in INTEGERS:
        packed, x = packed_matrix(7, 640, "2:4", value_type), activations(TOKENS + 1, 640)
        native = SparseMatrix(packed)(x)
        with monkeypatch.context() as patched:
            patched.setattr("online.kernels.nm_kernels._library", lambda: None)
            assert (SparseMatrix(packed)(x) == native).all()


@pytest.mark.parametrize("columns", [512, 1 << 12, 1 << 14])
def test_the_largest_sums_do_not_overflow(columns):
    values, multipliers = np.full((1, columns // 2), 0x88, np.uint8), np.full((1, columns // 32), 255, np.uint8)
    bits = np.full(columns // 8, 255, np.uint8)
    int4 = PackedMatrix(
        NMPattern(4, 4), (1, columns), "int4", "bitmask", values, bits, np.ones(1, np.float32), multipliers
    )
    int8 = pack(np.full((1, columns), -128, np.int8), NMPattern(4, 4))
    for packed, weight in ((int4, -2040), (int8, -128)):
        top = MOST_STEPS * 2**-15
        x = np.full((TOKENS, columns), np.float32(-top))
        x[1::2] = top
        for instruction_set in AVAILABLE:
            y = SparseMatrix(packed)(x, 1, instruction_set)
            assert y[::2].tolist() == [[np.float32(-weight * columns * top)]] * (TOKENS // 2)
            assert y[1::2].tolist() == [[np.float32(weight * columns * top)]] * (TOKENS // 2)


# Where activations are in proportion to a row's weights, a sum is as large as their squares allow, and is carried away
# just before it would not fit any more.
@needs_native
@pytest.mark.parametrize("pattern", ["4:4", "2:4", "1:4"])
@pytest.mark.parametrize("value_type", INTEGERS)
def test_sums_as_large_as_their_squares_allow(pattern, value_type):
    columns = 4096
    packed = packed_matrix(70, columns, pattern, value_type)
    matrix, weights = SparseMatrix(packed), unpack(packed)
    x = np.concatenate([weights[:32], -weights[32:64]]).astype(np.float32)
    for instruction_set in AVAILABLE:
        alone = np.stack([matrix(row, 1, instruction_set) for row in x])
        assert np.abs(alone).max() > 0.9 * np.linalg.norm(x, axis=1).max() ** 2
        assert (matrix(x, 1, instruction_set) == alone).all()


@needs_native
def test_activations_of_any_size_are_whole_steps():
    matrix = SparseMatrix(packed_matrix(5, 128, "4:4", "int8"))
    sizes = np.float32([1e-45, 3e-42, 1e-38, 1e-30, 1e30, 1e38, 3e38, 0])
    x = np.clip(activations(4 * len(sizes), 128), -1, 1) * np.tile(sizes, 4)[:, None]
    assert (matrix(x) == np.stack([matrix(row) for row in x])).all()


@needs_native
def test_a_token_that_is_not_finite_spoils_no_other():
    matrix, x = SparseMatrix(packed_matrix(5, 128, "2:4", "int4")), activations(TOKENS, 128)
    expected = matrix(x)
    x[3, 7] = np.nan
    found = matrix(x)
    assert np.isnan(found[3]).all()
    assert (np.delete(found, 3, 0) == np.delete(expected, 3, 0)).all()


@needs_native
@pytest.mark.parametrize("value_type", INTEGERS)
def test_an_expert_of_many_tokens_is_that_of_each(value_type):
    pattern = NMPattern(2, 4)
    shapes = {"gate": (96, 64), "up": (96, 64), "down": (64, 96)}
    weights = {name: nm_matrix(*shape, pattern, seed) for seed, (name, shape) in enumerate(shapes.items())}
    biases = {"up": np.arange(96, dtype=np.float32)}
    value_type = "int4" if value_type == "int4_64" else value_type  # 96 columns are no whole number of 64
    expert = SparseExpert(PackedExpert.pack(weights, pattern, value_type, biases=biases), "silu")
    x = activations(TOKENS + 5, 64)
    alone = np.stack([expert(row) for row in x])
    for threads in (1, 2):
        assert (expert(x, threads) == alone).all()
