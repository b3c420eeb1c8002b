"""Families whose experts are modules of their own inside a sparse MLP: Switch Transformers and NLLB-MoE."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import torch
import transformers
from torch.nn import functional
from transformers import NllbMoeConfig, SwitchTransformersConfig
from transformers.models.nllb_moe import modeling_nllb_moe as nllb
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from flame.errors import ModelError
from flame.models.activations import name_of
from flame.models.layers import (
    Activation,
    Choosing,
    ExpertCall,
    Experts,
    ExpertShape,
    MoeLayer,
    Undo,
    hook_undo,
    replace_forward,
    tell_tokens,
)

SWITCH_MATRICES = {"up": "wi", "down": "wo"}  # canonical names of an expert's matrices, and Switch's
Routes = tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]  # index, weights, dropped, as in an `ExpertCall`


class _SparseMlps(ABC):
    """What the two have in common; see `layers.Family`."""

    _linears: ClassVar[Mapping[str, str]]  # a matrix's name to that of its linear layer in an expert
    _mlps: dict[MoeLayer, Any]
    fused = False
    layers: tuple[MoeLayer, ...]
    shapes: dict[MoeLayer, ExpertShape]

    def __init__(self, hf: Any, mlps: dict[MoeLayer, Any], top_k: int) -> None:
        self._encoder, self._decoder = hf.get_encoder(), hf.get_decoder()
        self._mlps = mlps
        names = {id(module): name for name, module in hf.named_modules()}
        self._names = {layer: names[id(mlp)] for layer, mlp in mlps.items()}
        self.layers = tuple(mlps)
        self.shapes = {layer: self._shape(layer, top_k) for layer in self.layers}

    def _shape(self, layer: MoeLayer, top_k: int) -> ExpertShape:
        first = self.expert(layer, 0)
        rows, cols = first["up"].shape
        experts = self._mlps[layer].router.num_experts
        name = name_of(self.activation(layer), gated=False)
        return ExpertShape(experts, top_k, cols, rows, False, "up_bias" in first, name)

    def expert(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        module = self._mlps[layer].experts[f"expert_{expert}"]
        parts = {}
        for name, linear in self._linears.items():
            parts[name] = getattr(module, linear).weight.detach()
            if getattr(module, linear).bias is not None:
                parts[f"{name}_bias"] = getattr(module, linear).bias.detach()
        return parts

    def expert_parameters(self, layer: MoeLayer, expert: int) -> dict[str, str]:
        own = self.expert(layer, expert)
        prefix = f"{self._names[layer]}.experts.expert_{expert}"
        return {
            f"{name}{ending}": f"{prefix}.{linear}.{kind}"
            for name, linear in self._linears.items()
            for ending, kind in (("", "weight"), ("_bias", "bias"))
            if f"{name}{ending}" in own
        }

    def canonical(self, layer: MoeLayer, parts: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        return dict(parts)

    def expert_weights(self, layer: MoeLayer) -> list[torch.Tensor]:
        return list(self._mlps[layer].experts.parameters())

    def activation(self, layer: MoeLayer) -> Activation:
        act = self._mlps[layer].experts["expert_0"].act
        return lambda _, up: act(up)

    def finish(self, layer: MoeLayer) -> Callable[[torch.Tensor], torch.Tensor] | None:
        return None

    def router(self, layer: MoeLayer) -> dict[str, torch.Tensor]:
        return {"classifier": self._mlps[layer].router.classifier.weight.detach()}

    def block(self, layer: MoeLayer) -> Any:
        return self._mlps[layer]

    def serve(self, layer: MoeLayer, experts: Experts, undo: list[Undo]) -> None:
        mlp = self._mlps[layer]
        mlp.decide = functools.partial(self.decide, layer)

        def forward(hidden: torch.Tensor, *mask: torch.Tensor | None) -> torch.Tensor:
            index, weights, dropped = mlp.decide(hidden, *mask)
            flat = hidden.reshape(-1, hidden.shape[-1])
            return experts(ExpertCall(layer, flat, index, weights, hidden.shape[0], dropped)).reshape(hidden.shape)

        replace_forward(mlp, forward, undo)

    def on_example(self, callback: Callable[[], None]) -> Undo:
        return hook_undo(self._encoder.register_forward_pre_hook(lambda *_: callback()))

    def on_tokens(self, callback: Callable[[torch.Tensor | None], None]) -> Undo:
        return tell_tokens(self._decoder, callback)

    @abstractmethod
    def decide(self, layer: MoeLayer, hidden: torch.Tensor, *mask: torch.Tensor | None) -> Routes:
        """What the layer's router says of hidden [batch, tokens, d_model]."""


