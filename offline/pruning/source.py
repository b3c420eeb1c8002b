"""The checkpoint that is pruned: its experts one by one, and what belongs to none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import torch

from flame.ids import ExpertId, LayerId
from flame.models.checkpoint_weights import CheckpointWeights
from flame.models.layers import MoeLayer
from flame.models.loading import EMBEDDED_MODEL, WEIGHTS_KEY, open_checkpoint
from flame.storage.artifact import sha256_of
from offline.pruning.masks import ExpertMatrix

_SAMPLES, _SAMPLE_BYTES = 16, 1 << 16  # read of each shard to tell it from another


class Checkpoint:
    """A transformers checkpoint folder, opened without reading its weights.

    Args:
        folder: as for `flame.models.weight_files.WeightFiles`.
    Raises:
        ModelError: there is no configuration or no weights, they are quantised in a way that is not read here, the
            model has no experts, or an expert is missing or of another shape than the others.
        ArtifactError: a shard is missing or cut short, or lacks a tensor that the index names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.weights: CheckpointWeights = open_checkpoint(folder)
        self.files = self.weights.files
        self.config = self.files.config
        self.layers = {layer.id: layer for layer in self.weights.layers}

    @property
    def weights_label(self) -> str:
        """`stand-in` or `random` where the checkpoint is known to be, else `pretrained`."""
        return str(self.config.get(WEIGHTS_KEY, "stand-in" if self.folder == EMBEDDED_MODEL else "pretrained"))

    def experts(self, layer: LayerId) -> int:
        """Experts of an MoE layer."""
        return self.weights.shape(self.layers[layer]).num_experts

    def places(self) -> Iterator[tuple[ExpertMatrix, tuple[int, int]]]:
        """Every matrix of every expert, and its rows and columns."""
        for key, layer in self.layers.items():
            shape = self.weights.shape(layer)
            for expert in range(shape.num_experts):
                for name, size in shape.matrices.items():
                    yield ExpertMatrix(ExpertId(key, expert), name), size

    def expert(self, expert: ExpertId) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:
        """Matrices and biases of one expert by the matrices' names, read from disk now."""
        own = self.weights.expert(self.layers[expert.layer], expert.expert)
        biases = {name: own.pop(f"{name}_bias") for name in list(own) if f"{name}_bias" in own}
        return own, biases

    @cached_property
    def other_names(self) -> list[str]:
        """Names in the files of the tensors that belong to no expert."""
        taken = self.weights.expert_tensors()
        return [name for name in self.files.tensors if name not in taken]

    @property
    def keeps_experts_dense(self) -> bool:
        """Whether the pruned experts are written as dense tensors too: where each is a module of its own."""
        return not self.weights.family.fused

    def dense_names(self, layer: MoeLayer, expert: int) -> dict[str, str]:
        """Names of an expert's own tensors by what they are: `up`, `up_bias` and so on."""
        return self.weights.family.expert_parameters(layer, expert)

    def matrix_names(self, expert: ExpertId) -> dict[str, str]:
        """Names in the files of an expert's own tensors by what they are: `gate`, `up_bias` and so on.

        Raises:
            FormatError: its layer's experts lie in tensors that they share, or otherwise than they are computed.
        """
        return self.weights.expert_names(self.layers[expert.layer], expert.expert)

    @property
    def expert_weights(self) -> int:
        """Number of weights in the matrices of all experts."""
        return sum(rows * cols for _, (rows, cols) in self.places())

    def identity(self) -> str:
        """Digest of what tells this checkpoint from another: configuration, and each shard's size, time and samples.

        Shards of tens of gigabytes are not read whole; samples tell apart what was copied with its times kept.
        """
        facts = [
            (file.name, file.stat().st_size, file.stat().st_mtime_ns, _samples_sha256(file))
            for file in self.files.files
        ]
        return sha256_of([facts, self.config])


def _samples_sha256(file: Path) -> str:
    """Digest of evenly spaced pieces of a file, its first and last among them."""
    digest, last = hashlib.sha256(), max(0, file.stat().st_size - _SAMPLE_BYTES)
    with file.open("rb") as stream:
        for sample in range(_SAMPLES):
            stream.seek(last * sample // (_SAMPLES - 1))
            digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()
