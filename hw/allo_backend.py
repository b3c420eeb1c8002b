"""Allo: simulation on the CPU and emission of HLS C++. The only file that imports it.

Tools needed: Allo (https://github.com/cornell-zhang/allo, from source: Python 3.12, an LLVM/MLIR 22.1 build named by
`LLVM_BUILD_DIR`). Product: `emit` returns HLS C++; what of it is kept is in `hw.kept_kernels`.
"""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from types import ModuleType
from typing import Any

from numpy.typing import NDArray

from flame.errors import ConfigError, FlameError, ToolchainMissing
from hw.allo_text import in_sequence, tidied
from hw.design import Design
from hw.factorised.design import FactorisedDesign
from hw.gated.design import GatedDesign
from hw.kernels import (
    attention_moe,
    cepr_lookup,
    dense_expert,
    expert_buffer,
    factorised_lookup,
    gated_experts,
    moe_layer,
    router,
    sparse_expert,
)
from hw.kernels.factorised_vocabulary import factorised_names
from hw.kernels.gated_vocabulary import gated_names
from hw.kernels.vocabulary import sizes_of, tables_of, types_of

KERNELS: dict[str, ModuleType] = {
    "router": router,
    "cepr_lookup": cepr_lookup,
    "expert_buffer": expert_buffer,
    "sparse_expert": sparse_expert,
    "dense_expert": dense_expert,
    "moe_layer": moe_layer,
    "gated_experts": gated_experts,
    "factorised_lookup": factorised_lookup,
}
Emitted = Design | GatedDesign | FactorisedDesign
REGIONS = ("moe_layer", "gated_experts")  # of processes that run at the same time


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


def vocabulary(design: Emitted) -> dict[str, Any]:
    """What the names in the kernels' sources stand for: Allo, and the types, sizes and tables of a design."""
    allo = require_allo()
    types, dataflow = importlib.import_module("allo.ir.types"), importlib.import_module("allo.dataflow")
    if isinstance(design, GatedDesign):
        return {"allo": allo, "df": dataflow, **gated_names(design, types)}
    if isinstance(design, FactorisedDesign):
        return {"allo": allo, "df": dataflow, **factorised_names(design, types)}
    return {"allo": allo, "df": dataflow, **types_of(design, types), **sizes_of(design), **tables_of(design)}


def scheduled(kernel: str, design: Emitted) -> Any:
    """Allo's schedule of a kernel for a design.

    Raises:
        ToolchainMissing: Allo is not installed.
        ConfigError: the kernel does not serve the design's pattern.
        FlameError: Allo refuses the kernel; its own words follow.
    """
    experts = ("sparse_expert", "dense_expert")
    if isinstance(design, Design) and kernel in experts and kernel != experts[not design.place_bits]:
        other = "sparse_expert" if design.place_bits else "dense_expert"
        raise ConfigError(f"{kernel}: pattern {design.pattern} (its kernel is {other})")
    names = vocabulary(design)
    module = KERNELS[kernel]
    names |= {function.__name__: function for function in getattr(module, "NEEDS", ())}

    def build() -> Any:
        s = names["allo"].customize(getattr(module, kernel), global_vars=names)
        if kernel in REGIONS:
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
    names |= {name: getattr(library, name) for name in ("linear2d", "softmax", "GeLU")}
    names |= {"dsl": importlib.import_module("allo.dsl")}
    names |= {function.__name__: function for function in attention_moe.NEEDS}

    def build() -> Any:
        if level == "library":
            s = allo.customize(attention_moe.attention_moe_library, global_vars=names)
            shape = [types.float32] * 3 + [block.tokens, block.width, block.width]
            s.compose(library.linear2d, instantiate=shape)
            s.compose(library.GeLU, instantiate=[types.float32, block.tokens, block.hidden])
            return s
        if level == "plain":
            return allo.customize(attention_moe.attention_moe, global_vars=names)
        s = allo.customize(attention_moe.attention_moe_optimised, global_vars=names)
        cyclic = importlib.import_module("allo.customize").Partition.Cyclic
        parts = []
        for function in attention_moe.OPTIMISED:
            part = allo.customize(function, global_vars=names)
            attention_moe.schedule_part(part, function.__name__, cyclic)
            parts.append(part)
        s.compose(parts)
        return s

    return quietly(f"attention_moe, {level}", build)


def emit_block(level: str, block: attention_moe.Block) -> str:
    """HLS C++ of the attention and MoE block in one of its levels; errors as `scheduled_block`."""
    s = scheduled_block(level, block)
    return tidied(str(quietly(f"attention_moe, {level}", lambda: s.build(target="vhls")).hls_code))


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


def emit(kernel: str, design: Emitted) -> str:
    """HLS C++ of a kernel."""
    s = scheduled(kernel, design)
    code = str(quietly(kernel, lambda: s.build(target="vhls", wrap_io=False)).hls_code)
    return tidied(code)


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
