"""The steps of pruning a checkpoint: which pattern a matrix gets, by which criterion, and what fine-tuning mends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from experiments.tools.learning_dialogues import learning_dialogues, recovery_dialogues
from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.ids import ExpertId, LayerId
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.packed_folder import DENSE, PACKED
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels, sha256_of
from flame.storage.dataset import Dialogue
from flame.storage.packed_store import PackedStore
from flame.storage.work_key import code_sha256
from offline.evaluation import SummaryBatch, summary_batches
from offline.pruning.allocation import allocate, choices, fisher_information, patterns_by_matrix, slots_budget_bytes
from offline.pruning.calibration import few_tokens_note, routed_tokens
from offline.pruning.checkpoints import Prune, PruneSummary, prune_checkpoint
from offline.pruning.criteria import ExpertPruner, MatrixOutcome, Patterns, hidden_units
from offline.pruning.masks import ExpertMatrix
from offline.pruning.recovery import recover, teacher_targets
from offline.pruning.source import Checkpoint

if TYPE_CHECKING:
    from experiments.tools.prune import Parameters


@dataclass(frozen=True)
class Work:
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
        only: Sequence[LayerId] | None = None, packs_linear: bool = True,
    ) -> PruneSummary:  # fmt: skip
        return prune_checkpoint(
            self.source, folder, patterns, value_type, labels=self.label, prune=prune,
            prune_key=f"{prune_key}, by code {code_sha256(__name__)[:16]}",
            pad=self.context.settings.pruning.pad, workers=workers or self.parameters.workers,
            progress=lambda layers: self.context.progress(list(layers), "layers"), only=only,
            linear_type=self.context.settings.pruning.linear_type if packs_linear else None,
        )  # fmt: skip


def patterns_of(work: Work) -> tuple[Patterns, list[str]]:
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


def _allocated(work: Work) -> tuple[dict[ExpertMatrix, NMPattern], list[str]]:
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


def criterion_of(work: Work, patterns: Patterns) -> tuple[Prune | None, str, list[str]]:
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


def pruned_model(settings: ModelSettings, checkpoint: Checkpoint, folder: Path) -> MoeModel:
    """The model of a checkpoint with the experts of a pruned folder, whose packed values are fp32."""
    if checkpoint.keeps_experts_dense:
        return load_model(replace(settings, source="hub", path=str(folder / DENSE)))
    model = load_model(replace(settings, source="hub", path=str(checkpoint.folder)))
    model.hf.float()
    store = PackedStore(folder / PACKED)
    for layer in model.moe_layers():
        for expert in range(model.shape(layer).num_experts):
            model.set_expert_matrices(layer, expert, store.load(ExpertId(layer.id, expert)).unpack())
    return model


def recovered_checkpoint(
    work: Work, destination: Path, patterns: Patterns, prune: Prune | None, prune_key: str
) -> tuple[Path, PruneSummary]:
    """Prune into a folder of its own, recover what that holds, and write it: a kill in between costs the last alone."""
    p, context = work.parameters, work.context
    key = sha256_of([str(work.source), prune_key, str(patterns)])
    first = work.write(context.artifacts / f"pruned-{key[:16]}", patterns, "fp32", prune, prune_key, packs_linear=False)
    by_expert: dict[ExpertId, list[MatrixOutcome]] = {}
    for outcome in first.outcomes:
        by_expert.setdefault(outcome.place.expert, []).append(outcome)

    @cache
    def recovered() -> MoeModel:  # not before it is asked for: a finished result needs no fine-tuning
        student = pruned_model(context.settings.model, work.checkpoint, first.folder)
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
