from __future__ import annotations

import itertools
import math
from collections.abc import Hashable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from flame import index_codes
from flame.errors import FormatError
from flame.nm_pattern import ENCODINGS, NMPattern
from flame.packed import pack, unpack
from flame.packed_expert import PackedExpert, packed_expert_bytes

PATTERNS = [NMPattern.parse(p) for p in ("1:4", "2:4", "4:8", "2:8", "1:8", "8:16", "3:5", "3:17", "1:1", "4:4", "1:2")]


def prune(matrix: np.ndarray, pattern: NMPattern, seed: int = 0) -> np.ndarray:
    """Zero all but `keep` random weights of each group."""
    rows, cols = matrix.shape
    order = np.random.default_rng(seed).random((rows, cols // pattern.group, pattern.group)).argsort(axis=2)
    return np.where((order < pattern.keep).reshape(rows, cols), matrix, 0).astype(matrix.dtype)


@st.composite
def fitting(draw: st.DrawFn, dtype: type = np.float32) -> tuple[np.ndarray, NMPattern]:
    pattern = draw(st.sampled_from(PATTERNS))
    shape = (draw(st.integers(1, 5)), pattern.group * draw(st.integers(1, 4)))
    special = st.sampled_from([0.0, -0.0, np.inf, -np.inf, 1.0])
    elements = st.one_of(st.floats(-100, 100, width=16), special)
    matrix = draw(hnp.arrays(dtype, shape, elements=elements))
    return prune(matrix, pattern, draw(st.integers(0, 9))), pattern


def test_a_row_of_two_groups_by_hand():
    row = np.array([[0, 5, 0, 7, 1, 0, 0, 0]], np.float32)
    packed = pack(row, NMPattern(2, 4))
    assert packed.values.tolist() == [[5, 7, 1, 0]]  # the free place of the second group goes to its first zero
    assert packed.positions().tolist() == [[[1, 3], [0, 1]]]
    # ranks in the combinatorial number system: {1,3} -> C(1,1) + C(3,2) = 4, {0,1} -> 0; three bits each
    assert packed.encoding == "rank"
    assert packed.indexes.tolist() == [0b000_100]
    assert packed.size_bytes == 4 * 4 + 1
    np.testing.assert_array_equal(unpack(packed), row)


def test_bitmask_and_index_by_hand():
    row = np.array([[0, 5, 0, 7, 1, 0, 2, 0]], np.float32)
    assert pack(row, NMPattern(2, 4), encoding="bitmask").indexes.tolist() == [0b0101_1010]
    assert pack(row, NMPattern(2, 4), encoding="index").indexes.tolist() == [0b10_00_11_01]


@pytest.mark.parametrize(
    ("pattern", "encoding", "bits"),
    [("2:4", "rank", 3), ("1:4", "index", 2), ("4:8", "rank", 7), ("2:8", "rank", 5), ("1:8", "index", 3),
     ("8:16", "rank", 14), ("4:4", "rank", 0), ("1:1", "index", 0)],
)  # fmt: skip
def test_the_smallest_encoding_is_chosen(pattern, encoding, bits):
    nm = NMPattern.parse(pattern)
    assert (nm.best_encoding, nm.index_bits(encoding)) == (encoding, bits)
    assert bits == min(nm.index_bits(e) for e in ENCODINGS)


def test_full_size_2_4_in_16_bits_is_below_0_58_of_dense():
    pattern = NMPattern(2, 4)
    dense = 2 * 2 * 768 * 3072
    size = packed_expert_bytes({"up": (3072, 768), "down": (768, 3072)}, pattern, "bf16")
    assert size / dense == 0.546875


@pytest.mark.parametrize("pattern", PATTERNS, ids=str)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_position_set_survives_every_encoding(pattern, encoding):
    sets = list(itertools.islice(itertools.combinations(range(pattern.group), pattern.keep), 300))
    rows = np.zeros((len(sets), pattern.group), np.float32)
    for row, positions in zip(rows, sets, strict=True):
        row[list(positions)] = 1
    packed = pack(rows, pattern, encoding=encoding)
    assert [tuple(p[0]) for p in packed.positions().tolist()] == sets
    np.testing.assert_array_equal(unpack(packed), rows)
    codes = math.comb(pattern.group, pattern.keep)
    assert pattern.index_bits("rank") == math.ceil(math.log2(codes))


@settings(max_examples=60, deadline=None)
@given(fitting(), st.sampled_from(ENCODINGS))
def test_unpacking_a_packed_matrix_is_the_identity(case, encoding):
    matrix, pattern = case
    packed = pack(matrix, pattern, encoding=encoding)
    np.testing.assert_array_equal(unpack(packed), matrix)
    assert pack(unpack(packed), pattern, encoding=encoding) == packed
    rows, cols = matrix.shape
    assert packed.size_bytes == pattern.packed_bytes(rows, cols, "fp32", encoding)
    assert packed.size_bytes == sum(a.nbytes for a in packed.arrays().values())
    assert (packed.kept().sum(axis=2) == pattern.keep).all()


@settings(max_examples=60, deadline=None)
@given(fitting(), st.sampled_from(["bf16", "fp16", "fp32"]), st.booleans())
def test_value_types_round_as_torch_does(case, value_type, as_torch):
    matrix, pattern = case
    expected = torch.from_numpy(matrix).to(
        {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[value_type]
    )
    packed = pack(torch.from_numpy(matrix) if as_torch else matrix, pattern, value_type)
    dense = unpack(packed)
    assert isinstance(dense, torch.Tensor) == as_torch
    assert as_torch is False or dense.dtype == expected.dtype
    np.testing.assert_array_equal(
        np.asarray(dense.float() if as_torch else dense, np.float32), expected.float().numpy()
    )
    assert pack(dense, pattern, value_type) == packed


@settings(max_examples=40, deadline=None)
@given(fitting())
def test_int8_rounds_within_half_a_step_and_is_canonical(case):
    matrix, pattern = case
    matrix = np.nan_to_num(matrix, posinf=9, neginf=-9)
    packed = pack(matrix, pattern, "int8")
    dense = unpack(packed)
    assert (np.abs(dense - matrix) <= packed.scales[:, None] * 0.5 * (1 + 1e-6)).all()
    assert pack(dense, pattern, "int8", scales=packed.scales) == packed


def test_nan_zeros_and_infinities():
    row = np.array([[np.nan, 0, -0.0, 0], [np.inf, -np.inf, -0.0, 0]], np.float32)
    packed = pack(row, NMPattern(2, 4))
    np.testing.assert_array_equal(unpack(packed), row)
    assert not np.signbit(unpack(packed)).any(where=row == 0)
    negative = pack(np.array([[-0.0, 0, 3, 0]], np.float32), NMPattern(2, 4))
    assert negative == pack(np.array([[0, 0, 3, 0]], np.float32), NMPattern(2, 4))
    nan_payload = np.array([[0x7F800001]], np.uint32).view(np.float32)
    assert np.isnan(unpack(pack(nan_payload, NMPattern(1, 1), "bf16"))).all()


def test_torch_bf16_keeps_its_bits():
    matrix = torch.from_numpy(
        prune(np.random.default_rng(0).standard_normal((6, 32)).astype(np.float32), NMPattern(2, 8))
    )
    bf16 = matrix.to(torch.bfloat16)
    packed = pack(bf16, NMPattern(2, 8))
    assert packed.value_type == "bf16"
    assert torch.equal(unpack(packed), bf16)
    np.testing.assert_array_equal(packed.floats().reshape(-1), bf16.float().numpy()[packed.kept().reshape(6, 32)])


def test_a_packed_matrix_is_equal_by_its_bytes_and_has_no_hash():
    row = np.array([[0, 5, 0, 7]], np.float32)
    packed = pack(row, NMPattern(2, 4))
    assert packed == pack(row, NMPattern(2, 4))
    assert packed != pack(2 * row, NMPattern(2, 4))
    assert packed != pack(row, NMPattern(2, 4), encoding="bitmask")
    assert packed != "packed"
    assert not isinstance(packed, Hashable)


def test_int8_matrices_keep_their_values():
    row = np.array([[0, -128, 0, 127]], np.int8)
    packed = pack(row, NMPattern(2, 4))
    assert packed.scales is None
    np.testing.assert_array_equal(unpack(packed), row)


def test_padding_fills_the_last_group():
    row = np.array([[1, 0, 0, 2, 0, 3]], np.float32)
    with pytest.raises(FormatError, match="6 columns do not divide into groups of 4"):
        pack(row, NMPattern(2, 4))
    packed = pack(row, NMPattern(2, 4), pad=True)
    np.testing.assert_array_equal(unpack(packed), row)
    assert packed.shape == (1, 6)
    assert packed.size_bytes == 4 * 4 + 1


@pytest.mark.parametrize(("cols", "group", "near"), [(6, 4, 2), (12, 8, 4), (24, 16, 8), (48, 32, 16), (96, 64, 32)])
def test_a_group_that_does_not_divide_is_refused_with_the_largest_usual_one_that_does(cols, group, near):
    message = rf"{cols} columns do not divide into groups of {group} "
    hint = rf"\(choose a group that divides {cols}, such as {near}, or pruning\.pad=true\)"
    for refused in (
        lambda: NMPattern(1, group).check_columns(cols, "fp32"),
        lambda: NMPattern(1, group).groups(cols),
        lambda: NMPattern(1, group).packed_bytes(1, cols, "fp32"),
    ):
        with pytest.raises(FormatError, match=message + hint):
            refused()
    with pytest.raises(FormatError, match=r"7 columns do not divide into groups of 2 \(pruning\.pad=true\)"):
        NMPattern(1, 2).groups(7)
    assert NMPattern(1, group).groups(cols, pad=True) == 2


def test_ranks_are_taken_up_to_62_bits():
    widest, wider = NMPattern(32, 65), NMPattern(33, 66)
    assert (widest.index_bits("rank"), widest.best_encoding) == (62, "rank")
    assert (wider.index_bits("rank"), wider.best_encoding) == (63, "bitmask")
    row = np.zeros((2, 65), np.float32)
    row[0, -32:] = 1  # the set of the highest rank
    row[1, :64:2] = 1
    np.testing.assert_array_equal(unpack(pack(row, widest)), row)
    with pytest.raises(FormatError, match="more than 62 bits"):
        pack(np.zeros((1, 66), np.float32), wider, encoding="rank")


@pytest.mark.parametrize("bad", ["2:", "a:b", "0:4", "5:4", "2:1000", "2:257", "", "2/4"])
def test_patterns_that_are_none(bad):
    with pytest.raises(FormatError):
        NMPattern.parse(bad)


def test_patterns_at_the_edges_of_their_range():
    assert (NMPattern(256, 256).sparsity, NMPattern(1, 4).sparsity, NMPattern(1, 1).sparsity) == (0, 0.75, 0)


def test_too_many_nonzeros_name_their_place():
    matrix = np.zeros((3, 8), np.float32)
    matrix[2, 4:7] = 1
    with pytest.raises(FormatError, match="row 2, columns 4 to 7: 3 non-zeros"):
        pack(matrix, NMPattern(2, 4))


@pytest.mark.parametrize(
    ("matrix", "value_type", "message"),
    [
        (np.zeros((2, 4), np.int32), None, "elements are int32"),
        (np.zeros(4, np.float32), None, "rows and columns"),
        ([[0.0, 1.0]], None, "NumPy array or a torch tensor"),
        (np.zeros((2, 4), np.float32), "fp8", "value type 'fp8'"),
        (np.full((2, 4), 1e6, np.float32), "fp16", "does not fit fp16"),
        (np.full((2, 4), np.inf, np.float32), "int8", "no int8 value"),
    ],
)
def test_matrices_that_cannot_be_packed(matrix, value_type, message):
    with pytest.raises(FormatError, match=message):
        pack(matrix, NMPattern(4, 4), value_type)


@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16", "int8"])
def test_experts_survive_arrays_and_bytes(value_type):
    draw = np.random.default_rng(1)
    patterns = {"up": NMPattern(2, 4), "down": NMPattern(1, 8)}
    weights = {
        "up": torch.from_numpy(prune(draw.standard_normal((16, 8)).astype(np.float32), patterns["up"])),
        "down": torch.from_numpy(prune(draw.standard_normal((8, 16)).astype(np.float32), patterns["down"])),
    }
    expert = PackedExpert.pack(weights, patterns, value_type)
    assert PackedExpert.from_arrays(expert.arrays(), expert.header()) == expert
    buffer = expert.to_bytes()
    assert len(buffer) == expert.size_bytes
    assert PackedExpert.from_buffer(buffer, expert.header()) == expert
    for damaged, message in ((buffer[:-1], "cut short"), (buffer + b"x", "damaged")):
        with pytest.raises(FormatError, match=message):
            PackedExpert.from_buffer(damaged, expert.header())
    arrays = expert.arrays()
    del arrays["down.indexes"]
    with pytest.raises(FormatError, match=r"down\.indexes is missing"):
        PackedExpert.from_arrays(arrays, expert.header())


@pytest.mark.parametrize(("encoding", "stream"), [("bitmask", [0b0111]), ("index", [0b0101]), ("rank", [7])])
def test_indexes_that_stand_for_nothing_are_refused(encoding, stream):
    packed = pack(np.array([[1, 2, 0, 0]], np.float32), NMPattern(2, 4), encoding=encoding)
    packed.indexes[:] = stream
    with pytest.raises(FormatError):
        unpack(packed)


@pytest.mark.parametrize(
    ("encoding", "stream", "message"),
    [
        ("index", [0b01_001_000, 1], r"a position of 5 \(expected below 5\)"),  # positions 0, 1 and 5
        ("index", [0b00_001_000, 0], r"a group of 2 to 2 positions \(expected 3\)"),  # positions 0, 1 and 0
        ("rank", [10], "rank 10 stands for no set of 3:5 positions"),  # there are ten
        ("bitmask", [0b01111], r"a group of 4 to 4 positions \(expected 3\)"),
    ],
)
def test_the_first_code_beyond_those_that_stand_for_something_is_refused(encoding, stream, message):
    packed = pack(np.ones((1, 5), np.float32) * [1, 1, 1, 0, 0], NMPattern(3, 5), "fp32", encoding=encoding)
    packed.indexes[:] = stream
    with pytest.raises(FormatError, match=message):
        unpack(packed)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_codes_of_every_pattern_come_back(encoding):
    """Groups up to 40, whose places or ranks may take more than a machine word."""
    rng = np.random.default_rng(0)
    for group in range(1, 41):
        for keep in range(1, group + 1):
            pattern = NMPattern(keep, group)
            if encoding == "rank" and pattern.index_bits("rank") > 62:
                continue  # refused, as another test shows
            kept = np.zeros((3, group), bool)
            for row in kept:
                row[rng.permutation(group)[:keep]] = True
            codes = index_codes.encode(kept, pattern, encoding)
            assert codes.size == -(-3 * pattern.index_bits(encoding) // 8)
            np.testing.assert_array_equal(index_codes.decode(codes, 3, pattern, encoding), kept)
