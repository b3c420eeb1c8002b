"""The configuration as dataclasses: types and units live here, values in `conf/`.

Hydra composes the YAML; `parse_settings` turns it once into these frozen types, so that no code below the
command line sees a `DictConfig`. A key that no field takes is an error that names the near ones.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flame.app.catalogue import check_reads, experiment_names
from flame.errors import ConfigError, FormatError, check_counts, near_names
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.platform import Platform
from flame.plugins import conf_folders
from flame.value_types import SCALED

T = TypeVar("T")


@dataclass(frozen=True)
class DatasetSettings:
    """What accuracy is measured on, and what routing traces are taken from.

    Args:
        name: corpus for accuracy (and for traces, unless `trace_name` says otherwise).
        path: folder with the splits, in place of the hub.
        hub_name: repository on the Hugging Face hub.
        trace_name: corpus for traces; None takes the same corpus. `trace_path` is its folder, where it has one.
        trace_dialogues: dialogues that traces are taken from, shared out between the splits (at least two of them
            learn, tune and report on different dialogues); None takes all.
        accuracy_dialogues: dialogues of the report split that accuracy is measured on; None takes all.
        traces: folder of a routing trace that `record_traces` wrote, recorded or imported, or a file as it imports
            them, in place of traces of the corpus; its examples are shared out between the splits. None records.
        traces_test: another such file or folder, whose examples are reported on in place of the last of `traces`.
        trace_top_k, trace_experts: experts that a layer chooses, and experts of a layer, for a file that does not say.
    """

    name: str
    path: str | None
    hub_name: str | None
    trace_name: str | None
    trace_path: str | None
    trace_dialogues: int | None
    accuracy_dialogues: int | None
    traces: str | None
    traces_test: str | None
    trace_top_k: int | None
    trace_experts: int | None

    def __post_init__(self) -> None:
        if self.traces_test is not None and self.traces is None:
            raise ConfigError(f"dataset.traces_test={self.traces_test}: nothing to learn from (give dataset.traces)")
        check_counts(self, "dataset")


@dataclass(frozen=True)
class PruningSettings:
    """How experts are pruned: `pattern` as `keep:group`, and the type that packed values are stored in.

    `pad` allows a group that does not divide the columns: the last group of a row is filled up with zeros.
    `linear_type` packs the linear layers beside the experts too, where a checkpoint is written; null leaves them.
    """

    pattern: str
    criterion: str
    value_type: str
    pad: bool
    linear_type: str | None

    def __post_init__(self) -> None:
        if self.linear_type is not None and self.linear_type not in SCALED:
            raise ConfigError(f"pruning.linear_type={self.linear_type}: {near_names(self.linear_type, SCALED)}")
        try:
            NMPattern.parse(self.pattern)
        except FormatError as error:
            raise ConfigError(f"pruning.pattern={self.pattern}: {error}") from error


@dataclass(frozen=True)
class PredictorSettings:
    """Which expert predictor.

    Args:
        name: `cepr`, `incremental`, `marginal`, `factorised`, or of a package that adds predictors.
        known_layers: preceding entries of the circular path that it knows (paper section 5.2); factorised tables weigh
            evidence of their own.
        path: folder of a stored factorised table, or routing profile, of this model, in place of learning.
        table_bytes: most that a factorised table may take; the largest of its shapes that fits is learnt.
        schedule: how it is learnt (`offline.prediction.factorised_shapes.SCHEDULES`).
    """

    name: str
    known_layers: int
    path: str | None
    table_bytes: int
    schedule: str

    def __post_init__(self) -> None:
        check_counts(self, "predictor")


@dataclass(frozen=True)
class BufferSettings:
    """The expert buffer: slots for each MoE layer, and the eviction policy."""

    slots: int
    policy: str

    def __post_init__(self) -> None:
        check_counts(self, "buffer")


@dataclass(frozen=True)
class DesignSettings:
    """An accelerator's shapes and lanes, which experiments read as `${design.rows}` and so on.

    Args:
        d_model, d_ff, experts, moe_layers: the shapes of the layers that it serves.
        rows: rows that one unit computes together.
        units: instances of the kernel, each with its share of every expert's hidden units.
    """

    d_model: int
    d_ff: int
    experts: int
    moe_layers: int
    rows: int
    units: int

    def __post_init__(self) -> None:
        check_counts(self, "design")


@dataclass(frozen=True)
class Settings:
    """The whole configuration. `experiment` holds the name and the parameters of the experiment's own module."""

    model: ModelSettings
    dataset: DatasetSettings
    pruning: PruningSettings
    predictor: PredictorSettings
    buffer: BufferSettings
    platform: Platform
    design: DesignSettings
    experiment: dict[str, Any]
    output: str
    seed: int

    def __post_init__(self) -> None:
        if not self.output:
            raise ConfigError("output=: no folder is named (give output=FOLDER, or leave it out)")
        if not 0 <= self.seed < 2**32:
            raise ConfigError(f"seed={self.seed}: expected 0 to {2**32 - 1}")


