# ruff: noqa: F821
# mypy: ignore-errors
"""Sums of table rows, and products of rows with small vectors; parts of `hw.kernels.factorised_lookup`.

A block is a row of shifts, one for each column, and then its rows (`hw.factorised.image.table_words`).
"""

from __future__ import annotations

from typing import Any


def shifted(value: int32, shift: int32) -> int32:
    """To the left, or to the right, rounding down, where the shift is negative."""
    moved: int32 = 0
    if shift >= 0:
        moved = value << shift
    else:
        moved = value >> (0 - shift)
    return moved


def vote_rows(words: Word[ALL_WORDS], first: int32, rows: int32[TOP_K], sums: int32[VOTE_WORDS, LANES]):
    """The sum of a block's rows that experts name, over the votes' columns."""
    shifts: int32[VOTE_WORDS, LANES]
    for w in allo.grid(VOTE_WORDS, name="vote_shifts"):
        step: int32 = w
        of_columns: Word = words[first + step]
        for m in range(LANES):
            shift: int8 = of_columns[8 * m : 8 * m + 8]
            shifts[w, m] = shift
            sums[w, m] = 0
    for k, w in allo.grid(TOP_K, VOTE_WORDS, name="vote_rows"):
        row: int32 = (rows[k] + 1) * VOTE_WORDS + w
        taken: Word = words[first + row]
        for m in range(LANES):
            entry: int8 = taken[8 * m : 8 * m + 8]
            wide: int32 = entry
            sums[w, m] += wide << shifts[w, m]


def state_rows(words: Word[ALL_WORDS], first: int32, rows: int32[TOP_K], sums: int32[STATE_WORDS, LANES]):
    """The same over the hidden units' columns."""
    shifts: int32[STATE_WORDS, LANES]
    for w in allo.grid(STATE_WORDS, name="state_shifts"):
        step: int32 = w
        of_columns: Word = words[first + step]
        for m in range(LANES):
            shift: int8 = of_columns[8 * m : 8 * m + 8]
            shifts[w, m] = shift
            sums[w, m] = 0
    for k, w in allo.grid(TOP_K, STATE_WORDS, name="state_rows"):
        row: int32 = (rows[k] + 1) * STATE_WORDS + w
        taken: Word = words[first + row]
        for m in range(LANES):
            entry: int8 = taken[8 * m : 8 * m + 8]
            wide: int32 = entry
            sums[w, m] += wide << shifts[w, m]


def token_votes(words: Word[ALL_WORDS], first: int32, scalars: int32[RANK], votes: int32[VOTE_WORDS, LANES]):
    """Adds a token's row times its matrix of votes."""
    sums: int32[VOTE_WORDS, LANES] = 0
    for i, w in allo.grid(RANK, VOTE_WORDS, name="token_votes"):
        row: int32 = (i + 1) * VOTE_WORDS + w
        taken: Word = words[first + row]
        for m in range(LANES):
            entry: int8 = taken[8 * m : 8 * m + 8]
            sums[w, m] += entry * scalars[i]
    for w in allo.grid(VOTE_WORDS, name="token_votes_shifted"):
        step: int32 = w
        of_columns: Word = words[first + step]
        for m in range(LANES):
            shift: int8 = of_columns[8 * m : 8 * m + 8]
            by: int32 = shift
            votes[w, m] += shifted(sums[w, m], by)


def token_state(words: Word[ALL_WORDS], first: int32, scalars: int32[RANK], state: int32[STATE_WORDS, LANES]):
    """Adds a token's row times its matrix of hidden units."""
    sums: int32[STATE_WORDS, LANES] = 0
    for i, w in allo.grid(RANK, STATE_WORDS, name="token_state"):
        row: int32 = (i + 1) * STATE_WORDS + w
        taken: Word = words[first + row]
        for m in range(LANES):
            entry: int8 = taken[8 * m : 8 * m + 8]
            sums[w, m] += entry * scalars[i]
    for w in allo.grid(STATE_WORDS, name="token_state_shifted"):
        step: int32 = w
        of_columns: Word = words[first + step]
        for m in range(LANES):
            shift: int8 = of_columns[8 * m : 8 * m + 8]
            by: int32 = shift
            state[w, m] += shifted(sums[w, m], by)


def hidden_votes(
    words: Word[ALL_WORDS], first: int32, hidden: int32[STATE_WORDS, LANES], votes: int32[VOTE_WORDS, LANES]
):
    """Adds the hidden units times their matrix of votes."""
    sums: int32[VOTE_WORDS, LANES] = 0
    for i, w in allo.grid(WIDTH, VOTE_WORDS, name="hidden_votes"):
        row: int32 = (i + 1) * VOTE_WORDS + w
        taken: Word = words[first + row]
        scalar: int32 = hidden[i // LANES, i % LANES]
        for m in range(LANES):
            entry: int8 = taken[8 * m : 8 * m + 8]
            sums[w, m] += entry * scalar
    for w in allo.grid(VOTE_WORDS, name="hidden_votes_shifted"):
        step: int32 = w
        of_columns: Word = words[first + step]
        for m in range(LANES):
            shift: int8 = of_columns[8 * m : 8 * m + 8]
            by: int32 = shift
            votes[w, m] += shifted(sums[w, m], by)


NEEDS = (shifted, vote_rows, state_rows, token_votes, token_state, hidden_votes)


def schedule(s: Any) -> None:
    """A word a cycle in every loop over rows; the lanes of a word side by side.

    Args:
        s: the schedule of `hw.kernels.factorised_lookup`; it is changed in place.
    """
    for function in ("vote_rows", "state_rows"):
        loops = s.get_loops(function)
        s.pipeline(loops[function.replace("rows", "shifts")]["w"])
        s.pipeline(loops[function]["w"])
        s.partition(f"{function}:shifts", dim=2)
    for function in ("token_votes", "token_state", "hidden_votes"):
        loops = s.get_loops(function)
        s.pipeline(loops[function]["w"])
        s.pipeline(loops[f"{function}_shifted"]["w"])
        s.partition(f"{function}:sums", dim=2)
