"""What a predictor is asked with while a model decodes: the contexts that a replay of the same routes gives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from transformers import DynamicCache, EncoderDecoderCache

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.routing import Entry, RoutingTrace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions
from online.pa_buf.policies import EvictionPolicy, Fifo
from online.pa_buf.rankers import ContextRanker
from online.serving.paths import PAD, Paths
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.flame.test_factorised_table import random_table
from tests.online.small_streams import TEXTS, buffer


class Recorder:
    """Keeps each question; says that it looks at everything, or at so many entries."""

    def __init__(self, known_layers: int | None = None) -> None:
        self.asked: list[tuple[int, tuple[int, ...]]] = []
        if known_layers is not None:
            self.known_layers = known_layers

    def predict(self, layer: int, context: Sequence[int], top: int = 1) -> tuple[int, ...]:
        self.asked.append((layer, tuple(context)))
        return tuple(range(top))


def test_a_predictor_is_asked_with_the_whole_example(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    asked = Recorder()
    routed: list[int] = []
    with pruned.hook_routers(lambda _, logits, __: routed.append(int(logits[0, -1].argmax()))):
        pruned.generate_ids(TEXTS[:1], 12)
    with stream(pruned, MemoryStore(packed), buffer(2), asked, throttle=False) as session:
        for _ in range(2):  # a second example begins with an empty context
            asked.asked.clear()
            session.model.generate_ids(TEXTS[:1], 12)
            assert len(routed) > 4 * 2 * 2, "longer than four tokens"
            assert asked.asked[: len(routed)] == [(place % 2, tuple(routed[:place])) for place in range(len(routed))]


@pytest.mark.parametrize("known", [0, 1, 3, 7, 11])
def test_one_that_looks_at_fewer_entries_is_given_those(known: int) -> None:
    """Equal to the end of the whole path, whatever is forgotten meanwhile."""
    whole, some = Recorder(), Recorder(known)
    paths = [Paths(2, whole), Paths(2, some)]  # type: ignore[arg-type]
    rng = np.random.default_rng(known)
    for place in range(200):
        entries = rng.integers(0, 4, 3).tolist()
        for each in paths:
            each.decided(place % 2, entries)
            each.rank((place + 1) % 2, 1, 3)
        for (_, everything), (_, given) in zip(whole.asked[-3:], some.asked[-3:], strict=True):
            assert len(given) <= known + 1
            assert len(everything) == place + 1
            assert everything[len(everything) - len(given) :] == given
            assert len(given) >= min(known, place + 1)


def test_what_nobody_looks_at_is_forgotten() -> None:
    """A long answer takes no more memory than a short one; a predictor that looks at everything has everything."""
    some, whole = (ContextRanker(Recorder(known), 2) for known in (3, None))  # type: ignore[arg-type]
    longest = 0
    for place in range(2000):
        for ranker in (some, whole):
            ranker.decided(place % 2, place)
        longest = max(longest, len(some._path))
    assert longest < 100
    assert some.context() == [1996, 1997, 1998, 1999]
    assert whole.context() == list(range(2000))


def contexts(paths: Paths, recorder: Recorder, sequences: int) -> list[tuple[int, ...]]:
    recorder.asked.clear()
    paths.rank(0, 1, sequences)
    return [context for _, context in recorder.asked]


def test_a_prompt_is_read_token_by_token() -> None:
    recorder = Recorder()
    paths = Paths(2, recorder)  # type: ignore[arg-type]
    paths.decided(0, [9, 9])
    paths.decided(1, [8, 8])
    paths.read_prompt(0, [(1, 2), (5, 6)], tokens=2)
    assert contexts(paths, recorder, 2) == [(9, 8), (9, 8)], "not before the last layer has decided"
    paths.read_prompt(1, [(3, 4), (7, 0)], tokens=2)
    assert contexts(paths, recorder, 2) == [(9, 8, 1, 3, 2, 4), (9, 8, 5, 7, 6, 0)]


def test_pads_are_no_part_of_the_path() -> None:
    recorder = Recorder()
    paths = Paths(2, recorder)  # type: ignore[arg-type]
    paths.enter([[PAD, 17, 18], [11, 12, 13]])
    paths.read_prompt(0, [(1, 2, 3), (5, 6, 7)], tokens=3)
    paths.read_prompt(1, [(0, 4, 5), (7, 8, 9)], tokens=3)
    assert contexts(paths, recorder, 2) == [(2, 4, 3, 5), (5, 7, 6, 8, 7, 9)]


def test_a_prompt_whose_beginning_was_not_kept_begins_the_path_anew() -> None:
    recorder = Recorder(2)
    paths = Paths(2, recorder)  # type: ignore[arg-type]
    assert paths.tokens == 1
    paths.decided(0, [9])
    paths.decided(1, [8])
    paths.read_prompt(0, [(2,)], tokens=5)
    paths.read_prompt(1, [(4,)], tokens=5)
    assert contexts(paths, recorder, 1) == [(2, 4)]
    paths.read_prompt(1, [(7,)], tokens=5)  # a pass that was cut off before: nothing is known of its first layer
    assert contexts(paths, recorder, 1) == [(2, 4)]


@pytest.mark.parametrize("native", [False, None])
@pytest.mark.parametrize("known", [None, 6])
def test_after_several_tokens_at_once_contexts_are_theirs(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], known: int | None, native: bool | None
) -> None:
    """A pass of four tokens, then one of one: the latter follows the former's routes, whatever was decoded before."""
    heard: list[tuple[int, list[int]]] = []
    tokens = [torch.tensor([[0]]), torch.tensor([[5, 6, 7, 8]]), torch.tensor([[9]])]

    def passes(model: MoeModel) -> None:
        encoded = model.hf.encoder(**model.encode(TEXTS[:1]))
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        for ids in tokens:
            model.hf(encoder_outputs=encoded, decoder_input_ids=ids, past_key_values=cache, use_cache=True)

    asked = Recorder(known)
    opened = stream(pruned, MemoryStore(packed), buffer(2), asked, throttle=False, native=native)
    with torch.inference_mode(), opened as session:
        hear = lambda layer, logits, _: heard.append((layer.position, logits[0].argmax(-1).tolist()))  # noqa: E731
        with session.model.hook_routers(hear):
            passes(session.model)
    first, second = heard[2][1], heard[3][1]
    assert (heard[2][0], heard[3][0], len(first)) == (0, 1, 4)
    before = [chosen[0] for _, chosen in heard[:2]]
    between = [entry for pair in zip(first, second, strict=True) for entry in pair]
    last = [(layer, context) for layer, context in asked.asked if layer == 0][-2]
    whole = (*before, *between)
    assert last == (0, whole if known is None else whole[-known:])


