"""Prediction tables: for each MoE layer, the contexts seen before it and the experts that followed, best first.

A context is the latest entries of the path, newest last; an entry is the expert that a layer chose, or for top_k > 1
the sorted tuple of its experts. The contexts of one layer form a tree of suffixes: level m holds those of m entries,
and each names its parent, the context without its oldest entry. Lookup walks from the newest entry to older ones
for as long as the context was seen, so it ends at the longest seen suffix; level 0 is the layer's marginal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from flame.circular_path import CircularPath
from flame.errors import TraceError
from flame.ids import bits_for
from flame.routing import Entry, RoutingTrace

_DENSE_LOOKUP = 1 << 20  # contexts up to which a whole trace is looked up by index rather than by search
_CHUNK_TOKENS = 1 << 15  # tokens looked up at once, so that their codes stay in cache
_REMEMBERED = 1 << 16  # contexts whose answers are kept


class TracePredictor(Protocol):
    """Predicts whole traces: what a replay asks for, and all that a control which knows the answer can do."""

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Every prediction of a trace: int16 `[tokens, moe_layers, top]`, best first, -1 for none."""
        ...


class Predictor(TracePredictor, Protocol):
    """Ranks the experts of a layer given what is known; `PredictionTable` is one, a package may add others."""

    def predict(self, layer: int, context: Sequence[Entry], top: int = 1) -> tuple[int, ...]:
        """Experts most likely at `layer`, best first; `context` is oldest first."""
        ...

    def size_bits(self) -> int:
        """Bits that it stores."""
        ...


@dataclass(frozen=True, eq=False)
class ContextLevel:
    """The contexts of one length that were seen before one layer.

    Args:
        keys: int64 `[contexts]`, ascending: parent's row in the level below x symbols + symbol of the oldest entry.
        starts: int64 `[contexts + 1]`: context c is followed by `experts[starts[c]:starts[c + 1]]`.
        experts: int16 `[pairs]`, by descending count, ties towards the lower id.
        counts: int64 `[pairs]`, how often each followed.
    """

    keys: np.ndarray
    starts: np.ndarray
    experts: np.ndarray
    counts: np.ndarray

    @property
    def contexts(self) -> int:
        return len(self.keys)

    def find(self, keys: np.ndarray) -> np.ndarray:
        """Row of each key, -1 where it was not seen."""
        if not self.contexts:
            return np.full(np.shape(keys), -1)
        row = np.minimum(np.searchsorted(self.keys, keys), self.contexts - 1)
        return np.where(self.keys[row] == keys, row, -1)


