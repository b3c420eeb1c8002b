"""Linear layers beside the experts whose weights are packed: attention projections, dense MLPs, the head.

Such weights are rounded alone, symmetrically and to nearest, to int8 or int4 with scales, as packed experts are
(`flame.value_types`); what enters a layer is not. Norms, routers, embeddings, and all else of the modules that route to
experts stay as they are, and so does a head that is tied to the embedding.

A folder of dense weights has them in `packed-linear.safetensors`: the arrays of each matrix
(`flame.packed.array_layout`) as `NAME.scales`, `NAME.values`, `NAME.multipliers` and `NAME.indexes`, under the name of
the model's parameter, and all headers as JSON in the metadata. Whoever opens the folder finds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from flame.errors import ArtifactError, FormatError, ModelError, near_names
from flame.models.layers import Family
from flame.nm_pattern import DENSE
from flame.packed import PackedMatrix, array_layout, pack, unpack
from flame.storage.tensor_file import TensorFile, TensorWriter
from flame.value_types import SCALED

FILE = "packed-linear.safetensors"
Product = Callable[[torch.Tensor], torch.Tensor]  # [..., columns] to [..., rows]
_FORMAT = "flame-packed-linear"
_ROWS = 4096  # packed at a time: what packing takes beside the weights is some ten times as much
_SAFETENSORS = {np.dtype("<f4"): "F32", np.dtype("i1"): "I8", np.dtype("u1"): "U8"}


class PackedLinear(torch.nn.Module):
    """A linear layer of a packed weight: `x @ unpack(packed).T + bias`, in the type of `x`.

    `product`, where somebody has set it, computes that from the packed bytes; otherwise the weight is unpacked for each
    call. `weight` tells shape and type, and holds nothing.

    Args:
        packed: the weight, [out_features, in_features].
        bias: [out_features], or None.
        dtype: of the weight that it stands for.
    """

    def __init__(self, packed: PackedMatrix, bias: torch.nn.Parameter | None, dtype: torch.dtype) -> None:
        super().__init__()
        self.packed = packed
        self.out_features, self.in_features = packed.shape
        self.bias = bias
        self.product: Product | None = None
        self.weight = torch.empty(packed.shape, dtype=dtype, device="meta")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.product is not None:
            return self.product(x)
        weight = torch.as_tensor(unpack(self.packed)).to(x.device, x.dtype)
        return functional.linear(x, weight, self.bias)

    def __deepcopy__(self, memo: dict[int, Any]) -> PackedLinear:
        """A layer of the same packed weight, which nothing changes."""
        bias = None if self.bias is None else memo.get(id(self.bias), torch.nn.Parameter(self.bias.clone(), False))
        return PackedLinear(self.packed, bias, self.weight.dtype)

    def extra_repr(self) -> str:
        return f"{self.in_features}, {self.out_features}, bias={self.bias is not None}, {self.packed.value_type}"


def linear_layers(hf: Any, family: Family) -> dict[str, torch.nn.Linear]:
    """The linear layers that may be packed, by the names of their weights.

    Args:
        hf: a transformers model, its weights perhaps absent.
        family: of that model.
    """
    routing = {id(inner) for layer in family.layers for inner in family.block(layer).modules()}
    tied: Mapping[str, str] = getattr(hf, "all_tied_weights_keys", None) or {}
    shared = {*tied, *tied.values()}
    return {
        f"{name}.weight": module
        for name, module in hf.named_modules()
        if type(module) is torch.nn.Linear and id(module) not in routing and f"{name}.weight" not in shared
    }


def check_linear(name: str, shape: Sequence[int], value_type: str) -> None:
    """Refuse a weight that cannot be packed to a type.

    Raises:
        FormatError: the type has no scales, or its scales do not divide the columns; the line names the weight.
    """
    if value_type not in SCALED:
        raise FormatError(f"{name}: linear layers of {value_type} (expected one of {', '.join(SCALED)})")
    DENSE.check_columns(shape[1], value_type, name)


def linear_bytes(shape: Sequence[int], value_type: str) -> int:
    """Bytes of a packed weight."""
    return DENSE.packed_bytes(shape[0], shape[1], value_type)


def pack_linear(weight: torch.Tensor, value_type: str) -> PackedMatrix:
    """Pack a weight, a part of its rows after the other.

    Raises:
        FormatError: the scales do not divide the columns, or a weight is not finite.
    """
    parts = [pack(part.float().numpy(), DENSE, value_type).arrays() for part in weight.split(_ROWS)]
    arrays = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return PackedMatrix.from_arrays(arrays, _header(weight.shape, value_type))


def _header(shape: Sequence[int], value_type: str) -> dict[str, Any]:
    """What `PackedMatrix.header` says of a packed weight."""
    return {
        "pattern": str(DENSE), "shape": list(shape), "value_type": value_type, "encoding": DENSE.best_encoding,
        "scaled": True, "kind": "numpy",
    }  # fmt: skip


class PackedLinearWriter:
    """Writes the packed weights of a folder, in the order announced; the file appears whole or not at all.

    Args:
        folder: of the dense weights.
        shapes: of the weights, by name, in the order in which they will come.
        value_type: of all.
    Raises:
        FormatError: the type does not fit a weight; the line names it.
        OSError: the folder cannot be written.
    """

    def __init__(self, folder: Path, shapes: Mapping[str, tuple[int, int]], value_type: str) -> None:
        for name, shape in shapes.items():
            check_linear(name, shape, value_type)
        headers = {name: _header(shape, value_type) for name, shape in shapes.items()}
        tensors = {
            f"{name}.{part}": (_SAFETENSORS[dtype], shape)
            for name, header in headers.items()
            for part, (shape, dtype) in array_layout(header).items()
        }
        metadata = {"format": _FORMAT, "matrices": json.dumps(headers, sort_keys=True)}
        self._writer = TensorWriter(folder / FILE, tensors, metadata)

    def write(self, name: str, packed: PackedMatrix) -> None:
        """Write the next weight."""
        for part, array in packed.arrays().items():
            self._writer.write(f"{name}.{part}", array)

    def __enter__(self) -> PackedLinearWriter:
        return self

    def __exit__(self, *error: Any) -> None:
        self._writer.__exit__(*error)


def read_packed_linear(folder: Path) -> Iterator[tuple[str, PackedMatrix]]:
    """The packed weights of a folder by the names of the model's parameters; none where it has no file of them.

    Raises:
        ArtifactError: the file is damaged, or is none of these.
    """
    if not (folder / FILE).is_file():
        return
    file = TensorFile(folder / FILE)
    try:
        headers: dict[str, Any] = json.loads(file.metadata["matrices"])
    except (KeyError, ValueError) as error:
        raise ArtifactError(f"{file.file}: holds no packed linear layers (pack the model again)") from error
    for name, header in headers.items():
        try:
            arrays = {part: file.read(f"{name}.{part}") for part in array_layout(header)}
            yield name, PackedMatrix.from_arrays(arrays, header)
        except (FormatError, KeyError, TypeError, ValueError) as error:
            raise ArtifactError(f"{file.file}: {name}: {error} (pack the model again)") from error


def refuse_packed_linear(folder: Path) -> None:
    """Refuse to load a folder whole whose linear layers are packed: its experts are not there.

    Raises:
        ModelError: it is one.
    """
    if (folder / FILE).is_file():
        raise ModelError(
            f"{folder}: has packed linear layers, and its experts in a packed store (flame chat and flame serve open "
            "the folder above; otherwise take the checkpoint that it was made from)"
        )


def put_packed_linear(hf: Any, family: Family, folder: Path) -> None:
    """Put the packed weights of a folder into a model, in place of its own.

    Args:
        hf: a transformers model, the other weights perhaps absent.
        family: of that model.
    Raises:
        ArtifactError: as `read_packed_linear`; or a weight is none that the model may have packed, or of another shape.
    """
    layers = linear_layers(hf, family)
    for name, packed in read_packed_linear(folder):
        own = layers.get(name)
        if own is None or tuple(own.weight.shape) != packed.shape:
            found = "is no linear layer of this model" if own is None else f"is {list(packed.shape)}"
            expected = near_names(name, layers) if own is None else f"expected {list(own.weight.shape)}"
            raise ArtifactError(f"{folder / FILE}: {name} {found} ({expected}; pack the model again)")
        _put(hf, name, own, packed)


def pack_linear_layers(hf: Any, family: Family, value_type: str) -> None:
    """Pack the linear layers of a model in memory, as `flame pack` packs those of a checkpoint.

    Raises:
        FormatError: as `check_linear`; or a weight is not finite.
    """
    for name, own in linear_layers(hf, family).items():
        check_linear(name, own.weight.shape, value_type)
        _put(hf, name, own, pack_linear(own.weight.detach(), value_type))


def _put(hf: Any, name: str, own: torch.nn.Linear, packed: PackedMatrix) -> None:
    parent, _, last = name.removesuffix(".weight").rpartition(".")
    setattr(hf.get_submodule(parent), last, PackedLinear(packed, own.bias, own.weight.dtype))
