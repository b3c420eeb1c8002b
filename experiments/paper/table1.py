"""Latency per token of the MoE layers (paper section 7.2, table 1), modelled on a board.

The paper's four FLAME rows explained: three fitted times and the hit ratios of figure 8b, beside every fit that was
tried, with a proof of how well each can do; the same by events, with the hits of a replay. Then a design of ours on
the configured board, with the slots that really fit it, and where in slots, lanes and bandwidth prediction pays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from experiments.paper.paper_latency import (
    CACHED,
    CONFIGURATIONS,
    MOE_LAYERS,
    MOST_KNOWN,
    OwnDesign,
    PaperSpeed,
    TriedFit,
    all_fits,
    dense_twin,
    explain,
    hits_of,
)
from experiments.paper.values import MS, beside, number
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.prediction_table import Predictor
from flame.routing import RoutingTrace
from flame.timeline import Timeline
from hw.allo_backend import KEPT
from hw.design import Design
from hw.estimate import as_fast_as_slots_fill, in_words, shortages
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.bounds import NoisyOracle
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan
from online.timing.latency_fit import Assumption, LatencyFit
from online.timing.timing_model import Case, ExpertCost, Timing, fit_board, model_time, plan_for

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Latency per token of the MoE layers on the board, modelled (table 1)"
READS = ("model", "routing traces", "pruning.pattern", "predictor.known_layers", "buffer.policy", "platform")

PREDICTED = ("CEPR", "both")
DENSE = NMPattern(1, 1)
AIM_MS = 0.5
_ABANDONED = {
    False: "finished, as in the emitted kernel",
    True: "stopped as soon as the router has decided otherwise, as the engine in RTL can",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class FitAssumption:
    """What a fit by events takes as given beside its three fitted numbers.

    Args:
        expert_slots: dense experts that the buffer holds, for all layers together.
        accuracy: the number of the paper that is the share of right predictions, by its id.
        pattern: N:M pattern of the pruned rows.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
    """

    expert_slots: int
    accuracy: str
    pattern: str
    abandon_wrong_preloads: bool


@dataclass(frozen=True)
class Regime:
    """Where prediction is compared with none: every combination, over the first tokens of the report split."""

    slots_per_layer: tuple[int, ...]
    lanes: tuple[int, ...]
    offchip_gb_per_s: tuple[float, ...]
    tokens: int


@dataclass(frozen=True)
class Parameters:
    """Geometry, the design of ours, and what is fitted; pattern, known layers and policy come from their groups.

    Args:
        d_model, d_ff, num_experts: sizes of the layer that is timed.
        rows, units: rows that an expert kernel computes together when pruned, and how many kernels there are.
        kept_known_layers: of the same design with a slot a layer, whose kernel hw/generated keeps.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
        event_fits: assumptions that are fitted by events, with fp16 values.
        fit_tokens: tokens of the trace that those fits replay.
        fit_evaluations: most evaluations of the model for each of a fit's two starts.
        regime: where prediction is compared with none.
        timeline_tokens: tokens of the figure of the pipeline.
    """

    d_model: int
    d_ff: int
    num_experts: int
    rows: int
    units: int
    kept_known_layers: int
    abandon_wrong_preloads: bool
    event_fits: tuple[FitAssumption, ...]
    fit_tokens: int
    fit_evaluations: int
    regime: Regime
    timeline_tokens: int


@dataclass(frozen=True)
class Modelled:
    """One configuration on one board; `counts` says where its experts came from."""

    configuration: str
    cost: ExpertCost
    plan: SlotPlan
    timing: Timing
    counts: dict[str, int]


def run(context: Context, parameters: Parameters) -> Report:
    """Explain the paper's rows, and model ours."""
    traces = split_traces(context)
    settings = context.settings
    trace, board, policy = traces.report, settings.platform, settings.buffer.policy
    pattern = NMPattern.parse(settings.pruning.pattern)
    table = build_cepr_table(traces.train, settings.predictor.known_layers)
    best, tried = explain(), all_fits()
    by_events = [
        (assumed, *_fitted_by_events(trace, parameters, board, assumed))
        for assumed in context.progress(parameters.event_fits, "fits")
    ]
    designs = _designs(parameters, pattern, trace.moe_layers, board)
    plans = {
        name: _plan(designs[name].slots, traces.tuning, table if name in PREDICTED else None, policy)
        for name in CONFIGURATIONS
    }
    own = [
        _model(name, trace, table, designs[name], plans[name], parameters, policy, with_timeline=False)
        for name in CONFIGURATIONS
    ]
    other = replace(parameters, abandon_wrong_preloads=not parameters.abandon_wrong_preloads)
    otherwise = _model("both", trace, table, designs["both"], plans["both"], other, policy, with_timeline=False)
    # The same with a slot a layer (fewer are shared) and the known layers of a kernel that is kept.
    one_slot = OwnDesign.of(designs["both"].design, board, min(designs["both"].slots, trace.moe_layers))
    usual = parameters.kept_known_layers
    kept = _model(
        "both", trace, build_cepr_table(traces.train, usual), one_slot, plan_for(one_slot.slots, trace.moe_layers),
        parameters, policy, with_timeline=False,
    )  # fmt: skip
    example = trace.select([0])
    shown = [
        _model(name, example, table, designs[name], plans[name], parameters, policy, with_timeline=True)
        for name in ("baseline", "both")
    ]
    at_paper = {cached[-1]: _at_the_papers_hits(designs, cached, board) for cached in (CACHED, (0, 0, 1, 1))}
    regime = _regime(context, trace, table, designs["both"], parameters)
    common = {"split": traces.report_split, "corpus": traces.corpus}
    shown_at = [*at_paper[CACHED[-1]][:3], at_paper[1][-1]]
    rows = _explained_rows(best, board, at_paper[CACHED[-1]])
    rows += [common | {"tokens": trace.tokens} | row for row in _own_rows(own, designs)]
    rows += [
        common | {"tokens": trace.tokens} | row
        | {"parameter_set": f"{board.name}, {one_slot.slots} slots, {usual} known layers"}
        for row in _own_rows([own[0], kept], designs | {"both": one_slot})[1:]
    ]  # fmt: skip
    rows += [asdict(at) for at in (*at_paper[CACHED[-1]], at_paper[1][-1])]
    rows += _tried_rows(tried)
    for assumed, modelled, platform, share in by_events:
        rows += [
            common | {"tokens": min(parameters.fit_tokens, trace.tokens)} | row
            for row in _event_rows(modelled, platform, share, assumed)
        ]
    rows += [common | {"parameter_set": "regime"} | row for row in regime]
    return Report(
        "table1",
        TITLE,
        context.labels("modelled"),
        rows,
        paper=_paper(best),
        notes=_notes(
            parameters, settings.predictor.known_layers, board, best, tried, by_events, designs, own, otherwise,
            (kept, usual), at_paper, regime,
        ),
        figures=[
            Figure("table1", "Latency per token, MoE layers only: the paper, what explains it, and our design on the "
                   "configured board, with the hits of this run's routing and with those of figure 8b.",
                   lambda canvas: _draw_bars(canvas, best, own, shown_at, board), width=10.0),
            Figure("table1_fits", "Worst error over the paper's four rows, for each assumption the least possible one.",
                   lambda canvas: _draw_fits(canvas, tried), width=10.0),
            Figure("table1_regime", f"Time without prediction over time with it, {pattern} experts: above 1 "
                   "prediction pays. A slot is filled no faster than it is read; the line is our design.",
                   lambda canvas: _draw_regime(canvas, regime, designs["both"], parameters), width=10.0),
            Figure("table1_pipeline", f"The first tokens on {board.name}: off-chip port and array. Routers are too "
                   "short to be seen.", lambda canvas: _draw_pipeline(canvas, shown, parameters.timeline_tokens)),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _designs(parameters: Parameters, pattern: NMPattern, moe_layers: int, board: Platform) -> dict[str, OwnDesign]:
    """Our design in each configuration: as many products a cycle dense as pruned."""
    pruned = Design(
        parameters.d_model, parameters.d_ff, pattern, parameters.rows,
        parameters.num_experts, moe_layers, 1, 2, units=parameters.units,
    )  # fmt: skip
    made = {
        "baseline": OwnDesign.of(dense_twin(pruned), board),
        "N:M": OwnDesign.of(pruned, board),
    }
    return made | {"CEPR": made["baseline"], "both": made["N:M"]}


def _model(
    name: str, trace: RoutingTrace, table: Predictor, own: OwnDesign, plan: SlotPlan, parameters: Parameters,
    policy: str, with_timeline: bool,
) -> Modelled:  # fmt: skip
    guesses = (table.predict_trace(trace, 1),) if name in PREDICTED else ()
    counts = {"demand_loads": 0, "useful_preloads": 0, "preloads": 0}
    records = _counted(decisions(trace, ExpertBuffer(plan, policy), guesses), counts)
    timing = model_time(records, own.platform, own.cost, with_timeline, parameters.abandon_wrong_preloads)
    return Modelled(name, own.cost, plan, timing, counts)


def _plan(slots: int, tuning: RoutingTrace, table: Predictor | None, policy: str) -> SlotPlan:
    """What a project can have of the slots that fit: all of them shared, or equally many a layer; more hits win."""
    plans = [SlotPlan.shared(tuning.moe_layers, slots)]
    if slots >= tuning.moe_layers:
        plans.append(SlotPlan.per_layer(tuning.moe_layers, slots // tuning.moe_layers))
    return max(plans, key=lambda plan: replay(tuning, table, plan, policy=policy).hits)


def _is_kept(design: Design, plan: SlotPlan, known_layers: int) -> bool:
    """Whether the design's kernel is in hw/generated."""
    shared = len(plan.slots) == 1
    wanted = replace(
        design, known_layers=known_layers, slots=plan.total if shared else plan.slots[0], shared_slots=shared
    )
    return any(wanted == made and "moe_layer" in kernels for made, kernels in KEPT.values())


def _counted(records: Iterable[DecisionRecord], counts: dict[str, int]) -> Iterator[DecisionRecord]:
    """Count on the way where experts came from."""
    for record in records:
        counts["demand_loads"] += len(record.demand) + len(record.late)
        counts["useful_preloads"] += len(record.useful)
        counts["preloads"] += len(record.preloads)
        yield record


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


def _at_the_papers_hits(
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


def _regime(
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


def _fitted_by_events(
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


def _explained_rows(fit: LatencyFit, board: Platform, at_paper: list[AtPapersHits]) -> list[Row]:
    speed = PaperSpeed.of(fit)
    return [
        {
            "parameter_set": "explains the paper", "timing": "fitted", "configuration": name, "latency_ms": ms,
            "paper_ms": MS[name],
            "residual": residual, "speedup_over_baseline": fit.modelled_ms[0] / ms, "hit_ratio": hits,
            "offchip_bytes_per_s": speed.offchip_bytes_per_s, "macs_per_s": speed.macs_per_s,
            "skipped_share": speed.skipped_share, "within_the_boards_peaks": speed.within_peaks(board),
            "slots": at.slots, "fits_the_board": at.fits_the_board,
        }
        for name, ms, residual, hits, at in zip(
            CONFIGURATIONS, fit.modelled_ms, fit.residuals, fit.assumption.hits, at_paper, strict=True
        )
    ]  # fmt: skip


def _tried_rows(tried: list[TriedFit]) -> list[Row]:
    """The best hit ratios for each size of a pruned load, with and without overlap, and its least possible error."""
    rows = []
    for each in _best_of(tried):
        assumption = each.fit.assumption
        rows.append(
            {
                "parameter_set": "fit tried", "timing": "fitted", "configuration": each.load.words,
                "cached_experts": each.cached[0], "cached_experts_nm": each.cached[1],
                "preloads_overlap": assumption.overlapped,
                "hit_ratio_baseline": assumption.hits[0], "hit_ratio_nm": assumption.hits[1],
                "hit_ratio_cepr": assumption.hits[2], "hit_ratio_both": assumption.hits[3],
                "load_share": assumption.load_share, "worst_residual": each.fit.worst,
                **{f"residual_{row}": value for row, value in zip(CONFIGURATIONS, each.fit.residuals, strict=True)},
            }
        )  # fmt: skip
    return rows


def _best_of(tried: list[TriedFit]) -> list[TriedFit]:
    """The best for each size of a pruned load, with and without overlap; the best first."""
    best: dict[tuple[str, bool], TriedFit] = {}
    for each in tried:
        key = (each.load.words, each.fit.assumption.overlapped)
        if key not in best or each.fit.worst < best[key].fit.worst:
            best[key] = each
    return sorted(best.values(), key=lambda each: each.fit.worst)


def _event_rows(modelled: list[Modelled], platform: Platform, share: float, assumed: FitAssumption) -> list[Row]:
    bandwidth = platform.offchip_bytes_per_s * platform.offchip_efficiency
    return [
        {
            "parameter_set": "fitted by events", "timing": "fitted", "paper_ms": MS[row.configuration],
            "residual": row.timing.ms_per_token / MS[row.configuration] - 1,
            "offchip_bytes_per_s": bandwidth, "macs_per_s": platform.clock_hz, "skipped_share": share,
            **_timing_row(row, modelled[0]), **asdict(assumed) | {"accuracy": number(assumed.accuracy)},
        }
        for row in modelled
    ]  # fmt: skip


def _own_rows(own: list[Modelled], designs: dict[str, OwnDesign]) -> list[Row]:
    rows = []
    for row in own:
        design, timing = designs[row.configuration], row.timing
        loads = row.counts["demand_loads"] + row.counts["useful_preloads"]
        resources = design.estimate.resources
        rows.append(
            {
                "parameter_set": design.platform.name,
                **_timing_row(row, own[0]),
                "loads_avoided_by_reuse": 1 - loads / timing.accesses,
                "useful_preloads_per_token": row.counts["useful_preloads"] / timing.tokens,
                "wasted_preloads_per_token": (row.counts["preloads"] - row.counts["useful_preloads"]) / timing.tokens,
                "demand_loads_per_token": row.counts["demand_loads"] / timing.tokens,
                "lanes": design.lanes, "dsp": resources.dsp, "bram18": resources.bram18,
                "uram": resources.uram,
            }
        )  # fmt: skip
    return rows


def _timing_row(row: Modelled, baseline: Modelled) -> Row:
    timing = row.timing
    return {
        "configuration": row.configuration, "latency_ms": timing.ms_per_token,
        "speedup_over_baseline": baseline.timing.ms_per_token / timing.ms_per_token, "hit_ratio": timing.hit_ratio,
        "slots": row.plan.total, "slots_kind": "shared" if len(row.plan.slots) == 1 else "per layer",
        "expert_bytes": row.cost.size_bytes, "loaded_bytes_per_token": timing.bytes_per_token,
        "compute_ms": timing.compute_ms / timing.tokens, "off_chip_ms": timing.off_chip_ms / timing.tokens,
        "stall_ms": timing.stall_ms / timing.tokens,
    }  # fmt: skip


def _paper(fit: LatencyFit) -> list[PaperValue]:
    """The paper's latencies and speed-ups beside the explanation's."""
    ours = dict(zip(CONFIGURATIONS, fit.modelled_ms, strict=True))
    values = [beside(f"ms_{name}", ours[name], ours_kind="fitted") for name in MS]
    values += [beside(f"gain_{name}", ours["baseline"] / ours[name], ours_kind="fitted") for name in CONFIGURATIONS[1:]]
    return values + [beside(f"ms_{name}", not_run="no such device here") for name in ("cpu", "gpu")]


def _notes(
    parameters: Parameters, known_layers: int, board: Platform, best: LatencyFit, tried: list[TriedFit],
    by_events: list[tuple[FitAssumption, list[Modelled], Platform, float]], designs: dict[str, OwnDesign],
    own: list[Modelled], otherwise: Modelled, kept: tuple[Modelled, int],
    at_paper: dict[int, list[AtPapersHits]], regime: list[Row],
) -> list[str]:  # fmt: skip
    speed, abandons = PaperSpeed.of(best), parameters.abandon_wrong_preloads
    in_stock = [
        f"{row.configuration} with {row.plan.total} slots"
        for row, known in [*((row, known_layers) for row in own), kept]
        if _is_kept(designs[row.configuration].design, row.plan, known)
    ]
    shrinking = min((each.fit for each in tried if each.load.share < 1), key=lambda fit: fit.worst)
    same_known = min(
        (each.fit for each in tried if each.load.share < 1 and each.fit.assumption.hits[2] >= MOST_KNOWN[1]),
        key=lambda fit: fit.worst,
    )
    events_worst = min(
        max(abs(row.timing.ms_per_token / MS[row.configuration] - 1) for row in modelled)
        for _, modelled, _, _ in by_events
    )
    times = {row.configuration: row.timing.ms_per_token for row in own}
    both, gains = times["baseline"] / times["both"], times["baseline"] ** 2 / (times["N:M"] * times["CEPR"])
    pruned = designs["both"]
    two, one = at_paper[CACHED[-1]][-1], at_paper[1][-1]
    judged = [times["both"], *(at.latency_ms for at in (two, one) if at.fits_the_board)]
    paying = [row for row in regime if row["speedup_by_prediction"] > 1.02]
    most = max(regime, key=lambda row: row["speedup_by_prediction"])
    reused = own[-1].timing.accesses - own[-1].counts["demand_loads"] - own[-1].counts["useful_preloads"]
    return [
        "Modelled, never measured: router and experts of the MoE layers only, as in the paper; the kernels have not "
        "been synthesised.",
        f"What explains the paper's four rows, to {best.worst:.2%}: loading a dense expert {best.load_ms:.2f} ms, "
        f"computing it {best.dense_ms:.2f} ms, computing a pruned one {best.pruned_ms:.2f} ms; no reuse without "
        f"prediction, a hit ratio of {MOST_KNOWN[1]:.1%} with CEPR (figure 8b, one cached expert) and "
        f"{MOST_KNOWN[2]:.1%} with both (two, since twice as many pruned experts fit); and a pruned expert that takes "
        f"as long to load as a dense one. With fp16 that is {speed.offchip_bytes_per_s / 1e9:.2f} GB/s, "
        f"{speed.macs_per_s / 1e9:.2f} G multiply-accumulates a second, {speed.skipped_share:.0%} of the pruned ones "
        f"skipped: {'within' if speed.within_peaks(board) else 'beyond'} {board.name}'s peaks of bandwidth (at "
        f"{speed.offchip_bytes_per_s / board.offchip_bytes_per_s:.0%}) and products. Its memory is another matter: "
        f"{'; '.join(_held(at) for at in at_paper[CACHED[-1]][2:])}, by the estimate of our int8 design. Three fitted "
        "numbers for four rows, chosen among many assumptions: agreement is the criterion of choice, not evidence.",
        f"If a pruned load is shorter, as section 6 says, no set of times comes nearer than {shrinking.worst:.1%} "
        f"under any hit ratios of figure 8b that were tried, and {same_known.worst:.1%} with the same known layers in "
        "both rows: each fit is a linear programme, so its error is the least possible. By events, with the hits of "
        f"a replay, the best of {len(by_events)} assumptions comes to {events_worst:.0%}.",
        f"Our design on {board.name}: {parameters.units} kernels of {parameters.rows} rows, "
        f"{pruned.lanes} products a cycle, int8, {designs['baseline'].slots} dense or {pruned.slots} "
        "pruned experts on chip (blocks of memory rounded up, kernels beside them). Both together: "
        f"{times['both']:.3f} ms a token with the routing of this run, {one.latency_ms:.3f} ms at figure 8b's hit "
        f"ratio with one cached expert a layer ({one.hit_ratio:.1%}; {_held(one)}), {two.latency_ms:.3f} ms with two "
        f"({two.hit_ratio:.1%}; {_held(two)}); the aim of {AIM_MS} ms is "
        f"{'met' if max(judged) <= AIM_MS else 'missed'} by what fits. "
        f"{reused / own[-1].timing.accesses:.0%} of the uses found their expert still there from an earlier token: "
        "loads avoided by reuse, not by prediction.",
        f"The {parameters.units} kernels are instances of the emitted one, each with its share of every expert's "
        "hidden units, whose weights lie in a bank of its own. Left out are the host's calls, one a layer, its sum "
        "over the instances, and that a call ends only when the preload beside it has arrived, which costs at most a "
        f"router's time a layer, {MOE_LAYERS * pruned.router_ms:.3f} ms a token.",
        f"A wrong preload is {_ABANDONED[abandons]}; {_ABANDONED[not abandons]}, both together take "
        f"{otherwise.timing.ms_per_token:.3f} ms. With {kept[0].plan.total} slots and {kept[1]} known layers they take "
        f"{kept[0].timing.ms_per_token:.3f} ms. Kernels that hw/generated keeps, so that a project needs no Allo: "
        f"{', '.join(in_stock) or 'none of these'}.",
        f"N:M with CEPR gains {both:.2f}x, {'more' if both > gains else 'less'} than the product of both gains, "
        f"{gains:.2f}x. (The paper: "
        f"{number('gain_both'):.2f}x, more than {number('gain_N:M') * number('gain_CEPR'):.2f}x.)",
        "When prediction pays: a right preload hides the shorter of loading and computing; a wrong one costs a slot, "
        "and the port's time until the router decides. Where loading takes many times as long as computing "
        "(thousands of lanes on DDR4), there is nothing to hide behind, the port is never idle, and every wrong "
        f"preload adds bytes to what bounds the time. Of {len(regime)} combinations it pays in {len(paying)}, most at "
        f"{most['speedup_by_prediction']:.2f}x with {most['lanes']} lanes, {most['offchip_bytes_per_s'] / 1e9:.0f} "
        f"GB/s and {most['slots_per_layer']} slots a layer, where a load takes {most['load_over_compute']:.1f} times "
        "as long as computing.",
        "Slots are shared by all layers, or equally many for each, whichever brings more hits on the tuning split: "
        "what a project can have. Routing and hits are those of the model of this run; the sizes are "
        f"{parameters.d_model} x {parameters.d_ff}, the paper's.",
        "The paper's CPU and GPU rows: not run (no such devices).",
    ]


def _held(at: AtPapersHits) -> str:
    """Whether the board holds the slots of a hit ratio, in words."""
    experts = "pruned" if at.configuration in ("N:M", "both") else "dense"
    return f"{at.slots} {experts} experts {'fit' if at.fits_the_board else f'do not fit ({at.shortage})'}"


def _draw_bars(
    canvas: Canvas, fit: LatencyFit, own: list[Modelled], at_paper: list[AtPapersHits], board: Platform
) -> None:
    from matplotlib.patheffects import withStroke
    from matplotlib.ticker import FuncFormatter

    axes = plots.new_axes(canvas, "MoE layers, latency per token", "", "ms (log)")
    groups = (
        ("paper", plots.PAPER, [MS[name] for name in CONFIGURATIONS]),
        ("explains the paper", plots.OURS, list(fit.modelled_ms)),
        (f"our design on {board.name}, this run's hits", plots.ACCENT, [row.timing.ms_per_token for row in own]),
        (
            "the same, hits of figure 8b where its slots fit",
            plots.SECOND,
            [at.latency_ms if at.fits_the_board else math.nan for at in at_paper],
        ),
    )
    for index, (label, colour, heights) in enumerate(groups):
        places = [i + (index - 1.5) * 0.22 for i in range(len(CONFIGURATIONS))]
        bars = axes.bar(places, heights, 0.21, color=colour, label=label)
        texts = ["" if math.isnan(h) else f"{h:.2f}" if h < 1 else f"{h:.1f}" for h in heights]
        for text in axes.bar_label(bars, texts, fontsize=9):
            text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    axes.axhline(AIM_MS, color="black", linestyle=":", linewidth=1.2, label=f"aim, {AIM_MS} ms")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.grid(False, axis="x")
    axes.set_xticks(range(len(CONFIGURATIONS)), CONFIGURATIONS)
    handles, labels = axes.get_legend_handles_labels()
    canvas.legend(handles, labels, ncols=len(labels), loc="outside lower center", fontsize=9)


def _draw_fits(canvas: Canvas, tried: list[TriedFit]) -> None:
    from matplotlib.ticker import MultipleLocator

    rows = _tried_rows(tried)
    axes = plots.new_axes(canvas, "How near each assumption can come", "worst error of the four rows", "")
    labels = []
    for each in _best_of(tried):
        load = each.load.words if each.load.share == 1 else f"of {each.load.words}"
        overlap = ", beside computing" if each.fit.assumption.overlapped else ""
        labels.append(f"a pruned load {load}{overlap}; {each.cached[0]} and {each.cached[1]} cached")
    bars = axes.barh(range(len(rows)), [row["worst_residual"] for row in rows], color=plots.OURS)
    axes.bar_label(bars, [f" {100 * row['worst_residual']:.2g}%" for row in rows], fontsize=9)
    axes.grid(False, axis="y")
    axes.set_yticks(range(len(rows)), labels, fontsize=9)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.xaxis.set_major_locator(MultipleLocator(0.05))
    plots.as_percent(axes, "x")


def _draw_regime(canvas: Canvas, regime: list[Row], own: OwnDesign, parameters: Parameters) -> None:
    wanted = parameters.regime
    panels = canvas.subplots(1, len(wanted.slots_per_layer), sharey=True, squeeze=False)[0]
    for axes, slots in zip(panels, wanted.slots_per_layer, strict=True):
        plots.label(axes, f"{slots} slot{'s' * (slots > 1)} a layer", "products a cycle", "")
        for colour, bandwidth in zip(plots.SERIES, wanted.offchip_gb_per_s, strict=False):
            points = [
                (row["lanes"], row["speedup_by_prediction"])
                for row in regime
                if row["slots_per_layer"] == slots and row["offchip_bytes_per_s"] == bandwidth * 1e9
            ]
            axes.plot(*zip(*points, strict=True), marker="o", color=colour, label=f"{bandwidth:g} GB/s")
        axes.axhline(1.0, color=plots.PAPER, linestyle="--", linewidth=1.5)
        axes.axvline(own.lanes, color=plots.MUTED, linewidth=1.0)
        axes.set_xscale("log", base=2)
        axes.set_xticks(wanted.lanes, [str(lanes) for lanes in wanted.lanes], fontsize=9)
        axes.minorticks_off()
    panels[0].set_ylabel("speed-up by prediction")
    lines, labels = panels[0].get_legend_handles_labels()
    canvas.legend(lines, labels, ncols=len(labels), loc="outside lower center", fontsize=9)


def _draw_pipeline(canvas: Canvas, shown: list[Modelled], tokens: int) -> None:
    colours = {"preload": plots.OURS, "demand load": plots.ACCENT, "expert": plots.SECOND}
    panels = canvas.subplots(len(shown), 1, sharex=True)
    for axes, row in zip(panels, shown, strict=True):
        timeline = row.timing.timeline
        if timeline is None:
            raise ConfigError("table1: a figure of the pipeline needs a timeline")
        _draw_timeline(axes, timeline, tokens, colours)
        axes.set_title({"both": "N:M with CEPR"}.get(row.configuration, row.configuration))
    panels[-1].set_xlabel("ms")
    handles = [panels[0].barh(0, 0, color=colour) for colour in colours.values()]
    canvas.legend(handles, list(colours), ncols=len(colours), loc="outside lower center", fontsize=9)


def _draw_timeline(axes: Any, timeline: Timeline, tokens: int, colours: dict[str, str]) -> None:
    for place, resource in enumerate(("compute", "off-chip")):
        for activity, colour in colours.items():
            spans = [
                (event.start_ms, event.end_ms - event.start_ms)
                for event in timeline.events
                if event.resource == resource and event.activity == activity and event.token < tokens
            ]
            if spans:
                axes.broken_barh(spans, (place - 0.4, 0.8), facecolors=colour, edgecolor="white", linewidth=0.3)
    axes.set_yticks((0, 1), ("compute", "off-chip"))
    axes.grid(False)