class Events:
    """A ranker that keeps what it is told and asked."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []

    def begin(self) -> None:
        self.heard.append(("begin",))

    def token(self, token_id: int) -> None:
        self.heard.append(("token", token_id))

    def rank(self, layer: int, top: int) -> tuple[int, ...]:
        self.heard.append(("rank", layer))
        return tuple(range(top))

    def decided(self, layer: int, entry: Entry) -> None:
        self.heard.append(("decided", layer, entry))


def told(monkeypatch: pytest.MonkeyPatch, after: bool) -> tuple[Paths, Events]:
    events = Events()
    monkeypatch.setattr("online.serving.paths.sequence_ranker", lambda *_: events)
    return Paths(2, random_table(layers=2, experts=4, top_k=1, after=after)), events


@pytest.mark.parametrize("known", [True, False])
def test_each_token_enters_once_before_its_first_layer_is_ranked(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    paths, events = told(monkeypatch, after=False)
    for token in (7, 8):
        if known:
            paths.enter([[token]])
        for layer in (0, 1):
            paths.rank(layer, 1, 1)
            paths.rank(layer, 1, 1)  # asking twice tells nothing twice
            paths.decided(layer, [layer + 2])
    ids = (7, 8) if known else (-1, -1)
    expected: list[tuple[object, ...]] = []
    for token in ids:
        expected += [("token", token)]
        for layer in (0, 1):
            expected += [("rank", layer), ("rank", layer), ("decided", layer, (layer + 2,))]
    assert events.heard == expected


def test_what_is_asked_after_a_decision_waits_for_the_next_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last layer is ranked for what it wants again before anything of the next token is known."""
    paths, events = told(monkeypatch, after=True)
    for _ in range(2):
        for layer in (0, 1):
            paths.decided(layer, [3])
            paths.rank(layer, 1, 1)
    one = [("token", -1), *(each for layer in (0, 1) for each in (("decided", layer, (3,)), ("rank", layer)))]
    assert events.heard == one * 2


def test_a_choice_of_no_expert_stands_as_expert_0(monkeypatch: pytest.MonkeyPatch) -> None:
    paths, events = told(monkeypatch, after=False)
    for entry in (-1, 4, 3):
        paths.decided(0, [entry])
    assert [each for each in events.heard if each[0] == "decided"] == [
        ("decided", 0, (0,)), ("decided", 0, (0,)), ("decided", 0, (3,)),
    ]  # fmt: skip


class Looking(Fifo):
    """A policy of its own that wants rankings, and keeps them."""

    wants_rankings = True
    heard: list[tuple[int, list[list[int]]]]

    def predicted(self, layer: int, rankings: Sequence[Sequence[int]]) -> None:
        self.heard.append((layer, [list(ranking) for ranking in rankings]))


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, list[list[int]]]]:
    heard: list[tuple[int, list[list[int]]]] = []

    def load(_: str, name: str) -> type[EvictionPolicy]:
        assert name == "looking"
        return type("Looking", (Looking,), {"heard": heard, "__init__": lambda self, slots: Looking.__init__(self)})

    monkeypatch.setattr("online.pa_buf.policies.plugin_names", lambda _: ("looking",))
    monkeypatch.setattr("online.pa_buf.policies.load_plugin", load)
    return heard


def test_a_policy_that_asks_is_given_the_rankings_of_every_sequence(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], table: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the replay of the recorded routes gives the same ones, in the same order."""
    heard = looked_at(monkeypatch)
    routed: list[list[int]] = []
    with pruned.hook_routers(lambda _, logits, __: routed.append(logits[:, -1].argmax(-1).tolist())):
        pruned.generate_ids(TEXTS, 8)
    longest = len(routed) // 2
    by_sequence = np.asarray(routed).reshape(longest, 2, 2).transpose(2, 0, 1).reshape(2 * longest, 2, 1)
    trace = RoutingTrace(by_sequence, np.asarray([0, longest, 2 * longest]), pruned.num_experts)
    rankings = table.predict_trace(trace, trace.num_experts)  # type: ignore[attr-defined]
    replayed = ExpertBuffer(buffer(2).plan, "looking")
    assert replayed.wants_rankings
    for _ in decisions(trace, replayed, batch=2, rankings=rankings):
        pass
    of_replay = list(heard[: 2 * longest])
    assert all(len(each) == 2 for _, each in of_replay)
    heard.clear()
    with stream(pruned, MemoryStore(packed), buffer(2, "looking"), table, throttle=False) as session:  # type: ignore[arg-type]
        session.model.generate_ids(TEXTS, 8)
    assert heard[: 2 * longest] == of_replay
    assert not ExpertBuffer(buffer(2).plan, "lru").wants_rankings
