"""What a reproduction needs is looked at before it: present things are told, absent ones are each a line."""

import json
import shutil
from pathlib import Path

import pytest

from experiments.paper import needs as needs_module
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ConfigError


def look(*overrides: str) -> Report:
    context = Context(load_settings("experiment=preflight", *overrides))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)  # type: ignore[no-any-return]


def corpus(folder: Path, summary: bool = True) -> Path:
    folder.mkdir()
    for split in ("train", "validation", "test"):
        rows = [
            {"id": f"{split} {i}", "dialogue": f"A: {split} {i}"} | ({"summary": "x"} if summary else {})
            for i in range(9)
        ]
        (folder / f"{split}.json").write_text(json.dumps(rows))
    return folder


def full(model: Path, other: Path, data: Path, output: Path) -> list[str]:
    return [
        "tier=full", f"model.path={model}", f"dataset.path={data}", f"output={output}",
        f"experiment.also=[{{model: switch_base_16, path: {other}, fields: {{}}, experiments: [fig5_path_skew], "
        "overrides: {}}]",
    ]  # fmt: skip


def test_what_is_there_is_told(tiny_folder: Path, tmp_path: Path) -> None:
    report = look(*full(tiny_folder, tiny_folder, corpus(tmp_path / "data"), tmp_path / "outputs"))
    rows = {row["needs"]: row for row in report.rows}
    assert {"checkpoint of switch_base_8", "checkpoint of switch_base_16", "corpus samsum"} < set(rows)
    assert {row["verdict"] for row in report.rows} == {"there"}
    assert rows["corpus samsum"]["found"] == "9 train, 9 validation, 9 test"
    assert not (tmp_path / "outputs").exists()


def test_everything_that_is_missing_is_a_line(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = tmp_path / "cut"
    shutil.copytree(tiny_folder, cut)
    whole = (cut / "model.safetensors").read_bytes()
    (cut / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(needs_module, "DISK_BYTES", 10**18)
    with pytest.raises(ConfigError, match="4 of 4 needs are missing"):
        look(*full(cut, tmp_path / "nowhere", corpus(tmp_path / "data", summary=False), tmp_path / "outputs"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    for line, words in zip(lines, ("switch_base_8", "config.json", "no summary", "are free"), strict=True):
        assert "is missing: " in line
        assert words in line


def test_a_model_that_does_not_fit_the_memory_is_missing(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs_module, "PROGRAM_BYTES", 10**15)
    with pytest.raises(ConfigError, match="2 of 4"):
        look(*full(tiny_folder, tiny_folder, corpus(tmp_path / "data"), tmp_path / "outputs"))
    assert "take a machine with more" in capsys.readouterr().err
