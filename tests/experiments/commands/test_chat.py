"""`flame chat`: line by line where input is no terminal; on a terminal Ctrl-C ends the answer and not the chat."""

import io
import os
import pty
import select
import signal
import subprocess
import sys

import pytest

from flame.app.commands import run_command
from flame.errors import ArtifactError, ConfigError, ModelError
from flame.models.packed_folder import PackedFolder
from online.serving.session import stream

HELLO = "Amanda: I baked cookies. Do you want some?"


@pytest.fixture(scope="module")
def packed(decoder_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("chat") / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(folder)])
    return folder


def chat(folder, lines, monkeypatch, capsys, *more):
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    capsys.readouterr()
    run_command("chat", [str(folder), "--max-tokens", "8", *more])
    return capsys.readouterr()


def answers(folder, *conversations):
    """What the model generates for conversations that are rendered already."""
    model = PackedFolder.open(folder).load()
    said = []
    with stream(model, folder / "packed", slots=8):
        for text in conversations:
            encoded = model.tokenize([text], 2000, add_special_tokens=False)
            ids = model.generate_from(encoded, 8)[0, encoded["input_ids"].shape[1] :]
            said.append(model.tokenizer.decode(ids, skip_special_tokens=True).strip())
    return said


def test_answers_alone_are_printed_and_the_conversation_goes_on(packed, monkeypatch, capsys):
    said = chat(packed, [HELLO, "", "And tea?"], monkeypatch, capsys)
    (first,) = answers(packed, f"user: {HELLO}\nassistant: ")
    (second,) = answers(packed, f"user: {HELLO}\nassistant: {first}\nuser: And tea?\nassistant: ")
    assert said.out == f"{first}\n{second}\n"
    assert said.err == ""


def test_a_draft_changes_no_answer(packed, monkeypatch, capsys):
    """The default int8 folder: halves are written beside it once, and everything is as without them."""
    plain = chat(packed, [HELLO], monkeypatch, capsys)
    for _ in range(2):
        drafted = chat(packed, [HELLO], monkeypatch, capsys, "--draft", "little")
        assert drafted.out == plain.out
    assert sorted(place.name for place in (packed / "halves").iterdir()) == ["lower", "upper"]
    assert not list(packed.glob("halves.part-*"))
    assert chat(packed, [HELLO], monkeypatch, capsys).out == plain.out
    with pytest.raises(ModelError, match="draft nobody: no assistant"):
        chat(packed, [HELLO], monkeypatch, capsys, "--draft", "nobody")


def test_a_seed_repeats_an_answer(packed, monkeypatch, capsys):
    draws = ("--temperature", "1.0", "--seed", "3")
    assert chat(packed, [HELLO], monkeypatch, capsys, *draws) == chat(packed, [HELLO], monkeypatch, capsys, *draws)


def test_the_oldest_turns_leave_a_conversation_that_grows_too_long(packed, monkeypatch, capsys):
    long = "word " * 400  # two of them do not fit
    said = chat(packed, [long, long, "x " * 5000, HELLO], monkeypatch, capsys)
    assert said.out.count("\n") >= 3
    assert said.err.count("\n") == 1
    assert "takes 2048 tokens" in said.err


def test_memory_that_holds_no_expert_says_how_much_would(packed):
    with pytest.raises(ConfigError, match=r"give at least \d+MiB"):
        run_command("chat", [str(packed), "--memory", "100MB"])
    with pytest.raises(ConfigError, match="no amount of memory"):
        run_command("chat", [str(packed), "--memory", "lots"])
    with pytest.raises(ArtifactError, match="flame pack"):
        run_command("chat", [str(packed / "dense")])


def test_on_a_terminal_an_interrupt_ends_the_answer_and_not_the_chat(packed):
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "flame", "chat", str(packed), "--temperature", "1", "--max-tokens", "1900"],
        stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        preexec_fn=lambda: _take_terminal(slave), env=os.environ | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    os.close(slave)
    screen = _Screen(master)
    screen.read_until("> ")
    for _ in range(50):  # an answer may end before the interrupt comes
        os.write(master, b"tell me everything\n")
        screen.read_until("hits")
        os.write(master, b"\x03")
        if "[stopped]" in screen.read_until("> "):
            break
    else:
        raise AssertionError(f"no answer was stopped: {screen.seen}")
    os.write(master, b"\x04")
    while process.poll() is None:
        screen.read()
    os.close(master)
    assert process.returncode == 0, screen.seen
    assert "Traceback" not in screen.seen


def _take_terminal(slave):
    """In a process to be: the terminal is its own, and interrupts are ignored, as in a shell's background job."""
    import fcntl
    import termios

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


class _Screen:
    """What a terminal shows, and how far it has been looked at."""

    def __init__(self, master):
        self._master, self._place, self.seen = master, 0, ""

    def read(self):
        assert select.select([self._master], [], [], 120)[0], f"nothing more after {self.seen!r}"
        try:
            part = os.read(self._master, 4096).decode(errors="replace")
        except OSError:  # the other end is closed
            part = ""
        self.seen += part
        return part

    def read_until(self, words):
        while (found := self.seen.find(words, self._place)) < 0:
            assert self.read(), f"ended after {self.seen!r}"
        passed = self.seen[self._place : found]
        self._place = found + len(words)
        return passed
