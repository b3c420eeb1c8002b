"""The native decode step: one call computes the experts of a decision, wherever they are.

`online/native/stream*.cpp` finds what is resident, asks for what is not, computes what is there first, adds up in
ascending order of experts, asks the table, preloads, and counts; no Python object is made for an expert, and the
interpreter is free meanwhile. What it answers and counts is what `online.serving.decoding` answers and counts, which
remains for what this does not know (`online.serving.native_experts.native_refusal`).
"""

from __future__ import annotations

import _thread
import ctypes
import time
import warnings
from collections.abc import Sequence
from typing import Any

import torch

from flame.errors import FlameWarning
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import ExpertCall, MoeLayer, MostProbable
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from flame.timeline import Event
from online.pa_buf.buffer import ExpertBuffer
from online.serving import native_library as native
from online.serving import throttle as rules
from online.serving.counts import LayerCounts, StreamCounts, Visit
from online.serving.draft_routes import DraftRoutes
from online.serving.loader import CLOSING_S, StreamingError
from online.serving.native_experts import NativeExperts, opening_of
from online.serving.native_policy import NativePolicy
from online.serving.native_ranks import NativeRanks, ranked_by
from online.serving.stores import ExpertStore, changed, cut_short, unreadable

_TAKE_S = 0.2  # how often the thread that brings experts looks whether it is over
_ROOM = 256  # loads whose end it is told of at once
_PLACES = (None, "used", "preloaded", "coming")


