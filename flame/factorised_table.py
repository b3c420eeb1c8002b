"""Factorised CEPR: evidence from the circular path adds up, so that layers of several experts can be ranked.

A set of six of 64 experts hardly ever repeats, so its contexts cannot be counted whole (`flame.prediction_table`).
Here every expert of the path votes by a row of its own, and a ranking is a sum of rows (paper section 5.2 carried to
top_k above 1):

- direct rows `[num_experts]`: an expert chosen by an earlier layer of this token, by this layer (or a neighbour) for
  the tokens before, or the last time this token occurred, raises and lowers each candidate of the coming layer;
- hidden rows `[width]`: experts of all earlier layers of this token, of all layers of the tokens before, and the token
  itself add to a state, whose positive part an output table turns into votes.

Everything is an integer. A table holds entries of 4 or 8 bits; column c of a table counts in units of
`2 ** exponents[c]`, so that an adder takes entry `<< (exponent + UNIT_BITS)`: shifts are wires. Memories of earlier
tokens forget by a shift, `memory -= memory >> rate; memory += row`. Only the output table and the short product that
opens a token's row multiply. `online/native/factorised.cpp` is the same arithmetic, equal in every bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.evidence import Evidence
from flame.learning_on import learn_on
from flame.routing import Entry, RoutingTrace

UNIT_BITS = 16  # sums count in 2**-16
HIDDEN_BITS = 4  # the positive part counts in 2**-4, from 0 to 255
HIDDEN_MOST = 255


@dataclass(frozen=True, eq=False)
class Rows:
    """Quantised rows, with the exponents of their columns.

    Args:
        entries: int8 `[..., rows, columns]`.
        exponents: int8 `[..., columns]`: column c counts in `2 ** exponents[c]`.
    """

    entries: np.ndarray
    exponents: np.ndarray

    def __post_init__(self) -> None:
        expected = (*self.entries.shape[:-2], self.entries.shape[-1])
        if self.entries.dtype != np.int8 or self.exponents.dtype != np.int8 or self.exponents.shape != expected:
            raise TraceError(
                f"rows: {self.entries.dtype} {list(self.entries.shape)} with exponents {self.exponents.dtype} "
                f"{list(self.exponents.shape)} (expected int8, exponents {list(expected)})"
            )
        if self.exponents.size and self.exponents.min() < -UNIT_BITS:
            raise TraceError(f"rows: exponent {int(self.exponents.min())} (expected at least {-UNIT_BITS})")

    def in_units(self) -> np.ndarray:
        """The rows as sums take them: int32, in units of `2 ** -UNIT_BITS`."""
        shifts = self.exponents.astype(np.int32) + UNIT_BITS
        return np.asarray(self.entries.astype(np.int32) << shifts[..., None, :])

    def bits(self, entry_bits: int) -> int:
        """Stored bits: entries, and 8 for each exponent."""
        return int(self.entries.size * entry_bits + self.exponents.size * 8)


@dataclass(frozen=True, eq=False)
class FactorisedTable:
    """Rows that rank the experts of every layer from path and tokens; learnt by `offline.prediction.factorised`.

    Args:
        top_k: experts that a layer chooses.
        entry_bits: 4 or 8, of every entry.
        evidence: what the direct rows are for.
        rates: what the hidden rows of earlier tokens are forgotten by: 0 keeps the token before alone, k forgets
            `2 ** -k` of the memory a token.
        direct: `[evidence, moe_layers, num_experts, num_experts]`.
        path: `[moe_layers, num_experts, width]`, added after each decision.
        history: `[rates, moe_layers, num_experts, width]`.
        output: `[moe_layers, width, num_experts]`.
        tokens: `[2, vocabulary + 1, rank]`: rows of this token and of the one before; row 0 is for ids not listed.
        token_mix: `[2, rank, width]`, what a token's row is multiplied by.
        token_votes: `[2, moe_layers, rank, num_experts]`, the same for votes of the token itself.
        bias: int32 `[moe_layers, num_experts]`, and `hidden_bias` int32 `[moe_layers, width]`, in units.
        vocabulary: int32, ascending: the ids that have rows.
        after_decision: a layer is asked about once it has chosen, and what it chose counts: such a table ranks which
            experts the layer will want again soonest, for eviction. Else it ranks what the layer is about to choose.
        bias_step: as `Evidence.step`, for the bias of every expert.
    Raises:
        TraceError: shapes that disagree, or entries beyond `entry_bits`.
    """

    top_k: int
    entry_bits: int
    evidence: tuple[Evidence, ...]
    rates: tuple[int, ...]
    direct: Rows
    path: Rows
    history: Rows
    output: Rows
    tokens: Rows
    token_mix: Rows
    token_votes: Rows
    bias: np.ndarray
    hidden_bias: np.ndarray
    vocabulary: np.ndarray
    after_decision: bool = False
    bias_step: int = 0

    def __post_init__(self) -> None:
        layers, experts, width = self.path.entries.shape
        rank = self.token_mix.entries.shape[1]
        shapes = {
            "direct": (len(self.evidence), layers, experts, experts),
            "history": (len(self.rates), layers, experts, width),
            "output": (layers, width, experts),
            "tokens": (2, len(self.vocabulary) + 1, rank),
            "token_mix": (2, rank, width),
            "token_votes": (2, layers, rank, experts),
            "bias": (layers, experts),
            "hidden_bias": (layers, width),
        }
        for name, shape in shapes.items():
            value = getattr(self, name)
            found = value.entries.shape if isinstance(value, Rows) else value.shape
            if found != shape:
                raise TraceError(f"factorised table: {name} has shape {list(found)} (expected {list(shape)})")
        if self.entry_bits not in (4, 8) or not 1 <= self.top_k <= experts:
            raise TraceError(
                f"factorised table: {self.entry_bits} bits, top_k {self.top_k} (expected 4 or 8, 1..{experts})"
            )
        if not self.after_decision and any(e.kind == "layer" and e.distance == 0 for e in self.evidence):
            raise TraceError(
                "factorised table: evidence layer 0 is not known before the decision (expected layer 1, 2)"
            )
        most = 1 << (self.entry_bits - 1)
        for rows in self._tables():
            if rows.entries.size and not -most <= int(rows.entries.min()) <= int(rows.entries.max()) < most:
                raise TraceError(f"factorised table: entries beyond {self.entry_bits} bits")

    def _tables(self) -> tuple[Rows, ...]:
        return (self.direct, self.path, self.history, self.output, self.tokens, self.token_mix, self.token_votes)

    @property
    def moe_layers(self) -> int:
        return int(self.path.entries.shape[0])

    @property
    def num_experts(self) -> int:
        return int(self.path.entries.shape[1])

    @property
    def width(self) -> int:
        return int(self.path.entries.shape[2])

    def size_bits(self) -> int:
        """Bits kept: entries, exponents, biases of 32 bits, 32 bits for each listed token id, 16 for what is learnt on.

        Not the path's latest entries and their sums, which are a few KB a sequence.
        """
        rows = sum(table.bits(self.entry_bits) for table in self._tables())
        moving = sum(e.step > 0 for e in self.evidence) * self.bias.size * self.num_experts
        moving += self.bias.size if self.bias_step else 0
        return rows + 32 * (self.bias.size + self.hidden_bias.size + self.vocabulary.size) + 16 * moving

    @property
    def goes_on_learning(self) -> bool:
        """Whether votes depend on what was right earlier in the example."""
        return self.bias_step > 0 or any(evidence.step for evidence in self.evidence)

    def token_rows(self, token_ids: np.ndarray | None, tokens: int) -> np.ndarray:
        """Row of each token in `tokens`: int64 `[tokens]`, 0 where the id has none or there are no ids."""
        if token_ids is None or not len(self.vocabulary):
            return np.zeros(tokens, np.int64)
        row = np.minimum(np.searchsorted(self.vocabulary, token_ids), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[row] == token_ids, row + 1, 0)

    def votes(self, trace: RoutingTrace) -> np.ndarray:
        """The sum of all evidence for every expert: int32 `[tokens, moe_layers, num_experts]`, in units.

        An entry rests on the path before it and on the token ids up to its own; nothing crosses an example.
        """
        trace.check_fits(self)
        state = self._token_state(trace)
        chosen = trace.experts.astype(np.int64)
        votes = self._direct_votes(trace)
        path, output = self.path.in_units(), self.output.entries.astype(np.int32)
        shifts = self.output.exponents.astype(np.int32) + UNIT_BITS - HIDDEN_BITS
        for layer in range(self.moe_layers):
            added = path[layer][chosen[:, layer]].sum(axis=1, dtype=np.int32)
            if self.after_decision:
                state += added
            hidden = np.clip((state + self.hidden_bias[layer]) >> (UNIT_BITS - HIDDEN_BITS), 0, HIDDEN_MOST)
            votes[:, layer] += _shifted(hidden @ output[layer], shifts[layer])
            if not self.after_decision:
                state += added
        if self.goes_on_learning:
            learn_on(votes, trace, self.evidence, self.bias_step, self.after_decision)
        return votes

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Every ranking of a trace: int16 `[tokens, moe_layers, top]`, most votes first, ties towards the lower id.

        Raises:
            TraceError: another model's trace, or `top` out of range.
        """
        if not 1 <= top <= self.num_experts:
            raise TraceError(f"predict: top {top} (expected 1..{self.num_experts})")
        parts = []
        for first, last in _chunks(trace):
            votes = self.votes(trace.select(range(first, last)))
            parts.append(np.argsort(-votes, axis=2, kind="stable")[:, :, :top].astype(np.int16))
        return np.concatenate(parts)

    def predict(self, layer: int, context: Sequence[Entry], top: int = 1) -> tuple[int, ...]:
        """Experts most likely at `layer`, best first, where token ids are not known.

        For single questions; whoever decodes asks a `online.pa_buf.factorised.FactorisedRanker`, which keeps its place.

        Args:
            layer: MoE layer to predict.
            context: entries before it (up to its own, for a table that is asked after the decision), oldest first.
                Older ones than whole tokens are left out.
            top: experts wanted, 1..num_experts.
        Raises:
            TraceError: no such layer, `top` out of range, or an entry that is not top_k experts of this model.
        """
        if not 0 <= layer < self.moe_layers:
            raise TraceError(f"predict: layer {layer} (expected 0..{self.moe_layers - 1})")
        known = layer + int(self.after_decision)  # entries of the present token
        whole = known + (len(context) - known) // self.moe_layers * self.moe_layers
        if len(context) < known:
            raise TraceError(f"predict: layer {layer} after {len(context)} entries (expected those of its token)")
        newest = [list(entry) if isinstance(entry, Sequence) else [entry] for entry in context[len(context) - whole :]]
        rest = [list(range(self.top_k))] * (-whole % self.moe_layers or (0 if self.after_decision else self.moe_layers))
        if any(len(set(entry)) != self.top_k for entry in newest):
            raise TraceError(f"predict: an entry is not {self.top_k} different experts")
        chosen = np.asarray([*newest, *rest], np.int64).reshape(-1, self.moe_layers, self.top_k)
        trace = RoutingTrace(chosen, np.array([0, len(chosen)]), self.num_experts)
        return tuple(self.predict_trace(trace, top)[-1, layer].tolist())

    def _token_state(self, trace: RoutingTrace) -> np.ndarray:
        """The state before a token's first layer: its token, the token before, and what earlier tokens left."""
        first = trace.position_in_example() == 0
        state = np.zeros((trace.tokens, self.width), np.int32)
        mix_shifts = self.token_mix.exponents.astype(np.int32) + UNIT_BITS
        for which, rows in enumerate(self._token_entries(trace)):
            # A token's row counts in 2 ** exponents of its own: one scale for the table, as its columns are summed.
            product = rows @ self.token_mix.entries[which].astype(np.int32)
            state += _shifted(product, mix_shifts[which] + self.tokens.exponents[which, 0])
        history = self.history.in_units()
        layers = np.arange(self.moe_layers)[:, None]
        for rate, table in zip(self.rates, history, strict=True):
            added = np.stack([table[layers, token].sum(axis=(0, 1), dtype=np.int32) for token in trace.experts])
            state += _remembered(added, first, rate)
        return state

    def _token_entries(self, trace: RoutingTrace) -> tuple[np.ndarray, np.ndarray]:
        """Entries of each token's row and of that of the token before: int32 `[tokens, rank]` each."""
        rows = self.token_rows(trace.token_ids, trace.tokens)
        before = np.where(trace.position_in_example() == 0, 0, np.roll(rows, 1))
        return self.tokens.entries[0][rows].astype(np.int32), self.tokens.entries[1][before].astype(np.int32)

    def _direct_votes(self, trace: RoutingTrace) -> np.ndarray:
        votes = np.broadcast_to(self.bias, (trace.tokens, *self.bias.shape)).copy()
        chosen, position = trace.experts.astype(np.int64), trace.position_in_example()
        again = last_occurrence(trace)
        shifts = self.token_votes.exponents.astype(np.int32) + UNIT_BITS
        for which, rows in enumerate(self._token_entries(trace)):
            for layer in range(self.moe_layers):
                product = rows @ self.token_votes.entries[which, layer].astype(np.int32)
                votes[:, layer] += _shifted(product, shifts[which, layer] + self.tokens.exponents[which, 0])
        for evidence, table in zip(self.evidence, self.direct.in_units(), strict=True):
            for layer in range(self.moe_layers):
                distance = evidence.distance
                if evidence.kind == "layer":
                    if layer >= distance:
                        votes[:, layer] += table[layer][chosen[:, layer - distance]].sum(axis=1, dtype=np.int32)
                elif evidence.kind == "recent":
                    added = table[layer][chosen[:, layer]].sum(axis=1, dtype=np.int32)
                    held = _remembered(added, position == 0, distance)
                    votes[:, layer] += held - (held >> distance) + added if self.after_decision else held
                else:
                    source = again if evidence.kind == "again" else np.arange(trace.tokens) - distance
                    known = (source >= 0) if evidence.kind == "again" else position >= distance
                    if layer + evidence.neighbour < self.moe_layers:
                        experts = chosen[source[known], layer + evidence.neighbour]
                        votes[known, layer] += table[layer][experts].sum(axis=1, dtype=np.int32)
        return votes


