"""Latency per token of the MoE layers (paper section 7.2, table 1), modelled on a board.

The paper's four FLAME rows explained: three fitted times and the hit ratios of figure 8b, beside every fit that was
tried, with a proof of how well each can do; the same by events, with the hits of a replay. Then a design of ours on
the configured board, with the slots that really fit it, and where in slots, lanes and bandwidth prediction pays.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from experiments.paper.paper_latency import CACHED, CONFIGURATIONS, TriedFit, all_fits, explain
from experiments.paper.table1_figures import draw_bars, draw_fits, draw_pipeline, draw_regime
from experiments.paper.table1_model import (
    PREDICTED,
    AtPapersHits,
    Modelled,
    Row,
    at_the_papers_hits,
    best_plan,
    fitted_by_events,
    model,
    our_designs,
    where_prediction_pays,
)
from experiments.paper.table1_notes import notes
from experiments.paper.table1_rows import event_rows, explained_rows, own_rows, tried_rows
from experiments.paper.values import MS, beside
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import check_counts
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.routing import RoutingTrace
from hw.placed import OwnDesign
from offline.prediction.cepr import build_cepr_table
from online.timing.latency_fit import LatencyFit
from online.timing.timing_model import plan_for

TITLE = "Latency per token of the MoE layers on the board, modelled (table 1)"
READS = ("model", "routing traces", "pruning.pattern", "predictor.known_layers", "buffer.policy", "platform", "design")


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

    def __post_init__(self) -> None:
        check_counts(self, "experiment.event_fits")
        NMPattern.parse(self.pattern)


@dataclass(frozen=True)
class Regime:
    """Where prediction is compared with none: every combination, over the first tokens of the report split."""

    slots_per_layer: tuple[int, ...]
    lanes: tuple[int, ...]
    offchip_gb_per_s: tuple[float, ...]
    tokens: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment.regime")


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

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


@dataclass(frozen=True)
class FittedByEvents:
    """What a fit by events assumed and came to; `skipped_share` is the share of pruned products that cost nothing."""

    assumed: FitAssumption
    modelled: list[Modelled]
    platform: Platform
    skipped_share: float


@dataclass(frozen=True)
class Found:
    """Everything that the rows, the notes and the figures are made of.

    Args:
        board, known_layers: of the configuration.
        best, tried, by_events: the explanation of the paper's rows, every fit in closed form, and those by events.
        designs, own: our design in each configuration, and its time with this run's routing.
        slowest: the same with the board's lowest clock and efficiency of memory.
        otherwise: both together, with the other treatment of wrong preloads.
        one_slot, kept: the design with a slot a layer whose kernel is kept, and its time.
        at_paper: our design at figure 8b's hit ratios, by cached experts a layer of both together.
        regime: with and without prediction, over slots, lanes and bandwidth.
        shown: the first example with its timeline, without and with both.
    """

    board: Platform
    known_layers: int
    best: LatencyFit
    tried: list[TriedFit]
    by_events: list[FittedByEvents]
    designs: dict[str, OwnDesign]
    own: list[Modelled]
    slowest: list[Modelled]
    otherwise: Modelled
    one_slot: OwnDesign
    kept: Modelled
    at_paper: dict[int, list[AtPapersHits]]
    regime: list[Row]
    shown: list[Modelled]


def run(context: Context, parameters: Parameters) -> Report:
    """Explain the paper's rows, and model ours."""
    traces = split_traces(context)
    found = _find(context, parameters, traces)
    two, one = found.at_paper[CACHED[-1]], found.at_paper[1][-1]
    return Report(
        "table1",
        TITLE,
        context.labels("modelled"),
        _rows(parameters, traces, found),
        paper=_paper(found.best),
        notes=notes(parameters, found),
        figures=[
            Figure("table1", "Latency per token, MoE layers only: the paper, what explains it, and our design on the "
                   "configured board, with the hits of this run's routing and with those of figure 8b.",
                   lambda canvas: draw_bars(canvas, found.best, found.own, [*two[:3], one], found.board), width=10.0),
            Figure("table1_fits", "Worst error over the paper's four rows, for each assumption the least possible one.",
                   lambda canvas: draw_fits(canvas, found.tried), width=10.0),
            Figure("table1_regime", f"Time without prediction over time with it, {context.settings.pruning.pattern} "
                   "experts: above 1 prediction pays. A slot is filled no faster than it is read; the line is our "
                   "design.",
                   lambda canvas: draw_regime(canvas, found.regime, found.designs["both"], parameters), width=10.0),
            Figure("table1_pipeline", f"The first tokens on {found.board.name}: off-chip port and array. Routers are "
                   "too short to be seen.",
                   lambda canvas: draw_pipeline(canvas, found.shown, parameters.timeline_tokens)),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _find(context: Context, parameters: Parameters, traces: SplitTraces) -> Found:
    settings, trace = context.settings, traces.report
    board, policy = settings.platform, settings.buffer.policy
    table = build_cepr_table(traces.train, settings.predictor.known_layers)
    by_events = [
        FittedByEvents(assumed, *fitted_by_events(trace, parameters, board, assumed))
        for assumed in context.progress(parameters.event_fits, "fits")
    ]
    designs = our_designs(parameters, NMPattern.parse(settings.pruning.pattern), trace.moe_layers, board)
    plans = {
        name: best_plan(designs[name].slots, traces.tuning, table if name in PREDICTED else None, policy)
        for name in CONFIGURATIONS
    }

    def modelled(name: str, on: RoutingTrace, given: Parameters, with_timeline: bool = False) -> Modelled:
        return model(name, on, table, designs[name], plans[name], given, policy, with_timeline)

    other = replace(parameters, abandon_wrong_preloads=not parameters.abandon_wrong_preloads)
    # The same with a slot a layer (fewer are shared) and the known layers of a kernel that is kept.
    one_slot = OwnDesign.of(designs["both"].design, board, min(designs["both"].slots, trace.moe_layers))
    kept_table = build_cepr_table(traces.train, parameters.kept_known_layers)
    one_plan = plan_for(one_slot.slots, trace.moe_layers)
    return Found(
        board, settings.predictor.known_layers, explain(), all_fits(), by_events, designs,
        own=[modelled(name, trace, parameters) for name in CONFIGURATIONS],
        slowest=[
            model(name, trace, table, designs[name].on(board.at_its_least()), plans[name], parameters, policy, False)
            for name in CONFIGURATIONS
        ],
        otherwise=modelled("both", trace, other),
        one_slot=one_slot,
        kept=model("both", trace, kept_table, one_slot, one_plan, parameters, policy, with_timeline=False),
        at_paper={cached[-1]: at_the_papers_hits(designs, cached, board) for cached in (CACHED, (0, 0, 1, 1))},
        regime=where_prediction_pays(context, trace, table, designs["both"], parameters),
        shown=[modelled(name, trace.select([0]), parameters, True) for name in ("baseline", "both")],
    )  # fmt: skip


def _rows(parameters: Parameters, traces: SplitTraces, found: Found) -> list[Row]:
    common: Row = {"split": traces.report_split, "corpus": traces.corpus}
    tokens = traces.report.tokens
    rows = explained_rows(found.best, found.board, found.at_paper[CACHED[-1]])
    rows += [common | {"tokens": tokens} | row for row in own_rows(found.own, found.designs, found.slowest)]
    name = f"{found.board.name}, {found.one_slot.slots} slots, {parameters.kept_known_layers} known layers"
    kept = own_rows([found.own[0], found.kept], found.designs | {"both": found.one_slot})[1:]
    rows += [common | {"tokens": tokens} | row | {"parameter_set": name} for row in kept]
    rows += [asdict(at) for at in (*found.at_paper[CACHED[-1]], found.at_paper[1][-1])]
    rows += tried_rows(found.tried)
    for fit in found.by_events:
        rows += [
            common | {"tokens": min(parameters.fit_tokens, tokens)} | row
            for row in event_rows(fit.modelled, fit.platform, fit.skipped_share, fit.assumed)
        ]
    return rows + [common | {"parameter_set": "regime"} | row for row in found.regime]


def _paper(fit: LatencyFit) -> list[PaperValue]:
    """The paper's latencies and speed-ups beside the explanation's."""
    ours = dict(zip(CONFIGURATIONS, fit.modelled_ms, strict=True))
    values = [beside(f"ms_{name}", ours[name], ours_kind="fitted") for name in MS]
    values += [beside(f"gain_{name}", ours["baseline"] / ours[name], ours_kind="fitted") for name in CONFIGURATIONS[1:]]
    return values + [beside(f"ms_{name}", not_run="no such device here") for name in ("cpu", "gpu")]
