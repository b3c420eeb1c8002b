"""Eviction policies: which resident expert leaves when a slot is needed.

A policy watches one pool of slots. It is told when an expert is loaded, referenced and evicted, and where in the
model the decoding is; asked for a victim, it chooses among the residents that are not pinned. It holds no bytes and
knows no clock, so that the replay of a trace and the streamed runtime use the same objects. The native replay
(`online/native/replay.cpp`) states most of them again in C++ for speed; tests hold the two equal, event for event.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flame.errors import ConfigError, near_names
from flame.ids import ExpertId
from flame.plugins import POLICIES as PLUGINS
from flame.plugins import load_plugin, plugin_names


class Position(NamedTuple):
    """Where the decoding is: the router of `layer` is the next to decide.

    Attributes:
        step: tokens decided before this one (one step of a batch is one step).
        layer: position of the MoE layer, below `layers`.
        layers: MoE layers a token passes.
    """

    step: int
    layer: int
    layers: int

    @property
    def decision(self) -> int:
        """Number of router decisions before this one."""
        return self.step * self.layers + self.layer

    def distance(self, layer: int) -> int:
        """Decisions from here until `layer` decides next; 0 for the layer that decides now."""
        return (layer - self.layer) % self.layers


class EvictionPolicy(ABC):
    """One pool's residents, and the order in which they leave."""

    wants_rankings = False  # whether `predicted` is to be called; a class, or an object, says so
    wants_reuse = False  # the same, after decisions, with what the layer will want again

    def __init__(self) -> None:
        self._residents: OrderedDict[ExpertId, None] = OrderedDict()

    def __contains__(self, expert: object) -> bool:
        return expert in self._residents

    def __len__(self) -> int:
        return len(self._residents)

    def __iter__(self) -> Iterator[ExpertId]:
        return iter(self._residents)

    def loaded(self, expert: ExpertId, position: Position) -> None:
        """Record that `expert` has taken a slot."""
        self._residents[expert] = None

    def referenced(self, expert: ExpertId, position: Position) -> None:  # noqa: B027 - a hook
        """Record that a resident expert was used, or predicted again; by default this changes nothing."""

    def evicted(self, expert: ExpertId) -> None:
        """Record that `expert` has lost its slot."""
        del self._residents[expert]

    def predicted(self, layer: int, rankings: Sequence[Sequence[int]]) -> None:  # noqa: B027 - a hook
        """Take note of the rankings of a layer's experts, one for each sequence, best first.

        Called before the layer's preloads, where `wants_rankings` is set and there is a predictor, or after its
        decision and before its loads, where `wants_reuse` is. A ranking may name fewer experts than the layer has.
        """

    def decided(self, position: Position) -> None:  # noqa: B027 - a hook
        """Take note that the router at `position` has decided; only Belady's optimum cares."""

    @abstractmethod
    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        """Choose the resident that leaves, or None when every resident is pinned."""

    def _first(self, pinned: Container[ExpertId]) -> ExpertId | None:
        return next((expert for expert in self._residents if expert not in pinned), None)

    def _smallest(self, pinned: Container[ExpertId], key: Callable[[ExpertId], tuple]) -> ExpertId | None:
        """The unpinned resident with the smallest key; of equals the first in the order of residents."""
        return min((expert for expert in self._residents if expert not in pinned), key=key, default=None)


class Fifo(EvictionPolicy):
    """The expert that was loaded first leaves."""

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return self._first(pinned)


class Lru(EvictionPolicy):
    """The expert whose last load, prediction or use lies longest ago leaves."""

    def referenced(self, expert: ExpertId, position: Position) -> None:
        self._residents.move_to_end(expert)

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return self._first(pinned)


class Lfu(Lru):
    """The expert with the fewest references since it was loaded leaves; the least recent of equals."""

    def __init__(self) -> None:
        super().__init__()
        self._references: dict[ExpertId, int] = {}

    def loaded(self, expert: ExpertId, position: Position) -> None:
        super().loaded(expert, position)
        self._references[expert] = 1

    def referenced(self, expert: ExpertId, position: Position) -> None:
        super().referenced(expert, position)
        self._references[expert] += 1

    def evicted(self, expert: ExpertId) -> None:
        super().evicted(expert)
        del self._references[expert]

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return self._smallest(pinned, lambda expert: (self._references[expert],))


