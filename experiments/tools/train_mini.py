"""Train the embedded model: a small Switch transformer with the paper's topology, from scratch on two cores."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas
from transformers import GenerationConfig

from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError
from flame.models.moe_model import WEIGHTS_KEY, MoeModel, load_model
from flame.storage.artifact import Labels
from flame.storage.dataset import Dialogue, load_corpus
from offline.evaluation import evaluate_outputs
from offline.training.train import TrainingPlan, train, train_tokenizer

TITLE = "Train the embedded model: pre-train on chats, fine-tune on summaries"

NOTICE = """The weights and the tokenizer in this folder were trained by this project on
- the chats of the package chitchat-dataset (MIT licence), and
- dialogues with summaries of the train split of the SAMSum corpus (Gliwa et al. 2019, doi 10.18653/v1/D19-5409),
  which is licensed CC BY-NC-ND 4.0.
Because of the latter they are offered for non-commercial research only. No dialogue of either corpus is included.
The code of the project has its own licence (Apache-2.0).
"""


@dataclass(frozen=True)
class Parameters:
    """What to train (see `offline.training.train.TrainingPlan`), and how to judge it.

    Args:
        plan: the training plan, its seed excepted, which is the configuration's.
        summarised: fine-tuning pairs at most; `held_out` more of the train split are kept for the curve.
        judged: dialogues of the report split that ROUGE is measured on.
        unwanted_repeats: n-grams of this length are not repeated when decoding.
    """

    plan: dict[str, Any]
    summarised: int
    held_out: int
    judged: int
    unwanted_repeats: int


def run(context: Context, parameters: Parameters) -> Report:
    """Train, export to `<output>/train_mini_model` and judge on the report split of `dataset`.

    The exported folder is what `flame/data/switch_mini_8` holds. An interrupted run resumes from its checkpoint.
    """
    settings = context.settings
    plan = TrainingPlan(**parameters.plan, seed=settings.seed)
    chats = load_corpus("chitchat").split("train")
    train_split = context.corpus.split("train")
    fit = train_split[: parameters.summarised]
    held = train_split[len(fit) :][: parameters.held_out] or fit[-parameters.held_out :]
    fit = tuple(d for d in fit if d not in held)
    if not fit:
        raise ConfigError(
            f"experiment.held_out={parameters.held_out}: leaves none of {len(train_split)} dialogues of the train split"
            " to learn from (hold out fewer)"
        )
    texts = [d.text for d in chats] + [f"{d.text}\n{d.summary}" for d in fit]
    tokenizer = train_tokenizer(texts, plan.vocabulary)
    checkpoint = Path(settings.output) / "train_mini_checkpoint"
    hf, curve = train(plan, tokenizer, [*chats, *fit], fit, held, checkpoint)

    folder = Path(settings.output) / "train_mini_model"
    scratch = folder.with_suffix(".partial")
    shutil.rmtree(scratch, ignore_errors=True)
    export(hf, tokenizer, scratch, parameters.unwanted_repeats)
    model = load_model(replace(settings.model, source="hub", path=str(scratch), name="switch_mini_8"))
    split = context.corpus.report_split
    judged = context.corpus.split(split)[: parameters.judged]
    rows = judge(model, judged, split)
    (scratch / "NOTICE").write_text(NOTICE, encoding="utf-8")
    card = model_card(model, plan, curve, rows, len(chats), len(fit), context.corpus.name)
    (scratch / "README.md").write_text(card, encoding="utf-8")
    (scratch / "training_curve.json").write_text(json.dumps(curve, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    scratch.rename(folder)

    def draw(canvas: Canvas) -> None:
        axes = plots.new_axes(canvas, "Training of the embedded model", "optimiser step", "loss (nats a token)")
        axes.plot([p["step"] for p in curve], [p["loss"] for p in curve], label="training tasks")
        axes.plot([p["step"] for p in curve], [p["held_out_loss"] for p in curve], label="held-out summaries")
        axes.axvline(plan.pretrain_steps, color=plots.PAPER, linestyle="--")
        axes.legend()

    return Report(
        "train_mini", TITLE, Labels("stand-in", "none"), [*rows, *({"kind": "curve", **p} for p in curve)],
        notes=[f"The model is in {folder.name}; copy it to flame/data/switch_mini_8 to ship it.",
               f"Trained for {curve[-1]['hours']:.2f} hours on {torch.get_num_threads()} CPU threads."],
        figures=[Figure("training_curve", "Loss while training; the dashed line is where fine-tuning begins.", draw)],
        provenance=context.provenance(model=False) | {"model": model.name, "model_sha256": model.weights_sha256(),
                                                      "plan": asdict(plan)},
    )  # fmt: skip


def export(hf: Any, tokenizer: Any, folder: Path, unwanted_repeats: int) -> None:
    """Write weights (bfloat16 safetensors), configuration, tokenizer and generation settings."""
    folder.mkdir(parents=True)
    setattr(hf.config, WEIGHTS_KEY, "stand-in")
    hf.generation_config = GenerationConfig(
        decoder_start_token_id=0, eos_token_id=1, pad_token_id=0, no_repeat_ngram_size=unwanted_repeats
    )
    hf.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def judge(model: MoeModel, dialogues: tuple[Dialogue, ...], split: str) -> list[dict[str, Any]]:
    """ROUGE, distinct outputs and copied 4-grams of the model, beside the lead-1 and lead-3 baselines."""
    outputs = {
        "switch_mini_8": model.generate([d.text for d in dialogues]),
        "lead-1": [_lead(d, 1) for d in dialogues],
        "lead-3": [_lead(d, 3) for d in dialogues],
    }
    rows = []
    for name, texts in outputs.items():
        scores = evaluate_outputs(texts, [d.summary or "" for d in dialogues])
        copied = [copied_share(text, d.text) for text, d in zip(texts, dialogues, strict=True)]
        rows.append({
            "kind": "rouge", "system": name, "split": split, "dialogues": len(dialogues), **scores,
            "distinct_outputs": len(set(texts)), "copied_4gram_share": sum(copied) / len(copied),
        })  # fmt: skip
    return rows


def _lead(dialogue: Dialogue, lines: int) -> str:
    return "\n".join(dialogue.text.split("\n")[:lines])


def copied_share(text: str, source: str, n: int = 4) -> float:
    """Share of the n-grams (lower-cased words) of `text` that stand in `source`; 0 for shorter texts."""
    words, held = text.lower().split(), source.lower().split()
    grams = [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
    known = {tuple(held[i : i + n]) for i in range(len(held) - n + 1)}
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0


def model_card(
    model: MoeModel, plan: TrainingPlan, curve: list[dict[str, float]], rows: list[dict[str, Any]], chats: int,
    summaries: int, dataset: str,
) -> str:  # fmt: skip
    """The README of the exported model."""
    parameters = sum(p.numel() for p in model.hf.parameters()) / 1e6
    table = "\n".join(
        f"| {r['system']} | {100 * r['rouge1']:.1f} | {100 * r['rouge2']:.1f} | {100 * r['rougeL']:.1f} | "
        f"{r['distinct_outputs']} of {r['dialogues']} | {100 * r['copied_4gram_share']:.0f}% |"
        for r in rows
    )
    ours, lead = rows[0]["rouge1"], rows[1]["rouge1"]
    verdict = "above" if ours > lead else "below"
    points = "\n".join(
        f"| {p['step']} | {p['loss']:.2f} | {p['held_out_loss']:.2f} | {p['hours']:.2f} |" for p in curve[4::5]
    )
    return f"""# switch_mini_8

