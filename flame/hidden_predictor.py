"""Predictors that read hidden states: a layer's experts from what the model computed some layers before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import TraceError

STATES = ("router", "block")


@dataclass(frozen=True, eq=False)
class HiddenPredictor:
    """A linear map for each layer, from a state to a score for each expert.

    A state is divided by its root mean square before it is multiplied. The first `lead` layers, before which there is
    no such state of the same token, read the input of the first MoE layer's block: the token's embedding, where that
    block is the model's first.

    Args:
        state: what is read: `router`, the input of a router, or `block`, what enters a layer's block before attention.
        lead: layers between the one whose state is read and the one that is ranked; 0 (`block` alone) reads the ranked
            layer's own block.
        top_k: experts that a layer chooses.
        weights: float32 `[moe_layers, num_experts, hidden]`.
        bias: float32 `[moe_layers, num_experts]`.
    Raises:
        TraceError: shapes that disagree, or a state that is not known before the decision.
    """

    state: str
    lead: int
    top_k: int
    weights: np.ndarray
    bias: np.ndarray

    def __post_init__(self) -> None:
        if self.state not in STATES or self.lead < (self.state == "router"):
            raise TraceError(
                f"hidden predictor: state {self.state!r}, lead {self.lead} (expected router from 1, block from 0 on)"
            )
        if self.weights.ndim != 3 or self.bias.shape != self.weights.shape[:2]:
            raise TraceError(
                f"hidden predictor: weights {list(self.weights.shape)}, bias {list(self.bias.shape)} (expected "
                "[layers, experts, hidden] and [layers, experts])"
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
        return 16 * self.weights.size + 32 * self.bias.size

    def rank(self, layer: int, state: np.ndarray, top: int) -> np.ndarray:
        """The experts that a layer is most likely to choose: int16 `[..., top]`, best first.

        Args:
            state: `[..., hidden]`, what the layer reads.
        Raises:
            TraceError: `top` is out of range.
        """
        if not 1 <= top <= self.num_experts:
            raise TraceError(f"predict: top {top} (expected 1..{self.num_experts})")
        scores = normalised(state) @ self.weights[layer].T + self.bias[layer]
        return np.argsort(-scores, axis=-1, kind="stable")[..., :top].astype(np.int16)

    def rank_states(self, router: np.ndarray, block: np.ndarray, top: int) -> np.ndarray:
        """Every ranking of a trace whose states were kept: int16 `[tokens, moe_layers, top]`.

        Args:
            router, block: float `[tokens, moe_layers, hidden]`, the inputs of routers, and of their blocks.
        Raises:
            TraceError: states of another model, or `top` out of range.
        """
        shape = (self.moe_layers, self.weights.shape[2])
        if router.shape != block.shape or router.shape[1:] != shape:
            raise TraceError(
                f"hidden predictor: states {list(router.shape)}, {list(block.shape)} (expected [tokens, {shape[0]}, "
                f"{shape[1]}]: use one that was learnt on this model)"
            )
        states = router if self.state == "router" else block
        ranked = [
            self.rank(layer, states[:, layer - self.lead] if layer >= self.lead else block[:, 0], top)
            for layer in range(self.moe_layers)
        ]
        return np.stack(ranked, axis=1)


def normalised(state: np.ndarray) -> np.ndarray:
    """A state by its root mean square, float32."""
    values = state.astype(np.float32)
    return np.asarray(values / np.sqrt(np.mean(values**2, axis=-1, keepdims=True) + 1e-6))
