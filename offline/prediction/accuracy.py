"""Accuracy of predictions on held-out traces, with confidence intervals by bootstrap over examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.routing import RoutingTrace
from offline.intervals import ratio_interval


@dataclass(frozen=True, eq=False)
class Accuracy:
    """Right predictions of each example and layer.

    An access is one routed expert of one token at one layer; it is right when the expert is among the predictions.

    Args:
        hits: int64 `[examples, moe_layers]`.
        accesses: int64 `[examples]`, accesses of each example at each layer.
    """

    hits: np.ndarray
    accesses: np.ndarray

    @property
    def overall(self) -> float:
        """Share of all accesses that were right."""
        return float(self.hits.sum() / (self.accesses.sum() * self.hits.shape[1]))

    @property
    def per_layer(self) -> np.ndarray:
        """The same for each layer, float64 `[moe_layers]`."""
        return self.hits.sum(axis=0) / self.accesses.sum()

    def interval(self, resamples: int, seed: int, confidence: float = 0.95) -> tuple[float, float]:
        """Percentile interval of the overall accuracy."""
        return ratio_interval(self.hits.sum(1), self.accesses * self.hits.shape[1], resamples, seed, confidence)

    def gain_interval(self, over: Accuracy, resamples: int, seed: int, confidence: float = 0.95) -> tuple[float, float]:
        """Percentile interval of this accuracy minus another's on the same examples, drawn together."""
        more = (self.hits - over.hits).sum(1)
        return ratio_interval(more, self.accesses * self.hits.shape[1], resamples, seed, confidence)


def score(predicted: np.ndarray, trace: RoutingTrace, top: int | None = None) -> Accuracy:
    """Compare predictions with what the routers chose.

    Args:
        predicted: int16 `[tokens, moe_layers, >= top]`, best first; -1 predicts nothing.
        top: predictions that count for each layer; by default top_k, as many as a token has experts.
    Raises:
        TraceError: the predictions are not for this trace, or fewer than `top`.
    """
    top = trace.top_k if top is None else top
    if predicted.shape[:2] != trace.experts.shape[:2] or predicted.ndim != 3 or predicted.shape[2] < top:
        raise TraceError(
            f"predictions: shape {list(predicted.shape)} (expected [{trace.tokens}, {trace.moe_layers}, {top} or more])"
        )
    right = (trace.experts[:, :, :, None] == predicted[:, :, None, :top]).any(axis=3).sum(axis=2)
    return Accuracy(np.add.reduceat(right, trace.example_ptr[:-1], axis=0), trace.example_lengths * trace.top_k)
