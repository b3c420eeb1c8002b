"""How threads without work wait."""

import contextlib
import os
import sys

import pytest

from flame.app import cli
from flame.app.waiting import wait_shortly, without_waiting

NAMES = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(name, "")  # so that it is as before afterwards
        monkeypatch.delenv(name)


def now():
    return {name: os.environ[name] for name in NAMES if name in os.environ}


def test_threads_without_work_sleep_soon():
    wait_shortly()
    assert now() == {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "3000"}
    assert now().keys().isdisjoint(without_waiting(os.environ))


@pytest.mark.parametrize("said", [{"OMP_WAIT_POLICY": "active"}, {"GOMP_SPINCOUNT": "7"}, {"OMP_WAIT_POLICY": ""}])
def test_what_the_environment_says_stays(said, monkeypatch):
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    wait_shortly()
    assert now() == said
    assert without_waiting(os.environ) == dict(os.environ)


@pytest.mark.parametrize("arguments", [["--version"], ["experiment=bench_streaming", "--help"], ["plan", "--help"]])
def test_every_command_has_them_so(arguments, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["flame", *arguments])
    with pytest.raises(SystemExit) if arguments[0] == "plan" else contextlib.nullcontext():
        cli.main()
    assert now().keys() == set(NAMES)
    assert capsys.readouterr().out
