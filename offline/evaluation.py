"""What pruning costs: teacher-forced loss and ROUGE on held-out dialogues, with bootstrap confidence intervals.

The loss sees every token of every reference and moves with small changes of the weights; ROUGE judges what a reader
would get. Both are kept by dialogue, so that two models are compared on the same dialogues.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flame.errors import DatasetError
from flame.models.moe_model import MoeModel
from flame.storage.dataset import Dialogue
from offline.intervals import ratio_interval
from offline.rouge import rouge_scores, score_facts, words_for


@dataclass(frozen=True)
class TokenLoss:
    """Negative log-likelihood of the reference summaries.

    Args:
        nats: float64 [dialogues], summed over the dialogue's reference tokens.
        tokens: int64 [dialogues], reference tokens, the end token included.
        predicted: int64 [all tokens], the likeliest next token at each reference token, dialogue by dialogue.
    """

    nats: NDArray[np.float64]
    tokens: NDArray[np.int64]
    predicted: NDArray[np.int64]

    def agreement_with(self, other: TokenLoss) -> float:
        """Share of the reference tokens at which both models predict the same next token.

        It tells how far pruning moved the model, whether or not the reference likes the move.
        """
        self._require_same_dialogues(other)
        return float((self.predicted == other.predicted).mean())

    def _require_same_dialogues(self, other: TokenLoss) -> None:
        if not np.array_equal(self.tokens, other.tokens):
            raise DatasetError("losses of different dialogues cannot be compared (measure both on the same ones)")

    @property
    def per_token(self) -> float:
        """Mean loss in nats a token, every token weighing the same."""
        return float(self.nats.sum() / self.tokens.sum())

    def interval(self, samples: int, seed: int, confidence: float = 0.95) -> tuple[float, float]:
        """Bootstrap confidence interval of `per_token` over dialogues."""
        return ratio_interval(self.nats, self.tokens, samples, seed, confidence)

    def increase_over(
        self, other: TokenLoss, samples: int, seed: int, confidence: float = 0.95
    ) -> tuple[float, float, float]:
        """Loss above `other`'s on the same dialogues, with the interval of the paired difference.

        Raises:
            DatasetError: the two were not measured on the same dialogues.
        """
        self._require_same_dialogues(other)
        difference = self.nats - other.nats
        low, high = ratio_interval(difference, self.tokens, samples, seed, confidence)
        return float(difference.sum() / self.tokens.sum()), low, high


@dataclass(frozen=True)
class SummaryBatch:
    """Dialogues of like length with their reference summaries, as the model reads them.

    Args:
        positions: place of each dialogue in the corpus split it came from.
        input_ids, attention_mask: int64 [batch, source tokens].
        labels: int64 [batch, target tokens], -100 where there is no token.
    """

    positions: tuple[int, ...]
    input_ids: torch.Tensor
    attention_mask: torch.Tensor
    labels: torch.Tensor


def summary_batches(
    model: MoeModel, dialogues: Sequence[Dialogue], batch: int, max_target_tokens: int
) -> tuple[SummaryBatch, ...]:
    """Batch dialogues with their summaries by length, so that few tokens are padding.

    A decoder alone predicts the texts themselves, from their second token on, where a dialogue has no summary.

    Raises:
        DatasetError: there is no dialogue, or one has no summary and the model has an encoder.
    """
    if not dialogues:
        raise DatasetError("evaluation: no dialogues (expected at least one with a summary)")
    texts = not model.is_encoder_decoder and any(not dialogue.summary for dialogue in dialogues)
    for dialogue in dialogues:
        if not dialogue.summary and not texts:
            raise DatasetError(
                f"dialogue {dialogue.id!r}: has no summary, so no loss (choose a dataset with summaries)"
            )
    order = sorted(range(len(dialogues)), key=lambda i: len(dialogues[i].text))
    batches = []
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        if texts:
            longest = model.settings.max_source_tokens
            target = model.tokenize([dialogues[i].text for i in chosen], longest, padding_side="right")
            source = {name: each[:, :1] for name, each in target.items()}
            target = {name: each[:, 1:] for name, each in target.items()}
        else:
            source = model.encode([dialogues[i].text for i in chosen])
            target = model.tokenize(
                [dialogues[i].summary or "" for i in chosen], max_target_tokens, padding_side="right"
            )
        labels = target["input_ids"].masked_fill(target["attention_mask"] == 0, -100)
        batches.append(SummaryBatch(tuple(chosen), source["input_ids"], source["attention_mask"], labels))
    return tuple(batches)


def decoder_inputs(model: MoeModel, labels: torch.Tensor) -> torch.Tensor:
    """The labels one place later, after the start token, as a teacher-forced decoder reads them."""
    config = model.hf.config
    shifted = torch.nn.functional.pad(labels[:, :-1], (1, 0), value=config.decoder_start_token_id)
    return shifted.masked_fill(shifted == -100, config.pad_token_id)


def reference_logits(model: MoeModel, batch: SummaryBatch) -> torch.Tensor:
    """What a model says at each token of the references, teacher-forced: [batch, target tokens, vocabulary]."""
    if model.is_encoder_decoder:
        answer = model.hf(
            input_ids=batch.input_ids, attention_mask=batch.attention_mask,
            decoder_input_ids=decoder_inputs(model, batch.labels), use_cache=False,
        )  # fmt: skip
        return answer.logits  # type: ignore[no-any-return]
    real = batch.labels != -100
    ids = torch.cat([batch.input_ids, batch.labels.clamp(min=0)], 1)
    mask = torch.cat([batch.attention_mask, real.to(batch.attention_mask.dtype)], 1)
    logits = model.hf(input_ids=ids, attention_mask=mask, use_cache=False).logits
    return logits[:, batch.input_ids.shape[1] - 1 : -1]  # type: ignore[no-any-return]


@torch.inference_mode()
def token_loss(model: MoeModel, batches: Iterable[SummaryBatch]) -> TokenLoss:
    """Teacher-forced loss of the references, by dialogue (in the order of their positions)."""
    nats: dict[int, float] = {}
    tokens: dict[int, int] = {}
    predicted: dict[int, NDArray[np.int64]] = {}
    for batch in batches:
        logits = reference_logits(model, batch)
        each = torch.nn.functional.cross_entropy(
            logits.float().transpose(1, 2), batch.labels, ignore_index=-100, reduction="none"
        )
        counts = (batch.labels != -100).sum(1)
        for position, loss, count in zip(batch.positions, each.double().sum(1).tolist(), counts.tolist(), strict=True):
            nats[position], tokens[position] = loss, count
        for position, best, count in zip(batch.positions, logits.argmax(2).cpu().numpy(), counts.tolist(), strict=True):
            predicted[position] = best[:count]
    order = sorted(nats)
    return TokenLoss(
        np.array([nats[i] for i in order]),
        np.array([tokens[i] for i in order], np.int64),
        np.concatenate([predicted[i] for i in order]),
    )


def loss_facts(loss: TokenLoss, dense: TokenLoss, samples: int, seed: int) -> dict[str, float | int]:
    """A report row's fields for a model's loss beside the dense model's, on the same dialogues."""
    low, high = loss.interval(samples, seed)
    more, more_low, more_high = loss.increase_over(dense, samples, seed)
    return {
        "dialogues": len(loss.tokens),
        "tokens": int(loss.tokens.sum()),
        "loss_nats": loss.per_token,
        "loss_nats_low": low,
        "loss_nats_high": high,
        "loss_increase_nats": more,
        "loss_increase_nats_low": more_low,
        "loss_increase_nats_high": more_high,
        "agreement_with_dense": loss.agreement_with(dense),
    }


