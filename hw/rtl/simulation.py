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
