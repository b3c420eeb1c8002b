"""The memory of the slots and the array of products, by themselves, for Yosys to count (`hw.rtl.yosys`).

Tools needed: Amaranth 0.5. Products: RTLIL text.
"""

from __future__ import annotations

from typing import Any

from amaranth.back import rtlil
from amaranth.hdl import Array, Elaboratable, Module, Mux, Signal, signed
from amaranth.lib.memory import Memory


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


def rtlil_text(design: SlotMemory | MacArray, name: str) -> str:
    """The design by itself as RTLIL, which Yosys reads."""
    return str(rtlil.convert(design, name=name, ports=design.ports()))
