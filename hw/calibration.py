"""From a model's numbers to a design's integers: scales by what the layers saw, and the steps to try them on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flame.packed import unpack
from flame.packed_expert import PackedExpert
from hw.design import Design
from hw.golden import HardwareExpert, Steps, quantise_expert


def quantised_layer(
    design: Design, packed: Sequence[PackedExpert], x: np.ndarray, routed: np.ndarray, where: str
) -> tuple[list[HardwareExpert], float]:
    """A layer's experts as integers, and the scale of its inputs.

    Args:
        packed: of each expert, as `quantise_expert` takes them.
        x: fp32 `[tokens, d_model]`, inputs that the layer saw; `routed` int `[tokens]`, the expert that each chose.
        where: what to call the layer in an error.
    """
    most = design.value_most
    units = [
        np.maximum(x[routed == e] @ np.asarray(unpack(p.matrices["up"]), np.float32).T, 0) for e, p in enumerate(packed)
    ]
    input_scale = _rounded_up(float(np.abs(x).max()) / most)
    hidden_scale = _rounded_up(max(float(u.max(initial=0)) for u in units) / most) or input_scale
    return [
        quantise_expert(p, input_scale, hidden_scale, f"{where}, expert {e}", design.value_bits)
        for e, p in enumerate(packed)
    ], input_scale


def steps_of(
    design: Design, example_ptr: np.ndarray, x: np.ndarray, router_x: np.ndarray, scales: Sequence[float],
    step_shift: int,
) -> Steps:  # fmt: skip
    """Decoded tokens as steps from an empty buffer, layer after layer.

    Args:
        example_ptr: int64 `[dialogues + 1]`, where the path begins anew.
        x: fp32 `[moe_layers, tokens, d_model]`, what the experts are given.
        router_x: int16, of the same shape, what the routers are given.
        scales: of each layer's `x`.
        step_shift: what turns the router's logits into steps of `2 ** -EXP_STEP_BITS`.
    """
    layers, tokens = x.shape[:2]
    commands = np.zeros((tokens, layers, 5), np.int32)
    commands[:, :, 0] = np.arange(layers)
    commands[example_ptr[:-1], 0, 1] = 1
    commands[example_ptr[1:] - 1, -1, 2] = 1
    commands[0, 0, 3] = 1
    commands[:, :, 4] = step_shift
    most, kind = design.value_most, f"int{design.value_bits}"
    whole = np.stack(
        [np.clip(np.rint(each / scale), -most - 1, most).astype(kind) for each, scale in zip(x, scales, strict=True)],
        axis=1,
    )
    return Steps(
        commands.reshape(-1, 5),
        router_x.transpose(1, 0, 2).reshape(-1, design.d_model),
        whole.reshape(-1, design.d_model),
    )


def _rounded_up(scale: float) -> float:
    """The next number of 10 significant bits, so that a last bit of floating point changes no image."""
    mantissa, exponent = np.frexp(scale)
    return float(np.ldexp(np.ceil(mantissa * 1024) / 1024, exponent))


def router_numbers(
    weights: np.ndarray, seen: np.ndarray, wanted: np.ndarray, headroom: float
) -> tuple[np.ndarray, np.ndarray, int]:
    """Router weights and the wanted inputs as int16 in powers of two, and the fractional bits of their product.

    Args:
        weights: fp32 `[moe_layers, experts, d_model]`.
        seen: fp32 `[moe_layers, tokens, d_model]`, the inputs that say how large they become.
        wanted: the inputs that are turned into integers, likewise.
        headroom: times the largest one seen is what the integers hold.
    """

    def bits(largest: float) -> int:
        return int(np.floor(np.log2(32767 / largest)))

    def fixed(a: np.ndarray, fraction: int) -> np.ndarray:
        return np.clip(np.rint(a * 2.0**fraction), -32768, 32767).astype(np.int16)

    of_x, of_w = bits(headroom * float(np.abs(seen).max())), bits(float(np.abs(weights).max()))
    return fixed(weights, of_w), fixed(wanted, of_x), of_x + of_w
