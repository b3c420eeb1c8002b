"""A random checkpoint of any family, written layer by layer: all but the experts, and a store of packed ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from transformers import AutoConfig, AutoTokenizer
from transformers.models.auto.configuration_auto import CONFIG_MAPPING

from experiments.bench.random_experts import random_matrix
from flame.errors import ConfigError, near_names
from flame.models.layers import ExpertShape
from flame.models.loading import EMBEDDED_MODEL, WEIGHTS_KEY, sketch
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import write_packed_layer, write_store_index
from flame.storage.tensor_file import DTYPES, TensorWriter

DENSE, PACKED = "dense", "packed"
_TYPES = {"float32": ("F32", 4), "bfloat16": ("BF16", 2), "float16": ("F16", 2)}


@dataclass(frozen=True)
class Sizes:
    """What a random checkpoint came to.

    Args:
        experts_bytes: what its experts would take unpruned, in the type of its configuration. They are never written.
        others_bytes: of all that is no expert.
    """

    experts_bytes: int
    others_bytes: int


def write_random_packed(
    folder: Path, geometry: Mapping[str, Any], pattern: NMPattern, value_type: str, seed: int,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Sizes:  # fmt: skip
    """Write `dense` (configuration, tokenizer, all weights but the experts) and `packed` (the store).

    Args:
        geometry: `model_type`, and arguments of that family's configuration by transformers' names.
        pattern, value_type: of the packed experts, which are drawn packed: packing dense ones takes far longer.
    Raises:
        ConfigError: a family or a size that transformers does not know.
    """
    dense, packed = folder / DENSE, folder / PACKED
    packed.mkdir(parents=True)
    config_of(geometry).save_pretrained(dense)
    AutoTokenizer.from_pretrained(EMBEDDED_MODEL).save_pretrained(dense)
    model = sketch(ModelSettings("random", "hub", str(dense), None, "", 1, 1, {}))
    draw = np.random.default_rng(seed)
    state = model.hf.state_dict()
    shapes = {name: tuple(state[name].shape) for name in model.dense_names()}
    types = {name: _TYPES[str(state[name].dtype).removeprefix("torch.")] for name in shapes}
    announced = {name: (types[name][0], shape) for name, shape in shapes.items()}
    with TensorWriter(dense / "model.safetensors", announced, {"format": "pt"}) as out:
        for name, shape in shapes.items():
            scale = np.float32(1.0 if len(shape) == 1 else shape[-1] ** -0.5)
            out.write(name, _as(types[name][0], scale * draw.standard_normal(shape, np.float32)))
    layers = model.moe_layers()
    for layer in progress(layers):
        own = model.shape(layer)
        experts = [_random_expert(own, pattern, value_type, draw) for _ in range(own.num_experts)]
        write_packed_layer(packed, layer.id, layer.block, experts)
    write_store_index(packed, [layer.id for layer in layers], model.num_experts)
    width = _TYPES[str(model.family.expert_weights(layers[0])[0].dtype).removeprefix("torch.")][1]
    weights = sum(model.shape(layer).num_experts * _weights(model.shape(layer)) for layer in layers)
    return Sizes(width * weights, sum(types[name][1] * math.prod(shape) for name, shape in shapes.items()))


def config_of(geometry: Mapping[str, Any]) -> Any:
    """The configuration of a family at these sizes, labelled random.

    Raises:
        ConfigError: as `write_random_packed`.
    """
    sizes = dict(geometry)
    model_type = str(sizes.pop("model_type", ""))
    if model_type not in CONFIG_MAPPING:
        raise ConfigError(f"model_type {model_type!r}: no such family ({near_names(model_type, list(CONFIG_MAPPING))})")
    kind = CONFIG_MAPPING[model_type]
    declared = {name for each in kind.__mro__ for name in vars(each).get("__annotations__", {})}
    declared |= {"decoder_start_token_id", "head_dim"}  # read wherever they are given, declared by few
    for name in sizes:
        if name not in declared:
            raise ConfigError(f"{model_type}: its configuration has no {name} ({near_names(name, sorted(declared))})")
    return AutoConfig.for_model(model_type, **sizes, **{WEIGHTS_KEY: "random"})


def _weights(shape: ExpertShape) -> int:
    return sum(rows * cols for rows, cols in shape.matrices.values())


def _as(kind: str, floats: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, Any]:
    """Floats in a type of safetensors files; bf16 by cutting, which is as random."""
    return (floats.view(np.uint32) >> 16).astype(np.uint16) if kind == "BF16" else floats.astype(DTYPES[kind])


def _random_expert(shape: ExpertShape, pattern: NMPattern, value_type: str, draw: np.random.Generator) -> PackedExpert:
    matrices = {name: random_matrix(size, pattern, value_type, draw) for name, size in shape.matrices.items()}
    biases = {name: draw.standard_normal(rows, np.float32) for name, (rows, _) in shape.matrices.items()}
    return PackedExpert(matrices, biases if shape.biased else {})
