"""Prune a checkpoint: a folder that transformers loads unchanged, and the packed store of its experts."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from experiments.tools.prune_report import accuracy_rows, dense_bits, draw, layer_rows, size_rows
from experiments.tools.prune_steps import Work, criterion_of, patterns_of, recovered_checkpoint
from experiments.tools.sharding import check_shard, part
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ArtifactError, ConfigError, check_counts
from flame.models.loading import fetched_folder
from flame.models.packed_folder import DENSE, PACKED
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels, replace_folder, require_folder, sha256_of
from flame.storage.packed_store import PackedStore
from offline.pruning.checkpoints import PruneSummary
from offline.pruning.criteria import (
    Patterns,
    check_criterion,
    fallback_notes,
)
from offline.pruning.recovery import RecoveryPlan
from offline.pruning.source import Checkpoint
from offline.pruning.sparse_bitmask import check_sparse_bitmask, export_sparse_bitmask

TITLE = "Prune and pack a checkpoint (N:M), dense folder and packed store"
READS = ("model", "accuracy dialogues", "dataset.trace_name", "dataset.trace_path", "pruning", "platform")


@dataclass(frozen=True)
class Parameters:
    """How to prune, and on how much to measure what it cost.

    Args:
        patterns: exceptions to `pruning.pattern`, each `WHERE=keep:group` with `WHERE` a wildcard over
            `stack.layer.expert.matrix`, such as `decoder.*.*.down`; the last that fits counts.
        budget_bytes, budget_slots: share out so many bytes, or as many as let the platform's buffer hold so many
            average experts at once, in place of one pattern.
        allocation_unit: `layer`, `expert` or `matrix`; allocation_patterns: the candidates;
            sensitivity_dialogues: of the train split, for the gradients.
        recovery: fine-tuning with the masks held, on `recovery_dialogues` of the train split and
            `recovery_unlabelled` of the trace corpus, as the dense model summarises them; 0 steps for none.
        export_sparse_bitmask: also write the experts in the form of compressed-tensors (2:4 only).
        workers: experts pruned at a time.
        evaluate: also load the model and measure loss and ROUGE of its summaries before and after; null for where the
            dense folder has the pruned experts (Switch, NLLB-MoE; not with `pruning.linear_type`).
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7; no ROUGE with 0.
        calibration_dialogues: dialogues of the train split that Wanda and SparseGPT see.
        calibration_tokens: tokens kept for each expert.
        min_tokens: an expert that saw fewer falls back to magnitude.
        damping: SparseGPT's, a share of the Hessian's mean diagonal.
        shards, shard: prune a part of the MoE layers alone, the `shard`-th of `shards`, and leave the checkpoint to
            the run with null, which takes over every layer that the parts have finished.
    Raises:
        ConfigError: two budgets, or a budget beside exceptions; fine-tuning in parts.
    """

    patterns: tuple[str, ...]
    budget_bytes: int | None
    budget_slots: int | None
    allocation_unit: str
    allocation_patterns: tuple[str, ...]
    sensitivity_dialogues: int
    recovery: RecoveryPlan
    recovery_dialogues: int
    recovery_unlabelled: int
    export_sparse_bitmask: bool
    workers: int
    evaluate: bool | None
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int
    calibration_dialogues: int
    calibration_tokens: int
    min_tokens: int
    damping: float
    shards: int
    shard: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("rouge_dialogues", "recovery_unlabelled", "shard"))
        for text in self.allocation_patterns:
            NMPattern.parse(text)
        check_shard(self.shards, self.shard)
        if self.shard is not None and self.recovery.steps:
            raise ConfigError("experiment.shard with recovery.steps: fine-tuning takes all layers (leave out shard)")
        if self.recovery.steps and not self.recovery.experts_only:
            raise ConfigError(
                "experiment.recovery.experts_only=false: all but the experts is written as the checkpoint has it, so "
                "it may not be fine-tuned (leave experts_only true; experiment=pruning_report measures both)"
            )
        given = [key for key in ("patterns", "budget_bytes", "budget_slots") if getattr(self, key)]
        if len(given) > 1:
            raise ConfigError(f"experiment.{given[0]} and experiment.{given[1]}: expected one of them at most")


def run(context: Context, parameters: Parameters) -> Report:
    """Write `<output>/prune_checkpoint` with `dense` and `packed`; resumes an interrupted run layer by layer."""
    p, settings = parameters, context.settings
    criterion = settings.pruning.criterion
    check_criterion(criterion)
    source = _source_folder(context)
    checkpoint = Checkpoint(source)
    whole = checkpoint.keeps_experts_dense and settings.pruning.linear_type is None
    evaluate = _evaluates(p, whole)
    label = Labels(_weights_label(context, checkpoint))
    work = Work(context, p, checkpoint, label)
    patterns, notes = patterns_of(work)
    prune, prune_key, tokens_notes = criterion_of(work, patterns)
    notes += tokens_notes
    if p.export_sparse_bitmask:
        check_sparse_bitmask(checkpoint.places(), patterns, settings.pruning.value_type, checkpoint.matrix_names)
    destination = Path(settings.output) / "prune_checkpoint"
    before_recovery: Path | None = None
    if p.shard is not None:
        layers = part(list(checkpoint.layers), p.shards, p.shard, "MoE layers")
        summary = work.write(destination, patterns, settings.pruning.value_type, prune, prune_key, only=layers)
        return _part_report(work, patterns, summary)
    if p.recovery.steps:
        pruned, summary = recovered_checkpoint(work, destination, patterns, prune, prune_key)
        before_recovery = pruned / DENSE
        held = DENSE if whole else PACKED
        notes.append(f"Fine-tuned for {p.recovery.steps} steps with the masks held; before that: {pruned}/{held}.")
    else:
        summary = work.write(destination, patterns, settings.pruning.value_type, prune, prune_key)
    if p.export_sparse_bitmask:
        exported = Path(settings.output) / "prune_sparse_bitmask"
        model_config = json.loads((summary.folder / DENSE / "config.json").read_text(encoding="utf-8"))
        export_sparse_bitmask(
            PackedStore(summary.folder / PACKED), exported, label, model_config, checkpoint.matrix_names
        )
        notes.append(f"compressed-tensors 0.13 and older read {exported} (sparse-24-bitmask).")
    rows = size_rows(work, patterns, summary)
    if evaluate:
        rows += accuracy_rows(work, patterns, summary.folder / DENSE, before_recovery)
    return Report(
        "prune",
        TITLE,
        label,
        rows,
        notes=[
            f"transformers loads {summary.folder}/{DENSE}; the online stage streams from {summary.folder}/{PACKED}."
            if whole
            else f"{summary.folder}/{DENSE} has all but the experts, the online stage streams these from "
            f"{summary.folder}/{PACKED}.",
            f"fraction_of_dense compares with {dense_bits(settings.pruning.value_type)}-bit dense experts, index and "
            "scales included. buffer_slots: experts of the mean packed size that the platform's expert buffer holds.",
            f"{summary.resumed_layers} of {len(summary.layers)} layers were taken over from an earlier run.",
            *notes,
            *(fallback_notes(summary.outcomes, criterion, p.min_tokens) if summary.outcomes else ()),
        ],
        figures=[Figure("packed_bytes", "Bytes of the packed experts of each MoE layer beside the same layer dense.",
                        lambda canvas: draw(canvas, rows))],
        provenance=context.provenance(model=evaluate, dataset=evaluate) | {"source": str(source)},
    )  # fmt: skip


def _evaluates(p: Parameters, whole: bool) -> bool:
    """Whether summaries are measured; `whole`: the dense folder will have the pruned experts."""
    if whole:
        return p.evaluate is not False
    if p.evaluate:
        raise ConfigError(
            "experiment.evaluate: summaries are measured of models whose pruned experts are in the dense folder (leave "
            "it out, and run experiment=pruning_report)"
        )
    return False


def _part_report(work: Work, patterns: Patterns, summary: PruneSummary) -> Report:
    """What one part of the layers came to."""
    p = work.parameters
    return Report(
        "prune",
        TITLE,
        work.label,
        layer_rows(work, patterns, summary),
        notes=[
            f"Part {p.shard} of {p.shards} (from 0): {len(summary.layers)} layers, kept for the run without a shard, "
            "which puts the checkpoint together."
        ],
        provenance=work.context.provenance(model=False, dataset=False) | {"source": str(work.source)},
    )


def _source_folder(context: Context) -> Path:
    """The checkpoint on this machine; a random model is written to disk first."""
    settings = context.settings.model
    if settings.source != "random":
        return fetched_folder(settings)
    folder = context.artifacts / f"{settings.name}-{sha256_of([settings.geometry, context.settings.seed])[:16]}"
    if not (folder / "config.json").is_file():
        require_folder(folder.parent)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            context.model.hf.save_pretrained(scratch)
            context.model.tokenizer.save_pretrained(scratch)
        except OSError as error:
            raise ArtifactError(f"{scratch}: cannot be written: {error.strerror} (free space)") from error
        replace_folder(scratch, folder, (folder / "config.json").is_file)
    return folder


def _weights_label(context: Context, checkpoint: Checkpoint) -> str:
    return "random" if context.settings.model.source == "random" else checkpoint.weights_label
