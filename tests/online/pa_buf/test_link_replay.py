"""Replay over a link: worked by hand, the hits of the plain replay, and what no policy can escape."""

import numpy as np
import pytest

from flame.errors import ConfigError, TraceError
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import decisions
from online.pa_buf.link_replay import replay_link
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan


def chain(tokens: int = 300, layers: int = 3, experts: int = 10, top_k: int = 2, seed: int = 0) -> RoutingTrace:
    """Routing in which experts come back: each choice keeps one expert of the token before, mostly."""
    draw = np.random.default_rng(seed)
    chosen = np.zeros((tokens, layers, top_k), np.int16)
    for token in range(tokens):
        for layer in range(layers):
            ranks = draw.random(experts) + 0.5 * (np.arange(experts) < 4)
            if token:
                ranks[chosen[token - 1, layer, 0]] += 0.6
            chosen[token, layer] = np.argsort(-ranks)[:top_k]
    return RoutingTrace(chosen, np.array([0, tokens]), experts)


def single(*layers_of_tokens: tuple[int, ...], experts: int = 4) -> RoutingTrace:
    experts_of = np.array(layers_of_tokens, np.int16)[:, :, None]
    return RoutingTrace(experts_of, np.array([0, len(experts_of)]), experts)


def test_stall_by_hand() -> None:
    """Two layers, one slot each, a load takes as long as a layer and a half: 0.75 of a token."""
    trace = single((0, 1), (0, 2), (3, 2))
    alone = replay_link(trace, [1, 1], "lru", load_tokens=0.75)
    assert (alone.hits.tolist(), alone.demand_loads.tolist()) == ([1, 1], [2, 2])
    assert alone.stall.tolist() == [1.5, 1.5]
    # The guess of token 1's second layer is begun as its first computes: it is half a layer late. Nothing else is
    # guessed.
    guesses = np.full((3, 2, 1), -1, np.int16)
    guesses[1, 1, 0] = 2
    ahead = replay_link(trace, [1, 1], "lru", guesses=guesses, load_tokens=0.75)
    assert ahead.late_preloads.tolist() == [0, 1]
    assert ahead.stall.tolist() == [1.5, 0.75 + 0.25]
    assert ahead.caused.sum() == 0
    # A wrong guess delays token 2's first load by what is left of its transfer, and takes the slot.
    guesses[2, 0, 0] = 1
    wrong = replay_link(trace, [1, 1], "lru", guesses=guesses, load_tokens=0.75)
    assert wrong.caused.tolist() == [0.25, 0]
    assert wrong.stall.tolist() == [0.75 + 0.25 + 0.75, 1.0]
    assert (wrong.preloads.sum(), wrong.useful_preloads.sum(), wrong.late_preloads.sum()) == (2, 0, 1)


def test_a_preload_that_gives_way_is_given_up_when_its_layer_decides_without_it() -> None:
    """Three layers, one slot each, a load takes a layer and a half: half of a token."""
    trace = single((0, 1, 2), (0, 2, 3))
    # Token 1's second layer is guessed to want 3 (2 is right), its third to want 3 (right).
    guesses = np.full((2, 3, 1), -1, np.int16)
    guesses[1, 1:, 0] = 3

    def stalls(gives_way: bool) -> list[float]:
        found = replay_link(trace, [1] * 3, "lru", guesses=guesses, load_tokens=0.5, gives_way=gives_way)
        return (found.stall * 3).round(9).tolist()

    # The wrong guess has half a layer to go when 2 is demanded; the right one is half a layer late.
    assert stalls(False) == [1.5, 1.5 + 0.5 + 1.5, 1.5 + 0.5]
    # Where it gives way, 2 is loaded at once.
    assert stalls(True) == [1.5, 1.5 + 1.5, 1.5 + 0.5]


