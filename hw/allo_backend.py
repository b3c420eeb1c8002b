"""Allo: simulation on the CPU and emission of HLS C++. The only file that imports it.

Tools needed: Allo (https://github.com/cornell-zhang/allo, from source: Python 3.12, an LLVM/MLIR 22.1 build named by
`LLVM_BUILD_DIR`). Product: `emit` returns the text that is kept under `hw/generated`, so that everybody
else has the kernels of the designs kept there (`emitted`).
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import io
import json
import re
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import asdict, fields, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError, FlameError, ToolchainMissing
from flame.nm_pattern import NMPattern
from hw.design import PROBABILITY_BITS, Design, exp_tables, gelu_table
from hw.kernels import (
    attention_moe,
    cepr_lookup,
    dense_expert,
    expert_buffer,
    moe_layer,
    products,
    router,
    sparse_expert,
)

KERNELS: dict[str, ModuleType] = {
    "router": router,
    "cepr_lookup": cepr_lookup,
    "expert_buffer": expert_buffer,
    "sparse_expert": sparse_expert,
    "dense_expert": dense_expert,
    "moe_layer": moe_layer,
}
GENERATED = Path(__file__).parent / "generated"
SLOT_PART_BITS = 32  # what Allo takes out of a word at once; reshaping puts a slot's parts side by side again
STREAM_DEPTH = 16  # words between fetching and computing: two bursts of half a FIFO's block each

# The designs that hw/generated holds, each with the kernels that the tests or the project need of it.
_MINI = Design(
    d_model=128, d_ff=256, pattern=NMPattern(2, 4), rows=16, experts=8, moe_layers=6, known_layers=3, slots=2
)
_TINY = Design(  # short enough to read, and to simulate in no time
    d_model=32, d_ff=64, pattern=NMPattern(2, 4), rows=4, experts=4, moe_layers=2, known_layers=3, slots=2
)
_U200 = Design(  # switch-base-8 on the U200, a unit for each memory channel: the designs of experiment=table1
    d_model=768, d_ff=3072, pattern=NMPattern(2, 4), rows=32, experts=8, moe_layers=6, known_layers=3, slots=1, units=4
)
KEPT: dict[str, tuple[Design, tuple[str, ...]]] = {
    "switch_mini_8": (_MINI, ("router", "cepr_lookup", "expert_buffer", "sparse_expert", "moe_layer")),
    "switch_mini_8_16bit": (replace(_MINI, value_bits=16), ("sparse_expert", "moe_layer")),
    "switch_tiny_4": (_TINY, ("moe_layer",)),
    "switch_tiny_4_2_units": (replace(_TINY, units=2), ("moe_layer",)),
    "switch_base_8_u200": (_U200, ("moe_layer",)),
    "switch_base_8_u200_shared": (replace(_U200, slots=8, shared_slots=True, known_layers=6), ("moe_layer",)),
    "switch_base_8_u200_dense": (
        replace(_U200, pattern=NMPattern(4, 4), rows=16, slots=5, shared_slots=True, known_layers=6),
        ("moe_layer",),
    ),
    "switch_mini_8_dense": (replace(_MINI, pattern=NMPattern(4, 4), rows=8), ("dense_expert",)),
}
DEFAULT = _MINI


def require_allo() -> ModuleType:
    """The `allo` package.

    Raises:
        ToolchainMissing: it is not installed, or the libraries that it needs are not.
    """
    try:
        importlib.import_module("allo.ir.types")  # not merely a folder of that name
        return importlib.import_module("allo")
    except ImportError as error:
        raise ToolchainMissing(
            f"Allo cannot be imported ({error}); build github.com/cornell-zhang/allo from source with Python 3.12 and "
            "LLVM/MLIR 22.1, and set LLVM_BUILD_DIR"
        ) from error


def source_digest(kernel: str) -> str:
    """SHA-256 of the sources that a kernel is emitted from."""
    modules = {KERNELS[kernel], products}
    if kernel == "moe_layer":
        modules |= {router, cepr_lookup, expert_buffer}
    whole = "".join(inspect.getsource(module) for module in sorted(modules, key=lambda m: m.__name__))
    return hashlib.sha256(whole.encode()).hexdigest()


def vocabulary(design: Design) -> dict[str, Any]:
    """What the names in the kernels' sources stand for: types, sizes and tables of a design."""
    allo = require_allo()
    types = importlib.import_module("allo.ir.types")
    words, multipliers = design.expert_words // design.units, design.multipliers  # of a unit
    experts, group, lanes = design.moe_layers * design.experts, design.pattern.group, design.router_lanes
    least, relu, sparse = -design.value_most - 1, design.activation == "relu", bool(design.place_bits)
    gelu = (0,) if relu else gelu_table(design)
    coarse, fine = exp_tables()
    value_bits, place_bits = 8 * design.value_word_bytes, 8 * max(1, design.place_word_bytes)
    part, code = min(value_bits, SLOT_PART_BITS), min(place_bits, SLOT_PART_BITS)
    levels = range(design.known_layers + 1)
    names = ("int8", "uint8", "int16", "int32", "int64", "Stream", "Stateful")
    return (
        {name: getattr(types, name) for name in names}
        | {
            "allo": allo,
            "df": importlib.import_module("allo.dataflow"),
            "Value": types.Int(design.value_bits),
            "Sum": types.Int(design.sum_bits),
            "Scaled": types.Int(design.sum_bits + 32),
            "Logit": types.Int(48),
            "ValueWord": types.UInt(value_bits),
            "PlaceWord": types.UInt(place_bits),
            "ValuePart": types.Int(part),  # signed: so Allo emits state, whatever its type
            "PlacePart": types.Int(code),
            "PART_BITS": part,
            "CODE_BITS": code,
            "VALUE_PARTS": value_bits // part,
            "PLACE_PARTS": place_bits // code,
            "RouterWord": types.UInt(16 * lanes),
            "D_MODEL": design.d_model,
            "D_FF": design.unit_ff,
            "UNITS": design.units,
            "Answer": getattr(types, "int64" if design.units > 1 and design.sum_bits > 32 else "int32"),
            "KEEP": design.pattern.keep,
            "GROUP": group,
            "ROWS": design.rows,
            "WORDS": words,
            "UP_WORDS": words // 2,
            "DOWN_WORDS": words // 2,
            "MULTIPLIERS": multipliers,
            "IN_GROUPS": design.d_model // group,
            "HIDDEN_GROUPS": design.unit_ff // group,
            "UP_BLOCKS": design.unit_ff // design.rows,
            "DOWN_BLOCKS": design.d_model // design.rows,
            "VALUE_BITS": design.value_bits,
            "VALUE_MOST": design.value_most,
            "VALUE_LEAST": least,
            "HIDDEN_LEAST": 0 if relu else least,
            "PLACE_BITS": design.place_bits,
            "PLACE_MASK": group - 1,
            # Allo's constants have 32 bits, so that half of a step may not fit.
            "HIDDEN_SHIFT_BUT_ONE": design.hidden_shift - 1,
            "OUTPUT_SHIFT_BUT_ONE": design.output_shift - 1,
            "SCALE_BITS": PROBABILITY_BITS,
            "SCALE_HALF": 1 << (PROBABILITY_BITS - 1),
            "INT32_LEAST": -(2**31),
            "INT32_MOST": 2**31 - 1,
            "GELU_ENTRIES": len(gelu),
            "GELU_DROP": 0 if relu else design.value_bits - (len(gelu) - 1).bit_length(),
            "GELU_TABLE": np.array(gelu, f"int{design.value_bits}"),
            "EXPERTS": design.experts,
            "MOE_LAYERS": design.moe_layers,
            "KNOWN_LAYERS": design.known_layers,
            "SLOTS": design.slots,
            "ALL_SLOTS": design.all_slots,
            "SLOT_STRIDE": 0 if design.shared_slots else design.slots,
            "TOP_K": design.top_k,
            "LANES": lanes,
            "IN_WORDS": design.d_model // lanes,
            "LAYER_WORDS": design.experts * design.d_model // lanes,
            "ROUTER_WORDS": experts * design.d_model // lanes,
            "EXP_RANGE": 256 << 6,
            "EXP_COARSE": np.array(coarse, np.int32),
            "EXP_FINE": np.array(fine, np.int32),
            "EXPERT_BITS": design.expert_index_bits,
            "EXPERT_MASK": 2**design.expert_index_bits - 1,
            "TABLE_BYTES": sum(design.table_level_bytes) + 1,
            "LEVEL_STARTS": np.array([8 * sum(design.table_level_bytes[:m]) for m in levels], np.int32),
            "LEVEL_CONTEXTS": np.array([design.experts**m for m in levels], np.int32),
            "ALL_WORDS": experts * words,
            "ALL_PLACE_WORDS": experts * words if sparse else 1,
            "SLOT_PLACE_WORDS": words if sparse else 1,
            "ALL_MULTIPLIERS": experts * multipliers,
            "STREAM_DEPTH": STREAM_DEPTH,
        }
    )


