"""Rung 1: the kernels' C++ under g++ and sanitizers, bit for bit against NumPy."""

import dataclasses
import shutil

import numpy as np
import pytest

from flame.config import load_settings
from flame.errors import FlameError, ToolchainMissing
from flame.nm_format import NMPattern
from hw.csim import simulate
from hw.design import Design
from hw.project import BuildPlan, plan_project
from tests.hw.workloads import random_workload

needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")

DESIGNS = [
    Design(16, 32, NMPattern(2, 4), 4, 3, 2, 2, 2),
    Design(24, 16, NMPattern(1, 8), 8, 2, 1, 1, 1),
    Design(16, 16, NMPattern(4, 4), 2, 2, 2, 1, 3),
    Design(32, 48, NMPattern(8, 16), 2, 5, 3, 3, 2),
    Design(16, 24, NMPattern(1, 2), 8, 4, 2, 2, 4),
]


@pytest.fixture(scope="module")
def u200():
    return load_settings("experiment=fig4a_memory_footprint").platform


@needs_compiler
@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: f"{d.d_model}x{d.d_ff}-{d.pattern.keep}of{d.pattern.group}")
def test_every_kernel_is_bit_exact(design, u200):
    checks = simulate(plan_project(design, u200, random_workload(design, seed=design.d_model)))
    assert [(c.kernel, c.differ) for c in checks] == [
        ("sparse_expert", 0), ("router_top1", 0), ("cepr_lookup", 0), ("expert_buffer", 0),
    ]  # fmt: skip
    assert checks[0].values == 5 * design.d_model


@needs_compiler
def test_a_wrong_answer_is_counted(u200):
    plan = plan_project(DESIGNS[0], u200, random_workload(DESIGNS[0]))
    y = np.frombuffer(plan.files["vectors/y.bin"], "<i4").copy()
    y[[3, 17]] ^= 1
    checks = simulate(BuildPlan({**plan.files, "vectors/y.bin": y.tobytes()}), sanitize=False)
    assert checks[0].differ == 2


@needs_compiler
def test_the_sanitizer_sees_a_table_that_is_too_short(u200):
    plan = plan_project(DESIGNS[0], u200, random_workload(DESIGNS[0]))
    short = {**plan.files, "image/cepr_table.bin": plan.files["image/cepr_table.bin"][:-1]}
    with pytest.raises(FlameError, match="heap-buffer-overflow"):
        simulate(BuildPlan(short))


def test_a_missing_compiler_is_one_line(u200):
    plan = plan_project(DESIGNS[0], u200, random_workload(DESIGNS[0]))
    with pytest.raises(ToolchainMissing, match="install g"):
        simulate(plan, compiler="no-such-compiler")


@needs_compiler
def test_saturation(u200):
    design = DESIGNS[0]
    workload = random_workload(design)
    most = [
        dataclasses.replace(e, multipliers={k: np.full_like(m, 2**31 - 1) for k, m in e.multipliers.items()})
        for e in workload.experts
    ]
    plan = plan_project(design, u200, dataclasses.replace(workload, experts=most))
    y = np.frombuffer(plan.files["vectors/y.bin"], "<i4")
    assert y.max() == 2**31 - 1
    assert y.min() == -(2**31)
    assert all(check.differ == 0 for check in simulate(plan))
