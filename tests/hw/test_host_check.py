"""The hosts end to end around the C-simulated kernel, with stand-ins for XRT that differ where a board would."""

import os
import sys
from pathlib import Path

import pytest

from hw.kept_kernels import KEPT
from hw.project.plan import plan_project
from tests.hw.test_csim import needs_headers
from tests.hw.test_project import board, run
from tests.hw.workloads import random_workload

DESIGN, _ = KEPT["switch_tiny_4_2_units"]
WORKLOAD = random_workload(DESIGN, tokens=2)
TOOLS = {"PYTHON": sys.executable, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def checked_hosts(tmp_path_factory):
    """A project of two units whose kernel and host are built for `make host-check`."""
    folder = tmp_path_factory.mktemp("hosts")
    plan_project(DESIGN, board("u200"), WORKLOAD).write(folder)
    done = run(["make", "host-check"], folder, **TOOLS)
    return folder, done


@needs_headers
def test_both_hosts_run_around_the_simulated_kernel(checked_hosts):
    _, done = checked_hosts
    steps = len(WORKLOAD.steps.commands)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(f"flame_moe: {steps} steps, 0 differ") == 2


@needs_headers
@pytest.mark.parametrize(
    ("line", "mutant"),
    [
        ("        for buffer in self.given:\n            buffer.sync(TO_DEVICE)\n", ""),
        ("            buffer.sync(FROM_DEVICE)\n", "            pass\n"),
        ("            run.wait()\n", "            pass\n"),
        ("self.buffers[name].write(content, 0)", "self.buffers['x'].write(content[:1], 0)"),
        ("self.kernel.group_id(argument)", "self.kernel.group_id(0)"),
        ('f"flame_moe:{{flame_moe_{number + 1}}}"', '"flame_moe:{flame_moe_1}"'),
        ("PAGE = 4096", "PAGE = 64"),
    ],
)
def test_a_fault_in_the_host_script_shows(checked_hosts, tmp_path, line, mutant):
    folder, _ = checked_hosts
    host = (folder / "host.py").read_text()
    assert line in host
    (tmp_path / "host.py").write_text(host.replace(line, mutant))
    where = {"PYTHONPATH": f"{folder}/sim/xrt:{folder}", "FLAME_LINK_CONFIG": "u200.cfg"}
    library = "build/host_check/flame_moe.so"
    assert run([sys.executable, str(tmp_path / "host.py"), library, "."], folder, **where).returncode != 0


@needs_headers
@pytest.mark.parametrize(
    ("line", "mutant"),
    [
        ("for (xrt::bo& buffer : given) buffer.sync(XCL_BO_SYNC_BO_TO_DEVICE);", ""),
        ("for (Unit& unit : units) unit.run.wait();", ""),
        ("kernel.group_id(int(argument))", "kernel.group_id(0)"),
        ("run.set_arg(int(at), arguments[at]);", "if (at) run.set_arg(int(at), arguments[at]);"),
    ],
)
def test_a_fault_in_the_host_program_shows(checked_hosts, tmp_path, line, mutant):
    folder, _ = checked_hosts
    host = (folder / "src/host.cpp").read_text()
    assert line in host
    (tmp_path / "host.cpp").write_text(host.replace(line, mutant))
    flags = ["-std=c++17", "-O0", "-w", f"-I{folder}/sim", f"-I{folder}/src"]
    done = run(["g++", *flags, "-o", str(tmp_path / "host"), str(tmp_path / "host.cpp"), "-ldl"], folder)
    assert done.returncode == 0, done.stderr
    library = "build/host_check/flame_moe.so"
    assert run([str(tmp_path / "host"), library, "."], folder, FLAME_LINK_CONFIG="u200.cfg").returncode != 0
