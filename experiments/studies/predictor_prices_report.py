"""What a price list says of its rows: which links a predictor pays over, notes, and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure as Canvas

from experiments.tools.routing_traces import SplitTraces
from flame.app import plots
from flame.app.report import Figure

if TYPE_CHECKING:
    from experiments.studies.predictor_prices import PriceParameters

CURVE = "learning curve"  # kind of rows whose tables learnt from a part of the examples
_STYLES = ("-", "--", ":", "-.")


def pays_from(saved: Mapping[float, float]) -> float | None:
    """The slowest link over which preloading saves waiting, in experts a token's computing time; None where none does.

    Args:
        saved: by the time of one load, in tokens' computing times, what preloading saves of a token's waiting.
    """
    paying = [time for time, saves in saved.items() if saves > 0]
    return 1 / max(paying) if paying else None


def verdict(saved: Mapping[float, float]) -> str:
    """In words, over which links preloading saves more waiting than it causes; the argument is `pays_from`'s."""
    slowest = pays_from(saved)
    if slowest is None:
        return "loses over every link tried"
    times = sorted(saved)  # the fastest link first
    last = max(i for i, time in enumerate(times) if saved[time] > 0)
    first = last
    while first > 0 and saved[times[first - 1]] > 0:
        first -= 1
    speed = f"{slowest:.3g} experts in a token's computing time"
    if first > 0:
        return f"pays from {speed} to {1 / times[first]:.3g}, and loses over faster links"
    return f"pays from {speed} on" if last + 1 < len(times) else f"pays over every link down to {speed}"


def notes(traces: SplitTraces, parameters: PriceParameters, shifts: bool) -> tuple[str, ...]:
    """What rows mean; `shifts`: the test split is of another file."""
    lines = (
        f"{traces.origin}. Learnt on {traces.train_split} ({traces.train.tokens:,} tokens, {traces.train.examples:,} "
        f"examples), split train states the first {parameters.train_tokens:,} of them; validation is "
        f"{traces.tuning_split} ({traces.tuning.tokens:,} tokens), which nothing here is chosen by, test "
        f"{traces.report_split} ({traces.report.tokens:,}).",
        "recall: share of the chosen experts that are among the guesses; whole: share of layers of tokens whose "
        "experts all are. Intervals are by bootstrap over examples.",
        "size_bytes counts entries, exponents, biases, listed token ids, and what is learnt on within an example; "
        "us_per_prediction is processor time of one thread for one ranking while going through the whole split, "
        "taking in the path included. learn_seconds: of tables that were learnt in this run and not kept from another.",
        f"Values over a link are modelled: {parameters.slots} experts of each layer are resident, LRU, guesses are "
        f"preloaded one layer ahead, one load takes {parameters.link:g} of a token's computing time "
        "(link_load_tokens). timely and late: shares of the preloads begun that were used, or waited for. "
        "loads_per_useful_hit: preloads begun for each of these; bytes_per_useful_hit: their bytes. regret: Belady's "
        "hit ratio without preloads less this one's. stall_saved_tokens: waiting without preloads less that with "
        "them, stall_caused_tokens: waiting behind unwanted preloads, both in tokens' computing times.",
        f"stall_over_none: waiting over that without preloads where a load takes {list(parameters.load_tokens)} of a "
        "token's computing time. verdict: the slowest of these links over which preloading waits less; pays_from: its "
        "speed, in experts a token's computing time (times an expert's bytes over that time: bytes a second).",
        "Gates: not run (a stored trace has no hidden states that they could hear).",
        "A shuffled trace must not be predicted better than by its marginal.",
    )
    if not shifts:
        return lines
    return (
        *lines,
        "shift: recall on the file that is reported on less that on the validation split, which is of the corpus that "
        "was learnt from; its interval takes the two as independent.",
    )


def figures(rows: Sequence[dict[str, Any]], parameters: PriceParameters) -> tuple[Figure, ...]:
    """Recall over guesses, waiting over links, and recall over what was learnt from where that was asked for."""
    found = (
        Figure("recall_by_guesses", "Share of the chosen experts that are among the guesses, on examples not learnt "
               "from.", lambda canvas: _draw_recall(canvas, rows), width=9, height=5),
        Figure("waiting_by_link", "Waiting for experts with as many guesses preloaded as a token has experts, over "
               "waiting without preloads; modelled.", lambda canvas: _draw_waiting(canvas, rows, parameters), width=9,
               height=5),
    )  # fmt: skip
    if not any(row["kind"] == CURVE for row in rows):
        return found
    return (
        *found,
        Figure("learning_curves", "Held-out recall over the examples learnt from, with intervals.",
               lambda canvas: _draw_curves(canvas, rows), width=9, height=5),
    )  # fmt: skip


def _shown(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    kinds = ("learnt", "baseline", "control")
    return [r for r in rows if r["split"] == "test" and r["kind"] in kinds and "shuffled" not in r["predictor"]]


def _draw_recall(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Held out", "guesses for each layer", "recall")
    test = _shown(rows)
    for index, name in enumerate(dict.fromkeys(row["predictor"] for row in test)):
        own = [row for row in test if row["predictor"] == name]
        axes.errorbar(
            [row["guesses"] for row in own], [row["recall"] for row in own], _error_bars(own), marker="o",
            color=plots.SERIES[index % len(plots.SERIES)], label=name,
            linestyle="-" if own[0]["kind"] == "learnt" else ":",
        )  # fmt: skip
    plots.as_percent(axes)
    axes.set_ylim(0, 1.02)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))


def _error_bars(rows: Sequence[dict[str, Any]]) -> list[list[float]]:
    below = [row["recall"] - row["recall_low"] for row in rows]
    return [below, [row["recall_high"] - row["recall"] for row in rows]]


def _draw_waiting(canvas: Canvas, rows: Sequence[dict[str, Any]], parameters: PriceParameters) -> None:
    axes = plots.new_axes(
        canvas, "What preloading is worth", "time of one load / a token's computing time", "waiting / without preloads"
    )
    test = _shown(rows)
    least = min(row["guesses"] for row in test)
    for index, row in enumerate(row for row in test if row["guesses"] == least):
        axes.semilogx(
            parameters.load_tokens, row["stall_over_none"], "-o" if row["kind"] == "learnt" else ":o",
            color=plots.SERIES[index % len(plots.SERIES)], label=row["predictor"],
        )  # fmt: skip
    axes.axhline(1, color="black", linewidth=0.8)
    axes.set_ylim(0, None)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))


def _draw_curves(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "How many examples are enough", "examples learnt from", "recall")
    names = list(dict.fromkeys(row["predictor"] for row in rows if row["kind"] == CURVE))
    whole = [row for row in _shown(rows) if row["predictor"] in names]  # learnt from all examples
    curves = [*(row for row in rows if row["kind"] == CURVE), *whole]
    for colour, name in zip(plots.SERIES, names, strict=False):
        for style, guesses in zip(_STYLES, sorted({row["guesses"] for row in curves}), strict=False):
            own = [row for row in curves if (row["predictor"], row["guesses"]) == (name, guesses)]
            axes.errorbar(
                [row["train_examples"] for row in own], [row["recall"] for row in own], _error_bars(own), marker="o",
                color=colour, linestyle=style, label=f"{name}, {guesses} guesses",
            )  # fmt: skip
    axes.set_xscale("log")
    places = sorted({row["train_examples"] for row in curves})
    axes.set_xticks(places, [f"{place:,}" for place in places])
    axes.minorticks_off()
    plots.as_percent(axes)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
