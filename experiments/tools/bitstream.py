"""From the model to a board's project: prune, pack, calibrate, lay out the images, and write the Vitis project."""

from __future__ import annotations

import copy
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.tools.routing_traces import split_traces
from flame.app.config import Settings
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, FlameError, FormatError
from flame.models.layers import MoeLayer
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.packed_expert import PackedExpert
from flame.platform import Platform
from flame.prediction_table import PredictionTable
from flame.storage.dataset import Dialogue, disjoint_splits
from hw.design import EXP_STEP_BITS, Design
from hw.estimate import estimate_accelerator, in_words, slots_that_fit
from hw.golden import HardwareExpert, Steps, quantise_expert, table_image
from hw.kept_kernels import emitted
from hw.project.build_plan import BuildPlan
from hw.project.kernel_source import TOP
from hw.project.plan import Workload, plan_project
from hw.reports import NOT_RUN, report_rows
from offline.prediction.cepr import build_cepr_table
from offline.pruning.masks import nm_mask

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
        if self.run not in ("none", *_TOOLS):
            raise ConfigError(f"experiment.run={self.run}: expected none, {', '.join(_TOOLS)}")
        for name in ("calibration_dialogues", "tokens"):
            if getattr(self, name) < 1:
                raise ConfigError(f"experiment.{name}={getattr(self, name)}: expected at least 1")
        if self.router_headroom < 1:
            raise ConfigError(f"experiment.router_headroom={self.router_headroom}: expected at least 1")


@dataclass(frozen=True)
class Decoded:
    """What every decoder router saw and said while the model generated, one dialogue after another.

    Args:
        x: fp32 [moe_layers, tokens, d_model].
        experts: the largest logit, int16 [tokens, moe_layers].
        example_ptr: int64 [dialogues + 1].
    """

    x: np.ndarray
    experts: np.ndarray
    example_ptr: np.ndarray


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
    seen = decode(context, context.trace_corpus.split("train")[: parameters.calibration_dialogues])
    shown = traces.report_dialogues or disjoint_splits(context.trace_corpus, settings.dataset.trace_dialogues).report
    decoded = decode(context, shown, parameters.tokens)

    experts: list[HardwareExpert] = []
    scales: list[float] = []
    exact: list[np.ndarray] = []  # of each layer [tokens, d_model]
    most = design.value_most
    for layer in model.moe_layers("decoder"):
        x, routed = seen.x[layer.position], seen.experts[:, layer.position]
        pruned = [_pruned(context, layer, expert, design.pattern) for expert in range(design.experts)]
        packed = [
            PackedExpert({name: pack(w, design.pattern, "int8" if most == 127 else "fp32") for name, w in p.items()})
            for p in pruned
        ]
        units = [
            np.maximum(x[routed == e] @ np.asarray(unpack(p.matrices["up"]), np.float32).T, 0)
            for e, p in enumerate(packed)
        ]
        input_scale = _rounded_up(float(np.abs(x).max()) / most)
        hidden_scale = _rounded_up(max(float(u.max(initial=0)) for u in units) / most) or input_scale
        scales.append(input_scale)
        experts += [
            quantise_expert(p, input_scale, hidden_scale, f"{layer}, expert {e}", design.value_bits)
            for e, p in enumerate(packed)
        ]
        exact.append(transformers_layer(context, layer, pruned, decoded.x[layer.position]))

    router, router_x, logit_bits = _router_numbers(context, seen.x, decoded.x, parameters.router_headroom)
    steps = _steps(design, decoded, router_x, scales, logit_bits - EXP_STEP_BITS)
    workload = Workload(experts, table_bits, router, steps)
    made = HardwareModel(design, plan_project(design, settings.platform, workload), workload, decoded, table, 0.0, 0.0)
    answer = np.stack(exact, axis=1).reshape(-1, design.d_model)
    error = np.linalg.norm(made.outputs / 2**16 - answer) / np.linalg.norm(answer)
    routes_equal = np.mean(made.decisions[:, 0] == decoded.experts.reshape(-1))
    return replace(made, layer_error=float(error), routes_equal=float(routes_equal))


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
    context: Context, layer: MoeLayer, pruned: Sequence[Mapping[str, np.ndarray]], x: np.ndarray
) -> np.ndarray:
    """What transformers' own layer answers with these experts in fp32: fp32 [tokens, d_model] for x of that shape."""
    module = copy.deepcopy(context.model.sparse_mlp(layer)).float().eval()
    with torch.no_grad():
        for expert, matrices in enumerate(pruned):
            for name, matrix in matrices.items():
                getattr(module.experts[f"expert_{expert}"], SWITCH_MATRICES[name]).weight.copy_(
                    torch.from_numpy(matrix)
                )
        answer: torch.Tensor = module(torch.from_numpy(x)[:, None])  # sequences of one token: none is over capacity
    return answer[:, 0].numpy()


