"""Predictors from hidden states: where there are none, it is said in one line."""

import sys
from pathlib import Path

import pytest

from flame.app import cli
from tests.experiments.studies.test_predictor_prices import write_file


def test_a_trace_without_states_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_file(tmp_path / "own.parquet", 4)
    arguments = ["flame", "experiment=train_predictor", f"dataset.traces={file}", f"output={tmp_path / 'out'}"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert f"dataset.traces={file}: has no hidden states" in said
    assert not [found for found in (tmp_path / "out").rglob("*") if found.is_file()]
