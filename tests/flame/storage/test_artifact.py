import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flame.errors import ArtifactError
from flame.storage.artifact import Labels, open_artifact, require_folder, sha256_of, write_artifact
from flame.storage.work_key import cached

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
        return cached(
            tmp_path, "numbers", 1, count, config={"a": 1}, labels=LABELS, inputs={"m": "x"}, maker="flame.errors"
        )

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


def test_what_another_process_put_there_meanwhile_stays(tmp_path):
    def slower(folder):
        make(tmp_path / "a", seed=7)  # another process is done first
        (folder / "values.txt").write_text("slower")

    write_artifact(
        tmp_path / "a", "numbers", 1, slower, config={"a": 1}, labels=LABELS, inputs={"model": "abc"}, seed=7
    )
    assert (tmp_path / "a" / "values.txt").read_text() == "1 2 3"
    write_artifact(
        tmp_path / "a", "numbers", 1, slower, config={"a": 2}, labels=LABELS, inputs={"model": "abc"}, seed=7
    )
    assert (tmp_path / "a" / "values.txt").read_text() == "slower"  # made of something else, so it is newer
    make(tmp_path / "a", config={"a": 2}, seed=7)
    assert (tmp_path / "a" / "values.txt").read_text() == "1 2 3"  # stood there before the work began
    assert os.listdir(tmp_path) == ["a"]


def test_many_processes_write_one_artifact(tmp_path):
    script = (
        "import sys; from pathlib import Path; from flame.storage.artifact import *\n"
        "from flame.storage.work_key import cached\n"
        "def fill(folder):\n"
        "    (folder / 'values.txt').write_text('1')\n"
        "for i in range(150):\n"
        f"    at = Path({str(tmp_path)!r}) / str(i % 50)\n"
        "    write_artifact(at, 'numbers', 1, fill, config={}, labels=Labels('random'))\n"
        "    cached(at.parent / 'cached', 'numbers', 1, fill, config={'i': i}, labels=Labels('random'), "
        "maker='flame.errors', inputs={})\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert sorted(os.listdir(tmp_path)) == sorted([*map(str, range(50)), "cached"])
    for folder in [*tmp_path.glob("[0-9]*"), *(tmp_path / "cached").iterdir()]:
        open_artifact(folder, "numbers", 1)


def test_places_that_cannot_be_written_to(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(ArtifactError, match=r"cannot be written to: .*file is no folder .give another folder"):
            require_folder(place)
        with pytest.raises(ArtifactError, match="is no folder"):
            make(place / "a")
    for place in ("/dev/null", "/dev/full/outputs", "/proc/self"):
        with pytest.raises(ArtifactError, match="cannot be written to") as caught:
            require_folder(Path(place))
        assert "\n" not in str(caught.value)
    require_folder(tmp_path / "new" / "deep")
    assert list((tmp_path / "new" / "deep").iterdir()) == []
