"""One budget of expert slots, divided over the MoE layers by what slots are worth there (paper section 6)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from flame.errors import ConfigError

_FINEST = 1 << 14  # steps that a budget is counted in, where its slots have no greater common measure


def best_division(curves: np.ndarray, budget: int, costs: Sequence[int] | None = None) -> tuple[int, ...]:
    """Slots for each layer whose hits are the most that a budget buys (by dynamic programming).

    Exact where all slots cost the same; else a layer's slots are rounded up to 2**-14 of the budget.

    Args:
        curves: int64 `[moe_layers, most slots]`, hits of each layer with 1, 2, ... slots, from a trace that nothing
            else is measured on.
        budget: to divide; each layer gets at least one slot.
        costs: of one slot of each layer, in units of the budget; by default the budget counts slots.
    Raises:
        ConfigError: the budget does not buy each layer a slot, or the costs are not one a layer, of at least 1.
    """
    layers, most = curves.shape
    costs = (1,) * layers if costs is None else tuple(costs)
    if len(costs) != layers or min(costs) < 1:
        raise ConfigError(
            f"expert buffer: costs {list(costs)} (expected one of at least 1 for each of {layers} layers)"
        )
    if budget < sum(costs):
        raise ConfigError(
            f"expert buffer: {budget} {'slots' if max(costs) == 1 else 'bytes'} cannot give each of {layers} MoE "
            f"layers one expert (expected at least {sum(costs)}; shared slots need not give each layer one)"
        )
    unit = max(math.gcd(*costs), -(-budget // _FINEST) if budget > _FINEST * math.gcd(*costs) else 1)
    weights = -(-np.multiply.outer(np.asarray(costs, object), np.arange(1, most + 1)) // unit)
    room = min(budget // unit, int(weights[:, -1].sum()))
    best = np.full(room + 1, -1, np.int64)  # hits by what has been spent
    best[0] = 0
    choice = np.zeros((layers, room + 1), np.int64)
    for layer in range(layers):
        extended = np.full(room + 1, -1, np.int64)
        for slots, weight in enumerate(map(int, weights[layer]), start=1):
            if weight > room:
                break
            spent = np.flatnonzero(best[: room + 1 - weight] >= 0)
            value = best[spent] + curves[layer, slots - 1]
            better = value > extended[spent + weight]
            extended[spent[better] + weight] = value[better]
            choice[layer, spent[better] + weight] = slots
        best = extended
    if best.max() < 0:  # what is lost by rounding was the only room
        return (1,) * int(layers)
    left = int(np.flatnonzero(best == best.max())[-1])
    plan: list[int] = []
    for layer in reversed(range(layers)):
        plan.append(int(choice[layer, left]))
        left -= int(weights[layer, plan[-1] - 1])
    return tuple(plan[::-1])
