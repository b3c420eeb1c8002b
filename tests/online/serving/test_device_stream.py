"""Streams on a device: in Triton's interpreter the CPU stands for one. On a device: `test_cuda_streaming`."""

from __future__ import annotations

import contextlib
import importlib.util
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch

from flame.errors import FlameWarning
from flame.ids import ExpertId, decoder_expert
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving import device_layers, device_step
from online.serving.expert_calls import resident
from online.serving.session import Session, session_of, stream
from online.serving.stores import MemoryStore
from tests.conftest import settings_for
from tests.online.serving.test_device_step import standing_in
from tests.online.small_streams import POLICIES, TEXTS, buffer, hollow, pack_experts, prune, same, scores, walk

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="triton is not installed"),
    pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device (see test_cuda_streaming)"),
]


@pytest.fixture(autouse=True)
def _cpu_for_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_layers, "DEVICES", ("cpu",))


@pytest.fixture(scope="module")
def model(pruned: MoeModel) -> MoeModel:
    return hollow(pruned)


@pytest.mark.parametrize("slots", [1, 3])
def test_streamed_equals_resident_and_the_cpu(
    pruned: MoeModel, model: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, slots: int
) -> None:
    store = MemoryStore(packed)
    with resident(model, store):
        expected = scores(model, TEXTS[:1])
    with stream(model, store, buffer(slots), table) as session:
        assert not session.native
        assert same(scores(model, TEXTS[:1]), expected)
        counts = session.counts()
    assert counts.steps == len(expected) - 1
    assert sum(layer.hits + layer.late + layer.misses for layer in counts.layers) == counts.accesses
    cpu = scores(pruned, TEXTS[:1])
    assert torch.equal(expected[0], cpu[0])
    assert all(torch.allclose(a, b, rtol=1e-3, atol=1e-3) for a, b in zip(expected[1:], cpu[1:], strict=True))


def test_random_schedules(model: MoeModel, packed: dict[ExpertId, PackedExpert], table: object) -> None:
    store, draw = MemoryStore(packed), random.Random(0)
    for seed, policy in enumerate(POLICIES):
        batch, preload = draw.randrange(1, 4), draw.randrange(1, 3)
        slots, shared = draw.randrange(1, 4), draw.random() < 0.5
        with resident(model, store):
            expected = walk(model, batch, 3, seed)
        with stream(model, store, buffer(slots, policy, shared), table, preload=preload, throttle=False):
            assert torch.equal(walk(model, batch, 3, seed), expected)


def test_decisions_are_those_of_streams_on_the_cpu(
    model: MoeModel, packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, draw = MemoryStore(packed), random.Random(1)
    for seed, policy in enumerate(POLICIES[:-1]):  # the last one asks the predictor
        slots, shared, found = draw.randrange(1, 4), draw.random() < 0.5, []
        for devices in (("cpu",), ()):
            monkeypatch.setattr(device_layers, "DEVICES", devices)
            with stream(model, store, buffer(slots, policy, shared), native=False) as session:
                walk(model, 2, 4, seed)
                found.append([(each.accesses, each.hits, each.demand_loads) for each in session.counts().layers])
        assert found[0] == found[1]


def test_experts_of_a_folder_are_held_by_the_host(
    model: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path
) -> None:
    with resident(model, MemoryStore(packed)):
        expected = walk(model, 1, 2, 0)
    with stream(model, folder, buffer(2)) as session:
        assert torch.equal(walk(model, 1, 2, 0), expected)
        assert session.counts().loaded_bytes > 0


def test_all_slots_hit_after_the_first_use(model: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    with stream(model, MemoryStore(packed), buffer(model.num_experts)) as session:
        walk(model, 1, 3, 0)
        first = session.counts().total
        walk(model, 1, 3, 0)
        again = session.counts().total - first
    assert first.demand_loads == sum(len(layer) for layer in session.places())
    assert (again.hits, again.demand_loads) == (again.accesses, 0)


def test_warm_experts_are_there(model: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    every = [decoder_expert(layer, expert) for layer in range(2) for expert in range(model.num_experts)]
    with stream(model, MemoryStore(packed), buffer(model.num_experts), warm=every) as session:
        walk(model, 2, 2, 0)
        total = session.counts().total
    assert (total.hits, total.demand_loads) == (total.accesses, 0)


def test_an_interrupt_leaves_a_stream_that_goes_on(
    model: MoeModel, packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore(packed)
    with resident(model, store):
        expected = walk(model, 1, 3, 1)
    with stream(model, store, buffer(2)) as session:
        walk(model, 1, 2, 0)
        session.counts()
        with monkeypatch.context() as context:
            context.setattr(ExpertBuffer, "demand", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                _counted(session, lambda: walk(model, 1, 4, 1))
        assert torch.equal(walk(model, 1, 3, 1), expected)
        session.counts()
        assert all(len(layer) <= 2 for layer in session.places())


def test_other_threads_decide_nothing(model: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    with stream(model, MemoryStore(packed), buffer(2)) as session:
        walk(model, 1, 1, 0)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(session.counts).result().total.accesses < session.counts().total.accesses
        walk(model, 1, 1, 0)
    assert session.counts().total.accesses == 4  # closing has taken what was left


def _counted(session: Session, decode: Callable[[], object]) -> None:
    decode()
    session.counts()


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_decoder_s_captured_steps_give_the_same_answer_and_decisions(
    decoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = load_model(settings_for(decoder_folder))
    prune(decoder)
    store, decoder, found = MemoryStore(pack_experts(decoder, "int8")), hollow(decoder), []
    refused = "a step could not be captured"
    for graphs in (False, True):

        def capture(call: Callable[[], Any], device: torch.device, graphs: bool = graphs) -> Any:
            session = session_of(decoder)
            if session is None or not graphs:
                raise RuntimeError(refused)
            return standing_in(session.runtime)(call, device)  # type: ignore[arg-type]

        monkeypatch.setattr(device_step, "_as_graph", capture)
        with stream(decoder, store, slots=3) as session:
            with contextlib.nullcontext() if graphs else pytest.warns(FlameWarning, match=refused):
                answer = scores(decoder, ["Hi"])
            counts = session.counts()
            # Captured steps are decided while the next one is computed, which finds its experts a token later.
            found.append((answer, [(each.accesses, each.demand_loads) for each in counts.layers]))
    with pytest.warns(FlameWarning, match=refused), resident(decoder, store):
        expected = scores(decoder, ["Hi"])
    assert all(same(answer, expected) for answer, _ in found)
    assert found[0][1] == found[1][1]
    assert counts.steps == len(expected) - 2  # the prompt's token comes without a step


@pytest.mark.parametrize("value_type", ["bf16", "int8"])
def test_packed_value_types(pruned: MoeModel, model: MoeModel, value_type: str) -> None:
    store = MemoryStore(pack_experts(pruned, value_type))
    with resident(model, store):
        expected = walk(model, 2, 2, 0)
    with stream(model, store, ExpertBuffer(SlotPlan.per_layer(2, 1))):
        assert torch.equal(walk(model, 2, 2, 0), expected)
