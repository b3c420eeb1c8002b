"""What is taken for a matrix: a NumPy array, or a torch tensor whose numbers lie in memory one beside the other."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from flame.errors import FormatError


def require_dense(matrix: Any, where: str = "matrix", axes: int | None = 2) -> None:
    """Refuse what no criterion and no packing can read.

    Args:
        where: what to call it in an error.
        axes: axes that it must have; None takes any number but none.
    Raises:
        FormatError: neither an array nor a tensor; a tensor that is sparse, nested, quantised or without numbers (on
            the device `meta`); or another number of axes.
    """
    torch = sys.modules.get("torch")  # a tensor that arrives proves that it was imported
    if torch is not None and isinstance(matrix, torch.Tensor):
        kinds = {
            "nested": matrix.is_nested,
            "without numbers (on the device meta)": matrix.is_meta,
            f"of the layout {str(matrix.layout).removeprefix('torch.')}": matrix.layout is not torch.strided,
            "quantised": matrix.is_quantized,
        }
        for kind, is_it in kinds.items():
            if is_it:
                raise FormatError(f"{where}: a tensor {kind} (expected a dense one in memory, as to_dense() gives)")
    elif not isinstance(matrix, np.ndarray):
        raise FormatError(f"{where}: {type(matrix).__name__} (expected a NumPy array or a torch tensor)")
    if matrix.ndim != axes if axes is not None else matrix.ndim == 0:
        wanted = "at least one axis" if axes is None else "rows and columns"
        raise FormatError(f"{where}: shape {list(matrix.shape)} (expected {wanted})")


def plain_tensor(tensor: Any) -> Any:
    """The numbers of a dense tensor on the CPU, contiguous, whatever views lie over them."""
    return tensor.detach().cpu().resolve_conj().resolve_neg().contiguous()
