"""All experts of a layer that a batch was routed to, on a CUDA device in one launch.

Experts lie in slots of one run of memory, packed as in their store. Where each is, is a table of addresses on the
device, and so are the router's choices: nothing here waits for the host, so that a step can be captured as a CUDA
graph. An expert without a slot is read from where it is at home, which is the host's page-locked memory: over the link,
but at once, and with the same result. Only what has no home either is left out.

How it works. The work is cut into tasks: gate, up and what stands between for a block of hidden units of a choice, then
`down` for a block of outputs of a token. Programs take tasks in order, from a counter, until none is left; whoever has
one of the second kind waits until its token's hidden units are there, which are all in the hands of programs that wait
for nothing. So any number of programs comes to the end. A token's experts are added in ascending order: a result does
not depend on the order of the choices, on where experts lie, or on the tokens beside it.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import torch
import triton
import triton.language as tl

from flame.errors import ConfigError, FormatError
from flame.packed_expert import PackedExpert
from flame.value_types import is_integer
from online.kernels.activations import ACTIVATIONS, check_expert
from online.kernels.triton_kernels import BLOCK_ROWS, BLOCK_VALUES, Form, activated, products

_PARTS = ("values", "indexes", "scales", "multipliers", "bias")
_ALIGNED = 256  # bytes on which slots begin
_PROGRAMS = 4  # of each multiprocessor
_INTERPRETED = 3  # programs in Triton's interpreter, where they run one after another


@triton.jit
def _address_of(addresses, index, choice, experts):  # type: ignore[no-untyped-def]
    """Where a choice's expert begins, 0 where it is nowhere; what is no expert is nowhere."""
    expert = tl.load(index + choice)
    known = (expert >= 0) & (expert < experts)
    return tl.multiple_of(tl.load(addresses + expert, mask=known, other=0), 16)


@triton.jit
def _rows_of(  # type: ignore[no-untyped-def]
    address, values, indexes, scales, multipliers, bias, table, x, row, in_rows, cols, row_values, row_codes,
    index_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, TYPE: tl.constexpr, CACHE: tl.constexpr,
):  # fmt: skip
    """Products of an expert's matrix, whose parts lie so many bytes behind its address."""
    return products(
        (address + values).to(tl.pointer_type(TYPE)), (address + indexes).to(tl.pointer_type(tl.uint8)),
        (address + scales).to(tl.pointer_type(tl.float32)), (address + multipliers).to(tl.pointer_type(tl.uint8)),
        (address + bias).to(tl.pointer_type(tl.float32)), table, x, row, in_rows, cols, row_values, row_codes,
        index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES, CACHE,
    )  # fmt: skip


@triton.jit
def _leave(  # type: ignore[no-untyped-def]
    addresses, index, weights, hidden, y, table, token, row,
    down_values, down_indexes, down_scales, down_multipliers, down_bias,
    experts, top_k, d_ff, d_model, down_row_values, down_row_codes, down_index_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, TYPE: tl.constexpr, CHOICES: tl.constexpr,
):  # fmt: skip
    """y[token, row]: the weighed sum over the token's experts, whose hidden units are there."""
    lane = tl.arange(0, CHOICES)
    expert = tl.load(index + token * top_k + lane, mask=lane < top_k, other=0)
    expert = tl.where((expert >= 0) & (expert < experts), expert, experts)
    order = tl.where(lane < top_k, expert, experts + 1) * CHOICES + lane  # by expert, then as they were chosen
    total = tl.zeros((ROWS,), tl.float32)
    before = tl.min(order) - 1
    for _ in range(0, top_k):
        before = tl.min(tl.where(order > before, order, (experts + 2) * CHOICES))
        choice = token * top_k + before % CHOICES
        address = _address_of(addresses, index, choice, experts)
        in_rows = tl.where(address != 0, row, d_model) < d_model
        result = _rows_of(
            address, down_values, down_indexes, down_scales, down_multipliers, down_bias, table,
            hidden + choice * d_ff, row, in_rows, d_ff, down_row_values, down_row_codes, down_index_bytes,
            KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES, TYPE,
            ".cg",  # other multiprocessors have written it
        )  # fmt: skip
        total += tl.where(in_rows, result * tl.load(weights + choice).to(tl.float32), 0.0)
    tl.store(y + token * d_model + row, total, mask=row < d_model)