def _chunks(trace: RoutingTrace, tokens: int = 4096) -> list[tuple[int, int]]:
    """Ranges of examples of about so many tokens, which bounds memory."""
    cuts = np.unique(np.searchsorted(trace.example_ptr, np.arange(0, trace.tokens, tokens)))
    ends = [*cuts[1:].tolist(), trace.examples]
    return [(int(a), int(b)) for a, b in zip(cuts, ends, strict=True) if a < b]


def _shifted(values: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """`values << shifts`, to the right (rounding down) where a shift is negative; int32."""
    return np.asarray((values << np.maximum(shifts, 0)) >> np.maximum(-shifts, 0), np.int32)


def _remembered(added: np.ndarray, first: np.ndarray, rate: int) -> np.ndarray:
    """What a memory holds before each token that adds `added` after it; `first` tokens find it empty."""
    held = np.zeros_like(added)
    if rate == 0:
        held[1:] = added[:-1]
        held[first] = 0
        return held
    memory = np.zeros(added.shape[1:], added.dtype)
    for token in range(len(added)):
        if first[token]:
            memory[:] = 0
        held[token] = memory
        memory -= memory >> rate
        memory += added[token]
    return held


def last_occurrence(trace: RoutingTrace) -> np.ndarray:
    """The latest earlier token of the same example and id, -1 for none (and without ids): int64 `[tokens]`."""
    found = np.full(trace.tokens, -1, np.int64)
    if trace.token_ids is None:
        return found
    for start, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        latest: dict[int, int] = {}
        for token, identity in enumerate(trace.token_ids[start:end].tolist(), start):
            found[token] = latest.get(identity, -1)
            latest[identity] = token
    return found
