"""Train the embedded model: a small Switch transformer with the paper's topology, from scratch on a CPU or a GPU."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas
from transformers import GenerationConfig

from experiments.tools.model_card import Source, Trained, model_card, notice
from flame.app import plots
from flame.app.config import parse
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.models.loading import WEIGHTS_KEY, load_model
from flame.models.moe_model import MoeModel
from flame.storage.artifact import Labels, replace_folder
from flame.storage.dataset import Dialogue, load_corpus
from offline.rouge import rouge_facts
from offline.training.corpora import read_crd3, read_mts_dialog
from offline.training.examples import held_out_batches, train_tokenizer
from offline.training.plan import TrainingPlan, TrainingTexts
from offline.training.train import held_out_loss, train

TITLE = "Train the embedded model: pre-train on chats, fine-tune on summaries"
READS = ("model", "accuracy dialogues")


@dataclass(frozen=True)
class Parameters:
    """What to train (see `offline.training.plan.TrainingPlan`), and how to judge it.

    Args:
        plan: the training plan, its seed excepted.
        seeds: one model is trained for each.
        summarised: fine-tuning pairs at most; `held_out` more of the train split are kept for early stopping.
        crd3, mts_dialog: clones of RevanthRameshkumar/CRD3 and abachaa/MTS-Dialog; null to do without.
        workers: processes that make batches beside the training; 0 makes them in it.
        judged: dialogues of the report split that ROUGE is measured on.
        unwanted_repeats: n-grams of this length are not repeated when decoding.
    """

    plan: dict[str, Any]
    seeds: tuple[int, ...]
    summarised: int
    held_out: int
    crd3: str | None
    mts_dialog: str | None
    workers: int
    judged: int
    unwanted_repeats: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("seeds", "workers", "unwanted_repeats"))
        self.plan_of(0)

    def plan_of(self, seed: int) -> TrainingPlan:
        """The plan with a seed."""
        return parse(TrainingPlan, {**self.plan, "seed": seed}, "experiment.plan")


def run(context: Context, parameters: Parameters) -> Report:
    """Train, export each seed to `<output>/train_mini_models` and judge on the report split of `dataset`.

    `flame/data/switch_mini_8` holds one of these folders. An interrupted run resumes from its checkpoints.
    """
    settings = context.settings
    sources, texts = gather(context, parameters)
    tokenizer = train_tokenizer(
        [d.text for d in sources[0].dialogues] + [f"{d.text}\n{d.summary}" for d in texts.summarised],
        parameters.plan["vocabulary"],
    )
    split = context.corpus.report_split
    judged = context.corpus.split(split)[: parameters.judged]
    output = Path(settings.output)
    scratch = output / "train_mini_models.partial"
    shutil.rmtree(scratch, ignore_errors=True)
    seeds: dict[int, Trained] = {}
    for seed in parameters.seeds:
        plan = parameters.plan_of(seed)
        device = "cuda" if torch.cuda.is_available() else "cpu"
        hf, progress = train(
            plan, tokenizer, texts, output / "train_mini_checkpoints" / str(seed), device, parameters.workers
        )
        _, counts = held_out_loss(hf, held_out_batches(plan, tokenizer, judged))
        export(hf, tokenizer, scratch / f"seed_{seed}", parameters.unwanted_repeats)
        seeds[seed] = Trained(plan, progress, judge(_load(context, scratch / f"seed_{seed}"), judged, split), counts)
    best = min(seeds, key=lambda seed: seeds[seed].progress.best_loss)
    model = _load(context, scratch / f"seed_{best}")
    millions = sum(p.numel() for p in model.hf.parameters()) / 1e6
    for seed, trained in seeds.items():
        folder = scratch / f"seed_{seed}"
        (folder / "NOTICE").write_text(notice(sources), encoding="utf-8")
        card = model_card(trained, list(seeds.values()), sources, texts, millions)
        (folder / "README.md").write_text(card, encoding="utf-8")
        (folder / "training_curve.json").write_text(json.dumps(trained.progress.curve) + "\n", encoding="utf-8")
    folder = output / "train_mini_models"
    replace_folder(scratch, folder)
    return report(context, model, seeds, best)


def gather(context: Context, parameters: Parameters) -> tuple[list[Source], TrainingTexts]:
    """The corpora, and what of them is learnt from or held out.

    Raises:
        ConfigError: holding out leaves nothing to learn from.
        DatasetError: a clone is not what it should be.
    """
    train_split = context.corpus.split("train")
    fit = train_split[: parameters.summarised]
    held = train_split[len(fit) :][: parameters.held_out] or fit[-parameters.held_out :]
    fit = tuple(d for d in fit if d not in held)
    if not fit:
        raise ConfigError(
            f"experiment.held_out={parameters.held_out}: leaves none of {len(train_split)} dialogues of the train split"
            " to learn from (hold out fewer)"
        )
    chats = load_corpus("chitchat").split("train")
    unlabelled = "pre-training, unlabelled"
    sources = [Source("chitchat-dataset", "MIT", chats, unlabelled)]
    corpora = [(*chats, *fit, *fit)]  # the dialogues of the summaries take part, twice
    notes: tuple[Dialogue, ...] = ()
    if parameters.crd3:
        spoken = read_crd3(Path(parameters.crd3))
        sources.append(Source("CRD3 (Rameshkumar and Bailey 2020)", "CC BY-SA 4.0", spoken, unlabelled))
        corpora.append(spoken)
    if parameters.mts_dialog:
        notes = read_mts_dialog(Path(parameters.mts_dialog))
        sources.append(Source("MTS-Dialog (Ben Abacha et al. 2023)", "CC BY 4.0", notes, "pre-training, with notes"))
    name, licence = context.corpus.name, "see the corpus"
    if name == "samsum":
        name, licence = "SAMSum (Gliwa et al. 2019)", "CC BY-NC-ND 4.0"
    sources.append(Source(name, licence, fit, "fine-tuning; its dialogues in pre-training too"))
    return sources, TrainingTexts(tuple(corpora), notes, fit, held)


def _load(context: Context, folder: Path) -> MoeModel:
    return load_model(replace(context.settings.model, source="hub", path=str(folder), name="switch_mini_8"))


def report(context: Context, model: MoeModel, seeds: dict[int, Trained], best: int) -> Report:
    """Rows of ROUGE, tokens an expert and curves of every seed, with the curves drawn."""
    rows: list[dict[str, Any]] = []
    for seed, trained in seeds.items():
        rows += [{"seed": seed, **row} for row in trained.rows]
        rows += [{"kind": "curve", "seed": seed, **point} for point in trained.progress.curve]
        rows += [
            {"kind": "tokens", "seed": seed, "stack": stack, "moe_layer": layer, "expert": expert, "tokens": count}
            for stack, layers in trained.tokens_an_expert.items()
            for layer, counts in enumerate(layers)
            for expert, count in enumerate(counts)
        ]

    def draw(canvas: Canvas) -> None:
        axes = plots.new_axes(canvas, "Training of the embedded model", "M tokens learnt from", "loss (nats a token)")
        for seed, trained in seeds.items():
            curve = trained.progress.curve
            tokens = [p["tokens"] / 1e6 for p in curve]
            line = axes.plot(tokens, [p["held_out_loss"] for p in curve], label=f"held-out summaries, seed {seed}")[0]
            axes.plot(tokens, [p["loss"] for p in curve], ":", color=line.get_color(), label=f"training, seed {seed}")
        axes.legend()

    progress = seeds[best].progress
    return Report(
        "train_mini", TITLE, Labels("stand-in", "none"), rows,
        notes=[f"The models are in train_mini_models; seed_{best}, whose held-out loss is the lowest, is the one to"
               " ship: copy it to flame/data/switch_mini_8.",
               f"Seed {best} took {progress.hours:.2f} hours on {progress.machine}."],
        figures=[Figure("training_curve", "Loss while training; fine-tuning begins where the curves jump.", draw)],
        provenance=context.provenance(model=False) | {"model": model.name, "model_sha256": model.weights_sha256(),
                                                      "plan": asdict(seeds[best].plan)},
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
        scores = rouge_facts(texts, [d.summary or "" for d in dialogues])
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
