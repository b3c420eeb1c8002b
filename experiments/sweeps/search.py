"""A search over any experiment's fields for several objectives at once; every trial is a point of a sweep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from flame.app import plots
from flame.app.config import load_settings
from flame.app.experiment import Context
from flame.app.report import REPORT_VERSION, Figure, Report
from flame.app.sweep import Point, read_point, run_point
from flame.errors import ConfigError, ToolchainMissing
from flame.storage.artifact import Labels, open_artifact

TITLE = "Search an experiment's fields for several objectives at once (Optuna)"
READS = ("seed",)
INSTEAD = "experiment.fixed=[{}]"
DIRECTIONS = ("minimize", "maximize")
POPULATION = 20  # of a generation; in a few hundred trials many small ones find more than few large ones


@dataclass(frozen=True)
class Axis:
    """Values to choose from for a field of the configuration, by its dotted name; a value may be a list."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Objective:
    """A column of the experiment's rows, and `minimize` or `maximize`."""

    column: str
    direction: str


@dataclass(frozen=True)
class Parameters:
    """What is searched.

    Args:
        of: name of the experiment.
        fixed: overrides that every trial has, as on the command line.
        space: fields, and the values to choose from; empty for the experiment's own grid, point by point: each of its
            lists of several entries, of which a trial gets one.
        objectives: columns of the experiment's rows.
        where: the row that is judged is the first with these values.
        trials: trials of the search; finished points are not run again, so more trials go on where fewer ended.
        against: folder of a report below the output folder whose rows are the best known, such as the front of a whole
            grid, which the search's front is compared with; None for none.
    """

    of: str
    fixed: tuple[str, ...]
    space: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    where: dict[str, Any]
    trials: int
    against: str | None

    def __post_init__(self) -> None:
        if self.trials < 1 or not self.objectives or not all(axis.values for axis in self.space):
            raise ConfigError("experiment: trials, objectives (expected at least one) and space (expected values)")
        for goal in self.objectives:
            if goal.direction not in DIRECTIONS:
                raise ConfigError(f"experiment.objectives: {goal.direction} (expected {' or '.join(DIRECTIONS)})")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    output = Path(context.settings.output)
    return context.inputs(against=parameters.against and str(output / parameters.against))


def run(context: Context, parameters: Parameters) -> Report:
    """Ask, run, tell; the rows are the trials in their order, `pareto` marks those that no other beats in all.

    Raises:
        ToolchainMissing: Optuna is not installed.
        ConfigError: no trial gave every objective, what it is compared with has none, or a grid is wanted that is none.
        ArtifactError: there is no report to compare with.
    """
    try:
        import optuna
    except ImportError as error:
        raise ToolchainMissing("search: optuna is not installed (pip install 'flame-moe[search]')") from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    settings, p = context.settings, replace(parameters, space=parameters.space or _grid(parameters))
    reference = _reference(p, Path(settings.output)) if p.against is not None else None
    study = optuna.create_study(
        directions=[goal.direction for goal in p.objectives],
        sampler=optuna.samplers.NSGAIISampler(seed=settings.seed, population_size=POPULATION),
    )
    rows: list[dict[str, Any]] = []
    for _ in context.progress(range(p.trials), "trials"):
        trial = study.ask()
        chosen = {
            axis.field: json.loads(trial.suggest_categorical(axis.field, [json.dumps(v) for v in axis.values]))
            for axis in p.space
        }
        point = _run(p, chosen, settings.output)
        values = _objectives(point, p)
        said: dict[str, Any]
        if values is None:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
            said = {"error": point.error or f"no row with {p.where} has every objective"}
        else:
            study.tell(trial, values)
            said = {goal.column: v for goal, v in zip(p.objectives, values, strict=True)} | _labels(point)
        rows.append({"trial": trial.number} | chosen | said)
    if all("error" in row for row in rows):
        raise ConfigError(f"search: no trial of {p.trials} gave every objective ({rows[0]['error']})")
    best = {trial.number for trial in study.best_trials}
    rows = [row | {"pareto": row["trial"] in best} if "error" not in row else row for row in rows]
    distinct = len({json.dumps([row[axis.field] for axis in p.space]) for row in rows})
    failed = sum("error" in row for row in rows)
    front = np.asarray([[row[goal.column] for goal in p.objectives] for row in rows if row.get("pareto")], np.float64)
    return Report(
        "search",
        TITLE,
        Labels("none"),
        rows,
        notes=[
            f"{p.trials} trials by NSGA-II, {distinct} of them distinct, {failed} that gave no answer (their rows say "
            f"why), of experiment {p.of}; each row carries the labels of its own report.",
            *([_compared(p, front, reference)] if reference is not None else []),
        ],
        figures=[Figure("front", "Every trial by its first two objectives; filled: no other beats it in all.",
                        lambda canvas: _draw(canvas, rows, [goal.column for goal in p.objectives], reference))]
        if len(p.objectives) > 1 else [],
        provenance=context.provenance(model=False, dataset=False) | {"optuna": optuna.__version__},
    )  # fmt: skip


