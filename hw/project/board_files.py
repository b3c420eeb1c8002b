"""What a build must know of the board: part, clock, banks, regions."""

from __future__ import annotations

from flame.platform import Platform
from hw.design import Design
from hw.estimate import placed
from hw.placement import unit_banks
from hw.project.kernel_source import INPUTS, OUTPUTS, TOP


def config_name(platform: Platform) -> str:
    """File name of the linker's configuration: the board's, as in `u200.cfg`."""
    return platform.name.split()[-1].lower() + ".cfg"


def link_config(design: Design, platform: Platform) -> str:
    """Linker configuration: the instances, the region of each, and the bank of each argument.

    A unit has two banks, one for its values and one for all else, where the board has as many; else one.

    Raises:
        ConfigError: the board's regions do not hold the units.
    """
    names = [f"{TOP}_{unit + 1}" for unit in range(design.units)]
    lines = ["[connectivity]", f"nk={TOP}:{design.units}:{'.'.join(names)}"]
    regions = placed(design, platform).regions
    lines += [f"slr={name}:{region}" for name, region in zip(names, regions, strict=True) if region.startswith("SLR")]
    for unit, name in enumerate(names):
        banks = unit_banks(design.units, platform, unit)
        for argument in (*INPUTS, *OUTPUTS):
            bank = banks[0] if argument == "values" else banks[-1]
            port = f"{platform.memory}{bank}" if platform.memory == "HP" else f"{platform.memory}[{bank}]"
            lines.append(f"sp={name}.{argument}:{port}")
    return "\n".join(lines) + "\n"


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
