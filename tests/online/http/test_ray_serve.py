"""Replicas behind Ray Serve on a local cluster: both answer, a session stays with one, each has a buffer of its own."""

import os
import re
import socket

import openai
import pytest

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
for patience in ("READY", "HEALTH"):  # a busy machine starts the proxy in more than the usual five seconds
    os.environ.setdefault(f"RAY_SERVE_PROXY_{patience}_CHECK_TIMEOUT_S", "200")
ray = pytest.importorskip("ray", reason="ray is not installed (pip install 'flame-moe[ray-serve]')")
serve = pytest.importorskip("ray.serve", reason="ray[serve] is not installed (pip install 'flame-moe[ray-serve]')")

from pydantic import ValidationError  # noqa: E402

from flame.app.commands import run_command  # noqa: E402
from flame.models.packed_folder import PackedFolder  # noqa: E402
from online.http.ray_serve import Deployed, app  # noqa: E402
from online.serving.session import stream  # noqa: E402

MESSAGES = [{"role": "user", "content": "Amanda: I baked cookies. Do you want some?"}]


@pytest.fixture(scope="module")
def packed(decoder_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packed") / "packed"
    run_command("pack", [str(decoder_folder), "--to", str(folder)])
    return folder


@pytest.fixture(scope="module")
def address(packed):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ray.init(num_cpus=4, include_dashboard=False, object_store_memory=80_000_000, logging_level="error",
             runtime_env={"env_vars": {"OMP_NUM_THREADS": "1"}})  # fmt: skip
    serve.start(http_options={"host": "127.0.0.1", "port": port})
    serve.run(app(Deployed(folder=packed, replicas=2, memory="2GiB", api_key="sesame")), name="flame")
    yield f"http://127.0.0.1:{port}"
    serve.shutdown()
    ray.shutdown()


def client_of(address, session):
    return openai.OpenAI(
        base_url=f"{address}/v1", api_key="sesame", max_retries=0, default_headers={"x-session-id": session}
    )


def counts(client) -> tuple[int, int]:
    """Answers and expert accesses of the replica that the client's session meets."""
    text = client.with_options(base_url=str(client.base_url).replace("/v1/", "/")).get("metrics", cast_to=str)
    answers = sum(float(n) for n in re.findall(r"^flame_requests_total\{[^}]*\} (\S+)$", text, re.M))
    accesses = sum(float(n) for n in re.findall(r"^flame_accesses_total\{[^}]*\} (\S+)$", text, re.M))
    return int(answers), int(accesses)


def test_a_session_stays_with_its_replica_and_answers_are_generates(address, packed):
    clients = {name: client_of(address, name) for name in (f"session {i}" for i in range(8))}
    (name,) = [model.id for model in next(iter(clients.values())).models.list()]
    model = PackedFolder.open(packed).load()
    with stream(model, packed / "packed", slots=8):
        expected = model.generate([MESSAGES[0]["content"]], 6)[0]
    before = {name: counts(client) for name, client in clients.items()}
    assert set(before.values()) == {(0, 0)}
    first = clients["session 0"]
    for _ in range(3):
        answer = first.chat.completions.create(model=name, messages=MESSAGES, max_tokens=6, temperature=0)
        assert answer.choices[0].message.content == expected
    after = {name: counts(client) for name, client in clients.items()}
    assert {answers for answers, _ in after.values()} == {
        0,
        3,
    }  # all three at one replica, the other's buffer untouched
    assert after["session 0"][0] == 3
    for answers, accesses in after.values():
        assert (accesses > 0) == (answers > 0)
    other = next(client for name, client in clients.items() if after[name][0] == 0)
    other.chat.completions.create(model=name, messages=MESSAGES, max_tokens=6, temperature=0)
    assert {name: counts(client)[0] for name, client in clients.items()} == {
        name: {3: 3, 0: 1}[answers] for name, (answers, _) in after.items()
    }


def test_a_request_without_the_key_is_refused(address):
    with pytest.raises(openai.AuthenticationError):
        openai.OpenAI(base_url=f"{address}/v1", api_key="wrong", max_retries=0).models.list()


@pytest.mark.parametrize("wrong", [{"replicas": 0}, {"folders": "x"}, {"cpus": 0}])
def test_what_cannot_be_deployed_is_refused_before_a_process_starts(packed, wrong):
    with pytest.raises(ValidationError):
        Deployed(**({"folder": packed} | wrong))
