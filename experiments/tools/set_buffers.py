"""The expert buffer where a layer chooses several experts: eviction by predicted reuse, preloads over a link.

Used by `fig8b_cache_hit_ratio` and `predictor_bench` for traces whose top_k is above 1 or that were made elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.tools.learnt_tables import REUSE, Origin, learnt, stored_tables
from experiments.tools.routing_traces import SplitTraces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.routing import RoutingTrace
from offline.prediction.factorised_shapes import SHAPES, shape_within
from online.pa_buf.factorised import FactorisedRanker
from online.pa_buf.link_replay import LinkReplay, replay_link
from online.pa_buf.slot_plan import divide_slots

Item = TypeVar("Item")
Result = TypeVar("Result")
PLAIN_POLICIES = ("lru", "lfu", "fifo", "s3fifo", "belady")


@dataclass(frozen=True)
class SetParameters:
    """What is replayed.

    Args:
        slots: slots for each MoE layer; those beyond its experts are left out.
        policies: of `PLAIN_POLICIES`, and `reuse`: the expert that is wanted again last, as predicted, leaves.
        load_tokens: times of one load, in tokens' computing times, for the rows with preloads.
        preload_slots: slots of those rows.
        guess_factors: experts preloaded for a decision, as multiples of top_k (rounded up); the tuning split chooses
            one of them, or none at all.
    """

    slots: tuple[int, ...]
    policies: tuple[str, ...]
    load_tokens: tuple[float, ...]
    preload_slots: tuple[int, ...]
    guess_factors: tuple[float, ...]

    def __post_init__(self) -> None:
        check_counts(self, "experiment.sets")
        if not self.guess_factors or not all(each > 0 for each in self.guess_factors):
            raise ConfigError(
                f"experiment.sets.guess_factors={list(self.guess_factors)}: expected multiples of top_k above 0"
            )
        unknown = [name for name in self.policies if name not in (*PLAIN_POLICIES, REUSE)]
        if unknown:
            raise ConfigError(
                f"experiment.sets: policies {list(self.policies)} (expected of {[*PLAIN_POLICIES, REUSE]})"
            )


@dataclass(frozen=True)
class Tables:
    """What tables say of one trace, asked once: rankings for eviction, and guesses for preloads, the best first."""

    trace: RoutingTrace
    reuse: np.ndarray
    guesses: np.ndarray

    @classmethod
    def of(
        cls, trace: RoutingTrace, coming: FactorisedRanker, reuse: FactorisedRanker, parameters: SetParameters
    ) -> Self:
        guesses = coming.predict_trace(trace, max(counts_of(parameters, trace)))
        return cls(trace, reuse.predict_trace(trace, trace.num_experts), from_second_layer(guesses))

    def replay(
        self, policy: str, slots: Sequence[int], load_tokens: float = 0.0, preload: int = 0, gives_way: bool = False
    ) -> LinkReplay:
        """One replay over a link; `preload` experts are preloaded for each decision, none for 0."""
        ranked = policy == REUSE
        return replay_link(
            self.trace, slots, "ranked" if ranked else policy, rankings=self.reuse if ranked else None,
            guesses=self.guesses[:, :, :preload], gives_way=gives_way, load_tokens=load_tokens,
        )  # fmt: skip

    def oracle(self, slots: Sequence[int], load_tokens: float, gives_way: bool) -> LinkReplay:
        """With the future known: Belady evicts, and what the next layer of the token chooses is preloaded."""
        known = from_second_layer(self.trace.experts)
        return replay_link(self.trace, slots, "belady", guesses=known, gives_way=gives_way, load_tokens=load_tokens)


def counts_of(parameters: SetParameters, trace: RoutingTrace) -> list[int]:
    """How many experts may be preloaded for a decision, ascending."""
    return sorted({min(trace.num_experts, int(np.ceil(trace.top_k * f))) for f in parameters.guess_factors})


def from_second_layer(guesses: np.ndarray) -> np.ndarray:
    """Guesses `[tokens, moe_layers, width]` without those of the first layer: when its token is known, it decides."""
    kept = guesses.copy()
    kept[:, 0] = -1
    return kept


def hit_ratios(context: Context, traces: SplitTraces, parameters: SetParameters) -> Report:
    """Learn on the train split, choose on the tuning split, replay the report split."""
    settings = context.settings.predictor
    coming = reuse = None
    if settings.path is not None:
        coming, reuse = stored_tables(Path(settings.path), Origin.of(context).router_sha256)
    coming = coming or learnt(
        context, traces.train, shape_within(settings.table_bytes, traces.train), settings.schedule, "what comes next"
    )
    reuse = reuse or learnt(context, traces.train, SHAPES[REUSE], settings.schedule, "reuse")
    tables = {"what comes next": FactorisedRanker(coming), REUSE: FactorisedRanker(reuse)}
    tuning, report = (
        Tables.of(trace, tables["what comes next"], tables[REUSE], parameters)
        for trace in (traces.tuning, traces.report)
    )
    rows = _eviction_rows(context, tuning, report, parameters)
    rows += _preload_rows(context, tuning, report, parameters)
    common = {
        "split": "test", "corpus": traces.corpus, "tokens": traces.report.tokens,
        "num_experts": traces.report.num_experts,
    }  # fmt: skip
    return Report(
        "fig8b_cache_hit_ratio",
        "Hit ratio of the expert buffer against its slots, several experts a layer",
        context.labels("modelled"),
        [common | row for row in rows],
        notes=_notes(traces, tables),
        figures=(
            Figure(
                "fig8b_cache_hit_ratio",
                "Hit ratio against slots a layer, no preloads.",
                lambda canvas: _draw_hits(canvas, rows, parameters),
            ),
            Figure(
                "fig8b_stall",
                "Time spent waiting for loads, over that of LRU without preloads, against the time of a load.",
                lambda canvas: _draw_stall(canvas, rows, parameters),
            ),
        ),
        provenance=context.provenance(),
    )


def _eviction_rows(context: Context, tuning: Tables, report: Tables, parameters: SetParameters) -> list[dict[str, Any]]:
    layers, experts = report.trace.moe_layers, report.trace.num_experts
    curves = np.stack(
        side_by_side(lambda slots: tuning.replay(REUSE, [slots] * layers).hits, range(1, experts + 1)), axis=1
    )
    rows = []
    for slots in context.progress([slots for slots in parameters.slots if slots <= experts], "replay"):
        plans = {"per layer": [slots] * layers, "divided": list(divide_slots(curves, slots * layers).slots)}
        for kind, plan in plans.items():
            policies = tuple(dict.fromkeys((*parameters.policies, "belady")))
            replays = dict(zip(policies, side_by_side(partial(report.replay, slots=plan), policies), strict=True))
            best = replays["belady"]
            for policy, found in replays.items():
                rows.append(
                    {
                        "policy": policy, "slots": slots, "slots_kind": kind, "predictor": "none",
                        "hit_ratio": found.hit_ratio, "regret": best.hit_ratio - found.hit_ratio,
                        "demand_loads_per_token": found.loads / found.tokens, "pool_slots": plan,
                    }
                )  # fmt: skip
    return rows


@dataclass(frozen=True)
class _Link:
    """What the rows of one link and one size of buffer have in common: `alone` are replays without preloads."""

    slots: int
    load_tokens: float
    alone: dict[str, LinkReplay]

    def row(self, policy: str, predictor: str, found: LinkReplay, preload: int, gives_way: bool) -> dict[str, Any]:
        waits = max(self.alone["lru"].stall_per_token, 1e-12)  # where everything fits there is nothing to compare
        belady = self.alone["belady"]
        bound = max(0.0, belady.loads * self.load_tokens / belady.tokens - 1.0)
        return {
            "variant": "link", "policy": policy, "slots": self.slots, "slots_kind": "per layer",
            "predictor": predictor, "load_tokens": self.load_tokens, "gives_way": gives_way, "preload": preload,
            "hit_ratio": found.hit_ratio, "stall_tokens": found.stall_per_token,
            "stall_over_lru": found.stall_per_token / waits, "stall_over_lru_bound": bound / waits,
            "stall_caused_tokens": found.caused_per_token,
            "stall_saved_tokens": self.alone[policy].stall_per_token - found.stall_per_token,
            "loads_per_token": found.loads / found.tokens,
            "loads_per_useful_preload": found.loads_per_useful_preload if preload else None,
        }  # fmt: skip


def _preload_rows(context: Context, tuning: Tables, report: Tables, parameters: SetParameters) -> list[dict[str, Any]]:
    """Waiting over links of several speeds: eviction alone, with preloads, with an oracle's, and what none can beat."""
    rows = []
    for slots in (slots for slots in parameters.preload_slots if slots <= report.trace.num_experts):
        plan = [slots] * report.trace.moe_layers
        for load_tokens in context.progress(parameters.load_tokens, f"links, {slots} slots"):
            alone = {policy: report.replay(policy, plan, load_tokens) for policy in ("lru", REUSE, "belady")}
            link = _Link(slots, load_tokens, alone)
            rows += [link.row(policy, "none", found, 0, False) for policy, found in alone.items()]
            for gives_way in (False, True):
                for policy in ("lru", REUSE):
                    count = best_preload(tuning, policy, plan, load_tokens, parameters, gives_way)
                    found = report.replay(policy, plan, load_tokens, count, gives_way)
                    rows.append(link.row(policy, "factorised", found, count, gives_way))
                oracle = report.oracle(plan, load_tokens, gives_way)
                rows.append(link.row("belady", "oracle", oracle, report.trace.top_k, gives_way))
    return rows


