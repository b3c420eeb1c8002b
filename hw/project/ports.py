"""The arguments of a project's kernel by name, what each is for, and what a unit of it takes of a board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from flame.errors import ConfigError
from flame.platform import Platform
from hw.design import Design
from hw.estimate import placed as layer_placed
from hw.estimate import unit_resources as layer_resources
from hw.gated.design import GatedDesign
from hw.gated.estimate import unit_resources as gated_resources
from hw.placement import Placement, Resources, place, unit_banks

Accelerator = Design | GatedDesign
TOP = "flame_moe"  # the Vitis kernel: the emitted one behind named ports
ANSWER = "y"  # what the units answer, and the host adds up


@dataclass(frozen=True)
class Port:
    """An argument of the kernel.

    Args:
        name: of the argument.
        role: `image` (written once), `given` (of each step), or `taken` (what each step answers).
        own: an image that is the unit's own, else that of all units.
        weights: it lies in the unit's bank of values, where a unit has a bank for these and one for all else.
        streamed: it is read word after word, in the longest bursts.
        shares: name of the AXI port, where it is not the argument's own: that of all arguments of a process.
    """

    name: str
    role: Literal["image", "given", "taken"]
    own: bool = False
    weights: bool = False
    streamed: bool = False
    shares: str = ""

    @property
    def bundle(self) -> str:
        """The AXI port."""
        return f"gmem_{self.shares or self.name}"

    def bank(self, banks: tuple[int, ...], region: int, platform: Platform) -> str:
        """Where it lies, as the linker names it.

        Args:
            banks: of the unit: that of its values, and that of all else.
            region: number of the region that the unit lies in.
        """
        if platform.memory == "HBM" and not self.weights and self.role != "image":
            return f"PLRAM[{region}]"  # the ports of HBM are few, and are the weights'
        bank = banks[0] if self.weights else banks[-1]
        return f"{platform.memory}{bank}" if platform.memory == "HP" else f"{platform.memory}[{bank}]"


def kernel_of(design: Accelerator) -> str:
    """The emitted kernel of a design."""
    return "gated_experts" if isinstance(design, GatedDesign) else "moe_layer"


def ports_of(design: Accelerator) -> tuple[Port, ...]:
    """The arguments of a design's kernel, in order."""
    if isinstance(design, GatedDesign):
        return (
            Port("chosen", "given", weights=True, streamed=True, shares="words"),
            Port("shares", "given", shares="token"), Port("x", "given", shares="token"),
            Port("words", "image", own=True, weights=True, streamed=True), Port(ANSWER, "taken", shares="token"),
        )  # fmt: skip
    places = (Port("places", "image", own=True, streamed=True),) if design.place_bits else ()
    return (
        Port("command", "given"), Port("router_x", "given"), Port("router_weights", "image", streamed=True),
        Port("table", "image"), Port("x", "given"), Port("values", "image", own=True, weights=True, streamed=True),
        *places, Port("multipliers", "image", own=True, streamed=True), Port("decision", "taken"),
        Port(ANSWER, "taken"),
    )  # fmt: skip


def answer_type(design: Accelerator) -> type[np.int32] | type[np.int64]:
    """What a unit answers with: sums of several units of 16-bit values may need 64 bits."""
    wide = isinstance(design, Design) and design.units > 1 and design.sum_bits > 32
    return np.int64 if wide else np.int32


def banks_of(design: Accelerator, platform: Platform, unit: int, region: str) -> dict[str, str]:
    """Where each argument of a unit lies, as the linker names it.

    Args:
        region: that the unit lies in.
    """
    number = [each.name for each in platform.regions].index(region)
    banks = unit_banks(design.units, platform, unit)
    return {port.name: port.bank(banks, number, platform) for port in ports_of(design)}


def transfers(design: Accelerator, platform: Platform) -> int:
    """Transfers of the host for a step: of each unit, one a bank for what it is given, and for what it answers."""
    banks = banks_of(design, platform, 0, platform.regions[0].name)
    return design.units * len({(port.role, banks[port.name]) for port in ports_of(design) if port.role != "image"})


def unit_cells(design: Accelerator, platform: Platform) -> Resources:
    """Cells that one unit takes."""
    return gated_resources(design) if isinstance(design, GatedDesign) else layer_resources(design, platform)


def placed(design: Accelerator, platform: Platform) -> Placement:
    """Where the units of a design go.

    Raises:
        ConfigError: the board's regions do not hold them.
    """
    if isinstance(design, Design):
        return layer_placed(design, platform)
    each = gated_resources(design)
    found = place(design.units, platform, each)
    if found is None:
        lacking = "; ".join(map(str, each.shortages(platform, design.units)))
        raise ConfigError(f"{lacking} on {platform.name} (choose narrower words, or fewer units)")
    return found
