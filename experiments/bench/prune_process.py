"""Prune a checkpoint in a process of its own, so that its peak memory is its own: `python -m` with five arguments."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import torch

from experiments.tools.peak_memory import peak_bytes
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from offline.pruning.checkpoints import prune_checkpoint


def main() -> None:
    """Arguments: checkpoint, destination, pattern, value type, threads."""
    source, folder, pattern, value_type, workers = sys.argv[1:]
    torch.set_num_threads(int(workers))
    before = peak_bytes()
    start = time.perf_counter()
    summary = prune_checkpoint(
        Path(source), Path(folder), NMPattern.parse(pattern), value_type, labels=Labels("random"), workers=int(workers)
    )
    seconds = time.perf_counter() - start
    print(
        json.dumps(
            {
                "seconds": seconds,
                "peak_bytes": peak_bytes(),
                "imports_bytes": before,
                "expert_weights": summary.expert_weights,
                "packed_bytes": summary.packed_bytes,
            }
        )
    )


if __name__ == "__main__":
    main()
