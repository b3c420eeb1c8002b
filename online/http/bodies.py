"""The JSON of answers, whole and in chunks, in the form of OpenAI's interface."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from online.serving.answers import Done, Score


@dataclass(frozen=True)
class AnswerForm:
    """The form of one answer.

    Args:
        model: name that the answer gives.
        chat: a message of a conversation, and not a text's continuation.
    """

    model: str
    chat: bool
    id: str = field(default_factory=lambda: secrets.token_hex(12))
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, text: str, scores: Sequence[Score] | None, done: Done) -> dict[str, Any]:
        """The answer in one piece."""
        content = {"message": {"role": "assistant", "content": text, "refusal": None}} if self.chat else {"text": text}
        choice = {"index": 0, **content, "logprobs": self._logprobs(scores, 0), "finish_reason": done.reason}
        return self._body("", [choice]) | {"usage": usage(done)}

    def first(self) -> list[dict[str, Any]]:
        """What a stream begins with."""
        return [self._chunk({"delta": {"role": "assistant", "content": ""}}, None)] if self.chat else []

    def piece(self, text: str, scores: Sequence[Score] | None, offset: int) -> dict[str, Any]:
        """A chunk of a stream; `offset`: characters of the answer before it."""
        content: dict[str, Any] = {"delta": {"content": text}} if self.chat else {"text": text}
        return self._chunk(content | {"logprobs": self._logprobs(scores, offset)}, None)

    def last(self, done: Done, include_usage: bool) -> list[dict[str, Any]]:
        """What a stream ends with."""
        end = self._chunk({"delta": {}} if self.chat else {"text": ""}, done.reason)
        return [end, self._body(".chunk", []) | {"usage": usage(done)}] if include_usage else [end]

    def _chunk(self, content: dict[str, Any], reason: str | None) -> dict[str, Any]:
        return self._body(".chunk", [{"index": 0, "logprobs": None, "finish_reason": reason} | content])

    def _body(self, ending: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        kind, prefix = (f"chat.completion{ending}", "chatcmpl") if self.chat else ("text_completion", "cmpl")
        return {
            "id": f"{prefix}-{self.id}", "object": kind, "created": self.created, "model": self.model,
            "choices": choices,
        }  # fmt: skip

    def _logprobs(self, scores: Sequence[Score] | None, offset: int) -> dict[str, Any] | None:
        if scores is None:
            return None
        if self.chat:
            content = [
                _token(score.text, score.logprob) | {"top_logprobs": [_token(*pair) for pair in score.alternatives]}
                for score in scores
            ]
            return {"content": content, "refusal": None}
        return {
            "tokens": [score.text for score in scores],
            "token_logprobs": [score.logprob for score in scores],
            "top_logprobs": [dict(score.alternatives) for score in scores],
            "text_offset": list(_offsets((score.text for score in scores), offset)),
        }


def usage(done: Done) -> dict[str, int]:
    """Tokens of a request."""
    return {
        "prompt_tokens": done.prompt_tokens,
        "completion_tokens": done.completion_tokens,
        "total_tokens": done.prompt_tokens + done.completion_tokens,
    }


def _token(text: str, logprob: float) -> dict[str, Any]:
    return {"token": text, "logprob": logprob, "bytes": list(text.encode("utf-8"))}


def _offsets(texts: Iterable[str], offset: int) -> Iterable[int]:
    for text in texts:
        yield offset
        offset += len(text)
