"""Every design that fits the board, and those that no other beats in latency, resources, energy and accuracy at once.

Pattern, value type, slots, known layers, expert kernels, memory banks and clock are combined; what the board cannot
hold is dropped with the resource that is short. Each group of points (one pattern, value type, slots and known layers)
and each measured accuracy is an artifact of its own, so that an interrupted run goes on where it stopped, and a single
point is a grid of one: what `experiment=search` drives.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.studies.design_choice import KNEE, OBJECTIVES, choose, command, fastest_kept, in_words, needs
from experiments.studies.design_points import VALUE_TYPES, Row, accuracy_of, points_of
from experiments.tools.pareto import first_of_equals, undominated
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from hw.energy import NAME as ENERGY_MODEL
from offline.prediction.cepr import build_cepr_table

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas


TITLE = "Designs that fit the board, and the Pareto front of latency, resources, energy and accuracy"
READS = (
    "model", "accuracy dialogues", "routing traces", "buffer.policy", "platform", "design.d_model", "design.d_ff",
)  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """The grid, and how accuracy and time are found; the eviction policy is `buffer.policy`.

    Args:
        d_model, d_ff: sizes of the layer that is timed; experts and layers are those of the model's decoder.
        patterns: N:M patterns; one that keeps every weight is the dense design.
        value_bits: bits of weights and activations, 8 or 16.
        slots: expert slots on chip for all layers together: equally many for each where they divide, else shared.
        known_layers: context of the CEPR table; 0 for no prediction.
        word_bits: width of the weights that a kernel reads a cycle, at most 512: its lanes are the products of a word.
        units: instances of the kernel, each with weights in a bank of its own, so that banks limit them.
        banks: off-chip memory banks that are used, of those that the board has.
        clock_mhz: kernel clocks.
        tokens: tokens of the report split that each point replays.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
        loss_dialogues: dialogues that accuracy is measured on; None takes all.
        max_target_tokens, batch: reference tokens of each dialogue, dialogues computed together.
        chosen: objective whose best point of the front is the chosen one, or `knee`: the point nearest to the best
            of every objective, each scaled to its range on the front.
    """

    d_model: int
    d_ff: int
    patterns: tuple[str, ...]
    value_bits: tuple[int, ...]
    slots: tuple[int, ...]
    known_layers: tuple[int, ...]
    word_bits: tuple[int, ...]
    units: tuple[int, ...]
    banks: tuple[int, ...]
    clock_mhz: tuple[float, ...]
    tokens: int
    abandon_wrong_preloads: bool
    loss_dialogues: int | None
    max_target_tokens: int
    batch: int
    chosen: str

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("known_layers",))
        for text in self.patterns:
            NMPattern.parse(text)
        for bits in self.value_bits:
            if bits not in VALUE_TYPES:
                raise ConfigError(f"experiment.value_bits: {bits} (expected {', '.join(map(str, VALUE_TYPES))})")
        if self.chosen not in (KNEE, *OBJECTIVES):
            raise ConfigError(f"experiment.chosen={self.chosen}: expected {KNEE} or one of {', '.join(OBJECTIVES)}")


def run(context: Context, parameters: Parameters) -> Report:
    """Explore the grid.

    Raises:
        ConfigError: more banks than the board has, or nothing fits it.
    """
    board = context.settings.platform
    if max(parameters.banks) > board.offchip_banks:
        raise ConfigError(f"experiment.banks: {max(parameters.banks)} ({board.name} has {board.offchip_banks})")
    traces = split_traces(context)
    part = traces.report.select(range(max(1, int((traces.report.example_ptr[:-1] < parameters.tokens).sum()))))
    guesses = {
        known: build_cepr_table(traces.train, known).predict_trace(part, 1) if known else None
        for known in parameters.known_layers
    }
    accuracy = {
        (pattern, bits): accuracy_of(context, parameters, pattern, bits)
        for pattern, bits in context.progress(list(product(parameters.patterns, parameters.value_bits)), "accuracy")
    }
    points, short, unfit = _fitting(context, parameters, part, guesses, accuracy)
    values = np.asarray([[point[name] for name in OBJECTIVES] for point in points])
    for point, best in zip(points, undominated(values) & first_of_equals(values), strict=True):
        point["on_the_front"] = bool(best)
    front = sorted((point for point in points if point["on_the_front"]), key=lambda point: point["latency_ms"])
    chosen = front[choose(np.asarray([[point[name] for name in OBJECTIVES] for point in front]), parameters.chosen)]
    common = {"split": traces.report_split, "corpus": traces.corpus, "tokens": part.tokens}
    rows = [
        common | point | {"chosen": point is chosen, "needs": needs(context, point), "command": command(point, board)}
        for point in front
    ]
    return Report(
        "design_space",
        TITLE,
        context.labels("modelled"),
        rows,
        notes=[
            f"{len(points)} designs fit {board.name}, {unfit} do not ({_shortages(short)}). The rows are "
            f"the {len(front)} that no other beats in all of latency, share of the fullest resource, energy and "
            "accuracy at once (of equal ones the first of the grid); points/points.csv has every design that fits.",
            *_notes(context, parameters, points, chosen),
        ],
        figures=[
            Figure("design_space", "Each design that fits, and the front: latency against the share of the fullest "
                   "resource, energy, and accuracy. The star is the chosen design.",
                   lambda canvas: _draw(canvas, points, chosen, parameters), width=13.0, height=5.2),
        ],
        provenance=context.provenance(),
        folders={"points": lambda folder: _write_points(folder / "points.csv", points)},
    )  # fmt: skip


def _fitting(
    context: Context, parameters: Parameters, part: RoutingTrace, guesses: Mapping[int, np.ndarray | None],
    accuracy: Mapping[tuple[str, int], Row],
) -> tuple[list[Row], Counter[str], int]:  # fmt: skip
    """The designs that fit the board, what the others lack, and how many these are.

    Raises:
        ConfigError: nothing fits.
    """
    board = context.settings.platform
    points: list[Row] = []
    short: Counter[str] = Counter()
    unfit = 0
    held = sorted({min(slots, part.moe_layers * part.num_experts) for slots in parameters.slots})
    groups = list(product(parameters.patterns, parameters.value_bits, held, parameters.known_layers))
    for pattern, bits, slots, known in context.progress(groups, "designs"):
        found = points_of(context, parameters, part, guesses[known], (pattern, bits, slots, known))
        short.update(found["short"])
        unfit += found["unfit"]
        points += [point | accuracy[pattern, bits] for point in found["points"]]
    if not points and not unfit:
        raise ConfigError(
            f"design_space: each of experiment.units={list(parameters.units)} is more than each of "
            f"experiment.banks={list(parameters.banks)} (a unit has a bank of its own: add banks, or fewer units)"
        )
    if not points:
        raise ConfigError(
            f"design_space: nothing fits {board.name}: {_shortages(short)} (fewer slots, or more sparsity)"
        )
    return points, short, unfit


def _notes(context: Context, parameters: Parameters, points: Sequence[Row], chosen: Row) -> list[str]:
    board = context.settings.platform
    return [
        f"Chosen by {parameters.chosen}: {in_words(chosen)}. Its project: {command(chosen, board)}",
        "The command writes the project of this run's model (add this run's model=... and dataset=... if they are "
        "not the defaults) with the point's settings; a point without prediction gets a table of one known layer. "
        "A kernel that hw/generated keeps needs nothing more; for others the column needs says Allo, and the "
        "command names what to install. "
        + fastest_kept(context, points, board),
        "Modelled: time by events with the hits of this run's routing, resources and energy by the estimator "
        f"({ENERGY_MODEL}). Accuracy is measured: the share of held-out next tokens that a model with such experts "
        "predicts otherwise than the dense model, without retraining.",
        f"The layer that is timed is {parameters.d_model} x {parameters.d_ff}. Slots are equally many for each "
        "layer where they divide, and shared by all of them otherwise.",
    ]  # fmt: skip


def _shortages(short: Counter[str]) -> str:
    return ", ".join(f"{count} lack {name}" for name, count in short.most_common()) or "all fit"


def _write_points(file: Path, points: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(points[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(points)


def _draw(canvas: Canvas, points: Sequence[Row], chosen: Row, parameters: Parameters) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    panels = (
        ("fullest_share", 1.0, "Resources", "share of the fullest resource"),
        ("energy_uj", 1e-3, "Energy", "mJ a token (log)"),
        ("tokens_changed", 1.0, "Accuracy", "next tokens changed"),
    )
    for axes, (name, scale, title, words) in zip(canvas.subplots(1, len(panels), sharey=True), panels, strict=True):
        plots.label(axes, title, words, "")
        sets = [("fits the board", plots.MUTED, 7, [q for q in points if not q["on_the_front"]])]
        for colour, pattern in zip(plots.SERIES, parameters.patterns, strict=False):
            label = "dense" if NMPattern.parse(pattern).sparsity == 0 else pattern
            best = [q for q in points if q["on_the_front"] and q["pattern"] == pattern]
            sets.append((f"{label} on the front", colour, 34, best))
        for label, colour, size, drawn in sets:
            if drawn:
                axes.scatter(
                    [scale * q[name] for q in drawn], [q["latency_ms"] for q in drawn], s=size, color=colour,
                    edgecolor="white" if size > 10 else "none", linewidth=0.5, label=label,
                )  # fmt: skip
        axes.scatter(
            scale * chosen[name], chosen["latency_ms"], s=190, marker="*", color="black", zorder=3, label="chosen"
        )
        axes.set_yscale("log")
        for axis in (axes.yaxis, axes.xaxis) if name == "energy_uj" else (axes.yaxis,):
            if axis is axes.xaxis:
                axes.set_xscale("log")
            axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())
        if name != "energy_uj":
            plots.as_percent(axes, "x")
    canvas.axes[0].set_ylabel("ms a token (log)")
    handles, labels = canvas.axes[0].get_legend_handles_labels()
    canvas.legend(handles, labels, ncols=len(labels), loc="outside lower center", fontsize=10)
