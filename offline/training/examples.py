"""From dialogues to batches: tokenizer, (input, target) pairs, pools of batches padded to few shapes."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from tokenizers.processors import TemplateProcessing
from torch.utils.data import Dataset
from transformers import PreTrainedTokenizerFast

from flame.storage.dataset import Dialogue
from offline.training import objectives
from offline.training.plan import TrainingPlan, TrainingTexts

SENTINELS = 32
POOL = 3072  # examples drawn, sorted by length and cut into batches at a time
PADDED = -100  # label of a target position beyond the example
_SOURCE_STEP, _TARGET_STEP = 64, 32  # padded lengths are multiples of these, so that shapes are few

Encoded = tuple[list[int], list[int]]
Batch = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]  # source ids [batch, tokens], 0 pads; labels, -100 pads


def train_tokenizer(texts: Sequence[str], vocabulary: int) -> PreTrainedTokenizerFast:
    """Byte-level BPE with `<pad>` 0, `</s>` 1, `<unk>` 2 and the infilling sentinels; ends each text with 1."""
    special = ["<pad>", "</s>", "<unk>", *(f"<extra_id_{i}>" for i in range(SENTINELS))]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=3,
    )  # fmt: skip
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=512
    )


def pretraining_pair(texts: TrainingTexts, draw: random.Random) -> tuple[str, str]:
    """One example: retelling (55%), span infilling (30%) or next turn (10%) of a chat, or a note (5%)."""
    tasks = (objectives.retelling, objectives.span_infilling, objectives.next_turn, None)
    task = draw.choices(tasks, (55, 30, 10, 5 if texts.notes else 0))[0]
    if task is None:
        return objectives.note(texts.notes[draw.randrange(len(texts.notes))])
    window: list[objectives.Utterance] = []
    while len(window) < 3:
        corpus = texts.chats[draw.randrange(len(texts.chats))]
        window = objectives.sample_window(corpus[draw.randrange(len(corpus))], draw)
    return task(window, draw)


def finetuning_pair(texts: TrainingTexts, draw: random.Random) -> tuple[str, str]:
    """A summary (80%) of a dialogue whose speakers are renamed and that lost some lines, else as in pre-training."""
    if draw.random() < 0.8:
        dialogue = texts.summarised[draw.randrange(len(texts.summarised))]
        source, target = objectives.rename_speakers(dialogue, draw)
        return objectives.drop_lines(source, draw), target
    return pretraining_pair(texts, draw)


def encode_pairs(
    tokenizer: PreTrainedTokenizerFast, pairs: Sequence[tuple[str, str]], max_source: int, max_target: int
) -> list[Encoded]:
    """Encode text pairs, cutting each side to its limit; a cut side still ends with the end token."""
    encoded = []
    sources = tokenizer([s for s, _ in pairs])["input_ids"]
    targets = tokenizer([t for _, t in pairs])["input_ids"]
    for s, t in zip(sources, targets, strict=True):
        s = s if len(s) <= max_source else [*s[: max_source - 1], 1]
        t = t if len(t) <= max_target else [*t[: max_target - 1], 1]
        encoded.append((s, t))
    return encoded


def _padded(length: int, step: int) -> int:
    return -(-length // step) * step


def make_batch(pairs: Sequence[Encoded]) -> Batch:
    """Pad encoded pairs to the next multiple of 64 source and 32 target tokens."""
    width = _padded(max(len(s) for s, _ in pairs), _SOURCE_STEP)
    depth = _padded(max(len(t) for _, t in pairs), _TARGET_STEP)
    source = np.zeros((len(pairs), width), np.int64)
    labels = np.full((len(pairs), depth), PADDED, np.int64)
    for i, (s, t) in enumerate(pairs):
        source[i, : len(s)] = s
        labels[i, : len(t)] = t
    return source, labels


class Pools(Dataset[list[Batch]]):
    """Batches by pool: each item is the shuffled batches of one pool, a pure function of seed, stage and number."""

    def __init__(self, plan: TrainingPlan, tokenizer: PreTrainedTokenizerFast, texts: TrainingTexts, stage: str):
        self._plan, self._tokenizer, self._texts, self._stage = plan, tokenizer, texts, stage
        self._batch = plan.batch if stage == "pretrain" else plan.finetune_batch

    @property
    def batches(self) -> int:
        """Batches of a pool."""
        return POOL // self._batch

    def __getitem__(self, number: int) -> list[Batch]:
        draw = random.Random(f"{self._plan.seed} {self._stage} {number}")
        make = pretraining_pair if self._stage == "pretrain" else finetuning_pair
        pairs = [make(self._texts, draw) for _ in range(POOL)]
        encoded = encode_pairs(self._tokenizer, pairs, self._plan.max_source_tokens, self._plan.max_target_tokens)
        encoded.sort(key=lambda pair: (_padded(len(pair[0]), _SOURCE_STEP), len(pair[1])))
        batches = [encoded[i : i + self._batch] for i in range(0, POOL - self._batch + 1, self._batch)]
        draw.shuffle(batches)
        return [make_batch(batch) for batch in batches]


def held_out_batches(
    plan: TrainingPlan, tokenizer: PreTrainedTokenizerFast, dialogues: Sequence[Dialogue]
) -> list[Batch]:
    """Batches of the summaries of `dialogues`, in order of length."""
    pairs = [(objectives.SUMMARIZE + d.text, d.summary or "") for d in dialogues]
    encoded = encode_pairs(tokenizer, pairs, plan.max_source_tokens, plan.max_target_tokens)
    encoded.sort(key=lambda pair: len(pair[0]))
    size = plan.finetune_batch
    return [make_batch(encoded[i : i + size]) for i in range(0, len(encoded), size)]


def to_device(batch: Batch, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Source ids and labels as tensors on `device`."""
    source, labels = (torch.from_numpy(array) for array in batch)
    if device.type == "cuda":
        source, labels = source.pin_memory(), labels.pin_memory()
    return source.to(device, non_blocking=True), labels.to(device, non_blocking=True)
