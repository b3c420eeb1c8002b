"""The weights of a model from its checkpoint's files, by the mapping that transformers keeps for loading them.

The hub's names and layouts differ from those in memory: experts as separate tensors or fused, transposed or split
otherwise. transformers states for each family how the ones become the others (`conversion_mapping`); here the same
statements are followed for one parameter at a time, and for one expert of it where they allow that, so that neither the
model nor a layer is ever held.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from transformers.conversion_mapping import get_model_conversion_mapping
from transformers.core_model_loading import (
    Chunk,
    Concatenate,
    Interleave,
    MergeModulelist,
    Transpose,
    WeightConverter,
    WeightRenaming,
    dot_natural_key,
    rename_source_key,
)

from flame.errors import FormatError, ModelError
from flame.models.layers import ExpertShape, Family, MoeLayer
from flame.models.packed_linear import linear_layers
from flame.models.weight_files import WeightFiles

_EXPERT = re.compile(r"\.(\d+)\.(?!.*\.\d+\.)")  # the last number in a name


@dataclass
class _Sources:
    """Where a parameter comes from: tensors of the files by the pattern that they matched, and what joins them."""

    target: str  # the parameter that the mapping names, of several the first
    converter: WeightConverter | None
    names: dict[str, list[str]]


class CheckpointWeights:
    """The parameters of a model, read when asked for.

    Args:
        files: the checkpoint.
        hf: the model of its configuration, which may be on the meta device.
        family: of that model.
    """

    def __init__(self, files: WeightFiles, hf: Any, family: Family) -> None:
        self.files = files
        self.family = family
        self._hf = hf
        self._expected = hf.state_dict()
        self._sources = self._find_sources()
        self._lock = threading.Lock()
        self._held_of: MoeLayer | None = None  # a layer whose parameters cannot be read by expert
        self._held: dict[str, torch.Tensor] = {}

    def _find_sources(self) -> dict[str, _Sources]:
        mapping = get_model_conversion_mapping(self._hf)
        renamings = [each for each in mapping if isinstance(each, WeightRenaming)]
        converters = [each for each in mapping if isinstance(each, WeightConverter)]
        by_pattern = {pattern: each for each in converters for pattern in each.source_patterns}
        prefix = self._hf.base_model_prefix
        found: dict[str, _Sources] = {}
        for name in sorted(self.files.tensors, key=dot_natural_key):
            renamed, pattern = rename_source_key(name, renamings, converters, prefix, self._expected)
            if renamed not in self._expected and name in self._expected:
                renamed, pattern = name, None
            converter = None if pattern is None else by_pattern[pattern]
            sources = found.setdefault(renamed, _Sources(renamed, converter, {}))
            sources.names.setdefault(pattern or name, []).append(name)
            if converter is not None:  # a tensor that becomes several is found under each of their names
                for target in converter.target_patterns[1:]:
                    found[renamed.replace(converter.target_patterns[0], target)] = sources
        return found

    def linear_tensors(self) -> dict[str, str]:
        """Tensors of the files that are weights of linear layers which may be packed, by the model's names.

        One that the checkpoint joins with others is left out.
        """
        own = {name: self._own_tensor(name) for name in linear_layers(self._hf, self.family)}
        return {name: tensor for name, tensor in own.items() if tensor is not None}

    @property
    def layers(self) -> tuple[MoeLayer, ...]:
        """The MoE layers of the model."""
        return self.family.layers

    def shape(self, layer: MoeLayer) -> ExpertShape:
        """What the experts of a layer look like."""
        return self.family.shapes[layer]

    def expert_tensors(self) -> frozenset[str]:
        """Names in the files of the tensors that hold experts."""
        found: set[str] = set()
        for layer in self.layers:
            for expert in range(1 if self.family.fused else self.shape(layer).num_experts):
                for name in self.family.expert_parameters(layer, expert).values():
                    found.update(each for names in self._sources[name].names.values() for each in names)
        return frozenset(found)

    def __contains__(self, name: str) -> bool:
        """Whether the files hold a parameter of the model."""
        return name in self._sources

    def parameter(self, name: str) -> torch.Tensor:
        """One parameter or buffer of the model, in the type that its files have.

        Raises:
            ModelError: the files lack it, or it has another shape than the configuration says.
            ArtifactError: its bytes cannot be read.
        """
        sources = self._sources_of(name)
        value = self._converted(name, sources, {pattern: [self.files.read(each) for each in names]
                                                for pattern, names in sources.names.items()})  # fmt: skip
        self._check_shape(name, value, self._expected[name].shape)
        return value

    def _own_tensor(self, name: str) -> str | None:
        """The tensor of the files that is this parameter as it stands; None where it shares one, or is put together."""
        sources = self._sources.get(name)
        names = [] if sources is None or sources.converter is not None else list(sources.names.values())
        return names[0][0] if len(names) == 1 and len(names[0]) == 1 else None

    def expert(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """One expert: `gate` (where there is one), `up`, `down`, and `gate_bias` and so on, where there are any.

        May be called from several threads.

        Raises:
            ModelError, ArtifactError: as `parameter`.
        """
        names = self.family.expert_parameters(layer, expert)
        if not self.family.fused:
            return self.family.canonical(layer, {part: self.parameter(name) for part, name in names.items()})
        return self.family.canonical(layer, {part: self._part(name, layer, expert) for part, name in names.items()})

    def expert_names(self, layer: MoeLayer, expert: int) -> dict[str, str]:
        """Names in the files of one expert's own tensors, by what `expert` calls them.

        Raises:
            FormatError: experts share a tensor, or a tensor is no matrix as it is computed.
        """
        stored: dict[str, str] = {}
        for part, name in self.family.expert_parameters(layer, expert).items():
            sources = self._sources_of(name)
            patterns = sources.converter.source_patterns if sources.converter else list(sources.names)
            names = [sources.names[pattern] for pattern in patterns]
            operations = sources.converter.operations if sources.converter else []
            alone = not self.family.fused or all(len(each) == self.shape(layer).num_experts > 1 for each in names)
            if not alone or not all(isinstance(each, MergeModulelist | Concatenate) for each in operations):
                raise FormatError(
                    f"{layer}, expert {expert}: {name} lies in the checkpoint as a tensor of several experts, or "
                    "otherwise than it is computed (expected a tensor for each matrix)"
                )
            ending = "_bias" if part.endswith("_bias") else ""
            inner = ("gate", "up") if len(names) == 2 else ("up",)
            own = (part.removesuffix("_bias"),) if not self.family.fused else ("down",) if "down" in part else inner
            for matrix, each in zip(own, names, strict=True):
                stored[f"{matrix}{ending}"] = each[expert if self.family.fused else 0]
        return stored

    def _part(self, name: str, layer: MoeLayer, expert: int) -> torch.Tensor:
        """One expert's part of a parameter that all of a layer share."""
        sources, experts = self._sources_of(name), self.shape(layer).num_experts
        if not self._is_by_expert(sources, experts):
            with self._lock:
                if layer != self._held_of:
                    self._held_of, self._held = layer, {}
                if name not in self._held:
                    self._held[name] = self.parameter(name)
                return self._held[name][expert]
        own = {
            pattern: [self.files.read(names[expert])]
            if len(names) > 1
            else [self.files.read(names[0], slice(expert, expert + 1))]
            for pattern, names in sources.names.items()
        }
        value = self._converted(name, self._for_one_expert(name, sources), own)[0]
        self._check_shape(f"{name}, expert {expert}", value, self._expected[name].shape[1:])
        return value

    def _for_one_expert(self, name: str, sources: _Sources) -> _Sources:
        """The same, where an operation that looks at shapes has looked at those of all experts."""
        if sources.converter is None:
            return sources
        stored = self.files.tensors[next(iter(sources.names.values()))[0]].shape
        converter, operations = deepcopy(sources.converter), []
        for each in converter.operations:
            if not (isinstance(each, Transpose) and each.check_dims):
                operations.append(each)
            elif stored != self._expected[name].shape:
                operations.append(Transpose(each.dim0, each.dim1))
        converter.operations = operations
        return _Sources(sources.target, converter if operations else None, sources.names)

    def _is_by_expert(self, sources: _Sources, experts: int) -> bool:
        """Whether what joins the sources treats each expert alone, so that it can be asked for one."""
        stacked = all(
            len(names) == experts > 1 or (len(names) == 1 and self.files.tensors[names[0]].shape[0] == experts)
            for names in sources.names.values()
        )
        operations = sources.converter.operations if sources.converter else []
        return stacked and all(_keeps_experts_apart(each) for each in operations)

    def _sources_of(self, name: str) -> _Sources:
        if name not in self._sources:
            raise ModelError(f"{self.files.folder}: lacks {name} (a shard is incomplete; download or write it again)")
        return self._sources[name]

    def _converted(self, name: str, sources: _Sources, read: dict[str, list[torch.Tensor]]) -> torch.Tensor:
        if sources.converter is None:
            return next(iter(read.values()))[0]
        converter = deepcopy(sources.converter)
        for pattern, tensors in read.items():
            converter.collected_tensors[pattern] = [_Read(tensor) for tensor in tensors]  # type: ignore[misc]
        try:
            results: Mapping[str, Any] = converter.convert(sources.target, model=self._hf, config=self._hf.config)
        except (RuntimeError, ValueError, KeyError, TypeError) as error:
            words = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(f"{self.files.folder}: {name} cannot be put together: {words}") from error
        value = results[name]
        whole: torch.Tensor = value[0] if isinstance(value, list) else value
        return whole

    def _check_shape(self, name: str, value: torch.Tensor, expected: torch.Size) -> None:
        if value.shape != expected:
            raise ModelError(
                f"{self.files.folder}: {name} is {list(value.shape)} (expected {list(expected)}, as config.json says)"
            )

    def check_experts(self) -> None:
        """Refuse a checkpoint that lacks an expert or has one of another shape, before anything is read.

        Raises:
            ModelError: which, and where.
        """
        for layer in self.layers:
            experts = self.shape(layer).num_experts
            for expert in range(1 if self.family.fused else experts):
                for part, name in self.family.expert_parameters(layer, expert).items():
                    where = f"{self.files.folder}: {layer}"
                    if name not in self._sources:
                        raise ModelError(
                            f"{where}, expert {expert}: {part} is missing (a shard is incomplete; download or write it "
                            "again)"
                        )
                    if self.family.fused:
                        self._check_sources(where, part, self._sources[name], experts)

    def _check_sources(self, where: str, part: str, sources: _Sources, experts: int) -> None:
        several = {pattern: names for pattern, names in sources.names.items() if len(names) > 1}
        absent = set(sources.converter.source_patterns if sources.converter else ()) - set(sources.names)
        for pattern in absent if several else ():
            raise ModelError(f"{where}: {part} lacks every {pattern} (a shard is incomplete; download it again)")
        for names in several.values():
            found = {int(each[1]) for each in (_EXPERT.search(name) for name in names) if each}
            for expert in sorted(set(range(experts)) - found):
                raise ModelError(
                    f"{where}, expert {expert}: {part} is missing (a shard is incomplete; download or write it again)"
                )
            apart = all(
                _keeps_experts_apart(each) for each in (sources.converter.operations if sources.converter else ())
            )
            for expert in sorted(found - set(range(experts))) if apart else ():
                raise ModelError(f"{where}: {part} has an expert {expert} (expected {experts}, as config.json says)")
            shapes = [self.files.tensors[name].shape for name in names]
            for name, shape in zip(names, shapes, strict=True):
                if shape != shapes[0]:
                    raise ModelError(
                        f"{where}: {name} is {list(shape)} (expected {list(shapes[0])}, as {names[0]}; experts of "
                        "unequal shape are not packed)"
                    )


class _Read:
    """A tensor as transformers' converters take it: something to be called."""

    def __init__(self, tensor: torch.Tensor) -> None:
        self._tensor = tensor

    def __call__(self) -> torch.Tensor:
        return self._tensor


def _keeps_experts_apart(operation: Any) -> bool:
    """Whether an operation of a converter leaves the first axis, that of the experts, alone or makes it."""
    if isinstance(operation, MergeModulelist):
        return operation.dim == 0
    if isinstance(operation, Transpose):
        return 0 not in (operation.dim0, operation.dim1)
    return isinstance(operation, Concatenate | Interleave | Chunk) and operation.dim != 0
