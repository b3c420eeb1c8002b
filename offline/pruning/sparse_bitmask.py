"""Export of 2:4 experts in the sparse-bitmask forms of the package `compressed-tensors`, up to its version 0.13.

`sparse-24-bitmask`: for each matrix its kept values `[rows, cols / 2]`, a bitmask `[rows, ceil(cols / 8)]` (bit i
of a byte is column 8 * byte + i) and the dense shape. Later versions dropped the form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.errors import FormatError
from flame.ids import ExpertId
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.storage.artifact import Labels, write_artifact
from flame.storage.packed_store import PackedStore
from flame.storage.tensor_file import TensorWriter
from flame.value_types import SAFETENSORS

KIND, VERSION = "compressed-tensors", 1


def sparse_bitmask_arrays(packed: PackedMatrix, where: str = "matrix") -> dict[str, np.ndarray[Any, Any]]:
    """The three arrays of one matrix: `shape`, `compressed`, `bitmask`.

    Raises:
        FormatError: the pattern is not 2:4, the columns were padded, or the values are integers, which the form lacks.
    """
    if packed.pattern != NMPattern(2, 4) or packed.shape[1] % 4:
        raise FormatError(f"{where}: {packed.pattern} of {packed.shape[1]} columns (the sparse-bitmask form is 2:4)")
    if packed.value_type not in SAFETENSORS:
        raise FormatError(f"{where}: {packed.value_type} values (the sparse-bitmask form holds fp32, fp16 or bf16)")
    rows = packed.shape[0]
    return {
        "shape": np.array(packed.shape, np.int64).reshape(-1, 1),
        "compressed": packed.values,
        "bitmask": np.packbits(packed.kept().reshape(rows, -1), axis=1, bitorder="little"),
    }


def export_sparse_bitmask(store: PackedStore, folder: Path, labels: Labels, model_config: Mapping[str, Any]) -> Path:
    """Write every expert of a store as one safetensors file an MoE layer, beside a `config.json` that names the form.

    Args:
        model_config: the model's own config.json, without which nothing says what the tensors belong to.
    Raises:
        FormatError: an expert is not 2:4, or has integer values.
        ArtifactError: the store is damaged, or the folder cannot be written.
    """

    def fill(scratch: Path) -> None:
        shards: dict[str, str] = {}
        for layer in store.layers:
            tensors: dict[str, tuple[str, np.ndarray[Any, Any]]] = {}
            for number in range(store.num_experts):
                expert = ExpertId(layer, number)
                for name, packed in store.load(expert).matrices.items():
                    prefix = _module_name(store, expert, name)
                    types = {"shape": "I64", "compressed": SAFETENSORS.get(packed.value_type, ""), "bitmask": "U8"}
                    for part, array in sparse_bitmask_arrays(packed, f"{expert}, {name}").items():
                        tensors[f"{prefix}.{part}"] = (types[part], array)
            announced = {name: (kind, array.shape) for name, (kind, array) in tensors.items()}
            file = f"experts-{layer.stack}-{layer.position:02d}.safetensors"
            shards |= dict.fromkeys(tensors, file)
            with TensorWriter(scratch / file, announced, {"format": "pt"}) as writer:
                for name, (_, array) in tensors.items():
                    writer.write(name, array)
        form = {"format": "sparse-24-bitmask", "global_sparsity": 0.5, "sparsity_structure": "2:4"}
        documents = {
            "config.json": {
                **model_config,
                "quantization_config": {"quant_method": "compressed-tensors", "sparsity_config": form},
            },
            "model.safetensors.index.json": {"metadata": {}, "weight_map": shards},
        }
        for file, document in documents.items():
            (scratch / file).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")

    return write_artifact(folder, KIND, VERSION, fill, config={"store": str(store.folder.name)}, labels=labels)


def _module_name(store: PackedStore, expert: ExpertId, name: str) -> str:
    """Of a matrix in the transformers model of Switch."""
    stack = expert.layer.stack
    sublayer = 1 if stack == "encoder" else 2
    block = f"{stack}.block.{store.block(expert.layer)}.layer.{sublayer}"
    return f"{block}.mlp.experts.expert_{expert.expert}.{SWITCH_MATRICES[name]}"
