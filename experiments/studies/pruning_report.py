"""Pruning criteria, patterns, recovery and allocation on one model, each with what it costs and what it saves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas

from experiments.tools.learning_dialogues import learning_dialogues, recovery_dialogues
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, near_names
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.storage.work_key import cached
from offline.evaluation import EvaluationSet, SummaryBatch, TokenLoss, below_dense_note, summary_batches
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
    check_criterion,
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
from offline.pruning.recovery import RecoveryPlan, recover, teacher_targets

TITLE = "Pruning criteria, patterns, recovery and allocation, with their cost"
READS = (
    "model", "accuracy dialogues", "dataset.trace_name", "dataset.trace_path", "pruning.criterion",
    "pruning.value_type", "pruning.pad", "platform",
)  # fmt: skip

BASELINES = ("unstructured", "column-balanced block", "whole experts")
_ROW_KIND, _ROW_VERSION = "pruning-row", 1


@dataclass(frozen=True)
class Parameters:
    """What is compared, and on how much.

    Args:
        patterns, criteria: every pair is tried.
        baselines: of `unstructured`, `column-balanced block` (by `block` and `balance`, see figure 4b) and
            `whole experts` (the least used ones of each layer), each at the sparsity of every pattern.
        calibration_dialogues, calibration_tokens, min_tokens, damping: as for `experiment=prune`.
        recover: patterns that are also fine-tuned, with every criterion; recovery, recovery_dialogues,
            recovery_unlabelled: as for `experiment=prune`.
        allocate: uniform patterns whose bytes are given out again by sensitivity; allocation_unit: `layer`,
            `expert` or `matrix`; allocation_patterns: the candidates; `pruning.criterion` prunes both.
        sensitivity_dialogues: of the train split, for the gradients.
        board_slots: a further budget, such that this many average experts fit the platform's buffer; 0 for none.
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7.
    Raises:
        ConfigError: an unknown baseline.
    """

    patterns: tuple[str, ...]
    criteria: tuple[str, ...]
    baselines: tuple[str, ...]
    block: tuple[int, int]
    balance: str
    calibration_dialogues: int
    calibration_tokens: int
    min_tokens: int
    damping: float
    recover: tuple[str, ...]
    recovery_dialogues: int
    recovery_unlabelled: int
    recovery: RecoveryPlan
    allocate: tuple[str, ...]
    allocation_unit: str
    allocation_patterns: tuple[str, ...]
    sensitivity_dialogues: int
    board_slots: int
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int

    def __post_init__(self) -> None:
        for name in self.baselines:
            if name not in BASELINES:
                raise ConfigError(f"experiment.baselines: {name!r}: {near_names(name, BASELINES)}")


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


def run(context: Context, parameters: Parameters) -> Report:
    """Prune, recover and allocate in every asked-for way; rows that an earlier run finished are read back."""
    for criterion in (*parameters.criteria, context.settings.pruning.criterion):
        check_criterion(criterion)
    bench = _Bench(context, parameters)
    found = [bench.stored(variant) for variant in context.progress(list(_variants(bench)), "variants")]
    rows = [each["row"] for each in found]
    return Report(
        "pruning_report",
        TITLE,
        context.labels(),
        rows,
        notes=[*_notes(rows, parameters), f"Calibrated on {bench.calibrated_on}; figures are of {bench.judge.split}.",
               "packed_bytes of a baseline: kept values and the smallest index, one bit a weight (unstructured), a "
               "block or an expert; it has no packed store.",
               *(note for each in found for note in each["notes"])],
        figures=[Figure("pruning_report", "Held-out loss above the dense model, with 95% intervals of the paired "
                        "difference, and how often the likeliest next token is the dense model's: by criterion, after "
                        "recovery, at equal sparsity by other strategies, and with the same bytes allocated by "
                        "sensitivity.",
                        lambda canvas: _draw(canvas, rows), 12.0, 1.6 + 0.27 * len(rows))],
        provenance=context.provenance(),
    )  # fmt: skip


def _variants(bench: _Bench) -> Iterator[Variant]:
    """The rows in order; a recovered one follows the one that it was made from."""
    p = bench.parameters
    yield Variant("dense", "1:1", "none")
    for pattern in p.patterns:
        for criterion in p.criteria:
            yield Variant("N:M", pattern, criterion)
            if pattern in p.recover and p.recovery.steps:
                yield Variant("N:M", pattern, criterion, recovered=True)
        for strategy in p.baselines:
            yield Variant(strategy, pattern, "usage" if strategy == "whole experts" else "magnitude")
    for name, (uniform, budget) in bench.budgets().items():
        yield Variant(
            "allocated",
            None,
            bench.context.settings.pruning.criterion,
            budget=name,
            budget_pattern=uniform,
            budget_bytes=budget,
        )


class _Bench:
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
        config = {
            "variant": asdict(variant), "seed": settings.seed, "pruning": asdict(settings.pruning) | {"pattern": None},
            "parameters": {f.name: getattr(self.parameters, f.name) for f in fields(Parameters) if f.name not in own},
            "model": asdict(settings.model), "dataset": asdict(settings.dataset),
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
        value_bytes = NMPattern(1, 1).packed_bytes(1, 1, self.context.settings.pruning.value_type)
        return kept * value_bytes + -(-bits // 8)

    def prune(self, variant: Variant) -> _Pruned:
        p, model = self.parameters, self.model
        if variant.strategy == "dense":
            return _Pruned(model, NMPattern(1, 1))
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


def _find(rows: Sequence[Mapping[str, Any]], **facts: Any) -> Mapping[str, Any] | None:
    return next((row for row in rows if all(row.get(k) == v for k, v in facts.items())), None)


def _notes(rows: Sequence[Mapping[str, Any]], p: Parameters) -> list[str]:
    """What the rows say about the trends that are expected of pruning, and where they do not hold."""
    notes = []
    for text in p.patterns:
        found = {c: _find(rows, pattern=text, criterion=c, recovered=False, strategy="N:M") for c in p.criteria}
        present = {c: row for c, row in found.items() if row}
        words = ", ".join(
            f"{c} {row['loss_increase_nats']:+.3f} ({row['agreement_with_dense']:.1%} same next token)"
            for c, row in present.items()
        )
        notes.append(f"{text}, loss above dense in nats a token: {words}.")
        plain = present.get("magnitude")
        if plain and len(present) > 1:
            better = [c for c, row in present.items() if row["loss_nats"] < plain["loss_nats"]]
            closer = [c for c, row in present.items() if row["agreement_with_dense"] > plain["agreement_with_dense"]]
            words = f"{' and '.join(better) or 'no calibrated criterion'} below magnitude in loss, "
            notes.append(f"{text}: {words}{' and '.join(closer) or 'none'} above it in agreement with dense.")
        notes += _order_notes(rows, text, plain)
    notes += below_dense_note([{**row, "name": _name(row)} for row in rows if not row["recovered"]], "name")
    for row in rows:
        if row["recovered"]:
            notes.append(_recovery_note(rows, row))
        if "budget" in row:
            notes += _allocation_notes(rows, row)
    return notes


def _order_notes(rows: Sequence[Mapping[str, Any]], text: str, nm: Mapping[str, Any] | None) -> list[str]:
    free, block = (_find(rows, strategy=name, sparsity_of=text) for name in ("unstructured", "column-balanced block"))
    if not (nm and free and block):
        return []
    loss = [row["loss_nats"] for row in (free, nm, block)]
    agreement = [row["agreement_with_dense"] for row in (free, nm, block)]
    holds = [loss == sorted(loss), agreement == sorted(agreement, reverse=True)]
    words = {
        (True, True): "in loss and in agreement", (True, False): "in loss, not in agreement",
        (False, True): "in agreement, not in loss", (False, False): "neither in loss nor in agreement",
    }  # fmt: skip
    return [
        f"{text} by magnitude lies between unstructured and column-balanced block {words[holds[0], holds[1]]} (loss "
        f"{', '.join(f'{x:.3f}' for x in loss)}; same next token {', '.join(f'{x:.1%}' for x in agreement)})."
    ]


def _recovery_note(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> str:
    before = _find(rows, pattern=row["pattern"], criterion=row["criterion"], recovered=False, strategy="N:M")
    lost, left = before["loss_increase_nats"] if before else 0.0, row["loss_increase_nats"]
    share = f"{1 - left / lost:.0%} of the loss is regained" if lost > 0 else "pruning had raised no loss to regain"
    moved = 1 - before["agreement_with_dense"] if before else 0.0
    back = 1 - (1 - row["agreement_with_dense"]) / moved if moved else 0.0
    return (
        f"Recovery of {row['pattern']} {row['criterion']}: {lost:+.3f} to {left:+.3f} ({share}); of the next tokens "
        f"that pruning changed, {back:.0%} are the dense model's again."
    )


def _allocation_notes(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> list[str]:
    even = row["budget_pattern"] and _find(
        rows, pattern=row["budget_pattern"], criterion=row["criterion"], recovered=False,
        strategy="N:M",
    )  # fmt: skip
    if not even:
        return [f"Allocation within {row['budget']}: {row['loss_increase_nats']:+.3f} nats a token."]
    words = "beats" if row["loss_nats"] < even["loss_nats"] else "does not beat"
    return [
        f"Allocation within the {row['budget']} ({row['packed_bytes']:,} of {row['budget_bytes']:,}) {words} the "
        f"uniform pattern: {row['loss_increase_nats']:+.3f} against {even['loss_increase_nats']:+.3f}; same next token "
        f"{row['agreement_with_dense']:.1%} against {even['agreement_with_dense']:.1%}."
    ]


def _name(row: Mapping[str, Any]) -> str:
    if "budget" in row:
        return f"allocated, {row['budget']}"
    if row["strategy"] == "N:M":
        return f"{row['pattern']} {row['criterion']}{', recovered' if row['recovered'] else ''}"
    return f"{row['strategy']}, {row['sparsity']:.0%}"


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    left, right = canvas.subplots(1, 2, sharey=True)
    shown = [row for row in rows if row["strategy"] != "dense"]
    places = range(len(shown))
    names = [_name(row) for row in shown]
    colours = [
        plots.SECOND if row["recovered"] else plots.ACCENT if "budget" in row
        else plots.OURS if row["strategy"] == "N:M" else plots.MUTED
        for row in shown
    ]  # fmt: skip
    increase = [row["loss_increase_nats"] for row in shown]
    spread_of = [
        [row["loss_increase_nats"] - row["loss_increase_nats_low"] for row in shown],
        [row["loss_increase_nats_high"] - row["loss_increase_nats"] for row in shown],
    ]
    plots.label(left, "Held-out loss above dense", "nats a token", "")
    left.barh(places, increase, 0.7, color=colours, xerr=spread_of, capsize=3)
    left.axvline(0, color="black", linewidth=1)
    left.locator_params(axis="x", nbins=6)
    left.set_yticks(list(places), names, fontsize=9)
    left.invert_yaxis()
    plots.label(right, "Same next token as dense", "share of tokens", "")
    agreement = [row["agreement_with_dense"] for row in shown]
    right.barh(places, agreement, 0.7, color=colours)
    for i, value in enumerate(agreement):
        right.annotate(f"{value:.1%}", (value, i), (4, 0), textcoords="offset points", va="center", fontsize=9)
    right.set_xlim(0, 1.15)
    plots.as_percent(right, "x")
    for axes in (left, right):
        axes.grid(axis="y", visible=False)