def conf_folder() -> Path:
    """The configuration: installed inside the package, or beside it in a checkout."""
    installed = Path(__file__).parents[1] / "conf"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "conf"


def read_yaml(file: Path) -> dict[str, Any]:
    """A file of the configuration by itself, read as Hydra reads it (`3.5e9` is a number there)."""
    from omegaconf import OmegaConf

    return OmegaConf.to_container(OmegaConf.load(file))  # type: ignore[return-value]


def search_path() -> list[str]:
    """The override that makes Hydra search the configuration of plug-ins too; empty without any."""
    folders = conf_folders()
    return [f"hydra.searchpath=[{','.join(f'file://{folder.resolve()}' for folder in folders)}]"] if folders else []


def load_settings(*overrides: str) -> Settings:
    """The configuration with overrides as the command line takes them: `load_settings("experiment=reproduce")`.

    Raises:
        ConfigError: an override names no group, option or key, or its value cannot be read.
    """
    from hydra import compose
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    overrides = tuple(map(with_whole_name, overrides))
    check_names(*overrides)
    with _composing():
        try:
            composed = OmegaConf.to_container(compose("config", [*search_path(), *overrides]), resolve=True)
        except (HydraException, OmegaConfBaseException) as error:
            line = " ".join(str(error).split("\n")[0].split())
            raise ConfigError(f"{line} (expected key=value overrides of the configuration)") from error
    return parse(Settings, composed)  # type: ignore[arg-type]


def named_groups() -> dict[str, list[str]]:
    """The groups that have files, with the names of these, plug-ins' among them."""
    conf = conf_folder()
    return {
        group.name: sorted(f.stem for root in (conf, *conf_folders()) for f in (root / group.name).glob("*.yaml"))
        for group in sorted(conf.iterdir())
        if group.is_dir()
    }


def with_whole_name(override: str) -> str:
    """`experiment=fig5` with the name that alone begins so; any other override, and a sweep's parts, likewise.

    Raises:
        ConfigError: several names begin so.
    """
    key, equals, value = override.partition("=")
    if key != "experiment" or not equals:
        return override
    names = experiment_names(conf_folder())
    whole = []
    for part in value.split(","):
        found = [part] if part in names or not part else [name for name in names if name.startswith(part)]
        if len(found) > 1:
            raise ConfigError(f"experiment={part}: begins several names ({', '.join(found)}: give more of one)")
        whole += found or [part]
    return f"experiment={','.join(whole)}"


