"""Recording of routing traces from a model: which expert each router chose for each real token.

It is heard where the experts are called, so that whatever decides is the model's own. A token over its expert's
capacity keeps the expert that was chosen for it; that it was passed by is kept as its own fact.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch

from flame.errors import TraceError, is_whole
from flame.models.layers import ExpertCall, MoeLayer
from flame.models.moe_model import MoeModel
from flame.routing import RoutingTrace
from flame.storage.dataset import Dialogue

MODES = ("generate", "teacher_forced")
Progress = Callable[[Iterable[int]], Iterable[int]]


@dataclass(frozen=True, eq=False)
class GatedTrace:
    """A trace with what the routers would have said from the hidden state one MoE layer earlier.

    Args:
        trace: what they did say.
        stale: int16 `[tokens, moe_layers]`, the coming layer's router applied to the router input of the layer
            before it; for layer 0 that is the last layer of the token before. -1 where an example begins.
        fresh: int16 `[tokens, moe_layers]`, the router's matrix applied to its own input: equal to the trace.
    """

    trace: RoutingTrace
    stale: np.ndarray
    fresh: np.ndarray


@dataclass(frozen=True, eq=False)
class HiddenTrace:
    """A trace with the states that its routers, and the blocks that they are in, read.

    Args:
        trace: what the routers said.
        router: float16 `[tokens, moe_layers, hidden]`, their inputs.
        block: float16 `[tokens, moe_layers, hidden]`, what entered their blocks, before attention.
    """

    trace: RoutingTrace
    router: np.ndarray
    block: np.ndarray


def record_trace(
    model: MoeModel,
    dialogues: Sequence[Dialogue],
    *,
    mode: str = "generate",
    batch: int = 32,
    max_new_tokens: int | None = None,
    stack: str = "decoder",
    num_beams: int = 1,
    probabilities: bool = False,
    progress: Progress = iter,
) -> RoutingTrace:
    """Record the routes of one stack, one example a dialogue, in the order of the dialogues.

    Args:
        mode: `generate` (the tokens that the model writes; the routes of the winning beam) or `teacher_forced`
            (the dialogue's summary is the output; a decoder alone goes through the text itself where there are no
            summaries). The encoder reads the same in both. A decoder alone has its prompt's tokens in the trace.
        batch: dialogues run together, of like length; it changes no route.
        max_new_tokens: limit of the output; by default the model's.
        stack: `decoder` or `encoder`.
        probabilities: also keep the routers' softmax (Switch alone).
        progress: wraps the iteration over batches.
    Raises:
        TraceError: no dialogue, an unknown mode or stack, a stack without MoE layers, or teacher forcing without
            summaries.
    """
    recorder = _Recorder(model, stack, probabilities)
    return _record(recorder, dialogues, mode, batch, max_new_tokens, num_beams, progress)


def record_gated_trace(
    model: MoeModel,
    dialogues: Sequence[Dialogue],
    *,
    mode: str = "generate",
    batch: int = 32,
    max_new_tokens: int | None = None,
    stack: str = "decoder",
    progress: Progress = iter,
) -> GatedTrace:
    """As `record_trace`, with the stale and the fresh gate's guesses at every layer.

    Raises:
        TraceError: as `record_trace`.
    """
    recorder = _Recorder(model, stack, probabilities=False, gates=True)
    trace = _record(recorder, dialogues, mode, batch, max_new_tokens, 1, progress)
    guesses = recorder.in_order("guesses", len(dialogues))
    stale = np.roll(guesses[:, :, 0], 1, axis=1)
    stale[1:, 0] = guesses[:-1, -1, 0]  # what the last layer of one token says of layer 0 of the next
    stale[trace.example_ptr[:-1], 0] = -1
    return GatedTrace(trace, stale, guesses[:, :, 1])


def record_hidden_trace(
    model: MoeModel,
    dialogues: Sequence[Dialogue],
    *,
    mode: str = "generate",
    batch: int = 16,
    max_new_tokens: int | None = None,
    stack: str = "decoder",
    progress: Progress = iter,
) -> HiddenTrace:
    """As `record_trace`, with hidden states: `8 x hidden x layers` bytes a token while it is recorded, half of it kept.

    Raises:
        TraceError: as `record_trace`; or the blocks of the model are not where they are looked for.
    """
    recorder = _Recorder(model, stack, probabilities=False, states=True)
    trace = _record(recorder, dialogues, mode, batch, max_new_tokens, 1, progress)
    states = recorder.in_order("states", len(dialogues))
    return HiddenTrace(trace, states[:, :, 0], states[:, :, 1])


def _record(
    recorder: _Recorder,
    dialogues: Sequence[Dialogue],
    mode: str,
    batch: int,
    max_new_tokens: int | None,
    num_beams: int,
    progress: Progress,
) -> RoutingTrace:
    if not dialogues:
        raise TraceError("record_trace: no dialogue is given (expected at least one)")
    if mode not in MODES:
        raise TraceError(f"record_trace: mode {mode!r} (expected {' or '.join(MODES)})")
    if not is_whole(batch, 1) or not is_whole(num_beams, 1):
        raise TraceError(f"record_trace: batch {batch}, num_beams {num_beams} (expected whole numbers of at least 1)")
    without = [d.id for d in dialogues if not d.summary]
    forced = mode == "teacher_forced" and recorder.stack == "decoder"
    if forced and without and (recorder.model.is_encoder_decoder or len(without) < len(dialogues)):
        raise TraceError(
            f"record_trace: dialogue {without[0]} has no summary to force (expected one, or mode=generate)"
        )
    limit = recorder.model.settings.max_new_tokens if max_new_tokens is None else max_new_tokens
    if not is_whole(limit, 1):
        raise TraceError(f"record_trace: max_new_tokens {limit} (expected a whole number of at least 1)")
    # Longest first: a memory shortage shows at once, and the estimate of the time left is no underestimate.
    order = sorted(range(len(dialogues)), key=lambda i: -len(dialogues[i].text))
    for start in progress(range(0, len(order), batch)):
        chosen = order[start : start + batch]
        texts = [dialogues[i].text for i in chosen]
        if recorder.stack == "encoder":
            recorder.run_encoder(chosen, texts)
        elif mode == "generate":
            recorder.run_generation(chosen, texts, limit, num_beams)
        else:
            recorder.run_forced(chosen, texts, [dialogues[i].summary or "" for i in chosen], limit)
    return recorder.trace(len(dialogues))


@dataclass(frozen=True, eq=False)
class _Call:
    """What one router said in one call: experts and drops [batch, seq, top_k], the rest [batch, seq, ...]."""

    experts: np.ndarray
    dropped: np.ndarray
    probabilities: np.ndarray | None = None
    guesses: np.ndarray | None = None
    states: np.ndarray | None = None


def _in_half(hidden: torch.Tensor) -> np.ndarray:
    most = torch.finfo(torch.float16).max
    return hidden.detach().float().clamp(-most, most).to(torch.float16).numpy()  # type: ignore[no-any-return]


@dataclass(eq=False)
class _Recorder:
    """Collects the calls of a batch's experts, then the routes of its real tokens, example by example."""

    model: MoeModel
    stack: str
    probabilities: bool
    gates: bool = False
    states: bool = False
    layers: tuple[MoeLayer, ...] = ()
    calls: list[list[_Call]] = field(default_factory=list)
    kept: dict[str, dict[int, np.ndarray]] = field(default_factory=dict)
    entered: dict[int, np.ndarray] = field(default_factory=dict)  # what the block of each layer was last given

    def __post_init__(self) -> None:
        if self.stack not in ("encoder", "decoder"):
            raise TraceError(f"record_trace: stack {self.stack!r} (expected encoder or decoder)")
        self.layers = self.model.moe_layers(self.stack)
        if not self.layers:
            raise TraceError(f"record_trace: the {self.stack} of {self.model.name} has no MoE layer")
        if self.probabilities or self.gates:
            self.model.sparse_mlp(self.layers[0])  # these take the router's logits, which are Switch's alone
        self.kept = {
            name: {} for name in ("experts", "dropped", "probabilities", "guesses", "states", "token_ids", "prefill")
        }

    def run_encoder(self, chosen: Sequence[int], texts: Sequence[str]) -> None:
        encoded = self.model.encode(texts)
        self._listen(lambda: self.model.hf.get_encoder()(**encoded))
        mask = encoded["attention_mask"].numpy().astype(bool)
        self._keep(chosen, encoded["input_ids"].numpy(), [np.flatnonzero(m) for m in mask])

    def run_forced(self, chosen: Sequence[int], texts: Sequence[str], summaries: Sequence[str], limit: int) -> None:
        encoded = self.model.encode(texts)
        if self.model.is_encoder_decoder:
            labels = self.model.tokenize(summaries, limit)
            inputs = self.model.hf.prepare_decoder_input_ids_from_labels(labels["input_ids"])
            self._listen(lambda: self.model.hf(**encoded, decoder_input_ids=inputs))
            lengths = labels["attention_mask"].sum(1).tolist()
            self._keep(chosen, inputs.numpy(), [np.arange(n) for n in lengths])
            return
        ids, mask = encoded["input_ids"], encoded["attention_mask"]
        prompt = ids.shape[1] if any(summaries) else 0  # a text by itself is all to be predicted
        if prompt:
            labels = self.model.tokenize(summaries, limit, padding_side="right", add_special_tokens=False)
            ids = torch.cat([ids, labels["input_ids"]], 1)
            mask = torch.cat([mask, labels["attention_mask"]], 1)
        self._listen(lambda: self.model.hf(input_ids=ids, attention_mask=mask, use_cache=False))
        self._keep(chosen, ids.numpy(), [np.flatnonzero(m) for m in mask.numpy()], prompt)

    def run_generation(self, chosen: Sequence[int], texts: Sequence[str], limit: int, num_beams: int) -> None:
        options = {"return_dict_in_generate": True, "output_scores": True} if num_beams > 1 else {}
        if not self.model.is_encoder_decoder:
            self._continue(chosen, texts, limit, num_beams, options)
            return
        result = self._listen(lambda: self.model.generate_ids(texts, limit, num_beams, **options))
        if num_beams == 1:
            ids = result.numpy()
            self._keep(chosen, ids[:, :-1], [np.arange(n) for n in self.model.written_lengths(result)])
            return
        # Row of every step's call that the winning sequence came from, -1 beyond its end.
        ids, beams = result.sequences.numpy(), result.beam_indices.numpy()
        for i, example in enumerate(chosen):
            rows = beams[i][beams[i] >= 0]
            self._keep_row(example, ids[i, : len(rows)], rows, np.arange(len(rows)))

    def _continue(
        self, chosen: Sequence[int], texts: Sequence[str], limit: int, num_beams: int, options: dict[str, Any]
    ) -> None:
        """A decoder alone reads its prompt in one pass, then goes on token by token."""
        encoded = self.model.encode(texts)
        prompt, mask = encoded["input_ids"].numpy(), encoded["attention_mask"].numpy().astype(bool)
        width = prompt.shape[1]
        result = self._listen(lambda: self.model.generate_ids(texts, limit, num_beams, **options))
        written = result if num_beams == 1 else result.sequences[:, width - 1 :]
        new, steps = written.numpy()[:, 1:], self.model.written_lengths(written)
        for i, example in enumerate(chosen):
            places = np.concatenate([np.flatnonzero(mask[i]), width + np.arange(steps[i] - 1)])
            ids = np.concatenate([prompt[i, mask[i]], new[i, : steps[i] - 1]])
            rows = np.full(len(places), i)
            if num_beams > 1:
                came_from = result.beam_indices.numpy()[i]
                rows[: mask[i].sum()] = i * num_beams
                rows[mask[i].sum() :] = came_from[1 : steps[i]]
            self._keep_row(example, ids, rows, places, width)

    def _listen(self, run: Callable[[], Any]) -> Any:
        self.calls = [[] for _ in self.layers]
        with contextlib.ExitStack() as hooks:
            hooks.enter_context(torch.inference_mode())
            hooks.enter_context(self.model.hear(self._hear, self.stack))
            if self.probabilities or self.gates:
                hooks.enter_context(self.model.hook_routers(self._hear_logits, self.stack))
            for layer, block in self._blocks():
                hooks.callback(block.register_forward_pre_hook(self._enters(layer), with_kwargs=True).remove)
            return run()

    def _hear(self, call: ExpertCall) -> None:
        shape = (call.sequences, -1, call.index.shape[-1])
        none = call.index >= self.model.shape(call.layer).num_experts
        dropped = none if call.dropped is None else none | call.dropped
        experts = call.index.masked_fill(none, 0)
        self.calls[call.layer.position].append(
            _Call(
                experts.reshape(shape).numpy().astype(np.int16), dropped.reshape(shape).numpy(),
                states=self._states(call) if self.states else None,
            )
        )  # fmt: skip

    def _blocks(self) -> list[tuple[MoeLayer, Any]]:
        """The block that each MoE layer is in, where states are kept."""
        if not self.states:
            return []
        hf = self.model.hf
        stack = hf.get_encoder() if self.stack == "encoder" else hf.get_decoder()
        blocks = getattr(stack, "layers", getattr(stack, "block", None))
        if blocks is None or max(layer.block for layer in self.layers) >= len(blocks):
            raise TraceError(f"record_trace: the blocks of {self.model.name} are not found (hidden states need them)")
        return [(layer, blocks[layer.block]) for layer in self.layers]

    def _enters(self, layer: MoeLayer) -> Callable[..., None]:
        def tell(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            hidden = args[0] if args else kwargs["hidden_states"]
            self.entered[layer.position] = _in_half(hidden)

        return tell

    def _states(self, call: ExpertCall) -> np.ndarray:
        """What the router and its block read: float16 `[batch, seq, 2, hidden]`."""
        block = self.entered[call.layer.position]
        router = _in_half(call.hidden).reshape(block.shape)
        return np.stack([router, block], axis=2)

    def _hear_logits(self, layer: MoeLayer, logits: torch.Tensor, hidden: torch.Tensor) -> None:
        """What only the logits tell, added to the call that has just been heard."""
        softmax = torch.softmax(logits.float(), -1).numpy() if self.probabilities else None
        calls = self.calls[layer.position]
        calls[-1] = replace(calls[-1], probabilities=softmax, guesses=self._guess(layer, hidden))

    def _guess(self, layer: MoeLayer, hidden: torch.Tensor) -> np.ndarray | None:
        """This and the next layer's router on the same hidden state: `[batch, seq, (next, own)]`."""
        if not self.gates:
            return None
        following = self.layers[(layer.position + 1) % len(self.layers)]
        said = [(hidden.float() @ self.model.router_weight(of).float().T).argmax(-1) for of in (following, layer)]
        return torch.stack(said, -1).numpy().astype(np.int16)

    def _keep(self, chosen: Sequence[int], ids: np.ndarray, places: Sequence[np.ndarray], prompt: int = 0) -> None:
        for row, (example, at) in enumerate(zip(chosen, places, strict=True)):
            self._keep_row(example, ids[row, at], np.full(len(at), row), at, prompt)

    def _keep_row(self, example: int, ids: np.ndarray, rows: np.ndarray, places: np.ndarray, prompt: int = 0) -> None:
        """Keep one example: token t is row `rows[t]`, place `places[t]` of the calls joined along `seq`.

        Places below `prompt` are of a prompt.
        """
        self.kept["token_ids"][example] = ids.astype(np.int32)
        self.kept["prefill"][example] = places < prompt
        for name in ("experts", "dropped", "probabilities", "guesses", "states"):
            if getattr(self.calls[0][0], name) is None:
                continue
            if any(call.experts.shape[1] != 1 for call in self.calls[0][1:]):
                raise TraceError("record_trace: a step of decoding read several tokens (expected one: use_cache=True)")
            joined = [np.concatenate([getattr(call, name) for call in calls], axis=1) for calls in self.calls]
            self.kept[name][example] = np.stack([each[rows, places] for each in joined], axis=1)

    def in_order(self, name: str, examples: int) -> np.ndarray:
        return np.concatenate([self.kept[name][i] for i in range(examples)])

    def trace(self, examples: int) -> RoutingTrace:
        lengths = [len(self.kept["token_ids"][i]) for i in range(examples)]
        prefill = self.in_order("prefill", examples)
        trace = RoutingTrace(
            self.in_order("experts", examples),
            np.concatenate([[0], np.cumsum(lengths)]),
            self.model.num_experts,
            dropped=self.in_order("dropped", examples),
            token_ids=self.in_order("token_ids", examples),
            prefill=prefill if prefill.any() else None,
        )
        if not self.probabilities:
            return trace
        return replace(trace, probabilities=self.in_order("probabilities", examples))
