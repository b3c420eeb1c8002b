# ruff: noqa: F821
# mypy: ignore-errors
"""One token through one N:M sparse expert in int8: the algorithm in Allo, and its schedule.

The functions below are read by Allo, which resolves the names of types and sizes when it compiles them
(:mod:`hw.allo_backend`); Python never runs them. Its arguments are one expert's part of the weights image, word after
word as :func:`hw.golden.image_sections` lays it out.
"""

from __future__ import annotations

from typing import Any

from flame.errors import ConfigError
from hw.design import HIDDEN_SHIFT, OUTPUT_SHIFT, Design


def sizes(design: Design) -> dict[str, int]:
    """The names that the algorithm uses for its sizes.

    Raises:
        ConfigError: the pattern is dense, so that there are no places to read.
    """
    if not design.place_bits:
        raise ConfigError(f"sparse_expert: pattern {design.pattern} is dense (expected keep below group, such as 2:4)")
    group, rows = design.pattern.group, design.rows
    return {
        "KEEP": design.pattern.keep,
        "GROUP": group,
        "ROWS": rows,
        "WORD": design.value_word_bytes,
        "PLACES": max(1, design.place_word_bytes),
        "PLACE_BITS": design.place_bits,
        "IN_GROUPS": design.d_model // group,
        "HIDDEN_GROUPS": design.d_ff // group,
        "UP_BLOCKS": design.d_ff // rows,
        "DOWN_BLOCKS": design.d_model // rows,
        "HIDDEN_SHIFT": HIDDEN_SHIFT,
        "OUTPUT_SHIFT": OUTPUT_SHIFT,
        "HIDDEN_HALF": 1 << (HIDDEN_SHIFT - 1),
        "OUTPUT_HALF": 1 << (OUTPUT_SHIFT - 1),
        "LEAST": -(2**31),
        "MOST": 2**31 - 1,
    }


def sparse_expert(
    x: int8[IN_GROUPS, GROUP],
    wi_values: int8[UP_BLOCKS, IN_GROUPS, WORD],
    wi_places: uint8[UP_BLOCKS, IN_GROUPS, PLACES],
    wi_multipliers: int32[UP_BLOCKS, ROWS],
    wo_values: int8[DOWN_BLOCKS, HIDDEN_GROUPS, WORD],
    wo_places: uint8[DOWN_BLOCKS, HIDDEN_GROUPS, PLACES],
    wo_multipliers: int32[DOWN_BLOCKS, ROWS],
    y: int32[DOWN_BLOCKS, ROWS],
):
    inputs: int8[IN_GROUPS, GROUP] = 0
    for g, m in allo.grid(IN_GROUPS, GROUP, name="load"):
        inputs[g, m] = x[g, m]

    up_sums: int32[UP_BLOCKS, ROWS] = 0
    for b in allo.grid(UP_BLOCKS, name="up"):
        up_sum: int32[ROWS] = 0
        for g in allo.grid(IN_GROUPS, name="up_groups"):
            for r in range(ROWS):
                for k in range(KEEP):
                    up_code: uint8 = wi_places[b, g, (r * KEEP + k) * PLACE_BITS // 8]
                    up_at: uint8 = (up_code >> ((r * KEEP + k) * PLACE_BITS % 8)) & (GROUP - 1)
                    up_sum[r] += wi_values[b, g, r * KEEP + k] * inputs[g, up_at]
        for r in range(ROWS):
            up_sums[b, r] = up_sum[r]

    hidden: int8[HIDDEN_GROUPS, GROUP] = 0
    for g, m in allo.grid(HIDDEN_GROUPS, GROUP, name="rescale"):
        up_scaled: int64 = (
            up_sums[(g * GROUP + m) // ROWS, (g * GROUP + m) % ROWS]
            * wi_multipliers[(g * GROUP + m) // ROWS, (g * GROUP + m) % ROWS]
        )
        up: int64 = (up_scaled + HIDDEN_HALF) >> HIDDEN_SHIFT
        if up < 0:
            hidden[g, m] = 0
        elif up > 127:
            hidden[g, m] = 127
        else:
            hidden[g, m] = up

    down_sums: int32[DOWN_BLOCKS, ROWS] = 0
    for b in allo.grid(DOWN_BLOCKS, name="down"):
        down_sum: int32[ROWS] = 0
        for g in allo.grid(HIDDEN_GROUPS, name="down_groups"):
            for r in range(ROWS):
                for k in range(KEEP):
                    down_code: uint8 = wo_places[b, g, (r * KEEP + k) * PLACE_BITS // 8]
                    down_at: uint8 = (down_code >> ((r * KEEP + k) * PLACE_BITS % 8)) & (GROUP - 1)
                    down_sum[r] += wo_values[b, g, r * KEEP + k] * hidden[g, down_at]
        for r in range(ROWS):
            down_sums[b, r] = down_sum[r]

    for b, r in allo.grid(DOWN_BLOCKS, ROWS, name="store"):
        down_scaled: int64 = down_sums[b, r] * wo_multipliers[b, r]
        down: int64 = (down_scaled + OUTPUT_HALF) >> OUTPUT_SHIFT
        if down < LEAST:
            y[b, r] = LEAST
        elif down > MOST:
            y[b, r] = MOST
        else:
            y[b, r] = down


def schedule(s: Any) -> None:
    """One word of weights a cycle: the loop over groups is pipelined, everything inside it is unrolled.

    Args:
        s: the schedule of :func:`sparse_expert`; it is changed in place.
    """
    loops = s.get_loops()
    s.pipeline(loops["load"]["m"])
    s.pipeline(loops["up"]["g"])
    s.pipeline(loops["rescale"]["m"])
    s.pipeline(loops["down"]["g"])
    s.pipeline(loops["store"]["r"])
    for buffer in (s.inputs, s.hidden, s.up_sums, s.down_sums):
        s.partition(buffer, dim=2)
    for buffer in (s.up_sum, s.down_sum):
        s.partition(buffer, dim=1)
