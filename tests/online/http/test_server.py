"""The server as clients meet it: the `openai` package, raw requests that are wrong, and a loader that dies."""

import http.client
import json
import socket
import threading
import time
import warnings

import openai
import pytest
import torch
import uvicorn
from hypothesis import given, settings

from flame.models.loading import load_model
from flame.nm_pattern import NMPattern
from online.http.app import make_app
from online.http.guard import MOST_BODY_BYTES, Guard
from online.serving.engine import Engine
from online.serving.requests import Limits
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.conftest import settings_for
from tests.online.small_streams import GatedStore
from tests.soak_server import anything_asked, check_answer

TEXT = "Amanda: I baked cookies. Do you want some?"
MESSAGES = [{"role": "user", "content": TEXT}]
KEY = "sesame"


class Running:
    """A server on a port of its own, with the model that it serves and the store that it reads."""

    def __init__(self, folder):
        settings = settings_for(folder)
        fitted = vars(settings) | {"prefix": "", "chat": True, "max_new_tokens": 12}
        self.model = load_model(settings.__class__(**fitted))
        layers = {layer.id: layer for layer in self.model.moe_layers()}
        packed = MemoryStore.pack(
            lambda e: self.model.expert_matrices(layers[e.layer], e.expert),
            layers, self.model.num_experts, NMPattern(4, 4),
        )  # fmt: skip
        self.store = GatedStore(packed)
        own = self.model.copy(shares_weights=True)
        self.engine = Engine(own, lambda: stream(own, self.store, slots=3), 400, Limits(waiting=4, answer_tokens=40))
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        app = Guard(make_app(self.engine), KEY, {"127.0.0.1", "localhost"})
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def client(self, key=KEY):
        return openai.OpenAI(base_url=f"http://127.0.0.1:{self.port}/v1", api_key=key, max_retries=0)

    def raw(self, method, path, body=None, **headers):
        """Status, and the answer as JSON where it is JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        fields = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"} | headers
        connection.request(method, path, body.encode() if isinstance(body, str) else body, fields)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        if text and response.headers.get_content_type() == "application/json":
            return response.status, json.loads(text)
        return response.status, text

    def close(self):
        self.store.gate.set()
        self.engine.close()
        self._server.should_exit = True
        self._thread.join(60)


@pytest.fixture(scope="module")
def server(decoder_folder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = Running(decoder_folder)
    yield running
    running.close()


def test_greedy_is_generate_whole_and_streamed(server):
    client, expected = server.client(), server.model.generate([TEXT], 12)[0]
    asked = dict(model="tiny", messages=MESSAGES, max_tokens=12, temperature=0)
    whole = client.chat.completions.create(**asked)
    assert whole.choices[0].message.content == expected
    encoded = server.model.encode([TEXT])
    assert whole.usage.prompt_tokens == encoded["input_ids"].shape[1]
    assert whole.usage.completion_tokens == server.model.written_lengths(server.model.generate_ids([TEXT], 12))[0]
    assert whole.choices[0].finish_reason == ("length" if whole.usage.completion_tokens == 12 else "stop")
    chunks = list(client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True}))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == expected
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == whole.choices[0].finish_reason
    assert chunks[-1].usage == whole.usage


def test_a_seed_repeats_an_answer_and_another_does_not(server):
    client = server.client()
    said = [
        client.chat.completions.create(model="tiny", messages=MESSAGES, max_tokens=16, temperature=1.2, seed=seed)
        .choices[0].message.content for seed in (1, 1, 2)
    ]  # fmt: skip
    assert said[0] == said[1] != said[2]


def test_all_tokens_are_drawn_among_and_not_the_fifty_likeliest_alone(server):
    encoded = server.model.tokenizer(TEXT, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        fiftieth = torch.log_softmax(server.model.hf(encoded).logits[0, -1].float(), -1).topk(50).values[-1]
    asked = dict(model="tiny", prompt=TEXT, max_tokens=1, temperature=2, logprobs=0)
    drawn = [
        server.client().completions.create(**asked, seed=seed).choices[0].logprobs.token_logprobs[0]
        for seed in range(8)
    ]
    assert min(drawn) < float(fiftieth)


def test_stop_strings_and_log_probabilities(server):
    client = server.client()
    asked = dict(model="tiny", messages=MESSAGES, max_tokens=12, temperature=0)
    whole = client.chat.completions.create(**asked, logprobs=True, top_logprobs=2)
    tokens = whole.choices[0].logprobs.content
    assert len(tokens) == whole.usage.completion_tokens
    assert all(token.top_logprobs[0].logprob == token.logprob <= 0 for token in tokens)  # greedy takes the best
    text = whole.choices[0].message.content
    stop = text[4:6]
    stopped = client.chat.completions.create(**asked, stop=stop).choices[0]
    assert (stopped.message.content, stopped.finish_reason) == (text[: text.index(stop)].rstrip(), "stop")


def test_completions_and_their_log_probabilities(server):
    client = server.client()
    asked = dict(model="tiny", prompt=TEXT, max_tokens=10, temperature=0)
    whole = client.completions.create(**asked, logprobs=1)
    chunks = list(client.completions.create(**asked, logprobs=1, stream=True))
    assert "".join(chunk.choices[0].text for chunk in chunks) == whole.choices[0].text
    scores = whole.choices[0].logprobs
    assert len(scores.tokens) == len(scores.token_logprobs) == whole.usage.completion_tokens
    streamed = [c.choices[0].logprobs.tokens for c in chunks if c.choices[0].logprobs is not None]
    assert [token for tokens in streamed for token in tokens] == scores.tokens


def test_models_health_metrics_and_the_page(server):
    client = server.client()
    assert [model.id for model in client.models.list()] == ["tiny"]
    assert client.models.retrieve("tiny").owned_by == "flame"
    assert server.raw("GET", "/health", Authorization="")[1]["status"] == "ok"
    before = server.raw("GET", "/metrics")[1]
    client.chat.completions.create(model="tiny", messages=MESSAGES, max_tokens=3, temperature=0)
    after = server.raw("GET", "/metrics")[1]

    def value(text, name):
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name))

    assert value(after, 'flame_tokens_total{kind="completion"}') - value(
        before, 'flame_tokens_total{kind="completion"}'
    ) == pytest.approx(3)
    assert value(after, "flame_accesses_total") - value(before, "flame_accesses_total") == 4 * 2 * 2
    assert value(after, "flame_slots") == 12
    for path in ("/", "/health", "/metrics", "/v1/models"):
        assert server.raw("HEAD", path) == (200, "")
    status, page = server.raw("GET", "/", Authorization="")
    assert status == 200
    assert "<canvas" in page


CHAT = {"model": "tiny", "messages": MESSAGES, "max_tokens": 4, "temperature": 0}


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"model": "gpt-4"}, 404, "model"),
        ({"max_tokens": -1}, 400, "max_tokens"),
        ({"max_tokens": 0}, 400, "max_tokens"),
        ({"max_tokens": 10**30}, 400, "messages"),
        ({"max_tokens": "5"}, 400, "max_tokens"),
        ({"temperature": 3}, 400, "temperature"),
        ({"temperature": float("nan")}, 400, "temperature"),
        ({"top_p": 0}, 400, "top_p"),
        ({"stop": ["a", "b", "c", "d", "e"]}, 400, "stop"),
        ({"stop": ""}, 400, "stop"),
        ({"top_logprobs": 3}, 400, "top_logprobs"),
        ({"n": 2}, 400, "n"),
        ({"tools": [{"type": "function"}]}, 400, "tools"),
        ({"response_format": {"type": "json_object"}}, 400, "response_format"),
        ({"top_k": 40}, 400, "top_k"),
        ({"repetition_penalty": 1.1}, 400, "repetition_penalty"),
        ({"messages": []}, 400, "messages"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, 400, "messages.0.role"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]}, 400, None),
        ({"messages": [{"role": "user", "content": "word " * 20_000}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": "\ud800"}]}, 400, "prompt"),
        ({"messages": "hello"}, 400, "messages"),
    ],
)
def test_what_is_wrong_is_said_in_openais_form(server, change, status, field):
    got, body = server.raw("POST", "/v1/chat/completions", json.dumps(CHAT | change))
    assert got == status
    error = body["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    if field is not None:
        assert error["param"] == field
    assert "Traceback" not in json.dumps(body)
    if "word word" in json.dumps(change):
        assert error["code"] == "context_length_exceeded"
        assert "word word" not in error["message"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/chat/completions", "{", 400),
        ("POST", "/v1/chat/completions", "[1]", 400),
        ("POST", "/v1/chat/completions", "null", 400),
        ("POST", "/v1/chat/completions", b"\xff\xfe", 400),
        ("POST", "/v1/chat/completions", "", 400),
        ("GET", "/v1/chat/completions", None, 405),
        ("GET", "/v1/nonsense", None, 404),
        ("GET", "/v1/models/gpt-4", None, 404),
        ("POST", "/v1/completions", '{"model": "tiny", "prompt": [1, 2]}', 400),
    ],
)
def test_requests_that_are_none(server, method, path, body, status):
    got, answer = server.raw(method, path, body)
    assert got == status
    assert set(answer["error"]) == {"message", "type", "param", "code"}


@settings(max_examples=60, deadline=None, database=None)
@given(asked=anything_asked("tiny"))
def test_requests_of_any_shape_are_answered_or_refused(server, asked):
    path, content, right = asked
    status, answer = server.raw("POST", path, content)
    check_answer(status, answer if isinstance(answer, str) else json.dumps(answer), content, right)


def test_a_body_of_any_size_is_bounded(server):
    huge = json.dumps(CHAT | {"user": "x" * (MOST_BODY_BYTES + 10)})
    assert server.raw("POST", "/v1/chat/completions", huge)[0] == 413
    chunks = (b"x" * 2**20 for _ in range(6))
    assert server.raw("POST", "/v1/chat/completions", iter(chunks))[0] == 413


def test_a_key_and_a_host_are_asked_for(server):
    for key in ("wrong", "", "sésame"):
        status, body = server.raw("GET", "/v1/models", Authorization=f"Bearer {key}".encode())
        assert (status, body["error"]["code"]) == (401, "invalid_api_key")
    with pytest.raises(openai.AuthenticationError):
        server.client("wrong").models.list()
    assert server.raw("GET", "/v1/models", Host="evil.example")[0] == 403


def test_a_client_that_leaves_frees_its_turn(server):
    server.store.gate.clear()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    fields = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(CHAT | {"max_tokens": 300}), fields)
    while not server.engine.busy:
        time.sleep(0.01)
    second = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    second.request("POST", "/v1/chat/completions", json.dumps(CHAT), fields)
    while server.engine.waiting != 1:
        time.sleep(0.01)
    second.close()
    while server.engine.waiting:
        time.sleep(0.01)
    connection.close()
    server.store.gate.set()
    while server.engine.busy:
        time.sleep(0.01)
    assert server.raw("POST", "/v1/chat/completions", json.dumps(CHAT))[0] == 200


def test_more_than_may_wait_are_refused(server):
    server.store.gate.clear()
    waiting = []
    for count in range(5):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request(
            "POST", "/v1/chat/completions", json.dumps(CHAT),
            {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
        )  # fmt: skip
        waiting.append(connection)
        while not (server.engine.busy and server.engine.waiting == count):
            time.sleep(0.01)
    with pytest.raises(openai.RateLimitError):
        server.client().chat.completions.create(**CHAT)
    server.store.gate.set()
    answers = [json.loads(connection.getresponse().read()) for connection in waiting]
    assert len({answer["choices"][0]["message"]["content"] for answer in answers}) == 1


def test_a_killed_loader_is_503_and_the_next_request_is_answered(server):
    expected = server.client().chat.completions.create(**CHAT).choices[0].message.content
    server.engine._session.runtime.close()
    with pytest.raises(openai.InternalServerError) as caught:
        server.client().chat.completions.create(**CHAT)
    assert caught.value.status_code == 503
    server.store.broken = True
    status, body = server.raw("POST", "/v1/chat/completions", json.dumps(CHAT | {"stream": True}))
    assert (status, body["error"]["code"]) == (503, "unavailable")
    assert "Traceback" not in body["error"]["message"]
    server.store.broken = False
    assert server.client().chat.completions.create(**CHAT).choices[0].message.content == expected


def test_the_experts_are_told_token_by_token(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/experts", headers={"Authorization": f"Bearer {KEY}"})
    response = connection.getresponse()

    def event():
        line = response.readline().decode()
        while not line.startswith("data: "):
            line = response.readline().decode()
        return json.loads(line.removeprefix("data: "))

    assert event() == {"model": "tiny", "experts": 8, "slots": [3, 3, 3, 3]}
    server.client().chat.completions.create(**CHAT)
    views = [event() for _ in range(4)]
    assert [view["token"] for view in views] == [1, 2, 3, 4]
    assert all(len(layer["chosen"]) == 2 for view in views[1:] for layer in view["layers"])
    connection.close()
