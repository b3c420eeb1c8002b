"""Decoding the same tokens with one configuration of experts after another, with a clock at the MoE layers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import DynamicCache, EncoderDecoderCache

from flame.hidden_predictor import HiddenPredictor
from flame.models.experts_interface import is_experts
from flame.models.generation import end_tokens
from flame.models.moe_model import MoeModel
from flame.prediction_table import Predictor
from online.serving.counts import StreamCounts
from online.serving.session import Session


@dataclass(frozen=True, eq=False)
class Subject:
    """A model to decode with.

    Attributes:
        model: it.
        inputs: what the encoder, or a decoder alone, reads before each decoding.
        routes: experts int [tokens, moe_layers] that the routers must choose in each decoding; None lets them choose.
        table: predictor of the configurations with CEPR, learnt from other examples.
        hidden: predictor of the configuration that reads hidden states; None leaves it out.
        facts: what the rows say about it.
    """

    model: MoeModel
    inputs: tuple[dict[str, torch.Tensor], ...]
    routes: tuple[NDArray[np.int16], ...] | None
    table: Predictor
    facts: Mapping[str, Any]
    hidden: HiddenPredictor | None = None


class _Leads:
    """Biases of the routers of one model, set for each token anew, that make an expert of each win; as any bias costs.

    Args:
        routers: of the MoE layers, in their order.
    """

    def __init__(self, routers: Sequence[Any]) -> None:
        self._classifiers = [_linear_of(router.classifier.weight) for router in routers]
        for router, classifier in zip(routers, self._classifiers, strict=True):
            router.classifier = classifier
        experts, device = len(routers[0].classifier.weight), routers[0].classifier.weight.device
        self._biases = [
            torch.nn.Parameter(push, requires_grad=False) for push in 1e4 * torch.eye(experts, device=device)
        ]
        self.lead([0] * len(routers))

    def lead(self, row: Sequence[int]) -> None:
        """Have the routers choose these experts from now on."""
        for classifier, expert in zip(self._classifiers, row, strict=True):
            classifier.bias = self._biases[expert]


def _linear_of(weight: torch.nn.Parameter) -> torch.nn.Linear:
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0], device="meta")
    linear.weight = weight
    return linear


class _Clock:
    """Sums the time that methods of some objects take, to the end of what they asked of a device."""

    def __init__(self, objects: Sequence[Any], method: str, cuda: bool) -> None:
        self.seconds = 0.0
        self._now = now_on_cuda if cuda else time.perf_counter
        for timed in objects:
            setattr(timed, method, self._timed(getattr(timed, method)))

    def _timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            start = self._now()
            result = call(*args, **named)
            self.seconds += self._now() - start
            return result

        return timed


def now_on_cuda() -> float:
    """The moment at which the computing stream has done all that it was given; copies may be under way."""
    torch.cuda.current_stream().synchronize()
    return time.perf_counter()


def on_cuda(model: MoeModel) -> bool:
    return bool(model.hf.device.type == "cuda")


@dataclass(frozen=True)
class Spent:
    """What decoding took: tokens, seconds, and the counts of the stream."""

    tokens: int = 0
    total_s: float = 0.0
    moe_s: float = 0.0
    router_s: float = 0.0
    stall_ms: float = 0.0
    caused_ms: float = 0.0
    rested: int = 0
    accesses: int = 0
    hits: int = 0
    late: int = 0
    demand_loads: int = 0
    loaded_bytes: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: Spent) -> Spent:
        return Spent(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


class Configuration:
    """One way to hold the experts, with a model of its own that shares the weights of the others.

    Args:
        name: as in the rows.
        subject: what it decodes.
        stream: opens a stream on the model; None leaves the model resident.
        preload: of the stream.
        prepare: changes the model before its modules are timed, such as offloading it.
    """

    def __init__(
        self,
        name: str,
        subject: Subject,
        stream: Callable[[MoeModel], Session] | None = None,
        preload: int = 0,
        prepare: Callable[[Any], Any] | None = None,
    ) -> None:
        self.name = name
        self.preload = preload
        self.spent = Spent()
        self._subject = subject
        self._model = subject.model.copy(shares_weights=True)
        self._ends = end_tokens(self._model.hf.generation_config)
        layers = self._model.moe_layers("decoder")
        self._leads: _Leads | None = None
        if subject.routes is not None:
            self._leads = _Leads([self._model.sparse_mlp(layer).router for layer in layers])
        if prepare is not None:
            prepare(self._model.hf)
        self._session = stream(self._model) if stream is not None else None
        blocks, cuda = [self._model.moe_block(layer) for layer in layers], on_cuda(subject.model)
        experts = [child for block in blocks for child in block.children() if is_experts(child)]
        self._moe = _Clock(blocks, "forward", cuda)
        self._experts: _Clock | None = None
        self._router: _Clock | None = None  # where experts have a module of their own, the rest is the router's
        if experts:
            self._experts = _Clock(experts, "forward", cuda)
        elif self._session is None:
            self._router = _Clock([block.router for block in blocks], "forward", cuda)
        else:
            self._router = _Clock(blocks, "decide", cuda)

    def _begun(self, example: int) -> tuple[Callable[[torch.Tensor], torch.Tensor], torch.Tensor]:
        """The logits of a step of decoding, and the first token: an encoder, or the prompt, has been read."""
        hf, inputs = self._model.hf, self._subject.inputs[example]
        if not self._model.is_encoder_decoder:
            read = hf(input_ids=inputs["input_ids"], use_cache=True)
            cache = read.past_key_values

            def further(token: torch.Tensor) -> torch.Tensor:
                return hf(input_ids=token, past_key_values=cache, use_cache=True).logits  # type: ignore[no-any-return]

            return further, read.logits[:, -1:].argmax(dim=-1)
        encoded = hf.encoder(**inputs)
        both = EncoderDecoderCache(DynamicCache(), DynamicCache())

        def step(token: torch.Tensor) -> torch.Tensor:
            return hf(  # type: ignore[no-any-return]
                encoder_outputs=encoded, attention_mask=inputs.get("attention_mask"), decoder_input_ids=token,
                past_key_values=both, use_cache=True,
            ).logits  # fmt: skip

        start = torch.tensor([[hf.config.decoder_start_token_id]], device=encoded.last_hidden_state.device)
        return step, start

    @property
    def _router_s(self) -> float:
        if self._experts is not None:
            return self._moe.seconds - self._experts.seconds
        return 0.0 if self._router is None else self._router.seconds

    @torch.inference_mode()
    def decode(self, example: int, tokens: int) -> Spent:
        """Decode one example greedily with the key-value cache, at most `tokens` tokens, and add to `spent`.

        What comes before the first token, an encoder or a prompt's pass, is not counted.
        """
        routes = self._subject.routes
        step, token = self._begun(example)
        before = self._now(0, 0.0)
        steps = tokens if routes is None else min(tokens, len(routes[example]))
        done, start = 0, time.perf_counter()
        while done < steps:
            if self._leads is not None and routes is not None:
                self._leads.lead(routes[example][done].tolist())
            token = step(token)[:, -1:].argmax(dim=-1)
            done += 1
            if routes is None and int(token) in self._ends:
                break
        spent = self._now(done, time.perf_counter() - start) - before
        self.spent += spent
        return spent

    def _now(self, tokens: int, total_s: float) -> Spent:
        spent = Spent(tokens, total_s, self._moe.seconds, self._router_s)
        if self._session is None:
            return spent
        counts: StreamCounts = self._session.counts()
        return replace(
            spent,
            stall_ms=counts.stall_ms,
            caused_ms=counts.total.caused_ms,
            rested=counts.paused_decisions,
            accesses=counts.accesses,
            hits=counts.hits,
            late=counts.late,
            demand_loads=sum(layer.demand_loads for layer in counts.layers),
            loaded_bytes=counts.loaded_bytes,
        )
