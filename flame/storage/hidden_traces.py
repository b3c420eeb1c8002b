"""Hidden states beside a routing trace on disk: the files of an artifact that `flame.storage.trace_files` shares."""

from __future__ import annotations

from pathlib import Path

import numpy as np

HIDDEN_TRACE_KIND, HIDDEN_TRACE_VERSION = "hidden-trace", 1
_FILE = "states.safetensors"


def write_states(router: np.ndarray, block: np.ndarray, folder: Path) -> None:
    """Write the inputs of routers and of their blocks, float16 `[tokens, moe_layers, hidden]` each."""
    from safetensors.numpy import save_file

    save_file({"router": np.ascontiguousarray(router), "block": np.ascontiguousarray(block)}, folder / _FILE)


def read_states(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """The inputs of routers, and of their blocks."""
    from safetensors.numpy import load_file

    states = load_file(folder / _FILE)
    return states["router"], states["block"]
