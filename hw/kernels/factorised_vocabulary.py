"""What the names in the source of the kernel for factorised prediction stand for: types, sizes and sources."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from flame.factorised_table import HIDDEN_BITS, HIDDEN_MOST, UNIT_BITS
from flame.learning_on import LIKELIHOOD_SHIFT, MOVING_SHIFT, ONE_LIKELIHOOD, WAIT_SHIFT, likelihoods
from hw.factorised.design import KINDS, PATH_TOKENS, FactorisedDesign


def factorised_names(design: FactorisedDesign, types: ModuleType) -> dict[str, Any]:
    """Types, sizes, and where the blocks of the table begin.

    Args:
        types: the module `allo.ir.types`.
    """
    starts, blocks = design.starts, design.blocks
    named = {name: getattr(types, name) for name in ("int8", "int16", "int32", "Stateful")}
    return named | {
        "Word": types.UInt(design.word_bits),
        "LANES": design.lanes,
        "LAYERS": design.layers,
        "EXPERTS": design.experts,
        "TOP_K": design.top_k,
        "WIDTH": design.width,
        "RANK": design.rank,
        "RANKED": design.ranked,
        "RATES": len(design.rates),
        "PLAIN": len(design.plain),
        "RECENTS": len(design.recent),
        "VOTE_WORDS": design.vote_words,
        "STATE_WORDS": design.state_words,
        "ALL_WORDS": design.all_words,
        "BIASES": design.layers * (design.experts + design.width),
        "LAYER_BIASES": design.experts + design.width,
        "DIRECT_FIRST": starts["direct"],
        "VOTE_BLOCK": blocks["direct"][1],
        "PATH_FIRST": starts["path"],
        "HISTORY_FIRST": starts["history"],
        "STATE_BLOCK": blocks["path"][1],
        "OUTPUT_FIRST": starts["output"],
        "OUTPUT_BLOCK": blocks["output"][1],
        "TOKEN_VOTES_FIRST": starts["token_votes"],
        "TOKEN_BLOCK": blocks["token_votes"][1],
        "MIX_FIRST": starts["token_mix"],
        "LAST_MIX_FIRST": starts["token_mix"] + blocks["token_mix"][1],
        "TOKENS_FIRST": starts["tokens"],
        "LAST_TOKENS_FIRST": starts["tokens"] + design.token_rows,
        "HIDDEN_DROP": UNIT_BITS - HIDDEN_BITS,
        "HIDDEN_MOST": HIDDEN_MOST,
        "LEAST": -(2**31),
        "PLAIN_KINDS": np.array([KINDS[each.kind] for each in design.plain], np.int32),
        "PLAIN_DISTANCES": np.array([each.distance for each in design.plain], np.int32),
        "PLAIN_NEIGHBOURS": np.array([each.neighbour for each in design.plain], np.int32),
        "RECENT_RATES": np.array([each.distance for each in design.recent], np.int32),
        "MEMORY_RATES": np.array(design.rates, np.int32),
        "PATH_TOKENS": PATH_TOKENS,
        "ASKED_AFTER": int(design.after_decision),
        **_learning_names(design),
    }


def _learning_names(design: FactorisedDesign) -> dict[str, Any]:
    """What is learnt within an example; arrays of sources that move have room for one where there is none."""
    moving, odds = design.moving, likelihoods()
    return {
        "MOVING": max(1, len(moving)),
        "MOVING_ROWS": len(moving),
        "BIAS_STEP": design.bias_step,
        "LEARNS": int(design.goes_on_learning),
        "THOUGHT_LAYERS": design.layers if design.after_decision else 1,
        "MOVING_KINDS": np.array([KINDS[each.kind] for each in moving], np.int32),
        "MOVING_DISTANCES": np.array([each.distance for each in moving], np.int32),
        "MOVING_NEIGHBOURS": np.array([each.neighbour for each in moving], np.int32),
        "MOVING_STEPS": np.array([each.step for each in moving], np.int32),
        "LIKELIHOODS": len(odds),
        "LIKELIHOOD_OF": odds,
        "MOVING_SHIFT": MOVING_SHIFT,
        "LIKELIHOOD_SHIFT": LIKELIHOOD_SHIFT,
        "ONE_LIKELIHOOD": ONE_LIKELIHOOD,
        "WAIT_SHIFT": WAIT_SHIFT,
        "MOVED_MOST": (1 << 15) - 1,
    }
