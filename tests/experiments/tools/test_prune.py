from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import Qwen3MoeForCausalLM

from experiments.bench.bench_pruning import write_random_checkpoint
from flame.app import cli
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.errors import ConfigError
from flame.ids import ExpertId, LayerId
from flame.models.family import family_of
from flame.models.loading import load_model, load_without_experts
from flame.models.packed_linear import PackedLinear
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from flame.storage import tensor_file
from flame.storage.packed_store import PackedStore
from flame.storage.tensor_file import TensorFile
from offline.pruning.masks import expert_matrices, nm_mask

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
        packed = store.load(place.expert).matrices[place.name]
        assert torch.equal(matrix[matrix != 0].double().sum(), torch.from_numpy(packed.floats()).double().sum()), place


def test_a_model_need_not_be_loaded_for_magnitude(tiny_folder, tmp_path):
    context, report = run(tiny_folder, tmp_path, evaluate=False)
    assert "model" not in context.__dict__
    assert report.labels.weights == "pretrained"


def test_linear_layers_beside_the_experts_are_packed_too(tiny_folder, tmp_path):
    context, report = run(tiny_folder, tmp_path, "pruning.linear_type=int8")
    assert [row["kind"] for row in report.rows] == ["layer"] * 4 + ["all experts"]  # nothing loads it whole, to measure
    model = load_without_experts(replace(context.settings.model, path=str(tmp_path / "prune_checkpoint" / "dense")))
    assert {each.packed.value_type for each in model.hf.modules() if isinstance(each, PackedLinear)} == {"int8"}
    with pytest.raises(ConfigError, match=r"experiment\.evaluate"):
        run(tiny_folder, tmp_path, "pruning.linear_type=int8", evaluate=True)
    with pytest.raises(ConfigError, match=r"pruning\.linear_type=int7: did you mean"):
        run(tiny_folder, tmp_path, "pruning.linear_type=int7")


def test_a_misspelt_criterion_is_named(tiny_folder, tmp_path):
    with pytest.raises(ConfigError, match="did you mean wanda"):
        run(tiny_folder, tmp_path, "pruning.criterion=wand")
    assert not (tmp_path / "prune_checkpoint").exists()


def test_exceptions_to_the_pattern_by_place(tiny_folder, tmp_path):
    rules = ["*.down=1:4", "decoder.1.*=3:8", "decoder.1.2.down=1:1"]
    _, report = run(tiny_folder, tmp_path, evaluate=False, patterns=rules)
    store = PackedStore(tmp_path / "prune_checkpoint" / "packed")
    found = {
        (stack, expert): [str(m.pattern) for m in store.load(ExpertId(LayerId(stack, 1), expert)).matrices.values()]
        for stack, expert in (("encoder", 2), ("decoder", 0), ("decoder", 2))
    }
    assert found == {
        ("encoder", 2): ["2:4", "1:4"], ("decoder", 0): ["3:8", "3:8"], ("decoder", 2): ["3:8", "1:1"],
    }  # fmt: skip
    assert report.rows[3]["pattern"] == "1:1 x 1, 3:8 x 7"
    with pytest.raises(ConfigError, match=r"'decodr\.\*=1:4' fits no matrix"):
        run(tiny_folder, tmp_path, evaluate=False, patterns=["decodr.*=1:4"])
    with pytest.raises(ConfigError, match="one of them at most"):
        run(tiny_folder, tmp_path, evaluate=False, patterns=rules, budget_slots=4)


def test_a_budget_of_slots_is_kept_on_disk(tiny_folder, tmp_path):
    dense = 4 * 4 * 2 * 32 * 64 * 2
    buffer_bytes = 40_000
    board = ["platform=u200", f"platform.buffer_bytes={buffer_bytes}", "pruning.value_type=fp16"]
    _, report = run(tiny_folder, tmp_path, *board, evaluate=False, budget_slots=8, sensitivity_dialogues=3)
    whole = report.rows[4]
    assert whole["packed_bytes"] == PackedStore(tmp_path / "prune_checkpoint" / "packed").size_bytes
    assert whole["packed_bytes"] <= buffer_bytes // 8 * 16
    assert whole["buffer_slots"] >= 8 > whole["buffer_slots_dense"] == buffer_bytes * 16 // dense
    assert " x " in whole["pattern"]


