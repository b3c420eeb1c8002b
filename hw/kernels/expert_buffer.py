# ruff: noqa: F821, F841, SIM102
# mypy: ignore-errors
"""Expert buffer control: tags, hit, and the slot that is given up (least recently loaded, predicted or used).

``tags`` holds the expert of each slot (``layer * EXPERTS + expert``) plus one, 0 for an empty slot; ``ages`` how many
other slots of its layer, or of all where the layers share them, were touched since. The state is kept from call to
call. Read by Allo, never run by Python.
"""

from __future__ import annotations

from typing import Any


def touched_slot(layer: int32, expert: int32, tags: int32[ALL_SLOTS], ages: int32[ALL_SLOTS]) -> int32:
    """The slot of an expert, ``2 * slot + hit``; where it is not resident, the oldest slot becomes its."""
    first: int32 = layer * SLOT_STRIDE
    others: int32 = layer * EXPERTS
    tag: int32 = others + expert + 1
    slot: int32 = 0
    oldest: int32 = -1
    hit: int32 = 0
    for i in allo.grid(SLOTS, name="find"):
        step: int32 = i
        at: int32 = first + step
        if tags[at] == tag:
            slot = at
            hit = 1
        if hit == 0:
            if ages[at] > oldest:
                oldest = ages[at]
                slot = at
    age: int32 = ages[slot]
    for i in allo.grid(SLOTS, name="age"):
        step: int32 = i
        at: int32 = first + step
        if ages[at] <= age:
            ages[at] = ages[at] + 1
    ages[slot] = 0
    tags[slot] = tag
    twice: int32 = slot << 1
    return twice | hit


def expert_buffer(access: int32[4], residence: int32[2]):
    """``access``: layer, predicted expert or -1, expert, 1 to forget all residents; ``residence``: slot and hit."""
    tags: int32[ALL_SLOTS] @ Stateful = 0
    ages: int32[ALL_SLOTS] @ Stateful = 0
    if access[3] == 1:
        for i in allo.grid(ALL_SLOTS, name="forget"):
            tags[i] = 0
            ages[i] = 0
    if access[1] >= 0:
        preloaded: int32 = touched_slot(access[0], access[1], tags, ages)
    found: int32 = touched_slot(access[0], access[2], tags, ages)
    residence[0] = found >> 1
    residence[1] = found & 1


NEEDS = (touched_slot,)


def schedule(s: Any) -> None:
    """All slots of a layer are compared in turn, one a cycle; there are few.

    Args:
        s: a schedule that contains :func:`touched_slot`; it is changed in place.
    """
    loops = s.get_loops("touched_slot")
    s.pipeline(loops["find"]["i"])
    s.pipeline(loops["age"]["i"])
