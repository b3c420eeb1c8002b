"""Exports in the tools' own words; where a tool is installed, it runs on its export.

The tools do not live with this package (one brings packages named `experiments` and `tests`, one needs an older
NumPy): FLAME_TOOLS_PYTHON names the interpreter of an environment that has them.
"""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from experiments.tools.export_formats import (
    Product,
    decoder_products,
    policylang_trace,
    scale_sim_config,
    scale_sim_layout,
    scale_sim_topology,
    zigzag_workload,
)
from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from online.pa_buf.replay import replay

PRODUCTS = decoder_products(16, 32, 4, 1, 1, 1, NMPattern(2, 4))


def trace() -> RoutingTrace:
    experts = np.array([[[0], [1]], [[2], [1]], [[0], [3]], [[0], [1]], [[2], [0]]], np.int16)
    return RoutingTrace(experts, np.array([0, 3, 5]), 4)


def run_with(module: str, arguments: list[str], cwd) -> str:
    """Output of an interpreter that has the module."""
    python = os.environ.get("FLAME_TOOLS_PYTHON", sys.executable)
    if subprocess.run([python, "-c", f"import {module}"], capture_output=True, timeout=300).returncode:
        pytest.skip(f"{python} has no {module}, so its export was not run through it (set FLAME_TOOLS_PYTHON)")
    result = subprocess.run([python, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


def test_products_of_a_step():
    assert [(p.name, p.tokens, p.outputs, p.reduction) for p in PRODUCTS] == [
        ("layer0_router", 1, 4, 16), ("layer0_expert0_wi", 1, 32, 16), ("layer0_expert0_wo", 1, 16, 32),
    ]  # fmt: skip
    with pytest.raises(FormatError, match="do not divide"):
        Product("wi", 1, 4, 6, NMPattern(2, 4))
    with pytest.raises(FormatError, match="at least 1"):
        Product("wi", 0, 4, 8)


def test_scale_sim_text():
    assert scale_sim_topology(PRODUCTS).splitlines() == [
        "Layer,M,N,K,Sparsity,", "layer0_router,1,4,16,1:1,", "layer0_expert0_wi,1,32,16,2:4,",
        "layer0_expert0_wo,1,16,32,2:4,",
    ]  # fmt: skip


def test_zigzag_counts_kept_weights():
    layers = json.loads(zigzag_workload(PRODUCTS, 8))
    assert [layer["loop_sizes"] for layer in layers] == [[1, 16, 4], [1, 8, 32], [1, 16, 16]]
    assert [layer["operand_source"]["I"] for layer in layers] == [0, 0, 1]


def test_policylang_text():
    head, *entries = map(json.loads, policylang_trace(trace(), "m").splitlines())
    assert head == {"model_name": "m", "num_layers": 2, "num_experts": 4, "top_k": 1, "num_entries": 10,
                    "records_full_softmax": False}  # fmt: skip
    assert entries[5] == {"p": 0, "t": 2, "l": 1, "e": [3], "s": None, "sm": [0.0, 0.0, 0.0, 0.5]}
    assert (entries[6]["p"], entries[6]["t"]) == (1, 0)


def test_scale_sim_runs_on_its_export(tmp_path):
    for name, text in (("topology.csv", scale_sim_topology(PRODUCTS)), ("layout.csv", scale_sim_layout(PRODUCTS)),
                       ("scale.cfg", scale_sim_config("flame", 4, 4, 16, 8))):  # fmt: skip
        (tmp_path / name).write_text(text)
    arguments = ["-m", "scalesim.scale", "-i", "gemm", "-t", "topology.csv", "-l", "layout.csv", "-c", "scale.cfg"]
    run_with("scalesim", [*arguments, "-p", "results"], tmp_path)
    rows = (tmp_path / "results" / "flame" / "COMPUTE_REPORT.csv").read_text().splitlines()
    assert len(rows) == len(PRODUCTS) + 1
    assert all(float(row.split(",")[2]) > 0 for row in rows[1:])


def test_zigzag_runs_on_its_export(tmp_path):
    (tmp_path / "workload.yaml").write_text(zigzag_workload(PRODUCTS, 8))
    code = (
        "from pathlib import Path; import zigzag; from zigzag.api import get_hardware_performance_zigzag as run;"
        "inputs = Path(zigzag.__file__).parent / 'inputs';"
        "energy, latency, _ = run('workload.yaml', str(inputs / 'hardware/gemm_l1.yaml'),"
        " str(inputs / 'mapping/gemm_l1.yaml'), dump_folder='dump', loma_show_progress_bar=False);"
        "print(energy, latency)"
    )
    energy, latency = map(float, run_with("zigzag", ["-c", code], tmp_path).split()[-2:])
    kept = 16 * 4 + 2 * 16 * 32 // 2
    assert energy > 0
    assert latency >= kept / 512  # 8 x 8 x 8 multipliers


def test_policylang_replays_the_same_hits(tmp_path):
    (tmp_path / "trace.jsonl").write_text(policylang_trace(trace(), "m"))
    code = (
        "from moe_policylang.benchmark.replay import replay_policies as run\n"
        "for cell in run('trace.jsonl', 1, policies=('topk_lru',), budget_fractions=(0.25, 0.5)):"
        " print(cell.hits, cell.accesses)"
    )
    theirs = [tuple(map(int, line.split())) for line in run_with("moe_policylang", ["-c", code], tmp_path).splitlines()]
    for cell, slots in zip(theirs, (1, 2), strict=True):
        ours = [replay(trace().select([i]), None, slots) for i in range(2)]  # it empties the cache for each example
        assert cell == (sum(r.hits for r in ours), sum(r.accesses for r in ours))
