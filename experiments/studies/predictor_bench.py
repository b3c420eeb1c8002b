"""Every predictor on the same held-out routes: accuracy against bytes and work, with controls and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from experiments.studies.predictor_bench_report import (
    Competitor,
    Result,
    draw_curves,
    draw_front,
    draw_layers,
    equal_bytes_rival,
    notes,
)
from experiments.studies.predictor_prices import PriceParameters, price_list
from experiments.tools.pareto import undominated
from experiments.tools.routing_traces import BATCH, SplitTraces, split_traces
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.plugins import PREDICTORS, plugin_names
from flame.routing import RoutingTrace
from offline.prediction import predictors
from offline.prediction.accuracy import score
from offline.prediction.cepr import build_cepr_table, build_incremental_table
from offline.prediction.context_trees import FEATURE_BITS, GrownTrees, TokenTable, choose_trees, grow_trees
from offline.prediction.predictors import Candidate, learn_table
from offline.prediction.tracing import record_gated_trace

TITLE = "Expert predictors: accuracy against bytes and work"
READS = ("model", "routing traces", "predictor.path")


@dataclass(frozen=True)
class Parameters:
    """What competes, and at which sizes.

    Args:
        known_layers: contexts of the CEPR tables; those beyond what the trace supports are left out.
        budgets_bytes: sizes that context trees are cut to.
        excerpt_turns: conversations of a corpus without summaries are cut into pieces of about so many turns, each an
            example of its own, so that little text gives long traces; None leaves them whole.
        lags, min_leaf, max_depth: as in `offline.prediction.context_trees.grow_trees`; trees ask for fewer latest
            entries where token classes take their place.
        token_tables: shapes tried for the table of token classes; trees without one compete as well, and the tuning
            split decides for each budget.
        adaptation_known_layers, adaptation_weight: the table that goes on counting.
        curve_fractions: parts of the learning trace for the learning curves.
        curve_bytes: budget of the trees of the learning curves.
        gate_dialogues: dialogues of the report split on which gates are heard.
        resamples, confidence: of the bootstrap intervals.
        prices: where a layer chooses several experts, or traces were made elsewhere as a file, a price list takes the
            place of all this (`experiments.studies.predictor_prices`).
    """

    known_layers: tuple[int, ...]
    budgets_bytes: tuple[int, ...]
    excerpt_turns: int | None
    lags: int
    token_tables: tuple[TokenTable, ...]
    min_leaf: int
    max_depth: int
    adaptation_known_layers: int
    adaptation_weight: int
    curve_fractions: tuple[float, ...]
    curve_bytes: int
    gate_dialogues: int
    resamples: int
    confidence: float
    prices: PriceParameters

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.known_layers:
            raise ConfigError("experiment.known_layers=[]: expected numbers of at least 1")
        if not self.budgets_bytes or not all(0 < f <= 1 for f in self.curve_fractions):
            raise ConfigError("experiment: budgets_bytes is empty, or a curve fraction is not in 0..1")
        if self.resamples < 2:
            raise ConfigError(f"experiment.resamples={self.resamples}: expected at least 2")


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context, parameters.excerpt_turns)
    if traces.train.top_k > 1 or Path(str(context.settings.dataset.traces)).is_file():
        return price_list(context, traces, parameters.prices, parameters.resamples, parameters.confidence)
    if context.settings.predictor.path is not None:
        raise ConfigError("predictor.path: is priced where a layer chooses several experts, or traces are a file")
    seed = context.settings.seed
    grown = _grow(traces.train, context, parameters)
    results = [_measure(each, traces.report) for each in _competitors(traces, grown, parameters, seed)]
    if traces.report_dialogues:
        results += _gates(context, traces, parameters)
    results += _shuffled(traces, parameters, seed)
    rows = [_row(result, results, traces, parameters, seed) for result in results]
    curves = _learning_curves(context, traces, grown, parameters)
    learnt = [row for row in rows if row["kind"] == "learnt"]
    front = undominated(np.array([[row["index_bytes"], -row["accuracy"]] for row in learnt]))
    for row, on_front in zip(learnt, front, strict=True):
        row["on_pareto_front"] = bool(on_front)
    return Report(
        "predictor_bench",
        TITLE,
        context.labels(),
        rows + curves,
        notes=notes(results, traces, parameters),
        figures=(
            Figure(
                "accuracy_by_bytes",
                "Held-out accuracy over index storage; the line joins the Pareto front of the learnt predictors.",
                lambda canvas: draw_front(canvas, rows, traces),
                width=10,
                height=5.5,
            ),
            Figure(
                "accuracy_per_layer",
                "Accuracy at each MoE layer, tables and trees of equal bytes.",
                lambda canvas: draw_layers(canvas, results, parameters),
                width=9,
                height=5,
            ),
            Figure(
                "learning_curves",
                "Held-out accuracy over the tokens learnt from.",
                lambda canvas: draw_curves(canvas, curves),
            ),
        ),
        provenance=context.provenance(),
    )


def _grow(train: RoutingTrace, context: Context, parameters: Parameters) -> list[GrownTrees]:
    """Trees that ask for the path only, then those with each table of token classes that the model has ids for."""
    options: dict[TokenTable | None, None] = {None: None}
    if train.token_ids is not None:
        seen = int(train.token_ids.max()) + 1
        vocabulary = seen if context.trace_is_foreign else int(context.model.hf.config.vocab_size)
        shapes = [replace(t, groups=min(t.groups, train.moe_layers)) for t in parameters.token_tables]
        options |= dict.fromkeys(shape.of_vocabulary(vocabulary) for shape in shapes)
    return [
        grow_trees(
            train, lags=min(parameters.lags, 2**FEATURE_BITS - (shape.groups if shape else 0)), token_table=shape,
            min_leaf=parameters.min_leaf, max_depth=parameters.max_depth,
        )
        for shape in context.progress(options, "growing trees")
    ]  # fmt: skip


def _competitors(
    traces: SplitTraces, grown: Sequence[GrownTrees], parameters: Parameters, seed: int
) -> list[Competitor]:
    train = traces.train
    longest = int(train.example_lengths.max()) * train.moe_layers
    found: list[Competitor] = []
    for n in (n for n in parameters.known_layers if n < longest):
        table = build_cepr_table(train, n)
        small = predictors.table_predictor(f"CEPR, n = {n}, compressed", table, "compressed")
        found += [
            Competitor("CEPR", predictors.table_predictor(f"CEPR, n = {n}", table), n),
            Competitor("CEPR, compressed", small, n),
        ]
    for n in range(1, train.moe_layers):
        table = build_incremental_table(train, n)
        found.append(Competitor("incremental", predictors.table_predictor(f"incremental, n = {n}", table), n))
    for family, candidates in (("path trees", grown[:1]), ("token trees", grown)):
        for budget in parameters.budgets_bytes:
            trees = choose_trees(candidates, traces.tuning, budget * 8)
            if trees is not None:
                predictor = predictors.tree_predictor(f"{family}, {budget} bytes", trees)
                found.append(Competitor(family, predictor, budget_bytes=budget))
    known = min(parameters.adaptation_known_layers, longest - 1)
    adaptive = predictors.adaptive(build_cepr_table(train, known), parameters.adaptation_weight)
    found.append(Competitor("adaptive CEPR", adaptive, known))
    for name in plugin_names(PREDICTORS):
        plugin = learn_table(name, train, known)
        found.append(Competitor(name, Candidate(name, "learnt", plugin.predict_trace, plugin.size_bits(), 1)))
    return [
        *found,
        Competitor("marginal", predictors.marginal(train)),
        Competitor("previous token", predictors.previous_token(train)),
        Competitor("random", predictors.random_guess(seed)),
        Competitor("oracle", predictors.oracle()),
    ]


def _measure(competitor: Competitor, trace: RoutingTrace) -> Result:
    return Result(competitor, score(competitor.predictor.predict_trace(trace, trace.top_k), trace), trace)


def _gates(context: Context, traces: SplitTraces, parameters: Parameters) -> list[Result]:
    """The stale and the fresh gate, on routes that are recorded with what they say."""
    gated = record_gated_trace(
        context.model, traces.report_dialogues[: parameters.gate_dialogues], batch=BATCH,
        progress=lambda batches: context.progress(batches, "hearing gates"),
    )  # fmt: skip
    pairs = (("stale gate", "baseline", gated.stale), ("fresh gate", "control", gated.fresh))
    return [
        _measure(
            Competitor(name, predictors.gate(name, kind, gated.trace, guesses, context.model.d_model)), gated.trace
        )
        for name, kind, guesses in pairs
    ]


def _shuffled(traces: SplitTraces, parameters: Parameters, seed: int) -> list[Result]:
    """CEPR and the marginal on shuffled routes, where nothing can be known beyond the marginal."""
    train, report = predictors.shuffle_trace(traces.train, seed), predictors.shuffle_trace(traces.report, seed + 1)
    n = min(2, max(parameters.known_layers))
    table = predictors.table_predictor(f"CEPR, n = {n}, shuffled trace", build_cepr_table(train, n))
    most = replace(predictors.marginal(train), name="marginal, shuffled trace")
    return [_measure(Competitor("shuffled", replace(p, kind="control")), report) for p in (table, most)]


def _row(
    result: Result, results: Sequence[Result], traces: SplitTraces, parameters: Parameters, seed: int
) -> dict[str, Any]:
    low, high = result.accuracy.interval(parameters.resamples, seed, parameters.confidence)
    predictor = result.predictor
    row: dict[str, Any] = {
        "split": traces.report_split,
        "tokens": result.trace.tokens,
        "train_tokens": traces.train.tokens,
        "family": result.family,
        "predictor": predictor.name,
        "kind": predictor.kind,
        "index_bits": predictor.storage_bits,
        "index_bytes": predictor.storage_bits / 8,
        "reads": predictor.reads,
        "multiplications": predictor.macs,
        "accuracy": result.accuracy.overall,
        "accuracy_low": low,
        "accuracy_high": high,
    }
    rival = _rival(result, results)
    if rival is not None:
        gain = result.accuracy.gain_interval(rival.accuracy, parameters.resamples, seed, parameters.confidence)
        row |= {
            "compared_with": rival.predictor.name,
            "gain": result.accuracy.overall - rival.accuracy.overall,
            "gain_low": gain[0],
            "gain_high": gain[1],
        }
    return row


def _rival(result: Result, results: Sequence[Result]) -> Result | None:
    """What a row's gain is against: for trees the best CEPR of no more bytes, for adaptation the same table at rest."""
    if result.family == "adaptive CEPR":
        known = result.competitor.known_layers
        return next((r for r in results if r.family == "CEPR" and r.competitor.known_layers == known), None)
    budget = result.competitor.budget_bytes
    return None if budget is None else equal_bytes_rival(budget, results)


