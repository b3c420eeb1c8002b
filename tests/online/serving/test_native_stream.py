"""The native decode step against the Python one: the same answers, the same counts, decision by decision."""

from __future__ import annotations

import dataclasses
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from flame.errors import ConfigError, FlameWarning
from flame.ids import ExpertId, decoder_expert
from flame.models.layers import ExpertCall
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.prediction_table import PredictionTable
from flame.routing import RoutingTrace
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.counts import LayerCounts
from online.serving.expert_calls import resident
from online.serving.loader import Request, StreamingError
from online.serving.native_stream import NativeStream
from online.serving.python_stream import PythonStream
from online.serving.session import Session, stream
from online.serving.stores import FileStore, LimitedStore, MemoryStore
from tests.conftest import save_family, settings_for
from tests.online.small_streams import PATTERN, POLICIES, DelayedStore, hollow, walk


class Calls:
    """Random calls of a model's decoder layers, as its routers would make them, given to an open session."""

    def __init__(self, model: MoeModel, top_k: int, known: bool, seed: int) -> None:
        self._model, self._top_k, self._known = model, top_k, known
        self._layers = model.moe_layers("decoder")
        self._rng = np.random.default_rng(seed)

    def next(self, layer: int, sequences: int, tokens: int) -> ExpertCall:
        rows, experts = sequences * tokens, self._model.num_experts
        index = np.stack([self._rng.permutation(experts)[: self._top_k] for _ in range(rows)])
        if not self._known:  # a table refuses such an entry
            index[self._rng.random(index.shape) < 0.05] = experts  # none
        hidden = torch.from_numpy(self._rng.standard_normal((rows, self._model.d_model)).astype(np.float32))
        weights = torch.from_numpy(self._rng.random(index.shape).astype(np.float32))
        dropped = torch.from_numpy(self._rng.random(index.shape) < 0.05)
        return ExpertCall(self._layers[layer], hidden, torch.from_numpy(index), weights, sequences, dropped)


def load_at_once(session: Session) -> None:
    """Have every load done when it is asked for, as natively from memory: time is no part of what is compared then."""
    if isinstance(session.runtime, PythonStream):
        loader = session.runtime.loader
        ask = loader.request

        def request(*args: Any, **named: Any) -> Request:
            asked = ask(*args, **named)
            while not asked.done:
                time.sleep(1e-5)
            return asked

        loader.request = request  # type: ignore[method-assign]


def timeless(counts: LayerCounts) -> LayerCounts:
    return dataclasses.replace(counts, stall_ms=0.0, caused_ms=0.0)


