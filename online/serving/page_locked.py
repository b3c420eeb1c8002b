"""Memory of the host that a CUDA device reads and copies from by itself."""

from __future__ import annotations

import numpy as np
import torch

from flame.packed_expert import PackedExpert


def page_locked(expert: PackedExpert, lock: bool = True) -> PackedExpert:
    """An expert as one run of such memory; the same expert where it is that already.

    Args:
        lock: False leaves pages that can be moved, for a CPU that stands for a device.
    """
    run = expert.run()
    fits = run is not None and run.flags.writeable
    if fits and (not lock or torch.from_numpy(run).is_pinned()):
        return expert
    own = torch.empty(expert.size_bytes, dtype=torch.uint8, pin_memory=lock).numpy()  # which begins on more than that
    own[:] = np.frombuffer(expert.to_bytes(), np.uint8)
    return PackedExpert.from_buffer(own, expert.header())
