"""The training forward pass of a Switch transformer, over the parameters of transformers' model.

It computes what transformers 5.23 computes (a test compares them), with three differences for speed: no expert
capacity (so no token is dropped), attention weights without dropout, and expert products without a loop over the
tokens of each expert. Nothing in it waits for the device, so that a whole step can be captured as a CUDA graph; and
it does not call the model's own modules, whose router is broken in transformers 5.0 to 5.17.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
import torch.nn.functional as F

_UNKNOWN = 2

Module: TypeAlias = Any  # a module of transformers, whose attributes have no types


@dataclass(frozen=True)
class Noise:
    """Regularisation of one stage: dropout outside and inside experts, hidden decoder inputs, router jitter."""

    dropout: float = 0.0
    expert_dropout: float = 0.0
    input_dropout: float = 0.0
    router_jitter: float = 0.0


SILENT = Noise()


@dataclass(frozen=True)
class Outputs:
    """Logits `[batch, target, vocabulary]`; the routers' of each MoE layer `[batch, tokens, experts]`, by stack."""

    logits: torch.Tensor
    encoder_routers: list[torch.Tensor]
    decoder_routers: list[torch.Tensor]


def forward(model: Module, source: torch.Tensor, labels: torch.Tensor, noise: Noise = SILENT) -> Outputs:
    """Teacher-forced logits of a `SwitchTransformersForConditionalGeneration`.

    Args:
        source: ids int64 `[batch, source]`; 0 is padding.
        labels: ids int64 `[batch, target]`; -100 is padding.
    """
    shared = model.shared.weight
    heard = (source != 0)[:, None, None, :]
    hidden, encoder_routers = _stack(model.encoder, F.embedding(source, shared), heard, None, None, noise)
    inputs = F.pad(labels, (1, -1)).clamp_min(0)  # the decoder starts from 0, and padding is 0
    if noise.input_dropout:
        hidden_inputs = (torch.rand(inputs.shape, device=inputs.device) < noise.input_dropout) & (inputs != 0)
        inputs = torch.where(hidden_inputs, _UNKNOWN, inputs)
    length = inputs.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool, device=inputs.device).tril()
    out, decoder_routers = _stack(model.decoder, F.embedding(inputs, shared), causal, hidden, heard, noise)
    return Outputs(F.linear(out * shared.shape[1] ** -0.5, shared), encoder_routers, decoder_routers)


def _stack(
    stack: Module, hidden: torch.Tensor, mask: torch.Tensor, memory: torch.Tensor | None,
    memory_mask: torch.Tensor | None, noise: Noise,
) -> tuple[torch.Tensor, list[torch.Tensor]]:  # fmt: skip
    first = stack.block[0].layer[0].SelfAttention
    bias = first.compute_bias(hidden.shape[1], hidden.shape[1], device=hidden.device)
    bias = bias.masked_fill(~mask, torch.finfo(bias.dtype).min)
    cross_bias = None
    if memory_mask is not None:
        cross_bias = torch.zeros(memory_mask.shape, device=hidden.device).masked_fill(
            ~memory_mask, torch.finfo(torch.float32).min
        )
    routers: list[torch.Tensor] = []
    hidden = _drop(hidden, noise.dropout)
    for block in stack.block:
        layer = block.layer[0]
        normed = _norm(layer.layer_norm, hidden)
        hidden = hidden + _drop(_attention(layer.SelfAttention, normed, normed, bias), noise.dropout)
        if memory is not None and cross_bias is not None:
            layer = block.layer[1]
            attended = _attention(layer.EncDecAttention, _norm(layer.layer_norm, hidden), memory, cross_bias)
            hidden = hidden + _drop(attended, noise.dropout)
        layer = block.layer[-1]
        normed = _norm(layer.layer_norm, hidden)
        if layer.is_sparse:
            out, logits = _experts(layer.mlp, normed, noise)
            routers.append(logits)
        else:
            out = F.linear(_drop(F.relu(F.linear(normed, layer.mlp.wi.weight)), noise.dropout), layer.mlp.wo.weight)
        hidden = hidden + _drop(out, noise.dropout)
    return _drop(_norm(stack.final_layer_norm, hidden), noise.dropout), routers


def _drop(hidden: torch.Tensor, rate: float) -> torch.Tensor:
    return F.dropout(hidden, rate) if rate else hidden


def one_hot(chosen: torch.Tensor, experts: int) -> torch.Tensor:
    """Bool `[..., experts]`, true at the chosen expert."""
    return chosen[..., None] == torch.arange(experts, device=chosen.device)


