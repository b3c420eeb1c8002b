"""Excerpts of long conversations, and imported traces bound to the model that they are said to be of."""

import functools
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from experiments.tools import routing_traces
from experiments.tools.record_traces import Parameters, _imported
from experiments.tools.routing_traces import BATCH, READ_BATCH, excerpts, split_traces, trace_to_learn
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ArtifactError, ConfigError, TraceError
from flame.storage.dataset import Dialogue
from flame.storage.trace_files import load_trace, save_trace
from tests.experiments.test_every_experiment import context_for

DEFAULT = Parameters("test", "generate", "decoder", 1, 8, False, None, None, None, "traces", 1, None)


def test_excerpts_hold_every_line_once_and_in_order() -> None:
    lines = [f"A: {i}" for i in range(11)]
    short, long = Dialogue("s", "A: x\nB: y"), Dialogue("l", "\n".join(lines))
    pieces = excerpts([short, long], 4)
    assert pieces[0] == short
    assert [piece.id for piece in pieces[1:]] == ["l/0", "l/1", "l/2"]
    assert [line for piece in pieces[1:] for line in piece.text.splitlines()] == lines
    assert all(3 <= len(piece.text.splitlines()) <= 4 for piece in pieces[1:])
    with pytest.raises(ConfigError, match="excerpt_turns: 0"):
        excerpts([short], 0)


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "sampled"},
        {"stack": "both"},
        {"batch": 0},
        {"num_beams": 0},
        {"shard": 1},
        {"shards": 0},
        {"import_model": "other"},
        {"import_experts": 8, "import_file": "x.csv"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(change: dict) -> None:
    with pytest.raises(ConfigError, match="expected"):
        Parameters(**(DEFAULT.__dict__ | change))


def test_an_import_of_another_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.csv"
    file.write_text("example,layer_0,layer_1\na,0,3\na,1,2\nb,0,0\n")
    model = SimpleNamespace(num_experts=4, moe_layers=lambda stack: [0, 1], name="small")
    given = Parameters(**(DEFAULT.__dict__ | {"import_file": str(file)}))
    trace = _imported(SimpleNamespace(model=model), given)
    assert trace.experts[:, :, 0].tolist() == [[0, 3], [1, 2], [0, 0]]
    assert trace.example_ptr.tolist() == [0, 2, 3]
    model.moe_layers = lambda stack: [0, 1, 2]
    with pytest.raises(TraceError, match=r"2 layers \(expected 3"):
        _imported(SimpleNamespace(model=model), given)
    model.num_experts = 3
    with pytest.raises(TraceError, match=r"outside 0\.\.2"):
        _imported(SimpleNamespace(model=model), given)


def context_of(*overrides: str) -> Context:
    return Context(load_settings(*overrides))


def run(context: Context) -> Report:
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An imported trace of a model that is not here: two experts a token, three layers, 30 examples of 20 tokens."""
    folder = tmp_path_factory.mktemp("foreign")
    draw = np.random.default_rng(0)
    lines = ["example,layer_0_0,layer_0_1,layer_1_0,layer_1_1,layer_2_0,layer_2_1"]
    for example in range(30):
        for _ in range(20):
            first = draw.integers(5)
            ids = [first, (first + 1) % 5, (first + 2) % 5, (first + 3) % 5, (first + 4) % 5, first]
            lines.append(",".join(map(str, [example, *ids])))
    (folder / "elsewhere.csv").write_text("\n".join(lines) + "\n")
    overrides = [
        "experiment=record_traces", f"experiment.import_file={folder / 'elsewhere.csv'}",
        "experiment.import_model=big-model", "experiment.import_experts=5", f"output={folder}",
    ]  # fmt: skip
    report = run(context_of(*overrides))
    assert report.rows[0]["top_k"] == 2
    assert report.labels.weights == "none"
    return folder / "traces"


EXPERIMENTS = (
    "fig5_path_skew", "fig6_transitions", "fig8a_prediction_accuracy", "fig8b_cache_hit_ratio", "fig9a_index_storage",
    "predictor_bench", "replay",
)  # fmt: skip
SMALL = {
    "fig8a_prediction_accuracy": ["experiment.known_layers=[1,2]", "experiment.resamples=20"],
    "fig8b_cache_hit_ratio": ["experiment.known_layers=[1,2]", "experiment.slots=[2,5]", "experiment.policies=[lru]",
                              "experiment.batches=[1]", "experiment.ahead=[1]", "predictor.schedule=quick"],
    "fig9a_index_storage": ["experiment.known_layers=[1,2]"],
    "predictor_bench": ["experiment.prices.shapes=[256 KB]", "experiment.prices.schedule=quick",
                        "experiment.resamples=20"],
    "replay": ["buffer.slots=2", "experiment.preload=2"],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_imported_trace_drives_the_experiments_without_a_model(name: str, foreign: Path, tmp_path: Path) -> None:
    context = context_of(f"experiment={name}", f"dataset.traces={foreign}", f"output={tmp_path}", *SMALL.get(name, []))
    report = run(context)
    assert "model" not in context.__dict__
    assert report.labels.weights == "none"
    assert report.provenance["model"] == "big-model"
    assert "trace_sha256" in report.provenance
    if name == "replay":  # layers 1 and 2 follow from the layer before
        assert 2 / 3 < report.rows[0]["hit_ratio"] < 1
        assert report.rows[0]["tokens"] == 5 * 20
    if name == "predictor_bench":
        assert any("Gates: not run" in note for note in report.notes)


def test_what_needs_the_model_refuses_a_trace_of_another(foreign: Path, tiny_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="of a model that is not here"):
        run(context_of("experiment=export", f"dataset.traces={foreign}", f"output={tmp_path}"))
    tiny = ["model=switch_base_8", f"model.path={tiny_folder}", "model.max_new_tokens=4", "dataset=sample"]
    run(context_of("experiment=record_traces", *tiny, "dataset.trace_dialogues=4", f"output={tmp_path}"))
    stored = f"dataset.traces={tmp_path / 'traces'}"
    mine = run(context_of("experiment=fig5_path_skew", *tiny, stored, f"output={tmp_path}"))
    assert mine.labels.weights == "pretrained"
    assert "read from" in mine.notes[0]
    with pytest.raises(ArtifactError, match="made for another router"):
        run(context_of("experiment=fig5_path_skew", stored, f"output={tmp_path}"))
    with pytest.raises(TraceError, match="2 examples"):
        run(context_of("experiment=fig5_path_skew", *tiny, stored, "dataset.trace_dialogues=2", f"output={tmp_path}"))
    trace, manifest = load_trace(tmp_path / "traces")  # as experiments keep one, which does not name the model
    kept = save_trace(
        trace, tmp_path / "kept", router_sha256=manifest.inputs["router"], config={"corpus": "sample"},
        labels=manifest.labels,
    )  # fmt: skip
    again = run(context_of("experiment=fig5_path_skew", *tiny, f"dataset.traces={kept}", f"output={tmp_path}"))
    assert again.notes[0] == mine.notes[0].replace(str(tmp_path / "traces"), str(kept))


def write_listed(file: Path, examples: int, layers: int = 2) -> Path:
    """A file with a list column: two tokens an example, two experts of five a layer; ids tell the examples apart."""
    ids = np.tile(np.arange(2 * layers) % 5, (2 * examples, 1)).astype(np.int8)
    table = pa.table(
        {
            "example": np.repeat(np.arange(examples), 2),
            "token_id": np.arange(2 * examples),
            "experts": pa.FixedSizeListArray.from_arrays(ids.reshape(-1), 2 * layers),
        }
    )
    pa.parquet.write_table(table, file)
    return file


def test_a_file_is_split_by_example(tmp_path: Path) -> None:
    sizes = [f"dataset.traces={write_listed(tmp_path / 'm.parquet', 20)}", "dataset.trace_experts=5"]
    context = context_of("experiment=predictor_bench", *sizes, "dataset.trace_top_k=2")
    traces = split_traces(context)
    assert [t.examples for t in (traces.train, traces.tuning, traces.report)] == [15, 2, 3]
    assert traces.report.token_ids is not None
    assert traces.report.token_ids[0] == 34
    assert context.trace_is_foreign
    assert context.provenance()["model"] == "m"
    with pytest.raises(TraceError, match="give top_k"):
        split_traces(context_of("experiment=predictor_bench", *sizes))


def test_another_file_is_reported_on(tmp_path: Path) -> None:
    own, other = write_listed(tmp_path / "m.parquet", 20), write_listed(tmp_path / "n.parquet", 4)
    sizes = ["experiment=predictor_bench", "dataset.trace_experts=5", "dataset.trace_top_k=2", f"dataset.traces={own}"]
    traces = split_traces(context_of(*sizes, f"dataset.traces_test={other}"))
    assert [t.examples for t in (traces.train, traces.tuning, traces.report)] == [18, 2, 4]
    assert "n.parquet" in traces.report_split
    wrong = write_listed(tmp_path / "w.parquet", 4, layers=3)
    with pytest.raises(TraceError, match=r"\(5, 3, 2\), dataset.traces \(5, 2, 2\)"):
        split_traces(context_of(*sizes, f"dataset.traces_test={wrong}"))
    with pytest.raises(ConfigError, match="nothing to learn from"):
        context_of("experiment=predictor_bench", f"dataset.traces_test={other}")


def test_two_checkpoints_that_differ_in_how_they_generate_share_no_traces(tiny_folder, tmp_path):
    """The same weights write other tokens with another `generation_config`, so other routes."""
    other = tmp_path / "other"
    shutil.copytree(tiny_folder, other)
    told = json.loads((other / "generation_config.json").read_text()) | {"no_repeat_ngram_size": 1}
    (other / "generation_config.json").write_text(json.dumps(told))
    alone, together = tmp_path / "alone", tmp_path / "together"
    split_traces(context_for("fig5_path_skew", tiny_folder, together))
    shared = split_traces(context_for("fig5_path_skew", other, together)).report
    expected = split_traces(context_for("fig5_path_skew", other, alone)).report
    assert np.array_equal(shared.experts, expected.experts)
    assert len(list((together / "artifacts").glob("*"))) == 6


def test_what_is_only_learnt_from_is_recorded_alone(
    tmp_path: Path, tiny_folder: Path, decoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other split is, and a decoder alone reads texts in place of writing, few at once; what was kept serves."""
    asked, record = [], routing_traces.record_trace

    @functools.wraps(record)
    def noted(model, dialogues, **options):
        asked.append((len(dialogues), options["mode"], options["batch"]))
        return record(model, dialogues, **options)

    monkeypatch.setattr(routing_traces, "record_trace", noted)
    for folder in (tiny_folder, decoder_folder):
        context = context_for("bench_speculation", folder, tmp_path)
        for _ in range(2):
            assert trace_to_learn(context, 2).examples == 2
    assert asked == [(2, "generate", BATCH), (2, "teacher_forced", READ_BATCH)]
