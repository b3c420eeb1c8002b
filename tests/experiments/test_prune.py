from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from flame.config import load_settings
from flame.errors import ConfigError
from flame.experiment import Context, load_experiment
from flame.model import load_model
from flame.packed_store import PackedStore
from offline.pruning import expert_matrices

SMALL = {
    "loss_dialogues": 4, "rouge_dialogues": 2, "bootstrap_samples": 20, "calibration_dialogues": 6, "min_tokens": 8,
}  # fmt: skip


def run(tiny_folder, output, *overrides, **parameters):
    settings = load_settings("experiment=prune", f"output={output}", "dataset=sample", *overrides)
    model = replace(
        settings.model, name="tiny", source="hub", path=str(tiny_folder), max_source_tokens=48, max_new_tokens=6
    )
    context = Context(replace(settings, model=model, experiment=settings.experiment | SMALL | parameters))
    module, typed = load_experiment(context.settings.experiment)
    return context, module.run(context, typed)


def test_the_folder_loads_unchanged_and_packs_to_the_store(tiny_folder, tmp_path):
    context, report = run(tiny_folder, tmp_path, "pruning.criterion=sparsegpt", "pruning.pattern='1:4'")
    kinds = [row["kind"] for row in report.rows]
    assert kinds == ["layer"] * 4 + ["all experts", "accuracy before", "accuracy after"]
    whole = report.rows[4]
    store = PackedStore(tmp_path / "prune_checkpoint" / "packed")
    assert whole["packed_bytes"] == store.size_bytes == sum(row["packed_bytes"] for row in report.rows[:4])
    assert whole["fraction_of_dense"] == pytest.approx((0.25 * 16 + 0.25 * 2) / 16)
    loaded = load_model(replace(context.settings.model, path=str(tmp_path / "prune_checkpoint" / "dense")))
    assert loaded.weights == context.model.weights
    for place, matrix in expert_matrices(loaded):
        packed = store.load(place.stack, place.position, place.expert).matrices[place.name]
        assert torch.equal(matrix[matrix != 0].double().sum(), torch.from_numpy(packed.floats()).double().sum()), place


def test_a_model_need_not_be_loaded_for_magnitude(tiny_folder, tmp_path):
    context, report = run(tiny_folder, tmp_path, evaluate=False)
    assert "model" not in context.__dict__
    assert report.labels.weights == "pretrained"


def test_a_misspelt_criterion_is_named(tiny_folder, tmp_path):
    with pytest.raises(ConfigError, match="did you mean wanda"):
        run(tiny_folder, tmp_path, "pruning.criterion=wand")
    assert not (tmp_path / "prune_checkpoint").exists()
