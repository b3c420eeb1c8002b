"""Decode with less memory than the checkpoint takes: experts that do not fit, made true.

The checkpoint is the one that the configuration names, its experts pruned and packed from its files, or a random one of
any family. A process of its own loads all but the experts, streams these from the store, and reports its peak resident
memory; the kernel refuses it data memory beyond the limit (RLIMIT_DATA).
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from experiments.bench import decode_process
from experiments.bench.random_checkpoint import DENSE, PACKED, config_of, write_random_packed
from experiments.tools.packed_stores import packed_as
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, FlameError, check_counts, near_names
from flame.ids import ExpertId
from flame.models.loading import fetched_folder
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from flame.storage.packed_store import PackedStore
from offline.pruning.checkpoints import prune_checkpoint
from offline.pruning.source import Checkpoint

TITLE = "Peak memory of a model decoded under a limit below its size"
READS = ("model", "accuracy dialogues", "pruning.pattern", "pruning.value_type", "pruning.pad", "buffer.slots", "seed")

ALLOWANCE_BYTES = 300_000_000  # above weights and buffer: activations, libraries' own memory, one load under way
LIBRARIES_BYTES = 1_000_000_000  # of data memory that Python and torch set aside, and the allowance


@dataclass(frozen=True)
class Parameters:
    """The checkpoint, and how it is decoded, with `buffer.slots` slots of each MoE layer of the decoder.

    Args:
        random: which of `geometries` is written where the configuration names no checkpoint.
        geometries: by name, `model_type` and arguments of that family's configuration in transformers.
        packed: packed store of the configuration's model, as `experiment=prune` writes it; null packs by magnitude.
        store: `read`, `direct` or `mapped` (`online.serving.stores`).
        dialogues, batch, tokens: dialogues of the report split that are read, so many together, and tokens written for
            each.
        limit_bytes: memory that the process may take; null for a quarter of the checkpoint, or for what a small one
            takes whole.
    """

    random: str
    geometries: dict[str, dict[str, Any]]
    packed: str | None
    store: str
    dialogues: int
    batch: int
    tokens: int
    limit_bytes: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("decoder_start_token_id",))
        if self.random not in self.geometries:
            raise ConfigError(f"experiment.random={self.random}: {near_names(self.random, self.geometries)}")
        config_of(self.geometries[self.random])


@dataclass(frozen=True)
class Subject:
    """What is decoded: settings that load all but the experts, their store, and what the whole would take."""

    model: ModelSettings
    packed: Path
    weights: str
    checkpoint_bytes: int
    others_bytes: int


def run(context: Context, parameters: Parameters) -> Report:
    """Write or pack the checkpoint, decode in a process under the limit, remove what was written."""
    p, slots = parameters, context.settings.buffer.slots
    output = Path(context.settings.output)
    output.mkdir(parents=True, exist_ok=True)
    corpus = context.corpus
    texts = [d.text for d in corpus.split(corpus.report_split)[: context.settings.dataset.accuracy_dialogues]]
    with tempfile.TemporaryDirectory(dir=output.resolve(), prefix=".serve_beyond_memory.") as name:
        subject = _subject(context, p, Path(name))
        store = PackedStore(subject.packed)
        facts = packed_as(subject.packed)
        limit = p.limit_bytes or max(subject.checkpoint_bytes // 4, _least_bytes(subject, store, slots))
        found = decode(subject, p, texts[: p.dialogues], limit, slots)
    found.pop("ids")
    seconds = found.pop("seconds")
    above = found["peak_bytes"] - found["imports_bytes"]
    overhead = above - found["other_weights_bytes"] - found["buffer_bytes"]
    row: dict[str, Any] = {
        "model": subject.model.name, "num_experts": store.num_experts, **facts, "slots": slots,
        "store": p.store, "batch": p.batch, "checkpoint_bytes": subject.checkpoint_bytes,
        "store_bytes": store.size_bytes, "limit_bytes": limit, **found,
        "peak_above_imports_bytes": above, "overhead_bytes": overhead, "allowed_overhead_bytes": ALLOWANCE_BYTES,
        "within_allowance": overhead <= ALLOWANCE_BYTES, "within_limit": found["peak_bytes"] <= limit,
        "peak_by_checkpoint": found["peak_bytes"] / subject.checkpoint_bytes,
        "ms_per_token": 1e3 * seconds / found["tokens"],
    }  # fmt: skip
    return Report(
        "serve_beyond_memory",
        TITLE,
        Labels(subject.weights, "measured"),
        [row],
        notes=[
            "checkpoint_bytes: what the unpruned checkpoint takes, in the type that it is stored or made in. Of a "
            "random one all but the experts is written; the store gets random packed experts of the same sizes.",
            "peak_bytes: VmHWM of the decoding process, with Python and torch (imports_bytes); the limit is set on its "
            "data memory (RLIMIT_DATA) after the imports, and within_limit says whether its whole resident peak was "
            "below it too.",
            "overhead_bytes: peak above imports, less the weights that are no experts and less the buffer; at most "
            f"{ALLOWANCE_BYTES / 1e6:.0f} MB are allowed.",
            *(["Random weights: the tokens mean nothing."] if subject.weights == "random" else []),
        ],
        provenance=context.provenance(model=False) | {"checkpoint": subject.model.name},
    )


def _subject(context: Context, p: Parameters, scratch: Path) -> Subject:
    """The configuration's checkpoint with its experts packed, or a random one."""
    settings, pruning = context.settings.model, context.settings.pruning
    pattern = NMPattern.parse(pruning.pattern)
    if settings.source in ("embedded", "random"):
        if p.packed is not None:
            raise ConfigError(f"experiment.packed={p.packed}: of which checkpoint (give model=auto model.path=FOLDER)")
        return random_subject(context, p, pattern, pruning.value_type, scratch)
    source = fetched_folder(settings)
    checkpoint = Checkpoint(source)
    packed = scratch / "pruned" / PACKED if p.packed is None else Path(p.packed)
    if p.packed is None:
        prune_checkpoint(
            source, scratch / "pruned", pattern, pruning.value_type, labels=Labels(checkpoint.weights_label),
            pad=pruning.pad, workers=2, progress=lambda layers: context.progress(list(layers), "layers"),
            experts_in_dense=False,
        )  # fmt: skip
    stored = [checkpoint.files.tensors[name] for name in checkpoint.other_names]
    others = sum(math.prod(each.shape) * each.dtype.itemsize for each in stored)
    whole = sum(file.stat().st_size for file in checkpoint.files.files)
    read = replace(settings, source="hub", path=str(source), hub_name=None)
    return Subject(read, packed, checkpoint.weights_label, whole, others)


