"""Speed of pruning: masks against torch's sparsifier and memory bandwidth, and a whole checkpoint on disk."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas

from experiments.bench import prune_process
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import check_counts
from flame.nm_pattern import NMPattern
from flame.packed import pack
from flame.storage.artifact import Labels
from flame.storage.tensor_file import TensorWriter
from offline.pruning.masks import nm_mask

TITLE = "Speed of pruning, against torch's sparsifier and memory bandwidth"
READS = ("seed",)


@dataclass(frozen=True)
class Parameters:
    """What is timed.

    Args:
        rows, cols: of a matrix; matrices: how many are pruned in turn, so that none is in the cache.
        patterns: the first is also timed with torch's WeightNormSparsifier.
        repeats: of each timing; the least is reported.
        checkpoints: MoE layers, experts, d_model and d_ff of each random checkpoint that is written and pruned.
        checkpoint_value_type: of their packed experts.
        workers: threads.
    """

    rows: int
    cols: int
    matrices: int
    patterns: tuple[str, ...]
    repeats: int
    checkpoints: tuple[tuple[int, int, int, int], ...]
    checkpoint_value_type: str
    workers: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for text in self.patterns:
            NMPattern.parse(text)


def run(context: Context, parameters: Parameters) -> Report:
    """Time masks and packing, and prune a checkpoint if asked to."""
    p = parameters
    threads = torch.get_num_threads()
    torch.set_num_threads(p.workers)
    try:
        rows = _masks(context, p)
    finally:
        torch.set_num_threads(threads)
    for sizes in context.progress(list(p.checkpoints), "checkpoints"):
        rows.append(_checkpoint(p, *sizes))
    full = next((row for row in rows if _is_switch_base_8(row)), None)
    if full is None:
        rows.append(_not_run())
    timed = [row for row in rows if "ms" in row]
    return Report(
        "bench_pruning",
        TITLE,
        Labels("random", "measured"),
        rows,
        notes=[
            f"{p.matrices} fp32 matrices of {p.rows} x {p.cols} in turn, {p.workers} threads, least of {p.repeats}.",
            "times_bandwidth_limit: time over what reading the weights once takes at the read bandwidth measured in "
            "the same run.",
            *_memory_notes([row for row in rows if "allowed_peak_bytes" in row]),
        ],
        figures=[Figure("mask_speed", "Weights a second; more is better.", lambda canvas: _draw(canvas, timed))],
        provenance=context.provenance(model=False, dataset=False),
    )  # fmt: skip


def _least(work: Callable[[], Any], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _masks(context: Context, p: Parameters) -> list[dict[str, Any]]:
    generator = torch.Generator().manual_seed(context.settings.seed)
    weights = [torch.randn(p.rows, p.cols, generator=generator) for _ in range(p.matrices)]
    count = p.matrices * p.rows * p.cols
    together = torch.stack(weights).reshape(-1)
    read_s = _least(together.sum, p.repeats + 2)
    patterns = [NMPattern.parse(text) for text in p.patterns]
    torch_s, torch_masks = _weight_norm_sparsifier(weights, patterns[0], p.repeats)
    rows: list[dict[str, Any]] = [
        {"kernel": "read once", "ms": 1e3 * read_s, "gigabytes_per_s": 4e-9 * count / read_s},
        {"kernel": "torch WeightNormSparsifier", "pattern": str(patterns[0]), "ms": 1e3 * torch_s},
    ]
    for pattern in context.progress(patterns, "masks"):
        seconds = _least(lambda nm=pattern: [nm_mask(w, nm) for w in weights], p.repeats)  # type: ignore[misc]
        row: dict[str, Any] = {"kernel": "nm_mask", "pattern": str(pattern), "ms": 1e3 * seconds}
        if pattern == patterns[0]:
            same = all(torch.equal(nm_mask(w, pattern), m) for w, m in zip(weights, torch_masks, strict=True))
            row |= {"speedup_over_weight_norm_sparsifier": torch_s / seconds, "same_mask_as_torch": same}
        rows.append(row)
    pruned = torch.where(nm_mask(weights[0], patterns[0]), weights[0], 0)
    seconds = p.matrices * _least(lambda: pack(pruned, patterns[0], "bf16"), p.repeats)
    rows.append({"kernel": "pack bf16", "pattern": str(patterns[0]), "ms": 1e3 * seconds})
    return [
        row
        | {
            "weights": count,
            "weights_per_s": count / (row["ms"] / 1e3),
            "times_bandwidth_limit": row["ms"] / 1e3 / read_s,
        }
        for row in rows
    ]


def _weight_norm_sparsifier(
    weights: Sequence[torch.Tensor], pattern: NMPattern, repeats: int
) -> tuple[float, list[torch.Tensor]]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from torch.ao.pruning import WeightNormSparsifier

        layers = torch.nn.Sequential(*[torch.nn.Linear(w.shape[1], w.shape[0], bias=False) for w in weights])
        with torch.no_grad():
            for layer, weight in zip(layers, weights, strict=True):
                layer.weight.copy_(weight)  # type: ignore[operator, union-attr]
        sparsifier = WeightNormSparsifier(
            sparsity_level=1.0, sparse_block_shape=(1, pattern.group), zeros_per_block=pattern.group - pattern.keep
        )
        sparsifier.prepare(layers, [{"tensor_fqn": f"{i}.weight"} for i in range(len(weights))])
        seconds = _least(sparsifier.step, repeats)
        masks = [layer.parametrizations.weight[0].mask.bool() for layer in layers]  # type: ignore[union-attr, index]
    return seconds, masks


FULL_SIZE = (12, 8, 768, 3072)  # switch-base-8: MoE layers, experts, d_model, d_ff
LARGEST = (12, 256, 768, 3072)  # switch-base-256


def _is_switch_base_8(row: Mapping[str, Any]) -> bool:
    return tuple(row.get(key) for key in ("moe_layers", "experts", "d_model", "d_ff")) == FULL_SIZE


def _not_run() -> dict[str, Any]:
    return {
        "kernel": "prune_checkpoint", "status": "not run", "moe_layers": 12, "experts": 8, "d_model": 768,
        "d_ff": 3072,
        "reason": "the size of switch-base-8 takes 4 GB of disk: 'experiment.checkpoints=[[12,8,768,3072]]'",
    }  # fmt: skip


def _checkpoint(p: Parameters, moe_layers: int, experts: int, d_model: int, d_ff: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        source, folder = Path(name) / "source", Path(name) / "pruned"
        write_random_checkpoint(source, moe_layers, experts, d_model, d_ff)
        gc.collect()
        found = prune_in_own_process(source, folder, p.patterns[0], p.checkpoint_value_type, p.workers)
        stored = sum(file.stat().st_size for file in (folder / "packed").glob("*.safetensors"))
    weights = found["expert_weights"]
    bits = {"fp32": 32, "bf16": 16, "fp16": 16, "int8": 8}[p.checkpoint_value_type]
    return {
        "kernel": "prune_checkpoint", "pattern": p.patterns[0], "value_type": p.checkpoint_value_type,
        "moe_layers": moe_layers, "experts": experts, "d_model": d_model, "d_ff": d_ff, "weights": weights,
        "seconds": found["seconds"], "weights_per_s": weights / found["seconds"], "peak_bytes": found["peak_bytes"],
        "peak_after_imports_bytes": found["imports_bytes"],
        "allowed_peak_bytes": _allowed_peak_bytes(4 * weights // moe_layers),
        "packed_bytes": found["packed_bytes"], "packed_files_bytes": stored,
        "fraction_of_dense": found["packed_bytes"] / (weights * bits / 8),
    }  # fmt: skip


def _allowed_peak_bytes(layer_bytes: int) -> int:
    """Two MoE layers' experts as the checkpoint holds them, and 500 MB for the program."""
    return 2 * layer_bytes + 500_000_000


