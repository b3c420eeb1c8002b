"""Resource counts of the RTL by Yosys, for UltraScale+ devices.

Tool needed: the package `pyosys` (0.70). What the counts are worth: DSP48E2, RAMB and URAM cells are what the
mapping infers; look-up tables and flip-flops are pessimistic, and there are no timing arcs, so no frequency is claimed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flame.errors import FlameError, ToolchainMissing
from hw.rtl import yosys_passes

_READERS = {"rtlil": "read_rtlil", "verilog": "read_verilog -sv"}


@dataclass(frozen=True)
class CellCounts:
    """Cells of a mapped design; `bram36` counts a RAMB18 as a half."""

    dsp: int
    bram36: float
    uram: int
    luts: int
    flip_flops: int


def count_cells(text: str, top: str, language: str = "rtlil") -> CellCounts:
    """Map a design to UltraScale+ cells and count them.

    Args:
        text: the design, as `hw.rtl.arrays.rtlil_text` gives it.
        top: name of its top module.
        language: `rtlil`, or `verilog`.
    Raises:
        ToolchainMissing: pyosys is not installed.
        FlameError: Yosys refuses the design; the message ends with its last line.
    """
    if find_spec("pyosys") is None:
        raise ToolchainMissing("Yosys is not installed (pip install pyosys==0.70 brings it)")
    with tempfile.TemporaryDirectory() as folder:
        source, counts = Path(folder) / "design.il", Path(folder) / "counts.json"
        source.write_text(text, encoding="utf-8")
        passes = (
            f"{_READERS[language]} {source}",
            f"synth_xilinx -family xcup -flatten -noclkbuf -noiopad -top {top}",
            f"tee -q -o {counts} stat -json",
        )
        done = subprocess.run(
            [sys.executable, "-m", yosys_passes.__name__, *passes], capture_output=True, text=True, check=False
        )
        if done.returncode or not counts.is_file():
            last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
            raise FlameError(f"Yosys could not map {top}: {last}")
        cells = json.loads(counts.read_text(encoding="utf-8"))["design"]["num_cells_by_type"]
    return cell_counts(cells)


def cell_counts(cells: dict[str, int]) -> CellCounts:
    """Counts from Yosys' numbers of cells by type.

    Raises:
        FlameError: a memory was left unmapped.
    """
    left = sorted(name for name in cells if name.startswith("$mem"))
    if left:
        raise FlameError(f"Yosys left {', '.join(left)} unmapped (expected block RAM, UltraRAM or LUT memory)")

    def total(*starts: str) -> int:
        return sum(count for name, count in cells.items() if name.startswith(starts))

    return CellCounts(
        dsp=total("DSP48E2"),
        bram36=total("RAMB36") + total("RAMB18") / 2,
        uram=total("URAM288"),
        luts=total("LUT"),
        flip_flops=total("FD"),
    )