@pytest.mark.parametrize("seed", range(24))
def test_answers_and_counts_are_those_of_python(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    top_k, batch, policy = int(rng.integers(1, 4)), int(rng.integers(1, 4)), str(rng.choice(POLICIES))
    shared, slots, preload = bool(rng.random() < 0.5), int(rng.integers(1, 7)), int(rng.integers(1, 4))
    plan = SlotPlan.shared(2, slots) if shared else SlotPlan.per_layer(2, min(slots, 4))
    order, asked = int(rng.integers(1, 5)), bool(rng.random() < 0.8)
    routed = np.stack([rng.permutation(pruned.num_experts)[:top_k] for _ in range(400)]).reshape(200, 2, top_k)
    table = build_cepr_table(RoutingTrace(routed, np.asarray([0, 200]), pruned.num_experts), order)
    sessions = []
    answers: list[list[torch.Tensor]] = []
    for native in (False, True):
        monkeypatch.setattr(torch, "get_num_threads", lambda: 1 + seed % 3)  # of the kernels; bits do not depend on it
        model = pruned.copy()
        for layer in model.moe_layers():
            model.family.shapes[layer] = dataclasses.replace(model.shape(layer), top_k=top_k)
        calls, own = Calls(pruned, top_k, asked, seed), []
        example = np.random.default_rng(seed)
        with torch.inference_mode(), stream(
            model, MemoryStore(packed), ExpertBuffer(plan, policy), table if asked else None, preload=preload,
            native=native,
            record_events=True, throttle=False, warm=[decoder_expert(1, 2), decoder_expert(0, 1)],
        ) as session:  # fmt: skip
            load_at_once(session)
            for _ in range(30):
                if example.random() < 0.1:
                    session.runtime.begin_example()
                tokens = int(example.integers(2, 6)) if example.random() < 0.1 else 1
                for layer in range(2):
                    own.append(session.runtime.experts(calls.next(layer, batch, tokens)))
            sessions.append((session.counts(), session.visits(), session.places()))
            assert session.native == native
        answers.append(own)
    assert all(torch.equal(ours, theirs) for ours, theirs in zip(*answers, strict=True))
    (python, python_visits, python_places), (native, native_visits, native_places) = sessions
    assert list(map(timeless, native.layers)) == list(map(timeless, python.layers))
    assert (native.steps, native.loaded_bytes) == (python.steps, python.loaded_bytes)
    assert native_places == python_places
    for ours, theirs in zip(native_visits, python_visits, strict=True):
        assert (ours.step, ours.layer, timeless(ours.counts)) == (theirs.step, theirs.layer, timeless(theirs.counts))


@pytest.mark.parametrize("value_type", ["bf16", "int8", "fp32"])
def test_a_decoder_only_model_in_bf16_streams_bit_for_bit(tmp_path: Path, value_type: str) -> None:
    model = load_model(settings_for(save_family(tmp_path / "family")))
    model.hf.to(torch.bfloat16)
    store = MemoryStore(
        {
            ExpertId(layer.id, e): PackedExpert.pack(model.expert_matrices(layer, e), NMPattern(1, 1), value_type)
            for layer in model.moe_layers()
            for e in range(model.num_experts)
        }
    )
    ids = torch.arange(12).reshape(2, 6) + 5

    def decoded() -> torch.Tensor:
        return model.hf.generate(
            ids, max_new_tokens=8, do_sample=False, output_logits=True, return_dict_in_generate=True
        )

    with resident(model, store):
        expected = decoded()
    for slots in (model.top_k - 1, model.top_k, model.num_experts):
        with stream(model, store, slots=max(1, slots), native=True) as session:
            found = decoded()
            assert session.counts().accesses > 0
        assert torch.equal(found.sequences, expected.sequences)
        assert all(torch.equal(a, b) for a, b in zip(found.logits, expected.logits, strict=True))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_most_probable_expert_is_that_of_torch(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], dtype: torch.dtype
) -> None:
    model, rng = pruned.copy(), torch.Generator().manual_seed(3)
    model.hf.to(dtype)
    with torch.inference_mode(), stream(model, MemoryStore(packed), slots=2, native=True) as session:
        runtime = session.runtime
        assert isinstance(runtime, NativeStream)
        for layer in model.moe_layers("decoder")[::-1]:  # how many threads there are is told with the first layer
            computed = runtime.most_probable(layer)
            assert computed is not None
            for sequences in (2, 1, 3, 3, 3):
                hidden = torch.randn(sequences, 1, model.d_model, generator=rng).to(dtype)
                # few different ones, so that most are equal to others; in bf16 some are equal only when rounded
                probabilities = torch.randint(1, 4, (sequences, 1, model.num_experts), generator=rng) / 8
                probabilities += torch.rand(probabilities.shape, generator=rng) * 1e-4 * (sequences == 3)
                found = computed(hidden, probabilities)
                gate, chosen = probabilities.to(dtype).max(-1)
                expected = runtime.experts(ExpertCall(layer, hidden.flatten(0, 1), chosen, gate, sequences))
                assert torch.equal(found, expected.reshape(hidden.shape))
        assert runtime.most_probable(model.moe_layers("encoder")[0]) is None


@pytest.mark.parametrize("access", ["read", "direct"])
def test_files_are_read_by_native_threads_once_their_digest_is_known(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path, access: str
) -> None:
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 2, 20, 0)
    store = FileStore(folder, access)
    python_loads = []
    load = store.load
    store.load = lambda which: python_loads.append(which) or load(which)  # type: ignore[method-assign, func-returns-value]
    with stream(hollow(pruned), store, slots=1, native=True) as session:
        for _ in range(3):
            assert torch.equal(walk(session.model, 2, 20, 0), expected)
        loads = session.counts().loaded_bytes // store.size_bytes(decoder_expert(0, 0))
    store.close()
    assert len(set(python_loads[1:])) == len(python_loads[1:]) < loads, "each expert's first load, and no other"


def test_a_file_that_changes_is_one_error_natively(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path
) -> None:
    model = hollow(pruned)
    with FileStoreOf(folder) as store, stream(model, store, slots=1, native=True):
        walk(model, 2, 20, 0)
        walk(model, 2, 20, 0)
        for file in folder.glob("*.safetensors"):
            file.write_bytes(file.read_bytes()[:-100])
        with pytest.raises(StreamingError, match=r"was changed while|is cut short within"):
            walk(model, 2, 20, 0)


