"""Synthetic routing with the skew and the predictability that the paper reports, for timing at real size.

Speed does not depend on what a router means, only on how often the buffer has the expert: a trace that repeats as the
paper's does stands in for one where no pretrained model is at hand. It shows nothing about accuracy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import ConfigError, check_counts
from flame.routing import RoutingTrace


@dataclass(frozen=True)
class PaperRouting:
    """A walk over favourite paths (Assumption: chosen so that the statistics of figures 5 and 8 come out).

    Each token follows one of `paths` random activation paths, whose successor is fixed. At any layer the walk leaves
    its path for one of `branches` others that belong to this place; now and then an entry is drawn at random.

    Args:
        tokens, example_tokens: of the trace, and of each of its examples.
        paths: favourite paths.
        exponent: of Zipf's law, by which paths are entered.
        departure: chance to leave the path at a layer.
        branches: paths to which a departure can lead.
        noise: chance of a random entry.
    """

    tokens: int
    example_tokens: int
    paths: int
    exponent: float
    departure: float
    branches: int
    noise: float

    def __post_init__(self) -> None:
        check_counts(self, "experiment.routing")
        for name in ("departure", "noise"):
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigError(f"experiment.routing.{name}: {getattr(self, name)} (expected 0 to 1)")

    def trace(self, moe_layers: int, num_experts: int, seed: int) -> RoutingTrace:
        """Draw a trace; equal arguments give equal traces."""
        draw = np.random.default_rng(seed)
        weights = (np.arange(self.paths) + 2.0) ** -self.exponent
        weights /= weights.sum()
        favourites = draw.integers(num_experts, size=(self.paths, moe_layers))
        branches = draw.choice(self.paths, size=(self.paths, moe_layers, self.branches), p=weights)
        successors = draw.choice(self.paths, size=self.paths, p=weights)
        shape = (self.tokens, moe_layers)
        leaves = draw.random(shape) < self.departure
        branch = draw.integers(self.branches, size=shape)
        first = draw.choice(self.paths, size=self.tokens, p=weights)
        walked = np.empty(shape, np.int64)
        path = 0
        for token in range(self.tokens):
            path = first[token] if token % self.example_tokens == 0 else successors[path]
            for layer in range(moe_layers):
                if leaves[token, layer]:
                    path = branches[path, layer, branch[token, layer]]
                walked[token, layer] = path
        routes = favourites[walked, np.arange(moe_layers)]
        random = draw.random(shape) < self.noise
        routes[random] = draw.integers(num_experts, size=int(random.sum()))
        ends = np.append(np.arange(0, self.tokens, self.example_tokens), self.tokens)
        return RoutingTrace(routes[:, :, None], ends, num_experts)
