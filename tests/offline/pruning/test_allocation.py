from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.app.config import load_settings
from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from flame.storage.dataset import load_corpus
from offline.evaluation import SummaryBatch, summary_batches
from offline.pruning.allocation import (
    Choice,
    allocate,
    choices,
    fisher_information,
    patterns_by_matrix,
    slots_budget_bytes,
    unit_of,
)
from offline.pruning.masks import ExpertMatrix, expert_matrices, layer_of
from tests.conftest import settings_for

SPARSE, MIDDLE, DENSE = NMPattern(1, 4), NMPattern(2, 4), NMPattern(4, 4)


def options(*costs: tuple[float, float, float]) -> dict[int, list[Choice]]:
    return {
        i: [Choice(SPARSE, a, 10), Choice(MIDDLE, b, 20), Choice(DENSE, c, 40)] for i, (a, b, c) in enumerate(costs)
    }


def test_the_sensitive_unit_gets_the_bytes():
    chosen = allocate(options((9.0, 1.0, 0.0), (2.0, 1.5, 0.0)), 30)
    assert [chosen[i].pattern for i in (0, 1)] == [MIDDLE, SPARSE]
    assert sum(c.size_bytes for c in allocate(options((9.0, 1.0, 0.0), (2.0, 1.5, 0.0)), 80).values()) == 80
    with pytest.raises(ConfigError, match="the sparsest patterns need 20"):
        allocate(options((1, 1, 1), (1, 1, 1)), 19)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 10)] * 3), min_size=1, max_size=4), st.integers(0, 140))
def test_the_best_of_all_choices_and_never_over_budget(costs, room):
    given_options = options(*[tuple(sorted(c, reverse=True)) for c in costs])
    budget = 10 * len(costs) + room
    chosen = allocate(given_options, budget)
    assert sum(c.size_bytes for c in chosen.values()) <= budget
    every = [c for c in itertools.product(*given_options.values()) if sum(x.size_bytes for x in c) <= budget]
    best = min(sum(x.cost for x in c) for c in every)
    assert sum(c.cost for c in chosen.values()) == pytest.approx(best, rel=1e-5, abs=1e-5)


def test_many_units_of_uneven_sizes_stay_within_their_budget():
    draw = np.random.default_rng(0)
    many = {
        unit: [Choice(p, float(c), int(s)) for p, c, s in zip((SPARSE, MIDDLE, DENSE), costs, sizes, strict=True)]
        for unit, (costs, sizes) in enumerate(
            zip(-np.sort(-draw.random((300, 3)), 1), np.sort(draw.integers(1, 10**6, (300, 3)), 1), strict=True)
        )
    }
    budget = sum(each[1].size_bytes for each in many.values())
    chosen = allocate(many, budget)
    assert sum(c.size_bytes for c in chosen.values()) <= budget
    assert sum(c.cost for c in chosen.values()) < sum(each[1].cost for each in many.values())


def test_fisher_information_is_the_squared_gradient(tiny_model):
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:2], 1, 12)
    fisher = fisher_information(tiny_model, batches)
    place = max(fisher, key=lambda p: float(fisher[p].sum()))
    weight = tiny_model.copy()
    layer = layer_of(weight, place)
    parameter = (
        weight.sparse_mlp(layer)
        .experts[f"expert_{place.expert.expert}"]
        .get_submodule(SWITCH_MATRICES[place.name])
        .weight
    )
    total, tokens = 0.0, 0
    for batch in batches:
        weight.hf.zero_grad()
        out = weight.hf(input_ids=batch.input_ids, attention_mask=batch.attention_mask, labels=batch.labels)
        count = int((batch.labels != -100).sum())
        (out.loss * count).backward()
        total += parameter.grad.square() if parameter.grad is not None else 0
        tokens += count
    assert torch.allclose(fisher[place], total / tokens, rtol=1e-3, atol=1e-7)


@pytest.mark.parametrize("unit", ["layer", "expert", "matrix"])
def test_choices_have_exact_bytes_and_costs_that_grow_with_sparsity(tiny_model, unit):
    fisher = {place: torch.ones_like(w) for place, w in expert_matrices(tiny_model)}
    patterns = [SPARSE, MIDDLE, DENSE]
    found = choices(tiny_model, fisher, patterns, "fp16", unit)
    assert len(found) == {"layer": 4, "expert": 16, "matrix": 32}[unit]
    for each in found.values():
        assert each[0].cost > each[1].cost > each[2].cost == 0
    total = sum(each[1].size_bytes for each in found.values())
    assert total == sum(MIDDLE.packed_bytes(*w.shape, "fp16") for _, w in expert_matrices(tiny_model))
    chosen = allocate(found, total)
    assigned = patterns_by_matrix(tiny_model, chosen, unit)
    assert all(assigned[p] == chosen[unit_of(p, unit)].pattern for p, _ in expert_matrices(tiny_model))
    with pytest.raises(ConfigError, match="allocation by 'block'"):
        choices(tiny_model, fisher, patterns, "fp16", "block")


def test_slots_on_a_board_are_a_budget():
    platform = load_settings("experiment=prune", "platform=u200").platform
    slots = 6
    budget = slots_budget_bytes(platform, slots, num_experts=8, moe_layers=12)
    one_expert = budget / (8 * 12)
    assert math.floor(platform.buffer_bytes / one_expert) in (slots, slots + 1)
    assert np.isclose(one_expert * slots, platform.buffer_bytes, rtol=1e-3)
    with pytest.raises(ConfigError, match="slots=0"):
        slots_budget_bytes(platform, 0, 8, 12)


def test_fisher_information_of_a_decoder_only_model_is_the_squared_gradient(tmp_path):
    model = MoeModel(tiny_hf("qwen3_moe"), None, settings_for(tmp_path), "random")
    ids = torch.randint(3, 150, (1, 9), generator=torch.Generator().manual_seed(0))
    batch = SummaryBatch((0,), ids[:, :4], torch.ones(1, 4, dtype=torch.long), ids[:, 4:])
    fisher = fisher_information(model, [batch])
    own, layer = model.copy(), model.moe_layers()[1]
    logits = own.hf(input_ids=ids).logits[:, 3:-1]
    torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch.labels.flatten(), reduction="sum").backward()
    fused = own.hf.get_submodule("model.layers.1.mlp.experts").gate_up_proj.grad
    for expert in range(8):
        for name, part in (("gate", fused[expert][:24]), ("up", fused[expert][24:])):
            found = fisher[ExpertMatrix(ExpertId(layer.id, expert), name)]
            assert torch.allclose(found, part.square() / 5, rtol=1e-4, atol=1e-12)
