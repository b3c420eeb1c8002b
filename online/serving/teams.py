"""On how many threads a served model computes, and which thread has them.

A token is hundreds of small products, after each of which every thread waits for the slowest. Where threads are as
many as cores, anything else that runs on the machine makes all of them wait for a time slice, hundreds of times a
token: `smollm2_moe` in int8 on two cores (measured) writes 26 tokens a second on one thread and 21 beside one busy
process; on two threads 25 to 35, and beside that process 10 or fewer than one. Half of the cores it is, which is also
what shares no arithmetic units where cores come in pairs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Result = TypeVar("Result")


@contextlib.contextmanager
def as_served() -> Iterator[None]:
    """Have torch, and the kernels beside it, compute on half of the cores, or on fewer where fewer are set."""
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, min(before, len(os.sched_getaffinity(0)) // 2)))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def apart(work: Callable[[], Result]) -> Result:
    """Call on a thread of its own: OpenMP threads that torch makes for a thread go when it ends, and wait for no one.

    Teams of two threads, together more than cores, would have each other sleep after every product.
    """
    with ThreadPoolExecutor(1, "flame-apart") as threads:
        return threads.submit(work).result()
