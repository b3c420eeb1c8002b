"""Training of a small Switch transformer from scratch on two CPU cores: tokenizer, batches, steps, checkpoints.

Pre-training mixes the tasks of `offline.training.objectives` over chats; fine-tuning adds real summaries with renamed
speakers. Every batch is a pure function of the seed and the step, so an interrupted run resumes where it stopped.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from tokenizers.processors import TemplateProcessing
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast, SwitchTransformersConfig, SwitchTransformersForConditionalGeneration
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from flame.storage.dataset import Dialogue
from offline.training import objectives

SENTINELS = 32
POOL = 2048  # examples drawn, sorted by length and cut into batches at a time


@dataclass(frozen=True)
class TrainingPlan:
    """What is trained, on what, for how long.

    Args:
        pretrain_steps, finetune_steps: optimiser steps of each stage.
        batch: examples a step.
        learning_rate: peak of a warm-up, constant, linear-decay schedule over both stages.
        vocabulary: entries of the byte-level BPE tokenizer, sentinels included.
        max_source_tokens, max_target_tokens: longer examples are cut.
        layer_balance_loss: weight of the load-balancing loss of each MoE layer. It takes the place of transformers'
            own, which balances the layers of a stack together and so lets single layers leave experts unused.
        balance_steps: steps with that weight, in which every expert finds work; afterwards it is a fifth, so that
            the routing may be as uneven as the text is.
    """

    pretrain_steps: int
    finetune_steps: int
    batch: int
    learning_rate: float
    vocabulary: int
    d_model: int
    d_ff: int
    num_heads: int
    num_experts: int
    blocks: int
    moe_layers: int
    max_source_tokens: int
    max_target_tokens: int
    dropout: float
    layer_balance_loss: float
    balance_steps: int
    router_z_loss: float
    checkpoint_every: int
    seed: int

    @property
    def steps(self) -> int:
        """Steps of both stages together."""
        return self.pretrain_steps + self.finetune_steps

    def switch_config(self) -> SwitchTransformersConfig:
        """The transformers configuration of the model that this plan trains."""
        sizes: dict[str, Any] = dict(
            vocab_size=self.vocabulary, d_model=self.d_model, d_kv=self.d_model // self.num_heads, d_ff=self.d_ff,
            num_heads=self.num_heads, num_layers=self.blocks, num_decoder_layers=self.blocks,
            num_sparse_encoder_layers=self.moe_layers, num_sparse_decoder_layers=self.moe_layers,
            num_experts=self.num_experts, expert_capacity=512, dropout_rate=self.dropout,
            router_z_loss_coef=self.router_z_loss, router_aux_loss_coef=0.0,
            decoder_start_token_id=0, pad_token_id=0, eos_token_id=1,
        )  # fmt: skip
        return SwitchTransformersConfig(**sizes)


def train_tokenizer(texts: Sequence[str], vocabulary: int) -> PreTrainedTokenizerFast:
    """Byte-level BPE with `<pad>` 0, `</s>` 1, `<unk>` 2 and the infilling sentinels; ends each text with 1."""
    special = ["<pad>", "</s>", "<unk>", *(f"<extra_id_{i}>" for i in range(SENTINELS))]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=3,
    )  # fmt: skip
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=512
    )


def pretraining_pair(chats: Sequence[Dialogue], draw: random.Random) -> tuple[str, str]:
    """One self-supervised example: retelling (60%), span infilling (30%) or next turn (10%)."""
    window: list[objectives.Utterance] = []
    while len(window) < 3:
        window = objectives.sample_window(chats[draw.randrange(len(chats))], draw)
    task = draw.choices((objectives.retelling, objectives.span_infilling, objectives.next_turn), (60, 30, 10))[0]
    return task(window, draw)


def finetuning_pair(
    summarised: Sequence[Dialogue], chats: Sequence[Dialogue], draw: random.Random, share: float
) -> tuple[str, str]:
    """A real summary with probability `share`, else a self-supervised example."""
    if draw.random() < share:
        return objectives.rename_speakers(summarised[draw.randrange(len(summarised))], draw)
    return pretraining_pair(chats, draw)


@dataclass(frozen=True)
class Batch:
    """Token ids, int64: source and mask `[batch, source tokens]`, labels `[batch, target tokens]` (-100 pads)."""

    source: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor


def make_batch(tokenizer: PreTrainedTokenizerFast, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Batch:
    """Pad encoded pairs to the longest of the batch."""
    width = max(len(s) for s, _ in pairs)
    depth = max(len(t) for _, t in pairs)
    source = torch.zeros(len(pairs), width, dtype=torch.int64)
    labels = torch.full((len(pairs), depth), -100)
    for i, (s, t) in enumerate(pairs):
        source[i, : len(s)] = torch.tensor(s)
        labels[i, : len(t)] = torch.tensor(t)
    return Batch(source, (source != tokenizer.pad_token_id).long(), labels)


def encode_pairs(
    tokenizer: PreTrainedTokenizerFast, pairs: Sequence[tuple[str, str]], max_source: int, max_target: int
) -> list[tuple[list[int], list[int]]]:
    """Encode text pairs, cutting each side to its limit; a cut side still ends with the end token."""
    encoded = []
    sources = tokenizer([s for s, _ in pairs])["input_ids"]
    targets = tokenizer([t for _, t in pairs])["input_ids"]
    for s, t in zip(sources, targets, strict=True):
        s = s if len(s) <= max_source else [*s[: max_source - 1], 1]
        t = t if len(t) <= max_target else [*t[: max_target - 1], 1]
        encoded.append((s, t))
    return encoded


def training_batches(
    plan: TrainingPlan,
    tokenizer: PreTrainedTokenizerFast,
    chats: Sequence[Dialogue],
    summarised: Sequence[Dialogue],
    first_step: int,
) -> Iterator[Batch]:
    """Batches from `first_step` on. Examples are drawn a pool at a time, and those of like length share a batch."""
    per_pool = POOL // plan.batch
    pool = first_step // per_pool
    while True:
        draw = random.Random(f"{plan.seed} {pool}")
        pairs = []
        for i in range(POOL):
            step = pool * per_pool + i // plan.batch
            if step < plan.pretrain_steps:
                pairs.append(pretraining_pair(chats, draw))
            else:
                done = min(1.0, (step - plan.pretrain_steps) / max(1, plan.finetune_steps))
                pairs.append(finetuning_pair(summarised, chats, draw, share=0.5 + 0.4 * done))
        encoded = encode_pairs(tokenizer, pairs, plan.max_source_tokens, plan.max_target_tokens)
        encoded.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        batches = [encoded[i : i + plan.batch] for i in range(0, POOL - plan.batch + 1, plan.batch)]
        draw.shuffle(batches)
        skip = first_step - pool * per_pool if pool == first_step // per_pool else 0
        for batch in batches[skip:]:
            yield make_batch(tokenizer, batch)
        pool += 1


def rate_factor(plan: TrainingPlan, step: int) -> float:
    """Share of the peak learning rate: linear warm-up over 60 steps, constant, then a linear decay to 2%."""
    decay_from = plan.steps // 2
    return min(1.0, (step + 1) / 60) * (1.0 - 0.98 * max(0.0, (step - decay_from) / max(1, plan.steps - decay_from)))


def layer_balance_loss(logits: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
    """Sum over MoE layers of experts x the dot product of load and mean probability (Fedus et al. 2022, equation 4).

    Args:
        logits: of each layer, `[batch, seq, num_experts]`.
        real: bool `[batch, seq]`, false for padding.
    Returns:
        a scalar; 1 for each layer whose load is even.
    """
    losses = []
    for layer in logits:
        probabilities = torch.softmax(layer[real], -1)
        experts = probabilities.shape[-1]
        load = torch.bincount(probabilities.argmax(-1), minlength=experts) / len(probabilities)
        losses.append(experts * (load * probabilities.mean(0)).sum())
    return torch.stack(losses).sum()


def _optimizers(model: torch.nn.Module, plan: TrainingPlan) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices; AdamW for embeddings, routers and norms.

    Embeddings take a larger rate because their logits are scaled by d_model ** -0.5 (tied embeddings, as in T5).
    """
    matrices, embeddings, routers, norms = [], [], [], []
    for name, parameter in model.named_parameters():
        if "shared" in name or "relative_attention_bias" in name:
            embeddings.append(parameter)
        elif "router" in name:
            routers.append(parameter)
        elif parameter.ndim == 2:
            matrices.append(parameter)
        else:
            norms.append(parameter)
    rate = plan.learning_rate
    muon = torch.optim.Muon(matrices, lr=rate, weight_decay=0.05, adjust_lr_fn="match_rms_adamw")
    adam = torch.optim.AdamW(
        [
            {"params": embeddings, "lr": 5 * rate},
            {"params": [*routers, *norms], "lr": min(rate, 2e-3)},
        ],
        betas=(0.9, 0.98), weight_decay=0.0, fused=True,
    )  # fmt: skip
    for optimizer in (muon, adam):
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return muon, adam


