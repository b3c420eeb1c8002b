"""Recovery: short fine-tuning of a pruned model with its masks held.

What was pruned stays zero through every step, so that the pattern is exact at any moment. The dense model is the
teacher: the pruned one learns its next-token distribution (Hinton et al. 2015) beside the references, which keeps a
small calibration set from being learnt by heart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import SwitchTransformersForConditionalGeneration

from flame.errors import ConfigError
from flame.models.moe_model import MoeModel
from offline.evaluation import SummaryBatch, reference_logits
from offline.forward import forward
from offline.pruning.masks import expert_matrices


@dataclass(frozen=True)
class RecoveryPlan:
    """How long and how to recover.

    Args:
        steps: optimiser steps, 0 for no recovery; the batches are gone through in a shuffled order, again and again.
        learning_rate: of AdamW (no weight decay), falling linearly to zero.
        teacher_weight: share of the loss that is the divergence from the dense model, 0 to 1; the rest is the
            references' loss.
        experts_only: train the experts' matrices alone and leave the rest of the model as it is.
    Raises:
        ConfigError: a value out of range.
    """

    steps: int
    learning_rate: float
    teacher_weight: float
    experts_only: bool

    def __post_init__(self) -> None:
        if self.steps < 0 or self.learning_rate <= 0 or not 0 <= self.teacher_weight <= 1:
            raise ConfigError(
                f"recovery: steps={self.steps}, learning_rate={self.learning_rate}, teacher_weight="
                f"{self.teacher_weight} (expected at least 0, above 0, and 0 to 1)"
            )


def teacher_targets(
    teacher: MoeModel, batches: Iterable[SummaryBatch], progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> tuple[torch.Tensor, ...]:
    """The dense model's next-token log-probabilities, computed once for every step that sees a batch.

    Returns:
        for each batch, float16 [its reference tokens, vocabulary].
    """
    targets = []
    with torch.no_grad():
        for batch in progress(batches):
            targets.append(_logits(teacher, batch).log_softmax(-1).half())
    return tuple(targets)


def recover(
    pruned: MoeModel,
    batches: Sequence[SummaryBatch],
    targets: Sequence[torch.Tensor],
    plan: RecoveryPlan,
    seed: int = 0,
    progress: Callable[[Iterable[int]], Iterable[Any]] = iter,
) -> MoeModel:
    """A fine-tuned copy of `pruned` in fp32, whose zeros are where they were.

    Experts' biases stay as they are: they are packed as the checkpoint has them.

    Args:
        pruned: every zero of its expert matrices is held.
        batches: dialogues of the train split.
        targets: of the dense model for these batches, as `teacher_targets` gives them.
        seed: of the order of the batches.
    """
    student = pruned.copy()
    student.hf.float()  # steps are too small for the mantissa of the 16-bit types
    masks = [(matrix, matrix != 0) for _, matrix in expert_matrices(student)]
    experts, biases = _expert_parameters(student)
    parameters = experts if plan.experts_only else [p for p in student.hf.parameters() if id(p) not in biases]
    for parameter in student.hf.parameters():
        parameter.requires_grad_(False)
    for parameter in parameters:
        parameter.requires_grad_(True)
    optimiser = torch.optim.AdamW(parameters, plan.learning_rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, max(plan.steps, 1))
    order = _order(len(batches), plan.steps, seed)
    for step in progress(range(plan.steps)):
        loss = _loss(student, batches[order[step]], targets[order[step]], plan.teacher_weight)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            for matrix, mask in masks:
                matrix.mul_(mask)
    student.hf.requires_grad_(True)
    return student


def _logits(model: MoeModel, batch: SummaryBatch) -> torch.Tensor:
    """Next-token logits at each reference token: float32 [tokens, vocabulary].

    The faster pass of training is taken where no sequence can exceed an expert's capacity, since it drops no token.
    """
    hf = model.hf
    if (
        isinstance(hf, SwitchTransformersForConditionalGeneration)
        and hf.config.expert_capacity >= model.settings.max_source_tokens
    ):
        logits = forward(hf, batch.input_ids * batch.attention_mask, batch.labels).logits
    else:
        logits = reference_logits(model, batch)
    found: torch.Tensor = logits[batch.labels != -100].float()
    return found


def _loss(student: MoeModel, batch: SummaryBatch, target: torch.Tensor, teacher_weight: float) -> torch.Tensor:
    logits = _logits(student, batch)
    loss = torch.zeros(())
    if teacher_weight < 1:
        labels = batch.labels[batch.labels != -100]
        loss = loss + (1 - teacher_weight) * torch.nn.functional.cross_entropy(logits, labels)
    if teacher_weight > 0:
        divergence = torch.nn.functional.kl_div(
            logits.log_softmax(-1), target.float(), log_target=True, reduction="batchmean"
        )
        loss = loss + teacher_weight * divergence
    return loss


def _expert_parameters(model: MoeModel) -> tuple[list[torch.Tensor], set[int]]:
    """The parameters that hold experts' matrices, and the `id` of those that hold their biases."""
    held = [each for layer in model.moe_layers() for each in model.family.expert_weights(layer)]
    axes = 3 if model.family.fused else 2
    return [p for p in held if p.dim() == axes], {id(p) for p in held if p.dim() < axes}


def _order(count: int, steps: int, seed: int) -> list[int]:
    generator = torch.Generator().manual_seed(seed)
    order: list[int] = []
    while len(order) < steps:
        order += torch.randperm(count, generator=generator).tolist()
    return order[:steps]
