"""Perplexity of a long text by a sliding window, as transformers documents it for models of fixed length."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import ConfigError, ModelError
from flame.models.moe_model import MoeModel
from offline.intervals import ratio_interval


@dataclass(frozen=True)
class WindowedLoss:
    """Negative log-likelihood of a text, window by window.

    Args:
        nats: float64 [windows], summed over the tokens that the window is the first to read.
        tokens: int64 [windows], how many these are; the first token of the text is predicted by none.
    """

    nats: NDArray[np.float64]
    tokens: NDArray[np.int64]

    @property
    def perplexity(self) -> float:
        """Of the whole text, every token weighing the same."""
        return math.exp(self.nats.sum() / self.tokens.sum())

    def interval(self, samples: int, seed: int) -> tuple[float, float]:
        """95% bootstrap interval of the perplexity over windows."""
        low, high = ratio_interval(self.nats, self.tokens, samples, seed)
        return math.exp(low), math.exp(high)


def window_edges(tokens: int, window: int, stride: int) -> list[tuple[int, int, int]]:
    """Where windows begin, where what each is first to predict begins, and where it ends.

    The last window ends with the text; it may be shorter. A window's own first token is read and not predicted.

    Raises:
        ConfigError: the text has fewer than two tokens, or the stride is not within 1 and the window.
    """
    if tokens < 2 or window < 2 or not 1 <= stride <= window:
        raise ConfigError(
            f"perplexity: {tokens} tokens, a window of {window}, a stride of {stride} (expected two tokens at least, "
            "and a stride of 1 to the window)"
        )
    edges: list[tuple[int, int, int]] = []
    done = 0
    for begin in range(0, tokens, stride):
        end = min(begin + window, tokens)
        if (first := max(done, begin + 1)) < end:
            edges.append((begin, first, end))
        done = end
        if end == tokens:
            break
    return edges


@torch.inference_mode()
def windowed_loss(
    model: MoeModel, ids: torch.Tensor, window: int, stride: int,
    progress: Callable[[Iterable[tuple[int, int, int]]], Iterable[tuple[int, int, int]]] = iter,
) -> WindowedLoss:  # fmt: skip
    """Read a text in windows, each `stride` tokens on, and count every token once, in the first window that has it.

    A smaller stride gives a token more of what precedes it, and costs as many more passes.

    Args:
        model: a decoder alone, its experts resident, streamed or pruned.
        ids: int64 [tokens], the text's.
        window: tokens that the model reads at a time.
    Raises:
        ModelError: the model has an encoder, which a text by itself has no use for.
        ConfigError: as `window_edges`.
    """
    if model.is_encoder_decoder:
        raise ModelError(f"{model.name}: has an encoder (perplexity of a text is a decoder's alone; fig7 has a loss)")
    nats, tokens = [], []
    for begin, first, end in progress(window_edges(len(ids), window, stride)):
        part = ids[None, begin:end].to(model.hf.device)
        logits = model.hf(input_ids=part, use_cache=False).logits[0, first - begin - 1 : -1].float()
        nats.append(float(torch.nn.functional.cross_entropy(logits, part[0, first - begin :], reduction="sum")))
        tokens.append(end - first)
    return WindowedLoss(np.array(nats), np.array(tokens, np.int64))
