"""The attention and MoE block: its three levels against NumPy, where Allo is installed."""

import importlib.util

import numpy as np
import pytest

from flame.errors import ConfigError
from hw import allo_backend
from hw.kernels.attention_moe import LEVELS, Block

needs_allo = pytest.mark.skipif(
    importlib.util.find_spec("allo") is None, reason="Allo is not installed (it is built from source, Python 3.12)"
)
BLOCK = Block(tokens=8, width=16, heads=2, experts=4, hidden=32)


def reference(x, wq, wk, wv, wp, router, wi, wo):
    """float64: attention without a mask, then the expert of the largest logit, scaled by its probability."""
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    heads, head = np.zeros_like(x), BLOCK.width // BLOCK.heads
    for h in range(BLOCK.heads):
        part = slice(h * head, (h + 1) * head)
        weights = np.exp(q[:, part] @ k[:, part].T / np.sqrt(head))
        heads[:, part] = weights / weights.sum(axis=1, keepdims=True) @ v[:, part]
    attended = heads @ wp.T
    odds = np.exp(attended @ router.T)
    rows = []
    for token, row in zip(attended, odds, strict=True):
        e = row.argmax()
        rows.append(wo[e] @ np.maximum(wi[e] @ token, 0) * row[e] / row.sum())
    return np.stack(rows)


@pytest.mark.allo
@needs_allo
@pytest.mark.parametrize("level", LEVELS)
def test_each_level_computes_the_block(level):
    b, rng = BLOCK, np.random.default_rng(0)
    square, experts = (b.width, b.width), b.experts
    shapes = [(b.tokens, b.width), *[square] * 4, (experts, b.width), (experts, b.hidden, b.width)]
    shapes.append((experts, b.width, b.hidden))
    arguments = [(rng.normal(size=shape) * 0.5).astype(np.float32) for shape in shapes]
    y = np.zeros((b.tokens, b.width), np.float32)
    schedule = allo_backend.scheduled_block(level, b)
    schedule.build(target="llvm")(*arguments, y)
    np.testing.assert_allclose(y, reference(*(a.astype(np.float64) for a in arguments)), atol=1e-4)
    pipelined = schedule.build(target="vhls").hls_code.count("#pragma HLS pipeline II=1")
    assert (pipelined > 0) == (level != "plain")


def test_shapes_that_do_not_divide_are_refused():
    with pytest.raises(ConfigError, match="heads that divide the width"):
        Block(8, 16, 3, 4, 32)
    with pytest.raises(ConfigError, match="expected one of plain, library, optimised"):
        allo_backend.scheduled_block("fastest", BLOCK)
