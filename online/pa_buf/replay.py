"""Replay of a routing trace through an expert buffer (paper section 7.2, figure 8b).

Hit, in words: an expert that is resident when the router decides. Before each decision the table's predictions for
that layer are loaded, evicting by policy; a prediction that is resident already counts as a reference. Experts that
one decision uses and does not find are loaded on demand after those it finds were computed. The buffer survives
example boundaries, contexts do not.

Four policies run in C++ (`online/native/replay.cpp`, built with the package). Everything runs in the Python loop of
`decisions`, which is the statement of what is meant and what is left when no compiler was there; both give the same
counts.
"""

from __future__ import annotations

import ctypes
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from flame.errors import ConfigError, FlameWarning, TraceError
from flame.ids import ExpertId, decoder_expert
from flame.prediction_table import TracePredictor
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer, Load, SlotPlan
from online.pa_buf.policies import Future, check_policy, future_of

NATIVE_POLICIES = ("lru", "fifo", "lfu", "belady")


@dataclass(frozen=True)
class OracleTable:
    """Predicts what the router is going to decide: the most that any predictor can win."""

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Return the trace's own experts, int16 [tokens, moe_layers, top]; -1 beyond its top_k."""
        tokens, layers, top_k = trace.experts.shape
        guesses = np.full((tokens, layers, top), -1, np.int16)
        guesses[..., : min(top, top_k)] = trace.experts[..., :top]
        return guesses


@dataclass(frozen=True)
class NoisyOracle:
    """Right with a given probability, otherwise a random other expert: a predictor of stated accuracy.

    Args:
        accuracy: probability that a guess is the router's first expert.
        seed: the same seed gives the same guesses.
    """

    accuracy: float
    seed: int

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        """Guess once for each entry: int16 [tokens, moe_layers, 1], whatever `top` is."""
        rng = np.random.default_rng(self.seed)
        truth = trace.experts[..., :1]
        others = (truth + rng.integers(1, trace.num_experts, truth.shape)) % trace.num_experts
        return np.where(rng.random(truth.shape) < self.accuracy, truth, others).astype(np.int16)


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


@dataclass(frozen=True)
class DecisionRecord:
    """One router decision of a replay.

    Attributes:
        step: decoding step; one step of a batch is one step.
        layer: MoE layer whose router decides.
        tokens: rows of the trace that are decided together.
        preloads: loads that were started for predictions before the decision, in order.
        resident: distinct experts found resident, in the order they are computed.
        late: distinct experts found under way.
        demand: loads made after the decision, in order.
        uses: how many tokens want each distinct expert.
        accesses: tokens x top_k of this decision.
        hits: accesses whose expert was resident.
        useful: experts of `resident` that a preload brought and that are used for the first time since.
    """

    step: int
    layer: int
    tokens: tuple[int, ...]
    preloads: tuple[Load, ...]
    resident: tuple[ExpertId, ...]
    late: tuple[Load, ...]
    demand: tuple[Load, ...]
    uses: Mapping[ExpertId, int]
    accesses: int
    hits: int
    useful: tuple[ExpertId, ...]


def batch_order(example_ptr: np.ndarray, batch: int) -> np.ndarray:
    """Rows that are decoded together when `batch` neighbouring examples run side by side.

    Args:
        example_ptr: int64 [examples + 1].
        batch: sequences that share the buffer, at least 1.
    Returns:
        int64 [steps, batch], -1 where a sequence of the batch has ended. Examples start together, batch after batch.
    """
    if batch < 1:
        raise ConfigError(f"replay: batch is {batch} (expected at least 1)")
    lengths = np.diff(example_ptr)
    blocks = []
    for first in range(0, len(lengths), batch):
        block_lengths = lengths[first : first + batch]
        block = np.full((int(block_lengths.max(initial=0)), batch), -1, np.int64)
        for lane, length in enumerate(block_lengths):
            block[:length, lane] = np.arange(example_ptr[first + lane], example_ptr[first + lane] + length)
        blocks.append(block)
    return np.concatenate(blocks) if blocks else np.empty((0, batch), np.int64)


