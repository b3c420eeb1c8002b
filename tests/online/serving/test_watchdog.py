"""When the watchdog rests, and for how long, by hand."""

import warnings

import pytest

from online.serving.watchdog import LONGEST_PAUSE, PAUSE, WINDOW, Watchdog


def window(watchdog: Watchdog, saved_s: float, lost_s: float) -> None:
    watchdog.lost(lost_s)
    for _ in range(WINDOW // 2):
        watchdog.used(saved_s)
        watchdog.unused()


def rest(watchdog: Watchdog) -> int:
    decisions = 0
    while not watchdog.allows():
        decisions += 1
    return decisions


def test_it_rests_after_a_lost_window_and_tries_again() -> None:
    watchdog = Watchdog()
    window(watchdog, 0.001, 0.0)
    assert rest(watchdog) == 0
    with pytest.warns(RuntimeWarning, match=r"lost 68\.0 ms over 64 preloads, so it rests for 64 decisions"):
        window(watchdog, 0.001, 0.100)  # 32 used preloads saved 32 ms
    assert rest(watchdog) == PAUSE
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it is said once
        window(watchdog, 0.0, 0.1)
        assert rest(watchdog) == 2 * PAUSE
        window(watchdog, 0.1, 0.1)  # won: the next rest is short again
        assert rest(watchdog) == 0
        window(watchdog, 0.0, 0.1)
        assert rest(watchdog) == PAUSE
        for _ in range(10):
            window(watchdog, 0.0, 0.1)
            longest = rest(watchdog)
    assert longest == LONGEST_PAUSE
    assert watchdog.paused_decisions > 4 * PAUSE


def test_noise_is_no_loss_and_a_late_preload_saves_at_least_nothing() -> None:
    watchdog = Watchdog()
    window(watchdog, -1.0, WINDOW * 15e-6)
    assert watchdog.allows()


def test_choosing_counts_but_not_a_turn_of_somebody_else_on_the_core() -> None:
    watchdog = Watchdog()
    watchdog.chose(1.0)
    window(watchdog, 0.0, 0.0)
    assert watchdog.allows()
    for _ in range(WINDOW):
        watchdog.chose(60e-6)
    with pytest.warns(RuntimeWarning, match="rests"):
        window(watchdog, 20e-6, 0.0)
    assert rest(watchdog) == PAUSE
