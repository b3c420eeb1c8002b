"""One token as one CUDA graph: what the host asks of the device for a token is captured once and then replayed.

Attention, norms and routers are hundreds of little launches a token, each of which takes the host longer than the
device. They are the same for every token of an answer where the key-value cache is a static one, as transformers'
`generate` makes it when asked to; the experts are launches that never wait (`online.serving.device_stream`), so they
can be captured with the rest.
"""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch.utils import _pytree
from transformers import Cache, StaticCache
from transformers.cache_utils import StaticLayer

from flame.errors import FlameWarning
from flame.models.layers import Undo, replace_forward
from flame.models.moe_model import MoeModel

# Runs a function so that what it asks of the device is kept and not done; what it returned, and what does it.
Capture = Callable[[Callable[[], Any], torch.device], tuple[Any, Callable[[], object]]]


class Captured(Protocol):
    """What computes the experts of a step that is captured (`online.serving.device_stream.DeviceStream`)."""

    capturing: bool

    def settle(self) -> None:
        """Decide all that was computed."""
        ...

    def keep(self) -> None:
        """The captured step is about to be done once more."""
        ...

    def replayed(self, ids: torch.Tensor) -> None:
        """It reads these tokens, and is under way."""
        ...


@dataclass(frozen=True, eq=False)
class _Step:
    """A captured step.

    Attributes:
        key: what another call has to be like.
        cache: whose memory it writes to.
        inputs: tensors that it reads.
        output: what it returns, in memory that each replay fills anew.
        replay: does it.
    """

    key: Any
    cache: Cache
    inputs: list[torch.Tensor]
    output: Any
    replay: Callable[[], object]


class Undecided:
    """Experts that all have slots: nothing is decided about them."""

    capturing = False

    def settle(self) -> None:
        """Nothing is decided."""

    def keep(self) -> None:
        """Nothing is known."""

    def replayed(self, ids: torch.Tensor) -> None:
        """Nothing is counted."""


def graph_steps(model: MoeModel, runtime: Captured, undo: list[Undo]) -> GraphedSteps | None:
    """Have a model's steps captured, where it is a decoder whose layers all see all tokens; others stay as they are."""
    config = model.hf.config.get_text_config(decoder=True)
    types = getattr(config, "layer_types", None)
    windows = any(getattr(config, name, None) is not None for name in ("sliding_window", "attention_chunk_size"))
    whole = set(types) == {"full_attention"} if types else not windows
    # With other attention the mask has a place for each token so far, and so another size in each step.
    of_one_size = getattr(config, "_attn_implementation", None) in ("sdpa", "eager")
    compiles = getattr(model.hf, "_can_compile_fullgraph", False)
    fits = whole and of_one_size and compiles and not model.is_encoder_decoder
    return GraphedSteps(model, runtime, undo) if fits else None


