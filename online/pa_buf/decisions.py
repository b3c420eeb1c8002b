"""The replay of a routing trace, decision by decision: the statement of what every faster replay has to count.

Hit, in words: an expert that is resident when the router decides. Before each decision the predictions for that layer
are loaded, evicting by policy; a prediction that is resident already counts as a reference. Experts that one decision
uses and does not find are loaded on demand after those it finds were computed. The buffer survives example boundaries,
contexts do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from flame.errors import ConfigError
from flame.ids import ExpertId, decoder_expert
from flame.routing import RoutingTrace
from online.pa_buf.buffer import ExpertBuffer, Load
from online.pa_buf.policies import Future, future_of


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


def decisions(
    trace: RoutingTrace,
    buffer: ExpertBuffer,
    guesses: tuple[np.ndarray, ...] = (),
    batch: int = 1,
    rankings: np.ndarray | None = None,
    reuse: np.ndarray | None = None,
    loads_per_decision: float | None = None,
) -> Iterator[DecisionRecord]:
    """Replay a trace decision by decision; the reference of every faster replay and the input of the timing model.

    Args:
        trace: experts int16 [tokens, moe_layers, top_k].
        buffer: an empty buffer, or one that starts warm; it is left in its final state.
        guesses: for each lead (1 first) the predictions, int16 [tokens, moe_layers, top]; lead 2 starts at the
            decision before its own, and so on.
        batch: neighbouring examples that share the buffer.
        rankings: int16 [tokens, moe_layers, num_experts], for policies that want rankings.
        reuse: the same, made after each decision, for policies that want those.
        loads_per_decision: loads that fit between two decisions; None loads in no time.
    """
    experts = trace.experts
    layers = experts.shape[1]
    order = batch_order(trace.example_ptr, batch)
    unused: set[ExpertId] = set()  # preloaded and not used yet
    queue: dict[ExpertId, float] = {}  # loads not finished: what is left of each, in loads

    for number in range(len(order) * layers):
        step, layer = divmod(number, layers)
        rows = [row for row in order[step].tolist() if row >= 0]
        buffer.move_to(step, layer)
        if rankings is not None:
            buffer.predicted(layer, rankings[rows, layer].tolist())

        wishes = _wishes(guesses, order, number, layers)
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
        if reuse is not None:
            buffer.predicted(layer, reuse[rows, layer].tolist())
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
            step, layer, tuple(rows), tuple(preloads), resident, tuple(late), tuple(demand), uses, len(accesses), hits,
            useful,
        )  # fmt: skip


def _wishes(guesses: tuple[np.ndarray, ...], order: np.ndarray, number: int, layers: int) -> list[ExpertId]:
    """Experts that are guessed for a decision and those after it, one a lead; best guesses of all rows first."""
    wishes: list[ExpertId] = []
    for ahead, table in zip(range(number, len(order) * layers), guesses, strict=False):
        step, layer = divmod(ahead, layers)
        rows = [row for row in order[step].tolist() if row >= 0]
        columns = table[rows, layer].T.ravel().tolist()
        wishes += [decoder_expert(layer, expert) for expert in dict.fromkeys(columns) if expert >= 0]
    return wishes


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


def future_of_trace(trace: RoutingTrace, guesses: tuple[np.ndarray, ...], batch: int) -> Future:
    """The references of a whole replay, for Belady's optimum; arguments as `decisions` has them."""
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
