"""An eviction policy: the most recently used expert leaves, which suits a cyclic scan."""

from __future__ import annotations

from collections.abc import Container

from flame.ids import ExpertId
from online.pa_buf.policies import EvictionPolicy, Position


class Mru(EvictionPolicy):
    """`_residents` is kept in the order of use, the oldest first."""

    def __init__(self, slots: int) -> None:
        super().__init__()

    def referenced(self, expert: ExpertId, position: Position) -> None:
        self._residents.move_to_end(expert)

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return next((expert for expert in reversed(self._residents) if expert not in pinned), None)
