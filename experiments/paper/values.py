"""Every number of the paper (Lin et al., DAC 2024), once: what, how much, in which unit, and where it stands there.

Claims, reports, fits and YAML name a number by its id; nobody else writes one down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flame.app.report import PaperValue
from flame.errors import ConfigError, near_names

STATED, IN_WORDS, DERIVED = "stated", "in words", "from its values"


@dataclass(frozen=True)
class Value:
    """A number of the paper.

    Args:
        id: what others name it by.
        quantity, unit, source: for readers; the source is a section, figure or table.
        value: the number.
        basis: `stated`; `in words`, where the paper gives none and the limit is ours; or `from its values`, where it
            follows from numbers that the paper states.
    """

    id: str
    quantity: str
    value: float
    unit: str
    source: str
    basis: str = STATED


MS = {"baseline": 31.27, "N:M": 22.98, "CEPR": 21.08, "both": 11.61}
_TIMES_CPU = {"baseline": 1.53, "N:M": 2.08, "CEPR": 2.27, "both": 4.12}
HITS = {(1, 1): 0.428, (1, 6): 0.758, (2, 6): 0.844, (5, 1): 0.714, (5, 6): 0.865}  # cached experts, known layers
_AGAINST_EDGEMOE = {(1, 1): 1.52, (1, 6): 2.71, (5, 1): 1.46, (5, 6): 1.76}
_PATHS, _ACCURACY, _RANGES = "section 5.1, figure 5", "section 7.2, figure 8a", "figure 9b and table 1"
_SEEN = "share of seen paths used by"


def _slots(count: int) -> str:
    return f"{count} cached expert{'s' * (count > 1)}"


_ALL = (
    Value("expert_millions", "weights of one switch-base expert", 4.72, "million", "section 7.1"),
    *(Value(f"expert_share_{n}", f"expert weights, {n} experts a layer", share, "fraction of all weights", "figure 4a")
      for n, share in ((8, 0.7615), (256, 0.9898))),
    Value("nm_index", "index storage of N:M against unstructured", 0.5, "fraction", "section 4, figure 4b"),
    Value("nm_accuracy_lost", "accuracy that N:M loses against unstructured", 0.0085, "fraction of ROUGE-1",
          "figure 4b"),
    Value("nm_over_block", "accuracy of N:M above column-balanced block", 0.376, "fraction of ROUGE-1", "figure 4b"),
    Value("possible_paths", "possible paths", 262_144, "paths", _PATHS),
    Value("distinct_paths", "distinct paths seen", 11_693, "paths", _PATHS),
    Value("trace_tokens", "tokens of the trace, about", 200_000, "tokens", _PATHS),
    Value("tokens_first", "tokens on the first path", 15_110, "tokens", _PATHS),
    Value("tokens_second", "tokens on the second path", 10_239, "tokens", _PATHS),
    Value("share_first", "share of tokens on the first path", 0.075, "fraction", "figure 6b"),
    Value("share_top_ten", "share of tokens on the top 10 paths", 0.287, "fraction", _PATHS),
    Value("paths_over_1000", f"{_SEEN} more than 1,000 tokens", 0.0020, "fraction", _PATHS),
    Value("paths_within_10", f"{_SEEN} at most 10 tokens", 0.8335, "fraction", _PATHS),
    Value("top_ten_of_paths", "top ten paths as a share of the paths seen", 0.002, "fraction", _PATHS),
    Value("transition", "the likeliest transition into a layer (the paper's example: P(E_n = 3 given E_n-1 = 5))",
          0.536, "fraction", "figure 6a"),
    Value("kept_8", "N:M keeps accuracy as sparsity grows, switch-base-8: ROUGE-1 at 2:4 over dense", 0.95, "ratio",
          "figure 7a", IN_WORDS),
    Value("kept_16", "N:M keeps accuracy as sparsity grows, switch-base-16: ROUGE-1 at 2:4 over dense", 0.95, "ratio",
          "figure 7b", IN_WORDS),
    Value("random_8", "random prediction with 8 experts", 0.125, "fraction", _ACCURACY),
    Value("accuracy_n1", "CEPR accuracy, n = 1", 0.428, "fraction", _ACCURACY),
    Value("accuracy_n6", "CEPR accuracy, n = 6", 0.753, "fraction", _ACCURACY),
    Value("over_random_n1", "CEPR over random, n = 1", 3.42, "times", _ACCURACY),
    Value("over_random_n6", "CEPR over random, n = 6", 6.02, "times", _ACCURACY),
    Value("over_incremental_n6", "CEPR over incremental, n = 6", 0.378, "fraction", _ACCURACY),
    Value("over_incremental_same_bytes", "CEPR over incremental at about the same index storage", 0.0986, "fraction",
          _ACCURACY),
    Value("no_context_first", "incremental prediction has no context at layer 0: its accuracy there over the most "
          "frequent expert's", 1.0, "ratio", "figure 8a", IN_WORDS),
    Value("even_layers", "CEPR is even across layers: worst over best layer", 0.8, "ratio", "figure 8a", IN_WORDS),
    *(Value(f"hits_{slots}_n{n}", f"hit ratio, {_slots(slots)}, n = {n}", hits, "fraction", "figure 8b")
      for (slots, n), hits in HITS.items()),
    *(Value(f"edgemoe_{slots}_n{n}", f"hit ratio against EdgeMoE, {_slots(slots)}, n = {n}", times, "times",
            "figure 8b") for (slots, n), times in _AGAINST_EDGEMOE.items()),
    *(Value(f"table_bytes_n{n}", f"index storage, n = {n}", 2048, "bytes, at most", "section 7.3, figure 9a")
      for n in (2, 3)),
    *(Value(f"table_hits_n{n}", f"hit ratio with a table under 2 KB, n = {n}", 0.70, "fraction, above",
            "section 7.3, figure 9a") for n in (2, 3)),
    Value("sparsity_gain", "speed-up by sparsity, without CEPR", 1.36, "ratio", _RANGES),
    Value("sparsity_gain_cepr", "speed-up by sparsity, with CEPR", 1.82, "ratio", _RANGES),
    Value("cepr_gain", "speed-up by CEPR, dense experts", 1.48, "ratio", _RANGES),
    Value("cepr_gain_nm", "speed-up by CEPR, N:M experts", 1.98, "ratio", _RANGES),
    Value("ms_cpu", "latency per token, CPU Xeon Gold 5218R", 47.88, "ms", "table 1"),
    Value("ms_gpu", "latency per token, GPU RTX 3090", 17.28, "ms", "table 1"),
    Value("times_gpu", "speed-up over the CPU, GPU RTX 3090", 2.77, "times", "table 1"),
    *(Value(f"ms_{name}", f"latency per token, FLAME {name}", ms, "ms", "table 1") for name, ms in MS.items()),
    *(Value(f"times_{name}", f"speed-up over the CPU, FLAME {name}", times, "times", "table 1")
      for name, times in _TIMES_CPU.items()),
    *(Value(f"gain_{name}", f"speed-up over FLAME's baseline, {name}", round(MS["baseline"] / MS[name], 2), "ratio",
            "table 1", DERIVED) for name in ("N:M", "CEPR", "both")),
    Value("gain_beyond_product", "gain of N:M and CEPR together over the product of their gains",
          round(MS["N:M"] * MS["CEPR"] / (MS["baseline"] * MS["both"]), 2), "ratio", "table 1, section 6", DERIVED),
)  # fmt: skip
VALUES = {value.id: value for value in _ALL}
assert len(VALUES) == len(_ALL), "an id stands twice"


def number(id: str) -> float:
    """The number of this id.

    Raises:
        ConfigError: there is none.
    """
    if id not in VALUES:
        raise ConfigError(f"number of the paper {id!r}: unknown ({near_names(id, VALUES)})")
    return VALUES[id].value


def beside(id: str, ours: float | None = None, **more: Any) -> PaperValue:
    """A number of the paper with our figure for it, as reports set them side by side.

    Args:
        ours: our figure; None where there is none.
        more: further fields of `PaperValue`.
    """
    value = VALUES[id]
    return PaperValue(id, value.quantity, value.value, value.unit, value.source, ours, **more)
