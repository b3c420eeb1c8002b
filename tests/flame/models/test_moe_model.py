import json
import shutil

import pytest
import torch
from transformers import T5Config
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from flame.errors import ModelError
from flame.models.loading import load_model, load_without_experts
from flame.models.settings import ModelSettings
from flame.models.sparse_mlps import check_switch_router


def settings(folder, **changes):
    values = dict(
        name="tiny", source="hub", path=str(folder), hub_name=None, prefix="summarize: ", max_source_tokens=64,
        max_new_tokens=8, geometry={},
    )  # fmt: skip
    return ModelSettings(**(values | changes))


def test_lists_layers_and_reads_experts(tiny_model):
    assert [str(layer) for layer in tiny_model.moe_layers()] == [
        "encoder layer 0", "encoder layer 1", "decoder layer 0", "decoder layer 1",
    ]  # fmt: skip
    assert [layer.block for layer in tiny_model.moe_layers("decoder")] == [1, 3]
    matrices = tiny_model.expert_matrices(tiny_model.moe_layers()[0], 3)
    assert {k: tuple(v.shape) for k, v in matrices.items()} == {"up": (64, 32), "down": (32, 64)}
    assert tiny_model.router_weight(tiny_model.moe_layers()[0]).shape == (4, 32)


def test_a_copy_is_independent(tiny_model):
    layer = tiny_model.moe_layers("decoder")[0]
    before = tiny_model.weights_sha256()
    changed = tiny_model.copy()
    changed.set_expert_matrices(layer, 1, {"up": torch.zeros(64, 32)})
    assert changed.expert_matrices(layer, 1)["up"].count_nonzero() == 0
    assert changed.weights_sha256() != before == tiny_model.weights_sha256()
    assert changed.router_sha256() == tiny_model.router_sha256()


@pytest.mark.parametrize(
    ("expert", "matrices", "words"),
    [
        (9, {}, "no expert 9"),
        (0, {"wx": torch.zeros(1)}, "no matrix 'wx'"),
        (0, {"up": torch.zeros(2, 2)}, r"shape \[2, 2\] .expected \[64, 32\]"),
        (0, {"up": torch.full((64, 32), torch.nan)}, "NaN"),
    ],
)
def test_refuses_wrong_matrices(tiny_model, expert, matrices, words):
    with pytest.raises(ModelError, match=words):
        tiny_model.copy().set_expert_matrices(tiny_model.moe_layers()[0], expert, matrices)


def test_routers_are_seen_in_order_and_unhooked(tiny_model):
    seen = []
    with tiny_model.hook_routers(lambda layer, logits, hidden: seen.append((layer.position, logits, hidden))):
        tiny_model.generate_ids(["Ada: hello", "Bob: bye"], max_new_tokens=3)
    assert [position for position, _, _ in seen] == [0, 1] * 3
    position, logits, hidden = seen[1]
    weight = tiny_model.router_weight(tiny_model.moe_layers("decoder")[position])
    torch.testing.assert_close(logits, hidden @ weight.T)
    count = len(seen)
    tiny_model.generate_ids(["Ada: hello"], max_new_tokens=1)
    assert len(seen) == count


def test_generation_does_not_depend_on_the_batch(tiny_model):
    texts = ["Ada: hello", "Bob: a much longer line of words for padding", "Cy: no"]
    assert tiny_model.generate(texts, batch=1) == tiny_model.generate(texts, batch=3)


def test_reads_the_older_weights_format(tiny_folder, tiny_model, tmp_path):
    folder = tmp_path / "bin"
    shutil.copytree(tiny_folder, folder)
    (folder / "model.safetensors").unlink()
    torch.save(tiny_model.hf.state_dict(), folder / "pytorch_model.bin")
    loaded = load_model(settings(folder))
    assert loaded.weights_sha256() == tiny_model.weights_sha256()
    assert loaded.weights == "pretrained"


def test_random_models_are_seeded():
    geometry = dict(d_model=16, d_ff=32, num_heads=2, num_experts=2, blocks=2, moe_layers=1, vocabulary=7000)
    make = lambda seed: load_model(settings(None, source="random", path=None, geometry=geometry), seed)  # noqa: E731
    assert make(1).weights_sha256() == make(1).weights_sha256() != make(2).weights_sha256()
    assert make(1).weights == "random"
    with pytest.raises(ModelError, match="did you mean"):
        load_model(settings(None, source="random", path=None, geometry=geometry | {"d_modle": 3}))


def test_encoder_and_decoder_of_different_depth_generate(tmp_path):
    from tests.conftest import save_switch

    model = load_model(settings(save_switch(tmp_path / "m", encoder_blocks=2, encoder_moe_layers=1)))
    assert model.generate_ids(["Ada: hello"], max_new_tokens=3).shape[0] == 1


@pytest.mark.parametrize(
    "entry", [{"return_dict": False}, {"output_attentions": True}, {"output_router_logits": True}, {"use_cache": False}]
)
def test_a_checkpoint_does_not_choose_how_passes_answer(tiny_folder, tiny_model, tmp_path, entry):
    folder = shutil.copytree(tiny_folder, tmp_path / "asks")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | entry))
    model = load_model(settings(folder))
    ids = tiny_model.generate_ids(["Ada: hello"], 4)
    assert torch.equal(model.generate_ids(["Ada: hello"], 4), ids)
    with torch.inference_mode():
        outputs = [
            m.hf(**m.encode(["Ada: hello"]), decoder_input_ids=ids, use_cache=False) for m in (model, tiny_model)
        ]
    assert list(outputs[0].keys()) == list(outputs[1].keys())


