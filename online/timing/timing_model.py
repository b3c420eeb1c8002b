"""Timing model of the MoE layers on a board: preload, compute and buffer as events (paper sections 6 and 7).

Two resources: the off-chip memory port, which moves one expert at a time, and the compute array, which runs one
router or one expert at a time. What is loaded when, and who leaves, comes decision by decision from the replay of a
real trace; this module adds the clock:

- the predictions for the coming layer are preloaded as soon as the present router has decided, behind the present
  layer's demand loads, and while the present expert is computed;
- a transfer that has begun is not interrupted, so a wrong preload delays the demand load behind it; or, with
  `abandon_wrong`, it stops as soon as the router has decided otherwise, and its slot stays reserved but empty;
- a slot is not overwritten before the expert in it has been computed;
- an expert is computed when it is on chip and the array is free.

Pruning works three times over: fewer bytes a load, fewer multiply-accumulates an expert, more slots in the same
memory and so fewer loads. That is why pruning and prediction together gain more than the product of their gains.
Attention and the dense blocks are left out, as in the paper's table 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

from flame.errors import ConfigError
from flame.expert_cost import ExpertCost
from flame.ids import ExpertId
from flame.platform import Platform
from flame.timeline import Event, Timeline
from online.pa_buf.buffer import Load
from online.pa_buf.decisions import DecisionRecord
from online.pa_buf.slot_plan import SlotPlan, divide_slots

OFF_CHIP, COMPUTE = "off-chip", "compute"


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
        hits, accesses: experts resident (or on their way) when the router decided, and all.
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
    records: Iterable[DecisionRecord],
    platform: Platform,
    cost: ExpertCost,
    with_timeline: bool = False,
    abandon_wrong: bool = False,
    arrival: Callable[[float, int], float] | None = None,
) -> Timing:
    """Put a replay on the clock of a board.

    Args:
        records: decisions in order, as `online.pa_buf.decisions.decisions` gives them.
        platform: the board.
        cost: what an expert costs; every expert costs the same.
        with_timeline: keep every event.
        abandon_wrong: stop the preload of an expert that the router has not chosen.
        arrival: cycle in which a transfer of so many bytes ends, from the cycle in which it starts, for memory that
            stalls; None takes the board's latency and bandwidth, which know no stalls.
    Raises:
        ConfigError: there are no decisions.
    """
    load_cycles = platform.load_cycles(cost.size_bytes)
    port_free = array_free = decided = 0.0
    port_busy = array_busy = stalled = 0.0
    ready: dict[ExpertId, float] = {}
    last_use: dict[ExpertId | None, float] = {None: 0.0}
    events: list[Event] = []
    hits = accesses = tokens = steps = 0
    moved_bytes = 0.0
    present_step = -1

    def transfer(activity: str, token: int, load: Load, earliest: float, stop: float = math.inf) -> None:
        """Move one expert, or as much of it as there is time for until `stop`."""
        nonlocal port_free, port_busy, moved_bytes
        start = max(port_free, earliest, last_use.get(load.evicted, 0.0))
        last_byte = start + load_cycles if arrival is None else arrival(start, cost.size_bytes)
        end = min(last_byte, max(start, stop))
        whole = stop >= last_byte
        ready[load.expert] = end if whole else math.inf
        if end == start:
            return
        port_free = end
        port_busy += end - start
        data_cycles = last_byte - start - platform.offchip_latency_cycles
        moved_bytes += cost.size_bytes * max(0.0, 1 - (last_byte - end) / data_cycles) if data_cycles else 0.0
        if with_timeline:
            layer, number = load.expert.layer.position, load.expert.expert
            name = activity if whole else f"abandoned {activity}"
            events.append(Event(OFF_CHIP, name, token, layer, number, platform.ms(start), platform.ms(end)))

    for record in records:
        if record.step != present_step:
            present_step, steps, tokens = record.step, steps + 1, tokens + len(record.tokens)
        token = record.tokens[0]
        router_end = array_free + cost.router_cycles * len(record.tokens)
        for load in record.preloads:
            wrong = load.expert.layer.position == record.layer and load.expert not in record.uses
            transfer("preload", token, load, decided, router_end if wrong and abandon_wrong else math.inf)
        if with_timeline:
            events.append(
                Event(COMPUTE, "router", token, record.layer, -1, platform.ms(array_free), platform.ms(router_end))
            )
        array_busy += router_end - array_free
        array_free = decided = router_end
        hits += record.hits
        accesses += record.accesses
        missing = {load.expert: load for load in record.late + record.demand}
        for expert in record.resident:
            if ready.get(expert, 0.0) == math.inf:  # its slot is reserved, but the preload was abandoned
                hits -= record.uses[expert]
                missing[expert] = Load(expert, None)
        for expert in sorted(record.uses, key=lambda expert: expert in missing):
            if expert in missing:
                transfer("demand load", token, missing[expert], decided)
            start = max(array_free, ready.get(expert, 0.0))
            stalled += start - array_free
            end = start + cost.compute_cycles * record.uses[expert]
            if with_timeline:
                span = (platform.ms(start), platform.ms(end))
                events.append(Event(COMPUTE, "expert", token, record.layer, expert.expert, *span))
            array_busy += end - start
            array_free = last_use[expert] = end
    if not tokens:
        raise ConfigError("timing: there are no decisions to time (replay a trace with at least one token)")
    return Timing(
        tokens=tokens,
        steps=steps,
        total_ms=platform.ms(array_free),
        compute_ms=platform.ms(array_busy),
        off_chip_ms=platform.ms(port_busy),
        stall_ms=platform.ms(stalled),
        loaded_bytes=round(moved_bytes),
        hits=hits,
        accesses=accesses,
        timeline=Timeline(tuple(events)) if with_timeline else None,
    )


def plan_for(total: int, layers: int, curves: np.ndarray | None = None) -> SlotPlan:
    """Divide a board's slots over the layers where there is at least one for each; share them by all otherwise.

    Args:
        total: slots that the board holds (`online.pa_buf.slot_plan.slots_within`, or what an estimate finds to fit).
        curves: hits of each layer by slots (`online.replay.hit_curves` of a tuning trace); None divides evenly.
    """
    if total < layers:
        return SlotPlan.shared(layers, total)
    if curves is not None:
        return divide_slots(curves, total)
    return SlotPlan.divided([total // layers + (layer < total % layers) for layer in range(layers)])


def relative_residuals(modelled: Sequence[float] | np.ndarray, stated: Sequence[float]) -> np.ndarray:
    """(modelled - stated) / stated, float64 of the same length."""
    return np.asarray(modelled, np.float64) / np.asarray(stated, np.float64) - 1.0


@dataclass(frozen=True)
class Case:
    """One row of a timing comparison: what an expert costs, and the replay that goes with it."""

    cost: ExpertCost
    records: tuple[DecisionRecord, ...]


@dataclass(frozen=True)
class Fit:
    """A board whose speed was fitted to stated latencies.

    Attributes:
        platform: the board with the fitted bandwidth, and a clock at which one lane is as fast as was fitted.
        skipped_share: fitted share of the pruned multiply-accumulates that cost nothing.
        modelled_ms: latency of each case.
        residuals: (modelled - stated) / stated of each case.
    """

    platform: Platform
    skipped_share: float
    modelled_ms: tuple[float, ...]
    residuals: tuple[float, ...]


def fit_board(
    cases: Sequence[Case],
    stated_ms: Sequence[float],
    platform: Platform,
    dense_macs: int,
    evaluations: int,
    abandon_wrong: bool = False,
) -> Fit:
    """Fit three numbers of a board to stated latencies: bandwidth, compute speed, and how well zeros are skipped.

    Least squares of the logarithms, so that a row 10% too slow weighs as much as one 10% too fast.

    Args:
        cases: cost on one lane with every zero skipped, and replay, of each row.
        stated_ms: latency of each row, milliseconds per token.
        platform: everything that is not fitted.
        dense_macs: multiply-accumulates of a dense expert.
        evaluations: most evaluations of the model for each of two starts.
        abandon_wrong: as in `model_time`.
    """

    def board(point: np.ndarray) -> Platform:
        # A multiply-accumulate a cycle: the clock is the speed.
        return replace(
            platform,
            offchip_bytes_per_s=float(np.exp(point[0])) / platform.offchip_efficiency,
            clock_hz=float(np.exp(point[1])),
            offchip_latency_cycles=0,
        )

    def share(point: np.ndarray) -> float:
        return float(1 / (1 + np.exp(-point[2])))

    def latencies(point: np.ndarray) -> np.ndarray:
        times = []
        for case in cases:
            macs = round(dense_macs - share(point) * (dense_macs - case.cost.compute_cycles))
            cost = replace(case.cost, compute_cycles=macs)
            timing = model_time(case.records, board(point), cost, abandon_wrong=abandon_wrong)
            times.append(timing.ms_per_token)
        return np.asarray(times)

    layers = 1 + max(record.layer for record in cases[0].records)
    slowest = max(stated_ms) * 1e-3 / layers
    largest = max(case.cost.size_bytes for case in cases)
    best: Any = None
    for loading in (0.4, 0.7):  # share of the slowest row's time that loads take at the start
        start = np.log([largest / (loading * slowest), dense_macs / ((1 - loading) * slowest), 1.0])
        found = minimize(
            lambda point: float((np.log(latencies(point) / stated_ms) ** 2).sum()),
            start,
            method="Nelder-Mead",
            options={"maxfev": evaluations, "initial_simplex": start + 0.3 * np.vstack([np.zeros(3), np.eye(3)])},
        )
        best = found if best is None or found.fun < best.fun else best
    modelled = latencies(best.x)
    return Fit(board(best.x), share(best.x), tuple(modelled), tuple(relative_residuals(modelled, stated_ms)))