class NativeStream:
    """The experts of an open stream, natively. Not for several threads at once.

    Args:
        model: the model.
        layers: its streamed layers, the decoder's first.
        store: where experts come from.
        buffer: its plan and policy are taken over; it is not told of what happens. A plug-in's policy is asked through
            calls of Python.
        predictor: ranks experts: a `PredictionTable` and one from hidden states natively, another one (a factorised
            table, a plug-in's) through a call of Python for each decision.
        reuse: ranks what a layer will want again, in the same way.
        preload, deadline_s, record_events, throttle: as `online.serving.session.stream` has them.
    """

    def __init__(
        self, model: MoeModel, layers: Sequence[MoeLayer], store: ExpertStore, buffer: ExpertBuffer,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None, reuse: FactorisedTable | None, preload: int,
        deadline_s: float, record_events: bool, throttle: bool,
    ) -> None:  # fmt: skip
        self._lib = native.library()
        self._layers = list(layers)
        self._numbers = {layer: number for number, layer in enumerate(self._layers)}
        self._decoder = sum(layer.stack == "decoder" for layer in self._layers)
        self._store, self._deadline_s, self._opened_s = store, deadline_s, time.perf_counter()
        self._handle = ctypes.c_void_p()
        self._begin = self._lib.flame_stream_begin
        self._call = native.Call(threads=torch.get_num_threads())
        self._computing = self._closed = False
        self._brought: dict[int, Any] = {}  # what Python has loaded and is not copied, or why it has not
        self._experts = NativeExperts(model, self._layers, store)
        self._first = self._experts.first
        known, asked = ranked_by(predictor, model, self._decoder)
        self._ranks = NativeRanks(self._decoder, asked, reuse if buffer.wants_reuse else None)
        self._policy = NativePolicy(buffer, self._experts)
        self.wants_tokens = self._ranks.wants_tokens  # whether `begin_pass` is to be told of each pass
        opening = opening_of(model, self._layers, self._experts, buffer, known)
        self._ranks.connect(opening)
        if buffer.policy not in native.POLICIES:
            self._policy.connect(opening)
        opening.preload, opening.record_events, opening.deadline_s = preload, record_events, deadline_s
        opening.throttle = native.Throttle(
            rules.TRIAL, rules.WINDOW, rules.CHOICES, rules.PAUSE, rules.PAUSE_GROWTH, rules.LONGEST_PAUSE,
            rules.LOSSES, rules.CREDIT, rules.KEPT, rules.LONGEST_CHOICE_S, rules.NATIVE_MARGIN_S, rules.MARGIN_S,
            throttle,
        )  # fmt: skip
        self._kept: list[Any] = [opening, known]
        self._ended = _thread.allocate_lock()
        self._lib.flame_stream_open(ctypes.byref(opening), ctypes.byref(self._handle))
        if self._experts.python_brings:
            self._ended.acquire()
            _thread.start_new_thread(self._bring, ())

    # ---- A decision

    def experts(self, call: ExpertCall) -> torch.Tensor:
        """Compute the experts of a call: the weighted sums [tokens, hidden].

        Raises:
            StreamingError: an expert could not be brought in.
        """
        if self._closed or self._computing:
            self._recover(call.layer)
        self._computing = True
        hidden, index, weights, dropped = call.hidden, call.index, call.weights, call.dropped
        # Each operation of torch, even one that does nothing, costs a token more than the bookkeeping of a decision.
        if not hidden.is_contiguous():
            hidden = hidden.contiguous()
        if weights.dtype is not torch.float32:
            weights = weights.float()
        if not (index.is_contiguous() and weights.is_contiguous()):
            index, weights = index.contiguous(), weights.contiguous()
        if dropped is not None:
            dropped = dropped.contiguous()
        output, own, layer = torch.empty_like(hidden), self._call, self._numbers[call.layer]
        if layer == 0:
            own.threads = torch.get_num_threads()
        own.layer, own.bf16 = layer, hidden.dtype is torch.bfloat16
        own.hidden, own.index, own.weights = hidden.data_ptr(), index.data_ptr(), weights.data_ptr()
        own.dropped = None if dropped is None else dropped.data_ptr()
        own.output, own.sequences = output.data_ptr(), call.sequences
        own.tokens, own.top_k = index.shape
        if self._ranks.hears:
            self._ranks.enter(call)
        status = self._begin(self._handle, own)
        if status != native.DONE:
            self._advance(status)
        if self._ranks.hears:
            self._ranks.finish()
        self._computing = False
        return output

    __call__ = experts

    def most_probable(self, layer: MoeLayer) -> MostProbable | None:
        """What computes a layer's most probable experts (`flame.models.layers.Choosing`): one call, little else.

        The dense blocks have swept the caches, so that every line of Python and every operation of torch between a
        router's scores and the native step is fetched from memory again: what can be known beforehand is.
        """
        if self._ranks.hears or layer.stack != "decoder":
            return None  # they are told of each call
        step, handle, empty_like = native.switch_step(), self._handle.value, torch.empty_like
        number, bf16 = self._numbers[layer], torch.bfloat16

        def computed(hidden: torch.Tensor, probabilities: torch.Tensor) -> torch.Tensor:
            if self._computing or self._closed:
                self._recover(layer)
            self._computing = True
            if not hidden.is_contiguous():
                hidden = hidden.contiguous()
            output = empty_like(hidden)
            status = step(
                handle, number, hidden.dtype is bf16, 0 if number else torch.get_num_threads(), hidden.size(0),
                hidden.data_ptr(), probabilities.data_ptr(), output.data_ptr(),
            )  # fmt: skip
            if status:
                self._advance(status)
            self._computing = False
            return output

        return computed

    def _advance(self, status: int) -> None:
        """Go on with a call until it is done."""
        while status != native.DONE:
            if status >= native.WARNS:
                self._warn()
                status -= native.WARNS
                continue
            if status != native.WAITING:
                raise self._failure(status)
            status = self._lib.flame_stream_advance(self._handle)  # signals are handled between the two

    def begin_example(self) -> None:
        """Contexts start anew; the buffer stays as it is."""
        self._lib.flame_stream_begin_example(self._handle)
        self._ranks.clear()

    def predict(self, on: bool) -> None:
        """Ask the predictor from now on, or do not."""
        self._lib.flame_stream_predict(self._handle, on)

    def preload_early(self, layer: int) -> None:
        """Preload what is expected of a layer in the coming step, before its turn.

        Raises:
            StreamingError: whatever the predictor has raised.
        """
        status = self._lib.flame_stream_preload_early(self._handle, layer)
        if status not in (native.DONE, native.DONE + native.WARNS):
            raise self._failure(status)

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next, as `flame.models.layers.tell_tokens` gives them."""
        if not self.wants_tokens:
            return
        if self._computing and not self._closed:
            self._begin_anew()
        self._ranks.begin_pass(ids)
        if self._ranks.waits_for_token and ids is not None and ids.shape[1] == 1:
            status = self._lib.flame_stream_begin_pass(self._handle, len(ids))
            if status >= native.WARNS:
                self._warn()
            elif status != native.DONE:
                raise self._failure(status)

    def warm(self, experts: Sequence[ExpertId]) -> None:
        """Load experts before anything is decoded, as many as slots are free.

        Raises:
            StreamingError: one could not be brought in.
        """
        numbers = [self._first[expert.layer] + expert.expert for expert in experts]
        status = self._lib.flame_stream_warm(self._handle, (native.i32 * len(numbers))(*numbers), len(numbers))
        if status != native.DONE:
            raise self._failure(status)

    def _recover(self, layer: MoeLayer) -> None:
        """The last pass was cut off: begin anew."""
        if self._closed:
            raise StreamingError(f"{layer}: the stream was closed (open it anew)")
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._lib.flame_stream_clear(self._handle)
        self._ranks.clear()
        self._computing = False

    # ---- Experts that Python brings

    def _bring(self) -> None:
        load, expert, count = native.i64(), native.i64(), native.i64()
        released = (native.i64 * _ROOM)()
        try:
            while True:
                found = self._lib.flame_stream_take(
                    self._handle, _TAKE_S, ctypes.byref(load), ctypes.byref(expert), released, _ROOM,
                    ctypes.byref(count),
                )  # fmt: skip
                for i in range(count.value):
                    self._brought.pop(released[i], None)
                if found < 0:
                    return
                if found:
                    self._deliver(load.value, self._experts.ids[expert.value])
        finally:
            self._ended.release()

    def _deliver(self, load: int, which: ExpertId) -> None:
        spec: native.Spec | None = None
        afterwards: native.Spec | None = None
        try:
            spec, self._brought[load] = self._experts.brought(which, self._store.load(which))
            afterwards = self._experts.from_file(which)
        except BaseException as error:  # whatever it is, it belongs to whoever needs the expert
            spec = afterwards = None
            self._brought[load] = error
        if self._lib.flame_stream_deliver(self._handle, load, spec, afterwards):
            del self._brought[load]

    # ---- What went wrong

    def _failure(self, status: int) -> BaseException:
        if status == native.PYTHON_FAILED:
            error = self._ranks.error or self._policy.error
            assert error is not None
            return error
        failed = native.Failure()
        self._lib.flame_stream_failure(self._handle, ctypes.byref(failed))
        which = self._experts.ids[failed.expert]
        if status == native.LATE:
            return StreamingError(
                f"{which}: not loaded within {self._deadline_s:g} s (the storage is stalled; mend it, or allow a "
                "longer deadline)"
            )
        error = self._load_error(failed, which)
        raised = StreamingError(f"{which}: {error}")
        raised.__cause__ = error
        return raised

    def _load_error(self, failed: native.Failure, which: ExpertId) -> BaseException:
        if failed.fault == native.BROUGHT:
            return self._brought[failed.load]  # type: ignore[no-any-return]
        files = self._experts.files
        assert files is not None, "only files are read natively"
        place = files.location(which)
        if failed.fault == native.CUT_SHORT:
            return cut_short(place, which, failed.number, place.size_bytes)
        if failed.fault == native.CHANGED:
            return changed(place)
        return unreadable(place, which, OSError(failed.number, ""), files.access)

    def _warn(self) -> None:
        happened = self._happened()
        warnings.warn(rules.lost_message(happened.warned_s, happened.warned_pause), FlameWarning, stacklevel=5)

    # ---- What happened

    def _happened(self) -> native.Happened:
        happened = native.Happened()
        self._lib.flame_stream_happened(self._handle, ctypes.byref(happened))
        return happened

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        tallies = (native.LayerTally * self._decoder)()
        self._lib.flame_stream_counts(self._handle, tallies)
        happened = self._happened()
        return StreamCounts(
            tuple(map(_counts, tallies)), happened.steps, happened.loaded_bytes, happened.paused_decisions
        )

    def stalled_s(self) -> float:
        """Seconds that decoding has waited for experts."""
        return float(self._lib.flame_stream_stalled_ms(self._handle)) / 1e3

    def visits(self) -> tuple[Visit, ...]:
        """What has happened at each step and layer, where it is recorded."""
        count = self._happened().visits
        places, tallies = (native.i64 * (2 * count))(), (native.LayerTally * count)()
        self._lib.flame_stream_visits(self._handle, count, places, tallies)
        return tuple(
            Visit(step, layer, _counts(tally))
            for step, layer, tally in zip(places[::2], places[1::2], tallies, strict=True)
        )

    def events(self) -> list[Event]:
        """Loads and computed experts, where they are recorded."""
        happened = self._happened()
        loads, computed = (native.LoadEvent * happened.load_events)(), (native.Computed * happened.computed)()
        self._lib.flame_stream_load_events(self._handle, len(loads), loads)
        self._lib.flame_stream_computed(self._handle, len(computed), computed)
        events = []
        for load in loads:
            which = self._experts.ids[load.expert]
            resource = "loader" if load.worker == 0 else f"loader {load.worker + 1}"
            activity = "demand load" if load.demanded else "preload"
            times = self._ms(load.start_s), self._ms(load.end_s)
            events.append(Event(resource, activity, load.token, which.layer.position, which.expert, *times))
        for each in computed:
            which = self._experts.ids[each.expert]
            times = self._ms(each.start_s), self._ms(each.end_s)
            events.append(Event("compute", "expert", each.step, which.layer.position, which.expert, *times))
        return events

    def place(self, expert: ExpertId) -> str | None:
        """Whether an expert of the decoder has a slot now: `used`, `preloaded`, `coming`; None for none."""
        return _PLACES[self._lib.flame_stream_place(self._handle, self._first[expert.layer] + expert.expert)]

    def places(self) -> list[dict[int, str]]:
        """For each MoE layer of the decoder the experts that have a slot now, and their `place`."""
        found: list[dict[int, str]] = [{} for _ in range(self._decoder)]
        for expert in self._experts.ids:
            if expert.layer.stack == "decoder" and (place := self.place(expert)) is not None:
                found[expert.layer.position][expert.expert] = place
        return found

    def _ms(self, moment_s: float) -> float:
        return (moment_s - self._opened_s) * 1e3

    # ---- The end

    def close(self) -> bool:
        """Stop the loads; False when one hangs and was left behind. May be called again."""
        if not self._handle or self._closed:
            return self._closed
        limit = min(self._deadline_s, CLOSING_S)
        clean = bool(self._lib.flame_stream_close(self._handle, limit))
        if not self._ended.acquire(timeout=limit):
            return False
        self._ended.release()
        if clean and not self._closed:
            self._lib.flame_stream_rest(self._handle)
            self._brought.clear()
            self._closed = True
        return clean

    def __del__(self) -> None:
        if getattr(self, "_closed", False):
            self._lib.flame_stream_free(self._handle)


def _counts(tally: native.LayerTally) -> LayerCounts:
    return LayerCounts(**{name: getattr(tally, name) for name in (*native.COUNTED, "stall_ms", "caused_ms")})
