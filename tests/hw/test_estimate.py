"""The estimate by hand, what bounds it, and the reader of synthesis reports."""

from dataclasses import replace

import pytest

from flame.config import load_settings
from flame.errors import ConfigError, FormatError
from flame.nm_format import NMPattern
from hw.design import Design
from hw.estimate import estimate_expert, read_csynth

PAPER = Design(768, 3072, NMPattern(2, 4), 32, 8, 6, 3, 2)

CSYNTH = """<profile><UserAssignments><TopModelName>sparse_expert</TopModelName></UserAssignments>
<PerformanceEstimates><SummaryOfTimingAnalysis><EstimatedClockPeriod>2.433</EstimatedClockPeriod>
</SummaryOfTimingAnalysis><SummaryOfOverallLatency><Worst-caseLatency>{latency}</Worst-caseLatency>
</SummaryOfOverallLatency></PerformanceEstimates><AreaEstimates><Resources><BRAM_18K>96</BRAM_18K><DSP>136</DSP>
<FF>20100</FF><LUT>31000</LUT><URAM>0</URAM></Resources></AreaEstimates></profile>"""


@pytest.fixture(scope="module")
def u200():
    return load_settings("experiment=fig4a_memory_footprint").platform


def test_a_switch_base_expert_by_hand(u200):
    found = estimate_expert(PAPER, u200, banks=4)
    assert found.compute_cycles == 2 * 768 * 3072 // (32 * 4)
    assert PAPER.expert_bytes == 768 * 3072 + 768 * 3072 // 4 + 4 * (768 + 3072)
    # one channel of four gives 77e9 * 0.8 / 4 / 300e6 = 51.3 bytes a cycle; the word has 64
    assert found.bound == "off-chip memory"
    assert found.memory_cycles == pytest.approx(found.compute_cycles * 64 / 51.33, rel=1e-3)
    assert found.dsp == 2 * 64 + 8
    assert found.does_not_fit(u200) is None


def test_narrow_words_are_bound_by_compute(u200):
    narrow = replace(PAPER, rows=8)
    assert estimate_expert(narrow, u200, banks=4).bound == "compute"
    assert estimate_expert(narrow, u200, banks=4).cycles > estimate_expert(PAPER, u200, banks=4).cycles


def test_what_does_not_fit_is_named(u200):
    small = replace(u200, dsp=100)
    assert estimate_expert(PAPER, small, banks=4).does_not_fit(small) == "DSP: 136 needed, 100 left on Alveo U200"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"rows": 3}, "choose rows=2"),
        ({"rows": 16, "d_ff": 24}, "choose rows=8"),
        ({"pattern": NMPattern(2, 3)}, "nearest that always works: 2:4"),
        ({"known_layers": 7}, "smaller predictor.known_layers"),
        ({"d_model": 768 + 2}, "choose group 2"),
        ({"slots": 0}, "slots=0"),
    ],
)
def test_bad_shapes_name_the_nearest_that_works(change, line):
    with pytest.raises(ConfigError, match=line):
        replace(PAPER, **change)


def test_synthesis_reports(tmp_path):
    file = tmp_path / "csynth.xml"
    assert read_csynth(file) is None
    file.write_text(CSYNTH.format(latency=99000))
    found = read_csynth(file)
    assert (found.kernel, found.worst_cycles, found.dsp, found.bram18) == ("sparse_expert", 99000, 136, 96)
    file.write_text(CSYNTH.format(latency="undef"))
    assert read_csynth(file).worst_cycles is None
    file.write_text("<profile/>")
    with pytest.raises(FormatError, match="has no PerformanceEstimates"):
        read_csynth(file)
    file.write_text("<profile>")
    with pytest.raises(FormatError, match=r"is no csynth\.xml"):
        read_csynth(file)
