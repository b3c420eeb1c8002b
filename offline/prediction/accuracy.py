"""Accuracy of predictions on held-out traces, with confidence intervals by bootstrap over examples.

Tokens of one example resemble each other, so the unit that is drawn anew is the example, not the token.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError
from flame.routing import RoutingTrace


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

    def resampled(self, resamples: int, seed: int) -> np.ndarray:
        """Overall accuracy of so many draws of the examples with replacement, float64 `[resamples]`.

        Equal seeds draw equal examples, so that the draws of two predictors may be subtracted.
        """
        examples = len(self.accesses)
        times = np.random.default_rng(seed).multinomial(examples, np.full(examples, 1 / examples), size=resamples)
        return (times @ self.hits.sum(axis=1)) / (times @ self.accesses * self.hits.shape[1])

    def interval(self, resamples: int, seed: int, confidence: float = 0.95) -> tuple[float, float]:
        """Percentile interval of the overall accuracy."""
        return _percentiles(self.resampled(resamples, seed), confidence)

    def gain_interval(self, over: Accuracy, resamples: int, seed: int, confidence: float = 0.95) -> tuple[float, float]:
        """Percentile interval of this accuracy minus another's on the same examples, drawn together."""
        return _percentiles(self.resampled(resamples, seed) - over.resampled(resamples, seed), confidence)


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


def _percentiles(values: np.ndarray, confidence: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
