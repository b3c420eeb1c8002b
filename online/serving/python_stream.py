"""The decode step in Python: the reference of the native one, and what computes where that cannot."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import torch

from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import Experts, MoeLayer
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from flame.timeline import Event
from online.pa_buf.buffer import ExpertBuffer
from online.serving.counts import StreamCounts, Tallies, Visit
from online.serving.decoding import Decoding
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import Compute, Decision, PackedCompute, experts_from, gated
from online.serving.little_experts import LittleCopies, LittleExperts
from online.serving.loader import Loader, Request
from online.serving.residency import Residency
from online.serving.stores import ExpertStore
from online.serving.throttle import PreloadThrottle


class PythonStream:
    """The experts of an open stream. Not for several threads at once.

    Args:
        model: whose experts they are.
        store, buffer, predictor, reuse, preload, deadline_s, record_events, throttle, little: as
            `online.serving.session.stream` has them.
    """

    def __init__(
        self, model: MoeModel, store: ExpertStore, buffer: ExpertBuffer,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None,
        reuse: FactorisedTable | None, preload: int, deadline_s: float, record_events: bool, throttle: bool,
        little: LittleExperts | None,
    ) -> None:  # fmt: skip
        layers = len(model.moe_layers("decoder"))
        self._tallies = Tallies(layers, record_events)
        self._throttle = PreloadThrottle(throttle)
        self._events: list[Event] = []
        self._record_events = record_events
        self._computing = False  # stays so when a pass is cut off
        prepare = PackedCompute(model)
        copies = LittleCopies(little, prepare)
        self.loader = Loader(store, prepare, deadline_s, record_events)
        self.residency = Residency(buffer, self.loader, store.size_bytes, self._tallies, self._throttle)
        self._decoding = Decoding(
            layers, model.num_experts, self.residency, self.loader, predictor, reuse, preload, self._tallies,
            self._throttle, copies,
        )  # fmt: skip
        history = self._decoding.history_tokens
        self.experts: Experts = experts_from(model, self.compute, None if history is None else max(1, history))

    def close(self) -> bool:
        """Stop the loader; False when it hangs and was left behind. May be called again."""
        return self.loader.close()

    def warm(self, experts: Sequence[ExpertId]) -> None:
        """Load experts before anything is decoded, as many as slots are free.

        Raises:
            StreamingError: one could not be brought in.
        """
        for request in self.residency.fill(experts):
            self.loader.wait(request)

    def begin_example(self) -> None:
        """Contexts start anew; the buffer stays as it is."""
        self._decoding.begin_example()

    def predict(self, on: bool) -> None:
        """Ask the predictor from now on, or do not."""
        self._decoding.predicts = on

    def preload_early(self, layer: int) -> None:
        """Preload what is expected of a layer in the coming step, before its turn."""
        self._recover()
        self._decoding.preload_early(layer)

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next (`Decoding.begin_pass`)."""
        self._recover()
        self._decoding.begin_pass(ids)

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        return StreamCounts(
            self._tallies.layers(), self._decoding.step + 1, self.loader.loaded_bytes, self._throttle.paused_decisions
        )

    def stalled_s(self) -> float:
        """Seconds that decoding has waited for experts."""
        return sum(layer.stall_ms for layer in self._tallies.layers()) / 1e3

    def place(self, expert: ExpertId) -> str | None:
        """Whether an expert of the decoder has a slot now: `used`, `preloaded`, `coming`; None for none."""
        return self.residency.place(expert)

    def places(self) -> list[dict[int, str]]:
        """For each MoE layer of the decoder the experts that have a slot now, and their `place`."""
        found: list[dict[int, str]] = [{} for _ in range(self.residency.buffer.plan.layers)]
        for expert in self.residency.residents():
            place = self.residency.place(expert)
            if place is not None:
                found[expert.layer.position][expert.expert] = place
        return found

    def visits(self) -> tuple[Visit, ...]:
        """What has happened at each step and layer, where it is recorded."""
        return self._tallies.visits()

    def events(self) -> list[Event]:
        """Loads and computed experts, where they are recorded."""
        return [*self.loader.events, *self._events]

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

    def _recover(self) -> None:
        """Where the last pass was cut off, begin anew."""
        if self._computing:
            self.residency.clear()
            self._decoding.begin_example()
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
