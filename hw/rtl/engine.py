"""The preload/compute/buffer engine as registers and gates (paper section 6), written in Amaranth.

Tags, hits, least-recently-used replacement, preloads, demand loads, and the double use of slots. `hw.rtl.simulation`
joins it with its memory channel and runs it; `hw.rtl.arrays` has the memory of the slots and the array of products.
Tools needed: Amaranth 0.5.

Cycle by cycle, an access of the engine is: the router, `router_cycles` long; in its last cycle the tags are compared
and a demand load is queued on a miss; in the next cycle the guess for the coming access is looked up and its preload
queued, or started at once where the channel is free; the expert is computed from the cycle after its last beat. A
transfer begins when the channel is free and the slot that it overwrites has been computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amaranth.hdl import Array, Cat, Elaboratable, Module, Mux, Signal

from flame.errors import ConfigError
from hw.rtl.arrays import SlotMemory


@dataclass(frozen=True)
class EngineShape:
    """Sizes of an engine.

    Args:
        experts: experts of a layer.
        pool_slots: slots of each pool.
        pool_of_layer: for each MoE layer the pool that holds its experts.
        beats: memory words of an expert.
        beat_bits: bits of a memory word.
        abandon_wrong: a preload stops when the router has decided otherwise.
    Raises:
        ConfigError: a size is below 1, or a layer names no pool.
    """

    experts: int
    pool_slots: tuple[int, ...]
    pool_of_layer: tuple[int, ...]
    beats: int
    beat_bits: int
    abandon_wrong: bool

    def __post_init__(self) -> None:
        if min(self.experts, self.beats, self.beat_bits, *self.pool_slots) < 1:
            raise ConfigError(f"engine: {self} (expected every size to be at least 1)")
        if set(self.pool_of_layer) != set(range(len(self.pool_slots))):
            raise ConfigError(f"engine: pool_of_layer={self.pool_of_layer} does not use each of {self.pool_slots} once")

    @property
    def slots(self) -> int:
        return sum(self.pool_slots)

    @property
    def pool_of_slot(self) -> tuple[int, ...]:
        return tuple(pool for pool, slots in enumerate(self.pool_slots) for _ in range(slots))


class PreloadEngine(Elaboratable):  # type: ignore[misc]
    """Buffer control, preload and compute.

    Inputs change in the cycle after `taken`, from one access to the next:

    - `layer`, `expert`: what the router of this access decides; `last` for the last access of all;
    - `guess_valid`, `guess_expert`: the table's prediction for it, looked up in the first of these cycles, while
      the expert before is computed;
    - `router_cycles` (at least 2), `compute_cycles` (at least 1); `enable` low keeps everything still.

    To memory: `start` and `wanted` (an expert's number over all layers), `abort`; from memory `beat` and
    `beat_data`. `weights` shows the word of the slot memory that was read one cycle earlier.

    `idle` is high when the access given last has been computed.
    """

    def __init__(self, shape: EngineShape) -> None:
        self.shape = shape
        experts = len(shape.pool_of_layer) * shape.experts
        self.layer, self.expert = Signal(range(len(shape.pool_of_layer))), Signal(range(shape.experts))
        self.guess_valid, self.guess_expert = Signal(), Signal(range(shape.experts))
        self.router_cycles, self.compute_cycles = Signal(16), Signal(16)
        self.enable, self.last, self.taken, self.idle = Signal(), Signal(), Signal(), Signal()
        self.start, self.abort, self.beat = Signal(), Signal(), Signal()
        self.wanted = Signal(range(experts))
        self.beat_data, self.weights = Signal(shape.beat_bits), Signal(shape.beat_bits)
        # For observers: what the array and the channel do in this cycle, and whether the decision was a hit.
        self.routing, self.computing, self.moving, self.moving_preload = Signal(), Signal(), Signal(), Signal()
        self.hit = Signal()

    def elaborate(self, platform: Any) -> Module:
        m, state = Module(), _State(self.shape)
        self._look_up(m, state)
        self._ask_for_transfers(m, state)
        self._transfer(m, state)
        self._queue(m, state)
        self._use_slots(m, state)
        self._route_and_compute(m, state)
        self._move_words(m, state)
        return m

    def _look_up(self, m: Module, s: _State) -> None:
        """What is looked up in this cycle, the router's expert or the guess, and the slot that has it or is to."""
        shape = self.shape
        m.d.comb += [
            self.routing.eq(s.routing & self.enable),
            s.deciding.eq(self.enable & s.routing & (s.countdown + 1 == self.router_cycles)),
            self.taken.eq(s.deciding),
        ]
        m.d.comb += [
            s.number.eq(self.layer * shape.experts + Mux(s.deciding, self.expert, self.guess_expert)),
            s.pool.eq(Array(shape.pool_of_layer)[self.layer]),
        ]
        matches = Cat(s.valid[i] & (s.tags[i] == s.number) for i in range(shape.slots))
        victims = Cat(
            (s.pool == pool) & (s.rank[i] == shape.pool_slots[pool] - 1) for i, pool in enumerate(shape.pool_of_slot)
        )
        m.d.comb += [s.resident.eq(matches.any()), self.hit.eq(s.deciding & s.resident)]
        m.d.comb += s.chosen.eq(Mux(s.resident, matches, victims))
        for i in range(shape.slots):
            with m.If(s.chosen[i]):
                m.d.comb += s.place.eq(i)
        m.d.comb += s.looking.eq(s.deciding | (self.enable & s.guessing & self.guess_valid))

    def _ask_for_transfers(self, m: Module, s: _State) -> None:
        """Which transfer ends, which is wrong, and which this cycle's look-up asks for."""
        m.d.comb += [
            s.complete.eq(s.busy & self.beat & (s.arrived == self.shape.beats - 1)),
            s.wrong.eq(
                s.deciding & s.busy & s.preload & ~s.complete & (s.moving != s.number) & bool(self.shape.abandon_wrong)
            ),
            self.abort.eq(s.wrong),
        ]
        under_way = s.busy & (s.moving == s.number) & ~s.wrong
        missing = Mux(s.deciding, ~s.resident | ~(s.loaded[s.place] | under_way), ~s.resident)
        m.d.comb += [
            s.fresh.valid.eq(s.looking & missing), s.fresh.preload.eq(~s.deciding), s.fresh.tag.eq(s.number),
            s.fresh.slot.eq(s.place),
        ]  # fmt: skip

    def _transfer(self, m: Module, s: _State) -> None:
        """The channel: a guess may start in the cycle of its look-up, a demand load in that after the decision."""
        m.d.comb += s.head.copy(s.queue[0])
        with m.If(~s.queue[0].valid & ~s.deciding):
            m.d.comb += s.head.copy(s.fresh)
        in_use = s.executing & (s.head.slot == s.current_slot) & (s.head.tag != s.current)
        m.d.comb += [
            self.start.eq(s.head.valid & ~s.busy & ~in_use), self.wanted.eq(s.head.tag),
            self.moving.eq(s.busy | self.start), self.moving_preload.eq(Mux(s.busy, s.preload, s.head.preload)),
        ]  # fmt: skip
        first_beat = self.start & self.beat  # memory without latency answers in the same cycle
        m.d.sync += s.arrived.eq(Mux(self.start, 0, s.arrived) + self.beat)
        at_once = first_beat & (self.shape.beats == 1)
        with m.If(self.start & ~at_once):
            m.d.sync += [
                s.busy.eq(1), s.preload.eq(s.head.preload), s.moving.eq(s.head.tag), s.slot_moving.eq(s.head.slot),
            ]  # fmt: skip
        with m.Elif(s.complete | s.wrong):
            m.d.sync += s.busy.eq(0)
        m.d.comb += [
            s.done.eq(s.complete | at_once), s.done_tag.eq(Mux(s.busy, s.moving, s.head.tag)),
            s.done_slot.eq(Mux(s.busy, s.slot_moving, s.head.slot)),
        ]  # fmt: skip

    def _queue(self, m: Module, s: _State) -> None:
        """Transfers that wait: the head leaves as it starts, what is asked for now takes the first free place."""
        tag, slot = s.ranges
        after = [_Command(tag, slot, f"after{i}") for i in range(2)]
        with m.If(self.start & s.queue[0].valid):
            m.d.comb += after[0].copy(s.queue[1])
        with m.Else():
            m.d.comb += [after[0].copy(s.queue[0]), after[1].copy(s.queue[1])]
        m.d.sync += [s.queue[0].copy(after[0]), s.queue[1].copy(after[1])]
        with m.If(s.fresh.valid & ~(self.start & ~s.queue[0].valid)):
            with m.If(after[0].valid):
                m.d.sync += s.queue[1].copy(s.fresh)
            with m.Else():
                m.d.sync += s.queue[0].copy(s.fresh)

    def _use_slots(self, m: Module, s: _State) -> None:
        """Tags, their order of use, and which of them are loaded."""
        with m.If(s.looking):
            m.d.sync += [s.tags[s.place].eq(s.number), s.valid[s.place].eq(1)]
            for i, pool in enumerate(self.shape.pool_of_slot):
                with m.If(s.chosen[i]):
                    m.d.sync += s.rank[i].eq(0)
                with m.Elif((s.pool == pool) & (s.rank[i] < s.rank[s.place])):
                    m.d.sync += s.rank[i].eq(s.rank[i] + 1)
        with m.If(s.done & s.valid[s.done_slot] & (s.tags[s.done_slot] == s.done_tag)):
            m.d.sync += s.loaded[s.done_slot].eq(1)
        with m.If(s.looking & ~s.resident):
            m.d.sync += s.loaded[s.place].eq(0)

    def _route_and_compute(self, m: Module, s: _State) -> None:
        """The router's cycles, and those of the array once its expert is there."""
        with m.If(self.enable):
            m.d.sync += s.guessing.eq(s.deciding)
            with m.If(s.routing):
                m.d.sync += s.countdown.eq(s.countdown + 1)
        with m.If(s.done & (s.done_tag == s.current)):
            m.d.sync += s.have.eq(1)
        computing = s.executing & s.have
        finishing = computing & (s.computed + 1 == self.compute_cycles)
        m.d.comb += self.computing.eq(computing)
        with m.If(s.deciding):
            m.d.sync += [
                s.routing.eq(0), s.countdown.eq(0), s.executing.eq(1), s.current.eq(s.number),
                s.current_slot.eq(s.place),
                s.have.eq(s.resident & (s.loaded[s.place] | (s.done & (s.done_tag == s.number)))),
                s.computed.eq(0), s.final.eq(self.last),
            ]  # fmt: skip
        with m.Elif(finishing):
            m.d.sync += [s.executing.eq(0), s.routing.eq(~s.final), self.idle.eq(s.final)]
        with m.Elif(computing):
            m.d.sync += s.computed.eq(s.computed + 1)

    def _move_words(self, m: Module, s: _State) -> None:
        """The memory of the slots: what the channel brings is written, what the array needs is read."""
        beats = self.shape.beats
        m.submodules.slots = storage = SlotMemory(self.shape.slots * beats, self.shape.beat_bits)
        m.d.comb += [
            storage.write.eq(self.beat & (s.busy | self.start)),
            storage.write_address.eq(s.done_slot * beats + Mux(self.start, 0, s.arrived)),
            storage.write_data.eq(self.beat_data),
            storage.read_address.eq(s.current_slot * beats + s.computed),
            self.weights.eq(storage.read_data),
        ]


class _Command:
    """A transfer that is asked for."""

    def __init__(self, tag: range, slot: range, name: str) -> None:
        self.valid, self.preload = Signal(name=f"{name}_valid"), Signal(name=f"{name}_preload")
        self.tag, self.slot = Signal(tag, name=f"{name}_tag"), Signal(slot, name=f"{name}_slot")

    def copy(self, other: _Command) -> list[Any]:
        """Assignments that make this command the other one."""
        return [getattr(self, name).eq(getattr(other, name)) for name in ("valid", "preload", "tag", "slot")]


def _initial_ranks(shape: EngineShape) -> Any:
    """One counter a slot: 0 for the slot used last. Slots never used keep the highest ranks: they are taken first."""
    ranks = []
    for pool, slots in enumerate(shape.pool_slots):
        ranks += [Signal(range(slots), init=i, name=f"rank{pool}_{i}") for i in range(slots)]
    return Array(ranks)


class _State:
    """Registers and wires that the parts of an engine share."""

    def __init__(self, shape: EngineShape) -> None:
        tag, slot = self.ranges = range(len(shape.pool_of_layer) * shape.experts), range(shape.slots)
        # The slots: what each holds, and in which order they were used.
        self.tags = Array(Signal(tag, name=f"tag{i}") for i in slot)
        self.valid = Array(Signal(name=f"valid{i}") for i in slot)
        self.loaded = Array(Signal(name=f"loaded{i}") for i in slot)
        self.rank = _initial_ranks(shape)
        # The look-up of this cycle.
        self.deciding, self.looking, self.resident = Signal(), Signal(), Signal()
        self.number, self.pool = Signal(tag), Signal(range(len(shape.pool_slots)))
        self.chosen, self.place = Signal(shape.slots), Signal(slot)
        # The channel: one transfer under way, at most two queued.
        self.busy, self.preload, self.arrived = Signal(), Signal(), Signal(16)
        self.moving, self.slot_moving = Signal(tag), Signal(slot)
        self.complete, self.wrong = Signal(), Signal()
        self.done, self.done_tag, self.done_slot = Signal(), Signal(tag), Signal(slot)
        self.queue = [_Command(tag, slot, f"queue{i}") for i in range(2)]
        self.fresh, self.head = _Command(tag, slot, "fresh"), _Command(tag, slot, "head")
        # Router and array: counters, and the expert that is computed.
        self.routing, self.guessing = Signal(init=1), Signal(init=1)
        self.countdown, self.computed = Signal(16), Signal(16)
        self.executing, self.have, self.final = Signal(), Signal(), Signal()
        self.current, self.current_slot = Signal(tag), Signal(slot)
