"""What the experts of an upcycled model do: what routing is worth, how unlike they are, which scale is best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from flame.models.upcycled import LayerDifferences
from offline.training.low_rank_experts import encode
from offline.training.upcycling import PIECE, Objective


@torch.no_grad()
def routing_effect(objective: Objective, seed: int) -> dict[str, float]:
    """Held-out loss of dialogues, nats a token: as routed, with experts at random, and with each expert alone."""
    generator = torch.Generator().manual_seed(seed)
    shape = objective.layers[0]

    def at_random(probabilities: Tensor) -> Tensor:
        drawn = torch.rand(probabilities.shape, generator=generator).to(probabilities.device)
        return drawn.topk(shape.top_k, dim=-1).indices

    choices: dict[str, Callable[[Tensor], Tensor] | None] = {"as routed": None, "at random": at_random}
    choices |= {f"expert {e} alone": _always(e, shape.top_k) for e in range(shape.num_experts)}
    losses = {}
    for name, choose in choices.items():
        for layer in objective.layers:
            layer.choose = choose
        losses[name] = objective.held_out()[0]
    for layer in objective.layers:
        layer.choose = None
    return losses


def _always(expert: int, top_k: int) -> Callable[[Tensor], Tensor]:
    return lambda probabilities: torch.full((*probabilities.shape[:-1], top_k), expert, device=probabilities.device)


@torch.no_grad()
def expert_use(objective: Objective) -> tuple[Tensor, Tensor]:
    """On held-out dialogues: the share of choices that each expert gets, and how alike two experts' outputs are.

    Returns:
        shares `[layers, experts]`, and the mean cosine over pairs of experts of their outputs on the same token,
        `[layers]`.
    """
    shares, cosines = [], []
    read: list[Tensor] = []
    encode(objective.model, objective.texts.held_out[: objective.held_rows, :-1], read=read)
    for layer, x in zip(objective.layers, read, strict=True):
        chosen = F.linear(x, layer.router.to(x.dtype)).float().softmax(-1).topk(layer.top_k, dim=-1).indices
        counts = torch.bincount(chosen.flatten(), minlength=layer.num_experts).float()
        shares.append((counts / counts.sum()).cpu())
        x = x[:PIECE]
        outputs = []
        for expert in range(layer.num_experts):
            layer.choose = _always(expert, layer.top_k)
            outputs.append(F.normalize(layer(x)[0].float(), dim=-1))
        layer.choose = None
        unit = torch.stack(outputs)
        pairs = torch.triu_indices(layer.num_experts, layer.num_experts, 1)
        cosines.append((unit[pairs[0]] * unit[pairs[1]]).sum(-1).mean().cpu())
    return torch.stack(shares), torch.stack(cosines)


@torch.no_grad()
def scale_losses(objective: Objective, rows: Tensor, scales: Sequence[float]) -> dict[float, float]:
    """Loss of other dialogues with the differences scaled: 0 is the dense model, 1 what was trained.

    A model part of the way from its base is often better on text unlike what it was tuned on (Wortsman et al. 2022,
    arXiv:2109.01903). The model is left as it was.

    Args:
        rows: int64 `[rows, length + 1]`.
    Returns:
        nats a token by scale.
    """
    trained = [LayerDifferences(**{n: v.clone() for n, v in vars(m.differences()).items()}) for m in objective.layers]
    losses = {}
    for scale in scales:
        for layer, differences in zip(objective.layers, trained, strict=True):
            layer.take(differences.scaled(scale))
        losses[scale] = objective.dialogue_loss(rows)
    for layer, differences in zip(objective.layers, trained, strict=True):
        layer.take(differences)
    return losses
