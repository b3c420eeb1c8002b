"""Routing traces: which experts a router chose, token by token and MoE layer by MoE layer.

A trace is what a predictor learns from and what a buffer is replayed on. Its examples (decodings of one dialogue) are
independent: the circular path of the paper (section 5.2: token t's layer 0 follows token t-1's last layer) never
crosses from one example into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from flame.errors import TraceError
from flame.storage.artifact import Labels, Manifest, open_artifact, write_artifact

TRACE_KIND, TRACE_VERSION = "routing-trace", 1
_TRACE_FILE = "trace.parquet"
_MAX_EXPERTS = np.iinfo(np.int16).max


@dataclass(frozen=True, eq=False)
class RoutingTrace:
    """Experts chosen by every MoE layer of one stack for every token, grouped into examples.

    Args:
        experts: int16 `[tokens, moe_layers, top_k]`, the router's choice, best first (NumPy array or CPU tensor).
        example_ptr: int64 `[examples + 1]`; example e holds the tokens `example_ptr[e]:example_ptr[e + 1]`.
        num_experts: experts of a layer, at least 2.
        probabilities: optional float32 `[tokens, moe_layers, num_experts]`, the router's softmax.
        dropped: optional bool `[tokens, moe_layers, top_k]`: the expert was over capacity, so the token passed it by.
        token_ids: optional int32 `[tokens]`: the token that went into the stack at this step.
    Raises:
        TraceError: no token, shapes that disagree, an id outside 0..num_experts-1, one expert chosen twice by one
            token, or an `example_ptr` that does not ascend from 0 to tokens.
    """

    experts: np.ndarray
    example_ptr: np.ndarray
    num_experts: int
    probabilities: np.ndarray | None = None
    dropped: np.ndarray | None = None
    token_ids: np.ndarray | None = None

    def __post_init__(self) -> None:
        experts, ptr = np.asarray(self.experts), np.asarray(self.example_ptr)
        _check_experts(experts, self.num_experts)
        _check_example_ptr(ptr, len(experts))
        tokens, layers, top_k = experts.shape
        fields: dict[str, np.ndarray] = {
            "experts": np.ascontiguousarray(experts, dtype=np.int16),
            "example_ptr": np.ascontiguousarray(ptr, dtype=np.int64),
        }
        expected: dict[str, tuple[tuple[int, ...], type]] = {
            "probabilities": ((tokens, layers, self.num_experts), np.float32),
            "dropped": ((tokens, layers, top_k), np.bool_),
            "token_ids": ((tokens,), np.int32),
        }
        for name, (shape, dtype) in expected.items():
            given = getattr(self, name)
            if given is not None:
                values = np.asarray(given)
                if values.shape != shape:
                    raise TraceError(f"{name}: shape {list(values.shape)} (expected {list(shape)}, as in experts)")
                fields[name] = np.ascontiguousarray(values, dtype=dtype)
        for name, values in fields.items():
            if values is getattr(self, name) and values.flags.writeable:
                values = values.view()
            values.flags.writeable = False
            object.__setattr__(self, name, values)

    @property
    def tokens(self) -> int:
        return self.experts.shape[0]

    @property
    def moe_layers(self) -> int:
        return self.experts.shape[1]

    @property
    def top_k(self) -> int:
        return self.experts.shape[2]

    @property
    def examples(self) -> int:
        return len(self.example_ptr) - 1

    @property
    def example_lengths(self) -> np.ndarray:
        """Tokens of each example, int64 `[examples]`."""
        return np.diff(self.example_ptr)

    def position_in_example(self) -> np.ndarray:
        """Tokens of the same example that precede each token, int64 `[tokens]`."""
        return np.arange(self.tokens) - np.repeat(self.example_ptr[:-1], self.example_lengths)

    def select(self, examples: Iterable[int]) -> RoutingTrace:
        """The given examples, in the given order (one may occur twice, as a bootstrap draws them).

        Raises:
            TraceError: no example is given, or one does not exist.
        """
        chosen = np.fromiter(examples, dtype=np.int64)
        if chosen.size == 0:
            raise TraceError("select: no example is given (expected at least one)")
        if chosen.min() < 0 or chosen.max() >= self.examples:
            raise TraceError(f"select: examples {chosen.min()}..{chosen.max()} (expected 0..{self.examples - 1})")
        lengths = self.example_lengths[chosen]
        ptr = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.arange(ptr[-1]) + np.repeat(self.example_ptr[chosen] - ptr[:-1], lengths)
        take = lambda values: None if values is None else values[rows]  # noqa: E731
        return RoutingTrace(
            self.experts[rows], ptr, self.num_experts,
            take(self.probabilities), take(self.dropped), take(self.token_ids),
        )  # fmt: skip

    def split(self, fraction: float) -> tuple[RoutingTrace, RoutingTrace]:
        """The first examples, which hold about `fraction` of the tokens, and the rest.

        Raises:
            TraceError: either part would be empty.
        """
        cut = int(np.searchsorted(self.example_ptr, fraction * self.tokens))
        if not 0 < cut < self.examples:
            raise TraceError(f"split: {fraction} of {self.examples} examples leaves a part empty (expected two parts)")
        return self.select(range(cut)), self.select(range(cut, self.examples))

    def paths(self) -> np.ndarray:
        """First expert of each layer, int16 `[tokens, moe_layers]`: a token's activation path (paper section 5.1)."""
        return self.experts[:, :, 0]

    def entries(self) -> np.ndarray:
        """Each layer's choice as the sorted tuple of its experts, int16 `[tokens, moe_layers, top_k]`."""
        return np.sort(self.experts, axis=2) if self.top_k > 1 else self.experts

    def without_extras(self) -> RoutingTrace:
        """The same routes without probabilities and token ids."""
        return replace(self, probabilities=None, token_ids=None)


