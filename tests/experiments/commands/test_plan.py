"""`flame plan` from a configuration alone."""

import re
import shutil

import pytest

from flame.app.commands import run_command
from flame.errors import ConfigError
from online.planning import plan as plan_module
from online.planning.machine import Machine
from online.planning.streamed_speed import Overheads

MACHINE = Machine(64 * 10**9, 32 * 10**9, 2e10, 1e9, 5e9, 2, None)


@pytest.fixture(autouse=True)
def given_machine(monkeypatch):
    """A machine that is the same at every run, so that the table is."""
    monkeypatch.setattr(plan_module, "measure_machine", lambda folder: MACHINE)
    monkeypatch.setattr(plan_module, "measure_overheads", lambda family, dtype: (Overheads(0.001, 0.0001), family))
    monkeypatch.setattr(plan_module, "matrix_seconds", lambda shapes, dtype: {s: s[0] * s[1] / 1e10 for s in shapes})
    monkeypatch.setattr(
        plan_module, "expert_seconds", lambda shapes, pattern, kind: sum(r * c for r, c in shapes) / 1e10
    )  # fmt: skip
    monkeypatch.setattr(plan_module, "packed_seconds", lambda shapes, kind: {s: s[0] * s[1] / 2e10 for s in shapes})
    monkeypatch.setattr(plan_module, "resident_bytes", lambda: 400_000_000)


def planned(capsys, *arguments):
    run_command("plan", list(map(str, arguments)))
    return capsys.readouterr().out


def rows(text):
    return [line.split() for line in text.splitlines() if re.match(r"(bf16|int\d)\s", line)]


def test_no_weights_are_needed(decoder_folder, tmp_path, capsys):
    shutil.copy(decoder_folder / "config.json", tmp_path)
    text = planned(capsys, tmp_path)
    assert "4 MoE layers of 8 experts, 2 a token" in text
    found = rows(text)
    assert len(found) == 3 * 3 * 3
    assert {(row[0], row[1], row[2]) for row in found} >= {("bf16", "4:4", "8/8"), ("int4", "1:4", "2/8")}
    assert "hits: assumed" in text
    assert f"flame pack {tmp_path} --to DIR --pattern 4:4" in text


def test_the_projects_own_model_without_its_base(capsys, monkeypatch):
    monkeypatch.setattr("flame.models.upcycled.find_base", lambda base=None: pytest.fail("the base is not needed"))
    text = planned(capsys, "smollm2_moe", "--memory", "900MB")
    assert "experts 0.64 G weights (1.3 GB in bf16); the rest 110 MB" in text
    fits = {(row[0], row[1], row[2]): row for row in rows(text)}
    assert fits["int8", "4:4", "8/8"][-4] == "no"
    best = max((row for row in fits.values() if row[-4] == "yes" and row[1] == "4:4"), key=lambda row: float(row[-2]))
    assert f"--value-type {best[0]}" in text


def test_a_faster_disk_and_more_slots_are_not_slower(capsys):
    slow = rows(planned(capsys, "smollm2_moe", "--memory", "1200MB", "--disk-bandwidth", "100MB"))
    fast = rows(planned(capsys, "smollm2_moe", "--memory", "1200MB", "--disk-bandwidth", "2GB"))
    assert all(float(a[-2]) <= float(b[-2]) for a, b in zip(slow, fast, strict=True))
    assert any(a[-1] == "disk" for a in slow)
    roomy = rows(planned(capsys, "smollm2_moe", "--memory", "20GB"))  # the page cache takes nothing from the slots
    for kind in {(row[0], row[1]) for row in roomy}:
        speeds = [float(row[-2]) for row in roomy if (row[0], row[1]) == kind]
        assert speeds == sorted(speeds)


def test_drafts_take_their_memory_from_the_slots(capsys):
    """int8 4:4: half of all weights is in memory, a slot has joined ones, a load is the other half."""
    whole = {row[2]: row for row in rows(planned(capsys, "smollm2_moe")) if row[:2] == ["int8", "4:4"]}
    text = planned(capsys, "smollm2_moe", "--draft", "little")
    halved = {row[2]: row for row in rows(text) if row[:2] == ["int8", "4:4"]}
    assert {row[0] for row in rows(text)} == {"int8"}
    megabytes = {choice: float(row[3]) * (1000 if row[4] == "GB" else 1) for choice, row in halved.items()}
    plainly = {choice: float(row[3]) * (1000 if row[4] == "GB" else 1) for choice, row in whole.items()}
    experts = 640  # megabytes of all of them in int8, of which upper halves are half and a sixty-fourth
    assert megabytes["4/8"] - plainly["4/8"] == pytest.approx(experts * (0.5 + 1 / 64), abs=101)  # printed to 100 MB
    assert "--draft little" in text.splitlines()[-1]
    assert [float(row[5]) for row in halved.values()] == pytest.approx([experts / 2] * len(halved), rel=0.05)


def test_where_nothing_fits_it_says_what_would(capsys):
    assert re.search(r"nothing fits 300 MB: the smallest choice needs \d+ MB", planned(
        capsys, "smollm2_moe", "--memory", "300MB"))  # fmt: skip


def test_a_packed_folder_is_planned_as_it_is_and_checked(decoder_folder, tmp_path, capsys):
    packed = tmp_path / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(packed), "--value-type", "int8", "--pattern", "2:4"])
    text = planned(capsys, packed, "--check")
    assert {(row[0], row[1]) for row in rows(text)} == {("int8", "2:4")}
    assert f"flame serve {packed} --memory" in text
    checked = re.findall(r"(\d)/8 +(\d+)% +(\d+\.\d) +(\d+\.\d) \((\d+\.\d+)\)", text)
    assert [slots for slots, *_ in checked] == ["2", "4", "8"]
    assert checked[-1][1] == "100"
    with pytest.raises(ConfigError, match="--draft little: beside --check"):
        run_command("plan", [str(packed), "--draft", "little", "--check"])
    with pytest.raises(ConfigError, match="expected a folder that flame pack wrote"):
        run_command("plan", [str(decoder_folder), "--check"])


def test_packed_linear_layers_leave_room_for_more(decoder_folder, tmp_path, capsys):
    shutil.copy(decoder_folder / "config.json", tmp_path)
    plain, packed = planned(capsys, tmp_path), planned(capsys, tmp_path, "--linear-type", "int8")
    assert "(linear layers int8)" in packed
    assert "--linear-type int8" in packed.splitlines()[-2]
    assert "--linear-type" not in plain
    with pytest.raises(ConfigError, match="invalid choice"):
        planned(capsys, tmp_path, "--linear-type", "fp16")


def test_a_packed_folder_says_how_its_linear_layers_are_packed(decoder_folder, tmp_path, capsys):
    run_command("pack", [str(decoder_folder), "--to", str(tmp_path / "packed"), "--linear-type", "int4"])
    assert "(linear layers int4)" in planned(capsys, tmp_path / "packed")
    with pytest.raises(ConfigError, match="has int4"):
        planned(capsys, tmp_path / "packed", "--linear-type", "int8")
