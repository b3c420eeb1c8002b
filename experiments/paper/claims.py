"""Every claim of the paper that a run can be held to: its value, where ours is found, and when it holds.

The one list of them. `judge` sets each beside the stored reports; nothing is computed that they do not hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.paper.values import HITS, IN_WORDS, MS, STATED, VALUES, Value, number

Stored = Mapping[str, Any]
NEAR = 0.1  # a value within a tenth of the paper's is called equal to it


@dataclass(frozen=True)
class Rule:
    """When a claim holds: in words, and as the least and the most that ours may be, given the paper's value."""

    words: str
    bounds: Callable[[float], tuple[float, float]]

    def verdict(self, low: float, high: float, paper: float) -> str:
        """Of a figure between `low` and `high`: `undecided` where a part of that is within the bounds."""
        least, most = self.bounds(paper)
        if least <= low and high <= most:
            return "holds"
        return "differs" if high < least or low > most else "undecided"


def near(share: float = NEAR) -> Rule:
    return Rule(
        f"expected within {100 * share:g}% of the paper's", lambda paper: (paper * (1 - share), paper * (1 + share))
    )


EXACT = Rule("expected equal", lambda paper: (paper, paper))
FITTED = Rule(
    "expected within 10% of the paper's; speed is fitted to table 1, so this is no evidence",
    near().bounds,
)
ON_ONE_CPU = Rule(
    "expected at least the paper's; both sides run on this machine's processor, none on an FPGA",
    lambda paper: (paper, math.inf),
)
# What is fitted to a value, or worked out, is no finding: its verdict has words of its own.
WORDS: Mapping[str, Mapping[str, str]] = {
    "measured": {},
    "modelled": {"holds": "holds in the model", "differs": "differs in the model"},
    "fitted": {"holds": "fits", "differs": "does not fit"},
    "arithmetic": {"holds": "agrees", "differs": "disagrees"},
}
AT_LEAST = Rule("expected at least the paper's", lambda paper: (paper, math.inf))
AT_MOST = Rule("expected at most the paper's", lambda paper: (-math.inf, paper))


@dataclass(frozen=True)
class Claim:
    """What the paper says, and how a stored report answers.

    Args:
        value: the number of the paper, by its id.
        section: the report that answers, below the output folder; None where nothing here can.
        ours: reads our figure from that report; None where the report has none.
        rule: when the claim holds.
        kind: `measured`, `fitted` (to the very values it stands beside), `modelled` or `arithmetic`.
        absent: why there is no figure, where that is known beforehand.
        differs: where ours differs, why, as the report shows it.
        weights: label of the weights where the report has rows of several.
    """

    value: str
    section: str | None
    ours: Callable[[Stored], float | None]
    rule: Rule
    kind: str = "measured"
    absent: str | None = None
    differs: Callable[[Stored], str | None] = lambda report: None
    weights: str | None = None

    @property
    def paper(self) -> Value:
        """The number as the paper has it."""
        return VALUES[self.value]


@dataclass(frozen=True)
class Stated:
    """Our figure beside one of the paper's numbers of a report, by its id."""

    id: str

    def __call__(self, report: Stored) -> float | None:
        return self._entry(report).get("ours")

    def interval(self, report: Stored) -> tuple[float, float] | None:
        entry = self._entry(report)
        return (entry["ours_low"], entry["ours_high"]) if "ours_low" in entry else None

    def _entry(self, report: Stored) -> Mapping[str, Any]:
        return next((v for v in report["paper"] if v["id"] == self.id), {})


class Cell:
    """A field of the first row with these values; its interval is in the fields `_low` and `_high` beside it."""

    def __init__(self, key: str, **where: Any) -> None:
        self._key, self._where = key, where

    def __call__(self, report: Stored) -> float | None:
        return self._row(report).get(self._key)

    def interval(self, report: Stored) -> tuple[float, float] | None:
        row = self._row(report)
        ends = row.get(f"{self._key}_low"), row.get(f"{self._key}_high")
        return ends if None not in ends else None  # type: ignore[return-value]

    def _row(self, report: Stored) -> Mapping[str, Any]:
        matching = (r for r in report["rows"] if all(r.get(name) == value for name, value in self._where.items()))
        return next(matching, {})


