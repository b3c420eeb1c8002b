"""A search over any experiment's fields for several objectives at once; every trial is a point of a sweep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure as Canvas

from flame import plots
from flame.artifact import Labels
from flame.config import load_settings
from flame.errors import ConfigError, ToolchainMissing
from flame.experiment import Context
from flame.report import Figure, Report
from flame.sweep import Point, read_point, run_point

TITLE = "Search an experiment's fields for several objectives at once (Optuna)"
DIRECTIONS = ("minimize", "maximize")


@dataclass(frozen=True)
class Axis:
    """Values to choose from for a field of the configuration, by its dotted name; a value may be a list."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Objective:
    """A column of the experiment's rows, and ``minimize`` or ``maximize``."""

    column: str
    direction: str


@dataclass(frozen=True)
class Parameters:
    """What is searched.

    Args:
        of: name of the experiment.
        fixed: overrides that every trial has, as on the command line.
        space: fields, and the values to choose from.
        objectives: columns of the experiment's rows.
        where: the row that is judged is the first with these values.
        trials: trials of the search; finished points are not run again, so more trials go on where fewer ended.
    """

    of: str
    fixed: tuple[str, ...]
    space: tuple[Axis, ...]
    objectives: tuple[Objective, ...]
    where: dict[str, Any]
    trials: int

    def __post_init__(self) -> None:
        if self.trials < 1 or not self.space or not self.objectives or not all(axis.values for axis in self.space):
            raise ConfigError("experiment: trials, space and objectives (expected at least one of each, with values)")
        for goal in self.objectives:
            if goal.direction not in DIRECTIONS:
                raise ConfigError(f"experiment.objectives: {goal.direction} (expected {' or '.join(DIRECTIONS)})")


def run(context: Context, parameters: Parameters) -> Report:
    """Ask, run, tell; the rows are the trials in their order, ``pareto`` marks those that no other beats in all.

    Raises:
        ToolchainMissing: Optuna is not installed.
        ConfigError: no trial gave every objective.
    """
    try:
        import optuna
    except ImportError as error:
        raise ToolchainMissing("search: optuna is not installed (pip install 'flame-moe[search]')") from error
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    p, settings = parameters, context.settings
    study = optuna.create_study(
        directions=[goal.direction for goal in p.objectives], sampler=optuna.samplers.NSGAIISampler(seed=settings.seed)
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
    return Report(
        "search",
        TITLE,
        Labels("none"),
        rows,
        notes=[
            f"{p.trials} trials by NSGA-II, {distinct} of them distinct, of experiment {p.of}; each row carries the "
            "labels of its own report.",
        ],
        figures=[Figure("front", "Every trial by its first two objectives; filled: no other beats it in all.",
                        lambda canvas: _draw(canvas, rows, [goal.column for goal in p.objectives]))]
        if len(p.objectives) > 1 else [],
        provenance=context.provenance(model=False, dataset=False) | {"optuna": optuna.__version__},
    )  # fmt: skip


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


def _labels(point: Point) -> dict[str, str]:
    return dict(point.report["labels"]) if point.report else {}


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]], objectives: Sequence[str]) -> None:
    axes = plots.new_axes(canvas, "", objectives[0], objectives[1])
    for row in rows:
        if "error" not in row:
            face = plots.ACCENT if row["pareto"] else "none"
            axes.scatter(row[objectives[0]], row[objectives[1]], facecolor=face, edgecolor=plots.ACCENT)
