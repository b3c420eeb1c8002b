"""int8 experts in two halves: taken apart and joined, in memory and in a folder, and streamed."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.errors import ArtifactError, FormatError
from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.switch_shapes import random_switch, switch_config
from flame.nm_pattern import DENSE, NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import PackedStore
from online.kernels.nm_kernels import SparseMatrix
from online.serving import halves, memory_budget
from online.serving.halves import HalvedStore, half_bytes, join, split, write_halves
from online.serving.session import stream
from online.serving.stores import ExpertStore, LimitedStore, MemoryStore
from tests.online.conftest import write_store
from tests.online.small_streams import TEXTS, buffer, hollow, pack_experts, resident_scores, same, scores


@pytest.fixture(scope="module")
def int8(pruned: MoeModel) -> dict[ExpertId, PackedExpert]:
    return pack_experts(pruned, "int8")


def matrix(values: list[list[int]]) -> PackedExpert:
    """An expert of one matrix of these whole numbers; a row's scale is 1."""
    array, pattern = np.asarray(values, np.int8), NMPattern(1, 1)
    rows, cols = array.shape
    return PackedExpert(
        {"up": PackedMatrix(pattern, (rows, cols), "int8", pattern.best_encoding, array, np.zeros(0, np.uint8),
                            np.ones(rows, np.float32))}
    )  # fmt: skip


def test_the_halves_of_a_hand_worked_row() -> None:
    upper, lower = split(matrix([[0, 7, 8, -8, -9, 119, 120, 127, -128, -127]]))
    # to the nearest multiple of 16, half up; 120 and above stay at 7 * 16
    assert upper.matrices["up"].integers().reshape(-1).tolist() == [0, 0, 16, 0, -16, 112, 112, 112, -128, -128]
    assert np.frombuffer(lower.matrices["beyond"].values.tobytes(), "<i4").tolist() == [2, 6, 7]
    assert join(upper, lower).matrices["up"].values.tolist() == [[0, 7, 8, -8, -9, 119, 120, 127, -128, -127]]


