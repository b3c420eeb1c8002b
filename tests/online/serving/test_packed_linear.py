"""Linear layers beside the experts, packed: what is rounded, what is computed, and that streaming stays exact."""

import json

import numpy as np
import pytest
import torch

from flame.app.commands import run_command
from flame.errors import ArtifactError, ConfigError, FormatError, ModelError
from flame.models.loading import load_model, load_without_experts
from flame.models.packed_folder import PackedFolder
from flame.models.packed_linear import FILE, PackedLinear, linear_layers, pack_linear
from flame.packed import unpack
from flame.storage.tensor_file import TensorFile
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.stores import open_store
from tests.conftest import save_family, settings_for

TEXT = "Amanda: I baked cookies. Do you want some?"


@pytest.fixture(scope="module")
def packed(decoder_folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("linear") / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(target), "--linear-type", "int8"])
    return PackedFolder.open(target)


def logits(model, tokens):
    with torch.inference_mode():
        return model.hf(input_ids=torch.arange(3, 3 + tokens)[None]).logits


def test_a_weight_by_hand():
    packed = pack_linear(torch.tensor([[127.0, -63.5, 1.0], [0.0, 0.0, 0.0], [0.25, 0.5, -0.5]]), "int8")
    assert packed.values.tolist() == [[127, -64, 1], [0, 0, 0], [64, 127, -127]]  # -63.5 ties to even
    assert packed.scales.tolist() == [1.0, 0.0, np.float32(0.5) / np.float32(127)]


