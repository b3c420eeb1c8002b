"""The price list of `predictor_bench`: what predictors of any top_k recall, cost and would save over a link."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.studies.predictor_prices_report import CURVE, figures, notes, pays_from, verdict
from experiments.tools.learnt_tables import Origin, learnt_in, stored_tables
from experiments.tools.routing_traces import SplitTraces
from experiments.tools.set_buffers import from_second_layer, side_by_side
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, check_counts
from flame.routing import RoutingTrace
from offline.prediction import predictors
from offline.prediction.accuracy import Accuracy, score
from offline.prediction.factorised_shapes import SCHEDULES, SHAPES
from online.pa_buf.factorised import FactorisedRanker
from online.pa_buf.link_replay import LinkReplay, replay_link

Rank = Callable[[RoutingTrace, int], np.ndarray]
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class PriceParameters:
    """What is priced.

    Args:
        shapes: factorised tables that compete, by the names of `offline.prediction.factorised_shapes.SHAPES`.
        schedule: how they are learnt, by the names of `SCHEDULES`.
        guess_factors: guesses for each layer, as multiples of top_k (rounded up).
        train_tokens: tokens of the train split that recall is also stated for, from its start.
        curve_fractions: parts of the train split's examples, for learning curves of the first shape: learnt by
            `schedule`, and counted.
        slots: experts of each layer that are resident while guesses are preloaded (LRU evicts); at most all.
        load_tokens: times of one load, in tokens' computing times, ascending; `link` is the one that rows state.
        link: see `load_tokens`.
        expert_bytes: what one load moves; None states loads alone.
    """

    shapes: tuple[str, ...]
    schedule: str
    guess_factors: tuple[float, ...]
    train_tokens: int
    curve_fractions: tuple[float, ...]
    slots: int
    load_tokens: tuple[float, ...]
    link: float
    expert_bytes: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment.prices")
        if not self.shapes:
            raise ConfigError("experiment.prices.shapes=[]: expected at least one name")
        unknown = [name for name in self.shapes if name not in SHAPES]
        if unknown or self.schedule not in SCHEDULES:
            raise ConfigError(
                f"experiment.prices: shapes {list(self.shapes)}, schedule {self.schedule} (expected of "
                f"{sorted(SHAPES)}, {sorted(SCHEDULES)})"
            )
        if not self.guess_factors or min(self.guess_factors) < 1:
            raise ConfigError("experiment.prices.guess_factors: expected numbers of at least 1")
        if not all(time > 0 for time in (*self.load_tokens, self.link)):
            raise ConfigError("experiment.prices: expected times of a load above 0")
        if not all(0 < part < 1 for part in self.curve_fractions):
            raise ConfigError(
                f"experiment.prices.curve_fractions={list(self.curve_fractions)}: expected parts between 0 and 1"
            )


@dataclass(frozen=True)
class Priced:
    """A predictor of sets: `rank` gives int16 `[tokens, layers, top]`, best first, from what precedes each entry."""

    name: str
    kind: str
    rank: Rank
    size_bytes: float
    learn_seconds: float | None = None


def price_list(
    context: Context, traces: SplitTraces, parameters: PriceParameters, resamples: int, confidence: float
) -> Report:
    """Learn on the train split, state recall on all three, with intervals over examples."""
    seed = context.settings.seed
    competitors = _competitors(context, traces, parameters, seed)
    top_k, experts = traces.train.top_k, traces.train.num_experts
    guesses = sorted({min(experts, int(np.ceil(top_k * factor))) for factor in parameters.guess_factors})
    splits = dict(
        zip(SPLITS, (_first(traces.train, parameters.train_tokens), traces.tuning, traces.report), strict=True)
    )
    rows = []
    for predictor in context.progress(competitors, "pricing"):
        for split, trace in splits.items():
            rows += _rows(predictor, split, trace, guesses, seed, resamples, confidence)
    values = link_values(context, competitors, traces.report, guesses, parameters)
    rows = [row | (values[row["predictor"], row["guesses"]] if row["split"] == "test" else {}) for row in rows]
    rows += _shuffled_rows(competitors, traces.report, guesses, seed, resamples, confidence)
    rows += _curve_rows(context, traces, parameters, guesses, seed, resamples, confidence)
    common = {
        "train_tokens": traces.train.tokens, "train_examples": traces.train.examples, "top_k": top_k,
        "experts": experts,
    }  # fmt: skip
    shifts = context.settings.dataset.traces_test is not None
    rows = [common | row for row in (with_shift(rows) if shifts else rows)]
    return Report(
        "predictor_bench",
        "Expert predictors: what they recall, and what it costs",
        context.labels(),
        rows,
        notes=notes(traces, parameters, shifts),
        figures=figures(rows, parameters),
        provenance=context.provenance(),
    )


def _competitors(context: Context, traces: SplitTraces, parameters: PriceParameters, seed: int) -> list[Priced]:
    train = traces.train
    found = []
    for name in parameters.shapes:
        table, seconds = learnt_in(context, train, SHAPES[name], parameters.schedule, name)
        rank = FactorisedRanker(table).predict_trace
        found.append(Priced(f"factorised, {name}", "learnt", rank, table.size_bits() / 8, seconds))
        if SCHEDULES[parameters.schedule] is not None:
            table, seconds = learnt_in(context, train, SHAPES[name], "counted", name)
            rank = FactorisedRanker(table).predict_trace
            found.append(Priced(f"counted, {name}", "learnt", rank, table.size_bits() / 8, seconds))
    stored = context.settings.predictor.path
    if stored is not None:
        coming, _ = stored_tables(Path(stored), Origin.of(context).router_sha256)
        if coming is None:
            raise ConfigError(f"predictor.path={stored}: has no table of what comes next (give one that has)")
        train.check_fits(coming)
        rank = FactorisedRanker(coming).predict_trace
        found.append(Priced("factorised, stored", "learnt", rank, coming.size_bits() / 8))
    if train.top_k == 1:
        for n in (1, 2, 3):
            start = time.monotonic()
            cepr = predictors.learn_table("cepr", train, n)
            seconds = time.monotonic() - start
            found.append(Priced(f"cepr, n = {n}", "learnt", cepr.predict_trace, cepr.size_bits() / 8, seconds))
    for baseline in (predictors.marginal(train), predictors.previous_token(train)):
        found.append(Priced(baseline.name, "baseline", baseline.predict_trace, baseline.storage_bits / 8))
    for control in (predictors.random_guess(seed), predictors.oracle()):
        found.append(Priced(control.name, "control", control.predict_trace, 0.0))
    return found


def _first(trace: RoutingTrace, tokens: int) -> RoutingTrace:
    """The first examples, up to about so many tokens."""
    if trace.tokens <= tokens:
        return trace
    return trace.select(range(max(1, int(np.searchsorted(trace.example_ptr, tokens)))))


def whole_right(guesses: np.ndarray, trace: RoutingTrace) -> Accuracy:
    """How often all experts of a layer are among the guesses; an access is one layer of one token."""
    found = (trace.experts[:, :, :, None] == guesses[:, :, None, :]).any(axis=3).all(axis=2)
    return Accuracy(np.add.reduceat(found.astype(np.int64), trace.example_ptr[:-1], axis=0), trace.example_lengths)


def _rows(
    predictor: Priced, split: str, trace: RoutingTrace, guesses: Sequence[int], seed: int, resamples: int,
    confidence: float,
) -> list[dict[str, Any]]:  # fmt: skip
    start = time.thread_time()
    ranked = predictor.rank(trace, max(guesses))
    microseconds = (time.thread_time() - start) / (trace.tokens * trace.moe_layers) * 1e6
    rows = []
    for count in guesses:
        recall = score(ranked, trace, count)
        low, high = recall.interval(resamples, seed, confidence)
        row: dict[str, Any] = {
            "predictor": predictor.name,
            "kind": predictor.kind,
            "split": split,
            "tokens": trace.tokens,
            "guesses": count,
            "recall": recall.overall,
            "recall_low": low,
            "recall_high": high,
            "whole": whole_right(ranked[:, :, :count], trace).overall,
            "precision": recall.overall * trace.top_k / count,
            "size_bytes": predictor.size_bytes,
            "us_per_prediction": microseconds,
        }
        if trace.probabilities is not None:
            row["gate_mass"] = gate_mass(ranked[:, :, :count], trace)
        if predictor.learn_seconds is not None:
            row["learn_seconds"] = predictor.learn_seconds
        rows.append(row)
    return rows


def gate_mass(guesses: np.ndarray, trace: RoutingTrace) -> float:
    """Share of the chosen experts' router probability whose experts are among the guesses."""
    assert trace.probabilities is not None, "asked for traces with probabilities alone"
    chosen = np.take_along_axis(trace.probabilities, trace.experts.astype(np.int64), axis=2)
    found = (trace.experts[:, :, :, None] == guesses[:, :, None, :]).any(axis=3)
    return float((chosen * found).sum() / chosen.sum())


