"""Muon for a model of many small matrices: those of one shape are orthogonalised in one batched product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import torch

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)


class StackedMuon(torch.optim.Optimizer):
    """The update of `torch.optim.Muon` with `adjust_lr_fn="match_rms_adamw"`, shape by shape.

    `torch.optim.Muon` takes one matrix at a time, which for the experts of a small model means thousands of
    products a step.

    Args:
        params: matrices.
        lr: learning rate.
        weight_decay: decoupled weight decay.
        momentum: of the Nesterov momentum.
    """

    def __init__(
        self, params: Iterable[torch.nn.Parameter], lr: float, weight_decay: float = 0.1, momentum: float = 0.95
    ):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Update every matrix that has a gradient."""
        for group in self.param_groups:
            shapes: dict[torch.Size, list[torch.Tensor]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    shapes[parameter.shape].append(parameter)
            for shape, matrices in shapes.items():
                gradients = [m.grad for m in matrices if m.grad is not None]
                for matrix in matrices:
                    if "momentum_buffer" not in self.state[matrix]:
                        self.state[matrix]["momentum_buffer"] = torch.zeros_like(matrix)
                buffers = [self.state[m]["momentum_buffer"] for m in matrices]
                torch._foreach_lerp_(buffers, gradients, 1 - group["momentum"])
                ahead = torch.stack(gradients).lerp(torch.stack(buffers), group["momentum"])
                update = orthogonalised(ahead).to(matrices[0].dtype)
                torch._foreach_mul_(matrices, 1 - group["lr"] * group["weight_decay"])
                rate = group["lr"] * 0.2 * max(shape) ** 0.5
                torch._foreach_add_(matrices, list(update.unbind()), alpha=-rate)


def orthogonalised(matrices: torch.Tensor) -> torch.Tensor:
    """Nearly orthogonal matrices `[count, rows, columns]` in bfloat16, by five Newton-Schulz steps (Jordan 2024)."""
    a, b, c = _COEFFICIENTS
    x = matrices.bfloat16()
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    x = x / torch.linalg.matrix_norm(x, keepdim=True).clamp_min(1e-7)
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.transpose(1, 2) if tall else x
