"""Experts and other weights read from a checkpoint's files, against the model that transformers makes of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers.integrations.finegrained_fp8 import Fp8Dequantize
from transformers.integrations.mxfp4 import convert_moe_packed_tensors

from flame.errors import ArtifactError, ModelError
from flame.models.dequantise import from_fp8, from_mxfp4
from flame.models.family import family_of
from flame.models.loading import open_checkpoint
from flame.models.tiny import tiny_hf
from flame.models.weight_files import WeightFiles

# separate experts; fused, transposed and interleaved with biases; renamed; fused by another name; plain; of their own
FAMILIES = (
    "qwen3_moe", "mixtral", "gpt_oss", "granitemoe", "qwen3_vl_moe", "deepseek_v3", "nemotron_h", "ernie4_5_vl_moe",
    "switch_transformers", "nllb_moe",
)  # fmt: skip


def saved(family: str, folder: Path, **options: object) -> tuple[object, Path]:
    model = tiny_hf(family)
    model.save_pretrained(folder, **options)
    return model, folder


@pytest.mark.parametrize("family", FAMILIES)
def test_every_weight_is_that_of_the_loaded_model(family, tmp_path):
    model, folder = saved(family, tmp_path)
    live, weights = family_of(model), open_checkpoint(folder)
    assert weights.layers == live.layers
    for layer in live.layers:
        for expert in (0, live.shapes[layer].num_experts - 1):
            own, read = live.expert(layer, expert), weights.expert(layer, expert)
            assert own.keys() == read.keys()
            assert all(torch.equal(own[name], read[name]) for name in own), (layer, expert)
    state = model.state_dict()
    names = [name for name in state if name in weights and ".experts." not in name]
    assert len(names) > 10
    assert all(torch.equal(weights.parameter(name), state[name]) for name in names)


def test_a_fused_parameter_is_read_in_parts(tmp_path, monkeypatch):
    _, folder = saved("gpt_oss", tmp_path)
    weights = open_checkpoint(folder)
    parts = []
    read = WeightFiles.read
    monkeypatch.setattr(WeightFiles, "read", lambda self, name, part=None: parts.append(part) or read(self, name, part))
    weights.expert(weights.layers[0], 5)
    assert parts == [slice(5, 6)] * 4


def rewritten(folder: Path, change) -> Path:
    """The same checkpoint after `change(state)`."""
    state = load_file(folder / "model.safetensors")
    change(state)
    save_file(state, folder / "model.safetensors", {"format": "pt"})
    return folder


def with_config(folder: Path, **facts: object) -> Path:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | facts))
    return folder


def test_fp8_blocks_by_hand():
    weight = torch.tensor([[1.0, -2.0, 0.5], [4.0, 1.0, 1.0]]).to(torch.float8_e4m3fn)
    scales = torch.tensor([[10.0, 100.0]])
    assert from_fp8(weight, scales, (2, 2)).tolist() == [[10, -20, 50], [40, 10, 100]]
    powers = torch.tensor([[128, 126]], dtype=torch.uint8)
    assert from_fp8(weight, powers, (2, 2)).tolist() == [[2, -4, 0.25], [8, 2, 0.5]]


def test_fp8_blocks_are_those_of_transformers():
    weight, scales = torch.randn(256, 384).to(torch.float8_e4m3fn), torch.rand(2, 3)
    expected = Fp8Dequantize(None)._dequantize_one(weight, scales, torch.bfloat16)
    assert torch.equal(from_fp8(weight, scales, (128, 128)), expected)


def test_mxfp4_by_hand():
    blocks = torch.zeros(1, 1, 1, 16, dtype=torch.uint8)
    blocks[0, 0, 0, 0] = 0xF7  # 6 in the low half, -6 in the high
    dense = from_mxfp4(blocks, torch.tensor([[[128]]], dtype=torch.uint8))
    assert dense.shape == (1, 32, 1)
    assert dense[0, :3, 0].tolist() == [12, -12, 0]


def test_mxfp4_is_that_of_transformers():
    draw = np.random.default_rng(0)
    blocks = torch.from_numpy(draw.integers(0, 256, (3, 10, 4, 16), np.uint8))
    scales = torch.from_numpy(draw.integers(110, 140, (3, 10, 4), np.uint8))
    assert torch.equal(from_mxfp4(blocks, scales), convert_moe_packed_tensors(blocks, scales))


def test_a_checkpoint_in_fp8_is_read_as_what_it_stands_for(tmp_path):
    model, folder = saved("deepseek_v3", tmp_path)

    def quantise(state: dict[str, torch.Tensor]) -> None:
        for name in [name for name in state if ".experts." in name or "o_proj" in name]:
            scale = state[name].abs().amax() / 448
            state[name] = (state[name] / scale).to(torch.float8_e4m3fn)
            state[f"{name}_scale_inv"] = scale.reshape(1, 1)

    rewritten(folder, quantise)
    with_config(folder, quantization_config={"quant_method": "fp8", "weight_block_size": [128, 128]})
    weights, live = open_checkpoint(folder), family_of(model)
    layer = live.layers[0]
    for name, own in live.expert(layer, 3).items():
        read = weights.expert(layer, 3)[name]
        assert read.dtype == torch.bfloat16
        assert (read.float() - own).abs().max() <= own.abs().max() / 16
    name = "model.layers.0.self_attn.o_proj.weight"
    assert (weights.parameter(name).float() - model.state_dict()[name]).abs().max() < 0.01


def test_a_checkpoint_in_mxfp4_is_read_as_what_it_stands_for(tmp_path):
    _, folder = saved("gpt_oss", tmp_path)
    draw = np.random.default_rng(1)

    def quantise(state: dict[str, torch.Tensor]) -> None:
        for prefix in {name.rpartition(".")[0] for name in state if ".experts." in name}:
            for part, rows in (("gate_up_proj", 64), ("down_proj", 32)):  # an intermediate size of 32: a whole group
                del state[f"{prefix}.{part}"]
                state[f"{prefix}.{part}_blocks"] = torch.from_numpy(draw.integers(0, 256, (8, rows, 1, 16), np.uint8))
                state[f"{prefix}.{part}_scales"] = torch.from_numpy(draw.integers(118, 122, (8, rows, 1), np.uint8))
                state[f"{prefix}.{part}_bias"] = torch.zeros(8, rows)

    rewritten(folder, quantise)
    with_config(folder, quantization_config={"quant_method": "mxfp4"}, intermediate_size=32)
    state, prefix = load_file(folder / "model.safetensors"), "model.layers.2.mlp.experts.gate_up_proj"
    weights = open_checkpoint(folder)
    own = weights.expert(weights.layers[2], 6)
    whole = convert_moe_packed_tensors(state[f"{prefix}_blocks"], state[f"{prefix}_scales"])
    assert torch.equal(own["gate"], whole[6].T[::2])
    assert torch.equal(own["up"], whole[6].T[1::2])
    assert own["down"].shape == (32, 32)


def test_what_cannot_be_read_is_one_line(tmp_path):
    _, folder = saved("qwen3_moe", tmp_path / "whole")
    expert = "model.layers.1.mlp.experts.5.down_proj.weight"

    def case(name: str, change=None, **facts: object) -> Path:
        shutil.copytree(folder, tmp_path / name)
        if change is not None:
            rewritten(tmp_path / name, change)
        return with_config(tmp_path / name, **facts)

    def unequal(state: dict[str, torch.Tensor]) -> None:
        state[expert] = torch.zeros(32, 25)

    cases = [
        (case("gptq", quantization_config={"quant_method": "gptq"}), ModelError, "is quantised by gptq, which is not"),
        (
            case("missing", lambda state: state.pop(expert)),
            ModelError,
            "decoder layer 1, expert 5: down_proj is missing",
        ),
        (case("unequal", unequal), ModelError, r"experts.5.down_proj.weight is \[32, 25\] .*of unequal shape"),
        (case("layers", num_hidden_layers=5), ModelError, "decoder layer 4, expert 0: gate_up_proj is missing"),
        (case("top_k", num_experts_per_tok=9), ModelError, "routes a token to 9 of 8 experts"),
        (case("fewer", num_experts=6, num_local_experts=6), ModelError, "gate_up_proj has an expert 6 "),
        (case("dense", model_type="qwen3", architectures=["Qwen3ForCausalLM"]), ModelError, "has no experts"),
    ]
    for source, kind, words in cases:
        with pytest.raises(kind, match=words) as caught:
            open_checkpoint(source)
        assert "\n" not in str(caught.value)


def test_shards_and_their_index(tmp_path):
    _, folder = saved("qwen3_moe", tmp_path, max_shard_size="100KB")
    index = folder / "model.safetensors.index.json"
    listed = json.loads(index.read_text())
    listed["weight_map"]["model.layers.9.mlp.gate.weight"] = "model-00001-of-00004.safetensors"
    shards = sorted(folder.glob("model-*.safetensors"))
    listed["weight_map"]["model.layers.9.mlp.gate.weight"] = shards[0].name
    index.write_text(json.dumps(listed))
    with pytest.raises(ArtifactError, match=r"holds no model\.layers\.9\.mlp\.gate\.weight, which the index names"):
        open_checkpoint(folder)
    shards[1].unlink()
    with pytest.raises(ArtifactError, match=f"shard {shards[1].name} is missing"):
        open_checkpoint(folder)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("config.json", "[1, 2]", "no readable config.json"),
        ("model.safetensors.index.json", '{"weight_map": {}}', "names no tensor"),
        ("model.safetensors.index.json", '{"weight_map": 3}', "is no index of shards"),
        ("model.safetensors", "version https://git-lfs.github.com/spec/v1\nsize 3\n", "is a Git LFS pointer"),
        ("model.safetensors", "\2\0\0\0\0\0\0\0[]", "its header lists no tensors"),
        ("model.safetensors", '\x08\0\0\0\0\0\0\0{"a":{}}', "its header lists no tensors"),
    ],
)
def test_files_that_are_not_what_they_are_called(tmp_path, name, content, words):
    _, folder = saved("qwen3_moe", tmp_path)
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises((ModelError, ArtifactError), match=words) as caught:
        open_checkpoint(folder)
    assert "\n" not in str(caught.value)
