"""The dialogues that pruning may learn from: never those that a figure is reported on."""

from __future__ import annotations

from dataclasses import replace

from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.storage.dataset import Dialogue
from offline.evaluation import spread


def learning_dialogues(context: Context, count: int) -> tuple[str, tuple[Dialogue, ...]]:
    """Summarised dialogues of the train split at equal distances, and the words that name them.

    Raises:
        ConfigError: the corpus has the reported split alone.
    """
    corpus = context.corpus
    split = "train" if corpus.splits.get("train") else corpus.tuning_split
    if split == corpus.report_split:
        raise ConfigError(
            f"dataset {corpus.name}: one split only, so calibration would see what is measured (give it a train split)"
        )
    chosen = tuple(spread(corpus.split(split), count))
    return f"{len(chosen)} dialogues of {corpus.name} {split}", chosen


def recovery_dialogues(context: Context, count: int, unlabelled: int) -> tuple[str, tuple[Dialogue, ...]]:
    """What recovery learns from: summarised dialogues, and dialogues of the trace corpus as the model summarises them.

    Distilling from the dense model needs no reference: what it writes itself stands in for one (sequence-level
    distillation, Kim and Rush 2016).

    Args:
        count: of the accuracy corpus.
        unlabelled: of the trace corpus, where that is another one, as long as the summarised ones are.
    """
    words, dialogues = learning_dialogues(context, count)
    traced = context.trace_corpus
    if not unlabelled or traced.name == context.corpus.name or not traced.splits.get("train"):
        return words, dialogues
    lengths = [len(dialogue.text) for dialogue in dialogues]
    alike = [d for d in traced.split("train") if min(lengths) <= len(d.text) <= max(lengths)]
    more = tuple(spread(alike, unlabelled))
    outputs = context.model.generate([dialogue.text for dialogue in more], batch=64)
    answered = tuple(replace(d, summary=output) for d, output in zip(more, outputs, strict=True) if output)
    return f"{words} and {len(answered)} of {traced.name} as the dense model summarises them", dialogues + answered
