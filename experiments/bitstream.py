"""From the model to a board's project: prune, pack, calibrate, lay out the images, and write the Vitis project."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.routing_traces import split_traces
from flame.artifact import write_artifact
from flame.errors import ConfigError, FlameError, FormatError
from flame.experiment import Context
from flame.model import MoeLayer
from flame.nm_format import NMPattern, PackedExpert, pack, unpack
from flame.report import Report
from flame.routing import RoutingTrace
from hw.design import Design
from hw.estimate import NOT_RUN, estimate_expert, read_csynth
from hw.golden import HardwareExpert, quantise_expert, run_expert, run_router, table_image
from hw.project import BOARDS, KERNELS, BuildPlan, Workload, plan_project
from offline.cepr import build_cepr_table
from offline.pruning import nm_mask

TITLE = "Pruned and packed experts as a complete Vitis project"

PROJECT_KIND, PROJECT_VERSION = "bitstream_project", 1
_TOOLS = {"csynth": "vitis_hls", "hw_emu": "v++", "hw": "v++"}


@dataclass(frozen=True)
class Parameters:
    """How the project is made.

    ``rows`` are computed together. ``calibration_dialogues`` of the training split give the activation scales;
    ``router_headroom`` times the largest value seen is what the router's 16-bit inputs hold. ``vectors`` tokens are
    kept as test vectors, ``accesses`` routes drive the buffer. ``run`` is ``none``, ``csynth``, ``hw_emu`` or ``hw``.
    """

    rows: int
    calibration_dialogues: int
    router_headroom: float
    vectors: int
    accesses: int
    run: str

    def __post_init__(self) -> None:
        if self.run not in ("none", *_TOOLS):
            raise ConfigError(f"experiment.run={self.run}: expected none, {', '.join(_TOOLS)}")
        for name in ("calibration_dialogues", "vectors", "accesses"):
            if getattr(self, name) < 1:
                raise ConfigError(f"experiment.{name}={getattr(self, name)}: expected at least 1")
        if self.router_headroom < 1:
            raise ConfigError(f"experiment.router_headroom={self.router_headroom}: expected at least 1")


@dataclass(frozen=True)
class HardwareModel:
    """A design, its project, and how well integers stand for the model's numbers on held-out tokens."""

    design: Design
    plan: BuildPlan
    tokens: int
    expert_error: float
    routes_equal: float


def run(context: Context, parameters: Parameters) -> Report:
    made = prepare(context, parameters)
    design, plan, platform = made.design, made.plan, context.settings.platform
    folder = Path(context.settings.output) / PROJECT_KIND
    write_artifact(
        folder, PROJECT_KIND, PROJECT_VERSION, plan.write,
        config=context.settings_json(), labels=context.labels("modelled"),
        inputs={"model": context.model.weights_sha256(), "project": plan.digest}, seed=context.settings.seed,
    )  # fmt: skip
    print(f"project {folder}, sha256 {plan.digest}")
    estimate = estimate_expert(design, platform, BOARDS[platform.name].banks)
    shortage = estimate.does_not_fit(platform)
    if shortage:
        raise ConfigError(f"design does not fit: {shortage} (choose fewer experiment.rows)")
    rows: list[dict[str, Any]] = [
        {
            "quantity": "project", "sha256": plan.digest, "files": len(plan.files),
            "size_bytes": sum(map(len, plan.files.values())), "expert_bytes": design.expert_bytes, "timing": "none",
        },
        {
            "quantity": "integer kernels against the pruned model", "split": "train", "tokens": made.tokens,
            "expert_relative_error": made.expert_error, "routes_equal": made.routes_equal, "timing": "none",
        },
        {
            "quantity": "sparse_expert", "cycles": estimate.cycles, "ms": estimate.ms,
            "ms_per_token_of_all_layers": estimate.ms * design.moe_layers, "bound": estimate.bound,
            "offchip_bytes": estimate.offchip_bytes, "dsp": estimate.dsp, "bram18": estimate.bram18,
            "uram": estimate.uram, "luts": "not estimated", "resident_experts_that_fit": estimate.resident_experts,
            "timing": "modelled",
        },
    ]  # fmt: skip
    rows.append(_run_tool(parameters.run, folder))
    rows += [_synthesis_row(folder, kernel) for kernel in KERNELS]
    return Report(
        "bitstream",
        TITLE,
        context.labels("modelled"),
        rows,
        notes=(
            f"Project: {folder} (sha256 {plan.digest}); make csim in it needs only g++.",
            "Every figure before a vendor tool has run is modelled; look-up tables and flip-flops are not estimated.",
            "The kernels are hand-written HLS C++; the experts are streamed from off-chip memory for every token. "
            "Preloading into on-chip slots while another expert computes is not part of the project yet.",
        ),
        provenance=context.provenance(),
    )