def prune_in_own_process(source: Path, folder: Path, pattern: str, value_type: str, workers: int) -> dict[str, Any]:
    """Prune a checkpoint in a new process: its seconds, weights, packed bytes, and peak memory before and after."""
    command = [sys.executable, "-m", prune_process.__name__, *map(str, (source, folder, pattern, value_type, workers))]
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def _memory_notes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the measured peaks say, and what they predict for switch-base-256."""
    notes = []
    for row in rows:
        words = "under" if row["peak_bytes"] < row["allowed_peak_bytes"] else "above"
        own = row["peak_bytes"] - row["peak_after_imports_bytes"]
        notes.append(
            f"{row['moe_layers']} MoE layers of {row['experts']} experts, {row['weights'] / 1e6:,.0f} M weights: a "
            f"peak of {row['peak_bytes'] / 1e6:,.0f} MB, {words} two layers' experts and 500 MB "
            f"({row['allowed_peak_bytes'] / 1e6:,.0f} MB); {own / 1e6:,.0f} MB of it are beside the imports."
        )
    for few, many in combinations(sorted(rows, key=lambda row: row["moe_layers"]), 2):
        if all(few[key] == many[key] for key in ("experts", "d_model", "d_ff")):
            more = (many["peak_bytes"] - few["peak_bytes"]) / 1e6
            layers = f"{many['moe_layers']} layers in place of {few['moe_layers']}"
            notes.append(f"{layers} change the peak by {more:+,.0f} MB.")
    wide = [row for row in rows if row["experts"] == LARGEST[1]]
    if wide:
        row = max(wide, key=lambda row: row["moe_layers"])
        _, experts, d_model, d_ff = LARGEST
        factor = d_model * d_ff / (row["d_model"] * row["d_ff"])
        peak = row["peak_after_imports_bytes"] + factor * (row["peak_bytes"] - row["peak_after_imports_bytes"])
        allowed = _allowed_peak_bytes(4 * 2 * experts * d_model * d_ff)
        notes.append(
            "switch-base-256 (modelled): what lies above the imports grows with an expert's size, here by "
            f"{factor:.0f}, to a peak of {peak / 1e9:.1f} GB; two layers' experts and 500 MB are "
            f"{allowed / 1e9:.1f} GB."
        )
    return notes


def write_random_checkpoint(folder: Path, moe_layers: int, experts: int, d_model: int, d_ff: int) -> None:
    """A checkpoint of a Switch transformer's experts, half of the MoE layers in each stack, written layer by layer."""
    folder.mkdir(parents=True)
    encoder = moe_layers // 2
    config = {
        "model_type": "switch_transformers", "num_experts": experts, "d_model": d_model, "d_ff": d_ff,
        "num_sparse_encoder_layers": encoder, "num_sparse_decoder_layers": moe_layers - encoder,
        "num_layers": 2 * encoder, "num_decoder_layers": 2 * (moe_layers - encoder), "vocab_size": 1024,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    stacks = [("encoder", i) for i in range(encoder)] + [("decoder", i) for i in range(moe_layers - encoder)]
    shapes: dict[str, tuple[str, tuple[int, ...]]] = {"shared.weight": ("F32", (1024, d_model))}
    for stack, position in stacks:
        sublayer = 1 if stack == "encoder" else 2
        for expert in range(experts):
            place = f"{stack}.block.{2 * position + 1}.layer.{sublayer}.mlp.experts.expert_{expert}"
            shapes |= {f"{place}.wi.weight": ("F32", (d_ff, d_model)), f"{place}.wo.weight": ("F32", (d_model, d_ff))}
    draw = np.random.default_rng(0)
    with TensorWriter(folder / "model.safetensors", shapes, {"format": "pt"}) as writer:
        for name, (_, shape) in shapes.items():
            writer.write(name, draw.standard_normal(shape, np.float32))


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Speed of masks and packing", "weights a second (log scale)", "")
    names = [f"{row['kernel']} {row.get('pattern', '')}" for row in rows]
    own = {"read once": plots.MUTED, "torch WeightNormSparsifier": plots.ACCENT}
    colours = [own.get(row["kernel"], plots.OURS) for row in rows]
    speeds = [row["weights_per_s"] for row in rows]
    axes.barh(range(len(rows)), speeds, 0.7, color=colours)
    for i, row in enumerate(rows):
        words = f"{row['weights_per_s'] / 1e6:,.0f} M/s"
        axes.annotate(words, (row["weights_per_s"], i), (4, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(range(len(rows)), names, fontsize=10)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(min(speeds) / 2, max(speeds) * 6)
    axes.grid(axis="y", visible=False)
