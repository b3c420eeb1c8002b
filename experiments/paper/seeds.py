"""The reproduction over models of several training seeds: which claims hold for all, and the spread of every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from matplotlib.figure import Figure as Canvas

from experiments.paper import reproduce
from flame.app import plots
from flame.app.config import Settings, load_settings
from flame.app.experiment import Context
from flame.app.html import read_section
from flame.app.report import Figure, Report
from flame.errors import ConfigError

TITLE = "The paper's claims over models of several training seeds"
READS = ("model", "dataset", "platform")
INSTEAD = "+experiment.overrides.NAME.{}, for the experiment NAME"
DEPENDS = "depends on the seed"
HELD = ("holds", "fits", "agrees", "holds in the model")


@dataclass(frozen=True)
class Parameters:
    """Whose figures are set beside each other.

    Args:
        folders: checkpoint folders of models trained as the configured one was, but for the seed.
        experiments: of the reproduction; names.
        overrides: as of `experiment=reproduce`.
    """

    folders: tuple[str, ...]
    experiments: tuple[str, ...]
    overrides: dict[str, Any]

    def __post_init__(self) -> None:
        names = [Path(folder).name for folder in self.folders]
        if not names or len(set(names)) < len(names):
            raise ConfigError(
                f"experiment.folders={list(self.folders)}: expected checkpoint folders with names of their own, such "
                "as [train_mini_models/seed_0,train_mini_models/seed_1]"
            )
        self.reproduction()

    def reproduction(self) -> reproduce.Parameters:
        """What is run for each model."""
        return reproduce.Parameters("quick", self.experiments, self.overrides, (), None)


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(**{Path(folder).name: folder for folder in parameters.folders})


def run(context: Context, parameters: Parameters) -> Report:
    """Reproduce with each model and compare; a model's reports lie in `<output>/seed_models/NAME`, and are kept."""
    found: dict[str, Report] = {}
    places = _models(context.settings, parameters)
    for name, settings in context.progress(places.items(), "models"):
        found[name] = reproduce.run(Context(settings), parameters.reproduction())
    claims = claims_over({name: report.rows for name, report in found.items()})
    sections = [row["section"] for row in next(iter(found.values())).rows if row["kind"] == "run"]
    figures = [
        row
        for section in sections
        for row in figures_over(section, {name: _rows(Path(own.output) / section) for name, own in places.items()})
    ]
    return Report(
        "seeds", TITLE, context.labels(), [*claims, *figures],
        notes=(
            f"Models: {', '.join(found)}, alike but for the seed of their training.",
            *_headline(claims, len(found)),
            "depends on the seed: the verdicts of the models differ, or one has no figure. deviation is the sample "
            "standard deviation over the models, whose own intervals are in the report of each.",
            "kind figure: every number of the reports that is not the same for all models, with its row in words.",
        ),
        figures=[
            Figure(
                "claims", "Measured claims: ours over the paper's value, a point a model; not drawn are those of which "
                "a figure is 0 or below.",
                lambda canvas: _draw(canvas, claims, list(found)), width=9.0, height=9.5,
            )
        ],
        provenance=context.provenance() | {f"model_sha256 of {n}": r.provenance["model_sha256"]
                                           for n, r in found.items()},
    )  # fmt: skip


def _models(settings: Settings, parameters: Parameters) -> dict[str, Settings]:
    """The settings of each model's reproduction, by its name."""
    own = load_settings("experiment=reproduce").experiment
    places = {settings.model.name: settings.model}
    for folder in parameters.folders:
        places[Path(folder).name] = replace(settings.model, source="hub", path=folder)
    return {
        name: replace(settings, model=model, experiment=own, output=str(Path(settings.output) / "seed_models" / name))
        for name, model in places.items()
    }


def _rows(folder: Path) -> Sequence[Mapping[str, Any]]:
    return read_section(folder).report["rows"] if (folder / "report.json").is_file() else []


