"""Hit ratio of the expert buffer against its size (paper section 7.2, figure 8b).

Slots per MoE layer and, since the paper does not say which, the same number of them shared by all layers, or divided
by need. Without prediction below, Belady's eviction above.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.paper.values import HITS, beside
from experiments.tools.dialogue_hits import hits_by_dialogue
from experiments.tools.routing_traces import SplitTraces, split_traces
from experiments.tools.set_buffers import SetParameters, hit_ratios
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import DENSE
from flame.packed_expert import packed_expert_bytes
from flame.prediction_table import PredictionTable, Predictor
from flame.routing import RoutingTrace
from offline.intervals import ratio_interval
from offline.prediction.cepr import build_cepr_table, build_incremental_table
from online.pa_buf.bounds import OracleTable, assess
from online.pa_buf.replay import Replay, hit_curves, replay
from online.pa_buf.slot_plan import SlotPlan, divide_slots

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Hit ratio of the expert buffer against its slots (figure 8b)"
READS = (
    "model", "routing traces", "pruning.value_type", "predictor.known_layers", "predictor.path",
    "predictor.table_bytes", "predictor.schedule", "buffer.slots",
)  # fmt: skip

KINDS = ("per layer", "shared", "adaptive")

# Figure 8b's text: slots, known layers (the paper's range is n = 1 to 6), hit ratio.
PAPER_POINTS = tuple((slots, n, hits) for (slots, n), hits in HITS.items())
RIVAL_KNOWN = (1, 6)  # known layers at which five slots are held against the rival's


@dataclass(frozen=True)
class Parameters:
    """What is replayed.

    Args:
        known_layers: context lengths of the CEPR tables.
        slots: slots for each MoE layer; shared plans have as many in all.
        policies: eviction policies that are compared at `buffer.slots` slots and `predictor.known_layers`; so are the
            variants below.
        preload: numbers of experts preloaded for each decision.
        batches: numbers of sequences that share the buffer.
        ahead: numbers of decisions ahead for which experts are preloaded over a slow link.
        sets: where a layer chooses several experts, or traces were made elsewhere as a file, other replays take the
            place of all this (`experiments.tools.set_buffers`).
        loads_per_decision: loads that the slow link moves between two decisions; preloads can be late there.
        resamples: bootstrap draws over dialogues for the 95% intervals of the figures that the paper states.
    """

    known_layers: tuple[int, ...]
    slots: tuple[int, ...]
    policies: tuple[str, ...]
    preload: tuple[int, ...]
    batches: tuple[int, ...]
    ahead: tuple[int, ...]
    loads_per_decision: float
    resamples: int
    sets: SetParameters

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def run(context: Context, parameters: Parameters) -> Report:
    """Learn tables on the train split and replay the report split."""
    traces = split_traces(context)
    if traces.train.top_k > 1 or Path(str(context.settings.dataset.traces)).is_file():
        return hit_ratios(context, traces, parameters.sets)
    if context.settings.predictor.path is not None:
        raise ConfigError(
            "predictor.path: not for figure 8b of one expert a layer (its tables are CEPR's: leave it out)"
        )
    trace, known_layers = traces.report, context.settings.predictor.known_layers
    tables = {n: build_cepr_table(traces.train, n) for n in sorted({*parameters.known_layers, known_layers})}
    incremental = build_incremental_table(traces.train)
    needs = hit_curves(traces.tuning, tables[known_layers])
    rows = []
    for kind in KINDS:
        for slots in context.progress(parameters.slots, f"replay, {kind}"):
            known = {n: tables[n] for n in parameters.known_layers}
            rows += _curve_rows(trace, known, incremental, kind, slots, _plan(kind, needs, slots))
    rows += _variant_rows(context, trace, tables[known_layers], parameters, needs)
    expert_bytes = None if context.trace_is_foreign else _expert_bytes(context)
    common = {"split": traces.report_split, "corpus": traces.corpus, "tokens": trace.tokens}
    rows = [common | row | (_in_bytes(row, expert_bytes) if expert_bytes else {}) for row in rows]
    return Report(
        "fig8b_cache_hit_ratio",
        TITLE,
        context.labels(),
        rows,
        paper=_paper(context, trace, tables, incremental, parameters),
        notes=_notes(context, parameters, traces, expert_bytes),
        figures=[
            Figure(
                "fig8b_cache_hit_ratio",
                "Hit ratio against slots per MoE layer: CEPR with n known layers under LRU, no prediction below, "
                "Belady's eviction above; the paper's values as crosses, joined by dashes.",
                lambda canvas: _draw_curves(canvas, rows, parameters.known_layers),
                width=13,
                height=5,
            ),
            Figure(
                "fig8b_policies",
                f"Hit ratio by eviction policy, {context.settings.buffer.slots} slots a layer, n = {known_layers}.",
                lambda canvas: _draw_policies(canvas, rows),
                width=10,
            ),
        ],
        provenance=context.provenance(),
    )


def _notes(context: Context, parameters: Parameters, traces: SplitTraces, expert_bytes: int | None) -> list[str]:
    layers = traces.report.moe_layers
    return [
        "A hit is an expert that is resident when the router decides; loads take no time here, as in the paper, "
        "which disables pipelining for this figure.",
        "Assumption: slots are per MoE layer; the paper does not say. Rows with slots_kind shared give the experts "
        f"of all {layers} layers {layers} times the slots of one layer to compete for; with slots_kind adaptive as "
        f"many are divided over the layers by the hits they bring on split {traces.tuning_split}.",
        "Belady's rows have the same preloads and the best eviction there can be: regret is what the policy lost "
        "to it, gap_won the share of the way from no prediction to a predictor that is always right.",
        f"Tables learn on {traces.train.tokens} tokens of split {traces.train_split}.",
        f"Bytes are loads times {expert_bytes:,} B, a dense expert's matrices in {context.settings.pruning.value_type}."
        if expert_bytes
        else "Bytes: not run (the sizes of that model's experts are not known here).",
        f"{traces.origin}. A preload is useful when its expert is used before it is evicted, "
        "late when it was under way as the router asked for it, else wasted.",
        f"Rows of variant ahead preload for the next decisions over a link that moves "
        f"{parameters.loads_per_decision:g} experts between two decisions; the predictions between are rolled "
        "forward. Their regret is against Belady with loads that take no time, as those of all other rows do.",
    ]


def _plan(kind: str, needs: np.ndarray, slots: int) -> SlotPlan:
    layers = len(needs)
    if kind == "adaptive":
        return divide_slots(needs, layers * slots)
    return SlotPlan.per_layer(layers, slots) if kind == "per layer" else SlotPlan.shared(layers, layers * slots)


def _expert_bytes(context: Context) -> int:
    """A dense expert's bytes in the type that packed values have."""
    model = context.model
    matrices = model.expert_matrices(model.moe_layers("decoder")[0], 0)
    shapes = {name: tuple(matrix.shape) for name, matrix in matrices.items()}
    return packed_expert_bytes(shapes, DENSE, context.settings.pruning.value_type)


