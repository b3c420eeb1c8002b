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


def test_a_packed_folder_is_served_until_interrupted(decoder_folder, tmp_path):
    packed = tmp_path / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(packed)])
    before = sorted(tmp_path.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "flame", "serve", str(packed), "--port", "0", "--api-key", "sesame"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env=os.environ | {"OMP_NUM_THREADS": "1", "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    said = process.stdout.readline()
    found = re.fullmatch(rf"{decoder_folder.name} with 32 expert slots: (http://127\.0\.0\.1:\d+)\n", said)
    assert found, (said, process.stderr.read() if process.poll() is not None else "")
    client = openai.OpenAI(base_url=f"{found[1]}/v1", api_key="sesame", max_retries=0)
    (name,) = [model.id for model in client.models.list()]
    answer = client.chat.completions.create(
        model=name, messages=[{"role": "user", "content": TEXT}], max_tokens=8, temperature=0
    )
    assert sorted(tmp_path.rglob("*")) == before  # nothing of a request is written
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    model = PackedFolder.open(packed).load()
    with stream(model, packed / "packed", slots=8):
        assert answer.choices[0].message.content == model.generate([TEXT], 8)[0]


def test_a_port_that_is_taken_is_said_before_the_model_is_loaded(decoder_folder, tmp_path):
    packed = tmp_path / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(packed)])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for wrong in (["--port", port], ["--port", "70000"], ["--host", "no.such.host.invalid"], ["--queue", "0"]):
            with pytest.raises(ConfigError):
                run_command("serve", [str(packed), *wrong])
