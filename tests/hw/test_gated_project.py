"""The Vitis project of gated experts: exact in C-simulation, sound by strict mocks, run end to end by both hosts."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.tools.gated_project import random_workload
from flame.errors import ConfigError, FormatError
from hw.gated.golden import image
from hw.kept_kernels import GATED, KEPT, emitted
from hw.project.board_files import link_config
from hw.project.build_plan import BuildPlan
from hw.project.gated_files import GatedWorkload, write_words
from hw.project.kernel_source import wrapper
from hw.project.plan import plan_project
from hw.project.ports import ports_of, transfers
from hw.project.rules import broken_rules
from hw.simulation.csim import simulate
from tests.hw.test_csim import needs_headers
from tests.hw.test_project import VITIS_MOCK, VPP_MOCK, board, run

TINY, _ = GATED["gated_tiny_int4"]  # two units
FOUR, _ = GATED["gated_u200_int4"]
CODE = emitted("gated_experts", FOUR)
TOOLS = {"PYTHON": sys.executable, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def workload():
    return random_workload(TINY, experts=5, tokens=3, seed=2)


@pytest.fixture(scope="module")
def plan(workload):
    return plan_project(TINY, board("u200"), workload)


@needs_headers
def test_the_project_is_exact_and_wrong_answers_are_counted(plan):
    y = np.frombuffer(plan.files["vectors/y.bin"], "<i4").copy()
    assert len(np.unique(y)) > 100
    y[[5, 70]] ^= 1
    (check,) = simulate(BuildPlan({**plan.files, "vectors/y.bin": y.tobytes()}))
    assert (check.answer, check.values, check.differ) == ("y", 3 * 64, 2)
    assert f"{check.answer}: {check.values} values, 0 differ" in plan.files["README.md"].decode()


@pytest.fixture(scope="module")
def checked_hosts(workload, tmp_path_factory):
    """A project that `make host-check` was run in; on HBM the choices lie in another bank than the rest."""
    folder = tmp_path_factory.mktemp("hosts")
    plan_project(TINY, board("u280"), workload).write(folder)
    return folder, run(["make", "host-check"], folder, **TOOLS)


@needs_headers
def test_both_hosts_run_around_the_simulated_kernel(checked_hosts):
    _, done = checked_hosts
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("flame_moe: 3 steps, 0 differ") == 2
    assert done.stdout.count("with 6 transfers") == 2
    assert transfers(TINY, board("u280")) == 6
    assert transfers(FOUR, board("u200")) == 8  # a bank for each unit


@needs_headers
@pytest.mark.parametrize(
    ("line", "mutant"),
    [
        ("            buffer.sync(TO_DEVICE)\n", "            pass\n"),
        ("            run.wait()\n", "            pass\n"),
        ("y = finished(design, root, contents, taken)", "y = finished(design, root, contents, taken[:1])"),
    ],
)
def test_a_fault_in_the_host_script_shows(checked_hosts, tmp_path, line, mutant):
    folder, _ = checked_hosts
    host = (folder / "host.py").read_text()
    assert line in host
    (tmp_path / "host.py").write_text(host.replace(line, mutant))
    where = {"PYTHONPATH": f"{folder}/sim/xrt:{folder}", "FLAME_LINK_CONFIG": "u280.cfg"}
    library = "build/host_check/flame_moe.so"
    assert run([sys.executable, str(tmp_path / "host.py"), library, "."], folder, **where).returncode != 0


def test_vitis_scripts_and_linker_take_every_option(plan, tmp_path):
    plan.write(tmp_path)
    (tmp_path / "mock.tcl").write_text(VITIS_MOCK)
    for step in ("csynth", "smoke"):
        done = run(["tclsh", "mock.tcl", "tcl/flame_moe.tcl"], tmp_path, STEP=step)
        assert done.returncode == 0, done.stderr
    mock = tmp_path / "v++"
    mock.write_text(VPP_MOCK)
    mock.chmod(0o755)
    done = run(["make", "build/hw/flame.xclbin", f"VPP={mock}"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("V++") == 3


@pytest.mark.skipif(not os.path.exists("/usr/include/xrt/xrt.h"), reason="XRT's headers are not installed (libxrt-dev)")
def test_the_host_compiles_and_links_with_xrt(plan, tmp_path):
    plan.write(tmp_path)
    done = run(["make", "build/flame_host", "XILINX_XRT="], tmp_path)
    assert done.returncode == 0, done.stderr


def broken(config=None, ports=None, design=FOUR, name="u200"):
    config, ports = config or link_config(design, board(name)), ports or wrapper(design, CODE)
    return broken_rules(design, board(name), config, ports, CODE)


@pytest.mark.parametrize("name", [name for name in GATED if "tiny" not in name and "32_units" not in name])
def test_what_is_kept_for_a_board_breaks_no_rule(name):
    design, _ = GATED[name]
    platform, code = board(name.split("_")[1]), emitted("gated_experts", design)
    config = link_config(design, platform)
    assert broken_rules(design, platform, config, wrapper(design, code), code) == ()
    assert config.count("sp=") == design.units * len(ports_of(design))
    weights = re.findall(r"\.words:(\S+)", config)
    assert len(set(weights)) == design.units


@pytest.mark.parametrize(
    ("pattern", "to", "line"),
    [
        ("port=x bundle=gmem_token", "port=x bundle=gmem_words", "bundle gmem_words: arguments of 128, 512 bits"),
        (r"#pragma HLS interface m_axi port=shares .*\n", "", "shares: has no m_axi port"),
    ],
)
def test_mutated_ports_are_found(pattern, to, line):
    mutated = re.sub(pattern, to, wrapper(FOUR, CODE))
    assert mutated != wrapper(FOUR, CODE)
    assert any(line in found for found in broken(ports=mutated))


@pytest.mark.parametrize(
    ("name", "pattern", "to", "line"),
    [
        ("u200", r"slr=flame_moe_2:SLR\d\n", "", "flame_moe_2: has no slr="),
        ("u200", r"slr=flame_moe_3:", "slr=flame_moe_9:", "slr=flame_moe_9: there is no such instance"),
        ("u200", r"sp=flame_moe_1\.x:", "sp=flame_moe_1.places:", "sp=flame_moe_1.places: there is no such port"),
        ("u200", r"sp=flame_moe_1\.words:.*\n", "", "flame_moe_1.words: has no bank"),
        ("u200", r"(sp=flame_moe_4\.\w+):DDR\[3\]", r"\1:DDR[4]", "Alveo U200 has no such bank"),
        ("u200", r"sp=flame_moe_4\.x:DDR\[3\]", "sp=flame_moe_4.x:DDR[1]",
         "flame_moe_4, bundle gmem_token: arguments in DDR[1] and DDR[3]"),
        ("u280", r"slr=(flame_moe_\d+):SLR\d", r"slr=\1:SLR0", "SLR0: 24 units, room for"),
        ("u280", r"PLRAM\[\d\]", "PLRAM[1]", "PLRAM[1]: 24 masters (at most 15 a bank)"),
        ("u280", r"PLRAM\[\d\]", "HBM[0]", "HBM: 48 masters (at most 30)"),
    ],
)  # fmt: skip
def test_mutated_connections_are_found(name, pattern, to, line):
    design, _ = GATED[f"gated_{name}_int4"]
    whole = link_config(design, board(name))
    mutated = re.sub(pattern, to, whole)
    assert mutated != whole
    assert any(line in found for found in broken(mutated, design=design, name=name))


def test_as_many_units_as_channels_are_more_than_the_linker_takes():
    design, _ = GATED["gated_u280_int4_32_units"]
    assert "HBM: 32 masters (at most 30)" in broken(design=design, name="u280")


def test_experts_are_written_one_by_one_as_the_plan_lays_them_out(plan, workload, tmp_path):
    assert write_words(TINY, iter(workload.experts), tmp_path) == 5
    for unit in range(TINY.units):
        name = f"image/unit_{unit}/words.bin"
        assert (tmp_path / name).read_bytes() == plan.files[name]
    before = plan.files["image/unit_0/words.bin"]
    other = replace(TINY, units=4)
    with pytest.raises(ConfigError, match=r"expert 9 .*at most 8"):
        write_words(TINY, (workload.experts[0] for _ in range(9)), tmp_path)
    with pytest.raises(FormatError, match=r"gate: values \[64, 4, 16\] .*expected \[128, 4, 16\]"):
        write_words(replace(other, d_ff=128), iter(workload.experts), tmp_path)
    assert (tmp_path / "image/unit_0/words.bin").read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))
    assert len(image(TINY, workload.experts[0], 0)) * 5 == len(before)


def test_what_does_not_belong_together_is_one_line(workload):
    with pytest.raises(ConfigError, match=r"choice of expert 0 or 9 .*expected 0 to 4"):
        GatedWorkload(workload.experts, workload.chosen * 0 + [[0, 9]], workload.shares, workload.x)
    with pytest.raises(ConfigError, match="Workload for moe_layer"):
        plan_project(KEPT["switch_tiny_4"][0], board("u200"), workload)
    with pytest.raises(ConfigError, match=r"5 experts, 2 chosen, 64 inputs .*at most 8, 1, 64"):
        plan_project(replace(TINY, top_k=1), board("u200"), workload)
    with pytest.raises(ConfigError, match=r"units=8, .*Alveo U200 has 4 banks"):
        plan_project(
            GATED["gated_tiny_int4_2of4_split"][0],
            board("u200"),
            random_workload(GATED["gated_tiny_int4_2of4_split"][0], experts=2, tokens=1, seed=0),
        )
