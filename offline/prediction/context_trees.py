"""Expert prediction by small decision trees over the circular path and the current token.

A CEPR table spends its bits on every context of n entries, whether they matter or not. A tree asks only for entries
that do: each node tests whether one entry of the path (or the class of the token) is in a set of experts, and the
leaf names the expert. Trees are grown by Gini gain and cut back together to a bit budget, so that bits go to the
layer where they win most. What is measured is the exported image, bit for bit as hardware would index it.

The token that goes into the decoder is known before its first router, so its classes may be asked for: one for each
run of neighbouring layers, learnt from how tokens route there, and kept in a direct-mapped table with tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError, is_whole
from flame.prediction_table import CircularPath
from flame.routing import RoutingTrace
from offline.prediction.accuracy import score

FEATURE_BITS = 4  # 16 features: the path's latest entries, then the classes of this token
_COUNT_BITS = 16  # nodes of a tree, and the running counts of its rank directory
_RANK_BLOCK = 64  # flags between two counts of the directory
_HEADER_BITS = 7 * 8
_CANDIDATE_EXPERTS = 4  # experts by whose frequency the values of a feature are ordered when sets are sought
_NODES_AT_ONCE = 128


@dataclass(frozen=True)
class TokenTable:
    """Shape of a table of token classes.

    Args:
        slot_bits: log2 of its slots.
        tag_bits: bits of the token id above the slot's that an entry keeps. Ids equal in slot and tag share an entry;
            without a tag every token has one.
        groups: runs of neighbouring layers, of like length; an entry holds a class for each.
    """

    slot_bits: int
    tag_bits: int
    groups: int

    def __post_init__(self) -> None:
        whole = is_whole(self.slot_bits) and is_whole(self.tag_bits) and is_whole(self.groups, 1)
        if not whole or max(self.slot_bits, self.tag_bits) > 16 or self.groups >= 2**FEATURE_BITS:
            raise TraceError(
                f"token table: {self.slot_bits} slot bits, {self.tag_bits} tag bits, {self.groups} groups (expected "
                f"0..16, 0..16 and 1..{2**FEATURE_BITS - 1})"
            )

    def of_vocabulary(self, tokens: int) -> TokenTable:
        """The same without bits that no id of a vocabulary of so many tokens has."""
        id_bits = _bits(tokens)
        slot_bits = min(self.slot_bits, id_bits)
        return TokenTable(slot_bits, min(self.tag_bits, id_bits - slot_bits), self.groups)


@dataclass(frozen=True, eq=False)
class TokenClasses:
    """Direct-mapped table from token id to classes: slot `id mod slots` holds the tag of its owner and its classes.

    Args:
        shape: slots, tag and groups.
        tags: int64 `[slots]`, the owner's id bits above the slot's, as many as the tag has.
        classes: int64 `[slots, groups]`, 0..num_classes-1.
        num_classes: as many as experts, so that a set of classes has a set of experts' width. A token whose slot has
            another tag has the class `num_classes` in every group, which is in no set.
    """

    shape: TokenTable
    tags: np.ndarray
    classes: np.ndarray
    num_classes: int

    @property
    def size_bits(self) -> int:
        return len(self.tags) * (self.shape.tag_bits + self.shape.groups * _bits(self.num_classes))

    def classify(self, token_ids: np.ndarray) -> np.ndarray:
        """Classes of each token, int64 `[tokens, groups]`."""
        key = token_ids.astype(np.int64) & ((1 << self.shape.slot_bits + self.shape.tag_bits) - 1)
        slot, tag = key & (len(self.tags) - 1), key >> self.shape.slot_bits
        return np.where((self.tags[slot] == tag)[:, None], self.classes[slot], self.num_classes)


@dataclass(frozen=True, eq=False)
class Tree:
    """One layer's decision tree in level order; inner node i's children are the nodes 2i + 1 and 2i + 2.

    Args:
        inner: bool `[nodes]`.
        features: int64 `[inner nodes]`, what each asks for.
        sets: bool `[inner nodes, num_experts]`; an entry in the set goes to the first child, any other to the second.
        experts: int16 `[leaves, ranked]`, best first.
    """

    inner: np.ndarray
    features: np.ndarray
    sets: np.ndarray
    experts: np.ndarray

    @property
    def splits(self) -> int:
        return len(self.features)

    @property
    def depth(self) -> int:
        """Questions on the longest way to a leaf."""
        depth = np.zeros(len(self.inner), np.int64)
        for i, node in enumerate(np.flatnonzero(self.inner)):
            depth[2 * i + 1 : 2 * i + 3] = depth[node] + 1
        return int(depth.max())

    def leaf(self, features: np.ndarray) -> np.ndarray:
        """Leaf that each row of features `[tokens, features]` ends at, int64 `[tokens]`."""
        rank = np.cumsum(self.inner) - self.inner
        padded = np.concatenate([self.sets, np.zeros((len(self.sets), 1), bool)], axis=1)  # unknown is in no set
        node = np.zeros(len(features), np.int64)
        moving = np.arange(len(features)) if self.inner[0] else np.empty(0, np.int64)
        while moving.size:
            i = rank[node[moving]]
            inside = padded[i, features[moving, self.features[i]]]
            node[moving] = 2 * i + 2 - inside
            moving = moving[self.inner[node[moving]]]
        return node - rank[node]


@dataclass(frozen=True, eq=False)
class ContextTrees:
    """A tree for each MoE layer, with the token classes that they ask for.

    Args:
        num_experts: experts of a layer.
        lags: latest entries of the path that trees may ask for.
        trees: one for each layer.
        tokens: token classes, or None where trees ask for the path only.
    """

    num_experts: int
    lags: int
    trees: tuple[Tree, ...]
    tokens: TokenClasses | None

    @property
    def ranked(self) -> int:
        """Experts stored at each leaf."""
        return self.trees[0].experts.shape[1]

    @property
    def image_bits(self) -> int:
        """Bits of `to_image`, header, keys, tags and directory included."""
        return _HEADER_BITS + (self.tokens.size_bits if self.tokens else 0) + sum(
            tree_bits(tree.splits, self.num_experts, self.ranked) for tree in self.trees
        )  # fmt: skip

    def size_bits(self) -> int:
        """As `image_bits`, under the name that prediction tables use."""
        return self.image_bits

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Predict every access from what is known before it: int16 `[tokens, moe_layers, top]`, -1 beyond `ranked`.

        Raises:
            TraceError: a trace of another model, or without the token ids that the trees ask for.
        """
        if (trace.num_experts, trace.moe_layers) != (self.num_experts, len(self.trees)):
            raise TraceError(
                f"trees: learnt for {len(self.trees)} layers of {self.num_experts} experts, the trace has "
                f"{trace.moe_layers} of {trace.num_experts} (learn trees for this model)"
            )
        predicted = np.full((trace.tokens, trace.moe_layers, top), -1, np.int16)
        columns = features_of(trace, self.lags, self.tokens)
        stored = min(top, self.ranked)
        for layer, tree in enumerate(self.trees):
            predicted[:, layer, :stored] = tree.experts[tree.leaf(columns[layer])][:, :stored]
        return predicted

    def to_image(self) -> bytes:
        """The bits that hardware indexes, most significant first, padded to a byte with zeros.

        Header, a byte each: experts, layers, ranked, lags, slot bits, tag bits, groups of token classes (0: there are
        none). Then the slots (tag, a class for each group); then for each layer the number of nodes (16), a flag for
        each node (1 is inner), before every block of 64 flags but the first the inner nodes so far (16 each, all
        together), the inner nodes (feature 4, set with expert 0 first), and the leaves (`ranked` experts).
        """
        tokens = self.tokens
        head = [self.num_experts, len(self.trees), self.ranked, self.lags]
        head += [tokens.shape.slot_bits, tokens.shape.tag_bits, tokens.shape.groups] if tokens else [0, 0, 0]
        parts = [_to_bits(np.array(head), 8)]
        if tokens:
            fields = [
                _to_bits(tokens.tags, tokens.shape.tag_bits),
                _to_bits(tokens.classes.reshape(-1), _bits(self.num_experts)),
            ]
            parts.append(np.concatenate([f.reshape(len(tokens.tags), -1) for f in fields], axis=1).reshape(-1))
        for tree in self.trees:
            parts.append(_to_bits(np.array([len(tree.inner)]), _COUNT_BITS))
            parts.append(tree.inner)
            parts.append(_to_bits(np.cumsum(tree.inner)[_RANK_BLOCK - 1 : -1 : _RANK_BLOCK], _COUNT_BITS))
            named = _to_bits(tree.features, FEATURE_BITS).reshape(tree.splits, FEATURE_BITS)
            parts.append(np.concatenate([named, tree.sets], axis=1).reshape(-1))
            parts.append(_to_bits(tree.experts.reshape(-1), _bits(self.num_experts)))
        return np.packbits(np.concatenate(parts).astype(np.uint8)).tobytes()

    @staticmethod
    def from_image(image: bytes) -> ContextTrees:
        """Read what `to_image` wrote.

        Raises:
            TraceError: the image ends early, or has bits left over.
        """
        bits = _Reader(image)
        experts, layers, ranked, lags, slot_bits, tag_bits, groups = bits.take(7, 8).tolist()
        tokens = None
        if groups:
            slots, width = 1 << slot_bits, _bits(experts)
            rows = bits.raw(slots * (tag_bits + groups * width)).reshape(slots, -1)
            classes = _from_bits(rows[:, tag_bits:].reshape(slots * groups, width)).reshape(slots, groups)
            shape = TokenTable(slot_bits, tag_bits, groups)
            tokens = TokenClasses(shape, _from_bits(rows[:, :tag_bits]), classes, experts)
        trees = []
        for _ in range(layers):
            nodes = int(bits.take(1, _COUNT_BITS)[0])
            inner = bits.raw(nodes).astype(bool)
            bits.take((nodes - 1) // _RANK_BLOCK, _COUNT_BITS)
            splits = int(inner.sum())
            rows = bits.raw(splits * (FEATURE_BITS + experts)).reshape(splits, FEATURE_BITS + experts)
            leaves = bits.take((nodes - splits) * ranked, _bits(experts)).reshape(-1, ranked).astype(np.int16)
            trees.append(Tree(inner, _from_bits(rows[:, :FEATURE_BITS]), rows[:, FEATURE_BITS:].astype(bool), leaves))
        bits.finish()
        return ContextTrees(experts, lags, tuple(trees), tokens)


def tree_bits(splits: int, num_experts: int, ranked: int) -> int:
    """Bits of one tree in the image: count, flags, rank directory, inner nodes, leaves."""
    nodes = 2 * splits + 1
    directory = (nodes - 1) // _RANK_BLOCK * _COUNT_BITS
    return _COUNT_BITS + nodes + directory + splits * (FEATURE_BITS + num_experts) + (splits + 1) * ranked * _bits(
        num_experts
    )  # fmt: skip


# --- learning ----------------------------------------------------------------------------------------------------


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
        fixed = _HEADER_BITS + (self.tokens.size_bits if self.tokens else 0)

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


def features_of(trace: RoutingTrace, lags: int, tokens: TokenClasses | None) -> np.ndarray:
    """What trees may ask for, int64 `[moe_layers, tokens, features]`; `num_experts` stands for unknown.

    The first expert of each of the `lags` latest entries, newest first, then the classes of the token.
    """
    first = trace if trace.top_k == 1 else RoutingTrace(trace.experts[:, :, :1], trace.example_ptr, trace.num_experts)
    path = CircularPath(first, None, lags)
    columns = np.empty((trace.moe_layers, trace.tokens, lags + (tokens.shape.groups if tokens else 0)), np.int64)
    for layer in range(trace.moe_layers):
        for back in range(1, lags + 1):
            columns[layer, :, back - 1] = path.symbol(layer, back)
    if tokens is not None:
        if trace.token_ids is None:
            raise TraceError("trees: they ask for token classes, but the trace has no token ids (record them)")
        columns[:, :, lags:] = tokens.classify(trace.token_ids)
    return columns


def learn_token_classes(trace: RoutingTrace, shape: TokenTable, rounds: int = 30) -> TokenClasses:
    """Give each slot to the most frequent of its tokens, and class those by how they route in each group of layers.

    Hard clustering by likelihood: each token joins the class under whose routing its own is likeliest.

    Raises:
        TraceError: the trace has no token ids, or fewer layers than there are groups.
    """
    if trace.token_ids is None:
        raise TraceError("token classes: the trace has no token ids (record them)")
    if shape.groups > trace.moe_layers:
        raise TraceError(f"token classes: {shape.groups} groups of {trace.moe_layers} layers (expected no more groups)")
    experts, slots = trace.num_experts, 1 << shape.slot_bits
    keys = trace.token_ids.astype(np.int64) & ((1 << shape.slot_bits + shape.tag_bits) - 1)
    ids, row = np.unique(keys, return_inverse=True)
    frequent = np.argsort(-np.bincount(row), kind="stable")
    owned, first = np.unique(ids[frequent] & (slots - 1), return_index=True)
    owners = frequent[first]
    counts = np.zeros((len(ids), trace.moe_layers, experts))
    for layer in range(trace.moe_layers):
        for k in range(trace.top_k):
            flat = np.bincount(row * experts + trace.experts[:, layer, k], minlength=len(ids) * experts)
            counts[:, layer] += flat.reshape(len(ids), experts)
    tags, classes = np.zeros(slots, np.int64), np.zeros((slots, shape.groups), np.int64)
    tags[owned] = ids[owners] >> shape.slot_bits
    for group, layers in enumerate(np.array_split(np.arange(trace.moe_layers), shape.groups)):
        classes[owned, group] = _cluster(counts[owners][:, layers], rounds)
    return TokenClasses(shape, tags, classes, experts)


def _cluster(counts: np.ndarray, rounds: int) -> np.ndarray:
    """Class of each row of counts `[rows, layers, experts]`, of as many classes as experts."""
    rows, layers, experts = counts.shape
    flat = counts.reshape(rows, -1)
    label = counts[:, 0].argmax(axis=1)
    for _ in range(rounds):
        # One occurrence of the average token in every class keeps empty classes and unseen experts finite.
        profile = np.zeros((experts, layers * experts)) + flat.sum(axis=0) / counts[:, 0].sum() + 1e-6
        np.add.at(profile, label, flat)
        totals = profile.reshape(experts, layers, experts).sum(axis=2)
        moved = (flat @ np.log(profile / np.repeat(totals, experts, axis=1)).T).argmax(axis=1)
        if (moved == label).all():
            break
        label = moved
    return label


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


# --- bits --------------------------------------------------------------------------------------------------------


def _bits(values: int) -> int:
    return max(1, (values - 1).bit_length())


def _to_bits(values: np.ndarray, width: int) -> np.ndarray:
    return ((values.astype(np.int64)[:, None] >> np.arange(width - 1, -1, -1)) & 1).reshape(-1).astype(bool)


def _from_bits(rows: np.ndarray) -> np.ndarray:
    return rows.astype(np.int64) @ (1 << np.arange(rows.shape[1] - 1, -1, -1, dtype=np.int64))


class _Reader:
    """Bits of an image, taken from its beginning on."""

    def __init__(self, image: bytes) -> None:
        self.bits, self.place = np.unpackbits(np.frombuffer(image, np.uint8)), 0

    def raw(self, count: int) -> np.ndarray:
        if self.place + count > len(self.bits):
            raise TraceError(f"trees: the image ends at bit {len(self.bits)} (expected {self.place + count} or more)")
        self.place += count
        return self.bits[self.place - count : self.place]

    def take(self, count: int, width: int) -> np.ndarray:
        return _from_bits(self.raw(count * width).reshape(count, width))

    def finish(self) -> None:
        if len(self.bits) - self.place >= 8 or self.bits[self.place :].any():
            raise TraceError(f"trees: the image has bits left over after {self.place} (expected zeros up to a byte)")