def over(above: Callable[[Stored], float | None], below: Callable[[Stored], float | None]) -> Callable[..., Any]:
    """One figure over another, where the report has both."""

    def ratio(report: Stored) -> float | None:
        a, b = above(report), below(report)
        return a / b if a is not None and b else None

    return ratio


def nothing(report: Stored) -> None:
    return None


def _streamed(key: str, configuration: str) -> Callable[[Stored], float | None]:
    """A field of a configuration of `bench_streaming`, int8, at the paper's sizes."""
    return Cell(key, model="random_switch", configuration=configuration, beside="int8")


def _accuracy(predictor: str, n: int, layer: Any = "all") -> Callable[[Stored], float | None]:
    return Cell("accuracy", predictor=predictor, known_layers=n, layer=layer)


def _best_incremental(report: Stored) -> float | None:
    """Overall accuracy of incremental prediction with all the layers that it may know."""
    rows = [r for r in report["rows"] if r["predictor"] == "incremental" and r["layer"] == "all"]
    return max(rows, key=lambda r: r["known_layers"])["accuracy"] if rows else None


def _first_layer_gap(report: Stored) -> float | None:
    """Incremental prediction at layer 0 over the most frequent expert there: 1 where it has no context."""
    base = _accuracy("marginal", 0, 0)(report)
    rows = [r for r in report["rows"] if r["predictor"] == "incremental" and r["layer"] == 0]
    return rows[-1]["accuracy"] / base if rows and base else None


def _more_than_product(report: Stored) -> float | None:
    """Gain of N:M and CEPR together over the product of their gains, at the fitted speed."""
    both, nm, cepr = (Stated(f"gain_{name}")(report) for name in ("both", "N:M", "CEPR"))
    return both / (nm * cepr) if both and nm and cepr else None


def _longer_trace(report: Stored) -> str:
    return f"a count grows with the trace: {report['rows'][0]['tokens']:,} tokens here, about 200,000 there"


def _ten_of_many(report: Stored) -> str:
    return f"10 of the paper's own {number('distinct_paths'):,.0f} paths are {10 / number('distinct_paths'):.2g}"


def _scaled(key: str) -> Callable[[Stored], str]:
    def why(report: Stored) -> str:
        first = report["rows"][0]
        return f"with its threshold scaled to the {first['tokens']:,} tokens of this trace it is {first[key]:.2g}"

    return why


def _learnt_on(report: Stored) -> str | None:
    tokens = next((r["train_tokens"] for r in report["rows"] if "train_tokens" in r), None)
    return f"tables learn on {tokens:,} tokens here" if tokens else None


def _rival(at: float) -> Callable[[Stored], str]:
    """The paper's incremental predictor, from its ratio, beside ours."""

    def why(report: Stored) -> str:
        ours = _best_incremental(report) or 0
        return f"the paper's rival, by its ratio, is right in {at:.0%}; ours is in {ours:.0%}"

    return why


def _rival_in_buffer(slots: int) -> Callable[[Stored], str]:
    def why(report: Stored) -> str:
        ours = Cell("hit_ratio", predictor="incremental", slots_kind="per layer", slots=slots, policy="lru")(report)
        return (
            "the paper's rival, by its ratio, hits in 49%, where five of eight experts held at random would in 62.5%; "
            f"ours hits in {ours or 0:.0%}"
        )

    return why


def _uneven_routes(report: Stored) -> str | None:
    layers = [r["accuracy"] for r in report["rows"] if r["predictor"] == "marginal" and r["layer"] != "all"]
    if not layers:
        return None
    least, most = min(layers), max(layers)
    return f"the layers are not alike: their most frequent expert takes {least:.0%} to {most:.0%} of the tokens"


def _overlap(report: Stored) -> str | None:
    ours, block = (
        next((r for r in report["rows"] if r["strategy"] == name), None) for name in ("N:M", "column-balanced block")
    )
    if ours is None or block is None or "rouge1_low" not in ours:
        return None
    apart = ours["rouge1_low"] > block["rouge1_high"] or block["rouge1_low"] > ours["rouge1_high"]
    words = "are apart" if apart else "overlap"
    return f"the intervals of ROUGE-1 {words}, and the paper gives neither its blocks nor how they are balanced"


