"""Which token a draft proposes: the one that `generate` would take if the draft's scores were the model's.

Where tokens are sampled, the draft draws with the very random numbers that `generate` is going to draw with. Scores
that are alike then give the same token, and what `generate` samples is, token for token, what it would have sampled
without a draft: nothing is rejected and drawn anew, so no distribution changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from transformers import LogitsProcessorList
from transformers.generation import logits_process as known

from flame.models.layers import Undo

# Whatever else changes scores may keep a state, and is asked by `generate` alone.
_STATELESS = (
    known.EncoderNoRepeatNGramLogitsProcessor, known.EncoderRepetitionPenaltyLogitsProcessor, known.EpsilonLogitsWarper,
    known.EtaLogitsWarper, known.ExponentialDecayLengthPenalty, known.ForcedBOSTokenLogitsProcessor,
    known.ForcedEOSTokenLogitsProcessor, known.InfNanRemoveLogitsProcessor, known.LogitNormalization,
    known.MinLengthLogitsProcessor, known.MinNewTokensLengthLogitsProcessor, known.MinPLogitsWarper,
    known.NoBadWordsLogitsProcessor, known.NoRepeatNGramLogitsProcessor, known.RepetitionPenaltyLogitsProcessor,
    known.SequenceBiasLogitsProcessor, known.SuppressTokensAtBeginLogitsProcessor, known.SuppressTokensLogitsProcessor,
    known.TemperatureLogitsWarper, known.TopKLogitsWarper, known.TopPLogitsWarper, known.TypicalLogitsWarper,
)  # fmt: skip


class DraftChoice:
    """What is known of the `generate` under way; without one, drafts are greedy.

    Args:
        hf: whose `generate` is listened to, until `undo` is called.
    """

    def __init__(self, hf: Any) -> None:
        self._processors = LogitsProcessorList()
        self._config: Any = None
        self._history: torch.Tensor | None = None
        self._newest: list[torch.Tensor] = []  # of each pass since, int64 `[batch, 1]`
        self._prompt_tokens = 0
        asked = hf._get_logits_processor

        def listened(*args: Any, **named: Any) -> Any:
            found = asked(*args, **named)
            self._begin(named.get("generation_config", args[0] if args else None), found)
            return found

        hf._get_logits_processor = listened
        self.undo: Undo = lambda: vars(hf).pop("_get_logits_processor", None)

    @property
    def speculative(self) -> bool:
        """Whether each sequence goes on by itself: no beams, which are sorted anew at each token."""
        return self._config is None or (self._config.num_beams or 1) == 1

    @property
    def history(self) -> torch.Tensor | None:
        """Ids of each sequence so far, int64 `[batch, tokens]`; None where they are not known."""
        if self._newest and self._history is not None:
            alike = all(len(ids) == len(self._history) for ids in self._newest)
            self._history = torch.cat([self._history, *self._newest], -1) if alike else None
        self._newest.clear()
        return self._history

    def left(self) -> int | None:
        """Tokens that `generate` will ask for after the newest; None where it has not said."""
        most = getattr(self._config, "max_length", None)
        if most is None or self._history is None:
            return None
        return int(most) - self._history.shape[1] - len(self._newest)

    def prompt(self, ids: torch.Tensor | None) -> None:
        """A sequence begins, int64 `[batch, tokens]`; None where its ids are not known."""
        self._history, self._prompt_tokens = ids, 0 if ids is None else ids.shape[1]
        self._newest.clear()

    def took(self, tokens: torch.Tensor) -> None:
        """`generate` has chosen the next token of each sequence, int64 `[batch, 1]`; nothing is computed yet."""
        self._newest.append(tokens)

    @contextmanager
    def drafting(self) -> Iterator[Callable[[torch.Tensor], torch.Tensor]]:
        """Give what chooses one token after another; random numbers are as before afterwards.

        It takes logits `[batch, vocabulary]` of the newest token and returns tokens `[batch]`.
        """
        history, ended = self.history, self._ended()

        def choose(logits: torch.Tensor) -> torch.Tensor:
            nonlocal history, ended
            scores = logits.to(torch.float32, copy=True)
            if history is not None:
                for each in self._processors:
                    scores = each(history, scores)
            if self._config is not None and self._config.do_sample:
                tokens = torch.multinomial(torch.softmax(scores, -1), 1).squeeze(1)
            else:
                tokens = scores.argmax(-1)
            pad = getattr(self._config, "_pad_token_tensor", None)
            if ended is not None and pad is not None:
                tokens = torch.where(ended, pad.to(tokens), tokens)
                ended = ended | self._is_end(tokens)
            if history is not None:
                history = torch.cat([history, tokens[:, None]], -1)
            return tokens

        devices = [logits_device.index] if (logits_device := self._device()).type == "cuda" else []
        with torch.random.fork_rng(devices):
            yield choose

    def all_end(self, tokens: torch.Tensor) -> bool:
        """Whether no sequence goes on after these tokens."""
        ended = self._ended()
        return bool((self._is_end(tokens) if ended is None else ended | self._is_end(tokens)).all())

    def _ended(self) -> torch.Tensor | None:
        """Which sequences have ended since the prompt, bool `[batch]`; None where that is not known."""
        history = self.history
        return None if history is None else self._is_end(history[:, self._prompt_tokens :]).any(-1)

    def _device(self) -> torch.device:
        return torch.device("cpu") if self._history is None else self._history.device

    def _is_end(self, tokens: torch.Tensor) -> torch.Tensor:
        ends = getattr(self._config, "_eos_token_tensor", None)
        if ends is None:
            return torch.zeros_like(tokens, dtype=torch.bool)
        return torch.isin(tokens, ends.to(tokens.device))

    def _begin(self, config: Any, processors: LogitsProcessorList) -> None:
        self._config = config
        self._processors = LogitsProcessorList([each for each in processors if type(each) in _STATELESS])