def test_recovery_holds_the_pattern_and_is_not_repeated(tiny_folder, tmp_path):
    recovery = {"steps": 3, "learning_rate": 0.003, "teacher_weight": 1.0, "experts_only": True}
    options = {"recovery": recovery, "recovery_dialogues": 6, "rouge_dialogues": 0}
    _, report = run(tiny_folder, tmp_path, "pruning.criterion=wanda", "pruning.value_type=fp32", **options)
    kinds = [row["kind"] for row in report.rows]
    assert kinds[-3:] == ["accuracy before", "accuracy pruned, not recovered", "accuracy after"]
    recovered = PackedStore(tmp_path / "prune_checkpoint" / "packed")
    (first,) = (tmp_path / "artifacts").glob("pruned-*")
    plain = PackedStore(first / "packed")
    changed = 0
    for layer in plain.layers:
        for expert in range(plain.num_experts):
            before, after = (store.load(ExpertId(layer, expert)).matrices for store in (plain, recovered))
            for name in before:
                assert before[name].indexes.tobytes() == after[name].indexes.tobytes()
                changed += before[name] != after[name]
    assert changed
    made = (tmp_path / "prune_checkpoint" / "manifest.json").stat().st_mtime_ns
    _, again = run(tiny_folder, tmp_path, "pruning.criterion=wanda", "pruning.value_type=fp32", **options)
    assert (tmp_path / "prune_checkpoint" / "manifest.json").stat().st_mtime_ns == made
    assert list(again.rows) == list(report.rows)


def test_experts_are_exported_for_compressed_tensors(tiny_folder, tmp_path):
    _, report = run(tiny_folder, tmp_path, evaluate=False, export_sparse_bitmask=True)
    config = json.loads((tmp_path / "prune_sparse_bitmask" / "config.json").read_text())
    assert config["quantization_config"]["sparsity_config"]["format"] == "sparse-24-bitmask"
    assert (config["model_type"], config["num_experts"]) == ("switch_transformers", 4)
    assert any("prune_sparse_bitmask" in note for note in report.notes)


WI = "decoder.block.1.layer.2.mlp.experts.expert_2.wi.weight"


def cut_short(folder: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])


def change(folder: Path, how) -> None:
    state = load_file(folder / "model.safetensors")
    how(state)
    save_file(state, folder / "model.safetensors", {"format": "pt"})


def full_disk(folder: Path) -> None:
    """Put /dev/full in the place of the second layer's file, where an interrupted run goes on."""
    state = (folder / "model.safetensors").read_bytes()
    real = tensor_file.TensorWriter.write
    written = []

    def stop(writer, name, array):
        written.append(name)
        if len(written) > 12:
            raise KeyboardInterrupt
        real(writer, name, array)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tensor_file.TensorWriter, "write", stop)
        assert cli_run(folder)[0] == 130
    assert (folder / "model.safetensors").read_bytes() == state
    (dense,) = (folder.parent / "outputs").glob(".prune_checkpoint.*.partial/dense")
    (dense / ".model-encoder-01.safetensors.partial").symlink_to("/dev/full")


def cli_run(folder: Path, *overrides: str) -> tuple[int, str]:
    """Exit code and standard error of `flame experiment=prune` in this process."""
    usual = ["model=switch_base_8", f"model.path={folder}", "dataset=sample", "experiment.evaluate=false",
             f"output={folder.parent / 'outputs'}"]  # fmt: skip
    given = {override.partition("=")[0] for override in overrides}
    kept = [override for override in usual if override.partition("=")[0] not in given]
    arguments = ["flame", "experiment=prune", *kept, *overrides]
    errors = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", arguments)
        patch.setattr(sys, "stderr", errors)
        try:
            cli.main()
        except SystemExit as stop:
            return int(stop.code or 0), errors.getvalue()
    return 0, errors.getvalue()


