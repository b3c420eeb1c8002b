"""Experts that share a dense feed-forward block, in the form in which they are trained.

The products with the dense matrices are made once for a token; the differences of all experts are one product, whose
columns are masked by the experts that the token chose. It computes what the expanded Mixtral computes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from flame.models.upcycled import FACTORS, LayerDifferences

Block = Callable[[Any, Tensor, tuple[Tensor, Tensor]], tuple[Tensor, Tensor]]


class LowRankExperts(nn.Module):
    """A frozen SwiGLU block with routed low-rank differences, in place of a `LlamaMLP`.

    Expert e computes `down_e(silu(gate_e(x)) * up_e(x))` with `gate_e = gate + gate_b[e] @ gate_a[e]`, and so on. A
    token's output is the sum over its top-k experts, weighted with their softmax probabilities made to sum to one, as
    `MixtralForCausalLM` routes. The second factors begin at zero, so that every expert begins as the dense block.

    Args:
        dense: the `LlamaMLP`.
        num_experts, rank, top_k: how many experts, the rank of each difference, experts a token.
        generator: draws the first factors and the router.
    """

    def __init__(self, dense: Any, num_experts: int, rank: int, top_k: int, generator: torch.Generator) -> None:
        super().__init__()
        self.num_experts, self.rank, self.top_k = num_experts, rank, top_k
        self.gate, self.up, self.down = dense.gate_proj.weight, dense.up_proj.weight, dense.down_proj.weight
        intermediate, hidden = self.gate.shape
        device, factors = self.gate.device, num_experts * rank

        def normal(rows: int, columns: int) -> nn.Parameter:
            return nn.Parameter((torch.randn(rows, columns, generator=generator) / columns**0.5).to(device))

        self.router = normal(num_experts, hidden)
        self.gate_a, self.up_a, self.down_a = (normal(factors, n) for n in (hidden, hidden, intermediate))
        self.gate_b = nn.Parameter(torch.zeros(intermediate, factors, device=device))
        self.up_b = nn.Parameter(torch.zeros(intermediate, factors, device=device))
        self.down_b = nn.Parameter(torch.zeros(hidden, factors, device=device))
        self.choose: Callable[[Tensor], Tensor] | None = None

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Output `[..., hidden]` and this layer's load-balancing loss (Fedus et al. 2022, equation 4; 1 if even).

        Where `choose` is set, it gives the experts `[..., top_k]` from the probabilities in place of the top-k; the
        weights stay those of the top-k.
        """
        probabilities = F.linear(x, self.router.to(x.dtype)).float().softmax(-1)
        weights, chosen = probabilities.topk(self.top_k, dim=-1)
        if self.choose is not None:
            chosen = self.choose(probabilities)
        weights = (weights / weights.sum(-1, keepdim=True)).to(x.dtype)
        members = F.one_hot(chosen, self.num_experts)
        load = members.float().flatten(0, -2).mean(0)
        balance = self.num_experts * (load * probabilities.flatten(0, -2).mean(0)).sum()
        masks = members.to(x.dtype).repeat_interleave(self.rank, dim=-1)
        gate, up = F.linear(x, self.gate), F.linear(x, self.up)
        gate_low, up_low = F.linear(x, self.gate_a.to(x.dtype)), F.linear(x, self.up_a.to(x.dtype))
        gate_b, up_b, down_a = self.gate_b.to(x.dtype), self.up_b.to(x.dtype), self.down_a.to(x.dtype)
        mixed, mixed_low = torch.zeros_like(gate), torch.zeros_like(gate_low)
        for slot in range(self.top_k):
            mask = masks[..., slot, :]
            inner = F.silu(gate + F.linear(gate_low * mask, gate_b)) * (up + F.linear(up_low * mask, up_b))
            inner = inner * weights[..., slot, None]
            mixed = mixed + inner
            mixed_low = mixed_low + F.linear(inner, down_a) * mask
        return F.linear(mixed, self.down) + F.linear(mixed_low, self.down_b.to(x.dtype)), balance

    @torch.no_grad()
    def fit_scale(self, x: Tensor) -> None:
        """Scale the first factors so that what they give has a mean square of one on what the block reads.

        Args:
            x: `[tokens, hidden]`.
        """
        inner = F.silu(F.linear(x, self.gate)) * F.linear(x, self.up)
        for name, read in (("gate_a", x), ("up_a", x), ("down_a", inner)):
            getattr(self, name).div_(read.float().square().mean().sqrt())

    def differences(self) -> LayerDifferences:
        """The router and factors, live, in the form that is stored."""
        parts = {"router": self.router.detach()}
        for name in FACTORS:
            value, per_expert = getattr(self, name).detach(), (self.num_experts, self.rank)
            parts[name] = value.view(*per_expert, -1) if name.endswith("_a") else _experts_first(value, *per_expert)
        return LayerDifferences(**parts)

    @torch.no_grad()
    def take(self, stored: LayerDifferences) -> None:
        """Copy a router and factors in."""
        self.router.copy_(stored.router)
        for name in FACTORS:
            value = getattr(stored, name)
            getattr(self, name).copy_(value.flatten(0, 1) if name.endswith("_a") else value.transpose(0, 1).flatten(1))


