import itertools
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from experiments.bench.streaming_rows import compare
from experiments.bench.streaming_stores import packed_stores
from experiments.bench.streaming_subjects import random_subject
from experiments.paper.paper_routing import PaperRouting
from experiments.tools.streamed_decoding import Configuration
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.errors import ConfigError
from flame.ids import decoder_expert
from flame.nm_pattern import DENSE, NMPattern
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.factorised_files import save_factorised
from offline.prediction.paths import count_paths
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import stream
from tests.experiments.test_every_experiment import TINY
from tests.flame.test_factorised_table import random_table

NO_SURPRISE = PaperRouting(
    tokens=12, example_tokens=4, paths=3, exponent=1.0, departure=0.0, branches=1, noise=0.0
)  # fmt: skip


def test_without_departures_a_path_is_followed_by_its_successor():
    trace = NO_SURPRISE.trace(moe_layers=2, num_experts=4, seed=3)
    assert trace.example_lengths.tolist() == [4, 4, 4]
    followed: dict[tuple, set] = {}
    for example in range(3):
        paths = [tuple(map(int, path)) for path in trace.select([example]).paths()]
        for before, after in itertools.pairwise(paths):
            followed.setdefault(before, set()).add(after)
    assert all(len(after) == 1 for after in followed.values())


def test_equal_seeds_give_equal_traces():
    routing = replace(NO_SURPRISE, departure=0.5, branches=2, noise=0.1)
    one, same, other = (routing.trace(2, 4, seed).experts for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_the_routing_of_the_benchmark_is_skewed_as_the_paper_reports():
    settings = load_settings("experiment=bench_streaming")
    _, parameters = load_experiment(settings.experiment)
    counts = count_paths(replace(parameters.routing, tokens=40_000).trace(6, 8, settings.seed))
    assert counts.share_of_tokens(1) == pytest.approx(0.075, abs=0.03)
    assert counts.share_of_tokens(10) == pytest.approx(0.287, abs=0.08)
    assert counts.share_of_paths_within(10) == pytest.approx(0.8335, abs=0.12)


def test_refusals_name_the_field(monkeypatch):
    with pytest.raises(ConfigError, match=r"experiment\.routing\.noise"):
        replace(NO_SURPRISE, noise=1.5)
    _, parameters = load_experiment(load_settings("experiment=bench_streaming").experiment)
    with pytest.raises(ConfigError, match=r"experiment\.device: 'cudo' is unknown \(did you mean cuda"):
        replace(parameters, device="cudo")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ConfigError, match="no CUDA device"):
        replace(parameters, device="cuda")


def test_a_stored_predictor_that_reads_no_states_is_refused_and_not_left_aside(tmp_path: Path) -> None:
    settings = load_settings("experiment=bench_streaming", f"output={tmp_path}", f"predictor.path={tmp_path / 'table'}")
    save_factorised(random_table(), tmp_path / "table", router_sha256="a" * 64, config={}, labels=Labels("none"))
    module, parameters = load_experiment(settings.experiment | {"geometry": None})
    with pytest.raises(ConfigError, match="holds no predictor from hidden states"):
        module.run(Context(settings), parameters)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_the_rows_on_a_device(tmp_path):
    settings = load_settings("experiment=bench_streaming", f"output={tmp_path}")
    on_device = {"device": "cuda", "embedded": False}
    module, parameters = load_experiment(settings.experiment | TINY["bench_streaming"] | on_device)
    rows = module.run(Context(settings), parameters).rows
    assert {row["configuration"] for row in rows} >= {"resident", "baseline", "nm", "cepr", "both"}
    assert all(row["ms_per_token"] > 0 for row in rows if row["configuration"] != "disk_offload")


