"""HLS C++ that was emitted and is kept, so that everybody without Allo has the kernels of these designs.

Each folder of `hw/generated` is a design: its kernels, and `record.json`, which says what they were emitted from. To
keep another design, write its record (the design, and the kernels that are wanted as keys of `source_sha256`); then
`python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT` emits all anew.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from flame.errors import FormatError, ToolchainMissing
from flame.nm_pattern import NMPattern
from hw import allo_text
from hw.allo_backend import KERNELS, emit, scheduled
from hw.design import Design
from hw.kernels import cepr_lookup, expert_buffer, products, router
from hw.kernels.vocabulary import sizes_of, tables_of, types_of

GENERATED = Path(__file__).parent / "generated"


def _recorded(folder: Path) -> tuple[Design, tuple[str, ...]]:
    """The design of a folder, and its kernels."""
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    facts = record["design"] | {"pattern": NMPattern(**record["design"]["pattern"])}
    return Design(**facts), tuple(record["source_sha256"])


KEPT = {record.parent.name: _recorded(record.parent) for record in sorted(GENERATED.glob("*/record.json"))}
DEFAULT, _ = KEPT["switch_mini_8"]


def source_digest(kernel: str) -> str:
    """SHA-256 of the sources that a kernel is emitted from."""
    modules = {KERNELS[kernel], products}
    if kernel == "moe_layer":
        modules |= {router, cepr_lookup, expert_buffer}
    return _digest("".join(inspect.getsource(module) for module in sorted(modules, key=lambda m: m.__name__)))


def vocabulary_digest(design: Design) -> str:
    """SHA-256 of what the names in the sources stand for: types, sizes and tables, whatever computed them."""
    names = {**types_of(design, _TypeNames()), **sizes_of(design), **tables_of(design)}  # type: ignore[arg-type]
    return _digest(json.dumps(names, sort_keys=True, default=lambda table: [str(table.dtype), table.tolist()]))


def backend_digest() -> str:
    """SHA-256 of what makes text of a kernel: the sources of the steps of emission, and their patterns."""
    written = (allo_text.tidied, allo_text.plainly_indexed, allo_text.with_plain_indexes)
    steps = [inspect.getsource(step) for step in (scheduled, emit, *written)]
    return _digest("".join([*steps, *(found.pattern for found in allo_text.TIDIED)]))


class _TypeNames:
    """Stands for Allo's module of types: each type is its name."""

    def __getattr__(self, name: str) -> Any:
        return _TypeName(name)


class _TypeName(str):
    def __call__(self, bits: int) -> str:
        return f"{self}({bits})"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_kept(kernel: str, design: Design) -> bool:
    """Whether the HLS C++ of a kernel for a design is in hw/generated."""
    return any(design == made and kernel in kernels for made, kernels in KEPT.values())


@lru_cache(maxsize=8)
def emitted(kernel: str, design: Design) -> str:
    """HLS C++ of a kernel: what is kept for this design, else freshly emitted.

    Raises:
        ToolchainMissing: the design is not among those kept, and Allo is not installed; the nearest one that is kept.
        FormatError: what is kept is not what was emitted.
    """
    kept = {name: kept for name, (kept, kernels) in KEPT.items() if kernel in kernels}
    for name, other in kept.items():
        if other == design:
            return _read(GENERATED / name, kernel)
    try:
        return emit(kernel, design)
    except ToolchainMissing as error:
        differing = {name: _difference(design, other) for name, other in kept.items()}
        name = min(differing, key=lambda name: len(differing[name]))
        raise ToolchainMissing(
            f"{kernel}: hw/generated does not hold this design; nearest that it holds: {name}, with "
            f"{', '.join(differing[name])}; any other needs Allo: {error}"
        ) from error


def _difference(design: Design, other: Design) -> list[str]:
    """What one would change in a design to have the other."""
    names = [field.name for field in fields(Design) if getattr(design, field.name) != getattr(other, field.name)]
    return [f"{name}={getattr(other, name)}" for name in names]


def _read(folder: Path, kernel: str) -> str:
    code = (folder / f"{kernel}.cpp").read_text(encoding="utf-8")
    recorded = json.loads((folder / "record.json").read_text(encoding="utf-8"))["cpp_sha256"].get(kernel)
    if recorded != _digest(code):
        raise FormatError(
            f"{folder.name}/{kernel}.cpp: is not what Allo emitted (SHA-256 {_digest(code)[:12]}, recorded "
            f"{str(recorded)[:12]}; restore it, or emit it again: python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT)"
        )
    return code


def regenerate(allo_version: str, allo_commit: str) -> None:
    """Emit the kept designs again and record what they were emitted from."""
    for name, (design, kernels) in KEPT.items():
        folder = GENERATED / name
        folder.mkdir(parents=True, exist_ok=True)
        code = {kernel: emit(kernel, design) for kernel in kernels}
        for kernel in kernels:
            (folder / f"{kernel}.cpp").write_text(code[kernel], encoding="utf-8")
        record = record_of(design, code) | {"allo_commit": allo_commit, "allo_version": allo_version}
        (folder / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def record_of(design: Design, code: Mapping[str, str]) -> dict[str, Any]:
    """What is recorded beside emitted kernels: their design, their text's digests, and those of all that shaped it.

    Args:
        code: text of each kernel by its name.
    """
    return {
        "design": asdict(design),
        "source_sha256": {kernel: source_digest(kernel) for kernel in code},
        "vocabulary_sha256": vocabulary_digest(design),
        "backend_sha256": backend_digest(),
        "cpp_sha256": {kernel: _digest(text) for kernel, text in code.items()},
    }


def stale(folder: Path) -> tuple[str, ...]:
    """What of a kept design is not as recorded, as paths into its record; none where its kernels may be trusted."""
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    design, kernels = _recorded(folder)
    expected = record_of(design, {k: (folder / f"{k}.cpp").read_text(encoding="utf-8") for k in kernels})
    found = []
    for key, value in expected.items():
        if key.endswith("_sha256") and isinstance(value, dict):
            found += [f"{key}.{kernel}" for kernel in value if record.get(key, {}).get(kernel) != value[kernel]]
        elif record.get(key) != value:
            found.append(key)
    return tuple(found)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT")
    regenerate(*sys.argv[1:])
