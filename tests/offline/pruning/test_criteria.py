from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.errors import ConfigError, FormatError, ModelError
from flame.ids import ExpertId, LayerId
from flame.models.moe_model import MoeModel
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.storage.dataset import load_corpus
from offline.evaluation import SummaryBatch, summary_batches
from offline.pruning.calibration import RoutedTokens, few_tokens_note, routed_tokens
from offline.pruning.criteria import (
    ExpertPruner,
    MatrixOutcome,
    fallback_notes,
    hidden_units,
    output_error,
    prune_experts,
    prune_matrix,
    sparsegpt,
    wanda_mask,
)
from offline.pruning.masks import ExpertMatrix, expert_matrices, nm_mask
from tests.conftest import settings_for


@pytest.fixture(scope="module")
def tokens(tiny_model):
    batches = summary_batches(tiny_model, load_corpus("sample").split("train")[:12], 5, 24)
    return batches, routed_tokens(tiny_model, batches, 150)


def test_wanda_weighs_magnitude_by_the_inputs_norm():
    weight = torch.tensor([[3.0, 1.0, 2.0, 1.5]])
    inputs = torch.tensor([[0.1, 5.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0]])
    # scores 0.3, 5, 2, 2.1
    assert wanda_mask(weight, inputs, NMPattern(2, 4)).tolist() == [[False, True, False, True]]
    assert nm_mask(weight, NMPattern(2, 4)).tolist() == [[True, False, True, False]]


def test_sparsegpt_corrects_the_kept_weight_exactly_where_inputs_repeat():
    weight = torch.tensor([[1.0, 3.0]])
    inputs = torch.tensor([[1.0, 1.0], [2.0, 2.0]])  # both columns carry the same signal
    pruned = sparsegpt(weight, inputs, NMPattern(1, 2), damping=1e-6)
    assert torch.allclose(pruned, torch.tensor([[0.0, 4.0]]), atol=1e-3)
    assert output_error(weight, pruned, inputs) < 1e-6


def test_sparsegpt_is_the_least_squares_answer_for_one_group():
    # within one group nothing can be corrected backwards, so compare with the best refit of the later columns
    draw = np.random.default_rng(0)
    inputs = torch.from_numpy(draw.standard_normal((200, 4)) @ draw.standard_normal((4, 4)))
    weight = torch.tensor([[0.01, 0.02, 1.0, 2.0]], dtype=torch.float64)
    pruned = sparsegpt(weight, inputs, NMPattern(2, 4), damping=1e-9)
    kept = pruned[0] != 0
    if not kept[:2].any():
        refit = torch.linalg.lstsq(inputs[:, kept], inputs @ weight[0]).solution
        assert torch.allclose(pruned[0, kept], refit, atol=1e-4)


def reference_sparsegpt(weight, inputs, pattern, percent, block):
    """SparseGPT written out over rows, with the authors' order: dead inputs, damping, blocks, masks by group."""
    weight, hessian = weight.clone().double(), inputs.double().T @ inputs.double()
    dead = hessian.diagonal() == 0
    hessian[dead, dead] = 1
    weight[:, dead] = 0
    hessian += torch.diag(percent * hessian.diagonal()[~dead].mean() * torch.ones(len(hessian)).double())
    inverse = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(hessian)), upper=True)
    for start in range(0, weight.shape[1], block):
        end = min(start + block, weight.shape[1])
        part, errors = weight[:, start:end].clone(), torch.zeros(len(weight), end - start).double()
        small, gone = inverse[start:end, start:end], torch.zeros(len(weight), end - start, dtype=torch.bool)
        for i in range(end - start):
            if i % pattern.group == 0:
                score = part[:, i : i + pattern.group] ** 2 / small.diagonal()[i : i + pattern.group] ** 2
                worst = torch.topk(score, pattern.group - pattern.keep, dim=1, largest=False)[1]
                gone.scatter_(1, i + worst, True)
            column = part[:, i].clone()
            kept = column.masked_fill(gone[:, i], 0)
            errors[:, i] = (column - kept) / small[i, i]
            part[:, i:] -= errors[:, i, None] @ small[i, i:][None]
            weight[:, start + i] = kept
        weight[:, end:] -= errors @ inverse[start:end, end:]
    return weight.to(torch.float32)