class GraphedSteps:
    """Captures and replays a model's steps of one token a sequence; all other calls are as they were.

    Args:
        model: it writes with static caches until `undo` is called; `model.hf.generate` does so where it is asked to.
        runtime: computes its experts.
        undo: gets the undoing.

    Attributes:
        replays: steps that were replayed.
    """

    def __init__(self, model: MoeModel, runtime: Captured, undo: list[Undo]) -> None:
        self._model = model
        self._whole: Callable[..., Any] = model.hf.forward
        self._runtime = runtime
        self._capture: Capture | None = _as_graph  # None once it has failed
        self._seen: Any = None  # key of a step that was computed as it is
        self._step: _Step | None = None
        self.replays = 0
        before = model.writing

        def restore() -> None:
            model.writing = before
            self._capture = self._step = None

        undo.append(restore)
        model.writing = before | {"cache_implementation": "static", "disable_compile": True}

        @functools.wraps(self._whole)  # `generate` looks at the signature
        def forward(*args: Any, **kwargs: Any) -> Any:
            return self._forward(args, kwargs)

        vars(forward)["__signature__"] = inspect.signature(self._whole)
        replace_forward(model.hf, forward, undo)

    def _forward(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        cache = kwargs.get("past_key_values")
        if self._capture is None or args or not isinstance(cache, StaticCache) or self._model.is_heard:
            return self._whole(*args, **kwargs)
        leaves, form = _pytree.tree_flatten({name: each for name, each in kwargs.items() if each is not cache})
        key = _key(kwargs, cache, leaves, form)
        if key is None:
            return self._whole(**kwargs)
        step = self._step
        if step is None or step.cache is not cache or step.key != key:
            if self._seen != key:  # once as it is: kernels are compiled and memory is found
                self._step = None
                output = self._whole(**kwargs)
                self._seen = key
                return output
            step = self._step = self._captured(self._capture, key, cache, leaves, form)
            if step is None:
                return self._whole(**kwargs)
        self._runtime.keep()
        for own, new in zip(step.inputs, (leaf for leaf in leaves if isinstance(leaf, torch.Tensor)), strict=True):
            own.copy_(new)
        step.replay()
        self._runtime.replayed(kwargs["input_ids"])
        self.replays += 1
        return _copied(step.output)

    def _captured(self, capture: Capture, key: Any, cache: Cache, leaves: list[Any], form: Any) -> _Step | None:
        own = [leaf.clone() if isinstance(leaf, torch.Tensor) else leaf for leaf in leaves]
        named = _pytree.tree_unflatten(own, form)
        self._runtime.settle()
        self._runtime.capturing = True
        try:
            output, replay = capture(lambda: self._whole(past_key_values=cache, **named), self._model.hf.device)
        except RuntimeError as error:
            self._capture = None
            said = (str(error).strip().splitlines() or ["no message"])[0]
            warnings.warn(f"a token is not captured as a graph, which is slower: {said}", FlameWarning, stacklevel=2)
            return None
        finally:
            self._runtime.capturing = False
        return _Step(key, cache, [leaf for leaf in own if isinstance(leaf, torch.Tensor)], output, replay)


def _key(kwargs: Mapping[str, Any], cache: Cache, leaves: list[Any], form: Any) -> Any:
    """What calls have to have in common that replay one another; None for a call that is not captured.

    Layers with a window count its tokens in Python, which no replay does; what is put out beside the logits would be
    the last step's in every step.
    """
    ids, layers = kwargs.get("input_ids"), list[Any](cache.layers)
    plain = all(type(layer) is StaticLayer and layer.is_initialized for layer in layers)
    more = any(kwargs.get(f"output_{name}") for name in ("hidden_states", "attentions", "router_logits"))
    if not isinstance(ids, torch.Tensor) or ids.shape[-1] != 1 or torch.is_grad_enabled() or more or not plain:
        return None
    places = tuple(each.data_ptr() for layer in layers for each in (layer.keys, layer.values))
    like = tuple((each.shape, each.dtype, each.device) if isinstance(each, torch.Tensor) else each for each in leaves)
    return places, torch.is_inference_mode_enabled(), form, like


def _copied(output: Any) -> Any:
    """What the next replay does not write to."""
    return type(output)(
        **{name: each.clone() if isinstance(each, torch.Tensor) else each for name, each in output.items()}
    )


def _as_graph(call: Callable[[], Any], device: torch.device) -> tuple[Any, Callable[[], object]]:
    graph, before = torch.cuda.CUDAGraph(), torch.cuda.current_stream(device)
    try:
        with torch.cuda.device(device), torch.cuda.graph(graph, stream=_stream_of(device)):
            output = call()
    except BaseException:  # a capture that fails leaves its stream the present one
        torch.cuda.set_stream(before)
        raise
    return output, graph.replay


@functools.cache
def _stream_of(device: torch.device) -> torch.cuda.Stream:
    """One for all captures on a device: libraries keep memory for each."""
    return torch.cuda.Stream(device)
