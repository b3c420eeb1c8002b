"""What a user would otherwise pick, on the same machine and the same work, in one run."""

from __future__ import annotations

import copy
import importlib.util
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from matplotlib.figure import Figure as Canvas

from experiments.bench import bench_pruning, policylang_process
from experiments.tools.export_formats import policylang_trace
from experiments.tools.packed_stores import packed_folder
from experiments.tools.routing_traces import split_traces
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.models.moe_model import MoeModel
from flame.nm_pattern import DENSE, NMPattern
from flame.routing import RoutingTrace
from flame.storage.dataset import Dialogue
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import stream
from online.serving.stores import FileStore

TITLE = "Alternatives to each part on the same work: offloading, pruning, replay"
READS = (
    "model", "accuracy dialogues", "routing traces", "pruning.pattern", "pruning.value_type", "pruning.pad",
    "predictor.known_layers", "buffer",
)  # fmt: skip

NO_ROW = {
    "MoE-Infinity": "moe-infinity on the package index is a placeholder of another project",
    "Pre-gated MoE": "no package, source for one model and GPU alone",
    "SiDA-MoE": "no package, source for GPUs alone",
    "KTransformers": "installs, but its list of models has no Switch transformer",
    "llama.cpp (llama-cpp-python)": "installs, but knows no Switch transformer",
    "FlexGen": "installs, for OPT models on a GPU alone",
    "EdgeMoE": "no package; incremental prediction stands for it in fig8a_prediction_accuracy",
}


@dataclass(frozen=True)
class Parameters:
    """How much of each work; model, dataset, pruning, predictor and buffer come from their groups.

    Args:
        dialogues: dialogues of the report split that are decoded, one at a time.
        disk_dialogues: of them, those that `disk_offload` decodes; it reads every weight for each token.
        slots: slots per MoE layer of the replays.
        trace_examples: decodings that are replayed.
        policylang_python: interpreter of an environment with moe-policylang, which brings top-level packages named
            `experiments` and `tests` and so cannot live beside this one; null leaves it out.
        prune: parameters of `bench_pruning`, which times torch's sparsifier.
    """

    dialogues: int
    disk_dialogues: int
    slots: tuple[int, ...]
    trace_examples: int
    policylang_python: str | None
    prune: bench_pruning.Parameters

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.slots:
            raise ConfigError("experiment.slots=[]: expected numbers of slots")


def run(context: Context, parameters: Parameters) -> Report:
    """Decode, prune and replay, ours and theirs."""
    traces = split_traces(context)
    rows = [
        *_decoding(context, parameters, traces.train),
        *_pruning(context, parameters),
        *_replays(context, parameters, traces.report),
        *({"work": "decode", "peer": peer, "status": "not run", "reason": why} for peer, why in NO_ROW.items()),
    ]
    return Report(
        "alternatives",
        TITLE,
        context.labels("measured"),
        rows,
        notes=[
            "Times are of this machine alone; compare them within one work of one run.",
            "decode: whole summaries, batch 1, encoder included; equal_outputs are those that are the same as resident "
            "transformers'. Ours streams packed experts from files; with pattern 1:1 nothing is pruned.",
            "replay: least recently used, nothing preloaded, the buffer emptied before each decoding, as "
            "moe-policylang does; hits must be equal.",
            "prune: the same pattern on the same matrices, from bench_pruning.",
        ],
        figures=[Figure("decoding", "Milliseconds for each generated token.", lambda canvas: _draw(canvas, rows))],
        provenance=context.provenance(),
    )


# ---- Decoding


def _decoding(context: Context, p: Parameters, train: RoutingTrace) -> list[dict[str, Any]]:
    model, settings = context.model, context.settings
    _, dialogues = context.accuracy_dialogues()
    chosen = dialogues[: p.dialogues]
    reference, resident = _decode(context, model, chosen, "resident")
    rows = [{"work": "decode", "peer": "transformers, resident", **resident, "equal_outputs": len(chosen)}]
    for name, count in (("cpu_offload", p.dialogues), ("disk_offload", p.disk_dialogues)):
        rows.append(
            {"work": "decode", "peer": f"accelerate {name}"} | _offloaded(context, name, chosen[:count], reference)
        )
    table = build_cepr_table(train, settings.predictor.known_layers)
    for pattern in dict.fromkeys((DENSE, NMPattern.parse(settings.pruning.pattern))):
        store = FileStore(packed_folder(context, pattern))
        plan = SlotPlan.per_layer(len(model.moe_layers("decoder")), settings.buffer.slots)
        try:
            with stream(model, store, ExpertBuffer(plan, settings.buffer.policy), table) as session:
                outputs, facts = _decode(context, model, chosen, "streamed")
                hits = session.counts().hit_ratio
        finally:
            store.close()
        rows.append(
            {"work": "decode", "peer": "flame, streamed with CEPR", "pattern": str(pattern),
             "value_type": settings.pruning.value_type, "slots": settings.buffer.slots, **facts,
             "equal_outputs": _equal(outputs, reference), "hit_ratio": hits}
        )  # fmt: skip
    for row in rows:
        if "ms_per_token" in row:
            row["speedup_over_resident"] = resident["ms_per_token"] / row["ms_per_token"]
    return rows


