"""Products of linear layers beside the experts, by the kernels that experts are computed with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from flame.models.layers import Undo, replace_forward
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import PackedLinear
from online.kernels.nm_kernels import SparseMatrix, best_instruction_set, dense_matrix, multiply_row

_TYPES = (torch.float32, torch.bfloat16)


def multiply_packed(model: MoeModel, undo: list[Undo]) -> None:
    """Have a model's packed linear layers computed straight from their packed bytes, for any number of rows.

    A row's result depends on the row alone, as an expert's does, so that the streamed model and the resident one, one
    token and several (of float values up to `online.kernels.nm_kernels.MOST_FEW`), give the same bits.

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


def multiply_single_rows(model: MoeModel, undo: list[Undo]) -> None:
    """Have dense linear layers beside the experts computed by the kernels where they are given a single row.

    One row is multiplied as fast as the weights come from memory, which torch's products are not everywhere: on a
    processor that fetches nothing ahead by itself they take twice as long. Several rows are torch's. The last bits are
    not, so that the streamed model and the resident one have to do so alike.

    Args:
        model: one on another device, or where the kernels have no vector instructions, stays as it is; so do weights
            of other types than fp32 and bf16.
        undo: gets the undoing.
    """
    if model.hf.device.type != "cpu":
        return
    routed = {id(inner) for layer in model.moe_layers() for inner in model.family.block(layer).modules()}
    for module in model.hf.modules():
        if type(module) is torch.nn.Linear and id(module) not in routed and _is_plain(module):
            replace_forward(module, _single_row(module), undo)


def _is_plain(module: torch.nn.Linear) -> bool:
    weight = module.weight
    return weight.device.type == "cpu" and has_row_products(weight.dtype) and weight.is_contiguous()


def has_row_products(dtype: torch.dtype) -> bool:
    """Whether single rows are multiplied with dense weights of a type by the kernels."""
    return dtype in _TYPES and best_instruction_set() in ("avx512", "avx2")


def bias_of(module: torch.nn.Linear | PackedLinear) -> NDArray[np.float32] | None:
    """A linear layer's bias as the kernels add it: fp32 [rows], None where it has none."""
    return None if module.bias is None else module.bias.detach().float().contiguous().numpy()


def _single_row(module: torch.nn.Linear) -> Callable[[torch.Tensor], torch.Tensor]:
    weight, whole = module.weight, module.forward
    matrix = dense_matrix(weight.detach(), bias_of(module))

    def forward(x: torch.Tensor) -> torch.Tensor:
        if x.numel() != module.in_features or x.dtype is not weight.dtype or torch.is_grad_enabled():
            return whole(x)
        return multiply_row(matrix, x, torch.get_num_threads())  # type: ignore[no-any-return]

    return forward


def _product(module: PackedLinear) -> Callable[[torch.Tensor], torch.Tensor]:
    matrix = SparseMatrix(module.packed, bias_of(module))
    return lambda x: matrix(x, torch.get_num_threads())  # type: ignore[no-any-return]


def _undo(module: PackedLinear) -> Undo:
    def restore() -> None:
        module.product = None

    return restore
