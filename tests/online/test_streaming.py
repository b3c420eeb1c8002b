"""Streamed decoding: bit for bit the resident answer, whatever the slots, the policy or the timing; and its faults."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import ArtifactError, ConfigError, ModelError
from flame.model import MoeModel
from flame.nm_format import NMPattern, PackedExpert
from flame.packed_store import write_packed_layer, write_store_index
from flame.routing import RoutingTrace
from offline.cepr import build_cepr_table
from offline.pruning import nm_mask
from online.expert_buffer import ExpertBuffer, SlotPlan
from online.expert_store import ExpertKey, ExpertStore, FileStore, LimitedStore, MemoryStore
from online.loader import StreamingError
from online.replay import replay
from online.routed_mlp import Decision, RoutedMlp, resident
from online.streaming import stream, streaming

PATTERN = NMPattern(2, 4)
TEXTS = ["Amanda: I baked cookies. Do you want some?", "Tom: Are we still on for tonight? Eva: Yes, at eight."]
POLICIES = ["lru", "fifo", "lfu", "s3fifo", "least-stale", "cepr"]


def prune(model: MoeModel) -> None:
    for layer in model.moe_layers():
        for expert in range(model.num_experts):
            matrices = model.expert_matrices(layer, expert)
            model.set_expert_matrices(layer, expert, {n: m * nm_mask(m, PATTERN) for n, m in matrices.items()})


@pytest.fixture(scope="module")
def pruned(tiny_model: MoeModel) -> MoeModel:
    model = tiny_model.copy()
    prune(model)
    return model


@pytest.fixture(scope="module")
def packed(pruned: MoeModel) -> dict[ExpertKey, PackedExpert]:
    return {
        (layer.stack, layer.position, expert): PackedExpert.pack(pruned.expert_matrices(layer, expert), PATTERN)
        for layer in pruned.moe_layers()
        for expert in range(pruned.num_experts)
    }


@pytest.fixture
def folder(packed: dict[ExpertKey, PackedExpert], pruned: MoeModel, tmp_path: Path) -> Path:
    keys = [(layer.stack, layer.position) for layer in pruned.moe_layers()]
    for layer in pruned.moe_layers():
        experts = [packed[layer.stack, layer.position, expert] for expert in range(pruned.num_experts)]
        write_packed_layer(tmp_path, layer.stack, layer.position, layer.block, experts)
    write_store_index(tmp_path, keys, pruned.num_experts)
    return tmp_path


@pytest.fixture(scope="module")
def table(pruned: MoeModel) -> object:
    """A table of plausible but imperfect predictions."""
    rng = np.random.default_rng(0)
    experts = rng.integers(0, pruned.num_experts, (200, len(pruned.moe_layers("decoder")), 1))
    return build_cepr_table(RoutingTrace(experts, np.asarray([0, 200]), pruned.num_experts), 2)


def hollow(model: MoeModel) -> MoeModel:
    """A copy whose own experts are wrong: right outputs can come from the store alone."""
    model = model.copy()
    for layer in model.moe_layers():
        for expert in range(model.num_experts):
            zeros = {name: torch.zeros_like(matrix) for name, matrix in model.expert_matrices(layer, expert).items()}
            model.set_expert_matrices(layer, expert, zeros)
    return model


def scores(model: MoeModel, texts: list[str], **options: object) -> tuple[torch.Tensor, ...]:
    """Ids and, for greedy decoding, the scores of every step: bit for bit what the model computed."""
    output = model.generate_ids(texts, 6, return_dict_in_generate=True, output_logits=True, **options)
    return (output.sequences, *output.logits)  # type: ignore[attr-defined]


def resident_scores(model: MoeModel, store: ExpertStore, texts: list[str], **options: object) -> tuple:
    """The same with every packed expert in memory: no buffer, no thread."""
    with resident(model, store):
        return scores(model, texts, **options)


def same(left: tuple[torch.Tensor, ...], right: tuple[torch.Tensor, ...]) -> bool:
    return len(left) == len(right) and all(torch.equal(a, b) for a, b in zip(left, right, strict=True))


def buffer(slots: int = 2, policy: str = "lru", shared: bool = False) -> ExpertBuffer:
    return ExpertBuffer(SlotPlan.shared(2, slots) if shared else SlotPlan.per_layer(2, slots), policy)


class DelayedStore:
    """Takes a random while for each load."""

    def __init__(self, store: ExpertStore, seed: int, most_s: float) -> None:
        self._store, self._rng, self._most_s = store, np.random.default_rng(seed), most_s

    def layers(self) -> tuple:
        return self._store.layers()

    def size_bytes(self, key: ExpertKey) -> int:
        return self._store.size_bytes(key)

    def load(self, key: ExpertKey) -> PackedExpert:
        time.sleep(self._most_s * self._rng.random() if self._rng.random() < 0.5 else 0.0)
        return self._store.load(key)

    def close(self) -> None:
        self._store.close()


def test_packed_experts_compute_what_the_model_computes(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert]
) -> None:
    expected = scores(pruned, TEXTS)
    found = resident_scores(hollow(pruned), MemoryStore(packed), TEXTS)
    assert torch.equal(found[0], expected[0])
    for ours, theirs in zip(found[1:], expected[1:], strict=True):
        assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)


def test_streamed_equals_resident_from_disk(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], folder: Path, table: object
) -> None:
    expected = resident_scores(pruned, MemoryStore(packed), TEXTS)
    model = hollow(pruned)
    assert not same(scores(model, TEXTS), expected)
    with streaming(model, FileStore(folder), buffer(), table) as session:
        assert same(scores(model, TEXTS), expected)
        assert model.generate(TEXTS, 6) == pruned.generate(TEXTS, 6)
        counts = session.counts()
    assert counts.accesses > 0
    assert counts.hits + counts.late <= counts.accesses
    assert counts.loaded_bytes > 0


@pytest.mark.parametrize("value_type", ["bf16", "fp16", "int8"])
def test_streamed_equals_resident_in_every_value_type(pruned: MoeModel, value_type: str) -> None:
    def matrices(stack: str, position: int, expert: int) -> dict:
        layer = next(x for x in pruned.moe_layers(stack) if x.position == position)
        return pruned.expert_matrices(layer, expert)

    keys = [(layer.stack, layer.position) for layer in pruned.moe_layers()]
    store = MemoryStore.pack(matrices, keys, pruned.num_experts, PATTERN, value_type)
    expected = resident_scores(pruned, store, TEXTS)
    model = hollow(pruned)
    with streaming(model, store, buffer(1)):
        assert same(scores(model, TEXTS), expected)


@pytest.mark.parametrize("seed", range(40))
def test_random_schedules_give_the_resident_answer(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    model = hollow(pruned)
    for _ in range(3):
        texts = [TEXTS[i] for i in rng.integers(0, 2, int(rng.integers(1, 5)))]
        options = {"num_beams": 2} if rng.random() < 0.25 else {}
        slots = buffer(int(rng.integers(1, 6)), str(rng.choice(POLICIES)), shared=bool(rng.random() < 0.5))
        store = DelayedStore(MemoryStore(packed), int(rng.integers(1 << 30)), float(rng.choice([0.0, 0.001, 0.003])))
        used = table if rng.random() < 0.75 else None
        with streaming(model, store, slots, used, prefetch=int(rng.integers(1, 4))) as session:
            streamed = scores(model, texts, **options)
            assert len(slots) <= slots.plan.total
            assert session.counts().hits <= session.counts().accesses
        assert same(streamed, resident_scores(pruned, MemoryStore(packed), texts, **options)), f"seed {seed}"


@pytest.mark.parametrize(("slots", "policy", "prefetch"), [(1, "lru", 1), (2, "lru", 1), (3, "cepr", 2), (2, "lfu", 2)])
def test_hits_are_those_of_the_replay(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object, slots: int, policy: str, prefetch: int
) -> None:
    routed: dict[int, list[int]] = {0: [], 1: []}
    with pruned.hook_routers(lambda layer, logits, _: routed[layer.position].append(int(logits[0, -1].argmax()))):
        pruned.generate_ids(TEXTS[:1], 8)
    experts = np.stack([routed[0], routed[1]], axis=1)[..., None]
    trace = RoutingTrace(experts, np.asarray([0, len(experts)]), pruned.num_experts)
    expected = replay(trace, table, slots, policy, prefetch=prefetch)
    with streaming(pruned, MemoryStore(packed), buffer(slots, policy), table, prefetch=prefetch) as session:
        pruned.generate_ids(TEXTS[:1], 8)
        counts = session.counts()
    assert counts.accesses == expected.accesses
    assert counts.hits + counts.late == expected.hits
    assert [layer.demand_loads for layer in counts.layers] == expected.demand_loads_per_layer.tolist()
    assert sum(layer.useful_preloads for layer in counts.layers) == expected.useful_preloads


def test_experts_that_the_kernels_do_not_know_are_computed_densely(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object
) -> None:
    model = pruned.copy()
    for layer in model.moe_layers():
        for module in model.sparse_mlp(layer).experts.values():
            module.act = torch.nn.GELU()
    expected = scores(model, TEXTS)
    wide = MemoryStore(
        {
            key: PackedExpert.pack({name: matrix.double() for name, matrix in expert.unpack().items()}, PATTERN)
            for key, expert in packed.items()
        }
    )
    for store in (MemoryStore(packed), wide):
        with streaming(model, store, buffer(2), table):
            assert same(scores(model, TEXTS), expected)
    gated = {
        key: PackedExpert({"wi_0": expert.matrices["wi"], "wi_1": expert.matrices["wi"], "wo": expert.matrices["wo"]})
        for key, expert in packed.items()
    }
    for each in (model, pruned):
        with pytest.raises(StreamingError, match="expected wi and wo"):
            stream(each, MemoryStore(gated), buffer())


def routed_to_two(router: torch.nn.Module, hidden: torch.Tensor) -> Decision:
    """A router that sends every token to its two likeliest experts."""
    probabilities = torch.softmax(router(hidden)[2], dim=-1)
    gates, experts = probabilities.reshape(-1, probabilities.shape[-1]).topk(2)
    rows, weights = {}, {}
    for expert in experts.unique().tolist():
        row, place = torch.nonzero(experts == expert, as_tuple=True)
        rows[expert], weights[expert] = row, gates[row, place][:, None]
    newest = experts.reshape(*hidden.shape[:2], 2)[:, -1]
    return Decision(rows, weights, tuple(tuple(entry) for entry in newest.tolist()))


def test_routing_to_several_experts(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("online.routed_mlp.route", routed_to_two)
    layer = pruned.moe_layers("decoder")[0]
    hidden = torch.randn(2, 3, pruned.d_model, generator=torch.Generator().manual_seed(0))
    expected = torch.zeros_like(hidden)
    with torch.inference_mode():
        probabilities = torch.softmax(pruned.sparse_mlp(layer).router(hidden)[2], dim=-1)
        for b in range(2):
            for t in range(3):
                for expert in probabilities[b, t].topk(2).indices.tolist():
                    out = pruned.sparse_mlp(layer).experts[f"expert_{expert}"](hidden[b, t])
                    expected[b, t] += probabilities[b, t, expert] * out
        rng = np.random.default_rng(0)
        trace = RoutingTrace(
            np.stack([rng.permuted(np.arange(4))[:2] for _ in range(200)]).reshape(100, 2, 2), np.asarray([0, 100]), 4
        )
        with resident(pruned, MemoryStore(packed)):
            assert torch.allclose(pruned.sparse_mlp(layer)(hidden), expected, rtol=1e-4, atol=1e-5)
            answer = scores(pruned, TEXTS)
        for slots in (1, 2, 3):
            with streaming(
                pruned, MemoryStore(packed), buffer(slots), build_cepr_table(trace, 2), prefetch=2
            ) as session:
                assert same(scores(pruned, TEXTS), answer)
                assert session.counts().accesses == 2 * 2 * 2 * session.counts().steps  # top_k x batch x layers


def test_the_model_is_restored(pruned: MoeModel, packed: dict[ExpertKey, PackedExpert]) -> None:
    modules = [pruned.sparse_mlp(layer) for layer in pruned.moe_layers()]
    hf = stream(pruned, MemoryStore(packed), buffer())
    assert hf is pruned.hf
    assert all(isinstance(pruned.sparse_mlp(layer), RoutedMlp) for layer in pruned.moe_layers())
    hf.streaming.close()
    hf_session = getattr(hf, "streaming", None)
    assert hf_session is None
    with pytest.raises(ValueError, match="inside"), streaming(pruned, MemoryStore(packed), buffer()):
        raise ValueError("inside")
    assert [pruned.sparse_mlp(layer) for layer in pruned.moe_layers()] == modules
    assert not [thread for thread in threading.enumerate() if thread.name == "flame-loader"]


def test_teacher_forcing_and_a_resident_encoder(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object
) -> None:
    inputs = pruned.encode(TEXTS)
    labels = torch.tensor([[5, 6, 7, 8], [9, 10, 11, 1]])
    with torch.inference_mode():
        decoder_only = MemoryStore({key: expert for key, expert in packed.items() if key[0] == "decoder"})
        for store in (MemoryStore(packed), decoder_only):
            with resident(pruned, store):
                expected = pruned.hf(**inputs, labels=labels).logits
            with streaming(pruned, store, buffer(1), table):
                assert torch.equal(pruned.hf(**inputs, labels=labels).logits, expected)


def test_timeline_of_a_run(pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object) -> None:
    with streaming(pruned, MemoryStore(packed), buffer(), table, record_events=True) as session:
        pruned.generate_ids(TEXTS, 5)
        timeline = session.timeline()
        counts = session.counts()
    assert set(timeline.resources) == {"loader", "compute"}
    assert timeline.busy_ms("compute") > 0
    assert counts.steps == 5


# --- faults ------------------------------------------------------------------------------------------------------


class FaultyStore(DelayedStore):
    """Fails as told from the n-th load on."""

    def __init__(self, store: ExpertStore, fault: object, after: int) -> None:
        super().__init__(store, 0, 0.0)
        self._fault, self._left = fault, after

    def load(self, key: ExpertKey) -> PackedExpert:
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
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object, after: int, error: Exception, message: str
) -> None:
    expected = scores(pruned, TEXTS)
    store = FaultyStore(MemoryStore(packed), fail_with(error), after)
    with pytest.raises(StreamingError, match=message), streaming(pruned, store, buffer(1), table):
        scores(pruned, TEXTS)
    assert same(scores(pruned, TEXTS), expected)  # and the model is whole again


def test_a_failed_preload_is_tried_again_when_it_is_needed(
    pruned: MoeModel, packed: dict[ExpertKey, PackedExpert], table: object
) -> None:
    class PreloadFault(DelayedStore):
        """Fails the first load of every other expert of the decoder."""

        def load(self, key: ExpertKey) -> PackedExpert:
            if key[0] == "decoder" and key[2] % 2 and key not in seen:
                seen.add(key)
                raise OSError(5, "Input/output error")
            return self._store.load(key)

    seen: set[ExpertKey] = set()
    store = PreloadFault(MemoryStore(packed), 0, 0.0)
    try:
        with streaming(pruned, store, buffer(4), table, prefetch=4):  # every expert comes by preload
            streamed = scores(pruned, TEXTS)
    except StreamingError as error:
        pytest.fail(f"a failed preload surfaced: {error}")
    assert same(streamed, resident_scores(pruned, MemoryStore(packed), TEXTS))


def test_a_stalled_device_ends_at_the_deadline(pruned: MoeModel, packed: dict[ExpertKey, PackedExpert]) -> None:
    stalled = threading.Event()
    store = FaultyStore(MemoryStore(packed), lambda: stalled.wait(20), after=6)
    start = time.monotonic()
    with pytest.raises(StreamingError, match=r"not loaded within 0\.3 s"):  # noqa: SIM117
        with streaming(pruned, store, buffer(1), deadline_s=0.3):
            scores(pruned, TEXTS)
    assert time.monotonic() - start < 10
    stalled.set()


def test_a_dead_loader_thread_is_noticed(pruned: MoeModel, packed: dict[ExpertKey, PackedExpert]) -> None:
    with streaming(pruned, MemoryStore(packed), buffer(1), deadline_s=20) as session:
        loader = session._loader
        with loader._changed:
            loader._closing = True  # the thread leaves as if it had been killed
            loader._changed.notify_all()
        loader._thread.join(5)
        start = time.monotonic()
        with pytest.raises(StreamingError, match="thread has died"):
            scores(pruned, TEXTS)
        assert time.monotonic() - start < 5


def test_files_cut_short_or_altered(pruned: MoeModel, folder: Path) -> None:
    path = folder / "decoder-01.safetensors"
    whole = path.read_bytes()
    with pytest.raises(StreamingError, match="cut short"), streaming(pruned, FileStore(folder), buffer(1)):  # noqa: PT012
        os.truncate(path, len(whole) - len(whole) // 2)
        scores(pruned, TEXTS)
    path.write_bytes(whole)
    altered = bytearray(whole)
    for place in range(len(whole) // 2, len(whole), 97):
        altered[place] ^= 1
    path.write_bytes(altered)
    with pytest.raises(StreamingError, match="SHA-256 differs"), streaming(pruned, FileStore(folder), buffer(1)):
        scores(pruned, TEXTS)
    path.write_bytes(whole)
    model = pruned.copy()
    with streaming(model, FileStore(folder), buffer(1)):
        scores(model, TEXTS)
        os.utime(path, ns=(1, 1))
        with pytest.raises(StreamingError, match="changed while it was in use"):
            scores(model, TEXTS)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ArtifactError, match="cut short"):
        FileStore(folder)


def test_a_store_or_buffer_of_another_model_is_refused(pruned: MoeModel, packed: dict[ExpertKey, PackedExpert]) -> None:
    with pytest.raises(ConfigError, match="planned for 3 MoE layers"):
        stream(pruned, MemoryStore(packed), ExpertBuffer(SlotPlan.per_layer(3, 1)))
    with pytest.raises(ArtifactError, match="no experts of decoder layer 1"):
        stream(pruned, MemoryStore({key: expert for key, expert in packed.items() if key[1] == 0}), buffer())
    other = {key: PackedExpert.pack({"wi": np.zeros((8, 4)), "wo": np.zeros((4, 8))}, PATTERN) for key in packed}
    with pytest.raises(ModelError, match="open the store of this model"):
        stream(pruned, MemoryStore(other), buffer())
    with pytest.raises(ConfigError, match="prefetch=0"):
        stream(pruned, MemoryStore(packed), buffer(), prefetch=0)
    assert not any(isinstance(pruned.sparse_mlp(layer), RoutedMlp) for layer in pruned.moe_layers())


def test_stores_by_hand(packed: dict[ExpertKey, PackedExpert], folder: Path) -> None:
    key: ExpertKey = ("decoder", 1, 2)
    with_files = FileStore(folder, verify_every_load=True)
    for store in (MemoryStore(packed), with_files, LimitedStore(MemoryStore(packed), 1e9)):
        assert ("decoder", 1) in store.layers()
        assert store.size_bytes(key) == packed[key].size_bytes
        assert hashlib.sha256(store.load(key).to_bytes()).digest() == hashlib.sha256(packed[key].to_bytes()).digest()
        store.close()
    with pytest.raises(ArtifactError, match="expert 9"):
        MemoryStore(packed).load(("decoder", 1, 9))
    limited = LimitedStore(MemoryStore(packed), packed[key].size_bytes / 0.05, latency_s=0.01)
    start = time.monotonic()
    limited.load(key)
    assert 0.06 <= time.monotonic() - start < 1.0
