"""Context tables: a case by hand, a plain loop, and routing whose best possible accuracy is known."""

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.circular_path import CircularPath
from flame.errors import ArtifactError, TraceError
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.table_files import load_table, save_table
from offline.prediction import cepr
from offline.prediction.cepr import build_cepr_table, build_context_table, build_incremental_table
from offline.prediction.predictors import learn_table
from tests.offline.synthetic_routing import (
    count_naively,
    markov_trace,
    markov_transitions,
    path_entries,
    predict_naively,
    random_trace,
)


def accuracy(table, trace) -> float:
    return float((table.predict_trace(trace)[:, :, :1] == trace.experts[:, :, :1]).mean())


def test_what_was_asked_before_is_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flame.prediction_table._REMEMBERED", 3)
    trace = random_trace(0)
    table = build_cepr_table(trace, 2)
    asked = [(layer, path, top) for layer in (0, 1) for path in ([], [1], [0, 1], [2, 0, 1]) for top in (1, 2)]
    first = [table.predict(*question) for question in asked]
    assert [table.predict(*question) for question in asked[::-1]] == first[::-1]
    assert first == [build_cepr_table(trace, 2).predict(*question) for question in asked]


def test_two_tokens_three_layers_by_hand() -> None:
    # Path of the one example: 0 1 2 | 0 1 3. Layer 0 follows the former token's layer 2.
    trace = RoutingTrace(np.array([[[0], [1], [2]], [[0], [1], [3]]]), np.array([0, 2]), 4)
    table = build_cepr_table(trace, 2)
    assert table.predict(0, [1, 2]) == (0,)
    assert table.predict(2, [0, 1], top=2) == (2, 3)  # one each: ties go to the lower id
    assert table.predict(2, [0, 1], top=4) == (2, 3, 0, 1)  # then the experts never seen there
    assert table.predict(1, [9 % 4, 0]) == (1,)  # (1, 0) was never seen before layer 1, its suffix (0) was
    assert table.predict(0, []) == (0,)
    assert table.predict(2, [3, 3, 0, 1]) == table.predict(2, [0, 1])  # cut to the last two
    assert table.size_bits() == 3 * 4**2 * 2


def test_dense_sizes_are_the_papers() -> None:
    draw = np.random.default_rng(0)
    trace = RoutingTrace(draw.integers(0, 8, (200, 6, 1)), np.array([0, 200]), 8)
    bytes_of = {n: build_cepr_table(trace, n).size_bits() / 8 for n in range(1, 7)}
    assert (bytes_of[2], bytes_of[3], bytes_of[4]) == (144, 1152, 9216)
    assert build_incremental_table(trace).size_bits() == 3 * sum(8**p for p in range(6))


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10**6), layers=st.integers(1, 4), top_k=st.integers(1, 2), order=st.integers(1, 6),
    top=st.integers(1, 4), dense=st.booleans(), incremental=st.booleans(),
)  # fmt: skip
def test_equal_to_a_plain_loop(seed, layers, top_k, order, top, dense, incremental) -> None:
    trace = random_trace(seed, tokens=40, layers=layers, top_k=top_k)
    other = random_trace(seed + 1, tokens=12, layers=layers, top_k=top_k, skew=0.3)
    orders = [min(i, order) for i in range(layers)] if incremental else [order] * layers
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flame.prediction_table._CHUNK_TOKENS", 5)
        if not dense:  # the same through sorting, in small chunks, and through search
            patch.setattr(cepr, "_DENSE_COUNTS", 0)
            patch.setattr(cepr, "_CHUNK_WINDOWS", 7)
            patch.setattr("flame.prediction_table._DENSE_LOOKUP", 0)
        table = build_context_table(trace, orders)
        predicted = table.predict_trace(other, top)
    counts = count_naively(trace, orders)
    for e in range(other.examples):
        path = path_entries(other, e)
        for i in range(len(path)):
            token, layer = divmod(i, layers)
            context = path[max(0, i - orders[layer]) : i]
            expected = predict_naively(counts, trace.num_experts, layer, context, top)
            assert tuple(predicted[other.example_ptr[e] + token, layer]) == expected
            assert table.predict(layer, context, top) == expected


def test_long_contexts_of_many_experts_are_counted_alike() -> None:
    draw = np.random.default_rng(3)
    routes = draw.integers(0, 3, (400, 4, 1)) * 60
    trace = RoutingTrace(routes, np.array([0, 150, 400]), 128)
    table = build_cepr_table(trace, 10)  # 129 ** 11 exceeds 63 bits
    counts = count_naively(trace, [10] * 4)
    assert table.contexts == len(counts)
    path = path_entries(trace, 1)
    for i in range(0, len(path), 37):
        context = path[max(0, i - 10) : i]
        assert table.predict(i % 4, context, 3) == predict_naively(counts, 128, i % 4, context, 3)


