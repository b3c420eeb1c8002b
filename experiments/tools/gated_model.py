"""The experts of a gated model as the integers of a kept design: calibrated on texts, and tried on others."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.layers import ExpertCall, ExpertShape, MoeLayer
from flame.models.moe_model import MoeModel
from flame.models.packed_folder import PackedFolder
from flame.storage.dataset import Dialogue
from flame.storage.packed_store import PackedStore
from hw.gated.design import GATE_STEP, SHARE_BITS, GatedDesign
from hw.gated.golden import most_hidden_scale, quantise
from hw.kept_kernels import GATED
from hw.project.gated_files import GatedWorkload
from offline.evaluation import reference_logits, summary_batches

_MOST = 2**15 - 1  # of an activation
_TARGET_TOKENS = 64  # of a reference


@dataclass(frozen=True)
class GatedSource:
    """A model, and where the weights of its experts are.

    Args:
        model: complete, or without its experts.
        store: the packed experts of a model that has none of its own.
    """

    model: MoeModel
    store: PackedStore | None = None

    @classmethod
    def packed(cls, folder: Path) -> GatedSource:
        """What `flame pack` wrote; errors as `PackedFolder.open` and `PackedFolder.load`."""
        packed = PackedFolder.open(folder)
        return cls(packed.load(), PackedStore(packed.experts))

    @property
    def layers(self) -> list[MoeLayer]:
        """The MoE layers of the decoder."""
        return list(self.model.moe_layers("decoder"))

    def matrices(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """An expert's matrices, fp32."""
        if self.store is None:
            return {name: each.float() for name, each in self.model.expert_matrices(layer, expert).items()}
        dense = self.store.load(ExpertId(layer.id, expert)).unpack()
        return {name: torch.as_tensor(np.asarray(each, np.float32)) for name, each in dense.items()}


@dataclass(frozen=True)
class GatedModel:
    """Layers of a model as a project's workload, and what the format does not hold of them.

    Args:
        workload: the layers' experts, and the tokens of a text as steps in each layer.
        exact: float32 [steps, d_model], what the source's own weights answer to them, layer after layer.
        layers: how many there are.
        beyond_gate: share of the calibration's gate and up numbers that are larger than the format holds.
        beyond_input: share of the steps' inputs that are larger than any of the calibration.
        beyond_hidden: share of the shown text's hidden units that saturate: larger than any of the calibration, or than
            the multiplier of `down` lets them be.
        name, weights: of the model, and the label of its weights.
    """

    workload: GatedWorkload
    exact: NDArray[np.float32]
    layers: int
    beyond_gate: float
    beyond_input: float
    beyond_hidden: float
    name: str
    weights: str

    def errors(self, y: NDArray[np.int32]) -> list[float]:
        """Of each layer's answers with 16 fractional bits: root of the squared error over the squared exact answers."""
        found = (y.reshape(self.exact.shape) / 2.0**16 - self.exact).reshape(self.layers, -1)
        exact = self.exact.reshape(self.layers, -1)
        return list(np.linalg.norm(found, axis=1) / np.linalg.norm(exact, axis=1))


def check_fits(source: GatedSource, name: str, layers: int) -> GatedDesign:
    """The kept design of a name, for as many layers of a model.

    Raises:
        ConfigError: it is not made for the model's experts, or for so many layers.
    """
    design, _ = GATED[name]
    found = source.layers
    if not found:
        raise ConfigError(f"model {source.model.name}: its decoder has no MoE layers")
    if layers > min(len(found), design.layers):
        raise ConfigError(
            f"experiment.layers={layers}: model {source.model.name} has {len(found)} MoE layers, and {name} holds "
            f"{design.layers} (expected at most {min(len(found), design.layers)})"
        )
    for layer in found[:layers]:
        shape = source.model.shape(layer)
        if not shape.gated or shape.biased or shape.activation != "silu" or source.model.finish(layer) is not None:
            raise ConfigError(
                f"model {source.model.name}, {layer}: {_described(shape)} (the kernel's are gated with SiLU, "
                "without biases: model=smollm2_moe has such)"
            )
        if _sizes(shape) != _taken(design):
            fitting = [other for other, (made, _) in GATED.items() if _taken(made) == _sizes(shape)]
            raise ConfigError(
                f"model {source.model.name}, {layer}: d_model, d_ff, experts, top_k of {_sizes(shape)} (experiment"
                f".design={name} takes {_taken(design)}; of those kept fit: {', '.join(fitting) or 'none'})"
            )
    return design


def _described(shape: ExpertShape) -> str:
    return f"experts {'with' if shape.gated else 'without'} a gate, {shape.activation}" + ", biases" * shape.biased


def _sizes(shape: ExpertShape) -> tuple[int, int, int, int]:
    return shape.hidden, shape.intermediate, shape.num_experts, shape.top_k


def _taken(design: GatedDesign) -> tuple[int, int, int, int]:
    return design.d_model, design.d_ff, design.experts, design.top_k


class _Heard(Exception):
    """All layers that are wanted have been heard."""