class SwitchExperts(_SparseMlps):
    """Switch Transformers: one expert a token, `wo @ relu(wi @ x)`; tokens over an expert's capacity pass it by.

    Args:
        hf: `SwitchTransformersForConditionalGeneration`.
    """

    _linears: ClassVar[Mapping[str, str]] = SWITCH_MATRICES

    def __init__(self, hf: Any) -> None:
        mlps = {}
        for stack in ("encoder", "decoder"):
            blocks = getattr(hf, stack).block
            for position, block in enumerate(i for i, each in enumerate(blocks) if each.is_sparse):
                mlps[MoeLayer(stack, block, position)] = blocks[block].layer[-1].mlp
        super().__init__(hf, mlps, top_k=1)

    def hear(self, layer: MoeLayer, callback: Callable[[ExpertCall], None]) -> Undo:
        def tell(router: Any, inputs: tuple[torch.Tensor, ...], output: tuple[torch.Tensor, ...]) -> None:
            hidden = inputs[0]
            index, weights, dropped = _routes(router, hidden, output)
            callback(ExpertCall(layer, hidden.flatten(0, 1), index, weights, hidden.shape[0], dropped))

        return hook_undo(self._mlps[layer].router.register_forward_hook(tell))

    def serve(self, layer: MoeLayer, experts: Experts, undo: list[Undo]) -> None:
        mlp = self._mlps[layer]
        computed = experts.most_probable(layer) if isinstance(experts, Choosing) else None
        if computed is None or mlp.router.dtype is not torch.float32:
            return super().serve(layer, experts, undo)

        def decide(hidden: torch.Tensor) -> Routes | torch.Tensor:
            if hidden.shape[1] == 1 and _alone(mlp.router):
                return _probabilities(mlp.router, hidden)
            return self.decide(layer, hidden)

        def forward(hidden: torch.Tensor) -> torch.Tensor:
            decided = mlp.decide(hidden)
            if type(decided) is not tuple:
                return computed(hidden, decided)
            flat = hidden.reshape(-1, hidden.shape[-1])
            return experts(ExpertCall(layer, flat, decided[0], decided[1], hidden.shape[0], decided[2])).reshape(
                hidden.shape
            )

        mlp.decide = decide
        replace_forward(mlp, forward, undo)

    def decide(self, layer: MoeLayer, hidden: torch.Tensor, *_: torch.Tensor | None) -> Routes:
        router = self._mlps[layer].router
        if hidden.shape[1] == 1 and _alone(router):
            probabilities = _probabilities(router, hidden)
            own = hidden.dtype is router.dtype
            gate, chosen = (probabilities if own else probabilities.to(hidden.dtype)).max(-1)
            return chosen, gate, None
        return _routes(router, hidden, router(hidden))


def _routes(router: Any, hidden: torch.Tensor, output: tuple[torch.Tensor, ...]) -> Routes:
    """The routes of a Switch router's answer: its choice, whether or not a capacity turned the token away."""
    mask, gate, logits = output
    chosen = torch.softmax(logits, -1, dtype=router.dtype).to(hidden.dtype).argmax(-1)
    dropped = mask.sum(-1) == 0
    return chosen.reshape(-1, 1), gate.reshape(-1, 1), dropped.reshape(-1, 1)


def _alone(router: Any) -> bool:
    """Whether only the decision of a router is wanted: nobody listens to the module, and it draws no noise."""
    return (
        type(router) is switch.SwitchTransformersTop1Router
        and not (router.training or router._forward_hooks or router._forward_pre_hooks or "forward" in vars(router))
        and router.expert_capacity >= 1
        and router.classifier.weight.dtype == router.dtype
    )


def _probabilities(router: Any, hidden: torch.Tensor) -> torch.Tensor:
    """Of one token of each sequence, which no capacity can turn away: the router's own operations without its mask."""
    read, classifier = hidden, router.classifier
    if hidden.dtype is not router.dtype:  # a conversion to the type that there is costs as much as one to another
        read = hidden.to(router.dtype)
    plain = type(classifier) is torch.nn.Linear and "forward" not in vars(classifier)
    if plain and not (classifier._forward_hooks or classifier._forward_pre_hooks):
        logits = functional.linear(read, classifier.weight, classifier.bias)
    else:
        logits = classifier(read)
    return torch.softmax(logits, -1)


