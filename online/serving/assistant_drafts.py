"""Drafting with another, smaller model of the same vocabulary, which is resident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from transformers import AutoModelForCausalLM, DynamicCache

from flame.errors import ConfigError, ModelError
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from online.serving.decode_step import DecodeStep


class AssistantDraft:
    """Proposes what another model would write; where it is routed says nothing, so nothing is preloaded.

    It keeps a key-value cache of its own, of what it has read of the present sequences.

    Args:
        hf: a decoder-only transformers model.
        streamed: the model that it drafts for.
    Raises:
        ConfigError: one of them has an encoder, or their vocabularies differ in size.
    """

    def __init__(self, hf: Any, streamed: MoeModel) -> None:
        sizes = [each.config.get_text_config().vocab_size for each in (hf, streamed.hf)]
        if hf.config.is_encoder_decoder or streamed.is_encoder_decoder or sizes[0] != sizes[1]:
            raise ConfigError(
                f"draft: an assistant of {sizes[0]} tokens for {streamed.name} of {sizes[1]} (expected the same "
                "vocabulary, and two decoder-only models)"
            )
        self._hf = hf.eval()
        self.resident_bytes = sum(each.nbytes for each in hf.parameters())
        self._read: torch.Tensor | None = None  # ids in the cache, int64 [batch, tokens]
        self._cache = DynamicCache(config=hf.config)

    @staticmethod
    def named(name: str, streamed: MoeModel) -> AssistantDraft:
        """Load an assistant: a folder, or a name on the Hugging Face hub.

        Raises:
            ModelError: it cannot be loaded.
            ConfigError: as the class.
        """
        try:
            hf = AutoModelForCausalLM.from_pretrained(name, dtype="auto")
        except (OSError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise ModelError(
                f"draft {name}: no assistant can be loaded: {first} (expected little, or a model)"
            ) from error
        return AssistantDraft(hf.to(streamed.hf.device), streamed)

    def propose(
        self, step: DecodeStep, history: torch.Tensor | None, count: int,
        choose: Callable[[torch.Tensor], torch.Tensor], goes_on: Callable[[torch.Tensor], bool],
    ) -> list[torch.Tensor]:  # fmt: skip
        """At most `count` tokens of each sequence; none where their ids so far are not known."""
        if history is None:
            return []
        mask, tokens = step.arguments.get("attention_mask"), [history[:, -1]]
        ids = history
        while len(tokens) <= count and (len(tokens) == 1 or goes_on(tokens[-1])):
            tokens.append(choose(self._logits(ids, mask)))
            ids = torch.cat([ids, tokens[-1][:, None]], -1)
        return tokens[1:]

    def experts(self, call: ExpertCall) -> torch.Tensor | None:
        """Nothing: its passes are not the streamed model's."""
        return None

    def close(self) -> None:
        """Give up its cache; may be called again."""
        self._read, self._cache = None, DynamicCache(config=self._hf.config)

    def _logits(self, ids: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """What follows ids, [batch, vocabulary]; what the cache knows of them is not read again."""
        kept = 0
        if self._read is not None and len(self._read) == len(ids):
            shorter = min(self._read.shape[1], ids.shape[1] - 1)
            differ = (self._read[:, :shorter] != ids[:, :shorter]).any(0).nonzero()
            kept = int(differ[0]) if len(differ) else shorter
        if self._read is None or kept == 0:
            self._cache = DynamicCache(config=self._hf.config)
        elif kept < self._read.shape[1]:
            self._cache.crop(kept - self._read.shape[1])
        if mask is not None and mask.dim() == 2:
            mask = torch.cat([mask, mask.new_ones((len(ids), max(0, ids.shape[1] - mask.shape[1])))], -1)
        output = self._hf(input_ids=ids[:, kept:], attention_mask=mask, past_key_values=self._cache, use_cache=True)
        self._read = ids
        return output.logits[:, -1]  # type: ignore[no-any-return]
