"""A board as the models of time and space see it: a few numbers, with their units in their names."""

from __future__ import annotations

from dataclasses import dataclass, fields

from flame.errors import ConfigError

URAM_BYTES = 36_864  # 4,096 words of 72 bits
BRAM36_BYTES = 4_608  # 36 Kib, parity bits included
MEMORIES = ("DDR", "HBM", "HP")


@dataclass(frozen=True)
class Platform:
    """An accelerator board and what it leaves to a design.

    Args:
        name: name that reports give.
        part: the device's ordering code.
        clock_hz: kernel clock.
        offchip_bytes_per_s: peak bandwidth of all off-chip memory channels together.
        offchip_efficiency: share of the peak that long bursts reach, above 0 and at most 1.
        offchip_latency_cycles: from a request until its first byte, in kernel cycles.
        buffer_bytes: on-chip memory given to the expert buffer.
        luts, flip_flops, bram36, uram, dsp: what the board leaves to a design.
        vitis_platform: name of the Vitis platform that a project is linked for.
        memory: name of the off-chip memory in the linker's configuration: `DDR`, `HBM`, or `HP` for the ports of
            a processing system.
        offchip_banks: banks (or ports) that share the bandwidth equally.
        bank_regions: super logic region next to each bank; a single one stands for all.
        offchip_pj_per_bit: energy of moving one bit from off-chip memory.
        static_w: power that the board draws whatever it computes.
    Raises:
        ConfigError: a number is out of range, or the buffer is larger than the on-chip memory.
    """

    name: str
    part: str
    clock_hz: float
    offchip_bytes_per_s: float
    offchip_efficiency: float
    offchip_latency_cycles: int
    buffer_bytes: int
    luts: int
    flip_flops: int
    bram36: int
    uram: int
    dsp: int
    vitis_platform: str
    memory: str
    offchip_banks: int
    bank_regions: tuple[str, ...]
    offchip_pj_per_bit: float
    static_w: float

    def __post_init__(self) -> None:
        may_be_zero = {
            "offchip_latency_cycles",
            "uram",
            "luts",
            "flip_flops",
            "dsp",
            "bram36",
            "static_w",
        }
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
