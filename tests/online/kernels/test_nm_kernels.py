import itertools
import sys
import warnings

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flame.errors import ConfigError, FormatError
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack
from flame.packed_expert import PackedExpert
from online.extension import extension
from online.kernels import nm_kernels as sparse_kernels
from online.kernels.nm_kernels import VALUE_TYPES, SparseExpert, SparseMatrix
from online.kernels.nm_numpy import MOST_STEPS
from tests.online.kernels.matrices import (
    AVAILABLE,
    BEST,
    INTEGERS,
    PATTERNS,
    activations,
    cases,
    exact,
    fits,
    needs_native,
    nm_matrix,
    packed_matrix,
    without_native,
)


@pytest.mark.parametrize("instruction_set", AVAILABLE)
@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16", "int8"])
def test_two_rows_by_hand(instruction_set, value_type):
    # 127 is the largest of each row, so that int8 has a scale of one and is exact.
    weights = np.array([[0, 2, 0, 127, 5, 0, -1, 0], [-127, 0, 0, 3, 0, 0, 0, 0]], np.float32)
    x = np.array([1, 10, 100, 1000, -1, -10, -100, -1000], np.float32)
    matrix = SparseMatrix(pack(weights, NMPattern(2, 4), value_type))
    y = matrix(x, instruction_set=instruction_set)
    assert y.tolist() == [20 + 127000 - 5 + 100, -127 + 3000]
    assert y.dtype == np.float32


@pytest.mark.parametrize("instruction_set", AVAILABLE)
def test_int4_by_hand(instruction_set):
    # two scale groups of 32 columns, largest 7 and 1785: the row's scale is 1785 / 7 / 255 = 1, the groups' 1 and 255
    weights = np.zeros((1, 64), np.float32)
    weights[0, [0, 3, 32, 35]] = 7, -3, 1785, -510
    packed = pack(weights, NMPattern(2, 4), "int4")
    assert (packed.scales.tolist(), packed.multipliers.tolist()) == ([1.0], [[1, 255]])
    # 32 values in 16 bytes: 7 and -3, of the first columns, lie in the low halves; 7 and -2, 16 values on, in the high
    assert packed.values[0, :2].tolist() == [0x77, 0xED]
    x = np.zeros(64, np.float32)
    x[[0, 3, 32, 35]] = 1, 10, 100, 1000
    assert SparseMatrix(packed)(x, instruction_set=instruction_set).tolist() == [7 - 30 + 178500 - 510000]


@pytest.mark.parametrize("native", [pytest.param(True, marks=needs_native), False])
def test_gates_multiply_each_token(native, monkeypatch):
    weights = {"up": nm_matrix(16, 8, NMPattern(2, 4)), "down": nm_matrix(8, 16, NMPattern(2, 4))}
    expert = SparseExpert(PackedExpert.pack(weights, NMPattern(2, 4)))
    if not native:
        without_native(monkeypatch)
    x, gates = activations(3, 8), np.array([[0.5], [0.0], [3.0]], np.float32)
    assert (expert(x, gates=gates) == expert(x) * gates).all()
    assert torch.equal(expert(torch.tensor(x), gates=torch.tensor(gates)), expert(torch.tensor(x)) * gates)
    with pytest.raises(FormatError, match=r"gates \[2, 1\] for \[3, 8\]"):
        expert(x, gates=gates[:2])


def test_expert_by_hand():
    wi = np.array([[1, 0], [0, -1], [0, 2], [1, 0]], np.float32)  # 1:2
    wo = np.array([[1, 0, 0, 10], [0, 100, 1, 0]], np.float32)  # 2:4
    expert = SparseExpert(PackedExpert.pack({"up": wi, "down": wo}, {"up": NMPattern(1, 2), "down": NMPattern(2, 4)}))
    assert expert(np.array([[3, 4], [-3, -4]], np.float32)).tolist() == [[33, 8], [0, 400]]


