"""Every claim of the paper that a run can be held to: its value, where ours is found, and when it holds.

The one list of them. `judge` sets each beside the stored reports; nothing is computed that they do not hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
AT_LEAST = Rule("expected at least the paper's", lambda paper: (paper, math.inf))
AT_MOST = Rule("expected at most the paper's", lambda paper: (-math.inf, paper))


@dataclass(frozen=True)
class Claim:
    """What the paper says, and how a stored report answers.

    Args:
        quantity, paper, unit, source: as the paper has them; a limit where it gives no value.
        section: the report that answers, below the output folder; None where nothing here can.
        ours: reads our figure from that report; None where the report has none.
        rule: when the claim holds.
        kind: `measured`, `modelled` or `arithmetic`.
        absent: why there is no figure, where that is known beforehand.
        differs: where ours differs, why, as the report shows it.
        ours_limit: the paper says it in words; `paper` is the limit that we read into them.
        weights: label of the weights where the report has rows of several.
    """

    quantity: str
    paper: float
    unit: str
    source: str
    section: str | None
    ours: Callable[[Stored], float | None]
    rule: Rule
    kind: str = "measured"
    absent: str | None = None
    differs: Callable[[Stored], str | None] = lambda report: None
    ours_limit: bool = False
    weights: str | None = None


@dataclass(frozen=True)
class Stated:
    """Our figure beside one of the paper's values of a report."""

    quantity: str

    def __call__(self, report: Stored) -> float | None:
        return self._entry(report).get("ours")

    def interval(self, report: Stored) -> tuple[float, float] | None:
        entry = self._entry(report)
        return (entry["ours_low"], entry["ours_high"]) if "ours_low" in entry else None

    def _entry(self, report: Stored) -> Mapping[str, Any]:
        return next((v for v in report["paper"] if v["quantity"] == self.quantity), {})


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
    both, nm, cepr = (Stated(f"speed-up over FLAME's baseline, {name}")(report) for name in ("both", "N:M", "CEPR"))
    return both / (nm * cepr) if both and nm and cepr else None


def _longer_trace(report: Stored) -> str:
    return f"a count grows with the trace: {report['rows'][0]['tokens']:,} tokens here, about 200,000 there"


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
SEEN = "share of seen paths used by"
_ANOTHER_CPU = "not that processor: this machine's, on random weights of the paper's sizes"
_DEVICE = "no such device here"
_STREAMED = (
    "no such processor here; with bench_streaming among experiment.experiments, as in tier=full, the same "
    "configurations are streamed on this machine's"
)
_TABLE1 = {"baseline": (31.27, 1.53), "N:M": (22.98, 2.08), "CEPR": (21.08, 2.27), "both": (11.61, 4.12)}
_PATHS = "sections 5.1, figures 5 and 6"
_HITS = {(1, 1): 0.428, (1, 6): 0.758, (2, 6): 0.844, (5, 1): 0.714, (5, 6): 0.865}

