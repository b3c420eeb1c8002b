"""The paper's latencies and what explains them, and the times of a design of ours.

Table 1, figure 9b and the design space share them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from experiments.paper.values import HITS, MS
from flame.errors import ConfigError
from flame.platform import Platform
from hw.design import Design
from hw.estimate import AcceleratorEstimate, as_fast_as_slots_fill, estimate_accelerator, slots_that_fit
from online.timing.latency_fit import Assumption, LatencyFit, fit_latencies
from online.timing.timing_model import ExpertCost

CONFIGURATIONS = ("baseline", "N:M", "CEPR", "both")
MOE_LAYERS = 6
DENSE_WEIGHTS = 2 * 768 * 3072  # of one expert of switch-base

# Figure 8b, hit ratio of CEPR by cached experts: with the fewest and with the most known layers, where it is stated.
FEWEST_KNOWN, MOST_KNOWN = ({slots: hits for (slots, known), hits in HITS.items() if known == n} for n in (1, 6))


@dataclass(frozen=True)
class PrunedLoad:
    """How much of a pruned expert is loaded: in words, its share of a dense one's load, and of its weights kept."""

    words: str
    share: float
    kept: float


# Values alone, with places in fp16 and in int8, and no less than dense.
LOADS = (
    PrunedLoad("2:4 values", 0.5, 0.5), PrunedLoad("2:4 fp16", 0.547, 0.5), PrunedLoad("2:4 int8", 0.594, 0.5),
    PrunedLoad("1:4 fp16", 0.281, 0.25), PrunedLoad("as long as dense", 1.0, 0.5),
)  # fmt: skip
CACHED = (0, 0, 1, 2)  # cached experts a layer whose hit ratio explains each configuration; none without prediction


def hits_of(cached: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
    """Figure 8b's hit ratio of each configuration with so many cached experts a layer; 0 without any."""
    baseline, nm, cepr, both = (MOST_KNOWN.get(count, 0.0) for count in cached)
    return baseline, nm, cepr, both


EXPLANATION = Assumption(hits_of(CACHED), 1.0, 0.5, overlapped=False)


def explain(assumption: Assumption = EXPLANATION) -> LatencyFit:
    """The three times that come nearest to the paper's four rows."""
    return fit_latencies(assumption, list(MS.values()), MOE_LAYERS)


@dataclass(frozen=True)
class TriedFit:
    """A fit with what it assumed: how much a pruned load is, and cached experts a layer without and with N:M."""

    load: PrunedLoad
    cached: tuple[int, int]
    fit: LatencyFit


def all_fits() -> list[TriedFit]:
    """Every combination of figure 8b's hit ratios, sizes of a pruned load, reuse without prediction, and overlap.

    The hit ratio with N:M is one of as many or more cached experts than without, with the same known layers. Without
    prediction nothing is reused, or as much as one and two slots of eight hold of uniform routing.
    """
    fits = []
    for stated in (FEWEST_KNOWN, MOST_KNOWN):
        for (few, low), (many, high) in product(stated.items(), repeat=2):
            if many < few:
                continue
            for load, reused, overlapped in product(LOADS, ((0.0, 0.0), (1 / 8, 2 / 8)), (False, True)):
                assumption = Assumption((*reused, low, high), load.share, load.kept, overlapped)
                fits.append(TriedFit(load, (few, many), explain(assumption)))
    return fits


@dataclass(frozen=True)
class PaperSpeed:
    """What an explanation means for a board.

    Args:
        offchip_bytes_per_s: bandwidth of loading a dense expert of fp16 values.
        macs_per_s: multiply-accumulates a second.
        skipped_share: share of the pruned ones that cost nothing.
    """

    offchip_bytes_per_s: float
    macs_per_s: float
    skipped_share: float

    @staticmethod
    def of(fit: LatencyFit) -> PaperSpeed:
        """The speed behind the three times."""
        sparsity = 1 - fit.assumption.keep_share
        return PaperSpeed(
            2 * DENSE_WEIGHTS / fit.load_ms * 1e3,
            DENSE_WEIGHTS / fit.dense_ms * 1e3,
            (1 - fit.pruned_ms / fit.dense_ms) / sparsity,
        )

    def within_peaks(self, board: Platform) -> bool:
        """Whether the board's peaks of bandwidth and products allow it; what its memory holds is another question."""
        peak = board.dsp * board.clock_hz  # a product a cycle from each
        return (
            self.offchip_bytes_per_s <= board.offchip_bytes_per_s
            and self.macs_per_s <= peak
            and 0 <= self.skipped_share <= 1
        )

    def platform(self, board: Platform) -> Platform:
        """`board` at this speed: a multiply-accumulate a cycle."""
        return replace(
            board, name="the speed that explains table 1", offchip_bytes_per_s=self.offchip_bytes_per_s,
            offchip_efficiency=1.0, offchip_latency_cycles=0, clock_hz=self.macs_per_s,
        )  # fmt: skip


@dataclass(frozen=True)
class OwnDesign:
    """A design of ours on a board, as the timing model sees it.

    Args:
        design: shapes of the kernels.
        platform: the board, with no more bandwidth than the slots take.
        cost: what an expert takes.
        slots: expert slots that really fit the board's memory beside the kernels, for all layers together.
        estimate: resources and cycles with that many slots.
    """

    design: Design
    platform: Platform
    cost: ExpertCost
    slots: int
    estimate: AcceleratorEstimate

    @staticmethod
    def of(design: Design, board: Platform, slots: int | None = None) -> OwnDesign:
        """Put a design on a board with `slots` for all layers together, or as many as fit.

        Raises:
            ConfigError: the design does not fit the board.
        """
        held = slots or slots_that_fit(design, board) or 2
        estimate = estimate_accelerator(design.holding(held), board, 0.0)
        if estimate.shortage:
            raise ConfigError(
                f"design of {design.units} units of {design.rows} rows, {design.pattern}: {estimate.shortage}"
            )
        cycles = {kernel.kernel: kernel.cycles for kernel in estimate.kernels}
        return OwnDesign(
            design, as_fast_as_slots_fill(design, board),
            ExpertCost(
                design.expert_bytes,
                cycles["sparse_expert"],
                cycles["router_top1"] + cycles["expert_buffer"],  # the look-up runs beside the expert
            ),
            held,
            estimate,
        )  # fmt: skip

    @property
    def lanes(self) -> int:
        """Products that all kernels together compute in a cycle."""
        return self.design.units * self.design.rows * self.design.pattern.keep

    @property
    def products(self) -> int:
        """Multiply-accumulates of one expert for one token, pruned ones left out."""
        return self.design.expert_words * self.design.rows * self.design.pattern.keep

    @property
    def expert_ms(self) -> float:
        """Computing one expert."""
        return self.platform.ms(self.cost.compute_cycles)

    @property
    def router_ms(self) -> float:
        """One router and the buffer's decision."""
        return self.platform.ms(self.cost.router_cycles)

    @property
    def load_ms(self) -> float:
        """Loading one expert."""
        return self.platform.ms(self.platform.load_cycles(self.cost.size_bytes))
