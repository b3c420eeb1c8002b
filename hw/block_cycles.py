"""Cycles of an emitted kernel without streams, from the loops of its own text; modelled.

Innermost loops are pipelined, whether a pragma says so or Vitis does it by itself (UG1399), and take in the loops that
hold nothing else. An iteration starts each cycle; where a loop reads and writes one and the same element of a float
array, it waits for its own last result. Functions and other loops follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flame.errors import FormatError
from hw.kernel_cycles import LOOP_DEPTH_CYCLES

RECURRENCE_CYCLES = 10  # Assumption: a float addition at 300 MHz, with the element read before and written after it
_LOOP = re.compile(r"(?:\w+: )?for \(int (\w+) = 0; \w+ < (\d+); \w+\+\+\) \{")
_FUNCTION = re.compile(r"^void (\w+)\($(.*?)^\}$", re.M | re.S)
_CALL = re.compile(r"(\w+)\([^()=]*\);")
_READ = re.compile(r"float \w+ = (\w+(?:\[[^\]]*\])+);")
_WRITE = re.compile(r"(\w+(?:\[[^\]]*\])+) = \w+;")


@dataclass
class _Loop:
    variable: str
    trips: int
    inside: list[_Loop | str] = field(default_factory=list)  # loops, calls and other lines
    pipelined: bool = False
    unrolled: bool = False

    def lines(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, _Loop):
                yield from each.lines()
            else:
                yield each


def modelled_cycles(code: str, top: str) -> int:
    """Cycles of one call of `top`.

    Raises:
        FormatError: the text has no such function.
    """
    functions = {found[1]: _parsed(found[2]) for found in _FUNCTION.finditer(code)}
    if top not in functions:
        raise FormatError(f"{top}: no such function in the emitted text (it has {', '.join(functions)})")

    def cost(loop: _Loop) -> int:
        total = 0
        for each in loop.inside:
            if isinstance(each, _Loop):
                total += looped(each, 1)
            elif name := called(each):
                total += cost(functions[name])
        return total

    def looped(loop: _Loop, times: int) -> int:
        inner = [each for each in loop.inside if isinstance(each, _Loop) and not each.unrolled]
        calls = [each for each in loop.inside if isinstance(each, str) and called(each)]
        if loop.pipelined or not inner + calls:
            return LOOP_DEPTH_CYCLES + _interval(loop) * times * loop.trips
        if inner == loop.inside and len(inner) == 1:  # one loop alone: both become one
            return looped(inner[0], times * loop.trips)
        return times * loop.trips * cost(loop)

    def called(line: str) -> str | None:
        found = _CALL.fullmatch(line)
        return found[1] if found and found[1] in functions else None

    return cost(functions[top])


def _parsed(text: str) -> _Loop:
    """The body of a function as a tree."""
    whole = _Loop("", 1)
    open_blocks: list[_Loop | None] = [whole]  # None for a block that is no loop
    for line in map(str.strip, text.splitlines()):
        inner = next(block for block in reversed(open_blocks) if block is not None)
        if loop := _LOOP.fullmatch(line):
            made = _Loop(loop[1], int(loop[2]))
            inner.inside.append(made)
            open_blocks.append(made)
        elif line.startswith("#pragma HLS pipeline"):
            inner.pipelined = True
        elif line.startswith("#pragma HLS unroll"):
            inner.unrolled = True
        elif line.startswith("}"):
            open_blocks.pop() if len(open_blocks) > 1 else None
            if line.endswith("{"):
                open_blocks.append(None)
        elif line.endswith("{") and not line.startswith(")"):
            open_blocks.append(None)
        elif line and not line.startswith(("#", "//")):
            inner.inside.append(line)
    return whole


def _interval(loop: _Loop) -> int:
    """Cycles from an iteration to the next."""
    lines = list(loop.lines())
    read = {found[1] for line in lines if (found := _READ.fullmatch(line))}
    written = {found[1] for line in lines if (found := _WRITE.fullmatch(line))}
    again = [place for place in read & written if not re.search(rf"\b{loop.variable}\b", _with_sums(place, lines))]
    return RECURRENCE_CYCLES if again else 1


def _with_sums(place: str, lines: list[str]) -> str:
    """A place with what its indexes were computed from."""
    sums = {found[1]: found[2] for line in lines if (found := re.fullmatch(r"int (\w+) = (.*);", line))}
    for name in re.findall(r"\w+", place):
        place += " " + sums.get(name, "")
    return place
