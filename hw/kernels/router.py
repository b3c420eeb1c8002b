# ruff: noqa: F821, E741, SIM114
# mypy: ignore-errors
"""The router of one MoE layer: the TOP_K experts of largest logit, and their softmax scale in 1/65536.

Inputs and weights are int16; the exponential is the product of two table entries, so that every bit is the same in
NumPy. Of equal logits the lower expert comes first. Read by Allo, never run by Python.
"""

from __future__ import annotations

from typing import Any


def router(
    layer: int32[1],
    step_shift: int32[1],
    x: int16[D_MODEL],
    weights: RouterWord[ROUTER_WORDS],
    experts: int32[TOP_K],
    scales: int32[TOP_K],
):
    inputs: int16[IN_WORDS, LANES]
    for w, l in allo.grid(IN_WORDS, LANES, name="load"):
        inputs[w, l] = x[w * LANES + l]

    logits: Logit[EXPERTS]
    row: int32 = layer[0] * LAYER_WORDS
    for e in allo.grid(EXPERTS, name="score"):
        logit: Logit = 0
        for w in allo.grid(IN_WORDS, name="score_words"):
            step: int32 = w
            word: RouterWord = weights[row + step]
            total: Logit = 0
            with allo.meta_for(LANES) as l:
                weight: int16 = word[16 * l : 16 * l + 16]
                total += weight * inputs[w, l]
            logit += total
        logits[e] = logit
        row += IN_WORDS

    best: Logit = logits[0]
    for e in allo.grid(EXPERTS, name="largest"):
        if logits[e] > best:
            best = logits[e]

    coarse: int32[256] = EXP_COARSE
    fine: int32[64] = EXP_FINE
    weights_of: int32[EXPERTS]
    whole: int64 = 0
    for e in allo.grid(EXPERTS, name="exponential"):
        below: Logit = (best - logits[e]) >> step_shift[0]
        exponential: int32 = 0
        if below < EXP_RANGE:
            steps: int32 = below
            high: int64 = coarse[steps >> 6]
            exponential = (high * fine[steps & 63]) >> 16
        weights_of[e] = exponential
        whole += exponential

    taken: uint8[EXPERTS] = 0
    for k in allo.grid(TOP_K, name="choose"):
        chosen: int32 = -1
        largest: Logit = 0
        for e in allo.grid(EXPERTS, name="choose_largest"):
            if taken[e] == 0:
                if chosen < 0:
                    largest = logits[e]
                    chosen = e
                elif logits[e] > largest:
                    largest = logits[e]
                    chosen = e
        taken[chosen] = 1
        share: int64 = weights_of[chosen]
        share = share << 16
        experts[k] = chosen
        scales[k] = share // whole


def schedule(s: Any) -> None:
    """One word of weights a cycle, its lanes side by side.

    Args:
        s: a schedule that contains :func:`router`; it is changed in place.
    """
    loops = s.get_loops("router")
    s.pipeline(loops["load"]["l"])
    s.pipeline(loops["score"]["w"])
    s.pipeline(loops["largest"]["e"])
    s.pipeline(loops["exponential"]["e"])
    s.pipeline(loops["choose"]["e"])
    s.partition("router:inputs", dim=2)
