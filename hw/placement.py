"""Where the units of a design go: each within one super logic region, near the banks that it reads.

A kernel that spans regions seldom meets its clock, so that a unit is placed whole; what a board holds is what its
regions hold one by one, not their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from flame.platform import Platform, Region

# AXI masters that the linker attaches to HBM as a whole: what it said of an Alveo U50 (Xilinx/Vitis_Accel_Examples,
# issue 75). Assumption: an Alveo U280 takes no more.
HBM_MASTERS = 30


@dataclass(frozen=True)
class Shortage:
    """A resource of which the regions of a board hold too little for all units.

    Args:
        resource: its name.
        each: cells that a unit needs.
        units: how many units there are.
        room: how many of them the regions hold.
        left: cells left by the board, region by region.
    """

    resource: str
    each: int
    units: int
    room: int
    left: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        wanted = "a unit" if self.units == 1 else f"{self.units} units"
        there = ", ".join(f"{cells} in {region}" for region, cells in self.left)
        return f"{self.resource}: {wanted} of {self.each}, room for {self.room or 'none'} ({there})"


@dataclass(frozen=True)
class Resources:
    """Cells of a kernel; `luts` and `flip_flops` are None where no model of them can be defended."""

    dsp: int = 0
    bram18: int = 0
    uram: int = 0
    luts: int | None = None
    flip_flops: int | None = None

    def shortages(self, platform: Platform, units: int = 1) -> tuple[Shortage, ...]:
        """What the board lacks for as many units of these cells, each within one region; none where all fit.

        Where each resource by itself would do and all together do not, it is the scarcest one that is named.
        """
        rooms = {name: [_count(need, there(region)) for region in platform.regions] for name, need, there in self.needs}
        needs = {name: (need, there) for name, need, there in self.needs}
        together = [min(units, *counts) for counts in zip(*rooms.values(), strict=True)]
        if sum(together) >= units:
            return ()
        lacking = [name for name, counts in rooms.items() if sum(counts) < units]
        held = {name: sum(rooms[name]) for name in lacking}
        if not lacking:
            scarcest = min(rooms, key=lambda name: sum(rooms[name]))
            lacking, held = [scarcest], {scarcest: sum(together)}
        return tuple(
            Shortage(
                name, needs[name][0], units, held[name],
                tuple((region.name, needs[name][1](region)) for region in platform.regions),
            )
            for name in lacking
        )  # fmt: skip

    def room(self, region: Region) -> int:
        """How many units of these cells a region holds."""
        return min(_count(need, there(region)) for _, need, there in self.needs)

    def fullest(self, platform: Platform) -> tuple[str, float]:
        """The resource of which the largest share of the whole board is used, and that share."""
        shares = {
            "DSP": self.dsp / max(1, platform.dsp),
            "BRAM": self.bram18 / max(1, 2 * platform.bram36),
            "URAM": self.uram / max(1, platform.uram),
        }
        return max(shares.items(), key=lambda item: item[1])

    @property
    def needs(self) -> tuple[tuple[str, int, Callable[[Region], int]], ...]:
        """Each resource by name, its cells, and how many of them a region has."""
        return (
            ("DSP", self.dsp, lambda region: region.dsp),
            ("BRAM18", self.bram18, lambda region: 2 * region.bram36),
            ("URAM", self.uram, lambda region: region.uram),
            ("LUT", self.luts or 0, lambda region: region.luts),
            ("FF", self.flip_flops or 0, lambda region: region.flip_flops),
        )


_PLENTY = 1 << 20


def _count(need: int, there: int) -> int:
    return there // need if need else _PLENTY


@dataclass(frozen=True)
class Placement:
    """A region for each unit, and how many borders between regions lie between the units and their banks."""

    regions: tuple[str, ...]
    crossings: int

    def shares(self, each: Resources, platform: Platform) -> tuple[RegionShare, ...]:
        """What the units take of each region of a board.

        Args:
            each: cells of one unit.
        """
        return tuple(
            RegionShare(
                region.name,
                (units := self.regions.count(region.name)),
                {name: units * need / max(1, there(region)) for name, need, there in each.needs if need},
            )
            for region in platform.regions
        )


@dataclass(frozen=True)
class RegionShare:
    """What a design takes of one region: its units, and their share of each resource that they need."""

    region: str
    units: int
    taken: Mapping[str, float]


def unit_banks(units: int, platform: Platform, unit: int) -> tuple[int, ...]:
    """Banks of a unit: of its values, and of all else; one for both where the board has not two for each unit."""
    if 2 * units <= platform.offchip_banks:
        return (2 * unit, 2 * unit + 1)
    return (unit,)


def place(units: int, platform: Platform, each: Resources) -> Placement | None:
    """The placement with the fewest crossings; None where the regions do not hold all units.

    Args:
        units: how many there are.
        each: cells of one unit.
    """
    order = {region.name: at for at, region in enumerate(platform.regions)}
    places = [at for at, region in enumerate(platform.regions) for _ in range(min(units, each.room(region)))]
    if len(places) < units:
        return None
    borders = np.array([
        [sum(abs(at - order[platform.bank_region(bank)]) for bank in unit_banks(units, platform, unit))
         for at in places]
        for unit in range(units)
    ])  # fmt: skip
    order_of_units, chosen = linear_sum_assignment(borders)
    names = tuple(platform.regions[places[at]].name for at in chosen)
    return Placement(names, int(borders[order_of_units, chosen].sum()))
