"""The weights of a checkpoint folder as they lie: names and shapes without reading, tensors or parts when asked for.

Reads safetensors shards and the older `pytorch_model.bin`. Quantised tensors (`flame.models.dequantise`) are shown as
the bf16 tensors that they stand for; their scales are not shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from flame.errors import ArtifactError, ModelError
from flame.models.dequantise import METHODS, MX_BLOCK, from_fp8, from_mxfp4
from flame.storage.tensor_file import TensorFile

TORCH_TYPES = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
    "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool,
    "F8_E4M3": torch.float8_e4m3fn, "F8_E5M2": torch.float8_e5m2, "F8_E8M0": torch.float8_e8m0fnu,
}  # fmt: skip
_FP8 = (torch.float8_e4m3fn, torch.float8_e5m2)
Part = slice | None  # of the first axis


@dataclass(frozen=True)
class StoredTensor:
    """One tensor: what it is, and how to read it or a part of its first axis."""

    shape: tuple[int, ...]
    dtype: torch.dtype
    read: Callable[[Part], torch.Tensor]


class WeightFiles:
    """A transformers checkpoint folder, opened without reading its weights.

    Args:
        folder: holds `config.json` and `model.safetensors`, `pytorch_model.bin`, or an index of their shards.
    Raises:
        ModelError: there is no configuration or no weights, or they are quantised in a way that is not read here.
        ArtifactError: a shard is missing or cut short, or lacks a tensor that the index names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.config: dict[str, Any] = dict(json.loads((folder / "config.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(
                f"{folder}: no readable config.json (expected a transformers checkpoint folder)"
            ) from error
        self.quantisation = _quantisation(folder, self.config)
        self.files, announced = _weight_files(folder)
        self.tensors: dict[str, StoredTensor] = {}
        for file in self.files:
            self.tensors |= _safetensors(file) if file.suffix == ".safetensors" else _pickle(file)
        for name, shard in announced.items():
            if name not in self.tensors:
                raise ArtifactError(f"{folder}: {shard} holds no {name}, which the index names (download both again)")
        self._show_dequantised()

    def read(self, name: str, part: Part = None) -> torch.Tensor:
        """One tensor, or a part of its first axis, read from disk now.

        Raises:
            ArtifactError: there is no such tensor, or its bytes cannot be read.
        """
        if name not in self.tensors:
            raise ArtifactError(f"{self.folder}: holds no tensor {name}")
        return self.tensors[name].read(part)

    def _show_dequantised(self) -> None:
        block = tuple((self.quantisation or {}).get("weight_block_size") or (128, 128))
        for name in list(self.tensors):
            for ending, shown in (("_scale_inv", self._fp8), ("_scales", self._mxfp4)):
                if name.endswith(ending):
                    shown(name.removesuffix(ending), name, block)
        for name in [n for n in self.tensors if n.endswith(("activation_scale", "input_scale")) and self.quantisation]:
            del self.tensors[name]
        for name, stored in self.tensors.items():
            if stored.dtype in _FP8:
                raise ModelError(f"{self.folder}: {name} is fp8 without {name.rpartition('.')[2]}_scale_inv")

    def _fp8(self, name: str, scale: str, block: tuple[int, int]) -> None:
        stored = self.tensors.get(name)
        if stored is None or stored.dtype not in _FP8:
            return
        scales = self.tensors.pop(scale)

        def read(part: Part) -> torch.Tensor:
            if part is None or len(stored.shape) > 2:
                return from_fp8(stored.read(part), scales.read(part), block)
            return from_fp8(stored.read(None), scales.read(None), block)[part]

        self.tensors[name] = StoredTensor(stored.shape, torch.bfloat16, read)

    def _mxfp4(self, name: str, scale: str, _: tuple[int, int]) -> None:
        blocks = self.tensors.get(f"{name}_blocks")
        if blocks is None or len(blocks.shape) != 4:
            return
        scales = self.tensors.pop(scale)
        del self.tensors[f"{name}_blocks"]
        experts, rows, groups, _half = blocks.shape
        if scales.shape != (experts, rows, groups):
            raise ArtifactError(
                f"{self.folder}: {scale} is {list(scales.shape)} (expected {[experts, rows, groups]}, as its blocks)"
            )

        def read(part: Part) -> torch.Tensor:
            return from_mxfp4(blocks.read(part), scales.read(part))

        self.tensors[name] = StoredTensor((experts, groups * MX_BLOCK, rows), torch.bfloat16, read)


def _quantisation(folder: Path, config: dict[str, Any]) -> dict[str, Any] | None:
    found = config.get("quantization_config") or (config.get("text_config") or {}).get("quantization_config")
    if not found:
        return None
    method = str(found.get("quant_method", "an unnamed method"))
    if method not in METHODS:
        raise ModelError(
            f"{folder}: is quantised by {method}, which is not read here (expected plain weights, fp8 or mxfp4; take "
            "the checkpoint that it was made from)"
        )
    return dict(found)


def _weight_files(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """The files, and what an index says of them."""
    for stem in ("model.safetensors", "pytorch_model.bin"):
        index = folder / f"{stem}.index.json"
        if index.is_file():
            try:
                announced: dict[str, str] = dict(json.loads(index.read_text(encoding="utf-8"))["weight_map"])
                shards = sorted({str(shard) for shard in announced.values()})
            except (ValueError, KeyError, TypeError) as error:
                raise ArtifactError(f"{index}: is no index of shards (download it again)") from error
            if not shards:
                raise ArtifactError(f"{index}: names no tensor (download it again)")
            for shard in shards:
                if not (folder / shard).is_file():
                    raise ArtifactError(f"{folder}: shard {shard} is missing ({index.name} lists it; download it)")
            return [folder / shard for shard in shards], announced
        if (folder / stem).is_file():
            return [folder / stem], {}
    raise ModelError(f"{folder}: no weights (expected model.safetensors, pytorch_model.bin or an index of shards)")


def _safetensors(file: Path) -> dict[str, StoredTensor]:
    tensors, found = TensorFile(file), {}
    for name, entry in tensors.entries.items():
        if entry.dtype not in TORCH_TYPES:
            raise ArtifactError(f"{file}: {name} is {entry.dtype} (expected one of {', '.join(TORCH_TYPES)})")

        def read(part: Part, name: str = name, kind: torch.dtype = TORCH_TYPES[entry.dtype]) -> torch.Tensor:
            tensor = torch.from_numpy(tensors.read(name, part))
            return tensor if tensor.dtype == kind else tensor.view(kind)

        found[name] = StoredTensor(entry.shape, TORCH_TYPES[entry.dtype], read)
    return found


def _pickle(file: Path) -> dict[str, StoredTensor]:
    """Names and places of tensors without their bytes; weights are data, never code."""
    from torch._subclasses.fake_tensor import FakeTensorMode

    try:
        with FakeTensorMode():
            state = torch.load(file, weights_only=True, map_location="cpu")
    except Exception as error:  # torch and pickle raise many kinds for a damaged or unsafe file
        words = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise ArtifactError(f"{file}: is cut short or no weights file ({words})") from error
    found: dict[str, StoredTensor] = {}
    seen: set[tuple[int, int, tuple[int, ...]]] = set()
    for name, tensor in state.items():
        offset = getattr(tensor.untyped_storage(), "_checkpoint_offset", None)
        if offset is None:
            raise ArtifactError(f"{file}: {name} has no place in the file (save it as safetensors)")
        start = offset + tensor.storage_offset() * tensor.element_size()
        key = (start, tensor.numel(), tuple(tensor.shape))
        if key in seen:
            continue  # tied weights are stored once
        seen.add(key)
        if not tensor.is_contiguous():
            raise ArtifactError(f"{file}: {name} is not contiguous (save it as safetensors)")

        def read(
            part: Part, name: str = name, start: int = start, shape: tuple[int, ...] = tuple(tensor.shape),
            kind: torch.dtype = tensor.dtype, size: int = tensor.numel() * tensor.element_size(),
        ) -> torch.Tensor:  # fmt: skip
            content = bytearray(size)
            with file.open("rb") as stream:
                stream.seek(start)
                if stream.readinto(content) != size:
                    raise ArtifactError(f"{file}: is cut short within {name} (download or write it again)")
            whole = torch.frombuffer(content, dtype=kind).reshape(shape)
            return whole if part is None else whole[part]

        found[name] = StoredTensor(tuple(tensor.shape), tensor.dtype, read)
    return found
