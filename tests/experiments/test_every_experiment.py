"""Every experiment file composes, and every experiment runs at a tiny size."""

import json
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import get_type_hints

import pytest
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from flame.app.catalogue import experiment_names, experiment_reads, experiment_title
from flame.app.config import Settings, conf_folder, load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import REPORT_VERSION, Report, write_report
from flame.storage.artifact import open_artifact
from tests.conftest import save_switch

NAMES = experiment_names(conf_folder())

# Parameters that make an experiment small; what is not named runs as its YAML says.
TINY: dict[str, dict] = {
    "fig4b_pruning_strategies": {"loss_dialogues": 4, "rouge_dialogues": 2, "bootstrap_samples": 20, "block": [8, 8]},
    "fig7_pruning_accuracy": {
        "patterns": ["1:1", "2:4"], "loss_dialogues": 4, "rouge_dialogues": 2, "bootstrap_samples": 20,
    },
    "fig8a_prediction_accuracy": {"known_layers": [1, 2], "resamples": 20},
    "fig8b_cache_hit_ratio": {
        "known_layers": [1, 2], "slots": [1, 2], "policies": ["lru", "s3fifo"], "preload": [1], "batches": [1, 2],
        "resamples": 20,
    },
    "fig9a_index_storage": {"known_layers": [1, 2], "resamples": 20},
    "bitstream": {"rows": 4, "calibration_dialogues": 2, "tokens": 6},
    "csim": {"rows": 4, "calibration_dialogues": 2, "tokens": 6},
    "fig9b_latency": {"patterns": ["1:1", "2:4"], "slots": [1, 2], "tokens": 40},
    "table1": {
        "fit_tokens": 30, "fit_evaluations": 6, "kept_known_layers": 1,
        "event_fits": [{"expert_slots": 2, "accuracy": "hits_2_n6", "pattern": "2:4", "abandon_wrong_preloads": True}],
        "regime": {"slots_per_layer": [1], "lanes": [64, 256], "offchip_gb_per_s": [77.0], "tokens": 30},
    },
    "pruning_report": {
        "patterns": ["1:4"], "calibration_dialogues": 6, "min_tokens": 8, "recovery_dialogues": 6,
        "recovery": {"steps": 2, "learning_rate": 0.001, "teacher_weight": 0.5, "experts_only": True},
        "sensitivity_dialogues": 3, "rouge_dialogues": 2, "allocate": ["1:4"], "board_slots": 4000, "block": [8, 8],
        "criteria": ["magnitude", "wanda"],
    },
    "design_space": {
        "patterns": ["1:1", "2:4"], "value_bits": [8], "slots": [2, 48], "known_layers": [0, 1], "word_bits": [512],
        "units": [1], "banks": [4], "clock_mhz": [300.0], "tokens": 20, "loss_dialogues": 2, "max_target_tokens": 8,
    },
    "placement": {
        "boards": [1, 2], "strategies": ["round robin", "balanced"], "tokens": 40, "batch": 4,
        "little": {
            "pattern": "1:8", "at_most": [1.0], "loss_dialogues": 2, "rouge_dialogues": 2, "max_target_tokens": 8,
            "bootstrap_samples": 20,
        },
    },
    "estimate": {"d_model": 64, "d_ff": 64, "rows": 8, "units": 2, "yosys_rows": 0},
    "gated_experts": {"layers": 2, "experts": 16},
    "gated_project": {"design": "gated_tiny_int4", "experts": 3},
    "bench_pruning": {
        "rows": 64, "cols": 64, "matrices": 2, "repeats": 1, "checkpoints": [[2, 2, 32, 64]],
    },
    "bench_kernels": {
        "rows": 32, "cols": 64, "patterns": ["2:4"], "value_types": ["int8"], "batches": [1], "threads": [1],
        "experts": {"hidden": 64, "d_ff": 32, "patterns": ["2:4"], "value_types": ["int4"]},
        "instruction_sets": ["portable"], "matrices": 2, "cold_bytes": 1000, "repeats": 1,
    },
    "bench_batches": {
        "experts": 4, "top_k": 2, "hidden": 64, "d_ff": 32, "devices": ["cpu", "cuda"], "tokens": [1, 3], "requests": 3,
        "warm_up": 1, "threads": 1,
    },
    "bench_tokens": {"devices": ["cpu", "cuda"], "slots": [2], "texts": 1, "tokens": 6, "threads": 1},
    "bench_streaming": {
        "geometry": {
            "d_model": 16, "d_ff": 32, "num_heads": 2, "num_experts": 8, "blocks": 4, "moe_layers": 2, "vocabulary": 40,
        },
        "routing": {
            "tokens": 400, "example_tokens": 8, "paths": 20, "exponent": 1.1, "departure": 0.2, "branches": 2,
            "noise": 0.02,
        },
        "hidden_dialogues": 6,
        "value_types": ["int8"], "threads": 1, "source_tokens": 4, "examples": 2, "tokens": 4,
        "warm_up_examples": 1, "disk_tokens": 2, "loss_dialogues": 2,
    },
    "bench_speculation": {
        "embedded": {"slots": [2], "expert_load_ms": [0.1], "texts": 1, "tokens": 6, "openings": 1},
        "table_dialogues": 8,
        "random": {
            "geometry": {
                "layers": 2, "experts": 8, "distinct": 4, "top_k": 2, "hidden": 64, "d_ff": 32, "heads": 4,
                "kv_heads": 2, "head_dim": 16, "vocabulary": 100,
            },
            "traces": None, "given_acceptance": [0.5],
            "grid": {"slots": [2], "expert_load_ms": [0.1], "texts": 1, "tokens": 6, "openings": 2},
        },
        "draft_tokens": [0, 2], "threads": 1,
    },
    "bench_prediction": {
        "tokens": 2000, "plain_tokens": 500, "memory_tokens": 300, "repeats": 1,
        "ranked": {"shape": "256 KB", "tokens": 20, "moe_layers": 2, "num_experts": 128, "top_k": 8},
    },
    "serve_beyond_memory": {"dialogues": 2, "tokens": 2},
    "perplexity": {"tokens": 60, "window": 24, "strides": [8, 24], "resamples": 20},
    "reproduce": {"experiments": ["fig4a_memory_footprint", "fig5_path_skew"], "also": []},
    "seeds": {"folders": ["seed_1"], "experiments": ["fig5_path_skew"]},
    "collect": {"x": "experiment.bytes_per_weight", "y": ["expert_bytes"], "series": "model"},
    "diff": {"a": "sweep/2", "b": "sweep/4"},
    "export": {"examples": 2},
    "search": {
        "of": "fig4a_memory_footprint", "trials": 3,
        "space": [{"field": "experiment.bytes_per_weight", "values": [1, 2, 4]}],
        "objectives": [
            {"column": "expert_bytes", "direction": "minimize"}, {"column": "expert_fraction", "direction": "maximize"},
        ],
    },
    "alternatives": {
        "dialogues": 2, "slots": [1, 2], "trace_examples": 2,
        "prune": {
            "rows": 64, "cols": 64, "matrices": 2, "patterns": ["2:4"], "repeats": 1, "checkpoints": [],
            "checkpoint_value_type": "bf16", "workers": 1,
        },
    },
    "peers": {
        "geometry": {
            "layers": 2, "experts": 8, "top_k": 2, "hidden": 64, "d_ff": 32, "heads": 4, "kv_heads": 2, "head_dim": 16,
            "vocabulary": 512,
        },
        "value_types": ["int4"], "limit_bytes": 900_000_000, "prompt": 8, "warm_up": 1, "tokens": 2,
        "offload_tokens": 1, "threads": 1, "bandwidth_bytes": 100_000,
    },
    "families": {"only": ["mixtral", "diffusion_gemma"], "schedules": 2, "thorough_schedules": 2, "processes": 1},
    "train_mini": {
        "plan": {
            "pretrain_steps": 3, "finetune_steps": 2, "pretrain_seconds": None, "finetune_seconds": None, "batch": 4,
            "finetune_batch": 4, "learning_rate": 0.004, "finetune_rate": 0.5, "vocabulary": 400, "d_model": 16,
            "d_ff": 32, "num_heads": 2, "num_experts": 2, "blocks": 2, "moe_layers": 1, "max_source_tokens": 48,
            "max_target_tokens": 16, "dropout": 0.1, "expert_dropout": 0.2, "input_dropout": 0.1,
            "balance_loss": 0.01, "router_z_loss": 0.001, "router_jitter": 0.01, "average": 0.9, "evaluate_every": 1,
            "patience": 5, "checkpoint_seconds": 60,
        },
        "seeds": [0, 1], "summarised": 20, "held_out": 4, "judged": 4,
    },
    "train_predictor": {
        "dialogues": 4, "report_dialogues": 2, "router_leads": [1], "block_leads": [0], "both_leads": [1], "width": 4,
        "timed_tokens": 2,
        "learning": {"epochs": 1, "batch": 16, "learning_rate": 0.01, "weight_decay": 0.0, "dropout": 0.0},
    },
    "upcycle": {
        "plan": {
            "num_experts": 4, "rank": 2, "top_k": 2, "dialogue_rows": 2, "replay_rows": 1, "learning_rates": [0.01],
            "trial_share": 0.1, "router_rate": 0.1, "balance_loss": 0.001, "seconds": 3.0, "look_every": 1.0,
            "held_rows": 2, "compiled": False,
        },
        "base": "base", "dialogues": 20, "length": 32, "held_out_rows": 4, "conversations": 4,
        "conversation_tokens": 40, "requests": 2, "request_lengths": [80], "answer_tokens": 4, "scales": [0.5, 1.0],
    },
}  # fmt: skip

