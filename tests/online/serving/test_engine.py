"""The engine answers as the model generates, one request after another, and outlives what goes wrong."""

import threading
from queue import SimpleQueue

import pytest
import torch

from flame.models.loading import load_model
from flame.nm_pattern import NMPattern
from online.serving.answers import (
    COLDEST,
    Done,
    Failed,
    Piece,
    QueueFull,
    RequestError,
    Sampling,
    TimedOut,
    Unavailable,
)
from online.serving.engine import Engine
from online.serving.requests import Limits
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.conftest import settings_for
from tests.online.small_streams import GatedStore

TEXT = "Amanda: I baked cookies. Do you want some?"
GREEDY = Sampling(max_tokens=12)


def chatting(folder):
    settings = settings_for(folder)
    return load_model(settings.__class__(**vars(settings) | {"prefix": "", "chat": True, "max_new_tokens": 12}))


def store_of(model):
    layers = {layer.id: layer for layer in model.moe_layers()}
    return MemoryStore.pack(
        lambda e: model.expert_matrices(layers[e.layer], e.expert), layers, model.num_experts, NMPattern(4, 4)
    )


@pytest.fixture(scope="module")
def model(decoder_folder):
    return chatting(decoder_folder)


@pytest.fixture
def served(model):
    model = model.copy(shares_weights=True)
    store = GatedStore(store_of(model))
    engine = Engine(model, lambda: stream(model, store, slots=2), 200, Limits(waiting=2))
    yield engine, store
    store.gate.set()
    engine.close()


def events(engine, sampling=GREEDY, text=TEXT, ask=None):
    found = SimpleQueue()
    (ask or engine.chat)([{"role": "user", "content": text}] if ask is None else text, sampling, found.put)
    return rest(found)


def rest(found):
    seen = [found.get(timeout=60)]
    while isinstance(seen[-1], Piece):
        seen.append(found.get(timeout=60))
    return seen


def text_of(seen):
    return "".join(event.text for event in seen if isinstance(event, Piece))


def test_greedy_is_what_generate_gives(served, model):
    seen = events(served[0])
    assert text_of(seen) == model.generate([TEXT], 12)[0] != ""
    done = seen[-1]
    assert isinstance(done, Done)
    ids = model.generate_ids([TEXT], 12)
    assert done.completion_tokens == model.written_lengths(ids)[0]
    assert done.prompt_tokens == model.encode([TEXT])["input_ids"].shape[1]
    assert done.accesses == 4 * 2 * (done.completion_tokens - 1)
    assert done.reason == ("stop" if done.completion_tokens < 12 else "length")


def test_draws_are_what_generate_gives_for_the_same_seed(served, model):
    sampling = Sampling(max_tokens=12, temperature=0.8, top_p=0.9, seed=5)
    first, again, other = (
        text_of(events(served[0], each)) for each in (sampling, sampling, Sampling(12, 0.8, 0.9, seed=6))
    )
    torch.manual_seed(5)
    ids = model.generate_ids([TEXT], 12, do_sample=True, temperature=0.8, top_p=0.9)
    assert first == again == model.tokenizer.decode(ids[0, 1:], skip_special_tokens=True).strip()
    assert other != first


def test_a_temperature_too_low_to_divide_by_is_greedy(served):
    """A float32 logit over 1e-63 is infinite, and no distribution."""
    greedy = text_of(events(served[0]))
    for temperature in (6.3e-64, 5e-324, 1e-38, 1e-9):
        assert text_of(events(served[0], Sampling(12, temperature, seed=1))) == greedy
    assert text_of(events(served[0], Sampling(12, COLDEST, seed=1)))


def test_a_completion_continues_the_text_itself(served, model):
    seen = events(served[0], text=TEXT, ask=served[0].complete)
    plain = model.copy(shares_weights=True)
    plain.settings = plain.settings.__class__(**vars(plain.settings) | {"chat": False})
    assert text_of(seen).strip() == plain.generate([TEXT], 12)[0]


