"""How many tokens to draft: as many as bring the most tokens a second, and none where plain decoding does.

With D seconds that a pass computes and S that it waits for experts, k + 1 plain tokens take (k + 1) (D + S). A round
takes 2k + 1 passes (k to draft, k + 1 to check) and waits once. So no round can win where S is below D / 2, and none is
tried there. Elsewhere what a round brings depends on acceptance, hits and the link at once and is measured: tokens and
seconds of each length, old ones fading, beside those of plain tokens. A length that was not tried is judged by the best
that it could be.

What rounds lose is held to one token's time, or to a small share of all that decoding has taken: the seconds of all of
them are compared with those that their tokens would have taken plainly, and a round has to wait until there is room for
what it may lose. A length that was not tried is feared to bring little more than what drafts have shown they bring, so
first rounds are short, and longer ones follow as drafts turn out right. What rounds have gained gives them room too.
Plain tokens are measured in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flame.errors import ConfigError

LADDER = (1, 2, 3, 4, 6, 8)  # lengths that are tried
COLD = 6  # tokens that find a buffer with little in it, and say nothing
WARM_UP = 8  # plain tokens that are measured before a first round
JUDGED = 4  # rounds after which a length is judged
FADING = 0.97  # of what was measured, for each newer measurement
AGAIN = 24  # rounds after which a neighbour is tried again
CHECK, LONGEST_CHECK = 4, 16  # rounds after which a plain token is measured again
REST, LONGEST_REST = 256, 4096  # plain tokens before a lost speculation is tried again
MARGIN = 1.03  # by how much rounds have to be faster than plain tokens
TRIALS, ALLOWED = 0.01, 1.0  # share of the time that rounds may lose, and plain tokens that they always may
EARLY = 4  # plain tokens that show a draft to be in vain, where they wait for less than half of what would make it pay
# What is expected of a model of which nothing is known: of the tokens before it was right, the share of which the next
# is right; and how much more than one pass the passes of a round wait, for each token that was drafted.
RIGHT, MORE = 0.8, 0.5


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
    def judged(self) -> bool:
        """Whether it was measured often enough to be believed."""
        return self.times >= JUDGED

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
        self._left = self._since_trial = self._since_check = self._check = 0
        self._rest, self._usual_s = REST, 0.0  # the latter of a plain token before a rest
        self._plain_s = 0.0  # of all plain tokens; of all rounds, and what these have brought
        self._rounds_s, self._rounds_tokens = 0.0, 0
        self._begin()

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
            self._left += COLD
        if self._left > 0:
            return 0
        wanted = self._wanted()
        if not wanted:
            self._pause()
        short_s = {count: self._short_s(count) for count in wanted}
        found = next((count for count in wanted if short_s[count] <= 0), 0)
        if wanted and not found:  # until there is room
            self._usual_s = self._plain.mean_s
            self._left = 1 + int(min(REST, min(short_s.values()) / (TRIALS * self._usual_s)))
        return found

    def measures(self, batch: int) -> bool:
        """Whether the next token of so many sequences is a plain one whatever `choose` would be asked."""
        return self._left > 0 and batch == self._batch and self._fixed is None

    def rest(self) -> int:
        """Plain tokens that come next whatever they take, and need not be told of: it takes them as decoded."""
        left = max(0, self._left - WARM_UP)
        self._left -= left
        self._plain_s += left * self._usual_s
        return left

    def plain(self, seconds: float, stalled_s: float) -> None:
        """A plain token has taken so long, of which it waited for experts for `stalled_s`."""
        self._plain_s += seconds
        if self._left <= WARM_UP:  # not of a cold buffer
            self._plain.add(1, seconds, stalled_s)
        self._left = max(0, self._left - 1)
        in_vain = self._plain.times >= EARLY and 4 * self._plain.mean_stalled_s < self._computing_s
        if in_vain and self._left > 0:
            self._pause()

    def round(self, drafted: int, tokens: int, seconds: float, stalled_s: float) -> None:
        """A round has brought so many tokens, the one that was asked for among them."""
        if self._fixed is not None:
            return
        self._rounds_s += seconds
        self._rounds_tokens += tokens
        if drafted not in LADDER:  # less was left to be drafted
            return
        self._rounds[drafted].add(tokens, seconds, stalled_s)
        self._drafted += drafted
        self._accepted += tokens - 1
        self._since_check += 1
        self._since_trial += 1
        if self._since_check >= self._check:
            self._since_check, self._check, self._left = 0, min(self._check + 1, LONGEST_CHECK), 1

    def _begin(self) -> None:
        self._plain = _Measured()
        self._rounds = {count: _Measured() for count in LADDER}
        self._left = WARM_UP  # plain tokens before the next round
        self._since_trial = self._since_check = 0  # rounds
        self._check = CHECK
        self._drafted = self._accepted = 0  # tokens

    def _wanted(self) -> list[int]:
        """Lengths to draft, the first first: what is to be tried, and what is known to win."""
        judged = [count for count in LADDER if self._rounds[count].judged]
        best = max(judged, key=lambda count: self._rounds[count].rate, default=None)
        wins = best is not None and self._rounds[best].rate >= MARGIN * self._plain.rate
        if best is None or not wins:
            return self._untried(LADDER)
        self._rest = REST
        place = LADDER.index(best)
        around = [LADDER[at] for at in (place - 1, place + 1) if 0 <= at < len(LADDER)]
        if self._since_trial >= AGAIN:
            self._since_trial = 0
            self._rounds[min(around, key=lambda count: self._rounds[count].times)] = _Measured()
        others = {*around, *LADDER[place + 1 :]}
        return [*self._untried(others), best]

    def _untried(self, counts: Iterable[int]) -> list[int]:
        """Those of these lengths that are not judged and may win, the most promising first."""
        found = [count for count in counts if not self._rounds[count].judged and self._may_win(count)]
        return sorted(found, key=self._expected_rate, reverse=True)

    def _short_s(self, count: int) -> float:
        """By how much there is too little room for what a round may lose."""
        tokens, seconds = self._feared(count)
        loses_s = seconds - tokens * self._plain.mean_s
        if self._rounds[count].judged and loses_s <= 0:
            return loses_s
        lost_s = self._rounds_s - self._rounds_tokens * self._plain.mean_s + max(0.0, loses_s)
        return lost_s - max(TRIALS * (self._plain_s + self._rounds_s), ALLOWED * self._plain.mean_s)

    def _feared(self, count: int) -> tuple[float, float]:
        """Tokens and seconds of a round, where drafts are right no oftener than they have shown to be."""
        measured, waiting = self._rounds[count], self._plain.mean_stalled_s * (1 + MORE * count)
        if measured.times:
            return measured.mean_tokens, measured.mean_s - measured.mean_stalled_s + self._waits_s(count)
        right = self._accepted / (self._drafted + 1)
        if (nearest := self._nearest(count)) is not None:  # a token's share of the loads is no larger
            waiting = self._rounds[nearest].mean_stalled_s * max(1.0, (count + 1) / (nearest + 1))
        return sum(right**i for i in range(count + 1)), (2 * count + 1) * self._computing_s + waiting

    def _waits_s(self, count: int) -> float:
        """Seconds that rounds of a tried length wait: of a few of them no more than was expected, since waits vary."""
        found = self._rounds[count]
        if found.judged:
            return found.mean_stalled_s
        return min(found.mean_stalled_s, self._plain.mean_stalled_s * (1 + MORE * count))

    def _nearest(self, count: int) -> int | None:
        """Of the lengths that were tried."""
        known = [each for each in LADDER if self._rounds[each].times]
        return min(known, key=lambda each: abs(each - count), default=None)

    def _expected(self, count: int) -> tuple[float, float]:
        """Tokens and seconds of a round."""
        measured = self._rounds[count]
        if measured.times:
            return measured.mean_tokens, measured.mean_s
        if any(each.times for each in self._rounds.values()):
            return self._at_best(count)
        tokens = sum(RIGHT**i for i in range(count + 1))
        return tokens, (2 * count + 1) * self._computing_s + self._plain.mean_stalled_s * (1 + MORE * count)

    def _expected_rate(self, count: int) -> float:
        tokens, seconds = self._expected(count)
        return tokens / seconds

    @property
    def _computing_s(self) -> float:
        return max(1e-9, self._plain.mean_s - self._plain.mean_stalled_s)

    def _at_best(self, count: int) -> tuple[float, float]:
        """The most tokens and the fewest seconds of a round that was not tried, as far as others bound them."""
        tokens, waiting = count + 1.0, self._plain.mean_stalled_s
        if (nearest := self._nearest(count)) is not None:
            accepted, stalled_s = self._rounds[nearest].mean_tokens - 1, self._waits_s(nearest)
            if count > nearest:  # no larger a share of it is accepted, and no less is loaded
                tokens, waiting = 1 + count * accepted / nearest, stalled_s
            else:  # no more is accepted, and a token's share of the loads is no smaller
                tokens, waiting = 1 + min(count, accepted), stalled_s * (count + 1) / (nearest + 1)
        return tokens, (2 * count + 1) * self._computing_s + waiting

    def _may_win(self, count: int) -> bool:
        """Whether rounds of a length could be the fastest, at best."""
        best = max([MARGIN * self._plain.rate, *(each.rate for each in self._rounds.values() if each.judged)])
        tokens, seconds = self._at_best(count)
        return tokens >= best * seconds

    def _pause(self) -> None:
        if self.resting is None:
            tried = any(measured.times for measured in self._rounds.values())
            why = "was slower than plain decoding" if tried else "would wait too little for experts to gain by drafts"
            self.resting = (
                f"speculation {why}, so it rests for {self._rest} tokens and is then tried again (it pays where loads, "
                "not products, take the time)"
            )
        rest, self._usual_s = self._rest, self._plain.mean_s
        self._begin()
        self._left, self._rest = rest, min(2 * rest, LONGEST_REST)
