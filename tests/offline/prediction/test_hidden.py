"""Predictors from hidden states: by hand, learnt where the answer is known, recorded as the model computes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import ArtifactError, ConfigError, TraceError
from flame.hidden_predictor import HiddenPredictor, normalised, read
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.dataset import Dialogue
from flame.storage.hidden_files import load_hidden, save_hidden
from offline.prediction.accuracy import score
from offline.prediction.hidden import HiddenSchedule, learn_hidden, ranking_loss, router_matrices, stale_gate
from offline.prediction.tracing import HiddenTrace, record_gated_trace, record_hidden_trace, record_trace
from tests.online.small_streams import TEXTS

SCHEDULE = HiddenSchedule(12, 64, 2e-2, 0.0, 0.0)
DIALOGUES = [Dialogue("a", TEXTS[0]), Dialogue("b", TEXTS[1])]


def test_by_hand() -> None:
    """Two layers, three experts, states of two numbers: layer 1 reads layer 0's, layer 0 what enters its block."""
    weights = np.array([[[1, 0], [0, 1], [0, 0]], [[0, 1], [1, 0], [-1, -1]]], np.float32)
    predictor = HiddenPredictor("router", 1, 1, weights, np.array([[0, 0, 0.1], [0, 0, 3]], np.float32))
    router = np.array([[[3, -4], [9, 9]]], np.float32)
    block = np.array([[[1, 2], [9, 9]]], np.float32)
    assert np.allclose(normalised(router[0, 0]), np.array([3, -4]) / np.sqrt(12.5))
    # Layer 0: 1 2 0.1 by size. Layer 1: -4 3 and 3 + 1 / 3.5.
    assert predictor.rank_states(router, block, 3).tolist() == [[[1, 0, 2], [2, 1, 0]]]
    assert predictor.size_bits() == 16 * 12 + 32 * 6
    # One unit a layer that reads the first number: only layer 1's is positive, and speaks for expert 1.
    units = replace(
        predictor, inner=np.array([[[-1, 0]], [[1, 0]]], np.float32), inner_bias=np.zeros((2, 1), np.float32),
        outer=np.array([[[9], [0], [0]], [[0], [9], [0]]], np.float32),
    )  # fmt: skip
    assert units.rank_states(router, block, 3).tolist() == [[[1, 0, 2], [1, 2, 0]]]
    assert units.size_bits() == predictor.size_bits() + 16 * (4 + 6) + 32 * 2
    both = np.concatenate([normalised(router[:, 0]), normalised(block[:, 1])], axis=1)
    assert (read("both", 1, 1, router, block) == both).all()
    assert (read("both", 1, 0, router, block)[:, :2] == 0).all()


