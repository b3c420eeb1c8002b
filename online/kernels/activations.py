"""What stands between an expert's matrices, in NumPy: bit for bit what `online/native/nm_activation.cpp` computes.

Every operation is rounded to fp32, in one fixed order and without fused multiply-adds, so that the instruction set and
the place of a number in its row change nothing. The exponential is within 2 units of the last place, the error function
of `gelu` within 2e-7.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError, FormatError, near_names
from flame.packed_expert import PackedExpert

Floats = NDArray[np.float32]

ACTIVATIONS = ("relu", "relu2", "silu", "gelu", "gelu_tanh", "gpt_oss")  # in the order of the native enumeration
GATED_ONLY = ("gpt_oss",)

_F = np.float32


def check_expert(expert: PackedExpert, activation: str) -> None:
    """Refuse an expert that is none.

    Raises:
        FormatError: other matrices than `up`, `down` and perhaps `gate`, shapes that do not follow one another, or an
            activation that wants a gate.
        ConfigError: no such activation.
    """
    if activation not in ACTIVATIONS:
        raise ConfigError(f"activation {activation!r}: unknown to the kernels ({near_names(activation, ACTIVATIONS)})")
    if set(expert.matrices) not in ({"up", "down"}, {"gate", "up", "down"}):
        raise FormatError(
            f"sparse expert: matrices {', '.join(expert.matrices)} (expected up and down, and gate where it is gated)"
        )
    if activation in GATED_ONLY and "gate" not in expert.matrices:
        raise FormatError(f"sparse expert: {activation} without a gate (expected matrices gate, up and down)")
    up, down = expert.matrices["up"].shape, expert.matrices["down"].shape
    if up[0] != down[1]:
        raise FormatError(f"sparse expert: up has {up[0]} rows, down {down[1]} columns (expected d_ff for both)")
    if "gate" in expert.matrices and expert.matrices["gate"].shape != up:
        gate = list(expert.matrices["gate"].shape)
        raise FormatError(f"sparse expert: gate is {gate}, up {list(up)} (expected the same)")


def activate(name: str, gate: Floats | None, up: Floats) -> Floats:
    """The hidden numbers of an expert.

    Args:
        name: one of `ACTIVATIONS`. `gpt_oss` clamps its gate at 7 and the other within 7, and adds 1 to that.
        gate: fp32 [tokens, d_ff] for a gated expert, else None.
        up: fp32 [tokens, d_ff].
    Returns:
        activation of gate times up, or activation of up: fp32 [tokens, d_ff].
    """
    with np.errstate(over="ignore", invalid="ignore"):
        if name == "gpt_oss":
            assert gate is not None
            up = np.where(up > 7, _F(7), up)
            up = np.where(up < -7, _F(-7), up)
            return (up + _F(1)) * _sigmoid_times(np.where(gate > 7, _F(7), gate), _F(1.702))
        return _activated(name, up) if gate is None else _activated(name, gate) * up


def _activated(name: str, x: Floats) -> Floats:
    if name == "relu":
        return np.where(x < 0, _F(0), x)
    if name == "relu2":
        positive = np.where(x < 0, _F(0), x)
        return positive * positive
    if name == "silu":
        return _sigmoid_times(x, _F(1))
    if name == "gelu":
        return _F(0.5) * x * (_F(1) + _error_function(x * _F(0.70710678)))
    assert name == "gelu_tanh", name
    inner = (x + _F(0.044715) * (x * x * x)) * _F(0.79788456)
    return _F(0.5) * x * (_F(1) + (_F(1) - _F(2) / (_F(1) + _exponential(_F(2) * inner))))


def _exponential(x: Floats) -> Floats:
    x = np.where(x < -87, _F(-87), x)
    x = np.where(x > 88, _F(88), x)
    shifted = x * _F(1.44269504) + _F(12582912)  # 1.5 * 2**23 leaves the whole number in the low bits
    whole = shifted - _F(12582912)
    r = (x - whole * _F(0.693359375)) - whole * _F(-2.12194440e-4)
    p = np.full_like(r, 1.9875691500e-4)
    for term in (1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1):
        p = p * r + _F(term)
    p = (p * (r * r) + r) + _F(1)
    return p * ((shifted.view(np.uint32) << np.uint32(23)) + np.uint32(0x3F800000)).view(np.float32)


def _sigmoid_times(x: Floats, steepness: np.float32) -> Floats:
    return x / (_F(1) + _exponential(-(x * steepness)))


def _error_function(x: Floats) -> Floats:
    """Abramowitz and Stegun, 7.1.26."""
    size = np.abs(x)
    t = _F(1) / (_F(1) + _F(0.3275911) * size)
    p = np.full_like(t, 1.061405429)
    for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        p = p * t + _F(term)
    value = _F(1) - (p * t) * _exponential(-(size * size))
    return np.where(x < 0, -value, value)
