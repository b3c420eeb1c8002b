"""A board as the models of time and space see it: a few numbers, with their units in their names."""

from __future__ import annotations

from dataclasses import dataclass, fields

from flame.errors import ConfigError

URAM_BYTES = 36_864  # 4,096 words of 72 bits
BRAM36_BYTES = 4_608  # 36 Kib, parity bits included


@dataclass(frozen=True)
class Platform:
    """An accelerator board and the share of it that a design uses.

    Args:
        name: name that reports give.
        part: the device's ordering code.
        clock_hz: kernel clock.
        offchip_bytes_per_s: peak bandwidth of all off-chip memory channels together.
        offchip_efficiency: share of the peak that long bursts reach, above 0 and at most 1.
        offchip_latency_cycles: from a request until its first byte, in kernel cycles.
        mac_lanes: multiply-accumulates a cycle that the design computes.
        expert_overhead_cycles: filling and draining the pipeline, for each expert computed.
        buffer_bytes: on-chip memory given to the expert buffer.
        luts, flip_flops, bram36, uram, dsp: what the board leaves to a design.
    Raises:
        ConfigError: a number is out of range, or the buffer is larger than the on-chip memory.
    """

    name: str
    part: str
    clock_hz: float
    offchip_bytes_per_s: float
    offchip_efficiency: float
    offchip_latency_cycles: int
    mac_lanes: int
    expert_overhead_cycles: int
    buffer_bytes: int
    luts: int
    flip_flops: int
    bram36: int
    uram: int
    dsp: int

    def __post_init__(self) -> None:
        may_be_zero = {
            "offchip_latency_cycles",
            "expert_overhead_cycles",
            "uram",
            "luts",
            "flip_flops",
            "dsp",
            "bram36",
        }
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                continue
            if value < 0 or (value == 0 and field.name not in may_be_zero):
                raise ConfigError(f"platform.{field.name}={value}: expected a number above 0")
        if self.offchip_efficiency > 1:
            raise ConfigError(f"platform.offchip_efficiency={self.offchip_efficiency}: expected at most 1")
        if self.buffer_bytes > self.onchip_bytes:
            raise ConfigError(
                f"platform.buffer_bytes={self.buffer_bytes}: {self.name} leaves {self.onchip_bytes} bytes of BRAM and "
                "URAM to a design (expected at most that)"
            )

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

    def compute_cycles(self, macs: int) -> float:
        """Cycles of one expert's multiply-accumulates on all lanes."""
        return self.expert_overhead_cycles + -(-macs // self.mac_lanes)

    def ms(self, cycles: float) -> float:
        """Milliseconds that a number of kernel cycles takes."""
        return cycles / self.clock_hz * 1e3
