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
from dataclasses import asdict, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from flame.errors import ToolchainMissing
from flame.nm_pattern import NMPattern
from hw.allo_backend import KERNELS, emit
from hw.design import Design
from hw.kernels import cepr_lookup, expert_buffer, products, router

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
    whole = "".join(inspect.getsource(module) for module in sorted(modules, key=lambda m: m.__name__))
    return hashlib.sha256(whole.encode()).hexdigest()


def is_kept(kernel: str, design: Design) -> bool:
    """Whether the HLS C++ of a kernel for a design is in hw/generated."""
    return any(design == made and kernel in kernels for made, kernels in KEPT.values())


@lru_cache(maxsize=8)
def emitted(kernel: str, design: Design) -> str:
    """HLS C++ of a kernel: what is kept for this design, else freshly emitted.

    Raises:
        ToolchainMissing: the design is not among those kept, and Allo is not installed; the nearest one that is kept.
    """
    kept = {name: kept for name, (kept, kernels) in KEPT.items() if kernel in kernels}
    for name, other in kept.items():
        if other == design:
            return (GENERATED / name / f"{kernel}.cpp").read_text(encoding="utf-8")
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


def regenerate(allo_version: str, allo_commit: str) -> None:
    """Emit the kept designs again and record what they were emitted from."""
    for name, (design, kernels) in KEPT.items():
        folder = GENERATED / name
        folder.mkdir(parents=True, exist_ok=True)
        for kernel in kernels:
            (folder / f"{kernel}.cpp").write_text(emit(kernel, design), encoding="utf-8")
        record = record_of(design, kernels) | {"allo_commit": allo_commit, "allo_version": allo_version}
        (folder / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def record_of(design: Design, kernels: tuple[str, ...]) -> dict[str, Any]:
    """What is recorded beside emitted kernels: their design and the digest of each one's source."""
    return {"design": asdict(design), "source_sha256": {kernel: source_digest(kernel) for kernel in kernels}}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT")
    regenerate(*sys.argv[1:])
