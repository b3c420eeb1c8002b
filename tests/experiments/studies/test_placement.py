"""Placement: rows are complete, balanced shares are more even, and what makes no sense is refused."""

from pathlib import Path

import numpy as np
import pytest

from experiments.studies.placement import drifting
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ConfigError
from flame.routing import RoutingTrace
from tests.experiments.studies.test_predictor_prices import write_file


def run(*overrides: str) -> Report:
    context = Context(load_settings("experiment=placement", "experiment.tokens=200", "experiment.batch=8", *overrides))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)  # type: ignore[no-any-return]


def test_rows_of_a_file(tmp_path: Path) -> None:
    report = run(
        f"dataset.traces={write_file(tmp_path / 'own.parquet', 60)}", f"output={tmp_path}",
        "experiment.expert_shape=[64,32,3]", "experiment.boards=[1,4]",
    )  # fmt: skip
    assert report.labels.timing == "modelled"
    rows = {(row["routing"], row["boards"], row["strategy"]): row for row in report.rows}
    assert set(rows) == {
        (routing, boards, strategy)
        for routing in ("as recorded", "drifting")
        for boards, strategies in (
            (1, ["random", "round robin", "balanced"]),
            (4, ["random", "round robin", "balanced", "migrating", "migrating, whole experts"]),
        )
        for strategy in strategies
    }
    for (routing, boards, strategy), row in rows.items():
        assert (
            row["speedup_over_round_robin"]
            == row["tokens_per_s"] / rows[routing, boards, "round robin"]["tokens_per_s"]
        )
        assert (row["link_bytes_per_token"] > 0) == (boards > 1)
        assert row["imbalance"] >= 1
        assert strategy.startswith("migrating") or row["moved_bytes"] == row["moves"] == 0
    assert rows["drifting", 4, "migrating"]["moves"] > 0


def test_a_drift_changes_names_from_the_middle_on() -> None:
    experts = np.tile(np.arange(8), 10).reshape(40, 2, 1)
    trace = RoutingTrace(experts, np.arange(0, 41, 4), 8)
    drifted = drifting(trace, 2)
    assert np.array_equal(drifted.experts[:16], trace.experts[:16])  # four of ten examples: whole batches of two
    before, after = trace.experts[16:, 0, 0], drifted.experts[16:, 0, 0]
    names = {int(a): int(b) for a, b in zip(before, after, strict=True)}
    assert sorted(names) != [names[key] for key in sorted(names)]
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    "override", ["strategies=[best]", "boards=[0]", "topology=star", "expert_shape=[1,2,4]", "lanes=0",
    "migration.window=0", "link_bytes_per_s=0"],
)  # fmt: skip
def test_parameters_that_make_no_sense_are_refused(override: str) -> None:
    with pytest.raises(ConfigError):
        load_experiment(load_settings("experiment=placement", f"experiment.{override}").experiment)