CLAIMS: tuple[Claim, ...] = (
    Claim("weights of one switch-base expert", 4.72, "million", "section 7.1", "fig4a_memory_footprint",
          lambda report: _expert_millions(report), near(0.01), "arithmetic"),
    *(Claim(f"expert weights, {n} experts a layer", value, "fraction of all weights", "figure 4a",
            "fig4a_memory_footprint", Stated(f"expert weights, {n} experts a layer"), near(0.001), "arithmetic")
      for n, value in ((8, 0.7615), (256, 0.9898))),
    Claim("index storage of N:M against unstructured", 0.5, "fraction", "section 4, figure 4b",
          "fig4b_pruning_strategies", Stated("index storage of N:M against unstructured"), near(), "arithmetic"),
    Claim("accuracy that N:M loses against unstructured", 0.0085, "fraction of ROUGE-1", "figure 4b",
          "fig4b_pruning_strategies", Stated("accuracy that N:M loses against unstructured"), AT_MOST),
    Claim("accuracy of N:M above column-balanced block", 0.376, "fraction of ROUGE-1", "figure 4b",
          "fig4b_pruning_strategies", Stated("accuracy of N:M above column-balanced block"), AT_LEAST,
          differs=_overlap),
    Claim("possible paths", 262_144, "paths", _PATHS, "fig5_path_skew", Stated("possible paths"), EXACT, "arithmetic"),
    Claim("distinct paths seen", 11_693, "paths", _PATHS, "fig5_path_skew", Stated("distinct paths seen"), near(),
          differs=_longer_trace),
    *(Claim(f"tokens on the {rank} path", value, "tokens", _PATHS, "fig5_path_skew",
            Stated(f"tokens on the {rank} path"), near(), differs=_longer_trace)
      for rank, value in (("first", 15_110), ("second", 10_239))),
    *(Claim(quantity, value, "fraction", _PATHS, "fig5_path_skew", Stated(quantity), near())
      for quantity, value in (
          ("share of tokens on the first path", 0.075), ("share of tokens on the top 10 paths", 0.287))),
    Claim(f"{SEEN} more than 1,000 tokens", 0.0020, "fraction", _PATHS, "fig5_path_skew",
          Stated(f"{SEEN} more than 1,000 tokens"), near(), differs=_scaled("share_of_paths_over_scaled")),
    Claim(f"{SEEN} at most 10 tokens", 0.8335, "fraction", _PATHS, "fig5_path_skew",
          Stated(f"{SEEN} at most 10 tokens"), near(), differs=_scaled("share_of_paths_within_scaled")),
    Claim("top ten paths as a share of the paths seen (the paper says 0.002)", 10 / 11_693, "fraction", _PATHS,
          "fig5_path_skew", lambda report: _ten_over(Stated("distinct paths seen")(report)), near(), "arithmetic",
          differs=_longer_trace),
    Claim("the likeliest transition into a layer (the paper's example: P(E_n = 3 given E_n-1 = 5))", 0.536, "fraction",
          "figure 6a", "fig6_transitions",
          Stated("an example transition, P(E_n=3 given E_{n-1}=5); ours: the likeliest of the layer shown"), AT_LEAST),
    *(Claim(f"N:M keeps accuracy as sparsity grows, {model}: ROUGE-1 at 2:4 over dense", 0.95, "ratio",
            "figure 7" + panel, section, Cell("rouge1_over_dense", pattern="2:4"), AT_LEAST, ours_limit=True,
            absent="another model; tier=full has it" if "/" in section else None)
      for model, panel, section in (
          ("switch-base-8", "a", "fig7_pruning_accuracy"),
          ("switch-base-16", "b", "switch_base_16/fig7_pruning_accuracy"))),
    Claim("random prediction with 8 experts", 0.125, "fraction", "section 7.2, figure 8a", "fig8a_prediction_accuracy",
          Stated("random prediction with 8 experts"), EXACT, "arithmetic"),
    *(Claim(quantity, value, unit, "section 7.2, figure 8a", "fig8a_prediction_accuracy", Stated(quantity), rule,
            differs=_learnt_on)
      for quantity, value, unit, rule in (
          ("CEPR accuracy, n = 1", 0.428, "fraction", AT_LEAST), ("CEPR accuracy, n = 6", 0.753, "fraction", AT_LEAST),
          ("CEPR over random, n = 1", 3.42, "times", AT_LEAST), ("CEPR over random, n = 6", 6.02, "times", AT_LEAST),
          ("CEPR over incremental, n = 6", 0.378, "fraction", AT_LEAST),
          ("CEPR over incremental at about the same index storage", 0.0986, "fraction", AT_LEAST))),
    Claim("incremental prediction has no context at layer 0: its accuracy there over the most frequent expert's", 1.0,
          "ratio", "figure 8a", "fig8a_prediction_accuracy", _first_layer_gap, near(0.001)),
    Claim("CEPR is even across layers: worst over best layer", 0.8, "ratio", "figure 8a",
          "fig8a_prediction_accuracy", _EVENNESS, AT_LEAST, differs=_uneven_routes, ours_limit=True),
    *(Claim(f"hit ratio, {slots} cached experts, n = {n}", value, "fraction", "figure 8b", "fig8b_cache_hit_ratio",
            Stated(f"hit ratio, {slots} cached experts, n = {n}"), AT_LEAST, differs=_learnt_on)
      for (slots, n), value in _HITS.items()),
    *(Claim(f"hit ratio against EdgeMoE, 1 cached expert, n = {n}", value, "times", "figure 8b",
            "fig8a_prediction_accuracy", Stated(f"hit ratio against EdgeMoE, 1 cached expert, n = {n}"), AT_LEAST,
            differs=_rival(_HITS[1, n] / value))
      for n, value in ((1, 1.52), (6, 2.71))),
    *(Claim(f"hit ratio against EdgeMoE, 5 cached experts, n = {n}", value, "times", "figure 8b",
            "fig8b_cache_hit_ratio", Stated(f"hit ratio against EdgeMoE, 5 cached experts, n = {n}"), AT_LEAST,
            differs=_rival_in_buffer(5))
      for n, value in ((1, 1.46), (6, 1.76))),
    *(Claim(f"index storage, n = {n}", 2048, "bytes, at most", "figure 9a", "fig9a_index_storage",
            Stated(f"dense table, n = {n} (under 2 KB)"), AT_MOST, "arithmetic")
      for n in (2, 3)),
    *(Claim(f"dense table of 6 layers and 8 experts, n = {n}", value, "bytes", "figure 9a, by arithmetic",
            "fig9a_index_storage", Cell("dense_bytes", split="none", num_experts=8, moe_layers=6, known_layers=n),
            near(0.005), "arithmetic")
      for n, value in ((2, 144), (3, 1152), (4, 9216), (6, 589_824))),
    *(Claim(f"hit ratio with a table under 2 KB, n = {n}", 0.70, "fraction", "figure 9a", "fig9a_index_storage",
            Cell("hit_ratio", predictor="cepr", known_layers=n, slots_per_layer=2), AT_LEAST, differs=_learnt_on)
      for n in (2, 3)),
    *(Claim(quantity, value, "ratio", "figure 9b and table 1", "fig9b_latency", Stated(quantity), FITTED, "modelled",
            differs=_hits_of_this_run)
      for quantity, value in (
          ("speed-up by sparsity, without CEPR", 1.36), ("speed-up by sparsity, with CEPR", 1.82),
          ("speed-up by CEPR, dense experts", 1.48), ("speed-up by CEPR, N:M experts", 1.98))),
    Claim("latency per token, CPU", 47.88, "ms", "table 1", "bench_streaming", _streamed("ms_per_token", "resident"),
          near(), absent=_STREAMED, differs=lambda report: _ANOTHER_CPU, weights="random"),
    Claim("latency per token, GPU", 17.28, "ms", "table 1", None, nothing, near(), absent=_DEVICE),
    Claim("speed-up over the CPU, GPU", 2.77, "times", "table 1", None, nothing, near(), absent=_DEVICE),
    *(Claim(f"latency per token, FLAME {name}", ms, "ms", "table 1", "table1",
            Stated(f"latency per token, FLAME {name}"), FITTED, "modelled") for name, (ms, _) in _TABLE1.items()),
    *(Claim(f"speed-up over the CPU, FLAME {name}", times, "times", "table 1", "bench_streaming",
            _streamed("speedup_over_resident", row), ON_ONE_CPU, absent=_STREAMED, weights="random")
      for row, (name, (_, times)) in zip(("baseline", "nm", "cepr", "both"), _TABLE1.items(), strict=True)),
    *(Claim(f"speed-up over FLAME's baseline, {name}", round(31.27 / ms, 2), "ratio", "table 1", "table1",
            Stated(f"speed-up over FLAME's baseline, {name}"), FITTED, "modelled")
      for name, (ms, _) in _TABLE1.items() if name != "baseline"),
    Claim("gain of N:M and CEPR together over the product of their gains", 1.33, "ratio", "table 1, section 6",
          "table1", _more_than_product, FITTED, "modelled"),
)  # fmt: skip


