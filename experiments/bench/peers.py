"""Decoding where the experts do not fit, beside what else a user would take: llama.cpp, transformers, accelerate.

One random Qwen3-MoE (`experiments.bench.peer_model`) is decoded by each peer in a process of its own, with everything
in memory and within a control group whose limit holds memory and page cache together. At as many bits a weight,
llama.cpp and the dense packed store have the very same weights.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from experiments.bench import peer_process
from experiments.bench.disk_bandwidth import forget_pages, read_bandwidth
from experiments.bench.gguf_file import FORMATS, block_bits
from experiments.bench.memory_limit import MemoryLimit, NoMemoryLimit
from experiments.bench.peer_figures import draw_speeds, draw_time
from experiments.bench.peer_model import Geometry, write_dense, write_experts, write_offloaded
from experiments.bench.peer_process import Decoded, Order
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.app.waiting import without_waiting
from flame.errors import ConfigError, check_counts, near_names
from flame.models.packed_linear import pack_linear_layers
from flame.nm_pattern import DENSE, NMPattern
from flame.storage.artifact import Labels
from offline.evaluation import summary_batches, token_loss
from offline.pruning.packing import write_packed_model
from online.serving.session import stream
from online.serving.stores import open_store

TITLE = "llama.cpp and other peers: decoding where the experts do not fit"
READS = (
    "model", "accuracy dialogues", "pruning.pattern", "pruning.pad", "pruning.linear_type", "buffer.policy", "seed",
)  # fmt: skip

LLAMA, FLAME = "llama.cpp", "flame"
_WANTS = {LLAMA: ("xllamacpp", "gguf"), "transformers": ("accelerate",), "accelerate disk_offload": ("accelerate",)}
NO_ROW = {
    "MoE-Infinity": "moe-infinity on the package index is a placeholder of another project",
    "KTransformers": "installs, but wants a CUDA device beside the CPU",
    "FreeToken": "installs, for models and devices of its list alone: none of them is here",
    "vLLM": "holds all weights in memory on a CPU; it has no offloading of experts to a disk",
    "mlx-vlm, omlx": "for Apple's devices alone",
}


def _check_format(field: str, value_type: str) -> None:
    if value_type not in FORMATS:
        raise ConfigError(f"{field}: {value_type!r} ({near_names(value_type, tuple(FORMATS))})")


@dataclass(frozen=True)
class Parameters:
    """What is decoded, and how much of it.

    Args:
        geometry: of the random model.
        value_types: of the experts, keys of `experiments.bench.gguf_file.FORMATS`.
        experts_over_limit: bytes of the dense experts of a value type over the memory limit.
        limit_bytes: the memory limit itself, in place of a share of the experts.
        prompt, warm_up, tokens: tokens read, written before the clock runs, and timed.
        offload_tokens: timed tokens of accelerate's `disk_offload`.
        threads: of the products.
        bandwidth_bytes: read to measure the disk, each time.
        max_target_tokens: of the summaries whose perplexity is measured.
    """

    geometry: Geometry
    value_types: tuple[str, ...]
    experts_over_limit: float
    limit_bytes: int | None
    prompt: int
    warm_up: int
    tokens: int
    offload_tokens: int
    threads: int
    bandwidth_bytes: int
    max_target_tokens: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for value_type in self.value_types:
            _check_format("experiment.value_types", value_type)


@dataclass(frozen=True)
class Run:
    """One peer with one kind of weights.

    Args:
        peer: as in the rows.
        kind: key of `experiments.bench.peer_process.PEERS`.
        value_type: int8 or int4, or bf16.
        bits: a weight of the experts.
        files: for `Order`.
        pattern: of pruned experts, else None.
        tokens: timed.
    """

    peer: str
    kind: str
    value_type: str
    bits: float
    files: dict[str, str]
    pattern: NMPattern | None
    tokens: int


def run(context: Context, parameters: Parameters) -> Report:
    """Write the model, decode with each peer, remove the model."""
    p, linear_type = parameters, context.settings.pruning.linear_type
    if linear_type is not None:
        _check_format("pruning.linear_type", linear_type)
    output = Path(context.settings.output)
    output.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=output.resolve(), prefix=".peers.") as name:
        folder = Path(name)
        write_dense(p.geometry, context.settings.seed, folder / "dense", linear_type)
        for value_type in p.value_types:
            rows += _decoded(context, p, folder, value_type)
    for row in rows:
        _compare(row, rows)
    rows += [{"peer": peer, "geometry": str(p.geometry), "not_run": why} for peer, why in NO_ROW.items()]
    measured = [row for row in rows if "tokens_per_s" in row]
    return Report(
        "peers", TITLE, Labels("random", "measured"), rows, notes=_notes(p),
        figures=[
            Figure("speed", "Tokens a second beside llama.cpp's, at as many bits a weight.",
                   lambda canvas: draw_speeds(canvas, measured), 9.0, 5.0),
            Figure("time", "Where a token's time goes under the limit: `in memory` is what the same peer takes without "
                   "one, black ticks what its missed bytes need at the disk's bandwidth.",
                   lambda canvas: draw_time(canvas, measured), 9.0, 5.0),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _notes(p: Parameters) -> list[str]:
    queue = Path("/sys/class/block")
    ahead = {f.parent.parent.name: f.read_text().strip() for f in queue.glob("*/queue/read_ahead_kb")}
    return [
        "Times are of this machine, of one run; the weights are random and the text means nothing. All peers sample at "
        "temperature 1, since the greedy text of a random model repeats itself.",
        "memory_limit_bytes: memory.limit_in_bytes of a control group of version 1, page cache included; none where "
        "everything is in memory. No page of the model is cached when a process under a limit begins.",
        "bytes_read_per_token: what the kernel read from disks for the process, read-ahead included. disk_ms: what "
        "these bytes need at disk_bytes_per_s, the best of direct reads of an expert's size just before and after. "
        "share_of_disk_limit: disk_ms over the time of a token.",
        "in_memory_ms: the same peer without a limit. waiting_ms: what a token takes beyond that. stall_ms: of it, "
        "what the decode step waited for experts. cpu_ms: of all threads, those that spin included.",
        "llama.cpp comes in the wheel xllamacpp, which is built for AVX2. Under the limit it is told to leave weights "
        "as its file has them (no repacking), since a second copy would not fit; it reads them through mmap, whose "
        f"faults read ahead: read_ahead_kb is {', '.join(f'{k} {v}' for k, v in sorted(ahead.items()))}.",
        "stand_in_perplexity: of the reference summaries by the configured model (a stand-in) with its experts dense "
        "and pruned by magnitude, without fine-tuning, in the same value type: what the pattern costs beside its "
        "speed. linear_type: of the linear layers beside the experts (attention, head), in llama.cpp's file and in "
        "the packed folder alike; stand_in_perplexity has them packed so, stand_in_perplexity_linear_kept as they "
        "are.",
        f"Load average {os.getloadavg()[0]:.1f} at the end, on {len(os.sched_getaffinity(0))} CPUs.",
        f"{p.tokens} tokens are timed after {p.warm_up} and a prompt of {p.prompt}; {p.offload_tokens} by "
        "disk_offload.",
    ]


def _decoded(context: Context, p: Parameters, folder: Path, value_type: str) -> Iterator[dict[str, Any]]:
    """Rows of one value type; its files are removed as soon as they are not needed."""
    pruned = NMPattern.parse(context.settings.pruning.pattern)
    dense_bits = p.geometry.expert_weights / 8
    seed, layers = context.settings.seed, range(p.geometry.layers)
    gguf = folder / f"{value_type}.gguf" if not _missing(LLAMA) else None
    sizes = {}
    for pattern in (DENSE, pruned):
        place = folder / f"{value_type}-{pattern.keep}of{pattern.group}"
        shown = context.progress(layers, f"{value_type} {pattern}", len(layers))
        sizes[pattern] = write_experts(
            p.geometry,
            pattern,
            value_type,
            seed,
            place,
            gguf if pattern == DENSE else None,
            shown,
            context.settings.pruning.linear_type,
        )
    common = {"dense": str(folder / "dense")}
    runs = [Run(LLAMA, LLAMA, value_type, block_bits(value_type), {"gguf": str(gguf)}, None, p.tokens)]
    for pattern, size in sizes.items():
        place = folder / f"{value_type}-{pattern.keep}of{pattern.group}"
        peer = FLAME if pattern == DENSE else f"{FLAME} {pattern}"
        own = None if pattern == DENSE else pattern
        runs.append(Run(peer, FLAME, value_type, size / dense_bits, common | {"packed": str(place)}, own, p.tokens))
    if value_type == p.value_types[0]:
        offload = folder / "offload"
        if not _missing("transformers"):
            write_offloaded(p.geometry, seed, value_type, offload, context.settings.pruning.linear_type)
        files = common | {"offload": str(offload)}
        runs.append(Run("transformers", "transformers", "bf16", 16, files, None, p.tokens))
        runs.append(
            Run("accelerate disk_offload", "accelerate disk_offload", "bf16", 16, files, None, p.offload_tokens)
        )
    limit = p.limit_bytes or int(sizes[DENSE] / p.experts_over_limit)
    store = next((folder / f"{value_type}-1of1").glob("*.safetensors"))
    read_bytes = sizes[DENSE] // (p.geometry.layers * p.geometry.experts)
    for each in context.progress(runs, value_type):
        yield from _rows_of(context, p, each, limit, (store, read_bytes), sizes[DENSE])


def _missing(kind: str) -> str | None:
    absent = [name for name in _WANTS.get(kind, ()) if find_spec(name) is None]
    return f"{', '.join(absent)} is not installed (pip install 'flame-moe[peers]')" if absent else None


def _rows_of(
    context: Context, p: Parameters, each: Run, limit: int, disk: tuple[Path, int], experts_bytes: int
) -> Iterator[dict[str, Any]]:
    """A row without a limit and one with it."""
    facts: dict[str, Any] = {
        "peer": each.peer, "geometry": str(p.geometry), "bits_per_weight": each.bits, "value_type": each.value_type,
        "pattern": str(each.pattern or DENSE),
        "linear_type": "bf16" if each.value_type == "bf16" else context.settings.pruning.linear_type or "bf16",
    }  # fmt: skip
    if each.kind == FLAME:
        kept = _perplexity(context, p, each.pattern or DENSE, each.value_type, None)
        facts["stand_in_perplexity_linear_kept"] = facts["stand_in_perplexity"] = kept
        if context.settings.pruning.linear_type is not None:
            facts["stand_in_perplexity"] = _perplexity(
                context, p, each.pattern or DENSE, each.value_type, context.settings.pruning.linear_type
            )
    if why := _missing(each.kind):
        yield facts | {"memory_limit_bytes": None, "not_run": why}
        return
    order = Order(
        each.kind, None, limit, each.files, _prompt(p, context.settings.seed), p.warm_up, each.tokens, p.threads,
        context.settings.seed, context.settings.buffer.policy,
    )  # fmt: skip
    alone = None
    if each.kind != "accelerate disk_offload":  # without a limit its files are in the page cache: that is transformers
        alone = _run(order)
        yield facts | {"memory_limit_bytes": None} | _figures(alone)
    within = facts | {"memory_limit_bytes": limit, "experts_over_limit": experts_bytes / limit}
    if each.kind == "transformers":
        yield within | {"not_run": "it holds all weights in memory: its process would be ended"}
        return
    if kept := _forget(each.files):
        yield within | {"not_run": f"{kept} bytes of its files stay in the page cache, which another process holds"}
        return
    try:
        with MemoryLimit(f"flame-peers-{os.getpid()}", limit) as group:
            before = read_bandwidth(disk[0], disk[1], p.bandwidth_bytes)
            found = _run(replace(order, group=str(group.folder)))
            within["peak_bytes"] = group.peak_bytes
    except NoMemoryLimit as error:
        yield within | {"not_run": str(error)}
        return
    bandwidth = max(before, read_bandwidth(disk[0], disk[1], p.bandwidth_bytes))
    yield within | _figures(found) | _waiting(found, alone, bandwidth)


def _forget(files: Mapping[str, str]) -> int:
    """Take a peer's files off the page cache, where its run without a limit has left them; bytes that stay."""
    places = [Path(name) for name in files.values()]
    return sum(forget_pages(file) for place in places for file in ([place] if place.is_file() else place.iterdir()))


