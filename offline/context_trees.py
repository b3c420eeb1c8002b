"""Expert prediction by small decision trees over the circular path and the current token.

A CEPR table spends its bits on every context of n entries, whether they matter or not. A tree asks only for entries
that do: each node tests whether one entry of the path (or the class of the token) is in a set of experts, and the
leaf names the expert. Trees are grown by Gini gain and cut back together to a bit budget, so that bits go to the
layer where they win most. What is measured is the exported image, bit for bit as hardware would index it.

The token that goes into the decoder is known before its first router, so its class may be asked for; classes are
learnt from how tokens route, and kept in a direct-mapped table with tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.prediction_table import CircularPath
from flame.routing import RoutingTrace
from offline.prediction_bench import score

FEATURE_BITS = 4  # 16 features: the path's latest entries, then the classes of this token and the one before
_COUNT_BITS = 16  # nodes of a tree, and the running counts of its rank directory
_RANK_BLOCK = 64  # flags between two counts of the directory
_HEADER_BITS = 7 * 8
_CANDIDATE_EXPERTS = 8  # experts by whose frequency the values of a feature are ordered when sets are sought
_NODES_AT_ONCE = 128


@dataclass(frozen=True, eq=False)
class TokenClasses:
    """Direct-mapped table from token id to class: slot ``id mod slots`` holds the tag of the id that owns it.

    Args:
        id_bits: bits of a token id.
        tags: int64 ``[slots]``, the id's high bits; slots is a power of two.
        classes: int64 ``[slots]``, 0..num_classes-1.
        num_classes: as many as experts, so that a set of classes has a set of experts' width. A token that owns no
            slot has the class ``num_classes``, which is in no set.
    """

    id_bits: int
    tags: np.ndarray
    classes: np.ndarray
    num_classes: int

    @property
    def slot_bits(self) -> int:
        return len(self.tags).bit_length() - 1

    @property
    def size_bits(self) -> int:
        return len(self.tags) * (self.id_bits - self.slot_bits + _bits(self.num_classes))

    def classify(self, token_ids: np.ndarray) -> np.ndarray:
        """Class of each token, int64."""
        ids = token_ids.astype(np.int64)
        slot = ids % len(self.tags)
        return np.where(self.tags[slot] == ids >> self.slot_bits, self.classes[slot], self.num_classes)


@dataclass(frozen=True, eq=False)
class Tree:
    """One layer's decision tree in level order; inner node i's children are the nodes 2i + 1 and 2i + 2.

    Args:
        inner: bool ``[nodes]``.
        features: int64 ``[inner nodes]``, what each asks for.
        sets: bool ``[inner nodes, num_experts]``; an entry in the set goes to the first child, any other to the second.
        experts: int16 ``[leaves, ranked]``, best first.
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
        """Leaf that each row of features ``[tokens, features]`` ends at, int64 ``[tokens]``."""
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
        """Bits of :meth:`to_image`, header, keys, tags and directory included."""
        return _HEADER_BITS + (self.tokens.size_bits if self.tokens else 0) + sum(
            tree_bits(tree.splits, self.num_experts, self.ranked) for tree in self.trees
        )  # fmt: skip

    def size_bits(self) -> int:
        """As :attr:`image_bits`, under the name that prediction tables use."""
        return self.image_bits

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Predict every access from what is known before it: int16 ``[tokens, moe_layers, top]``, -1 beyond `ranked`.

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

        Header, a byte each: experts, layers, ranked, lags, id bits, bits of the number of token slots, 1 if there are
        token classes. Then the slots (tag, class); then for each layer the number of nodes (16), a flag for each node
        (1 is inner), before every block of 64 flags but the first the inner nodes so far (16 each, all together), the
        inner nodes (feature 4, set with expert 0 first), and the leaves (``ranked`` experts).
        """
        tokens = self.tokens
        head = [self.num_experts, len(self.trees), self.ranked, self.lags]
        head += [tokens.id_bits, tokens.slot_bits, 1] if tokens else [0, 0, 0]
        parts = [_to_bits(np.array(head), 8)]
        if tokens:
            tag_bits = tokens.id_bits - tokens.slot_bits
            fields = [_to_bits(tokens.tags, tag_bits), _to_bits(tokens.classes, _bits(self.num_experts))]
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
        """Read what :meth:`to_image` wrote.

        Raises:
            TraceError: the image ends early, or has bits left over.
        """
        bits = _Reader(image)
        experts, layers, ranked, lags, id_bits, slot_bits, classed = bits.take(7, 8).tolist()
        tokens = None
        if classed:
            rows = bits.raw((1 << slot_bits) * (id_bits - slot_bits + _bits(experts))).reshape(1 << slot_bits, -1)
            tag_bits = id_bits - slot_bits
            tokens = TokenClasses(id_bits, _from_bits(rows[:, :tag_bits]), _from_bits(rows[:, tag_bits:]), experts)
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
class _Node:
    feature: int  # -1 for a leaf
    members: np.ndarray  # bool [num_experts], the set that it asks for
    children: tuple[int, int]
    counts: np.ndarray  # float64 [num_experts], what followed here


@dataclass(frozen=True, eq=False)
class GrownTrees:
    """Trees before they are cut back: a list of nodes for each layer, parents before children."""

    num_experts: int
    top_k: int
    lags: int
    layers: tuple[tuple[_Node, ...], ...]
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

        nothing = [np.zeros(len(nodes), bool) for nodes in self.layers]
        if bits(nothing) > budget_bits:
            raise TraceError(f"trees: {budget_bits} bits (expected at least {bits(nothing)}, a leaf for each layer)")
        low, high, best = 1e-3, float(max(n[0].counts.sum() for n in self.layers)), nothing
        for _ in range(48):
            price = float(np.sqrt(low * high))
            kept = [_worth_keeping(nodes, price, ranked) for nodes in self.layers]
            if bits(kept) <= budget_bits:
                high, best = price, kept
            else:
                low = price
        trees = tuple(_assemble(nodes, k, ranked) for nodes, k in zip(self.layers, best, strict=True))
        return ContextTrees(self.num_experts, self.lags, trees, self.tokens)


def grow_trees(
    trace: RoutingTrace, *, lags: int, token_slot_bits: int | None, id_bits: int, min_leaf: int, max_depth: int
) -> GrownTrees:
    """Grow a tree for each layer by Gini gain.

    Args:
        lags: latest entries of the path that may be asked for, at most 14 with token classes and 16 without.
        token_slot_bits: log2 of the slots for token classes; None asks for the path only.
        id_bits: bits of a token id.
        min_leaf: tokens that each side of a split must have.
        max_depth: questions on the longest way to a leaf.
    Raises:
        TraceError: too many lags, or token classes without token ids.
    """
    tokens = None if token_slot_bits is None else learn_token_classes(trace, token_slot_bits, id_bits)
    most = 2**FEATURE_BITS - (2 if tokens else 0)
    if not 1 <= lags <= most:
        raise TraceError(f"trees: lags {lags} (expected 1..{most})")
    columns = features_of(trace, lags, tokens)
    layers = tuple(
        _grow(columns[layer], trace.experts[:, layer], trace.num_experts, min_leaf, max_depth)
        for layer in range(trace.moe_layers)
    )
    return GrownTrees(trace.num_experts, trace.top_k, lags, layers, tokens)


def choose_trees(candidates: Sequence[GrownTrees], tuning: RoutingTrace, budget_bits: int) -> ContextTrees | None:
    """Of all candidates, cut to the budget, half and a quarter of it, the most accurate on a tuning trace.

    Cutting below the budget guards against trees that learnt their own trace by heart.

    Returns:
        the trees, the smaller ones among equals; None where no candidate fits the budget.
    """
    best: tuple[float, int, ContextTrees] | None = None
    for grown in candidates:
        for part in (1, 2, 4):
            try:
                trees = grown.cut(budget_bits // part)
            except TraceError:
                continue
            right = score(trees.predict_trace(tuning, tuning.top_k), tuning).overall
            if best is None or (right, -trees.image_bits) > best[:2]:
                best = right, -trees.image_bits, trees
    return best[2] if best else None


def features_of(trace: RoutingTrace, lags: int, tokens: TokenClasses | None) -> np.ndarray:
    """What trees may ask for, int64 ``[moe_layers, tokens, features]``; ``num_experts`` stands for unknown.

    The first expert of each of the ``lags`` latest entries, newest first, then the classes of the token and of the
    one before it.
    """
    first = trace if trace.top_k == 1 else RoutingTrace(trace.experts[:, :, :1], trace.example_ptr, trace.num_experts)
    path = CircularPath(first, None, lags)
    columns = [[path.symbol(layer, back) for back in range(1, lags + 1)] for layer in range(trace.moe_layers)]
    if tokens is not None:
        if trace.token_ids is None:
            raise TraceError("trees: they ask for token classes, but the trace has no token ids (record them)")
        present = tokens.classify(trace.token_ids)
        before = np.concatenate([[trace.num_experts], present[:-1]])
        before[trace.example_ptr[:-1]] = trace.num_experts
        columns = [[*layer, present, before] for layer in columns]
    return np.asarray(columns, dtype=np.int64).transpose(0, 2, 1)


def learn_token_classes(trace: RoutingTrace, slot_bits: int, id_bits: int, rounds: int = 30) -> TokenClasses:
    """Give slots to the most frequent tokens, and group those by how they route, at all layers together.

    Hard clustering by likelihood: each token joins the class under whose routing its own is likeliest.

    Raises:
        TraceError: the trace has no token ids, or one exceeds ``id_bits``, or there are more slots than ids.
    """
    if trace.token_ids is None:
        raise TraceError("token classes: the trace has no token ids (record them)")
    if int(trace.token_ids.max()) >> id_bits or not 0 <= slot_bits <= id_bits:
        raise TraceError(f"token classes: {slot_bits} slot bits, {id_bits} id bits (ids up to {trace.token_ids.max()})")
    ids, row = np.unique(trace.token_ids, return_inverse=True)
    frequent = np.argsort(-np.bincount(row), kind="stable")
    slots, first = np.unique(ids[frequent] % (1 << slot_bits), return_index=True)
    owners = frequent[first]
    experts = trace.num_experts
    counts = np.zeros((len(ids), trace.moe_layers * experts))
    for layer in range(trace.moe_layers):
        for k in range(trace.top_k):
            np.add.at(counts, (row, layer * experts + trace.experts[:, layer, k]), 1.0)
    counts = counts[owners]
    label = counts[:, :experts].argmax(axis=1)
    for _ in range(rounds):
        # One occurrence of the average token in every class keeps empty classes and unseen experts finite.
        profile = np.zeros((experts, counts.shape[1])) + counts.sum(axis=0) / counts[:, :experts].sum() + 1e-6
        np.add.at(profile, label, counts)
        totals = profile.reshape(experts, trace.moe_layers, experts).sum(axis=2)
        likelihood = counts @ np.log(profile / np.repeat(totals, experts, axis=1)).T
        moved = likelihood.argmax(axis=1)
        if (moved == label).all():
            break
        label = moved
    tags, classes = np.zeros(1 << slot_bits, np.int64), np.zeros(1 << slot_bits, np.int64)
    tags[slots], classes[slots] = ids[owners].astype(np.int64) >> slot_bits, label
    return TokenClasses(id_bits, tags, classes, experts)


def _grow(
    features: np.ndarray, chosen: np.ndarray, num_experts: int, min_leaf: int, max_depth: int
) -> tuple[_Node, ...]:
    """Grow level by level; nodes come out in level order."""
    top_k = chosen.shape[1]
    samples = np.arange(len(features))
    owner = np.zeros(len(features), np.int64)  # node of the level below construction, by sample
    nodes: list[_Node] = []
    level, depth = 1, 0
    while level:
        counts = np.zeros((level, num_experts))
        for k in range(top_k):
            counts += np.bincount(owner * num_experts + chosen[samples, k], minlength=level * num_experts).reshape(
                level, num_experts
            )
        feature, members = np.full(level, -1), np.zeros((level, num_experts + 1), bool)
        if depth < max_depth:
            for start in range(0, level, _NODES_AT_ONCE):
                stop = min(start + _NODES_AT_ONCE, level)
                inside = (owner >= start) & (owner < stop)
                part = samples[inside]
                feature[start:stop], members[start:stop, :-1] = _best_splits(
                    features[part], chosen[part], owner[inside] - start, stop - start, num_experts, min_leaf
                )
        splits = np.flatnonzero(feature >= 0)
        below = np.full(level, -1)
        below[splits] = len(nodes) + level + 2 * np.arange(len(splits))
        nodes += [
            _Node(int(feature[i]), members[i, :-1], (int(below[i]), int(below[i]) + 1), counts[i]) for i in range(level)
        ]
        moving = feature[owner] >= 0
        samples, owner = samples[moving], owner[moving]
        outside = ~members[owner, features[samples, feature[owner]]]
        owner = (below[owner] - len(nodes)) + outside
        level, depth = 2 * len(splits), depth + 1
    return tuple(nodes)


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


def _worth_keeping(nodes: Sequence[_Node], price: float, ranked: int) -> np.ndarray:
    """Inner nodes that mend more errors than their subtree's splits cost, bool ``[nodes]``."""
    keep, cost = np.zeros(len(nodes), bool), np.empty(len(nodes))
    for i in range(len(nodes) - 1, -1, -1):
        node = nodes[i]
        cost[i] = node.counts.sum() - np.sort(node.counts)[-ranked:].sum()
        if node.feature >= 0:
            split = cost[node.children[0]] + cost[node.children[1]] + price
            if split < cost[i]:
                cost[i], keep[i] = split, True
    reached = np.zeros(len(nodes), bool)
    reached[0] = True
    for i in np.flatnonzero(keep).tolist():  # parents come before children
        if reached[i]:
            reached[list(nodes[i].children)] = True
    return keep & reached


def _assemble(nodes: Sequence[_Node], keep: np.ndarray, ranked: int) -> Tree:
    order, position = [0], 0
    while position < len(order):
        if keep[order[position]]:
            order += nodes[order[position]].children
        position += 1
    inner = keep[order]
    split = [nodes[i] for i in order if keep[i]]
    experts = len(nodes[0].counts)
    leaves = [np.argsort(-nodes[i].counts, kind="stable")[:ranked] for i in order if not keep[i]]
    return Tree(
        inner,
        np.array([n.feature for n in split], dtype=np.int64),
        np.array([n.members for n in split], dtype=bool).reshape(len(split), experts),
        np.array(leaves, dtype=np.int16),
    )


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
