"""Time of the MoE layers on several boards: events on links, memory ports and compute arrays (after PALM).

Every sequence of a batch lives on one board, which decides its routes and adds up its experts' outputs. For each layer
its vector goes once to every board that holds one of its experts, is computed there, and comes back as one vector:

- a link carries one message at a time, first come, first served; a message passes it whole before the next link;
- a board's memory port moves one expert at a time, its array computes one router or one expert at a time;
- a board keeps the experts it used last in its slots, and loads any other when a vector for it arrives;
- a sequence goes on to its next layer when its last output is back; sequences do not wait for one another within a
  step, and the next step begins when all have ended, as `generate` does.

Assumption: attention and dense blocks take no time, as in the paper's table 1, so the links' share of a token is larger
than in a whole model. Placements may change while tokens run (`Migration`).
"""

from __future__ import annotations

import heapq
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count

import numpy as np

from flame.errors import ConfigError
from flame.platform import Platform
from flame.routing import RoutingTrace
from online.boards.network import Link, Network
from online.boards.placing import check_placement, rearranged
from online.pa_buf.decisions import batch_order
from online.timing.timing_model import ExpertCost


@dataclass(frozen=True)
class Migration:
    """How experts move while tokens run (after NI-Balancer).

    Args:
        window: steps after which loads are looked at.
        swaps: pairs of experts that may change boards in each layer after a window.
        memory: share that the loads of earlier windows keep in each new one, 0 to below 1.
        chunk_bytes: what a link carries of an expert in one go, and only while no token's message holds the link; None
            sends whole experts, in the queue with the messages.
    Raises:
        ConfigError: a number is out of range.
    """

    window: int
    swaps: int
    memory: float
    chunk_bytes: int | None

    def __post_init__(self) -> None:
        if (
            self.window < 1
            or self.swaps < 1
            or not 0 <= self.memory < 1
            or (self.chunk_bytes is not None and self.chunk_bytes < 1)
        ):
            raise ConfigError(
                f"migration: window={self.window}, swaps={self.swaps}, memory={self.memory}, chunk_bytes="
                f"{self.chunk_bytes} (expected at least 1, 1, 0 to below 1, at least 1 or null)"
            )


@dataclass(frozen=True, eq=False)
class Spare:
    """Little copies of all experts, resident on every board, which stand in for experts in no slot (after MoBiLE).

    Args:
        unsure: bool [tokens, moe_layers]: the router is unsure enough of its choice for a little copy to do.
        compute_cycles: of a little expert.
    """

    unsure: np.ndarray
    compute_cycles: int


@dataclass(frozen=True)
class ClusterTime:
    """What a trace took on several boards.

    Attributes:
        tokens: tokens decoded.
        total_s: from the first router to the last output.
        accesses: of the experts on each board, int64 [boards].
        imbalance: accesses of the busiest board over an even share, which is at least one; mean over steps and layers.
        hits: accesses whose expert was in a slot of its board.
        spared: accesses that a little copy computed in place of a load.
        link_bytes: what each link carried for tokens.
        moved_bytes: what all links carried of moving experts.
        moves: experts that have changed boards.
    """

    tokens: int
    total_s: float
    accesses: np.ndarray
    imbalance: float
    hits: int
    spared: int
    link_bytes: dict[Link, int]
    moved_bytes: int
    moves: int

    @property
    def tokens_per_s(self) -> float:
        return self.tokens / self.total_s

    @property
    def hit_ratio(self) -> float:
        return self.hits / int(self.accesses.sum())


