"""Replay of a routing trace through an expert buffer, counted (paper section 7.2, figure 8b).

What a hit is, `online.pa_buf.decisions` says. All policies but two run in C++ (`online.pa_buf.native_replay`);
everything runs in the Python loop, which is what is left when no compiler was there; both give the same counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np

from flame.errors import ConfigError, TraceError
from flame.factorised_table import FactorisedTable
from flame.ids import ExpertId
from flame.prediction_table import Predictor, TracePredictor
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions, future_of_trace
from online.pa_buf.factorised import FactorisedRanker
from online.pa_buf.native_replay import NATIVE_POLICIES, native_is_built, replay_native
from online.pa_buf.policies import Future, check_policy
from online.pa_buf.rankers import rank_trace
from online.pa_buf.slot_plan import SlotPlan, is_count


@dataclass(frozen=True)
class Replay:
    """What one replay counted; every array is int64 [moe_layers].

    Attributes:
        plan: slots and their division over the layers.
        policy: eviction policy.
        accesses_per_layer: tokens x top_k for each layer.
        hits_per_layer: accesses whose expert was resident when the router decided.
        demand_loads_per_layer: experts loaded after the router had decided; one load serves a whole batch.
        preloads_per_layer: experts loaded because they were predicted, finished in time or not.
        useful_preloads_per_layer: preloads that were used before they were evicted.
        late_preloads_per_layer: preloads under way when the router asked for them; waited for, neither hit nor useful.
    """

    plan: SlotPlan
    policy: str
    accesses_per_layer: np.ndarray
    hits_per_layer: np.ndarray
    demand_loads_per_layer: np.ndarray
    preloads_per_layer: np.ndarray
    useful_preloads_per_layer: np.ndarray
    late_preloads_per_layer: np.ndarray

    @property
    def hits(self) -> int:
        return int(self.hits_per_layer.sum())

    @property
    def accesses(self) -> int:
        return int(self.accesses_per_layer.sum())

    @property
    def misses(self) -> int:
        return self.accesses - self.hits

    @property
    def hit_ratio(self) -> float:
        return self.hits / self.accesses

    @property
    def hit_ratio_per_layer(self) -> np.ndarray:
        """float64 [moe_layers]."""
        return self.hits_per_layer / self.accesses_per_layer

    @property
    def demand_loads(self) -> int:
        return int(self.demand_loads_per_layer.sum())

    @property
    def preloads(self) -> int:
        return int(self.preloads_per_layer.sum())

    @property
    def useful_preloads(self) -> int:
        return int(self.useful_preloads_per_layer.sum())

    @property
    def late_preloads(self) -> int:
        return int(self.late_preloads_per_layer.sum())

    @property
    def wasted_preloads(self) -> int:
        """Preloads that were evicted unused, or not used by the end of the trace."""
        return self.preloads - self.useful_preloads - self.late_preloads


def predict_ahead(trace: RoutingTrace, table: TracePredictor, lead: int, top: int) -> np.ndarray:
    """Predict every entry `lead` decisions early: the entries between are themselves predicted, best first.

    Args:
        trace: the routing to predict; contexts never cross an example.
        table: for a lead above 1 a `Predictor`, which can be asked with a context of its own guesses.
        lead: decisions between the last known entry and the predicted one, at least 1.
        top: predictions for each entry.
    Returns:
        int16 [tokens, moe_layers, top]; -1 where an example has no such early moment or the table has fewer guesses.
    """
    if lead == 1:
        return np.asarray(rank_trace(table, trace, top), np.int16)
    if isinstance(table, FactorisedTable):  # rests on what is known so early, without guesses of what lies between
        return FactorisedRanker(table).predict_trace(trace, top, lead)
    tokens, layers, top_k = trace.experts.shape
    asked = cast(Predictor, table)
    known = int(getattr(table, "known_layers", trace.tokens * layers))  # one that does not say is given everything
    guesses = np.full((tokens, layers, top), -1, np.int16)

    @cache
    def rolled(layer: int, context: tuple, remaining: int) -> tuple[int, ...]:
        if remaining == 1:
            return tuple(asked.predict(layer, context, top))
        likely = tuple(asked.predict((layer - remaining + 1) % layers, context, top_k))
        entry = likely[0] if top_k == 1 else tuple(sorted(likely))
        return rolled(layer, (*context, entry)[-known:] if known else (), remaining - 1)

    for first, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        flat = trace.experts[first:end].reshape(-1, top_k).tolist()
        path = [entry[0] for entry in flat] if top_k == 1 else [tuple(sorted(entry)) for entry in flat]
        for place in range(lead - 1, len(path)):
            last = place - lead + 1
            best = rolled(place % layers, tuple(path[max(0, last - known) : last]), lead)
            guesses[first + place // layers, place % layers, : len(best)] = best
    return guesses


def replay(
    trace: RoutingTrace,
    table: TracePredictor | None,
    capacity: int | SlotPlan,
    policy: str = "lru",
    *,
    preload: int = 1,
    ahead: int = 1,
    batch: int = 1,
    loads_per_decision: float | None = None,
    reuse: TracePredictor | None = None,
    warm: Sequence[ExpertId] = (),
    native: bool | None = None,
) -> Replay:
    """Replay a trace through an expert buffer and count.

    Args:
        trace: experts int16 [tokens, moe_layers, top_k].
        table: predicts what is loaded before each decision; None loads nothing ahead.
        capacity: slots for each MoE layer, or a plan (shared, or unequal).
        policy: eviction policy, as `online.pa_buf.policies.make_policy` names it.
        preload: experts loaded for each decision, best guess first.
        ahead: decisions ahead for which experts are loaded; 1 is the coming one only.
        batch: neighbouring examples that are decoded together and share the buffer.
        loads_per_decision: loads that fit between two decisions, at least 0; None (default) loads in no time.
        reuse: ranks, after each decision, what the layer will want again, for policy `reuse`.
        warm: experts that are resident at the start, the hottest first (`online.pa_buf.slot_plan.hottest`).
        native: True insists on the C++ replay, False on the Python loop, None takes what there is.
    Raises:
        TraceError: the trace is empty, or the predictions do not fit it.
        ConfigError: capacity, policy or another argument is out of range.
    """
    layers = trace.moe_layers
    _check_options(policy, {"preload": preload, "ahead": ahead, "batch": batch}, loads_per_decision)
    plan = capacity if isinstance(capacity, SlotPlan) else SlotPlan.per_layer(layers, capacity)
    if plan.layers != layers:
        raise ConfigError(f"replay: the slot plan is for {plan.layers} MoE layers, the trace has {layers}")
    guesses: tuple[np.ndarray, ...] = ()
    if table is not None:
        guesses = tuple(
            _checked(predict_ahead(trace, table, lead, preload), trace, preload) for lead in range(1, ahead + 1)
        )
    fits_native = policy in NATIVE_POLICIES and len(guesses) <= 1 and loads_per_decision is None and not warm
    is_native = fits_native and native is not False and native_is_built()
    if native and not is_native:
        reason = "the extension online._native is not built" if fits_native else f"policy {policy} or options"
        raise ConfigError(f"replay: no native replay for this request ({reason}; leave native=None)")
    future = future_of_trace(trace, guesses, batch) if policy == "belady" and not is_native else Future()
    buffer = ExpertBuffer(plan, policy, future)
    buffer.check_reuse(reuse)
    before, after = (
        _checked(rank_trace(ranker, trace, trace.num_experts), trace, trace.num_experts)
        if wanted and ranker is not None else None
        for wanted, ranker in ((buffer.wants_rankings, table), (buffer.wants_reuse, reuse))
    )  # fmt: skip
    if is_native:
        rankings = before if after is None else after
        counts = replay_native(trace, plan, policy, guesses[0] if guesses else None, rankings, batch)
        accesses, late = np.full(layers, trace.tokens * trace.top_k, np.int64), np.zeros(layers, np.int64)
        hits, demand, preloads, useful = counts
        return Replay(plan, policy, accesses, hits, demand, preloads, useful, late)
    buffer.fill(warm)
    return _counted(decisions(trace, buffer, guesses, batch, before, after, loads_per_decision), plan, policy)


def _check_options(policy: str, counts: Mapping[str, int], loads_per_decision: float | None) -> None:
    check_policy(policy)
    for name, value in counts.items():
        if not is_count(value):
            raise ConfigError(f"replay: {name} is {value} (expected a whole number of at least 1)")
    if loads_per_decision is not None and not loads_per_decision >= 0:
        raise ConfigError(f"replay: loads_per_decision is {loads_per_decision} (expected at least 0, or None)")


def _counted(records: Iterable[DecisionRecord], plan: SlotPlan, policy: str) -> Replay:
    counts = np.zeros((6, plan.layers), np.int64)
    for record in records:
        counts[:2, record.layer] += record.accesses, record.hits
        counts[2, record.layer] += len(record.demand)
        for load in record.preloads + record.late:
            counts[3, load.expert.layer.position] += 1
        counts[4, record.layer] += len(record.useful)
        counts[5, record.layer] += len(record.late)
    return Replay(plan, policy, *counts)


@dataclass(frozen=True, eq=False)
class _Ranked:
    """What a table of reuse says of one trace, asked once for many replays."""

    rankings: np.ndarray
    after_decision = True

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        return self.rankings[:, :, :top]


def hit_curves(
    trace: RoutingTrace, table: TracePredictor | None, policy: str = "lru", reuse: TracePredictor | None = None
) -> np.ndarray:
    """Hits of each layer for each number of slots of its own: int64 [moe_layers, num_experts], column c for c + 1."""
    again = None if reuse is None else _Ranked(rank_trace(reuse, trace, trace.num_experts))
    return np.stack(
        [replay(trace, table, slots, policy, reuse=again).hits_per_layer for slots in range(1, trace.num_experts + 1)],
        axis=1,
    )


def _checked(guesses: np.ndarray, trace: RoutingTrace, top: int) -> np.ndarray:
    """Refuse predictions that do not fit the trace: the table is of another model."""
    tokens, layers, _ = trace.experts.shape
    if guesses.ndim != 3 or guesses.shape[:2] != (tokens, layers) or guesses.shape[2] > top:
        raise TraceError(
            f"replay: the table predicts {list(guesses.shape)} for a trace of {tokens} tokens and {layers} MoE layers "
            f"(expected {[tokens, layers, top]}: use a table learnt on this model)"
        )
    if guesses.size and (int(guesses.max()) >= trace.num_experts or int(guesses.min()) < -1):
        raise TraceError(
            f"replay: the table predicts expert {int(guesses.max())}, the trace has {trace.num_experts} experts "
            "(use a table learnt on this model)"
        )
    return np.ascontiguousarray(guesses, np.int16)
