"""Routing profiles on disk: an artifact that is bound to the routers whose choices it counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.routing_profile import RoutingProfile
from flame.storage.artifact import Labels, Manifest, canonical_json, write_artifact
from flame.storage.factorised_files import read_table_file, write_table_file
from flame.storage.router_files import open_bound, read_arrays

PROFILE_KIND, PROFILE_VERSION = "routing-profile", 1
_FILE = "profile.safetensors"
_TABLES = ("coming", "reuse")  # a file of its own each, where there is one


def save_profile(
    profile: RoutingProfile, folder: Path, *, router_sha256: str, config: Mapping[str, Any], labels: Labels
) -> Path:
    """Write a profile as an artifact that is bound to the routers it was counted from.

    Args:
        router_sha256: digest of the decoder's routers (`MoeModel.router_sha256`), or
            `flame.storage.trace_files.ELSEWHERE` for a model that is not here.
        config: where the counts are from.
    """
    from safetensors.numpy import save_file

    def fill(at: Path) -> None:
        facts = {"top_k": profile.top_k, "policy": profile.policy, "accesses": profile.accesses}
        arrays = {"uses": np.ascontiguousarray(profile.uses), "hits": np.ascontiguousarray(profile.hits)}
        save_file(arrays, at / _FILE, metadata={"profile": canonical_json(facts)})
        for name in _TABLES:
            table = getattr(profile, name)
            if table is not None:
                write_table_file(table, at / f"{name}.safetensors")

    return write_artifact(
        folder, PROFILE_KIND, PROFILE_VERSION, fill, config=config, labels=labels, inputs={"router": router_sha256}
    )


def load_profile(folder: Path, router_sha256: str | None = None) -> tuple[RoutingProfile, Manifest]:
    """Read a profile and its manifest.

    Args:
        router_sha256: digest of the routers that it must be of; None accepts any.
    Raises:
        ArtifactError: not a routing profile, of another version or model, or altered since it was written.
    """
    manifest = open_bound(folder, PROFILE_KIND, PROFILE_VERSION, router_sha256)
    metadata, arrays = read_arrays(folder / _FILE)
    facts, uses, hits = json.loads(metadata["profile"]), arrays["uses"], arrays["hits"]
    coming, reuse = (
        read_table_file(folder / f"{name}.safetensors") if f"{name}.safetensors" in manifest.outputs else None
        for name in _TABLES
    )
    return RoutingProfile(facts["top_k"], uses, facts["policy"], hits, facts["accesses"], coming, reuse), manifest
