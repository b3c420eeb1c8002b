import json

import numpy as np
import pytest
import torch

from experiments.bench.gguf_file import GgufFile, block_bits, blocks
from experiments.bench.peer_model import Geometry, layer_experts, other_weights, write_dense
from experiments.bench.random_experts import random_matrix
from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack, unpack
from flame.value_types import join_nibbles

gguf = pytest.importorskip("gguf", reason="gguf is not installed, so no file of llama.cpp's is read")

DENSE = NMPattern(1, 1)
TINY = Geometry(layers=2, experts=4, top_k=2, hidden=64, d_ff=32, heads=4, kv_heads=2, head_dim=16, vocabulary=512)


LINEAR = "int8"


def matrix_of(values, scale, multipliers=None):
    values, none = np.array([values], np.int8), np.zeros(0, np.uint8)
    if multipliers is None:
        return PackedMatrix(DENSE, (1, 32), "int8", "index", values, none, np.array([scale], np.float32))
    multipliers = np.array([multipliers], np.uint8)
    stored = join_nibbles(values)
    return PackedMatrix(DENSE, (1, 32), "int4", "index", stored, none, np.array([scale], np.float32), multipliers)


def test_a_block_of_8_bits_by_hand():
    values = [*range(-16, 16)]
    row = blocks(matrix_of(values, 0.5))[0]
    assert row[:2].tolist() == [0x00, 0x38]  # 0.5 in fp16, low byte first
    assert row[2:].view(np.int8).tolist() == values


def test_a_block_of_4_bits_by_hand():
    values = [-8, 7, *[0] * 13, 1, 3, *[0] * 14, -1]
    row = blocks(matrix_of(values, 0.125, [12]))[0]
    assert row[:2].tolist() == [0x00, 0x3E]  # 12 * 0.125 = 1.5
    # value i is in the low half of byte i, value 16 + i in its high half, each plus 8
    assert row[2:].tolist() == [0x0 | 0xB0, 0xF | 0x80, *[0x88] * 13, 0x9 | 0x70]


@pytest.mark.parametrize("value_type", ["int8", "int4"])
def test_what_is_dequantised_is_what_is_packed(value_type):
    matrix = random_matrix((6, 96), DENSE, value_type, np.random.default_rng(1))
    kind = {"int8": gguf.GGMLQuantizationType.Q8_0, "int4": gguf.GGMLQuantizationType.Q4_0}[value_type]
    row = blocks(matrix)
    assert np.array_equal(gguf.quants.dequantize(row, kind), unpack(matrix))
    assert row.size * 8 / (6 * 96) == block_bits(value_type)


def test_a_matrix_that_no_block_holds_is_refused():
    draw = np.random.default_rng(0)
    with pytest.raises(FormatError, match="a 2:4 int8 matrix"):
        blocks(random_matrix((2, 64), NMPattern(2, 4), "int8", draw))
    with pytest.raises(FormatError, match="of 2 x 48"):
        blocks(random_matrix((2, 48), DENSE, "int8", draw))
    third = pack(np.full((1, 32), 1 / 3, np.float32), DENSE, "int8")  # its scale has more bits than fp16
    with pytest.raises(FormatError, match="not exact in fp16"):
        blocks(third)


@pytest.mark.parametrize(
    ("pattern", "value_type"), [("1:1", "int8"), ("2:4", "int8"), ("2:4", "int4"), ("2:4", "bf16")]
)
def test_random_weights_keep_the_size_of_what_they_are_multiplied_with(pattern, value_type):
    matrix = random_matrix((64, 512), NMPattern.parse(pattern), value_type, np.random.default_rng(0))
    dense = unpack(matrix).astype(np.float32)
    assert (dense != 0).mean() <= NMPattern.parse(pattern).keep / NMPattern.parse(pattern).group
    y = dense @ np.random.default_rng(1).standard_normal(512).astype(np.float32)
    assert 0.5 < y.std() < 2


def write_tiny(file, value_type):
    experts = [layer_experts(TINY, layer, DENSE, value_type, 0) for layer in range(TINY.layers)]
    with GgufFile(file, TINY.config(), value_type, LINEAR) as out:
        out.write_others(other_weights(TINY, 0, LINEAR))
        for layer, own in enumerate(experts):
            out.write_experts(layer, own)
    return experts


