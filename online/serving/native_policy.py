"""An eviction policy of Python's that the native step asks, through a call for each thing that happens."""

from __future__ import annotations

import time
import warnings
from typing import Any

from flame.errors import FlameWarning
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.policies import EvictionPolicy, Position, make_policy
from online.serving import native_library as native
from online.serving.native_experts import NativeExperts

_DECISIONS = 64  # after which it is said what a plug-in's take
_NONE, _FAILED = -1, -2


class NativePolicy:
    """The policies of a buffer's pools, where the native step does not know them.

    Args:
        buffer: gives plan and policy; it is not told of what happens.
        experts: their numbers.

    Attributes:
        error: what one has raised, for whoever computes the decision.
    """

    def __init__(self, buffer: ExpertBuffer, experts: NativeExperts) -> None:
        self._name, self._plan = buffer.policy, buffer.plan
        self._ids, self._first = experts.ids, experts.first
        self._pools: list[EvictionPolicy] = []
        self._decisions, self._spent_s = 0, 0.0
        self.error: BaseException | None = None

    def connect(self, opening: native.Opening) -> None:
        """Have a stream that is opened so ask."""
        opening.evictor = native.EVICTOR(self._asked)

    def _asked(self, asked: int, pool: int, expert: int, step: int, layer: int, pinned: Any, count: int) -> int:
        start = time.perf_counter()
        try:
            answer = self._answer(asked, pool, expert, Position(step, layer, self._plan.layers), pinned[:count])
            self._spent_s += time.perf_counter() - start
            if asked == native.DECIDED_AT:
                self._say_cost()
        except BaseException as error:  # it is raised where the decision is computed
            self.error = error
            return _FAILED
        return answer

    def _answer(self, asked: int, pool: int, expert: int, position: Position, pinned: list[int]) -> int:
        if asked == native.CLEARED:
            self._pools = [make_policy(self._name, slots) for slots in self._plan.slots]
            return _NONE
        policy = self._pools[pool]
        if asked == native.LOADED:
            policy.loaded(self._ids[expert], position)
        elif asked == native.REFERENCED:
            policy.referenced(self._ids[expert], position)
        elif asked == native.EVICTED:
            policy.evicted(self._ids[expert])
        elif asked == native.DECIDED_AT:
            policy.decided(position)
        else:
            victim = policy.victim({self._ids[each] for each in pinned}, position)
            return _NONE if victim is None else self._first[victim.layer] + victim.expert
        return _NONE

    def _say_cost(self) -> None:
        """Say once what a plug-in's policy costs: the native step stands still while it is asked."""
        self._decisions += 1
        if self._decisions == _DECISIONS:
            warnings.warn(
                f"policy {self._name} is Python's and takes {self._spent_s / _DECISIONS * 1e6:.0f} us a decision, "
                f"besides the native step (which has {', '.join(native.POLICIES)} of its own)",
                FlameWarning,
                stacklevel=2,
            )
