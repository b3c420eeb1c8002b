"""How many tokens are drafted, on machines whose passes, loads and acceptance are made up."""

from __future__ import annotations

import numpy as np
import pytest

from flame.errors import ConfigError
from online.serving.draft_length import ALLOWED, COLD, EARLY, LADDER, REST, TRIALS, WARM_UP, DraftLength


def decode(length: DraftLength, tokens: int, computing: float, waiting: float, accepted: float, more: float) -> float:
    """Seconds for so many tokens; a round over k + 1 tokens waits `waiting * (k + 1) ** more`.

    Args:
        accepted: share of drafted tokens; of k the first `accepted * k` on average, by turns.
    """
    seconds = left_over = 0.0
    done = 0
    while done < tokens:
        rested = min(length.rest(), tokens - done)
        seconds += rested * (computing + waiting)
        done += rested
        if done == tokens:
            break
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


def noisily(length: DraftLength, tokens: int, computing: float, waiting: float, right: float, seed: int) -> float:
    """Seconds for so many tokens, by dice: each drafted token is right with a probability, and waits are by chance.

    A wait's standard deviation is half of its mean. The first tokens wait three times as long, as with a
    buffer that has yet to fill.
    """
    rng, seconds, done = np.random.default_rng(seed), 0.0, 0
    while done < tokens:
        cold = 3.0 if done < 6 else 1.0
        rested = length.rest()
        count = length.choose(1) if not rested else 0
        draws = 1 if rested else count + 1
        waited = waiting * cold * draws**0.7 * rng.gamma(4, 0.25)
        noise = rng.lognormal(0, 0.1)
        if count == 0:
            passes = max(1, rested)
            if not rested:
                length.plain(computing * noise + waited, waited)
            seconds += passes * (computing + waiting * cold)
            done += passes
            continue
        wrong = np.flatnonzero(rng.random(count) >= right)
        taken = int(wrong[0]) if len(wrong) else count
        length.round(count, 1 + taken, (2 * count + 1) * computing * noise + waited, waited)
        seconds += (2 * count + 1) * computing + waiting * cold * draws**0.7
        done += 1 + taken
    return seconds * tokens / done


def later_gain(waiting: float, right: float, more: float, seed: int) -> float:
    """Plain decoding's seconds over those of tokens 18 to 65 of an answer, by dice; a pass computes for a second.

    Waits' standard deviation is half of their mean, the first three tokens wait three times as long, and no round
    drafts beyond the answer's end.
    """
    length, rng, ends = DraftLength(), np.random.default_rng(seed), [0.0]
    while len(ends) <= 65:
        rested = length.rest()
        count = 0 if rested else min(length.choose(1), 65 - len(ends))
        usual = waiting * (3.0 if len(ends) <= 3 else 1.0) * (count + 1) ** more
        waited, noise = usual * rng.gamma(4, 0.25), rng.lognormal(0, 0.1)
        if count == 0:
            if not rested:
                length.plain(noise + waited, waited)
            ends += [ends[-1] + (i + 1) * (1 + usual) for i in range(max(1, rested))]
            continue
        wrong = np.flatnonzero(rng.random(count) >= right)
        taken = int(wrong[0]) if len(wrong) else count
        length.round(count, 1 + taken, (2 * count + 1) * noise + waited, waited)
        ends += [ends[-1] + 2 * count + 1 + usual] * (1 + taken)
    return 48 * (1 + waiting) / (ends[65] - ends[17])


def noisily_plain(tokens: int, computing: float, waiting: float) -> float:
    return tokens * (computing + waiting) + 6 * 2 * waiting


def plain(tokens: int, computing: float, waiting: float) -> float:
    return tokens * (computing + waiting)


def test_it_begins_plainly_and_drafts_where_waiting_is_long() -> None:
    length = DraftLength()
    assert length.choose(1) == 0
    length.plain(1.1, 1.0)
    assert length.rest() == COLD - 1  # the first one was measured before it could be known
    for _ in range(WARM_UP):
        assert length.choose(1) == 0
        length.plain(1.1, 1.0)
        assert length.rest() == 0
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


