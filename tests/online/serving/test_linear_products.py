"""Dense linear layers that are given a single row: the kernels' products, and only these."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from flame.models.layers import Undo
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from online.serving.linear_products import has_row_products, multiply_single_rows
from tests.conftest import save_family, settings_for

pytestmark = pytest.mark.skipif(not has_row_products(torch.float32), reason="the kernels have no vector instructions")


@pytest.fixture
def model(tmp_path: Path) -> MoeModel:
    return load_model(settings_for(save_family(tmp_path / "family")))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("biased", [False, True])
def test_a_single_row_is_the_sum_in_fp32_rounded_once(model: MoeModel, dtype: torch.dtype, biased: bool) -> None:
    head = torch.nn.Linear(model.hf.lm_head.in_features, 70, bias=biased)
    torch.nn.init.normal_(head.weight, generator=torch.Generator().manual_seed(1))
    model.hf.lm_head = head
    model.hf.to(dtype)
    drawn = torch.Generator().manual_seed(2)
    row = torch.randn((1, 1, head.in_features), generator=drawn).to(dtype)
    several = torch.randn((1, 3, head.in_features), generator=drawn).to(dtype)
    undo: list[Undo] = []
    with torch.no_grad():
        theirs, of_several = head(row), head(several)
        multiply_single_rows(model, undo)
        found = head(row)
        assert torch.equal(head(several), of_several)
        exact = row.double() @ head.weight.double().T + (head.bias.double() if biased else 0)
        assert (found.shape, found.dtype) == (theirs.shape, dtype)
        # Half a unit in the last place of bf16, and what 32 products lose in fp32.
        bound = 2**-8 if dtype is torch.bfloat16 else 2**-19
        assert ((found - exact).abs() <= bound * exact.abs() + 1e-5).all()
        strided = torch.stack([row, row], dim=-1)[..., 0]
        assert not strided.is_contiguous()
        assert torch.equal(head(strided), found)
    assert head(row).requires_grad  # who learns is left to torch
    for each in undo:
        each()
    assert "forward" not in vars(head)
    with torch.no_grad():
        assert torch.equal(head(row), theirs)


def test_experts_routers_and_other_types_stay_as_they_are(model: MoeModel, tiny_model: MoeModel) -> None:
    undo: list[Undo] = []
    multiply_single_rows(tiny_model, undo)
    routed = {id(each) for layer in tiny_model.moe_layers() for each in tiny_model.family.block(layer).modules()}
    replaced = [module for module in tiny_model.hf.modules() if "forward" in vars(module)]
    assert replaced
    assert not {id(module) for module in replaced} & routed
    assert all(type(module) is torch.nn.Linear for module in replaced)
    for each in undo:
        each()
    model.hf.to(torch.float16)
    undo.clear()
    multiply_single_rows(model, undo)
    assert undo == []
