"""Streamed decoding: bit for bit the resident answer, whatever the slots, the policy or the timing."""

from __future__ import annotations

import inspect
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.models.sparse_mlps import SwitchExperts
from flame.packed_expert import PackedExpert
from flame.routing import RoutingTrace
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.replay import replay
from online.serving.expert_calls import resident
from online.serving.little_experts import LittleExperts, little_where_unsure
from online.serving.loader import StreamingError
from online.serving.session import Session, session_of, stream
from online.serving.stores import FileStore, MemoryStore
from tests.online.small_streams import (
    PATTERN,
    POLICIES,
    TEXTS,
    DelayedStore,
    WrappedStore,
    buffer,
    hollow,
    pack_experts,
    resident_scores,
    same,
    scores,
    walk,
)

pytestmark = pytest.mark.usefixtures("runtime")
python_only = pytest.mark.parametrize("runtime", ["python"], indirect=True)


def test_packed_experts_compute_what_the_model_computes(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    expected = scores(pruned, TEXTS)
    found = resident_scores(hollow(pruned), MemoryStore(packed), TEXTS)
    assert torch.equal(found[0], expected[0])
    for ours, theirs in zip(found[1:], expected[1:], strict=True):
        assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)


def test_the_likeliest_expert_alone_is_preloaded_unless_asked() -> None:
    assert inspect.signature(stream).parameters["preload"].default == 1  # paper, section 5.2


def test_streamed_equals_resident_from_disk(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path, table: object
) -> None:
    expected = resident_scores(pruned, MemoryStore(packed), TEXTS)
    model = hollow(pruned)
    assert not same(scores(model, TEXTS), expected)
    with stream(model, FileStore(folder), buffer(), table) as session:
        assert same(scores(model, TEXTS), expected)
        assert model.generate(TEXTS, 6) == pruned.generate(TEXTS, 6)
        counts = session.counts()
    assert counts.accesses > 0
    assert counts.hits + counts.late <= counts.accesses
    assert counts.loaded_bytes > 0


@pytest.mark.parametrize("value_type", ["bf16", "fp16", "int8"])
def test_streamed_equals_resident_in_every_value_type(pruned: MoeModel, value_type: str) -> None:
    store = MemoryStore(pack_experts(pruned, value_type))
    expected = resident_scores(pruned, store, TEXTS)
    model = hollow(pruned)
    with stream(model, store, buffer(1)):
        assert same(scores(model, TEXTS), expected)


