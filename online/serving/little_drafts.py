"""Drafting with the streamed model itself, its experts replaced by resident little ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.layers import ExpertCall, Experts
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.decode_step import DecodeStep
from online.serving.draft_routes import DraftRoutes
from online.serving.expert_calls import resident_experts
from online.serving.native_experts import native_refusal
from online.serving.native_stream import NativeStream
from online.serving.stores import MemoryStore


class LittleDraft:
    """Proposes with the model's own routers, attention and key-value cache, and resident little experts.

    Args:
        model: whose `forward` is as its class has it.
        little: a packed expert for each of the decoder's, resident from now on.
        routes: is told where the draft's tokens are routed.
        native: compute them in native calls where that can be.
    Raises:
        ConfigError: an expert of the decoder has none.
        ArtifactError, FormatError, StreamingError: one cannot be computed.
    """

    def __init__(
        self, model: MoeModel, little: Mapping[ExpertId, PackedExpert], routes: DraftRoutes, native: bool
    ) -> None:
        layers = model.moe_layers("decoder")
        wanted = [ExpertId(layer.id, number) for layer in layers for number in range(model.shape(layer).num_experts)]
        missing = [which for which in wanted if which not in little]
        if missing:
            raise ConfigError(f"draft: no little expert for {missing[0]} (expected one for each of the decoder's)")
        store = MemoryStore({which: little[which] for which in wanted})
        buffer = ExpertBuffer(SlotPlan.per_layer(len(layers), model.num_experts))
        self.resident_bytes = sum(little[which].size_bytes for which in wanted)
        self._forward: Callable[..., Any] = model.hf.forward
        self._routes = routes
        self._drafting = False
        self._stream: NativeStream | None = None
        if native and native_refusal(model, layers, store, buffer, False) is None:
            self._stream = NativeStream(model, layers, store, buffer, None, None, 1, 60.0, False, False)
            self._experts: Experts = self._stream.experts
        else:
            self._experts = resident_experts(model, store, layers)

    def propose(
        self, step: DecodeStep, history: torch.Tensor | None, count: int,
        choose: Callable[[torch.Tensor], torch.Tensor], goes_on: Callable[[torch.Tensor], bool],
    ) -> list[torch.Tensor]:  # fmt: skip
        """At most `count` tokens of each sequence; the cache is left with the draft's states."""
        self._routes.clear()
        tokens = [step.tokens]
        self._drafting = True
        try:
            while len(tokens) <= count and (len(tokens) == 1 or goes_on(tokens[-1])):
                output = self._forward(**step.after(len(tokens) - 1, tokens[-1]))
                tokens.append(choose(output.logits[:, -1]))
        finally:
            self._drafting = False
        return tokens[1:]

    def close(self) -> None:
        """Give up the little experts; may be called again."""
        if self._stream is not None:
            self._stream.close()

    def experts(self, call: ExpertCall) -> torch.Tensor | None:
        """What little experts give, while this proposes."""
        if not self._drafting:
            return None
        self._routes.heard(call.layer.position, call.index)
        return self._experts(call)
