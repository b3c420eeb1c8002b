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

from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from offline.evaluation import SummaryBatch, decoder_inputs


@dataclass(frozen=True)
class RoutedTokens:
    """What each expert saw.

    Args:
        hidden: by (stack, position), for each expert its inputs, float32 [tokens, d_model], at most the limit.
        counts: by (stack, position), int64 [num_experts], tokens that were routed, beyond the limit too.
    """

    hidden: Mapping[tuple[str, int], tuple[torch.Tensor, ...]]
    counts: Mapping[tuple[str, int], NDArray[np.int64]]


@torch.inference_mode()
def routed_tokens(model: MoeModel, batches: Iterable[SummaryBatch], limit: int) -> RoutedTokens:
    """Run the model teacher-forced and keep the inputs of every expert.

    Args:
        batches: dialogues with their references, of a split that nothing is measured on.
        limit: tokens kept for each expert, the first ones; more are only counted.
    """
    kept: dict[tuple[str, int], list[list[torch.Tensor]]] = {}
    counts: dict[tuple[str, int], NDArray[np.int64]] = {}
    for layer in model.moe_layers():
        kept[layer.stack, layer.position] = [[] for _ in range(model.num_experts)]
        counts[layer.stack, layer.position] = np.zeros(model.num_experts, np.int64)
    real: dict[str, torch.Tensor] = {}

    def keep(layer: MoeLayer, logits: torch.Tensor, hidden: torch.Tensor) -> None:
        place = (layer.stack, layer.position)
        chosen = torch.nn.functional.one_hot(logits.argmax(-1), model.num_experts)
        in_capacity = chosen.cumsum(1) <= model.hf.config.expert_capacity
        served = (chosen.bool() & in_capacity & real[layer.stack][..., None]).flatten(0, 1)
        for expert in served.any(0).nonzero().flatten().tolist():
            room = max(0, limit - int(counts[place][expert]))
            tokens = served[:, expert].nonzero().flatten()
            counts[place][expert] += len(tokens)
            if room:
                kept[place][expert].append(hidden.flatten(0, 1)[tokens[:room]].float())

    with model.hook_routers(keep, "encoder"), model.hook_routers(keep, "decoder"):
        for batch in batches:
            real["encoder"], real["decoder"] = batch.attention_mask.bool(), batch.labels != -100
            model.hf(
                input_ids=batch.input_ids, attention_mask=batch.attention_mask,
                decoder_input_ids=decoder_inputs(model, batch.labels), use_cache=False,
            )  # fmt: skip
    empty = torch.zeros(0, model.d_model)
    hidden = {place: tuple(torch.cat(each) if each else empty for each in experts) for place, experts in kept.items()}
    return RoutedTokens(hidden, counts)
