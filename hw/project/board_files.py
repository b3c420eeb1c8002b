"""What a build must know of the board: part, clock, banks, regions."""

from __future__ import annotations

from flame.platform import Platform
from hw.project.ports import TOP, Accelerator, banks_of, kernel_of, placed


def config_name(platform: Platform) -> str:
    """File name of the linker's configuration: the board's, as in `u200.cfg`."""
    return platform.name.split()[-1].lower() + ".cfg"


def link_config(design: Accelerator, platform: Platform) -> str:
    """Linker configuration: the instances, the region of each, and the bank of each argument.

    A unit has two banks, one for its values and one for all else, where the board has as many; else one. On boards with
    HBM, which has few ports, what a step gives and takes lies in the memory on the chip beside the unit (PLRAM).

    Raises:
        ConfigError: the board's regions do not hold the units.
    """
    names = [f"{TOP}_{unit + 1}" for unit in range(design.units)]
    lines = ["[connectivity]", f"nk={TOP}:{design.units}:{'.'.join(names)}"]
    regions = placed(design, platform).regions
    lines += [f"slr={name}:{region}" for name, region in zip(names, regions, strict=True) if region.startswith("SLR")]
    for unit, (name, region) in enumerate(zip(names, regions, strict=True)):
        banks = banks_of(design, platform, unit, region)
        lines += [f"sp={name}.{argument}:{bank}" for argument, bank in banks.items()]
    return "\n".join(lines) + "\n"


def board_mk(design: Accelerator, platform: Platform) -> str:
    """The Makefile's variables: the Vitis platform, the clock, the linker's configuration, and the emitted kernel."""
    return (
        f"PLATFORM ?= {platform.vitis_platform}\n"
        f"MHZ := {round(platform.clock_hz / 1e6)}\n"
        f"CONFIG := {config_name(platform)}\n"
        f"KERNEL := {kernel_of(design)}\n"
    )


def board_tcl(platform: Platform) -> str:
    """The HLS script's variables: the part and the clock's period."""
    return f"set part {{{platform.part}}}\nset period_ns {1e9 / platform.clock_hz:.2f}\n"
