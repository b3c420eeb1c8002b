"""One self-contained page from stored reports: no network, no script, readable on a phone, in print and in the dark."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flame.report import format_value

_TEMPLATES = Path(__file__).parent / "data"
_SHOWN_ROWS = 400  # more rows than this are left to the download


@dataclass(frozen=True)
class Section:
    """A stored report as the page shows it; every figure in it is in ``report.json`` beside the page."""

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


def read_section(folder: Path) -> Section:
    """Read a report's folder, as :func:`flame.report.write_report` leaves it."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    images = [
        ("data:image/svg+xml;base64," + _base64((folder / f"{f['name']}.svg").read_bytes()), f["caption"])
        for f in report["figures"]
    ]
    return Section(folder.name, report, images)


def render_page(title: str, lead: Sequence[str], sections: Sequence[Section], provenance: Mapping[str, Any]) -> str:
    """The page: every claim of the paper beside ours, then a section a report, provenance at the end."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["figure"] = format_value
    environment.globals["compare"] = compare
    claims = [(section, value) for section in sections for value in section.report["paper"]]
    return environment.get_template("index.html.jinja").render(
        title=title, lead=lead, sections=sections, claims=claims, provenance=provenance, shown_rows=_SHOWN_ROWS
    )


def compare(value: Mapping[str, Any]) -> str:
    """Our figure over the paper's, as a ratio; empty where there is none."""
    if value.get("ours") is None or not value["value"]:
        return ""
    return f"{value['ours'] / value['value']:.2f}×"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
