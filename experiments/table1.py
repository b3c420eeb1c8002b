"""Latency per token of the MoE layers (paper section 7.2, table 1), modelled on a board.

Four FLAME rows, twice: with three numbers of the board fitted to the paper's four rows, to see what would explain
them, and on the configured board as it is, with the hits that the model's own routing has.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from experiments.routing_traces import split_traces
from flame import plots
from flame.errors import ConfigError
from flame.experiment import Context
from flame.nm_format import NMPattern
from flame.platform import Platform
from flame.report import Figure, PaperValue, Report
from flame.routing import RoutingTrace
from flame.timeline import Timeline
from offline.cepr import build_cepr_table
from online.expert_buffer import ExpertBuffer, SlotPlan
from online.replay import NoisyOracle, Predictor, decisions, hit_curves
from online.timing import Case, ExpertCost, Timing, fit_board, model_time, plan_for

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Latency per token of the MoE layers on the board, modelled (table 1)"

CONFIGURATIONS = ("baseline", "N:M", "CEPR", "both")
PAPER_MS = {"baseline": 31.27, "N:M": 22.98, "CEPR": 21.08, "both": 11.61}
PAPER_DEVICES_MS = {"CPU Xeon Gold 5218R": 47.88, "GPU RTX 3090": 17.28}
DENSE = NMPattern(1, 1)


@dataclass(frozen=True)
class FitAssumption:
    """What a fit takes as given beside its three fitted numbers.

    Args:
        expert_slots: dense experts that the buffer holds, for all layers together.
        accuracy: share of right predictions.
        pattern: N:M pattern of the pruned rows.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
    """

    expert_slots: int
    accuracy: float
    pattern: str
    abandon_wrong_preloads: bool


@dataclass(frozen=True)
class Parameters:
    """Geometry, pruning, prediction, and what the fit assumes.

    Args:
        d_model, d_ff, num_experts: sizes of the layer that is timed.
        pattern: N:M pattern of the pruned rows.
        value_type: packed values on the configured board.
        known_layers: context of the CEPR table.
        policy: eviction policy.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
        fit_value_type: packed values of the fitted set.
        fit_assumption: what the reported fit takes as given.
        fit_alternatives: other assumptions that are fitted and reported too, since the first was chosen among them.
        fit_tokens: tokens of the trace that the fit replays.
        fit_evaluations: most evaluations of the model for each of the fit's two starts.
        timeline_tokens: tokens of the figure of the pipeline.
    """

    d_model: int
    d_ff: int
    num_experts: int
    pattern: str
    value_type: str
    known_layers: int
    policy: str
    abandon_wrong_preloads: bool
    fit_value_type: str
    fit_assumption: FitAssumption
    fit_alternatives: tuple[FitAssumption, ...]
    fit_tokens: int
    fit_evaluations: int
    timeline_tokens: int


@dataclass(frozen=True)
class Modelled:
    """One configuration on one board."""

    configuration: str
    cost: ExpertCost
    plan: SlotPlan
    timing: Timing


def run(context: Context, parameters: Parameters) -> Report:
    """Model the four rows for both parameter sets."""
    traces = split_traces(context)
    trace, board = traces.report, context.settings.platform
    table = build_cepr_table(traces.train, parameters.known_layers)
    tuning_curves = {predicted: hit_curves(traces.tuning, table if predicted else None) for predicted in (False, True)}

    assumed = parameters.fit_assumption
    fitted, fit_board_used, share = _fitted_rows(trace, parameters, board, assumed)
    tried = [
        (other, _fitted_rows(trace, parameters, board, other)[0])
        for other in context.progress(parameters.fit_alternatives, "fits")
    ]
    own = [_model(name, trace, table, board, parameters, tuning_curves, with_timeline=False) for name in CONFIGURATIONS]
    example = trace.select([0])
    shown = [
        _model(name, example, table, board, parameters, tuning_curves, with_timeline=True)
        for name in ("baseline", "both")
    ]
    common = {"split": traces.report_split, "corpus": traces.corpus}
    rows = [
        common | {"tokens": min(parameters.fit_tokens, trace.tokens)} | row
        for row in _rows(fitted, "fitted to the paper", PAPER_MS)
    ] + [common | {"tokens": trace.tokens} | row for row in _rows(own, board.name, None)]
    for other, alternative in tried:
        rows += [
            common | {"tokens": min(parameters.fit_tokens, trace.tokens)} | row | asdict(other)
            for row in _rows(alternative, "alternative fit", PAPER_MS)
        ]
    return Report(
        "table1",
        TITLE,
        context.labels("modelled"),
        rows,
        paper=_paper(fitted),
        notes=_notes(parameters, board, fit_board_used, share, fitted, own),
        figures=[
            Figure("table1", "Latency per token, MoE layers only: the paper, the fitted board, and the configured "
                   "board (logarithmic).", lambda canvas: _draw_bars(canvas, fitted, own, board)),
            Figure("table1_pipeline", f"The first tokens on {board.name}: off-chip port and array, baseline above, "
                   "N:M with CEPR below.", lambda canvas: _draw_pipeline(canvas, shown, parameters.timeline_tokens)),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _costs(parameters: Parameters, value_type: str, pruned_pattern: str) -> dict[bool, ExpertCost]:
    """Cost of a dense (False) and of a pruned (True) expert."""
    shapes = {"wi": (parameters.d_ff, parameters.d_model), "wo": (parameters.d_model, parameters.d_ff)}
    pattern = NMPattern.parse(pruned_pattern)
    return {
        pruned: ExpertCost.of(shapes, parameters.num_experts, pattern if pruned else DENSE, value_type)
        for pruned in (False, True)
    }


def _model(
    name: str, trace: RoutingTrace, table: Predictor, board: Platform, parameters: Parameters,
    tuning_curves: dict[bool, Any], with_timeline: bool,
) -> Modelled:  # fmt: skip
    pruned, predicted = name in ("N:M", "both"), name in ("CEPR", "both")
    cost = _costs(parameters, parameters.value_type, parameters.pattern)[pruned]
    plan = plan_for(board, cost, trace.moe_layers, tuning_curves[predicted])
    guesses = (table.predict_trace(trace, 1),) if predicted else ()
    records = decisions(trace, ExpertBuffer(plan, parameters.policy), guesses)
    return Modelled(
        name, cost, plan, model_time(records, board, cost, with_timeline, parameters.abandon_wrong_preloads)
    )


def _fitted_rows(
    trace: RoutingTrace, parameters: Parameters, board: Platform, assumed: FitAssumption
) -> tuple[list[Modelled], Platform, float]:
    examples = int((trace.example_ptr[:-1] < parameters.fit_tokens).sum())
    part = trace.select(range(max(1, examples)))
    costs = _costs(parameters, parameters.fit_value_type, assumed.pattern)
    budget = assumed.expert_slots * costs[False].size_bytes
    guesses = NoisyOracle(assumed.accuracy, 0).predict_trace(part, 1)
    cases, plans = [], []
    for name in CONFIGURATIONS:
        cost = costs[name in ("N:M", "both")]
        plan = SlotPlan.shared(part.moe_layers, max(1, budget // cost.size_bytes))
        records = decisions(part, ExpertBuffer(plan), (guesses,) if name in ("CEPR", "both") else ())
        cases.append(Case(cost, tuple(records)))
        plans.append(plan)
    abandon = assumed.abandon_wrong_preloads
    fit = fit_board(cases, list(PAPER_MS.values()), board, costs[False].macs, parameters.fit_evaluations, abandon)
    modelled = []
    for name, case, plan in zip(CONFIGURATIONS, cases, plans, strict=True):
        macs = round(costs[False].macs - fit.skipped_share * (costs[False].macs - case.cost.macs))
        cost = ExpertCost(case.cost.size_bytes, macs, case.cost.router_macs)
        modelled.append(Modelled(name, cost, plan, model_time(case.records, fit.platform, cost, abandon_wrong=abandon)))
    return modelled, fit.platform, fit.skipped_share


def _rows(modelled: list[Modelled], parameter_set: str, paper_ms: dict[str, float] | None) -> list[dict[str, Any]]:
    base = modelled[0].timing.ms_per_token
    rows = []
    for row in modelled:
        timing = row.timing
        values = {
            "parameter_set": parameter_set,
            "configuration": row.configuration,
            "latency_ms": timing.ms_per_token,
            "speedup_over_baseline": base / timing.ms_per_token,
            "hit_ratio": timing.hit_ratio,
            "slots": row.plan.total,
            "slots_kind": "shared" if len(row.plan.slots) == 1 else "per layer",
            "expert_bytes": row.cost.size_bytes,
            "loaded_bytes_per_token": timing.bytes_per_token,
            "compute_ms": timing.compute_ms / timing.tokens,
            "off_chip_ms": timing.off_chip_ms / timing.tokens,
            "stall_ms": timing.stall_ms / timing.tokens,
        }
        if paper_ms is not None:
            stated = paper_ms[row.configuration]
            values |= {"paper_ms": stated, "residual": timing.ms_per_token / stated - 1}
        rows.append(values)
    return rows


def _paper(fitted: list[Modelled]) -> list[PaperValue]:
    """The paper's latencies beside the fitted ones, and its speed-ups."""
    ours = {row.configuration: row.timing.ms_per_token for row in fitted}
    values = [
        PaperValue(f"latency per token, FLAME {name}", stated, "ms", "table 1", ours[name], "modelled")
        for name, stated in PAPER_MS.items()
    ]
    values += [
        PaperValue(
            f"speed-up over FLAME's baseline, {name}", round(PAPER_MS["baseline"] / PAPER_MS[name], 2), "ratio",
            "table 1",            ours["baseline"] / ours[name], "modelled",
        )
        for name in CONFIGURATIONS[1:]
    ]  # fmt: skip
    return values + [
        PaperValue(f"latency per token, {name}", value, "ms", "table 1", not_run="no such device here")
        for name, value in PAPER_DEVICES_MS.items()
    ]


