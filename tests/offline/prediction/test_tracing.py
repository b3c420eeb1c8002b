"""Recorded routes equal those of the plain model, one dialogue at a time, whatever the batch, the beam or the stack."""

import copy
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch

from flame.errors import TraceError
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.storage.dataset import Dialogue, load_corpus
from offline.prediction.tracing import record_gated_trace, record_trace
from tests.conftest import save_switch, settings_for


@pytest.fixture(scope="module")
def dialogues() -> tuple[Dialogue, ...]:
    return load_corpus("sample").split("train")[:7]


@pytest.fixture(scope="module")
def uneven_model(tmp_path_factory, dialogues) -> MoeModel:
    """A tiny model whose outputs differ and end at different steps: one of the tokens it writes now ends them."""
    model = load_model(settings_for(save_switch(tmp_path_factory.mktemp("uneven"), seed=3)))
    with torch.no_grad():
        for block in model.hf.decoder.block:  # a louder cross-attention makes the output depend on the dialogue
            block.layer[1].EncDecAttention.o.weight.mul_(30)
    written = torch.cat([model.generate_ids([d.text], 12)[:, 1:] for d in dialogues])
    ends_at = {
        token: {tuple(row).index(token) for row in written.tolist() if token in row}
        for token in set(written.flatten().tolist())
    }
    model.hf.generation_config.eos_token_id = max(ends_at, key=lambda token: len(ends_at[token]))
    return model


def routes_of(model: MoeModel, text: str, decoder_ids: torch.Tensor) -> np.ndarray:
    """Argmax of every router's logits for one dialogue, in one uncached pass: `[tokens, moe_layers]`."""
    heard = []
    with torch.inference_mode(), model.hook_routers(lambda layer, logits, hidden: heard.append(logits[0].argmax(-1))):
        model.hf(**model.encode([text]), decoder_input_ids=decoder_ids[None], use_cache=False)
    return torch.stack(heard, 1).numpy()


def test_generation_records_what_one_pass_over_the_output_routes(uneven_model, dialogues) -> None:
    model = uneven_model
    trace = record_trace(model, dialogues, batch=3, max_new_tokens=12)
    assert trace.examples == len(dialogues)
    assert (trace.moe_layers, trace.top_k, trace.num_experts) == (2, 1, 4)
    lengths = []
    for i, dialogue in enumerate(dialogues):
        ids = model.generate_ids([dialogue.text], 12)[0]
        rows = slice(*trace.example_ptr[i : i + 2])
        np.testing.assert_array_equal(trace.token_ids[rows], ids[:-1].numpy())
        np.testing.assert_array_equal(trace.paths()[rows], routes_of(model, dialogue.text, ids[:-1]))
        lengths.append(len(ids) - 1)
    assert trace.example_lengths.tolist() == lengths
    assert len(set(lengths)) > 1, "the test wants sequences that end at different steps"
    assert not trace.dropped.any()


def test_the_batch_changes_no_route(uneven_model, dialogues) -> None:
    one, many = (record_trace(uneven_model, dialogues, batch=n, max_new_tokens=9) for n in (1, 7))
    np.testing.assert_array_equal(one.experts, many.experts)
    np.testing.assert_array_equal(one.example_ptr, many.example_ptr)


def test_beam_search_records_the_winning_beam(uneven_model, dialogues) -> None:
    trace = record_trace(uneven_model, dialogues, batch=4, max_new_tokens=10, num_beams=3)
    greedy = record_trace(uneven_model, dialogues, batch=4, max_new_tokens=10)
    for i, dialogue in enumerate(dialogues):
        rows = slice(*trace.example_ptr[i : i + 2])
        fed = torch.from_numpy(trace.token_ids[rows].astype(np.int64))
        np.testing.assert_array_equal(trace.paths()[rows], routes_of(uneven_model, dialogue.text, fed))
    assert trace.token_ids.tolist() != greedy.token_ids.tolist()


