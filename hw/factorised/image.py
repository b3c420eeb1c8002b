"""A factorised table as its kernel reads it, and the steps of a trace as the kernel is asked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.factorised_table import HIDDEN_BITS, UNIT_BITS, FactorisedTable, last_occurrence
from flame.routing import RoutingTrace
from hw.factorised.design import FactorisedDesign


def design_of(table: FactorisedTable, ranked: int, word_bits: int, token_rows: int | None = None) -> FactorisedDesign:
    """The kernel for a table.

    Args:
        ranked, word_bits, token_rows: of the design; without `token_rows` there is room for the table's own.
    Raises:
        ConfigError: no rates, or no sources that the kernel takes.
    """
    sources = tuple(each.text for each in table.evidence)
    return FactorisedDesign(
        table.moe_layers, table.num_experts, table.top_k, sources, tuple(table.rates), table.width,
        table.token_mix.entries.shape[1], token_rows or len(table.vocabulary) + 1, ranked, word_bits, table.bias_step,
        table.after_decision,
    )  # fmt: skip


def table_words(design: FactorisedDesign, table: FactorisedTable) -> bytes:
    """The rows with their shifts, block after block; rows are filled up with zeros to whole words.

    Raises:
        FormatError: a table of another shape, or of more tokens than there is room for.
    """
    room = design.token_rows - len(table.vocabulary) - 1
    if room < 0 or design_of(table, design.ranked, design.word_bits, design.token_rows) != design:
        raise FormatError(
            f"factorised table: {table.moe_layers} x {table.num_experts}, {len(table.vocabulary) + 1} rows of tokens "
            f"(expected that of {design})"
        )
    lanes = design.lanes
    order = [at for at, each in enumerate(table.evidence) if each.kind != "recent"]
    order += [at for at, each in enumerate(table.evidence) if each.kind == "recent"]
    token_step = table.tokens.exponents[:, :1].astype(np.int32)  # one scale for a table of tokens
    unit = UNIT_BITS
    parts = [
        (table.direct.entries[order], table.direct.exponents[order] + unit),
        (table.path.entries, table.path.exponents + unit),
        (table.history.entries, table.history.exponents + unit),
        (table.output.entries, table.output.exponents + (unit - HIDDEN_BITS)),
        (table.token_votes.entries, table.token_votes.exponents + unit + token_step[:, :, None]),
        (table.token_mix.entries, table.token_mix.exponents + unit + token_step),
    ]
    found = []
    for entries, shifts in parts:
        if np.abs(shifts).max(initial=0) > 31:
            raise FormatError("factorised table: exponents beyond shifts of 31 bits")
        whole = np.concatenate([shifts[..., None, :].astype(np.int8), entries], axis=-2)
        found.append(_filled(whole, lanes))
    found.append(_filled(np.pad(table.tokens.entries, [(0, 0), (0, room), (0, 0)]), lanes))
    content = b"".join(found)
    if len(content) != design.all_words * lanes:
        raise FormatError(f"factorised table: {len(content)} bytes (expected {design.all_words * lanes})")
    return content


def _filled(rows: NDArray[np.int8], lanes: int) -> bytes:
    missing = -rows.shape[-1] % lanes
    return np.pad(rows, [*[(0, 0)] * (rows.ndim - 1), (0, missing)]).astype(np.int8).tobytes()


def biases(design: FactorisedDesign, table: FactorisedTable) -> NDArray[np.int32]:
    """Of each layer its experts' and its hidden units', one after the other."""
    return np.concatenate([table.bias, table.hidden_bias], axis=1).astype(np.int32)


def queries(table: FactorisedTable, trace: RoutingTrace) -> tuple[NDArray[np.int32], ...]:
    """What the kernel is asked, for each layer of each token of a trace.

    Returns:
        query, int32 [steps, 3]: layer, 1 where an example begins, row of the token; the experts that were chosen last
        (of a table that is asked after the decision those of the layer itself), int32 [steps, top_k]; and those of this
        layer the last time that the token occurred, -1 where it did not.
    """
    tokens, layers = trace.tokens, trace.moe_layers
    chosen = trace.experts.astype(np.int32)
    query = np.zeros((tokens, layers, 3), np.int32)
    query[:, :, 0] = np.arange(layers)
    query[:, 0, 1] = trace.position_in_example() == 0
    query[:, :, 2] = table.token_rows(trace.token_ids, tokens)[:, None]
    flat = chosen.reshape(tokens * layers, -1)
    before = flat if table.after_decision else np.concatenate([np.zeros_like(flat[:1]), flat[:-1]])
    again = np.full_like(chosen, -1)
    seen = last_occurrence(trace)
    again[seen >= 0] = chosen[seen[seen >= 0]]
    return query.reshape(-1, 3), before, again.reshape(len(flat), -1)
