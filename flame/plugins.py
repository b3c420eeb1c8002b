"""What other packages add: entry points that FLAME finds by name, with nothing to register or import.

A package that is installed beside this one may declare, in its `pyproject.toml`, entry points in these groups:

| group | what it names |
|---|---|
| `flame.predictors` | `(trace, known_layers) -> predictor`, a `flame.prediction_table.Predictor` |
| `flame.policies` | `(slots) -> policy`, an `online.pa_buf.policies.EvictionPolicy` |
| `flame.criteria` | `(weight, inputs, pattern) -> weight`, pruned (`offline.pruning.criteria` says the shapes) |
| `flame.conf` | a package of YAML files in `platform/`, `dataset/` and `model/`, as in `conf/` |

A name that FLAME has itself cannot be taken.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flame.errors import ConfigError

PREDICTORS, POLICIES, CRITERIA, CONF = "flame.predictors", "flame.policies", "flame.criteria", "flame.conf"


@cache
def plugin_names(group: str) -> tuple[str, ...]:
    """Names that installed packages add to a group, in alphabetical order; looked up once, for it reads them all."""
    return tuple(sorted({entry.name for entry in entry_points(group=group)}))


def load_plugin(group: str, name: str) -> Any:
    """What stands behind a name.

    Raises:
        ConfigError: no package declares it, two do, or it cannot be imported.
    """
    found = list(entry_points(group=group, name=name))
    if len(found) != 1:
        packages = ", ".join(_package(entry) for entry in found) or "no installed package"
        raise ConfigError(f"{group} {name!r}: declared by {packages} (expected exactly one)")
    try:
        return found[0].load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"{group} {name!r} of {_package(found[0])}: cannot be imported: {error}") from error


def conf_folders() -> tuple[Path, ...]:
    """Folders of YAML files that installed packages add to the configuration.

    Raises:
        ConfigError: a package that is named has no folder.
    """
    folders = []
    for entry in sorted(entry_points(group=CONF), key=lambda entry: entry.name):
        spec = find_spec(entry.value)
        if spec is None or not spec.submodule_search_locations:
            raise ConfigError(f"{CONF} {entry.name!r} of {_package(entry)}: no package {entry.value} (mend its entry)")
        folders.append(Path(next(iter(spec.submodule_search_locations))))
    return tuple(folders)


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.value
