"""How fast a file is read past the page cache."""

from __future__ import annotations

import mmap
import os
import random
import threading
import time
from pathlib import Path

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
