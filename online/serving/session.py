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

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from flame.errors import ArtifactError, ConfigError, ModelError, TraceError
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import Experts, MoeLayer, Undo
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.prediction_table import Predictor
from flame.timeline import Timeline
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.assistant_drafts import AssistantDraft
from online.serving.counts import StreamCounts, Visit, not_recorded
from online.serving.decision_stream import DecisionStream
from online.serving.device_layers import streamed_layers
from online.serving.device_step import graph_steps
from online.serving.device_stream import DeviceStream
from online.serving.draft_length import DraftLength
from online.serving.draft_routes import DraftRoutes
from online.serving.halves import UPPER, HalvedStore
from online.serving.hidden_ranks import check_hidden
from online.serving.linear_products import multiply_packed, multiply_single_rows
from online.serving.little_drafts import LittleDraft
from online.serving.little_experts import LittleExperts
from online.serving.loader import Loader, StreamingError
from online.serving.native_blocks import step_natively
from online.serving.native_experts import native_refusal
from online.serving.native_stream import NativeStream
from online.serving.python_stream import PythonStream
from online.serving.single_rows import quicken_single_rows
from online.serving.speculation import Draft, Speculation
from online.serving.stores import ExpertStore, FileStore, LimitedStore

LITTLE = "little"  # the draft that upper halves write
_sessions: weakref.WeakKeyDictionary[Any, Session] = weakref.WeakKeyDictionary()  # by the Hugging Face model