# Fields of the groups that make one small.
SMALL_TABLE = ("predictor.known_layers=2",)
TINY_GROUPS = {
    "fig9b_latency": SMALL_TABLE, "table1": SMALL_TABLE, "bench_streaming": SMALL_TABLE, "alternatives": SMALL_TABLE,
    "bench_speculation": SMALL_TABLE,
    "domain_shift": SMALL_TABLE,
}  # fmt: skip


DECODERS = ("perplexity",)  # what only a decoder alone can do


def context_for(name, tiny_folder, output):
    reads = experiment_reads(name)
    settings = load_settings(
        f"experiment={name}", f"output={output}", *TINY_GROUPS.get(name, ()),
        *(["dataset=sample"] if any(read.startswith("dataset") for read in reads) else []),
    )  # fmt: skip
    model = replace(
        settings.model, name="tiny", source="hub", path=str(tiny_folder), max_source_tokens=48, max_new_tokens=6
    )
    dataset = replace(settings.dataset, trace_dialogues=30, accuracy_dialogues=4)
    return Context(replace(settings, model=model, dataset=dataset, experiment=settings.experiment | TINY.get(name, {})))


# What checks settings, asks whether traces are of another model, or says where figures are from makes no figure.
EXCEPTED = ("__post_init__", "check_counts", "onchip_bytes", "bram36", "uram", "stored_trace", "provenance")
# Fields that an experiment reads of settings that it has made itself: of each of its corpora.
ITS_OWN = {"domain_shift": {f"dataset.{name}" for name in ("name", "path", "hub_name", "trace_name")}}


