"""A model ready to be run: packed experts beside everything else that it needs, in one folder.

`flame pack` writes it, `flame chat` and `flame serve` open it. It is the artifact of a pruned checkpoint (`dense/`,
`packed/`) with `serving.json`, which says how text is put to the model, and `profile/` where a routing profile was
given.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flame.errors import ArtifactError
from flame.models.loading import load_without_experts
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.routing_profile import RoutingProfile
from flame.storage.artifact import MANIFEST, Manifest, file_sha256, open_artifact
from flame.storage.profile_files import load_profile

KIND, VERSION = "pruned-checkpoint", 3
DENSE, PACKED, PROFILE, SERVING = "dense", "packed", "profile", "serving.json"
_KEPT = ("name", "prefix", "max_source_tokens", "max_new_tokens", "chat")  # of the settings


@dataclass(frozen=True)
class PackedFolder:
    """One packed model on disk.

    Args:
        folder: where it lies.
        settings: how text is put to the model; its path is the folder's `dense`.
        manifest: what it was made from, and how it was pruned.
    """

    folder: Path
    settings: ModelSettings
    manifest: Manifest

    @staticmethod
    def open(folder: Path) -> PackedFolder:
        """Open a folder that `flame pack` wrote; the experts' bytes are verified when each is first loaded.

        Raises:
            ArtifactError: it is no such folder, of another version, or a file is missing or altered.
        """
        if not (folder / MANIFEST).is_file():
            raise ArtifactError(f"{folder}: no packed model (flame pack MODEL --to {folder} writes one)")
        manifest = open_artifact(folder, KIND, VERSION, verify=False)
        if not (folder / SERVING).is_file():
            raise ArtifactError(
                f"{folder}: has no {SERVING}, so it is a pruned checkpoint alone (flame pack MODEL --to DIR)"
            )
        for name, digest in manifest.outputs.items():
            file = folder / name
            if not file.is_file():
                raise ArtifactError(f"{folder}: {name} is missing (pack the model again)")
            if Path(name).parts[0] != PACKED and file_sha256(file) != digest:
                raise ArtifactError(f"{folder}: {name} is truncated or altered (pack the model again)")
        facts = json.loads((folder / SERVING).read_text(encoding="utf-8"))
        settings = ModelSettings(
            source="hub", path=str(folder / DENSE), hub_name=None, geometry={}, **{name: facts[name] for name in _KEPT}
        )
        return PackedFolder(folder, settings, manifest)

    @staticmethod
    def describe(settings: ModelSettings, folder: Path) -> None:
        """Write into a folder under way how text is put to its model."""
        facts = {name: getattr(settings, name) for name in _KEPT}
        (folder / SERVING).write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    @property
    def experts(self) -> Path:
        """The packed store."""
        return self.folder / PACKED

    @property
    def pattern(self) -> str:
        """N:M pattern of the experts, or of each matrix where they differ."""
        return str(self.manifest.config["patterns"])

    @property
    def value_type(self) -> str:
        """Type of the packed values."""
        return str(self.manifest.config["value_type"])

    @property
    def linear_type(self) -> str | None:
        """Type of the packed linear layers beside the experts; None where they are as the checkpoint has them."""
        found = self.manifest.config.get("linear_type")
        return None if found is None else str(found)

    def load(self) -> MoeModel:
        """The model without its experts.

        Raises:
            ModelError, ArtifactError: as `load_without_experts`.
        """
        model = load_without_experts(self.settings)
        model.weights = self.manifest.labels.weights
        return model

    def profile(self, router_sha256: str | None = None) -> RoutingProfile | None:
        """The routing profile, where there is one.

        Args:
            router_sha256: digest of the model's routers, which the profile must be of; None accepts any.
        Raises:
            ArtifactError: it is of another model.
        """
        place = self.folder / PROFILE
        return load_profile(place, router_sha256)[0] if place.is_dir() else None
