"""Factorised tables from counts: how much likelier an expert is where another one votes, weighed by what it adds.

A row is the log-odds of every candidate where its voter was seen, less those overall, drawn towards nothing where it
was seen seldom. Sources repeat one another, so a layer weighs each of them; the weights are fitted (logistic
regression) on examples that the rows were not counted on, after which the rows are counted anew on all. Rows of token
ids are the leading directions of theirs. Nothing is hidden: the state between path and votes is for descent alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch

from flame.factorised_table import FactorisedTable
from flame.routing import RoutingTrace
from offline.prediction.factorised_model import RowModel
from offline.prediction.factorised_shapes import FactorisedShape

_SEEN_BEFORE = 8.0  # tokens that a row is taken to have been seen for already, with no effect
_FITTED_TOKENS = 1500  # on which sources are weighed
_COUNTED_SHARE = 0.8  # of the examples, for rows that are weighed on the others
_CHUNK = 4096
_NEWTON_STEPS = 6


def count_factorised(trace: RoutingTrace, shape: FactorisedShape) -> FactorisedTable:
    """A factorised table from counts; of the shape all but the hidden part is filled.

    Args:
        trace: as for `offline.prediction.factorised.learn_factorised`.
    """
    model = RowModel(trace, replace(shape, width=1, rates=()), dropout=0.0)
    cut = int(trace.example_ptr[np.searchsorted(trace.example_ptr, _COUNTED_SHARE * trace.tokens)])
    rest = torch.arange(cut if cut < trace.tokens else 0, trace.tokens)
    first = _counted(model, torch.arange(cut))
    fitted = rest[:: max(1, len(rest) // _FITTED_TOKENS)]
    weights = _weights(model, _rows(model, first), fitted)
    rows = _rows(model, first if cut == trace.tokens else first + _counted(model, torch.arange(cut, trace.tokens)))
    for name in model.master:
        model.master[name].zero_()
    sources = len(model.evidence)
    if sources:
        model.master["direct"] = rows.direct * weights[:, :sources].T[:, :, None, None]
    model.master["tokens"] = rows.tokens
    model.master["token_votes"] = rows.token_votes * weights[:, sources : sources + 2].T[:, :, None, None]
    model.master["bias"] = rows.prior * weights[:, -2:-1] + weights[:, -1:]
    model.choose_exponents(shape.entry_bits)
    return model.to_table()


@dataclass(frozen=True, eq=False)
class _Counts:
    """What is summed over tokens: `uses` of voters, and of candidates where each votes.

    Attributes:
        seen: `[sources, layers, experts]`; chosen: `[sources, layers, experts, experts]`.
        token_seen: `[2, ids]`; token_chosen: `[2, ids, layers, experts]`.
        all_chosen: `[layers, experts]`.
        tokens: summed over.
    """

    seen: torch.Tensor
    chosen: torch.Tensor
    token_seen: torch.Tensor
    token_chosen: torch.Tensor
    all_chosen: torch.Tensor
    tokens: int

    def __add__(self, other: _Counts) -> _Counts:
        return _Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True, eq=False)
class _RowSet:
    """Unweighed rows, by their names in `FactorisedTable`; `prior` is the log-odds of each layer's experts."""

    direct: torch.Tensor
    tokens: torch.Tensor
    token_votes: torch.Tensor
    prior: torch.Tensor


def _counted(model: RowModel, tokens: torch.Tensor) -> _Counts:
    layers, experts, ids = model.layers, model.experts, len(model.vocabulary) + 1
    seen = torch.zeros(len(model.evidence), layers, experts)
    chosen = torch.zeros(len(model.evidence), layers, experts, experts)
    token_chosen = torch.zeros(2, ids, layers * experts)
    for batch in tokens.split(_CHUNK):
        right = model.targets(batch)
        for source, evidence in enumerate(model.evidence):
            voters = model.voters(evidence, batch)
            seen[source] += voters.sum(1)
            chosen[source] += voters.transpose(1, 2) @ right
        flat = right.transpose(0, 1).reshape(len(batch), -1)
        for which in range(2):
            token_chosen[which].index_add_(0, model.token_rows[which][batch], flat)
    token_seen = torch.stack([torch.bincount(rows[tokens], minlength=ids) for rows in model.token_rows]).float()
    every = token_chosen[0].sum(0).view(layers, experts)
    return _Counts(seen, chosen, token_seen, token_chosen.view(2, ids, layers, experts), every, len(tokens))


