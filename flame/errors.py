"""Errors that a user can mend.

Each message says what is wrong, where, what was expected, and how to mend it, in one line. The command line
prints that line and exits with status 2; any other exception is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
import numbers
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any


class FlameWarning(RuntimeWarning):
    """What a user should know although the work goes on; the command line prints it as one line."""


class FlameError(Exception):
    """Base of every error that is the input's or the environment's, not the program's."""


class ConfigError(FlameError):
    """A configuration key or value that is unknown, misspelt or out of range."""


class DatasetError(FlameError):
    """A dialogue corpus that is missing, empty or malformed."""


class ModelError(FlameError):
    """A checkpoint that is missing, is no mixture of experts, or computes wrongly."""


class TraceError(FlameError):
    """A routing trace, or a table learnt from one, that is empty, malformed or does not fit."""


class FormatError(FlameError):
    """A matrix that does not fit an N:M pattern, or a packed expert that contradicts itself."""


class ArtifactError(FlameError):
    """A stored artifact that is missing, truncated, altered, or of another kind, version or model."""


class ToolchainMissing(FlameError):
    """An optional tool that this step needs is not installed."""


def near_names(name: str, known: Iterable[str]) -> str:
    """Say which known names are close to a misspelt one, for the end of an error line.

    Args:
        name: what the user wrote.
        known: what would have been accepted.
    Returns:
        `did you mean a, b?` or, when nothing is close, `choose from a, b, c`.
    """
    choices = sorted(known)
    close = difflib.get_close_matches(name, choices, n=3, cutoff=0.55)
    if close:
        return f"did you mean {', '.join(close)}?"
    return f"choose from {', '.join(choices)}"


def is_whole(value: object, least: int = 0) -> bool:
    """Whether a value is a whole number (Python's or NumPy's, no truth value) of at least `least`."""
    return isinstance(value, numbers.Integral) and not isinstance(value, bool) and int(value) >= least


def check_counts(holder: Any, where: str, zero: Collection[str] = ()) -> None:
    """Refuse counts and sizes that are too small, in whatever fields of a dataclass hold whole numbers.

    Lists, and numbers by names, are looked into; None and numbers with a fraction pass.

    Args:
        holder: the dataclass, as its `__post_init__` has it.
        where: its dotted place in the configuration, for messages.
        zero: fields, or names within them, that may be 0; all others are at least 1.
    Raises:
        ConfigError: with the place and the number.
    """
    for field in fields(holder):
        for place, number in _whole_numbers(getattr(holder, field.name), f"{where}.{field.name}"):
            least = 0 if field.name in zero or place.rpartition(".")[2] in zero else 1
            if number < least:
                raise ConfigError(f"{place}={number}: expected at least {least}")


def _whole_numbers(value: object, place: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        yield place, int(value)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _whole_numbers(part, f"{place}.{key}")
    elif isinstance(value, tuple | list):
        for index, part in enumerate(value):
            yield from _whole_numbers(part, f"{place}[{index}]")