def test_teacher_forcing_feeds_the_summary(tiny_model, dialogues) -> None:
    trace = record_trace(tiny_model, dialogues, mode="teacher_forced", batch=3, max_new_tokens=20, probabilities=True)
    for i, dialogue in enumerate(dialogues):
        labels = tiny_model.tokenizer(dialogue.summary, truncation=True, max_length=20)["input_ids"]
        rows = slice(*trace.example_ptr[i : i + 2])
        fed = torch.tensor([0, *labels[:-1]])
        assert trace.token_ids[rows].tolist() == fed.tolist()
        np.testing.assert_array_equal(trace.paths()[rows], routes_of(tiny_model, dialogue.text, fed))
    np.testing.assert_allclose(trace.probabilities.sum(-1), 1, atol=1e-5)
    np.testing.assert_array_equal(trace.probabilities.argmax(-1), trace.paths())


def test_encoder_records_the_words_and_no_padding(tiny_model, dialogues) -> None:
    trace = record_trace(tiny_model, dialogues, stack="encoder", batch=4)
    for i, dialogue in enumerate(dialogues):
        rows = slice(*trace.example_ptr[i : i + 2])
        assert trace.token_ids[rows].tolist() == tiny_model.encode([dialogue.text])["input_ids"][0].tolist()


def test_summaries_are_wanted_only_where_they_are_forced(tiny_model, dialogues) -> None:
    bare = [replace(d, summary=None) for d in dialogues[:2]]
    for options in ({"mode": "generate", "max_new_tokens": 4}, {"mode": "teacher_forced", "stack": "encoder"}):
        of_bare, of_whole = (record_trace(tiny_model, each, **options) for each in (bare, dialogues[:2]))
        np.testing.assert_array_equal(of_bare.experts, of_whole.experts)
    with pytest.raises(TraceError, match="has no summary to force"):
        record_trace(tiny_model, bare, mode="teacher_forced")


def test_tokens_over_capacity_are_marked_and_keep_their_expert(tiny_model, dialogues) -> None:
    tight = tiny_model.copy()
    for layer in tight.moe_layers("decoder"):
        tight.sparse_mlp(layer).router.expert_capacity = 5
    free, trace = (record_trace(m, dialogues, mode="teacher_forced", batch=3) for m in (tiny_model, tight))
    first = trace.paths()[:, 0]  # the first layer routes alike; what is dropped shows only behind it
    np.testing.assert_array_equal(first, free.paths()[:, 0])
    for i in range(trace.examples):
        rows = slice(*trace.example_ptr[i : i + 2])
        seen = np.zeros(4, int)
        for expert, dropped in zip(first[rows], trace.dropped[rows, 0, 0], strict=True):
            seen[expert] += 1
            assert dropped == (seen[expert] > 5)
    assert trace.dropped.any()
    assert (first[trace.dropped[:, 0, 0]] != 0).any(), "a dropped token is not expert 0"


def test_gates(uneven_model, dialogues) -> None:
    gated = record_gated_trace(uneven_model, dialogues, batch=3, max_new_tokens=9)
    np.testing.assert_array_equal(gated.fresh, gated.trace.paths())
    starts = gated.trace.example_ptr[:-1]
    assert (gated.stale[starts, 0] == -1).all()
    assert (np.delete(gated.stale[:, 0], starts) >= 0).all()
    assert (gated.stale[:, 1] >= 0).all()
    layers = uneven_model.moe_layers("decoder")
    heard: dict[int, torch.Tensor] = {}
    fed = torch.from_numpy(gated.trace.token_ids[: starts[1]].astype(np.int64))[None]
    with (
        torch.inference_mode(),
        uneven_model.hook_routers(lambda at, _, hidden: heard.update({at.position: hidden[0]})),
    ):
        uneven_model.hf(**uneven_model.encode([dialogues[0].text]), decoder_input_ids=fed)
    coming = (heard[0] @ uneven_model.router_weight(layers[1]).T).argmax(-1)
    np.testing.assert_array_equal(gated.stale[: starts[1], 1], coming.numpy())
    around = (heard[1] @ uneven_model.router_weight(layers[0]).T).argmax(-1)
    np.testing.assert_array_equal(gated.stale[1 : starts[1], 0], around[:-1].numpy())


