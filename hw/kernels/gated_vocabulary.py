"""What the names in the source of the gated experts' kernel stand for: the types, sizes and table of a design."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from hw.gated.design import (
    ACTIVATION_BITS,
    HIDDEN_SHIFT,
    SCALE_BITS,
    SHARE_BITS,
    SILU_ENTRIES,
    TOTAL_SHIFT,
    GatedDesign,
    silu_table,
)

AHEAD_WORDS = 512  # that fetching may be ahead of computing, so that memory goes on while no word is computed with


def gated_names(design: GatedDesign, types: ModuleType) -> dict[str, Any]:
    """Types, sizes and table.

    Args:
        types: the module `allo.ir.types`.
    """
    named = {name: getattr(types, name) for name in ("uint8", "int16", "int32", "int64", "Stream")}
    most = 2 ** (ACTIVATION_BITS - 1) - 1
    return named | {
        "Weight": types.Int(design.value_bits),
        "Word": types.UInt(design.word_bits),
        "Answers": types.UInt(32 * design.rows),
        "Scaled": types.Int(96),
        "TOP_K": design.top_k,
        "ROWS": design.rows,
        "GROUP": design.group,
        "SPLIT": design.split,
        "DOWN_GROUP": design.down_group,
        "SUMS": design.rows * design.split,
        "LANES": design.kept_of_group // design.split,
        "KEEP": design.pattern.keep,
        "PATTERN_GROUP": design.pattern.group,
        "VALUE_BITS": design.value_bits,
        "PLACE_BITS": design.place_bits,
        "RUN": design.place_run + 1,
        "ROW_SCALES_BITS": SCALE_BITS * design.rows,
        "WORD_PLACES_BITS": design.rows * design.kept_of_group * max(1, design.place_bits),
        "WORD_NUMBERS": design.word_bits // 32,
        "CHOSEN_WORDS": design.chosen_words,
        "SHARE_WORDS": design.share_words,
        "WORD_INPUTS": design.word_inputs,
        "GROUP_WORDS": design.group // design.word_inputs,
        "IN_WORDS": design.d_model // design.word_inputs,
        "IN_GROUPS": design.d_model // design.group,
        "HIDDEN_GROUPS": design.unit_ff // design.down_group,
        "ALL_GROUPS": design.d_model // design.group + design.unit_ff // design.down_group,
        "UNIT_FF": design.unit_ff,
        "UP_BLOCKS": 2 * design.unit_ff // design.rows,
        "DOWN_BLOCKS": design.d_model // (design.rows * design.split),
        "ALL_BLOCKS": design.sum_blocks,
        "ANSWER_WORDS": design.d_model // design.rows,
        "PART_BLOCKS": design.part_blocks,
        "BLOCK_WORDS": design.block_words,
        "EXPERT_WORDS": design.expert_words,
        "ALL_WORDS": design.layers * design.experts * design.expert_words,
        "AHEAD": AHEAD_WORDS,
        "SHARE_BITS": SHARE_BITS,
        "SHARE_HALF": 1 << (SHARE_BITS - 1),
        "TOTAL_SHIFT_BUT_ONE": TOTAL_SHIFT - 1,
        "HIDDEN_SHIFT": HIDDEN_SHIFT,
        "HIDDEN_HALF": 1 << (HIDDEN_SHIFT - 1),
        "MOST": most,
        "LEAST": -most - 1,
        "ANSWER_MOST": 2**31 - 1,
        "ANSWER_LEAST": -(2**31),
        "SILU_ENTRIES": SILU_ENTRIES,
        "SILU_DROP": ACTIVATION_BITS - (SILU_ENTRIES - 1).bit_length(),
        "SILU_MIDDLE": SILU_ENTRIES // 2,
        "SILU_TABLE": np.array(silu_table(), np.int16),
    }
