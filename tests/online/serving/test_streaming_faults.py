"""Streamed decoding whose store, loader or device fails: one error, and what was begun goes on or is undone."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest
import torch

from flame.errors import ArtifactError, ConfigError, ModelError
from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.expert_calls import resident
from online.serving.loader import StreamingError
from online.serving.session import stream
from online.serving.stores import ExpertStore, MemoryStore
from tests.online.small_streams import (
    PATTERN,
    TEXTS,
    WrappedStore,
    buffer,
    resident_scores,
    same,
    scores,
    walk,
)

pytestmark = pytest.mark.usefixtures("runtime")
python_only = pytest.mark.parametrize("runtime", ["python"], indirect=True)


class FaultyStore(WrappedStore):
    """Fails as told from the n-th load on."""

    def __init__(self, store: ExpertStore, fault: object, after: int) -> None:
        super().__init__(store)
        self._fault, self._left = fault, after

    def load(self, key: ExpertId) -> PackedExpert:
        self._left -= 1
        if self._left < 0:
            self._fault()  # type: ignore[operator]
        return self._store.load(key)


def fail_with(error: BaseException) -> object:
    def fault() -> None:
        raise error

    return fault


@pytest.mark.parametrize("after", [0, 1, 4, 9, 15])
@pytest.mark.parametrize(
    ("error", "message"),
    [(OSError(5, "Input/output error"), "Input/output error"), (ArtifactError("cut short"), "cut short")],
)
def test_a_failing_store_is_one_error(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, after: int, error: Exception, message: str
) -> None:
    expected = walk(pruned, 2, 4, 0)
    store = FaultyStore(MemoryStore(packed), fail_with(error), after)
    with pytest.raises(StreamingError, match=message), stream(pruned, store, buffer(1), table):
        walk(pruned, 2, 4, 0)
    assert torch.equal(walk(pruned, 2, 4, 0), expected)  # and the model is whole again


def test_a_session_goes_on_after_an_error(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object
) -> None:
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 2, 4, 0)
    failing = [True]

    class Failing(WrappedStore):
        def load(self, key: ExpertId) -> PackedExpert:
            if failing[0] and key.layer.stack == "decoder":
                raise OSError(5, "Input/output error")
            return super().load(key)

    with stream(pruned, Failing(MemoryStore(packed)), buffer(3), table) as session:
        for _ in range(3):
            with pytest.raises(StreamingError, match="Input/output error"):
                walk(pruned, 2, 4, 0)
        failing[0] = False
        assert torch.equal(walk(pruned, 2, 4, 0), expected)
        if not session.native:
            assert len(session.runtime.residency.buffer) == len(session.runtime.residency.requests())


def test_a_failed_preload_is_tried_again_when_it_is_needed(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object
) -> None:
    class PreloadFault(WrappedStore):
        """Fails the first load of every other expert of the decoder."""

        def load(self, key: ExpertId) -> PackedExpert:
            if key.layer.stack == "decoder" and key.expert % 2 and key not in seen:
                seen.add(key)
                raise OSError(5, "Input/output error")
            return self._store.load(key)

    seen: set[ExpertId] = set()
    store = PreloadFault(MemoryStore(packed))
    try:
        with stream(pruned, store, buffer(4), table, preload=4):  # every expert comes by preload
            streamed = scores(pruned, TEXTS)
    except StreamingError as error:
        pytest.fail(f"a failed preload surfaced: {error}")
    assert same(streamed, resident_scores(pruned, MemoryStore(packed), TEXTS))


def test_a_stalled_device_ends_at_the_deadline(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    stalled = threading.Event()
    store = FaultyStore(MemoryStore(packed), lambda: stalled.wait(20), after=6)
    with pytest.raises(StreamingError, match=r"not loaded within 0\.3 s"):  # noqa: SIM117
        with stream(pruned, store, buffer(1), deadline_s=0.3):
            walk(pruned, 2, 4, 0)
    stalled.set()


@python_only
def test_a_dead_loader_thread_is_noticed(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    with stream(pruned, MemoryStore(packed), buffer(1), deadline_s=20) as session:
        loader = session.runtime.loader
        loader._next = lambda: sys.exit()  # type: ignore[method-assign]
        loader._wake.put(None)  # the thread dies of it
        while loader.alive:
            time.sleep(0.001)
        with pytest.raises(StreamingError, match="thread has died"):  # and not at the deadline, which says so
            walk(pruned, 2, 4, 0)


def test_a_store_or_buffer_of_another_model_is_refused(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    with pytest.raises(ConfigError, match="planned for 3 MoE layers"):
        stream(pruned, MemoryStore(packed), ExpertBuffer(SlotPlan.per_layer(3, 1)))
    with pytest.raises(ArtifactError, match="no experts of decoder layer 1"):
        stream(
            pruned, MemoryStore({key: expert for key, expert in packed.items() if key.layer.position == 0}), buffer()
        )
    other = {key: PackedExpert.pack({"up": np.zeros((8, 4)), "down": np.zeros((4, 8))}, PATTERN) for key in packed}
    with pytest.raises(ModelError, match="open the store of this model"):
        stream(pruned, MemoryStore(other), buffer())
    with pytest.raises(ConfigError, match="preload=0"):
        stream(pruned, MemoryStore(packed), buffer(), preload=0)
    assert not any("forward" in vars(pruned.sparse_mlp(layer)) for layer in pruned.moe_layers())
    with (
        stream(pruned, MemoryStore(packed), buffer()) as session,
        pytest.raises(ConfigError, match="streamed already"),
        stream(pruned, MemoryStore(packed), buffer()),
    ):
        pass
    assert session.runtime.close(), "nothing runs any more"
