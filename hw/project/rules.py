"""What the linker and the board would refuse or punish, found in a project's own text before anyone waits for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from flame.platform import Platform
from hw.placement import HBM_MASTERS
from hw.project.kernel_source import parameters_of
from hw.project.ports import TOP, Accelerator, kernel_of, unit_cells

MOST_MASTERS = 15  # AXI masters that the linker attaches to one memory bank (UG1448), or to one PLRAM
_PORT = re.compile(r"#pragma HLS interface m_axi port=(\w+) bundle=(\w+)")


def broken_rules(design: Accelerator, platform: Platform, config: str, wrapper: str, code: str) -> tuple[str, ...]:
    """Each rule that a project breaks, in a line; none where it is sound.

    Args:
        config: the linker's configuration.
        wrapper: `flame_moe.cpp`, with its ports.
        code: the emitted kernel, whose arguments have the ports' widths.
    """
    bundles = dict(_PORT.findall(wrapper))
    values = defaultdict(list)
    for line in config.splitlines():
        key, found, value = line.partition("=")
        if found:
            values[key].append(value)
    units = [name for line in values["nk"] for name in line.split(":")[2].split(".")]
    ports = [re.fullmatch(r"(\w+)\.(\w+):(.*)", line) for line in values["sp"]]
    banks = {(found[1], found[2]): found[3] for found in ports if found}
    broken = [f"sp={line}: cannot be read" for line, found in zip(values["sp"], ports, strict=True) if not found]
    broken += _widths(design, bundles, wrapper, code)
    broken += _connections(design, platform, bundles, units, banks)
    broken += _masters(bundles, banks)
    broken += _one_bank(bundles, banks)
    broken += _regions(design, platform, units, values["slr"])
    return tuple(broken)


def _widths(design: Accelerator, bundles: Mapping[str, str], wrapper: str, code: str) -> list[str]:
    signature = re.search(rf'extern "C" void {TOP}\((.*?)\)', wrapper)
    names = re.findall(r"\* (\w+)", signature[1]) if signature else []
    parameters = parameters_of(kernel_of(design), code)
    if len(names) != len(parameters):
        return [f"{TOP}: {len(names)} arguments (expected {len(parameters)})"]
    bits = {name: parameter.bits for name, parameter in zip(names, parameters, strict=True)}
    widths = defaultdict(set)
    for name, bundle in bundles.items():
        widths[bundle].add(bits[name])
    broken = [f"{name}: has no m_axi port" for name in names if name not in bundles]
    return broken + [
        f"bundle {bundle}: arguments of {', '.join(map(str, sorted(found)))} bits (one width, or its bursts are off)"
        for bundle, found in widths.items()
        if len(found) > 1
    ]


def _connections(
    design: Accelerator,
    platform: Platform,
    bundles: Mapping[str, str],
    units: list[str],
    banks: Mapping[tuple[str, str], str],
) -> list[str]:
    broken = []
    if len(units) != design.units:
        broken.append(f"nk: {len(units)} instances (expected {design.units})")
    for unit, argument in banks:
        if unit not in units or argument not in bundles:
            broken.append(f"sp={unit}.{argument}: there is no such port")
    there = {
        f"{platform.memory}{bank}" if platform.memory == "HP" else f"{platform.memory}[{bank}]"
        for bank in range(platform.offchip_banks)
    }
    if platform.memory == "HBM":
        there |= {f"PLRAM[{number}]" for number in range(len(platform.regions))}
    broken += [f"sp={unit}.{name}:{bank}: {platform.name} has no such bank" for (unit, name), bank in banks.items()
               if bank not in there]  # fmt: skip
    broken += [f"{unit}.{name}: has no bank" for unit in units for name in bundles if (unit, name) not in banks]
    return broken


def _masters(bundles: Mapping[str, str], banks: Mapping[tuple[str, str], str]) -> list[str]:
    masters = {(unit, bundles.get(argument, argument), bank) for (unit, argument), bank in banks.items()}
    counts = Counter(bank for _, _, bank in masters)
    broken = [
        f"{bank}: {count} masters (at most {MOST_MASTERS} a bank)"
        for bank, count in sorted(counts.items())
        if count > MOST_MASTERS
    ]
    of_hbm = len({(unit, bundle) for unit, bundle, bank in masters if bank.startswith("HBM")})
    return broken + [f"HBM: {of_hbm} masters (at most {HBM_MASTERS})"] * (of_hbm > HBM_MASTERS)


def _one_bank(bundles: Mapping[str, str], banks: Mapping[tuple[str, str], str]) -> list[str]:
    reached = defaultdict(set)
    for (unit, argument), bank in banks.items():
        reached[unit, bundles.get(argument, argument)].add(bank)
    return [
        f"{unit}, bundle {bundle}: arguments in {' and '.join(sorted(found))} (one bank for a port)"
        for (unit, bundle), found in reached.items()
        if len(found) > 1
    ]


def _regions(design: Accelerator, platform: Platform, units: list[str], lines: list[str]) -> list[str]:
    if not platform.regions[0].name.startswith("SLR"):
        return [f"slr={line}: {platform.name} has no such regions" for line in lines]
    placed = dict(line.split(":", 1) for line in lines)
    broken = [f"{unit}: has no slr=" for unit in units if unit not in placed]
    broken += [f"slr={unit}: there is no such instance" for unit in placed if unit not in units]
    regions = {region.name: region for region in platform.regions}
    each = unit_cells(design, platform)
    for name, count in sorted(Counter(placed.values()).items()):
        if name not in regions:
            broken.append(f"slr={name}: {platform.name} has no such region")
        elif count > (room := each.room(regions[name])):
            broken.append(f"{name}: {count} units, room for {room}")
    return broken
