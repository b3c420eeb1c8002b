"""One checkpoint loaded in two ways, with its experts or without: one answer, bit for bit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from flame.ids import ExpertId
from flame.models.loading import ALIGNMENT, load_model, load_without_experts
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.conftest import settings_for
from tests.online.small_streams import TEXTS, buffer, same, scores


@pytest.mark.parametrize("load", [load_model, load_without_experts])
def test_weights_lie_where_torch_would_put_them(tiny_folder: Path, load: object) -> None:
    model = load(settings_for(tiny_folder))  # type: ignore[operator]
    tensors = model.hf.state_dict()
    assert {name: tensors[name].data_ptr() % ALIGNMENT for name in model.dense_names()} == dict.fromkeys(
        model.dense_names(), 0
    )


@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS])
def test_streamed_without_experts_equals_resident_with_them(tiny_folder: Path, texts: list[str]) -> None:
    whole, hollow = load_model(settings_for(tiny_folder)), load_without_experts(settings_for(tiny_folder))
    experts = [ExpertId(layer.id, e) for layer in whole.moe_layers() for e in range(whole.num_experts)]
    layers = {layer.id: layer for layer in whole.moe_layers()}
    store = MemoryStore(
        {e: PackedExpert.pack(whole.expert_matrices(layers[e.layer], e.expert), NMPattern(4, 4)) for e in experts}
    )
    with resident(whole, store), torch.inference_mode():
        expected = scores(whole, texts)
    with stream(hollow, store, buffer(1)):
        assert same(scores(hollow, texts), expected)
