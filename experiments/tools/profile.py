"""Routing profiles: what a model's routing on a corpus teaches whoever serves it, made, compared and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Canvas

from experiments.tools.learnt_tables import REUSE, Origin, learnt
from experiments.tools.routing_traces import SplitTraces, split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError
from flame.routing import RoutingTrace
from flame.routing_profile import RoutingProfile
from flame.storage.artifact import Labels, Manifest
from flame.storage.profile_files import load_profile, save_profile
from flame.storage.work_key import path_sha256
from offline.prediction.factorised_shapes import SHAPES, shape_within
from online.pa_buf.replay import hit_curves, replay
from online.pa_buf.slot_plan import SlotPlan, hottest

TITLE = "Routing profiles: hot experts, what slots are worth, and tables, bound to the routers"
READS = (
    "model", "routing traces", "predictor.table_bytes", "predictor.schedule", "buffer.slots", "buffer.policy",
)  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """What is made.

    Args:
        folder: where the profile is written, below the output folder.
        buffer_bytes: slots are divided over the layers within so many bytes; null divides `buffer.slots` a layer.
        expert_bytes: of one expert, with `buffer_bytes`.
        tables: whether tables are learnt as well.
        compare: folders of profiles that are set side by side, two by two; nothing is written.
        merge: folders of profiles that become one.
    """

    folder: str
    buffer_bytes: int | None
    expert_bytes: int | None
    tables: bool
    compare: tuple[str, ...]
    merge: tuple[str, ...]

    def __post_init__(self) -> None:
        if (self.buffer_bytes is None) != (self.expert_bytes is None):
            raise ConfigError("experiment.buffer_bytes, expert_bytes: give both, or neither")
        if any(number is not None and number < 1 for number in (self.buffer_bytes, self.expert_bytes)):
            raise ConfigError("experiment.buffer_bytes, expert_bytes: expected at least 1")
        if self.folder == "profile":
            raise ConfigError("experiment.folder=profile: is where the report is written (choose another)")
        if self.compare and self.merge:
            raise ConfigError("experiment.compare, merge: give one of them")
        if 1 in (len(self.compare), len(self.merge)):
            raise ConfigError("experiment.compare, merge: one profile (expected at least two)")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name: of stored profiles the model and the corpus are none."""
    stored = parameters.compare or parameters.merge
    if not stored:
        return context.inputs()
    return {f"profile {place}": path_sha256(Path(place)) for place in stored}


def run(context: Context, parameters: Parameters) -> Report:
    """Make a profile from traces, or compare or merge stored ones."""
    if parameters.compare or parameters.merge:
        return _of_stored(context, parameters)
    traces = split_traces(context)
    origin = Origin.of(context)
    made = make_profile(context, traces, parameters.tables, origin)
    rows = [*_rows(context, made, parameters), _measured(context, made, traces, parameters)]  # or a budget is refused
    config = {
        "corpus": traces.corpus, "origin": traces.origin, "counted_on": traces.train_split,
        "hits_on": traces.tuning_split, "tokens": traces.train.tokens,
    }  # fmt: skip
    folder = save_profile(
        made, Path(context.settings.output) / parameters.folder, router_sha256=origin.router_sha256, config=config,
        labels=origin.labels,
    )  # fmt: skip
    load_profile(folder, origin.router_sha256)  # what was written is what a later run accepts
    notes = (
        f"{traces.origin}. Uses are counted and tables learnt on {traces.train_split}, hits counted on "
        f"{traces.tuning_split}, checked on {traces.report_split}.",
        f"{folder}: bound to the routers; predictor.path, and experiment.profile of serve_streamed, take it.",
        "slots: divided over the layers by the hits they promise. hot_share: share of a layer's uses that its hottest "
        "experts have, as many as it has slots. warm_hit_ratio: measured by replay from a buffer that holds the "
        "hottest experts at the start, cold_hit_ratio from an empty one, over the first tokens alone.",
    )
    return _report(origin.labels, rows, notes, context.provenance(), made)


