"""Timing model: pipelines worked out by hand, a closed form, what must hold, and the coupling that the paper shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

import flame
from flame.app.config import parse
from flame.errors import ConfigError
from flame.expert_cost import ExpertCost
from flame.nm_pattern import NMPattern
from flame.platform import Platform, Region
from flame.routing import RoutingTrace
from online.pa_buf.bounds import NoisyOracle, OracleTable
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions
from online.pa_buf.replay import hit_curves, replay
from online.pa_buf.slot_plan import SlotPlan, slots_within
from online.timing.timing_model import COMPUTE, OFF_CHIP, Case, Timing, fit_board, model_time, plan_for

SWITCH_BASE = {"up": (3072, 768), "down": (768, 3072)}


def board(load_bytes_per_cycle: float = 1.0, latency: int = 0, buffer_bytes: int = 1000) -> Platform:
    """A board of one cycle a millisecond."""
    return Platform(
        name="test", part="none", clock_hz=1000.0, least_clock_hz=1000.0,
        offchip_bytes_per_s=1000.0 * load_bytes_per_cycle, offchip_capacity_bytes=1e9,
        offchip_efficiency=1.0, least_offchip_efficiency=1.0, offchip_latency_cycles=latency, buffer_bytes=buffer_bytes,
        regions=(Region("SLR0", 1, 1, 1, 0, 1),),
        vitis_platform="none", memory="DDR", offchip_banks=1, bank_regions=("SLR0",),
        offchip_pj_per_bit=1.0, static_w=0.0,
    )  # fmt: skip


def timed(experts: list[list[int]], plan: SlotPlan, cost: ExpertCost, table: object = None) -> Timing:
    array = np.asarray(experts, np.int16)[..., None]
    trace = RoutingTrace(array, np.asarray([0, len(array)]), 8)
    guesses = () if table is None else (table.predict_trace(trace, 1),)  # type: ignore[attr-defined]
    return model_time(decisions(trace, ExpertBuffer(plan), guesses), board(), cost, with_timeline=True)


def test_on_demand_by_hand() -> None:
    # Router 1 cycle, load 10, compute 4; expert 0 of layer 0 is still there for the second token.
    cost = ExpertCost(10, 4, 1)
    result = timed([[0, 1], [0, 2]], SlotPlan.per_layer(2, 1), cost)
    assert result.total_ms == (1 + 10 + 4) + (1 + 10 + 4) + (1 + 4) + (1 + 10 + 4)
    assert (result.hits, result.accesses, result.loaded_bytes) == (1, 4, 30)
    assert result.stall_ms == 30.0
    assert result.compute_ms == 4 * (1 + 4)
    assert result.ms_per_token == result.total_ms / 2
    assert (result.tokens, result.steps, result.bytes_per_token, result.hit_ratio) == (2, 2, 15, 0.25)


def test_a_right_preload_hides_behind_the_present_expert() -> None:
    # Load 3 is shorter than router + compute: after the first expert nothing is waited for.
    cost = ExpertCost(3, 4, 1)
    result = timed([[0, 1, 2]], SlotPlan.per_layer(3, 1), cost, OracleTable())
    assert result.total_ms == 3 + 4 + 2 * (1 + 4)  # the first preload runs while its router decides
    assert result.hit_ratio == 1.0
    # Load 10 is longer: the port sets the pace, one load an expert, and the last compute follows.
    slow = timed([[0, 1, 2]], SlotPlan.per_layer(3, 1), ExpertCost(10, 4, 1), OracleTable())
    assert slow.total_ms == 10 + 10 + 10 + 4 - (10 - 10)
    assert slow.off_chip_ms == 30.0


def test_a_wrong_preload_delays_the_demand_load() -> None:
    class Wrong:
        def predict_trace(self, trace: RoutingTrace, top: int) -> np.ndarray:
            return ((trace.experts + 1) % 8).astype(np.int16)

    result = timed([[0]], SlotPlan.per_layer(1, 2), ExpertCost(10, 4, 1), Wrong())
    assert result.total_ms == 10 + 10 + 4  # wrong load, right load, compute
    assert timed([[0]], SlotPlan.per_layer(1, 2), ExpertCost(10, 4, 1)).total_ms == 1 + 10 + 4


def test_an_abandoned_preload_costs_no_more_than_the_router() -> None:
    trace = RoutingTrace(np.asarray([[[0]], [[1]]], np.int16), np.asarray([0, 2]), 8)
    wrong = np.asarray([[[1]], [[2]]], np.int16)
    cost = ExpertCost(10, 4, 1)

    def run(plan: SlotPlan) -> Timing:
        records = decisions(trace, ExpertBuffer(plan), (wrong,))
        return model_time(records, board(), cost, with_timeline=True, abandon_wrong=True)

    # Each token: router, demand load, expert. The second wrong preload runs while the first expert is computed.
    assert run(SlotPlan.per_layer(1, 2)).total_ms == 2 * (1 + 10 + 4)
    # With slots for all, expert 1 has its slot since the abandoned preload, but the slot is empty: still no hit.
    roomy = run(SlotPlan.per_layer(1, 8))
    assert (roomy.hits, roomy.total_ms) == (0, 2 * (1 + 10 + 4))
    assert roomy.loaded_bytes == 1 + 10 + 5 + 10
    assert roomy.timeline is not None
    assert [e.activity for e in roomy.timeline.events if e.resource == OFF_CHIP].count("abandoned preload") == 2


def test_a_slot_is_not_overwritten_before_its_expert_was_computed() -> None:
    # One slot in all: the second expert's preload waits for the first expert's end.
    result = timed([[0, 1]], SlotPlan.shared(2, 1), ExpertCost(3, 4, 1), OracleTable())
    assert result.total_ms == (3 + 4) + 3 + 4
    assert result.timeline is not None
    loads = [event for event in result.timeline.events if event.resource == OFF_CHIP]
    assert [(event.start_ms, event.end_ms) for event in loads] == [(0.0, 3.0), (7.0, 10.0)]


@pytest.mark.parametrize(("load", "compute"), [(2, 9), (9, 2), (5, 6)])
def test_ping_pong_closed_form(load: int, compute: int) -> None:
    # load + (n - 1) max(load, compute) + compute, the schedule of a double-buffered engine; router of no cost.
    layers = 7
    result = timed([list(range(layers))], SlotPlan.shared(layers, 2), ExpertCost(load, compute, 0), OracleTable())
    assert result.total_ms == load + (layers - 1) * max(load, compute) + compute


def random_trace(tokens: int = 150, seed: int = 0) -> RoutingTrace:
    """Routing that repeats itself about half the time."""
    rng = np.random.default_rng(seed)
    experts = rng.integers(0, 8, (tokens, 6, 1))
    for token in range(1, tokens):
        same = rng.random((6, 1)) < 0.5
        experts[token] = np.where(same, experts[token - 1], experts[token])
    return RoutingTrace(experts.astype(np.int16), np.asarray([0, tokens // 2, tokens]), 8)


@pytest.mark.parametrize("batch", [1, 3])
def test_events_fit_their_resources_and_the_counts_of_the_replay(batch: int) -> None:
    trace = random_trace(60)
    table = NoisyOracle(0.7, 1)
    for plan in (SlotPlan.per_layer(6, 2), SlotPlan.shared(6, 4), SlotPlan.shared(6, 1)):
        records = decisions(trace, ExpertBuffer(plan), (table.predict_trace(trace, 1),), batch)
        cost = ExpertCost(17, 11, 2)
        result = model_time(records, board(latency=3), cost, with_timeline=True)
        counted = replay(trace, table, plan, batch=batch)
        assert (result.hits, result.accesses) == (counted.hits, counted.accesses)
        assert result.loaded_bytes == 17 * (counted.preloads + counted.demand_loads)
        assert result.timeline is not None
        assert result.timeline.busy_ms(OFF_CHIP) == pytest.approx(result.off_chip_ms)
        assert result.timeline.busy_ms(COMPUTE) == pytest.approx(result.compute_ms)
        assert result.total_ms == pytest.approx(result.compute_ms + result.stall_ms)
        assert result.total_ms >= max(result.compute_ms, result.off_chip_ms)


def test_pruning_and_prediction_gain_more_than_their_product() -> None:
    # The paper's regime: two expert caches in all, loading a dense expert takes 1.6 times as long as computing it.
    # Prediction alone is bound by loads, pruning alone by both; together loads hide behind computing.
    trace = random_trace(300)
    dense = ExpertCost.of(SWITCH_BASE, 8, NMPattern(4, 4), "fp16", lanes=165)
    sparse = ExpertCost.of(SWITCH_BASE, 8, NMPattern(2, 4), "fp16", skipped_share=0.0, lanes=165)
    platform = parse(Platform, {**_u200(), "buffer_bytes": 2 * dense.size_bytes})
    guesses = (NoisyOracle(0.85, 0).predict_trace(trace, 1),)
    runs = {"base": (dense, ()), "nm": (sparse, ()), "cepr": (dense, guesses), "both": (sparse, guesses)}
    times = {}
    for name, (cost, predicted) in runs.items():
        plan = plan_for(slots_within(platform.buffer_bytes, cost.size_bytes), 6)
        times[name] = model_time(decisions(trace, ExpertBuffer(plan), predicted), platform, cost).ms_per_token
    assert times["base"] > times["nm"] > times["both"]
    assert times["base"] > times["cepr"] > times["both"]
    assert times["base"] / times["both"] > times["base"] / times["nm"] * (times["base"] / times["cepr"])


def test_pruning_alone_raises_the_hits() -> None:
    trace = random_trace()
    dense = ExpertCost.of(SWITCH_BASE, 8, NMPattern(4, 4), "fp16")
    sparse = ExpertCost.of(SWITCH_BASE, 8, NMPattern(2, 4), "fp16")
    platform = replace(
        parse(Platform, _u200()), buffer_bytes=12 * dense.size_bytes, bank_regions=("SLR0",),
        regions=(Region("SLR0", 0, 0, 0, 10_000, 0),),
    )  # fmt: skip
    plans = [plan_for(slots_within(platform.buffer_bytes, cost.size_bytes), 6) for cost in (dense, sparse)]
    assert [plan.total for plan in plans] == [12, 21]
    few, many = (replay(trace, None, plan).hit_ratio for plan in plans)
    assert many > few


def test_costs_of_switch_base_by_hand() -> None:
    weights = 2 * 768 * 3072
    dense = ExpertCost.of(SWITCH_BASE, 8, NMPattern(4, 4), "fp16")
    assert (dense.size_bytes, dense.compute_cycles, dense.router_cycles) == (2 * weights, weights, 8 * 768)
    sparse = ExpertCost.of(SWITCH_BASE, 8, NMPattern(2, 4), "fp16")
    assert dense.size_bytes * 0.5 < sparse.size_bytes < dense.size_bytes * 0.58
    assert sparse.compute_cycles == weights // 2
    half = ExpertCost.of(SWITCH_BASE, 8, NMPattern(2, 4), "fp16", skipped_share=0.5, lanes=7)
    assert half.compute_cycles == -(-weights * 3 // 4 // 7)
    with pytest.raises(ConfigError, match="skipped_share"):
        ExpertCost.of(SWITCH_BASE, 8, NMPattern(2, 4), "fp16", skipped_share=1.5)


def test_plans_of_a_board() -> None:
    assert plan_for(3, 6) == SlotPlan.shared(6, 3)
    assert plan_for(8, 6) == SlotPlan.divided([2, 2, 1, 1, 1, 1])
    assert plan_for(8, 6, hit_curves(random_trace(), None)).total == 8
    with pytest.raises(ConfigError, match="no expert"):
        slots_within(9, 10)
    with pytest.raises(ConfigError, match="no decisions"):
        model_time([], board(), ExpertCost(10, 1, 1))


def test_a_board_that_made_the_latencies_is_found_again() -> None:
    # Dense on demand, dense with every prediction right, and both pruned: loads and expert times tell themselves apart.
    array = np.asarray([[0, 1, 2], [3, 4, 5], [6, 7, 0], [1, 2, 3]], np.int16)[..., None]
    trace = RoutingTrace(array, np.asarray([0, 4]), 8)
    guesses = (OracleTable().predict_trace(trace, 1),)
    dense, pruned = ExpertCost(600, 1000, 10), ExpertCost(330, 500, 10)

    def replayed(predicted: tuple[np.ndarray, ...]) -> tuple[DecisionRecord, ...]:
        return tuple(decisions(trace, ExpertBuffer(SlotPlan.per_layer(3, 1)), predicted))

    cases = [Case(cost, replayed(predicted)) for cost in (dense, pruned) for predicted in ((), guesses)]
    made = replace(board(), clock_hz=3e5, offchip_bytes_per_s=1.5e5)
    costs = [replace(case.cost, compute_cycles={1000: 1000, 500: 700}[case.cost.compute_cycles]) for case in cases]
    stated = [
        model_time(case.records, made, cost).ms_per_token for case, cost in zip(cases, costs, strict=True)
    ]  # 60% of the pruned half is skipped
    half_as_good = replace(board(latency=7), offchip_efficiency=0.5)
    fit = fit_board(cases, stated, half_as_good, 1000, 400)
    assert fit.modelled_ms == pytest.approx(stated, rel=0.01)
    assert fit.residuals == pytest.approx(np.asarray(fit.modelled_ms) / stated - 1, abs=1e-12)
    assert fit.skipped_share == pytest.approx(0.6, abs=0.05)
    assert fit.platform.clock_hz == pytest.approx(3e5, rel=0.03)
    assert fit.platform.offchip_bytes_per_s * 0.5 == pytest.approx(1.5e5, rel=0.03)
    assert fit.platform.offchip_latency_cycles == 0


def _u200() -> dict:
    return yaml.safe_load((Path(flame.__file__).parent.parent / "conf" / "platform" / "u200.yaml").read_text())
