"""Every experiment file composes, and every experiment runs at a tiny size."""

import json
from dataclasses import replace

import pytest

from flame.artifact import open_artifact
from flame.config import conf_folder, load_settings
from flame.experiment import Context, experiment_names, experiment_title, load_experiment
from flame.report import REPORT_VERSION, Report, write_report

NAMES = experiment_names(conf_folder())

# Parameters that make an experiment small; what is not named runs as its YAML says.
TINY: dict[str, dict] = {
    "fig4b_pruning_strategies": {"loss_dialogues": 4, "rouge_dialogues": 2, "bootstrap_samples": 20, "block": [8, 8]},
    "fig7_pruning_accuracy": {
        "patterns": ["1:1", "2:4"], "loss_dialogues": 4, "rouge_dialogues": 2, "bootstrap_samples": 20,
    },
    "fig8a_prediction_accuracy": {"known_layers": [1, 2], "resamples": 20},
    "fig8b_cache_hit_ratio": {
        "known_layers": [1, 2], "slots": [1, 2], "policies": ["lru", "s3fifo"], "prefetch": [1], "batches": [1, 2],
    },
    "fig9a_index_storage": {"known_layers": [1, 2]},
    "fig9b_latency": {"patterns": ["1:1", "2:4"], "slots": [1, 2], "tokens": 40, "known_layers": 2},
    "table1": {"fit_tokens": 30, "fit_evaluations": 6, "known_layers": 2},
    "pruning_report": {
        "patterns": ["1:4"], "calibration_dialogues": 6, "min_tokens": 8, "recovery_dialogues": 6,
        "recovery": {"steps": 2, "learning_rate": 0.001, "teacher_weight": 0.5, "experts_only": True},
        "sensitivity_dialogues": 3, "rouge_dialogues": 2, "allocate": ["1:4"], "board_slots": 4000, "block": [8, 8],
        "criteria": ["magnitude", "wanda"],
    },
    "estimate": {"d_model": 64, "d_ff": 64, "rows": 8, "units": 2, "yosys_rows": 0},
    "bench_pruning": {
        "rows": 64, "cols": 64, "matrices": 2, "repeats": 1, "checkpoints": [[2, 2, 32, 64]],
    },
    "bench_kernels": {
        "rows": 32, "cols": 64, "patterns": ["2:4"], "value_types": ["int8"], "batches": [1], "threads": [1],
        "instruction_sets": ["portable"], "matrices": 2, "cold_bytes": 1000, "repeats": 1,
    },
    "reproduce": {"experiments": ["fig4a_memory_footprint", "fig5_path_skew"]},
    "train_mini": {
        "plan": {
            "pretrain_steps": 3, "finetune_steps": 2, "batch": 4,
            "learning_rate": 0.004, "vocabulary": 400, "d_model": 16, "d_ff": 32, "num_heads": 2, "num_experts": 2,
            "blocks": 2, "moe_layers": 1,
            "max_source_tokens": 48, "max_target_tokens": 16, "dropout": 0.1,
            "layer_balance_loss": 0.1, "balance_steps": 3, "router_z_loss": 0.001, "checkpoint_every": 5,
        },
        "summarised": 20, "held_out": 4, "judged": 4,
    },
}  # fmt: skip


def context_for(name, tiny_folder, output, *overrides):
    settings = load_settings(f"experiment={name}", f"output={output}", "dataset=sample", *overrides)
    model = replace(
        settings.model, name="tiny", source="hub", path=str(tiny_folder), max_source_tokens=48, max_new_tokens=6
    )
    dataset = replace(settings.dataset, trace_dialogues=30, accuracy_dialogues=4)
    return Context(replace(settings, model=model, dataset=dataset, experiment=settings.experiment | TINY.get(name, {})))


@pytest.mark.parametrize("name", NAMES)
def test_it_composes_and_says_what_it_is(name):
    settings = load_settings(f"experiment={name}")
    load_experiment(settings.experiment)
    assert settings.experiment["name"] == name
    assert 10 < len(experiment_title(name)) < 100


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_small(name, tiny_folder, tmp_path):
    context = context_for(name, tiny_folder, tmp_path)
    module, parameters = load_experiment(context.settings.experiment)
    report = module.run(context, parameters)
    assert isinstance(report, Report)
    assert report.experiment == name
    assert report.rows
    folder = write_report(report, tmp_path / name, context.settings_json(), 0)
    stored = json.loads((folder / "report.json").read_text())
    assert {"versions", "git", "config_sha256", "seed"} <= set(stored["provenance"])
    open_artifact(folder, "report", REPORT_VERSION)
