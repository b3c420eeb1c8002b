"""Routing profiles: what a model's routing on a corpus teaches whoever serves it from a small expert buffer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.factorised_table import FactorisedTable
from flame.slot_division import best_division


@dataclass(frozen=True, eq=False)
class RoutingProfile:
    """Which experts a model uses, what slots for them are worth, and tables that say which come next.

    Args:
        top_k: experts that a layer chooses.
        uses: int64 `[moe_layers, num_experts]`: how often each layer chose each expert.
        policy: eviction policy that `hits` was counted with.
        hits: int64 `[moe_layers, num_experts]`: hits of each layer with 1, 2, ... slots of its own, nothing preloaded.
        accesses: accesses of one layer that `hits` was counted on; 0 where it was not.
        coming: ranks what a layer is about to choose, for preloads.
        reuse: ranks, after a layer's decision, what it will want again soonest, for eviction.
    Raises:
        TraceError: shapes that disagree, counts that cannot be, or tables of other sizes.
    """

    top_k: int
    uses: np.ndarray
    policy: str
    hits: np.ndarray
    accesses: int
    coming: FactorisedTable | None = None
    reuse: FactorisedTable | None = None

    def __post_init__(self) -> None:
        for name in ("uses", "hits"):
            counts = getattr(self, name)
            if counts.ndim != 2 or counts.dtype != np.int64 or counts.shape != self.uses.shape or counts.min() < 0:
                raise TraceError(
                    f"profile: {name} is {counts.dtype} {list(counts.shape)} (expected int64 counts, at least 0, "
                    "[moe_layers, num_experts] as uses has them)"
                )
        layers, experts = self.uses.shape
        if not 1 <= self.top_k <= experts:
            raise TraceError(f"profile: top_k {self.top_k} (expected 1..{experts}, the experts of a layer)")
        if (self.uses.sum(axis=1) != self.uses[0].sum()).any() or self.uses[0].sum() % self.top_k:
            raise TraceError("profile: uses differ from layer to layer (expected top_k uses of each for every token)")
        if self.accesses < 0 or self.hits.max() > self.accesses:
            raise TraceError(f"profile: {int(self.hits.max())} hits of {self.accesses} accesses (expected no more)")
        for name in ("coming", "reuse"):
            table = getattr(self, name)
            if table is None:
                continue
            found = (table.num_experts, table.moe_layers, table.top_k)
            if found != (experts, layers, self.top_k) or table.after_decision != (name == "reuse"):
                raise TraceError(
                    f"profile: {name} is learnt for (experts, layers, top_k) {found}, asked "
                    f"{'after' if table.after_decision else 'before'} the decision (expected "
                    f"{(experts, layers, self.top_k)}, {'after' if name == 'reuse' else 'before'} it)"
                )

    @property
    def moe_layers(self) -> int:
        return int(self.uses.shape[0])

    @property
    def num_experts(self) -> int:
        return int(self.uses.shape[1])

    @property
    def tokens(self) -> int:
        """Tokens that `uses` was counted on."""
        return int(self.uses[0].sum()) // self.top_k

    def hot(self, layer: int, count: int) -> tuple[int, ...]:
        """The experts that a layer chose most often, most often first, ties towards the lower id."""
        return tuple(np.argsort(-self.uses[layer], kind="stable")[:count].tolist())

    def expected_hit_ratio(self, slots: int | Sequence[int]) -> float:
        """Share of accesses that found their expert resident, on the part of the corpus that `hits` was counted on.

        Args:
            slots: of every layer, or of each; more than the layer has experts are as good as all.
        Raises:
            TraceError: hits were not counted, or slots are not one number of at least 1 a layer.
        """
        each = np.asarray([slots] * self.moe_layers if isinstance(slots, int) else list(slots))
        if not self.accesses:
            raise TraceError("profile: hits were not counted (make it from a trace with examples to count them on)")
        if each.shape != (self.moe_layers,) or each.dtype.kind != "i" or each.min() < 1:
            raise TraceError(
                f"profile: slots {slots} (expected whole numbers of at least 1, for {self.moe_layers} layers)"
            )
        columns = np.minimum(each, self.num_experts) - 1
        return float(self.hits[np.arange(self.moe_layers), columns].sum() / (self.accesses * self.moe_layers))

    def divide(self, budget_bytes: int, expert_bytes: int | Sequence[int]) -> tuple[int, ...]:
        """Slots for each layer that promise the most hits within one budget (`flame.slot_division.best_division`).

        Args:
            budget_bytes: of all slots together.
            expert_bytes: of an expert, or of the largest expert of each layer.
        Raises:
            ConfigError: the budget does not hold an expert of each layer.
        """
        costs = [expert_bytes] * self.moe_layers if isinstance(expert_bytes, int) else expert_bytes
        return best_division(self.hits, budget_bytes, costs)

    def merged(self, other: RoutingProfile) -> RoutingProfile:
        """Both corpora as one: counts add up, tables are those of the profile that has seen more tokens.

        Raises:
            TraceError: profiles of models of other sizes, or hits of different policies.
        """
        mine, theirs = ((p.num_experts, p.moe_layers, p.top_k, p.policy) for p in (self, other))
        if mine != theirs:
            raise TraceError(f"profiles: (experts, layers, top_k, policy) {mine} and {theirs} (expected the same)")
        more, less = (self, other) if self.tokens >= other.tokens else (other, self)
        return RoutingProfile(
            self.top_k, self.uses + other.uses, self.policy, self.hits + other.hits, self.accesses + other.accesses,
            more.coming or less.coming, more.reuse or less.reuse,
        )  # fmt: skip
