from pathlib import Path

import pytest

from experiments.sweeps.diff import _by_identity, _identity
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report, write_report
from flame.errors import ArtifactError, ConfigError
from flame.storage.artifact import Labels


def store(folder: Path, rows: list[dict], config: dict, timing: str = "none") -> Path:
    return write_report(Report("example", "An example", Labels("random", timing), rows), folder, config, 0)


def diff(output: Path, a: str, b: str) -> list[dict]:
    settings = load_settings("experiment=diff", f"output={output}", f"experiment.a={a}", f"experiment.b={b}")
    module, parameters = load_experiment(settings.experiment)
    return [dict(row) for row in module.run(Context(settings), parameters).rows]


def test_intervals_and_tolerances_tell_noise(tmp_path):
    row = {"split": "test", "n": 1, "rouge": 0.50, "rouge_low": 0.46, "rouge_high": 0.54, "bytes": 100}
    store(tmp_path / "a", [row, row | {"n": 2}], {"seed": 0, "model": {"name": "x"}})
    b = [row | {"rouge": 0.55, "rouge_low": 0.52, "rouge_high": 0.58, "bytes": 101},
         row | {"n": 2, "rouge": 0.56, "rouge_low": 0.53, "rouge_high": 0.59}]  # fmt: skip
    store(tmp_path / "b", b, {"seed": 1, "model": {"name": "x"}})
    summary, config, *numbers = diff(tmp_path, "a", "b")
    assert config == {"report": "example", "kind": "configuration", "field": "seed", "a": "0", "b": "1"}
    # Half widths 0.04 and 0.03: the root of the sum of their squares is 0.05.
    found = {(r["row"], r["field"]): (r["verdict"], r["noise"]) for r in numbers}
    assert found == {
        ("split test, n 1", "rouge"): ("within noise", "intervals"),
        ("split test, n 1", "bytes"): ("beyond noise", "tolerance"),
        ("split test, n 2", "rouge"): ("beyond noise", "intervals"),
    }
    assert summary["numbers_beyond_noise"] == 2
    assert summary["numbers_within_noise"] == 1
    assert summary["configuration_fields"] == 1


def test_measured_times_are_marked_and_have_their_own_tolerance(tmp_path):
    store(tmp_path / "a", [{"kernel": "k", "ms": 1.0}], {}, "measured")
    store(tmp_path / "b", [{"kernel": "k", "ms": 1.2}], {}, "measured")
    store(tmp_path / "c", [{"kernel": "k", "ms": 1.3}], {}, "measured")
    assert [(r["verdict"], r["noise"]) for r in diff(tmp_path, "a", "b")[1:]] == [("within noise", "measured time")]
    assert [(r["verdict"], r["noise"]) for r in diff(tmp_path, "a", "c")[1:]] == [("beyond noise", "measured time")]


def test_equal_runs_differ_in_nothing_and_lost_rows_are_named(tmp_path):
    rows = [{"name": "x", "value": 1.5}, {"name": "y", "value": 2.5}]
    for side in ("a", "b"):
        store(tmp_path / side / "one", rows, {})
    store(tmp_path / "a" / "two", rows, {})
    store(tmp_path / "b" / "three", rows[:1], {})
    found = diff(tmp_path, "a", "b")
    assert [(r["report"], r["only_in"]) for r in found[1:]] == [("three", "b"), ("two", "a")]
    lost = diff(tmp_path, "a/two", "b/three")
    assert [(r["row"], r["only_in"]) for r in lost[1:]] == [("name y", "a")]


def test_a_word_that_changed_is_a_change_of_its_row(tmp_path):
    claims = [{"quantity": "paths", "verdict": "holds", "ours": 3.5}, {"quantity": "hits", "verdict": "holds"}]
    store(tmp_path / "a", claims, {})
    store(tmp_path / "b", [claims[0] | {"verdict": "differs", "ours": 4.0}, claims[1]], {})
    summary, *rows = diff(tmp_path, "a", "b")
    found = [(r["kind"], r["row"], r["field"], r["a"], r["b"]) for r in rows]
    assert found == [
        ("word", "quantity paths", "verdict", "holds", "differs"), ("number", "quantity paths", "ours", 3.5, 4.0),
    ]  # fmt: skip
    assert (summary["words"], summary["numbers_beyond_noise"]) == (1, 1)


def test_rows_without_a_name_are_numbered():
    rows = [{"value": 1.5}, {"value": 2.5}]
    assert list(_by_identity(rows, _identity([rows, rows]))) == ["", " (2)"]


def test_bad_input_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match=r"experiment\.a is missing"):
        diff(tmp_path, "null", "b")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArtifactError, match="no report"):
        diff(tmp_path, "empty", "empty")
    with pytest.raises(ArtifactError, match="no such folder"):
        diff(tmp_path, "nowhere", "empty")