def time_on_boards(
    trace: RoutingTrace,
    placed: np.ndarray,
    network: Network,
    platform: Platform,
    cost: ExpertCost,
    slots: int,
    vector_bytes: int,
    batch: int = 1,
    migration: Migration | None = None,
    spare: Spare | None = None,
) -> ClusterTime:
    """Run a trace on boards.

    Args:
        trace: experts int16 [tokens, moe_layers, top_k].
        placed: int64 [moe_layers, num_experts], the board of each expert, as `online.boards.placing` gives them.
        network: the boards and their links.
        platform: each board.
        cost: what an expert takes on a board.
        slots: experts that a board keeps on chip, of all layers together.
        vector_bytes: a token's hidden state on a link.
        batch: sequences that are decoded together; the n-th lives on board n, and over again.
        migration: how experts move; None leaves them.
        spare: little experts; None loads what is in no slot.
    Raises:
        ConfigError: no slot, a vector of no bytes, a placement that is none of these boards', or little experts of
            another trace.
    """
    if slots < 1 or vector_bytes < 1:
        raise ConfigError(f"cluster: slots={slots}, vector_bytes={vector_bytes} (expected at least 1)")
    if spare is not None and spare.unsure.shape != trace.experts.shape[:2]:
        raise ConfigError(f"cluster: unsure is {spare.unsure.shape} (expected {trace.experts.shape[:2]}, as the trace)")
    check_placement(placed, network.boards)
    return _Run(trace, placed, network, platform, cost, slots, vector_bytes, migration, spare).through(batch)


