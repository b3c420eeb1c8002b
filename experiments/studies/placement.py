"""Experts over several boards: where they should lie, what links cost, and what moving them after a drift wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.studies.placement_little import Little, cost_rows, little_notes, unsure_tokens
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from online.boards.cluster import ClusterTime, Migration, Spare, time_on_boards
from online.boards.network import Network
from online.boards.placing import STRATEGIES, expert_loads
from online.timing.timing_model import ExpertCost

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Placement of experts over several boards, and their migration, modelled"
READS = ("model", "dataset", "pruning.pattern", "pruning.value_type", "pruning.pad", "buffer.slots", "platform")
MOVING = {"migrating": True, "migrating, whole experts": False}  # whether experts move in chunks
VECTOR_BYTES = 2  # of a hidden state's element on a link


@dataclass(frozen=True)
class Parameters:
    """What is modelled; each board is `platform`, with `buffer.slots` for each MoE layer.

    Args:
        boards: how many boards, one run for each number.
        topology: `mesh`, `ring`, or `all` for a link between any two boards.
        strategies: of `online.boards.placing`: `random`, `round robin`, `balanced` by the loads of the training split.
        batch: sequences decoded together, shared out over the boards.
        tokens: at most so many of the report split, in whole examples.
        expert_shape: `[d_model, d_ff, matrices]` of an expert for traces whose model is not at hand; null takes the
            model's.
        link_bytes_per_s: of a link in one direction (Assumption: one port of 100 Gb/s).
        link_latency_us: of a link (Assumption).
        lanes: products that a board computes in a cycle.
        drift: also run a trace whose experts change their names half way, by dice: a load that no history foretells.
        migration: window of steps, swaps of a layer after each, memory of loads, bytes of a chunk.
        little: big and little experts, with the balanced placement; null leaves them out.
    """

    boards: tuple[int, ...]
    topology: str
    strategies: tuple[str, ...]
    batch: int
    tokens: int
    expert_shape: tuple[int, int, int] | None
    link_bytes_per_s: float
    link_latency_us: float
    lanes: int
    drift: bool
    migration: Migration
    little: Little | None

    def __post_init__(self) -> None:
        if unknown := set(self.strategies) - set(STRATEGIES):
            raise ConfigError(f"experiment.strategies: {', '.join(sorted(unknown))} (known: {', '.join(STRATEGIES)})")
        if not self.boards or min(*self.boards, self.batch, self.tokens, self.lanes) < 1 or not self.strategies:
            raise ConfigError(
                "experiment: expected boards and strategies, and boards, batch, tokens, lanes of 1 or more"
            )
        if self.expert_shape is not None and (min(self.expert_shape) < 1 or self.expert_shape[2] not in (2, 3)):
            raise ConfigError(f"experiment.expert_shape={list(self.expert_shape)} (expected d_model, d_ff, and 2 or 3)")
        self.network(1)

    def network(self, boards: int) -> Network:
        """So many boards and their links."""
        return Network(boards, self.topology, self.link_bytes_per_s, self.link_latency_us * 1e-6)


def run(context: Context, parameters: Parameters) -> Report:
    traces = split_traces(context)
    examples = int((traces.report.example_ptr[:-1] < parameters.tokens).sum())
    trace = traces.report.select(range(examples))
    loads = expert_loads(traces.train)
    d_model, cost = _expert(context, parameters, NMPattern.parse(context.settings.pruning.pattern))
    routings = {"as recorded": trace} | ({"drifting": drifting(trace, parameters.batch)} if parameters.drift else {})
    rows = []
    wanted = [*parameters.strategies, *(MOVING if "balanced" in parameters.strategies else ())]
    for boards, routing, strategy in context.progress(list(product(parameters.boards, routings, wanted)), "placements"):
        if strategy in MOVING and not 1 < boards < trace.num_experts:
            continue  # swaps even nothing out
        network = parameters.network(boards)
        job_s = context.settings.platform.load_cycles(cost.size_bytes) / context.settings.platform.clock_hz
        message_s = network.link_s(VECTOR_BYTES * d_model)
        placed = STRATEGIES["balanced" if strategy in MOVING else strategy](loads, network, job_s, message_s)
        found = time_on_boards(
            routings[routing], placed, network, context.settings.platform, cost,
            context.settings.buffer.slots * trace.moe_layers, VECTOR_BYTES * d_model, parameters.batch,
            _migration(strategy, parameters.migration),
        )  # fmt: skip
        rows.append(_row(boards, routing, strategy, found, trace, traces.report_split, cost))
    without = _why_no_little(context, parameters, trace.top_k)
    costs: list[dict[str, Any]] = []
    if parameters.little is not None and without is None:
        costs = _little(context, parameters, parameters.little, traces, loads, cost, d_model, examples, rows)
    _add_ratios(rows)
    return Report(
        "placement",
        TITLE,
        context.labels("modelled"),
        rows + costs,
        notes=[
            *little_notes(parameters.little, costs, without),
            "Attention is left as it is: the kernels that MCBP, SOFA and XY-Serve replace are none of an expert's, and "
            "their gain and ours would multiply without meeting.",
            "Modelled by events on links, memory ports and arrays; MoE layers only: attention stays on a sequence's "
            "own board and takes no time here, so links weigh more than in a whole model.",
            f"Each board is a {context.settings.platform.name} with {context.settings.buffer.slots} slots for each MoE "
            f"layer; an expert is {cost.size_bytes:,} bytes ({context.settings.pruning.pattern}, "
            f"{context.settings.pruning.value_type}). More boards have more slots in all, so speed may grow faster "
            "than their number.",
            "balanced: the loads of the training split, exact where a layer is small, seated for short ways; "
            "migrating: the same, and experts swapped as the loads of this run drift, in chunks while no message holds "
            "the link, or whole, in the queue with the messages.",
            "imbalance: accesses of the busiest board over an even share (at least one), mean over steps and layers.",
            "An expert that has moved is in no slot of its new board: moving small experts may cost more than it wins.",
            "drifting: from the middle on, every layer's experts have each other's names, by dice (synthetic).",
        ],
        figures=[
            Figure(
                "placement", "Tokens a second by boards (left), and the busiest board's accesses over an even share "
                "(right); dashed for a load that drifts.", lambda canvas: _draw(canvas, rows), width=11.0, height=5.2,
            )
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _why_no_little(context: Context, parameters: Parameters, top_k: int) -> str | None:
    if context.stored_trace is not None:
        return "the traces have no probabilities of routers and no dialogues (leave dataset.traces out)"
    if top_k != 1 or not context.model.is_encoder_decoder:
        return "routers' probabilities are recorded of Switch transformers alone"
    return None if context.corpus.has_summaries else "the corpus has no summaries to measure their cost on"


def _little(
    context: Context, parameters: Parameters, little: Little, traces: SplitTraces, loads: np.ndarray, cost: ExpertCost,
    d_model: int, examples: int, rows: list[dict[str, Any]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Add a modelled row for each number of boards and threshold; return the measured rows of what they cost."""
    settings = context.settings
    trace, chances = unsure_tokens(context, traces, examples)
    _, small = _expert(context, parameters, NMPattern.parse(little.pattern))
    for boards, at_most in product(parameters.boards, little.at_most):
        network = parameters.network(boards)
        job_s = settings.platform.load_cycles(cost.size_bytes) / settings.platform.clock_hz
        placed = STRATEGIES["balanced"](loads, network, job_s, network.link_s(VECTOR_BYTES * d_model))
        found = time_on_boards(
            trace, placed, network, settings.platform, cost, settings.buffer.slots * trace.moe_layers,
            VECTOR_BYTES * d_model, parameters.batch, spare=Spare(chances <= at_most, small.compute_cycles),
        )  # fmt: skip
        rows.append(
            _row(boards, "as recorded", f"balanced, little below {at_most:g}", found, trace, traces.report_split, cost)
            | {"spared_share": found.spared / int(found.accesses.sum()), "little_bytes": small.size_bytes}
        )
    return cost_rows(context, little, chances)


