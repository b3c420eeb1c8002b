"""The seam: what it says of a family's experts, and that another implementation behind it computes the same."""

from __future__ import annotations

import warnings

import pytest
import torch
from torch.nn import functional

from flame.errors import FlameWarning, ModelError
from flame.models.activations import GATED, OWN, PLAIN, activation_of, name_of
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.sparse_mlps import nllb_router_is_right
from flame.models.tiny import families, tiny_hf
from tests.conftest import save_family

FAMILIES = (
    "mixtral",
    "gpt_oss",
    "nemotron_h",
    "deepseek_v3",
    "gemma4",
    "muse_spark",
    "nllb_moe",
    "switch_transformers",
)
IDS = torch.arange(3, 39).reshape(2, 18)


def model_of(family: str) -> MoeModel:
    return MoeModel(tiny_hf(family), None, ModelSettings(family, "random", None, None, "", 64, 4, {}), "random")


def logits(model: MoeModel) -> torch.Tensor:
    more = {"decoder_input_ids": IDS[:, :5]} if model.is_encoder_decoder else {}
    with torch.inference_mode():
        return model.hf(input_ids=IDS, **more).logits


def by_definition(model: MoeModel):
    """The experts of a call, one token and one choice after the other, from canonical matrices."""

    def experts(call: ExpertCall) -> torch.Tensor:
        result = torch.zeros_like(call.hidden)
        activation, finish = model.activation(call.layer), model.finish(call.layer)
        for token in range(len(call.hidden)):
            for k, expert in enumerate(call.index[token].tolist()):
                if expert >= model.shape(call.layer).num_experts or (
                    call.dropped is not None and call.dropped[token, k]
                ):
                    continue
                matrices, biases = model.expert_matrices(call.layer, expert), model.expert_biases(call.layer, expert)
                x = call.hidden[token : token + 1]
                gate = functional.linear(x, matrices["gate"], biases.get("gate")) if "gate" in matrices else None
                y = activation(gate, functional.linear(x, matrices["up"], biases.get("up")))
                y = functional.linear(y, matrices["down"], biases.get("down"))
                result[token] += (y if finish is None else finish(y))[0] * call.weights[token, k]
        return result

    return experts


def test_every_architecture_behind_the_interface_is_found():
    assert len(families()) >= 66
    assert {"mixtral", "qwen3_moe", "gpt_oss", "deepseek_v3", "switch_transformers", "nllb_moe"} <= set(families())


@pytest.mark.parametrize("family", FAMILIES)
def test_canonical_matrices_compute_what_transformers_does(family):
    model = model_of(family)
    expected, heard = logits(model), []
    undo = model.serve(by_definition(model), model.moe_layers())
    with model.hear(heard.append):
        found = logits(model)
    undo()
    undo()
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-5 * float(expected.max() - expected.min()))
    assert torch.equal(logits(model), expected), "the model's own experts are in place again"
    assert {call.layer for call in heard} == set(model.moe_layers())
    for call in heard:
        shape = model.shape(call.layer)
        assert call.index.shape == call.weights.shape == (len(call.hidden), shape.top_k)
        assert call.sequences == 2
        assert call.hidden.shape[1] == shape.hidden
        assert {name: tuple(m.shape) for name, m in model.expert_matrices(call.layer, 0).items()} == shape.matrices


def test_forms_of_experts():
    gpt_oss, nemotron, switch = (model_of(f) for f in ("gpt_oss", "nemotron_h", "switch_transformers"))
    layer = gpt_oss.moe_layers()[0]
    fused = gpt_oss.hf.model.layers[0].mlp.experts.gate_up_proj  # [experts, hidden, gate and up by turns]
    assert torch.equal(gpt_oss.expert_matrices(layer, 3)["gate"], fused[3, :, ::2].T)
    assert torch.equal(gpt_oss.expert_matrices(layer, 3)["up"], fused[3, :, 1::2].T)
    assert set(gpt_oss.expert_biases(layer, 3)) == {"gate", "up", "down"}
    assert gpt_oss.shape(layer).activation == "gpt_oss"
    shape = nemotron.shape(nemotron.moe_layers()[0])
    assert (shape.gated, shape.biased, shape.activation) == (False, False, "relu2")
    shape = switch.shape(switch.moe_layers()[0])
    assert (shape.gated, shape.top_k, shape.activation) == (False, 1, "relu")


