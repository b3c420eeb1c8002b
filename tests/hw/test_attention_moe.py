"""The attention and MoE block: its three levels against PyTorch's, by C-simulation of what is kept and by Allo."""

import importlib.util

import numpy as np
import pytest

from flame.errors import ConfigError, FormatError
from hw import allo_backend
from hw.block_cycles import RECURRENCE_CYCLES, modelled_cycles
from hw.kept_kernels import BLOCKS, emitted
from hw.kernel_cycles import LOOP_DEPTH_CYCLES
from hw.kernels.attention_moe import LEVELS, Block, top_of
from hw.simulation.csim import run_kernel
from tests.hw.test_kernels import needs_headers

needs_allo = pytest.mark.skipif(
    importlib.util.find_spec("allo") is None, reason="Allo is not installed (it is built from source, Python 3.12)"
)
KEPT_BLOCK, KERNELS = BLOCKS["attention_moe"]
BLOCK = Block(tokens=8, width=16, heads=2, experts=4, hidden=32)


def random_arguments(block):
    b, rng = block, np.random.default_rng(0)
    square, experts = (b.width, b.width), b.experts
    shapes = [(b.tokens, b.width), *[square] * 4, (experts, b.width), (experts, b.hidden, b.width)]
    shapes.append((experts, b.width, b.hidden))
    return [(rng.normal(size=shape) * 2 / shape[-1] ** 0.5).astype(np.float32) for shape in shapes]


def reference(block, arguments):
    """NumPy, float64: attention without a mask, then the expert of the largest logit, by its probability."""
    x, wq, wk, wv, wp, router, wi, wo = (a.astype(np.float64) for a in arguments)

    def heads(y):
        return y.reshape(block.tokens, block.heads, -1).swapaxes(0, 1)

    def shares(scores):
        raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return raised / raised.sum(axis=-1, keepdims=True)

    q, k, v = (heads(x @ w.T) for w in (wq, wk, wv))
    mixed = shares(q @ k.swapaxes(1, 2) / q.shape[2] ** 0.5) @ v
    attended = mixed.swapaxes(0, 1).reshape(block.tokens, block.width) @ wp.T
    probabilities = shares(attended @ router.T)
    chosen = probabilities.argmax(axis=1)
    up = np.einsum("ti,tui->tu", attended, wi[chosen])
    hidden = 0.5 * up * (1 + np.tanh((2 / np.pi) ** 0.5 * (up + 0.044715 * up**3)))
    return np.einsum("tu,tou->to", hidden, wo[chosen]) * probabilities.max(axis=1)[:, None]


@pytest.mark.parametrize("block", [KEPT_BLOCK, BLOCK])
def test_what_the_levels_are_compared_with_is_pytorchs_block(block):
    """Here alone torch is wanted, so that the levels can be tried where only Allo is."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    functional, arguments = torch.nn.functional, random_arguments(block)
    x, wq, wk, wv, wp, router, wi, wo = (torch.from_numpy(a.astype(np.float64)) for a in arguments)

    def heads(y):
        return y.reshape(block.tokens, block.heads, -1).transpose(0, 1)

    mixed = functional.scaled_dot_product_attention(heads(x @ wq.T), heads(x @ wk.T), heads(x @ wv.T))
    attended = mixed.transpose(0, 1).reshape(block.tokens, block.width) @ wp.T
    share, chosen = torch.softmax(attended @ router.T, dim=1).max(dim=1)
    hidden = functional.gelu(torch.einsum("ti,tui->tu", attended, wi[chosen]), approximate="tanh")
    expected = torch.einsum("tu,tou->to", hidden, wo[chosen]) * share[:, None]
    np.testing.assert_allclose(reference(block, arguments), expected.numpy(), rtol=1e-9, atol=1e-12)


@needs_headers
@pytest.mark.parametrize("level", LEVELS)
def test_each_kept_level_computes_the_block_in_c_simulation(level):
    arguments = random_arguments(KEPT_BLOCK)
    y = np.zeros((KEPT_BLOCK.tokens, KEPT_BLOCK.width), np.float32)
    found = run_kernel(top_of(level), emitted(level, KEPT_BLOCK), [*arguments, y])[-1]
    np.testing.assert_allclose(found, reference(KEPT_BLOCK, arguments), atol=1e-4)
    assert np.abs(found).max() > 0.1


@pytest.mark.allo
@needs_allo
@pytest.mark.parametrize("level", LEVELS)
def test_each_level_computes_the_block(level):
    arguments = random_arguments(BLOCK)
    y = np.zeros((BLOCK.tokens, BLOCK.width), np.float32)
    schedule = allo_backend.scheduled_block(level, BLOCK)
    schedule.build(target="llvm")(*arguments, y)
    np.testing.assert_allclose(y, reference(BLOCK, arguments), atol=1e-4)


def test_the_optimised_level_fuses_pipelines_unrolls_and_partitions():
    texts = {level: emitted(level, KEPT_BLOCK) for level in LEVELS}
    counts = {
        word: [text.count(f"#pragma HLS {word}") for text in texts.values()]
        for word in ("pipeline II=1", "unroll", "array_partition")
    }
    assert counts["pipeline II=1"][0] == counts["unroll"][0] == counts["array_partition"][0] == 0
    assert counts["unroll"][2] == 3  # projections, and both of the expert's matrices
    assert counts["array_partition"][2] >= 6
    assert "void curved(" in texts["plain"]
    assert "void curved(" not in texts["optimised"]
    assert "tanh" in texts["optimised"]


def test_cycles_by_hand():
    fill = LOOP_DEPTH_CYCLES
    code = """\
void part(
  float v0[8]
) {
  for (int i = 0; i < 8; i++) {
    float v1 = v0[0];
    float v2 = v1 + v1;
    v0[0] = v2;
  }
}
void top(
  float v5[8][4]
) {
  l_a: for (int a = 0; a < 3; a++) {
    l_b: for (int b = 0; b < 5; b++) {
    #pragma HLS pipeline II=1
      float v6 = v5[a][b];
      v5[a][b] = v6;
    }
  }
  for (int c = 0; c < 2; c++) {
    int32_t v8 = c;
    part(v5);
  }
}
"""
    part = fill + RECURRENCE_CYCLES * 8
    assert modelled_cycles(code, "part") == part
    assert modelled_cycles(code, "top") == fill + 15 + 2 * part
    with pytest.raises(FormatError, match="it has part, top"):
        modelled_cycles(code, "other")


def test_each_level_is_modelled_as_faster_than_the_one_before():
    cycles = [modelled_cycles(emitted(level, KEPT_BLOCK), top_of(level)) for level in LEVELS]
    assert cycles[0] > 1.5 * cycles[1]
    assert cycles[1] > 10 * cycles[2]
    assert set(KERNELS) == set(LEVELS)


def test_shapes_that_do_not_divide_are_refused():
    with pytest.raises(ConfigError, match="heads that divide the width"):
        Block(8, 16, 3, 4, 32)
    with pytest.raises(ConfigError, match="hidden units in 8s"):
        Block(8, 16, 2, 4, 30)
    with pytest.raises(ConfigError, match="expected one of plain, library, optimised"):
        allo_backend.scheduled_block("fastest", BLOCK)
