"""Sparse MLPs that compute packed experts: what streamed and resident experts have in common.

An expert is computed straight from its packed bytes by the sparse kernels, however many rows it gets. A row's result
depends on the row alone, so it is the same bits wherever the expert's bytes came from, whoever else is in the batch and
on however many threads. An expert that the kernels do not know (another activation than ReLU, fp64 values) is unpacked
when it is loaded and computed by torch; which of the two is a matter of the model and the store, never of time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from transformers.models.switch_transformers.modeling_switch_transformers import SwitchTransformersTop1Router

from flame.models.moe_model import MoeLayer, MoeModel
from flame.packed_expert import PackedExpert
from online.kernels import nm_kernels as sparse_kernels
from online.kernels.nm_kernels import SparseExpert
from online.serving.stores import ExpertStore

Entry = int | tuple[int, ...]  # what a router chose for a token: an expert, or top_k of them
# One expert: rows [n, d_model] and their gates [n, 1] to gated rows [n, d_model].
Compute = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


@dataclass(frozen=True)
class Decision:
    """Experts that one router has chosen: for each the rows and their gate values.

    Attributes:
        rows: int64 [tokens of this expert], by expert in ascending order; a token may be with several experts.
        gates: [tokens of this expert, 1].
        entries: for each sequence the entry of its newest token.
    """

    rows: dict[int, torch.Tensor]
    gates: dict[int, torch.Tensor]
    entries: tuple[Entry, ...]


def route(router: torch.nn.Module, hidden: torch.Tensor) -> Decision:
    """Ask a Switch router; tokens over an expert's capacity have no row, but their entry is the router's choice.

    Args:
        router: transformers' router: hidden [batch, tokens, d_model] to dispatch mask, gate, logits.
        hidden: [batch, tokens, d_model].
    """
    if hidden.shape[1] == 1 and _alone(router):
        return _route_newest(router, hidden)
    mask, gate, logits = router(hidden)
    flat = mask.reshape(-1, mask.shape[-1])
    gate = gate.reshape(-1, 1)
    rows, gates = {}, {}
    for expert in torch.nonzero(flat.sum(dim=0)).reshape(-1).tolist():
        rows[expert] = torch.nonzero(flat[:, expert]).reshape(-1)
        gates[expert] = gate[rows[expert]]
    return Decision(rows, gates, tuple(logits[:, -1].argmax(dim=-1).tolist()))


def _alone(router: Any) -> bool:
    """Whether only the decision of a router is wanted: nobody listens to the module, and it draws no noise."""
    return (
        type(router) is SwitchTransformersTop1Router
        and not (router.training or router._forward_hooks or router._forward_pre_hooks or "forward" in vars(router))
        and router.expert_capacity >= 1
        and router.classifier.weight.dtype == router.dtype
    )


_FIRST = torch.zeros(1, dtype=torch.int64)


def _route_newest(router: Any, hidden: torch.Tensor) -> Decision:
    """One token of each sequence, which no capacity can turn away: the router's own operations without its mask."""
    logits = router.classifier(hidden.to(router.dtype))
    gate, chosen = torch.softmax(logits, -1, dtype=router.dtype).to(hidden.dtype).max(-1)
    experts = chosen.reshape(-1).tolist()
    entries = experts
    if not hidden.dtype == router.dtype == torch.float32:  # there, unequal logits may have equal probabilities
        entries = logits.argmax(-1).reshape(-1).tolist()
    if len(experts) == 1:
        first = _FIRST if hidden.device.type == "cpu" else _FIRST.to(hidden.device)
        return Decision({experts[0]: first}, {experts[0]: gate}, tuple(entries))
    rows = {
        expert: torch.tensor([row for row, of in enumerate(experts) if of == expert], device=hidden.device)
        for expert in sorted(set(experts))
    }
    return Decision(rows, {expert: gate[those] for expert, those in rows.items()}, tuple(entries))


