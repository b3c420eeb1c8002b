"""The command line: ``flame`` lists the experiments, ``flame experiment=NAME [overrides]`` runs one.

A Hydra application. What a user can mend comes as one line on standard error with exit status 2.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from flame.config import conf_folder, load_settings, search_path
from flame.errors import FlameError


def main() -> None:
    """Entry point of the ``flame`` command."""
    _quieten()
    arguments = sys.argv[1:]
    try:
        if not arguments:
            print(_listing())
            return
        if not any(a.startswith("-") for a in arguments):
            load_settings(*arguments)  # answers a misspelt name or key before Hydra starts
        sys.argv += search_path()
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
