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

from flame.errors import ConfigError, FormatError, ModelError, near_names
from flame.ids import ExpertId, LayerId
from flame.matrices import require_dense
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import MATRICES
from flame.plugins import CRITERIA as PLUGINS
from flame.plugins import load_plugin, plugin_names
from offline.pruning.calibration import RoutedTokens
from offline.pruning.masks import ExpertMatrix, nm_mask, nm_pruned, require_finite

CRITERIA = ("magnitude", "wanda", "sparsegpt")
Patterns = NMPattern | Mapping[ExpertMatrix, NMPattern]
Hidden = Callable[[ExpertId, torch.Tensor | None, torch.Tensor], torch.Tensor]  # of an expert's gate, if any, and up


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

    def to_json(self) -> dict[str, Any]:
        """Plain values; the layer is left to what holds them."""
        return {
            "expert": self.place.expert.expert, "matrix": self.place.name, "pattern": str(self.pattern),
            "criterion": self.criterion, "tokens": self.tokens, "error": self.error,
            "magnitude_error": self.magnitude_error,
        }  # fmt: skip

    @classmethod
    def from_json(cls, layer: LayerId, facts: Mapping[str, Any]) -> MatrixOutcome:
        """What `to_json` gave, for a layer."""
        place = ExpertMatrix(ExpertId(layer, facts["expert"]), facts["matrix"])
        pattern = NMPattern.parse(facts["pattern"])
        return cls(place, pattern, facts["criterion"], facts["tokens"], facts["error"], facts["magnitude_error"])


def wanda_mask(weight: torch.Tensor, inputs: torch.Tensor, pattern: NMPattern) -> torch.Tensor:
    """Keep the largest |weight| x input norm of each group.

    Args:
        weight: [rows, cols].
        inputs: [tokens, cols].
    Raises:
        ModelError: an input is NaN or infinite.
    """
    _require_finite_inputs(inputs)
    return nm_mask(weight.abs().float() * inputs.float().norm(dim=0), pattern)


