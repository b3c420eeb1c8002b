"""Every design that fits the board, and those that no other beats in latency, resources, energy and accuracy at once.

Pattern, value type, slots, known layers, expert kernels, memory banks and clock are combined; what the board cannot
hold is dropped with the resource that is short. Each group of points (one pattern, value type, slots and known layers)
and each measured accuracy is an artifact of its own, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.paper_latency import OwnDesign
from experiments.routing_traces import split_traces
from flame import plots
from flame.artifact import Labels, cached
from flame.errors import ConfigError
from flame.experiment import Context
from flame.nm_format import NMPattern, pack, unpack
from flame.platform import Platform
from flame.report import Figure, Report
from flame.routing import RoutingTrace
from hw.design import Design
from hw.energy import NAME as ENERGY_MODEL
from hw.energy import token_energy
from offline.cepr import build_cepr_table
from offline.evaluation import EvaluationSet
from offline.pruning import nm_mask
from online.expert_buffer import ExpertBuffer, SlotPlan
from online.replay import DecisionRecord, decisions
from online.timing import Timing, model_time

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

    from flame.model import MoeModel

TITLE = "Designs that fit the board, and the Pareto front of latency, resources, energy and accuracy"

POINTS_KIND, POINTS_VERSION = "design_points", 1
ACCURACY_KIND, ACCURACY_VERSION = "design_accuracy", 1
VALUE_TYPES = {8: "int8", 16: "fp16"}  # Assumption: int16 values cost as much accuracy as fp16's, which is next to none
OBJECTIVES = ("latency_ms", "fullest_share", "energy_uj", "tokens_changed")
Row = dict[str, Any]


@dataclass(frozen=True)
class Parameters:
    """The grid, and how accuracy and time are found.

    Args:
        d_model, d_ff: sizes of the layer that is timed; experts and layers are those of the model's decoder.
        patterns: N:M patterns; one that keeps every weight is the dense design.
        value_bits: bits of weights and activations, 8 or 16.
        slots: slots of the expert buffer for each layer.
        known_layers: context of the CEPR table; 0 for no prediction.
        units: expert kernels; each computes the products of one 512-bit word a cycle.
        banks: off-chip memory banks that are used, of those that the board has.
        clock_mhz: kernel clocks.
        tokens: tokens of the report split that each point replays.
        policy: eviction policy.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
        loss_dialogues: dialogues that accuracy is measured on; None takes all.
        max_target_tokens, batch: reference tokens of each dialogue, dialogues computed together.
        chosen: objective by which the command for one point is chosen from the front.
    """

    d_model: int
    d_ff: int
    patterns: tuple[str, ...]
    value_bits: tuple[int, ...]
    slots: tuple[int, ...]
    known_layers: tuple[int, ...]
    units: tuple[int, ...]
    banks: tuple[int, ...]
    clock_mhz: tuple[float, ...]
    tokens: int
    policy: str
    abandon_wrong_preloads: bool
    loss_dialogues: int | None
    max_target_tokens: int
    batch: int
    chosen: str

    def __post_init__(self) -> None:
        for bits in self.value_bits:
            if bits not in VALUE_TYPES:
                raise ConfigError(f"experiment.value_bits: {bits} (expected {', '.join(map(str, VALUE_TYPES))})")
        if self.chosen not in OBJECTIVES:
            raise ConfigError(f"experiment.chosen={self.chosen}: expected one of {', '.join(OBJECTIVES)}")


def run(context: Context, parameters: Parameters) -> Report:
    """Explore the grid.

    Raises:
        ConfigError: more banks than the board has, or nothing fits it.
    """
    board = context.settings.platform
    if max(parameters.banks) > board.offchip_banks:
        raise ConfigError(f"experiment.banks: {max(parameters.banks)} ({board.name} has {board.offchip_banks})")
    traces = split_traces(context)
    part = traces.report.select(range(max(1, int((traces.report.example_ptr[:-1] < parameters.tokens).sum()))))
    guesses = {
        known: build_cepr_table(traces.train, known).predict_trace(part, 1) if known else None
        for known in parameters.known_layers
    }
    accuracy = {
        (pattern, bits): _accuracy(context, parameters, pattern, bits)
        for pattern, bits in context.progress(list(product(parameters.patterns, parameters.value_bits)), "accuracy")
    }
    points: list[Row] = []
    short: Counter[str] = Counter()
    groups = list(product(parameters.patterns, parameters.value_bits, parameters.slots, parameters.known_layers))
    for pattern, bits, slots, known in context.progress(groups, "designs"):
        found = _group(context, parameters, part, guesses[known], (pattern, bits, slots, known))
        short.update(found["short"])
        points += [point | accuracy[pattern, bits] for point in found["points"]]
    if not points:
        raise ConfigError(
            f"design_space: nothing fits {board.name}: {_shortages(short)} (fewer slots, or more sparsity)"
        )
    front = pareto(np.asarray([[point[name] for name in OBJECTIVES] for point in points]))
    for point, best in zip(points, front, strict=True):
        point["on_the_front"] = bool(best)
    best = sorted((point for point in points if point["on_the_front"]), key=lambda point: point[parameters.chosen])
    common = {"split": traces.report_split, "corpus": traces.corpus, "tokens": part.tokens}
    rows = [common | point | {"command": command(point)} for point in best]
    return Report(
        "design_space",
        TITLE,
        context.labels("modelled"),
        rows,
        notes=[
            f"{len(points)} designs fit {board.name}, {sum(short.values())} do not ({_shortages(short)}); the rows "
            "are the "
            f"{len(best)} that no other beats in all of latency, fullest resource, energy and accuracy at once.",
            f"Chosen by {parameters.chosen}: {command(best[0])}",
            "Modelled: time by events with the hits of this run's routing, resources and energy by the estimator "
            f"({ENERGY_MODEL}). Accuracy is measured: the share of held-out next tokens that a model with such experts "
            "predicts otherwise than the dense model, without retraining.",
            f"The layer that is timed is {parameters.d_model} x {parameters.d_ff}; the command writes the project of "
            "this run's own model with the point's pattern, slots, known layers, rows and clock. A project has one "
            "expert kernel: the point's units say how often to instantiate it.",
        ],
        figures=[
            Figure("design_space", "Each design that fits, and the front: latency against the fullest resource, "
                   "energy, and accuracy.", lambda canvas: _draw(canvas, points, parameters), width=14.0),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def pareto(objectives: np.ndarray) -> np.ndarray:
    """Which rows no other row beats.

    Args:
        objectives: float [points, objectives], smaller is better.
    Returns:
        bool [points]: no other point is at least as good everywhere and better somewhere. Of equal points all stay.
    """
    best = np.ones(len(objectives), bool)
    for i, point in enumerate(objectives):
        rivals = objectives[best]
        best[i] = not ((rivals <= point).all(1) & (rivals < point).any(1)).any()
    return best


def command(point: Mapping[str, Any]) -> str:
    """The command that writes a point's project, or why there is none."""
    if point["value_bits"] != 8:
        return f"none: a project's experts are int8 (this point has {point['value_bits']} bits)"
    overrides = [
        f"pruning.pattern={point['pattern']}",
        f"buffer.slots={point['slots_per_layer']}",
        f"predictor.known_layers={max(1, point['known_layers'])}",
        f"experiment.rows={point['rows']}",
        f"platform.clock_hz={point['clock_hz']:g}",
    ]
    return f"flame experiment=bitstream {' '.join(overrides)}"