def _prompt(p: Parameters, seed: int) -> list[int]:
    draw = random.Random(seed)
    return [draw.randrange(p.geometry.vocabulary // 2, p.geometry.vocabulary) for _ in range(p.prompt)]


def _run(order: Order) -> Decoded | str:
    """What a process of its own found, or why it found nothing."""
    command = [sys.executable, "-m", peer_process.__name__, json.dumps(asdict(order))]
    environment = dict(os.environ) if order.peer == FLAME else without_waiting(os.environ)
    environment["OMP_NUM_THREADS"] = str(order.threads)
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment)
    if result.returncode < 0:
        return f"its process was ended by signal {-result.returncode}, as the kernel does at the limit"
    if result.returncode:
        return (result.stderr.strip().splitlines() or ["no message"])[-1]
    return Decoded(**json.loads(result.stdout.splitlines()[-1]))


def _figures(found: Decoded | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"not_run": found}
    facts: dict[str, Any] = {
        "tokens_per_s": found.tokens / found.seconds,
        "bytes_read_per_token": found.read_bytes / found.tokens,
        "tokens": found.tokens,
        "ms_per_token": 1e3 * found.seconds / found.tokens,
        "cpu_ms": 1e3 * found.cpu_s / found.tokens,
        "major_faults_per_token": found.major_faults / found.tokens,
    }
    if found.slots is not None and found.stall_s is not None:
        facts |= {
            "slots": found.slots, "hit_ratio": found.hit_ratio, "stall_ms": 1e3 * found.stall_s / found.tokens,
        }  # fmt: skip
    return facts


def _waiting(found: Decoded | str, alone: Decoded | str | None, bandwidth: float) -> dict[str, Any]:
    """Where the time of a token under a limit goes."""
    facts = {"disk_bytes_per_s": bandwidth}
    if isinstance(found, str):
        return facts
    whole = found.seconds / found.tokens
    disk = found.read_bytes / found.tokens / bandwidth
    facts |= {"disk_ms": 1e3 * disk, "share_of_disk_limit": disk / whole}
    if isinstance(alone, Decoded):
        computing = alone.seconds / alone.tokens
        facts |= {"in_memory_ms": 1e3 * computing, "waiting_ms": 1e3 * max(0.0, whole - computing)}
    return facts


def _compare(row: dict[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Set a row beside llama.cpp's with the same limit and value type; bf16 beside that of the most bits."""
    if "tokens_per_s" not in row:
        return
    limited = row["memory_limit_bytes"] is not None
    of_llama = [
        other for other in rows
        if other["peer"] == LLAMA and "tokens_per_s" in other and (other["memory_limit_bytes"] is not None) == limited
        and row["value_type"] in (other["value_type"], "bf16")
    ]  # fmt: skip
    if of_llama:
        llama = max(of_llama, key=lambda other: other["bits_per_weight"])
        row["speedup_over_llama_cpp"] = row["tokens_per_s"] / llama["tokens_per_s"]


def _perplexity(context: Context, p: Parameters, pattern: NMPattern, value_type: str, linear_type: str | None) -> float:
    """Of the configured model, its experts computed from packed ones, and its linear layers where these are packed."""
    model = context.model
    batches = summary_batches(model, context.accuracy_dialogues()[1], 8, p.max_target_tokens)
    with tempfile.TemporaryDirectory(dir=context.settings.output) as folder:
        write_packed_model(model, Path(folder), pattern, value_type, context.settings.pruning.pad)
        if linear_type is not None:
            model = model.copy()
            pack_linear_layers(model.hf, model.family, linear_type)
        with stream(model, open_store("memory", Path(folder)), slots=model.num_experts):
            return math.exp(token_loss(model, batches).per_token)
