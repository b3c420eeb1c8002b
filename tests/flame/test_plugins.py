"""The example of the documentation, installed as a package of its own beside this one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flame.errors import ConfigError
from flame.plugins import CRITERIA, POLICIES, load_plugin, plugin_names

EXAMPLE = Path(__file__).parents[2] / "docs" / "plugin_example"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The environment of a process that sees the installed example."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    subprocess.run(["cp", "-r", f"{EXAMPLE}/.", str(source)], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
         "--target", str(target), str(source)],
        check=True,
    )  # fmt: skip
    return os.environ | {"PYTHONPATH": str(target)}


def run(installed, *arguments):
    return subprocess.run(arguments, env=installed, capture_output=True, text=True)


def flame(installed, *overrides):
    return run(installed, sys.executable, "-m", "flame.app.cli", *overrides)


PROGRAM = """
import json, numpy as np, torch
from flame.app.config import load_settings
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from offline.pruning.criteria import prune_matrix
from offline.prediction.predictors import learn_table
from online.pa_buf.replay import replay

settings = load_settings("experiment=table1", "platform=u55c", "dataset=meetings")
# three experts in turn at one layer
trace = RoutingTrace(np.array([[[e]] for e in (0, 1, 2) * 4], np.int16), np.array([0, 12]), 4)
table = learn_table("same-again", trace, 3)
torch.manual_seed(0)
weight, inputs, pattern = torch.randn(8, 16), torch.randn(64, 16), NMPattern(2, 4)
pruned, used, error, magnitude = prune_matrix(weight, pattern, "ria", inputs, 1, 0.01)
print(json.dumps({
    "board": settings.platform.name, "dataset": settings.dataset.name, "guess": table.predict(0, [2, 1]),
    "mru": replay(trace, None, 2, policy="mru").hits, "lru": replay(trace, None, 2, policy="lru").hits,
    "kept": int((pruned != 0).sum()), "errors": [error, magnitude], "used": used,
}))
"""


def test_everything_that_the_example_adds_is_found(installed):
    done = run(installed, sys.executable, "-c", PROGRAM)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["board"], found["dataset"]) == ("Alveo U55C", "meetings")
    assert found["guess"] == [1]
    assert found["lru"] == 0  # a scan of three through two slots
    assert found["mru"] == 5  # misses 0, 1, 2, hits 0, misses 1, hits 2, misses 0, hits 1, misses 2, hits 0, ...
    assert found["kept"] == 64
    assert found["errors"][0] <= found["errors"][1]
    assert found["used"] in ("ria", "magnitude")


def test_names_from_other_packages_are_near_names_too(installed):
    done = flame(installed, "experiment=table1", "platform=u55d")
    assert done.returncode == 2
    assert "u55c" in done.stderr


def test_what_is_not_installed_is_refused():
    assert "mru" not in plugin_names(POLICIES)
    with pytest.raises(ConfigError, match="no installed package"):
        load_plugin(CRITERIA, "ria")
