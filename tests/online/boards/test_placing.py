"""Placements: exact on small layers, equal shares, and swaps that only ever help."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.errors import ConfigError
from flame.routing import RoutingTrace
from online.boards.network import TOPOLOGIES, Network
from online.boards.placing import (
    STRATEGIES,
    balanced,
    check_placement,
    expert_loads,
    improve,
    rearranged,
    round_robin,
    share_out,
)  # fmt: skip

LOADS = st.lists(st.integers(0, 50), min_size=2, max_size=7).map(lambda values: np.array(values, np.float64))


def busiest(loads: np.ndarray, shares: np.ndarray, boards: int) -> float:
    return float(np.bincount(shares, loads, boards).max())


def best_by_trying_all(loads: np.ndarray, boards: int) -> float:
    room = -(-len(loads) // boards)
    tried = (np.array(shares) for shares in product(range(boards), repeat=len(loads)))
    return min(busiest(loads, s, boards) for s in tried if np.bincount(s, minlength=boards).max() <= room)


@settings(deadline=None, max_examples=60)
@given(LOADS, st.integers(1, 4))
def test_small_layers_are_shared_out_as_well_as_can_be(loads: np.ndarray, boards: int) -> None:
    best = best_by_trying_all(loads, boards)
    exact = share_out(loads, boards)
    assert busiest(loads, exact, boards) == pytest.approx(best)
    quick = share_out(loads, boards, exact=False)
    assert best - 1e-9 <= busiest(loads, quick, boards) <= 4 / 3 * max(best, 1e-9) + max(loads) / 3
    for shares in (exact, quick):
        assert np.bincount(shares, minlength=boards).max() <= -(-len(loads) // boards)


def test_a_layer_worked_by_hand() -> None:
    # 8 + 1 against 5 + 4: nothing is more even with two each
    assert busiest(np.array([8.0, 5.0, 4.0, 1.0]), share_out(np.array([8.0, 5.0, 4.0, 1.0]), 2), 2) == 9


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 1000), st.integers(2, 8))
def test_swaps_help_and_keep_the_shares(seed: int, boards: int) -> None:
    rng = np.random.default_rng(seed)
    loads, shares = rng.random(24), rng.permutation(24) % boards
    before = busiest(loads, shares, boards)
    for swaps in (1, 2, None):
        after = improve(loads, shares, boards, swaps)
        assert busiest(loads, after, boards) <= before
        assert np.array_equal(np.bincount(after), np.bincount(shares))
        if swaps is not None:
            assert (after != shares).sum() <= 2 * swaps


@pytest.mark.parametrize("boards", [1, 2, 3, 5, 8, 24])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_gives_equal_shares(strategy: str, boards: int) -> None:
    loads = np.random.default_rng(1).random((4, 8))
    placed = STRATEGIES[strategy](loads, Network(boards, "mesh", 1e9, 1e-6), 1e-5, 1e-6)
    assert placed.shape == loads.shape
    check_placement(placed, boards)


def test_more_boards_than_experts_are_used_by_different_layers() -> None:
    loads = np.ones((3, 4))
    for placed in (round_robin(3, 4, 12), balanced(loads, Network(12, "all", 1e9, 1e-6), 1e-3, 1e-9)):
        assert len(set(placed.ravel().tolist())) == 12


def test_heavy_shares_sit_in_the_middle_of_a_mesh() -> None:
    loads = np.array([[9.0, 1, 1, 1, 1, 1, 1, 1, 1]])
    placed = balanced(loads, Network(9, "mesh", 1e9, 1e-6), 0.0, 1e-6)
    assert placed[0, 0] == 4


def test_a_bad_placement_is_refused() -> None:
    with pytest.raises(ConfigError, match="boards 0 to 2"):
        check_placement(np.array([[0, 2]]), 2)
    with pytest.raises(ConfigError, match="2 experts of a layer on one board"):
        check_placement(np.array([[0, 0]]), 2)


def test_loads_count_every_expert_of_a_token() -> None:
    trace = RoutingTrace(np.array([[[0, 1]], [[0, 2]]]), np.array([0, 2]), 4)
    assert expert_loads(trace).tolist() == [[1.0, 0.5, 0.5, 0.0]]
    assert rearranged(np.array([[0, 0, 1, 1]]), np.array([[1.0, 1.0, 0, 0]]), 2, 1)[0].tolist() in (
        [1, 0, 0, 1], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 1, 0],
    )  # fmt: skip


@pytest.mark.parametrize("topology", TOPOLOGIES)
def test_routes_go_over_neighbours_and_no_further_than_they_must(topology: str) -> None:
    network = Network(12, topology, 1e9, 0.0)  # a mesh of 3 rows and 4 columns
    for a in range(12):
        for b in range(12):
            route = network.route(a, b)
            assert [link[0] for link in route[1:]] == [link[1] for link in route[:-1]]
            if route:
                assert (route[0][0], route[-1][1]) == (a, b)
            around = abs(a - b)
            far = {"ring": min(around, 12 - around), "all": int(a != b)}
            far["mesh"] = abs(a // 4 - b // 4) + abs(a % 4 - b % 4)
            assert len(route) == network.hops[a, b] == far[topology]


@pytest.mark.parametrize(
    ("boards", "topology", "rate", "latency"), [(0, "mesh", 1.0, 0.0), (2, "star", 1.0, 0.0), (2, "all", 0.0, 0.0),
    (2, "all", 1.0, -1.0)],
)  # fmt: skip
def test_bad_networks_are_refused(boards: int, topology: str, rate: float, latency: float) -> None:
    with pytest.raises(ConfigError, match="network"):
        Network(boards, topology, rate, latency)
