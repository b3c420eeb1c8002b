"""The figures of table 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from experiments.paper.paper_latency import CONFIGURATIONS, TriedFit
from experiments.paper.table1_model import AtPapersHits, Modelled, Row
from experiments.paper.table1_rows import best_of, tried_rows
from experiments.paper.values import MS
from flame.app import plots
from flame.errors import ConfigError
from flame.platform import Platform
from flame.timeline import Timeline
from hw.placed import OwnDesign
from online.timing.latency_fit import LatencyFit

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

    from experiments.paper.table1 import Parameters

AIM_MS = 0.5


def draw_bars(
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
    canvas.legend(handles, labels, ncols=3, loc="outside lower center", fontsize=9)


def draw_fits(canvas: Canvas, tried: list[TriedFit]) -> None:
    from matplotlib.ticker import MultipleLocator

    rows = tried_rows(tried)
    axes = plots.new_axes(canvas, "How near each assumption can come", "worst error of the four rows", "")
    labels = []
    for each in best_of(tried):
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


def draw_regime(canvas: Canvas, regime: list[Row], own: OwnDesign, parameters: Parameters) -> None:
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


def draw_pipeline(canvas: Canvas, shown: list[Modelled], tokens: int) -> None:
    colours = {"preload": plots.OURS, "demand load": plots.ACCENT, "expert": plots.SECOND}
    panels = canvas.subplots(len(shown), 1, sharex=True)
    for axes, row in zip(panels, shown, strict=True):
        timeline = row.timing.timeline
        if timeline is None:
            raise ConfigError("table1: a figure of the pipeline needs a timeline")
        draw_timeline(axes, timeline, tokens, colours)
        axes.set_title({"both": "N:M with CEPR"}.get(row.configuration, row.configuration))
    panels[-1].set_xlabel("ms")
    handles = [panels[0].barh(0, 0, color=colour) for colour in colours.values()]
    canvas.legend(handles, list(colours), ncols=len(colours), loc="outside lower center", fontsize=9)


def draw_timeline(axes: Any, timeline: Timeline, tokens: int, colours: dict[str, str]) -> None:
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
