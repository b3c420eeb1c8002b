"""The predictor that the groups ask for: learnt once, read where it is stored, refused where it does not fit."""

from pathlib import Path

import numpy as np
import pytest

from experiments.tools import replay
from experiments.tools.learnt_tables import asked_hidden, asked_name, asked_predictor, asked_reuse
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ArtifactError, ConfigError, FlameError
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.storage.artifact import Labels
from flame.storage.factorised_files import save_factorised
from flame.storage.hidden_files import save_hidden
from flame.storage.trace_files import ELSEWHERE, open_trace
from tests.experiments.studies.test_predictor_prices import write_file
from tests.flame.test_factorised_table import random_table

GROUPS = ["predictor.name=factorised", "predictor.schedule=quick", "buffer.policy=reuse", "buffer.slots=3"]


def context(*overrides: str, experiment: str = "replay") -> Context:
    return Context(load_settings(f"experiment={experiment}", *overrides))


def run(*overrides: str, experiment: str = "replay") -> Report:
    asked = context(*overrides, experiment=experiment)
    module, parameters = load_experiment(asked.settings.experiment)
    return module.run(asked, parameters)  # type: ignore[no-any-return]


def test_a_replay_with_a_factorised_table_and_eviction_by_reuse(tmp_path: Path) -> None:
    file = write_file(tmp_path / "own.parquet", 20)
    given = [f"dataset.traces={file}", f"output={tmp_path}"]
    (row,) = run(*given, *GROUPS).rows
    (plain,) = run(*given, "predictor.name=marginal", "buffer.slots=3").rows
    assert (row["predictor"], row["policy"]) == ("factorised", "reuse")
    assert row["hit_ratio"] > plain["hit_ratio"]
    assert 0 < row["index_bytes"] < 262_144


def test_it_is_learnt_once_and_is_the_same_again(tmp_path: Path) -> None:
    file = write_file(tmp_path / "own.parquet", 4)
    trace = open_trace(file)[0]
    asked = context(f"dataset.traces={file}", f"output={tmp_path}", *GROUPS)
    first = asked_predictor(asked, trace)
    folders = sorted((tmp_path / "artifacts").iterdir())
    times = [folder.stat().st_mtime_ns for folder in folders]
    second = asked_predictor(asked, trace)
    assert isinstance(first, FactorisedTable)
    assert isinstance(second, FactorisedTable)
    assert (first.votes(trace) == second.votes(trace)).all()
    assert [folder.stat().st_mtime_ns for folder in sorted((tmp_path / "artifacts").iterdir())] == times
    reuse = asked_reuse(asked, trace)
    assert reuse is not None
    assert reuse.after_decision


def store(folder: Path, router: str = ELSEWHERE, **sizes: int) -> Path:
    table = random_table(**({"layers": 3, "experts": 8} | sizes))  # type: ignore[arg-type]
    return save_factorised(table, folder, router_sha256=router, config={}, labels=Labels("none"))


def test_a_stored_table_takes_the_place_of_learning(tmp_path: Path) -> None:
    file, stored = write_file(tmp_path / "own.parquet", 4), store(tmp_path / "table")
    asked = context(f"dataset.traces={file}", f"predictor.path={stored}", f"output={tmp_path}")
    found = asked_predictor(asked, open_trace(file)[0])
    assert isinstance(found, FactorisedTable)
    assert (found.bias == random_table(layers=3, experts=8).bias).all()
    (row,) = run(f"dataset.traces={file}", f"predictor.path={stored}", f"output={tmp_path}").rows
    assert row["predictor"] == "factorised"
    rows = run(
        f"dataset.traces={file}", f"predictor.path={stored}", f"output={tmp_path}", "experiment.resamples=20",
        "experiment.prices.shapes=[256 KB]", "experiment.prices.schedule=quick", "experiment.prices.curve_fractions=[]",
        experiment="predictor_bench",
    ).rows  # fmt: skip
    assert "factorised, stored" in {row["predictor"] for row in rows}


def store_hidden(folder: Path, router: str) -> Path:
    predictor = HiddenPredictor("router", 1, 2, np.zeros((3, 8, 4), np.float32), np.zeros((3, 8), np.float32))
    return save_hidden(predictor, folder, router_sha256=router, config={}, labels=Labels("none"))


def test_predictors_from_hidden_states_are_for_whoever_decodes(tmp_path: Path) -> None:
    file = write_file(tmp_path / "own.parquet", 4)
    mine, other = store_hidden(tmp_path / "mine", ELSEWHERE), store_hidden(tmp_path / "other", "a" * 64)
    table = store(tmp_path / "table")
    given = [f"dataset.traces={file}", f"output={tmp_path}"]
    found = asked_hidden(context(*given, f"predictor.path={mine}"))
    assert found is not None
    assert found.moe_layers == 3
    assert asked_name(context(*given, f"predictor.path={mine}")) == "hidden states"
    assert asked_hidden(context(*given, f"predictor.path={table}")) is None
    assert asked_hidden(context(*given)) is None
    with pytest.raises(ArtifactError, match="another router"):
        asked_hidden(context(*given, f"predictor.path={other}"))


@pytest.mark.parametrize("which", ["other", "states", "nothing"])
def test_what_is_stored_is_refused_before_routes_are_recorded(
    which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recorded(*_: object) -> None:
        raise AssertionError("minutes have gone by")

    monkeypatch.setattr(replay, "split_traces", recorded)
    store(tmp_path / "other", router="a" * 64)
    store_hidden(tmp_path / "states", ELSEWHERE)
    file = write_file(tmp_path / "own.parquet", 4)
    with pytest.raises(ArtifactError):
        run(f"dataset.traces={file}", f"output={tmp_path}", f"predictor.path={tmp_path / which}")


@pytest.mark.parametrize(
    ("overrides", "error", "message"),
    [
        (
            ["predictor.name=factorised", "predictor.table_bytes=1000"],
            ConfigError,
            r"=1000: the smallest .* takes \d+",
        ),
        (["predictor.name=factorised", "predictor.table_bytes=0"], ConfigError, "at least 1"),
        (["predictor.name=factorised", "predictor.schedule=never"], ConfigError, "schedule=never"),
        (["predictor.path={tmp}/nothing"], ArtifactError, "no manifest.json"),
        (["predictor.path={tmp}/other"], ArtifactError, "another router"),
        (["predictor.path={tmp}/states"], ArtifactError, "reads hidden states"),
        (["predictor.path={tmp}/sizes"], FlameError, r"\(7, 3, 2\), the trace has \(8, 3, 2\)"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(
    overrides: list[str], error: type[FlameError], message: str, tmp_path: Path
) -> None:
    file = write_file(tmp_path / "own.parquet", 4)
    store(tmp_path / "other", router="a" * 64)
    store(tmp_path / "sizes", experts=7)
    store_hidden(tmp_path / "states", ELSEWHERE)
    with pytest.raises(error, match=message) as caught:
        run(f"dataset.traces={file}", f"output={tmp_path}", *(each.format(tmp=tmp_path) for each in overrides))
    assert "\n" not in str(caught.value)
