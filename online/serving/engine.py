"""A model that answers one request after another, on a thread of its own, with its experts streamed.

Requests wait in one bounded queue. What an answer says goes to its `deliver`, which is called on the engine's thread
and has to be quick. Nothing of a request is kept once it is answered, and nothing is written to disk.
"""

from __future__ import annotations

import secrets
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import torch
from transformers import LogitsProcessorList, StoppingCriteriaList
from transformers.generation import BaseStreamer

from flame.errors import FlameError
from flame.models.generation import end_tokens
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.models.packed_folder import PackedFolder
from online.serving.answers import (
    AnswerText,
    Done,
    Event,
    Failed,
    Message,
    Piece,
    QueueFull,
    RequestError,
    Sampling,
    Score,
    TimedOut,
    Unavailable,
)
from online.serving.counts import StreamCounts
from online.serving.folder_streams import folder_stream
from online.serving.requests import Limits, Ticket
from online.serving.session import Session
from online.serving.teams import apart, as_served
from online.serving.watching import ExpertWatch

LONGEST_CONTEXT = 4096  # tokens of a conversation, unless the model takes fewer


class _Cut(Exception):
    """Ends a pass through the model at once."""


class Engine:
    """The thread that owns a streamed model.

    Args:
        model: loaded without its experts.
        open_stream: opens its stream; called again when a stream has failed for good.
        context: most tokens of a prompt and its answer together.
        limits: of the queue and of answers.
    Raises:
        FlameError: the stream cannot be opened.
    """

    def __init__(
        self, model: MoeModel, open_stream: Callable[[], Session], context: int, limits: Limits | None = None
    ) -> None:
        self.model, self.context, self.limits = model, context, limits or Limits()
        self._open_stream = open_stream
        self._session: Session | None = open_stream()
        self.plan = self._session.plan
        self.watch = ExpertWatch(model)
        self._tokenizing = threading.Lock()
        self._waiting: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._current: Ticket | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="flame-engine", daemon=True)
        self._thread.start()

    @staticmethod
    def of_folder(
        folder: PackedFolder, memory_bytes: int | None = None, limits: Limits | None = None, *,
        slots: int | None = None, draft: str | None = None,
    ) -> Engine:  # fmt: skip
        """Load a packed model, with as many expert slots as an amount of memory leaves room for.

        Args:
            memory_bytes: of the whole process; None for what the machine has available.
            slots, draft: as `online.serving.folder_streams.folder_stream` has them.
        Raises:
            ConfigError: the memory is too small.
            ModelError, ArtifactError, FormatError: the folder's model, or its draft, cannot be loaded.
        """
        model = apart(folder.load)
        context = context_of(model)
        return Engine(model, folder_stream(folder, model, context, memory_bytes, slots, draft), context, limits)

    @property
    def alive(self) -> bool:
        """Whether requests are still answered."""
        return self._thread.is_alive() and not self._closing

    @property
    def waiting(self) -> int:
        """Requests that wait for their turn."""
        return len(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether an answer is being written."""
        return self._current is not None

    def counts(self) -> StreamCounts | None:
        """What the expert buffer has done since the stream was opened; None where it could not be opened again."""
        session = self._session
        return None if session is None else session.counts()

    def chat(self, messages: Sequence[Message], sampling: Sampling, deliver: Callable[[Event], None]) -> Ticket:
        """Ask for the next message of a conversation.

        A model without a chat template that is an encoder and a decoder reads the last message.

        Raises:
            RequestError: no message, a conversation that the template refuses, or too long a one.
            QueueFull: too many wait already.
        """
        if not messages:
            raise RequestError("messages: is empty (expected at least one)", field="messages")
        if self.model.settings.chat:
            return self._submit(self._rendered(messages), False, sampling, True, deliver)
        if not self.model.is_encoder_decoder:
            raise RequestError(f"{self.model.name} has no chat template (use completions)", field="messages")
        return self._submit(self.model.settings.prefix + messages[-1]["content"], True, sampling, True, deliver)

    def complete(self, text: str, sampling: Sampling, deliver: Callable[[Event], None]) -> Ticket:
        """Ask for what follows a text, put to the model as it stands after the model's own prefix.

        Raises:
            RequestError, QueueFull: as `chat`.
        """
        return self._submit(self.model.settings.prefix + text, True, sampling, False, deliver)

    def forget(self, ticket: Ticket) -> None:
        """Take a cancelled request out of the queue, where it still waits."""
        with self._changed:
            if ticket in self._waiting:
                self._waiting.remove(ticket)

    def close(self) -> None:
        """End the answer under way and stop; what waits is told so."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rendered(self, messages: Sequence[Message]) -> str:
        turns = [dict(message) for message in messages]
        try:
            return str(self.model.tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False))
        except Exception as error:  # whatever the template of this model raises about roles and their order
            raise RequestError(f"messages: the chat template refuses them: {error}", field="messages") from error

    def _submit(
        self, text: str, special: bool, sampling: Sampling, trimmed: bool, deliver: Callable[[Event], None]
    ) -> Ticket:
        if not text.isascii() and text != text.encode("utf-8", "replace").decode("utf-8"):
            raise RequestError("the prompt has lone surrogates (expected Unicode text)", field="prompt")
        with self._tokenizing:
            encoded = self.model.tokenizer(text, add_special_tokens=special, return_tensors="pt", verbose=False)
        prompt = {name: encoded[name].to(self.model.hf.device) for name in ("input_ids", "attention_mask")}
        tokens = int(prompt["input_ids"].shape[1])
        if not tokens:
            raise RequestError("the prompt is empty", field="prompt")
        read = 0 if self.model.is_encoder_decoder else tokens
        wanted = sampling.max_tokens
        room = self.context - read
        if tokens > self.context - 1 or (wanted or 1) > room:
            asked = f"{tokens} tokens in the prompt" + (f" and {wanted} in the answer" if wanted else "")
            raise RequestError(
                f"{self.model.name} takes {self.context} tokens, asked for were {asked}",
                "context_length_exceeded",
                "messages" if trimmed else "prompt",
            )
        most = min(room, self.limits.answer_tokens) if wanted is None else wanted
        ticket = Ticket(prompt, sampling, trimmed, deliver, most, self.forget)
        with self._changed:
            if not self.alive:
                raise Unavailable("the model is shutting down")
            if len(self._waiting) >= self.limits.waiting:
                raise QueueFull(f"{len(self._waiting)} requests wait already (try again later)")
            self._waiting.append(ticket)
            self._changed.notify()
        return ticket

    def _run(self) -> None:
        try:
            with as_served():
                while (ticket := self._next()) is not None:
                    ticket.deliver(self._outcome(ticket))
                    self._current = None
        finally:
            self._closing = True
            for ticket in (self._current, *self._waiting):
                if ticket is not None:
                    ticket.deliver(Failed(Unavailable("the model is shutting down")))
            self._drop_stream()

    def _next(self) -> Ticket | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            if self._closing:
                return None
            self._current = self._waiting.popleft()
            return self._current

    def _outcome(self, ticket: Ticket) -> Done | Failed:
        """Answer a request; whatever goes wrong is the request's failure and not the engine's end."""
        start = time.monotonic()
        if start - ticket.queued_s > self.limits.wait_s:
            return Failed(TimedOut(f"waited for {start - ticket.queued_s:.0f} s (try again later)"))
        try:
            if self._session is None:
                self._session = self._open_stream()
            return _Writing(self, self._session, ticket, start + self.limits.answer_s).run()
        except _Cut:
            if ticket.cancelled or self._closing:
                return Failed(Unavailable("the request was cancelled"))
            return Failed(TimedOut(f"the answer took longer than {self.limits.answer_s:g} s"))
        except FlameError as error:
            self._drop_stream()
            return Failed(Unavailable(f"an expert cannot be read: {error}"))
        except MemoryError:
            return Failed(Unavailable("memory is short (ask for a shorter answer, or try again later)"))
        except Exception as error:
            frames = "".join(traceback.format_tb(error.__traceback__))  # its message may quote the request
            print(f"flame: a request failed with {type(error).__name__}\n{frames}", end="", file=sys.stderr, flush=True)
            return Failed(Unavailable(f"the answer failed ({type(error).__name__})"))

    def _drop_stream(self) -> None:
        """A stream whose loader has died or whose store has changed is opened anew at the next request."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def must_end(self, ticket: Ticket, deadline: float) -> bool:
        """Whether an answer is to be given up."""
        return ticket.cancelled or self._closing or time.monotonic() > deadline


class _Writing(BaseStreamer):  # type: ignore[misc]
    """The writing of one answer: transformers puts each token here."""

    def __init__(self, engine: Engine, session: Session, ticket: Ticket, deadline: float) -> None:
        self._engine, self._session, self._ticket, self._deadline = engine, session, ticket, deadline
        tokenizer = engine.model.tokenizer
        self._one = lambda token: str(tokenizer.decode([token]))
        self._text = AnswerText(
            lambda ids: str(tokenizer.decode(ids, skip_special_tokens=True)), ticket.sampling.stop, ticket.trimmed
        )
        self._ends = end_tokens(engine.model.hf.generation_config)
        self._start = time.monotonic()
        self._first_s = 0.0
        self._tokens: list[int] = []
        self._prompt_seen = False
        self._logits: torch.Tensor | None = None
        self._scores: list[Score] = []

    def run(self) -> Done:
        """Write the answer.

        Raises:
            _Cut: it was cancelled, or took too long.
        """
        sampling, model = self._ticket.sampling, self._engine.model
        before = self._session.counts()
        torch.manual_seed(secrets.randbits(63) if sampling.seed is None else sampling.seed % 2**63)
        options: dict[str, Any] = {"streamer": self, "stopping_criteria": StoppingCriteriaList([self._ended])}
        if sampling.draws:
            options |= {"do_sample": True, "temperature": float(sampling.temperature), "top_p": float(sampling.top_p)}
            options["top_k"] = 0  # transformers would draw among the 50 likeliest alone
        if sampling.alternatives is not None:
            options["logits_processor"] = LogitsProcessorList([self._remember])
        with model.hear(self._heard, every_step=lambda: self._engine.watch.watchers > 0):
            model.generate_from(self._ticket.prompt, self._ticket.max_tokens, **options)
        self._deliver(self._text.end(), last=True)
        ended = self._text.stopped or (bool(self._tokens) and self._tokens[-1] in self._ends)
        after = self._session.counts()
        return Done(
            "stop" if ended else "length", self._ticket.prompt_tokens, len(self._tokens),
            time.monotonic() - self._start, self._first_s, after.hits - before.hits, after.accesses - before.accesses,
        )  # fmt: skip

    def put(self, value: torch.Tensor) -> None:
        """Take the prompt, then token after token."""
        if not self._prompt_seen:
            self._prompt_seen = True
            return
        self._first_s = self._first_s or time.monotonic() - self._start
        token = int(value.reshape(-1)[-1])
        self._tokens.append(token)
        if self._logits is not None:
            self._scores.append(self._score(token))
        self._deliver(self._text.add(token))
        self._engine.watch.tell(self._session, len(self._tokens))

    def end(self) -> None:
        """Nothing: the rest of the text goes out with the answer's end."""

    def _deliver(self, text: str, last: bool = False) -> None:
        if text or (last and self._scores):
            self._ticket.deliver(Piece(text, tuple(self._scores)))
            self._scores.clear()

    def _ended(self, ids: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:
        if self._engine.must_end(self._ticket, self._deadline):
            raise _Cut
        return torch.full((len(ids),), self._text.stopped, dtype=torch.bool, device=ids.device)

    def _heard(self, call: ExpertCall) -> None:
        """Asked at each layer, so that a pass over a long prompt can be given up."""
        if self._engine.must_end(self._ticket, self._deadline):
            raise _Cut
        self._engine.watch.hear(self._session, call)

    def _remember(self, ids: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
        self._logits = logits
        return logits

    def _score(self, token: int) -> Score:
        assert self._logits is not None, "asked for with scores alone"
        logprobs = torch.log_softmax(self._logits[0].float(), -1)
        best = torch.topk(logprobs, min(self._ticket.sampling.alternatives or 0, len(logprobs)))
        pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        return Score(
            self._one(token),
            max(float(logprobs[token]), -9999.0),
            tuple((self._one(i), max(v, -9999.0)) for i, v in pairs),
        )


def context_of(model: MoeModel) -> int:
    """Tokens of the longest conversation that is taken."""
    if model.is_encoder_decoder:
        return model.settings.max_source_tokens
    known = getattr(model.hf.config.get_text_config(), "max_position_embeddings", None)
    return min(LONGEST_CONTEXT, int(known)) if known else LONGEST_CONTEXT