def prepare(context: Context, parameters: Parameters) -> HardwareModel:
    """Prune and pack the decoder's experts, calibrate the activations, and plan the project.

    Raises:
        ConfigError: a shape that the lanes do not divide, a table that is too large, or a board without linker facts.
        FormatError: the group does not divide the columns.
    """
    settings, model = context.settings, context.model
    design = Design(
        model.d_model, model.d_ff, NMPattern.parse(settings.pruning.pattern), parameters.rows, model.num_experts,
        len(model.moe_layers("decoder")), settings.predictor.known_layers, settings.buffer.slots,
    )  # fmt: skip
    if model.top_k != 1:
        raise ConfigError(f"model {model.name}: routes to {model.top_k} experts (the router kernel takes top-1)")
    hidden, logits = _router_inputs(context, parameters.calibration_dialogues)
    traces = split_traces(context)
    table = build_cepr_table(traces.train, design.known_layers)

    experts: list[HardwareExpert] = []
    error = scale = 0.0
    chosen = [layer.argmax(axis=1) for layer in logits]
    scales: list[float] = []
    for layer in model.moe_layers("decoder"):
        x, routed = hidden[layer.position], chosen[layer.position]
        packed = [_pack(context, layer, expert, design.pattern) for expert in range(design.experts)]
        dense = [{name: np.asarray(unpack(m), np.float32) for name, m in p.matrices.items()} for p in packed]
        units = [np.maximum(x[routed == e] @ dense[e]["wi"].T, 0) for e in range(design.experts)]
        input_scale = _rounded_up(float(np.abs(x).max()) / 127)
        hidden_scale = _rounded_up(max(float(u.max(initial=0)) for u in units) / 127) or input_scale
        scales.append(input_scale)
        experts += [quantise_expert(p, input_scale, hidden_scale, f"{layer}, expert {e}") for e, p in enumerate(packed)]
        for token in range(0, len(x), max(1, len(x) // 32)):  # a sample: each token costs a whole expert
            e = int(routed[token])
            exact = np.maximum(dense[e]["wi"] @ x[token], 0) @ dense[e]["wo"].T
            ours = run_expert(experts[-design.experts + e], _int8(x[token], input_scale)) / 2**16
            error += float(((ours - exact) ** 2).sum())
            scale += float((exact**2).sum())

    router, router_x, logit_bits = _router_numbers(context, hidden, parameters.router_headroom)
    tokens = len(hidden[0])
    sample = range(0, tokens, max(1, tokens // 64))
    equal = [
        run_router(design, logit_bits, router_x[layer][t], router[layer])[0] == chosen[layer][t]
        for layer in range(design.moe_layers)
        for t in sample
    ]
    picks = [(i % design.moe_layers, i * 7 % tokens) for i in range(parameters.vectors)]
    workload = Workload(
        experts,
        table_image(design, table),
        router,
        logit_bits,
        np.asarray([layer * design.experts + chosen[layer][t] for layer, t in picks], np.int32),
        np.stack([_int8(hidden[layer][t], scales[layer]) for layer, t in picks]),
        np.asarray([layer for layer, _ in picks], np.int32),
        np.stack([router_x[layer][t] for layer, t in picks]),
        _accesses(traces.report, table.predict_trace(traces.report)[:, :, 0], parameters.accesses),
    )
    return HardwareModel(
        design,
        plan_project(design, settings.platform, workload),
        tokens,
        (error / scale) ** 0.5 if scale else 0.0,
        float(np.mean(equal)),
    )


def _rounded_up(scale: float) -> float:
    """The next number of 10 significant bits, so that a last bit of floating point changes no image."""
    mantissa, exponent = np.frexp(scale)
    return float(np.ldexp(np.ceil(mantissa * 1024) / 1024, exponent))


def _int8(x: np.ndarray, scale: float) -> np.ndarray:
    return np.clip(np.rint(x / scale), -128, 127).astype(np.int8)


def _pack(context: Context, layer: MoeLayer, expert: int, pattern: NMPattern) -> PackedExpert:
    matrices: Mapping[str, torch.Tensor] = context.model.expert_matrices(layer, expert)
    packed = {}
    for name, matrix in matrices.items():
        dense = matrix.detach().float().numpy()
        where = f"{layer}, expert {expert}, {name}"
        if not np.isfinite(dense).all():
            raise FormatError(f"{where}: a weight is NaN or infinite (mend the checkpoint)")
        packed[name] = pack(np.where(nm_mask(dense, pattern, where), dense, np.float32(0)), pattern, "int8")
    return PackedExpert(packed)


def _router_inputs(context: Context, dialogues: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Inputs [tokens, d_model] and logits [tokens, experts] of every decoder router while it generates."""
    model = context.model
    hidden: list[list[np.ndarray]] = [[] for _ in model.moe_layers("decoder")]
    logits: list[list[np.ndarray]] = [[] for _ in hidden]

    def note(layer: MoeLayer, scores: torch.Tensor, x: torch.Tensor) -> None:
        hidden[layer.position].append(x.detach().float().reshape(-1, x.shape[-1]).numpy())
        logits[layer.position].append(scores.detach().float().reshape(-1, scores.shape[-1]).numpy())

    corpus = context.trace_corpus
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the last bits of a sum depend on how many threads share it
    try:
        with model.hook_routers(note):
            for dialogue in corpus.split("train")[:dialogues]:
                model.generate_ids([dialogue.text])  # one at a time, so that no token is padding
    finally:
        torch.set_num_threads(threads)
    return [np.concatenate(x) for x in hidden], [np.concatenate(x) for x in logits]


def _router_numbers(
    context: Context, hidden: list[np.ndarray], headroom: float
) -> tuple[np.ndarray, list[np.ndarray], int]:
    """Router weights and inputs as int16 in powers of two, and the fractional bits of their product."""
    weights = np.stack([context.model.router_weight(m).float().numpy() for m in context.model.moe_layers("decoder")])
    bits = lambda largest: int(np.floor(np.log2(32767 / largest)))  # noqa: E731
    of_x, of_w = bits(headroom * max(float(np.abs(x).max()) for x in hidden)), bits(float(np.abs(weights).max()))
    fixed = lambda a, b: np.clip(np.rint(a * 2.0**b), -32768, 32767).astype(np.int16)  # noqa: E731
    return fixed(weights, of_w), [fixed(x, of_x) for x in hidden], of_x + of_w


def _accesses(trace: RoutingTrace, predicted: np.ndarray, count: int) -> np.ndarray:
    """The first accesses of a trace, token by token: int32 [count, 3] of layer, predicted expert, expert."""
    experts = trace.experts[:, :, 0]
    layers = np.broadcast_to(np.arange(trace.moe_layers), experts.shape)
    return np.stack([layers, predicted, experts], axis=2).reshape(-1, 3)[:count].astype(np.int32)


def _run_tool(target: str, folder: Path) -> dict[str, Any]:
    if target == "none":
        return {
            "quantity": "Vitis",
            "status": NOT_RUN,
            "reason": "run=none (run=csynth, hw_emu or hw builds the project)",
        }
    tool = _TOOLS[target]
    if shutil.which(tool) is None:
        return {
            "quantity": f"Vitis {target}",
            "status": NOT_RUN,
            "reason": f"{tool} is not on PATH; the project stands",
        }
    done = subprocess.run(["make", target], cwd=folder, check=False)
    if done.returncode:
        raise FlameError(f"make {target} in {folder} ended with status {done.returncode} (its log says why)")
    return {"quantity": f"Vitis {target}", "status": "done", "timing": "none"}


def _synthesis_row(folder: Path, kernel: str) -> dict[str, Any]:
    found = read_csynth(folder / f"build/hls_{kernel}/solution/syn/report/csynth.xml")
    name = f"csynth of {kernel}"
    if found is None:
        return {"quantity": name, "status": NOT_RUN, "reason": "no csynth.xml in the project (run=csynth makes it)"}
    return {
        "quantity": name, "worst_cycles": found.worst_cycles, "clock_ns": found.clock_ns, "dsp": found.dsp,
        "bram18": found.bram18, "uram": found.uram, "luts": found.luts, "flip_flops": found.flip_flops,
    }  # fmt: skip
