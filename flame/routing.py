"""Routing traces: which experts a router chose, token by token and MoE layer by MoE layer.

A trace is what a predictor learns from and what a buffer is replayed on. Its examples (decodings of one dialogue) are
independent: the circular path of the paper (section 5.2: token t's layer 0 follows token t-1's last layer) never
crosses from one example into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from flame.errors import TraceError, is_whole

MAX_EXPERTS = np.iinfo(np.int16).max
Entry = int | tuple[int, ...]  # what a router chose for a token: an expert, or the sorted tuple of its top_k
_KINDS = {"probabilities": "f", "dropped": "b", "token_ids": "iu", "prefill": "b"}  # NumPy kinds of each extra


class Routed(Protocol):
    """What is of one model's routers: a table learnt from their choices, say."""

    @property
    def num_experts(self) -> int: ...
    @property
    def moe_layers(self) -> int: ...
    @property
    def top_k(self) -> int: ...


@dataclass(frozen=True, eq=False)
class RoutingTrace:
    """Experts chosen by every MoE layer of one stack for every token, grouped into examples.

    Args:
        experts: int16 `[tokens, moe_layers, top_k]`, the router's choice, best first (NumPy array or CPU tensor).
        example_ptr: int64 `[examples + 1]`; example e holds the tokens `example_ptr[e]:example_ptr[e + 1]`.
        num_experts: experts of a layer, at least 2.
        probabilities: optional float32 `[tokens, moe_layers, num_experts]`, the router's softmax.
        dropped: optional bool `[tokens, moe_layers, top_k]`: the expert was over capacity, so the token passed it by.
        token_ids: optional int32 `[tokens]`: the token that went into the stack at this step.
        prefill: optional bool `[tokens]`: the token is of a prompt, which was routed in one pass; None where none is.
    Raises:
        TraceError: no token, shapes that disagree, an id outside 0..num_experts-1, one expert chosen twice by one
            token, or an `example_ptr` that does not ascend from 0 to tokens.
    """

    experts: np.ndarray
    example_ptr: np.ndarray
    num_experts: int
    probabilities: np.ndarray | None = None
    dropped: np.ndarray | None = None
    token_ids: np.ndarray | None = None
    prefill: np.ndarray | None = None

    def __post_init__(self) -> None:
        experts, ptr = np.asarray(self.experts), np.asarray(self.example_ptr)
        _check_experts(experts, self.num_experts)
        _check_example_ptr(ptr, len(experts))
        tokens, layers, top_k = experts.shape
        fields: dict[str, np.ndarray] = {
            "experts": np.ascontiguousarray(experts, dtype=np.int16),
            "example_ptr": np.ascontiguousarray(ptr, dtype=np.int64),
        }
        expected: dict[str, tuple[tuple[int, ...], type]] = {
            "probabilities": ((tokens, layers, self.num_experts), np.float32),
            "dropped": ((tokens, layers, top_k), np.bool_),
            "token_ids": ((tokens,), np.int32),
            "prefill": ((tokens,), np.bool_),
        }
        for name, (shape, dtype) in expected.items():
            given = getattr(self, name)
            if given is not None:
                values = np.asarray(given)
                if values.dtype.kind not in _KINDS[name]:
                    raise TraceError(f"{name}: type {values.dtype} (expected {np.dtype(dtype)})")
                if values.shape != shape:
                    raise TraceError(f"{name}: shape {list(values.shape)} (expected {list(shape)}, as in experts)")
                fields[name] = np.ascontiguousarray(values, dtype=dtype)
                if name == "token_ids" and not np.array_equal(fields[name], values):
                    raise TraceError(f"token_ids: {int(values.max())} is no int32 (expected ids of a vocabulary)")
        for name, values in fields.items():
            if values is getattr(self, name) and values.flags.writeable:
                values = values.view()
            values.flags.writeable = False
            object.__setattr__(self, name, values)

    @property
    def tokens(self) -> int:
        return int(self.experts.shape[0])

    @property
    def moe_layers(self) -> int:
        return int(self.experts.shape[1])

    @property
    def top_k(self) -> int:
        return int(self.experts.shape[2])

    @property
    def examples(self) -> int:
        return len(self.example_ptr) - 1

    @property
    def example_lengths(self) -> np.ndarray:
        """Tokens of each example, int64 `[examples]`."""
        return np.diff(self.example_ptr)

    def position_in_example(self) -> np.ndarray:
        """Tokens of the same example that precede each token, int64 `[tokens]`."""
        return np.asarray(np.arange(self.tokens) - np.repeat(self.example_ptr[:-1], self.example_lengths))

    def check_fits(self, table: Routed) -> None:
        """Refuse a table of another model.

        Raises:
            TraceError: experts, layers or top_k differ; the message gives both.
        """
        learnt, mine = ((x.num_experts, x.moe_layers, x.top_k) for x in (table, self))
        if learnt != mine:
            raise TraceError(
                f"table: learnt for (experts, layers, top_k) {learnt}, the trace has {mine} (learn one for this model)"
            )

    def select(self, examples: Iterable[int]) -> RoutingTrace:
        """The given examples, in the given order (one may occur twice, as a bootstrap draws them).

        Raises:
            TraceError: no example is given, or one does not exist.
        """
        listed = list(examples)
        if not all(map(is_whole, listed)):
            raise TraceError(f"select: examples {listed} (expected whole numbers, 0..{self.examples - 1})")
        chosen = np.array(listed, dtype=np.int64)
        if chosen.size == 0:
            raise TraceError("select: no example is given (expected at least one)")
        if chosen.max() >= self.examples:
            raise TraceError(f"select: examples {chosen.min()}..{chosen.max()} (expected 0..{self.examples - 1})")
        lengths = self.example_lengths[chosen]
        ptr = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.arange(ptr[-1]) + np.repeat(self.example_ptr[chosen] - ptr[:-1], lengths)
        return RoutingTrace(
            self.experts[rows], ptr, self.num_experts,
            _taken(self.probabilities, rows), _taken(self.dropped, rows), _taken(self.token_ids, rows),
            _taken(self.prefill, rows),
        )  # fmt: skip

    def split(self, fraction: float) -> tuple[RoutingTrace, RoutingTrace]:
        """The first examples, which hold about `fraction` of the tokens, and the rest.

        Raises:
            TraceError: either part would be empty.
        """
        cut = int(np.searchsorted(self.example_ptr, fraction * self.tokens))
        if not 0 < cut < self.examples:
            raise TraceError(f"split: {fraction} of {self.examples} examples leaves a part empty (expected two parts)")
        return self.select(range(cut)), self.select(range(cut, self.examples))

    def paths(self) -> np.ndarray:
        """First expert of each layer, int16 `[tokens, moe_layers]`: a token's activation path (paper section 5.1)."""
        return self.experts[:, :, 0]

    def entries(self) -> np.ndarray:
        """Each layer's choice as the sorted tuple of its experts, int16 `[tokens, moe_layers, top_k]`."""
        return np.sort(self.experts, axis=2) if self.top_k > 1 else self.experts

    def decoded(self) -> RoutingTrace:
        """The tokens that were decoded one by one, without those of prompts; examples that have none are left out.

        Raises:
            TraceError: every token is a prompt's.
        """
        if self.prefill is None:
            return self
        rows = np.flatnonzero(~self.prefill)
        if not len(rows):
            raise TraceError("decoded: every token is of a prompt (record longer outputs)")
        example = np.searchsorted(self.example_ptr, rows, side="right") - 1
        _, starts = np.unique(example, return_index=True)
        return RoutingTrace(
            self.experts[rows], np.append(starts, len(rows)), self.num_experts,
            _taken(self.probabilities, rows), _taken(self.dropped, rows), _taken(self.token_ids, rows),
        )  # fmt: skip

    def without_extras(self) -> RoutingTrace:
        """The same routes without probabilities and token ids."""
        return replace(self, probabilities=None, token_ids=None)


