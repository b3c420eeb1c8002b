"""Predictors that read hidden states, on disk: an artifact that is bound to the routers they learnt from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.hidden_predictor import HiddenPredictor
from flame.storage.artifact import Labels, Manifest, canonical_json, write_artifact
from flame.storage.router_files import open_bound, read_arrays

HIDDEN_KIND, HIDDEN_VERSION = "hidden-predictor", 1
_FILE = "predictor.safetensors"


def save_hidden(
    predictor: HiddenPredictor, folder: Path, *, router_sha256: str, config: Mapping[str, Any], labels: Labels
) -> Path:
    """Write a predictor, its weights in 16 bits."""
    from safetensors.numpy import save_file

    def fill(at: Path) -> None:
        facts = {"state": predictor.state, "lead": predictor.lead, "top_k": predictor.top_k}
        arrays: dict[str, np.ndarray] = {
            "weights": predictor.weights.astype(np.float16),
            "bias": predictor.bias.astype(np.float32),
        }
        for name in ("inner", "inner_bias", "outer"):
            units = getattr(predictor, name)
            if units is not None:
                arrays[name] = units.astype(np.float32 if name == "inner_bias" else np.float16)
        save_file(arrays, at / _FILE, metadata={"predictor": canonical_json(facts)})

    return write_artifact(
        folder, HIDDEN_KIND, HIDDEN_VERSION, fill, config=config, labels=labels, inputs={"router": router_sha256}
    )


def load_hidden(folder: Path, router_sha256: str | None = None) -> tuple[HiddenPredictor, Manifest]:
    """Read a predictor and its manifest.

    Raises:
        ArtifactError: not such a predictor, of another version or model, or altered since it was written.
    """
    manifest = open_bound(folder, HIDDEN_KIND, HIDDEN_VERSION, router_sha256)
    metadata, arrays = read_arrays(folder / _FILE)
    facts = json.loads(metadata["predictor"])
    weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    return HiddenPredictor(facts["state"], facts["lead"], facts["top_k"], **weights), manifest
