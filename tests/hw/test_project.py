"""Rung 2: the project is well-formed, as far as it shows without Vitis."""

import io
import os
import shutil
import subprocess
import tarfile

import pytest

from flame.config import load_settings
from flame.errors import ConfigError
from flame.nm_format import NMPattern
from hw.design import Design
from hw.project import KERNELS, BuildPlan, plan_project
from tests.hw.workloads import random_workload

DESIGN = Design(16, 32, NMPattern(2, 4), 4, 3, 2, 2, 2)

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


@pytest.fixture(scope="module")
def u200():
    return load_settings("experiment=fig4a_memory_footprint").platform


@pytest.fixture(scope="module")
def plan(u200):
    return plan_project(DESIGN, u200, random_workload(DESIGN))


@pytest.fixture
def folder(plan, tmp_path):
    plan.write(tmp_path / "project")
    return tmp_path / "project"


def run(command, folder, **env):
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, env={**os.environ, **env}, check=False
    )


def test_equal_inputs_give_equal_bytes(plan, u200):
    again = plan_project(DESIGN, u200, random_workload(DESIGN))
    assert (again.digest, again.archive()) == (plan.digest, plan.archive())
    assert plan_project(DESIGN, u200, random_workload(DESIGN, seed=1)).digest != plan.digest
    with tarfile.open(fileobj=io.BytesIO(plan.archive())) as tar:
        assert {m.name: tar.extractfile(m).read() for m in tar} == plan.files


def test_a_name_outside_the_project_is_refused():
    with pytest.raises(ConfigError, match="below the project"):
        BuildPlan({"../escape": b""})


def test_the_linker_configuration_places_every_argument_once(plan):
    lines = plan.files["u200.cfg"].decode().splitlines()
    assert lines[0] == "[connectivity]"
    assert "nk=sparse_expert:1:sparse_expert_1" in lines
    assert "slr=sparse_expert_1:SLR0" in lines
    assert "sp=sparse_expert_1.wi_values:DDR[0]" in lines
    for kernel in KERNELS:
        source = plan.files[f"src/{kernel}.cpp"].decode()
        ports = {line.split("port = ")[1].split()[0] for line in source.splitlines() if "m_axi port" in line}
        placed = [line.split(".")[1].split(":")[0] for line in lines if line.startswith(f"sp={kernel}_1.")]
        assert ports == set(placed)
        assert len(placed) == len(ports)


@pytest.mark.skipif(shutil.which("tclsh") is None, reason="tclsh is not installed")
@pytest.mark.parametrize("step", ["csim", "csynth", "cosim"])
def test_tcl_runs_with_the_vitis_commands_mocked(folder, step):
    (folder / "mock.tcl").write_text(VITIS_MOCK)
    for kernel in KERNELS:
        done = run(["tclsh", "mock.tcl", f"tcl/{kernel}.tcl"], folder, STEP=step)
        assert done.returncode == 0, done.stderr
        last = {"csim": ["csim_design"], "csynth": ["csynth_design", "export_design"]}.get(
            step, ["csynth_design", "cosim_design", "export_design"]
        )
        assert done.stdout.split()[7:] == last


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["csim", "csynth", "cosim", "hw_emu", "hw"])
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
    assert done.stdout.count("V++") == len(KERNELS) + 2
    broken = run(["make", "-B", f"build/{target}/flame.xclbin", f"VPP={mock} --no_such_option"], folder)
    assert broken.returncode != 0
    assert "unrecognized arguments" in broken.stderr


@pytest.mark.skipif(not os.path.exists("/usr/include/xrt/xrt.h"), reason="XRT's headers are not installed (libxrt-dev)")
def test_the_host_compiles_and_links_with_xrt(folder):
    done = run(["make", "build/flame_host", "XILINX_XRT="], folder)
    assert done.returncode == 0, done.stderr
    assert "usage" in run(["build/flame_host"], folder).stderr


def test_the_python_host_parses(plan):
    compile(plan.files["host.py"], "host.py", "exec")


def test_a_board_without_linker_facts_is_one_line(u200):
    from dataclasses import replace

    with pytest.raises(ConfigError, match="nearest that works: Alveo U200"):
        plan_project(DESIGN, replace(u200, name="Other board"), random_workload(DESIGN))
