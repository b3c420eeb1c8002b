"""Products with N:M matrices on a CUDA device, in Triton: `online.kernels.nm_kernels` for packed bytes that lie there.

Import it only where triton is installed (CUDA builds of torch bring it). The format is the same, so an expert is copied
to the device as it lies in its store, and nothing is unpacked.

How it works. A program computes a block of rows for one token. It walks over the rows' values; the code of a value's
group is cut out of the packed bits, a small table turns it into the value's place in the group, and the activation of
that column is fetched and multiplied. Codes of up to 16 bits have a table (2:4 has 8 entries, 8:16 has 16,384); codes
of the `index` encoding are places already.

Rounding. Values are widened exactly to fp32, int8 and int4 times its multiplier too, and multiplied with fp32
activations: a result differs from the exact product by at most `cols * 2**-23` of the sum of the products' magnitudes,
integers by one rounding more for their scale. On the CPU they round activations instead, so the two agree within the
sum of both bounds, not bit for bit.

Repeatability. A result depends on its row and its token alone, not on the tokens beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
import triton
import triton.language as tl
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.value_types import scale_columns
from online.kernels.activations import ACTIVATIONS, check_expert

VALUE_TYPES = ("fp32", "bf16", "fp16", "int8", "int4", "int4_64")
TABLE_BITS = 16  # codes with more bits would need a table that no cache holds
BLOCK_ROWS, BLOCK_VALUES = 8, 128
BLOCK_NUMBERS = 1024  # hidden units that a program activates


@triton.jit
def products(  # type: ignore[no-untyped-def]
    values, indexes, scales, multipliers, bias, table, x, row, in_rows, cols, row_values, row_codes, index_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, CACHE: tl.constexpr,
):  # fmt: skip
    """fp32 [ROWS]: of each of these rows, bias + sum over its values of value * x[its column], x by way of CACHE."""
    wide_row = row.to(tl.int64)
    total = tl.zeros((ROWS, VALUES), tl.float32)
    for start in range(0, row_values, VALUES):
        place = start + tl.arange(0, VALUES)
        group = place // KEEP
        at = place - group * KEEP
        here = in_rows[:, None] & (place < row_values)[None, :]
        if CODE_BITS == 0:
            column = (group * GROUP + at)[None, :] + tl.zeros((ROWS, VALUES), tl.int32)
        else:
            code_of = place if CODES_A_GROUP == KEEP else group
            bit = (wide_row[:, None] * row_codes + code_of[None, :]) * CODE_BITS
            byte = bit // 8
            code = tl.load(indexes + byte, mask=here, other=0).to(tl.int32)
            # A code of up to 16 bits reaches into two more bytes at most; beyond the last one there is nothing to read.
            code |= tl.load(indexes + byte + 1, mask=here & (byte + 1 < index_bytes), other=0).to(tl.int32) << 8
            if CODE_BITS > 9:
                code |= tl.load(indexes + byte + 2, mask=here & (byte + 2 < index_bytes), other=0).to(tl.int32) << 16
            code = (code >> (bit % 8).to(tl.int32)) & ((1 << CODE_BITS) - 1)
            if TABLE:
                code = tl.load(table + code * KEEP + at[None, :], mask=here, other=0).to(tl.int32)
            column = (group * GROUP)[None, :] + code
        inside = here & (column < cols)  # a padded last group, or a damaged code, ends at the row's end
        if SCALE_COLUMNS == 0:
            weight = tl.load(values + wide_row[:, None] * row_values + place[None, :], mask=here, other=0)
        else:  # two a byte, in blocks of 128 values: the first half of a block in the low halves of its bytes
            block = place // 128 * 128
            half = (tl.minimum(row_values - block, 128) + 1) // 2
            high = place - block >= half
            byte = block // 2 + place - block - tl.where(high, half, 0)
            pair = tl.load(values + wide_row[:, None] * ((row_values + 1) // 2) + byte[None, :], mask=here, other=0)
            field = (pair.to(tl.int32) >> tl.where(high, 4, 0)[None, :]) & 15
            own = wide_row[:, None] * tl.cdiv(cols, SCALE_COLUMNS) + (group * GROUP // SCALE_COLUMNS)[None, :]
            weight = ((field ^ 8) - 8) * tl.load(multipliers + own, mask=here, other=0).to(tl.int32)
        total += weight.to(tl.float32) * tl.load(x + column, mask=inside, other=0.0, cache_modifier=CACHE).to(
            tl.float32
        )
    result = tl.sum(total, axis=1)
    if SCALED:
        result *= tl.load(scales + row, mask=in_rows, other=0.0)
    if BIASED:
        result += tl.load(bias + row, mask=in_rows, other=0.0)
    return result


@triton.jit
def _multiply(  # type: ignore[no-untyped-def]
    values, indexes, scales, multipliers, bias, table, x, y, rows, cols, row_values, row_codes, index_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr,
):  # fmt: skip
    """y[token, row] of rows in blocks of ROWS."""
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    token = tl.program_id(1).to(tl.int64)
    in_rows = row < rows
    result = products(
        values, indexes, scales, multipliers, bias, table, x + token * cols, row, in_rows, cols, row_values, row_codes,
        index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES, "",
    )  # fmt: skip
    tl.store(y + token * rows + row, result, mask=in_rows)


@triton.jit
def activated(x, other, ACTIVATION: tl.constexpr, GATED: tl.constexpr):  # type: ignore[no-untyped-def]
    """Activation of x, times `other` where it is gated. By number, as `online.kernels.activations` lists."""
    if ACTIVATION == 0:  # relu
        y = tl.maximum(x, 0.0)
    elif ACTIVATION == 1:  # relu2
        y = tl.maximum(x, 0.0) * tl.maximum(x, 0.0)
    elif ACTIVATION == 2:  # silu
        y = x / (1.0 + tl.exp(-x))
    elif ACTIVATION == 3:  # gelu
        y = 0.5 * x * (1.0 + tl.erf(x * 0.70710678))
    elif ACTIVATION == 4:  # gelu_tanh
        inner = 0.79788456 * (x + 0.044715 * x * x * x)
        y = 0.5 * x * (2.0 - 2.0 / (1.0 + tl.exp(2.0 * inner)))
    else:  # gpt_oss
        x = tl.minimum(x, 7.0)
        y = x / (1.0 + tl.exp(-1.702 * x))
        other = tl.minimum(tl.maximum(other, -7.0), 7.0) + 1.0
    if GATED:
        y *= other
    return y


@triton.jit
def _activate(  # type: ignore[no-untyped-def]
    gate, up, hidden, count, ACTIVATION: tl.constexpr, GATED: tl.constexpr, NUMBERS: tl.constexpr
):  # fmt: skip
    """hidden = activation of gate, times up; or activation of up."""
    place = tl.program_id(0).to(tl.int64) * NUMBERS + tl.arange(0, NUMBERS)
    here = place < count
    other = tl.load(up + place, mask=here, other=0.0)
    x = other
    if GATED:
        x = tl.load(gate + place, mask=here, other=0.0)
    tl.store(hidden + place, activated(x, other, ACTIVATION, GATED), mask=here)


@dataclass(frozen=True)
class Form:
    """How a matrix is packed, as the kernels are compiled for it.

    Args:
        pattern, encoding, value_type: of the matrix.
        code_bits: of a code, 0 where there is none.
    """

    pattern: NMPattern
    encoding: str
    value_type: str
    code_bits: int

    @classmethod
    def of(cls, packed: PackedMatrix) -> Form:
        """The form of a matrix.

        Raises:
            FormatError: a value type that the kernels do not know, or codes that are too wide.
        """
        if packed.value_type not in VALUE_TYPES:
            raise FormatError(
                f"triton kernel: {packed.value_type} values (expected one of {', '.join(VALUE_TYPES)}; pack the matrix "
                "with one of these)"
            )
        pattern, encoding = packed.pattern, packed.encoding
        dense = pattern.keep == pattern.group
        width = 0 if dense else pattern.index_bits(encoding) // (pattern.keep if encoding == "index" else 1)
        if width > TABLE_BITS:
            raise FormatError(
                f"triton kernel: {pattern} in the {encoding} encoding has codes of {width} bits (expected at most "
                f"{TABLE_BITS}; pack the matrix with the index encoding)"
            )
        return cls(pattern, encoding, packed.value_type, width)

    @property
    def codes_a_group(self) -> int:
        """Codes of the `index` encoding are places, one for each value."""
        return self.pattern.keep if self.encoding == "index" else 1

    @property
    def has_table(self) -> bool:
        """Whether codes are looked up."""
        return bool(self.code_bits) and self.encoding != "index"

    @property
    def scale_columns(self) -> int:
        """Columns that share a multiplier; 0 for none."""
        return scale_columns(self.value_type)

    @property
    def constants(self) -> tuple[int, int, int, int, bool]:
        """KEEP, GROUP, CODE_BITS, CODES_A_GROUP and TABLE of the kernels."""
        return self.pattern.keep, self.pattern.group, self.code_bits, self.codes_a_group, self.has_table

    def row_codes(self, row_values: int) -> int:
        """Codes of a row."""
        return row_values // self.pattern.keep * self.codes_a_group

    def table(self, device: torch.device | str) -> torch.Tensor | None:
        """Places by code, on the device, where codes are looked up."""
        return _table(self.pattern, self.encoding, str(device)) if self.has_table else None


class TritonMatrix:
    """A packed matrix on a device that multiplies: `TritonMatrix(packed, device)(x)` is `x @ unpack(packed).T + bias`.

    Args:
        packed: values of one of `VALUE_TYPES`.
        device: where its bytes are copied to.
        bias: fp32 [rows], or None.
    Raises:
        FormatError: another value type, or codes that are too wide.
    """

    def __init__(
        self, packed: PackedMatrix, device: torch.device | str, bias: NDArray[np.float32] | None = None
    ) -> None:
        self._form = Form.of(packed)
        self.shape = packed.shape
        self._row_values = packed.groups * packed.pattern.keep

        def copied(array: NDArray[Any]) -> torch.Tensor:
            return torch.from_numpy(np.require(array, requirements=["C", "W"])).to(device, non_blocking=True)

        values = copied(packed.values)
        self._values = values.view(torch.bfloat16) if packed.value_type == "bf16" else values
        self._indexes = copied(packed.indexes)
        extra = (packed.scales, packed.multipliers, bias)
        self._scales, self._multipliers, self._bias = (None if each is None else copied(each) for each in extra)
        self._table = self._form.table(device)

    def tensors(self) -> tuple[torch.Tensor, ...]:
        """The matrix on the device; the table of its pattern is not its own."""
        own = (self._values, self._indexes, self._scales, self._multipliers, self._bias)
        return tuple(tensor for tensor in own if tensor is not None)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """Multiply.

        Args:
            x: [..., cols] on the same device; computed in fp32, returned in its element type.
        Returns:
            [..., rows].
        Raises:
            FormatError: x has another width, or lies elsewhere.
        """
        rows, cols = self.shape
        if not x.ndim or x.shape[-1] != cols:
            raise FormatError(f"triton kernel: activations {list(x.shape)} (expected [..., {cols}])")
        if x.device != self._values.device:
            raise FormatError(f"triton kernel: activations on {x.device} (expected {self._values.device})")
        floats = x.detach().float().contiguous()
        tokens = floats.numel() // cols
        y = floats.new_empty((*x.shape[:-1], rows))
        if not tokens:
            return y.to(x.dtype)
        with torch.cuda.device_of(floats):  # triton launches on the present device
            _multiply[(triton.cdiv(rows, BLOCK_ROWS), tokens)](
                self._values, self._indexes, self._scales, self._multipliers, self._bias, self._table, floats, y,
                rows, cols, self._row_values, self._form.row_codes(self._row_values), self._indexes.numel(),
                *self._form.constants, self._scales is not None, self._form.scale_columns, self._bias is not None,
                BLOCK_ROWS, BLOCK_VALUES,
            )  # fmt: skip
        return y.to(x.dtype)


class TritonExpert:
    """A packed expert on a device that computes, as `online.kernels.nm_kernels.SparseExpert` does.

    Args:
        expert, activation: as there, and the same errors.
        device: as for `TritonMatrix`.
    """

    def __init__(self, expert: PackedExpert, device: torch.device | str, activation: str = "relu") -> None:
        check_expert(expert, activation)
        self._matrices = {
            name: TritonMatrix(matrix, device, expert.biases.get(name)) for name, matrix in expert.matrices.items()
        }
        self._activation = ACTIVATIONS.index(activation)

    def tensors(self) -> tuple[torch.Tensor, ...]:
        """The expert on the device."""
        return tuple(tensor for matrix in self._matrices.values() for tensor in matrix.tensors())

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """Compute the expert: [..., d_model] to [..., d_model]."""
        floats = x.float()
        gate = self._matrices["gate"](floats) if "gate" in self._matrices else None
        up = self._matrices["up"](floats)
        hidden = torch.empty_like(up)
        if up.numel():
            with torch.cuda.device_of(up):
                _activate[(triton.cdiv(up.numel(), BLOCK_NUMBERS),)](
                    gate, up, hidden, up.numel(), ACTIVATION=self._activation, GATED=gate is not None,
                    NUMBERS=BLOCK_NUMBERS,
                )  # fmt: skip
        return self._matrices["down"](hidden).to(x.dtype)


@cache
def _table(pattern: NMPattern, encoding: str, device: str) -> torch.Tensor:
    """Places of the kept weights by code, uint8 [codes, keep]; codes that stand for no set of places give place 0."""
    bits = pattern.index_bits(encoding)
    codes = np.arange(1 << bits)
    if encoding == "bitmask":
        valid = codes[[int(code).bit_count() == pattern.keep for code in codes]]
    else:
        valid = codes[: math.comb(pattern.group, pattern.keep)]
    stream = np.packbits((valid[:, None] >> np.arange(bits) & 1).astype(np.uint8).reshape(-1), bitorder="little")
    values = np.zeros((1, len(valid) * pattern.keep), np.int8)
    packed = PackedMatrix(pattern, (1, len(valid) * pattern.group), "int8", encoding, values, stream)
    table = np.zeros((len(codes), pattern.keep), np.uint8)
    table[valid] = packed.positions()[0]
    return torch.from_numpy(table).to(device)