def known(tokens: int, seed: int) -> HiddenTrace:
    """Three layers that choose by a matrix of the state of the layer before, the first by what enters its block."""
    draw = np.random.default_rng(seed)
    matrices = np.random.default_rng(7).normal(size=(3, 6, 8))
    router, block = (draw.normal(size=(tokens, 3, 8)).astype(np.float16) for _ in range(2))
    read = [block[:, 0], router[:, 0], router[:, 1]]
    chosen = np.stack([np.argsort(-(read[i].astype(float) @ matrices[i].T), axis=1)[:, :2] for i in range(3)], axis=1)
    return HiddenTrace(RoutingTrace(chosen, np.array([0, tokens // 2, tokens]), 6), router, block)


def test_a_linear_choice_is_learnt_from_the_state_that_makes_it() -> None:
    train, test = known(1500, 0), known(400, 1)
    right = learn_hidden(train, "router", 1, SCHEDULE)
    assert score(right.rank_states(test.router, test.block, 2), test.trace).overall > 0.9
    wrong = learn_hidden(train, "block", 0, SCHEDULE)  # reads noise beyond the first layer
    per_layer = score(wrong.rank_states(test.router, test.block, 2), test.trace).per_layer
    assert per_layer[0] > 0.9
    assert (per_layer[1:] < 0.45).all()


def test_hidden_units_learn_what_no_line_can() -> None:
    """Which expert depends on the sign of a product: a line is blind to it."""
    draw = np.random.default_rng(0)
    router, block = (draw.normal(size=(3000, 2, 6)).astype(np.float16) for _ in range(2))
    chosen = np.zeros((3000, 2, 1), np.int64)
    chosen[:, 1, 0] = (router[:, 0, 0] * router[:, 0, 1] > 0) + 2 * (block[:, 1, 0] > 0)
    kept = HiddenTrace(RoutingTrace(chosen, np.array([0, 3000]), 4), router, block)
    schedule = HiddenSchedule(20, 128, 1e-2, 0.0, 0.0)
    line, units = (learn_hidden(kept, "both", 1, schedule, width=width) for width in (0, 32))
    recall = [score(each.rank_states(router, block, 1), kept.trace).per_layer[1] for each in (line, units)]
    assert recall[0] < 0.65
    assert recall[1] > 0.85


def test_equal_seeds_give_equal_predictors() -> None:
    train, schedule = known(200, 0), HiddenSchedule(1, 64, 1e-2, 0.0, 0.2)
    first, again, other = (learn_hidden(train, "router", 1, schedule, seed=seed).weights for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_ranking_loss_by_hand() -> None:
    scores = torch.tensor([[2.0, 1.0, 0.0, -1.0]])
    others = np.exp(0) + np.exp(-1)
    expected = np.mean([-np.log(np.exp(s) / (np.exp(s) + others)) for s in (2, 1)])
    assert ranking_loss(scores, torch.tensor([[1, 0]])).item() == pytest.approx(expected)


def test_recorded_states_are_what_the_routers_read(tiny_model: MoeModel) -> None:
    kept = record_hidden_trace(tiny_model, DIALOGUES, max_new_tokens=6)
    plain = record_trace(tiny_model, DIALOGUES, max_new_tokens=6)
    assert (kept.trace.experts == plain.experts).all()
    matrices = router_matrices(tiny_model)
    assert matrices is not None
    for layer in range(2):
        said = (kept.router[:, layer].astype(np.float32) @ matrices[layer].T).argmax(1)
        assert (said == plain.experts[:, layer, 0]).mean() > 0.95  # half precision may decide a tie otherwise
    gated = record_gated_trace(tiny_model, DIALOGUES, max_new_tokens=6)
    stale = stale_gate(tiny_model).rank_states(kept.router, kept.block, 1)
    assert (stale[:, 1, 0] == gated.stale[:, 1]).mean() > 0.95


def test_a_decoder_alone_keeps_its_states_without_pads(decoder_folder: Path) -> None:
    model = load_model(ModelSettings("decoder", "hub", str(decoder_folder), None, "", 60, 4, {}))
    together = record_hidden_trace(model, DIALOGUES, mode="teacher_forced")
    alone = record_hidden_trace(model, DIALOGUES, mode="teacher_forced", batch=1)
    assert together.block.shape == (together.trace.tokens, together.trace.moe_layers, model.d_model)
    assert np.allclose(together.block, alone.block, atol=2e-2)
    embedding = model.hf.get_input_embeddings().weight.detach().numpy()
    assert together.trace.token_ids is not None
    assert np.allclose(together.block[:, 0], embedding[together.trace.token_ids], atol=1e-2)


def test_saved_and_loaded(tmp_path: Path) -> None:
    train = known(200, 0)
    predictor = learn_hidden(train, "both", 1, HiddenSchedule(1, 64, 1e-2, 0.0, 0.0), width=4)
    save_hidden(predictor, tmp_path / "p", router_sha256="a" * 64, config={}, labels=Labels("random"))
    found, _ = load_hidden(tmp_path / "p", "a" * 64)
    assert np.allclose(found.weights, predictor.weights, atol=1e-2)
    assert (found.bias == predictor.bias).all()
    assert found.outer is not None
    assert np.allclose(found.outer, predictor.outer, atol=1e-3)  # type: ignore[arg-type]
    assert (found.state, found.lead, found.top_k) == ("both", 1, 2)
    with pytest.raises(ArtifactError, match="another router"):
        load_hidden(tmp_path / "p", "b" * 64)


def test_what_makes_no_sense_is_refused() -> None:
    weights, bias = np.zeros((2, 3, 4), np.float32), np.zeros((2, 3), np.float32)
    for state, lead in (("router", 0), ("attention", 1), ("block", -1)):
        with pytest.raises(TraceError, match="expected router or both"):
            HiddenPredictor(state, lead, 1, weights, bias)
    with pytest.raises(TraceError, match="top_k 4"):
        HiddenPredictor("block", 0, 4, weights, bias)
    with pytest.raises(TraceError, match="hidden units of other sizes"):
        HiddenPredictor("block", 0, 1, weights, bias, inner=np.zeros((2, 5, 4)))
    with pytest.raises(TraceError, match=r"\[1, 3\]"):
        HiddenPredictor("block", 0, 1, weights, bias[:1])
    predictor = HiddenPredictor("block", 0, 1, weights, bias)
    with pytest.raises(TraceError, match="top 5"):
        predictor.rank(0, np.zeros(4), 5)
    with pytest.raises(TraceError, match="learnt on this model"):
        predictor.rank_states(np.zeros((1, 3, 4)), np.zeros((1, 3, 4)), 1)
    with pytest.raises(TraceError, match="lead 3 of 3 layers"):
        learn_hidden(known(50, 0), "router", 3, SCHEDULE)
    with pytest.raises(ConfigError, match="hidden predictor"):
        HiddenSchedule(0, 1, 1e-3, 0.0, 0.0)
