from __future__ import annotations

import pytest
import torch

from flame.dataset import load_corpus
from flame.errors import ConfigError
from flame.nm_format import NMPattern, pack, unpack
from offline.evaluation import summary_batches, token_loss
from offline.pruning import apply_masks, expert_matrices, magnitude_masks, nm_mask
from offline.recovery import RecoveryPlan, recover

PATTERN = NMPattern(1, 8)


@pytest.mark.parametrize(("teacher_weight", "experts_only"), [(1.0, True), (0.0, False), (0.5, True)])
def test_masks_hold_and_the_loss_falls(tiny_model, teacher_weight, experts_only):
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:8], 4, 16)
    pruned = apply_masks(tiny_model, magnitude_masks(tiny_model, lambda w: nm_mask(w, PATTERN)))
    plan = RecoveryPlan(12, 3e-3, teacher_weight, experts_only, seed=0)
    steps = []
    after = recover(pruned, tiny_model, batches, plan, lambda x: (steps.append(i) or i for i in x))
    assert len(steps) == 12
    zeros = {place: matrix == 0 for place, matrix in expert_matrices(pruned)}
    for place, matrix in expert_matrices(after):
        assert not matrix[zeros[place]].any(), place
        assert torch.equal(unpack(pack(matrix, PATTERN)), matrix)
    same = torch.equal(after.hf.shared.weight, pruned.hf.shared.weight)
    assert same == experts_only
    if teacher_weight < 1:
        assert token_loss(after, batches).per_token < token_loss(pruned, batches).per_token
    changed = [
        place
        for (place, a), (_, b) in zip(expert_matrices(after), expert_matrices(pruned), strict=True)
        if not torch.equal(a, b)
    ]
    assert changed


def test_the_pruned_model_is_left_as_it_was(tiny_model):
    before = tiny_model.weights_sha256()
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:2], 2, 8)
    recover(tiny_model, tiny_model, batches, RecoveryPlan(1, 1e-3, 1.0, True, 0))
    assert tiny_model.weights_sha256() == before


def test_plans_out_of_range():
    with pytest.raises(ConfigError, match=r"teacher_weight=1\.5"):
        RecoveryPlan(1, 1e-3, 1.5, True, 0)