def scheduled(kernel: str, design: Design) -> Any:
    """Allo's schedule of a kernel for a design.

    Raises:
        ToolchainMissing: Allo is not installed.
        ConfigError: the kernel does not serve the design's pattern.
        FlameError: Allo refuses the kernel; its own words follow.
    """
    if (kernel == "dense_expert" and design.place_bits) or (kernel == "sparse_expert" and not design.place_bits):
        other = "sparse_expert" if design.place_bits else "dense_expert"
        raise ConfigError(f"{kernel}: pattern {design.pattern} (its kernel is {other})")
    names = vocabulary(design)
    module = KERNELS[kernel]
    names |= {function.__name__: function for function in getattr(module, "NEEDS", ())}

    def build() -> Any:
        s = names["allo"].customize(getattr(module, kernel), global_vars=names)
        if kernel == "moe_layer":
            df = names["df"]
            s = df._build_top(s, df.move_stream_to_interface(s))  # what df.customize does with a module's globals
        module.schedule(s)
        return s

    return quietly(kernel, build)


def scheduled_block(level: str, block: attention_moe.Block) -> Any:
    """Allo's schedule of the attention and MoE block in one of its levels.

    Raises:
        ConfigError: no such level.
        ToolchainMissing: Allo is not installed.
        FlameError: Allo refuses the block; its own words follow.
    """
    if level not in attention_moe.LEVELS:
        raise ConfigError(f"attention_moe: level {level!r} (expected one of {', '.join(attention_moe.LEVELS)})")
    allo = require_allo()
    types, library = importlib.import_module("allo.ir.types"), importlib.import_module("allo.library.nn")
    names: dict[str, Any] = {"allo": allo, "float32": types.float32, "int32": types.int32, **block.sizes()}
    names |= {name: getattr(library, name) for name in ("linear2d", "softmax", "relu2d")}
    names |= {"dsl": importlib.import_module("allo.dsl")}
    names |= {function.__name__: function for function in attention_moe.NEEDS}

    def build() -> Any:
        if level == "library":
            s = allo.customize(attention_moe.attention_moe_library, global_vars=names)
            shape = [types.float32] * 3 + [block.tokens, block.width, block.width]
            s.compose(library.linear2d, instantiate=shape)
            s.compose(library.relu2d, instantiate=[types.float32, block.tokens, block.hidden])
            return s
        s = allo.customize(attention_moe.attention_moe, global_vars=names)
        if level == "optimised":
            parts = []
            for function in attention_moe.NEEDS:
                part = allo.customize(function, global_vars=names)
                attention_moe.schedule_part(part, function.__name__)
                parts.append(part)
            s.compose(parts)
        return s

    return quietly(f"attention_moe, {level}", build)


