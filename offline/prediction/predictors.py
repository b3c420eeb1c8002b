"""Expert predictors behind one interface: what each predicts, what it stores, and its work for one prediction.

Learnt predictors are tables and trees; baselines are what one would try first; controls bound what can be believed:
a random guess and a shuffled trace from below, the oracle and the fresh gate from above.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from flame.circular_path import CircularPath
from flame.errors import ConfigError, TraceError, near_names
from flame.plugins import PREDICTORS as PLUGINS
from flame.plugins import load_plugin, plugin_names
from flame.prediction_table import ContextLevel, PredictionTable, Predictor, dense_size_bits
from flame.routing import RoutingTrace
from offline.prediction.cepr import build_cepr_table, build_context_table, build_incremental_table
from offline.prediction.context_trees import ContextTrees

PredictTrace = Callable[[RoutingTrace, int], np.ndarray]


TABLES: dict[str, Callable[[RoutingTrace, int], Predictor]] = {
    "cepr": build_cepr_table,
    "incremental": build_incremental_table,
    "marginal": lambda trace, known_layers: build_context_table(trace, [0] * trace.moe_layers),
}
_COUNTER_BITS = 16


@dataclass(frozen=True, eq=False)
class Candidate:
    """A way to guess the experts of every access of a trace before the router decides, with what it costs.

    Args:
        name: what reports call it.
        kind: `learnt`, `baseline` or `control`.
        predict_trace: trace and `top` to int16 `[tokens, moe_layers, top]`, best first, -1 for no guess; the
            guess of an access rests on what precedes it, except for controls.
        storage_bits: bits that it keeps, tables and keys; not the path's latest entries, which all need.
        reads: most reads of its storage for one prediction, one after the other.
        macs: multiplications for one prediction.
    """

    name: str
    kind: str
    predict_trace: PredictTrace
    storage_bits: int
    reads: int
    macs: int = 0


def learn_table(name: str, trace: RoutingTrace, known_layers: int) -> Predictor:
    """Learn the table that `predictor.name` names: one of `TABLES`, or of a package that adds predictors.

    Raises:
        ConfigError: the name is unknown.
        TraceError: the trace cannot support the table.
    """
    if name in TABLES:
        return TABLES[name](trace, known_layers)
    known = (*TABLES, *plugin_names(PLUGINS))
    if name not in known:
        raise ConfigError(f"predictor.name={name}: {near_names(name, known)}")
    return load_plugin(PLUGINS, name)(trace, known_layers)  # type: ignore[no-any-return]


def table_predictor(name: str, table: PredictionTable, form: str = "dense") -> Candidate:
    """A prediction table, dense (one read) or compressed (at most a search for each length of context)."""
    reads = 1 if form == "dense" else table.known_layers + 1
    return Candidate(name, "learnt", table.predict_trace, table.size_bits(form), reads)


def tree_predictor(name: str, trees: ContextTrees) -> Candidate:
    """Context trees, read back from their image: a read for each question, the leaf and the token's class."""
    exported = ContextTrees.from_image(trees.to_image())
    deepest = max(tree.depth for tree in exported.trees)
    reads = deepest + 1 + (exported.tokens is not None)
    return Candidate(name, "learnt", exported.predict_trace, exported.image_bits, reads)


def marginal(trace: RoutingTrace) -> Candidate:
    """Each layer's most frequent experts."""
    ranked = _most_frequent(trace)

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        return np.broadcast_to(ranked[None, :, :top], (of.tokens, of.moe_layers, top))

    return Candidate("marginal", "baseline", predict, _marginal_bits(trace), 1)


def previous_token(trace: RoutingTrace) -> Candidate:
    """What the same layer chose for the token before; the layer's most frequent experts at an example's first token.

    Args:
        trace: where the most frequent experts are counted.
    """
    most = _most_frequent(trace)

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        ranked = np.tile(most, (of.tokens, 1, 1))
        follows = np.flatnonzero(of.position_in_example() > 0)
        before = of.experts[follows - 1]
        again = (ranked[follows][:, :, :, None] == before[:, :, None, :]).any(axis=3)
        rest = np.argsort(again, axis=2, kind="stable")[:, :, : of.num_experts - of.top_k]
        ranked[follows] = np.concatenate([before, np.take_along_axis(ranked[follows], rest, axis=2)], axis=2)
        return ranked[:, :, :top]

    return Candidate("previous token", "baseline", predict, _marginal_bits(trace), 0)


def _most_frequent(trace: RoutingTrace) -> np.ndarray:
    """Experts of each layer by descending count, ties towards the lower id: int16 `[moe_layers, num_experts]`."""
    columns = trace.experts.transpose(1, 0, 2).reshape(trace.moe_layers, -1)
    counts = np.stack([np.bincount(column, minlength=trace.num_experts) for column in columns])
    return np.argsort(-counts, axis=1, kind="stable").astype(np.int16)


