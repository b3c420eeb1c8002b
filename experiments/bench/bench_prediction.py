"""Speed of building a prediction table, predicting with it and replaying a buffer, against plain Python loops."""

from __future__ import annotations

import time
import tracemalloc
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas

from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from offline.prediction.cepr import build_cepr_table
from offline.prediction.factorised_model import RowModel
from offline.prediction.factorised_shapes import SHAPES
from online.pa_buf.factorised import FactorisedRanker
from online.pa_buf.native_replay import native_is_built
from online.pa_buf.replay import replay

TITLE = "Speed of tables, prediction and replay against plain loops"
READS = ("predictor.known_layers", "buffer.slots", "seed")
T = TypeVar("T")


@dataclass(frozen=True)
class RankedSizes:
    """What a factorised table ranks: random routes, by random rows of a named shape, which take as long as learnt ones.

    Args:
        shape: by the names of `offline.prediction.factorised_shapes.SHAPES`.
        tokens, moe_layers, num_experts, top_k: of the trace.
    """

    shape: str
    tokens: int
    moe_layers: int
    num_experts: int
    top_k: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment.ranked")
        if self.shape not in SHAPES or self.top_k > self.num_experts:
            raise ConfigError(
                f"experiment.ranked: shape {self.shape}, top_k {self.top_k} of {self.num_experts} experts (expected of "
                f"{sorted(SHAPES)}, and at most as many as there are)"
            )


@dataclass(frozen=True)
class Parameters:
    """What is timed; the table's known layers and the slots of a layer come from `predictor` and `buffer`.

    Args:
        tokens, moe_layers, num_experts, example_tokens: of the synthetic trace.
        plain_tokens: how many of the tokens the plain loops get.
        memory_tokens: lengths of trace for which the peak of the memory that building takes is stated, of few and of
            many distinct contexts.
        repeats: times each is timed; the shortest counts.
        ranked: a factorised table ranks every expert of each layer, or as many as a token has.
    """

    tokens: int
    moe_layers: int
    num_experts: int
    example_tokens: int
    plain_tokens: int
    memory_tokens: int
    repeats: int
    ranked: RankedSizes

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if self.tokens < self.plain_tokens:
            raise ConfigError(f"experiment.tokens={self.tokens}: expected at least plain_tokens={self.plain_tokens}")