def drifting(trace: RoutingTrace, batch: int) -> RoutingTrace:
    """The same trace, whose experts have other names from its middle batch on: a permutation of each layer, by dice."""
    rng = np.random.default_rng(0)
    names = np.array([rng.permutation(trace.num_experts) for _ in range(trace.moe_layers)])
    middle = trace.examples // 2 // batch * batch or trace.examples // 2
    cut = int(trace.example_ptr[middle])
    experts = trace.experts.copy()
    experts[cut:] = names[np.arange(trace.moe_layers)[None, :, None], experts[cut:]]
    return RoutingTrace(experts, trace.example_ptr, trace.num_experts)


def _expert(context: Context, parameters: Parameters, pattern: NMPattern) -> tuple[int, ExpertCost]:
    """Width of a hidden state, and what an expert of a pattern costs a board."""
    settings = context.settings
    if parameters.expert_shape is None:
        model = context.model
        matrices = model.expert_matrices(model.moe_layers("decoder")[0], 0)
        shapes: Mapping[str, tuple[int, ...]] = {name: tuple(each.shape) for name, each in matrices.items()}
        experts = model.num_experts
    else:
        d_model, d_ff, count = parameters.expert_shape
        gate = {"gate": (d_ff, d_model)} if count == 3 else {}
        shapes, experts = gate | {"up": (d_ff, d_model), "down": (d_model, d_ff)}, 1
    cost = ExpertCost.of(shapes, experts, pattern, settings.pruning.value_type, lanes=parameters.lanes)
    return shapes["up"][1], cost


