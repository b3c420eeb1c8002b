"""Reports of the vendor's tools: what is read, what is refused, and what is not there."""

from pathlib import Path

import pytest

from flame.errors import FormatError
from hw.reports import (
    CosimReport,
    LinkTiming,
    Utilisation,
    read_cosim,
    read_csynth,
    read_link_timing,
    read_link_utilisation,
    report_rows,
)

CSYNTH = """\
<profile>
<ReportVersion><Version>2022.2</Version></ReportVersion>
<UserAssignments><unit>ns</unit><ProductFamily>virtexuplus</ProductFamily><Part>xcu200-fsgd2104-2-e</Part>
<TopModelName>sparse_expert</TopModelName><TargetClockPeriod>3.33</TargetClockPeriod></UserAssignments>
<PerformanceEstimates><PipelineType>no</PipelineType>
<SummaryOfTimingAnalysis><unit>ns</unit><EstimatedClockPeriod>2.433</EstimatedClockPeriod></SummaryOfTimingAnalysis>
<SummaryOfOverallLatency><unit>clock cycles</unit><Best-caseLatency>{latency}</Best-caseLatency>
<Worst-caseLatency>{latency}</Worst-caseLatency><Interval-max>99001</Interval-max></SummaryOfOverallLatency>
</PerformanceEstimates>
<AreaEstimates><Resources><BRAM_18K>96</BRAM_18K><DSP>{dsp}</DSP><FF>20100</FF><LUT>31000</LUT><URAM>0</URAM></Resources>
<AvailableResources><BRAM_18K>4320</BRAM_18K><DSP>6840</DSP></AvailableResources></AreaEstimates>
</profile>
"""

COSIM = """\
================================================================
== Cosimulation Report for 'sparse_expert'
================================================================
Report time       : Fri Mar 03 10:11:12 CET 2023.
Solution          : solution.
Simulation tool   : xsim.

+----------+----------+-----------------------------------------------+-----------------------------------------------+
|          |          |            Latency(Clock Cycles)              |             Interval(Clock Cycles)            |
+   RTL    +  Status  +-----------------------------------------------+-----------------------------------------------+
|          |          |      min      |      avg      |      max      |      min      |      avg      |      max      |
+----------+----------+-----------------------------------------------+-----------------------------------------------+
|      VHDL|        NA|             NA|             NA|             NA|             NA|             NA|             NA|
|   Verilog|      {status}|          98412|          98530|          98801|          98413|          98531|          98802|
+----------+----------+-----------------------------------------------+-----------------------------------------------+
"""  # noqa: E501

UTILISATION = """\
Copyright 1986-2022 Xilinx, Inc. All Rights Reserved.
| Tool Version : Vivado v.2022.2 (lin64)
| Design       : pfm_dynamic

+----------------------+------------------+-----------------+------------------+----------------+--------------+----------------+
| Name                 | LUT              | LUTAsMem        | REG              | BRAM           | URAM         | DSP            |
+----------------------+------------------+-----------------+------------------+----------------+--------------+----------------+
| Platform             | 164233 [ 13.89%] | 23022 [  3.89%] | 214567 [  9.07%] |  333 [ 15.42%] |   0 [  0.00%]|   10 [  0.15%] |
| User Budget          | 1018007 [100.00%]| 568818 [100.00%]| 2149913 [100.00%]| 1827 [100.00%] | 960 [100.00%]| 6830 [100.00%] |
|    Used Resources    |  52114 [  5.12%] |  4021 [  0.71%] |  61877 [  2.88%] | 55.5 [  3.04%] |   4 [  0.42%]|  170 [  2.49%] |
|    Unused Resources  | 965893 [ 94.88%] | 564797 [ 99.29%]| 2088036 [ 97.12%]| 1771.5 [ 96.96%]| 956 [ 99.58%]| 6660 [ 97.51%] |
| sparse_expert        |  31250 [  3.07%] |  3011 [  0.53%] |  40210 [  1.87%] | 48.5 [  2.65%] |   4 [  0.42%]|  138 [  2.02%] |
|    sparse_expert_1   |  31250 [  3.07%] |  3011 [  0.53%] |  40210 [  1.87%] | 48.5 [  2.65%] |   4 [  0.42%]|  138 [  2.02%] |
+----------------------+------------------+-----------------+------------------+----------------+--------------+----------------+
"""  # noqa: E501

TIMING = """\
------------------------------------------------------------------------------------------------
| Design Timing Summary
| ---------------------
------------------------------------------------------------------------------------------------

    WNS(ns)      TNS(ns)  TNS Failing Endpoints  TNS Total Endpoints      WHS(ns)      THS(ns)  THS Failing Endpoints
    -------      -------  ---------------------  -------------------      -------      -------  ---------------------
     -0.021       -0.143                     12               871234        0.010        0.000                      0


Timing constraints are not met.
"""


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_csynth(tmp_path):
    assert read_csynth(tmp_path / "csynth.xml") is None
    found = read_csynth(write(tmp_path / "csynth.xml", CSYNTH.format(latency=99000, dsp=136)))
    assert (found.kernel, found.worst_cycles, found.clock_ns) == ("sparse_expert", 99000, 2.433)
    assert (found.dsp, found.bram18, found.uram, found.luts, found.flip_flops) == (136, 96, 0, 31000, 20100)
    assert read_csynth(write(tmp_path / "csynth.xml", CSYNTH.format(latency="undef", dsp=136))).worst_cycles is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<profile/>", "has no PerformanceEstimates"),
        ("<profile>", r"is no csynth\.xml"),
        (CSYNTH.format(latency="many", dsp=136), "Worst-caseLatency is 'many'"),
        (CSYNTH.format(latency=5, dsp="-1"), "DSP is '-1'"),
        (CSYNTH.format(latency=5, dsp=1).replace("2.433", "fast"), "EstimatedClockPeriod is 'fast'"),
    ],
)
def test_a_csynth_that_cannot_be_read_is_refused(tmp_path, text, line):
    with pytest.raises(FormatError, match=line):
        read_csynth(write(tmp_path / "csynth.xml", text))


