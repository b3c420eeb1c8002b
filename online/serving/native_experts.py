"""Where the native decode step finds each expert: its matrices' addresses, or its place in a file."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import ArtifactError, FormatError
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.packed_expert import MATRICES, PackedExpert
from flame.prediction_table import PredictionTable
from flame.storage.packed_store import PackedLocation
from online.kernels.activations import ACTIVATIONS
from online.kernels.nm_kernels import VALUE_TYPES, SparseExpert
from online.pa_buf.buffer import ExpertBuffer
from online.serving import native_library as native
from online.serving.halves import BEYOND, HalvedStore, check_halves
from online.serving.hidden_ranks import HiddenMaps
from online.serving.loader import StreamingError
from online.serving.stores import ExpertStore, FileStore, LimitedStore, MemoryStore

_DTYPES = (torch.float32, torch.bfloat16)  # of a model's activations
READERS = 2  # threads that read files: as many loads are under way


@dataclass(frozen=True)
class Link:
    """How fast experts in memory come; zeros for at once."""

    bytes_per_s: float = 0.0
    latency_s: float = 0.0


class NativeExperts:
    """The experts of a store, as a stream is told of them.

    Args:
        model: whose experts they are.
        layers: the streamed layers, in the order of the stream.
        store: where they come from.
    Raises:
        StreamingError: an expert in memory cannot be computed.
    """

    def __init__(self, model: MoeModel, layers: Sequence[MoeLayer], store: ExpertStore) -> None:
        self.ids = [ExpertId(layer.id, number) for layer in layers for number in range(model.shape(layer).num_experts)]
        self.first = {layer.id: self.ids.index(ExpertId(layer.id, 0)) for layer in layers}
        self._shapes = {layer.id: model.shape(layer) for layer in layers}
        self._store = store
        self.link = Link()
        inner = store.store if isinstance(store, LimitedStore) else store
        self._uppers = inner.uppers if isinstance(inner, HalvedStore) else None
        loaded = inner.lowers if isinstance(inner, HalvedStore) else inner
        self._memory = loaded if isinstance(loaded, MemoryStore) else None
        self.files: FileStore | None = None  # that native threads read from
        if isinstance(store, LimitedStore):
            self.link = Link(store.bytes_per_s, store.latency_s) if self._memory is not None else Link()
        elif isinstance(loaded, FileStore) and loaded.access != "mapped" and not loaded.verify_every_load:
            self.files = loaded
        self.kept: list[Any] = []  # whose addresses were given away
        self.opened: list[native.File] = []
        self._file_numbers: dict[Any, int] = {}
        if self.files is not None:
            self._open_files(self.files, layers)
        self._runs: dict[str, NDArray[np.uint8]] = {}
        self._templates: dict[str, native.Spec] = {}
        self._hollow: dict[tuple[int, int], NDArray[np.int8]] = {}
        self.specs = (native.Spec * len(self.ids))(*map(self._spec, self.ids))

    @property
    def threads(self) -> int:
        """Native threads that bring experts."""
        return READERS if self.files is not None else 0

    @property
    def python_brings(self) -> bool:
        """Whether some loads are Python's: from a store of its own, or those that verify a file's digest."""
        return self._memory is None

    def brought(self, which: ExpertId, packed: PackedExpert) -> tuple[native.Spec, Any]:
        """An expert that Python has loaded, and what has to be kept as long as it is in use.

        Raises:
            FormatError: it cannot be computed.
        """
        sparse = self._sparse(which, packed)
        return self._spec_of(which, sparse, self._store.size_bytes(which)), sparse

    def from_file(self, which: ExpertId) -> native.Spec | None:
        """How native threads read an expert whose digest was verified; None where Python goes on bringing it."""
        if self.files is None:
            return None
        place = self.files.location(which)
        key = f"{which.layer} {place.header}"
        spec = native.Spec()
        if self._uppers is not None:  # each has halves of its own
            spec, spec.base = self._loaded(which, self._as_if_read(key, place)), self._runs[key].ctypes.data
        else:
            if key not in self._templates:
                self._templates[key] = self._loaded(which, self._as_if_read(key, place))
                self._templates[key].base = self._runs[key].ctypes.data
            ctypes.pointer(spec)[0] = self._templates[key]
        spec.source, spec.file, spec.offset = native.FILE, self._file_numbers[place.file], place.offset
        return spec

    def _as_if_read(self, key: str, place: PackedLocation) -> PackedExpert:
        """An expert of this header, over bytes that nobody reads."""
        if key not in self._runs:
            run = np.empty(place.size_bytes + 64, np.uint8)
            self._runs[key] = run[-run.ctypes.data % 64 :][: place.size_bytes]
        return PackedExpert.from_buffer(self._runs[key], place.header)

    def _spec(self, which: ExpertId) -> native.Spec:
        if self._memory is None:
            return native.Spec(
                bytes=self._store.size_bytes(which), source=native.PYTHON, joined_bytes=self._joined_bytes(which)
            )
        try:
            return self._loaded(which, self._memory.load(which))
        except (FormatError, ArtifactError) as error:
            raise StreamingError(f"{which}: {error}") from error

    def _loaded(self, which: ExpertId, packed: PackedExpert) -> native.Spec:
        """How an expert is computed from what a load brings: all of it, or its lower half."""
        if self._uppers is None:
            sparse = self._sparse(which, packed)
        else:
            check_halves(self._uppers[which], packed)
            sparse = self._sparse(which, self._without_values(self._uppers[which]))
        self.kept.append((sparse, packed))
        spec = self._spec_of(which, sparse, self._store.size_bytes(which))
        if self._uppers is not None:
            spec.gate.values = spec.up.values = spec.down.values = None
            spec.halves, spec.joined_bytes = _halves_of(self._uppers[which], packed), self._joined_bytes(which)
        return spec

    def _without_values(self, upper: PackedExpert) -> PackedExpert:
        """The joined expert of an upper half, but its values: these lie where nobody reads them."""
        whole = {}
        for name, half in upper.matrices.items():
            sizes = half.shape[0], half.groups * half.pattern.keep
            values = self._hollow.setdefault(sizes, np.empty(sizes, np.int8))
            whole[name] = replace(half, value_type="int8", values=values, multipliers=None)
        return PackedExpert(whole, upper.biases)

    def _joined_bytes(self, which: ExpertId) -> int:
        """Memory for the joined values of an expert in halves, each matrix from a cache line on."""
        if self._uppers is None:
            return 0
        sizes = (m.shape[0] * m.groups * m.pattern.keep for m in self._uppers[which].matrices.values())
        return sum(-(-size // 64) * 64 for size in sizes)

    def _sparse(self, which: ExpertId, packed: PackedExpert) -> SparseExpert:
        shape = self._shapes[which.layer]
        if set(packed.matrices) != set(shape.matrices):
            raise FormatError(
                f"packed expert: matrices {', '.join(packed.matrices)} (expected {' and '.join(shape.matrices)})"
            )
        for name, matrix in packed.matrices.items():
            if matrix.shape != shape.matrices[name]:
                raise FormatError(
                    f"packed expert: {name} is {list(matrix.shape)} (expected {list(shape.matrices[name])})"
                )
            if matrix.value_type not in VALUE_TYPES:
                raise FormatError(
                    f"packed expert: {matrix.value_type} values, which the native step does not know (expected one of "
                    f"{', '.join(VALUE_TYPES)}, or a stream with native=False)"
                )
        return SparseExpert(packed, shape.activation)

    def _spec_of(self, which: ExpertId, sparse: SparseExpert, size_bytes: int) -> native.Spec:
        matrices: Mapping[str, Any] = {name: matrix.native for name, matrix in sparse.matrices.items()}
        return native.Spec(
            has_gate="gate" in matrices,
            activation=ACTIVATIONS.index(self._shapes[which.layer].activation),
            bytes=size_bytes,
            source=native.MEMORY,
            **matrices,
        )

    def _open_files(self, files: FileStore, layers: Sequence[MoeLayer]) -> None:
        for layer in layers:
            file = files.location(ExpertId(layer.id, 0)).file
            if file in self._file_numbers:
                continue
            opened = files.opened(file)
            self._file_numbers[file] = len(self.opened)
            direct = files.access == "direct"
            self.opened.append(native.File(opened.descriptor, direct, opened.size_bytes, opened.modified_ns))


def _halves_of(upper: PackedExpert, lower: PackedExpert) -> native.Halves:
    found = native.Halves(matrices=len(upper.matrices))
    for place, name in enumerate(upper.matrices):
        own = MATRICES.index(name)
        found.upper[own] = upper.matrices[name].values.ctypes.data
        found.lower[own] = lower.matrices[name].values.ctypes.data
        found.counted[own] = place
    numbers = lower.matrices[BEYOND].values
    found.beyond, found.beyond_numbers = numbers.ctypes.data, numbers.nbytes // 4
    return found


def opening_of(
    model: MoeModel, layers: Sequence[MoeLayer], experts: NativeExperts, buffer: ExpertBuffer,
    predictor: PredictionTable | HiddenPredictor | None,
) -> native.Opening:  # fmt: skip
    """What a stream is opened with, but for its callbacks and numbers; `experts.kept` keeps a predictor's arrays.

    Args:
        layers: the streamed layers, the decoder's first.
        predictor: ranks experts natively; None has none, or one of Python's.
    """
    plan = buffer.plan
    found = []
    for layer in layers:
        shape = model.shape(layer)
        found.append(native.Layer(experts.first[layer.id], shape.num_experts, shape.hidden))
    opening = native.Opening(
        layers=(native.Layer * len(found))(*found), layer_count=len(found), decoder_layers=plan.layers,
        specs=experts.specs, expert_count=len(experts.ids), files=(native.File * len(experts.opened))(*experts.opened),
        file_count=len(experts.opened), bytes_per_s=experts.link.bytes_per_s, latency_s=experts.link.latency_s,
        workers=experts.threads,
        policy=native.POLICIES.index(buffer.policy) if buffer.policy in native.POLICIES else native.OF_PYTHON,
        slots=(native.i32 * len(plan.slots))(*plan.slots), pool_count=len(plan.slots),
        pool_of_layer=(native.i32 * plan.layers)(*plan.pool_of_layer),
    )  # fmt: skip
    if isinstance(predictor, PredictionTable):
        _tell_table(opening, predictor, experts.kept)
    elif predictor is not None:
        maps = HiddenMaps(predictor)
        experts.kept.append(maps)
        opening.hidden = maps.natively
    return opening


def _tell_table(opening: native.Opening, table: PredictionTable, kept: list[Any]) -> None:
    arrays = [
        (
            np.ascontiguousarray(level.keys, np.int64),
            np.ascontiguousarray(level.starts, np.int64),
            np.ascontiguousarray(level.experts, np.int16),
        )
        for levels in table.layers
        for level in levels
    ]
    symbols = np.ascontiguousarray(table.symbols, np.int16)
    kept += [arrays, symbols]
    counts = np.cumsum([0] + [len(levels) for levels in table.layers])
    opening.symbols, opening.symbol_count, opening.top_k = symbols.ctypes.data, len(symbols), table.top_k
    natively = [native.Level(*(array.ctypes.data for array in own), len(own[0])) for own in arrays]
    opening.levels = (native.Level * len(natively))(*natively)
    opening.first_level = (native.i64 * len(counts))(*counts.tolist())


def native_refusal(
    model: MoeModel, layers: Sequence[MoeLayer], store: ExpertStore, buffer: ExpertBuffer, python_only: bool
) -> str | None:  # fmt: skip
    """Why a stream's decisions are not computed natively; None where they are.

    Args:
        layers: the streamed layers.
        python_only: whether the stream has what the native step does not know (little experts).
    """
    shapes = [model.shape(layer) for layer in layers]
    if native.library() is None:
        return "online._native is not built"
    if model.hf.device.type != "cpu" or model.hf.dtype not in _DTYPES:
        return f"the model is {model.hf.dtype} on {model.hf.device}"
    if python_only:
        return "little experts are Python's"
    if type(buffer) is not ExpertBuffer or len(buffer):
        return f"a {type(buffer).__name__} of policy {buffer.policy} with {len(buffer)} residents"
    if buffer.policy not in native.POLICIES and (buffer.wants_rankings or buffer.wants_reuse):
        return f"policy {buffer.policy} looks at rankings, which no policy of Python's is told natively"
    if any(shape.activation not in ACTIVATIONS for shape in shapes) or any(map(model.finish, layers)):
        return "an activation, or what follows the experts, is the model's own"
    if len({model.shape(layer).num_experts for layer in layers if layer.stack == "decoder"}) > 1:
        return "layers have unequal numbers of experts"
    return _unknown_to_the_kernels(model, layers, store)


def _unknown_to_the_kernels(model: MoeModel, layers: Sequence[MoeLayer], store: ExpertStore) -> str | None:
    """Why the native step cannot take the experts of a store; None where it can."""
    inner = store.store if isinstance(store, LimitedStore) else store
    if isinstance(inner, HalvedStore):
        return None  # joined experts are int8
    if not isinstance(inner, MemoryStore | FileStore):
        return f"{type(inner).__name__} is a store of another kind"
    for layer in layers:
        for number in range(model.shape(layer).num_experts):
            which = ExpertId(layer.id, number)
            if isinstance(inner, MemoryStore):
                types = {matrix.value_type for matrix in inner.load(which).matrices.values()}
            else:
                types = {str(matrix["value_type"]) for matrix in inner.location(which).header["matrices"].values()}
            if not types <= set(VALUE_TYPES):
                return f"{which} has {', '.join(sorted(types))} values"
    return None
