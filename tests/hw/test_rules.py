"""A project's own check: each thing that a linker or a board would refuse or punish is found in a mutated project."""

import re
from dataclasses import replace

import pytest

from flame.app.config import load_settings
from flame.errors import ConfigError
from hw.estimate import slots_that_fit
from hw.kept_kernels import KEPT, emitted
from hw.project.board_files import link_config
from hw.project.kernel_source import wrapper
from hw.project.plan import plan_project
from hw.project.rules import broken_rules
from tests.hw.workloads import random_workload

DESIGN, _ = KEPT["switch_base_8_u200"]  # four units
CODE = emitted("moe_layer", DESIGN)
U200 = load_settings("experiment=estimate").platform


def broken(config=None, ports=None, design=DESIGN, board=U200):
    return broken_rules(design, board, config or link_config(design, board), ports or wrapper(design, CODE), CODE)


@pytest.mark.parametrize("name", ["u200", "u250", "u280"])
def test_the_project_of_table_1_breaks_no_rule(name):
    board = load_settings("experiment=estimate", f"platform={name}").platform
    assert broken(board=board) == ()


def test_every_unit_lies_where_it_fits():
    lines = [line for line in link_config(DESIGN, U200).splitlines() if line.startswith("slr=")]
    regions = [line.rsplit(":", 1)[1] for line in lines]
    assert len(lines) == 4
    assert regions.count("SLR1") <= 1


@pytest.mark.parametrize(
    ("pattern", "to", "line"),
    [
        ("bundle=gmem_router_x", "bundle=gmem_command", "bundle gmem_command: arguments of 16, 32 bits"),
        ("bundle=gmem_places", "bundle=gmem_values", "bundle gmem_values: arguments of 128, 512 bits"),
        (r"#pragma HLS interface m_axi port=table .*\n", "", "table: has no m_axi port"),
    ],
)
def test_mutated_ports_are_found(pattern, to, line):
    mutated = re.sub(pattern, to, wrapper(DESIGN, CODE))
    assert mutated != wrapper(DESIGN, CODE)
    assert any(line in found for found in broken(ports=mutated))


@pytest.mark.parametrize(
    ("pattern", "to", "line"),
    [
        (r"DDR\[1\]", "DDR[0]", "DDR[0]: 20 masters (at most 15 a bank)"),
        (r"slr=flame_moe_2:SLR1\n", "", "flame_moe_2: has no slr="),
        (r"slr=flame_moe_3:\w+", "slr=flame_moe_3:SLR1", "SLR1: 2 units, room for 1"),
        (r"slr=flame_moe_3:\w+", "slr=flame_moe_3:SLR7", "Alveo U200 has no such region"),
        (r"slr=flame_moe_3:", "slr=flame_moe_9:", "slr=flame_moe_9: there is no such instance"),
        (r"sp=flame_moe_1\.x:", "sp=flame_moe_1.xx:", "sp=flame_moe_1.xx: there is no such port"),
        (r"sp=flame_moe_1\.x:.*\n", "", "flame_moe_1.x: has no bank"),
        (r"sp=flame_moe_4\.x:DDR\[3\]", "sp=flame_moe_4.x:DDR[4]", "Alveo U200 has no such bank"),
        (r"nk=flame_moe:4:flame_moe_1\.", "nk=flame_moe:3:", "nk: 3 instances (expected 4)"),
        (r"sp=flame_moe_4\.x:DDR\[3\]", "sp=flame_moe_4:DDR[3]", "cannot be read"),
    ],
)
def test_mutated_connections_are_found(pattern, to, line):
    whole = link_config(DESIGN, U200)
    mutated = re.sub(pattern, to, whole)
    assert mutated != whole
    assert any(line in found for found in broken(config=mutated))


def test_a_design_that_no_region_holds_makes_no_project():
    shared = replace(KEPT["switch_base_8_u200_shared"][0], slots=8)
    with pytest.raises(ConfigError, match=r"URAM: 4 units of 182, room for 2 .*slots=6"):
        link_config(shared, U200)


@pytest.mark.parametrize("name", ["switch_base_8_u200_shared", "switch_base_8_u200_dense"])
def test_all_that_is_kept_for_the_board_fits_it(name):
    design, _ = KEPT[name]
    assert link_config(design, U200).count("slr=") == 4
    assert slots_that_fit(design, U200) == design.all_slots


def test_a_project_that_breaks_a_rule_is_not_written(monkeypatch):
    tiny, _ = KEPT["switch_tiny_4"]
    monkeypatch.setattr("hw.project.plan.wrapper", lambda *given: wrapper(*given).replace("gmem_x ", "gmem_y "))
    with pytest.raises(ConfigError, match="project: bundle gmem_y: arguments of 8, 32 bits"):
        plan_project(tiny, U200, random_workload(tiny, tokens=1))
