"""Trees over path and token: what they learn, what they cost, and that the image is the predictor."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.errors import TraceError
from flame.routing import RoutingTrace
from offline.prediction.accuracy import score
from offline.prediction.cepr import build_cepr_table
from offline.prediction.context_trees import (
    ContextTrees,
    TokenClasses,
    TokenTable,
    choose_trees,
    features_of,
    grow_trees,
    learn_token_classes,
)
from tests.offline.synthetic_routing import markov_trace, markov_transitions, path_entries, random_trace

GROWTH = dict(lags=4, token_table=None, min_leaf=5, max_depth=12)


def with_tokens(trace: RoutingTrace, seed: int = 0) -> RoutingTrace:
    ids = np.random.default_rng(seed).integers(0, 200, trace.tokens)
    return RoutingTrace(trace.experts, trace.example_ptr, trace.num_experts, token_ids=ids)


def walk_image(image: bytes, layer: int, features: list[int]) -> list[int]:
    """Read one prediction out of the image bit by bit, as the docstring of `to_image` says."""
    bits = "".join(f"{byte:08b}" for byte in image)
    number = lambda at, width: int(bits[at : at + width], 2)  # noqa: E731
    experts, _, ranked, _, slot_bits, tag_bits, groups = (number(8 * i, 8) for i in range(7))
    width = (experts - 1).bit_length()
    at = 56 + (1 << slot_bits) * (tag_bits + groups * width) * (groups > 0)
    for current in range(layer + 1):
        nodes = number(at, 16)
        flags = bits[at + 16 : at + 16 + nodes]
        splits = flags.count("1")
        directory = at + 16 + nodes
        inner_at = directory + (nodes - 1) // 64 * 16
        leaf_at = inner_at + splits * (4 + experts)
        if current < layer:
            at = leaf_at + (nodes - splits) * ranked * width
    node = 0
    while True:
        block = node // 64
        rank = (number(directory + 16 * (block - 1), 16) if block else 0) + flags[64 * block : node].count("1")
        if flags[node] == "0":
            leaf = leaf_at + (node - rank) * ranked * width
            return [number(leaf + k * width, width) for k in range(ranked)]
        asked = inner_at + rank * (4 + experts)
        value = features[number(asked, 4)]
        inside = value < experts and bits[asked + 4 + value] == "1"
        node = 2 * rank + (1 if inside else 2)


def test_a_tree_finds_the_one_entry_that_matters() -> None:
    # Layer 1 repeats what it did for the token before: lag 2 of two layers. Nothing else tells of it.
    draw = np.random.default_rng(0)
    routes = np.stack([draw.integers(0, 4, 2000), np.repeat(draw.integers(0, 4, 10), 200)], axis=1)[:, :, None]
    trace = RoutingTrace(routes, np.arange(0, 2001, 200), 4)
    trees = grow_trees(trace, **GROWTH).cut(400)
    assert set(trees.trees[1].features.tolist()) == {1}
    assert score(trees.predict_trace(trace), trace).per_layer[1] > 0.99
    assert trees.image_bits <= 400


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 10**6), experts=st.sampled_from([2, 4, 5, 8]), layers=st.integers(1, 3),
    budget=st.integers(600, 4000), groups=st.integers(0, 3), tag_bits=st.integers(0, 5), ranked=st.integers(1, 2),
    top_k=st.integers(1, 2),
)  # fmt: skip
def test_the_image_is_the_predictor(seed, experts, layers, budget, groups, tag_bits, ranked, top_k) -> None:
    trace = with_tokens(random_trace(seed, tokens=300, layers=layers, experts=experts, top_k=top_k), seed)
    table = TokenTable(4, tag_bits, min(groups, layers)) if groups else None
    grown = grow_trees(trace, lags=5, token_table=table, min_leaf=3, max_depth=9)
    trees = grown.cut(budget, ranked)
    image = trees.to_image()
    assert trees.image_bits <= budget
    assert len(image) == -(-trees.image_bits // 8)
    read = ContextTrees.from_image(image)
    assert read.to_image() == image
    other = with_tokens(random_trace(seed + 1, tokens=40, layers=layers, experts=experts, top_k=top_k), seed + 1)
    predicted = trees.predict_trace(other, ranked)
    np.testing.assert_array_equal(predicted, read.predict_trace(other, ranked))
    columns = features_of(other, 5, trees.tokens)
    for layer in range(layers):
        for token in range(other.tokens):
            expected = walk_image(image, layer, columns[layer, token].tolist())
            assert predicted[token, layer].tolist() == expected


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_cut_or_padded_image_is_refused(cut: int) -> None:
    image = grow_trees(random_trace(0, tokens=300), **GROWTH).cut(900).to_image()
    with pytest.raises(TraceError, match="image ends"):
        ContextTrees.from_image(image[:-cut])
    with pytest.raises(TraceError, match="left over"):
        ContextTrees.from_image(image + b"\0")


def test_more_bits_never_err_more_on_what_they_learnt() -> None:
    trace = random_trace(4, tokens=2000, layers=3, experts=4)
    grown = grow_trees(trace, **GROWTH)
    right = [score(grown.cut(b).predict_trace(trace), trace).overall for b in (200, 400, 800, 1600, 6400)]
    assert right == sorted(right)
    with pytest.raises(TraceError, match="a leaf for each layer"):
        grown.cut(60)


def test_features_never_cross_an_example() -> None:
    trace = with_tokens(random_trace(7, tokens=50))
    tokens = learn_token_classes(trace, TokenTable(5, 3, 2))
    columns = features_of(trace, 4, tokens)
    for e in range(trace.examples):
        path = [entry[0] for entry in path_entries(trace, e)]
        ids = trace.token_ids[trace.example_ptr[e] : trace.example_ptr[e + 1]]
        assert columns.shape[2] == 4 + 2
        for i in range(len(path)):
            token, layer = divmod(i, trace.moe_layers)
            latest = (path[:i][::-1] + [4] * 4)[:4]
            classes = tokens.classify(ids[[token]])[0].tolist()
            assert columns[layer, trace.example_ptr[e] + token].tolist() == latest + classes


def test_token_classes_by_hand() -> None:
    classes = TokenClasses(TokenTable(2, 2, 1), np.array([0, 1, 3, 0]), np.array([[2], [0], [1], [3]]), num_classes=4)
    # id = tag * 4 + slot: the table knows 0, 5, 14 and 3
    assert classes.classify(np.array([0, 5, 14, 3, 4, 1]))[:, 0].tolist() == [2, 0, 1, 3, 4, 4]
    assert classes.size_bits == 4 * (2 + 2)
    short = TokenClasses(TokenTable(1, 1, 2), np.array([0, 1]), np.array([[2, 3], [1, 0]]), num_classes=4)
    # a tag of one bit: 0, 4, 8 share the first slot's entry, 3, 7 the second's; 1 and 2 have none
    assert short.classify(np.array([0, 4, 3, 7, 1, 2])).tolist() == [[2, 3], [2, 3], [1, 0], [1, 0], [4, 4], [4, 4]]
    assert short.size_bits == 2 * (1 + 2 * 2)


def test_each_group_of_layers_has_its_classes() -> None:
    draw = np.random.default_rng(0)
    ids = draw.integers(0, 16, 4000)
    routes = np.stack([ids % 4, ids // 4], axis=1)[:, :, None]  # the two layers part the tokens differently
    trace = RoutingTrace(routes, np.arange(0, 4001, 40), 4, token_ids=ids)
    for groups, right in ((1, False), (2, True)):
        table = TokenTable(4, 0, groups)
        trees = grow_trees(trace, lags=1, token_table=table, min_leaf=5, max_depth=3).cut(4000)
        assert (score(trees.predict_trace(trace), trace).overall > 0.99) == right


def test_a_slot_goes_to_its_most_frequent_token() -> None:
    ids = np.array([1] * 30 + [5] * 50 + [9] * 20)
    trace = RoutingTrace((ids % 3)[:, None, None], np.array([0, 100]), 3, token_ids=ids)
    tokens = learn_token_classes(trace, TokenTable(2, 2, 1))
    assert tokens.tags.tolist() == [0, 1, 0, 0]
    assert tokens.classify(np.array([1, 5, 9]))[:, 0].tolist() == [3, int(tokens.classes[1, 0]), 3]


def test_token_classes_find_how_tokens_route() -> None:
    draw = np.random.default_rng(0)
    ids = draw.integers(0, 60, 6000)
    routes = np.where(draw.random(6000) < 0.9, ids % 4, draw.integers(0, 4, 6000))[:, None, None]
    trace = RoutingTrace(routes, np.arange(0, 6001, 20), 4, token_ids=ids)
    table = TokenTable(6, 0, 1)
    trees = grow_trees(trace, lags=2, token_table=table, min_leaf=5, max_depth=6).cut(2000)
    assert score(trees.predict_trace(trace), trace).overall == pytest.approx(0.925, abs=0.02)
    with pytest.raises(TraceError, match="no token ids"):
        trees.predict_trace(RoutingTrace(routes, trace.example_ptr, 4))


@pytest.mark.parametrize("order", [1, 2])
def test_close_to_bayes_on_markov_routing_with_fewer_bits(order: int) -> None:
    transitions = markov_transitions(order, order, experts=4)
    train, _ = markov_trace(transitions, 1, tokens=40_000)
    held_out, bayes = markov_trace(transitions, 2, tokens=20_000)
    grown = grow_trees(train, **(GROWTH | dict(min_leaf=20)))
    trees = choose_trees([grown], held_out, 4000)
    assert trees is not None
    assert score(trees.predict_trace(held_out), held_out).overall == pytest.approx(bayes, abs=0.006)


def test_chance_on_uniform_routing() -> None:
    draw = np.random.default_rng(0)
    train, test = (RoutingTrace(draw.integers(0, 8, (8000, 3, 1)), np.arange(0, 8001, 40), 8) for _ in range(2))
    trees = grow_trees(train, **(GROWTH | dict(min_leaf=20))).cut(8000)
    assert score(trees.predict_trace(test), test).overall == pytest.approx(0.125, abs=4 * np.sqrt(0.11 / 24_000))


def test_better_than_contexts_at_equal_bits_when_a_far_entry_matters() -> None:
    draw = np.random.default_rng(1)

    def make() -> RoutingTrace:  # the last layer tends to do what it did for the token before, three entries back
        routes = draw.integers(0, 8, (20_000, 3, 1))
        for token in np.flatnonzero(draw.random(20_000) < 0.8)[1:]:
            routes[token, 2] = routes[token - 1, 2]
        return RoutingTrace(routes, np.arange(0, 20_001, 100), 8)

    train, test = make(), make()
    cepr = build_cepr_table(train, 2)
    trees = grow_trees(train, **GROWTH).cut(cepr.size_bits())
    reached = [score(p.predict_trace(test), test).per_layer[2] for p in (cepr, trees)]
    assert reached[0] < 0.2
    assert reached[1] == pytest.approx(0.825, abs=0.02)


def test_bad_questions() -> None:
    trace = random_trace(0, tokens=300)
    with pytest.raises(TraceError, match=r"lags 17 \(expected 1\.\.16"):
        grow_trees(trace, **(GROWTH | dict(lags=17)))
    with pytest.raises(TraceError, match="no token ids"):
        grow_trees(trace, **(GROWTH | dict(token_table=TokenTable(4, 4, 1))))
    with pytest.raises(TraceError, match="learn trees for this model"):
        grow_trees(trace, **GROWTH).cut(900).predict_trace(random_trace(0, layers=2))
    with pytest.raises(TraceError, match="4 groups of 3 layers"):
        learn_token_classes(with_tokens(trace), TokenTable(4, 3, 4))
    with pytest.raises(TraceError, match="0 groups"):
        TokenTable(4, 3, 0)
    assert TokenTable(14, 9, 1).of_vocabulary(4000) == TokenTable(12, 0, 1)
