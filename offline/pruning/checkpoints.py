"""Prune a checkpoint on disk in one pass, tensor by tensor, in memory that does not grow with the number of layers.

Reads safetensors shards and the older `pytorch_model.bin`. Writes a folder with `dense/`, which transformers loads
unchanged (zeros included), and `packed/`, the store that the online stage streams from. Finished layers of an
interrupted run are kept beside the destination and are not done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from flame.errors import ArtifactError, FormatError, ModelError
from flame.ids import ExpertId, LayerId
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.artifact import Labels, open_artifact, sha256_of, write_artifact
from flame.storage.packed_store import write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorFile, TensorWriter
from offline.pruning.criteria import MatrixOutcome
from offline.pruning.masks import ExpertMatrix, nm_mask, require_finite

KIND, VERSION = "pruned-checkpoint", 2
DENSE, PACKED = "dense", "packed"

_EXPERT = re.compile(r"(encoder|decoder)\.block\.(\d+)\.layer\.\d+\.mlp\.experts\.expert_(\d+)\.(wi|wo)\.weight")
_CANONICAL = {own: name for name, own in SWITCH_MATRICES.items()}
_TORCH_TYPES = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
    "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool,
}  # fmt: skip
_NAMES_OF_TYPES = {kind: name for name, kind in _TORCH_TYPES.items()}
_VALUE_DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}

Patterns = NMPattern | Mapping[ExpertMatrix, NMPattern]
# an expert and its matrices by name -> the matrices within their patterns, and how each was pruned
Prune = Callable[[ExpertId, Mapping[str, torch.Tensor]], tuple[Mapping[str, torch.Tensor], Iterable[MatrixOutcome]]]


class Checkpoint:
    """A transformers checkpoint folder, opened without reading its weights.

    Args:
        folder: holds `config.json` and `model.safetensors`, `pytorch_model.bin`, or an index of their shards.
    Raises:
        ModelError: there is no configuration or no weights, or the model has no experts.
        ArtifactError: a shard is missing or cut short.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{folder}: no readable config.json (expected a transformers checkpoint folder)"
            ) from error
        self.files = _weight_files(folder)
        self._readers: dict[str, Callable[[], torch.Tensor]] = {}
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.types: dict[str, torch.dtype] = {}
        for file in self.files:
            self._add_safetensors(file) if file.suffix == ".safetensors" else self._add_pickle(file)
        self.layers = _expert_names(self)

    def _add_safetensors(self, file: Path) -> None:
        tensors = TensorFile(file)
        for name, entry in tensors.entries.items():
            if entry.dtype not in _TORCH_TYPES:
                raise ArtifactError(f"{file}: {name} is {entry.dtype} (expected one of {', '.join(_TORCH_TYPES)})")
            self.shapes[name], self.types[name] = entry.shape, _TORCH_TYPES[entry.dtype]

            def read(name: str = name, kind: torch.dtype = self.types[name]) -> torch.Tensor:
                tensor = torch.from_numpy(tensors.read(name))
                return tensor.view(torch.int16).view(kind) if kind == torch.bfloat16 else tensor

            self._readers[name] = read

    def _add_pickle(self, file: Path) -> None:
        """Read the names and places of tensors without their bytes; weights are data, never code."""
        from torch._subclasses.fake_tensor import FakeTensorMode

        try:
            with FakeTensorMode():
                state = torch.load(file, weights_only=True, map_location="cpu")
        except Exception as error:  # torch and pickle raise many kinds for a damaged or unsafe file
            raise ArtifactError(f"{file}: is cut short or no weights file ({_first_line(error)})") from error
        seen: set[tuple[int, int, tuple[int, ...]]] = set()
        for name, tensor in state.items():
            storage = tensor.untyped_storage()
            offset = getattr(storage, "_checkpoint_offset", None)
            if offset is None:
                raise ArtifactError(f"{file}: {name} has no place in the file (save it as safetensors)")
            start = offset + tensor.storage_offset() * tensor.element_size()
            key = (start, tensor.numel(), tuple(tensor.shape))
            if key in seen:
                continue  # tied weights are stored once
            seen.add(key)
            if not tensor.is_contiguous():
                raise ArtifactError(f"{file}: {name} is not contiguous (save it as safetensors)")
            self.shapes[name], self.types[name] = tuple(tensor.shape), tensor.dtype

            def read(
                name: str = name, start: int = start, shape: tuple[int, ...] = tuple(tensor.shape),
                kind: torch.dtype = tensor.dtype, size: int = tensor.numel() * tensor.element_size(),
            ) -> torch.Tensor:  # fmt: skip
                content = bytearray(size)
                with file.open("rb") as stream:
                    stream.seek(start)
                    if stream.readinto(content) != size:
                        raise ArtifactError(f"{file}: is cut short within {name} (download or write it again)")
                return torch.frombuffer(content, dtype=kind).reshape(shape)

            self._readers[name] = read

    def read(self, name: str) -> torch.Tensor:
        """One tensor, read from disk now."""
        return self._readers[name]()

    @property
    def other_names(self) -> list[str]:
        """Names of the tensors that belong to no expert."""
        return [name for name in self.shapes if _EXPERT.fullmatch(name) is None]

    @property
    def expert_weights(self) -> int:
        """Number of weights in all experts."""
        names = (name for experts in self.layers.values() for matrices in experts for name in matrices.values())
        return sum(self.shapes[name][0] * self.shapes[name][1] for name in names)

    def identity(self) -> str:
        """Digest of what tells this checkpoint from another without reading it: sizes, times, configuration."""
        facts = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in self.files]
        return sha256_of([facts, self.config])


