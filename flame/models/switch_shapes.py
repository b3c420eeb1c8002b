"""Switch transformers by their sizes: a configuration, and a model of random weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from transformers import SwitchTransformersConfig, SwitchTransformersForConditionalGeneration

from flame.errors import ModelError, near_names

SIZES = ("d_model", "d_ff", "num_heads", "num_experts", "blocks", "moe_layers", "vocabulary")


def check_geometry(geometry: Mapping[str, int]) -> None:
    """Refuse sizes that are not those of a Switch model.

    Raises:
        ModelError: a size that there is not, one that is missing, or one below 1.
    """
    for key in geometry:
        if key not in SIZES:
            raise ModelError(f"model.geometry.{key}: no such size ({near_names(key, SIZES)})")
    for key in SIZES:
        if geometry.get(key, 0) < 1:
            raise ModelError(f"model.geometry.{key}={geometry.get(key)}: expected at least 1")


def switch_config(
    *,
    vocabulary: int,
    d_model: int,
    d_ff: int,
    num_heads: int,
    num_experts: int,
    blocks: int,
    moe_layers: int,
    encoder_blocks: int | None = None,
    encoder_moe_layers: int | None = None,
    **others: Any,
) -> SwitchTransformersConfig:
    """The transformers configuration of a Switch model.

    Args:
        blocks, moe_layers: of the decoder, and of the encoder where it has no numbers of its own.
        others: further fields of the configuration, by transformers' names.
    """
    return SwitchTransformersConfig(
        vocab_size=vocabulary, d_model=d_model, d_kv=d_model // num_heads, d_ff=d_ff, num_heads=num_heads,
        num_layers=blocks if encoder_blocks is None else encoder_blocks, num_decoder_layers=blocks,
        num_sparse_encoder_layers=moe_layers if encoder_moe_layers is None else encoder_moe_layers,
        num_sparse_decoder_layers=moe_layers, num_experts=num_experts, **({"decoder_start_token_id": 0} | others),
    )  # fmt: skip


def random_switch(config: SwitchTransformersConfig, seed: int) -> SwitchTransformersForConditionalGeneration:
    """A model of random weights, which leaves torch's random state as it was."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return SwitchTransformersForConditionalGeneration(config)
