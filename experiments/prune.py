"""Prune a checkpoint: a folder that transformers loads unchanged, and the packed store of its experts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame import plots
from flame.artifact import Labels, sha256_of
from flame.errors import ModelError
from flame.experiment import Context
from flame.model import EMBEDDED_MODEL, WEIGHTS_KEY, load_model
from flame.nm_format import NMPattern
from flame.report import Figure, Report
from offline.calibration import routed_tokens
from offline.checkpoints import DENSE, Checkpoint, Prune, prune_checkpoint
from offline.criteria import check_criterion, fallback_notes, prune_experts
from offline.evaluation import EvaluationSet, spread, summary_batches
from offline.pruning import layer_of

TITLE = "Prune and pack a checkpoint (N:M), dense folder and packed store"


@dataclass(frozen=True)
class Parameters:
    """How to prune, and on how much to measure what it cost.

    Args:
        pad: allow groups that do not divide the columns.
        workers: matrices pruned at a time.
        evaluate: also load the model and measure loss and ROUGE before and after.
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7.
        calibration_dialogues: dialogues of the train split that Wanda and SparseGPT see.
        calibration_tokens: tokens kept for each expert.
        min_tokens: an expert that saw fewer falls back to magnitude.
        damping: SparseGPT's, a share of the Hessian's mean diagonal.
    """

    pad: bool
    workers: int
    evaluate: bool
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int
    calibration_dialogues: int
    calibration_tokens: int
    min_tokens: int
    damping: float


def run(context: Context, parameters: Parameters) -> Report:
    """Write ``<output>/prune_checkpoint`` with ``dense`` and ``packed``; resumes an interrupted run layer by layer."""
    p, settings = parameters, context.settings
    pattern = NMPattern.parse(settings.pruning.pattern)
    criterion = settings.pruning.criterion
    check_criterion(criterion)
    source = _source_folder(context)
    label = Labels(_weights_label(context, source))
    prune, fallbacks, key = _criterion(context, p, pattern, criterion)
    summary = prune_checkpoint(
        source, Path(settings.output) / "prune_checkpoint", pattern, settings.pruning.value_type, labels=label,
        prune=prune, prune_key=key, pad=p.pad, workers=p.workers,
        progress=lambda layers: context.progress(list(layers), "layers"),
    )  # fmt: skip
    dense_bits = 16 if settings.pruning.value_type != "fp32" else 32
    shared = {
        "model": settings.model.name, "pattern": str(pattern), "criterion": criterion,
        "value_type": settings.pruning.value_type,
    }  # fmt: skip
    dense_bytes = summary.expert_weights * dense_bits // 8
    rows: list[dict[str, Any]] = [
        {"kind": "layer", **shared, "layer": f"{stack} {position}", "packed_bytes": size,
         "fraction_of_dense": size / (dense_bytes / len(summary.layers))}
        for stack, position, size, _ in summary.layers
    ]  # fmt: skip
    rows.append(
        {
            "kind": "all experts",
            **shared,
            "expert_weights": summary.expert_weights,
            "packed_bytes": summary.packed_bytes,
            f"dense_{dense_bits}_bit_bytes": dense_bytes,
            "fraction_of_dense": summary.packed_bytes / dense_bytes,
        }
    )
    if p.evaluate:
        rows += _evaluate(context, p, summary.folder, shared)
    return Report(
        "prune",
        TITLE,
        label,
        rows,
        notes=[
            f"transformers loads {summary.folder}/{DENSE}; the online stage streams from {summary.folder}/packed.",
            f"fraction_of_dense compares with {dense_bits}-bit dense experts, index and scales included.",
            f"{summary.resumed_layers} of {len(summary.layers)} layers were taken over from an interrupted run.",
            *fallbacks,
        ],
        figures=[Figure("packed_bytes", "Bytes of the packed experts of each MoE layer beside the same layer dense.",
                        lambda canvas: _draw(canvas, rows))],
        provenance=context.provenance(model=p.evaluate, dataset=p.evaluate) | {"source": str(source)},
    )  # fmt: skip


def _source_folder(context: Context) -> Path:
    settings = context.settings.model
    if settings.path is not None:
        return Path(settings.path)
    if settings.source == "embedded":
        return EMBEDDED_MODEL
    folder = context.artifacts / f"{settings.name}-{sha256_of([settings.geometry, context.settings.seed])[:16]}"
    if settings.source == "random":
        if not (folder / "config.json").is_file():
            scratch = folder.with_suffix(".partial")
            shutil.rmtree(scratch, ignore_errors=True)
            context.model.hf.save_pretrained(scratch)
            context.model.tokenizer.save_pretrained(scratch)
            scratch.rename(folder)
        return folder
    import huggingface_hub

    try:
        return Path(huggingface_hub.snapshot_download(str(settings.hub_name)))
    except Exception as error:  # the hub client raises many kinds; each means that the model is not to be had
        raise ModelError(f"model {settings.name}: the hub cannot be reached (give model.path=FOLDER)") from error


def _weights_label(context: Context, source: Path) -> str:
    if context.settings.model.source == "random":
        return "random"
    config = Checkpoint(source).config
    return str(config.get(WEIGHTS_KEY, "stand-in" if source == EMBEDDED_MODEL else "pretrained"))


def _criterion(
    context: Context, p: Parameters, pattern: NMPattern, criterion: str
) -> tuple[Prune | None, list[str], str]:
    """The pruning of a matrix, notes on fallbacks, and what both depend on."""
    if criterion == "magnitude":
        return None, [], criterion
    model = context.model
    split = context.corpus.tuning_split if "train" not in context.corpus.splits else "train"
    dialogues = tuple(spread(context.corpus.split(split), p.calibration_dialogues))
    batches = summary_batches(model, dialogues, p.batch, p.max_target_tokens)
    tokens = routed_tokens(model, batches, p.calibration_tokens)
    pruned, outcomes = prune_experts(
        model, pattern, criterion, tokens, p.min_tokens, p.damping,
        lambda layers: context.progress(list(layers), criterion),
    )  # fmt: skip
    notes = [
        f"Calibrated on {len(dialogues)} dialogues of {context.corpus.name} {split}.",
        *fallback_notes(outcomes, criterion, p.min_tokens),
    ]
    key = sha256_of([criterion, p.calibration_tokens, p.min_tokens, p.damping, context.corpus.sha256, len(dialogues)])
    return (
        lambda place, _: pruned.expert_matrices(layer_of(pruned, place), place.expert)[place.name],
        notes,
        f"{criterion} {key}",
    )


def _evaluate(context: Context, p: Parameters, folder: Path, shared: dict[str, Any]) -> list[dict[str, Any]]:
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        context.model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    dense = judge.loss(context.model)
    after = load_model(replace(context.settings.model, source="hub", path=str(folder / DENSE)))
    return [
        {"kind": "accuracy before", **shared, "pattern": "1:1", **judge.facts(context.model, dense)},
        {"kind": "accuracy after", **shared, **judge.facts(after, dense)},
    ]


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    layers = [row for row in rows if row["kind"] == "layer"]
    axes = plots.new_axes(canvas, "Packed experts on disk", "MoE layer", "MB")
    places = range(len(layers))
    dense = [row["packed_bytes"] / row["fraction_of_dense"] / 1e6 for row in layers]
    axes.bar(places, dense, 0.7, color=plots.MUTED, label="dense")
    axes.bar(places, [row["packed_bytes"] / 1e6 for row in layers], 0.7, color=plots.OURS, label="packed")
    axes.set_xticks(list(places), [row["layer"].replace("coder ", ".") for row in layers], fontsize=9)
    axes.grid(axis="x", visible=False)
    axes.legend(loc="lower right", facecolor="white", frameon=True)
