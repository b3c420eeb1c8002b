"""The paper's latencies and what explains them. Table 1 and figure 9b share them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from experiments.paper.values import HITS, MS
from flame.platform import Platform
from online.timing.latency_fit import Assumption, LatencyFit, fit_latencies

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
