"""Rung 1 for whole projects: `make csim` under g++, bit for bit against NumPy; and what it must notice."""

import shutil

import numpy as np
import pytest

from flame.app.config import load_settings
from flame.errors import FlameError, ToolchainMissing
from hw.kept_kernels import KEPT
from hw.project.build_plan import BuildPlan
from hw.project.plan import plan_project
from hw.simulation.csim import hls_headers, simulate
from tests.hw.workloads import random_workload


def has_headers():
    try:
        hls_headers()
    except ToolchainMissing:
        return False
    return shutil.which("g++") is not None and shutil.which("make") is not None


needs_headers = pytest.mark.skipif(not has_headers(), reason="g++, make or the open HLS headers are not installed")


def project(name, tokens=4):
    design, _ = KEPT[name]
    platform = load_settings("experiment=estimate").platform
    return plan_project(design, platform, random_workload(design, seed=1, tokens=tokens))


@pytest.fixture(scope="module")
def plan():
    return project("switch_tiny_4")


@needs_headers
def test_a_project_is_bit_exact_and_wrong_answers_are_counted(plan):
    y = np.frombuffer(plan.files["vectors/y.bin"], "<i4").copy()
    assert [(c.answer, c.differ) for c in simulate(plan, sanitize=False)] == [("decision", 0), ("y", 0)]
    y[[3, 17]] ^= 1
    decisions, outputs = simulate(BuildPlan({**plan.files, "vectors/y.bin": y.tobytes()}), sanitize=False)
    assert (decisions.differ, outputs.differ) == (0, 2)
    assert outputs.values == len(y)


@needs_headers
def test_the_sums_of_several_units_are_the_outputs():
    units = project("switch_tiny_4_2_units")
    found = simulate(units)
    assert [(c.answer, c.differ) for c in found] == [("decision", 0), ("y", 0)]
    promised = units.files["README.md"].decode()
    assert all(f"{check.answer}: {check.values} values, 0 differ" in promised for check in found)


@pytest.mark.slow
@needs_headers
def test_the_design_of_table_1_computes_what_numpy_does():
    """switch-base-8's geometry: four units, a memory channel each, 2.9 MB an expert."""
    found = simulate(project("switch_base_8_u200", tokens=1), sanitize=False)
    assert [(c.answer, c.values, c.differ) for c in found] == [("decision", 4 * 36, 0), ("y", 6 * 768, 0)]


@needs_headers
def test_the_sanitizer_sees_an_image_that_is_too_short(plan):
    values = plan.files["image/unit_0/values.bin"]
    with pytest.raises(FlameError, match="AddressSanitizer: heap-"):
        simulate(BuildPlan({**plan.files, "image/unit_0/values.bin": values[: len(values) // 4]}))


def test_a_missing_compiler_is_one_line(plan):
    hls_headers()
    with pytest.raises(ToolchainMissing, match="no-such-compiler"):
        simulate(plan, compiler="no-such-compiler")
