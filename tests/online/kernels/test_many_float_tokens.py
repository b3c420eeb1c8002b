"""With many tokens rows of floats are unpacked once: exact within fp32's rounding, and a token's bits are its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from flame.nm_pattern import NMPattern
from flame.packed import pack
from flame.packed_expert import PackedExpert
from online.kernels.nm_kernels import SparseExpert, SparseMatrix
from tests.online.kernels.matrices import (
    AVAILABLE,
    INTEGERS,
    activations,
    cases,
    exact,
    needs_native,
    nm_matrix,
    packed_matrix,
)

# few and many of every matrix, as `float_tile_tokens` of online/native/nm_float_tile.cpp has it
MOST_FEW, MANY = 8, 32
PATTERNS = ("2:4", "1:4", "4:8", "1:16", "3:5", "4:4", "1:1")
FLOATS = [case for case in cases(*PATTERNS) if case[1] not in INTEGERS]
CPU = Path("/proc/cpuinfo")
PAIRS = "avx512" in AVAILABLE and CPU.exists() and " avx512_bf16" in CPU.read_text(encoding="utf-8")
EYE = np.eye(4, dtype=np.float32)


def as_bf16(x: np.ndarray) -> np.ndarray:
    """Cut to bf16, which is exact in fp32."""
    return (x.view(np.uint32) & 0xFFFF0000).view(np.float32)


def shapes(pattern: str) -> list[tuple[int, int]]:
    """No multiples of what is taken together, and one that is more than a stretch of columns."""
    group = NMPattern.parse(pattern).group
    return [(70, 48 * group), (3, 1100 // group * group), (50, group * 7)]


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), FLOATS)
@pytest.mark.parametrize("tokens", [9, 13, 17, MANY, 33, 64 + 5])
def test_many_tokens_are_the_product(pattern, value_type, tokens):
    for rows, cols in shapes(pattern):
        packed, x = packed_matrix(rows, cols, pattern, value_type), activations(tokens, cols)
        for own in (x, as_bf16(x)):
            expected, bound = exact(packed, own)
            if own is x and value_type == "bf16":  # two numbers of bf16 have sixteen bits and a sign
                bound = bound + 2.0**-17 * (np.abs(x.astype(np.float64)) @ np.abs(exact_weights(packed)).T)
            for instruction_set in AVAILABLE:
                found = SparseMatrix(packed)(own, 1, instruction_set)
                assert (np.abs(found - expected) <= bound).all()


def exact_weights(packed) -> np.ndarray:
    return exact(packed, np.eye(packed.shape[1], dtype=np.float32))[0].T


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), FLOATS)
def test_neither_threads_nor_the_tokens_beside_it_change_a_token_of_many(pattern, value_type):
    for rows, cols in shapes(pattern):
        matrix, x = SparseMatrix(packed_matrix(rows, cols, pattern, value_type)), activations(100, cols)
        x[::3] = as_bf16(x[::3])  # beside others that are not
        for instruction_set in AVAILABLE:
            whole = matrix(x, 1, instruction_set)
            for threads in (2, 3):
                assert matrix(x, threads, instruction_set).tobytes() == whole.tobytes()
            for some in (slice(0, MANY), slice(5, 99), slice(None, None, 3)):
                assert matrix(x[some], 1, instruction_set).tobytes() == whole[some].tobytes()


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), FLOATS)
def test_few_tokens_have_the_bits_that_each_has_alone(pattern, value_type):
    for rows, cols in shapes(pattern):
        matrix, x = SparseMatrix(packed_matrix(rows, cols, pattern, value_type)), activations(MOST_FEW, cols)
        assert (matrix(x, 1) == np.stack([matrix(row, 1) for row in x])).all()


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), FLOATS)
def test_a_bias_is_added(pattern, value_type):
    group = NMPattern.parse(pattern).group
    packed, x = packed_matrix(50, 7 * group, pattern, value_type), activations(MANY, 7 * group)
    bias = activations(1, 50)[0]
    assert (SparseMatrix(packed, bias)(x) == SparseMatrix(packed)(x) + bias).all()


@needs_native
@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16"])
@pytest.mark.parametrize("number", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_spoils_its_token_and_its_row_alone(value_type, number):
    weights, x = nm_matrix(60, 128, NMPattern(4, 4)), activations(MANY + 3, 128)
    packed = pack(weights, NMPattern(4, 4), value_type)
    expected = SparseMatrix(packed)(x)
    spoilt = x.copy()
    spoilt[3, 7] = number
    found = SparseMatrix(packed)(spoilt)
    assert np.array_equal(found[3], number * exact_weights(packed)[:, 7], equal_nan=True)
    assert (np.delete(found, 3, 0) == np.delete(expected, 3, 0)).all()
    weights[5, 9] = number
    found = SparseMatrix(pack(weights, NMPattern(4, 4), value_type))(x)
    assert not np.isfinite(found[:, 5]).any()
    assert (np.delete(found, 5, 1) == np.delete(expected, 5, 1)).all()


@needs_native
@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16"])
def test_the_largest_and_the_smallest_numbers(value_type):
    weights = np.zeros((2, 64), np.float32)
    weights[0, 3], weights[1, 4] = 2.0**-10, 1
    x = np.zeros((MANY, 64), np.float32)
    x[:, 3] = np.finfo(np.float32).max  # above every finite number of bf16
    x[:, 4] = 2.0**-130  # no normal number: may be taken for zero
    found = SparseMatrix(pack(weights, NMPattern(4, 4), value_type))(x)
    assert (np.abs(found[:, 0] / (2.0**118) - 1) < 2.0**-16).all()
    assert ((found[:, 1] == 0) | (found[:, 1] == np.float32(2.0**-130))).all()


@needs_native
@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16"])
@pytest.mark.parametrize("pattern", ["2:4", "4:4"])
def test_an_expert_of_many_tokens_is_its_definition(pattern, value_type):
    nm, sizes = NMPattern.parse(pattern), {"gate": (160, 64), "up": (160, 64), "down": (64, 160)}
    weights = {name: nm_matrix(*size, nm, seed) for seed, (name, size) in enumerate(sizes.items())}
    biases = {"gate": activations(1, 160)[0], "down": activations(1, 64)[0]}
    expert = PackedExpert.pack(weights, nm, value_type, biases=biases)
    dense = {name: np.asarray(matrix, np.float64) for name, matrix in expert.unpack().items()}
    x = activations(MANY + 60, 64)
    for own, tolerance in ((x, 1e-5), (as_bf16(x), 2.0**-8 if PAIRS and value_type == "bf16" else 1e-5)):
        gate = np.maximum(own @ dense["gate"].T + biases["gate"], 0)
        hidden = gate * (own @ dense["up"].T)
        expected = hidden @ dense["down"].T + biases["down"]
        bound = tolerance * (np.abs(hidden) @ np.abs(dense["down"]).T + 1)
        assert (np.abs(SparseExpert(expert, "relu")(own) - expected) <= bound).all()
        whole = SparseExpert(expert, "relu")(own)
        assert SparseExpert(expert, "relu")(own, 3).tobytes() == whole.tobytes()
        assert SparseExpert(expert, "relu")(own[9:60]).tobytes() == whole[9:60].tobytes()


@needs_native
def test_what_enters_in_bf16_is_rounded_to_it_between_two_products_of_bf16():
    expert = SparseExpert(PackedExpert.pack({"up": EYE, "down": EYE}, NMPattern(4, 4), "bf16"), "relu2")
    x = np.ones((MANY, 4), np.float32)
    x[:, 0] = 1 + 2.0**-7
    x[4, 1] += 2.0**-20  # no number of bf16
    square = 1 + 2.0**-6 + 2.0**-14
    found = expert(x)
    assert found[4, 0] == square
    assert (np.delete(found[:, 0], 4) == (1 + 2.0**-6 if PAIRS else square)).all()
    assert found[4, 1] == pytest.approx(1 + 2.0**-19, abs=2.0**-23)
    assert (expert(x[:MOST_FEW])[:, 0] == square).all()  # few are computed in fp32
