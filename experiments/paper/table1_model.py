"""Our design in the configurations of table 1: with replayed hits, with the paper's, and where prediction pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from experiments.paper.paper_latency import CONFIGURATIONS, MOE_LAYERS, hits_of
from experiments.paper.values import MS, number
from flame.app.experiment import Context
from flame.expert_cost import ExpertCost
from flame.nm_pattern import DENSE, NMPattern
from flame.platform import Platform
from flame.prediction_table import Predictor
from flame.routing import RoutingTrace
from hw.design import Design
from hw.estimate import as_fast_as_slots_fill, in_words, shortages
from hw.kept_kernels import is_kept
from hw.placed import OwnDesign
from online.pa_buf.bounds import NoisyOracle
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan
from online.timing.latency_fit import Assumption
from online.timing.timing_model import Case, Timing, fit_board, model_time

if TYPE_CHECKING:
    from experiments.paper.table1 import FitAssumption, Parameters

PREDICTED = ("CEPR", "both")
Row = dict[str, Any]


@dataclass(frozen=True)
class Modelled:
    """One configuration on one board; `counts` says where its experts came from."""

    configuration: str
    cost: ExpertCost
    plan: SlotPlan
    timing: Timing
    counts: dict[str, int]


@dataclass(frozen=True)
class AtPapersHits:
    """Our design at a hit ratio of figure 8b, and whether the board holds the slots that it takes.

    Args:
        hit_ratio: of figure 8b with `slots` cached experts for all layers together; 0 without prediction.
        shortage: what the board lacks for these slots, in words; None where it holds them.
    """

    parameter_set: str
    configuration: str
    latency_ms: float
    speedup_over_baseline: float
    hit_ratio: float
    slots: int
    fits_the_board: bool
    shortage: str | None


def our_designs(parameters: Parameters, pattern: NMPattern, moe_layers: int, board: Platform) -> dict[str, OwnDesign]:
    """Our design in each configuration: as many products a cycle dense as pruned."""
    pruned = Design(
        parameters.d_model, parameters.d_ff, pattern, parameters.rows,
        parameters.num_experts, moe_layers, 1, 2, units=parameters.units,
    )  # fmt: skip
    made = {
        "baseline": OwnDesign.of(pruned.dense_twin(), board),
        "N:M": OwnDesign.of(pruned, board),
    }
    return made | {"CEPR": made["baseline"], "both": made["N:M"]}


def model(
    name: str, trace: RoutingTrace, table: Predictor, own: OwnDesign, plan: SlotPlan, parameters: Parameters,
    policy: str, with_timeline: bool,
) -> Modelled:  # fmt: skip
    guesses = (table.predict_trace(trace, 1),) if name in PREDICTED else ()
    counts = {"demand_loads": 0, "useful_preloads": 0, "preloads": 0}
    records = counted(decisions(trace, ExpertBuffer(plan, policy), guesses), counts)
    timing = model_time(records, own.platform, own.cost, with_timeline, parameters.abandon_wrong_preloads)
    return Modelled(name, own.cost, plan, timing, counts)


def best_plan(slots: int, tuning: RoutingTrace, table: Predictor | None, policy: str) -> SlotPlan:
    """What a project can have of the slots that fit: all of them shared, or equally many a layer; more hits win."""
    plans = [SlotPlan.shared(tuning.moe_layers, slots)]
    if slots >= tuning.moe_layers:
        plans.append(SlotPlan.per_layer(tuning.moe_layers, slots // tuning.moe_layers))
    return max(plans, key=lambda plan: replay(tuning, table, plan, policy=policy).hits)


def kernel_is_kept(design: Design, plan: SlotPlan, known_layers: int) -> bool:
    """Whether the design's kernel with so many known layers and the plan's slots is in hw/generated."""
    shared = len(plan.slots) == 1
    wanted = replace(
        design, known_layers=known_layers, slots=plan.total if shared else plan.slots[0], shared_slots=shared
    )
    return is_kept("moe_layer", wanted)


def counted(records: Iterable[DecisionRecord], counts: dict[str, int]) -> Iterator[DecisionRecord]:
    """Count on the way where experts came from."""
    for record in records:
        counts["demand_loads"] += len(record.demand) + len(record.late)
        counts["useful_preloads"] += len(record.useful)
        counts["preloads"] += len(record.preloads)
        yield record


def at_the_papers_hits(
    designs: dict[str, OwnDesign], cached: tuple[int, int, int, int], board: Platform
) -> list[AtPapersHits]:
    """Our design at figure 8b's hit ratios with so many cached experts a layer; no reuse without prediction."""
    dense, pruned = designs["baseline"], designs["both"]
    hits = hits_of(cached)
    assumption = Assumption(hits, pruned.load_ms / dense.load_ms, 0.5, overlapped=True)
    layer_ms = assumption.latencies(dense.load_ms, dense.expert_ms, pruned.expert_ms)
    found: list[AtPapersHits] = []
    for name, ms, share, count in zip(CONFIGURATIONS, layer_ms, hits, cached, strict=True):
        latency = MOE_LAYERS * (float(ms) + designs[name].router_ms)
        slots = max(count * MOE_LAYERS, 2)  # one to compute from, one to load into
        lacking = shortages(designs[name].design.holding(slots), board)
        baseline = found[0].latency_ms if found else latency
        found.append(
            AtPapersHits(
                f"{board.name}, hit ratios of figure 8b",
                name,
                latency,
                baseline / latency,
                share,
                slots,
                not lacking,
                in_words(lacking, board) if lacking else None,
            )
        )
    return found


