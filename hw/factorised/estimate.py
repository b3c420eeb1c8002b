"""Cycles and cells of a factorised ranking before synthesis; everything here is modelled.

Loop by loop as the emitted kernel has them: a word or an element a cycle, or as its bank delivers words, a depth to
fill for each loop, a round trip for each read that nothing runs ahead of.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from flame.platform import Platform
from hw.blocks import LUT_WORDS, axi_bram18, bram18, uram
from hw.factorised.design import ENTRY_BITS, PATH_TOKENS, FactorisedDesign
from hw.kernel_cycles import LOOP_DEPTH_CYCLES
from hw.placement import Resources

LEARNT_BITS = 16
DSP_OF_PRODUCT = 1  # an entry of 8 bits by a token's entry or a hidden unit of 8


@dataclass(frozen=True)
class FactorisedEstimate:
    """One ranking, of a layer in the midst of a token; all modelled.

    Args:
        update_cycles: taking in what the layer before chose.
        vote_cycles: adding the votes up, and ranking; nothing else of the layer needs to wait for it.
        token_cycles: what a token's first layer adds.
        example_cycles: what an example's first layer adds: memories and what was learnt are emptied.
        read_bytes: from memory, of a ranking with its update.
        table_bytes: of the table in memory, biases included.
        resources: cells of the kernel.
    """

    update_cycles: int
    vote_cycles: int
    token_cycles: int
    example_cycles: int
    read_bytes: int
    table_bytes: int
    resources: Resources

    @property
    def cycles(self) -> int:
        """Of a layer in the midst of a token."""
        return self.update_cycles + self.vote_cycles


def estimate_factorised(design: FactorisedDesign, platform: Platform) -> FactorisedEstimate:
    """Model a ranking on one bank of a board."""
    fill, trip = LOOP_DEPTH_CYCLES, platform.offchip_latency_cycles
    word = max(1.0, design.word_bits / 8 / (platform.offchip_bytes_per_cycle / platform.offchip_banks))
    votes, state, k = design.vote_words, design.state_words, design.top_k

    def burst(words: int) -> int:
        return ceil(words * word) + trip + fill

    def rows(words: int) -> int:  # shifts, rows, and adding their sum
        return burst(words) + burst(k * words) + words + fill

    def product(count: int, words: int) -> int:
        return burst(count * words) + burst(words)

    sources, recents, rates = len(design.plain), len(design.recent), len(design.rates)
    update = 2 * (k + fill) + trip + (1 + rates) * rows(state) + recents * rows(votes)
    vote = trip + burst(design.experts) + 2 * product(design.rank, votes)
    vote += sources * (k + fill + rows(votes)) + recents * votes + fill
    vote += burst(design.width) + product(design.width, votes) + design.ranked * (design.experts + fill)
    if design.goes_on_learning:  # likelihoods one by one; what voted is read, then read and written
        moving = len(design.moving) * (2 * (k + fill) + k * votes + fill)
        vote += moving + votes + fill
        update += moving + (design.experts + fill) + (k + fill) + (2 + 2 * design.after_decision) * (votes + fill)
    token = rates * state + fill + 2 * burst(1) + state + fill + 2 * product(design.rank, state)
    example = rates * state + recents * design.layers * votes + 2 * fill
    if design.moving:
        example += design.moving_words + fill
    if design.bias_step:
        example += design.layers * votes + fill
    read_words = (1 + rates) * (1 + k) * state + (recents + sources) * (1 + k) * votes
    read_words += (2 * (1 + design.rank) + 1 + design.width) * votes
    numbers = 4 * (design.experts + design.width)
    return FactorisedEstimate(
        update, vote, token, example, read_words * design.word_bits // 8 + numbers,
        design.all_words * design.word_bits // 8 + design.layers * numbers, _resources(design, platform),
    )  # fmt: skip


def _resources(design: FactorisedDesign, platform: Platform) -> Resources:
    """Arrays with a part for each lane: the memories; all of fewer than `LUT_WORDS` words lie in LUTs.

    What rows have learnt lies in URAM where there is any, as wide as all lanes.
    """
    lanes = design.word_bits // ENTRY_BITS
    words = [
        len(design.recent) * design.layers * design.vote_words, len(design.rates) * design.state_words,
        len(design.rates) * design.state_words,
    ]  # fmt: skip
    blocks = sum(lanes * bram18(count, 32) for count in words if count > LUT_WORDS)
    blocks += bram18(PATH_TOKENS * design.layers * design.top_k, 32)
    ports = axi_bram18(design.word_bits // 8) + 4 * axi_bram18(4)
    learnt = (design.moving_words, lanes * LEARNT_BITS)
    if platform.uram:
        return Resources(3 * lanes * DSP_OF_PRODUCT, blocks + ports, uram(*learnt))
    return Resources(3 * lanes * DSP_OF_PRODUCT, blocks + ports + bram18(*learnt))
