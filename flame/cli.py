"""The command line: ``flame`` lists the experiments, ``flame experiment=NAME [overrides]`` runs one.

A Hydra application. What a user can mend comes as one line on standard error with exit status 2.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from pathlib import Path
from typing import Any

from flame.errors import ConfigError, FlameError, near_names


def conf_folder() -> Path:
    """The configuration: installed inside the package, or beside it in a checkout."""
    installed = Path(__file__).parent / "conf"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "conf"


def main() -> None:
    """Entry point of the ``flame`` command."""
    _quieten()
    arguments = sys.argv[1:]
    try:
        if not arguments:
            print(_listing())
            return
        if not any(a.startswith("-") for a in arguments):
            check_overrides(arguments)
        _run_hydra()
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("flame: interrupted; what was finished is kept", file=sys.stderr)
        sys.exit(130)


def _quieten() -> None:
    warnings.filterwarnings("ignore")
    os.environ.setdefault("HYDRA_FULL_ERROR", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    logging.getLogger("transformers").setLevel(logging.ERROR)


def _listing() -> str:
    from flame.experiment import experiment_names, experiment_title

    names = experiment_names(conf_folder())
    width = max(map(len, names))
    lines = [f"  {name:<{width}}  {experiment_title(name)}" for name in names]
    return "\n".join(
        ["flame experiment=NAME [model=...] [dataset=...] [key=value ...]", "", "Experiments:", *lines, "",
         "Each writes outputs/NAME/report.json, report.md and its figures."]
    )  # fmt: skip


def check_overrides(overrides: list[str]) -> None:
    """Compose the configuration once, to answer a misspelt name or key with the near ones.

    Raises:
        ConfigError: an override names no group, option or key, or its value cannot be read.
    """
    from hydra import compose, initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import DictConfig
    from omegaconf.errors import OmegaConfBaseException

    conf = conf_folder()
    groups = {
        folder.name: sorted(f.stem for f in folder.glob("*.yaml")) for folder in conf.iterdir() if folder.is_dir()
    }
    for override in overrides:
        key, equals, value = override.partition("=")
        if not equals:
            raise ConfigError(f"{override}: expected key=value (flame alone lists the experiments)")
        if key in groups and value not in groups[key]:
            raise ConfigError(f"{key}={value}: no such {key} ({near_names(value, groups[key])})")
    if not any(o.startswith("experiment=") for o in overrides):
        raise ConfigError("no experiment is named (give experiment=NAME; flame alone lists them)")
    chosen = [o for o in overrides if o.partition("=")[0] in groups]
    with initialize_config_dir(str(conf.resolve()), version_base="1.3"):
        base: Any = compose("config", chosen)
        for override in overrides:
            place, node = "", base
            for part in override.partition("=")[0].lstrip("+~").split("."):
                if part.startswith("hydra") or (part in groups and not place and override in chosen):
                    break
                if isinstance(node, DictConfig) and part not in node and not override.startswith("+"):
                    raise ConfigError(f"{place}{part}: no such key ({near_names(part, map(str, node))})")
                node = node.get(part) if isinstance(node, DictConfig) else None
                place += part + "."
        try:
            compose("config", overrides)
        except (HydraException, OmegaConfBaseException) as error:
            line = re.sub(r"\s+", " ", str(error).strip().split("\n")[0])
            raise ConfigError(f"{line} (expected key=value overrides of the configuration)") from error


def _run_hydra() -> None:
    import hydra

    hydra.main(version_base="1.3", config_path=str(conf_folder().resolve()), config_name="config")(_job)()


def _job(cfg: Any) -> None:
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode
    from omegaconf import OmegaConf

    from flame.config import Settings, parse
    from flame.experiment import Context, load_experiment
    from flame.report import write_report

    try:
        settings = parse(Settings, OmegaConf.to_container(cfg, resolve=True))  # type: ignore[arg-type]
        module, parameters = load_experiment(settings.experiment)
        context = Context(settings)
        report = module.run(context, parameters)
        page = module.page(context, parameters, report) if hasattr(module, "page") else None
        sweeping = HydraConfig.get().mode == RunMode.MULTIRUN
        folder = (
            Path(HydraConfig.get().runtime.output_dir)
            if sweeping
            else Path(settings.output) / settings.experiment["name"]
        )
        write_report(report, folder, context.settings_json(), settings.seed, page=page)
        print(folder / ("index.html" if (folder / "index.html").exists() else "report.md"))
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
