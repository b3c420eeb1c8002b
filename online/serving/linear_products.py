"""Products of packed linear layers, by the kernels that experts are computed with."""

from __future__ import annotations

from collections.abc import Callable

import torch

from flame.models.layers import Undo
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import PackedLinear
from online.kernels.nm_kernels import SparseMatrix


def multiply_packed(model: MoeModel, undo: list[Undo]) -> None:
    """Have a model's packed linear layers computed straight from their packed bytes, for any number of rows.

    A row's result depends on the row alone, as an expert's does, so that the streamed model and the resident one, one
    token and several, give the same bits.

    Args:
        model: one on another device unpacks its layers for each call.
        undo: gets the undoing.
    """
    if model.hf.device.type != "cpu":
        return
    for module in model.hf.modules():
        if isinstance(module, PackedLinear):
            undo.append(_undo(module))
            module.product = _product(module)


def _product(module: PackedLinear) -> Callable[[torch.Tensor], torch.Tensor]:
    bias = None if module.bias is None else module.bias.detach().float().contiguous().numpy()
    matrix = SparseMatrix(module.packed, bias)
    return lambda x: matrix(x, torch.get_num_threads())  # type: ignore[no-any-return]


def _undo(module: PackedLinear) -> Undo:
    def restore() -> None:
        module.product = None

    return restore
