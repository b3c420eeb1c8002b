# ruff: noqa: F821
# mypy: ignore-errors
"""Which expert comes next: one entry of the dense prediction table, as its bits lie in memory.

The table is the bit-exact export of ``flame.prediction_table`` (layer after layer, context after context, the most
significant bit of an entry first), once for each number of known entries from 0 up, each starting at a whole byte.
Read by Allo, never run by Python.
"""

from __future__ import annotations

from typing import Any


def predicted_expert(layer: int32, known: int32, code: int32, table: uint8[TABLE_BYTES]) -> int32:
    """Entry for a context of ``known`` entries, whose code has the newest entry as its lowest digit."""
    starts: int32[KNOWN_LAYERS + 1] = LEVEL_STARTS
    contexts: int32[KNOWN_LAYERS + 1] = LEVEL_CONTEXTS
    before: int32 = layer * contexts[known]
    entry: int32 = before + code
    offset: int32 = entry * EXPERT_BITS
    bit: int32 = starts[known] + offset
    at: int32 = bit >> 3
    high: int32 = table[at]
    low: int32 = table[at + 1]
    pair: int32 = (high << 8) | low
    shift: int32 = 16 - EXPERT_BITS - (bit & 7)
    expert: int32 = (pair >> shift) & EXPERT_MASK
    return expert


def cepr_lookup(query: int32[KNOWN_LAYERS + 2], table: uint8[TABLE_BYTES], predicted: int32[1]):
    """``query``: the layer, how many entries are known, and the entries, oldest first."""
    code: int32 = 0
    for i in allo.grid(KNOWN_LAYERS, name="encode"):
        if i < query[1]:
            code = code * EXPERTS + query[2 + i]
    predicted[0] = predicted_expert(query[0], query[1], code, table)


NEEDS = (predicted_expert,)


def schedule(s: Any) -> None:
    """One digit of the context a cycle.

    Args:
        s: the schedule of :func:`cepr_lookup`; it is changed in place.
    """
    s.pipeline(s.get_loops("cepr_lookup")["encode"]["i"])
