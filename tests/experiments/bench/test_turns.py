"""Answers in turns: who writes when, and that what is written is what `generate` writes at once, drafts and all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers.generation import BaseStreamer

from experiments.bench.turns import Answer
from flame.models.loading import load_model
from online.serving.halves import HalvedStore
from online.serving.session import stream
from tests.conftest import save_family, settings_for
from tests.online.small_streams import TEXTS, pack_experts, prune

Write = Callable[[BaseStreamer], torch.Tensor]


def writer(name: str, tokens: int, seen: list[str]) -> Write:
    """Puts a prompt and so many tokens, and notes each before."""

    def write(streamer: BaseStreamer) -> torch.Tensor:
        seen.append(f"{name} prompt")
        streamer.put(torch.zeros(3))
        for token in range(tokens):
            seen.append(f"{name}{token}")
            streamer.put(torch.tensor([token]))
        seen.append(f"{name} ends")
        streamer.end()
        return torch.arange(tokens)

    return write


def test_each_writes_as_many_tokens_as_it_is_asked_for_and_the_others_wait() -> None:
    seen: list[str] = []
    a, b = Answer(writer("a", 3, seen)), Answer(writer("b", 3, seen))
    assert seen == []
    a.go_on(1)
    b.go_on(2)
    a.go_on(2)
    b.go_on(1)
    assert seen == ["a prompt", "a0", "b prompt", "b0", "b1", "a1", "a2", "b2"]
    assert b.finish().tolist() == a.finish().tolist() == [0, 1, 2]
    assert seen[8:] == ["b ends", "a ends"]


def test_an_error_is_raised_in_its_turn_and_a_missing_token_is_noticed() -> None:
    def fails(streamer: BaseStreamer) -> torch.Tensor:
        streamer.put(torch.zeros(3))
        streamer.put(torch.zeros(1))
        raise ValueError("no second token")

    answer = Answer(fails)
    answer.go_on(1)
    with pytest.raises(ValueError, match="no second token"):
        answer.go_on(1)
    short = Answer(writer("a", 1, []))
    with pytest.raises(AssertionError, match="than there are"):
        short.go_on(2)
    with pytest.raises(AssertionError, match="no token is left"):
        Answer(writer("a", 1, [])).finish()


def test_streams_with_and_without_drafts_write_in_turns_what_they_write_alone(tmp_path: Path) -> None:
    model = load_model(settings_for(save_family(tmp_path)))
    prune(model)
    store, inputs = HalvedStore.of(pack_experts(model, "int8")), model.encode(TEXTS[:1])
    drafted = model.copy(shares_weights=True)
    with stream(model, store, slots=2) as plain:
        alone = plain.model.generate_from(inputs, 13, min_new_tokens=13)
        with stream(drafted, store, slots=2, draft="little", draft_tokens=3) as session, torch.inference_mode():
            answers = [
                Answer(lambda s, own=own: own.generate_from(inputs, 13, min_new_tokens=13, streamer=s))
                for own in (model, drafted)
            ]
            for turn in (4, 4, 5):
                for answer in answers:
                    answer.go_on(turn)
            found = [answer.finish() for answer in reversed(answers)]
            counts = session.counts().speculation
    assert counts is not None
    assert counts.rounds > 1
    assert all(torch.equal(each, alone) for each in found)