def test_a_decoder_alone_is_timed_token_by_token(decoder_folder: Path, tmp_path: Path) -> None:
    """Two experts a token, gated; its prompt's pass is not counted, what preloads save is against the same experts."""
    settings = load_settings(
        "experiment=bench_streaming", "dataset=sample", "predictor.known_layers=2", f"output={tmp_path}"
    )
    model = replace(
        settings.model, name="decoder", source="hub", path=str(decoder_folder), max_source_tokens=48, max_new_tokens=6,
        prefix="",
    )  # fmt: skip
    dataset = replace(settings.dataset, trace_dialogues=9, accuracy_dialogues=4)
    module, parameters = load_experiment(settings.experiment | TINY["bench_streaming"] | {"geometry": None})
    report = module.run(Context(replace(settings, model=model, dataset=dataset)), parameters)
    rows = {row["configuration"]: row for row in report.rows}
    assert set(rows) == {"resident", "baseline", "nm", "cepr", "both", "hidden", "disk_offload"}
    timed = [row for row in report.rows if row["configuration"] != "disk_offload"]
    assert all(0 < row["router_ms"] < row["ms_per_token"] for row in timed)
    assert all(row["tokens"] == rows["resident"]["tokens"] <= 8 for row in timed)
    for name, without in (("cepr", "baseline"), ("both", "nm"), ("hidden", "nm")):
        row, alone = rows[name], rows[without]
        assert row["won_ms"] == alone["ms_per_token"] - row["ms_per_token"]
        assert row["stall_saved_ms"] == alone["stall_ms"] - row["stall_ms"]
        assert 0 <= row["stall_caused_ms"] <= row["stall_ms"]
        assert row["predicting_ms"] == row["compute_ms"] - alone["compute_ms"]
        assert any(note.startswith(f"decoder, {name} in int8: prediction saves") for note in report.notes)
    assert "stall_saved_ms" not in rows["nm"]
    assert report.labels.weights == rows["nm"]["weights"] == "pretrained"  # not random, which another geometry's are


@pytest.mark.parametrize("preload", [0, 1])
def test_routers_follow_the_trace(preload):
    settings = load_settings("experiment=bench_streaming")
    _, parameters = load_experiment(settings.experiment | TINY["bench_streaming"])
    routing = replace(parameters.routing, example_tokens=20)
    parameters = replace(parameters, routing=routing, tokens=20, examples=1, warm_up_examples=1)
    subject, _ = random_subject(SimpleNamespace(settings=settings), parameters.geometry, parameters)
    pattern = NMPattern.parse(settings.pruning.pattern)
    store = packed_stores(subject.model, pattern, "int8")[pattern]
    layers = len(subject.model.moe_layers("decoder"))
    chosen: list[list[int]] = [[] for _ in range(layers)]
    with ExitStack() as stack:

        def opened(model):
            stack.enter_context(
                model.hook_routers(lambda layer, logits, _: chosen[layer.position].append(int(logits.argmax())))
            )
            buffer = ExpertBuffer(SlotPlan.per_layer(layers, settings.buffer.slots))
            table = subject.table if preload else None
            return stack.enter_context(stream(model, store, buffer, table, preload=max(1, preload)))

        spent = Configuration("both", subject, opened, preload).decode(0, parameters.tokens)
    routes = subject.routes[0]
    assert np.array(chosen).T.tolist() == routes.tolist()
    assert (spent.tokens, spent.accesses) == (20, 20 * layers)
    if not preload:  # when a preload is dropped is a matter of time, and then hits differ from the replay's
        trace = RoutingTrace(routes[:, :, None], np.array([0, len(routes)]), 8)
        assert spent.hits == int(np.sum(replay(trace, None, settings.buffer.slots).hits))


def test_stores_hold_what_was_pruned():
    settings = load_settings("experiment=bench_streaming")
    _, parameters = load_experiment(settings.experiment | TINY["bench_streaming"])
    subject, _ = random_subject(SimpleNamespace(settings=settings), parameters.geometry, parameters)
    pattern = NMPattern(2, 4)
    stores = packed_stores(subject.model, pattern, "fp32")
    own = subject.model.expert_matrices(subject.model.moe_layers("decoder")[1], 3)
    dense = stores[DENSE].load(decoder_expert(1, 3)).unpack()
    pruned = stores[pattern].load(decoder_expert(1, 3)).unpack()
    for name, matrix in own.items():
        assert torch.equal(torch.as_tensor(dense[name]), matrix)
        groups = torch.as_tensor(pruned[name]).reshape(-1, 4)
        assert ((groups != 0).sum(1) <= 2).all()
        assert torch.equal(groups[groups != 0], matrix.reshape(-1, 4)[groups != 0])


def test_a_whole_token_is_that_of_the_moe_layers_and_of_the_rest() -> None:
    rows = [
        {"configuration": name, "beside": "int8", "ms_per_token": moe_ms, "rest_ms": rest_ms, "compute_ms": 1.0}
        for name, moe_ms, rest_ms in (("resident", 8.0, 28.0), ("baseline", 6.0, 12.0), ("disk_offload", 40.0, 0.0))
    ]
    del rows[2]["rest_ms"]
    compare(rows, [], {"baseline": NMPattern(1, 1)}, "float32")
    assert [row.get("token_ms") for row in rows] == [36.0, 18.0, None]
    assert rows[1]["token_speedup_over_resident"] == 2.0
    assert rows[1]["speedup_over_resident"] == 8 / 6
