"""When the throttle rests, and for how long, by hand."""

import random
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from online.serving import throttle as rules
from online.serving.throttle import CHOICES, LONGEST_PAUSE, PAUSE, TRIAL, WINDOW, PreloadThrottle, lost_message

ROOT = Path(__file__).resolve().parents[3]


def window(throttle: PreloadThrottle, saved_s: float, lost_s: float) -> None:
    throttle.lost(lost_s)
    for _ in range(WINDOW // 2):
        throttle.used(saved_s)
        throttle.unused()


def rest(throttle: PreloadThrottle) -> int:
    decisions = 0
    while not throttle.allows(0):
        decisions += 1
    return decisions


def test_it_rests_after_a_lost_window_and_tries_again() -> None:
    throttle = PreloadThrottle()
    window(throttle, 0.001, 0.0)
    assert rest(throttle) == 0
    with pytest.warns(RuntimeWarning, match=r"lost 52\.0 ms over at most 64 preloads, so it rests for 64 decisions"):
        window(throttle, 0.001, 0.100)  # 32 used preloads saved 32 ms, and 16 were left of the window before
    assert rest(throttle) == PAUSE
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it is said once
        window(throttle, 0.0, 0.1)
        assert rest(throttle) == 4 * PAUSE
        window(throttle, 0.0, 0.1)
        assert rest(throttle) == 16 * PAUSE
        window(throttle, 0.1, 0.1)  # won: the next rest is short again
        assert rest(throttle) == 0
        for _ in range(4):
            window(throttle, 0.0, 0.1)  # each is paid by what is kept of what was won
            assert rest(throttle) == 0
        window(throttle, 0.0, 0.1)
        assert rest(throttle) == PAUSE
        for _ in range(10):
            window(throttle, 0.0, 0.1)
            longest = rest(throttle)
    assert longest == LONGEST_PAUSE == 64 * PAUSE
    assert throttle.paused_decisions > 100 * PAUSE


LOAD_S = 1 / 128


def lose(throttle: PreloadThrottle, most: int) -> int:
    """Loads lost until it rests."""
    for count in range(1, most + 1):
        throttle.lost(LOAD_S)
        if not throttle.allows(0):
            return count
    return 0


def test_three_loads_may_be_lost_and_half_of_what_was_won_before() -> None:
    throttle = PreloadThrottle()
    with pytest.warns(RuntimeWarning, match=r"lost 31\.2 ms"):
        assert lose(throttle, 10) == 4
    assert rest(throttle) == PAUSE - 1  # of which it was asked once
    for _ in range(3):
        throttle.lost(LOAD_S)
    assert throttle.allows(0)
    window(throttle, LOAD_S, 0.0)  # 32 won, less three
    assert lose(throttle, 30) == 18


def test_what_is_lost_while_it_rests_makes_no_rest_longer_and_counts_for_the_next_trial() -> None:
    throttle = PreloadThrottle()
    with pytest.warns(RuntimeWarning):
        assert lose(throttle, 4) == 4
    for _ in range(3):
        throttle.lost(LOAD_S)
    assert rest(throttle) == PAUSE - 1
    assert lose(throttle, 3) == 1
    assert rest(throttle) == 4 * PAUSE - 1


def test_few_preloads_are_unused_before_any_has_won() -> None:
    throttle = PreloadThrottle()
    assert throttle.allows(TRIAL - 1)
    assert not throttle.allows(TRIAL)
    throttle.used(LOAD_S)
    assert throttle.allows(TRIAL)
    throttle.lost(2 * LOAD_S)
    assert not throttle.allows(TRIAL)
    assert throttle.allows(0)
    assert throttle.paused_decisions == 2


def test_noise_is_no_loss_and_a_late_preload_saves_at_least_nothing() -> None:
    throttle = PreloadThrottle()
    window(throttle, -1.0, WINDOW * 15e-6)
    assert throttle.allows(0)


def test_choosing_counts_but_not_a_turn_of_somebody_else_on_the_core() -> None:
    throttle = PreloadThrottle()
    throttle.chose(1.0)
    window(throttle, 0.0, 0.0)
    assert throttle.allows(0)
    for _ in range(WINDOW):
        throttle.chose(60e-6)
    with pytest.warns(RuntimeWarning, match="rests"):
        window(throttle, 20e-6, 0.0)
    assert rest(throttle) == PAUSE


def test_choices_are_compared_where_no_preload_ends() -> None:
    throttle = PreloadThrottle()
    for _ in range(CHOICES - 1):
        throttle.chose(10e-6)
    assert throttle.allows(0)
    with pytest.warns(RuntimeWarning, match="rests for 64 decisions"):
        throttle.chose(10e-6)
    assert rest(throttle) == PAUSE
    steady = PreloadThrottle(active=False)
    for _ in range(2 * CHOICES):
        steady.chose(10e-6)
    assert steady.allows(100)


def events(draw: random.Random) -> list[tuple[str, float]]:
    """What befalls a throttle through times in which preloads win, lose, are late, or hardly come to an end."""
    found = []
    for _ in range(12):
        won, lost, load_s = draw.random(), draw.random(), 10 ** draw.uniform(-5, -2)
        for _ in range(draw.randrange(800)):
            found += [("allows", draw.randrange(2 * TRIAL)), ("chose", draw.choice((3e-7, 3e-6, 1.0)))]
            if draw.random() < won:
                found.append(("used", load_s * draw.uniform(-0.2, 1)))
            if draw.random() < lost:
                found += [("lost", load_s * draw.random()), ("unused", 0.0)]
    return found


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
def test_the_native_one_rests_when_this_one_does(tmp_path: Path) -> None:
    program = tmp_path / "throttle"
    source = ROOT / "tests/online/native/throttle.cpp"
    subprocess.run(["g++", "-std=c++17", f"-I{ROOT / 'online/native'}", source, "-o", program], check=True)
    numbers = (
        TRIAL, WINDOW, CHOICES, PAUSE, rules.PAUSE_GROWTH, LONGEST_PAUSE, rules.LOSSES, rules.CREDIT,
        rules.KEPT, rules.LONGEST_CHOICE_S, rules.MARGIN_S, rules.MARGIN_S, 1,
    )  # fmt: skip
    rested = 0
    for seed in range(20):
        told = events(random.Random(seed))
        throttle, allowed = PreloadThrottle(), []
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            for kind, seconds in told:
                if kind == "allows":
                    allowed.append(throttle.allows(int(seconds)))
                elif kind == "unused":
                    throttle.unused()
                else:
                    getattr(throttle, kind)(seconds)
        lines = "\n".join([" ".join(map(str, numbers)), *(f"{kind} {seconds!r}" for kind, seconds in told)])
        *native, last = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )[:-1]
        assert [line == "1" for line in native] == allowed
        lost_s, pause = last.split()
        assert [str(each.message) for each in said] == ([lost_message(float(lost_s), int(pause))] if int(pause) else [])
        rested += not all(allowed)
    assert rested > 10
