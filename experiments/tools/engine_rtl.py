"""The preload engine in gates beside the timing model: the same accesses, cycle for cycle."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.tools.learnt_tables import asked_predictor, check_stored
from experiments.tools.routing_traces import split_traces
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, ToolchainMissing, check_counts
from flame.expert_cost import ExpertCost
from flame.platform import Platform
from flame.routing import RoutingTrace
from flame.timeline import Event
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions
from online.pa_buf.slot_plan import SlotPlan
from online.timing.timing_model import COMPUTE, OFF_CHIP, Timing, model_time

if TYPE_CHECKING:
    from hw.rtl.simulation import Simulated

TITLE = "The preload engine in gates, against the timing model, cycle for cycle"
READS = ("model", "routing traces", "predictor", "buffer.slots", "platform")


@dataclass(frozen=True)
class Durations:
    """Cycles of each part; the engine's protocol is the same at any of them.

    Args:
        latency_cycles: before the first word of a transfer.
        beats: memory words of an expert, one a cycle.
        router_cycles, compute_cycles: of a decision, and of an expert.
    """

    latency_cycles: int
    beats: int
    router_cycles: int
    compute_cycles: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment.durations", zero=("latency_cycles",))


@dataclass(frozen=True)
class Parameters:
    """What the engine is simulated on.

    Args:
        tokens: of the report split's routes; a few dozen show every kind of event.
        durations: cycles of each part.
        abandon_wrong: a preload stops when the router has decided otherwise.
        silent_share: cycles in which memory delivers nothing, drawn at random.
    """

    tokens: int
    durations: Durations
    abandon_wrong: bool
    silent_share: float

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not 0 <= self.silent_share < 1:
            raise ConfigError(f"experiment.silent_share={self.silent_share}: expected at least 0, and below 1")


def run(context: Context, parameters: Parameters) -> Report:
    """Run both on the traces of `dataset`.

    Raises:
        ToolchainMissing: Amaranth is not installed.
    """
    settings, durations = context.settings, parameters.durations
    check_stored(context)
    traces = split_traces(context)
    trace = _first_tokens(traces.report, parameters.tokens)
    table = asked_predictor(context, traces.train)
    guesses = np.asarray(table.predict_trace(trace, 1))
    plan = SlotPlan.per_layer(trace.moe_layers, settings.buffer.slots)
    draw = random.Random(settings.seed)
    longest = durations.latency_cycles + durations.beats + durations.router_cycles + durations.compute_cycles
    silent = [draw.random() < parameters.silent_share for _ in range(4 * trace.tokens * trace.moe_layers * longest)]
    timing, gates = side_by_side(
        trace, guesses, plan, durations, parameters.abandon_wrong, silent, settings.platform
    )  # fmt: skip
    rows = [
        {"quantity": "cycles", "gates": gates.cycles, "timing_model": round(timing.total_ms)},
        {"quantity": "transfers", "gates": len(gates.transfers), "timing_model": len(spans(timing, OFF_CHIP))},
        {"quantity": "experts computed", "gates": len(gates.computing), "timing_model": timing.accesses},
        {"quantity": "events that differ", "gates": events_that_differ(timing, gates), "timing_model": 0},
        {"quantity": "words read from a slot that are not its expert's", "gates": gates.wrong_words, "timing_model": 0},
    ]
    for row in rows:
        row["equal"] = row["gates"] == row["timing_model"]
    note = (
        f"{trace.tokens} tokens, {settings.buffer.slots} slots a layer. The gates are simulated by Amaranth, the other "
        "column is the timing model's; that they agree shows that the model is exact for this protocol, not that a "
        "vendor's tool realises it."
    )
    return Report("engine_rtl", TITLE, context.labels("modelled"), rows, notes=[note], provenance=context.provenance())


def side_by_side(
    trace: RoutingTrace,
    guesses: np.ndarray,
    plan: SlotPlan,
    durations: Durations,
    abandon_wrong: bool,
    silent: Sequence[bool],
    platform: Platform,
) -> tuple[Timing, Simulated]:
    """The same accesses through the event-driven model and through the engine, a millisecond being a cycle.

    Args:
        guesses: int [tokens, moe_layers, 1], -1 for none.
        silent: for each cycle whether memory is silent; none after the last.
        platform: any board; its clock and memory are replaced.
    Raises:
        ToolchainMissing: Amaranth is not installed.
    """
    try:
        from hw.rtl.engine import EngineShape
        from hw.rtl.simulation import Access, simulate
    except ImportError as error:
        raise ToolchainMissing("Amaranth is not installed (pip install amaranth==0.5.10 brings it)") from error

    heard = [cycle for cycle in range(len(silent)) if not silent[cycle]]

    def arrival(start: float, size: int) -> float:
        first = round(start) + durations.latency_cycles
        past = max(0, first - len(silent))  # nothing is silent there
        number = bisect_left(heard, first) + past + size - 1
        return (heard[number] if number < len(heard) else len(silent) + number - len(heard)) + 1

    board = replace(
        platform, clock_hz=1000.0, offchip_bytes_per_s=1000.0, offchip_efficiency=1.0,
        offchip_latency_cycles=durations.latency_cycles,
    )  # fmt: skip
    cost = ExpertCost(durations.beats, durations.compute_cycles, durations.router_cycles)
    timing = model_time(decisions(trace, ExpertBuffer(plan), (guesses,)), board, cost, True, abandon_wrong, arrival)
    accesses = [
        Access(layer, int(trace.experts[token, layer, 0]), None if guesses[token, layer, 0] < 0 else
               int(guesses[token, layer, 0]))
        for token in range(trace.tokens)
        for layer in range(trace.moe_layers)
    ]  # fmt: skip
    shape = EngineShape(trace.num_experts, plan.slots, plan.pool_of_layer, durations.beats, 12, abandon_wrong)
    gates = simulate(
        shape, accesses, durations.latency_cycles, durations.router_cycles, durations.compute_cycles, silent
    )  # fmt: skip
    return timing, gates


def spans(timing: Timing, resource: str, activity: str | None = None) -> tuple[tuple[int, int], ...]:
    """First and one-past-last cycle of each event of a resource, in order."""
    assert timing.timeline is not None, "the model was asked for its events"
    events: Iterable[Event] = timing.timeline.events
    return tuple(
        (round(event.start_ms), round(event.end_ms))
        for event in events
        if event.resource == resource and activity in (None, event.activity)
    )


def events_that_differ(timing: Timing, gates: Simulated) -> int:
    """Events of the two that are not in the same cycles: experts, transfers, decisions."""
    decided = tuple(end for _, end in spans(timing, COMPUTE, "router"))
    pairs: list[tuple[Sequence[Any], Sequence[Any]]] = [
        (spans(timing, COMPUTE, "expert"), gates.computing),
        (spans(timing, OFF_CHIP), gates.transfers),
        (decided, gates.decided),
    ]
    return sum(
        abs(len(one) - len(other)) + sum(a != b for a, b in zip(one, other, strict=False)) for one, other in pairs
    )


def _first_tokens(trace: RoutingTrace, tokens: int) -> RoutingTrace:
    tokens = min(tokens, trace.tokens)
    ptr = trace.example_ptr[: int(np.searchsorted(trace.example_ptr, tokens))]
    return RoutingTrace(trace.experts[:tokens], np.append(ptr, tokens), trace.num_experts)
