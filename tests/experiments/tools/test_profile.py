"""Profiles of a trace by hand, kept, merged, compared, refused; and a served model that starts warm with one."""

from pathlib import Path

import numpy as np
import pytest

from experiments.tools.profile import compared, uses_of
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report, write_report
from flame.errors import ArtifactError, ConfigError, FlameError
from flame.routing import RoutingTrace
from flame.routing_profile import RoutingProfile
from flame.storage.artifact import Labels
from flame.storage.profile_files import load_profile, save_profile
from flame.storage.trace_files import ELSEWHERE
from tests.experiments.studies.test_predictor_prices import write_file


def run(*overrides: str, experiment: str = "profile") -> Report:
    context = Context(load_settings(f"experiment={experiment}", *overrides))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)  # type: ignore[no-any-return]


def test_made_from_a_trace_and_taken_as_a_predictor(tmp_path: Path) -> None:
    given = [f"dataset.traces={write_file(tmp_path / 'own.parquet', 20)}", f"output={tmp_path}", "buffer.slots=3",
             "predictor.schedule=counted"]  # fmt: skip
    report = run(*given)
    write_report(report, tmp_path / "profile", {}, 0)  # as the command line does: it takes nothing's place
    profile, manifest = load_profile(tmp_path / "routing_profile", ELSEWHERE)
    assert (profile.num_experts, profile.moe_layers, profile.top_k, profile.tokens) == (8, 3, 2, 15 * 30)
    assert manifest.config["tokens"] == 15 * 30
    assert profile.coming is not None
    assert profile.reuse is not None
    layers, (whole,), (measured,) = (
        [row for row in report.rows if row["layer"] in at] for at in ((0, 1, 2), ("all",), ("all, report split",))
    )
    assert sum(row["slots"] for row in layers) == whole["slots"] == 9
    assert whole["hit_ratio"] >= whole["hit_ratio_equal_slots"] - 1e-12
    assert all(len(row["hot"]) == row["slots"] for row in layers)
    assert measured["promised_hit_ratio"] == whole["hit_ratio"]
    assert measured["warm_hit_ratio"] > measured["cold_hit_ratio"]
    (row,) = run(
        *given, f"predictor.path={tmp_path / 'routing_profile'}", "buffer.policy=reuse", experiment="replay"
    ).rows
    assert row["predictor"] == "factorised"
    assert row["index_bytes"] == profile.coming.size_bits() / 8


def store(folder: Path, uses: list[list[int]], router: str = "a" * 64) -> Path:
    counts = np.array(uses)
    profile = RoutingProfile(1, counts, "lru", counts * 0, 4)
    return save_profile(profile, folder, router_sha256=router, config={"corpus": folder.name}, labels=Labels("none"))


def test_compared_and_merged_by_hand(tmp_path: Path) -> None:
    one, other = store(tmp_path / "one", [[4, 3, 1, 0]]), store(tmp_path / "other", [[0, 2, 6, 0]])
    rows = run(f"experiment.compare=[{one},{other}]", "buffer.slots=2", f"output={tmp_path}").rows
    assert [row["layer"] for row in rows] == [0, "mean"]
    # Hot are 0 and 1 here, 2 and 1 there; uses share 2 of 8 at expert 1, and 1 of 8 at expert 2.
    wanted = {"overlap": 0.5, "shared_use": 3 / 8, "own_hot_share": 7 / 8, "hot_share_of_other": 2 / 8}
    assert {key: rows[0][key] for key in wanted} == wanted
    run(f"experiment.merge=[{one},{other}]", "experiment.folder=both", f"output={tmp_path}", "buffer.slots=2")
    merged, manifest = load_profile(tmp_path / "both", "a" * 64)
    assert merged.uses.tolist() == [[4, 5, 7, 0]]
    assert manifest.config["merged"] == [{"corpus": "one"}, {"corpus": "other"}]


def test_alike_profiles_are_alike() -> None:
    profile = RoutingProfile(1, np.array([[4, 3, 1, 0], [2, 2, 2, 2]]), "lru", np.zeros((2, 4), np.int64), 0)
    mean = compared("a", profile, "b", profile, 2)[-1]
    assert mean["overlap"] == mean["shared_use"] == 1
    assert mean["own_hot_share"] == mean["hot_share_of_other"] == (7 / 8 + 1 / 2) / 2


def test_uses_by_hand() -> None:
    trace = RoutingTrace(np.array([[[0, 1], [2, 0]], [[0, 2], [1, 2]]]), np.array([0, 2]), 3)
    assert uses_of(trace).tolist() == [[2, 1, 1], [1, 1, 2]]


@pytest.mark.parametrize(
    ("overrides", "error", "message"),
    [
        (["experiment.merge=[{tmp}/one,{tmp}/foreign]"], ArtifactError, "another router"),
        (["experiment.compare=[{tmp}/one,{tmp}/nothing]"], ArtifactError, "no manifest.json"),
        (["experiment.merge=[{tmp}/one]"], ConfigError, "at least two"),
        (["experiment.merge=[a,b]", "experiment.compare=[a,b]"], ConfigError, "one of them"),
        (["experiment.folder=profile"], ConfigError, "where the report is written"),
        (["experiment.buffer_bytes=9"], ConfigError, "give both"),
        (["experiment.buffer_bytes=0", "experiment.expert_bytes=1"], ConfigError, "at least 1"),
        (["dataset.traces={tmp}/own.parquet", "experiment.buffer_bytes=9", "experiment.expert_bytes=9",
          "experiment.tables=false"], ConfigError, "cannot give each of 3"),
        (["dataset.traces={tmp}/own.parquet", "predictor.table_bytes=1000"], ConfigError,
         r"=1000: the smallest factorised table of 3 layers of 8 experts takes \d{4,} "),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_line(
    overrides: list[str], error: type[FlameError], message: str, tmp_path: Path
) -> None:
    store(tmp_path / "one", [[1, 3]])
    store(tmp_path / "foreign", [[1, 3]], router="b" * 64)
    write_file(tmp_path / "own.parquet", 4)
    with pytest.raises(error, match=message) as caught:
        run(f"output={tmp_path}", *(each.format(tmp=tmp_path) for each in overrides))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "routing_profile").exists()
