"""How fast a file is read past the page cache, and how its pages leave that."""

from __future__ import annotations

import ctypes
import mmap
import os
import random
import threading
import time
from pathlib import Path

import numpy as np

_BLOCK = 4096
_DEPTHS = (1, 2, 4)


def read_bandwidth(file: Path, read_bytes: int, total_bytes: int) -> float:
    """Bytes a second of reads at random places, O_DIRECT, by the best of 1, 2 and 4 threads.

    Args:
        read_bytes: of one read, rounded up to whole blocks of 4096.
        total_bytes: read for each number of threads, at least.
    Raises:
        OSError: the file system takes no direct I/O.
    """
    size = -(-read_bytes // _BLOCK) * _BLOCK
    places = max(1, file.stat().st_size // size)
    count = max(max(_DEPTHS), -(-total_bytes // size))
    draw = random.Random(0)
    offsets = [draw.randrange(places) * size for _ in range(count)]
    descriptor = os.open(file, os.O_RDONLY | os.O_DIRECT)
    try:
        return max(_timed(descriptor, size, offsets, depth) for depth in _DEPTHS)
    finally:
        os.close(descriptor)


def _timed(descriptor: int, size: int, offsets: list[int], depth: int) -> float:
    read = [0] * depth

    def work(number: int) -> None:
        with mmap.mmap(-1, size) as memory:
            read[number] = sum(os.preadv(descriptor, [memory], offset) for offset in offsets[number::depth])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(depth)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(read) / (time.perf_counter() - start)


def forget_pages(file: Path) -> int:
    """Write a file's pages out and take them off the page cache, so that whoever reads it next reads the disk.

    Returns:
        Bytes that stayed there all the same, as of a file that another process has mapped.
    """
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return cached_bytes(file)


def cached_bytes(file: Path) -> int:
    """Bytes of a file that the page cache holds, in whole pages."""
    size = file.stat().st_size
    if not size:
        return 0
    pages = np.zeros(-(-size // mmap.PAGESIZE), np.uint8)
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), size, access=mmap.ACCESS_READ) as mapping:
        address = np.frombuffer(mapping, np.uint8).ctypes.data
        result = ctypes.CDLL(None, use_errno=True).mincore(
            ctypes.c_void_p(address), ctypes.c_size_t(size), ctypes.c_void_p(pages.ctypes.data)
        )
        if result:
            raise OSError(ctypes.get_errno(), "mincore", str(file))
    return int((pages & 1).sum()) * mmap.PAGESIZE
