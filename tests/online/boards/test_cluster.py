"""Several boards: a step worked by hand, one board against the plain sum, and experts that move."""

from dataclasses import replace

import numpy as np
import pytest

from flame.errors import ConfigError
from flame.routing import RoutingTrace
from online.boards.cluster import ClusterTime, Migration, Spare, time_on_boards
from online.boards.network import Network
from online.boards.placing import round_robin
from online.timing.timing_model import ExpertCost
from tests.online.timing.test_timing_model import board

# a cycle is a microsecond: an expert loads in 100, computes in 10, a router takes 2
PLATFORM = replace(board(), clock_hz=1e6, offchip_bytes_per_s=1e6)
COST = ExpertCost(100, 10, 2)
LINE = Network(3, "mesh", 1e6, 0.0)  # 0 - 1 - 2; a vector of 8 bytes takes 8 microseconds a link


def trace(*paths: list[list[int]], experts: int = 3) -> RoutingTrace:
    """Examples of one token each."""
    return RoutingTrace(np.array(paths), np.arange(len(paths) + 1), experts)


def run(routes: RoutingTrace, placed: list[list[int]], network: Network = LINE, **more: object) -> ClusterTime:
    options = {"slots": 4, "vector_bytes": 8} | more
    return time_on_boards(routes, np.array(placed), network, PLATFORM, COST, **options)  # type: ignore[arg-type]


def test_one_token_by_hand() -> None:
    # layer 0, expert 2 on board 2: router 2, two links there 16, load 100, compute 10, back 16 = 144
    # layer 1, expert 0 at home: router 2, load 100, compute 10 = 112
    found = run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]])
    assert found.total_s == pytest.approx(256e-6)
    assert found.link_bytes == {(0, 1): 8, (1, 2): 8, (2, 1): 8, (1, 0): 8}
    assert found.accesses.tolist() == [1, 0, 1]
    assert found.hits == 0


def test_two_experts_of_a_token_run_beside_each_other() -> None:
    # on boards 1 and 2: the vectors leave one after the other, the farther one's way is 16 behind 8 of the first
    apart = run(trace([[1, 2]]), [[0, 1, 2]])
    # expert 1's vector holds the first link until 10, expert 2's until 18, and arrives at 26
    assert apart.total_s == pytest.approx((26 + 110 + 16) * 1e-6)
    together = run(trace([[1, 2]], experts=4), [[0, 1, 1, 0]], Network(2, "all", 1e6, 0.0))
    assert together.total_s == pytest.approx((2 + 8 + 100 + 100 + 10 + 8) * 1e-6)  # the second load hides one product
    assert together.link_bytes == {(0, 1): 8, (1, 0): 8}  # one vector for both


def test_a_little_copy_computes_where_the_router_is_unsure_and_the_expert_in_no_slot() -> None:
    # layer 0: router 2, two links 16, little 3, back 16; layer 1 is sure: router 2, load 100, compute 10
    unsure = np.array([[True, False]])
    found = run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]], spare=Spare(unsure, 3))
    assert found.total_s == pytest.approx((37 + 112) * 1e-6)
    assert (found.spared, found.hits) == (1, 0)
    # an expert in a slot is computed whole, unsure or not: the second token's is there from the first's load
    twice = run(trace([[0]], [[0]]), [[0, 1, 2]], spare=Spare(np.array([[False], [True]]), 3))
    assert (twice.spared, twice.hits) == (0, 1)
    sure = run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]], spare=Spare(np.zeros((1, 2), bool), 3))
    assert sure.total_s == run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]]).total_s
    with pytest.raises(ConfigError, match="as the trace"):
        run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]], spare=Spare(np.zeros((2, 2), bool), 3))


def test_sequences_share_ports_arrays_and_slots() -> None:
    # two sequences of boards 0 and 1 want expert 0, on board 0: it is loaded once, for the nearer one
    found = run(trace([[0]], [[0]]), [[0, 1, 2]], batch=2)
    assert found.hits == 1
    assert found.total_s == pytest.approx((2 + 100 + 10 + 10 + 8) * 1e-6)


def test_latency_is_paid_by_each_link_and_holds_none() -> None:
    slow = Network(3, "mesh", 1e6, 5e-6)
    assert run(trace([[2], [0]]), [[0, 1, 2], [0, 1, 2]], slow).total_s == pytest.approx((256 + 4 * 5) * 1e-6)
    assert run(trace([[1, 2]]), [[0, 1, 2]], slow).total_s == pytest.approx((26 + 10 + 110 + 16 + 10) * 1e-6)


def random_trace(tokens: int, seed: int = 0) -> RoutingTrace:
    rng = np.random.default_rng(seed)
    experts = np.array([[rng.permutation(8)[:2] for _ in range(3)] for _ in range(tokens)])
    return RoutingTrace(experts, np.arange(0, tokens + 1, 5), 8)


