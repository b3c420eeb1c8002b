"""Errors that a user can mend.

Each message says what is wrong, where, what was expected, and how to mend it, in one line. The command line
prints that line and exits with status 2; any other exception is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
import numbers
from collections.abc import Iterable


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