def _hits_of_this_run(report: Stored) -> str:
    return "the hit ratios are those of this run's routing, not the paper's"


_EVENNESS = Cell("worst_over_best_layer", predictor="cepr", known_layers=6, layer="all")
_ANOTHER_CPU = "not that processor: this machine's, on random weights of the paper's sizes"
_DEVICE = "no such device here"
_STREAMED = (
    "no such processor here; with bench_streaming among experiment.experiments, as in tier=full, the same "
    "configurations are streamed on this machine's"
)
_FIG5, _FIG8A, _FIG9A = "fig5_path_skew", "fig8a_prediction_accuracy", "fig9a_index_storage"


def _beside(section: str, id: str, rule: Rule, kind: str = "measured", **more: Any) -> Claim:
    """A claim whose figure stands beside the paper's number in a report."""
    return Claim(id, section, Stated(id), rule, kind, **more)


CLAIMS: tuple[Claim, ...] = (
    Claim("expert_millions", "fig4a_memory_footprint", lambda report: _expert_millions(report), near(0.01),
          "arithmetic"),
    *(_beside("fig4a_memory_footprint", f"expert_share_{n}", near(0.001), "arithmetic") for n in (8, 256)),
    _beside("fig4b_pruning_strategies", "nm_index", near(), "arithmetic"),
    _beside("fig4b_pruning_strategies", "nm_accuracy_lost", AT_MOST),
    _beside("fig4b_pruning_strategies", "nm_over_block", AT_LEAST, differs=_overlap),
    _beside(_FIG5, "possible_paths", EXACT, "arithmetic"),
    *(_beside(_FIG5, id, near(), differs=_longer_trace) for id in ("distinct_paths", "tokens_first", "tokens_second")),
    *(_beside(_FIG5, id, near()) for id in ("share_first", "share_top_ten")),
    _beside(_FIG5, "paths_over_1000", near(), differs=_scaled("share_of_paths_over_scaled")),
    _beside(_FIG5, "paths_within_10", near(), differs=_scaled("share_of_paths_within_scaled")),
    _beside(_FIG5, "top_ten_of_paths", near(), differs=_ten_of_many),
    _beside("fig6_transitions", "transition", AT_LEAST),
    Claim("kept_8", "fig7_pruning_accuracy", Cell("rouge1_over_dense", pattern="2:4"), AT_LEAST),
    Claim("kept_16", "switch_base_16/fig7_pruning_accuracy", Cell("rouge1_over_dense", pattern="2:4"), AT_LEAST,
          absent="another model; tier=full has it"),
    _beside(_FIG8A, "random_8", EXACT, "arithmetic"),
    *(_beside(_FIG8A, id, AT_LEAST, differs=_learnt_on) for id in (
        "accuracy_n1", "accuracy_n6", "over_random_n1", "over_random_n6", "over_incremental_n6",
        "over_incremental_same_bytes")),
    Claim("no_context_first", _FIG8A, _first_layer_gap, near(0.001)),
    Claim("even_layers", _FIG8A, _EVENNESS, AT_LEAST, differs=_uneven_routes),
    *(_beside("fig8b_cache_hit_ratio", f"hits_{slots}_n{n}", AT_LEAST, differs=_learnt_on) for slots, n in HITS),
    *(_beside(_FIG8A, f"edgemoe_1_n{n}", AT_LEAST, differs=_rival(HITS[1, n] / number(f"edgemoe_1_n{n}")))
      for n in (1, 6)),
    *(_beside("fig8b_cache_hit_ratio", f"edgemoe_5_n{n}", AT_LEAST, differs=_rival_in_buffer(5)) for n in (1, 6)),
    *(_beside(_FIG9A, f"table_bytes_n{n}", AT_MOST, "arithmetic") for n in (2, 3)),
    *(_beside(_FIG9A, f"table_hits_n{n}", AT_LEAST, differs=_learnt_on) for n in (2, 3)),
    *(_beside("fig9b_latency", id, FITTED, "fitted", differs=_hits_of_this_run)
      for id in ("sparsity_gain", "sparsity_gain_cepr", "cepr_gain", "cepr_gain_nm")),
    Claim("ms_cpu", "bench_streaming", _streamed("ms_per_token", "resident"), near(), absent=_STREAMED,
          differs=lambda report: _ANOTHER_CPU, weights="random"),
    *(Claim(id, None, nothing, near(), absent=_DEVICE) for id in ("ms_gpu", "times_gpu")),
    *(_beside("table1", f"ms_{name}", FITTED, "fitted") for name in MS),
    *(Claim(f"times_{name}", "bench_streaming", _streamed("speedup_over_resident", row), ON_ONE_CPU, absent=_STREAMED,
            weights="random") for row, name in zip(("baseline", "nm", "cepr", "both"), MS, strict=True)),
    *(_beside("table1", f"gain_{name}", FITTED, "fitted") for name in MS if name != "baseline"),
    Claim("gain_beyond_product", "table1", _more_than_product, FITTED, "fitted"),
)  # fmt: skip


