"""Where the tokens of a draft were routed: the preloads of their verification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import torch

from flame.routing import Entry


class DraftRoutes:
    """The experts that drafted tokens were routed to, layer by layer; ranks in place of a predictor.

    Experts that several tokens share come first, then those of earlier tokens, whose acceptance is likelier. While
    nothing is drafted, nothing is expected.

    Args:
        layers: MoE layers of the decoder.

    Attributes:
        changed: is told of each layer that was heard of.
    """

    tokens = 0  # entries of earlier tokens that are looked at
    wants_tokens = False

    def __init__(self, layers: int) -> None:
        self._heard: list[list[torch.Tensor]] = [[] for _ in range(layers)]
        self.changed: Callable[[int], None] = lambda layer: None

    def heard(self, layer: int, index: torch.Tensor) -> None:
        """A router has decided for one drafted token of each sequence.

        Args:
            index: int64 `[sequences, top_k]`.
        """
        self._heard[layer].append(index)
        self.changed(layer)

    def clear(self) -> None:
        """Nothing is drafted."""
        for heard in self._heard:
            heard.clear()

    def rank(self, layer: int, top: int, sequences: int) -> list[list[int]]:
        """The experts to preload at a layer, the most needed first; one ranking for all sequences."""
        chosen = [expert for index in self._heard[layer] for expert in index.reshape(-1).tolist()]
        return [[expert for expert, _ in Counter(chosen).most_common(top)]]  # ties in the order of the draft

    def enter(self, ids: list[list[int]] | None) -> None:
        """A pass begins: a draft has no use for its ids."""

    def decided(self, layer: int, newest: Sequence[Entry]) -> None:
        """A layer has decided: nothing that the draft does not know."""

    def read_prompt(self, layer: int, history: Sequence[Sequence[Entry]], tokens: int) -> None:
        """A prompt was read: nothing is drafted from it."""
