"""Rung 2: the project is well-formed, as far as it shows without Vitis."""

import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from flame.app.config import conf_folder, load_settings
from flame.errors import ConfigError
from hw.golden import image_sections, run_layers, unit_sums
from hw.kept_kernels import DEFAULT, KEPT
from hw.project.board_files import config_name
from hw.project.build_plan import BuildPlan
from hw.project.kernel_source import arguments_of, bounded
from hw.project.plan import plan_project
from hw.project.ports import ports_of
from tests.hw.workloads import random_workload

DESIGN = DEFAULT  # its kernel is kept, so that no Allo is needed
GOLDEN = Path(__file__).parent / "golden"
PLATFORMS = ["u200", "u250", "u280", "zcu102", "kv260"]

VITIS_MOCK = """\
set ::calls {}
proc note {name rules arguments} {
    set positional {}
    while {[llength $arguments]} {
        set arguments [lassign $arguments word]
        if {[dict exists $rules $word]} {
            if {[dict get $rules $word]} { set arguments [lassign $arguments value] }
        } elseif {[string match -* $word]} {
            error "$name: unknown option $word"
        } else { lappend positional $word }
    }
    lappend ::calls $name
    return $positional
}
proc open_project args { note open_project {-reset 0} $args }
proc open_solution args { note open_solution {-reset 0 -flow_target 1} $args }
proc set_top args { note set_top {} $args }
proc set_part args { note set_part {} $args }
proc create_clock args { note create_clock {-period 1 -name 1} $args }
proc csim_design args { note csim_design {-argv 1} $args }
proc csynth_design args { note csynth_design {} $args }
proc cosim_design args { note cosim_design {-argv 1} $args }
proc export_design args { note export_design {-format 1 -output 1} $args }
proc add_files args {
    foreach name [join [note add_files {-tb 0 -cflags 1} $args]] {
        if {![file exists $name]} { error "add_files: no file $name" }
    }
}
rename exit leave
proc exit {} { puts $::calls; leave 0 }
source [lindex $argv 0]
"""

VPP_MOCK = """\
#!/usr/bin/env python3
import argparse, pathlib, sys
parser = argparse.ArgumentParser(allow_abbrev=False)
mode = parser.add_mutually_exclusive_group(required=True)
for letter in "clp":
    mode.add_argument("-" + letter, action="store_true")
parser.add_argument("-t", choices=["sw_emu", "hw_emu", "hw"], required=True)
parser.add_argument("--platform", required=True)
parser.add_argument("-o", required=True)
parser.add_argument("--temp_dir")
parser.add_argument("--kernel_frequency", type=int)
parser.add_argument("-k")
parser.add_argument("-I", action="append")
parser.add_argument("--config")
parser.add_argument("--package.out_dir", dest="package")
parser.add_argument("inputs", nargs="+")
a = parser.parse_args()
if a.c != bool(a.k) or a.l != bool(a.config) or a.p != bool(a.package):
    parser.error("-k belongs to -c, --config to -l, --package.out_dir to -p")
suffix = ".cpp" if a.c else ".xo" if a.l else ".xclbin"
for name in a.inputs + ([a.config] if a.config else []):
    if not pathlib.Path(name).is_file():
        parser.error("no file " + name)
if any(not name.endswith(suffix) for name in a.inputs):
    parser.error(f"inputs {a.inputs} (expected {suffix})")
pathlib.Path(a.o).write_text("".join(pathlib.Path(n).read_text(errors="replace")[:9] for n in a.inputs))
print("V++", *sys.argv[1:])
"""


def board(name):
    return load_settings("experiment=estimate", f"platform={name}").platform


@pytest.fixture(scope="module")
def workload():
    return random_workload(DESIGN, tokens=1)


@pytest.fixture(scope="module")
def plan(workload):
    return plan_project(DESIGN, board("u200"), workload)


@pytest.fixture(scope="module")
def units():
    design, _ = KEPT["switch_tiny_4_2_units"]
    workload = random_workload(design, tokens=2)
    return design, workload, plan_project(design, board("u200"), workload)


@pytest.fixture
def folder(plan, tmp_path):
    plan.write(tmp_path / "project")
    return tmp_path / "project"


def run(command, folder, **env):
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, env={**os.environ, **env}, check=False
    )


def test_equal_inputs_give_equal_bytes(plan, workload):
    again = plan_project(DESIGN, board("u200"), workload)
    assert (again.digest, again.archive()) == (plan.digest, plan.archive())
    assert plan_project(DESIGN, board("u200"), random_workload(DESIGN, seed=1, tokens=1)).digest != plan.digest
    with tarfile.open(fileobj=io.BytesIO(plan.archive())) as tar:
        assert {m.name: tar.extractfile(m).read() for m in tar} == plan.files


