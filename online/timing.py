"""Timing model of the MoE layers on a board: preload, compute and buffer as events (paper sections 6 and 7).

Two resources: the off-chip memory port, which moves one expert at a time, and the compute array, which runs one
router or one expert at a time. What is loaded when, and who leaves, comes decision by decision from the replay of a
real trace; this module adds the clock:

- the predictions for the coming layer are preloaded as soon as the present router has decided, behind the present
  layer's demand loads, and while the present expert is computed;
- a transfer that has begun is not interrupted, so a wrong preload delays the demand load behind it;
- a slot is not overwritten before the expert in it has been computed;
- an expert is computed when it is on chip and the array is free.

Pruning works three times over: fewer bytes a load, fewer multiply-accumulates an expert, more slots in the same
memory and so fewer loads. That is why pruning and prediction together gain more than the product of their gains.
Attention and the dense blocks are left out, as in the paper's table 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import ConfigError
from flame.nm_format import NMPattern, packed_expert_bytes
from flame.platform import Platform
from flame.timeline import Event, Timeline
from online.expert_buffer import SlotPlan, slots_within
from online.policies import ExpertId
from online.replay import DecisionRecord, divide_slots

OFF_CHIP, COMPUTE = "off-chip", "compute"


@dataclass(frozen=True)
class ExpertCost:
    """What one expert costs a board.

    Attributes:
        size_bytes: packed size, what a load moves and a slot holds.
        macs: multiply-accumulates for one token.
        router_macs: multiply-accumulates of the router for one token.
    """

    size_bytes: int
    macs: int
    router_macs: int

    @staticmethod
    def of(
        shapes: Mapping[str, Sequence[int]],
        num_experts: int,
        pattern: NMPattern,
        value_type: str,
        skipped_share: float = 1.0,
    ) -> ExpertCost:
        """Cost of an expert from its matrices' shapes.

        Args:
            shapes: `[rows, cols]` of each matrix; the widest reduction axis is the router's input.
            num_experts: rows of the router.
            pattern: N:M pattern of the experts; keep == group is dense.
            value_type: type of the packed values.
            skipped_share: share of the pruned weights that costs no multiply-accumulate; 1 is full zero skipping.
        Raises:
            ConfigError: the share is not between 0 and 1.
        """
        if not 0 <= skipped_share <= 1:
            raise ConfigError(f"timing: skipped_share is {skipped_share} (expected 0 to 1)")
        weights = sum(rows * cols for rows, cols in shapes.values())
        macs = round(weights * (1 - skipped_share * pattern.sparsity))
        d_model = next(iter(shapes.values()))[1]
        size_bytes = (
            packed_expert_bytes(shapes, pattern, value_type)
            if pattern.keep < pattern.group
            else packed_expert_bytes(shapes, NMPattern(1, 1), value_type)  # a dense expert needs no index
        )
        return ExpertCost(size_bytes, macs, num_experts * d_model)


@dataclass(frozen=True)
class Timing:
    """Modelled time of a replay, MoE layers only.

    Attributes:
        tokens: tokens decoded.
        steps: decoding steps; fewer than tokens where sequences are batched.
        total_ms: from the first router to the end of the last expert.
        compute_ms: array busy.
        off_chip_ms: memory port busy.
        stall_ms: array waiting for an expert.
        loaded_bytes: bytes that preloads and demand loads moved.
        hits, accesses: experts resident when the router decided, and all.
        timeline: every event, where it was asked for.
    """

    tokens: int
    steps: int
    total_ms: float
    compute_ms: float
    off_chip_ms: float
    stall_ms: float
    loaded_bytes: int
    hits: int
    accesses: int
    timeline: Timeline | None = None

    @property
    def ms_per_token(self) -> float:
        return self.total_ms / self.tokens

    @property
    def hit_ratio(self) -> float:
        return self.hits / self.accesses

    @property
    def bytes_per_token(self) -> float:
        return self.loaded_bytes / self.tokens


def model_time(
    records: Iterable[DecisionRecord], platform: Platform, cost: ExpertCost, with_timeline: bool = False
) -> Timing:
    """Put a replay on the clock of a board.

    Args:
        records: decisions in order, as `online.replay.decisions` gives them.
        platform: the board.
        cost: what an expert costs; every expert costs the same.
        with_timeline: keep every event.
    Raises:
        ConfigError: there are no decisions.
    """
    load_cycles = platform.load_cycles(cost.size_bytes)
    port_free = array_free = decided = 0.0
    port_busy = array_busy = stalled = 0.0
    ready: dict[ExpertId, float] = {}
    last_use: dict[ExpertId | None, float] = {None: 0.0}
    events: list[Event] = []
    loads = hits = accesses = tokens = steps = 0
    present_step = -1

    def transfer(activity: str, token: int, expert: ExpertId, evicted: ExpertId | None, earliest: float) -> float:
        nonlocal port_free, port_busy, loads
        start = max(port_free, earliest, last_use.get(evicted, 0.0))
        port_free = start + load_cycles
        port_busy += load_cycles
        loads += 1
        ready[expert] = port_free
        if with_timeline:
            events.append(Event(OFF_CHIP, activity, token, *expert, platform.ms(start), platform.ms(port_free)))
        return port_free

    for record in records:
        if record.step != present_step:
            present_step, steps, tokens = record.step, steps + 1, tokens + len(record.tokens)
        token = record.tokens[0]
        for load in record.preloads:
            transfer("preload", token, load.expert, load.evicted, decided)
        router_end = array_free + -(-cost.router_macs * len(record.tokens) // platform.mac_lanes)
        if with_timeline:
            events.append(
                Event(COMPUTE, "router", token, record.layer, -1, platform.ms(array_free), platform.ms(router_end))
            )
        array_busy += router_end - array_free
        array_free = decided = router_end
        on_demand = {load.expert: load for load in record.late + record.demand}
        for expert in (*record.resident, *on_demand):
            missing = on_demand.get(expert)
            if missing is not None:
                transfer("demand load", token, expert, missing.evicted, decided)
            start = max(array_free, ready.get(expert, 0.0))
            stalled += start - array_free
            end = start + platform.compute_cycles(cost.macs * record.uses[expert])
            if with_timeline:
                events.append(Event(COMPUTE, "expert", token, *expert, platform.ms(start), platform.ms(end)))
            array_busy += end - start
            array_free = last_use[expert] = end
        hits += record.hits
        accesses += record.accesses
    if not tokens:
        raise ConfigError("timing: there are no decisions to time (replay a trace with at least one token)")
    return Timing(
        tokens=tokens,
        steps=steps,
        total_ms=platform.ms(array_free),
        compute_ms=platform.ms(array_busy),
        off_chip_ms=platform.ms(port_busy),
        stall_ms=platform.ms(stalled),
        loaded_bytes=loads * cost.size_bytes,
        hits=hits,
        accesses=accesses,
        timeline=Timeline(tuple(events)) if with_timeline else None,
    )


def plan_for(platform: Platform, cost: ExpertCost, layers: int, curves: np.ndarray | None = None) -> SlotPlan:
    """Slots that a board's buffer holds: floor(budget / packed size).

    They are divided over the layers where there is at least one for each, and shared by all otherwise.

    Args:
        curves: hits of each layer by slots (`online.replay.hit_curves` of a tuning trace); None divides evenly.
    Raises:
        ConfigError: the buffer holds no expert.
    """
    total = slots_within(platform.buffer_bytes, cost.size_bytes)
    if total < layers:
        return SlotPlan.shared(layers, total)
    if curves is not None:
        return divide_slots(curves, total)
    return SlotPlan.divided([total // layers + (layer < total % layers) for layer in range(layers)])


def relative_residuals(modelled: Sequence[float], stated: Sequence[float]) -> np.ndarray:
    """(modelled - stated) / stated, float64 of the same length."""
    return np.asarray(modelled, np.float64) / np.asarray(stated, np.float64) - 1.0
