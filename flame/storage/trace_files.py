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
import pyarrow.csv
import pyarrow.parquet

from flame.errors import TraceError
from flame.routing import MAX_EXPERTS, RoutingTrace
from flame.storage.artifact import (
    Labels,
    Manifest,
    file_sha256,
    open_artifact,
    package_versions,
    sha256_of,
    write_artifact,
)

TRACE_KIND, TRACE_VERSION = "routing-trace", 1
_TRACE_FILE = "trace.parquet"

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
    layers x top_k ids, layer after layer); optionally `token_id`, `dropped_L_K`, `probabilities_L` (parquet only).
    Other columns are ignored.

    Args:
        num_experts: experts of a layer; None takes it from the file's metadata, and a file without is refused, since
            the highest id seen need not be the last expert.
        top_k: experts that a layer chooses, for a list column; None takes it from the file's metadata.
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
    if num_experts is None:
        num_experts = _recorded_size(table, "num_experts", "number of experts", file)
    if table.num_rows == 0:
        raise TraceError(f"{file}: the trace is empty (expected one row a token)")

    def integers(column: str) -> np.ndarray:
        values = table[column].combine_chunks()
        if values.null_count or not pa.types.is_integer(values.type):
            raise TraceError(
                f"{file}: column {column} is {values.type} with {values.null_count} gaps (expected integers)"
            )
        return values.to_numpy(zero_copy_only=False)

    if "experts" in names:
        experts = _listed_experts(table, top_k, num_experts, file)
        layers, top_k = experts.shape[1:]
    else:
        layers, top_k = _expert_columns(names, file)
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


def _recorded_size(table: pa.Table, key: str, what: str, file: Path) -> int:
    metadata = table.schema.metadata or {}
    if key.encode() not in metadata:
        raise TraceError(f"{file}: the {what} is not recorded in it (give {key})")
    return int(metadata[key.encode()])


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