def _norm(norm: Module, hidden: torch.Tensor) -> torch.Tensor:
    return F.rms_norm(hidden, (hidden.shape[-1],), norm.weight, norm.variance_epsilon)


def _attention(attention: Module, queries: torch.Tensor, memory: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    heads, size = attention.n_heads, attention.key_value_proj_dim
    q, k, v = (
        F.linear(x, weight.weight).unflatten(-1, (heads, size)).transpose(1, 2)
        for x, weight in ((queries, attention.q), (memory, attention.k), (memory, attention.v))
    )
    scores = torch.matmul(q, k.transpose(2, 3)) + bias  # Switch transformers do not scale their scores
    mixed = torch.matmul(F.softmax(scores, -1), v)
    return F.linear(mixed.transpose(1, 2).flatten(2), attention.o.weight)


def _experts(mlp: Module, hidden: torch.Tensor, noise: Noise) -> tuple[torch.Tensor, torch.Tensor]:
    """Route `hidden [batch, tokens, size]` in float32 and apply each token's expert, scaled by its probability."""
    with torch.autocast(hidden.device.type, enabled=False):
        routed = hidden.float()
        if noise.router_jitter:
            routed = routed * torch.empty_like(routed).uniform_(1 - noise.router_jitter, 1 + noise.router_jitter)
        logits = F.linear(routed, mlp.router.classifier.weight)
        probability, chosen = F.softmax(logits, -1).max(-1)
    experts = list(mlp.experts.values())
    apply = _wide if hidden.is_cuda else _sorted
    out = apply(experts, hidden.flatten(0, 1), chosen.flatten(), probability.flatten()[:, None], noise)
    return out.view_as(hidden), logits


def _wide(
    experts: Sequence[Module], hidden: torch.Tensor, chosen: torch.Tensor, probability: torch.Tensor, noise: Noise
) -> torch.Tensor:
    """All experts as one wide feed-forward layer in which a token keeps its expert's part: 8 times the products of
    what is needed, and still faster on a GPU than any gathering of tokens at this size."""
    wi = torch.cat([expert.wi.weight for expert in experts])
    wo = torch.cat([expert.wo.weight for expert in experts], 1)
    gates = one_hot(chosen, len(experts)) * probability
    inner = _drop(F.relu(F.linear(hidden, wi)), noise.expert_dropout)
    gated = inner.unflatten(-1, (len(experts), -1)) * gates.to(inner.dtype)[:, :, None]
    return F.linear(gated.flatten(1), wo)


def _sorted(
    experts: Sequence[Module], hidden: torch.Tensor, chosen: torch.Tensor, probability: torch.Tensor, noise: Noise
) -> torch.Tensor:
    """Tokens sorted by expert, one product of each expert's: the fewest operations, for a CPU."""
    order = torch.argsort(chosen, stable=True)
    parts = hidden[order].split(torch.bincount(chosen, minlength=len(experts)).tolist())
    outputs = [
        F.linear(_drop(F.relu(F.linear(part, e.wi.weight)), noise.expert_dropout), e.wo.weight)
        for e, part in zip(experts, parts, strict=True)
    ]
    joined = torch.cat(outputs)
    return torch.empty_like(joined).index_copy(0, order, joined) * probability


def token_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy in nats a target token."""
    return F.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=-100)


def balance_loss(routers: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
    """transformers' load-balancing loss of a stack, over its real tokens: a scalar, 1 where all is even.

    As there, the layers of a stack are balanced together, sequence by sequence (Fedus et al. 2022, equations 4 to 6).

    Args:
        routers: logits `[batch, tokens, experts]` of each layer.
        real: bool `[batch, tokens]`, false for padding.
    """
    logits = torch.cat(list(routers), 1)
    weights = real.repeat(1, len(routers)).float()
    weights = (weights / weights.sum(1, keepdim=True))[:, :, None]
    experts = logits.shape[-1]
    load = (one_hot(logits.argmax(-1), experts) * weights).sum(1)
    probability = (F.softmax(logits, -1) * weights).sum(1)
    return (load * probability).mean() * experts**2


def router_z_loss(routers: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
    """transformers' router z-loss of a stack (Zoph et al. 2022, equation 5), over its real tokens: a scalar."""
    weights = real.repeat(1, len(routers)).float()
    return (torch.logsumexp(torch.cat(list(routers), 1), -1).square() * weights).sum() / weights.sum()


def expert_counts(routers: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
    """Real tokens that each expert got, int64 `[layers, experts]`."""
    experts = routers[0].shape[-1]
    return torch.stack([torch.bincount(layer.argmax(-1)[real], minlength=experts) for layer in routers])