@dataclass(frozen=True)
class PruneSummary:
    """What pruning a checkpoint produced.

    Args:
        folder: with `dense` and `packed`.
        layers: each with its packed bytes and the digest of its source weights.
        expert_weights: weights of all experts.
        packed_bytes: bytes of all packed experts.
        outcomes: how each matrix was pruned, where `prune` told.
        resumed_layers: layers that an earlier, interrupted run had finished.
    """

    folder: Path
    layers: tuple[tuple[LayerId, int, str], ...]
    expert_weights: int
    packed_bytes: int
    outcomes: tuple[MatrixOutcome, ...]
    resumed_layers: int


def prune_checkpoint(
    source: Path,
    folder: Path,
    patterns: Patterns,
    value_type: str,
    *,
    labels: Labels,
    prune: Prune | None = None,
    prune_key: str = "magnitude",
    pad: bool = False,
    workers: int = 1,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    only: Collection[LayerId] | None = None,
) -> PruneSummary:
    """Prune, pack and write a checkpoint, each weight read once.

    Several processes may share the work, on one file system: each is given some of the layers as `only`, and a last
    call without it finds them finished and puts them together.

    Args:
        source: transformers checkpoint folder; it is left as it is.
        folder: destination, made in one step when everything is written.
        patterns: one pattern, or one for each expert matrix.
        value_type: type of the packed values. The dense experts are written in it too, so that packing them again
            gives the packed store; int8 is written in the checkpoint's own type, and packs again with its scales.
        labels: weights label of the source.
        prune: gives the pruned matrices of an expert, already within their patterns; None prunes by magnitude. It is
            called for each expert of a layer when that layer is written, so that a resumed run does not repeat it.
        prune_key: names `prune` and what it depends on, so that a resumed run does not mix two of them.
        pad: allow groups that do not divide the columns; the last group of a row is filled with zeros.
        workers: experts pruned at a time.
        progress: wraps the layers, such as `tqdm`.
        only: prune these layers, keep them beside the destination, and do not make that.
    Raises:
        ModelError: an expert is missing, or a weight is NaN or infinite; the line names the layer and the expert.
        FormatError: a pattern does not fit; the line names the matrix.
        ArtifactError: a shard is cut short, or the destination cannot be written.
    """
    checkpoint = Checkpoint(source)
    _check_patterns(checkpoint, patterns, pad)
    config = {
        "value_type": value_type, "pad": pad, "criterion": prune_key,
        "patterns": str(patterns) if isinstance(patterns, NMPattern)
        else {str(place): str(pattern) for place, pattern in sorted(patterns.items())},
    }  # fmt: skip
    key = sha256_of([VERSION, checkpoint.identity(), config])
    partial = folder.with_name(f".{folder.name}.{key[:16]}.partial")  # so that no two works share one
    layers = [layer for layer in checkpoint.layers if only is None or layer in only]
    finished = _finished(folder, key)
    if finished is not None:
        if only is None:
            _clear(folder)  # left by a kill after the result was put in place
        facts = [f for f in finished if _layer_of(f) in layers]
        return _summary(folder, checkpoint, facts, len(facts))
    job = _Job(checkpoint, partial, patterns, value_type, prune or _magnitude(patterns, pad), pad, workers)
    try:
        if only is None:
            _clear(folder, partial)
        for part in (DENSE, PACKED, "done"):
            (partial / part).mkdir(parents=True, exist_ok=True)
        resumed = sum(job.is_done(layer) for layer in layers)
        facts = [job.prune_layer(layer) for layer in progress(layers)]
        if only is not None:
            return _summary(folder, checkpoint, facts, resumed)
        job.write_others()
    except OSError as error:
        raise ArtifactError(
            f"{partial}: cannot be written: {error.strerror} (finished layers are kept there; free space and run again)"
        ) from error

    def fill(scratch: Path) -> None:
        for part in (DENSE, PACKED):
            (scratch / part).mkdir()
            for file in (partial / part).iterdir():
                _link(file, scratch / part / file.name)  # not moved: a kill from here on loses no finished layer

    sources = {str(_layer_of(f)): f["source_sha256"] for f in facts}
    write_artifact(
        folder, KIND, VERSION, fill, config=config, labels=labels, inputs=sources | {"work": key},
        extra={"layers": facts},
    )  # fmt: skip
    shutil.rmtree(partial, ignore_errors=True)
    return _summary(folder, checkpoint, facts, resumed)


