"""Every predictor on the same held-out routes: accuracy against bytes and work, with controls and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from experiments.studies.predictor_prices import PriceParameters, price_list
from experiments.tools.routing_traces import BATCH, SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError
from flame.plugins import PREDICTORS, plugin_names
from flame.routing import RoutingTrace
from offline.prediction import predictors
from offline.prediction.accuracy import Accuracy, score
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
        if not self.known_layers or min(self.known_layers) < 1:
            raise ConfigError(f"experiment.known_layers={list(self.known_layers)}: expected numbers of at least 1")
        if not self.budgets_bytes or not all(0 < f <= 1 for f in self.curve_fractions):
            raise ConfigError("experiment: budgets_bytes is empty, or a curve fraction is not in 0..1")
        if min(self.gate_dialogues, self.adaptation_weight, self.min_leaf, self.max_depth) < 1 or self.resamples < 2:
            raise ConfigError("experiment: expected counts of at least 1, and at least 2 resamples")


@dataclass(frozen=True)
class _Result:
    predictor: Candidate
    family: str
    accuracy: Accuracy
    trace: RoutingTrace


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context, parameters.excerpt_turns)
    if traces.train.top_k > 1 or Path(str(context.settings.dataset.traces)).is_file():
        return price_list(context, traces, parameters.prices, parameters.resamples, parameters.confidence)
    if context.settings.predictor.path is not None:
        raise ConfigError("predictor.path: is priced where a layer chooses several experts, or traces are a file")
    seed = context.settings.seed
    grown = _grow(traces.train, context, parameters)
    results = [_measure(p, family, traces.report) for family, p in _competitors(traces, grown, parameters, seed)]
    if traces.report_dialogues:
        results += _gates(context, traces, parameters)
    results += _shuffled(traces, parameters, seed)
    rows = [_row(result, results, traces, parameters, seed) for result in results]
    curves = _learning_curves(context, traces, grown, parameters)
    front = pareto_front([(r["index_bytes"], r["accuracy"]) if r["kind"] == "learnt" else None for r in rows])
    for row, on_front in zip(rows, front, strict=True):
        if row["kind"] == "learnt":
            row["on_pareto_front"] = on_front
    return Report(
        "predictor_bench",
        TITLE,
        context.labels(),
        rows + curves,
        notes=_notes(results, traces, parameters),
        figures=(
            Figure(
                "accuracy_by_bytes",
                "Held-out accuracy over index storage; the line joins the Pareto front of the learnt predictors.",
                lambda canvas: _draw_front(canvas, rows, traces),
                width=10,
                height=5.5,
            ),
            Figure(
                "accuracy_per_layer",
                "Accuracy at each MoE layer, tables and trees of equal bytes.",
                lambda canvas: _draw_layers(canvas, results, parameters),
                width=9,
                height=5,
            ),
            Figure(
                "learning_curves",
                "Held-out accuracy over the tokens learnt from.",
                lambda canvas: _draw_curves(canvas, curves),
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
) -> list[tuple[str, Candidate]]:
    train = traces.train
    longest = int(train.example_lengths.max()) * train.moe_layers
    found: list[tuple[str, Candidate]] = []
    for n in (n for n in parameters.known_layers if n < longest):
        table = build_cepr_table(train, n)
        found.append(("CEPR", predictors.table_predictor(f"CEPR, n = {n}", table)))
        found.append(
            ("CEPR, compressed", predictors.table_predictor(f"CEPR, n = {n}, compressed", table, "compressed"))
        )
    for n in range(1, train.moe_layers):
        table = build_incremental_table(train, n)
        found.append(("incremental", predictors.table_predictor(f"incremental, n = {n}", table)))
    for family, candidates in (("path trees", grown[:1]), ("token trees", grown)):
        for budget in parameters.budgets_bytes:
            trees = choose_trees(candidates, traces.tuning, budget * 8)
            if trees is not None:
                found.append((family, predictors.tree_predictor(f"{family}, {budget} bytes", trees)))
    adapted = build_cepr_table(train, min(parameters.adaptation_known_layers, longest - 1))
    found.append(("adaptive CEPR", predictors.adaptive(adapted, parameters.adaptation_weight)))
    for name in plugin_names(PREDICTORS):
        plugin = learn_table(name, train, min(parameters.adaptation_known_layers, longest - 1))
        found.append((name, Candidate(name, "learnt", plugin.predict_trace, plugin.size_bits(), 1)))
    found.append(("marginal", predictors.marginal(train)))
    found.append(("previous token", predictors.previous_token(train)))
    found.append(("random", predictors.random_guess(seed)))
    found.append(("oracle", predictors.oracle()))
    return found


def _measure(predictor: Candidate, family: str, trace: RoutingTrace) -> _Result:
    return _Result(predictor, family, score(predictor.predict_trace(trace, trace.top_k), trace), trace)


def _gates(context: Context, traces: SplitTraces, parameters: Parameters) -> list[_Result]:
    """The stale and the fresh gate, on routes that are recorded with what they say."""
    gated = record_gated_trace(
        context.model, traces.report_dialogues[: parameters.gate_dialogues], batch=BATCH,
        progress=lambda batches: context.progress(batches, "hearing gates"),
    )  # fmt: skip
    pairs = (("stale gate", "baseline", gated.stale), ("fresh gate", "control", gated.fresh))
    return [
        _measure(predictors.gate(name, kind, gated.trace, guesses, context.model.d_model), name, gated.trace)
        for name, kind, guesses in pairs
    ]


def _shuffled(traces: SplitTraces, parameters: Parameters, seed: int) -> list[_Result]:
    """CEPR and the marginal on shuffled routes, where nothing can be known beyond the marginal."""
    train, report = predictors.shuffle_trace(traces.train, seed), predictors.shuffle_trace(traces.report, seed + 1)
    n = min(2, max(parameters.known_layers))
    table = predictors.table_predictor(f"CEPR, n = {n}, shuffled trace", build_cepr_table(train, n))
    most = replace(predictors.marginal(train), name="marginal, shuffled trace")
    return [_measure(replace(p, kind="control"), "shuffled", report) for p in (table, most)]


def _row(
    result: _Result, results: Sequence[_Result], traces: SplitTraces, parameters: Parameters, seed: int
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


def _rival(result: _Result, results: Sequence[_Result]) -> _Result | None:
    """What a row's gain is against: for trees the best CEPR of no more bytes, for adaptation the same table at rest."""
    if result.family == "adaptive CEPR":
        at_rest = f"CEPR, n = {result.predictor.name.split('= ')[1]}"
        return next((r for r in results if r.predictor.name == at_rest), None)
    if "trees" not in result.family:
        return None
    return equal_bytes_rival(_budget_bytes(result), results)


