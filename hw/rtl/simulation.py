"""The engine with its memory channel, run cycle by cycle. Tools needed: Amaranth 0.5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amaranth.hdl import Elaboratable, Module, Mux, Signal

from flame.errors import ConfigError
from hw.rtl.engine import EngineShape, PreloadEngine


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
    bench = _Bench(top, accesses, router_cycles, compute_cycles, stalls)
    simulator = Simulator(top)
    simulator.add_clock(1e-6)
    simulator.add_testbench(bench.run)
    simulator.run()
    spans = [bench.computing[i : i + compute_cycles] for i in range(0, len(bench.computing), compute_cycles)]
    return Simulated(
        bench.cycle, tuple(bench.decided), tuple((span[0], span[-1] + 1) for span in spans),
        tuple((start, end) for start, end in bench.transfers), bench.hits, bench.wrong_words,
    )  # fmt: skip


class _Bench:
    """Shows the engine a trace, and notes what it does."""

    def __init__(
        self, top: EngineAndMemory, accesses: Sequence[Access], router_cycles: int, compute_cycles: int,
        stalls: Sequence[bool],
    ) -> None:  # fmt: skip
        self.top, self.accesses, self.stalls = top, accesses, stalls
        self.router_cycles, self.compute_cycles = router_cycles, compute_cycles
        self.decided: list[int] = []
        self.computing: list[int] = []
        self.transfers: list[list[int]] = []
        self.hits = self.wrong_words = self.cycle = 0
        self._expected: int | None = None  # word that the slots show in this cycle

    async def run(self, ctx: Any) -> None:
        """The whole trace, until the engine is idle."""
        engine = self.top.engine
        ctx.set(engine.router_cycles, self.router_cycles)
        ctx.set(engine.compute_cycles, self.compute_cycles)
        self._show(ctx)
        ctx.set(engine.enable, 1)
        while not ctx.get(engine.idle):
            ctx.set(self.top.channel.stall, bool(self.cycle < len(self.stalls) and self.stalls[self.cycle]))
            self._observe(ctx)
            taken = ctx.get(engine.taken)
            await ctx.tick()
            self.cycle += 1
            if taken:
                self.decided.append(self.cycle)
                self._show(ctx)

    def _show(self, ctx: Any) -> None:
        """Inputs from the cycle after a decision on: the guess for the coming access, and what it will be."""
        engine, number = self.top.engine, len(self.decided)
        known = number < len(self.accesses) and self.accesses[number].guess is not None
        ctx.set(engine.guess_valid, known)
        if number == len(self.accesses):
            return
        access = self.accesses[number]
        if known:
            ctx.set(engine.guess_expert, access.guess)
        ctx.set(engine.layer, access.layer)
        ctx.set(engine.expert, access.expert)
        ctx.set(engine.last, number == len(self.accesses) - 1)

    def _observe(self, ctx: Any) -> None:
        """Note transfers, the words that are read, and the decision of this cycle."""
        engine, shape = self.top.engine, self.top.engine.shape
        if ctx.get(engine.start):
            self.transfers.append([self.cycle, self.cycle])
        if ctx.get(engine.moving):
            self.transfers[-1][1] = self.cycle + 1
        if self._expected is not None:
            self.wrong_words += ctx.get(engine.weights) != self._expected % 2**shape.beat_bits
        self._expected = None
        if ctx.get(engine.computing):
            word = len(self.computing) - (len(self.decided) - 1) * self.compute_cycles
            if word < shape.beats:
                access = self.accesses[len(self.decided) - 1]
                self._expected = (access.layer * shape.experts + access.expert) * shape.beats + word
            self.computing.append(self.cycle)
        self.hits += ctx.get(engine.hit)
