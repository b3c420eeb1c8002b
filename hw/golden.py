"""What the kernels compute, in NumPy: quantisation, the layout of the images, and the exact integer answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.prediction_table import PredictionTable
from hw.design import EXP_STEP_BITS, HIDDEN_SHIFT, OUTPUT_FRACTION_BITS, OUTPUT_SHIFT, Design, exp_tables, gelu_table

MATRICES = {"wi": "up", "wo": "down"}  # names in the kernels, and those of a packed expert
SECTIONS = ("values", "places", "multipliers")
COMMAND = ("layer", "begins", "ends", "forget", "step_shift")
DECISION = ("expert", "scale", "hit", "slot", "predicted", "preload_slot")
_INT32 = np.iinfo(np.int32)
Values = NDArray[np.int8] | NDArray[np.int16]


@dataclass(frozen=True)
class HardwareMatrix:
    """One matrix as the kernel reads it: kept values and their places, and an int32 multiplier for each row.

    Args:
        shape: rows and columns of the dense matrix.
        pattern: kept weights of each group.
        values: int8 or int16 [rows, groups * keep].
        places: uint8, as values: the place of each kept weight in its group.
        multipliers: int32 [rows].
    """

    shape: tuple[int, int]
    pattern: NMPattern
    values: Values
    places: NDArray[np.uint8]
    multipliers: NDArray[np.int32]

    def dense(self) -> NDArray[np.int64]:
        """The matrix with its zeros, int64 [rows, cols]."""
        rows, cols = self.shape
        dense = np.zeros((rows, cols // self.pattern.group, self.pattern.group), np.int64)
        blocks = (rows, -1, self.pattern.keep)
        np.put_along_axis(dense, self.places.reshape(blocks).astype(np.int64), self.values.reshape(blocks), axis=2)
        return dense.reshape(rows, cols)


HardwareExpert = Mapping[str, HardwareMatrix]  # "wi" [d_ff, d_model] and "wo" [d_model, d_ff]


def quantise_expert(
    expert: PackedExpert, input_scale: float, hidden_scale: float, where: str = "expert", value_bits: int = 8
) -> HardwareExpert:
    """Fold the scales of an expert's weights and of its activations into integer multipliers.

    Args:
        expert: for 8 bits packed as int8 with per-row scales; for 16 packed as floating point, which is rounded to
            int16 with a scale for each row.
        input_scale: input = integer * input_scale.
        hidden_scale: hidden unit after the activation = integer * hidden_scale.
    Raises:
        FormatError: other value types, a scale that is not positive, or a multiplier beyond int32.
    """
    if not (input_scale > 0 and hidden_scale > 0 and np.isfinite([input_scale, hidden_scale]).all()):
        raise FormatError(f"{where}: activation scales {input_scale}, {hidden_scale} (expected positive numbers)")
    factors = {
        "wi": input_scale / hidden_scale * 2.0 ** (HIDDEN_SHIFT + value_bits - 8),
        "wo": hidden_scale * 2.0 ** (OUTPUT_SHIFT + 2 * (value_bits - 8) + OUTPUT_FRACTION_BITS),
    }
    matrices = {}
    for name, factor in factors.items():
        matrix = expert.matrices[MATRICES[name]]
        values, scales = _integers(matrix, value_bits, f"{where}, {name}")
        exact = np.rint(scales.astype(np.float64) * factor)
        if exact.size and exact.max() > _INT32.max:
            row = int(exact.argmax())
            raise FormatError(f"{where}, {name}: row {row} has a multiplier beyond int32 (clip its weights)")
        places = matrix.positions().reshape(values.shape).astype(np.uint8)
        matrices[name] = HardwareMatrix(matrix.shape, matrix.pattern, values, places, exact.astype(np.int32))
    return matrices


def _integers(matrix: PackedMatrix, value_bits: int, where: str) -> tuple[Values, NDArray[np.floating]]:
    if value_bits == 8:
        if matrix.value_type != "int8" or matrix.scales is None:
            raise FormatError(f"{where}: {matrix.value_type} values (expected int8 with per-row scales)")
        return matrix.values, matrix.scales
    if matrix.value_type == "int8":
        raise FormatError(f"{where}: int8 values (expected fp32, bf16 or fp16 for a 16-bit design)")
    floats = matrix.floats().astype(np.float64).reshape(matrix.shape[0], -1)
    scales = np.abs(floats).max(axis=1, initial=0) / 32767
    scales[scales == 0] = 1
    return np.rint(floats / scales[:, None]).astype(np.int16), scales


def run_expert(design: Design, expert: HardwareExpert, x: Values) -> NDArray[np.int32]:
    """One token through an expert: int8 or int16 [d_model] to int32 [d_model] with 16 fractional bits."""
    sums = sum(unit_sums(design, expert, x, unit) for unit in range(design.units))
    return finished(design, expert, np.asarray(sums))


def unit_sums(design: Design, expert: HardwareExpert, x: Values, unit: int) -> NDArray[np.int64]:
    """What one unit's share of the hidden units adds to each output, before rescaling, int64 [d_model]."""
    least, most, relu = -design.value_most - 1, design.value_most, design.activation == "relu"
    own = slice(unit * design.unit_ff, (unit + 1) * design.unit_ff)
    sums = expert["wi"].dense()[own] @ x.astype(np.int64)
    hidden = _rescaled(sums, expert["wi"].multipliers[own], design.hidden_shift, 0 if relu else least, most)
    if design.activation == "gelu":
        table = np.asarray(gelu_table(design), np.int64)
        hidden = table[(hidden - least) * len(table) >> design.value_bits]
    return np.asarray(expert["wo"].dense()[:, own] @ hidden, np.int64)