@pytest.mark.parametrize(
    ("options", "message"),
    [({"mode": "greedy"}, "mode 'greedy'"), ({"stack": "both"}, "stack 'both'"), ({"batch": 0}, "batch 0")],
)
def test_bad_questions(tiny_model, dialogues, options, message) -> None:
    with pytest.raises(TraceError, match=message):
        record_trace(tiny_model, dialogues, **options)
    with pytest.raises(TraceError, match="no dialogue"):
        record_trace(tiny_model, [])
    with pytest.raises(TraceError, match="has no summary"):
        record_trace(tiny_model, [Dialogue("x", "A: hi")], mode="teacher_forced")


# What checkpoints on the hub set, and what would change the passes behind an answer or its shape.
FLAGS = (
    {"use_cache": False},
    {"num_return_sequences": 2, "num_beams": 2},
    {"return_dict_in_generate": True, "output_scores": True},
    {"eos_token_id": [1, 5]},
    {"eos_token_id": None},
    {"num_beams": 4},
    {"do_sample": True, "temperature": 3.0},
    {"prompt_lookup_num_tokens": 3},
    {"penalty_alpha": 0.6, "top_k": 4},
    {"cache_implementation": "static"},
    {"max_time": 1e-9},
    {"stop_strings": ["a"]},
    {"guidance_scale": 2.0},
    {"max_length": 3},
)


@pytest.mark.parametrize("flags", FLAGS, ids=lambda flags: "+".join(flags))
def test_flags_of_a_checkpoint_change_no_route(tiny_folder, tiny_model, dialogues, tmp_path, flags) -> None:
    folder = shutil.copytree(tiny_folder, tmp_path / "flags")
    settings = json.loads((folder / "generation_config.json").read_text())
    (folder / "generation_config.json").write_text(json.dumps(settings | flags))
    said, plain = (
        record_trace(m, dialogues[:3], max_new_tokens=8) for m in (load_model(settings_for(folder)), tiny_model)
    )
    np.testing.assert_array_equal(said.token_ids, plain.token_ids)
    np.testing.assert_array_equal(said.experts, plain.experts)


def test_any_of_several_end_tokens_ends_an_output(uneven_model, dialogues) -> None:
    several = uneven_model.copy()
    ends = uneven_model.hf.generation_config.eos_token_id
    several.hf.generation_config.eos_token_id = [1, ends]
    one, more = (record_trace(m, dialogues, batch=4, max_new_tokens=12) for m in (uneven_model, several))
    assert one.example_lengths.tolist() == more.example_lengths.tolist()
    assert len(set(more.example_lengths.tolist())) > 1
    np.testing.assert_array_equal(one.experts, more.experts)


@pytest.mark.parametrize("mode", ["generate", "teacher_forced"])
@pytest.mark.parametrize("stack", ["encoder", "decoder"])
def test_a_tokenizer_that_pads_on_the_left_changes_no_route(tiny_model, dialogues, mode, stack) -> None:
    left = tiny_model.copy()
    left.tokenizer = copy.deepcopy(tiny_model.tokenizer)
    left.tokenizer.padding_side = "left"
    for layer in left.moe_layers():
        left.sparse_mlp(layer).router.expert_capacity = 30  # so that pads before the words would take their places
    one, two = (record_trace(left, dialogues, mode=mode, stack=stack, batch=n, max_new_tokens=20) for n in (1, 2))
    np.testing.assert_array_equal(one.token_ids, two.token_ids)
    np.testing.assert_array_equal(one.experts, two.experts)
    np.testing.assert_array_equal(one.dropped, two.dropped)


def test_no_tokens_are_no_default(tiny_model, dialogues) -> None:
    with pytest.raises(TraceError, match="max_new_tokens 0"):
        record_trace(tiny_model, dialogues, max_new_tokens=0)
