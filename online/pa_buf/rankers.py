"""What ranks the experts of one sequence while it is decoded: a table's state, or the path that it is asked with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from flame.factorised_table import FactorisedTable
from flame.prediction_table import Predictor, TracePredictor
from flame.routing import Entry, RoutingTrace
from online.pa_buf.factorised import FactorisedRanker, native_is_built


class SequenceRanker(Protocol):
    """One sequence: `begin` an example, then for each token `token`, and for each layer `rank` and `decided`."""

    def begin(self) -> None:
        """Forget the example so far."""
        ...

    def token(self, token_id: int) -> None:
        """Take in the token that enters the stack; -1 where its id is not known."""
        ...

    def rank(self, layer: int, top: int) -> Iterable[int]:
        """The experts that `layer` is most likely to choose, best first."""
        ...

    def decided(self, layer: int, entry: Entry) -> None:
        """Take in what the router of `layer` chose."""
        ...


class ContextRanker:
    """Keeps the entries of the path that a predictor may look at, and asks it with them.

    Args:
        predictor: whoever says how many entries it looks at (`known_layers`) spares the older ones' keeping; one that
            does not is given all of them.
        layers: MoE layers of the decoder.
    """

    def __init__(self, predictor: Predictor, layers: int) -> None:
        self._predictor = predictor
        tokens = known_tokens(predictor, layers)
        self._kept = None if tokens is None else tokens * layers
        self._path: list[Entry] = []

    def begin(self) -> None:
        self._path = []

    def token(self, token_id: int) -> None:
        """Nothing: the path alone is asked with."""

    def rank(self, layer: int, top: int) -> Sequence[int]:
        return self._predictor.predict(layer, self.context(), top)

    def decided(self, layer: int, entry: Entry) -> None:
        self._path.append(entry)
        if self._kept is not None and len(self._path) > 2 * self._kept + 64:
            self._path = self.context()

    def context(self) -> list[Entry]:
        """The entries that the predictor may look at, oldest first."""
        if self._kept is None:
            return self._path
        return self._path[len(self._path) - min(self._kept, len(self._path)) :]


def known_tokens(predictor: Predictor | None, layers: int) -> int | None:
    """Newest tokens whose entries a predictor looks at; None for all of an example."""
    if predictor is None:
        return 0
    known = getattr(predictor, "known_layers", None)
    return None if known is None else -(-int(known) // layers)


def sequence_ranker(predictor: Predictor, layers: int) -> SequenceRanker:
    """What ranks one sequence by a predictor."""
    return FactorisedRanker(predictor) if isinstance(predictor, FactorisedTable) else ContextRanker(predictor, layers)


def rank_trace(predictor: TracePredictor, trace: RoutingTrace, top: int) -> np.ndarray:
    """Every ranking of a trace, natively where a predictor can: int16 `[tokens, moe_layers, top]`."""
    if isinstance(predictor, FactorisedTable) and native_is_built():
        return FactorisedRanker(predictor).predict_trace(trace, top)
    return predictor.predict_trace(trace, top)
