"""What a machine can do, measured in a second or two: memory, its bandwidth, the disk's, the products' speed."""

from __future__ import annotations

import contextlib
import mmap
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from flame.errors import ConfigError
from flame.nm_pattern import DENSE, NMPattern
from flame.packed import PackedMatrix, array_layout, pack
from flame.packed_expert import MATRICES, PackedExpert
from flame.storage.aligned_memory import aligned_bytes
from online.kernels.nm_kernels import SparseExpert, SparseMatrix, dense_matrix, multiply_row
from online.serving.linear_products import has_row_products
from online.serving.memory_budget import available_bytes

_READ_BYTES = 96 * 2**20  # of a file, and of memory
_PART = 4 * 2**20
_SHAPE_BYTES = 24 * 2**20  # of the matrices of one shape that products are timed with: together beyond most caches
_COPIES_BYTES = 48 * 2**20
_MOST_COPIES = 64
_EXPERT_WEIGHTS = 4 * 2**20  # of larger experts a part is timed
_DRAWN_ROWS = 64  # whose index codes are whole bytes, whatever the pattern
_SWEEPS = 3
_TINY, _CALLS = (64, 64), 50

Shape = tuple[int, int]


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


def matrix_seconds(shapes: Mapping[Shape, int], dtype: torch.dtype) -> dict[Shape, float]:
    """Seconds that one token is multiplied with a matrix of each shape, as streaming does it and on all threads.

    What any call takes, however small, is not among them.

    Matrices of all shapes take turns, as in a model, so that what is too much for the caches is read from memory.

    Args:
        shapes: rows and columns of matrices, and how many a model has.
        dtype: of the weights.
    """
    turns: list[tuple[float, Shape, int, Callable[[torch.Tensor], object]]] = []
    for (rows, columns), count in shapes.items():
        timed = min(rows, max(1, _SHAPE_BYTES // (columns * dtype.itemsize)))
        copies = min(count, _MOST_COPIES, max(1, _SHAPE_BYTES // (timed * columns * dtype.itemsize)))
        weights = [torch.ones(timed, columns, dtype=dtype) for _ in range(copies)]
        for i, weight in enumerate(weights):
            turns.append(((i + 0.5) / copies, (rows, columns), timed, _multiply(weight)))
    turns.sort(key=lambda turn: turn[0])
    tokens = {columns: torch.ones(1, 1, columns, dtype=dtype) for _, columns in shapes}
    seconds: dict[Shape, list[float]] = {shape: [] for shape in shapes}
    with torch.no_grad():
        for sweep in range(1 + _SWEEPS):
            for _, shape, rows, multiply in turns:
                start = time.perf_counter()
                multiply(tokens[shape[1]])
                if sweep:
                    seconds[shape].append((time.perf_counter() - start) * shape[0] / rows)
        called_s = _called_s(_multiply(torch.ones(*_TINY, dtype=dtype)), torch.ones(1, 1, _TINY[1], dtype=dtype))
    return {shape: max(0.0, statistics.median(each) - called_s) for shape, each in seconds.items()}


def _multiply(weight: torch.Tensor) -> Callable[[torch.Tensor], object]:
    if not has_row_products(weight.dtype):
        return lambda x: torch.nn.functional.linear(x, weight)
    matrix, threads = dense_matrix(weight), torch.get_num_threads()
    return lambda x: multiply_row(matrix, x, threads)


def expert_seconds(shapes: Sequence[Shape], pattern: NMPattern, value_type: str) -> float:
    """Seconds that the sparse kernels compute one expert for one token, from memory and on all threads.

    What any call takes is not among them.

    Args:
        shapes: of its matrices: `up` and `down`, of a gated expert `gate` before them.
    """
    names = MATRICES[-len(shapes) :]
    inner, outer = shapes[names.index("up")]
    timed = min(inner, max(_DRAWN_ROWS, _EXPERT_WEIGHTS // (len(shapes) * outer) // _DRAWN_ROWS * _DRAWN_ROWS))
    sizes = {name: (outer, timed) if name == "down" else (timed, outer) for name in names}
    expert = PackedExpert({name: _packed(*size, pattern, value_type) for name, size in sizes.items()})
    arrays, header = expert.arrays(), expert.header()
    copies = [
        SparseExpert(PackedExpert.from_arrays({name: array.copy() for name, array in arrays.items()}, header), "silu")
        for _ in range(max(2, _COPIES_BYTES // expert.size_bytes))
    ]
    token = torch.ones(1, outer)
    threads = torch.get_num_threads()
    least = {name: _packed(*_TINY, DENSE, value_type) for name in names}
    called_s = _called_s(partial(SparseExpert(PackedExpert(least), "silu"), threads=threads), torch.ones(1, _TINY[1]))
    found = _best(lambda: [each(token, threads) for each in copies], _SWEEPS) / len(copies)
    return max(0.0, found - called_s) * inner / timed


def packed_seconds(shapes: Collection[Shape], value_type: str) -> dict[Shape, float]:
    """Seconds that the sparse kernels multiply one token with a packed linear layer of each shape, as for an expert.

    Args:
        shapes: rows and columns.
        value_type: of the packed values.
    """
    found = {}
    threads = torch.get_num_threads()
    least = SparseMatrix(_packed(*_TINY, DENSE, value_type))
    called_s = _called_s(partial(least, threads=threads), torch.ones(1, _TINY[1]))
    for rows, columns in shapes:
        timed = min(rows, max(_DRAWN_ROWS, _EXPERT_WEIGHTS // columns // _DRAWN_ROWS * _DRAWN_ROWS))
        packed = _packed(timed, columns, DENSE, value_type)
        copies = [SparseMatrix(deepcopy(packed)) for _ in range(max(2, _COPIES_BYTES // packed.size_bytes))]
        token = torch.ones(1, columns)
        seconds = _best(partial(_each, copies, token, threads), _SWEEPS)
        found[rows, columns] = max(0.0, seconds / len(copies) - called_s) * rows / timed
    return found


def _each(matrices: Sequence[SparseMatrix], token: torch.Tensor, threads: int) -> None:
    for matrix in matrices:
        matrix(token, threads)


def _called_s(call: Callable[[torch.Tensor], object], x: torch.Tensor) -> float:
    """Seconds of a call that has next to nothing to compute."""
    return _best(lambda: [call(x) for _ in range(_CALLS)]) / _CALLS


def _packed(rows: int, columns: int, pattern: NMPattern, value_type: str) -> PackedMatrix:
    """A matrix whose rows repeat: packing all of them would take longer than what it is for."""
    dense = np.random.default_rng(0).standard_normal((_DRAWN_ROWS, columns), np.float32)
    kept = np.arange(columns) % pattern.group < pattern.keep
    drawn = pack(np.where(kept, dense, np.float32(0)), pattern, value_type, pad=True)
    layout = array_layout(drawn.header() | {"shape": [rows, columns]})
    times = -(-rows // _DRAWN_ROWS)
    arrays: dict[str, Any] = {
        name: np.concatenate([array] * times)[: layout[name][0][0]].copy() for name, array in drawn.arrays().items()
    }
    return replace(drawn, shape=(rows, columns), **arrays)


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
    """Bytes a second past the page cache and through it.

    A model's files lie in its folder or one below; whatever else lies deeper below is not looked through.
    """
    files = [file for pattern in ("*", "*/*") for file in folder.glob(pattern) if file.is_file()]
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
