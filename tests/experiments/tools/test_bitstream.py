"""A hundred real tokens of the embedded model: the emitted accelerator against the online stage and the model."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from experiments.tools import bitstream
from experiments.tools.hardware_model import prepare
from flame.app.config import load_settings
from flame.app.experiment import Context
from flame.app.report import write_report
from flame.errors import ConfigError, ToolchainMissing
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from hw.design import Design
from hw.estimate import slots_that_fit
from hw.golden import run_layers
from hw.kept_kernels import emitted
from hw.simulation.csim import hls_headers, simulate
from offline.pruning.masks import nm_mask
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions as replayed_decisions
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan

PARAMETERS = bitstream.Parameters(
    rows=16, units=1, value_bits=8, shared_slots=False, calibration_dialogues=6, router_headroom=2.0, tokens=100,
    run="none",
)  # fmt: skip


def has_headers():
    try:
        hls_headers()
    except ToolchainMissing:
        return False
    return shutil.which("g++") is not None


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    settings = load_settings("experiment=bitstream", "dataset=sample", f"output={tmp_path_factory.mktemp('bitstream')}")
    return Context(settings)


@pytest.fixture(scope="module")
def made(context):
    return prepare(context, PARAMETERS)


@pytest.fixture(scope="module")
def trace(made):
    return RoutingTrace(made.decoded.experts[:, :, None], made.decoded.example_ptr, made.design.experts)


def test_it_routes_as_the_model_does(made):
    assert made.decoded.experts.shape == (100, 6)
    np.testing.assert_array_equal(made.decisions[:, 0], made.decoded.experts.reshape(-1))


def test_hits_are_those_of_the_online_stage(made, trace):
    found = made.decisions[:, 2].reshape(-1, 6)
    online = replay(trace, made.table, made.design.slots)
    assert found.sum() == online.hits > 0
    assert found.sum(axis=0).tolist() == online.hits_per_layer.tolist()
    # Decision by decision, and the experts that are loaded ahead of each.
    buffer = ExpertBuffer(SlotPlan.per_layer(6, made.design.slots))
    records = list(replayed_decisions(trace, buffer, (made.table.predict_trace(trace),)))
    assert [record.hits for record in records] == made.decisions[:, 2].tolist()
    ahead = [made.decisions[i, 5] >= 0 for i in range(len(records) - 1)]
    begins = made.workload.steps.commands[1:, 1] == 1
    assert [bool(record.preloads) for record, begin in zip(records[1:], begins, strict=True) if not begin] == [
        wanted for wanted, begin in zip(ahead, begins, strict=True) if not begin
    ]


def test_hits_of_shared_slots_are_those_of_the_online_stage(made, trace):
    design, workload = replace(made.design, slots=9, shared_slots=True), made.workload
    decisions, _ = run_layers(design, workload.steps, workload.experts, workload.router, workload.table)
    online = replay(trace, made.table, SlotPlan.shared(6, 9))
    assert decisions[:, 2].reshape(-1, 6).sum(axis=0).tolist() == online.hits_per_layer.tolist()


@pytest.mark.skipif(not has_headers(), reason="g++ or the open HLS headers (hls4ml) are not installed")
def test_16_bits_are_nearer_to_transformers(context, made):
    wide = prepare(context, replace(PARAMETERS, value_bits=16, tokens=4))
    assert wide.layer_error < 1e-3 < made.layer_error
    assert [check.differ for check in simulate(wide.plan, sanitize=False)] == [0, 0]


def test_the_layer_is_that_of_transformers_but_for_int8(context, made):
    """Router, expert and scale of every step, by transformers' own module in fp32 with the same pruned weights."""
    pruned = context.model.copy()
    layers = pruned.moe_layers("decoder")
    exact = np.zeros((100, len(layers), made.design.d_model), np.float32)
    for layer in layers:
        for expert in range(made.design.experts):
            matrices = pruned.expert_matrices(layer, expert)
            masked = {name: torch.where(nm_mask(w, made.design.pattern), w, 0) for name, w in matrices.items()}
            pruned.set_expert_matrices(layer, expert, masked)
        module = pruned.sparse_mlp(layer)
        assert type(module).__name__ == "SwitchTransformersSparseMLP"
        assert next(module.parameters()).dtype == torch.float32
        with torch.no_grad():
            exact[:, layer.position] = module(torch.from_numpy(made.decoded.x[layer.position])[:, None])[:, 0]
    ours = made.outputs.reshape(exact.shape) / 2**16
    errors = np.linalg.norm(ours - exact, axis=(0, 2)) / np.linalg.norm(exact, axis=(0, 2))
    assert errors.max() < 0.05  # of each layer: int8 weights, inputs and hidden units
    error = np.linalg.norm(ours - exact) / np.linalg.norm(exact)
    assert made.layer_error == pytest.approx(error, rel=1e-4)


