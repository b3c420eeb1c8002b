"""The card and the notice of the embedded model: what it was trained on, how, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flame.storage.dataset import Dialogue
from offline.training.plan import TrainingPlan, TrainingTexts
from offline.training.state import Progress


@dataclass(frozen=True)
class Source:
    """A corpus that the model learnt from, its licence, and what it was used for."""

    name: str
    licence: str
    dialogues: tuple[Dialogue, ...]
    use: str


@dataclass(frozen=True)
class Trained:
    """One seed: how its training went, its ROUGE rows, and the tokens an expert by stack and MoE layer."""

    plan: TrainingPlan
    progress: Progress
    rows: list[dict[str, Any]]
    tokens_an_expert: dict[str, list[list[int]]]

    @property
    def idle(self) -> list[str]:
        """The experts that got no token."""
        return [
            f"{stack} MoE layer {layer} expert {expert}"
            for stack, layers in self.tokens_an_expert.items()
            for layer, counts in enumerate(layers)
            for expert, count in enumerate(counts)
            if count == 0
        ]


def notice(sources: Sequence[Source]) -> str:
    """The notice beside the weights: corpora with their licences, and what follows from them."""
    lines = "\n".join(f"- {s.name}: {s.licence}" for s in sources)
    return f"""The weights and the tokenizer in this folder were trained by this project on
{lines}
Since SAMSum (Gliwa et al. 2019, doi 10.18653/v1/D19-5409) is for non-commercial use, so are they: they are offered for
non-commercial research only. No dialogue and no summary of any of these corpora is included.
The code of the project has its own licence (Apache-2.0).
"""


def model_card(
    shipped: Trained, seeds: Sequence[Trained], sources: Sequence[Source], texts: TrainingTexts, parameters: float
) -> str:
    """The README of an exported model.

    Args:
        shipped: the seed whose weights are in the folder.
        seeds: every seed that was trained.
        parameters: of the model, in millions.
    """
    plan = shipped.plan
    return f"""# switch_mini_8

A Switch transformer of {parameters:.1f} M parameters that summarises short dialogues. It stands in for switch-base-8
where that cannot be had: {plan.blocks} encoder and as many decoder blocks, {plan.moe_layers} MoE layers in each,
{plan.num_experts} experts, top-1 routing, so that its decoder has the topology of the paper's model. It is
{plan.d_model} wide where that is 768, and figures taken from it are labelled `stand-in`.

## Corpora and licences
| corpus | licence | dialogues | use |
|---|---|---|---|
{_sources(sources)}

Dialogues that also stand in the reported split were dropped from training. The {len(texts.held_out)} dialogues whose
loss stopped the training are of the train split too, and in none of the above. See `NOTICE`.

{_training(shipped)}
{_results(shipped, seeds)}
## Known weaknesses
It confuses who did what, seldom joins facts from distant lines, invents details in long dialogues, and reads English
chats only. It is a vehicle for measuring pruning, routing and buffering, not a summariser to rely on.
"""


def _training(shipped: Trained) -> str:
    """How the shipped seed was trained."""
    plan, progress = shipped.plan, shipped.progress
    ended = {
        s: max((p["step"] for p in progress.curve if p["stage"] == s), default=0) for s in ("pretrain", "finetune")
    }
    best = min((p for p in progress.curve if p["stage"] == "finetune"), key=lambda p: p["held_out_loss"])
    return f"""## Training
Chosen before any figure was looked at, from what is published:
- load-balancing loss {plan.balance_loss}, which is what Switch transformers were trained with (Fedus et al. 2022,
  section 2.2; the 0.001 of transformers' configuration is the library's default), in transformers' formulation, which
  balances the MoE layers of a stack together: no layer and no expert is forced into use;
