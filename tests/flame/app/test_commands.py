"""What holds for every sub-command."""

import os

import pytest

from flame.app.commands import run_command


@pytest.mark.parametrize(("own", "used"), [(None, "passive"), ("active", "active")])
def test_threads_that_wait_sleep_unless_told_otherwise(own, used, monkeypatch, capsys):
    monkeypatch.setenv("OMP_WAIT_POLICY", "")  # so that it is as before afterwards
    if own is None:
        monkeypatch.delenv("OMP_WAIT_POLICY")
    else:
        monkeypatch.setenv("OMP_WAIT_POLICY", own)
    with pytest.raises(SystemExit):
        run_command("plan", ["--help"])
    assert os.environ["OMP_WAIT_POLICY"] == used
    assert "usage: flame plan" in capsys.readouterr().out
