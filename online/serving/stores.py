"""Expert stores: where packed experts lie until a slot needs them.

A store is asked for one expert at a time and gives it whole and verified, or raises one clear error. It knows no
policy. `FileStore` reads the folder that `experiment=prune` writes, `MemoryStore` holds experts in host memory,
`LimitedStore` makes any store as slow as a stated link.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import itertools
import mmap
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import ArtifactError, ConfigError, FlameError, FormatError, near_names
from flame.ids import ExpertId, LayerId
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.aligned_memory import ALIGNMENT, aligned_bytes
from flame.storage.packed_store import PackedLocation, PackedStore
from online.serving.page_locked import page_locked

ACCESSES = ("read", "direct", "mapped")
STORES = (*ACCESSES, "memory")  # what `open_store` takes
_BLOCK = 4096  # direct I/O: unit of offsets, lengths and addresses, a multiple of any device's
_PR_SET_TIMERSLACK = 29  # <linux/prctl.h>


class ExpertStore(Protocol):
    """Gives packed experts; called from the loader's thread, one call at a time."""

    def layers(self) -> tuple[LayerId, ...]:
        """The MoE layers whose experts the store holds."""
        ...

    def size_bytes(self, expert: ExpertId) -> int:
        """Packed size of an expert."""
        ...

    def load(self, expert: ExpertId) -> PackedExpert:
        """Read one expert.

        Raises:
            ArtifactError: it cannot be read, or is not what was stored.
        """
        ...

    def close(self) -> None:
        """Give files back; a store is not used afterwards."""
        ...


@dataclass(frozen=True)
class OpenFile:
    """A file of a store, as it was when it was opened."""

    descriptor: int
    size_bytes: int
    modified_ns: int
    mapping: mmap.mmap | None = None


