"""Routing traces on disk: artifacts that are bound to their routers, and files that were made elsewhere.

Parquet and CSV, one row a token, in order. The column `example` (any label) groups rows; the experts are in columns
`layer_L` or `layer_L_K`, or, in parquet, in one fixed-size list column `experts`, layer after layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from flame.errors import TraceError
from flame.routing import MAX_EXPERTS, RoutingTrace
from flame.storage.artifact import (
    Labels,
    Manifest,
    file_sha256,
    package_versions,
    sha256_of,
    write_artifact,
)
from flame.storage.foreign_traces import is_route_trace, read_route_trace, read_routed_experts, read_topk_dump
from flame.storage.router_files import open_bound

TRACE_KIND, TRACE_VERSION = "routing-trace", 1
_TRACE_FILE = "trace.parquet"
_GIVE = {  # how what a file does not say is given to a function, and to an experiment
    "num_experts": "give num_experts, or dataset.trace_experts of an experiment",
    "top_k": "give top_k, or dataset.trace_top_k of an experiment",
}

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
    manifest = open_bound(folder, TRACE_KIND, TRACE_VERSION, router_sha256)
    return read_trace_files(folder), manifest


def write_trace_files(trace: RoutingTrace, folder: Path) -> None:
    """Write `trace.parquet`: one row a token, as `import_trace` reads it, sizes in its schema's metadata."""
    columns: dict[str, pa.Array] = {
        "example": pa.array(np.repeat(np.arange(trace.examples, dtype=np.int32), trace.example_lengths))
    }
    if trace.token_ids is not None:
        columns["token_id"] = pa.array(trace.token_ids)
    if trace.prefill is not None:
        columns["prefill"] = pa.array(trace.prefill)
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


def open_trace(place: Path, top_k: int | None = None, num_experts: int | None = None) -> tuple[RoutingTrace, Manifest]:
    """Read a trace from the artifact folder that holds it, or from a file that was made elsewhere.

    Args:
        top_k, num_experts: of a file that does not say; a folder knows both.
    Returns:
        The trace, and its manifest. A file has none, so one is made up that names the file and its digest.
    Raises:
        ArtifactError: the folder is no routing trace.
        TraceError: the file cannot be read as one.
    """
    if place.is_dir():
        return load_trace(place)
    trace = import_trace(place, num_experts, top_k)
    config = {"model": place.stem, "corpus": place.name}
    return trace, Manifest(
        TRACE_KIND, TRACE_VERSION, config, sha256_of(config), {"router": ELSEWHERE},
        {place.name: file_sha256(place)}, None, Labels("none", "none"), package_versions(),
    )  # fmt: skip


def read_trace_files(folder: Path) -> RoutingTrace:
    """Read what `write_trace_files` wrote.

    Raises:
        TraceError: the file cannot be read or contradicts itself.
    """
    return import_trace(folder / _TRACE_FILE)


def import_trace(file: Path, num_experts: int | None = None, top_k: int | None = None) -> RoutingTrace:
    """Read a trace that was made elsewhere, from CSV or parquet.

    One row a token, in order. Columns: `example` (any label; rows of one example stand together), `layer_L` for
    top_k of 1 or `layer_L_K` (layers and ranks from 0, without gaps), or `experts` (parquet only: a fixed-size list of
    layers x top_k ids, layer after layer); optionally `token_id`, `prefill` and `dropped_L_K` (true and false, or 1
    and 0), `probabilities_L` (parquet only: lists of as many numbers as there are experts), for every layer or for
    none. Other columns are ignored.

    So are a BigMoeOnEdge `route.csv`, vLLM's `routed_experts` (.npy, .npz) and a llama.cpp dump (.log, .txt), see
    `flame.storage.foreign_traces`.

    Args:
        num_experts: experts of a layer; None takes it from the file's metadata, and a file without is refused, since
            the highest id seen need not be the last expert.
        top_k: experts that a layer chooses, for a list column; None takes it from the file's metadata.
    Raises:
        TraceError: the file or a column is missing, a column stands twice or is of another type or has gaps, an example
            is torn apart, or the content is no valid `RoutingTrace`.
    """
    if file.is_file() and (foreign := _read_foreign(file, num_experts)) is not None:
        return foreign
    table = _read_table(file)
    names = _column_names(table, file)
    if num_experts is None:
        num_experts = _recorded_size(table, "num_experts", "number of experts", file)
    if table.num_rows == 0:
        raise TraceError(f"{file}: the trace is empty (expected one row a token)")
    if "experts" in names:
        experts = _listed_experts(table, top_k, num_experts, file)
    else:
        layers, top_k = _expert_columns(names, file)
        at = [[_integers(table, _expert_column(i, k, top_k), file) for k in range(top_k)] for i in range(layers)]
        experts = np.array(at, np.int64).transpose(2, 0, 1)
    return RoutingTrace(
        experts,
        _example_boundaries(table, file),
        num_experts,
        _probabilities(table, names, experts.shape[1], num_experts, file),
        _dropped(table, names, experts.shape[1:], file),
        _integers(table, "token_id", file) if "token_id" in names else None,
        _marks(table, "prefill", file) if "prefill" in names else None,
    )


