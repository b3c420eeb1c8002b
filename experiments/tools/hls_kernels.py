"""HLS C++ of single kernels: the expert with an activation, and attention with experts in three levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, ToolchainMissing, check_counts, near_names
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from hw.block_cycles import RECURRENCE_CYCLES, modelled_cycles
from hw.design import ACTIVATIONS, Design
from hw.kept_kernels import emitted
from hw.kernels.attention_moe import LEVELS, Block, top_of
from hw.reports import NOT_RUN

PULL_REQUEST_SPEEDUP = 46  # as the pull request says it
TITLE = "HLS C++ of single kernels: the expert, and attention with experts in three levels"
READS = ("pruning.pattern", "predictor.known_layers", "buffer.slots", "design")


@dataclass(frozen=True)
class Parameters:
    """Which kernels are emitted; shapes and lanes of the expert come from `design` and `pruning.pattern`.

    Args:
        activations: of the expert between its matrices, `relu` or `gelu`, a kernel for each.
        value_bits: bits of weights and activations, 8 or 16.
        levels: of the block: `plain` loops, Allo's `library`, `optimised` schedules.
        block: its sizes.
    """

    activations: tuple[str, ...]
    value_bits: int
    levels: tuple[str, ...]
    block: Block

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for name, known in (("activations", ACTIVATIONS), ("levels", LEVELS)):
            for value in getattr(self, name):
                if value not in known:
                    raise ConfigError(f"experiment.{name}: {value!r} ({near_names(value, known)})")


def run(context: Context, parameters: Parameters) -> Report:
    """Emit each kernel, or take it from those that are kept.

    Raises:
        ConfigError: a shape that the lanes or the group do not divide.
    """
    settings = context.settings
    wanted: list[tuple[str, Callable[[], str]]] = []
    for activation in parameters.activations:
        design = Design(
            settings.design.d_model, settings.design.d_ff, NMPattern.parse(settings.pruning.pattern),
            settings.design.rows, settings.design.experts, settings.design.moe_layers, settings.predictor.known_layers,
            settings.buffer.slots, parameters.value_bits, activation, units=settings.design.units,
        )  # fmt: skip
        kernel = "sparse_expert" if design.place_bits else "dense_expert"
        wanted.append((f"{kernel}_{activation}", partial(emitted, kernel, design)))
    wanted += [(f"attention_moe_{level}", partial(emitted, level, parameters.block)) for level in parameters.levels]
    texts: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for name, make in context.progress(wanted, "kernels"):
        try:
            texts[name] = make()
        except ToolchainMissing as error:
            rows.append({"kernel": name, "status": NOT_RUN, "reason": str(error)})
            continue
        rows.append({"kernel": name, "status": "emitted"} | _facts(texts[name]) | {"csynth": NOT_RUN})
    _compare_levels(rows, texts)
    return Report(
        "hls_kernels",
        TITLE,
        Labels("none", "modelled"),
        rows,
        notes=[
            "The folder kernels beside this report has what was emitted. modelled_cycles of a level are counted from "
            f"the loops of its text, {RECURRENCE_CYCLES} cycles where a float sum waits for its own last addition; "
            "modelled_speedup is over the plain level. Cycles and resources of a synthesis: csynth, not run.",
            f"Pull request 489 of cornell-zhang/allo, which has such a block, states {PULL_REQUEST_SPEEDUP}x for its "
            "own optimised level over its plain one: quoted, of its shapes and by its means, and not checked here.",
            "A kernel whose design hw/generated keeps needs nothing more; every other needs Allo.",
        ],
        provenance=context.provenance(model=False, dataset=False),
        folders={"kernels": lambda folder: _write(folder, texts)},
    )


def _compare_levels(rows: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
    """Add the modelled cycles of each level of the block, and its speed over the plain one where that is there."""
    cycles = {
        f"attention_moe_{level}": modelled_cycles(texts[f"attention_moe_{level}"], top_of(level))
        for level in LEVELS if f"attention_moe_{level}" in texts
    }  # fmt: skip
    plain = cycles.get("attention_moe_plain")
    for row in rows:
        if row["kernel"] in cycles:
            row["modelled_cycles"] = cycles[row["kernel"]]
            row["modelled_speedup"] = plain / cycles[row["kernel"]] if plain else None


def _facts(text: str) -> dict[str, Any]:
    return {
        "lines": text.count("\n"),
        "pipelined_loops": text.count("#pragma HLS pipeline"),
        "unrolled_loops": text.count("#pragma HLS unroll"),
        "partitioned_arrays": text.count("#pragma HLS array_partition"),
    }


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / f"{name}.cpp").write_text(text, encoding="utf-8")
