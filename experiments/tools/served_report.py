"""What a report of served summaries shows: rows, figures, and the record of every decoding step."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.tools.served_summaries import Served
from flame.app import plots
from flame.app.experiment import Context
from flame.storage.artifact import write_artifact
from online.serving.counts import LayerCounts, StreamCounts

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

RECORD_KIND, RECORD_VERSION = "stream-record", 1
SHOWN_STEPS = (4, 11)  # of the timeline figure


def write_record(context: Context, served: list[Served]) -> Path:
    """Keep the trace and the counts of each streamed configuration."""

    def fill(folder: Path) -> None:
        for item in served:
            if item.timeline is None:
                continue
            at = folder / item.configuration.replace(",", "").replace(" ", "_")
            at.mkdir()
            (at / "trace.json").write_text(item.timeline.to_chrome_json(), encoding="utf-8")
            with (at / "visits.csv").open("w", newline="", encoding="utf-8") as stream:
                writer = csv.writer(stream)
                names = [each.name for each in fields(LayerCounts)]
                writer.writerow(["step", "layer", *names, "misses"])
                for visit in item.visits:
                    counts = asdict(visit.counts)
                    writer.writerow([visit.step, visit.layer, *(counts[name] for name in names), visit.counts.misses])

    return write_artifact(
        context.artifacts / "serve_streamed_record",
        RECORD_KIND,
        RECORD_VERSION,
        fill,
        config=context.settings_json(),
        labels=context.labels("measured"),
    )


def row_of(item: Served, resident: Served) -> dict[str, Any]:
    row: dict[str, Any] = {
        "configuration": item.configuration,
        "tokens": item.tokens,
        "tokens_per_s": item.tokens / item.seconds,
        "speedup_over_resident": (item.tokens / item.seconds) / (resident.tokens / resident.seconds),
        "equal": item.equal,
        "rouge1": item.rouge1,
    }
    if item.counts is not None:
        counts, total = item.counts, item.counts.total
        row |= {
            "hit_ratio": counts.hit_ratio,
            "late_ratio": counts.late / counts.accesses,
            "little_ratio": total.little / counts.accesses,
            "demand_loads": total.demand_loads,
            "preloads": total.preloads,
            "useful_preloads": total.useful_preloads,
            "dropped_preloads": total.dropped_preloads,
            "useful_preload_bytes": total.useful_bytes,
            "late_preload_bytes": total.late_bytes,
            "wasted_preload_bytes": total.wasted_bytes,
            "paused_decisions": counts.paused_decisions,
            "stall_ms_per_token": counts.stall_ms / item.tokens,
            "loaded_bytes_per_token": counts.loaded_bytes / item.tokens,
        }
    return row


def layer_rows(common: dict[str, Any], item: Served) -> list[dict[str, Any]]:
    """The counts of each MoE layer of the decoder."""
    assert item.counts is not None, "a streamed configuration has counts"
    return [
        common | {"configuration": item.configuration, "layer": layer} | asdict(counts) | {"misses": counts.misses}
        for layer, counts in enumerate(item.counts.layers)
    ]


def draw_timeline(canvas: Canvas, item: Served) -> None:
    """The events of the first decoding steps after the buffer has filled."""
    axes = plots.new_axes(canvas, "Loads and computed experts", "milliseconds", "")
    assert item.timeline is not None, "a streamed configuration has a timeline"
    chosen = [event for event in item.timeline.events if SHOWN_STEPS[0] <= event.token <= SHOWN_STEPS[1]]
    begin = min((event.start_ms for event in chosen), default=0.0)
    colours = {"demand load": plots.ACCENT, "preload": plots.OURS, "expert": plots.SECOND}
    for activity, colour in colours.items():
        spans = [
            (event.start_ms - begin, event.end_ms - event.start_ms) for event in chosen if event.activity == activity
        ]
        place = 0 if activity == "expert" else 1
        axes.broken_barh(spans, (place - 0.4, 0.8), facecolors=colour, label=activity)
    axes.set_yticks([0, 1], ["compute", "loader"])
    axes.grid(axis="y", visible=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.25), ncols=3, fontsize=9)


def draw_speed(canvas: Canvas, served: list[Served]) -> None:
    left, right = canvas.subplots(1, 2)
    names = [item.configuration for item in served]
    plots.label(left, "Speed", "", "tokens a second")
    bars = left.bar(names, [item.tokens / item.seconds for item in served], color=plots.OURS)
    left.bar_label(bars, fmt="%.0f")
    plots.label(right, "Where the expert was", "", "accesses")
    bottom = {item.configuration: 0.0 for item in served if item.counts}
    shares: tuple[tuple[str, str, Callable[[StreamCounts], int]], ...] = (
        ("resident", plots.OURS, lambda counts: counts.hits),
        ("on its way", plots.FOURTH, lambda counts: counts.late),
        ("little", plots.SECOND, lambda counts: counts.total.little),
        ("in the store", plots.ACCENT, lambda counts: counts.total.misses),
    )
    for label, colour, count in shares:
        for name, share in _shares(served, count):
            right.bar(
                name, share, bottom=bottom[name], color=colour, label=label if name == next(iter(bottom)) else None
            )
            bottom[name] += share
    plots.as_percent(right)
    right.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=9)


def _shares(served: list[Served], count: Callable[[StreamCounts], int]) -> Iterator[tuple[str, float]]:
    for item in served:
        if item.counts is not None:
            yield item.configuration, count(item.counts) / item.counts.accesses