@pytest.mark.parametrize("right", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("waiting", [0.3, 1.0, 3.0, 30.0])
def test_noise_and_a_cold_buffer_cost_little(right: float, waiting: float) -> None:
    """Over as few tokens as a conversation has."""
    ratios = [noisily_plain(300, 1.0, waiting) / noisily(DraftLength(), 300, 1.0, waiting, right, s) for s in range(20)]
    assert np.mean(ratios) > 0.985
    assert min(ratios) > 0.95


@pytest.mark.parametrize("right", [0.05, 0.6, 0.9])
@pytest.mark.parametrize("waiting", [2.0, 4.0, 20.0])
def test_a_single_answer_costs_little_to_find_out(waiting: float, right: float) -> None:
    assert np.mean([later_gain(waiting, right, 0.7, seed) for seed in range(20)]) > 0.97


def test_a_single_answer_gains_where_its_experts_are_shared() -> None:
    assert np.mean([later_gain(20.0, 0.98, 0.1, seed) for seed in range(20)]) > 3.0


def test_noise_does_not_hide_what_pays() -> None:
    ratios = [noisily_plain(300, 1.0, 30.0) / noisily(DraftLength(), 300, 1.0, 30.0, 0.9, s) for s in range(20)]
    assert np.mean(ratios) > 1.05  # of 1.26 that the best length brings once it is known


def test_where_nothing_is_waited_for_no_round_is_tried() -> None:
    length = DraftLength()
    assert decode(length, 1000, 1.0, 0.4, 1.0, 0.0) == pytest.approx(plain(1000, 1.0, 0.4))
    assert length.resting is not None
    assert "would wait too little" in length.resting


def test_that_drafts_are_in_vain_shows_after_a_few_tokens() -> None:
    """Waiting takes a fifth of what computing does: half as much as drafts would need, and less."""
    length = DraftLength()
    assert length.choose(1) == 0
    for token in range(COLD + EARLY):
        assert length.resting is None
        length.plain(3.0 if token < COLD else 1.2, 2.0 if token < COLD else 0.2)  # a cold buffer says nothing
    assert length.resting is not None
    assert length.rest() == REST - WARM_UP


def test_first_rounds_are_short_and_grow_as_drafts_turn_out_right() -> None:
    length, drafted = DraftLength(), []
    for _ in range(200):
        if count := length.choose(1) if not length.rest() else 0:
            drafted.append(count)
            length.round(count, count + 1, (2 * count + 1) * 0.01 + 1.0, 1.0)
        else:
            length.plain(1.01, 1.0)
    grown = list(dict.fromkeys(drafted))
    assert (grown[0], max(grown)) == (1, LADDER[-1])
    assert grown[: grown.index(LADDER[-1]) + 1] == sorted(grown[: grown.index(LADDER[-1]) + 1])
    assert drafted.index(LADDER[-1]) <= 5


@pytest.mark.parametrize("waiting", [1.0, 2.0, 4.0, 8.0, 30.0])
def test_where_no_draft_is_right_little_more_than_a_token_is_lost(waiting: float) -> None:
    """Within as many tokens as an answer has, which a hundredth of the time would not allow a single round."""
    lost = decode(DraftLength(), 65, 1.0, waiting, 0.0, 0.7) - plain(65, 1.0, waiting)
    assert lost < 1.1 * ALLOWED * (1.0 + waiting)


def test_a_lost_speculation_rests_longer_each_time() -> None:
    """Rounds bring one token each, however long: tried lengths are judged, then it rests, each time for longer."""
    length = DraftLength()
    rests, lost, plainly = [], 0.0, 0
    for _ in range(20000):
        rested = length.rest()
        if rested > WARM_UP:
            rests.append(rested)
        plainly += rested
        if count := length.choose(1) if not rested else 0:
            length.round(count, 1, 30.0, 29.0)
            lost += 30.0 - 6.0
        else:
            length.plain(6.0, 5.9)
            plainly += 1
    assert lost < 1.2 * TRIALS * 6.0 * plainly
    assert max(rests) >= 4 * REST - WARM_UP
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
