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

from flame.config import check_names, conf_folder, load_settings, search_path
from flame.errors import ConfigError, FlameError


def main() -> None:
    """Entry point of the ``flame`` command."""
    _quieten()
    arguments = sys.argv[1:]
    try:
        if not arguments:
            print(_listing())
            return
        sweeping = "--multirun" in arguments or "-m" in arguments
        if sweeping:
            check_names(*_first_point(arguments))
        elif not any(a.startswith("-") for a in arguments):
            load_settings(*arguments)  # answers a misspelt name or key before Hydra starts
        sys.argv += search_path()
        _run_hydra()
        if sweeping:
            print(_sweep_folder(arguments))
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

    values: dict[str, Any] = OmegaConf.to_container(cfg, resolve=True)  # type: ignore[assignment]
    if HydraConfig.get().mode == RunMode.MULTIRUN:
        _run_point(values)
        return
    try:
        print(_run(values))
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)


def _run(values: dict[str, Any], folder: Path | None = None, config: dict[str, Any] | None = None) -> Path:
    """Run the experiment of a resolved configuration, and write its report; the file that a reader opens."""
    from flame.config import Settings, parse
    from flame.experiment import Context, load_experiment
    from flame.report import write_report

    settings = parse(Settings, values)
    module, parameters = load_experiment(settings.experiment)
    context = Context(settings)
    report = module.run(context, parameters)
    page = module.page(context, parameters, report) if hasattr(module, "page") else None
    folder = folder or Path(settings.output) / settings.experiment["name"]
    write_report(report, folder, config or context.settings_json(), settings.seed, page=page)
    return folder / ("index.html" if page is not None else "report.md")


def _run_point(values: dict[str, Any]) -> None:
    """Run one point of a sweep, unless it is finished; what stops it is kept beside it and stops no other."""
    from flame.sweep import is_finished, point_folder, record_failure

    _quieten()  # in a worker's process nothing of ``main`` has run
    config = {key: value for key, value in values.items() if key != "output"}
    folder = point_folder(values["output"], config)
    if is_finished(folder, config):
        return
    try:
        _run(values, folder, config)
    except Exception as error:
        record_failure(folder, config, error)
        print(f"flame: {folder}: {error}".replace("\n", " "), file=sys.stderr)


if __name__ == "__main__":
    main()