def _row(
    result: Replay, slots: int, kind: str, predictor: str, belady: Replay | None, none: Replay, oracle: Replay,
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """What a replay counted, beside the replays that bound it."""
    row = {
        "slots": slots,
        "slots_kind": kind,
        "predictor": predictor,
        "policy": result.policy,
        "hit_ratio": result.hit_ratio,
        "accesses": result.accesses,
        "demand_loads": result.demand_loads,
        "preloads": result.preloads,
        "useful_preloads": result.useful_preloads,
        "late_preloads": result.late_preloads,
        "wasted_preloads": result.wasted_preloads,
    }
    if belady is not None:
        row["regret"] = belady.hit_ratio - result.hit_ratio
    gap = oracle.hit_ratio - none.hit_ratio
    if gap > 0:
        row["gap_won"] = (result.hit_ratio - none.hit_ratio) / gap
    return row | more


def _in_bytes(row: dict[str, Any], expert_bytes: int) -> dict[str, int]:
    kinds = ("demand_load", "useful_preload", "late_preload", "wasted_preload")
    return {f"{kind}_bytes": row[f"{kind}s"] * expert_bytes for kind in kinds}


def _curve_rows(
    trace: RoutingTrace, tables: dict[int, Any], incremental: PredictionTable, kind: str, slots: int, plan: SlotPlan
) -> list[dict[str, Any]]:
    none = replay(trace, None, plan)
    oracle = replay(trace, OracleTable(), plan, preload=trace.top_k)

    def row(result: Replay, predictor: str, belady: Replay | None, n: int | None = None) -> dict[str, Any]:
        more = {} if n is None else {"known_layers": n}
        return _row(result, slots, kind, predictor, belady, none, oracle, pool_slots=list(plan.slots), **more)

    rows = [row(none, "none", replay(trace, None, plan, "belady"), 0)]
    best = replay(trace, incremental, plan, "belady")
    rows.append(row(replay(trace, incremental, plan), "incremental", best, incremental.known_layers))
    for n, table in tables.items():
        best = replay(trace, table, plan, "belady")
        rows += [row(replay(trace, table, plan), "cepr", best, n), row(best, "cepr", best, n)]
    return [*rows, row(oracle, "oracle", None)]


def _variant_rows(
    context: Context, trace: RoutingTrace, table: Predictor, parameters: Parameters, needs: np.ndarray
) -> list[dict[str, Any]]:
    """Policies, several preloads, several sequences, and preloads further ahead, at one size of buffer."""
    slots, n = context.settings.buffer.slots, context.settings.predictor.known_layers
    rows = []

    def add(kind: str, variant: str, policy: str = "lru", **options: Any) -> None:
        plan = _plan(kind, needs, slots)
        found = assess(trace, table, plan, policy, **options)
        belady = replay(trace, table, plan, "belady") if variant == "ahead" else found.belady
        more = {"known_layers": n, "variant": variant, **options}
        rows.append(_row(found.replay, slots, kind, "cepr", belady, found.none, found.oracle, **more))

    for kind in KINDS:
        for policy in context.progress(("belady", *parameters.policies), f"policies, {kind}"):
            add(kind, "policy", policy)
        for preload in parameters.preload:
            add(kind, "preload", preload=preload)
        for batch in parameters.batches:
            add(kind, "batch", batch=batch)
        for ahead in context.progress(parameters.ahead, f"decisions ahead, {kind}"):
            add(kind, "ahead", ahead=ahead, loads_per_decision=parameters.loads_per_decision)
    return rows


def _paper(
    context: Context, trace: RoutingTrace, tables: dict[int, PredictionTable], incremental: PredictionTable,
    parameters: Parameters,
) -> list[PaperValue]:  # fmt: skip
    """Hit ratios with LRU and slots per layer, with intervals over dialogues; one buffer serves them all in turn."""
    draws = parameters.resamples, context.settings.seed
    points = [p for p in PAPER_POINTS if p[0] in parameters.slots and p[1] in parameters.known_layers]
    found = {
        (slots, n): hits_by_dialogue(trace, tables[n], SlotPlan.per_layer(trace.moe_layers, slots))
        for slots, n, _ in context.progress(points, "replays by dialogue")
    }
    values = []
    for slots, n, _ in PAPER_POINTS:
        id = f"hits_{slots}_n{n}"
        if (slots, n) not in found:
            values.append(beside(id))
            continue
        hits, accesses = found[slots, n]
        interval = ratio_interval(hits, accesses, *draws)
        values.append(beside(id, float(hits.sum() / accesses.sum()), ours_interval=interval))
    rival = None
    for n in RIVAL_KNOWN:
        id = f"edgemoe_5_n{n}"
        if (5, n) not in found:
            values.append(beside(id))
            continue
        rival = rival or hits_by_dialogue(trace, incremental, SlotPlan.per_layer(trace.moe_layers, 5))
        hits, rivals = found[5, n][0], rival[0]
        value = beside(id)
        if rivals.sum():
            gain = float(hits.sum() / rivals.sum())
            value = replace(value, ours=gain, ours_interval=ratio_interval(hits, rivals, *draws))
        values.append(value)
    return values


def _curve(rows: list[dict[str, Any]], kind: str, predictor: str, policy: str, n: int) -> dict[int, float]:
    """Hit ratio by slots."""
    wanted = {"slots_kind": kind, "predictor": predictor, "policy": policy, "known_layers": n}
    return {
        row["slots"]: row["hit_ratio"]
        for row in rows
        if "variant" not in row and all(row.get(key) == value for key, value in wanted.items())
    }


def _draw_curves(canvas: Canvas, rows: list[dict[str, Any]], known_layers: tuple[int, ...]) -> None:
    panels = canvas.subplots(1, len(KINDS), sharey=True)
    most = max(known_layers)
    for axes, kind in zip(panels, KINDS, strict=True):
        plots.label(
            axes, f"Slots {kind}", "slots per MoE layer" if kind == "per layer" else "slots, all layers / layers", ""
        )
        best = _curve(rows, kind, "cepr", "belady", most)
        axes.plot(list(best), list(best.values()), color=plots.MUTED, linestyle=":", label=f"Belady, n = {most}")
        for index, n in enumerate(known_layers):
            curve = _curve(rows, kind, "cepr", "lru", n)
            shade = 0.35 + 0.65 * (index + 1) / len(known_layers)
            axes.plot(
                list(curve), list(curve.values()), color=plots.OURS, alpha=shade, marker="o", label=f"CEPR, n = {n}"
            )
        known = next(row["known_layers"] for row in rows if row["predictor"] == "incremental")
        rival = _curve(rows, kind, "incremental", "lru", known)
        axes.plot(list(rival), list(rival.values()), color=plots.SECOND, linestyle="-.", label="incremental")
        none = _curve(rows, kind, "none", "lru", 0)
        axes.plot(list(none), list(none.values()), color=plots.ACCENT, linestyle="--", label="no prediction")
        for n in (1, 6):
            stated = [(slots, value) for slots, of, value in PAPER_POINTS if of == n]
            axes.plot(*zip(*stated, strict=True), "x--", color=plots.PAPER, markersize=8, linewidth=1.5, zorder=3,
                      label="paper, n = 1 and 6" if n == 1 else None)  # fmt: skip
        plots.as_percent(axes)
        axes.set_ylim(0, 1.02)
    panels[0].set_ylabel("hit ratio")
    panels[0].legend(fontsize=8, loc="lower right")


def _draw_policies(canvas: Canvas, rows: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Eviction policies", "", "hit ratio")
    chosen = [row for row in rows if row.get("variant") == "policy"]
    names = list(dict.fromkeys(row["policy"] for row in chosen))
    for offset, kind, colour in zip((-0.27, 0.0, 0.27), KINDS, (plots.OURS, plots.ACCENT, plots.SECOND), strict=True):
        heights = {row["policy"]: row["hit_ratio"] for row in chosen if row["slots_kind"] == kind}
        bars = axes.bar(
            [i + offset for i in range(len(names))], [heights[name] for name in names], 0.26, color=colour, label=kind
        )
        axes.bar_label(bars, [f"{heights[name]:.0%}" for name in names], fontsize=8)
    axes.set_xticks(range(len(names)), names)
    plots.as_percent(axes)
    lowest = min(row["hit_ratio"] for row in chosen)
    axes.set_ylim(max(0.0, lowest - 0.1), 1.0)
    axes.legend(title="slots", loc="upper right")
