# ruff: noqa: F821
# mypy: ignore-errors
"""What the rows and biases of factorised prediction learn within an example; parts of `hw.kernels.factorised_lookup`.

Rows that voted, and biases, move by a power of two of what the votes were wrong by, 16 bits each, which stop at their
ends: the arithmetic of `flame.learning_on`. A table that is asked before the decision learns from the votes of the call
before; one that is asked after it learns at a layer's next decision what the decision before was worth. Rows of one
source are those of different experts, so that no row is read while it is written.
"""

from __future__ import annotations

from typing import Any


def stopped(value: int32) -> int32:
    """16 bits that stop at their ends."""
    kept: int32 = value
    if value > MOVED_MOST:
        kept = MOVED_MOST
    if value < 0 - MOVED_MOST - 1:
        kept = 0 - MOVED_MOST - 1
    return kept


def unlearnt(learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES]):
    """Empties what rows have learnt: an example begins."""
    for s, a, e, w in allo.grid(MOVING, LAYERS, EXPERTS, VOTE_WORDS, name="unlearn"):
        for m in range(LANES):
            learnt[s, a, e, w, m] = 0


def unlearnt_bias(learnt_bias: int16[LAYERS, VOTE_WORDS, LANES]):
    """The same of biases."""
    for a, w in allo.grid(LAYERS, VOTE_WORDS, name="unlearn_bias"):
        for m in range(LANES):
            learnt_bias[a, w, m] = 0


def learnt_votes(
    layer: int32,
    now: int32,
    seen: int32,
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES],
    votes: int32[VOTE_WORDS, LANES],
):
    """Adds what the voting rows have learnt."""
    kinds: int32[MOVING] = MOVING_KINDS
    distances: int32[MOVING] = MOVING_DISTANCES
    neighbours: int32[MOVING] = MOVING_NEIGHBOURS
    who: int32[TOP_K] = 0
    for s in range(MOVING):
        known: int32 = voters(kinds[s], distances[s], neighbours[s], layer, now, seen, again, path, who)
        if known == 1:
            for lk, lw in allo.grid(TOP_K, VOTE_WORDS, name="add_learnt"):
                for m in range(LANES):
                    moved: int32 = learnt[s, layer, who[lk], lw, m]
                    votes[lw, m] += moved << MOVING_SHIFT
        else:
            known = 0


def learnt_bias_votes(layer: int32, learnt_bias: int16[LAYERS, VOTE_WORDS, LANES], votes: int32[VOTE_WORDS, LANES]):
    """Adds what the biases have learnt."""
    for w in allo.grid(VOTE_WORDS, name="add_learnt_bias"):
        for m in range(LANES):
            moved: int32 = learnt_bias[layer, w, m]
            votes[w, m] += moved << MOVING_SHIFT


def moved_rows(
    layer: int32,
    now: int32,
    seen: int32,
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    wrong: int32[VOTE_WORDS, LANES],
    learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES],
):
    """The rows that voted for a layer move."""
    kinds: int32[MOVING] = MOVING_KINDS
    distances: int32[MOVING] = MOVING_DISTANCES
    neighbours: int32[MOVING] = MOVING_NEIGHBOURS
    steps: int32[MOVING] = MOVING_STEPS
    who: int32[TOP_K] = 0
    for s in range(MOVING):
        known: int32 = voters(kinds[s], distances[s], neighbours[s], layer, now, seen, again, path, who)
        step: int32 = steps[s]
        if known == 1:
            for mk, mw in allo.grid(TOP_K, VOTE_WORDS, name="move_rows"):
                for m in range(LANES):
                    held: int32 = learnt[s, layer, who[mk], mw, m]
                    further: int32 = held + (wrong[mw, m] >> step)
                    learnt[s, layer, who[mk], mw, m] = stopped(further)
        else:
            known = 0


def moved_bias(layer: int32, wrong: int32[VOTE_WORDS, LANES], learnt_bias: int16[LAYERS, VOTE_WORDS, LANES]):
    """The biases of a layer move."""
    for w in allo.grid(VOTE_WORDS, name="move_bias"):
        for m in range(LANES):
            held: int32 = learnt_bias[layer, w, m]
            further: int32 = held + (wrong[w, m] >> BIAS_STEP)
            learnt_bias[layer, w, m] = stopped(further)


