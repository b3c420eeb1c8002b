"""HLS C++ that was emitted and is kept, so that everybody without Allo has the kernels of these designs.

Each folder of `hw/generated` is a design: its kernels, and `record.json`, which says what they were emitted from. To
keep another design, write its record (its kind, the design, and the kernels that are wanted as keys of
`source_sha256`); then `python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT [NAME...]` emits all, or those named, anew.
Kernels that are keys of a record's `mlir_sha256` have their scheduled MLIR beside them, for paths other than Vitis.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from flame.errors import FormatError, ToolchainMissing
from flame.nm_pattern import NMPattern
from hw import allo_text
from hw.allo_backend import KERNELS, emit, emit_block, scheduled, scheduled_block
from hw.design import Design
from hw.factorised.design import FactorisedDesign
from hw.gated.design import GatedDesign
from hw.kernels import (
    attention_moe,
    cepr_lookup,
    expert_buffer,
    factorised_learning,
    factorised_rows,
    products,
    router,
)
from hw.kernels.attention_moe import Block
from hw.kernels.factorised_vocabulary import factorised_names
from hw.kernels.gated_vocabulary import gated_names
from hw.kernels.vocabulary import sizes_of, tables_of, types_of

GENERATED = Path(__file__).parent / "generated"


Kept = Design | GatedDesign | FactorisedDesign | Block
_KINDS: dict[str, type[Kept]] = {
    "layer": Design, "gated": GatedDesign, "factorised": FactorisedDesign, "block": Block,
}  # fmt: skip
D = TypeVar("D", Design, GatedDesign, FactorisedDesign, Block)


def _recorded(folder: Path) -> tuple[Kept, tuple[str, ...]]:
    """The design of a folder, and its kernels."""
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    facts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record["design"].items()
    }
    if "pattern" in facts:
        facts |= {"pattern": NMPattern(**facts["pattern"])}
    return _KINDS[record["kind"]](**facts), tuple(record["source_sha256"])


ALL = {record.parent.name: _recorded(record.parent) for record in sorted(GENERATED.glob("*/record.json"))}


def _of(kind: type[D]) -> dict[str, tuple[D, tuple[str, ...]]]:
    return {name: (design, kernels) for name, (design, kernels) in ALL.items() if isinstance(design, kind)}


KEPT = _of(Design)
GATED = _of(GatedDesign)
FACTORISED = _of(FactorisedDesign)
BLOCKS = _of(Block)
DEFAULT, _ = KEPT["switch_mini_8"]


def source_digest(kernel: str) -> str:
    """SHA-256 of the sources that a kernel is emitted from."""
    if kernel in attention_moe.LEVELS:
        modules = {attention_moe}
    elif kernel == "gated_experts":
        modules = {KERNELS[kernel]}
    elif kernel == "factorised_lookup":
        modules = {KERNELS[kernel], factorised_rows, factorised_learning}
    else:
        modules = {KERNELS[kernel], products}
    if kernel == "moe_layer":
        modules |= {router, cepr_lookup, expert_buffer}
    return _digest("".join(inspect.getsource(module) for module in sorted(modules, key=lambda m: m.__name__)))


def vocabulary_digest(design: Kept) -> str:
    """SHA-256 of what the names in the sources stand for: types, sizes and tables, whatever computed them."""
    types: Any = _TypeNames()
    if isinstance(design, Block):
        names = design.sizes()
    elif isinstance(design, GatedDesign):
        names = gated_names(design, types)
    elif isinstance(design, FactorisedDesign):
        names = factorised_names(design, types)
    else:
        names = {**types_of(design, types), **sizes_of(design), **tables_of(design)}
    return _digest(json.dumps(names, sort_keys=True, default=lambda table: [str(table.dtype), table.tolist()]))


def backend_digest() -> str:
    """SHA-256 of what makes text of a kernel: the sources of the steps of emission, and their patterns."""
    written = (
        allo_text.tidied, allo_text.without_unread, allo_text.plainly_indexed, allo_text.with_plain_indexes,
    )  # fmt: skip
    steps = [inspect.getsource(step) for step in (scheduled, emit, scheduled_block, emit_block, *written)]
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


def is_kept(kernel: str, design: Kept) -> bool:
    """Whether the HLS C++ of a kernel for a design is in hw/generated."""
    return any(design == made and kernel in kernels for made, kernels in ALL.values())


def freshly_emitted(kernel: str, design: Kept) -> str:
    """HLS C++ of a kernel as Allo emits it now; of a block the kernel is its level."""
    return emit_block(kernel, design) if isinstance(design, Block) else emit(kernel, design)


def fresh_mlir(kernel: str, design: Kept) -> str:
    """MLIR of a kernel with its schedule, as Allo has it before it writes HLS C++."""
    if isinstance(design, Block):
        return f"{str(scheduled_block(kernel, design).module).strip()}\n"
    return f"{str(scheduled(kernel, design).module).strip()}\n"


@lru_cache(maxsize=8)
def emitted(kernel: str, design: Kept) -> str:
    """HLS C++ of a kernel: what is kept for this design, else freshly emitted.

    Raises:
        ToolchainMissing: the design is not among those kept, and Allo is not installed; the nearest one that is kept.
        FormatError: what is kept is not what was emitted.
    """
    kept = {name: kept for name, (kept, kernels) in ALL.items() if kernel in kernels}
    for name, other in kept.items():
        if other == design:
            return _read(GENERATED / name, kernel)
    try:
        return freshly_emitted(kernel, design)
    except ToolchainMissing as error:
        differing = {name: _difference(design, other) for name, other in kept.items()}
        name = min(differing, key=lambda name: len(differing[name]))
        raise ToolchainMissing(
            f"{kernel}: hw/generated does not hold this design; nearest that it holds: {name}, with "
            f"{', '.join(differing[name])}; any other needs Allo: {error}"
        ) from error


def _difference(design: Kept, other: Kept) -> list[str]:
    """What one would change in a design to have the other."""
    names = [field.name for field in fields(design) if getattr(design, field.name) != getattr(other, field.name)]
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


def regenerate(allo_version: str, allo_commit: str, only: Sequence[str] = ()) -> None:
    """Emit the kept designs again, or those named, and record what they were emitted from."""
    for name, (design, kernels) in ALL.items():
        if only and name not in only:
            continue
        folder = GENERATED / name
        folder.mkdir(parents=True, exist_ok=True)
        code = {kernel: freshly_emitted(kernel, design) for kernel in kernels}
        for kernel in kernels:
            (folder / f"{kernel}.cpp").write_text(code[kernel], encoding="utf-8")
        mlir = {kernel: fresh_mlir(kernel, design) for kernel in _with_mlir(folder)}
        for kernel, text in mlir.items():
            (folder / f"{kernel}.mlir").write_text(text, encoding="utf-8")
        record = record_of(design, code, mlir) | {"allo_commit": allo_commit, "allo_version": allo_version}
        (folder / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _with_mlir(folder: Path) -> tuple[str, ...]:
    return tuple(json.loads((folder / "record.json").read_text(encoding="utf-8")).get("mlir_sha256", ()))


def record_of(design: Kept, code: Mapping[str, str], mlir: Mapping[str, str]) -> dict[str, Any]:
    """What is recorded beside emitted kernels: their design, their text's digests, and those of all that shaped it.

    Args:
        code: text of each kernel by its name.
        mlir: of those whose MLIR is kept.
    """
    kept_mlir = {"mlir_sha256": {kernel: _digest(text) for kernel, text in mlir.items()}} if mlir else {}
    return kept_mlir | {
        "kind": next(kind for kind, made in _KINDS.items() if isinstance(design, made)),
        "design": {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(design).items()},
        "source_sha256": {kernel: source_digest(kernel) for kernel in code},
        "vocabulary_sha256": vocabulary_digest(design),
        "backend_sha256": backend_digest(),
        "cpp_sha256": {kernel: _digest(text) for kernel, text in code.items()},
    }


def stale(folder: Path) -> tuple[str, ...]:
    """What of a kept design is not as recorded, as paths into its record; none where its kernels may be trusted."""
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    design, kernels = _recorded(folder)
    code = {k: (folder / f"{k}.cpp").read_text(encoding="utf-8") for k in kernels}
    mlir = {k: (folder / f"{k}.mlir").read_text(encoding="utf-8") for k in _with_mlir(folder)}
    expected = record_of(design, code, mlir)
    found = []
    for key, value in expected.items():
        if key.endswith("_sha256") and isinstance(value, dict):
            found += [f"{key}.{kernel}" for kernel in value if record.get(key, {}).get(kernel) != value[kernel]]
        elif record.get(key) != value:
            found.append(key)
    return tuple(found)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m hw.kept_kernels ALLO_VERSION ALLO_COMMIT [NAME...]")
    regenerate(sys.argv[1], sys.argv[2], sys.argv[3:])
