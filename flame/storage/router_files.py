"""What artifacts that are bound to a model's routers have in common: traces, and what was learnt from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from flame.storage.artifact import Manifest, open_artifact


def open_bound(folder: Path, kind: str, version: int, router_sha256: str | None) -> Manifest:
    """Open an artifact that is bound to routers.

    Args:
        router_sha256: digest of the routers that it must be of; None accepts any.
    Raises:
        ArtifactError: not such an artifact, of another version or model, or altered since it was written.
    """
    return open_artifact(folder, kind, version, None if router_sha256 is None else {"router": router_sha256})


def read_arrays(file: Path) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """Metadata and arrays of a safetensors file, whose digest whoever calls has compared."""
    from safetensors import safe_open

    with safe_open(file, framework="numpy") as stored:
        return stored.metadata(), {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
