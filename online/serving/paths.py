"""The path of each sequence that is decoded, told to what ranks its experts, as a replay of its trace has it."""

from __future__ import annotations

from collections.abc import Sequence

from flame.factorised_table import FactorisedTable
from flame.prediction_table import Predictor
from flame.routing import Entry
from online.pa_buf.rankers import SequenceRanker, known_tokens, sequence_ranker

PAD = -1  # in place of a token's id, in a prompt whose other ids are known


class Paths:
    """The rankers of the sequences that are decoded together, since their example began.

    Args:
        layers: MoE layers of the decoder.
        predictor: what ranks; None ranks nothing.
    """

    def __init__(self, layers: int, predictor: Predictor | None) -> None:
        self._layers = layers
        self._predictor = predictor
        self.tokens = known_tokens(predictor, layers)
        table = predictor if isinstance(predictor, FactorisedTable) else None
        self.wants_tokens = table is not None  # so the first layer is not ranked before its token is known
        self._asked_after = table is not None and table.after_decision
        self._experts = None if table is None else table.num_experts
        self._rankers: list[SequenceRanker] = []
        self._decided = layers  # layers that have decided for the token that was told last
        self._ids: list[list[int]] | None = None  # of a pass over several tokens
        self._prompt: list[Sequence[Sequence[Entry]]] = []  # of each layer so far, while a prompt is read

    def clear(self) -> None:
        """An example begins."""
        for ranker in self._rankers:
            ranker.begin()
        self._decided = self._layers
        self._ids, self._prompt = None, []

    def enter(self, ids: list[list[int]] | None) -> None:
        """A pass begins: the ids that it reads, of each sequence; `PAD` for pads, None where they are not known."""
        self._ids = ids
        self._decided = self._layers
        if ids is not None and ids and len(ids[0]) == 1:
            self._token([sequence[0] for sequence in ids])

    def decided(self, layer: int, newest: Sequence[Entry]) -> None:
        """One layer has decided: the entry of each sequence."""
        if self._decided == self._layers:
            self._token([-1] * len(newest))
        for ranker, entry in zip(self._fitting(len(newest)), newest, strict=False):
            ranker.decided(layer, self._as_recorded(entry))
        self._decided = layer + 1

    def rank(self, layer: int, top: int, sequences: int) -> list[list[int]]:
        """The experts that each sequence is most likely to want at a layer, best first."""
        if self._decided == self._layers and not self._asked_after:
            self._token([-1] * sequences)
        return [[int(expert) for expert in ranker.rank(layer, top)] for ranker in self._fitting(sequences)]

    def read_prompt(self, layer: int, history: Sequence[Sequence[Entry]], tokens: int) -> None:
        """A layer has decided for several tokens at once; rankers take them token by token when the last layer has.

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
        rankers = self._fitting(len(history))
        for which, ranker in enumerate(rankers):
            if kept < tokens:  # entries between the path and these are not known
                ranker.begin()
            ids = None if self._ids is None else self._ids[which][tokens - kept :]
            for token in range(kept):
                if ids is not None and ids[token] == PAD:
                    continue
                ranker.token(-1 if ids is None else ids[token])
                for at, entries in enumerate(self._prompt):
                    ranker.decided(at, self._as_recorded(entries[which][token]))
        self._decided, self._ids = self._layers, None

    def _as_recorded(self, entry: Entry) -> Entry:
        """An entry as a trace has it: a choice of no expert at all stands as expert 0."""
        if self._experts is None:
            return entry
        ids = entry if isinstance(entry, tuple) else (entry,)
        return tuple(expert if 0 <= expert < self._experts else 0 for expert in ids)

    def _token(self, ids: Sequence[int]) -> None:
        for ranker, identity in zip(self._fitting(len(ids)), ids, strict=False):
            ranker.token(identity)
        self._decided = 0

    def _fitting(self, sequences: int) -> list[SequenceRanker]:
        """A ranker for each sequence, all anew where there were others before; none without a predictor."""
        if len(self._rankers) != sequences and self._predictor is not None:
            self._rankers = [sequence_ranker(self._predictor, self._layers) for _ in range(sequences)]
        return self._rankers
