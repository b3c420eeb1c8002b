"""Tokens that are decoded together have the bits that each has alone, however many meet at an expert of floats."""

from __future__ import annotations

import pytest
import torch

from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.online.small_streams import pack_experts

TOKENS = 70


def call_of(model: MoeModel, rows: slice, sequences: int | None = None) -> ExpertCall:
    """All tokens choose one expert."""
    (layer, *_), rng = model.moe_layers("decoder"), torch.Generator().manual_seed(2)
    hidden = torch.randn(TOKENS, model.d_model, generator=rng)[rows]
    count = len(hidden)
    index, weights = torch.zeros(count, 1, dtype=torch.int64), torch.rand(TOKENS, 1, generator=rng)[rows]
    return ExpertCall(layer, hidden, index, weights, count if sequences is None else sequences, None)


@pytest.mark.parametrize("native", [True, False])
def test_many_that_are_decoded_at_once_are_each_alone(pruned: MoeModel, native: bool) -> None:
    store = MemoryStore(pack_experts(pruned, "bf16"))
    with torch.inference_mode(), stream(pruned, store, slots=2, native=native) as session:
        experts = session.runtime.experts
        together = experts(call_of(pruned, slice(None)))
        for token in (0, 1, TOKENS - 1):
            assert torch.equal(experts(call_of(pruned, slice(token, token + 1)))[0], together[token])