def edited(folder, tmp_path, name, change):
    """A copy of a checkpoint with one JSON file changed."""
    copy = shutil.copytree(folder, tmp_path / "edited")
    document = json.loads((copy / name).read_text())
    change(document)
    (copy / name).write_text(json.dumps(document))
    return copy


def add_tokens(document):
    own = document["added_tokens"][0]
    document["added_tokens"] += [own | {"id": 420 + i, "content": f"<new_{i}>", "special": False} for i in range(9)]


def without_pad(document):
    document.pop("pad_token")


@pytest.mark.parametrize("load", [load_model, load_without_experts])
@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("tokenizer.json", add_tokens, "ids up to 428 for an embedding of 420 rows"),
        ("tokenizer_config.json", without_pad, "tokenizer has no pad token"),
        ("config.json", lambda c: c.update(pad_token_id=None), "pad_token_id=None .expected an id from 0 to 419"),
        ("config.json", lambda c: c.update(pad_token_id=500), "pad_token_id=500"),
        ("config.json", lambda c: c.update(decoder_start_token_id=None), "decoder_start_token_id=None"),
    ],
)
def test_tokens_that_do_not_fit_the_model_are_refused_at_load(tiny_folder, tmp_path, load, name, change, words):
    with pytest.raises(ModelError, match=words) as caught:
        load(settings(edited(tiny_folder, tmp_path, name, change)))
    assert "\n" not in str(caught.value)


def test_a_broken_configuration_is_named(tiny_folder, tmp_path):
    folder = shutil.copytree(tiny_folder, tmp_path / "broken")
    (folder / "config.json").write_text('{"model_type": ')
    for load in (load_model, load_without_experts):
        with pytest.raises(ModelError, match=r"broken/config\.json: .*expected the configuration") as caught:
            load(settings(folder))
        assert "\n" not in str(caught.value)
        assert "give model.path" not in str(caught.value)


def test_what_is_too_long_loses_its_end_whatever_the_tokenizer_says(tiny_model):
    expected = tiny_model.tokenize(["A: one two three four five six"], 5)["input_ids"]
    tiny_model.tokenizer.truncation_side = "left"
    assert tiny_model.tokenize(["A: one two three four five six"], 5)["input_ids"].tolist() == expected.tolist()


@pytest.mark.parametrize(
    "names",
    [["shared"], ["encoder.embed_tokens"], ["decoder.embed_tokens"], ["lm_head"],
     ["shared", "encoder.embed_tokens", "decoder.embed_tokens", "lm_head"]],
    ids=lambda names: "+".join(names),
)  # fmt: skip
def test_tied_weights_may_be_stored_under_any_of_their_names(tiny_folder, tiny_model, tmp_path, names):
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(tiny_folder, tmp_path / "tied")
    tensors = load_file(folder / "model.safetensors")
    embedding = tensors.pop("shared.weight")
    tensors |= {f"{name}.weight": embedding.clone() for name in names}
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    expected = dict(tiny_model.hf.named_parameters())
    for load in (load_model, load_without_experts):
        found = dict(load(settings(folder)).hf.named_parameters())
        assert found.keys() == expected.keys()
        for name, value in found.items():
            assert torch.equal(value, expected[name]) if not value.is_meta else ".experts." in name


def test_generation_wants_a_token_and_a_beam(tiny_model):
    for limit, beams in ((0, 1), (-3, 1), (4, 0)):
        with pytest.raises(ModelError, match="at least 1"):
            tiny_model.generate_ids(["Ada: hello"], limit, beams)


def damaged(folder, tmp_path, change):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    change(copy)
    return copy


def poison(folder):
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    name = next(k for k in tensors if "expert_0.wi" in k)
    tensors[name][0, 0] = torch.nan
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})


def drop_an_expert(folder):
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    del tensors[next(k for k in tensors if "expert_0.wi" in k)]
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})


def truncate(folder):
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-1000])


def make_dense(folder):
    (folder / "config.json").write_text(T5Config().to_json_string())


def no_moe(folder):
    config = json.loads((folder / "config.json").read_text())
    config |= {"num_sparse_encoder_layers": 0, "num_sparse_decoder_layers": 0, "encoder_sparse_step": 9}
    (folder / "config.json").write_text(json.dumps(config | {"decoder_sparse_step": 9}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (poison, "NaN or infinite"),
        (drop_an_expert, "lacks 1 weights"),
        (truncate, "cannot be loaded"),
        (make_dense, "is a t5 model"),
        (no_moe, "lacks|no mixture of experts"),
        (shutil.rmtree, r"no config\.json"),
    ],
)
def test_bad_checkpoints_are_one_line(tiny_folder, tmp_path, change, words):
    with pytest.raises(ModelError, match=words) as caught:
        load_model(settings(damaged(tiny_folder, tmp_path, change)))
    assert "\n" not in str(caught.value)


def test_neither_path_nor_hub_name():
    with pytest.raises(ModelError, match=r"model\.path"):
        load_model(settings(None, path=None))


def test_the_canary_catches_a_wrong_router(monkeypatch):
    right = switch.SwitchTransformersTop1Router.forward

    def unscaled(self, hidden):
        mask, probabilities, logits = right(self, hidden)
        return mask, torch.ones_like(probabilities), logits

    check_switch_router()
    monkeypatch.setattr(switch.SwitchTransformersTop1Router, "forward", unscaled)
    with pytest.raises(ModelError, match=r"5\.0 to 5\.17"):
        check_switch_router()
