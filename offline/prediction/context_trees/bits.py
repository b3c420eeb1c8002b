"""Numbers as bits, most significant first, as the image of the trees holds them."""

from __future__ import annotations

import numpy as np

from flame.errors import TraceError

FEATURE_BITS = 4  # 16 features: the path's latest entries, then the classes of this token


def to_bits(values: np.ndarray, width: int) -> np.ndarray:
    """Bool `[count * width]` of whole numbers `[count]`."""
    return ((values.astype(np.int64)[:, None] >> np.arange(width - 1, -1, -1)) & 1).reshape(-1).astype(bool)


def from_bits(rows: np.ndarray) -> np.ndarray:
    """Int64 `[count]` of bits `[count, width]`."""
    return rows.astype(np.int64) @ (1 << np.arange(rows.shape[1] - 1, -1, -1, dtype=np.int64))


class BitReader:
    """Bits of an image, taken from its beginning on."""

    def __init__(self, image: bytes) -> None:
        self.bits, self.place = np.unpackbits(np.frombuffer(image, np.uint8)), 0

    def raw(self, count: int) -> np.ndarray:
        if self.place + count > len(self.bits):
            raise TraceError(f"trees: the image ends at bit {len(self.bits)} (expected {self.place + count} or more)")
        self.place += count
        return self.bits[self.place - count : self.place]

    def take(self, count: int, width: int) -> np.ndarray:
        return from_bits(self.raw(count * width).reshape(count, width))

    def finish(self) -> None:
        if len(self.bits) - self.place >= 8 or self.bits[self.place :].any():
            raise TraceError(f"trees: the image has bits left over after {self.place} (expected zeros up to a byte)")
