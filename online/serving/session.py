"""Decoding with a model whose experts stay in a store: the preload/compute pipeline on this machine.

`stream` has a model's experts computed elsewhere: the routers decide as before, chosen experts are found or loaded,
and computed straight from their packed bytes, in the same order with the same products as when all of them are
resident (`online.serving.expert_calls.resident`). Prediction, slots, policy and the timing of threads change where an
expert is, never what is computed.

The decoder's experts go through the expert buffer when one token of each sequence is decoded. A pass over many tokens
(an encoder's, a prompt's) uses nearly every expert of a layer, so its experts pass through one by one, each loaded
once a layer.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from flame.errors import ArtifactError, ConfigError, ModelError, TraceError
from flame.factorised_table import FactorisedTable
from flame.ids import ExpertId
from flame.models.layers import MoeLayer, Undo
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from flame.timeline import Event, Timeline
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import StreamCounts, Tallies, Visit, not_recorded
from online.serving.decoding import Decoding
from online.serving.expert_calls import Compute, Decision, PackedCompute, experts_from, gated
from online.serving.little_experts import LittleCopies, LittleExperts
from online.serving.loader import Loader, Request
from online.serving.residency import Residency
from online.serving.stores import ExpertStore, FileStore
from online.serving.throttle import PreloadThrottle

_sessions: weakref.WeakKeyDictionary[Any, Session] = weakref.WeakKeyDictionary()  # by the Hugging Face model


class Session:
    """One open stream: the model with its experts computed from a store, until it is closed.

    Made by `stream`. Not for several threads at once. A pass that an error or an interrupt has cut off leaves it
    usable: the next one begins with an empty buffer.

    Attributes:
        opened: a store that the session closes with itself.
        model: the streamed model; `session.model.generate(...)` and `session.model.hf.generate(...)` work unchanged.
    """

    def __init__(
        self,
        model: MoeModel,
        store: ExpertStore,
        buffer: ExpertBuffer,
        predictor: Predictor | None,
        reuse: FactorisedTable | None,
        warm: Sequence[ExpertId],
        preload: int,
        deadline_s: float,
        record_events: bool,
        throttle: PreloadThrottle,
        little: LittleExperts | None,
    ) -> None:
        decoder, held = model.moe_layers("decoder"), set(store.layers())
        self.model = model
        self._streamed = [layer for layer in model.moe_layers() if layer.id in held]
        self._tallies = Tallies(len(decoder), record_events)
        self._throttle = throttle
        self._events: list[Event] | None = [] if record_events else None
        self._computing = False  # stays so when a pass is cut off
        prepare = PackedCompute(model)
        copies = LittleCopies(little, prepare)
        self._loader = Loader(store, prepare, deadline_s, record_events)
        self._residency = Residency(buffer, self._loader, store.size_bytes, self._tallies, throttle)
        self._decoding = Decoding(
            len(decoder), model.num_experts, self._residency, self._loader, predictor, reuse, preload, self._tallies,
            throttle, copies,
        )  # fmt: skip
        self._undo: list[Undo] = []
        self.opened: FileStore | None = None
        try:
            self._check_shapes()
            _sessions[model.hf] = self  # before the model changes, so that whoever is interrupted finds it
            self._undo.append(model.on_example(self._decoding.begin_example))
            self._undo.append(model.on_tokens(self._begin_pass))
            for request in self._residency.fill(warm):
                self._loader.wait(request)
            history = self._decoding.history_tokens
            experts = experts_from(model, self.compute, None if history is None else max(1, history))
            model.serve(experts, self._streamed, self._undo)
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
        for name, own in self.model.expert_matrices(first, 0).items():
            found = list(stored[name].shape) if name in stored else "missing"
            if found != list(own.shape):
                raise ModelError(
                    f"streaming: {name} of {first}, expert 0 is {found} in the store, {list(own.shape)} in "
                    f"{self.model.name} (open the store of this model)"
                )

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the original modules back and stop the loader; may be called again, and after an interrupt must be."""
        for undo in self._undo:
            undo()
        self._loader.close()
        if self.opened is not None:
            self.opened.close()
        if _sessions.get(self.model.hf) is self:  # the last step: until then whoever was interrupted finds it
            del _sessions[self.model.hf]

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        return StreamCounts(
            self._tallies.layers(), self._decoding.step + 1, self._loader.loaded_bytes, self._throttle.paused_decisions
        )

    @property
    def plan(self) -> SlotPlan:
        """How many slots there are, and how they are divided over the decoder's MoE layers."""
        return self._residency.buffer.plan

    def place(self, expert: ExpertId) -> str | None:
        """Whether an expert of the decoder has a slot now: `used`, `preloaded`, `coming`; None for none."""
        return self._residency.place(expert)

    def places(self) -> list[dict[int, str]]:
        """For each MoE layer of the decoder the experts that have a slot now, and their `place`."""
        found: list[dict[int, str]] = [{} for _ in range(self._residency.buffer.plan.layers)]
        for expert in self._residency.residents():
            place = self._residency.place(expert)
            if place is not None:
                found[expert.layer.position][expert.expert] = place
        return found

    def visits(self) -> tuple[Visit, ...]:
        """What has happened at each step and layer; needs `record_events`.

        Raises:
            ConfigError: it was not recorded.
        """
        return self._tallies.visits()

    def timeline(self) -> Timeline:
        """Loads and computed experts; needs `record_events`.

        Raises:
            ConfigError: they were not recorded.
        """
        if self._events is None:
            raise not_recorded()
        return Timeline((*self._loader.events, *self._events))

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
        for expert, compute in self._experts(layer, decision, tokens):
            if self._events is None:
                yield expert, gated(compute, decision, expert, flat)
            else:
                start = time.perf_counter()
                yield expert, gated(compute, decision, expert, flat)
                first, last = ((t - self._loader.opened_s) * 1e3 for t in (start, time.perf_counter()))
                step = self._decoding.step
                self._events.append(Event("compute", "expert", step, layer.position, expert, first, last))
        self._computing = False

    def _recover(self) -> None:
        """Where the last pass was cut off, begin anew."""
        if self._computing:
            self._residency.clear()
            self._decoding.begin_example()
            self._computing = False

    def _begin_pass(self, ids: torch.Tensor | None) -> None:
        self._recover()
        self._decoding.begin_pass(ids)

    def _experts(self, layer: MoeLayer, decision: Decision, tokens: int) -> Iterator[tuple[int, Compute]]:
        if layer.stack != "decoder":
            return self._passing(layer, decision)
        if tokens == 1:
            return self._decoding.experts(layer.position, decision)
        self._decoding.read_prompt(layer.position, decision, tokens)
        return self._passing(layer, decision)

    def _passing(self, layer: MoeLayer, decision: Decision) -> Iterator[tuple[int, Compute]]:
        """Experts of a layer one by one, the next one loading while one is computed."""
        chosen = list(decision.rows)
        ahead: list[Request] = []
        for index, expert in enumerate(chosen):
            for following in chosen[index + len(ahead) : index + 2]:
                ahead.append(self._resident_or_asked(ExpertId(layer.id, following)))
            yield expert, self._loader.wait(ahead.pop(0))

    def _resident_or_asked(self, expert: ExpertId) -> Request:
        """An expert for a pass over many tokens: the buffer's, where it has it, else loaded beside the buffer."""
        here = self._residency.request_of(expert)
        if here is not None and here.done and here.error is None:
            return here
        return self._loader.request(expert, demanded=True)


