import json
import os
import signal
import subprocess
import sys
import time

import pytest

from flame.errors import ArtifactError
from flame.storage.artifact import Labels, cached, open_artifact, sha256_of, write_artifact

LABELS = Labels("stand-in")


def fill(folder):
    (folder / "values.txt").write_text("1 2 3")


def make(folder, **changes):
    options = {"config": {"a": 1}, "labels": LABELS, "inputs": {"model": "abc"}} | changes
    return write_artifact(folder, "numbers", 1, fill, **options)


def test_round_trip_keeps_facts(tmp_path):
    make(tmp_path / "a", seed=7)
    manifest = open_artifact(tmp_path / "a", "numbers", 1, {"model": "abc"})
    assert manifest.seed == 7
    assert manifest.labels == LABELS
    assert manifest.config_sha256 == sha256_of({"a": 1})
    assert list(manifest.outputs) == ["values.txt"]


@pytest.mark.parametrize(
    ("kind", "version", "inputs", "words"),
    [
        ("letters", 1, None, "is a numbers artifact"),
        ("numbers", 2, None, "layout version 1"),
        ("numbers", 1, {"model": "other"}, "another model"),
    ],
)
def test_refuses_what_differs(tmp_path, kind, version, inputs, words):
    make(tmp_path / "a")
    with pytest.raises(ArtifactError, match=words):
        open_artifact(tmp_path / "a", kind, version, inputs)


def test_refuses_altered_truncated_and_foreign(tmp_path):
    folder = make(tmp_path / "a")
    (folder / "values.txt").write_text("1 2")
    with pytest.raises(ArtifactError, match="truncated or altered"):
        open_artifact(folder, "numbers", 1)
    (folder / "values.txt").unlink()
    with pytest.raises(ArtifactError, match="is missing"):
        open_artifact(folder, "numbers", 1)
    (folder / "manifest.json").write_text(json.dumps({"kind": "numbers"}))
    with pytest.raises(ArtifactError, match="not a manifest"):
        open_artifact(folder, "numbers", 1)
    with pytest.raises(ArtifactError, match="no manifest"):
        open_artifact(tmp_path / "nothing", "numbers", 1)


def test_a_failing_fill_leaves_the_old_artifact(tmp_path):
    make(tmp_path / "a")

    def fail(folder):
        fill(folder)
        raise OSError(28, "No space left on device")

    with pytest.raises(ArtifactError, match="No space left"):
        write_artifact(tmp_path / "a", "numbers", 1, fail, config={}, labels=LABELS)
    assert open_artifact(tmp_path / "a", "numbers", 1).config == {"a": 1}
    assert os.listdir(tmp_path) == ["a"]


def test_cached_makes_once_and_mends(tmp_path):
    calls = []

    def count(folder):
        calls.append(1)
        fill(folder)

    def make_cached():
        return cached(tmp_path, "numbers", 1, count, config={"a": 1}, labels=LABELS, inputs={"m": "x"})

    folder = make_cached()
    assert make_cached() == folder
    assert len(calls) == 1
    (folder / "values.txt").write_text("damaged")
    make_cached()
    assert len(calls) == 2


def test_killed_while_writing_leaves_nothing_that_opens(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from flame.storage.artifact import *\n"
        "def fill(folder):\n"
        "    (folder / 'values.txt').write_text('1'); print('half', flush=True); time.sleep(60)\n"
        f"write_artifact(Path({str(tmp_path / 'a')!r}), 'numbers', 1, fill, config={{}}, labels=Labels('random'))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    time.sleep(0.05)
    assert not (tmp_path / "a").exists()
    with pytest.raises(ArtifactError):
        open_artifact(tmp_path / "a", "numbers", 1)


def test_labels_check_themselves():
    with pytest.raises(ArtifactError, match="expected weights"):
        Labels("trained")
    with pytest.raises(ArtifactError, match="timing"):
        Labels("random", "guessed")
