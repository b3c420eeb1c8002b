"""Which weights of an expert to keep: magnitude, Wanda, SparseGPT, each on what the expert itself was sent.

Wanda (Sun et al. 2023) weighs each magnitude by the norm of its input; SparseGPT (Frantar and Alistarh 2023) decides
by second-order error and corrects the kept weights for what went. Both need the inputs of a matrix; an expert that saw
too few tokens falls back to magnitude, and the outcome says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from flame.errors import ConfigError, FormatError, near_names
from flame.model import MoeLayer, MoeModel
from flame.nm_format import NMPattern
from flame.plugins import CRITERIA as PLUGINS
from flame.plugins import load_plugin, plugin_names
from offline.calibration import RoutedTokens
from offline.pruning import ExpertMatrix, nm_mask, require_finite

CRITERIA = ("magnitude", "wanda", "sparsegpt")
Patterns = NMPattern | Mapping[ExpertMatrix, NMPattern]


@dataclass(frozen=True)
class MatrixOutcome:
    """How one matrix was pruned.

    Args:
        place, pattern: which matrix, and to what.
        criterion: the one that was used, which is magnitude after a fallback.
        tokens: calibration tokens that the expert saw.
        error: share of the output's energy that pruning changes on them, |X (W - W')^T|^2 / |X W^T|^2; None without
            tokens.
        magnitude_error: the same for the magnitude mask.
    """

    place: ExpertMatrix
    pattern: NMPattern
    criterion: str
    tokens: int
    error: float | None
    magnitude_error: float | None


def wanda_mask(weight: torch.Tensor, inputs: torch.Tensor, pattern: NMPattern) -> torch.Tensor:
    """Keep the largest |weight| x input norm of each group.

    Args:
        weight: [rows, cols].
        inputs: [tokens, cols].
    """
    return nm_mask(weight.abs().float() * inputs.float().norm(dim=0), pattern)


def sparsegpt(
    weight: torch.Tensor, inputs: torch.Tensor, pattern: NMPattern, damping: float, block: int = 128
) -> torch.Tensor:
    """Prune column by column, passing the error of each pruned weight on to the columns after it.

    Args:
        weight: [rows, cols]; inputs: [tokens, cols].
        damping: added to the diagonal of the Hessian, as a share of its mean; it also bounds the correction where
            there are fewer tokens than columns.
        block: columns whose errors are passed on together, at least a group.
    Returns:
        the pruned and corrected weights, in the type of ``weight``; each group has at most ``keep`` non-zeros.
    """
    work = weight.detach().double().clone()
    cols = work.shape[1]
    hessian = inputs.double().T @ inputs.double()
    # damping also stands in for columns that no token excites: they are pruned first, and stay as they are where kept
    hessian += damping * hessian.diagonal().mean() * torch.eye(cols, dtype=torch.float64)
    inverse = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(hessian)), upper=True)
    mask = torch.empty(work.shape, dtype=torch.bool)
    step = max(block // pattern.group, 1) * pattern.group
    for start in range(0, cols, step):
        end = min(start + step, cols)
        errors = torch.zeros(len(work), end - start, dtype=torch.float64)
        for col in range(start, end):
            if col % pattern.group == 0:
                group = slice(col, col + pattern.group)
                mask[:, group] = nm_mask(work[:, group] / inverse.diagonal()[group], pattern)
            gone = torch.where(mask[:, col], 0.0, work[:, col]) / inverse[col, col]
            work[:, col:end] -= gone[:, None] * inverse[col, col:end]
            errors[:, col - start] = gone
        work[:, end:] -= errors @ inverse[start:end, end:]
    return torch.where(mask, work, 0.0).to(weight.dtype)


def output_error(weight: torch.Tensor, pruned: torch.Tensor, inputs: torch.Tensor) -> float:
    """Share of the output's energy that pruning changes: |X (W - W')^T|^2 / |X W^T|^2."""
    x = inputs.double()
    energy = float((x @ weight.double().T).square().sum())
    return float((x @ (weight - pruned).double().T).square().sum()) / energy if energy else 0.0


def prune_matrix(
    weight: torch.Tensor, pattern: NMPattern, criterion: str, inputs: torch.Tensor, min_tokens: int, damping: float
) -> tuple[torch.Tensor, str, float | None, float | None]:
    """Prune one matrix by a criterion, or by magnitude where the expert saw fewer than ``min_tokens``.

    SparseGPT, and a criterion that another package adds, is kept only where its output error on these inputs is not
    above magnitude's.

    Returns:
        pruned weights, the criterion used, its output error, and magnitude's (None where there is no token).
    """
    check_criterion(criterion)
    zero = torch.zeros((), dtype=weight.dtype)
    by_magnitude = torch.where(nm_mask(weight, pattern), weight, zero)
    if not len(inputs):
        return by_magnitude, "magnitude", None, None
    magnitude_error = output_error(weight, by_magnitude, inputs)
    if criterion == "magnitude" or len(inputs) < min_tokens or not inputs.any():
        return by_magnitude, "magnitude", magnitude_error, magnitude_error
    if criterion == "wanda":
        pruned = torch.where(wanda_mask(weight, inputs, pattern), weight, zero)
        return pruned, "wanda", output_error(weight, pruned, inputs), magnitude_error
    if criterion == "sparsegpt":
        pruned = sparsegpt(weight, inputs, pattern, damping)
    else:
        pruned = load_plugin(PLUGINS, criterion)(weight, inputs, pattern)
        kept = (pruned.reshape(len(pruned), -1, pattern.group) != 0).sum(-1)
        if pruned.shape != weight.shape or bool((kept > pattern.keep).any()):
            raise FormatError(f"criterion {criterion}: its weights do not keep {pattern} (mend the plug-in)")
    error = output_error(weight, pruned, inputs)
    if not error <= magnitude_error:
        return by_magnitude, "magnitude", magnitude_error, magnitude_error
    return pruned, criterion, error, magnitude_error


def check_criterion(name: str) -> None:
    """Refuse a name that neither `CRITERIA` nor an installed package has.

    Raises:
        ConfigError: with the near names.
    """
    known = (*CRITERIA, *plugin_names(PLUGINS))
    if name not in known:
        raise ConfigError(f"pruning criterion {name!r}: {near_names(name, known)}")


def prune_experts(
    model: MoeModel,
    patterns: Patterns,
    criterion: str,
    tokens: RoutedTokens,
    min_tokens: int,
    damping: float,
    progress: Callable[[Iterable[MoeLayer]], Iterable[Any]] = iter,
) -> tuple[MoeModel, tuple[MatrixOutcome, ...]]:
    """A copy of the model with every expert pruned on its own tokens.

    The second matrix is pruned on what the pruned first one gives it, so that it can make up for it.
    """
    pruned = model.copy()
    outcomes = []
    for layer in progress(model.moe_layers()):
        for expert in range(model.num_experts):
            inputs = tokens.hidden[layer.stack, layer.position][expert]
            seen = int(tokens.counts[layer.stack, layer.position][expert])
            module = pruned.sparse_mlp(layer).experts[f"expert_{expert}"]
            for name, weight in model.expert_matrices(layer, expert).items():
                place = ExpertMatrix(layer.stack, layer.position, expert, name)
                require_finite(weight, str(place))
                pattern = patterns if isinstance(patterns, NMPattern) else patterns[place]
                if name == "wo":
                    with torch.inference_mode():
                        inputs = module.act(module.wi(inputs))
                kept, used, error, magnitude = prune_matrix(weight, pattern, criterion, inputs, min_tokens, damping)
                pruned.set_expert_matrices(layer, expert, {name: kept})
                outcomes.append(MatrixOutcome(place, pattern, used, seen, error, magnitude))
    return pruned, tuple(outcomes)


def fallback_notes(outcomes: Iterable[MatrixOutcome], criterion: str, min_tokens: int) -> list[str]:
    """Lines for a report: which experts saw too few tokens, by layer, and which matrices magnitude served better."""
    few: dict[str, list[str]] = {}
    worse = []
    for outcome in outcomes:
        place = outcome.place
        if outcome.criterion == criterion:
            continue
        if outcome.tokens >= min_tokens:
            worse.append(str(place))
        elif place.name == "wi":
            few.setdefault(f"{place.stack} layer {place.position}", []).append(f"{place.expert} ({outcome.tokens})")
    notes = []
    if few:
        count = sum(map(len, few.values()))
        where = "; ".join(f"{layer}: {', '.join(experts)}" for layer, experts in few.items())
        notes.append(
            f"{criterion}: {count} experts saw fewer than {min_tokens} calibration tokens and were pruned by "
            f"magnitude, expert (tokens): {where}."
        )
    if worse:
        notes.append(f"{criterion}: magnitude had the smaller error, and was kept, for {'; '.join(worse)}.")
    return notes
