"""One token of one sequence through the decoder's blocks in native calls, but for their MLPs.

With a single row of activations, norms, rotary embedding, attention over the key-value cache and a router's scores take
torch some eighty operations a block, which cost more than what they compute. `online/native/block.cpp` does them in one
call, with the products of the experts' kernels. Everything is computed in fp32, and rounded to the model's type where
its own modules hand over: the residual stream, keys and values, what enters the MLP. So the last bits are not torch's,
and the streamed model and the resident one have to go through it alike.

Known are decoders of the common form, by the classes of their blocks, and only as far as they agree with the model's
own modules when they are put in place (`_agrees`). Prompts, several sequences, whatever else is asked for, and modules
that somebody has put a hook on, go through the modules as ever.
"""

from __future__ import annotations

import ctypes
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer
from transformers.modeling_outputs import MoeModelOutputWithPast

from flame.errors import FlameWarning
from flame.models.layers import Undo, replace_forward
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import PackedLinear
from online.kernels.nm_kernels import NativeMatrix, SparseMatrix, dense_matrix
from online.serving import native_library as native
from online.serving.linear_products import bias_of
from online.serving.native_library import Block, Pass

BLOCKS = ("Qwen3MoeDecoderLayer", "MixtralDecoderLayer", "Qwen2MoeDecoderLayer")
# Sparse MLPs whose router takes the largest of a softmax, by the class of the router.
ROUTERS = {"Qwen3MoeTopKRouter": True, "MixtralTopKRouter": False}  # and whether they round the weights
_GIVEN = {"input_ids", "attention_mask", "position_ids", "past_key_values", "use_cache"}
_ELSE = {"inputs_embeds", "output_router_logits", "output_hidden_states", "output_attentions", "return_dict",
         "cache_position"}  # fmt: skip  # that nothing may be asked with
_CAPTURING = "transformers.utils.output_capturing"  # whose hooks stay, and do nothing unless they are asked to
_TYPES = (torch.float32, torch.bfloat16)
_ROOM = 256  # tokens by which the room of a cache grows
_PROBES, _SEED = 4, 20
_TOLERANCE = {torch.float32: 1e-3, torch.bfloat16: 0.03}  # of the largest number, by which the modules may differ


def step_natively(model: MoeModel, undo: list[Undo]) -> None:
    """Have passes over one token of one sequence go through native blocks, where the model's are known.

    Args:
        model: its packed linear layers have their products (`online.serving.linear_products`).
        undo: gets the undoing.
    """
    decoder: Any = getattr(model.hf, "model", None)
    blocks = getattr(decoder, "layers", None)
    if decoder is None or not isinstance(blocks, torch.nn.ModuleList) or native.library() is None:
        return
    if model.hf.device.type != "cpu" or model.hf.dtype not in _TYPES or not all(map(_is_known, blocks)):
        return
    steps = _Steps(decoder, [_NativeBlock(block) for block in blocks])
    if not steps.agree():
        warnings.warn(
            f"{model.name}: the native blocks differ from the modules of this transformers, which compute them instead",
            FlameWarning,
            stacklevel=4,
        )
        return
    replace_forward(decoder, steps, undo)


def _is_known(block: torch.nn.Module) -> bool:
    """Whether a block is of the common form: no window, and linear layers that the kernels can read."""
    if type(block).__name__ not in BLOCKS:
        return False
    attention: Any = block.self_attn
    if getattr(attention, "sliding_window", None) or getattr(attention.config, "sliding_window", None):
        return False
    norms = [module.weight for module in block.modules() if type(module).__name__.endswith("RMSNorm")]
    dense = [module.weight for module in _linear(attention) if not isinstance(module, PackedLinear)]
    alike = {each.dtype for each in (*norms, *dense)} == {norms[0].dtype}
    return alike and all(each.is_contiguous() and each.device.type == "cpu" for each in (*norms, *dense))


def _linear(attention: Any) -> list[Any]:
    return [attention.q_proj, attention.k_proj, attention.v_proj, attention.o_proj]


