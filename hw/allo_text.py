"""What Allo writes, made fit for use: HLS C++ with what its primitives do not reach, and MLIR that runs on a CPU."""

from __future__ import annotations

import re

from hw.blocks import LUT_WORDS

# What holds the slots: read at one place and written at another in the same cycle.
_SLOT_WRITE = re.compile(r"^void keep_(values|places)\([^{]*\{$", re.M)
_SLOT_ARRAY = re.compile(r"^( *)static \S+ (?P<name>__stateful_engine_0_slot_\w+?)(?P<sizes>(\[\d+\])+);$", re.M)
_ACTIVATIONS = re.compile(r"^( *)int16_t activations(\[\d+\])+;$", re.M)  # small parts, one for each lane
# Rows of numbers that a word's lanes update side by side, kept from call to call.
_LANE_STATE = re.compile(r"^( *)static \S+ (?P<name>__stateful_factorised_\w+?)(?P<sizes>(\[\d+\]){2,4});$", re.M)
# What rows have learnt, a row a word of all lanes; rows that move in one loop are those of different experts.
_LEARNT = re.compile(r"^( *)static int16_t (?P<name>__stateful_factorised_\w+?)(?P<sizes>(\[\d+\]){5});$", re.M)
_LEARNING = re.compile(r"^void moved_rows\([^{]* (?P<name>v\d+)(\[\d+\]){5}\n\) \{$", re.M)
_TOTALS = re.compile(r"^( *)int64_t totals\[(\d+)\]\[\d+\];$", re.M)
_DEFINITION = re.compile(r"^ *(?P<type>int32_t|int|ap_int<3[3-9]>) (?P<name>\w+) = (?P<sum>\w+(?: \+ \w+)?);$", re.M)
_ASSIGNMENT = re.compile(r"^ *(?P<name>[a-z_]\w*) = (?P<sum>\w+);$", re.M)
_INDEX = re.compile(r"\[(v\d+)\]")
_URAM_WORDS = 4096
_UNREGISTERED = (
    4  # Assumption: at 300 MHz as many cascaded URAM still answer within the latency that Vitis would choose
)
_SLOWEST = 3  # cycles; the most that bind_storage takes for a memory (UG1399)
_STREAM_MADE = re.compile(r"^(  hls::stream< \S+ > (\w+);\n  #pragma HLS stream variable=\w+ depth=\d+\n)", re.M)
_FUNCTION = re.compile(r"^void (?P<name>\w+)\(\n(?P<parameters>.*?)\n\) \{\n(?P<body>.*?)^\}", re.M | re.S)
_PARAMETER = re.compile(r"\b(v\d+)(?:\[\d+\])*$")
TIDIED = (
    _SLOT_WRITE, _SLOT_ARRAY, _ACTIVATIONS, _TOTALS, _LANE_STATE, _LEARNT, _LEARNING, _STREAM_MADE,
    _DEFINITION, _ASSIGNMENT, _INDEX, _FUNCTION, _PARAMETER,
)  # fmt: skip


def plainly_indexed(code: str) -> str:
    """Emitted code whose indexes are sums of plain int.

    Allo widens each sum by a bit, and a compiler no longer sees that the address behind such a type grows by a word
    an iteration, which is what makes bursts. An index and the parts that it is added up from have less than 32 bits.
    """
    return "\n}\n".join(map(with_plain_indexes, code.split("\n}\n")))


def with_plain_indexes(function: str) -> str:
    """One function of `plainly_indexed`."""
    made: dict[str, list[str]] = {}
    for found in (*_DEFINITION.finditer(function), *_ASSIGNMENT.finditer(function)):
        made.setdefault(found["name"], []).extend(found["sum"].split(" + "))
    wanted, seen = list(_INDEX.findall(function)), set()
    while wanted:
        if (name := wanted.pop()) not in seen:
            seen.add(name)
            wanted += made.get(name, ())

    def plain(found: re.Match[str]) -> str:
        wide = found["type"].startswith("ap_int") and found["name"] in seen
        return found[0].replace(found["type"], "int", 1) if wide else found[0]

    return _DEFINITION.sub(plain, function)