@given(st.integers(1, 5), st.integers(1, 300), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_joined_halves_are_the_whole(rows: int, cols: int, seed: int, compiled: bool) -> None:
    rng = np.random.default_rng(seed)
    whole = matrix(rng.integers(-128, 128, (rows, cols)).tolist())
    upper, lower = split(whole)
    with pytest.MonkeyPatch.context() as patch:
        if not compiled:
            patch.setattr(halves, "extension", lambda: None)
        assert join(upper, lower).matrices["up"] == whole.matrices["up"]
    error = upper.matrices["up"].integers() - whole.matrices["up"].integers()
    assert np.abs(error).max() <= 15  # 8 but for values of 120 and above
    assert lower.size_bytes == rows * -(-cols // 2) + 4 * (1 + int((whole.matrices["up"].values >= 120).sum()))


def test_the_integer_sums_of_the_halves_add_up(int8: dict[ExpertId, PackedExpert]) -> None:
    whole = next(iter(int8.values()))
    upper, _ = split(whole)
    x = np.random.default_rng(0).standard_normal((3, whole.matrices["up"].shape[1])).astype(np.float32)
    rest = whole.matrices["up"].integers() - upper.matrices["up"].integers()
    scales = whole.matrices["up"].scales
    assert scales is not None
    dense = np.zeros(whole.matrices["up"].kept().shape)
    dense[whole.matrices["up"].kept()] = rest.reshape(-1)
    products = x @ dense.reshape(len(scales), -1).T * scales
    assert np.allclose(
        SparseMatrix(whole.matrices["up"])(x), SparseMatrix(upper.matrices["up"])(x) + products, atol=1e-3
    )


@pytest.mark.parametrize("value_type", ["fp32", "int4"])
def test_other_values_have_no_halves(pruned: MoeModel, value_type: str) -> None:
    expert = PackedExpert.pack(pruned.expert_matrices(pruned.moe_layers()[0], 0), NMPattern(2, 4), value_type)
    with pytest.raises(FormatError, match="have no upper half"):
        split(expert)


def test_halves_of_different_experts_are_refused(int8: dict[ExpertId, PackedExpert]) -> None:
    (upper, _), (_, other) = split(next(iter(int8.values()))), split(matrix([[1, 2]]))
    with pytest.raises(FormatError, match="lower half"):
        join(upper, other)


@pytest.mark.usefixtures("runtime")
def test_a_stream_of_halves_gives_the_whole_experts_answer(
    pruned: MoeModel, int8: dict[ExpertId, PackedExpert]
) -> None:
    expected = resident_scores(pruned, MemoryStore(int8), TEXTS)
    store = HalvedStore.of(int8)
    lower = sum(store.size_bytes(which) for which in int8)
    assert lower < 0.5 * sum(expert.size_bytes for expert in int8.values())
    for opened in (store, LimitedStore(store, 1e9)):
        with stream(hollow(pruned), opened, buffer(1)) as session:
            assert same(scores(session.model, TEXTS), expected)
            counts = session.counts()
        largest = max(store.size_bytes(which) for which in int8)
        assert 0 < counts.total.demand_bytes <= counts.total.demand_loads * largest
        assert counts.total.demand_bytes < counts.loaded_bytes


def test_a_folder_of_halves(pruned: MoeModel, int8: dict[ExpertId, PackedExpert], tmp_path: Path) -> None:
    whole = write_store(int8, pruned, tmp_path)
    target = tmp_path / "halves"
    write_halves(PackedStore(whole), target)
    store = HalvedStore.open(target)
    assert all(store.load(which).matrices["up"] == int8[which].matrices["up"] for which in int8)
    files = sum(PackedStore(target / name).size_bytes for name in ("upper", "lower"))
    assert files == store.resident_bytes + sum(store.size_bytes(which) for which in int8)
    with stream(hollow(pruned), store, buffer(2)) as session:
        assert session.native
        assert same(scores(session.model, TEXTS), resident_scores(pruned, MemoryStore(int8), TEXTS))
    store.close()
    with pytest.raises(ArtifactError, match="no packed store"):
        HalvedStore.open(whole)


@pytest.mark.parametrize("kind", ["memory", "link", "folder"])
def test_lower_halves_are_loaded_natively(
    pruned: MoeModel, int8: dict[ExpertId, PackedExpert], tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python joins an expert of a folder on its first load alone, which verifies its digest, and others never."""
    expected = resident_scores(pruned, MemoryStore(int8), TEXTS)
    assert any((m.values >= 120).any() for expert in int8.values() for m in expert.matrices.values())
    store = HalvedStore.of(int8)
    if kind == "folder":
        write_halves(PackedStore(write_store(int8, pruned, tmp_path)), tmp_path / "halves")
        store = HalvedStore.open(tmp_path / "halves")
    joined: list[ExpertId] = []

    def load(which: ExpertId) -> PackedExpert:
        joined.append(which)
        return HalvedStore.load(store, which)

    monkeypatch.setattr(store, "load", load)
    opened = LimitedStore(store, 1e9) if kind == "link" else store
    with stream(hollow(pruned), opened, buffer(1)) as session:
        joined.clear()  # the first is looked at before anything is decoded
        for _ in range(2):
            assert same(scores(session.model, TEXTS), expected)
        loaded_bytes = session.counts().loaded_bytes
    assert len(joined) == len(set(joined)) <= (len(int8) if kind == "folder" else 0)
    assert loaded_bytes > 1.5 * sum(map(store.size_bytes, joined))  # what came again came natively
    opened.close()


def test_a_damaged_list_of_places_stays_within_the_values(pruned: MoeModel, int8: dict[ExpertId, PackedExpert]) -> None:
    store = HalvedStore.of(int8)
    for which in int8:
        numbers = store.lowers.load(which).matrices[halves.BEYOND].values.view("<i4")
        assert numbers.size > 2
        numbers[..., 0], numbers[..., 2:] = 2**31 - 1, -5
    with stream(hollow(pruned), store, buffer(1)) as session:
        assert torch.isfinite(scores(session.model, TEXTS)[1]).all()


def test_slots_beside_halves_have_joined_values(
    pruned: MoeModel, int8: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The upper halves are in the process' memory when it is asked, a slot takes what a joined expert adds."""
    store, first = HalvedStore.of(int8), next(iter(int8))
    joined = sum(matrix.values.nbytes for matrix in int8[first].matrices.values())
    assert store.slot_bytes(first) == joined
    assert store.whole_bytes(first) == int8[first].size_bytes
    upper, lower, values = (
        sum(sizes)
        for sizes in zip(*(half_bytes(m.pattern, *m.shape) for m in int8[first].matrices.values()), strict=True)
    )
    assert (upper, values) == (store.uppers[first].size_bytes, joined)
    assert lower <= store.size_bytes(first) < lower + 0.2 * joined
    monkeypatch.setattr(memory_budget, "resident_bytes", lambda: 0)
    others = memory_budget.WORKING_BYTES
    plan = memory_budget.slots_within_memory(pruned, store, others + 3 * 2 * joined, 0)
    assert plan.slots == (3, 3)
    assert memory_budget.slots_within_memory(pruned, MemoryStore(int8), others + 3 * 2 * joined, 0).total < 6


def test_the_memory_of_slots_is_touched_when_a_stream_is_opened() -> None:
    """Nothing is decoded here; a store of whole experts, which are computed where they lie, takes none."""
    sizes = dict(vocabulary=64, d_model=256, d_ff=8192, num_heads=4, num_experts=2, blocks=1, moe_layers=1)
    hf = random_switch(switch_config(**sizes, encoder_blocks=1, encoder_moe_layers=0), 0)
    model = MoeModel(hf, None, ModelSettings("wide", "random", None, None, "", 8, 8, {}), "random")
    (layer,) = model.moe_layers("decoder")
    packed = PackedExpert.pack(model.expert_matrices(layer, 0), DENSE, "int8")
    experts = {ExpertId(layer.id, number): packed for number in range(2)}
    slots_bytes = 2 * sum(matrix.values.nbytes for matrix in packed.matrices.values())

    def grown(store: ExpertStore, at_least: int) -> tuple[int, int]:
        """Bytes by which the process grows in an open stream, within ten seconds if they are so many; and by it."""
        before, until = memory_budget.resident_bytes(), time.monotonic() + 10
        with stream(model, store, slots=2):
            while (found := memory_budget.resident_bytes() - before) < at_least and time.monotonic() < until:
                time.sleep(0.01)
        gc.collect()
        return found, memory_budget.resident_bytes() - before

    halved, whole = HalvedStore.of(experts), MemoryStore(experts)
    grown(whole, 0)  # what a first stream takes for itself
    assert grown(whole, 0)[0] < 0.2 * slots_bytes
    found, left = grown(halved, int(0.9 * slots_bytes))
    assert 0.9 * slots_bytes < found < 1.75 * slots_bytes  # one expert is looked at by Python
    assert left < 0.6 * slots_bytes  # and may be kept by the allocator


def test_the_counts_say_what_a_draft_takes(pruned: MoeModel, int8: dict[ExpertId, PackedExpert]) -> None:
    store = HalvedStore.of(int8)
    with stream(hollow(pruned), store, buffer(1), draft="little") as session:
        counts = session.counts().speculation
    assert counts is not None
    decoder = {which: upper for which, upper in store.uppers.items() if which.layer.stack == "decoder"}
    assert counts.draft_bytes == sum(upper.size_bytes for upper in decoder.values())
    whole = int8[next(iter(decoder))].size_bytes
    assert counts.draft_slots == pytest.approx(counts.draft_bytes / (2 * whole))


def test_torch_is_not_told_of_halves(int8: dict[ExpertId, PackedExpert]) -> None:
    """A joined expert unpacks to tensors, as the one that was taken apart does."""
    whole = next(iter(int8.values()))
    joined = join(*split(whole))
    assert all(torch.equal(joined.unpack()[name], dense) for name, dense in whole.unpack().items())
