"""The replay in C++ (`online/native/replay.cpp`, built with the package): the counts of `online.pa_buf.decisions`."""

from __future__ import annotations

import ctypes
import warnings
from collections.abc import Callable
from functools import cache

import numpy as np

from flame.errors import FlameWarning
from flame.routing import RoutingTrace
from online.extension import extension
from online.pa_buf.decisions import batch_order
from online.pa_buf.slot_plan import SlotPlan

NATIVE_POLICIES = ("lru", "fifo", "lfu", "belady", "s3fifo", "cepr", "reuse")


def native_is_built() -> bool:
    """Whether the C++ replay is there."""
    return _native_library() is not None


@cache
def _native_library() -> Callable[..., int] | None:
    """The C++ replay, or None (said once) when the package was built without a compiler."""
    library = extension()
    if library is None:
        warnings.warn(
            "online._native is not built: replay runs in Python, some hundred times slower "
            "(reinstall flame-moe with a C++ compiler)",
            FlameWarning,
            stacklevel=3,
        )
        return None
    function = library.flame_replay
    i64, pointer = ctypes.c_int64, ctypes.c_void_p
    function.argtypes = [ctypes.c_int32, pointer, i64, i64, i64, i64, pointer, i64, pointer, pointer, i64, i64, i64]
    function.argtypes += [pointer] * 6
    function.restype = ctypes.c_int
    return function


def replay_native(
    trace: RoutingTrace,
    plan: SlotPlan,
    policy: str,
    guesses: np.ndarray | None,
    rankings: np.ndarray | None,
    batch: int,
) -> np.ndarray:
    """Replay in C++.

    Args:
        trace: experts int16 [tokens, moe_layers, top_k].
        plan: slots and their division over the layers.
        policy: one of `NATIVE_POLICIES`.
        guesses: int16 [tokens, moe_layers, width]; None preloads nothing.
        rankings: int16 [tokens, moe_layers, up to num_experts] for `cepr` (None: as LRU) and `reuse`.
        batch: neighbouring examples that share the buffer.
    Returns:
        int64 [4, moe_layers]: hits, demand loads, preloads, useful preloads.
    """
    function = _native_library()
    assert function is not None, "the caller has asked native_is_built"
    experts = np.ascontiguousarray(trace.experts, np.int16)
    tokens, layers, top_k = experts.shape
    if rankings is not None:
        unnamed = trace.num_experts - rankings.shape[2]
        rankings = np.ascontiguousarray(np.pad(rankings, ((0, 0), (0, 0), (0, unnamed)), constant_values=-1))
    order = batch_order(trace.example_ptr, batch) if batch > 1 else None
    steps = tokens if order is None else len(order)
    pool_of_layer = np.asarray(plan.pool_of_layer, np.int32)
    slots = np.asarray([min(slots, layers * trace.num_experts) for slots in plan.slots], np.int32)
    counts = np.zeros((4, layers), np.int64)
    status = function(
        NATIVE_POLICIES.index(policy),
        experts.ctypes.data,
        tokens,
        layers,
        top_k,
        trace.num_experts,
        None if guesses is None else guesses.ctypes.data,
        0 if guesses is None else guesses.shape[2],
        None if rankings is None else rankings.ctypes.data,
        None if order is None else order.ctypes.data,
        steps,
        batch,
        len(plan.slots),
        pool_of_layer.ctypes.data,
        slots.ctypes.data,
        *(row.ctypes.data for row in counts),
    )
    assert status == 0, f"native replay refused policy {policy}"
    return counts