class FileStore:
    """The packed experts of a folder, read from disk expert by expert into memory of their own.

    Each expert's SHA-256 is verified on its first load; that the file has not been touched since it was opened is
    verified on every load. The files are opened once, so that a store written anew at the same place is not mixed with
    the one that was opened.

    Args:
        folder: packed store (`flame.storage.packed_store`), opened without reading experts.
        access: how bytes are read. `read`: positioned reads through the page cache. `direct`: positioned reads
            that bypass it (O_DIRECT), so that the cache of a machine with little memory is left alone. `mapped`:
            from a memory map; the kernel copies, so that a file that is cut short is an error and not the end of the
            process, and the pages are given back after each expert.
        verify_every_load: verify digests on every load, not only on the first.
    Raises:
        ArtifactError: no packed store, one whose files are incomplete or cannot be opened, or a file system without
            direct I/O.
        ConfigError: no such access.
    """

    def __init__(self, folder: Path, access: str = "read", verify_every_load: bool = False) -> None:
        if access not in ACCESSES:
            raise ConfigError(f"expert store: access {access!r} is unknown ({near_names(access, ACCESSES)})")
        self._packed = PackedStore(folder)
        self.access = access
        self.verify_every_load = verify_every_load
        self._verified: set[ExpertId] = set()
        self._files: dict[Path, OpenFile] = {}
        # /proc/self/mem reads this process's own memory through the kernel: a page that a file has lost is an I/O
        # error there, where touching it would be a fatal signal.
        self._own_memory = os.open("/proc/self/mem", os.O_RDONLY) if access == "mapped" else -1
        try:
            for layer in self._packed.layers:
                file = self._packed.location(ExpertId(layer, 0)).file
                self._files[file] = self._open(file)
        except BaseException:
            self.close()
            raise

    def layers(self) -> tuple[LayerId, ...]:
        return self._packed.layers

    def size_bytes(self, expert: ExpertId) -> int:
        return self._packed.location(expert).size_bytes

    def location(self, expert: ExpertId) -> PackedLocation:
        """Where an expert's bytes lie."""
        return self._packed.location(expert)

    def opened(self, file: Path) -> OpenFile:
        """A file of the store, open until the store is closed."""
        return self._files[file]

    def load(self, expert: ExpertId) -> PackedExpert:
        place = self._packed.location(expert)
        content = self._read(place, expert)
        if self.verify_every_load or expert not in self._verified:
            if hashlib.sha256(content.data).hexdigest() != place.sha256:
                raise ArtifactError(f"{place.file}: {expert} is altered, its SHA-256 differs (write the store again)")
            self._verified.add(expert)
        try:
            return PackedExpert.from_buffer(content, place.header)
        except FormatError as error:
            raise ArtifactError(f"{place.file}: {expert}: {error}") from error

    def close(self) -> None:
        for file in self._files.values():
            if file.mapping is not None:
                file.mapping.close()
            os.close(file.descriptor)
        self._files.clear()
        if self._own_memory >= 0:
            os.close(self._own_memory)
            self._own_memory = -1

    def _open(self, file: Path) -> OpenFile:
        flags = os.O_RDONLY | (os.O_DIRECT if self.access == "direct" else 0)
        try:
            descriptor = os.open(file, flags)
        except OSError as error:
            if self.access == "direct" and error.errno == errno.EINVAL:
                raise ArtifactError(_no_direct(file)) from error
            raise ArtifactError(f"{file}: cannot be opened: {error.strerror}") from error
        status = os.fstat(descriptor)
        mapping = None
        if self.access == "mapped":
            mapping = mmap.mmap(descriptor, status.st_size, access=mmap.ACCESS_READ)
        return OpenFile(descriptor, status.st_size, status.st_mtime_ns, mapping)

    def _read(self, place: PackedLocation, expert: ExpertId) -> NDArray[np.uint8]:
        opened = self._files[place.file]
        try:
            if self.access == "direct":
                content = self._read_direct(opened.descriptor, place, expert)
            elif opened.mapping is not None:
                content = self._read_mapped(opened.mapping, place, expert)
            else:
                content = aligned_bytes(place.size_bytes, ALIGNMENT)
                _fill(opened.descriptor, content, place.offset, content.nbytes, place, expert)
            status = os.fstat(opened.descriptor)
        except OSError as error:
            raise unreadable(place, expert, error, self.access) from error
        if (status.st_size, status.st_mtime_ns) != (opened.size_bytes, opened.modified_ns):
            raise changed(place)
        return content

    def _read_direct(self, descriptor: int, place: PackedLocation, expert: ExpertId) -> NDArray[np.uint8]:
        start = place.offset - place.offset % _BLOCK
        skipped = place.offset - start
        needed = skipped + place.size_bytes
        blocks = aligned_bytes(-(-needed // _BLOCK) * _BLOCK, _BLOCK)
        _fill(descriptor, blocks, start, needed, place, expert)
        content = blocks[skipped:needed]
        if skipped % 8:  # the arrays of an expert want addresses of their elements' size
            own = aligned_bytes(place.size_bytes, ALIGNMENT)
            own[:] = content
            return own
        return content

    def _read_mapped(self, mapping: mmap.mmap, place: PackedLocation, expert: ExpertId) -> NDArray[np.uint8]:
        address = np.frombuffer(mapping, np.uint8).ctypes.data
        content = aligned_bytes(place.size_bytes, ALIGNMENT)
        _fill(self._own_memory, content, address + place.offset, content.nbytes, place, expert)
        start = place.offset - place.offset % mmap.PAGESIZE
        mapping.madvise(mmap.MADV_DONTNEED, start, place.offset + place.size_bytes - start)
        return content


def _fill(
    descriptor: int, content: NDArray[np.uint8], start: int, needed: int, place: PackedLocation, expert: ExpertId
) -> None:
    """Read from `start` on until `needed` bytes are there, however few a single read gives."""
    filled = 0
    while filled < needed:
        part = os.preadv(descriptor, [content[filled:].data], start + filled)
        if part == 0:
            raise cut_short(place, expert, filled, needed)
        filled += part


def cut_short(place: PackedLocation, expert: ExpertId, filled: int, needed: int) -> ArtifactError:
    """What is said of a file that ends within an expert."""
    return ArtifactError(
        f"{place.file}: is cut short within {expert} ({filled} of {needed} bytes; write the store again)"
    )


def changed(place: PackedLocation) -> ArtifactError:
    """What is said of a file that is not the one that was opened."""
    return ArtifactError(f"{place.file}: was changed while it was in use (stop writing to the store, open it anew)")


def unreadable(place: PackedLocation, expert: ExpertId, error: OSError, access: str) -> ArtifactError:
    """What is said of a read that failed."""
    if access == "direct" and error.errno == errno.EINVAL:
        return ArtifactError(_no_direct(place.file))
    return ArtifactError(f"{place.file}: {expert} cannot be read: {error.strerror or error}")


def _no_direct(file: Path) -> str:
    return f"{file}: this file system takes no direct I/O (choose access read or mapped, or another disk)"


def open_store(kind: str, folder: Path) -> ExpertStore:
    """Open a packed store: one of `ACCESSES`, or `memory`, which reads all of it now.

    Raises:
        ArtifactError, ConfigError: as `FileStore`.
    """
    if kind not in STORES:
        raise ConfigError(f"expert store {kind!r} is unknown ({near_names(kind, STORES)})")
    if kind != "memory":
        return FileStore(folder, kind)
    files = FileStore(folder)
    try:
        experts = range(PackedStore(folder).num_experts)
        found: dict[ExpertId, PackedExpert] = {}
        for layer in files.layers():
            found |= _in_one_run(files, [ExpertId(layer, expert) for expert in experts])
        return MemoryStore(found)
    finally:
        files.close()


def _in_one_run(files: FileStore, wanted: Sequence[ExpertId]) -> dict[ExpertId, PackedExpert]:
    """Experts one behind the other in memory, so that it has huge pages where an expert alone fills none."""
    sizes = (-(-files.size_bytes(each) // ALIGNMENT) * ALIGNMENT for each in wanted)
    places = list(itertools.accumulate(sizes, initial=0))
    run = aligned_bytes(places.pop(), ALIGNMENT)
    found = {}
    for which, place in zip(wanted, places, strict=True):
        expert = files.load(which)
        own = run[place : place + files.size_bytes(which)]
        own[:] = np.frombuffer(expert.to_bytes(), np.uint8)
        found[which] = PackedExpert.from_buffer(own, expert.header())
    return found


class MemoryStore:
    """Packed experts in host memory.

    Args:
        experts: every expert of every layer.
    """

    def __init__(self, experts: Mapping[ExpertId, PackedExpert]) -> None:
        self._experts = dict(experts)

    @staticmethod
    def pack(
        matrices: Callable[[ExpertId], Mapping[str, Any]],
        layers: Iterable[LayerId],
        num_experts: int,
        pattern: NMPattern,
        value_type: str | None = None,
    ) -> MemoryStore:
        """Pack the experts of a model that already fits the pattern.

        Args:
            matrices: gives the matrices of an expert.
            layers: MoE layers to pack.
            num_experts: experts of each.
            pattern: N:M pattern; keep == group packs dense experts.
            value_type: type of the values; None keeps the matrices' own.
        Raises:
            FormatError: a group has more non-zeros than the pattern keeps.
        """
        keys = [ExpertId(layer, expert) for layer in layers for expert in range(num_experts)]
        return MemoryStore({key: PackedExpert.pack(matrices(key), pattern, value_type) for key in keys})

    def page_locked(self) -> MemoryStore:
        """The same experts in memory that a CUDA device copies from while it computes.

        Raises:
            ConfigError: there is no CUDA device.
        """
        if not torch.cuda.is_available():
            raise ConfigError("page-locked memory: no CUDA device (keep the store as it is)")
        return MemoryStore({key: page_locked(expert) for key, expert in self._experts.items()})

    def layers(self) -> tuple[LayerId, ...]:
        return tuple(dict.fromkeys(expert.layer for expert in self._experts))

    def size_bytes(self, expert: ExpertId) -> int:
        return self._find(expert).size_bytes

    def load(self, expert: ExpertId) -> PackedExpert:
        return self._find(expert)

    def close(self) -> None:
        """Nothing to give back."""

    def _find(self, expert: ExpertId) -> PackedExpert:
        if expert not in self._experts:
            raise ArtifactError(f"store in memory: no {expert}")
        return self._experts[expert]


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
        self.store = store
        self.bytes_per_s = bytes_per_s
        self.latency_s = latency_s
        self._open = threading.Lock()  # held for as long as the store is open
        self._open.acquire()
        self._closed = False
        self._threads = threading.local()  # those whose waits are exact know it

    def layers(self) -> tuple[LayerId, ...]:
        return self.store.layers()

    def size_bytes(self, expert: ExpertId) -> int:
        return self.store.size_bytes(expert)

    def load(self, expert: ExpertId) -> PackedExpert:
        start = time.monotonic()
        packed = self.store.load(expert)
        moved = self.store.size_bytes(expert)  # of an expert in halves, the lower one
        left = start + self.latency_s + moved / self.bytes_per_s - time.monotonic()
        if left > 0:
            if not hasattr(self._threads, "exact"):
                self._threads.exact = True
                _wake_exactly()
            if self._open.acquire(timeout=left):
                self._open.release()  # closed: nobody waits any more
        return packed

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._open.release()
        self.store.close()


def _wake_exactly() -> None:
    """Ask Linux not to put off this thread's wake-ups by its usual 50 us (timer slack)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, 1)