class Session:
    """One open stream: the model with its experts computed from a store, until it is closed.

    Made by `stream`. Not for several threads at once. A pass that an error or an interrupt has cut off leaves it
    usable: the next one begins with an empty buffer.

    Attributes:
        plan: how many slots there are, and how they are divided over the decoder's MoE layers.
        runtime: what computes the experts.
        opened: a store that the session closes with itself.
        speculation: what drafts and checks; None for a stream without a draft.
        model: the streamed model; `session.model.generate(...)` and `session.model.hf.generate(...)` work unchanged.
    """

    def __init__(
        self, model: MoeModel, streamed: Sequence[MoeLayer], runtime: DecisionStream | NativeStream, plan: SlotPlan,
        record_events: bool, warm: Sequence[ExpertId], draft: Draft | None, length: DraftLength, expert_bytes: int,
    ) -> None:  # fmt: skip
        self.model = model
        self.plan = plan
        self.runtime = runtime
        self._record_events = record_events
        self._undo: list[Undo] = []
        self.opened: ExpertStore | None = None
        self.speculation: Speculation | None = None
        self._draft = draft
        self._layer_bytes = expert_bytes * plan.layers  # of one whole expert of each layer
        try:
            _sessions[model.hf] = self  # before the model changes, so that whoever is interrupted finds it
            self._undo.append(model.on_example(runtime.begin_example))
            if isinstance(runtime, DecisionStream) or runtime.wants_tokens:
                self._undo.append(model.on_tokens(runtime.begin_pass))
            runtime.warm(warm)
            experts: Experts = runtime if isinstance(runtime, NativeStream) else runtime.experts
            if draft is not None:
                self.speculation = Speculation(
                    model, experts, draft, length, runtime.stalled_s, runtime.predict, self._undo
                )
                experts = self.speculation
            model.serve(experts, streamed, self._undo)
            multiply_packed(model, self._undo)
            multiply_single_rows(model, self._undo)
            quicken_single_rows(model, self._undo)
            step_natively(model, self._undo)
            if isinstance(runtime, DeviceStream) and draft is None:
                graph_steps(model, runtime, self._undo)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the original modules back and stop the loader; may be called again, and after an interrupt must be."""
        for undo in self._undo:
            undo()
        self.runtime.close()
        if self._draft is not None:
            self._draft.close()
        if self.opened is not None:
            self.opened.close()
        if _sessions.get(self.model.hf) is self:  # the last step: until then whoever was interrupted finds it
            del _sessions[self.model.hf]

    @property
    def native(self) -> bool:
        """Whether decisions are computed in native calls."""
        return isinstance(self.runtime, NativeStream)

    def counts(self) -> StreamCounts:
        """What has happened so far."""
        counts = self.runtime.counts()
        if self.speculation is None:
            return counts
        size = self.speculation.draft.resident_bytes
        speculation = replace(self.speculation.counts(), draft_bytes=size, draft_slots=size / self._layer_bytes)
        return replace(counts, speculation=speculation)

    def place(self, expert: ExpertId) -> str | None:
        """Whether an expert of the decoder has a slot now: `used`, `preloaded`, `coming`; None for none."""
        return self.runtime.place(expert)

    def places(self) -> list[dict[int, str]]:
        """For each MoE layer of the decoder the experts that have a slot now, and their `place`."""
        return self.runtime.places()

    def visits(self) -> tuple[Visit, ...]:
        """What has happened at each step and layer; needs `record_events`.

        Raises:
            ConfigError: it was not recorded.
        """
        if not self._record_events:
            raise not_recorded()
        return self.runtime.visits()

    def timeline(self) -> Timeline:
        """Loads and computed experts; needs `record_events`.

        Raises:
            ConfigError: they were not recorded.
        """
        if not self._record_events:
            raise not_recorded()
        return Timeline(tuple(self.runtime.events()))


def session_of(model: MoeModel) -> Session | None:
    """The stream that is open on a model, for whoever lost hold of it (an interrupt, a notebook)."""
    return _sessions.get(model.hf)


def stream(
    model: MoeModel,
    store: ExpertStore | Path | str,
    buffer: ExpertBuffer | None = None,
    predictor: Predictor | HiddenPredictor | None = None,
    *,
    slots: int | None = None,
    reuse: FactorisedTable | None = None,
    warm: Sequence[ExpertId] = (),
    preload: int = 1,
    deadline_s: float = 60.0,
    record_events: bool = False,
    throttle: bool = True,
    little: LittleExperts | None = None,
    native: bool | None = None,
    draft: str | Mapping[ExpertId, PackedExpert] | AssistantDraft | None = None,
    draft_tokens: int | None = None,
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
        predictor: prediction table, or a predictor from what routers read, one layer ahead; None loads on demand only.
        reuse: table that ranks what a layer will want again, for a buffer whose policy is `reuse`.
        warm: experts that are loaded before the first token, as many as slots are free, the first first
            (`online.pa_buf.slot_plan.hottest` of a routing profile).
        preload: experts preloaded for each decision, best guess first.
        deadline_s: longest wait for one expert.
        record_events: keep events for a timeline, and the counts of each step and layer.
        throttle: stop preloading while it loses time (`online.serving.throttle`); False preloads whatever it costs.
        little: experts to compute with in place of waiting, where the router is unsure; None is exact.
        native: compute each decision in one native call (`online.serving.native_stream`); None does so where it can,
            for stores, policies and predictors that it knows; True refuses what it does not. On a CUDA device all of
            a layer's experts are one launch (`online.serving.device_stream`), whatever this says.
        draft: speculate (`online.serving.speculation`): `little` drafts with the upper halves of a halved store
            (`online.serving.halves`), a mapping with these packed experts, one for each of the decoder's; their
            routes are what is preloaded. Another text is the name of an assistant, a smaller model of the same
            vocabulary, or it is one. Outputs stay bit-identical.
        draft_tokens: tokens that every round drafts; None finds the number, none where drafts do not pay.
    Raises:
        ConfigError: neither a buffer nor slots or both, the buffer does not fit the model, it is streamed already, an
            argument is out of range, the policy wants a table that is not given, or `native` is asked for in vain.
        TraceError: a table is of a model of other sizes.
        ArtifactError, ModelError: the store lacks a layer, or is of another model.
        StreamingError: the store's first expert cannot be read.
    """
    if session_of(model) is not None:
        raise ConfigError(f"streaming: {model.name} is streamed already (close that session first)")
    if preload < 1 or not deadline_s > 0:
        raise ConfigError(f"streaming: preload={preload}, deadline_s={deadline_s} (expected at least 1, above 0)")
    if draft is not None and not (predictor is None and reuse is None and little is None):
        raise ConfigError("streaming: a draft beside a predictor, a table of reuse or little experts (leave these out)")
    decoder = model.moe_layers("decoder")
    buffer = _planned(model.name, len(decoder), buffer, slots)
    buffer.check_reuse(reuse)
    for table in (predictor, reuse):
        if isinstance(table, FactorisedTable | HiddenPredictor):
            _check_table(table, model, len(decoder))
    if isinstance(predictor, FactorisedTable) and predictor.after_decision:
        raise ConfigError("streaming: the predictor ranks what is wanted again (expected one that ranks what comes)")
    length = DraftLength() if draft_tokens is None else DraftLength.fixed(draft_tokens)
    opened = _opened(Path(store)) if isinstance(store, str | Path) else None
    experts = opened or store
    assert not isinstance(experts, str | Path)
    try:
        missing = [layer for layer in decoder if layer.id not in set(experts.layers())]
        if missing:
            raise ArtifactError(f"streaming: the store has no experts of {missing[0]} (pack this model's experts)")
        held = set(experts.layers())
        streamed = [*decoder, *(layer for layer in model.moe_layers("encoder") if layer.id in held)]
        _check_shapes(model, next(layer for layer in model.moe_layers() if layer.id in held), experts, deadline_s)
        expected, drafting = _drafted(model, experts, draft, native) if draft is not None else (predictor, None)
        if drafting is not None:  # its routes are nearly always right, however many they are
            preload, throttle = model.num_experts, False
        runtime = _runtime(
            model, streamed, experts, buffer, expected, reuse, preload, deadline_s, record_events, throttle, little,
            native,
        )  # fmt: skip
        if isinstance(expected, DraftRoutes):
            expected.changed = runtime.preload_early
        size = _whole_bytes(experts, ExpertId(decoder[0].id, 0))
        session = Session(model, streamed, runtime, buffer.plan, record_events, warm, drafting, length, size)
    except BaseException:
        if opened is not None:
            opened.close()
        raise
    session.opened = opened
    return session


