"""Text of answers by hand, and against the whole text whatever the pieces."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

from online.serving.answers import AnswerText, RequestError, Sampling


def from_bytes(ids):
    return bytes(ids).decode("utf-8", errors="replace")


def streamed(content, stops=(), trimmed=False):
    text = AnswerText(from_bytes, stops, trimmed)
    pieces = []
    for token in content:
        pieces.append(text.add(token))
        if text.stopped:
            break
    return [*pieces, text.end()]


def test_a_character_of_several_tokens_comes_whole():
    assert streamed("aé!".encode()) == ["a", "", "é", "!", ""]


def test_what_may_become_a_stop_string_is_held_back():
    assert streamed(b"ab##c", ["###"]) == ["a", "b", "", "", "##c", ""]
    assert streamed(b"ab###c", ["###"]) == ["a", "b", "", "", "", ""]
    assert streamed(b"ab##", ["###"]) == ["a", "b", "", "", "##"]


def test_nothing_follows_a_stop_string():
    text = AnswerText(from_bytes, ["##"], False)
    assert [text.add(token) for token in b"a##b"] == ["a", "", "", ""]
    assert (text.end(), text.stopped) == ("", True)


def test_white_space_at_both_ends_is_left_out_and_kept_within():
    assert streamed(b" a b ", (), trimmed=True) == ["", "a", "", " b", "", ""]


@example("a\na", ["\n", "a\na"], False)  # the longer one begins earlier, and would end later
@given(st.text("ab#é \n", max_size=30), st.lists(st.text("a#é\n", min_size=1, max_size=3), max_size=3), st.booleans())
def test_the_pieces_are_the_text_up_to_the_first_stop(content, stops, trimmed):
    whole = content.lstrip() if trimmed else content
    ends = [(whole.find(stop) + len(stop), whole.find(stop)) for stop in stops if stop in whole]
    expected = whole[: min(ends)[1]] if ends else whole
    got = "".join(streamed(content.encode(), stops, trimmed))
    assert got == (expected.rstrip() if trimmed else expected)


def test_a_token_costs_the_decoding_of_a_few():
    decoded = 0

    def counted(ids):
        nonlocal decoded
        decoded += len(ids)
        return from_bytes(ids)

    content = "Ein Stück von mir. ".encode() * 100
    text = AnswerText(counted, ["###"], True)
    pieces = [text.add(token) for token in content]
    assert decoded < 10 * len(content)
    assert "".join([*pieces, text.end()]) == content.decode().strip()


@pytest.mark.parametrize("folder", ["tiny_folder", "decoder_folder"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_pieces_of_a_tokenizer_are_what_it_decodes_at_once(folder, request, draw):
    tokenizer = AutoTokenizer.from_pretrained(request.getfixturevalue(folder))
    ids = draw.draw(st.lists(st.integers(0, len(tokenizer) - 1), max_size=40))
    for trimmed in (False, True):
        text = AnswerText(lambda some: str(tokenizer.decode(some, skip_special_tokens=True)), (), trimmed)
        whole = tokenizer.decode(ids, skip_special_tokens=True)
        assert "".join([*map(text.add, ids), text.end()]) == (whole.strip() if trimmed else whole)


@pytest.mark.parametrize(
    "wrong",
    [{"max_tokens": 0}, {"temperature": -0.1}, {"temperature": 2.1}, {"temperature": float("nan")}, {"top_p": 0.0},
     {"stop": ("",)}, {"stop": tuple("abcde")}, {"alternatives": 21}],
)  # fmt: skip
def test_values_out_of_range_are_the_requests_fault(wrong):
    with pytest.raises(RequestError) as caught:
        Sampling(**wrong)
    assert caught.value.field
