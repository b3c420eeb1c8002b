"""Rankings by what routers read, for predictors that look at hidden states one layer before."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from flame.errors import ConfigError
from flame.hidden_predictor import HiddenPredictor, normalised
from flame.routing import Entry


class HiddenRanks:
    """In the place of `online.serving.paths.Paths`: it is told states, and needs no path.

    The first layer is not ranked: what it would read has not been computed when its turn comes.

    Args:
        predictor: of the next layer, from the input of a router.
    Raises:
        ConfigError: it reads other states, or ranks layers further ahead than is preloaded for.
    """

    tokens = 0
    wants_tokens = False

    def __init__(self, predictor: HiddenPredictor) -> None:
        if (predictor.state, predictor.lead) != ("router", 1):
            raise ConfigError(
                f"streaming: a predictor from state {predictor.state}, lead {predictor.lead} (expected router and 1: "
                "decoding preloads for the next layer, from what the present router reads)"
            )
        self._predictor = predictor
        self._states: dict[int, torch.Tensor] = {}

    def clear(self) -> None:
        """An example begins."""
        self._states.clear()

    def saw(self, layer: int, hidden: torch.Tensor) -> None:
        """A layer's router has read `hidden`, a token a sequence: `[sequences, hidden]` or `[sequences, 1, hidden]`."""
        self._states[layer] = hidden

    def enter(self, ids: list[list[int]] | None) -> None:
        """A pass begins: what it reads is in its states."""

    def decided(self, layer: int, newest: Sequence[Entry]) -> None:
        """A layer has decided: what it read says more."""

    def read_prompt(self, layer: int, history: Sequence[Sequence[Entry]], tokens: int) -> None:
        """A layer has decided for several tokens: nothing is kept of them."""

    def rank(self, layer: int, top: int, sequences: int) -> list[list[int]]:
        """The experts that each sequence is most likely to want at a layer, best first; none for the first layer."""
        state = self._states.get(layer - 1)
        if state is None or len(state) != sequences:
            return [[] for _ in range(sequences)]
        read = normalised(state.detach().float().cpu().numpy().reshape(sequences, -1))
        return self._predictor.rank(layer, read, min(top, self._predictor.num_experts)).tolist()  # type: ignore[no-any-return]
