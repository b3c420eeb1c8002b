"""All experts of a layer in one launch: on a CUDA device where there is one, else in Triton's interpreter."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import ConfigError, FormatError
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.kernels.nm_kernels import SparseExpert
from online.serving.page_locked import page_locked
from tests.online.kernels.matrices import nm_matrix

if importlib.util.find_spec("triton") is None:
    pytest.skip("triton is not installed (CUDA builds of torch bring it)", allow_module_level=True)
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

from online.kernels.triton_experts import ExpertSlots  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
D_MODEL, D_FF, EXPERTS = 64, 64, 6


def packed_experts(
    value_type: str = "int8", pattern: str = "2:4", gated: bool = True, biased: bool = False
) -> list[PackedExpert]:
    nm, draw = NMPattern.parse(pattern), np.random.default_rng(0)
    shapes = {"gate": (D_FF, D_MODEL)} if gated else {}
    shapes |= {"up": (D_FF, D_MODEL), "down": (D_MODEL, D_FF)}
    found = []
    for expert in range(EXPERTS):
        matrices = {name: nm_matrix(*shape, nm, 3 * expert + i) for i, (name, shape) in enumerate(shapes.items())}
        biases = {name: draw.standard_normal(shape[0]).astype(np.float32) for name, shape in shapes.items()}
        found.append(PackedExpert.pack(matrices, nm, value_type, biases=biases if biased else None))
    return found


def filled(experts: list[PackedExpert], numbers: tuple[int, ...], activation: str = "silu") -> ExpertSlots:
    slots = ExpertSlots(experts[0], EXPERTS, len(numbers), DEVICE, activation)
    for slot, number in enumerate(numbers):
        slots.put(slot, number, experts[number])
    return slots


def request(tokens: int, top_k: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    draw = np.random.default_rng(seed)
    x = torch.from_numpy(draw.standard_normal((tokens, D_MODEL)).astype(np.float32))
    index = np.stack([draw.permutation(EXPERTS)[:top_k] for _ in range(tokens)])
    weights = torch.from_numpy(draw.random((tokens, top_k)).astype(np.float32))
    return x.to(DEVICE), torch.from_numpy(index).to(DEVICE), weights.to(DEVICE)


def one_by_one(
    experts: list[PackedExpert], x: torch.Tensor, index: torch.Tensor, weights: torch.Tensor, there: set[int],
    activation: str = "silu",
) -> torch.Tensor:  # fmt: skip
    y = torch.zeros_like(x, device="cpu")
    for token in range(len(x)):
        for number, weight in sorted(zip(index[token].tolist(), weights[token].tolist(), strict=True)):
            if number in there:
                y[token] += weight * SparseExpert(experts[number], activation)(x[token].cpu())
    return y


@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16", "int8", "int4", "int4_64"])
@pytest.mark.parametrize(
    ("pattern", "gated", "biased"), [("2:4", True, False), ("4:4", True, True), ("1:4", False, True)]
)
def test_what_a_router_chose_is_what_its_experts_give(value_type, pattern, gated, biased):
    experts = packed_experts(value_type, pattern, gated, biased)
    x, index, weights = request(3, 2)
    slots = filled(experts, tuple(range(EXPERTS)), "silu" if gated else "relu")
    y, missing = slots(x, index, weights)
    expected = one_by_one(experts, x, index, weights, set(range(EXPERTS)), "silu" if gated else "relu")
    assert (y.cpu() - expected).abs().max() <= 1e-3 * expected.abs().max()
    assert not missing.any()


def test_an_expert_without_a_slot_is_left_out_and_reported():
    experts = packed_experts()
    x, index, weights = request(4, 3)
    index[2, 1] = EXPERTS  # none
    there = {5, 0, 3}
    y, missing = filled(experts, (5, 0, 3))(x, index, weights)
    expected = one_by_one(experts, x, index, weights, there)
    assert (y.cpu() - expected).abs().max() <= 1e-3 * expected.abs().max()
    assert missing.bool().tolist() == [[number not in there for number in row] for row in index.tolist()]


def test_slots_change_hands():
    experts = packed_experts()
    x, _, weights = request(1, 1)
    slots = filled(experts, (0, 1))
    for slot, number in ((0, 4), (1, 2), (0, 2)):  # the last one moves
        slots.put(slot, number, experts[number])
    assert slots.experts == [2, None]
    for number in range(EXPERTS):
        index = torch.tensor([[number]], device=DEVICE)
        y, missing = slots(x, index, weights)
        assert bool(missing) == (number != 2)
        expected = one_by_one(experts, x, index, weights, {2})
        assert (y.cpu() - expected).abs().max() <= 1e-3 * expected.abs().max() + 1e-9
    slots.vacate(0)
    assert bool(slots(x, torch.tensor([[2]], device=DEVICE), weights)[1])


def test_a_token_has_the_bits_that_it_has_alone_whatever_the_order_of_its_experts_and_slots():
    experts = packed_experts("int4")
    x, index, weights = request(4, 3)
    together = filled(experts, tuple(range(EXPERTS)))(x, index, weights)[0]
    other = filled(experts, tuple(reversed(range(EXPERTS))))
    for token in range(4):
        turned = torch.tensor([2, 0, 1], device=DEVICE)
        alone, _ = other(x[token : token + 1], index[token : token + 1, turned], weights[token : token + 1, turned])
        assert torch.equal(alone[0], together[token])


def at_home(experts: list[PackedExpert]) -> list[PackedExpert]:
    """The same experts, each one run of bytes that the device reads."""
    return [page_locked(expert, DEVICE == "cuda") for expert in experts]


@pytest.mark.parametrize("value_type", ["bf16", "int8", "int4"])
def test_an_expert_is_the_same_bits_at_home_and_in_a_slot(value_type):
    experts = packed_experts(value_type, biased=True)
    x, index, weights = request(3, 3)
    expected, _ = filled(experts, tuple(range(EXPERTS)))(x, index, weights)
    slots = ExpertSlots(experts[0], EXPERTS, 2, DEVICE, "silu", at_home(experts))
    there: set[int] = set()
    for slot, number in ((None, None), (0, 4), (1, 2), (0, 1), (1, None)):
        if slot is not None:
            slots.vacate(slot)
        if number is not None:
            slots.fill(slot, number)
        there = {each for each in slots.experts if each is not None}
        y, missing = slots(x, index, weights)
        assert torch.equal(y, expected)
        assert missing.bool().tolist() == [[each not in there for each in row] for row in index.tolist()]
    assert there == {1}


def test_a_home_is_one_aligned_run_of_bytes():
    experts = packed_experts()
    with pytest.raises(FormatError, match="expert 0: its arrays are not one aligned run"):
        ExpertSlots(experts[0], EXPERTS, 2, DEVICE, "silu", experts)
    run = np.zeros(experts[0].size_bytes + 16, np.uint8)
    askew = run[(-run.ctypes.data) % 16 + 4 :][: experts[0].size_bytes]
    with pytest.raises(FormatError, match="not one aligned run"):
        ExpertSlots(experts[0], EXPERTS, 2, DEVICE, "silu", [PackedExpert.from_buffer(askew, experts[0].header())])
    with pytest.raises(FormatError, match="expert 1: packed otherwise"):
        ExpertSlots(experts[0], EXPERTS, 2, DEVICE, "silu", at_home([experts[0], packed_experts("bf16")[0]]))


def test_no_tokens_and_other_element_types():
    slots = filled(packed_experts(), (0, 1))
    x, index, weights = request(2, 2)
    assert slots(x[:0], index[:0], weights[:0])[0].shape == (0, D_MODEL)
    assert slots(x.bfloat16(), index, weights)[0].dtype == torch.bfloat16


def test_refusals_say_what_was_expected():
    experts = packed_experts()
    with pytest.raises(ConfigError, match="expected 1 to the layer's 6"):
        ExpertSlots(experts[0], EXPERTS, 7, DEVICE, "silu")
    slots = filled(experts, (0, 1))
    with pytest.raises(FormatError, match="packed otherwise"):
        slots.put(0, 3, packed_experts("bf16")[3])
    x, index, weights = request(2, 2)
    with pytest.raises(FormatError, match=r"expected \[tokens, 64\]"):
        slots(x[:, :8], index, weights)
    mixed = PackedExpert({**experts[0].matrices, "down": packed_experts("int8", "1:4")[0].matrices["down"]})
    with pytest.raises(FormatError, match="of several patterns"):
        ExpertSlots(mixed, EXPERTS, 1, DEVICE, "silu")


@pytest.mark.parametrize("capability", [80, 90])
def test_the_kernels_compile_for_gpus(capability):
    """To machine code, with no device: what Triton's interpreter takes, its compiler may refuse."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.online.kernels.compile_triton", str(capability)], cwd=ROOT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr[-2000:]
    kernels = [line.split()[0] for line in found.stdout.splitlines()]
    assert sorted(set(kernels)) == ["_activate", "_compute", "_multiply"]
    assert len(kernels) > 12


@pytest.mark.gpu
@pytest.mark.skipif(DEVICE == "cpu", reason="no CUDA device")
def test_a_step_can_be_captured_as_a_graph():
    experts = packed_experts()
    slots = filled(experts, tuple(range(EXPERTS)))
    x, index, weights = request(4, 2)
    slots(x, index, weights)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        y, _ = slots(x, index, weights)
    for seed in range(3):
        for own, new in zip((x, index, weights), request(4, 2, seed), strict=True):
            own.copy_(new)
        graph.replay()
        assert torch.equal(y, slots(x, index, weights)[0])
