import math

import pytest
import torch
from transformers import SwitchTransformersForConditionalGeneration
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from offline import forward as forward_module
from offline.forward import (
    SILENT,
    Noise,
    balance_loss,
    expert_counts,
    forward,
    one_hot,
    router_z_loss,
    token_loss,
)
from tests.offline.training.small import PLAN


@pytest.fixture
def model():
    torch.manual_seed(0)
    return SwitchTransformersForConditionalGeneration(PLAN.switch_config()).eval()


def drawn(padded):
    source, labels = torch.randint(40, 400, (3, 20)), torch.randint(40, 400, (3, 9))
    if padded:
        source[1, 12:], labels[2, 5:] = 0, -100
    return source, labels


def test_it_computes_what_transformers_computes(model):
    source, labels = drawn(padded=True)
    theirs = model(input_ids=source, attention_mask=(source != 0).long(), labels=labels, output_router_logits=True)
    ours = forward(model, source, labels)
    torch.testing.assert_close(ours.logits, theirs.logits, rtol=1e-4, atol=1e-5)
    for a, b in zip(ours.encoder_routers, theirs.encoder_router_logits, strict=True):
        torch.testing.assert_close(a[source != 0], b[source != 0], rtol=1e-4, atol=1e-5)
    for a, b in zip(ours.decoder_routers, theirs.decoder_router_logits, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-4)


def test_loss_and_gradients_are_those_of_transformers(model):
    source, labels = drawn(padded=False)
    theirs = model(input_ids=source, labels=labels, output_router_logits=True)
    theirs.loss.backward()
    gradients = {n: p.grad.clone() for n, p in model.named_parameters() if p.grad is not None}
    model.zero_grad()
    out = forward(model, source, labels)
    heard, told = torch.ones_like(source, dtype=torch.bool), torch.ones_like(labels, dtype=torch.bool)
    loss = token_loss(out.logits, labels)
    loss = loss + PLAN.balance_loss * (
        balance_loss(out.encoder_routers, heard) + balance_loss(out.decoder_routers, told)
    )
    loss = loss + PLAN.router_z_loss * (
        router_z_loss(out.encoder_routers, heard) + router_z_loss(out.decoder_routers, told)
    )
    torch.testing.assert_close(loss, theirs.loss, rtol=1e-4, atol=1e-5)
    loss.backward()
    for name, parameter in model.named_parameters():
        if name in gradients:
            torch.testing.assert_close(parameter.grad, gradients[name], rtol=1e-3, atol=1e-4, msg=name)


def test_router_losses_are_those_of_transformers_where_nothing_is_padded():
    layers = [torch.randn(3, 7, 4) for _ in range(2)]
    joined, real = torch.cat(layers, 1), torch.ones(3, 7, dtype=torch.bool)
    torch.testing.assert_close(
        balance_loss(layers, real), switch.load_balancing_loss_func(joined.softmax(-1), joined.argmax(-1))
    )
    torch.testing.assert_close(router_z_loss(layers, real), switch.router_z_loss_func(joined))


def test_padding_has_no_part_in_the_router_losses():
    even = torch.eye(4).repeat(2, 1)[None] * 20
    padded = torch.cat([even, torch.full((1, 3, 4), 9.0)], 1)
    real = torch.tensor([[True] * 8 + [False] * 3])
    assert balance_loss([padded, padded], real).item() == pytest.approx(1.0)
    crowded = torch.tensor([20.0, 0, 0, 0]).expand(1, 8, 4)
    assert balance_loss([crowded], torch.ones(1, 8, dtype=torch.bool)).item() == pytest.approx(4.0)
    flat = torch.cat([torch.zeros(1, 2, 4), torch.full((1, 1, 4), 50.0)], 1)
    assert router_z_loss([flat], torch.tensor([[True, True, False]])).item() == pytest.approx(math.log(4) ** 2)
    assert expert_counts([padded], real).tolist() == [[2, 2, 2, 2]]


def test_the_wide_product_is_the_sorted_one(model):
    experts = list(model.encoder.block[1].layer[-1].mlp.experts.values())
    hidden, chosen, probability = torch.randn(50, 16), torch.randint(0, 4, (50,)), torch.rand(50, 1)
    wide = forward_module._wide(experts, hidden, chosen, probability, SILENT)
    torch.testing.assert_close(wide, forward_module._sorted(experts, hidden, chosen, probability, SILENT))
    unused = torch.zeros(50, dtype=torch.int64)  # three experts without a token
    wide = forward_module._wide(experts, hidden, unused, probability, SILENT)
    torch.testing.assert_close(wide, forward_module._sorted(experts, hidden, unused, probability, SILENT))


def test_one_hot_marks_the_chosen():
    assert one_hot(torch.tensor([2, 0]), 3).tolist() == [[False, False, True], [True, False, False]]


def test_noise_changes_the_outputs_and_silence_does_not(model):
    source, labels = drawn(padded=True)
    plain = forward(model, source, labels).logits
    assert torch.equal(plain, forward(model, source, labels, SILENT).logits)
    for noise in (Noise(dropout=0.5), Noise(expert_dropout=0.5), Noise(input_dropout=0.5), Noise(router_jitter=0.5)):
        assert not torch.allclose(plain, forward(model, source, labels, noise).logits), noise