def _expert_millions(report: Stored) -> float | None:
    """switch-base-8 has 8 experts in each of 12 MoE layers."""
    total = Cell("expert_weights", num_experts=8)(report)
    return total / (8 * 12) / 1e6 if total else None


def _ten_over(paths: float | None) -> float | None:
    return 10 / paths if paths else None


def judge(reports: Mapping[str, Stored], lost: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row for each claim: the paper's value, ours, their ratio, the label, and the verdict with its reason.

    Args:
        reports: stored reports by section.
        lost: why a section that was to be run has no report.
    """
    return [_row(claim, reports, lost) for claim in CLAIMS]


def _row(claim: Claim, reports: Mapping[str, Stored], lost: Mapping[str, str]) -> dict[str, Any]:
    stated_value = {"paper": None, "limit": claim.paper} if claim.ours_limit else {"paper": claim.paper}
    row: dict[str, Any] = {
        "kind": "claim", "quantity": claim.quantity, **stated_value, "unit": claim.unit, "source": claim.source,
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
    verdict = claim.rule.verdict(min(low, ours), max(high, ours), claim.paper)
    weights = claim.weights or report["labels"]["weights"]
    ratio = {} if claim.ours_limit else {"ratio": ours / claim.paper}
    return row | {
        "ours": ours,
        **({"ours_low": low, "ours_high": high} if interval else {}),
        **ratio,
        "label": claim.kind,
        "weights": weights,
        "verdict": verdict,
        "reason": "; ".join(_reasons(claim, report, verdict, weights)),
        "section": claim.section,
    }


def _reasons(claim: Claim, report: Stored, verdict: str, weights: str) -> list[str]:
    """What was expected, and where it did not come what is known of why."""
    words = claim.rule.words
    if claim.ours_limit:
        words = f"expected at least {claim.paper:g}, a limit that is ours: the paper gives no value"
    if verdict == "holds":
        return [words]
    if verdict == "undecided":
        return [words, "its 95% interval over dialogues has both what does and what does not"]
    why = claim.differs(report)
    if claim.kind == "measured" and weights == "stand-in":
        words += "; the model is a stand-in, not the paper's"
    return [words, why] if why else [words]
