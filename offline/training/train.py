"""Training of a small Switch transformer from scratch: stages, steps, early stopping, checkpoints.

Pre-training mixes the tasks of `offline.training.objectives` over chats; fine-tuning adds real summaries, and
keeps the moving average of the weights whose held-out loss is lowest. One implementation runs on CPU and CUDA, where
steps are captured as graphs. Every batch is a pure function of seed, stage and step, so an interrupted run resumes
where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast, SwitchTransformersForConditionalGeneration

from offline.forward import (
    Noise,
    balance_loss,
    expert_counts,
    forward,
    router_z_loss,
    token_loss,
)
from offline.training.examples import PADDED, Batch, Pools, held_out_batches, to_device
from offline.training.plan import TrainingPlan, TrainingTexts
from offline.training.state import STAGES, Progress, Weights, load_checkpoint, save_checkpoint


def rate_factor(plan: TrainingPlan, stage: str, step: int, done: float) -> float:
    """Share of the peak learning rate at `step` of a stage of which `done` (0 to 1) is over."""
    if stage == "pretrain":
        return min(1.0, (step + 1) / 100) * (1.0 - 0.9 * max(0.0, (done - 0.6) / 0.4))
    return plan.finetune_rate * min(1.0, (step + 1) / 20) * max(0.0, 1.0 - done)


def stage_noise(plan: TrainingPlan, stage: str) -> Noise:
    """The regularisation of a stage: pre-training has its routers' jitter alone."""
    if stage == "pretrain":
        return Noise(router_jitter=plan.router_jitter)
    return Noise(plan.dropout, plan.expert_dropout, plan.input_dropout, plan.router_jitter)


class Gradients:
    """Computes losses and gradients of a batch; on CUDA by replaying one captured graph a shape and stage.

    Args:
        use_graphs: capture graphs on CUDA; without them each operation is launched by itself.
    """

    def __init__(self, weights: Weights, plan: TrainingPlan, use_graphs: bool = True):
        self._weights, self._plan = weights, plan
        self._device = weights.parameters[0].device
        self._use_graphs = use_graphs and self._device.type == "cuda"
        self._graphs: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._pool: Any = None
        self._beside: Any = torch.cuda.Stream() if self._use_graphs else None
        self.failure = ""  # why graphs were given up, if they were

    def __call__(self, batch: Batch, stage: str) -> torch.Tensor:
        """Set the gradients of `batch`; returns cross-entropy, balance loss and z-loss as one tensor of three."""
        source, labels = to_device(batch, self._device)
        if self._use_graphs:
            try:
                return self._replay(source, labels, stage)
            except RuntimeError as error:  # a step without a graph is slower, not wrong
                self._use_graphs, self.failure = False, str(error).splitlines()[0]
                torch.cuda.synchronize()
        return self._compute(source, labels, stage)

    def _compute(self, source: torch.Tensor, labels: torch.Tensor, stage: str) -> torch.Tensor:
        for parameter in self._weights.parameters:
            parameter.grad = None
        with precision(self._device):
            out = forward(self._weights.model, source, labels, stage_noise(self._plan, stage))
        heard, told = source != 0, labels != PADDED
        cross = token_loss(out.logits, labels)
        balance = balance_loss(out.encoder_routers, heard) + balance_loss(out.decoder_routers, told)
        z = router_z_loss(out.encoder_routers, heard) + router_z_loss(out.decoder_routers, told)
        (cross + self._plan.balance_loss * balance + self._plan.router_z_loss * z).backward()
        return torch.stack([cross.detach(), balance.detach(), z.detach()])

    def _replay(self, source: torch.Tensor, labels: torch.Tensor, stage: str) -> torch.Tensor:
        key = (stage, source.shape, labels.shape)
        if key not in self._graphs:
            fixed = source.clone(), labels.clone()
            self._beside.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(self._beside):  # libraries set themselves up before they are captured
                for _ in range(2):
                    self._compute(*fixed, stage)
            torch.cuda.synchronize()
            torch.cuda.empty_cache()
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph, pool=self._pool):
                losses = self._compute(*fixed, stage)
            self._pool = self._pool or graph.pool()
            self._graphs[key] = (graph, *fixed, losses, [p.grad for p in self._weights.parameters])
        graph, fixed_source, fixed_labels, losses, gradients = self._graphs[key]
        fixed_source.copy_(source)
        fixed_labels.copy_(labels)
        graph.replay()
        for parameter, gradient in zip(self._weights.parameters, gradients, strict=True):
            parameter.grad = gradient
        return losses.clone()


