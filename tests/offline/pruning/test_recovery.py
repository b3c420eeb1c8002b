from __future__ import annotations

import pytest
import torch

from flame.errors import ConfigError
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.storage.dataset import load_corpus
from offline.evaluation import SummaryBatch, summary_batches, token_loss
from offline.pruning.masks import apply_masks, expert_matrices, magnitude_masks, nm_mask
from offline.pruning.recovery import RecoveryPlan, recover, teacher_targets

PATTERN = NMPattern(1, 8)


@pytest.mark.parametrize(("teacher_weight", "experts_only"), [(1.0, True), (0.0, False), (0.5, True)])
def test_masks_hold_through_every_step_and_the_loss_falls(tiny_model, monkeypatch, teacher_weight, experts_only):
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:8], 4, 16)
    pruned = apply_masks(tiny_model, magnitude_masks(tiny_model, lambda w: nm_mask(w, PATTERN)))
    plan = RecoveryPlan(12, 3e-3, teacher_weight, experts_only)
    zeros = {place: matrix == 0 for place, matrix in expert_matrices(pruned)}
    students, steps = [], []
    monkeypatch.setattr(
        MoeModel, "copy", lambda model, copy=MoeModel.copy: students.append(copy(model)) or students[-1]
    )

    def watched(items):
        for item in items:
            yield item
            steps.append(item)  # between two steps, and after the last
            for place, matrix in expert_matrices(students[0]):
                assert not matrix[zeros[place]].any(), (item, place)

    targets = teacher_targets(tiny_model, batches)
    students.clear()
    after = recover(pruned, batches, targets, plan, 0, watched)
    assert len(steps) == 12
    assert after is students[0]
    for _, matrix in expert_matrices(after):
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
    targets = teacher_targets(tiny_model, batches)
    recover(tiny_model, batches, targets, RecoveryPlan(1, 1e-3, 1.0, True))
    assert tiny_model.weights_sha256() == before


def test_plans_out_of_range():
    with pytest.raises(ConfigError, match=r"teacher_weight=1\.5"):
        RecoveryPlan(1, 1e-3, 1.5, True)


def test_a_student_that_is_its_teacher_has_nothing_to_learn(tiny_model):
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:3], 3, 12)
    after = recover(tiny_model, batches, teacher_targets(tiny_model, batches), RecoveryPlan(2, 1e-4, 1.0, True))
    assert token_loss(after, batches).per_token == pytest.approx(token_loss(tiny_model, batches).per_token, abs=1e-2)


def test_targets_are_the_teachers_distribution(tiny_model):
    (batch,) = batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:3], 3, 12)
    (target,) = teacher_targets(tiny_model, batches)
    assert target.shape == (int((batch.labels != -100).sum()), tiny_model.hf.config.vocab_size)
    expected = token_loss(tiny_model, batches).per_token
    picked = target.float().gather(1, batch.labels[batch.labels != -100][:, None])
    assert float(-picked.mean()) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("family", ["qwen3_moe", "gpt_oss", "nllb_moe"])
def test_every_family_recovers_within_its_masks_and_keeps_its_biases(family):
    """Gated, fused and biased experts; in a 16-bit type steps of this size would be lost."""
    model = MoeModel(tiny_hf(family), None, ModelSettings(family, "random", None, None, "", 64, 4, {}), "random")
    model.hf.bfloat16()
    ids = torch.arange(3, 35).reshape(2, 16)
    batch = SummaryBatch((0, 1), ids[:, :4], torch.ones_like(ids[:, :4]), ids[:, 4:])
    pruned = apply_masks(model, magnitude_masks(model, lambda w: nm_mask(w, PATTERN)))
    zeros = {place: matrix == 0 for place, matrix in expert_matrices(pruned)}
    after = recover(pruned, [batch], teacher_targets(model, [batch]), RecoveryPlan(8, 1e-4, 0.5, True))
    assert after.hf.dtype == torch.float32
    changed = 0
    for (place, matrix), (_, before) in zip(expert_matrices(after), expert_matrices(pruned), strict=True):
        assert not matrix[zeros[place]].any()
        changed += not torch.equal(matrix, before.float())
    assert changed > 0
    others = {id(p) for layer in after.moe_layers() for p in after.family.expert_weights(layer) if p.dim() > 1}
    for (name, a), (_, b) in zip(after.hf.named_parameters(), pruned.hf.named_parameters(), strict=True):
        if id(a) not in others or (name.endswith("_bias") and after.family.fused):
            assert torch.equal(a, b.float()), name
    for layer in after.moe_layers():
        for name, bias in after.expert_biases(layer, 1).items():
            assert torch.equal(bias, pruned.expert_biases(layer, 1)[name].float())
    assert token_loss(after, [batch]).per_token < token_loss(pruned, [batch]).per_token
