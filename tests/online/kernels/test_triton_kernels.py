"""The Triton kernels: on a CUDA device where there is one, else in Triton's interpreter (tests/conftest.py)."""

import importlib.util

import numpy as np
import pytest
import torch

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack, unpack
from flame.packed_expert import PackedExpert
from online.kernels.activations import ACTIVATIONS, GATED_ONLY, activate
from online.kernels.nm_kernels import SparseExpert
from tests.online.kernels.test_nm_kernels import nm_matrix

if importlib.util.find_spec("triton") is None:
    pytest.skip("triton is not installed (CUDA builds of torch bring it)", allow_module_level=True)
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

from online.kernels.triton_kernels import TritonExpert, TritonMatrix  # noqa: E402

needs_cuda = pytest.mark.skipif(DEVICE == "cpu", reason="no CUDA device")
VALUE_TYPES = ("fp32", "bf16", "fp16", "int8")


def packed_matrix(rows: int, cols: int, pattern: str, value_type: str, encoding: str | None = None) -> PackedMatrix:
    nm = NMPattern.parse(pattern)
    return pack(nm_matrix(rows, cols, nm), nm, value_type, encoding=encoding, pad=True)


def activations(tokens: int, cols: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(1).standard_normal((tokens, cols)).astype(np.float32)).to(DEVICE)


def assert_within_the_stated_rounding(packed: PackedMatrix, x: torch.Tensor, y: torch.Tensor) -> None:
    dense = torch.as_tensor(np.asarray(unpack(packed), np.float64))
    exact, magnitudes = x.cpu().double() @ dense.T, x.cpu().double().abs() @ dense.T.abs()
    bound = (packed.shape[1] * 2.0**-23 + 2.0**-22) * magnitudes + 1e-30
    assert ((y.cpu().double() - exact).abs() <= bound).all()


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_two_rows_by_hand(value_type):
    weights = np.array([[0, 2, 0, 127, 5, 0, -1, 0], [-127, 0, 0, 3, 0, 0, 0, 0]], np.float32)
    x = torch.tensor([1, 10, 100, 1000, -1, -10, -100, -1000], dtype=torch.float32, device=DEVICE)
    y = TritonMatrix(pack(weights, NMPattern(2, 4), value_type), DEVICE)(x)
    assert y.tolist() == [20 + 127000 - 5 + 100, -127 + 3000]


@pytest.mark.parametrize("value_type", VALUE_TYPES)
@pytest.mark.parametrize("pattern", ["2:4", "1:4", "4:8", "8:16", "3:5", "4:4", "1:1"])
def test_patterns_and_value_types(pattern, value_type):
    group = NMPattern.parse(pattern).group
    packed, x = packed_matrix(9, group * 37, pattern, value_type), activations(2, group * 37)
    assert_within_the_stated_rounding(packed, x, TritonMatrix(packed, DEVICE)(x))


@pytest.mark.parametrize("encoding", ["bitmask", "index", "rank"])
@pytest.mark.parametrize("pattern", ["2:4", "3:5", "8:16"])
def test_encodings_and_padded_rows(pattern, encoding):
    packed = packed_matrix(5, NMPattern.parse(pattern).group * 19 + 1, pattern, "bf16", encoding)
    x = activations(1, packed.shape[1])
    assert_within_the_stated_rounding(packed, x, TritonMatrix(packed, DEVICE)(x))


def test_a_token_does_not_change_with_those_beside_it():
    packed, x = packed_matrix(12, 260, "2:4", "int8"), activations(3, 260)
    matrix = TritonMatrix(packed, DEVICE)
    assert torch.equal(matrix(x)[1], matrix(x[1]))


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_an_expert_agrees_with_the_kernels_of_the_cpu(value_type):
    pattern = NMPattern(2, 4)
    expert = PackedExpert.pack(
        {"up": nm_matrix(48, 16, pattern), "down": nm_matrix(16, 48, pattern, seed=1)}, pattern, value_type
    )
    x = activations(2, 16)
    ours, cpu = TritonExpert(expert, DEVICE)(x).cpu(), SparseExpert(expert)(x.cpu())
    assert torch.allclose(ours, cpu, rtol=1e-4, atol=1e-4 * float(cpu.abs().max()))


