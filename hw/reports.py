"""What the vendor's tools say of a built project: synthesis, co-simulation, utilisation and timing after linking.

Formats of Vitis 2022.2: `csynth.xml` and `KERNEL_cosim.rpt` of Vitis HLS, `*kernel_util_routed.rpt` and
`*timing_summary_routed.rpt` of `v++ --link`. A report that is absent is None; one that cannot be read in full is an
error, never a zero.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flame.errors import FormatError

NOT_RUN = "not run"
_NOT_AVAILABLE = "NA"


@dataclass(frozen=True)
class SynthesisReport:
    """What Vitis HLS says of a kernel (`csynth.xml`); a latency that it leaves open is None."""

    kernel: str
    worst_cycles: int | None
    clock_ns: float
    dsp: int
    bram18: int
    uram: int
    luts: int
    flip_flops: int


def read_csynth(file: Path) -> SynthesisReport | None:
    """Read `csynth.xml`; None where synthesis was not run (reports then say `not run`).

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

    worst_at = "PerformanceEstimates/SummaryOfOverallLatency/Worst-caseLatency"
    worst = text(worst_at)
    clock = text("PerformanceEstimates/SummaryOfTimingAnalysis/EstimatedClockPeriod")
    resources = "AreaEstimates/Resources/"
    return SynthesisReport(
        kernel=text("UserAssignments/TopModelName"),
        worst_cycles=None if worst in ("undef", "?", "-") else number(worst_at),
        clock_ns=_number(clock, f"{file}: EstimatedClockPeriod"),
        dsp=number(resources + "DSP"),
        bram18=number(resources + "BRAM_18K"),
        uram=number(resources + "URAM"),
        luts=number(resources + "LUT"),
        flip_flops=number(resources + "FF"),
    )


@dataclass(frozen=True)
class CosimReport:
    """Cycles of a kernel as its RTL took them in co-simulation, all calls of the test bench together."""

    passed: bool
    min_cycles: int
    avg_cycles: int
    max_cycles: int
    total_cycles: int


def read_cosim(file: Path) -> CosimReport | None:
    """Read `KERNEL_cosim.rpt`; None where co-simulation was not run.

    Raises:
        FormatError: the file has not exactly one row of results, or not its eight columns.
    """
    if not file.is_file():
        return None
    rows = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] in ("Verilog", "VHDL") and len(cells) > 1 and cells[1] != _NOT_AVAILABLE:
            rows.append(cells)
    if len(rows) != 1:
        raise FormatError(f"{file}: has {len(rows)} rows of results (expected one of Verilog or VHDL)")
    cells = rows[0]
    if len(cells) not in (8, 9):
        raise FormatError(
            f"{file}: {cells[0]} has {len(cells)} columns (expected language, status, three latencies, three intervals)"
        )
    if cells[1] not in ("Pass", "Fail"):
        raise FormatError(f"{file}: status {cells[1]!r} (expected Pass or Fail)")
    if cells[1] == "Fail" and not cells[2].isdigit():
        return CosimReport(False, 0, 0, 0, 0)
    counts = [_whole(cell, f"{file}: {cells[0]}") for cell in cells[2:5]]
    total = _whole(cells[8], f"{file}: total execution time") if len(cells) == 9 else counts[2]
    return CosimReport(cells[1] == "Pass", counts[0], counts[1], counts[2], total)


@dataclass(frozen=True)
class Utilisation:
    """Resources of a kernel, or of a whole, after place and route."""

    luts: int
    flip_flops: int
    bram36: float
    uram: int
    dsp: int


_COLUMNS = {"LUT": "luts", "REG": "flip_flops", "BRAM": "bram36", "URAM": "uram", "DSP": "dsp"}


def read_link_utilisation(file: Path) -> dict[str, Utilisation] | None:
    """Read `kernel_util_routed.rpt`: kernels by name, and `Used Resources`; None where linking was not run.

    Raises:
        FormatError: the table has no heading, a column is missing, a cell is no number, or no kernel is listed.
    """
    if not file.is_file():
        return None
    heading: list[str] | None = None
    found: dict[str, Utilisation] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] == "Name":
            heading = cells
            missing = [name for name in _COLUMNS if name not in cells]
            if missing:
                raise FormatError(f"{file}: has no column {', '.join(missing)} (expected kernel_util_routed.rpt)")
        elif heading is not None:
            if len(cells) != len(heading):
                raise FormatError(f"{file}: row {cells[0]!r} has {len(cells)} cells (expected {len(heading)})")
            at = dict(zip(heading, cells, strict=True))
            values = {
                field: _number(at[name].partition("[")[0].strip(), f"{file}: {cells[0]}, {name}")
                for name, field in _COLUMNS.items()
            }
            name = re.sub(r"\s*\(\d+\)$", "", cells[0])
            found[name] = Utilisation(
                int(values["luts"]), int(values["flip_flops"]), values["bram36"], int(values["uram"]),
                int(values["dsp"]),
            )  # fmt: skip
    if "Used Resources" not in found:
        raise FormatError(f"{file}: has no row Used Resources (expected kernel_util_routed.rpt of v++ --link)")
    return found