def claims_over(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """A row for each claim that at least two models answer: each one's figure, their spread, and the verdict of all.

    Args:
        rows: of the reproduction's report, by model.
    """
    by_claim: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, own in rows.items():
        for row in own:
            if row["kind"] == "claim" and "ours" in row:
                by_claim.setdefault(row["id"], {})[name] = row
    found = []
    for id, answers in by_claim.items():
        if len(answers) < 2:
            continue
        first = next(iter(answers.values()))
        verdicts = {row["verdict"] for row in answers.values()}
        same = len(verdicts) == 1 and len(answers) == len(rows)
        found.append(
            {
                "kind": "claim", "id": id, "quantity": first["quantity"], "unit": first["unit"],
                "paper": first["paper"], "limit": first.get("limit"), "evidence": first["evidence"],
                **{name: row["ours"] for name, row in answers.items()},
                **_spread([row["ours"] for row in answers.values()]),
                "verdict": f"{verdicts.pop()}, all" if same else DEPENDS,
                "holds_for": sum(row["verdict"] in HELD for row in answers.values()),
                "undecided_for": sum(row["verdict"] == "undecided" for row in answers.values()),
            }
        )  # fmt: skip
    return found


def figures_over(section: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """A row for each number of a report that the models do not share, where their reports have the same rows.

    Args:
        section: the report's place.
        rows: its rows, by model.
    """
    found = []
    for alike in zip(*rows.values(), strict=False):
        shared = {key: value for key, value in alike[0].items() if all(other.get(key) == value for other in alike)}
        if {key for row in alike for key, value in row.items() if isinstance(value, str)} - set(shared):
            continue  # not the same row of each
        where = ", ".join(f"{key} {value}" for key, value in shared.items() if isinstance(value, str | int))
        for key in alike[0]:
            numbers = [row.get(key) for row in alike]
            if key in shared or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
                continue
            each = dict(zip(rows, numbers, strict=True))
            found.append(
                {"kind": "figure", "section": section, "row": where, "figure": key, **each, **_spread(numbers)}
            )
    return found


def _spread(values: Sequence[Any]) -> dict[str, float]:
    return {"least": min(values), "most": max(values), "mean": fmean(values), "deviation": stdev(values)}


def _headline(claims: Sequence[Mapping[str, Any]], models: int) -> list[str]:
    measured = [row for row in claims if row["evidence"] == "measured"]
    counts = {
        word: [row["id"] for row in measured if row["verdict"] == word] for word in ("holds, all", "differs, all")
    }
    either = [row["id"] for row in measured if row["verdict"] == "depends on the seed"]
    return [
        f"Of {len(measured)} measured claims {len(counts['holds, all'])} hold for all {models} models, "
        f"{len(counts['differs, all'])} differ for all, and {len(either)} depend on the seed"
        f"{': ' if either else ''}{', '.join(either)}.",
    ]


def _draw(canvas: Canvas, claims: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
    shown = [row for row in claims if row["evidence"] == "measured" and (row["paper"] or 0) > 0 and row["least"] > 0]
    axes = plots.new_axes(canvas, "Claims over seeds", "ours over the paper's value", "")
    places = range(len(shown))
    axes.axvline(1, color=plots.PAPER, linewidth=1, zorder=0)
    for place, row in zip(places, shown, strict=True):
        axes.plot(
            [row["least"] / row["paper"], row["most"] / row["paper"]], [place, place], color=plots.MUTED, zorder=1
        )
    for colour, name in zip(plots.SERIES, names, strict=False):
        above = 0.16 * (names.index(name) - (len(names) - 1) / 2)  # equal figures stand over one another
        points = [
            (row[name] / row["paper"], place + above) for place, row in zip(places, shown, strict=True) if name in row
        ]
        axes.plot(*zip(*points, strict=True), "o", color=colour, markersize=5, label=name)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_yticks(list(places), [row["quantity"] for row in shown], fontsize=8)
    axes.invert_yaxis()
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(names), fontsize=9)
