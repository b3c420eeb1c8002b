import math

import pytest
import torch
from safetensors import safe_open
from transformers import LlamaConfig, LlamaForCausalLM

from flame.errors import ConfigError, DatasetError
from flame.models.upcycled import Differences, expand, read_differences
from offline.training.low_rank_experts import LowRankExperts, add_experts, block, cluster_router, encode
from offline.training.upcycled_measures import expert_use, routing_effect, scale_losses
from offline.training.upcycling import UpcyclingPlan, schedule, upcycle
from offline.training.upcycling_text import Prompts, Texts, cut, write_replay

PLAN = UpcyclingPlan(
    num_experts=4, rank=2, top_k=2, dialogue_rows=3, replay_rows=2, learning_rates=(0.003, 0.03), trial_share=0.1,
    router_rate=0.1, balance_loss=0.001, seconds=3.0, look_every=0.5, held_rows=4, compiled=False, seed=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def dense():
    torch.manual_seed(0)
    sizes = dict(vocab_size=40, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4)
    return LlamaForCausalLM(
        LlamaConfig(**sizes, num_key_value_heads=2, tie_word_embeddings=True, pad_token_id=2, eos_token_id=2)
    ).eval()


def with_experts(dense, scale):
    """A copy of a model with experts whose differences are drawn."""
    model = LlamaForCausalLM(dense.config)
    model.load_state_dict(dense.state_dict())
    layers = add_experts(model.eval(), PLAN.num_experts, PLAN.rank, PLAN.top_k, seed=1)
    draw = torch.Generator().manual_seed(2)
    for layer in layers:
        for factor in (layer.gate_b, layer.up_b, layer.down_b):
            factor.data.copy_(scale * torch.randn(factor.shape, generator=draw))
    return model, layers


@torch.no_grad()
def test_it_trains_what_the_expanded_model_computes(dense):
    model, layers = with_experts(dense, scale=0.3)
    ids = torch.randint(40, (3, 11), generator=torch.Generator().manual_seed(3))
    hf = expand(dense, Differences(tuple(layer.differences() for layer in layers), PLAN.top_k, ""), torch.float32)
    logits = torch.nn.functional.linear(encode(model, ids)[0], model.lm_head.weight)
    assert torch.allclose(hf(ids).logits, logits, atol=1e-5)
    assert not torch.allclose(dense(ids).logits, logits, atol=1e-2)


@torch.no_grad()
def test_experts_begin_as_the_dense_model(dense):
    model, _ = with_experts(dense, scale=0.0)
    ids = torch.arange(12).view(2, 6)
    assert torch.allclose(encode(model, ids)[0], dense.model(ids).last_hidden_state, atol=1e-6)


def test_only_routers_and_differences_are_trained(dense):
    model, layers = with_experts(dense, scale=0.1)
    hidden, balance = encode(model, torch.arange(12).view(2, 6))
    (hidden.square().mean() + balance).backward()
    trained = {name for name, p in model.named_parameters() if p.grad is not None}
    own = ("router", "gate_a", "gate_b", "up_a", "up_b", "down_a", "down_b")
    assert trained == {f"model.layers.{i}.mlp.{name}" for i in range(len(layers)) for name in own}


def test_differences_come_back(dense):
    _, layers = with_experts(dense, scale=0.1)
    _, others = with_experts(dense, scale=0.2)
    others[0].take(layers[0].differences())
    for name, value in layers[0].named_parameters():
        assert torch.equal(value, others[0].get_parameter(name))


def test_the_balance_loss_by_hand(dense):
    """Two tokens that both choose experts 0 and 1 of four, with probabilities p: 4 (p0 + p1) / 2."""
    layer = LowRankExperts(dense.model.layers[0].mlp, 4, 1, 2, torch.Generator())
    layer.router.data.zero_()
    layer.router.data[:2, 0] = torch.tensor([2.0, 1.0])
    x = torch.zeros(1, 2, 16)
    x[..., 0] = 1.0
    likely = (math.exp(2) + math.exp(1)) / (math.exp(2) + math.exp(1) + 2)
    assert layer(x)[1].item() == pytest.approx(4 * likely / 2)


def test_clusters_route_kinds_of_token_apart():
    """Three well-parted kinds of token on a large common mean: each kind has one expert to itself."""
    draw = torch.Generator().manual_seed(0)
    kinds = torch.eye(3, 12) * 4
    x = 10 + (kinds[:, None] + 0.1 * torch.randn(3, 50, 12, generator=draw)).flatten(0, 1)
    router = cluster_router(x, 3, torch.Generator().manual_seed(3))
    chosen = (x @ router.T).argmax(-1).view(3, 50)
    assert (chosen == chosen[:, :1]).all()
    assert len(set(chosen[:, 0].tolist())) == 3
    assert (x @ router.T).std().item() == pytest.approx(1, rel=1e-4)


def test_a_fitting_scale_gives_a_mean_square_of_one(dense):
    layer = LowRankExperts(dense.model.layers[0].mlp, 4, 2, 2, torch.Generator().manual_seed(0))
    x = 0.01 * torch.randn(4000, 16, generator=torch.Generator().manual_seed(1))
    layer.fit_scale(x)
    assert torch.nn.functional.linear(x, layer.gate_a).square().mean().item() == pytest.approx(1, rel=0.7)


def tiny_texts():
    draw = torch.Generator().manual_seed(4)
    rows = torch.arange(9)[None] * torch.randint(1, 4, (60, 1), generator=draw) % 40  # counting by 1, 2 or 3
    keep = torch.ones(20, 8, dtype=torch.bool)
    keep[::2, :4] = False
    written = torch.randint(40, (20, 9), generator=draw)
    return Texts(rows[:50], rows[50:], written[:15], keep[:15], written[15:], keep[15:])


def test_training_learns_and_stores_the_best(dense, tmp_path):
    before = {name: value.clone() for name, value in dense.state_dict().items()}
    objective, best, curve = upcycle(dense, tiny_texts(), PLAN, "ab" * 32, tmp_path / "experts.safetensors")
    assert all(torch.equal(value, before[name]) for name, value in dense.state_dict().items())
    looks = [p for p in curve.points if "objective" in p]
    begun = PLAN.mean(*next(p for p in curve.points if p["event"] == "dense")["held_out"])
    assert min(p["objective"] for p in looks) < begun - 0.05
    assert {p["rate"] for p in looks if p["event"] == "rate tried"} == {0.003, 0.03}
    assert curve.rate in PLAN.learning_rates
    assert PLAN.mean(*objective.held_out()) == pytest.approx(min(p["objective"] for p in looks), abs=1e-4)
    stored = read_differences(tmp_path / "experts.safetensors")
    assert stored.base_sha256 == "ab" * 32
    assert torch.equal(stored.layers[1].up_b, best.layers[1].up_b.bfloat16())
    with safe_open(tmp_path / "experts.safetensors", "pt") as file:
        assert {file.get_slice(n).get_dtype() for n in file.keys()} == {"BF16"}  # noqa: SIM118


def test_routing_is_measured_and_left_as_it_was(dense, tmp_path):
    objective, _, _ = upcycle(dense, tiny_texts(), PLAN, "", tmp_path / "experts.safetensors")
    before = objective.held_out()
    effect = routing_effect(objective, seed=0)
    assert effect["as routed"] == before[0] == objective.held_out()[0]
    assert set(effect) == {"as routed", "at random", *(f"expert {e} alone" for e in range(4))}
    assert len(set(effect.values())) == len(effect)
    shares, cosines = expert_use(objective)
    assert torch.allclose(shares.sum(-1), torch.ones(2))
    assert ((cosines > -1) & (cosines < 0.99999)).all()


def test_scaled_differences_lead_from_the_dense_model_to_the_trained_one(dense, tmp_path):
    objective, _, curve = upcycle(dense, tiny_texts(), PLAN, "", tmp_path / "experts.safetensors")
    trained = objective.held_out()[0]
    losses = scale_losses(objective, tiny_texts().held_out, (0.0, 0.5, 1.0))
    assert losses[0.0] == pytest.approx(curve.points[0]["held_out"][0], abs=1e-5)
    assert losses[1.0] == pytest.approx(trained, abs=1e-5) == objective.held_out()[0]
    assert losses[1.0] < losses[0.5] < losses[0.0]


@torch.no_grad()
def test_equal_experts_have_a_cosine_of_one(dense):
    model, layers = with_experts(dense, scale=0.0)

    class Held:
        pass

    held = Held()
    held.model, held.layers, held.texts, held.held_rows = model, layers, tiny_texts(), 4
    assert torch.allclose(expert_use(held)[1], torch.ones(2), atol=1e-5)


def test_a_compiled_layer_computes_the_same(dense):
    model, _ = with_experts(dense, scale=0.2)
    ids = torch.arange(12).view(2, 6)
    run = torch.compile(block, dynamic=False, backend="eager")
    assert torch.allclose(encode(model, ids, run)[0], encode(model, ids)[0], atol=1e-6)


def test_the_schedule():
    assert [schedule(p) for p in (0, 0.025, 0.05, 0.5, 0.75, 1)] == pytest.approx([0, 0.5, 1, 1, 0.5, 0])


def test_a_stream_is_cut_into_sequences_that_share_a_token():
    assert cut(torch.arange(8), 3).tolist() == [[0, 1, 2, 3], [3, 4, 5, 6]]
    with pytest.raises(DatasetError, match=r"3 tokens fill no sequence of 3"):
        cut(torch.arange(3), 3)


def test_replay_is_not_held_to_on_the_dialogues_asked_about(dense):
    prompts = [Prompts(torch.full((2, 3), 5), 4, asked=False), Prompts(torch.full((1, 6), 7), 4, asked=True)]
    ids, keep = write_replay(dense, prompts, seconds=60, seed=0)
    assert len(ids) == len(keep) == 2 * 7 + 10
    assert (~keep).sum() == 5
    assert set(ids[~keep].tolist()) == {7}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"learning_rates": ()}, r"learning_rates=\[\]"),
        ({"top_k": 5}, r"top_k=5"),
        ({"replay_rows": 0}, r"must be above 0"),
        ({"trial_share": 0.5}, r"trials leave no time"),
    ],
)
def test_bad_plans_are_refused(change, message):
    with pytest.raises(ConfigError, match=message):
        UpcyclingPlan(**(vars(PLAN) | change))
