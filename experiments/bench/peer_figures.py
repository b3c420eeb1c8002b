"""Plots of peers: how fast each is, and where a token's time goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame.app import plots

Row = Mapping[str, Any]


def _colour(row: Row) -> str:
    if not row["peer"].startswith("flame"):
        return plots.MUTED
    return plots.OURS if row["peer"] == "flame" else plots.SECOND


def _label(row: Row) -> str:
    return f"{row['peer']}, {row['value_type']}"


def _limited(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["memory_limit_bytes"] is not None]


def draw_speeds(canvas: Canvas, rows: Sequence[Row]) -> None:
    """Tokens a second under the limit and in memory, with how many times llama.cpp's."""
    panels = ((_limited(rows), "Under the memory limit"), ([r for r in rows if r not in _limited(rows)], "In memory"))
    for number, (shown, title) in enumerate(panels):
        axes = canvas.add_subplot(2, 1, number + 1)
        plots.label(axes, title, "tokens a second" if number else "", "")
        bars = axes.barh(
            range(len(shown)), [row["tokens_per_s"] for row in shown], 0.7, color=[_colour(row) for row in shown]
        )
        words = [
            f"{row['tokens_per_s']:.3g}"
            + (f"  ({row['speedup_over_llama_cpp']:.3g} x)" if row.get("speedup_over_llama_cpp") else "")
            for row in shown
        ]
        axes.bar_label(bars, words, padding=3, fontsize=10)
        axes.set_yticks(range(len(shown)), [_label(row) for row in shown], fontsize=10)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.18)


def draw_time(canvas: Canvas, rows: Sequence[Row]) -> None:
    """Milliseconds of a token: what it takes in memory, and what waiting adds."""
    shown = [row for row in _limited(rows) if "in_memory_ms" in row]
    axes = plots.new_axes(canvas, "Where a token's time goes under the limit", "share of a token's time", "")
    y = range(len(shown))
    computing = [min(1.0, row["in_memory_ms"] / row["ms_per_token"]) for row in shown]
    axes.barh(y, computing, 0.6, color=plots.OURS, label="as in memory")
    axes.barh(
        y, [1 - part for part in computing], 0.6, left=computing, color=plots.ACCENT, label="waiting for the disk"
    )
    for place, row in zip(y, shown, strict=True):
        share = min(1.0, row["share_of_disk_limit"])
        axes.vlines(share, place - 0.38, place + 0.38, color="black", linewidth=2)
        axes.annotate(
            f"{row['ms_per_token']:.0f} ms, {row['bytes_read_per_token'] / 1e6:.0f} MB", (1.01, place), va="center",
            fontsize=10, annotation_clip=False,
        )  # fmt: skip
    axes.plot([], [], color="black", linewidth=2, label="what its bytes need at the disk's bandwidth")
    axes.set_xlim(0, 1)
    plots.as_percent(axes, "x")
    axes.set_yticks(y, [_label(row) for row in shown])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.45, -0.13), fontsize=10)
