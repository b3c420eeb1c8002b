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
        m, shape = Module(), self.shape
        count, experts = shape.slots, shape.experts
        tag_shape, slot_shape = range(len(shape.pool_of_layer) * experts), range(count)
        tags = Array(Signal(tag_shape, name=f"tag{i}") for i in range(count))
        valid = Array(Signal(name=f"valid{i}") for i in range(count))
        loaded = Array(Signal(name=f"loaded{i}") for i in range(count))
        rank = _initial_ranks(shape)

        # What is looked up in this cycle: the router's expert, or the guess.
        routing, guessing = Signal(init=1), Signal(init=1)
        countdown, computed = Signal(16), Signal(16)
        deciding = Signal()
        m.d.comb += [
            self.routing.eq(routing & self.enable),
            deciding.eq(self.enable & routing & (countdown + 1 == self.router_cycles)),
            self.taken.eq(deciding),
        ]
        number, pool = Signal(tag_shape), Signal(range(len(shape.pool_slots)))
        m.d.comb += [
            number.eq(self.layer * experts + Mux(deciding, self.expert, self.guess_expert)),
            pool.eq(Array(shape.pool_of_layer)[self.layer]),
        ]
        matches = Cat(valid[i] & (tags[i] == number) for i in range(count))
        victims = Cat(
            (pool == of_pool) & (rank[i] == shape.pool_slots[of_pool] - 1)
            for i, of_pool in enumerate(shape.pool_of_slot)
        )
        resident, place = Signal(), Signal(slot_shape)
        m.d.comb += [resident.eq(matches.any()), self.hit.eq(deciding & resident)]
        chosen = Signal(count)
        m.d.comb += chosen.eq(Mux(resident, matches, victims))
        for i in range(count):
            with m.If(chosen[i]):
                m.d.comb += place.eq(i)

        # The channel: one transfer under way, at most two queued.
        busy, preload, moving, slot_moving, arrived = (
            Signal(),
            Signal(),
            Signal(tag_shape),
            Signal(slot_shape),
            Signal(16),
        )
        queue = [_Command(tag_shape, slot_shape, f"queue{i}") for i in range(2)]
        fresh = _Command(tag_shape, slot_shape, "fresh")
        current, current_slot, have = Signal(tag_shape), Signal(slot_shape), Signal()
        executing = Signal()
        complete, wrong = Signal(), Signal()
        m.d.comb += [
            complete.eq(busy & self.beat & (arrived == shape.beats - 1)),
            wrong.eq(deciding & busy & preload & ~complete & (moving != number) & bool(shape.abandon_wrong)),
            self.abort.eq(wrong),
        ]
        under_way = busy & (moving == number) & ~wrong
        looking = deciding | (self.enable & guessing & self.guess_valid)
        missing = Mux(deciding, ~resident | ~(loaded[place] | under_way), ~resident)
        m.d.comb += [
            fresh.valid.eq(looking & missing), fresh.preload.eq(~deciding), fresh.tag.eq(number), fresh.slot.eq(place),
        ]  # fmt: skip

        # A guess may start in the cycle of its look-up; a demand load starts in the cycle after the decision.
        head = _Command(tag_shape, slot_shape, "head")
        m.d.comb += head.copy(queue[0])
        with m.If(~queue[0].valid & ~deciding):
            m.d.comb += head.copy(fresh)
        in_use = executing & (head.slot == current_slot) & (head.tag != current)
        m.d.comb += [
            self.start.eq(head.valid & ~busy & ~in_use), self.wanted.eq(head.tag), self.moving.eq(busy | self.start),
            self.moving_preload.eq(Mux(busy, preload, head.preload)),
        ]  # fmt: skip
        first_beat = self.start & self.beat  # memory without latency answers in the same cycle
        m.d.sync += arrived.eq(Mux(self.start, 0, arrived) + self.beat)
        at_once = first_beat & (shape.beats == 1)
        with m.If(self.start & ~at_once):
            m.d.sync += [busy.eq(1), preload.eq(head.preload), moving.eq(head.tag), slot_moving.eq(head.slot)]
        with m.Elif(complete | wrong):
            m.d.sync += busy.eq(0)
        taken_from_queue = self.start & queue[0].valid
        pushed = fresh.valid & ~(self.start & ~queue[0].valid)
        after = [_Command(tag_shape, slot_shape, f"after{i}") for i in range(2)]
        with m.If(taken_from_queue):
            m.d.comb += after[0].copy(queue[1])
        with m.Else():
            m.d.comb += [after[0].copy(queue[0]), after[1].copy(queue[1])]
        m.d.sync += [queue[0].copy(after[0]), queue[1].copy(after[1])]
        with m.If(pushed):
            with m.If(after[0].valid):
                m.d.sync += queue[1].copy(fresh)
            with m.Else():
                m.d.sync += queue[0].copy(fresh)

        # Tags and their order of use.
        with m.If(looking):
            m.d.sync += [tags[place].eq(number), valid[place].eq(1)]
            for i, of_pool in enumerate(shape.pool_of_slot):
                with m.If(chosen[i]):
                    m.d.sync += rank[i].eq(0)
                with m.Elif((pool == of_pool) & (rank[i] < rank[place])):
                    m.d.sync += rank[i].eq(rank[i] + 1)
        done_tag, done_slot = Mux(busy, moving, head.tag), Mux(busy, slot_moving, head.slot)
        done = complete | at_once
        with m.If(done & valid[done_slot] & (tags[done_slot] == done_tag)):
            m.d.sync += loaded[done_slot].eq(1)
        with m.If(looking & ~resident):
            m.d.sync += loaded[place].eq(0)

        # Router and array.
        with m.If(self.enable):
            m.d.sync += guessing.eq(deciding)
            with m.If(routing):
                m.d.sync += countdown.eq(countdown + 1)
        with m.If(done & (done_tag == current)):
            m.d.sync += have.eq(1)
        final = Signal()
        computing = executing & have
        finishing = computing & (computed + 1 == self.compute_cycles)
        m.d.comb += self.computing.eq(computing)
        with m.If(deciding):
            m.d.sync += [
                routing.eq(0), countdown.eq(0), executing.eq(1), current.eq(number), current_slot.eq(place),
                have.eq(resident & (loaded[place] | (done & (done_tag == number)))),
                computed.eq(0), final.eq(self.last),
            ]  # fmt: skip
        with m.Elif(finishing):
            m.d.sync += [executing.eq(0), routing.eq(~final), self.idle.eq(final)]
        with m.Elif(computing):
            m.d.sync += computed.eq(computed + 1)

        m.submodules.slots = storage = SlotMemory(count * shape.beats, shape.beat_bits)
        write_slot = Mux(busy, slot_moving, head.slot)
        m.d.comb += [
            storage.write.eq(self.beat & (busy | self.start)),
            storage.write_address.eq(write_slot * shape.beats + Mux(self.start, 0, arrived)),
            storage.write_data.eq(self.beat_data),
            storage.read_address.eq(current_slot * shape.beats + computed),
            self.weights.eq(storage.read_data),
        ]
        return m


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
