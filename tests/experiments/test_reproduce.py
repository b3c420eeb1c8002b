"""The whole path at a tiny size: resumed after a kill, reused when nothing changed, the same for the same seed."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXPERIMENTS = ("fig4a_memory_footprint", "fig5_path_skew", "fig6_transitions")


def command(tiny_folder: Path, *overrides: str) -> list[str]:
    return [
        sys.executable, "-m", "flame.cli", "experiment=reproduce", "model=switch_base_8", f"model.path={tiny_folder}",
        "dataset=sample", "dataset.trace_dialogues=20", "model.max_new_tokens=4", "model.max_source_tokens=48",
        f"experiment.experiments=[{','.join(EXPERIMENTS)}]", *overrides,
    ]  # fmt: skip


def run(tiny_folder: Path, cwd: Path, *overrides: str) -> subprocess.CompletedProcess:
    return subprocess.run(command(tiny_folder, *overrides), cwd=cwd, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def reproduced(tiny_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reproduced")
    result = run(tiny_folder, folder)
    assert result.returncode == 0, result.stderr
    return folder, result


def without_times(report: dict) -> str:
    for row in report["rows"]:
        row.pop("seconds", None)
    return json.dumps(report)


def test_it_ends_with_the_page_and_every_report(reproduced):
    folder, result = reproduced
    assert result.stdout.strip().splitlines()[-1] == "outputs/reproduce/index.html"
    assert result.stderr == ""
    page = (folder / "outputs/reproduce/index.html").read_text()
    for name in EXPERIMENTS:
        report = json.loads((folder / "outputs" / name / "report.json").read_text())
        assert f'id="{name}"' in page
        assert report["title"] in page
    assert "not run" in page
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_every_number_of_the_claims_table_is_in_a_stored_report(reproduced):
    folder, _ = reproduced
    page = (folder / "outputs/reproduce/index.html").read_text()
    claims = page.split('id="claims"')[1].split("</table>")[0]
    stored = [v for name in EXPERIMENTS for v in json.loads(
        (folder / "outputs" / name / "report.json").read_text())["paper"]]  # fmt: skip
    assert claims.count("<tr>") == len(stored) + 1


def test_a_second_run_keeps_what_stands(reproduced, tiny_folder):
    folder, _ = reproduced
    before = {name: (folder / "outputs" / name / "manifest.json").stat().st_mtime_ns for name in EXPERIMENTS}
    assert run(tiny_folder, folder).returncode == 0
    after = {name: (folder / "outputs" / name / "manifest.json").stat().st_mtime_ns for name in EXPERIMENTS}
    assert before == after


def test_a_damaged_report_is_made_again(reproduced, tiny_folder):
    folder, _ = reproduced
    file = folder / "outputs" / EXPERIMENTS[0] / "report.json"
    right = file.read_text()
    file.write_text(right[:-20])
    assert run(tiny_folder, folder).returncode == 0
    assert file.read_text() == right


def test_killed_and_run_again_it_ends_the_same(reproduced, tiny_folder, tmp_path):
    folder, _ = reproduced
    process = subprocess.Popen(command(tiny_folder), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not (tmp_path / "outputs" / EXPERIMENTS[0]).exists() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    first = tmp_path / "outputs" / EXPERIMENTS[0] / "manifest.json"
    finished = first.stat().st_mtime_ns
    assert run(tiny_folder, tmp_path).returncode == 0
    assert first.stat().st_mtime_ns == finished
    for name in (*EXPERIMENTS, "reproduce"):
        reports = [json.loads((at / "outputs" / name / "report.json").read_text()) for at in (folder, tmp_path)]
        assert without_times(reports[0]) == without_times(reports[1]), name
