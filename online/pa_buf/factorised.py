"""Rankings from a factorised table while decoding: native, a layer at a time, in microseconds.

The arithmetic is that of `flame.factorised_table`, equal in every bit; the native part keeps what the tables need of
the example so far (state, memories, the path).
"""

from __future__ import annotations

import ctypes
from functools import cache

import numpy as np

from flame.errors import ToolchainMissing, TraceError
from flame.factorised_table import FactorisedTable
from flame.learning_on import likelihoods
from flame.routing import Entry, RoutingTrace
from online.extension import extension

_KINDS = ("layer", "token", "recent", "again")


_SIZES = (
    "layers",
    "experts",
    "width",
    "top_k",
    "evidence",
    "rates",
    "rank",
    "vocabulary",
    "bias_step",
    "after_decision",
)


class _Sizes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in _SIZES]


_TABLES = ("direct", "path", "history", "output", "tokens", "token_mix", "token_votes")


class _Tables(ctypes.Structure):
    _fields_ = [
        *((f"{name}_{part}", ctypes.c_void_p) for name in _TABLES for part in ("entries", "exponents")),
        *(
            (name, ctypes.c_void_p)
            for name in ("bias", "hidden_bias", "vocabulary", "evidence", "rates", "likelihoods")
        ),
    ]


class FactorisedRanker:
    """One sequence's rankings: `begin` an example, then for each token `token`, and for each layer `rank`, `decided`.

    A table that is asked after the decision is ranked by after `decided` instead.

    Args:
        table: what to rank by; kept alive.
    Raises:
        ToolchainMissing: the native extension is not built (`FactorisedTable.predict_trace` works without).
    """

    def __init__(self, table: FactorisedTable) -> None:
        library = _library()
        if library is None:
            raise ToolchainMissing(
                "online._native is not built: factorised rankings while decoding need it "
                "(reinstall flame-moe with a C++ compiler)"
            )
        self.table = table
        self._library = library
        arrays = [
            np.ascontiguousarray(getattr(getattr(table, name), part))
            for name in _TABLES
            for part in ("entries", "exponents")
        ]
        kinds = [(_KINDS.index(e.kind), e.distance, e.neighbour, e.step) for e in table.evidence]
        arrays += [
            np.ascontiguousarray(values, np.int32)
            for values in (table.bias, table.hidden_bias, table.vocabulary, kinds, table.rates, likelihoods())
        ]
        self._arrays = arrays  # the native side reads them where they are
        sizes = _Sizes(
            table.moe_layers, table.num_experts, table.width, table.top_k, len(table.evidence), len(table.rates),
            table.token_mix.entries.shape[1], len(table.vocabulary), table.bias_step, int(table.after_decision),
        )  # fmt: skip
        tables = _Tables(*(array.ctypes.data for array in arrays))
        self._ranker = library.flame_factorised_new(ctypes.byref(sizes), ctypes.byref(tables))
        self._begun = False

    def __del__(self) -> None:
        if getattr(self, "_ranker", None):
            self._library.flame_factorised_free(self._ranker)

    def begin(self) -> None:
        """Forget the example so far."""
        self._begun = False
        self._library.flame_factorised_begin(self._ranker)

    def token(self, token_id: int) -> None:
        """Take in the token that enters the stack; -1 where its id is not known."""
        self._begun = True
        self._library.flame_factorised_token(self._ranker, token_id)

    def rank(self, layer: int, top: int) -> np.ndarray:
        """The experts that `layer` is most likely to choose for the present token: int16 `[top]`, best first.

        Raises:
            TraceError: no token has entered, there is no such layer, or `top` is out of range.
        """
        if not self._begun:
            raise TraceError("rank: no token has entered in this example (call token first)")
        if not 0 <= layer < self.table.moe_layers or not 1 <= top <= self.table.num_experts:
            raise TraceError(
                f"rank: layer {layer}, top {top} (expected 0..{self.table.moe_layers - 1}, 1..{self.table.num_experts})"
            )
        best = np.empty(top, np.int16)
        self._library.flame_factorised_rank(self._ranker, layer, top, best.ctypes.data)
        return best

    def decided(self, layer: int, entry: Entry | np.ndarray) -> None:
        """Take in what the router of `layer` chose for the present token.

        Raises:
            TraceError: no token has entered, or not top_k experts of the layer.
        """
        if not self._begun:
            raise TraceError("decided: no token has entered in this example (call token first)")
        chosen = np.array(entry, np.int16, ndmin=1)
        fits = chosen.shape == (self.table.top_k,) and 0 <= chosen.min() <= chosen.max() < self.table.num_experts
        if not fits or not 0 <= layer < self.table.moe_layers:
            raise TraceError(
                f"decided: layer {layer}, entry {chosen.tolist()} (expected {self.table.top_k} ids of "
                f"0..{self.table.num_experts - 1} of a layer of 0..{self.table.moe_layers - 1})"
            )
        self._library.flame_factorised_decided(self._ranker, layer, chosen.ctypes.data)

    def predict_trace(self, trace: RoutingTrace, top: int = 1, lead: int = 1) -> np.ndarray:
        """As `FactorisedTable.predict_trace`: int16 `[tokens, moe_layers, top]`; forgets the example so far.

        Args:
            lead: layers between the last decision that counts and the layer that is ranked; the first `lead` layers
                are ranked when their token enters.
        Raises:
            TraceError: the trace is of another model, or `top` or `lead` is out of range.
        """
        trace.check_fits(self.table)
        if not 1 <= top <= self.table.num_experts or lead < 1:
            raise TraceError(f"predict: top {top}, lead {lead} (expected 1..{self.table.num_experts}, at least 1)")
        best = np.empty((trace.tokens, trace.moe_layers, top), np.int16)
        ids = None if trace.token_ids is None else trace.token_ids.ctypes.data
        self._library.flame_factorised_trace(
            self._ranker, trace.experts.ctypes.data, ids, trace.example_ptr.ctypes.data, trace.examples, lead, top,
            best.ctypes.data,
        )  # fmt: skip
        self.begin()
        return best


def native_is_built() -> bool:
    """Whether tables can be ranked by natively."""
    return _library() is not None


@cache
def _library() -> ctypes.CDLL | None:
    library = extension()
    if library is None:
        return None
    new = library.flame_factorised_new
    i32, i64, pointer = ctypes.c_int32, ctypes.c_int64, ctypes.c_void_p
    new.argtypes, new.restype = [pointer, pointer], pointer
    library.flame_factorised_free.argtypes = [pointer]
    library.flame_factorised_begin.argtypes = [pointer]
    library.flame_factorised_token.argtypes = [pointer, i32]
    library.flame_factorised_rank.argtypes = [pointer, i64, i64, pointer]
    library.flame_factorised_decided.argtypes = [pointer, i64, pointer]
    library.flame_factorised_trace.argtypes = [pointer, pointer, pointer, pointer, i64, i64, i64, pointer]
    for name in ("free", "begin", "token", "rank", "decided", "trace"):
        getattr(library, f"flame_factorised_{name}").restype = None
    return library
