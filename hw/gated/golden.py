"""What the gated experts' kernel computes, in NumPy: quantisation, the words in memory, and the exact answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from hw.design import OUTPUT_FRACTION_BITS
from hw.gated.design import (
    ACTIVATION_BITS,
    GATE_STEP,
    HEADER,
    HIDDEN_SHIFT,
    SCALE_BITS,
    SHARE_BITS,
    SILU_ENTRIES,
    TOTAL_SHIFT,
    GatedDesign,
    silu_table,
)

_SILU = np.array(silu_table(), np.int64)
_SILU_DROP = ACTIVATION_BITS - (SILU_ENTRIES - 1).bit_length()


@dataclass(frozen=True)
class GroupedMatrix:
    """A matrix in groups, each with a scale: along the columns of a row, or of `split` rows that follow each other.

    Args:
        values: int8 [rows / split, groups, kept] weights of 4 or 8 bits, row by row within a group.
        places: uint8, as values: the place of each kept weight in its pattern.
        scales: int16 [rows / split, groups], above 0.
        split: rows of a group.
    """

    values: NDArray[np.int8]
    places: NDArray[np.uint8]
    scales: NDArray[np.int16]
    split: int = 1

    def totals(self, pattern: NMPattern, inputs: NDArray[np.int16]) -> NDArray[np.int64]:
        """Each row's total, int64 [rows], of int16 [groups, columns of a group] inputs."""
        rows, groups, kept = self.values.shape
        first = np.arange(kept) % (kept // self.split) // pattern.keep * pattern.group
        taken = inputs.astype(np.int64)[np.arange(groups)[:, None], first + self.places]
        sums = (self.values * taken).reshape(rows, groups, self.split, -1).sum(axis=3)
        return np.asarray((sums * self.scales.astype(np.int64)[:, :, None]).sum(axis=1)).reshape(-1)


@dataclass(frozen=True)
class GatedExpert:
    """One expert as the kernel reads it.

    Args:
        gate, up: [d_ff, d_model].
        down: [d_model, d_ff].
        multipliers: int32, of each matrix.
    """

    gate: GroupedMatrix
    up: GroupedMatrix
    down: GroupedMatrix
    multipliers: Mapping[str, int]


def quantise(
    design: GatedDesign, matrices: Mapping[str, NDArray[np.floating]], input_scale: float, hidden_scale: float
) -> GatedExpert:
    """Round an expert's weights, the largest of each pattern kept, and fold all scales into integers.

    Args:
        matrices: `gate` and `up` [d_ff, d_model], `down` [d_model, d_ff].
        input_scale: input = integer * input_scale.
        hidden_scale: hidden unit = integer * hidden_scale.
    Raises:
        FormatError: a matrix of another shape, a scale that is not positive, or a multiplier beyond int32.
    """
    if not (input_scale > 0 and hidden_scale > 0 and np.isfinite([input_scale, hidden_scale]).all()):
        raise FormatError(f"gated expert: activation scales {input_scale}, {hidden_scale} (expected positive numbers)")
    # A gate counts in GATE_STEP; a hidden unit is (silu * up) >> HIDDEN_SHIFT, so that `up` counts in hidden_scale.
    factors = {
        "gate": input_scale / GATE_STEP,
        "up": input_scale / hidden_scale * 2.0**HIDDEN_SHIFT * GATE_STEP,
        "down": hidden_scale * 2.0**OUTPUT_FRACTION_BITS,
    }
    grouped, multipliers = {}, {}
    for name, factor in factors.items():
        shape = (design.d_model, design.d_ff) if name == "down" else (design.d_ff, design.d_model)
        weights = np.asarray(matrices[name], np.float64)
        if weights.shape != shape:
            raise FormatError(f"gated expert, {name}: {list(weights.shape)} (expected {list(shape)})")
        grouped[name], unit = _grouped(design, weights, design.split if name == "down" else 1)
        multipliers[name] = int(np.rint(factor * unit * 2.0**TOTAL_SHIFT))
        if multipliers[name] >= 2**31:
            raise FormatError(f"gated expert, {name}: a multiplier beyond int32 (choose other activation scales)")
    return GatedExpert(**grouped, multipliers=multipliers)


def most_hidden_scale(design: GatedDesign, down: NDArray[np.floating]) -> float:
    """The largest hidden scale whose multiplier of `down` fits int32: what is larger must saturate.

    One product of the largest weight and the largest hidden unit is then 56 with weights of 4 bits, 1,024 with 8.
    """
    unit = _grouped(design, np.asarray(down, np.float64), design.split)[1]
    return float((2**31 - 1) / (unit * 2.0 ** (OUTPUT_FRACTION_BITS + TOTAL_SHIFT)))


def _grouped(design: GatedDesign, weights: NDArray[np.float64], split: int) -> tuple[GroupedMatrix, float]:
    """The matrix, and what a step of its scales stands for."""
    keep, group = design.pattern.keep, design.pattern.group
    together = weights.reshape(len(weights) // split, split, -1, design.group // split).swapaxes(1, 2)
    blocks = together.reshape(len(together), -1, design.group // group, group)
    places = np.sort(np.argsort(-np.abs(blocks), axis=3, kind="stable")[..., :keep], axis=3)
    kept = np.take_along_axis(blocks, places, axis=3).reshape(*blocks.shape[:2], design.kept_of_group)
    exact = np.abs(kept).max(axis=2) / (2 ** (design.value_bits - 1) - 1)
    unit = float(exact.max()) / (2 ** (SCALE_BITS - 1) - 1) or 1.0
    scales = np.maximum(1, np.rint(exact / unit)).astype(np.int16)
    most = 2 ** (design.value_bits - 1) - 1
    values = np.clip(np.rint(kept / (scales[:, :, None] * unit)), -most - 1, most).astype(np.int8)
    return GroupedMatrix(values, places.reshape(kept.shape).astype(np.uint8), scales, split), unit


def run_unit(
    design: GatedDesign, experts: Sequence[GatedExpert], shares: Sequence[int], x: NDArray[np.int16], unit: int
) -> NDArray[np.int32]:
    """What one unit answers for one token: int32 [d_model] with 16 fractional bits.

    Args:
        experts: the chosen ones, in order.
        shares: of each, in 1/65536.
        x: int16 [d_model].
    Raises:
        FormatError: a share that takes a multiplier beyond int32.
    """
    own = slice(unit * design.unit_ff, (unit + 1) * design.unit_ff)
    groups = slice(own.start // design.down_group, own.stop // design.down_group)
    y = np.zeros(design.d_model, np.int64)
    for expert, share in zip(experts, shares, strict=True):
        sums = {}
        for name in ("gate", "up"):
            totals = _part(getattr(expert, name), own, slice(None)).totals(design.pattern, x.reshape(-1, design.group))
            sums[name] = _clipped(_rescaled(totals, expert.multipliers[name]), ACTIVATION_BITS)
        hidden = sums["up"] * _SILU[(sums["gate"] >> _SILU_DROP) + SILU_ENTRIES // 2]
        hidden = _clipped((hidden + (1 << (HIDDEN_SHIFT - 1))) >> HIDDEN_SHIFT, ACTIVATION_BITS)
        totals = _part(expert.down, slice(None), groups).totals(
            design.pattern, hidden.astype(np.int16).reshape(-1, design.down_group)
        )
        weight = (expert.multipliers["down"] * int(share) + (1 << (SHARE_BITS - 1))) >> SHARE_BITS
        if not -(2**31) <= weight < 2**31:
            raise FormatError(f"gated experts: share {share} takes a multiplier beyond int32 (expected a smaller one)")
        y = _clipped(y + _clipped(_rescaled(totals, weight), 32), 32)
    return y.astype(np.int32)


def run_layer(
    design: GatedDesign, experts: Sequence[GatedExpert], shares: Sequence[int], x: NDArray[np.int16]
) -> NDArray[np.int32]:
    """What the host makes of all units' answers: their sum, saturated. Arguments and errors as `run_unit`."""
    units = [run_unit(design, experts, shares, x, unit).astype(np.int64) for unit in range(design.units)]
    return _clipped(np.sum(units, axis=0), 32).astype(np.int32)


def _part(matrix: GroupedMatrix, rows: slice, groups: slice) -> GroupedMatrix:
    return replace(
        matrix,
        values=matrix.values[rows, groups],
        places=matrix.places[rows, groups],
        scales=matrix.scales[rows, groups],
    )


def _rescaled(totals: NDArray[np.int64], multiplier: int) -> NDArray[np.int64]:
    # 50 bits by 31 do not fit int64: Python's integers are exact.
    wide = (totals.astype(object) * multiplier + (1 << (TOTAL_SHIFT - 1))) >> TOTAL_SHIFT
    return np.asarray(wide).astype(np.int64)


def _clipped(values: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    return np.clip(values, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def image(design: GatedDesign, expert: GatedExpert, unit: int) -> bytes:
    """A unit's share of an expert as it lies in memory, the first field of each word lowest.

    Raises:
        FormatError: an expert of another shape.
    """
    up_shape = (design.d_ff, design.d_model // design.group, design.kept_of_group)
    down_shape = (design.d_model // design.split, design.d_ff // design.down_group, design.kept_of_group)
    for name, wanted in (("gate", up_shape), ("up", up_shape), ("down", down_shape)):
        if (shape := getattr(expert, name).values.shape) != wanted:
            raise FormatError(f"gated expert, {name}: values {list(shape)} (expected {list(wanted)})")
    word_bytes = design.word_bits // 8
    header = np.array([expert.multipliers[name] for name in HEADER], "<i4").tobytes().ljust(word_bytes, b"\0")
    rows = slice(unit * design.unit_ff, (unit + 1) * design.unit_ff)
    groups = slice(rows.start // design.down_group, rows.stop // design.down_group)
    gate, up = (_part(matrix, rows, slice(None)) for matrix in (expert.gate, expert.up))
    down = _part(expert.down, slice(None), groups)
    in_turn = {
        name: np.stack([getattr(gate, name), getattr(up, name)], axis=1).reshape(-1, *getattr(gate, name).shape[1:])
        for name in ("values", "places", "scales")
    }
    stacked = GroupedMatrix(in_turn["values"], in_turn["places"], in_turn["scales"], gate.split)
    return b"".join([header, *(_blocks(design, matrix) for matrix in (stacked, down))])


def in_words(numbers: NDArray[np.int32], bits: int) -> NDArray[np.int32]:
    """Rows of numbers as the kernel takes them: filled up with zeros to whole words of so many bits."""
    return np.pad(numbers, ((0, 0), (0, -numbers.shape[1] % (bits // 32))))


def _blocks(design: GatedDesign, matrix: GroupedMatrix) -> bytes:
    """Blocks of words: scales, then runs of values, each after its places."""

    def in_order(array: NDArray[np.integer], bits: int) -> NDArray[np.uint8]:
        """Bytes [words, bytes] of the rows of each group, as many rows together as a word of values has."""
        fields = array.reshape(len(array) // design.rows, design.rows, *array.shape[1:]).swapaxes(1, 2)
        return _packed(fields.reshape(-1, fields[0, 0].size), bits)

    values = in_order(matrix.values.astype(np.uint8), design.value_bits)
    scales = in_order(matrix.scales, SCALE_BITS).reshape(-1, values.shape[1])
    runs = values.reshape(-1, design.place_run, values.shape[1])
    if design.place_bits:
        codes = in_order(matrix.places, design.place_bits).reshape(len(runs), -1)
        padded = np.zeros((len(runs), 1, values.shape[1]), np.uint8)
        padded[:, 0, : codes.shape[1]] = codes
        runs = np.concatenate([padded, runs], axis=1)
    blocks = runs.reshape(len(scales), -1, values.shape[1])
    return np.concatenate([scales[:, None], blocks], axis=1).tobytes()


def _packed(fields: NDArray[np.integer], bits: int) -> NDArray[np.uint8]:
    """Fields of 1 to 16 bits as bytes, the first lowest."""
    if bits == SCALE_BITS:
        return np.ascontiguousarray(fields.astype("<i2")).view(np.uint8)
    whole = (fields.astype(np.uint8) & (2**bits - 1)).reshape(*fields.shape[:-1], -1, 8 // bits)
    shifts = (np.arange(8 // bits) * bits).astype(np.uint8)
    return np.asarray(np.bitwise_or.reduce(whole << shifts, axis=-1), np.uint8)