def finished(design: Design, expert: HardwareExpert, sums: NDArray[np.int64]) -> NDArray[np.int32]:
    """Outputs from the sums of all units together, int32 [d_model] with 16 fractional bits."""
    outputs = _rescaled(sums, expert["wo"].multipliers, design.output_shift, _INT32.min, _INT32.max)
    return outputs.astype(np.int32)


def _rescaled(
    sums: NDArray[np.int64], multipliers: NDArray[np.int32], bits: int, least: int, most: int
) -> NDArray[np.int64]:
    # 48-bit sums by 32-bit multipliers do not fit int64: Python's integers are exact.
    wide = (sums.astype(object) * multipliers.astype(object) + (1 << (bits - 1))) >> bits
    return np.clip(wide, least, most).astype(np.int64)


def image_sections(design: Design, experts: Sequence[HardwareExpert], unit: int = 0) -> dict[str, bytes]:
    """A unit's weights image, by section: expert after expert, in each `wi` before `wo`, in its reading order.

    A unit has its rows of `wi` and its columns of `wo`. Values and places: block of `rows` rows, group, row, kept
    weight. Places have `place_bits` bits, the first in the lowest bits of a byte. Multipliers: little-endian int32,
    row after row; those of `wo` only where there is one unit, which finishes the outputs itself. A dense design has
    no places.

    Raises:
        FormatError: an expert of another shape, pattern or value type.
    """
    sections: dict[str, list[bytes]] = {name: [] for name in SECTIONS}
    value_type = np.dtype(f"<i{design.value_bits // 8}")
    first = unit * design.unit_ff
    for number, expert in enumerate(experts):
        for name in MATRICES:
            matrix, outputs = expert[name], design.outputs(name)
            found = (matrix.shape, matrix.pattern, 8 * matrix.values.itemsize)
            wanted = ((outputs, design.d_model * design.d_ff // outputs), design.pattern, design.value_bits)
            if found != wanted:
                words = [f"{list(shape)} at {pattern} in {bits} bits" for shape, pattern, bits in (found, wanted)]
                raise FormatError(f"image: expert {number}, {name}: {words[0]} (expected {words[1]})")
            if name == "wi":
                own = (slice(first, first + design.unit_ff), slice(None))
            else:
                kept = [at * design.pattern.keep // design.pattern.group for at in (first, first + design.unit_ff)]
                own = (slice(None), slice(*kept))
            values, places, multipliers = matrix.values[own], matrix.places[own], matrix.multipliers[own[0]]
            blocks = (len(values) // design.rows, design.rows, -1, design.pattern.keep)
            sections["values"].append(values.reshape(blocks).transpose(0, 2, 1, 3).astype(value_type).tobytes())
            if name == "wi" or design.units == 1:
                sections["multipliers"].append(multipliers.astype("<i4").tobytes())
            if design.place_bits:
                places = places.reshape(blocks).transpose(0, 2, 1, 3).reshape(-1, 8 // design.place_bits)
                shifts = (np.arange(places.shape[1]) * design.place_bits).astype(np.uint8)
                codes = np.bitwise_or.reduce(places << shifts, axis=1).astype(np.uint8)
                sections["places"].append(codes.tobytes())
    return {name: b"".join(parts) for name, parts in sections.items()}


def table_image(design: Design, table: PredictionTable) -> bytes:
    """The prediction table as the lookup indexes it: its dense export for 0, 1, ... known entries, and a zero byte.

    Each level is `PredictionTable.to_dense_image` of the table cut to that many known entries, bit for bit.

    Raises:
        FormatError: the table is of another number of experts or layers, knows too few entries, or predicts several
            experts at once.
    """
    known = min(len(levels) for levels in table.layers) - 1
    theirs = (table.num_experts, table.moe_layers, table.top_k)
    if theirs != (design.experts, design.moe_layers, 1) or known < design.known_layers:
        raise FormatError(
            f"table: (experts, layers, top_k) {theirs}, {known} known layers (expected "
            f"{(design.experts, design.moe_layers, 1)}, {design.known_layers}: learn one for this model)"
        )
    levels = []
    for m in range(design.known_layers + 1):
        cut = replace(table, layers=tuple(levels_of[: m + 1] for levels_of in table.layers))
        levels.append(cut.to_dense_image())
    assert tuple(map(len, levels)) == design.table_level_bytes
    return b"".join(levels) + b"\0"  # an entry is read as part of two bytes


def look_up(design: Design, image: bytes, layer: int, context: Sequence[int]) -> int:
    """The entry of a table's image for the latest entries of the path, oldest first, at most `known_layers`."""
    code = 0
    for entry in context:
        code = code * design.experts + entry
    level = len(context)
    bits = design.expert_index_bits
    first = (layer * design.experts**level + code) * bits
    start = sum(design.table_level_bytes[:level])
    whole = int.from_bytes(image[start + first // 8 : start + first // 8 + 2], "big")
    return whole >> (16 - bits - first % 8) & (2**bits - 1)


def run_router(
    design: Design, logit_bits: int, x: NDArray[np.int16], weights: NDArray[np.int16]
) -> tuple[list[int], list[int]]:
    """The `top_k` experts (the lowest of equals first) and their softmax probabilities in 1/65536.

    Args:
        x, weights: int16 [d_model] and [experts, d_model], together with `logit_bits` fractional bits.
    """
    coarse, fine = exp_tables()
    logits = [int(v) for v in weights.astype(np.int64) @ x.astype(np.int64)]
    below = [(max(logits) - v) >> (logit_bits - EXP_STEP_BITS) for v in logits]
    terms = [coarse[d >> 6] * fine[d & 63] >> 16 if d < 256 << 6 else 0 for d in below]
    ranked = sorted(range(design.experts), key=lambda e: (-logits[e], e))[: design.top_k]
    return ranked, [(terms[e] << 16) // sum(terms) for e in ranked]


class BufferState:
    """Which expert is in which slot; the slot that was touched longest ago is given up (least recently used)."""

    def __init__(self, design: Design) -> None:
        slots = range(design.all_slots)
        self._residents: list[tuple[int, int] | None] = [None for _ in slots]
        if design.shared_slots:
            self._order = [list(slots)] * design.moe_layers  # one and the same list
        else:
            self._order = [list(slots[at : at + design.slots]) for at in slots[:: design.slots]]

    def touch(self, layer: int, expert: int) -> tuple[int, bool]:
        """The slot (counted over all layers) that the expert is in from now on, and whether it was there before."""
        hit = (layer, expert) in self._residents
        slot = self._residents.index((layer, expert)) if hit else self._order[layer][0]
        self._residents[slot] = (layer, expert)
        self._order[layer].remove(slot)
        self._order[layer].append(slot)
        return slot, hit


def run_buffer(design: Design, accesses: NDArray[np.int32]) -> NDArray[np.int32]:
    """Slot and hit of each access, int32 [n, 2], for (layer, predicted or -1, expert), int32 [n, 3]."""
    state = BufferState(design)
    answers: list[tuple[int, bool]] = []
    for layer, predicted, expert in accesses.tolist():
        if predicted >= 0:
            state.touch(layer, predicted)
        answers.append(state.touch(layer, expert))
    return np.asarray(answers, np.int32).reshape(-1, 2)


@dataclass(frozen=True)
class Steps:
    """What the accelerator is asked to do, one MoE layer of one token after another, from an empty buffer.

    Args:
        commands: int32 [n, 5]: layer; 1 where an example begins here; 1 where it ends here, so that nothing is
            preloaded; 1 to forget all residents; the shift from the router's logits to steps of 2^-10.
        router_x: int16 [n, d_model].
        x: int8 or int16 [n, d_model].
    """

    commands: NDArray[np.int32]
    router_x: NDArray[np.int16]
    x: Values


def run_layers(
    design: Design, steps: Steps, experts: Sequence[HardwareExpert], router: NDArray[np.int16], table: bytes
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Decisions int32 [n, 6] (`DECISION`) and scaled outputs int32 [n, d_model] of the accelerator.

    Before a decision the prediction for its layer is loaded: when the layer before has decided, or where an example
    begins. Contexts never cross an example, residents do.

    Args:
        experts: expert `layer * design.experts + index` at that place.
        router: int16 [moe_layers, experts, d_model].
        table: `table_image`.
    """
    state = BufferState(design)
    path: list[int] = []
    decisions: list[list[int]] = []
    outputs: list[NDArray[np.int64]] = []
    for command, router_x, x in zip(steps.commands.tolist(), steps.router_x, steps.x, strict=True):
        layer, begins, ends, forget, shift = command
        if forget:
            state = BufferState(design)
        if begins:
            path = []
            state.touch(layer, look_up(design, table, layer, ()))
        (expert, *_), (scale, *_) = run_router(design, shift + EXP_STEP_BITS, router_x, router[layer])
        slot, hit = state.touch(layer, expert)
        path = [*path, expert][-design.known_layers :]
        predicted = preload_slot = -1
        if not ends:
            coming = (layer + 1) % design.moe_layers
            predicted = look_up(design, table, coming, path)
            given, resident = state.touch(coming, predicted)
            preload_slot = -1 if resident else given
        decisions.append([expert, scale, hit, slot, predicted, preload_slot])
        y = run_expert(design, experts[layer * design.experts + expert], x).astype(np.int64)
        outputs.append((y * scale + (1 << 15)) >> 16)
    return np.asarray(decisions, np.int32), np.asarray(outputs, np.int32)
