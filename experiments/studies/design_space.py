"""Every design that fits the board, and those that no other beats in latency, resources, energy and accuracy at once.

Pattern, value type, slots, known layers, expert kernels, memory banks and clock are combined; what the board cannot
hold is dropped with the resource that is short. Each group of points (one pattern, value type, slots and known layers)
and each measured accuracy is an artifact of its own, so that an interrupted run goes on where it stopped, and a single
point is a grid of one: what `experiment=search` drives.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from omegaconf import OmegaConf

from experiments.paper.paper_latency import OwnDesign
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.config import conf_folder
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.platform import Platform
from flame.plugins import conf_folders
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.work_key import cached
from hw.design import Design
from hw.energy import NAME as ENERGY_MODEL
from hw.energy import token_energy
from hw.estimate import shortages
from hw.kept_kernels import is_kept
from offline.evaluation import EvaluationSet
from offline.prediction.cepr import build_cepr_table
from offline.pruning.masks import nm_pruned
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions
from online.pa_buf.slot_plan import SlotPlan
from online.timing.timing_model import ExpertCost, Timing, model_time

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

    from flame.models.moe_model import MoeModel

TITLE = "Designs that fit the board, and the Pareto front of latency, resources, energy and accuracy"
READS = (
    "model", "accuracy dialogues", "routing traces", "buffer.policy", "platform", "design.d_model", "design.d_ff",
)  # fmt: skip

POINTS_KIND, POINTS_VERSION = "design_points", 3
ACCURACY_KIND, ACCURACY_VERSION = "design_accuracy", 1
VALUE_TYPES = {8: "int8", 16: "fp16"}  # Assumption: int16 values cost as much accuracy as fp16's, which is next to none
OBJECTIVES = ("latency_ms", "fullest_share", "energy_uj", "tokens_changed")
KNEE = "knee"
Row = dict[str, Any]


@dataclass(frozen=True)
class Parameters:
    """The grid, and how accuracy and time are found; the eviction policy is `buffer.policy`.

    Args:
        d_model, d_ff: sizes of the layer that is timed; experts and layers are those of the model's decoder.
        patterns: N:M patterns; one that keeps every weight is the dense design.
        value_bits: bits of weights and activations, 8 or 16.
        slots: expert slots on chip for all layers together: equally many for each where they divide, else shared.
        known_layers: context of the CEPR table; 0 for no prediction.
        word_bits: width of the weights that a kernel reads a cycle, at most 512: its lanes are the products of a word.
        units: instances of the kernel, each with weights in a bank of its own, so that banks limit them.
        banks: off-chip memory banks that are used, of those that the board has.
        clock_mhz: kernel clocks.
        tokens: tokens of the report split that each point replays.
        abandon_wrong_preloads: a transfer stops when the router has decided otherwise.
        loss_dialogues: dialogues that accuracy is measured on; None takes all.
        max_target_tokens, batch: reference tokens of each dialogue, dialogues computed together.
        chosen: objective whose best point of the front is the chosen one, or `knee`: the point nearest to the best
            of every objective, each scaled to its range on the front.
    """

    d_model: int
    d_ff: int
    patterns: tuple[str, ...]
    value_bits: tuple[int, ...]
    slots: tuple[int, ...]
    known_layers: tuple[int, ...]
    word_bits: tuple[int, ...]
    units: tuple[int, ...]
    banks: tuple[int, ...]
    clock_mhz: tuple[float, ...]
    tokens: int
    abandon_wrong_preloads: bool
    loss_dialogues: int | None
    max_target_tokens: int
    batch: int
    chosen: str

    def __post_init__(self) -> None:
        for bits in self.value_bits:
            if bits not in VALUE_TYPES:
                raise ConfigError(f"experiment.value_bits: {bits} (expected {', '.join(map(str, VALUE_TYPES))})")
        if self.chosen not in (KNEE, *OBJECTIVES):
            raise ConfigError(f"experiment.chosen={self.chosen}: expected {KNEE} or one of {', '.join(OBJECTIVES)}")


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
    unfit = 0
    held = sorted({min(slots, part.moe_layers * part.num_experts) for slots in parameters.slots})
    groups = list(product(parameters.patterns, parameters.value_bits, held, parameters.known_layers))
    for pattern, bits, slots, known in context.progress(groups, "designs"):
        found = _group(context, parameters, part, guesses[known], (pattern, bits, slots, known))
        short.update(found["short"])
        unfit += found["unfit"]
        points += [point | accuracy[pattern, bits] for point in found["points"]]
    if not points and not unfit:
        raise ConfigError(
            f"design_space: each of experiment.units={list(parameters.units)} is more than each of "
            f"experiment.banks={list(parameters.banks)} (a unit has a bank of its own: add banks, or fewer units)"
        )
    if not points:
        raise ConfigError(
            f"design_space: nothing fits {board.name}: {_shortages(short)} (fewer slots, or more sparsity)"
        )
    values = np.asarray([[point[name] for name in OBJECTIVES] for point in points])
    for point, best in zip(points, pareto(values), strict=True):
        point["on_the_front"] = bool(best)
    front = sorted((point for point in points if point["on_the_front"]), key=lambda point: point["latency_ms"])
    chosen = front[choose(np.asarray([[point[name] for name in OBJECTIVES] for point in front]), parameters.chosen)]
    common = {"split": traces.report_split, "corpus": traces.corpus, "tokens": part.tokens}
    rows = [
        common | point | {"chosen": point is chosen, "needs": _needs(context, point), "command": command(point, board)}
        for point in front
    ]
    return Report(
        "design_space",
        TITLE,
        context.labels("modelled"),
        rows,
        notes=[
            f"{len(points)} designs fit {board.name}, {unfit} do not ({_shortages(short)}). The rows are "
            f"the {len(front)} that no other beats in all of latency, share of the fullest resource, energy and "
            "accuracy at once (of equal ones the first of the grid); points/points.csv has every design that fits.",
            f"Chosen by {parameters.chosen}: {_words(chosen)}. Its project: {command(chosen, board)}",
            "The command writes the project of this run's model (add this run's model=... and dataset=... if they are "
            "not the defaults) with the point's settings; a point without prediction gets a table of one known layer. "
            "A kernel that hw/generated keeps needs nothing more; for others the column needs says Allo, and the "
            "command names what to install. "
            + _kept(context, points, board),
            "Modelled: time by events with the hits of this run's routing, resources and energy by the estimator "
            f"({ENERGY_MODEL}). Accuracy is measured: the share of held-out next tokens that a model with such experts "
            "predicts otherwise than the dense model, without retraining.",
            f"The layer that is timed is {parameters.d_model} x {parameters.d_ff}. Slots are equally many for each "
            "layer where they divide, and shared by all of them otherwise.",
        ],
        figures=[
            Figure("design_space", "Each design that fits, and the front: latency against the share of the fullest "
                   "resource, energy, and accuracy. The star is the chosen design.",
                   lambda canvas: _draw(canvas, points, chosen, parameters), width=13.0, height=5.2),
        ],
        provenance=context.provenance(),
        folders={"points": lambda folder: _write_points(folder / "points.csv", points)},
    )  # fmt: skip


def pareto(objectives: np.ndarray) -> np.ndarray:
    """Which rows no other row beats.

    Args:
        objectives: float [points, objectives], smaller is better.
    Returns:
        bool [points]: no other point is at least as good everywhere and better somewhere; of equal points the first.
    """
    best = np.ones(len(objectives), bool)
    for i, point in enumerate(objectives):
        rivals = objectives[best]
        best[i] = not ((rivals <= point).all(1) & (rivals < point).any(1)).any()
        best[i] &= not (objectives[:i][best[:i]] == point).all(1).any()
    return best


def choose(front: np.ndarray, by: str) -> int:
    """The row of a front that is chosen.

    Args:
        front: float [points, objectives in their order].
        by: an objective, or `knee`.
    """
    if by != KNEE:
        return int(front[:, OBJECTIVES.index(by)].argmin())
    low, high = front.min(0), front.max(0)
    return int((((front - low) / np.where(high > low, high - low, 1)) ** 2).sum(1).argmin())


def command(point: Mapping[str, Any], board: Platform) -> str:
    """The command that writes a point's project.

    Args:
        board: the whole board; a point that uses fewer banks says which.
    """
    shared = not point["slots_per_layer"]
    overrides = [
        _platform_override(board),
        f"pruning.pattern={_pattern(point['pattern'])}",
        f"buffer.slots={point['slots'] if shared else point['slots_per_layer']}",
        f"predictor.known_layers={max(1, point['known_layers'])}",
        f"experiment.rows={point['rows']}",
        f"experiment.units={point['units']}",
        f"platform.clock_hz={point['clock_hz']:g}",
    ]
    if shared:
        overrides.append("experiment.shared_slots=true")
    if point["value_bits"] != 8:
        overrides.append(f"experiment.value_bits={point['value_bits']}")
    if point["banks"] < board.offchip_banks:
        fewer = _with_banks(board, point["banks"])
        overrides += [
            f"platform.offchip_banks={fewer.offchip_banks}",
            f"platform.offchip_bytes_per_s={fewer.offchip_bytes_per_s:g}",
            f"platform.bank_regions=[{','.join(fewer.bank_regions)}]",
        ]
    return f"flame experiment=bitstream {' '.join(overrides)}"


def _with_banks(board: Platform, banks: int) -> Platform:
    """The board with the first of its banks alone."""
    regions = board.bank_regions if len(board.bank_regions) == 1 else board.bank_regions[:banks]
    return replace(
        board, offchip_bytes_per_s=board.offchip_bytes_per_s * banks / board.offchip_banks, offchip_banks=banks,
        bank_regions=regions,
    )  # fmt: skip


def _platform_override(board: Platform) -> str:
    """The override that names a board: the file that holds its name."""
    for root in (conf_folder(), *conf_folders()):
        for file in sorted((root / "platform").glob("*.yaml")):
            if dict(OmegaConf.load(file))["name"] == board.name:
                return f"platform={file.stem}"
    return "platform=NAME"


def _needs(context: Context, point: Mapping[str, Any]) -> str:
    """What writing a point's project for this run's model needs beside this package."""
    model, shared = context.model, not point["slots_per_layer"]
    try:
        design = Design(
            model.d_model, model.d_ff, _pattern(point["pattern"]), point["rows"], model.num_experts,
            len(model.moe_layers("decoder")), max(1, point["known_layers"]),
            point["slots"] if shared else point["slots_per_layer"], value_bits=point["value_bits"],
            units=point["units"], shared_slots=shared,
        )  # fmt: skip
    except ConfigError as error:
        return f"another shape: {error}"
    return "nothing more" if is_kept("moe_layer", design) else "Allo"


def _kept(context: Context, points: Sequence[Row], board: Platform) -> str:
    """The fastest of the designs whose kernel is kept, in words."""
    kept = [point for point in points if _needs(context, point) == "nothing more"]
    if not kept:
        return "None of the designs that fit is kept for this run's model."
    best = min(kept, key=lambda point: (point["latency_ms"], point["banks"]))
    return f"The fastest that is kept for this run's model: {_words(best)}. Its project: {command(best, board)}"


def _words(point: Mapping[str, Any]) -> str:
    return (
        f"{point['pattern']}, {point['value_bits']} bits, {point['slots']} slots, {point['known_layers']} known "
        f"layers, {point['lanes']} lanes ({point['units']} units), {point['banks']} banks, "
        f"{point['clock_hz'] / 1e6:.0f} MHz; {point['latency_ms']:.3f} ms and {point['energy_uj'] / 1e3:.1f} mJ a "
        f"token, {point['fullest_share']:.0%} of {point['fullest_resource']}, {point['tokens_changed']:.1%} of the "
        "next tokens changed"
    )


def _write_points(file: Path, points: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(points[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(points)


def _pattern(text: str) -> NMPattern:
    """A pattern as the kernels take it: what keeps every weight is 4:4."""
    pattern = NMPattern.parse(text)
    return NMPattern(4, 4) if pattern.sparsity == 0 else pattern


def _shortages(short: Counter[str]) -> str:
    return ", ".join(f"{count} lack {name}" for name, count in short.most_common()) or "all fit"


def _group(
    context: Context, p: Parameters, part: RoutingTrace, guesses: np.ndarray | None, group: tuple[str, int, int, int]
) -> dict[str, Any]:
    """The points of one pattern, value type, number of slots and known layers, from its artifact or worked out."""
    pattern, bits, slots, known = group
    board, policy = context.settings.platform, context.settings.buffer.policy

    def fill(folder: Path) -> None:
        layers = part.moe_layers
        shared = slots % layers > 0
        plan = SlotPlan.shared(layers, slots) if shared else SlotPlan.per_layer(layers, slots // layers)
        records: tuple[DecisionRecord, ...] = ()
        points: list[Row] = []
        short: Counter[str] = Counter()
        unfit = 0
        times: dict[tuple[Platform, ExpertCost], Timing] = {}
        wanted = _pattern(pattern)
        for word, units, banks, clock in product(p.word_bits, p.units, p.banks, p.clock_mhz):
            if units > banks:
                continue
            design = Design(
                p.d_model, p.d_ff, wanted, word // bits // wanted.keep, part.num_experts, layers, max(1, known),
                slots if shared else slots // layers, value_bits=bits, units=units, shared_slots=shared,
            )  # fmt: skip
            slower = replace(_with_banks(board, banks), clock_hz=clock * 1e6)
            if lacking := shortages(design.holding(slots), slower):
                short.update(each.resource for each in lacking)
                unfit += 1
                continue
            own = OwnDesign.of(design, slower, slots)
            records = records or tuple(
                decisions(part, ExpertBuffer(plan, policy), () if guesses is None else (guesses,))
            )
            # Banks make no difference where the slots take no more bandwidth than one of them gives.
            paced = (replace(own.platform, offchip_banks=1, bank_regions=board.bank_regions[:1]), own.cost)
            if paced not in times:
                times[paced] = model_time(records, own.platform, own.cost, abandon_wrong=p.abandon_wrong_preloads)
            points.append(_point(own, times[paced], slower, group))
        found = {"points": points, "short": short, "unfit": unfit}
        (folder / "points.json").write_text(json.dumps(found, sort_keys=True))

    folder = cached(
        context.artifacts, POINTS_KIND, POINTS_VERSION, fill,
        config={
            "group": list(group), "board": json.loads(json.dumps(asdict(board))), "d_model": p.d_model,
            "d_ff": p.d_ff, "word_bits": list(p.word_bits), "units": list(p.units),
            "banks": list(p.banks), "clock_mhz": list(p.clock_mhz), "policy": policy, "tokens": part.tokens,
            "abandon_wrong_preloads": p.abandon_wrong_preloads,
        },
        labels=Labels(context.model.weights, "modelled"),
        inputs={
            "router": context.model.router_sha256(), "trace": _digest(part.experts), "guesses": _digest(guesses),
        },
        maker=__name__,
    )  # fmt: skip
    found: dict[str, Any] = json.loads((folder / "points.json").read_text())
    return found


def _digest(array: np.ndarray | None) -> str:
    return "none" if array is None else hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _point(own: OwnDesign, timing: Timing, board: Platform, group: tuple[str, int, int, int]) -> Row:
    pattern, bits, slots, known = group
    resources = own.estimate.resources
    resource, share = resources.fullest(board)
    layers = own.design.moe_layers
    moved = timing.bytes_per_token + layers * sum(kernel.offchip_bytes for kernel in own.estimate.kernels)
    spent = token_energy(
        board, timing.ms_per_token, moved, layers * own.products, layers * own.cost.size_bytes, bits
    )  # fmt: skip
    return {
        "pattern": pattern, "value_bits": bits, "slots": slots,
        "slots_per_layer": 0 if slots % layers else slots // layers, "known_layers": known, "units": own.design.units,
        "rows": own.design.rows, "lanes": own.lanes, "banks": board.offchip_banks, "clock_hz": board.clock_hz,
        "latency_ms": timing.ms_per_token, "hit_ratio": timing.hit_ratio, "energy_uj": spent.total_uj,
        "offchip_bytes_per_token": moved, "offchip_bytes_per_s": moved / timing.ms_per_token * 1e3,
        "dsp": resources.dsp, "bram18": resources.bram18, "uram": resources.uram, "fullest_resource": resource,
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
        inputs={"model": context.model_sha256, "corpus": context.corpus.sha256},
        maker=__name__,
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
                kept = nm_pruned(dense, pattern, f"{layer}, expert {expert}, {name}")
                values = np.asarray(unpack(pack(kept, pattern, value_type)), np.float32)
                rounded[name] = torch.from_numpy(values).to(matrix.dtype)
            packed.set_expert_matrices(layer, expert, rounded)
    return packed


def _draw(canvas: Canvas, points: Sequence[Row], chosen: Row, parameters: Parameters) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    panels = (
        ("fullest_share", 1.0, "Resources", "share of the fullest resource"),
        ("energy_uj", 1e-3, "Energy", "mJ a token (log)"),
        ("tokens_changed", 1.0, "Accuracy", "next tokens changed"),
    )
    for axes, (name, scale, title, words) in zip(canvas.subplots(1, len(panels), sharey=True), panels, strict=True):
        plots.label(axes, title, words, "")
        sets = [("fits the board", plots.MUTED, 7, [q for q in points if not q["on_the_front"]])]
        for colour, pattern in zip(plots.SERIES, parameters.patterns, strict=False):
            label = "dense" if NMPattern.parse(pattern).sparsity == 0 else pattern
            best = [q for q in points if q["on_the_front"] and q["pattern"] == pattern]
            sets.append((f"{label} on the front", colour, 34, best))
        for label, colour, size, drawn in sets:
            if drawn:
                axes.scatter(
                    [scale * q[name] for q in drawn], [q["latency_ms"] for q in drawn], s=size, color=colour,
                    edgecolor="white" if size > 10 else "none", linewidth=0.5, label=label,
                )  # fmt: skip
        axes.scatter(
            scale * chosen[name], chosen["latency_ms"], s=190, marker="*", color="black", zorder=3, label="chosen"
        )
        axes.set_yscale("log")
        for axis in (axes.yaxis, axes.xaxis) if name == "energy_uj" else (axes.yaxis,):
            if axis is axes.xaxis:
                axes.set_xscale("log")
            axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())
        if name != "energy_uj":
            plots.as_percent(axes, "x")
    canvas.axes[0].set_ylabel("ms a token (log)")
    handles, labels = canvas.axes[0].get_legend_handles_labels()
    canvas.legend(handles, labels, ncols=len(labels), loc="outside lower center", fontsize=10)
