"""ROUGE: by hand, as rouge_score gives it, and of scripts that rouge_score does not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from flame.errors import DatasetError
from offline.rouge import ROUGE, rouge_facts, rouge_scores, words_for

# "Anna goes to town tomorrow", in seven scripts
TEXTS = (
    "Анна завтра едет в город", "Η Άννα πάει αύριο στην πόλη", "أنّا ستذهب غدًا إلى المدينة", "安娜明天去城里。",
    "アンナは明日、町へ行く", "안나는 내일 시내에 간다", "अन्ना कल शहर जाएगी।",
)  # fmt: skip


def test_rouge_by_hand():
    scores = rouge_scores(["the cat sat", "dogs"], ["the cat ran", "cats"])
    assert scores["rouge1"].tolist() == pytest.approx([2 / 3, 0])
    assert scores["rouge2"].tolist() == pytest.approx([1 / 2, 0])
    means = rouge_facts(["the cat sat"] * 4, ["the cat ran"] * 4)
    assert means["rougeL"] == means["rougeL_low"] == means["rougeL_high"] == pytest.approx(2 / 3)
    assert "rouge_words" not in means
    with pytest.raises(DatasetError, match="1 outputs for 2 references"):
        rouge_scores(["a"], ["a", "b"])


@given(st.lists(st.tuples(*[st.text("aäßéz19 -'.,Ñ", max_size=30)] * 2), min_size=1, max_size=3))
def test_latin_script_is_scored_as_rouge_score_does(pairs):
    pairs = [(output, f"Anna {reference}") for output, reference in pairs]
    plain = RougeScorer(list(ROUGE), use_stemmer=True)
    scores = rouge_scores(*zip(*pairs, strict=True))
    for i, (output, reference) in enumerate(pairs):
        for name, expected in plain.score(reference, output).items():
            assert scores[name][i] == expected.fmeasure


@pytest.mark.parametrize("text", TEXTS)
def test_other_scripts_are_read(text):
    facts = rouge_facts([text], [text])
    assert (facts["rouge1"], facts["rouge2"], facts["rougeL"]) == (1.0, 1.0, 1.0)
    assert facts["rouge_words"] == "Unicode (UAX 29), no stemmer"
    assert rouge_scores(["Anna goes to town"], [text])["rouge1"].tolist() == [0.0]


def test_other_scripts_by_hand():
    scores = rouge_scores(["Анна едет в город", "安娜去"], ["анна завтра едет в Город!", "安娜明天去"])
    assert scores["rouge1"].tolist() == pytest.approx([2 * 0.8 / 1.8, 2 * 0.6 / 1.6])
    assert scores["rouge2"].tolist() == pytest.approx([2 * (2 / 3) * (2 / 4) / (7 / 6), 2 * 0.5 * 0.25 / 0.75])


def test_the_script_of_most_letters_decides_for_all():
    assert words_for(["Anna goes", "Анна 7"]).name.startswith("a-z")
    assert words_for(["Анна едет с Ann", "Ann"]).name.startswith("Unicode")
    assert rouge_facts(["anna"] * 2, ["Anna 7", "7"]).keys() == rouge_facts(["x"], ["x"]).keys()


@pytest.mark.parametrize("references", [["🙂👍"], ["Anna goes home", "Анна"], ["Anna", "..."]])
def test_a_reference_without_words_is_refused(references):
    with pytest.raises(DatasetError, match="has no word") as caught:
        rouge_scores(references, references)
    assert "\n" not in str(caught.value)
