"""The preload/compute/buffer engine as registers and gates (paper section 6), written in Amaranth.

Three parts that can be simulated and synthesised: the engine (tags, hit, least-recently-used replacement, preload,
demand load, double use of slots), the memory channel that it reads from, and the array of multiply-accumulates with
the selection of inputs that N:M sparsity needs. Tools needed: Amaranth 0.5 to simulate, Yosys to count resources
(`hw.rtl.yosys`). Products: RTLIL text.

Cycle by cycle, an access of the engine is: the router, `router_cycles` long; in its last cycle the tags are compared
and a demand load is queued on a miss; in the next cycle the guess for the coming access is looked up and its preload
queued, or started at once where the channel is free; the expert is computed from the cycle after its last beat. A
transfer begins when the channel is free and the slot that it overwrites has been computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amaranth.back import rtlil
from amaranth.hdl import Array, Cat, Elaboratable, Module, Mux, Signal, signed
from amaranth.lib.memory import Memory

from flame.errors import ConfigError


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


class MemoryChannel(Elaboratable):  # type: ignore[misc]
    """Off-chip memory as the engine sees it: the first beat `latency` cycles after `start`, then one a cycle.

    No beat comes in a cycle in which `stall` is high (refresh, a change of row, another master). `abort` ends the
    transfer. Beat `i` of expert `e` carries `e * beats + i`, cut to the width.
    """

    def __init__(self, shape: EngineShape, latency: int) -> None:
        self.shape, self.latency = shape, latency
        self.start, self.abort, self.stall, self.beat = Signal(), Signal(), Signal(), Signal()
        self.wanted = Signal(range(len(shape.pool_of_layer) * shape.experts))
        self.beat_data = Signal(shape.beat_bits)

    def elaborate(self, platform: Any) -> Module:
        m = Module()
        waited, sent = Signal(range(self.latency + 1)), Signal(range(self.shape.beats + 1))
        active, expert = Signal(), Signal.like(self.wanted)
        left = Mux(self.start, self.latency, waited)
        index, number = Mux(self.start, 0, sent), Mux(self.start, self.wanted, expert)
        m.d.comb += [
            self.beat.eq((self.start | active) & (left == 0) & ~self.stall),
            self.beat_data.eq(number * self.shape.beats + index),
        ]
        with m.If(self.start | active):
            m.d.sync += [
                expert.eq(number), waited.eq(Mux(left == 0, 0, left - 1)), sent.eq(index + self.beat),
                active.eq(~self.abort & ~(self.beat & (index == self.shape.beats - 1))),
            ]  # fmt: skip
        return m


class SlotMemory(Elaboratable):  # type: ignore[misc]
    """The slots themselves: one write and one read port, in UltraRAM where the device has it."""

    def __init__(self, depth: int, width: int) -> None:
        self.depth, self.width = depth, width
        self.write, self.write_data, self.read_data = Signal(), Signal(width), Signal(width)
        self.write_address, self.read_address = Signal(range(max(depth, 2))), Signal(range(max(depth, 2)))

    def ports(self) -> list[Any]:
        """Ports of the module by itself."""
        return [self.write, self.write_address, self.write_data, self.read_address, self.read_data]

    def elaborate(self, platform: Any) -> Module:
        m = Module()
        m.submodules.words = words = Memory(
            shape=self.width, depth=self.depth, init=[], attrs={"ram_style": "ultra", "no_rw_check": 1}
        )
        write, read = words.write_port(), words.read_port()
        m.d.comb += [
            write.en.eq(self.write), write.addr.eq(self.write_address), write.data.eq(self.write_data),
            read.en.eq(1), read.addr.eq(self.read_address), self.read_data.eq(read.data),
        ]  # fmt: skip
        return m


class MacArray(Elaboratable):  # type: ignore[misc]
    """`rows * keep` int8 products a cycle, each with the input that its place selects, summed into int32 a row.

    Inputs: `x` (`group` values), `values` (`rows * keep`, row by row), `places` (as many), `clear` starts
    new sums, `enable` adds. Two registers lie between an input and its sum.
    """

    def __init__(self, rows: int, keep: int, group: int) -> None:
        self.rows, self.keep, self.group = rows, keep, group
        self.x = [Signal(signed(8), name=f"x{i}") for i in range(group)]
        self.values = [Signal(signed(8), name=f"value{i}") for i in range(rows * keep)]
        self.places = [Signal(range(max(group, 2)), name=f"place{i}") for i in range(rows * keep)]
        self.clear, self.enable = Signal(), Signal()
        self.sums = [Signal(signed(32), name=f"sum{i}") for i in range(rows)]

    def ports(self) -> list[Any]:
        """Ports of the module by itself."""
        return [*self.x, *self.values, *self.places, self.clear, self.enable, *self.sums]

    def elaborate(self, platform: Any) -> Module:
        m = Module()
        inputs = Array(self.x)
        adding, clearing = Signal(), Signal()
        m.d.sync += [adding.eq(self.enable), clearing.eq(self.clear)]
        products = []
        for i, (value, place) in enumerate(zip(self.values, self.places, strict=True)):
            picked = self.x[i % self.keep] if self.keep == self.group else inputs[place]
            product = Signal(signed(16), name=f"product{i}")
            m.d.sync += product.eq(value * picked)
            products.append(product)
        for row, total in enumerate(self.sums):
            added: Any = sum(products[row * self.keep : (row + 1) * self.keep])
            with m.If(adding):
                m.d.sync += total.eq(Mux(clearing, 0, total) + added)
        return m


class EngineAndMemory(Elaboratable):  # type: ignore[misc]
    """The engine joined with its memory channel."""

    def __init__(self, shape: EngineShape, latency: int) -> None:
        self.engine, self.channel = PreloadEngine(shape), MemoryChannel(shape, latency)

    def elaborate(self, platform: Any) -> Module:
        m = Module()
        m.submodules.engine, m.submodules.channel = engine, channel = self.engine, self.channel
        m.d.comb += [
            channel.start.eq(engine.start), channel.abort.eq(engine.abort), channel.wanted.eq(engine.wanted),
            engine.beat.eq(channel.beat), engine.beat_data.eq(channel.beat_data),
        ]  # fmt: skip
        return m


@dataclass(frozen=True)
class Access:
    """One use of an expert: what the table guessed (None for no guess) and what the router chose."""

    layer: int
    expert: int
    guess: int | None


@dataclass(frozen=True)
class Simulated:
    """What the engine did.

    Attributes:
        cycles: from the first cycle of the first router to the last cycle of the last expert, both included.
        decided: cycle after each decision.
        computing: first and one-past-last cycle of each expert.
        transfers: first and one-past-last cycle of each transfer.
        hits: decisions that found their expert's tag.
        wrong_words: words that were read from a slot and were not the current expert's.
    """

    cycles: int
    decided: tuple[int, ...]
    computing: tuple[tuple[int, int], ...]
    transfers: tuple[tuple[int, int], ...]
    hits: int
    wrong_words: int


def simulate(
    shape: EngineShape,
    accesses: Sequence[Access],
    latency: int,
    router_cycles: int,
    compute_cycles: int,
    stalls: Sequence[bool] = (),
) -> Simulated:
    """Run the engine on a trace, cycle by cycle.

    Args:
        stalls: for each cycle whether memory is silent; none after the last.
    Raises:
        ConfigError: there is no access, or a duration that the engine cannot have.
    """
    from amaranth.sim import Simulator

    if not accesses or router_cycles < 2 or compute_cycles < 1 or latency < 0:
        raise ConfigError(
            f"engine: {len(accesses)} accesses, router_cycles={router_cycles}, compute_cycles={compute_cycles}, "
            f"latency={latency} (expected at least 1, 2, 1 and 0)"
        )
    top = EngineAndMemory(shape, latency)
    engine = top.engine
    decided: list[int] = []
    computing: list[int] = []
    transfers: list[list[int]] = []
    hits = wrong_words = cycle = 0

    async def bench(ctx: Any) -> None:
        nonlocal hits, wrong_words, cycle
        expected = -1

        def show(number: int) -> None:
            """Inputs from the cycle after a decision on: the guess for the coming access, and what it will be."""
            known = number < len(accesses) and accesses[number].guess is not None
            ctx.set(engine.guess_valid, known)
            if number == len(accesses):
                return
            access = accesses[number]
            if known:
                ctx.set(engine.guess_expert, access.guess)
            ctx.set(engine.layer, access.layer)
            ctx.set(engine.expert, access.expert)
            ctx.set(engine.last, number == len(accesses) - 1)

        ctx.set(engine.router_cycles, router_cycles)
        ctx.set(engine.compute_cycles, compute_cycles)
        show(0)
        ctx.set(engine.enable, 1)
        while not ctx.get(engine.idle):
            ctx.set(top.channel.stall, bool(cycle < len(stalls) and stalls[cycle]))
            if ctx.get(engine.start):
                transfers.append([cycle, cycle])
            if ctx.get(engine.moving):
                transfers[-1][1] = cycle + 1
            if expected >= 0:
                wrong_words += ctx.get(engine.weights) != expected % 2**shape.beat_bits
            expected = -1
            if ctx.get(engine.computing):
                word = len(computing) - (len(decided) - 1) * compute_cycles
                if word < shape.beats:
                    access = accesses[len(decided) - 1]
                    expected = (access.layer * shape.experts + access.expert) * shape.beats + word
                computing.append(cycle)
            taken = ctx.get(engine.taken)
            hits += ctx.get(engine.hit)
            await ctx.tick()
            cycle += 1
            if taken:
                decided.append(cycle)
                show(len(decided))

    simulator = Simulator(top)
    simulator.add_clock(1e-6)
    simulator.add_testbench(bench)
    simulator.run()
    spans = [computing[i : i + compute_cycles] for i in range(0, len(computing), compute_cycles)]
    return Simulated(
        cycle, tuple(decided), tuple((span[0], span[-1] + 1) for span in spans),
        tuple((start, end) for start, end in transfers), hits, wrong_words,
    )  # fmt: skip


def rtlil_text(design: SlotMemory | MacArray, name: str) -> str:
    """The design by itself as RTLIL, which Yosys reads."""
    return str(rtlil.convert(design, name=name, ports=design.ports()))