def quietly(kernel: str, build: Callable[[], Any]) -> Any:
    """Run a step of Allo; it reports an error by printing it and leaving Python.

    Raises:
        FlameError: the step failed.
    """
    said = io.StringIO()
    try:
        with redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the width of a slice is told by its variable
            return build()
    except SystemExit as error:
        raise FlameError(f"{kernel}: Allo refuses the kernel: {said.getvalue().strip()[-400:]}") from error


def emit(kernel: str, design: Design) -> str:
    """HLS C++ of a kernel."""
    s = scheduled(kernel, design)
    code = str(quietly(kernel, lambda: s.build(target="vhls", wrap_io=False)).hls_code)
    return tidied(code)


# What holds the slots: read at one place and written at another in the same cycle.
_SLOT_WRITE = re.compile(r"^void keep_(values|places)\([^{]*\{$", re.M)
_SLOT_ARRAY = re.compile(r"^( *)static \S+ (?P<name>__stateful_engine_0_slot_\w+?)(?P<sizes>(\[\d+\])+);$", re.M)


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


@lru_cache(maxsize=8)
def emitted(kernel: str, design: Design) -> str:
    """HLS C++ of a kernel: what is kept for this design, else freshly emitted.

    Raises:
        ToolchainMissing: the design is not among those kept, and Allo is not installed; the nearest one that is kept.
    """
    kept = {name: kept for name, (kept, kernels) in KEPT.items() if kernel in kernels}
    for name, other in kept.items():
        if other == design:
            return (GENERATED / name / f"{kernel}.cpp").read_text(encoding="utf-8")
    try:
        return emit(kernel, design)
    except ToolchainMissing as error:
        differing = {name: _difference(design, other) for name, other in kept.items()}
        name = min(differing, key=lambda name: len(differing[name]))
        raise ToolchainMissing(
            f"{kernel}: hw/generated does not hold this design; nearest that it holds: {name}, with "
            f"{', '.join(differing[name])}; any other needs Allo: {error}"
        ) from error