def test_a_file_holds_every_weight(tmp_path):
    experts = write_tiny(tmp_path / "tiny.gguf", "int4")
    tensors = {each.name: each for each in gguf.GGUFReader(tmp_path / "tiny.gguf").tensors}
    assert len(tensors) == 3 + TINY.layers * 12
    up = tensors["blk.1.ffn_up_exps.weight"]
    stored = gguf.quants.dequantize(up.data, up.tensor_type)
    assert np.array_equal(stored, np.stack([unpack(expert.matrices["up"]) for expert in experts[1]]))
    router = dict(other_weights(TINY, 0, LINEAR))["model.layers.0.mlp.gate"]
    assert np.array_equal(tensors["blk.0.ffn_gate_inp.weight"].data.view(np.uint32) >> 16, router)
    query, head = tensors["blk.1.attn_q.weight"], tensors["output.weight"]
    others = dict(other_weights(TINY, 0, LINEAR))
    for tensor, name in ((query, "model.layers.1.self_attn.q_proj"), (head, "lm_head")):
        assert tensor.tensor_type.name == "Q8_0"
        assert np.array_equal(gguf.quants.dequantize(tensor.data, tensor.tensor_type), unpack(others[name]))
    assert tensors["token_embd.weight"].tensor_type.name == "BF16"


def test_a_file_that_was_not_finished_is_not_there(tmp_path):
    with pytest.raises(ZeroDivisionError), GgufFile(tmp_path / "tiny.gguf", TINY.config(), "int8"):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())
    with pytest.raises(FormatError, match="experts of bf16"):
        GgufFile(tmp_path / "tiny.gguf", TINY.config(), "bf16")
    with pytest.raises(FormatError, match="linear layers of fp16"):
        GgufFile(tmp_path / "tiny.gguf", TINY.config(), "int8", "fp16")


def test_llama_cpp_says_what_transformers_says(tmp_path):
    """The same weights give the same next token, up to the rounding of llama.cpp's activations to 8 bits."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed, so llama.cpp was not asked")
    experts = write_tiny(tmp_path / "tiny.gguf", "int8")
    prompt = [300, 17, 411, 298, 333, 290]

    from transformers import Qwen3MoeForCausalLM

    config = TINY.config()
    hf = Qwen3MoeForCausalLM(config).float().eval()
    weights = {
        f"{name}.weight": torch.from_numpy(
            unpack(each) if isinstance(each, PackedMatrix) else (each.astype(np.uint32) << 16).view(np.float32)
        )
        for name, each in other_weights(TINY, 0, LINEAR)
    }
    for layer, own in enumerate(experts):
        dense = [{name: torch.from_numpy(unpack(m)) for name, m in expert.matrices.items()} for expert in own]
        under = f"model.layers.{layer}.mlp.experts"
        weights[f"{under}.gate_up_proj"] = torch.stack([torch.cat([each["gate"], each["up"]]) for each in dense])
        weights[f"{under}.down_proj"] = torch.stack([each["down"] for each in dense])
    hf.load_state_dict(weights)
    with torch.inference_mode():
        expected = hf(torch.tensor([prompt])).logits[0, -1].log_softmax(0)

    params = xllamacpp.CommonParams()
    params.model.path = str(tmp_path / "tiny.gguf")
    params.n_ctx, params.n_parallel, params.warmup = 64, 1, False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    answers = []
    xllamacpp.Server(params).handle_completions(
        {"prompt": prompt, "n_predict": 1, "n_probs": 20, "temperature": -1.0}, answers.append
    )
    answer = json.loads(answers[-1]) if isinstance(answers[-1], str | bytes) else answers[-1]
    ranked = answer["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
    assert len(ranked) == 20
    assert ranked[0]["id"] == int(expected.argmax())
    for each in ranked:
        assert each["logprob"] == pytest.approx(float(expected[each["id"]]), abs=0.1)


@pytest.mark.parametrize("linear_type", [None, "int8", "int4"])
def test_a_checkpoint_without_experts_is_what_is_loaded(tmp_path, linear_type):
    from flame.models.loading import load_without_experts
    from flame.models.packed_linear import PackedLinear
    from flame.models.settings import ModelSettings

    write_dense(TINY, 0, tmp_path / "dense", linear_type)
    model = load_without_experts(ModelSettings("tiny", "hub", str(tmp_path / "dense"), None, "", 1, 1, {}))
    held = {name: each for name, each in model.hf.named_parameters() if not each.is_meta}
    held |= {f"{name}.weight": each for name, each in model.hf.named_modules() if isinstance(each, PackedLinear)}
    wanted = {f"{name}.weight": each for name, each in other_weights(TINY, 0, linear_type)}
    assert held.keys() == wanted.keys()
    for name, each in wanted.items():
        if isinstance(each, PackedMatrix):
            assert held[name].packed == each
        else:
            assert np.array_equal(held[name].view(torch.int16).numpy().view(np.uint16), each)
