"""A Qwen3-MoE written as GGUF, as llama.cpp reads it, tensor by tensor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import FormatError
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from flame.value_types import bf16_to_fp32, split_nibbles

BLOCK = 32  # columns that share a scale in both formats below
FORMATS = {"int8": "Q8_0", "int4": "Q4_0"}  # GGUF's format of as many bits a weight, by our value type

_OUTER = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
_INNER = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
    "mlp.gate": "ffn_gate_inp", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
}  # fmt: skip
_EXPERTS = {"gate": "ffn_gate_exps", "up": "ffn_up_exps", "down": "ffn_down_exps"}
_AS_FP32 = ("norm", "gate_inp")  # what llama.cpp wants in fp32
_LINEAR = ("attn_q", "attn_k", "attn_v", "attn_output", "output")  # linear layers beside the experts


def block_bits(value_type: str) -> float:
    """Bits a weight of GGUF's format for a value type, scales included."""
    return {"int8": 8.5, "int4": 4.5}[value_type]


def blocks(matrix: PackedMatrix) -> NDArray[np.uint8]:
    """A dense int8 or int4 matrix as rows of Q8_0 or Q4_0 blocks, weight for weight the same.

    Returns:
        uint8 [rows, cols / 32 * 34] for int8, [rows, cols / 32 * 18] for int4.
    Raises:
        FormatError: the matrix is pruned or of another type, its columns do not divide into blocks, or a scale is not
            exact in fp16.
    """
    rows, cols = matrix.shape
    if matrix.value_type not in FORMATS or matrix.pattern.keep != matrix.pattern.group or cols % BLOCK:
        raise FormatError(
            f"GGUF: a {matrix.pattern} {matrix.value_type} matrix of {rows} x {cols} (expected a dense one of "
            f"{' or '.join(FORMATS)} with columns that divide into {BLOCK})"
        )
    assert matrix.scales is not None, "whole numbers have scales"
    count = cols // BLOCK
    scales = np.repeat(matrix.scales[:, None], count, axis=1)
    if matrix.multipliers is not None:
        scales = scales * matrix.multipliers
    halves = scales.astype(np.float16)
    if not np.array_equal(halves.astype(np.float32), scales):
        raise FormatError(f"GGUF: scales of a {matrix.value_type} matrix are not exact in fp16 (round them first)")
    if matrix.multipliers is None:
        values = matrix.values.view(np.uint8).reshape(rows, count, BLOCK)
    else:
        codes = (split_nibbles(matrix.values, cols) + np.int8(8)).view(np.uint8).reshape(rows, count, 2, BLOCK // 2)
        values = codes[:, :, 0] | codes[:, :, 1] << np.uint8(4)
    return np.concatenate([halves[..., None].view(np.uint8), values], axis=2).reshape(rows, -1)


class GgufFile:
    """A file under way: the weights beside the experts first, then each layer's experts, in that order.

    Args:
        file: its place; removed again when an error ends the writing.
        config: transformers' configuration of the model.
        value_type: of the experts, a key of `FORMATS`.
        linear_type: of the linear layers beside them, likewise; None has these in bf16.
    Raises:
        FormatError: no such format.
    """

    def __init__(self, file: Path, config: Any, value_type: str, linear_type: str | None = None) -> None:
        import gguf

        for what, kind in (("experts", value_type), ("linear layers", linear_type)):
            if kind is not None and kind not in FORMATS:
                raise FormatError(f"GGUF: {what} of {kind} (expected {' or '.join(FORMATS)})")
        self._file, self._config = file, config
        self._types = gguf.GGMLQuantizationType
        self._experts_type = self._types[FORMATS[value_type]]
        self._linear_type = self._types.BF16 if linear_type is None else self._types[FORMATS[linear_type]]
        self._writer = gguf.GGUFWriter(file, "qwen3moe")
        _describe(self._writer, config, gguf.LlamaFileType[f"MOSTLY_{FORMATS[value_type]}"])
        self._announced = self._announce()

    def _announce(self) -> list[str]:
        """Tell the writer of every tensor, in the order in which they will come."""
        import gguf

        config, names = self._config, []
        heads, kv_heads = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
        hidden, d_ff, experts = config.hidden_size, config.moe_intermediate_size, config.num_experts
        inner = {
            "self_attn.q_proj": (heads, hidden), "self_attn.k_proj": (kv_heads, hidden),
            "self_attn.v_proj": (kv_heads, hidden), "self_attn.o_proj": (hidden, heads),
            "self_attn.q_norm": (config.head_dim,), "self_attn.k_norm": (config.head_dim,),
            "mlp.gate": (experts, hidden), "input_layernorm": (hidden,), "post_attention_layernorm": (hidden,),
        }  # fmt: skip
        layers = range(config.num_hidden_layers)
        shapes: dict[str, tuple[int, ...]] = {"token_embd": (config.vocab_size, hidden)}
        for layer in layers:
            shapes |= {f"blk.{layer}.{_INNER[name]}": shape for name, shape in inner.items()}
        shapes |= {"output_norm": (hidden,), "output": (config.vocab_size, hidden)}
        for name, shape in shapes.items():
            kind = self._types.F32 if name.endswith(_AS_FP32) else self._types.BF16
            if name.rpartition(".")[2] in _LINEAR:
                kind = self._linear_type
            size = int(np.prod(gguf.quant_shape_to_byte_shape(shape, kind)))
            self._writer.add_tensor_info(f"{name}.weight", shape, np.dtype(np.float32), size, kind)
            names.append(name)
        for layer in layers:
            for matrix, under in _EXPERTS.items():
                shape = (experts, hidden, d_ff) if matrix == "down" else (experts, d_ff, hidden)
                size = int(np.prod(gguf.quant_shape_to_byte_shape(shape, self._experts_type)))
                self._writer.add_tensor_info(
                    f"blk.{layer}.{under}.weight", shape, np.dtype(np.float32), size, self._experts_type
                )
                names.append(f"blk.{layer}.{under}")
        self._writer.write_header_to_file()
        self._writer.write_kv_data_to_file()
        self._writer.write_ti_data_to_file()
        return names

    def _write(self, name: str, array: NDArray[Any]) -> None:
        assert self._announced.pop(0) == name, f"{name} was not announced here"
        self._writer.write_tensor_data(np.ascontiguousarray(array))

    def write_others(self, weights: Iterable[tuple[str, NDArray[np.uint16] | PackedMatrix]]) -> None:
        """All weights beside the experts by transformers' names, in transformers' order: bits of bf16, or packed."""
        for name, weight in weights:
            own = _gguf_name(name)
            if isinstance(weight, PackedMatrix):
                self._write(own, blocks(weight))
            else:
                self._write(own, bf16_to_fp32(weight) if own.endswith(_AS_FP32) else weight)

    def write_experts(self, layer: int, experts: Sequence[PackedExpert]) -> None:
        """The experts of the next layer."""
        for matrix, under in _EXPERTS.items():
            self._write(f"blk.{layer}.{under}", np.stack([blocks(expert.matrices[matrix]) for expert in experts]))

    def __enter__(self) -> GgufFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        if kind is not None:
            self._file.unlink(missing_ok=True)
        else:
            assert not self._announced, f"{self._announced[0]} was never written"


def _gguf_name(name: str) -> str:
    if name in _OUTER:
        return _OUTER[name]
    _, _, layer, inner = name.split(".", 3)
    return f"blk.{layer}.{_INNER[inner]}"


def _describe(writer: Any, config: Any, file_type: int) -> None:
    """Sizes, and a tokenizer of bytes and as many further pieces as the embedding has rows."""
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_expert_feed_forward_length(config.moe_intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_expert_count(config.num_experts)
    writer.add_expert_used_count(config.num_experts_per_tok)
    writer.add_file_type(file_type)
    writer.add_vocab_size(config.vocab_size)
    writer.add_tokenizer_model("llama")
    pieces = list(_pieces(config.vocab_size))
    writer.add_token_list([piece for piece, _ in pieces])
    writer.add_token_scores([0.0] * len(pieces))
    writer.add_token_types([kind for _, kind in pieces])


def _pieces(count: int) -> Iterator[tuple[str, int]]:
    """Text and kind of every token."""
    import gguf

    kinds = gguf.TokenType
    special = [("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)]
    spelt = [(f"<0x{byte:02X}>", kinds.BYTE) for byte in range(256)]
    words = [(f"\u2581w{number}", kinds.NORMAL) for number in range(count)]
    yield from [*special, *spelt, *words][:count]
