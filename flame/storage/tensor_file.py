"""safetensors files read and written tensor by tensor, with plain reads and writes.

The library maps a file whole, so that a resident-memory limit counts every page that was touched, and writes a file
only from tensors that are all in memory. A checkpoint larger than memory needs neither: here a tensor is read when it
is asked for, and a file is written in the order of its header.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import ArtifactError
from flame.storage.aligned_memory import ALIGNMENT, aligned_bytes

# bf16 has no NumPy dtype, its bits are read as uint16; nor have 8-bit floats, whose bits are read as uint8
DTYPES: dict[str, np.dtype[Any]] = {
    "F64": np.dtype("<f8"), "F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2"),
    "I64": np.dtype("<i8"), "I32": np.dtype("<i4"), "I16": np.dtype("<i2"), "I8": np.dtype("i1"),
    "U8": np.dtype("u1"), "BOOL": np.dtype("?"),
    "F8_E4M3": np.dtype("u1"), "F8_E5M2": np.dtype("u1"), "F8_E8M0": np.dtype("u1"),
}  # fmt: skip
_LFS_POINTER = b"version https://git-lfs"[:8]


@dataclass(frozen=True)
class TensorEntry:
    """Where a tensor lies: its safetensors dtype, shape, and the first byte and number of bytes in the file."""

    dtype: str
    shape: tuple[int, ...]
    offset: int
    size_bytes: int


class TensorFile:
    """A safetensors file, its header read and checked against the file's length.

    Args:
        file: its path.
    Raises:
        ArtifactError: no such file, no header, or a file that is shorter than its header says.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            length = file.stat().st_size
            with file.open("rb") as stream:
                first = stream.read(8)
                if first == _LFS_POINTER:
                    raise ArtifactError(f"{file}: is a Git LFS pointer in the place of the file (run git lfs pull)")
                header_bytes = int.from_bytes(first, "little")
                if header_bytes > length - 8:
                    raise ArtifactError(f"{file}: is cut short within its header (download or write it again)")
                header = json.loads(stream.read(header_bytes))
        except OSError as error:
            raise ArtifactError(f"{file}: cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise ArtifactError(f"{file}: is no safetensors file (its header is not JSON)") from error
        self.entries: dict[str, TensorEntry] = {}
        try:
            self.metadata: dict[str, str] = header.pop("__metadata__", {})
            for name, facts in header.items():
                start, end = facts["data_offsets"]
                self.entries[name] = TensorEntry(
                    facts["dtype"], tuple(facts["shape"]), 8 + header_bytes + start, end - start
                )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ArtifactError(f"{file}: is no safetensors file (its header lists no tensors)") from error
        needed = max((e.offset + e.size_bytes for e in self.entries.values()), default=0)
        if needed > length:
            cut = next(name for name, e in self.entries.items() if e.offset + e.size_bytes > length)
            raise ArtifactError(
                f"{file}: is cut short within {cut} ({length} bytes, its header says {needed}; download or write it "
                "again)"
            )

    def read(self, name: str, part: slice | None = None) -> NDArray[Any]:
        """One tensor; bf16 as its bits in uint16.

        Args:
            name: of the tensor.
            part: of its first axis, without a step; None for all of it. Nothing else is read.
        Raises:
            ArtifactError: no such tensor, an element type unknown here, or bytes that cannot be read.
        """
        entry = self.entries.get(name)
        if entry is None:
            raise ArtifactError(f"{self.file}: holds no tensor {name}")
        if entry.dtype not in DTYPES:
            raise ArtifactError(f"{self.file}: {name} is {entry.dtype} (expected one of {', '.join(DTYPES)})")
        whole = math.prod(entry.shape) * DTYPES[entry.dtype].itemsize
        if whole != entry.size_bytes:
            raise ArtifactError(f"{self.file}: {name} has {entry.size_bytes} bytes (its shape says {whole})")
        shape, offset = entry.shape, entry.offset
        if part is not None:
            first, last, _ = part.indices(shape[0])
            shape, offset = (max(0, last - first), *shape[1:]), offset + first * (whole // max(1, shape[0]))
        dtype = DTYPES[entry.dtype]
        array = aligned_bytes(math.prod(shape) * dtype.itemsize, ALIGNMENT).view(dtype).reshape(shape)
        try:
            with self.file.open("rb", buffering=0) as stream:
                stream.seek(offset)
                view, done = array.reshape(-1).view(np.uint8).data, 0
                while done < array.nbytes:
                    count = stream.readinto(view[done:])
                    if not count:
                        raise ArtifactError(f"{self.file}: is cut short within {name} (it shrank while open)")
                    done += count
        except OSError as error:
            raise ArtifactError(f"{self.file}: {name} cannot be read: {error.strerror}") from error
        return array


class TensorWriter:
    """Writes a safetensors file beside its place, tensor by tensor in the order announced, and renames it when done.

    Args:
        file: final place.
        tensors: safetensors dtype and shape of each tensor, by name, in the order in which they will come.
        metadata: text entries of the header.
    Raises:
        OSError: the folder cannot be written, or is full; nothing is left at the place.
    """

    def __init__(
        self, file: Path, tensors: Mapping[str, tuple[str, Sequence[int]]], metadata: Mapping[str, str] | None = None
    ) -> None:
        self._file, self._scratch = file, file.with_name(f".{file.name}.partial")
        header: dict[str, Any] = {"__metadata__": dict(metadata or {})}
        offset = 0
        self._expected: list[tuple[str, int]] = []
        for name, (dtype, shape) in tensors.items():
            size = math.prod(shape) * DTYPES[dtype].itemsize
            header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + size]}
            self._expected.append((name, size))
            offset += size
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 8)
        self._stream = self._scratch.open("wb")
        self._stream.write(len(text).to_bytes(8, "little") + text)

    def write(self, name: str, array: NDArray[Any] | bytes) -> None:
        """Write the next tensor. It must be the next one announced, in its announced size."""
        expected, size = self._expected.pop(0)
        content = (
            memoryview(array) if isinstance(array, bytes) else np.ascontiguousarray(array).reshape(-1).view("u1").data
        )
        assert (name, content.nbytes) == (expected, size), f"{name}: {content.nbytes} bytes, expected {expected} {size}"
        self._stream.write(content)

    def __enter__(self) -> TensorWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                assert not self._expected, f"{self._file}: {self._expected[0][0]} was never written"
                self._stream.flush()
                os.fsync(self._stream.fileno())
                self._stream.close()
                self._scratch.rename(self._file)
        finally:
            try:
                self._stream.close()  # on a full disk what is still buffered fails once more
            finally:
                self._scratch.unlink(missing_ok=True)