@pytest.mark.parametrize(("pattern", "value_type"), cases(*PATTERNS))
def test_every_pattern_and_instruction_set_is_within_the_stated_rounding(pattern, value_type):
    group = NMPattern.parse(pattern).group
    for rows, cols in ((5, group * 64), (3, group * 7), (1, group), (2, group * 129)):
        packed = packed_matrix(rows, cols, pattern, value_type)
        matrix, x = SparseMatrix(packed), activations(3, cols)
        expected, bound = exact(packed, x)
        for instruction_set in AVAILABLE:
            y = matrix(x, 1, instruction_set)
            assert (np.abs(y - expected) <= bound).all(), (instruction_set, rows, cols)


@pytest.mark.parametrize("encoding", ["bitmask", "index", "rank"])
@pytest.mark.parametrize(("pattern", "value_type"), cases("1:4", "2:4", "4:8", "8:16", "3:5"))
def test_every_encoding_gives_the_same_bits(pattern, encoding, value_type):
    cols = NMPattern.parse(pattern).group * 40
    x = activations(2, cols)
    expected, bound = exact(packed_matrix(4, cols, pattern, value_type), x)
    for instruction_set in AVAILABLE:
        y = SparseMatrix(packed_matrix(4, cols, pattern, value_type, encoding))(x, 1, instruction_set)
        assert (np.abs(y - expected) <= bound).all()


@pytest.mark.parametrize(("pattern", "value_type"), cases("2:4", "1:4", "2:8", "1:8", "4:8", "8:16", "4:4"))
def test_fast_kernels_are_what_this_machine_runs(pattern, value_type):
    assert SparseMatrix(packed_matrix(4, 768, pattern, value_type)).instruction_set() == BEST


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), cases("2:4", "4:8", "1:8", "4:4", "3:5"))
def test_threads_and_batch_never_change_a_bit(pattern, value_type):
    cols = NMPattern.parse(pattern).group * 72
    most = 9 if value_type in INTEGERS else 8  # of floats, more may take another order (test_many_float_tokens.py)
    matrix, x = SparseMatrix(packed_matrix(37, cols, pattern, value_type)), activations(most, cols)
    for instruction_set in AVAILABLE:
        alone = np.stack([matrix(row, 1, instruction_set) for row in x])
        for tokens in range(1, most + 1):
            for threads in (1, 2, 3, 7):
                assert (matrix(x[:tokens], threads, instruction_set) == alone[:tokens]).all()
        assert (matrix(x[::-1], 2, instruction_set)[::-1] == alone).all()


@pytest.mark.parametrize(
    ("pattern", "value_type"), [case for case in cases("2:4", "4:8", "1:16", "3:5", "4:4") if case[1] in INTEGERS]
)
def test_integers_have_the_same_bits_on_every_instruction_set_and_in_numpy(pattern, value_type, monkeypatch):
    cols = NMPattern.parse(pattern).group * 600  # more than the AVX2 kernel sums before it widens
    packed = packed_matrix(6, cols, pattern, value_type)
    x = activations(4, cols) * np.array([[0.1], [1e-30], [1e30], [0]], np.float32)
    x[0, :2] = 4 - 2**-22, 2**-22 - 4  # the largest of its token: with the smaller step it would be above MOST_STEPS
    results = [SparseMatrix(packed)(x, 2, instruction_set) for instruction_set in AVAILABLE]
    without_native(monkeypatch)
    fallback = SparseMatrix(packed)(x)
    for result in results:
        assert (result == fallback).all()
    assert (fallback[3] == 0).all()


def test_int8_takes_the_extremes():
    weights = np.repeat(np.array([[-128], [127]], np.int8), 4096, axis=1)
    step, top = 2.0**85, 2.0**85 * MOST_STEPS
    # up to a quarter above the most steps it counts as these; from a half on the step is twice as large
    for largest, counted in (
        (top, top),
        (top + step / 4, top),
        (top + step / 2, top + step),
        (32384 * step, 32384 * step),
    ):
        for sign in (1, -1):
            x = np.full((1, 4096), sign * largest, np.float32)
            for instruction_set in AVAILABLE:
                y = SparseMatrix(pack(weights, NMPattern(4, 4)))(x, 1, instruction_set)
                assert y.tolist() == [[sign * counted * -128 * 4096, sign * counted * 127 * 4096]]


