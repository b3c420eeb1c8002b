"""Two stored runs side by side: what of configuration, versions and numbers changed, and which change is no noise."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import REPORT_VERSION, Figure, Report
from flame.app.sweep import flatten
from flame.errors import ArtifactError, ConfigError
from flame.storage.artifact import Labels, Manifest, open_artifact

TITLE = "Two runs side by side: configuration, versions, and numbers beyond noise"
READS = ()
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Parameters:
    """Which runs, and what counts as noise where a row has no interval.

    Args:
        a, b: folders of a report, or of reports by name such as `outputs`; below `output` where they are relative
            and stand there.
        tolerance: relative change of a figure without interval that is still noise; 0 for figures that a seed fixes.
        time_tolerance: the same for rows labelled `timing: measured`, which no seed fixes.
    """

    a: str | None
    b: str | None
    tolerance: float
    time_tolerance: float

    def __post_init__(self) -> None:
        if self.tolerance < 0 or self.time_tolerance < 0:
            raise ConfigError("experiment.tolerance, experiment.time_tolerance: expected at least 0")


@dataclass(frozen=True)
class Stored:
    """A report and its manifest."""

    report: Mapping[str, Any]
    manifest: Manifest


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    places = {name: getattr(parameters, name) for name in ("a", "b")}
    output = Path(context.settings.output)
    return context.inputs(**{name: place and str(output / place) for name, place in places.items()})


def run(context: Context, parameters: Parameters) -> Report:
    """Compare the reports that stand in both places under the same name."""
    a, b = (_read(_place(getattr(parameters, name), name, context.settings.output)) for name in ("a", "b"))
    if len(a) == len(b) == 1:  # two folders of one report each: compare them whatever their names
        a, b = ({"": next(iter(side.values()))} for side in (a, b))
    rows: list[dict[str, Any]] = []
    for name in sorted({*a, *b}):
        if name not in a or name not in b:
            rows.append({"kind": "report", "report": name, "only_in": "a" if name in a else "b"})
        else:
            rows += [
                {"report": name or b[name].report["experiment"]} | row for row in compare(a[name], b[name], parameters)
            ]
    counts = Counter(row["verdict"] for row in rows if "verdict" in row)
    summary = {
        "kind": "summary", "report": "all", "configuration_fields": sum(r["kind"] == "configuration" for r in rows),
        "versions": sum(r["kind"] == "version" for r in rows), "numbers_beyond_noise": counts["beyond noise"],
        "numbers_within_noise": counts["within noise"], "words": counts["changed"],
        "rows_on_one_side": sum("only_in" in r for r in rows),
    }  # fmt: skip
    numbers = [row for row in rows if row["kind"] == "number" and row.get("relative") is not None]
    return Report(
        "diff",
        TITLE,
        Labels("none"),
        [summary, *rows],
        notes=[
            f"a is {parameters.a}, b is {parameters.b}; rows that are equal on both sides are left out.",
            "Rows are matched by their words, then by their whole numbers. A figure with an interval (its _low and "
            "_high beside it) changed beyond noise if the difference exceeds the root of the sum of the squared half "
            f"widths; without one, if it exceeds {parameters.tolerance:g} of a, in rows labelled timing: measured "
            f"{parameters.time_tolerance:g} of it.",
        ],
        figures=[Figure("changes", "The largest relative changes; filled: beyond noise.", lambda c: _draw(c, numbers))]
        if numbers
        else [],
        provenance=context.provenance(model=False, dataset=False),
    )  # fmt: skip


def _place(text: str | None, name: str, output: str) -> Path:
    if text is None:
        raise ConfigError(f"experiment.{name} is missing (give the folder of a report, or of several)")
    return Path(output) / text if (Path(output) / text).is_dir() else Path(text)


def _read(folder: Path) -> dict[str, Stored]:
    """Reports by their place below the folder."""
    if not folder.is_dir():
        raise ArtifactError(f"{folder}: no such folder (expected a report, or a folder of reports)")
    files = [f for f in sorted(folder.rglob("report.json")) if (f.parent / "manifest.json").is_file()]
    if not files:
        raise ArtifactError(f"{folder}: no report.json with its manifest (expected a report, or a folder of reports)")
    return {
        str(file.parent.relative_to(folder)): Stored(
            json.loads(file.read_text(encoding="utf-8")), open_artifact(file.parent, "report", REPORT_VERSION)
        )
        for file in files
    }


def compare(a: Stored, b: Stored, parameters: Parameters) -> list[dict[str, Any]]:
    """Rows on what differs between two reports."""
    rows = _changes("configuration", flatten(a.manifest.config), flatten(b.manifest.config))
    versions = [{**s.manifest.versions, "git": s.manifest.git} for s in (a, b)]
    rows += _changes("version", *versions)
    rows += _changes("input", *(dict(s.manifest.inputs) for s in (a, b)))
    rows += _changes("label", dict(a.report["labels"]), dict(b.report["labels"]))
    keys = _identity((a.report["rows"], b.report["rows"]))
    left, right = (_by_identity(s.report["rows"], keys) for s in (a, b))
    for name in dict.fromkeys((*left, *right)):
        if name not in left or name not in right:
            rows.append({"kind": "row", "row": name, "only_in": "a" if name in left else "b"})
            continue
        measured = [row.get("timing", s.report["labels"]["timing"]) == "measured"
                    for row, s in ((left[name], a), (right[name], b))]  # fmt: skip
        tolerance = parameters.time_tolerance if any(measured) else parameters.tolerance
        rows += [{"row": name} | row for row in _numbers(left[name], right[name], tolerance, any(measured))]
    return rows


def _changes(kind: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "field": key, "a": _text(a.get(key)), "b": _text(b.get(key))}
        for key in dict.fromkeys((*a, *b))
        if a.get(key) != b.get(key)
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _identity(sides: Sequence[Sequence[Row]]) -> list[str]:
    """Columns that tell the rows of a report apart: as many as are needed, words first, then whole numbers."""
    rows = [row for side in sides for row in side]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    of_type = lambda kinds: [k for k in columns if all(isinstance(r.get(k), kinds) for r in rows)]  # noqa: E731
    keys: list[str] = []
    apart = 0
    for column in (*of_type((str, bool, type(None))), *of_type((int, str, type(None)))):
        with_it = sum(len({_name(row, [*keys, column]) for row in side}) for side in sides)
        if with_it > apart:
            keys, apart = [*keys, column], with_it
    return keys


def _name(row: Row, keys: Sequence[str]) -> str:
    return ", ".join(f"{key} {row[key]}" for key in keys if row.get(key) is not None)


def _by_identity(rows: Sequence[Row], keys: Sequence[str]) -> dict[str, Row]:
    """Rows by name; those that share one are numbered in their order."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        name = _name(row, keys)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return found


