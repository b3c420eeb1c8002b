"""A tiny pruned model, its packed experts, and what tests of streaming compare."""

from __future__ import annotations

import threading
import time

import numpy as np
import torch

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from offline.pruning.masks import nm_mask
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.expert_calls import resident
from online.serving.stores import ExpertStore

PATTERN = NMPattern(2, 4)
TEXTS = ["Amanda: I baked cookies. Do you want some?", "Tom: Are we still on for tonight? Eva: Yes, at eight."]
POLICIES = ["lru", "fifo", "lfu", "s3fifo", "least-stale", "cepr"]


def prune(model: MoeModel) -> None:
    for layer in model.moe_layers():
        for expert in range(model.num_experts):
            matrices = model.expert_matrices(layer, expert)
            model.set_expert_matrices(layer, expert, {n: m * nm_mask(m, PATTERN) for n, m in matrices.items()})


def pack_experts(model: MoeModel, value_type: str | None = None) -> dict[ExpertId, PackedExpert]:
    return {
        ExpertId(layer.id, expert): PackedExpert.pack(model.expert_matrices(layer, expert), PATTERN, value_type)
        for layer in model.moe_layers()
        for expert in range(model.num_experts)
    }


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


@torch.inference_mode()
def walk(model: MoeModel, batch: int, steps: int, seed: int) -> torch.Tensor:
    """The sparse MLPs alone, as a model passes them: the encoder's once, then the decoder's step by step.

    Returns every hidden state; some twenty times quicker than generating text.
    """
    generator = torch.Generator().manual_seed(seed)
    found = []
    for stack, passes, tokens in (("encoder", 1, 5), ("decoder", steps, 1)):
        for _ in range(passes):
            hidden = torch.randn(batch, tokens, model.d_model, generator=generator).to(model.hf.device)
            for layer in model.moe_layers(stack):
                hidden = torch.nn.functional.layer_norm(hidden + model.sparse_mlp(layer)(3 * hidden), hidden.shape[-1:])
                found.append(hidden.reshape(-1))
    return torch.cat(found)


class WrappedStore:
    """Another store, to be made slow or faulty."""

    def __init__(self, store: ExpertStore) -> None:
        self._store = store

    def layers(self) -> tuple:
        return self._store.layers()

    def size_bytes(self, key: ExpertId) -> int:
        return self._store.size_bytes(key)

    def load(self, key: ExpertId) -> PackedExpert:
        return self._store.load(key)

    def close(self) -> None:
        self._store.close()


class DelayedStore(WrappedStore):
    """Takes a random while for each other load."""

    def __init__(self, store: ExpertStore, seed: int, most_s: float) -> None:
        super().__init__(store)
        self._rng, self._most_s = np.random.default_rng(seed), most_s

    def load(self, key: ExpertId) -> PackedExpert:
        if self._most_s and self._rng.random() < 0.5:
            time.sleep(self._most_s * self._rng.random())
        return super().load(key)


class GatedStore(WrappedStore):
    """Waits before each load while its gate is shut, and fails while it is broken."""

    def __init__(self, store: ExpertStore) -> None:
        super().__init__(store)
        self.gate, self.broken = threading.Event(), False
        self.gate.set()

    def load(self, key: ExpertId) -> PackedExpert:
        assert self.gate.wait(60)
        if self.broken:
            raise OSError("/secret/place: the disk is gone")
        return super().load(key)
