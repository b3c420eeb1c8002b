"""Hits of a replay by dialogue, which intervals over dialogues need."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.prediction_table import TracePredictor
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions
from online.pa_buf.replay import predict_ahead
from online.pa_buf.slot_plan import SlotPlan


def hits_by_dialogue(trace: RoutingTrace, table: TracePredictor, plan: SlotPlan) -> tuple[NDArray[Any], NDArray[Any]]:
    """Hits and accesses of each example, int64 `[examples]`, of a replay with LRU and one expert preloaded."""
    found = np.zeros((2, trace.examples), np.int64)
    example = np.repeat(np.arange(trace.examples), trace.example_lengths)
    guesses = (predict_ahead(trace, table, 1, 1),)
    for number, record in enumerate(decisions(trace, ExpertBuffer(plan, "lru"), guesses)):
        found[:, example[number // trace.moe_layers]] += record.hits, record.accesses
    return found[0], found[1]
