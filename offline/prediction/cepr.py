"""Counting-based expert prediction: CEPR (paper section 5.2) and the incremental baseline (EdgeMoE).

Both count which expert follows each context of the path. CEPR's contexts run back across tokens, so every layer has
the same number of known entries; incremental contexts stop at the token's first layer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flame.circular_path import CircularPath
from flame.errors import TraceError, is_whole
from flame.prediction_table import ContextLevel, PredictionTable
from flame.routing import RoutingTrace

_CHUNK_WINDOWS = 1 << 20
MOST_SETS = 1 << 14  # sets of several experts beyond which contexts of them say nothing
_DENSE_COUNTS = 1 << 21  # counters below which windows are counted by index, beyond it by sorting
_MOST_CODES = 2**63  # codes of windows that int64 tells apart


def build_cepr_table(trace: RoutingTrace, known_layers: int) -> PredictionTable:
    """Count which expert follows each circular path context (paper section 5.2, figure 2d).

    Args:
        trace: experts int16 [tokens, moe_layers, top_k]; contexts never cross an example.
        known_layers: preceding entries of the circular path used, at least 1.
    Raises:
        TraceError: known_layers is below 1 or not below the longest example's entries, or the trace has one token.
    """
    longest = int(trace.example_lengths.max()) * trace.moe_layers
    if not is_whole(known_layers, 1) or known_layers >= longest:
        raise TraceError(
            f"known_layers: {known_layers} (expected 1..{longest - 1}, whole: the longest has {longest} entries)"
        )
    return build_context_table(trace, [known_layers] * trace.moe_layers)


def build_incremental_table(trace: RoutingTrace, known_layers: int | None = None) -> PredictionTable:
    """Count which expert follows the earlier layers of the same token (EdgeMoE; paper figure 2c).

    Layer p knows its token's layers 0..p-1, so layer 0 knows nothing and predicts its marginal.

    Args:
        known_layers: at most so many of them, the latest; None uses all.
    Raises:
        TraceError: known_layers is below 0, or the trace has one token.
    """
    if known_layers is not None and not is_whole(known_layers):
        raise TraceError(f"known_layers: {known_layers} (expected a whole number, 0 or more)")
    limit = trace.moe_layers if known_layers is None else known_layers
    return build_context_table(trace, [min(layer, limit) for layer in range(trace.moe_layers)])


def build_context_table(trace: RoutingTrace, orders: Sequence[int]) -> PredictionTable:
    """Count what follows the contexts of the circular path, with its own length of context for each layer.

    Time grows with tokens x layers x order, memory with the distinct contexts.

    Args:
        orders: entries of context of each MoE layer, 0 or more; 0 gives the layer's marginal.
    Raises:
        TraceError: the trace has one token, which no other follows, or there are not as many orders as layers.
    """
    if len(orders) != trace.moe_layers or not all(map(is_whole, orders)):
        raise TraceError(f"orders: {list(orders)} (expected {trace.moe_layers} whole numbers, one for each layer)")
    if trace.tokens < 2:
        raise TraceError("trace: it has one token, from which nothing that follows can be learnt (expected at least 2)")
    path = CircularPath(trace, None, max(orders))
    if max(orders) > 0 and trace.top_k > 1 and len(path.symbols) > MOST_SETS:
        raise TraceError(
            f"trace: its layers choose {len(path.symbols):,} different sets of {trace.top_k} experts, which hardly "
            f"repeat as contexts (expected at most {MOST_SETS:,}; take predictor.name=marginal, or see "
            "experiment=predictor_bench, whose tables add up single experts)"
        )
    layers = tuple(
        _build_levels(*_count_windows(path, layer, order), path.symbols, order) for layer, order in enumerate(orders)
    )
    return PredictionTable(trace.num_experts, path.symbols, layers)


def _count_windows(path: CircularPath, layer: int, order: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct windows that end at a layer, and how often each occurs.

    Returns:
        symbols int64 `[windows, order + 1]`, the layer's own first and older ones after it, and counts int64.
    """
    base = path.base
    starts = range(0, path.windows, _CHUNK_WINDOWS)
    if base ** (order + 1) <= _DENSE_COUNTS:
        total = np.zeros(base ** (order + 1), np.int64)
        for start in starts:
            total += np.bincount(
                path.window_codes(layer, 0, order, start, min(start + _CHUNK_WINDOWS, path.windows)),
                minlength=len(total),
            )
        codes = np.flatnonzero(total)
        counts = total[codes]
    elif base ** (order + 1) < _MOST_CODES:
        codes, counts = np.empty(0, np.int64), np.empty(0, np.int64)
        for start in starts:
            chunk = path.window_codes(layer, 0, order, start, min(start + _CHUNK_WINDOWS, path.windows))
            found, times = np.unique(chunk[chunk % base < base - 1], return_counts=True)
            codes, counts = _sum_by_key(np.concatenate([codes, found]), np.concatenate([counts, times]))
    else:
        return _count_long_windows(path, layer, order)
    symbols = codes[:, None] // base ** np.arange(order + 1, dtype=np.int64) % base
    real = symbols[:, 0] < base - 1
    return symbols[real], counts[real]


def _count_long_windows(path: CircularPath, layer: int, order: int) -> tuple[np.ndarray, np.ndarray]:
    """As `_count_windows` for windows whose code exceeds 63 bits: ranks stand for the digits so far."""
    rank = path.column(layer, 0).astype(np.int64)
    for back in range(1, order + 1):
        rank = np.unique(rank * path.base + path.column(layer, back), return_inverse=True)[1]
    _, first, counts = np.unique(rank, return_index=True, return_counts=True)
    symbols = np.stack([path.column(layer, back)[first] for back in range(order + 1)], axis=1).astype(np.int64)
    real = symbols[:, 0] < path.base - 1
    return symbols[real], counts[real]


def _build_levels(windows: np.ndarray, counts: np.ndarray, symbols: np.ndarray, order: int) -> tuple[ContextLevel, ...]:
    """Turn counted windows into the tree of suffixes, level by level."""
    num_symbols, top_k = symbols.shape
    followers, history = symbols[windows[:, 0]].astype(np.int64), windows[:, 1:]
    limit = int(symbols.max()) + 1
    row = np.zeros(len(windows), np.int64)
    keys = np.zeros(1, np.int64)
    levels = []
    for m in range(order + 1):
        if m:
            inside = history[:, m - 1] < num_symbols
            row, followers, history, counts = row[inside], followers[inside], history[inside], counts[inside]
            keys, row = np.unique(row * num_symbols + history[:, m - 1], return_inverse=True)
        pairs, times = _sum_by_key((row[:, None] * limit + followers).reshape(-1), np.repeat(counts, top_k))
        context, expert = np.divmod(pairs, limit)
        ranked = np.lexsort((expert, -times, context))
        starts = np.concatenate([[0], np.cumsum(np.bincount(context, minlength=len(keys)))]).astype(np.int64)
        levels.append(ContextLevel(keys, starts, expert[ranked].astype(np.int16), times[ranked]))
    return tuple(levels)


def _sum_by_key(keys: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct keys, ascending, and the sum of the counts of each."""
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[first], np.add.reduceat(counts, first)
