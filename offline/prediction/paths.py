"""Statistics of expert activation paths (paper section 5.1, figures 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.routing import RoutingTrace


@dataclass(frozen=True, eq=False)
class PathCounts:
    """How many tokens took each path; a path is the first expert of each layer of one token.

    Args:
        paths: int16 `[distinct, moe_layers]`, by descending count, ties in ascending order of the path.
        counts: int64 `[distinct]`.
        num_experts: experts of a layer.
    """

    paths: np.ndarray
    counts: np.ndarray
    num_experts: int

    @property
    def tokens(self) -> int:
        return int(self.counts.sum())

    @property
    def distinct(self) -> int:
        return len(self.counts)

    @property
    def possible(self) -> int:
        """Paths there can be: experts to the power of layers."""
        return int(self.num_experts) ** self.paths.shape[1]

    def share_of_tokens(self, top: int) -> float:
        """Share of the tokens that took one of the `top` most frequent paths."""
        return float(self.counts[:top].sum() / self.tokens)

    def share_of_paths_over(self, tokens: float) -> float:
        """Share of the seen paths that more than `tokens` tokens took."""
        return float((self.counts > tokens).mean())

    def share_of_paths_within(self, tokens: float) -> float:
        """Share of the seen paths that at most `tokens` tokens took."""
        return float((self.counts <= tokens).mean())


def count_paths(trace: RoutingTrace) -> PathCounts:
    """Count the activation paths of a trace."""
    paths = trace.paths()
    order = np.lexsort(paths.T[::-1])
    ordered = paths[order]
    first = np.flatnonzero(np.concatenate([[True], (ordered[1:] != ordered[:-1]).any(axis=1)]))
    counts = np.diff(np.append(first, len(paths)))
    ranked = np.argsort(-counts, kind="stable")
    return PathCounts(ordered[first][ranked], counts[ranked], trace.num_experts)


@dataclass(frozen=True, eq=False)
class Transitions:
    """How often one layer's expert follows an expert of the layer before it.

    Args:
        layer: the layer that follows; for layer 0 the one before is the last layer of the token before.
        counts: int64 `[num_experts, num_experts]`, `[before, layer]`.
    """

    layer: int
    counts: np.ndarray

    @property
    def probabilities(self) -> np.ndarray:
        """P(expert | expert before), float64; NaN in the rows of experts that never came before."""
        totals = self.counts.sum(axis=1, keepdims=True)
        return np.divide(self.counts, totals, out=np.full(self.counts.shape, np.nan), where=totals > 0)

    @property
    def mutual_information_bits(self) -> float:
        """What the expert before tells of the one that follows, in bits."""
        joint = self.counts / self.counts.sum()
        outer = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
        seen = joint > 0
        return float((joint[seen] * np.log2(joint[seen] / outer[seen])).sum())


def count_transitions(trace: RoutingTrace, layer: int) -> Transitions:
    """Count the transitions into a layer, within examples; with top_k > 1, of first experts.

    Raises:
        TraceError: no such layer, or layer 0 where no example has two tokens.
    """
    if not 0 <= layer < trace.moe_layers:
        raise TraceError(f"transitions: layer {layer} (expected 0..{trace.moe_layers - 1})")
    paths = trace.paths().astype(np.int64)
    if layer:
        before, after = paths[:, layer - 1], paths[:, layer]
    else:
        follows = trace.position_in_example()[1:] > 0
        before, after = paths[:-1, -1][follows], paths[1:, 0][follows]
        if not follows.any():
            raise TraceError("transitions: no example has two tokens, so nothing comes before layer 0")
    experts = trace.num_experts
    counts = np.bincount(before * experts + after, minlength=experts**2).reshape(experts, experts)
    return Transitions(layer, counts)
