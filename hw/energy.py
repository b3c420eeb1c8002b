"""Energy of a token, modelled: bits moved, products, on-chip reads, and the board's idle power while it lasts.

The model is Horowitz's table (ISSCC 2014, 45 nm): an 8-bit product 0.2 pJ, a 32-bit sum 0.1 pJ, 64 bits read from a
memory of 32 KB 20 pJ. Assumption: programmable logic spends 14 times the dynamic energy of standard cells (Kuon and
Rose, 2007, logic without hard blocks), its memory blocks as much as an ASIC's. Off-chip bits and idle power are the
board's own fields. It ranks designs; it is no power analysis.
"""

from __future__ import annotations

from dataclasses import dataclass

from flame.platform import Platform

PRODUCT_PJ = {8: 0.2, 16: 0.8}  # the product of 16 bits: four of 8
SUM_PJ = 0.1
LOGIC_FACTOR = 14.0
ONCHIP_PJ_PER_BYTE = 20.0 / 8
NAME = "Horowitz 2014 x Kuon and Rose 2007"


@dataclass(frozen=True)
class Energy:
    """Microjoules of one token, by where they go."""

    offchip_uj: float
    products_uj: float
    onchip_uj: float
    static_uj: float

    @property
    def total_uj(self) -> float:
        return self.offchip_uj + self.products_uj + self.onchip_uj + self.static_uj


def token_energy(
    platform: Platform, ms: float, offchip_bytes: float, products: float, onchip_bytes: float, value_bits: int = 8
) -> Energy:
    """Energy of a token.

    Args:
        ms: its latency.
        offchip_bytes: bytes moved from off-chip memory.
        products: multiply-accumulates.
        onchip_bytes: bytes read from on-chip slots.
        value_bits: width of the factors, 8 or 16.
    """
    return Energy(
        offchip_uj=8 * offchip_bytes * platform.offchip_pj_per_bit * 1e-6,
        products_uj=products * (PRODUCT_PJ[value_bits] + SUM_PJ) * LOGIC_FACTOR * 1e-6,
        onchip_uj=onchip_bytes * ONCHIP_PJ_PER_BYTE * 1e-6,
        static_uj=platform.static_w * ms * 1e3,
    )