class _Listening:
    """Computes a model's experts in fp32, and keeps what the layers that are wanted were given and answered.

    Args:
        layers: how many of the first layers are wanted; a pass ends after them.
    """

    def __init__(self, source: GatedSource, layers: int) -> None:
        self.source, self._layers = source, layers
        self.experts: dict[tuple[int, int], dict[str, torch.Tensor]] = {}  # those read so far
        self.heard: dict[int, list[tuple[ExpertCall, torch.Tensor]]] = defaultdict(list)
        self._largest: dict[tuple[str, int], float] = defaultdict(float)
        self.most_hidden: dict[tuple[int, int], float] = {}  # of an expert's hidden units, where they saturate
        self._beyond = self._saturated = self._numbers = 0

    @property
    def beyond_gate(self) -> float:
        """Share of gate and up numbers that are larger than the format holds."""
        return self._beyond / max(1, self._numbers)

    @property
    def beyond_hidden(self) -> float:
        """Share of hidden units that are larger than `most_hidden`."""
        return 2 * self._saturated / max(1, self._numbers)

    def scale(self, what: str, layer: int) -> float:
        """What an integer of a layer's `input` or `hidden` units stands for."""
        return self._largest[what, layer] / _MOST or 1.0

    def matrices(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """An expert's matrices, fp32, read once."""
        place = (layer.position, expert)
        if place not in self.experts:
            self.experts[place] = self.source.matrices(layer, expert)
        return self.experts[place]

    def __call__(self, call: ExpertCall) -> torch.Tensor:
        layer, x = call.layer.position, call.hidden.float()
        if layer >= self._layers:
            raise _Heard
        answer = torch.zeros_like(x)
        self._grow("input", layer, x)
        for expert in torch.unique(call.index).tolist():
            tokens, rank = (call.index == expert).nonzero(as_tuple=True)
            own = self.matrices(call.layer, expert)
            gate, up = x[tokens] @ own["gate"].T, x[tokens] @ own["up"].T
            hidden = functional.silu(gate) * up
            self._grow("hidden", layer, hidden)
            self._beyond += sum(int((each.abs() > _MOST * GATE_STEP).sum()) for each in (gate, up))
            self._numbers += 2 * gate.numel()
            self._saturated += int((hidden.abs() > self.most_hidden.get((layer, expert), torch.inf)).sum())
            answer.index_add_(0, tokens, (hidden @ own["down"].T) * call.weights[tokens, rank, None].float())
        self.heard[layer].append((replace(call, hidden=x), answer))
        return answer.to(call.hidden.dtype)

    def _grow(self, what: str, layer: int, values: torch.Tensor) -> None:
        self._largest[what, layer] = max(self._largest[what, layer], float(values.abs().max()))

    @torch.inference_mode()
    def hear(self, dialogues: Sequence[Dialogue]) -> None:
        """Let the model read dialogues with their summaries."""
        model = self.source.model
        undo = model.serve(self, model.moe_layers("decoder"))
        try:
            for batch in summary_batches(model, dialogues, 1, _TARGET_TOKENS):
                with contextlib.suppress(_Heard):
                    reference_logits(model, batch)
        finally:
            undo()


def prepare(
    source: GatedSource, design: GatedDesign, layers: int, tokens: int,
    calibration: Sequence[Dialogue], shown: Dialogue,
) -> GatedModel:  # fmt: skip
    """Calibrate the layers' activations, round their experts, and make steps of what they are given.

    Args:
        design: as `check_fits` gave it.
        layers: the first so many of the model.
        tokens: the last so many of the text that is shown, each a step in each layer.
        calibration: texts whose largest activations are what the integers hold.
    Raises:
        ConfigError: the text that is shown has fewer tokens, or the experts are packed in another pattern.
        FormatError: a multiplier of gate or up that int32 does not hold.
    """
    heard = _Listening(source, layers)
    heard.hear(calibration)
    experts, told = [], _Listening(source, layers)
    for layer in source.layers[:layers]:
        for expert in range(design.experts):
            matrices = {name: each.numpy() for name, each in heard.matrices(layer, expert).items()}
            scale = min(heard.scale("hidden", layer.position), most_hidden_scale(design, matrices["down"]))
            told.most_hidden[layer.position, expert] = scale * _MOST
            _check_pattern(design, source, layer, expert, matrices)
            experts.append(quantise(design, matrices, heard.scale("input", layer.position), scale))
    told.experts = heard.experts
    told.hear([shown])
    x, chosen, shares, exact, beyond = [], [], [], [], 0
    for position in range(layers):
        call, answer = told.heard[position][0]
        first = len(call.hidden) - tokens
        if first < 0:
            raise ConfigError(f"experiment.tokens={tokens}: the text that is shown has {len(call.hidden)} tokens")
        whole = np.rint(call.hidden[first:].numpy() / heard.scale("input", position))
        beyond += int((np.abs(whole) > _MOST).sum())
        x.append(np.clip(whole, -_MOST - 1, _MOST).astype(np.int16))
        chosen.append(call.index[first:].numpy().astype(np.int32) + position * design.experts)
        shares.append(np.rint(call.weights[first:].float().numpy() * 2.0**SHARE_BITS).astype(np.int32))
        exact.append(answer[first:].numpy())
    workload = GatedWorkload(experts, np.concatenate(chosen), np.concatenate(shares), np.concatenate(x))
    return GatedModel(
        workload, np.concatenate(exact), layers, heard.beyond_gate, beyond / workload.x.size, told.beyond_hidden,
        source.model.name, source.model.weights,
    )  # fmt: skip


def _check_pattern(
    design: GatedDesign, source: GatedSource, layer: MoeLayer, expert: int, matrices: Mapping[str, NDArray[np.float32]]
) -> None:
    """Refuse packed experts that the design's pattern would prune; those of a model it prunes by magnitude."""
    pattern = design.pattern
    most = max(int((each.reshape(-1, pattern.group) != 0).sum(axis=1).max()) for each in matrices.values())
    if source.store is not None and most > pattern.keep:
        raise ConfigError(
            f"{layer}, expert {expert}: {most} of {pattern.group} packed weights are kept (the design keeps {pattern}: "
            f"pack the model with --pattern {pattern}, or choose a dense design)"
        )
