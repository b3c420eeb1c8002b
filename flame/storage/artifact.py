"""Artifacts: folders with a manifest, written beside their place and renamed into it.

A killed run leaves either the old artifact or the new one, never half of one; of several processes that make the same
one at once, the first one's stays. Opening checks the kind, the schema
version, what the artifact was made from, and the digest of every file, and says which of them differs.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from flame.errors import ArtifactError

MANIFEST = "manifest.json"
WEIGHTS_LABELS = ("pretrained", "stand-in", "random", "none")
TIMING_LABELS = ("measured", "modelled", "fitted", "none")
_RECORDED_PACKAGES = ("flame-moe", "torch", "transformers", "numpy", "datasets", "safetensors", "rouge-score")


@dataclass(frozen=True)
class Labels:
    """What kind of weights and of timing a figure comes from, so that none is read as another.

    Args:
        weights: `pretrained` (the paper's model), `stand-in` (the embedded model), `random`, or `none` where
            no weights are involved.
        timing: `measured` (on this machine), `modelled` (from a timing model), `fitted` (modelled at a speed that was
            chosen to meet the figures it stands beside: no evidence), or `none`.
    """

    weights: str
    timing: str = "none"

    def __post_init__(self) -> None:
        if self.weights not in WEIGHTS_LABELS or self.timing not in TIMING_LABELS:
            raise ArtifactError(
                f"labels ({self.weights}, {self.timing}): expected weights in {WEIGHTS_LABELS} and timing in "
                f"{TIMING_LABELS}"
            )


@dataclass(frozen=True)
class Manifest:
    """What an artifact is, what it was made from, and the SHA-256 of each of its files."""

    kind: str
    version: int
    config: Mapping[str, Any]
    config_sha256: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    seed: int | None
    labels: Labels
    versions: Mapping[str, str]
    git: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def sha256_of(value: Any) -> str:
    """SHA-256 of a JSON-able value's canonical form."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def file_sha256(file: Path) -> str:
    """SHA-256 of a file, read in chunks."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def package_versions() -> dict[str, str]:
    """Versions of Python and of the packages that results depend on."""
    versions = {"python": platform.python_version()}
    for name in _RECORDED_PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return versions


@cache
def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()


def git_commit() -> str | None:
    """Commit of the checkout that the package runs from, with `+changes` for a dirty tree; None outside of one."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        changed = "+changes" if _git(root, "status", "--porcelain", "-uno") else ""
        return _git(root, "rev-parse", "HEAD") + changed
    except (OSError, subprocess.SubprocessError):
        return None


def write_artifact(
    folder: Path,
    kind: str,
    version: int,
    fill: Callable[[Path], None],
    *,
    config: Mapping[str, Any],
    labels: Labels,
    inputs: Mapping[str, str] | None = None,
    seed: int | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Path:
    """Let `fill` write files into a new folder, add the manifest, and rename the folder into place.

    Args:
        folder: final place; an older artifact there is replaced once the new one is complete.
        kind, version: what the artifact is and the version of its layout.
        fill: writes the files into the folder that it is given (flat or nested).
        config: the resolved configuration that determines the content.
        inputs: digests of what it was made from, by name.
        extra: further facts for readers, of no effect on loading.
    Raises:
        ArtifactError: the folder cannot be written.
    """
    require_folder(folder.parent)
    before = _identity(folder)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fill(scratch)
        outputs = {
            str(file.relative_to(scratch)): file_sha256(file) for file in sorted(scratch.rglob("*")) if file.is_file()
        }
        manifest = Manifest(
            kind, version, dict(config), sha256_of(config), dict(inputs or {}), outputs, seed, labels,
            package_versions(), git_commit(), dict(extra or {}),
        )  # fmt: skip
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=False, default=str)
        with (scratch / MANIFEST).open("w", encoding="utf-8") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        scratch.chmod(0o755)
        replace_folder(scratch, folder, lambda: _identity(folder) != before and _is_same(folder, manifest))
    except OSError as error:
        raise ArtifactError(f"{kind} {folder}: cannot be written: {error} (free space, or another folder)") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def require_folder(folder: Path) -> None:
    """Make a folder, or find that nothing can be written there, before work is done for it.

    Raises:
        ArtifactError: a file or a device stands in its place or above it, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b" ")
    except OSError as error:
        why = error.strerror
        if isinstance(error, FileExistsError | NotADirectoryError):
            why = f"{next(p for p in (folder, *folder.parents) if p.exists())} is no folder"
        raise ArtifactError(f"{folder}: cannot be written to: {why} (give another folder)") from error


def replace_folder(new: Path, place: Path, stands: Callable[[], bool] = lambda: False) -> None:
    """Rename a finished folder into its place, whatever stands there.

    Other processes may do the same at any moment: what they moved away or put there in between is no error.

    Args:
        stands: asked where something is in the way; true leaves it, and `new` is dropped.
    """
    while True:
        try:
            new.rename(place)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
        if stands():
            shutil.rmtree(new)
            return
        old = Path(tempfile.mkdtemp(prefix=f".{place.name}.old.", dir=place.parent))
        with contextlib.suppress(FileNotFoundError):
            place.rename(old / "replaced")
        shutil.rmtree(old, ignore_errors=True)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from one that is later put in its place."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns


def _is_same(folder: Path, manifest: Manifest) -> bool:
    """Whether the folder is whole and was made from the same configuration and inputs."""
    try:
        found = open_artifact(folder, manifest.kind, manifest.version, manifest.inputs)
    except (ArtifactError, OSError):
        return False
    return (found.config_sha256, found.seed) == (manifest.config_sha256, manifest.seed)


def open_artifact(
    folder: Path, kind: str, version: int, expect_inputs: Mapping[str, str] | None = None, verify: bool = True
) -> Manifest:
    """Read and check an artifact's manifest.

    Args:
        expect_inputs: digests that the artifact must have been made from (a subset of its inputs).
        verify: also compare every file with its digest; a caller that verifies as it reads passes False.
    Raises:
        ArtifactError: no such artifact, another kind or version, other inputs, or a file that is missing, truncated
            or altered; the message names the first difference.
    """
    file = folder / MANIFEST
    if not file.is_file():
        raise ArtifactError(f"{folder}: no {MANIFEST}, so no {kind} artifact (expected a folder that this tool wrote)")
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        manifest = Manifest(**{**raw, "labels": Labels(**raw["labels"])})
    except (ValueError, TypeError, KeyError) as error:
        raise ArtifactError(f"{file}: is not a manifest ({error}); make the artifact again") from error
    if manifest.kind != kind:
        raise ArtifactError(f"{folder}: is a {manifest.kind} artifact (expected {kind})")
    if manifest.version != version:
        raise ArtifactError(
            f"{folder}: {kind} layout version {manifest.version} (this release reads {version}; make it again)"
        )
    for name, digest in (expect_inputs or {}).items():
        found = manifest.inputs.get(name)
        if found != digest:
            raise ArtifactError(
                f"{folder}: {kind} was made for another {name} (expected {digest[:12]}, found {str(found)[:12]}); "
                "use the artifact of this one, or make it again"
            )
    if verify:
        for name, digest in manifest.outputs.items():
            if not (folder / name).is_file():
                raise ArtifactError(f"{folder}: {name} is missing (the manifest lists it; make the artifact again)")
            if file_sha256(folder / name) != digest:
                raise ArtifactError(f"{folder}: {name} is truncated or altered (its digest differs; make it again)")
    return manifest