@pytest.mark.parametrize(
    ("damage", "overrides", "words"),
    [
        (lambda f: change(f, lambda s: s.pop(WI)), [], "decoder layer 0, expert 2: up is missing"),
        (lambda f: change(f, lambda s: s[WI].view(-1)[3].fill_(float("nan"))), [],
         "decoder layer 0, expert 2, up: 1 weights are NaN or infinite"),
        (lambda f: change(f, lambda s: s[WI].view(-1)[3].fill_(float("-inf"))), [], "1 weights are NaN or infinite"),
        (cut_short, [], "is cut short within"),
        (lambda f: (f / "model.safetensors").unlink(), [], "no weights"),
        (lambda f: None, ["pruning.pattern='2:5'"],
         "up: 32 columns do not divide into groups of 5 (choose a group that divides 32, such as 32, or "
         "pruning.pad=true)"),
        (lambda f: None, ["pruning.pattern='5:4'"], "pattern 5:4: expected 1 <= keep <= group"),
        (lambda f: None, ["pruning.pattern='0:4'"], "pattern 0:4: expected 1 <= keep <= group"),
        (lambda f: None, ['experiment.patterns=["decodr.*=1:4"]'], "'decodr.*=1:4' fits no matrix"),
        (lambda f: None, ["experiment.budget_bytes=10"], "budget of 10 bytes: the sparsest patterns need"),
        (full_disk, [], "cannot be written: No space left on device"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_status_2(tiny_folder, tmp_path, damage, overrides, words):
    folder = tmp_path / "model"
    shutil.copytree(tiny_folder, folder)
    damage(folder)
    code, errors = cli_run(folder, *overrides)
    assert code == 2
    assert words in errors
    assert errors.count("\n") == 1
    assert errors.startswith("flame: ")
    assert not (tmp_path / "outputs" / "prune_checkpoint").exists()
    assert not (tmp_path / "outputs" / "prune").exists()


def test_what_the_error_offers_works(tiny_folder, tmp_path):
    shutil.copytree(tiny_folder, tmp_path / "model")
    assert cli_run(tmp_path / "model", "pruning.pattern='2:5'", "pruning.pad=true") == (0, "")


def test_killed_and_run_again_it_ends_the_same_without_doing_layers_twice(tmp_path):
    layers = 24
    write_random_checkpoint(tmp_path / "source", layers, 4, 128, 256)
    command = [sys.executable, "-m", "flame.app.cli", "experiment=prune", "model=switch_base_8", "dataset=sample",
               f"model.path={tmp_path / 'source'}", "experiment.evaluate=false", "experiment.workers=1"]  # fmt: skip
    finished_layers = lambda: (tmp_path / "outputs").glob(".prune_checkpoint.*.partial/done/*.json")  # noqa: E731
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while len(list(finished_layers())) < 3 and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL, "it was through before it could be killed"
    finished = {file: file.stat().st_mtime_ns for file in finished_layers()}
    assert 3 <= len(finished) < layers
    assert not (tmp_path / "outputs" / "prune_checkpoint").exists()

    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (again.returncode, again.stderr) == (0, "")
    notes = json.loads((tmp_path / "outputs" / "prune" / "report.json").read_text())["notes"]
    assert f"{len(finished)} of {layers} layers were taken over from an earlier run." in notes
    assert not list((tmp_path / "outputs").glob(".*"))
    straight = tmp_path / "straight"
    assert cli_run(tmp_path / "source", f"output={straight}", "experiment.workers=1")[0] == 0
    for part in ("dense", "packed"):
        left, right = tmp_path / "outputs" / "prune_checkpoint" / part, straight / "prune_checkpoint" / part
        names = sorted(file.name for file in left.iterdir())
        assert names == sorted(file.name for file in right.iterdir())
        assert all((left / name).read_bytes() == (right / name).read_bytes() for name in names)


@pytest.fixture(scope="module")
def qwen_folder(tmp_path_factory):
    """A decoder-only model in bf16, in the layout of the hub: experts as separate tensors, in shards."""
    folder = tmp_path_factory.mktemp("qwen")
    tiny_hf("qwen3_moe").bfloat16().save_pretrained(folder, max_shard_size="100KB")
    return folder


def test_a_decoder_only_model_is_packed_from_its_files_alone(qwen_folder, tmp_path, monkeypatch):
    for module in ("prune_steps", "prune_report"):
        monkeypatch.setattr(f"experiments.tools.{module}.load_model", None)
    context, report = run(qwen_folder, tmp_path, "pruning.value_type=bf16")
    assert "model" not in context.__dict__
    assert [row["kind"] for row in report.rows] == ["layer"] * 4 + ["all experts"]
    store = PackedStore(tmp_path / "prune_checkpoint" / "packed")
    model = Qwen3MoeForCausalLM.from_pretrained(qwen_folder, dtype=torch.bfloat16)
    family = family_of(model)
    for layer in family.layers:
        own, packed = family.expert(layer, 5), store.load(ExpertId(layer.id, 5))
        assert list(packed.matrices) == ["gate", "up", "down"]
        for name, matrix in packed.unpack().items():
            assert torch.equal(matrix, torch.where(nm_mask(own[name], NMPattern(2, 4)), own[name], 0))
    dense = TensorFile(tmp_path / "prune_checkpoint" / "dense" / "model-others.safetensors")
    assert {entry.dtype for entry in dense.entries.values()} == {"BF16"}
    state = model.state_dict()
    assert set(dense.entries) == {name for name in state if ".experts." not in name}


def test_a_decoder_only_model_loads_without_experts_from_either_folder(qwen_folder, tmp_path):
    context, _ = run(qwen_folder, tmp_path)
    for folder in (qwen_folder, tmp_path / "prune_checkpoint" / "dense"):
        model = load_without_experts(replace(context.settings.model, path=str(folder)))
        weight = model.hf.model.layers[3].self_attn.q_proj.weight
        assert torch.equal(weight, load_model(context.settings.model).hf.model.layers[3].self_attn.q_proj.weight)


@pytest.mark.parametrize(
    ("overrides", "words"),
    [(["pruning.value_type=int4"], "decoder layer 0, expert 0, down: 24 columns do not divide into the 32 that share"),
     (["experiment.evaluate=true"], "experiment.evaluate: summaries are measured"),
     (["experiment.recovery.steps=3", "experiment.recovery.experts_only=false"], "experts_only=false: all but"),
     (["experiment.export_sparse_bitmask=true", "pruning.value_type=int8"], "the sparse-bitmask form holds fp32"),
     (["pruning.value_type=int5"], "value type 'int5': expected one of")],
)  # fmt: skip
def test_what_a_decoder_only_model_does_not_take_is_one_line(qwen_folder, tmp_path, overrides, words):
    output = tmp_path / "out"
    usual = [] if any("evaluate" in override for override in overrides) else ["experiment.evaluate=null"]
    status, printed = cli_run(qwen_folder, "model=auto", f"output={output}", *usual, *overrides)
    assert status == 2
    assert [line.startswith("flame: ") for line in printed.strip().splitlines()] == [True]
    assert words in printed
    assert not (output / "prune_checkpoint").exists()


def test_a_decoder_only_model_recovers_and_is_exported(decoder_folder, tmp_path):
    recovery = {"steps": 3, "learning_rate": 0.003, "teacher_weight": 1.0, "experts_only": True}
    options = {"recovery": recovery, "recovery_dialogues": 4, "export_sparse_bitmask": True}
    run(decoder_folder, tmp_path, "pruning.value_type=fp32", **options)
    (first,) = (tmp_path / "artifacts").glob("pruned-*")
    plain, recovered = (PackedStore(folder / "packed") for folder in (first, tmp_path / "prune_checkpoint"))
    changed = 0
    for layer in plain.layers:
        for expert in range(plain.num_experts):
            before, after = (store.load(ExpertId(layer, expert)).matrices for store in (plain, recovered))
            assert list(after) == ["gate", "up", "down"]
            for name in before:
                assert before[name].indexes.tobytes() == after[name].indexes.tobytes()
                changed += before[name] != after[name]
    assert changed
    index = json.loads((tmp_path / "prune_sparse_bitmask" / "model.safetensors.index.json").read_text())
    assert "model.layers.2.mlp.experts.7.up_proj.bitmask" in index["weight_map"]