def recording(kind, group, read):
    """A subclass of a settings class that notes which of its fields are read, copies and digests excepted."""

    names = {f.name for f in fields(kind)}

    def note(self, field):
        code = sys._getframe(1).f_code
        module = Path(code.co_filename).stem
        if field in names and module not in ("dataclasses", "copy") and code.co_name not in EXCEPTED:
            read.add(f"{group}.{field}" if group else field)
        return kind.__getattribute__(self, field)

    return type(kind.__name__, (kind,), {"__getattribute__": note})


def recorded(settings, read):
    """The same settings, which note what is read of them."""
    groups = {
        group: recording(type(getattr(settings, group)), group, read)
        for group in ("dataset", "pruning", "predictor", "buffer", "platform", "model")
    }
    parts = {
        group: kind(**{f.name: getattr(getattr(settings, group), f.name) for f in fields(kind)})
        for group, kind in groups.items()
    }
    return recording(Settings, "", read)(**{f.name: getattr(settings, f.name) for f in fields(Settings)} | parts)


@pytest.mark.parametrize("name", NAMES)
def test_it_composes_and_says_what_it_is(name):
    settings = load_settings(f"experiment={name}")
    load_experiment(settings.experiment)
    assert settings.experiment["name"] == name
    assert 10 < len(experiment_title(name)) < 100


def store_two_points(output):
    """What collect and diff read."""
    for size in (2, 4):
        settings = load_settings("experiment=fig4a_memory_footprint", f"experiment.bytes_per_weight={size}")
        module, parameters = load_experiment(settings.experiment)
        context = Context(settings)
        write_report(module.run(context, parameters), output / "sweep" / str(size), context.settings_json(), 0)


def allowed(name):
    """The names of settings that an experiment may read."""
    reads = {"seed" if read == "model" else read for read in experiment_reads(name)} | set(experiment_reads(name))
    groups = {read for read in reads if "." not in read}
    kinds = get_type_hints(Settings)
    inside = {f"{group}.{f.name}" for group in groups if is_dataclass(kinds.get(group)) for f in fields(kinds[group])}
    return reads | inside | {read.partition(".")[0] for read in reads}


def store_llama(folder, tokenizer_folder):
    """What upcycle makes experts of."""
    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)
    tokenizer.chat_template = "{% for m in messages %}{{ m['role'] }}\n{{ m['content'] }}\n{% endfor %}"
    tokenizer.save_pretrained(folder)
    sizes = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2)
    config = LlamaConfig(vocab_size=len(tokenizer), num_key_value_heads=1, pad_token_id=0, eos_token_id=1, **sizes)
    LlamaForCausalLM(config).save_pretrained(folder)


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_small(name, tiny_folder, decoder_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    output = Path("outputs")  # relative, as it is for those who run it
    if name in ("collect", "diff"):
        store_two_points(output)
    if name == "seeds":
        save_switch(Path("seed_1"), seed=1)
    if name == "upcycle":
        store_llama(Path("base"), tiny_folder)
    read = set()
    context = context_for(name, decoder_folder if name in DECODERS else tiny_folder, output)
    context = Context(recorded(context.settings, read))
    module, parameters = load_experiment(context.settings.experiment)
    if name == "search":
        pytest.importorskip("optuna", reason="optuna is not installed, so nothing was searched")
    report = module.run(context, parameters)
    assert isinstance(report, Report)
    assert report.experiment == name
    assert report.rows
    undeclared = read - {"output", "experiment", *allowed(name), *ITS_OWN.get(name, ())}
    assert not undeclared, f"{name} reads {sorted(undeclared)}, which its READS does not say"
    folder = write_report(report, output / name, context.settings_json(), 0)
    stored = json.loads((folder / "report.json").read_text())
    assert {"versions", "git", "config_sha256", "seed"} <= set(stored["provenance"])
    open_artifact(folder, "report", REPORT_VERSION)