def make_profile(context: Context, traces: SplitTraces, tables: bool, origin: Origin) -> RoutingProfile:
    """What the train split teaches, with the hits of the tuning split.

    Args:
        tables: whether tables of what comes and of reuse are learnt; policy `reuse` needs its own.
    """
    settings, train = context.settings, traces.train
    policy, schedule = settings.buffer.policy, settings.predictor.schedule
    coming = reuse = None
    if tables:
        shape = shape_within(settings.predictor.table_bytes, train)
        coming = learnt(context, train, shape, schedule, "what comes next", origin)
    if tables or policy == REUSE:
        reuse = learnt(context, train, SHAPES[REUSE], schedule, "reuse", origin)
    hits = hit_curves(traces.tuning, None, policy, reuse)
    return RoutingProfile(train.top_k, uses_of(train), policy, hits, traces.tuning.tokens * train.top_k, coming, reuse)


def uses_of(trace: RoutingTrace) -> np.ndarray:
    """How often each layer chose each expert: int64 `[moe_layers, num_experts]`."""
    columns = trace.experts.transpose(1, 0, 2).reshape(trace.moe_layers, -1)
    return np.stack([np.bincount(column, minlength=trace.num_experts) for column in columns]).astype(np.int64)


def _divided(context: Context, profile: RoutingProfile, parameters: Parameters) -> tuple[int, ...]:
    if parameters.buffer_bytes is not None and parameters.expert_bytes is not None:
        return profile.divide(parameters.buffer_bytes, parameters.expert_bytes)
    return profile.divide(context.settings.buffer.slots * profile.moe_layers, 1)


