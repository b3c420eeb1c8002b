"""Export of 2:4 experts in the sparse-bitmask forms of the package `compressed-tensors`, up to its version 0.13.

`sparse-24-bitmask`: for each matrix its kept values `[rows, cols / 2]`, a bitmask `[rows, ceil(cols / 8)]` (bit i
of a byte is column 8 * byte + i) and the dense shape. Later versions dropped the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.errors import FormatError
from flame.ids import ExpertId
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.storage.artifact import Labels, write_artifact
from flame.storage.packed_store import PackedStore
from flame.storage.tensor_file import TensorWriter
from flame.value_types import SAFETENSORS
from offline.pruning.masks import ExpertMatrix

KIND, VERSION = "compressed-tensors", 1
Names = Callable[[ExpertId], Mapping[str, str]]  # an expert's tensors in the checkpoint: of `up`, `up_bias` and so on


def check_sparse_bitmask(
    places: Iterable[tuple[ExpertMatrix, tuple[int, int]]], patterns: NMPattern | Mapping[ExpertMatrix, NMPattern],
    value_type: str, names: Names,
) -> None:  # fmt: skip
    """Refuse what the form cannot hold before anything is pruned.

    Args:
        places: every matrix, with its rows and columns.
        names: as for `export_sparse_bitmask`.
    Raises:
        FormatError: as `export_sparse_bitmask`.
    """
    for place, (_, cols) in places:
        pattern = patterns if isinstance(patterns, NMPattern) else patterns[place]
        _check(pattern, cols, value_type, str(place))
        names(place.expert)


def _check(pattern: NMPattern, cols: int, value_type: str, where: str) -> None:
    if pattern != NMPattern(2, 4) or cols % 4:
        raise FormatError(f"{where}: {pattern} of {cols} columns (the sparse-bitmask form is 2:4)")
    if value_type not in SAFETENSORS:
        raise FormatError(f"{where}: {value_type} values (the sparse-bitmask form holds fp32, fp16 or bf16)")


def sparse_bitmask_arrays(packed: PackedMatrix, where: str = "matrix") -> dict[str, np.ndarray[Any, Any]]:
    """The three arrays of one matrix: `shape`, `compressed`, `bitmask`.

    Raises:
        FormatError: the pattern is not 2:4, the columns were padded, or the values are integers, which the form lacks.
    """
    _check(packed.pattern, packed.shape[1], packed.value_type, where)
    rows = packed.shape[0]
    return {
        "shape": np.array(packed.shape, np.int64).reshape(-1, 1),
        "compressed": packed.values,
        "bitmask": np.packbits(packed.kept().reshape(rows, -1), axis=1, bitorder="little"),
    }


def export_sparse_bitmask(
    store: PackedStore, folder: Path, labels: Labels, model_config: Mapping[str, Any], names: Names
) -> Path:
    """Write every expert of a store as one safetensors file an MoE layer, beside a `config.json` that names the form.

    Tensors are called as in the checkpoint; biases are written beside them as they are.

    Args:
        model_config: the model's own config.json, without which nothing says what the tensors belong to.
        names: of each expert's tensors in the checkpoint.
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
                own, called = store.load(expert), names(expert)
                for name, bias in own.biases.items():
                    tensors[called[f"{name}_bias"]] = ("F32", bias)
                for name, packed in own.matrices.items():
                    prefix = called[name].removesuffix(".weight")
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