def _check_experts(experts: np.ndarray, num_experts: int) -> None:
    if experts.ndim != 3:
        raise TraceError(f"experts: shape {list(experts.shape)} (expected [tokens, moe_layers, top_k])")
    if experts.dtype.kind not in "iu":
        raise TraceError(f"experts: type {experts.dtype} (expected integers)")
    if not 2 <= num_experts <= _MAX_EXPERTS:
        raise TraceError(f"num_experts: {num_experts} (expected 2..{_MAX_EXPERTS}; one expert leaves nothing to route)")
    if 0 in experts.shape:
        raise TraceError(f"experts: the trace is empty, shape {list(experts.shape)} (record at least one token)")
    low, high = int(experts.min()), int(experts.max())
    if low < 0 or high >= num_experts:
        token, layer, _ = np.argwhere((experts < 0) | (experts >= num_experts))[0]
        raise TraceError(
            f"experts: token {token}, layer {layer} has an id outside 0..{num_experts - 1} (found {low}..{high})"
        )
    if experts.shape[2] > 1:
        ordered = np.sort(experts, axis=2)
        twice = (ordered[:, :, 1:] == ordered[:, :, :-1]).any(axis=2)
        if twice.any():
            token, layer = np.argwhere(twice)[0]
            raise TraceError(f"experts: token {token}, layer {layer} has one expert twice (expected distinct ids)")


def _check_example_ptr(ptr: np.ndarray, tokens: int) -> None:
    if ptr.ndim != 1 or len(ptr) < 2 or ptr.dtype.kind not in "iu":
        raise TraceError(f"example_ptr: {ptr.dtype} {list(ptr.shape)} (expected integers, [examples + 1])")
    if ptr[0] != 0 or ptr[-1] != tokens:
        raise TraceError(f"example_ptr: runs from {ptr[0]} to {ptr[-1]} (expected 0 to {tokens}, the tokens)")
    steps = np.diff(ptr.astype(np.int64))
    if (steps <= 0).any():
        where = int(np.argmax(steps <= 0))
        raise TraceError(
            f"example_ptr: does not ascend at {where}: {ptr[where]}, {ptr[where + 1]} (each example has tokens)"
        )