def best_preload(
    tuning: Tables, policy: str, plan: Sequence[int], load_tokens: float, parameters: SetParameters, gives_way: bool
) -> int:
    """How many experts preloaded for each decision wait least on the tuning split; 0 where none is better."""
    counts = [0, *counts_of(parameters, tuning.trace)]

    def waits(count: int) -> float:
        return tuning.replay(policy, plan, load_tokens, count, gives_way).stall_per_token

    stalls = side_by_side(waits, counts)
    return counts[stalls.index(min(stalls))]


def side_by_side(replayed: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What each replay gives, in order: a native one leaves the interpreter to the others."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(replayed, items))


def _notes(traces: SplitTraces, learnt: dict[str, FactorisedRanker]) -> tuple[str, ...]:
    sizes = ", ".join(f"{name} {ranker.table.size_bits() / 8:,.0f} B" for name, ranker in learnt.items())
    return (
        f"{traces.origin}. Learnt on {traces.train_split}, chosen on {traces.tuning_split}, replayed on "
        f"{traces.report_split}. Tables: {sizes}.",
        "A hit is an expert that is resident when the router decides. Rows without variant preload nothing and load in "
        "no time. Policy reuse gives up the expert that its table, asked after each decision, ranks last to be wanted "
        "again; belady knows the future. slots_kind divided shares out as many slots over the layers by the hits that "
        "they bring on the tuning split.",
        "Rows of variant link are modelled: every layer computes for an equal part of a token's time, one load takes "
        "load_tokens of it, and the link moves one expert after another. While a layer computes, `preload` guesses "
        "for the next layer of the token are loaded, the best first; the tuning split chooses how many. gives_way: "
        "demanded experts pass the preload under way, as in the native runtime, else it is finished first. oracle "
        "knows what the next layer chooses. stall_over_lru_bound is what no policy and no predictor can be below: "
        "Belady loads least, and no more than the computing time can hide loads.",
        "least-stale eviction is LRU where every layer has slots of its own.",
    )


def _draw_hits(canvas: Canvas, rows: Sequence[dict[str, Any]], parameters: SetParameters) -> None:
    axes = plots.new_axes(canvas, "Eviction alone", "slots for each layer", "hit ratio")
    shades = (plots.OURS, plots.ACCENT, plots.SECOND, plots.THIRD, plots.FOURTH, plots.MUTED)
    colours = dict(zip((REUSE, *PLAIN_POLICIES), shades, strict=True))
    for policy in dict.fromkeys(row["policy"] for row in rows if "variant" not in row):
        for kind, style in (("per layer", "-"), ("divided", ":")):
            own = [r for r in rows if r["policy"] == policy and r["slots_kind"] == kind and "variant" not in r]
            label = policy if kind == "per layer" else (f"{policy}, divided" if policy == REUSE else None)
            if label is not None:
                axes.plot(
                    [r["slots"] for r in own], [r["hit_ratio"] for r in own], style, marker="o", label=label,
                    color=colours[policy],
                )  # fmt: skip
    plots.as_percent(axes)
    axes.legend(fontsize=8, loc="lower right")


def _draw_stall(canvas: Canvas, rows: Sequence[dict[str, Any]], parameters: SetParameters) -> None:
    axes = plots.new_axes(canvas, "Waiting for loads", "time of one load / a token's computing time", "wait / LRU's")
    slots = parameters.preload_slots[0] if parameters.preload_slots else 0
    own = [row for row in rows if row.get("variant") == "link" and row["slots"] == slots]
    for policy, predictor, gives_way, colour, style in (
        ("lru", "factorised", False, plots.SECOND, "o-"), (REUSE, "none", False, plots.ACCENT, "o-"),
        (REUSE, "factorised", False, plots.OURS, "o-"), (REUSE, "factorised", True, plots.OURS, "o:"),
        ("belady", "oracle", True, plots.MUTED, "o--"),
    ):  # fmt: skip
        line = [r for r in own if (r["policy"], r["predictor"], r["gives_way"]) == (policy, predictor, gives_way)]
        label = (
            f"{policy}, {'no preloads' if predictor == 'none' else 'preloads'}{' that give way' if gives_way else ''}"
        )
        axes.plot(
            [r["load_tokens"] for r in line], [r["stall_over_lru"] for r in line], style, color=colour, label=label
        )
    bound = [row for row in own if (row["policy"], row["predictor"]) == ("lru", "none")]
    axes.plot(
        [r["load_tokens"] for r in bound], [r["stall_over_lru_bound"] for r in bound], ":", color=plots.MUTED,
        label="no less is possible",
    )  # fmt: skip
    axes.set_xscale("log")
    axes.set_ylim(0, 1.1)
    axes.legend(fontsize=8)