def _expert_millions(report: Stored) -> float | None:
    """switch-base-8 has 8 experts in each of 12 MoE layers."""
    total = Cell("expert_weights", num_experts=8)(report)
    return total / (8 * 12) / 1e6 if total else None


def judge(reports: Mapping[str, Stored], lost: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row for each claim: the paper's value, ours, their ratio, the label, and the verdict with its reason.

    Args:
        reports: stored reports by section.
        lost: why a section that was to be run has no report.
    """
    return [_row(claim, reports, lost) for claim in CLAIMS]


def _row(claim: Claim, reports: Mapping[str, Stored], lost: Mapping[str, str]) -> dict[str, Any]:
    paper = claim.paper
    stands = {"paper": paper.value} if paper.basis == STATED else {"paper": None, "limit": paper.value}
    row: dict[str, Any] = {
        "kind": "claim", "id": paper.id, "quantity": paper.quantity, **stands, "basis": paper.basis,
        "unit": paper.unit, "source": paper.source, "evidence": claim.kind,
    }  # fmt: skip
    report = reports.get(claim.section or "")
    ours = claim.ours(report) if report else None
    if report is None or ours is None:
        section = str(claim.section)
        reason = lost.get(section) or claim.absent or f"{section} is not among the experiments of this run"
        if report is not None:
            reason = (
                f"the report of {section} has no figure for it (its parameters leave it out, or it divides by zero)"
            )
        return row | {"verdict": "not run", "reason": reason} | ({"section": claim.section} if report else {})
    interval = claim.ours.interval(report) if isinstance(claim.ours, Stated | Cell) else None
    low, high = interval or (ours, ours)
    verdict = claim.rule.verdict(min(low, ours), max(high, ours), paper.value)
    weights = claim.weights or report["labels"]["weights"]
    ratio = {} if paper.basis == IN_WORDS else {"ratio": ours / paper.value}
    return row | {
        "ours": ours,
        **({"ours_low": low, "ours_high": high} if interval else {}),
        **ratio,
        "label": claim.kind,
        "weights": weights,
        "verdict": WORDS[claim.kind].get(verdict, verdict),
        "reason": "; ".join(_reasons(claim, report, verdict, weights)),
        "section": claim.section,
    }


def _reasons(claim: Claim, report: Stored, verdict: str, weights: str) -> list[str]:
    """What was expected, and where it did not come what is known of why."""
    words = claim.rule.words
    if claim.paper.basis == IN_WORDS:
        expected = words.replace("the paper's", f"{claim.paper.value:g}")
        words = f"{expected}, a limit that is ours: the paper gives no value"
    if verdict == "holds":
        return [words]
    if verdict == "undecided":
        return [words, "its 95% interval over dialogues has both what does and what does not"]
    why = claim.differs(report)
    if claim.kind == "measured" and weights == "stand-in":
        words += "; the model is a stand-in, not the paper's"
    return [words, why] if why else [words]
