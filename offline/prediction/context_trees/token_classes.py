"""Classes of tokens by how they route, kept in a direct-mapped table with tags."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError, is_whole
from flame.ids import bits_for
from flame.routing import RoutingTrace
from offline.prediction.context_trees.bits import FEATURE_BITS


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
        id_bits = bits_for(tokens)
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
        return len(self.tags) * (self.shape.tag_bits + self.shape.groups * bits_for(self.num_classes))

    def classify(self, token_ids: np.ndarray) -> np.ndarray:
        """Classes of each token, int64 `[tokens, groups]`."""
        key = token_ids.astype(np.int64) & ((1 << self.shape.slot_bits + self.shape.tag_bits) - 1)
        slot, tag = key & (len(self.tags) - 1), key >> self.shape.slot_bits
        return np.where((self.tags[slot] == tag)[:, None], self.classes[slot], self.num_classes)


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
