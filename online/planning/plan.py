"""A model on a machine: for each choice of value type, pattern and slots whether it fits, and how fast it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from flame.models.moe_model import MoeModel
from flame.models.packed_folder import PackedFolder
from flame.nm_pattern import NMPattern
from flame.routing_profile import RoutingProfile
from online.planning.machine import Machine, expert_seconds, matrix_seconds, measure_machine, packed_seconds
from online.planning.streamed_speed import ModelSizes, Overheads, Speed, measure_overheads, speed
from online.serving.answers import Done, Event, Failed, Piece, Sampling
from online.serving.engine import LONGEST_CONTEXT, Engine
from online.serving.halves import half_bytes
from online.serving.memory_budget import WORKING_BYTES, resident_bytes
from online.serving.teams import apart, as_served

VALUE_TYPES, PATTERNS = ("bf16", "int8", "int4"), ("4:4", "2:4", "1:4")
PROMPT = "Once upon a time"  # that a check goes on from


@dataclass(frozen=True)
class Row:
    """One choice of value type, pattern and slots.

    Args:
        needed_bytes: of the whole process; store_bytes: of the packed experts on disk, or of what is loaded of them.
    """

    value_type: str
    pattern: str
    slots: int
    needed_bytes: int
    store_bytes: int
    hit_ratio: float
    speed: Speed


@dataclass(frozen=True)
class Plan:
    """A model on a machine.

    Args:
        profile: what hits are expected from; None assumes every expert as likely at every token.
        products_s: seconds of a token's products beside the experts.
        expert_s: seconds of one expert, of each value type and pattern that is planned for.
        program_bytes: memory of the program itself.
        family: of the tiny model that was timed.
        little: whether int8 experts are taken apart for drafts: the upper halves of all are resident, and a load is a
            lower half. What drafts bring is not modelled.
    """

    sizes: ModelSizes
    machine: Machine
    overheads: Overheads
    profile: RoutingProfile | None
    products_s: float
    expert_s: Mapping[tuple[str, str], float]
    program_bytes: int
    family: str
    little: bool = False

    @staticmethod
    def on_this_machine(
        model: MoeModel, place: Path, profile: RoutingProfile | None, packed: tuple[str, str] | None = None,
        linear_type: str | None = None,
    ) -> Plan:  # fmt: skip
        """Measure this machine, and time on it what a token of a model takes.

        Args:
            model: whose weights need not be there.
            place: folder on the disk that the store is on, or will be.
            packed: the only value type and pattern to plan for; None plans for `VALUE_TYPES` and `PATTERNS`.
            linear_type: of packed linear layers beside the experts; None for all as the model has them.
        Raises:
            ConfigError: the disk cannot be measured.
        """
        sizes, machine = ModelSizes.of(model, linear_type), apart(lambda: measure_machine(place))

        @as_served()
        def measured() -> Plan:
            overheads, family = measure_overheads(model.hf.config.model_type.replace("-", "_"), sizes.dtype)
            kinds = [packed] if packed else [(kind, pattern) for kind in VALUE_TYPES for pattern in PATTERNS]
            expert_s = {
                (kind, pattern): expert_seconds(sizes.expert_shapes, NMPattern.parse(pattern), kind)
                for kind, pattern in kinds
            }
            products_s = sizes.products_s(
                matrix_seconds(sizes.matrices, sizes.dtype), packed_seconds(sizes.packed, linear_type or "int8")
            )
            return Plan(sizes, machine, overheads, profile, products_s, expert_s, resident_bytes(), family)

        return apart(measured)

    @property
    def base_bytes(self) -> int:
        """Memory beside the slots: the program, the weights that are no expert's, cache, activations."""
        cache = LONGEST_CONTEXT * self.sizes.cache_bytes
        return self.program_bytes + self.sizes.dense_bytes + cache + WORKING_BYTES

    def rows(self) -> Iterator[Row]:
        """Every choice."""
        experts = self.sizes.experts
        for value_type, pattern in self.expert_s:
            draft, slot, _ = self._expert_bytes(value_type, pattern)
            room = self.machine.available_bytes - self.base_bytes - draft * experts * self.sizes.layers
            fitting = room // (slot * self.sizes.layers)
            choices = {max(1, experts // 4), max(1, experts // 2), experts, max(1, min(experts, fitting))}
            for slots in sorted(choices):
                yield self.row(value_type, pattern, slots, self.hits(slots))

    def row(self, value_type: str, pattern: str, slots: int, hits: float) -> Row:
        """One choice, at a hit ratio."""
        draft, slot, expert = self._expert_bytes(value_type, pattern)
        needed = self.base_bytes + self.sizes.layers * (slots * slot + self.sizes.experts * draft)
        store = self.sizes.experts * self.sizes.layers * expert
        cached = min(1.0, max(0.0, (self.machine.available_bytes - needed) / store))
        expert_s = self.expert_s[value_type, pattern]
        modelled = speed(self.sizes, self.machine, self.overheads, self.products_s, expert_s, expert, hits, cached)
        return Row(value_type, pattern, slots, needed, store, hits, modelled)

    def _expert_bytes(self, value_type: str, pattern: str) -> tuple[int, int, int]:
        """Of an expert: what is resident without a slot, what a slot takes, and what a load moves."""
        parsed = NMPattern.parse(pattern)
        if not self.little:
            whole = self.sizes.expert_bytes(parsed, value_type)
            return 0, whole, whole
        halves = [half_bytes(parsed, rows, columns) for rows, columns in self.sizes.expert_shapes]
        upper, lower, joined = (sum(sizes) for sizes in zip(*halves, strict=True))
        return upper, joined, lower

    def hits(self, slots: int) -> float:
        """Expected hits by accesses."""
        if self.profile is not None and self.profile.accesses:
            return self.profile.expected_hit_ratio(slots)
        return min(1.0, slots / self.sizes.experts)


def write(folder: PackedFolder, slots: int, tokens: int) -> Done:
    """Have a packed model write as it would serve, and say how its second answer went; the first fills the buffer.

    Args:
        slots: of a layer.
        tokens: of an answer.
    Raises:
        FlameError: the model cannot be loaded, or cannot answer.
    """
    events: SimpleQueue[Event] = SimpleQueue()
    with Engine.of_folder(folder, slots=slots) as engine:
        for _ in range(2):
            engine.complete(PROMPT, Sampling(tokens), events.put)
            while isinstance(event := events.get(), Piece):
                continue
            if isinstance(event, Failed):
                raise event.error
    assert isinstance(event, Done), "an answer ends so, or fails"
    return event