class Ticking:
    """The link replay tick by tick, for LRU: a layer computes for `layer_ticks`, a load takes `load_ticks`."""

    def __init__(self, slots: int, layers: int, load_ticks: int, gives_way: bool) -> None:
        self.slots, self.load_ticks, self.gives_way = slots, load_ticks, gives_way
        self.used: list[dict[int, int]] = [{} for _ in range(layers)]  # residents, and when each was last used
        self.fresh: set[tuple[int, int]] = set()
        self.named: set[tuple[int, int]] = set()
        self.wishes: list[tuple[int, int]] = []
        self.flight: list[int] | None = None  # layer, expert, ticks left
        self.now = 0
        self.counts = np.zeros((5, layers), np.int64)  # hits, demand, preloads, useful, late
        self.stall, self.caused = np.zeros(layers), np.zeros(layers)

    def touch(self, layer: int, expert: int) -> None:
        self.now += 1
        self.used[layer][expert] = self.now

    def take_in(self, layer: int, expert: int, pinned: set[int]) -> bool:
        here = self.used[layer]
        if len(here) == self.slots:
            free = [resident for resident in here if resident not in pinned]
            if not free:
                return False
            oldest = min(free, key=here.__getitem__)
            del here[oldest]
            self.fresh.discard((layer, oldest))
        self.touch(layer, expert)
        return True

    def arrive(self, pinned: set[int]) -> None:
        assert self.flight is not None
        layer, expert, _ = self.flight
        self.flight = None
        if expert not in self.used[layer] and self.take_in(layer, expert, pinned):
            self.fresh.add((layer, expert))

    def tick(self) -> None:
        while self.flight is None and self.wishes:
            layer, expert = self.wishes.pop(0)
            if expert not in self.used[layer]:
                self.flight = [layer, expert, self.load_ticks]
                self.counts[2, layer] += 1
        if self.flight is not None:
            self.flight[2] -= 1
            if self.flight[2] == 0:
                self.arrive({expert for layer, expert in self.named if layer == self.flight[0]})

    def decide(self, layer: int, chosen: list[int]) -> None:
        missing = [expert for expert in chosen if expert not in self.used[layer]]
        for expert in (expert for expert in chosen if expert not in missing):
            self.counts[0, layer] += 1
            self.counts[3, layer] += (layer, expert) in self.fresh
            self.fresh.discard((layer, expert))
            self.touch(layer, expert)
        if self.flight is not None:
            own = self.flight[0] == layer
            if own and self.flight[1] in missing:
                self.counts[4, layer] += 1
                self.stall[layer] += self.flight[2]
                missing.remove(self.flight[1])
                self.bring(layer, self.flight[1], chosen)
                self.flight = None
            elif self.gives_way:
                self.flight = None if own else self.flight
            elif missing:
                self.stall[layer] += self.flight[2]
                self.caused[layer] += self.flight[2]
                self.arrive(set(chosen) if own else set())
        for expert in missing:
            self.counts[1, layer] += 1
            self.stall[layer] += self.load_ticks
            self.bring(layer, expert, chosen)

    def bring(self, layer: int, expert: int, chosen: list[int]) -> None:
        assert self.take_in(layer, expert, set(chosen)) or self.take_in(layer, expert, set())


@pytest.mark.parametrize("gives_way", [False, True])
@pytest.mark.parametrize("load_ticks", [1, 3, 6, 11])
@pytest.mark.parametrize("slots", [2, 4])
def test_the_counts_of_a_replay_tick_by_tick(slots: int, load_ticks: int, gives_way: bool) -> None:
    layers, layer_ticks = 4, 4
    trace = chain(60, layers, 8, seed=load_ticks)
    draw = np.random.default_rng(slots)
    guesses = draw.random((60, layers, 8)).argsort(axis=2)[:, :, :3].astype(np.int16)
    right = draw.random((60, layers)) < 0.5
    guesses[right, :2] = trace.experts[right]
    guesses[:, 0] = -1
    found = replay_link(
        trace, [slots] * layers, "lru", guesses=guesses, gives_way=gives_way,
        load_tokens=load_ticks / (layer_ticks * layers),
    )  # fmt: skip
    naive = Ticking(slots, layers, load_ticks, gives_way)
    for decision in range(60 * layers):
        for _ in range(layer_ticks if decision else 0):
            naive.tick()
        naive.decide(decision % layers, trace.experts[divmod(decision, layers)].tolist())
        token, layer = divmod(decision + 1, layers)
        coming = guesses[token, layer].tolist() if token < 60 else []
        naive.wishes = [(layer, expert) for expert in coming if expert >= 0]
        naive.named = set(naive.wishes)
    counted = (found.hits, found.demand_loads, found.preloads, found.useful_preloads, found.late_preloads)
    assert np.array_equal(np.stack(counted), naive.counts)
    assert found.stall.tolist() == (naive.stall / (layer_ticks * layers)).tolist()
    assert found.caused.tolist() == (naive.caused / (layer_ticks * layers)).tolist()
    assert 0 < found.useful_preloads.sum() + found.late_preloads.sum() < found.preloads.sum()