@pytest.mark.parametrize("dead", [0, 5, 12, 23])
@pytest.mark.parametrize("text", ["2:4", "1:4", "4:8"])
def test_sparsegpt_as_written_out_keeps_no_dead_input(dead, text):
    draw = torch.Generator().manual_seed(dead)
    weight = torch.randn(16, 24, generator=draw)
    inputs = torch.relu(torch.randn(200, 24, generator=draw) @ torch.randn(24, 24, generator=draw))
    off = torch.randperm(24, generator=draw)[:dead]
    inputs[:, off] = 0
    pattern = NMPattern.parse(text)
    pruned = sparsegpt(weight, inputs, pattern, 0.01, block=8)
    assert not pruned[:, off].any()
    torch.testing.assert_close(pruned, reference_sparsegpt(weight, inputs, pattern, 0.01, 8), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("damping", [0.0, 1e-20, -0.01])
def test_a_hessian_that_cannot_be_inverted_is_one_line(damping):
    weight, inputs = torch.randn(4, 8), torch.randn(5, 8)
    with pytest.raises(ConfigError, match=r"damping .* 5 tokens and 8 inputs singular .expected more than 0") as caught:
        prune_matrix(weight, NMPattern(2, 4), "sparsegpt", inputs, 1, damping)
    assert "\n" not in str(caught.value)
    assert not sparsegpt(weight, torch.zeros(5, 8), NMPattern(2, 4), 0.0).any()
    full = torch.randn(50, 8)  # enough tokens need no damping
    assert torch.isfinite(sparsegpt(weight, full, NMPattern(2, 4), 0.0)).all()


@pytest.mark.parametrize("criterion", ["magnitude", "wanda", "sparsegpt"])
@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_activations_that_are_no_numbers_are_refused(criterion, value):
    weight, inputs = torch.randn(4, 8), torch.randn(20, 8)
    inputs[3, 2] = value
    with pytest.raises(ModelError, match="1 of 20 tokens have NaN or infinite"):
        prune_matrix(weight, NMPattern(2, 4), criterion, inputs, 1, 0.01)
    with pytest.raises(ModelError, match="1 of 20 tokens"):
        wanda_mask(weight, inputs, NMPattern(2, 4))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 99),
    st.sampled_from(["1:4", "2:4", "4:8", "3:8"]),
    st.sampled_from(["magnitude", "wanda", "sparsegpt"]),
)
def test_every_criterion_fits_its_pattern_and_sparsegpt_never_loses(seed, text, criterion):
    pattern = NMPattern.parse(text)
    draw = torch.Generator().manual_seed(seed)
    weight = torch.randn(6, 16, generator=draw)
    inputs = torch.randn(40, 16, generator=draw) @ torch.randn(16, 16, generator=draw)
    inputs[:, seed % 16] = 0  # a column that no token excites
    pruned, used, error, magnitude_error = prune_matrix(weight, pattern, criterion, inputs, 8, 0.01)
    assert torch.equal(unpack(pack(pruned, pattern)), pruned)
    assert used in (criterion, "magnitude")
    assert error == pytest.approx(output_error(weight, pruned, inputs))
    if criterion == "sparsegpt":
        assert error <= magnitude_error
    if criterion == "wanda":
        assert (wanda_mask(weight, inputs, pattern).reshape(6, -1, pattern.group).sum(2) == pattern.keep).all()


def test_sparsegpt_beats_magnitude_on_correlated_inputs():
    draw = torch.Generator().manual_seed(0)
    weight = torch.randn(32, 64, generator=draw)
    inputs = torch.randn(500, 16, generator=draw) @ torch.randn(16, 64, generator=draw)
    _, used, error, magnitude_error = prune_matrix(weight, NMPattern(1, 4), "sparsegpt", inputs, 8, 0.01)
    assert used == "sparsegpt"
    assert error < 0.5 * magnitude_error


def test_too_few_tokens_fall_back_to_magnitude():
    weight, inputs = torch.randn(4, 8), torch.randn(3, 8)
    pruned, used, error, magnitude_error = prune_matrix(weight, NMPattern(2, 4), "wanda", inputs, 4, 0.01)
    assert used == "magnitude"
    assert error == magnitude_error
    assert torch.equal(pruned != 0, nm_mask(weight, NMPattern(2, 4)))
    assert prune_matrix(weight, NMPattern(2, 4), "wanda", inputs[:0], 4, 0.01)[1:] == ("magnitude", None, None)
    with pytest.raises(ConfigError, match="did you mean wanda"):
        prune_matrix(weight, NMPattern(2, 4), "wonda", inputs, 4, 0.01)


