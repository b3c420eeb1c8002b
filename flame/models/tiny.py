"""Small random models of every architecture behind the experts interface, as the installed transformers knows them.

For tests of the seam: same modules, same routers, same caches as the published models, a few hundred thousand weights.
"""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import NllbMoeConfig, SwitchTransformersConfig
from transformers.models import nllb_moe, switch_transformers

from flame.errors import ModelError

# Sizes by the names that configurations give them; a configuration takes those that it has.
_SIZES: dict[str, Any] = dict(
    vocab_size=160, max_position_embeddings=2048, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    num_hidden_layers=4, hidden_size=32, intermediate_size=48, num_attention_heads=4, num_key_value_heads=4, head_dim=8,
    # experts
    moe_intermediate_size=24, shared_expert_intermediate_size=24, expert_intermediate_size=24,
    shared_intermediate_size=24, shared_experts_intermediate_size=24, num_experts=8, num_local_experts=8,
    n_routed_experts=8, moe_num_experts=8, num_experts_per_tok=2, top_k_experts=2, moe_topk=2, moe_k=2, n_group=2,
    topk_group=1, first_k_dense_replace=1, num_dense_layers=1, moe_layer_start_index=1,
    # attention of the DeepSeek kind, linear attention, state spaces
    kv_lora_rank=16, q_lora_rank=16, qk_nope_head_dim=8, qk_rope_head_dim=8, v_head_dim=8, index_n_heads=2,
    index_head_dim=16, index_topk=16, sliding_window=64, linear_num_key_heads=2, linear_num_value_heads=4,
    linear_key_head_dim=8, linear_value_head_dim=8, mamba_d_state=8, mamba_d_conv=4, mamba_expand=2, mamba_dt_rank=4,
    mamba_n_heads=4, mamba_d_head=16, mamba_n_groups=1, mamba_num_heads=4, mamba_head_dim=16, ssm_state_size=8,
    n_groups=1, chunk_size=32, mamba_chunk_size=32, linear_head_dim=8, linear_num_heads=4,
    # towers beside the text
    depth=2, embed_dim=32, hidden_dim=32, out_hidden_size=32, num_heads=4, vocab_size_per_layer_input=160,
    hidden_size_per_layer_input=8, encoder_layers=2, d_model=32, encoder_attention_heads=4, encoder_ffn_dim=48,
)  # fmt: skip


