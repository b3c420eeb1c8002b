"""Make `smollm2_moe` on a GPU or a CPU: experts that share a dense base and differ by low-rank matrices."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas

from flame.app import plots
from flame.app.config import parse
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.models.dense_base import base_sha256, find_base, read_base
from flame.models.upcycled import write_checkpoint, write_differences
from flame.storage.artifact import Labels
from flame.storage.dataset import load_corpus
from offline.training.train import machine_name
from offline.training.upcycled_measures import expert_use, routing_effect, scale_losses
from offline.training.upcycling import Curve, UpcyclingPlan, upcycle
from offline.training.upcycling_text import (
    Prompts,
    Texts,
    conversation_prompts,
    cut,
    dialogue_stream,
    summary_requests,
    write_replay,
)

TITLE = "Upcycle a dense model to experts that share it and differ by low-rank matrices"
READS = ("seed",)


@dataclass(frozen=True)
class Parameters:
    """What to train, from what (see `offline.training.upcycling.UpcyclingPlan`).

    Args:
        plan: the plan, its seed excepted.
        base: GGUF file or folder of the dense Llama; null takes the package of the extra `smollm2`.
        dialogues: of each split of chitchat at most; null takes all.
        length: tokens of a sequence.
        held_out_rows: sequences of chitchat's validation split to stop early on; a third as many of the replay.
        conversations, conversation_tokens: chats that the dense model writes, and their tokens.
        requests, request_lengths, answer_tokens: summaries that it writes of training dialogues: how many for each
            length of a request, and tokens of an answer.
        replay_seconds: time for that writing.
        scales: shares of the differences, of which the best on the dialogues written for this project is kept.
    """

    plan: dict[str, Any]
    base: str | None
    dialogues: int | None
    length: int
    held_out_rows: int
    conversations: int
    conversation_tokens: int
    requests: int
    request_lengths: tuple[int, ...]
    answer_tokens: int
    replay_seconds: float
    scales: tuple[float, ...]

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.replay_seconds > 0:
            raise ConfigError(f"experiment.replay_seconds={self.replay_seconds}: expected above 0")
        self.plan_of(0)

    def plan_of(self, seed: int) -> UpcyclingPlan:
        """The plan with a seed."""
        return parse(UpcyclingPlan, {**self.plan, "seed": seed}, "experiment.plan")


def run(context: Context, parameters: Parameters) -> Report:
    """Train on chitchat, and write `<output>/upcycle_model` with differences, and the expanded checkpoint.

    `flame/data/smollm2_moe` holds the differences of such a run.
    """
    settings = context.settings
    plan = parameters.plan_of(settings.seed)
    base = find_base(parameters.base)
    dense, tokenizer = read_base(base)
    cuda = torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    dense.to(device, torch.bfloat16 if cuda else torch.float32)  # type: ignore[arg-type]
    texts = gather(dense, tokenizer, parameters, settings.seed)
    folder = Path(settings.output) / "upcycle_model"
    folder.mkdir(parents=True, exist_ok=True)
    objective, differences, curve = upcycle(
        dense, texts.to(device), plan, base_sha256(base), folder / "experts.safetensors"
    )
    scales = scale_losses(objective, other_dialogues(tokenizer, parameters.length).to(device), parameters.scales)
    scale = min(scales, key=scales.__getitem__)
    differences = replace(differences, layers=tuple(layer.scaled(scale) for layer in differences.layers))
    for module, layer in zip(objective.layers, differences.layers, strict=True):
        module.take(layer)
    write_differences(folder / "experts.safetensors", differences)
    write_checkpoint(folder / "expanded", base, differences)
    effect = routing_effect(objective, settings.seed)
    shares, cosines = expert_use(objective)
    rows: list[dict[str, Any]] = [{"kind": "curve", **point} for point in curve.points]
    rows += [{"kind": "scale", "scale": s, "loss": loss, "kept": s == scale} for s, loss in scales.items()]
    rows += [{"kind": "routing", "routing": name, "held_out_loss": loss} for name, loss in effect.items()]
    rows += [
        {"kind": "layer", "layer": i, "load": load, "cosine": cosine}
        for i, (load, cosine) in enumerate(zip(shares.tolist(), cosines.tolist(), strict=True))
    ]
    return Report(
        "upcycle", TITLE, Labels("stand-in", "none"), rows,
        notes=[
            f"{folder.name}/experts.safetensors holds routers and differences; {folder.name}/expanded loads with "
            "model=auto.",
            f"{len(texts.train) * parameters.length} tokens of dialogues and {int(texts.keep.sum())} of the base's"
            f" own; {curve.steps} steps on {machine_name(device)} with a learning rate of {curve.rate}.",
        ],
        figures=figures(curve, shares.numpy()),
        provenance=context.provenance(model=False, dataset=False) | {
            "plan": asdict(plan), "base": base.name, "base_sha256": differences.base_sha256,
        },
    )  # fmt: skip


def gather(dense: Any, tokenizer: Any, parameters: Parameters, seed: int) -> Texts:
    """Chitchat's training and validation dialogues, and what the dense model writes.

    Raises:
        DatasetError: there is too little text for a sequence.
    """
    corpus = load_corpus("chitchat")
    train, held_out = (corpus.split(name)[: parameters.dialogues] for name in ("train", "validation"))
    length = parameters.length
    prompts: list[Prompts] = [conversation_prompts(tokenizer, parameters.conversations, parameters.conversation_tokens)]
    for tokens in parameters.request_lengths:
        prompts.append(summary_requests(train, tokenizer, tokens, parameters.requests, parameters.answer_tokens, seed))
    torch.manual_seed(seed)
    written, keep = write_replay(dense, prompts, parameters.replay_seconds, seed)
    replay, kept = cut(written, length), cut(keep, length)[:, :-1]
    held = min(parameters.held_out_rows // 3, len(replay) // 2) or 1
    return Texts(
        train=cut(dialogue_stream(train, tokenizer, seed), length),
        held_out=cut(dialogue_stream(held_out, tokenizer, seed), length)[: parameters.held_out_rows],
        replay=replay[held:], keep=kept[held:], held_replay=replay[:held], held_keep=kept[:held],
    )  # fmt: skip


def other_dialogues(tokenizer: Any, length: int) -> torch.Tensor:
    """The dialogues written for this project, those that it reports on excepted, int64 `[rows, length + 1]`."""
    sample = load_corpus("sample")
    texts = [d.text for name in ("train", "validation") for d in sample.split(name)]
    return cut(torch.tensor(tokenizer("\n\n".join(texts))["input_ids"]), length)


def figures(curve: Curve, shares: np.ndarray[Any, Any]) -> list[Figure]:
    """The losses over time, and how unevenly each layer uses its experts."""
    looks = [p for p in curve.points if p["event"] in ("dense", "held out")]
    steps = [p for p in curve.points if p["event"] == "step"]

    def losses(canvas: Canvas) -> None:
        axes = plots.new_axes(canvas, "Upcycling", "seconds", "loss (nats a token)")
        axes.plot([p["seconds"] for p in steps], [p["losses"][0] for p in steps], alpha=0.4, label="training dialogues")
        axes.plot([p["seconds"] for p in looks], [p["held_out"][0] for p in looks], "o-", label="held-out dialogues")
        axes.legend()

    def load(canvas: Canvas) -> None:
        axes = plots.new_axes(canvas, "Choices by expert, most used first", "rank of the expert", "MoE layer")
        image = axes.imshow(100 * -np.sort(-shares, axis=1), aspect="auto", origin="lower")
        axes.grid(False)
        canvas.colorbar(image, ax=axes, label="choices (%)")

    return [
        Figure("training", "Loss while training; the first point is the dense model.", losses),
        Figure("load", "How a layer's choices are shared out between its experts on held-out dialogues.", load),
    ]
