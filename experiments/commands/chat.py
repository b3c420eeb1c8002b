"""Talk to a packed model in a terminal: streamed answers, and what its expert buffer does in the line below.

Ctrl-C ends an answer and not the chat, Ctrl-D ends the chat. Where input is no terminal, each line of it is a message
and nothing but answers is printed. The conversation is kept in memory alone; its oldest turns leave when it grows
longer than the model's context."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from flame.app.commands import byte_count
from flame.errors import FlameError
from flame.models.packed_folder import PackedFolder
from online.serving.answers import Done, Event, Failed, Piece, RequestError, Sampling
from online.serving.counts import SpeculationCounts
from online.serving.engine import Engine

MEMORY_HELP = "of the whole process, such as 2GiB: decides the expert slots (default: what there is)"
DRAFT_HELP = (
    "speculate: little drafts with the upper halves of int8 experts (written beside them, once), another name with "
    "that smaller model; answers stay the same, and it rests where it loses"
)
TITLE = "Talk to a packed model in this terminal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="folder that flame pack wrote")
    parser.add_argument("--memory", metavar="SIZE", type=byte_count, help=MEMORY_HELP)
    parser.add_argument("--draft", metavar="little|MODEL", help=DRAFT_HELP)
    parser.add_argument("--max-tokens", metavar="N", type=int, default=512, help="most tokens of an answer")
    parser.add_argument("--temperature", metavar="T", type=float, default=0.0, help="0, the default, is greedy")
    parser.add_argument("--top-p", metavar="P", type=float, default=1.0, help="of the draws above temperature 0")
    parser.add_argument("--seed", metavar="S", type=int, help="of the draws")
    parser.add_argument("--system", metavar="TEXT", help="first message of the conversation, for how to answer")


def run(given: argparse.Namespace) -> None:
    """Chat until the input ends."""
    sampling = Sampling(given.max_tokens, given.temperature, given.top_p, given.seed)
    folder = PackedFolder.open(given.folder)
    with Engine.of_folder(folder, given.memory, draft=given.draft) as engine:
        status = _StatusLine(sys.stdin.isatty() and sys.stdout.isatty())
        chat = _Chat(engine, sampling, given.system, status)
        if status.shown:  # whoever started the chat may ignore interrupts, as a shell's background jobs do
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with status:
            status.show(f"{folder.settings.name}: Ctrl-C ends an answer, Ctrl-D the chat")
            for line in _lines(status.shown):
                chat.say(line)


def _lines(terminal: bool) -> Iterator[str]:
    """What the user says; on a terminal with a prompt, and with a history that is not written to disk."""
    if terminal:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  (gives `input` editing and a history)
    while True:
        try:
            line = input("> ") if terminal else sys.stdin.readline()
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            continue
        if not terminal and not line:
            return
        if line.strip():
            yield line.strip()


class _Chat:
    """One conversation."""

    def __init__(self, engine: Engine, sampling: Sampling, system: str | None, status: _StatusLine) -> None:
        self._engine, self._sampling, self._status = engine, sampling, status
        self._messages = [] if system is None else [{"role": "system", "content": system}]
        self._kept = len(self._messages)  # these never leave

    def say(self, text: str) -> None:
        """Answer a message."""
        self._messages.append({"role": "user", "content": text})
        events: SimpleQueue[Event] = SimpleQueue()
        sampling, dropped = self._sampling, False
        while True:
            try:
                ticket = self._engine.chat(self._messages, sampling, events.put)
                break
            except RequestError as error:
                if error.code != "context_length_exceeded":
                    return self._give_up(error)
                if len(self._messages) > self._kept + 2:
                    del self._messages[self._kept : self._kept + 2]  # the oldest turn
                    dropped = True
                elif sampling.max_tokens is not None:
                    sampling = replace(sampling, max_tokens=None)  # as long as there is room for
                else:
                    return self._give_up(error)
        if dropped:
            self._status.show("the oldest turns have left the conversation")
        answer = ""
        try:
            answer = self._print(events)
        except KeyboardInterrupt:
            ticket.cancel()
            while isinstance(event := events.get(), Piece):
                answer += event.text
            print(" [stopped]")
        self._messages.append({"role": "assistant", "content": answer})

    def _give_up(self, error: FlameError) -> None:
        """Say why there is no answer, and go on without the message."""
        print(f"flame: {error}", file=sys.stderr)
        self._messages.pop()

    def _print(self, events: SimpleQueue[Event]) -> str:
        """Print an answer as it comes."""
        answer, start = "", time.monotonic()
        for written in iter(events.get, None):
            if isinstance(written, Piece):
                answer += written.text
                print(written.text, end="", flush=True)
                counts = self._engine.counts()
                if self._status.shown and counts is not None:
                    drafts = _drafts(counts.speculation)
                    self._status.show(f"{time.monotonic() - start:.0f} s, hits {counts.hit_ratio:.0%}{drafts}")
                continue
            print()
            if isinstance(written, Failed):
                print(f"flame: {written.error}", file=sys.stderr)
            elif isinstance(written, Done):
                cut = ", cut at --max-tokens" if written.reason == "length" else ""
                counts = self._engine.counts()
                drafts = _drafts(None if counts is None else counts.speculation)
                self._status.show(
                    f"{written.completion_tokens} tokens{cut}, {written.tokens_per_s:.1f} tokens/s, first after "
                    f"{written.first_token_s:.1f} s, hits {written.hit_ratio:.0%}{drafts}"
                )
            break
        return answer


def _drafts(counts: SpeculationCounts | None) -> str:
    """What became of drafts so far."""
    if counts is None:
        return ""
    return f", drafts {counts.acceptance:.0%} of {counts.drafted} taken" if counts.drafted else ", no drafts"


class _StatusLine:
    """The terminal's last line, kept free of what scrolls above it; nothing where there is no terminal."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown

    def __enter__(self) -> None:
        if self.shown:
            rows = shutil.get_terminal_size().lines
            print(f"\n\x1b[1;{rows - 1}r\x1b[{rows - 1};1H", end="", flush=True)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            rows = shutil.get_terminal_size().lines
            print(f"\x1b7\x1b[r\x1b[{rows};1H\x1b[2K\x1b8", end="", flush=True)

    def show(self, text: str) -> None:
        """Put a text there, in place of the last one."""
        if self.shown:
            columns, rows = shutil.get_terminal_size()
            print(f"\x1b7\x1b[{rows};1H\x1b[2K\x1b[2m{text[: columns - 1]}\x1b[0m\x1b8", end="", flush=True)
