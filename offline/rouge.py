"""ROUGE of generated summaries, as the package rouge_score computes it (Porter stemmer on).

Its words are runs of the letters a to z and of digits, so a text in another script has none, and would score 0 against
itself. Where the references are in another script, words are those of Unicode (UAX 29, as the package `regex` finds
them): what lies between two word boundaries and holds a letter or a digit. Of scripts that write no spaces these are
single characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import regex
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from flame.errors import DatasetError
from offline.intervals import ratio_interval

ROUGE = ("rouge1", "rouge2", "rougeL")

_BOUNDARY = regex.compile(r"(?wV1)\b")
_IN_WORDS = regex.compile(r"[\p{L}\p{N}]")
_LETTER, _LATIN = regex.compile(r"\p{L}"), regex.compile(r"\p{Script=Latin}")


class Words(Protocol):
    """What cuts a text into the words that ROUGE compares; `name` is what reports say of it."""

    name: str

    def tokenize(self, text: str) -> list[str]: ...


class LatinWords(DefaultTokenizer):  # type: ignore[misc]
    """The words of rouge_score, stemmed."""

    name = "a-z and 0-9, Porter stemmer (rouge_score)"

    def __init__(self) -> None:
        super().__init__(use_stemmer=True)


class UnicodeWords:
    """Lower-cased words between Unicode word boundaries, not stemmed."""

    name = "Unicode (UAX 29), no stemmer"

    def tokenize(self, text: str) -> list[str]:
        return [word for word in _BOUNDARY.split(text.lower()) if _IN_WORDS.search(word)]


def words_for(references: Sequence[str]) -> Words:
    """How these references, and what is compared with them, are cut into words: by the script of most letters.

    Raises:
        DatasetError: there is no reference, or one has no word, so that it would score 0 against itself.
    """
    if not references:
        raise DatasetError("ROUGE: no references (expected at least one)")
    text = "\n".join(references)
    words: Words = LatinWords() if 2 * len(_LATIN.findall(text)) >= len(_LETTER.findall(text)) else UnicodeWords()
    without = next((reference for reference in references if not words.tokenize(reference)), None)
    if without is not None:
        raise DatasetError(
            f"ROUGE: reference {without!r:.60} has no word (expected letters or digits of the script that most "
            "references are in; leave its dialogue out)"
        )
    return words


def rouge_scores(outputs: Sequence[str], references: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """F-measure of ROUGE-1, ROUGE-2 and ROUGE-L of each output, as fractions.

    Raises:
        DatasetError: outputs and references are not equally many, there are none, or one reference has no word.
    """
    if len(outputs) != len(references) or not outputs:
        raise DatasetError(f"ROUGE: {len(outputs)} outputs for {len(references)} references (expected as many)")
    scorer = RougeScorer(list(ROUGE), tokenizer=words_for(references))
    scores = [scorer.score(reference, output) for reference, output in zip(references, outputs, strict=True)]
    return {name: np.array([score[name].fmeasure for score in scores]) for name in ROUGE}


def rouge_facts(
    outputs: Sequence[str], references: Sequence[str], samples: int = 1000, seed: int = 0
) -> dict[str, float | str]:
    """Mean ROUGE with 95% bootstrap intervals over dialogues, as fields of a report row.

    Returns:
        `rouge1`, `rouge2`, `rougeL` as fractions, and for each `_low` and `_high`; `rouge_words`, how words were cut,
        where that is not rouge_score's own way.
    """
    return score_facts(rouge_scores(outputs, references), references, samples, seed)


def score_facts(
    scores: Mapping[str, NDArray[np.float64]], references: Sequence[str], samples: int, seed: int
) -> dict[str, float | str]:
    """The same of scores by dialogue that are there already, as `rouge_scores` gives them."""
    found: dict[str, float | str] = {}
    for name, values in scores.items():
        low, high = ratio_interval(values, np.ones(len(values)), samples, seed)
        found |= {name: float(values.mean()), f"{name}_low": low, f"{name}_high": high}
    words = words_for(references)
    return found if isinstance(words, LatinWords) else found | {"rouge_words": words.name}