def test_calibration_sees_exactly_the_tokens_an_expert_computes(tiny_model, tokens):
    """Against hooks on the experts themselves, one dialogue at a time so that nothing is padding."""
    batches, found = tokens
    total = {"encoder": sum(int(b.attention_mask.sum()) for b in batches),
             "decoder": sum(int((b.labels != -100).sum()) for b in batches)}  # fmt: skip
    for (stack, _), counts in found.counts.items():
        assert counts.sum() == total[stack]
    single = summary_batches(tiny_model, load_corpus("sample").split("train")[:1], 1, 24)
    seen = {}
    handles = []
    for layer in tiny_model.moe_layers():
        for expert in range(tiny_model.num_experts):
            module = tiny_model.sparse_mlp(layer).experts[f"expert_{expert}"]
            key = ExpertId(layer.id, expert)
            handles.append(module.register_forward_pre_hook(lambda _, x, key=key: seen.update({key: x[0]})))
    alone = routed_tokens(tiny_model, single, 10_000)
    for handle in handles:
        handle.remove()
    for layer, experts in alone.hidden.items():
        for expert, hidden in enumerate(experts):
            assert len(hidden) == alone.counts[layer][expert]
            if ExpertId(layer, expert) in seen:
                assert torch.allclose(hidden, seen[ExpertId(layer, expert)], atol=1e-5)
            else:
                assert len(hidden) == 0


def test_the_limit_keeps_the_first_tokens_and_counts_all(tiny_model, tokens):
    batches, found = tokens
    few = routed_tokens(tiny_model, batches, 5)
    for place, experts in few.hidden.items():
        assert np.array_equal(few.counts[place], found.counts[place])
        for expert, hidden in enumerate(experts):
            assert len(hidden) == min(5, few.counts[place][expert])
            assert torch.equal(hidden, found.hidden[place][expert][: len(hidden)])


def test_a_model_is_pruned_expert_by_expert(tiny_model, tokens):
    _, found = tokens
    before = tiny_model.weights_sha256()
    pattern = NMPattern(1, 4)
    pruned, outcomes = prune_experts(tiny_model, ExpertPruner(pattern, "sparsegpt", found, 30, 0.01))
    assert tiny_model.weights_sha256() == before
    assert len(outcomes) == 4 * 4 * 2
    for outcome in outcomes:
        assert outcome.criterion == "magnitude" or outcome.tokens >= 30
        assert outcome.error is None or outcome.error <= outcome.magnitude_error
    for _, matrix in expert_matrices(pruned):
        assert torch.equal(unpack(pack(matrix, pattern)), matrix)


@pytest.mark.parametrize("criterion", ["magnitude", "wanda", "sparsegpt"])
def test_columns_that_do_not_divide_are_padded_or_refused(tiny_model, tokens, criterion):
    _, found = tokens
    odd = NMPattern(2, 5)
    with pytest.raises(FormatError, match=r"encoder layer 0, expert 0, up: 32 columns .*pruning\.pad=true"):
        prune_experts(tiny_model, ExpertPruner(odd, criterion, found, 30, 0.01))
    pruned, _ = prune_experts(tiny_model, ExpertPruner(odd, criterion, found, 30, 0.01, pad=True))
    for _, matrix in expert_matrices(pruned):
        assert torch.equal(unpack(pack(matrix, odd, pad=True)), matrix)


def test_an_experts_outcome_is_apart_from_the_others(tiny_model, tokens):
    """So a run that is interrupted can go on at any expert."""
    _, found = tokens
    pruner = ExpertPruner(NMPattern(2, 8), "sparsegpt", found, 8, 0.01)
    whole, outcomes = prune_experts(tiny_model, pruner)
    layer = tiny_model.moe_layers()[2]
    alone, how = pruner.prune(ExpertId(layer.id, 3), tiny_model.expert_matrices(layer, 3))
    for name, matrix in whole.expert_matrices(layer, 3).items():
        assert torch.equal(matrix, alone[name])
    assert set(how) <= set(outcomes)
    assert all(MatrixOutcome.from_json(layer.id, o.to_json()) == o for o in how)


def test_fallbacks_are_listed_by_layer():
    def outcome(expert, name, used, tokens):
        return MatrixOutcome(
            ExpertMatrix(ExpertId(LayerId("encoder", 2), expert), name), NMPattern(2, 4), used, tokens, 0.1, 0.1
        )

    outcomes = [outcome(e, n, "magnitude", t) for e, t in ((0, 3), (5, 0)) for n in ("up", "down")]
    outcomes += [outcome(1, "up", "sparsegpt", 90), outcome(1, "down", "magnitude", 90)]
    few, worse = fallback_notes(outcomes, "sparsegpt", 64)
    assert "2 experts saw fewer than 64" in few
    assert "encoder layer 2: 0 (3), 5 (0)" in few
    assert "encoder layer 2, expert 1, down" in worse
    assert fallback_notes([], "wanda", 64) == []


