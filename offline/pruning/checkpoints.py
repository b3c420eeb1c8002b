"""Prune a checkpoint on disk in one pass, expert by expert, in memory that does not grow with the number of layers.

Reads what `flame.models.weight_files` reads, in the layout that the hub has. Writes a folder with `packed/`, the store
that the online stage streams from, and `dense/`, everything else under the names and in the types of the source, or
its linear layers packed (`flame.models.packed_linear`). A
model whose experts are modules of their own (Switch, NLLB-MoE) has its pruned experts in `dense/` too, zeros included,
so that transformers loads it unchanged. Finished layers of an interrupted run are kept beside the destination and are
not done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from flame.errors import ArtifactError, FormatError
from flame.ids import ExpertId, LayerId
from flame.models.layers import MoeLayer
from flame.models.packed_folder import DENSE, KIND, PACKED, VERSION
from flame.models.weight_files import TORCH_TYPES
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.artifact import Labels, open_artifact, require_folder, sha256_of, write_artifact
from flame.storage.folder_lock import held, is_held
from flame.storage.packed_store import write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorWriter
from flame.value_types import SAFETENSORS
from offline.pruning.criteria import MatrixOutcome, Patterns, check_patterns
from offline.pruning.linear_layers import linear_shapes, write_packed_linear
from offline.pruning.masks import ExpertMatrix, nm_pruned, require_finite
from offline.pruning.source import Checkpoint

_NAMES_OF_TYPES = {kind: name for name, kind in TORCH_TYPES.items()}

# an expert and its matrices by name -> the matrices within their patterns, and how each was pruned
Prune = Callable[[ExpertId, Mapping[str, torch.Tensor]], tuple[Mapping[str, torch.Tensor], Iterable[MatrixOutcome]]]


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
    experts_in_dense: bool = True,
    linear_type: str | None = None,
    beside: Callable[[Path], None] | None = None,
) -> PruneSummary:
    """Prune, pack and write a checkpoint, each weight read once.

    Several processes may share the work, on one file system: each is given some of the layers as `only`, and a last
    call without it finds them finished and puts them together. Where several are given all of one work, the first does
    it, and the others wait for its result.

    Args:
        source: transformers checkpoint folder; it is left as it is.
        folder: destination, made in one step when everything is written.
        patterns: one pattern, or one for each expert matrix.
        value_type: type of the packed values. Dense experts are written in it too, so that packing them again gives
            the packed store; int8 and int4 are written in the checkpoint's own type, and pack again with their scales.
        labels: weights label of the source.
        prune: gives the pruned matrices of an expert, already within their patterns; None prunes by magnitude. It is
            called for each expert of a layer when that layer is written, so that a resumed run does not repeat it.
        prune_key: names `prune` and what it depends on, so that a resumed run does not mix two of them.
        pad: allow groups that do not divide the columns; the last group of a row is filled with zeros.
        workers: experts pruned at a time.
        progress: wraps the layers, such as `tqdm`.
        only: prune these layers, keep them beside the destination, and do not make that.
        experts_in_dense: also write the pruned experts into `dense/` where each is a module of its own.
        linear_type: pack the linear layers beside the experts too, to one of `flame.value_types.SCALED`;
            their folder is then opened without experts alone, so that none are written into `dense/`.
        beside: writes further files into the finished folder, before it is put in place.
    Raises:
        ModelError: an expert is missing, or a weight is NaN or infinite; the line names the layer and the expert.
        FormatError: a pattern does not fit; the line names the matrix.
        ArtifactError: a shard is cut short, or the destination cannot be written.
    """
    checkpoint = Checkpoint(source)
    check_patterns(checkpoint.places(), patterns, value_type, pad)
    dense = experts_in_dense and checkpoint.keeps_experts_dense and linear_type is None
    if linear_type is not None:
        linear_shapes(checkpoint, linear_type)
    config = {
        "value_type": value_type, "pad": pad, "criterion": prune_key, "experts_in_dense": dense,
        "linear_type": linear_type,
        "patterns": str(patterns) if isinstance(patterns, NMPattern)
        else {str(place): str(pattern) for place, pattern in sorted(patterns.items())},
    }  # fmt: skip
    key = sha256_of([VERSION, checkpoint.identity(), config])
    partial = folder.with_name(f".{folder.name}.{key[:16]}.partial")  # so that no two works share one
    layers = [layer for layer in checkpoint.layers if only is None or layer in only]
    job = _Job(
        checkpoint, partial, patterns, value_type, prune or _magnitude(patterns, pad), pad, workers, dense, linear_type
    )
    finished = _finished(folder, key)
    if finished is None:
        require_folder(folder.parent)
        with held(partial, alone=only is None):
            finished = _finished(folder, key)
            if finished is None:
                return _do(job, folder, layers, only is not None, config, labels, key, progress, beside)
    if only is None:
        _clear(folder)  # left by a kill after the result was put in place
    facts = [f for f in finished if _layer_of(f) in layers]
    return _summary(folder, checkpoint, facts, len(facts))


def _do(
    job: _Job, folder: Path, layers: list[LayerId], in_part: bool, config: Mapping[str, Any], labels: Labels, key: str,
    progress: Callable[[Iterable[Any]], Iterable[Any]], beside: Callable[[Path], None] | None,
) -> PruneSummary:  # fmt: skip
    """Prune layers, and put the result in place unless the work is done in parts."""
    checkpoint, partial = job.checkpoint, job.partial
    try:
        if not in_part:
            _clear(folder, partial)
        for part in (DENSE, PACKED, "done"):
            (partial / part).mkdir(parents=True, exist_ok=True)
        resumed = sum(job.is_done(layer) for layer in layers)
        facts = [job.prune_layer(layer) for layer in progress(layers)]
        if in_part:
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
        if beside is not None:
            beside(scratch)

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
            pruned[name] = nm_pruned(matrix, pattern, str(place), pad)
        return pruned, ()

    return prune


@dataclass(frozen=True)
class _PrunedExpert:
    """One expert: digest of its source, its packed form, its biases as they were, and how it was pruned."""

    source_sha256: bytes
    packed: PackedExpert
    biases: Mapping[str, torch.Tensor]
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
    dense_experts: bool
    linear_type: str | None

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
        moe_layer = self.checkpoint.layers[layer]
        packed: list[PackedExpert] = []
        outcomes: list[dict[str, Any]] = []
        digest = hashlib.sha256()
        dense = _DenseExperts(self, moe_layer) if self.dense_experts else None
        with dense or contextlib.nullcontext():
            for expert, pruned in enumerate(self._pruned(layer)):
                if dense is not None:
                    dense.write(expert, pruned)
                digest.update(pruned.source_sha256)
                packed.append(pruned.packed)
                outcomes += [outcome.to_json() for outcome in pruned.outcomes]
        size = write_packed_layer(self.partial / PACKED, layer, moe_layer.block, packed)
        facts = {
            "stack": layer.stack, "position": layer.position, "block": moe_layer.block, "packed_bytes": size,
            "source_sha256": digest.hexdigest(), "outcomes": outcomes,
        }  # fmt: skip
        scratch = record.with_suffix(".partial")
        scratch.write_text(json.dumps(facts), encoding="utf-8")
        scratch.rename(record)
        return facts

    def _pruned(self, layer: LayerId) -> Iterator[_PrunedExpert]:
        """The experts of a layer in order, pruned and packed."""

        def work(expert: int) -> _PrunedExpert:
            where = ExpertId(layer, expert)
            source, biases = self.checkpoint.expert(where)
            digest = hashlib.sha256()
            for name, matrix in (source | {f"{name}, bias": bias for name, bias in biases.items()}).items():
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
                packed = PackedExpert.pack(pruned, patterns, self.value_type, self.pad, biases)
            except FormatError as error:
                raise FormatError(f"{where}, {error}") from error
            return _PrunedExpert(digest.digest(), packed, biases, tuple(outcomes))

        experts = self.checkpoint.experts(layer)
        with ThreadPoolExecutor(self.workers) as pool:
            for start in range(0, experts, self.workers):  # a window of experts bounds memory
                yield from pool.map(work, range(start, min(start + self.workers, experts)))

    def write_others(self) -> None:
        """Copy or pack what is not pruned, and write the index of the dense shards and of the packed store."""
        checkpoint, dense = self.checkpoint, self.partial / DENSE
        packed = set() if self.linear_type is None else write_packed_linear(checkpoint, dense, self.linear_type)
        names = [name for name in checkpoint.other_names if name not in packed]
        stored = checkpoint.files.tensors
        others = {name: (_NAMES_OF_TYPES[stored[name].dtype], stored[name].shape) for name in names}
        with TensorWriter(dense / "model-others.safetensors", others, {"format": "pt"}) as writer:
            for name in names:
                writer.write(name, _storage_array(checkpoint.files.read(name)))
        shards = dict.fromkeys(names, "model-others.safetensors")
        if self.dense_experts:
            for key, layer in checkpoint.layers.items():
                for expert in range(checkpoint.experts(key)):
                    shards |= dict.fromkeys(checkpoint.dense_names(layer, expert).values(), _shard(key))
        size = sum((dense / file).stat().st_size for file in set(shards.values()))
        index = {"metadata": {"total_size": size}, "weight_map": shards}
        (dense / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
        for file in checkpoint.folder.iterdir():
            weights = file.suffix in (".safetensors", ".bin", ".h5", ".msgpack") or file.name.endswith(".index.json")
            if file.is_file() and not weights and file.name != "manifest.json":
                shutil.copyfile(file, dense / file.name)
        if checkpoint.files.quantisation is not None:  # what it says is no longer so
            (dense / "config.json").write_text(json.dumps(_plain(checkpoint.config), indent=1) + "\n", encoding="utf-8")
        experts = max(checkpoint.experts(key) for key in checkpoint.layers)
        write_store_index(self.partial / PACKED, list(checkpoint.layers), experts)


class _DenseExperts:
    """Writes the pruned experts of a layer as dense tensors under their own names."""

    def __init__(self, job: _Job, layer: MoeLayer) -> None:
        self._job, self._layer = job, layer
        names = [job.checkpoint.dense_names(layer, e) for e in range(job.checkpoint.experts(layer.id))]
        self._names = names
        stored = job.checkpoint.files.tensors
        own = TORCH_TYPES.get(SAFETENSORS.get(job.value_type, ""))
        self._types = {
            name: stored[name].dtype if own is None or part.endswith("_bias") else own
            for each in names
            for part, name in each.items()
        }
        types = {name: (_NAMES_OF_TYPES[kind], stored[name].shape) for name, kind in self._types.items()}
        file = job.partial / DENSE / _shard(layer.id)
        self._writer = TensorWriter(file, types, {"format": "pt"})

    def write(self, expert: int, pruned: _PrunedExpert) -> None:
        """The next expert."""
        dense = pruned.packed.unpack()
        for part, name in self._names[expert].items():
            tensor = pruned.biases[part.removesuffix("_bias")] if part.endswith("_bias") else dense[part]
            self._writer.write(name, _storage_array(tensor.to(self._types[name])))

    def __enter__(self) -> None:
        self._writer.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._writer.__exit__(*error)


def _plain(config: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration without its quantisation."""
    return {
        key: _plain(value) if isinstance(value, dict) else value
        for key, value in config.items()
        if key != "quantization_config"
    }


def _clear(folder: Path, keep: Path | None = None) -> None:
    """Remove what interrupted runs left beside the destination, but for the layers of this work in `keep`."""
    lefts = [left for left in folder.parent.glob(f".{folder.name}.*") if left != keep]
    if any(map(is_held, lefts)):
        return  # another process makes another work for the same place
    for left in lefts:
        if not left.name.startswith(f".{folder.name}.old."):
            shutil.rmtree(left, ignore_errors=True)


def _shard(layer: LayerId) -> str:
    return f"model-{layer.stack}-{layer.position:02d}.safetensors"


def _storage_array(tensor: torch.Tensor) -> Any:
    """The tensor's bytes as a NumPy array, whatever its type."""
    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy()
