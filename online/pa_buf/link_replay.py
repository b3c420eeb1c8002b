"""Replay over a link that takes time: what eviction and preloading are worth together.

Every layer has slots of its own, and every layer of a token computes for one unit of time. The link moves one expert
after another, `load_layers` units each. When a router decides, experts that are resident are hits; one that the link is
moving is waited for; the rest are loaded one after another, after a preload that has begun, since transfers are not
broken off. All that waiting is stall; waiting for a preload that the layer does not want is stall that prediction
caused. While a layer computes, the link preloads what the guesses name for the next decision, the first first, as the
runtime does; they are not evicted for each other, and what has not begun when that router decides is dropped.

A link may also be one that can be interrupted (`gives_way`), as the native runtime's is: demanded experts pass the
preload under way, which is given up if its layer decides without it (the runtime goes on with it on an idle link).

Native only (`online/native/link_replay.cpp`); without guesses its hits are those of `online.pa_buf.replay`, and policy
`ranked` is that module's `cepr` with the rankings given.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from flame.errors import ConfigError, ToolchainMissing, TraceError
from flame.routing import RoutingTrace
from online.extension import extension

LINK_POLICIES = ("lru", "fifo", "lfu", "s3fifo", "ranked", "belady")


@dataclass(frozen=True)
class LinkReplay:
    """What one replay counted; arrays are `[moe_layers]`.

    Args:
        accesses: tokens x top_k x layers.
        tokens: of the trace.
        hits, demand_loads, preloads, useful_preloads, late_preloads: int64; a preload counts when it begins.
        stall, caused: float64, in tokens' computing times: all waiting, and the part spent on unwanted preloads.
    """

    accesses: int
    tokens: int
    hits: np.ndarray
    demand_loads: np.ndarray
    preloads: np.ndarray
    useful_preloads: np.ndarray
    late_preloads: np.ndarray
    stall: np.ndarray
    caused: np.ndarray

    @property
    def hit_ratio(self) -> float:
        return float(self.hits.sum() / self.accesses)

    @property
    def stall_per_token(self) -> float:
        """In tokens' computing times."""
        return float(self.stall.sum() / self.tokens)

    @property
    def caused_per_token(self) -> float:
        return float(self.caused.sum() / self.tokens)

    @property
    def loads(self) -> int:
        return int(self.demand_loads.sum() + self.preloads.sum())

    @property
    def loads_per_useful_preload(self) -> float:
        """Preloads that were begun for each that was used or waited for; infinite where none was."""
        useful = int(self.useful_preloads.sum() + self.late_preloads.sum())
        return float(self.preloads.sum() / useful) if useful else float("inf")


class _Shape(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in ("tokens", "layers", "top_k", "experts", "width")]


class _Counters(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("hits", "demand", "preloads", "useful", "late", "stall", "caused")]


def replay_link(
    trace: RoutingTrace,
    slots: Sequence[int],
    policy: str,
    *,
    rankings: np.ndarray | None = None,
    guesses: np.ndarray | None = None,
    gives_way: bool = False,
    load_tokens: float = 0.0,
) -> LinkReplay:
    """Replay a trace with slots of its own for each layer.

    Args:
        trace: experts int16 `[tokens, moe_layers, top_k]`.
        slots: of each layer.
        policy: one of `LINK_POLICIES`.
        rankings: int16 `[tokens, moe_layers, num_experts]` for `ranked`: the layer's experts after each decision, those
            to keep longest first.
        guesses: int16 `[tokens, moe_layers, width]`: what is preloaded for each decision after the one before, the
            first first; -1 for nothing. None preloads nothing.
        gives_way: whether demanded experts pass a preload under way.
        load_tokens: time of one load in tokens' computing times, at least 0.
    Raises:
        ConfigError: policy, slots or time are out of range.
        TraceError: rankings or guesses are not for this trace.
        ToolchainMissing: the native extension is not built.
    """
    tokens, layers, top_k = trace.experts.shape
    if policy not in LINK_POLICIES:
        raise ConfigError(f"link replay: policy {policy!r} (expected one of {', '.join(LINK_POLICIES)})")
    if len(slots) != layers or min(slots) < 1 or not load_tokens >= 0:
        raise ConfigError(
            f"link replay: slots {list(slots)}, load_tokens {load_tokens} (expected at least one for each of {layers} "
            "layers, and a time of at least 0)"
        )
    if (policy == "ranked") != (rankings is not None):
        raise ConfigError("link replay: policy ranked needs rankings, and no other policy takes them")
    if rankings is not None and rankings.shape != (tokens, layers, trace.num_experts):
        raise TraceError(f"link replay: rankings {list(rankings.shape)} (expected whole ones of this trace)")
    asked = np.zeros((tokens, layers, 0), np.int16) if guesses is None else guesses
    if asked.ndim != 3 or asked.shape[:2] != (tokens, layers):
        raise TraceError(f"link replay: guesses {list(asked.shape)} (expected [{tokens}, {layers}, width])")
    if asked.size and not -1 <= int(asked.min()) <= int(asked.max()) < trace.num_experts:
        raise TraceError(f"link replay: guesses beyond the {trace.num_experts} experts of this trace")
    function = _library()
    if function is None:
        raise ToolchainMissing("online._native is not built: link replay needs it (reinstall with a C++ compiler)")
    asked = np.ascontiguousarray(asked, np.int16)
    ranked = None if rankings is None else np.ascontiguousarray(rankings, np.int16)
    shape = _Shape(tokens, layers, top_k, trace.num_experts, asked.shape[2])
    counts, times = np.zeros((5, layers), np.int64), np.zeros((2, layers))
    counters = _Counters(*(row.ctypes.data for row in (*counts, *times)))
    places = np.asarray(slots, np.int32)
    status = function(
        LINK_POLICIES.index(policy), trace.experts.ctypes.data, ctypes.byref(shape), places.ctypes.data,
        None if ranked is None else ranked.ctypes.data, asked.ctypes.data, load_tokens * layers, gives_way,
        ctypes.byref(counters),
    )  # fmt: skip
    assert status == 0, f"native link replay refused policy {policy}"
    return LinkReplay(tokens * layers * top_k, tokens, *counts, *(times / layers))


@cache
def _library() -> Callable[..., int] | None:
    library = extension()
    if library is None:
        return None
    function = library.flame_link_replay
    i32, double, pointer = ctypes.c_int32, ctypes.c_double, ctypes.c_void_p
    function.argtypes = [
        i32, pointer, pointer, pointer, pointer, pointer, double, i32, pointer,
    ]  # fmt: skip
    function.restype = ctypes.c_int
    return function
