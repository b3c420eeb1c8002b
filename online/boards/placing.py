"""Which board holds which expert: equal shares of every layer, with the boards' loads as even as they can be.

A layer's experts are shared out so that the busiest board has as little to do as it can (the makespan problem with
equal shares): exactly, by mixed-integer programming, where the layer is small; by the longest-first rule and the swaps
that help where it is not. The shares are then seated: heavy ones on boards near to the others that earlier layers have
loaded least (an assignment problem, solved exactly).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from flame.errors import ConfigError
from flame.routing import RoutingTrace
from online.boards.network import Network

EXACT = 100  # experts x boards of a layer that mixed-integer programming takes in well under a second


def expert_loads(trace: RoutingTrace) -> np.ndarray:
    """How often a token takes each expert, float64 [moe_layers, num_experts]."""
    counts = [
        np.bincount(trace.experts[:, layer].ravel(), minlength=trace.num_experts) for layer in range(trace.moe_layers)
    ]
    return np.array(counts) / trace.tokens


def share_out(loads: np.ndarray, boards: int, exact: bool | None = None) -> np.ndarray:
    """Share one layer's experts out over boards, so many each, with the least load on the busiest.

    Args:
        loads: float64 [experts], none below 0.
        boards: at least 1.
        exact: whether by mixed-integer programming; None decides by size.
    Returns:
        int64 [experts], the share of each; a share has at most ceil(experts / boards).
    """
    room = -(-len(loads) // boards)
    if room == 1:
        return np.arange(len(loads))
    if exact is None:
        exact = len(loads) * boards <= EXACT
    return (
        _by_programming(loads, boards, room) if exact else improve(loads, _longest_first(loads, boards, room), boards)
    )


def _longest_first(loads: np.ndarray, boards: int, room: int) -> np.ndarray:
    shares, sums, counts = np.empty(len(loads), np.int64), np.zeros(boards), np.zeros(boards, np.int64)
    for expert in np.argsort(-loads, kind="stable"):
        board = int(np.argmin(np.where(counts < room, sums, math.inf)))
        shares[expert] = board
        sums[board] += loads[expert]
        counts[board] += 1
    return shares


def improve(loads: np.ndarray, shares: np.ndarray, boards: int, swaps: int | None = None) -> np.ndarray:
    """Swap experts of the busiest board with others', best first, as long as the larger of the two loads falls.

    Args:
        loads: float64 [experts].
        shares: int64 [experts], where they are.
        boards: how many.
        swaps: at most so many; None until none helps.
    Returns:
        int64 [experts], where they are then.
    """
    shares, done = shares.copy(), 0
    sums = np.bincount(shares, loads, boards)
    while swaps is None or done < swaps:
        busiest = int(np.argmax(sums))
        own, others = np.flatnonzero(shares == busiest), np.flatnonzero(shares != busiest)
        if not len(own) or not len(others):
            break
        given = loads[own][:, None] - loads[others][None, :]
        larger = np.maximum(sums[busiest] - given, sums[shares[others]][None, :] + given)
        at = np.unravel_index(int(np.argmin(larger)), larger.shape)
        if larger[at] >= sums[busiest] * (1 - 1e-12):
            break
        mine, other = own[at[0]], others[at[1]]
        shares[mine], shares[other] = shares[other], busiest
        sums = np.bincount(shares, loads, boards)
        done += 1
    return shares


def _by_programming(loads: np.ndarray, boards: int, room: int) -> np.ndarray:
    """Variables: expert e is on board b, [experts x boards], and the load of the busiest board."""
    experts = len(loads)
    places = np.arange(experts * boards).reshape(experts, boards)
    each_once, shares, busiest = (np.zeros((n, experts * boards + 1)) for n in (experts, boards, boards))
    for expert in range(experts):
        each_once[expert, places[expert]] = 1
    for board in range(boards):
        shares[board, places[:, board]] = 1
        busiest[board, places[:, board]] = loads
        busiest[board, -1] = -1
    goal = np.zeros(experts * boards + 1)
    goal[-1] = 1
    highest = np.ones(experts * boards + 1)
    highest[-1] = max(float(loads.sum()), 1.0)
    for expert in range(min(experts, boards)):  # shares have no names: expert 0 is in the first, 1 in one of two, ...
        highest[places[expert, expert + 1 :]] = 0
    found = milp(
        goal,
        integrality=np.append(np.ones(experts * boards), 0),
        bounds=Bounds(0, highest),
        constraints=[
            LinearConstraint(each_once, 1, 1), LinearConstraint(shares, 0, room), LinearConstraint(busiest, -np.inf, 0),
        ],
    )  # fmt: skip
    assert found.x is not None, "every layer has a placement"
    return np.asarray(found.x[:-1].reshape(experts, boards).argmax(1), np.int64)


def balanced(loads: np.ndarray, network: Network, job_s: float, message_s: float) -> np.ndarray:
    """Share out every layer, and seat its shares.

    Args:
        loads: float64 [moe_layers, num_experts], as `expert_loads` gives them.
        network: the boards.
        job_s: seconds that a board has for one expert of one token.
        message_s: seconds that a token's vector takes over one link.
    Returns:
        int64 [moe_layers, num_experts], the board of each expert.
    """
    away = 2 * network.hops.mean(0) * message_s  # there and back, from a board at random
    busy = np.zeros(network.boards)
    placed = np.empty(loads.shape, np.int64)
    for layer, layer_loads in enumerate(loads):
        shares = share_out(layer_loads, network.boards)
        sums = np.bincount(shares, layer_loads, network.boards)
        _, seats = linear_sum_assignment(sums[:, None] * (away + busy)[None, :])
        placed[layer] = seats[shares]
        busy[seats] += sums * job_s
    return placed


def round_robin(layers: int, experts: int, boards: int) -> np.ndarray:
    """One expert after another, layer after layer: int64 [layers, experts], the board of each."""
    return np.arange(layers * experts).reshape(layers, experts) % boards


def at_random(layers: int, experts: int, boards: int, seed: int) -> np.ndarray:
    """Equal shares of every layer by dice: int64 [layers, experts], the board of each."""
    rng = np.random.default_rng(seed)
    return np.array([rng.permutation(boards)[rng.permutation(experts) % boards] for _ in range(layers)])


def rearranged(placed: np.ndarray, loads: np.ndarray, boards: int, swaps: int) -> np.ndarray:
    """Where the experts should lie after at most so many swaps in each layer: int64 [moe_layers, num_experts]."""
    return np.array([improve(own, here, boards, swaps) for own, here in zip(loads, placed, strict=True)])


def _random(loads: np.ndarray, network: Network, job_s: float, message_s: float) -> np.ndarray:
    layers, experts = loads.shape
    return at_random(layers, experts, network.boards, seed=0)


def _in_turn(loads: np.ndarray, network: Network, job_s: float, message_s: float) -> np.ndarray:
    layers, experts = loads.shape
    return round_robin(layers, experts, network.boards)


Strategy = Callable[[np.ndarray, Network, float, float], np.ndarray]  # arguments and result as those of `balanced`
STRATEGIES: dict[str, Strategy] = {"random": _random, "round robin": _in_turn, "balanced": balanced}


def check_placement(placed: np.ndarray, boards: int) -> None:
    """Refuse a placement that names an absent board or gives one more than its share of a layer.

    Raises:
        ConfigError: it does.
    """
    room = -(-placed.shape[1] // boards)
    if placed.min() < 0 or placed.max() >= boards:
        raise ConfigError(f"placement: boards {placed.min()} to {placed.max()} (expected 0 to {boards - 1})")
    fullest = max(int(np.bincount(layer, minlength=boards).max()) for layer in placed)
    if fullest > room:
        raise ConfigError(f"placement: {fullest} experts of a layer on one board (expected at most {room})")