class S3Fifo(EvictionPolicy):
    """Three queues: new experts prove themselves in a small one before they enter the main one (S3-FIFO, SOSP 2023).

    An expert that leaves the small queue with enough references since its load enters the main queue; one with fewer
    leaves the pool and is remembered in a ghost queue; a remembered expert is loaded straight into the main queue. In
    the main queue a referenced expert gets another round for each reference, at most three. The defaults are those of
    the authors' simulator (libcachesim), whose hits these are; where a tenth of the pool is no slot, we give the small
    queue one.

    Args:
        slots: slots of the pool, at least 1.
        small: share of the slots that is the small queue.
        ghost: experts that are remembered, as a share of the slots.
        promoted_at: references that carry an expert from the small queue into the main one.
    Raises:
        ConfigError: a share or a count out of range.
    """

    MOST_ROUNDS = 3

    def __init__(self, slots: int, small: float = 0.1, ghost: float = 0.9, promoted_at: int = 2) -> None:
        super().__init__()
        if not (0 < small <= 1 and ghost >= 0 and promoted_at >= 1):
            raise ConfigError(
                f"s3fifo: small={small}, ghost={ghost}, promoted_at={promoted_at} (expected above 0 and at most 1, at "
                "least 0, at least 1)"
            )
        self._small_slots = max(1, int(slots * small))
        self._main_slots = slots - self._small_slots
        self._ghost_slots = int(slots * ghost)
        self._promoted_at = promoted_at
        self._small: OrderedDict[ExpertId, None] = OrderedDict()
        self._main: OrderedDict[ExpertId, None] = OrderedDict()
        self._ghost: OrderedDict[ExpertId, None] = OrderedDict()
        self._references: dict[ExpertId, int] = {}
        self._was_full = False  # before that, what the small queue has no room for enters the main one

    def loaded(self, expert: ExpertId, position: Position) -> None:
        super().loaded(expert, position)
        fills = not self._was_full and len(self._small) >= self._small_slots
        queue = self._main if expert in self._ghost or fills else self._small
        self._ghost.pop(expert, None)
        while len(self._ghost) > self._ghost_slots:  # not before: who comes back is remembered until it is here
            self._ghost.popitem(last=False)
        queue[expert] = None
        self._references[expert] = 0

    def referenced(self, expert: ExpertId, position: Position) -> None:
        self._references[expert] += 1

    def evicted(self, expert: ExpertId) -> None:
        super().evicted(expert)
        del self._references[expert]
        if expert in self._small:
            del self._small[expert]
            self._ghost[expert] = None
        else:
            del self._main[expert]

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        def free(queue: Iterable[ExpertId]) -> ExpertId | None:
            return next((expert for expert in queue if expert not in pinned), None)

        self._was_full = True
        if len(self._main) <= self._main_slots or free(self._main) is None:
            while (expert := free(self._small)) is not None:
                if self._references[expert] < self._promoted_at:
                    return expert
                del self._small[expert]
                self._main[expert] = None
                self._references[expert] = 0
        while (expert := free(self._main)) is not None:
            if self._references[expert] == 0:
                return expert
            self._references[expert] = min(self._references[expert], self.MOST_ROUNDS) - 1
            self._main.move_to_end(expert)
        return None