def equal_bytes_rival(budget_bytes: int, results: Sequence[_Result]) -> _Result | None:
    """The most accurate CEPR table, dense or compressed, of no more bytes than a budget."""
    fitting = [r for r in results if r.family.startswith("CEPR") and r.predictor.storage_bits <= budget_bytes * 8]
    return max(fitting, key=lambda r: r.accuracy.overall) if fitting else None


def _budget_bytes(result: _Result) -> int:
    return int(result.predictor.name.split(", ")[1].split()[0])


def pareto_front(points: Sequence[tuple[float, float] | None]) -> list[bool]:
    """Which (bytes, accuracy) points no other point matches with fewer bytes or beats with no more."""
    front = []
    for point in points:
        others = [p for p in points if p is not None]
        front.append(
            point is not None and not any(b <= point[0] and a >= point[1] and (b, a) != point for b, a in others)
        )
    return front


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


def _notes(results: Sequence[_Result], traces: SplitTraces, parameters: Parameters) -> tuple[str, ...]:
    lines = [
        f"Learnt on {traces.train_split} ({traces.train.tokens:,} tokens, {traces.train.examples:,} examples); what is "
        f"kept of the trees and which token classes they use is chosen on {traces.tuning_split} "
        f"({traces.tuning.tokens:,}); measured on {traces.report_split} ({traces.report.tokens:,}). {traces.origin}.",
        "index_bits counts everything that is kept for prediction: for trees the exported image with header, token "
        "tags and rank directory; for compressed tables keys or bitmaps and counts; for adaptive tables 16-bit "
        "counters.",
        "reads are the most dependent reads of that storage for one prediction. Trees with token classes predict once "
        "the token that enters the decoder is known, which is before its first router. Gates and the oracle keep "
        "nothing.",
        f"Gates were heard on {parameters.gate_dialogues} dialogues of the report split."
        if traces.report_dialogues
        else "Gates: not run (a stored trace has no hidden states that they could hear).",
        "A shuffled trace must not be predicted better than by its marginal, a fresh gate must be right always.",
    ]
    lines += _verdicts(results)
    if traces.train.tokens < 200_000:
        lines.append(
            f"The tables learnt on {traces.train.tokens:,} tokens only; the learning curves show what more would give "
            "(dataset=chitchat dataset.trace_dialogues=null experiment.excerpt_turns=20 gives over 200,000)."
        )
    return tuple(lines)


