"""Decoding with a model whose experts stay in a store: the preload/compute pipeline on this machine.

`stream` puts modules in the place of the sparse MLPs that route as before, find or load the experts that the router
has chosen, and compute them straight from their packed bytes, in the same order with the same products as when all of
them are resident (`online.routed_mlp.resident`): prediction, slots, policy and the timing of threads change where an
expert is, never what is computed.

The decoder's experts go through the expert buffer. The encoder sees all tokens of a text at once and uses nearly
every expert of a layer, so its experts pass through one by one, each loaded once a layer.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from flame.errors import ArtifactError, ConfigError, FlameError, ModelError
from flame.model import MoeLayer, MoeModel
from flame.timeline import Event, Timeline
from online.expert_buffer import ExpertBuffer
from online.expert_store import ExpertKey, ExpertStore
from online.loader import Loader, Request, StreamingError
from online.policies import ExpertId
from online.routed_mlp import Compute, Decision, Entry, PackedCompute, gated, replaced


class Predictor(Protocol):
    """What streaming asks of a prediction table (`flame.prediction_table.PredictionTable` is one)."""

    def predict(self, layer: int, context: Sequence[Entry], top: int = 1) -> tuple[int, ...]:
        """Experts most likely at `layer`, best first; `context` is oldest first."""
        ...


@dataclass(frozen=True)
class LayerCounts:
    """What happened at one MoE layer of the decoder.

    Attributes:
        accesses: tokens x top_k that were computed.
        hits: accesses whose expert was resident, bytes and all, when the router decided.
        late: accesses whose expert was on its way.
        demand_loads: experts loaded after the decision.
        preloads: loads begun for a prediction.
        useful_preloads: preloads that were used before they were evicted, late ones included.
        stall_ms: waiting for experts.
    """

    accesses: int = 0
    hits: int = 0
    late: int = 0
    demand_loads: int = 0
    preloads: int = 0
    useful_preloads: int = 0
    stall_ms: float = 0.0


@dataclass(frozen=True)
class StreamCounts:
    """What happened since the stream was opened.

    Attributes:
        layers: the decoder's MoE layers.
        steps: decoding steps.
        loaded_bytes: packed bytes read from the store, encoder included.
    """

    layers: tuple[LayerCounts, ...]
    steps: int
    loaded_bytes: int

    @property
    def accesses(self) -> int:
        return sum(layer.accesses for layer in self.layers)

    @property
    def hits(self) -> int:
        return sum(layer.hits for layer in self.layers)

    @property
    def late(self) -> int:
        return sum(layer.late for layer in self.layers)

    @property
    def hit_ratio(self) -> float:
        """Hits by accesses; 0 before anything was decoded."""
        return self.hits / self.accesses if self.accesses else 0.0

    @property
    def stall_ms(self) -> float:
        return sum(layer.stall_ms for layer in self.layers)


@dataclass
class _Tally:
    accesses: int = 0
    hits: int = 0
    late: int = 0
    demand_loads: int = 0
    preloads: int = 0
    useful_preloads: int = 0
    stall_ms: float = 0.0


@dataclass
class _Path:
    """The entries of each sequence since its example began."""

    entries: list[list[Entry]] = field(default_factory=list)

    def extend(self, newest: Sequence[Entry]) -> None:
        if len(self.entries) != len(newest):
            self.entries = [[] for _ in newest]
        for path, entry in zip(self.entries, newest, strict=True):
            path.append(entry)


class Session:
    """One open stream: the model with its sparse MLPs replaced, until it is closed.

    Made by `stream` or `streaming`. Not for several threads at once.
    """

    def __init__(
        self,
        model: MoeModel,
        store: ExpertStore,
        buffer: ExpertBuffer,
        predictor: Predictor | None,
        prefetch: int,
        deadline_s: float,
        record_events: bool,
    ) -> None:
        if prefetch < 1 or not deadline_s > 0:
            raise ConfigError(f"streaming: prefetch={prefetch}, deadline_s={deadline_s} (expected at least 1, above 0)")
        decoder = model.moe_layers("decoder")
        if buffer.plan.layers != len(decoder):
            raise ConfigError(
                f"streaming: the buffer is planned for {buffer.plan.layers} MoE layers, the decoder of {model.name} "
                f"has {len(decoder)}"
            )
        held = set(store.layers())
        missing = [layer for layer in decoder if (layer.stack, layer.position) not in held]
        if missing:
            raise ArtifactError(f"streaming: the store has no experts of {missing[0]} (pack this model's experts)")
        self.hf = model.hf
        self.buffer = buffer
        self._model = model
        self._predictor = predictor
        self._prefetch = prefetch
        self._streamed = [layer for layer in model.moe_layers() if (layer.stack, layer.position) in held]
        self._layers = len(decoder)
        self._tallies = [_Tally() for _ in decoder]
        self._residents: dict[ExpertId, Request] = {}
        self._unused: set[ExpertId] = set()
        self._path = _Path()
        self._step = -1
        self._preloaded = False  # whether the coming decision's preloads were issued
        self._events: list[Event] | None = [] if record_events else None
        self._held: set[Request] = set()  # needed by the present decision, slot or no slot
        self._loader = Loader(store, PackedCompute(model), deadline_s, record_events)
        self._check_shapes()
        self._closed = False
        self._undo = contextlib.ExitStack()
        self._undo.enter_context(replaced(model, self._streamed, self.compute))
        self._hook = model.hf.encoder.register_forward_pre_hook(lambda *_: self._begin_example())

    def _check_shapes(self) -> None:
        """Refuse a store of another model by its first expert."""
        first = self._streamed[0]
        try:
            request = self._loader.request((first.stack, first.position, 0), demanded=True)
            self._loader.wait(request)
            assert request.packed is not None, "a load that succeeded has its expert"
            stored = request.packed.matrices
            for name, own in self._model.expert_matrices(first, 0).items():
                found = list(stored[name].shape) if name in stored else "missing"
                if found != list(own.shape):
                    raise ModelError(
                        f"streaming: {name} of {first}, expert 0 is {found} in the store, {list(own.shape)} in "
                        f"{self._model.name} (open the store of this model)"
                    )
        except FlameError:
            self._loader.close()
            raise

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the original modules back and stop the loader; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._hook.remove()
        self._undo.close()
        if getattr(self.hf, "streaming", None) is self:
            del self.hf.streaming
        self._loader.close()
        self._residents.clear()

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        layers = tuple(LayerCounts(**vars(tally)) for tally in self._tallies)
        return StreamCounts(layers, self._step + 1, self._loader.loaded_bytes)

    def timeline(self) -> Timeline:
        """Loads and computed experts; needs `record_events`."""
        if self._events is None:
            raise ConfigError("streaming: events were not recorded (open the stream with record_events=True)")
        return Timeline((*self._loader.events, *self._events))

    def _begin_example(self) -> None:
        """An encoder pass begins: the decoder's contexts start anew, the buffer stays as it is."""
        self._path = _Path()
        self._preloaded = False

    def compute(
        self, layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, torch.Tensor]]:
        """Yield the output of each chosen expert, those at hand first.

        Args:
            layer: the deciding layer.
            decision: its router's choice.
            flat: hidden states [batch x tokens, d_model].
            tokens: tokens of each sequence in this pass.
        """
        if layer.stack == "decoder":
            experts = self._buffered(layer.position, decision, tokens)
        else:
            experts = self._passing(layer, decision)
        for expert, compute in experts:
            start = time.perf_counter()
            yield expert, gated(compute, decision, expert, flat)
            if self._events is not None:
                first, last = ((t - self._loader.started_s) * 1e3 for t in (start, time.perf_counter()))
                self._events.append(Event("compute", "expert", self._step, layer.position, expert, first, last))

    def _passing(self, layer: MoeLayer, decision: Decision) -> Iterator[tuple[int, Compute]]:
        """Experts of a layer one by one, the next one loading while one is computed."""
        chosen = list(decision.rows)
        ahead: list[Request] = []
        for index, expert in enumerate(chosen):
            for following in chosen[index + len(ahead) : index + 2]:
                key: ExpertKey = (layer.stack, layer.position, following)
                ahead.append(self._loader.request(key, demanded=True, layer=layer.position))
            yield expert, self._loader.wait(ahead.pop(0))

    def _buffered(self, layer: int, decision: Decision, tokens: int) -> Iterator[tuple[int, Compute]]:
        """Experts of a decoder layer through the buffer, which is called as in `online.replay.decisions`."""
        if layer == 0:
            self._step += 1
        if not self._preloaded:
            self._preload(layer, self._step, rows=len(decision.entries), known=tokens == 1)
        tally = self._tallies[layer]
        self.buffer.move_to(self._step, layer)
        uses = Counter({ExpertId(layer, expert): len(rows) for expert, rows in decision.rows.items()})
        wanted = list(uses)
        resident = self.buffer.decide(wanted)
        on_time = [expert for expert in resident if self._loader.is_done(self._residents[expert])]
        tally.accesses += sum(uses.values())
        tally.hits += sum(uses[expert] for expert in on_time)
        tally.late += sum(uses[expert] for expert in resident if expert not in on_time)
        tally.useful_preloads += len(self._unused.intersection(resident))
        self._unused.difference_update(resident)

        missing = [expert for expert in wanted if expert not in resident]
        self._held = {self._residents[expert] for expert in resident}
        requests = {expert: self._residents[expert] for expert in resident}
        while missing and not self.buffer.crowded(missing[0], uses):
            expert = missing.pop(0)
            requests[expert] = self._demand(expert, uses)
        if tokens == 1:
            self._path.extend(decision.entries)
        else:
            self._path = _Path()  # entries of several tokens at once: the next contexts start anew
        if not missing:
            self._preload_next(layer, decision, tokens)
        for expert in sorted(requests, key=lambda expert: expert not in on_time):
            yield expert.expert, self._wait(expert, requests[expert], tally)
        for expert in missing:  # they take slots of this decision's own experts, computed by now
            self._held.clear()
            request = self._demand(expert, uses)
            if expert == missing[-1]:
                self._preload_next(layer, decision, tokens)
            yield expert.expert, self._wait(expert, request, tally)
        self._held.clear()

    def _preload_next(self, layer: int, decision: Decision, tokens: int) -> None:
        following = (layer + 1) % self._layers
        step = self._step + (following == 0)
        self._preload(following, step, rows=len(decision.entries), known=tokens == 1)
        self._preloaded = self._predictor is not None

    def _preload(self, layer: int, step: int, rows: int, known: bool) -> None:
        """Start loading what the table expects at a decision to come."""
        self._preloaded = False
        if self._predictor is None or not known:
            return
        self.buffer.move_to(step, layer)
        ranks_all = self.buffer.policy == "cepr"
        top = self._model.num_experts if ranks_all else self._prefetch
        paths = self._path.entries or [[] for _ in range(rows)]
        rankings = [self._predictor.predict(layer, path[-4 * self._layers :], top) for path in paths]
        if ranks_all:
            self.buffer.predicted(layer, rankings[0])
        guesses = [ranking[place] for place in range(self._prefetch) for ranking in rankings if place < len(ranking)]
        loads = self.buffer.preload([ExpertId(layer, expert) for expert in dict.fromkeys(guesses)])
        for load in loads:
            self._bring(load.expert, load.evicted, demanded=False)
            self._unused.add(load.expert)
        self._tallies[layer].preloads += len(loads)

    def _demand(self, expert: ExpertId, uses: Counter[ExpertId]) -> Request:
        load = self.buffer.demand(expert, uses)
        self._tallies[expert.layer].demand_loads += 1
        return self._bring(load.expert, load.evicted, demanded=True)

    def _bring(self, expert: ExpertId, evicted: ExpertId | None, demanded: bool) -> Request:
        if evicted is not None:
            request = self._residents.pop(evicted)
            if request not in self._held:
                self._loader.cancel(request)
            self._unused.discard(evicted)
        request = self._request(expert, demanded)
        self._residents[expert] = request
        if demanded:
            self._held.add(request)
        return request

    def _request(self, expert: ExpertId, demanded: bool) -> Request:
        key: ExpertKey = ("decoder", expert.layer, expert.expert)
        return self._loader.request(key, demanded, self._step, expert.layer)

    def _wait(self, expert: ExpertId, request: Request, tally: _Tally) -> Compute:
        """Wait for an expert; one whose preload failed is tried once more, since it is needed only now."""
        start = time.perf_counter()
        preloaded = not request.on_demand
        try:
            try:
                return self._loader.wait(request)
            except StreamingError:
                if not (preloaded and self._loader.is_done(request)):
                    raise
                return self._loader.wait(self._replace(expert, request))
        except StreamingError:
            if expert in self._residents:  # its slot is free again, for whoever goes on after the error
                del self._residents[expert]
                self.buffer.discard(expert)
            raise
        finally:
            tally.stall_ms += (time.perf_counter() - start) * 1e3

    def _replace(self, expert: ExpertId, failed: Request) -> Request:
        request = self._request(expert, demanded=True)
        if self._residents.get(expert) is failed:
            self._residents[expert] = request
        return request


