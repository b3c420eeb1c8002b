"""One random model in the formats of all peers: a checkpoint without experts, packed stores, and a GGUF file.

The model is a Qwen3-MoE. Its experts are whole numbers whose scales are exact in fp16, and so are its linear layers
where they are packed, so that the packed folder and the GGUF file of as many bits hold the very same weights. The rest
is bf16.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.bench.gguf_file import GgufFile
from experiments.bench.random_experts import random_expert, random_matrix
from flame.errors import check_counts
from flame.ids import LayerId
from flame.models.loading import WEIGHTS_KEY
from flame.models.packed_linear import PackedLinearWriter
from flame.nm_pattern import DENSE, NMPattern
from flame.packed import PackedMatrix, unpack
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorWriter

CONTEXT = 4096  # positions
_LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "lm_head")  # ends of the names of the linear layers


@dataclass(frozen=True)
class Geometry:
    """Sizes of a Qwen3-MoE, all of whose layers have experts.

    Args:
        layers, experts, top_k: MoE layers, experts of each, and how many a token takes.
        hidden, d_ff: an expert's matrices are `d_ff x hidden` twice and `hidden x d_ff`.
        heads, kv_heads, head_dim, vocabulary: of attention and embedding.
    """

    layers: int
    experts: int
    top_k: int
    hidden: int
    d_ff: int
    heads: int
    kv_heads: int
    head_dim: int
    vocabulary: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment.geometry")

    def __str__(self) -> str:
        return (
            f"qwen3_moe, {self.layers} layers, {self.experts} experts of {self.hidden} x {self.d_ff}, top {self.top_k}"
        )

    @property
    def expert_weights(self) -> int:
        """Weights of all experts."""
        return self.layers * self.experts * 3 * self.hidden * self.d_ff

    def config(self) -> Any:
        """What transformers calls the model."""
        from transformers import Qwen3MoeConfig

        more: dict[str, Any] = {WEIGHTS_KEY: "random", "head_dim": self.head_dim}
        return Qwen3MoeConfig(
            vocab_size=self.vocabulary, hidden_size=self.hidden, intermediate_size=self.d_ff,
            num_hidden_layers=self.layers, num_attention_heads=self.heads, num_key_value_heads=self.kv_heads,
            moe_intermediate_size=self.d_ff, num_experts=self.experts,
            num_experts_per_tok=self.top_k, norm_topk_prob=True, max_position_embeddings=CONTEXT,
            rope_parameters={"rope_type": "default", "rope_theta": 1e6}, tie_word_embeddings=False,
            dtype="bfloat16", architectures=["Qwen3MoeForCausalLM"], **more,
        )  # fmt: skip

    def block_shapes(self) -> dict[str, tuple[int, ...]]:
        """Weights of a block beside its experts, by transformers' names."""
        query, key = self.heads * self.head_dim, self.kv_heads * self.head_dim
        return {
            "self_attn.q_proj": (query, self.hidden),
            "self_attn.k_proj": (key, self.hidden),
            "self_attn.v_proj": (key, self.hidden),
            "self_attn.o_proj": (self.hidden, query),
            "self_attn.q_norm": (self.head_dim,),
            "self_attn.k_norm": (self.head_dim,),
            "mlp.gate": (self.experts, self.hidden),
            "input_layernorm": (self.hidden,),
            "post_attention_layernorm": (self.hidden,),
        }

    def other_shapes(self) -> dict[str, tuple[int, ...]]:
        """All weights beside the experts, by transformers' names."""
        shapes: dict[str, tuple[int, ...]] = {"model.embed_tokens": (self.vocabulary, self.hidden)}
        for block in range(self.layers):
            shapes |= {f"model.layers.{block}.{name}": shape for name, shape in self.block_shapes().items()}
        return shapes | {"model.norm": (self.hidden,), "lm_head": (self.vocabulary, self.hidden)}


def is_linear(name: str) -> bool:
    """Whether a weight beside the experts is a linear layer's, which may be packed."""
    return name.endswith(_LINEAR)


def other_weights(
    geometry: Geometry, seed: int, linear_type: str | None
) -> Iterator[tuple[str, NDArray[np.uint16] | PackedMatrix]]:
    """Weights beside the experts: norms of ones, the rest random by its columns.

    Args:
        linear_type: of the linear layers, which are packed; None has them in bf16, as all the rest is, by its bits.
    """
    for number, (name, shape) in enumerate(geometry.other_shapes().items()):
        draw = np.random.default_rng((seed, number))
        if linear_type is not None and is_linear(name):
            yield name, random_matrix((shape[0], shape[1]), DENSE, linear_type, draw)
            continue
        if len(shape) == 1:
            weights = np.ones(shape, np.float32)
        else:
            scale = 1.0 if name == "model.embed_tokens" else shape[1] ** -0.5
            weights = draw.standard_normal(shape, np.float32) * np.float32(scale)
        yield name, (weights.view(np.uint32) >> 16).astype(np.uint16)


