"""Value types of packed weights: how each is held, rounded to and scaled.

`fp32`, `bf16` and `fp16` are rounded to nearest, ties to even. `int8` has one fp32 scale a row. `int4` has a
scale for each 32 columns and `int4_64` one for each 64: the row's fp32 scale times a whole number of 1 to 255, so that
a weight is `scale[row] * multiplier[row, column // 32] * value` with a value of -8 to 7, and a product of such rows
is a sum of whole numbers, exact in any order. `fp64` is kept where a matrix came so, and never chosen.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError

# How values lie. bf16 has no NumPy dtype: its bits are held as uint16. Two int4 values share a byte (`join_nibbles`); a
# row starts on a byte.
_STORAGE: dict[str, np.dtype[Any]] = {
    "fp32": np.dtype("<f4"),
    "bf16": np.dtype("<u2"),
    "fp16": np.dtype("<f2"),
    "int8": np.dtype("i1"),
    "int4": np.dtype("u1"),
    "int4_64": np.dtype("u1"),
    "fp64": np.dtype("<f8"),
}
SAFETENSORS = {"fp32": "F32", "bf16": "BF16", "fp16": "F16"}  # names of the floating types in files
_NIBBLE_BLOCK = 128
_SCALE_COLUMNS = {"int4": 32, "int4_64": 64}
VALUE_TYPES = tuple(_STORAGE)
CHOSEN = tuple(name for name in VALUE_TYPES if name != "fp64")
SCALED = ("int8", *_SCALE_COLUMNS)  # whole numbers with scales
INT4_LEAST, INT4_MOST, MULTIPLIER_MOST = -8, 7, 255


def storage(value_type: str) -> np.dtype[Any]:
    """NumPy type that holds values.

    Raises:
        FormatError: no such value type.
    """
    if value_type not in _STORAGE:
        raise FormatError(f"value type {value_type!r}: expected one of {', '.join(CHOSEN)}")
    return _STORAGE[value_type]


def is_integer(value_type: str) -> bool:
    """Whether values are whole numbers with scales."""
    return value_type in SCALED


def scale_columns(value_type: str) -> int:
    """Columns of the dense matrix that share a scale beside the row's, or 0."""
    return _SCALE_COLUMNS.get(value_type, 0)


