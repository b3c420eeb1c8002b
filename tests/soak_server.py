"""Not part of the tests: 1,000 requests of 8 clients at a server, some cancelled, malformed or far too long.

    python -m tests.soak_server [REQUESTS] [SECONDS OF FUZZING]

It packs a tiny model, serves it in a process of its own, and at the end says what came back, whether every whole answer
was the one that the model generates, and how memory grew. Once it serves, the process may write no byte to any
file (RLIMIT_FSIZE), as on a disk that is full. Then Hypothesis sends requests of any shape.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flame.app.commands import run_command
from flame.models.packed_folder import PackedFolder
from online.serving.session import stream
from tests.conftest import save_family

CLIENTS = 8
PROMPTS = [f"Person {i}: I baked {i} cookies. Do you want some?" for i in range(12)]
TOKENS = 12
KINDS = ("whole", "whole", "whole", "streamed", "cancelled", "malformed", "long", "unknown", "sampled")
EXPECTED = {"malformed": 400, "long": 400, "unknown": 404}


class Soak:
    """What the clients do and see."""

    def __init__(self, port: int, name: str, answers: dict[str, str]) -> None:
        self.port, self.name, self.answers = port, name, answers
        self.seen: Counter[tuple[str, int]] = Counter()
        self.wrong: list[str] = []
        self._lock = threading.Lock()

    def client(self, requests: int, seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(requests):
            kind, prompt = draw.choice(KINDS), draw.choice(PROMPTS)
            try:
                self._request(kind, prompt, draw)
            except (OSError, HTTPException, ValueError, KeyError) as error:
                with self._lock:
                    self.wrong.append(f"{kind}: {type(error).__name__} {error}")

    def _request(self, kind: str, prompt: str, draw: random.Random) -> None:
        asked: dict[str, Any] = {
            "model": self.name, "messages": [{"role": "user", "content": prompt}], "max_tokens": TOKENS,
            "temperature": 0, "stream": kind in ("streamed", "cancelled"),
        }  # fmt: skip
        if kind == "malformed":
            asked |= draw.choice([{"max_tokens": -3}, {"messages": 5}, {"temperature": "hot"}, {"stop": [""] * 9}])
        elif kind == "long":
            asked["messages"] = [{"role": "user", "content": "word " * 20_000}]
        elif kind == "unknown":
            asked["model"] = "gpt-4"
        elif kind == "sampled":
            asked |= {"temperature": 1.0, "seed": draw.randrange(9)}
        elif kind == "cancelled":
            asked["max_tokens"] = 400
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        while True:
            connection.request("POST", "/v1/chat/completions", json.dumps(asked), {"Content-Type": "application/json"})
            response = connection.getresponse()
            if response.status != 429:
                break
            response.read()
            time.sleep(0.05)
        if kind == "cancelled":
            response.read(draw.randrange(1, 400))
            response.close()
        else:
            self._judge(kind, prompt, response.status, response.read().decode())
        connection.close()
        with self._lock:
            self.seen[kind, response.status] += 1

    def _judge(self, kind: str, prompt: str, status: int, text: str) -> None:
        if status != EXPECTED.get(kind, 200) or "Traceback" in text:
            self.wrong.append(f"{kind}: {status} {text[:200]}")
        elif kind == "whole":
            said = json.loads(text)["choices"][0]["message"]["content"]
            if said != self.answers[prompt]:
                self.wrong.append(f"{kind}: {said!r} for {self.answers[prompt]!r}")
        elif kind == "streamed":
            lines = [line.removeprefix("data: ") for line in text.split("\n") if line.startswith("data: {")]
            said = "".join(json.loads(line)["choices"][0]["delta"].get("content", "") for line in lines)
            if said != self.answers[prompt]:
                self.wrong.append(f"{kind}: {said!r} for {self.answers[prompt]!r}")


def anything_asked(name: str) -> st.SearchStrategy[tuple[str, bytes, bool]]:
    """Paths and bodies of any shape, and whether a body is right as it stands.

    Most are right, or right but for a field, so that answers are written and not refused alone.

    Args:
        name: of the served model.
    """
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    )
    words = st.text(max_size=40)
    part = st.fixed_dictionaries({"type": st.just("text"), "text": words})
    content = words | st.lists(part, max_size=3) | st.none()
    message = st.fixed_dictionaries(
        {"role": st.sampled_from(["user", "user", "system", "developer", "assistant"]), "content": content},
        optional={"name": words},
    )
    stops = st.text(min_size=1, max_size=3)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "temperature": st.floats(0, 2) | st.none(), "seed": st.integers(-(2**63), 2**64), "top_p": st.floats(0.01, 1),
        "stop": stops | st.lists(stops, max_size=4) | st.none(), "stream": st.booleans(), "n": st.just(1),
        "stream_options": st.fixed_dictionaries({}, optional={"include_usage": st.booleans()}), "user": words,
        "presence_penalty": st.just(0), "response_format": st.just({"type": "text"}), "metadata": anything,
    }  # fmt: skip
    asked = {"model": st.just(name), "max_tokens": st.integers(1, 5)}
    scored = st.sampled_from([{}, {"logprobs": False}, {"logprobs": True}, {"logprobs": True, "top_logprobs": 3}])
    chat = st.fixed_dictionaries(asked | {"messages": st.lists(message, min_size=1, max_size=4)}, optional=fields)
    chat = st.tuples(chat, scored).map(lambda both: both[0] | both[1])
    text = st.fixed_dictionaries(
        asked | {"prompt": st.text(min_size=1) | st.lists(st.text(min_size=1), min_size=1, max_size=1)},
        optional=fields | {"logprobs": st.integers(0, 5)},
    )
    names = ["model", "max_tokens", "messages", "prompt", "logprobs", "top_logprobs", "tools", "echo", *fields]
    change = st.dictionaries(st.sampled_from(names), anything, min_size=1, max_size=2)

    def bodies(right: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[tuple[bytes, bool]]:
        whole = right.map(lambda body: (json.dumps(body).encode(), True))
        changed = st.tuples(right, change).map(lambda both: (json.dumps(both[0] | both[1]).encode(), False))
        wrong = (anything.map(lambda body: json.dumps(body).encode()) | st.binary(max_size=60)).map(
            lambda b: (b, False)
        )
        return st.integers(0, 9).flatmap(lambda draw: whole if draw < 5 else changed if draw < 9 else wrong)

    return st.one_of(
        bodies(chat).map(lambda body: ("/v1/chat/completions", *body)),
        bodies(text).map(lambda body: ("/v1/completions", *body)),
    )


def check_answer(status: int, answer: str, asked: bytes, right: bool) -> None:
    """What is right is answered and what is not may be refused; a stream ends; nothing is an error of the server."""
    assert status in ((200,) if right else (200, 400, 404, 413)), (status, answer, asked)
    assert "Traceback" not in answer
    if status == 200:
        assert "error" not in (json.loads(answer) if answer.startswith("{") else {}), (answer, asked)
        assert answer.startswith("{") or answer.endswith("data: [DONE]\n\n"), (answer, asked)


def fuzz(port: int, name: str, seconds: float) -> Counter[tuple[int, bool]]:
    """Requests of any shape: the statuses that came back, of those that were right and of the others."""
    statuses: Counter[tuple[int, bool]] = Counter()
    ends = time.monotonic() + seconds

    def send(asked: tuple[str, bytes, bool]) -> None:
        path, content, right = asked
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("POST", path, content, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read().decode()
        connection.close()
        statuses[response.status, right] += 1
        check_answer(response.status, answer, content, right)

    chosen = settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                      phases=[Phase.generate, Phase.shrink])  # fmt: skip
    while time.monotonic() < ends:
        chosen(given(anything_asked(name))(send))()
    return statuses


def main() -> int:
    """Soak, fuzz, and say what there was to see; 1 where anything was wrong."""
    requests, seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000, float(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as place:
        folder = save_family(Path(place) / "model")
        run_command("pack", [str(folder), "--to", f"{place}/packed"])
        model = PackedFolder.open(Path(place) / "packed").load()
        with stream(model, Path(place) / "packed" / "packed", slots=8):
            answers = {prompt: model.generate([prompt], TOKENS)[0] for prompt in PROMPTS}
        process = subprocess.Popen(
            [sys.executable, "-m", "flame", "serve", f"{place}/packed", "--port", "0"],
            stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))
        soak = Soak(port, "model", answers)
        before = _resident(process.pid)
        for part in range(2):
            clients = [
                threading.Thread(target=soak.client, args=(requests // CLIENTS // 2, 100 * part + i))
                for i in range(CLIENTS)
            ]
            for each in clients:
                each.start()
            for each in clients:
                each.join()
            print(f"resident after half {part + 1}: {_resident(process.pid)} kB (before: {before} kB)", flush=True)
        print(dict(sorted(soak.seen.items())), *soak.wrong[:5], sep="\n")
        statuses = fuzz(port, "model", seconds)
        print(f"fuzzed: {dict(statuses)}; resident {_resident(process.pid)} kB")
        process.send_signal(signal.SIGINT)
        process.wait(60)
    return int(bool(soak.wrong) or process.returncode != 0)


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main())
