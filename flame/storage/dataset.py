"""Dialogue corpora: what accuracy is measured on and what routing traces are taken from.

Every corpus becomes the same thing, splits of `Dialogue`. Sources are a folder of JSON, JSON lines, CSV or
parquet splits, the corpora on the Hugging Face hub, the chat corpus of the package `chitchat-dataset`, and the
dialogues written for this project (`flame/data/sample`).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flame.errors import DatasetError, ToolchainMissing
from flame.storage.record_files import SUFFIXES, read_records

SPLITS = ("train", "validation", "test")
_SPLIT_ALIASES = {"train": "train", "validation": "validation", "valid": "validation", "val": "validation",
                  "dev": "validation", "test": "test"}  # fmt: skip
_SAMPLE_FOLDER = Path(__file__).parents[1] / "data" / "sample"

# First names for the anonymous speakers of the chat corpus, with the pronouns that go with them.
FEMALE_NAMES = tuple(
    "Amelia Nadia Ingrid Chloe Fatima Greta Hannah Isla Jasmine Katya Leila Mei Nora Olga Priya Rosa Sofia Tara "
    "Uma Vera Wendy Yara Zoe Alice Bella Carla Diana Elena Fiona Gloria Helen Iris Julia Kate Laura Maria Nina "
    "Paula Rachel Sarah Tina Anna Emma Mary Jenny Sue Kim Olivia Ashley Linda Susan Lisa Claire Jane Amy Eva Kelly "
    "Megan Lily Grace Sophie Amanda Betty Monica Victoria Natalie Martha Ella Lucy Molly Ruth Rose Audrey".split()
)
MALE_NAMES = tuple(
    "Adam Boris Carlos Dmitri Erik Felix Gustav Hassan Ivan Jonas Kofi Liam Marco Noah Oscar Pablo Quentin Ravi "
    "Stefan Tomas Umar Viktor Walter Xavier Yusuf Zane Andy Ben Chris Dan Edward Frank George Harry Jack Kevin "
    "Luke Mike Nick Oliver Peter Ryan Sam Tom John David Matt Jim Paul James Mark Jeff Alex Jason Tim Daniel "
    "Kyle Max Lucas Simon Bob Greg Robert Martin Henry Leo Logan Ethan Steve Will Joe Phil Brian Eric Gary".split()
)


@dataclass(frozen=True)
class Dialogue:
    """One conversation. `text` has one `Name: utterance` a line; `summary` is None where the corpus has none."""

    id: str
    text: str
    summary: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise DatasetError(f"dialogue {self.id!r}: the text is empty (remove the record, or fill its dialogue)")

    @property
    def utterances(self) -> tuple[tuple[str, str], ...]:
        """Speaker and words of each line; a line without a speaker has the speaker of the line above."""
        speaker, pairs = "", []
        for line in self.text.split("\n"):
            name, colon, words = line.partition(":")
            if colon and len(name) <= 40 and words.strip():
                speaker = name.strip()
                pairs.append((speaker, words.strip()))
            elif line.strip():
                pairs.append((speaker, line.strip()))
        return tuple(pairs)


@dataclass(frozen=True)
class DialogueCorpus:
    """A named corpus with its splits.

    Args:
        name: the name that reports give.
        splits: dialogues by `train`, `validation` or `test`; a corpus need not have all three.
    Raises:
        DatasetError: no split holds a dialogue.
    """

    name: str
    splits: Mapping[str, tuple[Dialogue, ...]]

    def __post_init__(self) -> None:
        if not any(self.splits.values()):
            raise DatasetError(f"dataset {self.name}: no split holds a dialogue (expected {', '.join(SPLITS)})")

    @property
    def without_summary(self) -> str | None:
        """The first split that has no summaries, so that accuracy cannot be measured; None where all have."""
        return next((name for name, held in self.splits.items() if any(d.summary is None for d in held)), None)

    @property
    def has_summaries(self) -> bool:
        """Whether every dialogue has a summary, so that accuracy can be measured."""
        return self.without_summary is None

    def split(self, name: str) -> tuple[Dialogue, ...]:
        """The dialogues of one split.

        Raises:
            DatasetError: the corpus has no such split, or it is empty.
        """
        if not self.splits.get(name):
            held = ", ".join(k for k, v in self.splits.items() if v)
            raise DatasetError(f"dataset {self.name}: split {name!r} is missing or empty (it has {held})")
        return self.splits[name]

    @property
    def report_split(self) -> str:
        """The split that figures are reported on: test where there is one, else validation, else train."""
        return next(name for name in ("test", "validation", "train") if self.splits.get(name))

    @property
    def tuning_split(self) -> str:
        """The split that anything tuned is tuned on: validation when test is reported, else train."""
        order = ("validation", "train") if self.report_split == "test" else ("train", "validation")
        return next(name for name in order if self.splits.get(name))

    @property
    def sha256(self) -> str:
        """Digest of every record, so that an artifact can name the corpus it was made from."""
        digest = hashlib.sha256()
        for split in sorted(self.splits):
            for d in self.splits[split]:
                digest.update(json.dumps([split, d.id, d.text, d.summary]).encode())
        return digest.hexdigest()


def load_corpus(name: str, path: str | None = None, hub_name: str | None = None) -> DialogueCorpus:
    """Load a corpus by name.

    Args:
        name: `sample`, `chitchat`, or any other name together with `path` or `hub_name`.
        path: folder with one file a split: `train.json`, `dev.jsonl`, `test.csv`, `validation.parquet` ...
        hub_name: repository of the corpus on the Hugging Face hub, used when there is no `path`.
    Raises:
        DatasetError: the folder, a split or a record is missing or malformed, or the hub cannot be reached.
        ToolchainMissing: `chitchat` without the package that ships it.
    """
    if path is not None:
        return read_folder(Path(path), name)
    if name == "sample":
        return read_folder(_SAMPLE_FOLDER, name)
    if name == "chitchat":
        return _read_chitchat()
    if hub_name is not None:
        return _read_hub(hub_name, name)
    raise DatasetError(f"dataset {name!r}: no such corpus is embedded (give dataset.path=FOLDER)")


def read_folder(folder: Path, name: str) -> DialogueCorpus:
    """Read a corpus from a folder that holds one file a split.

    Dialogues that stand in more than one split stay in the later one only (train before validation before test), so
    that nothing learnt is measured on itself.

    Args:
        folder: holds `train`, `validation` (or `valid`, `val`, `dev`) and `test` files, any subset, as
            `.json` (a list), `.jsonl`, `.csv` or `.parquet` with the columns `dialogue` and, optionally,
            `summary` and `id` (or `fname`). A CSV may be divided by `,`, `;` or tabs.
        name: the name that reports give.
    Raises:
        DatasetError: a missing folder, no split in it, an empty split, a record without a dialogue, or a file where
            some records have a summary and others none.
    """
    if not folder.is_dir():
        raise DatasetError(f"dataset {name}: no folder {folder} (expected one with train.json, validation.json, ...)")
    splits: dict[str, tuple[Dialogue, ...]] = {}
    for file in _listed(folder, name):
        split = _SPLIT_ALIASES.get(file.stem.lower())
        if split is None or file.suffix.lower() not in SUFFIXES:
            continue
        if split in splits:
            raise DatasetError(f"dataset {name}: {folder} holds the split {split} twice (keep one of the files)")
        splits[split] = _to_dialogues(read_records(file, "dialogue"), file)
    if not splits:
        stems = ", ".join(_SPLIT_ALIASES)
        raise DatasetError(f"dataset {name}: {folder} holds no split (expected {stems} as {', '.join(SUFFIXES)})")
    return DialogueCorpus(name, drop_repeated(splits))


def _listed(folder: Path, name: str) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise DatasetError(f"dataset {name}: {folder} cannot be listed: {error.strerror}") from error


def drop_repeated(splits: Mapping[str, Iterable[Dialogue]]) -> dict[str, tuple[Dialogue, ...]]:
    """Drop from each split the dialogues that also stand in a later one (test after validation after train)."""
    kept: dict[str, tuple[Dialogue, ...]] = {}
    later: set[str] = set()
    for name in reversed(SPLITS):
        if name in splits:
            dialogues = tuple(splits[name])
            kept[name] = tuple(d for d in dialogues if " ".join(d.text.split()) not in later)
            later.update(" ".join(d.text.split()) for d in dialogues)
    return {name: kept[name] for name in SPLITS if name in kept}


def _to_dialogues(records: Iterable[Any], file: Path | str) -> tuple[Dialogue, ...]:
    dialogues = tuple(_to_dialogue(record, i, file) for i, record in enumerate(records))
    if not dialogues:
        raise DatasetError(f"{file}: the split is empty (expected at least one record)")
    without = [i for i, dialogue in enumerate(dialogues) if dialogue.summary is None]
    if 0 < len(without) < len(dialogues):
        raise DatasetError(
            f"{file}: record {without[0]} ({dialogues[without[0]].id}) has no summary, {len(without)} of "
            f"{len(dialogues)} have none (fill them, or remove the records or the column)"
        )
    return dialogues


def _to_dialogue(record: Any, position: int, file: Path | str) -> Dialogue:
    if not isinstance(record, Mapping):
        record = {"(no fields)": record}
    text, summary = record.get("dialogue"), record.get("summary")
    if not isinstance(text, str) or not text.strip():
        raise DatasetError(
            f"{file}: record {position} has no dialogue (expected a text field 'dialogue', found {sorted(record)})"
        )
    if summary is not None and not isinstance(summary, str):
        raise DatasetError(
            f"{file}: record {position} has {summary!r:.60} as its summary, a {type(summary).__name__} "
            "(expected a text, or null where there is none)"
        )
    try:
        (text + (summary or "")).encode()
    except UnicodeEncodeError as error:
        raise DatasetError(
            f"{file}: record {position} holds half of a surrogate pair (expected Unicode text; write it anew)"
        ) from error
    named = [record.get(key) for key in ("id", "fname")]
    identity = next((each for each in named if each not in (None, "")), f"{position:05d}")
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return Dialogue(str(identity), "\n".join(line for line in lines if line), (summary or "").strip() or None)


def _read_hub(hub_name: str, name: str) -> DialogueCorpus:
    import datasets

    try:
        loaded = datasets.load_dataset(hub_name)
    except Exception as error:  # the hub client raises many kinds; each means that the corpus is not to be had
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DatasetError(
            f"dataset {name}: {hub_name} cannot be had from the hub ({reason}); give dataset.path=FOLDER"
        ) from error
    splits = {
        _SPLIT_ALIASES[split]: _to_dialogues(records, f"{hub_name}/{split}")
        for split, records in loaded.items()
        if split in _SPLIT_ALIASES
    }
    return DialogueCorpus(name, drop_repeated(splits))


def _read_chitchat() -> DialogueCorpus:
    try:
        import chitchat_dataset
    except ImportError as error:
        raise ToolchainMissing(
            "dataset chitchat: the package chitchat-dataset is not installed (pip install 'flame-moe[chitchat]')"
        ) from error
    splits: dict[str, list[Dialogue]] = {name: [] for name in SPLITS}
    for identity, conversation in chitchat_dataset.Dataset().items():
        draw = random.Random(identity)
        split = draw.choices(SPLITS, weights=(8, 1, 1))[0]
        text = _name_speakers(conversation["messages"], draw)
        if text:
            splits[split].append(Dialogue(identity, text))
    return DialogueCorpus("chitchat", {k: tuple(v) for k, v in splits.items()})


def _name_speakers(turns: Iterable[Iterable[Mapping[str, str]]], draw: random.Random) -> str:
    names: dict[str, str] = {}
    lines = []
    for turn in turns:
        for message in turn:
            words = " ".join(message["text"].split())
            if not words:
                continue
            if message["sender"] not in names:
                free = [n for n in FEMALE_NAMES + MALE_NAMES if n not in names.values()]
                names[message["sender"]] = draw.choice(free)
            lines.append(f"{names[message['sender']]}: {words}")
    return "\n".join(lines)


@dataclass(frozen=True)
class DialogueSplits:
    """Dialogues to learn from, to tune on and to report on, disjoint, with the name that reports give each."""

    train: tuple[Dialogue, ...]
    tuning: tuple[Dialogue, ...]
    report: tuple[Dialogue, ...]
    train_name: str
    tuning_name: str
    report_name: str


_SHARES = (0.7, 0.1, 0.2)  # of the dialogues that are used, to learn, tune and report on


def disjoint_splits(corpus: DialogueCorpus, limit: int | None = None) -> DialogueSplits:
    """Choose dialogues to learn from, to tune on and to report on.

    Figures are reported on test where there is one, else on validation; anything tuned is tuned on validation, or,
    where that is reported on, on the last tenth of train; a corpus of one split is cut 70 : 10 : 20.

    Args:
        limit: dialogues in all, shared out 70 : 10 : 20; None takes every dialogue.
    Raises:
        DatasetError: there are fewer than three dialogues.
    """
    held = [name for name in SPLITS if corpus.splits.get(name)]
    if len(held) == 3:
        parts = [(name, corpus.split(name)) for name in held]
    elif len(held) == 2:
        learn, report = corpus.split(held[0]), corpus.split(held[1])
        cut = max(1, len(learn) * 9 // 10)
        parts = [(held[0], learn[:cut]), (f"{held[0]} (last tenth)", learn[cut:]), (held[1], report)]
    else:
        only = corpus.split(held[0])
        first, second = len(only) * 7 // 10, len(only) * 8 // 10
        parts = [
            (f"{held[0]} (first 70%)", only[:first]),
            (f"{held[0]} (next 10%)", only[first:second]),
            (f"{held[0]} (last 20%)", only[second:]),
        ]
    if limit is not None:
        parts = [(n, d[: max(1, round(limit * s))]) for (n, d), s in zip(parts, _SHARES, strict=True)]
    if not all(dialogues for _, dialogues in parts):
        raise DatasetError(f"dataset {corpus.name}: too few dialogues to learn, tune and report on different ones")
    (a, train), (b, tuning), (c, report) = parts
    return DialogueSplits(train, tuning, report, a, b, c)