def check_grammar(*overrides: str) -> None:
    """Refuse overrides that Hydra's grammar cannot read, with the quoted form of what it can.

    Raises:
        ConfigError: with that form.
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    parser = OverridesParser.create()
    for override in overrides:
        try:
            parser.parse_override(override)
        except HydraException as error:
            key, _, value = override.partition("=")
            escaped = value.replace("'", "\\'")
            raise ConfigError(
                f"{override}: the value has signs that the grammar of overrides keeps for itself (quote it: "
                f"\"{key}='{escaped}'\")"
            ) from error


def check_once(overrides: Iterable[str]) -> None:
    """Refuse two values for one thing, of which the first would change nothing.

    Raises:
        ConfigError: with both.
    """
    given: dict[str, str] = {}
    for override in overrides:
        key = override.partition("=")[0].lstrip("+~")
        if key in given:
            raise ConfigError(f"{override}: {key} is given before, as {given[key]} (give one of them)")
        given[key] = override


def check_names(*overrides: str) -> None:
    """Refuse overrides that name no group, option or key, or what the experiment does not read.

    Values are not looked at.

    Raises:
        ConfigError: with the near names, or what to give instead.
    """
    from hydra import compose
    from omegaconf import OmegaConf

    groups = named_groups()
    for override in overrides:
        key, equals, value = override.partition("=")
        if not equals:
            raise ConfigError(f"{override}: expected key=value (flame alone lists the experiments)")
        if key in groups and value not in groups[key]:
            raise ConfigError(f"{key}={value}: no such {key} ({near_names(value, groups[key])})")
    check_grammar(*overrides)
    if not any(override.startswith("experiment=") for override in overrides):
        raise ConfigError("no experiment is named (give experiment=NAME; flame alone lists them)")
    choices = [override for override in overrides if override.partition("=")[0] in groups]
    with _composing():
        base = OmegaConf.to_container(compose("config", [*search_path(), *choices]))
    for override in overrides:
        if override not in choices and not override.startswith(("+", "hydra.")):
            _check_key(override.partition("=")[0].lstrip("~"), base)
    experiment = dict(base)["experiment"]  # type: ignore[arg-type]
    check_reads(experiment["name"], overrides, experiment)


@contextmanager
def _composing() -> Iterator[None]:
    """Hydra ready to compose from the project's configuration, also within a job that Hydra has started."""
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra

    instance = GlobalHydra.instance()
    outer = instance.hydra
    instance.clear()
    try:
        with initialize_config_dir(str(conf_folder().resolve()), version_base="1.3"):
            yield
    finally:
        instance.hydra = outer


def _check_key(key: str, values: Any) -> None:
    place = ""
    for part in key.split("."):
        if isinstance(values, Mapping) and part not in values:
            raise ConfigError(f"{place}{part}: no such key ({near_names(part, map(str, values))})")
        values = values[part] if isinstance(values, Mapping) else None
        place += f"{part}."


def parse(kind: type[T], values: Mapping[str, Any], where: str = "") -> T:
    """Make a dataclass from a mapping, checking keys and types all the way down.

    Args:
        kind: a dataclass whose fields are scalars, optionals, tuples, dicts or further dataclasses.
        values: plain mapping, as YAML gives it.
        where: dotted place of `values` in the configuration, for messages.
    Raises:
        ConfigError: an unknown or missing key, or a value of another type; the message gives its dotted place.
    """
    hints = typing.get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)]  # type: ignore[arg-type]
    place = f"{where}." if where else ""
    for key in values:
        if key not in names:
            raise ConfigError(f"{place}{key}: no such key ({near_names(str(key), names)})")
    missing = [name for name in names if name not in values]
    if missing:
        raise ConfigError(f"{where or 'configuration'}: {', '.join(missing)} is missing (give {place}{missing[0]}=...)")
    return kind(**{name: _convert(hints[name], values[name], place + name) for name in names})


def _convert(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        for choice in (a for a in arguments if a is not type(None)):
            try:
                return _convert(choice, value, where)
            except ConfigError as error:
                failure = error
        raise failure
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise ConfigError(f"{where}={value!r}: expected a group of keys")
        return parse(hint, value, where)  # type: ignore[arg-type]
    if origin is tuple:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise ConfigError(f"{where}={value!r}: expected a list")
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_convert(arguments[0], v, f"{where}[{i}]") for i, v in enumerate(value))
        if len(arguments) != len(value):
            raise ConfigError(f"{where}={value!r}: expected a list of {len(arguments)}")
        return tuple(_convert(a, v, f"{where}[{i}]") for i, (a, v) in enumerate(zip(arguments, value, strict=True)))
    if origin is dict:
        if not isinstance(value, Mapping):
            raise ConfigError(f"{where}={value!r}: expected a group of keys")
        return {str(k): _convert(arguments[1], v, f"{where}.{k}") for k, v in value.items()}
    if hint is Any:
        return value
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ConfigError(f"{where}={value!r}: expected {hint.__name__}, found {type(value).__name__}")
    return value
