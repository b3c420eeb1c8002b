"""The experiments there are, and what each says of itself, read from its source without importing what it needs.

An experiment is a module of `experiments` whose name a file in `conf/experiment` has. It says in constants:

- `TITLE`: one line.
- `READS`: what it reads of the configuration beside its own parameters: a group (`platform`), a field
  (`pruning.pattern`), `seed`, or one of the two uses of `dataset`, `ACCURACY` and `TRACES`. An override of anything
  else would change nothing but the manifest, and is refused.
- `INSTEAD`: where an override that it does not read can be given, `{}` standing for it; most have no such place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flame.errors import ConfigError

ACCURACY, TRACES = "accuracy dialogues", "routing traces"
_CORPUS = ("dataset.name", "dataset.path", "dataset.hub_name")
USES = {
    ACCURACY: (*_CORPUS, "dataset.accuracy_dialogues"),
    TRACES: (
        *_CORPUS, "dataset.trace_name", "dataset.trace_path", "dataset.trace_dialogues", "dataset.traces",
        "dataset.traces_test", "dataset.trace_top_k", "dataset.trace_experts",
    ),
}  # fmt: skip
GROUPS = ("model", "dataset", "pruning", "predictor", "buffer", "platform", "design", "tier", "seed")
_PLURALS = {"policy": "policies", "criterion": "criteria"}


def experiment_names(conf: Path) -> list[str]:
    """Names of the experiments that the configuration folder knows."""
    return sorted(file.stem for file in (conf / "experiment").glob("*.yaml"))


@cache
def experiment_files() -> Mapping[str, Path]:
    """The file of each module in the package `experiments`, by its name alone, found without importing any."""
    spec = find_spec("experiments")
    assert spec is not None, "experiments is installed with flame"
    folder = Path(next(iter(spec.submodule_search_locations or ())))
    return {file.stem: file for file in sorted(folder.rglob("*.py")) if file.stem != "__init__"}


def experiment_file(name: str) -> Path:
    """The file of an experiment's module.

    Raises:
        ConfigError: there is none.
    """
    if name not in experiment_files():
        raise ConfigError(f"experiment={name}: conf/experiment/{name}.yaml has no module {name}.py in experiments/")
    return experiment_files()[name]


@cache
def _constants(name: str) -> Mapping[str, Any]:
    """Constants in capitals at the top of an experiment's module, where they are written out."""
    found = {}
    for node in ast.parse(experiment_file(name).read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id.isupper():
            try:
                found[target.id] = ast.literal_eval(node.value)
            except ValueError:
                continue  # worked out from others
    return found


def experiment_title(name: str) -> str:
    """The line that describes an experiment."""
    return str(_constant(name, "TITLE"))


def experiment_reads(name: str) -> tuple[str, ...]:
    """What an experiment reads beside its own parameters: groups, and fields by their dotted names."""
    fields = [field for read in _constant(name, "READS") for field in USES.get(read, (read,))]
    return tuple(dict.fromkeys(fields))


def _constant(name: str, constant: str) -> Any:
    if constant not in _constants(name):
        raise ConfigError(f"experiment={name}: {experiment_file(name).name} has no {constant}")
    return _constants(name)[constant]


def check_reads(name: str, overrides: Iterable[str], parameters: Iterable[str]) -> None:
    """Refuse overrides that an experiment does not read.

    Args:
        name: of the experiment.
        overrides: as on the command line.
        parameters: names of the experiment's own parameters (`name` is none of them).
    Raises:
        ConfigError: with the field to use in its place, or with what is read.
    """
    reads = experiment_reads(name)
    for override in overrides:
        key = override.partition("=")[0].lstrip("+~").split("@")[0]
        group, _, field = key.partition(".")
        if group not in GROUPS or key in reads or group in reads or (group == "seed" and "model" in reads):
            continue
        if not field and any(read.startswith(f"{group}.") for read in reads):
            continue  # a file of the group gives, among others, fields that are read
        raise ConfigError(f"{override}: {name} does not read {key} ({_instead(name, override, parameters)})")


def _instead(name: str, override: str, parameters: Iterable[str]) -> str:
    """What to write in place of an override that is not read."""
    group, _, field = override.partition("=")[0].lstrip("+~").partition(".")
    own = set(parameters) - {"name"}
    for same in (field, f"{field}s", _PLURALS.get(field, field)):
        if same in own:
            return f"use experiment.{same}"
    instead = _constants(name).get("INSTEAD")
    if instead:
        return f"use {instead.format(override)}"
    reads = experiment_reads(name)
    near = [read for read in reads if read.startswith(f"{group}.")]
    return f"it reads {', '.join(near or reads) or 'none of the groups'}"