def test_element_types_come_back_and_no_tokens_give_no_results():
    matrix = TritonMatrix(packed_matrix(4, 16, "2:4", "fp16"), DEVICE)
    assert matrix(activations(2, 16).bfloat16()).dtype == torch.bfloat16
    assert matrix(activations(0, 16)).shape == (0, 4)


def test_refusals_say_how_to_mend():
    with pytest.raises(FormatError, match="index encoding"):
        TritonMatrix(packed_matrix(2, 64, "5:32", "bf16", "rank"), DEVICE)
    with pytest.raises(FormatError, match="fp64"):
        TritonMatrix(packed_matrix(2, 8, "2:4", "fp64"), DEVICE)
    with pytest.raises(FormatError, match=r"expected \[\.\.\., 8\]"):
        TritonMatrix(packed_matrix(2, 8, "2:4", "bf16"), DEVICE)(activations(1, 16))


@pytest.mark.gpu
@needs_cuda
@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_at_real_size_on_the_device(value_type):
    packed = packed_matrix(768, 3072, "2:4", value_type)
    x = activations(4, 3072)
    assert_within_the_stated_rounding(packed, x, TritonMatrix(packed, DEVICE)(x))


@pytest.mark.gpu
@needs_cuda
def test_repeated_products_have_the_same_bits_on_the_device():
    packed, x = packed_matrix(768, 3072, "2:4", "int8"), activations(1, 3072)
    matrix = TritonMatrix(packed, DEVICE)
    first = matrix(x)
    assert all(torch.equal(matrix(x), first) for _ in range(20))


@pytest.mark.parametrize("value_type", ["int4", "int4_64"])
@pytest.mark.parametrize("pattern", ["2:4", "1:8", "8:16", "4:4"])
def test_int4_with_its_multipliers(pattern, value_type):
    for cols in (256, 64 * 9 - 16):  # whole blocks of values, and a shorter last one with a padded scale group
        packed, x = packed_matrix(9, cols, pattern, value_type), activations(2, cols)
        assert_within_the_stated_rounding(packed, x, TritonMatrix(packed, DEVICE)(x))


@pytest.mark.parametrize("value_type", ["bf16", "int8", "int4"])
@pytest.mark.parametrize("activation", ["silu", "gpt_oss", "gelu_tanh"])
def test_a_gated_expert_with_biases_is_that_of_the_cpu(activation, value_type):
    pattern, draw = NMPattern(2, 4), np.random.default_rng(3)
    matrices = {"gate": nm_matrix(64, 32, pattern), "up": nm_matrix(64, 32, pattern, 1),
                "down": nm_matrix(32, 64, pattern, 2)}  # fmt: skip
    biases = {name: draw.standard_normal(len(matrix)).astype(np.float32) for name, matrix in matrices.items()}
    expert, x = PackedExpert.pack(matrices, pattern, value_type, biases=biases), activations(3, 32)
    ours, cpu = TritonExpert(expert, DEVICE, activation)(x).cpu(), SparseExpert(expert, activation)(x.cpu())
    assert (ours - cpu).abs().max() <= 1e-3 * cpu.abs().max()


@pytest.mark.parametrize("gated", [False, True])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_the_numpy_fallback(name, gated):
    if name in GATED_ONLY and not gated:
        pytest.skip(f"{name} has a gate by definition")
    wide = np.concatenate([np.linspace(-30, 30, 41), [-300, -100, 100, 300, -0.0, 0.0]]).astype(np.float32)
    eye = np.eye(len(wide), dtype=np.float32)  # matrices that give back what they are given leave the activation alone
    matrices = {"gate": eye, "up": -eye, "down": eye} if gated else {"up": eye, "down": eye}
    expert = PackedExpert.pack(matrices, NMPattern(1, 1))
    ours = TritonExpert(expert, DEVICE, name)(torch.from_numpy(wide[None]).to(DEVICE)).cpu().numpy()
    expected = activate(name, wide[None], -wide[None]) if gated else activate(name, None, wide[None])
    close = np.isclose(ours, expected, rtol=2e-5, atol=1e-6)
    assert close.all(), wide[~close[0]]
