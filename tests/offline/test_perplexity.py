"""Perplexity by window: every token once, as transformers' documented loop counts it, whoever holds the experts."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from flame.errors import ConfigError, ModelError
from flame.models.loading import load_model
from offline.perplexity import WindowedLoss, window_edges, windowed_loss
from tests.conftest import settings_for


def test_windows_by_hand():
    assert window_edges(10, 4, 2) == [(0, 1, 4), (2, 4, 6), (4, 6, 8), (6, 8, 10)]
    assert window_edges(5, 8, 3) == [(0, 1, 5)]
    assert window_edges(7, 3, 3) == [(0, 1, 3), (3, 4, 6)]  # the last window has its own first token alone


@given(tokens=st.integers(2, 60), window=st.integers(2, 20), data=st.data())
def test_every_token_is_predicted_once(tokens, window, data):
    stride = data.draw(st.integers(1, window))
    edges = window_edges(tokens, window, stride)
    predicted = [token for _, first, end in edges for token in range(first, end)]
    assert len(set(predicted)) == len(predicted)
    if stride < window:
        assert predicted == list(range(1, tokens))
    assert all(begin < first < end <= begin + window for begin, first, end in edges)


@pytest.mark.parametrize(("tokens", "window", "stride"), [(1, 4, 2), (9, 4, 5), (9, 4, 0), (9, 1, 1)])
def test_windows_that_make_no_sense_are_refused(tokens, window, stride):
    with pytest.raises(ConfigError, match="stride of"):
        window_edges(tokens, window, stride)


def documented(hf, ids, window, stride):
    """The loop of transformers' documentation, with its own labels and its own loss."""
    nats, counted, before = 0.0, 0, 0
    for begin in range(0, len(ids), stride):
        end = min(begin + window, len(ids))
        part = ids[None, begin:end]
        labels = part.clone()
        labels[:, : -(end - before)] = -100
        tokens = int((labels[:, 1:] != -100).sum())
        with torch.no_grad():
            nats += float(hf(part, labels=labels).loss) * tokens if tokens else 0.0
        counted, before = counted + tokens, end
        if end == len(ids):
            break
    return math.exp(nats / counted), counted


@pytest.mark.parametrize(("window", "stride"), [(16, 4), (16, 16), (64, 32)])
def test_it_is_what_transformers_documents(decoder_folder, window, stride):
    model = load_model(settings_for(decoder_folder))
    ids = torch.randint(400, (41,), generator=torch.Generator().manual_seed(0))
    found = windowed_loss(model, ids, window, stride)
    expected, tokens = documented(model.hf, ids, window, stride)
    assert found.perplexity == pytest.approx(expected, rel=1e-5)
    assert found.tokens.sum() == tokens


def test_an_encoder_is_refused(tiny_model):
    with pytest.raises(ModelError, match="has an encoder"):
        windowed_loss(tiny_model, torch.arange(9), 4, 2)


def test_the_interval_holds_the_perplexity():
    loss = WindowedLoss(np.array([10.0, 30.0, 20.0]), np.array([10, 10, 10]))
    low, high = loss.interval(200, 0)
    assert loss.perplexity == pytest.approx(math.exp(2))
    assert low < loss.perplexity < high