class PackedCompute:
    """Makes packed experts compute, as the sparse MLPs of one model do.

    Args:
        model: gives the activation and the element type.
    """

    def __init__(self, model: MoeModel) -> None:
        mlp = model.sparse_mlp(model.moe_layers()[0])
        self._activation: Callable[[torch.Tensor], torch.Tensor] = mlp.experts["expert_0"].act
        self._dtype: torch.dtype = model.hf.dtype
        self._device: torch.device = model.hf.device
        self._relu = isinstance(self._activation, torch.nn.ReLU)
        self._on_device: Callable[[PackedExpert], Compute] | None = None
        if self._device.type == "cuda":
            from online.serving.device_experts import DeviceExperts

            self._on_device = DeviceExperts(self._device)

    def __call__(self, expert: PackedExpert) -> Compute:
        """Make one expert compute; it keeps the packed arrays, or dense ones where the kernels do not know it.

        Raises:
            FormatError: other matrices than `up` and `down`, or shapes that do not follow one another.
        """
        known = all(matrix.value_type in sparse_kernels.VALUE_TYPES for matrix in expert.matrices.values())
        if self._relu and known and self._on_device is not None:
            return self._on_device(expert)
        if self._relu and known:
            sparse = SparseExpert(expert)
            return lambda rows, gates: sparse(rows, torch.get_num_threads(), gates=gates)  # type: ignore[no-any-return]
        sparse_kernels.check_expert(expert, "relu")
        dense = {name: self._dense(matrix) for name, matrix in expert.unpack().items()}
        up, down = dense["up"], dense["down"]
        return lambda rows, gates: functional.linear(self._activation(functional.linear(rows, up)), down) * gates

    def _dense(self, matrix: Any) -> torch.Tensor:
        tensor = matrix if isinstance(matrix, torch.Tensor) else torch.from_numpy(np.ascontiguousarray(matrix))
        return tensor.to(self._device, self._dtype)


class RoutedMlp(torch.nn.Module):
    """Takes the place of a sparse MLP: same router, experts from elsewhere.

    Args:
        router: of the module that it replaces.
        layer: which layer this is.
        experts: gives the computed rows of each chosen expert, in any order.
    """

    def __init__(self, router: torch.nn.Module, layer: MoeLayer, experts: Experts) -> None:
        super().__init__()
        self.router = router
        self._layer = layer
        self._experts = experts

    def decide(self, hidden: torch.Tensor) -> Decision:
        """Which experts compute hidden [batch, tokens, d_model]."""
        return route(self.router, hidden)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """hidden [batch, tokens, d_model] to the same shape."""
        decision = self.decide(hidden)
        flat = hidden.reshape(-1, hidden.shape[-1])
        outputs: dict[int, torch.Tensor] = {}
        alone = None
        for expert, output in self._experts(self._layer, decision, flat, hidden.shape[1]):
            outputs[expert] = output
            if len(decision.rows) == 1 and len(output) == len(flat):
                alone = output.reshape(hidden.shape)
        if alone is not None:
            return alone
        result = torch.zeros_like(flat)
        for expert in decision.rows:  # ascending: the order of addition does not depend on who arrived first
            result.index_add_(0, decision.rows[expert], outputs[expert])
        return result.reshape(hidden.shape)


# (layer, decision, hidden states [batch x tokens, d_model], tokens of each sequence in this pass) to the rows of each
# chosen expert [tokens of this expert, d_model], gated.
Experts = Callable[[MoeLayer, Decision, torch.Tensor, int], Iterator[tuple[int, torch.Tensor]]]


def gated(compute: Compute, decision: Decision, expert: int, flat: torch.Tensor) -> torch.Tensor:
    """Rows of one expert, computed and gated: [tokens of this expert, d_model]."""
    rows = decision.rows[expert]
    return compute(flat if len(rows) == len(flat) else flat[rows], decision.gates[expert])


@contextlib.contextmanager
def resident(model: MoeModel, store: ExpertStore) -> Iterator[None]:
    """Compute with every packed expert of a store held in memory: the answer that streaming gives bit for bit.

    No buffer, no thread, no prediction; layers that the store lacks keep their own experts.

    Raises:
        ArtifactError, FormatError: an expert cannot be read or computed.
    """
    compute = PackedCompute(model)
    held = set(store.layers())
    layers = [layer for layer in model.moe_layers() if (layer.stack, layer.position) in held]
    experts = {
        (layer, expert): compute(store.load((layer.stack, layer.position, expert)))
        for layer in layers
        for expert in range(model.num_experts)
    }

    def computed(
        layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, torch.Tensor]]:
        for expert in decision.rows:
            yield expert, gated(experts[layer, expert], decision, expert, flat)

    originals = originals_of(model, layers)
    try:
        replace_mlps(model, originals, computed)
        yield
    finally:
        restore_mlps(model, originals)


Originals = tuple[tuple[MoeLayer, Any], ...]  # layers and the modules that stood there


def originals_of(model: MoeModel, layers: Iterable[MoeLayer]) -> Originals:
    """The sparse MLPs of `layers`, to be put back with `restore_mlps`."""
    return tuple((layer, model.sparse_mlp(layer)) for layer in layers)


def replace_mlps(model: MoeModel, originals: Originals, experts: Experts) -> None:
    """Put a `RoutedMlp` in the place of each original."""
    for layer, original in originals:
        model.replace_sparse_mlp(layer, RoutedMlp(original.router, layer, experts))


def restore_mlps(model: MoeModel, originals: Originals) -> None:
    """Put the originals back; a second time changes nothing."""
    for layer, original in originals:
        model.replace_sparse_mlp(layer, original)
