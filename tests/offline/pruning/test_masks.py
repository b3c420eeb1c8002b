from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from flame.errors import FormatError, ModelError
from flame.ids import decoder_expert
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from offline.pruning.masks import (
    ExpertMatrix,
    apply_masks,
    block_mask,
    expert_drop_masks,
    expert_matrices,
    magnitude_masks,
    nm_mask,
    unstructured_mask,
)

PATTERNS = [NMPattern.parse(p) for p in ("1:4", "2:4", "4:8", "2:8", "1:8", "8:16", "3:5", "4:4", "9:32", "1:1")]
DTYPES = [np.float16, np.float32, np.float64, torch.bfloat16, torch.float16, torch.float32]


def naive_mask(matrix: np.ndarray, pattern: NMPattern) -> np.ndarray:
    """Sort each group by magnitude (NaN first, then infinities), ties by index."""
    mask = np.zeros(matrix.shape, bool)
    for row in range(matrix.shape[0]):
        for start in range(0, matrix.shape[1], pattern.group):
            group = matrix[row, start : start + pattern.group]
            order = sorted(range(pattern.group), key=lambda i: (not np.isnan(group[i]), -abs(group[i]), i))
            for i in order[: pattern.keep]:
                mask[row, start + i] = True
    return mask


def as_bits(matrix) -> np.ndarray:
    array = (
        matrix.view(torch.int16 if matrix.element_size() == 2 else torch.int32).numpy()
        if isinstance(matrix, torch.Tensor)
        else matrix
    )
    return array.view(f"u{array.itemsize}").copy()


def test_two_of_four_by_hand():
    row = np.array([[1, -3, 2, 0, 5, 5, -5, 5]], np.float32)
    assert nm_mask(row, NMPattern(2, 4)).tolist() == [[False, True, True, False, True, True, False, False]]


@settings(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from(PATTERNS), st.sampled_from(DTYPES))
def test_masks_equal_a_naive_loop(data, pattern, dtype):
    shape = (data.draw(st.integers(1, 4)), pattern.group * data.draw(st.integers(1, 3)))
    few = st.sampled_from([0.0, -0.0, 1.0, -1.0, 2.0, 0.5, np.inf, -np.inf, np.nan])
    matrix = data.draw(hnp.arrays(np.float32, shape, elements=st.one_of(few, st.floats(-9, 9, width=16))))
    given_matrix = torch.from_numpy(matrix).to(dtype) if isinstance(dtype, torch.dtype) else matrix.astype(dtype)
    before = given_matrix.clone() if isinstance(dtype, torch.dtype) else given_matrix.copy()
    mask = nm_mask(given_matrix, pattern)
    assert np.array_equal(as_bits(given_matrix), as_bits(before))  # signs of zero and NaN included
    assert isinstance(mask, torch.Tensor) == isinstance(given_matrix, torch.Tensor)
    as_floats = given_matrix.double().numpy() if isinstance(dtype, torch.dtype) else given_matrix.astype(float)
    np.testing.assert_array_equal(np.asarray(mask), naive_mask(as_floats, pattern))
    if not np.isnan(matrix).any():
        pruned = given_matrix * mask if isinstance(mask, np.ndarray) else torch.where(mask, given_matrix, 0)
        if isinstance(mask, torch.Tensor):
            assert torch.equal(unpack(pack(pruned, pattern)), pruned)


def test_many_chunks_equal_the_naive_loop():
    matrix = np.random.default_rng(0).integers(-3, 3, (70, 4096)).astype(np.float32)
    np.testing.assert_array_equal(nm_mask(matrix, NMPattern(2, 4))[::13], naive_mask(matrix[::13], NMPattern(2, 4)))


def test_agrees_with_torchs_own_sparsifier():
    from torch.ao.pruning import WeightNormSparsifier

    linear = torch.nn.Sequential(torch.nn.Linear(64, 32, bias=False))
    weight = linear[0].weight.detach().clone()
    sparsifier = WeightNormSparsifier(sparsity_level=1.0, sparse_block_shape=(1, 4), zeros_per_block=2)
    sparsifier.prepare(linear, [{"tensor_fqn": "0.weight"}])
    sparsifier.step()
    assert torch.equal(nm_mask(weight, NMPattern(2, 4)), linear[0].parametrizations.weight[0].mask.bool())


def test_unstructured_and_block_masks_agree_with_torchs_own_tools():
    from torch.ao.pruning import WeightNormSparsifier
    from torch.nn.utils import prune

    for seed in range(3):
        linear = torch.nn.Linear(64, 32, bias=False)
        weight = torch.randn(32, 64, generator=torch.Generator().manual_seed(seed))
        linear.weight.data.copy_(weight)
        prune.l1_unstructured(linear, "weight", amount=0.75)
        assert torch.equal(unstructured_mask(weight, 0.75), linear.weight_mask.bool())
        rows = torch.nn.Linear(64, 32, bias=False)
        rows.weight.data.copy_(weight)
        prune.ln_structured(rows, "weight", amount=0.25, n=2, dim=0)
        assert torch.equal(block_mask(weight, 0.25, (1, 64), "none"), rows.weight_mask.bool())
        blocks = torch.nn.Sequential(torch.nn.Linear(64, 32, bias=False))
        blocks[0].weight.data.copy_(weight)
        sparsifier = WeightNormSparsifier(sparsity_level=0.5, sparse_block_shape=(4, 8), zeros_per_block=32)
        sparsifier.prepare(blocks, [{"tensor_fqn": "0.weight"}])
        sparsifier.step()
        expected = blocks[0].parametrizations.weight[0].mask.bool()
        assert torch.equal(block_mask(weight, 0.5, (4, 8), "none"), expected)


