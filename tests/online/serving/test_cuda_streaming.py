"""Experts on a CUDA device: as exact as on the CPU, and copied while the device computes."""

from __future__ import annotations

import importlib.util
import json
import random
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import FlameWarning
from flame.ids import ExpertId, decoder_expert
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from offline.pruning.masks import nm_mask
from online.serving.expert_calls import PackedCompute, resident
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.conftest import settings_for
from tests.online.small_streams import (
    PATTERN,
    POLICIES,
    TEXTS,
    DelayedStore,
    buffer,
    hollow,
    pack_experts,
    prune,
    resident_scores,
    same,
    scores,
    walk,
)

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device"),
    pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="triton is not installed"),
]

FIRST = decoder_expert(0, 0)


@pytest.fixture(scope="module")
def on_cuda(pruned: MoeModel) -> MoeModel:
    model = hollow(pruned)
    model.to("cuda")
    return model


@pytest.mark.parametrize("value_type", [None, "bf16", "int8"])
def test_streamed_equals_resident(pruned: MoeModel, on_cuda: MoeModel, table: object, value_type: str | None) -> None:
    store = MemoryStore(pack_experts(pruned, value_type)).page_locked()
    for options in ({}, {"num_beams": 2}):
        expected = resident_scores(on_cuda, store, TEXTS, **options)
        with stream(on_cuda, store, buffer(1), table):
            assert same(scores(on_cuda, TEXTS, **options), expected)


def test_the_device_computes_what_the_cpu_computes(
    pruned: MoeModel, on_cuda: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    expected = scores(pruned, TEXTS)
    with stream(on_cuda, MemoryStore(packed), buffer()):
        found = scores(on_cuda, TEXTS)
    assert torch.equal(found[0].cpu(), expected[0])
    for ours, theirs in zip(found[1:], expected[1:], strict=True):
        assert torch.allclose(ours.cpu(), theirs, rtol=1e-3, atol=1e-3)


def test_random_schedules(on_cuda: MoeModel, packed: dict[ExpertId, PackedExpert], table: object) -> None:
    store = MemoryStore(packed).page_locked()
    draw = random.Random(0)
    for seed in range(60):
        batch = draw.randrange(1, 5)
        with resident(on_cuda, store):
            expected = walk(on_cuda, batch, 6, seed)
        slots, policy, shared = draw.randrange(1, 4), draw.choice(POLICIES), draw.random() < 0.5
        delayed = DelayedStore(store, seed, 0.0005)
        with stream(on_cuda, delayed, buffer(slots, policy, shared), table, preload=draw.randrange(1, 3)):
            assert torch.equal(walk(on_cuda, batch, 6, seed), expected)


def test_a_decoder_s_steps_are_captured(decoder_folder: Path) -> None:
    decoder = load_model(settings_for(decoder_folder))
    prune(decoder)
    store, decoder = MemoryStore(pack_experts(decoder, "int8")).page_locked(), hollow(decoder)
    decoder.to("cuda")
    with warnings.catch_warnings():
        warnings.simplefilter("error", FlameWarning)  # said where a step cannot be captured
        expected = resident_scores(decoder, store, TEXTS)
        for slots in (1, 3, 8):
            with stream(decoder, store, slots=slots) as session:
                for _ in range(2):
                    assert same(scores(decoder, TEXTS), expected)
                captured = session.counts()
                decoder.writing = {}  # a cache that grows: steps as they are
                scores(decoder, TEXTS)
            assert captured.steps == 2 * (len(expected) - 2)
            assert captured.total.demand_loads > 0
            assert slots < 8 or captured.total.hits > captured.total.accesses / 2


def large_experts(count: int) -> dict[ExpertId, PackedExpert]:
    draw = np.random.default_rng(0)
    sizes = {"up": (3072, 768), "down": (768, 3072)}
    matrices = {name: draw.standard_normal(size).astype(np.float32) for name, size in sizes.items()}
    pruned = {name: matrix * nm_mask(matrix, PATTERN) for name, matrix in matrices.items()}
    return {decoder_expert(0, expert): PackedExpert.pack(pruned, PATTERN, "bf16") for expert in range(count)}


def test_copies_overlap_with_compute(on_cuda: MoeModel, tmp_path: Path) -> None:
    store = MemoryStore(large_experts(16)).page_locked()
    compute = PackedCompute(on_cuda)
    square = torch.randn(4096, 4096, device="cuda")
    gates, rows = torch.ones(1, 1, device="cuda"), torch.randn(1, 768, device="cuda")
    compute(FIRST, store.load(FIRST))(rows, gates)
    activities = [torch.profiler.ProfilerActivity.CPU, torch.profiler.ProfilerActivity.CUDA]
    with torch.profiler.profile(activities=activities) as profile:
        loads = threading.Thread(
            target=lambda: [compute(key, store.load(key)) for key in (decoder_expert(0, e) for e in range(16))]
        )
        loads.start()
        for _ in range(40):
            square @ square
        loads.join()
        torch.cuda.synchronize()
    profile.export_chrome_trace(str(tmp_path / "trace.json"))
    events = json.loads((tmp_path / "trace.json").read_text())["traceEvents"]
    spans = {
        kind: [(event["ts"], event["ts"] + event["dur"]) for event in events if event.get("cat") == kind]
        for kind in ("gpu_memcpy", "kernel")
    }
    assert spans["gpu_memcpy"]
    assert spans["kernel"]
    overlapping = [
        copy for copy in spans["gpu_memcpy"] if any(copy[0] < end and start < copy[1] for start, end in spans["kernel"])
    ]
    assert len(overlapping) >= 8


def test_memory_of_an_evicted_expert_is_not_taken_while_it_is_read(on_cuda: MoeModel) -> None:
    experts = large_experts(2)
    other = PackedExpert.pack(
        {name: -np.asarray(matrix) for name, matrix in experts[decoder_expert(0, 1)].unpack().items()}, PATTERN, "bf16"
    )
    store = MemoryStore({**experts, decoder_expert(0, 1): other}).page_locked()
    compute, rows = PackedCompute(on_cuda), torch.randn(64, 768, device="cuda")
    gates = torch.ones(64, 1, device="cuda")
    right = compute(FIRST, store.load(FIRST))(rows, gates)
    for _ in range(50):
        found = compute(FIRST, store.load(FIRST))(rows, gates)  # dropped while its kernels are queued
        compute(decoder_expert(0, 1), store.load(decoder_expert(0, 1)))
        assert torch.equal(found, right)
