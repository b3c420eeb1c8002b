"""Summaries decoded by one configuration, shown on a terminal as they are written."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from typing import Any

import torch

from flame.models.moe_model import MoeModel
from flame.storage.dataset import Dialogue
from flame.timeline import Timeline
from offline.rouge import rouge_scores
from online.serving.counts import StreamCounts, Visit
from online.serving.session import Session


@dataclass(frozen=True)
class Served:
    """One pass over the dialogues."""

    configuration: str
    summaries: tuple[str, ...]
    answers: tuple[tuple[int, ...], ...]
    tokens: int
    seconds: float
    counts: StreamCounts | None
    equal: int
    rouge1: float | None
    visits: tuple[Visit, ...] = ()
    timeline: Timeline | None = None


def serve(
    model: MoeModel, dialogues: tuple[Dialogue, ...], batch: int, configuration: str,
    session: Session | None, expected: tuple[tuple[int, ...], ...] | None,
) -> Served:  # fmt: skip
    """One pass over the dialogues, `batch` at a time.

    Args:
        session: what streams the experts; None where they are resident.
        expected: the answers that these ought to equal; None where these are they.
    """
    summaries: list[str] = []
    answers: list[tuple[int, ...]] = []
    tokens, seconds = 0, 0.0
    print(f"{configuration}:", flush=True)
    for first in range(0, len(dialogues), batch):
        texts = [dialogue.text for dialogue in dialogues[first : first + batch]]
        start = time.perf_counter()
        live = Live(model, tokens, seconds, session)
        ids = model.generate_ids(texts, stopping_criteria=[live])
        seconds += time.perf_counter() - start
        tokens += sum(model.written_lengths(ids))
        for answer, text in zip(ids, model.tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
            summaries.append(text.strip())
            answers.append(tuple(answer.tolist()))
            as_resident = None if expected is None else answers[-1] == expected[len(answers) - 1]
            print("  " + _line(text.strip(), tokens / seconds, session, as_resident), flush=True)
    equal = sum(a == b for a, b in zip(answers, expected or answers, strict=True))
    rouge1 = None
    if all(dialogue.summary for dialogue in dialogues):
        rouge1 = float(rouge_scores(summaries, [dialogue.summary or "" for dialogue in dialogues])["rouge1"].mean())
    served = Served(configuration, tuple(summaries), tuple(answers), tokens, seconds, None, equal, rouge1)
    if session is None:
        return served
    return replace(served, counts=session.counts(), visits=session.visits(), timeline=session.timeline())


class Live:
    """Shows the summary under way, tokens a second and hit ratio on a terminal's last line; asked after each token."""

    def __init__(self, model: MoeModel, tokens: int, seconds: float, session: Session | None) -> None:
        self._model, self._tokens, self._before_s, self._session = model, tokens, seconds, session
        self._start = time.perf_counter()
        self._prompt: int | None = None
        self._shown = sys.stderr.isatty()

    def __call__(self, ids: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:
        if self._prompt is None:
            self._prompt = ids.shape[1] - 1  # a decoder alone is given its prompt before the first token that it writes
        if self._shown:
            written = ids[:, self._prompt :]
            spent = self._before_s + time.perf_counter() - self._start
            facts = f"{(self._tokens + written.numel()) / spent:6.1f} tokens/s"
            if self._session is not None:
                facts += f", hits {self._session.counts().hit_ratio:6.1%}"
            text = self._model.tokenizer.decode(written[0], skip_special_tokens=True)[-60:]
            print(f"\r\x1b[K  [{facts}] {text}", end="", file=sys.stderr, flush=True)
        return torch.zeros(len(ids), dtype=torch.bool)


def _line(text: str, tokens_per_s: float, session: Session | None, as_resident: bool | None) -> str:
    facts = [f"{tokens_per_s:.1f} tokens/s"]
    if session is not None and as_resident is not None:
        so_far = session.counts()
        facts += [f"hits {so_far.hit_ratio:.1%}", f"late {so_far.late / max(1, so_far.accesses):.1%}"]
        facts += ["as resident" if as_resident else "NOT AS RESIDENT"]
    return f"[{', '.join(facts)}] {text}"