def _rows(context: Context, profile: RoutingProfile, parameters: Parameters) -> list[dict[str, Any]]:
    """One row a layer, one for all."""
    slots = _divided(context, profile, parameters)
    equal = max(1, sum(slots) // profile.moe_layers)
    rows: list[dict[str, Any]] = []
    for layer, own in enumerate(slots):
        hot = profile.hot(layer, own)
        rows.append(
            {
                "layer": layer, "slots": own, "hot": list(hot),
                "hot_share": float(profile.uses[layer, list(hot)].sum() / profile.uses[layer].sum()),
                "hit_ratio": float(profile.hits[layer, own - 1] / profile.accesses),
            }
        )  # fmt: skip
    whole = {
        "layer": "all", "slots": sum(slots), "policy": profile.policy, "tokens": profile.tokens,
        "hit_ratio": profile.expected_hit_ratio(slots), "hit_ratio_equal_slots": profile.expected_hit_ratio(equal),
        "hot_share": float(np.mean([row["hot_share"] for row in rows])),
        "table_bytes": 0.0 if profile.coming is None else profile.coming.size_bits() / 8,
    }  # fmt: skip
    return [*rows, whole]


def _measured(context: Context, profile: RoutingProfile, traces: SplitTraces, parameters: Parameters) -> dict[str, Any]:
    """What the profile promises beside a replay of the report split, and what a warm start is worth there."""
    plan = SlotPlan.divided(_divided(context, profile, parameters))
    found = replay(traces.report, None, plan, profile.policy, reuse=profile.reuse)
    first = traces.report.select([0])
    cold, warm = (
        replay(first, None, plan, profile.policy, reuse=profile.reuse, warm=hot) for hot in ((), hottest(profile))
    )
    return {
        "layer": "all, report split", "slots": plan.total, "hit_ratio": found.hit_ratio,
        "promised_hit_ratio": profile.expected_hit_ratio(plan.slots), "first_tokens": first.tokens,
        "cold_hit_ratio": cold.hit_ratio, "warm_hit_ratio": warm.hit_ratio,
    }  # fmt: skip


def _of_stored(context: Context, parameters: Parameters) -> Report:
    """Compare or merge profiles of one model."""
    folders = parameters.compare or parameters.merge
    loaded: list[tuple[RoutingProfile, Manifest]] = []
    for folder in folders:  # the first says whose the others must be
        loaded.append(load_profile(Path(folder), loaded[0][1].inputs["router"] if loaded else None))
    profiles, manifest = [profile for profile, _ in loaded], loaded[0][1]
    facts = context.provenance(model=False, dataset=False) | {"router_sha256": manifest.inputs["router"]}
    if parameters.compare:
        rows = [
            row
            for (name, one), (other_name, other) in combinations(zip(folders, profiles, strict=True), 2)
            for row in compared(name, one, other_name, other, context.settings.buffer.slots)
        ]
        notes = (
            f"overlap: hot experts, {context.settings.buffer.slots} of a layer, that both have. shared_use: what the "
            "two distributions of uses have in common (1 less their total variation). hot_share_of_other: share of the "
            "other corpus's uses that this one's hot experts have, beside own_hot_share.",
        )
        return _report(manifest.labels, rows, notes, facts, None)
    merged = reduce(RoutingProfile.merged, profiles)
    place = save_profile(
        merged, Path(context.settings.output) / parameters.folder, router_sha256=manifest.inputs["router"],
        config={"merged": [each.config for _, each in loaded]}, labels=manifest.labels,
    )  # fmt: skip
    notes = (f"{place}: counts of {len(folders)} profiles added up; tables are of the one that saw most tokens.",)
    return _report(manifest.labels, _rows(context, merged, parameters), notes, facts, merged)


def compared(
    name: str, one: RoutingProfile, other_name: str, other: RoutingProfile, slots: int
) -> list[dict[str, Any]]:
    """How alike two corpora route: rows by layer, and their mean."""
    rows = []
    for layer in range(one.moe_layers):
        mine, theirs = (list(profile.hot(layer, slots)) for profile in (one, other))
        use, other_use = (profile.uses[layer] / profile.uses[layer].sum() for profile in (one, other))
        rows.append(
            {
                "profile": name, "other": other_name, "layer": layer,
                "overlap": len(set(mine) & set(theirs)) / len(mine),
                "shared_use": float(np.minimum(use, other_use).sum()),
                "own_hot_share": float(use[mine].sum()), "hot_share_of_other": float(other_use[mine].sum()),
            }
        )  # fmt: skip
    mean = {key: float(np.mean([row[key] for row in rows])) for key in list(rows[0])[3:]}
    return [*rows, {"profile": name, "other": other_name, "layer": "mean"} | mean]


def _report(
    labels: Labels, rows: list[dict[str, Any]], notes: Sequence[str], provenance: dict[str, Any],
    profile: RoutingProfile | None,
) -> Report:  # fmt: skip
    figures = []
    if profile is not None:
        figures.append(
            Figure("uses", "Uses of each layer's experts, hottest first, and all layers' mean.",
                   lambda canvas: _draw_uses(canvas, profile))
        )  # fmt: skip
    return Report("profile", TITLE, labels, rows, notes=tuple(notes), figures=tuple(figures), provenance=provenance)


def _draw_uses(canvas: Canvas, profile: RoutingProfile) -> None:
    axes = plots.new_axes(canvas, "How hot experts are", "experts of a layer, hottest first", "share of uses, summed")
    shares = np.sort(profile.uses / profile.uses.sum(axis=1, keepdims=True), axis=1)[:, ::-1].cumsum(axis=1)
    places = np.arange(1, profile.num_experts + 1)
    for share in shares:
        axes.plot(places, share, color=plots.OURS, alpha=0.25, linewidth=1)
    axes.plot(places, shares.mean(axis=0), color=plots.ACCENT, linewidth=2.5, label="mean of the layers")
    axes.plot(places, places / profile.num_experts, ":", color=plots.MUTED, label="all alike")
    plots.as_percent(axes)
    axes.set_ylim(0, 1.02)
    axes.legend(loc="lower right")
