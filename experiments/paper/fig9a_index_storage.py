"""Figure 9a: what prediction tables cost in index storage, and what they win for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure as Canvas

from experiments.paper.values import beside, number
from experiments.tools.dialogue_hits import hits_by_dialogue
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError, check_counts
from flame.prediction_table import dense_size_bits
from offline.intervals import ratio_interval
from offline.prediction.accuracy import score
from offline.prediction.cepr import build_cepr_table, build_incremental_table
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan

TITLE = "Index storage of prediction tables (figure 9a)"
READS = ("model", "routing traces", "buffer.slots")
UNDER_TWO_KB = (2, 3)  # known layers of the tables that the paper calls small enough


@dataclass(frozen=True)
class Parameters:
    """What is sized; the hit ratio beside each size is with `buffer.slots` slots a layer.

    Args:
        known_layers: entries of context.
        num_experts: experts of a layer, for dense sizes by arithmetic.
        resamples: bootstrap draws over dialogues for the 95% intervals of the hit ratios that the paper states.
    """

    known_layers: tuple[int, ...]
    num_experts: tuple[int, ...]
    resamples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.known_layers or min(self.num_experts, default=2) < 2:
            raise ConfigError(
                f"experiment: known_layers {list(self.known_layers)}, num_experts {list(self.num_experts)} (expected "
                "one at least, and numbers of at least 2)"
            )


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context)
    slots = min(context.settings.buffer.slots, traces.report.num_experts)
    measured = _measured(traces, parameters, slots, context.settings.seed)
    model_layers = traces.train.moe_layers
    arithmetic = [
        {
            "split": "none",
            "tokens": 0,
            "predictor": "cepr",
            "known_layers": n,
            "num_experts": experts,
            "moe_layers": model_layers,
            "dense_bytes": dense_size_bits(experts, [n] * model_layers) / 8,
        }
        for experts in parameters.num_experts
        for n in parameters.known_layers
    ]
    cepr = {row["known_layers"]: row for row in measured if row["predictor"] == "cepr"}
    return Report(
        "fig9a_index_storage",
        TITLE,
        context.labels(),
        measured + arithmetic,
        paper=_paper(cepr),
        notes=(
            f"Tables learn on {traces.train_split}, hit ratios are those of {traces.report_split} of {traces.corpus}, "
            f"with {slots} slots for each MoE layer, LRU and one prediction preloaded.",
            "dense_bytes: one prediction for each of the contexts there can be, as hardware indexes it. "
            "compressed_bytes: only contexts whose prediction differs from their suffix's; keys or a "
            "bitmap, and counts, included.",
            "Rows of split none are arithmetic: a dense size needs no trace.",
        ),
        figures=(
            Figure(
                "index_storage",
                "Bytes of a table over known layers, dense for several numbers of experts, and compressed.",
                lambda canvas: _draw_sizes(canvas, measured, arithmetic),
                width=9,
                height=5,
            ),
            Figure(
                "hit_ratio_by_bytes",
                f"Hit ratio with {slots} slots over the bytes of the table.",
                lambda canvas: _draw_hits(canvas, measured),
            ),
        ),
        provenance=context.provenance(),
    )


def _measured(traces: SplitTraces, parameters: Parameters, slots: int, seed: int) -> list[dict[str, Any]]:
    rows = []
    report = traces.report
    makers = (("cepr", build_cepr_table), ("incremental", build_incremental_table))
    for name, build in makers:
        for n in parameters.known_layers:
            table = build(traces.train, n)
            interval = None
            if name == "cepr" and n in UNDER_TWO_KB:
                plan = SlotPlan.per_layer(report.moe_layers, slots)
                interval = ratio_interval(*hits_by_dialogue(report, table, plan), parameters.resamples, seed)
            rows.append(
                {
                    "split": traces.report_split,
                    "tokens": report.tokens,
                    "train_tokens": traces.train.tokens,
                    "predictor": name,
                    "known_layers": n,
                    "num_experts": report.num_experts,
                    "moe_layers": report.moe_layers,
                    "dense_bytes": table.size_bits() / 8,
                    "compressed_bytes": table.size_bits("compressed") / 8,
                    "contexts_seen": table.contexts,
                    "accuracy": score(table.predict_trace(report, report.top_k), report).overall,
                    "slots_per_layer": slots,
                    "hit_ratio": replay(report, table, slots).hit_ratio,
                }
                | ({"hit_ratio_low": interval[0], "hit_ratio_high": interval[1]} if interval else {})
            )
    return rows


def _paper(cepr: dict[int, dict[str, Any]]) -> tuple[PaperValue, ...]:
    values = []
    for n in UNDER_TWO_KB:
        row = cepr.get(n, {})
        interval = (row["hit_ratio_low"], row["hit_ratio_high"]) if "hit_ratio_low" in row else None
        values.append(beside(f"table_bytes_n{n}", row.get("dense_bytes"), ours_kind="arithmetic"))
        values.append(beside(f"table_hits_n{n}", row.get("hit_ratio"), ours_interval=interval))
    return tuple(values)


def _draw_sizes(canvas: Canvas, measured: list[dict[str, Any]], arithmetic: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Index storage grows with the known layers", "known layers n", "bytes")
    for i, experts in enumerate(sorted({row["num_experts"] for row in arithmetic})):
        rows = [row for row in arithmetic if row["num_experts"] == experts]
        axes.semilogy(
            [r["known_layers"] for r in rows], [r["dense_bytes"] for r in rows], "o-",
            color=plots.SERIES[i % len(plots.SERIES)], label=f"dense, {experts} experts",
        )  # fmt: skip
    for name, style in (("cepr", "s--"), ("incremental", "^:")):
        rows = [row for row in measured if row["predictor"] == name]
        axes.semilogy(
            [r["known_layers"] for r in rows], [r["compressed_bytes"] for r in rows], style, color="#000000",
            label=f"{'CEPR' if name == 'cepr' else name}, compressed, this trace",
        )  # fmt: skip
    plots.paper_line(axes, number("table_bytes_n3"), "2 KB", left=True)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _draw_hits(canvas: Canvas, measured: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "What the bytes buy", "bytes of the dense table", "hit ratio")
    for name, color in (("cepr", plots.OURS), ("incremental", plots.ACCENT)):
        rows = [row for row in measured if row["predictor"] == name]
        axes.semilogx([r["dense_bytes"] for r in rows], [r["hit_ratio"] for r in rows], "o-", color=color,
                      label="CEPR" if name == "cepr" else name)  # fmt: skip
        for r in rows if name == "cepr" else ():
            axes.annotate(f"n = {r['known_layers']}", (r["dense_bytes"], r["hit_ratio"]), xytext=(0, 8),
                          ha="center", textcoords="offset points", fontsize=9)  # fmt: skip
    axes.axvline(number("table_bytes_n3"), color=plots.PAPER, linestyle="--", linewidth=1.5)
    plots.paper_line(axes, 0.70, "paper: above 70% under 2 KB", left=True)
    axes.set_ylim(0, 1)
    plots.as_percent(axes)
    axes.legend(loc="lower right")