class LeastStale(Lru):
    """Experts not used in the present token's pass leave first (after SpecMD, arXiv 2602.03921).

    Assumption: the order is by pass of last use, oldest first; within a pass the expert whose layer decides farthest
    in the future leaves first, because every pass visits the layers in the same order.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pass: dict[ExpertId, int] = {}

    def loaded(self, expert: ExpertId, position: Position) -> None:
        super().loaded(expert, position)
        self._pass[expert] = position.step

    def referenced(self, expert: ExpertId, position: Position) -> None:
        super().referenced(expert, position)
        self._pass[expert] = position.step

    def evicted(self, expert: ExpertId) -> None:
        super().evicted(expert)
        del self._pass[expert]

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        return self._smallest(pinned, lambda expert: (self._pass[expert], -position.distance(expert.layer.position)))


NEVER_RANKED = 1 << 30  # behind every rank


class PredictionAware(Lru):
    """The expert that the table ranks lowest for its layer leaves; the least recent of equals (policy `cepr`).

    The rankings of a layer are the last ones that were made for it; with several sequences an expert's rank is the
    best that any of them gives it. Until a layer has one its experts are all equal, so that without a table this is
    LRU.
    """

    wants_rankings = True

    def __init__(self) -> None:
        super().__init__()
        self._rank: dict[int, dict[int, int]] = {}

    def predicted(self, layer: int, rankings: Sequence[Sequence[int]]) -> None:
        ranks: dict[int, int] = {}
        for ranking in rankings:
            for rank, expert in enumerate(ranking):
                ranks[expert] = min(rank, ranks.get(expert, rank))
        self._rank[layer] = ranks

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        def desirability(expert: ExpertId) -> tuple[int, ...]:
            ranks = self._rank.get(expert.layer.position, {})
            return (-ranks.get(expert.expert, NEVER_RANKED),)

        return self._smallest(pinned, desirability)


class PredictedReuse(PredictionAware):
    """The expert that its layer will want again last, as a table of reuse has it, leaves (policy `reuse`).

    The rankings of a layer are those made after its latest decision, by a table that learnt how soon experts come back.
    """

    wants_rankings = False
    wants_reuse = True


@dataclass(frozen=True)
class Future:
    """When each expert is referenced, for Belady's optimum.

    Attributes:
        decisions: for each expert, the ascending numbers of the decisions that preload or use it.
        preloaded: for each expert, whether the decision of the same index preloads it.
    """

    decisions: Mapping[ExpertId, Sequence[int]] = field(default_factory=dict)
    preloaded: Mapping[ExpertId, Sequence[bool]] = field(default_factory=dict)

    NEVER = 1 << 60
    PRELOADED = 1 << 59

    def next_need(self, expert: ExpertId, decision: int, inclusive: bool) -> int:
        """Return a number that is the larger, the less is lost by giving `expert` up at `decision`.

        An expert that is preloaded before its next use is there again by then, so keeping it saves no miss.
        """
        decisions = self.decisions.get(expert, ())
        index = bisect_right(decisions, decision - 1 if inclusive else decision)
        if index == len(decisions):
            return self.NEVER
        return decisions[index] + (self.PRELOADED if self.preloaded[expert][index] else 0)


class Belady(Lru):
    """The expert that is needed farthest in the future leaves; the most hits that any policy can have.

    With preloads forced by a table the classic rule is not optimal: an expert that will be preloaded before its next
    use need not be kept. Counting such an expert as never needed turns the choice into scheduling unit intervals on
    `slots - 1` machines, for which giving up the interval that ends last is optimal.
    """

    def __init__(self, future: Future) -> None:
        super().__init__()
        self._future = future
        self._decided = -1

    def decided(self, position: Position) -> None:
        self._decided = position.decision  # what this decision uses no longer lies in the future

    def victim(self, pinned: Container[ExpertId], position: Position) -> ExpertId | None:
        decision = position.decision
        inclusive = self._decided < decision
        return self._smallest(pinned, lambda expert: (-self._future.next_need(expert, decision, inclusive),))


POLICIES: tuple[str, ...] = ("lru", "lfu", "fifo", "s3fifo", "least-stale", "cepr", "reuse", "belady")


def make_policy(name: str, slots: int, future: Future | None = None) -> EvictionPolicy:
    """Make one pool's policy.

    Args:
        name: one of `POLICIES`, or of a package that adds policies (`flame.plugins`).
        slots: slots of the pool.
        future: the references to come; needed by `belady` alone, which only a replay can know.
    Raises:
        ConfigError: the name is unknown, or `belady` is asked for without a future.
    """
    if name == "belady":
        if future is None:
            raise ConfigError("eviction policy belady needs the whole trace: use it in a replay, not in a runtime")
        return Belady(future)
    if name == "s3fifo":
        return S3Fifo(slots)
    simple: dict[str, Callable[[], EvictionPolicy]] = {
        "lru": Lru,
        "lfu": Lfu,
        "fifo": Fifo,
        "least-stale": LeastStale,
        "cepr": PredictionAware,
        "reuse": PredictedReuse,
    }
    if name in simple:
        return simple[name]()
    check_policy(name)
    return load_plugin(PLUGINS, name)(slots)  # type: ignore[no-any-return]


def check_policy(name: str) -> None:
    """Refuse a name that neither `POLICIES` nor an installed package has.

    Raises:
        ConfigError: with the near names.
    """
    known = (*POLICIES, *plugin_names(PLUGINS))
    if name not in known:
        raise ConfigError(f"eviction policy {name!r} is unknown: {near_names(name, known)}")


def future_of(references: Iterable[tuple[int, Iterable[ExpertId], Iterable[ExpertId]]]) -> Future:
    """Gather the references of a whole replay.

    Args:
        references: for each decision in order its number, the experts preloaded before it, and those used.
    """
    decisions: dict[ExpertId, list[int]] = {}
    preloaded: dict[ExpertId, list[bool]] = {}
    for number, preloads, used in references:
        marks = dict.fromkeys(used, False) | dict.fromkeys(preloads, True)
        for expert, preload in marks.items():
            decisions.setdefault(expert, []).append(number)
            preloaded.setdefault(expert, []).append(preload)
    return Future(decisions, preloaded)
