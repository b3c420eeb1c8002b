import dataclasses

import pytest
import torch
from transformers import SwitchTransformersForConditionalGeneration

from flame.storage.dataset import load_corpus
from offline.training.train import (
    FastTrainingPath,
    TrainingPlan,
    encode_pairs,
    layer_balance_loss,
    rate_factor,
    train,
    train_tokenizer,
    training_batches,
)

PLAN = TrainingPlan(
    pretrain_steps=4, finetune_steps=2, batch=8, learning_rate=4e-3, vocabulary=420, d_model=16,
    d_ff=32, num_heads=2, num_experts=4, blocks=2, moe_layers=1, max_source_tokens=64, max_target_tokens=32,
    dropout=0.1, layer_balance_loss=0.1, balance_steps=3, router_z_loss=0.001, checkpoint_every=2, seed=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return load_corpus("sample").split("train")


@pytest.fixture(scope="module")
def tokenizer(corpus):
    return train_tokenizer([d.text for d in corpus], PLAN.vocabulary)


def test_tokenizer_is_lossless_and_ends_texts(tokenizer):
    text = "Zoë: naïve 5:30 — ok?\nTom: 😀"
    ids = tokenizer(text)["input_ids"]
    assert ids[-1] == tokenizer.eos_token_id == 1
    assert tokenizer.decode(ids, skip_special_tokens=True) == text
    assert len(tokenizer("<extra_id_3>")["input_ids"]) == 2


def test_long_pairs_are_cut_and_still_end(tokenizer):
    source, target = encode_pairs(tokenizer, [("a b c d e f g h", "i j k l m n o")], 5, 4)[0]
    assert (len(source), len(target), source[-1], target[-1]) == (5, 4, 1, 1)


def test_batches_are_a_function_of_the_step(tokenizer, corpus):
    plan = dataclasses.replace(PLAN, pretrain_steps=1000)
    first = training_batches(plan, tokenizer, corpus, corpus, 0)
    for _ in range(3):
        next(first)
    again = next(training_batches(plan, tokenizer, corpus, corpus, 3))
    expected = next(first)
    assert torch.equal(again.source, expected.source)
    assert torch.equal(again.labels, expected.labels)


def test_the_fast_path_computes_what_transformers_computes():
    torch.manual_seed(0)
    model = SwitchTransformersForConditionalGeneration(PLAN.switch_config()).eval()
    inputs = {"input_ids": torch.randint(40, 400, (3, 20)), "labels": torch.randint(40, 400, (3, 9))}
    plain = model(**inputs)
    with FastTrainingPath():
        fast = model(**inputs)
    torch.testing.assert_close(fast.logits, plain.logits, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(model(**inputs).logits, plain.logits)


def test_rate_warms_up_holds_and_falls():
    plan = dataclasses.replace(PLAN, pretrain_steps=800, finetune_steps=200)
    assert rate_factor(plan, 0) == pytest.approx(1 / 60)
    assert rate_factor(plan, 300) == 1.0
    assert rate_factor(plan, 999) == pytest.approx(0.02, abs=0.01)


def test_even_load_costs_one_a_layer():
    even = torch.eye(4).repeat(2, 1)[None] * 20
    padded = torch.cat([even, torch.full((1, 3, 4), 9.0)], 1)
    real = torch.tensor([[True] * 8 + [False] * 3])
    assert layer_balance_loss([padded, padded], real).item() == pytest.approx(2.0)
    crowded = torch.tensor([20.0, 0, 0, 0]).expand(1, 8, 4)
    assert layer_balance_loss([crowded], torch.ones(1, 8, dtype=torch.bool)).item() == pytest.approx(4.0)


def test_an_interrupted_run_ends_as_an_uninterrupted_one(tokenizer, corpus, tmp_path):
    whole, curve = train(PLAN, tokenizer, corpus, corpus[:20], corpus[20:24], tmp_path / "whole")
    train(PLAN, tokenizer, corpus, corpus[:20], corpus[20:24], tmp_path / "parts", stop_after=4)
    resumed, resumed_curve = train(PLAN, tokenizer, corpus, corpus[:20], corpus[20:24], tmp_path / "parts")
    assert curve[-1]["step"] == resumed_curve[-1]["step"] == 6
    assert curve[-1]["held_out_loss"] == pytest.approx(resumed_curve[-1]["held_out_loss"], rel=1e-4)
    for a, b in zip(whole.parameters(), resumed.parameters(), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-4)