def _decode(
    context: Context, model: MoeModel, dialogues: Sequence[Dialogue], peer: str
) -> tuple[list[torch.Tensor], dict[str, Any]]:
    """Token ids of every summary, and their time; the first dialogue is decoded once more beforehand to warm up."""
    model.generate_ids([dialogues[0].text])
    start = time.perf_counter()
    outputs = [model.generate_ids([dialogue.text])[0] for dialogue in context.progress(dialogues, peer)]
    seconds = time.perf_counter() - start
    tokens = sum(len(ids) - 1 for ids in outputs)
    return outputs, {"dialogues": len(outputs), "tokens": tokens, "ms_per_token": 1e3 * seconds / tokens}


def _equal(outputs: Sequence[torch.Tensor], reference: Sequence[torch.Tensor]) -> int:
    return sum(torch.equal(ours, theirs) for ours, theirs in zip(outputs, reference, strict=False))


def _offloaded(
    context: Context, name: str, dialogues: Sequence[Dialogue], reference: Sequence[torch.Tensor]
) -> dict[str, Any]:
    if importlib.util.find_spec("accelerate") is None:
        return {"status": "not run", "reason": "accelerate is not installed (pip install 'flame-moe[offload]')"}
    import accelerate

    place = Path(context.settings.output)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".offload-") as folder:
        hf, cpu = copy.deepcopy(context.model.hf), torch.device("cpu")
        if name == "cpu_offload":
            accelerate.cpu_offload(hf, cpu)
        else:
            accelerate.disk_offload(hf, folder, cpu)
        own = MoeModel(hf, context.model.tokenizer, context.model.settings, context.model.weights)
        outputs, facts = _decode(context, own, dialogues, name)
    return facts | {"equal_outputs": _equal(outputs, reference)}


# ---- Pruning


def _pruning(context: Context, p: Parameters) -> list[dict[str, Any]]:
    own = replace(context.settings, experiment={"name": "bench_pruning"} | asdict(p.prune))
    inner = Context(own)
    inner.share(context)
    kept = {"torch WeightNormSparsifier": "torch WeightNormSparsifier", "nm_mask": "flame"}
    return [
        {"work": "prune", "peer": kept[row["kernel"]], **{k: v for k, v in row.items() if k != "kernel"}}
        for row in bench_pruning.run(inner, p.prune).rows
        if row["kernel"] in kept and row["pattern"] == p.prune.patterns[0]
    ]


# ---- Replay


def _replays(context: Context, p: Parameters, report: RoutingTrace) -> list[dict[str, Any]]:
    trace = report.select(range(min(p.trace_examples, report.examples)))
    examples = [trace.select([i]) for i in range(trace.examples)]
    replay(examples[0], None, p.slots[0])  # loads what it needs
    rows = []
    for slots in p.slots:
        start = time.perf_counter()
        results = [replay(example, None, slots) for example in examples]
        seconds = time.perf_counter() - start
        hits, accesses = sum(r.hits for r in results), sum(r.accesses for r in results)
        rows.append(_replay_row("flame", trace, slots, hits, accesses, seconds))
    return rows + _policylang(context, p, trace, {row["slots"]: row["hits"] for row in rows})


def _replay_row(peer: str, trace: RoutingTrace, slots: int, hits: int, accesses: int, seconds: float) -> dict[str, Any]:
    return {
        "work": "replay", "peer": peer, "slots": slots, "tokens": trace.tokens, "hits": hits, "accesses": accesses,
        "hit_ratio": hits / accesses, "accesses_per_s": accesses / seconds,
    }  # fmt: skip


def _policylang(context: Context, p: Parameters, trace: RoutingTrace, ours: dict[int, int]) -> list[dict[str, Any]]:
    absent = {"work": "replay", "peer": "moe-policylang", "status": "not run"}
    if p.policylang_python is None:
        return [
            absent | {"reason": "experiment.policylang_python names no interpreter (it needs an environment alone)"}
        ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trace.jsonl"
        file.write_text(policylang_trace(trace, context.model.name), encoding="utf-8")
        shares = json.dumps([slots / trace.num_experts for slots in p.slots])
        command = [p.policylang_python, "-I", policylang_process.__file__, str(file), str(trace.top_k), shares]
        try:
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3600)
        except OSError as error:
            return [absent | {"reason": f"{p.policylang_python}: {error.strerror}"}]
    if result.returncode:
        return [absent | {"reason": (result.stderr.strip().splitlines() or ["it ended without a word"])[-1]}]
    cells, seconds = json.loads(result.stdout.strip().splitlines()[-1])
    return [
        _replay_row("moe-policylang", trace, slots, hits, accesses, seconds / len(cells))
        | {"same_hits_as_flame": hits == ours[slots]}
        for slots, hits, accesses in cells
    ]


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    shown = [row for row in rows if "ms_per_token" in row]
    axes = plots.new_axes(canvas, "Decoding, batch 1", "ms for each token", "")
    own = [plots.OURS if row["peer"].startswith("flame") else plots.MUTED for row in shown]
    bars = axes.barh(range(len(shown)), [row["ms_per_token"] for row in shown], 0.7, color=own)
    axes.bar_label(bars, [f"{row['ms_per_token']:.3g}" for row in shown], padding=3)
    axes.set_yticks(range(len(shown)), [f"{row['peer']} {row.get('pattern', '')}" for row in shown])
    axes.invert_yaxis()
