"""How fast a streamed model decodes on a machine, before it is there: memory, disk and the work of each layer.

A token takes the products with every matrix beside the experts and with its own experts (each shape is timed, from
memory, less what calling it takes), the work that a block costs whatever its size (timed with a tiny model of the same
family), and the loads of experts that are not in memory. Assumptions: one sequence, a short context, loads that nothing
overlaps, and a page cache that has of the store what memory is left for.
"""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from flame.models.cache_bytes import cache_bytes_per_token
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import linear_bytes, linear_layers
from flame.models.settings import ModelSettings
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from online.planning.machine import Machine, Shape
from online.serving.session import stream
from online.serving.stores import MemoryStore

LOAD_S = 100e-6  # of a load that has no bytes: two threads that hand over to each other
_DEPTHS = (2, 6)
_FEW, _MANY = 4, 14  # tokens
_WRITTEN = 7  # times
_LAYER_BYTES = 4 * 2**20
_OF_AN_ENCODER = re.compile(r"^(model\.)?encoder\.|EncDecAttention\.[kv]\.|encoder_attn\.[kv]_proj\.")


@dataclass(frozen=True)
class ModelSizes:
    """What a model takes.

    Args:
        name: of the model.
        layers: MoE layers of the decoder; blocks: its blocks, with experts or without.
        experts, top_k: of a layer.
        expert_shapes: rows and columns of an expert's matrices.
        dense_bytes: weights beside the experts.
        matrices: shapes of those that a token of the decoder is multiplied with, and how many there are of each.
        cache_bytes: of a token.
        dtype: of the weights beside the experts.
        hidden: width.
        packed: like `matrices`, of the packed linear layers, which are not among those.
        linear_type: of the packed linear layers; None where none are.
    """

    name: str
    layers: int
    blocks: int
    experts: int
    top_k: int
    expert_shapes: tuple[Shape, ...]
    dense_bytes: int
    matrices: Mapping[Shape, int]
    cache_bytes: int
    dtype: torch.dtype
    hidden: int
    packed: Mapping[Shape, int] = field(default_factory=dict)
    linear_type: str | None = None

    @staticmethod
    def of(model: MoeModel, linear_type: str | None = None) -> ModelSizes:
        """The sizes of a model, whose weights need not be there.

        Args:
            linear_type: to plan for linear layers that are packed so; None for all as the model has them.
        """
        layers = model.moe_layers("decoder")
        shape = model.shape(layers[-1])
        named = {**dict(model.hf.named_parameters()), **dict(model.hf.named_buffers())}
        dense = {id(named[name]): (name, named[name]) for name in model.dense_names() if name in named}.values()
        linear = set() if linear_type is None else linear_layers(model.hf, model.family).keys()
        plain = [(name, each) for name, each in dense if name not in linear]
        packed = [(name, each) for name, each in dense if name in linear]
        dense_bytes = sum(each.numel() * each.element_size() for _, each in plain)
        if linear_type is not None:
            dense_bytes += sum(linear_bytes(each.shape, linear_type) for _, each in packed)
        return ModelSizes(
            model.name, len(layers), 1 + max(layer.block for layer in layers), shape.num_experts, shape.top_k,
            tuple(shape.matrices.values()), dense_bytes, _decoder_matrices(model, plain),
            cache_bytes_per_token(model.hf.config), model.hf.get_input_embeddings().weight.dtype, model.d_model,
            _decoder_matrices(model, packed), linear_type,
        )  # fmt: skip

    @property
    def read_bytes(self) -> int:
        """Bytes of weights beside the experts that a token reads."""
        plain = sum(rows * columns * count for (rows, columns), count in self.matrices.items()) * self.dtype.itemsize
        if self.linear_type is None:
            return plain
        return plain + sum(count * linear_bytes(shape, self.linear_type) for shape, count in self.packed.items())

    def products_s(self, seconds: Mapping[Shape, float], packed: Mapping[Shape, float]) -> float:
        """Seconds of a token's products beside the experts.

        Args:
            seconds: of each shape of `matrices`, as `online.planning.machine.matrix_seconds` measures them.
            packed: of each shape of `packed`, as `packed_seconds` does.
        """
        plain = sum(count * seconds[shape] for shape, count in self.matrices.items())
        return plain + sum(count * packed[shape] for shape, count in self.packed.items())

    @property
    def expert_weights(self) -> int:
        """Weights of one expert."""
        return sum(rows * columns for rows, columns in self.expert_shapes)

    def expert_bytes(self, pattern: NMPattern, value_type: str) -> int:
        """Packed bytes of one expert."""
        return sum(pattern.packed_bytes(rows, columns, value_type) for rows, columns in self.expert_shapes)


@dataclass(frozen=True)
class Overheads:
    """Seconds that a token takes whatever the weights' size: once, and for each block."""

    token_s: float
    block_s: float


@dataclass(frozen=True)
class Speed:
    """Modelled seconds of a token by what bounds them."""

    memory_s: float
    disk_s: float
    compute_s: float

    @property
    def tokens_per_s(self) -> float:
        return 1 / (self.memory_s + self.disk_s + self.compute_s)

    @property
    def bound(self) -> str:
        """What most of the time goes to."""
        parts = {"memory": self.memory_s, "disk": self.disk_s, "compute": self.compute_s}
        return max(parts, key=parts.__getitem__)


