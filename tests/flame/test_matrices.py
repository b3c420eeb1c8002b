"""What packing and masks take for a matrix: everything else is one line."""

import numpy as np
import pytest
import torch

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from offline.pruning.criteria import prune_matrix
from offline.pruning.masks import block_mask, nm_mask, require_finite, unstructured_mask

PATTERN = NMPattern(2, 4)
READERS = {
    "pack": lambda matrix: pack(matrix, PATTERN),
    "mask": lambda matrix: nm_mask(matrix, PATTERN),
    "unstructured": lambda matrix: unstructured_mask(matrix, 0.5),
    "block": lambda matrix: block_mask(matrix, 0.5, (2, 2)),
}


def dense() -> torch.Tensor:
    matrix = torch.zeros(4, 8)
    matrix[:, ::4] = torch.arange(8.0).reshape(4, 2) + 1
    return matrix


REFUSED = {
    "sparse": (lambda: dense().to_sparse(), "a tensor of the layout sparse_coo"),
    "csr": (lambda: dense().to_sparse_csr(), "a tensor of the layout sparse_csr"),
    "meta": (lambda: dense().to("meta"), "a tensor without numbers"),
    "nested": (lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]), "a tensor nested"),
    "quantised": (lambda: torch.quantize_per_tensor(dense(), 0.1, 0, torch.qint8), "a tensor quantised"),
    "a list": (lambda: dense().tolist(), "matrix: list .expected a NumPy array or a torch tensor"),
    "nothing": (lambda: None, "matrix: NoneType"),
    "a number": (lambda: torch.tensor(1.0), r"matrix: shape \[\]"),
    "complex": (lambda: dense().to(torch.complex64).conj(), "elements are .*complex64"),
    "objects": (lambda: np.array([[None] * 4] * 2), "elements are object"),
    "wide": (lambda: dense().numpy().astype(np.longdouble), "elements are float128"),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_dense_matrix_is_one_line(name, kind):
    make, words = REFUSED[kind]
    with pytest.raises(FormatError, match=words) as caught:
        READERS[name](make())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["sparse", "csr", "meta", "nested", "quantised"])
def test_finiteness_is_asked_of_dense_tensors_only(kind):
    make, words = REFUSED[kind]
    with pytest.raises(FormatError, match=words.replace("matrix", "decoder layer 0")):
        require_finite(make(), "decoder layer 0")


@pytest.mark.parametrize("kind", [torch.float8_e4m3fn, torch.float8_e5m2])
def test_eight_bit_floats_are_masked_and_must_be_converted_to_be_packed(kind):
    matrix = dense().to(kind)
    assert torch.equal(nm_mask(matrix, PATTERN), nm_mask(matrix.float(), PATTERN))
    with pytest.raises(FormatError, match=r"elements are float8.*expected fp32, bf16, fp16 or int8: convert it first"):
        pack(matrix, PATTERN)
    with pytest.raises(FormatError, match=r"elements are torch.float8.*convert it first"):
        prune_matrix(matrix, PATTERN, "wanda", torch.ones(9, 8), 1, 0.01)


@pytest.mark.parametrize("pattern", ["2:4", (2, 4), None, 0.5])
def test_a_pattern_is_an_nm_pattern(pattern):
    with pytest.raises(FormatError, match=r"expected an NMPattern .NMPattern.parse reads a text"):
        pack(dense(), pattern)


@pytest.mark.parametrize("view", [lambda m: m.T.contiguous().T, torch._neg_view, torch.nn.Parameter, lambda m: m[:, :]])
def test_views_are_read_as_what_they_show(view):
    shown = view(dense())
    assert torch.equal(unpack(pack(shown, PATTERN)), shown.detach() + 0)
    for name in ("mask", "unstructured", "block"):
        assert torch.equal(READERS[name](shown), READERS[name](shown.detach().clone()))


@pytest.mark.parametrize("shape", [(0, 64), (4, 0), (0, 0)])
@pytest.mark.parametrize("value_type", ["fp32", "fp16", "bf16", "int8", "int4"])
def test_matrices_without_weights(shape, value_type):
    packed = pack(torch.zeros(shape), PATTERN, value_type)
    assert packed.shape == shape
    assert packed.size_bytes == PATTERN.packed_bytes(*shape, value_type)
    assert tuple(unpack(packed).shape) == shape
    assert all(READERS[name](torch.zeros(shape)).shape == shape for name in ("mask", "unstructured", "block"))
    pruned, *_ = prune_matrix(torch.zeros(shape), PATTERN, "sparsegpt", torch.randn(5, shape[1]), 1, 0.01)
    assert tuple(pruned.shape) == shape


@pytest.mark.parametrize("sparsity", [float("nan"), -0.1, 1.1, "half", None])
def test_a_sparsity_is_a_fraction(sparsity):
    with pytest.raises(FormatError, match="expected a fraction from 0 to 1"):
        unstructured_mask(dense(), sparsity)


@pytest.mark.parametrize("block", [(2.0, 2), (2,), "22", (0, 2), (3, 3)])
def test_a_block_is_two_whole_numbers_that_divide(block):
    with pytest.raises(FormatError, match=r"expected two whole numbers|do not divide"):
        block_mask(dense(), 0.5, block)