def machine_name(device: torch.device) -> str:
    """One GPU by its name, or how many CPU threads."""
    if device.type == "cuda":
        return f"one {torch.cuda.get_device_name(device)}"
    return f"{torch.get_num_threads()} CPU threads"


@contextmanager
def precision(device: torch.device) -> Iterator[None]:
    """bfloat16 products on CUDA, float32 elsewhere."""
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda", cache_enabled=False):
        yield


@torch.no_grad()
def held_out_loss(model: nn.Module, batches: list[Batch]) -> tuple[float, dict[str, list[list[int]]]]:
    """Mean cross-entropy of the targets in nats a token, teacher-forced; tokens an expert by stack and MoE layer."""
    device = next(model.parameters()).device
    total, tokens = 0.0, 0
    counts: dict[str, torch.Tensor] = {}
    for batch in batches:
        source, labels = to_device(batch, device)
        with precision(device):
            out = forward(model, source, labels)
        count = int((labels != PADDED).sum())
        total += float(token_loss(out.logits, labels)) * count
        tokens += count
        for stack, routers, real in (
            ("encoder", out.encoder_routers, source != 0), ("decoder", out.decoder_routers, labels != PADDED),
        ):  # fmt: skip
            counts[stack] = counts.get(stack, 0) + expert_counts(routers, real).cpu()
    return total / tokens, {stack: c.tolist() for stack, c in counts.items()}


def train(
    plan: TrainingPlan,
    tokenizer: PreTrainedTokenizerFast,
    texts: TrainingTexts,
    folder: Path,
    device: torch.device | str = "cpu",
    workers: int = 0,
    stop_after: int | None = None,
    use_graphs: bool = True,
    on_checkpoint: Callable[[Weights, Progress], None] | None = None,
) -> tuple[SwitchTransformersForConditionalGeneration, Progress]:
    """Train from scratch, or resume from the checkpoint in `folder`.

    Args:
        folder: keeps the checkpoint; it can be deleted afterwards.
        workers: processes that make batches; 0 makes them here.
        stop_after: stop at this step of the first stage with a checkpoint, as an interruption would.
        use_graphs: on CUDA, capture each shape of step once and replay it.
        on_checkpoint: told after each checkpoint.
    Returns:
        the model with its best weights, and how the training went.
    """
    device = torch.device(device)
    weights = Weights(plan, device)
    progress = load_checkpoint(folder, weights)
    held = held_out_batches(plan, tokenizer, texts.held_out)
    gradients = Gradients(weights, plan, use_graphs)

    progress.machine = progress.machine or machine_name(device)

    def keep() -> None:
        save_checkpoint(folder, weights, progress)
        if on_checkpoint is not None:
            on_checkpoint(weights, progress)

    for stage in STAGES[STAGES.index(progress.stage) :] if progress.stage in STAGES else ():
        if stage != progress.stage:
            progress.stage, progress.step, progress.seconds = stage, 0, 0.0
            torch._foreach_copy_(weights.average, [p.detach() for p in weights.parameters])
        pools = Pools(plan, tokenizer, texts, stage)
        if _run_stage(
            plan, weights, progress, _batches(pools, progress.step, workers), gradients, held, keep, stop_after
        ):
            break
    else:
        progress.stage = "done"
    keep()
    with torch.no_grad():
        torch._foreach_copy_(weights.parameters, weights.best)
    return weights.model.eval(), progress


