"""Claims and figures over several seeds: what holds for all is told apart from what depends on the seed."""

import math

import pytest

from experiments.paper.seeds import Parameters, claims_over, figures_over
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import write_report
from flame.errors import ConfigError
from tests.conftest import save_switch


def claim(id: str, ours: float | None, verdict: str) -> dict:
    row = {"kind": "claim", "id": id, "quantity": id, "unit": "", "paper": 2.0, "evidence": "measured"}
    return row | ({} if ours is None else {"ours": ours}) | {"verdict": verdict}


def test_verdicts_and_spread_by_hand() -> None:
    first = [
        claim("always", 2.0, "holds"), claim("never", 1.0, "differs"), claim("mixed", 3.0, "holds"),
        claim("undecided", 2.0, "undecided"), claim("absent", 2.0, "holds"), {"kind": "run"},
    ]  # fmt: skip
    second = [
        claim("always", 4.0, "holds"), claim("never", 1.5, "differs"), claim("mixed", 1.0, "differs"),
        claim("undecided", 2.0, "undecided"), claim("absent", None, "not run"),
    ]  # fmt: skip
    rows = {row["id"]: row for row in claims_over({"a": first, "b": second})}
    assert set(rows) == {"always", "never", "mixed", "undecided"}  # of one model alone there is no spread
    assert [row["verdict"] for row in rows.values()] == [
        "holds, all", "differs, all", "depends on the seed", "undecided, all",
    ]  # fmt: skip
    always = rows["always"]
    assert (always["a"], always["b"], always["least"], always["most"], always["mean"]) == (2, 4, 2, 4, 3)
    assert always["deviation"] == pytest.approx(math.sqrt(2))
    assert [row["holds_for"] for row in rows.values()] == [2, 0, 1, 0]


def test_a_claim_in_words_has_the_limit_and_no_value_of_the_paper() -> None:
    row = claim("x", 2.0, "holds") | {"paper": None, "limit": 0.5}
    (found,) = claims_over({"a": [row], "b": [row]})
    assert (found["paper"], found["limit"]) == (None, 0.5)


def test_one_model_without_a_figure_keeps_a_claim_from_holding_for_all() -> None:
    answers = {"a": [claim("x", 2.0, "holds")], "b": [claim("x", 2.0, "holds")], "c": [claim("x", None, "not run")]}
    assert claims_over(answers)[0]["verdict"] == "depends on the seed"


def test_figures_are_numbers_that_differ_in_rows_that_are_alike() -> None:
    a = [{"pattern": "2:4", "n": 1, "loss": 1.0, "same": 5}, {"pattern": "path 3", "loss": 1.0}]
    b = [{"pattern": "2:4", "n": 1, "loss": 3.0, "same": 5}, {"pattern": "path 7", "loss": 2.0}]
    (row,) = figures_over("fig", {"a": a, "b": b})
    assert (row["row"], row["figure"], row["a"], row["b"], row["mean"]) == ("pattern 2:4, n 1, same 5", "loss", 1, 3, 2)


@pytest.mark.parametrize("folders", [[], ["x/seed_0", "y/seed_0"]])
def test_models_need_names_of_their_own(folders: list[str]) -> None:
    with pytest.raises(ConfigError, match="names of their own"):
        Parameters(tuple(folders), ("fig5_path_skew",), {})


def test_two_seeds_of_one_model_end_to_end(tiny_folder, tmp_path) -> None:
    other = save_switch(tmp_path / "other", seed=1)
    context = Context(
        load_settings(
            "experiment=seeds", f"experiment.folders=[{other}]", "experiment.experiments=[fig5_path_skew]",
            "dataset=sample", "dataset.trace_dialogues=12", "model.source=hub", f"model.path={tiny_folder}",
            "model.max_new_tokens=4", f"output={tmp_path / 'outputs'}",
        )
    )  # fmt: skip
    module, parameters = load_experiment(context.settings.experiment)
    report = module.run(context, parameters)
    write_report(report, tmp_path / "outputs" / "seeds", context.settings_json(), 0)  # leaves the models' own
    by_id = {row["id"]: row for row in report.rows if row["kind"] == "claim"}
    paths = by_id["distinct_paths"]
    for name in ("switch_mini_8", "other"):
        folder = tmp_path / "outputs" / "seed_models" / name / "fig5_path_skew"
        assert (folder / "report.json").is_file()
        assert paths[name] > 0
    assert paths["least"] == min(paths["switch_mini_8"], paths["other"])
    assert by_id["possible_paths"]["deviation"] == 0
    assert any(row["kind"] == "figure" for row in report.rows)
    digests = [value for key, value in report.provenance.items() if key.startswith("model_sha256 of")]
    assert len(set(digests)) == 2