class NllbExperts(_SparseMlps):
    """NLLB-MoE: two experts a token, with biases.

    transformers 5.23 gives its experts a mask that is one-hotted twice, so that experts 0 and 1 compute for every
    token (`check_nllb_router`). Here the experts of a loaded model are called with the router's own two, as its
    combining weights state them; the router itself is left alone.

    Args:
        hf: `NllbMoeForConditionalGeneration`.
    """

    _linears: ClassVar[Mapping[str, str]] = {"up": "fc1", "down": "fc2"}

    def __init__(self, hf: Any) -> None:
        mlps = {}
        for stack in ("encoder", "decoder"):
            blocks = getattr(hf.model, stack).layers
            for position, block in enumerate(i for i, each in enumerate(blocks) if each.is_sparse):
                mlps[MoeLayer(stack, block, position)] = blocks[block].ffn
        super().__init__(hf, mlps, top_k=2)
        for layer in self.layers:
            self.serve(layer, self._mended, [])

    def _mended(self, call: ExpertCall) -> torch.Tensor:
        """The definition: each of a token's experts by its own module."""
        experts = self._mlps[call.layer].experts
        result = torch.zeros_like(call.hidden)
        for expert in torch.unique(call.index).tolist():
            if expert < experts.num_experts:
                token, place = torch.where(call.index == expert)
                output = experts[f"expert_{expert}"](call.hidden[token]) * call.weights[token, place, None]
                result.index_add_(0, token, output.to(result.dtype))
        return result

    def hear(self, layer: MoeLayer, callback: Callable[[ExpertCall], None]) -> Undo:
        def tell(_: Any, inputs: tuple[torch.Tensor, ...], output: tuple[torch.Tensor, ...]) -> None:
            index, weights, dropped = self._top_two(layer, output[1], output[2])
            callback(ExpertCall(layer, inputs[0], index, weights, self._sequences(layer), dropped))

        return hook_undo(self._mlps[layer].router.register_forward_hook(tell))

    def _sequences(self, layer: MoeLayer) -> int:
        return int(getattr(self._mlps[layer], "_sequences", 1))

    def decide(self, layer: MoeLayer, hidden: torch.Tensor, *mask: torch.Tensor | None) -> Routes:
        mlp = self._mlps[layer]
        mlp._sequences = hidden.shape[0]
        _, combining, logits = mlp.router(hidden.reshape(-1, hidden.shape[-1]), *mask)
        return self._top_two(layer, combining, logits)

    def _top_two(self, layer: MoeLayer, combining: torch.Tensor, logits: torch.Tensor) -> Routes:
        """The two experts of each token, ranked by logits; a combining weight of 0 is a token turned away."""
        index = logits.topk(2).indices
        weights = combining.gather(1, index)
        share = 1 - self._mlps[layer].experts.moe_token_dropout  # what evaluation scales outputs by
        return index, weights * share, weights == 0


def check_switch_router() -> None:
    """Compare transformers' Switch MLP with its definition on a tiny layer.

    `SwitchTransformersTop1Router` is wrong in transformers 5.0 to 5.17: outputs differ while nothing fails.

    Raises:
        ModelError: the installed release routes wrongly.
    """
    config = SwitchTransformersConfig(d_model=8, d_ff=16, num_heads=2, num_experts=4, vocab_size=16)
    layer: Any = switch.SwitchTransformersSparseMLP(config).eval()
    hidden = _randomised(layer)
    with torch.inference_mode():
        probabilities = torch.softmax(layer.router.classifier(hidden), -1)
        expected = torch.zeros_like(hidden)
        for b in range(2):
            for t in range(6):
                chosen = int(probabilities[b, t].argmax())
                expert = layer.experts[f"expert_{chosen}"]
                expected[b, t] = probabilities[b, t, chosen] * expert.wo(torch.relu(expert.wi(hidden[b, t])))
        right = _agrees(layer, hidden, expected)
    if not right:
        raise ModelError(
            f"transformers {transformers.__version__}: its Switch router is wrong, as in releases 5.0 to 5.17 "
            "(install transformers 5.19 or newer)"
        )


def nllb_router_is_right() -> bool:
    """Whether transformers' own NLLB-MoE layer computes its definition; 5.23's does not, and is mended here."""
    config = NllbMoeConfig(
        d_model=8, encoder_ffn_dim=16, num_experts=4, vocab_size=16, expert_capacity=64, activation_dropout=0.0
    )
    layer: Any = nllb.NllbMoeSparseMLP(config, ffn_dim=16).eval()
    hidden = _randomised(layer)
    with torch.inference_mode():
        probabilities = torch.softmax(layer.router.classifier(hidden), -1)
        expected = torch.zeros_like(hidden)
        for b in range(2):
            for t in range(6):
                best = probabilities[b, t].topk(2)
                for share, chosen in zip(best.values / best.values.sum(), best.indices.tolist(), strict=True):
                    output = layer.experts[f"expert_{chosen}"](hidden[b, t])
                    expected[b, t] += share * output * (1 - config.moe_token_dropout)
        return _agrees(layer, hidden, expected)


def _randomised(layer: Any) -> torch.Tensor:
    """Give a layer random weights; what comes back is an input [2, 6, 8] of it."""
    generator = torch.Generator().manual_seed(0)
    with torch.inference_mode():
        for parameter in layer.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator))
        return torch.randn(2, 6, 8, generator=generator)


def _agrees(layer: Any, hidden: torch.Tensor, expected: torch.Tensor) -> bool:
    try:
        return torch.allclose(layer(hidden), expected, rtol=1e-4, atol=1e-4)
    except (RuntimeError, TypeError, ValueError, IndexError, AttributeError):
        return False
