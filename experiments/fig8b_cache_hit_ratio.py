"""Hit ratio of the expert buffer against its size (paper section 7.2, figure 8b).

Slots per MoE layer and, since the paper does not say which, the same number for each layer but shared by all. Without
prediction below, Belady's eviction above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.routing_traces import SplitTraces, split_traces
from flame import plots
from flame.experiment import Context
from flame.report import Figure, PaperValue, Report
from flame.routing import RoutingTrace
from offline.cepr import build_cepr_table
from online.expert_buffer import SlotPlan
from online.replay import OracleTable, Predictor, Replay, divide_slots, hit_curves, replay

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Hit ratio of the expert buffer against its slots (figure 8b)"

# Figure 8b's text: slots, known layers (the paper's range is n = 1 to 6), hit ratio.
PAPER_POINTS = ((1, 1, 0.428), (1, 6, 0.758), (2, 6, 0.844), (5, 1, 0.714), (5, 6, 0.865))


@dataclass(frozen=True)
class Parameters:
    """What is replayed.

    Args:
        known_layers: context lengths of the CEPR tables.
        slots: slots for each MoE layer; shared plans have as many in all.
        policies: eviction policies that are compared at `policy_slots` slots and `policy_known_layers`.
        policy_slots, policy_known_layers: see `policies`; also used for `prefetch` and `batches`.
        prefetch: numbers of experts preloaded for each decision.
        batches: numbers of sequences that share the buffer.
    """

    known_layers: tuple[int, ...]
    slots: tuple[int, ...]
    policies: tuple[str, ...]
    policy_slots: int
    policy_known_layers: int
    prefetch: tuple[int, ...]
    batches: tuple[int, ...]


def run(context: Context, parameters: Parameters) -> Report:
    """Learn tables on the train split and replay the report split."""
    traces = split_traces(context)
    trace = traces.report
    tables = {
        n: build_cepr_table(traces.train, n) for n in sorted({*parameters.known_layers, parameters.policy_known_layers})
    }
    rows = []
    for kind in ("per layer", "shared"):
        for slots in context.progress(parameters.slots, f"replay, {kind}"):
            rows += _curve_rows(trace, tables, parameters.known_layers, kind, slots)
    rows += _variant_rows(context, traces, tables[parameters.policy_known_layers], parameters)
    common = {"split": traces.report_split, "corpus": traces.corpus, "tokens": trace.tokens}
    rows = [common | row for row in rows]
    layers = trace.moe_layers
    return Report(
        "fig8b_cache_hit_ratio",
        TITLE,
        context.labels(),
        rows,
        paper=_paper(rows, parameters.known_layers),
        notes=[
            "A hit is an expert that is resident when the router decides; loads take no time here, as in the paper, "
            "which disables pipelining for this figure.",
            "Assumption: slots are per MoE layer; the paper does not say. Rows with slots_kind shared give the experts "
            f"of all {layers} layers {layers} times the slots of one layer to compete for.",
            "Belady's rows have the same preloads and the best eviction there can be: regret is what the policy lost "
            "to it, gap_won the share of the way from no prediction to a predictor that is always right.",
            f"Tables learn on {traces.train.tokens} tokens of split {traces.train_split}; slots are divided adaptively "
            f"on split {traces.tuning_split}.",
        ],
        figures=[
            Figure(
                "fig8b_cache_hit_ratio",
                "Hit ratio against slots per MoE layer: CEPR with n known layers under LRU, no prediction below, "
                "Belady's eviction above; the paper's values as crosses.",
                lambda canvas: _draw_curves(canvas, rows, parameters.known_layers),
            ),
            Figure(
                "fig8b_policies",
                f"Hit ratio by eviction policy, {parameters.policy_slots} slots a layer, "
                f"n = {parameters.policy_known_layers}.",
                lambda canvas: _draw_policies(canvas, rows),
            ),
        ],
        provenance=context.provenance(),
    )


def _plan(kind: str, layers: int, slots: int) -> SlotPlan:
    return SlotPlan.per_layer(layers, slots) if kind == "per layer" else SlotPlan.shared(layers, layers * slots)


def _row(result: Replay, slots: int, kind: str, predictor: str, **more: Any) -> dict[str, Any]:
    return {
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
        **more,
    }


def _curve_rows(
    trace: RoutingTrace, tables: dict[int, Any], known_layers: tuple[int, ...], kind: str, slots: int
) -> list[dict[str, Any]]:
    plan = _plan(kind, trace.moe_layers, slots)
    none = replay(trace, None, plan)
    oracle = replay(trace, OracleTable(), plan, prefetch=trace.top_k)
    rows = [
        _row(
            none,
            slots,
            kind,
            "none",
            known_layers=0,
            regret=replay(trace, None, plan, "belady").hit_ratio - none.hit_ratio,
        )
    ]
    for n in known_layers:
        best = replay(trace, tables[n], plan, "belady")
        result = replay(trace, tables[n], plan)
        rows.append(
            _row(result, slots, kind, "cepr", known_layers=n, regret=best.hit_ratio - result.hit_ratio)
            | _gap_won(result, none, oracle)
        )
        rows.append(_row(best, slots, kind, "cepr", known_layers=n, regret=0.0) | _gap_won(best, none, oracle))
    rows.append(_row(oracle, slots, kind, "oracle"))
    return rows


def _gap_won(result: Replay, none: Replay, oracle: Replay) -> dict[str, float]:
    gap = oracle.hit_ratio - none.hit_ratio
    return {"gap_won": (result.hit_ratio - none.hit_ratio) / gap} if gap > 0 else {}


def _variant_rows(
    context: Context, traces: SplitTraces, table: Predictor, parameters: Parameters
) -> list[dict[str, Any]]:
    """Policies, several preloads, several sequences, and slots divided by need, at one size of buffer."""
    trace, slots, n = traces.report, parameters.policy_slots, parameters.policy_known_layers
    layers = trace.moe_layers
    rows = []

    def add(result: Replay, kind: str, variant: str, **more: Any) -> None:
        rows.append(_row(result, slots, kind, "cepr", known_layers=n, variant=variant, **more))

    for kind in ("per layer", "shared"):
        plan = _plan(kind, layers, slots)
        best = replay(trace, table, plan, "belady")
        add(best, kind, "policy", regret=0.0)
        for policy in context.progress(parameters.policies, f"policies, {kind}"):
            result = replay(trace, table, plan, policy)
            add(result, kind, "policy", regret=best.hit_ratio - result.hit_ratio)
        for prefetch in parameters.prefetch:
            add(replay(trace, table, plan, prefetch=prefetch), kind, "prefetch", prefetch=prefetch)
        for batch in parameters.batches:
            add(replay(trace, table, plan, batch=batch), kind, "batch", batch=batch)
    divided = divide_slots(hit_curves(traces.tuning, table), layers * slots)
    add(replay(trace, table, divided), "adaptive", "division", slots_per_layer=list(divided.slots))
    add(replay(trace, table, SlotPlan.per_layer(layers, slots)), "per layer", "division")
    return rows


def _paper(rows: list[dict[str, Any]], known_layers: tuple[int, ...]) -> list[PaperValue]:
    values = []
    for slots, n, stated in PAPER_POINTS:
        ours = _curve(rows, "per layer", "cepr", "lru", n).get(slots) if n in known_layers else None
        values.append(PaperValue(f"hit ratio, {slots} cached experts, n = {n}", stated, "fraction", "figure 8b", ours))
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
    left, right = canvas.subplots(1, 2, sharey=True)
    most = max(known_layers)
    for axes, kind in ((left, "per layer"), (right, "shared")):
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
        none = _curve(rows, kind, "none", "lru", 0)
        axes.plot(list(none), list(none.values()), color=plots.ACCENT, linestyle="--", label="no prediction")
        axes.scatter(
            [slots for slots, _, _ in PAPER_POINTS], [value for _, _, value in PAPER_POINTS],
            marker="x", color=plots.PAPER, s=60, zorder=3, label="paper (n = 1, 6)",
        )  # fmt: skip
        plots.as_percent(axes)
        axes.set_ylim(0, 1.02)
    left.set_ylabel("hit ratio")
    left.legend(fontsize=8, loc="lower right")


def _draw_policies(canvas: Canvas, rows: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Eviction policies", "", "hit ratio")
    chosen = [row for row in rows if row.get("variant") == "policy"]
    names = list(dict.fromkeys(row["policy"] for row in chosen))
    for offset, kind, colour in ((-0.2, "per layer", plots.OURS), (0.2, "shared", plots.ACCENT)):
        heights = {row["policy"]: row["hit_ratio"] for row in chosen if row["slots_kind"] == kind}
        bars = axes.bar(
            [i + offset for i in range(len(names))], [heights[name] for name in names], 0.38, color=colour, label=kind
        )
        axes.bar_label(bars, [f"{heights[name]:.1%}" for name in names], fontsize=8)
    axes.set_xticks(range(len(names)), names)
    plots.as_percent(axes)
    lowest = min(row["hit_ratio"] for row in chosen)
    axes.set_ylim(max(0.0, lowest - 0.1), 1.0)
    axes.legend(title="slots", loc="upper right")