def link_values(
    context: Context, competitors: Sequence[Priced], trace: RoutingTrace, guesses: Sequence[int],
    parameters: PriceParameters,
) -> dict[tuple[str, int], dict[str, Any]]:  # fmt: skip
    """What preloading each predictor's guesses, one layer ahead, is worth over links of several speeds.

    The first layer is not preloaded: before its token is known the layer's turn has come.
    """
    plan = [min(parameters.slots, trace.num_experts)] * trace.moe_layers
    times = sorted({*parameters.load_tokens, parameters.link})
    belady = replay_link(trace, plan, "belady")
    values = {}

    def over_links(guessed: np.ndarray | None) -> dict[float, LinkReplay]:
        """By the time of one load."""
        found = side_by_side(lambda t: replay_link(trace, plan, "lru", guesses=guessed, load_tokens=t), times)
        return dict(zip(times, found, strict=True))

    alone = over_links(None)
    for predictor in context.progress(competitors, "links"):
        ranked = from_second_layer(predictor.rank(trace, max(guesses)))
        for count in guesses:
            values[predictor.name, count] = _value(alone, over_links(ranked[:, :, :count]), belady, parameters)
    return values


def _value(
    alone: dict[float, LinkReplay], ahead: dict[float, LinkReplay], belady: LinkReplay, parameters: PriceParameters
) -> dict[str, Any]:
    """One predictor's columns: replays without and with its preloads, by the time of one load."""
    found = ahead[parameters.link]
    saved = {t: alone[t].stall_per_token - ahead[t].stall_per_token for t in alone}
    begun = int(found.preloads.sum())
    value: dict[str, Any] = {
        "link_load_tokens": parameters.link,
        "hit_ratio": found.hit_ratio,
        "regret": belady.hit_ratio - found.hit_ratio,
        "loads_per_useful_hit": found.loads_per_useful_preload if begun else None,
        "timely": float(found.useful_preloads.sum() / begun) if begun else None,
        "late": float(found.late_preloads.sum() / begun) if begun else None,
        "stall_tokens": found.stall_per_token,
        "stall_saved_tokens": saved[parameters.link],
        "stall_caused_tokens": found.caused_per_token,
        "stall_over_none": [
            round(ahead[t].stall_per_token / max(alone[t].stall_per_token, 1e-12), 4) for t in parameters.load_tokens
        ],
        "pays_from": pays_from(saved),
        "verdict": verdict(saved),
    }
    if parameters.expert_bytes is not None and begun:
        value["bytes_per_useful_hit"] = found.loads_per_useful_preload * parameters.expert_bytes
    return value


