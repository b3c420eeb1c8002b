"""The native decode step as ctypes sees it: the structures of `online/native/stream*.h`, and its functions."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

from online.extension import extension
from online.kernels.nm_kernels import NativeMatrix, best_instruction_set

i32, i64, f64, pointer = ctypes.c_int32, ctypes.c_int64, ctypes.c_double, ctypes.c_void_p

PYTHON, MEMORY, FILE = 0, 1, 2  # where an expert comes from
DONE, WAITING, FAILED, LATE, CLOSED, PYTHON_FAILED = range(6)  # what a call comes back with
WARNS = 256  # beside that: the throttle has something to say
READ_ERROR, CUT_SHORT, CHANGED, BROUGHT = 1, 2, 3, 4  # what went wrong with a load
POLICIES = ("lru", "fifo", "lfu", "s3fifo", "least-stale", "cepr", "reuse")  # in the order of the native enumeration
OF_PYTHON = len(POLICIES)  # any other policy
LOADED, REFERENCED, EVICTED, VICTIM, DECIDED_AT, CLEARED = range(6)  # what such a one is told of, or asked for
COUNTED = (
    "accesses", "hits", "late", "little", "demand_loads", "preloads", "useful_preloads", "dropped_preloads",
    "demand_bytes", "useful_bytes", "late_bytes", "wasted_bytes",
)  # fmt: skip

RANKER = ctypes.CFUNCTYPE(i32, i32, i32, i32, ctypes.POINTER(i32))
DECIDED = ctypes.CFUNCTYPE(i32)
EVICTOR = ctypes.CFUNCTYPE(i32, i32, i32, i32, i64, i32, ctypes.POINTER(i32), i64)


class Halves(ctypes.Structure):
    """The two halves of an int8 expert's values; zeros of a whole one."""

    _fields_ = (
        ("upper", pointer * 3),
        ("lower", pointer * 3),
        ("beyond", pointer),
        ("beyond_numbers", i64),
        ("counted", i32 * 3),
        ("matrices", i32),
    )


class Spec(ctypes.Structure):
    """How an expert is found, and where its matrices are."""

    _fields_ = (
        ("gate", NativeMatrix),
        ("up", NativeMatrix),
        ("down", NativeMatrix),
        ("halves", Halves),
        ("joined_bytes", i64),
        ("has_gate", i32),
        ("activation", i32),
        ("bytes", i64),
        ("source", i32),
        ("file", i32),
        ("offset", i64),
        ("base", pointer),
    )


class File(ctypes.Structure):
    """A file that experts are read from."""

    _fields_ = (("descriptor", i32), ("direct", i32), ("size_bytes", i64), ("modified_ns", i64))


class Layer(ctypes.Structure):
    """A layer whose experts are streamed."""

    _fields_ = (("first_expert", i64), ("num_experts", i64), ("hidden", i64))


class Level(ctypes.Structure):
    """The contexts of one length of one layer."""

    _fields_ = (("keys", pointer), ("starts", pointer), ("experts", pointer), ("contexts", i64))


class HiddenMap(ctypes.Structure):
    """How a layer is ranked by what the router before it has read."""

    _fields_ = (("scores", NativeMatrix), ("inner", NativeMatrix), ("outer", NativeMatrix))


class Throttle(ctypes.Structure):
    """The rules of `online.serving.throttle`."""

    _fields_ = (
        ("trial", i64),
        ("window", i64),
        ("choices", i64),
        ("pause", i64),
        ("pause_growth", i64),
        ("longest_pause", i64),
        ("losses", f64),
        ("credit", f64),
        ("kept", f64),
        ("longest_choice_s", f64),
        ("margin_s", f64),
        ("said_margin_s", f64),
        ("active", i32),
    )


class Opening(ctypes.Structure):
    """All that a stream is made of."""

    _fields_ = (
        ("layers", ctypes.POINTER(Layer)),
        ("layer_count", i64),
        ("decoder_layers", i64),
        ("specs", ctypes.POINTER(Spec)),
        ("expert_count", i64),
        ("files", ctypes.POINTER(File)),
        ("file_count", i64),
        ("bytes_per_s", f64),
        ("latency_s", f64),
        ("workers", i32),
        ("policy", i32),
        ("slots", ctypes.POINTER(i32)),
        ("pool_count", i64),
        ("pool_of_layer", ctypes.POINTER(i32)),
        ("symbols", pointer),
        ("symbol_count", i64),
        ("top_k", i64),
        ("levels", ctypes.POINTER(Level)),
        ("first_level", ctypes.POINTER(i64)),
        ("hidden", ctypes.POINTER(HiddenMap)),
        ("ranker", RANKER),
        ("decided", DECIDED),
        ("reuser", RANKER),
        ("evictor", EVICTOR),
        ("preload", i32),
        ("record_events", i32),
        ("waits_for_token", i32),
        ("needs_all", i32),
        ("deadline_s", f64),
        ("throttle", Throttle),
    )


