"""What a long reproduction needs, looked at before its first hour: checkpoints, corpora, memory, disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from flame.app.config import DatasetSettings
from flame.errors import FlameError
from flame.models.loading import check_checkpoint
from flame.models.settings import ModelSettings
from flame.storage.dataset import load_corpus

# Assumption: a model in fp32 and the pruned copy that is compared with it are held at a time, beside the programs.
COPIES, PROGRAM_BYTES = 2, 2 * 10**9
DISK_BYTES = 2 * 10**9  # Assumption: traces, tables and pictures of two models


def needs(models: Iterable[ModelSettings], dataset: DatasetSettings, output: Path) -> list[dict[str, Any]]:
    """Look at everything that is read, without reading a weight: rows `needs`, `found`, `verdict` and `reason`.

    Args:
        models: those that will be run, in any order; each is looked at once.
        dataset: the corpora of accuracy and of traces.
        output: folder that will be written.
    """
    distinct: list[ModelSettings] = []
    for model in models:
        distinct += [] if model in distinct else [model]
    rows = [_row(f"checkpoint of {model.name}", partial(_checkpoint, model)) for model in distinct]
    rows.append(_row(f"corpus {dataset.name}", partial(_corpus, dataset.name, dataset.path, dataset.hub_name, True)))
    if dataset.traces is None and dataset.trace_name is not None and dataset.trace_name != dataset.name:
        trace_corpus = partial(_corpus, dataset.trace_name, dataset.trace_path, None, False)
        rows.append(_row(f"corpus {dataset.trace_name}", trace_corpus))
    rows.append(_row(f"{DISK_BYTES / 1e9:.0f} GB of disk for {output}", partial(_disk, output)))
    return rows


def _row(needs: str, look: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"needs": needs, "verdict": "there", "found": look()}
    except FlameError as error:
        return {"needs": needs, "verdict": "missing", "reason": str(error)}


def _checkpoint(model: ModelSettings) -> str:
    size = check_checkpoint(model)
    wanted = COPIES * size + PROGRAM_BYTES
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if wanted > memory:
        raise FlameError(
            f"model {model.name}: about {wanted / 1e9:.1f} GB of memory for its weights in fp32 and a pruned copy, "
            f"this machine has {memory / 1e9:.1f} GB (take a machine with more)"
        )
    return f"{size / 1e9:.2f} GB of weights in fp32; about {wanted / 1e9:.1f} GB of memory"


def _corpus(name: str, path: str | None, hub_name: str | None, summarised: bool) -> str:
    corpus = load_corpus(name, path, hub_name)
    if summarised and not corpus.has_summaries:
        raise FlameError(f"corpus {name}: {corpus.without_summary} has no summary (accuracy is measured on summaries)")
    return ", ".join(f"{len(dialogues):,} {split}" for split, dialogues in corpus.splits.items())


def _disk(output: Path) -> str:
    place = output.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < DISK_BYTES:
        raise FlameError(
            f"{place}: {free / 1e9:.1f} GB are free (expected {DISK_BYTES / 1e9:.0f} GB; give output=FOLDER)"
        )
    return f"{free / 1e9:.1f} GB free"
