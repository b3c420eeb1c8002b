"""The state of a training: weights with their optimisers, averages and best, how far it is, and its checkpoint."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import SwitchTransformersForConditionalGeneration

from offline.training.muon import StackedMuon
from offline.training.plan import TrainingPlan

STAGES = ("pretrain", "finetune")


@dataclass
class Progress:
    """How far a run is.

    Args:
        stage: `pretrain`, `finetune` or `done`.
        step, seconds: of this stage.
        tokens: real source and target tokens learnt from, in both stages.
        stale: looks since the best held-out loss of fine-tuning, which `best_loss` is.
        machine: what it ran on.
        curve: a point a look: stage, step, loss, balance, z_loss, held_out_loss (nats a token), seconds, tokens.
    """

    stage: str = "pretrain"
    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    stale: int = 0
    best_loss: float = math.inf
    machine: str = ""
    curve: list[dict[str, Any]] = field(default_factory=list)

    @property
    def hours(self) -> float:
        """Time of both stages."""
        return sum(max((p["seconds"] for p in self.curve if p["stage"] == s), default=0.0) for s in STAGES) / 3600


class Weights:
    """A model with its optimisers, the moving average of its weights and the best average so far."""

    def __init__(self, plan: TrainingPlan, device: torch.device):
        torch.manual_seed(plan.seed)
        self.model = cast(Any, SwitchTransformersForConditionalGeneration(plan.switch_config()))
        for name, parameter in self.model.named_parameters():
            if "router" in name:  # Fedus et al. 2022, section 2.4; transformers' own is 36 times as wide
                nn.init.trunc_normal_(parameter, std=(0.1 / plan.d_model) ** 0.5)
        self.model.to(device).train()
        self.names, self.parameters = map(list, zip(*self.model.named_parameters(), strict=True))
        self.optimizers = _optimizers(self.model, plan)
        self.average = [p.detach().clone() for p in self.parameters]
        self.best = [p.detach().clone() for p in self.parameters]

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """While entered, the model has its averaged weights."""
        with torch.no_grad():
            own = [p.detach().clone() for p in self.parameters]
            torch._foreach_copy_(self.parameters, self.average)
        try:
            yield
        finally:
            with torch.no_grad():
                torch._foreach_copy_(self.parameters, own)

    def best_state(self) -> dict[str, torch.Tensor]:
        """The best average, or in pre-training the weights as they are, by parameter name, on the CPU."""
        return {n: p.detach().to("cpu", copy=True) for n, p in zip(self.names, self.best, strict=True)}


def _optimizers(model: nn.Module, plan: TrainingPlan) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices; AdamW for embeddings, routers and norms.

    Embeddings take a larger rate because their logits are scaled by d_model ** -0.5 (tied embeddings, as in T5).
    """
    matrices, embeddings, others = [], [], []
    for name, parameter in model.named_parameters():
        if "shared" in name or "relative_attention_bias" in name:
            embeddings.append(parameter)
        elif "router" in name or parameter.ndim != 2:
            others.append(parameter)
        else:
            matrices.append(parameter)
    rate = plan.learning_rate
    muon = StackedMuon(matrices, lr=rate, weight_decay=0.05)
    adam = torch.optim.AdamW(
        [{"params": embeddings, "lr": 5 * rate}, {"params": others, "lr": min(rate, 2e-3)}],
        betas=(0.9, 0.98), weight_decay=0.0, fused=True,
    )  # fmt: skip
    for optimizer in (muon, adam):
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return muon, adam


def save_checkpoint(folder: Path, weights: Weights, progress: Progress) -> None:
    """Write everything that `load_checkpoint` needs to go on, beside its place and then into it."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, torch.Tensor] = {}
    for kind in ("parameters", "average", "best"):
        tensors |= {f"{kind}.{n}": t for n, t in zip(weights.names, getattr(weights, kind), strict=True)}
    for k, optimizer in enumerate(weights.optimizers):
        for i, state in optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{k}.{i}.{name}": torch.as_tensor(value) for name, value in state.items()}
    metadata = {"progress": json.dumps(asdict(progress)), "rng": torch.get_rng_state().numpy().tobytes().hex()}
    save_file({k: v.detach().cpu().contiguous() for k, v in tensors.items()}, folder / "checkpoint.tmp", metadata)
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.safetensors")


def load_checkpoint(folder: Path, weights: Weights) -> Progress:
    """Fill `weights` from the checkpoint in `folder`, if there is one; how far it had come."""
    file = folder / "checkpoint.safetensors"
    if not file.exists():
        return Progress()
    tensors = load_file(file)
    with safe_open(file, "pt") as opened:
        metadata = opened.metadata()
    with torch.no_grad():
        for kind in ("parameters", "average", "best"):
            for name, tensor in zip(weights.names, getattr(weights, kind), strict=True):
                tensor.copy_(tensors[f"{kind}.{name}"])
    for k, optimizer in enumerate(weights.optimizers):
        state: dict[int, dict[str, torch.Tensor]] = {}
        prefix = f"optimizer.{k}."
        for name in (name for name in tensors if name.startswith(prefix)):
            index, key = name.removeprefix(prefix).split(".", 1)
            state.setdefault(int(index), {})[key] = tensors[name]
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    torch.set_rng_state(torch.frombuffer(bytearray(bytes.fromhex(metadata["rng"])), dtype=torch.uint8))
    return Progress(**json.loads(metadata["progress"]))
