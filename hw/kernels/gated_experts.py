# ruff: noqa: F821, B007
# mypy: ignore-errors
"""One token through the chosen experts of a layer, each with a gate: streamed from memory, added up in their order.

A dataflow region of two processes that run at the same time:

- ``fetch`` bursts the chosen experts from off-chip memory, one after the other, as far ahead as the stream is deep;
- ``engine`` takes a word a cycle. A word of scales or places is kept for the values that follow it; a word of values is
  ROWS groups of weights, one of each of ROWS rows, times one group of activations.

The same lanes serve all three matrices: gate and up are two parts of an expert, row by row in turn, down is the third,
and before it the hidden units join the activations. A group of down may be SPLIT rows of DOWN_GROUP columns: its
activations lie SPLIT times side by side, and sums are kept for SPLIT parts of each row, which gate and up add up.
Which experts, and their shares, is the model's router's to say.
With several units each has its share of every expert's hidden units and answers with its part of the sum. Each process
has arguments of one width, so that a unit has two AXI ports. Read by
Allo, never run by Python; the words are laid out by :func:`hw.gated.golden.image`.
"""

from __future__ import annotations

from typing import Any


def scaled_groups(word: Word, codes: Word, scales: Word, inputs: int16[GROUP], products: int64[SUMS]):
    """One group of activations against the kept weights of ROWS rows, times each row's scale."""
    with allo.meta_for(ROWS) as r:
        scale: int16 = scales[16 * r : 16 * r + 16]
        with allo.meta_for(SPLIT) as q:
            total: int32 = 0
            with allo.meta_for(LANES) as k:
                weight: Weight = word[
                    VALUE_BITS * ((r * SPLIT + q) * LANES + k) : VALUE_BITS * ((r * SPLIT + q) * LANES + k) + VALUE_BITS
                ]
                with allo.meta_if(PLACE_BITS > 0):
                    place: uint8 = codes[
                        PLACE_BITS * ((r * SPLIT + q) * LANES + k) : PLACE_BITS * ((r * SPLIT + q) * LANES + k)
                        + PLACE_BITS
                    ]
                    total += weight * inputs[q * DOWN_GROUP + (k // KEEP) * PATTERN_GROUP + place]
                with allo.meta_else():
                    total += weight * inputs[q * DOWN_GROUP + k]
            products[r * SPLIT + q] = total * scale


def rescaled(total: int64, multiplier: int32) -> int64:
    """A total by its multiplier, rounded half up."""
    wide: Scaled = total * multiplier
    shifted: Scaled = ((wide >> TOTAL_SHIFT_BUT_ONE) + 1) >> 1
    answer: int64 = shifted
    return answer


def activation_of(value: int64) -> int16:
    """An activation, saturated."""
    kept: int16 = 0
    if value > MOST:
        kept = MOST
    elif value < LEAST:
        kept = LEAST
    else:
        kept = value
    return kept


def gated(gate_total: int64, up_total: int64, gate_multiplier: int32, up_multiplier: int32) -> int16:
    """A hidden unit: SiLU of its gate, times what is gated."""
    curve: int16[SILU_ENTRIES] = SILU_TABLE
    gate: int32 = activation_of(rescaled(gate_total, gate_multiplier))
    up: int64 = activation_of(rescaled(up_total, up_multiplier))
    entry: int32 = (gate >> SILU_DROP) + SILU_MIDDLE
    product: int64 = up * curve[entry]
    scaled: int64 = (product + HIDDEN_HALF) >> HIDDEN_SHIFT
    unit: int16 = activation_of(scaled)
    return unit


def answer_of(value: int64) -> int32:
    """An answer, saturated."""
    kept: int32 = 0
    if value > ANSWER_MOST:
        kept = ANSWER_MOST
    elif value < ANSWER_LEAST:
        kept = ANSWER_LEAST
    else:
        kept = value
    return kept


NEEDS = (scaled_groups, rescaled, activation_of, gated, answer_of)


def gated_experts(
    chosen: Word[CHOSEN_WORDS],
    shares: Answers[SHARE_WORDS],
    x: Answers[IN_WORDS],
    words: Word[ALL_WORDS],
    y: Answers[ANSWER_WORDS],
):
    fetched: Stream[Word, AHEAD]

    @df.kernel(mapping=[1], args=[chosen, words])
    def fetch(wanted: Word[CHOSEN_WORDS], stored: Word[ALL_WORDS]):
        experts: int32[CHOSEN_WORDS, WORD_NUMBERS]
        for e in range(CHOSEN_WORDS):
            numbers: Word = wanted[e]
            with allo.meta_for(WORD_NUMBERS) as m:
                experts[e, m] = numbers[32 * m : 32 * m + 32]
        for k in range(TOP_K):
            first: int32 = experts[k // WORD_NUMBERS, k % WORD_NUMBERS] * EXPERT_WORDS
            for w in range(EXPERT_WORDS):
                step: int32 = w
                fetched.put(stored[first + step])

    @df.kernel(mapping=[1], args=[shares, x, y])
    def engine(portions: Answers[SHARE_WORDS], token: Answers[IN_WORDS], output: Answers[ANSWER_WORDS]):
        activations: int16[ALL_GROUPS, GROUP]
        totals: int64[ALL_BLOCKS, SUMS]
        answers: int32[ANSWER_WORDS, ROWS]
        total: int64[SUMS] = 0
        products: int64[SUMS] = 0
        inputs: int16[GROUP] = 0
        scales: Word = 0
        codes: Word = 0
        parts: int32[SHARE_WORDS, ROWS]
        for e in range(SHARE_WORDS):
            given_shares: Answers = portions[e]
            with allo.meta_for(ROWS) as m:
                parts[e, m] = given_shares[32 * m : 32 * m + 32]
        for g, i in allo.grid(IN_GROUPS, GROUP_WORDS, name="load"):
            taken: Answers = token[g * GROUP_WORDS + i]
            with allo.meta_for(WORD_INPUTS) as m:
                activations[g, i * WORD_INPUTS + m] = taken[16 * m : 16 * m + 16]

        for k in range(TOP_K):
            header: Word = fetched.get()
            gate_multiplier: int32 = header[0:32]
            up_multiplier: int32 = header[32:64]
            down_multiplier: int64 = header[64:96]
            first_group: int32 = 0
            groups: int32 = IN_GROUPS
            group: int32 = 0
            block: int32 = 0
            for part in range(3):
                if part == 2:
                    for u in allo.grid(UNIT_FF, name="activate"):
                        gate_total: int64 = 0
                        up_total: int64 = 0
                        with allo.meta_for(SPLIT) as q:
                            gate_total += totals[2 * u // ROWS, (2 * u % ROWS) * SPLIT + q]
                            up_total += totals[(2 * u + 1) // ROWS, ((2 * u + 1) % ROWS) * SPLIT + q]
                        unit: int16 = gated(gate_total, up_total, gate_multiplier, up_multiplier)
                        with allo.meta_for(SPLIT) as q:
                            activations[IN_GROUPS + u // DOWN_GROUP, q * DOWN_GROUP + u % DOWN_GROUP] = unit
                    first_group = IN_GROUPS
                    groups = HIDDEN_GROUPS
                for b, j in allo.grid(PART_BLOCKS, BLOCK_WORDS, name="multiply"):
                    word: Word = fetched.get()
                    of_places: int32 = 0
                    with allo.meta_if(PLACE_BITS > 0):
                        if (j - 1) % RUN == 0:
                            of_places = 1
                    if j == 0:
                        scales = word
                    elif of_places == 1:
                        codes = word
                    else:
                        for m in range(GROUP):
                            inputs[m] = activations[first_group + group, m]
                        scaled_groups(word, codes, scales, inputs, products)
                        for r in range(SUMS):
                            total[r] = products[r] if group == 0 else total[r] + products[r]
                            totals[block, r] = total[r]
                        scales = scales >> ROW_SCALES_BITS
                        codes = codes >> WORD_PLACES_BITS
                        group = group + 1
                        if group == groups:
                            group = 0
                            block = block + 1
            weight: int32 = (down_multiplier * parts[k // ROWS, k % ROWS] + SHARE_HALF) >> SHARE_BITS
            for d, h, r in allo.grid(DOWN_BLOCKS, SPLIT, ROWS, name="add"):
                answer: int64 = answer_of(rescaled(totals[UP_BLOCKS + d, h * ROWS + r], weight))
                before: int64 = 0
                if k > 0:
                    before = answers[d * SPLIT + h, r]
                sum_of_both: int64 = before + answer
                answers[d * SPLIT + h, r] = answer_of(sum_of_both)

        for t in allo.grid(ANSWER_WORDS, name="store"):
            given: Answers = 0
            with allo.meta_for(ROWS) as r:
                given[32 * r : 32 * r + 32] = answers[t, r]
            output[t] = given


def schedule(s: Any) -> None:
    """One word a cycle in both processes.

    Args:
        s: the schedule of :func:`gated_experts`; it is changed in place.
    """
    for process, loops in (("fetch_0", "ew"), ("engine_0", "eiujht")):
        for loop in loops:
            s.pipeline(f"{process}:{loop}")
    s.partition("fetch_0:experts", dim=2)
    for name in ("activations", "totals", "answers", "parts"):
        s.partition(f"engine_0:{name}", dim=2)
    for name in ("total", "products", "inputs"):
        s.partition(f"engine_0:{name}", dim=1)
