"""A board as the models of time and space see it: a few numbers, with their units in their names."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from flame.errors import ConfigError

URAM_BYTES = 36_864  # 4,096 words of 72 bits
BRAM36_BYTES = 4_608  # 36 Kib, parity bits included
MEMORIES = ("DDR", "HBM", "HP")
CELLS = ("luts", "flip_flops", "bram36", "uram", "dsp")


@dataclass(frozen=True)
class Region:
    """What a board leaves to a design in one super logic region, or in all its logic where it has no such regions.

    Args:
        name: as the linker names it (`SLR0`); `PL` for logic that is not divided.
        luts, flip_flops, bram36, uram, dsp: cells.
    Raises:
        ConfigError: a number below 0.
    """

    name: str
    luts: int
    flip_flops: int
    bram36: int
    uram: int
    dsp: int

    def __post_init__(self) -> None:
        for cells in CELLS:
            if getattr(self, cells) < 0:
                raise ConfigError(
                    f"platform.regions, {self.name}: {cells}={getattr(self, cells)} (expected at least 0)"
                )


@dataclass(frozen=True)
class Platform:
    """An accelerator board and what it leaves to a design.

    Args:
        name: name that reports give.
        part: the device's ordering code.
        clock_hz: kernel clock.
        least_clock_hz: kernel clock that a build may end with instead.
        offchip_bytes_per_s: peak bandwidth of all off-chip memory channels together.
        offchip_capacity_bytes: size of that memory.
        offchip_efficiency: share of the peak that long bursts reach, above 0 and at most 1.
        least_offchip_efficiency: the share that they may reach instead.
        offchip_latency_cycles: from a request until its first byte, in kernel cycles.
        buffer_bytes: on-chip memory given to the expert buffer.
        regions: what the board leaves to a design, region by region, neighbours one after the other.
        vitis_platform: name of the Vitis platform that a project is linked for.
        memory: name of the off-chip memory in the linker's configuration: `DDR`, `HBM`, or `HP` for the ports of
            a processing system.
        offchip_banks: banks (or ports) that share the bandwidth equally.
        bank_regions: name of the region next to each bank; a single one stands for all.
        offchip_pj_per_bit: energy of moving one bit from off-chip memory.
        static_w: power that the board draws whatever it computes.
    Raises:
        ConfigError: a number is out of range, a bank lies next to no region, or the buffer is larger than the on-chip
            memory.
    """

    name: str
    part: str
    clock_hz: float
    least_clock_hz: float
    offchip_bytes_per_s: float
    offchip_capacity_bytes: float
    offchip_efficiency: float
    least_offchip_efficiency: float
    offchip_latency_cycles: int
    buffer_bytes: int
    regions: tuple[Region, ...]
    vitis_platform: str
    memory: str
    offchip_banks: int
    bank_regions: tuple[str, ...]
    offchip_pj_per_bit: float
    static_w: float

    def __post_init__(self) -> None:
        may_be_zero = {"offchip_latency_cycles", "static_w"}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str | tuple):
                continue
            if value < 0 or (value == 0 and field.name not in may_be_zero):
                raise ConfigError(f"platform.{field.name}={value}: expected a number above 0")
        if self.offchip_efficiency > 1:
            raise ConfigError(f"platform.offchip_efficiency={self.offchip_efficiency}: expected at most 1")
        if self.memory not in MEMORIES:
            raise ConfigError(f"platform.memory={self.memory}: expected {', '.join(MEMORIES)}")
        names = [region.name for region in self.regions]
        if not names or len({*names}) < len(names):
            raise ConfigError(f"platform.regions: {names} (expected at least one, each of another name)")
        for region in self.bank_regions:
            if region not in names:
                raise ConfigError(f"platform.bank_regions: {region!r} (expected one of {', '.join(names)})")
        if len(self.bank_regions) not in (1, self.offchip_banks):
            raise ConfigError(
                f"platform.bank_regions: {len(self.bank_regions)} regions for {self.offchip_banks} banks (expected one "
                "for each bank, or a single one for all)"
            )
        if self.buffer_bytes > self.onchip_bytes:
            raise ConfigError(
                f"platform.buffer_bytes={self.buffer_bytes}: {self.name} leaves {self.onchip_bytes} bytes of BRAM and "
                "URAM to a design (expected at most that)"
            )

    def bank_region(self, bank: int) -> str:
        """Super logic region next to a bank."""
        return self.bank_regions[bank if len(self.bank_regions) > 1 else 0]

    def at_its_least(self) -> Platform:
        """The same board with its lowest clock and efficiency; memory answers after the same time."""
        clock = min(self.clock_hz, self.least_clock_hz)
        return replace(
            self, clock_hz=clock, offchip_latency_cycles=round(self.offchip_latency_cycles * clock / self.clock_hz),
            offchip_efficiency=min(self.offchip_efficiency, self.least_offchip_efficiency),
        )  # fmt: skip

    @property
    def luts(self) -> int:
        """Look-up tables of all regions."""
        return sum(region.luts for region in self.regions)

    @property
    def flip_flops(self) -> int:
        """Flip-flops of all regions."""
        return sum(region.flip_flops for region in self.regions)

    @property
    def bram36(self) -> int:
        """Blocks of BRAM, 36 Kib each, of all regions."""
        return sum(region.bram36 for region in self.regions)

    @property
    def uram(self) -> int:
        """Blocks of URAM of all regions."""
        return sum(region.uram for region in self.regions)

    @property
    def dsp(self) -> int:
        """DSP slices of all regions."""
        return sum(region.dsp for region in self.regions)

    @property
    def onchip_bytes(self) -> int:
        """Bytes that BRAM and URAM hold together."""
        return self.bram36 * BRAM36_BYTES + self.uram * URAM_BYTES

    @property
    def offchip_bytes_per_cycle(self) -> float:
        """Bytes that arrive in one kernel cycle of a long burst."""
        return self.offchip_bytes_per_s * self.offchip_efficiency / self.clock_hz

    def load_cycles(self, size_bytes: int) -> float:
        """Cycles from the request of a block until its last byte is on chip."""
        return self.offchip_latency_cycles + size_bytes / self.offchip_bytes_per_cycle

    def ms(self, cycles: float) -> float:
        """Milliseconds that a number of kernel cycles takes."""
        return cycles / self.clock_hz * 1e3
