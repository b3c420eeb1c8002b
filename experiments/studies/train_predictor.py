"""Predictors that read hidden states, learnt from a trace that keeps them: what they recall held out, and cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.studies.predictor_prices import whole_right
from experiments.tools.hidden_traces import kept_states, spread
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, TraceError
from flame.hidden_predictor import HiddenPredictor
from flame.storage.dataset import Dialogue, disjoint_splits
from flame.storage.hidden_files import load_hidden, save_hidden
from offline.prediction.accuracy import score
from offline.prediction.hidden import HiddenSchedule, learn_hidden, router_matrices, stale_gate
from offline.prediction.tracing import MODES, HiddenTrace

TITLE = "Predictors from hidden states: stale gates, corrected, and linear maps before attention"
READS = ("model", "routing traces")


@dataclass(frozen=True)
class Parameters:
    """What is learnt.

    Args:
        folder: where predictors are stored, below the output folder.
        mode: how traces are recorded (`offline.prediction.tracing.MODES`).
        dialogues, report_dialogues: learnt from, and reported on, evenly spaced over their splits.
        excerpt_turns: dialogues of a corpus without summaries are learnt from in pieces of about so many turns, of
            which `dialogues` counts; None leaves them whole.
        router_leads: layers ahead from the input of a router, as it stands (stale gate) and corrected.
        block_leads: layers ahead from what enters a block, before attention; 0 is the ranked layer's own.
        both_leads: layers ahead from both, with `width` hidden units beside the linear map.
        width: see `both_leads`; 0 for none.
        guess_factors: guesses, as multiples of top_k (rounded up).
        learning: how maps are learnt.
        timed_tokens: decoded for the time of a token.
        resamples: of the bootstrap intervals over dialogues.
    """

    folder: str
    mode: str
    dialogues: int
    report_dialogues: int
    excerpt_turns: int | None
    router_leads: tuple[int, ...]
    block_leads: tuple[int, ...]
    both_leads: tuple[int, ...]
    width: int
    guess_factors: tuple[float, ...]
    learning: HiddenSchedule
    timed_tokens: int
    resamples: int

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ConfigError(f"experiment.mode={self.mode}: expected {' or '.join(MODES)}")
        turns = 1 if self.excerpt_turns is None else self.excerpt_turns
        if min(self.dialogues, self.report_dialogues, turns, self.timed_tokens, self.resamples - 1) < 1:
            raise ConfigError(
                "experiment: expected dialogues, excerpt_turns and timed_tokens of at least 1, and at least 2 resamples"
            )
        if (
            min((1, *self.router_leads, *self.both_leads)) < 1
            or self.width < 0
            or min((0, *self.block_leads)) < 0
            or min((1.0, *self.guess_factors)) < 1
        ):
            raise ConfigError("experiment.router_leads, block_leads, guess_factors: expected at least 1, 0 and 1 each")


def run(context: Context, parameters: Parameters) -> Report:
    """Record, learn and measure.

    Raises:
        TraceError: a stored trace is given, which has no hidden states.
    """
    dataset = context.settings.dataset
    if dataset.traces is not None:
        raise TraceError(f"dataset.traces={dataset.traces}: has no hidden states (leave it out: they are recorded)")
    corpus = context.trace_corpus
    parts = disjoint_splits(corpus, dataset.trace_dialogues)
    turns = None if corpus.has_summaries else parameters.excerpt_turns
    learnt_from = spread(parts.train, parameters.dialogues, turns)
    train = kept_states(context, parameters.mode, learnt_from)
    report = kept_states(context, parameters.mode, spread(parts.report, parameters.report_dialogues, None))
    token_s = _token_seconds(context, parts.report[0], parameters.timed_tokens)
    router, rows = context.model.router_sha256(), []
    for name, predictor in context.progress(_predictors(context, train, parameters), "measuring"):
        if name.partition(",")[0] != "stale gate":
            folder = Path(context.settings.output) / parameters.folder / f"{predictor.state}-{predictor.lead}"
            config = {"corpus": corpus.name, "mode": parameters.mode, "tokens": train.trace.tokens} | asdict(
                parameters.learning
            )
            save_hidden(predictor, folder, router_sha256=router, config=config, labels=context.labels())
            predictor = load_hidden(folder, router)[0]  # what is measured is what was stored
        for split, kept in (("train", train), ("test", report)):
            rows += _rows(name, predictor, split, kept, parameters, context.settings.seed, token_s)
    rows = [{"train_tokens": train.trace.tokens, "token_ms": token_s * 1e3} | row for row in rows]
    return Report(
        "train_predictor",
        TITLE,
        context.labels("measured"),
        rows,
        notes=(
            f"Learnt on {len(learnt_from)} {'dialogues' if turns is None else f'pieces of {turns} turns'} of "
            f"{parts.train_name} of {corpus.name} "
            f"({train.trace.tokens:,} tokens, {parameters.mode}), reported on {report.trace.examples} of "
            f"{parts.report_name} ({report.trace.tokens:,}). Intervals are by bootstrap over dialogues.",
            "stale gate: a layer's own router on the input of an earlier one, as it stands. corrected: the same "
            "matrix, learnt on with a ranking loss. before attention: a map of its own from what enters a block; lead "
            "0 reads the ranked layer's own block, while its attention is yet to be computed. both: the two together, "
            "with hidden units. The first layers read what enters the first MoE layer's block.",
            "us_per_prediction is the time of one ranking of one layer with NumPy, share_of_token that of all layers "
            "over the time of decoding a token with every expert resident, on this machine.",
            f"Stored below {Path(context.settings.output) / parameters.folder}, bound to the routers.",
        ),
        figures=(
            Figure("recall", "Held-out share of the chosen experts that are among as many guesses, by layer.",
                   lambda canvas: _draw(canvas, rows), width=9, height=5),
        ),
        provenance=context.provenance(),
    )  # fmt: skip


def _predictors(context: Context, train: HiddenTrace, parameters: Parameters) -> list[tuple[str, HiddenPredictor]]:
    model, seed = context.model, context.settings.seed
    gates = router_matrices(model)

    def learnt(
        name: str, state: str, lead: int, start: np.ndarray | None, width: int = 0
    ) -> tuple[str, HiddenPredictor]:
        def progress(epochs: Any) -> Any:
            return context.progress(epochs, name)

        return name, learn_hidden(train, state, lead, parameters.learning, start, width, seed, progress)

    found = [
        (f"stale gate, lead {lead}", stale_gate(model, lead)) for lead in parameters.router_leads if gates is not None
    ]
    found += [learnt(f"corrected, lead {lead}", "router", lead, gates) for lead in parameters.router_leads]
    found += [learnt(f"before attention, lead {lead}", "block", lead, None) for lead in parameters.block_leads]
    return found + [
        learnt(f"both with hidden units, lead {lead}", "both", lead, None, parameters.width)
        for lead in parameters.both_leads
    ]


def _rows(
    name: str, predictor: HiddenPredictor, split: str, kept: HiddenTrace, parameters: Parameters, seed: int,
    token_s: float,
) -> list[dict[str, Any]]:  # fmt: skip
    trace = kept.trace
    guesses = sorted({min(trace.num_experts, int(np.ceil(trace.top_k * f))) for f in parameters.guess_factors})
    ranked = predictor.rank_states(kept.router, kept.block, max(guesses))
    microseconds = _microseconds(predictor, kept)
    rows = []
    for count in guesses:
        recall = score(ranked, trace, count)
        low, high = recall.interval(parameters.resamples, seed)
        rows.append(
            {
                "predictor": name, "state": predictor.state, "lead": predictor.lead, "split": split,
                "tokens": trace.tokens, "guesses": count, "recall": recall.overall, "recall_low": low,
                "recall_high": high, "whole": whole_right(ranked[:, :, :count], trace).overall,
                "recall_by_layer": [round(float(each), 4) for each in recall.per_layer],
                "size_bytes": predictor.size_bits() / 8, "us_per_prediction": microseconds,
                "share_of_token": microseconds * 1e-6 * trace.moe_layers / token_s,
            }
        )  # fmt: skip
    return rows


def _microseconds(predictor: HiddenPredictor, kept: HiddenTrace, tokens: int = 20) -> float:
    """The time of ranking one layer for one token, reading its state included: the median over tokens."""
    router, block = kept.router[:tokens], kept.block[:tokens]
    spent = []
    for token in range(len(router)):
        start = time.perf_counter()
        predictor.rank_states(router[token : token + 1], block[token : token + 1], predictor.top_k)
        spent.append(time.perf_counter() - start)
    return float(np.median(spent)) / predictor.moe_layers * 1e6


def _token_seconds(context: Context, dialogue: Dialogue, tokens: int) -> float:
    """Seconds of decoding one more token, every expert resident."""
    model, spent = context.model, []
    for limit in (1, 1 + tokens):
        start = time.perf_counter()
        written = model.written_lengths(model.generate_ids([dialogue.text], limit))[0]
        spent.append((written, time.perf_counter() - start))
    (few, few_s), (many, many_s) = spent
    return max(many_s - few_s, 1e-6) / max(1, many - few)


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Held out, as many guesses as experts", "MoE layer", "recall")
    least = min(row["guesses"] for row in rows)
    own = [row for row in rows if row["split"] == "test" and row["guesses"] == least]
    styles = {
        "stale gate": ("--", plots.MUTED),
        "corrected": ("-", plots.OURS),
        "before attention": ("-", plots.ACCENT),
        "both with hidden units": ("-", plots.SECOND),
    }
    for row in own:
        style, colour = styles[row["predictor"].partition(",")[0]]
        axes.plot(
            row["recall_by_layer"], style, color=colour, alpha=1 / (1 + 0.6 * row["lead"]), label=row["predictor"]
        )
    plots.as_percent(axes)
    axes.set_ylim(top=1.02)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