def without_unread(code: str) -> str:
    """Emitted code without arguments that their function does not use, nor, in the end, the ports behind them."""
    for function in _FUNCTION.finditer(code):
        parameters = function["parameters"].split(",\n")
        names = [_PARAMETER.search(parameter)[1] for parameter in parameters]  # type: ignore[index]
        used = [bool(re.search(rf"\b{name}\b", function["body"])) for name in names]
        if all(used) or not any(used):
            continue

        def kept(call: re.Match[str], used: list[bool] = used) -> str:
            passed = [each for each, keeps in zip(call[2].split(", "), used, strict=True) if keeps]
            return f"{call[1]}({', '.join(passed)});"

        declared = ",\n".join(parameter for parameter, keeps in zip(parameters, used, strict=True) if keeps)
        code = code.replace(
            f"void {function['name']}(\n{function['parameters']}\n)", f"void {function['name']}(\n{declared}\n)"
        )
        code = re.sub(rf"^( *{function['name']})\(([^()]*)\);$", kept, code, flags=re.M)
        return without_unread(code)
    return code


def tidied(code: str) -> str:
    """Emitted code without line numbers and long zero initialisers (static objects are zero in C++ without them).

    Streams that no process has, and arguments that no function uses, are left out. Activations lie in LUTs, and
    few sums: each lane has a part of its own. The arrays that
    hold the slots get the pragmas that Allo's primitives do not reach, since they are state: their parts lie side by
    side in URAM, long cascades of which are given their cycles, and what is written (the coming expert) is never what
    is read (the present one). What writes them is part of the loops that do so.
    """
    code = re.sub(r"[ \t]*// L\d+$", "", code, flags=re.M)
    code = re.sub(r"^( *static [^=\n]*) = \{[{}0, ]*\};$", r"\1;", code, flags=re.M)
    code = re.sub(r"^ *// placeholder for const .*\n", "", code, flags=re.M)
    code = without_unread(re.sub(r"[ \t]+$", "", code, flags=re.M))

    def with_pragmas(found: re.Match[str]) -> str:
        slots, words, *parts = map(int, re.findall(r"\d+", found["sizes"]))
        latency = f" latency={_SLOWEST}" if slots * words > _UNREGISTERED * _URAM_WORDS else ""
        pragmas = [
            f"bind_storage variable={{}} type=ram_2p impl=uram{latency}", "dependence variable={} type=inter false",
        ]  # fmt: skip
        if parts:
            pragmas.append("array_reshape variable={} complete dim=3")
        return "\n".join([found[0], *(f"{found[1]}#pragma HLS {p.format(found['name'])}" for p in pragmas)])

    for stream, name in _STREAM_MADE.findall(code):
        if len(re.findall(rf"\b{name}\b", code)) == 2:
            code = code.replace(stream, "")
    in_luts = r"\g<0>\n\g<1>#pragma HLS bind_storage variable=activations type=ram_2p impl=lutram"
    code = _ACTIVATIONS.sub(in_luts, code)

    def few_in_luts(found: re.Match[str]) -> str:
        pragma = f"\n{found[1]}#pragma HLS bind_storage variable=totals type=ram_2p impl=lutram"
        return found[0] + (pragma if int(found[2]) <= LUT_WORDS else "")

    code = _TOTALS.sub(few_in_luts, code)

    def side_by_side(found: re.Match[str]) -> str:
        last = found["sizes"].count("[")
        return f"{found[0]}\n{found[1]}#pragma HLS array_partition variable={found['name']} complete dim={last}"

    def in_uram(found: re.Match[str]) -> str:
        pragmas = (
            f"array_reshape variable={found['name']} complete dim=5",
            f"bind_storage variable={found['name']} type=ram_2p impl=uram",
        )
        return "\n".join([found[0], *(f"{found[1]}#pragma HLS {pragma}" for pragma in pragmas)])

    code = _LEARNT.sub(in_uram, _LANE_STATE.sub(side_by_side, code))
    code = _LEARNING.sub(r"\g<0>\n  #pragma HLS dependence variable=\g<name> type=inter false", code)
    code = plainly_indexed(_SLOT_WRITE.sub(r"\g<0>\n  #pragma HLS inline", code))
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
