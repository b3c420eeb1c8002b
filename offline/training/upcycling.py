"""Upcycle a dense Llama: train routers and low-rank differences of experts that share it, within a given time.

Dialogues teach; on text that the dense model wrote itself, the mixture is held to the dense model's distribution, so
that what the base can do stays. One implementation serves CPU (float32) and CUDA (bfloat16, compiled layers).
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch._dynamo
from torch import Tensor
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from flame.errors import ConfigError
from flame.models.upcycled import Differences, LayerDifferences, write_differences
from offline.training.low_rank_experts import Block, LowRankExperts, add_experts, block, cluster_router, encode
from offline.training.upcycling_text import Texts

PIECE = 4096  # positions whose logits are held at a time


@dataclass(frozen=True)
class UpcyclingPlan:
    """What is trained, and for how long.

    Args:
        num_experts, rank, top_k: experts of a layer, rank of each difference, experts a token.
        dialogue_rows, replay_rows: sequences of a step, from dialogues and of the dense model's own writing.
        learning_rates: each is tried for `trial_share` of the time; the one with the best held-out objective is used.
        router_rate: the routers' share of the learning rate.
        balance_loss: weight of each layer's load-balancing loss, Mixtral's coefficient (`router_aux_loss_coef`).
        seconds: time for all of it.
        look_every: seconds between looks at the held-out text; the best state so far is stored at each.
        held_rows: sequences that a look and the routers' beginning read at a time.
        compiled: whether layers are compiled; the first step then takes as long as the compiler.
    Raises:
        ConfigError: no rate, no rows, fewer experts than a token uses, or no time.
    """

    num_experts: int
    rank: int
    top_k: int
    dialogue_rows: int
    replay_rows: int
    learning_rates: tuple[float, ...]
    trial_share: float
    router_rate: float
    balance_loss: float
    seconds: float
    look_every: float
    held_rows: int
    compiled: bool
    seed: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rates", tuple(self.learning_rates))
        if not self.learning_rates or not 1 <= self.top_k <= self.num_experts or self.rank < 1:
            raise ConfigError(
                f"plan: learning_rates={list(self.learning_rates)} num_experts={self.num_experts} top_k={self.top_k} "
                f"rank={self.rank} (expected a rate, a rank of at least 1, and top_k from 1 to num_experts)"
            )
        if self.dialogue_rows < 1 or self.replay_rows < 1 or self.held_rows < 1 or self.seconds <= 0:
            raise ConfigError("plan: dialogue_rows, replay_rows, held_rows and seconds must be above 0")
        if len(self.learning_rates) * self.trial_share > 0.8:
            raise ConfigError(
                f"plan.trial_share={self.trial_share}: {len(self.learning_rates)} trials leave no time (expected less)"
            )

    def mean(self, dialogues: float, replay: float) -> float:
        """The objective: nats a token over the rows of a step."""
        rows = self.dialogue_rows + self.replay_rows
        return (self.dialogue_rows * dialogues + self.replay_rows * replay) / rows


def schedule(progress: float) -> float:
    """Share of the learning rate at a share of the way: warm-up over a twentieth, constant, to zero from the middle."""
    return min(1.0, progress / 0.05) * min(1.0, max(0.0, (1 - progress) / 0.5))


@dataclass
class Curve:
    """What happened when: points with `seconds`, and the learning rate that was used."""

    began: float
    points: list[dict[str, Any]] = field(default_factory=list)
    rate: float = 0.0
    steps: int = 0

    def note(self, event: str, **values: Any) -> None:
        """Add a point."""
        self.points.append({"seconds": round(self.elapsed, 1), "event": event, **values})

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began


class Objective:
    """Losses of a model with experts on texts; logits are made a piece at a time and again in the backward pass."""

    def __init__(self, model: Any, layers: list[LowRankExperts], texts: Texts, dense: Any, held_rows: int) -> None:
        self.model, self.layers, self.texts, self.held_rows = model, layers, texts, held_rows
        self.head = model.model.embed_tokens.weight
        self.taught = dense_states(dense, texts.replay, held_rows)
        self.held_taught = dense_states(dense, texts.held_replay, held_rows)

    def _dialogue(self, hidden: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(F.linear(hidden, self.head).float(), targets, reduction="sum")

    def _replay(self, hidden: Tensor, taught: Tensor) -> Tensor:
        wanted = F.linear(taught, self.head).float().log_softmax(-1)
        got = F.linear(hidden, self.head).float().log_softmax(-1)
        return F.kl_div(got, wanted, reduction="sum", log_target=True)

    @staticmethod
    def _pieces(part: Callable[[Tensor, Tensor], Tensor], hidden: Tensor, other: Tensor) -> Tensor:
        parts = [
            checkpoint(part, h, o, use_reentrant=False)
            for h, o in zip(hidden.split(PIECE), other.split(PIECE), strict=True)
        ]
        return torch.stack(parts).sum()  # type: ignore[arg-type]

    def losses(self, batch: tuple[Tensor, ...], run: Block) -> tuple[Tensor, ...]:
        """Of dialogues, replay, where it is kept and the dense model's states there.

        Returns:
            cross-entropy, summed, its positions; divergence, summed, its positions; the balance loss.
        """
        dialogues, replay, keep, taught = batch
        hidden, balance = encode(self.model, torch.cat([dialogues, replay])[:, :-1], run)
        spoken, held = hidden[: len(dialogues)].flatten(0, 1), hidden[len(dialogues) :][keep]
        return (
            self._pieces(self._dialogue, spoken, dialogues[:, 1:].flatten()), hidden.new_tensor(len(spoken)).float(),
            self._pieces(self._replay, held, taught[keep]), keep.sum().clamp(min=1).float(), balance,
        )  # fmt: skip

    @torch.no_grad()
    def held_out(self) -> tuple[float, float]:
        """Nats a token: cross-entropy of held-out dialogues, divergence from the dense model on held-out replay."""
        divergence = 0.0
        parts = (self.texts.held_replay, self.texts.held_keep, self.held_taught)
        for ids, keep, taught in zip(*(p.split(self.held_rows) for p in parts), strict=True):
            hidden = encode(self.model, ids[:, :-1])[0][keep]
            divergence += self._pieces(self._replay, hidden, taught[keep]).item()
        return self.dialogue_loss(self.texts.held_out), divergence / max(1, int(self.texts.held_keep.sum()))

    @torch.no_grad()
    def dialogue_loss(self, rows: Tensor) -> float:
        """Cross-entropy of sequences `[rows, length + 1]` in nats a token."""
        loss = 0.0
        for ids in rows.split(self.held_rows):
            hidden = encode(self.model, ids[:, :-1])[0].flatten(0, 1)
            loss += self._pieces(self._dialogue, hidden, ids[:, 1:].flatten()).item()
        return loss / rows[:, 1:].numel()


@torch.no_grad()
def dense_states(dense: Any, rows: Tensor, at_once: int) -> Tensor:
    """Last hidden states of the dense model, `[rows, length, hidden]`: what its distribution is made from."""
    return torch.cat([dense.model(ids[:, :-1], use_cache=False).last_hidden_state for ids in rows.split(at_once)])


class _Steps:
    """Batches and updates with one learning rate, from one beginning."""

    def __init__(self, objective: Objective, plan: UpcyclingPlan, run: Block) -> None:
        self._objective, self._plan, self._run = objective, plan, run
        self.parts = 1  # that a batch is computed in, more where memory is short

    def begin(self, rate: float, state: list[LayerDifferences]) -> None:
        layers = self._objective.layers
        for layer, stored in zip(layers, state, strict=True):
            layer.take(stored)
        routers = [layer.router for layer in layers]
        factors = [p for m in layers for n, p in m.named_parameters() if p.requires_grad and n != "router"]
        groups: list[dict[str, Any]] = [
            {"params": factors, "peak": rate}, {"params": routers, "peak": rate * self._plan.router_rate}
        ]  # fmt: skip
        cuda = self._objective.head.is_cuda
        self._optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.95), weight_decay=0.0, fused=cuda)
        self._trained = [*factors, *routers]
        self._batches = self._draw(torch.Generator().manual_seed(self._plan.seed))

    def _draw(self, generator: torch.Generator) -> Iterator[tuple[Tensor, ...]]:
        texts, plan = self._objective.texts, self._plan
        queue = torch.empty(0, dtype=torch.int64)
        while True:
            while len(queue) < plan.dialogue_rows:
                queue = torch.cat([queue, torch.randperm(len(texts.train), generator=generator)])
            rows, queue = queue[: plan.dialogue_rows].to(texts.train.device), queue[plan.dialogue_rows :]
            others = torch.randint(len(texts.replay), (plan.replay_rows,), generator=generator).to(rows.device)
            yield texts.train[rows], texts.replay[others], texts.keep[others], self._objective.taught[others]

    def step(self, factor: float) -> Tensor:
        """One update; on the device, in nats a token: loss of dialogues, divergence, and the balance loss a layer."""
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        batch = next(self._batches)
        while True:
            try:
                parts = [self._backward(part) for part in zip(*(b.chunk(self.parts) for b in batch), strict=True)]
                break
            except torch.cuda.OutOfMemoryError:
                if self.parts >= self._plan.replay_rows:
                    raise
                self.parts *= 2
                self._optimizer.zero_grad(set_to_none=True)
                torch.cuda.empty_cache()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return torch.stack(parts).mean(0)

    def _backward(self, batch: tuple[Tensor, ...]) -> Tensor:
        loss, spoken, divergence, held, balance = self._objective.losses(batch, self._run)
        total = (loss + divergence) / (spoken + held) + self._plan.balance_loss * balance
        (total / self.parts).backward()
        layers = len(self._objective.layers)
        return torch.stack([v.detach() for v in (loss / spoken, divergence / held, balance / layers)])


def begin_experts(objective: Objective, plan: UpcyclingPlan) -> list[LayerDifferences]:
    """Routers from clusters of what each layer reads, factors at a fitting scale; returns a copy of that beginning."""
    texts, read = objective.texts, []  # type: ignore[var-annotated]
    sample = torch.cat([texts.train[: 3 * plan.held_rows // 2], texts.replay[: plan.held_rows // 2 + 1]])
    with torch.no_grad():
        encode(objective.model, sample[:, :-1], read=read)
    generator = torch.Generator().manual_seed(plan.seed)
    for layer, x in zip(objective.layers, read, strict=True):
        layer.router.data.copy_(cluster_router(x, plan.num_experts, generator))
        layer.fit_scale(x[:PIECE])
    return [copy.deepcopy(layer.differences()) for layer in objective.layers]


def upcycle(
    dense: Any, texts: Texts, plan: UpcyclingPlan, base_sha256: str, file: Path
) -> tuple[Objective, Differences, Curve]:
    """Train the experts of a dense Llama; the best state by the held-out objective is stored in `file` as it goes.

    Args:
        dense: the base, in evaluation mode, where it is to be trained; it is left as it is.
        texts: where the base is.
        base_sha256: digest of the file of the base, stored with the differences.
        file: safetensors to write; an interruption leaves the best so far.
    Returns:
        the trained model with its texts, holding the best state; that state; and what happened.
    """
    curve = Curve(time.monotonic())
    torch.manual_seed(plan.seed)
    model = copy.deepcopy(dense)
    layers = add_experts(model, plan.num_experts, plan.rank, plan.top_k, plan.seed)
    objective = Objective(model, layers, texts, dense, plan.held_rows)
    curve.note("dense", held_out=objective.held_out())
    beginning = begin_experts(objective, plan)
    steps = _Steps(objective, plan, _compiled() if plan.compiled else block)
    best = (float("inf"), Differences(tuple(beginning), plan.top_k, base_sha256))

    def look(event: str, **values: Any) -> float:
        nonlocal best
        measured = objective.held_out()
        score = plan.mean(*measured)
        curve.note(event, held_out=measured, objective=score, **values)
        if score < best[0]:
            state = tuple(copy.deepcopy(layer.differences()) for layer in layers)
            best = (score, Differences(state, plan.top_k, base_sha256))
            write_differences(file, best[1])
        return score

    curve.rate = _best_rate(steps, plan, beginning, look)
    steps.begin(curve.rate, beginning)
    began = last = curve.elapsed
    while (progress := (curve.elapsed - began) / max(1e-9, plan.seconds - began)) < 1:
        if curve.elapsed - last > plan.look_every:
            last = curve.elapsed
            look("held out", steps=curve.steps)
        losses = steps.step(schedule(progress))
        curve.steps += 1
        if curve.steps % 8 == 0:
            curve.note("step", steps=curve.steps, losses=losses.tolist())  # waits for the device
    look("held out", steps=curve.steps)
    if best[0] < float("inf"):
        for layer, stored in zip(layers, best[1].layers, strict=True):
            layer.take(stored)
    return objective, best[1], curve


def _best_rate(
    steps: _Steps, plan: UpcyclingPlan, beginning: list[LayerDifferences], look: Callable[..., float]
) -> float:
    """The learning rate whose short training, with a schedule of its own, has the best held-out objective."""
    if len(plan.learning_rates) == 1:
        return plan.learning_rates[0]
    steps.begin(plan.learning_rates[0], beginning)
    steps.step(0.0).tolist()  # compiles
    began = time.monotonic()
    for _ in range(3):
        steps.step(0.0).tolist()
    count = max(8, int(plan.trial_share * plan.seconds / ((time.monotonic() - began) / 3)))
    scores = {}
    for rate in plan.learning_rates:
        steps.begin(rate, beginning)
        for i in range(count):
            steps.step(schedule((i + 1) / count))
        score = look("rate tried", rate=rate, steps=count)
        scores[rate] = score if score == score else float("inf")  # a rate may have diverged
    return min(scores, key=scores.__getitem__)


def _compiled() -> Block:
    torch._dynamo.config.suppress_errors = True  # a layer that does not compile runs as it is
    return torch.compile(block, dynamic=False)  # type: ignore[no-any-return]