def _notes(
    parameters: Parameters, board: Platform, fitted_board: Platform, share: float, fitted: list[Modelled],
    own: list[Modelled],
) -> list[str]:  # fmt: skip
    times = {row.configuration: row.timing.ms_per_token for row in own}
    assumed = parameters.fit_assumption
    both, product = times["baseline"] / times["both"], times["baseline"] ** 2 / (times["N:M"] * times["CEPR"])
    fit = {row.configuration: row.timing.ms_per_token for row in fitted}
    fit_both, fit_product = fit["baseline"] / fit["both"], fit["baseline"] ** 2 / (fit["N:M"] * fit["CEPR"])
    worst = max(abs(fit[name] / PAPER_MS[name] - 1) for name in CONFIGURATIONS)
    bandwidth = fitted_board.offchip_bytes_per_s * fitted_board.offchip_efficiency
    return [
        "Modelled, never measured: router and experts of the MoE layers only, as in the paper; the kernels have not "
        "been synthesised.",
        f"Fitted to the paper's four rows: {bandwidth / 1e9:.2f} GB/s off chip, {fitted_board.clock_hz / 1e9:.2f} G "
        f"multiply-accumulates a second, {share:.0%} of the pruned ones skipped. Assumption: "
        f"{parameters.fit_value_type} values, {assumed.pattern}, a buffer of {assumed.expert_slots} dense "
        f"experts for all layers together and predictions right in {assumed.accuracy:.1%} "
        "(figure 8b with two cached experts). The largest "
        f"residual is {worst:.0%}; each row carries its own. These assumptions were chosen because they fit best among "
        "those in the rows named alternative fit: agreement with the paper is the criterion of choice here, not "
        "evidence for the model.",
        f"N:M with CEPR gains {fit_both:.2f}x where the product of both gains is {fit_product:.2f}x (the paper: 2.69x "
        f"and 2.02x). On {board.name} as configured: {both:.2f}x and {product:.2f}x.",
        f"On {board.name} the same experts take some {PAPER_MS['both'] / times['both']:.0f} times less than the "
        f"paper's {PAPER_MS['both']} ms: {board.offchip_bytes_per_s / 1e9:.0f} GB/s at "
        f"{board.offchip_efficiency:.0%} and {board.mac_lanes} lanes at {board.clock_hz / 1e6:.0f} MHz. The fitted "
        f"bandwidth is {bandwidth / board.offchip_bytes_per_s:.1%} of the board's peak: the paper's design did not "
        "reach what the board can do, or timed more than it says.",
        "A preload can hide no more than the computing beside it: where loading takes many times as long as "
        "computing, prediction alone gains little and wrong preloads cost slots.",
        "Slots are floor(buffer / packed bytes of one expert), divided over the layers by the hits they bring on the "
        "tuning split where there is at least one for each, and shared otherwise. Routing and hits are those of the "
        f"model of this run; the sizes are {parameters.d_model} x {parameters.d_ff}, the paper's.",
        "The paper's CPU and GPU rows: not run (no such devices).",
    ]


