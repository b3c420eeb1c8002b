"""The accelerator for layers of gated experts: the shapes that its kernel is made for.

Integer contract of one expert, bit-exact between NumPy and hardware. Weights are int4 or int8 in groups that share a
positive int16 scale; activations are int16:

- a row's total is the sum over its groups of (sum of the group's int products) * scale, exact in int64; a scale of
  `down` may serve several rows of fewer columns, so that hidden units divide among more units;
- `gate = clamp((total * gate_multiplier + 2^41) >> 42)` in steps of 2^-11, `up` likewise, both int16;
- `hidden = clamp((silu(gate) * up + 2^10) >> 11)` with a table of SiLU of 4,096 entries;
- `y = clamp(y + clamp((total * ((down_multiplier * share + 2^15) >> 16) + 2^41) >> 42))` for each chosen expert in the
  order given, int32 with 16 fractional bits; `share` is what the model's router gives the expert, in 1/65536.

An expert lies in memory as one run of words: a header with its multipliers, then gate and up row by row in turn, then
down. Words of scales and of places stand before the values that they belong to, so that an expert is one long burst.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flame.errors import ConfigError
from flame.nm_pattern import NMPattern

TOTAL_SHIFT = 42  # fractional bits of the multipliers
GATE_STEP = 2.0**-11
HIDDEN_SHIFT = 11
SHARE_BITS = 16
SCALE_BITS = 16
ACTIVATION_BITS = 16
SILU_ENTRIES = 4096
HEADER = ("gate", "up", "down")  # multipliers, the first in the lowest bits
PARTS = 3  # two of gate and up together, one of down: equally long
WORD_BITS = (128, 256, 512)  # AXI
_MOST_GROUP = 256  # products of 8 and 16 bits in 32
_MOST_COLUMNS = 2**24  # such products with a scale of 16 bits in 64


@dataclass(frozen=True)
class GatedDesign:
    """Shapes of an accelerator for layers of gated experts.

    Args:
        d_model, d_ff: inputs and hidden units of an expert.
        experts, layers: experts of a layer, and layers that the memory holds.
        top_k: experts that a token uses in a layer.
        value_bits: of a weight, 4 or 8.
        pattern: kept weights of each group of the pruning pattern along the reduction axis; `keep == group` is dense.
        group: weights that share a scale, pruned ones included: columns of a row of gate and up.
        down_group: columns of `down` that share a scale, in `group / down_group` rows together.
        word_bits: of a word of memory.
        units: instances of the kernel, each with `d_ff / units` of every expert's hidden units in a bank of its own;
            the host adds up what they answer.
    Raises:
        ConfigError: a shape that the words or the groups do not divide, or sums that overflow.
    """

    d_model: int
    d_ff: int
    experts: int
    layers: int
    top_k: int
    value_bits: int
    pattern: NMPattern
    group: int
    down_group: int
    word_bits: int
    units: int

    def __post_init__(self) -> None:
        sizes = (self.d_model, self.d_ff, self.experts, self.layers, self.group, self.down_group, self.units)
        if min(sizes) < 1:
            raise ConfigError(f"gated design: {self} (expected sizes of at least 1)")
        if self.value_bits not in (4, 8) or self.word_bits not in WORD_BITS:
            raise ConfigError(
                f"gated design: value_bits={self.value_bits}, word_bits={self.word_bits} (expected 4 or 8, and one of "
                f"{', '.join(map(str, WORD_BITS))})"
            )
        if not 1 <= self.top_k <= self.experts:
            raise ConfigError(f"gated design: top_k={self.top_k} (expected 1 to {self.experts})")
        for name, size, group in (
            ("d_model", self.d_model, self.group), ("d_ff of a unit", self.unit_ff, self.down_group),
            ("group", self.group, self.down_group),
        ):  # fmt: skip
            if self.d_ff % self.units or size % group:
                raise ConfigError(
                    f"gated design: {name}={size} is not divided into groups of {group} (d_ff={self.d_ff}, "
                    f"units={self.units}: choose other units, or groups of {math.gcd(self.d_model, self.unit_ff)})"
                )
        self._check_words()
        if self.group > _MOST_GROUP or max(self.d_model, self.d_ff) >= _MOST_COLUMNS:
            raise ConfigError(
                f"gated design: groups of {self.group}, {self.d_model} x {self.d_ff} (sums overflow beyond groups of "
                f"{_MOST_GROUP} and {_MOST_COLUMNS} columns)"
            )

    def _check_words(self) -> None:
        kept, group = self.pattern.keep, self.pattern.group
        if self.down_group % group or kept & (kept - 1) or group not in (1, 2, 4, 8, 16):
            raise ConfigError(
                f"gated design: pattern {self.pattern} in groups of {self.down_group} (the kernel keeps 1, 2, 4, 8 or "
                "16 of 2, 4, 8 or 16, and whole patterns share a scale)"
            )
        row = self.kept_of_group * self.value_bits
        if self.word_bits % row or self.word_bits % (SCALE_BITS * self.rows):
            raise ConfigError(
                f"gated design: a word of {self.word_bits} bits is not divided by {row} bits of a row's group, or by "
                "its scales"
            )
        if self.group % self.word_inputs:
            raise ConfigError(
                f"gated design: groups of {self.group} are not divided by {self.word_inputs} inputs of a word"
            )
        if self.place_bits and self.word_bits % (self.rows * self.kept_of_group * self.place_bits):
            raise ConfigError(
                f"gated design: a word of {self.word_bits} bits is not divided by the places of its values"
            )
        for name, size, rows in (
            ("d_model", self.d_model, self.rows * self.split), ("d_ff of a unit", self.unit_ff, self.rows),
        ):  # fmt: skip
            if size % rows:
                raise ConfigError(f"gated design: {name}={size} is not divided by {rows} rows of a word")
        words = self.unit_ff * self.d_model // (self.rows * self.group)
        if words % self.block_values:
            raise ConfigError(
                f"gated design: {words} words of values are not divided into blocks of {self.block_values}"
            )

    @property
    def unit_ff(self) -> int:
        """Hidden units of an expert that one unit computes."""
        return self.d_ff // self.units

    @property
    def split(self) -> int:
        """Rows of `down` that share a scale."""
        return self.group // self.down_group

    @property
    def kept_of_group(self) -> int:
        """Kept weights of a row that share a scale."""
        return self.group * self.pattern.keep // self.pattern.group

    @property
    def place_bits(self) -> int:
        """Bits of a kept weight's place in its pattern, a power of two; 0 when dense."""
        return 0 if self.pattern.keep == self.pattern.group else {2: 1, 4: 2, 8: 4, 16: 4}[self.pattern.group]

    @property
    def rows(self) -> int:
        """Scales of a word of values: rows of gate and up, each `split` rows of down."""
        return self.word_bits // (self.kept_of_group * self.value_bits)

    @property
    def block_values(self) -> int:
        """Words of values that a word of scales serves."""
        return self.word_bits // (SCALE_BITS * self.rows)

    @property
    def place_run(self) -> int:
        """Words of values that a word of places serves, at most a block's; a block where there are no places."""
        if not self.place_bits:
            return self.block_values
        return min(self.block_values, self.word_bits // (self.rows * self.kept_of_group * self.place_bits))

    @property
    def block_words(self) -> int:
        """Words of a block: its scales, then values, each run of them after its places."""
        return 1 + self.block_values + (self.block_values // self.place_run if self.place_bits else 0)

    @property
    def part_blocks(self) -> int:
        """Blocks of one of an expert's three parts."""
        return self.unit_ff * self.d_model // (self.rows * self.group * self.block_values)

    @property
    def expert_words(self) -> int:
        """Words of a unit's share of an expert, its header included."""
        return 1 + PARTS * self.part_blocks * self.block_words

    @property
    def expert_bytes(self) -> int:
        """An expert as all units read it."""
        return self.units * self.expert_words * self.word_bits // 8

    @property
    def stored_bytes(self) -> int:
        """All experts of all layers."""
        return self.layers * self.experts * self.expert_bytes

    @property
    def word_inputs(self) -> int:
        """Inputs of a word as wide as one of answers, so that both come through one port."""
        return 2 * self.rows

    @property
    def chosen_words(self) -> int:
        """Words of the chosen experts' numbers, each of 32 bits."""
        return -(-32 * self.top_k // self.word_bits)

    @property
    def share_words(self) -> int:
        """Words of their shares, as wide as those of answers."""
        return -(-self.top_k // self.rows)

    @property
    def sum_blocks(self) -> int:
        """Blocks of `rows * split` sums that an expert leaves: those of gate and up, and those of down."""
        return 2 * self.unit_ff // self.rows + self.d_model // (self.rows * self.split)

    @property
    def lanes(self) -> int:
        """Products of a unit in a cycle."""
        return self.rows * self.kept_of_group


def silu_table() -> tuple[int, ...]:
    """SiLU of the middle of each of 4,096 ranges of 16 inputs, in steps of 2^-11: off by at most 9 of them."""
    least, wide = -(2 ** (ACTIVATION_BITS - 1)), 2**ACTIVATION_BITS // SILU_ENTRIES
    table = []
    for entry in range(SILU_ENTRIES):
        gate = (least + entry * wide + (wide - 1) / 2) * GATE_STEP
        table.append(round(gate / (1 + math.exp(-gate)) / GATE_STEP))
    return tuple(table)
