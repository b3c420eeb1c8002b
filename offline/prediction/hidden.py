"""Learn predictors that read hidden states: the coming layer's router on a present state, and what it lacks.

Maps are learnt with a ranking loss: every chosen expert against all that were not chosen. They begin as the router's
own matrix (the stale gate), so that what is learnt is a correction of it, or, before attention, where no router has
been, from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from flame.errors import ConfigError, TraceError
from flame.hidden_predictor import HiddenPredictor, read
from flame.models.moe_model import MoeModel
from offline.prediction.tracing import HiddenTrace


@dataclass(frozen=True)
class HiddenSchedule:
    """How maps are learnt.

    Args:
        epochs: passes over the trace.
        batch: tokens a step.
        learning_rate: its peak; it falls in a line to nothing.
        weight_decay: of AdamW.
        dropout: share of a state's numbers, and of hidden units, that a step leaves out.
    """

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    dropout: float

    def __post_init__(self) -> None:
        if min(self.epochs, self.batch) < 1 or not self.learning_rate > 0 or not 0 <= self.dropout < 1:
            raise ConfigError(
                f"hidden predictor: {self} (expected counts of at least 1, a rate above 0, dropout below 1)"
            )


def stale_gate(model: MoeModel, lead: int = 1, stack: str = "decoder") -> HiddenPredictor:
    """Each layer's own router, on the input of the router `lead` layers before it.

    Raises:
        TraceError: the routers are no plain matrices.
    """
    weights = router_matrices(model, stack)
    if weights is None:
        raise TraceError(f"{model.name}: its routers are no plain matrices, so there is no stale gate")
    return HiddenPredictor("router", lead, model.top_k, weights, np.zeros(weights.shape[:2], np.float32))


def router_matrices(model: MoeModel, stack: str = "decoder") -> np.ndarray | None:
    """The routers' matrices, float32 `[moe_layers, num_experts, hidden]`; None where one has none of that shape."""
    found = []
    for layer in model.moe_layers(stack):
        shape = (model.num_experts, model.shape(layer).hidden)
        matrices = [weight for weight in model.family.router(layer).values() if tuple(weight.shape) == shape]
        if len(matrices) != 1:
            return None
        found.append(matrices[0].float().cpu().numpy())
    return np.stack(found)


def learn_hidden(
    kept: HiddenTrace,
    state: str,
    lead: int,
    schedule: HiddenSchedule,
    start: np.ndarray | None = None,
    width: int = 0,
    seed: int = 0,
    progress: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> HiddenPredictor:
    """Learn a map for each layer.

    Args:
        kept: a trace with its states.
        state, lead: as `HiddenPredictor` has them.
        start: matrices to begin with, `[moe_layers, num_experts, hidden]`; None begins with nothing.
        width: hidden units beside the linear map.
    Raises:
        TraceError: `lead` leaves no layer.
    """
    trace = kept.trace
    layers, experts = trace.moe_layers, trace.num_experts
    hidden = kept.router.shape[2] * (2 if state == "both" else 1)
    if lead >= layers:
        raise TraceError(f"hidden predictor: lead {lead} of {layers} layers (expected below that)")
    torch.manual_seed(seed)
    begin = torch.zeros(layers, experts, hidden) if start is None else torch.from_numpy(start.copy())
    begin[:lead] = 0.0  # these read an embedding
    size = begin.square().sum(2).mean(1).sqrt().clamp_min(1e-6)[:, None, None]
    weights = torch.where(begin.any(2, keepdim=True), begin / size, begin).requires_grad_()
    bias = torch.zeros(layers, 1, experts).requires_grad_()
    inner = (torch.randn(layers, width, hidden) / hidden**0.5).requires_grad_()
    inner_bias = torch.zeros(layers, 1, width).requires_grad_()
    outer = (0.02 * torch.randn(layers, experts, width)).requires_grad_()
    groups: list[dict[str, Any]] = [
        {"params": [weights, inner, outer] if width else [weights]},
        {"params": [bias, inner_bias] if width else [bias], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(
        groups, lr=schedule.learning_rate,
        weight_decay=schedule.weight_decay,
    )  # fmt: skip
    batch = min(schedule.batch, trace.tokens)
    steps = trace.tokens // batch
    chosen = torch.from_numpy(trace.experts.astype(np.int64)).transpose(0, 1)
    for epoch in progress(range(schedule.epochs)):
        order = np.random.default_rng((seed, epoch)).permutation(trace.tokens)
        for step in range(steps):
            rows = np.sort(order[step * batch : (step + 1) * batch])
            for group in optimiser.param_groups:
                group["lr"] = schedule.learning_rate * (1 - (epoch * steps + step) / (schedule.epochs * steps))
            router, block = kept.router[rows], kept.block[rows]
            states = np.stack([read(state, lead, layer, router, block) for layer in range(layers)])
            inputs = functional.dropout(torch.from_numpy(states), schedule.dropout)
            scores = inputs @ weights.transpose(1, 2) + bias
            if width:
                units = functional.relu(inputs @ inner.transpose(1, 2) + inner_bias)
                scores = scores + functional.dropout(units, schedule.dropout) @ outer.transpose(1, 2)
            loss = ranking_loss(scores, chosen[:, rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    learnt = {"weights": weights, "bias": bias[:, 0]}
    if width:
        learnt |= {"inner": inner, "inner_bias": inner_bias[:, 0], "outer": outer}
    return HiddenPredictor(state, lead, trace.top_k, **{name: each.detach().numpy() for name, each in learnt.items()})


def ranking_loss(scores: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    """How far each chosen expert is from standing before all that were not: the mean of `-log p(it | it, the others)`.

    Args:
        scores: `[..., experts]`.
        chosen: int64 `[..., top_k]`.
    """
    right = torch.zeros_like(scores, dtype=torch.bool).scatter_(-1, chosen, True)
    others = scores.masked_fill(right, -torch.inf).logsumexp(-1, keepdim=True)
    return functional.softplus(others - scores.gather(-1, chosen)).mean()