@pytest.mark.parametrize("value_type", ["int8", "int4", "int4_64"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_layer_computes_its_unpacked_weight(value_type, dtype):
    torch.manual_seed(0)
    weight, bias = torch.randn(70, 64).to(dtype), torch.nn.Parameter(torch.randn(70).to(dtype), False)
    layer = PackedLinear(pack_linear(weight, value_type), bias, dtype)
    x = torch.randn(2, 3, 64).to(dtype)
    dense = torch.from_numpy(unpack(layer.packed))
    expected = x.double() @ dense.double().T + bias.double()
    assert torch.allclose(layer(x).double(), expected, atol=2e-5 if dtype == torch.float32 else 0.2)
    assert layer(x).dtype == dtype
    levels = {"int8": 127, "int4": 7, "int4_64": 7}[value_type]
    assert (dense - weight.float()).abs().max() <= weight.float().abs().max() / levels
    assert layer.weight.shape == (70, 64)
    with pytest.raises(RuntimeError):
        torch.mm(layer.weight, x[0].T.contiguous()).sum().item()  # it holds nothing, and says so


def test_rows_are_packed_in_parts_as_in_one(monkeypatch):
    weight = torch.randn(50, 64)
    whole = pack_linear(weight, "int4")
    monkeypatch.setattr("flame.models.packed_linear._ROWS", 16)
    assert pack_linear(weight, "int4") == whole


def test_norms_routers_and_embeddings_stay(packed, decoder_folder):
    model, whole = packed.load(), load_model(settings_for(decoder_folder))
    names = [name for name, each in model.hf.named_modules() if isinstance(each, PackedLinear)]
    assert sorted(f"{name}.weight" for name in names) == sorted(linear_layers(whole.hf, whole.family))
    assert {name.rpartition(".")[2] for name in names} == {"q_proj", "k_proj", "v_proj", "o_proj", "lm_head"}
    own = dict(whole.hf.named_parameters())
    kept = {name: each for name, each in model.hf.named_parameters() if not each.is_meta}
    assert all(torch.equal(each, own[name]) for name, each in kept.items())
    assert any("gate" in name for name in kept)
    assert any("embed" in name for name in kept)
    assert model.router_sha256() == whole.router_sha256()
    assert packed.linear_type == "int8"


@pytest.mark.parametrize("native", [True, False])
def test_streaming_is_bit_identical_to_resident(packed, native):
    model = packed.load()
    with resident(model, open_store("memory", packed.experts)):
        expected, answer = [logits(model, tokens) for tokens in (1, 3, 20)], model.generate([TEXT, TEXT[:20]], 12)
    for slots in (1, 2):
        with stream(model, packed.experts, slots=slots, native=native):
            assert all(torch.equal(logits(model, len(each[0])), each) for each in expected)
            assert model.generate([TEXT, TEXT[:20]], 12) == answer
    assert all(each.product is None for each in model.hf.modules() if isinstance(each, PackedLinear))


def test_a_row_is_the_same_whatever_stands_beside_it(packed):
    model = packed.load()
    with stream(model, packed.experts, slots=2):
        layer = next(each for each in model.hf.modules() if isinstance(each, PackedLinear))
        x = torch.randn(40, layer.in_features)
        together = layer(x)
        assert all(torch.equal(layer(x[i : i + 1])[0], together[i]) for i in range(len(x)))


def test_an_answer_is_that_of_the_rounded_weights(packed, decoder_folder):
    model, whole = packed.load(), load_model(settings_for(decoder_folder))
    with torch.no_grad():
        for name, own in linear_layers(whole.hf, whole.family).items():
            layer = model.hf.get_submodule(name.removesuffix(".weight"))
            own.weight.copy_(torch.from_numpy(unpack(layer.packed)))
    with stream(model, packed.experts, slots=2), resident(whole, open_store("memory", packed.experts)):
        assert torch.allclose(logits(model, 9), logits(whole, 9), atol=2e-3)


def test_an_encoder_and_decoder(tiny_folder, tmp_path):
    run_command("pack", [str(tiny_folder), "--to", str(tmp_path / "packed"), "--linear-type", "int8"])
    folder = PackedFolder.open(tmp_path / "packed")
    model = folder.load()
    assert sum(isinstance(each, PackedLinear) for each in model.hf.modules()) > 8
    with resident(model, open_store("memory", folder.experts)):
        expected = model.generate([TEXT], 6)
    with stream(model, folder.experts, slots=1):
        assert model.generate([TEXT], 6) == expected


def test_a_head_that_is_tied_stays(tmp_path):
    folder = save_family(tmp_path / "tied", chat=False, tie_word_embeddings=True)
    whole = load_model(settings_for(folder))
    assert "lm_head.weight" not in linear_layers(whole.hf, whole.family)
    assert linear_layers(whole.hf, whole.family)


def test_a_copy_shares_what_nothing_changes(packed):
    model = packed.load()
    layers = [each for each in model.hf.modules() if isinstance(each, PackedLinear)]
    copies = [each for each in model.copy(shares_weights=True).hf.modules() if isinstance(each, PackedLinear)]
    assert all(one.packed is other.packed and one is not other for one, other in zip(layers, copies, strict=True))


def test_what_cannot_be_packed_is_refused_before_anything_is_written(decoder_folder, tmp_path):
    with pytest.raises(ConfigError, match="invalid choice"):
        run_command("pack", [str(decoder_folder), "--to", str(tmp_path / "a"), "--linear-type", "bf16"])
    odd = save_family(tmp_path / "odd", chat=False, hidden_size=24, num_attention_heads=2, head_dim=12)
    with pytest.raises(FormatError, match=r"q_proj\.weight: 24 columns do not divide into the 32"):
        run_command("pack", [str(odd), "--to", str(tmp_path / "b"), "--linear-type", "int4"])
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "b").exists()


def test_a_folder_of_packed_layers_is_not_loaded_whole(packed):
    with pytest.raises(ModelError, match="has packed linear layers"):
        load_model(packed.settings)


def damaged(packed, tmp_path, change):
    folder = tmp_path / "dense"
    folder.mkdir()
    for file in (packed.folder / "dense").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(change(content))
    return settings_for(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: content[:-5], "is cut short within"),
        (lambda content: content.replace(b"q_proj", b"x_proj"), "is no linear layer of this model"),
        (lambda content: content.replace(b'"matrices"', b'"mattresses"'.replace(b"ttr", b"t")[:10]), "holds no packed"),
        (lambda content: content.replace(b"int8", b"int9"), "expected one of"),
        (lambda content: content.replace(b'\\"1:1\\"', b'\\"1:9\\"'), "expected"),
    ],
)
def test_a_damaged_file_is_one_line(packed, tmp_path, change, words):
    with pytest.raises(ArtifactError, match=words) as found:
        load_without_experts(damaged(packed, tmp_path, change))
    assert "\n" not in str(found.value)


def test_the_file_says_what_it_is(packed):
    file = TensorFile(packed.folder / "dense" / FILE)
    headers = json.loads(file.metadata["matrices"])
    name = next(iter(headers))
    assert {f"{name}.scales", f"{name}.values", f"{name}.indexes"} <= set(file.entries)
    assert (file.entries[f"{name}.values"].dtype, list(file.entries[f"{name}.values"].shape)) == (
        "I8", headers[name]["shape"],
    )  # fmt: skip