def remember_likely(at: int32, votes: int32[VOTE_WORDS, LANES], thought: int32[THOUGHT_LAYERS, VOTE_WORDS, LANES]):
    """How likely the votes make each expert."""
    likelihoods: int32[LIKELIHOODS] = LIKELIHOOD_OF
    for e in allo.grid(EXPERTS, name="likely"):
        step: int32 = (votes[e // LANES, e % LANES] >> LIKELIHOOD_SHIFT) + LIKELIHOODS // 2
        if step < 0:
            step = 0
        if step > LIKELIHOODS - 1:
            step = LIKELIHOODS - 1
        thought[at, e // LANES, e % LANES] = likelihoods[step]


def learn_choice(
    layer: int32,
    now: int32,
    seen: int32,
    chosen: int32[TOP_K],
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    thought: int32[THOUGHT_LAYERS, VOTE_WORDS, LANES],
    learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES],
    learnt_bias: int16[LAYERS, VOTE_WORDS, LANES],
):
    """What the layer has chosen was right."""
    wrong: int32[VOTE_WORDS, LANES] = 0
    for w in allo.grid(VOTE_WORDS, name="doubt"):
        for m in range(LANES):
            wrong[w, m] = 0 - thought[0, w, m]
    for k in allo.grid(TOP_K, name="praise"):
        wrong[chosen[k] // LANES, chosen[k] % LANES] += ONE_LIKELIHOOD
    with allo.meta_if(MOVING_ROWS > 0):
        moved_rows(layer, now, seen, again, path, wrong, learnt)
    with allo.meta_if(BIAS_STEP > 0):
        moved_bias(layer, wrong, learnt_bias)


def learn_reuse(
    layer: int32,
    now: int32,
    seen: int32,
    chosen: int32[TOP_K],
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    votes: int32[VOTE_WORDS, LANES],
    thought: int32[THOUGHT_LAYERS, VOTE_WORDS, LANES],
    learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES],
    learnt_bias: int16[LAYERS, VOTE_WORDS, LANES],
):
    """What the layer wants now, and is thought to want again, was right a token ago."""
    wrong: int32[VOTE_WORDS, LANES] = 0
    worth: int32[VOTE_WORDS, LANES] = 0
    for w in allo.grid(VOTE_WORDS, name="last_thought"):
        for m in range(LANES):
            wrong[w, m] = 0 - thought[layer, w, m]
    remember_likely(layer, votes, thought)
    for w in allo.grid(VOTE_WORDS, name="worth"):
        for m in range(LANES):
            likely: int32 = thought[layer, w, m]
            worth[w, m] = likely - (likely >> WAIT_SHIFT)
    for k in allo.grid(TOP_K, name="wanted"):
        worth[chosen[k] // LANES, chosen[k] % LANES] = ONE_LIKELIHOOD
    for w in allo.grid(VOTE_WORDS, name="wrong_by"):
        for m in range(LANES):
            wrong[w, m] += worth[w, m]
    if seen > 0:
        ago: int32 = now - 1 if now > 0 else PATH_TOKENS - 1
        seen_then: int32 = seen - 1
        with allo.meta_if(MOVING_ROWS > 0):
            moved_rows(layer, ago, seen_then, again, path, wrong, learnt)
        with allo.meta_if(BIAS_STEP > 0):
            moved_bias(layer, wrong, learnt_bias)


NEEDS = (
    stopped, unlearnt, unlearnt_bias, learnt_votes, learnt_bias_votes, moved_rows, moved_bias, remember_likely,
    learn_choice, learn_reuse,
)  # fmt: skip

_NESTS = {
    "unlearnt": ("unlearn",), "unlearnt_bias": ("unlearn_bias",), "learnt_bias_votes": ("add_learnt_bias",),
    "moved_bias": ("move_bias",), "remember_likely": ("likely",), "learn_choice": ("doubt", "praise"),
    "learn_reuse": ("last_thought", "worth", "wanted", "wrong_by"),
}  # fmt: skip
_INNER = {"learnt_votes": "lw", "moved_rows": "mw"}  # within a loop over sources
_ARRAYS = {"learn_choice": ("wrong",), "learn_reuse": ("wrong", "worth")}


def schedule(s: Any) -> None:
    """A row a cycle, its lanes side by side.

    Args:
        s: the schedule of `hw.kernels.factorised_lookup`; it is changed in place. Functions that the design has no use
            for are not in it.
    """
    module = str(s.module)

    def made(names: dict[str, Any]) -> list[tuple[str, Any]]:
        return [(function, named) for function, named in names.items() if f"@{function}(" in module]

    for function, nests in made(_NESTS):
        loops = s.get_loops(function)
        for nest in nests:
            s.pipeline(list(loops[nest].loops.values())[-1])
    for function, loop in made(_INNER):
        s.pipeline(f"{function}:{loop}")
    for function, arrays in made(_ARRAYS):
        for array in arrays:
            s.partition(f"{function}:{array}", dim=2)
