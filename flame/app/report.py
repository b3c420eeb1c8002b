"""Reports: rows of measured or modelled figures beside the paper's, with labels and provenance.

A report is written as a folder: `report.json`, `report.md`, each figure as PNG and SVG, and the manifest.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from flame.errors import ArtifactError
from flame.storage.artifact import Labels, write_artifact

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

REPORT_VERSION = 1
Row = Mapping[str, Any]


@dataclass(frozen=True)
class PaperValue:
    """A number that the paper states: by which id others name it, what, how much, in which unit, and where.

    `ours` is the figure of this run for the same quantity and unit, or None where there is none, for which
    `not_run` gives the reason; `ours_kind` is `measured`, `fitted` (to this very number), `modelled` or `arithmetic`.
    `ours_interval` is the 95% interval of `ours`, where there is one.
    """

    id: str
    quantity: str
    value: float
    unit: str
    source: str
    ours: float | None = None
    ours_kind: str = "measured"
    not_run: str | None = None
    ours_interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _plain(self.value, self.quantity))
        object.__setattr__(self, "ours", _plain(self.ours, self.quantity))

    def to_json(self) -> dict[str, Any]:
        """Plain values; a quantity without a figure of ours has no such key, but `not_run` where that is known."""
        absent = ("not_run",) if self.ours is not None else ("ours", "ours_kind")
        fields = {k: v for k, v in asdict(self).items() if k not in (*absent, "ours_interval") and v is not None}
        if self.ours is not None and self.ours_interval is not None:
            low, high = (_plain(end, self.quantity) for end in self.ours_interval)
            fields |= {"ours_low": low, "ours_high": high}
        return fields


@dataclass(frozen=True)
class Figure:
    """A plot of a report. `draw` fills the canvas; `width` and `height` are in inches."""

    name: str
    caption: str
    draw: Callable[[Canvas], None]
    width: float = 8.0
    height: float = 4.5


@dataclass(frozen=True)
class Report:
    """What an experiment found.

    Args:
        experiment, title: its name and its heading.
        labels: weights and timing of every row that does not carry its own.
        rows: flat mappings of JSON values; units are in the names, fractions are fractions.
        paper: the values of the paper that the rows are set beside.
        notes: what a reader must know: assumptions, what was not run and why.
        figures: plots.
        provenance: model, dataset, seed, versions, commit and configuration.
        folders: further folders beside the report, by name, each with the function that fills it.
    Raises:
        ArtifactError: a row holds a value that JSON has no word for (NaN, an array, an object).
    """

    experiment: str
    title: str
    labels: Labels
    rows: Sequence[Row]
    paper: Sequence[PaperValue] = ()
    notes: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    folders: Mapping[str, Callable[[Path], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = [
            {key: _plain(value, f"row {i}, {key}") for key, value in row.items()} for i, row in enumerate(self.rows)
        ]
        object.__setattr__(self, "rows", tuple(rows))

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values, in the order in which a reader wants them."""
        return {
            "experiment": self.experiment,
            "title": self.title,
            "labels": asdict(self.labels),
            "rows": list(self.rows),
            "paper": [value.to_json() for value in self.paper],
            "notes": list(self.notes),
            "figures": [{"name": f.name, "caption": f.caption} for f in self.figures],
            "provenance": dict(self.provenance),
        }


def _plain(value: Any, where: str) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, list):
        return [_plain(v, where) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v, where) for k, v in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise ArtifactError(f"{where}: {value} is no figure (leave the key out, or say why it was not run)")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise ArtifactError(f"{where}: a {type(value).__name__} is no JSON value")


def write_report(
    report: Report, folder: Path, config: Mapping[str, Any], seed: int, inputs: Mapping[str, str] | None = None,
    page: str | None = None, extra: Mapping[str, Any] | None = None,
) -> Path:  # fmt: skip
    """Write a report's folder atomically.

    Args:
        config: what determines the report; with `inputs` (digests by name) it tells whether it may be reused.
        page: self-contained HTML, written as `index.html` where given.
        extra: further facts for the manifest, such as the seconds that it took.

    Returns:
        the folder, which then holds `report.json`, `report.md`, `NAME.png` and `NAME.svg` for each figure,
        and the manifest.
    """

    def fill(scratch: Path) -> None:
        text = json.dumps(report.to_json(), indent=1, ensure_ascii=False)
        (scratch / "report.json").write_text(text + "\n", encoding="utf-8")
        (scratch / "report.md").write_text(to_markdown(report), encoding="utf-8")
        for figure in report.figures:
            save_figure(figure, scratch)
        if page is not None:
            (scratch / "index.html").write_text(page, encoding="utf-8")
        for name, fill_folder in report.folders.items():
            (scratch / name).mkdir()
            fill_folder(scratch / name)

    return write_artifact(
        folder, "report", REPORT_VERSION, fill,
        config=config, labels=report.labels, seed=seed, inputs=inputs, extra=extra,
    )  # fmt: skip


def save_figure(figure: Figure, folder: Path) -> None:
    """Draw a figure and save it as PNG (200 dpi) and SVG, byte for byte the same for the same data."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure as Canvas

    from flame.app import plots

    with matplotlib.rc_context(plots.RC):
        canvas = Canvas(figsize=(figure.width, figure.height), layout="constrained")
        figure.draw(canvas)
        canvas.savefig(folder / f"{figure.name}.png", dpi=200)
        canvas.savefig(folder / f"{figure.name}.svg", metadata={"Date": None})


def to_markdown(report: Report) -> str:
    """The report as Markdown: labels, figures, notes, the paper's values, the rows."""
    label = f"Labels: weights {report.labels.weights}, timing {report.labels.timing}."
    parts = [f"# {report.title}", label]
    parts += [f"![{f.caption}]({f.name}.svg)\n\n{f.caption}" for f in report.figures]
    parts += ["\n".join(f"- {note}" for note in report.notes)] if report.notes else []
    if report.paper:
        parts += [
            "## The paper's values",
            table(
                ["quantity", "value", "ours", "ours_low", "ours_high", "ours_kind", "not_run", "unit", "source"],
                [v.to_json() for v in report.paper],
            ),
        ]
    if report.rows:
        parts.append("## Rows")
        parts += [table(list(dict.fromkeys(key for row in rows for key in row)), rows) for rows in _alike(report.rows)]
    versions = ", ".join(f"{k} {v}" for k, v in report.provenance.get("versions", {}).items())
    facts = [f"- {k}: {v}" for k, v in report.provenance.items() if k != "versions"]
    parts += ["## Provenance", "\n".join([*facts, f"- versions: {versions}"])]
    return "\n\n".join(parts) + "\n"


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows in their order, a new list where a row has less than half of its keys in common with those before it."""
    parts: list[list[Row]] = []
    known: set[str] = set()
    for row in rows:
        if not parts or 2 * len(known & set(row)) < len(row):
            parts.append([])
            known = set()
        parts[-1].append(row)
        known |= set(row)
    return parts


def table(keys: Sequence[str], rows: Any) -> str:
    """A Markdown table of the given keys; a key that a row lacks leaves its cell empty."""
    lines = ["| " + " | ".join(keys) + " |", "|" + "---|" * len(keys)]
    lines += ["| " + " | ".join(format_value(row.get(key)) for key in keys) + " |" for row in rows]
    return "\n".join(lines)


def format_value(value: Any) -> str:
    """A value for a reader: four significant digits, thousands separated, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        if abs(value) >= 10**15:  # nobody reads so many digits
            return f"{float(value):.4g}"
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(format_value(v) for v in value)
    return str(value).replace("|", "\\|").replace("\n", " ")
