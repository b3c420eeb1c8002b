"""What a table learnt on one corpus is worth on another, and what learning on wins back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, DatasetError, ToolchainMissing, check_counts
from offline.prediction import predictors
from offline.prediction.accuracy import score
from offline.prediction.cepr import build_cepr_table
from offline.prediction.context_trees import TokenTable, choose_trees, grow_trees
from offline.prediction.predictors import Candidate

TITLE = "Domain shift: tables learnt on one corpus, measured on another"
READS = ("model", "dataset.trace_dialogues", "predictor.known_layers")


@dataclass(frozen=True)
class Parameters:
    """Which corpora, and which predictors; `predictor.known_layers` is of the CEPR table and of the one that counts on.

    Args:
        corpora: folder of each corpus by name; None takes the embedded one or the hub.
        hub_names: repositories of corpora on the hub.
        dialogues: of each corpus, in all.
        tree_bytes, lags, token_table, min_leaf, max_depth: of the context trees.
        adaptation_weight: what one new observation counts.
        resamples, confidence: of the bootstrap intervals.
    """

    corpora: dict[str, str | None]
    hub_names: dict[str, str]
    dialogues: int
    tree_bytes: int
    lags: int
    token_table: TokenTable
    min_leaf: int
    max_depth: int
    adaptation_weight: int
    resamples: int
    confidence: float

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.corpora or self.dialogues < 3 or self.resamples < 2:
            raise ConfigError("experiment: expected a corpus, at least 3 dialogues and 2 resamples")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(**{f"corpus {name}": place for name, place in parameters.corpora.items()})


def run(context: Context, parameters: Parameters) -> Report:
    traces: dict[str, SplitTraces] = {}
    absent: list[dict[str, Any]] = []
    for name in context.progress(parameters.corpora, "recording traces"):
        try:
            traces[name] = split_traces(_context_of(name, context, parameters))
        except (DatasetError, ToolchainMissing) as error:
            absent.append({"measured_on": name, "status": "not run", "reason": str(error)})
    if not traces:
        raise DatasetError(f"experiment.corpora: none can be had; the first: {absent[0]['reason']}")
    rows = [
        _row(learnt_on, measured_on, predictor, parameters, context)
        for learnt_on in traces.values()
        for predictor in _learn(learnt_on, context, parameters)
        for measured_on in traces.values()
    ]
    return Report(
        "domain_shift",
        TITLE,
        context.labels(),
        rows + absent,
        notes=(
            "Each predictor learns on the learning split of one corpus and is measured on the report split of another; "
            "the decoder's routes while it generates.",
            f"The adaptive table goes on counting while it is measured, a new observation for "
            f"{parameters.adaptation_weight}; gain_of_adaptation is against the same table left as it was learnt.",
            *(f"{row['measured_on']}: not run ({row['reason']})" for row in absent),
        ),
        figures=(
            Figure(
                "domain_shift",
                "Held-out accuracy by the corpus learnt on (rows) and measured on (columns).",
                lambda canvas: _draw(canvas, rows),
                width=4.2 * len({row["predictor"] for row in rows}),
                height=4.5,
            ),
        ),
        provenance=context.provenance(dataset=False),
    )


def _context_of(name: str, context: Context, parameters: Parameters) -> Context:
    """The same settings and model, with another corpus to take traces from."""
    settings = context.settings
    limit = min(parameters.dialogues, settings.dataset.trace_dialogues or parameters.dialogues)
    dataset = replace(
        settings.dataset, name=name, path=parameters.corpora[name], hub_name=parameters.hub_names.get(name),
        trace_name=None, trace_path=None, trace_dialogues=limit,
    )  # fmt: skip
    other = Context(replace(settings, dataset=dataset))
    other.__dict__["model"] = context.model
    return other


def _learn(traces: SplitTraces, context: Context, parameters: Parameters) -> list[Candidate]:
    train = traces.train
    longest = int(train.example_lengths.max()) * train.moe_layers
    table = build_cepr_table(train, min(context.settings.predictor.known_layers, longest - 1))
    shape = parameters.token_table.of_vocabulary(int(context.model.hf.config.vocab_size))
    shape = replace(shape, groups=min(shape.groups, train.moe_layers))
    grown = [
        grow_trees(
            train, lags=parameters.lags, token_table=table, min_leaf=parameters.min_leaf, max_depth=parameters.max_depth
        )
        for table in (None, shape)
    ]
    trees = choose_trees(grown, traces.tuning, parameters.tree_bytes * 8)
    found = [predictors.table_predictor("CEPR", table)]
    found.append(replace(predictors.adaptive(table, parameters.adaptation_weight), name="adaptive CEPR"))
    return found + ([predictors.tree_predictor("context trees", trees)] if trees else [])


def _row(
    learnt_on: SplitTraces, measured_on: SplitTraces, predictor: Candidate, parameters: Parameters, context: Context
) -> dict[str, Any]:
    trace = measured_on.report
    accuracy = score(predictor.predict_trace(trace, trace.top_k), trace)
    low, high = accuracy.interval(parameters.resamples, context.settings.seed, parameters.confidence)
    row: dict[str, Any] = {
        "learnt_on": learnt_on.corpus,
        "measured_on": measured_on.corpus,
        "split": measured_on.report_split,
        "tokens": trace.tokens,
        "train_split": learnt_on.train_split,
        "train_tokens": learnt_on.train.tokens,
        "predictor": predictor.name,
        "index_bytes": predictor.storage_bits / 8,
        "accuracy": accuracy.overall,
        "accuracy_low": low,
        "accuracy_high": high,
    }
    if predictor.name == "adaptive CEPR":
        longest = int(learnt_on.train.example_lengths.max()) * learnt_on.train.moe_layers
        fixed = build_cepr_table(learnt_on.train, min(context.settings.predictor.known_layers, longest - 1))
        left = score(fixed.predict_trace(trace, trace.top_k), trace)
        gain = accuracy.gain_interval(left, parameters.resamples, context.settings.seed, parameters.confidence)
        row |= {"gain_of_adaptation": accuracy.overall - left.overall, "gain_low": gain[0], "gain_high": gain[1]}
    return row


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(row["predictor"] for row in rows))
    corpora = list(dict.fromkeys(row["learnt_on"] for row in rows))
    place = {name: i for i, name in enumerate(corpora)}
    low = min(row["accuracy"] for row in rows)
    high = max(row["accuracy"] for row in rows)
    for axes, name in zip(np.ravel(canvas.subplots(1, len(names), squeeze=False)), names, strict=True):
        values = np.full((len(corpora), len(corpora)), np.nan)
        for row in (row for row in rows if row["predictor"] == name):
            values[place[row["learnt_on"]], place[row["measured_on"]]] = row["accuracy"]
        axes.imshow(values, cmap="Blues", vmin=low - 0.05, vmax=high)
        axes.grid(visible=False)
        plots.label(axes, name, "measured on", "learnt on")
        axes.set_xticks(range(len(corpora)), corpora, rotation=30, ha="right")
        axes.set_yticks(range(len(corpora)), corpora)
        for (i, j), value in np.ndenumerate(values):
            shade = "white" if value > (low + high) / 2 else "#333333"
            axes.text(j, i, f"{value:.0%}", ha="center", va="center", color=shade)