def below_dense_note(rows: Iterable[Mapping[str, Any]], names: str) -> list[str]:
    """A line for a report where pruned models have less held-out loss than the dense one: that and why.

    Args:
        rows: with the fields of `loss_facts`.
        names: field that names a row.
    """
    below = [str(row[names]) for row in rows if row["loss_increase_nats_high"] < 0]
    if not below:
        return []
    return [
        f"Less held-out loss than dense, beyond the 95% interval: {', '.join(below)}. The dense model had learnt part "
        "of its training data by heart, and pruning takes some of that away; there the loss does not rank by harm, and "
        "the agreement with the dense model does."
    ]


def spread(items: Sequence[Any], count: int | None) -> Iterator[Any]:
    """`count` items at equal distances, so that a part of a split stands for the whole; all where None."""
    if count is None or count >= len(items):
        return iter(items)
    return (items[i * len(items) // count] for i in range(count))


@dataclass(frozen=True)
class EvaluationSet:
    """The dialogues that a report measures on, batched once, and how intervals are drawn.

    Args:
        split: name of the split they are from.
        batches: dialogues with references for the loss.
        judged: dialogues whose summaries are generated for ROUGE.
        samples, seed: of the bootstrap.
    """

    split: str
    batches: tuple[SummaryBatch, ...]
    judged: tuple[Dialogue, ...]
    samples: int
    seed: int

    @classmethod
    def of(
        cls,
        model: MoeModel,
        split: str,
        dialogues: Sequence[Dialogue],
        loss_dialogues: int | None,
        rouge_dialogues: int | None,
        max_target_tokens: int,
        batch: int,
        samples: int,
        seed: int,
    ) -> EvaluationSet:
        """Choose dialogues at equal distances (all where None; no ROUGE where `rouge_dialogues` is 0, or
        there are no summaries).

        Raises:
            DatasetError: there is none, one has no summary and the model has an encoder, or a summary to be judged
                against has no word.
        """
        batches = summary_batches(model, tuple(spread(dialogues, loss_dialogues)), batch, max_target_tokens)
        judged = tuple(spread(dialogues, rouge_dialogues)) if all(d.summary for d in dialogues) else ()
        if judged:
            words_for([d.summary or "" for d in judged])
        return cls(split, batches, judged, samples, seed)

    def loss(self, model: MoeModel) -> TokenLoss:
        """Teacher-forced loss of a model."""
        return token_loss(model, self.batches)

    def facts(self, model: MoeModel, dense: TokenLoss) -> dict[str, Any]:
        """Fields of a report row: loss beside the dense model's, ROUGE, distinct outputs, split and sizes."""
        return self.facts_and_scores(model, dense)[0]

    def facts_and_scores(self, model: MoeModel, dense: TokenLoss) -> tuple[dict[str, Any], NDArray[np.float64]]:
        """The same, and what two models are compared by on the same dialogues.

        Returns:
            the fields, and ROUGE-1 by dialogue, float64 [dialogues], empty without ROUGE.
        """
        found: dict[str, Any] = {"split": self.split} | loss_facts(self.loss(model), dense, self.samples, self.seed)
        if not self.judged:
            return found | {"perplexity": math.exp(found["loss_nats"])}, np.zeros(0)
        outputs = model.generate([d.text for d in self.judged], batch=32)
        references = [d.summary or "" for d in self.judged]
        scores = rouge_scores(outputs, references)
        found |= score_facts(scores, references, self.samples, self.seed)
        return found | {"rouge_dialogues": len(outputs), "distinct_outputs": len(set(outputs))}, scores["rouge1"]
