"""Boards and the links between neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from flame.errors import ConfigError

TOPOLOGIES = ("mesh", "ring", "all")
Link = tuple[int, int]  # from a board to a neighbour; the way back is another link


@dataclass(frozen=True)
class Network:
    """Boards, their neighbours, and what a link takes.

    Args:
        boards: how many, at least 1.
        topology: `mesh` (rows and columns as equal as they can be, row first), `ring`, or `all` for a link between any
            two.
        bytes_per_s: of one link in one direction.
        latency_s: of one link, from a message's last byte in to its last byte out.
    Raises:
        ConfigError: no board, no such topology, or a number out of range.
    """

    boards: int
    topology: str
    bytes_per_s: float
    latency_s: float

    def __post_init__(self) -> None:
        if self.boards < 1 or self.topology not in TOPOLOGIES:
            raise ConfigError(
                f"network: {self.boards} boards, {self.topology!r} (expected at least 1, {' or '.join(TOPOLOGIES)})"
            )
        if not 0 < self.bytes_per_s < math.inf or not 0 <= self.latency_s < math.inf:
            raise ConfigError(
                f"network: {self.bytes_per_s:g} bytes/s, {self.latency_s:g} s (expected above 0, and at least 0)"
            )

    @cached_property
    def columns(self) -> int:
        """Boards of a row of the mesh."""
        rows = next(n for n in range(math.isqrt(self.boards), 0, -1) if self.boards % n == 0)
        return self.boards // rows

    def route(self, start: int, end: int) -> tuple[Link, ...]:
        """Links from one board to another: along the row, then along the column; the shorter way around a ring."""
        stations = [start]
        while stations[-1] != end:
            stations.append(self._next(stations[-1], end))
        return tuple(pairwise(stations))

    def _next(self, here: int, end: int) -> int:
        if self.topology == "all":
            return end
        if self.topology == "ring":
            forward = (end - here) % self.boards
            return (here + (1 if 2 * forward <= self.boards else -1)) % self.boards
        if here % self.columns != end % self.columns:
            return here + (1 if here % self.columns < end % self.columns else -1)
        return here + (self.columns if here < end else -self.columns)

    @cached_property
    def hops(self) -> np.ndarray:
        """Links on the way from each board to each, int64 [boards, boards]."""
        return np.array([[len(self.route(a, b)) for b in range(self.boards)] for a in range(self.boards)])

    def link_s(self, size_bytes: float) -> float:
        """Seconds that a message takes on one link that is free."""
        return self.latency_s + size_bytes / self.bytes_per_s
