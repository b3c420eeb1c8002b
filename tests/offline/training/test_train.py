import contextlib
import dataclasses
import math
from unittest import mock

import pytest
import torch

from offline.training import examples
from offline.training import train as train_module
from offline.training.examples import held_out_batches
from offline.training.state import Weights
from offline.training.train import Gradients, held_out_loss, rate_factor, train
from tests.offline.training.small import CORPUS, PLAN, TEXTS, small_tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return small_tokenizer()


@pytest.fixture(autouse=True)
def small_pools(monkeypatch):
    monkeypatch.setattr(examples, "POOL", 32)


def test_rate_warms_up_holds_and_falls():
    assert rate_factor(PLAN, "pretrain", 0, 0.0) == pytest.approx(1 / 100)
    assert rate_factor(PLAN, "pretrain", 300, 0.5) == 1.0
    assert rate_factor(PLAN, "pretrain", 999, 1.0) == pytest.approx(0.1)
    assert rate_factor(PLAN, "finetune", 99, 0.0) == PLAN.finetune_rate
    assert rate_factor(PLAN, "finetune", 99, 1.0) == 0.0


def test_both_stages_run_and_are_told(tokenizer, tmp_path):
    told = []
    model, progress = train(
        PLAN, tokenizer, TEXTS, tmp_path, on_checkpoint=lambda weights, progress: told.append(progress.stage)
    )
    assert progress.stage == "done"
    assert told[-1] == "done"
    assert [(p["stage"], p["step"]) for p in progress.curve] == [("pretrain", 4), ("finetune", 1), ("finetune", 2)]
    assert progress.curve[0]["tokens"] < progress.tokens == progress.curve[-1]["tokens"]
    best = min(p["held_out_loss"] for p in progress.curve[1:])
    assert progress.best_loss == best
    loss, counts = held_out_loss(model, held_out_batches(PLAN, tokenizer, TEXTS.held_out))
    assert loss == pytest.approx(best)
    words = sum(min(32, len(tokenizer(d.summary)["input_ids"])) for d in TEXTS.held_out)
    assert sum(counts["decoder"][0]) == words


def test_held_out_loss_is_the_mean_over_tokens(tokenizer):
    model = Weights(PLAN, torch.device("cpu")).model
    batches = held_out_batches(PLAN, tokenizer, CORPUS[:6])
    nats = tokens = 0.0
    for source, labels in ((torch.from_numpy(s), torch.from_numpy(t)) for s, t in batches):
        loss = model.eval()(input_ids=source, attention_mask=(source != 0).long(), labels=labels).loss
        nats += float(loss) * int((labels != -100).sum())
        tokens += int((labels != -100).sum())
    assert held_out_loss(model, batches)[0] == pytest.approx(nats / tokens, rel=1e-5)


def test_tuning_stops_when_the_held_out_loss_no_longer_falls(tokenizer, tmp_path, monkeypatch):
    plan = dataclasses.replace(PLAN, pretrain_steps=1, finetune_steps=50, patience=3)
    losses = iter([9.0, 5.0, 4.0, 4.5, 4.2, 4.1, 1.0])
    monkeypatch.setattr(train_module, "held_out_loss", lambda model, batches: (next(losses), {}))
    _, progress = train(plan, tokenizer, TEXTS, tmp_path)
    assert (progress.best_loss, progress.curve[-1]["step"]) == (4.0, 5)


def test_a_stage_ends_by_its_seconds(tokenizer, tmp_path):
    plan = dataclasses.replace(PLAN, pretrain_steps=10**6, pretrain_seconds=1e-6, finetune_seconds=1e-6)
    _, progress = train(plan, tokenizer, TEXTS, tmp_path)
    assert [(p["stage"], p["step"]) for p in progress.curve] == [("pretrain", 1), ("finetune", 1)]


def test_an_interrupted_run_ends_as_an_uninterrupted_one(tokenizer, tmp_path):
    plan = dataclasses.replace(PLAN, router_jitter=0.0, dropout=0.0, expert_dropout=0.0, input_dropout=0.0)
    whole, progress = train(plan, tokenizer, TEXTS, tmp_path / "whole")
    train(plan, tokenizer, TEXTS, tmp_path / "parts", stop_after=2)
    resumed, resumed_progress = train(plan, tokenizer, TEXTS, tmp_path / "parts")
    assert progress.best_loss == pytest.approx(resumed_progress.best_loss, rel=1e-4)
    assert progress.tokens == resumed_progress.tokens
    for a, b in zip(whole.parameters(), resumed.parameters(), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-4)
    again, again_progress = train(plan, tokenizer, TEXTS, tmp_path / "parts")  # done: nothing is left to learn
    assert again_progress == resumed_progress
    for a, b in zip(again.parameters(), resumed.parameters(), strict=True):
        assert torch.equal(a, b)


def test_batches_made_by_processes_are_the_same(tokenizer, tmp_path):
    curves = [train(PLAN, tokenizer, TEXTS, tmp_path / str(n), workers=n)[1].curve for n in (0, 1)]
    for a, b in zip(*curves, strict=True):
        assert a["tokens"] == b["tokens"]
        assert a["loss"] == pytest.approx(b["loss"], rel=1e-3)
        assert math.isfinite(a["loss"])


class FakeStream:
    def wait_stream(self, other):
        pass


class FakeGraph:
    """Stands for a captured graph: replaying it does nothing, so outputs and gradients stay those of the capture."""

    def pool(self):
        return 1

    def replay(self):
        pass


def with_fake_cuda(**changed):
    here = contextlib.nullcontext
    values = {
        "Stream": FakeStream, "stream": lambda s: here(), "current_stream": FakeStream, "synchronize": lambda: None,
        "empty_cache": lambda: None, "CUDAGraph": FakeGraph, "graph": lambda g, pool=None: here(),
    }  # fmt: skip
    return mock.patch.multiple(torch.cuda, **(values | changed))


def graphed(weights):
    gradients = Gradients(weights, PLAN)
    gradients._use_graphs, gradients._beside = True, FakeStream()
    return gradients


def test_a_shape_is_captured_once_and_its_gradients_are_the_plain_ones(tokenizer):
    weights = Weights(dataclasses.replace(PLAN, router_jitter=0.0), torch.device("cpu"))
    batch = held_out_batches(PLAN, tokenizer, CORPUS[:4])[0]
    plan = dataclasses.replace(PLAN, router_jitter=0.0)
    plain_losses = Gradients(weights, plan)(batch, "pretrain")
    plain = [p.grad.clone() for p in weights.parameters]
    gradients = graphed(weights)
    gradients._plan = plan
    with with_fake_cuda():
        losses = [gradients(batch, "pretrain") for _ in range(2)]
    assert len(gradients._graphs) == 1
    for found in losses:
        torch.testing.assert_close(found, plain_losses)
    for parameter, wanted in zip(weights.parameters, plain, strict=True):
        torch.testing.assert_close(parameter.grad, wanted)


def test_a_capture_that_fails_is_done_without(tokenizer):
    weights = Weights(PLAN, torch.device("cpu"))
    gradients = graphed(weights)
    batch = held_out_batches(PLAN, tokenizer, CORPUS[:4])[0]
    with with_fake_cuda(graph=mock.Mock(side_effect=RuntimeError("not captured\nmore"))):
        assert torch.isfinite(gradients(batch, "pretrain")).all()
    assert gradients.failure == "not captured"
