"""Sweeps: finished points are kept, a failed one is recorded, every launcher gives the same table."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from experiments.sweeps import search
from flame.app.config import check_names, load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import write_report
from flame.app.sweep import axes, flatten, read_points, run_point
from flame.errors import ArtifactError, ConfigError
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.trace_files import save_trace
from offline.prediction.predictors import learn_table
from online.pa_buf.replay import replay
from tests.experiments.test_every_experiment import TINY, context_for

KNOWN_LAYERS, SLOTS, POLICIES, PRELOAD = (1, 3), (1, 2, 4, 7), ("lru", "fifo", "lfu"), (0, 1)


def made_trace(seed: int, tokens: int = 300) -> RoutingTrace:
    """Routes that mostly follow from the layer before, so that a table has something to learn."""
    random = np.random.default_rng(seed)
    follows = np.random.default_rng(7).integers(0, 8, (6, 8))
    experts = np.zeros((tokens, 6, 1), np.int16)
    last = 0
    for token, layer in product(range(tokens), range(6)):
        last = follows[layer, last] if random.random() < 0.7 else random.integers(8)
        experts[token, layer, 0] = last
    return RoutingTrace(experts, np.arange(0, tokens + 1, 50), 8)


@pytest.fixture(scope="module")
def traces(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("traces")
    for name, seed in (("learn", 0), ("trace", 1)):
        save_trace(made_trace(seed), folder / name, router_sha256="r", config={"seed": seed}, labels=Labels("random"))
    return folder / "learn", folder / "trace"


def sweep(cwd: Path, traces: tuple[Path, Path], *more: str) -> subprocess.CompletedProcess:
    arguments = [
        sys.executable, "-m", "flame.app.cli", "--multirun", "experiment=replay", f"experiment.learn={traces[0]}",
        f"experiment.trace={traces[1]}", *more,
    ]  # fmt: skip
    return subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, timeout=1500)


def collect(output: Path, *more: str) -> dict:
    context = Context(load_settings("experiment=collect", f"output={output}", *more))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)


def test_a_sweep_goes_on_past_failures_and_where_it_stopped(tmp_path, traces):
    result = sweep(tmp_path, traces, "buffer.slots=1,2", "buffer.policy=lru,lruu")
    assert result.returncode == 1, result.stderr
    assert result.stdout.splitlines()[-1] == "outputs/sweep"
    assert result.stderr.count("did you mean lru") == 2
    assert "2 points failed" in result.stderr.splitlines()[-1]
    points = read_points(tmp_path / "outputs" / "sweep")
    assert sorted(point.report is None for point in points) == [False, False, True, True]
    assert axes(points) == ["buffer.policy", "buffer.slots"]
    done = {p.folder: (p.folder / "manifest.json").stat().st_mtime_ns for p in points if p.report}
    again = sweep(tmp_path, traces, "buffer.slots=1,2,3", "buffer.policy=lru")
    assert again.returncode == 0
    assert again.stderr == ""
    assert len(read_points(tmp_path / "outputs" / "sweep")) == 5
    assert done == {folder: (folder / "manifest.json").stat().st_mtime_ns for folder in done}

    report = collect(tmp_path / "outputs", "experiment.x=buffer.slots", "experiment.y=[hit_ratio]")
    assert [row["buffer.slots"] for row in report.rows] == [1, 2, 3, 1, 2]
    assert sum("did you mean lru" in row.get("error", "") for row in report.rows) == 2
    assert [figure.name for figure in report.figures] == ["hit_ratio_over_buffer_slots"]
    hits = [row["hit_ratio"] for row in report.rows if "error" not in row]
    assert hits == sorted(hits)


def test_a_bug_in_a_point_is_kept_with_its_traceback(tmp_path, monkeypatch):
    from experiments.paper import fig4a_memory_footprint

    monkeypatch.setattr(fig4a_memory_footprint, "run", lambda context, parameters: 1 / 0)
    context = Context(load_settings("experiment=fig4a_memory_footprint"))
    run_point(context.settings_json() | {"output": str(tmp_path)})
    (point,) = read_points(tmp_path / "sweep")
    assert point.error == "ZeroDivisionError('division by zero')"
    assert "Traceback" in json.loads((point.folder / "error.json").read_text())["traceback"]


def test_misspelt_keys_of_a_sweep_get_the_near_ones(tmp_path, traces):
    result = sweep(tmp_path, traces, "buffer.slotss=1,2")
    assert result.returncode == 2
    assert "did you mean slots" in result.stderr
    assert not (tmp_path / "outputs").exists()
    with pytest.raises(ConfigError, match="no such experiment"):
        check_names("experiment=replai")


def test_nothing_to_collect_is_one_line(tmp_path):
    with pytest.raises(ArtifactError, match="no point of a sweep"):
        collect(tmp_path)


def test_flatten():
    assert flatten({"a": {"b": 1, "c": {"d": [2]}}, "e": None}) == {"a.b": 1, "a.c.d": [2], "e": None}


LAUNCHERS = [
    (["hydra/launcher=joblib", "hydra.launcher.n_jobs=2"], "hydra_plugins.hydra_joblib_launcher"),
    (["hydra/launcher=ray", "+hydra.launcher.ray.init.num_cpus=2"], "hydra_plugins.hydra_ray_launcher"),
]
# What SLURM's launcher does, with its jobs as processes of this machine: one job a point, so for few points.
SUBMITTED = (["hydra/launcher=submitit_local"], "hydra_plugins.hydra_submitit_launcher")


def require(module: str) -> None:
    if find_spec("hydra_plugins") is None or find_spec(module) is None:
        name = module.rpartition(".")[2].replace("_", "-")
        pytest.skip(f"{name} is not installed, so nothing was run over its workers")


@pytest.mark.slow
@pytest.mark.parametrize(("launcher", "module"), LAUNCHERS)
def test_48_points_over_two_workers_give_the_table_of_a_plain_loop(launcher, module, tmp_path, traces):
    require(module)
    lists = {
        "predictor.known_layers": KNOWN_LAYERS, "buffer.slots": SLOTS, "buffer.policy": POLICIES,
        "experiment.preload": PRELOAD,
    }  # fmt: skip
    grid = [f"{key}={','.join(map(str, values))}" for key, values in lists.items()]
    result = sweep(tmp_path, traces, *grid, *launcher)
    assert result.returncode == 0, result.stderr[-2000:]
    learn, trace = made_trace(0), made_trace(1)
    found = {tuple(row[key] for key in lists): row["hit_ratio"] for row in collect(tmp_path / "outputs").rows}
    tables = {n: learn_table("cepr", learn, n) for n in KNOWN_LAYERS}
    expected = {
        (n, slots, policy, preload): replay(trace, tables[n] if preload else None, slots, policy).hit_ratio
        for n, slots, policy, preload in product(*lists.values())
    }
    assert len(expected) == 48
    assert found == expected


@pytest.mark.slow
@pytest.mark.parametrize(("launcher", "module"), [*LAUNCHERS, SUBMITTED])
def test_tracing_and_pruning_over_two_workers_give_what_one_process_gives(launcher, module, tiny_folder, tmp_path):
    """Three parts each; what puts them together makes none of them again."""
    require(module)
    overrides = [
        "dataset=sample", "model=switch_base_8", f"model.path={tiny_folder}",
        "model.max_new_tokens=4", "model.max_source_tokens=48",
    ]  # fmt: skip
    own = {"record_traces": ["dataset.trace_dialogues=7"], "prune": []}
    parts = ["experiment.shards=3", "experiment.shard=0,1,2", *launcher]
    for name, limits in own.items():
        given = [f"experiment={name}", *overrides, *limits]
        command = [sys.executable, "-m", "flame.app.cli", "--multirun", *given, *parts]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr[-2000:]
    points = read_points(tmp_path / "outputs" / "sweep")
    assert [point.error for point in points] == [None] * 6

    def run_here(name: str, output: str, *more: str) -> dict:
        settings = load_settings(
            f"experiment={name}", f"output={tmp_path / output}", *overrides, *own[name], *more
        )  # fmt: skip
        module, parameters = load_experiment(settings.experiment)
        return module.run(Context(settings), parameters).to_json()

    made = {file: file.stat().st_mtime_ns for file in (tmp_path / "outputs" / "artifacts").rglob("*.parquet")}
    assert len(made) == 3
    run_here("record_traces", "outputs", "experiment.shards=3")
    assert made == {file: file.stat().st_mtime_ns for file in made}
    together = run_here("prune", "outputs", "experiment.evaluate=false")
    assert "4 of 4 layers were taken over from an earlier run." in together["notes"]
    run_here("record_traces", "alone")
    run_here("prune", "alone", "experiment.evaluate=false")
    for place in ("traces", "prune_checkpoint"):
        sides = [
            {
                f.relative_to(tmp_path / side): f.read_bytes()
                for f in (tmp_path / side / place).rglob("*")
                if f.is_file()
            }
            for side in ("outputs", "alone")
        ]
        assert len(sides[0]) >= 2
        assert sides[0] == sides[1], place


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["experiment=prune", "experiment.shards=5", "experiment.shard=0"], "at most 4, the MoE layers"),
        (["experiment=prune", "experiment.shard=0", "experiment.recovery.steps=2"], "leave out shard"),
        (["experiment=record_traces", "dataset.trace_dialogues=3", "experiment.shards=4", "experiment.shard=3"],
         "at most 3, the dialogues"),
        (["experiment=record_traces", "experiment.shards=2", "experiment.shard=2"], "0..shards - 1"),
    ],
)  # fmt: skip
def test_a_part_that_there_is_not_is_refused(overrides, words, tiny_folder, tmp_path):
    settings = load_settings(
        *overrides, "dataset=sample", f"output={tmp_path / 'out'}", "model=switch_base_8", f"model.path={tiny_folder}"
    )

    def run() -> None:
        module, parameters = load_experiment(settings.experiment)
        module.run(Context(settings), parameters)

    with pytest.raises(ConfigError, match=words):
        run()
    assert not (tmp_path / "out").exists()


def test_a_front_against_another_by_hand():
    reference = np.asarray([[0.0, 4.0], [2.0, 2.0], [4.0, 0.0]])
    assert search.shortfall(reference, reference) == (3, 0, 0.0)
    # (2, 2) is there, (1, 5) is beaten by (0, 4); (4, 0) is missed by (2, 2) by 2 of a range of 4.
    assert search.shortfall(np.asarray([[2.0, 2.0], [1.0, 5.0]]), reference) == (1, 1, 0.5)
    assert search.shortfall(np.asarray([[-1.0, -1.0]]), reference) == (3, 0, 0.0)


def test_a_grid_is_searched_point_by_point_and_compared_with_the_whole(tiny_folder, tmp_path):
    pytest.importorskip("optuna", reason="optuna is not installed, so nothing was searched")
    whole = context_for("design_space", tiny_folder, tmp_path)
    tiny = TINY["design_space"] | {"known_layers": [1]}
    module, parameters = load_experiment(whole.settings.experiment | tiny)
    report = module.run(whole, parameters)
    write_report(report, tmp_path / "design_space", whole.settings_json(), 0)
    dataset = ["dataset=sample", "dataset.trace_dialogues=30", "dataset.accuracy_dialogues=4"]
    model = [
        "model=switch_base_8", "model.name=tiny", f"model.path={tiny_folder}", "model.max_source_tokens=48",
        "model.max_new_tokens=6",
    ]  # fmt: skip
    grid = [f"experiment.{name}={json.dumps(values)}" for name, values in tiny.items()]
    settings = load_settings("experiment=search", f"output={tmp_path}", "experiment.space=[]")
    names = ("latency_ms", "fullest_share", "energy_uj", "tokens_changed")
    own = settings.experiment | {
        "of": "design_space", "fixed": [*dataset, *model, *grid], "trials": 10, "against": "design_space",
        "objectives": [{"column": name, "direction": "minimize"} for name in names],
    }  # fmt: skip
    module, parameters = load_experiment(own)
    found = module.run(Context(settings), parameters)
    assert set(found.rows[0]) >= {"experiment.patterns", "experiment.slots"}
    best = {tuple(row[name] for name in names) for row in found.rows if row.get("pareto")}
    exhaustive = {tuple(row[name] for name in names) for row in report.rows}
    assert best == exhaustive  # ten trials find all of a grid of four
    assert any(f"{len(report.rows)} of its {len(report.rows)} points are equalled" in note for note in found.notes)
    with pytest.raises(ConfigError, match="no row of"):
        module.run(Context(settings), replace(parameters, objectives=(search.Objective("beauty", "minimize"),)))


def test_a_search_finds_the_front_and_keeps_its_points(tmp_path):
    pytest.importorskip("optuna", reason="optuna is not installed, so nothing was searched")
    settings = load_settings(
        "experiment=search", f"output={tmp_path}", "experiment.of=fig4a_memory_footprint", "experiment.trials=8",
    )  # fmt: skip
    own = settings.experiment | {
        "space": [
            {"field": "experiment.bytes_per_weight", "values": [1, 2, 4]},
            {"field": "experiment.d_ff", "values": [64, 128]},
        ],
        "objectives": [
            {"column": "expert_bytes", "direction": "minimize"},
            {"column": "expert_fraction", "direction": "maximize"},
        ],
    }
    module, parameters = load_experiment(own)
    rows = module.run(Context(settings), parameters).rows
    assert len(rows) == 8
    assert len(read_points(tmp_path / "sweep")) == len(
        {(r["experiment.bytes_per_weight"], r["experiment.d_ff"]) for r in rows}
    )
    best = [r for r in rows if r["pareto"]]
    for row in rows:  # a row is on the front unless another beats it
        beaten = any(
            o["expert_bytes"] <= row["expert_bytes"] and o["expert_fraction"] >= row["expert_fraction"]
            and (o["expert_bytes"], o["expert_fraction"]) != (row["expert_bytes"], row["expert_fraction"])
            for o in rows
        )  # fmt: skip
        assert (row in best) != beaten


CHATS = [{"id": str(i), "dialogue": f"A: one {i}\nB: two", "summary": "A and B."} for i in range(6)]


def test_a_point_whose_corpus_has_changed_is_run_again(tmp_path, tiny_folder):
    corpus = tmp_path / "corpus"
    corpus.mkdir()

    def point(chats) -> tuple[float, int]:
        for split in ("train", "validation", "test"):
            of_split = [chat | {"id": split + chat["id"], "dialogue": split + chat["dialogue"]} for chat in chats]
            (corpus / f"{split}.json").write_text(json.dumps(of_split))
        context = context_for("fig6_transitions", tiny_folder, tmp_path)
        dataset = replace(context.settings.dataset, name="own", path=str(corpus), hub_name=None)
        values = Context(replace(context.settings, dataset=dataset)).settings_json() | {"output": str(tmp_path)}
        folder = run_point(values)
        (found,) = read_points(tmp_path / "sweep")
        assert found.error is None, found.error
        return (folder / "manifest.json").stat().st_mtime_ns, found.report["provenance"]["dataset_sha256"]

    first = point(CHATS)
    assert point(CHATS) == first
    other = point([chat | {"dialogue": chat["dialogue"] + " three"} for chat in CHATS])
    assert other[0] != first[0]
    assert other[1] != first[1]
