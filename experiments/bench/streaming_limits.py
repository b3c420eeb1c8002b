"""How fast memory, link and products are by themselves, and what the bytes forbid to undercut."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from experiments.tools.streamed_decoding import Configuration, Subject, now_on_cuda, on_cuda
from flame.ids import ExpertId, decoder_expert
from flame.models.layers import Activation
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from online.kernels.nm_kernels import read_memory
from online.serving.device_layers import resident_layers
from online.serving.expert_calls import PackedCompute
from online.serving.stores import MemoryStore

if TYPE_CHECKING:
    from experiments.bench.bench_streaming import Parameters


def byte_limits(
    configuration: Configuration, subject: Subject, stores: Mapping[NMPattern, MemoryStore],
    pattern_of: Mapping[str, NMPattern], bandwidth: MeasuredBandwidth,
) -> dict[str, float]:  # fmt: skip
    """Milliseconds a token below which the bytes forbid to go, for the loads that this configuration had."""
    model, spent = subject.model, configuration.spent
    layers = len(model.moe_layers("decoder"))
    if configuration.name == "resident":
        shape = model.shape(model.moe_layers("decoder")[0])
        expert_bytes = sum(rows * cols for rows, cols in shape.matrices.values()) * model.hf.dtype.itemsize
    else:
        expert_bytes = stores[pattern_of[configuration.name]].size_bytes(decoder_expert(0, 0))
    link = spent.demand_loads / spent.tokens * expert_bytes / bandwidth.link * 1e3
    memory = layers * model.top_k * expert_bytes / bandwidth.reading * 1e3
    return {
        "expert_bytes": expert_bytes,
        "link_limit_ms": link,
        "memory_limit_ms": memory,
        "limit_ms": link + memory,
        "read_gb_per_s": bandwidth.reading / 1e9,
        "link_gb_per_s": bandwidth.link / 1e9,
    }


class ExpertProducts:
    """How long an expert's products take by themselves: one expert after another, measured between the decodings.

    Args:
        experts: each computes one token.
        now: clock, in seconds.
    """

    def __init__(self, experts: Sequence[Callable[[], Any]], now: Callable[[], float]) -> None:
        self._experts = experts
        self._now = now
        self._seconds: list[float] = []

    @staticmethod
    def of(model: MoeModel, store: MemoryStore | None) -> ExpertProducts:
        """Products of a store's experts, or of the decoder's own."""
        keys = [(layer, expert) for layer in model.moe_layers("decoder") for expert in range(model.num_experts)]
        device = model.hf.device
        x = torch.randn(1, model.d_model, generator=torch.Generator().manual_seed(0)).to(device, model.hf.dtype)
        compute, gates = PackedCompute(model), torch.ones(1, 1, device=device)
        experts: list[Callable[[], Any]] = []
        on_device = None if store is None else resident_layers(model, store, model.moe_layers("decoder"))
        for layer, expert in keys:
            if on_device is not None:
                index = torch.tensor([[expert]], device=device)
                experts.append(functools.partial(on_device[layer], x, index, gates))
            elif store is None:
                matrices = model.expert_matrices(layer, expert)
                experts.append(functools.partial(expert_output, model.activation(layer), matrices, x))
            else:
                which = ExpertId(layer.id, expert)
                experts.append(functools.partial(compute(which, store.load(which)), x, gates))
        return ExpertProducts(experts, now_on_cuda if on_cuda(model) else time.perf_counter)

    @torch.inference_mode()
    def measure(self) -> None:
        self._seconds += [seconds_of(expert, self._now) for expert in self._experts]

    @property
    def median_ms(self) -> float:
        """Of one expert."""
        return 1e3 * float(np.median(self._seconds))


def expert_output(apply: Activation, matrices: Mapping[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """What an expert of these matrices makes of x `[tokens, hidden]`, by torch."""
    gate = functional.linear(x, matrices["gate"]) if "gate" in matrices else None
    return functional.linear(apply(gate, functional.linear(x, matrices["up"])), matrices["down"])


class MeasuredBandwidth:
    """How fast the memory of a device is read, and on cuda how fast it is filled from the host's.

    Measured between the decodings; all in bytes a second.
    """

    def __init__(self, p: Parameters) -> None:
        self._threads = p.threads
        self._cuda = p.device == "cuda"
        self._host = torch.from_numpy(np.ones(1 << 24, np.int64))
        if self._cuda:
            self._host = self._host.pin_memory()
        self._memory = self._host.to(p.device)
        self._reading: list[float] = []
        self._filling: list[float] = []
        self.measure()  # the first time is not like the others
        self._reading.clear()
        self._filling.clear()
        self._stated = p.store_bytes_per_s

    def measure(self) -> None:
        if not self._cuda:
            self._reading.append(seconds_of(lambda: read_memory(self._host.numpy(), self._threads), time.perf_counter))
            return
        self._reading.append(seconds_of(self._memory.sum, now_on_cuda))
        self._filling.append(seconds_of(lambda: self._memory.copy_(self._host, non_blocking=True), now_on_cuda))

    @property
    def reading(self) -> float:
        return self._host.nbytes / float(np.median(self._reading))

    @property
    def link(self) -> float:
        """Of the link between store and memory: measured on cuda, stated elsewhere."""
        return self._host.nbytes / float(np.median(self._filling)) if self._cuda else self._stated


def seconds_of(call: Callable[[], Any], now: Callable[[], float]) -> float:
    start = now()
    call()
    return now() - start
