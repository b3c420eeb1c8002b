"""What the kernels compute, in NumPy: quantisation, the layout of the weights image, and the exact integer answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_format import PackedExpert, PackedMatrix
from flame.prediction_table import PredictionTable
from hw.design import EXP_STEP_BITS, HIDDEN_SHIFT, OUTPUT_FRACTION_BITS, OUTPUT_SHIFT, Design, exp_tables

SECTIONS = ("wi_values", "wi_places", "wi_multipliers", "wo_values", "wo_places", "wo_multipliers")
_INT32 = np.iinfo(np.int32)


@dataclass(frozen=True)
class HardwareExpert:
    """One expert as the kernel reads it: its packed int8 matrices and an int32 multiplier for each row of each.

    Args:
        matrices: ``wi`` [d_ff, d_model] and ``wo`` [d_model, d_ff], int8.
        multipliers: ``wi`` int32 [d_ff], ``wo`` int32 [d_model].
    """

    matrices: Mapping[str, PackedMatrix]
    multipliers: Mapping[str, NDArray[np.int32]]


def quantise_expert(
    expert: PackedExpert, input_scale: float, hidden_scale: float, where: str = "expert"
) -> HardwareExpert:
    """Fold the weight scales of an int8 expert and the scales of its activations into integer multipliers.

    Args:
        expert: packed as int8 with per-row scales.
        input_scale: input = int8 * input_scale.
        hidden_scale: hidden unit after ReLU = int8 * hidden_scale.
    Raises:
        FormatError: other value types, a scale that is not positive, or a multiplier beyond int32.
    """
    if not (input_scale > 0 and hidden_scale > 0 and np.isfinite([input_scale, hidden_scale]).all()):
        raise FormatError(f"{where}: activation scales {input_scale}, {hidden_scale} (expected positive numbers)")
    factors = {
        "wi": input_scale / hidden_scale * 2.0**HIDDEN_SHIFT,
        "wo": hidden_scale * 2.0 ** (OUTPUT_SHIFT + OUTPUT_FRACTION_BITS),
    }
    multipliers = {}
    for name, factor in factors.items():
        matrix = expert.matrices[name]
        if matrix.value_type != "int8" or matrix.scales is None:
            raise FormatError(f"{where}, {name}: {matrix.value_type} values (expected int8 with per-row scales)")
        exact = np.rint(matrix.scales.astype(np.float64) * factor)
        if exact.size and exact.max() > _INT32.max:
            row = int(exact.argmax())
            raise FormatError(f"{where}, {name}: row {row} has a multiplier beyond int32 (clip its weights)")
        multipliers[name] = exact.astype(np.int32)
    return HardwareExpert(dict(expert.matrices), multipliers)


def _shift(sums: NDArray[np.int64], multipliers: NDArray[np.int32], bits: int) -> NDArray[np.int64]:
    return (sums * multipliers.astype(np.int64) + (1 << (bits - 1))) >> bits


def run_expert(expert: HardwareExpert, x: NDArray[np.int8]) -> NDArray[np.int32]:
    """One token through an expert: int8 [d_model] to int32 [d_model] with 16 fractional bits."""
    dense = {name: _dense_int8(matrix) for name, matrix in expert.matrices.items()}
    sums = dense["wi"].astype(np.int64) @ x.astype(np.int64)
    hidden = np.clip(_shift(sums, expert.multipliers["wi"], HIDDEN_SHIFT), 0, 127)
    sums = dense["wo"].astype(np.int64) @ hidden
    return np.clip(_shift(sums, expert.multipliers["wo"], OUTPUT_SHIFT), _INT32.min, _INT32.max).astype(np.int32)


def _dense_int8(matrix: PackedMatrix) -> NDArray[np.int8]:
    kept = matrix.kept()
    dense = np.zeros(kept.shape, np.int8)
    dense[kept] = matrix.values.reshape(-1)
    return dense.reshape(matrix.shape)


def image_sections(design: Design, experts: Sequence[HardwareExpert]) -> dict[str, bytes]:
    """The weights image, by section: expert after expert, each in the order in which the kernel reads it.

    Values and places: block of ``rows`` rows, group, row, kept weight. Places have ``place_bits`` bits, the first in
    the lowest bits of a byte. Multipliers: little-endian int32, row after row. A dense design has no places.

    Raises:
        FormatError: an expert of another shape or pattern.
    """
    sections: dict[str, list[bytes]] = {name: [] for name in SECTIONS}
    for number, expert in enumerate(experts):
        for name in ("wi", "wo"):
            matrix, outputs = expert.matrices[name], design.outputs(name)
            shape = (outputs, design.d_model * design.d_ff // outputs)
            if matrix.shape != shape or matrix.pattern != design.pattern:
                raise FormatError(
                    f"image: expert {number}, {name}: {list(matrix.shape)} at {matrix.pattern} "
                    f"(expected {list(shape)} at {design.pattern})"
                )
            blocks = (outputs // design.rows, design.rows, -1, design.pattern.keep)
            sections[f"{name}_values"].append(matrix.values.reshape(blocks).transpose(0, 2, 1, 3).tobytes())
            sections[f"{name}_multipliers"].append(expert.multipliers[name].astype("<i4").tobytes())
            if design.place_bits:
                places = matrix.positions().reshape(blocks).transpose(0, 2, 1, 3).reshape(-1, 8 // design.place_bits)
                shifts = (np.arange(places.shape[1]) * design.place_bits).astype(np.uint8)
                codes = np.bitwise_or.reduce(places << shifts, axis=1).astype(np.uint8)
                sections[f"{name}_places"].append(codes.tobytes())
    return {name: b"".join(parts) for name, parts in sections.items()}


def table_image(design: Design, table: PredictionTable) -> bytes:
    """The prediction table as ``cepr_lookup`` indexes it: a byte an entry, contexts of length 0, 1, ... of each layer.

    Raises:
        FormatError: the table is of another number of experts or layers, or predicts several experts at once.
    """
    theirs = (table.num_experts, table.moe_layers, table.top_k)
    if theirs != (design.experts, design.moe_layers, 1):
        raise FormatError(
            f"table: (experts, layers, top_k) {theirs} (expected {(design.experts, design.moe_layers, 1)}: "
            "learn one for this model)"
        )
    image = bytearray()
    for layer in range(design.moe_layers):
        for length in range(design.known_layers + 1):
            for context in np.ndindex(*(design.experts,) * length):
                image.append(table.predict(layer, context)[0])
    return bytes(image)


def run_router(design: Design, logit_bits: int, x: NDArray[np.int16], weights: NDArray[np.int16]) -> tuple[int, int]:
    """Top-1 expert (the lowest of equals) and its softmax probability in 1/65536.

    Args:
        x, weights: int16 [d_model] and [experts, d_model], together with ``logit_bits`` fractional bits.
    """
    coarse, fine = exp_tables()
    logits = [int(v) for v in weights.astype(np.int64) @ x.astype(np.int64)]
    below = [(max(logits) - v) >> (logit_bits - EXP_STEP_BITS) for v in logits]
    total = sum(coarse[d >> 6] * fine[d & 63] >> 16 for d in below if d < 256 << 6)
    return logits.index(max(logits)), (1 << 32) // total


def run_buffer(design: Design, accesses: NDArray[np.int32]) -> NDArray[np.int32]:
    """Slot and hit of each access, int32 [n, 2], for (layer, predicted or -1, expert), int32 [n, 3]."""
    slots: list[list[int | None]] = [[None] * design.slots for _ in range(design.moe_layers)]
    order = [list(range(design.slots)) for _ in range(design.moe_layers)]  # least recently touched first
    answers: list[list[Any]] = []
    for layer, predicted, expert in accesses.tolist():
        for wanted in (predicted, expert) if predicted >= 0 else (expert,):
            hit = wanted in slots[layer]
            slot = slots[layer].index(wanted) if hit else order[layer][0]
            slots[layer][slot] = wanted
            order[layer].remove(slot)
            order[layer].append(slot)
        answers.append([slot, hit])
    return np.asarray(answers, np.int32).reshape(-1, 2)
