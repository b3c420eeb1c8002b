"""What bounds a replay: predictors that know the answer, and the replays that say how good one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from flame.prediction_table import TracePredictor
from flame.routing import RoutingTrace
from online.pa_buf.replay import Replay, replay
from online.pa_buf.slot_plan import SlotPlan


@dataclass(frozen=True)
class OracleTable:
    """Predicts what the router is going to decide: the most that any predictor can win."""

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Return the trace's own experts, int16 [tokens, moe_layers, top]; -1 beyond its top_k."""
        tokens, layers, top_k = trace.experts.shape
        guesses = np.full((tokens, layers, top), -1, np.int16)
        guesses[..., : min(top, top_k)] = trace.experts[..., :top]
        return guesses


@dataclass(frozen=True)
class NoisyOracle:
    """Right with a given probability, otherwise a random other expert: a predictor of stated accuracy.

    Args:
        accuracy: probability that a guess is the router's first expert.
        seed: the same seed gives the same guesses.
    """

    accuracy: float
    seed: int

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Guess once for each entry: int16 [tokens, moe_layers, 1], whatever `top` is."""
        rng = np.random.default_rng(self.seed)
        truth = trace.experts[..., :1]
        others = (truth + rng.integers(1, trace.num_experts, truth.shape)) % trace.num_experts
        return np.where(rng.random(truth.shape) < self.accuracy, truth, others).astype(np.int16)


@dataclass(frozen=True)
class Assessment:
    """A replay beside the ones that bound it, all with the same slots.

    Attributes:
        replay: table and policy under test.
        none: the same policy without predictions.
        belady: the same predictions with the best eviction there is.
        oracle: the same policy, every prediction right.
    """

    replay: Replay
    none: Replay
    belady: Replay
    oracle: Replay = field(repr=False)

    @property
    def regret(self) -> float:
        """Hit ratio lost to the eviction policy: Belady's minus ours."""
        return self.belady.hit_ratio - self.replay.hit_ratio

    @property
    def gap_won(self) -> float:
        """Share of the way from no prediction to the oracle; not a number where the oracle has nothing to win."""
        gap = self.oracle.hit_ratio - self.none.hit_ratio
        return (self.replay.hit_ratio - self.none.hit_ratio) / gap if gap > 0 else float("nan")


def assess(
    trace: RoutingTrace, table: TracePredictor | None, capacity: int | SlotPlan, policy: str = "lru", **options: Any
) -> Assessment:
    """Replay with `table` and `policy`, and the three replays that say how good that is; options as in `replay`."""
    limits = {name: value for name, value in options.items() if name in ("batch", "native")}
    return Assessment(
        replay=replay(trace, table, capacity, policy, **options),
        none=replay(trace, None, capacity, policy, **limits),
        belady=replay(trace, table, capacity, "belady", **options),
        oracle=replay(trace, OracleTable(), capacity, policy, preload=trace.experts.shape[2], **limits),
    )
