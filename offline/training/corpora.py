"""Corpora that only training reads, from clones of their repositories."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from flame.errors import DatasetError
from flame.storage.dataset import Dialogue

_TURNS = 40  # of a dialogue cut from an episode


def read_crd3(folder: Path) -> tuple[Dialogue, ...]:
    """Spoken dialogues of the training episodes of CRD3 (Rameshkumar and Bailey 2020; CC BY-SA 4.0), 40 turns each.

    Args:
        folder: a clone of the repository RevanthRameshkumar/CRD3.
    Raises:
        DatasetError: its aligned data is not there.
    """
    aligned = folder / "data" / "aligned data"
    try:
        files = {e: aligned / "c=2" / f"{e}_2_0.json" for e in sorted((aligned / "train_files").read_text().split())}
        turns = {e: list(_crd3_turns(file)) for e, file in files.items() if file.exists()}  # some were never aligned
    except (OSError, KeyError, ValueError) as error:
        raise DatasetError(f"CRD3: {folder} holds no clone of RevanthRameshkumar/CRD3 ({error})") from error
    return tuple(
        Dialogue(f"{episode}-{start}", "\n".join(lines[start : start + _TURNS]))
        for episode, lines in turns.items()
        for start in range(0, len(lines), _TURNS)
    )


def _crd3_turns(file: Path) -> Iterator[str]:
    seen = -1
    for chunk in json.loads(file.read_text(encoding="utf-8")):
        for turn in chunk["TURNS"]:
            words = " ".join(" ".join(turn["UTTERANCES"]).split())
            if turn["NUMBER"] > seen and words:
                seen = turn["NUMBER"]
                yield f"{' and '.join(name.title() for name in turn['NAMES'])}: {words}"


def read_mts_dialog(folder: Path) -> tuple[Dialogue, ...]:
    """Visits to a doctor with the note taken of each: MTS-Dialog's training set (Ben Abacha et al. 2023; CC BY 4.0).

    Args:
        folder: a clone of the repository abachaa/MTS-Dialog.
    Raises:
        DatasetError: its training set is not there.
    """
    file = folder / "Main-Dataset" / "MTS-Dialog-TrainingSet.csv"
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            return tuple(
                Dialogue(r["ID"], _lines(r["dialogue"]), " ".join(r["section_text"].split()))
                for r in csv.DictReader(opened)
                if len(r["section_text"].split()) > 3
            )
    except (OSError, KeyError, ValueError) as error:
        raise DatasetError(f"MTS-Dialog: {folder} holds no clone of abachaa/MTS-Dialog ({error})") from error


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r", "").split("\n") if line.strip())
