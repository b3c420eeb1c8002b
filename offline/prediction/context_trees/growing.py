"""Growing trees by Gini gain, and cutting those of all layers back together to a budget of bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError, is_whole
from flame.routing import RoutingTrace
from offline.prediction.accuracy import score
from offline.prediction.context_trees.bits import FEATURE_BITS
from offline.prediction.context_trees.token_classes import TokenClasses, TokenTable, learn_token_classes
from offline.prediction.context_trees.trees import HEADER_BITS, ContextTrees, Tree, features_of, tree_bits

_CANDIDATE_EXPERTS = 4  # experts by whose frequency the values of a feature are ordered when sets are sought
_NODES_AT_ONCE = 128


@dataclass(frozen=True, eq=False)
class _GrownTree:
    """One layer's nodes in level order, before the tree is cut back.

    Args:
        levels: int64 `[levels + 1]`, where each level begins.
        features: int64 `[nodes]`, -1 for a leaf.
        sets: bool `[nodes, num_experts]`, what each asks for.
        below: int64 `[nodes]`, the first of two neighbouring children, -1 for a leaf.
        counts: float64 `[nodes, num_experts]`, what followed there.
    """

    levels: np.ndarray
    features: np.ndarray
    sets: np.ndarray
    below: np.ndarray
    counts: np.ndarray

    def errors(self, ranked: int) -> np.ndarray:
        """What each node would get wrong as a leaf of so many experts, float64 `[nodes]`."""
        return self.counts.sum(axis=1) - np.sort(self.counts, axis=1)[:, -ranked:].sum(axis=1)

    def worth_keeping(self, errors: np.ndarray, price: float) -> np.ndarray:
        """Inner nodes that mend more errors than their subtree's splits cost, bool `[nodes]`."""
        cost, keep = errors.copy(), np.zeros(len(errors), bool)
        levels = [slice(a, b) for a, b in zip(self.levels[:-1].tolist(), self.levels[1:].tolist(), strict=True)]
        for level in reversed(levels):
            inner = level.start + np.flatnonzero(self.below[level] >= 0)
            split = cost[self.below[inner]] + cost[self.below[inner] + 1] + price
            better = split < cost[inner]
            cost[inner[better]], keep[inner[better]] = split[better], True
        reached = np.zeros(len(errors), bool)
        reached[0] = True
        for level in levels:
            inner = level.start + np.flatnonzero(keep[level] & reached[level])
            reached[self.below[inner]] = reached[self.below[inner] + 1] = True
        return keep & reached

    def assemble(self, keep: np.ndarray, ranked: int) -> Tree:
        """The tree whose inner nodes are the kept ones."""
        order = [np.zeros(1, np.int64)]
        while len(inner := order[-1][keep[order[-1]]]):
            order.append((self.below[inner][:, None] + np.arange(2)).reshape(-1))
        nodes = np.concatenate(order)
        inner = keep[nodes]
        leaves = np.argsort(-self.counts[nodes[~inner]], axis=1, kind="stable")[:, :ranked]
        return Tree(inner, self.features[nodes[inner]], self.sets[nodes[inner]], leaves.astype(np.int16))


