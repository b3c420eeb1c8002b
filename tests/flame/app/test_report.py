import json
from dataclasses import replace

import numpy as np
import pytest

from flame.app.html import read_section, render_page
from flame.app.report import REPORT_VERSION, Figure, PaperValue, Report, format_value, to_markdown, write_report
from flame.errors import ArtifactError
from flame.storage.artifact import Labels, open_artifact


def draw(canvas):
    axes = canvas.add_subplot()
    axes.plot([0, 1, 2], [1, 0, 1])


def example(rows=None):
    return Report(
        "example",
        "An example | of two",
        Labels("stand-in", "modelled"),
        rows if rows is not None else [{"split": "test", "accuracy": np.float32(0.5), "tokens": np.int64(12345)}],
        paper=[
            PaperValue("hits", "hit ratio", 0.75, "fraction", "figure 8b", ours=np.float64(0.6), ours_kind="modelled"),
            PaperValue("ms", "latency", 11.61, "ms", "table 1"),
        ],
        notes=["a <note>"],
        figures=[Figure("shape", "A shape", draw)],
        provenance={"model": "m", "model_sha256": "00", "versions": {"python": "3"}},
    )


def test_written_report_follows_the_schema(tmp_path):
    folder = write_report(example(), tmp_path / "example", {"a": 1}, 0)
    report = json.loads((folder / "report.json").read_text())
    assert {"experiment", "title", "labels", "rows", "paper", "notes", "provenance"} <= set(report)
    assert report["rows"] == [{"split": "test", "accuracy": 0.5, "tokens": 12345}]
    assert report["paper"][0]["ours"] == 0.6
    assert set(report["paper"][1]) == {"id", "quantity", "value", "unit", "source"}
    assert {f.name for f in folder.iterdir()} == {"report.json", "report.md", "shape.png", "shape.svg", "manifest.json"}
    open_artifact(folder, "report", REPORT_VERSION)


def test_a_folder_beside_the_report_is_in_the_manifest(tmp_path):
    report = replace(example(), folders={"project": lambda at: (at / "Makefile").write_text("all:")})
    folder = write_report(report, tmp_path / "example", {"a": 1}, 0)
    assert (folder / "project/Makefile").read_text() == "all:"
    (folder / "project/Makefile").write_text("none:")
    with pytest.raises(ArtifactError, match="Makefile"):
        open_artifact(folder, "report", REPORT_VERSION)


def test_rows_of_different_kinds_are_tables_of_their_own():
    rows = [{"a": 1, "b": 2}, {"a": 3, "b": 4, "c": 5}, {"x": 1, "y": 2, "a": 3}, {"x": 5}]
    text = to_markdown(example(rows)).partition("## Rows")[2].partition("## Provenance")[0].strip()
    assert text.split("\n\n") == [
        "| a | b | c |\n|---|---|---|\n| 1 | 2 |  |\n| 3 | 4 | 5 |",
        "| x | y | a |\n|---|---|---|\n| 1 | 2 | 3 |\n| 5 |  |  |",
    ]


def test_two_runs_give_the_same_bytes(tmp_path):
    a = write_report(example(), tmp_path / "a", {}, 0)
    b = write_report(example(), tmp_path / "b", {}, 0)
    for file in a.iterdir():
        assert file.read_bytes() == (b / file.name).read_bytes(), file.name


@pytest.mark.parametrize("value", [float("nan"), np.zeros(2), object()])
def test_a_row_takes_json_values_only(value):
    with pytest.raises(ArtifactError, match="row 0, x"):
        example([{"x": value}])


def test_page_is_self_contained_and_escapes(tmp_path):
    section = read_section(write_report(example(), tmp_path / "example", {}, 0))
    claim = {
        "kind": "claim", "id": "hits", "quantity": "hits", "paper": 0.75, "unit": "fraction", "source": "figure",
        "reason": "r", "evidence": "measured",
    }  # fmt: skip
    rows = [
        claim | {"verdict": "differs", "ours": 0.6, "ratio": 0.8, "label": "measured", "weights": "stand-in"},
        claim | {"verdict": "not run"},
        {
            "kind": "run",
            "section": "a/b",
            "weights": "stand-in",
            "rows": 1,
            "seconds": 2.5,
            "peak_gb": 0.5,
            "config_sha256": "00",
        },
        {"kind": "not run", "section": "c", "reason": "no board"},
    ]
    report = {"rows": rows, "provenance": {"seed": 0, "versions": {"python": "3"}}}
    page = render_page("T", ["lead"], [section], report, ([], []))
    assert "a &lt;note&gt;" in page
    assert "not run" in page
    assert '<span class="differs">differs</span>: r' in page
    assert "c: no board" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert page.count("data:image/svg+xml;base64,") == 1


def test_values_for_readers():
    assert format_value(0.123456) == "0.1235"
    assert format_value(1234567) == "1,234,567"
    assert format_value(64**26) == "9.134e+46"
    assert format_value(None) == ""
    assert format_value(True) == "yes"
    assert format_value([1, 0.5]) == "1, 0.5"
