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
from transformers import Cache

from flame.errors import FlameWarning
from flame.models.layers import Undo, replace_forward
from flame.models.moe_model import MoeModel

# Runs a function so that what it asks of the device is kept and not done; what it returned, and what does it.
Capture = Callable[[Callable[[], Any]], tuple[Any, Callable[[], object]]]


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
    """Have a model's steps captured, where it decodes with caches of one size; others stay as they are."""
    fits = not model.is_encoder_decoder and getattr(model.hf, "_can_compile_fullgraph", False)
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
        self._whole: Callable[..., Any] = model.hf.forward
        self._runtime = runtime
        self._capture: Capture | None = _as_graph  # None once it has failed
        self._seen: Any = None  # key of a step that was computed as it is
        self._step: _Step | None = None
        self.replays = 0
        before = model.writing

        def restore() -> None:
            model.writing = before

        undo.append(restore)
        model.writing = before | {"cache_implementation": "static", "disable_compile": True}

        @functools.wraps(self._whole)  # `generate` looks at the signature
        def forward(*args: Any, **kwargs: Any) -> Any:
            return self._forward(args, kwargs)

        vars(forward)["__signature__"] = inspect.signature(self._whole)
        replace_forward(model.hf, forward, undo)

    def _forward(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        cache = kwargs.get("past_key_values")
        leaves, form = _pytree.tree_flatten({name: each for name, each in kwargs.items() if each is not cache})
        if self._capture is None or args or not isinstance(cache, Cache):
            return self._whole(*args, **kwargs)
        key = _key(kwargs, cache, leaves, form)
        if key is None:
            return self._whole(**kwargs)
        step = self._step
        if step is None or step.cache is not cache or step.key != key:
            if self._seen != key:  # once as it is: kernels are compiled and memory is found
                self._seen, self._step = key, None
                return self._whole(**kwargs)
            step = self._step = self._captured(self._capture, key, cache, leaves, form)
            if step is None:
                return self._whole(**kwargs)
        self._runtime.keep()
        for own, new in zip(step.inputs, (leaf for leaf in leaves if isinstance(leaf, torch.Tensor)), strict=True):
            own.copy_(new)
        step.replay()
        self._runtime.replayed(kwargs["input_ids"])
        self.replays += 1
        return step.output

    def _captured(self, capture: Capture, key: Any, cache: Cache, leaves: list[Any], form: Any) -> _Step | None:
        own = [leaf.clone() if isinstance(leaf, torch.Tensor) else leaf for leaf in leaves]
        named = _pytree.tree_unflatten(own, form)
        self._runtime.settle()
        self._runtime.capturing = True
        try:
            output, replay = capture(lambda: self._whole(past_key_values=cache, **named))
        except RuntimeError as error:
            self._capture = None
            said = str(error).strip().splitlines()[0]
            warnings.warn(f"a token is not captured as a graph, which is slower: {said}", FlameWarning, stacklevel=2)
            return None
        finally:
            self._runtime.capturing = False
        return _Step(key, cache, [leaf for leaf in own if isinstance(leaf, torch.Tensor)], output, replay)


def _key(kwargs: Mapping[str, Any], cache: Cache, leaves: list[Any], form: Any) -> Any:
    """What calls have to have in common that replay one another; None for a call that is not captured."""
    ids, layers = kwargs.get("input_ids"), list[Any](cache.layers)
    static = cache.is_compileable and all(layer.is_initialized for layer in layers)
    if not isinstance(ids, torch.Tensor) or ids.shape[-1] != 1 or torch.is_grad_enabled() or not static:
        return None
    places = tuple(each.data_ptr() for layer in layers for each in (layer.keys, layer.values))
    like = tuple((each.shape, each.dtype, each.device) if isinstance(each, torch.Tensor) else each for each in leaves)
    return places, torch.is_inference_mode_enabled(), form, like


def _as_graph(call: Callable[[], Any]) -> tuple[Any, Callable[[], object]]:
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        output = call()
    return output, graph.replay
