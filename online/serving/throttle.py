"""Stops preloading while it loses time.

What is won and lost is measured in seconds, as the loads themselves go:

- won: a preload that is used has saved the time of its load, less what was waited for it;
- lost: a demand load that arrives while a preload is under way waits for it (one load at a time); an expert that was
  evicted for a preload and is then asked for is loaded once more; and the decoder stands still while it chooses what
  to preload, unless it waits for an expert anyway.

A wrong preload on an idle link costs nothing and is not counted; on a busy one it costs what it delays.

Where nearly every expert is there anyway, a few bad preloads lose more than all good ones can save, and are found out
late: who had to leave is missed only tokens later. So few may be unused at a time before any has won, a loss of some
loads' time ends a trial at once, and trials that follow one another in vain get rare.
"""

from __future__ import annotations

import warnings

from flame.errors import FlameWarning

TRIAL = 4  # preloads that may be unused at a time while nothing is won
LOSSES = 3  # longest single gains or losses that may be lost before preloads rest at once
CREDIT = 16  # and so many of what was won before, as far as it is kept
KEPT = 0.5  # of what a window has won, for the next one: a buffer that fills wins much, and never again
WINDOW = 64  # preloads that came to an end, used or not, after which won and lost are compared
CHOICES = 4 * WINDOW  # choices after which they are compared, too: where nearly all is resident, few preloads end
PAUSE = 64  # decisions without preloads after a first lost window
PAUSE_GROWTH = 4  # times as long after each further lost window
LONGEST_PAUSE = 64 * PAUSE
LONGEST_CHOICE_S = 200e-6  # choosing takes less; what is beyond is somebody else's turn on the core
MARGIN_S = 20e-6  # a preload that loses less than this on average is within the noise of clocks and threads
NATIVE_MARGIN_S = 0.25e-6  # the same in the native step, whose choice is a look-up; below `MARGIN_S` nothing is said


def lost_message(lost_s: float, pause: int) -> str:
    """What is said when preloads lost time over a window."""
    return (
        f"preloading lost {lost_s * 1e3:.1f} ms over at most {WINDOW} preloads, so it rests for {pause} decisions and "
        "is then tried again (a better table, or more slots, may help)"
    )


class PreloadThrottle:
    """Decides before each decision whether to preload for it. It holds numbers only, and changes no output.

    It compares after every `WINDOW` ended preloads, or `CHOICES` choices, or once `LOSSES` are lost. After a lost
    window it pauses for `PAUSE` decisions and tries again; if the next window is lost too, it pauses `PAUSE_GROWTH`
    times as long, up to `LONGEST_PAUSE`. Of what a window has won, `KEPT` counts for the next one, up to `CREDIT`; once
    it has won so much, the next pause is the shortest again.

    Args:
        active: False lets everything be preloaded, whatever it costs.
    """

    def __init__(self, active: bool = True) -> None:
        self.paused_decisions = 0
        self._active = active
        self._pause = PAUSE
        self._left = 0
        self._ended = self._choices = 0
        self._won_s = self._lost_s = self._longest_s = 0.0
        self._said = False

    def used(self, saved_s: float) -> None:
        """A preload was used, and saved so many seconds; at least 0."""
        self._won_s += max(0.0, saved_s)
        self._longest_s = max(self._longest_s, saved_s)
        self._end()

    def unused(self) -> None:
        """A preload left the buffer before it was used."""
        self._end()

    def lost(self, seconds: float) -> None:
        """A demand load took or waited so long because of preloads."""
        self._lost_s += seconds
        self._longest_s = max(self._longest_s, seconds)
        allowed = max(LOSSES * self._longest_s, WINDOW * MARGIN_S)
        if not self._left and self._lost_s - self._won_s > allowed:
            self._compare()

    def chose(self, seconds: float) -> None:
        """The decoder stood still for so long while preloads were chosen."""
        self._lost_s += min(seconds, LONGEST_CHOICE_S)
        self._choices += 1
        if self._choices >= CHOICES:
            self._compare()

    def allows(self, unused: int) -> bool:
        """Whether to preload for the coming decision; to be asked once for each.

        Args:
            unused: preloads that are there or on their way, and not used yet.
        """
        if not self._left:
            if unused < TRIAL or self._won_s > self._lost_s or not self._active:
                return True
        else:
            self._left -= 1
        self.paused_decisions += 1
        return False

    def _end(self) -> None:
        self._ended += 1
        if self._ended >= WINDOW:
            self._compare()

    def _compare(self) -> None:
        if not self._active:
            return
        if self._lost_s - self._won_s > WINDOW * MARGIN_S:
            if not self._said:
                warnings.warn(lost_message(self._lost_s - self._won_s, self._pause), FlameWarning, stacklevel=2)
                self._said = True
            self._left, self._pause = self._pause, min(PAUSE_GROWTH * self._pause, LONGEST_PAUSE)
        most_s = CREDIT * self._longest_s
        if self._won_s - self._lost_s > most_s:
            self._pause = PAUSE
        self._ended = self._choices = 0
        self._won_s = min(KEPT * max(0.0, self._won_s - self._lost_s), most_s)
        self._lost_s = self._longest_s = 0.0
