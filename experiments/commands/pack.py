"""Write a folder with all that a model needs to run: its experts packed, the rest beside them.

MODEL is a checkpoint folder, a name on the Hugging Face hub, or a model of this project (smollm2_moe, switch_mini_8).
The checkpoint is read expert by expert, so that it need not fit in memory. An interrupted run goes on where it was."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm
from transformers import AutoTokenizer

from flame.app.named_models import settings_of
from flame.errors import ConfigError, ModelError
from flame.models.loading import fetched_folder, load_without_experts
from flame.models.packed_folder import PROFILE, PackedFolder
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from flame.storage.profile_files import load_profile
from flame.value_types import CHOSEN, SCALED
from offline.pruning.checkpoints import prune_checkpoint
from offline.pruning.source import Checkpoint

TITLE = "Write a folder that is ready to run: experts packed, and all the rest"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("model", metavar="MODEL", help="checkpoint folder, hub name, or a model of this project")
    parser.add_argument("--to", metavar="DIR", required=True, type=Path, help="folder to write, which must be empty")
    parser.add_argument("--pattern", metavar="N:M", default="4:4", help="weights kept of each group (default 4:4: all)")
    parser.add_argument("--value-type", default="int8", choices=CHOSEN, metavar="TYPE",
                        help=f"of the packed values: {', '.join(CHOSEN)} (default int8)")  # fmt: skip
    parser.add_argument("--linear-type", choices=SCALED, metavar="TYPE",
                        help="pack the linear layers beside the experts too (attention, dense MLPs, head):\n"
                             f"{', '.join(SCALED)} (default: as they are)")  # fmt: skip
    parser.add_argument("--profile", metavar="DIR", type=Path, help="routing profile of this model, to go with it")


def run(given: argparse.Namespace) -> None:
    """Pack, and say what it came to."""
    pattern, start = NMPattern.parse(given.pattern), time.monotonic()
    target: Path = given.to
    if target.is_dir() and any(target.iterdir()):
        raise ConfigError(f"--to {target}: is not empty (give another folder, or remove it)")
    settings = settings_of(given.model)
    source = fetched_folder(settings)
    settings = _with_chat(replace(settings, source="hub", path=str(source)), source)
    if given.profile is not None:
        _check_profile(given.profile, settings)
    checkpoint = Checkpoint(source)

    def beside(folder: Path) -> None:
        PackedFolder.describe(settings, folder)
        if given.profile is not None:
            shutil.copytree(given.profile, folder / PROFILE)

    summary = prune_checkpoint(
        source, target, pattern, given.value_type, labels=Labels(checkpoint.weights_label), workers=2,
        progress=_progress, experts_in_dense=False, linear_type=given.linear_type, beside=beside,
    )  # fmt: skip
    total = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    linear = "" if given.linear_type is None else f" (linear layers {given.linear_type})"
    print(
        f"{target}: {settings.name}, experts {pattern} {given.value_type}, {summary.packed_bytes / 1e6:.0f} MB of "
        f"{2 * summary.expert_weights / 1e6:.0f} MB in bf16; the folder{linear} {total / 1e6:.0f} MB, in "
        f"{time.monotonic() - start:.0f} s"
    )
    print(f"flame chat {target}")


def _with_chat(settings: ModelSettings, source: Path) -> ModelSettings:
    """A chat where the tokenizer has a template for one; without a tokenizer a model cannot answer."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(source)
    except Exception as error:  # transformers raises many kinds
        raise ModelError(f"model {settings.name}: {source} has no tokenizer that loads (put tokenizer.json there)") \
            from error  # fmt: skip
    return replace(settings, chat=settings.chat and getattr(tokenizer, "chat_template", None) is not None)


def _check_profile(folder: Path, settings: ModelSettings) -> None:
    """Refuse a profile of another model before anything is packed."""
    load_profile(folder, load_without_experts(settings).router_sha256())


def _progress(layers: Iterable[Any]) -> Iterable[Any]:
    return tqdm(list(layers), desc="layers", disable=None, leave=False, dynamic_ncols=True)
