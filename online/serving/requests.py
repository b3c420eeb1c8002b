"""Requests on their way through an engine, and what an engine allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import torch

from flame.errors import ConfigError
from online.serving.answers import Event, Sampling


@dataclass(frozen=True)
class Limits:
    """What the engine allows.

    Args:
        waiting: requests that may wait for their turn.
        wait_s: longest wait for a turn; answer_s: longest time for an answer once its turn has come.
        answer_tokens: tokens of an answer where a request does not say.
    """

    waiting: int = 32
    wait_s: float = 300.0
    answer_s: float = 600.0
    answer_tokens: int = 512

    def __post_init__(self) -> None:
        if self.waiting < 1 or self.answer_tokens < 1 or not (self.wait_s > 0 and self.answer_s > 0):
            raise ConfigError(f"serving: {self} (expected everything above 0)")


@dataclass(eq=False)
class Ticket:
    """A request on its way."""

    prompt: dict[str, torch.Tensor]
    sampling: Sampling
    trimmed: bool
    deliver: Callable[[Event], None]
    max_tokens: int
    forget: Callable[[Ticket], None]
    queued_s: float = field(default_factory=time.monotonic)
    cancelled: bool = False

    @property
    def prompt_tokens(self) -> int:
        return int(self.prompt["input_ids"].shape[1])

    def cancel(self) -> None:
        """Take it out of the queue, or end its answer; from any thread."""
        self.cancelled = True
        self.forget(self)
