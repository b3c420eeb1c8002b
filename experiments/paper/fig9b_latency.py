"""Latency per token against cache capacity and sparsity (paper section 7.2, figure 9b), modelled on a board."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from experiments.paper.paper_latency import DENSE_WEIGHTS, PaperSpeed, explain
from experiments.paper.values import beside
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import check_counts
from flame.expert_cost import ExpertCost
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.routing import RoutingTrace
from hw.design import Design
from hw.placed import OwnDesign
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions
from online.pa_buf.slot_plan import SlotPlan
from online.timing.timing_model import model_time

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Latency per token against slots and sparsity, modelled (figure 9b)"
READS = ("model", "routing traces", "predictor.known_layers", "buffer.policy", "platform", "design")


@dataclass(frozen=True)
class Parameters:
    """What is modelled; the context of the CEPR table and the eviction policy come from `predictor` and `buffer`.

    Args:
        d_model, d_ff, num_experts: sizes of the layer that is timed.
        rows, units: rows that an expert kernel of our design computes together at 2:4, and how many kernels there are.
        patterns: N:M patterns, the dense one first.
        slots: slots for each MoE layer.
        abandon_wrong_preloads: whether our design stops a transfer when the router has decided otherwise; at the speed
            that explains table 1 it is stopped (Assumption: it comes nearer to the paper's ranges).
        tokens: most tokens of the report split that are replayed.
    """

    d_model: int
    d_ff: int
    num_experts: int
    rows: int
    units: int
    patterns: tuple[str, ...]
    slots: tuple[int, ...]
    abandon_wrong_preloads: bool
    tokens: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for text in self.patterns:
            NMPattern.parse(text)


def run(context: Context, parameters: Parameters) -> Report:
    """Model every combination of slots, pattern, and with or without prediction, on both boards."""
    traces = split_traces(context)
    board = context.settings.platform
    speed = PaperSpeed.of(explain())
    fitted = speed.platform(board)
    examples = int((traces.report.example_ptr[:-1] < parameters.tokens).sum())
    trace = traces.report.select(range(examples))
    rows = _rows(context, parameters, traces, trace, speed)
    names = (board.name, fitted.name)
    return Report(
        "fig9b_latency",
        TITLE,
        context.labels("modelled"),
        rows,
        paper=_paper(rows, parameters, fitted.name),
        notes=[
            "Modelled: router and experts of the MoE layers only, as in the paper.",
            f"Two parameter sets: our design on {board.name} (int8 experts, {parameters.units} kernels), and the "
            "speed that "
            "explains table 1, where a pruned expert takes as long to load as a dense one of fp16 values.",
            "Our reading of the paper's ranges, from table 1: sparsity 1.36x without CEPR to 1.82x with it, CEPR "
            "1.48x on dense experts to 1.98x with N:M. Ours are at that speed, 2:4 (or the first sparse "
            "pattern) and the fewest slots, with the hits of this run's routing.",
            "A preload can hide no more than the computing beside it; a wrong one costs a slot and may delay a load: "
            f"our kernel {'stops' if parameters.abandon_wrong_preloads else 'finishes'} it, and at the speed that "
            "explains table 1 it is stopped when the router has decided.",
            "Here slots are set, not derived from a budget: fits_the_board says whether the buffer could hold them.",
            f"Sizes are {parameters.d_model} x {parameters.d_ff}, the paper's; routing is that of this run's model.",
        ],
        figures=[
            Figure("fig9b_latency", "Latency per token against slots per MoE layer by sparsity; dashed without "
                   "prediction.", lambda canvas: _draw(canvas, rows, parameters, names), width=10.0),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _rows(
    context: Context, parameters: Parameters, traces: SplitTraces, trace: RoutingTrace, speed: PaperSpeed
) -> list[dict[str, Any]]:
    """Every combination of slots, prediction, pattern and board, with its speed-ups."""
    board, policy = context.settings.platform, context.settings.buffer.policy
    fitted = speed.platform(board)
    table = build_cepr_table(traces.train, context.settings.predictor.known_layers)
    guesses = table.predict_trace(trace, 1)
    dense = ExpertCost(2 * DENSE_WEIGHTS, DENSE_WEIGHTS, 0)  # where loads are as long as a dense fp16 expert's
    made = {text: _own(parameters, text, trace.moe_layers, board) for text in parameters.patterns}
    rows: list[dict[str, Any]] = []
    for slots in context.progress(parameters.slots, "latency"):
        for predictor in ("none", "cepr"):
            plan = SlotPlan.per_layer(trace.moe_layers, slots)
            used = (guesses,) if predictor == "cepr" else ()
            records = tuple(decisions(trace, ExpertBuffer(plan, policy), used))
            for text, own in made.items():
                pattern = NMPattern.parse(text)
                macs = round(DENSE_WEIGHTS * (1 - speed.skipped_share * pattern.sparsity))
                skipped = replace(dense, compute_cycles=macs)
                for name, platform, cost, abandon in (
                    (board.name, own.platform, own.cost, parameters.abandon_wrong_preloads),
                    (fitted.name, fitted, skipped, True),
                ):
                    timing = model_time(records, platform, cost, abandon_wrong=abandon)
                    row: dict[str, Any] = {
                        "split": traces.report_split,
                        "corpus": traces.corpus,
                        "tokens": trace.tokens,
                        "parameter_set": name,
                        "slots": slots,
                        "pattern": text,
                        "sparsity": pattern.sparsity,
                        "predictor": predictor,
                        "latency_ms": timing.ms_per_token,
                        "hit_ratio": timing.hit_ratio,
                        "expert_bytes": cost.size_bytes,
                    }
                    own_design = name == board.name
                    rows.append(
                        row | ({"fits_the_board": plan.total <= own.slots} if own_design else {"timing": "fitted"})
                    )
    times = {(r["parameter_set"], r["slots"], r["pattern"], r["predictor"]): r["latency_ms"] for r in rows}
    for row in rows:
        name, held, text, predictor = (row[key] for key in ("parameter_set", "slots", "pattern", "predictor"))
        row["speedup_over_dense"] = times[name, held, parameters.patterns[0], predictor] / row["latency_ms"]
        row["speedup_over_no_prediction"] = times[name, held, text, "none"] / row["latency_ms"]
    return rows


def _own(parameters: Parameters, pattern: str, moe_layers: int, board: Platform) -> OwnDesign:
    """Our design with a pattern, as many products a cycle as at 2:4."""
    wanted = NMPattern.parse(pattern)
    if wanted.sparsity == 0:
        wanted = NMPattern(4, 4)
    return OwnDesign.of(
        Design(
            parameters.d_model, parameters.d_ff, wanted, 2 * parameters.rows // wanted.keep, parameters.num_experts,
            moe_layers, 1, 2, units=parameters.units,
        ),
        board,
    )  # fmt: skip


def _paper(rows: list[dict[str, Any]], parameters: Parameters, name: str) -> list[PaperValue]:
    dense = parameters.patterns[0]
    sparse = next((p for p in ("2:4", *parameters.patterns[1:]) if p in parameters.patterns), dense)
    at = {
        (row["pattern"], row["predictor"]): row
        for row in rows
        if row["slots"] == parameters.slots[0] and row["parameter_set"] == name
    }
    ours = {
        "sparsity_gain": at[sparse, "none"]["speedup_over_dense"],
        "sparsity_gain_cepr": at[sparse, "cepr"]["speedup_over_dense"],
        "cepr_gain": at[dense, "cepr"]["speedup_over_no_prediction"],
        "cepr_gain_nm": at[sparse, "cepr"]["speedup_over_no_prediction"],
    }
    return [beside(id, value, ours_kind="fitted") for id, value in ours.items()]


def _draw(canvas: Canvas, rows: list[dict[str, Any]], parameters: Parameters, names: tuple[str, ...]) -> None:
    for axes, name in zip(canvas.subplots(1, len(names)), names, strict=True):
        plots.label(axes, name[0].upper() + name[1:], "slots per MoE layer", "ms a token")
        for colour, pattern in zip(plots.SERIES, parameters.patterns, strict=False):
            for predictor, line, marker in (("none", "--", ""), ("cepr", "-", "o")):
                wanted = (name, pattern, predictor)
                points = [
                    (row["slots"], row["latency_ms"])
                    for row in rows
                    if (row["parameter_set"], row["pattern"], row["predictor"]) == wanted
                ]
                sparsity = NMPattern.parse(pattern).sparsity
                label = f"{'dense' if sparsity == 0 else pattern} ({sparsity:.0%})" if predictor == "cepr" else None
                axes.plot(*zip(*points, strict=True), color=colour, linestyle=line, marker=marker, label=label)
        axes.set_xticks(parameters.slots)
        axes.set_ylim(bottom=0)
    axes.plot([], [], color="black", linestyle="--", label="without prediction")
    handles, labels = axes.get_legend_handles_labels()
    canvas.legend(handles, labels, ncols=len(labels), loc="outside lower center", fontsize=10)
