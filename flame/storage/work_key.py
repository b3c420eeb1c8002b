"""The one answer to "is this the same work?": what a result is made of, as one digest.

A result may be used again where its configuration, the code that makes it and all of its inputs are the same. The code
is that of the modules that the maker can import, found from the source without importing any: their syntax without
comments and docstrings, what they read beside it (native sources, kernels, templates), and the versions of the packages
that figures depend on. Inputs are digests of contents, never names or dates.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flame.errors import ArtifactError
from flame.storage.artifact import Labels, file_sha256, open_artifact, package_versions, sha256_of, write_artifact

ROOMS = ("flame", "offline", "online", "hw", "experiments")
ROOT = Path(__file__).resolve().parents[2]
# What modules read that is no Python, by the module that does. `flame/data` holds inputs, which have their own digests.
READ_BESIDE = {
    "online._native": "online/native",
    "hw.kept_kernels": "hw/generated",
    "hw.project.plan": "hw/project/templates",
    "hw.simulation.csim": "hw/simulation/stand_ins",
    "flame.app.html": "flame/app/index.html.jinja",
    "online.http.app": "online/http/page.html",
}


def cached(
    root: Path,
    kind: str,
    version: int,
    fill: Callable[[Path], None],
    *,
    maker: str,
    config: Mapping[str, Any],
    labels: Labels,
    inputs: Mapping[str, str],
    seed: int | None = None,
) -> Path:
    """The artifact of a piece of work below `root`: verified where it stands, else made.

    A folder that does not verify is made again, so that an interrupted or damaged run costs only what it lost.

    Args:
        maker: dotted name of the module whose code makes it.
        config: what is asked for, as plain values.
        inputs: SHA-256 of everything that is read, by name.
    """
    inputs = dict(inputs) | {"code": code_sha256(maker)}
    key = sha256_of({"kind": kind, "version": version, "config": config, "inputs": inputs, "seed": seed})
    folder = root / f"{kind}-{key[:16]}"
    if folder.exists():
        try:
            open_artifact(folder, kind, version, inputs)
            return folder
        except (ArtifactError, OSError):
            pass  # what is written now takes its place
    return write_artifact(folder, kind, version, fill, config=config, labels=labels, inputs=inputs, seed=seed)


@cache
def code_sha256(maker: str) -> str:
    """Digest of the code that a module can reach within the project, and of the packages' versions."""
    digests = {name: _module_sha256(name) for name in sorted(reachable(maker))}
    versions = {name: version for name, version in package_versions().items() if name != "flame-moe"}
    return sha256_of([digests, versions])


@cache
def reachable(maker: str) -> frozenset[str]:
    """Modules of the project that a module imports, at its top or within a function, and theirs; itself included.

    Imports for type checkers alone are left out: they never run.
    """
    found: set[str] = set()
    waiting = [maker]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        packages = name.split(".")
        waiting += [".".join(packages[:depth]) for depth in range(1, len(packages))]
        if (file := _source(name)) is not None:
            waiting += _imports(_tree(file), name, file.name == "__init__.py")
    return frozenset(found)


def _source(name: str) -> Path | None:
    """The file of a module, or None: it is built from `READ_BESIDE`."""
    place = ROOT.joinpath(*name.split("."))
    return next((f for f in (place.with_suffix(".py"), place / "__init__.py") if f.is_file()), None)


def _exists(name: str) -> bool:
    return _source(name) is not None or name in READ_BESIDE


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _imports(tree: ast.Module, name: str, is_package: bool) -> Iterator[str]:
    """Modules of the project that a module's source names in its imports."""
    for node in _runs(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in ROOMS)
        elif isinstance(node, ast.ImportFrom):
            parts = name.split(".")
            above = parts[: len(parts) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            if base.split(".")[0] in ROOMS:
                yield base
                yield from (inner for alias in node.names if _exists(inner := f"{base}.{alias.name}"))


def _runs(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those below `if TYPE_CHECKING`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for other in node.orelse:
                yield other
                yield from _runs(other)
        else:
            yield node
            yield from _runs(node)


@cache
def _module_sha256(name: str) -> str:
    digest = hashlib.sha256()
    file = _source(name)
    if file is not None:
        digest.update(source_syntax(file.read_text(encoding="utf-8")).encode())
    if name in READ_BESIDE:
        digest.update(path_sha256(ROOT / READ_BESIDE[name]).encode())
        built = sorted(ROOT.joinpath(*name.split(".")).parent.glob(f"{name.split('.')[-1]}*.so"))
        if not (ROOT / READ_BESIDE[name]).exists() and built:  # an installed package has what was built of the sources
            digest.update(file_sha256(built[0]).encode())
    return digest.hexdigest()


def source_syntax(text: str) -> str:
    """What a module's source says, without comments, docstrings and layout."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and type(first.value.value) is str:
                node.body = node.body[1:]
    return ast.dump(tree)


def path_sha256(place: Path) -> str:
    """Digest of a file, or of all files below a folder with their names; of nothing where nothing stands."""
    if place.is_file():
        return file_sha256(place)
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else []
    return sha256_of({file.relative_to(place).as_posix(): file_sha256(file) for file in files})
