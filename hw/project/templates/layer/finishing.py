"""The layer's outputs from what the units answer; `design.json` says what they are."""

from pathlib import Path
from typing import Any

import numpy as np


def finished(design: dict[str, Any], root: Path, given: dict[str, Any], taken: list[dict[str, Any]]) -> Any:
    """Outputs with 16 fractional bits, int32 [d_model], of one step.

    Args:
        given: bytes of what the step was given, by name.
        taken: of what each unit answered.
    """
    answers = [np.frombuffer(bytes(unit["y"]), design["answer"]) for unit in taken]
    if len(answers) == 1:
        return answers[0]
    layer = int(np.frombuffer(bytes(given["command"]), np.int32)[0])
    decision = np.frombuffer(bytes(taken[0]["decision"]), np.int32)
    width, shift = design["d_model"], design["output_shift"]
    expert = layer * design["experts"] + int(decision[0])
    multipliers = np.fromfile(root / "image/output_multipliers.bin", np.int32, width, offset=4 * width * expert)
    scaled = sum(answer.astype(object) for answer in answers) * multipliers.astype(object)
    outputs = np.clip((scaled + (1 << shift - 1)) >> shift, -(2**31), 2**31 - 1)
    return ((outputs * int(decision[1]) + (1 << 15)) >> 16).astype(np.int32)