@dataclass(frozen=True, eq=False)
class PredictionTable:
    """What follows each context, for every MoE layer; made by the builders of `offline.prediction.cepr`.

    Args:
        num_experts: experts of a layer.
        symbols: int16 `[symbols, top_k]`, ascending: the distinct entries of a path, each sorted.
        layers: levels 0, 1, ... of each layer; level 0 has exactly one context, the empty one.
    Raises:
        TraceError: a layer without a level 0, or an expert outside 0..num_experts-1.
    """

    num_experts: int
    symbols: np.ndarray
    layers: tuple[tuple[ContextLevel, ...], ...]

    def __post_init__(self) -> None:
        for i, levels in enumerate(self.layers):
            if not levels or levels[0].contexts != 1:
                raise TraceError(f"table: layer {i} has no marginal (expected one empty context at level 0)")
            if any(len(x.experts) and not 0 <= x.experts.min() <= x.experts.max() < self.num_experts for x in levels):
                raise TraceError(f"table: layer {i} predicts an expert outside 0..{self.num_experts - 1}")

    @property
    def moe_layers(self) -> int:
        return len(self.layers)

    @property
    def top_k(self) -> int:
        return int(self.symbols.shape[1])

    @cached_property
    def known_layers(self) -> int:
        """Entries of the longest context at any layer."""
        return max(len(levels) for levels in self.layers) - 1

    @property
    def contexts(self) -> int:
        """Distinct contexts stored, of all lengths and layers."""
        return sum(level.contexts for levels in self.layers for level in levels)

    def predict(self, layer: int, context: Sequence[Entry], top: int = 1) -> tuple[int, ...]:
        """Experts most likely at `layer`, best first.

        Ranked by how often each followed the longest seen suffix of the context; where fewer than `top` did, the
        next shorter suffix fills up, and after the marginal the experts never seen, by id.

        Args:
            layer: MoE layer to predict.
            context: entries before it, oldest first, the last directly before `layer`: expert ids, or tuples of
                ids for top_k > 1. A longer context is cut to its last entries.
            top: experts wanted, 1..num_experts.
        Raises:
            TraceError: no such layer, `top` out of range, or an entry that is not `top_k` experts of this model.
        """
        known = tuple(context)[max(0, len(context) - self.known_layers) :]
        if self.top_k > 1:
            known = tuple(tuple(entry) for entry in known)  # type: ignore[arg-type]
        answer = self._answers.get((layer, top, known))
        if answer is None:
            answer = self._look_up(layer, known, top)
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[layer, top, known] = answer
        return answer

    @cached_property
    def _answers(self) -> dict[tuple[int, int, tuple[Entry, ...]], tuple[int, ...]]:
        """What was asked for lately: paths repeat, and decoding waits for the answer."""
        return {}

    def _look_up(self, layer: int, context: Sequence[Entry], top: int) -> tuple[int, ...]:
        if not 0 <= layer < self.moe_layers:
            raise TraceError(f"predict: layer {layer} (expected 0..{self.moe_layers - 1})")
        self._check_top(top)
        levels = self.layers[layer]
        path = [0]
        for m, entry in enumerate(list(context)[::-1][: len(levels) - 1], start=1):
            symbol = self._symbol(entry)
            row = -1 if symbol < 0 else int(levels[m].find(np.asarray(path[-1] * len(self.symbols) + symbol)))
            if row < 0:
                break
            path.append(row)
        ranked: dict[int, None] = {}
        for m in range(len(path) - 1, -1, -1):
            level, row = levels[m], path[m]
            ranked.update(dict.fromkeys(level.experts[level.starts[row] : level.starts[row + 1]].tolist()))
            if len(ranked) >= top:
                break
        ranked.update(dict.fromkeys(range(self.num_experts)) if len(ranked) < top else {})
        return tuple(ranked)[:top]

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Predict every access of a trace from the true entries before it: int16 `[tokens, moe_layers, top]`.

        Equal to `predict` at every token and layer, with contexts that start at the example's first entry.

        Raises:
            TraceError: the trace is of a model with other experts, layers or top_k, or `top` is out of range.
        """
        trace.check_fits(self)
        self._check_top(top)
        predicted = np.empty((trace.tokens, self.moe_layers, top), np.int16)
        path = CircularPath(trace, self.symbols, self.known_layers)
        for layer, levels in enumerate(self.layers):
            ranked = self._ranked(levels, top)
            order = len(levels) - 1
            if (len(self.symbols) + 1) ** order <= _DENSE_LOOKUP:
                best = self._dense(levels, ranked)
                for start in range(0, trace.tokens, _CHUNK_TOKENS):
                    stop = min(start + _CHUNK_TOKENS, trace.tokens)
                    predicted[start:stop, layer] = np.take(best, path.codes(layer, order, start, stop), axis=0)
            else:
                predicted[:, layer] = self._descend(levels, ranked, path, layer)
        return predicted

    def size_bits(self, form: str = "dense", top: int | None = None) -> int:
        """Bits of index storage.

        Args:
            form: `dense`, as hardware indexes it: for each layer one prediction for each of the contexts there can
                be (6 layers x 8^2 contexts x 3 bits are 144 B); or `compressed`: only the contexts whose
                prediction differs from that of their longest stored suffix, for each level the shorter of a list of
                keys and a bitmap over the contexts there can be, plus a 32-bit count for each.
            top: experts stored for a context; by default top_k.
        Raises:
            TraceError: an unknown form, or `top` out of range.
        """
        top = self.top_k if top is None else top
        self._check_top(top)
        if form == "dense":
            return dense_size_bits(self.num_experts, [len(levels) - 1 for levels in self.layers], self.top_k, top)
        entries = math.comb(self.num_experts, self.top_k)
        value_bits = top * bits_for(self.num_experts)
        if form != "compressed":
            raise TraceError(f"size_bits: form {form!r} (expected dense or compressed)")
        bits = 0
        for levels in self.layers:
            for m, kept in enumerate(self._needed(levels, top)):
                keys = min(kept * m * bits_for(entries), entries**m)
                bits += (32 if m else 0) + keys + kept * value_bits
        return bits

    def to_dense_image(self, top: int = 1) -> bytes:
        """The dense table as hardware indexes it, bit for bit: `size_bits("dense", top)` bits, padded to a byte.

        Layer after layer, prediction after prediction in the order of the context's code, whose lowest digit (base
        `num_experts`) is the newest entry; each is `top` experts, best first, of the bits that an expert needs,
        the most significant first. Unseen contexts hold what they back off to. There is no code for a context that an
        example's beginning cuts short; `predict_trace` backs off there.

        Raises:
            TraceError: top_k above 1, or `top` out of range.
        """
        self._check_top(top)
        if self.top_k > 1:
            raise TraceError(f"to_dense_image: top_k {self.top_k} (expected 1; contexts of sets have no dense code)")
        width = bits_for(self.num_experts)
        parts = []
        for levels in self.layers:
            base, order = self.num_experts + 1, len(levels) - 1
            digits = np.arange(self.num_experts**order)[:, None] // self.num_experts ** np.arange(order)
            codes = (digits % self.num_experts) @ base ** np.arange(order)
            best = self._dense(levels, self._ranked(levels, top))[codes].astype(np.int64)
            parts.append((best.reshape(-1, 1) >> np.arange(width - 1, -1, -1)) & 1)
        return np.packbits(np.concatenate(parts).reshape(-1).astype(np.uint8)).tobytes()

    def _check_top(self, top: int) -> None:
        if not 1 <= top <= self.num_experts:
            raise TraceError(f"predict: top {top} (expected 1..{self.num_experts})")

    def _symbol(self, entry: Entry) -> int:
        """Index of an entry among the symbols, -1 for one that was never seen."""
        ids = tuple(sorted(int(e) for e in entry)) if isinstance(entry, Sequence | np.ndarray) else (int(entry),)
        if len(ids) != self.top_k or not 0 <= ids[0] <= ids[-1] < self.num_experts:
            raise TraceError(
                f"predict: context entry {entry!r} (expected {self.top_k} expert ids of 0..{self.num_experts - 1})"
            )
        match = np.flatnonzero((self.symbols == np.asarray(ids)).all(axis=1))
        return int(match[0]) if match.size else -1

    def _ranked(self, levels: Sequence[ContextLevel], top: int) -> list[np.ndarray]:
        """Best `top` experts of every context, filled up from its suffixes: int16 `[contexts, top]` a level."""
        ranked = [np.arange(self.num_experts, dtype=np.int16)[None]]
        for m, level in enumerate(levels):
            parent = ranked[m] if m == 0 else ranked[m][level.keys // len(self.symbols)]
            places = level.starts[:-1, None] + np.arange(top)
            own = level.experts[np.minimum(places, len(level.experts) - 1)]
            own = np.where(places < level.starts[1:, None], own, np.int16(-1))
            both = np.concatenate([own, parent], axis=1)
            ranked.append(_first_distinct(both, top) if top > 1 else own)
        return ranked[1:]

    def _dense(self, levels: Sequence[ContextLevel], ranked: Sequence[np.ndarray]) -> np.ndarray:
        """Best experts by context code (`CircularPath`), int16 `[(symbols + 1) ** order, top]`."""
        base = len(self.symbols) + 1
        best, codes = ranked[0], np.zeros(1, np.int64)
        for m in range(1, len(levels)):
            keys = levels[m].keys
            codes = codes[keys // len(self.symbols)] + (keys % len(self.symbols)) * base ** (m - 1)
            best = np.tile(best, (base, 1))
            best[codes] = ranked[m]
        return best

    def _descend(
        self, levels: Sequence[ContextLevel], ranked: Sequence[np.ndarray], path: CircularPath, layer: int
    ) -> np.ndarray:
        row = np.zeros(path.tokens, np.int64)
        best = np.repeat(ranked[0], path.tokens, axis=0)
        alive = np.arange(path.tokens)
        for m in range(1, len(levels)):
            symbol = path.symbol(layer, m)[alive]
            seen = symbol < len(self.symbols)
            alive, symbol = alive[seen], symbol[seen]
            found = levels[m].find(row[alive] * len(self.symbols) + symbol)
            alive, found = alive[found >= 0], found[found >= 0]
            row[alive] = found
            best[alive] = ranked[m][found]
        return best

    def _needed(self, levels: Sequence[ContextLevel], top: int) -> list[int]:
        """Contexts of each level whose ranked prediction differs from that of their longest needed suffix."""
        ranked = self._ranked(levels, top)
        effective, needed = ranked[0], [1]
        for m in range(1, len(levels)):
            inherited = effective[levels[m].keys // len(self.symbols)]
            needed.append(int((inherited != ranked[m]).any(axis=1).sum()))
            effective = ranked[m]
        return needed


def dense_size_bits(num_experts: int, orders: Sequence[int], top_k: int = 1, top: int | None = None) -> int:
    """Bits of a table that hardware indexes by the whole context, by arithmetic alone.

    Args:
        orders: entries of context of each MoE layer.
        top: experts stored for a context; by default top_k.
    """
    value_bits = (top_k if top is None else top) * bits_for(num_experts)
    return sum(math.comb(num_experts, top_k) ** order * value_bits for order in orders)


def _first_distinct(candidates: np.ndarray, top: int) -> np.ndarray:
    """The first `top` distinct ids of each row, in order; -1 is none."""
    repeated = candidates < 0
    for i in range(1, candidates.shape[1]):
        repeated[:, i] |= (candidates[:, :i] == candidates[:, i : i + 1]).any(axis=1)
    order = np.argsort(repeated, axis=1, kind="stable")[:, :top]
    return np.take_along_axis(candidates, order, axis=1)
