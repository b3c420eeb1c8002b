"""The command that asks whether tests notice changes: what it changes, and that it leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mutants import ROOT, TESTS, mutants_of


def test_the_listed_modules_and_tests_are_there() -> None:
    for module, tests in TESTS.items():
        assert all((ROOT / each).is_file() for each in (module, *tests))


def test_a_sample_is_the_same_again_and_each_of_it_another_change() -> None:
    module = "online/serving/paths.py"
    sample, every = mutants_of(module, 5, "0")
    assert [mutant.key for mutant in sample] == [mutant.key for mutant in mutants_of(module, 5, "0")[0]]
    assert all(mutant.before != mutant.after for mutant in sample)
    assert len(sample) == 5 < every == len(mutants_of(module, 10**6, "0")[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with a parent that was killed")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_command_that_is_killed_leaves_no_child(tmp_path: Path, number: signal.Signals) -> None:
    test, told = tmp_path / "test_sleeping.py", tmp_path / "told"
    test.write_text(
        "import os, pathlib, time\n"
        f"def test_it():\n    pathlib.Path({str(told)!r}).write_text(str(os.getpid()) + '.')\n    time.sleep(600)\n"
    )
    code = f"from tests.mutants import end_politely, is_killed; end_politely(); is_killed(None, [{str(test)!r}], 600)"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as command:
        while not (told.exists() and told.read_text().endswith(".")):
            assert command.poll() is None, "it ended before its test began"
            time.sleep(0.02)
        child = int(told.read_text()[:-1])
        command.send_signal(number)
        assert command.wait(60) != 0
    for _ in range(3000):
        if not Path(f"/proc/{child}").exists() or Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child went on")