def test_a_stop_string_ends_the_answer_before_it(served):
    whole = text_of(events(served[0]))
    stop = whole[len(whole) // 2 : len(whole) // 2 + 2]
    seen = events(served[0], Sampling(max_tokens=12, stop=(stop,)))
    assert text_of(seen) == whole[: whole.index(stop)].rstrip()
    assert seen[-1].reason == "stop"
    assert seen[-1].completion_tokens < 12


def test_scores_are_those_of_the_distribution_before_temperature(served, model):
    seen = events(served[0], Sampling(max_tokens=5, temperature=0.7, seed=1, alternatives=3))
    scores = [score for event in seen if isinstance(event, Piece) for score in event.scores]
    assert len(scores) == seen[-1].completion_tokens
    encoded = model.encode([TEXT])
    with torch.inference_mode():
        logprobs = model.hf(**encoded).logits[0, -1].log_softmax(-1)
    best = logprobs.topk(3)
    assert [logprob for _, logprob in scores[0].alternatives] == pytest.approx(best.values.tolist(), abs=1e-4)
    assert scores[0].text in [model.tokenizer.decode([i]) for i in range(420)]
    assert logprobs.min() - 1e-4 <= scores[0].logprob <= logprobs.max() + 1e-4


def test_too_long_a_prompt_and_too_long_an_answer_are_refused(served):
    for text, sampling in (("word " * 400, GREEDY), ("hello", Sampling(max_tokens=5000))):
        with pytest.raises(RequestError) as caught:
            events(served[0], sampling, text)
        assert caught.value.code == "context_length_exceeded"
    assert isinstance(events(served[0], Sampling())[-1], Done)  # what is not said is what there is room for


def test_the_queue_is_bounded_and_a_cancelled_request_frees_its_turn(served):
    engine, store = served
    store.gate.clear()
    queues = [SimpleQueue() for _ in range(4)]
    message = [{"role": "user", "content": TEXT}]
    tickets = [engine.chat(message, GREEDY, queues[0].put)]
    while engine.waiting:
        pass  # until the first one's turn has come
    tickets += [engine.chat(message, GREEDY, queue.put) for queue in queues[1:3]]
    with pytest.raises(QueueFull):
        engine.chat(message, GREEDY, queues[3].put)
    tickets[1].cancel()
    engine.chat(message, GREEDY, queues[3].put)
    tickets[0].cancel()
    store.gate.set()
    assert isinstance(rest(queues[0])[-1], Failed)
    assert text_of(rest(queues[2])) == text_of(rest(queues[3])) != ""
    assert queues[1].empty()


def test_a_wait_beyond_its_limit_is_told(model):
    model = model.copy(shares_weights=True)
    store = store_of(model)
    with Engine(model, lambda: stream(model, store, slots=2), 200, Limits(wait_s=1e-9)) as engine:
        assert isinstance(events(engine)[-1].error, TimedOut)
    with Engine(model, lambda: stream(model, store, slots=2), 200, Limits(answer_s=1e-9)) as engine:
        assert isinstance(events(engine)[-1].error, TimedOut)


def test_a_store_that_fails_is_one_error_and_the_next_request_is_answered(served, model):
    engine, store = served
    store.broken = True
    failed = events(engine)[-1]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, Unavailable)
    assert "the disk is gone" in str(failed.error)
    assert isinstance(events(engine)[-1].error, Unavailable)  # the stream cannot be opened again
    assert engine.counts() is None
    store.broken = False
    assert text_of(events(engine)) == model.generate([TEXT], 12)[0]


def test_a_loader_that_died_is_replaced(served, model):
    engine, _ = served
    engine._session.runtime.close()
    assert isinstance(events(engine)[-1].error, Unavailable)
    assert text_of(events(engine)) == model.generate([TEXT], 12)[0]


def test_closing_ends_what_is_under_way_and_what_waits(model):
    model = model.copy(shares_weights=True)
    store = GatedStore(store_of(model))
    engine = Engine(model, lambda: stream(model, store, slots=2), 200)
    store.gate.clear()
    queues = [SimpleQueue(), SimpleQueue()]
    for queue in queues:
        engine.chat([{"role": "user", "content": TEXT}], GREEDY, queue.put)
    closing = threading.Thread(target=engine.close)
    closing.start()
    store.gate.set()
    closing.join(60)
    assert not engine.alive
    assert all(isinstance(rest(queue)[-1].error, Unavailable) for queue in queues)
    with pytest.raises(Unavailable):
        engine.chat([{"role": "user", "content": TEXT}], GREEDY, queues[0].put)


def test_whoever_watches_sees_the_experts_of_each_token(served, model):
    engine, _ = served
    views = []
    unwatch = engine.watch.add(views.append)
    done = events(engine)[-1]
    unwatch()
    events(engine)
    assert len(views) == done.completion_tokens
    found = [found for view in views[1:] for layer in view.layers for found in layer.chosen.values()]
    assert len(found) == done.accesses
    assert found.count("hit") == done.hits
    for view in views[1:]:
        for layer in view.layers:
            assert len(layer.slots) <= 2
            assert set(layer.chosen) == set(layer.slots)  # two slots, two experts a token


def test_an_encoder_and_decoder_reads_the_last_message(tiny_folder):
    model = load_model(settings_for(tiny_folder))
    expected = model.generate([TEXT], 12)[0]
    store = store_of(model)
    with Engine(model, lambda: stream(model, store, slots=2), 64) as engine:
        assert text_of(events(engine)) == expected