def concatenate(traces: Sequence[RoutingTrace]) -> RoutingTrace:
    """One trace with the examples of all, in order; extras are kept where every trace has them.

    Raises:
        TraceError: no trace, or traces of different models (experts, layers, top_k).
    """
    if not traces:
        raise TraceError("concatenate: no trace is given (expected at least one)")
    shapes = {(t.num_experts, t.moe_layers, t.top_k) for t in traces}
    if len(shapes) > 1:
        raise TraceError(
            f"concatenate: (experts, layers, top_k) differ: {sorted(shapes)} (expected one model's traces)"
        )
    offsets = np.cumsum([0, *(t.tokens for t in traces)])
    ptr = np.concatenate([[0], *(t.example_ptr[1:] + o for t, o in zip(traces, offsets, strict=False))])

    def join(name: str) -> np.ndarray | None:
        parts = [getattr(t, name) for t in traces]
        return None if any(part is None for part in parts) else np.concatenate(parts)

    return RoutingTrace(
        np.concatenate([t.experts for t in traces]), ptr, traces[0].num_experts,
        join("probabilities"), join("dropped"), join("token_ids"),
    )  # fmt: skip


# --- on disk -----------------------------------------------------------------------------------------------------


ELSEWHERE = "made elsewhere"  # in place of the routers' digest, for a trace of a model that is not here


def save_trace(
    trace: RoutingTrace,
    folder: Path,
    *,
    router_sha256: str,
    config: Mapping[str, Any],
    labels: Labels,
    seed: int | None = None,
) -> Path:
    """Write a trace as an artifact that is bound to the router it was recorded from.

    Args:
        router_sha256: digest of the routers' weights (`MoeModel.router_sha256`), or `ELSEWHERE`.
        config: what determines the trace (dataset, split, mode, limits).
    """
    inputs = {"router": router_sha256}
    return write_artifact(
        folder, TRACE_KIND, TRACE_VERSION, lambda at: write_trace_files(trace, at),
        config=config, labels=labels, inputs=inputs, seed=seed,
    )  # fmt: skip


def load_trace(folder: Path, router_sha256: str | None = None) -> tuple[RoutingTrace, Manifest]:
    """Read a trace and its manifest.

    Args:
        router_sha256: digest of the routers that it must have been recorded from; None accepts any.
    Raises:
        ArtifactError: not a routing trace, of another version or model, or altered since it was written.
        TraceError: the files contradict themselves.
    """
    expect = None if router_sha256 is None else {"router": router_sha256}
    manifest = open_artifact(folder, TRACE_KIND, TRACE_VERSION, expect)
    return read_trace_files(folder), manifest


def write_trace_files(trace: RoutingTrace, folder: Path) -> None:
    """Write `trace.parquet`: one row a token, as `import_trace` reads it, sizes in its schema's metadata."""
    columns: dict[str, pa.Array] = {
        "example": pa.array(np.repeat(np.arange(trace.examples, dtype=np.int32), trace.example_lengths))
    }
    if trace.token_ids is not None:
        columns["token_id"] = pa.array(trace.token_ids)
    for layer in range(trace.moe_layers):
        for k in range(trace.top_k):
            columns[_expert_column(layer, k, trace.top_k)] = pa.array(trace.experts[:, layer, k])
            if trace.dropped is not None:
                columns[f"dropped_{layer}_{k}"] = pa.array(trace.dropped[:, layer, k])
        if trace.probabilities is not None:
            flat = pa.array(np.ascontiguousarray(trace.probabilities[:, layer]).reshape(-1))
            columns[f"probabilities_{layer}"] = pa.FixedSizeListArray.from_arrays(flat, trace.num_experts)
    table = pa.table(columns).replace_schema_metadata({"num_experts": str(trace.num_experts)})
    pa.parquet.write_table(table, folder / _TRACE_FILE, compression="zstd")


def read_trace_files(folder: Path) -> RoutingTrace:
    """Read what `write_trace_files` wrote.

    Raises:
        TraceError: the file cannot be read or contradicts itself.
    """
    return import_trace(folder / _TRACE_FILE)


