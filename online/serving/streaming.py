"""Decoding with a model whose experts stay in a store: the preload/compute pipeline on this machine.

`stream` puts modules in the place of the sparse MLPs that route as before, find or load the experts that the router
has chosen, and compute them straight from their packed bytes, in the same order with the same products as when all of
them are resident (`online.serving.expert_calls.resident`): prediction, slots, policy and the timing of threads
change where an expert is, never what is computed.

The decoder's experts go through the expert buffer. The encoder sees all tokens of a text at once and uses nearly
every expert of a layer, so its experts pass through one by one, each loaded once a layer.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import torch

from flame.errors import ArtifactError, ConfigError, FlameError, ModelError
from flame.ids import ExpertId, decoder_expert
from flame.models.layers import MoeLayer, Undo
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.prediction_table import Predictor
from flame.routing import Entry
from flame.timeline import Event, Timeline
from online.pa_buf.buffer import ExpertBuffer
from online.serving.expert_calls import Compute, Decision, PackedCompute, experts_from, gated
from online.serving.loader import Loader, Request, StreamingError
from online.serving.stores import ExpertStore
from online.serving.throttle import PreloadThrottle


@dataclass
class LayerCounts:
    """What happened at one MoE layer of the decoder.

    Attributes:
        accesses: tokens x top_k that were computed.
        hits: accesses whose expert was resident, bytes and all, when the router decided.
        late: accesses whose expert was on its way, and was waited for.
        little: accesses whose expert was not there and that were computed with the little expert (`LittleExperts`).
        demand_loads: experts loaded after the decision.
        preloads: loads begun for a prediction.
        useful_preloads: preloads that were used before they were evicted, late ones included.
        dropped_preloads: taken off the queue before they began, because the decision went elsewhere.
        demand_bytes: packed bytes of `demand_loads`.
        useful_bytes, late_bytes, wasted_bytes: packed bytes of preloads that were there in time, that were waited
            for, and that left the buffer unused.
        stall_ms: waiting for experts.
    """

    accesses: int = 0
    hits: int = 0
    late: int = 0
    little: int = 0
    demand_loads: int = 0
    preloads: int = 0
    useful_preloads: int = 0
    dropped_preloads: int = 0
    demand_bytes: int = 0
    useful_bytes: int = 0
    late_bytes: int = 0
    wasted_bytes: int = 0
    stall_ms: float = 0.0

    @property
    def misses(self) -> int:
        """Accesses whose expert was neither there nor on its way, and was waited for."""
        return self.accesses - self.hits - self.late - self.little

    def __add__(self, other: LayerCounts) -> LayerCounts:
        return LayerCounts(**{key: value + getattr(other, key) for key, value in asdict(self).items()})

    def __sub__(self, other: LayerCounts) -> LayerCounts:
        return LayerCounts(**{key: value - getattr(other, key) for key, value in asdict(self).items()})


@dataclass(frozen=True)
class StreamCounts:
    """What happened since the stream was opened.

    Attributes:
        layers: the decoder's MoE layers.
        steps: decoding steps.
        loaded_bytes: packed bytes read from the store, encoder included.
        paused_decisions: decisions that the throttle left without preloads.
    """

    layers: tuple[LayerCounts, ...]
    steps: int
    loaded_bytes: int
    paused_decisions: int = 0

    @property
    def total(self) -> LayerCounts:
        """The layers together."""
        return sum(self.layers, LayerCounts())

    @property
    def accesses(self) -> int:
        return self.total.accesses

    @property
    def hits(self) -> int:
        return self.total.hits

    @property
    def late(self) -> int:
        return self.total.late

    @property
    def hit_ratio(self) -> float:
        """Hits by accesses; 0 before anything was decoded."""
        return self.hits / self.accesses if self.accesses else 0.0

    @property
    def stall_ms(self) -> float:
        return self.total.stall_ms


@dataclass(frozen=True)
class Visit:
    """One decoding step at one MoE layer of the decoder, with the preloads that were made for it."""

    step: int
    layer: int
    counts: LayerCounts


@dataclass(frozen=True)
class LittleExperts:
    """A far more pruned copy of every decoder expert, resident, for tokens whose router is unsure (after MoBiLE).

    With these, what is computed depends on what is resident: answers are no longer those of the resident model, and
    may differ from run to run.

    Args:
        experts: packed; those of the decoder are used.
        at_most: where an expert is not resident, tokens whose router gives it no higher probability than this are
            computed with its little copy in place of waiting.
    Raises:
        ConfigError: `at_most` is no probability, or is 0.
    """

    experts: Mapping[ExpertId, PackedExpert]
    at_most: float

    def __post_init__(self) -> None:
        if not 0 < self.at_most <= 1:
            raise ConfigError(f"little experts: at_most={self.at_most} (expected a probability, above 0)")


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

    Made by `stream` or `streaming`. Not for several threads at once. A pass that an error or an interrupt has cut off
    leaves it usable: the next one begins with an empty buffer.
    """

    def __init__(
        self,
        model: MoeModel,
        store: ExpertStore,
        buffer: ExpertBuffer,
        predictor: Predictor | None,
        preload: int,
        deadline_s: float,
        record_events: bool,
        throttle: bool,
        little: LittleExperts | None,
    ) -> None:
        if getattr(model.hf, "streaming", None) is not None:
            raise ConfigError(f"streaming: {model.name} is streamed already (close that session first)")
        if preload < 1 or not deadline_s > 0:
            raise ConfigError(f"streaming: preload={preload}, deadline_s={deadline_s} (expected at least 1, above 0)")
        decoder = model.moe_layers("decoder")
        if buffer.plan.layers != len(decoder):
            raise ConfigError(
                f"streaming: the buffer is planned for {buffer.plan.layers} MoE layers, the decoder of {model.name} "
                f"has {len(decoder)}"
            )
        held = set(store.layers())
        missing = [layer for layer in decoder if layer.id not in held]
        if missing:
            raise ArtifactError(f"streaming: the store has no experts of {missing[0]} (pack this model's experts)")
        self.hf = model.hf
        self.buffer = buffer
        self._model = model
        self._store = store
        self._predictor = predictor
        self._top = preload
        self._streamed = [layer for layer in model.moe_layers() if layer.id in held]
        self._layers = len(decoder)
        self._tallies = [LayerCounts() for _ in decoder]
        self._visits: list[Visit] | None = [] if record_events else None
        self._visited = [LayerCounts() for _ in decoder]  # each layer's counts after its last visit
        self._throttle = PreloadThrottle() if throttle else None
        self._residents: dict[ExpertId, Request] = {}
        self._unused: set[ExpertId] = set()  # preloaded, and not used since
        self._fresh: set[ExpertId] = set()  # preloads that the present decision is the first to use
        self._displaced: set[ExpertId] = set()  # evicted for a preload, and not loaded since
        self._path = _Path()
        self._prompt: list[tuple[tuple[Entry, ...], ...]] = []  # of each layer so far, while a prompt is read
        self._step = -1
        self._preloaded = False  # whether the coming decision's preloads were issued
        self._computing = False  # stays so when a pass is cut off
        self._events: list[Event] | None = [] if record_events else None
        self._held: set[Request] = set()  # needed by the present decision, slot or no slot
        prepare = PackedCompute(model)
        self._unsure_at_most = little.at_most if little else 0.0
        self._little = {
            expert: prepare(expert, packed)
            for expert, packed in (little.experts if little else {}).items()
            if expert.layer.stack == "decoder"
        }
        self._loader = Loader(store, prepare, deadline_s, record_events)
        self._undo: list[Undo] = []
        try:
            self._check_shapes()
            self._undo.append(model.on_example(self._begin_example))
            self._undo.append(model.serve(experts_from(model, self.compute), self._streamed))
            model.hf.streaming = self  # the last step, so that an interrupt leaves it closed or to be found here
        except BaseException:
            self.close()
            raise

    def _check_shapes(self) -> None:
        """Refuse a store of another model by its first expert."""
        first = self._streamed[0]
        request = self._loader.request(ExpertId(first.id, 0), demanded=True)
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

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the original modules back and stop the loader; may be called again, and after an interrupt must be."""
        for undo in self._undo:
            undo()
        if getattr(self.hf, "streaming", None) is self:
            del self.hf.streaming
        self._loader.close()
        self._residents.clear()

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        layers = tuple(replace(tally) for tally in self._tallies)
        paused = self._throttle.paused_decisions if self._throttle else 0
        return StreamCounts(layers, self._step + 1, self._loader.loaded_bytes, paused)

    def visits(self) -> tuple[Visit, ...]:
        """What has happened at each step and layer; needs `record_events`."""
        if self._visits is None:
            raise _not_recorded()
        return tuple(self._visits)

    def timeline(self) -> Timeline:
        """Loads and computed experts; needs `record_events`."""
        if self._events is None:
            raise _not_recorded()
        return Timeline((*self._loader.events, *self._events))

    def _begin_example(self) -> None:
        """An encoder pass begins: the decoder's contexts start anew, the buffer stays as it is."""
        self._path = _Path()
        self._preloaded = False

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
        if self._computing:
            self._start_anew()
        self._computing = True
        if layer.stack == "decoder" and tokens == 1:
            experts = self._buffered(layer.position, decision, tokens)
        else:
            experts = self._passing(layer, decision)
            if layer.stack == "decoder":
                self._read_prompt(layer.position, decision)
        for expert, compute in experts:
            if self._events is None:
                yield expert, gated(compute, decision, expert, flat)
            else:
                start = time.perf_counter()
                yield expert, gated(compute, decision, expert, flat)
                first, last = ((t - self._loader.opened_s) * 1e3 for t in (start, time.perf_counter()))
                self._events.append(Event("compute", "expert", self._step, layer.position, expert, first, last))
        self._computing = False

    def _start_anew(self) -> None:
        """The last pass was cut off somewhere: nothing is known of the buffer, so it is emptied."""
        self._loader.drop_all()
        self.buffer.clear()
        for kept in (self._residents, self._unused, self._displaced, self._held):
            kept.clear()
        self._path = _Path()
        self._preloaded = False

    def _read_prompt(self, layer: int, decision: Decision) -> None:
        """Keep a prompt's routes: its newest tokens are what the first decoded token follows."""
        if layer == 0:
            self._prompt = []
        self._prompt.append(decision.history)
        self._preloaded = False
        if layer == self._layers - 1 and len(self._prompt) == self._layers:
            for token in range(len(decision.history[0])):
                for history in self._prompt:
                    self._path.extend([entries[token] for entries in history])

    def _passing(self, layer: MoeLayer, decision: Decision) -> Iterator[tuple[int, Compute]]:
        """Experts of a layer one by one, the next one loading while one is computed."""
        chosen = list(decision.rows)
        ahead: list[Request] = []
        for index, expert in enumerate(chosen):
            for following in chosen[index + len(ahead) : index + 2]:
                ahead.append(self._resident_or_asked(layer, following))
            yield expert, self._loader.wait(ahead.pop(0))

    def _resident_or_asked(self, layer: MoeLayer, expert: int) -> Request:
        """An expert for a pass over many tokens: the buffer's, where it has it, else loaded beside the buffer."""
        here = self._residents.get(ExpertId(layer.id, expert))
        if here is not None and here.done and here.error is None:
            return here
        return self._loader.request(ExpertId(layer.id, expert), demanded=True)

    def _buffered(self, layer: int, decision: Decision, tokens: int) -> Iterator[tuple[int, Compute]]:
        """Experts of a decoder layer through the buffer, which is called as in `online.pa_buf.replay.decisions`."""
        if layer == 0:
            self._step += 1
        if not self._preloaded:
            self._preload(layer, self._step, rows=len(decision.entries), known=tokens == 1)
        tally = self._tallies[layer]
        self.buffer.move_to(self._step, layer)
        uses = {decoder_expert(layer, expert): len(rows) for expert, rows in decision.rows.items()}
        resident = self.buffer.decide(tuple(uses))
        on_time = {expert for expert in resident if self._residents[expert].done}
        for expert, rows in uses.items():
            tally.accesses += rows
            if expert in on_time:
                tally.hits += rows
            elif expert in resident:
                tally.late += rows
        self._drop_useless(layer, uses)

        spared = self._unsure(decision, uses, on_time) if self._little else {}  # what the little experts compute
        for expert, unsure in spared.items():
            tally.little += int(unsure.sum())
            if expert in resident:
                tally.late -= int(unsure.sum())
        waived = {expert for expert, unsure in spared.items() if bool(unsure.all())}
        missing = [expert for expert in uses if expert not in resident and expert not in waived]
        requests = {expert: self._residents[expert] for expert in resident if expert not in waived}
        self._held = set(requests.values())
        self._fresh = self._unused.intersection(requests)
        self._unused -= self._fresh
        tally.useful_preloads += len(self._fresh)
        while missing and not self.buffer.crowded(missing[0], uses):
            expert = missing.pop(0)
            requests[expert] = self._demand(expert, uses)
        if tokens == 1:
            self._path.extend(decision.entries)
        else:
            self._path = _Path()  # entries of several tokens at once: the next contexts start anew
        ahead = bool(missing)  # whether the next decision's preloads are issued, or have to wait for a slot
        for expert in sorted(waived):
            yield expert.expert, self._little[expert]
        for expert in sorted(requests, key=lambda expert: expert not in on_time):
            waited_s = 0.0
            if not ahead and expert not in on_time:  # while this one is on its way
                waited_s = self._loader.let_begin(requests[expert])
                self._preload_next(layer, decision, tokens)
                ahead = True
            compute = self._wait(expert, requests[expert], tally, expert in on_time, waited_s)
            yield expert.expert, self._mixed(expert, compute, spared.get(expert))
            if not ahead:  # not before: the loader would wake up and take a core from the expert
                start = time.perf_counter()
                if self._preload_next(layer, decision, tokens) and self._throttle is not None:
                    self._throttle.chose(time.perf_counter() - start)
                ahead = True
        if not ahead:
            self._preload_next(layer, decision, tokens)
        for expert in missing:  # they take slots of this decision's own experts, computed by now
            self._held.clear()
            request = self._demand(expert, uses)
            if expert == missing[-1]:
                self._preload_next(layer, decision, tokens)
            compute = self._wait(expert, request, tally, on_time=False)
            yield expert.expert, self._mixed(expert, compute, spared.get(expert))
        self._held.clear()
        if self._visits is not None:
            now = replace(tally)
            self._visits.append(Visit(self._step, layer, now - self._visited[layer]))
            self._visited[layer] = now

    def _unsure(
        self, decision: Decision, wanted: Iterable[ExpertId], on_time: set[ExpertId]
    ) -> dict[ExpertId, torch.Tensor]:
        """For experts that are not there, and have a little copy: which of their rows the router is unsure of."""
        unsure = {
            expert: (decision.gates[expert.expert] <= self._unsure_at_most).reshape(-1)
            for expert in wanted
            if expert in self._little and expert not in on_time
        }
        return {expert: rows for expert, rows in unsure.items() if bool(rows.any())}

    def _mixed(self, expert: ExpertId, compute: Compute, unsure: torch.Tensor | None) -> Compute:
        if unsure is None:
            return compute
        little = self._little[expert]

        def both(rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
            assert gates is not None, "a decision has the weights of its rows"
            outputs = torch.empty_like(rows)
            outputs[unsure] = little(rows[unsure], gates[unsure])
            outputs[~unsure] = compute(rows[~unsure], gates[~unsure])
            return outputs

        return both

    def _drop_useless(self, layer: int, uses: Mapping[ExpertId, int]) -> None:
        """Preloads that have not begun when the decision goes elsewhere are not loaded any more."""
        useless = [expert for expert in self._unused if expert.layer.position == layer and expert not in uses]
        for expert in sorted(useless):
            if self._loader.drop(self._residents[expert]):
                self._tallies[layer].dropped_preloads += 1
                self._unused.discard(expert)
                del self._residents[expert]
                self.buffer.discard(expert)

    def _preload_next(self, layer: int, decision: Decision, tokens: int) -> bool:
        following = (layer + 1) % self._layers
        step = self._step + (following == 0)
        chosen = self._preload(following, step, rows=len(decision.entries), known=tokens == 1)
        self._preloaded = self._predictor is not None
        return chosen

    def _preload(self, layer: int, step: int, rows: int, known: bool) -> bool:
        """Start loading what the table expects at a decision to come; False where nothing is to be expected."""
        self._preloaded = False
        if self._predictor is None or not known:
            return False
        if self._throttle is not None and not self._throttle.allows():
            return False
        self.buffer.move_to(step, layer)
        ranks_all = self.buffer.policy == "cepr"
        top = self._model.num_experts if ranks_all else self._top
        paths = self._path.entries or [[] for _ in range(rows)]
        rankings = [self._predictor.predict(layer, path[-4 * self._layers :], top) for path in paths]
        if ranks_all:
            self.buffer.predicted(layer, rankings[0])
        guesses = [ranking[place] for place in range(self._top) for ranking in rankings if place < len(ranking)]
        loads = self.buffer.preload([decoder_expert(layer, expert) for expert in dict.fromkeys(guesses)])
        for load in loads:
            self._bring(load.expert, load.evicted, demanded=False)
            self._unused.add(load.expert)
            if load.evicted is not None:
                self._displaced.add(load.evicted)
        self._tallies[layer].preloads += len(loads)
        return True

    def _demand(self, expert: ExpertId, uses: Mapping[ExpertId, int]) -> Request:
        displaced = expert in self._displaced
        load = self.buffer.demand(expert, uses)
        request = self._bring(load.expert, load.evicted, demanded=True)
        if displaced:
            self._displaced.add(expert)  # until it has come: `_wait` then knows what that took
        tally = self._tallies[expert.layer.position]
        tally.demand_loads += 1
        tally.demand_bytes += self._store.size_bytes(request.expert)
        return request

    def _bring(self, expert: ExpertId, evicted: ExpertId | None, demanded: bool) -> Request:
        if evicted is not None:
            self._leave(evicted)
        request = self._request(expert, demanded)
        self._residents[expert] = request
        self._displaced.discard(expert)
        if demanded:
            self._held.add(request)
        return request

    def _leave(self, evicted: ExpertId) -> None:
        request = self._residents.pop(evicted)
        tally = self._tallies[evicted.layer.position]
        if request not in self._held and self._loader.drop(request):
            tally.dropped_preloads += 1
        elif evicted in self._unused:
            tally.wasted_bytes += self._size_of(request)
            if self._throttle is not None:
                self._throttle.unused()
        self._unused.discard(evicted)

    def _size_of(self, request: Request) -> int:
        return self._store.size_bytes(request.expert) if request.packed is None else request.packed.size_bytes

    def _request(self, expert: ExpertId, demanded: bool) -> Request:
        return self._loader.request(expert, demanded, self._step)

    def _wait(
        self, expert: ExpertId, request: Request, tally: LayerCounts, on_time: bool, waited_s: float = 0.0
    ) -> Compute:
        """Wait for an expert; one whose preload failed is tried once more, since it is needed only now."""
        start = time.perf_counter()
        try:
            compute = self._loader.wait(request)
        except StreamingError:
            if request.on_demand or not request.done:
                raise
            compute = self._loader.wait(self._replace(expert, request))
        waited_s += time.perf_counter() - start
        tally.stall_ms += waited_s * 1e3
        if expert in self._fresh:
            size = self._size_of(request)
            if on_time:
                tally.useful_bytes += size
            else:
                tally.late_bytes += size
            if self._throttle is not None:
                self._throttle.used(request.load_s - waited_s)
        elif request.on_demand and self._throttle is not None and not on_time:
            self._throttle.lost(request.behind_s + (request.load_s if expert in self._displaced else 0.0))
        self._displaced.discard(expert)
        return compute

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
    preload: int = 1,
    deadline_s: float = 60.0,
    record_events: bool = False,
    throttle: bool = True,
    little: LittleExperts | None = None,
) -> Any:
    """Give the Hugging Face model with its sparse MLPs streamed; `model.generate` works unchanged.

    For a given batch, outputs are bit-identical to the same packed weights fully resident
    (`online.serving.expert_calls.resident`), unless `little` is given. The session is at `.streaming` of the model that
    is returned (counts, timeline, `close()`); `streaming` closes it by itself.

    Args:
        model: the model whose experts are replaced; its own expert weights are not used while it streams.
        store: packed experts of at least the decoder's layers; layers that it lacks stay resident.
        buffer: an expert buffer planned for the decoder's MoE layers.
        predictor: prediction table; None loads on demand only.
        preload: experts preloaded for each decision, best guess first.
        deadline_s: longest wait for one expert.
        record_events: keep events for a timeline, and the counts of each step and layer.
        throttle: stop preloading while it loses time (`online.serving.throttle`); False preloads whatever it costs.
        little: experts to compute with in place of waiting, where the router is unsure; None is exact.
    Raises:
        ConfigError: the buffer does not fit the model, it is streamed already, or an argument is out of range.
        ArtifactError, ModelError: the store lacks a layer, or is of another model.
        StreamingError: the store's first expert cannot be read.
    """
    Session(model, store, buffer, predictor, preload, deadline_s, record_events, throttle, little)
    return model.hf


@contextlib.contextmanager
def streaming(
    model: MoeModel, store: ExpertStore, buffer: ExpertBuffer, predictor: Predictor | None = None, **options: Any
) -> Iterator[Session]:
    """As `stream`, for a `with` block that restores the model whatever happens."""
    before = getattr(model.hf, "streaming", None)
    try:
        yield stream(model, store, buffer, predictor, **options).streaming
    finally:
        session: Session | None = getattr(model.hf, "streaming", None)
        if session is not None and session is not before:
            session.close()


def _not_recorded() -> FlameError:
    return ConfigError("streaming: events were not recorded (open the stream with record_events=True)")
