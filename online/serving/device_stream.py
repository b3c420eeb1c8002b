"""The decode step on a CUDA device: what a router chose is computed at once, whatever the host does.

A layer is one launch (`online.kernels.triton_experts`). Experts that have slots are read there, all others in the
host's page-locked memory, so that nobody waits for a copy and a whole token can be one CUDA graph. The host learns
afterwards what was chosen, and takes the decisions that streams on the CPU take, in the same order: who gets a slot,
who leaves, what is preloaded. These change how fast an expert is read, never what it gives.

A pass over several tokens copies the experts that it uses to memory of its own first, layer by layer.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import torch

from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import ExpertCall, MoeLayer
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from online.pa_buf.buffer import ExpertBuffer
from online.serving.counts import StreamCounts, Visit
from online.serving.decision_stream import DecisionStream
from online.serving.device_layers import chosen, compute
from online.serving.device_loader import DeviceLoader
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import decide
from online.serving.little_experts import LittleCopies
from online.serving.stores import ExpertStore

if TYPE_CHECKING:
    from online.kernels.triton_experts import ExpertSlots

_STAGED_BYTES = 1 << 30  # of a layer's experts beside the slots, for a pass over several tokens


@dataclass(frozen=True, eq=False)
class _Notice:
    """What a layer's router chose, on its way to the host.

    Attributes:
        layer: which.
        sequences: of the batch.
        index, outside: of the call, and whether each expert was outside the slots; host memory.
        dropped: of the call.
        hidden: what the router has read, where a predictor wants to know.
        come: when they are there; None where they are.
        in_time: whether the next layer may decide later than the host knows of this; not in a captured step.
    """

    layer: MoeLayer
    sequences: int
    index: torch.Tensor
    outside: torch.Tensor
    dropped: torch.Tensor | None
    hidden: torch.Tensor | None
    come: torch.cuda.Event | None = None
    in_time: bool = True

    def kept(self) -> _Notice:
        """The same in memory that nobody writes to; waits for it."""
        if self.come is not None:
            self.come.synchronize()
        dropped, hidden = (None if each is None else each.clone() for each in (self.dropped, self.hidden))
        index, outside = self.index.clone(), self.outside.clone()
        return replace(self, index=index, outside=outside, dropped=dropped, hidden=hidden, come=None)


class DeviceStream(DecisionStream):
    """The experts of an open stream on a device. Not for several threads at once.

    Args:
        model: whose experts they are.
        layers: `online.serving.device_layers.streamed_layers` of it.
        store, buffer, predictor, reuse, preload, record_events, throttle: as
            `online.serving.session.stream` has them.
    """

    def __init__(
        self, model: MoeModel, layers: Mapping[MoeLayer, ExpertSlots], store: ExpertStore, buffer: ExpertBuffer,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None, reuse: FactorisedTable | None, preload: int,
        record_events: bool, throttle: bool,
    ) -> None:  # fmt: skip
        self._device = DeviceLoader(layers, buffer.plan, buffer.__contains__)
        super().__init__(
            model, self._device, store, buffer, predictor, reuse, preload, record_events, throttle,
            LittleCopies(None, _never),
        )  # fmt: skip
        self._layers = layers
        self._notices: deque[_Notice] = deque()
        self._mail: dict[tuple[MoeLayer, int, torch.Size], _Notice] = {}  # where notices arrive
        self._captured: list[_Notice] = []  # of them those that the captured step writes
        self._reads_hidden = isinstance(predictor, HiddenPredictor)
        self._capturing = self._closed = False
        self._predicts = predictor is not None
        self._stream: torch.cuda.Stream | None = None
        self._decodes()
        self.experts = self._compute

    @property
    def capturing(self) -> bool:
        """Whether a step is captured: nothing is computed, and nobody may wait."""
        return self._capturing

    @capturing.setter
    def capturing(self, on: bool) -> None:
        self._capturing = on
        if on:
            self._captured = []

    def close(self) -> bool:
        """Wait for what reads the experts; may be called again."""
        self.settle()
        self._closed = True
        return super().close()

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next."""
        if not self.capturing:
            self._decodes()
            self.settle()
            super().begin_pass(ids)
            self._device.flush()

    def warm(self, experts: Sequence[ExpertId]) -> None:
        """Begin copies before anything is decoded, as many as slots are free."""
        super().warm(experts)
        self._device.flush()

    def begin_example(self) -> None:
        """Contexts start anew; slots stay as they are."""
        self.settle()
        super().begin_example()

    def predict(self, on: bool) -> None:
        """Ask the predictor from now on, or do not."""
        self._predicts = on

    def preload_early(self, layer: int) -> None:
        """Preload what is expected of a layer in the coming step, before its turn."""
        self.settle()
        super().preload_early(layer)
        self._device.flush()

    def counts(self) -> StreamCounts:
        """What has happened so far; on another thread than the decoding one, as far as it is decided."""
        self.settle()
        return super().counts()

    def place(self, expert: ExpertId) -> str | None:
        """As `DecisionStream.place`, after what `counts` does."""
        self.settle()
        return super().place(expert)

    def places(self) -> list[dict[int, str]]:
        """As `DecisionStream.places`, after what `counts` does."""
        self.settle()
        return super().places()

    def visits(self) -> tuple[Visit, ...]:
        """As `DecisionStream.visits`, after what `counts` does."""
        self.settle()
        return super().visits()

    def keep(self) -> None:
        """Put aside what the host has been told of steps, before a captured step tells it anew."""
        self._notices = deque(notice.kept() for notice in self._notices)

    def replayed(self, ids: torch.Tensor) -> None:
        """A captured step reads these tokens, and the device computes it: meanwhile the steps before are decided."""
        self._decodes()
        come = self._event()
        self.settle()
        super().begin_pass(ids)
        self._device.flush()
        self._notices.extend(replace(mail, come=come, in_time=False) for mail in self._captured)

    def _compute(self, call: ExpertCall) -> torch.Tensor:
        decoder, tokens = call.layer.stack == "decoder", len(call.hidden) // call.sequences
        if not decoder or tokens > 1:
            return self._pass(call, decoder, tokens)
        if not self.capturing:
            self._decodes()
            self._arrived(call.layer)
        y, outside = compute(self._layers[call.layer], call)
        self._send(call, outside)
        return y

    def _pass(self, call: ExpertCall, decoder: bool, tokens: int) -> torch.Tensor:
        """A pass over several tokens: the experts that it uses are copied first, as far as there is memory."""
        slots = self._layers[call.layer]
        index = chosen(slots, call)
        numbers = [number for number in index.unique().tolist() if 0 <= number < slots.num_experts]
        size = slots.expert_bytes
        staged = slots.staged(numbers[: max(1, _STAGED_BYTES // size)])
        self.loader.loaded_bytes += staged.slots * size
        y, _ = compute(staged, call, index)
        if decoder:
            self.settle()
            there = ExpertCall(
                call.layer, call.hidden, call.index.cpu(), call.weights.cpu(), call.sequences, _on_host(call.dropped)
            )
            self._decoding.read_prompt(call.layer.position, decide(there, slots.num_experts, self.history), tokens)
        return y

    def _send(self, call: ExpertCall, outside: torch.Tensor) -> None:
        """Have the host learn what was chosen, in memory that a captured step always writes to."""
        sent = [call.index, outside, call.dropped, call.hidden if self._reads_hidden else None]
        key = call.layer, call.sequences, call.index.shape
        if key not in self._mail:  # before a step is captured, which goes on to write there
            locked = call.index.device.type == "cuda"
            own = [None if each is None else _as_on_host(each, locked) for each in sent]
            self._mail[key] = _Notice(call.layer, call.sequences, *own)  # type: ignore[arg-type]
        mail = self._mail[key]
        for there, here in zip(sent, (mail.index, mail.outside, mail.dropped, mail.hidden), strict=True):
            if here is not None and there is not None:
                here.copy_(there, non_blocking=True)
        if self.capturing:
            self._captured.append(mail)
        else:
            self._notices.append(replace(mail, come=self._event()))

    def _event(self) -> torch.cuda.Event | None:
        """When all that the device has been asked for is done."""
        device = next(iter(self._layers.values())).device
        return torch.cuda.current_stream(device).record_event() if device.type == "cuda" else None

    def _decodes(self) -> None:
        """This thread and the present stream are the decoding ones, where decisions are taken."""
        self._thread = threading.get_ident()
        device = next(iter(self._layers.values())).device
        self._stream = torch.cuda.current_stream(device) if device.type == "cuda" else None

    def _arrived(self, layer: MoeLayer) -> None:
        """Take the decisions that the host knows of; it waits for those of a layer that is about to decide again."""
        while self._notices:
            first = self._notices[0]
            awaited = any(notice.layer == layer for notice in self._notices)
            if not awaited and first.come is not None and not first.come.query():
                break
            self._take_first()
        self._device.flush()

    def settle(self) -> None:
        """Take all decisions, where this is the decoding thread and the stream is open."""
        if self._closed or not self._notices or self._thread != threading.get_ident():
            return
        with torch.cuda.stream(self._stream) if self._stream is not None else contextlib.nullcontext():
            while self._notices:
                self._take_first()
            self._device.flush()

    def _take_first(self) -> None:
        """The decision of one layer: its experts have been computed, and what follows from it is done now."""
        notice = self._notices.popleft()
        self._recover()
        self._computing = True
        if notice.come is not None:
            notice.come.synchronize()
        layer, loader = notice.layer, self._device
        weights = torch.zeros(notice.index.shape)
        call = ExpertCall(layer, weights, notice.index, weights, notice.sequences, notice.dropped)
        decision = decide(call, self._layers[layer].num_experts, self.history)
        loader.poll()
        outside = set(notice.index[notice.outside.bool()].tolist())
        for expert in decision.rows:
            request = self.residency.request_of(ExpertId(layer.id, expert))
            if request is not None and expert in outside:
                loader.was_late(request)
        hidden = notice.index if notice.hidden is None else notice.hidden
        self._decoding.predicts = self._predicts and notice.in_time  # a captured step is over before a preload comes
        for _ in self._decoding.experts(layer.position, decision, hidden):
            pass
        self._computing = False


def _never(*_: object) -> NoReturn:
    raise AssertionError("there are no little experts")


def _as_on_host(tensor: torch.Tensor, locked: bool) -> torch.Tensor:
    with torch.inference_mode(False):  # it is written to outside inference as well
        return torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=locked)


def _on_host(tensor: torch.Tensor | None) -> torch.Tensor | None:
    return None if tensor is None else tensor.cpu()
