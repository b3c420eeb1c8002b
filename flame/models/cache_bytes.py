"""Bytes of the key-value cache, from a configuration alone."""

from __future__ import annotations

from typing import Any

import torch


def cache_bytes_per_token(config: Any) -> int:
    """Bytes that a token takes in transformers' cache of one sequence, all layers together.

    An upper bound where layers keep a window or a state in place of all tokens. An encoder's token counts as one of
    the decoder's: both are kept for its cross-attention.

    Args:
        config: of the whole model.
    """
    text = config.get_text_config()
    item = getattr(torch, str(getattr(config, "dtype", None) or "float32").removeprefix("torch.")).itemsize
    heads = getattr(text, "num_attention_heads", None) or text.num_heads
    if config.is_encoder_decoder:
        layers = getattr(text, "num_decoder_layers", None) or text.decoder_layers
        width = getattr(text, "d_kv", None) or text.d_model // heads
        return 4 * int(layers) * 2 * int(heads) * int(width)  # in fp32, as these are computed
    layers = int(text.num_hidden_layers)
    if getattr(text, "qk_nope_head_dim", None) and getattr(text, "v_head_dim", None):  # kept as full heads
        return int(layers * heads * (text.qk_nope_head_dim + text.qk_rope_head_dim + text.v_head_dim) * item)
    kept = getattr(text, "num_key_value_heads", None) or heads
    width = getattr(text, "head_dim", None) or text.hidden_size // heads
    return 2 * layers * int(kept) * int(width) * int(item)