class _Run:
    """Boards, links and the queue of events of one run; times in seconds."""

    def __init__(
        self, trace: RoutingTrace, placed: np.ndarray, network: Network, platform: Platform, cost: ExpertCost,
        slots: int, vector_bytes: int, migration: Migration | None, spare: Spare | None,
    ) -> None:  # fmt: skip
        self.trace, self.network, self.slots, self.vector_bytes = trace, network, slots, vector_bytes
        self.placed, self.migration, self.cost = placed.copy(), migration, cost
        self.load_s = platform.load_cycles(cost.size_bytes) / platform.clock_hz
        self.compute_s, self.router_s = cost.compute_cycles / platform.clock_hz, cost.router_cycles / platform.clock_hz
        self.unsure = np.zeros(trace.experts.shape[:2], bool) if spare is None else spare.unsure
        self.little_s = (0 if spare is None else spare.compute_cycles) / platform.clock_hz
        self.experts = trace.experts.tolist()
        boards = network.boards
        self.port_free, self.array_free = [0.0] * boards, [0.0] * boards
        self.resident: list[OrderedDict[tuple[int, int], float]] = [OrderedDict() for _ in range(boards)]
        self.link_free: dict[Link, float] = {}
        self.link_bytes: Counter[Link] = Counter()
        self.routes = [[network.route(a, b) for b in range(boards)] for a in range(boards)]
        self.queue: list[tuple[float, int, Callable[[float], None]]] = []
        self.order = count()
        self.accesses = np.zeros((trace.moe_layers, boards), np.int64)  # of one step
        self.hits = self.spared = self.moved_bytes = self.moves = 0
        self.loads = np.zeros((trace.moe_layers, trace.num_experts))
        self.moving = 0

    def at(self, when: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self.queue, (when, next(self.order), what))

    def through(self, batch: int) -> ClusterTime:
        now = 0.0
        steps = batch_order(self.trace.example_ptr, batch)
        total, uneven = np.zeros(self.network.boards, np.int64), 0.0
        for number, rows in enumerate(steps.tolist()):
            self.left = 0
            for lane, row in enumerate(rows):
                if row >= 0:
                    self.left += 1
                    self._route(now, lane % self.network.boards, row, 0)
            while self.left:
                now, _, what = heapq.heappop(self.queue)
                what(now)
            even = np.maximum(self.accesses.mean(1), 1)
            uneven += float((self.accesses.max(1) / even).mean())
            total += self.accesses.sum(0)
            self.accesses[:] = 0
            if self.migration is not None and (number + 1) % self.migration.window == 0:
                self._rebalance(now, steps[max(0, number + 1 - self.migration.window) : number + 1])
        return ClusterTime(
            self.trace.tokens, now, total, uneven / len(steps), self.hits, self.spared,
            dict(self.link_bytes), self.moved_bytes, self.moves,
        )  # fmt: skip

    def _route(self, now: float, home: int, row: int, layer: int) -> None:
        """A sequence's router decides on its board, and its vector goes out."""
        chosen = self.experts[row]
        if layer == len(chosen):
            self.left -= 1
            return
        decided = self.array_free[home] = max(self.array_free[home], now) + self.router_s
        by_board: dict[int, list[int]] = {}
        for expert in chosen[layer]:
            by_board.setdefault(int(self.placed[layer, expert]), []).append(expert)
        waiting = [len(by_board)]

        def back(when: float) -> None:
            waiting[0] -= 1
            if not waiting[0]:
                self._route(when, home, row, layer + 1)

        for board, wanted in by_board.items():
            arrived = partial(self._compute, board=board, home=home, row=row, layer=layer, wanted=wanted, back=back)
            self._send(decided, self.routes[home][board], arrived)

    def _send(self, now: float, route: tuple[Link, ...], arrived: Callable[[float], None]) -> None:
        """Pass a vector along the links, each when its turn comes."""
        if not route:
            self.at(now, arrived)
            return
        link, rest = route[0], route[1:]

        def take(when: float) -> None:
            start = max(when, self.link_free.get(link, 0.0))
            end = start + self.network.link_s(self.vector_bytes)
            self.link_free[link] = end - self.network.latency_s  # the next message follows on its heels
            self.link_bytes[link] += self.vector_bytes
            self._send(end, rest, arrived)

        self.at(now, take)

    def _compute(
        self, now: float, board: int, home: int, row: int, layer: int, wanted: list[int], back: Callable[[float], None]
    ) -> None:
        """Compute one token's experts on a board, those in slots first, and send their sum."""
        held = self.resident[board]
        for expert in sorted(wanted, key=lambda expert: (layer, expert) not in held):
            key = layer, expert
            self.accesses[layer, board] += 1
            if key in held:
                self.hits += 1
                held.move_to_end(key)
            elif self.unsure[row, layer]:
                self.spared += 1
                self.array_free[board] = max(self.array_free[board], now) + self.little_s
                continue
            else:
                self.port_free[board] = max(self.port_free[board], now) + self.load_s
                held[key] = self.port_free[board]
                if len(held) > self.slots:
                    held.popitem(last=False)
            ready = held.get(key, self.port_free[board])
            self.array_free[board] = max(self.array_free[board], now, ready) + self.compute_s
        self._send(self.array_free[board], self.routes[board][home], back)

    def _rebalance(self, now: float, steps: np.ndarray) -> None:
        """Look at the loads of a window and have experts moved; one round at a time."""
        assert self.migration is not None
        rows = steps[steps >= 0]
        seen = self.trace.experts[rows]
        counts = [np.bincount(layer.ravel(), minlength=self.trace.num_experts) for layer in seen.transpose(1, 0, 2)]
        self.loads = self.migration.memory * self.loads + np.array(counts)
        if self.moving:
            return
        wanted = rearranged(self.placed, self.loads, self.network.boards, self.migration.swaps)
        for layer, expert in np.argwhere(wanted != self.placed).tolist():
            self.moving += 1
            start, end = int(self.placed[layer, expert]), int(wanted[layer, expert])
            self._move(now, layer, expert, self.routes[start][end], self.cost.size_bytes, end)

    def _move(self, now: float, layer: int, expert: int, route: tuple[Link, ...], left: int, end: int) -> None:
        """Carry what is left of an expert over the first link of its way, then over the next."""
        assert self.migration is not None
        if not route:
            self.placed[layer, expert] = end
            self.moves += 1
            self.moving -= 1
            return
        link, chunk = route[0], self.migration.chunk_bytes

        def take(when: float) -> None:
            free = self.link_free.get(link, 0.0)
            if chunk is not None and free > when:  # a token's message holds it: try again behind that
                self.at(free, take)
                return
            size = left if chunk is None else min(chunk, left)
            gone = max(when, free) + self.network.link_s(size)
            self.link_free[link] = gone - self.network.latency_s
            self.moved_bytes += size
            if size < left:
                self.at(gone, lambda at: self._move(at, layer, expert, route, left - size, end))
            else:
                self.at(gone, lambda at: self._move(at, layer, expert, route[1:], self.cost.size_bytes, end))

        self.at(now, take)
