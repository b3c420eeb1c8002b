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


def anything_asked(name: str) -> st.SearchStrategy[tuple[str, bytes]]:
    """Paths and bodies of any shape, many of them nearly right.

    Args:
        name: of the served model.
    """
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    )
    message = st.fixed_dictionaries(
        {"role": st.sampled_from(["user", "system", "assistant", "x"]), "content": st.text()}
    )
    fields = {
        "max_tokens": st.integers(-2, 8) | anything, "temperature": st.floats(0, 2) | anything, "seed": anything,
        "top_p": st.floats(0, 1) | anything, "stop": st.text(max_size=3) | st.lists(st.text(max_size=3)) | anything,
        "stream": st.booleans(), "logprobs": st.booleans() | st.integers(-1, 6) | anything, "n": anything,
        "top_logprobs": st.integers(-1, 21), "tools": anything, "stream_options": anything,
    }  # fmt: skip
    chat = st.fixed_dictionaries({"model": st.just(name), "messages": st.lists(message, max_size=3) | anything},
                                 optional=fields)  # fmt: skip
    text = st.fixed_dictionaries({"model": st.just(name), "prompt": st.text() | anything}, optional=fields)
    asked = (chat | text | anything).map(lambda body: json.dumps(body).encode())
    return st.tuples(st.sampled_from(["/v1/chat/completions", "/v1/completions"]), asked | st.binary(max_size=60))


def check_answer(status: int, answer: str, asked: bytes) -> None:
    """What is not refused is answered; nothing is an error of the server."""
    assert status in (200, 400, 404, 413), (status, answer, asked)
    assert "Traceback" not in answer


def fuzz(port: int, name: str, seconds: float) -> Counter[int]:
    """Requests of any shape; the statuses that came back."""
    statuses: Counter[int] = Counter()
    ends = time.monotonic() + seconds

    def send(asked: tuple[str, bytes]) -> None:
        path, content = asked
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("POST", path, content, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read().decode()
        connection.close()
        statuses[response.status] += 1
        check_answer(response.status, answer, content)

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
