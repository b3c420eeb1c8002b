"""`flame serve` in a process of its own, with the `openai` package's client."""

import os
import re
import signal
import socket
import subprocess
import sys

import openai
import pytest

from flame.app.commands import run_command
from flame.errors import ConfigError
from flame.models.packed_folder import PackedFolder
from online.serving.session import stream

TEXT = "Amanda: I baked cookies. Do you want some?"
MARK = "xylophone quagmire"  # in whatever is asked, and nowhere else


def test_a_packed_folder_is_served_until_interrupted(decoder_folder, tmp_path):
    packed = tmp_path / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(packed)])
    places = {"TMPDIR": "tmp", "HOME": "home", "XDG_CACHE_HOME": "home/cache", "HF_HOME": "home/hub"}
    for place in places.values():
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
    before = sorted(tmp_path.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "flame", "serve", str(packed), "--port", "0", "--api-key", "sesame"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env=os.environ | {"OMP_NUM_THREADS": "1"} | {name: str(tmp_path / place) for name, place in places.items()},
    )  # fmt: skip
    said = process.stdout.readline()
    found = re.fullmatch(rf"{decoder_folder.name} with 32 expert slots: (http://127\.0\.0\.1:\d+)\n", said)
    assert found, (said, process.stderr.read() if process.poll() is not None else "")
    client = openai.OpenAI(base_url=f"{found[1]}/v1", api_key="sesame", max_retries=0)
    (name,) = [model.id for model in client.models.list()]
    answer = client.chat.completions.create(
        model=name, messages=[{"role": "user", "content": TEXT}], max_tokens=8, temperature=0
    )
    said = ask_in_every_way(client, name)
    assert sorted(tmp_path.rglob("*")) == before
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert sorted(tmp_path.rglob("*")) == before
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        content = file.read_bytes()
        assert not any(text.encode() in content for text in (MARK, *said)), file
    model = PackedFolder.open(packed).load()
    with stream(model, packed / "packed", slots=8):
        assert answer.choices[0].message.content == model.generate([TEXT], 8)[0]


def ask_in_every_way(client, name):
    """Requests that are answered, refused, left and broken off, all with the mark; what the answers said."""
    asked = dict(
        model=name, messages=[{"role": "user", "content": f"{TEXT} {MARK}"}], max_tokens=12, temperature=1, seed=1
    )
    said = [client.chat.completions.create(**asked).choices[0].message.content]
    said.append("".join(c.choices[0].delta.content or "" for c in client.chat.completions.create(**asked, stream=True)))
    said.append(client.completions.create(model=name, prompt=MARK, max_tokens=12, logprobs=1).choices[0].text)
    for wrong in (
        {"max_tokens": -1},
        {"model": MARK},
        {"stop": [MARK] * 9},
        {"user": MARK, "n": 2},
        {"max_tokens": 10**6},
    ):
        with pytest.raises(openai.APIStatusError):
            client.chat.completions.create(**(asked | wrong))
    left = client.chat.completions.create(**(asked | {"max_tokens": 300}), stream=True)
    next(iter(left))
    left.close()
    return [text for text in said if len(text) > 12]


def test_a_port_that_is_taken_is_said_before_the_model_is_loaded(decoder_folder, tmp_path):
    packed = tmp_path / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(packed)])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for wrong in (["--port", port], ["--port", "70000"], ["--host", "no.such.host.invalid"], ["--queue", "0"]):
            with pytest.raises(ConfigError):
                run_command("serve", [str(packed), *wrong])
