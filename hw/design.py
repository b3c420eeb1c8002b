"""The accelerator's design: the shapes that its kernels are made for, and the header that tells them.

Integer contract of one expert (``d_model`` inputs, ``d_ff`` hidden units), bit-exact between NumPy and hardware:

- ``hidden = clamp((wi @ x * multiplier + 2^29) >> 30, 0, 127)``: int8 products summed in int32, ReLU, one int32
  multiplier a row that holds the row's weight scale and both activation scales;
- ``y = clamp((wo @ hidden * multiplier + 2^15) >> 16)``: int32 with 16 fractional bits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from flame.errors import ConfigError
from flame.nm_format import NMPattern

HIDDEN_SHIFT = 30
OUTPUT_SHIFT = 16
OUTPUT_FRACTION_BITS = 16
PROBABILITY_BITS = 16
EXP_STEP_BITS = 10  # differences of logits are taken in steps of 2^-10
_BUS_BYTES = 64  # widest AXI word: 512 bits
_MAX_TABLE_ENTRIES = 65_536
_INT32 = 2**31 - 1


@dataclass(frozen=True)
class Design:
    """Shapes of an accelerator for the MoE layers of one model.

    Args:
        d_model, d_ff: inputs and hidden units of an expert.
        pattern: N:M pattern of both matrices along their reduction axis; ``keep == group`` is the dense twin.
        rows: output rows computed together; ``rows * keep`` int8 products a cycle.
        experts: experts of a layer.
        moe_layers: MoE layers served (the decoder's).
        known_layers: entries of the circular path that the prediction table knows.
        slots: slots of the expert buffer, for each layer.
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

    def __post_init__(self) -> None:
        for name in ("d_model", "d_ff", "rows", "experts", "moe_layers", "known_layers", "slots"):
            if getattr(self, name) < 1:
                raise ConfigError(f"design: {name}={getattr(self, name)} (expected at least 1)")
        keep, group = self.pattern.keep, self.pattern.group
        if group not in (2, 4, 8, 16) or keep & (keep - 1):
            raise ConfigError(
                f"design: pattern {self.pattern} (the kernel takes 1, 2, 4, 8 or 16 of a group of 2, 4, 8 or 16; "
                "nearest that always works: 2:4)"
            )
        word = self.rows * keep
        if word & (word - 1) or word > _BUS_BYTES or word * self.place_bits % 8:
            raise ConfigError(
                f"design: rows={self.rows} with {self.pattern} reads {word} bytes of values and "
                f"{word * self.place_bits} bits of places a cycle (expected powers of two, whole bytes, at most "
                f"{_BUS_BYTES}; choose rows={self._working_rows()})"
            )
        for name in ("d_model", "d_ff"):
            size = getattr(self, name)
            if size % group:
                raise ConfigError(
                    f"design: {name}={size} does not divide into groups of {group} (choose group {math.gcd(size, 16)})"
                )
            if size % self.rows:
                raise ConfigError(
                    f"design: {name}={size} is not divided by rows={self.rows} "
                    f"(choose rows={math.gcd(size, self.rows)})"
                )
            if size * 127 * 127 > _INT32:
                raise ConfigError(f"design: {name}={size} overflows int32 sums (at most {_INT32 // 127**2})")
        if self.table_entries > _MAX_TABLE_ENTRIES:
            raise ConfigError(
                f"design: {self.experts} experts with known_layers={self.known_layers} need {self.table_entries} table "
                f"entries a layer (at most {_MAX_TABLE_ENTRIES}; choose a smaller predictor.known_layers)"
            )

    def _working_rows(self) -> int:
        words = {r: r * self.pattern.keep for r in range(1, _BUS_BYTES + 1)}
        usable = [r for r, w in words.items() if not w & (w - 1) and w <= _BUS_BYTES and not w * self.place_bits % 8]
        return min(usable, key=lambda r: (abs(r - self.rows), r))

    @property
    def place_bits(self) -> int:
        """Bits of a kept weight's place in its group: a power of two, so that no code crosses a byte; 0 when dense."""
        if self.pattern.keep == self.pattern.group:
            return 0
        return {2: 1, 4: 2, 8: 4, 16: 4}[self.pattern.group]

    @property
    def value_word_bytes(self) -> int:
        """Bytes of values that one cycle consumes."""
        return self.rows * self.pattern.keep

    @property
    def place_word_bytes(self) -> int:
        """Bytes of places that one cycle consumes, 0 when dense."""
        return self.value_word_bytes * self.place_bits // 8

    @property
    def table_entries(self) -> int:
        """Entries of a layer's prediction table: one for each context of each length, the empty one first."""
        return sum(self.experts**m for m in range(self.known_layers + 1))

    def words(self, name: str) -> int:
        """Value words (and place words) of one matrix, ``wi`` or ``wo``."""
        return self.d_model * self.d_ff // (self.rows * self.pattern.group)

    def outputs(self, name: str) -> int:
        """Rows of one matrix: ``d_ff`` for ``wi``, ``d_model`` for ``wo``."""
        return {"wi": self.d_ff, "wo": self.d_model}[name]

    @cached_property
    def expert_bytes(self) -> int:
        """Bytes of one packed expert as the kernel reads it: values, places, int32 multipliers."""
        return sum(
            self.words(name) * (self.value_word_bytes + self.place_word_bytes) + 4 * self.outputs(name)
            for name in ("wi", "wo")
        )

    def header(self) -> str:
        """``flame_design.h``: the constants that the kernels and the test bench are compiled with."""
        constants = {
            "D_MODEL": self.d_model,
            "D_FF": self.d_ff,
            "KEEP": self.pattern.keep,
            "GROUP": self.pattern.group,
            "ROWS": self.rows,
            "PLACE_BITS": self.place_bits,
            "EXPERTS": self.experts,
            "MOE_LAYERS": self.moe_layers,
            "KNOWN_LAYERS": self.known_layers,
            "TABLE_ENTRIES": self.table_entries,
            "SLOTS": self.slots,
            "HIDDEN_SHIFT": HIDDEN_SHIFT,
            "OUTPUT_SHIFT": OUTPUT_SHIFT,
            "EXP_STEP_BITS": EXP_STEP_BITS,
        }
        coarse, fine = exp_tables()
        lines = [
            "// Shapes of this accelerator; written by flame from its configuration.",
            "#pragma once",
            "#include <cstdint>",
            "",
            *(f"constexpr int {name} = {value};" for name, value in constants.items()),
            "",
            "// exp(-i / 16) and exp(-j / 1024) in 1/65536.",
            f"constexpr uint32_t EXP_COARSE[256] = {{{', '.join(map(str, coarse))}}};",
            f"constexpr uint32_t EXP_FINE[64] = {{{', '.join(map(str, fine))}}};",
        ]
        return "\n".join(lines) + "\n"


def exp_tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """exp(-i / 16) for 256 i and exp(-j / 1024) for 64 j, in 1/65536; products cover 0 to 16 in steps of 2^-10."""
    one = 1 << PROBABILITY_BITS
    return (
        tuple(round(one * math.exp(-i / 16)) for i in range(256)),
        tuple(round(one * math.exp(-j / 1024)) for j in range(64)),
    )
