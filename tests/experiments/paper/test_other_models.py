"""The second part of the reproduction: the paper's figures on other models, and on traces that a user gives."""

import json
from pathlib import Path

import pytest

from experiments.paper.other_models import COMPARED, columns, compare
from experiments.paper.values import VALUES
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from tests.experiments.studies.test_predictor_prices import write_file


def report(model: str, weights: str, rows: list[dict], paper: tuple[dict, ...] = (), timing: str = "none") -> dict:
    return {
        "labels": {"weights": weights, "timing": timing}, "rows": rows, "paper": list(paper),
        "provenance": {"model": model},
    }  # fmt: skip


def accuracy(predictor: str, known: int | None, value: float) -> dict:
    return {
        "predictor": predictor, "known_layers": known, "layer": "all", "accuracy": value, "accuracy_low": value - 0.1,
        "accuracy_high": value + 0.1, "times_chance": 8 * value, "worst_over_best_layer": 0.5,
    }  # fmt: skip


REPORTS = {
    "fig5_path_skew": report("mini", "stand-in", [{"tokens": 9}], ({"id": "share_first", "ours": 0.2},)),
    "fig8a_prediction_accuracy": report("mini", "stand-in", [accuracy("cepr", 6, 0.7)]),
    "other/fig5_path_skew": report(
        "other", "stand-in",
        [{"tokens": 9}, {"layers": "0 to 5", "share_of_tokens_on_first_path": 0.1},
         {"layers": "6 to 11", "share_of_tokens_on_first_path": 0.3}],
        ({"id": "share_first", "ours": 0.001},),
    ),
    "other/fig8a_prediction_accuracy": report(
        "other", "stand-in", [accuracy("cepr", 6, 0.3), accuracy("factorised", None, 0.6)]
    ),
    "traces/fig8b_cache_hit_ratio": report(
        "real", "none",
        [{"num_experts": 64, "slots": 16, "slots_kind": "per layer", "policy": "reuse", "predictor": "none",
          "hit_ratio": 0.55},
         *({"num_experts": 64, "slots": 16, "slots_kind": "per layer", "variant": "link", "policy": "reuse",
            "predictor": "factorised", "gives_way": True, "load_tokens": load, "hit_ratio": hits}
           for load, hits in ((0.1, 0.7), (0.003, 0.8)))],
        timing="modelled",
    ),
}  # fmt: skip


def test_figures_stand_beside_the_papers_by_hand() -> None:
    rows = {(row["quantity"], row["model"]): row for row in compare(REPORTS)}
    first = "share of tokens on the first path, of 6 consecutive MoE layers"
    assert rows[first, "mini"]["ours"] == 0.2
    assert rows[first, "other"]["ours"] == pytest.approx(0.2)  # the mean of its windows, not the whole path's 0.001
    assert rows[first, "mini"]["paper"] == VALUES["share_first"].value
    best = next(c.quantity for c in COMPARED if c.quantity.startswith("accuracy of the best table"))
    assert (rows[best, "mini"]["ours"], rows[best, "other"]["ours"]) == (0.7, 0.6)
    assert (rows[best, "other"]["ours_low"], rows[best, "other"]["ours_high"]) == pytest.approx((0.5, 0.7))
    preloaded = rows["hit ratio with 2 of 8 experts cached, and preloads as predicted", "real"]
    assert (preloaded["ours"], preloaded["label"], preloaded["weights"]) == (0.8, "modelled", "none")
    alone = next(row for (quantity, _), row in rows.items() if "no preloads" in quantity)
    assert (alone["ours"], alone["figure"], alone["paper"]) == (0.55, "hits_2_n6", None)


def test_without_another_model_there_is_no_second_part() -> None:
    assert compare({name: each for name, each in REPORTS.items() if "/" not in name}) == []


def test_lines_have_a_cell_for_every_model() -> None:
    models, lines = columns(compare(REPORTS))
    assert [(each["model"], each["weights"]) for each in models] == [
        ("mini", "stand-in"), ("other", "stand-in"), ("real", "none"),
    ]  # fmt: skip
    for line in lines:
        assert [cell and cell["model"] for cell in line["cells"]] in (
            ["mini", "other", None], [None, "other", None], [None, None, "real"],
        )  # fmt: skip


def test_every_compared_quantity_is_the_papers_and_told_from_the_others() -> None:
    words = [each.quantity or VALUES[each.value].quantity for each in COMPARED]
    assert len(set(words)) == len(words)


def test_given_traces_are_drawn_beside_the_model(tiny_folder: Path, tmp_path: Path) -> None:
    traces = write_file(tmp_path / "real.parquet", 24)
    settings = load_settings(
        "experiment=reproduce", "model=switch_base_8", f"model.path={tiny_folder}", "dataset=sample",
        "dataset.trace_dialogues=20", "model.max_new_tokens=4", "model.max_source_tokens=48",
        "experiment.experiments=[fig5_path_skew]", "experiment.also=[]", f"experiment.traces={traces}",
        f"output={tmp_path / 'outputs'}",
    )  # fmt: skip
    module, parameters = load_experiment(settings.experiment)
    context = Context(settings)
    found = module.run(context, parameters)
    drawn = {row["section"] for row in found.rows if row["kind"] == "run"}
    assert drawn >= {"fig5_path_skew", "traces/fig5_path_skew", "traces/fig8a_prediction_accuracy"}
    page = module.page(context, parameters, found)
    assert "real (its routes alone)" in page
    assert "The same figures on other models" in page
    stored = json.loads((tmp_path / "outputs/traces/fig8a_prediction_accuracy/report.json").read_text())
    assert "factorised" in {row["predictor"] for row in stored["rows"]}
    assert stored["labels"]["weights"] == "none"

    logs = load_settings("experiment=reproduce", "tier=from_logs", f"output={tmp_path / 'outputs'}")
    again = module.run(Context(logs), load_experiment(logs.experiment)[1])
    assert {row["section"] for row in again.rows if row["kind"] == "run"} == drawn
