"""The path of each sequence that is decoded: what a predictor is asked with."""

from __future__ import annotations

from collections.abc import Sequence

from flame.prediction_table import Predictor
from flame.routing import Entry


class Paths:
    """The entries of each sequence since its example began, as a replay of its trace has them.

    Args:
        layers: MoE layers of the decoder.
        predictor: whoever says how many entries it looks at (`known_layers`) spares the older ones' keeping; one that
            does not is given all of them.
    """

    def __init__(self, layers: int, predictor: Predictor | None) -> None:
        self._layers = layers
        known = getattr(predictor, "known_layers", None)
        self.tokens: int | None = None if known is None else -(-int(known) // layers)
        if predictor is None:
            self.tokens = 0
        self._entries: list[list[Entry]] = []
        self._prompt: list[Sequence[Sequence[Entry]]] = []  # of each layer so far, while a prompt is read

    def clear(self) -> None:
        """An example begins."""
        self._entries, self._prompt = [], []

    def extend(self, newest: Sequence[Entry]) -> None:
        """One layer has decided: the entry of each sequence."""
        if len(self._entries) != len(newest):
            self._entries = [[] for _ in newest]
        for path, entry in zip(self._entries, newest, strict=True):
            path.append(entry)
        if self.tokens is not None and self._entries and len(self._entries[0]) >= 2 * (self.tokens + 1) * self._layers:
            self._entries = [path[-self.tokens * self._layers :] if self.tokens else [] for path in self._entries]

    def read_prompt(self, layer: int, history: Sequence[Sequence[Entry]], tokens: int) -> None:
        """A layer has decided for several tokens at once; the path takes them token by token when the last layer has.

        Args:
            layer: the deciding layer.
            history: for each sequence the entries of its newest tokens, oldest first; at least `tokens` of them, or
                as many as a predictor looks at.
            tokens: tokens of each sequence in the pass.
        """
        if layer == 0:
            self._prompt = []
        self._prompt.append(history)
        if layer != self._layers - 1 or len(self._prompt) != self._layers:
            return
        kept = len(history[0])
        if kept < tokens:  # entries between the path and these are not known
            self._entries = []
        for token in range(kept):
            for entries in self._prompt:
                self.extend([sequence[token] for sequence in entries])

    def contexts(self, sequences: int) -> list[list[Entry]]:
        """For each sequence the entries that a predictor may look at, oldest first; empty where none is known."""
        if len(self._entries) != sequences:
            return [[] for _ in range(sequences)]
        if self.tokens is None:
            return self._entries
        newest = self.tokens * self._layers
        return [path[-newest:] if newest else [] for path in self._entries]