class Call(ctypes.Structure):
    """One decision to be computed."""

    _fields_ = (
        ("layer", i32),
        ("bf16", i32),
        ("hidden", pointer),
        ("index", pointer),
        ("dropped", pointer),
        ("weights", pointer),
        ("output", pointer),
        ("tokens", i64),
        ("top_k", i64),
        ("sequences", i64),
        ("threads", i32),
        ("probabilities", pointer),
    )


class LayerTally(ctypes.Structure):
    """`LayerCounts`, natively."""

    _fields_ = (*((name, i64) for name in COUNTED), ("stall_ms", f64), ("caused_ms", f64))


class Happened(ctypes.Structure):
    """What has happened so far, and how much of it was recorded."""

    _fields_ = (
        ("steps", i64),
        ("loaded_bytes", i64),
        ("paused_decisions", i64),
        ("visits", i64),
        ("computed", i64),
        ("load_events", i64),
        ("warned_s", f64),
        ("warned_pause", i64),
    )


class Computed(ctypes.Structure):
    """An expert that was computed."""

    _fields_ = (("step", i64), ("layer", i32), ("expert", i32), ("start_s", f64), ("end_s", f64))


class LoadEvent(ctypes.Structure):
    """An expert that was loaded."""

    _fields_ = (("worker", i32), ("demanded", i32), ("token", i64), ("expert", i64), ("start_s", f64), ("end_s", f64))


class Failure(ctypes.Structure):
    """The load that a call has failed of."""

    _fields_ = (("expert", i64), ("load", i64), ("number", i64), ("fault", i32))


@cache
def switch_step() -> Callable[..., int]:
    """A decision of a Switch layer as a function of Python's own; `library` is not None."""
    from online import _native  # type: ignore[attr-defined]

    return _native.switch_step  # type: ignore[no-any-return]


@cache
def library() -> Any:
    """The native library with the functions of a stream typed; None where it was not built."""
    loaded = extension()
    if loaded is None or best_instruction_set() == "numpy":
        return None
    structures = {
        "open": (None, ctypes.POINTER(Opening), ctypes.POINTER(pointer)),
        "begin": (i32, pointer, ctypes.POINTER(Call)),
        "advance": (i32, pointer),
        "warm": (i32, pointer, ctypes.POINTER(i32), i64),
        "clear": (None, pointer),
        "predict": (None, pointer, i32),
        "preload_early": (i32, pointer, i32),
        "begin_example": (None, pointer),
        "begin_pass": (i32, pointer, i64),
        "place": (i32, pointer, i32),
        "failure": (None, pointer, ctypes.POINTER(Failure)),
        "happened": (None, pointer, ctypes.POINTER(Happened)),
        "counts": (None, pointer, ctypes.POINTER(LayerTally)),
        "stalled_ms": (f64, pointer),
        "visits": (None, pointer, i64, ctypes.POINTER(i64), ctypes.POINTER(LayerTally)),
        "computed": (None, pointer, i64, ctypes.POINTER(Computed)),
        "load_events": (None, pointer, i64, ctypes.POINTER(LoadEvent)),
        "take": (i32, pointer, f64, ctypes.POINTER(i64), ctypes.POINTER(i64), ctypes.POINTER(i64), i64,
                 ctypes.POINTER(i64)),
        "deliver": (i32, pointer, i64, ctypes.POINTER(Spec), ctypes.POINTER(Spec)),
        "close": (i32, pointer, f64),
        "rest": (None, pointer),
        "rank_hidden": (None, ctypes.POINTER(HiddenMap), pointer, i32, i32, i32, pointer),
        "free": (None, pointer),
    }  # fmt: skip
    for name, (result, *arguments) in structures.items():
        function = getattr(loaded, f"flame_stream_{name}")
        function.argtypes, function.restype = arguments, result
    return loaded


class Block(ctypes.Structure):
    """The native `flame_block::Block`."""

    _fields_ = (
        *((name, pointer) for name in ("query", "key", "value", "output", "router")),
        *((name, pointer) for name in ("norm_in", "norm_query", "norm_key", "norm_out")),
        *((name, f64) for name in ("epsilon", "scaling")),
        *((name, i32) for name in ("heads", "kv_heads", "head_dim", "hidden", "bf16", "top_k", "normed", "rounded")),
    )


class Pass(ctypes.Structure):
    """The native `flame_block::Pass`."""

    _fields_ = (
        *((name, pointer) for name in ("hidden", "added", "cosine", "sine", "keys", "values", "entering")),
        *((name, pointer) for name in ("index", "weights")),
        ("tokens", i64),
        ("room", i64),
        ("threads", i32),
    )


@cache
def block_functions() -> tuple[Callable[[Block, Pass], None], Callable[[Block, Pass], None]]:
    """A pass through a block but for its MLP, and what ends the last one; `library` is not None."""
    found = [getattr(library(), f"flame_block_{name}") for name in ("attend", "finish")]
    for function in found:
        function.argtypes, function.restype = [ctypes.POINTER(Block), ctypes.POINTER(Pass)], None
    return found[0], found[1]