def _draw_bars(canvas: Canvas, fitted: list[Modelled], own: list[Modelled], board: Platform) -> None:
    axes = plots.new_axes(canvas, "MoE layers, latency per token", "", "ms (log)")
    groups = (
        ("paper", plots.PAPER, [PAPER_MS[name] for name in CONFIGURATIONS]),
        ("modelled, fitted to the paper", plots.OURS, [row.timing.ms_per_token for row in fitted]),
        (f"modelled, {board.name}", plots.ACCENT, [row.timing.ms_per_token for row in own]),
    )
    for index, (label, colour, heights) in enumerate(groups):
        places = [i + (index - 1) * 0.27 for i in range(len(CONFIGURATIONS))]
        bars = axes.bar(places, heights, 0.26, color=colour, label=label)
        axes.bar_label(bars, [f"{height:.3g}" for height in heights], fontsize=9)
    axes.set_yscale("log")
    axes.set_xticks(range(len(CONFIGURATIONS)), CONFIGURATIONS)
    axes.margins(y=0.25)
    axes.legend(fontsize=9, ncols=3, loc="upper center")


def _draw_pipeline(canvas: Canvas, shown: list[Modelled], tokens: int) -> None:
    colours = {"preload": plots.OURS, "demand load": plots.ACCENT, "expert": plots.SECOND, "router": "#000000"}
    panels = canvas.subplots(len(shown), 1, sharex=True)
    for axes, row in zip(panels, shown, strict=True):
        timeline = row.timing.timeline
        if timeline is None:
            raise ConfigError("table1: a figure of the pipeline needs a timeline")
        _draw_timeline(axes, timeline, tokens, colours)
        axes.set_title(row.configuration)
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