@dataclass(frozen=True, eq=False)
class GrownTrees:
    """Trees before they are cut back, one for each layer."""

    num_experts: int
    top_k: int
    lags: int
    layers: tuple[_GrownTree, ...]
    tokens: TokenClasses | None

    def cut(self, budget_bits: int, ranked: int | None = None) -> ContextTrees:
        """The trees that err least on what they were grown on, within a budget for the whole image.

        Every split costs the same bits, so one price for a split serves all layers: a split stays where it mends more
        errors than its price, and the price is the lowest that meets the budget.

        Args:
            budget_bits: most bits of the image.
            ranked: experts stored at each leaf; by default top_k.
        Raises:
            TraceError: the budget does not even hold a leaf for each layer.
        """
        ranked = self.top_k if ranked is None else ranked
        fixed = HEADER_BITS + (self.tokens.size_bits if self.tokens else 0)

        def bits(kept: Sequence[np.ndarray]) -> int:
            return fixed + sum(tree_bits(int(k.sum()), self.num_experts, ranked) for k in kept)

        nothing = [np.zeros(len(tree.below), bool) for tree in self.layers]
        if bits(nothing) > budget_bits:
            raise TraceError(f"trees: {budget_bits} bits (expected at least {bits(nothing)}, a leaf for each layer)")
        errors = [tree.errors(ranked) for tree in self.layers]
        low, high, best = 1e-3, float(max(e[0] for e in errors)) + 1, nothing
        for _ in range(40):
            price = float(np.sqrt(low * high))
            kept = [tree.worth_keeping(e, price) for tree, e in zip(self.layers, errors, strict=True)]
            if bits(kept) <= budget_bits:
                high, best = price, kept
            else:
                low = price
        trees = tuple(tree.assemble(k, ranked) for tree, k in zip(self.layers, best, strict=True))
        return ContextTrees(self.num_experts, self.lags, trees, self.tokens)


def grow_trees(
    trace: RoutingTrace, *, lags: int, token_table: TokenTable | None, min_leaf: int, max_depth: int
) -> GrownTrees:
    """Grow a tree for each layer by Gini gain.

    Args:
        lags: latest entries of the path that may be asked for; with the groups of token classes at most 16.
        token_table: shape of the table of token classes; None asks for the path only.
        min_leaf: tokens that each side of a split must have.
        max_depth: questions on the longest way to a leaf.
    Raises:
        TraceError: too many lags, or token classes without token ids.
    """
    tokens = None if token_table is None else learn_token_classes(trace, token_table)
    most = 2**FEATURE_BITS - (token_table.groups if token_table else 0)
    if not is_whole(lags, 1) or lags > most:
        raise TraceError(f"trees: lags {lags} (expected 1..{most}, whole)")
    if not is_whole(min_leaf, 1) or not is_whole(max_depth):
        raise TraceError(
            f"trees: min_leaf {min_leaf}, max_depth {max_depth} (expected whole numbers, at least 1 and 0)"
        )
    columns = features_of(trace, lags, tokens)
    layers = tuple(
        _grow(columns[layer], trace.experts[:, layer], trace.num_experts, min_leaf, max_depth)
        for layer in range(trace.moe_layers)
    )
    return GrownTrees(trace.num_experts, trace.top_k, lags, layers, tokens)


