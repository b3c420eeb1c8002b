"""Index codes: which weights of each group are kept, bit-packed, least significant bit first.

Rows and groups follow one another without padding.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.nm_pattern import NMPattern

_UNIT = 16  # weights whose codes are looked up together


def encode(kept: NDArray[np.bool_], pattern: NMPattern, encoding: str) -> NDArray[np.uint8]:
    """Codes of groups.

    Args:
        kept: bool [groups, group], `keep` true in each.
        encoding: one of `flame.nm_pattern.ENCODINGS`.
    Returns:
        uint8 [bytes], as many as the groups' bits take.
    Raises:
        FormatError: ranks of more than 62 bits.
    """
    if encoding == "bitmask":
        return np.packbits(kept.reshape(-1), bitorder="little")
    width = pattern.index_bits(encoding)
    if _UNIT % pattern.group == 0 and 0 < _UNIT // pattern.group * width <= _UNIT and kept.size % _UNIT == 0:
        units = np.packbits(kept.reshape(-1), bitorder="little").view("<u2")
        return _pack_bits(_unit_codes(pattern, encoding)[units], _UNIT // pattern.group * width)
    if encoding == "index" and width > 64:  # a group's places together are more than a word
        return _pack_bits(np.nonzero(kept)[1].astype(np.uint64), (pattern.group - 1).bit_length())
    return _pack_bits(_group_codes(kept, pattern, encoding), width)


def _group_codes(kept: NDArray[np.bool_], pattern: NMPattern, encoding: str) -> NDArray[np.uint64]:
    """One code for each group."""
    if encoding == "index":
        width = np.uint64((pattern.group - 1).bit_length())
        places = np.nonzero(kept)[1].astype(np.uint64).reshape(len(kept), pattern.keep)
        shifts = np.arange(pattern.keep, dtype=np.uint64) * width
        return np.asarray(np.bitwise_or.reduce(places << shifts, axis=1))
    codes = np.zeros(len(kept), np.int64)
    seen = np.zeros(len(kept), np.int64)
    binomials = _binomials(pattern)
    for i in range(pattern.group):
        seen += kept[:, i]
        codes += binomials[i][seen] * kept[:, i]
    return codes.astype(np.uint64)


@cache
def _unit_codes(pattern: NMPattern, encoding: str) -> NDArray[np.uint16]:
    """The codes of 16 weights by their bitmask; a bitmask of other counts than the pattern's has none."""
    masks = np.unpackbits(np.arange(1 << _UNIT, dtype="<u2").view(np.uint8), bitorder="little").astype(bool)
    groups = masks.reshape(1 << _UNIT, -1, pattern.group)
    valid = (groups.sum(axis=2) == pattern.keep).all(axis=1)
    codes = _group_codes(groups[valid].reshape(-1, pattern.group), pattern, encoding).reshape(-1, groups.shape[1])
    shifts = np.arange(groups.shape[1], dtype=np.uint64) * np.uint64(pattern.index_bits(encoding))
    table = np.zeros(1 << _UNIT, np.uint16)
    table[valid] = np.bitwise_or.reduce(codes << shifts, axis=1)
    return table


def decode(indexes: NDArray[np.uint8], groups: int, pattern: NMPattern, encoding: str) -> NDArray[np.bool_]:
    """What `encode` was given: bool [groups, group].

    Raises:
        FormatError: a code stands for no set of positions.
    """
    if encoding == "bitmask":
        bits = np.unpackbits(indexes, count=groups * pattern.group, bitorder="little")
        kept = bits.reshape(groups, pattern.group).astype(bool)
    elif encoding == "index":
        places = _unpack_bits(indexes, groups * pattern.keep, (pattern.group - 1).bit_length())
        places = places.reshape(groups, pattern.keep).astype(np.int64)
        if places.size and (places.max() >= pattern.group):
            raise FormatError(f"indexes: a position of {places.max()} (expected below {pattern.group})")
        kept = np.zeros((groups, pattern.group), bool)
        np.put_along_axis(kept, places, True, axis=1)
    else:
        kept = _unrank(_unpack_bits(indexes, groups, pattern.index_bits("rank")).astype(np.int64), pattern)
    counts = kept.sum(axis=1)
    if counts.size and (counts.min() != pattern.keep or counts.max() != pattern.keep):
        raise FormatError(f"indexes: a group of {counts.min()} to {counts.max()} positions (expected {pattern.keep})")
    return kept


def _unrank(rank: NDArray[np.int64], pattern: NMPattern) -> NDArray[np.bool_]:
    if rank.size and rank.max() >= math.comb(pattern.group, pattern.keep):
        raise FormatError(f"indexes: rank {rank.max()} stands for no set of {pattern} positions")
    kept = np.zeros((len(rank), pattern.group), bool)
    left = np.full(len(rank), pattern.keep, np.int64)
    binomials = _binomials(pattern)
    for i in reversed(range(pattern.group)):
        here = (left > 0) & (rank >= binomials[i][left])
        rank = rank - binomials[i][left] * here
        left -= here
        kept[:, i] = here
    return kept


def _binomials(pattern: NMPattern) -> NDArray[np.int64]:
    """Entry [i][c] is the number of c-subsets of i positions: the rank that position i adds as the c-th kept one."""
    table = [[math.comb(i, c) for c in range(pattern.keep + 1)] for i in range(pattern.group)]
    if pattern.index_bits("rank") >= 63:
        raise FormatError(f"pattern {pattern}: ranks take more than 62 bits (choose bitmask or index)")
    return np.array(table, np.int64)


def _pack_bits(codes: NDArray[Any], width: int) -> NDArray[np.uint8]:
    """The low `width` bits of unsigned codes, one after another."""
    if width == 0:
        return np.zeros(0, np.uint8)
    size = codes.dtype.itemsize
    octets = np.ascontiguousarray(codes, codes.dtype.newbyteorder("<")).view(np.uint8).reshape(len(codes), size)
    bits = np.unpackbits(octets, axis=1, count=width, bitorder="little")
    return np.packbits(bits.reshape(-1), bitorder="little")


def _unpack_bits(stream: NDArray[np.uint8], count: int, width: int) -> NDArray[np.uint64]:
    codes = np.zeros(count, np.uint64)
    if width:
        bits = np.unpackbits(stream, count=count * width, bitorder="little").reshape(count, width)
        for b in range(width):
            codes |= bits[:, b].astype(np.uint64) << np.uint64(b)
    return codes