def _learning_curves(
    context: Context, traces: SplitTraces, grown: Sequence[GrownTrees], parameters: Parameters
) -> list[dict[str, Any]]:
    rows = []
    for fraction in parameters.curve_fractions:
        examples = max(2, round(traces.train.examples * fraction))
        part = traces.train.select(range(min(examples, traces.train.examples)))
        longest = int(part.example_lengths.max()) * part.moe_layers
        found = [(f"CEPR, n = {n}", build_cepr_table(part, n).predict_trace) for n in (2, 3, 4, 6) if n < longest]
        candidates = grown if part.tokens == traces.train.tokens else _grow(part, context, parameters)
        trees = choose_trees(candidates, traces.tuning, parameters.curve_bytes * 8)
        if trees is not None:
            found.append((f"token trees, {parameters.curve_bytes} bytes", trees.predict_trace))
        for name, predict in found:
            accuracy = score(predict(traces.report, traces.report.top_k), traces.report)
            low, high = accuracy.interval(parameters.resamples, context.settings.seed, parameters.confidence)
            rows.append(
                {
                    "split": traces.report_split,
                    "tokens": traces.report.tokens,
                    "train_tokens": part.tokens,
                    "predictor": name,
                    "kind": "learning curve",
                    "accuracy": accuracy.overall,
                    "accuracy_low": low,
                    "accuracy_high": high,
                }
            )
    return rows
