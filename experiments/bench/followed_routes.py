"""Routes that a random model's routers are made to follow, token by token: recorded ones, or skewed synthetic ones."""

from __future__ import annotations

import contextvars
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import ConfigError
from flame.models.moe_model import MoeModel
from flame.storage.trace_files import open_trace

EXPONENT, STAYS = 0.5, 0.25  # of the synthetic routes


class FollowedRoutes:
    """Has routers choose what a trace has chosen; which token of it, the place in the text says.

    A token that is not the text's (a wrong draft's) is routed as one from elsewhere in the trace.

    Args:
        routes: experts int [tokens, layers, top_k].
        name: of where they are from.

    Attributes:
        routes: as given, int64.
        name: likewise.
        answer: ids of the text, int64 [1, tokens]; None while it is written for the first time.
    """

    def __init__(self, routes: NDArray[np.int16], name: str) -> None:
        self.routes, self.name = torch.from_numpy(routes.astype(np.int64)), name
        self._start = 0
        self._read: contextvars.ContextVar[torch.Tensor] = contextvars.ContextVar("rows of the tokens that are read")
        self.answer: torch.Tensor | None = None

    @staticmethod
    def recorded(file: str, layers: int, experts: int, top_k: int) -> FollowedRoutes:
        """The first layers of a recorded trace.

        Raises:
            ConfigError: it is of other sizes.
            ArtifactError, TraceError: it cannot be read.
        """
        trace, manifest = open_trace(Path(file), top_k, experts)  # a list column says neither
        found = trace.num_experts, trace.top_k
        if found != (experts, top_k) or trace.moe_layers < layers:
            raise ConfigError(
                f"experiment.random.traces: {trace.moe_layers} layers of {found[0]} experts, top {found[1]} (expected "
                f"{layers} or more of {experts}, top {top_k}; change experiment.random.geometry or the trace)"
            )
        return FollowedRoutes(trace.experts[:, :layers], f"recorded ({manifest.config['model']})")

    @staticmethod
    def skewed(tokens: int, layers: int, experts: int, top_k: int, seed: int) -> FollowedRoutes:
        """Draw routes with a skew and a memory (Assumption: as weak as those of published traces).

        Each expert of a token is with chance `STAYS` one of the token before at its layer; the others are drawn by
        Zipf's law of exponent `EXPONENT`, from an order of experts of the layer's own.
        """
        rng = np.random.default_rng(seed)
        weights = (np.arange(experts) + 1.0) ** -EXPONENT
        order = np.argsort(rng.random((layers, experts)), axis=-1)
        # The largest of log(weight) + Gumbel noise are a draw without replacement.
        scores = np.log(weights) + rng.gumbel(size=(tokens, layers, experts))
        routes = np.empty((tokens, layers, top_k), np.int16)
        for token in range(tokens):
            for layer in range(layers):
                own = scores[token, layer]
                if token:
                    own = own.copy()
                    ranks = np.argsort(order[layer])[routes[token - 1, layer]]
                    own[ranks[rng.random(top_k) < STAYS]] = np.inf
                routes[token, layer] = order[layer][np.argsort(-own, kind="stable")[:top_k]]
        return FollowedRoutes(routes, f"synthetic (Zipf {EXPONENT}, {STAYS:.0%} stay)")

    def begin(self, text: int, tokens: int) -> None:
        """Another text of so many tokens begins, with routes of its own."""
        self._start, self.answer = text * tokens, None

    def lead(self, model: MoeModel) -> None:
        """Have a model's routers follow from now on."""
        model.hf.model.register_forward_pre_hook(self._reads, with_kwargs=True)
        for layer in model.moe_layers():
            model.hf.model.layers[layer.block].mlp.gate.register_forward_hook(self._hook(layer.position))

    def _reads(self, module: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> None:
        """Note the rows of the tokens that a pass reads; passes that go on in step have each their own."""
        ids, cache = named["input_ids"], named["past_key_values"]
        places = torch.arange(ids.shape[1]) + (cache.get_seq_length() if cache is not None else 0)
        rows = self._start + places
        if self.answer is not None:
            known = places < self.answer.shape[1]
            wrong = known & (self.answer[0, places.clamp(max=self.answer.shape[1] - 1)] != ids[0])
            rows = torch.where(wrong, rows + len(self.routes) // 2, rows)
        self._read.set(rows % len(self.routes))

    def _hook(self, layer: int) -> Any:
        def chosen(module: Any, args: tuple[Any, ...], output: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            logits, scores, _ = output
            return logits, scores, self.routes[self._read.get(), layer]

        return chosen
