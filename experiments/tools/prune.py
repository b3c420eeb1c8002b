"""Prune a checkpoint: a folder that transformers loads unchanged, and the packed store of its experts."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas

from experiments.tools.learning_dialogues import learning_dialogues, recovery_dialogues
from experiments.tools.sharding import check_shard, part
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ArtifactError, ConfigError
from flame.ids import ExpertId, LayerId
from flame.models.loading import fetched_folder, load_model
from flame.models.moe_model import MoeModel
from flame.models.packed_folder import DENSE, PACKED
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels, replace_folder, require_folder, sha256_of
from flame.storage.dataset import Dialogue
from flame.storage.packed_store import PackedStore
from flame.storage.work_key import code_sha256
from offline.evaluation import EvaluationSet, SummaryBatch, summary_batches
from offline.pruning.allocation import allocate, choices, fisher_information, patterns_by_matrix, slots_budget_bytes
from offline.pruning.calibration import few_tokens_note, routed_tokens
from offline.pruning.checkpoints import Prune, PruneSummary, prune_checkpoint
from offline.pruning.criteria import (
    ExpertPruner,
    MatrixOutcome,
    Patterns,
    check_criterion,
    fallback_notes,
    hidden_units,
)
from offline.pruning.masks import ExpertMatrix
from offline.pruning.recovery import RecoveryPlan, recover, teacher_targets
from offline.pruning.source import Checkpoint
from offline.pruning.sparse_bitmask import export_sparse_bitmask

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
            dense folder has the pruned experts (Switch, NLLB-MoE).
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7.
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
        check_shard(self.shards, self.shard)
        if self.shard is not None and self.recovery.steps:
            raise ConfigError("experiment.shard with recovery.steps: fine-tuning takes all layers (leave out shard)")
        given = [key for key in ("patterns", "budget_bytes", "budget_slots") if getattr(self, key)]
        if len(given) > 1:
            raise ConfigError(f"experiment.{given[0]} and experiment.{given[1]}: expected one of them at most")
        if self.workers < 1:
            raise ConfigError(f"experiment.workers={self.workers}: expected at least 1")


def run(context: Context, parameters: Parameters) -> Report:
    """Write `<output>/prune_checkpoint` with `dense` and `packed`; resumes an interrupted run layer by layer."""
    p, settings = parameters, context.settings
    criterion = settings.pruning.criterion
    check_criterion(criterion)
    source = _source_folder(context)
    checkpoint = Checkpoint(source)
    whole = checkpoint.keeps_experts_dense
    evaluate = _evaluates(p, whole)
    label = Labels(_weights_label(context, checkpoint))
    work = _Work(context, p, checkpoint, label)
    patterns, notes = _patterns(work)
    prune, prune_key, tokens_notes = _criterion(work, patterns)
    notes += tokens_notes
    destination = Path(settings.output) / "prune_checkpoint"
    before_recovery: Path | None = None
    if p.shard is not None:
        layers = part(list(checkpoint.layers), p.shards, p.shard, "MoE layers")
        summary = work.write(destination, patterns, settings.pruning.value_type, prune, prune_key, only=layers)
        return _part_report(work, patterns, summary)
    if p.recovery.steps:
        pruned, summary = _recovered(work, destination, patterns, prune, prune_key)
        before_recovery = pruned / DENSE
        notes.append(f"Fine-tuned for {p.recovery.steps} steps with the masks held; before that: {pruned}/{DENSE}.")
    else:
        summary = work.write(destination, patterns, settings.pruning.value_type, prune, prune_key)
    if p.export_sparse_bitmask:
        exported = Path(settings.output) / "prune_sparse_bitmask"
        model_config = json.loads((summary.folder / DENSE / "config.json").read_text(encoding="utf-8"))
        export_sparse_bitmask(PackedStore(summary.folder / PACKED), exported, label, model_config)
        notes.append(f"compressed-tensors 0.13 and older read {exported} (sparse-24-bitmask).")
    rows = _size_rows(work, patterns, summary)
    if evaluate:
        rows += _accuracy_rows(work, patterns, summary.folder / DENSE, before_recovery)
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
            f"fraction_of_dense compares with {_dense_bits(settings.pruning.value_type)}-bit dense experts, index and "
            "scales included. buffer_slots: experts of the mean packed size that the platform's expert buffer holds.",
            f"{summary.resumed_layers} of {len(summary.layers)} layers were taken over from an earlier run.",
            *notes,
            *(fallback_notes(summary.outcomes, criterion, p.min_tokens) if summary.outcomes else ()),
        ],
        figures=[Figure("packed_bytes", "Bytes of the packed experts of each MoE layer beside the same layer dense.",
                        lambda canvas: _draw(canvas, rows))],
        provenance=context.provenance(model=evaluate, dataset=evaluate) | {"source": str(source)},
    )  # fmt: skip


@dataclass(frozen=True)
class _Work:
    """What every step of a run shares."""

    context: Context
    parameters: Parameters
    checkpoint: Checkpoint
    label: Labels

    @property
    def source(self) -> Path:
        return self.checkpoint.folder

    def batches(self, dialogues: Sequence[Dialogue], batch: int) -> tuple[SummaryBatch, ...]:
        return summary_batches(self.context.model, dialogues, batch, self.parameters.max_target_tokens)

    def write(
        self, folder: Path, patterns: Patterns, value_type: str, prune: Prune | None, prune_key: str, workers: int = 0,
        only: Sequence[LayerId] | None = None,
    ) -> PruneSummary:  # fmt: skip
        return prune_checkpoint(
            self.source, folder, patterns, value_type, labels=self.label, prune=prune,
            prune_key=f"{prune_key}, by code {code_sha256(__name__)[:16]}",
            pad=self.context.settings.pruning.pad, workers=workers or self.parameters.workers,
            progress=lambda layers: self.context.progress(list(layers), "layers"), only=only,
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
    for given, what in ((p.recovery.steps, "recovery.steps"), (p.export_sparse_bitmask, "export_sparse_bitmask")):
        if given:
            raise ConfigError(f"experiment.{what}: is Switch's and NLLB-MoE's (leave it out)")
    return False


def _part_report(work: _Work, patterns: Patterns, summary: PruneSummary) -> Report:
    """What one part of the layers came to."""
    p = work.parameters
    return Report(
        "prune",
        TITLE,
        work.label,
        _layer_rows(work, patterns, summary),
        notes=[
            f"Part {p.shard} of {p.shards} (from 0): {len(summary.layers)} layers, kept for the run without a shard, "
            "which puts the checkpoint together."
        ],
        provenance=work.context.provenance(model=False, dataset=False) | {"source": str(work.source)},
    )


def _patterns(work: _Work) -> tuple[Patterns, list[str]]:
    """The pattern of every matrix, and notes on how it was chosen."""
    p, pruning = work.parameters, work.context.settings.pruning
    uniform = NMPattern.parse(pruning.pattern)
    if p.budget_bytes or p.budget_slots:
        return _allocated(work)
    if not p.patterns:
        return uniform, []
    places = [place for place, _ in work.checkpoint.places()]
    chosen = dict.fromkeys(places, uniform)
    for rule in p.patterns:
        where, _, text = rule.partition("=")
        fitting = [
            place for place in places
            if fnmatchcase(".".join(map(str, (*place.expert.layer, place.expert.expert, place.name))), where)
        ]  # fmt: skip
        if not fitting:
            raise ConfigError(
                f"experiment.patterns: {rule!r} fits no matrix (expected stack.layer.expert.matrix=keep:group, such as "
                "decoder.*.*.down=1:4)"
            )
        chosen |= dict.fromkeys(fitting, NMPattern.parse(text))
    return chosen, []


def _allocated(work: _Work) -> tuple[dict[ExpertMatrix, NMPattern], list[str]]:
    p, context, model = work.parameters, work.context, work.context.model
    pruning = context.settings.pruning
    budget, words = p.budget_bytes or 0, f"{p.budget_bytes} bytes"
    if p.budget_slots:
        budget = slots_budget_bytes(
            context.settings.platform, p.budget_slots, model.num_experts, len(model.moe_layers())
        )
        words = f"{p.budget_slots} slots on {context.settings.platform.name} ({budget} bytes for all experts)"
    of, dialogues = learning_dialogues(context, p.sensitivity_dialogues)
    fisher = fisher_information(
        model, work.batches(dialogues, 1), lambda batches: context.progress(list(batches), "sensitivity")
    )
    candidates = [NMPattern.parse(text) for text in p.allocation_patterns]
    options = choices(model, fisher, candidates, pruning.value_type, p.allocation_unit, pruning.pad)
    patterns = patterns_by_matrix(model, allocate(options, budget), p.allocation_unit)
    return patterns, [
        f"Patterns were shared out by {p.allocation_unit} within {words}, by the sensitivity measured on {of}."
    ]


def _criterion(work: _Work, patterns: Patterns) -> tuple[Prune | None, str, list[str]]:
    """The pruning of an expert, what it depends on beside the checkpoint and the patterns, and what it saw."""
    p, context, pruning = work.parameters, work.context, work.context.settings.pruning
    if pruning.criterion == "magnitude":
        return None, "magnitude", []
    model = context.model
    of, dialogues = learning_dialogues(context, p.calibration_dialogues)
    batches = context.progress(work.batches(dialogues, p.batch), "calibration")
    tokens = routed_tokens(model, batches, p.calibration_tokens)
    pruner = ExpertPruner(
        patterns, pruning.criterion, tokens, p.min_tokens, p.damping, hidden_units(model), pruning.pad
    )
    facts = [of, p.calibration_tokens, p.min_tokens, p.damping, p.max_target_tokens, p.batch, context.corpus.sha256]
    return pruner.prune, f"{pruning.criterion} {sha256_of(facts)}", [few_tokens_note(tokens, p.min_tokens)]


def _recovered(
    work: _Work, destination: Path, patterns: Patterns, prune: Prune | None, prune_key: str
) -> tuple[Path, PruneSummary]:
    """Prune into a folder of its own, recover what that holds, and write it: a kill in between costs the last alone."""
    p, context = work.parameters, work.context
    key = sha256_of([str(work.source), prune_key, str(patterns)])
    first = work.write(context.artifacts / f"pruned-{key[:16]}", patterns, "fp32", prune, prune_key)
    by_expert: dict[ExpertId, list[MatrixOutcome]] = {}
    for outcome in first.outcomes:
        by_expert.setdefault(outcome.place.expert, []).append(outcome)

    @cache
    def recovered() -> MoeModel:  # not before it is asked for: a finished result needs no fine-tuning
        student = load_model(replace(context.settings.model, source="hub", path=str(first.folder / DENSE)))
        _, dialogues = recovery_dialogues(context, p.recovery_dialogues, p.recovery_unlabelled)
        batches = work.batches(dialogues, p.batch)
        targets = teacher_targets(context.model, context.progress(batches, "teacher"))
        return recover(
            student, batches, targets, p.recovery, context.settings.seed,
            lambda steps: context.progress(list(steps), "recovery"),
        )  # fmt: skip

    def take(
        expert: ExpertId, _: Mapping[str, torch.Tensor]
    ) -> tuple[dict[str, torch.Tensor], Iterable[MatrixOutcome]]:
        layer = recovered().moe_layers(expert.layer.stack)[expert.layer.position]
        return recovered().expert_matrices(layer, expert.expert), by_expert.get(expert, ())

    facts = [
        prune_key, asdict(p.recovery), p.recovery_dialogues, p.recovery_unlabelled, p.max_target_tokens, p.batch,
        context.corpus.sha256, asdict(context.settings.dataset), context.settings.seed,
    ]  # fmt: skip
    key = f"{prune_key} recovered {sha256_of(facts)}"
    value_type = context.settings.pruning.value_type
    return first.folder, work.write(destination, patterns, value_type, take, key, workers=1)


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


def _dense_bits(value_type: str) -> int:
    return 32 if value_type == "fp32" else 16


def _shared_facts(work: _Work, patterns: Patterns) -> dict[str, Any]:
    pruning = work.context.settings.pruning
    words = str(patterns) if isinstance(patterns, NMPattern) else _counted(patterns.values())
    return {
        "model": work.context.settings.model.name, "pattern": words, "criterion": pruning.criterion,
        "value_type": pruning.value_type,
    }  # fmt: skip


def _counted(patterns: Iterable[NMPattern]) -> str:
    counts = sorted(Counter(patterns).items())
    return ", ".join(f"{pattern} x {count}" for pattern, count in counts)


def _layer_rows(work: _Work, patterns: Patterns, summary: PruneSummary) -> list[dict[str, Any]]:
    shared = _shared_facts(work, patterns)
    checkpoint = work.checkpoint
    dense_bytes = checkpoint.expert_weights / len(checkpoint.layers) * _dense_bits(shared["value_type"]) / 8
    rows: list[dict[str, Any]] = []
    for layer, size, _ in summary.layers:
        mixed: dict[str, Any] = {}
        if not isinstance(patterns, NMPattern):
            here = (nm for place, nm in patterns.items() if place.expert.layer == layer)
            mixed = {"pattern": _counted(here)}
        rows.append(
            {"kind": "layer", **shared, **mixed, "layer": f"{layer.stack} {layer.position}", "packed_bytes": size,
             "fraction_of_dense": size / dense_bytes}
        )  # fmt: skip
    return rows


def _size_rows(work: _Work, patterns: Patterns, summary: PruneSummary) -> list[dict[str, Any]]:
    shared = _shared_facts(work, patterns)
    bits = _dense_bits(shared["value_type"])
    dense_bytes = summary.expert_weights * bits // 8
    platform = work.context.settings.platform
    experts = len(summary.layers) * PackedStore(summary.folder / PACKED).num_experts
    return [
        *_layer_rows(work, patterns, summary),
        {"kind": "all experts", **shared, "expert_weights": summary.expert_weights,
         "packed_bytes": summary.packed_bytes, f"dense_{bits}_bit_bytes": dense_bytes,
         "fraction_of_dense": summary.packed_bytes / dense_bytes, "platform": platform.name,
         "buffer_slots": int(platform.buffer_bytes * experts // summary.packed_bytes),
         "buffer_slots_dense": int(platform.buffer_bytes * experts // dense_bytes)},
    ]  # fmt: skip


def _accuracy_rows(
    work: _Work, patterns: Patterns, dense_folder: Path, before_recovery: Path | None
) -> list[dict[str, Any]]:
    p, context = work.parameters, work.context
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        context.model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    dense = judge.loss(context.model)
    shared = _shared_facts(work, patterns)
    rows = [{"kind": "accuracy before", **shared, "pattern": "1:1", **judge.facts(context.model, dense)}]
    folders = {"accuracy pruned, not recovered": before_recovery, "accuracy after": dense_folder}
    for kind, folder in folders.items():
        if folder is not None:
            after = load_model(replace(context.settings.model, source="hub", path=str(folder)))
            rows.append({"kind": kind, **shared, **judge.facts(after, dense)})
    return rows


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
