"""How many slots a budget holds, and how they are divided over the MoE layers (paper section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import ConfigError
from flame.ids import ExpertId, decoder_expert
from flame.routing_profile import RoutingProfile
from flame.slot_division import best_division


def is_count(value: object) -> bool:
    """Whether something is a whole number of at least 1, Python's or NumPy's."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and bool(value >= 1)


def slots_within(budget_bytes: int, expert_bytes: int) -> int:
    """Number of experts that fit a budget: floor(budget / packed size); pruning raises it (paper section 6).

    Raises:
        ConfigError: an expert has no size, or not one expert fits.
    """
    if not is_count(expert_bytes):
        raise ConfigError(
            f"expert buffer: an expert of {expert_bytes} bytes cannot be buffered (expected a whole number, at least 1)"
        )
    if isinstance(budget_bytes, float):
        raise ConfigError(f"expert buffer: a budget of {budget_bytes} bytes (expected a whole number)")
    slots = budget_bytes // expert_bytes
    if slots < 1:
        raise ConfigError(
            f"expert buffer: {budget_bytes} bytes hold no expert of {expert_bytes} bytes "
            f"(raise the budget to at least {expert_bytes}, or prune further)"
        )
    return slots


@dataclass(frozen=True)
class SlotPlan:
    """How slots are divided over the MoE layers.

    Attributes:
        slots: slots of each pool.
        pool_of_layer: for each MoE layer the index of the pool that holds its experts.
    """

    slots: tuple[int, ...]
    pool_of_layer: tuple[int, ...]

    def __post_init__(self) -> None:
        for pool, slots in enumerate(self.slots):
            if not is_count(slots):
                raise ConfigError(f"expert buffer: pool {pool} has {slots} slots (expected a whole number, at least 1)")
        if not self.pool_of_layer or set(self.pool_of_layer) != set(range(len(self.slots))):
            raise ConfigError(
                f"expert buffer: layers use pools {sorted(set(self.pool_of_layer))}, but there are {len(self.slots)} "
                "pools (expected each pool to serve at least one layer)"
            )

    @property
    def layers(self) -> int:
        return len(self.pool_of_layer)

    @property
    def total(self) -> int:
        return sum(self.slots)

    @staticmethod
    def per_layer(layers: int, slots: int) -> SlotPlan:
        """`slots` slots for each MoE layer; our reading of figure 8b (Assumption: the paper does not say)."""
        return SlotPlan((slots,) * layers, tuple(range(layers)))

    @staticmethod
    def shared(layers: int, slots: int) -> SlotPlan:
        """`slots` slots that the experts of all layers compete for."""
        return SlotPlan((slots,), (0,) * layers)

    @staticmethod
    def within(budget_bytes: int, expert_bytes: Sequence[int], shared: bool = False) -> SlotPlan:
        """As many slots as a budget holds; the packed size decides how many (paper section 6).

        Args:
            budget_bytes: bytes of all slots together.
            expert_bytes: packed size of the largest expert of each MoE layer; layers pruned further get more slots.
            shared: one pool, whose slots each take the largest expert of all, in place of an equal share of the bytes
                for each layer.
        Raises:
            ConfigError: the budget, or a layer's share of it, holds no expert.
        """
        layers = len(expert_bytes)
        if shared:
            return SlotPlan.shared(layers, slots_within(budget_bytes, max(expert_bytes)))
        if budget_bytes < layers * max(expert_bytes):
            raise ConfigError(
                f"expert buffer: {budget_bytes} bytes are {budget_bytes // layers} for each of {layers} layers, whose "
                f"experts take up to {max(expert_bytes)} (raise the budget to at least {layers * max(expert_bytes)}, "
                "share the slots, or prune further)"
            )
        return SlotPlan.divided([slots_within(budget_bytes // layers, size) for size in expert_bytes])

    @staticmethod
    def divided(slots: Sequence[int]) -> SlotPlan:
        """Slots of their own for each layer, not necessarily equally many."""
        return SlotPlan(tuple(slots), tuple(range(len(slots))))


def divide_slots(curves: np.ndarray, total: int) -> SlotPlan:
    """Divide `total` slots over the layers so that the curves promise the most hits (`flame.slot_division`).

    Raises:
        ConfigError: there are fewer slots than layers.
    """
    return SlotPlan.divided(best_division(curves, total))


def hottest(profile: RoutingProfile) -> tuple[ExpertId, ...]:
    """Every expert of the decoder, the one that a token is most likely to use first; what `ExpertBuffer.fill` takes."""
    order = np.argsort(-profile.uses.reshape(-1), kind="stable")
    return tuple(decoder_expert(*map(int, divmod(place, profile.num_experts))) for place in order)
