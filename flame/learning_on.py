"""What the rows of a factorised table learn within an example, decision after decision (`flame.factorised_table`).

Rows that voted, and biases, move by a power of two of what the votes were wrong by. A table that is asked before the
decision hears at once who was chosen. One that is asked after it, and ranks who is wanted again soonest, hears at the
layer's next decision: an expert that is chosen then was worth everything, one that is not is worth what it is now
thought to be worth, less an eighth for the token that went by (learning by temporal differences).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flame.evidence import Evidence
from flame.routing import RoutingTrace

MOVING_SHIFT = 4  # what rows learn in an example counts in 2**-12, 16 bits each
LIKELIHOOD_SHIFT = 12  # votes are looked up in steps of 1/16 ...
ONE_LIKELIHOOD = 1 << 12  # ... and their likelihoods count in 2**-12
WAIT_SHIFT = 3  # a reuse that is a token further off is worth 2**-3 less


def likelihoods() -> np.ndarray:
    """How likely an expert is chosen by its votes: int32 `[256]`, for votes of -8 to 8 in steps of 1/16."""
    return np.round(ONE_LIKELIHOOD / (1 + np.exp(-(np.arange(256) - 127.5) / 16))).astype(np.int32)


class LearntOn:
    """What one example has taught so far.

    Args:
        evidence: of the table; those with a step move.
        bias_step: of the table.
        shape: layers and experts.
    """

    def __init__(self, evidence: Sequence[Evidence], bias_step: int, shape: tuple[int, int]) -> None:
        layers, experts = shape
        self._evidence = [each for each in evidence if each.step]
        self._bias_step = bias_step
        self._bias = np.zeros(shape, np.int16)
        self._rows = np.zeros((len(self._evidence), layers, experts, experts), np.int16)

    def voters(self, chosen: np.ndarray, token: int, position: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each moving source the layers that it speaks to at a token, and the experts whose rows it takes there."""
        return [_voters(evidence, chosen, token, position) for evidence in self._evidence]

    def add(self, votes: np.ndarray, voters: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
        """Add what was learnt to the votes of a token, int32 `[layers, experts]`."""
        votes += self._bias.astype(np.int32) << MOVING_SHIFT
        for rows, (at, who) in zip(self._rows, voters, strict=True):
            votes[at] += rows[at[:, None], who].sum(axis=1, dtype=np.int32) << MOVING_SHIFT

    def move(self, wrong: np.ndarray, voters: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
        """Learn by how much the votes of some voters were wrong: int32 `[layers, experts]`, in likelihoods."""
        if self._bias_step:
            self._bias = _moved(self._bias, wrong >> self._bias_step)
        for evidence, rows, (at, who) in zip(self._evidence, self._rows, voters, strict=True):
            change = (wrong[at] >> evidence.step)[:, None]
            rows[at[:, None], who] = _moved(rows[at[:, None], who], change)


def learn_on(
    votes: np.ndarray, trace: RoutingTrace, evidence: Sequence[Evidence], bias_step: int, after_decision: bool
) -> None:
    """Add to the votes of a trace, int32 `[tokens, layers, experts]`, what rows and biases have learnt by then."""
    chosen, position, odds = trace.experts.astype(np.int64), trace.position_in_example(), likelihoods()
    every = np.arange(trace.moe_layers)[:, None]
    for token in range(trace.tokens):
        if position[token] == 0:
            learnt, then = LearntOn(evidence, bias_step, votes.shape[1:]), None
        voters = learnt.voters(chosen, token, int(position[token]))
        learnt.add(votes[token], voters)
        likely = odds[np.clip((votes[token] >> LIKELIHOOD_SHIFT) + len(odds) // 2, 0, len(odds) - 1)]
        right = np.zeros_like(likely)
        right[every, chosen[token]] = ONE_LIKELIHOOD
        if not after_decision:
            learnt.move(right - likely, voters)
            continue
        if then is not None:
            learnt.move(np.maximum(right, likely - (likely >> WAIT_SHIFT)) - then[0], then[1])
        then = (likely, voters)


def _moved(held: np.ndarray, change: np.ndarray) -> np.ndarray:
    """16 bits that stop at their ends."""
    return np.asarray(np.clip(held.astype(np.int32) + change, -(1 << 15), (1 << 15) - 1), np.int16)


def _voters(evidence: Evidence, chosen: np.ndarray, token: int, position: int) -> tuple[np.ndarray, np.ndarray]:
    layers = chosen.shape[1]
    if evidence.kind == "layer":
        at = np.arange(evidence.distance, layers)
        return at, chosen[token, at - evidence.distance]
    known = position >= evidence.distance
    at = np.arange(layers - evidence.neighbour) if known else np.arange(0)
    return at, chosen[token - evidence.distance, at + evidence.neighbour]
