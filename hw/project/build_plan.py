"""A build as pure data: file names and bytes; equal inputs give equal bytes."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flame.errors import ConfigError


@dataclass(frozen=True)
class BuildPlan:
    """The files of a project by name; equal inputs give equal bytes.

    Raises:
        ConfigError: a name that leaves the project's folder.
    """

    files: Mapping[str, bytes]

    def __post_init__(self) -> None:
        for name in self.files:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:
                raise ConfigError(f"project: file {name!r} (expected a name below the project's folder)")

    @property
    def digest(self) -> str:
        """SHA-256 over all names and contents, in the order of the names."""
        whole = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            whole.update(f"{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest()

    def archive(self) -> bytes:
        """The project as an uncompressed tar file without times, owners or order of its own."""
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for name, content in sorted(self.files.items()):
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                entry.mode = 0o644
                tar.addfile(entry, io.BytesIO(content))
        return out.getvalue()

    def write(self, folder: Path) -> None:
        """Write the files below a folder."""
        for name, content in sorted(self.files.items()):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
