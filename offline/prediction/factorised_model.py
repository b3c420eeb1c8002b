"""The rows of a factorised table while they are learnt: floating-point numbers, and a trace as tensors beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional

from flame.evidence import Evidence
from flame.factorised_table import HIDDEN_BITS, HIDDEN_MOST, UNIT_BITS, FactorisedTable, Rows, last_occurrence
from flame.routing import RoutingTrace
from offline.prediction.factorised_shapes import FactorisedShape

_STEP_FINEST, _STEP_COARSEST = -12, 4  # exponents that columns may have


class RowModel:
    """The rows as floating-point numbers, and the trace as tensors that they are multiplied by.

    Args:
        trace: what is learnt from.
        shape: what the table holds.
        dropout: share of the path's entries, and of token ids, that a step leaves out.
    Attributes:
        master: the rows by their names in `FactorisedTable`, float32.
        token_rows: int64 `[2, tokens]`: the row of each token and of the one before.
    """

    def __init__(self, trace: RoutingTrace, shape: FactorisedShape, dropout: float) -> None:
        self.shape, self.dropout, self.top_k = shape, dropout, trace.top_k
        self.evidence = tuple(Evidence.of(source) for source in shape.evidence)
        layers, experts, width = trace.moe_layers, trace.num_experts, shape.width
        self.layers, self.experts = layers, experts
        supported = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False)
        self.type = torch.bfloat16 if supported() else torch.float32
        self._take_in(trace)
        count = len(self.vocabulary) + 1
        sizes = {
            "direct": ((len(self.evidence), layers, experts, experts), 0.01),
            "path": ((layers, experts, width), 0.05),
            "history": ((len(shape.rates), layers, experts, width), 0.02),
            "output": ((layers, width, experts), 0.02),
            "tokens": ((2, count, shape.rank), 0.2),
            "token_mix": ((2, shape.rank, width), 0.1),
            "token_votes": ((2, layers, shape.rank, experts), 0.02),
            "bias": ((layers, experts), 0.0),
            "hidden_bias": ((layers, width), 0.02),
        }
        self.master = {name: torch.randn(size) * spread for name, (size, spread) in sizes.items()}
        self.master["bias"] += math.log(trace.top_k / max(1, experts - trace.top_k))
        self.exponents: dict[str, torch.Tensor] = {}
        self._entry_bits = shape.entry_bits
        self._noise: dict[float, torch.Tensor] = {}

    def _take_in(self, trace: RoutingTrace) -> None:
        position, place = trace.position_in_example(), np.arange(trace.tokens)
        self.chosen = torch.from_numpy(trace.experts.astype(np.int64))
        absent = trace.tokens  # its row is empty
        before = {n: torch.from_numpy(np.where(position >= n, place - n, absent)) for n in (1, 2)}
        again = last_occurrence(trace)
        self.sources = before | {0: torch.from_numpy(np.where(again >= 0, again, absent))}
        rates = {e.distance for e in self.evidence if e.kind == "recent"} | {rate for rate in self.shape.rates if rate}
        multi_hot = np.zeros((trace.tokens + 1, self.layers * self.experts), np.float32)
        flat = (trace.experts + (np.arange(self.layers) * self.experts)[:, None]).reshape(trace.tokens, -1)
        np.put_along_axis(multi_hot[:-1], flat.astype(np.int64), 1.0, axis=1)
        self.recent = {
            rate: torch.from_numpy(_forgotten(multi_hot[:-1], position, rate)).to(self.type) for rate in rates
        }
        self.multi_hot = torch.from_numpy(multi_hot).to(self.type)
        if self.shape.reuse_tokens:
            reuse = _discounted_reuse(multi_hot[:-1], position, 1 - 1 / self.shape.reuse_tokens)
            self.reuse = torch.from_numpy(reuse).to(self.type)
        self.vocabulary = self.shape.vocabulary(trace)
        rows = np.zeros(trace.tokens, np.int64)
        if trace.token_ids is not None:
            found = np.searchsorted(self.vocabulary, trace.token_ids)
            found = np.minimum(found, max(0, len(self.vocabulary) - 1))
            known = self.vocabulary[found] == trace.token_ids if len(self.vocabulary) else np.zeros(trace.tokens, bool)
            rows = np.where(known, found + 1, 0)
        self.token_rows = torch.from_numpy(np.stack([rows, np.where(position > 0, np.roll(rows, 1), 0)]))

    def choose_exponents(self, entry_bits: int) -> None:
        """Round from now on: each column's step is the power of two that loses least."""
        for name, value in self.master.items():
            if "bias" not in name:
                finest = torch.full((value.shape[0],), float(_STEP_FINEST))
                rates = [e.distance if e.kind == "recent" else 0 for e in self.evidence]
                for row, rate in enumerate({"direct": rates, "history": self.shape.rates}.get(name, ())):
                    finest[row] = max(_STEP_FINEST, rate - UNIT_BITS)  # a memory's rows are made finer yet by its rate
                self.exponents[name] = _best_exponents(value, entry_bits, name == "tokens", finest)

    def learn(self, tokens: torch.Tensor) -> None:
        """Set the gradients of one step."""
        live = {name: self._rounded(name).requires_grad_() for name in self.master}
        loss = functional.binary_cross_entropy_with_logits(self._votes(live, tokens).float(), self.targets(tokens))
        loss.backward()
        for name, value in self.master.items():
            gradient = live[name].grad  # none where a shape has no such rows
            value.grad = torch.zeros_like(value) if gradient is None else gradient.float()

    def _rounded(self, name: str) -> torch.Tensor:
        value = self.master[name]
        if "bias" in name:
            return value.clone()
        if name not in self.exponents:
            return value.to(self.type)
        return (self.entries(name) * torch.exp2(self.exponents[name])[..., None, :]).to(self.type)

    def entries(self, name: str) -> torch.Tensor:
        """A table's entries as whole numbers."""
        most = 1 << (self._entry_bits - 1)
        scaled = self.master[name] * torch.exp2(-self.exponents[name])[..., None, :]
        return scaled.round_().clamp_(-most, most - 1)

    def targets(self, tokens: torch.Tensor) -> torch.Tensor:
        """What the votes of some tokens are to be likely of: `[layers, batch, experts]`."""
        if self.shape.reuse_tokens:
            return self._at(self.reuse, tokens).float()
        return self._at(self.multi_hot, tokens).float()

    def _at(self, values: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
        """Rows of a table of the whole trace, layers first: `[layers, batch, experts]`."""
        return values[tokens].view(len(tokens), self.layers, self.experts).transpose(0, 1).contiguous()

    def _thinned(self, values: torch.Tensor, drop: float) -> torch.Tensor:
        """Dropout with a slice of fixed noise, which costs a tenth of drawing it anew."""
        if not drop:
            return values
        count = values.numel()
        noise = self._noise.get(drop)
        if noise is None or len(noise) <= count:
            noise = (torch.rand(max(2 * count, 1 << 22)) >= drop).to(self.type) / (1.0 - drop)
            self._noise[drop] = noise
        start = int(torch.randint(len(noise) - count, ()))
        return values * noise[start : start + count].view(values.shape)

    def _votes(self, live: dict[str, torch.Tensor], tokens: torch.Tensor) -> torch.Tensor:
        batch = len(tokens)
        chosen = self._at(self.multi_hot, tokens)
        before = self._before(tokens, self.evidence, self.shape.rates)
        added = torch.bmm(self._thinned(chosen, self.dropout), live["path"])
        start = torch.zeros(batch, self.shape.width)
        for rate, rows in zip(self.shape.rates, live["history"], strict=True):
            memory = self.recent[rate][tokens] if rate else before[1]
            start = start + (self._thinned(memory, self.dropout) @ rows.flatten(0, 1)).float()
        opening = torch.zeros((), dtype=self.type)
        for which in range(2):
            row = self.token_rows[which][tokens]
            row = live["tokens"][which][torch.where(torch.rand(batch) < self.dropout, 0, row)]
            start = start + (row @ live["token_mix"][which]).float()
            opening = opening + torch.matmul(row, live["token_votes"][which])
        state = (
            _RunningSum.apply(added, start, self.shape.reuse_tokens > 0) + live["hidden_bias"].to(self.type)[:, None]
        )
        hidden = self._thinned(state.clamp(0.0, HIDDEN_MOST / (1 << HIDDEN_BITS)), self.dropout / 2)
        votes = torch.bmm(hidden, live["output"]) + opening + live["bias"].to(self.type)[:, None]
        parts = [self._voters(evidence, chosen, before, tokens) for evidence in self.evidence]
        if not parts:
            return votes
        rows = live["direct"].transpose(0, 1).reshape(self.layers, -1, self.experts)
        return votes.float() + torch.bmm(self._thinned(torch.cat(parts, dim=2), self.dropout), rows).float()

    def voters(self, evidence: Evidence, tokens: torch.Tensor) -> torch.Tensor:
        """How often each expert votes by a source, at some tokens: float32 `[layers, batch, experts]`."""
        chosen = self._at(self.multi_hot, tokens)
        return self._voters(evidence, chosen, self._before(tokens, [evidence]), tokens).float()

    def _before(
        self, tokens: torch.Tensor, evidence: Iterable[Evidence], rates: Iterable[int] = ()
    ) -> dict[int, torch.Tensor]:
        """What was chosen so many tokens before, as far as it is wanted; 0: the last time that the token occurred."""
        wanted = {each.distance for each in evidence if each.kind in ("token", "again")} | {
            1 for rate in rates if not rate
        }
        return {n: self.multi_hot[self.sources[n][tokens]] for n in wanted}

    def _voters(
        self, evidence: Evidence, chosen: torch.Tensor, before: dict[int, torch.Tensor], tokens: torch.Tensor
    ) -> torch.Tensor:
        if evidence.kind == "layer":
            return _moved(chosen, evidence.distance)
        if evidence.kind == "recent":
            mean = self._at(self.recent[evidence.distance], tokens)
            return mean + 2.0**-evidence.distance * (chosen - mean) if self.shape.reuse_tokens else mean
        earlier = before[evidence.distance].view(len(tokens), self.layers, self.experts).transpose(0, 1)
        return _moved(earlier, -evidence.neighbour)

    def to_table(self) -> FactorisedTable:
        """The rounded rows."""
        scale = 1 << UNIT_BITS
        tables = {
            name: Rows(self.entries(name).to(torch.int8).numpy(), exponents.to(torch.int8).numpy().copy())
            for name, exponents in self.exponents.items()
        }
        tables["direct"] = self._unscaled(
            tables["direct"], [e.distance if e.kind == "recent" else 0 for e in self.evidence]
        )
        tables["history"] = self._unscaled(tables["history"], self.shape.rates)
        half = scale >> (HIDDEN_BITS + 1)  # the hidden part is rounded down; this makes it round to the nearest
        return FactorisedTable(
            self.top_k, self._entry_bits, self.evidence, self.shape.rates, **tables,
            bias=(self.master["bias"] * scale).round().to(torch.int32).numpy(),
            hidden_bias=((self.master["hidden_bias"] * scale).round() + half).to(torch.int32).numpy(),
            vocabulary=self.vocabulary, after_decision=self.shape.reuse_tokens > 0,
            bias_step=self.shape.bias_step,
        )  # fmt: skip

    @staticmethod
    def _unscaled(rows: Rows, rates: Iterable[int]) -> Rows:
        """Learnt on means, used on sums: a memory of rate k sums to `2 ** k` times its mean."""
        steps = np.asarray(list(rates), np.int8).reshape(-1, *[1] * (rows.exponents.ndim - 1))
        return Rows(rows.entries, np.asarray(rows.exponents - steps, np.int8))


class _RunningSum(torch.autograd.Function):
    """`start` plus what the layers before added (with `own`, the layer itself too); sums in single precision."""

    @staticmethod
    def forward(context: Any, added: torch.Tensor, start: torch.Tensor, own: bool) -> torch.Tensor:  # type: ignore[override]
        context.own = own
        state, sums = torch.empty_like(added), start.clone()
        for layer in range(len(added)):
            if own:
                sums += added[layer]
            state[layer] = sums
            if not own:
                sums += added[layer]
        return state

    @staticmethod
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, None]:  # type: ignore[override]
        added, sums = torch.empty_like(gradient), torch.zeros(gradient.shape[1:])
        for layer in reversed(range(len(gradient))):
            if context.own:
                sums += gradient[layer]
            added[layer] = sums
            if not context.own:
                sums += gradient[layer]
        return added, sums, None