def _read_foreign(file: Path, num_experts: int | None) -> RoutingTrace | None:
    """A trace in another program's format; None where the file is in ours."""
    if file.suffix == ".csv" and is_route_trace(file):
        return read_route_trace(file)
    if file.suffix not in (".npy", ".npz", ".log", ".txt"):
        return None
    if num_experts is None:
        raise TraceError(f"{file}: the number of experts is not recorded in it ({_GIVE['num_experts']})")
    arrays = file.suffix in (".npy", ".npz")
    return read_routed_experts(file, num_experts) if arrays else read_topk_dump(file, num_experts)


def _column_names(table: pa.Table, file: Path) -> set[str]:
    """Every column's name, each of which stands for one thing."""
    names = set(table.column_names)
    twice = sorted(name for name in names if table.column_names.count(name) > 1)
    if twice:
        raise TraceError(f"{file}: column {twice[0]!r} stands twice (expected each column once)")
    if "example" not in names:
        raise TraceError(
            f"{file}: no column 'example' (expected example, layer_0, layer_1, ...; found {sorted(names)})"
        )
    if "experts" in names and any(name.startswith("layer_") for name in names):
        raise TraceError(f"{file}: both a list column 'experts' and columns 'layer_...' (expected one of the two)")
    return names


def _integers(table: pa.Table, column: str, file: Path) -> np.ndarray:
    values = table[column].combine_chunks()
    if values.null_count or not pa.types.is_integer(values.type):
        raise TraceError(f"{file}: column {column} is {values.type} with {values.null_count} gaps (expected integers)")
    return np.asarray(values.to_numpy(zero_copy_only=False))


def _named(names: set[str], prefix: str, expected: list[str], file: Path) -> bool:
    """Whether the file has all of these optional columns; some of them, or others of their prefix, are refused."""
    found = {name for name in names if name.startswith(prefix)}
    if found and found != set(expected):
        raise TraceError(
            f"{file}: columns {sorted(found)} (expected {', '.join(expected)}: all of them, and no other {prefix}...)"
        )
    return bool(found)


def _dropped(table: pa.Table, names: set[str], shape: tuple[int, ...], file: Path) -> np.ndarray | None:
    """Which choices were over capacity, from columns of true and false."""
    layers, top_k = shape
    columns = [f"dropped_{layer}_{k}" for layer in range(layers) for k in range(top_k)]
    if not _named(names, "dropped_", columns, file):
        return None
    marks = [_marks(table, column, file) for column in columns]
    return np.stack(marks, axis=1).reshape(table.num_rows, layers, top_k)


def _marks(table: pa.Table, column: str, file: Path) -> np.ndarray:
    """A column of true and false, or of 1 and 0."""
    values = table[column].combine_chunks()
    marked = values.to_numpy(zero_copy_only=False)
    kind = pa.types.is_boolean(values.type) or (pa.types.is_integer(values.type) and np.isin(marked, (0, 1)).all())
    if values.null_count or not kind:
        raise TraceError(
            f"{file}: column {column} is {values.type} with {values.null_count} gaps (expected true and false, or "
            "1 and 0)"
        )
    return np.asarray(marked.astype(bool))


