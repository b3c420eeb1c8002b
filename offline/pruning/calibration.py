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
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from offline.evaluation import SummaryBatch, decoder_inputs


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
    kept: dict[LayerId, list[list[torch.Tensor]]] = {}
    counts: dict[LayerId, NDArray[np.int64]] = {}
    for layer in model.moe_layers():
        kept[layer.id] = [[] for _ in range(model.num_experts)]
        counts[layer.id] = np.zeros(model.num_experts, np.int64)
    real: dict[str, torch.Tensor] = {}

    def keep(layer: MoeLayer, logits: torch.Tensor, hidden: torch.Tensor) -> None:
        seen, inputs = counts[layer.id], kept[layer.id]
        chosen = torch.nn.functional.one_hot(logits.argmax(-1), model.num_experts)
        in_capacity = chosen.cumsum(1) <= model.hf.config.expert_capacity
        served = (chosen.bool() & in_capacity & real[layer.stack][..., None]).flatten(0, 1)
        for expert in served.any(0).nonzero().flatten().tolist():
            room = max(0, limit - int(seen[expert]))
            tokens = served[:, expert].nonzero().flatten()
            seen[expert] += len(tokens)
            if room:
                inputs[expert].append(hidden.flatten(0, 1)[tokens[:room]].float())

    with model.hook_routers(keep, "encoder"), model.hook_routers(keep, "decoder"):
        for batch in batches:
            real["encoder"], real["decoder"] = batch.attention_mask.bool(), batch.labels != -100
            model.hf(
                input_ids=batch.input_ids, attention_mask=batch.attention_mask,
                decoder_input_ids=decoder_inputs(model, batch.labels), use_cache=False,
            )  # fmt: skip
    empty = torch.zeros(0, model.d_model)
    hidden = {layer: tuple(torch.cat(each) if each else empty for each in experts) for layer, experts in kept.items()}
    return RoutedTokens(hidden, counts)