def _numbers(a: Row, b: Row, tolerance: float, measured: bool) -> list[dict[str, Any]]:
    rows = []
    for key in dict.fromkeys((*a, *b)):
        x: Any = a.get(key)
        y: Any = b.get(key)
        if x == y or key.endswith(("_low", "_high")):
            continue
        row: dict[str, Any] = {"kind": "number", "field": key}
        if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in (x, y)):
            rows.append(row | {"kind": "word", "a": _text(x), "b": _text(y), "verdict": "changed"})
            continue
        ends: list[Any] = [side.get(f"{key}_{end}") for side in (a, b) for end in ("low", "high")]
        if all(isinstance(end, int | float) for end in ends):
            widths = [max(v - low, high - v) for v, low, high in ((x, *ends[:2]), (y, *ends[2:]))]
            allowed, source = math.hypot(*widths), "intervals"
        else:
            allowed, source = tolerance * abs(x), "measured time" if measured else "tolerance"
        change = y - x
        verdict = "beyond noise" if abs(change) > allowed else "within noise"
        relative = {"relative": change / abs(x)} if x else {}
        rows.append(row | {"a": x, "b": y, "change": change, **relative, "allowed": allowed, "noise": source,
                           "verdict": verdict})  # fmt: skip
    return rows


def _draw(canvas: Canvas, numbers: Sequence[Row]) -> None:
    largest = sorted(numbers, key=lambda row: -abs(row["relative"]))[:15][::-1]
    axes = plots.new_axes(canvas, "Largest relative changes", "change from a to b, as a share of a", "")
    for place, row in enumerate(largest):
        beyond = row["verdict"] == "beyond noise"
        axes.barh(place, row["relative"], color=plots.ACCENT if beyond else "none", edgecolor=plots.ACCENT)
    axes.set_yticks(range(len(largest)), [f"{r['report']} {r['field']}"[:44] for r in largest], fontsize=8)
