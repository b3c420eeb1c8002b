"""What a build must know of the board: part, clock, banks, regions."""

from __future__ import annotations

from flame.platform import Platform
from hw.design import Design
from hw.project.kernel_source import INPUTS, OUTPUTS, TOP


def config_name(platform: Platform) -> str:
    """File name of the linker's configuration: the board's, as in `u200.cfg`."""
    return platform.name.split()[-1].lower() + ".cfg"


def link_config(design: Design, platform: Platform) -> str:
    """Linker configuration: the instances, and the bank of each argument.

    A unit has two banks, one for its values and one for all else, where the board has as many; else one. A single
    unit is placed in the region next to its weights; more are left to the placer, since a region with two banks may
    not hold two units.
    """
    names = [f"{TOP}_{unit + 1}" for unit in range(design.units)]
    lines = ["[connectivity]", f"nk={TOP}:{design.units}:{'.'.join(names)}"]
    if design.units == 1 and platform.bank_region(0).startswith("SLR"):
        lines.append(f"slr={TOP}_1:{platform.bank_region(0)}")
    for unit, name in enumerate(names):
        banks = unit_banks(design, platform, unit)
        for argument in (*INPUTS, *OUTPUTS):
            bank = banks[0] if argument == "values" else banks[-1]
            port = f"{platform.memory}{bank}" if platform.memory == "HP" else f"{platform.memory}[{bank}]"
            lines.append(f"sp={name}.{argument}:{port}")
    return "\n".join(lines) + "\n"


def unit_banks(design: Design, platform: Platform, unit: int) -> tuple[int, ...]:
    """Banks of a unit: of its values, and of all else."""
    if 2 * design.units <= platform.offchip_banks:
        return (2 * unit, 2 * unit + 1)
    return (unit,)


def board_mk(platform: Platform) -> str:
    """The Makefile's variables: the Vitis platform, the kernel's clock and the linker's configuration."""
    return (
        f"PLATFORM ?= {platform.vitis_platform}\n"
        f"MHZ := {round(platform.clock_hz / 1e6)}\n"
        f"CONFIG := {config_name(platform)}\n"
    )


def board_tcl(platform: Platform) -> str:
    """The HLS script's variables: the part and the clock's period."""
    return f"set part {{{platform.part}}}\nset period_ns {1e9 / platform.clock_hz:.2f}\n"