def _verdicts(results: Sequence[_Result]) -> list[str]:
    """The two aims in words: 2 KB for the best CEPR of n up to 6, and the gain at equal bytes from 144 on."""
    cepr = [r for r in results if r.family == "CEPR" and int(r.predictor.name.split("= ")[1]) <= 6]
    trees = [r for r in results if "trees" in r.family]
    lines = []
    small = [r for r in trees if _budget_bytes(r) <= 2048]
    if cepr and small:
        best, ours = (max(group, key=lambda r: r.accuracy.overall) for group in (cepr, small))
        verdict = "reaches" if ours.accuracy.overall >= best.accuracy.overall else "does not reach"
        lines.append(f"Within 2 KB, {_in_words(ours)} {verdict} the best CEPR table of n up to 6: {_in_words(best)}.")
    gains = []
    for budget in sorted({_budget_bytes(r) for r in trees if _budget_bytes(r) >= 144}):
        rival = equal_bytes_rival(budget, results)
        ours = max((r for r in trees if _budget_bytes(r) == budget), key=lambda r: r.predictor.name.startswith("token"))
        if rival is not None:
            points = 100 * (ours.accuracy.overall - rival.accuracy.overall)
            gains.append(f"{budget:,} bytes {points:+.1f} (CEPR {rival.accuracy.overall:.1%})")
    if gains:
        lines.append(f"Points above the best CEPR, dense or compressed, of no more bytes: {'; '.join(gains)}.")
    return lines


def _in_words(result: _Result) -> str:
    size = result.predictor.storage_bits / 8
    return f"{result.predictor.name} ({result.accuracy.overall:.1%} with {size:,.0f} bytes)"


def _draw_front(canvas: Canvas, rows: Sequence[dict[str, Any]], traces: SplitTraces) -> None:
    axes = plots.new_axes(canvas, "Better than CEPR at the same bytes", "bytes of index", "held-out accuracy")
    learnt = [row for row in rows if row["kind"] == "learnt"]
    for family, color, mark in (
        ("CEPR", plots.OURS, "o"), ("CEPR, compressed", plots.FOURTH, "o"), ("incremental", plots.MUTED, "s"),
        ("path trees", plots.SECOND, "^"), ("token trees", plots.ACCENT, "D"),
        ("adaptive CEPR", plots.THIRD, "v"),
    ):  # fmt: skip
        chosen = [row for row in learnt if row["family"] == family]
        axes.semilogx(
            [row["index_bytes"] for row in chosen], [row["accuracy"] for row in chosen], mark, color=color, label=family
        )
    front = sorted((row["index_bytes"], row["accuracy"]) for row in learnt if row["on_pareto_front"])
    axes.plot(*zip(*front, strict=True), color="#444444", linewidth=1, zorder=0, label="Pareto front")
    for name in ("marginal", "previous token", "stale gate"):
        for row in (row for row in rows if row["family"] == name):
            plots.paper_line(axes, row["accuracy"], name)
    axes.axvline(2048, color=plots.PAPER, linewidth=1)
    axes.annotate("2 KB", (2048, 0.01), xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points")
    axes.set_xlim(right=2e6)  # dense tables of longer contexts lie beyond, and are no better
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _draw_layers(canvas: Canvas, results: Sequence[_Result], parameters: Parameters) -> None:
    axes: Axes = plots.new_axes(canvas, "Where trees win", "MoE layer", "held-out accuracy")
    layers = np.arange(results[0].trace.moe_layers)
    for family, color, style in (
        ("marginal", plots.MUTED, ":"), ("CEPR", plots.OURS, "o-"), ("path trees", plots.SECOND, "^-"),
        ("token trees", plots.ACCENT, "D-"), ("stale gate", plots.THIRD, "s--"),
    ):  # fmt: skip
        chosen = [r for r in results if r.family == family and r.predictor.storage_bits <= 2048 * 8]
        if chosen:
            best = max(chosen, key=lambda r: r.accuracy.overall)
            axes.plot(layers, best.accuracy.per_layer, style, color=color, label=best.predictor.name)
    axes.set_ylim(0, 1)
    axes.set_xticks(layers)
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _draw_curves(canvas: Canvas, curves: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "How much routing is enough", "tokens learnt from", "held-out accuracy")
    for name in dict.fromkeys(row["predictor"] for row in curves):
        chosen = [row for row in curves if row["predictor"] == name]
        axes.semilogx([r["train_tokens"] for r in chosen], [r["accuracy"] for r in chosen], "o-", label=name)
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
