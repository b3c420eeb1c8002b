# ruff: noqa: F821
# mypy: ignore-errors
"""Multi-head attention and a top-1 MoE layer as one block, in float32, in three levels.

- plain: :func:`attention_moe`, loops as one would write them, no schedule;
- library: :func:`attention_moe_library`, the same block with Allo's own linear, softmax and ReLU functions and their
  schedules;
- optimised: the plain functions, each with its schedule (reordered so that no sum waits for its own last addition,
  and pipelined), composed into the block.

The idea of such a block and of its three levels is that of pull request 489 of cornell-zhang/allo. Read by Allo, never
run by Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flame.errors import ConfigError

LEVELS = ("plain", "library", "optimised")


@dataclass(frozen=True)
class Block:
    """Shapes of the block: ``tokens`` of ``width`` channels, ``heads``, ``experts`` of ``hidden`` units.

    Raises:
        ConfigError: heads that do not divide the width, or a size below 1.
    """

    tokens: int
    width: int
    heads: int
    experts: int
    hidden: int

    def __post_init__(self) -> None:
        if min(self.tokens, self.width, self.heads, self.experts, self.hidden) < 1 or self.width % self.heads:
            raise ConfigError(f"block: {self} (expected sizes of at least 1, and heads that divide the width)")

    def sizes(self) -> dict[str, Any]:
        """The names that the functions use for their sizes."""
        head = self.width // self.heads
        return {
            "TOKENS": self.tokens, "WIDTH": self.width, "HEADS": self.heads, "HEAD": head, "EXPERTS": self.experts,
            "HIDDEN": self.hidden, "SCORE_SCALE": head**-0.5,
        }  # fmt: skip


def projected(x: float32[TOKENS, WIDTH], weight: float32[WIDTH, WIDTH]) -> float32[TOKENS, WIDTH]:
    y: float32[TOKENS, WIDTH] = 0.0
    for t, o, i in allo.grid(TOKENS, WIDTH, WIDTH, name="project"):
        y[t, o] += x[t, i] * weight[o, i]
    return y


def head_scores(q: float32[TOKENS, WIDTH], k: float32[TOKENS, WIDTH]) -> float32[HEADS, TOKENS, TOKENS]:
    scores: float32[HEADS, TOKENS, TOKENS] = 0.0
    for h, t, s, d in allo.grid(HEADS, TOKENS, TOKENS, HEAD, name="score"):
        scores[h, t, s] += q[t, h * HEAD + d] * k[s, h * HEAD + d]
    return scores


def row_softmax(scores: float32[HEADS, TOKENS, TOKENS]) -> float32[HEADS, TOKENS, TOKENS]:
    largest: float32[HEADS, TOKENS] = -1.0e30
    total: float32[HEADS, TOKENS] = 0.0
    weights: float32[HEADS, TOKENS, TOKENS]
    for h, t, s in allo.grid(HEADS, TOKENS, TOKENS, name="largest"):
        if scores[h, t, s] > largest[h, t]:
            largest[h, t] = scores[h, t, s]
    for h, t, s in allo.grid(HEADS, TOKENS, TOKENS, name="exponential"):
        weights[h, t, s] = allo.exp((scores[h, t, s] - largest[h, t]) * SCORE_SCALE)
        total[h, t] += weights[h, t, s]
    for h, t, s in allo.grid(HEADS, TOKENS, TOKENS, name="divide"):
        weights[h, t, s] = weights[h, t, s] / total[h, t]
    return weights


def mixed_values(weights: float32[HEADS, TOKENS, TOKENS], v: float32[TOKENS, WIDTH]) -> float32[TOKENS, WIDTH]:
    y: float32[TOKENS, WIDTH] = 0.0
    for h, t, d, s in allo.grid(HEADS, TOKENS, HEAD, TOKENS, name="mix"):
        y[t, h * HEAD + d] += weights[h, t, s] * v[s, h * HEAD + d]
    return y


def routed(x: float32[TOKENS, WIDTH], router: float32[EXPERTS, WIDTH], chosen: int32[TOKENS], scale: float32[TOKENS]):
    logits: float32[TOKENS, EXPERTS] = 0.0
    for t, e, i in allo.grid(TOKENS, EXPERTS, WIDTH, name="logit"):
        logits[t, e] += x[t, i] * router[e, i]
    best: float32[TOKENS] = -1.0e30
    for t, e in allo.grid(TOKENS, EXPERTS, name="choose"):
        if logits[t, e] > best[t]:
            best[t] = logits[t, e]
            chosen[t] = e
    total: float32[TOKENS] = 0.0
    for t, e in allo.grid(TOKENS, EXPERTS, name="sum"):
        total[t] += allo.exp(logits[t, e] - best[t])
    for t in allo.grid(TOKENS, name="scale"):
        scale[t] = 1.0 / total[t]


def expert_up(
    x: float32[TOKENS, WIDTH], chosen: int32[TOKENS], wi: float32[EXPERTS, HIDDEN, WIDTH]
) -> float32[TOKENS, HIDDEN]:
    hidden: float32[TOKENS, HIDDEN] = 0.0
    for t, u, i in allo.grid(TOKENS, HIDDEN, WIDTH, name="up"):
        hidden[t, u] += x[t, i] * wi[chosen[t], u, i]
    return hidden


def rectified(hidden: float32[TOKENS, HIDDEN]) -> float32[TOKENS, HIDDEN]:
    y: float32[TOKENS, HIDDEN] = 0.0
    for t, u in allo.grid(TOKENS, HIDDEN, name="relu"):
        if hidden[t, u] > 0.0:
            y[t, u] = hidden[t, u]
    return y


def expert_down(
    hidden: float32[TOKENS, HIDDEN], chosen: int32[TOKENS], scale: float32[TOKENS],
    wo: float32[EXPERTS, WIDTH, HIDDEN], y: float32[TOKENS, WIDTH],
):  # fmt: skip
    sums: float32[TOKENS, WIDTH] = 0.0
    for t, o, u in allo.grid(TOKENS, WIDTH, HIDDEN, name="down"):
        sums[t, o] += hidden[t, u] * wo[chosen[t], o, u]
    for t, o in allo.grid(TOKENS, WIDTH, name="weigh"):
        y[t, o] = sums[t, o] * scale[t]


def attention_moe(
    x: float32[TOKENS, WIDTH],
    wq: float32[WIDTH, WIDTH],
    wk: float32[WIDTH, WIDTH],
    wv: float32[WIDTH, WIDTH],
    wp: float32[WIDTH, WIDTH],
    router: float32[EXPERTS, WIDTH],
    wi: float32[EXPERTS, HIDDEN, WIDTH],
    wo: float32[EXPERTS, WIDTH, HIDDEN],
    y: float32[TOKENS, WIDTH],
):
    q = projected(x, wq)
    k = projected(x, wk)
    v = projected(x, wv)
    scores = head_scores(q, k)
    weights = row_softmax(scores)
    heads = mixed_values(weights, v)
    attended = projected(heads, wp)
    chosen: int32[TOKENS] = 0
    scale: float32[TOKENS] = 0.0
    routed(attended, router, chosen, scale)
    raised = expert_up(attended, chosen, wi)
    hidden = rectified(raised)
    expert_down(hidden, chosen, scale, wo, y)


def attention_moe_library(
    x: float32[TOKENS, WIDTH],
    wq: float32[WIDTH, WIDTH],
    wk: float32[WIDTH, WIDTH],
    wv: float32[WIDTH, WIDTH],
    wp: float32[WIDTH, WIDTH],
    router: float32[EXPERTS, WIDTH],
    wi: float32[EXPERTS, HIDDEN, WIDTH],
    wo: float32[EXPERTS, WIDTH, HIDDEN],
    y: float32[TOKENS, WIDTH],
):
    none: float32[WIDTH] = 0.0
    q = linear2d[float32, float32, float32, TOKENS, WIDTH, WIDTH](x, wq, none)
    k = linear2d[float32, float32, float32, TOKENS, WIDTH, WIDTH](x, wk, none)
    v = linear2d[float32, float32, float32, TOKENS, WIDTH, WIDTH](x, wv, none)
    scores = head_scores(q, k)
    weights: float32[HEADS, TOKENS, TOKENS]
    for h in range(HEADS):
        head: float32[TOKENS, TOKENS]
        for t, s in allo.grid(TOKENS, TOKENS, name="take"):
            head[t, s] = scores[h, t, s] * SCORE_SCALE
        shares = softmax[float32, TOKENS](head)
        for t, s in allo.grid(TOKENS, TOKENS, name="give"):
            weights[h, t, s] = shares[t, s]
    heads = mixed_values(weights, v)
    attended = linear2d[float32, float32, float32, TOKENS, WIDTH, WIDTH](heads, wp, none)
    chosen: int32[TOKENS] = 0
    scale: float32[TOKENS] = 0.0
    routed(attended, router, chosen, scale)
    raised = expert_up(attended, chosen, wi)
    hidden = relu2d[float32, TOKENS, HIDDEN](raised)
    expert_down(hidden, chosen, scale, wo, y)


NEEDS = (projected, head_scores, row_softmax, mixed_values, routed, expert_up, rectified, expert_down)


def schedule_part(s: Any, name: str) -> None:
    """The optimised schedule of one of the block's functions.

    Args:
        s: the schedule of that function alone; it is changed in place.
    """
    if name == "projected":
        s.reorder("i", "o")
        s.pipeline("o")
    elif name == "expert_up":
        s.reorder("i", "u")
        s.pipeline("u")
    elif name == "head_scores":
        s.reorder("d", "s")
        s.pipeline("s")
    elif name == "mixed_values":
        s.reorder("s", "d")
        s.pipeline("d")
    elif name == "row_softmax":
        loops = s.get_loops()
        s.pipeline(loops["exponential"]["s"])
        s.pipeline(loops["divide"]["s"])
    elif name == "expert_down":
        loops = s.get_loops()
        s.reorder(loops["down"]["u"], loops["down"]["o"])
        loops = s.get_loops()
        s.pipeline(loops["down"]["o"])
        s.pipeline(loops["weigh"]["o"])
    elif name == "rectified":
        s.pipeline("u")
    elif name == "routed":
        loops = s.get_loops()
        s.reorder(loops["logit"]["i"], loops["logit"]["e"])
        s.pipeline(s.get_loops()["logit"]["e"])