@pytest.mark.parametrize("seed", range(6))
def test_random_generations_give_the_resident_answer(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    texts = [TEXTS[i] for i in rng.integers(0, 2, 1 + seed)]
    options = {"num_beams": 2} if seed % 2 else {}
    expected = resident_scores(pruned, MemoryStore(packed), texts, **options)
    model = hollow(pruned)
    for slots, policy, shared, preload in ((1, "lru", False, 1), (3, str(rng.choice(POLICIES)), True, 2)):
        store = DelayedStore(MemoryStore(packed), seed, 0.002)
        with stream(model, store, buffer(slots, policy, shared), table, preload=preload):
            assert same(scores(model, texts, **options), expected)


def until_loaded(session: Session) -> None:
    while any("coming" in places.values() for places in session.places()):
        time.sleep(1e-4)


@pytest.mark.parametrize(("slots", "policy", "preload"), [(1, "lru", 1), (2, "lru", 1), (3, "cepr", 2), (2, "lfu", 2)])
def test_hits_are_those_of_the_replay(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, slots: int, policy: str, preload: int
) -> None:
    routed: dict[int, list[int]] = {0: [], 1: []}
    with pruned.hook_routers(lambda layer, logits, _: routed[layer.position].append(int(logits[0, -1].argmax()))):
        pruned.generate_ids(TEXTS[:1], 8)
    experts = np.stack([routed[0], routed[1]], axis=1)[..., None]
    trace = RoutingTrace(experts, np.asarray([0, len(experts)]), pruned.num_experts)
    expected = replay(trace, table, slots, policy, preload=preload)
    with stream(pruned, MemoryStore(packed), buffer(slots, policy), table, preload=preload, throttle=False) as session:
        for layer in pruned.moe_layers("decoder"):  # the replay knows no time: every preload is there, none is dropped
            pruned.sparse_mlp(layer).register_forward_pre_hook(lambda *_: until_loaded(session))
        pruned.generate_ids(TEXTS[:1], 8)
        counts = session.counts()
    assert counts.accesses == expected.accesses
    assert counts.hits + counts.late == expected.hits
    assert [layer.demand_loads for layer in counts.layers] == expected.demand_loads_per_layer.tolist()
    assert sum(layer.useful_preloads for layer in counts.layers) == expected.useful_preloads


@python_only
def test_experts_that_the_kernels_do_not_know_are_computed_densely(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object
) -> None:
    model = pruned.copy()
    for layer in model.moe_layers():
        for module in model.sparse_mlp(layer).experts.values():
            module.act = torch.nn.Mish()
    model = model.copy()  # which looks at its experts anew
    assert model.shape(model.moe_layers()[0]).activation == "own"
    expected = scores(model, TEXTS)
    wide = MemoryStore(
        {
            key: PackedExpert.pack({name: matrix.double() for name, matrix in expert.unpack().items()}, PATTERN)
            for key, expert in packed.items()
        }
    )
    for store in (MemoryStore(packed), wide):
        with resident(model, store):
            answer = scores(model, TEXTS)
        with stream(model, store, buffer(2), table):
            assert same(scores(model, TEXTS), answer)
    assert same(answer, expected), "values that the kernels do not know are torch's, bit for bit"
    gated = {
        key: PackedExpert(
            {"up_0": expert.matrices["up"], "up_1": expert.matrices["up"], "down": expert.matrices["down"]}
        )
        for key, expert in packed.items()
    }
    for each in (model, pruned):
        with pytest.raises(StreamingError, match="expected up and down"):
            stream(each, MemoryStore(gated), buffer())


@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_router_that_is_alone_decides_as_one_that_is_watched(
    pruned: MoeModel, batch: int, dtype: torch.dtype
) -> None:
    layer, family = pruned.moe_layers("decoder")[0], pruned.family
    assert isinstance(family, SwitchExperts)
    router = pruned.sparse_mlp(layer).router
    generator = torch.Generator().manual_seed(batch)
    for size in (1.0, 0.0, *[0.02] * 40):  # at 0 all experts are equally likely, near it nearly so
        hidden = (size * torch.randn(batch, 1, pruned.d_model, generator=generator)).to(dtype)
        with torch.inference_mode():
            alone = family.decide(layer, hidden)
            seen: list[object] = []
            handle = router.register_forward_hook(lambda *_: seen.append(1))  # noqa: B023
            watched = family.decide(layer, hidden)
            handle.remove()
        assert seen
        assert torch.equal(alone[0], watched[0])
        assert torch.equal(alone[1], watched[1])


def test_whoever_listens_to_a_routers_classifier_hears_it_when_the_router_is_alone(pruned: MoeModel) -> None:
    layer, family = pruned.moe_layers("decoder")[0], pruned.family
    classifier = pruned.sparse_mlp(layer).router.classifier
    hidden = torch.randn(2, 1, pruned.d_model, generator=torch.Generator().manual_seed(0))
    turned = torch.nn.Linear(pruned.d_model, pruned.num_experts, bias=False)
    heard: list[object] = []
    with torch.inference_mode():
        expected = family.decide(layer, hidden)
        for listen in (classifier.register_forward_hook, classifier.register_forward_pre_hook):
            handle = listen(lambda *_: heard.append(1))
            assert torch.equal(family.decide(layer, hidden)[1], expected[1])
            handle.remove()
        assert len(heard) == 2
        classifier.forward = turned.forward
        replaced = family.decide(layer, hidden)
        del classifier.forward
        gates = torch.softmax(turned(hidden), -1).amax(-1)
    assert torch.equal(replaced[1], gates)


def routed_to_two(family: SwitchExperts, layer: MoeLayer, hidden: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """A router that sends every token to its two likeliest experts."""
    probabilities = torch.softmax(family.block(layer).router(hidden)[2], dim=-1)
    gates, experts = probabilities.reshape(-1, probabilities.shape[-1]).topk(2)
    return experts, gates, None


def test_routing_to_several_experts(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SwitchExperts, "decide", routed_to_two)
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
            with stream(pruned, MemoryStore(packed), buffer(slots), build_cepr_table(trace, 2), preload=2) as session:
                assert same(scores(pruned, TEXTS), answer)
                assert session.counts().accesses == 2 * 2 * 2 * session.counts().steps  # top_k x batch x layers


def test_the_model_is_restored(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    modules = [pruned.sparse_mlp(layer) for layer in pruned.moe_layers()]
    own = set(vars(pruned.hf))
    session = stream(pruned, MemoryStore(packed), buffer())
    assert session.model is pruned
    assert session_of(pruned) is session
    assert set(vars(pruned.hf)) == own, "nothing is hung on the Hugging Face model"
    assert all("forward" in vars(pruned.sparse_mlp(layer)) for layer in pruned.moe_layers())
    session.close()
    session.close()
    assert session.runtime.close(), "nothing runs any more"
    assert session_of(pruned) is None
    with pytest.raises(ValueError, match="inside"), stream(pruned, MemoryStore(packed), buffer()):
        raise ValueError("inside")
    assert [pruned.sparse_mlp(layer) for layer in pruned.moe_layers()] == modules


def test_teacher_forcing_and_a_resident_encoder(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object
) -> None:
    inputs = pruned.encode(TEXTS)
    labels = torch.tensor([[5, 6, 7, 8], [9, 10, 11, 1]])
    with torch.inference_mode():
        decoder_only = MemoryStore({key: expert for key, expert in packed.items() if key.layer.stack == "decoder"})
        for store in (MemoryStore(packed), decoder_only):
            with resident(pruned, store):
                expected = pruned.hf(**inputs, labels=labels).logits
            with stream(pruned, store, buffer(1), table):
                assert torch.equal(pruned.hf(**inputs, labels=labels).logits, expected)


def test_timeline_of_a_run(pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object) -> None:
    with stream(pruned, MemoryStore(packed), buffer(), table, record_events=True) as session:
        pruned.generate_ids(TEXTS, 5)
        timeline = session.timeline()
        counts = session.counts()
    assert set(timeline.resources) == {"loader", "compute"}
    assert timeline.busy_ms("compute") > 0
    assert counts.steps == 5


def test_visits_add_up_to_the_counts(pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object) -> None:
    size = next(iter(packed.values())).size_bytes
    with stream(pruned, MemoryStore(packed), buffer(1), table, record_events=True, throttle=False) as session:
        walk(pruned, 2, 30, 0)
        counts, visits = session.counts(), session.visits()
    assert [(visit.step, visit.layer) for visit in visits] == [(step, layer) for step in range(30) for layer in (0, 1)]
    for layer in (0, 1):
        of_layer = [visit.counts for visit in visits if visit.layer == layer]
        total = counts.layers[layer]
        for name in ("accesses", "hits", "late", "demand_loads", "useful_preloads", "demand_bytes"):
            assert sum(getattr(each, name) for each in of_layer) == getattr(total, name)
        assert all(each.accesses == 2 for each in of_layer)
        assert total.demand_bytes == size * total.demand_loads
        assert total.useful_bytes + total.late_bytes == size * total.useful_preloads
        ended = total.useful_preloads + total.dropped_preloads + total.wasted_bytes // size
        assert total.preloads - 1 <= ended <= total.preloads  # the last one may still be in its slot
    with stream(pruned, MemoryStore(packed), buffer(1)) as session, pytest.raises(ConfigError, match="not recorded"):
        session.visits()


@python_only
def test_little_experts_spare_the_wait_where_the_router_is_unsure(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    with resident(pruned, MemoryStore(packed)):
        exact = walk(pruned, 3, 10, 0)

    def run(little: LittleExperts | None) -> tuple[torch.Tensor, int, int]:
        with stream(pruned, MemoryStore(packed), buffer(1), little=little) as session:
            found = walk(pruned, 3, 10, 0)
            total = session.counts().total
        return found, total.demand_loads, total.little

    same_experts, loads, little = run(LittleExperts(packed, at_most=1.0))
    assert torch.equal(same_experts, exact)  # a copy that is not pruned further changes nothing, and nothing is loaded
    assert (loads, little) == (0, 60)
    _, all_loads, none = run(None)
    assert none == 0
    zeroed = {
        key: PackedExpert.pack({n: torch.zeros_like(m) for n, m in expert.unpack().items()}, PATTERN)
        for key, expert in packed.items()
    }
    found, some_loads, some = run(LittleExperts(zeroed, at_most=0.95))
    assert 0 < some < 60
    assert some_loads < all_loads
    assert not torch.equal(found, exact)
    sure, loads, none = run(LittleExperts(zeroed, at_most=1e-6))  # no token is so unsure
    assert torch.equal(sure, exact)
    assert (loads, none) == (all_loads, 0)
    with pytest.raises(ConfigError, match="at_most=0"):
        LittleExperts(packed, 0)

    def at_most(little: LittleExperts) -> torch.Tensor:
        with little_where_unsure(pruned, MemoryStore(packed), little):
            return walk(pruned, 3, 10, 0)

    assert torch.equal(at_most(LittleExperts(packed, 1.0)), exact)
    assert torch.equal(at_most(LittleExperts(zeroed, 1e-6)), exact)
    with resident(pruned, MemoryStore(packed | {e: each for e, each in zeroed.items() if e.layer.stack == "decoder"})):
        none_of_them = walk(pruned, 3, 10, 0)
    assert torch.equal(at_most(LittleExperts(zeroed, 1.0)), none_of_them)  # every token of the decoder is unsure
    assert not torch.equal(none_of_them, exact)


class AlwaysWrong:
    """Predicts one expert in turn, whatever the context."""

    def __init__(self) -> None:
        self.asked = 0

    def predict(self, layer: int, context: object, top: int = 1) -> tuple[int, ...]:
        self.asked += 1
        return (self.asked % 4,)


def test_the_throttle_stops_preloading_that_loses(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    class Slow(WrappedStore):
        def load(self, key: ExpertId) -> PackedExpert:
            time.sleep(0.0005)
            return super().load(key)

    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 1, 150, 0)
    with (
        stream(pruned, Slow(MemoryStore(packed)), buffer(2), AlwaysWrong()) as session,
        pytest.warns(RuntimeWarning, match="preloading lost") as said,
    ):
        found = walk(pruned, 1, 150, 0)
    counts = session.counts()
    assert torch.equal(found, expected)
    assert len([each for each in said if "preloading lost" in str(each.message)]) == 1
    assert 0 < counts.paused_decisions < 300  # how early it finds out, the machine's load decides
