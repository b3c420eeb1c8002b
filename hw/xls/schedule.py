"""Google XLS: DSLX scheduled into pipelined Verilog. The only file that imports it.

Tool needed: the package `xls-python` (0.1.9934). Its delay models are those of two standard-cell libraries, not of an
FPGA: a schedule's latency and interval are labelled `scheduled by XLS`, with that model and its clock, and are neither
modelled by us nor measured.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flame.errors import FlameError, ToolchainMissing
from hw.xls.dslx import Part

DELAY_MODEL = "sky130"  # the slower of the two, nearer to an FPGA's delays
MOST_INTERVAL = 32


@dataclass(frozen=True)
class Pipeline:
    """A part as XLS scheduled it.

    Args:
        part: what it is.
        verilog: of the module `dut`, with `part__words_*` and `part__answers_*` of valid, ready and data.
        stages: of the schedule; a register lies before them and one after each, so that an answer comes `stages + 1`
            cycles after its word, or sooner where it is ready in an earlier stage.
        interval: cycles between two words.
    """

    part: Part
    verilog: str
    stages: int
    interval: int


def pipeline(part: Part, clock_ps: int = 3333) -> Pipeline:
    """Schedule a part with the least interval that XLS finds a schedule for.

    Raises:
        ToolchainMissing: xls-python is not installed.
        FlameError: XLS refuses the text, or finds no schedule; its own words follow.
    """
    if find_spec("xls") is None:
        raise ToolchainMissing("Google XLS is not installed (pip install xls-python==0.1.9934)")
    xls: Any = importlib.import_module("xls.c_api")
    library = str(Path(str(importlib.import_module("xls").__file__)).parent / "_blob/dslx_stdlib")
    top = f"__part__{part.name}_0_next"
    try:
        ir = xls.xls_optimize_ir(xls.xls_convert_dslx_to_ir(part.text, "part.x", "part", library), top)
    except RuntimeError as error:
        raise FlameError(f"{part.name}: XLS refuses it: {str(error)[:300]}") from error
    flags = "\n".join([
        f'top: "{top}"', 'module_name: "dut"', "generator: GENERATOR_KIND_PIPELINE", "use_system_verilog: false",
        'reset: "rst"', "reset_data_path: false", "flop_inputs: true", "flop_outputs: true",
        'streaming_channel_data_suffix: "_data"', 'streaming_channel_valid_suffix: "_valid"',
        'streaming_channel_ready_suffix: "_ready"',
    ])  # fmt: skip
    said = ""
    for interval in range(1, MOST_INTERVAL + 1):
        package = xls.xls_parse_ir_package(ir)
        xls.xls_package_set_top_by_name(package, top)
        options = f'delay_model: "{DELAY_MODEL}"\nclock_period_ps: {clock_ps}\nworst_case_throughput: {interval}\n'
        try:
            made = xls.xls_schedule_and_codegen_package(package, options, flags, False)
        except RuntimeError as error:
            said = str(error)
            continue
        verilog = xls.xls_schedule_and_codegen_result_get_verilog_text(made)
        stages = 1 + max(map(int, re.findall(r"\bp(\d+)_inputs_valid\b", verilog)), default=0)
        return Pipeline(part, verilog, stages, interval)
    raise FlameError(f"{part.name}: XLS finds no schedule: {said[:300]}")
