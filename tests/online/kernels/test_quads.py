"""2:4 rows of whole numbers are taken four at a time, by the places of four values: their bits are as anywhere."""

import numpy as np
import pytest

from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.value_types import scale_columns
from online.kernels.nm_kernels import SparseMatrix
from online.kernels.nm_numpy import MOST_STEPS
from tests.online.kernels.matrices import AVAILABLE, INTEGERS, activations, needs_native, packed_matrix


@needs_native
@pytest.mark.parametrize("value_type", INTEGERS)
@pytest.mark.parametrize(("rows", "cols"), [(4, 256), (7, 768), (37, 1024)])
def test_rows_of_whole_blocks_have_the_bits_of_the_portable_kernel(value_type, rows, cols):
    matrix = SparseMatrix(packed_matrix(rows, cols, "2:4", value_type))
    x = activations(97, cols) * np.logspace(-3, 3, 97, dtype=np.float32)[:, None]
    expected = matrix(x, 1, "portable")
    for tokens in (1, 2, 3, 4, 9, 22, 23, 47, 48, 97):  # so many are unpacked, of int4 from 23 on, of int8 from 48 on
        for threads in (1, 3):
            assert (matrix(x[:tokens], threads) == expected[:tokens]).all()


@needs_native
@pytest.mark.parametrize(("value_type", "stored", "weight"), [("int8", 0x80, -128), ("int4", 0x88, -8 * 255)])
def test_the_largest_sums_do_not_overflow(value_type, stored, weight):
    rows, columns = 5, 1 << 15  # the first two of every four are kept, values and multipliers at their largest
    whole = value_type == "int8"
    values = np.full((rows, columns // (2 if whole else 4)), stored, np.uint8)
    multipliers = None if whole else np.full((rows, columns // scale_columns(value_type)), 255, np.uint8)
    packed = PackedMatrix(
        NMPattern(2, 4), (rows, columns), value_type, "rank", values.view(np.int8) if whole else values,
        np.zeros(rows * columns // 4 * 3 // 8, np.uint8), np.ones(rows, np.float32), multipliers,
    )  # fmt: skip
    for top in (MOST_STEPS * 2**-15, -MOST_STEPS * 2**-15):
        for tokens in (1, 97):
            x = np.full((tokens, columns), np.float32(top))
            for instruction_set in AVAILABLE:
                y = SparseMatrix(packed)(x, 1, instruction_set)
                assert y.tolist() == [[np.float32(weight * columns // 2 * top)] * rows] * tokens
