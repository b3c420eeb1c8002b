"""The decode step in Python: the reference of the native one, and what computes where that cannot."""

from __future__ import annotations

import time
from collections.abc import Iterator

import torch

from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from flame.timeline import Event
from online.pa_buf.buffer import ExpertBuffer
from online.serving.decision_stream import DecisionStream
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import Compute, Decision, PackedCompute, experts_from, gated
from online.serving.little_experts import LittleCopies, LittleExperts
from online.serving.loader import Loader, Request
from online.serving.stores import ExpertStore


class PythonStream(DecisionStream):
    """The experts of an open stream, loaded by a thread and computed one by one.

    Args:
        model: whose experts they are.
        store, buffer, predictor, reuse, preload, deadline_s, record_events, throttle, little: as
            `online.serving.session.stream` has them.
    """

    loader: Loader

    def __init__(
        self, model: MoeModel, store: ExpertStore, buffer: ExpertBuffer,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None,
        reuse: FactorisedTable | None, preload: int, deadline_s: float, record_events: bool, throttle: bool,
        little: LittleExperts | None,
    ) -> None:  # fmt: skip
        prepare = PackedCompute(model)
        super().__init__(
            model, Loader(store, prepare, deadline_s, record_events), store, buffer, predictor, reuse, preload,
            record_events, throttle, LittleCopies(little, prepare),
        )  # fmt: skip
        self._record_events = record_events
        self.experts = experts_from(model, self.compute, self.history)

    def compute(
        self, layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, torch.Tensor]]:
        """Yield the gated output rows of each chosen expert, those at hand first.

        Args:
            layer: the deciding layer.
            decision: its router's choice.
            flat: hidden states [batch x tokens, d_model].
            tokens: tokens of each sequence in this pass.
        Raises:
            StreamingError: an expert could not be brought in.
        """
        self._recover()
        self._computing = True
        for expert, compute in self._experts(layer, decision, flat, tokens):
            if not self._record_events:
                yield expert, gated(compute, decision, expert, flat)
            else:
                start = time.perf_counter()
                yield expert, gated(compute, decision, expert, flat)
                first, last = ((t - self.loader.opened_s) * 1e3 for t in (start, time.perf_counter()))
                step = self._decoding.step
                self._events.append(Event("compute", "expert", step, layer.position, expert, first, last))
        self._computing = False

    def _experts(
        self, layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, Compute]]:
        if layer.stack != "decoder":
            return self._passing(layer, decision)
        if tokens == 1:
            return self._decoding.experts(layer.position, decision, flat)
        self._decoding.read_prompt(layer.position, decision, tokens)
        return self._passing(layer, decision)

    def _passing(self, layer: MoeLayer, decision: Decision) -> Iterator[tuple[int, Compute]]:
        """Experts of a layer one by one, the next one loading while one is computed."""
        chosen = list(decision.rows)
        ahead: list[Request] = []
        for index, expert in enumerate(chosen):
            for following in chosen[index + len(ahead) : index + 2]:
                ahead.append(self._resident_or_asked(ExpertId(layer.id, following)))
            yield expert, self.loader.wait(ahead.pop(0))

    def _resident_or_asked(self, expert: ExpertId) -> Request:
        """An expert for a pass over many tokens: the buffer's, where it has it, else loaded beside the buffer."""
        here = self.residency.request_of(expert)
        if here is not None and here.done and here.error is None:
            return here
        return self.loader.request(expert, demanded=True)
