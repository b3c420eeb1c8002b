"""A predictor of Python's, and a table of reuse, that the native step asks, through a call for each decision."""

from __future__ import annotations

import time
import warnings
from typing import Any

import torch

from flame.errors import FlameWarning
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.prediction_table import PredictionTable, Predictor
from online.serving import native_library as native
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import entries_of
from online.serving.paths import Paths

_LONGEST_CONTEXT = 60  # entries of a table's context that the native look-up follows
_RANKINGS = 64  # after which it is said what a plug-in's take


class NativeRanks:
    """What predictor and table of reuse are told of decisions, and their answers as the native step takes them.

    Args:
        layers: MoE layers of the decoder.
        predictor: what ranks; None where nothing does, or the native step itself.
        reuse: ranks, after each decision, what its layer will want again; None where the policy does not look.

    Attributes:
        hears: whether they are to be told of decisions (`enter`, `finish`).
        wants_tokens: whether they are to be told what each pass reads.
        waits_for_token: whether the first layer is ranked when that is known.
        error: what it has raised, for whoever computes the decision.
    """

    def __init__(
        self,
        layers: int,
        predictor: Predictor | DraftRoutes | None,
        reuse: FactorisedTable | None = None,
    ) -> None:
        self._paths = predictor if isinstance(predictor, DraftRoutes) else Paths(layers, predictor)
        self._reuse = None if reuse is None else Paths(layers, reuse)
        self._asked = predictor is not None
        self._told_of: list[Paths] = [self._paths] if self._asked and isinstance(self._paths, Paths) else []
        if self._reuse is not None:
            self._told_of.append(self._reuse)
        self.hears = bool(self._told_of)
        self.waits_for_token = self._paths.wants_tokens
        self.wants_tokens = self.waits_for_token or (self._reuse is not None and self._reuse.wants_tokens)
        self.error: BaseException | None = None
        self._ours = isinstance(predictor, PredictionTable | FactorisedTable | DraftRoutes)
        self._ranked, self._ranked_s = 0, 0.0
        self._told = True  # whether the predictor knows the present decision
        self._present: ExpertCall | None = None

    def connect(self, opening: native.Opening) -> None:
        """Have a stream that is opened so ask."""
        opening.needs_all = isinstance(self._paths, DraftRoutes)
        opening.waits_for_token = self.waits_for_token or opening.needs_all
        if self._asked:
            opening.ranker = native.RANKER(self._rank)
        if self._reuse is not None:
            opening.reuser = native.RANKER(self._rank_again)
        if self.hears:
            opening.decided = native.DECIDED(self._decided)

    def clear(self) -> None:
        """An example begins."""
        self._paths.clear()
        if self._reuse is not None:
            self._reuse.clear()

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next."""
        listed = None if ids is None else ids.tolist()
        self._paths.enter(listed)
        if self._reuse is not None:
            self._reuse.enter(listed)

    def enter(self, call: ExpertCall) -> None:
        """A call begins."""
        if call.layer.stack != "decoder":
            return
        layer, tokens = call.layer.position, len(call.hidden) // call.sequences
        if tokens == 1:
            self._present, self._told = call, False
            return
        known = [paths.tokens for paths in self._told_of]
        kept = None if None in known else max(1, *known)  # type: ignore[arg-type, type-var]
        history = entries_of(call, kept)
        for paths in self._told_of:
            paths.read_prompt(layer, history, tokens)

    def finish(self) -> None:
        """The call is computed."""
        if self._told:
            return
        assert self._present is not None
        self._told = True
        newest = [entries[-1] for entries in entries_of(self._present, 1)]
        for paths in self._told_of:
            paths.decided(self._present.layer.position, newest)

    def _decided(self) -> int:
        try:
            self.finish()
        except BaseException as error:  # it is raised where the decision is computed
            self.error = error
            return 1
        return 0

    def _rank(self, layer: int, top: int, sequences: int, ranked: Any) -> int:
        start = time.perf_counter()
        failed = self._ask(self._paths, layer, top, sequences, ranked)
        try:
            if not (failed or self._ours):
                self._say_cost(time.perf_counter() - start)
        except BaseException as error:
            self.error = error
            return 1
        return failed

    def _rank_again(self, layer: int, top: int, sequences: int, ranked: Any) -> int:
        assert self._reuse is not None
        return self._ask(self._reuse, layer, top, sequences, ranked)

    def _ask(self, paths: Paths | DraftRoutes, layer: int, top: int, sequences: int, ranked: Any) -> int:
        try:
            for i, ranking in enumerate(paths.rank(layer, top, sequences)):
                for place, expert in enumerate(ranking[:top]):
                    ranked[i * top + place] = expert
        except BaseException as error:
            self.error = error
            return 1
        return 0

    def _say_cost(self, seconds: float) -> None:
        """Say once what a plug-in's predictor costs: the native step stands still while it is asked."""
        self._ranked, self._ranked_s = self._ranked + 1, self._ranked_s + seconds
        if self._ranked == _RANKINGS:
            warnings.warn(
                f"a predictor of Python's takes {self._ranked_s / _RANKINGS * 1e6:.0f} us a decision, besides the "
                "native step (a PredictionTable is looked up within it)",
                FlameWarning,
                stacklevel=2,
            )


def ranked_by(
    predictor: Predictor | HiddenPredictor | DraftRoutes | None, model: MoeModel, layers: int
) -> tuple[PredictionTable | HiddenPredictor | None, Predictor | DraftRoutes | None]:
    """What the native step ranks by itself: by states, or a table of the model; and what it asks Python for."""
    if isinstance(predictor, HiddenPredictor):
        return predictor, None
    if isinstance(predictor, PredictionTable) and predictor.known_layers <= _LONGEST_CONTEXT:
        sizes = predictor.num_experts, predictor.moe_layers, predictor.top_k
        if sizes == (model.num_experts, layers, model.top_k):
            return predictor, None
    return None, predictor
