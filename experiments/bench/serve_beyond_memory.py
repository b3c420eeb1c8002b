"""Decode with less memory than the checkpoint takes: experts that do not fit, made true.

A random checkpoint is written layer by layer, never whole in memory: its weights but the experts as safetensors, its
experts as a packed store. A process of its own then loads all but the experts, streams these from the store, and
reports its peak resident memory; the kernel refuses it data memory beyond the limit (RLIMIT_DATA).
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.bench import decode_process
from experiments.bench.random_experts import random_expert
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import FlameError, check_counts
from flame.ids import LayerId
from flame.nm_pattern import NMPattern
from flame.storage.artifact import Labels
from flame.storage.packed_store import write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorWriter

TITLE = "Peak memory of a model decoded under a limit below its size"
READS = ("accuracy dialogues", "pruning.pattern", "pruning.value_type", "buffer.slots", "seed")

ALLOWANCE_BYTES = 300_000_000  # above weights and buffer: activations, libraries' own memory, one load under way


@dataclass(frozen=True)
class Parameters:
    """Geometry of the checkpoint, and how it is decoded, with `buffer.slots` slots of each MoE layer of the decoder.

    Args:
        num_experts, moe_layers, blocks, d_model, d_ff, num_heads, vocabulary: sizes; MoE layers and blocks of each
            stack.
        store: `read`, `direct` or `mapped` (`online.serving.stores`).
        dialogues, batch, tokens: dialogues of the report split that are read, so many together, and tokens written for
            each.
        limit_bytes: memory that the process may take; None for a quarter of the checkpoint in fp32.
    """

    num_experts: int
    moe_layers: int
    blocks: int
    d_model: int
    d_ff: int
    num_heads: int
    vocabulary: int
    store: str
    dialogues: int
    batch: int
    tokens: int
    limit_bytes: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def run(context: Context, parameters: Parameters) -> Report:
    """Write the checkpoint, decode in a process under the limit, remove the checkpoint."""
    p = parameters
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    value_type, slots = context.settings.pruning.value_type, context.settings.buffer.slots
    texts = [dialogue.text for dialogue in context.accuracy_dialogues()[1][: p.dialogues]]
    output = Path(context.settings.output)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.resolve(), prefix=".serve_beyond_memory.") as name:
        sizes = write_checkpoint(context, p, pattern, value_type, Path(name))
        checkpoint_bytes = sizes["other_weights_bytes"] + sizes["expert_weights"] * 4
        limit = p.limit_bytes or checkpoint_bytes // 4
        found = decode(Path(name), p, texts, limit, slots)
    found.pop("ids")
    seconds = found.pop("seconds")
    above = found["peak_bytes"] - found["imports_bytes"]
    overhead = above - found["other_weights_bytes"] - found["buffer_bytes"]
    row: dict[str, Any] = {
        "num_experts": p.num_experts, "pattern": str(pattern), "value_type": value_type, "slots": slots,
        "store": p.store, "batch": p.batch, "checkpoint_fp32_bytes": checkpoint_bytes,
        "store_bytes": sizes["store_bytes"], "limit_bytes": limit, **found,
        "peak_above_imports_bytes": above, "overhead_bytes": overhead, "allowed_overhead_bytes": ALLOWANCE_BYTES,
        "within_allowance": overhead <= ALLOWANCE_BYTES, "within_limit": found["peak_bytes"] <= limit,
        "peak_by_checkpoint": found["peak_bytes"] / checkpoint_bytes,
        "ms_per_token": 1e3 * seconds / found["tokens"],
    }  # fmt: skip
    return Report(
        "serve_beyond_memory",
        TITLE,
        Labels("random", "measured"),
        [row],
        notes=[
            "checkpoint_fp32_bytes: what the unpruned checkpoint takes in fp32. It is never written: the store gets "
            "random packed experts of the same sizes, layer by layer.",
            "peak_bytes: VmHWM of the decoding process, with Python and torch (imports_bytes); the limit is set on its "
            "data memory (RLIMIT_DATA) after the imports, and within_limit says whether its whole resident peak was "
            "below it too.",
            "overhead_bytes: peak above imports, less the weights that are no experts and less the buffer; at most "
            f"{ALLOWANCE_BYTES / 1e6:.0f} MB are allowed.",
            "Random weights: the tokens mean nothing.",
        ],
        provenance=context.provenance(model=False),
    )


def decode(folder: Path, p: Parameters, texts: list[str], limit_bytes: int, slots: int) -> dict[str, Any]:
    """Decode in a process of its own; its figures, and `ids` as it generated them.

    Raises:
        FlameError: the process failed, as when the limit is too low for it.
    """
    given = asdict(p) | {
        "checkpoint": str(folder / "dense"), "packed": str(folder / "packed"), "texts": texts,
        "limit_bytes": limit_bytes, "slots": slots,
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


def write_checkpoint(
    context: Context, p: Parameters, pattern: NMPattern, value_type: str, folder: Path
) -> dict[str, int]:
    """Write `dense` (configuration, tokenizer, all weights but the experts) and `packed` (the store)."""
    dense, packed = folder / "dense", folder / "packed"
    packed.mkdir()
    draw = np.random.default_rng(context.settings.seed)
    others = _write_others(p, dense, draw)
    layers = [LayerId(stack, i) for stack in ("encoder", "decoder") for i in range(p.moe_layers)]
    store_bytes = 0
    for layer in context.progress(layers, "layers"):
        experts = [random_expert(p.d_model, p.d_ff, pattern, value_type, draw) for _ in range(p.num_experts)]
        every = p.blocks // p.moe_layers  # transformers' placing: the second block of each `every`
        block = every * layer.position + (every > 1)
        store_bytes += write_packed_layer(packed, layer, block, experts)
    write_store_index(packed, layers, p.num_experts)
    expert_weights = len(layers) * p.num_experts * 2 * p.d_model * p.d_ff
    return {"other_weights_bytes": others, "expert_weights": expert_weights, "store_bytes": store_bytes}


def _write_others(p: Parameters, folder: Path, draw: np.random.Generator) -> int:
    import torch
    from transformers import AutoTokenizer, SwitchTransformersForConditionalGeneration

    from flame.models.loading import EMBEDDED_MODEL, WEIGHTS_KEY
    from flame.models.switch_shapes import switch_config

    label: dict[str, Any] = {WEIGHTS_KEY: "random"}
    config = switch_config(
        vocabulary=p.vocabulary, d_model=p.d_model, d_ff=p.d_ff, num_heads=p.num_heads, num_experts=p.num_experts,
        blocks=p.blocks, moe_layers=p.moe_layers, **label,
    )  # fmt: skip
    config.save_pretrained(folder)
    AutoTokenizer.from_pretrained(EMBEDDED_MODEL).save_pretrained(folder)
    with torch.device("meta"):
        shapes = {
            name: tuple(weight.shape)
            for name, weight in SwitchTransformersForConditionalGeneration(config).named_parameters()
            if ".experts." not in name
        }
    with TensorWriter(
        folder / "model.safetensors", {n: ("F32", s) for n, s in shapes.items()}, {"format": "pt"}
    ) as out:
        for name, shape in shapes.items():
            scale = 1.0 if len(shape) == 1 else shape[-1] ** -0.5
            out.write(name, np.float32(scale) * draw.standard_normal(shape, np.float32))
    return 4 * sum(math.prod(shape) for shape in shapes.values())
