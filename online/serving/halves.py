"""int8 experts in two halves: upper bits that stay resident and draft, and a remainder that makes them exact.

A value v is `16 * upper + lower` with upper rounded to the nearest, -8 to 7, and lower -8 to 7. The upper half is an
ordinary int4 expert with the whole's scales and indexes, so the draft's weights are a part of the exact ones, stored
once, and a miss loads four bits a kept weight and nothing else. Values of 120 and above would round to 8: their upper
half stays 7, and their places come with the lower half.

Both halves are packed experts, so that they lie in packed stores like any other.
"""

from __future__ import annotations

import ctypes
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from flame.errors import ArtifactError, FormatError
from flame.ids import ExpertId, LayerId
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import PackedStore, write_packed_layer, write_store_index
from flame.value_types import join_nibbles, scale_columns, scale_groups, split_nibbles
from online.extension import extension
from online.serving.stores import ExpertStore, MemoryStore, open_store

UPPER_TYPE = "int4_64"
UPPER, LOWER = "upper", "lower"  # folders of a halved store
BEYOND = "beyond"  # int32: for each matrix how many values are beyond, then their flat places
_STEP, _MOST = 16, 7
_BYTES = NMPattern(1, 1)


def split(expert: PackedExpert) -> tuple[PackedExpert, PackedExpert]:
    """Take an int8 expert apart into its upper and its lower half.

    Raises:
        FormatError: values of another type or without scales, or groups that do not divide the 64 columns of a scale.
    """
    uppers, lowers, counts, places = {}, {}, [], []
    for name, whole in expert.matrices.items():
        if whole.value_type != "int8" or whole.scales is None or scale_columns(UPPER_TYPE) % whole.pattern.group:
            raise FormatError(
                f"{name}: {whole.value_type} values in groups of {whole.pattern.group} have no upper half (expected "
                f"scaled int8 in groups that divide {scale_columns(UPPER_TYPE)})"
            )
        values = whole.values.astype(np.int16)
        rounded = (values + _STEP // 2) >> 4
        beyond = np.flatnonzero(rounded > _MOST)
        counts.append(len(beyond))
        places.append(beyond)
        uppers[name] = replace(
            whole, value_type=UPPER_TYPE, values=join_nibbles(np.minimum(rounded, _MOST).astype(np.int8)),
            multipliers=np.full((whole.shape[0], scale_groups(UPPER_TYPE, whole.shape[1])), _STEP, np.uint8),
        )  # fmt: skip
        lowers[name] = _bytes(join_nibbles((values - _STEP * rounded).astype(np.int8)))
    lowers[BEYOND] = _bytes(np.concatenate([counts, *places]).astype("<i4").view(np.uint8)[None])
    return PackedExpert(uppers, expert.biases), PackedExpert(lowers)


def join(upper: PackedExpert, lower: PackedExpert) -> PackedExpert:
    """The whole expert: its values are new, the rest are the upper half's own arrays.

    Raises:
        FormatError: the two are no halves of one expert.
    """
    check_halves(upper, lower)
    beyond = np.frombuffer(lower.matrices[BEYOND].values.tobytes(), "<i4")
    counts, places = beyond[: len(upper.matrices)], beyond[len(upper.matrices) :]
    matrices, start = {}, 0
    for (name, half), count in zip(upper.matrices.items(), counts.tolist(), strict=True):
        values = _joined(half, lower.matrices[name].values.view(np.uint8))
        values.reshape(-1)[places[start : start + count]] += _STEP
        start += count
        matrices[name] = replace(half, value_type="int8", values=values, multipliers=None)
    return PackedExpert(matrices, upper.biases)


def check_halves(upper: PackedExpert, lower: PackedExpert) -> None:
    """Refuse two that are no halves of one expert.

    Raises:
        FormatError: they have other matrices, or of other sizes.
    """
    if set(lower.matrices) != {*upper.matrices, BEYOND}:
        raise FormatError(f"lower half: matrices {', '.join(lower.matrices)} (expected those of the upper half)")
    for name, half in upper.matrices.items():
        found, expected = lower.matrices[name].values.shape, half.values.shape
        if found != expected:
            raise FormatError(f"{name}: its lower half is {list(found)} (expected {list(expected)})")


def _bytes(content: NDArray[np.uint8]) -> PackedMatrix:
    """Bytes as a packed matrix of their own size."""
    return PackedMatrix(
        _BYTES, (content.shape[0], content.shape[1]), "int8", _BYTES.best_encoding, content.view(np.int8),
        np.zeros(0, np.uint8),
    )  # fmt: skip


def _joined(upper: PackedMatrix, lower: NDArray[np.uint8]) -> NDArray[np.int8]:
    """int8 [rows, kept values of a row], but for values beyond."""
    rows, count = upper.shape[0], upper.groups * upper.pattern.keep
    library: Any = extension()
    if library is None:
        return (split_nibbles(upper.values, count) << 4) + split_nibbles(lower, count)
    values = np.empty((rows, count), np.int8)
    halves = (np.ascontiguousarray(half) for half in (upper.values, lower))
    addresses = [ctypes.c_void_p(array.ctypes.data) for array in (*halves, values)]
    library.flame_join_halves(*addresses, ctypes.c_int64(rows), ctypes.c_int64(count))
    return values


class HalvedStore:
    """A store whose upper halves are resident, so that a load is a lower half.

    Args:
        uppers: of every expert of the lower store's layers.
        lowers: where lower halves come from.
    """

    def __init__(self, uppers: Mapping[ExpertId, PackedExpert], lowers: ExpertStore) -> None:
        self.uppers, self.lowers = dict(uppers), lowers

    @staticmethod
    def of(experts: Mapping[ExpertId, PackedExpert]) -> HalvedStore:
        """Take int8 experts apart; both halves are in memory.

        Raises:
            FormatError: as `split`.
        """
        halves = {which: split(expert) for which, expert in experts.items()}
        return HalvedStore(
            {which: upper for which, (upper, _) in halves.items()},
            MemoryStore({which: lower for which, (_, lower) in halves.items()}),
        )

    @staticmethod
    def open(folder: Path, access: str = "read") -> HalvedStore:
        """Open what `write_halves` wrote; upper halves are read now.

        Raises:
            ArtifactError: it is no halved store, or its two halves are of different experts.
            ConfigError: as `online.serving.stores.open_store`.
        """
        upper = PackedStore(folder / UPPER)
        which = [ExpertId(layer, expert) for layer in upper.layers for expert in range(upper.num_experts)]
        lowers = open_store(access, folder / LOWER)
        if set(lowers.layers()) != set(upper.layers):
            lowers.close()
            raise ArtifactError(f"{folder}: its halves are of different layers (write the store again)")
        return HalvedStore({each: upper.load(each) for each in which}, lowers)

    @property
    def resident_bytes(self) -> int:
        """Bytes of the upper halves."""
        return sum(upper.size_bytes for upper in self.uppers.values())

    def slot_bytes(self, expert: ExpertId) -> int:
        """Bytes of a loaded expert beyond its upper half: its joined values."""
        return sum(m.shape[0] * m.groups * m.pattern.keep for m in self.uppers[expert].matrices.values())

    def whole_bytes(self, expert: ExpertId) -> int:
        """Packed size of the expert that was taken apart."""
        upper = self.uppers[expert]
        own = sum(
            m.values.nbytes + (0 if m.multipliers is None else m.multipliers.nbytes) for m in upper.matrices.values()
        )
        return upper.size_bytes - own + self.slot_bytes(expert)

    def layers(self) -> tuple[LayerId, ...]:
        return self.lowers.layers()

    def size_bytes(self, expert: ExpertId) -> int:
        """Bytes that a load moves: those of the lower half."""
        return self.lowers.size_bytes(expert)

    def load(self, expert: ExpertId) -> PackedExpert:
        return join(self.uppers[expert], self.lowers.load(expert))

    def close(self) -> None:
        self.lowers.close()


def half_bytes(pattern: NMPattern, rows: int, cols: int) -> tuple[int, int, int]:
    """Bytes of a matrix' upper half, of its lower one but for values beyond, and of its joined values."""
    kept = pattern.groups(cols) * pattern.keep
    return pattern.packed_bytes(rows, cols, UPPER_TYPE), rows * -(-kept // 2), rows * kept


def halves_beside(store: Path) -> Path:
    """The halves of a packed int8 store in the folder `halves` beside it, which is written where it is not there.

    Raises:
        ArtifactError: an expert cannot be read, or the folder cannot be written.
        FormatError: as `split`.
    """
    place = store.with_name("halves")
    if place.is_dir():
        return place
    try:
        part = Path(tempfile.mkdtemp(prefix="halves.part-", dir=store.parent))
        try:
            write_halves(PackedStore(store), part)
            part.chmod(store.stat().st_mode)
            part.rename(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ArtifactError(
            f"{place}: cannot be written: {error.strerror} (drafts need halves beside {store})"
        ) from error
    return place


def write_halves(source: PackedStore, folder: Path) -> None:
    """Write a packed int8 store in two halves, layer by layer.

    Raises:
        ArtifactError: an expert cannot be read.
        FormatError: as `split`.
    """
    for name in (UPPER, LOWER):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for layer in tqdm(source.layers, "upper and lower halves", disable=None, leave=False):
        halves = [split(source.load(ExpertId(layer, expert))) for expert in range(source.num_experts)]
        for name, half in zip((UPPER, LOWER), zip(*halves, strict=True), strict=True):
            write_packed_layer(folder / name, layer, source.block(layer), half)
    for name in (UPPER, LOWER):
        write_store_index(folder / name, source.layers, source.num_experts)