def test_a_name_outside_the_project_is_refused():
    with pytest.raises(ConfigError, match="below the project"):
        BuildPlan({"../escape": b""})


def golden(name, content):
    """A golden file, which UPDATE_GOLDEN accepts anew."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    assert content.decode() == file.read_text(), "if the change is meant, run pytest with UPDATE_GOLDEN=1"


@pytest.mark.parametrize("name", ["board.mk", "board.tcl", "u200.cfg", "u280.cfg", "kv260.cfg", "flame_moe.cpp"])
def test_golden_files(plan, workload, name):
    platform = name.removesuffix(".cfg") if name.endswith(".cfg") else "u200"
    found = plan if platform == "u200" else plan_project(DESIGN, board(platform), workload)
    golden(name, next(content for path, content in found.files.items() if path.endswith(name)))


@pytest.mark.parametrize("name", ["u200.cfg", "src/flame_moe.h", "design.json", "README.md"])
def test_golden_files_of_two_units(units, name):
    golden(f"two_units_{Path(name).name}", units[2].files[name])


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_board_places_every_argument_once(name, workload):
    platform = board(name)
    found = plan_project(DESIGN, platform, workload)
    lines = found.files[config_name(platform)].decode().splitlines()
    assert config_name(platform) == f"{name}.cfg"
    assert lines[:2] == ["[connectivity]", "nk=flame_moe:1:flame_moe_1"]
    assert any(line.startswith("slr=") for line in lines) == (platform.memory != "HP")
    placed = [
        re.fullmatch(r"sp=flame_moe_1\.(\w+):(DDR|HBM|HP|PLRAM)\[?(\d+)\]?", line).groups()
        for line in lines
        if "sp=" in line
    ]
    names = [port.name for port in ports_of(DESIGN)]
    assert [argument for argument, _, _ in placed] == names
    assert {memory for _, memory, _ in placed} == {platform.memory} | ({"PLRAM"} if platform.memory == "HBM" else set())
    assert all(int(bank) < platform.offchip_banks for _, _, bank in placed)
    wrapper = found.files["src/flame_moe.cpp"].decode()
    assert re.findall(r"m_axi port=(\w+)", wrapper) == names
    code = found.files["src/moe_layer.cpp"].decode()
    assert ("impl=uram" in code) == (platform.uram > 0)
    assert platform.part in found.files["tcl/board.tcl"].decode()
    assert platform.vitis_platform in found.files["board.mk"].decode()


def test_ports_have_the_sizes_of_the_images(plan):
    code = plan.files["src/moe_layer.cpp"].decode()
    sizes = {port.name: each for port, each in arguments_of(DESIGN, code)}
    for name in ("router_weights", "table", "unit_0/values", "unit_0/places", "unit_0/multipliers"):
        port = sizes[name.removeprefix("unit_0/")]
        assert port.elements * port.bits == 8 * len(plan.files[f"image/{name}.bin"])


def test_vectors_are_what_numpy_computes(plan, workload):
    decisions, y = run_layers(DESIGN, workload.steps, workload.experts, workload.router, workload.table)
    assert plan.files["vectors/decision.bin"] == decisions.astype("<i4").tobytes()
    assert plan.files["vectors/y.bin"] == y.astype("<i4").tobytes()


def test_bounded_streams_by_hand():
    code = (
        "void top(\n  int32_t v0[4]\n) {\n  #pragma HLS dataflow\n  hls::stream< int32_t > v1;\n"
        "  #pragma HLS stream variable=v1 depth=4\n  a(v0, v1);\n  b(v1);\n}\n"
    )
    found = bounded(code)
    assert "hls::stream< int32_t > v1(4);" in found
    assert "hls::begin(2);" in found
    assert "processes.emplace_back([&] { hls::Process alive; a(v0, v1); });" in found
    assert found.endswith("process.join();\n}\n")
    assert bounded("int f;") == "int f;"


@pytest.mark.skipif(shutil.which("tclsh") is None, reason="tclsh is not installed")
@pytest.mark.parametrize("step", ["csim", "csynth", "cosim", "smoke"])
def test_tcl_runs_with_the_vitis_commands_mocked(folder, step):
    (folder / "mock.tcl").write_text(VITIS_MOCK)
    done = run(["tclsh", "mock.tcl", "tcl/flame_moe.tcl"], folder, STEP=step)
    assert done.returncode == 0, done.stderr
    last = {
        "csim": ["csim_design"],
        "csynth": ["csynth_design", "export_design"],
        "cosim": ["csynth_design", "cosim_design", "export_design"],
        "smoke": ["csynth_design"],
    }[step]
    assert done.stdout.split()[6 if step == "smoke" else 7 :] == last


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["csim", "host-check", "csynth", "csynth-smoke", "cosim", "hw_emu", "hw"])
def test_make_knows_how(folder, target):
    done = run(["make", "-n", target], folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["hw_emu", "hw"])
def test_a_strict_compiler_takes_every_option(folder, tmp_path, target):
    mock = tmp_path / "v++"
    mock.write_text(VPP_MOCK)
    mock.chmod(0o755)
    done = run(["make", f"build/{target}/flame.xclbin", f"VPP={mock}"], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("V++") == 3
    broken = run(["make", "-B", f"build/{target}/flame.xclbin", f"VPP={mock} --no_such_option"], folder)
    assert broken.returncode != 0
    assert "unrecognized arguments" in broken.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    ("target", "tool"),
    [("csynth-smoke", "vitis_hls"), ("csynth", "vitis_hls"), ("cosim", "vitis_hls"), ("hw_emu", "v++"), ("hw", "v++")],
)
def test_what_an_absent_tool_is_wanted_for_was_not_run(folder, target, tool):
    done = run(["make", "-s", target], folder, PATH="/usr/bin:/bin")
    assert done.returncode != 0
    assert done.stdout.strip() == f"{target}: not run, {tool} is not on PATH (source settings64.sh of Vitis)"
    assert not list(folder.glob("build/*csynth*"))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_csim_without_open_headers_is_one_line(folder):
    done = run(["make", "-s", "csim", "HLS_HEADERS=/nowhere"], folder)
    assert done.returncode != 0
    assert "pip install hls4ml==1.3.0" in done.stdout


@pytest.mark.skipif(not os.path.exists("/usr/include/xrt/xrt.h"), reason="XRT's headers are not installed (libxrt-dev)")
def test_the_host_compiles_and_links_with_xrt(folder, units, tmp_path):
    units[2].write(tmp_path / "units")
    done = run(["make", "build/flame_host", "XILINX_XRT="], tmp_path / "units")
    assert done.returncode == 0, done.stderr
    done = run(["make", "build/flame_host", "XILINX_XRT="], folder)
    assert done.returncode == 0, done.stderr
    assert "usage" in run(["build/flame_host"], folder).stderr


def test_the_python_drivers_finish_as_numpy_does(units, tmp_path):
    design, workload, plan_of_units = units
    plan_of_units.write(tmp_path)
    facts = json.loads((tmp_path / "design.json").read_text())
    spec = importlib.util.spec_from_file_location("finishing", tmp_path / "finishing.py")
    finishing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(finishing)
    decisions, y = run_layers(design, workload.steps, workload.experts, workload.router, workload.table)
    for step, (command, x) in enumerate(zip(workload.steps.commands, workload.steps.x, strict=True)):
        expert = workload.experts[command[0] * design.experts + decisions[step, 0]]
        taken = [
            {
                "y": unit_sums(design, expert, x, unit).astype(facts["answer"]).tobytes(),
                "decision": decisions[step].tobytes(),
            }
            for unit in range(design.units)
        ]
        found = finishing.finished(facts, tmp_path, {"command": command.tobytes()}, taken)
        np.testing.assert_array_equal(found, y[step])


def test_every_unit_has_its_share_in_its_own_bank(units):
    design, workload, plan = units
    lines = plan.files["u200.cfg"].decode().splitlines()
    assert lines[1] == "nk=flame_moe:2:flame_moe_1.flame_moe_2"
    banks = {
        unit: {re.search(r"\[(\d)\]", line)[1] for line in lines if line.startswith(f"sp=flame_moe_{unit}.")}
        for unit in (1, 2)
    }
    assert not banks[1] & banks[2]
    whole = image_sections(replace(design, units=1), workload.experts)
    shares = [plan.files[f"image/unit_{unit}/values.bin"] for unit in (0, 1)]
    assert sorted(b"".join(shares)) == sorted(whole["values"])
    assert len(shares[0]) == len(shares[1])
    with pytest.raises(ConfigError, match=r"units=8, .*KV260 has 4 banks: choose units=4"):
        plan_project(replace(design, units=8, rows=2), board("kv260"), workload)


def test_a_workload_of_another_model_is_one_line(workload):
    with pytest.raises(ConfigError, match=r"project: 48 experts, \d+ table bytes, .* \(expected 48, "):
        plan_project(DESIGN, board("u200"), replace(workload, table=workload.table[:-1]))


@pytest.mark.parametrize("file", sorted((conf_folder() / "design").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_named_design_is_one_whose_kernel_is_kept(file):
    wanted = load_settings("experiment=estimate", f"design={file.stem}").design
    kept, kernels = KEPT[file.stem]
    assert {name: getattr(kept, name) for name in asdict(wanted)} == asdict(wanted)
    assert "moe_layer" in kernels
