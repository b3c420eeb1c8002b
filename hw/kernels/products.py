# ruff: noqa: F821
# mypy: ignore-errors
"""What the expert kernels share: the products of one word of weights, what happens to a finished sum, the schedule.

Read by Allo, never run by Python; :func:`hw.allo_backend.vocabulary` gives the types and sizes their meaning.
"""

from __future__ import annotations

from typing import Any


def group_products(word: ValueWord, codes: PlaceWord, inputs: Value[GROUP], products: Sum[ROWS]):
    """One group of inputs against the kept weights of ROWS rows; a dense pattern reads no places."""
    with allo.meta_for(ROWS) as r:
        total: Sum = 0
        with allo.meta_for(KEEP) as k:
            weight: Value = word[VALUE_BITS * (r * KEEP + k) : VALUE_BITS * (r * KEEP + k) + VALUE_BITS]
            with allo.meta_if(PLACE_BITS > 0):
                code: uint8 = codes[PLACE_BITS * (r * KEEP + k) : PLACE_BITS * (r * KEEP + k) + PLACE_BITS]
                place: uint8 = code & PLACE_MASK
                total += weight * inputs[place]
            with allo.meta_else():
                total += weight * inputs[k]
        products[r] = total


def activated(total: Sum, multiplier: int32) -> Value:
    """A row's sum as a hidden unit: rescaled, rounded half up, through ReLU or the table of GELU, saturated."""
    curve: Value[GELU_ENTRIES] = GELU_TABLE
    scaled: Scaled = total * multiplier
    shifted: Scaled = ((scaled >> HIDDEN_SHIFT_BUT_ONE) + 1) >> 1
    unit: Value = 0
    if shifted > VALUE_MOST:
        unit = VALUE_MOST
    elif shifted > HIDDEN_LEAST:
        unit = shifted
    else:
        unit = HIDDEN_LEAST
    with allo.meta_if(GELU_ENTRIES > 1):
        step: int32 = unit
        entry: int32 = (step - VALUE_LEAST) >> GELU_DROP
        unit = curve[entry]
    return unit


def finished(total: Sum, multiplier: int32) -> int32:
    """A row's sum as an output with 16 fractional bits, rounded half up and saturated."""
    scaled: Scaled = total * multiplier
    shifted: Scaled = ((scaled >> OUTPUT_SHIFT_BUT_ONE) + 1) >> 1
    output: int32 = 0
    if shifted > INT32_MOST:
        output = INT32_MOST
    elif shifted < INT32_LEAST:
        output = INT32_LEAST
    else:
        output = shifted
    return output


def schedule_expert(s: Any, function: str) -> None:
    """One word of weights a cycle: the loop over words is pipelined, everything inside it is unrolled.

    Args:
        s: a schedule that contains the function; it is changed in place.
        function: one that computes an expert, with the loops and buffers of :func:`sparse_expert`.
    """
    loops = s.get_loops(function)
    for nest, inner in (("load", "m"), ("up", "g"), ("activate", "m"), ("down", "g"), ("store", "r")):
        s.pipeline(loops[nest][inner])
    for name in ("inputs", "hidden", "up_sums", "down_sums"):
        s.partition(f"{function}:{name}", dim=2)
    # Partitioning what one matrix hands to group_products partitions it for the other as well.
    for name in ("up_total", "up_products", "up_inputs", "down_total"):
        s.partition(f"{function}:{name}", dim=1)
