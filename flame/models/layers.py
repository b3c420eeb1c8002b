"""The seam between a model and everything else here: its MoE layers, and the call of their experts.

Routers, shared experts, normalisation and group limits stay the model's own. What the project sees of a layer is what
its experts are called with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import torch

from flame.ids import LayerId

Activation = Callable[[torch.Tensor | None, torch.Tensor], torch.Tensor]  # (gate or None, up) to hidden units, alike


@dataclass(frozen=True)
class MoeLayer:
    """Where an MoE layer stands: `encoder` or `decoder`, its block, and its position among the MoE layers there."""

    stack: str
    block: int
    position: int

    @property
    def id(self) -> LayerId:
        """What the layer is called where its block does not matter."""
        return LayerId(self.stack, self.position)

    def __str__(self) -> str:
        return str(self.id)


@dataclass(frozen=True)
class ExpertShape:
    """What the experts of one layer look like.

    Args:
        num_experts: experts of the layer.
        top_k: experts that a token is routed to.
        hidden: width of what enters and leaves an expert.
        intermediate: rows of `up`, and of `gate` where there is one.
        gated: whether the hidden units are `activation(gate @ x, up @ x)` and not `activation(up @ x)`.
        biased: whether the matrices have biases.
        activation: its name (`flame.models.activations`), or `own` for one that only the model's module knows.
    """

    num_experts: int
    top_k: int
    hidden: int
    intermediate: int
    gated: bool
    biased: bool
    activation: str

    @property
    def matrices(self) -> dict[str, tuple[int, int]]:
        """Shapes of an expert's matrices, each [rows, cols] as multiplied from the left."""
        rows = ("gate", "up") if self.gated else ("up",)
        inner = (self.intermediate, self.hidden)
        return dict.fromkeys(rows, inner) | {"down": (self.hidden, self.intermediate)}


@dataclass(frozen=True, eq=False, slots=True)
class ExpertCall:
    """One call of a layer's experts, after its router has decided.

    Args:
        layer: whose experts.
        hidden: [tokens, hidden], what enters the experts.
        index: int64 [tokens, top_k], the experts of each token; one at or above num_experts is none.
        weights: [tokens, top_k], the factors of their outputs.
        sequences: sequences of the batch; tokens are by sequence, then by place.
        dropped: bool [tokens, top_k]: chosen, but the expert was over capacity, so that nothing is computed; None
            where no layer of the family drops tokens.
    """

    layer: MoeLayer
    hidden: torch.Tensor
    index: torch.Tensor
    weights: torch.Tensor
    sequences: int
    dropped: torch.Tensor | None = None


Experts = Callable[[ExpertCall], torch.Tensor]  # what computes a call: the weighted sum [tokens, hidden]
# Hidden states [sequences, 1, hidden] and the probabilities of all experts [sequences, 1, experts], of which each token
# takes the largest: to the weighted outputs, as the hidden states.
MostProbable = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Undo = Callable[[], None]  # a second time changes nothing


@runtime_checkable
class Choosing(Protocol):
    """`Experts` that can choose a token's expert themselves, so that a Switch router only has to say probabilities."""

    def most_probable(self, layer: MoeLayer) -> MostProbable | None:
        """What computes one token of each sequence; None where the layer's choice must be told."""
        ...


class Family(Protocol):
    """What a family of models says of its MoE layers; `flame.models.family.family_of` finds it."""

    layers: tuple[MoeLayer, ...]
    shapes: dict[MoeLayer, ExpertShape]

    def expert(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """Live views of one expert: `gate` (where there is one), `up`, `down`, and `gate_bias` and so on."""
        ...

    fused: bool  # whether a layer's experts lie in parameters that they share, one after another on the first axis

    def expert_parameters(self, layer: MoeLayer, expert: int) -> dict[str, str]:
        """Full names of the model's parameters that hold an expert, by what they are in its module."""
        ...

    def canonical(self, layer: MoeLayer, parts: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """One expert as `expert` gives it, from its parts of the parameters that `expert_parameters` names."""
        ...

    def expert_weights(self, layer: MoeLayer) -> list[torch.Tensor]:
        """The parameters that hold the layer's experts, fused or one by one."""
        ...

    def activation(self, layer: MoeLayer) -> Activation:
        """The activation as the model's own module computes it."""
        ...

    def finish(self, layer: MoeLayer) -> Callable[[torch.Tensor], torch.Tensor] | None:
        """What is applied to an expert's output before its weight; None for nothing."""
        ...

    def router(self, layer: MoeLayer) -> dict[str, torch.Tensor]:
        """The weights of what decides: all of the layer but its experts."""
        ...

    def block(self, layer: MoeLayer) -> Any:
        """The module that routes the layer's tokens and computes their experts."""
        ...

    def hear(self, layer: MoeLayer, callback: Callable[[ExpertCall], None]) -> Undo:
        """Have each call of the layer's experts told."""
        ...

    def serve(self, layer: MoeLayer, experts: Experts, undo: list[Undo]) -> None:
        """Have something else compute the layer's experts; `undo` gets the undoing before anything changes."""
        ...

    def on_example(self, callback: Callable[[], None]) -> Undo:
        """Have it told when a pass begins that continues no earlier one."""
        ...

    def on_tokens(self, callback: Callable[[torch.Tensor | None], None]) -> Undo:
        """Have it told what each pass of the decoder reads, as `tell_tokens` says, before any layer does."""
        ...


def tell_tokens(decoder: torch.nn.Module, callback: Callable[[torch.Tensor | None], None]) -> Undo:
    """Have `callback` told the ids that each call of a decoder reads.

    int64 `[sequences, tokens]`, -1 for pads; None where embeddings went in.
    """

    def tell(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        ids = kwargs.get("input_ids", args[0] if args else None)
        if not isinstance(ids, torch.Tensor) or ids.dim() != 2 or ids.is_floating_point():
            callback(None)
            return
        mask, tokens = kwargs.get("attention_mask"), ids.shape[1]
        if isinstance(mask, torch.Tensor) and mask.dim() == 2 and mask.shape[1] >= tokens:
            ids = ids.masked_fill(mask[:, mask.shape[1] - tokens :] == 0, -1)
        callback(ids)

    return hook_undo(decoder.register_forward_pre_hook(tell, with_kwargs=True))


def hook_undo(handle: Any) -> Undo:
    """The undoing of a hook that torch has registered."""
    return lambda: handle.remove()


def replace_forward(module: Any, forward: Callable[..., torch.Tensor], undo: list[Undo]) -> None:
    """Have a module call `forward`; undoing gives back what it called. `undo` gets that before anything changes."""
    before = vars(module).get("forward")

    def restore() -> None:
        if vars(module).get("forward") is forward:
            if before is None:
                del module.forward
            else:
                module.forward = before

    undo.append(restore)
    module.forward = forward
