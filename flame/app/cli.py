"""The command line: `flame` lists the experiments, `flame experiment=NAME [overrides]` runs one.

A Hydra application. What a user can mend comes as one line on standard error with exit status 2.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from flame.app.catalogue import check_reads
from flame.app.config import check_names, conf_folder, load_settings, search_path
from flame.errors import ConfigError, FlameError, FlameWarning
from flame.storage.artifact import require_folder


def main() -> None:
    """Entry point of the `flame` command."""
    _quieten()
    from hydra.errors import HydraException

    arguments = sys.argv[1:]
    try:
        if not arguments:
            print(_listing())
            return
        sweeping = "--multirun" in arguments or "-m" in arguments
        if sweeping:
            check_names(*_first_point(arguments))
            require_folder(_sweep_folder(arguments))
        elif not any(a.startswith("-") for a in arguments):
            load_settings(*arguments)  # answers a misspelt name or key before Hydra starts
        sys.argv += search_path()
        _run_hydra()
        if sweeping:
            print(_sweep_folder(arguments))
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)
    except HydraException as error:
        print(f"flame: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("flame: interrupted; what was finished is kept", file=sys.stderr)
        sys.exit(130)


def _quieten() -> None:
    warnings.filterwarnings("ignore")
    warnings.filterwarnings("default", category=FlameWarning)
    warnings.formatwarning = lambda message, *_, **__: f"flame: {message}\n"
    os.environ.setdefault("HYDRA_FULL_ERROR", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    logging.getLogger("transformers").setLevel(logging.ERROR)


def _listing() -> str:
    from flame.app.catalogue import experiment_names, experiment_title

    names = experiment_names(conf_folder())
    width = max(map(len, names))
    lines = [f"  {name:<{width}}  {experiment_title(name)}" for name in names]
    return "\n".join(
        ["flame experiment=NAME [model=...] [dataset=...] [key=value ...]", "", "Experiments:", *lines, "",
         "Each writes outputs/NAME/report.json, report.md and its figures."]
    )  # fmt: skip


def _first_point(arguments: list[str]) -> list[str]:
    """The first point of a sweep, without what is Hydra's own."""
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    given = [a for a in arguments if not a.startswith(("-", "hydra.", "hydra/"))]
    try:
        parsed = OverridesParser.create().parse_overrides(given)
        return list(BasicSweeper.split_arguments(parsed, None)[0][0])
    except HydraException as error:
        raise ConfigError(f"{' '.join(str(error).split())} (expected key=value, or key=1,2,3 to sweep)") from error


def _sweep_folder(arguments: list[str]) -> Path:
    output = [a.partition("=")[2] for a in arguments if a.startswith("output=")]
    return Path(output[-1] if output else "outputs") / "sweep"


def _run_hydra() -> None:
    import hydra

    hydra.main(version_base="1.3", config_path=str(conf_folder().resolve()), config_name="config")(_job)()


def _job(cfg: Any) -> None:
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode
    from omegaconf import OmegaConf

    from flame.app.sweep import run_experiment, run_point

    values: dict[str, Any] = OmegaConf.to_container(cfg, resolve=True)  # type: ignore[assignment]
    if HydraConfig.get().mode == RunMode.MULTIRUN:
        _quieten()  # in a worker's process nothing of `main` has run
        os.chdir(HydraConfig.get().runtime.cwd)  # a cluster's worker stands where its node was started
        run_point(values)
        return
    try:
        experiment = values["experiment"]
        check_reads(experiment["name"], HydraConfig.get().overrides.task, experiment)  # also beside Hydra's own flags
        print(run_experiment(values))
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
