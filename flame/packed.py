"""Packed N:M matrices: values, indexes and scales.

A packed matrix is canonical: equal matrices give equal bytes. Kept positions ascend within a group; in a group with
fewer than `keep` non-zeros the zeros of lowest index fill the places; -0.0 counts as 0 and is stored as 0. Rows and
groups follow one another without padding; index codes are bit-packed, least significant bit first.

NumPy arrays and torch tensors are both taken, and `unpack` gives back the kind that was given. torch is never imported
here: a tensor that arrives proves that it already was.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame import index_codes
from flame.errors import FormatError
from flame.matrices import plain_tensor, require_dense
from flame.nm_pattern import NMPattern
from flame.value_types import (
    as_floats,
    bf16_to_fp32,
    convert,
    is_integer,
    is_nonzero,
    join_nibbles,
    quantise,
    scale_columns,
    scale_groups,
    split_nibbles,
    storage,
    value_columns,
)

Matrix = Any  # NumPy array or torch tensor, [rows, cols]
_OWN_TYPES = {
    "float32": "fp32",
    "float16": "fp16",
    "int8": "int8",
    "float64": "fp64",
}  # by the names of NumPy and torch
ARRAYS = ("scales", "values", "multipliers", "indexes")  # order in a flat buffer: widest elements first


@dataclass(frozen=True, eq=False)
class PackedMatrix:
    """One N:M matrix, packed.

    Args:
        pattern: which weights may be non-zero.
        shape: rows and columns of the dense matrix.
        value_type: one of `flame.value_types.VALUE_TYPES`.
        encoding: `bitmask`, `index` or `rank`.
        values: [rows, groups * keep], kept values in ascending position; bf16 as its bits in uint16, int4 as two values
            a byte (`flame.value_types.join_nibbles`). A row's last group is filled up where the matrix was padded.
        indexes: uint8, bit-packed codes of all groups, row by row.
        scales: fp32 [rows], or None: weight = value * scale.
        multipliers: int4 only, uint8 [rows, ceil(cols / 32)] (64 for int4_64): weight = value * multiplier * scale.
        kind: `numpy` or `torch`, what `unpack` returns.
    Raises:
        FormatError: the arrays contradict the shape, the pattern or the value type.
    """

    pattern: NMPattern
    shape: tuple[int, int]
    value_type: str
    encoding: str
    values: NDArray[Any]
    indexes: NDArray[np.uint8]
    scales: NDArray[np.float32] | None = None
    multipliers: NDArray[np.uint8] | None = None
    kind: str = "numpy"

    def __post_init__(self) -> None:
        rows, cols = self.shape
        self.pattern.check_columns(cols, self.value_type, "packed matrix", pad=True)
        for name, (shape, dtype) in array_layout(self.header()).items():
            array = getattr(self, name)
            if array is None or array.shape != shape or array.dtype != dtype:
                found = "missing" if array is None else f"{array.dtype} {list(array.shape)}"
                raise FormatError(
                    f"packed {rows} x {cols} {self.pattern} {self.value_type} matrix: {name} is {found} "
                    f"(expected {dtype} {list(shape)})"
                )
        if self.kind not in ("numpy", "torch"):
            raise FormatError(f"packed matrix: kind {self.kind!r} (expected numpy or torch)")
        if self.scales is not None and not is_integer(self.value_type):
            raise FormatError(f"packed matrix: scales with {self.value_type} values (expected int8 or int4)")
        if (self.multipliers is not None or self.scales is None) and scale_columns(self.value_type) == 0:
            if self.multipliers is not None:
                raise FormatError(f"packed matrix: multipliers with {self.value_type} values (expected int4)")
        elif self.scales is None:
            raise FormatError(f"packed matrix: {self.value_type} values without scales")

    @property
    def groups(self) -> int:
        """Groups in a row, the last one filled up where the matrix was padded."""
        return -(-self.shape[1] // self.pattern.group)

    @property
    def size_bytes(self) -> int:
        """Bytes of values, indexes and scales: what lies on disk and what an expert buffer must hold."""
        return sum(array.nbytes for array in self.arrays().values())

    def kept(self) -> NDArray[np.bool_]:
        """Which weights are stored: bool [rows, groups, group], exactly `keep` in each group.

        Raises:
            FormatError: an index code stands for no position set.
        """
        rows, groups = self.shape[0], self.groups
        return index_codes.decode(self.indexes, rows * groups, self.pattern, self.encoding).reshape(
            rows, groups, self.pattern.group
        )

    def positions(self) -> NDArray[np.uint8]:
        """Place of each stored value within its group, ascending: uint8 [rows, groups, keep]."""
        kept = self.kept()
        return np.nonzero(kept)[2].astype(np.uint8).reshape(*kept.shape[:2], self.pattern.keep)

    def integers(self) -> NDArray[Any]:
        """Stored int8 or int4 values as multiples of their row's scale: int16 [rows, groups, keep]."""
        shape = (self.shape[0], self.groups, self.pattern.keep)
        if self.multipliers is None:
            return self.values.astype(np.int16).reshape(shape)
        values = split_nibbles(self.values, self.groups * self.pattern.keep).astype(np.int16).reshape(shape)
        group_of = np.arange(self.groups) * self.pattern.group // scale_columns(self.value_type)
        return values * self.multipliers.astype(np.int16)[:, group_of, None]

    def floats(self) -> NDArray[Any]:
        """Stored values as weights, scales applied: [rows, groups, keep] in fp32 (fp64 where that is stored)."""
        if self.scales is not None:
            return self.integers().astype(np.float32) * self.scales[:, None, None]
        values = as_floats(self.values, self.value_type)
        values = values.astype(np.float64 if self.value_type == "fp64" else np.float32)
        return values.reshape(self.shape[0], self.groups, self.pattern.keep)

    def header(self) -> dict[str, Any]:
        """What a reader must know beside the arrays, as JSON values."""
        return {
            "pattern": str(self.pattern),
            "shape": list(self.shape),
            "value_type": self.value_type,
            "encoding": self.encoding,
            "scaled": self.scales is not None,
            "kind": self.kind,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], header: Mapping[str, Any]) -> PackedMatrix:
        """Put together what `arrays` and `header` took apart.

        Raises:
            FormatError: an array contradicts the header.
            KeyError: the header is incomplete.
        """
        rows, cols = header["shape"]
        parts: dict[str, Any] = {name: arrays[name] for name in ARRAYS if name in arrays}
        return cls(
            NMPattern.parse(header["pattern"]), (int(rows), int(cols)), header["value_type"], header["encoding"],
            kind=header["kind"], **parts,
        )  # fmt: skip

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays by name, in the order in which a flat buffer holds them."""
        return {name: array for name in ARRAYS if (array := getattr(self, name)) is not None}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedMatrix):
            return NotImplemented
        mine, theirs = self.arrays(), other.arrays()
        return self.header() == other.header() and all(mine[name].tobytes() == theirs[name].tobytes() for name in mine)

    __hash__ = None  # type: ignore[assignment]


def array_layout(header: Mapping[str, Any]) -> dict[str, tuple[tuple[int, ...], np.dtype[Any]]]:
    """Shape and element type of each array of a matrix, from its header, in the order of a flat buffer."""
    pattern, (rows, cols) = NMPattern.parse(header["pattern"]), header["shape"]
    value_type, groups = header["value_type"], -(-cols // pattern.group)
    layout: dict[str, tuple[tuple[int, ...], np.dtype[Any]]] = {}
    if header["scaled"]:
        layout["scales"] = ((rows,), np.dtype("<f4"))
    layout["values"] = ((rows, value_columns(value_type, groups * pattern.keep)), storage(value_type))
    if scale_columns(value_type):
        layout["multipliers"] = ((rows, scale_groups(value_type, cols)), np.dtype(np.uint8))
    index_bits = rows * groups * pattern.index_bits(header["encoding"])
    layout["indexes"] = ((-(-index_bits // 8),), np.dtype(np.uint8))
    return layout


def pack(
    matrix: Matrix,
    pattern: NMPattern,
    value_type: str | None = None,
    *,
    encoding: str | None = None,
    scales: NDArray[np.float32] | None = None,
    multipliers: NDArray[np.uint8] | None = None,
    pad: bool = False,
) -> PackedMatrix:
    """Pack a matrix that already fits an N:M pattern.

    Args:
        matrix: NumPy array or torch tensor [rows, cols]; groups run along the columns.
        pattern: which weights may be non-zero.
        value_type: one of `flame.value_types.CHOSEN`; None keeps the matrix's own (int8 then has no scales). How each
            rounds: `flame.value_types`.
        encoding: `bitmask`, `index` or `rank`; None takes the smallest.
        scales: fp32 [rows] for int8 and int4, in place of the computed ones.
        multipliers: uint8 [rows, ceil(cols / 32)] (64 for int4_64), with scales in place of the computed ones.
        pad: fill the last group of each row with zeros where the group does not divide the columns.
    Returns:
        the packed matrix, on the CPU.
    Raises:
        FormatError: a group has more than `keep` non-zeros, the columns do not divide, the matrix has no two
            axes or another element type or is no dense array, or a value does not fit the value type.
    """
    if not isinstance(pattern, NMPattern):
        raise FormatError(f"pattern {pattern!r}: expected an NMPattern (NMPattern.parse reads a text such as 2:4)")
    array, own_type, kind = _as_numpy(matrix)
    rows, cols = array.shape
    value_type = value_type or own_type
    pattern.check_columns(cols, value_type, "matrix", pad)
    if cols % pattern.group:
        array = np.pad(array, ((0, 0), (0, -cols % pattern.group)))
    groups = array.shape[1] // pattern.group
    shape = (rows, groups, pattern.group)
    nonzero = is_nonzero(array, own_type).reshape(shape)
    _check_fits(nonzero, pattern)
    kept = _fill_kept(nonzero, pattern)
    chosen = array.reshape(shape)[kept].reshape(rows, groups * pattern.keep)
    if is_integer(value_type) and own_type != value_type:
        values, scales, multipliers = quantise(
            as_floats(chosen, own_type), value_type, pattern.keep, pattern.group, scales, multipliers
        )
    else:
        values, scales, multipliers = convert(chosen, own_type, value_type), None, None
    lost = is_nonzero(chosen, own_type) & ~is_nonzero(values, value_type)
    if lost.any():
        _fill_again(values, kept, _any(lost.reshape(rows, groups, pattern.keep)), value_type, pattern)
    stored = values if multipliers is None else join_nibbles(values)
    if not is_integer(value_type):
        stored[~is_nonzero(stored, value_type)] = 0  # -0.0 is stored as 0
    encoding = encoding or pattern.best_encoding
    indexes = index_codes.encode(kept.reshape(-1, pattern.group), pattern, encoding)
    return PackedMatrix(pattern, (rows, cols), value_type, encoding, stored, indexes, scales, multipliers, kind)


def unpack(packed: PackedMatrix) -> Matrix:
    """The dense matrix [rows, cols], zeros included: the inverse of `pack`.

    Returns:
        the kind that was packed (NumPy array or CPU tensor) in the packed value type; scaled int8 and int4 come back as
        fp32, and so does bf16 in NumPy, which has no such type.
    Raises:
        FormatError: an index code stands for no position set.
    """
    kept = packed.kept()
    stored = packed.values if packed.scales is None else packed.floats()
    dense = np.zeros(kept.shape, stored.dtype)
    dense[kept] = stored.reshape(-1)
    dense = dense.reshape(packed.shape[0], packed.groups * packed.pattern.group)[:, : packed.shape[1]]
    if packed.kind == "torch":
        import torch  # a tensor was packed, or its owner asks for one

        tensor = torch.from_numpy(np.ascontiguousarray(dense))
        return tensor.view(torch.bfloat16) if packed.value_type == "bf16" else tensor
    return bf16_to_fp32(dense) if packed.value_type == "bf16" else np.ascontiguousarray(dense)


def _as_numpy(matrix: Matrix) -> tuple[NDArray[Any], str, str]:
    """Storage array, its value type, and the kind of what was given."""
    require_dense(matrix)
    if isinstance(matrix, np.ndarray):
        array, kind, named = matrix, "numpy", str(matrix.dtype)
    else:
        tensor, kind = plain_tensor(matrix), "torch"
        named = str(tensor.dtype).removeprefix("torch.")
        if named == "bfloat16":
            return tensor.view(sys.modules["torch"].int16).numpy().view(np.uint16), "bf16", kind
        array = tensor.numpy() if named in _OWN_TYPES else np.empty(0)
    if named not in _OWN_TYPES:
        raise FormatError(f"matrix: elements are {named} (expected fp32, bf16, fp16 or int8: convert it first)")
    return np.ascontiguousarray(array), _OWN_TYPES[named], kind


def _check_fits(nonzero: NDArray[np.bool_], pattern: NMPattern) -> None:
    count = np.zeros(nonzero.shape[:2], np.uint16)
    for i in range(pattern.group):
        count += nonzero[:, :, i]
    if count.size and count.max() > pattern.keep:
        row, group = np.argwhere(count > pattern.keep)[0]
        raise FormatError(
            f"row {row}, columns {group * pattern.group} to {(group + 1) * pattern.group - 1}: "
            f"{count[row, group]} non-zeros (expected at most {pattern.keep} of {pattern.group}; prune it first)"
        )


def _fill_kept(nonzero: NDArray[np.bool_], pattern: NMPattern) -> NDArray[np.bool_]:
    """Exactly `keep` a group: the non-zeros, then the zeros of lowest index."""
    kept = nonzero.copy()
    missing = np.full(nonzero.shape[:2], pattern.keep, np.int16)
    for i in range(pattern.group):
        missing -= nonzero[:, :, i]
    if not missing.any():
        return kept
    for i in range(pattern.group):
        fill = (missing > 0) & ~nonzero[:, :, i]
        kept[:, :, i] |= fill
        missing -= fill
    return kept


def _any(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Over a last axis that is short."""
    found = flags[..., 0].copy()
    for i in range(1, flags.shape[-1]):
        found |= flags[..., i]
    return found


def _fill_again(
    values: NDArray[Any], kept: NDArray[np.bool_], where: NDArray[np.bool_], value_type: str, pattern: NMPattern
) -> None:
    """Have the zeros of lowest index fill the places of what rounding made zero, in the groups `where`."""
    grouped = values.reshape(*where.shape, pattern.keep)
    dense = np.zeros((int(where.sum()), 1, pattern.group), values.dtype)
    dense[kept[where][:, None]] = grouped[where].reshape(-1)
    filled = _fill_kept(is_nonzero(dense, value_type), pattern)
    kept[where] = filled[:, 0]
    grouped[where] = dense[filled].reshape(-1, pattern.keep)
