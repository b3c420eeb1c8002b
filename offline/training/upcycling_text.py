"""What the upcycled model learns from: dialogues as one stream of tokens, and text that the dense model writes itself.

The dense model's own text keeps what it can do: on it, the mixture is held to the dense model's distribution.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from flame.errors import DatasetError
from flame.storage.dataset import Dialogue

REQUEST = "Summarize the following conversation in one or two sentences.\n\n"


@dataclass(frozen=True)
class Prompts:
    """Beginnings that the dense model continues: int64 `[prompts, tokens]`, and tokens to write after each.

    `asked` says that the prompt is a request with a dialogue in it, on which the mixture is not held to the dense
    model: it learns dialogues from the corpus.
    """

    ids: Tensor
    new_tokens: int
    asked: bool


@dataclass(frozen=True)
class Texts:
    """Int64 sequences `[rows, length + 1]`, of which the last token is only predicted.

    Args:
        train, held_out: dialogues to learn from and to stop early on.
        replay, held_replay: what the dense model wrote; `keep` and `held_keep`, bool `[rows, length]`, say at which
            positions the mixture is held to it.
    """

    train: Tensor
    held_out: Tensor
    replay: Tensor
    keep: Tensor
    held_replay: Tensor
    held_keep: Tensor

    def to(self, device: torch.device) -> Texts:
        """All of it on a device."""
        return Texts(**{name: value.to(device) for name, value in vars(self).items()})


def dialogue_stream(dialogues: Sequence[Dialogue], tokenizer: Any, seed: int, min_lines: int = 4) -> Tensor:
    """Dialogues of at least `min_lines` lines in a drawn order, int64 `[tokens]`.

    Half of them end with the end-of-text token and half with an empty line, so that both read as an end.
    """
    draw = random.Random(seed)
    texts = [d.text for d in dialogues if d.text.count("\n") + 1 >= min_lines]
    if not texts:
        raise DatasetError(f"no dialogue of at least {min_lines} lines to learn from")
    draw.shuffle(texts)
    ends = (tokenizer("<|endoftext|>")["input_ids"], tokenizer("\n\n")["input_ids"])
    ids: list[int] = []
    for words in tokenizer(texts)["input_ids"]:
        ids += words + ends[draw.random() < 0.5]
    return torch.tensor(ids)


def conversation_prompts(tokenizer: Any, count: int, new_tokens: int) -> Prompts:
    """The beginning of a chat up to where the user's words would stand, `count` times."""
    mark = "X"
    chat = tokenizer.apply_chat_template([{"role": "user", "content": mark}], tokenize=False)
    ids = tokenizer(chat[: chat.index(f"user\n{mark}") + len("user\n")])["input_ids"]
    return Prompts(torch.tensor(ids).repeat(count, 1), new_tokens, asked=False)


def summary_requests(
    dialogues: Sequence[Dialogue], tokenizer: Any, length: int, count: int, new_tokens: int, seed: int
) -> Prompts:
    """Requests to summarise a dialogue, each cut within the dialogue to exactly `length` tokens."""
    draw = random.Random(seed)
    mark = "<|endoftext|>"  # one token, so that the template is cut in two where the dialogue stands
    chat = tokenizer.apply_chat_template(
        [{"role": "user", "content": REQUEST + mark}], tokenize=False, add_generation_prompt=True
    )
    before, after = (tokenizer(part)["input_ids"] for part in chat.split(mark))
    room = length - len(before) - len(after)
    rows = []
    for dialogue in draw.sample(list(dialogues), len(dialogues)):
        words = tokenizer(dialogue.text)["input_ids"]
        if len(words) >= room:
            rows.append(before + words[:room] + after)
        if len(rows) == count:
            break
    if room < 1 or not rows:
        raise DatasetError(f"no dialogue fills a request of {length} tokens (ask for shorter requests)")
    return Prompts(torch.tensor(rows), new_tokens, asked=True)


@torch.no_grad()
def write_replay(dense: Any, prompts: Sequence[Prompts], seconds: float, seed: int) -> tuple[Tensor, Tensor]:
    """Let the dense model continue prompts at temperature one.

    Args:
        seconds: it stops writing after so long, shared out by tokens to write.
    Returns:
        tokens `[tokens]`, whole answers in a drawn order, and whether the mixture is held to the dense model there.
    """
    total = sum(p.new_tokens for p in prompts)
    ids, keep = [], []
    for p in prompts:
        written = _continue(dense, p, seconds * p.new_tokens / total).cpu()
        held = torch.ones(written.shape, dtype=torch.bool)
        if p.asked:
            held[:, : p.ids.shape[1] - 1] = False  # the last token of the request predicts the first of the answer
        ids += list(written)
        keep += list(held)
    order = torch.randperm(len(ids), generator=torch.Generator().manual_seed(seed)).tolist()
    return torch.cat([ids[i] for i in order]), torch.cat([keep[i] for i in order])


def _continue(dense: Any, prompts: Prompts, seconds: float) -> Tensor:
    ids = prompts.ids.to(dense.device)
    while True:
        try:
            return dense.generate(  # type: ignore[no-any-return]
                ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.0, top_k=0, top_p=1.0,
                max_new_tokens=prompts.new_tokens, max_time=seconds, eos_token_id=None,
                pad_token_id=dense.config.pad_token_id,
            )  # fmt: skip
        except torch.cuda.OutOfMemoryError:
            if len(ids) == 1:
                raise
            ids = ids[: len(ids) // 2]
            torch.cuda.empty_cache()


def cut(tokens: Tensor, length: int) -> Tensor:
    """Sequences `[rows, length + 1]` of a stream, each beginning with the last token of the one before."""
    rows = (len(tokens) - 1) // length
    if rows < 1:
        raise DatasetError(f"{len(tokens)} tokens fill no sequence of {length} (give more text, or shorter sequences)")
    return tokens.unfold(0, length + 1, length)[:rows].contiguous()
