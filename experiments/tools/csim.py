"""C-simulation of the accelerator with plain g++, against NumPy, on the model's own experts and decoded tokens."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.tools import bitstream
from experiments.tools.hardware_model import prepare
from flame.app.experiment import Context
from flame.app.report import Report
from hw.simulation.csim import simulate

TITLE = "C-simulation of the emitted accelerator, bit for bit against NumPy"
READS = (
    "model", "accuracy dialogues", "routing traces", "pruning", "predictor", "buffer", "platform", "design.rows",
    "design.units",
)  # fmt: skip


@dataclass(frozen=True)
class Parameters(bitstream.Parameters):
    """As for `bitstream`; `sanitize` builds with the address and undefined-behaviour sanitizers."""

    sanitize: bool


def run(context: Context, parameters: Parameters) -> Report:
    made = prepare(context, parameters)
    checks = simulate(made.plan, sanitize=parameters.sanitize)
    rows = [
        {
            "answer": check.answer,
            "values": check.values,
            "differ": check.differ,
            "sanitizers": "clean" if parameters.sanitize else "not run",
        }
        for check in checks
    ]
    return Report(
        "csim",
        TITLE,
        context.labels(),
        rows,
        notes=(
            f"Project sha256 {made.plan.digest}. This shows that the C++ computes what NumPy does; it shows neither "
            "that Vitis accepts its pragmas nor how many cycles it takes.",
        ),
        provenance=context.provenance(),
    )
