"""Pruning criteria, patterns, recovery and allocation on one model, each with what it costs and what it saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame import plots
from flame.errors import ConfigError
from flame.experiment import Context
from flame.model import MoeModel
from flame.nm_format import NMPattern
from flame.report import Figure, Report
from offline.allocation import allocate, choices, fisher_information, patterns_by_matrix, slots_budget_bytes
from offline.calibration import RoutedTokens, routed_tokens
from offline.criteria import MatrixOutcome, Patterns, fallback_notes, prune_experts
from offline.evaluation import EvaluationSet, TokenLoss, spread, summary_batches
from offline.pruning import expert_matrices
from offline.recovery import RecoveryPlan, recover

TITLE = "Pruning criteria, patterns, recovery and allocation, with their cost"


@dataclass(frozen=True)
class Recovery:
    """Fine-tuning with the masks held (see :class:`offline.recovery.RecoveryPlan`)."""

    steps: int
    learning_rate: float
    teacher_weight: float
    experts_only: bool


@dataclass(frozen=True)
class Parameters:
    """What is compared, and on how much.

    Args:
        patterns, criteria: every pair is tried.
        calibration_dialogues, calibration_tokens, min_tokens, damping: as for ``experiment=prune``.
        recover: patterns that are also fine-tuned, with every criterion; recovery_dialogues: of the train split.
        allocate: uniform patterns whose bytes are given out again by sensitivity; allocation_unit: ``layer``,
            ``expert`` or ``matrix``; allocation_patterns: the candidates; allocation_criterion prunes both.
        sensitivity_dialogues: of the train split, for the gradients.
        board_slots: a further budget, such that this many average experts fit the platform's buffer; 0 for none.
        loss_dialogues, rouge_dialogues, max_target_tokens, batch, bootstrap_samples: as in figure 7.
    """

    patterns: tuple[str, ...]
    criteria: tuple[str, ...]
    calibration_dialogues: int
    calibration_tokens: int
    min_tokens: int
    damping: float
    recover: tuple[str, ...]
    recovery_dialogues: int
    recovery: Recovery
    allocate: tuple[str, ...]
    allocation_unit: str
    allocation_patterns: tuple[str, ...]
    allocation_criterion: str
    sensitivity_dialogues: int
    board_slots: int
    loss_dialogues: int | None
    rouge_dialogues: int | None
    max_target_tokens: int
    batch: int
    bootstrap_samples: int


@dataclass(frozen=True)
class _Bench:
    """The model, the dialogues and the calibration that every variant shares."""

    context: Context
    parameters: Parameters
    judge: EvaluationSet
    dense: TokenLoss
    tokens: RoutedTokens

    def prune(self, patterns: Patterns, criterion: str) -> tuple[MoeModel, tuple[MatrixOutcome, ...]]:
        p = self.parameters
        return prune_experts(self.context.model, patterns, criterion, self.tokens, p.min_tokens, p.damping)

    def row(
        self, model: MoeModel, patterns: Patterns, criterion: str, outcomes: Sequence[MatrixOutcome], **more: Any
    ) -> dict[str, Any]:
        value_type = self.context.settings.pruning.value_type
        size = sum(
            (patterns if isinstance(patterns, NMPattern) else patterns[place]).packed_bytes(
                matrix.shape[0], matrix.shape[1], value_type
            )
            for place, matrix in expert_matrices(model)
        )
        errors = [o.error for o in outcomes if o.error is not None]
        return {
            "model": model.name,
            "pattern": str(patterns) if isinstance(patterns, NMPattern) else "allocated",
            "criterion": criterion,
            **more,
            "packed_bytes": size,
            "value_type": value_type,
            "matrices": len(outcomes),
            "magnitude_fallbacks": sum(o.criterion != criterion for o in outcomes),
            "mean_output_error": sum(errors) / len(errors) if errors else None,
            **self.judge.facts(model, self.dense),
        }


def run(context: Context, parameters: Parameters) -> Report:
    """Calibrate once, then prune, recover and allocate in every asked-for way."""
    p, model = parameters, context.model
    uniform = [NMPattern.parse(text) for text in p.patterns]
    train_name = "train" if context.corpus.splits.get("train") else context.corpus.tuning_split
    train = context.corpus.split(train_name)
    split, dialogues = context.accuracy_dialogues()
    if train_name == split:
        raise ConfigError(f"dataset {context.corpus.name}: one split only, so calibration would see what is measured")
    judge = EvaluationSet.of(
        model, split, dialogues, p.loss_dialogues, p.rouge_dialogues, p.max_target_tokens, p.batch,
        p.bootstrap_samples, context.settings.seed,
    )  # fmt: skip
    calibration = summary_batches(model, tuple(spread(train, p.calibration_dialogues)), p.batch, p.max_target_tokens)
    bench = _Bench(context, p, judge, judge.loss(model), routed_tokens(model, calibration, p.calibration_tokens))
    rows = [bench.row(model, NMPattern(1, 1), "none", (), recovered=False)]
    fallbacks: list[str] = []
    pairs = [(pattern, criterion) for pattern in uniform for criterion in p.criteria]
    for pattern, criterion in context.progress(pairs, "criteria"):
        pruned, outcomes = bench.prune(pattern, criterion)
        rows.append(bench.row(pruned, pattern, criterion, outcomes, recovered=False))
        fallbacks += [f"{pattern} {note}" for note in fallback_notes(outcomes, criterion, p.min_tokens)]
        if str(pattern) in p.recover:
            plan = RecoveryPlan(**vars(p.recovery), seed=context.settings.seed)
            material = summary_batches(model, tuple(spread(train, p.recovery_dialogues)), p.batch, p.max_target_tokens)
            after = recover(pruned, model, material, plan, _progress(context, f"recover {pattern} {criterion}"))
            rows.append(bench.row(after, pattern, criterion, outcomes, recovered=True, recovery_steps=plan.steps))
    rows += _allocations(bench, train)
    return Report(
        "pruning_report",
        TITLE,
        context.labels(),
        rows,
        notes=[*_notes(rows, p), f"Calibrated on {len(list(spread(train, p.calibration_dialogues)))} dialogues of "
               f"{context.corpus.name} {train_name}; figures are of {split}.",
               *fallbacks],
        figures=[Figure("pruning_report", "Held-out loss above the dense model, with 95% intervals of the paired "
                        "difference: by criterion, after recovery, and with the same bytes allocated by sensitivity.",
                        lambda canvas: _draw(canvas, rows), 10.5, 4.8)],
        provenance=context.provenance(),
    )  # fmt: skip


def _progress(context: Context, words: str) -> Callable[[Iterable[Any]], Iterable[Any]]:
    return lambda items: context.progress(list(items), words)


def _allocations(bench: _Bench, train: Sequence[Any]) -> list[dict[str, Any]]:
    p, model, context = bench.parameters, bench.context.model, bench.context
    value_type = context.settings.pruning.value_type
    budgets: dict[str, int] = {}
    for text in p.allocate:
        pattern = NMPattern.parse(text)
        budgets[text] = sum(pattern.packed_bytes(m.shape[0], m.shape[1], value_type) for _, m in expert_matrices(model))
    if p.board_slots:
        name = f"{p.board_slots} slots on {context.settings.platform.name}"
        layers = len(model.moe_layers())
        budgets[name] = slots_budget_bytes(context.settings.platform, p.board_slots, model.num_experts, layers)
    if not budgets:
        return []
    single = summary_batches(model, tuple(spread(train, p.sensitivity_dialogues)), 1, p.max_target_tokens)
    fisher = fisher_information(model, single, _progress(context, "sensitivity"))
    candidates = [NMPattern.parse(text) for text in p.allocation_patterns]
    options = choices(model, fisher, candidates, value_type, p.allocation_unit)
    rows = []
    for name, budget in context.progress(list(budgets.items()), "allocation"):
        patterns = patterns_by_matrix(model, allocate(options, budget), p.allocation_unit)
        pruned, outcomes = bench.prune(patterns, p.allocation_criterion)
        row = bench.row(pruned, patterns, p.allocation_criterion, outcomes, recovered=False)
        rows.append(row | {"budget": name, "budget_bytes": budget, "allocation_unit": p.allocation_unit})
    return rows


def _find(rows: Sequence[Mapping[str, Any]], **facts: Any) -> Mapping[str, Any] | None:
    return next((row for row in rows if all(row.get(k) == v for k, v in facts.items())), None)


def _notes(rows: Sequence[Mapping[str, Any]], p: Parameters) -> list[str]:
    notes = []
    for text in p.patterns:
        found = {c: _find(rows, pattern=text, criterion=c, recovered=False) for c in p.criteria}
        words = ", ".join(
            f"{c} {row['loss_increase_nats']:+.3f} ({row['agreement_with_dense']:.1%} same next token)"
            for c, row in found.items() if row
        )  # fmt: skip
        notes.append(f"{text}, loss above dense in nats a token: {words}.")
        plain = found.get("magnitude")
        better = [c for c, row in found.items() if row and plain and row["loss_nats"] < plain["loss_nats"]]
        if plain and len(found) > 1:
            notes.append(f"{text}: {' and '.join(better) if better else 'no calibrated criterion'} below magnitude.")
    for row in rows:
        if row.get("recovered"):
            before = _find(rows, pattern=row["pattern"], criterion=row["criterion"], recovered=False)
            lost, left = before["loss_increase_nats"] if before else 0.0, row["loss_increase_nats"]
            share = f"{1 - left / lost:.0%} of what pruning lost" if lost > 0 else "pruning had lost nothing"
            notes.append(f"Recovery of {row['pattern']} {row['criterion']}: {lost:+.3f} to {left:+.3f} ({share}).")
        if "budget" in row and row["budget"] in p.allocate:
            even = _find(rows, pattern=row["budget"], criterion=row["criterion"], recovered=False)
            if even:
                words = "beats" if row["loss_nats"] < even["loss_nats"] else "does not beat"
                notes.append(
                    f"Allocation at the bytes of {row['budget']} ({row['packed_bytes']:,} of {row['budget_bytes']:,}) "
                    f"{words} the uniform pattern: {row['loss_increase_nats']:+.3f} against "
                    f"{even['loss_increase_nats']:+.3f}; same next token {row['agreement_with_dense']:.1%} against "
                    f"{even['agreement_with_dense']:.1%}."
                )
    return notes


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    left, right = canvas.subplots(1, 2, sharey=True)
    shown = [row for row in rows if row["criterion"] != "none"]
    places = range(len(shown))
    names = []
    for row in shown:
        what = f"{row['budget']} bytes, allocated" if "budget" in row else row["pattern"]
        names.append(f"{what} {row['criterion']}{', recovered' if row.get('recovered') else ''}")
    colours = [
        plots.SECOND if row.get("recovered") else plots.ACCENT if "budget" in row
        else plots.MUTED if row["criterion"] == "magnitude" else plots.OURS
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
