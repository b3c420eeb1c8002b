"""Memory for weights: at addresses that vector registers load well from, and in huge pages where the kernel has them.

Weights that a token reads once come from memory in the order of their addresses. In pages of 4 KiB each page is looked
up, and the hardware's prefetching ends with it; the tables of a model of gigabytes are themselves out of the caches.
"""

from __future__ import annotations

import contextlib
import mmap

import numpy as np
from numpy.typing import NDArray

ALIGNMENT = 64  # bytes; a line of the cache, and where torch puts tensors in memory
HUGE_PAGE = 2 << 20


def aligned_bytes(size: int, alignment: int) -> NDArray[np.uint8]:
    """Memory of `size` bytes whose address is a multiple of `alignment`; what holds a huge page is offered as such.

    Only whole huge pages within `size` are, so that no memory is taken beyond it.
    """
    if size < HUGE_PAGE or not hasattr(mmap, "MADV_HUGEPAGE"):
        memory = np.empty(size + alignment, np.uint8)
        return _from_multiple(memory, alignment, size)
    mapping = mmap.mmap(-1, size + HUGE_PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory = np.frombuffer(mapping, np.uint8)
    found = _from_multiple(memory, max(alignment, HUGE_PAGE), size)
    start = found.ctypes.data - memory.ctypes.data
    with contextlib.suppress(OSError):  # a kernel without them
        mapping.madvise(mmap.MADV_HUGEPAGE, start, size // HUGE_PAGE * HUGE_PAGE)
    return found


def _from_multiple(memory: NDArray[np.uint8], alignment: int, size: int) -> NDArray[np.uint8]:
    skipped = -memory.ctypes.data % alignment
    return memory[skipped : skipped + size]