def _finished(folder: Path, key: str) -> list[dict[str, Any]] | None:
    """What an earlier run of the same work recorded of each layer, if its result stands there whole."""
    if not folder.exists():
        return None
    try:
        return list(open_artifact(folder, KIND, VERSION, {"work": key}).extra["layers"])
    except ArtifactError:
        return None


def _summary(folder: Path, checkpoint: Checkpoint, facts: list[dict[str, Any]], resumed: int) -> PruneSummary:
    layers = tuple((_layer_of(f), f["packed_bytes"], f["source_sha256"]) for f in facts)
    outcomes = tuple(MatrixOutcome.from_json(_layer_of(f), outcome) for f in facts for outcome in f["outcomes"])
    size = sum(f["packed_bytes"] for f in facts)
    return PruneSummary(folder, layers, checkpoint.expert_weights, size, outcomes, resumed)


def _layer_of(facts: Mapping[str, Any]) -> LayerId:
    """The layer that recorded facts are about."""
    return LayerId(facts["stack"], facts["position"])


def _link(file: Path, place: Path) -> None:
    try:
        os.link(file, place)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, place)


def _magnitude(patterns: Patterns, pad: bool) -> Prune:
    def prune(
        expert: ExpertId, matrices: Mapping[str, torch.Tensor]
    ) -> tuple[dict[str, torch.Tensor], tuple[MatrixOutcome, ...]]:
        pruned = {}
        for name, matrix in matrices.items():
            place = ExpertMatrix(expert, name)
            pattern = patterns if isinstance(patterns, NMPattern) else patterns[place]
            zero = torch.zeros((), dtype=matrix.dtype)
            pruned[name] = torch.where(nm_mask(matrix, pattern, str(place), pad), matrix, zero)
        return pruned, ()

    return prune


@dataclass(frozen=True)
class _PrunedExpert:
    """One expert: digest of its source, its packed and its dense form, and how it was pruned."""

    source_sha256: bytes
    packed: PackedExpert
    dense: Mapping[str, torch.Tensor]
    outcomes: tuple[MatrixOutcome, ...]