class _Room:
    """Keys and values of a block of the cache, with room for tokens to come.

    A token is written behind the newest alone: a cache that was cut back is copied first, since what was cut off may
    still be looked at.
    """

    def __init__(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        batch, heads, self.tokens, width = keys.shape
        self.size = self.tokens + _ROOM
        self.keys, self.values = (keys.new_empty(batch, heads, self.size, width) for _ in range(2))
        self.keys[:, :, : self.tokens] = keys
        self.values[:, :, : self.tokens] = values

    @staticmethod
    def of(layer: Any) -> _Room:
        """The room that a block's keys and values lie in, with a place for one token more."""
        room = getattr(layer, "flame_room", None)
        keys, values = layer.keys, layer.values
        if (
            room is None
            or not room.tokens == keys.shape[2] < room.size
            or keys.data_ptr() != room.keys.data_ptr()
            or values.data_ptr() != room.values.data_ptr()
        ):
            room = layer.flame_room = _Room(keys, values)
        return room

    def extend(self, layer: Any) -> None:
        """Have the block hold one token more."""
        self.tokens += 1
        layer.keys, layer.values = self.keys.narrow(2, 0, self.tokens), self.values.narrow(2, 0, self.tokens)


class _NativeBlock:
    """A block of the decoder, and how it is computed natively."""

    def __init__(self, block: Any) -> None:
        self.module, self.mlp = block, block.mlp
        attention, norm_in, norm_out = block.self_attn, block.input_layernorm, block.post_attention_layernorm
        self._kept: list[Any] = []  # whose addresses are given away
        of_heads = (getattr(attention, name, None) for name in ("q_norm", "k_norm"))
        width = attention.head_dim
        self.native = Block(
            *map(self._matrix, _linear(attention)), None,
            *(None if norm is None else norm.weight.data_ptr() for norm in (norm_in, *of_heads, norm_out)),
            norm_in.variance_epsilon, attention.scaling, attention.q_proj.weight.shape[0] // width,
            attention.k_proj.weight.shape[0] // width, width, len(norm_in.weight),
            norm_in.weight.dtype is torch.bfloat16,
        )  # fmt: skip
        self.top_k = 0  # of a router that is computed natively
        gate: Any = getattr(self.mlp, "gate", None)
        alike = type(gate).__name__ in ROUTERS and gate.weight.dtype is norm_in.weight.dtype
        if alike and gate.weight.is_contiguous():
            self.top_k = self.native.top_k = gate.top_k
            self.native.normed, self.native.rounded = (
                getattr(gate, "norm_topk_prob", True),
                ROUTERS[type(gate).__name__],
            )
            self.native.router = self._address(dense_matrix(gate.weight.detach()))

    def _matrix(self, linear: Any) -> int:
        if not isinstance(linear, PackedLinear):
            return self._address(dense_matrix(linear.weight.detach(), bias_of(linear)))
        self._kept.append(SparseMatrix(linear.packed, bias_of(linear)))
        return self._address(self._kept[-1].native)

    def _address(self, matrix: NativeMatrix) -> int:
        self._kept.append(matrix)
        return ctypes.addressof(matrix)

    def ask_the_router(self) -> None:
        """Have the model's own router decide."""
        self.native.router, self.top_k = None, 0

    def hooks(self) -> Iterator[Mapping[int, Any]]:
        """The hooks of all modules that are not called."""
        called = set((self.mlp.experts if self.top_k else self.mlp).modules())
        for module in self.module.modules():
            if module not in called:
                yield module._forward_hooks
                yield module._forward_pre_hooks


class _Steps:
    """What a decoder's `forward` is replaced by.

    Args:
        decoder: embeds tokens, and ends in a norm.
        blocks: its blocks.
    """

    def __init__(self, decoder: Any, blocks: list[_NativeBlock]) -> None:
        self._decoder, self._blocks = decoder, blocks
        self._whole: Callable[..., Any] = decoder.forward
        self._hooks: list[Mapping[int, Any]] = []
        self._attend, self._finish = native.block_functions()
        norm = decoder.norm
        self._end = Block(norm_in=norm.weight.data_ptr(), epsilon=norm.variance_epsilon, hidden=len(norm.weight),
                          bf16=norm.weight.dtype is torch.bfloat16)  # fmt: skip

    def __call__(self, *args: Any, **named: Any) -> Any:
        cache: Any = named.get("past_key_values")
        if args or not self._steps(cache, named):
            return self._whole(*args, **named)
        decoder = self._decoder
        hidden = decoder.embed_tokens(named["input_ids"])
        places = named.get("position_ids")
        if places is None:
            places = torch.tensor([[cache.layers[0].keys.shape[2]]])
        cosine, sine = decoder.rotary_emb(hidden, position_ids=places)
        own, added = _pass(hidden, cosine, sine), None  # its own: passes in step take turns
        for block, layer in zip(self._blocks, cache.layers, strict=False):
            entering, index, weights = self._attended(own, block, layer, hidden)
            if block.top_k and "forward" not in vars(block.mlp):  # whoever has replaced that wants to be asked
                added = block.mlp.experts(entering.view(1, -1), index, weights)
            else:
                added = block.mlp(entering)
            added = added.contiguous()
            own.added = added.data_ptr()
        output = torch.empty_like(hidden)
        own.entering = output.data_ptr()
        self._finish(self._end, own)
        return MoeModelOutputWithPast(last_hidden_state=output, past_key_values=cache)

    def _attended(
        self, own: Pass, block: _NativeBlock, layer: Any, hidden: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What enters a block's MLP, and what its router says, [1, top_k] each, where it is computed natively."""
        room = _Room.of(layer)
        entering = torch.empty_like(hidden)
        index, weights = torch.empty((1, block.top_k), dtype=torch.int64), torch.empty((1, block.top_k))
        own.keys, own.values, own.tokens, own.room = (
            room.keys.data_ptr(),
            room.values.data_ptr(),
            room.tokens,
            room.size,
        )
        own.entering, own.index, own.weights = entering.data_ptr(), index.data_ptr(), weights.data_ptr()
        self._attend(block.native, own)
        room.extend(layer)
        return entering, index, weights

    def _steps(self, cache: Any, named: dict[str, Any]) -> bool:
        """Whether a call is the next token of one sequence, and asks for nothing else."""
        ids, mask = named.get("input_ids"), named.get("attention_mask")
        if not isinstance(ids, torch.Tensor) or ids.shape != (1, 1) or type(cache) is not DynamicCache:
            return False
        if torch.is_grad_enabled() or cache.offloading or len(cache.layers) < len(self._blocks):
            return False
        layers: list[Any] = cache.layers
        if any(type(layer) is not DynamicLayer or not layer.is_initialized for layer in layers):
            return False
        tokens = layers[0].keys.shape[2]
        if tokens == 0 or layers[0].keys.dtype is not self._decoder.norm.weight.dtype:
            return False
        if mask is not None and not (isinstance(mask, torch.Tensor) and mask.shape == (1, tokens + 1) and mask.all()):
            return False
        if named.get("use_cache") is False or any(named.get(each) not in (None, False) for each in _ELSE):
            return False
        if any(map(_hooked, self._hooks)):
            return False
        config = self._decoder.config
        return not (config.output_hidden_states or config.output_attentions) and named.keys() <= _GIVEN | _ELSE

    def agree(self) -> bool:
        """Whether the blocks compute what their modules do; a router that decides otherwise is asked from now on.

        Compared are a few tokens of random hidden states, after a first one that the module reads.
        """
        with torch.no_grad():
            agreed = all(self._agrees(number, block) for number, block in enumerate(self._blocks))
        self._hooks = [hooks for block in self._blocks for hooks in block.hooks()]
        return agreed

    def _agrees(self, number: int, block: _NativeBlock) -> bool:
        module = block.module
        attention, weight = module.self_attn, module.input_layernorm.weight
        drawn = torch.randn((1, 1 + _PROBES, len(weight)), generator=torch.Generator().manual_seed(_SEED + number))
        rows = drawn.to(weight.dtype)
        angles = self._decoder.rotary_emb(rows, position_ids=torch.arange(1 + _PROBES)[None])
        theirs, ours = DynamicCache(config=self._decoder.config), DynamicLayer()
        for place in range(1 + _PROBES):
            row, (cosine, sine) = rows[:, place : place + 1], (each[:, place : place + 1] for each in angles)
            result, _ = attention(
                hidden_states=module.input_layernorm(row), position_embeddings=(cosine, sine), attention_mask=None,
                past_key_values=theirs,
            )  # fmt: skip
            wanted = module.post_attention_layernorm(row + result)
            if place == 0:
                first: Any = theirs.layers[number]
                ours.update(first.keys.clone(), first.values.clone())
                continue
            hidden, cosine, sine = row.clone(), cosine.contiguous(), sine.contiguous()
            entering, index, weights = self._attended(_pass(hidden, cosine, sine), block, ours, hidden)
            bound = _TOLERANCE[weight.dtype] * wanted.abs().max()
            if not (entering - wanted).abs().max() <= bound:
                return False
            gate: Any = getattr(block.mlp, "gate", None)
            if block.top_k and (
                _hooked(gate._forward_hooks)
                or _hooked(gate._forward_pre_hooks)
                or not _decides(gate, entering, index, weights)
            ):
                block.ask_the_router()
        return True


def _pass(hidden: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> Pass:
    """A token that has not entered any block yet; the tensors have to outlive it."""
    return Pass(
        hidden=hidden.data_ptr(), cosine=cosine.data_ptr(), sine=sine.data_ptr(), threads=torch.get_num_threads()
    )


def _hooked(hooks: Mapping[int, Any]) -> bool:
    """Whether there is a hook that may do something."""
    return bool(hooks) and any(getattr(hook, "__module__", None) != _CAPTURING for hook in hooks.values())


def _decides(gate: Any, hidden: torch.Tensor, index: torch.Tensor, weights: torch.Tensor) -> bool:
    """Whether a router's own module says the same."""
    _, scores, chosen = gate(hidden)
    return bool(torch.equal(chosen, index) and torch.allclose(scores.float(), weights, rtol=0.02))