@pytest.mark.parametrize("policy", ["lru", "fifo", "lfu", "s3fifo", "belady"])
@pytest.mark.parametrize("slots", [1, 2, 3, 5, 10])
def test_the_hits_of_the_plain_replay(policy: str, slots: int) -> None:
    trace = chain()
    found = replay_link(trace, [slots] * 3, policy)
    expected = replay(trace, None, slots, policy, native=False)
    assert found.hits.tolist() == expected.hits_per_layer.tolist()
    assert found.demand_loads.tolist() == expected.demand_loads_per_layer.tolist()


@pytest.mark.parametrize("slots", [2, 4, 7])
def test_ranked_is_the_runtime_s_policy(slots: int) -> None:
    trace = chain()
    rankings = np.random.default_rng(5).random((300, 3, 10)).argsort(axis=2).astype(np.int16)
    found = replay_link(trace, [slots] * 3, "ranked", rankings=rankings)
    buffer = ExpertBuffer(SlotPlan.per_layer(3, slots), "cepr")
    hits = np.zeros(3, np.int64)
    for record in decisions(trace, buffer, rankings=rankings):
        hits[record.layer] += record.hits
    assert found.hits.tolist() == hits.tolist()


def test_a_ranking_of_the_true_next_uses_is_as_good_as_belady() -> None:
    trace = chain()
    rankings = np.zeros((300, 3, 10), np.int16)
    for layer in range(3):
        coming = np.full(10, 10_000)
        for token in reversed(range(300)):
            rankings[token, layer] = np.argsort(coming, kind="stable")
            coming[trace.experts[token, layer]] = token
    ranked = replay_link(trace, [4] * 3, "ranked", rankings=rankings)
    belady = replay_link(trace, [4] * 3, "belady")
    assert ranked.hits.sum() == belady.hits.sum()
    assert all(belady.hits.sum() >= replay_link(trace, [4] * 3, p).hits.sum() for p in ("lru", "lfu", "s3fifo"))


def test_every_access_is_accounted_for_and_the_oracle_saves_what_the_link_can_move() -> None:
    trace = chain()
    for load_tokens in (0.0, 0.1, 0.4):
        none = replay_link(trace, [4] * 3, "lru", load_tokens=load_tokens)
        oracle = replay_link(trace, [4] * 3, "lru", guesses=trace.experts, load_tokens=load_tokens)
        for found in (none, oracle):
            served = found.hits.sum() + found.demand_loads.sum() + found.late_preloads.sum()
            assert served == found.accesses
            assert found.useful_preloads.sum() + found.late_preloads.sum() <= found.preloads.sum()
        assert none.stall.sum() == pytest.approx(none.demand_loads.sum() * load_tokens)
        # Transfers overlap with computing alone, so no more than the computing time can be saved.
        assert oracle.stall.sum() >= oracle.loads * load_tokens - trace.tokens - 1e-9
        assert oracle.stall.sum() <= none.stall.sum() + 1e-9
    assert replay_link(trace, [4] * 3, "lru", guesses=trace.experts, load_tokens=0.0).hit_ratio > 0.99


def test_what_does_not_fit_is_refused() -> None:
    trace = chain(20)
    for policy, load_tokens in (("mru", 0.0), ("ranked", 0.0), ("lru", -1.0)):
        with pytest.raises(ConfigError, match="link replay"):
            replay_link(trace, [4] * 3, policy, load_tokens=load_tokens)
    with pytest.raises(ConfigError, match="for each of 3"):
        replay_link(trace, [4] * 2, "lru")
    with pytest.raises(TraceError, match="whole ones"):
        replay_link(trace, [4] * 3, "ranked", rankings=np.zeros((20, 3, 9), np.int16))
    with pytest.raises(TraceError, match=r"expected \[20, 3, width\]"):
        replay_link(trace, [4] * 3, "lru", guesses=np.zeros((20, 2, 1), np.int16))
    with pytest.raises(TraceError, match="beyond the 10 experts"):
        replay_link(trace, [4] * 3, "lru", guesses=np.full((20, 3, 1), 10, np.int16))