@pytest.mark.parametrize("pattern", ["2:5", "1:3", "5:16"])
def test_padding_keeps_that_many_of_a_short_last_group(pattern):
    nm = NMPattern.parse(pattern)
    matrix = np.random.default_rng(0).standard_normal((6, 22)).astype(np.float32)
    mask = nm_mask(matrix, nm, pad=True)
    filled = np.pad(matrix, ((0, 0), (0, -22 % nm.group)))
    np.testing.assert_array_equal(mask, naive_mask(filled, nm)[:, :22])
    pruned = np.where(mask, matrix, 0)
    np.testing.assert_array_equal(unpack(pack(pruned, nm, pad=True)), pruned)
    np.testing.assert_array_equal(nm_mask(torch.from_numpy(matrix), nm, pad=True).numpy(), mask)


def test_indivisible_columns_and_foreign_elements():
    with pytest.raises(FormatError, match=r"770 columns do not divide into groups of 4 \(choose a group that divides"):
        nm_mask(np.zeros((2, 770), np.float32), NMPattern(2, 4))
    with pytest.raises(FormatError, match="floating type"):
        nm_mask(torch.zeros(2, 4, dtype=torch.int32), NMPattern(2, 4))


def test_unstructured_keeps_the_largest_anywhere():
    matrix = np.array([[5.0, 1, -4, 2], [0, 3, -3, 1]])
    mask = unstructured_mask(matrix, 0.5)
    assert mask.tolist() == [[True, False, True, False], [False, True, True, False]]
    assert unstructured_mask(matrix, 0.55).sum() == 4
    np.testing.assert_array_equal(unstructured_mask(torch.from_numpy(matrix), 0.5).numpy(), mask)


def test_column_balanced_blocks_by_hand():
    matrix = np.array([[1.0, 1, 9, 9], [1, 1, 9, 9], [2, 2, 8, 8], [2, 2, 8, 8]])
    kept = block_mask(matrix, 0.5, (2, 2))
    assert kept.tolist() == [[False, False, True, True]] * 2 + [[True, True, False, False]] * 2
    by_row = block_mask(matrix, 0.5, (2, 2), "row")
    assert by_row.tolist() == [[False, False, True, True]] * 4
    assert block_mask(matrix, 0.75, (2, 2), "none").sum() == 4
    with pytest.raises(FormatError, match="blocks of 3 x 2"):
        block_mask(matrix, 0.5, (3, 2))
    with pytest.raises(FormatError, match="balance"):
        block_mask(matrix, 0.5, (2, 2), "diagonal")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 99), st.sampled_from([0.0, 0.25, 0.5, 0.75, 0.875, 1.0]))
def test_every_block_column_keeps_the_same_number(seed, sparsity):
    matrix = np.random.default_rng(seed).standard_normal((32, 24)).astype(np.float32)
    mask = block_mask(matrix, sparsity, (4, 8))
    blocks = mask.reshape(8, 4, 3, 8)
    assert np.array_equal(blocks.all(axis=(1, 3)), blocks.any(axis=(1, 3)))
    assert blocks.all(axis=(1, 3)).sum(axis=0).tolist() == [8 - int(sparsity * 8)] * 3


def test_masks_of_a_model_leave_it_as_it_was(tiny_model):
    before = tiny_model.weights_sha256()
    pattern = NMPattern(2, 4)
    masks = magnitude_masks(tiny_model, lambda w: nm_mask(w, pattern))
    assert len(masks) == 4 * 4 * 2
    pruned = apply_masks(tiny_model, masks)
    assert tiny_model.weights_sha256() == before
    for place, matrix in expert_matrices(pruned):
        assert float((matrix != 0).float().mean()) <= 0.5, place
        assert torch.equal(unpack(pack(matrix, pattern)), matrix)


def test_the_matrix_that_does_not_fit_is_named(tiny_model):
    with pytest.raises(FormatError, match="encoder layer 0, expert 0, up: 32 columns do not divide into groups of 5"):
        magnitude_masks(tiny_model, lambda w: nm_mask(w, NMPattern(3, 5)))


def test_nan_weights_are_refused(tiny_model):
    damaged = tiny_model.copy()
    with torch.no_grad():
        damaged.expert_matrices(damaged.moe_layers()[1], 2)["down"][0, 0] = float("nan")
    with pytest.raises(ModelError, match="encoder layer 1, expert 2, down: 1 weights are NaN"):
        magnitude_masks(damaged, lambda w: nm_mask(w, NMPattern(2, 4)))


def test_whole_experts_are_dropped_by_usage(tiny_model):
    usage = {layer.id: np.array([5, 1, 9, 0]) for layer in tiny_model.moe_layers()}
    masks = expert_drop_masks(tiny_model, 0.5, usage)
    kept = {place.expert.expert for place, mask in masks.items() if mask.all()}
    assert kept == {0, 2}
    assert not masks[ExpertMatrix(decoder_expert(1, 3), "up")].any()
    assert sum(bool(m.any()) for m in expert_drop_masks(tiny_model, 0.25).values()) == 4 * 3 * 2
