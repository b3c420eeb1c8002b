"""One decoding step at one MoE layer: which experts are computed in which order, and what is loaded meanwhile.

The buffer is called as `online.pa_buf.decisions` calls it, so that hits are those of the replay. Experts at hand are
computed first; preloads for the next decision are issued as soon as that delays nobody.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch

from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId, decoder_expert
from flame.prediction_table import Predictor
from online.serving.counts import LayerCounts, Tallies
from online.serving.device_loader import DeviceLoader
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import Compute, Decision
from online.serving.hidden_ranks import HiddenRanks
from online.serving.little_experts import LittleCopies
from online.serving.loader import Loader, Request, StreamingError
from online.serving.paths import Paths
from online.serving.residency import Residency
from online.serving.throttle import PreloadThrottle


@dataclass
class _Turn:
    """One decision while its experts are computed.

    Attributes:
        layer: position of the deciding layer.
        sequences: that have decided.
        uses: rows of each chosen expert.
        on_time: experts whose bytes were there.
        spared: for each expert the rows that its little copy computes.
        requests: the experts that have a slot, and their loads.
        missing: experts that have to wait for a slot of this decision's own.
        looked_ahead: whether the next decision's preloads are issued, or have to wait for a slot.
    """

    layer: int
    sequences: int
    uses: dict[ExpertId, int]
    on_time: frozenset[ExpertId]
    spared: dict[ExpertId, torch.Tensor]
    requests: dict[ExpertId, Request]
    missing: list[ExpertId]
    looked_ahead: bool


class Decoding:
    """The decoder's decisions, one after another.

    Args:
        layers: MoE layers of the decoder.
        num_experts: experts of a layer.
        residency: who is resident.
        loader: brings experts.
        predictor: says what to preload; None loads on demand only.
        reuse: says, after a decision, what its layer will want again, for a buffer that wants to know.
        preload: experts preloaded for each decision.
        tallies: where it is counted.
        throttle: says whether to preload.
        little: experts to compute with in place of waiting.
    """

    def __init__(
        self,
        layers: int,
        num_experts: int,
        residency: Residency,
        loader: Loader | DeviceLoader,
        predictor: Predictor | HiddenPredictor | DraftRoutes | None,
        reuse: FactorisedTable | None,
        preload: int,
        tallies: Tallies,
        throttle: PreloadThrottle,
        little: LittleCopies,
    ) -> None:
        self.step = -1
        self.predicts = predictor is not None
        self._paths = _ranks(layers, predictor)
        self._reuse = Paths(layers, reuse if residency.buffer.wants_reuse else None)
        self._layers = layers
        self._num_experts = num_experts
        self._residency = residency
        self._loader = loader
        self._preload_count = preload
        self._tallies = tallies
        self._throttle = throttle
        self._little = little
        self._preloaded = False  # whether the coming decision's preloads were issued

    @property
    def history_tokens(self) -> int | None:
        """Newest tokens of a pass whose entries are looked at; None for all."""
        known = (self._paths.tokens, self._reuse.tokens)
        return None if None in known else max(known)  # type: ignore[type-var]

    def begin_example(self) -> None:
        """Contexts start anew; the buffer stays as it is."""
        self._paths.clear()
        self._reuse.clear()
        self._preloaded = False

    def begin_pass(self, ids: torch.Tensor | None) -> None:
        """The decoder reads these tokens next; what waited for the first layer's token is preloaded now.

        Args:
            ids: int64 [sequences, tokens], as `flame.models.layers.tell_tokens` gives them.
        """
        if not (self._paths.wants_tokens or self._reuse.wants_tokens):
            return
        listed = None if ids is None else ids.tolist()
        self._paths.enter(listed)
        self._reuse.enter(listed)
        if self._paths.wants_tokens and ids is not None and ids.shape[1] == 1:
            self._preload(0, self.step + 1, len(ids))
            self._preloaded = True

    def preload_early(self, layer: int) -> None:
        """What is expected of a layer in the coming step is preloaded before its turn."""
        self._preload(layer, self.step + 1, 1)

    def read_prompt(self, layer: int, decision: Decision, tokens: int) -> None:
        """A pass of several tokens: its newest routes are what the next decoded token follows."""
        self._paths.read_prompt(layer, decision.history, tokens)
        self._reuse.read_prompt(layer, decision.history, tokens)
        self._preloaded = False

    def experts(self, layer: int, decision: Decision, hidden: torch.Tensor) -> Iterator[tuple[int, Compute]]:
        """The chosen experts of a layer, those at hand first.

        Args:
            hidden: what its router has read, [sequences, hidden].
        Raises:
            StreamingError: one could not be brought in.
        """
        if layer == 0:
            self.step += 1
        if isinstance(self._paths, HiddenRanks):
            self._paths.saw(layer, hidden)
        turn = self._begin(layer, decision)
        for expert in sorted(expert for expert, rows in turn.spared.items() if bool(rows.all())):
            yield expert.expert, self._little[expert]
        for expert in sorted(turn.requests, key=lambda expert: expert not in turn.on_time):
            waited_s = 0.0
            if not turn.looked_ahead and expert not in turn.on_time:  # while this one is on its way
                waited_s = self._loader.let_begin(turn.requests[expert])
                self._look_ahead(turn)
            yield expert.expert, self._arrived(turn, expert, turn.requests[expert], waited_s)
            if not turn.looked_ahead:  # not before: the loader would wake up and take a core from the expert
                start = time.perf_counter()
                if self._look_ahead(turn):
                    self._throttle.chose(time.perf_counter() - start)
        if not turn.looked_ahead:
            self._look_ahead(turn)
        for expert in turn.missing:  # they take slots of this decision's own experts, computed by now
            self._residency.release()
            request = self._residency.demand(expert, turn.uses)
            if expert == turn.missing[-1]:
                self._look_ahead(turn)
            yield expert.expert, self._arrived(turn, expert, request)
        self._residency.release()
        self._tallies.end_visit(self.step, layer)

    def _begin(self, layer: int, decision: Decision) -> _Turn:
        """Find what is there, and ask for what is not, as far as there are slots."""
        sequences = len(decision.history)
        if not self._preloaded:
            self._preload(layer, self.step, sequences)
        uses = {decoder_expert(layer, expert): len(rows) for expert, rows in decision.rows.items()}
        found = self._residency.decide(self.step, layer, uses)
        self._paths.decided(layer, decision.entries)
        self._reuse.decided(layer, decision.entries)
        if self._residency.buffer.wants_reuse:
            self._residency.buffer.predicted(layer, self._reuse.rank(layer, self._num_experts, sequences))
        spared = self._little.spared(decision, uses, found.on_time)
        waived = {expert for expert, rows in spared.items() if bool(rows.all())}
        tally = self._tallies[layer]
        _count(tally, uses, set(found.resident), found.on_time, spared)
        requests = self._residency.hold(expert for expert in found.resident if expert not in waived)
        tally.useful_preloads += sum(self._residency.is_fresh(expert) for expert in requests)
        missing = [expert for expert in uses if expert not in found.resident and expert not in waived]
        while missing and not self._residency.buffer.crowded(missing[0], uses):
            expert = missing.pop(0)
            requests[expert] = self._residency.demand(expert, uses)
        return _Turn(layer, sequences, uses, found.on_time, spared, requests, missing, looked_ahead=bool(missing))

    def _look_ahead(self, turn: _Turn) -> bool:
        """Issue the next decision's preloads; False where there was nothing to choose."""
        following = (turn.layer + 1) % self._layers
        turn.looked_ahead = True
        if following == 0 and (self._paths.wants_tokens or isinstance(self._paths, DraftRoutes)):
            self._preloaded = False
            return False
        chosen = self._preload(following, self.step + (following == 0), turn.sequences)
        self._preloaded = self.predicts
        return chosen

    def _preload(self, layer: int, step: int, sequences: int) -> bool:
        """Start loading what the predictor expects at a decision to come; False where nothing is to be expected."""
        self._preloaded = False
        if not self.predicts or not self._throttle.allows(self._residency.unused):
            return False
        buffer, count = self._residency.buffer, self._preload_count
        buffer.move_to(step, layer)
        top = max(count, self._num_experts) if buffer.wants_rankings else count
        rankings = self._paths.rank(layer, top, sequences)
        if buffer.wants_rankings:
            buffer.predicted(layer, rankings)
        guesses = [ranking[place] for place in range(count) for ranking in rankings if place < len(ranking)]
        wishes = [decoder_expert(layer, expert) for expert in dict.fromkeys(guesses)]
        if isinstance(self._paths, DraftRoutes):  # all of them will be needed: none that is there leaves for another
            wishes.sort(key=lambda wish: wish not in buffer)
        self._residency.preload(step, layer, wishes)
        return True

    def _arrived(self, turn: _Turn, expert: ExpertId, request: Request, waited_s: float = 0.0) -> Compute:
        """Wait for an expert; one whose preload failed is tried once more, since it is needed only now."""
        start = time.perf_counter()
        try:
            compute = self._loader.wait(request)
        except StreamingError:
            if request.on_demand or not request.done:
                raise
            compute = self._loader.wait(self._residency.replace(expert, request))
        waited_s += time.perf_counter() - start
        tally, on_time = self._tallies[turn.layer], expert in turn.on_time
        tally.stall_ms += waited_s * 1e3
        if self._residency.is_fresh(expert):
            size = self._residency.size_of(request)
            if on_time:
                tally.useful_bytes += size
            else:
                tally.late_bytes += size
            self._throttle.used(request.load_s - waited_s)
        elif request.on_demand and not on_time:
            displaced_s = request.load_s if self._residency.is_displaced(expert) else 0.0
            lost_s = request.behind_s + displaced_s
            tally.caused_ms += min(waited_s, lost_s) * 1e3
            self._throttle.lost(lost_s)
        self._residency.arrived(expert)
        return self._little.mixed(expert, compute, turn.spared.get(expert))


def _ranks(
    layers: int, predictor: Predictor | HiddenPredictor | DraftRoutes | None
) -> Paths | HiddenRanks | DraftRoutes:
    if isinstance(predictor, DraftRoutes):
        return predictor
    return HiddenRanks(predictor) if isinstance(predictor, HiddenPredictor) else Paths(layers, predictor)


def _count(
    tally: LayerCounts,
    uses: dict[ExpertId, int],
    resident: set[ExpertId],
    on_time: frozenset[ExpertId],
    spared: dict[ExpertId, torch.Tensor],
) -> None:
    for expert, rows in uses.items():
        unsure = int(spared[expert].sum()) if expert in spared else 0
        tally.accesses += rows
        tally.little += unsure
        if expert in on_time:
            tally.hits += rows
        elif expert in resident:
            tally.late += rows - unsure
