"""Prediction tables on disk: an artifact that is bound to the routers whose trace it was learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.prediction_table import ContextLevel, PredictionTable
from flame.storage.artifact import Labels, Manifest, write_artifact
from flame.storage.router_files import open_bound, read_arrays

TABLE_KIND, TABLE_VERSION = "prediction-table", 1
_FILE = "table.safetensors"


def save_table(
    table: PredictionTable, folder: Path, *, router_sha256: str, config: Mapping[str, Any], labels: Labels
) -> Path:
    """Write a table as an artifact that is bound to the router whose trace it was learnt from."""
    from safetensors.numpy import save_file

    def fill(at: Path) -> None:
        arrays = {"symbols": table.symbols}
        for i, levels in enumerate(table.layers):
            for m, level in enumerate(levels):
                for name in ("keys", "starts", "experts", "counts"):
                    arrays[f"layer_{i}.level_{m}.{name}"] = np.ascontiguousarray(getattr(level, name))
        save_file(arrays, at / _FILE, metadata={"num_experts": str(table.num_experts)})

    inputs = {"router": router_sha256}
    return write_artifact(folder, TABLE_KIND, TABLE_VERSION, fill, config=config, labels=labels, inputs=inputs)


def load_table(folder: Path, router_sha256: str | None = None) -> tuple[PredictionTable, Manifest]:
    """Read a table and its manifest.

    Raises:
        ArtifactError: not a prediction table, of another version or model, or altered since it was written.
    """
    manifest = open_bound(folder, TABLE_KIND, TABLE_VERSION, router_sha256)
    metadata, arrays = read_arrays(folder / _FILE)
    layers: list[list[ContextLevel]] = []
    while f"layer_{len(layers)}.level_0.keys" in arrays:
        levels: list[ContextLevel] = []
        while (prefix := f"layer_{len(layers)}.level_{len(levels)}.") + "keys" in arrays:
            levels.append(ContextLevel(*(arrays[prefix + name] for name in ("keys", "starts", "experts", "counts"))))
        layers.append(levels)
    return PredictionTable(int(metadata["num_experts"]), arrays["symbols"], tuple(map(tuple, layers))), manifest