def random_subject(context: Context, p: Parameters, pattern: NMPattern, value_type: str, folder: Path) -> Subject:
    """A random checkpoint in a folder."""
    sizes = write_random_packed(
        folder, p.geometries[p.random], pattern, value_type, context.settings.seed,
        lambda layers: context.progress(list(layers), "layers"),
    )  # fmt: skip
    settings = ModelSettings(p.random, "hub", str(folder / DENSE), None, "", 256, p.tokens, {})
    whole = sizes.experts_bytes + sizes.others_bytes
    return Subject(settings, folder / PACKED, "random", whole, sizes.others_bytes)


def _least_bytes(subject: Subject, store: PackedStore, slots: int) -> int:
    """What decoding takes, all in all: below that no checkpoint is decoded, however small."""
    layers = [layer for layer in store.layers if layer.stack == "decoder"]
    buffer = sum(slots * store.location(ExpertId(layer, 0)).size_bytes for layer in layers)
    return 2 * subject.others_bytes + buffer + LIBRARIES_BYTES


def decode(subject: Subject, p: Parameters, texts: list[str], limit_bytes: int, slots: int) -> dict[str, Any]:
    """Decode in a process of its own; its figures, and `ids` as it generated them.

    Raises:
        FlameError: the process failed, as when the limit is too low for it.
    """
    given = {
        "model": asdict(subject.model), "packed": str(subject.packed.resolve()), "store": p.store, "texts": texts,
        "batch": p.batch, "tokens": p.tokens, "limit_bytes": limit_bytes, "slots": slots,
    }  # fmt: skip
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", decode_process.__name__, json.dumps(given)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root)
    if result.returncode:
        last = result.stderr.strip().splitlines()[-1:] or ["no message"]
        raise FlameError(
            f"decoding under {limit_bytes} bytes failed: {last[0]} (raise experiment.limit_bytes, or lower "
            "buffer.slots)"
        )
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found