def _steps(design: Design, decoded: Decoded, router_x: np.ndarray, scales: Sequence[float], step_shift: int) -> Steps:
    tokens, layers = decoded.experts.shape
    commands = np.zeros((tokens, layers, 5), np.int32)
    commands[:, :, 0] = np.arange(layers)
    commands[decoded.example_ptr[:-1], 0, 1] = 1
    commands[decoded.example_ptr[1:] - 1, -1, 2] = 1
    commands[0, 0, 3] = 1
    commands[:, :, 4] = step_shift
    most, kind = design.value_most, f"int{design.value_bits}"
    x = np.stack(
        [np.clip(np.rint(x / scale), -most - 1, most).astype(kind) for x, scale in zip(decoded.x, scales, strict=True)],
        axis=1,
    )
    return Steps(
        commands.reshape(-1, 5), router_x.transpose(1, 0, 2).reshape(-1, design.d_model), x.reshape(-1, design.d_model)
    )


def _rounded_up(scale: float) -> float:
    """The next number of 10 significant bits, so that a last bit of floating point changes no image."""
    mantissa, exponent = np.frexp(scale)
    return float(np.ldexp(np.ceil(mantissa * 1024) / 1024, exponent))


def _pruned(context: Context, layer: MoeLayer, expert: int, pattern: NMPattern) -> dict[str, np.ndarray]:
    matrices: Mapping[str, torch.Tensor] = context.model.expert_matrices(layer, expert)
    pruned = {}
    for name, matrix in matrices.items():
        dense = matrix.detach().float().numpy()
        where = f"{layer}, expert {expert}, {name}"
        if not np.isfinite(dense).all():
            raise FormatError(f"{where}: a weight is NaN or infinite (mend the checkpoint)")
        pruned[name] = np.where(nm_mask(dense, pattern, where), dense, np.float32(0))
    return pruned


def decode(context: Context, dialogues: Iterable[Dialogue], tokens: int | None = None) -> Decoded:
    """Let the model generate, one dialogue at a time so that no token is padding, for as many tokens as wanted."""
    model = context.model
    layers = model.moe_layers("decoder")
    hidden: list[list[np.ndarray]] = [[] for _ in layers]
    chosen: list[list[np.ndarray]] = [[] for _ in layers]
    lengths: list[int] = []

    def note(layer: MoeLayer, scores: torch.Tensor, x: torch.Tensor) -> None:
        hidden[layer.position].append(x.detach().float().reshape(-1, x.shape[-1]).numpy())
        chosen[layer.position].append(scores.detach().reshape(-1, scores.shape[-1]).argmax(-1).numpy())

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the last bits of a sum depend on how many threads share it
    try:
        with model.hook_routers(note):
            for dialogue in dialogues:
                if tokens is not None and sum(lengths) >= tokens:
                    break
                model.generate_ids([dialogue.text])
                lengths.append(sum(map(len, hidden[0])) - sum(lengths))
    finally:
        torch.set_num_threads(threads)
    if not lengths:
        raise ConfigError(f"dataset {context.trace_corpus.name}: no dialogue to decode (give a split with some)")
    ends = np.cumsum([0, *lengths])
    ends = np.unique(np.minimum(ends, tokens)) if tokens is not None else ends
    x = np.stack([np.concatenate(rows)[: ends[-1]] for rows in hidden])
    experts = np.stack([np.concatenate(rows)[: ends[-1]] for rows in chosen], axis=1).astype(np.int16)
    return Decoded(x, experts, ends.astype(np.int64))


def _router_numbers(
    context: Context, seen: np.ndarray, wanted: np.ndarray, headroom: float
) -> tuple[np.ndarray, np.ndarray, int]:
    """Router weights and the wanted inputs as int16 in powers of two, and the fractional bits of their product.

    Args:
        seen: the inputs that say how large they become.
    """
    weights = np.stack([context.model.router_weight(m).float().numpy() for m in context.model.moe_layers("decoder")])

    def bits(largest: float) -> int:
        return int(np.floor(np.log2(32767 / largest)))

    def fixed(a: np.ndarray, fraction: int) -> np.ndarray:
        return np.clip(np.rint(a * 2.0**fraction), -32768, 32767).astype(np.int16)

    of_x, of_w = bits(headroom * float(np.abs(seen).max())), bits(float(np.abs(weights).max()))
    return fixed(weights, of_w), fixed(wanted, of_x), of_x + of_w


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