A Switch transformer of {parameters:.1f} M parameters that summarises short dialogues. It stands in for switch-base-8
where that cannot be had: {plan.blocks} encoder and as many decoder blocks, {plan.moe_layers} MoE layers in each,
{plan.num_experts} experts, top-1 routing, so that its decoder has the topology of the paper's model. It is
{plan.d_model} wide where that is 768, and figures taken from it are labelled `stand-in`.

## Data and licences
- Pre-training: {chats:,} chats of `chitchat-dataset` (MIT): retelling of salient utterances in the third person by
  rule, span infilling, next turn. The dialogues below, without their summaries, take part.
- Fine-tuning: {summaries} summarised dialogues of {dataset}'s train split, speakers renamed at random.
  SAMSum is CC BY-NC-ND 4.0: see `NOTICE`.
- Dialogues that also stand in the reported split were dropped from training.

## Training
{plan.pretrain_steps:,} + {plan.finetune_steps:,} steps of {plan.batch} examples, Muon and AdamW,
seed {plan.seed}, {curve[-1]["hours"]:.2f} hours on {torch.get_num_threads()} CPU threads shared with other work.
Load-balancing loss {plan.layer_balance_loss} for each MoE layer, a fifth of it after step {plan.balance_steps}; router
z-loss {plan.router_z_loss}. To run it again:

    flame experiment=train_mini dataset=samsum dataset.path=DIR

| step | training loss | held-out summary loss (nats a token) | hours |
|---|---|---|---|
{points}

## Held-out accuracy
{dataset}, {rows[0]["split"]} split, first {rows[0]["dialogues"]} dialogues, greedy decoding, ROUGE F-measures in
per cent.

| system | ROUGE-1 | ROUGE-2 | ROUGE-L | distinct outputs | 4-grams copied from the dialogue |
|---|---|---|---|---|---|
{table}

The model is {verdict} the lead-1 baseline in ROUGE-1.

## Known weaknesses
It confuses who did what, seldom joins facts from distant lines, invents details in long dialogues, and reads English
chats only. It is a vehicle for measuring pruning, routing and buffering, not a summariser to rely on.
"""