class FileStoreOf:
    """A file store, closed at the end."""

    def __init__(self, folder: Path) -> None:
        self._store = FileStore(folder)

    def __enter__(self) -> FileStore:
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def test_what_is_asked_for_in_vain_is_refused(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: PredictionTable
) -> None:
    model = hollow(pruned)
    wide = {
        key: PackedExpert.pack({name: matrix.double() for name, matrix in expert.unpack().items()}, PATTERN)
        for key, expert in packed.items()
    }
    with pytest.raises(ConfigError, match="no native step: decoder layer 0, expert 0 has fp64 values"):
        stream(model, MemoryStore(wide), slots=2, native=True)
    with stream(model, MemoryStore(wide), slots=2) as session:
        assert not session.native
    with stream(model, LimitedStore(MemoryStore(packed), 1e9), slots=2, predictor=table) as session:
        assert session.native
    with stream(model, DelayedStore(MemoryStore(packed), 0, 0.0), slots=2) as session:
        assert not session.native, "a store of another kind is Python's unless asked"


def test_preloads_stop_where_choosing_them_costs_more_than_they_save(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    """From memory at once nothing is won; with a slot for every expert nothing is even preloaded."""
    routed = np.random.default_rng(0).integers(4, size=(400, 2, 1))
    table = build_cepr_table(RoutingTrace(routed, np.asarray([0, 400]), pruned.num_experts), 3)
    for slots in (2, 4):
        with stream(hollow(pruned), MemoryStore(packed), slots=slots, predictor=table, native=True) as session:
            walk(session.model, 1, 600, 0)
            assert session.counts().paused_decisions > 64
            assert (sum(layer.preloads for layer in session.counts().layers) > 8) == (slots == 2)


@pytest.mark.parametrize("native", [False, True])
def test_waiting_that_preloads_cause_is_told_from_the_rest(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], native: bool
) -> None:
    """One slot, which a guess that is mostly wrong takes each time: who was there before is loaded again."""

    class Zero:
        def predict(self, layer: int, context: object, top: int = 1) -> tuple[int, ...]:
            return (0,)

    size = next(iter(packed.values())).size_bytes
    store = LimitedStore(MemoryStore(packed), bytes_per_s=size / 0.001)
    for predictor in (None, Zero()):
        options = {"slots": 1, "native": native, "throttle": False}
        with stream(hollow(pruned), store, predictor=predictor, **options) as session:  # type: ignore[arg-type]
            walk(session.model, 1, 30, 0)
            total = session.counts().total
        assert 0 <= total.caused_ms <= total.stall_ms
        assert (total.caused_ms > 0) == (predictor is not None)


def test_every_thread_that_loads_has_a_lane_of_the_timeline(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path
) -> None:
    """Python's thread reads each expert of a file first; the native ones read it from then on."""
    model = hollow(pruned)
    with stream(model, folder, slots=1, native=True, record_events=True) as session:
        for _ in range(3):
            walk(model, 4, 20, 0)
        loads = [event for event in session.timeline().events if event.resource != "compute"]
        runtime = session.runtime
        assert isinstance(runtime, NativeStream)
        assert runtime._ms(runtime._opened_s + 2.5) == pytest.approx(2500)
    by_python = {(event.layer, event.expert) for event in loads if event.resource == "loader 3"}
    by_others = {event.resource for event in loads} - {"loader 3"}
    assert len(by_python) == 8  # two layers of four experts
    assert by_others
    assert by_others <= {"loader", "loader 2"}


def test_what_a_predictor_of_a_plug_in_costs_is_said_once(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    class Own:
        def predict(self, layer: int, context: object, top: int = 1) -> tuple[int, ...]:
            return tuple(range(top))

    options = {"slots": 2, "native": True, "throttle": False}
    with stream(hollow(pruned), MemoryStore(packed), predictor=Own(), **options) as session:  # type: ignore[arg-type]
        walk(session.model, 1, 31, 0)  # two layers a step
        with pytest.warns(FlameWarning, match=r"a predictor of Python's takes \d+ us a decision"):
            walk(session.model, 1, 2, 0)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            walk(session.model, 1, 80, 0)


def test_an_error_of_a_predictor_is_its_own(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    class Broken:
        def predict(self, layer: int, context: object, top: int = 1) -> tuple[int, ...]:
            raise ZeroDivisionError("mine")

    model = hollow(pruned)
    with stream(model, MemoryStore(packed), slots=2, predictor=Broken(), native=True):  # type: ignore[arg-type]
        for _ in range(2):
            with pytest.raises(ZeroDivisionError, match="mine"):
                walk(model, 1, 5, 0)