def test_int8_of_the_widest_rows_does_not_overflow():
    for columns in (1 << 16, 1 << 17):
        for weight in (-128, 127):
            matrix = SparseMatrix(pack(np.full((1, columns), weight, np.int8), NMPattern(4, 4)))
            for top in (MOST_STEPS * 2**-15, -MOST_STEPS * 2**-15):
                x = np.full((1, columns), np.float32(top))
                for instruction_set in AVAILABLE:
                    assert matrix(x, 1, instruction_set).tolist() == [[np.float32(weight * columns * top)]]


def test_int4_of_the_widest_rows_does_not_overflow():
    """Sums at their largest: every value -8 or 7, every multiplier 255, every activation at the top."""
    for columns, (stored, value) in itertools.product((1 << 14, 1 << 15, 1 << 17), ((0x88, -8), (0x77, 7))):
        values, multipliers = np.full((1, columns // 2), stored, np.uint8), np.full((1, columns // 32), 255, np.uint8)
        packed = PackedMatrix(
            NMPattern(4, 4), (1, columns), "int4", "bitmask", values, np.full(columns // 8, 255, np.uint8),
            np.ones(1, np.float32), multipliers,
        )  # fmt: skip
        for top in (MOST_STEPS * 2**-15, -MOST_STEPS * 2**-15):
            x = np.full((1, columns), np.float32(top))
            for instruction_set in AVAILABLE:
                result = SparseMatrix(packed)(x, 1, instruction_set)
                assert result.tolist() == [[np.float32(255 * value * columns * top)]]


@needs_native
def test_int8_says_when_a_token_is_not_finite(monkeypatch):
    matrix = SparseMatrix(packed_matrix(3, 128, "2:4", "int8"))
    x = activations(3, 128)
    x[1, 5] = np.inf
    for instruction_set in AVAILABLE:
        y = matrix(x, 1, instruction_set)
        assert np.isnan(y[1]).all()
        assert (y[0] == matrix(x[0], 1, instruction_set)).all()
        assert np.isfinite(y[2]).all()
    without_native(monkeypatch)
    assert np.isnan(matrix(x)[1]).all()


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_numpy_computes_the_same(value_type, monkeypatch):
    packed, x = packed_matrix(6, 256, "2:4", value_type), activations(4, 256)
    without_native(monkeypatch)
    matrix = SparseMatrix(packed)
    y = matrix(x)
    expected, bound = exact(packed, x)
    assert matrix.instruction_set() == "numpy"
    assert (np.abs(y - expected) <= bound).all()
    assert (matrix(x[2]) == y[2]).all()


def test_a_package_without_kernels_says_once_that_it_is_slow(monkeypatch):
    import online

    monkeypatch.setattr(online, "_native", type(sys)("_native"), raising=False)
    online._native.__file__ = "/nowhere/_native.so"
    sparse_kernels._library.cache_clear()
    extension.cache_clear()
    try:
        with pytest.warns(RuntimeWarning, match="slower"):
            matrix = SparseMatrix(packed_matrix(2, 8, "2:4", "fp32"))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            matrix(activations(1, 8))
            SparseMatrix(packed_matrix(2, 8, "2:4", "fp32"))
    finally:
        sparse_kernels._library.cache_clear()
        extension.cache_clear()


@settings(max_examples=60, deadline=None)
@given(
    pattern=st.integers(1, 40).flatmap(lambda group: st.tuples(st.integers(1, group), st.just(group))),
    value_type=st.sampled_from(VALUE_TYPES),
    encoding=st.sampled_from(["bitmask", "index", "rank"]),
    rows=st.integers(1, 9),
    cols=st.integers(1, 400),
    tokens=st.integers(1, 6),
    threads=st.integers(1, 3),
)
def test_any_matrix_is_within_the_stated_rounding(pattern, value_type, encoding, rows, cols, tokens, threads):
    assume(fits(f"{pattern[0]}:{pattern[1]}", value_type))
    packed = packed_matrix(rows, cols, f"{pattern[0]}:{pattern[1]}", value_type, encoding)
    x = activations(tokens, cols)
    expected, bound = exact(packed, x)
    for instruction_set in AVAILABLE or (None,):
        assert (np.abs(SparseMatrix(packed)(x, threads, instruction_set) - expected) <= bound).all()


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_expert_is_its_two_products(value_type):
    pattern = NMPattern(2, 4)
    expert = PackedExpert.pack(
        {"up": nm_matrix(128, 64, pattern), "down": nm_matrix(64, 128, pattern, 5)}, pattern, value_type
    )
    x = activations(11, 64)
    whole = SparseExpert(expert)
    for threads in (1, 2):
        hidden = np.maximum(whole.matrices["up"](x, threads), 0)
        assert (whole(x, threads) == whole.matrices["down"](hidden, threads)).all()


def test_torch_tensors_come_back_as_torch_tensors():
    packed = packed_matrix(8, 64, "2:4", "bf16")
    x = activations(6, 64)
    y = SparseMatrix(packed)(torch.from_numpy(x).reshape(2, 3, 64))
    assert y.shape == (2, 3, 8)
    assert (y.reshape(6, 8).numpy() == SparseMatrix(packed)(x)).all()
    half = SparseMatrix(packed)(torch.from_numpy(x).bfloat16())
    assert half.dtype == torch.bfloat16
    strided = SparseMatrix(packed)(torch.from_numpy(np.ascontiguousarray(x.T)).T)
    assert (strided.numpy() == y.reshape(6, 8).numpy()).all()


def test_refusals_are_one_line_that_says_how_to_mend():
    with pytest.raises(FormatError, match=r"fp64 values \(expected one of fp32, bf16, fp16, int8"):
        SparseMatrix(pack(nm_matrix(2, 8, NMPattern(2, 4)).astype(np.float64), NMPattern(2, 4)))
    matrix = SparseMatrix(packed_matrix(2, 8, "2:4", "fp32"))
    with pytest.raises(FormatError, match=r"activations \[3, 9\] \(expected \[..., 8\]\)"):
        matrix(activations(3, 9))
    with pytest.raises(FormatError, match="expected up and down"):
        SparseExpert(PackedExpert.pack({"up": np.zeros((4, 4), np.float32)}, NMPattern(2, 4)))
    with pytest.raises(FormatError, match="expected d_ff for both"):
        SparseExpert(
            PackedExpert.pack(
                {"up": np.zeros((4, 4), np.float32), "down": np.zeros((4, 8), np.float32)}, NMPattern(2, 4)
            )
        )
    if AVAILABLE:
        with pytest.raises(ConfigError, match="threads is 0"):
            matrix(activations(1, 8), 0)
        with pytest.raises(ConfigError, match="did you mean avx512"):
            matrix(activations(1, 8), 1, "avx51")


def test_no_tokens_give_no_results():
    matrix = SparseMatrix(packed_matrix(4, 8, "2:4", "int8"))
    assert matrix(np.zeros((0, 8), np.float32)).shape == (0, 4)


@needs_native
@pytest.mark.parametrize("value_type", ["int8", "int4", "bf16"])
@pytest.mark.parametrize("shape", [(64,), (1, 1, 64), (2, 3, 64), (20, 64)])
def test_a_product_in_bf16_is_that_in_fp32_rounded_once(value_type, shape):
    bias = np.linspace(-1, 1, 24).astype(np.float32)
    matrix = SparseMatrix(packed_matrix(24, 64, "4:4", value_type), bias)
    x = torch.from_numpy(activations(1, int(np.prod(shape))).reshape(shape)).bfloat16()
    y = matrix(x, 2)
    assert y.shape == (*shape[:-1], 24)
    assert torch.equal(y, matrix(x.float(), 2).bfloat16())
    apart = torch.stack([x, x], -1)[..., 0]  # not contiguous
    assert torch.equal(matrix(apart, 1), y)
    with pytest.raises(FormatError, match="expected"):
        matrix(x[..., :63])
    assert matrix(torch.full_like(x, torch.nan)).isnan().all()
