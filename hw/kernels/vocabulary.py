"""What the names in the kernels' sources stand for: the types, sizes and tables of a design."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from hw.design import PROBABILITY_BITS, Design, exp_tables, gelu_table

SLOT_PART_BITS = 32  # what Allo takes out of a word at once; reshaping puts a slot's parts side by side again
STREAM_DEPTH = 16  # words between fetching and computing: two bursts of half a FIFO's block each


def types_of(design: Design, types: ModuleType) -> dict[str, Any]:
    """Types of values, sums and words.

    Args:
        types: the module `allo.ir.types`.
    """
    value_bits, place_bits = _word_bits(design)
    return {
        name: getattr(types, name) for name in ("int8", "uint8", "int16", "int32", "int64", "Stream", "Stateful")
    } | {
        "Value": types.Int(design.value_bits),
        "Sum": types.Int(design.sum_bits),
        "Scaled": types.Int(design.sum_bits + 32),
        "Logit": types.Int(48),
        "ValueWord": types.UInt(value_bits),
        "PlaceWord": types.UInt(place_bits),
        "ValuePart": types.Int(min(value_bits, SLOT_PART_BITS)),  # signed: so Allo emits state, whatever its type
        "PlacePart": types.Int(min(place_bits, SLOT_PART_BITS)),
        "RouterWord": types.UInt(16 * design.router_lanes),
        "Answer": getattr(types, "int64" if design.units > 1 and design.sum_bits > 32 else "int32"),
    }


def sizes_of(design: Design) -> dict[str, Any]:
    """Sizes of words and matrices, and the constants of the arithmetic."""
    return _expert_sizes(design) | _layer_sizes(design) | _arithmetic(design)


def tables_of(design: Design) -> dict[str, Any]:
    """Tables that lie in the kernels, and where the prediction table's levels start."""
    gelu = _gelu(design)
    coarse, fine = exp_tables()
    levels = range(design.known_layers + 1)
    return {
        "GELU_TABLE": np.array(gelu, f"int{design.value_bits}"),
        "EXP_COARSE": np.array(coarse, np.int32),
        "EXP_FINE": np.array(fine, np.int32),
        "LEVEL_STARTS": np.array([8 * sum(design.table_level_bytes[:m]) for m in levels], np.int32),
        "LEVEL_CONTEXTS": np.array([design.experts**m for m in levels], np.int32),
    }


def _word_bits(design: Design) -> tuple[int, int]:
    """Bits of a word of values, and of places; of one byte where there are none."""
    return 8 * design.value_word_bytes, 8 * max(1, design.place_word_bytes)


def _gelu(design: Design) -> tuple[int, ...]:
    return (0,) if design.activation == "relu" else gelu_table(design)


def _expert_sizes(design: Design) -> dict[str, Any]:
    words, group, sparse = design.expert_words // design.units, design.pattern.group, bool(design.place_bits)
    value_bits, place_bits = _word_bits(design)
    value_part, place_part = min(value_bits, SLOT_PART_BITS), min(place_bits, SLOT_PART_BITS)
    experts = design.moe_layers * design.experts
    return {
        "PART_BITS": value_part,
        "CODE_BITS": place_part,
        "VALUE_PARTS": value_bits // value_part,
        "PLACE_PARTS": place_bits // place_part,
        "D_MODEL": design.d_model,
        "D_FF": design.unit_ff,
        "UNITS": design.units,
        "KEEP": design.pattern.keep,
        "GROUP": group,
        "ROWS": design.rows,
        "WORDS": words,
        "UP_WORDS": words // 2,
        "DOWN_WORDS": words // 2,
        "MULTIPLIERS": design.multipliers,
        "IN_GROUPS": design.d_model // group,
        "HIDDEN_GROUPS": design.unit_ff // group,
        "UP_BLOCKS": design.unit_ff // design.rows,
        "DOWN_BLOCKS": design.d_model // design.rows,
        "ALL_WORDS": experts * words,
        "ALL_PLACE_WORDS": experts * words if sparse else 1,
        "SLOT_PLACE_WORDS": words if sparse else 1,
        "ALL_MULTIPLIERS": experts * design.multipliers,
        "STREAM_DEPTH": STREAM_DEPTH,
    }


def _layer_sizes(design: Design) -> dict[str, Any]:
    lanes = design.router_lanes
    return {
        "EXPERTS": design.experts,
        "MOE_LAYERS": design.moe_layers,
        "KNOWN_LAYERS": design.known_layers,
        "SLOTS": design.slots,
        "ALL_SLOTS": design.all_slots,
        "SLOT_STRIDE": 0 if design.shared_slots else design.slots,
        "TOP_K": design.top_k,
        "LANES": lanes,
        "IN_WORDS": design.d_model // lanes,
        "LAYER_WORDS": design.experts * design.d_model // lanes,
        "ROUTER_WORDS": design.moe_layers * design.experts * design.d_model // lanes,
        "EXPERT_BITS": design.expert_index_bits,
        "EXPERT_MASK": 2**design.expert_index_bits - 1,
        "TABLE_BYTES": sum(design.table_level_bytes) + 1,
    }


def _arithmetic(design: Design) -> dict[str, Any]:
    least, relu, entries = -design.value_most - 1, design.activation == "relu", len(_gelu(design))
    return {
        "VALUE_BITS": design.value_bits,
        "VALUE_MOST": design.value_most,
        "VALUE_LEAST": least,
        "HIDDEN_LEAST": 0 if relu else least,
        "PLACE_BITS": design.place_bits,
        "PLACE_MASK": design.pattern.group - 1,
        # Allo's constants have 32 bits, so that half of a step may not fit.
        "HIDDEN_SHIFT_BUT_ONE": design.hidden_shift - 1,
        "OUTPUT_SHIFT_BUT_ONE": design.output_shift - 1,
        "SCALE_BITS": PROBABILITY_BITS,
        "SCALE_HALF": 1 << (PROBABILITY_BITS - 1),
        "INT32_LEAST": -(2**31),
        "INT32_MOST": 2**31 - 1,
        "GELU_ENTRIES": entries,
        "GELU_DROP": 0 if relu else design.value_bits - (entries - 1).bit_length(),
        "EXP_RANGE": 256 << 6,
    }
