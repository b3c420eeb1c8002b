"""What Allo writes, made fit for use: HLS C++ with what its primitives do not reach, and MLIR that runs on a CPU."""

from __future__ import annotations

import re

# What holds the slots: read at one place and written at another in the same cycle.
_SLOT_WRITE = re.compile(r"^void keep_(values|places)\([^{]*\{$", re.M)
_SLOT_ARRAY = re.compile(r"^( *)static \S+ (?P<name>__stateful_engine_0_slot_\w+?)(?P<sizes>(\[\d+\])+);$", re.M)
TIDIED = (_SLOT_WRITE, _SLOT_ARRAY)


def tidied(code: str) -> str:
    """Emitted code without line numbers and long zero initialisers (static objects are zero in C++ without them).

    The arrays that hold the slots get the pragmas that Allo's primitives do not reach, since they are state: their
    parts lie side by side in URAM, and what is written (the coming expert) is never what is read (the present one).
    What writes them is part of the loops that do so.
    """
    code = re.sub(r"[ \t]*// L\d+$", "", code, flags=re.M)
    code = re.sub(r"^( *static [^=\n]*) = \{[{}0, ]*\};$", r"\1;", code, flags=re.M)
    code = re.sub(r"^ *// placeholder for const .*\n", "", code, flags=re.M)
    code = re.sub(r"[ \t]+$", "", code, flags=re.M)

    def with_pragmas(found: re.Match[str]) -> str:
        pragmas = ["bind_storage variable={} type=ram_2p impl=uram", "dependence variable={} type=inter false"]
        if found["sizes"].count("[") == 3:
            pragmas.append("array_reshape variable={} complete dim=3")
        return "\n".join([found[0], *(f"{found[1]}#pragma HLS {p.format(found['name'])}" for p in pragmas)])

    code = _SLOT_WRITE.sub(r"\g<0>\n  #pragma HLS inline", code)
    return _SLOT_ARRAY.sub(with_pragmas, code).strip("\n") + "\n"


_STREAM = re.compile(r"!allo\.stream<(\w+), \d+>")


def _ends(stream: str) -> str:
    return f"%ends_of_{stream[1:]}"


def in_sequence(region: str, most: int) -> str:
    """A dataflow region in MLIR with its processes one after the other, each stream an array and its two ends.

    That is one of the orders in which the processes may run, and gives the answer of all: their streams lead from a
    process to later ones only, and a process cannot see how far another is.

    Args:
        most: words that a stream takes in one call.
    """
    lines = []
    for number, line in enumerate(region.splitlines()):
        word = next(iter(_STREAM.findall(line)), "")
        array, name = f"memref<{most}x{word}>", f"%stream_{number}"
        if made := re.match(r" *(%\w+) = allo\.stream_construct", line):
            ends = _ends(made[1])
            lines += [f"{made[1]} = memref.alloc() : {array}", f"{ends} = memref.alloc() : memref<2xindex>"]
            lines.append(f"{name} = arith.constant 0 : index")
            for at in (0, 1):
                lines += [f"{name}_{at} = arith.constant {at} : index"]
                lines += [f"memref.store {name}, {ends}[{name}_{at}] : memref<2xindex>"]
        elif moved := re.match(r"(.*)allo\.stream_(put|get)\((%\w+), \[\](?:, (%\w+))?\)", line):
            result, way, stream, value = moved.groups()
            end = f"{_ends(stream)}[{name}_end] : memref<2xindex>"
            lines += [
                f"{name}_end = arith.constant {int(way == 'put')} : index",
                f"{name}_one = arith.constant 1 : index",
                f"{name}_at = memref.load {end}",
                f"{name}_next = arith.addi {name}_at, {name}_one : index",
                f"memref.store {name}_next, {end}",
            ]
            unsigned = "{unsigned} " if "{unsigned}" in line else ""
            place = f"{stream}[{name}_at] {unsigned}: {array}"
            lines.append(f"memref.store {value}, {place}" if way == "put" else f"{result}memref.load {place}")
        elif word:  # a process, or its call: its streams come last
            if operands := re.search(r"(?<=call @)\w+\((.*?)\)", line):
                passed = operands[1].split(", ")
                streams = passed[-len(_STREAM.findall(line)) :]
                both = passed[: -len(streams)] + [name for stream in streams for name in (stream, _ends(stream))]
                line = line.replace(operands[1], ", ".join(both), 1)
                line = _STREAM.sub(rf"memref<{most}x\1>, memref<2xindex>", line)
            else:
                pair = rf"%\1: memref<{most}x\2>, {_ends('%')}\1: memref<2xindex>"
                line = re.sub(rf"%(\w+): {_STREAM.pattern}", pair, line)
            lines.append(line)
        else:
            lines.append(line)
    return "\n".join(lines)
