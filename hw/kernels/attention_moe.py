# ruff: noqa: F821
# mypy: ignore-errors
"""Multi-head attention and a top-1 MoE layer with GELU as one block, in float32, in three levels.

- plain: :func:`attention_moe`, loops as one would write them, no schedule;
- library: :func:`attention_moe_library`, the same block with Allo's own linear, softmax and GELU functions and their
  schedules;
- optimised: :func:`attention_moe_optimised`, whose experts bend a row of hidden units where it is used, each function
  with its schedule: reordered so that no sum waits for its own last addition, pipelined, UNROLL elements side by side
  from partitioned arrays.

The idea of such a block and of its three levels is that of pull request 489 of cornell-zhang/allo. Read by Allo, never
run by Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flame.errors import ConfigError

LEVELS = ("plain", "library", "optimised")
UNROLL = 8
ARGUMENTS = ("x", "wq", "wk", "wv", "wp", "router", "wi", "wo", "y")


@dataclass(frozen=True)
class Block:
    """Shapes of the block: ``tokens`` of ``width`` channels, ``heads``, ``experts`` of ``hidden`` units.

    Raises:
        ConfigError: heads that do not divide the width, a size below 1, or one that is not unrolled evenly.
    """

    tokens: int
    width: int
    heads: int
    experts: int
    hidden: int

    def __post_init__(self) -> None:
        if min(self.tokens, self.width, self.heads, self.experts, self.hidden) < 1 or self.width % self.heads:
            raise ConfigError(f"block: {self} (expected sizes of at least 1, and heads that divide the width)")
        if self.width % UNROLL or self.hidden % UNROLL:
            raise ConfigError(f"block: {self} (expected channels and hidden units in {UNROLL}s)")

    def sizes(self) -> dict[str, Any]:
        """The names that the functions use for their sizes."""
        head = self.width // self.heads
        return {
            "TOKENS": self.tokens, "WIDTH": self.width, "HEADS": self.heads, "HEAD": head, "EXPERTS": self.experts,
            "HIDDEN": self.hidden, "SCORE_SCALE": head**-0.5,
        }  # fmt: skip


def top_of(level: str) -> str:
    """Name of a level's function."""
    return "attention_moe" if level == "plain" else f"attention_moe_{level}"


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


def curved(hidden: float32[TOKENS, HIDDEN]) -> float32[TOKENS, HIDDEN]:
    y: float32[TOKENS, HIDDEN] = 0.0
    for t, u in allo.grid(TOKENS, HIDDEN, name="curve"):
        value: float32 = hidden[t, u]
        bent: float32 = value + 0.044715 * value * value * value
        y[t, u] = 0.5 * value * (1.0 + allo.tanh(0.7978845608 * bent))
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


def projected_rows(x: float32[TOKENS, WIDTH], weight: float32[WIDTH, WIDTH]) -> float32[TOKENS, WIDTH]:
    y: float32[TOKENS, WIDTH]
    for t in range(TOKENS):
        sums: float32[WIDTH] = 0.0
        for i, o in allo.grid(WIDTH, WIDTH):
            sums[o] += x[t, i] * weight[o, i]
        for w in range(WIDTH):
            y[t, w] = sums[w]
    return y


def expert_up_rows(
    x: float32[TOKENS, WIDTH], chosen: int32[TOKENS], wi: float32[EXPERTS, HIDDEN, WIDTH]
) -> float32[TOKENS, HIDDEN]:
    raised: float32[TOKENS, HIDDEN]
    for t in range(TOKENS):
        sums: float32[HIDDEN] = 0.0
        for i, o in allo.grid(WIDTH, HIDDEN):
            sums[o] += x[t, i] * wi[chosen[t], o, i]
        for w in range(HIDDEN):
            raised[t, w] = sums[w]
    return raised


def expert_down_curved(
    raised: float32[TOKENS, HIDDEN], chosen: int32[TOKENS], scale: float32[TOKENS],
    wo: float32[EXPERTS, WIDTH, HIDDEN], y: float32[TOKENS, WIDTH],
):  # fmt: skip
    for t in range(TOKENS):
        sums: float32[WIDTH] = 0.0
        units: float32[HIDDEN]
        for u in range(HIDDEN):
            value: float32 = raised[t, u]
            bent: float32 = value + 0.044715 * value * value * value
            units[u] = 0.5 * value * (1.0 + allo.tanh(0.7978845608 * bent))
        for i, o in allo.grid(HIDDEN, WIDTH):
            sums[o] += units[i] * wo[chosen[t], o, i]
        for w in range(WIDTH):
            y[t, w] = sums[w] * scale[t]


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
    hidden = curved(raised)
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
    hidden = GeLU[float32, TOKENS, HIDDEN](raised)
    expert_down(hidden, chosen, scale, wo, y)


def attention_moe_optimised(
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
    q = projected_rows(x, wq)
    k = projected_rows(x, wk)
    v = projected_rows(x, wv)
    scores = head_scores(q, k)
    weights = row_softmax(scores)
    heads = mixed_values(weights, v)
    attended = projected_rows(heads, wp)
    chosen: int32[TOKENS] = 0
    scale: float32[TOKENS] = 0.0
    routed(attended, router, chosen, scale)
    raised = expert_up_rows(attended, chosen, wi)
    expert_down_curved(raised, chosen, scale, wo, y)


OPTIMISED = (projected_rows, head_scores, row_softmax, mixed_values, routed, expert_up_rows, expert_down_curved)
NEEDS = (*OPTIMISED, projected, expert_up, curved, expert_down)
# Of the parts that multiply weights, those that lie side by side along the outputs, and along which dimension.
_WEIGHTS = {"projected_rows": ("weight", 1), "expert_up_rows": ("wi", 2), "expert_down_curved": ("wo", 2)}
# Of those that multiply activations: the sum's loop, and the one that goes inside it.
_REORDERED = {"head_scores": ("d", "s"), "mixed_values": ("s", "d")}


def schedule_part(s: Any, name: str, cyclic: int) -> None:
    """The optimised schedule of one of the block's functions.

    Args:
        s: the schedule of that function alone; it is changed in place.
        cyclic: Allo's word for partitioning element by element in turn.
    """
    if name in _WEIGHTS:
        array, dim = _WEIGHTS[name]
        s.split("o", UNROLL)
        s.pipeline("o.outer")
        s.unroll("o.inner")
        s.pipeline("w")
        if name == "expert_down_curved":
            s.pipeline("u")
        s.partition(f"{name}:{array}", partition_type=cyclic, dim=dim, factor=UNROLL)
        s.partition(f"{name}:sums", partition_type=cyclic, dim=1, factor=UNROLL)
    elif name in _REORDERED:
        outer, inner = _REORDERED[name]
        s.reorder(outer, inner)
        s.pipeline(inner)
    elif name == "row_softmax":
        loops = s.get_loops()
        s.pipeline(loops["exponential"]["s"])
        s.pipeline(loops["divide"]["s"])
    elif name == "routed":
        loops = s.get_loops()
        s.reorder(loops["logit"]["i"], loops["logit"]["e"])
        s.pipeline(s.get_loops()["logit"]["e"])