def speed(
    sizes: ModelSizes,
    machine: Machine,
    overheads: Overheads,
    products_s: float,
    expert_s: float,
    expert_bytes: int,
    hit_ratio: float,
    cached: float,
) -> Speed:
    """The modelled speed of decoding.

    Args:
        products_s: of a token's products beside the experts; expert_s: of one expert.
        expert_bytes: packed size of an expert.
        hit_ratio: of the expert buffer.
        cached: share of the loads that the page cache has.
    """
    used = sizes.layers * sizes.top_k
    read_s = (sizes.read_bytes + used * expert_bytes) / machine.memory_bytes_per_s
    beyond_reading_s = max(0.0, products_s + used * expert_s - read_s)
    work_s = overheads.token_s + sizes.blocks * overheads.block_s + beyond_reading_s
    load_s = LOAD_S + expert_bytes * (cached / machine.cached_bytes_per_s + (1 - cached) / machine.disk_bytes_per_s)
    return Speed(read_s, used * (1 - hit_ratio) * load_s, work_s)


def _decoder_matrices(model: MoeModel, dense: Iterable[tuple[str, torch.Tensor]]) -> dict[Shape, int]:
    """Shapes of the matrices that a token of the decoder is multiplied with.

    Embeddings are looked up, but for one that is the head as well; an encoder, and what its text alone goes through in
    cross-attention, is over before the first token.
    """
    head = model.hf.get_output_embeddings()
    kept = None if head is None else head.weight
    looked_up = {id(each.weight) for each in model.hf.modules() if isinstance(each, torch.nn.Embedding)} - {id(kept)}
    found: Counter[Shape] = Counter()
    for name, weight in dense:
        if weight.ndim != 2 or id(weight) in looked_up or _OF_AN_ENCODER.search(name):
            continue
        found[weight.shape[0], weight.shape[1]] += 1
    return dict(found)


def measure_overheads(family: str, dtype: torch.dtype) -> tuple[Overheads, str]:
    """Time tiny models of two depths that decode as large ones would, and the family that was timed.

    Args:
        family: of transformers; where its tiny model takes no other depth, Mixtral's is timed.
        dtype: of the weights beside the experts, which decides what is converted on the way.
    """
    # The tiny models have a window, which native blocks do not know; Mixtral's own have none.
    own: dict[str, Any] = {"sliding_window": None} if family == "mixtral" else {}
    try:
        times = {depth: _token_s(family, depth, dtype, own) for depth in _DEPTHS}
    except Exception:  # a family whose configuration ties its depth to other fields
        family = "mixtral"
        times = {depth: _token_s(family, depth, dtype, {}) for depth in _DEPTHS}
    shallow, deep = _DEPTHS
    block_s = max(0.0, (times[deep] - times[shallow]) / (deep - shallow))
    return Overheads(max(0.0, times[shallow] - shallow * block_s), block_s), family


def _token_s(family: str, depth: int, dtype: torch.dtype, own: Mapping[str, Any]) -> float:
    """Seconds of a tiny model's token; `own` is what its configuration has beside its depth."""
    depths: Mapping[str, int] = {"num_hidden_layers": depth}
    if family == "switch_transformers":
        names = ("num_layers", "num_decoder_layers", "num_sparse_encoder_layers", "num_sparse_decoder_layers")
        depths = dict.fromkeys(names, depth)
    settings = ModelSettings(f"tiny {family}", "hub", None, None, "", 64, 8, {})
    model = MoeModel(tiny_hf(family, **depths, **own).to(dtype), None, settings, "random")
    layers = {layer.id: layer for layer in model.moe_layers()}
    store = MemoryStore.pack(
        lambda expert: model.expert_matrices(layers[expert.layer], expert.expert), layers, model.num_experts,
        NMPattern(4, 4), "int8",
    )  # fmt: skip
    prompt = torch.arange(3, 7)[None]
    encoded = {"input_ids": prompt, "attention_mask": torch.ones_like(prompt)}
    evict = _Evicting()

    def write(tokens: int) -> float:
        start, evict.seconds = time.perf_counter(), 0.0
        model.generate_from(encoded, tokens, min_new_tokens=tokens)
        return time.perf_counter() - start - evict.seconds

    with stream(model, store, slots=model.num_experts), model.hear(evict):
        write(_FEW)
        few, many = (statistics.median(write(tokens) for _ in range(_WRITTEN)) for tokens in (_FEW, _MANY))
    return (many - few) / (_MANY - _FEW)


class _Evicting:
    """Reads as much memory at each layer as a layer of a large model does, whose code and state leave the caches so.

    Attributes:
        seconds: that reading took.
    """

    def __init__(self) -> None:
        self._memory = torch.ones(16, _LAYER_BYTES // 4)
        self._next = 0
        self.seconds = 0.0

    def __call__(self, _: ExpertCall) -> None:
        start = time.perf_counter()
        self._memory[self._next].sum()
        self._next = (self._next + 1) % len(self._memory)
        self.seconds += time.perf_counter() - start