def where_prediction_pays(
    context: Context, trace: RoutingTrace, table: Predictor, own: OwnDesign, parameters: Parameters
) -> list[Row]:
    """With and without prediction, over slots, lanes and bandwidth."""
    wanted, policy = parameters.regime, context.settings.buffer.policy
    part = trace.select(range(max(1, int((trace.example_ptr[:-1] < wanted.tokens).sum()))))
    guesses = table.predict_trace(part, 1)
    rows: list[Row] = []
    for slots in context.progress(wanted.slots_per_layer, "regime"):
        plan = SlotPlan.per_layer(part.moe_layers, slots)
        runs = [tuple(decisions(part, ExpertBuffer(plan, policy), used)) for used in ((), (guesses,))]
        for lanes in wanted.lanes:
            for bandwidth in wanted.offchip_gb_per_s:
                # The cycles beside the products (inputs, outputs, filling of loops) stay as they are.
                fixed = own.cost.compute_cycles - -(-own.products // own.lanes)
                cost = replace(own.cost, compute_cycles=fixed + -(-own.products // lanes))
                units = own.design.most_units(lanes // (own.design.rows * own.design.pattern.keep))
                board = as_fast_as_slots_fill(
                    replace(own.design, units=units), replace(own.platform, offchip_bytes_per_s=bandwidth * 1e9)
                )
                none, cepr = (
                    model_time(records, board, cost, abandon_wrong=parameters.abandon_wrong_preloads)
                    for records in runs
                )
                rows.append(
                    {
                        "tokens": part.tokens, "slots_per_layer": slots, "lanes": lanes,
                        "offchip_bytes_per_s": bandwidth * 1e9,
                        "load_over_compute": board.load_cycles(cost.size_bytes) / cost.compute_cycles,
                        "latency_without_prediction_ms": none.ms_per_token, "latency_ms": cepr.ms_per_token,
                        "speedup_by_prediction": none.ms_per_token / cepr.ms_per_token,
                        "hit_ratio_without_prediction": none.hit_ratio, "hit_ratio": cepr.hit_ratio,
                        "fits_the_board": slots * part.moe_layers <= own.slots,
                    }
                )  # fmt: skip
    return rows


def fitted_by_events(
    trace: RoutingTrace, parameters: Parameters, board: Platform, assumed: FitAssumption
) -> tuple[list[Modelled], Platform, float]:
    examples = int((trace.example_ptr[:-1] < parameters.fit_tokens).sum())
    part = trace.select(range(max(1, examples)))
    shapes = {"up": (parameters.d_ff, parameters.d_model), "down": (parameters.d_model, parameters.d_ff)}
    dense, pruned = (
        ExpertCost.of(shapes, parameters.num_experts, pattern, "fp16")
        for pattern in (DENSE, NMPattern.parse(assumed.pattern))
    )
    budget = assumed.expert_slots * dense.size_bytes
    guesses = NoisyOracle(number(assumed.accuracy), 0).predict_trace(part, 1)
    cases, plans = [], []
    for name in CONFIGURATIONS:
        cost = pruned if name in ("N:M", "both") else dense
        plan = SlotPlan.shared(part.moe_layers, max(1, budget // cost.size_bytes))
        records = decisions(part, ExpertBuffer(plan), (guesses,) if name in PREDICTED else ())
        cases.append(Case(cost, tuple(records)))
        plans.append(plan)
    abandon = assumed.abandon_wrong_preloads
    fit = fit_board(cases, list(MS.values()), board, dense.compute_cycles, parameters.fit_evaluations, abandon)
    modelled = []
    for name, case, plan in zip(CONFIGURATIONS, cases, plans, strict=True):
        macs = round(dense.compute_cycles - fit.skipped_share * (dense.compute_cycles - case.cost.compute_cycles))
        cost = replace(case.cost, compute_cycles=macs)
        timing = model_time(case.records, fit.platform, cost, abandon_wrong=abandon)
        modelled.append(Modelled(name, cost, plan, timing, {}))
    return modelled, fit.platform, fit.skipped_share