def _difference(design: Design, other: Design) -> list[str]:
    """What one would change in a design to have the other."""
    names = [field.name for field in fields(Design) if getattr(design, field.name) != getattr(other, field.name)]
    return [f"{name}={getattr(other, name)}" for name in names]


Simulated = Callable[[list[NDArray[Any]]], list[NDArray[Any]]]


def on_cpu(kernel: str, design: Design) -> Simulated:
    """Rung 0: a kernel on Allo's CPU backend, built once; state is kept from call to call.

    That backend knows no streams, so that a dataflow region becomes a sequence (`in_sequence`). Allo's dataflow
    simulator does not serve at the commit recorded in `hw/generated`: its `lowerStructType` follows the address of
    a variable that has gone (which ends Python, depending on how Allo was compiled), and with that mended its lowering
    is refused wherever bits are sliced out of a word of at most 32.

    Returns:
        a function from the arguments (in the kernel's order, words as integers of their size; the outputs come last)
        to the arguments as the kernel left them.
    """
    s = scheduled(kernel, design)
    if kernel != "moe_layer":
        return _called(quietly(kernel, lambda: s.build(target="llvm")))
    llvm, ir = importlib.import_module("allo.backend.llvm"), importlib.import_module("allo._mlir.ir")
    dialect = importlib.import_module("allo._mlir.dialects.allo")
    most = 3 * max(design.expert_words // design.units, design.multipliers)  # no call loads more than three experts

    def build() -> Any:
        with ir.Context() as context, ir.Location.unknown():
            dialect.register_dialect(context)
            return llvm.LLVMModule(ir.Module.parse(in_sequence(str(s.module), most)), s.top_func_name)

    return _called(quietly(kernel, build))


def _called(run: Callable[..., Any]) -> Simulated:
    def call(arguments: list[NDArray[Any]]) -> list[NDArray[Any]]:
        owned = [a.copy() for a in arguments]
        run(*owned)
        return owned

    return call


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


def regenerate(allo_version: str, allo_commit: str) -> None:
    """Emit the kept designs again and record what they were emitted from."""
    for name, (design, kernels) in KEPT.items():
        folder = GENERATED / name
        folder.mkdir(parents=True, exist_ok=True)
        for kernel in kernels:
            (folder / f"{kernel}.cpp").write_text(emit(kernel, design), encoding="utf-8")
        record = record_of(design, kernels) | {"allo_commit": allo_commit, "allo_version": allo_version}
        (folder / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def record_of(design: Design, kernels: tuple[str, ...]) -> dict[str, Any]:
    """What is recorded beside emitted kernels: their design and the digest of each one's source."""
    return {"design": asdict(design), "source_sha256": {kernel: source_digest(kernel) for kernel in kernels}}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m hw.allo_backend ALLO_VERSION ALLO_COMMIT")
    regenerate(*sys.argv[1:])
