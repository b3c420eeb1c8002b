"""Passes over one token in native calls: what they compute, whose they are, and what they leave alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from flame.errors import FlameWarning
from flame.models.layers import Undo
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import pack_linear_layers
from online.serving import native_blocks
from online.serving.linear_products import multiply_packed
from online.serving.native_blocks import step_natively
from tests.conftest import save_family, settings_for

# heads that share keys: two, seven, one; widths of heads and of the model that fill vectors, and that do not
SIZES: dict[str, dict[str, Any]] = {
    "qwen3_moe": dict(num_key_value_heads=2, head_dim=32, hidden_size=64),
    "mixtral": dict(num_attention_heads=7, num_key_value_heads=1, head_dim=12, sliding_window=None),
    "qwen2_moe": dict(sliding_window=None),
}
CLOSE = {torch.float32: 2e-5, torch.bfloat16: 0.03}  # of the largest logit


def loaded(folder: Path, family: str, dtype: torch.dtype, **changes: Any) -> MoeModel:
    model = load_model(settings_for(save_family(folder, family, **SIZES.get(family, {}), **changes)))
    generator = torch.Generator().manual_seed(1)
    for name, weight in model.hf.named_parameters():
        if "norm" in name or name.endswith("bias"):  # a new model's are ones and zeros
            weight.data += 0.2 * torch.randn(weight.shape, generator=generator)
    model.hf.to(dtype)
    return model


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Tokens before each pass that goes through native blocks."""
    seen: list[int] = []
    finish = native_blocks.native.block_functions()[1]

    def told(block: Any, one: Any) -> None:
        seen.append(one.tokens)
        finish(block, one)

    attend = native_blocks.native.block_functions()[0]
    monkeypatch.setattr(native_blocks.native, "block_functions", lambda: (attend, told))
    return seen


@pytest.fixture
def undo() -> Iterator[list[Undo]]:
    held: list[Undo] = []
    yield held
    for each in held:
        each()


def logits(model: MoeModel, ids: list[int], cache: DynamicCache, **asked: Any) -> torch.Tensor:
    with torch.inference_mode():
        given = torch.tensor([ids])
        return model.hf(input_ids=given, past_key_values=cache, use_cache=True, **asked).logits[:, -1].float()


def written(model: MoeModel, ids: list[int], **asked: Any) -> torch.Tensor:
    """Logits of every token of `ids` after the first five, each read alone."""
    cache = DynamicCache(config=model.hf.config)
    logits(model, ids[:5], cache)
    return torch.cat([logits(model, [each], cache, **asked) for each in ids[5:]])


IDS = [3, 17, 5, 90, 41, 8, 8, 60, 12, 33]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("family", SIZES)
def test_what_the_modules_compute(
    family: str, dtype: torch.dtype, tmp_path: Path, calls: list[int], undo: list[Undo]
) -> None:
    model = loaded(tmp_path / "family", family, dtype)
    expected = written(model, IDS)
    step_natively(model, undo)
    found = written(model, IDS)
    assert calls == [5, 6, 7, 8, 9]
    assert (found - expected).abs().max() <= CLOSE[dtype] * expected.abs().max()
    undo.pop()()
    assert torch.equal(written(model, IDS), expected)


def test_packed_linear_layers(tmp_path: Path, calls: list[int], undo: list[Undo]) -> None:
    model = loaded(tmp_path / "family", "qwen3_moe", torch.bfloat16)
    pack_linear_layers(model.hf, model.family, "int8")
    multiply_packed(model, undo)
    expected = written(model, IDS)
    step_natively(model, undo)
    assert (written(model, IDS) - expected).abs().max() <= 0.03 * expected.abs().max()
    assert len(calls) == 5


def test_one_head_by_hand() -> None:
    """Two tokens of width 2, unit norms, identity weights, no turning: the second sees both."""
    ones, identity, none = torch.ones(2), torch.eye(2), torch.zeros(2)
    matrix = native_blocks.dense_matrix(identity)
    at = native_blocks.ctypes.addressof(matrix)
    block = native_blocks.Block(
        at, at, at, at, None, ones.data_ptr(), None, None, ones.data_ptr(), 0.0, 1.0, 1, 1, 2, 2, 0
    )
    hidden, entering = torch.tensor([3.0, 4.0]), torch.zeros(2)
    keys, values = torch.tensor([[1.0, 0.0], [0.0, 0.0]]), torch.tensor([[5.0, 7.0], [0.0, 0.0]])
    one = native_blocks.Pass(
        hidden.data_ptr(), None, ones.data_ptr(), none.data_ptr(), keys.data_ptr(), values.data_ptr(),
        entering.data_ptr(), None, None, 1, 2, 1,
    )  # fmt: skip
    native_blocks.native.block_functions()[0](block, one)
    normed = np.array([3.0, 4.0]) / np.sqrt(12.5)
    scores = np.exp([normed[0], normed @ normed])
    mixed = (scores[0] * np.array([5.0, 7.0]) + scores[1] * normed) / scores.sum()
    assert np.allclose(keys[1], normed, rtol=1e-6)
    assert np.allclose(values[1], normed, rtol=1e-6)
    assert np.allclose(hidden, np.array([3.0, 4.0]) + mixed, rtol=1e-6)
    assert np.allclose(entering, hidden / hidden.square().mean().sqrt(), rtol=1e-6)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> MoeModel:
    """Treat as read-only."""
    return loaded(tmp_path_factory.mktemp("blocks") / "family", "qwen3_moe", torch.float32)


