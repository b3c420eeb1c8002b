"""PA-BUF, the pruning-aware expert buffer: which experts are resident (paper section 6).

Policy and bookkeeping only; the bytes live elsewhere. One buffer serves the replay of a trace, the timing model and
the streamed runtime, so a hit ratio that a replay promises is the one that the runtime gets.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.prediction_table import TracePredictor
from online.pa_buf.policies import EvictionPolicy, Future, Position, make_policy
from online.pa_buf.slot_plan import SlotPlan


class Load(NamedTuple):
    """A slot that was given to an expert, and who had to leave for it."""

    expert: ExpertId
    evicted: ExpertId | None


class ExpertBuffer:
    """The resident experts of every pool.

    Args:
        plan: slots and their division over the layers.
        policy: name of an eviction policy (`online.pa_buf.policies.POLICIES`).
        future: the references to come, for `belady` alone.
    Raises:
        ConfigError: the policy is unknown.
    """

    def __init__(self, plan: SlotPlan, policy: str = "lru", future: Future | None = None) -> None:
        self.plan = plan
        self.policy = policy
        self._future = future
        self.clear()

    def clear(self) -> None:
        """Empty every slot and forget what the policies have learnt."""
        self._pools: tuple[EvictionPolicy, ...] = tuple(
            make_policy(self.policy, slots, self._future) for slots in self.plan.slots
        )
        self.position = Position(0, 0, self.plan.layers)

    def check_reuse(self, reuse: TracePredictor | None) -> None:
        """Refuse a policy that asks what will be wanted again without a table that says so.

        Raises:
            ConfigError: there is none, or it ranks what comes next.
        """
        if self.wants_reuse and not getattr(reuse, "after_decision", False):
            raise ConfigError(
                f"eviction policy {self.policy} needs a table of reuse (give one that is asked after the decision)"
            )

    def __contains__(self, expert: object) -> bool:
        return isinstance(expert, ExpertId) and expert in self._pool(expert.layer.position)

    def __iter__(self) -> Iterator[ExpertId]:
        for pool in self._pools:
            yield from pool

    def __len__(self) -> int:
        return sum(len(pool) for pool in self._pools)

    def move_to(self, step: int, layer: int) -> None:
        """Say that the router of `layer` decides next, in decoding step `step`."""
        self.position = Position(step, layer, self.plan.layers)

    @property
    def wants_rankings(self) -> bool:
        """Whether the policy looks at the predictor's rankings, made before each decision (`predicted`)."""
        return self._pools[0].wants_rankings

    @property
    def wants_reuse(self) -> bool:
        """Whether the policy looks at what a layer will want again, ranked after each decision (`predicted`)."""
        return self._pools[0].wants_reuse

    def predicted(self, layer: int, rankings: Sequence[Sequence[int]]) -> None:
        """Pass the rankings of a layer's experts, one for each sequence, best first, to the policy."""
        self._pool(layer).predicted(layer, rankings)

    def reference(self, expert: ExpertId) -> None:
        """Record a use, or a repeated prediction, of a resident expert."""
        self._pool(expert.layer.position).referenced(expert, self.position)

    def fill(self, experts: Iterable[ExpertId]) -> list[ExpertId]:
        """Give slots to experts, the first first, as far as there are free ones: a start that is not cold.

        Returns:
            Those that have one now, the last first: what comes first is what recency keeps longest.
        """
        chosen: list[ExpertId] = []
        room = {pool: slots - len(self._pools[pool]) for pool, slots in enumerate(self.plan.slots)}
        for expert in experts:
            pool = self.plan.pool_of_layer[expert.layer.position]
            if room[pool] > 0 and expert not in self and expert not in chosen:
                room[pool] -= 1
                chosen.append(expert)
        for expert in reversed(chosen):
            self.load(expert)
        return chosen[::-1]

    def load(self, expert: ExpertId, pinned: Container[ExpertId] = ()) -> Load | None:
        """Give `expert` a slot; who has to leave is the policy's choice among those not pinned.

        Returns:
            The load, or None (and nothing has changed) when every resident of the pool is pinned.
        """
        pool_index = self.plan.pool_of_layer[expert.layer.position]
        pool = self._pools[pool_index]
        assert expert not in pool, f"{expert} is already resident"
        evicted = None
        if len(pool) == self.plan.slots[pool_index]:
            evicted = pool.victim(pinned, self.position)
            if evicted is None:
                return None
            pool.evicted(evicted)
        pool.loaded(expert, self.position)
        return Load(expert, evicted)

    def preload(self, wishes: Iterable[ExpertId]) -> list[Load]:
        """Load the experts that are predicted, best guess first.

        A resident one is referenced instead; a better guess never leaves for a worse one.
        """
        loads = []
        held: set[ExpertId] = set()
        for wish in wishes:
            if wish in self:
                self.reference(wish)
            else:
                load = self.load(wish, held)
                if load is not None:
                    loads.append(load)
            held.add(wish)
        return loads

    def decide(self, wanted: Sequence[ExpertId]) -> tuple[ExpertId, ...]:
        """Take the router's decision: reference those that are resident, and return them.

        Args:
            wanted: the distinct experts of this decision; those not returned are to be loaded with `demand`.
        """
        self._pool(self.position.layer).decided(self.position)
        resident = tuple(expert for expert in wanted if expert in self)
        for expert in resident:
            self.reference(expert)
        return resident

    def demand(self, expert: ExpertId, wanted: Container[ExpertId]) -> Load:
        """Load an expert that a decision needs and has not found.

        Others of that decision leave only when nobody else can; the caller has computed them by then (see `crowded`).
        """
        load = self.load(expert, wanted) or self.load(expert)
        assert load is not None, "a pool has at least one slot"
        return load

    def crowded(self, expert: ExpertId, wanted: Container[ExpertId]) -> bool:
        """Whether `demand` would take the slot of another expert of the same decision."""
        pool_index = self.plan.pool_of_layer[expert.layer.position]
        pool = self._pools[pool_index]
        return len(pool) == self.plan.slots[pool_index] and all(resident in wanted for resident in pool)

    def discard(self, expert: ExpertId) -> None:
        """Take a resident expert out, for a load that failed."""
        self._pool(expert.layer.position).evicted(expert)

    def _pool(self, layer: int) -> EvictionPolicy:
        return self._pools[self.plan.pool_of_layer[layer]]
