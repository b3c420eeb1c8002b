"""The price list: what it states for each split, what its controls must say, and what it refuses."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from experiments.studies.predictor_prices import gate_mass, whole_right
from experiments.studies.predictor_prices_report import pays_from, verdict
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import Report
from flame.errors import ConfigError, FlameError, TraceError
from flame.routing import RoutingTrace
from flame.storage.trace_files import open_trace
from online.pa_buf.link_replay import replay_link

SMALL = ["experiment=predictor_bench", "experiment.prices.shapes=[256 KB]", "experiment.resamples=50",
         "experiment.prices.schedule=counted", "experiment.prices.curve_fractions=[]"]  # fmt: skip


def write_file(file: Path, examples: int = 40, seed: int = 0) -> Path:
    """Tokens of 20 kinds, each with a path of its own; three layers of two of eight experts."""
    draw = np.random.default_rng(seed)
    paths = np.random.default_rng(1).random((20, 3, 8)).argsort(axis=2)[:, :, :2].astype(np.int8)
    ids = draw.integers(0, 20, 30 * examples)
    flat = pa.array(paths[ids].reshape(-1))
    columns = {
        "example": np.repeat(np.arange(examples), 30),
        "token_id": ids,
        "experts": pa.FixedSizeListArray.from_arrays(flat, 6),
    }
    sizes = {"num_experts": "8", "top_k": "2"}
    pa.parquet.write_table(pa.table(columns).replace_schema_metadata(sizes), file)
    return file


def run(*overrides: str) -> Report:
    context = Context(load_settings(*SMALL, *overrides))
    module, parameters = load_experiment(context.settings.experiment)
    return module.run(context, parameters)  # type: ignore[no-any-return]


def test_rows_of_a_file_and_of_another_to_report_on(tmp_path: Path) -> None:
    own, other = write_file(tmp_path / "own.parquet"), write_file(tmp_path / "other.parquet", 6, seed=5)
    report = run(f"dataset.traces={own}", f"dataset.traces_test={other}", f"output={tmp_path}")
    rows = {(r["predictor"], r["split"], r["guesses"]): r for r in report.rows}
    for split, tokens in (("train", 36 * 30), ("validation", 4 * 30), ("test", 6 * 30)):
        for guesses in (2, 3, 4):
            row = rows["factorised, 256 KB", split, guesses]
            assert row["tokens"] == tokens
            assert row["recall_low"] <= row["recall"] <= row["recall_high"]
            assert 0 < row["size_bytes"] < 262_144
            assert row["us_per_prediction"] > 0
            assert row["whole"] <= row["recall"]
            assert rows["oracle", split, guesses]["recall"] == rows["oracle", split, guesses]["whole"] == 1
            assert rows["random", split, guesses]["recall"] == pytest.approx(guesses / 8, abs=0.08)
    marginal = rows["marginal", "test", 2]["recall"]
    assert rows["factorised, 256 KB", "test", 2]["recall"] > marginal + 0.1
    assert rows["factorised, 256 KB, shuffled trace", "test", 2]["recall"] < marginal + 0.05


def test_what_preloading_is_worth_and_the_verdict(tmp_path: Path) -> None:
    own = write_file(tmp_path / "own.parquet")
    report = run(
        f"dataset.traces={own}", f"output={tmp_path}", "experiment.prices.slots=3", "experiment.prices.link=0.4"
    )
    rows = {(r["predictor"], r["guesses"]): r for r in report.rows if r["split"] == "test"}
    oracle, noise = rows["oracle", 2], rows["random", 2]
    assert oracle["loads_per_useful_hit"] == 1
    assert oracle["stall_caused_tokens"] == 0
    assert oracle["bytes_per_useful_hit"] == 17_301_504
    assert oracle["stall_saved_tokens"] > 0
    assert noise["loads_per_useful_hit"] > 2
    assert noise["stall_saved_tokens"] < 0.2 * oracle["stall_saved_tokens"]
    assert noise["stall_caused_tokens"] > 0
    assert oracle["verdict"].startswith("pays over every link")
    assert all("hit_ratio" not in row for row in report.rows if row["split"] != "test")


@pytest.mark.parametrize(
    ("saved", "words", "speed"),
    [
        ({0.1: 0.2, 1.0: -1.0}, "pays from 10 experts in a token's computing time on", 10),
        ({0.1: -0.2, 1.0: -1.0}, "loses over every link tried", None),
        ({0.1: 0.1, 1.0: 0.1}, "pays over every link down to 1 experts in a token's computing time", 1),
        ({0.01: -0.1, 0.1: 0.2, 0.2: 0.1, 1.0: 0.0},
         "pays from 5 experts in a token's computing time to 10, and loses over faster links", 5),
    ],
)  # fmt: skip
def test_verdicts(saved: dict[float, float], words: str, speed: float | None) -> None:
    assert verdict(saved) == words
    assert pays_from(saved) == speed


def test_columns_of_a_link_are_those_of_replays_by_hand(tmp_path: Path) -> None:
    """Two guesses, one load a tenth of a token: each column from counts of a replay of its own."""
    own = write_file(tmp_path / "own.parquet")
    report = run(f"dataset.traces={own}", f"output={tmp_path}", "experiment.prices.slots=3",
                 "experiment.prices.load_tokens=[0.1,0.5]")  # fmt: skip
    trace = open_trace(own, None, None)[0]
    held = trace.select(range(34, 40))
    token_before = np.concatenate([held.experts[:1], held.experts[:-1]])
    learnt = trace.select(range(30)).experts  # an example's first token has none before it
    uses = [np.bincount(learnt[:, layer].ravel(), minlength=8) for layer in range(3)]
    token_before[held.example_ptr[:-1]] = np.argsort(-np.array(uses), axis=1, kind="stable")[:, :2]
    token_before[:, 0] = -1
    row = next(r for r in report.rows if (r["predictor"], r["split"], r["guesses"]) == ("previous token", "test", 2))
    none, found = (
        replay_link(held, [3] * 3, "lru", guesses=g, load_tokens=0.1) for g in (None, token_before.astype(np.int16))
    )
    best = replay_link(held, [3] * 3, "belady")
    useful, late, begun = (int(c.sum()) for c in (found.useful_preloads, found.late_preloads, found.preloads))
    assert row["hit_ratio"] == int(found.hits.sum()) / (held.tokens * 3 * 2)
    assert row["regret"] == pytest.approx(best.hits.sum() / best.accesses - row["hit_ratio"])
    assert (row["timely"], row["late"]) == (useful / begun, late / begun)
    assert row["loads_per_useful_hit"] == begun / (useful + late)
    assert row["bytes_per_useful_hit"] == begun / (useful + late) * 17_301_504
    saved = none.stall.sum() / held.tokens - found.stall.sum() / held.tokens
    assert row["stall_saved_tokens"] == pytest.approx(saved)
    assert row["stall_caused_tokens"] == pytest.approx(found.caused.sum() / held.tokens)
    assert row["stall_over_none"][0] == pytest.approx(found.stall.sum() / none.stall.sum(), abs=1e-4)


def test_learning_curves_and_the_shift_to_another_corpus(tmp_path: Path) -> None:
    own, other = write_file(tmp_path / "own.parquet"), write_file(tmp_path / "other.parquet", 6, seed=5)
    report = run(f"dataset.traces={own}", f"dataset.traces_test={other}", f"output={tmp_path}",
                 "experiment.prices.curve_fractions=[0.25]", "experiment.prices.schedule=quick")  # fmt: skip
    curve = [row for row in report.rows if row["kind"] == "learning curve" and row["guesses"] == 2]
    assert [(row["predictor"], row["train_examples"]) for row in curve] == [
        (f"{kind}, 256 KB", 9) for kind in ("factorised", "counted")
    ]
    assert {figure.name for figure in report.figures} == {"recall_by_guesses", "waiting_by_link", "learning_curves"}
    rows = {(r["predictor"], r["split"]): r for r in report.rows if r["guesses"] == 2 and r["train_examples"] == 36}
    held, moved = rows["marginal", "validation"], rows["marginal", "test"]
    assert moved["shift"] == moved["recall"] - held["recall"]
    assert moved["shift_low"] < moved["shift"] < moved["shift_high"]
    assert "shift" not in held


def test_whole_and_gate_mass_by_hand() -> None:
    experts = np.array([[[0, 1]], [[2, 3]]], np.int16)
    probabilities = np.array([[[0.5, 0.3, 0.1, 0.1]], [[0.1, 0.1, 0.6, 0.2]]], np.float32)
    trace = RoutingTrace(experts, np.array([0, 2]), 4, probabilities=probabilities)
    guesses = np.array([[[1, 0]], [[2, 0]]], np.int16)
    assert whole_right(guesses, trace).overall == 0.5
    assert gate_mass(guesses, trace) == pytest.approx((0.5 + 0.3 + 0.6) / (0.5 + 0.3 + 0.6 + 0.2))


@pytest.mark.parametrize(
    ("override", "error", "message"),
    [
        ("experiment.prices.shapes=[3 MB]", ConfigError, "3 MB"),
        ("experiment.prices.schedule=never", ConfigError, "never"),
        ("experiment.prices.guess_factors=[0.5]", ConfigError, "guess_factors"),
        ("dataset.trace_top_k=7", TraceError, "not a multiple of top_k 7"),
        ("dataset.trace_top_k=9", TraceError, r"top_k 9 \(expected 1\.\.8"),
    ],
)
def test_bad_input_is_refused_in_one_line(override: str, error: type[FlameError], message: str, tmp_path: Path) -> None:
    file = write_file(tmp_path / "own.parquet", 4)
    with pytest.raises(error, match=message) as caught:
        run(f"dataset.traces={file}", f"output={tmp_path}", override)
    assert "\n" not in str(caught.value)
