# ruff: noqa: F821
# mypy: ignore-errors
"""One token through one N:M sparse expert, its weights streamed from off-chip memory: the algorithm and its schedule.

Arguments are one expert's part of the weights image, word after word as :func:`hw.golden.image_sections` lays it out:
``wi``, then ``wo``. Read by Allo, never run by Python.
"""

from __future__ import annotations

from typing import Any

from hw.kernels.products import activated, finished, group_products, schedule_expert

NEEDS = (group_products, activated, finished)


def sparse_expert(
    x: Value[D_MODEL],
    values: ValueWord[WORDS],
    places: PlaceWord[WORDS],
    multipliers: int32[MULTIPLIERS],
    y: int32[D_MODEL],
):
    inputs: Value[IN_GROUPS, GROUP]
    for g, m in allo.grid(IN_GROUPS, GROUP, name="load"):
        inputs[g, m] = x[g * GROUP + m]

    up_sums: Sum[UP_BLOCKS, ROWS]
    up_total: Sum[ROWS] = 0
    up_products: Sum[ROWS] = 0
    up_inputs: Value[GROUP] = 0
    for b, g in allo.grid(UP_BLOCKS, IN_GROUPS, name="up"):
        for m in range(GROUP):
            up_inputs[m] = inputs[g, m]
        group_products(values[b * IN_GROUPS + g], places[b * IN_GROUPS + g], up_inputs, up_products)
        for r in range(ROWS):
            up_total[r] = up_products[r] if g == 0 else up_total[r] + up_products[r]
            up_sums[b, r] = up_total[r]

    hidden: Value[HIDDEN_GROUPS, GROUP]
    for g, m in allo.grid(HIDDEN_GROUPS, GROUP, name="activate"):
        hidden[g, m] = activated(up_sums[(g * GROUP + m) // ROWS, (g * GROUP + m) % ROWS], multipliers[g * GROUP + m])

    down_sums: Sum[DOWN_BLOCKS, ROWS]
    down_total: Sum[ROWS] = 0
    down_products: Sum[ROWS] = 0
    down_inputs: Value[GROUP] = 0
    for b, g in allo.grid(DOWN_BLOCKS, HIDDEN_GROUPS, name="down"):
        for m in range(GROUP):
            down_inputs[m] = hidden[g, m]
        group_products(
            values[UP_WORDS + b * HIDDEN_GROUPS + g], places[UP_WORDS + b * HIDDEN_GROUPS + g],
            down_inputs, down_products,
        )  # fmt: skip
        for r in range(ROWS):
            down_total[r] = down_products[r] if g == 0 else down_total[r] + down_products[r]
            down_sums[b, r] = down_total[r]

    for b, r in allo.grid(DOWN_BLOCKS, ROWS, name="store"):
        y[b * ROWS + r] = finished(down_sums[b, r], multipliers[D_FF + b * ROWS + r])


def schedule(s: Any) -> None:
    """One word of weights a cycle.

    Args:
        s: the schedule of :func:`sparse_expert`; it is changed in place.
    """
    schedule_expert(s, "sparse_expert")
