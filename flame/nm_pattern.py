"""N:M patterns: `keep` of every `group` consecutive weights, and what that takes in bits."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from flame.errors import FormatError, is_whole
from flame.value_types import check_scale_groups, scale_bytes, value_bytes

ENCODINGS = ("bitmask", "index", "rank")
_MAX_GROUP = 256


@dataclass(frozen=True, order=True)
class NMPattern:
    """Keep `keep` of every `group` consecutive weights along the reduction axis (the paper's N:M, section 4).

    Args:
        keep: weights that remain in each group, 1 to `group`.
        group: consecutive weights that are pruned together, at most 256. `keep == group` is dense.
    Raises:
        FormatError: `keep` or `group` is no whole number in range.
    """

    keep: int
    group: int

    def __post_init__(self) -> None:
        for name in ("keep", "group"):
            value = getattr(self, name)
            if not is_whole(value):
                raise FormatError(f"pattern: {name}={value!r} (expected a whole number, as in 2:4)")
            object.__setattr__(self, name, int(value))
        if not 1 <= self.keep <= self.group <= _MAX_GROUP:
            raise FormatError(
                f"pattern {self.keep}:{self.group}: expected 1 <= keep <= group <= {_MAX_GROUP} "
                "(keep:group, so 2:4 keeps two of four)"
            )

    @classmethod
    def parse(cls, text: str) -> NMPattern:
        """Read `keep:group`, such as `2:4`.

        Raises:
            FormatError: the text has another form, or the numbers are out of range.
        """
        found = re.fullmatch(r"\s*(\d+)\s*:\s*(\d+)\s*", str(text))
        if found is None:
            raise FormatError(f"pattern {text!r}: expected keep:group, such as 2:4")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.keep}:{self.group}"

    @property
    def sparsity(self) -> float:
        """Fraction of the weights that are zero."""
        return 1 - self.keep / self.group

    def groups(self, cols: int, where: str = "matrix", pad: bool = False) -> int:
        """Groups in a row of `cols` weights, with `pad` the last one filled up.

        Raises:
            FormatError: the group does not divide the columns, and `pad` is not set.
        """
        if cols % self.group and not pad:
            divisors = [g for g in (2, 4, 8, 16, 32) if cols % g == 0]
            hint = f"choose a group that divides {cols}, such as {divisors[-1]}, or " if divisors else ""
            raise FormatError(
                f"{where}: {cols} columns do not divide into groups of {self.group} ({hint}pruning.pad=true)"
            )
        return -(-cols // self.group)

    def check_columns(self, cols: int, value_type: str, where: str = "matrix", pad: bool = False) -> None:
        """Refuse a row that cannot be packed.

        Args:
            cols: weights in a row.
            value_type: one of `flame.value_types.VALUE_TYPES`.
            where: what to call the matrix in an error.
            pad: whether the last group of a row may be filled up.
        Raises:
            FormatError: the group, or the columns that share a scale, do not divide the columns; or the group does not
                divide the columns that share a scale.
        """
        self.groups(cols, where, pad)
        check_scale_groups(value_type, self.group, cols, where, pad)

    def index_bits(self, encoding: str) -> int:
        """Bits of index for one group.

        `bitmask` has one bit a weight, `index` one position a kept weight, `rank` the number of the group's
        position set among all of them (combinatorial number system).

        Raises:
            FormatError: no such encoding.
        """
        if encoding == "bitmask":
            return self.group
        if encoding == "index":
            return self.keep * (self.group - 1).bit_length()
        if encoding == "rank":
            return (math.comb(self.group, self.keep) - 1).bit_length()
        raise FormatError(f"index encoding {encoding!r}: expected one of {', '.join(ENCODINGS)}")

    @property
    def best_encoding(self) -> str:
        """The encoding of fewest bits; of equals, the one that is simplest to decode."""
        usable = [e for e in ENCODINGS if e != "rank" or self.index_bits(e) < 63]
        return min(usable, key=self.index_bits)

    def packed_bytes(
        self, rows: int, cols: int, value_type: str, encoding: str | None = None, pad: bool = False
    ) -> int:
        """Exact bytes of a packed `[rows, cols]` matrix: values, indexes and scales.

        int8 has one fp32 scale a row. int4 has that and one byte for each 32 columns (`int4_64`: 64), so that 2:4
        takes 2 bits of value, 0.75 of index and 0.25 (0.125) of scale a weight, and 32 bits a row.
        """
        groups = self.groups(cols, pad=pad)
        index = -(-rows * groups * self.index_bits(encoding or self.best_encoding) // 8)
        return rows * value_bytes(value_type, groups * self.keep) + index + scale_bytes(value_type, rows, cols)


DENSE = NMPattern(1, 1)  # nothing is pruned, and nothing is kept of where weights lie