def test_what_is_asked_otherwise_is_the_modules_own(model: MoeModel, calls: list[int], undo: list[Undo]) -> None:
    asked: dict[str, Any] = {"max_new_tokens": 4, "do_sample": False, "eos_token_id": None, "pad_token_id": 0}
    two = torch.tensor([IDS[:5], IDS[5:]])
    padded = {"attention_mask": torch.tensor([[0, 1, 1, 1, 1]]), "input_ids": two[:1]}

    def hooked() -> torch.Tensor:
        seen: list[torch.Tensor] = []
        hook = model.hf.model.layers[1].mlp.gate.register_forward_hook(lambda _, given, __: seen.append(given[0]))
        written(model, IDS)
        hook.remove()
        return torch.cat(seen)

    def answers() -> list[torch.Tensor]:
        return [
            model.hf.generate(two, **asked), model.hf.generate(two[:1], num_beams=2, **asked),
            model.hf.generate(**padded, **asked), model.hf.generate(two[:1], cache_implementation="static", **asked),
            model.hf.generate(two[:1], use_cache=False, **asked),
            written(model, IDS, output_router_logits=True), written(model, IDS, output_hidden_states=True), hooked(),
        ]  # fmt: skip

    expected = answers()
    step_natively(model, undo)
    assert all(torch.equal(one, other) for one, other in zip(answers(), expected, strict=True))
    assert calls == []
    assert torch.equal(model.hf.generate(two[:1], **asked), expected[0][:1])
    assert calls == [5, 6, 7]


def test_rooms_of_a_cache_that_goes_two_ways(model: MoeModel, undo: list[Undo]) -> None:
    step_natively(model, undo)
    cache = DynamicCache(config=model.hf.config)
    logits(model, IDS[:5], cache)
    logits(model, IDS[5:6], cache)
    layers: list[Any] = cache.layers
    held = [(layer.keys, layer.values) for layer in layers]
    kept = [(keys.clone(), values.clone()) for keys, values in held]
    twin, shared = copy.deepcopy(cache), copy.copy(cache)
    shared.layers = [copy.copy(layer) for layer in cache.layers]
    first = logits(model, IDS[6:7], cache)
    for other in (twin, shared):
        logits(model, [50], other)
    second = logits(model, IDS[7:8], cache)
    cache.crop(-2)
    assert torch.equal(logits(model, IDS[6:7], cache), first)
    assert torch.equal(logits(model, IDS[7:8], cache), second)
    assert all(torch.equal(a, b) and torch.equal(c, d) for (a, c), (b, d) in zip(held, kept, strict=True))


def test_a_room_grows() -> None:
    layer: Any = DynamicLayer()
    keys = torch.randn(1, 2, 3, 4)
    layer.update(keys, -keys)
    for tokens in range(3, 3 + native_blocks._ROOM + 2):
        room = native_blocks._Room.of(layer)
        assert room.tokens == tokens < room.size
        assert torch.equal(layer.keys[:, :, :3], keys)
        room.keys[:, :, tokens], room.values[:, :, tokens] = tokens, -tokens
        room.extend(layer)
    assert layer.keys[0, 1, 3:, 0].tolist() == list(range(3, layer.keys.shape[2]))
    assert torch.equal(layer.values[:, :, 3:], -layer.keys[:, :, 3:])


def test_modules_that_changed_stay(model: MoeModel, calls: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    attention = model.hf.model.layers[2].self_attn
    whole = attention.forward

    def louder(**asked: Any) -> Any:
        result, weights = whole(**asked)
        return 1.5 * result, weights

    monkeypatch.setattr(attention, "forward", louder, raising=False)
    undo: list[Undo] = []
    with pytest.warns(FlameWarning, match="differ from the modules"):
        step_natively(model, undo)
    assert undo == []


def test_a_router_that_decides_otherwise_is_asked(
    model: MoeModel, calls: list[int], undo: list[Undo], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = model.hf.model.layers[1].mlp.gate
    whole = gate.forward

    def least(hidden: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        logits, weights, _ = whole(hidden)
        return logits, weights, logits.topk(weights.shape[-1], largest=False).indices

    monkeypatch.setattr(gate, "forward", least, raising=False)
    expected = written(model, IDS)
    step_natively(model, undo)
    assert (written(model, IDS) - expected).abs().max() <= 2e-5 * expected.abs().max()
    assert len(calls) == 5


def test_an_mlp_that_is_replaced_is_called(
    model: MoeModel, calls: list[int], undo: list[Undo], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, seen = written(model, IDS), []
    step_natively(model, undo)
    mlp = model.hf.model.layers[1].mlp
    whole = mlp.forward

    def watched(hidden: torch.Tensor) -> torch.Tensor:
        seen.append(hidden.shape)
        return whole(hidden)  # type: ignore[no-any-return]

    monkeypatch.setattr(mlp, "forward", watched, raising=False)
    assert (written(model, IDS) - expected).abs().max() <= 2e-5 * expected.abs().max()
    assert seen == [(1, 5, 64)] + [(1, 1, 64)] * 5
    assert len(calls) == 5


@pytest.mark.parametrize(
    "changes", [dict(family="olmoe"), dict(use_sliding_window=True, sliding_window=4, family="qwen3_moe")]
)
def test_other_blocks_stay(changes: dict[str, Any], tmp_path: Path) -> None:
    model = loaded(tmp_path / "family", dtype=torch.float32, **changes)
    undo: list[Undo] = []
    step_natively(model, undo)
    assert undo == []
