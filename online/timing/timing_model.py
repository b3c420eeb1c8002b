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
    clock = _Clock(platform, cost, with_timeline, abandon_wrong, arrival)
    for record in records:
        clock.run(record)
    return clock.timing()


class _Clock:
    """The two resources in cycles, decision after decision."""

    def __init__(
        self, platform: Platform, cost: ExpertCost, with_timeline: bool, abandon_wrong: bool,
        arrival: Callable[[float, int], float] | None,
    ) -> None:  # fmt: skip
        self.platform, self.cost, self.arrival = platform, cost, arrival
        self.with_timeline, self.abandon_wrong = with_timeline, abandon_wrong
        self.load_cycles = platform.load_cycles(cost.size_bytes)
        self.port_free = self.array_free = self.decided = 0.0
        self.port_busy = self.array_busy = self.stalled = self.moved_bytes = 0.0
        self.ready: dict[ExpertId, float] = {}
        self.last_use: dict[ExpertId | None, float] = {None: 0.0}
        self.events: list[Event] = []
        self.hits = self.accesses = self.tokens = self.steps = 0
        self.present_step = -1

    def run(self, record: DecisionRecord) -> None:
        """A decision: its router beside its preloads, then its experts, those on chip first."""
        if record.step != self.present_step:
            self.present_step, self.steps = record.step, self.steps + 1
            self.tokens += len(record.tokens)
        token = record.tokens[0]
        router_end = self.array_free + self.cost.router_cycles * len(record.tokens)
        for load in record.preloads:
            wrong = load.expert.layer.position == record.layer and load.expert not in record.uses
            stop = router_end if wrong and self.abandon_wrong else math.inf
            self._transfer("preload", token, load, self.decided, stop)
        self._note(COMPUTE, "router", token, record.layer, -1, self.array_free, router_end)
        self.array_busy += router_end - self.array_free
        self.array_free = self.decided = router_end
        self.hits += record.hits
        self.accesses += record.accesses
        missing = {load.expert: load for load in record.late + record.demand}
        for expert in record.resident:
            if self.ready.get(expert, 0.0) == math.inf:  # its slot is reserved, but the preload was abandoned
                self.hits -= record.uses[expert]
                missing[expert] = Load(expert, None)
        for expert in sorted(record.uses, key=lambda expert: expert in missing):
            if expert in missing:
                self._transfer("demand load", token, missing[expert], self.decided)
            start = max(self.array_free, self.ready.get(expert, 0.0))
            self.stalled += start - self.array_free
            end = start + self.cost.compute_cycles * record.uses[expert]
            self._note(COMPUTE, "expert", token, record.layer, expert.expert, start, end)
            self.array_busy += end - start
            self.array_free = self.last_use[expert] = end

    def _transfer(self, activity: str, token: int, load: Load, earliest: float, stop: float = math.inf) -> None:
        """Move one expert, or as much of it as there is time for until `stop`."""
        size = self.cost.size_bytes
        start = max(self.port_free, earliest, self.last_use.get(load.evicted, 0.0))
        last_byte = start + self.load_cycles if self.arrival is None else self.arrival(start, size)
        end = min(last_byte, max(start, stop))
        whole = stop >= last_byte
        self.ready[load.expert] = end if whole else math.inf
        if end == start:
            return
        self.port_free = end
        self.port_busy += end - start
        data_cycles = last_byte - start - self.platform.offchip_latency_cycles
        self.moved_bytes += size * max(0.0, 1 - (last_byte - end) / data_cycles) if data_cycles else 0.0
        layer, number = load.expert.layer.position, load.expert.expert
        self._note(OFF_CHIP, activity if whole else f"abandoned {activity}", token, layer, number, start, end)

    def _note(
        self, resource: str, activity: str, token: int, layer: int, expert: int, start: float, end: float
    ) -> None:
        if self.with_timeline:
            span = (self.platform.ms(start), self.platform.ms(end))
            self.events.append(Event(resource, activity, token, layer, expert, *span))

    def timing(self) -> Timing:
        """What the decisions so far came to.

        Raises:
            ConfigError: there was none.
        """
        if not self.tokens:
            raise ConfigError("timing: there are no decisions to time (replay a trace with at least one token)")
        return Timing(
            tokens=self.tokens,
            steps=self.steps,
            total_ms=self.platform.ms(self.array_free),
            compute_ms=self.platform.ms(self.array_busy),
            off_chip_ms=self.platform.ms(self.port_busy),
            stall_ms=self.platform.ms(self.stalled),
            loaded_bytes=round(self.moved_bytes),
            hits=self.hits,
            accesses=self.accesses,
            timeline=Timeline(tuple(self.events)) if self.with_timeline else None,
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