def choose_trees(candidates: Sequence[GrownTrees], tuning: RoutingTrace, budget_bits: int) -> ContextTrees | None:
    """Of all candidates, cut to the budget, and to half and a quarter of that, the most accurate on a tuning trace.

    Cutting below the budget guards against trees that learnt their own trace by heart.

    Returns:
        the trees, the smaller ones among equals; None where no candidate fits the budget.
    """
    best: tuple[float, int, ContextTrees] | None = None
    for grown in candidates:
        try:
            largest = grown.cut(budget_bits)
        except TraceError:
            continue
        for part in (1, 2, 4):
            try:
                trees = grown.cut(largest.image_bits // part) if part > 1 else largest
            except TraceError:
                break
            right = score(trees.predict_trace(tuning, tuning.top_k), tuning).overall
            if best is None or (right, -trees.image_bits) > best[:2]:
                best = right, -trees.image_bits, trees
    return best[2] if best else None


def _grow(features: np.ndarray, chosen: np.ndarray, num_experts: int, min_leaf: int, max_depth: int) -> _GrownTree:
    """Grow level by level."""
    top_k = chosen.shape[1]
    samples = np.arange(len(features))
    owner = np.zeros(len(features), np.int64)  # node of the level below construction, by sample
    starts, columns = [0], []
    level, depth = 1, 0
    while level:
        counts = np.zeros((level, num_experts))
        for k in range(top_k):
            counts += np.bincount(owner * num_experts + chosen[samples, k], minlength=level * num_experts).reshape(
                level, num_experts
            )
        feature, members = np.full(level, -1), np.zeros((level, num_experts + 1), bool)
        open_nodes = np.flatnonzero((counts.sum(axis=1) >= 2 * min_leaf) & ((counts > 0).sum(axis=1) > top_k))
        for start in range(0, len(open_nodes) if depth < max_depth else 0, _NODES_AT_ONCE):
            asked = open_nodes[start : start + _NODES_AT_ONCE]
            place = np.full(level, -1)
            place[asked] = np.arange(len(asked))
            inside = place[owner] >= 0
            part = samples[inside]
            feature[asked], members[asked, :-1] = _best_splits(
                features[part], chosen[part], place[owner[inside]], len(asked), num_experts, min_leaf
            )
        splits = np.flatnonzero(feature >= 0)
        below = np.full(level, -1)
        below[splits] = 2 * np.arange(len(splits))
        moving = feature[owner] >= 0
        samples, owner = samples[moving], owner[moving]
        outside = ~members[owner, features[samples, feature[owner]]]
        owner = below[owner] + outside
        starts.append(starts[-1] + level)
        columns.append((feature, members[:, :-1], np.where(below >= 0, below + starts[-1], -1), counts))
        level, depth = 2 * len(splits), depth + 1
    return _GrownTree(np.array(starts), *(np.concatenate(column) for column in zip(*columns, strict=True)))


def _best_splits(
    features: np.ndarray, chosen: np.ndarray, owner: np.ndarray, nodes: int, experts: int, min_leaf: int
) -> tuple[np.ndarray, np.ndarray]:
    """Feature and set of the split with the best Gini gain for each node; feature -1 where none gains.

    For each of several experts, the values of a feature are ordered by how often that expert follows them, and the
    sets are the beginnings of that order.
    """
    asked, values = features.shape[1], experts + 1
    cell = ((owner[:, None] * asked + np.arange(asked)) * values + features) * experts
    counts = np.zeros(nodes * asked * values * experts)
    for k in range(chosen.shape[1]):
        counts += np.bincount((cell + chosen[:, k : k + 1]).reshape(-1), minlength=len(counts))
    counts = counts.reshape(nodes, asked, values, experts)
    total = counts.sum(axis=2, keepdims=True)  # [nodes, asked, 1, experts]
    known = counts[:, :, :experts]
    sizes = known.sum(axis=3)
    candidates = np.argsort(-total[:, 0, 0], axis=1, kind="stable")[:, : min(experts, _CANDIDATE_EXPERTS)]
    best_gain = np.full(nodes, 1e-9)
    best_feature, best_members = np.full(nodes, -1), np.zeros((nodes, experts), bool)
    parent = _purity(total)[:, :, 0]
    for c in range(candidates.shape[1]):
        of_expert = np.take_along_axis(known, candidates[:, c][:, None, None, None], axis=3)[..., 0]
        share = np.divide(of_expert, sizes, out=np.full(sizes.shape, -1.0), where=sizes > 0)
        order = np.argsort(-share, axis=2, kind="stable")
        inside = np.take_along_axis(known, order[..., None], axis=2).cumsum(axis=2)
        outside = total - inside
        gain = _purity(inside) + _purity(outside) - parent[:, :, None]
        gain[(inside.sum(axis=3) < min_leaf) | (outside.sum(axis=3) < min_leaf)] = -1
        flat = gain.reshape(nodes, -1).argmax(axis=1)
        value = np.take_along_axis(gain.reshape(nodes, -1), flat[:, None], axis=1)[:, 0]
        for i in np.flatnonzero(value > best_gain).tolist():
            asked_for, length = divmod(int(flat[i]), experts)
            best_gain[i], best_feature[i], best_members[i] = value[i], asked_for, False
            best_members[i, order[i, asked_for, : length + 1]] = True
    return best_feature, best_members


def _purity(counts: np.ndarray) -> np.ndarray:
    """Sum of squared counts over their sum, along the last axis; splits that raise it lower the Gini impurity."""
    size = counts.sum(axis=-1)
    return np.divide((counts**2).sum(axis=-1), size, out=np.zeros(size.shape), where=size > 0)
