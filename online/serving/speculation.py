"""Speculation: a draft writes several tokens with resident experts, and one pass checks them with the exact ones.

It works below `generate`, which asks for one token after another as ever. Asked for the pass after token t, it drafts
what may follow, runs the passes after t and all drafted tokens in step (`online.serving.lockstep`), which loads each
expert once for all of them, and answers with the first. While `generate` then chooses the tokens that were drafted, the
answers are there; another choice begins a new round from there. So whatever chooses tokens (greedy, sampling, scores
changed by processors, several sequences) gets the very outputs of plain decoding, bit for bit, and the draft decides
nothing but the time that it takes.

Draft and verification share the key-value cache: drafted states lie where exact ones are written afterwards.
"""

from __future__ import annotations

import functools
import inspect
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from flame.errors import FlameWarning
from flame.models.layers import Choosing, ExpertCall, Experts, MoeLayer, MostProbable, Undo, replace_forward
from flame.models.moe_model import MoeModel
from online.serving.counts import SpeculationCounts
from online.serving.decode_step import DecodeStep, States, same_call
from online.serving.draft_choice import DraftChoice
from online.serving.draft_length import DraftLength
from online.serving.lockstep import Lockstep

LARGEST_BATCH = 4  # a round ends where the first of its sequences leaves the draft

Forward = Callable[..., Any]


class Draft(Protocol):
    """Proposes what may follow a step."""

    def propose(
        self, step: DecodeStep, history: torch.Tensor | None, count: int,
        choose: Callable[[torch.Tensor], torch.Tensor], goes_on: Callable[[torch.Tensor], bool],
    ) -> list[torch.Tensor]:  # fmt: skip
        """At most `count` tokens of each sequence, int64 `[batch]` each.

        Args:
            history: ids of each sequence up to the step's token, int64 `[batch, tokens]`; None where not known.
            choose: takes logits `[batch, vocabulary]` and gives tokens `[batch]`.
            goes_on: whether anything follows these tokens.
        """
        ...

    resident_bytes: int  # that the draft takes beside the slots

    def experts(self, call: ExpertCall) -> torch.Tensor | None:
        """What a layer's experts give while this proposes; None when it does not, and the exact ones are called."""
        ...

    def close(self) -> None:
        """Give up what it holds; may be called again."""
        ...


@dataclass(eq=False)
class _Round:
    """Passes that were run in step, and given out one by one.

    Attributes:
        step: the first of them.
        tokens: that each of them read.
        outputs: of each.
        states: of the cache after the last.
        length: tokens in the cache before the first.
        took_s, stalled_s: seconds that it took, and of these, that it waited for experts.
        given: how many were given out.
    """

    step: DecodeStep
    tokens: list[torch.Tensor]
    outputs: list[Any]
    states: States
    length: int
    took_s: float
    stalled_s: float
    given: int = 0

    def give(self) -> Any:
        """The next output; the cache then holds what it would have after that pass alone."""
        self.given += 1
        self.step.hold(self.states, self.length + self.given)
        self._left = self.step.states()
        return self.outputs[self.given - 1]

    def goes_on_with(self, step: DecodeStep) -> bool:
        """Whether a step is the one whose output is next."""
        if self.given == len(self.outputs) or step.blocks != self.step.blocks:
            return False
        if not torch.equal(step.tokens, self.tokens[self.given]):
            return False
        untouched = all(block.keys is keys for block, (keys, _) in zip(step.blocks, self._left, strict=True))
        return untouched and same_call(step.arguments, self.step.after(self.given, self.tokens[self.given]))


