"""How many tokens are drafted, on machines whose passes, loads and acceptance are made up."""

from __future__ import annotations

import pytest

from flame.errors import ConfigError
from online.serving.draft_length import JUDGED, LADDER, REST, WARM_UP, DraftLength


def decode(length: DraftLength, tokens: int, computing: float, waiting: float, accepted: float, more: float) -> float:
    """Seconds for so many tokens; a round over k + 1 tokens waits `waiting * (k + 1) ** more`.

    Args:
        accepted: share of drafted tokens; of k the first `accepted * k` on average, by turns.
    """
    seconds = left_over = 0.0
    done = 0
    while done < tokens:
        count = length.choose(1)
        if count == 0:
            length.plain(computing + waiting, waiting)
            seconds += computing + waiting
            done += 1
            continue
        left_over += accepted * count
        taken, left_over = int(left_over), left_over - int(left_over)
        waited = waiting * (count + 1) ** more
        took = (2 * count + 1) * computing + waited
        length.round(count, 1 + taken, took, waited)
        seconds += took
        done += 1 + taken
    return seconds


def plain(tokens: int, computing: float, waiting: float) -> float:
    return tokens * (computing + waiting)


def test_it_begins_plainly_and_drafts_where_waiting_is_long() -> None:
    length = DraftLength()
    for _ in range(WARM_UP):
        assert length.choose(1) == 0
        length.plain(1.1, 1.0)
    assert length.choose(1) in LADDER


def test_it_finds_the_longest_draft_where_all_is_accepted_and_loads_hardly_grow() -> None:
    length = DraftLength()
    seconds = decode(length, 2000, 0.01, 1.0, 1.0, 0.1)
    assert length.choose(1) == LADDER[-1]
    assert plain(2000, 0.01, 1.0) / seconds > 5
    assert length.resting is None


@pytest.mark.parametrize("accepted", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("more", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("waiting", [0.0, 0.3, 1.0, 3.0, 30.0])
def test_it_is_never_slower_than_a_thirtieth(accepted: float, more: float, waiting: float) -> None:
    seconds = decode(DraftLength(), 1000, 1.0, waiting, accepted, more)
    assert plain(1000, 1.0, waiting) / seconds > 0.97


def test_where_nothing_is_waited_for_no_round_is_tried() -> None:
    length = DraftLength()
    assert decode(length, 1000, 1.0, 0.4, 1.0, 0.0) == pytest.approx(plain(1000, 1.0, 0.4))
    assert length.resting is not None
    assert "would wait too little" in length.resting


def test_a_lost_speculation_rests_longer_each_time() -> None:
    length = DraftLength()
    rounds, rests, plain_tokens = 0, [], 0
    for _ in range(12 * REST):
        if length.choose(1):
            rests, plain_tokens = [*rests, plain_tokens] if plain_tokens else rests, 0
            length.round(length.choose(1), 1, 30.0, 20.0)
            rounds += 1
        else:
            length.plain(6.0, 5.0)
            plain_tokens += 1
    assert rests[:3] == [WARM_UP, REST, 2 * REST]
    assert rounds <= 2 * JUDGED * len(rests)
    assert length.resting is not None
    assert "was slower" in length.resting


def test_another_batch_begins_anew() -> None:
    length = DraftLength()
    decode(length, 100, 0.01, 1.0, 1.0, 0.1)
    assert length.choose(1) > 0
    assert length.choose(2) == 0


def test_a_fixed_number() -> None:
    length = DraftLength.fixed(5)
    assert [length.choose(1), length.choose(4)] == [5, 5]
    with pytest.raises(ConfigError, match="draft_tokens=0"):
        DraftLength.fixed(0)
