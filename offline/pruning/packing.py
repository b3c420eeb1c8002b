"""Pruning by magnitude and packing in one step: of an expert, and of a whole model into a store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import write_packed_layer, write_store_index
from offline.pruning.masks import Matrix, nm_pruned, require_finite


def prune_and_pack(
    matrices: Mapping[str, Matrix],
    pattern: NMPattern,
    value_type: str | None = None,
    pad: bool = False,
    where: str = "expert",
    biases: Mapping[str, Matrix] | None = None,
) -> PackedExpert:
    """An expert's matrices pruned by magnitude to one pattern, and packed.

    Args:
        matrices: `[rows, cols]` each, by name.
        value_type: of the packed values; None for the matrices' own.
        pad: the last group of a row may be short.
        where: what to call the expert in an error.
        biases: `[rows]` of the matrices that have one.
    Raises:
        FormatError: the group does not divide the columns, or a value does not fit the type.
    """
    pruned = {name: nm_pruned(matrix, pattern, f"{where}, {name}", pad) for name, matrix in matrices.items()}
    return PackedExpert.pack(pruned, pattern, value_type, pad, biases)


def write_packed_model(
    model: MoeModel, folder: Path, pattern: NMPattern, value_type: str | None, pad: bool = False
) -> None:
    """Every expert of a model, pruned by magnitude and packed, as a store in a folder.

    Raises:
        FormatError: the group does not divide the columns, or a value does not fit the type.
        ModelError: a weight is NaN or infinite.
    """
    layers = model.moe_layers()
    for layer in layers:
        packed = []
        for expert in range(model.num_experts):
            place = ExpertId(layer.id, expert)
            matrices: Mapping[str, torch.Tensor] = model.expert_matrices(layer, expert)
            for name, matrix in matrices.items():
                require_finite(matrix, f"{place}, {name}")
            packed.append(prune_and_pack(matrices, pattern, value_type, pad, str(place)))
        write_packed_layer(folder, layer.id, layer.block, packed)
    write_store_index(folder, [layer.id for layer in layers], model.num_experts)