def _grid(p: Parameters) -> tuple[Axis, ...]:
    """The lists of several entries among the experiment's own parameters, an entry at a time."""
    fields = load_settings(f"experiment={p.of}", *p.fixed).experiment
    grid = {name: values for name, values in fields.items() if isinstance(values, list) and len(values) > 1}
    if not grid:
        raise ConfigError(f"experiment.space is empty, and {p.of} has no list of several entries (name fields)")
    return tuple(Axis(f"experiment.{name}", tuple([entry] for entry in values)) for name, values in grid.items())


def _run(p: Parameters, chosen: Mapping[str, Any], output: str) -> Point:
    overrides = [f"{field}={json.dumps(value)}" for field, value in chosen.items()]
    settings = load_settings(f"experiment={p.of}", *p.fixed, *overrides, f"output={output}")
    return read_point(run_point(Context(settings).settings_json() | {"output": output}))


def _objectives(point: Point, p: Parameters) -> list[float] | None:
    for row in point.report["rows"] if point.report else ():
        if all(row.get(key) == value for key, value in p.where.items()):
            values = [row.get(goal.column) for goal in p.objectives]
            return None if any(not isinstance(v, int | float) for v in values) else [float(v) for v in values]
    return None


def _reference(p: Parameters, output: Path) -> np.ndarray:
    """Objectives of the rows that the search is compared with, float64 [rows, objectives]."""
    folder = output / str(p.against)
    open_artifact(folder, "report", REPORT_VERSION)
    rows = json.loads((folder / "report.json").read_text(encoding="utf-8"))["rows"]
    columns = [goal.column for goal in p.objectives]
    values = [[row[name] for name in columns] for row in rows if all(name in row for name in columns)]
    if not values:
        raise ConfigError(f"experiment.against={p.against}: no row of {folder} has {', '.join(columns)}")
    return np.asarray(values, np.float64)


def shortfall(front: np.ndarray, reference: np.ndarray) -> tuple[int, int, float]:
    """How a front stands against another one; smaller is better in every column.

    Args:
        front, reference: float [points, objectives].
    Returns:
        points of the reference that the front equals or beats; points of the front that the reference beats; and the
        additive epsilon indicator (Zitzler and others, 2003): by how much at most a point of the reference is better
        than the nearest point of the front in that one's worst objective, in ranges of the reference.
    """
    low, high = reference.min(0), reference.max(0)
    scale = np.where(high > low, high - low, 1.0)
    behind: np.ndarray = (front[:, None] - reference) / scale  # [front, reference, objectives]
    least, worst = behind.min(2), behind.max(2)
    reached = np.any(worst <= 0, axis=0)
    beaten = np.any((least >= 0) & (worst > 0), axis=1)
    return int(reached.sum()), int(beaten.sum()), max(0.0, float(worst.min(0).max()))


def _compared(p: Parameters, front: np.ndarray, reference: np.ndarray) -> str:
    signs = np.asarray([1.0 if goal.direction == "minimize" else -1.0 for goal in p.objectives])
    reached, beaten, worst = shortfall(signs * front, signs * reference)
    return (
        f"Against {p.against}: {reached} of its {len(reference)} points are equalled or beaten, {beaten} of the "
        f"{len(front)} points that were found are beaten by it; every one of its points has a found one that is no "
        f"more than {worst:.0%} of an objective's range behind (additive epsilon)."
    )


def _labels(point: Point) -> dict[str, str]:
    return dict(point.report["labels"]) if point.report else {}


def _draw(
    canvas: Canvas, rows: Sequence[Mapping[str, Any]], objectives: Sequence[str], reference: np.ndarray | None
) -> None:
    axes = plots.new_axes(canvas, "", objectives[0], objectives[1])
    if reference is not None:
        axes.scatter(reference[:, 0], reference[:, 1], marker="x", color=plots.PAPER, label="compared with")
    for label, face, best in (("trial", "none", False), ("no other trial beats it", plots.ACCENT, True)):
        shown = [row for row in rows if row.get("pareto") is best]
        axes.scatter(
            [row[objectives[0]] for row in shown], [row[objectives[1]] for row in shown], facecolor=face,
            edgecolor=plots.ACCENT, label=label,
        )  # fmt: skip
    for column, scale in ((0, axes.set_xscale), (1, axes.set_yscale)):
        values = [row[objectives[column]] for row in rows if "error" not in row]
        if min(values) > 0 and max(values) > 10 * min(values):
            scale("log")
    canvas.legend(*axes.get_legend_handles_labels(), ncols=3, loc="outside lower center", fontsize=10)