@pytest.mark.parametrize("order", [1, 4])
def test_every_way_of_counting_finds_each_window_once(monkeypatch: pytest.MonkeyPatch, order: int) -> None:
    """By index, by sorting, and for codes beyond 63 bits: the windows of the example as it stands, and how often."""
    trace = random_trace(4, tokens=60)
    expected: dict[tuple[tuple[int, ...], ...], int] = {}
    for e in range(trace.examples):
        path = path_entries(trace, e)
        for i in range(1, len(path), trace.moe_layers):  # ends at layer 1; -1 before the example begins
            window = tuple(path[i - back] if back <= i else (-1,) for back in range(order + 1))
            expected[window] = expected.get(window, 0) + 1
    for dense, chunk, longest in ((1 << 21, 1 << 20, 2**63), (0, 7, 2**63), (0, 7, 0)):
        monkeypatch.setattr(cepr, "_DENSE_COUNTS", dense)
        monkeypatch.setattr(cepr, "_CHUNK_WINDOWS", chunk)
        monkeypatch.setattr(cepr, "_MOST_CODES", longest)
        numbered = CircularPath(trace, None, order)
        windows, counts = cepr._count_windows(numbered, 1, order)
        experts = np.append(numbered.symbols[:, 0], -1)[windows]
        found = [tuple((expert,) for expert in window) for window in experts.tolist()]
        assert len(found) == len(expected)
        assert dict(zip(found, counts.tolist(), strict=True)) == expected


def test_memory_grows_with_the_contexts_seen() -> None:
    routes = np.tile(np.arange(6)[None, :, None], (500, 1, 1))
    trace = RoutingTrace(routes, np.array([0, 500]), 64)
    table = build_cepr_table(trace, 9)  # 64 ** 9 contexts could be, one is
    assert table.contexts == 6 * 10


def test_counters_that_are_nearly_all_empty_are_not_made() -> None:
    trace = RoutingTrace(np.arange(40).reshape(20, 2, 1) % 128, np.array([0, 20]), 128)
    build_cepr_table(trace, 1)
    tracemalloc.start()
    table = build_cepr_table(trace, 2)  # 129 ** 3 windows could be: 17 MB of counters for 20 tokens
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert table.predict(0, [4, 5]) == (6,)
    assert peak < 4 << 20


def test_contexts_never_cross_an_example() -> None:
    routes = np.array([[[0], [1]], [[2], [3]], [[0], [1]], [[2], [3]]])
    together = build_cepr_table(RoutingTrace(routes, np.array([0, 4]), 4), 1)
    apart = build_cepr_table(RoutingTrace(routes, np.array([0, 2, 4]), 4), 1)
    assert together.layers[0][1].counts.sum() == 3
    assert apart.layers[0][1].counts.sum() == 2
    assert apart.predict(0, [3]) == (0,)  # never seen: the marginal
    trace = random_trace(5, tokens=80)
    whole = build_cepr_table(trace, 4).predict_trace(trace)
    for e in range(trace.examples):
        rows = slice(*trace.example_ptr[e : e + 2])
        alone = build_cepr_table(trace, 4).predict_trace(trace.select([e]))
        np.testing.assert_array_equal(whole[rows], alone)


@pytest.mark.parametrize("order", [1, 2, 3])
def test_within_half_a_point_of_bayes_on_markov_routing(order: int) -> None:
    transitions = markov_transitions(order, order)
    train, _ = markov_trace(transitions, 1, tokens=60_000)
    held_out, bayes = markov_trace(transitions, 2, tokens=40_000)
    reached = accuracy(build_cepr_table(train, order), held_out)
    assert abs(reached - bayes) < 0.005
    if order > 1:
        assert reached > accuracy(build_cepr_table(train, order - 1), held_out) + 0.02


@pytest.mark.parametrize("above", [1, 2])
def test_knowing_more_than_the_order_loses_nothing_once_contexts_were_seen_often(above: int) -> None:
    transitions = markov_transitions(5, 1)
    train, _ = markov_trace(transitions, 1, tokens=60_000)
    held_out, bayes = markov_trace(transitions, 2, tokens=40_000)
    table = build_cepr_table(train, 1 + above)
    seen = [np.add.reduceat(levels[-1].counts, levels[-1].starts[:-1]) for levels in table.layers]
    often = np.mean([times[times >= 50].sum() / times.sum() for times in seen])
    assert often > 0.97  # nearly every decision has a context that was seen at least 50 times
    assert abs(accuracy(table, held_out) - bayes) < 0.005


def test_incremental_has_exactly_the_marginal_at_layer_0() -> None:
    trace = random_trace(11, tokens=300)
    predicted = build_incremental_table(trace).predict_trace(trace)
    most = np.bincount(trace.experts[:, 0, 0]).argmax()
    assert (predicted[:, 0] == most).all()
    capped = build_incremental_table(trace, 1)
    assert capped.known_layers == 1


