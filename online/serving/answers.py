"""What is asked of a model that serves, and what comes back piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flame.errors import FlameError

MOST_ALTERNATIVES = 20  # beside a token, as OpenAI's interface has it
MOST_STOPS = 4


class RequestError(FlameError):
    """A request that cannot be answered as it stands; `code` says which kind, `field` where."""

    def __init__(self, message: str, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.field = code, field


class QueueFull(FlameError):
    """More requests wait than are let wait."""


class TimedOut(FlameError):
    """A request that waited, or was answered, longer than is allowed."""


class Unavailable(FlameError):
    """The model cannot answer now: its experts cannot be read, or memory is short."""


# Two logits of a float's last bit apart are told apart here; far below it a logit over the temperature is no float.
COLDEST = 1e-6


@dataclass(frozen=True)
class Sampling:
    """How tokens are chosen, and when an answer ends.

    Args:
        max_tokens: most tokens of the answer; None for as many as the context and the server allow.
        temperature: 0 takes the likeliest token, which is what `MoeModel.generate` does; so does one below
            `COLDEST`, which would draw nothing else.
        top_p: tokens are drawn among the likeliest that together have this probability.
        seed: of the draws; None for another one each time.
        stop: the answer ends before the first of these strings.
        alternatives: likeliest tokens told beside each with their log-probabilities; None tells none at all.
    Raises:
        RequestError: a value out of range.
    """

    max_tokens: int | None = None
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    alternatives: int | None = None

    @property
    def draws(self) -> bool:
        """Whether tokens are drawn, and not the likeliest taken."""
        return self.temperature >= COLDEST

    def __post_init__(self) -> None:
        if self.max_tokens is not None and self.max_tokens < 1:
            raise RequestError(f"max_tokens {self.max_tokens} (expected at least 1)", field="max_tokens")
        if not 0 <= self.temperature <= 2:
            raise RequestError(f"temperature {self.temperature} (expected 0 to 2)", field="temperature")
        if not 0 < self.top_p <= 1:
            raise RequestError(f"top_p {self.top_p} (expected above 0, at most 1)", field="top_p")
        if len(self.stop) > MOST_STOPS or not all(self.stop):
            raise RequestError(f"stop: expected at most {MOST_STOPS} strings, none of them empty", field="stop")
        if self.alternatives is not None and not 0 <= self.alternatives <= MOST_ALTERNATIVES:
            raise RequestError(
                f"top_logprobs {self.alternatives} (expected 0 to {MOST_ALTERNATIVES})", field="top_logprobs"
            )


@dataclass(frozen=True)
class Score:
    """A token of an answer.

    Args:
        text: the token alone.
        logprob: natural logarithm of its probability, before temperature and top_p.
        alternatives: the likeliest tokens at its place with theirs, likeliest first.
    """

    text: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Piece:
    """The next text of an answer, and the tokens that came since the last piece, where scores are asked for."""

    text: str
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True)
class Done:
    """An answer has ended.

    Args:
        reason: `stop` (the model ended it, or a stop string did) or `length`.
        prompt_tokens, completion_tokens: of the request and of the answer, the token that ends it included.
        seconds: from its turn's beginning.
        first_token_s: of these, until the first token.
        hits, accesses: of the expert buffer, while the answer was written.
    """

    reason: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    first_token_s: float
    hits: int
    accesses: int

    @property
    def tokens_per_s(self) -> float:
        """Tokens a second after the first one; 0 for an answer of one."""
        left = self.seconds - self.first_token_s
        return (self.completion_tokens - 1) / left if left > 0 else 0.0

    @property
    def hit_ratio(self) -> float:
        """Hits by accesses; 0 before anything was decoded."""
        return self.hits / self.accesses if self.accesses else 0.0


@dataclass(frozen=True)
class Failed:
    """An answer that could not be finished."""

    error: FlameError


Event = Piece | Done | Failed
Message = Mapping[str, str]  # `role` and `content`


class AnswerText:
    """The text of an answer as its tokens come: whole characters, and nothing that a stop string may still take back.

    What is given piece by piece is, put together, the text of the whole answer up to the stop string that
    ends first (the longest of those that end there). A token costs the decoding of a few, however long the answer is.

    Args:
        decode: text of token ids, special tokens left out.
        stops: strings that end the answer.
        trimmed: leave out white space at both ends, as `MoeModel.generate` does.
    """

    def __init__(self, decode: Callable[[list[int]], str], stops: Sequence[str], trimmed: bool) -> None:
        self._decode, self._stops, self._trimmed = decode, tuple(stops), trimmed
        self._ids: list[int] = []
        self._read = 0  # tokens whose text is known
        self._before = 0  # the first of those that are decoded again, since how a token reads depends on what precedes
        self._given: list[str] = []
        self._pending = ""  # known, and not yet given
        self.stopped = False

    def add(self, token: int) -> str:
        """The text that is certain after one more token, beyond what was given before."""
        if self.stopped:
            return ""
        self._ids.append(token)
        known = self._decode(self._ids[self._before : self._read])
        text = self._decode(self._ids[self._before :])
        if len(text) <= len(known) or text.endswith("\ufffd"):  # bytes of a character whose last ones are to come
            return ""
        self._before, self._read = self._read, len(self._ids)
        self._pending = self._until_stop(self._pending + text[len(known) :])
        certain = len(self._pending) - (0 if self.stopped else self._held_back(self._pending))
        new = self._pending[:certain].rstrip() if self._trimmed else self._pending[:certain]
        self._pending = self._pending[len(new) :]
        self._given.append(new)
        return new

    def end(self) -> str:
        """The rest, when no token follows."""
        text, given = self._until_stop(self._decode(self._ids), whole=True), "".join(self._given)
        text = text.rstrip() if self._trimmed else text
        return text[len(given) :] if text.startswith(given) else ""  # a tokenizer may take back what it has said

    def _until_stop(self, text: str, whole: bool = False) -> str:
        """What stands before the first stop string; of the answer's beginning without the space before it."""
        if self._trimmed and (whole or not any(self._given)):
            text = text.lstrip()
        found = [(place + len(stop), place) for stop in self._stops if (place := text.find(stop)) >= 0]
        if not found:
            return text
        self.stopped = True
        return text[: min(found)[1]]  # the first to end, however many characters a token brings

    def _held_back(self, text: str) -> int:
        """Length of the longest end of a text that may become a stop string."""
        longest = max(map(len, self._stops), default=1) - 1
        return next(
            (
                n
                for n in range(min(longest, len(text)), 0, -1)
                if any(stop.startswith(text[-n:]) for stop in self._stops)
            ),
            0,
        )
