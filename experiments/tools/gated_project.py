"""A Vitis project for layers of gated experts, around a model's own weights or random ones, and its C-simulation."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.tools.gated_model import GatedModel, GatedSource, check_fits, prepare
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, check_counts
from flame.storage.artifact import Labels
from flame.storage.dataset import disjoint_splits
from flame.storage.work_key import path_sha256
from hw.gated.design import GatedDesign
from hw.gated.estimate import call_cycles, unit_resources
from hw.gated.golden import GatedExpert, quantise
from hw.kept_kernels import GATED
from hw.project.build_plan import BuildPlan
from hw.project.gated_files import GatedWorkload
from hw.project.plan import plan_project
from hw.project.ports import TOP
from hw.reports import NOT_RUN, report_rows
from hw.simulation.csim import simulate

TITLE = "Gated experts as a complete Vitis project"
READS = ("model", "accuracy dialogues", "platform", "seed")
RANDOM, MODEL = "random", "model"
_INPUT_SCALE, _HIDDEN_SCALE = 4 / 32767, 9 / 32767  # Assumption: inputs within 4, hidden units within 9


@dataclass(frozen=True)
class Parameters:
    """What is tried of a design.

    Args:
        design: name of a kept design (`hw/generated/gated_*`).
        weights: `random`, `model` (those of the group `model`), or a folder that `flame pack` wrote.
        layers: of a model, the first so many, whose experts the project holds.
        calibration_dialogues: texts to learn from, by which a model's activations become integers.
        experts: random experts that the project holds, at least as many as a token chooses.
        tokens: steps of the test vectors; of a model in each layer.
        simulate: C-simulate the project with sanitizers.
    """

    design: str
    weights: str
    layers: int
    calibration_dialogues: int
    experts: int
    tokens: int
    simulate: bool

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if self.design not in GATED:
            raise ConfigError(f"experiment.design={self.design}: expected one of {', '.join(GATED)}")
        if self.experts < GATED[self.design][0].top_k:
            raise ConfigError(
                f"experiment.experts={self.experts}: expected at least the {GATED[self.design][0].top_k} that a token "
                "chooses"
            )


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """What is read: nothing for random weights, else the texts and the model or the packed folder."""
    if parameters.weights == RANDOM:
        return {}
    if parameters.weights == MODEL:
        return context.inputs()
    return {"corpus": context.corpus.sha256, "weights": path_sha256(Path(parameters.weights))}


def run(context: Context, parameters: Parameters) -> Report:
    """Write the project, and say what C-simulation, the model and the vendor's tools say of it.

    Raises:
        ConfigError: the board's banks or regions do not hold the design's units, or the design not the model.
        FormatError: an expert whose multipliers int32 does not hold.
        ArtifactError: no packed model in a folder.
        ToolchainMissing: it is to be simulated, and a compiler or the open headers are missing.
    """
    p, platform = parameters, context.settings.platform
    design, _ = GATED[p.design]
    made = None if p.weights == RANDOM else _model(context, p)
    workload = made.workload if made else random_workload(design, p.experts, p.tokens, context.settings.seed)
    plan = plan_project(design, platform, workload)
    rows: list[dict[str, Any]] = [
        {
            "quantity": "project", "sha256": plan.digest, "files": len(plan.files), "experts": len(workload.experts),
            "size_bytes": sum(map(len, plan.files.values())), "expert_bytes": design.expert_bytes, "timing": "none",
        }
    ]  # fmt: skip
    rows += _model_rows(made, plan) if made else []
    rows += (
        _simulated(plan)
        if p.simulate
        else [{"quantity": "C-simulation", "status": NOT_RUN, "reason": "simulate=false"}]
    )
    each = unit_resources(design)
    estimate = {
        "cycles": call_cycles(design, platform), "dsp": each.dsp, "bram18": each.bram18, "uram": each.uram,
        "luts": None, "flip_flops": None,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="flame-build-") as scratch:
        rows += report_rows(Path(scratch), {TOP: estimate})
    return Report(
        "gated_project",
        TITLE,
        Labels(made.weights if made else RANDOM, "modelled"),
        rows,
        notes=[
            f"Project: the folder project beside this report (sha256 {plan.digest}), for {platform.name}; "
            f"{design.units} units. Estimates are modelled, of one unit and one call.",
            _weights_note(p, made),
        ],
        provenance=context.provenance(model=p.weights == MODEL, dataset=made is not None),
        folders={"project": plan.write},
    )


def _model(context: Context, p: Parameters) -> GatedModel:
    source = GatedSource(context.model) if p.weights == MODEL else GatedSource.packed(Path(p.weights))
    design = check_fits(source, p.design, p.layers)
    splits = disjoint_splits(context.corpus)
    return prepare(source, design, p.layers, p.tokens, splits.train[: p.calibration_dialogues], splits.report[0])


def _model_rows(made: GatedModel, plan: BuildPlan) -> list[dict[str, Any]]:
    """How far the integers are from the model's weights, layer by layer, and what the format does not hold."""
    errors = made.errors(np.frombuffer(plan.files["vectors/y.bin"], "<i4"))
    whole = {
        "quantity": "integer experts against the model's own weights in fp32", "split": "report",
        "steps": len(made.exact), "median_layer_error": float(np.median(errors)), "largest_layer_error": max(errors),
        "gate_beyond_format": made.beyond_gate, "inputs_beyond_calibration": made.beyond_input,
        "hidden_saturated": made.beyond_hidden, "timing": "none",
    }  # fmt: skip
    layers = [
        {"layer": layer, "layer_relative_error": float(error), "timing": "none"} for layer, error in enumerate(errors)
    ]
    return [whole, *layers]