class Speculation:
    """The passes of a streamed model, drafted and checked.

    Args:
        model: whose `forward` is taken over, until what `undo` holds is undone.
        exact: computes experts exactly.
        draft: proposes.
        length: decides how many tokens.
        stalled_s: seconds that decoding has waited for experts so far.
        expect: is told whether drafted routes are to be preloaded: while a round goes on, and not between.
        undo: gets the undoing of each change before it is made.

    Attributes:
        draft: proposes; another one may take its place between two answers.
    """

    def __init__(
        self, model: MoeModel, exact: Experts, draft: Draft, length: DraftLength, stalled_s: Callable[[], float],
        expect: Callable[[bool], None], undo: list[Undo],
    ) -> None:  # fmt: skip
        self.draft, self._length, self._exact, self._stalled_s = draft, length, exact, stalled_s
        self._expect = expect
        expect(False)
        self._speculating = False  # whether a round is under way
        self._rest = 0  # tokens to be decoded as without a draft, and not even measured
        self._rested = 0  # such tokens so far
        self._ids = "decoder_input_ids" if model.is_encoder_decoder else "input_ids"
        self._lockstep = Lockstep(exact)
        self._encoder_decoder = model.is_encoder_decoder
        self._round: _Round | None = None
        self._counts = SpeculationCounts()
        self._said = False
        self._choice = DraftChoice(model.hf)
        undo.append(self._choice.undo)
        self._forward: Forward = model.hf.forward
        self._names = tuple(inspect.signature(self._forward).parameters)

        @functools.wraps(self._forward)  # `generate` looks at the signature
        def forward(*args: Any, **named: Any) -> Any:
            return self._pass(*args, **named) if args or self._round is not None else self._undrafted(named)

        # It does so at each token, where what is wrapped would be looked at anew.
        vars(forward)["__signature__"] = inspect.signature(self._forward)
        replace_forward(model.hf, forward, undo)

    def experts(self, call: ExpertCall) -> torch.Tensor:
        """Compute a layer's experts as the pass wants them that is under way."""
        if not self._speculating or call.layer.stack != "decoder":
            return self._exact(call)
        if self._lockstep.running:
            return self._lockstep.join(call)
        drafted = self.draft.experts(call)
        return self._exact(call) if drafted is None else drafted

    __call__ = experts

    def most_probable(self, layer: MoeLayer) -> MostProbable | None:
        """What computes a layer's most probable experts (`flame.models.layers.Choosing`): outside of rounds the exact
        experts' own, so that a stream at rest is one without a draft."""
        exactly = self._exact.most_probable(layer) if isinstance(self._exact, Choosing) else None
        if exactly is None:
            return None

        def computed(hidden: torch.Tensor, probabilities: torch.Tensor) -> torch.Tensor:
            if not self._speculating:
                return exactly(hidden, probabilities)
            gates, chosen = probabilities.to(hidden.dtype).max(-1)
            flat = hidden.reshape(-1, hidden.shape[-1])
            return self.experts(ExpertCall(layer, flat, chosen, gates, len(hidden), None)).reshape(hidden.shape)

        return computed

    def counts(self) -> SpeculationCounts:
        """What has happened so far."""
        return self._counts.plus(plain=self._rested)

    def _undrafted(self, named: dict[str, Any]) -> Any:
        """A pass between rounds, which is the plain one as long as no draft is thought of: little is looked at."""
        ids, cache = named.get(self._ids), named.get("past_key_values")
        if ids is None or ids.shape[-1] != 1 or cache is None or not cache.get_seq_length():
            return self._pass(**named)
        if self._rest:
            self._rest -= 1
            self._rested += 1
            self._choice.took(ids)
            return self._forward(**named)
        if not self._length.measures(len(ids)):
            return self._pass(**named)
        self._choice.took(ids)
        return self._plain(named)

    def _pass(self, *args: Any, **named: Any) -> Any:
        named = dict(zip(self._names, args, strict=False)) | named
        step = DecodeStep.of(named, self._encoder_decoder)
        if step is None:
            self._end_round()
            self._choice.prompt(named.get(self._ids))
            return self._forward(**named)
        self._choice.took(step.tokens[:, None])
        if self._round is not None and self._round.goes_on_with(step):
            return self._round.give()
        self._end_round()
        count = self._count(step)
        if count == 0:
            return self._plain(step.arguments)
        return self._speculated(step, count)

    def _count(self, step: DecodeStep) -> int:
        """Tokens to draft now."""
        if len(step.tokens) > LARGEST_BATCH or not self._choice.speculative:
            return 0
        count, left = self._length.choose(len(step.tokens)), self._choice.left()
        self._say_that_it_rests()
        return count if left is None else max(0, min(count, left - 1))

    def _plain(self, arguments: Mapping[str, Any]) -> Any:
        start, stalled_s = time.perf_counter(), self._stalled_s()
        output = self._forward(**arguments)
        self._length.plain(time.perf_counter() - start, self._stalled_s() - stalled_s)
        self._rest = self._length.rest()
        self._counts = self._counts.plus(plain=1)
        self._say_that_it_rests()
        return output

    def _say_that_it_rests(self) -> None:
        if self._length.resting is not None and not self._said:
            self._said = True
            warnings.warn(self._length.resting, FlameWarning, stacklevel=5)

    def _speculated(self, step: DecodeStep, count: int) -> Any:
        start, stalled_s = time.perf_counter(), self._stalled_s()
        before = step.states()
        length = before[0][0].shape[-2]
        self._speculating = True
        self._expect(True)
        try:
            with self._choice.drafting() as choose:
                drafted = self.draft.propose(
                    step, self._choice.history, count, choose, lambda tokens: not self._choice.all_end(tokens)
                )
            step.hold(before)
            tokens = [step.tokens, *drafted]
            passes = [functools.partial(self._forward, **step.after(i, each)) for i, each in enumerate(tokens)]
            outputs = self._lockstep.run(passes)
        except BaseException:
            step.hold(before)
            raise
        finally:
            self._expect(False)
            self._speculating = False
        took = time.perf_counter() - start, self._stalled_s() - stalled_s
        self._round = _Round(step, tokens, outputs, step.states(), length, *took)
        return self._round.give()

    def _end_round(self) -> None:
        """What the last round came to, once its last pass is given out, or another token was chosen."""
        ended, self._round = self._round, None
        if ended is None:
            return
        drafted = len(ended.tokens) - 1
        self._counts = self._counts.plus(rounds=1, drafted=drafted, accepted=ended.given - 1)
        self._length.round(drafted, ended.given, ended.took_s, ended.stalled_s)
