"""Packing the linear layers of a checkpoint that belong to no expert (`flame.models.packed_linear`)."""

from __future__ import annotations

from pathlib import Path

from flame.models.packed_linear import PackedLinearWriter, check_linear, pack_linear
from offline.pruning.masks import require_finite
from offline.pruning.source import Checkpoint


def linear_shapes(checkpoint: Checkpoint, value_type: str) -> dict[str, tuple[int, int]]:
    """Rows and columns of the weights that are packed, by the names of the model's parameters.

    Raises:
        FormatError: one does not fit the type.
    """
    shapes = {}
    for name, tensor in checkpoint.weights.linear_tensors().items():
        rows, columns = checkpoint.files.tensors[tensor].shape
        check_linear(name, (rows, columns), value_type)
        shapes[name] = rows, columns
    return shapes


def write_packed_linear(checkpoint: Checkpoint, folder: Path, value_type: str) -> set[str]:
    """Pack them into a folder of dense weights, one after the other; the tensors of the files that they were.

    Raises:
        FormatError: as `linear_shapes`.
        ModelError: a weight is NaN or infinite.
        ArtifactError: a weight cannot be read.
        OSError: the folder cannot be written.
    """
    shapes = linear_shapes(checkpoint, value_type)
    with PackedLinearWriter(folder, shapes, value_type) as writer:
        for name in shapes:
            weight = checkpoint.weights.parameter(name)
            require_finite(weight, name)
            writer.write(name, pack_linear(weight, value_type))
    return set(checkpoint.weights.linear_tensors().values())
