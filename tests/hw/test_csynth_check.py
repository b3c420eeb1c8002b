"""What a synthesis is expected to say, and the reader that says where it does not: reports in the layout of 2022.2."""

import importlib.util
import json
import re

import pytest

from flame.app.config import load_settings
from hw.kept_kernels import KEPT, emitted
from hw.kernel_cycles import LOOP_DEPTH_CYCLES, expert_cycles
from hw.project.expectations import Loop, expected_json, pipelined_loops
from hw.project.plan import TEMPLATES, smoke_of
from tests.hw.test_project import GOLDEN, golden

SMOKE = smoke_of(KEPT["switch_mini_8"][0])
REPORT = (GOLDEN / "smoke_csynth.rpt").read_text()


@pytest.fixture(scope="module")
def expected():
    return expected_json(SMOKE, emitted("moe_layer", SMOKE))


@pytest.fixture
def check(expected, tmp_path, capsys):
    """Exit code and lines of the reader on a report; None: there is none."""
    spec = importlib.util.spec_from_file_location("check_csynth", TEMPLATES / "check_csynth.py")
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)

    def run(report, expectation=expected):
        (tmp_path / "expected.json").write_text(expectation)
        if report is not None:
            (tmp_path / "csynth.rpt").write_text(report)
        code = reader.main(str(tmp_path / "expected.json"), str(tmp_path / "csynth.rpt"))
        said = capsys.readouterr()
        return code, (said.out + said.err).splitlines()

    return run


def test_nests_by_hand():
    code = (
        "  l_a: for (int a = 0; a < 3; a++) {\n    l_b: for (int b = 0; b < 4; b++) {\n    #pragma HLS pipeline II=1\n"
        "      x(a, b);\n    }\n  }\n"
        "  l_c: for (int c = 0; c < 5; c++) {\n    int y = 0;\n    l_d: for (int d = 0; d < 6; d++) {\n"
        "    #pragma HLS pipeline II=1\n      x(c, d);\n    }\n  }\n"
        "  l_e: for (int e = 0; e < 5; e++) {\n    l_f: for (int f = 0; f < 6; f++) {\n    #pragma HLS pipeline II=1\n"
        "      x(e, f);\n    }\n    z();\n  }\n"
    )
    assert pipelined_loops(code) == (Loop(("l_a", "l_b"), 12), Loop(("l_d",), 6), Loop(("l_f",), 6))


@pytest.mark.parametrize("name", [name for name, (_, kernels) in KEPT.items() if "moe_layer" in kernels])
def test_the_loops_of_an_expert_are_those_that_the_model_counts(name):
    design, _ = KEPT[name]
    board = load_settings("experiment=estimate").platform
    engine = emitted("moe_layer", design).partition("void engine_0(")[2].partition("  l_load_g:")
    loops = pipelined_loops(engine[1] + engine[2])
    counted = expert_cycles(design, board) - 5 * LOOP_DEPTH_CYCLES - 2 * board.offchip_latency_cycles
    assert (len(loops), sum(loop.trips for loop in loops)) == (5, counted)


def test_what_is_expected_of_the_smoke_design(expected):
    golden("smoke_expected.json", expected.encode())


def test_a_report_as_expected_passes(check):
    assert check(REPORT) == (0, ["synthesis: 19 loops and 9 bursts expected, 0 faults", "PASS"])


def replaced(pattern, new):
    found, count = re.subn(pattern, new, REPORT, count=1)
    assert count == 1
    return found


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (
            replaced(r"(o l_up_b_l_g1 .*?\|\s+9\|\s+)1\|", r"\g<1>2|"),
            "l_up_b_l_g1: pipelined yes, II=2 (expected II=1)",
        ),
        (replaced(r"(o l_find_i .*?2\|\s+)yes", r"\1 no"), "l_find_i: pipelined no, II=1 (expected II=1)"),
        (
            replaced(r"o l_down_b1_l_g3( .*?1\|) +128\|", r"o l_g3\1    16|"),
            "l_g3: 16 iterations before it fills anew (expected 128)",
        ),
        (
            replaced(r"o l_S_up_word_0_up_word1 ", "o another_loop "),
            "l_S_up_word_0_up_word1: is not in the report (expected 128 iterations, II=1)",
        ),
        (
            replaced(r"m_axi_gmem_places(.*?)128 ", r"m_axi_gmem_places\g<1>16  "),
            "m_axi_gmem_places: read bursts: 16 of 16 bits, 128 of 16 bits (expected 128 of 16 bits, 128 of 16 bits)",
        ),
        (
            replaced(r"\| m_axi_gmem_values +\| read .*\n", ""),
            "m_axi_gmem_values: read bursts: 128 of 64 bits (expected 128 of 64 bits, 128 of 64 bits)",
        ),
        (
            replaced(r"(m_axi_gmem_y +\| write +\| )32 ", r"\1variable "),
            "m_axi_gmem_y: write bursts: variable of 32 bits (expected 32 of 32 bits)",
        ),
        (
            replaced(r"(m_axi_gmem_x +\| )read ", r"\1write"),
            "m_axi_gmem_x: read bursts: none (expected 32 of 8 bits)",
        ),
    ],
)
def test_each_difference_is_one_line_and_fails(check, report, said):
    assert check(report) == (1, [said, "synthesis: 19 loops and 9 bursts expected, 1 faults", "FAIL"])


def test_wider_words_of_as_many_bits_are_no_fault(check):
    assert check(replaced(r"(m_axi_gmem_router_x +\| read +\| )32 ( +\| )16 ", r"\g<1>1  \g<2>512"))[0] == 0


@pytest.mark.parametrize("report", [None, "", "Vitis HLS\n", REPORT.replace("Trip", "Some"), REPORT[:2000]])
def test_no_summary_is_no_pass(check, report):
    code, lines = check(report)
    assert code != 0
    assert "PASS" not in lines


def test_a_slower_expectation_is_not_met_by_chance(check, expected):
    slower = json.loads(expected)
    slower["loops"][0]["ii"] = 2
    assert check(REPORT, json.dumps(slower))[0] == 1
