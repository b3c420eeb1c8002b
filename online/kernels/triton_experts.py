"""All experts of a layer that a batch was routed to, on a CUDA device in two launches.

Experts lie in slots of one run of memory, packed as in their store. Which slot has which expert is a table on the
device, and so are the router's choices: nothing here waits for the host, so that a step can be captured as a CUDA
graph. What has no slot is left out and reported.

How it works. The first kernel has a program for each choice and block of hidden units: gate, up and what stands
between. The second has one for each token and block of outputs: it goes through the token's experts in ascending order,
so that a result does not depend on the order of the choices, on slots, or on the tokens beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
import triton
import triton.language as tl
from numpy.typing import NDArray

from flame.errors import ConfigError, FormatError
from flame.packed_expert import PackedExpert
from online.kernels.activations import ACTIVATIONS, check_expert
from online.kernels.triton_kernels import BLOCK_ROWS, BLOCK_VALUES, Form, activated, products

_PARTS = ("values", "indexes", "scales", "multipliers", "bias")
_ALIGNED = 256  # bytes on which slots begin


@triton.jit
def _slot_of(where, index, choice, experts):  # type: ignore[no-untyped-def]
    """Slot of a choice's expert, below 0 where it has none; what is no expert has none."""
    expert = tl.load(index + choice)
    known = (expert >= 0) & (expert < experts)
    return tl.load(where + expert, mask=known, other=-1)


@triton.jit
def _enter(  # type: ignore[no-untyped-def]
    where, index, x, hidden, missing,
    gate_values, gate_indexes, gate_scales, gate_multipliers, gate_bias,
    up_values, up_indexes, up_scales, up_multipliers, up_bias,
    table, experts, top_k, rows, cols, row_values, row_codes, index_bytes, slot_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, VALUE_BYTES: tl.constexpr, ACTIVATION: tl.constexpr,
    GATED: tl.constexpr,
):  # fmt: skip
    """hidden[choice, row], and whether the choice's expert is missing."""
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    choice = tl.program_id(1).to(tl.int64)
    slot = _slot_of(where, index, choice, experts).to(tl.int64)
    if tl.program_id(0) == 0:
        tl.store(missing + choice, (slot < 0).to(tl.int8))
    in_rows = tl.where(slot >= 0, row, rows) < rows
    begin = tl.maximum(slot, 0) * slot_bytes
    token_x = x + choice // top_k * cols
    up = products(
        up_values + begin // VALUE_BYTES, up_indexes + begin, up_scales + begin // 4 if SCALED else None,
        up_multipliers + begin if SCALE_COLUMNS else None, up_bias + begin // 4 if BIASED else None, table, token_x,
        row, in_rows, cols, row_values, row_codes, index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED,
        SCALE_COLUMNS, BIASED, ROWS, VALUES,
    )  # fmt: skip
    gate = up
    if GATED:
        gate = products(
            gate_values + begin // VALUE_BYTES, gate_indexes + begin, gate_scales + begin // 4 if SCALED else None,
            gate_multipliers + begin if SCALE_COLUMNS else None, gate_bias + begin // 4 if BIASED else None, table,
            token_x, row, in_rows, cols, row_values, row_codes, index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP,
            TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES,
        )  # fmt: skip
    tl.store(hidden + choice * rows + row, activated(gate, up, ACTIVATION, GATED), mask=in_rows)


@triton.jit
def _leave(  # type: ignore[no-untyped-def]
    where, index, order, weights, hidden, y,
    values, indexes, scales, multipliers, bias,
    table, experts, top_k, rows, cols, row_values, row_codes, index_bytes, slot_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, VALUE_BYTES: tl.constexpr,
):  # fmt: skip
    """y[token, row]: the weighed sum over the token's experts."""
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    token = tl.program_id(1).to(tl.int64)
    total = tl.zeros((ROWS,), tl.float32)
    for place in range(0, top_k):
        choice = token * top_k + tl.load(order + token * top_k + place)
        slot = _slot_of(where, index, choice, experts).to(tl.int64)
        in_rows = tl.where(slot >= 0, row, rows) < rows
        begin = tl.maximum(slot, 0) * slot_bytes
        result = products(
            values + begin // VALUE_BYTES, indexes + begin, scales + begin // 4 if SCALED else None,
            multipliers + begin if SCALE_COLUMNS else None, bias + begin // 4 if BIASED else None, table,
            hidden + choice * cols, row, in_rows, cols, row_values, row_codes, index_bytes, KEEP, GROUP, CODE_BITS,
            CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES,
        )  # fmt: skip
        total += tl.where(in_rows, result * tl.load(weights + choice), 0.0)
    tl.store(y + token * rows + row, total, mask=row < rows)