def predict_ahead(trace: RoutingTrace, table: Any, lead: int, top: int) -> np.ndarray:
    """Predict every entry `lead` decisions early: the entries between are themselves predicted, best first.

    Args:
        trace: the routing to predict; contexts never cross an example.
        table: a prediction table with `predict(layer, context, top)`.
        lead: decisions between the last known entry and the predicted one, at least 1.
        top: predictions for each entry.
    Returns:
        int16 [tokens, moe_layers, top]; -1 where an example has no such early moment or the table has fewer guesses.
    """
    if lead == 1:
        return np.asarray(table.predict_trace(trace, top), np.int16)
    tokens, layers, top_k = trace.experts.shape
    known = int(getattr(table, "known_layers", 2 * layers))
    guesses = np.full((tokens, layers, top), -1, np.int16)

    @cache
    def rolled(layer: int, context: tuple, remaining: int) -> tuple[int, ...]:
        if remaining == 1:
            return tuple(table.predict(layer, context, top))
        likely = tuple(table.predict((layer - remaining + 1) % layers, context, top_k))
        entry = likely[0] if top_k == 1 else tuple(sorted(likely))
        return rolled(layer, (*context, entry)[-known:], remaining - 1)

    for first, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        flat = trace.experts[first:end].reshape(-1, top_k).tolist()
        path = [entry[0] for entry in flat] if top_k == 1 else [tuple(sorted(entry)) for entry in flat]
        for place in range(lead - 1, len(path)):
            last = place - lead + 1
            best = rolled(place % layers, tuple(path[max(0, last - known) : last]), lead)
            guesses[first + place // layers, place % layers, : len(best)] = best
    return guesses


def decisions(
    trace: RoutingTrace,
    buffer: ExpertBuffer,
    guesses: tuple[np.ndarray, ...] = (),
    batch: int = 1,
    rankings: np.ndarray | None = None,
    loads_per_decision: float | None = None,
) -> Iterator[DecisionRecord]:
    """Replay a trace decision by decision; the reference of every faster replay and the input of the timing model.

    Args:
        trace: experts int16 [tokens, moe_layers, top_k].
        buffer: an empty buffer; it is left in its final state.
        guesses: for each lead (1 first) the predictions, int16 [tokens, moe_layers, top]; lead 2 starts at the
            decision before its own, and so on.
        batch: neighbouring examples that share the buffer.
        rankings: int16 [tokens, moe_layers, num_experts], for policies that look at the table's ranking.
        loads_per_decision: loads that fit between two decisions; None loads in no time.
    """
    experts = trace.experts
    layers = experts.shape[1]
    order = batch_order(trace.example_ptr, batch)
    total = len(order) * layers
    unused: set[ExpertId] = set()  # preloaded and not used yet
    queue: dict[ExpertId, float] = {}  # loads not finished: what is left of each, in loads

    def row_experts(table: np.ndarray, rows: list[int], layer: int) -> list[ExpertId]:
        """Distinct experts, every row's first column before any row's second."""
        columns = table[rows, layer].T.ravel().tolist()
        return [decoder_expert(layer, expert) for expert in dict.fromkeys(columns) if expert >= 0]

    for number in range(total):
        step, layer = divmod(number, layers)
        rows = [row for row in order[step].tolist() if row >= 0]
        buffer.move_to(step, layer)
        if rankings is not None:
            buffer.predicted(layer, rankings[rows[0], layer].tolist())

        wishes: list[ExpertId] = []
        for lead, table in enumerate(guesses):
            if number + lead >= total:
                break
            ahead_step, ahead_layer = divmod(number + lead, layers)
            ahead_rows = [row for row in order[ahead_step].tolist() if row >= 0]
            wishes += row_experts(table, ahead_rows, ahead_layer)
        if loads_per_decision is None:
            preloads = buffer.preload(wishes)
        else:
            preloads = _preload_slowly(buffer, wishes, queue, loads_per_decision)
        for load in preloads:
            unused.add(load.expert)
            unused.discard(load.evicted)  # type: ignore[arg-type]

        accesses = experts[rows, layer].ravel().tolist()
        uses = Counter(decoder_expert(layer, expert) for expert in accesses)
        resident = buffer.decide(list(uses))
        hits = sum(uses[expert] for expert in resident)
        useful = tuple(expert for expert in resident if expert in unused)
        unused.difference_update(useful)
        late: list[Load] = []
        demand: list[Load] = []
        for expert in uses:
            if expert in resident:
                continue
            load = buffer.demand(expert, uses)
            unused.discard(load.evicted)  # type: ignore[arg-type]
            (late if queue.pop(expert, 1.0) < 1.0 else demand).append(load)
        yield DecisionRecord(
            step,
            layer,
            tuple(rows),
            tuple(preloads),
            resident,
            tuple(late),
            tuple(demand),
            uses,
            len(accesses),
            hits,
            useful,
        )


def _preload_slowly(
    buffer: ExpertBuffer, wishes: list[ExpertId], queue: dict[ExpertId, float], credit: float
) -> list[Load]:
    """Preload over a link that moves `credit` experts before the decision; `queue` keeps what is left of each."""
    wanted_still = set(wishes)
    for expert in [expert for expert, left in queue.items() if left == 1.0 and expert not in wanted_still]:
        del queue[expert]  # its layer has decided; a transfer that has begun goes on
    held: set[ExpertId] = set()
    for wish in wishes:
        if wish in buffer:
            buffer.reference(wish)
        else:
            queue.setdefault(wish, 1.0)
        held.add(wish)
    finished = []
    while queue and credit > 0:
        expert = next(iter(queue))
        spent = min(credit, queue[expert])
        credit -= spent
        queue[expert] -= spent
        if queue[expert] > 1e-12:
            break
        del queue[expert]
        load = buffer.load(expert, held - {expert})
        if load is not None:
            finished.append(load)
    return finished


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
        native: True insists on the C++ replay, False on the Python loop, None takes what there is.
    Raises:
        TraceError: the trace is empty, or the predictions do not fit it.
        ConfigError: capacity, policy or another argument is out of range.
    """
    tokens, layers, _ = trace.experts.shape
    if tokens == 0:
        raise TraceError("replay: the trace has no tokens (record one with at least one example)")
    check_policy(policy)
    for name, value in (("preload", preload), ("ahead", ahead), ("batch", batch)):
        if value < 1:
            raise ConfigError(f"replay: {name} is {value} (expected at least 1)")
    if loads_per_decision is not None and not loads_per_decision >= 0:
        raise ConfigError(f"replay: loads_per_decision is {loads_per_decision} (expected at least 0, or None)")
    plan = capacity if isinstance(capacity, SlotPlan) else SlotPlan.per_layer(layers, capacity)
    if plan.layers != layers:
        raise ConfigError(f"replay: the slot plan is for {plan.layers} MoE layers, the trace has {layers}")

    guesses: tuple[np.ndarray, ...] = ()
    if table is not None:
        guesses = tuple(
            _checked(predict_ahead(trace, table, lead, preload), trace, preload) for lead in range(1, ahead + 1)
        )
    fits_native = policy in NATIVE_POLICIES and len(guesses) <= 1 and loads_per_decision is None
    library = _native_library() if fits_native and native is not False else None
    if native and library is None:
        reason = "the extension online._native is not built" if fits_native else f"policy {policy} or options"
        raise ConfigError(f"replay: no native replay for this request ({reason}; leave native=None)")
    if library is not None:
        return _replay_native(library, trace, plan, policy, guesses[0] if guesses else None, batch)

    rankings = None
    if policy == "cepr" and table is not None:
        rankings = _checked(np.asarray(table.predict_trace(trace, trace.num_experts)), trace, trace.num_experts)
    future = _future(trace, guesses, batch) if policy == "belady" else None
    counts = np.zeros((6, layers), np.int64)
    buffer = ExpertBuffer(plan, policy, future)
    for record in decisions(trace, buffer, guesses, batch, rankings, loads_per_decision):
        counts[:2, record.layer] += record.accesses, record.hits
        counts[2, record.layer] += len(record.demand)
        for load in record.preloads + record.late:
            counts[3, load.expert.layer.position] += 1
        counts[4, record.layer] += len(record.useful)
        counts[5, record.layer] += len(record.late)
    return Replay(plan, policy, *counts)


@dataclass(frozen=True)
class Assessment:
    """A replay beside the ones that bound it, all with the same slots.

    Attributes:
        replay: table and policy under test.
        none: the same policy without predictions.
        belady: the same predictions with the best eviction there is.
        oracle: the same policy, every prediction right.
    """

    replay: Replay
    none: Replay
    belady: Replay
    oracle: Replay = field(repr=False)

    @property
    def regret(self) -> float:
        """Hit ratio lost to the eviction policy: Belady's minus ours."""
        return self.belady.hit_ratio - self.replay.hit_ratio

    @property
    def gap_won(self) -> float:
        """Share of the way from no prediction to the oracle; not a number where the oracle has nothing to win."""
        gap = self.oracle.hit_ratio - self.none.hit_ratio
        return (self.replay.hit_ratio - self.none.hit_ratio) / gap if gap > 0 else float("nan")


def assess(
    trace: RoutingTrace, table: TracePredictor | None, capacity: int | SlotPlan, policy: str = "lru", **options: Any
) -> Assessment:
    """Replay with `table` and `policy`, and the three replays that say how good that is; options as in `replay`."""
    limits = {name: value for name, value in options.items() if name in ("batch", "native")}
    return Assessment(
        replay=replay(trace, table, capacity, policy, **options),
        none=replay(trace, None, capacity, policy, **limits),
        belady=replay(trace, table, capacity, "belady", **options),
        oracle=replay(trace, OracleTable(), capacity, policy, preload=trace.experts.shape[2], **limits),
    )


def hit_curves(trace: RoutingTrace, table: TracePredictor | None, policy: str = "lru") -> np.ndarray:
    """Hits of each layer for each number of slots of its own: int64 [moe_layers, num_experts], column c for c + 1."""
    return np.stack(
        [replay(trace, table, slots, policy).hits_per_layer for slots in range(1, trace.num_experts + 1)], axis=1
    )


def divide_slots(curves: np.ndarray, total: int) -> SlotPlan:
    """Divide `total` slots over the layers so that the curves promise the most hits (exact, by dynamic programming).

    Args:
        curves: hits of each layer for 1, 2, ... slots, from a trace that nothing else is measured on.
        total: slots to divide; each layer gets at least one.
    Raises:
        ConfigError: there are fewer slots than layers.
    """
    layers, most = curves.shape
    if total < layers:
        raise ConfigError(
            f"expert buffer: {total} slots cannot give each of {layers} MoE layers one (use shared slots)"
        )
    total = min(total, layers * most)
    best = np.full(total + 1, -1, np.int64)
    best[0] = 0
    choice = np.zeros((layers, total + 1), np.int64)
    for layer in range(layers):
        extended = np.full(total + 1, -1, np.int64)
        for slots in range(1, min(most, total) + 1):
            reachable = np.flatnonzero(best[: total + 1 - slots] >= 0)
            value = best[reachable] + curves[layer, slots - 1]
            better = value > extended[reachable + slots]
            extended[reachable[better] + slots] = value[better]
            choice[layer, reachable[better] + slots] = slots
        best = extended
    left, plan = total, []
    for layer in reversed(range(layers)):
        plan.append(int(choice[layer, left]))
        left -= plan[-1]
    return SlotPlan.divided(plan[::-1])


def _future(trace: RoutingTrace, guesses: tuple[np.ndarray, ...], batch: int) -> Future:
    order = batch_order(trace.example_ptr, batch)
    layers = trace.experts.shape[1]

    def references() -> Iterator[tuple[int, list[ExpertId], list[ExpertId]]]:
        for number in range(len(order) * layers):
            step, layer = divmod(number, layers)
            rows = order[step][order[step] >= 0]
            # A guess that was made earlier is in place at its own decision as well.
            preloads = [
                decoder_expert(layer, expert)
                for table in guesses
                for expert in table[rows, layer].ravel().tolist()
                if expert >= 0
            ]
            used = [decoder_expert(layer, expert) for expert in trace.experts[rows, layer].ravel().tolist()]
            yield number, preloads, used

    return future_of(references())


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


def native_is_built() -> bool:
    """Whether the C++ replay is there."""
    return _native_library() is not None


@cache
def _native_library() -> Callable[..., int] | None:
    """The C++ replay, or None (said once) when the package was built without a compiler."""
    try:
        from online import _native  # type: ignore[attr-defined]

        function = ctypes.CDLL(_native.__file__).flame_replay
    except (ImportError, OSError, AttributeError):
        warnings.warn(
            "online._native is not built: replay runs in Python, some hundred times slower "
            "(reinstall flame-moe with a C++ compiler)",
            FlameWarning,
            stacklevel=3,
        )
        return None
    i64, pointer = ctypes.c_int64, ctypes.c_void_p
    function.argtypes = [ctypes.c_int32, pointer, i64, i64, i64, i64, pointer, i64, pointer, i64, i64, i64]
    function.argtypes += [pointer] * 6
    function.restype = ctypes.c_int
    return function


def _replay_native(
    function: Callable[..., int],
    trace: RoutingTrace,
    plan: SlotPlan,
    policy: str,
    guesses: np.ndarray | None,
    batch: int,
) -> Replay:
    experts = np.ascontiguousarray(trace.experts, np.int16)
    tokens, layers, top_k = experts.shape
    order = batch_order(trace.example_ptr, batch) if batch > 1 else None
    steps = tokens if order is None else len(order)
    pool_of_layer = np.asarray(plan.pool_of_layer, np.int32)
    slots = np.asarray([min(slots, layers * trace.num_experts) for slots in plan.slots], np.int32)
    counts = np.zeros((4, layers), np.int64)
    status = function(
        NATIVE_POLICIES.index(policy),
        experts.ctypes.data,
        tokens,
        layers,
        top_k,
        trace.num_experts,
        None if guesses is None else guesses.ctypes.data,
        0 if guesses is None else guesses.shape[2],
        None if order is None else order.ctypes.data,
        steps,
        batch,
        len(plan.slots),
        pool_of_layer.ctypes.data,
        slots.ctypes.data,
        *(row.ctypes.data for row in counts),
    )
    assert status == 0, f"native replay refused policy {policy}"
    hits, demand, preloads, useful = counts
    accesses = np.full(layers, tokens * top_k, np.int64)
    return Replay(plan, policy, accesses, hits, demand, preloads, useful, np.zeros(layers, np.int64))