def _migration(strategy: str, own: Migration) -> Migration | None:
    if strategy not in MOVING:
        return None
    return own if MOVING[strategy] else Migration(own.window, own.swaps, own.memory, None)


def _row(
    boards: int, routing: str, strategy: str, found: ClusterTime, trace: RoutingTrace, split: str, cost: ExpertCost
) -> dict[str, Any]:
    carried = sum(found.link_bytes.values())
    return {
        "split": split, "routing": routing, "boards": boards, "strategy": strategy, "tokens": found.tokens,
        "tokens_per_s": found.tokens_per_s, "imbalance": found.imbalance, "hit_ratio": found.hit_ratio,
        "link_bytes_per_token": carried / found.tokens,
        "hottest_link_share": max(found.link_bytes.values(), default=0) / carried if carried else None,
        "moves": found.moves, "moved_bytes": found.moved_bytes, "expert_bytes": cost.size_bytes,
    }  # fmt: skip


def _add_ratios(rows: list[dict[str, Any]]) -> None:
    speeds = {(row["routing"], row["boards"], row["strategy"]): row["tokens_per_s"] for row in rows}
    for row in rows:
        for name in ("round robin", "random"):
            other = speeds.get((row["routing"], row["boards"], name))
            if other is not None:
                row[f"speedup_over_{name.replace(' ', '_')}"] = row["tokens_per_s"] / other


def _draw(canvas: Canvas, rows: list[dict[str, Any]]) -> None:
    left, right = canvas.subplots(1, 2)
    plots.label(left, "Speed", "boards", "thousand tokens a second")
    plots.label(right, "Busiest board over an even share", "boards", "")
    strategies = list(dict.fromkeys(row["strategy"] for row in rows))[: len(plots.SERIES)]
    for colour, strategy in zip(plots.SERIES, strategies, strict=False):
        for routing, line in (("as recorded", "-"), ("drifting", "--")):
            own = [row for row in rows if (row["strategy"], row["routing"]) == (strategy, routing)]
            for axes, key, unit in ((left, "tokens_per_s", 1e3), (right, "imbalance", 1)):
                axes.plot(
                    [row["boards"] for row in own], [row[key] / unit for row in own], line, color=colour, marker="o",
                    label=strategy if line == "-" and axes is left else None,
                )  # fmt: skip
    for axes in (left, right):
        axes.set_xscale("log", base=2)
        ticks = sorted({row["boards"] for row in rows})
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.set_ylim(bottom=0)
    columns = min(4, len(strategies))
    canvas.legend(*left.get_legend_handles_labels(), ncols=columns, loc="outside lower center", fontsize=10)
