"""Passes over one token in bf16 leave oneDNN out, and only these."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from flame.ids import ExpertId
from flame.models.layers import Undo
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.single_rows import quicken_single_rows
from online.serving.stores import MemoryStore
from tests.conftest import save_family, settings_for

ONEDNN = torch.backends.mkldnn


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MoeModel:
    if not ONEDNN.is_available():
        pytest.skip("torch has no oneDNN here")
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX512")
    loaded = load_model(settings_for(save_family(tmp_path / "family")))
    loaded.hf.to(torch.bfloat16)
    return loaded


def watched(model: MoeModel) -> list[tuple[int, bool]]:
    """For each pass how many tokens it reads, and whether its head has oneDNN."""
    seen: list[tuple[int, bool]] = []
    tokens = [0]
    model.hf.model.register_forward_pre_hook(
        lambda _, args, kwargs: tokens.__setitem__(0, kwargs["input_ids"].numel()), with_kwargs=True
    )
    model.hf.lm_head.register_forward_pre_hook(lambda *_: seen.append((tokens[0], bool(ONEDNN.enabled))))
    return seen


def test_one_token_alone_goes_without_while_experts_are_packed(model: MoeModel) -> None:
    store = MemoryStore(
        {
            ExpertId(layer.id, e): PackedExpert.pack(model.expert_matrices(layer, e), NMPattern(1, 1), "int8")
            for layer in model.moe_layers()
            for e in range(model.num_experts)
        }
    )
    seen = watched(model)
    asked: dict[str, Any] = {"max_new_tokens": 3, "do_sample": False}
    with resident(model, store):
        model.hf.generate(torch.arange(6)[None] + 5, **asked)
    assert seen == [(6, True), (1, False), (1, False)]
    assert ONEDNN.enabled
    seen.clear()
    with stream(model, store, slots=2):
        model.hf.generate(torch.arange(12).reshape(2, 6) + 5, **asked)
        model.hf.generate(torch.arange(6)[None] + 5, **asked)
    assert seen == [(12, True), (2, True), (2, True), (6, True), (1, False), (1, False)]
    assert ONEDNN.enabled
    seen.clear()
    model.hf.generate(torch.arange(6)[None] + 5, **asked)
    assert [own for _, own in seen] == [True] * 3


def test_what_fails_leaves_it_as_it_was(model: MoeModel) -> None:
    undo: list[Undo] = []
    quicken_single_rows(model, undo)

    def fails(*_: Any) -> None:
        raise RuntimeError("struck")

    handle = model.hf.lm_head.register_forward_pre_hook(fails)
    with pytest.raises(RuntimeError, match="struck"):
        model.hf(input_ids=torch.tensor([[5]]))
    assert ONEDNN.enabled
    handle.remove()
    for each in undo:
        each()
    assert watched(model) == []
    assert ONEDNN.enabled


def test_others_stay_as_they_are(model: MoeModel, tiny_model: MoeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    undo: list[Undo] = []
    quicken_single_rows(tiny_model, undo)  # an encoder and a decoder, in fp32
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX2")
    quicken_single_rows(model, undo)
    assert undo == []