def _rows(model: RowModel, counts: _Counts) -> _RowSet:
    likely = (counts.all_chosen + 0.5) / (counts.tokens + 1.0)
    prior = torch.logit(likely)

    def log_odds(chosen: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        return torch.logit((chosen + _SEEN_BEFORE * likely) / (seen + _SEEN_BEFORE), 1e-6) - prior

    direct = torch.stack(
        [log_odds(chosen.transpose(0, 1), seen.T[..., None]).transpose(0, 1)
         for chosen, seen in zip(counts.chosen, counts.seen, strict=True)]
    ) if len(model.evidence) else model.master["direct"]  # fmt: skip
    tokens, votes = zip(
        *(
            _leading(log_odds(chosen, seen[:, None, None]), seen, model.shape.rank)
            for chosen, seen in zip(counts.token_chosen, counts.token_seen, strict=True)
        ),
        strict=True,
    )
    return _RowSet(direct, torch.stack(tokens), torch.stack(votes), prior)


def _leading(rows: torch.Tensor, seen: torch.Tensor, rank: int) -> tuple[torch.Tensor, torch.Tensor]:
    """`rank` numbers for each id, and what they are multiplied by; the first id stands for all that are not listed.

    Args:
        rows: `[ids, layers, experts]`.
        seen: how often each id was, `[ids]`.
    Returns:
        `[ids, rank]`, with columns of one size, and `[layers, rank, experts]`.
    """
    ids, layers, experts = rows.shape
    flat = rows.reshape(ids, -1).clone()
    flat[0] = 0.0
    kept = min(rank, *flat.shape)
    directions = torch.svd_lowrank(flat * seen.sqrt()[:, None], q=kept, niter=4)[2]
    numbers = torch.zeros(ids, rank)
    numbers[:, :kept] = flat @ directions
    size = numbers.square().mean(0).sqrt().clamp_min(1e-6)
    votes = torch.zeros(rank, layers * experts)
    votes[:kept] = directions.T
    return numbers / size, (votes * size[:, None]).view(rank, layers, experts).transpose(0, 1).contiguous()


def _weights(model: RowModel, rows: _RowSet, tokens: torch.Tensor) -> torch.Tensor:
    """The weights of each layer's sources, of both tokens, of the prior, and a constant: `[layers, sources + 4]`."""
    right = model.targets(tokens)
    votes = [model.voters(each, tokens) @ own for each, own in zip(model.evidence, rows.direct, strict=True)]
    for which in range(2):
        numbers = rows.tokens[which][model.token_rows[which][tokens]]
        votes.append(torch.matmul(numbers, rows.token_votes[which]))
    votes += [rows.prior[:, None].expand_as(right), torch.ones_like(right)]
    start = torch.tensor([0.0] * (len(votes) - 2) + [1.0, 0.0])
    return torch.stack(
        [
            _fitted(torch.stack([each[layer].flatten() for each in votes], 1), right[layer].flatten(), start)
            for layer in range(model.layers)
        ]
    )


def _fitted(votes: torch.Tensor, right: torch.Tensor, start: torch.Tensor) -> torch.Tensor:
    """Logistic regression by Newton's steps, with weights held a little towards where they start."""
    weights, held = start.clone(), 1e-4 * len(votes)
    for _ in range(_NEWTON_STEPS):
        likely = torch.sigmoid(votes @ weights)
        slope = votes.T @ (right - likely) - held * (weights - start)
        curve = (votes * (likely * (1 - likely))[:, None]).T @ votes + held * torch.eye(len(weights))
        weights = weights + torch.linalg.solve(curve, slope)
    return weights
