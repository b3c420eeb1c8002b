"""The points of a sweep in one table, with plots by the axes that one chooses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.app.sweep import Point, axes, flatten, read_points
from flame.errors import ConfigError, near_names
from flame.storage.artifact import Labels, sha256_of

TITLE = "The points of a sweep in one table, with plots by chosen axes"
READS = ()


@dataclass(frozen=True)
class Parameters:
    """What is gathered, and what is drawn.

    Args:
        folder: where the points stand; null takes `<output>/sweep`.
        where: rows are kept that have these values, such as `{layer: all}`.
        x, y, series: columns of the table: the axis, the figures drawn (a plot each) and, if not null, one line for
            each of its values. Several rows at one place are averaged. No plot without x.
    """

    folder: str | None
    where: dict[str, Any]
    x: str | None
    y: tuple[str, ...]
    series: str | None


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(folder=parameters.folder or str(Path(context.settings.output) / "sweep"))


def run(context: Context, parameters: Parameters) -> Report:
    """Gather reports and failures; a column a configuration field in which the points differ, then their own."""
    points = read_points(Path(parameters.folder or Path(context.settings.output) / "sweep"))
    varied = axes(points)
    table = [row for point in points for row in _rows(point, varied)]
    kept = [row for row in table if "error" in row or _matches(row, parameters.where)]
    if not kept:
        raise ConfigError(f"experiment.where={parameters.where}: keeps no row of {len(table)} (choose other values)")
    kept.sort(key=lambda row: json.dumps([row.get(name) for name in varied]))
    failed = sum("error" in row for row in kept)
    weights = {point.report["labels"]["weights"] for point in points if point.report}
    return Report(
        "collect",
        TITLE,
        Labels(weights.pop() if len(weights) == 1 else "none"),
        kept,
        notes=[
            f"{len(points)} points, {failed} of them failed; they differ in {', '.join(varied) or 'nothing'}.",
            "Each row carries the labels of its own report.",
        ],
        figures=[_figure(kept, parameters, y) for y in parameters.y] if parameters.x else [],
        provenance=context.provenance(model=False, dataset=False) | {"points_sha256": _digest(points)},
    )


def _rows(point: Point, varied: Sequence[str]) -> list[dict[str, Any]]:
    flat = flatten(point.config)
    place = {"experiment": point.config["experiment"]["name"]} | {name: flat.get(name) for name in varied}
    if point.report is None:
        return [place | {"error": point.error}]
    return [place | point.report["labels"] | dict(row) for row in point.report["rows"]]


def _matches(row: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return all(row.get(key) == value for key, value in where.items())


def _digest(points: Sequence[Point]) -> str:
    return sha256_of([[point.config, point.report["rows"] if point.report else point.error] for point in points])


def _figure(rows: Sequence[dict[str, Any]], p: Parameters, y: str) -> Figure:
    columns = dict.fromkeys(key for row in rows for key in row)
    x = str(p.x)
    for name in (x, y, p.series):
        if name is not None and name not in columns:
            raise ConfigError(f"column {name} is in no row ({near_names(name, columns)})")
    lines: dict[str, dict[Any, list[float]]] = {}
    for row in rows:
        if row.get(x) is not None and isinstance(row.get(y), int | float):
            name = str(row.get(p.series)) if p.series else y
            lines.setdefault(name, {}).setdefault(row[x], []).append(row[y])
    if not lines:
        raise ConfigError(f"experiment.y={y}: no row has a number there beside {x} (choose another column)")
    caption = f"{y} over {x}" + (f", a line for each {p.series}" if p.series else "") + "; means where rows share it."
    return Figure(f"{y}_over_{x.replace('.', '_')}", caption, lambda canvas: _draw(canvas, lines, p, y))


def _draw(canvas: Canvas, lines: Mapping[str, Mapping[Any, list[float]]], p: Parameters, y: str) -> None:
    drawn = plots.new_axes(canvas, "", str(p.x), y)
    for index, (name, values) in enumerate(sorted(lines.items())):
        numeric = all(isinstance(x, int | float) for x in values)
        places = sorted(values) if numeric else sorted(values, key=str)
        heights = [sum(values[x]) / len(values[x]) for x in places]
        shown = places if numeric else [str(x) for x in places]
        drawn.plot(shown, heights, "o-", color=plots.SERIES[index % len(plots.SERIES)], label=name)
    if p.series:
        drawn.legend(title=p.series, fontsize=9)
