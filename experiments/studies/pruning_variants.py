"""The variants of a pruned model that a pruning report compares: how each is made, measured and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from experiments.tools.learning_dialogues import learning_dialogues, recovery_dialogues
from flame.app.experiment import Context
from flame.models.moe_model import MoeModel
from flame.nm_pattern import DENSE, NMPattern
from flame.storage.work_key import cached
from offline.evaluation import EvaluationSet, SummaryBatch, TokenLoss, summary_batches
from offline.pruning.allocation import (
    Choice,
    allocate,
    choices,
    fisher_information,
    patterns_by_matrix,
    slots_budget_bytes,
)
from offline.pruning.calibration import RoutedTokens, routed_tokens
from offline.pruning.criteria import (
    ExpertPruner,
    MatrixOutcome,
    Patterns,
    fallback_notes,
    hidden_units,
    prune_experts,
)
from offline.pruning.masks import (
    apply_masks,
    block_mask,
    expert_drop_masks,
    expert_matrices,
    magnitude_masks,
    unstructured_mask,
)
from offline.pruning.recovery import recover, teacher_targets

if TYPE_CHECKING:
    from experiments.studies.pruning_report import Parameters

_ROW_KIND, _ROW_VERSION = "pruning-row", 1


@dataclass(frozen=True)
class Variant:
    """One row of the report.

    Args:
        strategy: `dense`, `N:M`, a baseline or `allocated`.
        pattern: the N:M pattern, or the one whose sparsity a baseline shares; None where allocated.
        criterion: how N:M masks were chosen.
        recovered: fine-tuned afterwards.
        budget: words for the bytes that were shared out; budget_pattern: the uniform pattern that takes as many, None
            for a board's; budget_bytes: their number.
    """

    strategy: str
    pattern: str | None
    criterion: str
    recovered: bool = False
    budget: str | None = None
    budget_pattern: str | None = None
    budget_bytes: int | None = None


@dataclass(frozen=True)
class _Pruned:
    """A pruned model, the patterns of its matrices where it has any, and how each was pruned."""

    model: MoeModel
    patterns: Patterns | None
    outcomes: tuple[MatrixOutcome, ...] = ()


class Bench:
    """The model, and what several variants share; each part is computed when the first asks for it."""

    def __init__(self, context: Context, parameters: Parameters) -> None:
        self.context, self.parameters, self.model = context, parameters, context.model
        self.calibrated_on, self._calibration = learning_dialogues(context, parameters.calibration_dialogues)
        self._last: tuple[Variant, _Pruned] | None = None

    def batches(self, dialogues: Sequence[Any], batch: int) -> tuple[SummaryBatch, ...]:
        return summary_batches(self.model, dialogues, batch, self.parameters.max_target_tokens)

    def progress(self, words: str) -> Callable[[Iterable[Any]], Iterable[Any]]:
        return lambda items: self.context.progress(list(items), words)

    @cached_property
    def judge(self) -> EvaluationSet:
        p = self.parameters
        return EvaluationSet.of(
            self.model, *self.context.accuracy_dialogues(), p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens,
            p.batch, p.bootstrap_samples, self.context.settings.seed,
        )  # fmt: skip

    @cached_property
    def dense(self) -> TokenLoss:
        return self.judge.loss(self.model)

    @cached_property
    def tokens(self) -> RoutedTokens:
        batches = self.batches(self._calibration, self.parameters.batch)
        return routed_tokens(self.model, self.progress("calibration")(batches), self.parameters.calibration_tokens)

    @cached_property
    def recovery_material(self) -> tuple[tuple[SummaryBatch, ...], tuple[torch.Tensor, ...]]:
        """Batches and the dense model's targets for them."""
        p = self.parameters
        _, dialogues = recovery_dialogues(self.context, p.recovery_dialogues, p.recovery_unlabelled)
        batches = self.batches(dialogues, p.batch)
        return batches, teacher_targets(self.model, batches, self.progress("teacher"))

    @cached_property
    def options(self) -> dict[tuple[Any, ...], tuple[Choice, ...]]:
        """Every unit's candidate patterns with what each is measured to cost."""
        p, pruning = self.parameters, self.context.settings.pruning
        _, dialogues = learning_dialogues(self.context, p.sensitivity_dialogues)
        fisher = fisher_information(self.model, self.batches(dialogues, 1), self.progress("sensitivity"))
        candidates = [NMPattern.parse(text) for text in p.allocation_patterns]
        return choices(self.model, fisher, candidates, pruning.value_type, p.allocation_unit, pruning.pad)

    def budgets(self) -> dict[str, tuple[str | None, int]]:
        """The budgets that are shared out, by the words for them: the uniform pattern where there is one, and bytes."""
        p, platform = self.parameters, self.context.settings.platform
        found: dict[str, tuple[str | None, int]] = {
            f"bytes of {text}": (text, self.packed_bytes(NMPattern.parse(text))) for text in p.allocate
        }
        if p.board_slots:
            words = f"{p.board_slots} slots on {platform.name}"
            layers = len(self.model.moe_layers())
            found[words] = None, slots_budget_bytes(platform, p.board_slots, self.model.num_experts, layers)
        return found

    def packed_bytes(self, patterns: Patterns) -> int:
        pruning = self.context.settings.pruning
        return sum(
            (patterns if isinstance(patterns, NMPattern) else patterns[place]).packed_bytes(
                matrix.shape[0], matrix.shape[1], pruning.value_type, pad=pruning.pad
            )
            for place, matrix in expert_matrices(self.model)
        )

    def stored(self, variant: Variant) -> dict[str, Any]:
        """The row of a variant and the notes on it: read back where an earlier run of the same work finished it."""
        settings = self.context.settings

        def fill(folder: Path) -> None:
            row, notes = self.measure(variant)
            text = json.dumps({"row": row, "notes": notes}, indent=1)
            (folder / "row.json").write_text(text + "\n", encoding="utf-8")

        # what other variants are asked for does not matter to this one
        own = ("patterns", "criteria", "baselines", "recover", "allocate", "board_slots")
        shared = {f.name: getattr(self.parameters, f.name) for f in fields(self.parameters) if f.name not in own}
        config = {
            "variant": asdict(variant), "seed": settings.seed, "pruning": asdict(settings.pruning) | {"pattern": None},
            "parameters": shared, "model": asdict(settings.model), "dataset": asdict(settings.dataset),
        }  # fmt: skip
        plain = json.loads(json.dumps(config, default=asdict))
        inputs = {"model": self.context.model_sha256, "corpus": self.context.corpus.sha256}
        if variant.recovered:
            inputs["trace corpus"] = self.context.trace_corpus.sha256
        folder = cached(
            self.context.artifacts, _ROW_KIND, _ROW_VERSION, fill, config=plain,
            labels=self.context.labels(), inputs=inputs, maker=__name__,
        )  # fmt: skip
        found: dict[str, Any] = json.loads((folder / "row.json").read_text(encoding="utf-8"))
        return found

    def measure(self, variant: Variant) -> tuple[dict[str, Any], list[str]]:
        """Prune as the variant says and measure what it cost: a row and notes."""
        pruned = self.prune(variant)
        errors = [o.error for o in pruned.outcomes if o.error is not None]
        kept = [(matrix != 0).float().mean() for _, matrix in expert_matrices(pruned.model)]
        row = {
            "model": self.model.name,
            "strategy": variant.strategy,
            "pattern": variant.pattern if variant.strategy in ("dense", "N:M") else None,
            "criterion": variant.criterion,
            "recovered": variant.recovered,
            "sparsity": 1 - float(torch.stack(kept).mean()),
            "packed_bytes": self._size(variant, pruned),
            "value_type": self.context.settings.pruning.value_type,
            "magnitude_fallbacks": sum(o.criterion != variant.criterion for o in pruned.outcomes),
            "mean_output_error": sum(errors) / len(errors) if errors else None,
            **self.judge.facts(pruned.model, self.dense),
        }
        if variant.strategy in self.parameters.baselines:
            row["sparsity_of"] = variant.pattern
        if variant.budget is not None:
            row |= {
                "budget": variant.budget, "budget_pattern": variant.budget_pattern,
                "budget_bytes": variant.budget_bytes, "allocation_unit": self.parameters.allocation_unit,
            }  # fmt: skip
        if variant.recovered:
            row["recovery_steps"] = self.parameters.recovery.steps
        notes = []
        if not variant.recovered:
            name = variant.pattern or f"Allocated, {variant.budget}"
            notes = [
                f"{name}, {note}"
                for note in fallback_notes(pruned.outcomes, variant.criterion, self.parameters.min_tokens)
            ]
        return row, notes

    def _size(self, variant: Variant, pruned: _Pruned) -> int:
        """Bytes of the experts: packed, or (a baseline) kept values and one bit of index a weight, block or expert."""
        if pruned.patterns is not None:
            return self.packed_bytes(pruned.patterns)
        matrices = list(expert_matrices(pruned.model))
        kept = sum(int((matrix != 0).sum()) for _, matrix in matrices)
        total = sum(matrix.numel() for _, matrix in matrices)
        height, width = self.parameters.block
        bits = {"unstructured": total, "column-balanced block": total // (height * width),
                "whole experts": len(matrices) // 2}[variant.strategy]  # fmt: skip
        value_bytes = DENSE.packed_bytes(1, 1, self.context.settings.pruning.value_type)
        return kept * value_bytes + -(-bits // 8)

    def prune(self, variant: Variant) -> _Pruned:
        p, model = self.parameters, self.model
        if variant.strategy == "dense":
            return _Pruned(model, DENSE)
        if variant.recovered:
            before = self._without_recovery(variant)
            batches, targets = self.recovery_material
            words = f"recover {variant.pattern} {variant.criterion}"
            seed = self.context.settings.seed
            after = recover(before.model, batches, targets, p.recovery, seed, self.progress(words))
            return _Pruned(after, before.patterns, before.outcomes)
        if variant.strategy in p.baselines:
            return _Pruned(self._baseline(variant.strategy, NMPattern.parse(str(variant.pattern))), None)
        patterns: Patterns
        if variant.budget_bytes is not None:
            patterns = patterns_by_matrix(model, allocate(self.options, variant.budget_bytes), p.allocation_unit)
        else:
            patterns = NMPattern.parse(str(variant.pattern))
        pruner = ExpertPruner(
            patterns, variant.criterion, self.tokens, p.min_tokens, p.damping, hidden_units(model),
            self.context.settings.pruning.pad,
        )  # fmt: skip
        pruned, outcomes = prune_experts(model, pruner, self.progress(variant.criterion))
        self._last = variant, _Pruned(pruned, patterns, outcomes)
        return self._last[1]

    def _without_recovery(self, variant: Variant) -> _Pruned:
        plain = Variant(variant.strategy, variant.pattern, variant.criterion)
        return self._last[1] if self._last and self._last[0] == plain else self.prune(plain)

    def _baseline(self, strategy: str, pattern: NMPattern) -> MoeModel:
        p, model = self.parameters, self.model
        if strategy == "whole experts":
            masks = expert_drop_masks(model, pattern.sparsity, self.tokens.counts)
        elif strategy == "unstructured":
            masks = magnitude_masks(model, lambda w: unstructured_mask(w, pattern.sparsity))
        else:
            masks = magnitude_masks(model, lambda w: block_mask(w, pattern.sparsity, p.block, p.balance))
        return apply_masks(model, masks)