def _rope(*sections: int, **more: Any) -> dict[str, Any]:
    return {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": list(sections), **more}


# What a family needs beside: sizes that depend on one another, patterns of layers, switches that turn experts on.
_ALSO: dict[str, dict[str, Any]] = {
    "bailing_hybrid": dict(layer_group_size=4),
    "beam": dict(first_k_dense_replace=1),
    "deepseek_ocr2": dict(
        text_config=dict(mlp_layer_types=["dense", "sparse", "sparse", "sparse"], num_experts_per_tok=2),
        vision_config=dict(sam_config=dict(window_size=4)),
    ),
    "dots1": dict(n_shared_experts=1),
    "dots3_note": dict(layer_types=["indexed_attention"] * 4),
    "ernie4_5_vl_moe": dict(text_config=dict(moe_intermediate_size=[24, 24], rope_parameters=_rope(1, 1, 2))),
    "gemma4": dict(enable_moe_block=True, global_head_dim=8),
    "glm4v_moe": dict(text_config=dict(rope_parameters=_rope(1, 1, 0, partial_rotary_factor=0.5))),
    "glm5_next": dict(text_config=dict(qk_rope_head_dim=0, index_kpool=4, head_dim=0)),
    "granitemoehybrid": dict(layer_types=["mamba", "attention", "mamba", "attention"]),
    "jamba": dict(attn_layer_period=2, attn_layer_offset=1, use_mamba_kernels=False),
    "kimi_linear": dict(layer_types=["linear_attention", "full_attention"] * 2),
    "lfm2_moe": dict(layer_types=["conv", "full_attention"] * 2),
    "mimo_v2_flash": dict(head_dim=24, num_key_value_heads=2),
    "muse_spark": dict(
        out_hidden_size=32, projector_hidden_size=32, text_config=dict(moe_hidden_size=16),
        audio_config=dict(out_hidden_size=32, hidden_sizes=[8, 8, 16, 32], depths=[1] * 4),
    ),
    "nemotron_h": dict(layer_types=["mamba", "moe", "attention", "moe"]),
    "qwen3_omni_moe": dict(vision_start_token_id=151),
    "qwen4_exp": dict(
        indexer_n_heads=2,
        indexer_kv_heads=1,
        indexer_head_dim=16,
        indexer_budget=16,
        indexer_compress_ratio=4,
    ),
    "zaya": dict(num_experts_per_tok=1, router_hidden_size=16),
}  # fmt: skip


@dataclass(frozen=True)
class Architecture:
    """One family of models.

    Args:
        family: name of its folder in transformers.
        kind: the class that generates text, or the nearest to it.
    """

    family: str
    kind: Any

    @property
    def model_type(self) -> str:
        return str(self.kind.config_class.model_type)


@cache
def families() -> tuple[str, ...]:
    """Families with experts behind transformers' experts interface, and Switch and NLLB-MoE."""
    models = Path(transformers.__file__).parent / "models"
    found = [
        file.parent.name
        for file in models.glob("*/modeling_*.py")
        if "@use_experts_implementation" in file.read_text(encoding="utf-8")
    ]
    return tuple(sorted([*found, "switch_transformers", "nllb_moe"]))


def architecture(family: str) -> Architecture:
    """The class of a family: text alone where it has that, else the whole model, which reads text as well."""
    if family == "switch_transformers":
        return Architecture(family, switch_transformers.SwitchTransformersForConditionalGeneration)
    if family == "nllb_moe":
        return Architecture(family, nllb_moe.NllbMoeForConditionalGeneration)
    module = importlib.import_module(f"transformers.models.{family}.modeling_{family}")
    own = [
        kind for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__ and getattr(kind, "config_class", None)
    ]  # fmt: skip
    for ending in ("ForCausalLM", "ThinkerForConditionalGeneration", "ForConditionalGeneration",
                   "ForTokenClassification"):  # fmt: skip
        fitting = [kind for kind in own if kind.__name__.endswith(ending)]
        if fitting:
            return Architecture(family, fitting[0])
    if any("Diffusion" in kind.__name__ for kind in own):
        raise ModelError("writes a block of text at once by diffusion, not token after token")
    raise ModelError(f"no class that reads text (found {', '.join(kind.__name__ for kind in own)})")


def tiny_hf(family: str, seed: int = 0, **changes: Any) -> Any:
    """A random model of a family in fp32, its experts run by transformers' eager implementation.

    Args:
        changes: arguments of its configuration, above what makes it small.
    """
    kind = architecture(family).kind
    sizes = _merged(_shrunk(kind.config_class), _ALSO.get(family, {}))
    if kind.config_class is SwitchTransformersConfig:
        sizes |= dict(d_kv=8, d_ff=48, num_heads=4, num_layers=4, num_decoder_layers=4, num_sparse_encoder_layers=2,
                      num_sparse_decoder_layers=2, decoder_start_token_id=0)  # fmt: skip
    if kind.config_class is NllbMoeConfig:
        sizes |= dict(decoder_layers=2, encoder_layers=2, encoder_sparse_step=2, decoder_sparse_step=2,
                      decoder_attention_heads=4, decoder_ffn_dim=48)  # fmt: skip
    config = kind.config_class(**_merged(sizes, changes))
    config._experts_implementation = "eager"
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return kind(config).eval()


def _shrunk(config: Any) -> dict[str, Any]:
    """Arguments that make a configuration class small, those of its sub-configurations included."""
    default = config()
    declared = {name for each in config.__mro__ for name in vars(each).get("__annotations__", {})}
    sizes = {name: size for name, size in _SIZES.items() if name in declared}
    for name, kind in (getattr(config, "sub_configs", None) or {}).items():
        current = getattr(default, name, None)
        if current is None:
            continue
        if kind is transformers.AutoConfig:
            kind = type(current)
        sizes[name] = _shrunk(kind) | ({"model_type": kind.model_type} if kind.model_type else {})
    return sizes


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    merged = dict(first)
    for name, value in second.items():
        before = merged.get(name)
        merged[name] = _merged(before, value) if isinstance(value, dict) and isinstance(before, dict) else value
    return merged