def session_of(model: MoeModel) -> Session | None:
    """The stream that is open on a model, for whoever lost hold of it (an interrupt, a notebook)."""
    return _sessions.get(model.hf)


def stream(
    model: MoeModel,
    store: ExpertStore | Path | str,
    buffer: ExpertBuffer | None = None,
    predictor: Predictor | None = None,
    *,
    slots: int | None = None,
    reuse: FactorisedTable | None = None,
    warm: Sequence[ExpertId] = (),
    preload: int = 1,
    deadline_s: float = 60.0,
    record_events: bool = False,
    throttle: bool = True,
    little: LittleExperts | None = None,
) -> Session:
    """Have a model's experts computed from a store, until the session that is returned is closed.

    `model.generate` works unchanged. The session has `.model`, `.counts()` and `.close()`; a `with` block closes it by
    itself. For a given batch, outputs are bit-identical to the same packed weights fully resident
    (`online.serving.expert_calls.resident`), unless `little` is given.

    Args:
        model: the model whose experts are replaced; its own expert weights are not used while it streams.
        store: packed experts of at least the decoder's layers; layers that it lacks stay resident. A folder that
            `experiment=prune` wrote is opened, and closed with the session.
        buffer: an expert buffer planned for the decoder's MoE layers.
        slots: in place of a buffer, slots of each MoE layer; the least recently used expert leaves.
        predictor: prediction table; None loads on demand only.
        reuse: table that ranks what a layer will want again, for a buffer whose policy is `reuse`.
        warm: experts that are loaded before the first token, as many as slots are free, the first first
            (`online.pa_buf.slot_plan.hottest` of a routing profile).
        preload: experts preloaded for each decision, best guess first.
        deadline_s: longest wait for one expert.
        record_events: keep events for a timeline, and the counts of each step and layer.
        throttle: stop preloading while it loses time (`online.serving.throttle`); False preloads whatever it costs.
        little: experts to compute with in place of waiting, where the router is unsure; None is exact.
    Raises:
        ConfigError: neither a buffer nor slots or both, the buffer does not fit the model, it is streamed already, an
            argument is out of range, or the policy wants a table that is not given.
        TraceError: a table is of a model of other sizes.
        ArtifactError, ModelError: the store lacks a layer, or is of another model.
        StreamingError: the store's first expert cannot be read.
    """
    if session_of(model) is not None:
        raise ConfigError(f"streaming: {model.name} is streamed already (close that session first)")
    if preload < 1 or not deadline_s > 0:
        raise ConfigError(f"streaming: preload={preload}, deadline_s={deadline_s} (expected at least 1, above 0)")
    decoder = model.moe_layers("decoder")
    if (buffer is None) == (slots is None):
        raise ConfigError("streaming: a buffer and slots (expected the one or the other, such as slots=4)")
    if buffer is None:
        if slots is None or slots < 1:
            raise ConfigError(f"streaming: slots={slots} (expected at least 1)")
        buffer = ExpertBuffer(SlotPlan.per_layer(len(decoder), slots))
    if buffer.plan.layers != len(decoder):
        raise ConfigError(
            f"streaming: the buffer is planned for {buffer.plan.layers} MoE layers, the decoder of {model.name} "
            f"has {len(decoder)}"
        )
    buffer.check_reuse(reuse)
    for table in (predictor, reuse):
        if isinstance(table, FactorisedTable):
            _check_table(table, model, len(decoder))
    if isinstance(predictor, FactorisedTable) and predictor.after_decision:
        raise ConfigError("streaming: the predictor ranks what is wanted again (expected one that ranks what comes)")
    opened = FileStore(Path(store)) if isinstance(store, str | Path) else None
    experts = opened or store
    assert not isinstance(experts, str | Path)
    try:
        missing = [layer for layer in decoder if layer.id not in set(experts.layers())]
        if missing:
            raise ArtifactError(f"streaming: the store has no experts of {missing[0]} (pack this model's experts)")
        session = Session(
            model, experts, buffer, predictor, reuse, warm, preload, deadline_s, record_events,
            PreloadThrottle(throttle), little,
        )  # fmt: skip
    except BaseException:
        if opened is not None:
            opened.close()
        raise
    session.opened = opened
    return session


def _check_table(table: FactorisedTable, model: MoeModel, layers: int) -> None:
    sizes, own = (table.num_experts, table.moe_layers, table.top_k), (model.num_experts, layers, model.top_k)
    if sizes != own:
        raise TraceError(
            f"streaming: the table is learnt for (experts, layers, top_k) {sizes}, {model.name} has {own} (learn one "
            "for this model)"
        )