- router z-loss {plan.router_z_loss} (Zoph et al. 2022, and transformers' configuration); router jitter
  {plan.router_jitter}; routers initialised a tenth as wide (Fedus et al., section 2.4);
- fine-tuning with dropout {plan.dropout} and {plan.expert_dropout} inside experts (Fedus et al., section 4.2), and with
  {100 * plan.input_dropout:.0f} % of the decoder's input hidden (Bowman et al. 2016);
- early stopping: fine-tuning keeps the moving average of the weights (decay {plan.average}) whose held-out loss is
  lowest, looking every {plan.evaluate_every} steps.

Pre-training ({ended["pretrain"]:,} steps of {plan.batch} examples): retelling of salient utterances in the third person
by rule (55 %), span infilling (30 %), next turn (10 %), notes (5 %). Fine-tuning ({ended["finetune"]:,} steps of
{plan.finetune_batch}; the best at {best["step"]:,}): summaries of dialogues whose speakers are renamed and that lost
some lines (80 %), the rest as before. Muon and AdamW. {progress.tokens / 1e6:.0f} M tokens,
{progress.hours:.2f} hours on {progress.machine}, shared with other work. To run it again:

    flame experiment=train_mini dataset=samsum dataset.path=DIR experiment.crd3=CLONE experiment.mts_dialog=CLONE

| stage | step | training loss | held-out summary loss (nats a token) | M tokens |
|---|---|---|---|---|
{_curve(progress)}
"""


def _results(shipped: Trained, seeds: Sequence[Trained]) -> str:
    """What came out of every seed, and of the shipped one on held-out dialogues."""
    return f"""## Seeds
The weights are those of seed {shipped.plan.seed}, which has the lowest held-out loss of the train split.

| seed | held-out loss | ROUGE-1 | ROUGE-2 | ROUGE-L | idle experts, encoder + decoder |
|---|---|---|---|---|---|
{_seeds(seeds)}

## Held-out accuracy
{shipped.rows[0]["split"].capitalize()} split, first {shipped.rows[0]["dialogues"]} dialogues, greedy decoding, ROUGE
F-measures in per cent with 95% intervals over dialogues.

| system | ROUGE-1 | ROUGE-2 | ROUGE-L | distinct outputs | 4-grams copied from the dialogue |
|---|---|---|---|---|---|
{_rouge(shipped.rows)}

## Tokens an expert
Of the same dialogues and their summaries, teacher-forced. {_idle(shipped)}

{_experts(shipped)}
"""


def _sources(sources: Sequence[Source]) -> str:
    return "\n".join(f"| {s.name} | {s.licence} | {len(s.dialogues):,} | {s.use} |" for s in sources)


def _curve(progress: Progress) -> str:
    points = []
    for stage in ("pretrain", "finetune"):
        of_stage = [p for p in progress.curve if p["stage"] == stage]
        points += of_stage[:: max(1, len(of_stage) // 6)]
    return "\n".join(
        f"| {p['stage']} | {p['step']:,} | {p['loss']:.2f} | {p['held_out_loss']:.2f} | {p['tokens'] / 1e6:.0f} |"
        for p in points
    )


def _seeds(seeds: Sequence[Trained]) -> str:
    lines = []
    for one in seeds:
        row = one.rows[0]
        scores = " | ".join(f"{100 * row[k]:.1f}" for k in ("rouge1", "rouge2", "rougeL"))
        idle = [sum(name.startswith(stack) for name in one.idle) for stack in ("encoder", "decoder")]
        lines.append(f"| {one.plan.seed} | {one.progress.best_loss:.3f} | {scores} | {idle[0]} + {idle[1]} |")
    return "\n".join(lines)


def _rouge(rows: Sequence[dict[str, Any]]) -> str:
    return "\n".join(
        f"| {r['system']} | {' | '.join(_with_interval(r, k) for k in ('rouge1', 'rouge2', 'rougeL'))} | "
        f"{r['distinct_outputs']} of {r['dialogues']} | {100 * r['copied_4gram_share']:.0f}% |"
        for r in rows
    )


def _with_interval(row: dict[str, Any], key: str) -> str:
    return f"{100 * row[key]:.1f} ({100 * row[f'{key}_low']:.1f} to {100 * row[f'{key}_high']:.1f})"


def _idle(trained: Trained) -> str:
    if not trained.idle:
        return "Every expert is in use."
    return f"Idle: {', '.join(trained.idle)}."


def _experts(trained: Trained) -> str:
    lines = ["| stack | MoE layer | " + " | ".join(f"{e}" for e in range(trained.plan.num_experts)) + " |"]
    lines.append("|---" * (trained.plan.num_experts + 2) + "|")
    for stack, layers in trained.tokens_an_expert.items():
        for layer, counts in enumerate(layers):
            lines.append(f"| {stack} | {layer} | " + " | ".join(f"{n:,}" for n in counts) + " |")
    return "\n".join(lines)
