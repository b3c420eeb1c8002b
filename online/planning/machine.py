"""What a machine can do, measured in a second or two: memory, its bandwidth, the disk's, the products' speed."""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.packed import pack
from online.kernels.nm_kernels import SparseMatrix
from online.serving.memory_budget import available_bytes
from online.serving.stores import aligned_bytes

_READ_BYTES = 96 * 2**20  # of a file, and of memory
_PART = 4 * 2**20
_WEIGHTS = 256 * 1024  # of the matrices that products are timed with
_COPIES_BYTES = 48 * 2**20  # beyond most caches


@dataclass(frozen=True)
class Machine:
    """A machine's measures.

    Args:
        memory_bytes: of all memory, available_bytes: what a program may take.
        memory_bytes_per_s: reading memory with every core.
        disk_bytes_per_s: reading the disk past the page cache; cached_bytes_per_s: from the page cache.
        cores: that a program may use.
        gpu: name of the GPU; None for none.
    Raises:
        ConfigError: something is not above 0.
    """

    memory_bytes: int
    available_bytes: int
    memory_bytes_per_s: float
    disk_bytes_per_s: float
    cached_bytes_per_s: float
    cores: int
    gpu: str | None

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if name != "gpu" and not value > 0:
                raise ConfigError(f"machine: {name} is {value} (expected above 0)")


def measure_machine(folder: Path) -> Machine:
    """Measure this machine; the disk is that of `folder`, from its largest file where it has large ones.

    Raises:
        ConfigError: the folder has no file of some size, and nothing can be written there.
    """
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(OSError, ValueError):  # a container's limit, where there is one
        total = min(total, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="utf-8")))
    disk, cached = _disk_bandwidths(folder)
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else None
    available = min(total, available_bytes())
    return Machine(total, available, _memory_bandwidth(), disk, cached, len(os.sched_getaffinity(0)), gpu)


def linear_bytes_per_s(columns: int, dtype: torch.dtype) -> float:
    """Bytes of weights a second that torch multiplies one token with on one core, square matrix after square matrix.

    Args:
        columns: of the matrices.
        dtype: of the weights.
    """
    size = columns * columns * dtype.itemsize
    weights = [torch.ones(columns, columns, dtype=dtype) for _ in range(max(2, _COPIES_BYTES // size))]
    token = torch.ones(1, columns, dtype=dtype)

    def multiply() -> None:
        for each in weights:
            torch.nn.functional.linear(token, each)

    with torch.inference_mode(), one_thread():
        seconds = _best(multiply, 4)
    return len(weights) * size / seconds


def expert_weights_per_s(columns: int, pattern: NMPattern, value_type: str) -> float:
    """Weights a second, pruned ones counted, that the sparse kernels multiply one token with on one core.

    Args:
        columns: of the matrices.
    """
    rows = max(64, _WEIGHTS // columns)
    dense = np.random.default_rng(0).standard_normal((rows, columns), np.float32)
    kept = np.arange(columns) % pattern.group < pattern.keep
    packed = pack(np.where(kept, dense, np.float32(0)), pattern, value_type)
    copies = max(1, _COPIES_BYTES // packed.size_bytes)
    parts = [
        SparseMatrix(type(packed)(**vars(packed) | {"values": packed.values.copy(), "indexes": packed.indexes.copy()}))
        for _ in range(copies)
    ]
    token = torch.ones(1, columns)
    seconds = []
    for each in parts * 2:
        start = time.perf_counter()
        each(token, 1)
        seconds.append(time.perf_counter() - start)
    return rows * columns / min(seconds[copies:])  # what else runs delays the others


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Have torch compute on one core: what waits for other threads waits for whatever else the machine does."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _best(work: Callable[[], object], times: int = 8) -> float:
    """Seconds of the fastest of several runs, the first not counted."""
    work()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _memory_bandwidth() -> float:
    memory = torch.ones(_READ_BYTES // 4)
    return _READ_BYTES / _best(memory.sum)


def _disk_bandwidths(folder: Path) -> tuple[float, float]:
    """Bytes a second past the page cache and through it."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    largest = max(files, key=lambda file: file.stat().st_size, default=None)
    if largest is not None and largest.stat().st_size >= _PART:
        return _read(largest, direct=True), _read(largest, direct=False)
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as scratch:
            scratch.write(os.urandom(2**20) * (_READ_BYTES // 2**20))
            scratch.flush()
            os.fsync(scratch.fileno())
            return _read(Path(scratch.name), direct=True), _read(Path(scratch.name), direct=False)
    except OSError as error:
        raise ConfigError(f"{folder}: the disk cannot be measured: {error.strerror} (give --disk-bandwidth)") from error


def _read(file: Path, direct: bool) -> float:
    """Bytes a second of reading a file's beginning: past the cache with direct I/O, or a second time through it."""
    flags = os.O_RDONLY | (os.O_DIRECT if direct else 0)
    try:
        descriptor = os.open(file, flags)
    except OSError:  # a file system without direct I/O is its cache
        descriptor, direct = os.open(file, os.O_RDONLY), False
    try:
        size = min(_READ_BYTES, os.fstat(descriptor).st_size) // _PART * _PART
        for _ in range(1 if direct else 2):
            start = time.perf_counter()
            for offset in range(0, size, _PART):
                os.preadv(descriptor, [aligned_bytes(_PART, mmap.PAGESIZE).data], offset)
            seconds = time.perf_counter() - start
        return size / seconds
    finally:
        os.close(descriptor)
