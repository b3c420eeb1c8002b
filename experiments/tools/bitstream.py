"""From the model to a board's project: prune, pack, calibrate, lay out the images, and write the Vitis project."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.tools.hardware_model import prepare
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, FlameError, check_counts
from hw.estimate import estimate_accelerator
from hw.project.build_plan import BuildPlan
from hw.project.ports import TOP
from hw.reports import NOT_RUN, report_rows

TITLE = "Pruned and packed experts as a complete Vitis project"
READS = (
    "model", "accuracy dialogues", "routing traces", "pruning", "predictor", "buffer", "platform", "design.rows",
    "design.units",
)  # fmt: skip

_TOOLS = {"csynth": "vitis_hls", "hw_emu": "v++", "hw": "v++"}


@dataclass(frozen=True)
class Parameters:
    """How the project is made.

    `rows` are computed together by each of `units` instances of the kernel, on `value_bits` of weights and
    activations, 8 or 16. The buffer's slots are each layer's own, or with `shared_slots` those of all together.
    `calibration_dialogues` of the training split give the activation scales; `router_headroom` times the largest
    value seen is what the router's 16-bit inputs hold. The first `tokens` decoded for the dialogues that are reported
    on become test vectors. `run` is `none`, `csynth`, `hw_emu` or `hw`.
    """

    rows: int
    units: int
    value_bits: int
    shared_slots: bool
    calibration_dialogues: int
    router_headroom: float
    tokens: int
    run: str

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if self.run not in ("none", *_TOOLS):
            raise ConfigError(f"experiment.run={self.run}: expected none, {', '.join(_TOOLS)}")
        if self.router_headroom < 1:
            raise ConfigError(f"experiment.router_headroom={self.router_headroom}: expected at least 1")


def run(context: Context, parameters: Parameters) -> Report:
    made = prepare(context, parameters)
    design, plan, platform = made.design, made.plan, context.settings.platform
    hit_ratio = float(made.decisions[:, 2].mean())
    whole = estimate_accelerator(design, platform, hit_ratio)
    print(f"project sha256 {plan.digest}")
    with tempfile.TemporaryDirectory(prefix="flame-build-") as scratch:
        build = Path(scratch) / "project"
        plan.write(build)
        _keep_builds(Path(context.settings.output) / "bitstream/project", plan, build)
        tool_row = _run_tool(parameters.run, build)
        tools = report_rows(build, {TOP: whole.as_reported()})
        built = {str(file.relative_to(build)): file.read_bytes() for file in build.rglob("*") if file.is_file()}
    rows: list[dict[str, Any]] = [
        {
            "quantity": "project", "sha256": plan.digest, "files": len(plan.files),
            "size_bytes": sum(map(len, plan.files.values())), "expert_bytes": design.expert_bytes, "timing": "none",
        },
        {
            "quantity": "integer layers against transformers' with the same pruned weights in fp32", "split": "report",
            "steps": len(made.decisions), "layer_relative_error": made.layer_error,
            "routes_equal": made.routes_equal, "hit_ratio": hit_ratio, "timing": "none",
        },
        {
            "quantity": TOP, "cycles_per_token": whole.cycles, "ms_per_token": whole.ms, "bound": whole.bound,
            "waiting_cycles": whole.load_cycles, "offchip_bytes_per_token": whole.offchip_bytes,
            "energy_uj_per_token": whole.energy.total_uj, "dsp": whole.resources.dsp,
            "bram18": whole.resources.bram18, "uram": whole.resources.uram, "slots": whole.slots, "timing": "modelled",
        },
        tool_row,
        *tools,
    ]  # fmt: skip
    return Report(
        "bitstream",
        TITLE,
        context.labels("modelled"),
        rows,
        notes=(
            f"Project: the folder project beside this report (sha256 {plan.digest}); make csim in it needs g++ and the "
            "open HLS headers.",
            "Every figure before a vendor tool has run is modelled; a tool that has not run says so.",
            "The kernel is emitted by Allo: it preloads the expert that the table predicts for the coming layer while "
            "it computes the present one, and loads on demand on a miss.",
        ),
        provenance=context.provenance(),
        folders={"project": lambda at: BuildPlan(built).write(at)},
    )


def _keep_builds(former: Path, plan: BuildPlan, build: Path) -> None:
    """Take over what tools made in the project of an earlier run, if that was the very same project."""
    same = all((former / n).is_file() and (former / n).read_bytes() == c for n, c in plan.files.items())
    if same and (former / "build").is_dir():
        shutil.copytree(former / "build", build / "build")


def _run_tool(target: str, folder: Path) -> dict[str, Any]:
    if target == "none":
        reason = "run=none (run=csynth, hw_emu or hw builds the project)"
        return {"quantity": "Vitis", "status": NOT_RUN, "reason": reason}
    tool = _TOOLS[target]
    if shutil.which(tool) is None:
        reason = f"{tool} is not on PATH; the project stands"
        print(f"{target}: {reason}")
        return {"quantity": f"Vitis {target}", "status": NOT_RUN, "reason": reason}
    done = subprocess.run(["make", target], cwd=folder, check=False)
    if done.returncode:
        raise FlameError(f"make {target} in the project ended with status {done.returncode} (its log says why)")
    return {"quantity": f"Vitis {target}", "status": "done", "timing": "none"}