@dataclass(frozen=True)
class LinkTiming:
    """Worst slack of a routed design; negative where it misses its clock."""

    worst_setup_slack_ns: float
    failing_endpoints: int
    worst_hold_slack_ns: float


def read_link_timing(file: Path) -> LinkTiming | None:
    """Read `timing_summary_routed.rpt`; None where linking was not run.

    Raises:
        FormatError: there is no design timing summary, or its row has no numbers.
    """
    if not file.is_file():
        return None
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    at = next((i for i, line in enumerate(lines) if re.match(r"\|?\s*Design Timing Summary", line)), None)
    if at is None:
        raise FormatError(f"{file}: has no Design Timing Summary (expected a timing summary of Vivado)")
    names: list[str] = []
    for line in lines[at:]:
        cells = [cell for cell in re.split(r"\s{2,}", line.strip()) if cell]
        if cells and cells[0] == "WNS(ns)":
            names = cells
        elif names and cells and not set(line.strip()) <= {"-", " "}:
            if len(cells) != len(names):
                raise FormatError(f"{file}: the summary has {len(cells)} values for {len(names)} columns")
            values = dict(zip(names, cells, strict=True))
            try:
                return LinkTiming(
                    _number(values["WNS(ns)"], f"{file}: WNS"),
                    _whole(values["TNS Failing Endpoints"], f"{file}: failing endpoints"),
                    _number(values["WHS(ns)"], f"{file}: WHS"),
                )
            except KeyError as error:
                raise FormatError(f"{file}: the summary has no column {error}") from error
    raise FormatError(f"{file}: the Design Timing Summary has no row of values")


def _number(text: str, where: str) -> float:
    try:
        value = float(text.replace(",", ""))
    except ValueError as error:
        raise FormatError(f"{where} is {text!r} (expected a number)") from error
    if value != value or value in (float("inf"), float("-inf")):
        raise FormatError(f"{where} is {text!r} (expected a number)")
    return value


def _whole(text: str, where: str) -> int:
    if not text.isdigit():
        raise FormatError(f"{where} is {text!r} (expected a whole number)")
    return int(text)


def _only(folder: Path, pattern: str) -> Path:
    """The one file below a folder that fits a pattern, or a path that does not exist.

    Raises:
        FormatError: there are several.
    """
    found = sorted(folder.glob(pattern)) if folder.is_dir() else []
    if len(found) > 1:
        raise FormatError(f"{folder}: {len(found)} reports fit {pattern}: {found[0].name}, ... (keep one build there)")
    return found[0] if found else folder / "absent"


def _said(
    quantity: str, synthesis: SynthesisReport | None, cosim: CosimReport | None, routed: Utilisation | None
) -> tuple[float | None, float | None]:
    """What synthesis says of a quantity, and what co-simulation (cycles) or place and route (cells) says."""
    if quantity == "cycles":
        return (synthesis.worst_cycles if synthesis else None), (cosim.max_cycles if cosim else None)
    late = None
    if routed is not None:
        late = 2 * routed.bram36 if quantity == "bram18" else getattr(routed, quantity)
    return (getattr(synthesis, quantity) if synthesis else None), late


def report_rows(project: Path, estimates: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The tools' figures for each kernel beside its estimate, quantity by quantity; `not run` where there are none.

    Args:
        project: a project's folder (`experiment=bitstream`), built by its Makefile or not.
        estimates: for each kernel its estimated `cycles`, `dsp`, `bram18`, `uram`, `luts`, `flip_flops`;
            None for what is not estimated.
    Raises:
        FormatError: a report is there and cannot be read.
    """
    rows = []
    linked = read_link_utilisation(_only(project / "build/hw/link", "**/*kernel_util_routed.rpt"))
    for kernel, estimate in estimates.items():
        solution = project / f"build/hls_{kernel}/solution"
        synthesis = read_csynth(solution / "syn/report/csynth.xml")
        cosim = read_cosim(solution / f"sim/report/{kernel}_cosim.rpt")
        if linked is not None and kernel not in linked:
            raise FormatError(f"{project}: the link's utilisation does not list {kernel} ({', '.join(linked)})")
        routed = linked[kernel] if linked is not None else None
        for quantity in ("cycles", "dsp", "bram18", "uram", "luts", "flip_flops"):
            early, late = _said(quantity, synthesis, cosim, routed)
            estimated = estimate[quantity]
            row: dict[str, Any] = {
                "kernel": kernel,
                "quantity": quantity,
                "estimated": "not estimated" if estimated is None else estimated,
                "csynth": NOT_RUN if synthesis is None else "left open" if early is None else early,
            }
            absent = cosim is None if quantity == "cycles" else routed is None
            row["cosim" if quantity == "cycles" else "link"] = NOT_RUN if absent else late
            known = late if late is not None else early
            if estimated and known is not None:
                row["tool_over_estimate"] = known / estimated
            rows.append(row)
    timing = read_link_timing(_only(project / "build/hw/link", "**/*timing_summary_routed.rpt"))
    rows.append(
        {
            "kernel": "whole",
            "quantity": "worst setup slack, ns",
            "estimated": "not estimated",
            "link": NOT_RUN if timing is None else timing.worst_setup_slack_ns,
        }
    )
    return rows
