"""Allocation: which pattern for which matrix, so that a byte budget costs the least accuracy.

Each unit (a layer, an expert or a matrix) has a cost and a size for every candidate pattern; the choice is a
multiple-choice knapsack. Costs are measured on calibration dialogues: the rise of the loss that the second-order
expansion predicts from per-dialogue gradients (the empirical Fisher information), which adds up over units.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from flame.errors import ConfigError
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from offline.evaluation import SummaryBatch, reference_logits
from offline.pruning.masks import ExpertMatrix, expert_matrices, nm_mask

Unit = TypeVar("Unit", bound=Hashable)
UNITS = ("layer", "expert", "matrix")


@dataclass(frozen=True)
class Choice:
    """One candidate for a unit: its pattern, predicted rise of the loss (nats a token) and exact bytes."""

    pattern: NMPattern
    cost: float
    size_bytes: int


def fisher_information(
    model: MoeModel, batches: Iterable[SummaryBatch], progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> dict[ExpertMatrix, torch.Tensor]:
    """Diagonal of the empirical Fisher information of every expert weight, in nats a token.

    Args:
        batches: of one dialogue each for the exact per-dialogue gradient; larger batches are faster and underestimate.
    """
    student = model.copy()
    weights = {id(each): each for layer in student.moe_layers() for each in student.family.expert_weights(layer)}
    student.hf.requires_grad_(False)
    for weight in weights.values():
        weight.requires_grad_(True)
    squares = {key: torch.zeros_like(weight) for key, weight in weights.items()}
    tokens = 0
    for batch in progress(batches):
        logits = reference_logits(student, batch)
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), batch.labels.flatten(), ignore_index=-100, reduction="sum"
        )
        student.hf.zero_grad()
        loss.backward()
        tokens += int((batch.labels != -100).sum())
        for key, weight in weights.items():
            if weight.grad is not None:
                squares[key] += weight.grad.square()
    with torch.no_grad():  # in the place of the weights, so that each matrix's share is found as the matrix is
        for key, weight in weights.items():
            weight.copy_(squares[key] / tokens)
    return {place: share.clone() for place, share in expert_matrices(student)}


def choices(
    model: MoeModel,
    fisher: Mapping[ExpertMatrix, torch.Tensor],
    patterns: Sequence[NMPattern],
    value_type: str,
    unit: str,
    pad: bool = False,
) -> dict[tuple[Any, ...], tuple[Choice, ...]]:
    """For each unit, every pattern with the loss it is predicted to cost and the bytes it takes.

    Args:
        unit: `layer`, `expert` or `matrix`: what shares one pattern.
    Raises:
        ConfigError: another unit, or no pattern.
    """
    if unit not in UNITS or not patterns:
        raise ConfigError(
            f"allocation by {unit!r} from {len(patterns)} patterns: expected one of {UNITS} and a pattern"
        )
    found: dict[tuple[Any, ...], list[tuple[float, int]]] = {}
    for place, weight in expert_matrices(model):
        sums = found.setdefault(unit_of(place, unit), [(0.0, 0)] * len(patterns))
        for i, pattern in enumerate(patterns):
            gone = ~nm_mask(weight, pattern, str(place), pad)
            cost = 0.5 * float((fisher[place] * weight.square())[gone].sum())
            size = pattern.packed_bytes(weight.shape[0], weight.shape[1], value_type, pad=pad)
            sums[i] = (sums[i][0] + cost, sums[i][1] + size)
    return {key: tuple(Choice(pattern, *sums[i]) for i, pattern in enumerate(patterns)) for key, sums in found.items()}


def unit_of(place: ExpertMatrix, unit: str) -> tuple[Any, ...]:
    """The unit that a matrix belongs to."""
    key = (*place.expert.layer, place.expert.expert, place.name)
    return key[: {"layer": 2, "expert": 3, "matrix": 4}[unit]]


def allocate(options: Mapping[Unit, Sequence[Choice]], budget_bytes: int) -> dict[Unit, Choice]:
    """Choose one pattern a unit so that the bytes fit the budget and the predicted cost is least.

    Solved as the integer program that it is (a multiple-choice knapsack), to within 1e-5 of the least cost.

    Raises:
        ConfigError: even the smallest choices exceed the budget; the line gives the least that is needed.
    """
    least = sum(min(choice.size_bytes for choice in each) for each in options.values())
    if least > budget_bytes:
        raise ConfigError(
            f"budget of {budget_bytes} bytes: the sparsest patterns need {least} (give more, or prune more)"
        )
    every = [choice for each in options.values() for choice in each]
    counts = [len(each) for each in options.values()]
    step = math.gcd(*(choice.size_bytes for choice in every)) or 1
    sizes = np.array([choice.size_bytes // step for choice in every])
    costs = np.array([choice.cost for choice in every])
    one_each = csr_array((np.ones(len(every)), np.arange(len(every)), np.cumsum([0, *counts])))
    room = budget_bytes // step
    while True:
        found = milp(
            costs / (np.abs(costs).max() or 1.0), integrality=np.ones(len(every)), bounds=Bounds(0, 1),
            constraints=[LinearConstraint(one_each, 1, 1), LinearConstraint(sizes[None], ub=room)],
            options={"mip_rel_gap": 1e-5},
        )  # fmt: skip
        assert found.x is not None, found.message  # the smallest choices fit
        taken = found.x > 0.5
        over = int(sizes[taken].sum()) - budget_bytes // step
        if over <= 0:
            return dict(zip(options, (choice for choice, take in zip(every, taken, strict=True) if take), strict=True))
        room -= over  # the solver holds constraints to a tolerance only


def patterns_by_matrix(model: MoeModel, chosen: Mapping[Any, Choice], unit: str) -> dict[ExpertMatrix, NMPattern]:
    """The pattern of every expert matrix under an allocation."""
    return {place: chosen[unit_of(place, unit)].pattern for place, _ in expert_matrices(model)}


def slots_budget_bytes(platform: Platform, slots: int, num_experts: int, moe_layers: int) -> int:
    """Byte budget for all experts so that `slots` average experts fit the board's expert buffer (paper section 6).

    The buffer of a board holds floor(budget / packed size) experts; turned around, an expert may take budget / slots,
    and all of them that many times their number.

    Args:
        slots: experts held on chip at once, over all layers.
        num_experts, moe_layers: experts a layer, and MoE layers that are pruned.
    Raises:
        ConfigError: no slot is asked for.
    """
    if slots < 1:
        raise ConfigError(f"slots={slots}: expected at least 1")
    return int(platform.buffer_bytes // slots) * num_experts * moe_layers