def _marginal_bits(trace: RoutingTrace) -> int:
    return dense_size_bits(trace.num_experts, [0] * trace.moe_layers, trace.top_k)


def random_guess(seed: int) -> Candidate:
    """Experts in random order."""

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        keys = np.random.default_rng(seed).random((of.tokens, of.moe_layers, of.num_experts))
        return np.argsort(keys, axis=2)[:, :, :top].astype(np.int16)

    return Candidate("random", "control", predict, 0, 0)


def oracle() -> Candidate:
    """What the router is going to choose."""

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        return _padded(of.experts, top)

    return Candidate("oracle", "control", predict, 0, 0)


def gate(name: str, kind: str, trace: RoutingTrace, guesses: np.ndarray, d_model: int) -> Candidate:
    """A router's guesses that were recorded with a trace (`offline.prediction.tracing.record_gated_trace`).

    It keeps nothing of its own, since routers are resident, but multiplies: `d_model x num_experts`.

    Args:
        trace: the only trace that it can predict.
        guesses: int16 `[tokens, moe_layers]`, -1 for none.
    """

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        if of.experts.shape != trace.experts.shape or not np.array_equal(of.experts, trace.experts):
            raise TraceError(f"{name}: has guesses for one recorded trace only (give that one)")
        return _padded(guesses[:, :, None], top)

    return Candidate(name, kind, predict, 0, 0, d_model * trace.num_experts)


def adaptive(table: PredictionTable, weight: int) -> Candidate:
    """A table that goes on counting while it predicts, from the counts that it was learnt with.

    An access is ranked by the counts of its longest context seen so far, when learning or since; only single best
    guesses are given. Counters make it larger than the table: one of 16 bits for each context and expert.

    Args:
        weight: what one new observation counts, in observations of the learning trace.
    """

    def predict(of: RoutingTrace, top: int) -> np.ndarray:
        of.check_fits(table)
        path = CircularPath(of, table.symbols, table.known_layers)
        best = np.zeros((of.tokens, of.moe_layers), np.int16)
        for layer, levels in enumerate(table.layers):
            row = np.zeros(of.tokens, np.int64)
            code = np.zeros(of.tokens, np.int64)
            for m, level in enumerate(levels):
                if m:
                    symbol = path.symbol(layer, m).astype(np.int64)
                    known = (symbol < len(table.symbols)) & (row >= 0)
                    row = np.where(known, level.find(row * len(table.symbols) + symbol), -1)
                    code = np.unique(code * path.base + symbol, return_inverse=True)[1]
                    inside = symbol < len(table.symbols)
                else:
                    inside = np.ones(of.tokens, bool)
                counts = _counts(level, table.num_experts)[row] * (row >= 0)[:, None]
                counts = counts + weight * _seen_before(code, of.experts[:, layer], of.num_experts)
                use = inside & (counts.sum(axis=1) > 0)
                best[use, layer] = counts[use].argmax(axis=1)
        return _padded(best[:, :, None], top)

    bits = table.contexts * table.num_experts * _COUNTER_BITS
    return Candidate(f"adaptive, n = {table.known_layers}", "learnt", predict, bits, table.known_layers + 1)


def shuffle_trace(trace: RoutingTrace, seed: int) -> RoutingTrace:
    """The trace with each layer's choices, and the tokens, in random order: what each layer does, and nothing more.

    A predictor that beats the marginal on it has seen what it should not.
    """
    draw = np.random.default_rng(seed)
    columns = [trace.experts[draw.permutation(trace.tokens), layer] for layer in range(trace.moe_layers)]
    ids = None if trace.token_ids is None else trace.token_ids[draw.permutation(trace.tokens)]
    return RoutingTrace(np.stack(columns, axis=1), trace.example_ptr, trace.num_experts, token_ids=ids)


def _counts(level: ContextLevel, num_experts: int) -> np.ndarray:
    counts = np.zeros((level.contexts + 1, num_experts), np.int64)  # a last row of zeros, for contexts never seen
    counts[np.repeat(np.arange(level.contexts), np.diff(level.starts)), level.experts] = level.counts
    return counts


def _seen_before(code: np.ndarray, chosen: np.ndarray, num_experts: int) -> np.ndarray:
    """How often each expert was chosen at an earlier token of the same code, int64 `[tokens, num_experts]`."""
    order = np.argsort(code, kind="stable")
    marks = (chosen[order][:, :, None] == np.arange(num_experts)).sum(axis=1)
    before = marks.cumsum(axis=0) - marks
    starts = np.flatnonzero(np.concatenate([[True], np.diff(code[order]) != 0]))
    before -= np.repeat(before[starts], np.diff(np.append(starts, len(code))), axis=0)
    result = np.empty_like(before)
    result[order] = before
    return result


def _padded(guesses: np.ndarray, top: int) -> np.ndarray:
    out = np.full((*guesses.shape[:2], top), -1, np.int16)
    stored = min(top, guesses.shape[2])
    out[:, :, :stored] = guesses[:, :, :stored]
    return out
