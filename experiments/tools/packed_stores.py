"""Packed stores of the configured model, each made once, and what a store says of itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from flame.app.experiment import Context
from flame.ids import ExpertId
from flame.nm_pattern import NMPattern
from flame.storage.packed_store import PackedStore
from flame.storage.work_key import cached
from offline.pruning.packing import write_packed_model

STORE_KIND, STORE_VERSION = "packed-experts", 1


def packed_folder(context: Context, pattern: NMPattern) -> Path:
    """The packed store of the model, pruned by magnitude; made once."""
    pruning = context.settings.pruning
    return cached(
        context.artifacts, STORE_KIND, STORE_VERSION,
        lambda folder: write_packed_model(context.model, folder, pattern, pruning.value_type, pruning.pad),
        config={
            "pattern": str(pattern), "criterion": "magnitude", "value_type": pruning.value_type, "pad": pruning.pad,
        },
        inputs={"model": context.model_sha256},
        maker="offline.pruning.packing",
        labels=context.labels(),
    )  # fmt: skip


def packed_as(folder: Path) -> dict[str, str]:
    """`pattern` and `value_type` of a store's experts as its own headers state them, the most frequent first."""
    store = PackedStore(folder)
    experts = [store.location(ExpertId(layer, e)) for layer in store.layers for e in range(store.num_experts)]
    matrices = [matrix for place in experts for matrix in place.header["matrices"].values()]
    return {
        fact: ", ".join(str(value) for value, _ in Counter(matrix[fact] for matrix in matrices).most_common())
        for fact in ("pattern", "value_type")
    }
