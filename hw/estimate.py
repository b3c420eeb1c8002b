"""Cycles, resources and traffic of a design before synthesis, and the reports of Vitis HLS set beside them.

Everything here is modelled. The model of ``sparse_expert``: each matrix product takes one cycle a word of weights (or
as long as its bank needs to deliver the word), each load and rescaling loop one cycle an element, each loop a fixed
depth to fill and one round trip to memory.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from flame.errors import FormatError
from flame.platform import Platform
from hw.design import Design

NOT_RUN = "not run"
LOOP_DEPTH_CYCLES = 24  # Assumption: pipeline stages of a loop with one multiplication and an off-chip read
DSP_OF_PRODUCT = 1  # an int8 product; packing two into one DSP48E2 is left to synthesis
DSP_OF_RESCALING = 4  # int32 by int32
_BRAM18_BITS = 18_432
_BRAM18_WIDTH = 36
_LUTRAM_BITS = 1_024  # Assumption: smaller arrays become LUT memory, as Vitis HLS does by default
_AXI_BRAM18 = {64: 30, 32: 16, 16: 8}  # Assumption: read buffers of an AXI port by its bytes


@dataclass(frozen=True)
class ExpertEstimate:
    """What one token through one expert costs on ``sparse_expert``; all modelled.

    Args:
        cycles, ms: from start to the last output.
        compute_cycles, memory_cycles: of the two products alone, were the other one free.
        offchip_bytes: weights and activations moved.
        dsp, bram18, uram: of the kernel.
        resident_experts: experts of this size that the platform's expert buffer would hold.
        bound: ``compute``, or ``off-chip memory``.
    """

    cycles: int
    ms: float
    compute_cycles: int
    memory_cycles: int
    offchip_bytes: int
    dsp: int
    bram18: int
    uram: int
    resident_experts: int
    bound: str

    def does_not_fit(self, platform: Platform) -> str | None:
        """The first resource that the board lacks, with the amount, or None."""
        for name, needed, there in (
            ("DSP", self.dsp, platform.dsp),
            ("BRAM18", self.bram18, 2 * platform.bram36),
            ("URAM", self.uram, platform.uram),
        ):
            if needed > there:
                return f"{name}: {needed} needed, {there} left on {platform.name}"
        return None


def estimate_expert(design: Design, platform: Platform, banks: int) -> ExpertEstimate:
    """Model ``sparse_expert``, whose values come from one memory bank and whose places come from another.

    Args:
        banks: off-chip memory banks that share the platform's bandwidth equally.
    """
    bank_bytes_per_cycle = platform.offchip_bytes_per_cycle / banks
    compute = memory = cycles = 0
    for name in ("wi", "wo"):
        words = design.words(name)
        read = math.ceil(words * max(design.value_word_bytes, design.place_word_bytes) / bank_bytes_per_cycle)
        compute += words
        memory += read
        cycles += max(words, read) + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
        cycles += design.outputs(name) + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
    cycles += design.d_model + platform.offchip_latency_cycles + LOOP_DEPTH_CYCLES
    rows, group = design.rows, design.pattern.group
    arrays = [  # partitions, words of each, bits of a word
        (group, design.d_model // group, 8),
        (group, design.d_ff // group, 8),
        (rows, design.d_ff // rows, 32),
        (rows, design.d_model // rows, 32),
    ]
    # A group's inputs are read by all rows at once: one port serves them, since all read the same address.
    bram18 = sum(parts * _bram18(words, bits) for parts, words, bits in arrays)
    bram18 += 2 * _axi_bram18(design.value_word_bytes) + _axi_bram18(design.place_word_bytes) + _axi_bram18(4)
    return ExpertEstimate(
        cycles=cycles,
        ms=platform.ms(cycles),
        compute_cycles=compute,
        memory_cycles=memory,
        offchip_bytes=design.expert_bytes + 5 * design.d_model,
        dsp=2 * design.value_word_bytes * DSP_OF_PRODUCT + 2 * DSP_OF_RESCALING,  # each product has its own lanes
        bram18=bram18,
        uram=0,
        resident_experts=platform.buffer_bytes // design.expert_bytes,
        bound="off-chip memory" if memory > compute else "compute",
    )


def _bram18(words: int, bits: int) -> int:
    if words * bits <= _LUTRAM_BITS:
        return 0
    return math.ceil(bits / _BRAM18_WIDTH) * math.ceil(words * min(bits, _BRAM18_WIDTH) / _BRAM18_BITS)


def _axi_bram18(word_bytes: int) -> int:
    return next((bram for size, bram in sorted(_AXI_BRAM18.items()) if word_bytes <= size), 0) if word_bytes else 0


@dataclass(frozen=True)
class SynthesisReport:
    """What Vitis HLS says of a kernel (``csynth.xml``); a latency that it leaves open is None."""

    kernel: str
    worst_cycles: int | None
    clock_ns: float
    dsp: int
    bram18: int
    uram: int
    luts: int
    flip_flops: int


def read_csynth(file: Path) -> SynthesisReport | None:
    """Read ``csynth.xml``; None where synthesis was not run (reports then say ``not run``).

    Raises:
        FormatError: the file is no such report; the message names what is missing.
    """
    if not file.is_file():
        return None
    try:
        root = ET.parse(file).getroot()
    except ET.ParseError as error:
        raise FormatError(f"{file}: is no csynth.xml ({error})") from error

    def text(path: str) -> str:
        found = root.findtext(path)
        if found is None:
            raise FormatError(f"{file}: has no {path} (expected a csynth.xml of Vitis HLS)")
        return found.strip()

    def number(path: str) -> int:
        value = text(path)
        if not value.isdigit():
            raise FormatError(f"{file}: {path} is {value!r} (expected a whole number)")
        return int(value)

    worst = text("PerformanceEstimates/SummaryOfOverallLatency/Worst-caseLatency")
    resources = "AreaEstimates/Resources/"
    return SynthesisReport(
        kernel=text("UserAssignments/TopModelName"),
        worst_cycles=int(worst) if worst.isdigit() else None,
        clock_ns=float(text("PerformanceEstimates/SummaryOfTimingAnalysis/EstimatedClockPeriod")),
        dsp=number(resources + "DSP"),
        bram18=number(resources + "BRAM_18K"),
        uram=number(resources + "URAM"),
        luts=number(resources + "LUT"),
        flip_flops=number(resources + "FF"),
    )