@triton.jit
def _compute(  # type: ignore[no-untyped-def]
    addresses, index, weights, x, hidden, y, missing, counters, table, first, last,
    gate_values, gate_indexes, gate_scales, gate_multipliers, gate_bias,
    up_values, up_indexes, up_scales, up_multipliers, up_bias,
    down_values, down_indexes, down_scales, down_multipliers, down_bias,
    experts, tokens, top_k, d_ff, d_model, up_row_values, up_row_codes, up_index_bytes,
    down_row_values, down_row_codes, down_index_bytes,
    KEEP: tl.constexpr, GROUP: tl.constexpr, CODE_BITS: tl.constexpr, CODES_A_GROUP: tl.constexpr,
    TABLE: tl.constexpr, SCALED: tl.constexpr, SCALE_COLUMNS: tl.constexpr, BIASED: tl.constexpr,
    ROWS: tl.constexpr, VALUES: tl.constexpr, TYPE: tl.constexpr, ACTIVATION: tl.constexpr, GATED: tl.constexpr,
    CHOICES: tl.constexpr,
):  # fmt: skip
    """y[token, row], the weighed sum over the token's experts; whether each choice's expert was outside the slots.

    `counters` are zeros, and are left so: tasks taken, programs that have ended, tasks done of each token's first kind.
    """
    blocks, out_blocks = tl.cdiv(d_ff, ROWS), tl.cdiv(d_model, ROWS)
    entering = tokens * top_k * blocks
    task = tl.atomic_add(counters, 1, sem="relaxed")
    while task < entering + tokens * out_blocks:
        if task < entering:
            choice = (task // blocks).to(tl.int64)
            row = task % blocks * ROWS + tl.arange(0, ROWS)
            address = _address_of(addresses, index, choice, experts)
            in_rows = tl.where(address != 0, row, d_ff) < d_ff
            own_x = x + choice // top_k * d_model
            up = _rows_of(
                address, up_values, up_indexes, up_scales, up_multipliers, up_bias, table, own_x, row, in_rows, d_model,
                up_row_values, up_row_codes, up_index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED,
                SCALE_COLUMNS, BIASED, ROWS, VALUES, TYPE, "",
            )  # fmt: skip
            gate = up
            if GATED:
                gate = _rows_of(
                    address, gate_values, gate_indexes, gate_scales, gate_multipliers, gate_bias, table, own_x, row,
                    in_rows, d_model, up_row_values, up_row_codes, up_index_bytes, KEEP, GROUP, CODE_BITS,
                    CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS, VALUES, TYPE, "",
                )  # fmt: skip
            tl.store(hidden + choice * d_ff + row, activated(gate, up, ACTIVATION, GATED), mask=in_rows)
            if task % blocks == 0:
                tl.store(missing + choice, ((address < first) | (address >= last)).to(tl.int8))
            tl.debug_barrier()  # all of this program's units are written before that is said
            tl.atomic_add(counters + 2 + choice // top_k, 1, sem="release")
        else:
            token = ((task - entering) // out_blocks).to(tl.int64)
            row = (task - entering) % out_blocks * ROWS + tl.arange(0, ROWS)
            there = tl.atomic_add(counters + 2 + token, 0, sem="acquire")
            while there < top_k * blocks:
                there = tl.atomic_add(counters + 2 + token, 0, sem="acquire")
            _leave(
                addresses, index, weights, hidden, y, table, token, row, down_values, down_indexes, down_scales,
                down_multipliers, down_bias, experts, top_k, d_ff, d_model, down_row_values, down_row_codes,
                down_index_bytes, KEEP, GROUP, CODE_BITS, CODES_A_GROUP, TABLE, SCALED, SCALE_COLUMNS, BIASED, ROWS,
                VALUES, TYPE, CHOICES,
            )  # fmt: skip
        task = tl.atomic_add(counters, 1, sem="relaxed")
    if tl.atomic_add(counters + 1, 1, sem="acq_rel") == tl.num_programs(0) - 1:  # nobody looks at them any more
        for token in range(0, tokens):
            tl.store(counters + 2 + token, 0)
        tl.store(counters, 0)
        tl.store(counters + 1, 0)


def check_alike(template: PackedExpert) -> dict[str, Form]:
    """The form of each matrix.

    Raises:
        FormatError: the kernels do not know it, or the matrices are not packed alike.
    """
    forms = {name: Form.of(matrix) for name, matrix in template.matrices.items()}
    if len(set(forms.values())) > 1 or len(template.biases) not in (0, len(forms)):
        raise FormatError(
            "experts on a device: matrices of several patterns, encodings or value types, or biases of some "
            "(expected all alike)"
        )
    return forms


def slot_bytes(template: PackedExpert) -> int:
    """Bytes of a slot for such an expert."""
    return -(-template.size_bytes // _ALIGNED) * _ALIGNED


class ExpertSlots:
    """Slots of a layer on a device, and the products of what they hold and of what is at home.

    Args:
        template: an expert; all others are packed alike.
        num_experts: of the layer.
        slots: how many lie on the device.
        device: where; a CUDA device, or the CPU in Triton's interpreter.
        activation: one of `online.kernels.activations.ACTIVATIONS`.
        homes: each expert in memory that the device reads, as `PackedExpert.from_buffer` makes it of a run of bytes;
            page-locked for a CUDA device. It is not copied, and has to stay.
        memory: uint8 [slots x at least `slot_bytes`] on the device that layers share; None for the layer's own.

    Attributes:
        experts: who is in each slot; None for none of this layer.

    Raises:
        FormatError: an expert that the kernels do not know, or whose matrices are not packed alike.
        ConfigError: no such activation, or no slot.
    """

    def __init__(
        self, template: PackedExpert, num_experts: int, slots: int, device: torch.device | str, activation: str,
        homes: Sequence[PackedExpert] = (), memory: torch.Tensor | None = None,
    ) -> None:  # fmt: skip
        check_expert(template, activation)
        if slots < 1 or (memory is None and slots > num_experts):
            raise ConfigError(f"slots: {slots} (expected 1 to the layer's {num_experts} experts)")
        forms = check_alike(template)
        self.num_experts, self.slots, self.device = num_experts, slots, torch.device(device)
        self.experts: list[int | None] = [None] * slots
        self._form = forms["up"]
        self._biased = bool(template.biases)
        self._activation, self._gated = ACTIVATIONS.index(activation), "gate" in forms
        self._header = template.header()
        self._size = template.size_bytes
        if memory is None:
            memory = torch.zeros(slots * slot_bytes(template), dtype=torch.uint8, device=device)
        self._memory, self._stride = memory, memory.numel() // slots
        assert self._stride >= slot_bytes(template), "a slot holds an expert"
        self._homes = [self._at_home(number, expert) for number, expert in enumerate(homes)]
        self._home_addresses = [home.data_ptr() for home in self._homes] or [0] * num_experts
        self._addresses = torch.tensor(self._home_addresses, dtype=torch.int64, device=device)
        self._counters, self._kept = torch.zeros(0, dtype=torch.int32, device=device), list[torch.Tensor]()
        self._table = self._form.table(device)
        self.d_ff, self.d_model = template.matrices["up"].shape
        self._sizes = [self._sizes_of(template, name) for name in ("up", "down")]
        self._offsets = [offset for name in ("gate", "up", "down") for offset in self._offsets_of(template, name)]
        cuda = self._memory.device.type == "cuda"
        self._programs = (
            _PROGRAMS * torch.cuda.get_device_properties(device).multi_processor_count if cuda else _INTERPRETED
        )

    def _sizes_of(self, template: PackedExpert, name: str) -> tuple[int, int, int]:
        """Values and codes of a row, and bytes of all codes."""
        matrix = template.matrices[name]
        values = matrix.groups * matrix.pattern.keep
        return values, self._form.row_codes(values), matrix.indexes.nbytes

    def _offsets_of(self, template: PackedExpert, name: str) -> list[int]:
        """How many bytes behind an expert's first the parts of a matrix begin; 0 for what there is not."""
        raw = np.frombuffer(template.to_bytes(), np.uint8)
        arrays = PackedExpert.from_buffer(raw, self._header).arrays()
        found = (arrays.get(f"{name}.{part}") for part in _PARTS)
        return [0 if array is None else array.ctypes.data - raw.ctypes.data for array in found]

    def _at_home(self, number: int, expert: PackedExpert) -> torch.Tensor:
        """The run of bytes that an expert is."""
        self._check(number, expert)
        run = expert.run()
        if run is None:
            raise FormatError(
                f"expert {number}: its arrays are not one aligned run of bytes (expected what "
                "`PackedExpert.from_buffer` makes of page-locked memory)"
            )
        return torch.from_numpy(run)

    def _check(self, number: int, expert: PackedExpert) -> None:
        if expert.header() != self._header:
            raise FormatError(f"expert {number}: packed otherwise than the layer's others (expected {self._header})")

    def put(self, slot: int, number: int, expert: PackedExpert) -> None:
        """Copy an expert into a slot, on the present stream; who was there before is at home, if anywhere.

        Raises:
            FormatError: it is packed otherwise.
        """
        self._check(number, expert)
        self.vacate(slot)
        if number in self.experts:
            self.vacate(self.experts.index(number))
        self._copy(slot, number, torch.frombuffer(bytearray(expert.to_bytes()), dtype=torch.uint8))

    def fill(self, slot: int, number: int) -> None:
        """Copy an expert from its home into an empty slot, on the present stream; it is there when that is done."""
        assert self.experts[slot] is None, "the slot is empty"
        assert number not in self.experts, "an expert has one slot"
        self._copy(slot, number, self._homes[number])

    def vacate(self, slot: int) -> None:
        """Have an expert be read at home again, on the present stream; the slot is empty."""
        present = self.experts[slot]
        if present is not None:
            self._addresses[present].fill_(self._home_addresses[present])
        self.experts[slot] = None

    @property
    def expert_bytes(self) -> int:
        """Bytes that are copied for an expert."""
        return self._size

    def tensors(self) -> tuple[torch.Tensor, ...]:
        """What copies write to."""
        return self._memory, self._addresses

    def staged(self, numbers: Sequence[int]) -> ExpertSlots:
        """The same layer with more slots for a while, which these experts are copied to on the present stream.

        What is in a slot already is read there.
        """
        found = copy.copy(self)
        wanted = [number for number in numbers if number not in self.experts]
        found.experts = [None] * len(wanted)
        found.slots, found._counters, found._kept = len(wanted), self._counters.new_zeros(0), []
        found._memory = torch.empty(len(wanted) * self._stride, dtype=torch.uint8, device=self._memory.device)
        found._addresses = self._addresses.clone()
        for slot, number in enumerate(wanted):
            found.fill(slot, number)
        return found

    def _copy(self, slot: int, number: int, content: torch.Tensor) -> None:
        begin = slot * self._stride
        self._memory[begin : begin + self._size].copy_(content, non_blocking=True)
        self._addresses[number].fill_(self._memory.data_ptr() + begin)  # last: until then it is read at home
        self.experts[slot] = number

    def __call__(
        self, x: torch.Tensor, index: torch.Tensor, weights: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Compute what a router chose.

        Args:
            x: [tokens, d_model] on the device; computed in fp32, returned in its element type.
            index: int64 [tokens, top_k]; what is no expert counts for nothing.
            weights: [tokens, top_k].
        Returns:
            [tokens, d_model], and int8 [tokens, top_k]: 1 where the expert has no slot. Where it has no home either,
            it was left out.
        Raises:
            FormatError: another width, or shapes that do not fit one another.
        """
        if x.ndim != 2 or x.shape[1] != self.d_model or index.shape != weights.shape or index.shape[:1] != x.shape[:1]:
            raise FormatError(
                f"experts on a device: x {list(x.shape)}, index {list(index.shape)}, weights {list(weights.shape)} "
                f"(expected [tokens, {self.d_model}] and twice [tokens, top_k])"
            )
        tokens, top_k = index.shape
        x, index, weights = x.contiguous(), index.contiguous(), weights.contiguous()
        hidden = torch.empty((tokens * top_k, self.d_ff), dtype=torch.float32, device=x.device)
        missing = torch.empty((tokens, top_k), dtype=torch.int8, device=x.device)
        y = torch.empty_like(x)
        if not index.numel():
            return y.zero_(), missing
        if len(self._counters) < 2 + tokens:  # before a graph is captured: a step runs once as it is
            self._kept.append(self._counters)  # a graph may have been captured with them
            with torch.inference_mode(False):
                self._counters = torch.zeros(2 + tokens, dtype=torch.int32, device=self.device)
        tasks = tokens * (top_k * triton.cdiv(self.d_ff, BLOCK_ROWS) + triton.cdiv(self.d_model, BLOCK_ROWS))
        begin = self._memory.data_ptr()
        form = self._form
        with torch.cuda.device_of(x):  # triton launches on the present device
            _compute[(min(tasks, self._programs),)](
                self._addresses, index, weights, x, hidden, y, missing, self._counters, self._table,
                begin, begin + self._memory.numel(), *self._offsets, self.num_experts, tokens, top_k, self.d_ff,
                self.d_model, *self._sizes[0], *self._sizes[1], *form.constants, is_integer(form.value_type),
                form.scale_columns, self._biased, BLOCK_ROWS, BLOCK_VALUES, _TYPES[form.value_type],
                self._activation, self._gated, triton.next_power_of_2(top_k),
            )  # fmt: skip
        return y, missing


_TYPES = {
    "fp32": tl.float32, "bf16": tl.bfloat16, "fp16": tl.float16, "int8": tl.int8, "int4": tl.uint8, "int4_64": tl.uint8,
}  # fmt: skip