def run(context: Context, parameters: Parameters) -> Report:
    p, n, slots = parameters, context.settings.predictor.known_layers, context.settings.buffer.slots
    steps = context.progress(range(7), "timings")

    def one_step(work: Callable[[], T]) -> tuple[T, float]:
        next(steps)
        return _timed(work, p.repeats)

    long = synthetic_trace(p.tokens, p, context.settings.seed)
    short = long.select(range(max(1, p.plain_tokens // p.example_tokens)))
    table, build = one_step(lambda: build_cepr_table(long, n))
    counts, plain_build = one_step(lambda: plain_table(short, n))
    short_table = build_cepr_table(short, n)
    assert sum(map(len, counts)) == short_table.contexts
    best = plain_predictions(counts)
    _, predict = one_step(lambda: table.predict_trace(long))
    bare, replay_bare = one_step(lambda: replay(long, None, slots))
    both, replay_both = one_step(lambda: replay(long, table, slots))
    hits, plain_bare = one_step(lambda: plain_replay(short, None, n, slots))
    guided, plain_both = one_step(lambda: plain_replay(short, best, n, slots))
    assert hits == replay(short, None, slots).hits
    assert guided == replay(short, short_table, slots).hits
    accesses, few = bare.accesses, short.tokens * p.moe_layers
    rows = [
        _row("build the table", accesses, build, few, plain_build),
        _row("predict the trace", accesses, predict),
        _row("replay without prediction", accesses, replay_bare, few, plain_bare, hit_ratio=bare.hit_ratio),
        _row("predict and replay", accesses, replay_both, few, plain_both, hit_ratio=both.hit_ratio),
        *_ranking_rows(p.ranked, p.repeats, context.settings.seed),
        *_memory_rows(p, n, context.settings.seed),
    ]
    rows = [{"known_layers": n, "slots": slots, "native_replay": native_is_built()} | row for row in rows]
    timed = [row for row in rows if "speedup_over_plain_loop" in row]
    return Report(
        "bench_prediction",
        TITLE,
        Labels("random", "measured"),
        rows,
        notes=(
            f"Synthetic routing: {p.tokens:,} tokens of {p.moe_layers} layers and {p.num_experts} experts in examples "
            f"of {p.example_tokens}; each timing is processor time of one thread, the shortest of {p.repeats}.",
            f"The plain loops do the same on the first {short.tokens:,} tokens in the same run, dictionaries of tuples "
            "and an ordered dictionary for each layer, and arrive at the same contexts and hits; rates are compared.",
            f"Rankings are a factorised table's, random rows of shape {p.ranked.shape} on random routes: "
            "us_per_ranking is one layer of one token, taking in token and decisions included.",
            "Peak memory is what building allocates beyond the trace, by Python's own account: it follows the "
            "contexts that occur, not those there can be.",
        ),
        figures=(
            Figure(
                "rates",
                "Router decisions a second, one thread: this package and a plain loop.",
                lambda canvas: _draw(canvas, timed),
            ),
        ),
        provenance=context.provenance(model=False, dataset=False),
    )


def synthetic_trace(tokens: int, parameters: Parameters, seed: int) -> RoutingTrace:
    """Skewed routes with some structure: half of the entries are expert 0."""
    draw = np.random.default_rng(seed)
    shape = (tokens, parameters.moe_layers, 1)
    routes = draw.integers(0, parameters.num_experts, shape, dtype=np.int16)
    routes *= draw.integers(0, 2, shape, dtype=np.int16)
    ptr = np.append(np.arange(0, tokens, parameters.example_tokens), tokens)
    return RoutingTrace(routes, ptr, parameters.num_experts)


def plain_table(trace: RoutingTrace, known_layers: int) -> list[dict[tuple[int, ...], Counter[int]]]:
    """What follows each context of up to `known_layers` entries, by layer, as one would first write it."""
    counts: list[dict[tuple[int, ...], Counter[int]]] = [defaultdict(Counter) for _ in range(trace.moe_layers)]
    for first, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        path = trace.experts[first:end, :, 0].ravel().tolist()
        for i, expert in enumerate(path):
            followers = counts[i % trace.moe_layers]
            for m in range(min(known_layers, i) + 1):
                followers[tuple(path[i - m : i])][expert] += 1
    return counts


def plain_predictions(counts: list[dict[tuple[int, ...], Counter[int]]]) -> list[dict[tuple[int, ...], int]]:
    """The likeliest follower of each context, by layer; ties go to the lower id."""
    return [{context: min(c, key=lambda e: (-c[e], e)) for context, c in layer.items()} for layer in counts]


def plain_replay(
    trace: RoutingTrace, best: list[dict[tuple[int, ...], int]] | None, known_layers: int, slots: int
) -> int:
    """Hits of LRU buffers, one for each layer, with the likeliest expert loaded before each decision."""
    buffers: list[OrderedDict[int, None]] = [OrderedDict() for _ in range(trace.moe_layers)]
    hits = 0
    for first, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        path = trace.experts[first:end, :, 0].ravel().tolist()
        for i, expert in enumerate(path):
            layer = i % trace.moe_layers
            buffer = buffers[layer]
            wanted = [expert]
            if best:
                context = tuple(path[max(0, i - known_layers) : i])
                while context not in best[layer]:
                    context = context[1:]
                wanted = [best[layer][context], expert]
            for place, e in enumerate(wanted, start=1):
                if e in buffer:
                    buffer.move_to_end(e)
                    hits += place == len(wanted)
                else:
                    if len(buffer) == slots:
                        buffer.popitem(last=False)
                    buffer[e] = None
    return hits


def _timed(work: Callable[[], T], repeats: int) -> tuple[T, float]:
    """The result, and the shortest processor time in seconds."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return result, best


def _row(
    step: str, accesses: int, seconds: float, plain_accesses: int = 0, plain_seconds: float = 0.0, **more: Any
) -> dict[str, Any]:
    row = {"step": step, "accesses": accesses, "seconds": seconds, "accesses_per_s": accesses / seconds} | more
    if plain_accesses:
        plain = plain_accesses / plain_seconds
        row |= {"plain_loop_accesses_per_s": plain, "speedup_over_plain_loop": accesses / seconds / plain}
    return row


def _ranking_rows(p: RankedSizes, repeats: int, seed: int) -> list[dict[str, Any]]:
    draw = np.random.default_rng(seed)
    routes = draw.random((p.tokens, p.moe_layers, p.num_experts)).argsort(axis=2)[:, :, : p.top_k].astype(np.int16)
    ids = draw.integers(0, max(1, p.tokens // 4), p.tokens, dtype=np.int32)
    trace = RoutingTrace(routes, np.array([0, p.tokens]), p.num_experts, token_ids=ids)
    torch.manual_seed(seed)
    model = RowModel(trace, SHAPES[p.shape], dropout=0.0)
    model.choose_exponents(SHAPES[p.shape].entry_bits)
    ranker = FactorisedRanker(model.to_table())
    rows = []
    for top in (p.top_k, p.num_experts):
        _, seconds = _timed(lambda top=top: ranker.predict_trace(trace, top), repeats)  # type: ignore[misc]
        rankings = p.tokens * p.moe_layers
        rows.append(
            _row(f"rank {top} of {p.num_experts} experts", rankings, seconds, us_per_ranking=seconds / rankings * 1e6)
        )
    return rows


def _memory_rows(p: Parameters, n: int, seed: int) -> list[dict[str, Any]]:
    rows = []
    repeating = np.tile(np.arange(p.moe_layers, dtype=np.int16)[None, :, None] % p.num_experts, (p.memory_tokens, 1, 1))
    traces = {
        "one path": RoutingTrace(repeating, np.array([0, p.memory_tokens]), p.num_experts),
        "many paths": synthetic_trace(p.memory_tokens, p, seed),
    }
    for name, trace in traces.items():
        for known_layers in (n, 2 * p.moe_layers):
            if known_layers >= trace.example_lengths.max() * trace.moe_layers:
                continue
            tracemalloc.start()
            table = build_cepr_table(trace, known_layers)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            rows.append(
                {
                    "step": f"memory, {name}", "known_layers": known_layers, "accesses": trace.experts.size,
                    "peak_bytes": peak, "contexts_seen": table.contexts,
                    "contexts_possible": float(p.num_experts) ** known_layers * p.moe_layers,
                }
            )  # fmt: skip
    return rows


def _draw(canvas: Canvas, rows: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Speed on one core", "", "router decisions a second")
    places = np.arange(len(rows))
    for offset, key, color, name in (
        (-0.2, "accesses_per_s", plots.OURS, "FLAME"), (0.2, "plain_loop_accesses_per_s", plots.MUTED, "plain loop"),
    ):  # fmt: skip
        axes.bar(places + offset, [row[key] for row in rows], 0.38, color=color, label=name)
    for place, row in zip(places.tolist(), rows, strict=True):
        axes.text(
            place - 0.2, row["accesses_per_s"], f"{row['speedup_over_plain_loop']:.0f}x", ha="center", va="bottom"
        )
    axes.set_yscale("log")
    axes.set_xticks(places, [row["step"] for row in rows])
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 1.15), ncols=2)