def _shortages(short: Counter[str]) -> str:
    return ", ".join(f"{count} short of {name}" for name, count in short.most_common()) or "all fit"


def _group(
    context: Context, p: Parameters, part: RoutingTrace, guesses: np.ndarray | None, group: tuple[str, int, int, int]
) -> dict[str, Any]:
    """The points of one pattern, value type, number of slots and known layers, from its artifact or worked out."""
    pattern, bits, slots, known = group
    board = context.settings.platform

    def fill(folder: Path) -> None:
        plan = SlotPlan.per_layer(part.moe_layers, slots)
        records: tuple[DecisionRecord, ...] = ()
        points: list[Row] = []
        short: Counter[str] = Counter()
        for units, banks, clock in product(p.units, p.banks, p.clock_mhz):
            share = banks / board.offchip_banks
            slower = replace(
                board, clock_hz=clock * 1e6, offchip_bytes_per_s=board.offchip_bytes_per_s * share,
                offchip_banks=banks, bank_regions=board.bank_regions[:banks],
            )  # fmt: skip
            wanted = NMPattern.parse(pattern)
            wanted = NMPattern(4, 4) if wanted.sparsity == 0 else wanted
            design = Design(
                p.d_model, p.d_ff, wanted, 512 // bits // wanted.keep, part.num_experts, part.moe_layers, max(1, known),
                slots, value_bits=bits,
            )  # fmt: skip
            try:
                own = OwnDesign.of(design, slower, units, plan.total)
            except ConfigError as error:
                short[str(error).partition(": ")[2].partition(":")[0]] += 1
                continue
            records = records or tuple(
                decisions(part, ExpertBuffer(plan, p.policy), () if guesses is None else (guesses,))
            )
            timing = model_time(records, own.platform, own.cost, abandon_wrong=p.abandon_wrong_preloads)
            points.append(_point(own, timing, slower, group, units, banks))
        (folder / "points.json").write_text(json.dumps({"points": points, "short": short}, sort_keys=True))

    folder = cached(
        context.artifacts, POINTS_KIND, POINTS_VERSION, fill,
        config={
            "group": list(group), "board": json.loads(json.dumps(asdict(board))), "d_model": p.d_model,
            "d_ff": p.d_ff, "units": list(p.units),
            "banks": list(p.banks), "clock_mhz": list(p.clock_mhz), "policy": p.policy, "tokens": part.tokens,
            "abandon_wrong_preloads": p.abandon_wrong_preloads,
        },
        labels=Labels(context.model.weights, "modelled"),
        inputs={"router": context.model.router_sha256(), "trace": _digest(part.experts), "guesses": _digest(guesses)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads((folder / "points.json").read_text())
    return found


def _digest(array: np.ndarray | None) -> str:
    return "none" if array is None else hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _point(
    own: OwnDesign, timing: Timing, board: Platform, group: tuple[str, int, int, int], units: int, banks: int
) -> Row:
    pattern, bits, slots, known = group
    resource, share = own.estimate.resources.fullest(board)
    layers = own.design.moe_layers
    router_bytes = layers * sum(kernel.offchip_bytes for kernel in own.estimate.kernels)
    energy = token_energy(
        board, timing.ms_per_token, timing.bytes_per_token + router_bytes, layers * own.products,
        layers * own.cost.size_bytes, bits,
    )  # fmt: skip
    return {
        "pattern": pattern, "value_bits": bits, "slots_per_layer": slots, "known_layers": known, "units": units,
        "rows": own.design.rows, "lanes": own.lanes, "banks": banks, "clock_hz": board.clock_hz,
        "latency_ms": timing.ms_per_token, "hit_ratio": timing.hit_ratio, "energy_uj": energy.total_uj,
        "loaded_bytes_per_token": timing.bytes_per_token, "dsp": own.estimate.resources.dsp,
        "bram18": own.estimate.resources.bram18, "uram": own.estimate.resources.uram, "fullest_resource": resource,
        "fullest_share": share,
    }  # fmt: skip


def _accuracy(context: Context, p: Parameters, pattern: str, bits: int) -> Row:
    """What a pattern and a value type cost the model, from its artifact or measured."""

    def fill(folder: Path) -> None:
        split, dialogues = context.accuracy_dialogues()
        judge = EvaluationSet.of(
            context.model, split, dialogues, p.loss_dialogues, 0, p.max_target_tokens, p.batch, 1, context.settings.seed
        )
        dense = judge.loss(context.model)
        loss = judge.loss(_packed_model(context.model, NMPattern.parse(pattern), VALUE_TYPES[bits]))
        found = {
            "tokens_changed": 1 - loss.agreement_with(dense),
            "loss_increase_nats": loss.per_token - dense.per_token,
            "accuracy_tokens": int(loss.tokens.sum()),
            "accuracy_split": split,
        }
        (folder / "accuracy.json").write_text(json.dumps(found, sort_keys=True))

    folder = cached(
        context.artifacts, ACCURACY_KIND, ACCURACY_VERSION, fill,
        config={
            "pattern": pattern, "value_type": VALUE_TYPES[bits], "loss_dialogues": p.loss_dialogues,
            "max_target_tokens": p.max_target_tokens, "dialogues": context.settings.dataset.accuracy_dialogues,
            "max_source_tokens": context.settings.model.max_source_tokens,
        },
        labels=context.labels(),
        inputs={"model": context.model.weights_sha256(), "corpus": context.corpus.sha256},
        seed=context.settings.seed,
    )  # fmt: skip
    found: Row = json.loads((folder / "accuracy.json").read_text())
    return found


def _packed_model(model: MoeModel, pattern: NMPattern, value_type: str) -> MoeModel:
    """A copy whose experts are what packing keeps of them: pruned by magnitude, rounded to the value type."""
    import torch

    packed = model.copy()
    for layer in packed.moe_layers():
        for expert in range(packed.num_experts):
            matrices = packed.expert_matrices(layer, expert)
            rounded = {}
            for name, matrix in matrices.items():
                dense = matrix.detach().float().numpy()
                kept = np.where(nm_mask(dense, pattern, f"{layer}, expert {expert}, {name}"), dense, np.float32(0))
                values = np.asarray(unpack(pack(kept, pattern, value_type)), np.float32)
                rounded[name] = torch.from_numpy(values).to(matrix.dtype)
            packed.set_expert_matrices(layer, expert, rounded)
    return packed


def _draw(canvas: Canvas, points: Sequence[Row], parameters: Parameters) -> None:
    from matplotlib.ticker import NullFormatter

    panels = (
        ("fullest_share", "share of the fullest resource", True),
        ("energy_uj", "energy per token, microjoules", False),
        ("tokens_changed", "next tokens changed", True),
    )
    for axes, (name, words, fraction) in zip(canvas.subplots(1, len(panels), sharey=True), panels, strict=True):
        plots.label(axes, "", words, "")
        rest = [point for point in points if not point["on_the_front"]]
        axes.scatter([q[name] for q in rest], [q["latency_ms"] for q in rest], s=8, color=plots.MUTED, alpha=0.5)
        for colour, pattern in zip(plots.SERIES, parameters.patterns, strict=False):
            best = [q for q in points if q["on_the_front"] and q["pattern"] == pattern]
            axes.scatter(
                [q[name] for q in best], [q["latency_ms"] for q in best], s=28, color=colour, edgecolor="white",
                linewidth=0.5, label=f"{pattern} on the front" if best else None,
            )  # fmt: skip
        axes.set_yscale("log")
        if fraction:
            plots.as_percent(axes, "x")
        else:
            axes.set_xscale("log")
            axes.xaxis.set_minor_formatter(NullFormatter())
    canvas.axes[0].set_ylabel("ms a token (log)")
    canvas.axes[0].legend(fontsize=9)
