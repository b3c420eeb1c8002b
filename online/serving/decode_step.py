"""What a model is called with for one more token, and what it would be called with for those after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from transformers import Cache, EncoderDecoderCache
from transformers.cache_utils import DynamicLayer

States = list[tuple[torch.Tensor, torch.Tensor]]  # keys and values of each block, [batch, heads, tokens, width]


@dataclass(frozen=True, eq=False)
class DecodeStep:
    """One pass over the newest token of each sequence, with the key-value cache of those before.

    Attributes:
        arguments: of the model's forward, by name.
        decoder: what stands before the names of what the decoder reads: `decoder_` beside an encoder.
        blocks: of the cache that decoding extends.
    """

    arguments: Mapping[str, Any]
    decoder: str
    blocks: tuple[DynamicLayer, ...]

    @staticmethod
    def of(arguments: Mapping[str, Any], encoder_decoder: bool) -> DecodeStep | None:
        """The step that a call of the model is; None for a prompt, or a cache that tokens cannot be taken back from."""
        decoder = "decoder_" if encoder_decoder else ""
        ids, cache = arguments.get(f"{decoder}input_ids"), arguments.get("past_key_values")
        if not isinstance(ids, torch.Tensor) or ids.shape[-1] != 1 or not isinstance(cache, Cache):
            return None
        if any(arguments.get(name) is not None for name in ("labels", "inputs_embeds", "decoder_inputs_embeds")):
            return None
        own = cache.self_attention_cache if isinstance(cache, EncoderDecoderCache) else cache
        blocks = tuple(block for block in own.layers if type(block) is DynamicLayer)
        lengths = {block.get_seq_length() for block in blocks}
        if len(blocks) < len(own.layers) or len(lengths) != 1 or 0 in lengths or not arguments.get("use_cache", True):
            return None
        if arguments.get("cache_position") is not None:  # a model of somebody's own code
            return None
        return DecodeStep(arguments, decoder, blocks)

    @property
    def tokens(self) -> torch.Tensor:
        """The newest token of each sequence, int64 `[batch]`."""
        return self.arguments[f"{self.decoder}input_ids"][:, -1]  # type: ignore[no-any-return]

    def after(self, count: int, tokens: torch.Tensor) -> dict[str, Any]:
        """Arguments of the pass that reads `tokens`, int64 `[batch]`, `count` tokens after this one."""
        found = dict(self.arguments)
        found[f"{self.decoder}input_ids"] = tokens[:, None].contiguous()
        mask, place = f"{self.decoder}attention_mask", f"{self.decoder}position_ids"
        if count and found.get(mask) is not None:
            found[mask] = torch.cat([found[mask], found[mask].new_ones((len(found[mask]), count))], -1)
        if count and found.get(place) is not None:
            found[place] = found[place] + count
        return found

    def states(self) -> States:
        """What the cache holds."""
        return [(block.keys, block.values) for block in self.blocks]  # type: ignore[misc]  # they hold tokens

    def hold(self, states: States, length: int | None = None) -> None:
        """Have the cache hold these states, or their first `length` tokens."""
        for block, (keys, values) in zip(self.blocks, states, strict=True):
            whole = length is None or length == keys.shape[-2]
            block.keys, block.values = (keys, values) if whole else (keys[..., :length, :], values[..., :length, :])


def same_call(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two calls of a model are given the same."""
    if left.keys() != right.keys():
        return False
    for name, one in left.items():
        other = right[name]
        if one is other:
            continue
        if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
            if not torch.equal(one, other):
                return False
        elif isinstance(one, bool | int | float | str) and one == other:
            continue
        else:
            return False
    return True
