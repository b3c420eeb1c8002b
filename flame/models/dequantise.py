"""Quantised tensors of published checkpoints as the numbers that they stand for.

`fp8`: 8-bit floats with a scale for each block of 128 x 128 (DeepSeek's `weight_scale_inv`). `mxfp4`: 4-bit floats, two
a byte, with a power of two for each 32 (gpt-oss's `_blocks` and `_scales`).
"""

from __future__ import annotations

import torch

METHODS = ("fp8", "mxfp4")  # as `quantization_config.quant_method` names them
MX_BLOCK = 32  # weights that share a power of two
_FP4 = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


def from_fp8(weight: torch.Tensor, scales: torch.Tensor, block: tuple[int, int]) -> torch.Tensor:
    """Weights times the scale of their block.

    Args:
        weight: float8 [..., rows, cols].
        scales: [..., ceil(rows / block[0]), ceil(cols / block[1])] floats, or as bytes the exponents of powers of two
            plus 127; a scale of one element is for all.
        block: rows and columns that share a scale.
    Returns:
        bf16, as the published models are computed.
    """
    factors = _powers(scales) if scales.dtype in (torch.uint8, torch.float8_e8m0fnu) else scales.float()
    if factors.numel() == 1:
        return (weight.float() * factors.reshape(())).bfloat16()
    rows, cols = weight.shape[-2:]
    wide = factors.repeat_interleave(block[1], -1)[..., :cols]
    result = torch.empty(weight.shape, dtype=torch.bfloat16)
    for i in range(factors.shape[-2]):  # a row of blocks at a time: no second copy in fp32
        part = slice(i * block[0], min((i + 1) * block[0], rows))
        result[..., part, :] = weight[..., part, :].float() * wide[..., i : i + 1, :]
    return result


def from_mxfp4(blocks: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """Weights of gpt-oss's experts, as transformers lays them out: transposed.

    Args:
        blocks: uint8 [experts, rows, cols / 32, 16], the first of two weights in the low half of a byte.
        scales: uint8 [experts, rows, cols / 32], exponents plus 127.
    Returns:
        bf16 [experts, cols, rows].
    """
    table = torch.tensor([[x, y] for y in _signed() for x in _signed()], dtype=torch.bfloat16)
    values = table[blocks.long()].flatten(-2)  # [experts, rows, cols / 32, 32]
    values *= _powers(scales).to(torch.bfloat16)[..., None]
    return values.flatten(-2).transpose(1, 2).contiguous()


def _signed() -> list[float]:
    return [*_FP4, *(-x for x in _FP4)]


def _powers(exponents: torch.Tensor) -> torch.Tensor:
    return torch.ldexp(torch.ones(exponents.shape), exponents.view(torch.uint8).int() - 127)
