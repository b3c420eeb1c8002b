"""The N:M format: `keep` of every `group` consecutive weights, packed as values, indexes and scales.

A packed matrix is canonical: equal matrices give equal bytes. Kept positions ascend within a group; in a group with
fewer than `keep` non-zeros the zeros of lowest index fill the places; -0.0 counts as 0 and is stored as 0. Rows and
groups follow one another without padding; index codes are bit-packed, least significant bit first.

NumPy arrays and torch tensors are both taken, and `unpack` gives back the kind that was given. torch is never
imported here: a tensor that arrives proves that it already was.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError

Matrix = Any  # NumPy array or torch tensor, [rows, cols]

ENCODINGS = ("bitmask", "index", "rank")
# How each value type is held. bf16 has no NumPy dtype: its bits are held as uint16. fp64 is kept, never chosen.
_STORAGE: dict[str, np.dtype[Any]] = {
    "fp32": np.dtype("<f4"),
    "bf16": np.dtype("<u2"),
    "fp16": np.dtype("<f2"),
    "int8": np.dtype("i1"),
    "fp64": np.dtype("<f8"),
}
VALUE_TYPES = tuple(_STORAGE)
_ARRAYS = ("scales", "values", "indexes")  # order of a matrix's arrays in a flat buffer: widest elements first
_MAX_GROUP = 256


@dataclass(frozen=True, order=True)
class NMPattern:
    """Keep `keep` of every `group` consecutive weights along the reduction axis (the paper's N:M, section 4).

    Args:
        keep: weights that remain in each group, 1 to `group`.
        group: consecutive weights that are pruned together, at most 256. `keep == group` is dense.
    Raises:
        FormatError: `keep` or `group` is no whole number in range.
    """

    keep: int
    group: int

    def __post_init__(self) -> None:
        for name in ("keep", "group"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | np.integer):
                raise FormatError(f"pattern: {name}={value!r} (expected a whole number, as in 2:4)")
            object.__setattr__(self, name, int(value))
        if not 1 <= self.keep <= self.group <= _MAX_GROUP:
            raise FormatError(
                f"pattern {self.keep}:{self.group}: expected 1 <= keep <= group <= {_MAX_GROUP} "
                "(keep:group, so 2:4 keeps two of four)"
            )

    @classmethod
    def parse(cls, text: str) -> NMPattern:
        """Read `keep:group`, such as `2:4`.

        Raises:
            FormatError: the text has another form, or the numbers are out of range.
        """
        found = re.fullmatch(r"\s*(\d+)\s*:\s*(\d+)\s*", str(text))
        if found is None:
            raise FormatError(f"pattern {text!r}: expected keep:group, such as 2:4")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.keep}:{self.group}"

    @property
    def sparsity(self) -> float:
        """Fraction of the weights that are zero."""
        return 1 - self.keep / self.group

    def groups(self, cols: int, where: str = "matrix", pad: bool = False) -> int:
        """Groups in a row of `cols` weights, with `pad` the last one filled up.

        Raises:
            FormatError: the group does not divide the columns, and `pad` is not set.
        """
        if cols % self.group and not pad:
            divisors = [g for g in (2, 4, 8, 16, 32) if cols % g == 0]
            hint = f"choose a group that divides {cols}, such as {divisors[-1]}, or " if divisors else ""
            raise FormatError(
                f"{where}: {cols} columns do not divide into groups of {self.group} ({hint}pruning.pad=true)"
            )
        return -(-cols // self.group)

    def index_bits(self, encoding: str) -> int:
        """Bits of index for one group.

        `bitmask` has one bit a weight, `index` one position a kept weight, `rank` the number of the group's
        position set among all of them (combinatorial number system).

        Raises:
            FormatError: no such encoding.
        """
        if encoding == "bitmask":
            return self.group
        if encoding == "index":
            return self.keep * (self.group - 1).bit_length()
        if encoding == "rank":
            return (math.comb(self.group, self.keep) - 1).bit_length()
        raise FormatError(f"index encoding {encoding!r}: expected one of {', '.join(ENCODINGS)}")

    @property
    def best_encoding(self) -> str:
        """The encoding of fewest bits; of equals, the one that is simplest to decode."""
        usable = [e for e in ENCODINGS if e != "rank" or self.index_bits(e) < 63]
        return min(usable, key=self.index_bits)

    def packed_bytes(
        self, rows: int, cols: int, value_type: str, encoding: str | None = None, pad: bool = False
    ) -> int:
        """Exact bytes of a packed `[rows, cols]` matrix: values, indexes and (for int8) one fp32 scale a row."""
        groups = rows * self.groups(cols, pad=pad)
        index = -(-groups * self.index_bits(encoding or self.best_encoding) // 8)
        scales = 4 * rows if value_type == "int8" else 0
        return groups * self.keep * _storage(value_type).itemsize + index + scales


@dataclass(frozen=True, eq=False)
class PackedMatrix:
    """One N:M matrix, packed.

    Args:
        pattern: which weights may be non-zero.
        shape: rows and columns of the dense matrix.
        value_type: `fp32`, `bf16`, `fp16`, `int8` (or `fp64`, where the matrix was given so).
        encoding: `bitmask`, `index` or `rank`.
        values: [rows, groups * keep], kept values in ascending position; bf16 as its bits in uint16. A row's last
            group is filled up where the matrix was padded.
        indexes: uint8, bit-packed codes of all groups, row by row.
        scales: fp32 [rows], or None: weight = value * scale.
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
    kind: str = "numpy"

    def __post_init__(self) -> None:
        storage = _storage(self.value_type)
        rows, cols = self.shape
        groups = -(-cols // self.pattern.group)
        expected = {
            "values": ((rows, groups * self.pattern.keep), storage),
            "indexes": ((-(-rows * groups * self.pattern.index_bits(self.encoding) // 8),), np.dtype(np.uint8)),
        }
        if self.scales is not None:
            expected["scales"] = ((rows,), np.dtype("<f4"))
        for name, (shape, dtype) in expected.items():
            array = getattr(self, name)
            if array.shape != shape or array.dtype != dtype:
                raise FormatError(
                    f"packed {rows} x {cols} {self.pattern} {self.value_type} matrix: {name} is {array.dtype} "
                    f"{list(array.shape)} (expected {dtype} {list(shape)})"
                )
        if self.kind not in ("numpy", "torch"):
            raise FormatError(f"packed matrix: kind {self.kind!r} (expected numpy or torch)")
        if self.scales is not None and self.value_type != "int8":
            raise FormatError(f"packed matrix: scales with {self.value_type} values (expected int8)")

    @property
    def groups(self) -> int:
        """Groups in a row, the last one filled up where the matrix was padded."""
        return -(-self.shape[1] // self.pattern.group)

    @property
    def size_bytes(self) -> int:
        """Bytes of values, indexes and scales: what lies on disk and what an expert buffer must hold."""
        return self.values.nbytes + self.indexes.nbytes + (0 if self.scales is None else self.scales.nbytes)

    def kept(self) -> NDArray[np.bool_]:
        """Which weights are stored: bool [rows, groups, group], exactly `keep` in each group.

        Raises:
            FormatError: an index code stands for no position set.
        """
        rows, groups = self.shape[0], self.groups
        return _decode(self.indexes, rows * groups, self.pattern, self.encoding).reshape(rows, groups, -1)

    def positions(self) -> NDArray[np.uint8]:
        """Place of each stored value within its group, ascending: uint8 [rows, groups, keep]."""
        kept = self.kept()
        return np.nonzero(kept)[2].astype(np.uint8).reshape(*kept.shape[:2], self.pattern.keep)

    def floats(self) -> NDArray[Any]:
        """Stored values as weights, scales applied: [rows, groups, keep] in fp32 (fp64 where that is stored)."""
        if self.value_type == "bf16":
            values = _bf16_to_fp32(self.values)
        else:
            values = self.values.astype(np.float64 if self.value_type == "fp64" else np.float32)
        if self.scales is not None:
            values = values * self.scales[:, None]
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

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays by name, in the order in which a flat buffer holds them."""
        named = {"scales": self.scales, "values": self.values, "indexes": self.indexes}
        return {name: named[name] for name in _ARRAYS if named[name] is not None}  # type: ignore[misc]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedMatrix):
            return NotImplemented
        mine, theirs = self.arrays(), other.arrays()
        return self.header() == other.header() and all(mine[name].tobytes() == theirs[name].tobytes() for name in mine)

    __hash__ = None  # type: ignore[assignment]


def pack(
    matrix: Matrix,
    pattern: NMPattern,
    value_type: str | None = None,
    *,
    encoding: str | None = None,
    scales: NDArray[np.float32] | None = None,
    pad: bool = False,
) -> PackedMatrix:
    """Pack a matrix that already fits an N:M pattern.

    Args:
        matrix: NumPy array or torch tensor [rows, cols]; groups run along the columns.
        pattern: which weights may be non-zero.
        value_type: `fp32`, `bf16`, `fp16` or `int8`; None keeps the matrix's own (int8 then has no scales).
            Values are rounded to nearest, ties to even. int8 uses one scale a row, its largest magnitude / 127.
        encoding: `bitmask`, `index` or `rank`; None takes the smallest.
        scales: fp32 [rows] for int8, in place of the computed ones.
        pad: fill the last group of each row with zeros where the group does not divide the columns.
    Returns:
        the packed matrix, on the CPU.
    Raises:
        FormatError: a group has more than `keep` non-zeros, the columns do not divide, the matrix has no two
            axes or another element type, or a value does not fit the value type.
    """
    array, own_type, kind = _as_numpy(matrix)
    rows, cols = array.shape
    if pad and cols % pattern.group:
        array = np.pad(array, ((0, 0), (0, -cols % pattern.group)))
    groups = pattern.groups(array.shape[1])
    _check_fits(_is_nonzero(array, own_type).reshape(rows, groups, pattern.group), pattern)

    value_type = value_type or own_type
    if value_type == "int8" and own_type != "int8":
        array, scales = _quantise(_as_floats(array, own_type), scales)
    else:
        array, scales = _convert(array, own_type, value_type), None
    kept = _fill_kept(_is_nonzero(array, value_type).reshape(rows, groups, pattern.group), pattern)
    values = array.reshape(rows, groups, pattern.group)[kept].reshape(rows, groups * pattern.keep)
    if value_type != "int8":
        values[~_is_nonzero(values, value_type)] = 0  # -0.0 is stored as 0
    encoding = encoding or pattern.best_encoding
    indexes = _encode(kept.reshape(-1, pattern.group), pattern, encoding)
    return PackedMatrix(pattern, (rows, cols), value_type, encoding, values, indexes, scales, kind)


def unpack(packed: PackedMatrix) -> Matrix:
    """The dense matrix [rows, cols], zeros included: the inverse of `pack`.

    Returns:
        the kind that was packed (NumPy array or CPU tensor) in the packed value type; scaled int8 comes back as fp32,
        and so does bf16 in NumPy, which has no such type.
    Raises:
        FormatError: an index code stands for no position set.
    """
    kept = packed.kept()
    stored = packed.values if packed.scales is None else packed.floats()
    dense = np.zeros(kept.shape, stored.dtype)
    dense[kept] = stored.reshape(-1)
    dense = dense.reshape(packed.shape[0], -1)[:, : packed.shape[1]]
    if packed.kind == "torch":
        import torch  # a tensor was packed, or its owner asks for one

        tensor = torch.from_numpy(np.ascontiguousarray(dense))
        return tensor.view(torch.bfloat16) if packed.value_type == "bf16" else tensor
    return _bf16_to_fp32(dense) if packed.value_type == "bf16" else np.ascontiguousarray(dense)


@dataclass(frozen=True)
class PackedExpert:
    """One pruned expert: its packed matrices by name (`wi` [d_ff, d_model] and `wo` [d_model, d_ff] for Switch).

    Raises:
        FormatError: no matrix, or a name that is empty or holds a dot.
    """

    matrices: Mapping[str, PackedMatrix]

    def __post_init__(self) -> None:
        if not self.matrices or any(not name or "." in name for name in self.matrices):
            raise FormatError(f"packed expert: matrices {list(self.matrices)} (expected names without a dot)")

    @classmethod
    def pack(
        cls,
        matrices: Mapping[str, Matrix],
        pattern: NMPattern | Mapping[str, NMPattern],
        value_type: str | None = None,
        pad: bool = False,
    ) -> PackedExpert:
        """Pack each matrix of an expert, with one pattern or one for each name.

        Raises:
            FormatError: as `pack`, with the matrix's name before it.
        """
        packed = {}
        for name, matrix in matrices.items():
            chosen = pattern if isinstance(pattern, NMPattern) else pattern[name]
            try:
                packed[name] = pack(matrix, chosen, value_type, pad=pad)
            except FormatError as error:
                raise FormatError(f"{name}: {error}") from error
        return cls(packed)

    def unpack(self) -> dict[str, Matrix]:
        """Dense matrices by name."""
        return {name: unpack(matrix) for name, matrix in self.matrices.items()}

    @cached_property
    def size_bytes(self) -> int:
        """Bytes of all matrices: values, indexes and scales."""
        return sum(matrix.size_bytes for matrix in self.matrices.values())

    def header(self) -> dict[str, Any]:
        """Headers of the matrices by name, as JSON values: with the arrays, all that a reader needs."""
        return {name: matrix.header() for name, matrix in self.matrices.items()}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array by flat name (`wi.values`, `wo.indexes` ...), fit for safetensors."""
        return {
            f"{name}.{part}": array for name, matrix in self.matrices.items() for part, array in matrix.arrays().items()
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], header: Mapping[str, Any]) -> PackedExpert:
        """Put together what `arrays` and `header` took apart.

        Raises:
            FormatError: an array is missing or contradicts the header, or the header is incomplete.
        """
        matrices = {}
        for name, facts in header.items():
            parts = {part: arrays.get(f"{name}.{part}") for part in _ARRAYS}
            wanted = [part for part in _ARRAYS if part != "scales" or facts.get("scaled")]
            missing = [part for part in wanted if parts[part] is None]
            if missing:
                raise FormatError(f"packed expert: array {name}.{missing[0]} is missing (the store is incomplete)")
            read: dict[str, Any] = {part: np.asarray(parts[part]) for part in wanted}
            matrices[name] = PackedMatrix(**_read_header(facts, name), **read)
        return cls(matrices)

    def to_bytes(self) -> bytes:
        """All arrays in one run of `size_bytes` bytes: scales of every matrix, then values, then indexes."""
        return b"".join(self.arrays()[name].tobytes() for name in _buffer_order(self.header()))

    @classmethod
    def from_buffer(cls, buffer: Any, header: Mapping[str, Any]) -> PackedExpert:
        """Read what `to_bytes` wrote, without copying.

        Args:
            buffer: bytes, memoryview or uint8 array of exactly the expert's size.
            header: as `header` gave it.
        Raises:
            FormatError: the buffer is shorter or longer than the header says.
        """
        arrays, offset = {}, 0
        sizes = {name: _array_layout(_read_header(facts, name)) for name, facts in header.items()}
        raw = memoryview(buffer).cast("B")
        for key in _buffer_order(header):
            name, part = key.split(".")
            shape, dtype = sizes[name][part]
            count = math.prod(shape)
            if offset + count * dtype.itemsize > len(raw):
                raise FormatError(f"packed expert: {len(raw)} bytes end within {key} (the store is cut short)")
            arrays[key] = np.frombuffer(raw, dtype, count, offset).reshape(shape)
            offset += count * dtype.itemsize
        if offset != len(raw):
            raise FormatError(f"packed expert: {len(raw)} bytes (expected {offset}; the store is damaged)")
        return cls.from_arrays(arrays, header)


def packed_expert_bytes(shapes: Mapping[str, Sequence[int]], pattern: NMPattern, value_type: str) -> int:
    """Exact bytes of a packed expert, from its matrices' shapes alone."""
    return sum(pattern.packed_bytes(rows, cols, value_type) for rows, cols in shapes.values())


def _buffer_order(header: Mapping[str, Any]) -> list[str]:
    return [f"{name}.{part}" for part in _ARRAYS for name in header if part != "scales" or header[name]["scaled"]]


def _array_layout(facts: Mapping[str, Any]) -> dict[str, tuple[tuple[int, ...], np.dtype[Any]]]:
    pattern, (rows, cols) = facts["pattern"], facts["shape"]
    groups = -(-cols // pattern.group)
    return {
        "scales": ((rows,), np.dtype("<f4")),
        "values": ((rows, groups * pattern.keep), _storage(facts["value_type"])),
        "indexes": ((-(-rows * groups * pattern.index_bits(facts["encoding"]) // 8),), np.dtype(np.uint8)),
    }


def _read_header(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    try:
        rows, cols = facts["shape"]
        return {
            "pattern": NMPattern.parse(facts["pattern"]),
            "shape": (int(rows), int(cols)),
            "value_type": facts["value_type"],
            "encoding": facts["encoding"],
            "kind": facts["kind"],
        }
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"packed expert: header of {name} is incomplete: {json.dumps(str(error))}") from error


def _storage(value_type: str) -> np.dtype[Any]:
    if value_type not in _STORAGE:
        raise FormatError(f"value type {value_type!r}: expected one of fp32, bf16, fp16, int8")
    return _STORAGE[value_type]


def _as_numpy(matrix: Matrix) -> tuple[NDArray[Any], str, str]:
    """Storage array, its value type, and the kind of what was given."""
    kind = "numpy"
    array = matrix
    if not isinstance(matrix, np.ndarray):
        torch = sys.modules.get("torch")
        if torch is None or not isinstance(matrix, torch.Tensor):
            raise FormatError(f"matrix: {type(matrix).__name__} (expected a NumPy array or a torch tensor)")
        kind = "torch"
        tensor = matrix.detach().cpu().contiguous()
        if tensor.dtype == torch.bfloat16:
            if tensor.ndim != 2:
                raise FormatError(f"matrix: shape {list(tensor.shape)} (expected rows and columns)")
            return tensor.view(torch.int16).numpy().view(np.uint16), "bf16", kind
        array = tensor.numpy()
    if array.ndim != 2:
        raise FormatError(f"matrix: shape {list(array.shape)} (expected rows and columns)")
    types = {np.dtype(np.float32): "fp32", np.dtype(np.float16): "fp16", np.dtype(np.int8): "int8",
             np.dtype(np.float64): "fp64"}  # fmt: skip
    own_type = types.get(array.dtype)
    if own_type is None:
        raise FormatError(f"matrix: elements are {array.dtype} (expected fp32, bf16, fp16 or int8)")
    return np.ascontiguousarray(array), own_type, kind


def _is_nonzero(array: NDArray[Any], value_type: str) -> NDArray[np.bool_]:
    if value_type == "bf16":
        return (array & np.uint16(0x7FFF)) != 0
    return array != 0  # true for NaN and infinities, false for -0.0


def _as_floats(array: NDArray[Any], value_type: str) -> NDArray[Any]:
    return _bf16_to_fp32(array) if value_type == "bf16" else array


def _bf16_to_fp32(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    return (bits.astype(np.uint32) << 16).view(np.float32)


def _fp32_to_bf16(array: NDArray[np.float32]) -> NDArray[np.uint16]:
    bits = array.view(np.uint32)
    rounded = ((bits + (np.uint32(0x7FFF) + ((bits >> 16) & 1))) >> 16).astype(np.uint16)
    return np.where(np.isnan(array), np.uint16(0x7FC0), rounded)


def _convert(array: NDArray[Any], own_type: str, value_type: str) -> NDArray[Any]:
    if own_type == value_type:
        return array
    floats = _as_floats(array, own_type)
    with np.errstate(over="ignore"):
        converted = floats.astype(np.float32 if value_type == "bf16" else _storage(value_type))
        if value_type == "bf16":
            converted = _fp32_to_bf16(converted)
    back = _as_floats(converted, value_type)
    if np.any(np.isinf(back) & np.isfinite(floats)):
        largest = float(np.abs(floats[np.isfinite(floats)]).max())
        raise FormatError(f"matrix: magnitude {largest:.4g} does not fit {value_type} (choose a wider value type)")
    return converted


def _quantise(array: NDArray[Any], scales: NDArray[np.float32] | None) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    if not np.isfinite(array).all():
        raise FormatError("matrix: infinite or NaN weights have no int8 value (choose fp32, bf16 or fp16)")
    if scales is None:
        scales = (np.abs(array).max(axis=1, initial=0) / 127).astype(np.float32)
    elif np.shape(scales) != (len(array),):
        raise FormatError(f"scales: shape {list(np.shape(scales))} (expected one for each of {len(array)} rows)")
    scales = np.ascontiguousarray(scales, np.float32)
    divisor = np.where(scales > 0, scales, np.float32(1))[:, None]
    return np.clip(np.rint(array / divisor), -127, 127).astype(np.int8), scales


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


def _encode(kept: NDArray[np.bool_], pattern: NMPattern, encoding: str) -> NDArray[np.uint8]:
    if encoding == "bitmask":
        return np.packbits(kept.reshape(-1), bitorder="little")
    if encoding == "index":
        width = (pattern.group - 1).bit_length()
        places = np.nonzero(kept)[1].astype(np.uint64)
        return _pack_bits(places, width)
    codes = np.zeros(len(kept), np.int64)
    seen = np.zeros(len(kept), np.int64)
    binomials = _binomials(pattern)
    for i in range(pattern.group):
        seen += kept[:, i]
        codes += binomials[i][seen] * kept[:, i]
    return _pack_bits(codes.astype(np.uint64), pattern.index_bits("rank"))


def _decode(indexes: NDArray[np.uint8], groups: int, pattern: NMPattern, encoding: str) -> NDArray[np.bool_]:
    if encoding == "bitmask":
        bits = np.unpackbits(indexes, count=groups * pattern.group, bitorder="little")
        kept = bits.reshape(groups, pattern.group).astype(bool)
    elif encoding == "index":
        places = _unpack_bits(indexes, groups * pattern.keep, (pattern.group - 1).bit_length())
        places = places.reshape(groups, pattern.keep).astype(np.int64)
        if places.size and (places.max() >= pattern.group):
            raise FormatError(f"indexes: a position of {places.max()} (expected below {pattern.group})")
        kept = np.zeros((groups, pattern.group), bool)
        np.put_along_axis(kept, places, True, axis=1)
    else:
        rank = _unpack_bits(indexes, groups, pattern.index_bits("rank")).astype(np.int64)
        if rank.size and rank.max() >= math.comb(pattern.group, pattern.keep):
            raise FormatError(f"indexes: rank {rank.max()} stands for no set of {pattern} positions")
        kept = np.zeros((groups, pattern.group), bool)
        left = np.full(groups, pattern.keep, np.int64)
        binomials = _binomials(pattern)
        for i in reversed(range(pattern.group)):
            here = (left > 0) & (rank >= binomials[i][left])
            rank -= binomials[i][left] * here
            left -= here
            kept[:, i] = here
    counts = kept.sum(axis=1)
    if counts.size and (counts.min() != pattern.keep or counts.max() != pattern.keep):
        raise FormatError(f"indexes: a group of {counts.min()} to {counts.max()} positions (expected {pattern.keep})")
    return kept


def _binomials(pattern: NMPattern) -> NDArray[np.int64]:
    """Entry [i][c] is the number of c-subsets of i positions: the rank that position i adds as the c-th kept one."""
    table = [[math.comb(i, c) for c in range(pattern.keep + 1)] for i in range(pattern.group)]
    if pattern.index_bits("rank") >= 63:
        raise FormatError(f"pattern {pattern}: ranks take more than 62 bits (choose bitmask or index)")
    return np.array(table, np.int64)


def _pack_bits(codes: NDArray[np.uint64], width: int) -> NDArray[np.uint8]:
    if width == 0:
        return np.zeros(0, np.uint8)
    bits = np.empty((len(codes), width), np.uint8)
    for b in range(width):
        bits[:, b] = (codes >> np.uint64(b)) & np.uint64(1)
    return np.packbits(bits.reshape(-1), bitorder="little")


def _unpack_bits(stream: NDArray[np.uint8], count: int, width: int) -> NDArray[np.uint64]:
    codes = np.zeros(count, np.uint64)
    if width:
        bits = np.unpackbits(stream, count=count * width, bitorder="little").reshape(count, width)
        for b in range(width):
            codes |= bits[:, b].astype(np.uint64) << np.uint64(b)
    return codes
