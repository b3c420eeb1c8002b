"""Pruning criteria, patterns, recovery and allocation on one model, each with what it costs and what it saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from experiments.studies.pruning_variants import Bench, Variant
from experiments.studies.pruning_words import draw, notes
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts, near_names
from flame.nm_pattern import NMPattern
from offline.pruning.criteria import (
    check_criterion,
)
from offline.pruning.recovery import RecoveryPlan

TITLE = "Pruning criteria, patterns, recovery and allocation, with their cost"
READS = (
    "model", "accuracy dialogues", "dataset.trace_name", "dataset.trace_path", "pruning.criterion",
    "pruning.value_type", "pruning.pad", "platform",
)  # fmt: skip

BASELINES = ("unstructured", "column-balanced block", "whole experts")


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
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7; no ROUGE with 0.
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
        check_counts(self, "experiment", zero=("rouge_dialogues", "recovery_unlabelled", "board_slots"))
        for text in (*self.patterns, *self.recover, *self.allocate, *self.allocation_patterns):
            NMPattern.parse(text)
        for name in self.baselines:
            if name not in BASELINES:
                raise ConfigError(f"experiment.baselines: {name!r}: {near_names(name, BASELINES)}")


def run(context: Context, parameters: Parameters) -> Report:
    """Prune, recover and allocate in every asked-for way; rows that an earlier run finished are read back."""
    for criterion in (*parameters.criteria, context.settings.pruning.criterion):
        check_criterion(criterion)
    bench = Bench(context, parameters)
    found = [bench.stored(variant) for variant in context.progress(list(_variants(bench)), "variants")]
    rows = [each["row"] for each in found]
    return Report(
        "pruning_report",
        TITLE,
        context.labels(),
        rows,
        notes=[*notes(rows, parameters), f"Calibrated on {bench.calibrated_on}; figures are of {bench.judge.split}.",
               "packed_bytes of a baseline: kept values and the smallest index, one bit a weight (unstructured), a "
               "block or an expert; it has no packed store.",
               *(note for each in found for note in each["notes"])],
        figures=[Figure("pruning_report", "Held-out loss above the dense model, with 95% intervals of the paired "
                        "difference, and how often the likeliest next token is the dense model's: by criterion, after "
                        "recovery, at equal sparsity by other strategies, and with the same bytes allocated by "
                        "sensitivity.",
                        lambda canvas: draw(canvas, rows), 12.0, 1.6 + 0.27 * len(rows))],
        provenance=context.provenance(),
    )  # fmt: skip


def _variants(bench: Bench) -> Iterator[Variant]:
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
