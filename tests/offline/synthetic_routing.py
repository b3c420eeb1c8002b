"""Synthetic routing of known structure, and the plain loops that tables are compared with."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from flame.routing import RoutingTrace


def random_trace(seed: int, *, tokens: int = 60, layers: int = 3, experts: int = 4, top_k: int = 1, skew: float = 0.7):
    """A few examples of uneven length whose routes repeat often enough to be worth predicting."""
    draw = np.random.default_rng(seed)
    favourite = draw.permuted(np.tile(np.arange(experts), (layers, 1)), axis=1)
    free = draw.permuted(np.tile(np.arange(experts), (tokens, layers, 1)), axis=2)
    routes = np.where(draw.random((tokens, layers, 1)) < skew, favourite[None], free)[:, :, :top_k]
    cuts = np.sort(draw.choice(np.arange(1, tokens), size=min(4, tokens - 1), replace=False))
    return RoutingTrace(routes, np.concatenate([[0], cuts, [tokens]]), experts)


def markov_transitions(seed: int, order: int, *, layers: int = 3, experts: int = 4) -> np.ndarray:
    """Random transition probabilities `[layers, experts ** order, experts]`, newest entry as the lowest digit."""
    return np.random.default_rng(seed).dirichlet(np.full(experts, 0.3), (layers, experts**order))


def markov_trace(transitions: np.ndarray, seed: int, *, tokens: int, examples: int = 20) -> tuple[RoutingTrace, float]:
    """Circular Markov routing: each entry is drawn from the distribution that its layer and latest entries choose.

    Entries before an example's first are taken as expert 0, and are no part of the trace.

    Returns:
        The trace, and the accuracy of predicting the likeliest follower of each true context (the Bayes optimum).
    """
    draw = np.random.default_rng(seed)
    layers, contexts, experts = transitions.shape
    cumulative, best = transitions.cumsum(axis=2), transitions.max(axis=2)
    context = np.zeros(examples, np.int64)
    routes = np.empty((examples, tokens // examples, layers), np.int16)
    optimum = 0.0
    for t in range(tokens // examples):
        for layer in range(layers):
            optimum += best[layer, context].mean()
            chosen = (draw.random(examples)[:, None] > cumulative[layer, context]).sum(axis=1).clip(0, experts - 1)
            routes[:, t, layer] = chosen
            context = (context * experts + chosen) % contexts
    ptr = np.arange(examples + 1) * (tokens // examples)
    return RoutingTrace(routes.reshape(-1, layers, 1), ptr, experts), optimum / (tokens // examples * layers)


def path_entries(trace: RoutingTrace, example: int) -> list[tuple[int, ...]]:
    """The circular path of one example, an entry a (token, layer), oldest first."""
    rows = trace.experts[trace.example_ptr[example] : trace.example_ptr[example + 1]]
    return [tuple(sorted(map(int, entry))) for token in rows for entry in token]


def count_naively(trace: RoutingTrace, orders: Sequence[int]) -> dict[tuple, Counter]:
    """(layer, context oldest first) -> how often each expert followed, for every length of context up to the order."""
    counts: dict[tuple, Counter] = defaultdict(Counter)
    for e in range(trace.examples):
        path = path_entries(trace, e)
        for i, entry in enumerate(path):
            layer = i % trace.moe_layers
            for m in range(min(orders[layer], i) + 1):
                counts[layer, tuple(path[i - m : i])].update(entry)
    return counts


def predict_naively(counts, num_experts: int, layer: int, context: Sequence[tuple[int, ...]], top: int):
    """Back off from the longest seen suffix to the marginal, then to the experts never seen."""
    ranked: list[int] = []
    for m in range(len(context), -1, -1):
        followers = counts.get((layer, tuple(context[len(context) - m :])), Counter())
        ranked += [e for e, _ in sorted(followers.items(), key=lambda pair: (-pair[1], pair[0])) if e not in ranked]
    return tuple((ranked + [e for e in range(num_experts) if e not in ranked])[:top])
