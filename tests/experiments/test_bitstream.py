"""A hundred real tokens of the embedded model: the emitted accelerator against the online stage and the model."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments import bitstream
from flame.config import load_settings
from flame.errors import ConfigError, ToolchainMissing
from flame.experiment import Context
from flame.report import write_report
from flame.routing import RoutingTrace
from hw.csim import hls_headers, simulate
from offline.pruning import nm_mask
from online.expert_buffer import ExpertBuffer, SlotPlan
from online.replay import decisions as replayed_decisions
from online.replay import replay

PARAMETERS = bitstream.Parameters(rows=16, calibration_dialogues=6, router_headroom=2.0, tokens=100, run="none")


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
    return bitstream.prepare(context, PARAMETERS)


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


def test_the_layer_is_the_models_but_for_int8(context, made):
    """Router, expert and scale against the same layer in floating point with the same pruned weights."""
    assert made.expert_error < 0.05
    error = size = 0.0
    for step in range(0, 600, 11):
        token, position = divmod(step, 6)
        layer = context.model.moe_layers("decoder")[position]
        matrices = context.model.expert_matrices(layer, int(made.decisions[step, 0]))
        dense = {name: matrix.detach().float().numpy() for name, matrix in matrices.items()}
        pruned = {name: np.where(nm_mask(w, made.design.pattern), w, 0) for name, w in dense.items()}
        x = made.decoded.x[position, token]
        logits = context.model.router_weight(layer).detach().float().numpy() @ x
        scale = 1 / np.exp(logits - logits.max()).sum()
        exact = scale * (pruned["wo"] @ np.maximum(pruned["wi"] @ x, 0))
        error += float(((made.outputs[step] / 2**16 - exact) ** 2).sum())
        size += float((exact**2).sum())
    assert (error / size) ** 0.5 < 0.05


@pytest.mark.skipif(not has_headers(), reason="g++ or the open HLS headers (hls4ml) are not installed")
def test_the_emitted_accelerator_gives_the_same_bits(made):
    checks = simulate(made.plan)
    assert [(c.answer, c.values, c.differ) for c in checks] == [("decisions", 3600, 0), ("outputs", 76800, 0)]


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


def test_unfit_parameters_are_one_line():
    with pytest.raises(ConfigError, match="expected none, csynth, hw_emu, hw"):
        replace(PARAMETERS, run="synth")
    with pytest.raises(ConfigError, match="tokens=0"):
        replace(PARAMETERS, tokens=0)
