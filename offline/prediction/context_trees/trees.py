"""Trees as hardware holds them: what they predict, their image, and its size bit for bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.circular_path import CircularPath
from flame.errors import TraceError
from flame.ids import bits_for
from flame.routing import RoutingTrace
from offline.prediction.context_trees.bits import FEATURE_BITS, BitReader, from_bits, to_bits
from offline.prediction.context_trees.token_classes import TokenClasses, TokenTable

_COUNT_BITS = 16  # nodes of a tree, and the running counts of its rank directory
_RANK_BLOCK = 64  # flags between two counts of the directory
HEADER_BITS = 7 * 8


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
        return HEADER_BITS + (self.tokens.size_bits if self.tokens else 0) + sum(
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
        parts = [to_bits(np.array(head), 8)]
        if tokens:
            fields = [
                to_bits(tokens.tags, tokens.shape.tag_bits),
                to_bits(tokens.classes.reshape(-1), bits_for(self.num_experts)),
            ]
            parts.append(np.concatenate([f.reshape(len(tokens.tags), -1) for f in fields], axis=1).reshape(-1))
        for tree in self.trees:
            parts.append(to_bits(np.array([len(tree.inner)]), _COUNT_BITS))
            parts.append(tree.inner)
            parts.append(to_bits(np.cumsum(tree.inner)[_RANK_BLOCK - 1 : -1 : _RANK_BLOCK], _COUNT_BITS))
            named = to_bits(tree.features, FEATURE_BITS).reshape(tree.splits, FEATURE_BITS)
            parts.append(np.concatenate([named, tree.sets], axis=1).reshape(-1))
            parts.append(to_bits(tree.experts.reshape(-1), bits_for(self.num_experts)))
        return np.packbits(np.concatenate(parts).astype(np.uint8)).tobytes()

    @staticmethod
    def from_image(image: bytes) -> ContextTrees:
        """Read what `to_image` wrote.

        Raises:
            TraceError: the image ends early, or has bits left over.
        """
        bits = BitReader(image)
        experts, layers, ranked, lags, slot_bits, tag_bits, groups = bits.take(7, 8).tolist()
        tokens = None
        if groups:
            slots, width = 1 << slot_bits, bits_for(experts)
            rows = bits.raw(slots * (tag_bits + groups * width)).reshape(slots, -1)
            classes = from_bits(rows[:, tag_bits:].reshape(slots * groups, width)).reshape(slots, groups)
            shape = TokenTable(slot_bits, tag_bits, groups)
            tokens = TokenClasses(shape, from_bits(rows[:, :tag_bits]), classes, experts)
        trees = []
        for _ in range(layers):
            nodes = int(bits.take(1, _COUNT_BITS)[0])
            inner = bits.raw(nodes).astype(bool)
            bits.take((nodes - 1) // _RANK_BLOCK, _COUNT_BITS)
            splits = int(inner.sum())
            rows = bits.raw(splits * (FEATURE_BITS + experts)).reshape(splits, FEATURE_BITS + experts)
            leaves = bits.take((nodes - splits) * ranked, bits_for(experts)).reshape(-1, ranked).astype(np.int16)
            trees.append(Tree(inner, from_bits(rows[:, :FEATURE_BITS]), rows[:, FEATURE_BITS:].astype(bool), leaves))
        bits.finish()
        return ContextTrees(experts, lags, tuple(trees), tokens)


def tree_bits(splits: int, num_experts: int, ranked: int) -> int:
    """Bits of one tree in the image: count, flags, rank directory, inner nodes, leaves."""
    nodes = 2 * splits + 1
    directory = (nodes - 1) // _RANK_BLOCK * _COUNT_BITS
    return _COUNT_BITS + nodes + directory + splits * (FEATURE_BITS + num_experts) + (splits + 1) * ranked * bits_for(
        num_experts
    )  # fmt: skip


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
