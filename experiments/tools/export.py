"""Layers and routing traces for other tools: SCALE-Sim, ZigZag and moe-policylang."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experiments.tools.export_formats import (
    decoder_products,
    policylang_trace,
    scale_sim_config,
    scale_sim_layout,
    scale_sim_topology,
    zigzag_workload,
)
from experiments.tools.routing_traces import split_traces
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import check_counts
from flame.nm_pattern import NMPattern
from flame.storage.foreign_traces import write_route_trace

TITLE = "Layers and routing traces for SCALE-Sim, ZigZag and moe-policylang"
READS = ("model", "routing traces", "pruning.pattern")
READ_BY = {
    "scale_sim": "python -m scalesim.scale -i gemm -t topology.csv -l layout.csv -c scale.cfg -p results",
    "zigzag": "zigzag.api.get_hardware_performance_zigzag('workload.yaml', accelerator, mapping)",
    "bigmoeonedge": "scripts of BigMoeOnEdge that read route.csv",
    "moe_policylang": "moe_policylang.benchmark.replay.replay_policies('trace.jsonl', top_k)",
}


@dataclass(frozen=True)
class Parameters:
    """What is exported; model, dataset, pattern and value type come from their groups.

    Args:
        tokens: sequences decoded together.
        weight_bits: width of a weight for ZigZag.
        array: rows and columns of SCALE-Sim's array.
        buffer_kilobytes, words_per_cycle: each of its three buffers, and its interface.
        examples: decodings of the report split that the trace takes.
    """

    tokens: int
    weight_bits: int
    array: tuple[int, int]
    buffer_kilobytes: int
    words_per_cycle: int
    examples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")


def run(context: Context, parameters: Parameters) -> Report:
    """Give the files, a folder for each tool beside the report."""
    p, model = parameters, context.model
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    traces = split_traces(context)
    trace = traces.report.select(range(min(p.examples, traces.report.examples)))
    products = decoder_products(
        model.d_model, model.d_ff, model.num_experts, trace.moe_layers, trace.top_k, p.tokens, pattern
    )
    files = {
        "scale_sim/topology.csv": scale_sim_topology(products),
        "scale_sim/layout.csv": scale_sim_layout(products),
        "scale_sim/scale.cfg": scale_sim_config("flame", *p.array, p.buffer_kilobytes, p.words_per_cycle),
        "zigzag/workload.yaml": zigzag_workload(products, p.weight_bits),
        "moe_policylang/trace.jsonl": policylang_trace(trace, model.name),
        "bigmoeonedge/route.csv": write_route_trace(trace, model.name),
    }

    rows = [
        {"file": name, "bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest(),
         "read_with": READ_BY[name.split("/")[0]]}
        for name, text in files.items()
    ]  # fmt: skip
    folders: dict[str, dict[str, str]] = {}
    for name, text in files.items():
        folder, file = name.split("/")
        folders.setdefault(folder, {})[file] = text
    return Report(
        "export",
        TITLE,
        context.labels(),
        rows,
        notes=[
            f"{len(products)} products of one decoding step of {p.tokens} sequences "
            f"({sum(q.macs for q in products):,} multiply-accumulates if dense), and {trace.tokens:,} tokens of "
            f"{trace.examples} decodings.",
            "ZigZag knows no N:M: a pruned product is given with its kept weights alone. SCALE-Sim takes the pattern.",
            "moe-policylang replays every decoding with an empty cache; its distribution brings top-level packages "
            "named experiments and tests, so it needs an environment of its own.",
            "SCALE-Sim 3.0.0 needs NumPy below 2.4; zigzag-dse 3.9.1 needs six, which it does not ask for.",
        ],
        provenance=context.provenance(),
        folders={name: partial(_write, texts=texts) for name, texts in folders.items()},
    )


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
