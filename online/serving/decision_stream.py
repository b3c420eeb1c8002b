"""What streams whose decisions are taken in Python have in common, wherever their experts are computed."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import Experts
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from flame.timeline import Event
from online.pa_buf.buffer import ExpertBuffer
from online.serving.counts import StreamCounts, Tallies, Visit
from online.serving.decoding import Decoding
from online.serving.device_loader import DeviceLoader
from online.serving.draft_routes import DraftRoutes
from online.serving.little_experts import LittleCopies
from online.serving.loader import Loader
from online.serving.residency import Residency
from online.serving.stores import ExpertStore
from online.serving.throttle import PreloadThrottle


class DecisionStream:
    """The decisions of an open stream. Not for several threads at once.

    Args:
        model: whose experts they are.
        loader: brings them.
        store, buffer, predictor, reuse, preload, record_events, throttle: as `online.serving.session.stream` has them.
        little: the little experts.

    Attributes:
        experts: what computes a call; the subclass sets it.
    """

    experts: Experts

    def __init__(
        self, model: MoeModel, loader: Loader | DeviceLoader, store: ExpertStore, buffer: ExpertBuffer,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None, reuse: FactorisedTable | None, preload: int,
        record_events: bool, throttle: bool, little: LittleCopies,
    ) -> None:  # fmt: skip
        layers = len(model.moe_layers("decoder"))
        self._tallies = Tallies(layers, record_events)
        self._throttle = PreloadThrottle(throttle)
        self._events: list[Event] = []
        self._computing = False  # stays so when a pass is cut off
        self.loader = loader
        self.residency = Residency(buffer, loader, store.size_bytes, self._tallies, self._throttle)
        self._decoding = Decoding(
            layers, model.num_experts, self.residency, loader, predictor, reuse, preload, self._tallies, self._throttle,
            little,
        )  # fmt: skip
        history = self._decoding.history_tokens
        self.history = None if history is None else max(1, history)  # newest tokens that decisions look at

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

    def _recover(self) -> None:
        """Where the last pass was cut off, begin anew."""
        if self._computing:
            self.residency.clear()
            self._decoding.begin_example()
            self._computing = False