def test_one_board_is_the_plain_sum_with_a_least_recently_used_buffer() -> None:
    routes = random_trace(50)
    found = time_on_boards(
        routes, round_robin(3, 8, 1), Network(1, "all", 1e6, 0.0), PLATFORM, COST, slots=6, vector_bytes=8
    )
    now, port, held, hits = 0, 0, [], 0
    for token in routes.experts.tolist():
        for layer, chosen in enumerate(token):
            now += 2
            begun = now
            for expert in sorted(chosen, key=lambda expert: (layer, expert) not in held):
                key = layer, expert
                if key in held:
                    hits += 1
                    held.remove(key)
                    held.append(key)
                else:
                    port = max(port, begun) + 100
                    held = [*held, key][-6:]
                    now = max(now, port)
                now += 10
    assert found.hits == hits > 0
    assert found.total_s == pytest.approx(now * 1e-6)
    assert found.link_bytes == {}
    assert found.imbalance == 1


@pytest.mark.parametrize("topology", ["mesh", "ring", "all"])
def test_links_carry_each_vector_there_and_back(topology: str) -> None:
    routes, network = random_trace(40), Network(6, topology, 1e6, 1e-6)
    placed = round_robin(3, 8, 6)
    found = time_on_boards(routes, placed, network, PLATFORM, COST, slots=6, vector_bytes=8, batch=4)
    wanted = 0
    for row, token in enumerate(routes.experts.tolist()):
        home = (row // 5) % 4 % 6
        for layer, chosen in enumerate(token):
            wanted += sum(2 * int(network.hops[home, board]) for board in {int(placed[layer, e]) for e in chosen})
    assert sum(found.link_bytes.values()) == 8 * wanted
    assert found.accesses.sum() == routes.experts.size


def drifting(tokens: int = 400) -> RoutingTrace:
    """Every token wants two neighbouring experts of four that are busy; which four changes half way."""
    rng = np.random.default_rng(3)
    busy = np.where(np.arange(tokens) < tokens // 2, 0, 4)
    first = busy + rng.integers(0, 2, tokens)
    pairs = np.stack([first, first + 2], 1)
    return RoutingTrace(np.repeat(pairs[:, None], 2, 1), np.arange(0, tokens + 1, 10), 8)


def test_experts_follow_a_load_that_drifts() -> None:
    # busy experts 0 to 3, later 4 to 7, two to a board: two of four boards work at a time
    placed = np.repeat([[0, 0, 1, 1, 2, 2, 3, 3]], 2, 0)
    options = {"network": Network(4, "mesh", 1e7, 1e-7), "platform": PLATFORM, "cost": COST, "slots": 8,
               "vector_bytes": 8, "batch": 8}  # fmt: skip
    still = time_on_boards(drifting(), placed, **options)  # type: ignore[arg-type]
    gentle = time_on_boards(drifting(), placed, **options, migration=Migration(4, 4, 0.0, 10))  # type: ignore[arg-type]
    assert gentle.moves > 0
    assert gentle.moved_bytes >= gentle.moves * COST.size_bytes
    assert gentle.imbalance < still.imbalance
    assert gentle.accesses.sum() == still.accesses.sum()
    whole = time_on_boards(drifting(), placed, **options, migration=Migration(4, 4, 0.0, None))  # type: ignore[arg-type]
    assert whole.moves > 0


def test_a_chunk_waits_for_messages() -> None:
    """An expert that moves in chunks delays a vector by a chunk, a whole one by all of it."""
    routes = RoutingTrace(np.tile([[[1]], [[1]], [[0]], [[0]]], (30, 1, 1)), np.arange(121), 4)
    placed = [[1, 1, 0, 0]]
    network = Network(2, "all", 1e4, 0.0)  # an expert of 100 bytes holds a link for 10 ms, a vector for 0.8
    slow = [run(routes, placed, network, batch=2, migration=Migration(2, 1, 0.0, chunk)) for chunk in (1, None)]
    assert all(each.moves for each in slow)
    assert slow[0].total_s < slow[1].total_s


@pytest.mark.parametrize("wrong", [{"slots": 0}, {"vector_bytes": 0}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ConfigError, match="cluster"):
        run(trace([[0]]), [[0, 1, 2]], **wrong)


@pytest.mark.parametrize("wrong", [(0, 1, 0.5, 1), (1, 0, 0.5, 1), (1, 1, 1.0, 1), (1, 1, 0.5, 0)])
def test_bad_migrations_are_refused(wrong: tuple[int, int, float, int]) -> None:
    with pytest.raises(ConfigError, match="migration"):
        Migration(*wrong)
