"""Steps that are captured and replayed; what captures here is a stand-in that computes the step anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import Cache, DynamicCache, StaticCache

from flame.errors import FlameWarning
from flame.models.layers import Undo
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.tiny import tiny_hf
from online.serving import device_step
from online.serving.device_step import Capture, Captured, GraphedSteps, graph_steps
from tests.conftest import settings_for
from tests.online.small_streams import TEXTS, same, scores


class Told:
    """Stands for a stream: remembers what it was told."""

    def __init__(self) -> None:
        self.capturing, self.passes, self.steps = False, [], 0

    def settle(self) -> None:
        assert not self.capturing

    def keep(self) -> None:
        self.steps += 1

    def replayed(self, ids: torch.Tensor) -> None:
        self.passes.append(ids.flatten().tolist())
        assert self.steps == len(self.passes)


def standing_in(runtime: Captured) -> Capture:
    """Captures as a device does: what the step changes is as before, its results lie where they first lay."""

    def capture(call: Callable[[], Any], device: torch.device) -> tuple[Any, Callable[[], object]]:
        assert runtime.capturing
        (cache,) = (cell.cell_contents for cell in call.__closure__ or () if isinstance(cell.cell_contents, Cache))
        kept = [(each, each.clone()) for layer in cache.layers for each in state(layer)]
        output = call()
        for own, before in kept:
            own.copy_(before)

        def replay() -> None:
            captured, runtime.capturing = vars(runtime).get("_captured"), True
            output.logits.copy_(call().logits)
            runtime.capturing = False
            if captured is not None:
                vars(runtime)["_captured"] = captured

        return output, replay

    return capture


def state(layer: Any) -> tuple[torch.Tensor, ...]:
    return layer.keys, layer.values, layer.cumulative_length


@pytest.fixture(scope="module")
def model(decoder_folder: Path) -> MoeModel:
    return load_model(settings_for(decoder_folder))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def steps(model: MoeModel, told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphedSteps]:
    monkeypatch.setattr(device_step, "_as_graph", standing_in(told))
    undo: list[Undo] = []
    found = graph_steps(model, told, undo)
    assert found is not None
    yield found
    for each in undo:
        each()


def test_an_answer_is_the_same_bits_from_replayed_steps(model: MoeModel, told: Told, monkeypatch) -> None:
    for texts in (TEXTS[:1], TEXTS):
        expected = scores(model, texts, cache_implementation="static", disable_compile=True)
        monkeypatch.setattr(device_step, "_as_graph", standing_in(told))
        undo: list[Undo] = []
        steps = graph_steps(model, told, undo)
        assert steps is not None
        for _ in range(2):
            before, told.passes[:], told.steps = steps.replays, [], 0
            assert same(scores(model, texts), expected)
            tokens = expected[0][:, 1:]
            replayed = steps.replays - before
            assert 1 <= replayed == len(told.passes) <= tokens.shape[1] - 2
            assert told.passes == [column.tolist() for column in tokens.T[-1 - replayed : -1]]
        for each in undo:
            each()
        assert same(scores(model, texts, cache_implementation="static", disable_compile=True), expected)
        assert model.writing == {}


def test_beams_move_caches_and_are_never_replayed(model: MoeModel, told: Told, steps: GraphedSteps) -> None:
    asked = dict(num_beams=2, cache_implementation="static", disable_compile=True)
    found = model.generate_ids(TEXTS, 6, **asked)
    assert torch.equal(found, model.generate_ids(TEXTS, 6, **asked))
    assert not steps.replays


def test_other_caches_and_whole_passes_are_as_they_were(model: MoeModel, steps: GraphedSteps) -> None:
    scores(model, TEXTS, cache_implementation="dynamic")
    with torch.inference_mode():
        model.hf(**model.encode(TEXTS))
    assert not steps.replays


def test_a_step_that_cannot_be_captured_is_computed_as_it_is(
    model: MoeModel, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = scores(model, TEXTS, cache_implementation="static", disable_compile=True)

    def refused(call: Callable[[], Any], device: torch.device) -> Any:
        raise RuntimeError("operation not permitted when stream is capturing\nand more")

    monkeypatch.setattr(device_step, "_as_graph", refused)
    undo: list[Undo] = []
    steps = graph_steps(model, told, undo)
    assert steps is not None
    with pytest.warns(FlameWarning, match="not captured as a graph, which is slower: operation not permitted"):
        assert same(scores(model, TEXTS), expected)
    assert not steps.replays
    assert not told.capturing
    for each in undo:
        each()


def test_who_hears_every_step_hears_it(model: MoeModel, steps: GraphedSteps) -> None:
    heard: list[int] = []
    with model.hear(lambda call: heard.append(len(call.hidden))):
        scores(model, TEXTS[:1])
    assert heard.count(1) == 5 * len(model.moe_layers())
    assert not steps.replays
    with model.hear(lambda call: None, every_step=lambda: False):
        scores(model, TEXTS[:1])
    assert steps.replays
    assert not model.is_heard


def test_what_a_step_returned_stays(model: MoeModel, steps: GraphedSteps) -> None:
    with torch.inference_mode():
        cache = StaticCache(model.hf.config, max_cache_len=32)
        kept, token = [], torch.tensor([[5]])
        for _ in range(6):
            output = model.hf(input_ids=token, past_key_values=cache, use_cache=True)
            kept.append((output.logits, output.logits.clone()))
            token = output.logits[:, -1:].argmax(-1)
        before = steps.replays
        assert before == 4
        assert all(torch.equal(logits, then) for logits, then in kept)
        model.hf(input_ids=token, past_key_values=cache, use_cache=True, output_hidden_states=True)
        assert steps.replays == before


def test_own_caches_are_not_refused(model: MoeModel, steps: GraphedSteps) -> None:
    own = DynamicCache()
    model.generate_ids(TEXTS[:1], 4, past_key_values=own)
    assert own.get_seq_length() > 4
    assert not steps.replays


@pytest.mark.parametrize("family", ["gpt_oss", "qwen3_next"])
def test_layers_with_a_window_or_a_state_are_left_as_they_are(family: str, told: Told) -> None:
    settings = ModelSettings(family, "hub", None, None, "", 64, 8, {})
    assert graph_steps(MoeModel(tiny_hf(family), None, settings, "random"), told, []) is None


def test_masks_that_come_by_kind_of_layer_are_captured(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ModelSettings("qwen2_moe", "hub", None, None, "", 64, 8, {})
    model = MoeModel(tiny_hf("qwen2_moe"), None, settings, "random")
    prompt = {"input_ids": torch.arange(3, 9)[None], "attention_mask": torch.ones(1, 6, dtype=torch.int64)}
    asked = {"min_new_tokens": 6, "cache_implementation": "static", "disable_compile": True}
    expected = model.generate_from(prompt, 6, **asked)
    monkeypatch.setattr(device_step, "_as_graph", standing_in(told))
    steps = graph_steps(model, told, [])
    assert steps is not None
    assert torch.equal(model.generate_from(prompt, 6, min_new_tokens=6), expected)
    assert steps.replays == 4


def test_an_encoder_s_decoder_is_left_as_it_is(tiny_model: MoeModel, told: Told) -> None:
    assert graph_steps(tiny_model, told, []) is None
