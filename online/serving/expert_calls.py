"""Calls of a layer's experts, computed from packed experts: what streamed and resident experts have in common.

An expert is computed straight from its packed bytes by the sparse kernels, however many rows it gets. A row's result
depends on the row alone (of a prompt and float values, also on whether the expert gets few rows or many), so it is the
same bits wherever the expert's bytes came from, whoever else is in the batch and on however many threads. An
activation that the kernels do not know is the model's own module between two of their products; values that they do
not know are unpacked when the expert is loaded, and computed by torch. Which of the three is a matter of the model and
the store, never of time.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from flame.errors import FlameWarning, FormatError
from flame.ids import ExpertId
from flame.models.activations import OWN
from flame.models.layers import ExpertCall, Experts, MoeLayer, Undo
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.routing import Entry
from flame.value_types import is_integer
from online.kernels.nm_kernels import MOST_FEW, VALUE_TYPES, SparseExpert, SparseMatrix
from online.serving.device_layers import experts_of, resident_layers
from online.serving.device_step import Undecided, graph_steps
from online.serving.linear_products import multiply_packed, multiply_single_rows
from online.serving.native_blocks import step_natively
from online.serving.single_rows import quicken_single_rows
from online.serving.stores import ExpertStore

# One expert: rows [n, hidden] and their weights [n, 1], or None for ones, to weighted rows [n, hidden].
Compute = Callable[[torch.Tensor, torch.Tensor | None], torch.Tensor]
_FEW = 64  # choices in a call that Python sorts faster than torch


@dataclass(frozen=True)
class Decision:
    """Experts that one router has chosen: for each the rows and their weights.

    Attributes:
        rows: int64 [tokens of this expert], by expert in ascending order; a token may be with several experts.
        gates: [tokens of this expert, 1].
        history: for each sequence the entries of its newest tokens, oldest first.
        singly: each token is a sequence's newest, and has the bits that it has alone.
    """

    rows: dict[int, torch.Tensor]
    gates: dict[int, torch.Tensor]
    history: tuple[tuple[Entry, ...], ...]
    singly: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """For each sequence the entry of its newest token."""
        return tuple(newest[-1] for newest in self.history)


_FIRST = torch.zeros(1, dtype=torch.int64)


def decide(call: ExpertCall, num_experts: int, history: int | None = 1) -> Decision:
    """What a call asks for; an index that is no expert, or was dropped, has no row, but stands in its entry.

    Args:
        history: newest tokens of each sequence whose entries are kept, at least 1; None keeps all.
    """
    tokens, top_k = call.index.shape
    index = call.index if call.dropped is None else call.index.masked_fill(call.dropped, num_experts)
    gates = call.weights.reshape(-1, 1)
    if tokens * top_k > _FEW:
        rows, weights = _sorted(index, gates, num_experts)
    else:
        places: dict[int, list[int]] = {}
        for place, expert in enumerate(index.reshape(-1).tolist()):
            if 0 <= expert < num_experts:
                places.setdefault(expert, []).append(place)
        rows, weights = {}, {}
        for expert in sorted(places):
            at = places[expert]
            if tokens == 1 and len(at) == 1:
                rows[expert] = _FIRST if index.device.type == "cpu" else _FIRST.to(index.device)
                weights[expert] = gates[at[0] : at[0] + 1]
            else:
                flat = torch.tensor(at, device=index.device)
                rows[expert], weights[expert] = flat // top_k, gates[flat]
    return Decision(rows, weights, entries_of(call, history), singly=tokens == call.sequences)


def _sorted(
    index: torch.Tensor, gates: torch.Tensor, num_experts: int
) -> tuple[dict[int, torch.Tensor], dict[int, torch.Tensor]]:
    flat = index.reshape(-1)
    ordered, order = torch.sort(flat, stable=True)
    rows, weights = {}, {}
    start = 0
    experts, counts = torch.unique_consecutive(ordered, return_counts=True)
    for expert, count in zip(experts.tolist(), counts.tolist(), strict=True):
        if 0 <= expert < num_experts:
            places = order[start : start + count]
            rows[expert], weights[expert] = places // index.shape[1], gates[places]
        start += count
    return rows, weights


def entries_of(call: ExpertCall, kept: int | None) -> tuple[tuple[Entry, ...], ...]:
    """For each sequence the entries of its newest tokens, oldest first; `kept` of them, or all."""
    tokens, top_k = call.index.shape
    by_sequence = call.index.reshape(call.sequences, tokens // call.sequences, top_k)
    newest = (by_sequence if kept is None else by_sequence[:, -kept:]).tolist()
    if top_k == 1:
        return tuple(tuple(one for (one,) in sequence) for sequence in newest)
    return tuple(tuple(tuple(sorted(chosen)) for chosen in sequence) for sequence in newest)


class PackedCompute:
    """Makes packed experts compute, as the experts of one model's layers do.

    Args:
        model: gives activations and the element type; said once where an activation is not the kernels'.
    """

    def __init__(self, model: MoeModel) -> None:
        self._model = model
        self._layers = {layer.id: layer for layer in model.moe_layers()}
        self._device: torch.device = model.hf.device
        self._on_device: Callable[[PackedExpert, str], Any] | None = None
        if self._device.type == "cuda":
            from online.serving.device_experts import DeviceExperts

            self._on_device = DeviceExperts(self._device)
        own = [layer for layer in self._layers.values() if model.shape(layer).activation == OWN]
        if own:
            warnings.warn(
                f"{model.name}, {own[0]}: its activation is the model's own, so torch computes it between the products "
                "of the kernels",
                FlameWarning,
                stacklevel=3,
            )

    def __call__(self, which: ExpertId, expert: PackedExpert) -> Compute:
        """Make one expert compute; it keeps the packed arrays, or dense ones where the kernels do not know its values.

        Raises:
            FormatError: matrices that are no expert's, or shapes that do not follow one another.
        """
        layer = self._layers[which.layer]
        shape = self._model.shape(layer)
        if set(expert.matrices) != set(shape.matrices):
            raise FormatError(
                f"packed expert: matrices {', '.join(expert.matrices)} (expected {' and '.join(shape.matrices)})"
            )
        known = all(matrix.value_type in VALUE_TYPES for matrix in expert.matrices.values())
        if not known or self._device.type != "cpu":
            return self._compute(layer, expert, known)
        whole = all(is_integer(matrix.value_type) for matrix in expert.matrices.values())
        compute = self._compute(layer, expert, known)
        return compute if whole else FloatExpert(compute)

    def _compute(self, layer: MoeLayer, expert: PackedExpert, known: bool) -> Compute:
        activation = self._model.shape(layer).activation
        plain = known and activation != OWN and self._model.finish(layer) is None
        if plain and self._on_device is not None:
            return self._on_device(expert, activation)  # type: ignore[no-any-return]
        if plain and self._device.type == "cpu":
            sparse = SparseExpert(expert, activation)
            return lambda rows, gates: sparse(rows, torch.get_num_threads(), gates=gates)  # type: ignore[no-any-return]
        return self._assembled(layer, self._products(expert, known))

    def _products(self, expert: PackedExpert, known: bool) -> dict[str, Callable[[torch.Tensor], torch.Tensor]]:
        """The products of an expert's matrices, biases included, each [n, cols] to [n, rows]."""
        if known and self._device.type == "cpu":
            sparse = {name: SparseMatrix(each, expert.biases.get(name)) for name, each in expert.matrices.items()}
            return {name: _threaded(each) for name, each in sparse.items()}
        dtype = self._model.hf.dtype if self._device.type == "cpu" else torch.float32
        biases = {name: self._dense(bias, dtype) for name, bias in expert.biases.items()}
        dense = {name: self._dense(matrix, dtype) for name, matrix in expert.unpack().items()}
        return {name: _linear(matrix, biases.get(name)) for name, matrix in dense.items()}

    def _assembled(self, layer: MoeLayer, products: dict[str, Callable[[torch.Tensor], torch.Tensor]]) -> Compute:
        activation, finish = self._model.activation(layer), self._model.finish(layer)
        gate, up, down = products.get("gate"), products["up"], products["down"]

        def compute(rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
            hidden = rows if rows.dtype == torch.float64 else rows.float()
            output = down(activation(None if gate is None else gate(hidden), up(hidden)))
            if finish is not None:
                output = finish(output)
            return (output if gates is None else output * gates).to(rows.dtype)

        return compute

    def _dense(self, matrix: Any, dtype: torch.dtype) -> torch.Tensor:
        tensor = matrix if isinstance(matrix, torch.Tensor) else torch.from_numpy(np.ascontiguousarray(matrix))
        return tensor.to(self._device, torch.float64 if dtype == torch.float64 else torch.float32)


def _threaded(matrix: SparseMatrix) -> Callable[[torch.Tensor], torch.Tensor]:
    return lambda rows: matrix(rows, torch.get_num_threads())  # type: ignore[no-any-return]


def _linear(matrix: torch.Tensor, bias: torch.Tensor | None) -> Callable[[torch.Tensor], torch.Tensor]:
    return lambda rows: functional.linear(rows, matrix, bias)


# (layer, decision, hidden states [tokens of the call, hidden], tokens of each sequence in this pass) to the rows of
# each chosen expert [tokens of this expert, hidden], weighted, in any order.
Computed = Callable[[MoeLayer, Decision, torch.Tensor, int], Iterator[tuple[int, torch.Tensor]]]


def experts_from(model: MoeModel, computed: Computed, history: int | None = 1) -> Experts:
    """What `MoeModel.serve` takes, from something that computes the experts of a decision one by one.

    Args:
        history: as `decide` takes it.
    """
    sizes = {layer: model.shape(layer).num_experts for layer in model.moe_layers()}

    def experts(call: ExpertCall) -> torch.Tensor:
        decision = decide(call, sizes[call.layer], history)
        flat = call.hidden
        outputs = dict(computed(call.layer, decision, flat, len(flat) // call.sequences))
        if len(outputs) == 1:
            (alone,) = outputs.values()
            if len(alone) == len(flat):
                return alone
        result = torch.zeros_like(flat)
        for expert, rows in decision.rows.items():  # ascending: the order of addition is not that of arrival
            result.index_add_(0, rows, outputs[expert])
        return result

    return experts


@dataclass(frozen=True)
class FloatExpert:
    """An expert of float values, whose kernels add up in another order for many rows than for few."""

    compute: Compute

    def __call__(self, rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
        return self.compute(rows, gates)

    def singly(self, rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
        """The same, each row with the bits that it has alone."""
        starts = range(0, len(rows), MOST_FEW)
        parts = [(rows[i : i + MOST_FEW], None if gates is None else gates[i : i + MOST_FEW]) for i in starts]
        return torch.cat([self.compute(*part) for part in parts])


def gated(compute: Compute, decision: Decision, expert: int, flat: torch.Tensor) -> torch.Tensor:
    """Rows of one expert, computed and weighted: [tokens of this expert, hidden]."""
    rows = decision.rows[expert]
    if decision.singly and len(rows) > MOST_FEW and isinstance(compute, FloatExpert):
        compute = compute.singly
    return compute(flat if len(rows) == len(flat) else flat[rows], decision.gates[expert])


def resident_experts(model: MoeModel, store: ExpertStore, layers: Sequence[MoeLayer]) -> Experts:
    """What computes the experts of `layers` with all of them held in memory: no buffer, no thread, no prediction.

    Raises:
        ArtifactError, FormatError: an expert cannot be read or computed.
    """
    prepare = PackedCompute(model)
    wanted = [ExpertId(layer.id, number) for layer in layers for number in range(model.shape(layer).num_experts)]
    experts = {expert: prepare(expert, store.load(expert)) for expert in wanted}

    def computed(
        layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, torch.Tensor]]:
        for expert in decision.rows:
            yield expert, gated(experts[ExpertId(layer.id, expert)], decision, expert, flat)

    return experts_from(model, computed)


@contextlib.contextmanager
def resident(model: MoeModel, store: ExpertStore) -> Iterator[None]:
    """Compute with every packed expert of a store held in memory: the answer that streaming gives bit for bit.

    Layers that the store lacks keep their own experts.

    Raises:
        ArtifactError, FormatError: an expert cannot be read or computed.
    """
    held = set(store.layers())
    layers = [layer for layer in model.moe_layers() if layer.id in held]
    undo: list[Undo] = []
    on_device = resident_layers(model, store, layers)
    experts = resident_experts(model, store, layers) if on_device is None else experts_of(on_device)
    restore = model.serve(experts, layers, undo)
    try:
        multiply_packed(model, undo)
        multiply_single_rows(model, undo)
        quicken_single_rows(model, undo)
        step_natively(model, undo)
        if on_device is not None:
            graph_steps(model, Undecided(), undo)
        yield
    finally:
        restore()
