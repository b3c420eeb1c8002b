"""Which point of a front is chosen, in words, and the command that writes its project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from omegaconf import OmegaConf

from experiments.studies.design_points import Row, kernel_pattern, with_banks
from flame.app.config import conf_folder
from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.platform import Platform
from flame.plugins import conf_folders
from hw.design import Design
from hw.kept_kernels import is_kept

OBJECTIVES = ("latency_ms", "fullest_share", "energy_uj", "tokens_changed")
KNEE = "knee"


def choose(front: np.ndarray, by: str) -> int:
    """The row of a front that is chosen.

    Args:
        front: float [points, objectives in their order].
        by: an objective, or `knee`.
    """
    if by != KNEE:
        return int(front[:, OBJECTIVES.index(by)].argmin())
    low, high = front.min(0), front.max(0)
    return int((((front - low) / np.where(high > low, high - low, 1)) ** 2).sum(1).argmin())


def command(point: Mapping[str, Any], board: Platform) -> str:
    """The command that writes a point's project.

    Args:
        board: the whole board; a point that uses fewer banks says which.
    """
    shared = not point["slots_per_layer"]
    overrides = [
        _platform_override(board),
        f"pruning.pattern={kernel_pattern(point['pattern'])}",
        f"buffer.slots={point['slots'] if shared else point['slots_per_layer']}",
        f"predictor.known_layers={max(1, point['known_layers'])}",
        f"experiment.rows={point['rows']}",
        f"experiment.units={point['units']}",
        f"platform.clock_hz={point['clock_hz']:g}",
    ]
    if shared:
        overrides.append("experiment.shared_slots=true")
    if point["value_bits"] != 8:
        overrides.append(f"experiment.value_bits={point['value_bits']}")
    if point["banks"] < board.offchip_banks:
        fewer = with_banks(board, point["banks"])
        overrides += [
            f"platform.offchip_banks={fewer.offchip_banks}",
            f"platform.offchip_bytes_per_s={fewer.offchip_bytes_per_s:g}",
            f"platform.bank_regions=[{','.join(fewer.bank_regions)}]",
        ]
    return f"flame experiment=bitstream {' '.join(overrides)}"


def _platform_override(board: Platform) -> str:
    """The override that names a board: the file that holds its name."""
    for root in (conf_folder(), *conf_folders()):
        for file in sorted((root / "platform").glob("*.yaml")):
            if dict(OmegaConf.load(file))["name"] == board.name:
                return f"platform={file.stem}"
    return "platform=NAME"


def needs(context: Context, point: Mapping[str, Any]) -> str:
    """What writing a point's project for this run's model needs beside this package."""
    model, shared = context.model, not point["slots_per_layer"]
    try:
        design = Design(
            model.d_model, model.d_ff, kernel_pattern(point["pattern"]), point["rows"], model.num_experts,
            len(model.moe_layers("decoder")), max(1, point["known_layers"]),
            point["slots"] if shared else point["slots_per_layer"], value_bits=point["value_bits"],
            units=point["units"], shared_slots=shared,
        )  # fmt: skip
    except ConfigError as error:
        return f"another shape: {error}"
    return "nothing more" if is_kept("moe_layer", design) else "Allo"


def fastest_kept(context: Context, points: Sequence[Row], board: Platform) -> str:
    """The fastest of the designs whose kernel is kept, in words."""
    kept = [point for point in points if needs(context, point) == "nothing more"]
    if not kept:
        return "None of the designs that fit is kept for this run's model."
    best = min(kept, key=lambda point: (point["latency_ms"], point["banks"]))
    return f"The fastest that is kept for this run's model: {in_words(best)}. Its project: {command(best, board)}"


def in_words(point: Mapping[str, Any]) -> str:
    return (
        f"{point['pattern']}, {point['value_bits']} bits, {point['slots']} slots, {point['known_layers']} known "
        f"layers, {point['lanes']} lanes ({point['units']} units), {point['banks']} banks, "
        f"{point['clock_hz'] / 1e6:.0f} MHz; {point['latency_ms']:.3f} ms and {point['energy_uj'] / 1e3:.1f} mJ a "
        f"token, {point['fullest_share']:.0%} of {point['fullest_resource']}, {point['tokens_changed']:.1%} of the "
        "next tokens changed"
    )