def test_changed_matrices_change_the_model():
    model = model_of("gpt_oss")
    before, layer = logits(model), model.moe_layers()[0]
    for expert in range(8):
        down = model.expert_matrices(layer, expert)["down"]
        model.set_expert_matrices(layer, expert, {"down": torch.ones_like(down)})
    assert not torch.equal(logits(model), before)
    with pytest.raises(ModelError, match="no matrix 'dwn'"):
        model.set_expert_matrices(layer, 0, {"dwn": torch.zeros(1)})


def test_activations_are_named_by_what_they_compute():
    for name in GATED:
        assert name_of(activation_of(name), gated=True) == name
    for name in PLAIN:
        assert name_of(activation_of(name), gated=False) == name
    assert name_of(lambda gate, up: functional.silu(gate.clamp(max=10)) * up, gated=True) == OWN
    assert model_of("deepseek_v4").shape(model_of("deepseek_v4").moe_layers()[0]).activation == OWN


def test_nllb_routes_to_its_own_two_experts():
    """transformers 5.23 calls experts 0 and 1 for every token; the model here calls each token's own."""
    model = model_of("nllb_moe")
    heard: list[ExpertCall] = []
    with model.hear(heard.append):
        logits(model)
    for call in heard:
        mlp = model.family.block(call.layer)
        with torch.inference_mode():
            scores = mlp.router.classifier(call.hidden)
        assert torch.equal(call.index, scores.topk(2).indices)
    assert set(torch.cat([call.index.flatten() for call in heard]).tolist()) - {0, 1}


def test_a_checkpoint_of_nllb_says_that_it_is_mended(tmp_path):
    from flame.models.loading import load_model

    if nllb_router_is_right():
        pytest.skip("this transformers routes NLLB-MoE rightly")
    folder = save_family(tmp_path / "nllb", "nllb_moe", chat=False)
    settings = ModelSettings("nllb", "hub", str(folder), None, "", 64, 4, {})
    with pytest.warns(FlameWarning, match="experts 0 and 1"):
        load_model(settings)


def test_a_decoder_alone_is_loaded_and_generates(decoder_folder):
    import flame

    with warnings.catch_warnings():
        warnings.simplefilter("error", FlameWarning)
        model = flame.load_model("auto", path=decoder_folder, max_new_tokens=5)
    assert not model.is_encoder_decoder
    assert (model.num_experts, model.top_k, len(model.moe_layers())) == (8, 2, 4)
    texts = ["A: hello", "B: a much longer line of words, which makes pads of the other"]
    ids = model.generate_ids(texts)
    assert ids.shape == (2, 6)
    for row, text in enumerate(texts):
        alone = model.generate_ids([text])
        length = model.written_lengths(alone)[0]
        assert ids[row, : length + 1].tolist() == alone[0, : length + 1].tolist()


def test_without_a_chat_template(tmp_path):
    import flame

    folder = save_family(tmp_path / "plain", chat=False)
    with pytest.raises(ModelError, match=r"no chat template [(]model[.]chat=false"):
        flame.load_model("auto", path=folder).generate_ids(["hello"])
    assert flame.load_model("auto", path=folder, chat=False).generate_ids(["hello"], 2).shape[0] == 1


def test_what_is_no_mixture_of_experts_is_one_line(tmp_path, decoder_folder):
    import json
    import shutil

    import flame

    folder = shutil.copytree(decoder_folder, tmp_path / "quantised")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"quantization_config": {"quant_method": "gptq"}}))
    with pytest.raises(ModelError, match="quantised by gptq"):
        flame.load_model("auto", path=folder)
    (folder / "config.json").write_text(json.dumps({"model_type": "nothing_known"}))
    with pytest.raises(ModelError, match="nothing_known"):
        flame.load_model("auto", path=folder)
    (folder / "config.json").write_text(json.dumps({"model_type": "llama"}))
    with pytest.raises(ModelError, match="is a llama model, which has no experts"):
        flame.load_model("auto", path=folder)
