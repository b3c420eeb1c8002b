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

from flame.errors import ConfigError
from flame.model import MoeModel
from offline.evaluation import SummaryBatch, decoder_inputs
from offline.pruning import expert_matrices


@dataclass(frozen=True)
class RecoveryPlan:
    """How long and how to recover.

    Args:
        steps: optimiser steps; the batches are gone through in a shuffled order, again and again.
        learning_rate: of AdamW (no weight decay), falling linearly to zero.
        teacher_weight: share of the loss that is the divergence from the dense model, 0 to 1; the rest is the
            references' loss.
        experts_only: train the experts alone and leave the rest of the model as it is.
        seed: of the order of batches.
    Raises:
        ConfigError: a value out of range.
    """

    steps: int
    learning_rate: float
    teacher_weight: float
    experts_only: bool
    seed: int

    def __post_init__(self) -> None:
        if self.steps < 1 or self.learning_rate <= 0 or not 0 <= self.teacher_weight <= 1:
            raise ConfigError(
                f"recovery: steps={self.steps}, learning_rate={self.learning_rate}, teacher_weight="
                f"{self.teacher_weight} (expected at least 1, above 0, and 0 to 1)"
            )


def recover(
    pruned: MoeModel,
    teacher: MoeModel,
    batches: Sequence[SummaryBatch],
    plan: RecoveryPlan,
    progress: Callable[[Iterable[int]], Iterable[Any]] = iter,
) -> MoeModel:
    """A fine-tuned copy of ``pruned`` whose zeros are where they were.

    Args:
        pruned: every zero of its expert matrices is held.
        teacher: the dense model.
        batches: dialogues of the train split.
    """
    student = pruned.copy()
    masks = [(matrix, matrix != 0) for _, matrix in expert_matrices(student)]
    trained = {id(p) for _, p in _expert_parameters(student)} if plan.experts_only else None
    parameters = [p for p in student.hf.parameters() if trained is None or id(p) in trained]
    for parameter in student.hf.parameters():
        parameter.requires_grad_(False)
    for parameter in parameters:
        parameter.requires_grad_(True)
    optimiser = torch.optim.AdamW(parameters, plan.learning_rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, plan.steps)
    order = _order(len(batches), plan)
    for step in progress(range(plan.steps)):
        loss = _loss(student, teacher, batches[order[step]], plan.teacher_weight)
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


def _loss(student: MoeModel, teacher: MoeModel, batch: SummaryBatch, teacher_weight: float) -> torch.Tensor:
    inputs = {
        "input_ids": batch.input_ids, "attention_mask": batch.attention_mask,
        "decoder_input_ids": decoder_inputs(student, batch.labels), "use_cache": False,
    }  # fmt: skip
    real = batch.labels != -100
    logits = student.hf(**inputs).logits[real].float()
    loss = torch.zeros(())
    if teacher_weight < 1:
        loss = loss + (1 - teacher_weight) * torch.nn.functional.cross_entropy(logits, batch.labels[real])
    if teacher_weight > 0:
        with torch.no_grad():
            target = teacher.hf(**inputs).logits[real].float().log_softmax(-1)
        divergence = torch.nn.functional.kl_div(logits.log_softmax(-1), target, log_target=True, reduction="batchmean")
        loss = loss + teacher_weight * divergence
    return loss


def _expert_parameters(model: MoeModel) -> list[tuple[str, torch.nn.Parameter]]:
    return [(name, p) for name, p in model.hf.named_parameters() if ".experts." in name]


def _order(count: int, plan: RecoveryPlan) -> list[int]:
    generator = torch.Generator().manual_seed(plan.seed)
    order: list[int] = []
    while len(order) < plan.steps:
        order += torch.randperm(count, generator=generator).tolist()
    return order[: plan.steps]
