"""The whole system beside the kernel: what a host adds to each layer with its transfers and its starts."""

from __future__ import annotations

from dataclasses import dataclass

from hw.design import Design

# Assumption: a transfer of a few KiB over PCIe, or a kernel's start with its wait, takes the host 5 to 30 microseconds.
CALL_US = (5.0, 30.0)
TRANSFERS = 2  # of a unit and step: what it is given, and what it answers


@dataclass(frozen=True)
class HostCalls:
    """Calls of the host for one token in all MoE layers.

    Args:
        transfers: over PCIe, of all units.
        starts: of kernels; those of several units run beside each other, their starts do not.
    """

    transfers: int
    starts: int

    @staticmethod
    def of(design: Design) -> HostCalls:
        """Of the project's host program."""
        each = design.moe_layers * design.units
        return HostCalls(TRANSFERS * each, each)

    @staticmethod
    def gated(layers: int, units: int, transfers: int) -> HostCalls:
        """Of a host that calls the gated experts' kernel for each layer, with so many transfers of all units."""
        return HostCalls(layers * transfers, layers * units)

    def ms(self) -> tuple[float, float]:
        """Least and most that they add to a token, one after the other."""
        count = self.transfers + self.starts
        return CALL_US[0] * count * 1e-3, CALL_US[1] * count * 1e-3
