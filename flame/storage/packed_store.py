"""The packed store: pruned experts on disk, each one run of bytes that can be read alone.

A folder with `store.json` and one safetensors file an MoE layer. An expert is a uint8 tensor of exactly its
`size_bytes` (`flame.packed_expert.PackedExpert.to_bytes`); its header and SHA-256 are in the file's metadata.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flame.errors import ArtifactError, FormatError
from flame.ids import ExpertId, LayerId
from flame.packed_expert import PackedExpert
from flame.storage.tensor_file import TensorFile, TensorWriter

STORE_VERSION = 2  # 2: matrices are called gate, up and down; biases; int4
INDEX = "store.json"


@dataclass(frozen=True)
class PackedLocation:
    """Where an expert's bytes lie, what they should digest to, and how to read them."""

    file: Path
    offset: int
    size_bytes: int
    sha256: str
    header: Mapping[str, Any]


def layer_file(layer: LayerId) -> str:
    """File name of an MoE layer within a store."""
    return f"{layer.stack}-{layer.position:02d}.safetensors"


def write_packed_layer(folder: Path, layer: LayerId, block: int, experts: Sequence[PackedExpert]) -> int:
    """Write the experts of one MoE layer in order; the file appears whole or not at all.

    Returns:
        bytes of the packed experts, headers excluded.
    """
    # the bytes are made twice, for the digest and for the file, so that a layer is not held twice
    facts = {
        "stack": layer.stack,
        "position": layer.position,
        "block": block,
        "headers": [expert.header() for expert in experts],
        "sha256": [hashlib.sha256(expert.to_bytes()).hexdigest() for expert in experts],
    }
    tensors = {_expert_name(i): ("U8", (expert.size_bytes,)) for i, expert in enumerate(experts)}
    metadata = {"format": "flame-packed-experts", "layer": json.dumps(facts, sort_keys=True)}
    with TensorWriter(folder / layer_file(layer), tensors, metadata) as writer:
        for i, expert in enumerate(experts):
            writer.write(_expert_name(i), expert.to_bytes())
    return sum(expert.size_bytes for expert in experts)


def write_store_index(folder: Path, layers: Sequence[LayerId], num_experts: int) -> None:
    """Write `store.json`, which makes a store of the layer files."""
    facts = {"version": STORE_VERSION, "num_experts": num_experts, "layers": [list(layer) for layer in layers]}
    (folder / INDEX).write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


class PackedStore:
    """Packed experts on disk, opened without reading them.

    Args:
        folder: holds `store.json` and the layer files.
    Raises:
        ArtifactError: no store, another version, or a layer file that is missing, cut short or incomplete.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ArtifactError(
                f"{folder}: no packed store ({INDEX} is missing or damaged; run experiment=prune)"
            ) from error
        if index.get("version") != STORE_VERSION:
            raise ArtifactError(
                f"{folder}: packed store version {index.get('version')} (expected {STORE_VERSION}; run "
                "experiment=prune again)"
            )
        self.num_experts: int = index["num_experts"]
        self.layers: tuple[LayerId, ...] = tuple(LayerId(stack, position) for stack, position in index["layers"])
        self._locations: dict[ExpertId, PackedLocation] = {}
        self._blocks: dict[LayerId, int] = {}
        for layer in self.layers:
            tensors = TensorFile(folder / layer_file(layer))
            facts = json.loads(tensors.metadata.get("layer", "{}"))
            self._blocks[layer] = facts.get("block", -1)
            for expert in range(self.num_experts):
                entry = tensors.entries.get(_expert_name(expert))
                if entry is None or len(facts.get("headers", ())) <= expert:
                    raise ArtifactError(f"{tensors.file}: expert {expert} is missing (run experiment=prune again)")
                self._locations[ExpertId(layer, expert)] = PackedLocation(
                    tensors.file, entry.offset, entry.size_bytes, facts["sha256"][expert], facts["headers"][expert]
                )

    @property
    def size_bytes(self) -> int:
        """Bytes of all packed experts."""
        return sum(location.size_bytes for location in self._locations.values())

    def location(self, expert: ExpertId) -> PackedLocation:
        """Where an expert's bytes lie.

        Raises:
            ArtifactError: the store has no such expert.
        """
        try:
            return self._locations[expert]
        except KeyError:
            raise ArtifactError(f"{self.folder}: no {expert} in this packed store") from None

    def block(self, layer: LayerId) -> int:
        """Index of the block that holds an MoE layer."""
        return self._blocks[layer]

    def load(self, expert: ExpertId) -> PackedExpert:
        """Read one expert and verify its digest.

        Raises:
            ArtifactError: the bytes cannot be read or have another digest.
        """
        place = self.location(expert)
        try:
            with place.file.open("rb") as stream:
                stream.seek(place.offset)
                content = stream.read(place.size_bytes)
        except OSError as error:
            raise ArtifactError(f"{place.file}: {expert} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != place.sha256:
            raise ArtifactError(f"{place.file}: {expert} is truncated or altered (run experiment=prune again)")
        try:
            return PackedExpert.from_buffer(content, place.header)
        except FormatError as error:
            raise ArtifactError(f"{place.file}: {expert}: {error}") from error


def _expert_name(expert: int) -> str:
    return f"expert_{expert:04d}"
