"""The kernel written in Allo: what is kept of it, and its answers on Allo's CPU backend and in C-simulation."""

import importlib.util
import json
import shutil
from dataclasses import asdict, replace

import numpy as np
import pytest

from flame.errors import ConfigError, ToolchainMissing
from flame.nm_format import NMPattern
from hw import allo_backend
from hw.csim import hls_headers, simulate_emitted
from hw.design import Design
from hw.golden import run_expert
from tests.hw.workloads import random_expert

HAS_ALLO = importlib.util.find_spec("allo") is not None
needs_allo = pytest.mark.skipif(not HAS_ALLO, reason="Allo is not installed (it is built from source, Python 3.12)")


def has_headers():
    try:
        hls_headers()
    except ToolchainMissing:
        return False
    return shutil.which("g++") is not None


needs_headers = pytest.mark.skipif(not has_headers(), reason="g++ or the open HLS headers (hls4ml) are not installed")

SMALL = Design(16, 32, NMPattern(2, 4), 4, 3, 2, 2, 2)
DESIGNS = [SMALL, replace(SMALL, pattern=NMPattern(1, 4), rows=16), replace(SMALL, pattern=NMPattern(4, 8), rows=2)]


def recorded():
    code = (allo_backend.GENERATED / "sparse_expert.cpp").read_text(encoding="utf-8")
    return code, json.loads((allo_backend.GENERATED / "sparse_expert.json").read_text(encoding="utf-8"))


def case(design, seed=0, tokens=4):
    rng = np.random.default_rng(seed)
    expert = random_expert(design, rng)
    x = rng.integers(-128, 128, (tokens, design.d_model)).astype(np.int8)
    x[0], x[1] = 127, -128
    return expert, x, np.stack([run_expert(expert, token) for token in x])


def test_what_is_kept_was_emitted_from_this_source():
    code, record = recorded()
    assert record["source_sha256"] == allo_backend.source_digest(), "run python -m hw.allo_backend VERSION COMMIT"
    assert record["design"] == asdict(allo_backend.DEFAULT)
    assert code.count("#pragma HLS pipeline II=1") == 5


@needs_headers
def test_the_kept_kernel_is_bit_exact_in_c_simulation():
    expert, x, expected = case(allo_backend.DEFAULT)
    np.testing.assert_array_equal(simulate_emitted(allo_backend.DEFAULT, recorded()[0], expert, x), expected)


@needs_headers
def test_saturation_in_c_simulation():
    expert, x, _ = case(allo_backend.DEFAULT)
    loud = replace(expert, multipliers={k: np.full_like(m, 2**31 - 1) for k, m in expert.multipliers.items()})
    expected = np.stack([run_expert(loud, token) for token in x])
    assert {expected.min(), expected.max()} == {-(2**31), 2**31 - 1}
    np.testing.assert_array_equal(simulate_emitted(allo_backend.DEFAULT, recorded()[0], loud, x), expected)


def test_a_dense_pattern_is_refused():
    from hw.kernels.sparse_expert import sizes

    with pytest.raises(ConfigError, match="is dense"):
        sizes(replace(SMALL, pattern=NMPattern(4, 4)))


@pytest.mark.skipif(HAS_ALLO, reason="Allo is installed")
def test_without_allo_one_line_says_what_to_install():
    with pytest.raises(ToolchainMissing, match=r"build github\.com/cornell-zhang/allo"):
        allo_backend.emit(SMALL)


@pytest.mark.allo
@needs_allo
def test_regenerating_gives_what_is_kept():
    assert allo_backend.emit(allo_backend.DEFAULT) == recorded()[0]


@pytest.mark.allo
@needs_allo
@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: f"{d.pattern.keep}of{d.pattern.group}")
def test_allo_on_the_cpu_is_bit_exact(design):
    expert, x, expected = case(design)
    np.testing.assert_array_equal(allo_backend.simulate(design, expert, x), expected)


@pytest.mark.allo
@needs_allo
@needs_headers
@pytest.mark.parametrize("design", DESIGNS, ids=lambda d: f"{d.pattern.keep}of{d.pattern.group}")
def test_emitted_kernels_are_bit_exact(design):
    expert, x, expected = case(design)
    np.testing.assert_array_equal(simulate_emitted(design, allo_backend.emit(design), expert, x), expected)