@dataclass(frozen=True)
class _Job:
    """The pruning of one checkpoint into its partial folder."""

    checkpoint: Checkpoint
    partial: Path
    patterns: Patterns
    value_type: str
    prune: Prune
    pad: bool
    workers: int

    def _record(self, layer: LayerId) -> Path:
        return self.partial / "done" / f"{layer.stack}-{layer.position:02d}.json"

    def is_done(self, layer: LayerId) -> bool:
        return self._record(layer).is_file()

    def prune_layer(self, layer: LayerId) -> dict[str, Any]:
        """Prune, pack and write one MoE layer, unless an earlier run did."""
        record = self._record(layer)
        if record.is_file():
            facts: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
            return facts
        experts = self.checkpoint.layers[layer]
        names = [name for matrices in experts for name in matrices.values()]
        types = {name: (_NAMES_OF_TYPES[self._dense_type(name)], self.checkpoint.shapes[name]) for name in names}
        packed: list[PackedExpert] = []
        outcomes: list[dict[str, Any]] = []
        digest = hashlib.sha256()
        with TensorWriter(self.partial / DENSE / _shard(layer), types, {"format": "pt"}) as writer:
            for expert, pruned in enumerate(self._pruned(layer, experts)):
                for name, dense in pruned.dense.items():
                    writer.write(experts[expert][name], _storage_array(dense))
                digest.update(pruned.source_sha256)
                packed.append(pruned.packed)
                outcomes += [outcome.to_json() for outcome in pruned.outcomes]
        block = int(_EXPERT.fullmatch(names[0])[2])  # type: ignore[index]
        size = write_packed_layer(self.partial / PACKED, layer, block, packed)
        facts = {
            "stack": layer.stack, "position": layer.position, "block": block, "packed_bytes": size,
            "source_sha256": digest.hexdigest(), "outcomes": outcomes,
        }  # fmt: skip
        scratch = record.with_suffix(".partial")
        scratch.write_text(json.dumps(facts), encoding="utf-8")
        scratch.rename(record)
        return facts

    def _dense_type(self, name: str) -> torch.dtype:
        return _VALUE_DTYPES.get(self.value_type, self.checkpoint.types[name])

    def _pruned(self, layer: LayerId, experts: list[dict[str, str]]) -> Iterator[_PrunedExpert]:
        """The experts of a layer in order, pruned and packed."""

        def work(expert: int) -> _PrunedExpert:
            where = ExpertId(layer, expert)
            source = {name: self.checkpoint.read(tensor) for name, tensor in experts[expert].items()}
            digest = hashlib.sha256()
            for name, matrix in source.items():
                require_finite(matrix, f"{where}, {name}")
                digest.update(_storage_array(matrix))
            pruned, outcomes = self.prune(where, source)
            patterns = {
                name: self.patterns
                if isinstance(self.patterns, NMPattern)
                else self.patterns[ExpertMatrix(where, name)]
                for name in source
            }
            try:
                packed = PackedExpert.pack(pruned, patterns, self.value_type, self.pad)
            except FormatError as error:
                raise FormatError(f"{where}, {error}") from error
            types = {name: self._dense_type(tensor) for name, tensor in experts[expert].items()}
            dense = {name: matrix.to(types[name]) for name, matrix in packed.unpack().items()}
            return _PrunedExpert(digest.digest(), packed, dense, tuple(outcomes))

        with ThreadPoolExecutor(self.workers) as pool:
            for start in range(0, len(experts), self.workers):  # a window of experts bounds memory
                yield from pool.map(work, range(start, min(start + self.workers, len(experts))))

    def write_others(self) -> None:
        """Copy what is not pruned, and write the index of the dense shards and of the packed store."""
        checkpoint, dense = self.checkpoint, self.partial / DENSE
        names = checkpoint.other_names
        others = {name: (_NAMES_OF_TYPES[checkpoint.types[name]], checkpoint.shapes[name]) for name in names}
        with TensorWriter(dense / "model-others.safetensors", others, {"format": "pt"}) as writer:
            for name in names:
                writer.write(name, _storage_array(checkpoint.read(name)))
        shards = dict.fromkeys(names, "model-others.safetensors")
        for layer, experts in checkpoint.layers.items():
            shards |= {name: _shard(layer) for matrices in experts for name in matrices.values()}
        size = sum((dense / file).stat().st_size for file in set(shards.values()))
        index = {"metadata": {"total_size": size}, "weight_map": shards}
        (dense / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
        for file in checkpoint.folder.iterdir():
            weights = file.suffix in (".safetensors", ".bin", ".h5", ".msgpack") or file.name.endswith(".index.json")
            if file.is_file() and not weights and file.name != "manifest.json":
                shutil.copyfile(file, dense / file.name)
        num_experts = len(next(iter(checkpoint.layers.values())))
        write_store_index(self.partial / PACKED, list(checkpoint.layers), num_experts)


def _clear(folder: Path, keep: Path | None = None) -> None:
    """Remove what interrupted runs left beside the destination, but for the layers of this work in `keep`."""
    for left in folder.parent.glob(f".{folder.name}.*"):
        if left != keep and not left.name.startswith(f".{folder.name}.old."):
            shutil.rmtree(left, ignore_errors=True)


def _check_patterns(checkpoint: Checkpoint, patterns: Patterns, pad: bool) -> None:
    for layer, experts in checkpoint.layers.items():
        for expert, matrices in enumerate(experts):
            for name, tensor_name in matrices.items():
                place = ExpertMatrix(ExpertId(layer, expert), name)
                if not isinstance(patterns, NMPattern) and place not in patterns:
                    raise FormatError(f"{place}: no pattern is given for it")
                pattern = patterns if isinstance(patterns, NMPattern) else patterns[place]
                if not pad:
                    pattern.groups(checkpoint.shapes[tensor_name][1], str(place))


def _weight_files(folder: Path) -> list[Path]:
    for stem in ("model.safetensors", "pytorch_model.bin"):
        index = folder / f"{stem}.index.json"
        if index.is_file():
            try:
                shards = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
            except (ValueError, KeyError) as error:
                raise ArtifactError(f"{index}: is no index of shards (download it again)") from error
            for shard in shards:
                if not (folder / shard).is_file():
                    raise ArtifactError(f"{folder}: shard {shard} is missing ({index.name} lists it; download it)")
            return [folder / shard for shard in shards]
        if (folder / stem).is_file():
            return [folder / stem]
    raise ModelError(f"{folder}: no weights (expected model.safetensors, pytorch_model.bin or an index of shards)")


def _expert_names(checkpoint: Checkpoint) -> dict[LayerId, list[dict[str, str]]]:
    """By layer: for each expert its tensor names by matrix.

    Raises:
        ModelError: no experts, or one that is missing.
    """
    found: dict[tuple[str, int], dict[int, dict[str, str]]] = {}
    for name in checkpoint.shapes:
        match = _EXPERT.fullmatch(name)
        if match:
            stack, block, expert, matrix = match[1], int(match[2]), int(match[3]), _CANONICAL[match[4]]
            found.setdefault((stack, block), {}).setdefault(expert, {})[matrix] = name
    if not found:
        raise ModelError(f"{checkpoint.folder}: no expert weights, so no mixture of experts that can be pruned")
    num_experts = checkpoint.config.get("num_experts") or 1 + max(max(experts) for experts in found.values())
    layers: dict[LayerId, list[dict[str, str]]] = {}
    for stack in ("encoder", "decoder"):
        blocks = sorted(block for s, block in found if s == stack)
        expected = checkpoint.config.get(f"num_sparse_{stack}_layers", len(blocks))
        if len(blocks) != expected:
            raise ModelError(
                f"{checkpoint.folder}: {len(blocks)} MoE layers in the {stack} (config.json says {expected}; a shard "
                "is missing or of another model)"
            )
        for position, block in enumerate(blocks):
            experts = found[stack, block]
            for expert in range(num_experts):
                for matrix in SWITCH_MATRICES:
                    if matrix not in experts.get(expert, {}):
                        raise ModelError(
                            f"{checkpoint.folder}: {stack} layer {position}, expert {expert}: {matrix} is missing (a "
                            "shard is incomplete; download or write it again)"
                        )
            layers[LayerId(stack, position)] = [
                {matrix: experts[expert][matrix] for matrix in SWITCH_MATRICES} for expert in range(num_experts)
            ]
    return layers


def _shard(layer: LayerId) -> str:
    return f"model-{layer.stack}-{layer.position:02d}.safetensors"


def _storage_array(tensor: torch.Tensor) -> Any:
    """The tensor's bytes as a NumPy array, whatever its type."""
    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy()


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
