"""What happened while a model was streamed: by layer, in all, and at each step."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from flame.errors import ConfigError


@dataclass
class LayerCounts:
    """What happened at one MoE layer of the decoder.

    Attributes:
        accesses: tokens x top_k that were computed.
        hits: accesses whose expert was resident, bytes and all, when the router decided.
        late: accesses whose expert was on its way, and was waited for.
        little: accesses whose expert was not there and that were computed with the little expert (`LittleExperts`).
        demand_loads: experts loaded after the decision.
        preloads: loads begun for a prediction.
        useful_preloads: preloads that were used before they were evicted, late ones included.
        dropped_preloads: taken off the queue before they began, because the decision went elsewhere.
        demand_bytes: packed bytes of `demand_loads`.
        useful_bytes, late_bytes, wasted_bytes: packed bytes of preloads that were there in time, that were waited
            for, and that left the buffer unused.
        stall_ms: waiting for experts.
        caused_ms: the part of it that preloads caused: behind one under way, or for an expert that one had evicted.
    """

    accesses: int = 0
    hits: int = 0
    late: int = 0
    little: int = 0
    demand_loads: int = 0
    preloads: int = 0
    useful_preloads: int = 0
    dropped_preloads: int = 0
    demand_bytes: int = 0
    useful_bytes: int = 0
    late_bytes: int = 0
    wasted_bytes: int = 0
    stall_ms: float = 0.0
    caused_ms: float = 0.0

    @property
    def misses(self) -> int:
        """Accesses whose expert was neither there nor on its way, and was waited for."""
        return self.accesses - self.hits - self.late - self.little

    def __add__(self, other: LayerCounts) -> LayerCounts:
        return LayerCounts(**{key: value + getattr(other, key) for key, value in asdict(self).items()})

    def __sub__(self, other: LayerCounts) -> LayerCounts:
        return LayerCounts(**{key: value - getattr(other, key) for key, value in asdict(self).items()})


@dataclass(frozen=True)
class SpeculationCounts:
    """What became of drafts (`online.serving.speculation`).

    Attributes:
        rounds: drafts that were checked.
        drafted: tokens that were proposed; of a batch, those of one sequence.
        accepted: of these, tokens that were then chosen.
        plain: tokens that were decoded without a draft.
        draft_bytes: that the draft takes beside the slots, all the time.
        draft_slots: slots of each layer that these bytes would be.
    """

    rounds: int = 0
    drafted: int = 0
    accepted: int = 0
    plain: int = 0
    draft_bytes: int = 0
    draft_slots: float = 0.0

    @property
    def acceptance(self) -> float:
        """Share of the proposed tokens that were chosen; 0 before anything was proposed."""
        return self.accepted / self.drafted if self.drafted else 0.0

    @property
    def tokens_per_round(self) -> float:
        """Tokens that a round brings, the one that was asked for among them; 0 before the first."""
        return (self.rounds + self.accepted) / self.rounds if self.rounds else 0.0

    def plus(self, **more: int) -> SpeculationCounts:
        """The same, and so many more."""
        return replace(self, **{key: getattr(self, key) + value for key, value in more.items()})


@dataclass(frozen=True)
class StreamCounts:
    """What happened since the stream was opened.

    Attributes:
        layers: the decoder's MoE layers.
        steps: decoding steps.
        loaded_bytes: packed bytes read from the store, encoder included.
        paused_decisions: decisions that the throttle left without preloads.
        speculation: what became of drafts; None for a stream without.
    """

    layers: tuple[LayerCounts, ...]
    steps: int
    loaded_bytes: int
    paused_decisions: int = 0
    speculation: SpeculationCounts | None = None

    @property
    def total(self) -> LayerCounts:
        """The layers together."""
        return sum(self.layers, LayerCounts())

    @property
    def accesses(self) -> int:
        return self.total.accesses

    @property
    def hits(self) -> int:
        return self.total.hits

    @property
    def late(self) -> int:
        return self.total.late

    @property
    def hit_ratio(self) -> float:
        """Hits by accesses; 0 before anything was decoded."""
        return self.hits / self.accesses if self.accesses else 0.0

    @property
    def stall_ms(self) -> float:
        return self.total.stall_ms


@dataclass(frozen=True)
class Visit:
    """One decoding step at one MoE layer of the decoder, with the preloads that were made for it."""

    step: int
    layer: int
    counts: LayerCounts


class Tallies:
    """Counts as they grow, and each visit of a layer where they are recorded.

    Args:
        layers: the decoder's MoE layers.
        record_visits: keep what happened at each step and layer.
    """

    def __init__(self, layers: int, record_visits: bool) -> None:
        self._layers = [LayerCounts() for _ in range(layers)]
        self._visited = [LayerCounts() for _ in range(layers)]  # each layer's counts after its last visit
        self._visits: list[Visit] | None = [] if record_visits else None

    def __getitem__(self, layer: int) -> LayerCounts:
        """The counts of a layer, to be added to."""
        return self._layers[layer]

    def layers(self) -> tuple[LayerCounts, ...]:
        """The counts so far."""
        return tuple(replace(layer) for layer in self._layers)

    def end_visit(self, step: int, layer: int) -> None:
        """A decision of a layer has been computed."""
        if self._visits is not None:
            now = replace(self._layers[layer])
            self._visits.append(Visit(step, layer, now - self._visited[layer]))
            self._visited[layer] = now

    def visits(self) -> tuple[Visit, ...]:
        """Every visit so far.

        Raises:
            ConfigError: they were not recorded.
        """
        if self._visits is None:
            raise not_recorded()
        return tuple(self._visits)


def not_recorded() -> ConfigError:
    """What is said to whoever asks for what was not kept."""
    return ConfigError("streaming: events were not recorded (open the stream with record_events=True)")