def _experts_first(value: Tensor, experts: int, rank: int) -> Tensor:
    return value.view(-1, experts, rank).transpose(0, 1)


def add_experts(model: Any, num_experts: int, rank: int, top_k: int, seed: int) -> list[LowRankExperts]:
    """Freeze a Llama and put experts in place of each feed-forward block; what it computes does not change by it."""
    generator = torch.Generator().manual_seed(seed)
    model.requires_grad_(False)
    for layer in model.model.layers:
        layer.mlp = LowRankExperts(layer.mlp, num_experts, rank, top_k, generator)
    return [layer.mlp for layer in model.model.layers]


def block(layer: Any, hidden: Tensor, rotary: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """One decoder layer with experts: its output `[batch, tokens, hidden]` and its load-balancing loss."""
    attended = layer.self_attn(
        hidden_states=layer.input_layernorm(hidden), position_embeddings=rotary, attention_mask=None
    )[0]
    hidden = hidden + attended
    update, balance = layer.mlp(layer.post_attention_layernorm(hidden))
    return hidden + update, balance


def encode(model: Any, ids: Tensor, run: Block = block, read: list[Tensor] | None = None) -> tuple[Tensor, Tensor]:
    """Last hidden states after the final norm, and the load-balancing loss summed over layers.

    Args:
        ids: int64 `[batch, tokens]`, without padding.
        run: `block` or a compiled form of it.
        read: where given, takes what each layer's experts read, `[batch * tokens, hidden]`.
    """
    hidden = model.model.embed_tokens(ids)
    if torch.is_grad_enabled():
        hidden.requires_grad_()  # so that the first layer is compiled as the others are
    rotary = model.model.rotary_emb(hidden, torch.arange(ids.shape[1], device=ids.device)[None])
    total = hidden.new_zeros((), dtype=torch.float32)
    for layer in model.model.layers:
        if read is not None:
            hook = layer.mlp.register_forward_pre_hook(lambda _, args: read.append(args[0].flatten(0, 1)))
        hidden, balance = run(layer, hidden, rotary)
        if read is not None:
            hook.remove()
        total = total + balance
    return model.model.norm(hidden), total


@torch.no_grad()
def cluster_router(x: Tensor, num_experts: int, generator: torch.Generator, rounds: int = 12) -> Tensor:
    """Router rows from spherical k-means of what a block reads, so that experts begin with kinds of token.

    Tokens share a large mean; it is taken off, and the rows are made orthogonal to it, so that a router without bias
    sees only what differs. Assumption: logits with a standard deviation of one, which they are scaled to.

    Args:
        x: `[tokens, hidden]`.
    Returns:
        float32 `[num_experts, hidden]`.
    """
    x = x.float()
    mean = x.mean(0)
    units = F.normalize(x - mean, dim=-1)
    start = torch.randperm(len(units), generator=generator)[:num_experts]
    centres = units[start.to(units.device)]
    for _ in range(rounds):
        nearest = F.one_hot((units @ centres.T).argmax(-1), num_experts).float()
        centres = torch.where(nearest.sum(0)[:, None] > 0, F.normalize(nearest.T @ units, dim=-1), centres)
    along = F.normalize(mean, dim=0)
    rows = F.normalize(centres - (centres @ along)[:, None] * along, dim=-1)
    return rows / (x @ rows.T).std()
