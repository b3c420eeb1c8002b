"""Pruning masks: N:M, unstructured, column-balanced block and whole experts, by magnitude or any other score.

Masks are boolean, true where a weight stays. Every mask keeps an exact number of weights, and equal scores are decided
towards the lower index, so that a mask is a function of its matrix alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import FormatError, ModelError, is_whole
from flame.ids import ExpertId, LayerId
from flame.matrices import plain_tensor, require_dense
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern

Matrix = Any  # NumPy array or torch tensor
Masks = Mapping["ExpertMatrix", torch.Tensor]

# Weights that are masked at a time: small enough for the planes of a chunk to stay in the second-level cache.
_CHUNK = 1 << 16
_COUNTED_GROUP = 16  # comparing all pairs beats selection up to here
_ORDER_BITS: dict[int, Any] = {
    1: np.uint8(0x7F),
    2: np.uint16(0x7FFF),
    4: np.uint32(0x7FFFFFFF),
    8: np.uint64(0x7FFFFFFFFFFFFFFF),
}


@dataclass(frozen=True, order=True)
class ExpertMatrix:
    """One matrix of one expert: `gate`, `up` or `down`."""

    expert: ExpertId
    name: str

    def __str__(self) -> str:
        return f"{self.expert}, {self.name}"


def nm_mask(matrix: Matrix, pattern: NMPattern, where: str = "matrix", pad: bool = False) -> Matrix:
    """Keep the `keep` largest magnitudes of every `group` along the last axis (paper section 4).

    Args:
        matrix: NumPy array or torch tensor [..., cols], any floating type; infinities rank above every finite number
            and NaN above them.
        pattern: how many of how many.
        where: what to call the matrix in an error.
        pad: let the last group of a row be short where the group does not divide the columns; it then keeps `keep`
            of what it has.
    Returns:
        bool, of the same kind and shape; exactly `keep` true in each group, ties towards the lower index.
    Raises:
        FormatError: the group does not divide the columns, or the elements are no numbers.
    """
    bits, finish = _magnitude_bits(matrix)
    cols = bits.shape[-1] if bits.ndim else 0
    missing = pattern.groups(cols, where, pad) * pattern.group - cols
    if missing:  # zeros lose every tie against what stands before them
        bits = np.pad(bits, [(0, 0)] * (bits.ndim - 1) + [(0, missing)])
    mask = np.empty(bits.shape, bool)
    flat, out = bits.reshape(-1, pattern.group), mask.reshape(-1, pattern.group)
    masked = _mask_by_counting if pattern.group <= _COUNTED_GROUP else _mask_by_selection
    step = max(1, _CHUNK // pattern.group)
    starts = range(0, len(flat), step)

    def run(lane: int) -> None:
        for start in starts[lane::lanes]:
            masked(flat[start : start + step], pattern, out[start : start + step])

    lanes = min(torch.get_num_threads(), len(starts), os.cpu_count() or 1)
    if lanes > 1:
        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(run, range(lanes)))
    elif lanes:
        run(0)
    return finish(np.ascontiguousarray(mask[..., :cols]) if missing else mask)


def nm_pruned(matrix: Matrix, pattern: NMPattern, where: str = "matrix", pad: bool = False) -> Matrix:
    """The matrix with every weight but the kept ones zero; arguments and errors are those of `nm_mask`."""
    mask = nm_mask(matrix, pattern, where, pad)
    if isinstance(matrix, torch.Tensor):
        return torch.where(mask, matrix, torch.zeros((), dtype=matrix.dtype, device=matrix.device))
    return np.where(mask, matrix, matrix.dtype.type(0))


def _mask_by_counting(bits: NDArray[Any], pattern: NMPattern, out: NDArray[np.bool_]) -> None:
    """A weight stays if fewer than `keep` others of its group beat it; each pair is compared once."""
    group = pattern.group
    planes = np.bitwise_and(bits.T, _ORDER_BITS[bits.itemsize], order="C")  # a copy always: bits are the caller's
    # beaten[i]: how many beat weight i; starts from the later ones, all taken to win, and corrects by comparison
    beaten = [np.full(len(bits), group - 1 - i, np.int8) for i in range(group)]
    wins = np.empty(len(bits), bool)
    count = wins.view(np.int8)
    for i in range(group):
        for j in range(i + 1, group):
            np.greater_equal(planes[i], planes[j], out=wins)
            beaten[i] -= count
            beaten[j] += count
    for i in range(group):
        np.less(beaten[i], pattern.keep, out=out[:, i])


def _mask_by_selection(bits: NDArray[Any], pattern: NMPattern, out: NDArray[np.bool_]) -> None:
    _largest(bits & _ORDER_BITS[bits.itemsize], pattern.keep, out)


def _largest(order: NDArray[Any], keep: int, out: NDArray[np.bool_]) -> None:
    """Mark the `keep` largest of each row, ties towards the lower index."""
    cols = order.shape[1]
    if keep == 0:
        out[:] = False
        return
    threshold = np.partition(order, cols - keep, axis=1)[:, cols - keep, None]
    above = order > threshold
    free = keep - above.sum(axis=1, keepdims=True)
    ties = order == threshold
    out[:] = above | (ties & (np.cumsum(ties, axis=1) <= free))


def unstructured_mask(matrix: Matrix, sparsity: float) -> Matrix:
    """Keep the largest magnitudes of the whole matrix, wherever they are (Han et al., the paper's reference 10).

    Args:
        sparsity: fraction of weights that go; their number is rounded down.
    Returns:
        bool, of the same kind and shape; ties towards the lower index.
    """
    bits, finish = _magnitude_bits(matrix)
    keep = bits.size - _count(sparsity, bits.size)
    order = (bits & _ORDER_BITS[bits.itemsize]).reshape(1, -1)
    mask = np.empty(order.shape, bool)
    _largest(order, keep, mask)
    return finish(mask.reshape(bits.shape))


def block_mask(matrix: Matrix, sparsity: float, block: tuple[int, int], balance: str = "column") -> Matrix:
    """Keep whole blocks of largest L2 norm, equally many in each column of blocks.

    Column-balanced block pruning (Peng et al. 2021, the paper's reference 5) cuts the weight matrix into blocks and
    prunes the same number in every block column, so that the lanes of an accelerator that each take a column finish
    together. Assumption: their text leaves block shape and norm open to us; both are stated in the configuration.

    Args:
        matrix: [rows, cols].
        sparsity: fraction of the blocks that go; their number (in each column or row, or in all) is rounded down.
        block: rows and columns of a block; both must divide the matrix.
        balance: `column` keeps equally many blocks in each block column, `row` in each block row, `none` ranks
            all blocks together.
    Raises:
        FormatError: the block does not divide the matrix, or the balance rule is unknown.
    """
    require_dense(matrix)
    rows, cols = matrix.shape
    if len(block) != 2 or not all(map(is_whole, block)):
        raise FormatError(f"block {block!r}: expected two whole numbers, rows and columns")
    height, width = block
    if height < 1 or width < 1 or rows % height or cols % width:
        raise FormatError(
            f"matrix: {rows} x {cols} weights do not divide into blocks of {height} x {width} (choose a smaller block)"
        )
    bits, finish = _magnitude_bits(matrix)
    weights = plain_tensor(matrix).float().numpy() if isinstance(matrix, torch.Tensor) else matrix
    tiles = np.square(weights.astype(np.float64)).reshape(rows // height, height, cols // width, width)
    norms = tiles.sum(axis=(1, 3))
    if balance == "column":
        order = norms.T
    elif balance in ("row", "none"):
        order = norms if balance == "row" else norms.reshape(1, -1)
    else:
        raise FormatError(f"balance {balance!r}: expected column, row or none")
    kept = np.empty(order.shape, bool)
    _largest(np.ascontiguousarray(order), order.shape[1] - _count(sparsity, order.shape[1]), kept)
    kept = kept.T if balance == "column" else kept.reshape(norms.shape)
    return finish(np.repeat(np.repeat(kept, height, axis=0), width, axis=1).reshape(bits.shape))


def _count(sparsity: float, total: int) -> int:
    if not isinstance(sparsity, int | float | np.number) or not 0 <= sparsity <= 1:
        raise FormatError(f"sparsity {sparsity}: expected a fraction from 0 to 1")
    return int(sparsity * total + 1e-9)


def _magnitude_bits(matrix: Matrix) -> tuple[NDArray[Any], Callable[[NDArray[np.bool_]], Matrix]]:
    """The elements' bits as unsigned integers (without the sign bit they order as magnitudes do), and the way back."""
    require_dense(matrix, axes=None)
    if isinstance(matrix, torch.Tensor):
        tensor = plain_tensor(matrix)
        if not tensor.dtype.is_floating_point:
            raise FormatError(f"matrix: elements are {tensor.dtype} (expected a floating type)")
        integer = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}[tensor.element_size()]
        bits = tensor.view(integer).numpy()
        return bits.view(f"u{bits.itemsize}"), lambda mask: torch.from_numpy(mask).to(matrix.device)
    if matrix.dtype.kind != "f" or matrix.itemsize > 8:
        raise FormatError(f"matrix: elements are {matrix.dtype} (expected fp16, fp32 or fp64)")
    return np.ascontiguousarray(matrix).view(f"u{matrix.itemsize}"), lambda mask: mask


def expert_matrices(model: MoeModel, stack: str | None = None) -> Iterator[tuple[ExpertMatrix, torch.Tensor]]:
    """Every matrix of every expert with its place; the tensors are the live weights."""
    for layer in model.moe_layers(stack):
        for expert in range(model.num_experts):
            for name, matrix in model.expert_matrices(layer, expert).items():
                yield ExpertMatrix(ExpertId(layer.id, expert), name), matrix


def layer_of(model: MoeModel, place: ExpertMatrix) -> MoeLayer:
    """The MoE layer that a matrix belongs to."""
    stack, position = place.expert.layer
    return model.moe_layers(stack)[position]


def magnitude_masks(
    model: MoeModel, mask_of: Callable[[torch.Tensor], torch.Tensor]
) -> dict[ExpertMatrix, torch.Tensor]:
    """One mask for each expert matrix, from that matrix alone.

    Args:
        mask_of: the mask of a matrix, such as `lambda w: nm_mask(w, pattern)`.
    Raises:
        FormatError: a matrix does not fit the mask's shape; the message names the matrix.
        ModelError: a weight is NaN or infinite.
    """
    masks = {}
    for place, matrix in expert_matrices(model):
        require_finite(matrix, str(place))
        try:
            masks[place] = mask_of(matrix)
        except FormatError as error:
            raise FormatError(str(error).replace("matrix", str(place), 1)) from error
    return masks


def expert_drop_masks(
    model: MoeModel, fraction: float, usage: Mapping[LayerId, NDArray[Any]] | None = None
) -> dict[ExpertMatrix, torch.Tensor]:
    """Drop whole experts: in each MoE layer the given fraction of them, by usage or by norm.

    A token that is routed to a dropped expert passes by on the residual path alone, as one over capacity does.

    Args:
        fraction: share of the experts of each layer that go, rounded down.
        usage: how often each expert of a layer was chosen, [num_experts]; None ranks by the L2 norm of
            the expert's weights.
    """
    masks = {}
    for layer in model.moe_layers():
        matrices = [model.expert_matrices(layer, expert) for expert in range(model.num_experts)]
        if usage is None:
            rank = np.array([sum(float(m.double().square().sum()) for m in each.values()) for each in matrices])
        else:
            rank = np.asarray(usage[layer.id], np.float64)
        kept = np.empty((1, len(rank)), bool)
        _largest(rank[None], len(rank) - _count(fraction, len(rank)), kept)
        for expert, each in enumerate(matrices):
            for name, matrix in each.items():
                place = ExpertMatrix(ExpertId(layer.id, expert), name)
                masks[place] = torch.full(matrix.shape, bool(kept[0, expert]))
    return masks


def apply_masks(model: MoeModel, masks: Masks) -> MoeModel:
    """A copy of the model in which masked weights are zero."""
    pruned = model.copy()
    for place, mask in masks.items():
        layer = layer_of(pruned, place)
        matrix = pruned.expert_matrices(layer, place.expert.expert)[place.name]
        pruned.set_expert_matrices(layer, place.expert.expert, {place.name: torch.where(mask, matrix, 0)})
    return pruned


def require_finite(matrix: torch.Tensor, where: str) -> None:
    """Refuse weights that no criterion can rank sensibly.

    Raises:
        ModelError: a weight is NaN or infinite.
        FormatError: it is no dense tensor in memory.
    """
    require_dense(matrix, where, axes=None)
    # a sum is finite only where every term is, and is one pass; the exact test decides where a sum overflowed
    if not torch.isfinite(matrix.detach().float().sum()) and not torch.isfinite(matrix).all():
        bad = int((~torch.isfinite(matrix)).sum())
        raise ModelError(f"{where}: {bad} weights are NaN or infinite (expected finite; mend the checkpoint)")