def _taken(values: np.ndarray | None, rows: np.ndarray) -> np.ndarray | None:
    return None if values is None else np.asarray(values[rows])


def _check_experts(experts: np.ndarray, num_experts: int) -> None:
    if experts.ndim != 3:
        raise TraceError(f"experts: shape {list(experts.shape)} (expected [tokens, moe_layers, top_k])")
    if experts.dtype.kind not in "iu":
        raise TraceError(f"experts: type {experts.dtype} (expected integers)")
    if not is_whole(num_experts, 2) or num_experts > MAX_EXPERTS:
        raise TraceError(f"num_experts: {num_experts} (expected 2..{MAX_EXPERTS}; one expert leaves nothing to route)")
    if 0 in experts.shape:
        raise TraceError(f"experts: the trace is empty, shape {list(experts.shape)} (record at least one token)")
    low, high = int(experts.min()), int(experts.max())
    if low < 0 or high >= num_experts:
        token, layer, _ = np.argwhere((experts < 0) | (experts >= num_experts))[0]
        raise TraceError(
            f"experts: token {token}, layer {layer} has an id outside 0..{num_experts - 1} (found {low}..{high})"
        )
    if experts.shape[2] > 1:
        ordered = np.sort(experts, axis=2)
        twice = (ordered[:, :, 1:] == ordered[:, :, :-1]).any(axis=2)
        if twice.any():
            token, layer = np.argwhere(twice)[0]
            raise TraceError(f"experts: token {token}, layer {layer} has one expert twice (expected distinct ids)")


def _check_example_ptr(ptr: np.ndarray, tokens: int) -> None:
    if ptr.ndim != 1 or len(ptr) < 2 or ptr.dtype.kind not in "iu":
        raise TraceError(f"example_ptr: {ptr.dtype} {list(ptr.shape)} (expected integers, [examples + 1])")
    if ptr[0] != 0 or ptr[-1] != tokens:
        raise TraceError(f"example_ptr: runs from {ptr[0]} to {ptr[-1]} (expected 0 to {tokens}, the tokens)")
    steps = np.diff(ptr.astype(np.int64))
    if (steps <= 0).any():
        where = int(np.argmax(steps <= 0))
        raise TraceError(
            f"example_ptr: does not ascend at {where}: {ptr[where]}, {ptr[where + 1]} (each example has tokens)"
        )


def concatenate(traces: Sequence[RoutingTrace]) -> RoutingTrace:
    """One trace with the examples of all, in order; extras are kept where every trace has them.

    Raises:
        TraceError: no trace, or traces of different models (experts, layers, top_k).
    """
    if not traces:
        raise TraceError("concatenate: no trace is given (expected at least one)")
    shapes = {(t.num_experts, t.moe_layers, t.top_k) for t in traces}
    if len(shapes) > 1:
        raise TraceError(
            f"concatenate: (experts, layers, top_k) differ: {sorted(shapes)} (expected one model's traces)"
        )
    offsets = np.cumsum([0, *(t.tokens for t in traces)])
    ptr = np.concatenate([[0], *(t.example_ptr[1:] + o for t, o in zip(traces, offsets, strict=False))])

    def join(name: str) -> np.ndarray | None:
        parts = [getattr(t, name) for t in traces]
        return None if any(part is None for part in parts) else np.concatenate(parts)

    return RoutingTrace(
        np.concatenate([t.experts for t in traces]), ptr, traces[0].num_experts,
        join("probabilities"), join("dropped"), join("token_ids"), join("prefill"),
    )  # fmt: skip
