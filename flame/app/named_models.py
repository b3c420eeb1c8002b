"""A model by the name that the configuration gives it, for programs."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from flame.app.config import conf_folder, parse, read_yaml
from flame.errors import ConfigError, near_names
from flame.models import loading
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings


def load_model(model: str | ModelSettings, seed: int = 0, *, experts: bool = True, **changes: Any) -> MoeModel:
    """Load a model: `load_model("auto", path=FOLDER)`.

    Args:
        model: a name of the configuration's group `model`, or settings.
        seed: of a random model.
        experts: whether its experts are loaded; without, they are to be streamed.
        changes: fields of `ModelSettings` that differ from what the name stands for.
    Raises:
        ConfigError: no such name or field.
        ModelError: as `flame.models.loading.load_model`.
    """
    if isinstance(model, str):
        known = [field.name for field in fields(ModelSettings)]
        for key in changes:
            if key not in known:
                raise ConfigError(f"model {model}, {key}: no such field ({near_names(key, known)})")
        settings = named_settings(model, **changes)
    elif changes:
        raise ConfigError(f"model {model.name}: settings and changes of them (give the one or the other)")
    else:
        settings = model
    return loading.load_model(settings, seed) if experts else loading.load_without_experts(settings)


def named_settings(name: str, /, **changes: Any) -> ModelSettings:
    """The settings of a name of the configuration's group `model`, with changes of their fields.

    Raises:
        ConfigError: no such name, or a value of another type.
    """
    folder = conf_folder() / "model"
    file = folder / f"{name}.yaml"
    if not file.is_file():
        names = sorted(each.stem for each in folder.glob("*.yaml"))
        raise ConfigError(f"model {name!r}: no such model ({near_names(name, names)})")
    values = read_yaml(file) | {key: str(value) if key == "path" else value for key, value in changes.items()}
    return parse(ModelSettings, values, "model")


def settings_of(model: str) -> ModelSettings:
    """The settings of a model as a user names it: a checkpoint folder, a name of the configuration, or a hub name.

    Raises:
        ConfigError: it is none of them.
    """
    if (Path(model) / "config.json").is_file():
        return named_settings("auto", path=model, name=Path(model).resolve().name)
    if Path(model).is_dir():
        raise ConfigError(f"{model}: no config.json there (expected a transformers checkpoint folder)")
    if model.count("/") == 1 and not model.startswith((".", "/", "~")):
        return named_settings("auto", hub_name=model, name=model.partition("/")[2])
    return named_settings(model)
