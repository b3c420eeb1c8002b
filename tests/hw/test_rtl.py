"""Rung 4: the engine in gates against the event-driven timing model, cycle for cycle; the array against NumPy."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from experiments.tools.engine_rtl import Durations, events_that_differ, side_by_side, spans
from flame.app.config import load_settings
from flame.errors import ConfigError
from flame.routing import RoutingTrace
from online.pa_buf.bounds import NoisyOracle
from online.pa_buf.slot_plan import SlotPlan
from online.timing.timing_model import COMPUTE, OFF_CHIP, Timing

pytest.importorskip("amaranth", reason="the RTL is written in Amaranth (pip install amaranth==0.5.10)")

from hw.rtl.arrays import MacArray
from hw.rtl.engine import EngineShape
from hw.rtl.simulation import Access, simulate

PLANS = {
    "one slot each": SlotPlan.per_layer(3, 1),
    "two slots each": SlotPlan.per_layer(3, 2),
    "two shared": SlotPlan.shared(3, 2),
    "one shared": SlotPlan.shared(3, 1),
    "unequal": SlotPlan.divided([1, 3, 2]),
    "room for all": SlotPlan.per_layer(3, 4),
}


def test_on_demand_by_hand() -> None:
    # Router 2, load 1 + 4, compute 3; the second token finds expert 0 of its layer.
    shape = EngineShape(2, (1,), (0,), beats=4, beat_bits=8, abandon_wrong=False)
    found = simulate(shape, [Access(0, 0, None), Access(0, 0, None)], latency=1, router_cycles=2, compute_cycles=3)
    assert found.transfers == ((2, 7),)
    assert found.computing == ((7, 10), (12, 15))
    assert (found.cycles, found.hits, found.decided) == (15, 1, (2, 12))
    # A memory that is silent in cycles 3 and 4 delays everything by two.
    stalled = simulate(shape, [Access(0, 0, None)], 1, 2, 3, stalls=[False] * 3 + [True] * 2)
    assert stalled.transfers == ((2, 9),)


def test_a_right_guess_is_loaded_while_the_expert_before_is_computed() -> None:
    shape = EngineShape(2, (1, 1), (0, 1), beats=4, beat_bits=8, abandon_wrong=False)
    found = simulate(shape, [Access(0, 1, None), Access(1, 1, 1)], latency=0, router_cycles=2, compute_cycles=5)
    assert found.transfers == ((2, 6), (6, 10))
    assert found.computing == ((6, 11), (13, 18))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("abandon", [False, True], ids=["finish wrong preloads", "abandon wrong preloads"])
def test_the_event_driven_model_agrees_cycle_for_cycle(name: str, abandon: bool) -> None:
    for seed in range(2):
        rng = random.Random(f"{name} {abandon} {seed}")
        latency, beats = rng.randint(0, 6), rng.randint(2, 14)
        router, compute = rng.randint(2, 5), rng.randint(1, 16)
        stalls = [rng.random() < 0.3 for _ in range(6000)] if seed else []
        trace = random_trace(rng, tokens=20)
        guesses = NoisyOracle(0.6, seed).predict_trace(trace, 1)
        guesses[rng.sample(range(20), 3)] = -1
        timing, rtl = both(trace, guesses, PLANS[name], abandon, latency, beats, router, compute, stalls)

        assert rtl.computing == spans(timing, COMPUTE, "expert")
        assert rtl.transfers == spans(timing, OFF_CHIP)
        assert events_that_differ(timing, rtl) == 0
        assert rtl.cycles == timing.total_ms
        assert rtl.wrong_words == 0
        if not abandon:  # the model counts an abandoned preload's slot as empty, the engine's tags as a hit
            assert rtl.hits == timing.hits


def test_every_kind_of_event_occurs() -> None:
    """Hits, misses, late preloads, wrong ones abandoned, memory stalls: what the comparison above is worth."""
    rng = random.Random(5)
    trace = random_trace(rng, tokens=40)
    guesses = NoisyOracle(0.6, 0).predict_trace(trace, 1)
    stalls = [rng.random() < 0.3 for _ in range(6000)]
    timing, rtl = both(trace, guesses, PLANS["two slots each"], True, 4, 11, 2, 6, stalls)
    assert timing.timeline is not None
    kinds = {event.activity for event in timing.timeline.events}
    assert {"preload", "abandoned preload", "demand load"} <= kinds
    assert 0 < timing.hits < timing.accesses
    arrivals = {(e.token, e.layer): e.end_ms for e in timing.timeline.events if e.activity == "preload"}
    routers = {(e.token, e.layer): e.end_ms for e in timing.timeline.events if e.activity == "router"}
    assert any(end > routers[place] for place, end in arrivals.items())  # right, and late
    assert max(end - start for start, end in rtl.transfers) > 4 + 11  # stalled
    assert rtl.cycles == timing.total_ms


def test_the_array_is_the_sparse_product() -> None:
    from amaranth.sim import Simulator

    rows, keep, group, words = 3, 2, 4, 5
    rng = np.random.default_rng(0)
    x = rng.integers(-128, 128, (words, group))
    values = rng.integers(-128, 128, (words, rows, keep))
    places = np.sort(rng.permuted(np.tile(np.arange(group), (words, rows, 1)), axis=2)[..., :keep], axis=2)
    expected = (values * np.take_along_axis(x[:, None, :].repeat(rows, 1), places, 2)).sum((0, 2))
    array = MacArray(rows, keep, group)
    found: list[int] = []

    async def bench(ctx) -> None:
        for word in range(words + 2):
            ctx.set(array.enable, word < words)
            ctx.set(array.clear, word == 0)
            if word < words:
                for signal, value in zip(array.x, x[word], strict=True):
                    ctx.set(signal, int(value))
                for signal, value in zip(array.values, values[word].ravel(), strict=True):
                    ctx.set(signal, int(value))
                for signal, value in zip(array.places, places[word].ravel(), strict=True):
                    ctx.set(signal, int(value))
            await ctx.tick()
        found.extend(ctx.get(total) for total in array.sums)

    simulator = Simulator(array)
    simulator.add_clock(1e-6)
    simulator.add_testbench(bench)
    simulator.run()
    assert found == expected.tolist()


def test_bad_engines_are_refused() -> None:
    shape = EngineShape(2, (1,), (0,), beats=4, beat_bits=8, abandon_wrong=False)
    with pytest.raises(ConfigError, match="at least 1, 2, 1 and 0"):
        simulate(shape, [Access(0, 0, None)], latency=1, router_cycles=1, compute_cycles=1)
    with pytest.raises(ConfigError, match="every size"):
        replace(shape, beats=0)
    with pytest.raises(ConfigError, match="pool_of_layer"):
        replace(shape, pool_of_layer=(1,))


def random_trace(rng: random.Random, tokens: int) -> RoutingTrace:
    """Routing over three layers of four experts that repeats itself about half the time."""
    experts = np.zeros((tokens, 3, 1), np.int16)
    for token in range(tokens):
        for layer in range(3):
            same = token and rng.random() < 0.5
            experts[token, layer, 0] = experts[token - 1, layer, 0] if same else rng.randrange(4)
    return RoutingTrace(experts, np.asarray([0, tokens]), 4)


def both(trace, guesses, plan, abandon, latency, beats, router, compute, stalls) -> tuple[Timing, object]:
    """The same accesses through the event-driven model and through the engine."""
    durations = Durations(latency, beats, router, compute)
    return side_by_side(trace, guesses, plan, durations, abandon, stalls, load_settings("experiment=table1").platform)


def test_an_event_in_another_cycle_is_counted() -> None:
    rng = random.Random(1)
    trace = random_trace(rng, tokens=4)
    guesses = NoisyOracle(0.6, 0).predict_trace(trace, 1)
    timing, rtl = both(trace, guesses, PLANS["two slots each"], False, 2, 5, 2, 4, [])
    first, last = rtl.computing[0]
    moved = replace(rtl, computing=((first, last + 1), *rtl.computing[1:]), transfers=rtl.transfers[:-1])
    assert events_that_differ(timing, rtl) == 0
    assert events_that_differ(timing, moved) == 2