def test_cosim(tmp_path):
    assert read_cosim(tmp_path / "k_cosim.rpt") is None
    file = write(tmp_path / "k_cosim.rpt", COSIM.format(status="Pass"))
    assert read_cosim(file) == CosimReport(True, 98412, 98530, 98801, 98801)
    newer = COSIM.format(status="Pass").replace("98802|", "98802|        295590|").replace("NA|\n", "NA|   NA|\n")
    assert read_cosim(write(file, newer)).total_cycles == 295590
    assert not read_cosim(write(file, COSIM.format(status="Fail"))).passed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nothing", "0 rows of results"),
        (COSIM.format(status="Maybe"), "status 'Maybe'"),
        (COSIM.format(status="Pass").replace("98530", "?"), r"Verilog is '\?'"),
        (COSIM.format(status="Pass").replace("|          98802", ""), "has 7 columns"),
        (COSIM.format(status="Pass").replace("|      VHDL|        NA|", "|      VHDL|        Pass|"), "2 rows"),
    ],
)
def test_a_cosim_report_that_cannot_be_read_is_refused(tmp_path, text, line):
    with pytest.raises(FormatError, match=line):
        read_cosim(write(tmp_path / "k_cosim.rpt", text))


def test_link_reports(tmp_path):
    file = write(tmp_path / "util.rpt", UTILISATION)
    found = read_link_utilisation(file)
    assert found["sparse_expert"] == Utilisation(31250, 40210, 48.5, 4, 138)
    assert found["Used Resources"].dsp == 170
    assert read_link_timing(write(tmp_path / "timing.rpt", TIMING)) == LinkTiming(-0.021, 12, 0.010)
    assert read_link_utilisation(tmp_path / "none") is None
    assert read_link_timing(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (UTILISATION.replace("URAM", "ROM"), "has no column URAM"),
        (UTILISATION.replace("|  138 [  2.02%] |", "|"), "has 6 cells"),
        (UTILISATION.replace("31250", "many"), "sparse_expert, LUT is 'many'"),
        ("", "no row Used Resources"),
    ],
)
def test_a_utilisation_that_cannot_be_read_is_refused(tmp_path, text, line):
    with pytest.raises(FormatError, match=line):
        read_link_utilisation(write(tmp_path / "util.rpt", text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "no Design Timing Summary"),
        (TIMING.replace("-0.021", "NA"), "WNS is 'NA'"),
        (TIMING.replace("-0.021", ""), "6 values for 7 columns"),
        ("| Design Timing Summary\n", "no row of values"),
    ],
)
def test_a_timing_summary_that_cannot_be_read_is_refused(tmp_path, text, line):
    with pytest.raises(FormatError, match=line):
        read_link_timing(write(tmp_path / "timing.rpt", text))


ESTIMATE = {"cycles": 100_000, "dsp": 136, "bram18": 90, "uram": 0, "luts": None, "flip_flops": None}


def test_estimates_stand_beside_the_reports(tmp_path):
    rows = report_rows(tmp_path, {"sparse_expert": ESTIMATE})
    assert {row["csynth"] for row in rows if "csynth" in row} == {"not run"}
    assert {row.get("link", row.get("cosim")) for row in rows} == {"not run"}

    solution = tmp_path / "build/hls_sparse_expert/solution"
    write(solution / "syn/report/csynth.xml", CSYNTH.format(latency=99000, dsp=136))
    write(solution / "sim/report/sparse_expert_cosim.rpt", COSIM.format(status="Pass"))
    link = tmp_path / "build/hw/link/reports/link/imp"
    write(link / "impl_1_kernel_util_routed.rpt", UTILISATION)
    write(link / "impl_1_hw_bb_locked_timing_summary_routed.rpt", TIMING)
    by_quantity = {row["quantity"]: row for row in report_rows(tmp_path, {"sparse_expert": ESTIMATE})}
    cycles = by_quantity["cycles"]
    assert (cycles["estimated"], cycles["csynth"], cycles["cosim"]) == (100_000, 99_000, 98_801)
    assert cycles["tool_over_estimate"] == pytest.approx(0.98801)
    assert (by_quantity["bram18"]["csynth"], by_quantity["bram18"]["link"]) == (96, 97.0)
    assert by_quantity["luts"]["estimated"] == "not estimated"
    assert by_quantity["worst setup slack, ns"]["link"] == -0.021

    write(link / "impl_2_kernel_util_routed.rpt", UTILISATION)
    with pytest.raises(FormatError, match="2 reports fit"):
        report_rows(tmp_path, {"sparse_expert": ESTIMATE})


def test_a_link_of_other_kernels_is_refused(tmp_path):
    write(tmp_path / "build/hw/link/kernel_util_routed.rpt", UTILISATION)
    with pytest.raises(FormatError, match="does not list router"):
        report_rows(tmp_path, {"router": ESTIMATE})
