"""Layers and traces as other tools of the field read them: SCALE-Sim, ZigZag and moe-policylang.

Each function returns the text of a file; nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flame.errors import FormatError
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace


@dataclass(frozen=True)
class Product:
    """One matrix product of an MoE layer: `[tokens, reduction] x [reduction, outputs]`.

    Args:
        name: what the tool's report calls it; letters, digits and underscores.
        tokens, outputs, reduction: sizes, each at least 1.
        pattern: of the weights, along the reduction axis; None where they are dense.
    Raises:
        FormatError: a size below 1, or a reduction that the pattern's group does not divide.
    """

    name: str
    tokens: int
    outputs: int
    reduction: int
    pattern: NMPattern | None = None

    def __post_init__(self) -> None:
        if min(self.tokens, self.outputs, self.reduction) < 1:
            raise FormatError(f"{self.name}: {self.tokens} x {self.reduction} x {self.outputs} (expected at least 1)")
        if self.pattern is not None:
            self.pattern.groups(self.reduction, self.name)

    @property
    def macs(self) -> int:
        """Multiply-accumulates of the dense product."""
        return self.tokens * self.outputs * self.reduction


def decoder_products(
    d_model: int, d_ff: int, num_experts: int, moe_layers: int, top_k: int, tokens: int, pattern: NMPattern
) -> tuple[Product, ...]:
    """The router and the experts that one step of decoding runs, MoE layer by MoE layer.

    Args:
        tokens: sequences decoded together; each is taken to choose experts of its own.
    """
    products = []
    for layer in range(moe_layers):
        products.append(Product(f"layer{layer}_router", tokens, num_experts, d_model))
        for k in range(top_k):
            expert = f"layer{layer}_expert{k}"
            products.append(Product(f"{expert}_wi", tokens, d_ff, d_model, pattern))
            products.append(Product(f"{expert}_wo", tokens, d_model, d_ff, pattern))
    return tuple(products)


def scale_sim_topology(products: Sequence[Product]) -> str:
    """Topology of SCALE-Sim 3 for `input_type_gemm`: name, M, N, K and the N:M ratio of the weights."""
    lines = ["Layer,M,N,K,Sparsity,"]
    lines += [f"{p.name},{p.tokens},{p.outputs},{p.reduction},{p.pattern or '1:1'}," for p in products]
    return "\n".join(lines) + "\n"


def scale_sim_layout(products: Sequence[Product]) -> str:
    """The layout file that SCALE-Sim 3 insists on reading; its custom layouts are off in the configuration."""
    names = ["IfmapIntraline", "FilterIntraline", "IfmapIntraline", "FilterIntraline", "IfmapInterline"]
    lines = [",".join(["Layer", *(f"{name} {i}" for i, name in enumerate(names * 3))]) + ","]
    lines += [",".join([p.name, *["1"] * 18]) + "," for p in products]
    return "\n".join(lines) + "\n"


def scale_sim_config(run_name: str, rows: int, columns: int, buffer_kilobytes: int, words_per_cycle: int) -> str:
    """Configuration of SCALE-Sim 3: an output-stationary array with three equal buffers.

    Args:
        rows, columns: of the array of multipliers.
        buffer_kilobytes: of each of the three buffers.
        words_per_cycle: bandwidth of the interface.
    """
    return f"""[general]
run_name = {run_name}

[architecture_presets]
ArrayHeight = {rows}
ArrayWidth = {columns}
IfmapSramSzkB = {buffer_kilobytes}
FilterSramSzkB = {buffer_kilobytes}
OfmapSramSzkB = {buffer_kilobytes}
IfmapOffset = 0
FilterOffset = 10000000
OfmapOffset = 20000000
Bandwidth = {words_per_cycle}
Dataflow = os
MemoryBanks = 1
ReadRequestBuffer = 64
WriteRequestBuffer = 64

[layout]
IfmapCustomLayout = False
IfmapSRAMBankBandwidth = 10
IfmapSRAMBankNum = 10
IfmapSRAMBankPort = 2
FilterCustomLayout = False
FilterSRAMBankBandwidth = 10
FilterSRAMBankNum = 10
FilterSRAMBankPort = 2

[sparsity]
SparsitySupport = true
SparseRep = ellpack_block
OptimizedMapping = false
BlockSize = 4
RandomNumberGeneratorSeed = 40

[run_presets]
InterfaceBandwidth = USER
UseRamulatorTrace = False
"""


def zigzag_workload(products: Sequence[Product], weight_bits: int) -> str:
    """Workload of ZigZag as JSON, which is YAML: a chain of Gemm layers, the weights at the given width.

    ZigZag knows no N:M: a pruned product is given with its reduction as short as its kept weights, so that bytes and
    multiply-accumulates are those of packed weights without index.
    """
    layers = []
    for i, p in enumerate(products):
        kept = p.reduction * p.pattern.keep // p.pattern.group if p.pattern else p.reduction
        layers.append(
            {
                "id": i,
                "name": p.name,
                "operator_type": "Gemm",
                "equation": "O[b][k]+=I[b][c]*W[c][k]",
                "dimension_relations": [],
                "loop_dims": ["B", "C", "K"],
                "loop_sizes": [p.tokens, kept, p.outputs],
                "operand_precision": {"W": weight_bits, "I": 8, "O": 32, "O_final": 8},
                "operand_source": {"W": i, "I": max(i - 1, 0)},
            }
        )
    return json.dumps(layers, indent=1) + "\n"


def policylang_trace(trace: RoutingTrace, model_name: str) -> str:
    """JSON lines that moe-policylang loads with `TraceRecording.load`.

    Where the trace has no probabilities, the softmax that its replay ranks by is 1/2, 1/4, ... for the experts in the
    order of the router's choice and 0 for the others.
    """
    head = {
        "model_name": model_name, "num_layers": trace.moe_layers, "num_experts": trace.num_experts,
        "top_k": trace.top_k, "num_entries": trace.tokens * trace.moe_layers,
        "records_full_softmax": trace.probabilities is not None,
    }  # fmt: skip
    lines = [json.dumps(head)]
    examples = np.repeat(np.arange(trace.examples), trace.example_lengths)
    for token, (example, place) in enumerate(zip(examples, trace.position_in_example(), strict=True)):
        for layer in range(trace.moe_layers):
            chosen = trace.experts[token, layer].tolist()
            softmax = [0.0] * trace.num_experts
            for rank, expert in enumerate(chosen):
                softmax[expert] = 0.5 ** (rank + 1)
            if trace.probabilities is not None:
                softmax = trace.probabilities[token, layer].tolist()
            entry = {"p": int(example), "t": int(place), "l": layer, "e": chosen, "s": None, "sm": softmax}
            lines.append(json.dumps(entry))
    return "\n".join(lines) + "\n"
