"""Buffers for several experts a layer: guesses that are honest about time, rows that are complete, what pays."""

from pathlib import Path

import pytest

from experiments.tools.set_buffers import from_second_layer
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ConfigError
from online.pa_buf.factorised import FactorisedRanker
from tests.experiments.studies.test_predictor_prices import write_file
from tests.flame.test_factorised_table import random_table, random_trace

SMALL = [
    "experiment=fig8b_cache_hit_ratio", "experiment.sets.slots=[3,5]", "experiment.sets.preload_slots=[3]",
    "predictor.schedule=quick", "experiment.sets.load_tokens=[0.1]", "experiment.sets.guess_factors=[0.5,2.0]",
]  # fmt: skip


def run(*overrides: str) -> Report:
    context = Context(load_settings(*SMALL, *overrides))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)  # type: ignore[no-any-return]


def test_rows_of_a_file(tmp_path: Path) -> None:
    report = run(f"dataset.traces={write_file(tmp_path / 'own.parquet', 60)}", f"output={tmp_path}")
    assert report.labels.timing == "modelled"
    plain = {(r["policy"], r["slots"], r["slots_kind"]): r for r in report.rows if "variant" not in r}
    assert {policy for policy, _, _ in plain} == {"lru", "lfu", "fifo", "s3fifo", "reuse", "belady"}
    for (policy, slots, kind), row in plain.items():
        assert row["hit_ratio"] <= plain["belady", slots, kind]["hit_ratio"], policy
        assert row["predictor"] == "none"
        assert sum(row["pool_slots"]) == 3 * slots
    assert plain["belady", 3, "per layer"]["regret"] == 0
    links = [r for r in report.rows if r.get("variant") == "link"]
    assert {(r["policy"], r["predictor"], r["gives_way"]) for r in links} == {
        *((policy, "none", False) for policy in ("lru", "reuse", "belady")),
        *((policy, "factorised", way) for policy in ("lru", "reuse") for way in (False, True)),
        *(("belady", "oracle", way) for way in (False, True)),
    }
    for row in links:
        assert row["stall_over_lru"] >= row["stall_over_lru_bound"]
        assert not row["gives_way"] or row["stall_caused_tokens"] == 0
        assert row["preload"] in {"none": {0}, "factorised": {0, 1, 4}, "oracle": {2}}[row["predictor"]]
        if row["predictor"] == "oracle":
            assert row["stall_saved_tokens"] > 0


def test_guesses_are_not_made_before_their_token_is_known() -> None:
    ranked = FactorisedRanker(random_table()).predict_trace(random_trace(), 4)
    kept = from_second_layer(ranked)
    assert (kept[:, 0] == -1).all()
    assert (kept[:, 1:] == ranked[:, 1:]).all()
    assert (ranked >= 0).all()


@pytest.mark.parametrize("override", ["policies=[mru]", "guess_factors=[]", "guess_factors=[0.0]"])
def test_parameters_that_make_no_sense_are_refused(override: str) -> None:
    with pytest.raises(ConfigError, match=r"experiment\.sets"):
        run(f"experiment.sets.{override}")
