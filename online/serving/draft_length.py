"""How many tokens to draft: as many as bring the most tokens a second, and none where plain decoding does.

With D seconds that a pass computes and S that it waits for experts, k + 1 plain tokens take (k + 1) (D + S). A round
takes 2k + 1 passes (k to draft, k + 1 to check) and waits once. So no round can win where S is below D / 2, and none is
tried there. Elsewhere what a round brings depends on acceptance, hits and the link at once and is measured: tokens and
seconds of each length, old ones fading. A length that was not tried is judged by the best that it could be.
"""

from __future__ import annotations

from dataclasses import dataclass

from flame.errors import ConfigError

LADDER = (1, 2, 3, 4, 6, 8)  # lengths that are tried
FIRST = 2  # place on the ladder where it begins
WARM_UP = 6  # plain tokens before a first round
JUDGED = 2  # rounds after which a length is judged
FADING = 0.9  # of what was measured, for each newer measurement
AGAIN = 24  # rounds after which a neighbour is tried again
REST, LONGEST_REST = 256, 4096  # plain tokens before a lost speculation is tried again
MARGIN = 1.03  # by how much rounds have to be faster than plain tokens


@dataclass
class _Measured:
    """What some passes brought and took, fading."""

    times: int = 0
    weight: float = 0.0
    tokens: float = 0.0
    seconds: float = 0.0
    stalled_s: float = 0.0

    def add(self, tokens: float, seconds: float, stalled_s: float) -> None:
        self.times += 1
        self.weight = FADING * self.weight + 1
        self.tokens = FADING * self.tokens + tokens
        self.seconds = FADING * self.seconds + seconds
        self.stalled_s = FADING * self.stalled_s + stalled_s

    @property
    def rate(self) -> float:
        """Tokens a second; 0 before anything was measured."""
        return self.tokens / self.seconds if self.seconds > 0 else 0.0

    @property
    def mean_tokens(self) -> float:
        return self.tokens / self.weight if self.weight else 0.0

    @property
    def mean_s(self) -> float:
        return self.seconds / self.weight if self.weight else 0.0

    @property
    def mean_stalled_s(self) -> float:
        return self.stalled_s / self.weight if self.weight else 0.0


class DraftLength:
    """Chooses how many tokens to draft, from what plain tokens and rounds have brought.

    Attributes:
        resting: why it first stopped to draft, to be said once; None while it has not.
    """

    def __init__(self) -> None:
        self.resting: str | None = None
        self._fixed: int | None = None
        self._batch = 0
        self._rest = REST
        self._left, self._since_trial = WARM_UP, 0
        self._place = FIRST
        self._trial: int | None = None
        self._plain = _Measured()
        self._rounds = {count: _Measured() for count in LADDER}

    @staticmethod
    def fixed(count: int) -> DraftLength:
        """Always so many, whatever they bring.

        Raises:
            ConfigError: below 1.
        """
        if count < 1:
            raise ConfigError(f"streaming: draft_tokens={count} (expected at least 1)")
        length = DraftLength()
        length._fixed = count
        return length

    def choose(self, batch: int) -> int:
        """Tokens to draft after the present one; 0 for plain decoding.

        Args:
            batch: sequences; what was measured of another number of them does not count.
        """
        if self._fixed is not None:
            return self._fixed
        if batch != self._batch:
            self._batch = batch
            self._begin()
        if self._left > 0:
            return 0
        if not any(map(self._may_win, LADDER)):
            self._pause()
            return 0
        return LADDER[self._place if self._trial is None else self._trial]

    def plain(self, seconds: float, stalled_s: float) -> None:
        """A plain token has taken so long, of which it waited for experts for `stalled_s`."""
        self._plain.add(1, seconds, stalled_s)
        self._left = max(0, self._left - 1)

    def round(self, drafted: int, tokens: int, seconds: float, stalled_s: float) -> None:
        """A round has brought so many tokens, the one that was asked for among them."""
        if self._fixed is not None or drafted not in LADDER:
            return
        measured = self._rounds[drafted]
        measured.add(tokens, seconds, stalled_s)
        self._since_trial += 1
        if measured.times < JUDGED:
            return
        self._trial = None
        judged = [place for place, count in enumerate(LADDER) if self._rounds[count].times >= JUDGED]
        self._place = max(judged, key=lambda place: self._rounds[LADDER[place]].rate)
        around = [place for place in (self._place - 1, self._place + 1) if 0 <= place < len(LADDER)]
        untried = [place for place in around if place not in judged and self._may_win(LADDER[place])]
        if untried:
            self._trial = untried[0]
        elif self._rounds[LADDER[self._place]].rate < MARGIN * self._plain.rate:
            self._pause()
        else:
            self._rest = REST
            if self._since_trial >= AGAIN:
                self._since_trial = 0
                self._trial = min(around, key=lambda place: self._rounds[LADDER[place]].times)
                self._rounds[LADDER[self._trial]] = _Measured()

    def _begin(self) -> None:
        self._plain = _Measured()
        self._rounds = {count: _Measured() for count in LADDER}
        self._place, self._trial = FIRST, None
        self._left, self._since_trial = WARM_UP, 0

    def _may_win(self, count: int) -> bool:
        """Whether rounds of a length could be the fastest, at best."""
        best = max([MARGIN * self._plain.rate, *(each.rate for each in self._rounds.values() if each.times >= JUDGED)])
        if self._rounds[count].times >= JUDGED:
            return self._rounds[count].rate >= best
        computing = max(0.0, self._plain.mean_s - self._plain.mean_stalled_s)
        tokens, waiting = count + 1.0, self._plain.mean_stalled_s
        known = [each for each in LADDER if self._rounds[each].times]
        if known:
            nearest = min(known, key=lambda each: abs(each - count))
            accepted, stalled_s = self._rounds[nearest].mean_tokens - 1, self._rounds[nearest].mean_stalled_s
            if count > nearest:  # no larger a share of it is accepted, and no less is loaded
                tokens, waiting = 1 + count * accepted / nearest, stalled_s
            else:  # no more is accepted, and a token's share of the loads is no smaller
                tokens, waiting = 1 + min(count, accepted), stalled_s * (count + 1) / (nearest + 1)
        seconds = (2 * count + 1) * computing + waiting
        return tokens >= best * seconds

    def _pause(self) -> None:
        if self.resting is None:
            tried = any(measured.times for measured in self._rounds.values())
            why = "was slower than plain decoding" if tried else "would wait too little for experts to gain by drafts"
            self.resting = (
                f"speculation {why}, so it rests for {self._rest} tokens and is then tried again (it pays where loads, "
                "not products, take the time)"
            )
        rest = self._rest
        self._begin()
        self._left, self._rest = rest, min(2 * rest, LONGEST_REST)
