"""Packed experts: the matrices and biases of one expert in one run of bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import ARRAYS, Matrix, PackedMatrix, array_layout, pack, unpack

MATRICES = ("gate", "up", "down")  # canonical names, in the order in which an expert computes; gate may be absent


RUN_BEGINS = 16  # bytes: a device reads so many at once


@dataclass(frozen=True)
class PackedExpert:
    """One pruned expert: its packed matrices by name, and its biases.

    A gated expert has `gate` and `up` [d_ff, d_model] and `down` [d_model, d_ff], a plain one `up` and
    `down`. What stands between them is a matter of the layer.

    Args:
        matrices: by name.
        biases: fp32 [rows] by the name of the matrix that it belongs to; empty for most families.
    Raises:
        FormatError: no matrix, a name that is empty or holds a dot, or a bias that fits no matrix.
    """

    matrices: Mapping[str, PackedMatrix]
    biases: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.matrices or any(not name or "." in name for name in self.matrices):
            raise FormatError(f"packed expert: matrices {list(self.matrices)} (expected names without a dot)")
        for name, bias in self.biases.items():
            if name not in self.matrices:
                raise FormatError(f"packed expert: a bias of {name} (expected one of {', '.join(self.matrices)})")
            rows = self.matrices[name].shape[0]
            if bias.shape != (rows,) or bias.dtype != np.float32:
                raise FormatError(
                    f"packed expert: bias of {name} is {bias.dtype} {list(bias.shape)} (expected float32 [{rows}])"
                )

    @classmethod
    def pack(
        cls,
        matrices: Mapping[str, Matrix],
        pattern: NMPattern | Mapping[str, NMPattern],
        value_type: str | None = None,
        pad: bool = False,
        biases: Mapping[str, Matrix] | None = None,
    ) -> PackedExpert:
        """Pack each matrix of an expert, with one pattern or one for each name.

        Args:
            matrices, pattern, value_type, pad: as for `flame.packed.pack`.
            biases: arrays or tensors [rows] by matrix name; kept in fp32.
        Raises:
            FormatError: as `flame.packed.pack`, with the matrix's name before it; or a bias that is not finite.
        """
        packed = {}
        for name, matrix in matrices.items():
            chosen = pattern if isinstance(pattern, NMPattern) else pattern[name]
            try:
                packed[name] = pack(matrix, chosen, value_type, pad=pad)
            except FormatError as error:
                raise FormatError(f"{name}: {error}") from error
        kept = {}
        for name, bias in (biases or {}).items():
            floats = bias if isinstance(bias, np.ndarray) else bias.detach().cpu().float().numpy()
            kept[name] = np.array(floats, np.float32)
            if not np.isfinite(kept[name]).all():
                raise FormatError(f"{name}: its bias is NaN or infinite (expected finite; mend the checkpoint)")
        return cls(packed, kept)

    def unpack(self) -> dict[str, Matrix]:
        """Dense matrices by name, without the biases."""
        return {name: unpack(matrix) for name, matrix in self.matrices.items()}

    @cached_property
    def size_bytes(self) -> int:
        """Bytes of all matrices (values, indexes and scales) and biases."""
        biases = sum(bias.nbytes for bias in self.biases.values())
        return biases + sum(matrix.size_bytes for matrix in self.matrices.values())

    def header(self) -> dict[str, Any]:
        """All that a reader needs beside the arrays, as JSON values: headers of the matrices and names of biases."""
        return {
            "matrices": {name: matrix.header() for name, matrix in self.matrices.items()},
            "biases": list(self.biases),
        }

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array by flat name (`up.values`, `down.indexes`, `up.bias` ...), fit for safetensors."""
        arrays = {
            f"{name}.{part}": array for name, matrix in self.matrices.items() for part, array in matrix.arrays().items()
        }
        return arrays | {f"{name}.bias": bias for name, bias in self.biases.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], header: Mapping[str, Any]) -> PackedExpert:
        """Put together what `arrays` and `header` took apart.

        Raises:
            FormatError: an array is missing or contradicts the header, or the header is incomplete.
        """
        layouts = _layouts(header)
        missing = [name for name in layouts if name not in arrays]
        if missing:
            raise FormatError(f"packed expert: array {missing[0]} is missing (the store is incomplete)")
        matrices = {}
        for name in sorted(header["matrices"], key=_place):
            parts = {part: np.asarray(arrays[f"{name}.{part}"]) for part in ARRAYS if f"{name}.{part}" in layouts}
            matrices[name] = PackedMatrix.from_arrays(parts, header["matrices"][name])
        return cls(matrices, {name: np.asarray(arrays[f"{name}.bias"]) for name in header["biases"]})

    def to_bytes(self) -> bytes:
        """All arrays in one run of `size_bytes` bytes: biases, scales of every matrix, values, multipliers, indexes."""
        arrays = self.arrays()
        return b"".join(arrays[name].tobytes() for name in _layouts(self.header()))

    def run(self) -> NDArray[np.uint8] | None:
        """The one run of bytes [size_bytes] that the arrays lie in, not a copy; None where they lie otherwise.

        They do where `from_buffer` made them of memory that begins on `RUN_BEGINS` bytes. The memory is the expert's:
        this has to stay beside what is returned.
        """
        arrays = self.arrays()
        ordered = [arrays[name] for name in _layouts(self.header())]
        ends = np.cumsum([0, *(array.nbytes for array in ordered)])
        begin = ordered[0].ctypes.data
        if begin % RUN_BEGINS:
            return None
        if any(array.ctypes.data != begin + end for array, end in zip(ordered, ends[:-1], strict=True) if array.size):
            return None
        first = ordered[0].reshape(-1).view(np.uint8)
        return np.lib.stride_tricks.as_strided(first, (int(ends[-1]),), (1,))

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
        raw = memoryview(buffer).cast("B")
        for key, (shape, dtype) in _layouts(header).items():
            count = math.prod(shape)
            if offset + count * dtype.itemsize > len(raw):
                raise FormatError(f"packed expert: {len(raw)} bytes end within {key} (the store is cut short)")
            arrays[key] = np.frombuffer(raw, dtype, count, offset).reshape(shape)
            offset += count * dtype.itemsize
        if offset != len(raw):
            raise FormatError(f"packed expert: {len(raw)} bytes (expected {offset}; the store is damaged)")
        return cls.from_arrays(arrays, header)


def packed_expert_bytes(shapes: Mapping[str, Sequence[int]], pattern: NMPattern, value_type: str) -> int:
    """Exact bytes of a packed expert without biases, from its matrices' shapes alone."""
    return sum(pattern.packed_bytes(rows, cols, value_type) for rows, cols in shapes.values())


def _layouts(header: Mapping[str, Any]) -> dict[str, tuple[tuple[int, ...], np.dtype[Any]]]:
    """Shape and type of every array by flat name, in the order of the flat buffer."""
    try:
        names = sorted(header["matrices"], key=_place)  # JSON may have put them in another order
        layouts = {name: array_layout(header["matrices"][name]) for name in names}
        found = {f"{name}.bias": ((int(header["matrices"][name]["shape"][0]),), np.dtype("<f4"))
                 for name in sorted(header["biases"], key=_place)}  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"packed expert: its header is incomplete: {json.dumps(str(error))}") from error
    return found | {
        f"{name}.{part}": layout[part] for part in ARRAYS for name, layout in layouts.items() if part in layout
    }


def _place(name: str) -> tuple[int, str]:
    return (MATRICES.index(name) if name in MATRICES else len(MATRICES), name)
