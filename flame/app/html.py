"""One self-contained page from stored reports: no network, no script, readable on a phone, in print and in the dark."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flame.app.report import format_value

_TEMPLATES = Path(__file__).parent
_SHOWN_ROWS = 400  # more rows than this are left to the download


@dataclass(frozen=True)
class Section:
    """A stored report as the page shows it; every figure in it is in `report.json` beside the page."""

    name: str
    report: Mapping[str, Any]
    images: Sequence[tuple[str, str]]  # data URI, caption

    @property
    def keys(self) -> list[str]:
        """Column names, in the order in which rows bring them."""
        return list(dict.fromkeys(key for row in self.report["rows"] for key in row))

    @property
    def download(self) -> str:
        """The whole report as a data URI."""
        return "data:application/json;base64," + _base64(json.dumps(self.report, ensure_ascii=False).encode())


def read_section(folder: Path, name: str | None = None) -> Section:
    """Read a report's folder, as `flame.app.report.write_report` leaves it; the folder's name by default."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    images = [
        ("data:image/svg+xml;base64," + _base64((folder / f"{f['name']}.svg").read_bytes()), f["caption"])
        for f in report["figures"]
    ]
    return Section(name or folder.name, report, images)


def render_page(
    title: str, lead: Sequence[str], sections: Sequence[Section], report: Mapping[str, Any],
    others: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]],
) -> str:  # fmt: skip
    """The page: every claim of the paper beside ours, then a section a report, provenance at the end.

    Args:
        report: the gathering report, whose rows are claims (`kind` is `claim`), runs and what was not run.
        others: models, and lines with a cell for each of them (`experiments.paper.other_models.columns`).
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["figure"] = format_value
    environment.filters["anchor"] = lambda name: name.replace("/", "-")
    rows = {kind: [row for row in report["rows"] if row["kind"] == kind] for kind in ("claim", "run", "not run")}
    return environment.get_template("index.html.jinja").render(
        title=title, lead=lead, sections=sections, claims=rows["claim"], runs=rows["run"], lost=rows["not run"],
        provenance=report["provenance"], shown_rows=_SHOWN_ROWS, models=others[0], lines=others[1],
    )  # fmt: skip


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
