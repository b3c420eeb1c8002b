"""Calibration: the tokens that the router really sends to each expert, from forward passes over dialogues.

Padding is left out, and so are tokens that an expert's capacity turned away. Only what enters an expert is kept; what
its second matrix sees follows from its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from flame.ids import LayerId
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.storage.dataset import Dialogue
from offline.evaluation import SummaryBatch, decoder_inputs, summary_batches


@dataclass(frozen=True)
class RoutedTokens:
    """What each expert saw.

    Args:
        hidden: for each layer and each expert its inputs, float32 [tokens, d_model], at most the limit.
        counts: for each layer, int64 [num_experts], tokens that were routed, beyond the limit too.
    """

    hidden: Mapping[LayerId, tuple[torch.Tensor, ...]]
    counts: Mapping[LayerId, NDArray[np.int64]]


@dataclass(frozen=True)
class TextBatch:
    """Texts as a decoder-only model reads them.

    Args:
        input_ids, attention_mask: int64 [batch, tokens].
    """

    input_ids: torch.Tensor
    attention_mask: torch.Tensor


Batch = SummaryBatch | TextBatch


def calibration_batches(
    model: MoeModel, dialogues: Sequence[Dialogue], batch: int, max_target_tokens: int
) -> tuple[Batch, ...]:
    """Dialogues as the model is calibrated on them: with their summaries where it has an encoder, else as texts."""
    if model.is_encoder_decoder:
        return summary_batches(model, dialogues, batch, max_target_tokens)
    texts = sorted((dialogue.text for dialogue in dialogues), key=len)
    encoded = (model.encode(texts[start : start + batch]) for start in range(0, len(texts), batch))
    return tuple(TextBatch(each["input_ids"], each["attention_mask"]) for each in encoded)


@torch.inference_mode()
def routed_tokens(model: MoeModel, batches: Iterable[Batch], limit: int) -> RoutedTokens:
    """Run the model, teacher-forced where there is a reference, and keep the inputs of every expert.

    Args:
        batches: of a split that nothing is measured on.
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
            real["encoder"] = real["decoder"] = batch.attention_mask.bool()
            if isinstance(batch, SummaryBatch):
                real["decoder"] = batch.labels != -100
            _run(model, batch)
    empty = torch.zeros(0, model.d_model)
    hidden = {layer: tuple(torch.cat(each) if each else empty for each in experts) for layer, experts in kept.items()}
    return RoutedTokens(hidden, counts)


def _run(model: MoeModel, batch: Batch) -> None:
    inputs = {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask, "use_cache": False}
    if isinstance(batch, SummaryBatch):
        inputs["decoder_input_ids"] = decoder_inputs(model, batch.labels)
    model.hf(**inputs)


def few_tokens_note(tokens: RoutedTokens, least: int) -> str:
    """One line: how many tokens the experts saw, and which saw fewer than `least`."""
    seen = np.concatenate(list(tokens.counts.values()))
    few = {layer: [f"{e} ({n})" for e, n in enumerate(each) if n < least] for layer, each in tokens.counts.items()}
    where = "; ".join(f"{layer}: {', '.join(experts)}" for layer, experts in few.items() if experts)
    return (
        f"Calibration: {int(seen.min())} to {int(seen.max())} tokens an expert, {int(np.median(seen))} in the middle; "
        + (f"fewer than {least} by expert (tokens): {where}." if where else f"none saw fewer than {least}.")
    )
