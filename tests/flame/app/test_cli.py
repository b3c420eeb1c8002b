import errno
import os
import resource
import subprocess
import sys

import pytest

import flame
from flame.app import cli
from flame.app.config import load_settings
from flame.errors import ConfigError


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "flame.app.cli", *arguments], capture_output=True, text=True, cwd=cwd, timeout=120
    )


def test_alone_it_lists_every_experiment(tmp_path):
    result = run(cwd=tmp_path)
    assert result.returncode == 0
    assert "fig8a_prediction_accuracy" in result.stdout
    assert "reproduce" in result.stdout


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["experiment=fig5_path_skw"], "did you mean fig5_path_skew"),
        (["experiment=fig5_path_skew", "datset=sample"], "datset: no such key .did you mean dataset"),
        (["experiment=fig5_path_skew", "dataset=samsumm"], "did you mean samsum"),
        (["experiment=fig5_path_skew", "dataset.pth=x"], r"dataset\.pth: no such key .did you mean path"),
        (["experiment=fig5_path_skew", "nonsense"], "expected key=value"),
        (["dataset=sample"], "no experiment is named"),
    ],
)
def test_misspelt_names_and_keys_get_the_near_ones(overrides, words):
    with pytest.raises(ConfigError, match=words) as caught:
        load_settings(*overrides)
    assert "\n" not in str(caught.value)


def test_a_users_error_is_one_line_and_status_2(tmp_path):
    result = run("experiment=fig4a_memory_footprint", "dataset.trace_dialogues=0", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "dataset.trace_dialogues=0" in result.stderr
    assert not (tmp_path / "outputs" / "fig4a_memory_footprint").exists()


def test_what_only_hydra_can_refuse_is_one_line_too(tmp_path):
    result = run("--multirun", "experiment=fig5_path_skew,fig6_transitions", "experiment.top_paths=1", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "experiment.top_paths" in result.stderr


@pytest.mark.parametrize(("sweep", "output"), [([], "taken"), (["--multirun"], "/proc/outputs")])
def test_an_output_that_cannot_be_written_to_is_found_before_the_work(tmp_path, sweep, output):
    (tmp_path / "taken").write_text("a file")
    absent = ("model=switch_base_8", "model.path=/nowhere")
    result = run(*sweep, "experiment=fig6_transitions", f"output={output}", *absent, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "cannot be written to" in result.stderr
    assert (tmp_path / "taken").read_text() == "a file"


def test_help_and_version_are_ours(tmp_path):
    version = run("--version", cwd=tmp_path)
    assert (version.returncode, version.stdout) == (0, f"flame {flame.__version__}\n")
    general, of_one = run("--help", cwd=tmp_path), run("experiment=table1", "--help", cwd=tmp_path)
    assert "flame --multirun" in general.stdout
    assert "experiment.fit_tokens=250" in of_one.stdout
    assert not (tmp_path / "outputs").exists()


def test_a_command_is_explained_and_its_errors_are_one_line(tmp_path):
    explained, wrong = run("pack", "--help", cwd=tmp_path), run("pack", "switch_mini_8", cwd=tmp_path)
    assert explained.returncode == 0
    assert "usage: flame pack" in explained.stdout
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "--to" in wrong.stderr
    assert not list(tmp_path.iterdir())


def test_the_module_is_the_command(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "flame", "experiment=fig4a"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "outputs" / "fig4a_memory_footprint" / "report.json").exists()


def test_a_run_writes_a_report_and_prints_its_place(tmp_path):
    result = run("experiment=fig4a_memory_footprint", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().splitlines()[-1] == "outputs/fig4a_memory_footprint/report.md"
    assert (tmp_path / "outputs" / "fig4a_memory_footprint" / "report.json").exists()


def test_a_warning_of_our_own_is_one_line_and_those_of_others_are_not_shown():
    code = (
        "import warnings; from flame.app import cli; from flame.errors import FlameWarning; cli._quieten();"
        "warnings.warn('the table is worn', FlameWarning); warnings.warn('a library grumbles', RuntimeWarning)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, "flame: the table is worn\n")


@pytest.mark.parametrize(
    "overrides",
    [
        ["experiment=fig5_path_skew", "experiment=fig6_transitions"],
        ["experiment=fig5", "dataset=sample", "dataset=samsum"],
        ["experiment=fig5", "seed=1", "seed=2"],
        ["--multirun", "experiment=fig5", "seed=1,2", "seed=3"],
    ],
)
def test_two_values_for_one_thing_are_refused(overrides, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["flame", *overrides])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) == (2, 1)
    assert "is given before" in said


@pytest.mark.parametrize("arguments", [["--help"], ["experiment=table1", "--help"]])
def test_a_reader_that_has_gone_is_no_error(arguments, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = subprocess.run(
            [sys.executable, "-m", "flame", *arguments],
            cwd=tmp_path,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    finally:
        os.close(writing)
    assert (process.returncode, process.stderr) == (1, b"")


def test_a_full_disk_is_one_line(monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/x")

    monkeypatch.setattr(cli, "run_command", full)
    monkeypatch.setattr(sys, "argv", ["flame", "pack", "x"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("flame: /data/x: No space left on device (free space")
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", ["serve", "pack"])
def test_a_command_on_a_disk_without_room_is_one_line(command, tmp_path):
    """No byte may be written to any file, which the first library that looks for a temporary folder finds out."""
    arguments = {"pack": ["switch_mini_8", "--to", str(tmp_path / "to")]}
    process = subprocess.run(
        [sys.executable, "-m", "flame", command, *arguments.get(command, [str(tmp_path)])],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )  # fmt: skip
    assert process.returncode == 2
    assert process.stderr.startswith("flame: ")
    assert process.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_another_error_of_the_system_is_a_bug_and_keeps_its_traceback(monkeypatch):
    def broken(*_):
        raise IsADirectoryError(errno.EISDIR, "is a folder", "/x")

    monkeypatch.setattr(cli, "run_command", broken)
    monkeypatch.setattr(sys, "argv", ["flame", "pack", "x"])
    with pytest.raises(IsADirectoryError):
        cli.main()