def scale_groups(value_type: str, cols: int) -> int:
    """Multipliers in a row of `cols` columns."""
    width = scale_columns(value_type)
    return -(-cols // width) if width else 0


def check_scale_groups(value_type: str, group: int, cols: int, where: str = "matrix", pad: bool = False) -> None:
    """Refuse rows whose scales would not fit.

    Raises:
        FormatError: the columns that share a scale do not divide the columns (without `pad`), or the group of the
            pattern does not divide them.
    """
    storage(value_type)
    width = scale_columns(value_type)
    if width and width % group:
        raise FormatError(
            f"{where}: groups of {group} do not divide the {width} columns that share an {value_type} scale (choose a "
            f"group that divides {width}, or int8)"
        )
    if width and cols % width and not pad:
        raise FormatError(
            f"{where}: {cols} columns do not divide into the {width} that share an {value_type} scale (choose int8 or "
            "pruning.pad=true)"
        )


def value_columns(value_type: str, count: int) -> int:
    """Stored elements for `count` values of a row."""
    return -(-count // 2) if value_type in _SCALE_COLUMNS else count


def value_bytes(value_type: str, count: int) -> int:
    """Bytes that `count` values of a row take."""
    return value_columns(value_type, count) * storage(value_type).itemsize


def scale_bytes(value_type: str, rows: int, cols: int) -> int:
    """Bytes of all scales of a matrix."""
    return rows * (4 * is_integer(value_type) + scale_groups(value_type, cols))


def join_nibbles(values: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Two values of -8 to 7 a byte: int8 [rows, count] to uint8 [rows, ceil(count / 2)].

    A row is cut into blocks of 128 values, the last one shorter: a block's first half lies in the low halves of its
    bytes, the second in the high ones, which is how vector registers take them apart.
    """
    stored = []
    for start in range(0, values.shape[1], _NIBBLE_BLOCK):
        block = values[:, start : start + _NIBBLE_BLOCK].view(np.uint8)
        half = -(-block.shape[1] // 2)
        joined = block[:, :half] & np.uint8(15)
        joined[:, : block.shape[1] - half] |= block[:, half:] << np.uint8(4)
        stored.append(joined)
    return np.concatenate(stored, axis=1) if stored else np.zeros((len(values), 0), np.uint8)


def split_nibbles(stored: NDArray[np.uint8], count: int) -> NDArray[np.int8]:
    """What `join_nibbles` was given: int8 [rows, count]."""
    values = np.empty((len(stored), count), np.uint8)
    for start in range(0, count, _NIBBLE_BLOCK):
        block = values[:, start : start + _NIBBLE_BLOCK]
        half = -(-block.shape[1] // 2)
        joined = stored[:, start // 2 : start // 2 + half]
        block[:, :half] = joined << np.uint8(4)
        block[:, half:] = joined[:, : block.shape[1] - half] & np.uint8(0xF0)
    return values.view(np.int8) >> 4


def is_nonzero(array: NDArray[Any], value_type: str) -> NDArray[np.bool_]:
    """Which elements count as kept: true for NaN and infinities, false for -0.0."""
    if value_type == "bf16":
        return np.asarray((array & np.uint16(0x7FFF)) != 0)
    return np.asarray(array != 0)


def as_floats(array: NDArray[Any], value_type: str) -> NDArray[Any]:
    """The numbers that stored elements stand for, unscaled; bf16 in fp32."""
    return bf16_to_fp32(array) if value_type == "bf16" else array


def bf16_to_fp32(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    """Exact."""
    return (bits.astype(np.uint32) << 16).view(np.float32)


def _fp32_to_bf16(array: NDArray[np.float32]) -> NDArray[np.uint16]:
    bits = array.view(np.uint32)
    rounded = ((bits + (np.uint32(0x7FFF) + ((bits >> 16) & 1))) >> 16).astype(np.uint16)
    return np.where(np.isnan(array), np.uint16(0x7FC0), rounded)


def convert(array: NDArray[Any], own_type: str, value_type: str) -> NDArray[Any]:
    """Elements rounded to another type without scales.

    Raises:
        FormatError: a finite value does not fit.
    """
    if own_type == value_type:
        return array
    floats = as_floats(array, own_type)
    with np.errstate(over="ignore"):
        converted = floats.astype(np.float32 if value_type == "bf16" else storage(value_type))
        if value_type == "bf16":
            converted = _fp32_to_bf16(converted)
    back = as_floats(converted, value_type)
    if np.any(np.isinf(back) & np.isfinite(floats)):
        largest = float(np.abs(floats[np.isfinite(floats)]).max())
        raise FormatError(f"matrix: magnitude {largest:.4g} does not fit {value_type} (choose a wider value type)")
    return converted


def quantise(
    array: NDArray[Any], value_type: str, keep: int, group: int,
    scales: NDArray[np.float32] | None, multipliers: NDArray[np.uint8] | None,
) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.uint8] | None]:  # fmt: skip
    """Round kept weights to whole numbers.

    int8: the scale of a row is its largest magnitude / 127. int4: a group's step is its largest magnitude / 7 or / 8,
    whichever leaves the smaller squared error (a sum of equals takes 7); the row's scale is its largest step / 255.

    Args:
        array: floats [rows, groups * keep], kept in order.
        value_type: `int8`, `int4` or `int4_64`.
        keep, group: of the pattern: how many of how many columns are kept.
        scales: fp32 [rows], and for int4 multipliers: uint8 [rows, scale groups], in place of the computed ones.
    Returns:
        values like the weights, scales, and multipliers for int4.
    Raises:
        FormatError: a weight is not finite, or scales of another shape.
    """
    if not np.isfinite(array).all():
        raise FormatError(f"matrix: infinite or NaN weights have no {value_type} value (choose fp32, bf16 or fp16)")
    if scales is not None and np.shape(scales) != (len(array),):
        raise FormatError(f"scales: shape {list(np.shape(scales))} (expected one for each of {len(array)} rows)")
    if not scale_columns(value_type):
        if scales is None:
            scales = (np.abs(array).max(axis=1, initial=0) / 127).astype(np.float32)
        scales = np.ascontiguousarray(scales, np.float32)
        divisor = np.where(scales > 0, scales, np.float32(1))[:, None]
        return np.clip(np.rint(array / divisor), -127, 127).astype(np.int8), scales, None
    return _quantise_groups(array, scale_columns(value_type) // group * keep, scales, multipliers)


def _quantise_groups(
    array: NDArray[Any], width: int, scales: NDArray[np.float32] | None, multipliers: NDArray[np.uint8] | None
) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.uint8]]:
    """`width` values share a multiplier."""
    rows, cols = array.shape
    count = -(-cols // width)
    array = np.ascontiguousarray(array, np.float32)
    if cols % width:
        array = np.pad(array, ((0, 0), (0, -cols % width)))
    grouped = array.reshape(rows, count, width)
    if scales is not None and multipliers is not None:
        scales = np.ascontiguousarray(scales, np.float32)
        if multipliers.shape != (rows, count):
            raise FormatError(f"multipliers: shape {list(multipliers.shape)} (expected [{rows}, {count}])")
        best = _in_steps(grouped, scales, multipliers)
    else:
        scales, multipliers, best = _best_steps(grouped)
    return best.astype(np.int8).reshape(rows, count * width)[:, :cols], scales, multipliers


def _best_steps(grouped: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[Any]]:
    """Scales [rows], multipliers [rows, groups] and values of [rows, groups, columns]."""
    largest = np.maximum(grouped.max(axis=2, initial=0), -grouped.min(axis=2, initial=0))
    scales = (largest.max(axis=1, initial=0) / np.float32(INT4_MOST * MULTIPLIER_MOST)).astype(np.float32)
    divisor = np.where(scales > 0, scales, np.float32(1))[:, None]

    def tried(levels: int) -> tuple[NDArray[np.uint8], NDArray[Any], NDArray[Any]]:
        step = np.rint(largest / np.float32(levels) / divisor)
        multipliers = np.clip(step, largest > 0, MULTIPLIER_MOST).astype(np.uint8)
        values = _in_steps(grouped, scales, multipliers)
        error = values * (scales[:, None] * multipliers)[..., None]
        error -= grouped
        return multipliers, values, np.einsum("rgc,rgc->rg", error, error)

    multipliers, values, squared = tried(INT4_MOST)
    others, other_values, other_squared = tried(-INT4_LEAST)
    better = other_squared < squared
    return scales, np.where(better, others, multipliers), np.where(better[..., None], other_values, values)


def _in_steps(grouped: NDArray[Any], scales: NDArray[np.float32], multipliers: NDArray[np.uint8]) -> NDArray[Any]:
    """Weights [rows, groups, columns] as whole numbers, in fp32."""
    unit = scales[:, None] * multipliers
    values = grouped / np.where(unit > 0, unit, np.float32(1))[..., None]
    np.rint(values, out=values)
    return np.clip(values, np.float32(INT4_LEAST), np.float32(INT4_MOST), out=values)
