"""Expert stores: where packed experts lie until a slot needs them.

A store is asked for one expert at a time and gives it whole and verified, or raises one clear error. It knows no
policy. `FileStore` reads the folder that `experiment=prune` writes, `MemoryStore` holds experts that were packed in
this process, `LimitedStore` makes any store as slow as a stated link.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from flame.errors import ArtifactError, FlameError, FormatError
from flame.nm_format import NMPattern, PackedExpert
from flame.packed_store import LayerKey, PackedLocation, PackedStore

ExpertKey = tuple[str, int, int]  # stack, position among its MoE layers, expert


class ExpertStore(Protocol):
    """Gives packed experts; called from the loader's thread, one call at a time."""

    def layers(self) -> tuple[LayerKey, ...]:
        """The MoE layers whose experts the store holds."""
        ...

    def size_bytes(self, key: ExpertKey) -> int:
        """Packed size of an expert."""
        ...

    def load(self, key: ExpertKey) -> PackedExpert:
        """Read one expert.

        Raises:
            ArtifactError: it cannot be read, or is not what was stored.
        """
        ...

    def close(self) -> None:
        """Give files back; a store is not used afterwards."""
        ...


@dataclass(frozen=True)
class _OpenFile:
    descriptor: int
    size_bytes: int
    modified_ns: int


class FileStore:
    """The packed experts of a folder, read from disk expert by expert.

    Reads are plain positioned reads: a file that is cut short while it is open gives a short read and so an error,
    where a memory map would kill the process. Each expert's SHA-256 is verified on its first load; that the file has
    not been touched since it was opened is verified on every load.

    Args:
        folder: packed store (`flame.packed_store`), opened without reading experts.
        verify_every_load: verify digests on every load, not only on the first.
    Raises:
        ArtifactError: no packed store, or one whose files are incomplete.
    """

    def __init__(self, folder: Path, verify_every_load: bool = False) -> None:
        self._packed = PackedStore(folder)
        self._verify_every_load = verify_every_load
        self._verified: set[ExpertKey] = set()
        self._files: dict[Path, _OpenFile] = {}

    def layers(self) -> tuple[LayerKey, ...]:
        return self._packed.layers

    def size_bytes(self, key: ExpertKey) -> int:
        return self._packed.location(*key).size_bytes

    def load(self, key: ExpertKey) -> PackedExpert:
        place = self._packed.location(*key)
        content = self._read(place, key)
        if self._verify_every_load or key not in self._verified:
            if hashlib.sha256(content.data).hexdigest() != place.sha256:
                raise ArtifactError(
                    f"{place.file}: {_name(key)} is altered, its SHA-256 differs (write the store again)"
                )
            self._verified.add(key)
        try:
            return PackedExpert.from_buffer(content, place.header)
        except FormatError as error:
            raise ArtifactError(f"{place.file}: {_name(key)}: {error}") from error

    def close(self) -> None:
        for file in self._files.values():
            os.close(file.descriptor)
        self._files.clear()

    def _read(self, place: PackedLocation, key: ExpertKey) -> NDArray[np.uint8]:
        try:
            opened = self._files.get(place.file)
            if opened is None:
                descriptor = os.open(place.file, os.O_RDONLY)
                status = os.fstat(descriptor)
                opened = self._files[place.file] = _OpenFile(descriptor, status.st_size, status.st_mtime_ns)
            content = np.empty(place.size_bytes, np.uint8)
            filled = 0
            while filled < len(content):
                part = os.preadv(opened.descriptor, [content[filled:].data], place.offset + filled)
                if part == 0:
                    raise ArtifactError(
                        f"{place.file}: is cut short within {_name(key)} ({filled} of {len(content)} bytes; write the "
                        "store again)"
                    )
                filled += part
            status = os.fstat(opened.descriptor)
        except OSError as error:
            raise ArtifactError(f"{place.file}: {_name(key)} cannot be read: {error.strerror or error}") from error
        if (status.st_size, status.st_mtime_ns) != (opened.size_bytes, opened.modified_ns):
            raise ArtifactError(
                f"{place.file}: was changed while it was in use (stop writing to the store, open it anew)"
            )
        return content


class MemoryStore:
    """Packed experts in host memory.

    Args:
        experts: every expert of every layer.
    """

    def __init__(self, experts: Mapping[ExpertKey, PackedExpert]) -> None:
        self._experts = dict(experts)

    @staticmethod
    def pack(
        matrices: Callable[[str, int, int], Mapping[str, Any]],
        layers: Iterable[LayerKey],
        num_experts: int,
        pattern: NMPattern,
        value_type: str | None = None,
    ) -> MemoryStore:
        """Pack the experts of a model that already fits the pattern.

        Args:
            matrices: gives the matrices of (stack, position, expert).
            layers: MoE layers to pack.
            num_experts: experts of each.
            pattern: N:M pattern; keep == group packs dense experts.
            value_type: type of the values; None keeps the matrices' own.
        Raises:
            FormatError: a group has more non-zeros than the pattern keeps.
        """
        keys = [(stack, position, expert) for stack, position in layers for expert in range(num_experts)]
        return MemoryStore({key: PackedExpert.pack(matrices(*key), pattern, value_type) for key in keys})

    def layers(self) -> tuple[LayerKey, ...]:
        return tuple(dict.fromkeys((stack, position) for stack, position, _ in self._experts))

    def size_bytes(self, key: ExpertKey) -> int:
        return self._find(key).size_bytes

    def load(self, key: ExpertKey) -> PackedExpert:
        return self._find(key)

    def close(self) -> None:
        """Nothing to give back."""

    def _find(self, key: ExpertKey) -> PackedExpert:
        if key not in self._experts:
            raise ArtifactError(f"store in memory: no {_name(key)}")
        return self._experts[key]


class LimitedStore:
    """A store behind a link of stated speed, for experiments that others can repeat.

    Args:
        store: where the experts come from.
        bytes_per_s: bandwidth of the link.
        latency_s: seconds before the first byte of each load.
    """

    def __init__(self, store: ExpertStore, bytes_per_s: float, latency_s: float = 0.0) -> None:
        if not bytes_per_s > 0 or latency_s < 0:
            raise FlameError(
                f"limited store: {bytes_per_s} bytes/s after {latency_s} s (expected above 0 and at least 0)"
            )
        self._store = store
        self._bytes_per_s = bytes_per_s
        self._latency_s = latency_s
        self._closed = threading.Event()

    def layers(self) -> tuple[LayerKey, ...]:
        return self._store.layers()

    def size_bytes(self, key: ExpertKey) -> int:
        return self._store.size_bytes(key)

    def load(self, key: ExpertKey) -> PackedExpert:
        start = time.monotonic()
        expert = self._store.load(key)
        left = start + self._latency_s + expert.size_bytes / self._bytes_per_s - time.monotonic()
        if left > 0:
            self._closed.wait(left)
        return expert

    def close(self) -> None:
        self._closed.set()
        self._store.close()


def _name(key: ExpertKey) -> str:
    return f"{key[0]} layer {key[1]}, expert {key[2]}"
