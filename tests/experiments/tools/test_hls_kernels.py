"""Single kernels as files: what is kept needs no Allo, what is not says so."""

import importlib.util

import pytest

from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import write_report
from flame.errors import ConfigError
from hw.kept_kernels import DEFAULT, emitted


def run(tmp_path, *overrides):
    settings = load_settings("experiment=hls_kernels", f"output={tmp_path}", *overrides)
    module, parameters = load_experiment(settings.experiment)
    return module.run(Context(settings), parameters)


def test_the_kept_expert_is_written_and_the_rest_is_emitted_or_said_to_need_allo(tmp_path):
    report = run(tmp_path)
    rows = {row["kernel"]: row for row in report.rows}
    assert list(rows) == [
        "sparse_expert_relu", "sparse_expert_gelu", "attention_moe_plain", "attention_moe_library",
        "attention_moe_optimised",
    ]  # fmt: skip
    write_report(report, tmp_path, {}, 0)
    (written,) = tmp_path.rglob("sparse_expert_relu.cpp")
    assert written.read_text() == emitted("sparse_expert", DEFAULT)
    assert rows["sparse_expert_relu"]["pipelined_loops"] == written.read_text().count("#pragma HLS pipeline") > 0
    levels = [rows[f"attention_moe_{level}"] for level in ("plain", "library", "optimised")]
    assert all(row["status"] == "emitted" and row["csynth"] == "not run" for row in levels)
    assert levels[0]["pipelined_loops"] == 0 < levels[2]["pipelined_loops"]
    speedups = [row["modelled_speedup"] for row in levels]
    assert speedups == sorted(speedups)
    assert speedups[0] == 1
    gelu = rows["sparse_expert_gelu"]
    if importlib.util.find_spec("allo") is None:
        assert gelu["status"] == "not run"
        assert "Allo" in gelu["reason"]
    else:
        assert gelu["status"] == "emitted"


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("experiment.activations=[silu]", "activations: 'silu'"),
        ("experiment.levels=[fastest]", "levels: 'fastest'"),
        ("experiment.block.heads=3", "heads that divide the width"),
        ("design.rows=24", "choose rows="),
    ],
)
def test_what_no_kernel_does_is_refused(tmp_path, override, line):
    with pytest.raises(ConfigError, match=line):
        run(tmp_path, override)
