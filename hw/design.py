"""The accelerator's design: the shapes that its kernels are made for, and the header that tells them.

Integer contract of one expert (`d_model` inputs, `d_ff` hidden units), bit-exact between NumPy and hardware:

- `hidden = clamp((wi @ x * multiplier + 2^29) >> 30, 0, 127)`: int8 products summed in int32, ReLU, one int32
  multiplier a row that holds the row's weight scale and both activation scales;
- `y = clamp((wo @ hidden * multiplier + 2^15) >> 16)`: int32 with 16 fractional bits.

With 16-bit values the products are int16, the sums int48, the clamp is at 32,767, and the shifts are 38 and 32, so
that multipliers keep their precision beside scales that are 256 times finer. With GELU the clamp is at both
ends and a table of the activation follows, whose inputs and outputs are in steps of `gelu_step`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from flame.errors import ConfigError
from flame.ids import bits_for
from flame.nm_pattern import NMPattern

HIDDEN_SHIFT = 30
OUTPUT_SHIFT = 16
OUTPUT_FRACTION_BITS = 16
PROBABILITY_BITS = 16
EXP_STEP_BITS = 10  # differences of logits are taken in steps of 2^-10
_BUS_BYTES = 64  # widest AXI word: 512 bits
_BUS_BITS = 8 * _BUS_BYTES
_MAX_TABLE_ENTRIES = 2**20  # Assumption: an image of a few MiB in the board's memory, one entry read a layer
ACTIVATIONS = ("relu", "gelu")


@dataclass(frozen=True)
class Design:
    """Shapes of an accelerator for the MoE layers of one model.

    Args:
        d_model, d_ff: inputs and hidden units of an expert.
        pattern: N:M pattern of both matrices along their reduction axis; `keep == group` is the dense twin.
        rows: output rows computed together; `rows * keep` int8 products a cycle.
        experts: experts of a layer.
        moe_layers: MoE layers served (the decoder's).
        known_layers: entries of the circular path that the prediction table knows.
        slots: slots of the expert buffer, for each layer; for all layers together where they share them.
        value_bits: bits of weights and activations, 8 or 16.
        activation: `relu` or `gelu`.
        top_k: experts that the router names; the layer as a whole takes 1.
        units: instances of the layer's kernel, each with `d_ff / units` of every expert's hidden units, their weights
            in its own memory bank; the host adds up what they answer.
        shared_slots: any layer may use any slot.
    Raises:
        ConfigError: a shape that the lanes or the group do not divide, or a table that is too large; the message names
            the nearest choice that works.
    """

    d_model: int
    d_ff: int
    pattern: NMPattern
    rows: int
    experts: int
    moe_layers: int
    known_layers: int
    slots: int
    value_bits: int = 8
    activation: str = "relu"
    top_k: int = 1
    units: int = 1
    shared_slots: bool = False

    def __post_init__(self) -> None:
        for name in ("d_model", "d_ff", "rows", "experts", "moe_layers", "known_layers", "slots", "units"):
            if getattr(self, name) < 1:
                raise ConfigError(f"design: {name}={getattr(self, name)} (expected at least 1)")
        keep, group = self.pattern.keep, self.pattern.group
        if group not in (2, 4, 8, 16) or keep & (keep - 1):
            raise ConfigError(
                f"design: pattern {self.pattern} (the kernel takes 1, 2, 4, 8 or 16 of a group of 2, 4, 8 or 16; "
                f"nearest: {self._nearest_pattern()})"
            )
        if self.value_bits not in (8, 16):
            raise ConfigError(f"design: value_bits={self.value_bits} (the kernels take 8 or 16)")
        if self.activation not in ACTIVATIONS:
            raise ConfigError(f"design: activation {self.activation!r} (the kernels take {' or '.join(ACTIVATIONS)})")
        if not 1 <= self.top_k <= self.experts:
            raise ConfigError(f"design: top_k={self.top_k} (expected 1 to {self.experts})")
        if not self._words_fit(self.rows):
            word = self.rows * keep
            raise ConfigError(
                f"design: rows={self.rows} with {self.pattern} reads {word * self.value_bits} bits of values and "
                f"{word * self.place_bits} bits of places a cycle (expected powers of two, whole bytes, at most "
                f"{_BUS_BITS}; choose rows={self._working_rows()})"
            )
        if self.units > 1 and not self.divides_into(self.units):
            raise ConfigError(
                f"design: d_ff={self.d_ff} over units={self.units} is not divided into groups of {group} and blocks of "
                f"{self.rows} rows (choose units={self.most_units(self.units)})"
            )
        for name, share in (("d_model", self.d_model), ("d_ff", self.unit_ff)):
            size = getattr(self, name)
            if share % group:
                raise ConfigError(
                    f"design: {name}={size} does not divide into groups of {group} (choose group {math.gcd(share, 16)})"
                )
            if share % self.rows:
                raise ConfigError(
                    f"design: {name}={size} is not divided by rows={self.rows} (choose rows={self._working_rows()})"
                )
            most = (2 ** (self.sum_bits - 1) - 1) >> (2 * self.value_bits - 2)
            if size > most:
                raise ConfigError(f"design: {name}={size} overflows sums of {self.sum_bits} bits (at most {most})")
        if self.table_entries > _MAX_TABLE_ENTRIES:
            raise ConfigError(
                f"design: {self.experts} experts with known_layers={self.known_layers} need {self.table_entries} table "
                f"entries a layer (at most {_MAX_TABLE_ENTRIES}; choose known_layers={self._working_known_layers()})"
            )

        if self.all_slots == 1:
            raise ConfigError(
                "design: with a single slot a preload would overwrite the expert that is computing (choose slots=2)"
            )

    def _nearest_pattern(self) -> NMPattern:
        """The pattern that the kernels take, whose groups divide the columns, of the nearest density and group."""
        wanted = self.pattern
        groups = [g for g in (2, 4, 8, 16) if self.d_model % g == 0 and self.d_ff % g == 0] or [2]
        choices = [NMPattern(keep, g) for g in groups for keep in (1, 2, 4, 8, 16) if keep <= g]

        def distance(pattern: NMPattern) -> tuple[float, int, int]:
            density = abs(pattern.keep / pattern.group - wanted.keep / wanted.group)
            return density, abs(pattern.group - wanted.group), abs(pattern.keep - wanted.keep)

        return min(choices, key=distance)

    def _words_fit(self, rows: int) -> bool:
        word = rows * self.pattern.keep
        return not (word & (word - 1) or word * self.value_bits > _BUS_BITS or word * self.place_bits % 8)

    def _working_rows(self) -> int:
        """The nearest number of rows whose words fit the bus, and that divide both matrices where any does."""
        fitting = [rows for rows in range(1, _BUS_BYTES + 1) if self._words_fit(rows)]
        dividing = [rows for rows in fitting if self.d_model % rows == 0 and self.unit_ff % rows == 0]
        return min(dividing or fitting, key=lambda r: (abs(r - self.rows), r))

    def _working_known_layers(self) -> int:
        """The most known layers whose table is small enough."""
        entries, known = 1, 0
        while (entries := entries + self.experts ** (known + 1)) <= _MAX_TABLE_ENTRIES:
            known += 1
        return max(1, known)

    def divides_into(self, units: int) -> bool:
        """Whether as many units share the hidden units in whole groups and blocks of rows."""
        return self.d_ff % (units * math.lcm(self.rows, self.pattern.group)) == 0

    def most_units(self, at_most: int) -> int:
        """The most units, up to `at_most`, that share the hidden units evenly."""
        return max((units for units in range(1, at_most + 1) if self.divides_into(units)), default=1)

    def holding(self, slots: int) -> Design:
        """The same kernels with as many slots for all layers together: a share for each layer, or shared by all."""
        if self.shared_slots or slots % self.moe_layers:
            return replace(self, slots=slots, shared_slots=True)
        return replace(self, slots=slots // self.moe_layers)

    def dense_twin(self) -> Design:
        """The same lanes on unpruned experts: as many products a cycle, so fewer rows."""
        group = self.pattern.group
        return replace(self, pattern=NMPattern(group, group), rows=self.rows * self.pattern.keep // group)

    @property
    def unit_ff(self) -> int:
        """Hidden units of an expert that one unit computes."""
        return self.d_ff // self.units

    @property
    def all_slots(self) -> int:
        """Slots of all layers together."""
        return self.slots if self.shared_slots else self.moe_layers * self.slots

    @property
    def sum_bits(self) -> int:
        """Bits of a row's sum."""
        return {8: 32, 16: 48}[self.value_bits]

    @property
    def hidden_shift(self) -> int:
        """Fractional bits of the multipliers of `wi`."""
        return HIDDEN_SHIFT + self.value_bits - 8

    @property
    def output_shift(self) -> int:
        """Fractional bits of the multipliers of `wo`."""
        return OUTPUT_SHIFT + 2 * (self.value_bits - 8)

    @property
    def value_most(self) -> int:
        """Largest weight or activation."""
        return 2 ** (self.value_bits - 1) - 1

    @property
    def gelu_step(self) -> float:
        """What one step of a hidden unit stands for where the activation is GELU: 1/16 in 8 bits, 1/4096 in 16."""
        return {8: 2.0**-4, 16: 2.0**-12}[self.value_bits]

    @property
    def router_lanes(self) -> int:
        """int16 products that the router computes in a cycle."""
        return math.gcd(self.d_model, 32)

    @property
    def place_bits(self) -> int:
        """Bits of a kept weight's place in its group: a power of two, so that no code crosses a byte; 0 when dense."""
        if self.pattern.keep == self.pattern.group:
            return 0
        return {2: 1, 4: 2, 8: 4, 16: 4}[self.pattern.group]

    @property
    def value_word_bytes(self) -> int:
        """Bytes of values that one cycle consumes."""
        return self.rows * self.pattern.keep * self.value_bits // 8

    @property
    def place_word_bytes(self) -> int:
        """Bytes of places that one cycle consumes, 0 when dense."""
        return self.rows * self.pattern.keep * self.place_bits // 8

    @property
    def table_entries(self) -> int:
        """Entries of a layer's prediction table: one for each context of each length, the empty one first."""
        return sum(self.experts**m for m in range(self.known_layers + 1))

    @property
    def expert_index_bits(self) -> int:
        """Bits of an expert's number in the prediction table."""
        return bits_for(self.experts)

    @property
    def table_level_bytes(self) -> tuple[int, ...]:
        """Bytes of the prediction table's levels: the dense table for 0, 1, ... `known_layers` known entries."""
        bits = [self.moe_layers * self.experts**m * self.expert_index_bits for m in range(self.known_layers + 1)]
        return tuple(-(-b // 8) for b in bits)

    def words(self, name: str) -> int:
        """Value words (and place words) of one matrix, `wi` or `wo`."""
        return self.d_model * self.d_ff // (self.rows * self.pattern.group)

    @property
    def expert_words(self) -> int:
        """Value words of both matrices."""
        return self.words("wi") + self.words("wo")

    def outputs(self, name: str) -> int:
        """Rows of one matrix: `d_ff` for `wi`, `d_model` for `wo`."""
        return {"wi": self.d_ff, "wo": self.d_model}[name]

    @cached_property
    def expert_bytes(self) -> int:
        """Bytes of one packed expert as all units read it: values, places, int32 multipliers."""
        return self.expert_words * (self.value_word_bytes + self.place_word_bytes) + 4 * self.units * self.multipliers

    @property
    def multipliers(self) -> int:
        """Multipliers that a unit reads: those of its hidden units, and of the outputs where it finishes them."""
        return self.unit_ff + (self.d_model if self.units == 1 else 0)


def exp_tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """exp(-i / 16) for 256 i and exp(-j / 1024) for 64 j, in 1/65536; products cover 0 to 16 in steps of 2^-10."""
    one = 1 << PROBABILITY_BITS
    return (
        tuple(round(one * math.exp(-i / 16)) for i in range(256)),
        tuple(round(one * math.exp(-j / 1024)) for j in range(64)),
    )


def gelu_table(design: Design) -> tuple[int, ...]:
    """GELU (its tanh form) of the middle of each of 256 (8 bits) or 1,024 (16 bits) ranges of a hidden unit's input.

    With 16 bits an entry stands for 64 inputs, so that it is off by at most 36 steps of 1/4096.
    """
    drop = {8: 0, 16: 6}[design.value_bits]
    least = -design.value_most - 1
    table = []
    for entry in range(2**design.value_bits >> drop):
        v = (least + (entry << drop) + ((1 << drop) - 1) / 2) * design.gelu_step
        gelu = 0.5 * v * (1 + math.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v**3)))
        table.append(min(round(gelu / design.gelu_step), design.value_most))
    return tuple(table)