def _shuffled_rows(
    competitors: Sequence[Priced], report: RoutingTrace, guesses: Sequence[int], seed: int, resamples: int,
    confidence: float,
) -> list[dict[str, Any]]:  # fmt: skip
    """The learnt predictors and the marginal on shuffled routes, where nothing can be known beyond the marginal."""
    shuffled = predictors.shuffle_trace(report, seed)
    rows = []
    for predictor in competitors:
        if predictor.kind == "learnt" or predictor.name == "marginal":
            found = _rows(predictor, "test", shuffled, guesses, seed, resamples, confidence)
            rows += [row | {"predictor": f"{predictor.name}, shuffled trace", "kind": "control"} for row in found]
    return rows


def _curve_rows(
    context: Context, traces: SplitTraces, parameters: PriceParameters, guesses: Sequence[int], seed: int,
    resamples: int, confidence: float,
) -> list[dict[str, Any]]:  # fmt: skip
    """Recall by how much was learnt from; what all of it gives stands in the competitors' own rows."""
    name, rows = parameters.shapes[0], []
    schedules = {"factorised": parameters.schedule, "counted": "counted"}
    if SCHEDULES[parameters.schedule] is None:
        del schedules["counted"]
    for fraction in context.progress(parameters.curve_fractions, "learning curves"):
        part = traces.train.select(range(max(1, round(traces.train.examples * fraction))))
        for kind, schedule in schedules.items():
            table, seconds = learnt_in(context, part, SHAPES[name], schedule, name)
            rank = FactorisedRanker(table).predict_trace
            priced = Priced(f"{kind}, {name}", CURVE, rank, table.size_bits() / 8, seconds)
            found = _rows(priced, "test", traces.report, guesses, seed, resamples, confidence)
            rows += [row | {"train_tokens": part.tokens, "train_examples": part.examples} for row in found]
    return rows


def with_shift(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose test split is of another corpus, with what recall loses there against the validation split's."""
    own = {(row["predictor"], row["guesses"]): row for row in rows if row["split"] == "validation"}
    found = []
    for row in rows:
        held = own.get((row["predictor"], row["guesses"]))
        if row["split"] == "test" and held is not None and row["kind"] != CURVE:
            shift = row["recall"] - held["recall"]
            below = np.hypot(row["recall"] - row["recall_low"], held["recall_high"] - held["recall"])
            above = np.hypot(row["recall_high"] - row["recall"], held["recall"] - held["recall_low"])
            row = row | {"shift": shift, "shift_low": shift - float(below), "shift_high": shift + float(above)}
        found.append(row)
    return found
