"""What requests say, checked; their names are those of OpenAI's interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from online.serving.answers import MOST_ALTERNATIVES, MOST_STOPS, RequestError, Sampling

# What would change an answer and is not done here, with the values that ask for nothing; other servers' fields too.
_NOT_DONE: dict[str, tuple[Any, ...]] = {
    "n": (1,), "best_of": (1,), "presence_penalty": (0,), "frequency_penalty": (0,), "logit_bias": ({},),
    "tools": ([],), "functions": ([],), "tool_choice": ("none", "auto"), "function_call": ("none", "auto"),
    "response_format": ({"type": "text"},), "modalities": (["text"],), "audio": (), "echo": (False,), "suffix": ("",),
    "prediction": (), "web_search_options": (), "reasoning_effort": ("none",), "top_k": (0, -1), "min_p": (0,),
    "typical_p": (1,), "repetition_penalty": (1,), "repeat_penalty": (1,), "length_penalty": (1,), "min_tokens": (0,),
    "ignore_eos": (False,), "stop_token_ids": ([],), "guided_json": (), "guided_regex": (), "guided_choice": (),
    "guided_grammar": (), "structured_outputs": (), "json_schema": (), "grammar": ("",), "use_beam_search": (False,),
    "chat_template": (), "chat_template_kwargs": ({},), "continue_final_message": (False,),
    "add_generation_prompt": (True,),
}  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class StreamOptions(_Strict):
    """How a stream ends."""

    include_usage: bool | None = None


class TextPart(_Strict):
    """A part of a message's content; other types of parts are refused."""

    type: Literal["text"]
    text: str


class ChatMessage(_Strict):
    """A message of a conversation."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[TextPart] | None = None

    def plain(self) -> Mapping[str, str]:
        """As a chat template takes it."""
        parts = self.content if isinstance(self.content, list) else [TextPart(type="text", text=self.content or "")]
        role = "system" if self.role == "developer" else self.role
        return {"role": role, "content": "".join(part.text for part in parts)}


class _Request(_Strict):
    model: str
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    seed: int | None = None
    stop: str | Annotated[list[str], Field(max_length=MOST_STOPS)] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None

    @property
    def include_usage(self) -> bool:
        """Whether a stream ends with a chunk that counts tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def check_done(self) -> None:
        """Refuse what would change the answer and is not done here.

        Raises:
            RequestError: naming the field.
        """
        for name, value in (self.model_extra or {}).items():
            if name in _NOT_DONE and value is not None and value not in _NOT_DONE[name]:
                raise RequestError(f"{name} is not supported (leave it out)", "unsupported_value", name)

    def _sampling(self, max_tokens: int | None, alternatives: int | None) -> Sampling:
        self.check_done()
        stop = [] if self.stop is None else [self.stop] if isinstance(self.stop, str) else self.stop
        return Sampling(
            max_tokens,
            1.0 if self.temperature is None else self.temperature,
            1.0 if self.top_p is None else self.top_p,
            self.seed,
            tuple(stop),
            alternatives,
        )


class ChatRequest(_Request):
    """`POST /v1/chat/completions`."""

    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    logprobs: bool | None = None
    top_logprobs: Annotated[int, Field(ge=0, le=MOST_ALTERNATIVES)] | None = None

    def sampling(self) -> Sampling:
        """How tokens are chosen.

        Raises:
            RequestError: a value out of range, or something that is not done here.
        """
        if self.top_logprobs is not None and not self.logprobs:
            raise RequestError("top_logprobs without logprobs: true", field="top_logprobs")
        limit = self.max_tokens if self.max_completion_tokens is None else self.max_completion_tokens
        return self._sampling(limit, (self.top_logprobs or 0) if self.logprobs else None)


class CompletionRequest(_Request):
    """`POST /v1/completions`."""

    prompt: str | Annotated[list[str], Field(min_length=1, max_length=1)]
    logprobs: Annotated[int, Field(ge=0, le=5)] | None = None

    @property
    def text(self) -> str:
        """The prompt."""
        return self.prompt if isinstance(self.prompt, str) else self.prompt[0]

    def sampling(self) -> Sampling:
        """How tokens are chosen: 16 at most where the request does not say, as OpenAI has it.

        Raises:
            RequestError: as `ChatRequest.sampling`.
        """
        return self._sampling(16 if self.max_tokens is None else self.max_tokens, self.logprobs)
