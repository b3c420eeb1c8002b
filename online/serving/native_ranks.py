"""A predictor of Python's that the native step asks, through a call for each decision."""

from __future__ import annotations

import time
import warnings
from typing import Any

import torch

from flame.errors import FlameWarning
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.models.layers import ExpertCall
from flame.prediction_table import PredictionTable, Predictor
from online.serving import native_library as native
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import entries_of
from online.serving.hidden_ranks import HiddenRanks
from online.serving.paths import Paths

_RANKINGS = 64  # after which it is said what a plug-in's take


class NativeRanks:
    """What the predictor is told of decisions, and its answers as the native step takes them.

    Args:
        layers: MoE layers of the decoder.
        predictor: what ranks; None where nothing does, or a table that is looked up natively.

    Attributes:
        hears: whether it is to be told of decisions (`enter`, `finish`).
        wants_tokens: whether it is to be told what each pass reads.
        error: what it has raised, for whoever computes the decision.
    """

    def __init__(self, layers: int, predictor: Predictor | HiddenPredictor | DraftRoutes | None) -> None:
        self._paths: Paths | HiddenRanks | DraftRoutes
        if isinstance(predictor, DraftRoutes):
            self._paths = predictor
        elif isinstance(predictor, HiddenPredictor):
            self._paths = HiddenRanks(predictor)
        else:
            self._paths = Paths(layers, predictor)
        self._asked = predictor is not None
        self.hears = self._asked and not isinstance(predictor, DraftRoutes)
        self._wants_entries = self.hears and not isinstance(predictor, HiddenPredictor)
        self.wants_tokens = self._paths.wants_tokens
        self.error: BaseException | None = None
        self._ours = isinstance(predictor, PredictionTable | FactorisedTable | HiddenPredictor | DraftRoutes)
        self._ranked, self._ranked_s = 0, 0.0
        self._told = True  # whether the predictor knows the present decision
        self._present: ExpertCall | None = None

    def connect(self, opening: native.Opening) -> None:
        """Have a stream that is opened so ask."""
        opening.needs_all = isinstance(self._paths, DraftRoutes)
        opening.waits_for_token = self.wants_tokens or opening.needs_all
        if self._asked:
            opening.ranker = native.RANKER(self._rank)
        if self._wants_entries:
            opening.decided = native.DECIDED(self._decided)

    def clear(self) -> None:
        """An example begins."""
        self._paths.clear()

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next."""
        self._paths.enter(None if ids is None else ids.tolist())

    def enter(self, call: ExpertCall) -> None:
        """A call begins."""
        tokens = len(call.hidden) // call.sequences
        if isinstance(self._paths, HiddenRanks):  # states say all: what was decided is not asked for
            if call.layer.stack == "decoder" and tokens == 1:
                self._paths.saw(call.layer.position, call.hidden)
        elif call.layer.stack == "decoder" and tokens > 1:
            kept = None if self._paths.tokens is None else max(1, self._paths.tokens)
            self._paths.read_prompt(call.layer.position, entries_of(call, kept), tokens)
        elif call.layer.stack == "decoder":
            self._present, self._told = call, False

    def finish(self) -> None:
        """The call is computed."""
        if self._told:
            return
        assert self._present is not None
        self._told = True
        self._paths.decided(self._present.layer.position, [newest[-1] for newest in entries_of(self._present, 1)])

    def _decided(self) -> int:
        try:
            self.finish()
        except BaseException as error:  # it is raised where the decision is computed
            self.error = error
            return 1
        return 0

    def _rank(self, layer: int, top: int, sequences: int, ranked: Any) -> int:
        start = time.perf_counter()
        try:
            for i, ranking in enumerate(self._paths.rank(layer, top, sequences)):
                for place, expert in enumerate(ranking[:top]):
                    ranked[i * top + place] = expert
            if not self._ours:
                self._say_cost(time.perf_counter() - start)
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