class ExpertSlots:
    """Slots of a layer on a device, and the products of what they hold.

    Args:
        template: an expert; all others are packed alike.
        num_experts: of the layer.
        slots: how many lie on the device.
        device: where; a CUDA device, or the CPU in Triton's interpreter.
        activation: one of `online.kernels.activations.ACTIVATIONS`.
    Raises:
        FormatError: an expert that the kernels do not know, or whose matrices are not packed alike.
        ConfigError: no such activation, or no slot.
    """

    def __init__(
        self, template: PackedExpert, num_experts: int, slots: int, device: torch.device | str, activation: str
    ) -> None:
        check_expert(template, activation)
        if not 1 <= slots <= num_experts:
            raise ConfigError(f"slots: {slots} (expected 1 to the layer's {num_experts} experts)")
        forms = {name: Form.of(matrix) for name, matrix in template.matrices.items()}
        if len(set(forms.values())) > 1 or len(template.biases) not in (0, len(forms)):
            raise FormatError(
                "experts on a device: matrices of several patterns, encodings or value types, or biases of some "
                "(expected all alike)"
            )
        self.num_experts, self.slots = num_experts, slots
        self.experts: list[int | None] = [None] * slots
        self._form = forms["up"]
        self._biased = bool(template.biases)
        self._activation, self._gated = ACTIVATIONS.index(activation), "gate" in forms
        self._header = template.header()
        self._size = template.size_bytes
        self._stride = -(-self._size // _ALIGNED) * _ALIGNED
        self._memory = torch.zeros(slots * self._stride, dtype=torch.uint8, device=device)
        self._where = torch.full((num_experts,), -1, dtype=torch.int32, device=device)
        self._table = self._form.table(device)
        self._shapes = {name: matrix.shape for name, matrix in template.matrices.items()}
        self._row_values = {name: each.groups * each.pattern.keep for name, each in template.matrices.items()}
        self._index_bytes = {name: matrix.indexes.nbytes for name, matrix in template.matrices.items()}
        self._value_bytes = (
            2 if self._form.value_type in ("bf16", "fp16") else 4 if self._form.value_type == "fp32" else 1
        )
        raw = np.frombuffer(template.to_bytes(), np.uint8)
        arrays = PackedExpert.from_buffer(raw, self._header).arrays()
        self._parts = {name: self._pointers(raw, arrays, name) for name in template.matrices}

    def _pointers(
        self, raw: NDArray[np.uint8], arrays: Mapping[str, NDArray[Any]], name: str
    ) -> tuple[torch.Tensor | None, ...]:
        """Where a matrix' arrays lie in the first slot, as they lie in an expert's bytes."""
        found: list[torch.Tensor | None] = []
        for part in _PARTS:
            array = arrays.get(f"{name}.{part}")
            if array is None:
                found.append(None)
                continue
            first = array.ctypes.data - raw.ctypes.data
            own = self._memory[first : first + array.nbytes]
            dtype = torch.bfloat16 if part == "values" and self._form.value_type == "bf16" else _TYPES[array.dtype.name]
            found.append(own.view(dtype))
        return tuple(found)

    def put(self, slot: int, number: int, expert: PackedExpert) -> None:
        """Copy an expert into a slot, on the present stream; who was there before is gone.

        Raises:
            FormatError: it is packed otherwise.
        """
        if expert.header() != self._header:
            raise FormatError(f"expert {number}: packed otherwise than the layer's others (expected {self._header})")
        self.evict(slot)
        if number in self.experts:
            self.evict(self.experts.index(number))
        content = torch.frombuffer(bytearray(expert.to_bytes()), dtype=torch.uint8)
        self._memory[slot * self._stride : slot * self._stride + self._size].copy_(content, non_blocking=True)
        self._where[number] = slot
        self.experts[slot] = number

    def evict(self, slot: int) -> None:
        """Leave a slot empty."""
        present = self.experts[slot]
        if present is not None:
            self._where[present] = -1
        self.experts[slot] = None

    def __call__(
        self, x: torch.Tensor, index: torch.Tensor, weights: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Compute what a router chose.

        Args:
            x: [tokens, d_model] on the device; computed in fp32, returned in its element type.
            index: int64 [tokens, top_k]; what is no expert counts for nothing.
            weights: fp32 [tokens, top_k].
        Returns:
            [tokens, d_model], and int8 [tokens, top_k]: 1 where the expert has no slot, and was left out.
        Raises:
            FormatError: another width, or shapes that do not fit one another.
        """
        d_ff, d_model = self._shapes["up"]
        if x.ndim != 2 or x.shape[1] != d_model or index.shape != weights.shape or index.shape[:1] != x.shape[:1]:
            raise FormatError(
                f"experts on a device: x {list(x.shape)}, index {list(index.shape)}, weights {list(weights.shape)} "
                f"(expected [tokens, {d_model}] and twice [tokens, top_k])"
            )
        tokens, top_k = index.shape
        floats, index, weights = x.float().contiguous(), index.contiguous(), weights.float().contiguous()
        hidden = floats.new_empty((tokens * top_k, d_ff))
        missing = torch.zeros((tokens, top_k), dtype=torch.int8, device=x.device)
        y = floats.new_zeros((tokens, d_model))
        if not index.numel():
            return y.to(x.dtype), missing
        order = index.argsort(dim=1, stable=True)
        form = self._form
        constants = (
            *form.constants, self._parts["up"][2] is not None, form.scale_columns, self._biased, BLOCK_ROWS,
            BLOCK_VALUES, self._value_bytes,
        )  # fmt: skip

        def sizes(name: str) -> tuple[int, ...]:
            values = self._row_values[name]
            return (*self._shapes[name], values, form.row_codes(values), self._index_bytes[name], self._stride)

        gate = self._parts.get("gate", (None,) * len(_PARTS))
        with torch.cuda.device_of(floats):  # triton launches on the present device
            _enter[(triton.cdiv(d_ff, BLOCK_ROWS), tokens * top_k)](
                self._where, index, floats, hidden, missing, *gate, *self._parts["up"], self._table, self.num_experts,
                top_k, *sizes("up"), *constants, self._activation, self._gated,
            )  # fmt: skip
            _leave[(triton.cdiv(d_model, BLOCK_ROWS), tokens)](
                self._where, index, order, weights, hidden, y, *self._parts["down"], self._table, self.num_experts,
                top_k, *sizes("down"), *constants,
            )  # fmt: skip
        return y.to(x.dtype), missing


_TYPES = {
    "float32": torch.float32, "float16": torch.float16, "uint16": torch.bfloat16, "int8": torch.int8,
    "uint8": torch.uint8,
}  # fmt: skip
