"""The experts' outputs from what the units answer: their sums, saturated; `design.json` says what they are."""

from pathlib import Path
from typing import Any

import numpy as np


def finished(design: dict[str, Any], root: Path, given: dict[str, Any], taken: list[dict[str, Any]]) -> Any:
    """Outputs with 16 fractional bits, int32 [d_model], of one step.

    Args:
        given: bytes of what the step was given, by name; not needed here.
        taken: of what each unit answered.
    """
    sums = sum(np.frombuffer(bytes(unit["y"]), design["answer"]).astype(np.int64) for unit in taken)
    return np.clip(sums, -(2**31), 2**31 - 1).astype(np.int32)
