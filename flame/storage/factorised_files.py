"""Factorised tables on disk: an artifact that is bound to the routers whose trace it was learnt from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from flame.evidence import Evidence
from flame.factorised_table import FactorisedTable, Rows
from flame.storage.artifact import Labels, Manifest, canonical_json, write_artifact
from flame.storage.router_files import open_bound, read_arrays

FACTORISED_KIND, FACTORISED_VERSION = "factorised-table", 1
_FILE = "table.safetensors"
_ROWS = ("direct", "path", "history", "output", "tokens", "token_mix", "token_votes")
_NUMBERS = ("bias", "hidden_bias", "vocabulary")


def save_factorised(
    table: FactorisedTable, folder: Path, *, router_sha256: str, config: Mapping[str, Any], labels: Labels
) -> Path:
    """Write a table as an artifact that is bound to the router whose trace it was learnt from."""
    return write_artifact(
        folder, FACTORISED_KIND, FACTORISED_VERSION, lambda at: write_factorised(table, at), config=config,
        labels=labels, inputs={"router": router_sha256},
    )  # fmt: skip


def write_factorised(table: FactorisedTable, folder: Path) -> None:
    """Write the files of such an artifact."""
    write_table_file(table, folder / _FILE)


def load_factorised(folder: Path, router_sha256: str | None = None) -> tuple[FactorisedTable, Manifest]:
    """Read a table and its manifest.

    Raises:
        ArtifactError: not a factorised table, of another version or model, or altered since it was written.
    """
    manifest = open_bound(folder, FACTORISED_KIND, FACTORISED_VERSION, router_sha256)
    return read_table_file(folder / _FILE), manifest


def write_table_file(table: FactorisedTable, file: Path) -> None:
    """Write one safetensors file; entries of 4 bits are packed in twos along their rows, the first in the low half."""
    from safetensors.numpy import save_file

    arrays = {name: np.ascontiguousarray(getattr(table, name)) for name in _NUMBERS}
    for name in _ROWS:
        rows = getattr(table, name)
        arrays[f"{name}.entries"] = pack_entries(rows.entries, table.entry_bits)
        arrays[f"{name}.exponents"] = np.ascontiguousarray(rows.exponents)
    evidence = [[e.kind, e.distance, e.neighbour, e.step] for e in table.evidence]
    shapes = {name: getattr(table, name).entries.shape for name in _ROWS}
    facts = {"top_k": table.top_k, "entry_bits": table.entry_bits, "evidence": evidence, "rates": table.rates,
             "after_decision": table.after_decision, "bias_step": table.bias_step}  # fmt: skip
    save_file(arrays, file, metadata={"table": canonical_json(facts | {"shapes": shapes})})


def read_table_file(file: Path) -> FactorisedTable:
    """Read what `write_table_file` wrote; whoever calls has compared its digest."""
    metadata, arrays = read_arrays(file)
    facts = json.loads(metadata["table"])
    rows = {
        name: Rows(
            unpack_entries(arrays[f"{name}.entries"], tuple(facts["shapes"][name]), facts["entry_bits"]),
            arrays[f"{name}.exponents"],
        )
        for name in _ROWS
    }
    evidence = tuple(Evidence(*source) for source in facts["evidence"])
    return FactorisedTable(
        facts["top_k"], facts["entry_bits"], evidence, tuple(facts["rates"]), rows["direct"], rows["path"],
        rows["history"], rows["output"], rows["tokens"], rows["token_mix"], rows["token_votes"], arrays["bias"],
        arrays["hidden_bias"], arrays["vocabulary"], facts["after_decision"], facts["bias_step"],
    )  # fmt: skip


def pack_entries(entries: np.ndarray, entry_bits: int) -> np.ndarray:
    """Entries as they are stored: uint8, one after the other, in twos a byte for 4 bits."""
    flat = entries.reshape(-1).view(np.uint8)
    if entry_bits == 8:
        return np.ascontiguousarray(flat)
    nibbles = np.append(flat, np.zeros(len(flat) % 2, np.uint8)) & 15
    return nibbles[0::2] | (nibbles[1::2] << 4)


def unpack_entries(packed: np.ndarray, shape: tuple[int, ...], entry_bits: int) -> np.ndarray:
    """The int8 entries of `pack_entries`."""
    count = int(np.prod(shape))
    if entry_bits == 4:
        packed = np.stack([packed & 15, packed >> 4], axis=-1).reshape(-1)[:count]
        packed = (packed ^ 8) - np.uint8(8)  # the sign of 4 bits becomes that of 8
    return packed.view(np.int8).reshape(shape)
