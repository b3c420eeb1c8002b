from __future__ import annotations

import pytest

from experiments.studies import pruning_variants
from experiments.studies.pruning_report import BASELINES, run
from flame.app.experiment import load_experiment
from flame.errors import ConfigError
from tests.experiments.test_every_experiment import TINY, context_for

SMALL = TINY["pruning_report"] | {"criteria": ["magnitude", "wanda"], "recover": [], "allocate": [], "board_slots": 0,
                                  "rouge_dialogues": 0, "baselines": ["unstructured", "whole experts"]}  # fmt: skip


def report(tiny_folder, output, **changes):
    context = context_for("pruning_report", tiny_folder, output)
    _, parameters = load_experiment(context.settings.experiment | SMALL | changes)
    return run(context, parameters)


def test_a_run_goes_on_at_the_row_where_it_stopped(tiny_folder, tmp_path, monkeypatch):
    measured = []
    measure = pruning_variants.Bench.measure

    def watched(bench, variant, stop_at=None):
        measured.append((variant.strategy, variant.criterion))
        if len(measured) == stop_at:
            raise KeyboardInterrupt
        return measure(bench, variant)

    monkeypatch.setattr(pruning_variants.Bench, "measure", lambda bench, variant: watched(bench, variant, 4))
    with pytest.raises(KeyboardInterrupt):
        report(tiny_folder, tmp_path)
    monkeypatch.setattr(pruning_variants.Bench, "measure", watched)
    resumed = report(tiny_folder, tmp_path)
    order = [("dense", "none"), ("N:M", "magnitude"), ("N:M", "wanda"), ("unstructured", "magnitude"),
             ("whole experts", "usage")]  # fmt: skip
    assert measured == order[:4] + order[3:]
    assert [(row["strategy"], row["criterion"]) for row in resumed.rows] == order
    again = report(tiny_folder, tmp_path)
    assert len(measured) == 6
    assert again.rows == resumed.rows
    assert again.notes == resumed.notes
    report(tiny_folder, tmp_path, calibration_dialogues=5)
    assert len(measured) == 11


def test_every_strategy_has_the_sparsity_and_bytes_that_it_says(tiny_folder, tmp_path):
    found = report(tiny_folder, tmp_path, baselines=list(BASELINES), criteria=["magnitude"])
    weights = 4 * 4 * 2 * 32 * 64
    sizes = {row["strategy"]: (row["sparsity"], row["packed_bytes"]) for row in found.rows}
    quarter = weights // 4 * 2  # fp16 values
    assert sizes == {
        "dense": (0.0, weights * 2),
        "N:M": (0.75, quarter + weights // 4 * 2 // 8),
        "unstructured": (0.75, quarter + weights // 8),
        "column-balanced block": (0.75, quarter + weights // 64 // 8),
        "whole experts": (0.75, quarter + 2),
    }


def test_an_unknown_baseline_is_named(tiny_folder, tmp_path):
    with pytest.raises(ConfigError, match="did you mean whole experts"):
        report(tiny_folder, tmp_path, baselines=["whole expert"])
