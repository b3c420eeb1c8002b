"""When the throttle rests, and for how long, by hand."""

import warnings

import pytest

from online.serving.throttle import CHOICES, LONGEST_PAUSE, PAUSE, WINDOW, PreloadThrottle


def window(throttle: PreloadThrottle, saved_s: float, lost_s: float) -> None:
    throttle.lost(lost_s)
    for _ in range(WINDOW // 2):
        throttle.used(saved_s)
        throttle.unused()


def rest(throttle: PreloadThrottle) -> int:
    decisions = 0
    while not throttle.allows():
        decisions += 1
    return decisions


def test_it_rests_after_a_lost_window_and_tries_again() -> None:
    throttle = PreloadThrottle()
    window(throttle, 0.001, 0.0)
    assert rest(throttle) == 0
    with pytest.warns(RuntimeWarning, match=r"lost 68\.0 ms over at most 64 preloads, so it rests for 64 decisions"):
        window(throttle, 0.001, 0.100)  # 32 used preloads saved 32 ms
    assert rest(throttle) == PAUSE
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it is said once
        window(throttle, 0.0, 0.1)
        assert rest(throttle) == 2 * PAUSE
        window(throttle, 0.1, 0.1)  # won: the next rest is short again
        assert rest(throttle) == 0
        window(throttle, 0.0, 0.1)
        assert rest(throttle) == PAUSE
        for _ in range(10):
            window(throttle, 0.0, 0.1)
            longest = rest(throttle)
    assert longest == LONGEST_PAUSE
    assert throttle.paused_decisions > 4 * PAUSE


def test_noise_is_no_loss_and_a_late_preload_saves_at_least_nothing() -> None:
    throttle = PreloadThrottle()
    window(throttle, -1.0, WINDOW * 15e-6)
    assert throttle.allows()


def test_choosing_counts_but_not_a_turn_of_somebody_else_on_the_core() -> None:
    throttle = PreloadThrottle()
    throttle.chose(1.0)
    window(throttle, 0.0, 0.0)
    assert throttle.allows()
    for _ in range(WINDOW):
        throttle.chose(60e-6)
    with pytest.warns(RuntimeWarning, match="rests"):
        window(throttle, 20e-6, 0.0)
    assert rest(throttle) == PAUSE


def test_choices_are_compared_where_no_preload_ends() -> None:
    throttle = PreloadThrottle()
    for _ in range(CHOICES - 1):
        throttle.chose(10e-6)
    assert throttle.allows()
    with pytest.warns(RuntimeWarning, match="rests for 64 decisions"):
        throttle.chose(10e-6)
    assert rest(throttle) == PAUSE
    steady = PreloadThrottle(active=False)
    for _ in range(2 * CHOICES):
        steady.chose(10e-6)
    assert steady.allows()
