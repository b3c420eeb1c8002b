"""What a project of the gated experts' kernel is built around: experts, and tokens with choices to try them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError
from hw.gated.design import GatedDesign
from hw.gated.golden import GatedExpert, image, in_words, run_layer
from hw.project.contents import Contents


@dataclass(frozen=True)
class GatedWorkload:
    """Experts as they follow each other in memory, and steps to try them on.

    Args:
        experts: of all layers, or the first of them; the kernel takes an expert by its place.
        chosen: int32 [steps, top_k]: places of the experts.
        shares: int32 [steps, top_k]: what the model's router gives each, in 1/65536.
        x: int16 [steps, d_model].
    Raises:
        ConfigError: arrays that disagree, or a choice that is no place.
    """

    experts: Sequence[GatedExpert]
    chosen: NDArray[np.int32]
    shares: NDArray[np.int32]
    x: NDArray[np.int16]

    def __post_init__(self) -> None:
        if self.chosen.shape != self.shares.shape or len(self.chosen) != len(self.x) or not len(self.x):
            raise ConfigError(
                f"project: choices {list(self.chosen.shape)}, shares {list(self.shares.shape)}, inputs "
                f"{list(self.x.shape)} (expected [steps, top_k] twice and [steps, d_model])"
            )
        if not 0 <= self.chosen.min() <= self.chosen.max() < len(self.experts):
            raise ConfigError(
                f"project: a choice of expert {self.chosen.min()} or {self.chosen.max()} (expected 0 to "
                f"{len(self.experts) - 1})"
            )


def gated_contents(design: GatedDesign, workload: GatedWorkload) -> Contents:
    """The words of each unit, and the answers that NumPy computes.

    Raises:
        ConfigError: more experts than the design holds, or steps of another shape.
        FormatError: an expert of another shape.
    """
    most = design.layers * design.experts
    found = (workload.chosen.shape[1], workload.x.shape[1])
    if len(workload.experts) > most or found != (design.top_k, design.d_model):
        raise ConfigError(
            f"project: {len(workload.experts)} experts, {found[0]} chosen, {found[1]} inputs (expected at most {most}, "
            f"{design.top_k}, {design.d_model})"
        )
    images = {
        f"unit_{unit}/words": b"".join(image(design, expert, unit) for expert in workload.experts)
        for unit in range(design.units)
    }
    y = np.stack([
        run_layer(design, [workload.experts[place] for place in places], shares.tolist(), x)
        for places, shares, x in zip(workload.chosen, workload.shares, workload.x, strict=True)
    ])  # fmt: skip
    vectors: dict[str, NDArray[Any]] = {
        "chosen": in_words(workload.chosen.astype(np.int32), design.word_bits),
        "shares": in_words(workload.shares.astype(np.int32), 32 * design.rows),
        "x": workload.x.astype(np.int16), "y": y,
    }  # fmt: skip
    return Contents(images, vectors, {}, _readme(design, len(workload.experts), len(y)))


def write_words(design: GatedDesign, experts: Iterable[GatedExpert], folder: Path) -> int:
    """Write the experts of a whole model as the hosts load them, one after the other, never more than one in memory.

    Args:
        experts: in the order of their places; at most `layers * experts` of the design.
        folder: of a project; each unit's words become `image/unit_N/words.bin` below it.
    Returns:
        how many experts there were.
    Raises:
        ConfigError: more experts than the design holds.
        FormatError: an expert of another shape. What was there before then stands.
    """
    files = [folder / f"image/unit_{unit}/words.bin" for unit in range(design.units)]
    parts = [file.with_suffix(".part") for file in files]
    for part in parts:
        part.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    try:
        writers = [part.open("wb") for part in parts]
        try:
            for count, expert in enumerate(experts, 1):
                if count > design.layers * design.experts:
                    raise ConfigError(f"project: expert {count} (expected at most {design.layers * design.experts})")
                for unit, writer in enumerate(writers):
                    writer.write(image(design, expert, unit))
        finally:
            for writer in writers:
                writer.close()
        for part, file in zip(parts, files, strict=True):
            part.replace(file)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return count


def _readme(design: GatedDesign, experts: int, steps: int) -> dict[str, str]:
    lane = f"int{design.value_bits}"
    units = f"in {design.units} instances" if design.units > 1 else "in one instance"
    dense = "dense" if design.pattern.keep == design.pattern.group else f"pruned {design.pattern}"
    places = f", each run of {design.place_run} after a word of their places" if design.place_bits else ""
    return {
        "what": f"""\
{design.experts} experts a layer with a gate (SiLU), {design.top_k} a token, d_model {design.d_model}, d_ff
{design.d_ff}, {dense} weights in {lane}, a scale for each group of {design.group}. One kernel, `flame_moe`,
{units}, each with its share of every expert's hidden units in its own memory
bank: a call streams the chosen experts of one layer from memory, computes a token with them as they come, and adds
them up in their order; the host adds up what the units answer (`src/finish.h`).
`src/gated_experts.cpp` was emitted by Allo; nothing is kept from call to call.""",
        "answered": f"y: {steps * design.d_model} values, 0 differ",
        "arguments": f"""\
`chosen` int32 [{design.top_k}]: places of the experts in `words`. `shares` int32 [{design.top_k}]: what the router
gives each, in 1/65536. Both are filled up with zeros to whole words, of {design.word_bits} and {32 * design.rows} bits.
`x` int16 [d_model]. `y` int32 [d_model] with 16 fractional bits: a unit's part of the sum.""",
        "numbered": f"; expert `layer * {design.experts} + index`. The images hold {experts} experts to try the kernel"
        f"\non; those of {design.layers} whole layers are written by `hw.project.gated_files.write_words`",
        "images": f"| `image/unit_*/words.bin` | [experts][{design.expert_words}] words of {design.word_bits} bits: a "
        f"header with the int32 multipliers of gate, up and down; then gate and up row by row in turn, then down, in "
        f"blocks of a word of int16 scales and {design.block_values} words of {lane} values [{design.rows} rows]"
        f"[{design.kept_of_group} of a group]{places}; the first field of a word lowest |",
    }
