"""What a reproduction runs: the paper's experiments with one model, then the same with others, and on given traces."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from flame.app.catalogue import check_reads, experiment_names
from flame.app.config import DatasetSettings, Settings, conf_folder, load_settings, parse, read_yaml
from flame.errors import ConfigError, near_names
from flame.models.settings import ModelSettings

TIERS = ("quick", "full", "from_logs")
TRACED = "traces"  # folder of what is run on traces that were given
ON_TRACES = (
    "fig5_path_skew",
    "fig6_transitions",
    "fig8a_prediction_accuracy",
    "fig8b_cache_hit_ratio",
    "fig9a_index_storage",
)


@dataclass(frozen=True)
class Also:
    """A further model, and what is run with it.

    Args:
        model: name of a file in `conf/model`; its reports lie in a folder of that name.
        path: local checkpoint folder, in place of the hub.
        fields: of the groups `model` and `dataset`, in place of what the model's file and this run have; by group.
        experiments: names of the experiments.
        overrides: of its experiments, as `overrides` of the reproduction.
    """

    model: str
    path: str | None
    fields: dict[str, dict[str, Any]]
    experiments: tuple[str, ...]
    overrides: dict[str, Any]


@dataclass(frozen=True)
class Parameters:
    """Which experiments, in which order, and parameters of theirs that differ from their own YAML.

    Args:
        tier: `quick` and `full` differ in what `conf/tier` chooses for them; `from_logs` runs nothing, and
            rebuilds the page from the reports that are stored.
        experiments: names of the experiments.
        overrides: by experiment, what it is given in place of its YAML: parameters, and fields of the groups
            `pruning`, `predictor` and `buffer` where it reads them.
        also: further models, whose figures stand beside the paper's as a second part.
        traces: routing traces of yet another model, a file or folder as `dataset.traces` takes it (a file that does not
            say needs `dataset.trace_top_k` and `dataset.trace_experts`): the figures that need nothing else are drawn
            from them as well; null leaves that out.
    """

    tier: str
    experiments: tuple[str, ...]
    overrides: dict[str, Any]
    also: tuple[Also, ...]
    traces: str | None

    def __post_init__(self) -> None:
        if self.tier not in TIERS:
            raise ConfigError(f"experiment.tier={self.tier}: {near_names(self.tier, TIERS)}")
        known = experiment_names(conf_folder())
        others = [name for other in self.also for name in (*other.experiments, *other.overrides)]
        for name in (*self.experiments, *self.overrides, *others):
            if name not in known:
                raise ConfigError(f"experiment.experiments: no experiment {name} ({near_names(name, known)})")
        models = sorted(file.stem for file in (conf_folder() / "model").glob("*.yaml"))
        for other in self.also:
            if other.model not in models:
                raise ConfigError(f"experiment.also: no model {other.model} ({near_names(other.model, models)})")
            if unknown := set(other.fields) - {"model", "dataset"}:
                raise ConfigError(f"experiment.also.fields: {sorted(unknown)} (expected model, dataset)")


@dataclass(frozen=True)
class Piece:
    """One experiment with one model: its place below the output folder, and its whole configuration."""

    section: str
    settings: Settings

    @property
    def folder(self) -> Path:
        return Path(self.settings.output) / self.section


def plan_pieces(settings: Settings, parameters: Parameters) -> list[Piece]:
    """The pieces, those of one model together; what is run on given traces comes last."""
    from_logs = parameters.tier == "from_logs"
    parts = [("", settings, parameters.experiments, parameters.overrides)]
    for other in _stored_models(settings) if from_logs else parameters.also:
        parts.append((f"{other.model}/", _of_model(settings, other), other.experiments, other.overrides))
    if parameters.traces is not None or from_logs:
        dataset = replace(settings.dataset, traces=parameters.traces, traces_test=None, trace_dialogues=None)
        names = [name for name in ON_TRACES if not from_logs or (Path(settings.output) / TRACED / name).is_dir()]
        parts.append((f"{TRACED}/", replace(settings, dataset=dataset), tuple(names), {}))
    alone = {name: load_settings(f"experiment={name}") for name in {name for part in parts for name in part[2]}}
    return [
        Piece(folder + name, _composed(own, alone[name], name, overrides.get(name, {})))
        for folder, own, names, overrides in parts
        for name in names
    ]


def _of_model(settings: Settings, other: Also) -> Settings:
    """The settings of a reproduction with another model."""
    values = read_yaml(conf_folder() / "model" / f"{other.model}.yaml") | other.fields.get("model", {})
    model = replace(parse(ModelSettings, values, "experiment.also.fields.model"), path=other.path)
    given = asdict(settings.dataset) | other.fields.get("dataset", {})
    dataset = parse(DatasetSettings, given, "experiment.also.fields.dataset")
    return replace(settings, model=model, dataset=dataset)


def _composed(settings: Settings, alone: Settings, name: str, overrides: Mapping[str, Any]) -> Settings:
    """The configuration of one experiment: model, dataset, board and seed of this run, the rest as it has it alone."""
    experiment: dict[str, Any] = dict(alone.experiment)
    chosen: dict[str, Any] = {}
    for key, value in overrides.items():
        group = getattr(alone, key, None)
        if not dataclasses.is_dataclass(group) or isinstance(group, type):
            nested = isinstance(value, Mapping) and isinstance(experiment.get(key), Mapping)
            experiment[key] = {**experiment[key], **value} if nested else value
            continue
        check_reads(name, [f"{key}.{field}={given}" for field, given in value.items()], alone.experiment)
        chosen[key] = parse(type(group), asdict(group) | value, f"experiment.overrides.{name}.{key}")
    return replace(
        alone, model=settings.model, dataset=settings.dataset, platform=settings.platform, seed=settings.seed,
        output=settings.output, experiment=experiment, **chosen,
    )  # fmt: skip


def _stored_models(settings: Settings) -> Sequence[Also]:
    """The further models that have reports below the output folder."""
    found = []
    for model in sorted(file.stem for file in (conf_folder() / "model").glob("*.yaml")):
        names = [name for name in experiment_names(conf_folder()) if (Path(settings.output) / model / name).is_dir()]
        found += [Also(model, None, {}, tuple(names), {})] if names else []
    return found