def _moved(values: torch.Tensor, layers: int) -> torch.Tensor:
    """Each layer sees that `layers` before it (after it, where negative), and nothing where there is none."""
    if layers == 0:
        return values
    moved = torch.zeros_like(values)
    if layers > 0:
        moved[layers:] = values[:-layers]
    else:
        moved[:layers] = values[-layers:]
    return moved


def _forgotten(values: np.ndarray, position: np.ndarray, rate: int) -> np.ndarray:
    """The weighted mean of what earlier tokens of the example had, `2 ** -rate` for the latest."""
    share = 2.0**-rate
    held = np.zeros(values.shape, np.float32)
    mean = np.zeros(values.shape[1], np.float32)
    for token, place in enumerate(position.tolist()):
        if place == 0:
            mean[:] = 0.0
        held[token] = mean
        mean += share * (values[token] - mean)
    return held


def _discounted_reuse(values: np.ndarray, position: np.ndarray, discount: float) -> np.ndarray:
    """`discount ** (d - 1)` where the next use in the example is d tokens later, 0 where there is none: float16."""
    coming = np.zeros(values.shape, np.float16)
    worth = np.zeros(values.shape[1], np.float32)
    for token in range(len(values) - 1, -1, -1):
        coming[token] = worth
        worth = np.maximum(values[token], worth * discount)
        if position[token] == 0:
            worth[:] = 0.0
    return coming


def _best_exponents(values: torch.Tensor, entry_bits: int, one_scale: bool, finest: torch.Tensor) -> torch.Tensor:
    """For each column the exponent whose rounding loses least; the same for all with `one_scale`.

    Args:
        finest: the least exponent for each place of the first axis.
    """
    least_exponent = finest.view(-1, *[1] * (values.dim() - 1))
    most = 1 << (entry_bits - 1)
    reduce = (-2, -1) if one_scale else (-2,)
    largest = values.abs().amax(reduce, keepdim=True).clamp_min(1e-9)
    first = torch.ceil(torch.log2(largest / most))
    best, least = first, torch.full_like(first, math.inf)
    for finer in range(4):
        exponent = torch.maximum(first - finer, least_exponent).clamp_max(_STEP_COARSEST)
        step = torch.exp2(exponent)
        loss = ((values / step).round().clamp(-most, most - 1) * step - values).square().sum(reduce, keepdim=True)
        best, least = torch.where(loss < least, exponent, best), torch.minimum(loss, least)
    return best.expand(*values.shape[:-2], 1, values.shape[-1])[..., 0, :].contiguous()
