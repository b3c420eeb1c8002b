"""Experts that do not fit: peak memory of a process, two of them on one store, and a limit that is too low."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from experiments.bench.serve_beyond_memory import ALLOWANCE_BYTES, Parameters, Subject, decode, random_subject, run
from flame.app.config import load_settings, parse
from flame.app.experiment import Context
from flame.errors import ConfigError, FlameError, ModelError
from flame.models.loading import load_without_experts
from flame.nm_pattern import NMPattern
from online.serving.expert_calls import resident
from online.serving.stores import FileStore
from tests.conftest import settings_for

TEXTS = ["Amanda: I baked cookies. Do you want some?", "Tom: Are we still on for tonight? Eva: Yes, at eight."]
SWITCH = {
    "model_type": "switch_transformers", "num_experts": 64, "num_sparse_encoder_layers": 2,
    "num_sparse_decoder_layers": 2, "num_layers": 4, "num_decoder_layers": 4, "d_model": 256, "d_kv": 64, "d_ff": 1024,
    "num_heads": 4, "vocab_size": 8000, "decoder_start_token_id": 0,
}  # fmt: skip
QWEN = {
    "model_type": "qwen3_moe", "dtype": "bfloat16", "num_experts": 16, "num_experts_per_tok": 2, "hidden_size": 256,
    "moe_intermediate_size": 512, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 64,
    "vocab_size": 8000,
}  # fmt: skip
LIMIT = 1_500_000_000


def parameters_of(**changes) -> Parameters:
    values = load_settings("experiment=serve_beyond_memory").experiment
    values.pop("name")
    return parse(Parameters, values | {"tokens": 6} | changes)


def subject_of(geometry: dict, value_type: str, folder: Path) -> Subject:
    parameters = parameters_of(random="small", geometries={"small": geometry})
    context = Context(load_settings("experiment=serve_beyond_memory"))
    return random_subject(context, parameters, NMPattern(2, 4), value_type, folder)


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    subject = subject_of(SWITCH, "bf16", tmp_path_factory.mktemp("checkpoint"))
    assert subject.checkpoint_bytes > 500_000_000
    return subject


def overhead(report: dict) -> int:
    return report["peak_bytes"] - report["imports_bytes"] - report["other_weights_bytes"] - report["buffer_bytes"]


def test_two_processes_decode_one_store_within_their_memory(subject: Subject) -> None:
    ways = [parameters_of(store=store) for store in ("read", "mapped")]
    with ThreadPoolExecutor() as pool:
        reports = list(pool.map(lambda way: decode(subject, way, TEXTS, LIMIT, 2), ways))
    model, store = load_without_experts(subject.model), FileStore(subject.packed)
    with resident(model, store):
        expected = model.generate_ids(TEXTS, 6, min_new_tokens=6).tolist()
    store.close()
    for report in reports:
        assert report["ids"] == expected
        assert report["peak_bytes"] < LIMIT
        assert overhead(report) <= ALLOWANCE_BYTES


def test_the_memory_of_streaming_does_not_grow_with_the_number_of_layers(tmp_path: Path) -> None:
    reports, packed = [], []
    for layers in (4, 24):
        subject = subject_of(QWEN | {"num_hidden_layers": layers}, "bf16", tmp_path / str(layers))
        reports.append(decode(subject, parameters_of(), TEXTS, LIMIT, 2))
        packed.append(sum(file.stat().st_size for file in subject.packed.glob("*.safetensors")))
        shutil.rmtree(tmp_path / str(layers))
    few, many = (overhead(report) for report in reports)
    # twenty layers more of experts are three times what may differ from run to run
    assert many - few < 40_000_000 < (packed[1] - packed[0]) / 3


@pytest.mark.parametrize("value_type", ["int8", "int4"])
def test_a_random_decoder_alone_is_decoded_as_resident(tmp_path: Path, value_type: str) -> None:
    subject = subject_of(QWEN | {"num_hidden_layers": 2, "num_experts": 4}, value_type, tmp_path)
    report = decode(subject, parameters_of(), TEXTS, LIMIT, 1)
    model, store = load_without_experts(subject.model), FileStore(subject.packed)
    with resident(model, store):
        assert report["ids"] == model.generate_ids(TEXTS, 6, min_new_tokens=6).tolist()
    store.close()
    assert (report["tokens"], model.hf.dtype, subject.weights) == (12, torch.bfloat16, "random")
    dense = sum(p.numel() * p.element_size() for p in model.hf.parameters())
    assert subject.checkpoint_bytes == dense, "what the whole would take is what the meta model says"


def test_a_checkpoint_of_ones_own_is_packed_and_decoded(decoder_folder: Path, tmp_path: Path) -> None:
    settings = load_settings(
        "experiment=serve_beyond_memory", "model=auto", f"model.path={decoder_folder}", "dataset=sample",
        "experiment.tokens=3", "pruning.value_type=int8", f"output={tmp_path}",
    )  # fmt: skip
    parameters = parse(Parameters, {k: v for k, v in settings.experiment.items() if k != "name"})
    row = run(Context(settings), parameters).rows[0]
    assert (row["model"], row["num_experts"], row["value_type"], row["tokens"]) == ("auto", 8, "int8", 6)
    assert row["checkpoint_bytes"] == (decoder_folder / "model.safetensors").stat().st_size
    assert row["within_limit"]
    assert list(tmp_path.iterdir()) == [], "what was packed is removed"


def test_a_limit_too_low_is_one_error(subject: Subject) -> None:
    with pytest.raises(FlameError, match="under 100000000 bytes failed"):
        decode(subject, parameters_of(), TEXTS, 100_000_000, 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"random": "switch_base"}, "experiment.random=switch_base: .*switch_base_64"),
        ({"random": "a", "geometries": {"a": {"model_type": "qwen3moe"}}}, "model_type 'qwen3moe': .*qwen3_moe"),
        ({"random": "a", "geometries": {"a": QWEN | {"hiden_size": 3}}}, "has no hiden_size .*hidden_size"),
    ],
)
def test_a_geometry_that_there_is_not_is_one_line(changes: dict, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parameters_of(**changes)


def test_what_loading_without_experts_refuses(tiny_folder: Path, tmp_path: Path) -> None:
    settings = settings_for(tiny_folder)
    model = load_without_experts(settings)
    with pytest.raises(ModelError, match="loaded without its experts"):
        model.generate_ids(TEXTS, 2)
    left_out = [name for name, weight in model.hf.named_parameters() if weight.is_meta]
    model.to("cpu")
    assert [name for name, weight in model.hf.named_parameters() if weight.is_meta] == left_out
    model.to("meta")
    assert all(weight.is_meta for weight in model.hf.parameters())
    shutil.copytree(tiny_folder, tmp_path / "bare")
    weights = load_file(tmp_path / "bare" / "model.safetensors")
    (tmp_path / "bare" / "model.safetensors").unlink()
    bare = settings_for(tmp_path / "bare")
    with pytest.raises(ModelError, match="no weights"):
        load_without_experts(bare)
    routers = {name: weight for name, weight in weights.items() if "router" in name}
    save_file(routers, tmp_path / "bare" / "model.safetensors")
    with pytest.raises(ModelError, match="lacks"):
        load_without_experts(bare)
    others = {name: weight for name, weight in weights.items() if ".experts." not in name}
    save_file(others | {"shared.weight": weights["shared.weight"] * torch.nan}, tmp_path / "bare" / "model.safetensors")
    with pytest.raises(ModelError, match=r"shared\.weight holds NaN"):
        load_without_experts(bare)
