from __future__ import annotations

import copy

import numpy as np
import pytest
import torch

from flame.errors import DatasetError
from flame.storage.dataset import Dialogue, load_corpus
from offline.evaluation import (
    TokenLoss,
    below_dense_note,
    loss_facts,
    spread,
    summary_batches,
    token_loss,
)


def measured(nats, tokens, predicted) -> TokenLoss:
    return TokenLoss(np.asarray(nats, float), np.asarray(tokens, np.int64), np.asarray(predicted, np.int64))


def test_loss_per_token_by_hand():
    loss = measured([2.0, 6.0], [1, 3], [5, 6, 7, 8])
    assert loss.per_token == 2.0
    assert loss.interval(100, 0) == (2.0, 2.0)
    more, low, high = measured([3.0, 6.0], [1, 3], [5, 6, 7, 9]).increase_over(loss, 200, 0)
    assert more == 0.25
    assert (low, high) == (0.0, 1.0)
    assert measured([3.0, 6.0], [1, 3], [5, 6, 7, 9]).agreement_with(loss) == 0.75


def test_losses_of_other_dialogues_are_not_compared():
    with pytest.raises(DatasetError, match="different dialogues"):
        measured([1, 1], [1, 2], [0] * 3).increase_over(measured([1, 1], [2, 2], [0] * 4), 10, 0)


def test_batched_loss_is_transformers_loss_of_each_dialogue_alone(tiny_model):
    dialogues = load_corpus("sample").split("test")[:5]
    batches = summary_batches(tiny_model, dialogues, batch=3, max_target_tokens=20)
    found = token_loss(tiny_model, batches)
    for i, dialogue in enumerate(dialogues):
        labels = tiny_model.tokenizer([dialogue.summary], truncation=True, max_length=20, return_tensors="pt")
        with torch.inference_mode():
            alone = tiny_model.hf(**tiny_model.encode([dialogue.text]), labels=labels["input_ids"]).loss
        assert found.tokens[i] == labels["input_ids"].numel()
        assert found.nats[i] / found.tokens[i] == pytest.approx(float(alone), rel=1e-4)


def test_a_tokenizer_that_pads_on_the_left_changes_no_loss(tiny_model):
    dialogues = load_corpus("sample").split("test")[:4]
    left = tiny_model.copy()
    left.tokenizer = copy.deepcopy(tiny_model.tokenizer)
    left.tokenizer.padding_side = "left"
    for layer in left.moe_layers():
        left.sparse_mlp(layer).router.expert_capacity = 20
    alone, together = (token_loss(left, summary_batches(left, dialogues, n, 20)) for n in (1, 4))
    np.testing.assert_array_equal(alone.tokens, together.tokens)
    np.testing.assert_allclose(alone.nats, together.nats, rtol=1e-4)
    np.testing.assert_array_equal(alone.predicted, together.predicted)
    assert left.generate([d.text for d in dialogues], 6, batch=1) == left.generate([d.text for d in dialogues], 6)


def test_facts_of_a_model_against_itself(tiny_model):
    batches = summary_batches(tiny_model, load_corpus("sample").split("test")[:4], 4, 16)
    loss = token_loss(tiny_model, batches)
    facts = loss_facts(loss, loss, 50, 0)
    assert (facts["dialogues"], facts["agreement_with_dense"]) == (4, 1.0)
    assert facts["loss_increase_nats"] == facts["loss_increase_nats_high"] == 0
    assert facts["loss_nats_low"] <= facts["loss_nats"] <= facts["loss_nats_high"]


def test_less_loss_than_dense_is_said_and_explained():
    highs = {"1:1": 0.0, "2:4": -0.01, "1:4": 1.0}
    rows = [{"pattern": text, "loss_increase_nats_high": high} for text, high in highs.items()]
    (note,) = below_dense_note(rows, "pattern")
    assert "interval: 2:4. " in note
    assert below_dense_note(rows[::2], "pattern") == []


def test_intervals_cover_the_mean_at_their_rate():
    draw = np.random.default_rng(0)
    covered = 0
    for trial in range(200):
        values = draw.normal(1.0, 1.0, 40)
        low, high = measured(values, np.ones(40), np.zeros(40)).interval(400, trial)
        covered += low <= 1.0 <= high
    assert 0.88 <= covered / 200 <= 0.99


def test_dialogues_without_summaries_are_refused(tiny_model):
    with pytest.raises(DatasetError, match="'x': has no summary"):
        summary_batches(tiny_model, [Dialogue("x", "A: hello")], 2, 8)
    with pytest.raises(DatasetError, match="no dialogues"):
        summary_batches(tiny_model, [], 2, 8)


def test_spread_takes_items_at_equal_distances():
    assert list(spread(range(10), 5)) == [0, 2, 4, 6, 8]
    assert list(spread(range(3), None)) == list(spread(range(3), 9)) == [0, 1, 2]
