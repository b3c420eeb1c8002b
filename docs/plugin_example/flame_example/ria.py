"""A pruning criterion: magnitude relative to row and column, times the input's norm (RIA, Zhang et al. 2024)."""

from __future__ import annotations

import torch

from flame.nm_pattern import NMPattern
from offline.pruning.masks import nm_mask


def prune(weight: torch.Tensor, inputs: torch.Tensor, pattern: NMPattern) -> torch.Tensor:
    """Weights [rows, cols] and the inputs [tokens, cols] that the router sent here, to pruned weights."""
    size = weight.abs().float()
    relative = size / size.sum(dim=0, keepdim=True) + size / size.sum(dim=1, keepdim=True)
    return weight * nm_mask(relative * inputs.float().norm(dim=0).sqrt(), pattern)