def test_what_no_kernel_does_is_refused(context):
    for change, line in (
        ("pruning.pad=true", r"pad no column \(choose pruning.pad=false"),
        ("pruning.criterion=wanda", "prunes by magnitude"),
        ("pruning.pattern=2:3", "2:4"),
    ):
        settings = load_settings("experiment=bitstream", "dataset=sample", change)
        with pytest.raises(ConfigError, match=line):
            prepare(Context(settings), PARAMETERS)


@pytest.mark.skipif(not has_headers(), reason="g++ or the open HLS headers (hls4ml) are not installed")
def test_the_emitted_accelerator_gives_the_same_bits(made):
    checks = simulate(made.plan)
    assert [(c.answer, c.values, c.differ) for c in checks] == [("decision", 3600, 0), ("y", 76800, 0)]


def test_the_project_is_beside_the_report_and_keeps_what_was_built(context, made, monkeypatch, capsys):
    monkeypatch.setattr(bitstream, "prepare", lambda context, parameters: made)
    monkeypatch.setenv("PATH", "/nowhere")
    report = bitstream.run(context, replace(PARAMETERS, run="csynth"))
    assert "csynth: vitis_hls is not on PATH; the project stands" in capsys.readouterr().out
    folder = write_report(report, Path(context.settings.output) / "bitstream", context.settings_json(), 0)
    assert (folder / "project/u200.cfg").read_bytes() == made.plan.files["u200.cfg"]
    (folder / "project/build").mkdir()
    (folder / "project/build/log").write_text("hours of work")
    again = bitstream.run(context, PARAMETERS)
    write_report(again, folder, context.settings_json(), 0)
    assert (folder / "project/build/log").read_text() == "hours of work"


def test_the_design_of_table_1_needs_no_allo_and_others_say_what_is_kept():
    settings = load_settings("experiment=table1")
    wanted, board = settings.experiment, settings.platform
    pruned = Design(
        wanted["d_model"], wanted["d_ff"], NMPattern.parse(settings.pruning.pattern), wanted["rows"],
        wanted["num_experts"], 6, wanted["kept_known_layers"], 1, units=wanted["units"],
    )  # fmt: skip
    assert slots_that_fit(pruned, board) == pruned.moe_layers * pruned.slots
    assert "moe_layer" in emitted("moe_layer", pruned)
    dense = pruned.dense_twin()
    fitting = replace(dense, slots=slots_that_fit(dense, board), shared_slots=True)
    assert fitting.slots == 4
    with pytest.raises(ToolchainMissing, match="holds: switch_base_8_u200_dense, with known_layers=6;"):
        emitted("moe_layer", fitting)


def test_unfit_parameters_are_one_line():
    with pytest.raises(ConfigError, match="expected none, csynth, hw_emu, hw"):
        replace(PARAMETERS, run="synth")
    with pytest.raises(ConfigError, match="tokens=0"):
        replace(PARAMETERS, tokens=0)
