"""Cycles and cells of a factorised ranking before synthesis; everything here is modelled.

Loop by loop as the emitted kernel has them: a word or an element a cycle, or as its bank delivers words, a depth to
fill for each loop, a round trip for each read that nothing runs ahead of.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from flame.platform import Platform
from hw.blocks import LUT_WORDS, axi_bram18, bram18
from hw.factorised.design import ENTRY_BITS, FactorisedDesign
from hw.kernel_cycles import LOOP_DEPTH_CYCLES
from hw.placement import Resources

DSP_OF_PRODUCT = 1  # an entry of 8 bits by a token's entry or a hidden unit of 8


@dataclass(frozen=True)
class FactorisedEstimate:
    """One ranking, of a layer in the midst of a token; all modelled.

    Args:
        update_cycles: taking in what the layer before chose.
        vote_cycles: adding the votes up, and ranking; nothing else of the layer needs to wait for it.
        token_cycles: what a token's first layer adds.
        read_bytes: from memory, of a ranking with its update.
        table_bytes: of the table in memory, biases included.
        resources: cells of the kernel.
    """

    update_cycles: int
    vote_cycles: int
    token_cycles: int
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
    token = rates * state + fill + 2 * burst(1) + state + fill + 2 * product(design.rank, state)
    read_words = (1 + rates) * (1 + k) * state + (recents + sources) * (1 + k) * votes
    read_words += (2 * (1 + design.rank) + 1 + design.width) * votes
    numbers = 4 * (design.experts + design.width)
    return FactorisedEstimate(
        update, vote, token, read_words * design.word_bits // 8 + numbers,
        design.all_words * design.word_bits // 8 + design.layers * numbers, _resources(design),
    )  # fmt: skip


def _resources(design: FactorisedDesign) -> Resources:
    """Arrays with a part for each lane: the memories; all of fewer than `LUT_WORDS` words lie in LUTs."""
    lanes = design.word_bits // ENTRY_BITS
    words = [
        len(design.recent) * design.layers * design.vote_words, len(design.rates) * design.state_words,
        len(design.rates) * design.state_words,
    ]  # fmt: skip
    blocks = sum(lanes * bram18(count, 32) for count in words if count > LUT_WORDS)
    blocks += bram18(3 * design.layers * design.top_k, 32)
    ports = axi_bram18(design.word_bits // 8) + 4 * axi_bram18(4)
    return Resources(3 * lanes * DSP_OF_PRODUCT, blocks + ports)