def stream(
    model: MoeModel,
    store: ExpertStore,
    buffer: ExpertBuffer,
    predictor: Predictor | None = None,
    *,
    prefetch: int = 1,
    deadline_s: float = 60.0,
    record_events: bool = False,
) -> Any:
    """Give the Hugging Face model with its sparse MLPs streamed; `model.generate` works unchanged.

    For a given batch, outputs are bit-identical to the same packed weights fully resident
    (`online.routed_mlp.resident`). The session is at `.streaming` of the model
    that is returned (counts, timeline, `close()`); `streaming` closes it by itself.

    Args:
        model: the model whose experts are replaced; its own expert weights are not used while it streams.
        store: packed experts of at least the decoder's layers; layers that it lacks stay resident.
        buffer: an expert buffer planned for the decoder's MoE layers.
        predictor: prediction table; None loads on demand only.
        prefetch: experts preloaded for each decision, best guess first.
        deadline_s: longest wait for one expert.
        record_events: keep events for a timeline.
    Raises:
        ConfigError: the buffer does not fit the model, or an argument is out of range.
        ArtifactError, ModelError: the store lacks a layer, or is of another model.
    """
    session = Session(model, store, buffer, predictor, prefetch, deadline_s, record_events)
    model.hf.streaming = session
    return model.hf


@contextlib.contextmanager
def streaming(
    model: MoeModel, store: ExpertStore, buffer: ExpertBuffer, predictor: Predictor | None = None, **options: Any
) -> Iterator[Session]:
    """As `stream`, for a `with` block that restores the model whatever happens."""
    session: Session = stream(model, store, buffer, predictor, **options).streaming
    try:
        yield session
    finally:
        session.close()
