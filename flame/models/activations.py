"""Activations of experts, by name.

A model's own activation gets a name by what it computes, not by what it is called: its values on a fixed set of inputs
are compared with those of each definition here. One that equals none of them stays the model's own.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch.nn import functional

_CLAMP, _SHARPNESS = 7.0, 1.702  # of gpt-oss


def _gpt_oss(gate: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """Clamped SwiGLU of gpt-oss."""
    gate, up = gate.clamp(max=_CLAMP), up.clamp(-_CLAMP, _CLAMP)
    return gate * torch.sigmoid(_SHARPNESS * gate) * (up + 1)


PLAIN: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "relu": functional.relu,
    "relu2": lambda x: functional.relu(x).square(),
    "silu": functional.silu,
    "gelu": functional.gelu,
    "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
}


def _times_up(plain: Callable[[torch.Tensor], torch.Tensor]) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    return lambda gate, up: plain(gate) * up


GATED = {name: _times_up(plain) for name, plain in PLAIN.items()} | {"gpt_oss": _gpt_oss}
OWN = "own"


def activation_of(name: str) -> Callable[[torch.Tensor | None, torch.Tensor], torch.Tensor]:
    """The definition of a named activation: (gate or None, up) to hidden units.

    Raises:
        KeyError: no such name.
    """
    plain, gated = PLAIN.get(name), GATED[name]

    def apply(gate: torch.Tensor | None, up: torch.Tensor) -> torch.Tensor:
        if gate is not None:
            return gated(gate, up)
        if plain is None:
            raise KeyError(name)
        return plain(up)

    return apply


def name_of(apply: Callable[[torch.Tensor | None, torch.Tensor], torch.Tensor], gated: bool) -> str:
    """The name of an activation that equals its definition, or `own`."""
    wide = torch.linspace(-40, 40, 641)
    gate = torch.cat([wide, torch.tensor([-300.0, -100.0, 100.0, 300.0])]).repeat(3)
    up = torch.cat([wide.roll(97), torch.tensor([300.0, -100.0, -300.0, 100.0])]).repeat_interleave(3)
    with torch.inference_mode():
        found = apply(gate, up) if gated else apply(None, up)
        for name in GATED if gated else PLAIN:
            if torch.allclose(found, activation_of(name)(gate if gated else None, up), rtol=1e-6, atol=1e-6):
                return name
    return OWN