def sparsegpt(
    weight: torch.Tensor, inputs: torch.Tensor, pattern: NMPattern, damping: float, block: int = 128
) -> torch.Tensor:
    """Prune column by column, passing the error of each pruned weight on to the columns after it.

    Args:
        weight: [rows, cols]; inputs: [tokens, cols].
        damping: added to the diagonal of the Hessian, as a share of its mean over the inputs that some token excites;
            it also bounds the correction where there are fewer tokens than columns.
        block: columns whose errors are passed on together, at least a group.
    Returns:
        the pruned and corrected weights, in the type of `weight`; each group has at most `keep` non-zeros, and inputs
        that no token excites have none.
    Raises:
        ConfigError: damping is negative, or so small that the Hessian of these tokens cannot be inverted.
        ModelError: an input is NaN or infinite.
    """
    _require_finite_inputs(inputs)
    cols = weight.shape[1]
    work = weight.detach().double().T.contiguous()  # [cols, rows]: a column's weights lie together
    hessian = inputs.double().T @ inputs.double()
    dead = hessian.diagonal() == 0
    work[dead] = 0  # as the authors' code has it: a weight that was never used is no longer compared with the others
    inverse = _inverse_factor(hessian, dead, damping, len(inputs))
    mask = torch.empty(work.shape, dtype=torch.bool)
    step = max(block // pattern.group, 1) * pattern.group
    for start in range(0, cols, step):
        end = min(start + step, cols)
        errors = torch.empty(end - start, work.shape[1], dtype=torch.float64)
        for col in range(start, end):
            if col % pattern.group == 0:
                group = slice(col, col + pattern.group)
                mask[group] = nm_mask(work[group].T / inverse.diagonal()[group], pattern).T
            gone = work[col].masked_fill(mask[col], 0.0) / inverse[col, col]
            work[col:end].addr_(inverse[col, col:end], gone, alpha=-1)
            errors[col - start] = gone
        work[end:].addmm_(inverse[start:end, end:].T, errors, alpha=-1)
    return torch.where(mask, work, 0.0).T.contiguous().to(weight.dtype)


def _inverse_factor(hessian: torch.Tensor, dead: torch.Tensor, damping: float, tokens: int) -> torch.Tensor:
    """Upper Cholesky factor of the damped Hessian's inverse; dead inputs stand alone, with one on the diagonal."""
    live = hessian.diagonal()[~dead]
    added = damping * live.mean() if len(live) else 0.0
    damped = hessian + torch.diag(torch.where(dead, 1.0, added).to(hessian.dtype))
    factor, failed = torch.linalg.cholesky_ex(damped)
    smallest = factor.diagonal()[~dead].square().min() if len(live) else 1.0
    rounding = len(hessian) * torch.finfo(hessian.dtype).eps * (live.max() if len(live) else 0.0)
    if damping < 0 or failed or (len(live) and smallest <= rounding):
        raise ConfigError(
            f"sparsegpt: damping {damping:g} leaves the Hessian of {tokens} tokens and {len(live)} inputs singular "
            "(expected more than 0, such as 0.01)"
        )
    return torch.linalg.cholesky(torch.cholesky_inverse(factor), upper=True)


def _require_finite_inputs(inputs: torch.Tensor) -> None:
    if not torch.isfinite(inputs).all():
        tokens = int((~torch.isfinite(inputs)).any(1).sum())
        raise ModelError(
            f"calibration: {tokens} of {len(inputs)} tokens have NaN or infinite activations (expected finite; load "
            "the model in a wider type, or look for the layer that overflows)"
        )


def output_error(weight: torch.Tensor, pruned: torch.Tensor, inputs: torch.Tensor) -> float:
    """Share of the output's energy that pruning changes: |X (W - W')^T|^2 / |X W^T|^2."""
    x = inputs.double()
    energy = float((x @ weight.double().T).square().sum())
    return float((x @ (weight - pruned).double().T).square().sum()) / energy if energy else 0.0


def prune_matrix(
    weight: torch.Tensor, pattern: NMPattern, criterion: str, inputs: torch.Tensor, min_tokens: int, damping: float
) -> tuple[torch.Tensor, str, float | None, float | None]:
    """Prune one matrix by a criterion, or by magnitude where the expert saw fewer than `min_tokens`.

    SparseGPT, and a criterion that another package adds, is kept only where its output error on these inputs is not
    above magnitude's.

    Args:
        weight: [rows, cols], a multiple of the group wide.
        inputs: [tokens, cols].
    Returns:
        pruned weights, the criterion used, its output error, and magnitude's (None where there is no token).
    """
    check_criterion(criterion)
    require_dense(weight)
    if weight.element_size() < 2:
        raise FormatError(f"matrix: elements are {weight.dtype} (expected fp32, bf16 or fp16: convert it first)")
    _require_finite_inputs(inputs)
    zero = torch.zeros((), dtype=weight.dtype)
    by_magnitude = nm_pruned(weight, pattern)
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


def check_patterns(
    places: Iterable[tuple[ExpertMatrix, tuple[int, int]]], patterns: Patterns, value_type: str, pad: bool
) -> None:
    """Refuse patterns that do not fit the matrices of a checkpoint, given with their rows and columns.

    Raises:
        FormatError: a matrix has no pattern, or one that does not divide its columns; the line names it.
    """
    for place, (_, cols) in places:
        if not isinstance(patterns, NMPattern) and place not in patterns:
            raise FormatError(f"{place}: no pattern is given for it")
        pattern = patterns if isinstance(patterns, NMPattern) else patterns[place]
        pattern.check_columns(cols, value_type, str(place), pad)


def check_criterion(name: str) -> None:
    """Refuse a name that neither `CRITERIA` nor an installed package has.

    Raises:
        ConfigError: with the near names.
    """
    known = (*CRITERIA, *plugin_names(PLUGINS))
    if name not in known:
        raise ConfigError(f"pruning criterion {name!r}: {near_names(name, known)}")


@dataclass(frozen=True)
class ExpertPruner:
    """Prunes the experts of one model, each on its own tokens and apart from the others, so in any order.

    `gate` and `up` are pruned on what enters the expert, `down` on what the pruned two give it, so that it can make up
    for them.

    Args:
        patterns: one for all, or one for each matrix.
        criterion: `magnitude`, `wanda`, `sparsegpt` or the name of a plug-in.
        tokens: what the router sends to each expert.
        min_tokens, damping: as for `prune_matrix`.
        hidden: what stands between an expert's matrices (`hidden_units`); by default the ReLU of `up`.
        pad: allow groups that do not divide the columns.
    """

    patterns: Patterns
    criterion: str
    tokens: RoutedTokens
    min_tokens: int
    damping: float
    hidden: Hidden = lambda _, gate, up: torch.relu(up)
    pad: bool = False

    def prune(
        self, expert: ExpertId, matrices: Mapping[str, torch.Tensor]
    ) -> tuple[dict[str, torch.Tensor], tuple[MatrixOutcome, ...]]:
        """Prune `gate` where there is one, `up`, and then `down` of one expert.

        Args:
            matrices: `gate` and `up` [d_ff, d_model] and `down` [d_model, d_ff], of any floating type.
        Returns:
            pruned matrices, float32, and how each was pruned.
        Raises:
            ModelError: a weight is NaN or infinite.
            FormatError: a group does not divide the columns, and `pad` is not set.
        """
        inputs = self.tokens.hidden[expert.layer][expert.expert]
        seen = int(self.tokens.counts[expert.layer][expert.expert])
        pruned: dict[str, torch.Tensor] = {}
        outcomes = []
        for name in (each for each in MATRICES if each in matrices):
            if name == "down":
                gate = inputs @ pruned["gate"].T if "gate" in pruned else None
                inputs = self.hidden(expert, gate, inputs @ pruned["up"].T)
            place = ExpertMatrix(expert, name)
            weight = matrices[name].float()
            require_finite(weight, str(place))
            pattern = self.patterns if isinstance(self.patterns, NMPattern) else self.patterns[place]
            cols = weight.shape[1]
            fill = (0, pattern.groups(cols, str(place), self.pad) * pattern.group - cols)
            kept, used, error, magnitude = prune_matrix(
                torch.nn.functional.pad(weight, fill), pattern, self.criterion,
                torch.nn.functional.pad(inputs, fill), self.min_tokens, self.damping,
            )  # fmt: skip
            pruned[name] = kept[:, :cols]
            outcomes.append(MatrixOutcome(place, pattern, used, seen, error, magnitude))
        return pruned, tuple(outcomes)


def hidden_units(model: MoeModel) -> Hidden:
    """What stands between the matrices of the model's experts: their biases and the layer's activation."""
    layers = {layer.id: layer for layer in model.moe_layers()}

    @torch.inference_mode()
    def hidden(expert: ExpertId, gate: torch.Tensor | None, up: torch.Tensor) -> torch.Tensor:
        layer = layers[expert.layer]
        biases = {name: bias.float() for name, bias in model.expert_biases(layer, expert.expert).items()}
        if gate is not None and "gate" in biases:
            gate = gate + biases["gate"]
        return model.activation(layer)(gate, up + biases["up"] if "up" in biases else up)

    return hidden


def prune_experts(
    model: MoeModel, pruner: ExpertPruner, progress: Callable[[Iterable[MoeLayer]], Iterable[Any]] = iter
) -> tuple[MoeModel, tuple[MatrixOutcome, ...]]:
    """A copy of the model with every expert pruned, and how each of its matrices was."""
    pruned = model.copy()
    outcomes: list[MatrixOutcome] = []
    for layer in progress(model.moe_layers()):
        for expert in range(model.shape(layer).num_experts):
            matrices, how = pruner.prune(ExpertId(layer.id, expert), model.expert_matrices(layer, expert))
            pruned.set_expert_matrices(layer, expert, matrices)
            outcomes += how
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
        elif place.name == "up":
            few.setdefault(str(place.expert.layer), []).append(f"{place.expert.expert} ({outcome.tokens})")
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
