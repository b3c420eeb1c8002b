"""Figure 8a: how often CEPR predicts the router's expert, layer by layer, against incremental prediction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.paper.values import beside, number
from experiments.tools.learnt_tables import FACTORISED, learnt
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.circular_path import path_symbols
from flame.errors import ConfigError, check_counts
from flame.factorised_table import FactorisedTable
from flame.prediction_table import PredictionTable
from offline.intervals import ratio_interval, statistic_interval
from offline.prediction.accuracy import Accuracy, score
from offline.prediction.cepr import MOST_SETS, build_cepr_table, build_context_table, build_incremental_table
from offline.prediction.factorised_shapes import shape_within
from online.pa_buf.factorised import FactorisedRanker

TITLE = "Prediction accuracy per MoE layer (figure 8a)"
READS = ("model", "routing traces", "predictor.table_bytes", "predictor.schedule")


@dataclass(frozen=True)
class Parameters:
    """What is compared.

    Args:
        known_layers: entries of context, for each of which a CEPR and an incremental table are learnt.
        resamples: bootstrap draws over examples for the confidence intervals.
        confidence: of the intervals.
    """

    known_layers: tuple[int, ...]
    resamples: int
    confidence: float

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.known_layers:
            raise ConfigError("experiment.known_layers=[]: expected numbers of at least 1")
        if not 0 < self.confidence < 1 or self.resamples < 2:
            raise ConfigError(
                f"experiment: resamples {self.resamples}, confidence {self.confidence} (expected 2 up, between 0 and 1)"
            )


@dataclass(frozen=True)
class _Result:
    predictor: str
    known_layers: int | None
    size_bits: int
    accuracy: Accuracy


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context)
    results = _learnt(context, traces, parameters.known_layers)
    rows = [
        row
        for result in results
        for row in _rows(result, traces, parameters.resamples, context.settings.seed, parameters.confidence)
    ]
    chance = traces.report.top_k / traces.report.num_experts
    return Report(
        "fig8a_prediction_accuracy",
        TITLE,
        context.labels(),
        rows,
        paper=_paper(results, chance, parameters.resamples, context.settings.seed),
        notes=(
            f"{traces.origin}: tables learn on "
            f"{traces.train_split} ({traces.train.tokens:,} tokens of {traces.train.examples} dialogues) and are "
            f"measured on {traces.report_split} ({traces.report.tokens:,} tokens of "
            f"{traces.report.examples} other dialogues).",
            "An unseen context backs off to its longest seen suffix. Incremental prediction (EdgeMoE) knows only the "
            "layers of the same token, at most known_layers of them, so nothing at layer 0.",
            *_notes_of_sets(results, traces),
            f"accuracy_low and accuracy_high bound the {parameters.confidence:.0%} interval by bootstrap over "
            "examples.",
            "The paper's gains over incremental prediction are read as ratios of overall accuracies; at about the "
            "same storage means the largest CEPR table that is no larger than the full incremental one.",
        ),
        figures=(
            Figure(
                "accuracy_per_layer",
                "Held-out prediction accuracy at each MoE layer, for n known layers; dashed: incremental prediction.",
                lambda canvas: _draw_layers(canvas, results, chance),
                width=9,
                height=5,
            ),
            Figure(
                "accuracy_by_known_layers",
                "Overall accuracy over known layers, with intervals; the paper gives values for n = 1 and n = 6 alone.",
                lambda canvas: _draw_orders(canvas, results, chance, parameters.resamples, context.settings.seed),
            ),
        ),
        provenance=context.provenance(),
    )


def _learnt(context: Context, traces: SplitTraces, known_layers: tuple[int, ...]) -> list[_Result]:
    """Every predictor that the trace supports, learnt on the train split and measured on the report split."""
    train, report = traces.train, traces.report
    tables: list[tuple[str, int | None, PredictionTable | FactorisedTable]] = [
        ("marginal", 0, build_context_table(train, [0] * train.moe_layers))
    ]
    if train.top_k == 1 or len(path_symbols(train)) <= MOST_SETS:
        tables += [("cepr", n, build_cepr_table(train, n)) for n in known_layers]
        tables += [("incremental", n, build_incremental_table(train, n)) for n in known_layers]
    if train.top_k > 1:
        settings = context.settings.predictor
        shape = shape_within(settings.table_bytes, train)
        tables.append((FACTORISED, None, learnt(context, train, shape, settings.schedule, "what comes next")))
    results = []
    for name, n, table in context.progress(tables, "predicting"):
        predicts = FactorisedRanker(table) if isinstance(table, FactorisedTable) else table
        accuracy = score(predicts.predict_trace(report, report.top_k), report)
        results.append(_Result(name, n, table.size_bits(), accuracy))
    return results


def _notes_of_sets(results: list[_Result], traces: SplitTraces) -> list[str]:
    """What is different where a layer chooses several experts."""
    if traces.train.top_k == 1:
        return []
    known = (
        []
        if _find(results, "cepr")
        else [
            f"Its layers choose {len(path_symbols(traces.train)):,} different sets of {traces.train.top_k} experts, "
            "which hardly repeat as contexts: no CEPR or incremental table of whole sets was learnt."
        ]
    )
    return [
        "accuracy is the share of the chosen experts that are among as many guesses. A factorised table adds up what "
        "single experts of the path, and tokens, say, and weighs evidence of its own, so it has no known_layers.",
        *known,
    ]


def _rows(result: _Result, traces: SplitTraces, resamples: int, seed: int, confidence: float) -> list[dict[str, Any]]:
    shared = {
        "split": traces.report_split,
        "tokens": traces.report.tokens,
        "train_tokens": traces.train.tokens,
        "known_layers": result.known_layers,
        "predictor": result.predictor,
    }
    low, high = result.accuracy.interval(resamples, seed, confidence)
    overall: dict[str, Any] = {
        "layer": "all",
        "accuracy": result.accuracy.overall,
        "accuracy_low": low,
        "accuracy_high": high,
        "times_chance": result.accuracy.overall * traces.report.num_experts / traces.report.top_k,
        "index_bytes": result.size_bits / 8,
        "worst_over_best_layer": _evenness(result.accuracy.hits),
    }
    low, high = statistic_interval(
        lambda drawn: _evenness(result.accuracy.hits[drawn]), len(result.accuracy.hits), resamples, seed, confidence
    )
    overall |= {"worst_over_best_layer_low": low, "worst_over_best_layer_high": high}
    layers: list[dict[str, Any]] = [{"layer": k, "accuracy": float(a)} for k, a in enumerate(result.accuracy.per_layer)]
    return [shared | row for row in [overall, *layers]]


def _evenness(hits: np.ndarray) -> float:
    """Accuracy of the worst layer over that of the best, from hits `[examples, moe_layers]`; 0 without a hit."""
    layers = hits.sum(axis=0)
    return float(layers.min() / max(layers.max(), 1))


def _find(results: list[_Result], predictor: str) -> list[_Result]:
    return [r for r in results if r.predictor == predictor]


def _known(result: _Result) -> int:
    return result.known_layers or 0


def _paper(results: list[_Result], chance: float, resamples: int, seed: int) -> tuple[PaperValue, ...]:
    cepr, incremental = _find(results, "cepr"), _find(results, "incremental")
    by_n = {r.known_layers: r for r in cepr}
    full = max(incremental, key=_known, default=None)
    fitting = [r for r in cepr if full and r.size_bits <= full.size_bits]
    same_size = max(fitting, key=lambda r: r.size_bits) if fitting else None

    def value(
        id: str, found: _Result | None, scale: float, over: _Result | None = None, less: float = 0.0
    ) -> PaperValue:
        """Accuracy (over another's) times `scale` less `less`, with the interval of examples drawn together."""
        if found is None:
            return beside(id)
        hits = found.accuracy.hits.sum(1)
        below = over.accuracy.hits.sum(1) if over else found.accuracy.accesses * found.accuracy.hits.shape[1]
        if not below.sum():
            return beside(id)
        low, high = (scale * end - less for end in ratio_interval(hits, below, resamples, seed))
        return beside(id, float(scale * hits.sum() / below.sum() - less), ours_interval=(low, high))

    one, six = by_n.get(1), by_n.get(6)
    return (
        beside("random_8", chance, ours_kind="arithmetic"),
        value("accuracy_n1", one, 1),
        value("accuracy_n6", six, 1),
        value("over_random_n1", one, 1 / chance),
        value("over_random_n6", six, 1 / chance),
        value("over_incremental_n6", six if full else None, 1, over=full, less=1),
        value("over_incremental_same_bytes", same_size, 1, over=full, less=1),
        *(value(f"edgemoe_1_n{n}", by_n.get(n) if full else None, 1, over=full) for n in (1, 6)),
    )


def _draw_layers(canvas: Canvas, results: list[_Result], chance: float) -> None:
    axes = plots.new_axes(canvas, "Accuracy at each MoE layer", "MoE layer", "accuracy")
    layers = np.arange(len(results[0].accuracy.per_layer))
    cepr = _find(results, "cepr")
    for shade, result in zip(np.linspace(0.3, 1.0, len(cepr)), cepr, strict=True):
        axes.plot(
            layers,
            result.accuracy.per_layer,
            "o-",
            color=plots.OURS,
            alpha=shade,
            label=f"CEPR, n = {result.known_layers}",
        )
    for full in sorted(_find(results, "incremental"), key=_known)[-1:]:
        axes.plot(layers, full.accuracy.per_layer, "s--", color=plots.ACCENT, label="incremental")
    for result in _find(results, FACTORISED):
        axes.plot(layers, result.accuracy.per_layer, "^-", color=plots.THIRD, label=f"CEPR, {FACTORISED}")
    axes.plot(layers, _find(results, "marginal")[0].accuracy.per_layer, ":", color=plots.SECOND, label="most frequent")
    plots.paper_line(axes, chance, "chance")
    axes.set_ylim(0, 1)
    axes.set_xticks(layers[:: 1 + len(layers) // 16])
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _draw_orders(canvas: Canvas, results: list[_Result], chance: float, resamples: int, seed: int) -> None:
    axes = plots.new_axes(canvas, "Accuracy over the known layers", "known layers n", "overall accuracy")
    for name, color in (("cepr", plots.OURS), ("incremental", plots.ACCENT)):
        chosen = _find(results, name)
        if not chosen:
            continue
        n = [_known(r) for r in chosen]
        value = np.array([r.accuracy.overall for r in chosen])
        bounds = np.array([r.accuracy.interval(resamples, seed) for r in chosen]).T
        error = np.clip([value - bounds[0], bounds[1] - value], 0, None)
        axes.errorbar(n, value, yerr=error, fmt="o-", color=color, capsize=3, label={"cepr": "CEPR"}.get(name, name))
    for result in _find(results, FACTORISED):
        axes.axhline(result.accuracy.overall, color=plots.THIRD, label=f"CEPR, {FACTORISED}")
    axes.plot(
        [1, 6], [number("accuracy_n1"), number("accuracy_n6")], "D--", color=plots.PAPER, label="paper, n = 1 and 6"
    )
    plots.paper_line(axes, chance, "chance")
    axes.set_ylim(0, 1)
    plots.as_percent(axes)
    axes.legend(loc="upper left")
