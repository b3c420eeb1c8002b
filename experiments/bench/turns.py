"""Answers that several models write in turns, some tokens at a time.

A machine is quick for a while and slow for a while. Answers that are written one after the other find different
machines; of answers that are written in turns, each has a part of every while.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable

import torch
from transformers.generation import BaseStreamer


class Answer(BaseStreamer):  # type: ignore[misc]
    """An answer whose `generate` stops at each token until it is asked for more.

    It needs the package greenlet, as streams that draft do.

    Args:
        write: calls `generate` with this as its streamer, and returns the ids.
    """

    def __init__(self, write: Callable[[BaseStreamer], torch.Tensor]) -> None:
        from greenlet import greenlet

        self._task = greenlet(lambda: write(self))
        self._task.gr_context = contextvars.copy_context()
        self._prompt_was_put = False

    def go_on(self, tokens: int) -> None:
        """Have so many more tokens written."""
        for _ in range(tokens):
            self._task.switch()
            assert not self._task.dead, "no more tokens are asked for than there are"

    def finish(self) -> torch.Tensor:
        """The ids, when all tokens are written."""
        ids: torch.Tensor = self._task.switch()
        assert self._task.dead, "no token is left"
        return ids

    def put(self, value: torch.Tensor) -> None:
        """`generate` has read the prompt, or written a token."""
        if self._prompt_was_put:
            self._task.parent.switch()
        self._prompt_was_put = True

    def end(self) -> None:
        """`generate` is over."""