def _probabilities(table: pa.Table, names: set[str], layers: int, num_experts: int, file: Path) -> np.ndarray | None:
    """The routers' softmax, from list columns of as many numbers a token as there are experts."""
    columns = [f"probabilities_{layer}" for layer in range(layers)]
    if not _named(names, "probabilities_", columns, file):
        return None
    parts = []
    for column in columns:
        values = table[column].combine_chunks()
        is_list = pa.types.is_list(values.type) or pa.types.is_fixed_size_list(values.type)
        if not is_list or not pa.types.is_floating(values.type.value_type):
            raise TraceError(f"{file}: column {column} is {values.type} (expected lists of floating-point numbers)")
        flat = values.flatten()
        ragged = values.null_count or set(pa.compute.list_value_length(values).to_pylist()) != {num_experts}
        numbers = flat.to_numpy(zero_copy_only=False)
        if ragged or flat.null_count or not np.isfinite(numbers).all():
            raise TraceError(f"{file}: column {column} has gaps (expected {num_experts} probabilities a token)")
        parts.append(numbers.reshape(table.num_rows, num_experts))
    return np.stack(parts, axis=1)


def _recorded_size(table: pa.Table, key: str, what: str, file: Path) -> int:
    metadata = table.schema.metadata or {}
    if key.encode() not in metadata:
        raise TraceError(f"{file}: the {what} is not recorded in it ({_GIVE[key]})")
    recorded = metadata[key.encode()].decode(errors="replace")
    if not recorded.isdecimal():
        raise TraceError(f"{file}: its metadata say {key}={recorded!r} (expected a whole number)")
    return int(recorded)


def _listed_experts(table: pa.Table, top_k: int | None, num_experts: int, file: Path) -> np.ndarray:
    """The list column `experts` as `[tokens, layers, top_k]`."""
    column = table["experts"].combine_chunks()
    if not pa.types.is_fixed_size_list(column.type) or not pa.types.is_integer(column.type.value_type):
        raise TraceError(f"{file}: column experts is {column.type} (expected a fixed-size list of integers)")
    if column.null_count or column.flatten().null_count:
        raise TraceError(f"{file}: column experts has gaps (expected ids of every layer)")
    if top_k is None:
        top_k = _recorded_size(table, "top_k", "number of experts that a layer chooses", file)
    if not 1 <= top_k <= num_experts:
        raise TraceError(f"{file}: top_k {top_k} (expected 1..{num_experts}, the experts of a layer)")
    width = column.type.list_size
    if width % top_k:
        raise TraceError(f"{file}: {width} experts a token are not a multiple of top_k {top_k} (give the right top_k)")
    return np.asarray(column.flatten()).reshape(table.num_rows, width // top_k, top_k)


def _expert_column(layer: int, k: int, top_k: int) -> str:
    return f"layer_{layer}" if top_k == 1 else f"layer_{layer}_{k}"


def _expert_columns(names: set[str], file: Path) -> tuple[int, int]:
    """Number of layers and top_k that the column names state."""
    top_k = 1 if "layer_0" in names else sum(f"layer_0_{k}" in names for k in range(MAX_EXPERTS) if k < len(names))
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
        if file.suffix.lower() == ".csv":
            return pa.csv.read_csv(file)
        if file.suffix.lower() == ".parquet":
            return pa.parquet.read_table(file)
    except (pa.ArrowException, OSError) as error:
        raise TraceError(f"{file}: cannot be read: {error}".replace("\n", " ")) from error
    raise TraceError(f"{file}: unknown suffix (expected .csv or .parquet)")


def _example_boundaries(table: pa.Table, file: Path) -> np.ndarray:
    column = table["example"].combine_chunks()
    if pa.types.is_nested(column.type):
        raise TraceError(f"{file}: column example is {column.type} (expected a text or a number in every row)")
    if column.null_count or (pa.types.is_floating(column.type) and pa.compute.is_nan(column).to_numpy(False).any()):
        raise TraceError(f"{file}: column example has gaps (expected a label in every row)")
    labels = column.to_pylist()
    starts = [i for i, label in enumerate(labels) if i == 0 or label != labels[i - 1]]
    if len({labels[i] for i in starts}) != len(starts):
        raise TraceError(f"{file}: rows of one example do not stand together (sort by example, then by token)")
    return np.asarray([*starts, len(labels)], dtype=np.int64)