def test_nothing_beats_chance_on_uniform_routing() -> None:
    draw = np.random.default_rng(0)
    make = lambda: RoutingTrace(draw.integers(0, 8, (20_000, 6, 1)), np.arange(0, 20_001, 100), 8)  # noqa: E731
    train, test = make(), make()
    noise = 4 * np.sqrt(0.125 * 0.875 / (20_000 * 6))
    for table in (build_cepr_table(train, 1), build_cepr_table(train, 3), build_incremental_table(train)):
        assert abs(accuracy(table, test) - 0.125) < noise


@pytest.mark.parametrize(("experts", "order", "top"), [(4, 2, 1), (5, 2, 2), (8, 1, 1), (3, 3, 3)])
def test_the_dense_image_holds_every_prediction_where_hardware_looks(experts: int, order: int, top: int) -> None:
    table = build_cepr_table(random_trace(experts, tokens=200, experts=experts), order)
    image = table.to_dense_image(top)
    assert len(image) == -(-table.size_bits("dense", top) // 8)
    bits = "".join(f"{byte:08b}" for byte in image)
    width = (experts - 1).bit_length()
    at = 0
    for layer in range(table.moe_layers):
        for code in range(experts**order):
            newest_first = [code // experts**i % experts for i in range(order)]
            found = [int(bits[at + k * width : at + (k + 1) * width], 2) for k in range(top)]
            assert tuple(found) == table.predict(layer, newest_first[::-1], top)
            at += top * width
    with pytest.raises(TraceError, match="no dense code"):
        build_cepr_table(random_trace(0, top_k=2), 1).to_dense_image()


@pytest.mark.parametrize("known_layers", [0, -1, 6, 60])
def test_known_layers_out_of_reach(known_layers: int) -> None:
    trace = RoutingTrace(np.zeros((3, 3, 1), int), np.array([0, 1, 3]), 4)
    with pytest.raises(TraceError, match=r"known_layers: .* \(expected 1\.\.5"):
        build_cepr_table(trace, known_layers)


def test_one_token_teaches_nothing() -> None:
    trace = RoutingTrace(np.zeros((1, 6, 1), int), np.array([0, 1]), 4)
    with pytest.raises(TraceError, match="one token"):
        build_cepr_table(trace, 2)


def test_too_many_sets_for_contexts_name_what_learns_from_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cepr, "MOST_SETS", 5)
    trace = random_trace(1, experts=8, top_k=2)
    with pytest.raises(TraceError, match=r"different sets of 2 experts, .* experiment=predictor_bench") as caught:
        build_cepr_table(trace, 1)
    named = re.findall(r"predictor\.name=(\w+)", str(caught.value))
    assert named
    for name in named:
        assert learn_table(name, trace, 1).predict_trace(trace).shape[:2] == trace.experts.shape[:2]


@pytest.mark.parametrize(("different", "taken"), [(1 << 14, True), ((1 << 14) + 1, False)])
def test_sets_are_counted_as_contexts_up_to_16384(different: int, taken: bool) -> None:
    pairs = np.stack(np.triu_indices(256, 1), axis=1)[:different]  # 32,640 pairs of 256 experts
    trace = RoutingTrace(np.concatenate([pairs, pairs[:1]])[:, None], np.array([0, different + 1]), 256)
    if taken:
        assert build_cepr_table(trace, 1).predict(0, [(0, 1)], 2) == (0, 2)  # the pair that follows the first
    else:
        with pytest.raises(TraceError, match="at most 16,384"):
            build_cepr_table(trace, 1)


def test_a_table_for_another_model_is_refused(tmp_path) -> None:
    trace = random_trace(0)
    table = build_cepr_table(trace, 2)
    with pytest.raises(TraceError, match=r"\(4, 3, 1\), the trace has \(4, 2, 1\)"):
        table.predict_trace(random_trace(0, layers=2))
    save_table(table, tmp_path / "t", router_sha256="a" * 64, config={}, labels=Labels("random"))
    loaded, _ = load_table(tmp_path / "t", "a" * 64)
    np.testing.assert_array_equal(loaded.predict_trace(trace, 3), table.predict_trace(trace, 3))
    assert loaded.size_bits("compressed") == table.size_bits("compressed")
    with pytest.raises(ArtifactError, match="another router"):
        load_table(tmp_path / "t", "b" * 64)


@pytest.mark.parametrize(
    ("layer", "context", "top", "message"),
    [(3, [0], 1, "layer 3"), (0, [4], 1, "entry 4"), (0, [(0, 1)], 1, "expert ids"), (0, [0], 5, "top 5")],
)
def test_bad_questions(layer, context, top, message) -> None:
    with pytest.raises(TraceError, match=message):
        build_cepr_table(random_trace(0), 2).predict(layer, context, top)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), order=st.integers(1, 5))
def test_compressed_never_exceeds_what_its_contexts_need(seed: int, order: int) -> None:
    table = build_cepr_table(random_trace(seed), order)
    bits = [m * 2 + 2 for levels in table.layers for m, level in enumerate(levels) for _ in range(level.contexts)]
    assert table.size_bits("compressed") <= sum(bits) + 32 * sum(len(levels) - 1 for levels in table.layers)