def _grouped_experts(
    self: torch.nn.ModuleDict, hidden: torch.Tensor, selected: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    index = selected.argmax(-1).flatten()
    order = torch.argsort(index, stable=True)
    parts = hidden[order].split(torch.bincount(index, minlength=len(self)).tolist())
    outputs = torch.cat([self[f"expert_{e}"](part) for e, part in enumerate(parts)])
    restored = torch.empty_like(outputs).index_copy(0, order, outputs)
    return (restored * weights).to(hidden.dtype)


class FastTrainingPath:
    """While entered, experts run as one product each over sorted tokens, and RMS norm as torch's fused one.

    The result is the same as transformers' for sequences within expert capacity; a step takes two thirds of the time.
    """

    def __enter__(self) -> None:
        self._saved = (switch.SwitchTransformersExperts.forward, switch.SwitchTransformersLayerNorm.forward)
        switch.SwitchTransformersExperts.forward = _grouped_experts  # type: ignore[method-assign,assignment]
        switch.SwitchTransformersLayerNorm.forward = lambda self, x: torch.nn.functional.rms_norm(  # type: ignore[method-assign,assignment]
            x, (x.shape[-1],), self.weight, self.variance_epsilon
        )

    def __exit__(self, *_: object) -> None:
        switch.SwitchTransformersExperts.forward, switch.SwitchTransformersLayerNorm.forward = self._saved  # type: ignore[method-assign]


def train(
    plan: TrainingPlan,
    tokenizer: PreTrainedTokenizerFast,
    chats: Sequence[Dialogue],
    summarised: Sequence[Dialogue],
    held_out: Sequence[Dialogue],
    folder: Path,
    stop_after: int | None = None,
) -> tuple[SwitchTransformersForConditionalGeneration, list[dict[str, float]]]:
    """Train from scratch, or resume from the checkpoint in `folder`.

    Args:
        chats: unlabelled dialogues for the self-supervised tasks.
        summarised: dialogues with summaries for the second stage.
        held_out: dialogues with summaries, in none of the above, whose loss the curve shows.
        folder: keeps the checkpoint; it can be deleted afterwards.
        stop_after: stop at this step with a checkpoint, as an interruption would.
    Returns:
        the model and its curve, a point every 100 steps: step, loss (nats a token), held_out_loss, hours.
    """
    torch.manual_seed(plan.seed)
    model = SwitchTransformersForConditionalGeneration(plan.switch_config())
    optimizers = _optimizers(model, plan)
    curve = _load_checkpoint(folder, model, optimizers)
    first = int(curve[-1]["step"]) if curve else 0
    spent = curve[-1]["hours"] if curve else 0.0
    start = time.monotonic()
    held_pairs = [(objectives.SUMMARIZE + d.text, d.summary or "") for d in held_out]
    running: list[float] = []
    batches = training_batches(plan, tokenizer, chats, summarised, first)
    last = min(plan.steps, stop_after or plan.steps)
    with FastTrainingPath():
        for step in tqdm(range(first, last), initial=first, total=last, desc="training", unit="step", disable=None):
            for group in (g for o in optimizers for g in o.param_groups):
                group["lr"] = group["peak_lr"] * rate_factor(plan, step)
            batch = next(batches)
            model.train()
            for module in model.modules():
                if isinstance(module, torch.nn.Dropout):
                    module.p = plan.dropout if step >= plan.pretrain_steps else 0.0
                elif isinstance(module, switch.SwitchTransformersAttention):
                    module.dropout = 0.0  # dropout of attention weights costs a fifth of a step
            output = model(
                input_ids=batch.source, attention_mask=batch.mask, labels=batch.labels, output_router_logits=True
            )
            balance = layer_balance_loss(output.encoder_router_logits, batch.mask.bool())
            balance = balance + layer_balance_loss(output.decoder_router_logits, batch.labels != -100)
            weight = plan.layer_balance_loss * (1.0 if step < plan.balance_steps else 0.2)
            (output.loss + weight * balance).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for optimizer in optimizers:
                optimizer.step()
            model.zero_grad()
            running.append(_token_loss(output.logits, batch.labels))
            if (step + 1) % 100 == 0 or step + 1 == last:
                curve.append({
                    "step": step + 1,
                    "loss": sum(running) / len(running),
                    "held_out_loss": held_out_loss(model, tokenizer, held_pairs, plan) if held_pairs else math.nan,
                    "hours": spent + (time.monotonic() - start) / 3600,
                })  # fmt: skip
                running = []
            if (step + 1) % plan.checkpoint_every == 0 or step + 1 == last:
                _save_checkpoint(folder, model, optimizers, curve)
    model.eval()
    return model, curve


def _token_loss(logits: torch.Tensor, labels: torch.Tensor) -> float:
    with torch.no_grad():
        return float(torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100))