def _runtime(
    model: MoeModel, streamed: Sequence[MoeLayer], store: ExpertStore, buffer: ExpertBuffer,
    predictor: Predictor | HiddenPredictor | DraftRoutes | None, reuse: FactorisedTable | None, preload: int,
    deadline_s: float, record_events: bool, throttle: bool, little: LittleExperts | None, native: bool | None,
) -> DecisionStream | NativeStream:  # fmt: skip
    """What computes the experts: on the model's device, or natively where that can be and is not declined."""
    on_device = None if little is not None else streamed_layers(model, store, streamed, buffer.plan)
    if on_device is not None:
        return DeviceStream(model, on_device, store, buffer, predictor, reuse, preload, record_events, throttle)
    refusal = native_refusal(model, streamed, store, buffer, python_only=little is not None)
    if native and refusal is not None and not refusal.endswith("of another kind"):
        raise ConfigError(f"streaming: no native step: {refusal} (leave native out)")
    if native is False or (native is None and refusal is not None):
        return PythonStream(
            model, store, buffer, predictor, reuse, preload, deadline_s, record_events, throttle, little
        )
    return NativeStream(model, streamed, store, buffer, predictor, reuse, preload, deadline_s, record_events, throttle)


def _whole_bytes(store: ExpertStore, which: ExpertId) -> int:
    inner = store.store if isinstance(store, LimitedStore) else store
    return inner.whole_bytes(which) if isinstance(inner, HalvedStore) else inner.size_bytes(which)


def _opened(folder: Path) -> FileStore | HalvedStore:
    return HalvedStore.open(folder) if (folder / UPPER).is_dir() else FileStore(folder)


def _drafted(
    model: MoeModel,
    store: ExpertStore,
    draft: str | Mapping[ExpertId, PackedExpert] | AssistantDraft,
    native: bool | None,
) -> tuple[DraftRoutes, Draft]:
    """What proposes tokens, and the routes that it tells of."""
    inner = store.store if isinstance(store, LimitedStore) else store
    routes = DraftRoutes(len(model.moe_layers("decoder")))
    if isinstance(draft, AssistantDraft):
        return routes, draft
    if isinstance(draft, str) and draft != LITTLE:
        return routes, AssistantDraft.named(draft, model)
    little = draft
    if isinstance(little, str):
        if not isinstance(inner, HalvedStore):
            raise ConfigError(
                "streaming: draft='little' with a store of whole experts (expected one in halves, "
                "online.serving.halves.write_halves)"
            )
        little = inner.uppers
    return routes, LittleDraft(model, little, routes, native is not False)


def _planned(name: str, layers: int, buffer: ExpertBuffer | None, slots: int | None) -> ExpertBuffer:
    """The buffer that is given, or one of so many slots a layer."""
    if (buffer is None) == (slots is None):
        raise ConfigError("streaming: a buffer and slots (expected the one or the other, such as slots=4)")
    if buffer is None:
        if slots is None or slots < 1:
            raise ConfigError(f"streaming: slots={slots} (expected at least 1)")
        buffer = ExpertBuffer(SlotPlan.per_layer(layers, slots))
    if buffer.plan.layers != layers:
        raise ConfigError(
            f"streaming: the buffer is planned for {buffer.plan.layers} MoE layers, the decoder of {name} has {layers}"
        )
    return buffer


def _never(*_: object) -> NoReturn:
    raise AssertionError("this expert is looked at, not computed")


def _check_shapes(model: MoeModel, first: MoeLayer, store: ExpertStore, deadline_s: float) -> None:
    """Refuse a store of another model by its first expert."""
    which = ExpertId(first.id, 0)
    loader = Loader(store, lambda *_: _never, deadline_s)  # not here: a store may stall
    try:
        request = loader.request(which, demanded=True)
        loader.wait(request)
    finally:
        loader.close()
    assert request.packed is not None, "a load that succeeded has its expert"
    stored = request.packed.matrices
    own = model.shape(first).matrices
    if set(stored) != set(own):
        raise StreamingError(f"{which}: matrices {', '.join(stored)} (expected {' and '.join(own)})")
    for name, shape in own.items():
        if stored[name].shape != shape:
            raise ModelError(
                f"streaming: {name} of {first}, expert 0 is {list(stored[name].shape)} in the store, {list(shape)} in "
                f"{model.name} (open the store of this model)"
            )


def _check_table(table: FactorisedTable | HiddenPredictor, model: MoeModel, layers: int) -> None:
    sizes, own = (table.num_experts, table.moe_layers, table.top_k), (model.num_experts, layers, model.top_k)
    if sizes != own:
        raise TraceError(
            f"streaming: the table is learnt for (experts, layers, top_k) {sizes}, {model.name} has {own} (learn one "
            "for this model)"
        )
    if isinstance(table, HiddenPredictor):
        check_hidden(table, model.d_model)
