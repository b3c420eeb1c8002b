import pytest
import torch

from offline.training.muon import StackedMuon, orthogonalised


def test_it_steps_as_the_muon_of_torch():
    torch.manual_seed(0)
    shapes = ((16, 32), (16, 32), (32, 16), (24, 24))
    ours = [torch.nn.Parameter(torch.randn(s)) for s in shapes]
    theirs = [torch.nn.Parameter(p.detach().clone()) for p in ours]
    a = StackedMuon(ours, lr=0.01, weight_decay=0.05)
    b = torch.optim.Muon(theirs, lr=0.01, weight_decay=0.05, adjust_lr_fn="match_rms_adamw")
    start = [p.detach().clone() for p in ours]
    for _ in range(3):
        for x, y in zip(ours, theirs, strict=True):
            x.grad = torch.randn_like(x)
            y.grad = x.grad.clone()
        a.step()
        b.step()
    for x, y, was in zip(ours, theirs, start, strict=True):  # bfloat16 products, stacked and single, round apart
        assert torch.linalg.norm(x - y) < 0.04 * torch.linalg.norm(x - was)


def test_a_parameter_without_a_gradient_stays():
    with_gradient, without = torch.nn.Parameter(torch.ones(4, 4)), torch.nn.Parameter(torch.ones(4, 4))
    with_gradient.grad = torch.eye(4)
    StackedMuon([with_gradient, without], lr=0.1).step()
    assert torch.equal(without, torch.ones(4, 4))
    assert not torch.equal(with_gradient, torch.ones(4, 4))


@pytest.mark.parametrize("shape", [(3, 8, 20), (3, 20, 8)])
def test_singular_values_come_near_one(shape):
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalised(torch.randn(shape)).float())
    assert values.min() > 0.5
    assert values.max() < 1.3
