"""Predictors that read hidden states: a layer's experts from what the model computed some layers before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError

STATES = ("router", "block", "both")


@dataclass(frozen=True, eq=False)
class HiddenPredictor:
    """A map for each layer, from a state to a score for each expert: linear, with hidden units beside it if wanted.

    A state is divided by its root mean square before it is multiplied. The first `lead` layers, before which there is
    no such state of the same token, read the input of the first MoE layer's block: the token's embedding, where that
    block is the model's first.

    Args:
        state: what is read: `router`, the input of a router; `block`, what enters a layer's block before attention; or
            `both`, a router's input and what then enters the next layer's block.
        lead: layers between the one whose state is read (the router's, for `both`) and the one that is ranked; 0
            (`block` alone) reads the ranked layer's own block.
        top_k: experts that a layer chooses.
        weights: float32 `[moe_layers, num_experts, inputs]`; a state has `inputs` numbers, twice as many for `both`.
        bias: float32 `[moe_layers, num_experts]`.
        inner, inner_bias: float32 `[moe_layers, width, inputs]` and `[moe_layers, width]`, of hidden units, whose
            positive parts are read by `outer`; None where there are none.
        outer: float32 `[moe_layers, num_experts, width]`.
    Raises:
        TraceError: shapes that disagree, or a state that is not known before the decision.
    """

    state: str
    lead: int
    top_k: int
    weights: np.ndarray
    bias: np.ndarray
    inner: np.ndarray | None = None
    inner_bias: np.ndarray | None = None
    outer: np.ndarray | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES or self.lead < (self.state != "block"):
            raise TraceError(
                f"hidden predictor: state {self.state!r}, lead {self.lead} (expected router or both "
                "from 1, block from 0 on)"
            )
        if self.weights.ndim != 3 or self.bias.shape != self.weights.shape[:2]:
            raise TraceError(
                f"hidden predictor: weights {list(self.weights.shape)}, bias {list(self.bias.shape)} (expected "
                "[layers, experts, hidden] and [layers, experts])"
            )
        units = (self.inner, self.inner_bias, self.outer)
        if self.inner is not None and self.inner_bias is not None and self.outer is not None:
            layers, width, inputs = self.inner.shape
            shapes = [(self.moe_layers, width), (self.moe_layers, self.num_experts, width)]
            fits = [self.inner_bias.shape, self.outer.shape] == shapes
            fits = fits and (layers, inputs) == (self.moe_layers, self.weights.shape[2])
        else:
            fits = all(each is None for each in units)
        if not fits:
            raise TraceError(
                "hidden predictor: hidden units of other sizes (expected inner, inner_bias and outer to fit)"
            )
        if not 1 <= self.top_k <= self.num_experts:
            raise TraceError(f"hidden predictor: top_k {self.top_k} (expected 1..{self.num_experts})")

    @property
    def moe_layers(self) -> int:
        return int(self.weights.shape[0])

    @property
    def num_experts(self) -> int:
        return int(self.weights.shape[1])

    def size_bits(self) -> int:
        """Bits as stored: weights of 16, biases of 32."""
        bits = 16 * self.weights.size + 32 * self.bias.size
        if self.inner is not None and self.inner_bias is not None and self.outer is not None:
            bits += 16 * (self.inner.size + self.outer.size) + 32 * self.inner_bias.size
        return bits

    def rank(self, layer: int, state: np.ndarray, top: int) -> np.ndarray:
        """The experts that a layer is most likely to choose: int16 `[..., top]`, best first.

        Args:
            state: `[..., inputs]`, what the layer reads, as `read` gives it.
        Raises:
            TraceError: `top` is out of range.
        """
        if not 1 <= top <= self.num_experts:
            raise TraceError(f"predict: top {top} (expected 1..{self.num_experts})")
        scores = state @ self.weights[layer].T + self.bias[layer]
        if self.inner is not None and self.inner_bias is not None and self.outer is not None:
            units = np.maximum(state @ self.inner[layer].T + self.inner_bias[layer], 0.0)
            scores = scores + units @ self.outer[layer].T
        return np.argsort(-scores, axis=-1, kind="stable")[..., :top].astype(np.int16)

    def rank_states(self, router: np.ndarray, block: np.ndarray, top: int) -> np.ndarray:
        """Every ranking of a trace whose states were kept: int16 `[tokens, moe_layers, top]`.

        Args:
            router, block: float `[tokens, moe_layers, hidden]`, the inputs of routers, and of their blocks.
        Raises:
            TraceError: states of another model, or `top` out of range.
        """
        shape = (self.moe_layers, self.weights.shape[2] // (2 if self.state == "both" else 1))
        if router.shape != block.shape or router.shape[1:] != shape:
            raise TraceError(
                f"hidden predictor: states {list(router.shape)}, {list(block.shape)} (expected [tokens, {shape[0]}, "
                f"{shape[1]}]: use one that was learnt on this model)"
            )
        ranked = [
            self.rank(layer, read(self.state, self.lead, layer, router, block), top) for layer in range(self.moe_layers)
        ]
        return np.stack(ranked, axis=1)


def read(state: str, lead: int, layer: int, router: np.ndarray, block: np.ndarray) -> np.ndarray:
    """What a layer is ranked by: float32 `[tokens, inputs]`.

    Args:
        state, lead: as `HiddenPredictor` has them.
        router, block: float `[tokens, moe_layers, hidden]`.
    """
    if layer < lead:
        entered = normalised(block[:, 0])
        return np.concatenate([np.zeros_like(entered), entered], axis=-1) if state == "both" else entered
    if state == "both":
        return np.concatenate([normalised(router[:, layer - lead]), normalised(block[:, layer - lead + 1])], axis=-1)
    return normalised((router if state == "router" else block)[:, layer - lead])


def normalised(state: np.ndarray) -> np.ndarray:
    """A state by its root mean square, float32."""
    values = state.astype(np.float32)
    squares = np.add.reduce(np.square(values), axis=-1, keepdims=True) / np.float32(values.shape[-1])  # a mean, quicker
    return np.asarray(values / np.sqrt(squares + np.float32(1e-6)))