def layer_experts(
    geometry: Geometry, layer: int, pattern: NMPattern, value_type: str, seed: int
) -> tuple[PackedExpert, ...]:
    """The experts of a layer; the same ones for the same arguments."""
    draw = np.random.default_rng((seed, layer, geometry.expert_weights))
    return tuple(
        random_expert(geometry.hidden, geometry.d_ff, pattern, value_type, draw, gated=True)
        for _ in range(geometry.experts)
    )


def write_dense(geometry: Geometry, seed: int, folder: Path, linear_type: str | None) -> None:
    """Write a checkpoint without experts.

    Args:
        linear_type: as for `other_weights`.
    """
    geometry.config().save_pretrained(folder)
    shapes = geometry.other_shapes()
    packed = {name: shape for name, shape in shapes.items() if linear_type is not None and is_linear(name)}
    plain = {f"{name}.weight": ("BF16", shape) for name, shape in shapes.items() if name not in packed}
    with contextlib.ExitStack() as files:
        out = files.enter_context(TensorWriter(folder / "model.safetensors", plain, {"format": "pt"}))
        linear = None
        if linear_type is not None:
            own = {f"{name}.weight": (shape[0], shape[1]) for name, shape in packed.items()}
            linear = files.enter_context(PackedLinearWriter(folder, own, linear_type))
        for name, weight in other_weights(geometry, seed, linear_type):
            if isinstance(weight, PackedMatrix):
                assert linear is not None, "only then is a weight packed"
                linear.write(f"{name}.weight", weight)
            else:
                out.write(f"{name}.weight", weight)


def write_experts(
    geometry: Geometry, pattern: NMPattern, value_type: str, seed: int, folder: Path, gguf: Path | None,
    layers: Iterable[int], linear_type: str | None,
) -> int:  # fmt: skip
    """Write a packed store, and where a place for it is given the same weights as GGUF; the store's bytes.

    Args:
        linear_type: as for `other_weights`; of the GGUF file.
        layers: numbers of all layers, perhaps with a progress bar.
    """
    folder.mkdir(parents=True)
    writing: AbstractContextManager[GgufFile | None] = nullcontext()
    if gguf is not None:
        writing = GgufFile(gguf, geometry.config(), value_type, linear_type)
    size_bytes = 0
    ids = [LayerId("decoder", layer) for layer in range(geometry.layers)]
    with writing as file:
        if file is not None:
            file.write_others(other_weights(geometry, seed, linear_type))
        for layer in layers:
            experts = layer_experts(geometry, layer, pattern, value_type, seed)
            size_bytes += write_packed_layer(folder, ids[layer], layer, experts)
            if file is not None:
                file.write_experts(layer, experts)
    write_store_index(folder, ids, geometry.experts)
    return size_bytes


def write_offloaded(geometry: Geometry, seed: int, value_type: str, folder: Path, linear_type: str | None) -> None:
    """Write all weights in bf16 as accelerate's `disk_offload` keeps them: those of the dense store, and beside it."""
    import torch
    from accelerate.utils import offload_weight, save_offload_index

    folder.mkdir()
    index: dict[str, Any] = {}
    for name, weight in other_weights(geometry, seed, linear_type):
        whole = (
            torch.from_numpy(unpack(weight)).bfloat16()
            if isinstance(weight, PackedMatrix)
            else torch.from_numpy(weight.view(np.int16)).view(torch.bfloat16)
        )
        offload_weight(whole, f"{name}.weight", folder, index)
    for layer in range(geometry.layers):
        experts = layer_experts(geometry, layer, DENSE, value_type, seed)
        fused = {"gate_up_proj": ("gate", "up"), "down_proj": ("down",)}
        for under, names in fused.items():
            stacked = torch.stack([
                torch.cat([torch.from_numpy(unpack(expert.matrices[name])).bfloat16() for name in names])
                for expert in experts
            ])  # fmt: skip
            offload_weight(stacked, f"model.layers.{layer}.mlp.experts.{under}", folder, index)
    save_offload_index(index, folder)