def _weights_note(p: Parameters, made: GatedModel | None) -> str:
    if made is None:
        return (
            "Weights are random and try the kernel (experiment.weights=model, or a packed folder, takes a model's own)."
        )
    return (
        f"Weights: the first {p.layers} MoE layers of {made.name}, rounded in groups that share a scale; activations "
        f"by the largest of {p.calibration_dialogues} dialogues to learn from, steps of one to report on. The error "
        "holds the rounding of weights (and what the design's pattern prunes) beside that of activations."
    )


def _simulated(plan: BuildPlan) -> list[dict[str, Any]]:
    return [
        {"quantity": f"C-simulation, {check.answer}", "values": check.values, "differ": check.differ, "timing": "none"}
        for check in simulate(plan)
    ]


def random_workload(design: GatedDesign, experts: int, tokens: int, seed: int) -> GatedWorkload:
    """Experts of Gaussian weights, and tokens that choose among them; the inputs of the first saturate.

    Args:
        experts: at least as many as a token chooses.
    """
    rng = np.random.default_rng(seed)
    made = [_random_expert(design, rng) for _ in range(experts)]
    x = (rng.normal(size=(tokens, design.d_model)) * 6000).astype(np.int16)
    x[0] = np.where(rng.random(design.d_model) < 0.5, -32768, 32767)
    chosen = np.stack([rng.permutation(experts)[: design.top_k] for _ in range(tokens)]).astype(np.int32)
    shares = rng.integers(0, 65537, (tokens, design.top_k)).astype(np.int32)
    return GatedWorkload(made, chosen, shares, x)


def _random_expert(design: GatedDesign, rng: np.random.Generator) -> GatedExpert:
    hidden, width = design.d_ff, design.d_model
    spread = 3.2 / width**0.5
    shapes = {"gate": (hidden, width), "up": (hidden, width), "down": (width, hidden)}
    matrices = {name: rng.normal(size=shape) * spread for name, shape in shapes.items()}
    return quantise(design, matrices, _INPUT_SCALE, _HIDDEN_SCALE)
