import random

import pytest

from flame.storage.dataset import Dialogue, load_corpus
from offline.training.objectives import (
    INFILL,
    REPLY,
    SUMMARIZE,
    drop_lines,
    next_turn,
    note,
    rename_speakers,
    render,
    retelling,
    sample_window,
    span_infilling,
    third_person,
)

WINDOW = [("Anna", "I sold my bike yesterday"), ("Tom", "nice, who bought the bike?"), ("Anna", "a student")]


@pytest.mark.parametrize(
    ("words", "continues", "told"),
    [
        ("I sold my bike!", False, "Anna sold her bike."),
        ("I'm not sure you like it", False, "Anna is not sure Tom like it."),
        ("i want to go", False, "Anna wants to go."),
        ("I really think so", True, "She really thinks so."),
        ("that sounds great", False, "Anna says that sounds great."),
        ("where do you live?", False, "Anna asks Tom where do Tom live."),
    ],
)
def test_third_person_by_hand(words, continues, told):
    assert third_person("Anna", words, "Tom", continues) == told


def test_retelling_takes_what_the_rest_speaks_of():
    source, target = retelling(WINDOW, random.Random(0))
    assert source == SUMMARIZE + render(WINDOW)
    assert "Anna sold her bike yesterday." in target


def test_next_turn_hides_the_last_utterance():
    assert next_turn(WINDOW, random.Random(0)) == (REPLY + render(WINDOW[:2]), "Anna: a student")


def test_infilled_text_is_the_original():
    draw = random.Random(3)
    for _ in range(50):
        source, target = span_infilling(WINDOW, draw)
        spans = {}
        for piece in target.split("<extra_id_")[1:]:
            number, words = piece.split("> ", 1)
            spans[number] = words
        text = source.removeprefix(INFILL)
        for number, words in spans.items():
            text = text.replace(f"<extra_id_{number}> ", words)
        assert text == render(WINDOW)


def test_windows_are_consecutive_and_renamed_consistently():
    draw = random.Random(1)
    dialogue = load_corpus("chitchat").split("test")[3]
    words = [w for _, w in dialogue.utterances]
    for _ in range(20):
        window = sample_window(dialogue, draw)
        said = [w for _, w in window]
        start = next(i for i in range(len(words)) if words[i : i + len(said)] == said or words[i].startswith(said[0]))
        original = [s for s, _ in dialogue.utterances][start : start + len(said)]
        assert len(set(zip(original, [s for s, _ in window], strict=True))) == len(set(original))


def test_renaming_keeps_gender_and_text_in_step():
    dialogue = Dialogue("x", "Anna: Hi Tom\nTom: Hi Anna\nXq: ok", "Anna greets Tom and Xq.")
    source, summary = rename_speakers(dialogue, random.Random(0))
    assert "Anna" not in source + summary
    assert "Tom" not in source + summary
    assert "Xq: ok" in source
    first = source.removeprefix(SUMMARIZE).split(":")[0]
    assert summary.startswith(first)


def test_some_lines_are_left_out_and_two_stay():
    source = SUMMARIZE + render([("Anna", f"line {i}") for i in range(12)])
    draw = random.Random(0)
    shortened = [drop_lines(source, draw) for _ in range(200)]
    whole = sum(s == source for s in shortened)
    assert 90 < whole < 160  # half, and those that lost nothing
    for text in shortened:
        lines = text.split("\n")
        assert lines[0] == "summarize: Anna: line 0"
        assert [x for x in source.split("\n") if x in lines] == lines
    short = SUMMARIZE + render(WINDOW[:2])
    assert all(drop_lines(short, draw) == short for _ in range(50))


def test_a_note_has_its_own_prefix():
    assert note(Dialogue("a", "Doctor: Well?", "A cough.")) == ("note: Doctor: Well?", "A cough.")