def _batches(pools: Pools, first_step: int, workers: int) -> Iterator[Batch]:
    """Batches from `first_step` of a stage on, pools being made ahead by `workers` processes."""
    first = first_step // pools.batches
    loader = DataLoader(
        pools, batch_size=None, sampler=range(first, first + 10**6), num_workers=workers, collate_fn=_as_it_is,
        prefetch_factor=2 if workers else None,
    )  # fmt: skip
    skip = first_step - first * pools.batches
    for pool in loader:
        yield from pool[skip:]
        skip = 0


def _as_it_is(pool: list[Batch]) -> list[Batch]:
    return pool


def _run_stage(
    plan: TrainingPlan, weights: Weights, progress: Progress, batches: Iterator[Batch], gradients: Gradients,
    held: list[Batch], keep: Callable[[], None], stop_after: int | None,
) -> bool:  # fmt: skip
    """Run a stage to its end; True when `stop_after` ended it."""
    tuning = progress.stage == "finetune"
    steps = plan.finetune_steps if tuning else plan.pretrain_steps
    seconds = plan.finetune_seconds if tuning else plan.pretrain_seconds
    look_every = plan.evaluate_every * (1 if tuning else 10)
    started = time.monotonic() - progress.seconds
    kept = time.monotonic()
    losses: list[torch.Tensor] = []
    bar = tqdm(total=steps, initial=progress.step, desc=progress.stage, unit="step", disable=None)
    done = max(progress.step / steps if steps else 1.0, progress.seconds / seconds if seconds else 0.0)
    while done < 1.0:
        batch = next(batches)
        losses.append(gradients(batch, progress.stage))
        torch.nn.utils.clip_grad_norm_(weights.parameters, 1.0)
        for optimizer in weights.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak_lr"] * rate_factor(plan, progress.stage, progress.step, done)
            optimizer.step()
        if tuning:
            decay = min(plan.average, (progress.step + 1) / (progress.step + 10))
            torch._foreach_lerp_(weights.average, [p.detach() for p in weights.parameters], 1 - decay)
        progress.step += 1
        progress.tokens += int((batch[0] != 0).sum() + (batch[1] != PADDED).sum())
        bar.update()
        if progress.step % 8 == 0:
            losses[-1].sum().item()  # wait for the device, so that time is told right and work does not pile up
        progress.seconds = time.monotonic() - started
        done = max(progress.step / steps, progress.seconds / seconds if seconds else 0.0)
        if progress.step % look_every == 0 or done >= 1.0:
            _look(weights, progress, held, losses)
            losses = []
            if tuning and progress.stale >= plan.patience:
                break
        if time.monotonic() - kept > plan.checkpoint_seconds:
            keep()
            kept = time.monotonic()
        if stop_after is not None and progress.step >= stop_after and not tuning:
            bar.close()
            return True
    bar.close()
    return False


def _look(weights: Weights, progress: Progress, held: list[Batch], losses: list[torch.Tensor]) -> None:
    """Add a point to the curve, and keep the weights where the held-out loss is the best of fine-tuning."""
    if progress.stage == "pretrain":
        torch._foreach_copy_(weights.best, [p.detach() for p in weights.parameters])
        held_loss, counts = held_out_loss(weights.model, held)
    else:
        with weights.averaged():
            held_loss, counts = held_out_loss(weights.model, held)
        progress.stale += 1
        if held_loss < progress.best_loss:
            progress.best_loss, progress.stale = held_loss, 0
            torch._foreach_copy_(weights.best, weights.average)
    cross, balance, z = torch.stack(losses).mean(0).tolist()
    progress.curve.append({
        "stage": progress.stage, "step": progress.step, "loss": cross, "balance": balance, "z_loss": z,
        "held_out_loss": held_loss, "seconds": progress.seconds, "tokens": progress.tokens,
        "idle_experts": sum(n == 0 for stack in counts.values() for layer in stack for n in layer),
    })  # fmt: skip
