"""Sub-commands of `flame`: what a user does with a model, beside the experiments.

A command is a module of `experiments.commands` with `TITLE`, `add_arguments(parser)` and `run(given)`.
"""

from __future__ import annotations

import argparse
import gc
import importlib
from collections.abc import Sequence
from typing import NoReturn

from flame.app.catalogue import experiment_title
from flame.errors import ConfigError

COMMANDS = ("plan", "pack", "chat", "serve")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every error of this program is said."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"{self.prog.removeprefix('flame ')}: {message} ({self.prog} --help)")


def run_command(name: str, arguments: Sequence[str]) -> None:
    """Run a sub-command with what follows it on the command line.

    Raises:
        ConfigError: arguments that it does not take.
        FlameError: whatever a user can mend.
    """
    gc.disable()  # what is imported stays: looking for garbage among it takes longer than importing it
    try:
        module, parser = importlib.import_module(f"experiments.commands.{name}"), parser_of(name)
        gc.freeze()
    finally:
        gc.enable()
    module.run(parser.parse_args(arguments))


def parser_of(name: str) -> argparse.ArgumentParser:
    """What a sub-command takes."""
    module = importlib.import_module(f"experiments.commands.{name}")
    parser = _Parser(prog=f"flame {name}", description=module.__doc__, formatter_class=argparse.RawTextHelpFormatter)
    module.add_arguments(parser)
    return parser


def overview() -> list[str]:
    """A line for each command."""
    return [f"  {name:<8}{experiment_title(name)}" for name in COMMANDS]


def byte_count(text: str) -> int:
    """Bytes from `2GiB`, `500MB` or a plain number, for a parser's `type`.

    Raises:
        argparse.ArgumentTypeError: another form, or nothing.
    """
    units = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
    units |= {"KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
    number = text.strip().rstrip("BKMGTIbkmgti")
    unit = text.strip()[len(number) :].upper()
    try:
        size = int(float(number) * units[unit])
    except (ValueError, KeyError, OverflowError):
        size = 0
    if size < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of memory (expected such as 2GiB)")
    return size
