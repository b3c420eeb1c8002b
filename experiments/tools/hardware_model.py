"""A model's layers as a design's integers: pruned, packed, calibrated, laid out as a project, and compared."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from experiments.tools.routing_traces import split_traces
from flame.app.config import Settings
from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.platform import Platform
from flame.prediction_table import PredictionTable
from flame.storage.dataset import disjoint_splits
from hw.calibration import quantised_layer, router_numbers, steps_of
from hw.design import EXP_STEP_BITS, Design
from hw.estimate import estimate_accelerator, in_words, slots_that_fit
from hw.golden import HardwareExpert, table_image
from hw.kept_kernels import emitted
from hw.project.build_plan import BuildPlan
from hw.project.layer_files import Workload
from hw.project.plan import plan_project
from offline.prediction.cepr import build_cepr_table
from offline.prediction.router_inputs import Decoded, decode
from offline.pruning.masks import nm_pruned, require_finite

if TYPE_CHECKING:
    from experiments.tools.bitstream import Parameters


@dataclass(frozen=True)
class HardwareModel:
    """A design, its project, the decoding that its test vectors are, and how well integers stand for the numbers.

    Args:
        layer_error: of the outputs on the vectors, relative to those of transformers' layer with the same pruned
            weights in fp32: root of the squared error over the squared answer.
        routes_equal: share of the vectors whose integer router chooses the model's expert.
    """

    design: Design
    plan: BuildPlan
    workload: Workload
    decoded: Decoded
    table: PredictionTable
    layer_error: float
    routes_equal: float

    @property
    def decisions(self) -> np.ndarray:
        """Expected decisions, int32 [steps, 6]."""
        return np.frombuffer(self.plan.files["vectors/decision.bin"], "<i4").reshape(-1, 6)

    @property
    def outputs(self) -> np.ndarray:
        """Expected outputs, int32 [steps, d_model] with 16 fractional bits."""
        return np.frombuffer(self.plan.files["vectors/y.bin"], "<i4").reshape(-1, self.design.d_model)


def prepare(context: Context, parameters: Parameters) -> HardwareModel:
    """Prune and pack the decoder's experts, calibrate the activations, and plan the project.

    Raises:
        ConfigError: settings that no kernel follows, a shape that the lanes do not divide, a table that is too large,
            or a design that does not fit the board.
        FormatError: the group does not divide the columns.
        ToolchainMissing: the design's kernel is not kept, and Allo is not installed.
    """
    settings, model = context.settings, context.model
    _refuse_what_no_kernel_does(settings)
    design = Design(
        model.d_model, model.d_ff, NMPattern.parse(settings.pruning.pattern), parameters.rows, model.num_experts,
        len(model.moe_layers("decoder")), settings.predictor.known_layers, settings.buffer.slots,
        value_bits=parameters.value_bits, units=parameters.units, shared_slots=parameters.shared_slots,
    )  # fmt: skip
    if model.top_k != 1:
        raise ConfigError(f"model {model.name}: routes to {model.top_k} experts (the layer's kernel takes top-1)")
    _refuse_what_does_not_fit(design, settings.platform)
    emitted("moe_layer", design)  # or say at once what is missing
    traces = split_traces(context)
    table = build_cepr_table(traces.train, design.known_layers)
    table_bits = table_image(design, table)
    corpus = context.trace_corpus
    seen = decode(model, corpus.split("train")[: parameters.calibration_dialogues], corpus=corpus.name)
    shown = traces.report_dialogues or disjoint_splits(corpus, settings.dataset.trace_dialogues).report
    decoded = decode(model, shown, parameters.tokens, corpus.name)

    experts: list[HardwareExpert] = []
    scales: list[float] = []
    exact: list[np.ndarray] = []  # of each layer [tokens, d_model]
    value_type = "int8" if design.value_bits == 8 else "fp32"
    for layer in model.moe_layers("decoder"):
        pruned = [_pruned(model, layer, expert, design.pattern) for expert in range(design.experts)]
        packed = [PackedExpert.pack(matrices, design.pattern, value_type) for matrices in pruned]
        made, scale = quantised_layer(
            design, packed, seen.x[layer.position], seen.experts[:, layer.position], str(layer)
        )
        experts += made
        scales.append(scale)
        exact.append(transformers_layer(model, layer, pruned, decoded.x[layer.position]))

    weights = np.stack([model.router_weight(layer).float().numpy() for layer in model.moe_layers("decoder")])
    router, router_x, logit_bits = router_numbers(weights, seen.x, decoded.x, parameters.router_headroom)
    steps = steps_of(design, decoded.example_ptr, decoded.x, router_x, scales, logit_bits - EXP_STEP_BITS)
    workload = Workload(experts, table_bits, router, steps)
    whole = HardwareModel(design, plan_project(design, settings.platform, workload), workload, decoded, table, 0.0, 0.0)
    answer = np.stack(exact, axis=1).reshape(-1, design.d_model)
    error = np.linalg.norm(whole.outputs / 2**16 - answer) / np.linalg.norm(answer)
    routes_equal = np.mean(whole.decisions[:, 0] == decoded.experts.reshape(-1))
    return replace(whole, layer_error=float(error), routes_equal=float(routes_equal))


def _refuse_what_no_kernel_does(settings: Settings) -> None:
    """Settings that a project cannot follow."""
    if settings.pruning.pad:
        raise ConfigError(
            "pruning.pad=true: the kernels read whole groups and pad no column (choose pruning.pad=false, and a group "
            "that divides d_model and d_ff)"
        )
    if settings.pruning.criterion != "magnitude":
        raise ConfigError(
            f"pruning.criterion={settings.pruning.criterion}: a project prunes by magnitude (choose magnitude)"
        )
    if settings.buffer.policy != "lru":
        raise ConfigError(f"buffer.policy={settings.buffer.policy}: the kernel gives up the oldest slot (choose lru)")
    if settings.predictor.name != "cepr":
        raise ConfigError(f"predictor.name={settings.predictor.name}: the kernel looks a CEPR table up (choose cepr)")


def _refuse_what_does_not_fit(design: Design, platform: Platform) -> None:
    """A board that is too small: what is short, and the nearest settings that fit."""
    whole = estimate_accelerator(design, platform, 0.0)
    if whole.shortage is None:
        return
    fitting = slots_that_fit(design, platform)
    choice = f"buffer.slots={fitting // design.moe_layers}"
    if design.shared_slots or 2 <= fitting < design.moe_layers:
        choice = f"buffer.slots={fitting} with experiment.shared_slots=true"
    elif fitting < 2:
        raise ConfigError(f"the design does not fit: {whole.shortage}")
    raise ConfigError(
        f"buffer.slots={design.slots} does not fit: {in_words(whole.shortages, platform)} (choose {choice})"
    )


def transformers_layer(
    model: MoeModel, layer: MoeLayer, pruned: Sequence[Mapping[str, np.ndarray]], x: np.ndarray
) -> np.ndarray:
    """What transformers' own layer answers with these experts in fp32: fp32 [tokens, d_model] for x of that shape."""
    module = copy.deepcopy(model.sparse_mlp(layer)).float().eval()
    with torch.no_grad():
        for expert, matrices in enumerate(pruned):
            for name, matrix in matrices.items():
                getattr(module.experts[f"expert_{expert}"], SWITCH_MATRICES[name]).weight.copy_(
                    torch.from_numpy(matrix)
                )
        answer: torch.Tensor = module(torch.from_numpy(x)[:, None])  # sequences of one token: none is over capacity
    return answer[:, 0].numpy()


def _pruned(model: MoeModel, layer: MoeLayer, expert: int, pattern: NMPattern) -> dict[str, np.ndarray]:
    """An expert's matrices pruned by magnitude, fp32."""
    pruned = {}
    for name, matrix in model.expert_matrices(layer, expert).items():
        where = f"{layer}, expert {expert}, {name}"
        require_finite(matrix, where)
        pruned[name] = nm_pruned(matrix.detach().float().numpy(), pattern, where)
    return pruned
