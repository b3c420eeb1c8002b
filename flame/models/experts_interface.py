"""Every family whose experts modules stand behind transformers' `use_experts_implementation`.

Such a module holds all experts of a layer fused, is called as `experts(hidden [T, H], index [T, K], weights [T, K])`,
and states how its matrices lie (`has_gate`, `has_bias`, `is_transposed`, `is_concatenated`, `has_post_expert_norm`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch

from flame.errors import ModelError
from flame.models.activations import name_of
from flame.models.layers import (
    Activation,
    ExpertCall,
    Experts,
    ExpertShape,
    MoeLayer,
    Undo,
    hook_undo,
    replace_forward,
    tell_tokens,
)

# How the configurations of transformers call the experts that a token is routed to.
_TOP_K = (
    "num_experts_per_tok", "top_k_experts", "moe_k", "moe_topk", "moe_top_k", "num_experts_per_token", "top_k",
    "num_selected_experts", "moe_router_topk",
)  # fmt: skip
_OTHER_TOWERS = re.compile(r"vision|visual|audio|talker|mtp", re.IGNORECASE)


def is_experts(module: torch.nn.Module) -> bool:
    """Whether a module stands behind the experts interface."""
    return hasattr(module, "_apply_gate") and hasattr(module, "is_concatenated")


class ExpertsInterface:
    """The MoE layers of the text decoder (and encoder, where there is one) of such a model; see `layers.Family`.

    Experts of vision and audio towers are left as they are.

    Args:
        hf: the transformers model.
    Raises:
        ModelError: experts of unequal layout, or no statement of how many a token is routed to.
    """

    fused = True

    def __init__(self, hf: Any) -> None:
        found = [
            (name, module)
            for name, module in hf.named_modules()
            if is_experts(module) and not _OTHER_TOWERS.search(name)
        ]
        counts = {"encoder": 0, "decoder": 0}
        self._modules: dict[MoeLayer, Any] = {}
        self._names: dict[MoeLayer, str] = {}
        self._blocks: dict[MoeLayer, Any] = {}
        for name, module in found:
            stack = "encoder" if "encoder" in name.split(".") else "decoder"
            block = next((int(part) for part in name.split(".") if part.isdigit()), 0)
            layer = MoeLayer(stack, block, counts[stack])
            counts[stack] += 1
            self._modules[layer] = module
            self._blocks[layer] = hf.get_submodule(name.rpartition(".")[0])
            self._names[layer] = name
        self.layers = tuple(self._modules)
        self.shapes = {layer: self._shape(hf, layer) for layer in self.layers}
        self._decoder = hf.get_submodule(re.split(r"\.?\w*layers\.\d|\.?\w*blocks\.\d", found[-1][0])[0])
        self._sequences = 1
        self._decoder.register_forward_pre_hook(self._begin_pass, with_kwargs=True)
        self._on_example: list[Callable[[], None]] = []

    def _begin_pass(self, _: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        tokens = kwargs.get("input_ids")
        if tokens is None:
            tokens = kwargs.get("inputs_embeds")
        if tokens is None and args and isinstance(args[0], torch.Tensor):
            tokens = args[0]
        self._sequences = 1 if tokens is None else int(tokens.shape[0])
        if self._on_example and not _continues(kwargs.get("past_key_values")):
            for callback in self._on_example:
                callback()

    def _shape(self, hf: Any, layer: MoeLayer) -> ExpertShape:
        module = self._modules[layer]
        inner = module.gate_up_proj if module.has_gate else module.up_proj
        experts, rows, cols = inner.shape
        if module.is_transposed:
            rows, cols = cols, rows
        gated = bool(module.has_gate)
        name, top_k = name_of(self.activation(layer), gated), self._top_k(hf, layer)
        if not 1 <= top_k <= experts:
            raise ModelError(f"{layer}: routes a token to {top_k} of {experts} experts (mend config.json)")
        return ExpertShape(experts, top_k, cols, rows // 2 if gated else rows, gated, bool(module.has_bias), name)

    def _top_k(self, hf: Any, layer: MoeLayer) -> int:
        block, config = self._blocks[layer], self._modules[layer].config
        owners: Iterable[Any] = (block, *block.children(), config, hf.config.get_text_config())
        for owner in owners:
            for name in _TOP_K:
                value = _stated(owner, name)
                if isinstance(value, list | tuple) and value:
                    value = value[0]
                if isinstance(value, int) and not isinstance(value, bool):
                    return value
        raise ModelError(f"{layer}: its configuration does not say how many experts a token is routed to")

    def expert(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        module = self._modules[layer]
        return self.canonical(layer, {name: getattr(module, name)[expert].detach() for name in _parts(module)})

    def expert_parameters(self, layer: MoeLayer, expert: int) -> dict[str, str]:
        return {name: f"{self._names[layer]}.{name}" for name in _parts(self._modules[layer])}

    def canonical(self, layer: MoeLayer, parts: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        module = self._modules[layer]
        inner_name = "gate_up_proj" if module.has_gate else "up_proj"
        inner, down = parts[inner_name], parts["down_proj"]
        if module.is_transposed:
            inner, down = inner.T, down.T
        own = {"down": down}
        if module.has_bias:
            own["down_bias"] = parts["down_proj_bias"]
        for ending, part in (("", inner), ("_bias", parts.get(f"{inner_name}_bias"))):
            if part is not None and not module.has_gate:
                own[f"up{ending}"] = part
            elif part is not None:
                own[f"gate{ending}"], own[f"up{ending}"] = self._halves(module, part)
        return own

    def expert_weights(self, layer: MoeLayer) -> list[torch.Tensor]:
        return list(self._modules[layer].parameters(recurse=False))

    @staticmethod
    def _halves(module: Any, fused: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        if not module.is_concatenated:
            return fused[::2], fused[1::2]
        half = len(fused) // 2
        return fused[:half], fused[half:]

    def activation(self, layer: MoeLayer) -> Activation:
        module = self._modules[layer]

        def apply(gate: torch.Tensor | None, up: torch.Tensor) -> torch.Tensor:
            if gate is None:
                return module.act_fn(up)  # type: ignore[no-any-return]
            fused = torch.cat([gate, up], -1) if module.is_concatenated else torch.stack([gate, up], -1).flatten(-2)
            return module._apply_gate(fused)  # type: ignore[no-any-return]

        return apply

    def finish(self, layer: MoeLayer) -> Callable[[torch.Tensor], torch.Tensor] | None:
        module = self._modules[layer]
        return module.post_expert_norm if module.has_post_expert_norm else None

    def router(self, layer: MoeLayer) -> dict[str, torch.Tensor]:
        block, experts = self._blocks[layer], self._modules[layer]
        own = {id(each) for each in experts.parameters(recurse=False)}
        weights = [*block.named_parameters(), *block.named_buffers()]
        return {name: each.detach() for name, each in weights if id(each) not in own}

    def block(self, layer: MoeLayer) -> Any:
        return self._blocks[layer]

    def hear(self, layer: MoeLayer, callback: Callable[[ExpertCall], None]) -> Undo:
        def tell(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            hidden, index, weights = (*args, *kwargs.values())
            callback(self._call(layer, hidden, index, weights))

        return hook_undo(self._modules[layer].register_forward_pre_hook(tell, with_kwargs=True))

    def serve(self, layer: MoeLayer, experts: Experts, undo: list[Undo]) -> None:
        def forward(hidden: torch.Tensor, index: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
            return experts(self._call(layer, hidden, index, weights))

        replace_forward(self._modules[layer], forward, undo)

    def _call(self, layer: MoeLayer, hidden: torch.Tensor, index: torch.Tensor, weights: torch.Tensor) -> ExpertCall:
        # a layer that sees other rows than the batch's (a vision tower's) has no sequences to speak of
        sequences = self._sequences if len(hidden) % self._sequences == 0 else 1
        return ExpertCall(layer, hidden, index, weights, sequences)

    def on_example(self, callback: Callable[[], None]) -> Undo:
        self._on_example.append(callback)
        return lambda: self._on_example.remove(callback) if callback in self._on_example else None

    def on_tokens(self, callback: Callable[[torch.Tensor | None], None]) -> Undo:
        return tell_tokens(self._decoder, callback)


def _parts(module: Any) -> tuple[str, ...]:
    """Names of the parameters that hold the experts of a module."""
    weights = ("gate_up_proj" if module.has_gate else "up_proj", "down_proj")
    return (*weights, *(f"{name}_bias" for name in weights)) if module.has_bias else weights


def _continues(cache: Any) -> bool:
    """Whether a cache holds earlier tokens; one that cannot say is taken to, and so is one of a captured step."""
    if cache is None:
        return False
    if torch.cuda.is_available() and torch.cuda.is_current_stream_capturing():
        return True
    try:
        return int(cache.get_seq_length()) > 0
    except (ValueError, TypeError, AttributeError):
        return True


def _stated(owner: Any, name: str) -> Any:
    """An attribute of a module or configuration; None where it has none, or one for each layer."""
    try:
        return getattr(owner, name, None)
    except Exception:  # a configuration that differs by layer refuses with an error of its own
        return None
