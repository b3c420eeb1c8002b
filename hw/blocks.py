"""Blocks of on-chip memory that arrays and AXI ports take, BRAM of 18 Kib and URAM; modelled."""

from __future__ import annotations

import math

BURST_BYTES = 4096  # AXI4: no burst crosses a border of 4 KiB, and none has more than 256 words
_BRAM18_BITS = 18_432
_BRAM18_WIDTH = 36
LUT_WORDS = 256  # sums of fewer words for each lane lie in LUTs, whatever their width: a block would be nearly empty
_LUTRAM_BITS = 1_024  # Assumption: smaller arrays become LUT memory, as Vitis HLS does by default
_OUTSTANDING = 16  # reads that a port of Vitis HLS has under way by default, each with its place in the port's buffer


def bram18(words: int, bits: int) -> int:
    """An array."""
    if words * bits <= _LUTRAM_BITS:
        return 0
    return math.ceil(bits / _BRAM18_WIDTH) * math.ceil(words * min(bits, _BRAM18_WIDTH) / _BRAM18_BITS)


def uram(words: int, bits: int) -> int:
    """An array in blocks of 4,096 words of 72 bits."""
    return math.ceil(bits / 72) * math.ceil(words / 4096)


def burst_words(word_bytes: int) -> int:
    """Words of the longest burst of a port."""
    return min(256, BURST_BYTES // word_bytes)


def axi_bram18(word_bytes: int, burst: int = 16) -> int:
    """Read buffer of an AXI port; a burst is 16 words unless its pragma says otherwise."""
    if not word_bytes:
        return 0
    return math.ceil(8 * word_bytes / _BRAM18_WIDTH) * math.ceil(_OUTSTANDING * burst / 512)


def stream_bram18(word_bytes: int) -> int:
    """Read buffer of a port that reads word after word, in the longest bursts."""
    return axi_bram18(word_bytes, burst_words(word_bytes)) if word_bytes else 0
