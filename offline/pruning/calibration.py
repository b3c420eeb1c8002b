"""Calibration: the tokens that the router really sends to each expert, from forward passes over dialogues.

Padding is left out, and so are tokens that an expert's capacity turned away. Only what enters an expert is kept; what
its second matrix sees follows from its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from flame.ids import LayerId
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from offline.evaluation import SummaryBatch, reference_logits


@dataclass(frozen=True)
class RoutedTokens:
    """What each expert saw.

    Args:
        hidden: for each layer and each expert its inputs, float32 [tokens, d_model], at most the limit.
        counts: for each layer, int64 [num_experts], tokens that were routed, beyond the limit too.
    """

    hidden: Mapping[LayerId, tuple[torch.Tensor, ...]]
    counts: Mapping[LayerId, NDArray[np.int64]]


@torch.inference_mode()
def routed_tokens(model: MoeModel, batches: Iterable[SummaryBatch], limit: int) -> RoutedTokens:
    """Run the model teacher-forced and keep the inputs of every expert.

    Args:
        batches: dialogues with their references, of a split that nothing is measured on.
        limit: tokens kept for each expert, the first ones; more are only counted.
    """
    sizes = {layer.id: model.shape(layer).num_experts for layer in model.moe_layers()}
    kept: dict[LayerId, list[list[torch.Tensor]]] = {layer: [[] for _ in range(n)] for layer, n in sizes.items()}
    counts = {layer: np.zeros(n, np.int64) for layer, n in sizes.items()}
    real: dict[str, torch.Tensor] = {}

    def keep(call: ExpertCall) -> None:
        layer = call.layer.id
        served = real[call.layer.stack].reshape(-1, 1).expand(call.index.shape)
        if call.dropped is not None:
            served = served & ~call.dropped
        for expert in torch.unique(call.index[served]).tolist():
            if expert >= sizes[layer]:
                continue
            room = max(0, limit - int(counts[layer][expert]))
            tokens = ((call.index == expert) & served).any(1).nonzero().flatten()
            counts[layer][expert] += len(tokens)
            if room:
                kept[layer][expert].append(call.hidden[tokens[:room]].float())

    with model.hear(keep):
        for batch in batches:
            read, written = batch.attention_mask.bool(), batch.labels != -100
            real["encoder"] = read
            real["decoder"] = written if model.is_encoder_decoder else torch.cat([read, written], 1)
            reference_logits(model, batch)
    empty = torch.zeros(0, model.d_model)
    hidden = {layer: tuple(torch.cat(each) if each else empty for each in experts) for layer, experts in kept.items()}
    return RoutedTokens(hidden, counts)


def few_tokens_note(tokens: RoutedTokens, least: int) -> str:
    """One line: how many tokens the experts saw, and which saw fewer than `least`."""
    seen = np.concatenate(list(tokens.counts.values()))
    few = {layer: [f"{e} ({n})" for e, n in enumerate(each) if n < least] for layer, each in tokens.counts.items()}
    where = "; ".join(f"{layer}: {', '.join(experts)}" for layer, experts in few.items() if experts)
    return (
        f"Calibration: {int(seen.min())} to {int(seen.max())} tokens an expert, {int(np.median(seen))} in the middle; "
        + (f"fewer than {least} by expert (tokens): {where}." if where else f"none saw fewer than {least}.")
    )