def naive_hidden(matrices: dict[str, torch.Tensor], inputs: torch.Tensor) -> torch.Tensor:
    gate, up = inputs @ matrices["gate"].T, inputs @ matrices["up"].T
    return gate * torch.sigmoid(gate) * up


def test_a_gated_expert_is_pruned_on_the_inputs_that_each_matrix_really_has():
    draw = torch.Generator().manual_seed(0)
    matrices = {
        "down": torch.randn(16, 24, generator=draw),
        "gate": torch.randn(24, 16, generator=draw),
        "up": torch.randn(24, 16, generator=draw),
    }
    inputs, expert = torch.randn(40, 16, generator=draw), ExpertId(LayerId("decoder", 0), 0)
    found = RoutedTokens({expert.layer: (inputs,)}, {expert.layer: np.array([40])})
    pattern = NMPattern(2, 4)
    silu = lambda _, gate, up: torch.nn.functional.silu(gate) * up  # noqa: E731
    pruned, outcomes = ExpertPruner(pattern, "wanda", found, 8, 0.01, silu).prune(expert, matrices)
    assert [outcome.place.name for outcome in outcomes] == ["gate", "up", "down"]
    for name in ("gate", "up"):
        assert torch.equal(pruned[name], matrices[name] * wanda_mask(matrices[name], inputs, pattern))
    hidden = naive_hidden(pruned, inputs)
    assert torch.equal(pruned["down"], matrices["down"] * wanda_mask(matrices["down"], hidden, pattern))


def test_calibration_of_a_decoder_only_model_hears_its_own_router(tmp_path):
    model = MoeModel(tiny_hf("gpt_oss"), None, settings_for(tmp_path), "random")
    ids = torch.randint(3, 150, (3, 11), generator=torch.Generator().manual_seed(0))
    mask = torch.ones_like(ids)
    mask[1, :4] = 0  # padded on the left
    labels = torch.tensor([[5, 6, 7], [8, -100, -100], [9, 4, -100]])
    found = routed_tokens(model, [SummaryBatch((0, 1, 2), ids, mask, labels)], 6)
    for layer, counts in found.counts.items():
        assert counts.sum() == (int(mask.sum()) + 6) * model.top_k
        assert [len(each) for each in found.hidden[layer]] == np.minimum(counts, 6).tolist()
    note = few_tokens_note(found, 3)
    assert note.startswith(f"Calibration: {min(c.min() for c in found.counts.values())} to ")
    expert = ExpertId(model.moe_layers()[0].id, int(found.counts[model.moe_layers()[0].id].argmax()))
    inputs, own = found.hidden[expert.layer][expert.expert], model.family.expert(model.moe_layers()[0], expert.expert)
    gate, up = inputs @ own["gate"].T, inputs @ own["up"].T
    clamped = (gate + own["gate_bias"]).clamp(max=7)
    expected = clamped * torch.sigmoid(1.702 * clamped) * ((up + own["up_bias"]).clamp(-7, 7) + 1)
    assert torch.allclose(hidden_units(model)(expert, gate, up), expected, atol=1e-6)


@pytest.mark.parametrize("made", [lambda weight: weight, lambda weight: torch.zeros(len(weight), weight.shape[1] + 4)])
def test_a_plug_in_whose_weights_do_not_keep_the_pattern_is_refused(made, monkeypatch):
    """Right in shape but dense, and sparse but of another shape; the same mask as magnitude's is taken."""
    weight, inputs = torch.randn(4, 8), torch.randn(9, 8)
    monkeypatch.setattr("offline.pruning.criteria.plugin_names", lambda _: ("own",))
    monkeypatch.setattr("offline.pruning.criteria.load_plugin", lambda *_: lambda weight, *_: made(weight))
    with pytest.raises(FormatError, match="criterion own: its weights do not keep 2:4"):
        prune_matrix(weight, NMPattern(2, 4), "own", inputs, 4, 0.01)
    kept = torch.where(nm_mask(weight, NMPattern(2, 4)), weight, 0)
    monkeypatch.setattr("offline.pruning.criteria.load_plugin", lambda *_: lambda *_: kept)
    pruned, used, error, magnitude_error = prune_matrix(weight, NMPattern(2, 4), "own", inputs, 4, 0.01)
    assert (used, error) == ("own", magnitude_error)
    assert torch.equal(pruned, kept)
