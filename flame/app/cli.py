"""The command line: commands for a model (`flame pack`, ...), and `flame experiment=NAME [overrides]`.

Alone it lists both, `--help` explains each. The experiments are a Hydra application. What a user can mend comes as one
line on standard error with exit status 2; a sweep of which points failed runs all the others and ends with 1.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import flame
from flame.app.catalogue import check_reads
from flame.app.commands import COMMANDS, run_command
from flame.app.config import (
    check_grammar,
    check_names,
    check_once,
    conf_folder,
    load_settings,
    search_path,
    with_whole_name,
)
from flame.app.waiting import wait_shortly
from flame.errors import FlameError, FlameWarning
from flame.storage.artifact import require_folder

_FULL_OR_CLOSED = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE)


def main() -> None:
    """Entry point of the `flame` command."""
    try:
        try:
            _run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read has gone, as head does: what is left has nowhere to go
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(1)
    except OSError as error:
        if not _of_the_machine(error):
            raise
        where = f"{error.filename}: " if error.filename else ""
        mend = "free space there, or give another folder; TMPDIR=FOLDER for temporary files"
        print(f"flame: {where}{error.strerror} ({mend})", file=sys.stderr)
        sys.exit(2)


def _run() -> None:
    """Do what the command line asks, and say in one line what a user can mend."""
    _quieten()
    wait_shortly()
    from hydra.errors import HydraException

    try:
        if sys.argv[1:] and sys.argv[1] in COMMANDS:
            run_command(sys.argv[1], sys.argv[2:])
            return
        arguments = [with_whole_name(argument) for argument in sys.argv[1:]]
        overrides = [a for a in arguments if not a.startswith(("-", "hydra.", "hydra/"))]
        check_once(overrides)
        if (answer := _answer(arguments, overrides)) is not None:
            print(answer)
            return
        sweeping = "--multirun" in arguments or "-m" in arguments
        if sweeping:
            for point in _first_points(overrides):
                check_names(*point)
            require_folder(_sweep_folder(arguments))
        elif not any(a.startswith("-") for a in arguments):
            load_settings(*arguments)  # answers a misspelt name or key before Hydra starts
        sys.argv[1:] = arguments + search_path()
        if not sweeping:
            _run_hydra()
            return
        from flame.app.sweep import failures

        before = failures(_sweep_folder(arguments))
        _run_hydra()
        _end_sweep(_sweep_folder(arguments), before)
    except FlameError as error:
        print(f"flame: {error}", file=sys.stderr)
        sys.exit(2)
    except HydraException as error:
        print(f"flame: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("flame: interrupted; what was finished is kept", file=sys.stderr)
        sys.exit(130)


def _of_the_machine(error: OSError) -> bool:
    """Whether an error is the machine's and not ours: a full or closed disk, or no folder for temporary files."""
    return error.errno in _FULL_OR_CLOSED or "temporary directory" in str(error.strerror)


def _answer(arguments: list[str], overrides: list[str]) -> str | None:
    """What is printed in place of a run: the experiments, help, or the version."""
    from flame.app import help

    if not arguments:
        return help.overview()
    if "--version" in arguments:
        return f"flame {flame.__version__}"
    if not {"--help", "-h"} & set(arguments):
        return None
    named = [override.partition("=")[2] for override in overrides if override.startswith("experiment=")]
    return help.experiment_help(named[-1]) if named else help.general_help()


def _end_sweep(folder: Path, before: dict[Path, tuple[int, int]]) -> None:
    """Print where the points stand; status 1 where some of this sweep failed."""
    from flame.app.sweep import failures

    failed = [point for point, identity in failures(folder).items() if before.get(point) != identity]
    print(folder)
    if failed:
        noun = "point" if len(failed) == 1 else "points"
        print(f"flame: {len(failed)} {noun} failed; error.json in the folder of each says why", file=sys.stderr)
        sys.exit(1)


def _quieten() -> None:
    warnings.filterwarnings("ignore")
    warnings.filterwarnings("default", category=FlameWarning)
    warnings.formatwarning = lambda message, *_, **__: f"flame: {message}\n"
    os.environ.setdefault("HYDRA_FULL_ERROR", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    logging.getLogger("transformers").setLevel(logging.ERROR)


def _first_points(overrides: list[str]) -> list[list[str]]:
    """The first point of a sweep over each experiment that it names."""
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
    from hydra.core.override_parser.overrides_parser import OverridesParser

    check_grammar(*overrides)
    points = BasicSweeper.split_arguments(OverridesParser.create().parse_overrides(overrides), None)[0]
    first: dict[str, list[str]] = {}
    for point in points:
        first.setdefault(next((o for o in point if o.startswith("experiment=")), ""), list(point))
    return list(first.values())


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
        wait_shortly()
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
