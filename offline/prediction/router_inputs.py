"""What the decoder's routers see while a model generates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch

from flame.errors import ConfigError
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.storage.dataset import Dialogue


@dataclass(frozen=True)
class Decoded:
    """What every decoder router saw and said while the model generated, one dialogue after another.

    Args:
        x: fp32 [moe_layers, tokens, d_model].
        experts: the largest logit, int16 [tokens, moe_layers].
        example_ptr: int64 [dialogues + 1].
    """

    x: np.ndarray
    experts: np.ndarray
    example_ptr: np.ndarray


def decode(model: MoeModel, dialogues: Iterable[Dialogue], tokens: int | None = None, corpus: str = "") -> Decoded:
    """Let the model generate, one dialogue at a time so that no token is padding, for as many tokens as wanted.

    Args:
        tokens: of all dialogues together; None decodes them all.
        corpus: what to call the dialogues in an error.
    Raises:
        ConfigError: there is no dialogue.
    """
    layers = model.moe_layers("decoder")
    hidden: list[list[np.ndarray]] = [[] for _ in layers]
    chosen: list[list[np.ndarray]] = [[] for _ in layers]
    lengths: list[int] = []

    def note(layer: MoeLayer, scores: torch.Tensor, x: torch.Tensor) -> None:
        hidden[layer.position].append(x.detach().float().reshape(-1, x.shape[-1]).numpy())
        chosen[layer.position].append(scores.detach().reshape(-1, scores.shape[-1]).argmax(-1).numpy())

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the last bits of a sum depend on how many threads share it
    try:
        with model.hook_routers(note):
            for dialogue in dialogues:
                if tokens is not None and sum(lengths) >= tokens:
                    break
                model.generate_ids([dialogue.text])
                lengths.append(sum(map(len, hidden[0])) - sum(lengths))
    finally:
        torch.set_num_threads(threads)
    if not lengths:
        raise ConfigError(f"dataset {corpus}: no dialogue to decode (give a split with some)")
    ends = np.cumsum([0, *lengths])
    ends = np.unique(np.minimum(ends, tokens)) if tokens is not None else ends
    x = np.stack([np.concatenate(rows)[: ends[-1]] for rows in hidden])
    experts = np.stack([np.concatenate(rows)[: ends[-1]] for rows in chosen], axis=1).astype(np.int16)
    return Decoded(x, experts, ends.astype(np.int64))
