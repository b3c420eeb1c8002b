"""A model by the name that the configuration gives it, for programs."""

from __future__ import annotations

from dataclasses import fields
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
        folder = conf_folder() / "model"
        file = folder / f"{model}.yaml"
        if not file.is_file():
            names = sorted(each.stem for each in folder.glob("*.yaml"))
            raise ConfigError(f"model {model!r}: no such model ({near_names(model, names)})")
        known = [field.name for field in fields(ModelSettings)]
        for key in changes:
            if key not in known:
                raise ConfigError(f"model {model}, {key}: no such field ({near_names(key, known)})")
        values = read_yaml(file) | {key: str(value) if key == "path" else value for key, value in changes.items()}
        settings = parse(ModelSettings, values, "model")
    elif changes:
        raise ConfigError(f"model {model.name}: settings and changes of them (give the one or the other)")
    else:
        settings = model
    return loading.load_model(settings, seed) if experts else loading.load_without_experts(settings)
