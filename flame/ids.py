"""What an MoE layer and an expert are called, everywhere: in stores, masks, buffers, replays and streams."""

from __future__ import annotations

from typing import NamedTuple


class LayerId(NamedTuple):
    """An MoE layer of a model.

    Attributes:
        stack: `encoder` or `decoder`.
        position: its number among the MoE layers of the stack, from 0; dense layers do not count.
    """

    stack: str
    position: int

    def __str__(self) -> str:
        return f"{self.stack} layer {self.position}"


class ExpertId(NamedTuple):
    """An expert of an MoE layer.

    Attributes:
        layer: which layer.
        expert: its number there, from 0.
    """

    layer: LayerId
    expert: int

    def __str__(self) -> str:
        return f"{self.layer}, expert {self.expert}"


def decoder_expert(position: int, expert: int) -> ExpertId:
    """An expert of the decoder, the stack whose routing is traced, predicted and replayed."""
    return ExpertId(LayerId("decoder", position), expert)


def bits_for(values: int) -> int:
    """Bits that tell so many experts, or other things that are numbered, apart; at least 1."""
    return max(1, (values - 1).bit_length())