def import_trace(file: Path, num_experts: int | None = None) -> RoutingTrace:
    """Read a trace that was made elsewhere, from CSV or parquet.

    One row a token, in order. Columns: `example` (any label; rows of one example stand together), `layer_L` for
    top_k of 1 or `layer_L_K` (layers and ranks from 0, without gaps), optionally `token_id`,
    `dropped_L_K`, `probabilities_L` (parquet only). Other columns are ignored.

    Args:
        num_experts: experts of a layer; None takes it from the file's metadata, and a file without is refused, since
            the highest id seen need not be the last expert.
    Raises:
        TraceError: the file or a column is missing, a cell is no integer, an example is torn apart, or the content
            is no valid `RoutingTrace`.
    """
    table = _read_table(file)
    names = set(table.column_names)
    if "example" not in names:
        raise TraceError(
            f"{file}: no column 'example' (expected example, layer_0, layer_1, ...; found {sorted(names)})"
        )
    layers, top_k = _expert_columns(names, file)
    metadata = table.schema.metadata or {}
    if num_experts is None:
        if b"num_experts" not in metadata:
            raise TraceError(f"{file}: the number of experts is not recorded in it (give num_experts)")
        num_experts = int(metadata[b"num_experts"])
    if table.num_rows == 0:
        raise TraceError(f"{file}: the trace is empty (expected one row a token)")

    def integers(column: str) -> np.ndarray:
        values = table[column].combine_chunks()
        if values.null_count or not pa.types.is_integer(values.type):
            raise TraceError(
                f"{file}: column {column} is {values.type} with {values.null_count} gaps (expected integers)"
            )
        return values.to_numpy(zero_copy_only=False)

    experts = np.empty((table.num_rows, layers, top_k), np.int64)
    for layer in range(layers):
        for k in range(top_k):
            experts[:, layer, k] = integers(_expert_column(layer, k, top_k))
    dropped = None
    if "dropped_0_0" in names:
        marks = [[table[f"dropped_{i}_{k}"].to_numpy() for k in range(top_k)] for i in range(layers)]
        dropped = np.asarray(marks, dtype=bool).transpose(2, 0, 1)
    probabilities = None
    if "probabilities_0" in names:
        flat = [table[f"probabilities_{i}"].combine_chunks().flatten().to_numpy() for i in range(layers)]
        probabilities = np.stack([f.reshape(table.num_rows, -1) for f in flat], axis=1)
    return RoutingTrace(
        experts,
        _example_boundaries(table["example"].to_pylist(), file),
        num_experts,
        probabilities,
        dropped,
        integers("token_id") if "token_id" in names else None,
    )


def _expert_column(layer: int, k: int, top_k: int) -> str:
    return f"layer_{layer}" if top_k == 1 else f"layer_{layer}_{k}"


def _expert_columns(names: set[str], file: Path) -> tuple[int, int]:
    """Number of layers and top_k that the column names state."""
    top_k = 1 if "layer_0" in names else sum(f"layer_0_{k}" in names for k in range(_MAX_EXPERTS) if k < len(names))
    stated = {name for name in names if name.startswith("layer_")}
    layers = len(stated) // max(top_k, 1)
    expected = {_expert_column(i, k, top_k) for i in range(layers) for k in range(top_k)}
    if not stated or stated != expected:
        raise TraceError(
            f"{file}: expert columns {sorted(stated)} (expected layer_0, layer_1, ... or layer_0_0, layer_0_1, ... "
            "without gaps)"
        )
    return layers, top_k


def _read_table(file: Path) -> pa.Table:
    if not file.is_file():
        raise TraceError(f"{file}: no such file (expected a trace as .csv or .parquet)")
    try:
        if file.suffix == ".csv":
            return pa.csv.read_csv(file)
        if file.suffix == ".parquet":
            return pa.parquet.read_table(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise TraceError(f"{file}: cannot be read: {error}".replace("\n", " ")) from error
    raise TraceError(f"{file}: unknown suffix (expected .csv or .parquet)")


def _example_boundaries(labels: list[Any], file: Path) -> np.ndarray:
    starts = [i for i, label in enumerate(labels) if i == 0 or label != labels[i - 1]]
    if len({labels[i] for i in starts}) != len(starts):
        raise TraceError(f"{file}: rows of one example do not stand together (sort by example, then by token)")
    return np.asarray([*starts, len(labels)], dtype=np.int64)
