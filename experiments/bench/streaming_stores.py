"""Packed experts of bench_streaming, and what packing costs in accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch

from experiments.bench.streaming_limits import expert_output
from experiments.tools.streamed_decoding import Subject, on_cuda
from flame.app.experiment import Context
from flame.ids import ExpertId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.nm_pattern import DENSE, NMPattern
from flame.packed_expert import PackedExpert
from offline.evaluation import summary_batches, token_loss
from offline.pruning.masks import nm_pruned
from offline.pruning.packing import prune_and_pack
from online.serving.stores import MemoryStore

if TYPE_CHECKING:
    from experiments.bench.bench_streaming import Parameters


LINE_BYTES = 64  # bytes of a cache line


def packed_stores(model: MoeModel, pattern: NMPattern, value_type: str) -> dict[NMPattern, MemoryStore]:
    """The decoder's experts dense and pruned by magnitude, layer by layer, each expert in one run of memory."""
    stores: dict[NMPattern, dict[ExpertId, PackedExpert]] = {DENSE: {}, pattern: {}}
    for layer in model.moe_layers("decoder"):
        for kept, packed in stores.items():
            experts = []
            for expert in range(model.num_experts):
                matrices = {name: each.float().cpu() for name, each in model.expert_matrices(layer, expert).items()}
                experts.append(prune_and_pack(matrices, kept, value_type))
            for expert, placed in enumerate(in_one_run(experts)):
                packed[ExpertId(layer.id, expert)] = placed
    in_memory = {kept: MemoryStore(packed) for kept, packed in stores.items()}
    return {kept: store.page_locked() for kept, store in in_memory.items()} if on_cuda(model) else in_memory


def in_one_run(experts: Sequence[PackedExpert]) -> list[PackedExpert]:
    """Experts of one size one after another in memory, each on a cache line, as the slots of an expert buffer lie."""
    stride = -(-experts[0].size_bytes // LINE_BYTES) * LINE_BYTES
    memory = np.empty(len(experts) * stride + LINE_BYTES, np.uint8)
    slots = memory[-memory.ctypes.data % LINE_BYTES :][: len(experts) * stride].reshape(len(experts), stride)
    placed = []
    for slot, expert in zip(slots, experts, strict=True):
        slot[: expert.size_bytes] = np.frombuffer(expert.to_bytes(), np.uint8)
        placed.append(PackedExpert.from_buffer(slot[: expert.size_bytes], expert.header()))
    return placed


def packing_costs(
    context: Context, subject: Subject, store: MemoryStore, pattern: NMPattern, p: Parameters, dense_loss: float | None
) -> dict[str, float]:
    """What packing costs: error of an expert's output beside fp32 with the same mask, and loss where words are real."""
    model, first = subject.model, subject.model.moe_layers("decoder")[0]
    own = {name: each.float().cpu() for name, each in model.expert_matrices(first, 0).items()}
    packed = floats_of(store.load(decoder_expert(0, 0)))
    exact = {name: nm_pruned(matrix, pattern, name) for name, matrix in own.items()}
    x = torch.randn(64, model.d_model, generator=torch.Generator().manual_seed(0))
    outputs = [expert_output(model.activation(first), matrices, x) for matrices in (exact, packed)]
    costs = {"output_error": float((outputs[1] - outputs[0]).norm() / outputs[0].norm())}
    if dense_loss is not None:
        changed = model.copy()
        for layer in changed.moe_layers("decoder"):
            for expert in range(changed.num_experts):
                changed.set_expert_matrices(layer, expert, floats_of(store.load(ExpertId(layer.id, expert))))
        costs["loss_increase_nats"] = loss_of(context, changed, p) - dense_loss
    return costs


def floats_of(expert: PackedExpert) -> dict[str, torch.Tensor]:
    return {name: torch.as_tensor(matrix).float() for name, matrix in expert.unpack().items()}


def loss_of(context: Context, model: MoeModel, p: Parameters) -> float:
    _, dialogues = context.accuracy_dialogues()
    batches = summary_batches(model, dialogues[: p.loss_dialogues], 16, model.settings.max_new_tokens)
    return token_loss(model, batches).per_token