@torch.no_grad()
def held_out_loss(
    model: SwitchTransformersForConditionalGeneration,
    tokenizer: PreTrainedTokenizerFast,
    pairs: Sequence[tuple[str, str]],
    plan: TrainingPlan,
) -> float:
    """Mean cross-entropy of the targets in nats a token, teacher-forced."""
    model.eval()
    total, tokens = 0.0, 0
    encoded = encode_pairs(tokenizer, pairs, plan.max_source_tokens, plan.max_target_tokens)
    for i in range(0, len(encoded), plan.batch):
        batch = make_batch(tokenizer, encoded[i : i + plan.batch])
        logits = model(input_ids=batch.source, attention_mask=batch.mask, labels=batch.labels).logits
        count = int((batch.labels != -100).sum())
        total += _token_loss(logits, batch.labels) * count
        tokens += count
    return total / tokens


def _save_checkpoint(
    folder: Path,
    model: SwitchTransformersForConditionalGeneration,
    optimizers: Sequence[torch.optim.Optimizer],
    curve: list[dict[str, float]],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, torch.Tensor] = {f"model.{name}": parameter for name, parameter in model.named_parameters()}
    for k, optimizer in enumerate(optimizers):
        for i, state in optimizer.state_dict()["state"].items():
            tensors.update({f"optimizer.{k}.{i}.{name}": torch.as_tensor(value) for name, value in state.items()})
    metadata = {"curve": json.dumps(curve), "rng": torch.get_rng_state().numpy().tobytes().hex()}
    save_file({k: v.detach().contiguous() for k, v in tensors.items()}, folder / "checkpoint.tmp", metadata)
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.safetensors")


def _load_checkpoint(
    folder: Path, model: SwitchTransformersForConditionalGeneration, optimizers: Sequence[torch.optim.Optimizer]
) -> list[dict[str, float]]:
    file = folder / "checkpoint.safetensors"
    if not file.exists():
        return []
    tensors = load_file(file)
    with safe_open(file, "pt") as opened:
        metadata = opened.metadata()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(tensors[f"model.{name}"])
    for k, optimizer in enumerate(optimizers):
        state: dict[int, dict[str, torch.Tensor]] = {}
        prefix = f"optimizer.{k}."
        for name in (name for name in tensors if name.startswith(prefix)):
            index, key = name.removeprefix(prefix).split(".", 1)
            state.setdefault(int(index), {})[key] = tensors[name]
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    torch.set_rng_state(torch.frombuffer(bytearray(bytes.fromhex(metadata["rng"])), dtype=torch.uint8))
    return list(json.loads(metadata["curve"]))
